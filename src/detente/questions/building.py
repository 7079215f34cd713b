"""From results to answers: the head, states that are listed once, sequences, the basis of an account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np

from detente.answers import (
    Basis,
    Cut,
    Exact,
    Maker,
    OptionValue,
    Perspective,
    Reason,
    StateValue,
    Step,
    Unfinished,
    Way,
    Withheld,
)
from detente.conflict import Conflict, Sealed
from detente.game import CarriedGame, Key, State
from detente.game.given import as_game
from detente.questions.describing import described
from detente.questions.evolve import Path
from detente.questions.explain import Reason as Found
from detente.questions.unfinished import Stopped

READING = "reading"  # how the kind of a source ends that is what the editors of the file infer
MOST_LISTED = 100_000  # entries of a list in an answer; longer ones are cut, and `truncated` says so


class Listing:
    """Collects the states that an answer speaks of, each once, and gives their places.

    Not a value: it is filled while an answer is made, and then read (`values`).
    """

    def __init__(self, game: CarriedGame) -> None:
        self.game = game
        self._places: dict[str, int] = {}
        self._at: dict[int, int] = {}
        self._values: list[StateValue] = []
        self.cuts: list[Cut] = []
        self.unfinished: list[Unfinished] = []

    def __call__(self, state: State | int) -> int:
        """Give the place of a state in the list; it is put there if it is not there yet."""
        if not isinstance(state, State):
            known = self._at.get(int(state))
            if known is not None:
                return known
            state = self.game.state(int(state))
        place = self._places.setdefault(state.id, len(self._values))
        if place == len(self._values):
            self._values.append(state_value(state))
        self._at[state.index] = place
        return place

    def all(self, states: Iterable[State | int], name: str = "", most: int = MOST_LISTED) -> tuple[int, ...]:
        """Give the places of several states; of a long list the first, and then `truncated` names it."""
        listed: Any = states if hasattr(states, "__len__") else list(states)
        if len(listed) > most:
            self.cuts.append(Cut(list=name, count=str(len(listed))))
        if isinstance(listed, np.ndarray):
            known = self._at
            return tuple(known[s] if s in known else self(s) for s in listed[:most].tolist())
        return tuple(self(s if isinstance(s, State) else int(s)) for s in listed[:most])

    def every(self, most: int = MOST_LISTED) -> int:
        """Take over the states of a game that lists them, in its order: the place of each is then its position.

        Call it first. Of very many states the first; then `truncated` names the list ``states``. Gives how many.
        """
        game = as_game(self.game, "Listing.every")
        assert not self._values
        listed = min(game.size, most)
        if listed < game.size:
            self.cuts.append(Cut(list="states", count=str(game.size)))
        self._values = described(game.states, listed)
        self._places = {s.id: k for k, s in enumerate(self._values)}
        self._at = {k: k for k in range(listed)}
        return listed

    def beside(self, game: CarriedGame) -> Listing:
        """Give a listing for another account's game that fills the same list: a state has one place there."""
        other = Listing(game)
        other._places, other._values, other.cuts = self._places, self._values, self.cuts
        other.unfinished = self.unfinished
        if self.game.alike(game):
            other._at = self._at
        return other

    def named(self, states: Iterable[State]) -> tuple[int, ...]:
        """Give the places of states of other games than this listing's: they are known by their ids alone."""
        return tuple(self(replace(s, index=-1)) for s in states)

    def way(self, path: Path | None) -> Way | None:
        """Give a sequence of moves; None where there is none."""
        if path is None:
            return None
        steps = tuple(Step(mover=m.mover, state=self(m.state)) for m in path.moves)
        return Way(start=self(path.start), moves=steps)

    def trail(self, start: Key, moves: Sequence[tuple[str, Key]] | None) -> Way | None:
        """Give a sequence of moves, by who moves and where to; None where there is none."""
        if moves is None:
            return None
        steps = tuple(Step(mover=mover, state=self(state)) for mover, state in moves)
        return Way(start=self(start), moves=steps)

    def reason(self, found: Found) -> Reason:
        """Give why a decision maker prefers one state to another."""
        return Reason(
            decision_maker=found.dm,
            before=self(found.before),
            after=self(found.after),
            gain=found.gain,
            statement=found.statement.id if found.statement else None,
            places=found.places,
            of=found.levels,
            degree=found.degree,
            unknown=found.unknown,
        )

    def stopped(self, *found: Stopped) -> None:
        """Keep searches that the time did not suffice for: the answer names them."""
        self.unfinished += [Unfinished(search=s.search, looked=str(s.looked), of=str(s.of)) for s in found]

    @property
    def values(self) -> tuple[StateValue, ...]:
        """The states so far, in the order of first mention."""
        return tuple(self._values)

    @property
    def truncated(self) -> tuple[Cut, ...]:
        """The lists that were cut."""
        return tuple(self.cuts)


