"""How a dialogue about two outcomes at a time speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.conflict import Condition
from detente.elicit.dialogue import Walk
from detente.elicit.fitting import Proposal
from detente.elicit.ground import Grounds
from detente.elicit.values import Answer, Choice, Dialogue, Literal, Pair
from detente.wording import Voice, Words, capital, count, listed

MOST_OPEN = 6
WHY = {
    "whether": "They differ in this alone.",
    "which": "They differ in two things: which of them counts more?",
    "check": "To try it out: does what was said so far hold here, too?",
    "rank": "Which of these two outcomes is better for it?",
}
ALIKE, UNKNOWN = "as good as each other", "nobody can say"


@dataclass(frozen=True)
class Shown:
    """A pair as a person sees it: why it is asked, what is done in each outcome alone, and in both."""

    why: str
    names: tuple[str, str]
    one: tuple[str, ...]
    other: tuple[str, ...]
    both: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """A line of a proposal: in words, and as the file writes it."""

    told: str
    written: str
    value: str = ""


class Speech:
    """The words of a dialogue about what a party wants."""

    def __init__(self, grounds: Grounds, words: Words, party: str, voice: Voice | None = None) -> None:
        self.grounds, self.words, self.party, self.voice = grounds, words, party, voice

    # -- pairs ---------------------------------------------------------------------------------------------------------

    def question(self) -> str:
        """Ask the question."""
        return f"Which of these two would {self.words.party(self.party)} prefer?"

    def shown(self, pair: Pair) -> Shown:
        """Lay the outcomes of a pair side by side."""
        ground, conditions = self.grounds.ground, self.grounds.conditions
        names = (self.outcome(pair.one), self.outcome(pair.other))
        if self.words.conflict.graph_form:
            cells = [self.words.cell(self.grounds.states[w]) for w in (pair.one, pair.other)]
            return Shown(WHY[pair.kind], names, (cells[0],), (cells[1],), ())
        differing = [k for k in range(ground.asked) if (pair.one ^ pair.other) >> k & 1]
        one, other = (
            tuple(self.holds(conditions[k], is_so=bool(w >> k & 1)) for k in differing)
            for w in (pair.one, pair.other)
        )
        shared = tuple(
            self.holds(conditions[k], is_so=True)
            for k in range(ground.asked)
            if (pair.one & pair.other) >> k & 1
        )
        why = WHY[pair.kind]
        if pair.kind == "whether" and len(differing) > 1:
            why = "They differ in as little as can be."
        return Shown(why, names, one, other, shared)

    def outcome(self, world: int) -> str:
        """Name an outcome, where it has a name or a letter; else nothing."""
        state = self.grounds.states[world]
        if self.voice is not None and (self.voice.is_today(state) or state.id in self.voice.outcomes):
            return capital(self.voice.named(state))
        return state.name

    def holds(self, condition: Condition, *, is_so: bool) -> str:
        """Say that a condition holds, or that it does not."""
        told = self.words.condition if is_so else self.words.opposite
        return capital(told(condition))

    def named(self, world: int) -> str:
        """Refer to an outcome in a line."""
        return self.outcome(world) or self.words.brief(self.grounds.states[world])

    def answer(self, answer: Answer) -> str:
        """Say what was answered."""
        one, other = self._apart(answer.one, answer.other)
        if answer.choice == "alike":
            return f"As good: {one}. And: {other}."
        if answer.choice == "unknown":
            return f"Not known: {one}. Or: {other}."
        better, worse = (one, other) if answer.choice == "one" else (other, one)
        return f"Better: {better}. Worse: {worse}."

    def _apart(self, one: int, other: int) -> tuple[str, str]:
        """Tell two outcomes by what they differ in."""
        ground = self.grounds.ground
        differing = [k for k in range(ground.asked) if (one ^ other) >> k & 1]
        if not differing or len(differing) > 2 or self.words.conflict.graph_form:
            return self.named(one), self.named(other)
        told = [
            listed([self.holds(self.grounds.conditions[k], is_so=bool(w >> k & 1)) for k in differing])
            for w in (one, other)
        ]
        return told[0], told[1]

    def choices(self) -> tuple[tuple[Choice, str], ...]:
        """Give the answers that there are, with what stands on their buttons."""
        return (("one", "the first"), ("other", "the second"), ("alike", ALIKE), ("unknown", UNKNOWN))

    # -- how far it is -------------------------------------------------------------------------------------------------

    def progress(self, dialogue: Dialogue, walk: Walk) -> str:
        """Say how many questions it took, and how many there can be."""
        asked = f"{count(len(dialogue.answers), 'answer')} so far"
        if not walk.next:
            return f"{asked}; nothing more is to be asked."
        return f"{asked}; about {count(walk.left, 'more question')}. You can stop at any time."

    def open(self, dialogue: Dialogue, walk: Walk) -> tuple[str, ...]:
        """Say what stays open."""
        if dialogue.way == "outcomes":
            pairs = [f"{self._quoted(a)} or {self._quoted(b)}" for a, b in walk.loose]
            return self._few([f"Which is better: {p}." for p in pairs])
        asked = {*walk.signs, *walk.without, *walk.unsaid}
        later = [k for k in self.grounds.ground.order if k not in asked]
        told = [f"Whether it wants this: {self._thing(k)}." for k in walk.unsaid]
        told += [
            f"Which counts more: {self._wanted(a, walk)} or {self._wanted(b, walk)}." for a, b in walk.loose
        ]
        placed = {t for tier in walk.order for t in tier}
        told += [f"How much it counts: {self._wanted(t, walk)}." for t in walk.signs if t not in placed]
        told += [f"Not asked yet: {self._thing(k)}." for k in later]
        return self._few(told)

    @staticmethod
    def _few(told: Sequence[str]) -> tuple[str, ...]:
        more = len(told) - MOST_OPEN
        return (*told[:MOST_OPEN], f"And {more} more.") if more > 0 else tuple(told)

    def _quoted(self, world: int) -> str:
        return f"“{self.named(world)}”"

    def _thing(self, term: int) -> str:
        return self.words.condition(self.grounds.conditions[term], inside=True)

    def _wanted(self, term: int, walk: Walk) -> str:
        told = self.words.condition if walk.signs[term] else self.words.opposite
        return told(self.grounds.conditions[term], inside=True)

    def without(self, walk: Walk) -> str:
        """Say what makes no difference to the party; empty where everything does."""
        if not walk.without:
            return ""
        return f"It makes no difference to it: {listed([self._thing(t) for t in walk.without])}."

    # -- what is proposed ----------------------------------------------------------------------------------------------

    def headline(self, found: Proposal) -> str:
        """Say what is proposed."""
        if found.form == "statements" and not found.statements:
            return "By these answers it wants nothing: all outcomes are as good for it."
        return {
            "nothing": "Nothing follows yet."
            if not found.against
            else "These answers contradict each other.",
            "statements": "What it wants, the most important first:",
            "weights": "What it wants, by weights: some things count the same.",
            "ranking": "Its order of all outcomes, best first:",
            "partial": "Its order of the outcomes that were compared, best first:",
        }[found.form]

    def against(self, found: Proposal) -> str:
        """Say which answers do not go together; they follow. Empty where all do."""
        if not found.against:
            return ""
        if found.form == "nothing":
            return "These answers go round in a circle. Take one of them back:"
        if found.form == "statements":
            return (
                "No order of single things agrees with all of these, so that the proposal joins some of them:"
            )
        return "No order of single things agrees with these answers, so that only the order of outcomes is proposed:"

    def written(self, literal: Literal) -> str:
        """Write a condition as the file does."""
        terms = self.grounds.ground.terms

        def part(term: int, *, wanted: bool) -> str:
            plain = terms[term] if _bare(terms[term]) else f"({terms[term]})"
            return plain if wanted else f"not {plain}"

        if literal.also < 0:
            return terms[literal.term] if literal.wanted else part(literal.term, wanted=False)
        one, other = part(literal.term, wanted=literal.wanted), part(literal.also, wanted=literal.also_wanted)
        return f"{one} and {other}"

    def lines(self, found: Proposal) -> tuple[Line, ...]:
        """Give the lines of a proposal."""
        if found.form == "statements":
            return tuple(self._line(self.written(s)) for s in found.statements)
        if found.form == "weights":
            terms = self.grounds.ground.terms
            return tuple(
                Line(self._line(terms[t]).told, terms[t], f"{weight:+d}") for t, weight in found.weights
            )
        if found.form == "ranking":
            return tuple(
                Line(" = ".join(map(self.named, group)), " ~ ".join(map(self._reference, group)))
                for group in found.groups
            )
        return tuple(
            Line(
                " > ".join(" = ".join(map(self.named, group)) for group in chain),
                " > ".join(" ~ ".join(map(self._reference, group)) for group in chain),
            )
            for chain in found.chains
        )

    def _reference(self, world: int) -> str:
        return self.grounds.references[world]

    def _line(self, written: str) -> Line:
        condition = self.words.conflict.condition(written, self.party)
        return Line(capital(self.words.condition(condition)), written)


def _bare(text: str) -> bool:
    return all(c.isalnum() or c in "._-" for c in text)
