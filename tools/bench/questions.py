"""The questions that follow, measured against the four concepts on the same game."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

import msgspec

import detente
from detente.game import Game
from detente.questions.compare.answer import answer as compared
from tools.bench.games import game_of, grown, one_way
from tools.bench.measure import all_concepts, best, fresh

SMALL = (8, 10, 12)
LARGE = (12, 14, 16)
GOAL = "d0.o0 and d1.o1 and d2.o2 and not d0.o1 and not d1.o2"
ASKED: Mapping[str, Callable[[Game], object]] = {
    "coalitions": detente.coalitions,
    "pivot, SEQ": lambda game: detente.pivotal(game, "seq"),
    "pivot --goal": lambda game: detente.pivot(game, GOAL),
}
ACCOUNTS, MOST_BYTES = 100, 20_000_000


def main() -> None:
    """Print what the questions that follow take, as multiples of the four concepts on the same game, and growth."""
    print("Questions, as multiples of Nash, GMR, SMR and SEQ on the same game:")
    print(f"  {'':42} {'pivotal':>9} {'SEQ':>9} {'goal':>9} {'groups':>9} {'sanctions':>9}")
    games = [("istanbul-2025, kyiv", detente.load("istanbul-2025").game("kyiv"), "russia.truce")]
    for options in SMALL:
        games.append((f"three decision makers, {options} options", game_of(options), "d0.o0 and not d1.o0"))
    for name, game, goal in games:
        once = all_concepts(game, 3)
        asked: list[Callable[[], object]] = [
            lambda game=game: detente.pivotal(fresh(game)),  # type: ignore[misc]
            lambda game=game: detente.pivotal(fresh(game), "seq"),  # type: ignore[misc]
            lambda game=game, goal=goal: detente.pivot(fresh(game), goal, most=1),  # type: ignore[misc]
            lambda game=game: detente.coalitions(fresh(game)),  # type: ignore[misc]
            lambda game=game: detente.sanctions(fresh(game)),  # type: ignore[misc]
        ]
        print(f"  {name:42} {' '.join(f'{best(ask, 1) / once:>9,.1f}' for ask in asked)}", flush=True)
    growth()
    accounts()


def growth() -> None:
    """Print how the searches grow, with and without one-way options: processor time, and for each state."""
    print(
        "\nHow the searches grow (processor time; growth: for each state, as a multiple of the first line):"
    )
    print(f"  {'':42} {'states':>9} {'seconds':>9} {'analyses':>9} {'growth':>7}")
    for name, ask in ASKED.items():
        for kind, make in (("", game_of), ("2 one-way for each", lambda k: one_way(k, 3, 2))):
            first = None
            for options in LARGE:
                game = make(options)
                once, took = all_concepts(game, 3), spent(lambda ask=ask, game=game: ask(fresh(game)))  # type: ignore[misc]
                first = first or took / game.size
                row = f"  {f'{name} {kind}'.strip():42} {game.size:>9,} {took:9.2f} {took / once:9,.0f}"
                print(f"{row} {took / game.size / first:7.2f}", flush=True)
    game = game_of(17, 6)
    once, took = all_concepts(game, 3), spent(lambda: detente.coalitions(fresh(game)))
    print(
        f"  {'coalitions, six decision makers':42} {game.size:>9,} {took:9.2f} {took / once:9,.0f}",
        flush=True,
    )


def spent(action: Callable[[], object]) -> float:
    """Give the processor time of an action, in seconds."""
    begin = time.process_time()
    action()
    return time.process_time() - begin


def many_accounts(options: int, accounts: int) -> str:
    """Write a conflict with so many accounts, each of which drops one of the statements of the first."""
    text = grown(options)
    head, wanted = text.split("preferences:\n")
    lines = wanted.splitlines()
    stated = [k for k, line in enumerate(lines) if line.startswith("    - ")]
    parts = [f"{head}perspectives:"]
    for k in range(accounts):
        gone = stated[k % len(stated)] if k else -1
        again = stated[k // len(stated)] if k >= len(stated) else -1
        kept = [f"    {line}" for n, line in enumerate(lines) if n not in (gone, again)]
        parts += [f"  account-{k}:", "    preferences:", *kept]
    return "\n".join(parts)


def accounts() -> None:
    """Print how long the comparison of many accounts takes, and how many bytes of JSON it is."""
    conflict = detente.read_conflict(many_accounts(12, ACCOUNTS))
    once = all_concepts(conflict.game(conflict.accounts[0]), 3)
    begin = time.process_time()
    written = msgspec.json.encode(compared(detente.compare(conflict)))
    took = time.process_time() - begin
    print(
        f"\ncompare, {ACCOUNTS} accounts of 4,096 states: {took:.1f} s, {took / once:,.0f} analyses, ", end=""
    )
    print(f"{len(written) / 1e6:.1f} MB of JSON (target: under {MOST_BYTES / 1e6:.0f} MB)")
