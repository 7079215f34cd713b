"""A conflict as a spreadsheet: one simple layout, the same in a workbook and in a folder of CSV files.

Eight sheets; only ``Options`` has to be there. Names of sheets and headings may be written in any case. Sheets with
other names are results, or the analyst's own, and are not read.

=============  ==================================================================================================
``Conflict``   two columns, what and its value: ``title``, ``about``, ``citation``
``Options``    a row per option: ``Decision maker`` (empty: as above), ``Option``, ``Text``, ``Direction`` (``both``,
               ``forward``: once taken, stays; ``backward``: once dropped, stays so; ``none``; each with ``if
               CONDITION``), ``Status quo`` (Y or N, or a level), ``Levels`` (lowest first, separated by ``;``, each
               perhaps with ``: text``), ``Name`` (the decision maker's), ``Short name`` (the same in short),
               ``Otherwise`` (what it means that the option is not taken), ``Short`` (the option in a word or two)
``Rules``      a row per rule: ``Rule`` (``never``, ``exclusive``, ``one_of``, ``some_of``, ``same``), ``What`` (a
               condition or a pattern; for the middle three several, separated by ``;``), ``Because``
``Conditions``  a row per named condition: ``Condition``, ``What``, ``Text``, ``Otherwise``
``States``     a row per name of a state: ``State``, ``What``, ``Text``
``Preferences``  a column per decision maker: statements, most important first
``Rankings``   a column per decision maker: states, best first; those that tie in one cell, separated by ``;``
``Ranks``      a row per state (``State``), a column per decision maker with numbers; greater is better
=============  ==================================================================================================

A state is a name, the options taken joined by ``+``, or a pattern of Y and N in the order of the options. A pattern may
stand for a condition too; ``-`` leaves an option open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from detente.conflict import NO_OPTION, Conflict, Levels, NamedState, NotInFileError, Ranking
from detente.conflict.errors import quoted
from detente.exchange.cells import Sheet
from detente.exchange.notes import MODEL, left_out
from detente.game import Game

SHEET = "a spreadsheet"
LAYOUT = ("conflict", "options", "conditions", "rules", "states", "preferences", "rankings", "ranks")
RESULTS = {"states": "All states", "moves": "All moves"}
LONG = 2_000
KEPT = (
    *MODEL,
    *("status quo", "merged states", "one-way under a condition", "names of states", "named conditions"),
    *("texts of states", "citation", "negative texts", "short words"),
)
OPTION_HEAD = (
    *("Decision maker", "Option", "Text", "Direction", "Status quo", "Levels", "Name"),
    *("Short name", "Otherwise", "Short"),
)
CONDITION_HEAD = ("Condition", "What", "Text", "Otherwise")
USUAL = 7  # columns of options that are written also where they are empty
FIRST_ROW = f"its first row has the headings {', '.join(OPTION_HEAD)}, of which the first two are needed"


def direction_of(conflict: Conflict, option: str) -> str:
    """Say in which direction an option can be changed."""
    rules = [r for r in conflict.rules if r.kind == "irreversible" and r.option == option]
    words = {"taken": "forward", "dropped": "backward"}
    always = {r.direction for r in rules if not r.conditions}
    if len(always) == 2:
        return "none"
    told = []
    for rule in rules:
        when = rule.written[1].removeprefix("if ") if rule.conditions else ""
        told.append(f"{words[rule.direction]} if {when}" if when else words[rule.direction])
    return "; ".join(dict.fromkeys(told)) or "both"


def sheets(whole: Conflict, conflict: Conflict, game: Game | None) -> tuple[list[Sheet], list[str]]:
    """Lay a conflict out; give its sheets, and what was left out. Weights become a ranking.

    Parameters
    ----------
    whole, conflict : Conflict
        As the file has it, and the account of it that is written.
    game : Game, optional
        Its game; without it, which will do where everybody has statements, states are not looked up.
    """
    notes = left_out(whole, conflict, SHEET, kept=KEPT)
    start = _start(conflict, game)
    if start is None and conflict.status_quo is not None:
        notes.append(_not_looked_up("the status quo", conflict.status_quo.written))
    found = [
        Sheet("Conflict", _pairs(conflict)),
        Sheet("Options", _without_empty([OPTION_HEAD, *_option_rows(conflict, start)], USUAL)),
    ]
    written = [k for k, r in enumerate(conflict.rules) if r.kind != "irreversible" and not r.automatic]
    rules = [_rule_row(conflict, k) for k in written]
    rules += [("never", o, "not available") for o, option in conflict.options.items() if not option.available]
    if conflict.definitions:
        named = [(d.name, str(d.that), d.text, d.otherwise) for d in conflict.definitions]
        found.append(Sheet("Conditions", _without_empty([CONDITION_HEAD, *named], len(CONDITION_HEAD) - 1)))
    if rules:
        found.append(Sheet("Rules", [("Rule", "What", "Because"), *rules]))
    if conflict.states:
        states = [(n.name, _named_state(conflict, game, n), n.text) for n in conflict.states]
        if game is None:
            notes += [_not_looked_up("the state", name) for name, what, _ in states if not what]
        found.append(Sheet("States", [("State", "What", "Text"), *(s for s in states if s[1])]))
    statements, rankings = {}, {}
    for position, maker in enumerate(conflict.decision_makers):
        preference = conflict.preferences.get(maker.id)
        if preference is not None and preference.stated:
            statements[maker.id] = [str(s.that) for s in preference.statements]
        elif game is None:
            raise NotInFileError(
                f"the file does not say what '{maker.id}' prefers; add it under 'preferences'"
            )
        else:
            if not isinstance(preference, Ranking):
                notes.append(
                    f"{SHEET} has no place for weights: those of '{maker.id}' were written as a ranking"
                )
            rankings[maker.id] = _ranking(game, position)
    if statements:
        found.append(Sheet("Preferences", _columns(statements)))
    if game is not None and any(len(cell) > LONG for cells in rankings.values() for cell in cells):
        found.append(Sheet("Ranks", _ranks(game, list(rankings))))
    elif rankings:
        found.append(Sheet("Rankings", _columns(rankings)))
    return found, notes


def _pairs(conflict: Conflict) -> list[tuple[str, str]]:
    pairs = [("title", conflict.title), ("about", conflict.about), ("citation", conflict.citation)]
    return [("What", "Value"), *(p for p in pairs if p[1])]


def _start(conflict: Conflict, game: Game | None) -> frozenset[str] | None:
    """Give the options taken in the status quo; None where there is none, or it would have to be looked up."""
    if game is None:
        return conflict.taken_in(conflict.status_quo) if conflict.status_quo is not None else None
    if game.status_quo is None:
        return None
    found = game.states.state(game.status_quo)
    return frozenset(found.members[0] if found.members else found.taken)


def _not_looked_up(what: str, written: str) -> str:
    return (
        f"{SHEET} has a state option by option; {what} {quoted(written)} is not given so, and there are too many "
        "states to look it up: left out"
    )


def _without_empty(rows: Sequence[tuple[str, ...]], usual: int) -> list[tuple[str, ...]]:
    """Leave out the columns behind the usual ones in which nothing stands below the heading."""
    kept = [k for k in range(len(rows[0])) if k < usual or any(row[k] for row in rows[1:])]
    return [tuple(row[k] for k in kept) for row in rows]


def _option_rows(conflict: Conflict, start: frozenset[str] | None) -> Iterable[tuple[str, ...]]:
    for maker in conflict.decision_makers:
        if not maker.options:
            yield maker.id, "", "", "", "", "", maker.name, maker.short, "", ""
        for option in maker.options:
            id = f"{maker.id}.{option.id}"
            if option.of is None:
                quo = "" if start is None else "NY"[id in start]
                direction = direction_of(conflict, id)
                head = (maker.id, option.id, option.text, direction, quo, "", maker.name)
                yield (*head, maker.short, option.otherwise, option.short)
            elif option.level == option.of.levels[0]:
                levels, whole = option.of, f"{maker.id}.{option.of.id}"
                taken = [n for n in levels.levels if f"{whole}.{n}" in (start or ())]
                quo = "" if start is None else "".join(taken) or "N"
                said = [_level(levels, n, conflict.options[f"{whole}.{n}"].text) for n in levels.levels]
                direction = direction_of(conflict, whole)
                head = (maker.id, levels.id, levels.text, direction, quo, "; ".join(said), maker.name)
                yield (*head, maker.short, levels.otherwise, levels.short)


def _level(levels: Levels, name: str, text: str) -> str:
    return name if text == levels.said(name) else f"{name}: {text.replace(';', ',')}"


def _rule_row(conflict: Conflict, number: int) -> tuple[str, str, str]:
    rule = conflict.rules[number]
    what = "; ".join(str(c) for c in rule.conditions)
    return rule.kind, what, rule.because


def _named_state(conflict: Conflict, game: Game | None, named: NamedState) -> str:
    """Give what a name stands for, in the form of an id; empty where it stands for nothing feasible."""
    if game is None:
        taken = conflict.taken_in(named.ref)
        return "" if taken is None else "+".join(sorted(taken)) or NO_OPTION
    for state, known in game.states.names.items():
        if known == named.name:
            found = game.states.state(state)
            return "+".join(found.members[0] if found.members else found.taken) or NO_OPTION
    return ""


def _ranking(game: Game, position: int) -> list[str]:
    groups: dict[int, list[str]] = {}
    for state, rank in enumerate(game.ranks[position].tolist()):
        first = game.states.options_in(int(game.states.first[state]))
        name = game.states.names.get(state, "")
        usual = "" if ";" in name else name  # which would stand for two states
        groups.setdefault(rank, []).append(usual or "+".join(first) or NO_OPTION)
    return ["; ".join(groups[r]) for r in sorted(groups, reverse=True)]


def _ranks(game: Game, makers: Sequence[str]) -> list[tuple[str, ...]]:
    positions = [game.index(m) for m in makers]
    rows = [("State", *makers)]
    for state, first in enumerate(game.states.first.tolist()):
        id = "+".join(game.states.options_in(first)) or NO_OPTION
        rows.append((id, *(str(int(game.ranks[i][state])) for i in positions)))
    return rows


def _columns(found: dict[str, list[str]]) -> list[tuple[str, ...]]:
    """Set lists side by side, each under its heading."""
    most = max(map(len, found.values()), default=0)
    rows = [tuple(c[k] if k < len(c) else "" for c in found.values()) for k in range(most)]
    return [tuple(found), *rows]
