"""What if talks collapse, or an option is gone, or a party is not at the table? Before and after a change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial

import numpy as np

from detente.conflict import (
    Conflict,
    DetenteError,
    NotInFileError,
    Overlay,
    Partial,
    Patch,
    Place,
    Preferences,
    Ranking,
    Rule,
    Statement,
    StateRef,
    UnknownNameError,
    apply,
)
from detente.conflict.condition import Taken, negation
from detente.conflict.errors import quoted
from detente.game import Bools, Game, Ints, Row, State, States, Tabular, feasible_states, needs_ranks
from detente.game.given import as_conflict
from detente.questions.analyze import Analysis, analyze
from detente.questions.compare import Comparison
from detente.stability import check_plain

CHANGED = "what-if"
DIPLOMACY = "diplomacy"


@dataclass(frozen=True, slots=True)
class Change:
    """What is supposed.

    Attributes
    ----------
    fixed : tuple of (str, bool)
        Options (``decision_maker.option``) that are always taken, or never.
    preferred : tuple of (str, Statement)
        Decision makers and what each wants first of all.
    collapse : str
        The tag of options that are gone for bearing it: ``diplomacy`` where talks collapse.
    """

    fixed: tuple[tuple[str, bool], ...] = ()
    preferred: tuple[tuple[str, Statement], ...] = ()
    collapse: str = ""

    def overlay(self, conflict: Conflict) -> Overlay:
        """Give the change as an overlay on a conflict, an account chosen."""
        start = conflict.status_quo
        rules = []
        for option, taken in self.fixed:
            if taken:
                condition = negation(Taken(option))
                rules.append(Patch(Rule(f"what if: {option}", "never", (condition,), (str(condition),))))
        always = {o for o, taken in self.fixed if taken}
        if start is not None and always:
            start = _with(conflict, start, always)
        preferences: dict[str, Preferences] = {}
        for dm, statement in reversed(self.preferred):  # what is said first comes first in the end
            before = preferences.get(dm, conflict.preferences.get(dm))
            if before is None:
                raise NotInFileError(f"the file does not say what {quoted(dm)} prefers")
            preferences[dm] = before.with_first(statement, _among(conflict, statement))
        dropped = tuple(o for o, taken in self.fixed if not taken)
        return Overlay(drop_options=dropped, status_quo=start, rules=tuple(rules), preferences=preferences)


def _among(conflict: Conflict, statement: Statement) -> Callable[[StateRef, bool], bool]:
    """Tell of the states that a reference means whether the statement holds in some, or does not in some."""

    @cache
    def looked_up() -> tuple[States, Bools]:  # only a ranking asks for it
        states = feasible_states(conflict)
        return states, states.where(statement.that)

    def among(ref: StateRef, wanted: bool) -> bool:
        states, holds = looked_up()
        return any(bool(holds[s]) is wanted for s in states.matching(ref))

    return among


def _with(conflict: Conflict, start: StateRef, always: set[str]) -> StateRef:
    """Begin with what is always taken, however the start was written."""
    taken = conflict.taken_in(start)
    if taken is None:
        raise NotInFileError("the status quo is not given by the options taken; write it as a list of them")
    taken -= frozenset(o for option in always for o in _other_levels(conflict, option))
    return StateRef("+".join(sorted(taken | always)), taken=taken | always, at=start.at)


def _other_levels(conflict: Conflict, option: str) -> tuple[str, ...]:
    """Give the other levels of the option that an option is a level of."""
    of, dm = conflict.options[option].of, option.partition(".")[0]
    every = (f"{dm}.{of.id}.{level}" for level in of.levels) if of is not None else ()
    return tuple(o for o in every if o != option)


def change(
    conflict: Conflict | Game,
    *,
    fixed: Sequence[tuple[str, bool]] = (),
    without: Sequence[str] = (),
    freeze: Sequence[str] = (),
    absent: Sequence[str] = (),
    prefer: Sequence[tuple[str, str]] = (),
    collapse: str = "",
) -> Change:
    """Put together what is supposed; all of it holds at once.

    Parameters
    ----------
    conflict : Conflict
        With an account chosen.
    fixed : sequence of (str, bool)
        Options that are always taken, or never.
    without : sequence of str
        Options that are not there.
    freeze : sequence of str
        Decision makers who stay with what they do in the status quo, but for what else is supposed of their options.
    absent : sequence of str
        Decision makers who are not at the table: they take no option.
    prefer : sequence of (str, str)
        Decision makers and a condition that each wants first of all.
    collapse : str
        A tag: the options that bear it are not there (``"diplomacy"``: talks collapse).

    Raises
    ------
    UnknownNameError
        Where there is no such option, decision maker or tag.
    NotInFileError
        Where a decision maker is to be frozen and the file has no status quo.
    DetenteError
        Where an option is supposed to be taken and not to be taken.
    """
    conflict = as_conflict(conflict, "change")
    options = conflict.option_ids
    if conflict.graph_form and (fixed or without or absent or freeze or collapse):
        raise NotInFileError(
            "this conflict is given as states and moves: it has no options that could be gone or settled; suppose what "
            "somebody prefers instead, or give an account with other moves or a rule 'never'"
        )
    found: dict[str, bool] = {}

    def suppose(option: str, taken: bool) -> None:
        if found.setdefault(option, taken) != taken:
            raise DetenteError(f"{quoted(option)} cannot be supposed to be taken and not to be taken")

    for option, taken in [*fixed, *((o, False) for o in without)]:
        if option in conflict.levels:
            levels = tuple(f"{option}.{level}" for level in conflict.levels[option].levels)
            if taken:
                raise DetenteError(f"{quoted(option)} has levels; say at which one: {', '.join(levels)}")
            for level in levels:
                suppose(level, taken)
            continue
        if option not in options:
            raise UnknownNameError("option", option, options)
        suppose(option, taken)
    for dm in absent:
        if dm in freeze:
            raise DetenteError(f"{quoted(dm)} cannot stay with what it does and be absent")
        for o in conflict.decision_maker(dm).options:
            suppose(f"{dm}.{o.id}", False)
    if collapse:
        tagged = [o for o, x in conflict.options.items() if collapse in x.tags]
        if not tagged:
            tags = sorted({t for x in conflict.options.values() for t in x.tags})
            raise UnknownNameError("option with the tag", collapse, tags)
        for option in tagged:
            suppose(option, False)
    for dm in freeze:
        own = [f"{dm}.{o.id}" for o in conflict.decision_maker(dm).options]
        if conflict.status_quo is None:
            raise NotInFileError(f"{quoted(dm)} can be frozen only where the file has a 'status_quo'")
        start = _with(conflict, conflict.status_quo, set()).taken or frozenset()
        settled = {o for taken, yes in found.items() if yes for o in _other_levels(conflict, taken)}
        found |= {o: o in start and o not in settled for o in own if o not in found}
    preferred = []
    for number, (dm, text) in enumerate(prefer, 1):
        conflict.decision_maker(dm)
        statement = Statement(f"what if {number}: {text}", conflict.condition(text, dm), text)
        preferred.append((dm, statement))
    return Change(tuple(found.items()), tuple(preferred), collapse)


@dataclass(frozen=True, eq=False)
class WhatIf(Tabular):
    """A conflict before and after a change.

    Attributes
    ----------
    change : Change
        What is supposed.
    before, after : Analysis
    order : Game
        Every state of before, ranked as the decision makers rank after: by it outcomes of both are compared.
    """

    change: Change
    before: Analysis
    after: Analysis
    order: Game

    @property
    def comparison(self) -> Comparison:
        """Before and after as two accounts side by side."""
        return Comparison(self.before.game.conflict, (self.before, self.after))

    def outcomes(self, concept: str) -> tuple[Ints, Ints]:
        """Give what improvements lead to before and after (without a status quo: what holds), as states of `order`."""
        found = []
        for analysis in (self.before, self.after):
            evolution = analysis.evolution
            ends = evolution.reached_at(concept) if evolution else analysis.stability.equilibria_at(concept)
            places = ends if analysis is self.before else [self.earlier(int(s)) for s in ends]
            found.append(np.array(places, dtype=np.int64))
        return found[0], found[1]

    def earlier(self, state: int) -> int:
        """Give the position before the change, and in `order`, of a state after it."""
        if state not in self._earlier:
            later = self.after.game.state(state)
            ref = StateRef(later.id, taken=later.facts)
            self._earlier[state] = self.order.states.find(ref, "the state")
        return self._earlier[state]

    @cached_property
    def _earlier(self) -> dict[int, int]:
        return {}

    def places(self, concept: str) -> dict[str, tuple[tuple[int, int] | None, tuple[int, int] | None]]:
        """Give for each decision maker the best and the worst place of the outcomes before, and after.

        Places are in its own order of all states, 1 the best; None where nothing is reached.
        """
        found = {}
        for dm, ranks in zip(self.order.decision_makers, self.order.ranks, strict=True):
            before, after = self._outcomes[concept]
            found[dm] = (_span(ranks, before), _span(ranks, after))
        return found

    @cached_property
    def _outcomes(self) -> dict[str, tuple[Ints, Ints]]:
        return {c: self.outcomes(c) for c in self.before.concepts}

    def rows(self) -> list[Row]:
        """Give a row per concept and decision maker: the places of the outcomes before and after."""
        return [
            {"concept": c, "decision maker": dm, "before": before, "after": after}
            for c in self.before.concepts
            for dm, (before, after) in self.places(c).items()
        ]


def _ranked(conflict: Conflict, game: Game) -> Conflict:
    """Write partial rankings, which here compare every two states, as rankings."""
    preferences = dict(conflict.preferences)
    for dm, preference in conflict.preferences.items():
        if isinstance(preference, Partial):
            ranks = game.ranks[game.index(dm)]
            groups = (np.flatnonzero(ranks == rank) for rank in range(int(ranks.max()), -1, -1))
            preferences[dm] = Ranking(
                tuple(
                    tuple(_reference(game.state(int(s)), preference.at) for s in group) for group in groups
                ),
                preference.because,
                preference.sources,
                preference.confidence,
                at=preference.at,
            )
    return replace(conflict, preferences=preferences)


def _reference(state: State, at: Place) -> StateRef:
    if state.given:
        return StateRef(state.id, name=state.id, at=at)
    return StateRef(state.id, taken=frozenset(state.members[0] if state.members else state.taken), at=at)


def _rankings_of_what_is_left(conflict: Conflict, before: States, most_states: int | None) -> Conflict:
    """Take the states that a change leaves no room for out of the rankings; the order of the others stays."""
    if not any(p.of_states for p in conflict.preferences.values()):
        return conflict
    states = feasible_states(conflict, most_states)
    left = partial(_left, states, before)
    return replace(conflict, preferences={dm: p.keeping(left) for dm, p in conflict.preferences.items()})


def _left(states: States, before: States, group: Sequence[StateRef]) -> Iterator[StateRef]:
    """Give what is left of a group of tied states; a merged state may have to be called by another of its members."""
    seen: set[int] = set()
    for ref in group:
        known = before.matching(ref)
        members = before.state(int(known[0])).members if known.size else ()
        for each in (ref, *(StateRef(ref.written, taken=frozenset(m), at=ref.at) for m in members)):
            found = states.matching(each)
            if found.size and int(found[0]) not in seen:
                seen.add(int(found[0]))
                yield each


def _span(ranks: Ints, states: Ints) -> tuple[int, int] | None:
    """Give the best and the worst place of some states, 1 the best."""
    top = int(ranks.max(initial=0)) + 1
    return (top - int(ranks[states].max()), top - int(ranks[states].min())) if states.size else None


def whatif(
    conflict: Conflict | Game,
    supposed: Change,
    concepts: Sequence[str] | None = None,
    *,
    most_states: int | None = None,
) -> WhatIf:
    """Analyse a conflict before and after a change.

    Parameters
    ----------
    conflict : Conflict
        With an account chosen (`Conflict.under`); without one the first in the file is taken.
    supposed : Change
        What is supposed (see `change`).
    concepts : sequence of str, optional
        Which concepts; without it Nash, GMR, SMR and SEQ.
    most_states : int, optional
        Refuse a conflict with more states; without it memory decides.

    Returns
    -------
    WhatIf

    Raises
    ------
    ConflictFileError
        Where the change contradicts the rules, or the status quo cannot be with it.

    Examples
    --------
    >>> import detente
    >>> conflict = detente.load("istanbul-2025").under("broker")
    >>> found = detente.whatif(conflict, detente.change(conflict, collapse="diplomacy"))
    >>> [state.id for state in found.after.evolution.reached("nash")]
    ['europe.enforce+us.insist+us.support']
    """
    conflict = as_conflict(conflict, "whatif")
    conflict = conflict if conflict.account else conflict.under()
    game = conflict.game(most_states=most_states)
    needs_ranks(game)
    conflict = _ranked(conflict, game)
    overlay = supposed.overlay(conflict)
    changed = _rankings_of_what_is_left(
        replace(apply(conflict, overlay), account=CHANGED), game.states, most_states
    )
    chosen = check_plain(concepts, "what a change would do")
    before = analyze(game, chosen)
    after = analyze(changed.game(most_states=most_states), chosen)
    order = apply(conflict, Overlay(preferences=overlay.preferences)).game(most_states=most_states)
    return WhatIf(supposed, before, after, order)
