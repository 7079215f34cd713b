"""States, moves, conditions, reasons and concepts in words, taken from the file's own descriptions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from detente.conflict import Citation, Condition, Conflict, NamedState, Statement, find_concept
from detente.conflict.condition import AtLevel, Compound, Named, Taken
from detente.game import State
from detente.questions.evolve import Move
from detente.questions.explain import Reason
from detente.wording.concepts import looking

WRITTEN_OUT = 10**12  # up to here a number is written out
NOTHING = "no option is taken"

_OPERATORS = {"->": "only if", "only if": "only if", "if": "if", "<->": "exactly if", "xor": "or else"}


def concept_name(key: str) -> str:
    """Give a concept's short name."""
    return find_concept(key).name


def concept_long(key: str) -> str:
    """Give a concept's name with what the letters stand for."""
    return find_concept(key).long


def concept_supposing(key: str) -> str:
    """Say how the sides look ahead under a concept, as the beginning of a sentence."""
    told = looking(key)
    return f"I{told[1:]} ({concept_name(key)})"


def listed(items: Sequence[str], joint: str = "and") -> str:
    """Join texts as a sentence does."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {joint} {items[-1]}"


def shortened(items: Sequence[str], most: int) -> str:
    """Join the first texts and count the rest."""
    more = len(items) - most
    return ", ".join(items) if more <= 0 else f"{', '.join(items[:most])} and {more} more"


def count(number: int, one: str, many: str = "") -> str:
    """Count things: ``1 state``, ``2 states``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def quantity(number: int) -> str:
    """Write a count so that it can be read: ``1,048,576``, or ``2.1e28``."""
    if number < WRITTEN_OUT:
        return f"{number:,}"
    digits = str(number)
    return f"{digits[0]}.{digits[1]}e{len(digits) - 1}"


