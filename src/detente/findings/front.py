"""The first page of a report: the questions that a reader comes with, answered under each account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.conflict import Conflict, in_reading_order
from detente.findings.answers import (
    BETTER,
    BETTER_OR_SAME,
    OPEN,
    SAME,
    WORSE,
    WORSE_OR_SAME,
    labels,
    leavers,
    pattern,
    places_of,
    standing,
)
from detente.findings.comparison import outcomes
from detente.findings.finding import Block, Finding, Table
from detente.findings.grouping import best_move
from detente.findings.threats import in_brief, said
from detente.findings.ultimatum import record_finding
from detente.findings.words import Words, concept_name, listed, place
from detente.game import Game, Ints
from detente.questions.analyze import Analysis
from detente.questions.coalitions import Coalitions, JointMove
from detente.questions.pivot import Pivotal
from detente.questions.ultimatum import Judgement
from detente.questions.whatif import WhatIf

MOST_GROUPS = 3
MOST_STATES = 3
MOST_LOOKED_AT = 40


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
    ultimatums : tuple of Judgement
    """

    analysis: Analysis
    pivotal: Pivotal | None
    coalitions: Coalitions | None
    collapse: WhatIf | str | None
    ultimatums: tuple[Judgement, ...] = ()

    @property
    def account(self) -> str:
        """The account."""
        return self.analysis.game.account


def front_findings(asked: Sequence[Asked], conflict: Conflict) -> list[Finding]:
    """Answer who comes out ahead, what a collapse of talks would mean, and whether each ultimatum is real."""
    found = [_ahead_finding(asked)]
    if (collapse := _collapse_finding(asked)) is not None:
        found.append(collapse)
    for k, ultimatum in enumerate(conflict.ultimatums):
        words = Words(conflict)
        answers = [said(words, ultimatum)]
        answers += [_under(a, in_brief(a.ultimatums[k])) for a in asked if a.ultimatums]
        record = record_finding(conflict, ultimatum)
        if record is not None:
            answers += record.answer[-1:]
        found.append(Finding(f"Is the ultimatum “{ultimatum.id}” real?", tuple(answers)))
    return found


def _under(asked: Asked, text: str) -> str:
    """Say under which account something is so."""
    if asked.account == "base":
        return text[:1].upper() + text[1:]
    return f"Under “{asked.account}”: {text}"


# -- who comes out ahead -----------------------------------------------------------------------------------------------


def _ahead_finding(asked: Sequence[Asked]) -> Finding:
    concept, states = outcomes(*(a.analysis for a in asked))
    answers = []
    for one, ends in zip(asked, states, strict=True):
        parts = [_ahead(one, ends), _together(one, concept, ends), _hangs_on(one)]
        answers.append(_under(one, " ".join(p for p in parts if p)))
    if concept == "nash":
        told = [_under(a, text) for a in asked if (text := _otherwise(a.analysis))]
        lead = "So if nobody reckons with an answer to its moves (Nash). "
        answers.append(lead + (f"If each does: {' '.join(told)}" if told else ""))
    else:
        answers.append(f"So under {concept_name(concept)}.")
    answers.append(
        "Better and worse are by each one's own order, which says what comes before what and not by how much; places, "
        "ways, and on whose word it rests are told below."
    )
    return Finding("Who comes out ahead?", tuple(a.strip() for a in answers))


def _ahead(asked: Asked, states: Ints) -> str:
    """Say who ends better and worse off, and where that is."""
    game, evolution = asked.analysis.game, asked.analysis.evolution
    words = Words(game.conflict)
    if evolution is None:
        return "the file has no status quo to begin with."
    if not states.size:
        return "no equilibrium is reached" + ("; it would go on changing." if game.transitive else ".")
    if states.tolist() == [evolution.start.index]:
        return "it stays as it is, and nobody comes out ahead."
    groups: dict[str, list[str]] = {}
    for dm in game.decision_makers:
        before = places_of(game, dm, np.array([evolution.start.index]))[0]
        kind = standing((before, before), places_of(game, dm, states)[:2])
        groups.setdefault(kind, []).append(dm)
    kinds = {
        BETTER: "better off than in the status quo",
        BETTER_OR_SAME: "better off or as well off",
        WORSE: "worse off",
        WORSE_OR_SAME: "worse off or as well off",
        SAME: "neither better nor worse off",
        OPEN: OPEN,
    }
    told = "; ".join(f"{kind}: {words.dms(groups[k])}" for k, kind in kinds.items() if k in groups)
    return f"{told}. It would end {_ends(game, words, states)}."


def _ends(game: Game, words: Words, states: Ints) -> str:
    """Say in short words where it would end."""
    if states.size == 1:
        only = game.state(int(states[0]))
        return f"so: {words.closing(only)}"
    which = f"in one of {labels(game, states, MOST_STATES)}"
    if game.conflict.graph_form:
        return which
    always, never, _ = pattern(game, states)
    start = game.state(game.status_quo).taken if game.status_quo is not None else ()
    gone = [o for o in never if o in start]
    shared = [words.in_short(always)] if always else []
    shared += [f"no longer: {words.in_short(gone)}"] if gone else []
    return f"{which}, which share: {'; '.join(shared)}" if shared else f"{which}, which share nothing"


