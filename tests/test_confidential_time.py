"""Questions of doubt and time where something is confidential: what it does not touch is answered, the rest refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import detente
from detente import cli
from detente.conflict import DetenteError, read_conflict
from detente.questions import find
from detente.questions.question import Request

MAIN = """
detente: 1
title: A truce
status_quo: [north.shoot, south.shoot]
sources: {minutes: {title: Minutes, date: 2020-01-01, kind: record, reliability: 0.8}SOURCES}
decision_makers:
  north: {name: North, options: {shoot: {text: go on shooting, short: shoots}}}
  south: {name: South, options: {shoot: {text: go on shooting, short: shoots}}}
  union: {name: The Union, options: {watch: {text: send observers, short: observers}}}
preferences:
  north: [{that: not south.shoot, confidence: 0.7}, {that: shoot if not union.watch, source: minutes}, not shoot]
  south: PREFERENCES
  union: [not (north.shoot and south.shoot), not watch]
perspectives:
  other: {says: what others say, preferences: {north: [not south.shoot, not shoot]}}
terms:
  signed_by: [north, south]
  issues:
    prisoners: {values: {none: no exchange, all: all for all}}
  wishes:
    north: {weights: {prisoners: {all: 4}}}
    WISHES
beliefs:
  north: {preferences: {south: [shoot]}}
timeline:
  calm: {date: 2020-02, does: not south.shoot, source: minutes}
  watched: {date: 2020-03, does: union.watch}
phases:
  war: {date: 2020}
  peace: {date: 2021, preferences: {north: {patch: [{put: not north.shoot, before: not south.shoot}]}}}
