"""The details of what would have to change: every change, and what stands in the way, in tables."""

from __future__ import annotations

from collections.abc import Sequence

from detente.answers import StateValue
from detente.questions.pivot.edit_words import goal_words, wish
from detente.questions.pivot.goal_answer import (
    EditValue,
    GoalAnswer,
    Pair,
    RankingsValue,
    TurnValue,
)
from detente.wording import (
    Block,
    Items,
    Section,
    Table,
    Text,
    Voice,
    Words,
    label,
    labels,
    shortened,
    verb,
)
from detente.wording.basis import basis_sources
from detente.wording.concepts import name
from detente.wording.texts import count

MOST_ROWS = 12


MOST_OBSTACLES = 8


MOST_PAIRS = 12


MOST_ORDERS = 24


OTHERS = "Others: outcomes that could then come about as well, in which the goal does not hold. "

_KIND = {"drop": "leave out", "move": "move", "add": "add"}


def details(answer: GoalAnswer, voice: Voice) -> tuple[Block, ...]:
    """Give the ways one by one, what is out of the question, and the rankings that would do."""
    words = voice.words(answer.perspective)
    blocks: list[Block] = [Text(wanted(answer, voice))]
    if answer.verdict == "found":
        blocks.append(turns_table(answer, words))
    elif answer.turns:
        there = answer.turns[0].states
        others = answer.turns[0].outcomes - len(there)
        more = f"; {count(others, 'other outcome')} could come about as well" if others else ""
        blocks.append(Text(f"{labels(_states(answer, there))} {_is(there)} as things are{more}."))
    if answer.obstacles:
        blocks.append(obstacles_table(answer, words))
    for rankings in answer.rankings:
        blocks.append(Text(ranked(rankings, answer, words)))
        if rankings.always:
            blocks.append(Text(always(rankings, answer, words)))
        if rankings.orders:
            blocks.append(orders(rankings, answer, words))
    if sources := basis_sources(answer.basis, words):
        blocks.append(Text(sources))
    return tuple(blocks)


def _is(states: Sequence[int]) -> str:
    return verb(len(states), "is one", "are such")


def _states(answer: GoalAnswer, refs: Sequence[int]) -> list[StateValue]:
    return [answer.states[r] for r in refs]


def wanted(answer: GoalAnswer, voice: Voice) -> str:
    """Say exactly what was asked."""
    words = voice.words(answer.perspective)
    who = "anybody" if answer.goal.anybody else words.parties(answer.goal.who)
    reached = " that improvements lead to from today" if answer.goal.from_status_quo else ""
    what = f"{goal_words(answer, words)}, as an equilibrium ({name(answer.concept)}){reached}"
    return f"Wanted: {what}; the wishes of {who} may change."


Key = tuple[tuple[str, str, str], ...]


def _key(turn: TurnValue) -> Key:
    return tuple(
        (c.decision_maker, c.change, c.that)
        if isinstance(c, EditValue)
        else (c.decision_maker, str(c.better), str(c.worse))
        for c in turn.changes
    )


def turns_table(answer: GoalAnswer, words: Words) -> Table:
    """List the ways; those that differ in the place of a statement only are told together."""
    groups: dict[Key, list[TurnValue]] = {}
    for turn in answer.turns:
        groups.setdefault(_key(turn), []).append(turn)
    rows = []
    for number, turns in enumerate(list(groups.values())[:MOST_ROWS], 1):
        ends = labels(_states(answer, tuple(dict.fromkeys(s for t in turns for s in t.states))), 3) + beside(
            turns
        )
        for at, change in enumerate(turns[0].changes):
            if isinstance(change, EditValue):
                same = [t.changes[at] for t in turns]
                places = sorted({c.place for c in same if isinstance(c, EditValue)})
                cells = edit_cells(change, places, words, part=turns[0].part_of_goal)
            else:
                better, worse = answer.states[change.better], answer.states[change.worse]
                cells = ("rank", f"{label(better)} above {label(worse)}", "", "")
            rows.append(
                (
                    str(number) if at == 0 else "",
                    words.party(change.decision_maker),
                    *cells,
                    ends if at == 0 else "",
                )
            )
    cut = f"The first {MOST_ROWS} of {len(groups)} kinds. " if len(groups) > MOST_ROWS else ""
    told = len(answer.turns)
    kept = f"Of {answer.count:,} ways the first {told} are told. " if answer.count > told else ""
    others = OTHERS if any(beside([t]) for t in answer.turns) else ""
    note = (
        f"{cut}{kept}{others}What is left out or moved first, then plain statements, the least certain claims first. "
        "To put the goal itself on top of somebody's list does not count."
    )
    columns = ("", "Party", "Change", "What it wants", "Place", "Source of the statement", "Leads to")
    do = "would" if any(not beside([t]) for t in answer.turns) else "could"
    title = f"What {do} do, at the price of {answer.price}"
    return Table(columns, tuple(rows), title, note, "answers", heads=2)


