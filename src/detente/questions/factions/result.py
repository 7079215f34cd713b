"""What decision makers can agree to at home, under one account."""

from __future__ import annotations

from dataclasses import dataclass

from detente.conflict import Conflict
from detente.game import Row, Tabular
from detente.questions.factions.takeovers import FactionsAnalysis


@dataclass(frozen=True, eq=False)
class AtHome(Tabular):
    """What was asked of the decision makers that have factions, under one account.

    Attributes
    ----------
    conflict : Conflict
        Under the account.
    found : tuple of FactionsAnalysis
        One for each decision maker.
    refused : str
        Why nothing can be said under this account, where that is so.
    """

    conflict: Conflict
    found: tuple[FactionsAnalysis, ...]
    refused: str = ""

    def rows(self) -> list[Row]:
        """Give a row per faction."""
        return [row for f in self.found for row in f.rows()]
