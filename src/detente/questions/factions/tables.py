"""The tables behind an answer about factions: power, votes, deals, outcomes, takeovers, claims."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, localcontext
from fractions import Fraction

from detente.answers import Exact, Ref, StandingKind
from detente.conflict import (
    Faction,
    Factions,
    Partial,
    Ranking,
    Statement,
    Weights,
    find_concept,
)
from detente.questions.factions.answer import (
    FactionsAnswer,
)
from detente.questions.factions.facts import (
    Change,
    Home,
    Place,
    TakenOver,
    Vote,
)
from detente.wording import Block, Items, Section, Table, Text, Voice, Words, label, labels, listed

MOST_ROWS = 12
MOST_DIGITS = 60
YES, NO, NOTHING = "yes", "no", "—"

Claim = Statement | Ranking | Weights | Partial | Faction | Factions


def number(value: Exact) -> str:
    """Write a weight as the file does: 51, 0.5."""
    exact = Fraction(value.exact)
    if exact.denominator == 1:
        return f"{exact.numerator:,}"
    with localcontext(prec=MOST_DIGITS):
        return f"{Decimal(exact.numerator) / exact.denominator:f}"


def share(value: Exact) -> str:
    """Write a share exactly, and as a percentage."""
    return f"{value.exact} ({value.decimal:.1%})" if "/" in value.exact else value.exact


def faction_name(home: Home, id: str) -> str:
    """Name a faction."""
    return next(m.name for m in home.members if m.id == id)


def need(home: Home) -> str:
    """Say how much weight a deal needs."""
    total = number(home.total)
    return f"more than half of {total}" if home.quota is None else f"{number(home.quota)} of {total}"


def reference(answer: FactionsAnswer, home: Home) -> str:
    """Name what deals are compared with."""
    return "today" if home.against == answer.status_quo else label(answer.states[home.against])


def details(answer: FactionsAnswer, home: Home, voice: Voice) -> list[Block]:
    """Give what stands behind an answer about one party."""
    words = voice.words(answer.perspective)
    blocks: list[Block] = [Text(win_set_text(answer, home, words)), power_table(answer, home), minimal(home)]
    blocks.append(vote_table(home))
    if home.win_set:
        blocks.append(deal_table(answer, home, words))
    blocks += [outcome_table(answer, home), *takeover_table(answer, home, words), claim_section(home, words)]
    return blocks


def win_set_text(answer: FactionsAnswer, home: Home, words: Words) -> str:
    """Say how many deals could be ratified, and what they share."""
    every = int(home.deals)
    states = "state" if every == 1 else "states"
    of = f"feasible {states} in which {home.where} holds" if home.where else f"other feasible {states}"
    lead = (
        f"Set against {reference(answer, home)}, {int(home.win_set_count):,} of {every:,} {of} would find the weight "
        f"that {words.party(home.decision_maker)} needs to agree ({need(home)})"
    )
    shared = home.win_set_shared
    if shared is None or words.conflict.graph_form:
        return f"{lead}."
    taken = words.in_short([*shared.taken]) if shared.taken else ""
    levels = "; ".join(f"{words.short(one.option)}: {listed(one.levels, 'or')}" for one in shared.levels)
    told = "; ".join(x for x in (taken, levels) if x)
    return f"{lead}; {f'in all of them: {told}' if told else 'no option is taken in all of them'}."


def _shown(ids: Sequence[str], nobody: str) -> str:
    return ", ".join(ids) or nobody


def power_table(answer: FactionsAnswer, home: Home) -> Table:
    """List the factions: weight, power, how many deals each votes for."""
    rows = []
    for m in home.members:
        extra = " (veto)" if m.veto else " (never turns anything)" if m.dummy else ""
        rows.append(
            (
                m.id,
                m.name,
                number(m.weight),
                share(m.banzhaf),
                share(m.shapley_shubik),
                f"{m.banzhaf_absolute.exact}{extra}",
                f"{int(m.votes_for):,}",
            )
        )
    columns = ("Id", "Faction", "Weight", "Banzhaf", "Shapley-Shubik", "Decides", "Votes for")
    note = (
        "Banzhaf: its share of all cases in which a vote decides. Shapley-Shubik: its share of all orders of voting in "
        "which it is the one that decides. Decides: the share of the ways the others can vote in which it decides. "
        f"Votes for: the deals that it strictly prefers to {reference(answer, home)}."
    )
    return Table(columns, tuple(rows), f"The factions; agreement needs {need(home)}", note, "power")


def minimal(home: Home) -> Section:
    """List the smallest coalitions that carry a deal."""
    weights = {m.id: Fraction(m.weight.exact) for m in home.members}
    items = []
    for coalition in home.minimal_winning[:MOST_ROWS]:
        weight = sum((weights[i] for i in coalition), Fraction(0))
        items.append(f"{listed(coalition)} ({number(Exact(exact=str(weight), decimal=float(weight)))})")
    more = len(home.minimal_winning) - MOST_ROWS
    if more > 0:
        items.append(f"and {more:,} more; JSON lists them")
    return Section("The smallest coalitions that carry a deal", (Items(tuple(items)),))


def vote_table(home: Home) -> Table:
    """Count the deals by who votes for them."""
    votes = [v for v in home.votes if v.deals != "0"]
    rows = tuple(
        (_shown(v.supporters, "nobody"), number(v.weight), YES if v.ratified else NO, f"{int(v.deals):,}")
        for v in votes[:MOST_ROWS]
    )
    columns = ("Who votes for it", "Weight", "Carried", "Deals")
    return Table(columns, rows, "How many deals find whose votes", _cut(len(votes)), "votes")


def deal_table(answer: FactionsAnswer, home: Home, words: Words) -> Table:
    """List the deals of the win-set, the broadest support first."""
    order = sorted(home.win_set, key=lambda v: -Fraction(home.votes[v.vote].weight.exact))
    rows = []
    for voted in order[:MOST_ROWS]:
        state, vote = answer.states[voted.state], home.votes[voted.vote]
        told = words.cell(state) if state.given else words.brief(state)
        rows.append((label(state), told, number(vote.weight), _shown(vote.pivotal, "nobody alone")))
    note = (
        f"Pivotal: if this faction alone changed its vote, the deal would not be carried. {_cut(len(order))}"
    )
    title = "States that could be ratified, the broadest support first"
    return Table(("State", words.what, "Weight for", "Pivotal"), tuple(rows), title, note.strip(), "win-set")


def _cut(every: int) -> str:
    return f"The first {MOST_ROWS} of {every:,}; JSON lists all." if every > MOST_ROWS else ""


def outcome_table(answer: FactionsAnswer, home: Home) -> Table:
    """List the predicted outcomes: could they be ratified, by whose votes?"""
    held: dict[Ref, list[str]] = {}
    votes: dict[Ref, Vote] = {}
    for one in home.predicted:
        for voted in one.states:
            held.setdefault(voted.state, []).append(find_concept(one.concept).name)
            votes[voted.state] = home.votes[voted.vote]
    rows = []
    for state in list(held)[:MOST_ROWS]:
        vote = votes[state]
        told = (
            YES if vote.ratified else NO,
            _shown(vote.supporters, "nobody"),
            _shown(vote.pivotal, "nobody alone"),
        )
        if state == home.against:
            told = ("needs no vote", "", "")
        rows.append((label(answer.states[state]), ", ".join(held[state]), *told))
    note = "Pivotal: if this faction alone changed its vote, the result would be the other."
    return Table(
        ("State", "Predicted by", "Ratified", "Who votes for it", "Pivotal"),
        tuple(rows),
        "Whether what is predicted could be ratified",
        f"{note} {_cut(len(held))}".strip(),
        "predicted",
    )


def takeover_table(answer: FactionsAnswer, home: Home, words: Words) -> tuple[Block, ...]:
    """List the takeovers that change an outcome; concepts under which one changes the same share a row."""

    def told(refs: Sequence[Ref], number: str) -> str:
        return f"{int(number):,}: {labels([answer.states[r] for r in refs], 3)}" if refs else NOTHING

    rows: dict[tuple[object, ...], tuple[TakenOver, Change, list[str]]] = {}
    for taken in home.takeovers:
        for change in taken.by_concept:
            if change.concept in taken.changes:
                key = (taken.faction, change.comes, change.goes)
                rows.setdefault(key, (taken, change, []))[2].append(find_concept(change.concept).name)
    if not rows:
        return ()
    cells = [
        (
            taken.faction,
            ", ".join(concepts),
            told(change.comes, change.comes_count),
            told(change.goes, change.goes_count),
            for_whom(taken, change.concept, words),
        )
        for taken, change, concepts in list(rows.values())[:MOST_ROWS]
    ]
    note = (
        "For whom: by each one's own order under this account, for the faction by its own; left out where it depends "
        f"on where it ends. A takeover that is not listed changes nothing under that concept. {_cut(len(rows))}"
    )
    columns = ("Led by", "Concept", "Comes", "Goes", "For whom")
    title = "Whose takeover would change the outcome"
    return (Table(columns, tuple(cells), title, note.strip(), "takeovers", heads=2),)


def for_whom(taken: TakenOver, concept: str, words: Words) -> str:
    """Say who is clearly better and worse off, the faction itself last."""
    groups: dict[StandingKind, list[str]] = {}
    for p in taken.places:
        kind = clear(p) if p.concept == concept else None
        if kind is not None:
            name = words.party(p.decision_maker) if p.decision_maker else "the faction itself"
            groups.setdefault(kind, []).append(name)
    return "; ".join(f"{listed(who)} {kind} off" for kind, who in groups.items()) or NOTHING


def clear(found: Place) -> StandingKind | None:
    """Tell whether somebody is better or worse off wherever it ends."""
    if found.before is None or found.after is None:
        return None
    if found.after.worst < found.before.best:
        return "better"
    return "worse" if found.after.best > found.before.worst else None


# -- claims ------------------------------------------------------------------------------------------------------------


def claims(made: Factions) -> list[tuple[str, Claim]]:
    """List all that is claimed of the factions, each with the faction's name: weights, what each wants."""
    found: list[tuple[str, Claim]] = [("", made)]
    for member in made.members:
        found.append((member.name, member))
        found += [("", claim) for claim in member.preferences.claims]
    return found


def claim_section(home: Home, words: Words) -> Section:
    """Give the claims with reasons and sources."""
    rows = []
    for name, made in claims(words.conflict.factions[home.decision_maker]):
        who, claim = name, "weighs what holds" if words.conflict.graph_form else "weighs the options"
        if isinstance(made, Factions):
            who, claim = words.party(home.decision_maker), f"agreement needs {need(home)}"
        elif isinstance(made, Faction):
            weight = next(m.weight for m in home.members if m.id == made.id)
            claim = f"weighs {number(weight)}"
        elif isinstance(made, Statement):
            claim = words.statement(made, home.decision_maker)
        elif isinstance(made, Ranking | Partial):
            claim = "ranks the states"
        doubt = "" if made.confidence is None else f"{made.confidence:g}"
        rows.append((who, claim, made.because, words.citations(made.sources), doubt))
    columns = ("Faction", "Claim, the most important first", "Because", "Source", "Confidence")
    kept = [k for k in range(len(columns)) if k < 2 or any(r[k] for r in rows)]
    table = Table(
        tuple(columns[k] for k in kept), tuple(tuple(r[k] for k in kept) for r in rows), id="faction-claims"
    )
    return Section("What the factions are said to weigh and want", (table,))
