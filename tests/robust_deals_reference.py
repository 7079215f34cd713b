"""Deals under doubt as they are defined: one account after the other, each with terms of its own."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from fractions import Fraction

import numpy as np

from detente.conflict.doubts_terms import terms_where
from detente.questions.heads import find_heading
from detente.questions.settle.looking import zone_of
from detente.questions.settle.search import without_deal
from detente.questions.settle.table import needs_states, of_terms
from tests.settlement_reference import beats


class DealsReference:
    """Every account with its exact weight, what beats no deal in it, and what is among the best."""

    def __init__(self, doubts):
        self.doubts = doubts
        conflict = doubts.conflict
        game = conflict.game() if needs_states(conflict) else None
        expected = without_deal(game, None if game is None else find_heading(game), "")
        self.weights, self.zones, self.best = {}, {}, {}
        for settled in doubts.settled():
            key = tuple(settled.items())
            self.weights[key] = doubts.weight(settled)
            own = replace(conflict, terms=terms_where(doubts, settled))
            table = of_terms(own, game, expected.states)
            zone = np.flatnonzero(zone_of(table)).tolist()
            points = {p: tuple(int(w.ranks[p]) for w in table.signing) for p in zone}
            self.zones[key] = frozenset(zone)
            self.best[key] = frozenset(p for p in zone if not any(beats(points[q], points[p]) for q in zone))

    def share(self, event):
        return sum((w for k, w in self.weights.items() if event(k)), Fraction(0))

    def each(self, sets):
        found = defaultdict(Fraction)
        for key, weight in self.weights.items():
            for package in sets[key]:
                found[package] += weight
        return dict(found)

    def given(self, doubt, event):
        """How often it comes about where a claim is as it is written, and where it is not."""
        known = self.doubts.doubts[doubt]
        sums = {True: [Fraction(0), Fraction(0)], False: [Fraction(0), Fraction(0)]}
        for key, weight in self.weights.items():
            holds = known.variants[dict(key)[doubt]].form == "written"
            sums[holds][0] += weight
            sums[holds][1] += weight * event(key)
        return sums[True][0], *(sums[h][1] / sums[h][0] if sums[h][0] else None for h in (True, False))

    def turns(self, doubt, event):
        """The weight of the accounts in which the claim holds and the event turns if it does not."""
        known = self.doubts.doubts[doubt]
        found = Fraction(0)
        for key, weight in self.weights.items():
            settled = dict(key)
            if not weight or known.variants[settled[doubt]].form != "written":
                continue
            if known.kind == "source":
                others = [(self._without(settled, doubt), Fraction(1))]
            else:
                failed = frozenset(
                    self.doubts.doubts[k].id
                    for k in self.doubts.of("source")
                    if self.doubts.doubts[k].variants[settled[k]].form == "fails"
                )
                chances = {
                    k: c
                    for k, c in enumerate(known.chances(failed))
                    if known.variants[k].form != "written" and c
                }
                whole = sum(chances.values(), Fraction(0))
                others = [(settled | {doubt: k}, c / whole) for k, c in chances.items()]
            for other, part in others:
                found += weight * part * (event(key) != event(tuple(other.items())))
        return found

    def _without(self, settled, source):
        found = dict(settled)
        known = self.doubts.doubts[source]
        found[source] = next((k for k, v in enumerate(known.variants) if v.form == "fails"), settled[source])
        for k, doubt in enumerate(self.doubts.doubts):
            if known.id in doubt.sources:
                found[k] = next(n for n, v in enumerate(doubt.variants) if v.form == "absent")
        return found
