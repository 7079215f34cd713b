"""The graph of states as one looks around in it: what is drawn besides, what is left out, what a move brings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.answers import StateValue
from detente.conflict import find_concept
from detente.game import Game
from detente.questions.analyze.answer import AnalyzeAnswer
from detente.questions.analyze.picture import graph_held, graph_picture, graph_shown, graph_told
from detente.questions.analyze.widening import widened
from detente.questions.building import Listing
from detente.questions.explain import reason
from detente.questions.explain.answer import ExplainAnswer, Verdict
from detente.questions.explain.verdict_words import place
from detente.questions.explain.witness_words import witness_points
from detente.wording import Picture, Voice, Words, capital, count, label
from detente.wording.concepts import names

NOTHING_LEFT = "Every state next to it is drawn."


@dataclass(frozen=True)
class Drawn:
    """A state that is drawn, and what is left out next to it."""

    state: StateValue
    left: int
    told: str


@dataclass(frozen=True)
class Move:
    """A move that is drawn: who moves, between which of the states drawn, and what is done."""

    mover: str
    source: int
    target: int
    told: str


@dataclass(frozen=True)
class Around:
    """The graph, its states and its moves."""

    picture: Picture
    states: tuple[Drawn, ...]
    moves: tuple[Move, ...]


def around(answer: AnalyzeAnswer, game: Game, voice: Voice, ids: Sequence[str] = ()) -> Around | None:
    """Draw the graph of states with what is next to some of them; nothing where there is no graph.

    Examples
    --------
    >>> import detente
    >>> from detente.wording import Voice
    >>> conflict = detente.load("istanbul-2025")
    >>> game = conflict.game("kyiv")
    >>> answer = detente.answer(detente.analyze(game))
    >>> found = around(answer, game, Voice.of(conflict, [answer]), ["us.insist+us.support"])
    >>> found.states[0].told
    'Every state next to it is drawn.'
    """
    if answer.graph is None:
        return None
    wider = widened(answer, game, ids)
    picture = graph_picture(wider.answer, voice)
    graph = wider.answer.graph
    assert graph is not None
    if picture is None:
        return None
    words = voice.words(answer.perspective)
    text = graph_told(answer)
    if wider.added:
        besides = f"Besides, {count(wider.added, 'state')} next to those asked for."
        text = f"{graph_shown(answer)} {besides} {graph_held(wider.answer)}"
    picture = replace(picture, text=text)
    places = {n.state: k for k, n in enumerate(graph.nodes)}
    states = tuple(
        Drawn(answer.states[n.state], wider.left[n.state], left_out(wider.left[n.state])) for n in graph.nodes
    )
    moves = []
    for line in graph.lines:
        better = bool(line.forth or line.back)
        for gain, source, target in (
            (line.forth, line.source, line.target),
            (line.back, line.target, line.source),
        ):
            if gain or (gain is False and not better):  # what has a head in the drawing
                told = _move_words(words, answer.states[source], answer.states[target], line.decision_maker)
                moves.append(Move(line.decision_maker, places[source], places[target], told))
    return Around(picture, states, tuple(dict.fromkeys(moves)))


def left_out(number: int) -> str:
    """Say how many states next to a state are not drawn."""
    return f"{count(number, 'state')} next to it left out." if number else NOTHING_LEFT


def _move_words(words: Words, before: StateValue, after: StateValue, mover: str) -> str:
    return f"{label(before)} → {label(after)}: {capital(words.move(before, after, mover))}"


def move_told(answer: ExplainAnswer, game: Game, voice: Voice, mover: str, target: str) -> list[str]:
    """Say what a move brings to who makes it, and who could answer.

    Parameters
    ----------
    answer : ExplainAnswer
        Why the state holds or not from which the move leads, for who makes it.
    game : Game
        The game that it is about.
    voice : Voice
    mover : str
    target : str
        The id of the state that it leads to.
    """
    words = voice.words(answer.perspective)
    start = answer.states[answer.state]
    found: dict[tuple[str, ...], list[str]] = {}
    for verdict in answer.verdicts:
        if verdict.decision_maker != mover or find_concept(verdict.concept).base == "nash":
            continue
        one = [i for i in verdict.improvements if answer.states[i.state].id == target]
        if one:
            points = witness_points(words, answer, _with(verdict, tuple(one)), place(voice, start))
            found.setdefault(tuple(points), []).append(verdict.concept)
    if not found:
        return [*_no_gain(game, voice, mover, start.id, target, words)]
    told: list[str] = []
    for sentences, concepts in found.items():
        fresh = [p for p in sentences if p not in told]
        if len(found) > 1 and len(fresh) < len(sentences) and fresh:
            fresh[0] = f"{names(concepts)}: {fresh[0]}"
        told += fresh
    return [capital(t) for t in told]


def _with(verdict: Verdict, one: tuple[object, ...]) -> Verdict:
    import msgspec

    return msgspec.structs.replace(verdict, improvements=one, count="1")


def _no_gain(game: Game, voice: Voice, mover: str, start: str, target: str, words: Words) -> tuple[str, ...]:
    """Say that a move is no better for who makes it, and why."""
    listing = Listing(game)
    why = listing.reason(reason(game, mover, game.state(start), game.state(target)))
    before, after = listing.values[why.before], listing.values[why.after]
    step = words.move(before, after, mover)
    told = words.reason(why)
    if why.unknown:
        return (capital(f"{step}: whether that is better for it is unknown."),)
    if why.gain > 0:
        return (capital(f"{step}: it would gain, as {told}."),)
    return (capital(f"{step}: it would gain nothing by that. {capital(told)}."),)
