"""Which packages beat no deal, which are fair, and what would open a way, as a frozen result."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from detente.conflict import Conflict
from detente.game import Game, Row, Tabular
from detente.questions.heads import Heads
from detente.questions.settle.keeping import Kept
from detente.questions.settle.table import Table, package_name
from detente.settlement import Division, Fallback, Ints

ExpectedKind = Literal["ahead", "myopic", "today", "state", "none"]
Role = Literal["nash", "ks", "ks_all", "egalitarian", "utilitarian", "fallback", "majority", "first"]
OpeningKind = Literal["red_line", "exclusion", "term", "no_deal", "payment", "step"]


@dataclass(frozen=True, slots=True)
class Expected:
    """What no deal leads to.

    Attributes
    ----------
    kind : str
        ``ahead``, ``myopic``: where it is heading, in that way of looking; ``today``; ``state``: one that was named;
        ``none``: nothing depends on it.
    states : tuple of int
    """

    kind: ExpectedKind
    states: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Other:
    """What would be if something else were expected without a deal.

    Attributes
    ----------
    expected : Expected
    zone : int
        How many packages beat it for all.
    kept : tuple of int
        Which of the deals on the shortlist do.
    """

    expected: Expected
    zone: int
    kept: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Deal:
    """A package on the shortlist.

    Attributes
    ----------
    package : int
    roles : tuple of str
        The rules of fairness that choose it.
    first_for : tuple of str
        The signatories who would name it first, of all packages that beat no deal for everybody.
    """

    package: int
    roles: tuple[Role, ...]
    first_for: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Opening:
    """One change, or two where no single one will do, after which a package beats no deal for everybody who signs.

    Attributes
    ----------
    kind : str
        ``red_line`` or ``exclusion``: one that is given up; ``term``: something else is agreed on, too; ``no_deal``:
        another outcome is expected without a deal; ``payment``: those who gain make up for what another loses;
        ``step``: somebody without numbers gives way along its order.
    dm : str
        Whose red line or option; who is paid, or gives way.
    id : str
        Which red line, exclusion or option.
    expected : Expected or None
    package : int
        The best package that it opens: the one to which falling back leads.
    opened : int
        How many packages it opens.
    table : Table
    at : int
        Where that package stands in this table: what it gives each once the change is made.
    price : Fraction or None
        How much has to be paid, on the scale of who is paid.
    payers : tuple of str
        Who gains by that package.
    steps : int
        How many steps along its order that package is worse than no deal for who gives way.
    also : tuple of (str, str, str)
        The other change, where there are two: its kind, `dm` and `id`.
    """

    kind: OpeningKind
    dm: str
    id: str
    expected: Expected | None
    package: int
    opened: int
    table: Table
    at: int
    price: Fraction | None = None
    payers: tuple[str, ...] = ()
    steps: int = 0
    also: tuple[tuple[OpeningKind, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Divided:
    """What Adjusted Winner gives two signatories: for each contested issue who gets its way, and the one that is split.

    Attributes
    ----------
    issues : tuple of int
        The contested issues, by their places.
    wanted : tuple of (int, int)
        The value that each of the two wants.
    agreed : tuple of (int, int)
        The issues on which both want the same value, and which.
    division : Division
    """

    issues: tuple[int, ...]
    wanted: tuple[tuple[int, int], ...]
    agreed: tuple[tuple[int, int], ...]
    division: Division


@dataclass(frozen=True, eq=False)
class Settlement(Tabular):
    """Which packages beat no deal for all who sign, which are fair, and which would be kept.

    Attributes
    ----------
    conflict : Conflict
    game : Game or None
        None where nothing depends on the states of the conflict.
    heads : Heads or None
        Where it is heading.
    table : Table
    expected : Expected
    zone : array of int
        The packages that beat no deal: worse for nobody who signs, better for one at least, and no red line is crossed.
    frontier : array of int
        The Pareto frontier over all packages that can be put together, for those who sign; where they are too many to
        be listed, over those that cross no red line.
    zone_frontier : array of int
        The frontier over those that beat no deal.
    solutions : dict of str to array of int
        The packages that rules of fairness choose among those that beat no deal; numbers are needed for them.
    unanimous : array of int
        The packages of the zone that everybody who signs puts first in it.
    fallback, majority : Fallback
        Without numbers: where all, and where more than half of those who sign, meet by falling back.
    divided : Divided or None
    deals : tuple of Deal
        The shortlist.
    openings : tuple of Opening
        Where nothing beats no deal for all.
    others : tuple of Other
    kept : dict of int to Kept
        Would it be kept: for each effect of a package that beats no deal.
    cuts : tuple of (str, int)
        What was not looked at in full as it would take too long, and how much there is: ``kept`` (what packages do to
        the conflict; the shortlist always is), ``others``, ``openings`` (red lines and exclusions).
    """

    conflict: Conflict
    game: Game | None
    heads: Heads | None
    table: Table
    expected: Expected
    zone: Ints
    frontier: Ints
    zone_frontier: Ints
    solutions: dict[Role, Ints]
    unanimous: Ints
    fallback: Fallback = field(repr=False)
    majority: Fallback = field(repr=False)
    divided: Divided | None = field(repr=False)
    deals: tuple[Deal, ...]
    openings: tuple[Opening, ...] = field(repr=False)
    others: tuple[Other, ...]
    kept: dict[int, Kept]
    cuts: tuple[tuple[str, int], ...] = ()

    def rows(self) -> list[Row]:
        """Give a row for each package that beats no deal: its values, what it is worth, the rules that choose it.

        Of those whose wishes are confidential no place and no points.
        """
        found: list[Row] = []
        chosen = {d.package: d for d in self.deals}
        best = set(self.zone_frontier.tolist())
        for package in self.zone.tolist():
            row: dict[str, object] = {"package": self.name(package)}
            for worths in self.table.parties:
                if worths.dm in self.table.hidden:
                    continue
                place = int((worths.ranks > worths.ranks[package]).sum()) + 1
                row[f"place for {worths.dm}"] = place if self.table.whole else None
                if worths.points is not None:
                    row[f"points for {worths.dm}"] = float(
                        Fraction(int(worths.points[package]), self.table.scale)
                    )
            row["on the frontier"] = package in best
            deal = chosen.get(package)
            row["chosen by"] = [] if deal is None else list(deal.roles)
            kept = self.kept.get(int(self.table.effect[package]))
            row["kept"] = "" if kept is None else kept.verdict
            found.append(row)
        return found

    def name(self, package: int) -> str:
        """Name a package: the values of its issues, or the state of the conflict that it is."""
        if self.table.terms is None:
            assert self.game is not None
            return self.game.state(package).id
        return package_name(self.table.terms, self.table.grid.choice(package))
