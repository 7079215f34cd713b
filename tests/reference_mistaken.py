"""Hypergames by enumeration: every state, every party, each by its own game, in loops that read like the definition."""

from __future__ import annotations

from dataclasses import replace

from detente.conflict import Conflict
from tests.reference import Merged, Reference


class Hyper:
    """A conflict under an account, and as each party sees it."""

    def __init__(self, conflict: Conflict) -> None:
        self.real = Reference(replace(conflict, beliefs=()))
        self.dms = self.real.dms
        self.own = {dm: Reference(conflict.believed(dm)) for dm in self.dms}

    def seen(self, dm: str, s: Merged) -> Merged | None:
        """The state of its own game that a state is to a party; None where it has no such."""
        found = [t for t in self.own[dm].states if t & s]
        assert len(found) < 2
        return found[0] if found else None

    def stays(self, concept: str, dm: str, s: Merged) -> bool:
        mine = self.seen(dm, s)
        return mine is None or self.own[dm].stable(concept, dm, mine)

    def equilibria(self, concept: str) -> set[Merged]:
        return {s for s in self.real.states if all(self.stays(concept, dm, s) for dm in self.dms)}

    def would(self, by: str, mover: str, sight: str, s: Merged) -> list[Merged]:
        """Where a mover would go from a state, in the game of `by`."""
        game = self.own[by]
        return game.improve(mover, s) if sight == "nash" else game.undeterred("seq", mover, s)

    def moves(self, sight: str, dm: str, s: Merged) -> list[Merged]:
        """Where a party goes from a state: what it would do by its own game, and can in truth."""
        mine = self.seen(dm, s)
        if mine is None:
            return []
        wanted = self.would(dm, dm, sight, mine)
        return [t for t in self.real.reach(dm, s) if self.seen(dm, t) in wanted]

    def reached(self, sight: str, start: Merged) -> dict[Merged, int]:
        """All that it comes to from a state, with the fewest moves; nobody moves twice in a row."""
        steps, border, seen, depth = {start: 0}, {(start, "")}, set[tuple[Merged, str]](), 0
        while border:
            depth += 1
            new = {
                (t, dm)
                for s, last in border
                for dm in self.dms
                if dm != last
                for t in self.moves(sight, dm, s)
            }
            border = new - seen
            seen |= border
            for t, _ in border:
                steps.setdefault(t, depth)
        return steps

    def ends(self, sight: str, start: Merged) -> dict[Merged, int]:
        held = self.equilibria(sight)
        return {s: n for s, n in self.reached(sight, start).items() if s in held}

    def stuck(self, sight: str, start: Merged) -> set[Merged]:
        held = self.equilibria(sight)
        return {
            s
            for s in self.reached(sight, start)
            if s not in held and not any(self.moves(sight, dm, s) for dm in self.dms)
        }

    def expected(self, dm: str, sight: str, start: Merged) -> set[Merged] | None:
        """The states of its own game that a party expects it to end in; None where it does not see where it begins."""
        mine = self.seen(dm, start)
        if mine is None:
            return None
        game, alone = self.own[dm], Hyper.__new__(Hyper)
        alone.real, alone.dms, alone.own = game, game.dms, dict.fromkeys(game.dms, game)
        return set(alone.ends(sight, mine))

    def kind(self, dm: str, sight: str, mover: str, s: Merged, t: Merged) -> str | None:
        """Why a move surprises a party."""
        before, after = self.seen(dm, s), self.seen(dm, t)
        if dm == mover or before is None:
            return None
        if after is None:
            return "state"
        if before == after:
            return None
        if after not in self.own[dm].reach(mover, before):
            return "unable"
        if after in self.would(dm, mover, sight, before):
            return None
        return "deterred" if after in self.own[dm].improve(mover, before) else "unwanted"
