"""The settings that the doubts span, each as a game, and what every party may want in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod

import numpy as np

from detente.conflict import (
    Conflict,
    DetenteError,
    NotInFileError,
    Preferences,
    Prioritised,
    TimeUpError,
    TooLargeError,
    evaluate,
)
from detente.conflict.doubts import Doubts, groups
from detente.conflict.errors import ConflictFileError, quoted
from detente.game import Bools, Game, States
from detente.game.preferences import ranks
from detente.game.states import as_bools
from detente.questions.heads import NO_START
from detente.questions.robust.variants import Block, Item, Program, Wishes

MOST_SETTINGS = 256


@dataclass(frozen=True, eq=False)
class Setting:
    """Rules and a status quo.

    Attributes
    ----------
    settled : dict of int to int
        How the doubts about rules and about the status quo are settled.
    game : Game or None
        None where it does not fit together; `why` says why.
    wishes : tuple of Wishes
        What each decision maker may want.
    """

    settled: dict[int, int]
    game: Game | None
    wishes: tuple[Wishes, ...] = ()
    why: str = ""

    @property
    def start(self) -> int:
        """Where it begins."""
        assert self.game is not None
        assert self.game.status_quo is not None
        return self.game.status_quo


def settings(doubts: Doubts) -> Iterator[Setting]:
    """Build the game of every setting; one that contradicts itself says why."""
    outer = doubts.of("rule", "start")
    for choice in product(*(range(len(doubts.doubts[k].variants)) for k in outer)):
        yield setting(doubts, dict(zip(outer, choice, strict=True)))


def setting(doubts: Doubts, settled: dict[int, int]) -> Setting:
    """Build the game of one setting."""
    try:
        game = doubts.setting(settled).game()
        if game.status_quo is None:
            raise NotInFileError(NO_START)
        wishes = tuple(wanted(doubts, game, dm) for dm in game.decision_makers)
    except (TimeUpError, NotInFileError):
        raise
    except DetenteError as error:
        if not settled:
            raise
        told = error.problems[0].message if isinstance(error, ConflictFileError) else str(error)
        return Setting(settled, None, why=told)
    return Setting(settled, game, wishes)


def every_setting(doubts: Doubts) -> list[Setting]:
    """Build all settings, where they are not too many.

    Raises
    ------
    TooLargeError
    """
    number = prod(len(doubts.doubts[k].variants) for k in doubts.of("rule", "start"))
    if number > MOST_SETTINGS:
        raise TooLargeError(
            f"the doubts about rules and the status quo span {number:,} settings, each a game of its own; at most "
            f"{MOST_SETTINGS:,} are looked at. Leave some of these doubts out."
        )
    return list(settings(doubts))


def as_written(every: Sequence[Setting], doubts: Doubts) -> int:
    """Give the setting that is as it is written, or the first that fits together."""
    own = {k: written_variant(doubts, k) for k in doubts.of("rule", "start")}
    for number, setting in enumerate(every):
        if setting.game is not None and setting.settled == own:
            return number
    first = next((n for n, s in enumerate(every) if s.game is not None), None)
    if first is None:
        raise NotInFileError(f"no account that the doubts allow fits together: {every[0].why}")
    return first


def written_variant(doubts: Doubts, k: int) -> int:
    """Give the variant that is as it is written; the first where it cannot be."""
    forms = [v.form for v in doubts.doubts[k].variants]
    return forms.index("written") if "written" in forms else 0


def wanted(doubts: Doubts, game: Game, dm: str) -> Wishes:
    """Give what a decision maker may want of a game's states."""
    mine = [k for k, d in enumerate(doubts.doubts) if d.owner == dm]
    whole = next((k for k in mine if doubts.doubts[k].kind == "whole"), None)
    given: Sequence[Preferences] = (game.conflict.preferences[dm],)
    if whole is not None:
        given = [v.what for v in doubts.doubts[whole].variants]
    return Wishes(tuple(_program(doubts, mine, game, dm, p) for p in given), whole)


def _program(doubts: Doubts, mine: Sequence[int], game: Game, dm: str, given: Preferences) -> Program:
    if not isinstance(given, Prioritised):
        states = game.states
        conflict = replace(states.conflict, preferences={dm: given})
        return Program(ranks(_as(states, conflict), dm))
    by_claim = {id(doubts.doubts[k].claim): k for k in mine}
    orders = {id(doubts.doubts[k].claim[0]): k for k in mine if doubts.doubts[k].kind == "order"}
    blocks = []
    for order, group in groups(given.statements):
        items = []
        for statement in group:
            doubt = by_claim.get(id(statement))
            variants = (statement,) if doubt is None else [v.what for v in doubts.doubts[doubt].variants]
            held = tuple(None if v is None else _holds(game.states, dm, v.id, v.that) for v in variants)
            items.append(Item(doubt, held))
        blocks.append(Block(tuple(items), orders[id(group[0])] if order else None))
    return Program(None, tuple(blocks))


def _as(states: States, conflict: Conflict) -> States:
    return States(conflict, states.masks, states.class_of, states.size)


def _holds(states: States, dm: str, name: str, that: object) -> Bools:
    """Tell in which states a statement holds."""
    held = as_bools(evaluate(that, states.having), states.masks.size)  # type: ignore[arg-type]
    if not states.merged:
        return held
    first: Bools = held[states.first]
    if not np.array_equal(first[states.class_of], held):
        raise DetenteError(
            f"states that count as one by a rule do not tie for {quoted(dm)}: {quoted(name)} tells them apart"
        )
    return first
