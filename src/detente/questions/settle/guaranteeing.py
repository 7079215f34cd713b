"""The smallest guarantees that make a package last: one addition, or two where no single one does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from detente.conflict import Conflict, DetenteError, Overlay, Patch, Rule, apply
from detente.conflict.budget import TimeUpError
from detente.conflict.condition import Taken, negation
from detente.game import Game
from detente.questions.settle.grid import Effect
from detente.questions.settle.keeping import GOOD, Addition, Guarantee, Kept, Verdict, judged, signed
from detente.questions.settle.steps import orders

MOST_STATES = 20_000  # of a game in which guarantees are sought
MOST_PAIRS = 150
LEAST_PAIRS = 10
MOST_PLAYED = 60_000  # states of conflicts with two additions, over and over again


def guaranteed(conflict: Conflict, game: Game, kept: Kept) -> Kept:
    """Seek the smallest guarantees of a package that would be broken, from what anybody could do and from the terms.

    An addition is an option that is set and that nobody can go back on, or an option of anybody that is taken or not
    taken from the signature on, too. Guarantees of two additions are sought where no single one will do.
    """
    if kept.verdict != "broken" or kept.game is None or kept.game.size > MOST_STATES or conflict.graph_form:
        return kept
    single = additions(conflict, game, kept.effect)
    found = _good(conflict, game, kept.effect, [(a,) for a in single])
    tried = 0
    if not found:
        pairs = list(combinations(single, 2))
        room = max(LEAST_PAIRS, min(MOST_PAIRS, MOST_PLAYED // kept.game.size))
        found = _good(conflict, game, kept.effect, pairs[:room])
        tried = len(pairs) if len(pairs) > room else 0
    return replace(kept, guarantees=found, tried=tried)


def additions(conflict: Conflict, game: Game, effect: Effect) -> list[Addition]:
    """Give all that could be added: what is set could be made binding, what is not set could be set."""
    assert game.status_quo is not None
    today = effect.after(game.state(game.status_quo).facts)
    found = [Addition("binding", option) for option, _ in effect.sets]
    settled = {o for o, _ in effect.sets} | set(effect.bars)
    for option in conflict.option_ids:
        if option not in settled and conflict.options[option].available:
            found.append(Addition("without" if option in today else "with", option))
    return found


def _good(
    conflict: Conflict, game: Game, effect: Effect, tries: Sequence[tuple[Addition, ...]]
) -> tuple[Guarantee, ...]:
    found = []
    for parts in tries:
        verdict, placed = _tried(conflict, game, effect, parts)
        if verdict in GOOD:
            found.append(Guarantee(placed, verdict))
    return tuple(
        sorted(found, key=lambda g: (GOOD.index(g.verdict), sum(a.kind != "binding" for a in g.parts)))
    )


def _tried(
    conflict: Conflict, game: Game, effect: Effect, parts: Sequence[Addition]
) -> tuple[Verdict, tuple[Addition, ...]]:
    """Judge the package with some additions; where they come in time for it to be performed stands with them then."""
    taken = dict(effect.sets)
    more, bars, rules = effect, [], []
    for part in parts:
        if part.kind != "binding":
            more = more.plus(((part.option, part.kind == "with"),), ())
        elif taken[part.option]:
            denied = negation(Taken(part.option))
            rules.append(Patch(Rule(f"binding: {part.option}", "never", (denied,), (str(denied),))))
        else:
            bars.append(part.option)
    bound = Effect(more.sets, tuple(sorted({*more.bars, *bars})))
    changed = apply(conflict, Overlay(rules=tuple(rules))) if rules else conflict
    try:
        after = signed(changed, game, bound)
        verdict = judged(bound, after).verdict
    except TimeUpError:
        raise
    except DetenteError:
        return "unknown", ()
    if verdict not in GOOD or not any(p.kind != "binding" for p in parts) or rules or bars:
        return verdict, tuple(parts)
    assert game.status_quo is not None
    works = [o.parties for o in orders(bound, after, game.state(game.status_quo).facts) if o.works]
    return verdict, tuple(replace(p, before=_before(p.option.partition(".")[0], works)) for p in parts)


def _before(dm: str, works: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Give those who come after a party in every order that is gone through."""
    if not works or any(dm not in order for order in works):
        return ()
    return tuple(p for p in sorted(works[0]) if all(o.index(dm) < o.index(p) for o in works))
