"""What a file still needs of what a form would take away: mistakes that it would have then, said as what needs it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from detente.conflict import Conflict, Problem
from detente.conflict.editing import (
    Change,
    EditError,
    Insert,
    Path,
    Plain,
    Put,
    at_path,
    line_of,
    path_at,
    plain,
)
from detente.workbench.edits.hands import in_words
from detente.workbench.files.closed import without

MOST_TOLD = 3
_ALLOWED = re.compile(r"( \(allowed: |; did you mean ).*", re.DOTALL)


def new_problems(before: Sequence[Problem], after: Sequence[Problem]) -> list[Problem]:
    """Give the mistakes that a file did not have; what is allowed besides, and the nearest name, do not count."""
    known = {_ALLOWED.sub("", p.message) for p in before}
    return [p for p in after if _ALLOWED.sub("", p.message) not in known]


class NeededError(EditError):
    """Why something is not taken away: a sentence with the first of what needs it, and all of that."""

    def __init__(self, told: str, users: Sequence[str]) -> None:
        super().__init__(told)
        self.users = tuple(users) if len(users) > MOST_TOLD else ()


def refuse_written(changes: Sequence[Change], name: str, text: str, problems: Sequence[Problem]) -> None:
    """Refuse what would be a mistake where it is written; what else in a file would miss is another matter.

    Parameters
    ----------
    changes : sequence of Change
        What is written.
    name, text : str
        The file: its name, and as it would be.
    problems : sequence of Problem
        The mistakes that it would have.

    Raises
    ------
    EditError
        Where there is one, with what it says.
    """
    written = {change.path for change in changes if isinstance(change, Put | Insert)}
    for problem in problems:
        path = path_at(text, problem.place.line, problem.place.column)
        if problem.place.file == name and any(path[: len(p)] == p or p[: len(path)] == path for p in written):
            raise EditError(f"nothing was written: {problem.message}")


def refuse_needed(
    gone: str,
    name: str,
    before: str,
    text: str,
    conflict: Conflict | None,
    problems: Sequence[Problem],
    hidden: Collection[str] = (),
) -> None:
    """Refuse to take something away that the file would miss.

    Parameters
    ----------
    gone : str
        What would go, in words; empty where it is a list that is written anew.
    name, before, text : str
        The file: its name, as it is, and as it would be.
    conflict : Conflict, optional
        The file as it is, for its words.
    problems : sequence of Problem
        The mistakes that it would have.
    hidden : collection of str
        The parties of whom nothing may be shown: that they want something is said, and not what.

    Raises
    ------
    EditError
        Where there is one.
    """
    if not problems:
        return
    if not gone:
        raise EditError(
            "nothing was written: the file would have a mistake then, as something else in it rests on what "
            f"would go ({problems[0].message}); change that first"
        )
    root = without(plain(text), hidden)
    users: list[str] = []
    for problem in problems:
        place = problem.place
        path = path_at(text, place.line, place.column)
        if place.file != name:
            users.append(f"the file {place.file}")
        elif path != ("decision_makers",):  # that no party is left is nothing that needs one
            users.append(_user(root, conflict, path, line_of(before, path)))
    users = list(dict.fromkeys(users))
    if not users:
        return
    told = users[:MOST_TOLD]
    if len(users) > MOST_TOLD:
        told.append(f"{len(users) - MOST_TOLD} more")
    listed = told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"
    raise NeededError(f"{gone} is still needed by {listed}; change that first. Nothing was written.", users)


def _user(root: Plain, conflict: Conflict | None, path: Path, line: int) -> str:
    """Say what stands at a path, as whoever reads the pages calls it."""
    match path:
        case ("preferences" | "wishes", str() as party, *_):
            return _wish(root, conflict, path, "base", party)
        case ("perspectives", str() as account, "preferences" | "wishes", str() as party, *_):
            return f"{_wish(root, conflict, path, account, party)} in the account {_said(root, path[:2], 'says')}"
        case ("perspectives", str(), *_):
            return f"the account {_said(root, path[:2], 'says')}"
        case ("rules", int() as number, *_):
            rule = at_path(root, path[:2])
            kind = next((k for k in rule if k not in ("id", "because", "source")), "") if rule else ""
            told = rule.get(kind) if isinstance(rule, dict) else rule
            if isinstance(told, dict):
                told = told.get("option", "")
            parts = [str(x) for x in (told if isinstance(told, list) else [told]) if x]
            account = conflict.accounts[0] if conflict is not None else ""
            words = ", ".join(in_words(conflict, account, "", part) or part for part in parts)
            if not words:
                return f"rule {number + 1}"
            return f"the rule ({words})" if "“" in words else f"the rule “{words}”"
        case ("conditions", str(), *_):
            return f"the condition {_said(root, path[:2], 'text')}"
        case ("ultimatums", str(), *_):
            return f"the ultimatum {_said(root, path[:2], 'text')}"
        case ("phases", str(), *_):
            return f"the phase {_said(root, path[:2], 'says')}"
        case ("status_quo", *_):
            return "today’s situation"
        case (str() as section, *_):
            return f"what stands under ‘{section}’" + (f" (line {line})" if line else "")
    return "the file"


def _said(root: Plain, path: Path, key: str) -> str:
    told = at_path(root, (*path, key))
    return f"“{told if isinstance(told, str) and told.strip() else path[-1]}”"


def _wish(root: Plain, conflict: Conflict | None, path: Path, account: str, party: str) -> str:
    name = at_path(root, ("decision_makers", party, "name"))
    whose = f"“{name if isinstance(name, str) and name else party}”"
    start = 2 if path[0] != "perspectives" else 4
    for end in range(start, len(path) + 1):
        value = at_path(root, path[:end])
        that = value.get("that") if isinstance(value, dict) else value
        if isinstance(that, str) and that:
            told = in_words(conflict, account, party, that) or that
            return f"a wish of {whose} ({told if '“' in told else f'“{told}”'})"
    return f"the wishes of {whose}"
