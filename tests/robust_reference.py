"""Robustness as its definitions read: one account after the other, each a conflict and a game of its own."""

from __future__ import annotations

import math
from collections import defaultdict
from fractions import Fraction
from itertools import combinations, product
from typing import Any

from detente.conflict import DetenteError
from detente.questions.evolve import reach
from detente.stability import stable_states

CONCEPTS = ("nash", "seq", "smr", "gmr")


class Reference:
    """Every account with its exact weight, and what it is heading to under each concept."""

    def __init__(self, doubts):
        self.doubts = doubts
        self.weights = {}
        self.sets = {}
        self.held = {}
        self.misfit = Fraction(0)
        for settled in doubts.settled():
            weight = doubts.weight(settled)
            if not weight:
                continue
            key = tuple(settled.items())
            try:
                game = doubts.account(settled).game()
            except DetenteError:
                self.misfit += weight
                continue
            self.weights[key] = weight
            stability = stable_states(game, CONCEPTS)
            for concept in CONCEPTS:
                found = reach(game, game.status_quo, undeterred="" if concept == "nash" else concept)
                equal = [s for s in range(game.size) if stability.holds(concept)[s]]
                ends = [game.state(s).id for s in equal if found.steps[s] >= 0]
                self.sets[concept, key] = frozenset(ends)
                self.held[concept, key] = frozenset(game.state(s).id for s in equal)
        self.whole = sum(self.weights.values(), Fraction(0))

    def shares(self, concept):
        found: dict[Any, Fraction] = defaultdict(Fraction)
        for key, weight in self.weights.items():
            found[self.sets[concept, key]] += weight / self.whole
        return dict(found)

    def holding(self, concept):
        found: dict[Any, Fraction] = defaultdict(Fraction)
        for key, weight in self.weights.items():
            for state in self.held[concept, key]:
                found[state] += weight / self.whole
        return dict(found)

    def given(self, concept, literals):
        """The weight of each set in the accounts in which doubts are settled so."""
        found: dict[Any, Fraction] = defaultdict(Fraction)
        for key, weight in self.weights.items():
            if set(literals) <= set(key):
                found[self.sets[concept, key]] += weight
        return dict(found)

    # -- indices, for conflicts in which no source may fail and every account fits -------------------------------------

    def turns(self, concept, doubt, label=lambda ends: ends):
        """The weight of the accounts in which the claim holds as written and that lead elsewhere where it does not."""
        known = self.doubts.doubts[doubt]
        written = [k for k, v in enumerate(known.variants) if v.form == "written"]
        if not written:
            return Fraction(0)
        others = {k: v.chance for k, v in enumerate(known.variants) if k != written[0]}
        found = Fraction(0)
        for key, weight in self.weights.items():
            settled = dict(key)
            if settled[doubt] != written[0] or not others:
                continue
            here = label(self.sets[concept, key])
            for k, chance in others.items():
                there = label(self.sets[concept, tuple((settled | {doubt: k}).items())])
                found += weight * chance / sum(others.values()) * (here != there)
        return found

    def total(self, concept, doubt, label=lambda ends: ends):
        """What is left of the spread where all other doubts are settled, as a part of it."""
        chances = [v.chance for v in self.doubts.doubts[doubt].variants]
        left = Fraction(0)
        for key, weight in self.weights.items():
            settled = dict(key)
            if settled[doubt]:
                continue
            outer = weight / chances[0]
            ends = [
                label(self.sets[concept, tuple((settled | {doubt: k}).items())]) for k in range(len(chances))
            ]
            for (a, p), (b, q) in product(zip(ends, chances, strict=True), repeat=2):
                left += outer * p * q * (a != b)
        return left / self.spread(concept, label)

    def spread(self, concept, label=lambda ends: ends):
        sums: dict[object, Fraction] = defaultdict(Fraction)
        for ends, share in self.shares(concept).items():
            sums[label(ends)] += share
        return 1 - sum((s * s for s in sums.values()), Fraction(0))

    def first(self, concept, doubts, label=lambda ends: ends):
        """The part of the spread that goes where these doubts are settled."""
        left = Fraction(0)
        for choice in product(*(range(len(self.doubts.doubts[d].variants)) for d in doubts)):
            sums: dict[object, Fraction] = defaultdict(Fraction)
            for ends, weight in self.given(concept, list(zip(doubts, choice, strict=True))).items():
                sums[label(ends)] += weight
            weight = sum(sums.values(), Fraction(0))
            if weight:
                left += weight - sum((s * s for s in sums.values()), Fraction(0)) / weight
        return 1 - left / self.whole / self.spread(concept, label)

    def information(self, concept, doubt):
        def unknown(shares):
            whole = sum(shares)
            return -sum(float(s / whole) * math.log2(s / whole) for s in shares if s)

        found = unknown(list(self.shares(concept).values()))
        for k in range(len(self.doubts.doubts[doubt].variants)):
            given = list(self.given(concept, [(doubt, k)]).values())
            if given:
                found -= float(sum(given) / self.whole) * unknown(given)
        return found

    def turning(self, concept, event):
        """The share of an event under every way to settle the fewest doubts by which it turns."""
        shares = self.shares(concept)
        share = sum((s for ends, s in shares.items() if event(ends)), Fraction(0))
        if share in (0, 1):
            return {}
        several = [k for k, d in enumerate(self.doubts.doubts) if len(d.variants) > 1]
        for size in (1, 2, 3):
            found = {}
            for chosen in combinations(several, size):
                for choice in product(*(range(len(self.doubts.doubts[d].variants)) for d in chosen)):
                    literals = tuple(zip(chosen, choice, strict=True))
                    given = self.given(concept, literals)
                    weight = sum(given.values(), Fraction(0))
                    if not weight:
                        continue
                    part = sum((w for ends, w in given.items() if event(ends)), Fraction(0)) / weight
                    if (part < Fraction(1, 2)) if share >= Fraction(1, 2) else (part > Fraction(1, 2)):
                        found[literals] = part
            if found:
                return found
        return {}