def _otherwise(analysis: Analysis) -> str:
    """Say where the other concepts would end it, if the parties behave by them on the way."""
    evolution = analysis.evolution
    if evolution is None:
        return ""
    words, groups = Words(analysis.game.conflict), dict[str, list[str]]()
    for other in in_reading_order(analysis.concepts):
        if other == "nash":
            continue
        gone = leavers(analysis, evolution.start, other)
        kept = evolution.undeterred_at(other) if evolution.has_ways(other) else None
        if not gone:
            told = "nothing moves"
        elif kept is None:
            told = f"{words.dms(gone)} would leave the status quo"
        elif kept.size == 0:
            told = "it comes to no equilibrium"
        elif np.array_equal(np.sort(kept), np.sort(evolution.reached_at("nash"))):
            told = "the same"
        elif kept.size == 1:
            told = f"it ends {_ends(analysis.game, words, kept)}"
        else:
            told = f"it ends in one of {labels(analysis.game, kept, MOST_STATES)}"
        groups.setdefault(told, []).append(concept_name(other))
    return f"{'; '.join(f'{listed(names)}: {told}' for told, names in groups.items())}." if groups else ""


def _follows(game: Game, move: JointMove) -> str:
    """Tell what a joint move comes to: ``good`` for its makers, ``back`` where they were, or ``worse`` for some."""
    start = move.path.start.index
    if any(e.index == start for e in move.onward):
        return "back"
    ranks = [game.ranks[game.index(dm)] for dm in move.group]
    return "good" if all(r[e.index] > r[start] for e in move.onward for r in ranks) else "worse"


def _together(asked: Asked, concept: str, states: Ints) -> str:
    """Say which groups could leave the end for something that lasts, and which only for a step that does not."""
    found = asked.coalitions
    if found is None or concept not in found.concepts or not states.size:
        return ""  # groups are worked out for the classical concepts alone
    game = asked.analysis.game
    words = Words(game.conflict)
    kinds: dict[str, dict[str, str]] = {"good": {}, "back": {}, "worse": {}}
    for state in (game.state(int(s)) for s in states[:MOST_LOOKED_AT]):
        for move in (
            best_move(found, state, g) for g in found.smallest_leaving(state, concept)[:MOST_GROUPS]
        ):
            last = move.onward[0] if len(move.onward) == 1 else move.end
            kinds[_follows(game, move)].setdefault(words.dms(move.group), words.closing(last))
    good = kinds["good"]
    cut = f" (looked at from {MOST_LOOKED_AT} of them)" if states.size > MOST_LOOKED_AT else ""
    told = [f"{group} together could leave it, for their good: {where}" for group, where in good.items()]
    if not any(kinds.values()):
        if concept == "nash":
            return f"No group could do better by moving together{cut}."
        return f"No group would leave it together{cut}."
    text = f"{'; '.join(told[:MOST_GROUPS])}{cut}." if told else f"No group could leave it for long{cut}."
    for kind, but in (
        ("back", "improvements can lead back"),
        ("worse", "improvements lead on to what is not better for all of them"),
    ):
        if groups := [group for group in kinds[kind] if group not in good]:
            text += f" A joint step of {listed(groups, 'or of')} would be better for them, but {but}."
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
            either = set(gaining) == set(losing)
            lost = "the same, depending on what it wanted" if either else words.dms(losing)
            found.append((either, words.dm(dm), words.dms(gaining), lost))
    return [row[1:] for row in sorted(found, key=lambda row: row[0])]


def _hangs_on(asked: Asked) -> str:
    """Say by whose change of mind some would gain and others lose; where it is one alone, who."""
    hinges = _hinges(asked)
    if len(hinges) == 1:
        [(dm, gain, lose)] = hinges
        return (
            f"A change of mind of {dm} alone could be better for some ({gain}) and worse for others ({lose})."
        )
    if not hinges:
        return ""
    whose = listed([h[0] for h in hinges], "or")
    return f"A change of mind of {whose} could be better for some and worse for others."


# -- if talks collapse -------------------------------------------------------------------------------------------------


def _collapse_finding(asked: Sequence[Asked]) -> Finding | None:
    if not any(a.collapse is not None for a in asked):
        return None
    answers: list[str] = []
    for one in asked:
        if isinstance(one.collapse, WhatIf):
            answers.append(_under(one, _collapsed(one.collapse)))
        else:
            why = one.collapse or "it marks no options as diplomacy"
            answers.append(_under(one, f"the file does not say enough for that: {why}."))
    if len(asked) > 1:
        answers.append("This follows from the claims made in each account; none of them need say so itself.")
    return Finding("What happens if the talks collapse?", tuple(answers))


