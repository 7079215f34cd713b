"""Rival accounts side by side, in tables: the details of the answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from detente.answers import Shared, StateValue
from detente.conflict import find_concept, in_reading_order
from detente.questions.compare.answer import AccountFact, CompareAnswer
from detente.questions.compare.mixes_answer import MixedSight
from detente.questions.compare.picture import matrix_picture, named, outcome_columns
from detente.wording import (
    Block,
    Picture,
    Section,
    Table,
    Text,
    Voice,
    Words,
    capital,
    label,
    listed,
    quantity,
)
from detente.wording.options import EITHER, NOT_TAKEN, TAKEN, rows_of
from detente.wording.situation import rule_words

MOST_ROWS = 30
SETTING = "setting"
MARKS = {TAKEN: "in all", EITHER: "in some", NOT_TAKEN: "in none"}
HAS, HAS_NOT = "●", "·"


def part_name(answer: CompareAnswer, part: str, voice: Voice) -> str:
    """Name what is read differently: a party, or the rules and the start."""
    if part == SETTING:
        return "the rules" if answer.same_start else "the rules or today"
    return voice.words(answer.accounts[0].account).party(part)


def parts_named(answer: CompareAnswer, parts: Iterable[str], voice: Voice, joint: str = "and") -> str:
    """Name several."""
    return listed([part_name(answer, p, voice) for p in parts], joint)


def details(answer: CompareAnswer, voice: Voice) -> list[Block]:
    """Give all that was found."""
    blocks: list[Block] = []
    gains: Picture | None = matrix_picture(
        outcome_columns(answer),
        [d.id for d in answer.decision_makers],
        voice.words(answer.accounts[0].account),
    )
    if gains is not None:
        blocks.append(gains)
    for ahead in (True, False):
        if (table := taken_table(answer, voice, ahead=ahead)) is not None:
            blocks.append(table)
    blocks.append(concept_table(answer))
    blocks += mixed(answer, voice)
    blocks += [
        Section(
            "The claims on which the accounts part",
            tuple(b for b in (difference_table(answer, voice), claim_table(answer, voice)) if b is not None),
        )
    ]
    return blocks


# -- what is done where it leads ---------------------------------------------------------------------------------------


def taken_table(answer: CompareAnswer, voice: Voice, *, ahead: bool) -> Table | None:
    """Mark for each option and account whether it is taken where the account leads: in all, some or none."""
    known = [a for a in answer.accounts if a.heading is not None]
    if not known or (not ahead and all(a.heading is not None and a.heading.same for a in known)):
        return None
    same = all(a.heading is not None and a.heading.same for a in known)
    how = "" if same else f", {'' if ahead else 'not '}looking ahead"
    if voice.conflict.graph_form:
        return state_table(answer, known, voice, f"Where it leads{how}", ahead=ahead)
    rows: list[tuple[str, ...]] = []
    columns = {a.account: (voice.words(a.account), shared_of(a, ahead=ahead)) for a in known}
    seen: set[tuple[str, str]] = set()
    makers = dict.fromkeys(d.id for w, _ in columns.values() for d in w.conflict.decision_makers)
    for dm in makers:
        first = True
        for words, _ in columns.values():
            for text, levels in rows_of(words.conflict.decision_maker(dm)):
                key = (dm, levels[0].id if levels[0].of is None else levels[0].of.id)
                if key in seen:
                    continue
                seen.add(key)
                ids = [f"{dm}.{o.id}" for o in levels]
                cells = [taken_mark(f"{dm}.{key[1]}", ids, w, s) for w, s in columns.values()]
                rows.append((words.party(dm) if first else "", text.rstrip("."), *cells))
                first = False
    return Table(
        ("Party", "Option", *columns),
        tuple(rows),
        f"What is done where it leads{how}",
        f"{TAKEN} in all outcomes (or at which level), {EITHER} in some, {NOT_TAKEN} in none.",
        "taken-ahead" if ahead else "taken",
        frozenset(range(2, 2 + len(columns))),
        heads=2,
        marks=MARKS,
    )


def shared_of(account: AccountFact, *, ahead: bool) -> Shared | None:
    """Give what the outcomes of an account share."""
    assert account.heading is not None
    return account.heading.ahead.shared if ahead else account.heading.myopic.shared


def taken_mark(option: str, ids: Sequence[str], words: Words, shared: Shared | None) -> str:
    """Mark how an option stands where an account leads; empty where it leads to no rest, or has no such option."""
    if shared is None or not any(i in words.conflict.options for i in ids):
        return ""
    at = next((x.levels for x in shared.levels if x.option == option), ())
    if at:
        return listed([x.replace("_", " ") for x in at], "or")
    fixed = [i for i in ids if i in shared.taken]
    if fixed:
        return words.conflict.options[fixed[0]].level.replace("_", " ") or TAKEN
    return EITHER if any(i in shared.varies for i in ids) else NOT_TAKEN


def state_table(
    answer: CompareAnswer, known: Sequence[AccountFact], voice: Voice, title: str, *, ahead: bool
) -> Table | None:
    """Mark for each account where it leads, where the conflict is given as states; None where that is nowhere."""
    found: dict[int, set[str]] = {}
    for account in known:
        assert account.heading is not None
        ends = account.heading.ahead if ahead else account.heading.myopic
        for s in ends.states:
            found.setdefault(s, set()).add(account.account)
    if not found:
        return None
    words = voice.words(known[0].account)
    rows = [
        (
            label(answer.states[s]),
            words.cell(answer.states[s]),
            *(HAS if a.account in by else HAS_NOT for a in known),
        )
        for s, by in list(found.items())[:MOST_ROWS]
    ]
    return Table(
        ("State", words.what, *(a.account for a in known)),
        tuple(rows),
        title,
        _more(len(found), len(rows)),
        "taken-ahead" if ahead else "taken",
        frozenset(range(2, 2 + len(known))),
        marks={HAS: "yes", HAS_NOT: "no"},
    )


def concept_table(answer: CompareAnswer) -> Table:
    """Count the equilibria of each account under each concept: reached, of all; and those of all accounts."""
    by_account = [{c.concept: c for c in a.concepts} for a in answer.accounts]
    shared = {s.concept: len(s.states) for s in answer.shared}
    started = all(a.status_quo is not None for a in answer.accounts)
    rows = []
    for concept in in_reading_order(shared):
        cells = [
            f"{len(known[concept].reached):,} of {int(known[concept].count):,}"
            if started
            else f"{int(known[concept].count):,}"
            for known in by_account
        ]
        rows.append((find_concept(concept).long, *cells, f"{shared[concept]:,}"))
    note = "Reached by improvements from today, of all; last, those that hold in every account."
    return Table(
        ("Concept", *(a.account for a in answer.accounts), "Shared"),
        tuple(rows),
        "What holds, by account",
        note if started else "Last, those that hold in every account.",
        "accounts",
    )


# -- the mixes ---------------------------------------------------------------------------------------------------------


def mixed(answer: CompareAnswer, voice: Voice) -> list[Block]:
    """Tell all of the mixes."""
    mixes = answer.mixes
    if mixes is None:
        return []
    blocks: list[Block] = [Text(mixes_told(answer, voice))]
    blocks.append(influence_table(answer, voice))
    seen = [mixes.ahead] if mixes.same else [mixes.ahead, mixes.myopic]
    blocks += [outcome_table(answer, one, voice, alone=len(seen) == 1) for one in seen]
    if mixes.misfits:
        blocks.append(misfit_table(answer, voice))
    return [Section("Mixes of the accounts, party by party", tuple(blocks))]


def mixes_told(answer: CompareAnswer, voice: Voice) -> str:
    """Say what was mixed, and whether all of it was tried."""
    mixes = answer.mixes
    assert mixes is not None
    alike = [p.id for p in mixes.parts if len(p.readings) == 1]
    told = "A mix takes the reading of each party from some account"
    what = "moves" if any(s.given for s in answer.states) else "options"
    told += f", and the rules, {what} and today from some account" if mixes.parts[-1].id == SETTING else ""
    told += f": {quantity(int(mixes.total))} in all"
    if mixes.drawn:
        told += f", of which {mixes.tried:,} were drawn (seed {mixes.seed})"
    told += "."
    if alike:
        told += f" On {parts_named(answer, alike, voice)} the accounts come to the same."
    return told


def influence_table(answer: CompareAnswer, voice: Voice) -> Table:
    """Count for each party in how many mixes of the others its reading changes where it leads."""
    mixes = answer.mixes
    assert mixes is not None
    rows = []
    for ahead, myopic in zip(mixes.ahead.influences, mixes.myopic.influences, strict=True):
        rows.append(
            (
                capital(part_name(answer, ahead.part, voice)),
                f"{ahead.changes} of {ahead.contexts}{', alone' if ahead.alone else ''}",
                f"{myopic.changes} of {myopic.contexts}{', alone' if myopic.alone else ''}",
            )
        )
    return Table(
        ("Right about", "Looking ahead", "Not looking ahead"),
        tuple(rows),
        "Whose reading changes where it leads",
        "In how many mixes of the others; alone: this reading decides, whatever the others.",
        "influence",
    )


def outcome_table(answer: CompareAnswer, seen: MixedSight, voice: Voice, *, alone: bool) -> Table:
    """Count the mixes that lead to each set of outcomes, with what they need."""
    how = "" if alone else f", {'looking ahead' if seen.sight == 'ahead' else 'not looking ahead'}"
    rows = []
    for one in seen.outcomes[:MOST_ROWS]:
        states: list[StateValue] = [answer.states[s] for s in one.states]
        needs = "; ".join(
            f"{part_name(answer, n.part, voice)}: {listed(list(n.accounts), 'or')}" for n in one.needs
        )
        rows.append(
            (named(states, voice) or "no rest", str(one.count), ", ".join(one.accounts) or "–", needs or "–")
        )
    return Table(
        ("Leads to", "Mixes", "Whole accounts", "Needs the reading of"),
        tuple(rows),
        f"What the mixes lead to{how}",
        _more(int(seen.count), len(rows)),
        f"mixes-{seen.sight}",
    )


def _more(number: int, shown: int) -> str:
    """Say how many more there are than are shown."""
    return f"{number - shown:,} more; the JSON has them." if number > shown else ""


def misfit_table(answer: CompareAnswer, voice: Voice) -> Table:
    """List the readings that do not fit another account's rules."""
    assert answer.mixes is not None
    rows = [
        (part_name(answer, m.part, voice), m.account, m.setting, m.why)
        for m in answer.mixes.misfits[:MOST_ROWS]
    ]
    return Table(
        ("Party", "Reading of", "Under the rules of", "Does not fit because"),
        tuple(rows),
        "Mixes left out",
        _more(len(answer.mixes.misfits), len(rows)),
        "misfits",
    )


