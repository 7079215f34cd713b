"""Any result in words, as facts, as JSON; the brief and the report: what Python programs print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from detente.answers import Answer
from detente.conflict import Conflict, DetenteError
from detente.questions import of_result
from detente.questions.question import Question, Request

__all__ = ["answer", "brief", "report", "text"]


def _question(result: object) -> Question:
    found = of_result(result)
    if found is None:
        kind = type(result).__name__
        raise DetenteError(
            f"a value of type {kind} is no answer to a question; give what a question returned"
        )
    return found


def _conflict(result: Any) -> Conflict:
    """Find the conflict that a result is about."""
    if isinstance(found := getattr(result, "conflict", None), Conflict):
        return found
    game = (
        result.game if hasattr(result, "game") else result.before.game
    )  # of a change, the conflict before it
    found = game.conflict
    assert isinstance(found, Conflict)
    return found


def _check(question: Question, conflict: Conflict) -> None:
    """See that an answer tells nothing confidential; one about the whole file, in no account."""
    for one in (conflict,) if conflict.account else [conflict.under(a) for a in conflict.accounts]:
        question.check(one)


def answer(result: Any) -> Answer:
    """Give a result as typed facts: what ``--json`` prints.

    Parameters
    ----------
    result : Analysis, Comparison, Evolution, Explanation or what another question gives

    Returns
    -------
    Answer
        Frozen; ``msgspec.json.encode`` writes it as JSON.

    Examples
    --------
    >>> import detente
    >>> facts = detente.answer(detente.analyze(detente.load("chicken").game()))
    >>> facts.question, facts.feasible
    ('analyze', '4')
    """
    question = _question(result)
    _check(question, _conflict(result))
    return question.answer(result)


def text(result: Any, width: int = 80) -> str:
    """Say a result in words, as the terminal does with ``--full``.

    Parameters
    ----------
    result : Analysis, Comparison, Evolution, Explanation or what another question gives
    width : int
        Columns to use.

    Returns
    -------
    str

    Examples
    --------
    >>> import detente
    >>> game = detente.load("prisoners-dilemma").game()
    >>> print(detente.text(detente.analyze(game)).splitlines()[0])
    Prisoner's dilemma: What holds, and where does it lead?
    """
    from detente.render.terminal import Terminal
    from detente.wording import Voice

    question = _question(result)
    conflict = _conflict(result)
    _check(question, conflict)
    facts = question.answer(result)
    return Terminal(width, full=True).page(question.as_page([facts], Voice.of(conflict, [facts]), conflict))


def _page(name: str, conflict: Conflict, accounts: Sequence[str] | None, **given: Any) -> str:
    from detente import reports
    from detente.render import render
    from detente.wording import Voice

    question = reports.find(name)
    chosen = tuple(accounts) if accounts else conflict.accounts
    defaults = {a.name: a.default if a.kind != "flag" else False for a in question.arguments}
    results = question.asked(Request(conflict, chosen, given=defaults | given))
    answers = [question.answer(r) for r in results]
    file = conflict.file or "FILE"
    page = question.as_page(answers, Voice.of(conflict, answers, file), conflict, **defaults | given)
    found = render(page, ".html")
    assert isinstance(found, str)
    return found


def brief(conflict: Conflict, accounts: Sequence[str] | None = None, *, language: str | None = None) -> str:
    """Write the brief: one self-contained HTML page of one A4 sheet.

    Parameters
    ----------
    conflict : Conflict
    accounts : sequence of str, optional
        Which accounts; without it all.
    language : str, optional
        ``"en"``, or ``"de"`` for German; without it that of the file.

    Returns
    -------
    str
        HTML; write it to a file with the encoding UTF-8.

    Examples
    --------
    >>> import detente
    >>> detente.brief(detente.load("chicken")).startswith("<!doctype html>")
    True
    >>> "Keine Lesart" in detente.brief(detente.load("chicken"), language="de")
    False
    """
    return _page("brief", conflict, accounts, language=language)


def report(conflict: Conflict, accounts: Sequence[str] | None = None, *, appendix: bool = False) -> str:
    """Write the report: the brief, then every question answered, as one self-contained HTML page.

    Parameters
    ----------
    conflict : Conflict
    accounts : sequence of str, optional
        Which accounts; without it all.
    appendix : bool
        Whether the details are printed on paper, too.

    Returns
    -------
    str
        HTML; write it to a file with the encoding UTF-8.

    Examples
    --------
    >>> import detente
    >>> page = detente.report(detente.load("chicken"))
    >>> page.startswith("<!doctype html>")
    True
    """
    return _page("report", conflict, accounts, appendix=appendix)
