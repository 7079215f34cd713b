"""What comes about, what would if nobody were mistaken, and what those expect who are: a lane each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente import drawing
from detente.answers import Heading, Maker, StateValue
from detente.questions.mistaken.answer import MistakenAnswer, Sight
from detente.questions.mistaken.phrases import LOOKING, Speaker, shown, sides
from detente.questions.strips import MOST_LANES, drawable, lane, steps_told
from detente.questions.strips import told as told_lane
from detente.wording import Picture, Table, Voice
from detente.wording.outcomes import sentence

TITLE = "As each side moves by its own picture"
COMES = "What comes about"
RIGHT = "If nobody were mistaken"


@dataclass(frozen=True)
class View:
    """Where it is heading in somebody's eyes: what a lane is drawn of."""

    label: str
    perspective: str
    heading: Heading
    states: tuple[StateValue, ...]
    spoken: tuple[int, ...]
    decision_makers: tuple[Maker, ...]


def views(answer: MistakenAnswer, voice: Voice) -> list[View]:
    """Give what comes about, what would, and what those expect who are mistaken, where all of it exists."""
    speaker, sight = Speaker(answer, voice), shown(answer)
    found = [(COMES, answer.heading), (RIGHT, answer.truth)]
    found += [(f"As expected by {speaker.words.party(o.decision_maker)}", o.expects) for o in answer.mistaken]
    either = (
        answer.heading is not None and answer.truth is not None and answer.heading.same and answer.truth.same
    )
    how = "" if either else f", {LOOKING[sight]}"
    made = [
        View(
            f"{label}{how}",
            answer.perspective,
            one_sided(heading, sight),
            answer.states,
            answer.spoken,
            answer.decision_makers,
        )
        for label, heading in found
        if heading is not None
    ]
    return [view for view in made if _exists(speaker, view) and drawable(view)]


def one_sided(heading: Heading, sight: Sight) -> Heading:
    """Give one way of looking alone, so that all lanes are of the same."""
    ends = sides(heading)[sight]
    return Heading(myopic=ends, ahead=ends, same=True)


def _exists(speaker: Speaker, view: View) -> bool:
    """Tell whether all states on the ways of a view exist; some may be imagined."""
    ends = view.heading.ahead
    states = {m.state for way in ends.ways for m in way.moves} | set(ends.states)
    return all(speaker.exists(speaker.answer.states[s]) for s in states)


def picture(answers: Sequence[MistakenAnswer], voice: Voice) -> Picture | Table | None:
    """Draw a lane for each view of one account; of several accounts what comes about in each."""
    if len(answers) == 1:
        drawn = views(answers[0], voice)
    else:
        drawn = [v for a in answers for v in views(a, voice)[:1] if v.label.startswith(COMES)]
        drawn = [replace(v, label=v.label.replace(COMES, f"“{v.perspective}”")) for v in drawn]
    drawn = drawn[:MOST_LANES]
    if not drawn:
        return None
    words = voice.words(answers[0].perspective)
    names = [words.party(d.id) for d in words.conflict.decision_makers]
    lanes = []
    for view in drawn:
        one = lane(view, voice, named=False)
        lanes.append(replace(one, label=view.label))
    text = " ".join(sentence(f"{v.label}: {_told(v, voice)}") for v in drawn)
    return Picture(drawing.strip(lanes, names, TITLE, text), text, TITLE, (table(drawn, voice),))


def _told(view: View, voice: Voice) -> str:
    told = told_lane(view, voice, named=False)
    return told[:1].lower() + told[1:]


def table(drawn: Sequence[View], voice: Voice) -> Table:
    """Tell the same in a table."""
    rows = []
    for view in drawn:
        ends, label = view.heading.ahead, view.label
        if not ends.ways:
            rows.append((label, "nothing that is reached holds", "—"))
        for way in ends.ways:
            steps = " → ".join(steps_told(view, way, voice)) or "nobody moves"
            rows.append((label, steps, voice.named(view.states[way.end])))
            label = ""
    return Table(("Seen so", "From today", "End"), tuple(rows), id="ways")
