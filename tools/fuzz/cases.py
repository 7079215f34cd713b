"""What is tried: from a seed and a number, always the same case."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from detente.conflict import Conflict
from tools.fuzz import included, inputs, negotiations
from tools.fuzz.whole import whole_conflict

COMMANDS = (
    ("analyze", "--json"),
    ("analyze", "--full"),
    ("analyze", "--out", "report.html"),
    ("compare", "--json"),
    ("compare", "--full"),
    ("explain",),
    ("explain", "--json"),
    ("evolve", "--full"),
    ("states",),
    ("check",),
    ("whatif", "--collapse"),
    ("factions", "--json"),
    ("factions", "--full"),
    ("pivot", "--json"),
    ("pivot", "--goal", "none", "--most", "1"),
    ("equilibria", "--full"),
    ("equilibria", "--json"),
    ("coalitions", "--full"),
    ("coalitions", "--json"),
    ("export", "--to", "gmcr"),
    ("export", "--to", "csv"),
    ("export", "--to", "graphml"),
    ("export", "--to", "latex"),
    ("export", "--to", "nfg"),
    ("export", "--out", "x.zip"),
)
"""Every command on a conflict file, with what it needs."""

LIMITED = ("--most-states", "300")
KINDS = ("damaged",) * 6 + ("written",) * 2 + ("included",)
INCLUDED = "included"  # no format: a conflict file with the file of a party


@dataclass(frozen=True)
class Case:
    """One trial.

    Attributes
    ----------
    name, data : str, bytes
        The file that is read; for a conflict that is written and read again, its conflict file.
    argv : tuple of str
        The command that reads it; empty for a conflict that is written.
    conflict : Conflict or None
        What is written.
    format : str
        Its format.
    beside : tuple of (str, bytes)
        The files that belong to it: of an included one, the file of a party with words that nobody may see.
    """

    name: str
    data: bytes
    argv: tuple[str, ...]
    format: str
    conflict: Conflict | None = None
    beside: tuple[tuple[str, bytes], ...] = ()


def case(seed: int, number: int, only: str = "") -> Case:
    """Make a case; with `only`, of one format."""
    rng = Random(f"{seed} {number}")
    kind = rng.choice(KINDS)
    if only == INCLUDED or (not only and kind == "included"):
        data, beside = included.included_files(rng)
        command, *more = rng.choice(included.COMMANDS)
        return Case("x.json", data, (command, "x.json", *LIMITED, *more), INCLUDED, beside=beside)
    if kind == "written" and only not in negotiations.FORMATS:  # which nothing writes
        format = only or rng.choice(("yaml", "json", *inputs.WRITTEN))
        conflict = whole_conflict(rng)
        if format == "csv":
            format = "zip"
        account = rng.choice([None, None, *conflict.accounts])
        chosen = conflict if account is None else conflict.under(account)
        return Case("conflict.json", inputs.as_file(chosen), (), format, chosen)
    format = only or rng.choice(("yaml", "yaml", "json", *inputs.READ))
    file = inputs.sound(rng, format)
    data = inputs.harmed(rng, format, file)
    if format in inputs.CONFLICT_FILES:
        command, *more = rng.choice(COMMANDS)
        return Case(file.name, data, (command, file.name, *LIMITED, *more), format)
    if not file.beside:
        return Case(file.name, data, ("import", file.name), format)
    names = sorted((file.name, *(name for name, _ in file.beside)))
    return Case(file.name, data, ("import", *names, "--from", format), format, beside=file.beside)
