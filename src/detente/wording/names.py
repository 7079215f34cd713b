"""Parties, options, states, conditions, claims and sources in words, taken from the file's own descriptions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from detente.answers import Reason, StateValue
from detente.conflict import Citation, Condition, Conflict, NamedState, Statement
from detente.conflict.condition import AtLevel, Compound, Named, Taken
from detente.wording.joints import ENGLISH, Joints
from detente.wording.texts import listed, place

LONGEST_ID = 30  # a longer one is not put into commands to type

_JOINTS = (" and ", ", ", " or ", "&", "/", ";")  # what could make two parties of one name
LONGEST_SHORT = 24  # a text of an option that is no longer stands for its short words


def after_colon(clause: str, party: str) -> str:
    """Leave out a party's name at the beginning of a clause that stands behind it: ``US: support ends``.

    Examples
    --------
    >>> after_colon("US support ends", "US"), after_colon("the bank stops paying", "Bank")
    ('support ends', 'the bank stops paying')
    """
    return clause.removeprefix(f"{party} ")


def _perhaps(state: StateValue) -> set[str]:
    """Give the options that are taken in a state or, if it is merged, in any of its members."""
    return set(state.taken).union(*state.members)


@dataclass(frozen=True)
class Words:
    """The words of one conflict, under one account of it."""

    conflict: Conflict
    joints: ClassVar[Joints] = ENGLISH

    def held(self, text: str, *, inside: bool = True) -> str:
        """Hold a text of the file together where it stands inside something else."""
        return self.joints.quoted.format(text) if inside else text

    # -- parties -------------------------------------------------------------------------------------------------------

    def dm(self, id: str) -> str:
        """Name a decision maker in full."""
        return self.conflict.decision_maker(id).name

    def party(self, id: str) -> str:
        """Name a decision maker in short, as in drawings, tables and lists.

        A name that could be read as two parties is set in quotation marks.
        """
        maker = self.conflict.decision_maker(id)
        name = maker.short or maker.name
        return self.held(name, inside=any(joint in name for joint in _JOINTS))

    def parties(self, ids: Iterable[str], joint: str = "") -> str:
        """Name several decision makers."""
        return listed([self.party(i) for i in ids], joint or self.joints.and_)

    # -- options -------------------------------------------------------------------------------------------------------

    def option(self, option: str) -> str:
        """Give an option's text."""
        known = self.conflict.options.get(option)
        return (self.conflict.levels[option] if known is None else known).text.rstrip(".")

    def quoted(self, options: Iterable[str]) -> str:
        """Give the texts of options in quotation marks."""
        return listed([self.held(self.option(o)) for o in options], self.joints.and_)

    def ordered(self, options: Iterable[str]) -> list[str]:
        """Put options into the order of the file."""
        wanted = set(options)
        return [o for o in self.conflict.option_ids if o in wanted]

    def short(self, option: str) -> str:
        """Give the short words of an option: its ``short``, else its text where that is short, else its id."""
        one = self.conflict.options.get(option)
        if one is not None and one.of is not None:
            return one.short or f"{one.of.short or one.of.id} {one.level}".replace("_", " ")
        known = one or self.conflict.levels[option]
        text = known.text.rstrip(".")
        return known.short or (text if len(text) <= LONGEST_SHORT else known.id.replace("_", " "))

    def without(self, option: str) -> str:
        """Say that an option is not taken: by its clause for that (``otherwise``), else by its short words.

        Of one level of an option that says nothing of the other levels.
        """
        one = self.conflict.options.get(option) or self.conflict.levels[option]
        return one.otherwise.rstrip(".") or self.joints.not_.format(self.held(self.short(option)))

    def has_clause(self, option: str) -> bool:
        """Tell whether the file has a clause of its own for what it means that an option is not taken."""
        return bool((self.conflict.options.get(option) or self.conflict.levels[option]).otherwise)

    def changes(self, before: StateValue, after: StateValue, mover: str = "") -> list[str]:
        """Say in short words what differs between two states, party by party.

        What a party does now stands behind its name; what it does no longer is the option's own clause
        (``otherwise``), which needs no name, or stands behind its name too.

        Parameters
        ----------
        before, after : StateValue
        mover : str, optional
            Only what this decision maker does, and without its name.
        """
        up = set(after.taken) - _perhaps(before)
        down = set(before.taken) - _perhaps(after)
        found = []
        for maker in self.conflict.decision_makers:
            if mover and maker.id != mover:
                continue
            named: list[str] = []
            clauses: list[str] = []
            mine = {f"{maker.id}.{o.id}": o for o in maker.options}
            replaced = {o.of for id, o in mine.items() if id in up and o.of is not None}
            for id, option in mine.items():
                if id in up:
                    named.append(self.short(id))
                elif id in down and (option.of is None or option.of not in replaced):
                    whole = id if option.of is None else f"{maker.id}.{option.of.id}"
                    known = option.of or option
                    told = self.without(whole)
                    short = after_colon(told, self.party(maker.id))
                    (clauses if known.otherwise and short == told else named).append(short)
            if named:
                found.append(("" if mover else f"{self.party(maker.id)}: ") + ", ".join(named))
            found += clauses
        return found

    # -- states --------------------------------------------------------------------------------------------------------

    @cached_property
    def given(self) -> dict[str, NamedState]:
        """The states by name, where the conflict is given as states and moves; else nothing."""
        return {s.name: s for s in self.conflict.states} if self.conflict.graph_form else {}

    @property
    def what(self) -> str:
        """Head the column that describes states."""
        return self.joints.what_given if self.conflict.graph_form else self.joints.what

    def taken(self, options: Iterable[str]) -> str:
        """Say in full who takes what."""
        by_maker: dict[str, list[str]] = {}
        for option in self.ordered(options):
            by_maker.setdefault(option.split(".")[0], []).append(self.option(option))
        return (
            " · ".join(f"{self.party(dm)}: {', '.join(texts)}" for dm, texts in by_maker.items())
            or self.joints.nothing
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
        told = " · ".join(f"{self.party(dm)}: {', '.join(options)}" for dm, options in found.items())
        return told or self.joints.nothing

    def brief(self, state: StateValue) -> str:
        """Describe a state by short words."""
        if state.given:
            return self._given(state, brief=True) or state.name
        return self.in_short(state.taken)

    def state(self, state: StateValue) -> str:
        """Describe a state in full: by what is taken in it, or by its text."""
        if state.given:
            return self._given(state) or label(state)
        if not state.members:
            return self.taken(state.taken)
        free = _perhaps(state) - set(state.taken)
        left = self.joints.whatever.format(self.quoted(self.ordered(free))) if free else ""
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
        return listed(texts, self.joints.or_)

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

    def move(self, before: StateValue, after: StateValue, mover: str) -> str:
        """Say in short words who does what by a move: ``Russia: talks``; a clause of the file's own needs no name."""
        told = [] if after.given else self.changes(before, after)
        return "; ".join(told) or f"{self.party(mover)}: {self.step_short(before, after, mover)}"

    def step_short(self, before: StateValue, after: StateValue, mover: str) -> str:
        """Say in short words what a move changes, ``talks, no support``; where none tell, where it leads."""
        return self.does(before, after, mover) or label(after)

    def does(self, before: StateValue, after: StateValue, mover: str) -> str:
        """Say in short words what a move changes; nothing where no words tell."""
        if after.given:
            return self._given(after, brief=True) or after.name
        return ", ".join(self.changes(before, after, mover)) or after.name

    # -- conditions and claims -----------------------------------------------------------------------------------------

    def condition(self, condition: Condition, own: str = "", *, inside: bool = False) -> str:
        """Say what a condition means; options of the decision maker `own` go without its name.

        Nothing can be read as its opposite: what is denied is a clause of its own (``otherwise``), stands in quotation
        marks, or, inside something else, in brackets together with its *not*.

        Parameters
        ----------
        condition : Condition
        own : str, optional
            A decision maker.
        inside : bool
            Whether it is to stand inside a sentence or another condition: then it is held together by quotation marks
            or brackets.
        """
        if isinstance(condition, AtLevel):
            return self._party_of(condition.option, own) + self._at_level(condition)
        if isinstance(condition, Taken):
            return self._party_of(condition.option, own) + self._taken(condition)
        if isinstance(condition, Named):
            return self.held(self._named(condition.name), inside=inside)
        assert isinstance(condition, Compound)
        if condition.operator == "not":
            return self.opposite(condition.parts[0], own, inside=inside)
        parts = [self.condition(p, own, inside=True) for p in condition.parts]
        if condition.operator == "->":
            text = self.joints.implies.format(*parts)
        elif condition.operator != "xor":
            text = f" {dict(self.joints.operators).get(condition.operator, condition.operator)} ".join(parts)
        elif len(parts) == 2:
            text = self.joints.either.format(*parts)
        else:
            text = self.joints.odd.format(listed(parts, self.joints.and_))
        return f"[{text}]" if inside else text

    def opposite(self, condition: Condition, own: str = "", *, inside: bool = False) -> str:
        """Say what it means that a condition does not hold; as `condition` says that it does."""
        if isinstance(condition, Compound) and condition.operator == "not":
            return self.condition(condition.parts[0], own, inside=inside)
        otherwise = self._otherwise(condition)
        if otherwise:
            return self.held(otherwise, inside=inside)
        text = self._denied(condition, own)
        return f"[{text}]" if inside else text

    def _otherwise(self, condition: Condition) -> str:
        """Give the file's own clause for what it means that a condition does not hold, if it has one."""
        if isinstance(condition, AtLevel):
            found = "" if condition.least else self.conflict.levels[condition.option].otherwise
        elif isinstance(condition, Taken):
            found = "" if self.conflict.graph_form else self.conflict.options[condition.option].otherwise
        elif isinstance(condition, Named):
            found = next((d.otherwise for d in self.conflict.definitions if d.name == condition.name), "")
        else:
            found = ""
        return found.rstrip(".")

    def _denied(self, condition: Condition, own: str) -> str:
        """Deny a condition that has no clause for it."""
        joints = self.joints
        if isinstance(condition, AtLevel):
            return self._party_of(condition.option, own) + joints.not_.format(self._at_level(condition))
        if isinstance(condition, Taken):
            return self._party_of(condition.option, own) + joints.not_.format(self._taken(condition))
        if isinstance(condition, Compound) and condition.operator in ("and", "or"):
            parts = [self.condition(p, own, inside=True) for p in condition.parts]
            if len(parts) > 2:
                many = joints.not_all if condition.operator == "and" else joints.none_of
                return many.format(listed(parts, joints.and_))
            if condition.operator == "and":
                return joints.not_both.format(listed(parts, joints.and_))
            return joints.neither.format(listed(parts, joints.nor))
        return joints.not_that.format(self.condition(condition, own, inside=True))

    def _named(self, name: str) -> str:
        text = next((d.text for d in self.conflict.definitions if d.name == name), "")
        return text.rstrip(".") or name.replace("_", " ").replace("-", " ")

    def _party_of(self, option: str, own: str) -> str:
        """Begin with whose option it is, unless it is the own one or the conflict is given as states."""
        dm = option.partition(".")[0]
        return "" if self.conflict.graph_form or dm == own else f"{self.party(dm)}: "

    def _taken(self, condition: Taken) -> str:
        if not self.conflict.graph_form:
            return self.held(self.option(condition.option))
        state = self.given[condition.option]
        text = state.short or state.text.rstrip(".")
        return state.name + (f" ({self.held(text)})" if text != state.name else "")

    def _at_level(self, condition: AtLevel) -> str:
        least = condition.least.replace("_", " ")
        level = self.joints.or_more.format(least) if condition.least else self.joints.any_level
        return f"{self.held(self.option(condition.option))} ({level})"

    def statement(self, statement: Statement, own: str = "") -> str:
        """Say what a statement wants, to stand alone: in a cell of a table, after a colon."""
        return statement.text.rstrip(".") or self.condition(statement.that, own)

    def wish(self, statement: Statement, own: str) -> str:
        """Say what a statement wants, as a part of a sentence: ``it wants ...``."""
        that = statement.that
        if statement.text:
            return self.held(statement.text.rstrip("."))
        denied = (
            isinstance(that, Compound) and that.operator == "not" and bool(self._otherwise(that.parts[0]))
        )
        return self.condition(that, own, inside=denied or isinstance(that, Named))

    def claim(self, dm: str, id: str) -> str:
        """Say what the statement of that id of a decision maker wants, as a part of a sentence."""
        found = self.find_statement(dm, id)
        return id if found is None else self.wish(found, dm)

    def find_statement(self, dm: str, id: str) -> Statement | None:
        """Find a statement of a decision maker by its id, among its own and then in the whole file."""
        preference = self.conflict.preferences.get(dm)
        own = () if preference is None else preference.statements
        return next((s for s in (*own, *self.conflict.vocabulary) if s.id == id), None)

    def reason(self, reason: Reason) -> str:
        """Say what a decision maker's preference rests on, as a part of a sentence."""
        wish = None if reason.statement is None else self.claim(reason.decision_maker, reason.statement)
        if reason.unknown:
            if wish is None:
                return "it is unknown which of the two it prefers"
            return f"it is unknown whether it wants {wish} or the opposite"
        if reason.gain == 0:
            return "it likes both alike" + (
                f" ({place(reason.places[1])} of {reason.of} in its order)" if reason.of else ""
            )
        if reason.of == 0 and wish is None:
            return "it prefers that" if reason.gain > 0 else "it likes that less"
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
