"""How a strip is laid out: the level of each card, its track, and which arrows go back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.drawing.cards import Card

MOST_TRACKS = 3  # side by side; lanes that need more go into rows below


@dataclass(frozen=True, slots=True)
class Arrow:
    """A move: from one card of the lane to another, by their places; `party` moves, None where it is not one party."""

    source: int
    target: int
    party: int | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """What one account says: its cards, today first, and the moves between them; `note` stands below."""

    label: str
    cards: tuple[Card, ...]
    arrows: tuple[Arrow, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where the cards of a lane go: their levels and tracks; which arrows go down, across and back."""

    lane: Lane
    levels: tuple[int, ...]
    tracks: tuple[int, ...]
    back: frozenset[int]

    @property
    def width(self) -> int:
        return max(self.tracks) + 1

    @property
    def depth(self) -> int:
        return max(self.levels)

    def firsts(self) -> dict[int, int]:
        """For each card but the first: the arrow by which it is drawn below another."""
        found: dict[int, int] = {}
        for k, a in enumerate(self.lane.arrows):
            if k not in self.back and self.levels[a.target] > self.levels[a.source]:
                found.setdefault(a.target, k)
        return found


def _plan(lane: Lane) -> _Plan:
    """Give each card the level of its longest way from today without going round, and a track of its own kin."""
    count = len(lane.cards)
    after: list[list[int]] = [[] for _ in range(count)]
    for k, a in enumerate(lane.arrows):
        after[a.source].append(k)
    back: set[int] = set()
    levels = [0] * count
    begun: set[int] = set()
    ahead: set[int] = set()  # the cards on the way that is walked

    def walk(card: int) -> list[int]:
        """Find arrows that go back to where one comes from; give the cards, last first."""
        order: list[int] = []
        begun.add(card)
        ahead.add(card)
        for k in after[card]:
            target = lane.arrows[k].target
            if target in ahead:
                back.add(k)
            elif target not in begun:
                order += walk(target)
        ahead.remove(card)
        return [*order, card]

    order = walk(0)
    for card in range(1, count):
        if card not in begun:
            order += walk(card)
    for card in reversed(order):
        if card:
            levels[card] = max(levels[card], 1)
        for k in after[card]:
            if k not in back:
                target = lane.arrows[k].target
                levels[target] = max(levels[target], levels[card] + 1)
    tracks = [-1] * count
    tracks[0] = 0
    free = 1  # the next track nobody has

    def spread(card: int) -> None:
        nonlocal free
        kin = False
        for k in after[card]:
            target = lane.arrows[k].target
            if k in back or tracks[target] >= 0:
                continue
            if kin:
                tracks[target] = free
                free += 1
            else:
                tracks[target] = tracks[card]
            kin = True
            spread(target)

    spread(0)
    for card in range(count):
        if tracks[card] < 0:  # nothing leads there
            tracks[card] = free if lane.arrows or card > 1 else 0
            free = max(free, tracks[card] + 1)
            spread(card)
    return _Plan(lane, tuple(levels), tuple(tracks), frozenset(back))


def _rows(plans: Sequence[_Plan]) -> list[list[_Plan]]:
    """Set lanes side by side as long as there is room, evenly."""
    total = sum(p.width for p in plans)
    rows = -(-total // MOST_TRACKS)
    each = -(-total // rows) if rows else 1
    found: list[list[_Plan]] = []
    for plan in plans:
        if found and sum(p.width for p in found[-1]) + plan.width <= max(each, 1):
            found[-1].append(plan)
        else:
            found.append([plan])
    return found


def _is_join(plan: _Plan, k: int) -> bool:
    a = plan.lane.arrows[k]
    return k not in plan.back and plan.firsts().get(a.target) != k


def _label_track(plan: _Plan, k: int) -> int:
    a = plan.lane.arrows[k]
    return plan.tracks[a.source] if k in plan.back or _is_join(plan, k) else plan.tracks[a.target]


def _before(plan: _Plan, j: int, k: int) -> bool:
    """Whether the label of one arrow stands above that of another, in the same place."""
    arrows = plan.lane.arrows
    if arrows[j].source != arrows[k].source or _label_track(plan, j) != _label_track(plan, k):
        return False
    return (j in plan.back or _is_join(plan, j), j) < (k in plan.back or _is_join(plan, k), k)