def _parted(found: WhatIf, concept: str) -> Mapping[str, list[str]]:
    """Group the decision makers by how the outcomes without talks compare with those with them."""
    groups: dict[str, list[str]] = {}
    for dm, (before, after) in found.places(concept).items():
        if before is not None and after is not None:
            groups.setdefault(standing(before, after), []).append(dm)
    return groups


def _against_start(found: WhatIf, concept: str) -> Mapping[str, list[str]]:
    """Group them by how the outcomes without talks compare with the status quo."""
    evolution = found.before.evolution
    _, after = found.outcomes(concept)
    groups: dict[str, list[str]] = {}
    if evolution is not None and after.size:
        for dm, ranks in zip(found.order.decision_makers, found.order.ranks, strict=True):
            start, ends = ranks[evolution.start.index], ranks[after]
            kind = "better off" if (ends > start).all() else "worse off" if (ends < start).all() else ""
            groups.setdefault(kind, []).append(dm)
    return groups


def _collapsed(found: WhatIf) -> str:
    words = Words(found.before.game.conflict)
    concept, [_, after] = outcomes(found.before, found.after)
    if not after.size:
        return f"it would come to no equilibrium ({concept_name(concept)})."
    text = f"it would end {_ends(found.after.game, words, after)}."
    groups = _parted(found, concept)
    losers, gainers, perhaps = (groups.get(k, []) for k in (WORSE, BETTER, WORSE_OR_SAME))
    parts = [f"{words.dms(losers)} worse off, and so with a reason to keep talking"] if losers else []
    parts += [f"{words.dms(perhaps)} worse off or as well off"] if perhaps else []
    parts += [f"{words.dms(gainers)} better off"] if gainers else []
    text += f" Compared with where talks lead: {'; '.join(parts) or 'nobody clearly better or worse off'}."
    start = _against_start(found, concept)
    parts = [f"{words.dms(start[k])} {k}" for k in ("better off", "worse off") if k in start]
    text += f" Compared with the status quo: {'; '.join(parts)}." if parts else ""
    others = [c for c in in_reading_order(found.before.concepts) if c != concept]
    unclear = [concept_name(c) for c in others if _parted(found, c).get("worse off", []) != losers]
    if losers and unclear:
        text += f" So under {concept_name(concept)}; under {listed(unclear)} it depends on where it ends."
    return text


# -- the tables behind -------------------------------------------------------------------------------------------------


def behind_finding(asked: Sequence[Asked]) -> Finding:
    """Give the tables behind the first page: places, groups, whose change of mind matters to whom, the collapse."""
    concept, states = outcomes(*(a.analysis for a in asked))
    rows = [row for a, s in zip(asked, states, strict=True) for row in _rows(a, concept, s)]
    columns: tuple[str, ...] = (
        "Decision maker",
        "At the start",
        f"At the end ({concept_name(concept)})",
        "Of places",
    )
    columns += ("Could do better", "Would gain if another wanted something else")
    together = f"to what all of them prefer to the end, undeterred under {concept_name(concept)}"
    if any(a.coalitions is not None and concept not in a.coalitions.concepts for a in asked):
        together = f"which is not worked out for {concept_name(concept)}"
    note = (
        f"Places in its own order, 1st the best. Could do better: together with others, by moves {together}. The last "
        "column: whose change of mind could bring it something better than all that is to be had as things are."
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
        tables.append(_by_account(asked, heads, hinges, "In whom opposed interests meet", note, "hinges"))
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
    found = asked.coalitions
    if found is None or not states.size:
        return "—"
    game = asked.analysis.game
    looked = states if concept in found.concepts else states[:0]
    every = (g for s in looked for g in found.smallest_leaving(game.state(int(s)), concept))
    groups = list(dict.fromkeys(g for g in every if dm in g))
    told = [f"with {words.dms(d for d in g if d != dm)}" for g in groups[:MOST_GROUPS]]
    if any(dm in leavers(asked.analysis, game.state(int(s)), concept) for s in states):
        told.insert(0, "alone")
    return listed(told, "or") or "—"


def _would_gain(asked: Asked, dm: str) -> str:
    if asked.pivotal is None:
        return "—"
    words = Words(asked.analysis.game.conflict)
    return words.dms([d for d, courting in asked.pivotal.courted.items() if dm in courting]) or "—"


def _collapse_row(found: WhatIf) -> tuple[str, ...]:
    words = Words(found.before.game.conflict)
    concept, [_, after] = outcomes(found.before, found.after)
    groups = _parted(found, concept)
    known = (WORSE, BETTER)
    rest = [dm for kind, dms in groups.items() if kind not in known for dm in dms]
    ends = labels(found.after.game, after, MOST_STATES) or "—"
    return (ends, *(words.dms(groups.get(k, [])) or "—" for k in known), words.dms(rest) or "—")
