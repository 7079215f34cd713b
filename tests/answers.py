"""What tests of answers share: states of an answer and of the slow reference, ways that are legal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from detente.answers import Answer, StateValue, Way
from tests.reference import Merged, Reference

Steps = Callable[[str, Merged], Iterable[Merged]]


def combinations(state: StateValue) -> Merged:
    """The combinations that a state is made of, as the reference has it."""
    if state.members:
        return frozenset(frozenset(m) for m in state.members)
    return frozenset([frozenset([state.name] if state.given else state.taken)])


def places(answer: Answer, reference: Reference) -> dict[Merged, int]:
    """The place of each state of the reference in the answer's list."""
    found = {combinations(s): k for k, s in enumerate(answer.states)}
    assert set(found) <= set(reference.states)
    return found


def walk(reference: Reference, start: Merged, step: Steps) -> dict[Merged, int]:
    """How many moves it takes to each state by legal sequences: no one moves twice in a row."""
    found = {start: 0}
    seen: set[tuple[Merged, str]] = set()
    border: list[tuple[Merged, str]] = [(start, "")]
    depth = 0
    while border:
        depth += 1
        new = []
        for at, last in border:
            for dm in reference.dms:
                for to in step(dm, at) if dm != last else ():
                    if (to, dm) not in seen:
                        seen.add((to, dm))
                        new.append((to, dm))
                        found.setdefault(to, depth)
        border = new
    return found


def legal(answer: Answer, way: Way, step: Steps) -> bool:
    """Whether each move of a way is one of the steps, and no one moves twice in a row."""
    at, last = way.start, ""
    for move in way.moves:
        before, after = (combinations(answer.states[s]) for s in (at, move.state))
        if move.mover == last or after not in step(move.mover, before):
            return False
        at, last = move.state, move.mover
    return True


def marked(text: str, answer: Answer) -> set[Merged]:
    """The states that a text of ones and zeros marks."""
    assert set(text) <= {"0", "1"}
    return {combinations(s) for s, mark in zip(answer.states, text, strict=False) if mark == "1"}


def each_once(answer: Answer) -> bool:
    """Whether no state stands twice in the answer."""
    return len({s.id for s in answer.states}) == len(answer.states)


def named(values: Iterable[tuple[str, object]]) -> Mapping[str, object]:
    """Make a mapping, each key once."""
    listed = list(values)
    assert len({k for k, _ in listed}) == len(listed)
    return dict(listed)
