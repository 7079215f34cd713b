"""The strip of ways: from today by the moves to the ends, a lane for each account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.answers import Ends, StateValue, Way
from detente.drawing import Arrow, Card, Lane, strip
from detente.questions.evolve.answer import EvolveAnswer
from detente.wording import Picture, Table, Text, Voice, Words, count, listed, place

MOST_ENDS = 3
NEAR, AHEAD = "not looking ahead", "looking ahead"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A lane before it is drawn: whose it is, in which way of looking at it, and its ways."""

    answer: EvolveAnswer
    label: str
    ends: Ends

    @property
    def ways(self) -> tuple[Way, ...]:
        """The ways that are drawn."""
        return self.ends.ways[:MOST_ENDS]


def lanes(answers: Sequence[EvolveAnswer]) -> list[Drawn]:
    """Choose the lanes: one for each account, two where looking ahead leads elsewhere."""
    found = []
    for answer in answers:
        account = answer.perspective if len(answers) > 1 else ""
        if answer.heading.same:
            found.append(Drawn(answer, account, answer.heading.ahead))
            continue
        for how, ends in ((NEAR, answer.heading.myopic), (AHEAD, answer.heading.ahead)):
            found.append(Drawn(answer, f"{account}, {how}" if account else how.capitalize(), ends))
    return found


def picture(answers: Sequence[EvolveAnswer], voice: Voice) -> Picture | None:
    """Draw the ways; nothing where nobody moves."""
    drawn = lanes(answers)
    if not any(way.moves for lane in drawn for way in lane.ways):
        return None
    words = voice.words(answers[0].perspective)
    parties = [words.party(m.id) for m in answers[0].decision_makers]
    title = "How it gets there from here"
    text = " ".join(told(lane, voice) for lane in drawn)
    svg = strip([lane_of(lane, voice) for lane in drawn], parties, title, text)
    # Where the headline tells the one way there is, a table would say it again: only the end is told in full.
    alone = len(drawn) == 1 and len(answers) == 1 and drawn[0].ends.count == "1"
    end = answers[0].states[drawn[0].ways[0].end] if drawn[0].ways else None
    plain = Text(f"{voice.named(end)}.") if alone and end is not None else table(drawn, voice)
    return Picture(svg, text, title, (plain,))


def lane_of(drawn: Drawn, voice: Voice) -> Lane:
    """Give the cards and arrows of a lane; ways that go together are drawn once."""
    answer, words = drawn.answer, voice.words(drawn.answer.perspective)
    index = {m.id: k for k, m in enumerate(answer.decision_makers)}
    ends = {way.end for way in drawn.ways}
    cards: dict[int, Card] = {answer.start: card(answer, voice, answer.start, ends)}
    places = {answer.start: 0}
    arrows: dict[tuple[int, int], Arrow] = {}
    for way in drawn.ways:
        at = way.start
        for step in way.moves:
            if step.state not in places:
                places[step.state] = len(cards)
                cards[step.state] = card(answer, voice, step.state, ends)
            label = move(words, answer.states[at], answer.states[step.state], step.mover)
            arrows.setdefault(
                (at, step.state), Arrow(places[at], places[step.state], index[step.mover], label)
            )
            at = step.state
    return Lane(drawn.label, tuple(cards.values()), tuple(arrows.values()), note(drawn))


def note(drawn: Drawn) -> str:
    """Say what a lane does not show."""
    ends = drawn.ends
    if ends.cycle:
        return "It goes round without end."
    if ends.count is None:
        return "There may be further ends." if ends.ways else ""
    more = int(ends.count) - len(drawn.ways)
    return f"And {count(more, 'further end')}." if more > 0 else ""


def move(words: Words, before: StateValue, after: StateValue, mover: str) -> str:
    """Say on an arrow who moves, and to do what."""
    text = words.move(before, after, mover)
    return words.party(mover) if text.startswith(f"{words.party(mover)}: #") else text


def card(answer: EvolveAnswer, voice: Voice, at: int, ends: set[int]) -> Card:
    """Give the card of a state: today and the ends in full, what lies between as a dot."""
    state, words = answer.states[at], voice.words(answer.perspective)
    if at != answer.start and at not in ends:
        return Card(kind="step")
    index = {m.id: k for k, m in enumerate(answer.decision_makers)}
    ranks = tuple(
        (index[r.decision_maker], f"{place(r.place)} of {r.of}") for r in answer.ranked if r.state == at
    )
    today = voice.is_today(state)
    found = voice.outcomes.get(state.id)
    return Card(
        letter="" if found is None else found.letter,
        title="Today" if today else voice.title(state),
        lines=lines(answer, words, state),
        ranks=ranks,
        kind="today" if at == answer.start else "end",
    )


def lines(answer: EvolveAnswer, words: Words, state: StateValue) -> tuple[tuple[int, str, bool], ...]:
    """Say per party what it does in a state, and whether that is another thing than at the start."""
    if state.given:
        return ()
    begin = answer.states[answer.start]
    found = []
    for k, maker in enumerate(answer.decision_makers):
        own = f"{maker.id}."
        before = {o for o in begin.taken if o.startswith(own)}
        now = {o for o in state.taken if o.startswith(own)}
        told = [words.short(o) for o in words.ordered(now)]
        dropped = [words.without(o) for o in words.ordered(before - now)] if not now else []
        if told or dropped:
            found.append((k, ", ".join(told or dropped), now != before))
    return tuple(found)


def told(drawn: Drawn, voice: Voice) -> str:
    """Say what a lane shows, for whoever cannot see it."""
    lead = f"{drawn.label}: " if drawn.label else ""
    answer, words = drawn.answer, voice.words(drawn.answer.perspective)
    parts = []
    for way in drawn.ways:
        if not way.moves:
            parts.append(f"{voice.named(answer.states[way.end])} holds")
            continue
        at, steps = way.start, list[str]()
        for step in way.moves:
            steps.append(move(words, answer.states[at], answer.states[step.state], step.mover))
            at = step.state
        parts.append(f"{'; then '.join(steps)}; that is {voice.named(answer.states[way.end])}")
    text = listed(parts, "or") or nowhere(drawn)
    return f"{lead}{text}. {note(drawn)}".strip()


def nowhere(drawn: Drawn) -> str:
    """Say that no way is known, or that there is none."""
    return "where it leads is not known" if drawn.ends.count is None else "no outcome that holds is reached"


def table(drawn: Sequence[Drawn], voice: Voice) -> Table:
    """Give the shortest way of each lane as a table: what a terminal shows in place of the picture."""
    rows = []
    for lane in drawn:
        answer, words = lane.answer, voice.words(lane.answer.perspective)
        if not lane.ways:
            rows.append((lane.label, nowhere(lane), "—"))
            continue
        way = lane.ways[0]
        at, steps = way.start, list[str]()
        for step in way.moves:
            steps.append(move(words, answer.states[at], answer.states[step.state], step.mover))
            at = step.state
        rows.append((lane.label, " → ".join(steps) or "nobody moves", voice.letter(answer.states[way.end])))
    return Table(("", "Shortest way", "Ends in"), tuple(rows), id="ways")
