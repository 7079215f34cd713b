"""The first page of a report: who comes out ahead under each account, and what happens if the talks collapse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.findings.answers import labels, leavers, pattern, places_of
from detente.findings.comparison import outcomes
from detente.findings.finding import Block, Finding, Table
from detente.findings.supposing import verdict
from detente.findings.words import CONCEPT_IF, CONCEPT_NAMES, Words, listed, place
from detente.game import Game, Ints
from detente.questions import Analysis, Coalitions, Pivotal, WhatIf

MOST_GROUPS = 3


@dataclass(frozen=True, eq=False)
class Asked:
    """What was asked of one account.

    Attributes
    ----------
    analysis : Analysis
    pivotal : Pivotal or None
        None where the conflict is too large to ask it along with the rest.
    coalitions : Coalitions or None
    collapse : WhatIf, str or None
        What follows if talks collapse, or why that cannot be said; None where the file does not say what talks are.
    """

    analysis: Analysis
    pivotal: Pivotal | None
    coalitions: Coalitions | None
    collapse: WhatIf | str | None

    @property
    def account(self) -> str:
        """The account."""
        return self.analysis.game.account


def ahead_finding(asked: Sequence[Asked]) -> Finding:
    """Say who ends better or worse off, and what each could do about it."""
    concept, states = outcomes(*(a.analysis for a in asked))
    pairs = list(zip(asked, states, strict=True))
    answers = [_under(a, f"{_ahead(a, s)}{_about_it(a, s)}") for a, s in pairs]
    answers.append(
        f"{CONCEPT_IF[concept]}; what follows otherwise, by which ways, and on whose word it rests is told for each "
        "account below."
        if concept != "nash"
        else "This is so if nobody reckons with an answer to its moves (Nash); what follows if they do, by which ways, "
        "and on whose word it rests is told below."
    )
    return Finding("Who comes out ahead?", tuple(answers))


def behind_finding(asked: Sequence[Asked]) -> Finding:
    """Give the tables behind the first page: places, groups, whom both sides court, the collapse."""
    concept, states = outcomes(*(a.analysis for a in asked))
    pairs = list(zip(asked, states, strict=True))
    rows = [row for a, s in pairs for row in _rows(a, concept, s)]
    columns: tuple[str, ...] = (
        "Decision maker",
        "At the start",
        f"At the end ({CONCEPT_NAMES[concept]})",
        "Of places",
    )
    columns += ("Could do better", "Would gain if another wanted something else")
    note = (
        "Places in its own order, 1st the best. Could do better: together with others, by moves to what all of them "
        "prefer to the end. The last column: whose change of mind could bring it something better than all that is to "
        "be had as things are."
    )
    title = "How good the end is for each, and what it could do about it"
    tables: list[Block] = [_by_account(asked, columns, rows, title, note, "ahead")]
    hinges = [(a.account, *row) for a in asked for row in _hinges(a)]
    if hinges:
        heads: tuple[str, ...] = (
            "If this one wanted something else",
            "These could gain",
            "and these lose by the same",
        )
        note = "Gain: something better than all that is to be had as things are; lose: something worse than all of it."
        tables.append(
            _by_account(asked, heads, hinges, "Whom both sides have a reason to court", note, "hinges")
        )
    collapses = [(a.account, *_collapse_row(a.collapse)) for a in asked if isinstance(a.collapse, WhatIf)]
    if collapses:
        heads = ("Ends in", "Worse off than with talks", "Better off", "As before, or it depends")
        note = "By each one's own order. Who is worse off without talks has a reason to keep talking."
        tables.append(
            _by_account(asked, heads, collapses, "If the options of diplomacy are gone", note, "collapse")
        )
    answer = "For each decision maker, by its own order: where it stands, and what it could do about it."
    return Finding("How good is that for each, and what could it do about it?", (answer,), tuple(tables))


def _by_account(
    asked: Sequence[Asked],
    columns: Sequence[str],
    rows: Sequence[tuple[str, ...]],
    title: str,
    note: str,
    id: str,
) -> Table:
    """Make a table whose first column is the account, told once; without it where there is one account."""
    several = len(asked) > 1
    told: list[tuple[str, ...]] = []
    last = ""
    for row in rows:
        told.append((row[0] if row[0] != last else "", *row[1:]) if several else row[1:])
        last = row[0]
    return Table(("Account", *columns) if several else tuple(columns), tuple(told), title, note, id)


def _under(asked: Asked, text: str) -> str:
    """Say under which account something is so."""
    if asked.account == "base":
        return text[:1].upper() + text[1:]
    return f"Under “{asked.account}”: {text}"


def _ahead(asked: Asked, states: Ints) -> str:
    """Say who ends better and worse off, and where that is."""
    game, evolution = asked.analysis.game, asked.analysis.evolution
    words = Words(game.conflict)
    if evolution is None:
        return "the file has no status quo to begin with."
    if not states.size:
        return "no equilibrium is reached; it would go on changing."
    if states.tolist() == [evolution.start.index]:
        return "it stays as it is, and nobody comes out ahead."
    groups: dict[str, list[str]] = {}
    for dm in game.decision_makers:
        before = places_of(game, dm, np.array([evolution.start.index]))[0]
        best, worst, _ = places_of(game, dm, states)
        kind = (
            "better" if worst < before else "worse" if best > before else "even" if best == worst else "open"
        )
        groups.setdefault(kind, []).append(dm)
    said = {
        "better": "better off than in the status quo",
        "worse": "worse off",
        "even": "neither better nor worse off",
        "open": "better or worse off, depending on where it ends",
    }
    told = [f"{words.dms(groups[kind])} would end up {text}" for kind, text in said.items() if kind in groups]
    return f"{'; '.join(told)}. {_ends(game, words, states)}"


def _ends(game: Game, words: Words, states: Ints) -> str:
    """Say in short words where it would end."""
    if states.size == 1:
        only = game.state(int(states[0]))
        return f"It would end in {only.label}: {words.brief(only)}."
    always, never, _ = pattern(game, states)
    start = game.state(game.status_quo).taken if game.status_quo is not None else ()
    gone = [o for o in never if o in start]
    shared = words.in_short(always)
    if gone:
        shared += f"; no longer {words.in_short(gone)}"
    return f"It would end in one of {labels(game, states, 3)}, which share: {shared}."


def _gains(asked: Asked, states: Ints) -> str:
    """Say who would be better off at the end than at the start."""
    game, evolution = asked.analysis.game, asked.analysis.evolution
    words = Words(game.conflict)
    if evolution is None:
        return "the file has no status quo to compare with."
    groups: dict[str, list[str]] = {}
    for dm in game.decision_makers:
        before = places_of(game, dm, np.array([evolution.start.index]))[0]
        best, worst, _ = places_of(game, dm, states)
        kind = "ahead of the status quo"
        if worst >= before:
            kind = (
                "behind it" if best > before else "neither" if best == worst else "depending on where it ends"
            )
        groups.setdefault(kind, []).append(dm)
    order = ("ahead of the status quo", "behind it", "neither", "depending on where it ends")
    return "; ".join(f"{kind}: {words.dms(groups[kind])}" for kind in order if kind in groups) + "."


def _about_it(asked: Asked, states: Ints) -> str:
    """Say who could do better with whom, and whom both sides have a reason to court."""
    if asked.pivotal is None or asked.coalitions is None or not states.size:
        return ""
    words = Words(asked.analysis.game.conflict)
    groups = list(dict.fromkeys(g for s in states for g in _joint(asked.coalitions, int(s))))
    told = [words.dms(g) for g in groups[:MOST_GROUPS]]
    text = " No group could do better by moving together."
    if told:
        text = f" By moving together {told[0]} could do better{''.join(f'; so could {t}' for t in told[1:])}."
    if hinges := _hinges(asked):
        text += f" Both sides have a reason to court {listed([row[0] for row in hinges])}."
    return text


def _hinges(asked: Asked) -> list[tuple[str, str, str]]:
    """Give those by whose change of mind some would gain and others lose: who, who gains, who loses."""
    if asked.pivotal is None:
        return []
    words = Words(asked.analysis.game.conflict)
    found = []
    for dm in asked.pivotal.could:
        gaining, losing = asked.pivotal.between(dm)
        if gaining and losing:
            found.append((len(gaining) + len(losing), words.dm(dm), words.dms(gaining), words.dms(losing)))
    return [row[1:] for row in sorted(found, key=lambda row: -row[0])]


def _joint(found: Coalitions, state: int) -> tuple[tuple[str, ...], ...]:
    narrow = next(c for c in ("nash", "seq", "smr", "gmr") if c in found.concepts)
    return found.smallest_leaving(found.game.state(state), narrow)


def _rows(asked: Asked, concept: str, states: Ints) -> list[tuple[str, ...]]:
    game = asked.analysis.game
    words = Words(game.conflict)
    start = asked.analysis.evolution.start.index if asked.analysis.evolution else None
    rows: list[tuple[str, ...]] = []
    for dm in game.decision_makers:
        levels = places_of(game, dm, np.array([0]))[2]
        before = place(places_of(game, dm, np.array([start]))[0]) if start is not None else "—"
        ends = "—"
        if states.size:
            best, worst, _ = places_of(game, dm, states)
            ends = place(best) if best == worst else f"{place(best)} to {place(worst)}"
        better, courting = _better(asked, dm, concept, states), _would_gain(asked, dm)
        rows.append((asked.account, words.dm(dm), before, ends, str(levels), better, courting))
    return rows


def _better(asked: Asked, dm: str, concept: str, states: Ints) -> str:
    words = Words(asked.analysis.game.conflict)
    if asked.coalitions is None or not states.size:
        return "—"
    groups = list(dict.fromkeys(g for s in states for g in _joint(asked.coalitions, int(s)) if dm in g))
    told = [f"with {words.dms(d for d in g if d != dm)}" for g in groups[:MOST_GROUPS]]
    for s in states:
        if dm in leavers(asked.analysis, asked.analysis.game.state(int(s)), concept):
            told.insert(0, "alone")
            break
    return listed(told, "or") or "—"


def _would_gain(asked: Asked, dm: str) -> str:
    if asked.pivotal is None:
        return "—"
    words = Words(asked.analysis.game.conflict)
    return words.dms([d for d, courting in asked.pivotal.courted.items() if dm in courting]) or "—"


def collapse_finding(asked: Sequence[Asked]) -> Finding | None:
    """Say where the conflict goes if talks collapse, who loses, and who would therefore keep talking."""
    if not any(a.collapse is not None for a in asked):
        return None
    answers: list[str] = []
    for one in asked:
        if isinstance(one.collapse, WhatIf):
            answers.append(_under(one, _collapsed(one.collapse)))
        else:
            why = one.collapse or "it marks no options as diplomacy"
            answers.append(_under(one, f"the file does not say enough for that: {why}."))
    return Finding("What happens if the talks collapse?", tuple(answers))


def _parted(found: WhatIf, concept: str) -> Mapping[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for dm, (before, after) in found.places(concept).items():
        if before is not None and after is not None:
            groups.setdefault(verdict(before, after), []).append(dm)
    return groups


def _collapsed(found: WhatIf) -> str:
    words = Words(found.before.game.conflict)
    concept, [_, after] = outcomes(found.before, found.after)
    game = found.after.game
    if not after.size:
        return f"it would come to no equilibrium ({CONCEPT_NAMES[concept]})."
    if after.size == 1:
        only = game.state(int(after[0]))
        text = f"it would go to {only.label}: {words.brief(only)}."
    else:
        text = f"it would go to one of {after.size:,} states ({labels(game, after, 3)})."
    groups = _parted(found, concept)
    losers, gainers = groups.get("worse off", []), groups.get("better off", [])
    if losers:
        text += f" Worse off than with talks, and with a reason to keep talking: {words.dms(losers)}."
    if gainers:
        text += f" Better off without: {words.dms(gainers)}."
    if not losers and not gainers:
        text += " Nobody clearly loses or gains by that."
    return text


def _collapse_row(found: WhatIf) -> tuple[str, ...]:
    words = Words(found.before.game.conflict)
    concept, [_, after] = outcomes(found.before, found.after)
    groups = _parted(found, concept)
    known = ("worse off", "better off")
    rest = [dm for kind, dms in groups.items() if kind not in known for dm in dms]
    ends = labels(found.after.game, after, 3) or "—"
    return (ends, *(words.dms(groups.get(k, [])) or "—" for k in known), words.dms(rest) or "—")
