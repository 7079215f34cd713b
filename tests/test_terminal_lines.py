"""What the terminal prints without ``--full``: short, in plain words, and every letter explained."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

import detente
from detente import reports
from detente.conflict import Conflict, DetenteError, read_conflict
from detente.questions import REGISTRY, find
from detente.questions.question import Request
from detente.questions.strips import STAYS, ways_table
from detente.render.words import APPENDIX
from detente.reports.asking import with_defaults
from detente.wording import Page, Picture, Said, Table, Voice, tables
from detente.wording.legend import legend, referred

COLUMNS, ONE, SEVERAL, BRIEF = 100, 12, 25, 50
CONCEPTS = re.compile(r"\b(Nash|SEQ|SMR|GMR|equilibri(um|a)|status quo|perspectives?)\b")
NUMBERED = re.compile(r"#\d")

# Levels, a move that cannot be undone, an ultimatum, talks that can collapse, two accounts.
WATER = """
detente: 1
title: Water of two valleys
status_quo: [bank.pay, lower.talk]
decision_makers:
  upper:
    name: Upper Valley Authority
    short: Upper Valley
    options:
      dam: {text: build the dam, short: dam, levels: [low, high], otherwise: no dam is built}
      share: {text: share the water by a fixed key, short: shares water}
  lower:
    name: Lower Valley
    options:
      sue: {text: go to court, short: sues}
      talk: {text: take part in the talks, short: talks, tags: [diplomacy], otherwise: Lower Valley leaves the talks}
  bank: {name: The bank, options: {pay: {text: go on paying, short: pays, otherwise: the bank stops paying}}}
rules:
  - irreversible: upper.dam
  - never: lower.talk and lower.sue
ultimatums:
  court: {by: lower, to: upper, demand: not upper.dam, threat: sue}
perspectives:
  press:
    says: What the papers write
    preferences:
      upper: [dam, not lower.sue, bank.pay, not share]
      lower: [not upper.dam, upper.share, sue if upper.dam, not sue, talk]
      bank: [not lower.sue, upper.share, pay]
  board:
    says: What the minutes say
    preferences:
      upper: [bank.pay, not lower.sue, dam]
      lower: [upper.share, not upper.dam, not sue, talk]
      bank: [pay, upper.share]
"""


@cache
def loaded(name: str) -> Conflict:
    return read_conflict(WATER) if name == "water" else detente.load(name)


@cache
def asked(name: str, accounts: tuple[str, ...], question: str) -> tuple[Page, Voice] | None:
    """Give a question's page; nothing where the conflict has no answer to it."""
    conflict, one = loaded(name), find(question)
    request = with_defaults(one, Request(conflict, accounts))
    try:
        answers = [one.answer(result) for result in one.ask(request)]
    except DetenteError:
        return None
    voice = Voice.of(conflict, answers, name)
    return one.as_page(answers, voice, conflict, **request.given), voice


CASES = [
    (name, accounts)
    for name in ("istanbul-2025", "water", "chicken", "elmira", "garrison")
    for accounts in dict.fromkeys([loaded(name).accounts, *((a,) for a in loaded(name).accounts)])
]


def lines(page: Page, most: int, columns: int = COLUMNS, *, full: bool = False) -> list[str]:
    from detente.render.terminal import Terminal

    return Terminal(columns, most=most, full=full).page(page).splitlines()


@pytest.mark.parametrize("question", REGISTRY)
@pytest.mark.parametrize(("name", "accounts"), CASES)
def test_an_answer_is_short_and_plain(name: str, accounts: tuple[str, ...], question: str) -> None:
    found = asked(name, accounts, question)
    if found is None:
        pytest.skip("the conflict has no answer to it")
    page, voice = found
    [said] = page.said
    most = ONE if len(accounts) == 1 else SEVERAL
    printed = lines(page, most)
    assert len(printed) <= most, "\n".join(printed)
    assert len(said.points) <= 3
    for text in (said.headline, *said.points):
        assert len(text.split()) <= 25, text
        assert text[0].isupper() or text[0] in "“0123456789", text
        assert text.endswith("."), text
    told = [said.headline, *said.points]
    for text in (*told, said.sure):
        assert not NUMBERED.search(text), text
        assert "  " not in text, text
        assert not re.search(r"\(\s*\)|“\s*”| [,.;:]|\.\.", text), text
        assert not re.search(r"(?:^|[;(·] )(\w[\w ]*): \1 ", text), text  # "US: US support ends"
    for text in told:
        assert not CONCEPTS.search(text), text
    shown = "\n".join(printed)
    for letter in referred(told, voice):
        kept = [t for t in told if refers(t, letter, voice)]
        if any(" ".join(t.split()) in " ".join(shown.split()) for t in kept):
            assert explained(letter, said, shown, voice), f"{letter} is not explained in\n{shown}"


def refers(text: str, letter: str, voice: Voice) -> bool:
    return letter in referred([text], voice)


def explained(letter: str, said: Said, shown: str, voice: Voice) -> bool:
    """Tell whether a letter stands on the screen with its title, or as the head of a column or a row of a table."""
    flat = " ".join(shown.split())
    title = next(o.title for o in voice.outcomes.values() if o.letter == letter)
    if any(t in flat for t in (f"{letter} ({title})", f"{title} ({letter})", f"{letter}: {title}")):
        return True
    for table in tables(said.pictures):
        heads = [h for h in table.columns if re.fullmatch(rf"{letter}( \(.*\))?", h)]
        rows = [r for r in table.rows if letter in (r[0], r[-1])]  # a way that ends in it tells what it is
        seen = all(w in flat for row in table.rows[:1] for cell in row[:2] for w in cell.split()[:3])
        if seen and (heads or rows):
            return True
    return False


