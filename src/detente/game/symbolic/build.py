"""From a conflict to diagrams: what is feasible, who can move, what each wants."""

from __future__ import annotations

from collections.abc import Sequence

from detente.conflict import (
    Conflict,
    NotInFileError,
    Open,
    Partial,
    Ranking,
    Rule,
    Sealed,
    TooLargeError,
    Weights,
    opened,
)
from detente.conflict.errors import file_problem, quoted
from detente.game.symbolic.diagrams import MOST_NODES, Clock, Diagram, Diagrams, conjunction, limited
from detente.game.symbolic.game import SymbolicGame
from detente.game.symbolic.improving import Improvements
from detente.game.symbolic.moves import OneWay, SymbolicMoves
from detente.game.symbolic.order import Group, force

SECONDS = 60.0
MOST_OPTIONS = 4_000


_FORMS = {Ranking: "a ranking of states", Partial: "a partial ranking", Weights: "weights"}


def _of(conflict: Conflict, dm: str) -> Open | None:
    """Give what a decision maker prefers, confidential or not; None where that is not at hand."""
    found = conflict.preferences.get(dm)
    return None if found is None or (isinstance(found, Sealed) and not found.seal.here) else opened(found)


def reasons_against(conflict: Conflict) -> tuple[str, ...]:
    """Say what in a file, an account chosen, decision diagrams cannot carry, and where; nothing if they can."""
    found = []
    if len(conflict.option_ids) > MOST_OPTIONS:
        found.append(
            f"{conflict.file}: {len(conflict.option_ids):,} options; at most {MOST_OPTIONS:,}, else there are more "
            "states than a number can say that anybody would read"
        )
    if conflict.graph_form:
        found.append(f"{conflict.file}: the conflict is given as states and moves")
    for dm in (d.id for d in conflict.decision_makers):
        preference = _of(conflict, dm)
        if preference is not None and dm in conflict.hidden:
            if not preference.stated or preference.open or preference.graded:
                found.append(
                    f"{conflict.preferences[dm].at}: the preferences of {quoted(dm)}, which are confidential; write "
                    "statements, most important first, all of them known and none of them much preferred"
                )
            continue
        if preference is not None and not preference.stated:
            form = _FORMS[type(preference)]
            found.append(
                f"{preference.at}: the preferences of {quoted(dm)} are {form}; write statements, most important first"
            )
        for statement in () if preference is None else preference.statements:
            if statement.unknown or statement.strength > 1:
                what = "unknown" if statement.unknown else "much preferred"
                found.append(
                    f"{statement.at}: the statement {quoted(statement.id)} of {quoted(dm)} is {what}; leave that out"
                )
    for rule in conflict.rules:
        if rule.kind == "same":
            found.append(
                f"{rule.at}: the rule {quoted(rule.id)} lets states count as one; leave it out, or exclude all but one "
                "of them ('never')"
            )
        elif rule.kind == "irreversible" and rule.option in conflict.levels:
            found.append(
                f"{rule.at}: the rule {quoted(rule.id)} is about an option with levels; write its levels as options"
            )
        elif rule.kind == "irreversible" and rule.conditions:
            found.append(
                f"{rule.at}: the rule {quoted(rule.id)} is one-way only under a condition; leave the condition out"
            )
    return tuple(found)


def build_symbolic(
    conflict: Conflict, account: str | None = None, *, most_nodes: int = MOST_NODES
) -> SymbolicGame:
    """Turn a conflict into decision diagrams.

    Parameters
    ----------
    conflict : Conflict
    account : str, optional
        The account to follow; without it the first one.
    most_nodes : int
        The limit on the nodes of the diagrams.

    Returns
    -------
    SymbolicGame

    Raises
    ------
    UnknownNameError
        Where there is no such account.
    TooLargeError
        Where the file says something that diagrams cannot carry: which, where, and what can be done; or where the
        package for diagrams is not installed, or the limit is reached.
    NotInFileError
        Where a decision maker has no preferences.
    ConflictFileError
        Where the rules leave no state, or the status quo is none.

    Examples
    --------
    >>> import detente
    >>> from detente.game.symbolic import build_symbolic
    >>> game = build_symbolic(detente.load("istanbul-2025"), "kyiv")
    >>> game.feasible.count == detente.load("istanbul-2025").game("kyiv").size
    True
    """
    conflict = conflict.under(account)
    against = reasons_against(conflict)
    if against:
        raise TooLargeError(
            f"{conflict.title}: decision diagrams, which carry conflicts too large to list every state, cannot carry "
            "this:\n" + "\n".join(against)
        )
    for dm in (d.id for d in conflict.decision_makers):
        if dm not in conflict.preferences:
            where = "" if conflict.account == "base" else f" under {quoted(conflict.account)}"
            raise NotInFileError(
                f"the file does not say what {quoted(dm)} prefers{where}; add it under 'preferences'"
            )
    options = [o for o in conflict.option_ids if conflict.options[o].available]
    diagrams = Diagrams.of(options, force(len(options), groups(conflict, options)), most_nodes)
    with limited(diagrams, SECONDS, f"{conflict.title}: the states that the rules allow") as clock:
        feasible = _feasible(conflict, diagrams, clock)
        moves = tuple(_moves(conflict, diagrams, d.id) for d in conflict.decision_makers)
        digits = tuple(_digits(conflict, diagrams, d.id, feasible, clock) for d in conflict.decision_makers)
        makers = tuple(d.id for d in conflict.decision_makers)
        improving = tuple(
            Improvements.of(diagrams, m, q, *_own(conflict, diagrams, dm), clock)
            for dm, m, q in zip(makers, moves, digits, strict=True)
        )
        game = SymbolicGame(conflict, makers, diagrams, feasible, moves, digits, improving)
        _ = game.names, game.status_quo  # what is wrong in the file is told now
    return game


