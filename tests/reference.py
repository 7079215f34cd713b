"""A slow, readable reference: sets and loops that read like the definitions.

It shares the conflict layer with the package (what the file says) and nothing else: no arrays, no moves,
no ranks, no operators.
"""

from __future__ import annotations

from functools import cache
from itertools import product

from detente.conflict import Conflict, Prioritised, Ranking, StateRef, Weights

Taken = frozenset[str]
Merged = frozenset[Taken]  # a state: the combinations that count as one


class Reference:
    """A conflict, worked out by the definitions."""

    def __init__(self, conflict: Conflict) -> None:
        self.conflict = conflict
        self.dms = [d.id for d in conflict.decision_makers]
        self.states: list[Merged] = self._merge(self._feasible())
        # The same question is asked many times; what is remembered changes no answer.
        self.reach, self.value = cache(self._reach), cache(self._value)
        self.improve, self.legal = cache(self._improve), cache(self._legal)

    # -- states ---------------------------------------------------------------------------------

    def _feasible(self) -> list[Taken]:
        if self.conflict.arcs is not None:
            return [t for t in (frozenset([s.name]) for s in self.conflict.states) if self._allowed(t)]
        options = self.conflict.option_ids
        found = []
        for bits in product([False, True], repeat=len(options)):
            taken = frozenset(o for o, b in zip(options, bits, strict=True) if b)
            if all(self.conflict.options[o].available for o in taken) and self._allowed(taken):
                found.append(taken)
        return found

    def _allowed(self, taken: Taken) -> bool:
        for rule in self.conflict.rules:
            held = [c.holds(taken) for c in rule.conditions]
            if rule.kind == "never" and held[0]:
                return False
            if rule.kind == "exclusive" and sum(held) > 1:
                return False
            if rule.kind == "one_of" and sum(held) != 1:
                return False
            if rule.kind == "some_of" and sum(held) < 1:
                return False
        return True

    def _merge(self, feasible: list[Taken]) -> list[Merged]:
        groups = [{t} for t in feasible]
        for rule in self.conflict.rules:
            if rule.kind == "same":
                inside = [g for g in groups if any(rule.conditions[0].holds(t) for t in g)]
                groups = [g for g in groups if g not in inside]
                if inside:
                    groups.append(set().union(*inside))
        return [frozenset(g) for g in groups]

    def owner(self, option: str) -> str:
        return option.split(".", maxsplit=1)[0]

    def can_move(self, dm: str, a: Taken, b: Taken) -> bool:
        """One combination to another by changing own options only, one-way options respected; or along an arc."""
        if self.conflict.arcs is not None:
            return (*a, *b) in self.conflict.arcs[dm]
        if any(self.owner(o) != dm for o in a ^ b):
            return False
        for rule in self.conflict.rules:
            if rule.kind != "irreversible" or self.owner(rule.option) != dm:
                continue
            if rule.option in self.conflict.levels:
                before, after = self.level(rule.option, a), self.level(rule.option, b)
                back = after < before if rule.direction == "taken" else after > before
                if back and all(c.holds(a) for c in rule.conditions):
                    return False
                continue
            locked = (rule.option in a) == (rule.direction == "taken")
            if (
                locked
                and all(c.holds(a) for c in rule.conditions)
                and (rule.option in a) != (rule.option in b)
            ):
                return False
        return True

    def level(self, option: str, taken: Taken) -> int:
        """The level at which an option with levels is taken: 0 for not at all, 1 for the lowest."""
        levels = self.conflict.levels[option].levels
        return sum(number for number, level in enumerate(levels, 1) if f"{option}.{level}" in taken)

    def _reach(self, dm: str, s: Merged) -> list[Merged]:
        return [t for t in self.states if t != s and any(self.can_move(dm, a, b) for a in s for b in t)]

    # -- preferences ----------------------------------------------------------------------------

    def _value(self, dm: str, s: Merged) -> object:
        preference = self.conflict.preferences[dm]
        taken = next(iter(s))
        if isinstance(preference, Prioritised):
            return [st.that.holds(taken) for st in preference.statements]
        if isinstance(preference, Ranking):
            [group] = [k for k, g in enumerate(preference.groups) for r in g if self.means(r, s)]
            return -group
        assert isinstance(preference, Weights)
        return sum(w for c, _, w in preference.weights if c.holds(taken))

    def means(self, ref: StateRef, s: Merged) -> bool:
        if ref.name:
            ref = next(n.ref for n in self.conflict.states if n.name == ref.name)
        if ref.taken is not None:
            return ref.taken in s
        if ref.pattern is not None:
            return any(all((o in t) == yes for o, yes in ref.pattern) for t in s)
        assert ref.condition is not None
        return any(ref.condition.holds(t) for t in s)

    def better(self, dm: str, t: Merged, s: Merged) -> bool:
        return bool(self.value(dm, t) > self.value(dm, s))  # type: ignore[operator]

    def _improve(self, dm: str, s: Merged) -> list[Merged]:
        return [t for t in self.reach(dm, s) if self.better(dm, t, s)]

    # -- sequences ------------------------------------------------------------------------------

    def _legal(self, group: tuple[str, ...], s: Merged, improvements: bool) -> set[Merged]:
        """All states that the group's legal sequences lead to: at least one move, no one twice in a row."""
        found: set[tuple[Merged, str]] = set()
        border: list[tuple[Merged, str]] = [(s, "")]
        while border:
            at, last = border.pop()
            for dm in group:
                if dm == last:
                    continue
                for t in self.improve(dm, at) if improvements else self.reach(dm, at):
                    if (t, dm) not in found:
                        found.add((t, dm))
                        border.append((t, dm))
        return {t for t, _ in found}

    # -- concepts -------------------------------------------------------------------------------

    def stable(self, concept: str, dm: str, s: Merged) -> bool:
        if concept == "nash":
            return not self.improve(dm, s)
        others = tuple(d for d in self.dms if d != dm)
        for t in self.improve(dm, s):
            answers = self.legal(others, t, concept == "seq")
            if concept == "smr":
                deterred = any(
                    not self.better(dm, x, s) and not any(self.better(dm, y, s) for y in self.reach(dm, x))
                    for x in answers
                )
            else:
                deterred = any(not self.better(dm, x, s) for x in answers)
            if not deterred:
                return False
        return True

    def undeterred(self, concept: str, dm: str, s: Merged) -> list[Merged]:
        """The improvements that no answer deters under a concept."""
        others = tuple(d for d in self.dms if d != dm)
        found = []
        for t in self.improve(dm, s):
            answers = self.legal(others, t, concept == "seq") if concept != "nash" else set()
            harmful = [x for x in answers if not self.better(dm, x, s)]
            if concept == "smr":
                harmful = [x for x in harmful if not any(self.better(dm, y, s) for y in self.reach(dm, x))]
            if not harmful:
                found.append(t)
        return found

    def stability(self, concept: str) -> dict[str, set[Merged]]:
        return {dm: {s for s in self.states if self.stable(concept, dm, s)} for dm in self.dms}

    def equilibria(self, concept: str) -> set[Merged]:
        return set.intersection(*self.stability(concept).values())