def beside(turns: Sequence[TurnValue]) -> str:
    """Say of some ways how many outcomes could come about, where the goal does not hold in all of them."""
    most = max(t.outcomes - len(t.states) for t in turns)
    if not most:  # the goal holds in all of them
        return ""
    alike = len({(len(t.states), t.outcomes) for t in turns}) == 1
    return f" or {count(most, 'other')}" if alike else f" or up to {count(most, 'other')}"


def edit_cells(
    edit: EditValue, places: Sequence[int], words: Words, *, part: bool
) -> tuple[str, str, str, str]:
    """Give the cells of a statement: the change, what it wants, its place, where it comes from."""
    doubt = f" (confidence {edit.confidence:g})" if edit.confidence is not None else ""
    cited: dict[str, list[str]] = {}
    for one in edit.sources:
        source, _, where = one.partition("#")
        cited.setdefault(source, []).extend([where] if where else [])
    source = "; ".join(", ".join([words.source(s), *where]) for s, where in cited.items()) + doubt
    span = f"{places[0]}" if len(places) == 1 else f"{places[0]} to {places[-1]}"
    if places[-1] - places[0] + 1 != len(places):
        span = shortened([str(p) for p in places], 6)
    at = {"drop": f"{edit.place}", "move": f"{edit.before} → {span}", "add": span}[edit.change]
    what = wish(edit, words) + (" (a part of the goal)" if part and edit.change == "add" else "")
    return _KIND[edit.change], what, at, source.strip()


def obstacles_table(answer: GoalAnswer, words: Words) -> Block:
    """List the goal states that are out of the question, and why."""
    rows = []
    for o in answer.obstacles[:MOST_OBSTACLES]:
        state = answer.states[o.state]
        why = [f"{words.parties(o.leavers)} would leave it"] if o.leavers else []
        why += ["nothing leads there"] if o.out_of_reach else []
        rows.append((label(state), words.brief(state), "; ".join(why)))
    more = len(answer.obstacles) - len(rows)
    note = f"And {count(more, 'more outcome')}; the JSON lists all." if more else ""
    if not answer.transitive and any(o.out_of_reach for o in answer.obstacles):
        note = f"{note} Nothing leads there if no one moves twice in a row.".strip()
    columns = ("Outcome", words.what, "Whatever those want who may change")
    return Table(columns, tuple(rows), "Outcomes that are out of the question", note, "obstacles")


def ranked(rankings: RankingsValue, answer: GoalAnswer, words: Words) -> str:
    """Say how many of all rankings would do."""
    make = verb(rankings.equilibrium, "makes", "make")
    text = (
        f"Of all {rankings.total:,} strict rankings of the outcomes that {words.party(rankings.decision_maker)} could "
        f"have, {rankings.equilibrium:,} {make} it an equilibrium"
    )
    if rankings.reached is not None:
        text += f", {rankings.reached:,} one that today leads to"
    return f"{text} ({name(answer.concept)}, the others as they are)."


def pair_words(pair: Pair, answer: GoalAnswer) -> str:
    """Say which of two states comes first."""
    return f"{label(answer.states[pair.better])} above {label(answer.states[pair.worse])}"


def always(rankings: RankingsValue, answer: GoalAnswer, words: Words) -> str:
    """Say what all rankings that do have in common."""
    pairs = [pair_words(p, answer) for p in rankings.always]
    who = words.party(rankings.decision_maker)
    return f"All of those rankings of {who} have in common: {shortened(pairs, MOST_PAIRS)}."


def orders(rankings: RankingsValue, answer: GoalAnswer, words: Words) -> Section:
    """List the rankings that do, as far as anybody would read them."""
    shown = rankings.orders[:MOST_ORDERS]
    items = tuple(" > ".join(label(answer.states[s]) for s in order) for order in shown)
    more = rankings.count - len(shown)
    rest = (Text(f"And {more:,} more; the JSON has up to 1,000."),) if more else ()
    title = f"The rankings of {words.party(rankings.decision_maker)} that do, the best outcome first"
    return Section(title, (Items(items), *rest))