def count_feasible(conflict: Conflict, *, most_nodes: int = MOST_NODES) -> int:
    """Count the feasible combinations of options of a conflict, an account chosen, whatever its preferences.

    Raises
    ------
    TooLargeError
        Where the package for diagrams is not installed, or a limit is reached.
    ConflictFileError
        Where the rules leave none.
    """
    options = [o for o in conflict.option_ids if conflict.options[o].available]
    diagrams = Diagrams.of(options, force(len(options), _rule_groups(conflict, options)), most_nodes)
    with limited(diagrams, SECONDS, f"{conflict.title}: the states that the rules allow") as clock:
        return int(_feasible(conflict, diagrams, clock).sat_count(len(options)))


def _rule_groups(conflict: Conflict, options: Sequence[str]) -> list[Group]:
    place = {o: k for k, o in enumerate(options)}
    mentioned = [[o for c in r.conditions for o in c.options] for r in conflict.rules]
    return [(tuple(place[o] for o in names if o in place), 1.0) for names in mentioned]


def groups(conflict: Conflict, options: Sequence[str]) -> list[Group]:
    """List which options should stand together: what a rule or a statement mentions."""
    place = {o: k for k, o in enumerate(options)}
    found = _rule_groups(conflict, options)
    for maker in conflict.decision_makers:
        for statement in opened(conflict.preferences[maker.id]).statements:
            found.append((tuple(place[o] for o in statement.that.options if o in place), 1.0))
    return found


def _feasible(conflict: Conflict, diagrams: Diagrams, clock: Clock) -> Diagram:
    found = diagrams.true
    for rule in conflict.rules:
        if rule.kind not in ("same", "irreversible"):
            found = conjunction(found, _allowed(rule, diagrams, clock), clock)
        if not found.satisfiable():
            raise file_problem(
                rule.at, f"with the rule {quoted(rule.id)} no state is left that all rules allow"
            )
    return found


def _allowed(rule: Rule, diagrams: Diagrams, clock: Clock) -> Diagram:
    """Give where a rule holds: none, exactly one or several of its conditions do."""
    none, one = diagrams.true, diagrams.false
    for condition in rule.conditions:
        clock.check()
        holds = diagrams.condition(condition)
        none, one = none & ~holds, (one & ~holds) | (none & holds)
    if rule.kind == "never":
        return none
    if rule.kind == "exclusive":
        return none | one
    return one if rule.kind == "one_of" else ~none


def _directions(conflict: Conflict, diagrams: Diagrams, dm: str) -> dict[str, set[str]]:
    """Give the decision maker's options, each with the directions in which it is one-way."""
    directions: dict[str, set[str]] = {o: set() for o in diagrams.own(dm)}
    for rule in conflict.rules:
        if rule.kind == "irreversible" and rule.option in directions:
            directions[rule.option].add(rule.direction)
    return directions


def _own(conflict: Conflict, diagrams: Diagrams, dm: str) -> tuple[list[str], list[str]]:
    """Give the decision maker's options, and those of them that can never be changed."""
    directions = _directions(conflict, diagrams, dm)
    return list(directions), [o for o, found in directions.items() if len(found) == 2]


def _moves(conflict: Conflict, diagrams: Diagrams, dm: str) -> SymbolicMoves:
    directions = _directions(conflict, diagrams, dm)
    one_way = tuple(
        OneWay(diagrams.option(o), "taken" in found) for o, found in directions.items() if len(found) == 1
    )
    return SymbolicMoves(diagrams.cube([o for o, found in directions.items() if not found]), one_way)


def _digits(
    conflict: Conflict, diagrams: Diagrams, dm: str, feasible: Diagram, clock: Clock
) -> tuple[Diagram, ...]:
    """Read the statements as digits; one that tells nothing apart, or nothing that one before does not, is left out."""
    found: list[Diagram] = []
    known = {feasible, feasible ^ feasible}
    for statement in opened(conflict.preferences[dm]).statements:
        clock.check()
        digit = diagrams.condition(statement.that)
        here = digit & feasible
        if here in known:
            continue
        known |= {here, feasible & ~digit}
        found.append(digit)
    return tuple(found)
