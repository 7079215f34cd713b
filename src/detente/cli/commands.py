"""What each command does that is no question of its own: files, states, the catalogue, schemas."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np

from detente import catalogue
from detente.cli import questions
from detente.cli.output import Output, chosen_accounts, load, one_part, terminal
from detente.conflict import UnknownNameError, write_file
from detente.findings import machine
from detente.game import Game, feasible_states
from detente.game.carrier import build

if TYPE_CHECKING:
    from detente.findings.finding import Page
    from detente.game import Row

TEMPLATE = Path(__file__).parent / "template.yaml"


def _new(arguments: argparse.Namespace) -> None:
    text = TEMPLATE.read_text(encoding="utf-8")
    if arguments.file == "-":
        sys.stdout.write(text)
        return
    write_file(arguments.file, text, replace=False)
    print(f"detente: wrote {arguments.file}; next: detente check {arguments.file}", file=sys.stderr)


def _check(arguments: argparse.Namespace) -> None:
    output = Output(arguments)
    conflict = load(arguments)
    sizes = {}
    for account in conflict.accounts if conflict.preferences or conflict.perspectives else ():
        game = build(conflict.under(account), most_states=arguments.most_states)
        sizes[account] = game.size if isinstance(game, Game) else game.feasible.count
    if not sizes:
        sizes = {"base": feasible_states(conflict.under("base"), arguments.most_states).size}

    def page() -> Page:
        from detente.findings.checking import check_finding
        from detente.findings.situation import situation_finding

        return one_part(conflict, [check_finding(conflict, sizes), situation_finding(conflict)])

    def data() -> dict[str, Any]:
        found = machine.head(conflict, conflict.accounts[0], conflict.accounts)
        return found | {"feasible": sizes, "warnings": [str(w) for w in conflict.warnings]}

    output.give(page, data)


def _states(arguments: argparse.Namespace) -> None:
    output = Output(arguments)
    conflict = load(arguments)
    accounts = chosen_accounts(conflict, arguments.perspective)
    states = feasible_states(conflict.under(accounts[0]), arguments.most_states)
    chosen = np.arange(states.size)
    if arguments.where is not None:
        chosen = np.flatnonzero(states.where(states.conflict.condition(arguments.where)))
    others = [a for a in accounts[1:] if not conflict.under(a).same_states(states.conflict)]
    if others:
        told = f"under '{accounts[0]}'; other options or rules under {', '.join(others)} (see --perspective)"
        print(f"detente: the states {told}", file=sys.stderr)

    def page() -> Page:
        from detente.findings.situation import states_finding

        return one_part(conflict, [states_finding(states, chosen, arguments.where or "")])

    def rows() -> list[Row]:
        found = (states.state(int(s)) for s in chosen)
        return [{"state": s.id, "number": s.number, "taken": list(s.taken)} for s in found]

    output.give(page, lambda: machine.states(states, chosen, conflict.accounts), rows)


def _catalogue(arguments: argparse.Namespace) -> None:
    if arguments.name is not None:
        if arguments.name not in catalogue.names():
            raise UnknownNameError("conflict of the catalogue", arguments.name, catalogue.names())
        sys.stdout.write((catalogue.FOLDER / f"{arguments.name}.yaml").read_text(encoding="utf-8"))
        return
    found = [(name, catalogue.load(name)) for name in catalogue.names()]
    if arguments.json:
        listed = [
            {
                "name": name,
                "title": c.title,
                "decision_makers": len(c.decision_makers),
                "options": len(c.option_ids),
                "perspectives": list(c.accounts),
                "published": any(p.equilibria for p in c.published),
            }
            for name, c in found
        ]
        print(json.dumps(listed, ensure_ascii=False))
        return
    from detente.findings.checking import catalogue_page

    sys.stdout.write(terminal().page(catalogue_page(found)))


def _schema(arguments: argparse.Namespace) -> None:
    from detente.conflict.schema import schema
    from detente.findings.schemas import answer_schema

    found = schema() if arguments.what == "conflict" else answer_schema(arguments.what)
    print(json.dumps(found, ensure_ascii=False, indent=2))


def _exchange() -> ModuleType:
    from detente.cli import exchange  # the other commands start without it

    return exchange


COMMANDS: dict[str, Callable[[argparse.Namespace], None]] = {
    "new": _new,
    "check": _check,
    "states": _states,
    "analyze": questions.ask_analyze,
    "equilibria": questions.ask_equilibria,
    "explain": questions.ask_explain,
    "evolve": questions.ask_evolve,
    "compare": questions.ask_compare,
    "whatif": questions.ask_whatif,
    "pivot": questions.ask_pivot,
    "coalitions": questions.ask_coalitions,
    "ultimatum": questions.ask_ultimatum,
    "factions": questions.ask_factions,
    "import": lambda arguments: _exchange().run_import(arguments),
    "export": lambda arguments: _exchange().run_export(arguments),
    "catalogue": _catalogue,
    "schema": _schema,
}


def run(arguments: argparse.Namespace) -> None:
    """Run the command that was asked for."""
    COMMANDS[arguments.command](arguments)