def test_the_letters_are_told_where_the_pictures_have_no_room() -> None:
    found = asked("istanbul-2025", ("commentary",), "analyze")
    assert found is not None
    page, voice = found
    [said] = page.said
    assert referred([said.headline], voice) == ["A", "B", "C"]
    assert legend([said.headline], voice) == said.letters
    assert [t[:3] for t in said.letters] == ["B: ", "C: "]  # the title of A is told beside it
    shown = "\n".join(lines(page, ONE))
    assert "●" not in shown
    assert "  B: Russia: offers talks, 30-day halt" in shown
    whole = "\n".join(lines(page, 0))
    assert "●" in whole
    assert "  B: Russia" not in whole


def test_what_gives_way_where_there_is_no_room() -> None:
    table = Table(("Party", "A"), (("Russia", "●"), ("Ukraine", "·")), "What is done")
    points = ("One point.", "Another point.", "A third point.")
    picture = Picture("<svg/>", "what it says", plain=(table,))
    said = Said("What?", "To A.", points, (picture,), "on two claims.", ("detente x",), letters=("A: talks",))
    page = Page("Istanbul", (said,))
    assert len(lines(page, 0)) == 12
    assert lines(page, 12) == lines(page, 0)
    assert lines(page, 11)[5] == "  Party    A"  # the title of the table goes first
    assert lines(page, 11)[-1].endswith("--out FILE.html.")
    assert lines(page, 10)[5:8] == ["  A: talks", "  How sure: on two claims.", "  Next: detente x"]
    assert lines(page, 10)[-1].startswith("Tables") or "--full" in lines(page, 10)[-1]
    assert lines(page, 8)[2:5] == ["  - One point.", "  - Another point.", "  A: talks"]
    assert lines(page, 6)[2] == "  A: talks"
    full = "\n".join(lines(page, 6, full=True))
    assert "What is done" in full
    assert "A third point." in full
    assert len(lines(page, 9, 50)) > 9  # a narrow screen has more lines for the same


def test_the_article_is_no_letter() -> None:
    found = asked("istanbul-2025", ("kyiv",), "coalitions")
    assert found is not None
    voice = found[1]
    assert referred(["A joint step would pay.", "In both accounts: A change would come."], voice) == []
    assert referred(["It leads to A."], voice) == ["A"]
    assert referred(["A holds."], voice) == ["A"]
    assert referred(["A or B: A and B."], voice)[:1] == ["A"]
    assert referred(["“A” is quoted, and A's house."], voice) == []


def test_the_brief_is_short_and_tells_the_ways() -> None:
    conflict, brief = loaded("istanbul-2025"), reports.find("brief")
    request = with_defaults(brief, Request(conflict, conflict.accounts))
    answers = [brief.answer(r) for r in brief.ask(request)]
    page = brief.as_page(answers, Voice.of(conflict, answers, "istanbul-2025"), conflict, **request.given)
    printed = lines(page, 0)
    assert len(printed) <= BRIEF
    assert printed[0].startswith("Istanbul, May 2025: Where is it heading")
    assert printed[1].startswith("  Three accounts of it, as equals. “commentary”")
    rows = [re.split(r"\s{2,}", line.strip()) for line in printed]
    assert ["commentary", "Russia: offers talks, offensive", "A"] in rows
    assert ["broker", "Russia: offers talks, 30-day halt", "E"] in rows
    assert [r[0] for r in rows if r[-1] in "ABCDEF"][:6] == [
        "commentary",
        "Not looking ahead, Russia: offers talks, offensive → Ukraine: joins talks → US:",
        "Not looking ahead, Russia: offers talks → Ukraine: joins talks → US: support",
        "kyiv",
        "broker",
        "Looking ahead or not, Europe: sanctions and arms → Russia: offers talks →",
    ]


def test_with_full_a_file_has_its_details_printed_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from detente.cli import main

    pages = []
    for more in ([], ["--full"]):
        path = tmp_path / f"x{len(more)}.html"
        assert main(["analyze", "chicken", *more, "--out", str(path)]) in (None, 0)
        pages.append(path.read_text(encoding="utf-8"))
    capsys.readouterr()
    assert APPENDIX not in pages[0]
    assert APPENDIX in pages[1]


DETER = """
detente: 1
title: A threat that deters
status_quo: []
decision_makers:
  up: {name: Upstream, options: {fill: {text: fill the lake, short: fills}}}
  down: {name: Downstream, options: {sue: {text: go to court, short: sues}}}
preferences:
  up: [not down.sue, fill]
  down: [sue iff up.fill]
"""


def ways_of(text: str) -> list[tuple[str, ...]]:
    conflict, one = read_conflict(text), find("analyze")
    answers = [one.answer(r) for r in one.ask(with_defaults(one, Request(conflict, conflict.accounts)))]
    table = ways_table(answers, Voice.of(conflict, answers, "x"))
    return [table.columns, *table.rows]


def test_where_today_lasts_if_the_sides_look_ahead_the_table_says_so_first() -> None:
    assert ways_of(DETER) == [
        ("From today, looking ahead where nothing else is said", "End"),
        (STAYS, "today"),
        ("Not looking ahead, Upstream: fills → Downstream: sues", "A"),
    ]


def test_an_outcome_with_a_name_of_its_own_has_it_in_the_table() -> None:
    named = DETER + "states:\n  trial: {is: [up.fill, down.sue], text: the trial}\n"
    assert ways_of(named)[-1] == ("Not looking ahead, Upstream: fills → Downstream: sues", "A: the trial")
