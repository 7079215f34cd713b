"""Parties, options, states, conditions, claims and sources in words, taken from the file's own descriptions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from detente.answers import Reason, StateValue
from detente.conflict import Citation, Condition, Conflict, NamedState, Prioritised, Statement
from detente.conflict.condition import AtLevel, Compound, Named, Taken
from detente.wording.texts import listed, place

LONGEST_ID = 30  # a longer one is not put into commands to type
NOTHING = "no option is taken"

_OPERATORS = {"->": "only if", "only if": "only if", "if": "if", "<->": "exactly if", "xor": "or else"}


def _perhaps(state: StateValue) -> set[str]:
    """Give the options that are taken in a state or, if it is merged, in any of its members."""
    return set(state.taken).union(*state.members)


@dataclass(frozen=True)
class Words:
    """The words of one conflict, under one account of it."""

    conflict: Conflict

    # -- parties -------------------------------------------------------------------------------------------------------

    def dm(self, id: str) -> str:
        """Name a decision maker in full."""
        return self.conflict.decision_maker(id).name

    def party(self, id: str) -> str:
        """Name a decision maker in short, as in drawings, tables and lists.

        A name that could be read as two parties is set in quotation marks, unless the file gives a short one.
        """
        maker = self.conflict.decision_maker(id)
        if maker.short:
            return maker.short
        return f"“{maker.name}”" if " and " in maker.name or ", " in maker.name else maker.name

    def parties(self, ids: Iterable[str], joint: str = "and") -> str:
        """Name several decision makers."""
        return listed([self.party(i) for i in ids], joint)

    # -- options -------------------------------------------------------------------------------------------------------

    def option(self, option: str) -> str:
        """Give an option's text."""
        known = self.conflict.options.get(option)
        return (self.conflict.levels[option] if known is None else known).text.rstrip(".")

    def quoted(self, options: Iterable[str]) -> str:
        """Give the texts of options in quotation marks."""
        return listed([f"“{self.option(o)}”" for o in options])

    def ordered(self, options: Iterable[str]) -> list[str]:
        """Put options into the order of the file."""
        wanted = set(options)
        return [o for o in self.conflict.option_ids if o in wanted]

    def short(self, option: str) -> str:
        """Give the short words of an option: its ``short``, else its text where that is short, else its id."""
        one = self.conflict.options.get(option) or self.conflict.levels[option]
        if one.short:
            return one.short
        of = getattr(one, "of", None)
        if of is not None:
            return f"{of.short or of.id} {one.id.partition('.')[2]}".replace("_", " ")
        return one.id.replace("_", " ")

    def without(self, option: str) -> str:
        """Say in short words that an option is not taken."""
        one = self.conflict.options.get(option) or self.conflict.levels[option]
        otherwise: str = one.otherwise or (getattr(one, "of", None) or one).otherwise
        return otherwise.rstrip(".") or f"no {self.short(option)}"

    # -- states --------------------------------------------------------------------------------------------------------

    @cached_property
    def given(self) -> dict[str, NamedState]:
        """The states by name, where the conflict is given as states and moves; else nothing."""
        return {s.name: s for s in self.conflict.states} if self.conflict.graph_form else {}

    @property
    def what(self) -> str:
        """Head the column that describes states."""
        return "What it is" if self.conflict.graph_form else "What is taken"

    def taken(self, options: Iterable[str]) -> str:
        """Say in full who takes what."""
        by_maker: dict[str, list[str]] = {}
        for option in self.ordered(options):
            by_maker.setdefault(option.split(".")[0], []).append(self.option(option))
        return (
            " · ".join(f"{self.party(dm)}: {', '.join(texts)}" for dm, texts in by_maker.items()) or NOTHING
        )

    def by_maker(self, options: Iterable[str]) -> dict[str, list[str]]:
        """Give the short words of options, party by party."""
        found: dict[str, list[str]] = {}
        for option in self.ordered(options):
            found.setdefault(option.partition(".")[0], []).append(self.short(option))
        return found

    def in_short(self, options: Iterable[str]) -> str:
        """Say in short words who takes what."""
        found = self.by_maker(options)
        return " · ".join(f"{self.party(dm)}: {', '.join(told)}" for dm, told in found.items()) or NOTHING

    def brief(self, state: StateValue) -> str:
        """Describe a state by short words."""
        return self._given(state, brief=True) or state.name if state.given else self.in_short(state.taken)

    def state(self, state: StateValue) -> str:
        """Describe a state in full: by what is taken in it, or by its text."""
        if state.given:
            return self._given(state) or label(state)
        if not state.members:
            return self.taken(state.taken)
        free = _perhaps(state) - set(state.taken)
        left = f" (whatever becomes of {self.quoted(self.ordered(free))})" if free else ""
        return self.taken(state.taken) + left

    def cell(self, state: StateValue) -> str:
        """Describe a state beside its name; empty where the file gives it nothing but a name."""
        return self._given(state) if state.given else self.state(state)

    def _given(self, state: StateValue, *, brief: bool = False) -> str:
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

    def step(self, before: StateValue, after: StateValue, mover: str) -> str:
        """Say what a move changes, without who makes it: ``take up “...” and drop “...”``."""
        if after.given:
            text = self._given(after, brief=True)
            return f"move to {label(after)}" + (f" (“{text}”)" if text else "")
        up = set(after.taken) - _perhaps(before)
        down = set(before.taken) - _perhaps(after)
        mine = [o for o in self.conflict.option_ids if o.split(".")[0] == mover]
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
        return listed(parts) or f"move to {label(after)}"

    def step_short(self, before: StateValue, after: StateValue, mover: str) -> str:
        """Say in short words what a move changes: ``talks, no support``."""
        if after.given:
            return self._given(after, brief=True) or label(after)
        up = set(after.taken) - _perhaps(before)
        down = set(before.taken) - _perhaps(after)
        of = self.conflict.options
        replaced = {of[o].of for o in up if of[o].of is not None}
        told = [self.short(o) for o in self.ordered(up) if o.startswith(f"{mover}.")]
        told += [
            self.without(o)
            for o in self.ordered(down)
            if o.startswith(f"{mover}.") and (of[o].of is None or of[o].of not in replaced)
        ]
        return ", ".join(told) or label(after)

    # -- conditions and claims -----------------------------------------------------------------------------------------

    def condition(self, condition: Condition, own: str = "", *, inside: bool = False) -> str:
        """Say what a condition means; options of the decision maker `own` go without its name.

        No negation reaches further than its quotation marks: nothing can be read as its opposite.
        """
        if isinstance(condition, Taken):
            return self._taken(condition, own, denied=False)
        if isinstance(condition, AtLevel):
            return self._at_level(condition, own, denied=False)
        if isinstance(condition, Named):
            return f"“{self._named(condition.name)}”" if inside else self._named(condition.name)
        assert isinstance(condition, Compound)
        if condition.operator == "not":
            return self._denied(condition.parts[0], own)
        word = _OPERATORS.get(condition.operator, condition.operator)
        text = f" {word} ".join(self.condition(p, own, inside=True) for p in condition.parts)
        return f"[{text}]" if inside else text

    def _named(self, name: str) -> str:
        text = next((d.text for d in self.conflict.definitions if d.name == name), "")
        return text.rstrip(".") or name.replace("_", " ").replace("-", " ")

    def _taken(self, condition: Taken, own: str, *, denied: bool) -> str:
        if self.conflict.graph_form:
            state = self.given[condition.option]
            text = state.short or state.text
            return ("not " if denied else "") + state.name + (f" (“{text}”)" if text != state.name else "")
        dm = condition.option.partition(".")[0]
        name = "" if dm == own else f"{self.party(dm)}: "
        otherwise = self.conflict.options[condition.option].otherwise.rstrip(".")
        if denied and otherwise:
            return f"{name}“{otherwise}”"
        return f"{name}{'not ' if denied else ''}“{self.option(condition.option)}”"

    def _at_level(self, condition: AtLevel, own: str, *, denied: bool) -> str:
        dm = condition.option.partition(".")[0]
        name = "" if dm == own else f"{self.party(dm)}: "
        option = self.conflict.levels[condition.option]
        if denied and option.otherwise and not condition.least:
            return f"{name}“{option.otherwise.rstrip('.')}”"
        level = f"{condition.least.replace('_', ' ')} or more" if condition.least else "at any level"
        return f"{name}{'not ' if denied else ''}“{option.text.rstrip('.')}” ({level})"

    def _denied(self, inner: Condition, own: str) -> str:
        if isinstance(inner, AtLevel):
            return self._at_level(inner, own, denied=True)
        if isinstance(inner, Taken):
            return self._taken(inner, own, denied=True)
        if isinstance(inner, Named):
            known = next((d for d in self.conflict.definitions if d.name == inner.name), None)
            if known is not None and known.otherwise:
                return known.otherwise.rstrip(".")
            return f"not the case that “{self._named(inner.name)}”"
        if isinstance(inner, Compound) and inner.operator in ("and", "or"):
            parts = [self.condition(p, own, inside=True) for p in inner.parts]
            if inner.operator == "or" and len(parts) == 2:
                return f"neither {parts[0]} nor {parts[1]}"
            both = "not both" if len(parts) == 2 else "not all of"
            return f"{both if inner.operator == 'and' else 'none of'} {listed(parts)}"
        return f"not the case that {self.condition(inner, own, inside=True)}"

    def statement(self, statement: Statement, own: str = "") -> str:
        """Say what a statement wants."""
        return statement.text.rstrip(".") or self.condition(statement.that, own)

    def claim(self, dm: str, id: str) -> str:
        """Say what the statement of that id of a decision maker wants."""
        found = self.find_statement(dm, id)
        return id if found is None else self.statement(found, dm)

    def find_statement(self, dm: str, id: str) -> Statement | None:
        """Find a statement of a decision maker by its id, among its own and then in the whole file."""
        preference = self.conflict.preferences.get(dm)
        own = preference.statements if isinstance(preference, Prioritised) else ()
        return next((s for s in (*own, *self.conflict.vocabulary) if s.id == id), None)

    def reason(self, reason: Reason) -> str:
        """Say what a decision maker's preference rests on, as a part of a sentence."""
        wish = None if reason.statement is None else self.claim(reason.decision_maker, reason.statement)
        if reason.unknown:
            if wish is None:
                return "it is unknown which of the two it prefers"
            return f"it is unknown whether it wants {wish} or the opposite"
        if reason.of == 0 and wish is None:
            return ("it likes that less", "as good to it", "it prefers that")[reason.gain + 1]
        if reason.gain == 0:
            if reason.of == 0:
                return "as good to it"
            return f"as good to it as before ({place(reason.places[1])} of {reason.of} in its order)"
        much = f"much {'better' if reason.gain > 0 else 'worse'} for it, " if reason.degree > 1 else ""
        if wish is None:
            before, after = reason.places
            return f"{much}{place(after)} instead of {place(before)} of {reason.of} in its order"
        return f"{much}{'it wants' if reason.gain > 0 else 'it would lose what it wants:'} {wish}"

    # -- sources -------------------------------------------------------------------------------------------------------

    def citations(self, citations: Iterable[Citation]) -> str:
        """Name sources with the places in them."""
        places: dict[str, list[str]] = {}
        for citation in citations:
            known = places.setdefault(citation.source, [])
            if citation.where:
                known.append(citation.where)
        return "; ".join(", ".join([self.source(source), *where]) for source, where in places.items())

    def source(self, id: str) -> str:
        """Name a source by its author, else its publisher or title, with the year."""
        source = self.conflict.source(id)
        if source is None:
            return id
        name = source.get("author") or source.get("publisher") or source.get("title") or id
        return f"{name} {source.get('date')[:4]}" if source.get("date") else name


def label(state: StateValue) -> str:
    """Give a short text to refer to a state by in tables and details: its name, else its number."""
    return state.name or f"#{state.number}"


def to_type(state: StateValue) -> str:
    """Give a short text by which a state is found on the command line: its name, its id, or its number."""
    if state.name:
        return f'"{state.name}"' if " " in state.name else state.name
    return state.id if len(state.id) <= LONGEST_ID else state.number


def labels(states: Sequence[StateValue], most: int = 6) -> str:
    """Refer to the first few states and count the rest: for tables and details."""
    more = len(states) - most
    shown = ", ".join(label(s) for s in states[:most])
    return f"{shown} and {more:,} more" if more > 0 else shown
