"""The lines of the brief, each from the answer that it is about, with its rank; on stand-ins for the answers."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

import detente
from detente.reports import composing, words
from detente.reports.composing import composed, lines_of
from detente.reports.lines import Line
from detente.wording import Said, Table

ALL = (
    "better", "settle", "whatif", "ultimatum", "commit", "phases", "replay", "mistaken", "pivot", "robust",
)  # fmt: skip
EMPTY = dict.fromkeys(ALL, ()) | {
    "analyze": (),
    "compare": None,
    "refused": (),
    "impossible": (),
    "bases": (),
    "perspectives": (),
}


class Voice:
    """Says nothing but that it was asked; with `today`, what is done today."""

    def __init__(self, today: Any = None) -> None:
        self.today = today
        self.conflict = detente.load("chicken")

    def words(self, account: str = "") -> Any:
        return SimpleNamespace(brief=lambda state: f"brief of {state}")

    def command(self, *what: str) -> str:
        return " ".join(("detente", *what))


@pytest.fixture(autouse=True)
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Said("?", "Better.", ("First point.", "Second point.", "Third point."))
    parts: Any = words
    monkeypatch.setattr(parts.better, "say", lambda answers, voice: told)
    monkeypatch.setattr(parts.whatif, "weak_reasons", lambda answers, voice: ["Weak.", "Weaker."])
    for name in ("settle", "whatif", "commit", "phases", "mistaken", "pivot", "robust"):
        monkeypatch.setattr(getattr(words, name), "in_brief", lambda answers, voice, name=name: f"{name}.")
    monkeypatch.setattr(parts.replay, "in_brief", lambda answers: "replay.")
    monkeypatch.setattr(
        parts.ultimatum, "in_brief", lambda answers, voice, record: [f"{k} {record}." for k in answers]
    )
    monkeypatch.setattr(
        composing, "legend", lambda texts, voice: [f"legend of {texts[0]}"] if "First" in texts[0] else []
    )


def brief(**given: Any) -> Any:
    return SimpleNamespace(**(EMPTY | given))


def lines(today: Any = None, **given: Any) -> list[Line]:
    voice: Any = Voice(today)
    return lines_of(brief(**given), voice, words)


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("settle", (1,), [Line(3, "A deal", "settle.")]),
        ("whatif", (1,), [Line(4, "If talks collapse", "whatif."), Line(8, "", "Weak.")]),
        ("ultimatum", (1, 2), [Line(3, "Ultimatum", "1 True."), Line(3, "Ultimatum", "2 True.")]),
        ("commit", (1,), [Line(3, "Power shifts", "commit.")]),
        ("phases", (1,), [Line(6, "Over time", "phases.")]),
        ("replay", (1,), [Line(5, "On record", "replay.")]),
        ("mistaken", (1,), [Line(2, "Mistaken", "mistaken.")]),
        ("pivot", (1,), [Line(5, "Could tip it", "pivot.")]),
        ("robust", (1,), []),  # it stands beside how sure it is
        (
            "better",
            (1,),
            [
                Line(2, "Better for all", "Better."),
                Line(7, "", "First point. legend of First point.."),
                Line(8, "", "Second point."),
            ],
        ),
        (
            "refused",
            (
                SimpleNamespace(question="pivot", why="too large"),
                SimpleNamespace(question="better", why="no time"),
            ),
            [Line(6, "Not answered", "pivot: too large."), Line(6, "Not answered", "better: no time.")],
        ),
    ],
)
def test_each_answer_has_its_line(name: str, given: Any, expected: list[Line]) -> None:
    assert lines() == []
    assert lines(**{name: given}) == expected


def test_lines_stand_in_reading_order_and_the_record_is_told_once() -> None:
    refused = (SimpleNamespace(question="pivot", why="no"),)
    found = lines("now", **dict.fromkeys(ALL, (1,)), refused=refused)
    assert found[0] == Line(1, "Today", "Brief of now.")
    assert [line.label for line in found if line.label] == [
        "Today", "Better for all", "A deal", "If talks collapse", "Ultimatum", "Power shifts", "Over time", "On record",
        "Mistaken", "Could tip it", "Not answered",
    ]  # fmt: skip
    assert [line.text for line in found if line.label == "Ultimatum"] == ["1 False."]


def test_a_brief_without_an_answer_says_so_and_where_to_go_on() -> None:
    voice: Any = Voice()
    said = composed(brief(robust=(1,), refused=(SimpleNamespace(question="pivot", why="no"),)), voice, words)
    assert (
        said.question == words.ASKS == "Where is it heading, for whom is that good, and what could change it?"
    )
    assert said.headline == "The file does not say enough to tell where it is heading."
    assert (said.points, said.account, said.id, said.sure) == ((), "", "brief", "robust.")
    assert said.next == ("detente report --out report.html", "detente explain")
    assert said.pictures == (Table(("", ""), (("Not answered", "pivot: no."),), id="lines"),)


def test_what_does_not_fit_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    voice: Any = Voice()
    rooms: list[int] = []

    def none(found: Any, room: int) -> tuple[Line, ...]:
        rooms.append(room)
        return ()

    monkeypatch.setattr(composing, "chosen", none)
    said = composed(brief(robust=(1,)), voice, words)
    assert said.pictures == ()
    # The message and how sure it is take their words from the room that there is.
    assert rooms == [350 - 12 - 1]


@pytest.mark.parametrize("number", [1, 2])
def test_how_sure_it_is_stands_together(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    parts: Any = composing
    voice: Any = Voice()
    monkeypatch.setattr(words, "sure_of_one", lambda *given: "sure.")
    monkeypatch.setattr(words, "points_of_one", lambda *given: ("points_of_one.",))
    monkeypatch.setattr(words, "headline_of_one", lambda answers, voice: "Headline.")
    monkeypatch.setattr(words, "headline_of_accounts", lambda answers, voice: "Headline.")
    monkeypatch.setattr(words, "points_of_accounts", lambda groups, voice: ("points_of_one.",))
    monkeypatch.setattr(parts.heading, "grouped", lambda answers: [[a] for a in answers])
    monkeypatch.setattr(words, "basis_of_all", lambda answers: "basis.")
    for name in ("outcomes", "rows_picture", "matrix_picture"):
        monkeypatch.setattr(composing, name, lambda *given, name=name: name)
    accounts = tuple(account(f"a{k}", nash=True) for k in range(number))
    said = composed(brief(analyze=accounts, robust=(1,)), voice, words)
    lasts = "Today's situation lasts, looking ahead or not"
    told = f"{lasts}. sure." if number == 1 else f"{lasts} (Nash ✓). basis."
    assert said.sure == f"{told} robust."
    assert composed(brief(analyze=accounts), voice, words).sure == told
    assert (said.headline, said.points) == ("Headline.", ("points_of_one.",))
    pictures: Any = said.pictures
    assert pictures == ("rows_picture", "matrix_picture")
    assert said.account == ("a0" if number == 1 else "")
    assert said.next == (
        "detente report --out report.html",
        "detente explain" if number == 1 else "detente compare",
    )
    monkeypatch.setattr(composing, "rows_picture", lambda *given: None)
    pictures = composed(brief(analyze=accounts), voice, words).pictures
    assert pictures == ("outcomes", "matrix_picture")


def account(perspective: str, today: int | None = 0, **held: bool) -> Any:
    concepts = tuple(SimpleNamespace(concept=c, status_quo=yes) for c, yes in held.items())
    return SimpleNamespace(perspective=perspective, status_quo=today, plain=concepts, heading=None, held=())


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ({"nash": True, "seq": False}, "lasts, looking ahead or not"),
        ({"nash": False, "seq": True, "smr": False}, "lasts if the sides look ahead"),
        (
            {"nash": False, "smr": True},
            "lasts only if each side fears any answer it could not escape",
        ),
        (
            {"nash": False, "smr": True, "gmr": True},
            "lasts only if each side fears any answer it could not escape",
        ),
        (
            {"nash": False, "gmr": True, "seq": False},
            "lasts only if each side fears any answer, even one it could escape",
        ),
        (
            {"nash": False, "seq": False, "smr": False, "gmr": False},
            "does not last, however far the sides look ahead",
        ),
    ],
)
def test_how_far_one_has_to_look_for_today_to_last(held: dict[str, bool], said: str) -> None:
    assert words.lasting([account("a", **held)]) == f"Today's situation {said}."
    assert words.lasting([account("a", **held), account("b", **held)]) == f"Today's situation {said}."
    both = words.lasting([account("a", **held), account("b", nash=not held["nash"]), account("c", **held)])
    other = (
        "does not last, however far the sides look ahead" if held["nash"] else "lasts, looking ahead or not"
    )
    assert both == f"Today's situation: in “a” and “c” it {said}; in “b” it {other}."


def test_of_what_is_today_nothing_is_said_where_it_is_not_known() -> None:
    assert words.lasting([account("a", None, nash=True), account("b", seq=True)]) == ""


@pytest.mark.parametrize(
    ("accounts", "said"),
    [
        ((), ()),
        (("kyiv",), ()),
        (("kyiv", "broker"), ("Two accounts of it, as equals. “kyiv”: what Kyiv says. “broker”.",)),
        (
            ("broker", "kyiv", "third"),
            ("Three accounts of it, as equals. “broker”. “kyiv”: what Kyiv says. “third”.",),
        ),
    ],
)
def test_the_lead_names_whose_accounts_these_are(accounts: tuple[str, ...], said: tuple[str, ...]) -> None:
    says = (SimpleNamespace(id="kyiv", says="what Kyiv says."), SimpleNamespace(id="broker", says=""))
    bases = tuple(SimpleNamespace(perspective=a) for a in accounts)
    assert words.lead(brief(bases=bases, perspectives=says)) == said


@pytest.mark.parametrize(
    ("headings", "rows", "told"),
    [
        ((1, 1), "rows", ("beside",)),
        ((1, 1), None, ("several",)),
        ((1, None), "rows", ("several",)),
    ],
)
def test_points_of_several_accounts_are_fewer_beside_a_picture(
    headings: tuple[Any, ...], rows: Any, told: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    voice: Any = Voice()
    monkeypatch.setattr(words, "points_beside_a_picture", lambda answer, voice: ["beside"])
    monkeypatch.setattr(words, "points_of_several", lambda answer, voice: ["several"])
    monkeypatch.setattr(words, "headline_of_several", lambda answer, voice: f"Headline of {answer}.")
    monkeypatch.setattr(composing, "rows_picture", lambda answers, voice: rows)
    answer = brief(compare="all", analyze=tuple(SimpleNamespace(heading=h) for h in headings))
    assert composing._points(answer, voice, words) == told
    assert composing._message(answer, voice, words) == "Headline of all."


def test_every_answer_has_a_place_and_whoever_tells_it() -> None:
    places = {p.question: (p.rank, p.below) for p in composing.PLACES}
    assert places == {
        "today": (1, ()), "better": (2, (7, 8)), "settle": (3, ()), "whatif": (4, (8,)), "ultimatum": (3, ()),
        "commit": (3, ()), "phases": (6, ()), "replay": (5, ()), "mistaken": (2, ()), "pivot": (5, ()),
        "refused": (6, ()),
    }  # fmt: skip
    assert list(places) == ["today", *(k for k in words.TELLS if k != "robust")]
    assert words.LABELS == {
        "today": "Today", "better": "Better for all", "settle": "A deal", "whatif": "If talks collapse",
        "ultimatum": "Ultimatum", "commit": "Power shifts", "phases": "Over time", "replay": "On record",
        "mistaken": "Mistaken", "pivot": "Could tip it", "refused": "Not answered",
    }  # fmt: skip
    assert words.LASTS == {
        "either": "lasts, looking ahead or not", "ahead": "lasts if the sides look ahead",
        "fearing": "lasts only if each side fears any answer it could not escape",
        "fleeing": "lasts only if each side fears any answer, even one it could escape",
        "none": "does not last, however far the sides look ahead",
    }  # fmt: skip
    voice: Any = Voice()
    full = brief(**dict.fromkeys(ALL, (1,)))
    assert [list(words.TELLS[name](full, voice)) for name in ALL] == [
        ["Better.", "First point.", "Second point.", "Third point."], ["settle."], ["whatif.", "Weak.", "Weaker."],
        ["1 False."], ["commit."], ["phases."], ["replay."], ["mistaken."], ["pivot."], ["robust."],
    ]  # fmt: skip


def test_where_today_cannot_be_that_is_why_questions_have_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "cannot_be", lambda answer, voice: ["Why.", "What to change."])
    voice: Any = Voice("now")
    refused = (SimpleNamespace(question="pivot", why="no"),)
    said = composed(brief(impossible=(1,), refused=refused, settle=(1,)), voice, words)
    assert (said.headline, said.points) == (words.IMPOSSIBLE, ("Why.", "What to change."))
    assert said.next == ("detente check",)
    [table] = [p for p in said.pictures if isinstance(p, Table)]
    assert [label for label, _ in table.rows] == [words.LABELS["today"], words.LABELS["settle"]]
