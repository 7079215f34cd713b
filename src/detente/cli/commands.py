"""What each command does: load, ask, say."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from detente import catalogue
from detente.conflict import Conflict, DetenteError, UnknownNameError, write_file
from detente.conflict.errors import choices
from detente.findings import machine
from detente.game import feasible_states
from detente.questions import analyze, change, compare, evolve, explain, whatif
from detente.stability import check_concepts

if TYPE_CHECKING:
    from detente.findings.finding import Finding, Page
    from detente.findings.terminal import Terminal
    from detente.game import Row
    from detente.questions import Analysis

ENDINGS = (".html", ".md", ".json", ".csv")
TEMPLATE = Path(__file__).parent / "template.yaml"


class Output:
    """Where an answer goes and in which form; each form is made only when it is asked for."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.file: str | None = getattr(arguments, "out", None)
        self.json: bool = arguments.json
        self.full: bool = getattr(arguments, "full", False)
        self.ending = ""
        if self.file is not None:
            self.ending = Path(self.file).suffix.lower()
            if self.json and self.ending != ".json":
                raise DetenteError(f"--json and --out {self.file} ask for two different forms")
            if self.ending not in ENDINGS:
                raise DetenteError(
                    f"--out {self.file}: no ending '{self.ending}'{choices(self.ending, ENDINGS)}"
                )

    @property
    def data_only(self) -> bool:
        """Whether only the first account is asked for: the forms for programs hold one."""
        return self.json or self.ending in (".json", ".csv")

    def give(
        self,
        page: Callable[[], Page],
        data: Callable[[], dict[str, Any]],
        rows: Callable[[], Sequence[Row]] | None = None,
    ) -> None:
        """Print the answer, or write it to the file."""
        if self.file is None and self.json:
            sys.stdout.write(json.dumps(data(), ensure_ascii=False) + "\n")
        elif self.file is None:
            sys.stdout.write(_terminal(self.full).page(page()))
        else:
            write_file(self.file, self._text(page, data, rows))
            print(f"detente: wrote {self.file}", file=sys.stderr)

    def _text(
        self,
        page: Callable[[], Page],
        data: Callable[[], dict[str, Any]],
        rows: Callable[[], Sequence[Row]] | None,
    ) -> str:
        if self.ending == ".json":
            return json.dumps(data(), ensure_ascii=False, indent=1) + "\n"
        if self.ending == ".csv":
            from detente.findings import csv

            return csv.rows(rows()) if rows is not None else csv.page(page())
        if self.ending == ".md":
            from detente.findings import markdown

            return markdown.page(page())
        from detente.findings import html

        return html.page(page())


def _terminal(full: bool = False) -> Terminal:
    """Fit to the screen; bold headings only where there is one."""
    import os
    import shutil

    from detente.findings.terminal import Terminal

    screen = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Terminal(shutil.get_terminal_size((100, 24)).columns, colour=screen, full=full)


def _concepts(arguments: argparse.Namespace) -> tuple[str, ...]:
    given = arguments.concepts
    if given is None:
        return check_concepts(None)
    names = [c.strip().lower() for c in given.split(",")]
    return check_concepts([n for n in names if n] or [given])


def _load(arguments: argparse.Namespace) -> Conflict:
    conflict = catalogue.load(arguments.conflict)
    for warning in conflict.warnings:
        print(f"detente: {warning} (warning)", file=sys.stderr)
    return conflict


def _accounts(conflict: Conflict, chosen: str | None) -> tuple[str, ...]:
    if chosen is None:
        return conflict.accounts
    if chosen not in conflict.accounts:
        raise UnknownNameError("perspective", chosen, conflict.accounts)
    return (chosen,)


def _page(conflict: Conflict, findings: Sequence[Finding]) -> Page:
    from detente.findings.finding import Page, Part

    return Page(conflict.title, (), (Part(tuple(findings)),), conflict.language)


def _new(arguments: argparse.Namespace) -> None:
    text = TEMPLATE.read_text(encoding="utf-8")
    if arguments.file == "-":
        sys.stdout.write(text)
        return
    write_file(arguments.file, text, replace=False)
    print(f"detente: wrote {arguments.file}; next: detente check {arguments.file}", file=sys.stderr)


def _check(arguments: argparse.Namespace) -> None:
    output = Output(arguments)
    conflict = _load(arguments)
    sizes = {}
    for account in conflict.accounts if conflict.preferences or conflict.perspectives else ():
        sizes[account] = conflict.game(account, most_states=arguments.most_states).size
    if not sizes:
        sizes = {"base": feasible_states(conflict.under("base"), arguments.most_states).size}

    def page() -> Page:
        from detente.findings.checking import check_finding
        from detente.findings.situation import situation_finding

        return _page(conflict, [check_finding(conflict, sizes), situation_finding(conflict)])

    def data() -> dict[str, Any]:
        found = machine.head(conflict, conflict.accounts[0], conflict.accounts)
        return found | {"feasible": sizes, "warnings": [str(w) for w in conflict.warnings]}

    output.give(page, data)


def _states(arguments: argparse.Namespace) -> None:
    output = Output(arguments)
    conflict = _load(arguments)
    accounts = _accounts(conflict, arguments.perspective)
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

        return _page(conflict, [states_finding(states, chosen, arguments.where or "")])

    def rows() -> list[Row]:
        found = (states.state(int(s)) for s in chosen)
        return [{"state": s.id, "number": s.number, "taken": list(s.taken)} for s in found]

    output.give(page, lambda: machine.states(states, chosen, conflict.accounts), rows)


