"""Where it is heading, as a strip of cards; what is done in each outcome; the graph of states."""

from __future__ import annotations

from collections.abc import Sequence

from detente import drawing
from detente.answers import Ends, Span, StateValue, Way
from detente.conflict import find_concept
from detente.questions.analyze.answer import AnalyzeAnswer
from detente.wording import Picture, Table, Voice, Words, label, labels, place
from detente.wording.options import option_table
from detente.wording.outcomes import sentence, spoken_of

MOST_LANES = 6
MOST_ENDS = 3  # outcomes of one lane


def picture(answers: Sequence[AnalyzeAnswer], voice: Voice) -> Picture | Table | None:
    """Draw a lane for each account, from today by the moves to where it is heading looking ahead."""
    shown = [a for a in answers if a.heading is not None][:MOST_LANES]
    table = outcomes(answers, voice)
    if not shown or any(not _drawable(a) for a in shown):
        return table
    parties = voice.words(shown[0].perspective)
    names = [parties.party(d.id) for d in parties.conflict.decision_makers]
    lanes = [lane(a, voice, named=len(answers) > 1) for a in shown]
    text = " ".join(told(a, voice, named=len(answers) > 1) for a in shown)
    title = "Where it is heading"
    return Picture(drawing.strip(lanes, names, title, text), text, title, () if table is None else (table,))


def outcomes(answers: Sequence[AnalyzeAnswer], voice: Voice) -> Table | None:
    """Lay today and the outcomes spoken of side by side; nothing where only today is spoken of."""
    states: dict[str, StateValue] = {} if voice.today is None else {voice.today.id: voice.today}
    for answer in answers:
        states |= {s.id: s for s in answer.outcomes}
    if len(states) < 2:
        return None
    heads = ["Today" if voice.is_today(s) else voice.letter(s) for s in states.values()]
    words = max((voice.words(a.perspective) for a in answers), key=lambda w: len(w.conflict.option_ids))
    title = "What is done in each outcome"
    return option_table(words, list(states.values()), heads, title, "outcomes", differing=True)


# -- the strip ---------------------------------------------------------------------------------------------------------


def ends_shown(answer: AnalyzeAnswer) -> tuple[Ends, str]:
    """Choose what the strip follows: looking ahead, unless today then holds or that leads nowhere."""
    assert answer.heading is not None
    ahead, myopic = answer.heading.ahead, answer.heading.myopic
    if answer.heading.same:
        return ahead, ""
    if ahead.stays or not ahead.states:
        return myopic, "not looking ahead"
    return ahead, "looking ahead"


def _drawable(answer: AnalyzeAnswer) -> bool:
    ends, _ = ends_shown(answer)
    return spoken_of(answer, ends) is not None and len(ends.states) <= MOST_ENDS


def lane(answer: AnalyzeAnswer, voice: Voice, *, named: bool) -> drawing.Lane:
    """Draw the ways of one account: cards for today and the ends, a dot for each stop between."""
    ends, how = ends_shown(answer)
    words = voice.words(answer.perspective)
    makers = [d.id for d in answer.decision_makers]
    ranks = _ranks(answer, ends)
    today = answer.states[ends.ways[0].start] if ends.ways else voice.today
    assert today is not None
    cards = [_card(today, voice, words, "today", ranks.get(-1, ()))]
    places = {today.id: 0}
    arrows: dict[drawing.Arrow, None] = {}
    for way in ends.ways:
        before = answer.states[way.start]
        for move in way.moves:
            after = answer.states[move.state]
            if after.id not in places:
                places[after.id] = len(cards)
                end = move.state in ends.states
                shown = ranks.get(move.state, ())
                cards.append(_card(after, voice, words, "end", shown) if end else drawing.Card())
            step = f"{words.party(move.mover)}: {words.step_short(before, after, move.mover)}"
            arrows[drawing.Arrow(places[before.id], places[after.id], makers.index(move.mover), step)] = None
            before = after
    name = f"“{answer.perspective}”" if named else ""
    title = ", ".join(x for x in (name, how) if x)
    return drawing.Lane(title, tuple(cards), tuple(arrows), _note(answer, voice))