def place(number: int) -> str:
    """Write an ordinal: 1st, 2nd, 3rd, 11th."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _perhaps(state: State) -> set[str]:
    """Give the options that are taken in a state or, if it is merged, in any of its members."""
    return set(state.taken).union(*state.members)


@dataclass(frozen=True)
class Words:
    """The words of one conflict."""

    conflict: Conflict

    def dm(self, id: str) -> str:
        """Name a decision maker."""
        return self.conflict.decision_maker(id).name

    def dms(self, ids: Iterable[str]) -> str:
        """Name several decision makers."""
        return listed([self.dm(i) for i in ids])

    def option(self, option: str) -> str:
        """Give an option's text."""
        return self.conflict.options[option].text.rstrip(".")

    def quoted(self, options: Iterable[str]) -> str:
        """Give the texts of options in quotation marks."""
        return listed([f"“{self.option(o)}”" for o in options])

    def ordered(self, options: Iterable[str]) -> list[str]:
        """Put options into the order of the file."""
        wanted = set(options)
        return [o for o in self.conflict.option_ids if o in wanted]

    @cached_property
    def given(self) -> dict[str, NamedState]:
        """The states by name, where the conflict is given as states and moves; else nothing."""
        return {s.name: s for s in self.conflict.states} if self.conflict.graph_form else {}

    @property
    def what(self) -> str:
        """Head the column that describes states."""
        return "What it is" if self.conflict.graph_form else "What is taken"

    def taken(self, options: Iterable[str]) -> str:
        """Say who takes what."""
        by_maker: dict[str, list[str]] = {}
        for option in self.ordered(options):
            by_maker.setdefault(option.split(".")[0], []).append(self.option(option))
        return " · ".join(f"{self.dm(dm)}: {', '.join(texts)}" for dm, texts in by_maker.items()) or NOTHING

    def shorts(self, state: State) -> dict[str, list[str]]:
        """Give the short words of what each decision maker takes."""
        return self._by_maker(state.taken)

    def _by_maker(self, options: Iterable[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for option in self.ordered(options):
            dm, _, name = option.partition(".")
            one = self.conflict.options[option]
            name = f"{one.of.short or one.of.id} {one.level}" if one.of is not None else name
            found.setdefault(dm, []).append(one.short or name)
        return found

    def brief(self, state: State) -> str:
        """Describe a state by short words."""
        if state.given:
            return self._given(state, brief=True) or state.label
        return self.in_short(state.taken)

    def in_short(self, options: Iterable[str]) -> str:
        """Say who takes what, in short words."""
        found = self._by_maker(options)
        return " · ".join(f"{self.dm(dm)}: {', '.join(told)}" for dm, told in found.items()) or NOTHING

    def _given(self, state: State, *, brief: bool = False) -> str:
        """Describe a state that the file gives as such; empty where it has nothing but a name."""
        texts = []
        for name in [m[0] for m in state.members] or [state.name]:
            one = self.given[name]
            text = (one.short if brief else "") or one.text.rstrip(".")
            if text != name:
                texts.append(text)
            elif state.members:
                texts.append(name)
        return listed(texts, "or")

    def state(self, state: State) -> str:
        """Describe a state by what is taken in it, or by its text."""
        if state.given:
            return self._given(state) or state.label
        if not state.members:
            return self.taken(state.taken)
        free = _perhaps(state) - set(state.taken)
        left = f" (whatever becomes of {self.quoted(self.ordered(free))})" if free else ""
        return self.taken(state.taken) + left

    def cell(self, state: State) -> str:
        """Describe a state beside its name; empty where the file gives it nothing but a name."""
        return self._given(state) if state.given else self.state(state)

    def told(self, state: State, *, brief: bool = False) -> str:
        """Name a state and describe it: ``s1: ...``."""
        text = self._given(state, brief=brief) if state.given else ""
        text = text or ("" if state.given else self.brief(state) if brief else self.state(state))
        return f"{state.label}: {text}" if text else state.label

    def noted(self, state: State, *, brief: bool = False) -> str:
        """Name a state with its description in parentheses: ``s1 (...)``."""
        label, _, text = self.told(state, brief=brief).partition(": ")
        return f"{label} ({text})" if text else label

    def closing(self, state: State) -> str:
        """Describe a state by short words with its name in parentheses: ``... (s1)``."""
        text = self.brief(state)
        return text if text == state.label else f"{text} ({state.label})"

    def arriving(self, before: State, move: Move) -> str:
        """Say what a move changes and where it leads: ``take up “...” (s1)``."""
        step = self.step(before, move)
        return step if move.state.given else f"{step} ({move.state.label})"

    def step(self, before: State, move: Move) -> str:
        """Say what a move changes, without who makes it: ``take up “...” and drop “...”``."""
        if move.state.given:
            text = self._given(move.state, brief=True)
            return f"move to {move.state.label}" + (f" (“{text}”)" if text else "")
        up = set(move.state.taken) - _perhaps(before)
        down = set(before.taken) - _perhaps(move.state)
        mine = [o for o in self.conflict.option_ids if o.split(".")[0] == move.mover]
        parts = []
        of = self.conflict.options
        for new in [o for o in mine if o in up and of[o].of is not None]:  # from one level to another
            for old in [o for o in mine if o in down and of[o].of == of[new].of]:
                parts.append(f"go from “{self.option(old)}” to “{self.option(new)}”")
                up, down = up - {new}, down - {old}
        if taken := [o for o in mine if o in up]:
            parts.append(f"take up {self.quoted(taken)}")
        if dropped := [o for o in mine if o in down]:
            parts.append(f"drop {self.quoted(dropped)}")
        return listed(parts) or f"move to {move.state.label}"

    def condition(self, condition: Condition, own: str = "", *, inside: bool = False) -> str:
        """Say what a condition means; options of the decision maker `own` go without its name."""
        if isinstance(condition, Taken):
            return self._taken(condition, own, "")
        if isinstance(condition, AtLevel):
            return self._at_level(condition, own, "")
        if isinstance(condition, Named):
            text = next((d.text for d in self.conflict.definitions if d.name == condition.name), "")
            return text or condition.name.replace("_", " ")
        assert isinstance(condition, Compound)
        if condition.operator == "not":
            return self._denied(condition.parts[0], own)
        word = _OPERATORS.get(condition.operator, condition.operator)
        text = f" {word} ".join(self.condition(p, own, inside=True) for p in condition.parts)
        return f"[{text}]" if inside else text

    def _taken(self, condition: Taken, own: str, denied: str) -> str:
        if self.conflict.graph_form:
            state = self.given[condition.option]
            text = state.short or state.text
            return denied + state.name + (f" (“{text}”)" if text != state.name else "")
        dm = condition.option.partition(".")[0]
        name = "" if dm == own else f"{self.dm(dm)}: "
        return f"{name}{denied}“{self.option(condition.option)}”"

    def _at_level(self, condition: AtLevel, own: str, denied: str) -> str:
        dm = condition.option.partition(".")[0]
        name = "" if dm == own else f"{self.dm(dm)}: "
        level = f"{condition.least.replace('_', ' ')} or more" if condition.least else "at any level"
        return f"{name}{denied}“{self.conflict.levels[condition.option].text.rstrip('.')}” ({level})"

    def _denied(self, inner: Condition, own: str) -> str:
        if isinstance(inner, AtLevel):
            return self._at_level(inner, own, "not ")
        if isinstance(inner, Taken):
            return self._taken(inner, own, "not ")
        if isinstance(inner, Compound) and inner.operator in ("and", "or"):
            parts = [self.condition(p, own, inside=True) for p in inner.parts]
            if inner.operator == "or" and len(parts) == 2:
                return f"neither {parts[0]} nor {parts[1]}"
            both = "not both" if len(parts) == 2 else "not all of"
            return f"{both if inner.operator == 'and' else 'none of'} {listed(parts)}"
        return f"not {self.condition(inner, own, inside=True)}"

    def statement(self, statement: Statement, own: str = "") -> str:
        """Say what a statement wants."""
        return statement.text or self.condition(statement.that, own)

    def reason(self, reason: Reason) -> str:
        """Say what a decision maker's preference rests on, as a part of a sentence."""
        if reason.unknown:
            if reason.statement is None:
                return "it is unknown which of the two it prefers"
            return f"it is unknown whether it wants {self.statement(reason.statement, reason.dm)} or the opposite"
        much = f"much {'better' if reason.gain > 0 else 'worse'} for it, " if reason.degree > 1 else ""
        if reason.levels == 0 and reason.statement is None:
            return (
                "as good to it"
                if reason.gain == 0
                else "it prefers that"
                if reason.gain > 0
                else "it likes that less"
            )
        if reason.levels == 0 and reason.gain == 0:
            return "as good to it"
        places = (
            f"{place(reason.places[1])} instead of {place(reason.places[0])} of {reason.levels} in its order"
        )
        if reason.gain == 0:
            return f"as good to it as before ({place(reason.places[1])} of {reason.levels} in its order)"
        if reason.statement is None:
            return f"{much}{places}"
        change = "it wants" if reason.gain > 0 else "it would lose what it wants,"
        return f"{much}{change} {self.statement(reason.statement, reason.dm)}"

    def citations(self, citations: Iterable[Citation]) -> str:
        """Name sources with the places in them."""
        places: dict[str, list[str]] = {}
        for citation in citations:
            known = places.setdefault(citation.source, [])
            if citation.where:
                known.append(citation.where)
        return "; ".join(", ".join([self._source(source), *where]) for source, where in places.items())

    def _source(self, id: str) -> str:
        source = self.conflict.source(id)
        if source is None:
            return id
        name = source.get("author") or source.get("publisher") or source.get("title") or id
        return f"{name} {source.get('date')[:4]}" if source.get("date") else name
