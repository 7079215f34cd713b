"""The tables behind an answer about factions: power, votes, deals, outcomes, takeovers, claims."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np

from detente.conflict import (
    Faction,
    Factions,
    Partial,
    Prioritised,
    Ranking,
    Statement,
    Weights,
    in_reading_order,
)
from detente.findings.answers import labels, standing
from detente.findings.finding import Block, Items, Section, Table
from detente.findings.words import Words, concept_name, listed, shortened
from detente.game import Ints
from detente.questions.factions import FactionsAnalysis, Takeover
from detente.questions.factions.takeovers import outcomes_at

MOST_ROWS = 12
MOST_NAMES = 6
MOST_DIGITS = 60
YES, NO = "yes", "no"


def number(value: Fraction) -> str:
    """Write a weight as the file does: 51, 0.5."""
    if value.denominator == 1:
        return f"{value.numerator:,}"
    with localcontext(prec=MOST_DIGITS):
        return f"{Decimal(value.numerator) / value.denominator:f}"


def share(value: Fraction) -> str:
    """Write a share exactly, and as a percentage."""
    return f"{value} ({float(value):.1%})" if value.denominator > 1 else str(value)


def names(found: FactionsAnalysis, ids: Iterable[str]) -> str:
    """Name factions."""
    by_id = {m.id: m.name for m in found.members}
    told = [f"“{by_id[i]}”" for i in ids]
    return shortened(told, MOST_NAMES) if len(told) > MOST_NAMES else listed(told)


def need(found: FactionsAnalysis) -> str:
    """Say how much weight a deal needs."""
    total = number(found.factions.total)
    quota = found.factions.quota
    return f"more than half of {total}" if quota is None else f"{number(quota)} of {total}"


def reference(found: FactionsAnalysis) -> str:
    """Name what deals are compared with."""
    return "the status quo" if found.reference.index == found.game.status_quo else found.reference.label


def compared(takeover: Takeover, words: Words, concept: str, *, clear: bool = False) -> str:
    """Say who would be better or worse off, the faction itself last; only what does not depend if `clear`."""
    groups: dict[str, list[str]] = {}
    for dm, (before, after) in takeover.places(concept).items():
        if told := standing(before, after):
            groups.setdefault(told, []).append(words.dm(dm))
    if told := standing(*takeover.own_places(concept)):
        groups.setdefault(told, []).append("the faction itself")
    return "; ".join(
        f"{listed(who)} {told}"
        for told, who in groups.items()
        if not clear or told in ("better off", "worse off")
    )


def _shown(ids: Iterable[str], nobody: str) -> str:
    return ", ".join(ids) or nobody


def power_table(found: FactionsAnalysis) -> Table:
    """List the factions: weight, power, how many deals each votes for."""
    rows = []
    for k, (member, power) in enumerate(zip(found.members, found.voting.power, strict=True)):
        votes = int(((found.coalitions >> k & 1) > 0)[found.deals].sum())
        veto = " (veto)" if power.veto else " (never turns anything)" if power.dummy else ""
        rows.append(
            (
                member.id,
                member.name,
                number(member.weight),
                share(power.banzhaf),
                share(power.shapley_shubik),
                f"{power.banzhaf_absolute}{veto}",
                f"{votes:,}",
            )
        )
    columns = ("Id", "Faction", "Weight", "Banzhaf", "Shapley-Shubik", "Decides", "Votes for")
    note = (
        "Banzhaf: its share of all cases in which a vote decides. Shapley-Shubik: its share of all orders of voting in "
        "which it is the one that decides. Decides: the share of the ways the others can vote in which it decides. "
        f"Votes for: the deals that it strictly prefers to {reference(found)}."
    )
    return Table(columns, tuple(rows), f"The factions; agreement needs {need(found)}", note, "power")


def minimal(found: FactionsAnalysis) -> Section:
    """List the smallest coalitions that carry a deal."""
    every = found.voting.minimal
    items = [f"{listed(found.ids(int(c)))} ({number(found.weight(int(c)))})" for c in every[:MOST_ROWS]]
    if every.size > MOST_ROWS:
        items.append(f"and {every.size - MOST_ROWS:,} more; the JSON lists them")
    return Section("The smallest coalitions that carry a deal", (Items(tuple(items)),))


def vote_table(found: FactionsAnalysis) -> Table:
    """Count the deals by who votes for them."""
    coalitions, sizes = np.unique(found.coalitions[found.deals], return_counts=True)
    order = sorted(
        range(coalitions.size), key=lambda k: (-found.weight(int(coalitions[k])), int(coalitions[k]))
    )
    rows = []
    for k in order[:MOST_ROWS]:
        coalition = int(coalitions[k])
        carried = YES if found.voting.carries[coalition] else NO
        who = _shown(found.ids(coalition), "nobody")
        rows.append((who, number(found.weight(coalition)), carried, f"{sizes[k]:,}"))
    columns = ("Who votes for it", "Weight", "Carried", "Deals")
    return Table(columns, tuple(rows), "How many deals find whose votes", _cut(len(order)), "votes")


def deal_table(found: FactionsAnalysis, words: Words) -> Table:
    """List the deals of the win-set, the broadest support first."""
    win_set = found.win_set_at
    weights = {int(c): found.weight(int(c)) for c in np.unique(found.coalitions[win_set])}
    order = sorted(win_set, key=lambda s: (-weights[int(found.coalitions[s])], int(s)))
    rows = []
    for index in order[:MOST_ROWS]:
        state = found.game.state(int(index))
        weight = number(weights[int(found.coalitions[index])])
        rows.append(
            (
                state.label,
                words.cell(state) if state.given else words.brief(state),
                weight,
                _shown(found.pivotal(state), "nobody alone"),
            )
        )
    return Table(
        ("State", words.what, "Weight for", "Pivotal"),
        tuple(rows),
        "States that could be ratified, the broadest support first",
        f"Pivotal: if this faction alone changed its vote, the deal would not be carried. {_cut(len(order))}".strip(),
        "win-set",
    )


def _cut(every: int) -> str:
    return f"The first {MOST_ROWS} of {every:,}; the JSON lists all." if every > MOST_ROWS else ""


def outcome_table(found: FactionsAnalysis) -> Table:
    """List the predicted outcomes: could they be ratified, by whose votes?"""
    held: dict[int, list[str]] = {}
    for concept in in_reading_order(found.analysis.concepts):
        for index in outcomes_at(found.analysis, concept):
            held.setdefault(int(index), []).append(concept_name(concept))
    rows = []
    for index in list(held)[:MOST_ROWS]:
        state = found.game.state(index)
        told = (
            YES if found.carried[index] else NO,
            _shown(found.votes_for(state), "nobody"),
            _shown(found.pivotal(state), "nobody alone"),
        )
        if index == found.reference.index:
            told = ("needs no vote", "", "")
        rows.append((state.label, ", ".join(held[index]), *told))
    note = "Pivotal: if this faction alone changed its vote, the result would be the other."
    return Table(
        ("State", "Predicted by", "Ratified", "Who votes for it", "Pivotal"),
        tuple(rows),
        "Whether what is predicted could be ratified",
        f"{note} {_cut(len(held))}".strip(),
        "predicted",
    )


def takeover_table(found: FactionsAnalysis, words: Words) -> tuple[Block, ...]:
    """List the takeovers that change an outcome; concepts under which one changes the same share a row."""

    def told(states: Ints) -> str:
        return f"{states.size:,}: {labels(found.game, states, 3)}" if states.size else "—"

    def row(first: str, concepts: list[str], takeover: Takeover) -> tuple[str, ...]:
        names = ", ".join(concept_name(c) for c in concepts)
        whom = compared(takeover, words, first, clear=True) or "—"
        return takeover.faction.id, names, told(takeover.comes(first)), told(takeover.goes(first)), whom

    rows: dict[tuple[str, bytes, bytes], tuple[str, list[str], Takeover]] = {}
    for takeover in found.takeovers:
        for concept in (c for c in in_reading_order(found.analysis.concepts) if c in takeover.changes):
            change = (
                takeover.faction.id,
                *(takeover.comes(concept).tobytes(), takeover.goes(concept).tobytes()),
            )
            rows.setdefault(change, (concept, [], takeover))[1].append(concept)
    if not rows:
        return ()
    note = (
        "For whom: by each one's own order under this account, for the faction by its own; left out where it depends "
        f"on where it ends. A takeover that is not listed changes nothing under that concept. {_cut(len(rows))}"
    )
    columns = ("Led by", "Concept", "Comes", "Goes", "For whom")
    title = "Whose takeover would change the outcome"
    cells = [row(*r) for r in list(rows.values())[:MOST_ROWS]]
    return (Table(columns, tuple(cells), title, note.strip(), "takeovers"),)


Claim = Statement | Ranking | Weights | Partial | Faction | Factions


def claims(found: FactionsAnalysis) -> list[Claim]:
    """List all that is claimed of the factions: what agreement needs, weights, what each wants."""
    made: list[Claim] = [found.factions]
    for member in found.members:
        made.append(member)
        preference = member.preferences
        made += preference.statements if isinstance(preference, Prioritised) else (preference,)
    return made


def claim_section(found: FactionsAnalysis, words: Words) -> Section:
    """Give the claims with reasons and sources."""
    rows = []
    for made in claims(found):
        name, claim = "", "weighs what holds" if found.game.conflict.graph_form else "weighs the options"
        if isinstance(made, Factions):
            name, claim = words.dm(found.dm), f"agreement needs {need(found)}"
        elif isinstance(made, Faction):
            name, claim = made.name, f"weighs {number(made.weight)}"
        elif isinstance(made, Statement):
            claim = words.statement(made, found.dm)
        elif isinstance(made, Ranking):
            claim = "ranks the states"
        sure = "" if made.confidence is None else f"{made.confidence:g}"
        rows.append((name, claim, made.because, words.citations(made.sources), sure))
    columns = ("Faction", "Claim, the most important first", "Because", "Source", "Confidence")
    table = Table(columns, tuple(rows), id="faction-claims")
    return Section("What the factions are said to weigh and want", (table,), aside=True)
