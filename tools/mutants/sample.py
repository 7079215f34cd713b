"""Which mutants there are, and which of them a seed draws."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code

from tools.mutants.operators import EASY, FAMILIES
from tools.mutants.rules import excluded

LONGEST_SPOT = 12  # lines from where a change begins to the last line that it changes
Key = tuple[str, tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """Where an operator can change something; `occurrence` counts the operator's changes in the file."""

    line: int
    family: str
    operator: int
    occurrence: int


@dataclass(frozen=True, slots=True)
class Mutant:
    """A file with one change.

    Attributes
    ----------
    file : str
        From the repository's root on.
    line : int
        Where the change begins.
    family : str
        The family of its operator.
    code : str
        The whole file as changed.
    before, after : tuple of str
        The lines that the change takes away and puts there, without indentation.
    """

    file: str
    line: int
    family: str
    code: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def key(self) -> Key:
        """What makes it the same mutant when lines have moved."""
        return self.file, self.before, self.after


def spots(source: str) -> list[Spot]:
    """Give every change that an operator can make in a source, in order, without what is no mutant by rule."""
    out = excluded(source)
    counts: dict[tuple[str, int], int] = {}
    found = []
    for node in ast_nodes(get_ast(source)):
        for family, operators in FAMILIES.items():
            for number, operator in enumerate(operators):
                for start, end in operator.mutation_positions(node):
                    occurrence = counts.get((family, number), 0)
                    counts[family, number] = occurrence + 1
                    if not any(span.holds(start, end) for span in out):
                        found.append(Spot(start[0], family, number, occurrence))
    return sorted(found)


def mutant(file: str, source: str, spot: Spot) -> Mutant | None:
    """Make a change; None where nothing changes or what comes out is no Python."""
    changed = mutate_code(source, FAMILIES[spot.family][spot.operator], spot.occurrence)
    if changed is None:
        return None
    try:
        if ast.dump(ast.parse(changed)) == ast.dump(ast.parse(source)):
            return None
    except SyntaxError:
        return None
    lines = list(difflib.unified_diff(source.splitlines(), changed.splitlines(), n=0, lineterm=""))[2:]
    return Mutant(
        file,
        spot.line,
        spot.family,
        changed,
        tuple(s[1:].strip() for s in lines if s.startswith("-")),
        tuple(s[1:].strip() for s in lines if s.startswith("+")),
    )


def again(root: Path, keys: set[Key]) -> list[Mutant]:
    """Make the mutants of that kind anew, as far as their lines are still there."""
    found: dict[Key, Mutant] = {}
    for file in sorted({key[0] for key in keys if (root / key[0]).is_file()}):
        source = (root / file).read_text(encoding="utf-8")
        wanted = {key[1][0] for key in keys if key[0] == file and key[1]}
        near = {
            before
            for number, line in enumerate(source.splitlines(), 1)
            if line.strip() in wanted
            for before in range(number - LONGEST_SPOT, number + 1)
        }
        for spot in spots(source):
            made = mutant(file, source, spot) if spot.line in near else None
            if made is not None and made.key in keys:
                found.setdefault(made.key, made)
    return list(found.values())


def every(root: Path, files: list[str]) -> Iterator[Mutant]:
    """Make all mutants of some files."""
    for file in files:
        source = (root / file).read_text(encoding="utf-8")
        for spot in spots(source):
            made = mutant(file, source, spot)
            if made is not None:
                yield made


def lines_of(root: Path, files: list[str]) -> dict[tuple[str, int], list[Spot]]:
    """Give the changes that can be made, line by line."""
    found: dict[tuple[str, int], list[Spot]] = {}
    for file in files:
        for spot in spots((root / file).read_text(encoding="utf-8")):
            found.setdefault((file, spot.line), []).append(spot)
    return found


def draw(root: Path, lines: dict[tuple[str, int], list[Spot]], number: int, seed: int) -> list[Mutant]:
    """Draw mutants: a line first, no line twice before each had its turn; then a family, then a change of it."""
    rng = Random(seed)
    sources = {file: (root / file).read_text(encoding="utf-8") for file, _ in lines}
    left = {place: list(found) for place, found in sorted(lines.items())}
    drawn: list[Mutant] = []
    known: set[tuple[str, str]] = set()
    while left and len(drawn) < number:
        for place in rng.sample(list(left), len(left)):
            made = _one_of(left[place], rng, place[0], sources[place[0]], known)
            if not left[place]:
                del left[place]
            if made is not None:
                drawn.append(made)
            if len(drawn) == number:
                break
    return drawn


def _one_of(
    left: list[Spot], rng: Random, file: str, source: str, known: set[tuple[str, str]]
) -> Mutant | None:
    """Draw a change of a line and make it; what was tried is taken out of the list."""
    while left:
        families = {s.family for s in left}
        family = rng.choice(sorted(families - EASY or families))
        spot = rng.choice([s for s in left if s.family == family])
        left.remove(spot)
        made = mutant(file, source, spot)
        if made is not None and (file, made.code) not in known:
            known.add((file, made.code))
            return made
    return None
