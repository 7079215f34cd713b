"""The frontier of those who sign as points, for a picture."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.questions.settle.facts import PointFact
from detente.questions.settle.result import Settlement

MOST_POINTS = 300  # of the frontier, for the picture


def points_of(found: Settlement) -> tuple[PointFact, ...]:
    """Give the frontier of two or three who sign as points: in numbers where all have them, else by their places."""
    signing = found.table.signing
    hidden = set(found.table.signers) & found.table.hidden
    if len(signing) not in (2, 3) or not found.zone.size or hidden:
        return ()
    deals = {d.package: k for k, d in enumerate(found.deals)}
    packages = dict.fromkeys((*deals, *found.zone_frontier[:MOST_POINTS].tolist()))
    told = []
    if found.table.numeric:
        for p in packages:
            values = [int(w.points[p]) / found.table.scale for w in signing if w.points is not None]
            told.append(_point("deal" if p in deals else "frontier", values, deals.get(p)))
        for kind, name in (("no_deal", "no_deal_points"), ("today", "today_points")):
            known = [getattr(w, name) for w in signing]
            if None not in known:
                told.append(_point(kind, [v / found.table.scale for v in known]))
        return tuple(told)
    orders = [(w.ranks, w.ranks[:0] if w.no_deal is None else np.array([w.no_deal])) for w in signing]
    levels = [np.unique(np.concatenate(order)) for order in orders]
    for p in packages:
        places = [float(np.searchsorted(v, ranks[p])) for v, (ranks, _) in zip(levels, orders, strict=True)]
        told.append(_point("deal" if p in deals else "frontier", places, deals.get(p)))
    if all(w.known for w in signing):
        places = [float(np.searchsorted(v, none[0])) for v, (_, none) in zip(levels, orders, strict=True)]
        told.append(_point("no_deal", places))
    return tuple(told)


def _point(kind: str, values: Sequence[float], deal: int | None = None) -> PointFact:
    x, y, *more = values
    return PointFact(kind=kind, x=x, y=y, z=more[0] if more else None, deal=deal)  # type: ignore[arg-type]