# -- where they part ---------------------------------------------------------------------------------------------------


def difference_table(answer: CompareAnswer, voice: Voice) -> Table | None:
    """List the rules, options, moves and starts in which accounts differ."""
    accounts = [a.account for a in answer.accounts]
    rows: list[tuple[str, ...]] = []

    def add(text: str, by: Sequence[str], claim: str = "") -> None:
        rows.append((text, *(HAS if a in by else HAS_NOT for a in accounts), claim))

    for one in answer.rules_differ:
        words = voice.words(one.accounts[0])
        rule = next(r for r in words.conflict.rules if r.id == one.id)
        cited = words.citations(rule.sources)
        add(
            rule_words(words, rule),
            one.accounts,
            f"{rule.because} ({cited})" if rule.because and cited else rule.because or cited,
        )
    for one in answer.options_differ:
        words = voice.words(one.accounts[0])
        add(f"{words.party(one.id.partition('.')[0])} can: {words.option(one.id)}", one.accounts)
    for move in answer.moves_differ:
        words = voice.words(move.accounts[0])
        add(f"{words.party(move.decision_maker)} can move from {move.source} to {move.target}", move.accounts)
    if not answer.same_start:
        for start in dict.fromkeys(a.status_quo for a in answer.accounts):
            told = "not given" if start is None else label(answer.states[start])
            add(f"Today is {told}", [a.account for a in answer.accounts if a.status_quo == start])
    if not rows:
        return None
    what = "move" if any(s.given for s in answer.states) else "option"
    columns = (f"Rule, {what} or today", *accounts, "Because")
    if not any(row[-1] for row in rows):
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    return Table(
        columns,
        tuple(rows),
        "What cannot be, what can be done, and where it begins",
        id="rules",
        centred=frozenset(range(1, 1 + len(accounts))),
        marks={HAS: "yes", HAS_NOT: "no"},
    )


