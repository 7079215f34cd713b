"""How mistakes, surprises and corrections are said: clauses of sentences and cells of tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from detente.answers import Ends, Heading, Standing, StateValue
from detente.conflict import Conflict
from detente.questions.mistaken.answer import (
    CorrectedEnds,
    CorrectionFact,
    MistakenAnswer,
    OwnFact,
    PieceFact,
    Sight,
    SurpriseFact,
)
from detente.questions.strips import step_told
from detente.wording import Voice, Words, listed, place, quantity

MOST_NAMED = 4  # more outcomes are counted
LOOKING: dict[Sight, str] = {"ahead": "looking ahead", "myopic": "not looking ahead"}
GAINS = ("better", "better_or_same")
LOSES = ("worse", "worse_or_same")


@dataclass(frozen=True)
class Speaker:
    """What an answer is said with: the voice of the page, the words of the account, those of each party's own game."""

    answer: MistakenAnswer
    voice: Voice

    @cached_property
    def words(self) -> Words:
        """The words of the account."""
        return self.voice.words(self.answer.perspective)

    @cached_property
    def _own(self) -> dict[str, Words]:
        return {}

    def own(self, party: str) -> Words:
        """Give the words of a party's own game: they know the options that it imagines."""
        if party not in self._own:
            self._own[party] = self.voice.speaks(self._followed.believed(party))
        return self._own[party]

    @cached_property
    def _followed(self) -> Conflict:
        conflict = self.voice.conflict
        return conflict if conflict.account else conflict.under(self.answer.perspective)

    def exists(self, state: StateValue) -> bool:
        """Tell whether a state is one of the account's: no option is taken in it that somebody imagines."""
        return state.given or set(state.taken) <= set(self.words.conflict.option_ids)

    def outcome(self, ref: int, party: str = "", *, titled: bool = False) -> str:
        """Refer to an outcome: by its letter; one that a party imagines by its own words."""
        state = self.answer.states[ref]
        if not self.exists(state):
            return self.words.held(self.own(party).brief(state))
        if state.id not in self.voice.outcomes:
            return self.words.held(self.words.brief(state))
        if titled and not self.voice.is_today(state):
            return f"{self.voice.letter(state)} ({self.voice.title(state)})"
        return self.voice.letter(state)

    def outcomes(self, refs: Sequence[int], count: str, party: str = "", *, titled: bool = False) -> str:
        """Refer to several outcomes, after "to": by their letters, or by how many they are."""
        if int(count) > MOST_NAMED or len(refs) < int(count):
            return f"one of {quantity(int(count))} outcomes"
        alone = titled and len(refs) == 1
        return listed([self.outcome(r, party, titled=alone) for r in refs], "or")

    def parties(self, parties: Sequence[str]) -> str:
        """Name parties."""
        return self.words.parties(parties)


def sides(heading: Heading) -> dict[Sight, Ends]:
    """Give both ways of looking at it, looking ahead first."""
    return {"ahead": heading.ahead, "myopic": heading.myopic}


def stays(ends: Ends, today: int | None) -> bool:
    """Tell whether it stays as it is today: nobody leaves, or what is reached is today alone."""
    return ends.stays or (today is not None and ends.states == (today,) and ends.count == "1")


def changes(answer: MistakenAnswer) -> tuple[Sight, ...]:
    """Give the ways of looking in which mistakes change where it is heading, looking ahead first."""
    if answer.heading is None or answer.truth is None:
        return ()
    now, then = sides(answer.heading), sides(answer.truth)
    return tuple(s for s in now if set(now[s].states) != set(then[s].states) or now[s].count != then[s].count)


def shown(answer: MistakenAnswer) -> Sight:
    """Choose the way of looking that the points are about: the one in which mistakes change something."""
    turned = changes(answer)
    return turned[0] if turned else "ahead"


# -- where it goes -----------------------------------------------------------------------------------------------------


def comes(speaker: Speaker, ends: Ends, *, titled: bool = True) -> str:
    """Say where it goes, as a clause: ``the sides go to A (war)``, ``today holds``."""
    if ends.count is None:
        return "where they go was not worked out in the time given"
    if stays(ends, speaker.answer.status_quo):
        return "today holds"
    if not ends.states:
        return "nothing that is reached holds"
    return f"the sides go to {speaker.outcomes(ends.states, ends.count, titled=titled)}"


def would(speaker: Speaker, states: Sequence[int], count: str, *, titled: bool = False) -> str:
    """Say where it would go: ``the sides would go to A``, ``today would hold``."""
    if tuple(states) == (speaker.answer.status_quo,):
        return "today would hold"
    if not states:
        return "nothing that is reached would hold"
    return f"the sides would go to {speaker.outcomes(states, count, titled=titled)}"


def would_go(speaker: Speaker, ends: Ends, *, titled: bool = False) -> str:
    """Say where it would go if nobody were mistaken."""
    if ends.count is None:
        return "where they would go was not worked out in the time given"
    return would(speaker, ends.states, ends.count, titled=titled)


