"""How often it leads elsewhere if one doubt is settled otherwise and all else alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from detente.conflict import budget
from detente.game import Ints
from detente.questions.robust.diagrams import Floats, coupled

if TYPE_CHECKING:
    from detente.questions.robust.weighing import Frame, Spread

WEIGHING = "weighing what hangs on each doubt"
AT_ONCE = 1 << 20  # entries of an array


def differing(spread: Spread, doubt: int, labels: Sequence[Ints], *, falls: bool) -> list[float]:
    """Weigh how often it leads elsewhere if one doubt is settled otherwise and all else alike.

    Parameters
    ----------
    doubt : int
    labels : sequence of array, shape (sets,)
        What counts as elsewhere: sets that have different labels.
    falls : bool
        Whether the weight is asked for of the accounts in which the claim holds as it is written and which lead
        elsewhere if it does not; else of two accounts, each with this doubt settled for itself, that differ.
    """
    found = np.zeros(len(labels))
    if doubt in spread.owners:
        for frame in spread.fitting:
            chances = spread.chances(frame.failed)
            joints = {k: np.diag(c[0]) for k, c in chances.items()}
            joints[doubt] = _otherwise(spread, doubt, chances[doubt][0], falls=falls)
            found += frame.weight * _apart(spread, frame, spread.owners[doubt], joints, labels)
    elif spread.doubts.doubts[doubt].kind == "source":
        found += _without_source(spread, doubt, labels, falls=falls)
    else:
        for here, there in _pairs(spread, doubt):
            own = [float(c) for c in spread.doubts.doubts[doubt].chances(here.failed)]
            a, b = here.settled[doubt], there.settled[doubt]
            joint = _otherwise(spread, doubt, np.array(own), falls=falls)
            weight = here.weight / own[a] * (joint[a, b] + joint[b, a])
            found += weight * _across(spread, here, there, labels)
    return [float(x) for x in found]


def _otherwise(spread: Spread, doubt: int, own: Floats, *, falls: bool) -> Floats:
    """Give the weight of each two ways to settle a doubt."""
    if not falls:
        return np.multiply.outer(own, own)
    written = np.array([v.form == "written" for v in spread.doubts.doubts[doubt].variants])
    rest = np.where(written, 0.0, own)
    if not rest.sum():
        return np.zeros((own.size, own.size))
    return np.asarray(np.multiply.outer(np.where(written, own, 0.0), rest / rest.sum()))


def _pairs(spread: Spread, doubt: int) -> Iterator[tuple[Frame, Frame]]:
    """Give every two frames that differ in one doubt alone."""
    by_others: dict[tuple[tuple[int, int], ...], list[Frame]] = {}
    for frame in spread.fitting:
        others = tuple(sorted((k, v) for k, v in frame.settled.items() if k != doubt))
        by_others.setdefault(others, []).append(frame)
    for frames in by_others.values():
        yield from combinations(frames, 2)


def _without_source(spread: Spread, doubt: int, labels: Sequence[Ints], *, falls: bool) -> Floats:
    """Weigh what differs if a source fails: what rests on it falls, and all else is drawn alike."""
    known = spread.doubts.doubts[doubt]
    found = np.zeros(len(labels))
    fails = next((k for k, v in enumerate(known.variants) if v.form == "fails"), None)
    if fails is None or len(known.variants) < 2:
        return found
    frames = {tuple(sorted(f.settled.items())): f for f in spread.fitting}
    for frame in spread.fitting:
        if frame.settled[doubt] == fails:
            continue
        settled = dict(frame.settled) | {doubt: fails}
        for k in spread.doubts.of("rule"):
            rule = spread.doubts.doubts[k]
            if known.id in rule.sources:
                settled[k] = next(n for n, v in enumerate(rule.variants) if v.form == "absent")
        other = frames.get(tuple(sorted(settled.items())))
        if other is not None:
            more = 1.0 if falls else 2 * float(known.variants[fails].chance)
            found += frame.weight * more * _across(spread, frame, other, labels)
    return found


def _apart(
    spread: Spread, frame: Frame, i: int, joints: Mapping[int, Floats], labels: Sequence[Ints]
) -> Floats:
    """Weigh the accounts that lead elsewhere by two variants of one party's wishes."""
    cells = frame.cells
    assert cells is not None
    here, there, weight = coupled(cells.diagrams[i], cells.diagrams[i], joints)
    here, there = cells.classes[i][here], cells.classes[i][there]
    some = here != there
    if not some.any():
        return np.zeros(len(labels))
    keys, place = np.unique(here[some] * cells.ends.shape[i] + there[some], return_inverse=True)
    weights = np.bincount(place.reshape(-1), weights=weight[some])
    ones, others = np.divmod(keys, cells.ends.shape[i])
    rest = _rest_of(spread, frame, i)
    table = np.moveaxis(cells.ends, i, 0).reshape(cells.ends.shape[i], -1)
    step = max(1, AT_ONCE // rest.size)
    found = np.zeros(len(labels))
    for k, label in enumerate(labels):
        budget.check(WEIGHING)
        told = label[table]
        for first in range(0, ones.size, step):
            part = slice(first, first + step)
            found[k] += weights[part] @ ((told[ones[part]] != told[others[part]]) @ rest)
    return found


def _rest_of(spread: Spread, frame: Frame, i: int) -> Floats:
    found = np.ones(1)
    for j, own in enumerate(spread.plain(frame)):
        if j != i:
            found = np.multiply.outer(found, own)
    return found.reshape(-1)


def _across(spread: Spread, here: Frame, there: Frame, labels: Sequence[Ints]) -> Floats:
    """Weigh the accounts that lead elsewhere in two frames, what everybody wants being settled alike."""
    assert here.cells is not None
    assert there.cells is not None
    weight: Floats = np.ones(1)
    places, places_there = np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64)
    for i in range(here.cells.ends.ndim):
        joints = {
            k: _joint(spread, k, here.failed, there.failed)
            for k, owner in spread.owners.items()
            if owner == i
        }
        a, b, w = coupled(here.cells.diagrams[i], there.cells.diagrams[i], joints)
        a, b = here.cells.classes[i][a], there.cells.classes[i][b]
        wide = there.cells.ends.shape[i]
        keys, place = np.unique(a * wide + b, return_inverse=True)
        w = np.bincount(place.reshape(-1), weights=w).astype(np.float64)
        a, b = np.divmod(keys, wide)
        places = (places[:, None] * here.cells.ends.shape[i] + a).reshape(-1)
        places_there = (places_there[:, None] * wide + b).reshape(-1)
        weight = np.multiply.outer(weight, w).reshape(-1)
    one, other = here.cells.ends.reshape(-1)[places], there.cells.ends.reshape(-1)[places_there]
    return np.array([weight[label[one] != label[other]].sum() for label in labels])


def _joint(spread: Spread, doubt: int, failed: frozenset[str], other: frozenset[str]) -> Floats:
    """Give how a doubt is settled where these sources fail and where those do, its own draw being the same."""
    known = spread.doubts.doubts[doubt]
    own = [float(c) for c in known.chances(frozenset())]
    one, two = (bool(f.intersection(known.sources)) for f in (failed, other))
    chances = [np.array([float(c) for c in known.chances(f)]) for f in (failed, other)]
    if one == two:
        return np.diag(chances[0])
    if known.kind != "whole":
        return np.asarray(np.multiply.outer(*chances))  # one of them is settled: it falls
    # The alternatives stay where they are drawn; what is written goes to them in their proportions.
    rest = chances[0] if one else chances[1]
    written = [v.form == "written" for v in known.variants]
    found = np.diag(np.where(written, 0.0, own))
    for k, is_written in enumerate(written):
        if is_written:
            found[k] += own[k] * rest
    return found.T if one else found
