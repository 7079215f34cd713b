"""The questions that follow, measured against the four concepts on the same game."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any

import msgspec

import detente
from detente.conflict import CLASSICAL, Conflict
from detente.game import Game
from detente.questions import find
from detente.questions.compare.answer import answer as compared
from detente.questions.question import Request
from detente.render import render
from detente.reports.command import REPORT
from detente.wording import Voice
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
FAR = "d1.o1 and not d1.o0 and not d1.o2 and not d1.o3 and not d2.o0 and d2.o2 and d2.o3 and not d0.o0"
ONE_WAY = [f"irreversible: d{k}.o{k}" for k in range(6)]
PHASES = """
phases:
  one: {date: 2024, says: first}
  two: {date: 2025, says: second, preferences: {d0: [d1.o1, d2.o0 or d0.o0]}}
  three: {date: 2026, says: third, preferences: {d1: [d0.o1, d2.o0 only if d0.o0]}}
"""
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
    large()
    accounts()


def large() -> None:
    """Print what takes long on what is large: a report as a whole, groups that cannot go back, a goal, phases."""
    print("\nWhat takes long (processor time, and the target):")
    conflict = detente.load("istanbul-2025")
    following = detente.read_conflict(grown(16) + PHASES)
    whole, some_way = large_listed(), large_listed(ONE_WAY)
    rows: list[tuple[str, str, Callable[[], object], str]] = [
        ("report, istanbul-2025", "", lambda: reported(conflict), ""),
        ("coalitions, six decision makers", f"{whole.size:,}", lambda: detente.coalitions(whole), "10"),
        ("coalitions, six one-way options", f"{some_way.size:,}", lambda: detente.coalitions(some_way), "10"),
        ("pivot --goal, SMR", "8,192", lambda: detente.pivot(game_of(13), FAR, "smr"), "10"),
        ("phases, three", "65,536", lambda: asked("phases", following), "10"),
    ]
    for name, states, ask, target in rows:
        print(f"  {name:42} {states:>9} {spent(ask):9.2f} {target:>9}", flush=True)


def reported(conflict: Conflict) -> object:
    """Ask for the report, answer it and write the page."""
    answers = asked("report", conflict)
    page = REPORT.as_page(answers, Voice.of(conflict, answers, conflict.title), conflict)
    return render(page, ".html")


def asked(name: str, conflict: Conflict) -> list[Any]:
    """Ask a question of all accounts of a conflict as the command line does, and answer it."""
    question = REPORT if name == "report" else find(name)
    given = {a.name: () if a.many else a.default for a in question.arguments}
    request = Request(conflict, conflict.accounts, CLASSICAL, given)
    return [question.answer(result) for result in question.asked(request)]


def large_listed(rules: Sequence[str] = ()) -> Game:
    """Build the game of six decision makers whose options make 138,240 states: ten options, some with levels."""
    rng = Random(7)
    options: dict[str, list[str]] = {f"d{k}": [] for k in range(6)}
    for k in range(10):
        options[f"d{k % 6}"].append(f"o{k}: do {k}")
    for k in range(3):
        options[f"d{k}"].append(f"s{k}: {{text: step {k}, levels: [low, high]}}")
    options["d4"].append("more: {text: more, levels: [a, b, c, d]}")
    names = [f"{dm}.{one.split(':')[0]}" for dm, some in options.items() for one in some]
    lines = ["detente: 1", "title: many states", "status_quo: []", "decision_makers:"]
    lines += [f"  {dm}: {{options: {{{', '.join(some)}}}}}" for dm, some in options.items()]
    lines += ["rules:", *(f"  - {rule}" for rule in rules)] if rules else []
    lines.append("preferences:")
    for dm in options:
        lines.append(f"  {dm}:")
        said: dict[str, None] = {}
        while len(said) < 12:
            one, other = rng.sample(names, 2)
            said[f"    - {one} {rng.choice(['and', 'or', 'only if'])} {rng.choice(['', 'not '])}{other}"] = (
                None
            )
        lines += said
    return detente.read_conflict("\n".join(lines)).game()


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
