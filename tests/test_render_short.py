"""A page in few lines, to stand beside others: what is new in a brief's lines, and what the letters stand for."""

from __future__ import annotations

import re
from html import unescape

from detente.answers import StateValue
from detente.conflict import read_conflict
from detente.render.fragment import short
from detente.wording import Page, Said, Table, Voice

CONFLICT = read_conflict(
    "detente: 1\ntitle: T\nstatus_quo: []\n"
    "decision_makers: {a: {name: Alba, options: {x: do x, y: do y}}}\npreferences: {a: [a.x]}\n"
)
ONE, OTHER = (StateValue(id=f"a.{o}", taken=(f"a.{o}",), number=n) for o, n in (("x", "1"), ("y", "2")))
VOICE = Voice(CONFLICT, (ONE, OTHER), StateValue(id="none", taken=(), number="0"))


def page(*rows: tuple[str, str], headline: str = "It leads to A (Alba: do x).") -> Page:
    return Page("T", (Said("Where?", headline, (), (Table(("", ""), rows, id="lines"),)),))


def told(found: Page, before: Page | None, voice: Voice | None = None) -> list[str]:
    written = re.findall(r"(?s)<(?:p|li)\b[^>]*>(.*?)</(?:p|li)>", short(found, before, voice))
    return [unescape(re.sub(r"<[^>]*>", "", w)) for w in written]


def test_lines_that_were_not_said_before_are_there_with_what_they_are_about():
    before = page(("Better for all", "B is."), ("", "It holds."), ("A deal", "Yes."))
    after = page(("Better for all", "B is."), ("", "It is left."), ("A deal", "No."))
    assert told(after, before) == [
        "It leads to A (Alba: do x).",
        "Better for all: It is left.",
        "A deal: No.",
    ]
    assert "<ins>" not in short(before, before)
    assert told(before, before) == ["It leads to A (Alba: do x)."]
    assert told(after, None) == ["It leads to A (Alba: do x)."]  # beside nothing


def test_letters_are_explained_that_nothing_else_explains():
    before = page(("Better for all", "No."))
    after = page(("Better for all", "Yes: B."))
    assert told(after, before, VOICE)[-1] == "B: Alba: do y."
    assert told(before, before, VOICE) == ["It leads to A (Alba: do x)."]
    assert told(page(headline="To A."), None, VOICE) == ["To A.", "A: Alba: do x."]
