"""Would a package be kept? The conflict after the signature, looked at from the state that is signed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from detente.conflict import Conflict, DetenteError, Overlay, StateRef, apply
from detente.conflict.budget import TimeUpError
from detente.game import Game, Ints, feasible_states, improving_successors
from detente.questions.evolve import reach
from detente.questions.heads import find_heading, heading_concepts, leaving
from detente.questions.settle.grid import Effect
from detente.questions.settle.steps import Order, orders
from detente.stability import Stability, stable_states

Verdict = Literal["self", "deterred", "moves_on", "broken", "nothing", "unknown"]
GuaranteeKind = Literal["binding", "with", "without"]
GOOD: tuple[Verdict, ...] = ("self", "deterred", "moves_on")


@dataclass(frozen=True, eq=False)
class Leaver:
    """Somebody who could gain by leaving what is signed.

    Attributes
    ----------
    dm : str
    to : int
        The improvement that it likes best.
    breaks : tuple of str
        The options that the terms set and that it changes there.
    deterred : bool
        Whether each of its improvements meets an answer that pays for those who give it and that it would regret.
    deterrers : tuple of str
        Who gives these answers.
    """

    dm: str
    to: int
    breaks: tuple[str, ...]
    deterred: bool
    deterrers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Addition:
    """What is added to a package.

    Attributes
    ----------
    kind : str
        ``binding``: nobody can go back on this option; ``with`` or ``without``: an option of somebody is taken, or is
        not, from the signature on.
    option : str
    before : tuple of str
        Performed step by step, whose steps it has to come before, in every order that everybody goes through.
    """

    kind: GuaranteeKind
    option: str
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guarantee:
    """One addition, or two, after which what is signed would be kept.

    Attributes
    ----------
    parts : tuple of Addition
    verdict : str
        What they make of the package.
    """

    parts: tuple[Addition, ...]
    verdict: Verdict


@dataclass(frozen=True, eq=False)
class Rung:
    """A step of the ladder from the signature to where all is performed.

    Attributes
    ----------
    by : str
        Who performs; empty for the signature itself.
    state : int
    leavers : tuple of Leaver
        Who could gain by a move from there that performs nothing of the deal.
    ends : tuple of int
        Where improvements lead from there; empty where nobody could leave.
    goes_on : bool
        Whether whoever is next performs; true of the last rung.
    """

    by: str
    state: int
    leavers: tuple[Leaver, ...] = ()
    ends: tuple[int, ...] = ()
    goes_on: bool = True


@dataclass(frozen=True, eq=False)
class Kept:
    """What becomes of a package once it is signed.

    Attributes
    ----------
    effect : Effect
    game : Game or None
        The conflict after the signature; its states have places of their own.
    start : int
        The state that is signed, in that game.
    verdict : str
        ``self``: nobody has an improvement from it; ``deterred``: those who have meet answers that pay; ``moves_on``:
        somebody moves, and wherever that leads all that was signed still holds; ``broken``: it leads where something
        that was signed does not hold any more, or comes to no rest; ``nothing``: the terms set and bar no option;
        ``unknown``: it cannot be worked out.
    leavers : tuple of Leaver
    ends : array of int
        Where improvements lead from it, not looking ahead and looking ahead.
    undone : tuple of str
        The options that were set and are changed in some of the ends.
    guarantees : tuple of Guarantee
    tried : int
        How many guarantees of two additions there are, where not all of them were looked at; else 0.
    orders : tuple of Order
        The orders in which it could be performed, where two or more have to do something for it.
    ladder : tuple of Rung
        The signature, and each step of the order that works, or else of the one that goes furthest.
    """

    effect: Effect
    game: Game | None
    start: int
    verdict: Verdict
    leavers: tuple[Leaver, ...] = ()
    ends: tuple[int, ...] = ()
    undone: tuple[str, ...] = ()
    guarantees: tuple[Guarantee, ...] = ()
    tried: int = 0
    orders: tuple[Order, ...] = ()
    ladder: tuple[Rung, ...] = ()


def signed(conflict: Conflict, game: Game, effect: Effect) -> Game:
    """Build the conflict after the signature: it begins in the signed state, and what is barred cannot be taken."""
    assert game.status_quo is not None
    start = effect.after(game.state(game.status_quo).facts)
    ref = StateRef("+".join(sorted(start)) or "none", taken=start)
    changed = apply(conflict, Overlay(drop_options=effect.bars, status_quo=ref))
    if any(p.of_states for p in changed.preferences.values()):
        left = feasible_states(changed)

        def keep(group: Sequence[StateRef]) -> Iterable[StateRef]:
            return (r for r in group if left.matching(r).size)

        changed = replace(changed, preferences={dm: p.keeping(keep) for dm, p in changed.preferences.items()})
    return changed.game()


def keeping(conflict: Conflict, game: Game, effect: Effect) -> Kept:
    """Look at the conflict from the state that a package signs.

    What cannot be worked out (an order with gaps, say) is `unknown`.
    """
    if not effect.sets and not effect.bars:
        return Kept(effect, game, game.status_quo or 0, "nothing")
    try:
        after = signed(conflict, game, effect)
        assert game.status_quo is not None
        steps = orders(effect, after, game.state(game.status_quo).facts)
        return replace(judged(effect, after), orders=steps)
    except TimeUpError:
        raise
    except DetenteError:
        return Kept(effect, None, 0, "unknown")


def keeping_state(game: Game, state: int) -> Kept:
    """Look at a state that the sides could agree on: what they change for it is what could be undone."""
    assert game.status_quo is not None
    today, here = game.state(game.status_quo).facts, game.state(state).facts
    changed = (
        () if game.conflict.graph_form else tuple(o for o in game.conflict.option_ids if o in today ^ here)
    )
    return judged(Effect(tuple((o, o in here) for o in changed)), game, state)


def judged(effect: Effect, after: Game, at: int | None = None, held: Stability | None = None) -> Kept:
    """Look at a conflict from a state in which something is signed; `held` where stability is known already."""
    start = after.status_quo if at is None else at
    assert start is not None
    nash, seq = heading_concepts(after)
    held = stable_states(after, (nash, seq)) if held is None else held
    gone = leaving(held, start, nash)
    lasting = set(leaving(held, start, seq))
    leavers = tuple(_leaver(effect, after, start, dm, dm not in lasting, seq) for dm in gone)
    if not gone:
        return Kept(effect, after, start, "self", ends=(start,))
    heads = find_heading(after, start, held)
    ends = tuple(dict.fromkeys(int(s) for found in heads.both for s in found.states))
    undone = tuple(
        o for o, taken in effect.sets if any((o in after.state(end).facts) != taken for end in ends)
    )
    moved = (
        at is not None and after.conflict.graph_form and ends != (start,)
    )  # a state that is left is undone
    if not lasting:
        verdict: Verdict = "deterred"
    elif not ends or undone or moved or any(found.cycle for found in heads.both):
        verdict = "broken"
    else:
        verdict = "moves_on"
    return Kept(effect, after, start, verdict, leavers, ends, undone)


def _leaver(effect: Effect, game: Game, start: int, dm: str, deterred: bool, seq: str) -> Leaver:
    i = game.index(dm)
    targets = improving_successors(game, i, start)
    if not deterred:
        free = reach(game, start, [i], undeterred=seq).steps == 1
        targets = targets[free[targets]] if free[targets].any() else targets
    to = _favourite(game, i, targets)
    here = game.state(to).facts
    breaks = tuple(o for o, taken in effect.sets if (o in here) != taken)
    deterrers = _deterrers(game, i, start, to) if deterred else ()
    return Leaver(dm, to, breaks, deterred, deterrers)


def _favourite(game: Game, i: int, states: Ints) -> int:
    if game.open:
        return int(states[0])
    return int(states[int(game.ranks[i][states].argmax())])


def _deterrers(game: Game, i: int, start: int, to: int) -> tuple[str, ...]:
    """Name those who have a first answer that pays for them in a sequence that leaves the leaver worse off."""
    others = [j for j in range(len(game.decision_makers)) if j != i]
    found = []
    for j in others:
        for t in improving_successors(game, j, to).tolist():
            onward = reach(game, t, others).steps >= 0
            bad = [s for s in range(game.size) if onward[s] and not game.better(i, start, s)]
            if bad:
                found.append(game.decision_makers[j])
                break
    return tuple(found)


def ladder(kept: Kept) -> tuple[Rung, ...]:
    """Ask of the signature and of each step on the way to performance who could leave there, and what then.

    Of several orders of steps the first that everybody goes through is taken, else the first that goes furthest.
    """
    game = kept.game
    if game is None or kept.verdict in ("nothing", "unknown"):
        return ()
    whole = Rung("", kept.start, kept.leavers, _left_for(kept))
    if not kept.orders:
        return (whole,)
    order = max(kept.orders, key=lambda o: o.stops)
    held = stable_states(game, heading_concepts(game))
    found = []
    for step, state in enumerate(order.states):
        here = game.state(state).facts
        done = Effect(tuple((o, t) for o, t in kept.effect.sets if (o in here) == t), kept.effect.bars)
        there = judged(done, game, state, held)
        leavers = tuple(x for x in there.leavers if not _performs(kept.effect, here, game.state(x.to).facts))
        ends = _left_for(there) if leavers else ()
        by = order.parties[step - 1] if step else ""
        found.append(Rung(by, state, leavers, ends, goes_on=step != order.stops or order.works))
    return tuple(found)


def _left_for(kept: Kept) -> tuple[int, ...]:
    return kept.ends if kept.leavers else ()


def _performs(effect: Effect, here: frozenset[str], there: frozenset[str]) -> bool:
    """Tell whether a move performs more of a deal, and undoes nothing of it."""
    before, after = ({o for o, taken in effect.sets if (o in s) == taken} for s in (here, there))
    return before < after
