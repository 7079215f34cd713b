"""What follows from answers: the plainest way to say it that agrees with every answer.

An order of conditions agrees with answers where the first condition that tells the two outcomes apart holds in the one
that is preferred, and none tells apart two that are as good. Whether there is such an order is found by taking, again
and again, any condition that speaks against no answer that is still unexplained: if one order agrees, this finds one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal as OneOf

from detente.elicit.dialogue import Walk, walked
from detente.elicit.values import Answer, Dialogue, Literal

Form = OneOf["nothing", "statements", "weights", "ranking", "partial"]
MOST_JOINED = 16  # single things of which two together are tried


@dataclass(frozen=True)
class Proposal:
    """What is proposed, and what speaks against it.

    Attributes
    ----------
    form : str
        ``statements`` (most important first), ``weights`` (where two things count the same), ``ranking`` (all outcomes
        in their order), ``partial`` (those that were compared), or ``nothing``.
    statements : tuple of Literal
    weights : tuple of (int, int)
        A thing, by its number, and its weight.
    groups : tuple of tuple of int
        Outcomes from best to worst; in a group they are as good.
    chains : tuple of tuple of tuple of int
        The same where not all of them were compared: each chain from best to worst.
    joined : bool
        Whether no order of single things agrees with all answers, so that the statements join two of them, or are
        others that the file names.
    against : tuple of Answer
        The fewest answers that do not go together: with each other, or with an order of single things.
    """

    form: Form
    statements: tuple[Literal, ...] = ()
    weights: tuple[tuple[int, int], ...] = ()
    groups: tuple[tuple[int, ...], ...] = ()
    chains: tuple[tuple[tuple[int, ...], ...], ...] = ()
    joined: bool = False
    against: tuple[Answer, ...] = ()


def proposal(dialogue: Dialogue) -> Proposal:
    """Propose what the answers say; it agrees with each of them, unless they contradict each other.

    Examples
    --------
    >>> from detente.elicit import Ground, answered, asks, begin
    >>> dialogue = begin(Ground(("talks", "truce"), 2, (0, 1, 2, 3)))
    >>> for choice in ("one", "other", "one"):  # talks: yes; truce: no, and that counts more
    ...     dialogue = answered(dialogue, asks(dialogue)[0], choice)
    >>> [(literal.term, literal.wanted) for literal in proposal(dialogue).statements]
    [(1, False), (0, True)]
    """
    answers = tuple(a for a in dialogue.answers if a.choice != "unknown")
    if not answers:
        return Proposal("nothing")
    if circular(answers):
        return Proposal("nothing", against=least(answers, circular))
    walk = walked(dialogue)
    if dialogue.way == "outcomes":
        return _ranking(dialogue, answers)
    found = _single(dialogue, walk, answers)
    if found is not None:
        return found
    singles = [Literal(t, w) for t in range(dialogue.ground.asked) for w in (True, False)]

    def odd(some: Sequence[Answer]) -> bool:
        return fitting(singles, some) is None

    order = fitting(singles, answers)
    if order is not None:
        return Proposal("statements", order)
    joined = fitting(_candidates(dialogue, walk), answers)
    against = least(answers, odd)
    if joined is not None:
        return Proposal("statements", joined, joined=True, against=against)
    return _partial(answers, against)


def _single(dialogue: Dialogue, walk: Walk, answers: Sequence[Answer]) -> Proposal | None:
    """Take the order of things as it was found, if it agrees with every answer: with those that try it, too."""
    tiers = walk.order
    if all(len(tier) == 1 for tier in tiers):
        order = tuple(Literal(t, walk.signs[t]) for tier in tiers for t in tier)
        return Proposal("statements", order) if agree(order, answers) else None
    weights: list[tuple[int, int]] = []
    total = 0
    for tier in reversed(tiers):
        weight = total + 1
        weights = [(t, weight if walk.signs[t] else -weight) for t in tier] + weights
        total += weight * len(tier)

    def worth(world: int) -> int:
        return sum(w for t, w in weights if world >> t & 1)

    if all(_as(worth(a.one) - worth(a.other), a) for a in answers):
        return Proposal("weights", weights=tuple(weights))
    return None


def _as(difference: int, answer: Answer) -> bool:
    """Tell whether a difference of worth is as an answer says."""
    return {"one": difference > 0, "other": difference < 0, "alike": difference == 0}[answer.choice]


def agree(order: Sequence[Literal], answers: Sequence[Answer]) -> bool:
    """Tell whether an order of conditions agrees with every answer."""
    return all(_as(compared(order, a.one, a.other), a) for a in answers if a.choice != "unknown")


def compared(order: Sequence[Literal], one: int, other: int) -> int:
    """Compare two outcomes by the first condition that tells them apart: 1, -1, or 0 where none does."""
    for literal in order:
        if literal.holds(one) is not literal.holds(other):
            return 1 if literal.holds(one) else -1
    return 0


def fitting(candidates: Sequence[Literal], answers: Sequence[Answer]) -> tuple[Literal, ...] | None:
    """Find an order of candidates that agrees with every answer; None where there is none."""
    alike = [a for a in answers if a.choice == "alike"]
    left = [a if a.choice == "one" else Answer(a.other, a.one, "one") for a in answers if a.choice != "alike"]
    usable = [c for c in candidates if all(c.holds(a.one) is c.holds(a.other) for a in alike)]
    order: list[Literal] = []
    while left:
        for literal in usable:
            told = [a for a in left if literal.holds(a.one) is not literal.holds(a.other)]
            if told and all(literal.holds(a.one) for a in told):
                break
        else:
            return None
        order.append(literal)
        usable.remove(literal)
        left = [a for a in left if literal.holds(a.one) is literal.holds(a.other)]
    return tuple(order)


def _candidates(dialogue: Dialogue, walk: Walk) -> list[Literal]:
    """Give the conditions that statements may be made of, the plainest first."""
    ground = dialogue.ground
    found = [Literal(t, walk.signs[t]) for tier in walk.order for t in tier]
    found += [Literal(t, w) for t in range(len(ground.terms)) for w in (True, False)]
    some = range(min(ground.asked, MOST_JOINED))
    for (a, b), (p, q) in (
        (pair, signs)
        for pair in combinations(some, 2)
        for signs in ((True, True), (True, False), (False, True), (False, False))
    ):
        found.append(Literal(a, p, b, q))
    return list(dict.fromkeys(found))


# -- orders of outcomes ------------------------------------------------------------------------------------------------


def circular(answers: Sequence[Answer]) -> bool:
    """Tell whether answers go round in a circle: each is preferred to the next, and the last to the first."""
    return _classes(answers) is None


def _classes(answers: Sequence[Answer]) -> tuple[dict[int, int], dict[int, set[int]]] | None:
    """Give which outcomes are as good as which, and what is known to be worse than each class; None for a circle."""
    same: dict[int, int] = {}

    def root(world: int) -> int:
        while same.setdefault(world, world) != world:
            world = same[world]
        return world

    for a in answers:
        one, other = root(a.one), root(a.other)
        if a.choice == "alike" and one != other:
            same[other] = one
    below: dict[int, set[int]] = {root(w): set() for w in same}
    for a in answers:
        if a.choice in ("one", "other"):
            better, worse = (a.one, a.other) if a.choice == "one" else (a.other, a.one)
            below[root(better)].add(root(worse))
    changed = True
    while changed:
        changed = False
        for under in below.values():
            more = {v for w in under for v in below[w]} - under
            under.update(more)
            changed = changed or bool(more)
    if any(w in under for w, under in below.items()):
        return None
    return {w: root(w) for w in same}, below


def _ranking(dialogue: Dialogue, answers: Sequence[Answer]) -> Proposal:
    found = _partial(answers, ())
    if len(found.chains) != 1:
        return found
    [groups] = found.chains
    if dialogue.ground.whole and sum(map(len, groups)) == len(dialogue.ground.worlds):
        return Proposal("ranking", groups=groups)
    return found


def _partial(answers: Sequence[Answer], against: tuple[Answer, ...]) -> Proposal:
    """Give the chains of what was compared: each step of the order is in one of them."""
    known = _classes(answers)
    assert known is not None
    roots, below = known
    members: dict[int, list[int]] = {}
    for world, root in roots.items():
        members.setdefault(root, []).append(world)
    steps = {r: {w for w in under if not any(w in below[v] for v in under)} for r, under in below.items()}
    chains: list[tuple[tuple[int, ...], ...]] = []
    heads = sorted(below, key=lambda r: -len(below[r]))
    for head in heads:
        while steps[head]:
            chain = [head]
            while steps[chain[-1]]:
                following = max(sorted(steps[chain[-1]]), key=lambda r: len(below[r]))
                steps[chain[-1]].discard(following)
                chain.append(following)
            chains.append(tuple(tuple(members[r]) for r in chain))
    told = {r for chain in chains for group in chain for r in group}
    alone = [tuple(m) for r, m in members.items() if len(m) > 1 and not told.intersection(m)]
    return Proposal("partial", chains=(*chains, *((g,) for g in alone)), against=against)


def least(answers: Sequence[Answer], wrong: Callable[[Sequence[Answer]], bool]) -> tuple[Answer, ...]:
    """Leave out answers, the oldest first, while what is left is still wrong: each that stays is needed for that."""
    kept = list(answers)
    for answer in answers:
        rest = [a for a in kept if a is not answer]
        if wrong(rest):
            kept = rest
    return tuple(kept)
