"""What holds, and what follows from the status quo, in sentences; and the small judgements that others share."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.conflict import CLASSICAL, in_reading_order
from detente.findings.words import Words, concept_name, concept_supposing, listed
from detente.game import Game, Ints, State
from detente.questions.analyze import Analysis

MOST_LABELS = 6


def pattern(game: Game, states: Ints) -> tuple[list[str], list[str], list[str]]:
    """Split the options into those taken in all of the states, in none, and in some."""
    points = game.states.points(states)
    always: list[str] = []
    never: list[str] = []
    open_: list[str] = []
    for option in game.conflict.option_ids:
        taken = game.states.having(option)[points]
        (always if taken.all() else open_ if taken.any() else never).append(option)
    return always, never, open_


def at_some_level(game: Game, states: Ints) -> dict[str, list[str]]:
    """Give the options taken at some level in all of the states, though not at the same: the levels that occur."""
    points = game.states.points(states)
    found: dict[str, list[str]] = {}
    for option, one in game.conflict.levels.items():
        taken = {level: game.states.having(f"{option}.{level}")[points] for level in one.levels}
        occur = [level.replace("_", " ") for level, where in taken.items() if where.any()]
        if len(occur) > 1 and np.any(list(taken.values()), axis=0).all():
            found[option] = occur
    return found


def common(words: Words, game: Game, states: Ints) -> str:
    """Say what is taken in all of the states, and what of the status quo is gone in all."""
    if game.conflict.graph_form:
        return ""
    always, never, free = pattern(game, states)
    start = game.state(game.status_quo).taken if game.status_quo is not None else ()
    parts = []
    if always:
        parts.append(words.taken(always))
    for option, occur in at_some_level(game, states).items():
        dm, text = words.dm(option.partition(".")[0]), game.conflict.levels[option].text.rstrip(".")
        parts.append(f"{dm}: {text} ({listed(occur, 'or')})")
    gone = [o for o in never if o in start]
    if gone:
        parts.append(f"no longer: {words.taken(gone)}")
    never = [o for o in never if o not in start]
    if never and states.size > MOST_LABELS and free:
        parts.append(f"in none of them: {words.taken(never)}")
    return "; ".join(parts)


def leavers(analysis: Analysis, state: State, concept: str) -> list[str]:
    """List the decision makers who would leave a state."""
    stable = analysis.stability.stable[concept][:, state.index]
    return [dm for dm, stays in zip(analysis.game.decision_makers, stable, strict=True) if not stays]


def labels(game: Game, states: Ints, most: int = MOST_LABELS) -> str:
    """Name the first few states and count the rest."""
    more = states.size - most
    shown = ", ".join(game.state(int(s)).label for s in states[:most])
    return f"{shown} and {more:,} more" if more > 0 else shown


def _where_it_leads(analysis: Analysis, words: Words, lead: str, concept: str) -> str:
    """Say in one sentence what a concept says of the status quo and of what follows."""
    evolution = analysis.evolution
    assert evolution is not None
    gone = leavers(analysis, evolution.start, concept)
    reached = evolution.reached_at(concept)
    others = reached[reached != evolution.start.index]
    if gone:
        text = f"{lead}, the status quo does not hold: {words.dms(gone)} would leave it."
        if not reached.size:
            legal = "" if analysis.game.transitive else "legal "  # no one moves twice in a row
            on = (
                "; it would go on changing"
                if analysis.game.transitive and evolution.has_ways(concept)
                else ""
            )
            return f"{text} No {legal}sequence of improvements leads from it to an equilibrium{on}."
    else:
        text = f"{lead}, the status quo holds: nobody leaves it."
        if not others.size:
            return text
        ends = _ends(words, analysis.game, others, "other ")
        return f"{text} Were it left all the same, improvements could lead to {ends}"
    text += f" Improvements lead from it to {_ends(words, analysis.game, reached)}"
    return text + (
        _out_of_reach(analysis, words, concept) if concept == "nash" else _kept(analysis, words, concept)
    )


def _kept(analysis: Analysis, words: Words, concept: str) -> str:
    """Tell what is left of the ways if the parties behave on them as the concept says."""
    evolution = analysis.evolution
    assert evolution is not None
    if not evolution.has_ways(concept):
        return ""
    reached, kept = evolution.reached_at(concept).size, evolution.undeterred_at(concept)
    if kept.size == reached:
        return " No move on the ways there is deterred in this way."
    if not kept.size:
        return " Every way there has a move that is deterred in this way."
    if kept.size == 1:
        only = analysis.game.state(int(kept[0]))
        ends = f"in {words.told(only)}"
    else:
        ends = f"in one of {kept.size:,} of them ({labels(analysis.game, kept)})"
    return f" But if nobody makes a move that is deterred in this way, it ends {ends}."


def _out_of_reach(analysis: Analysis, words: Words, concept: str) -> str:
    """Tell of equilibria that would hold, and that no improvement leads to."""
    assert analysis.evolution is not None
    states = analysis.evolution.only_by_moves_at(concept)
    if not states.size:
        return ""
    which = labels(analysis.game, states)
    shared = common(words, analysis.game, states)
    verb = "state" if states.size == 1 else "states"
    return (
        f" {states.size:,} more {verb} would hold ({which}{f'; {shared}' if shared else ''}), but no improvements lead "
        "there: somebody would have to make a move that it does not gain by, or several would have to move together."
    )


def _alike(analysis: Analysis) -> list[list[str]]:
    """Group the concepts that say the same of the status quo and of what follows (or of what holds)."""
    groups: dict[object, list[str]] = {}
    for concept in in_reading_order(analysis.concepts):
        evolution = analysis.evolution
        if evolution is None:
            key: object = analysis.stability.equilibria_at(concept).tobytes()
        else:
            gone = tuple(leavers(analysis, evolution.start, concept))
            kept = evolution.undeterred_at(concept).tobytes() if evolution.has_ways(concept) else None
            key = (gone, evolution.reached_at(concept).tobytes(), kept)
        groups.setdefault(key, []).append(concept)
    return list(groups.values())


def _lead(concepts: Sequence[str]) -> str:
    if len(concepts) == 1:
        return concept_supposing(concepts[0])
    names = listed([concept_name(c) for c in concepts])
    if set(concepts) >= set(CLASSICAL):
        return f"Whatever the parties reckon with ({names})"
    if set(concepts) <= {"sseq", "seq", "smr", "gmr"}:
        return f"If each reckons with the answers of the others ({names} alike)"
    return f"Under {names} alike"


def _ends(words: Words, game: Game, states: Ints, other: str = "") -> str:
    if states.size == 1:
        only = game.state(int(states[0]))
        return f"one {other}equilibrium, {words.told(only)}."
    which = f"{states.size:,} {other}equilibria ({labels(game, states)})"
    if game.conflict.graph_form:
        return f"{which}."
    shared = common(words, game, states)
    return f"{which}; {f'what they share: {shared}' if shared else 'they share nothing'}."


def places_of(game: Game, dm: str, states: Ints) -> tuple[int, int, int]:
    """Give the best and the worst place of some states in a decision maker's order, and how many places there are."""
    ranks = game.ranks[game.index(dm)]
    top = int(ranks.max(initial=0))
    return top - int(ranks[states].max()) + 1, top - int(ranks[states].min()) + 1, top + 1


