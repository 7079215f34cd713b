"""The strip of ways: from today by the moves to the ends, a lane for each account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec

from detente.answers import Ends, Way
from detente.drawing import Lane, strip
from detente.questions.evolve.answer import EvolveAnswer
from detente.questions.strips import SAME_WAY, steps_told, ways
from detente.wording import Picture, Table, Text, Voice, count, listed, place

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
    answer = drawn.answer
    index = {m.id: k for k, m in enumerate(answer.decision_makers)}
    ranks: dict[int, tuple[tuple[int, str], ...]] = {}
    for r in answer.ranked:
        at = -1 if r.state == answer.start else r.state
        ranks[at] = (*ranks.get(at, ()), (index[r.decision_maker], f"{place(r.place)} of {r.of}"))
    shown = msgspec.structs.replace(drawn.ends, ways=drawn.ways)
    found = ways(answer, shown, voice, ranks, answer.states[answer.start])
    return replace(found, label=drawn.label, note=note(drawn))


def note(drawn: Drawn) -> str:
    """Say what a lane does not show."""
    ends = drawn.ends
    if ends.cycle:
        return "It goes round without end."
    if ends.count is None:
        return "There may be further ends." if ends.ways else ""
    more = int(ends.count) - len(drawn.ways)
    return f"And {count(more, 'further end')}." if more > 0 else ""


def told(drawn: Drawn, voice: Voice) -> str:
    """Say what a lane shows, for whoever cannot see it."""
    lead = f"{drawn.label}: " if drawn.label else ""
    answer, parts = drawn.answer, list[str]()
    for way in drawn.ways:
        end = voice.named(answer.states[way.end])
        steps = "; then ".join(steps_told(answer, way, voice))
        parts.append(f"{steps}; that is {end}" if steps else f"{end} holds")
    text = listed(parts, "or") or nowhere(drawn)
    return f"{lead}{text}. {note(drawn)}".strip()


def nowhere(drawn: Drawn) -> str:
    """Say that no way is known, or that there is none."""
    return "where it leads is not known" if drawn.ends.count is None else "no outcome that holds is reached"


def table(drawn: Sequence[Drawn], voice: Voice) -> Table:
    """Give the shortest ways of each lane as a table: what a terminal shows in place of the picture."""
    rows, seen = [], set[tuple[str, Way]]()
    for lane in drawn:
        if not lane.ways:
            rows.append((lane.label, nowhere(lane), "—"))
        for number, way in enumerate(lane.ways):
            again = bool(way.moves) and (lane.answer.perspective, way) in seen
            steps = " → ".join(steps_told(lane.answer, way, voice)) or "nobody moves"
            steps = SAME_WAY if again else steps
            seen.add((lane.answer.perspective, way))
            label = "" if number else lane.label
            rows.append((label, steps, voice.letter(lane.answer.states[way.end])))
    return Table(("", "Shortest way", "Ends in"), tuple(rows), id="ways")
