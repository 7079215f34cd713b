"""Asking how far the answer holds: exactly where the accounts can be grouped, of accounts that are drawn else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from detente.conflict import Conflict, ConflictFileError, NotInFileError, UnknownNameError
from detente.conflict.doubts import Doubts, doubts_of
from detente.conflict.doubts_terms import anything_doubted, doubts_of_terms
from detente.game import Game, State
from detente.questions.heads import NO_START
from detente.questions.robust.asked import asked_of
from detente.questions.robust.cells import CONCEPTS
from detente.questions.robust.deals import TOO_MANY, Deals, deals_of, why_not
from detente.questions.robust.estimating import Draws, estimated
from detente.questions.robust.grouping import grouped
from detente.questions.robust.result import Robustness
from detente.questions.robust.variants import TooManyError
from detente.questions.settle.table import needs_states

NOTHING = (
    "nothing in this account is doubted: no claim has a 'confidence' below 1, 'alternatives' or an open order"
)
TERMS_ALONE = "claims about terms alone are doubted in this account, and these are not looked at"
NO_OUTCOME = "claims about terms alone are doubted in this account: on these it does not hang where it leads"


class LeftOutError(NotInFileError):
    """Claims about terms alone are doubted, and these are not looked at; other accounts may have an answer."""


def robust(
    conflict: Conflict | Game,
    *,
    concepts: Sequence[str] = CONCEPTS,
    samples: int | None = None,
    seed: int = 0,
    draws: Draws | None = None,
    of: str | State | None = None,
) -> Robustness:
    """Find where all accounts that the doubts of an account span are heading, each with its weight.

    Where they are too many to group under a concept, accounts are drawn for it, until the standard errors are small
    enough; what is under the others stays exact.

    Parameters
    ----------
    conflict : Conflict or Game
        Of several accounts the first is followed, where none is chosen.
    concepts : sequence of str
        Of ``nash``, ``seq``, ``smr`` and ``gmr``.
    samples : int, optional
        Draw so many accounts, also where they could be grouped.
    seed : int
        Another number draws others; the same one always the same.
    draws : Draws, optional
        Who draws, how many are looked at together, where to keep what is done.
    of : str or State, optional
        An outcome to ask about: a condition, or a state (its name, its id, its number). How often it is among where it
        is heading, and what decides that, is then in `asked`; deals are not looked at.

    Returns
    -------
    Robustness

    Raises
    ------
    NotInFileError
        Where nothing is doubted, a preference is unknown, or the file has no status quo.
    UnknownStateError
        Where `of` is no state and no condition, or is met nowhere.
    TooLargeError
        Where the doubts about rules and the status quo span too many settings.

    Examples
    --------
    >>> import detente
    >>> found = detente.robust(detente.load("istanbul-2025").under("kyiv"))
    >>> found.doubts.accounts, found.combinations
    (4194304, 32)
    >>> [round(weight, 4) for outcome, weight in found.under("nash").outcomes]
    [1.0, 0.5, 0.3, 0.15]
    >>> asked = detente.robust(detente.load("istanbul-2025").under("kyiv"), of="europe.troops").asked
    >>> round(asked.under("nash").share, 4), round(asked.under("nash").only, 4)
    (0.5, 0.0)
    """
    under = conflict.conflict if isinstance(conflict, Game) else conflict.under()
    doubts = doubts_of(under)
    deals, left_out, game = None, "", None
    if of is None:
        deals, left_out, game = _deals(under, conflict if isinstance(conflict, Game) else None)
    elif not doubts.doubts and anything_doubted(under):
        raise LeftOutError(NO_OUTCOME)
    if not doubts.doubts and deals is not None:
        return Robustness(under, game, doubts, 0, (), {}, deals=deals)
    if not doubts.doubts and left_out:
        raise LeftOutError(f"{TERMS_ALONE}: {left_out}")
    if not doubts.doubts:
        told = "; ".join(f"'{dm}' has {why}" for dm, why in doubts.unvaried)
        raise NotInFileError(NOTHING + (f" ({told})" if told else ""))
    for concept in concepts:
        if concept not in CONCEPTS:
            raise UnknownNameError("concept", concept, CONCEPTS)
    chosen = tuple(c for c in CONCEPTS if c in concepts)
    found = _outcomes(under, doubts, chosen, samples, seed, draws or Draws())
    if of is not None:
        return replace(found, asked=asked_of(found, of))
    return replace(found, deals=deals, deals_left_out=left_out)


def _deals(under: Conflict, game: Game | None) -> tuple[Deals | None, str, Game | None]:
    """Give what is said of deals, or why nothing is; and the game, if one is needed."""
    if not doubts_of_terms(under).doubts:
        return None, "", None
    left_out = why_not(under)
    if left_out:
        return None, left_out, None
    if needs_states(under):
        game = under.game() if game is None else game
        if game.status_quo is None:
            return None, NO_START, None
    else:
        game = None
    try:
        found = deals_of(under, game)
    except ConflictFileError as error:
        return None, error.problems[0].message, None
    return found, "" if found is not None else TOO_MANY, game


def _outcomes(
    under: Conflict, doubts: Doubts, chosen: Sequence[str], samples: int | None, seed: int, draws: Draws
) -> Robustness:
    """Say where it is heading, exactly as far as the accounts can be grouped."""
    if samples is not None:
        return estimated(under, doubts, chosen, samples, seed, draws)
    whole = _exactly(under, doubts, chosen)
    left = tuple(c for c in chosen if whole is None or c not in {f.concept for f in whole.found})
    if whole is not None and not left:
        return whole
    drawn = estimated(under, doubts, left, None, seed, draws)
    return drawn if whole is None else _joined(whole, drawn, chosen)


def _exactly(under: Conflict, doubts: Doubts, concepts: Sequence[str]) -> Robustness | None:
    """Give what can be grouped; None where nothing can."""
    try:
        return grouped(under, doubts, concepts)
    except TooManyError:
        return None


def _joined(whole: Robustness, drawn: Robustness, concepts: Sequence[str]) -> Robustness:
    """Give what is exact, and of the other concepts what was drawn."""
    found = {f.concept: f for f in (*whole.found, *drawn.found)}
    return replace(
        drawn,
        combinations=whole.combinations,
        found=tuple(found[c] for c in concepts),
        states={**drawn.states, **whole.states},
        misfits=whole.misfits,
    )


def ask(
    conflicts: Sequence[Conflict],
    concepts: Sequence[str] | None = None,
    samples: int | None = None,
    seed: int = 0,
    draws: Draws | None = None,
    of: str | None = None,
) -> list[Robustness]:
    """Ask of each account in which something is doubted.

    Raises
    ------
    NotInFileError
        Where nothing is doubted in any, or nothing that is looked at.
    """
    found = []
    left_out = None
    chosen = CONCEPTS if concepts is None else concepts
    for under in conflicts:
        if len(conflicts) == 1 or anything_doubted(under):
            own = draws
            if draws is not None and draws.folder is not None and len(conflicts) > 1:
                own = replace(draws, folder=str(Path(draws.folder) / under.account))
            try:
                found.append(robust(under, concepts=chosen, samples=samples, seed=seed, draws=own, of=of))
            except LeftOutError as error:
                left_out = left_out or error
    if not found:
        raise left_out or NotInFileError(NOTHING)
    return found
