"""Where it is heading, as a strip of cards; what is done in each outcome; the graph of states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente import drawing
from detente.answers import StateValue
from detente.conflict import find_concept
from detente.questions.analyze.answer import AnalyzeAnswer
from detente.questions.strips import strip_picture
from detente.wording import Picture, Table, Voice, Words, label, labels, verb
from detente.wording.options import option_table


def picture(answers: Sequence[AnalyzeAnswer], voice: Voice) -> Picture | Table | None:
    """Draw a lane for each account, from today by the moves to where it is heading looking ahead."""
    table = outcomes(answers, voice)
    plain = None if table is None else replace(table, title="", note="")
    return strip_picture(answers, voice, plain) or table


def outcomes(answers: Sequence[AnalyzeAnswer], voice: Voice) -> Table | None:
    """Lay today and the outcomes spoken of side by side; nothing where only today is spoken of."""
    states: dict[str, StateValue] = {} if voice.today is None else {voice.today.id: voice.today}
    for answer in answers:
        states |= {s.id: s for s in answer.outcomes}
    if len(states) < 2:
        return None
    heads = [voice.ways.today if voice.is_today(s) else voice.letter(s) for s in states.values()]
    words = max((voice.words(a.perspective) for a in answers), key=lambda w: len(w.conflict.option_ids))
    return option_table(words, list(states.values()), heads, voice.ways.done, "outcomes", differing=True)


# -- the graph ---------------------------------------------------------------------------------------------------------


def graph_picture(answer: AnalyzeAnswer, voice: Voice) -> Picture | None:
    """Draw the graph of states, or what matters of it."""
    graph = answer.graph
    if graph is None or not graph.nodes:
        return None
    words = voice.words(answer.perspective)
    places = {n.state: k for k, n in enumerate(graph.nodes)}
    strongest = next((h.concept for h in answer.plain if h.states), None)
    nodes = []
    for n in graph.nodes:
        state = answer.states[n.state]
        held = tuple(find_concept(c).name for c in n.concepts)
        strong = strongest in n.concepts
        nodes.append(
            drawing.State(
                _name(state, voice), _does(state, words), held, voice.is_today(state), strong, n.level
            )
        )
    makers = [d.id for d in answer.decision_makers]
    lines = [
        drawing.Line(
            makers.index(x.decision_maker), places[x.source], places[x.target], x.forth, x.back, x.step
        )
        for x in graph.lines
    ]
    title = "The graph of states" if graph.whole else "The states that matter, and the moves between them"
    text = graph_told(answer)
    also = f"equilibrium, also under {find_concept(strongest).name}" if strongest else ""
    svg = drawing.graph(nodes, lines, [words.party(m) for m in makers], title, text, strong=also)
    return Picture(svg, text, title)


def _name(state: StateValue, voice: Voice) -> str:
    found = voice.outcomes.get(state.id)
    return f"{found.letter} ({label(state)})" if found is not None and found.letter else label(state)


def _does(state: StateValue, words: Words) -> tuple[str, ...]:
    if state.given:
        text = words.cell(state)
        return (words.brief(state),) if text else ()
    does = words.by_maker(state.taken)
    return tuple(f"{words.party(dm)}: {', '.join(o)}" for dm, o in does.items()) or ("(no option taken)",)


def graph_told(answer: AnalyzeAnswer) -> str:
    """Say what the graph shows, and which of its states hold."""
    return f"{graph_shown(answer)} {graph_held(answer)}"


def graph_shown(answer: AnalyzeAnswer) -> str:
    """Say what the graph shows."""
    graph = answer.graph
    assert graph is not None
    total = f"{int(answer.feasible):,}"
    if graph.whole:
        shown = f"All {total} states and every move between them."
    elif answer.following is None:
        shown = f"The first {len(graph.nodes)} of {total} states; the file says nothing of today."
    else:
        shown = f"{len(graph.nodes)} of {total} states: today, where improvements lead and the shortest ways there"
        hold = verb(graph.apart, "holds and lies", "hold and lie")
        shown += f", and {graph.apart} that {hold} off these ways" if graph.apart else ""
        shown += ". Of the other moves between them only improvements are drawn, thin."
    return shown


def graph_held(answer: AnalyzeAnswer) -> str:
    """Say which of the states that are drawn hold."""
    graph = answer.graph
    assert graph is not None
    held = [answer.states[n.state] for n in graph.nodes if n.concepts]
    if not held:
        return "None of them is an equilibrium under a concept asked for."
    among = "" if graph.whole else ", of those drawn"
    return f"Equilibria under some concept{among}: {labels(held)}."