def expected(speaker: Speaker, own: OwnFact, sight: Sight, *, titled: bool = False) -> str:
    """Say what a party expects: outcomes, today, or nothing that holds."""
    if own.expects is None:
        return "nothing: its picture does not hold today" if own.sees_today is False else "nothing"
    ends = sides(own.expects)[sight]
    if ends.count is None:
        return "what was not worked out in the time given"
    if not ends.states:
        return "no outcome that holds"
    return speaker.outcomes(ends.states, ends.count, own.decision_maker, titled=titled)


# -- beliefs -----------------------------------------------------------------------------------------------------------


def named_option(speaker: Speaker, party: str, option: str) -> tuple[str, str]:
    """Give whose an option is, and its name, in the picture that a party has."""
    words = speaker.own(party)
    whole = words.conflict.levels.get(option)
    short = whole.short or whole.text.rstrip(".") if whole is not None else words.short(option)
    return words.party(option.partition(".")[0]), short


def option_in(speaker: Speaker, party: str, option: str) -> str:
    """Name an option in quotation marks, with whose it is: ``South’s “strike”``."""
    owner, name = named_option(speaker, party, option)
    return f"{owner}’s “{name}”"


def believes(speaker: Speaker, party: str, piece: PieceFact) -> str:
    """Say in what a party is mistaken, after its name: ``does not know of South’s “strike”``."""
    if piece.kind == "wishes":
        return f"is wrong about {speaker.words.party(piece.subject)}’s wishes" + (
            f" (as the account “{piece.account}” has it)" if piece.account else ""
        )
    if piece.kind == "unaware":
        return f"does not know of {option_in(speaker, party, piece.subject)}"
    if piece.kind == "imagined":
        return f"believes in {option_in(speaker, party, piece.subject)}, which does not exist"
    if piece.kind == "rule":
        return f"is wrong about the rule “{piece.subject}”" if piece.subject else "is wrong about the rules"
    return "is wrong about who can move where"


def if_right(speaker: Speaker, one: CorrectionFact) -> str:
    """Say what somebody would be right about: ``if North knew of South’s “strike”``."""
    if not one.decision_maker:
        return "if nobody were mistaken"
    party, piece = speaker.words.party(one.decision_maker), one.piece
    if piece is None:
        return f"if {party} were right about everything"
    if piece.kind == "wishes":
        return f"if {party} knew {speaker.words.party(piece.subject)}’s wishes"
    if piece.kind == "unaware":
        return f"if {party} knew of {option_in(speaker, one.decision_maker, piece.subject)}"
    if piece.kind == "imagined":
        return f"if {party} knew that {option_in(speaker, one.decision_maker, piece.subject)} does not exist"
    if piece.kind == "rule":
        rule = f"the rule “{piece.subject}”" if piece.subject else "the rules"
        return f"if {party} were right about {rule}"
    return f"if {party} knew who can move where"


def for_whom(speaker: Speaker, standings: Sequence[Standing]) -> str:
    """Say for whom it pays to correct a mistake, and for whom to leave it; empty where for nobody."""
    gain = [s.decision_maker for s in standings if s.kind in GAINS]
    lose = [s.decision_maker for s in standings if s.kind in LOSES]
    told = []
    if gain:
        told.append(f"good for {speaker.parties(gain)}")
    if lose:
        told.append(f"better left uncorrected for {speaker.parties(lose)}")
    return "; ".join(told)


def corrected(one: CorrectionFact, sight: Sight) -> CorrectedEnds | None:
    """Give what a correction comes to in one way of looking."""
    return one.ahead if sight == "ahead" else one.myopic


# -- surprises ---------------------------------------------------------------------------------------------------------


def moved(speaker: Speaker, one: SurpriseFact) -> str:
    """Say who does what by the move that surprises."""
    before, after = (speaker.answer.states[s] for s in (one.source, one.target))
    return step_told(speaker.words, before, after, one.mover)


def why(speaker: Speaker, one: SurpriseFact, own: OwnFact) -> str:
    """Say why a move or an end surprises, after a comma."""
    if one.kind == "end":
        return f"it expects {expected(speaker, own, one.sight)}"
    mover = speaker.words.party(one.mover)
    if one.kind == "state":
        return "it does not know of that option" if one.unknown else "its picture does not hold what follows"
    if one.kind == "unable":
        return f"it takes this to be out of {mover}’s reach"
    if one.kind == "unwanted":
        return f"it takes this to be against {mover}’s wishes"
    return f"it takes {mover} to be deterred by an answer"


def surprised(speaker: Speaker, one: SurpriseFact) -> str:
    """Say in a sentence who is surprised, at which move, by what."""
    own = next(o for o in speaker.answer.owns if o.decision_maker == one.decision_maker)
    party = speaker.words.party(one.decision_maker)
    told = why(speaker, one, own)
    if one.kind == "end":
        what = f"the end is {speaker.outcome(one.end)}" if one.step else "nobody moves"
        return f"A surprise for {party}: {what}, and {told}."
    return f"A surprise for {party} at the {place(one.step)} move ({moved(speaker, one)}): {told}."
