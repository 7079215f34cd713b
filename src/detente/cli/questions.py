"""What each question does: load, ask, say."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from detente.cli.large import analyze_each, evolve_each, explain_each, too_large_to_list
from detente.cli.output import (
    Output,
    chosen_accounts,
    chosen_concepts,
    load,
    one_part,
    progress_to_screen,
    written_concept,
)
from detente.conflict import Conflict, DetenteError, NotInFileError, Ultimatum
from detente.findings import machine
from detente.game.carrier import build
from detente.questions.analyze import analyze
from detente.questions.coalitions import coalitions
from detente.questions.compare import compare
from detente.questions.equilibria import equilibria
from detente.questions.evolve import evolve
from detente.questions.explain import explain
from detente.questions.factions import factions
from detente.questions.pivot import Pivot, Pivotal, pivot, pivotal
from detente.questions.ultimatum import game_tree, sanctions, ultimatum
from detente.questions.whatif import change, whatif
from detente.stability import check_classical, check_concepts, concepts_for

if TYPE_CHECKING:
    from detente.findings.finding import Page
    from detente.game import Game, Row
    from detente.questions.analyze import Analysis
    from detente.questions.factions import FactionsAnalysis
    from detente.questions.ultimatum import GameTree, Judgement


def ask_analyze(arguments: argparse.Namespace) -> None:
    """What holds?"""
    output = Output(arguments)
    conflict = load(arguments)
    concepts = chosen_concepts(arguments)
    accounts = chosen_accounts(conflict, arguments.perspective)
    limit = arguments.most_states
    large = too_large_to_list(conflict, accounts[:1] if output.data_only else accounts, limit)
    if large is not None:
        analyze_each(output, large, concepts, arguments.seconds)
        return

    def first() -> Analysis:
        return analyze(conflict.game(accounts[0], most_states=limit), concepts)

    def page() -> Page:
        from detente.findings.pages import analysis_page, report_page

        found = compare(conflict, accounts, concepts, most_states=limit)
        return report_page(found) if output.ending in (".html", ".md") else analysis_page(found)

    output.give(page, lambda: machine.analysis(first(), conflict.accounts), lambda: first().each_row())


def ask_equilibria(arguments: argparse.Namespace) -> None:
    """What do the equilibria have in common?"""
    output = Output(arguments)
    conflict = load(arguments)
    [concept] = check_concepts([written_concept(arguments.concept or "nash")])
    accounts = chosen_accounts(conflict, arguments.perspective)
    found = [
        equilibria(
            build(conflict.under(a), most_states=arguments.most_states),
            concept,
            where=arguments.where,
            seconds=arguments.seconds,
        )
        for a in (accounts[:1] if output.data_only else accounts)
    ]
    number, seed = arguments.sample, arguments.seed

    def page() -> Page:
        from detente.findings.equilibria import equilibria_finding

        return one_part(conflict, [equilibria_finding(f, number, seed) for f in found])

    output.give(
        page, lambda: machine.equilibria(found[0], conflict.accounts, number, seed), found[0].each_row
    )


def ask_explain(arguments: argparse.Namespace) -> None:
    """Why does a state hold, or not?"""
    output = Output(arguments)
    conflict = load(arguments)
    accounts = chosen_accounts(conflict, arguments.perspective)
    concepts = chosen_concepts(arguments)
    chosen = accounts[:1] if output.data_only else accounts
    large = too_large_to_list(conflict, chosen, arguments.most_states)
    if large is not None:
        explain_each(output, large, arguments.state, arguments.dm, concepts, arguments.seconds)
        return
    answers = []
    for account in chosen:
        game = conflict.game(account, most_states=arguments.most_states)
        if arguments.state is None and game.status_quo is None:
            raise DetenteError(
                "the file has no 'status_quo'; name a state with --state (see 'detente states')"
            )
        state = game.state(arguments.state if arguments.state is not None else game.status_quo or 0)
        makers = [arguments.dm] if arguments.dm is not None else list(game.decision_makers)
        answers.append(
            (
                game,
                state,
                [explain(game, state, dm, c) for dm in makers for c in _explained(game, concepts)],
            )
        )

    def page() -> Page:
        from detente.findings.explanation import explanation_finding

        return one_part(conflict, [explanation_finding(*answer) for answer in answers])

    def rows() -> list[Row]:
        return [row for e in answers[0][2] for row in e.rows()]

    output.give(page, lambda: machine.explanation(*answers[0], conflict.accounts), rows)


def _explained(game: Game, concepts: Sequence[str] | None) -> list[str]:
    """Choose what to explain: what is weak is what is stable and not strongly, and told only if asked for."""
    found = concepts_for(game, concepts)
    return [c for c in found if concepts or not c.endswith("-weak")]


def ask_evolve(arguments: argparse.Namespace) -> None:
    """How do we get there from here?"""
    output = Output(arguments)
    conflict = load(arguments)
    concepts = chosen_concepts(arguments)
    accounts = chosen_accounts(conflict, arguments.perspective)
    chosen = accounts[:1] if output.data_only else accounts
    large = too_large_to_list(conflict, chosen, arguments.most_states)
    if large is not None:
        evolve_each(output, large, arguments.start, concepts, arguments.seconds)
        return
    games = [conflict.game(a, most_states=arguments.most_states) for a in chosen]
    found = [evolve(game, start=arguments.start, concepts=concepts) for game in games]

    def page() -> Page:
        from detente.findings.evolution import evolution_finding

        return one_part(conflict, [evolution_finding(e) for e in found])

    output.give(page, lambda: machine.evolve(found[0], conflict.accounts), found[0].rows)


def ask_compare(arguments: argparse.Namespace) -> None:
    """What do the rival accounts predict?"""
    output = Output(arguments)
    conflict = load(arguments)
    for account in arguments.perspective or ():
        chosen_accounts(conflict, account)
    found = compare(
        conflict,
        arguments.perspective,
        chosen_concepts(arguments),
        most_states=arguments.most_states,
    )

    def page() -> Page:
        from detente.findings.comparison import comparison_finding

        return one_part(conflict, [comparison_finding(found)])

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


def ask_whatif(arguments: argparse.Namespace) -> None:
    """What if something were otherwise?"""
    output = Output(arguments)
    conflict = load(arguments)
    accounts = chosen_accounts(conflict, arguments.perspective)
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
        if arguments.collapse == "":
            raise DetenteError("--collapse: an empty text is no tag")
        if not supposed.fixed and not supposed.preferred:
            if arguments.freeze or arguments.absent:
                raise DetenteError("nothing would change: these decision makers have no options")
            raise DetenteError(
                "nothing is supposed; say --set, --without, --freeze, --absent, --prefer or --collapse"
            )
        found.append(whatif(under, supposed, chosen_concepts(arguments), most_states=arguments.most_states))

    def page() -> Page:
        from detente.findings.supposing import whatif_finding

        talks = arguments.collapse == "diplomacy"
        return one_part(conflict, [whatif_finding(f, talks=talks) for f in found])

    output.give(page, lambda: machine.whatif(found[0], conflict.accounts), found[0].rows)


def _tree(conflict: Conflict, asked: Ultimatum) -> tuple[GameTree | None, str]:
    """Solve the game tree where the file has numbers; say what is missing where it has only some."""
    if asked.stakes is None and asked.audience_cost is None and asked.resolved is None:
        return None, ""
    try:
        return game_tree(conflict, asked.id), ""
    except NotInFileError as error:
        return None, str(error)


def _judged(game: Game, asked: Ultimatum, *, by_moves: bool) -> tuple[Judgement | None, str]:
    """Judge it, or say what the file leaves out; the sanctions can be gone through all the same."""
    try:
        return ultimatum(game, asked.id, by_moves=by_moves), ""
    except NotInFileError as error:
        return None, str(error)


def ask_ultimatum(arguments: argparse.Namespace) -> None:
    """Is it credible?"""
    output = Output(arguments)
    conflict = load(arguments)
    accounts = chosen_accounts(conflict, arguments.perspective)
    chosen = accounts[:1] if output.data_only else accounts
    if arguments.name is None:
        _ask_sanctions(arguments, output, conflict, chosen)
        return
    asked = conflict.ultimatum(arguments.name)
    games = [conflict.game(a, most_states=arguments.most_states) for a in chosen]
    tree, refused = _tree(conflict, asked)
    judged = [(g, *_judged(g, asked, by_moves=arguments.by_moves)) for g in games]
    why = next((reason for _, judgement, reason in judged if judgement is None), "")
    if tree is None and (all(j is None for _, j, _ in judged) or (output.data_only and judged[0][1] is None)):
        raise NotInFileError(why)

    def page() -> Page:
        from detente.findings.brinkmanship import refused_finding, tree_finding
        from detente.findings.ultimatum import judgement_finding, record_finding, unjudged_finding

        findings = [
            judgement_finding(j, alone=False) if j is not None else unjudged_finding(g, asked, reason)
            for g, j, reason in judged
        ]
        findings += [tree_finding(tree)] if tree else []
        findings += [refused_finding(asked, refused)] if refused else []
        record = record_finding(conflict, asked)
        return one_part(conflict, [*findings, record] if record else findings)

    _, first, reason = judged[0]

    def data() -> dict[str, Any]:
        return machine.ultimatums(conflict, chosen[0], [(asked, first, tree, refused or reason)])

    def rows() -> Sequence[Row]:
        return first.rows() if first is not None else tree.rows() if tree is not None else []

    output.give(page, data, rows)


def _ask_sanctions(
    arguments: argparse.Namespace, output: Output, conflict: Conflict, chosen: Sequence[str]
) -> None:
    """Give the ultimatums of the file in brief, and the sanctions on which equilibria rest."""
    games = [conflict.game(a, most_states=arguments.most_states) for a in chosen]
    found = [sanctions(game) for game in games]
    judged = {
        (game.account, asked.id): _judged(game, asked, by_moves=arguments.by_moves)
        for game in games
        for asked in conflict.ultimatums
    }

    def page() -> Page:
        from detente.findings.sanctions import sanctions_finding
        from detente.findings.ultimatum import written_finding

        known = [j for j, _ in judged.values() if j is not None]
        why = next((refused for _, refused in judged.values() if refused), "")
        written = [written_finding(conflict, known, why)] if conflict.ultimatums else []
        return one_part(conflict, [*written, *(sanctions_finding(f) for f in found)])

    def data() -> dict[str, Any]:
        answers = []
        for asked in conflict.ultimatums:
            judgement, refused = judged[chosen[0], asked.id]
            tree, more = _tree(conflict, asked)
            answers.append((asked, judgement, tree, refused or more))
        return machine.ultimatums(conflict, chosen[0], answers, found[0])

    output.give(page, data, found[0].rows)


def ask_factions(arguments: argparse.Namespace) -> None:
    """What could a decision maker agree to at home?"""
    output = Output(arguments)
    conflict = load(arguments)
    accounts = chosen_accounts(conflict, arguments.perspective)
    found: list[tuple[FactionsAnalysis, ...]] = []
    refused: list[tuple[str, str]] = []
    for account in accounts[:1] if output.data_only else accounts:
        try:
            found.append(
                factions(
                    conflict.under(account),
                    arguments.dm,
                    concepts=chosen_concepts(arguments),
                    against=arguments.against,
                    where=arguments.where,
                    most_states=arguments.most_states,
                )
            )
        except NotInFileError as error:
            refused.append((account, str(error)))
    if not found:
        raise NotInFileError(refused[0][1])

    def page() -> Page:
        from detente.findings.factions import factions_finding, unasked_finding

        told = [factions_finding(f) for by_account in found for f in by_account]
        return one_part(conflict, told + [unasked_finding(account, why) for account, why in refused])

    output.give(
        page,
        lambda: machine.factions(conflict.under(accounts[0]), found[0], conflict.accounts),
        lambda: [row for f in found[0] for row in f.rows()],
    )


def ask_pivot(arguments: argparse.Namespace) -> None:
    """Who can tip it, and by wanting what?"""
    output = Output(arguments)
    conflict = load(arguments)
    [concept] = check_classical([written_concept(arguments.concept or "nash")], "inverse analysis (pivot)")
    if arguments.goal is None and (arguments.who or arguments.most is not None or arguments.anywhere):
        raise DetenteError(
            "--who, --most and --anywhere belong to a goal; say --goal STATE or --goal CONDITION"
        )
    accounts = chosen_accounts(conflict, arguments.perspective)
    progress = progress_to_screen()
    found: list[Pivot | Pivotal] = []
    for account in accounts[:1] if output.data_only else accounts:
        game = conflict.game(account, most_states=arguments.most_states)
        if arguments.goal is None:
            found.append(pivotal(game, concept, progress=progress))
            continue
        found.append(
            pivot(
                game,
                arguments.goal,
                concept,
                who=arguments.who or None,
                from_status_quo=False if arguments.anywhere else None,
                most=arguments.most,
                progress=progress,
            )
        )

    def page() -> Page:
        from detente.findings.pivoting import pivot_finding, pivotal_finding

        told = [pivot_finding(f) if isinstance(f, Pivot) else pivotal_finding(f) for f in found]
        return one_part(conflict, told)

    def data() -> dict[str, Any]:
        first = found[0]
        if isinstance(first, Pivot):
            return machine.pivot(first, conflict.accounts)
        return machine.pivotal(first, conflict.accounts)

    output.give(page, data, found[0].rows)


def ask_coalitions(arguments: argparse.Namespace) -> None:
    """Which groups could leave together?"""
    output = Output(arguments)
    conflict = load(arguments)
    accounts = chosen_accounts(conflict, arguments.perspective)
    found = [
        coalitions(
            conflict.game(account, most_states=arguments.most_states),
            chosen_concepts(arguments),
            group=None if arguments.members is None else [m.strip() for m in arguments.members.split(",")],
            most_members=arguments.size,
            state=arguments.state,
            progress=progress_to_screen(),
        )
        for account in (accounts[:1] if output.data_only else accounts)
    ]

    def page() -> Page:
        from detente.findings.grouping import coalitions_finding

        return one_part(conflict, [coalitions_finding(f) for f in found])

    output.give(page, lambda: machine.coalitions(found[0], conflict.accounts), found[0].rows)
