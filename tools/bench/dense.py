"""The dense carrier: the classical concepts for all decision makers, preferences given."""

from __future__ import annotations

import subprocess
import sys

from detente.stability import stable_states
from tools.bench.games import HARD, friendly, game_of
from tools.bench.measure import all_concepts, one_minimum, peak

TARGETS = {(12, 2): (0.01, None), (20, 3): (1.5, 600), (24, 3): (40.0, 5120)}  # seconds, MiB
HEAD = f"  {'':28} {'states':>11} {'seconds':>9} {'minima':>9} {'growth':>7}"


def main() -> None:
    """Print how cost grows, and the hard cases."""
    print(
        "Nash, GMR, SMR and SEQ for all decision makers, preferences given. Minima: the time as a multiple of one"
    )
    print(
        "NumPy minimum over the same arrays. Growth: time per state, as a multiple of that of the first line."
    )
    print(
        "Memory: the peak of a process of its own that builds the game (in brackets) and finds the stable states."
    )
    print(f"{HEAD}  {'MiB':>13}  target")
    first = None
    for options, makers in friendly():
        game = game_of(options, makers)
        took, once, size = all_concepts(game), one_minimum(game), game.size
        del game  # so that the process measured next has the memory to itself
        each = took / size
        first = first if first or makers != 3 else each
        growth = f"{each / first:7.2f}" if first else f"{'':7}"
        built, whole = memory(options, makers)
        limit, most = TARGETS.get((options, makers), (None, None))
        target = f"{limit:g} s" if limit else ""
        target += f", {most} MiB" if most else ""
        row = f"  {f'{makers} decision makers':28} {size:>11,} {took:9.4f} {took / once:9,.0f} {growth}"
        print(f"{row}  {f'({built:,.0f}) {whole:,.0f}':>13}  {target}", flush=True)
    print("\nHard cases, each growing by itself:")
    print(HEAD)
    for name, made in HARD.items():
        first = None
        for make in made:
            game = make()
            took, once = all_concepts(game, 5), one_minimum(game)
            first = first or took / game.size
            ratio = took / game.size / first
            print(f"  {name:28} {game.size:>11,} {took:9.4f} {took / once:9,.0f} {ratio:7.2f}", flush=True)


def memory(options: int, makers: int) -> tuple[float, float]:
    """Give the peak memory of a process that builds a game, and of the same once it has found the stable states."""
    argv = [sys.executable, "-m", "tools.bench.dense", str(options), str(makers)]
    built, whole = subprocess.run(argv, check=True, capture_output=True, text=True).stdout.split()
    return float(built), float(whole)


def alone(options: int, makers: int) -> None:
    """Build a game and find the stable states, once; print the peak memory after each in MiB."""
    game = game_of(options, makers)
    built = peak()
    stable_states(game)
    print(built / 2**20, peak() / 2**20)


if __name__ == "__main__":
    alone(*map(int, sys.argv[1:]))