Span = tuple[int, int] | None
BETTER, WORSE, SAME = "better off", "worse off", "as well off"
BETTER_OR_SAME, WORSE_OR_SAME = "better off or as well off", "worse off or as well off"
OPEN = "better or worse off, depending on where it ends"


def standing(before: Span, after: Span) -> str:
    """Judge by the best and the worst place before and after (1 is best); empty where nothing is reached."""
    if before is None or after is None:
        return ""
    if before == after:
        return SAME
    if after[0] >= before[1]:
        return WORSE if after[0] > before[1] else WORSE_OR_SAME
    if after[1] <= before[0]:
        return BETTER if after[1] < before[0] else BETTER_OR_SAME
    return OPEN


def who_gains(analysis: Analysis, words: Words, concept: str = "") -> str:
    """Say who ends better or worse off than in the status quo, by their own orders.

    Under the concept given; without one under the narrowest by which improvements lead anywhere else.
    """
    evolution = analysis.evolution
    assert evolution is not None
    game = analysis.game
    for name in [concept] if concept else in_reading_order(analysis.concepts):
        reached = evolution.reached_at(name)
        states = reached[reached != evolution.start.index]
        if states.size:
            concept = name
            break
    else:
        return ""
    groups: dict[str, list[str]] = {}
    for dm in game.decision_makers:
        before = places_of(game, dm, np.array([evolution.start.index]))[0]
        best, worst, _ = places_of(game, dm, states)
        kind = standing((before, before), (best, worst)).replace(SAME, "neither better nor worse off")
        kind = kind.replace("or neither better nor worse off", "or as before")
        groups.setdefault(kind, []).append(dm)
    texts = "; ".join(f"{words.dms(dms)} {kind}" for kind, dms in groups.items())
    return f"Compared with the status quo, by each one's own order: {texts} ({concept_name(concept)})."


def _answer_without_start(analysis: Analysis, words: Words) -> tuple[str, ...]:
    texts = []
    for group in _alike(analysis):
        states = analysis.stability.equilibria_at(group[0])
        if states.size:
            held = "this holds" if states.size == 1 else "these hold"
            texts.append(f"{_lead(group)}, {held}: {_ends(words, analysis.game, states)}")
        else:
            texts.append(f"{_lead(group)}, no state holds.")
    return (*texts, "The file has no status quo, so what can be reached is not said.")


def answer(analysis: Analysis, words: Words) -> tuple[str, ...]:
    """Answer in sentences: every concept, the status quo, what follows, for whom."""
    if analysis.evolution is None:
        return _answer_without_start(analysis, words)
    texts = [_where_it_leads(analysis, words, _lead(group), group[0]) for group in _alike(analysis)]
    gains = who_gains(analysis, words)
    return (*texts, gains) if gains else tuple(texts)