def _note(answer: AnalyzeAnswer, voice: Voice) -> str:
    """Say below a lane what it does not show."""
    assert answer.heading is not None
    ends, how = ends_shown(answer)
    if how == "not looking ahead":
        stays = "nobody leaves today" if answer.heading.ahead.stays else "nothing that is reached holds"
        return f"Looking ahead, {stays}."
    if how:
        other = answer.heading.myopic
        states = spoken_of(answer, other)
        if not other.states:
            return "Not looking ahead, nothing that is reached holds."
        where = voice.letters(states) if states is not None else "many outcomes"
        return f"Not looking ahead: {where}."
    if not ends.ways or not any(w.moves for w in ends.ways):
        return "Nobody would leave today." if ends.stays else "Nothing that is reached holds."
    return ""


def _card(
    state: StateValue, voice: Voice, words: Words, kind: str, ranks: Sequence[tuple[int, str]]
) -> drawing.Card:
    if kind == "today":
        return drawing.Card("", "Today", _lines(state, words, None), tuple(ranks), "today")
    before = None if voice.today is None else set(voice.today.taken)
    return drawing.Card(
        voice.letter(state), voice.title(state), _lines(state, words, before), tuple(ranks), "end"
    )


def _lines(state: StateValue, words: Words, before: set[str] | None) -> tuple[tuple[int, str, bool], ...]:
    """Say what each party does, and whether that is a change; what it does no more than today is a change, too."""
    makers = [d.id for d in words.conflict.decision_makers]
    if state.given:
        return ()
    told: list[tuple[int, str, bool]] = []
    of = words.conflict.options
    for option in words.ordered({*state.taken, *(before or ())}):
        party = makers.index(option.partition(".")[0])
        if option in state.taken:
            told.append((party, words.short(option), before is not None and option not in before))
        elif of[option].of is None or not any(of[o].of == of[option].of for o in state.taken):
            told.append((party, words.without(option), True))
    return tuple(told)


def _ranks(answer: AnalyzeAnswer, ends: Ends) -> dict[int, tuple[tuple[int, str], ...]]:
    """Give where each party ranks today (at -1) and, if there is one end alone, where it ranks that."""
    makers = [d.id for d in answer.decision_makers]
    found: dict[int, tuple[tuple[int, str], ...]] = {}

    def told(spans: Sequence[tuple[str, Span | None]]) -> tuple[tuple[int, str], ...]:
        return tuple(
            (makers.index(dm), f"{place(s.best)} of {s.of}")
            for dm, s in spans
            if s is not None and s.best == s.worst
        )

    found[-1] = told([(s.decision_maker, s.before) for s in ends.standings])
    if len(ends.states) == 1:
        found[ends.states[0]] = told([(s.decision_maker, s.after) for s in ends.standings])
    return found


def told(answer: AnalyzeAnswer, voice: Voice, *, named: bool) -> str:
    """Say what a lane shows: who moves, to what."""
    ends, how = ends_shown(answer)
    words = voice.words(answer.perspective)
    begin = ", ".join(x for x in (f"in the account “{answer.perspective}”" if named else "", how) if x)
    ways = [_told_way(answer, w, voice, words) for w in ends.ways if w.moves]
    note = _note(answer, voice)
    first = sentence(f"{begin}: {'; or '.join(ways)}" if begin else "; or ".join(ways)) if ways else ""
    if not ways and named:
        note = sentence(f"in the account “{answer.perspective}”: {note[:1].lower() + note[1:]}")
    return " ".join(x for x in (first, note) if x)


def _told_way(answer: AnalyzeAnswer, way: Way, voice: Voice, words: Words) -> str:
    steps, before = [], answer.states[way.start]
    for move in way.moves:
        after = answer.states[move.state]
        steps.append(f"{words.party(move.mover)}: {words.step_short(before, after, move.mover)}")
        before = after
    return f"from today, {', then '.join(steps)}, to {voice.letter(answer.states[way.end])}"


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
    svg = drawing.graph(nodes, lines, [words.party(m) for m in makers], title, text)
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
    graph = answer.graph
    assert graph is not None
    total = f"{int(answer.feasible):,}"
    if graph.whole:
        shown = f"All {total} states and every move between them."
    elif answer.following is None:
        shown = f"The first {len(graph.nodes)} of {total} states; the file says nothing of today."
    else:
        shown = f"{len(graph.nodes)} of {total} states: today, where improvements lead and the shortest ways there"
        shown += f", and {graph.apart} that hold and lie off these ways" if graph.apart else ""
        shown += ". Of the other moves between them only improvements are drawn, thin."
    held = [answer.states[n.state] for n in graph.nodes if n.concepts]
    if not held:
        return f"{shown} None of them is an equilibrium under a concept asked for."
    return f"{shown} Equilibria under some concept: {labels(held)}."