MARK
"""
OPEN = "[not north.shoot, shoot if not union.watch, not shoot]"
SECRET = """
      weights: {prisoners: {points: {all: 50070}, because: quokka-why, source: memo#quokka-page, confidence: 0.7171}}
      red_lines: [{that: prisoners.all, id: quokka-red, text: quokka-line}]
"""
MEMO = ", memo: {title: quokka-memo, author: quokka-author, reliability: 0.7373}"
CLOSED = (
    "[{that: not north.shoot, id: quokka-first, because: quokka-cause, source: memo, confidence: 0.7272}, "
    "{that: shoot if not union.watch, text: quokka-guard}, not shoot]"
)
ASKED = ("robust", "phases", "replay", "mistaken")
FORMS: tuple[tuple[str, ...], ...] = ((), ("--full",), ("--json",))


def text(*, wishes: str = "", preferences: str = OPEN, mark: str = "", sources: str = "") -> str:
    found = MAIN.replace("WISHES", f"south: {wishes}" if wishes else "").replace("PREFERENCES", preferences)
    return found.replace("MARK", mark).replace("SOURCES", sources)


def only_wishes(folder: Path, wishes: str = SECRET) -> Path:
    """Write the conflict, and beside it a file of South's that holds what it wants of the terms."""
    own = f"party: south\nsources: {{{MEMO[2:]}}}\nwishes: {wishes}"
    (folder / "south.yaml").write_text(own, encoding="utf-8")
    (folder / "truce.yaml").write_text(text(mark="include: {south: south.yaml}"), encoding="utf-8")
    return folder / "truce.yaml"


def run(capsys: Any, *argv: str) -> tuple[int, str]:
    code = cli.main(list(argv))
    captured = capsys.readouterr()
    return code, captured.out + captured.err


@pytest.mark.parametrize("name", ASKED)
def test_wishes_about_terms_are_not_asked_and_not_told(
    name: str, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer is byte for byte that of a file in which nobody wants anything of the terms in secret."""
    closed, plain = tmp_path / "closed", tmp_path / "plain"
    closed.mkdir()
    plain.mkdir()
    only_wishes(closed)
    (plain / "truce.yaml").write_text(text(), encoding="utf-8")
    account = ("-p", "base") if name in ("robust", "mistaken") else ()
    for form in FORMS:
        monkeypatch.chdir(closed)
        code, said = run(capsys, name, "truce.yaml", *account, *form)
        assert code == 0, said
        assert "quokka" not in said
        assert "50070" not in said
        assert "717" not in said
        assert "7373" not in said
        monkeypatch.chdir(plain)
        assert said == run(capsys, name, "truce.yaml", *account, *form)[1]
    monkeypatch.chdir(closed)
    for ending in (".html", ".md", ".csv"):
        out = tmp_path / f"out{ending}"
        assert run(capsys, name, "truce.yaml", *account, "--out", str(out))[0] == 0
        assert "quokka" not in out.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*ASKED, "rounds"])
def test_preferences_would_be_told(name: str, tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "truce.yaml"
    closed = text(preferences=CLOSED, wishes=SECRET, sources=MEMO, mark="confidential: south")
    file.write_text(closed, encoding="utf-8")
    told = (
        f"'{name}' would tell what 'south' prefers, which is confidential; whoever may see it adds --as south"
    )
    for form in FORMS:
        code, said = run(capsys, name, str(file), *form)
        assert code == 2
        assert said.splitlines()[-1] == f"detente: {told}"
        assert "quokka" not in said
    code, said = run(capsys, name, str(file), "--as", "south", "--json")
    assert code == 0, said
    assert "confidential" not in said


def test_rounds_goes_by_wishes_and_is_refused_where_they_are_confidential(
    tmp_path: Path, capsys: Any
) -> None:
    file = only_wishes(tmp_path)
    code, said = run(capsys, "rounds", str(file))
    assert code == 2
    told = "'rounds' would tell what 'south' wants, which is confidential; whoever may see it adds --as south"
    assert said == f"detente: {told}\n"
    assert run(capsys, "rounds", str(file), "--as", "south", "--runs", "5", "-p", "base")[0] == 0


def test_of_an_account_in_which_nothing_is_confidential_it_can_be_asked(tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "truce.yaml"
    north = "preferences: {north: [not south.shoot, not shoot]"
    account = f"{north}, south: [{{that: shoot, id: quokka}}]}}, confidential: south"
    whole = text().replace(f"{north}}}", account)
    file.write_text(whole, encoding="utf-8")
    for name in ASKED[1:3]:
        code, said = run(capsys, name, str(file))
        assert code == 2
        assert said.endswith("adds --as south; of the account 'base' it can be asked: --perspective base\n")
        code, said = run(capsys, name, str(file), "--perspective", "base")
        assert code == 0
        assert "quokka" not in said


TAKES = """
detente: 1
title: Two accounts
status_quo: []
decision_makers: {a: {name: A, options: {x: X}}, b: {name: B, options: {y: Y}}}
preferences: {a: [x], b: [y]}
perspectives:
  other: {says: other, confidential: b, preferences: {b: [{that: not y and not a.x, id: quokka, because: quokka}]}}
beliefs: {a: {takes: {b: other}}}
"""


def test_what_a_belief_takes_over_from_an_account_is_confidential_with_it() -> None:
    """Nothing is confidential in the account that is followed; what A believes of B stands in another one."""
    conflict = read_conflict(TAKES)
    under = conflict.under("base")
    assert (under.hidden, under.hidden_beliefs) == (frozenset(), frozenset({"b"}))
    told = "'mistaken' would tell what 'b' prefers, which is confidential; whoever may see it adds --as b"
    with pytest.raises(DetenteError) as refused:
        find("mistaken").asked(Request(conflict, ("base",)))
    assert str(refused.value) == told
    with pytest.raises(DetenteError) as refused:
        detente.text(detente.mistaken(under))
    assert str(refused.value) == told
    assert "quokka" not in detente.to_json(under)
    find("evolve").check(under)  # which asks nothing of beliefs
    shown = read_conflict(TAKES, as_party="b").under("base")
    assert shown.hidden_beliefs == frozenset()
    assert detente.text(detente.mistaken(shown))
    assert find("mistaken").asks_beliefs
    assert not find("evolve").asks_beliefs


def test_the_brief_and_the_report_leave_out_what_would_tell(tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "takes.yaml"
    file.write_text(TAKES, encoding="utf-8")
    for command in ("brief", "report"):
        code, said = run(capsys, command, str(file))
        assert code == 0
        assert "quokka" not in said