def _analyze(arguments: argparse.Namespace) -> None:
    output = Output(arguments)
    conflict = _load(arguments)
    concepts = _concepts(arguments)
    accounts = _accounts(conflict, arguments.perspective)
    limit = arguments.most_states

    def first() -> Analysis:
        return analyze(conflict.game(accounts[0], most_states=limit), concepts)

    def page() -> Page:
        from detente.findings.pages import analysis_page, report_page

        found = compare(conflict, accounts, concepts, most_states=limit)
        return report_page(found) if output.ending in (".html", ".md") else analysis_page(found)

    output.give(page, lambda: machine.analysis(first(), conflict.accounts), lambda: first().rows())


def _explain(arguments: argparse.Namespace) -> None:
    output = Output(arguments)
    conflict = _load(arguments)
    accounts = _accounts(conflict, arguments.perspective)
    answers = []
    for account in accounts[:1] if output.data_only else accounts:
        game = conflict.game(account, most_states=arguments.most_states)
        if arguments.state is None and game.status_quo is None:
            raise DetenteError(
                "the file has no 'status_quo'; name a state with --state (see 'detente states')"
            )
        state = game.state(arguments.state if arguments.state is not None else game.status_quo or 0)
        makers = [arguments.dm] if arguments.dm is not None else list(game.decision_makers)
        answers.append(
            (game, state, [explain(game, state, dm, c) for dm in makers for c in _concepts(arguments)])
        )

    def page() -> Page:
        from detente.findings.explanation import explanation_finding

        return _page(conflict, [explanation_finding(*answer) for answer in answers])

    def rows() -> list[Row]:
        return [row for e in answers[0][2] for row in e.rows()]

    output.give(page, lambda: machine.explanation(*answers[0], conflict.accounts), rows)


def _evolve(arguments: argparse.Namespace) -> None:
    output = Output(arguments)
    conflict = _load(arguments)
    concepts = _concepts(arguments)
    accounts = _accounts(conflict, arguments.perspective)
    chosen = accounts[:1] if output.data_only else accounts
    games = [conflict.game(a, most_states=arguments.most_states) for a in chosen]
    found = [evolve(game, start=arguments.start, concepts=concepts) for game in games]

    def page() -> Page:
        from detente.findings.evolution import evolution_finding

        return _page(conflict, [evolution_finding(e) for e in found])

    output.give(page, lambda: machine.evolve(found[0], conflict.accounts), found[0].rows)


def _compare(arguments: argparse.Namespace) -> None:
    output = Output(arguments)
    conflict = _load(arguments)
    for account in arguments.perspective or ():
        _accounts(conflict, account)
    found = compare(conflict, arguments.perspective, _concepts(arguments), most_states=arguments.most_states)

    def page() -> Page:
        from detente.findings.comparison import comparison_finding

        return _page(conflict, [comparison_finding(found)])

    output.give(page, lambda: machine.comparison(found), found.rows)


def _settled(given: Sequence[str]) -> list[tuple[str, bool]]:
    """Read ``OPTION=yes`` and ``OPTION=no``."""
    found = []
    for text in given:
        option, _, value = text.partition("=")
        if value not in ("yes", "no"):
            raise DetenteError(f"--set {text}: write OPTION=yes or OPTION=no")
        found.append((option, value == "yes"))
    return found


def _whatif(arguments: argparse.Namespace) -> None:
    output = Output(arguments)
    conflict = _load(arguments)
    accounts = _accounts(conflict, arguments.perspective)
    found = []
    for account in accounts[:1] if output.data_only else accounts:
        under = conflict.under(account)
        supposed = change(
            under,
            fixed=_settled(arguments.set),
            without=arguments.without,
            freeze=arguments.freeze,
            absent=arguments.absent,
            prefer=[(dm, text) for dm, text in arguments.prefer],
            collapse=arguments.collapse or "",
        )
        if not supposed.fixed and not supposed.preferred:
            raise DetenteError(
                "nothing is supposed; say --set, --without, --freeze, --absent, --prefer or --collapse"
            )
        found.append(whatif(under, supposed, _concepts(arguments), most_states=arguments.most_states))

    def page() -> Page:
        from detente.findings.supposing import whatif_finding

        talks = arguments.collapse == "diplomacy"
        return _page(conflict, [whatif_finding(f, talks=talks) for f in found])

    output.give(page, lambda: machine.whatif(found[0], conflict.accounts), found[0].rows)


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

    sys.stdout.write(_terminal().page(catalogue_page(found)))


def _schema(arguments: argparse.Namespace) -> None:
    from detente.conflict.schema import schema
    from detente.findings.schemas import analysis_schema

    found = schema() if arguments.what == "conflict" else analysis_schema()
    print(json.dumps(found, ensure_ascii=False, indent=2))


COMMANDS: dict[str, Callable[[argparse.Namespace], None]] = {
    "new": _new,
    "check": _check,
    "states": _states,
    "analyze": _analyze,
    "explain": _explain,
    "evolve": _evolve,
    "compare": _compare,
    "whatif": _whatif,
    "catalogue": _catalogue,
    "schema": _schema,
}


def run(arguments: argparse.Namespace) -> None:
    """Run the command that was asked for."""
    COMMANDS[arguments.command](arguments)
