"""Would a package be kept? The conflict after the signature, looked at from the state that is signed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from detente.conflict import Conflict, DetenteError, NotInFileError, Overlay, StateRef, apply
from detente.game import Game, Ints, feasible_states, improving_successors
from detente.questions.evolve import reach
from detente.questions.heads import find_heading, heading_concepts, leaving
from detente.questions.settle.grid import Effect
from detente.questions.settle.steps import Order, orders
from detente.stability import stable_states

Verdict = Literal["self", "deterred", "moves_on", "broken", "nothing", "unknown"]
GuaranteeKind = Literal["binding", "with", "without"]
MOST_STATES = 20_000  # of a game in which guarantees are sought


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
class Guarantee:
    """One addition after which what is signed would be kept.

    Attributes
    ----------
    kind : str
        ``binding``: nobody can go back on this option; ``with`` or ``without``: an option of somebody is taken, or is
        not, from the signature on.
    option : str
    verdict : str
        What it makes of the package.
    """

    kind: GuaranteeKind
    option: str
    verdict: Verdict


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
    orders : tuple of Order
        The orders in which it could be performed, where two or more have to do something for it.
    """

    effect: Effect
    game: Game | None
    start: int
    verdict: Verdict
    leavers: tuple[Leaver, ...] = ()
    ends: tuple[int, ...] = ()
    undone: tuple[str, ...] = ()
    guarantees: tuple[Guarantee, ...] = ()
    orders: tuple[Order, ...] = ()


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

    Raises nothing: what cannot be worked out (an order with gaps, say) is `unknown`.
    """
    if not effect.sets and not effect.bars:
        return Kept(effect, game, game.status_quo or 0, "nothing")
    try:
        after = signed(conflict, game, effect)
        assert game.status_quo is not None
        steps = orders(effect, after, game.state(game.status_quo).facts)
        return replace(_kept(effect, after), orders=steps)
    except (NotInFileError, DetenteError):
        return Kept(effect, None, 0, "unknown")


def keeping_state(game: Game, state: int) -> Kept:
    """Look at a state that the sides could agree on: what they change for it is what could be undone."""
    assert game.status_quo is not None
    today, here = game.state(game.status_quo).facts, game.state(state).facts
    changed = (
        () if game.conflict.graph_form else tuple(o for o in game.conflict.option_ids if o in today ^ here)
    )
    return _kept(Effect(tuple((o, o in here) for o in changed)), game, state)


def _kept(effect: Effect, after: Game, at: int | None = None) -> Kept:
    start = after.status_quo if at is None else at
    assert start is not None
    nash, seq = heading_concepts(after)
    held = stable_states(after, (nash, seq))
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


def guarantees(conflict: Conflict, game: Game, kept: Kept) -> tuple[Guarantee, ...]:
    """Seek the smallest guarantees: one option that cannot be changed back, or one more set at the signature."""
    if kept.verdict != "broken" or kept.game is None or kept.game.size > MOST_STATES or conflict.graph_form:
        return ()
    found = []
    effect = kept.effect
    for option, taken in effect.sets:
        if kept.undone and option not in kept.undone:
            continue
        better = _with_binding(conflict, game, effect, option, taken=taken)
        if better in ("self", "deterred", "moves_on"):
            found.append(Guarantee("binding", option, better))
    set_already = {o for o, _ in effect.sets} | set(effect.bars)
    assert game.status_quo is not None
    today = effect.after(game.state(game.status_quo).facts)
    for option in conflict.option_ids:
        if option in set_already or not conflict.options[option].available:
            continue
        more = effect.plus(((option, option not in today),), ())
        try:
            better = _kept(more, signed(conflict, game, more)).verdict
        except DetenteError:
            continue
        if better in ("self", "deterred", "moves_on"):
            found.append(Guarantee("without" if option in today else "with", option, better))
    rank = {"self": 0, "deterred": 1, "moves_on": 2}
    return tuple(sorted(found, key=lambda g: (rank[g.verdict], g.kind != "binding")))


def _with_binding(conflict: Conflict, game: Game, effect: Effect, option: str, *, taken: bool) -> Verdict:
    """Judge the package where nobody can go back on one of the options that it sets."""
    if not taken:
        bound = Effect(effect.sets, tuple(sorted({*effect.bars, option})))
    else:
        from detente.conflict import Patch, Rule
        from detente.conflict.condition import Taken, negation

        denied = negation(Taken(option))
        always = Patch(Rule(f"binding: {option}", "never", (denied,), (str(denied),)))
        conflict = apply(conflict, Overlay(rules=(always,)))
        bound = effect
    try:
        return _kept(bound, signed(conflict, game, bound)).verdict
    except DetenteError:
        return "unknown"
