"""Who could move together, drawn: from where it is heading to where the group would take it, and who could spoil it."""

from __future__ import annotations

from collections.abc import Sequence

from detente.answers import StateValue
from detente.drawing import Group, Spoiler, groups
from detente.questions.coalitions.answer import CoalitionsAnswer
from detente.questions.coalitions.joint_answer import JointMoveValue, Sanction
from detente.wording import Picture, Text, Voice
from detente.wording.accounts import headed

TITLE = "Who could move together"
MOST_DRAWN = 4
MOST_NAMED = 6

Move = tuple[CoalitionsAnswer, int, JointMoveValue]


def moves_of(answer: CoalitionsAnswer) -> list[Move]:
    """Give the joint moves to speak of, from where it is heading, not looking ahead, or from what was asked about.

    Those that last first; of the groups that have none, what they would do all the same.
    """
    left = [x for x in answer.left if set(x.roles) & {"myopic", "asked"}]
    lasting = [(answer, x.state, m) for x in left for m in x.lasting]
    groups = {m.members for _, _, m in lasting}
    brief = [(answer, x.state, m) for x in left for m in x.told if m.members not in groups]
    order = {"good": 0, "open": 1, "worse": 2, "back": 3}
    return lasting + sorted(brief, key=lambda move: order[move[2].follows])


def spoiling(move: JointMoveValue) -> Sanction | None:
    """Give the answer of the rest by which it could be spoiled: one that pays, if there is one."""
    by = {s.concept: s for s in move.sanctions}
    return by.get("seq") or by.get("gmr")


def drawn(answers: Sequence[CoalitionsAnswer]) -> list[Move]:
    """Choose the moves to draw: those that last where there are some, of each account the first ones."""
    each = [moves_of(a) for a in answers]
    good = [[m for m in moves if m[2].follows == "good"] for moves in each]
    chosen = good if any(good) else each
    found: list[Move] = []
    for turn in range(max(map(len, chosen))):
        found += [moves[turn] for moves in chosen if turn < len(moves)]
    return found[:MOST_DRAWN]


def picture(answers: Sequence[CoalitionsAnswer], voice: Voice) -> Picture | None:
    """Draw who could move together; nothing where nobody could."""
    chosen = drawn(answers)
    if not chosen:
        return None
    parties, places = _parties(answers, voice)
    several = len(answers) > 1
    found = [_group(move, places, voice, several=several) for move in chosen]
    text = " ".join(_told(move, voice, several=several) for move in chosen)
    return Picture(groups(found, parties, TITLE, text), text, TITLE, tuple(map(Text, plain(answers, voice))))


def _parties(answers: Sequence[CoalitionsAnswer], voice: Voice) -> tuple[list[str], dict[str, int]]:
    """List all parties once, in the order of the file, and give their places."""
    names: dict[str, str] = {}
    for answer in answers:
        words = voice.words(answer.perspective)
        for maker in answer.decision_makers:
            names.setdefault(maker.id, words.party(maker.id))
    return list(names.values()), {dm: k for k, dm in enumerate(names)}


def _group(move: Move, places: dict[str, int], voice: Voice, *, several: bool) -> Group:
    answer, start, found = move
    words = voice.words(answer.perspective)
    label = words.parties(found.members) + (f" (“{answer.perspective}”)" if several else "")
    answered = spoiling(found)
    spoilers: tuple[Spoiler, ...] = ()
    if answered is not None:
        last = answered.way.moves[-1]
        before = answered.way.moves[-2].state if len(answered.way.moves) > 1 else answered.way.start
        does = words.step_short(answer.states[before], answer.states[last.state], last.mover)
        spoilers = (Spoiler(places[last.mover], voice.named(answer.states[last.state]), does),)
    return Group(
        tuple(places[dm] for dm in found.members),
        voice.named(answer.states[start]),
        voice.named(answer.states[found.settles]),
        label,
        spoilers,
    )


def _told(move: Move, voice: Voice, *, several: bool) -> str:
    answer, start, found = move
    words = voice.words(answer.perspective)
    lead = f"{headed(answer.perspective)}: " if several else ""
    answered = spoiling(found)
    who = () if answered is None else tuple(dict.fromkeys(m.mover for m in answered.way.moves))
    end = f"; {words.parties(who)} could spoil it" if who else ""
    states = answer.states
    return (
        f"{lead}{words.parties(found.members)} from {voice.named(states[start])} to "
        f"{voice.named(states[found.settles])}{end}."
    )


def plain(answers: Sequence[CoalitionsAnswer], voice: Voice) -> tuple[str, ...]:
    """Say what the letters mean that the headline and the points use."""
    return tuple(map(voice.named, named_states(answers, voice)))


def named_states(answers: Sequence[CoalitionsAnswer], voice: Voice) -> tuple[StateValue, ...]:
    """Choose the states that the headline and the points name: where it is heading, or what was asked about."""
    named: dict[str, StateValue] = {}
    for answer in answers:
        for left in answer.left:
            state = answer.states[left.state]
            if set(left.roles) & {"myopic", "asked"} and not voice.is_today(state):
                named.setdefault(state.id, state)
    return tuple(named.values())[:MOST_NAMED]
