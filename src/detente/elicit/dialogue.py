"""Which pairs to ask next.

For the order of single things: whether each is wanted, by two outcomes that differ in it alone; then its place among
those placed already, by halving: two outcomes that differ in two things, each with one of them as it is wanted. With n
things this takes at most n questions of the first kind and log2 1 + ... + log2 n, each rounded up, of the second; those
placed so far are in order at any time, so that one may stop. At last a few pairs try whether an order of single
things is the right thing at all. For the order of the outcomes that matter: halving, likewise.

Nothing is remembered but the answers: what they mean is worked out anew from their order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from detente.elicit.values import Choice, Dialogue, Ground, Pair

MOST_AT_ONCE = 3
MOST_CHECKS = 3
MOST_RANKED = 8


@dataclass
class Walk:
    """What the answers mean so far.

    Attributes
    ----------
    signs : dict of int to bool
        The things of which it is known whether they are wanted.
    without : list of int
        The things that make no difference.
    order : list of list of int
        Things (or outcomes) from the most to the least important (best to worst), those that count the same together.
    next : list of Pair
        What to ask.
    left : int
        How many more questions there can be, at most, if each can be answered.
    unsaid : list of int
        Things of which it is not known whether they are wanted: it could not be said, or no two outcomes show it.
    loose : list of tuple of (int, int)
        Two things (outcomes) whose order is not known.
    """

    signs: dict[int, bool] = field(default_factory=dict)
    without: list[int] = field(default_factory=list)
    order: list[list[int]] = field(default_factory=list)
    next: list[Pair] = field(default_factory=list)
    left: int = 0
    unsaid: list[int] = field(default_factory=list)
    loose: list[tuple[int, int]] = field(default_factory=list)


def halvings(number: int) -> int:
    """Give how many questions find a place among so many: log2 (number + 1), rounded up."""
    return number.bit_length()


def bound(number: int, way: str = "things") -> int:
    """Give how many questions there can be, at most, if each can be answered and every two things can be compared.

    Examples
    --------
    >>> bound(4), bound(4, "outcomes")
    (12, 5)
    """
    sorting = sum(halvings(k) for k in range(1, number))
    return sorting if way == "outcomes" else number + sorting + MOST_CHECKS


def asks(dialogue: Dialogue, most: int = MOST_AT_ONCE) -> tuple[Pair, ...]:
    """Give the pairs to ask next, a few at a time; none where nothing more is to be found out so.

    Examples
    --------
    >>> from detente.elicit import Ground, answered, begin
    >>> dialogue = begin(Ground(("talks", "truce"), 2, (0, 1, 2, 3)))
    >>> for pair in asks(dialogue):
    ...     print(pair.kind, pair.one, pair.other)
    whether 1 0
    whether 2 0
    """
    return tuple(walked(dialogue).next[:most])


def walked(dialogue: Dialogue) -> Walk:
    """Work out what the answers mean so far, and what to ask next."""
    return _outcomes(dialogue) if dialogue.way == "outcomes" else _things(dialogue)


# -- the order of single things ----------------------------------------------------------------------------------------


def whether(ground: Ground, term: int) -> Pair | None:
    """Find two outcomes, with a thing and without it, that differ in nothing else, or else in as little as can be."""
    best: Pair | None = None
    bit = 1 << term
    for world in ground.worlds:
        twin = ground.there.get(ground.things(world) ^ bit)
        if twin is not None:
            one, other = (world, twin) if world & bit else (twin, world)
            return Pair(one, other, "whether", (term,))
    least = ground.asked + 1
    some = ground.worlds[: max(ground.matter, 64)]
    for one, other in combinations(some, 2):
        differing = ground.things(one ^ other)
        if differing & bit and differing.bit_count() < least:
            least = differing.bit_count()
            first, second = (one, other) if one & bit else (other, one)
            best = Pair(first, second, "whether", (term,))
    return best


def which(ground: Ground, one: int, other: int, signs: dict[int, bool]) -> Pair | None:
    """Find two outcomes: the first has the one thing as wanted and not the other, the second the other way round."""
    bits = (1 << one) | (1 << other)
    for world in ground.worlds:
        good, bad = (bool(world >> t & 1) is signs[t] for t in (one, other))
        if good is bad:
            continue
        twin = ground.there.get(ground.things(world) ^ bits)
        if twin is not None:
            first, second = (world, twin) if good else (twin, world)
            return Pair(first, second, "which", (one, other))
    return None


def _matters(ground: Ground, one: int, other: int, signs: dict[int, bool]) -> bool:
    """Tell whether there are outcomes that have the one thing as wanted and not the other, and the other way round."""
    seen = {(bool(w >> one & 1) is signs[one], bool(w >> other & 1) is signs[other]) for w in ground.worlds}
    return {(True, False), (False, True)} <= seen


def _things(dialogue: Dialogue) -> Walk:
    ground, walk = dialogue.ground, Walk()
    said: list[tuple[int, int]] = []
    waiting: list[Pair] = []
    for term in ground.order:
        pair = whether(ground, term)
        if pair is None:
            walk.unsaid.append(term)
            continue
        choice = dialogue.choice(pair.one, pair.other)
        if choice is None:
            if all(pair.key != w.key for w in waiting):
                waiting.append(pair)
        elif choice == "unknown":
            walk.unsaid.append(term)
        elif choice == "alike":
            walk.without.append(term)
        else:
            walk.signs[term] = choice == "one"
            said.append((dialogue.known[pair.key][0], term))
    stuck: list[Pair] = []
    placed = [t for _, t in sorted(said)]
    for number, term in enumerate(placed):
        if stuck:
            walk.left += halvings(number)
            continue
        place = _Place(len(walk.order))
        while (at := place.middle()) is not None:
            pair = next(
                (p for t in walk.order[at] if (p := which(ground, term, t, walk.signs)) is not None), None
            )
            choice = None if pair is None else dialogue.choice(pair.one, pair.other)
            if pair is not None and choice is None:
                stuck.append(pair)
                walk.left += halvings(place.high - place.low)
                break
            place.told(at, choice or "unknown")
        else:
            _placed(walk, term, place, lambda t, o: _matters(ground, t, o, walk.signs))
    number = len(placed)
    for _ in waiting:
        walk.left += 1 + halvings(number)
        number += 1
    walk.next = [*stuck, *waiting] if len(placed) > 1 else [*waiting, *stuck]
    if not walk.next:
        walk.next = list(_checks(dialogue, walk))
        walk.left = len(walk.next)
    return walk


@dataclass
class _Place:
    """Where something has its place in an order: from `low` up to `high`; what it could not be compared with."""

    high: int
    low: int = 0
    same: int = -1
    skipped: set[int] = field(default_factory=set)

    def middle(self) -> int | None:
        """Give the place to compare with next, nearest to the middle; None where it is found, or cannot be."""
        if self.same >= 0:
            return None
        middle = (self.low + self.high - 1) / 2
        left = [k for k in range(self.low, self.high) if k not in self.skipped]
        return min(left, key=lambda k: (abs(k - middle), k), default=None)

    def told(self, at: int, choice: Choice) -> None:
        """Take in that it comes before what stands there, after it, or along with it, or that nobody knows."""
        if choice == "one":
            self.high = at
        elif choice == "other":
            self.low = at + 1
        elif choice == "alike":
            self.same = at
        else:
            self.skipped.add(at)


def _placed(walk: Walk, term: int, place: _Place, matters: Callable[[int, int], bool]) -> None:
    if place.same >= 0:
        walk.order[place.same].append(term)
        return
    walk.loose += [(t, term) for k in range(place.low, place.high) for t in walk.order[k] if matters(t, term)]
    walk.order.insert(place.high, [term])


def _checks(dialogue: Dialogue, walk: Walk) -> Iterator[Pair]:
    """Give a few pairs that try whether it is right that what is more important outweighs everything else."""
    ground = dialogue.ground
    if len(walk.order) < 2:
        return
    for pair in _trials(ground, walk)[:MOST_CHECKS]:
        if dialogue.choice(pair.one, pair.other) is None:
            yield pair


def _trials(ground: Ground, walk: Walk) -> list[Pair]:
    """Set the most important thing against all others, then the outcomes that matter against each other."""
    top = walk.order[0][0]
    others = [t for tier in walk.order[1:] for t in tier]

    def good(world: int) -> int:
        return sum(bool(world >> t & 1) is walk.signs[t] for t in others)

    halves: dict[bool, list[int]] = {True: [], False: []}
    for world in ground.worlds:
        halves[bool(world >> top & 1) is walk.signs[top]].append(world)
    found = [(min(halves[True], key=good), max(halves[False], key=good))]
    several = combinations(ground.worlds[: ground.matter], 2)
    found += sorted(several, key=lambda p: -ground.things(p[0] ^ p[1]).bit_count())
    told = tuple(walk.signs)
    keys = dict.fromkeys(frozenset(p) for p in found if ground.things(p[0] ^ p[1]).bit_count() > 2)
    by_key = {frozenset(p): p for p in reversed(found)}
    return [Pair(*by_key[k], "check", told) for k in keys]


# -- the order of the outcomes that matter -----------------------------------------------------------------------------


def ranked(ground: Ground) -> Sequence[int]:
    """Give the outcomes whose order is asked for."""
    return ground.worlds[: min(MOST_RANKED, ground.matter or MOST_RANKED)]


def _outcomes(dialogue: Dialogue) -> Walk:
    walk = Walk()
    worlds = ranked(dialogue.ground)
    for number, world in enumerate(worlds):
        if walk.next:
            walk.left += halvings(number)
            continue
        place = _Place(len(walk.order))
        while (at := place.middle()) is not None:
            one = walk.order[at][0]
            choice = dialogue.choice(world, one)
            if choice is None:
                walk.next.append(Pair(one, world, "rank"))
                walk.left += halvings(place.high - place.low)
                break
            place.told(at, choice)
        else:
            _placed(walk, world, place, lambda _, __: True)
    return walk
