"""A form that was refused, with what was typed in it: for browsers in which no script runs."""

from __future__ import annotations

import re
from html import escape, unescape

from detente.workbench.edits.fields import Form

_FORM = re.compile(r'<form method="post".*?</form>', re.DOTALL)
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
_INPUT = re.compile(r'<input name="([^"]*)"(?: value="[^"]*")?')
_AREA = re.compile(r'(<textarea (?:id="[^"]*" )?name="([^"]*)"[^>]*>)[^<]*(</textarea>)')
_NAME = re.compile(r' name="([^"]*)"')
_SELECT = re.compile(r'<select name="([^"]*)".*?</select>', re.DOTALL)
_DETAILS = re.compile(r"<details\b|</details>")
_LAST = ("base",)  # what says how the file was when the form was written
_WHOLE = "text"  # the field of the whole file


def refilled(page: str, form: Form) -> str:
    """Put what was typed into the form that was sent, and open what it stands in; others stay as they are.

    Examples
    --------
    >>> page = '<form method="post"><input type="hidden" name="do" value="title"><input name="title" value="A"></form>'
    >>> refilled(page, {"do": "title", "title": "<B>"})
    '<form method="post"><input type="hidden" name="do" value="title"><input name="title" value="&lt;B&gt;"></form>'
    """
    for found in _FORM.finditer(page):
        hidden = {name: unescape(value) for name, value in _HIDDEN.findall(found[0])}
        asked = {name: value for name, value in hidden.items() if name not in _LAST}
        known = set(_NAME.findall(found[0]))
        if known >= set(form) and all(form.get(name) == value for name, value in asked.items()):
            return _opened(page[: found.start()]) + _filled(found[0], form) + page[found.end() :]
    return page


def _filled(told: str, form: Form) -> str:
    def typed(name: str) -> str:
        return escape(form.get(name, ""), quote=True)

    if (
        _WHOLE in form
    ):  # it was written of that version: what others wrote since is not to be taken back by it
        told = _HIDDEN.sub(
            lambda m: m[0].replace(m[2], typed(m[1])) if m[1] in _LAST and m[2] else m[0], told
        )
    told = _INPUT.sub(lambda m: f'<input name="{m[1]}" value="{typed(m[1])}"', told)
    told = _AREA.sub(lambda m: f"{m[1]}\n{typed(m[2])}{m[3]}", told)
    return _SELECT.sub(lambda m: _chosen(m[0], typed(m[1])), told)


def _chosen(told: str, value: str) -> str:
    told = told.replace(" selected>", ">")
    return told.replace(f'<option value="{value}">', f'<option value="{value}" selected>')


def _opened(before: str) -> str:
    """Open what is folded around the end of a piece of a page."""
    around: list[int] = []
    for found in _DETAILS.finditer(before):
        if found[0] == "</details>":
            around.pop()
        else:
            around.append(found.end())
    for place in reversed(around):
        if " open" not in before[place : before.index(">", place)]:
            before = f"{before[:place]} open{before[place:]}"
    return before
