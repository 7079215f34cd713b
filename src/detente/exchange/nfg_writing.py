"""Writing Gambit's strategic games (``.nfg``): a strategy is a decision maker's own combination of options."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod

import numpy as np

from detente.conflict import Conflict, DetenteError, TooLargeError
from detente.exchange.nfg import RANKED, too_large
from detente.exchange.notes import WORKED_OUT, left_out
from detente.game import Game, Ints

NFG = "a strategic game of Gambit"


def write(whole: Conflict, game: Game, *, outcomes: bool = False) -> tuple[Iterator[str], list[str]]:
    """Write a strategic game; give its lines, and what was left out.

    The payoffs are ranks, 0 for the worst: Gambit's equilibria in pure strategies mean what they say, those in mixed
    strategies and everything else that adds payoffs up do not.

    Parameters
    ----------
    whole : Conflict
        The conflict as the file has it.
    game : Game
    outcomes : bool
        Write the version with outcomes (each named as the state is) in place of that with payoffs.

    Raises
    ------
    DetenteError
        Where the conflict is no strategic game: moves depend on the state (one-way options), states count as one, or
        a combination is infeasible that each decision maker could bring about.
    """
    own_settings = settings(game)
    sizes = [int(own.max()) + 1 for own in own_settings]
    _check(game, sizes)
    place = np.zeros(game.size, dtype=np.int64)
    weight = 1
    for own, size in zip(own_settings, sizes, strict=True):  # the first player's strategy changes fastest
        place += own * weight
        weight *= size
    order = np.argsort(place, kind="stable")
    names = [
        _names(game, dm, own, size)
        for dm, own, size in zip(game.decision_makers, own_settings, sizes, strict=True)
    ]
    kept = ["title", "description", "names of decision makers", *WORKED_OUT]
    if outcomes:
        kept.append("names of states")
    notes = left_out(whole, game.conflict, NFG, kept=kept)
    notes.append(
        f"{NFG} adds payoffs up: they are ranks here (0 for the worst), so that its pure equilibria mean what they "
        "say, and its mixed ones nothing"
    )
    return _lines(game, names, order, outcomes), notes


def settings(game: Game) -> list[Ints]:
    """Number each decision maker's own combinations, as they first appear, for every state."""
    if game.states.merged:
        raise DetenteError(_refused(game, "states count as one in it (rule 'same')"))
    found = []
    for dm in game.decision_makers:
        own = sum(1 << k for k, o in enumerate(game.conflict.option_ids) if o.split(".")[0] == dm)
        found.append(np.unique(game.states.masks & own, return_inverse=True)[1].astype(np.int64).reshape(-1))
    return found


def _check(game: Game, sizes: Sequence[int]) -> None:
    one_way = [r.option for r in game.conflict.rules if r.kind == "irreversible"]
    if one_way:
        raise DetenteError(_refused(game, f"moves of {', '.join(one_way)} are one-way"))
    if prod(sizes) != game.size:
        raise DetenteError(
            _refused(
                game,
                f"of the {prod(sizes):,} ways to combine what each can do alone only {game.size:,} are feasible",
            )
        )
    told = too_large(sizes)
    if told:
        raise TooLargeError(f"{game.conflict.title}: {told}. Write CSV or Parquet")


def _refused(game: Game, reason: str) -> str:
    return (
        f"{game.conflict.title} is no strategic game: {reason}; there, everybody may always choose any strategy. "
        "Nothing was written"
    )


def _names(game: Game, dm: str, own: Ints, size: int) -> list[str]:
    """Name a decision maker's strategies by the options taken."""
    first = np.unique(own, return_index=True)[1]
    found = []
    for strategy in range(size):
        taken = game.states.options_in(int(first[strategy]))
        mine = [o.partition(".")[2] for o in game.conflict.option_ids if o in taken and o.split(".")[0] == dm]
        found.append("+".join(mine) or "none")
    return found


def _lines(game: Game, names: Sequence[Sequence[str]], order: Ints, outcomes: bool) -> Iterator[str]:
    title = f"{game.conflict.title}{RANKED}"
    players = " ".join(_text(game.conflict.decision_maker(d).name) for d in game.decision_makers)
    yield f"NFG 1 R {_text(title)} {{ {players} }}\n\n{{\n"
    for own in names:
        yield f"{{ {' '.join(_text(n) for n in own)} }}\n"
    yield f"}}\n{_text(game.conflict.about)}\n\n"
    ranks = [r[order].tolist() for r in game.ranks]
    if not outcomes:
        for row in zip(*ranks, strict=True):
            yield " ".join(map(str, row)) + "\n"
        return
    yield "{\n"
    for state, row in zip(order.tolist(), zip(*ranks, strict=True), strict=True):
        yield f"{{ {_text(game.states.state(state).id)} {', '.join(map(str, row))} }}\n"
    yield "}\n"
    for k in range(game.size):
        yield f"{k + 1}\n"


def _text(text: str) -> str:
    flat = " ".join(text.split())
    return '"' + flat.replace("\\", "\\\\").replace('"', '\\"') + '"'