def claim_table(answer: CompareAnswer, voice: Voice) -> Block:
    """List the claims on which the accounts part: the place that each account gives them, and their sources."""
    accounts = [a.account for a in answer.accounts]
    rows: list[tuple[str, ...]] = []
    for claim in answer.claims:
        places = {m.account: str(m.place) for m in claim.made}
        words = voice.words(claim.made[0].account)
        told = words.claim(claim.decision_maker, claim.made[0].statement)
        by_source: dict[str, list[str]] = {}
        for made in claim.made:
            by_source.setdefault("; ".join(made.sources), []).append(made.account)
        many = len(by_source) > 1
        cited = "; ".join(f"{', '.join(by)}: {s or '–'}" if many else s for s, by in by_source.items())
        rows.append((words.party(claim.decision_maker), told, *(places.get(a, "–") for a in accounts), cited))
    for dm in answer.preferences_differ:
        rows.append(
            (
                voice.words(accounts[0]).party(dm),
                "(a ranking or weights, which differ)",
                *("" for _ in accounts),
                "",
            )
        )
    if not rows:
        return Text("The accounts make the same claims about what the parties want.")
    columns = ("Party", "Claim", *accounts, "Source")
    if not any(row[-1] for row in rows):
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    note = "The claim's place in the party's list, 1 the most important; – where it is not made."
    return Table(columns, tuple(rows), note=note, id="claims", heads=2)