def state_value(state: State) -> StateValue:
    """Give a state."""
    return StateValue(
        id=state.id,
        taken=tuple(state.taken),
        number=str(state.number),
        name=state.name,
        given=state.given,
        members=tuple(tuple(m) for m in state.members),
        text=state.text,
    )


def exact(number: Fraction) -> Exact:
    """Give a number exactly, and about."""
    return Exact(exact=str(number), decimal=float(number))


def basis_of(conflict: Conflict) -> Basis:
    """Count the claims about preferences that an account makes, and how many of them name a source."""
    return basis_of_claims(
        [claim for preference in conflict.preferences.values() for claim in preference.claims],
        conflict,
    )


def basis_of_claims(claims: Sequence[Any], conflict: Conflict) -> Basis:
    """Count claims (whatever has sources and a confidence): those with a source, the editors' own, the doubted.

    A claim is the editors' own where it names no source but such whose ``kind`` is a reading: nobody said it.
    """
    readings = {s.id for s in conflict.sources if s.get("kind").endswith(READING)}
    named: Counter[str] = Counter()
    for claim in claims:
        named.update(list(dict.fromkeys(x.source for x in claim.sources)))
    return Basis(
        claims=len(claims),
        sourced=sum(bool(c.sources) for c in claims),
        own=sum(bool(c.sources) and {x.source for x in c.sources} <= readings for c in claims),
        doubted=sum(c.confidence is not None and c.confidence < 1 for c in claims),
        sources=tuple(named),
        by_source=tuple(named.items()),
    )


def head(
    question: str, conflict: Conflict, game: CarriedGame | None = None, listing: Listing | None = None
) -> dict[str, Any]:
    """Give the fields that every answer begins with, to be passed on to its type.

    Call it last, when `listing` holds all states of the answer: it takes them over.

    Parameters
    ----------
    question : str
    conflict : Conflict
        Under the account that is followed; as a whole where the answer is about several.
    game : Game or SymbolicGame, optional
        Without it the carrier is ``none``.
    listing : Listing, optional
        The states of the answer.
    """
    followed = conflict.account
    start = None
    if game is not None and game.start is not None and listing is not None:
        start = listing(game.start)
    return {
        "question": question,
        "title": conflict.title,
        "perspective": followed,
        "perspectives": tuple(
            Perspective(id=id, says=says, followed=id == followed) for id, says in conflict.all_accounts
        ),
        "decision_makers": tuple(
            Maker(
                id=d.id,
                name=d.name,
                options=tuple(
                    OptionValue(
                        id=f"{d.id}.{o.id}",
                        text=o.text,
                        tags=tuple(o.tags),
                        level_of="" if o.of is None else f"{d.id}.{o.of.id}",
                        available=o.available,
                    )
                    for o in d.options
                ),
            )
            for d in conflict.decision_makers
        ),
        "carrier": "none" if game is None else game.carrier,
        "feasible": "0" if game is None else str(game.feasible.count),
        "status_quo": start,
        "states": () if listing is None else listing.values,
        "truncated": () if listing is None else listing.truncated,
        "unfinished": () if listing is None else tuple(listing.unfinished),
        "basis": basis_of(conflict) if followed else None,
        "withheld": withheld(conflict, preferences=game is not None),
    }


def as_followed(conflict: Conflict, accounts: Sequence[str]) -> Conflict:
    """Give a conflict as `head` takes it: under its account where one is asked of; as a whole where several are."""
    return conflict.under(accounts[0]) if len(accounts) == 1 else conflict


def withheld(conflict: Conflict, *, preferences: bool, wishes: bool = False) -> tuple[Withheld, ...]:
    """Say what an answer does not tell that rests on preferences, on wishes about terms, or on both."""
    found: list[Withheld] = []
    for maker in conflict.decision_makers:
        preference = conflict.preferences.get(maker.id)
        if preferences and isinstance(preference, Sealed):
            found.append(Withheld(decision_maker=maker.id, kind="preferences", here=preference.seal.here))
        if wishes and conflict.terms is not None and maker.id in conflict.hidden_wishes:
            here = conflict.terms.wishes[maker.id].here
            found.append(Withheld(decision_maker=maker.id, kind="wishes", here=here))
    return tuple(found)
