"""Where the comparison is not there (yet): what the brief says of accounts that part, in both languages."""

# ruff: noqa: E501  (a sentence stands on a line of its own)

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from detente import catalogue
from detente.answers import Shared
from detente.conflict import read_conflict
from detente.questions.analyze import words as heading
from detente.questions.analyze.heading_words import headline_of_several
from detente.reports import composing, words
from detente.reports.answer import Refused
from detente.reports.german import accounts as german
from detente.reports.languages import speech
from detente.wording import Picture
from detente.wording.german.voice import GermanVoice
from detente.workbench.files.documents import Version, id_of
from detente.workbench.questions.answers import Answers
from tests.german_facts import VOICE, ends
from tests.test_brief_lines import ALONE, brief, change
from tests.test_german_heading import STAY, holds, kept, led


def test_of_accounts_that_part_it_says_so() -> None:
    _, answer, voice = brief()
    assert len(heading.grouped(answer.analyze)) > 1
    said = speech("en").say(change(answer, compare=None), voice)
    assert said.headline == headline_of_several(answer.analyze, voice)
    assert said.points == ()  # the picture shows where each of them leads
    assert said.account == ""
    unseen = tuple(change(a, spoken=()) for a in answer.analyze)  # no letters, so no picture of the ways
    bare = speech("en").say(change(answer, compare=None, analyze=unseen), voice)
    assert not any(isinstance(p, Picture) and 'data-picture="rows"' in p.svg for p in bare.pictures)
    assert bare.points == heading.points_of_several(heading.grouped(unseen), voice)
    assert len(bare.points) == len(heading.grouped(unseen))


def test_of_accounts_that_lead_to_the_same_it_tells_that_once() -> None:
    _, answer, voice = brief()
    first = answer.analyze[0]
    alike = (first, change(first, perspective="two"), change(first, perspective="three"))
    said = speech("en").say(change(answer, compare=None, analyze=alike), voice)
    assert said.headline.startswith("In every account: ")
    _, alone, one = brief(ALONE)
    assert "account" not in speech("en").say(alone, one).headline


def test_the_first_answer_of_the_workbench_says_of_all_accounts_only_what_is_so_in_all() -> None:
    text = (catalogue.FOLDER / "istanbul-2025.yaml").read_text(encoding="utf-8")
    answers = Answers()
    told = answers.brief(answers.read("x.yaml", Version(text, id_of(text))), whole=False)
    [found] = told.answers
    assert found.compare is None
    headline = told.page.front[0].headline
    assert (
        headline
        == "The accounts lead to different outcomes, but this comes about in all of them: Russia: offers talks."
    )
    # Every outcome to which an account leads, and what is taken in all of them and not today.
    reached = [
        {*a.states[s].taken}
        for a in found.analyze
        for e in (a.heading.ahead, a.heading.myopic)
        for s in e.states
    ]
    assert set.intersection(*reached) - {*found.analyze[0].states[found.analyze[0].status_quo].taken} == {
        "russia.talks"
    }


# -- German ------------------------------------------------------------------------------------------------------------


def several(*found: Any) -> list[Any]:
    names = ("eins", "zwei", "drei")
    return [replace_facts(f, perspective=name) for f, name in zip(found, names[: len(found)], strict=True)]


def replace_facts(found: Any, **given: Any) -> Any:
    return type(found)(**(vars(found) | given))


def new(*states: int, taken: tuple[str, ...] = ("nord.bauen",)) -> Any:
    return ends(*states, shared=Shared(taken=taken, gone=(), levels=()))


GOES = led(new(1), new(1))
ELSEWHERE = led(new(3), new(1, 3))
APART = led(new(2, taken=("sued.klagen",)), new(2, taken=("sued.klagen",)))
TIPS = led(STAY, new(1))
FIRM = led(STAY, STAY)
NOTHING = led(ends(), ends(leaving=("sued",)))
UNSURE = led(*2 * [ends(count=None, leaving=(), unsure=("sued",))])


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            (kept(holds(1)), kept(holds(2))),
            "Die Lesarten unterscheiden sich darin, was Bestand hat; die Datei sagt nichts über den heutigen Stand.",
        ),
        (
            (kept(holds(1)), GOES),
            "Die Lesarten unterscheiden sich darin, was Bestand hat; nicht jede Lesart sagt etwas über den heutigen Stand.",
        ),
        (
            (TIPS, FIRM),
            "In beiden Lesarten bleibt es, wie es heute ist, wenn die Seiten vorausschauen; tun sie es nicht, nur in der Lesart „zwei“.",
        ),
        (
            (TIPS, TIPS, FIRM),
            "In jeder Lesart bleibt es, wie es heute ist, wenn die Seiten vorausschauen; tun sie es nicht, nur in der Lesart „drei“.",
        ),
        (
            (TIPS, led(STAY, new(2))),
            "In beiden Lesarten bleibt es, wie es heute ist, solange die Seiten vorausschauen; tun sie es nicht, gehen die Lesarten auseinander.",
        ),
        (
            (TIPS, TIPS, led(STAY, new(2))),
            "In jeder Lesart bleibt es, wie es heute ist, solange die Seiten vorausschauen; tun sie es nicht, gehen die Lesarten auseinander.",
        ),
        (
            (TIPS, GOES),
            "In der Lesart „eins“ bleibt es, wie es heute ist, solange die Seiten vorausschauen; in der anderen führt es zu A (Nordland: baut).",
        ),
        (
            (FIRM, TIPS, GOES),
            "In der Lesart „eins“ bleibt es, wie es heute ist, vorausschauend oder nicht; in der Lesart „zwei“, solange die Seiten vorausschauen; in der anderen nicht.",
        ),
        (
            (FIRM, GOES),
            "Ob die Seiten vorausschauen oder nicht: In der Lesart „eins“ bleibt es, wie es heute ist; in der anderen führt es zu A (Nordland: baut).",
        ),
        (
            (FIRM, led(new(1), new(2))),
            "In der Lesart „eins“ bleibt es, wie es heute ist, vorausschauend oder nicht. In der anderen: vorausschauend führt es zu A; nicht vorausschauend zu B.",
        ),
        (
            (FIRM, NOTHING),
            "In der Lesart „eins“ bleibt es, wie es heute ist, vorausschauend oder nicht; in der anderen nicht.",
        ),
        (
            (FIRM, GOES, UNSURE),
            "In der Lesart „eins“ bleibt es, wie es heute ist, vorausschauend oder nicht; in den anderen ist das nicht bekannt.",
        ),
        (
            (GOES, TIPS, ELSEWHERE),
            "In der Lesart „zwei“ bleibt es, wie es heute ist, solange die Seiten vorausschauen; in den anderen nicht.",
        ),
        (
            (GOES, ELSEWHERE),
            "Die Lesarten führen zu verschiedenen Ausgängen, doch dies kommt in allen zustande: Nordland: baut.",
        ),
        (
            (GOES, APART),
            "Die Lesarten führen zu verschiedenen Ausgängen, und keine einzige Änderung gegenüber heute kommt in allen zustande.",
        ),
    ],
)
def test_the_main_message_of_several_accounts_in_german(found: tuple[Any, ...], said: str) -> None:
    assert german.headline_of_accounts(several(*found), VOICE) == said


def test_long_names_give_way_to_a_shorter_message_in_german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(german, "fitting", lambda *texts: texts[-1])
    accounts = several(TIPS, GOES, ELSEWHERE)
    assert german.headline_of_accounts(accounts, VOICE) == (
        "In einer von drei Lesarten bleibt es, wie es heute ist, solange die Seiten vorausschauen; in den anderen nicht."
    )
    assert german.headline_of_accounts(several(TIPS, TIPS, GOES), VOICE) == (
        "In zwei von drei Lesarten bleibt es, wie es heute ist, solange die Seiten vorausschauen; in der anderen nicht."
    )
    assert german.headline_of_accounts(several(FIRM, FIRM, GOES), VOICE) == (
        "In zwei von drei Lesarten bleibt es, wie es heute ist, vorausschauend oder nicht; in der anderen nicht."
    )
    assert german.headline_of_accounts(several(TIPS, FIRM, GOES), VOICE) == (
        "In einer von drei Lesarten bleibt es, wie es heute ist, vorausschauend oder nicht; in einer weiteren, solange die Seiten vorausschauen; in der anderen nicht."
    )
    assert german.headline_of_accounts(several(TIPS, FIRM), VOICE) == (
        "In beiden Lesarten bleibt es, wie es heute ist, wenn die Seiten vorausschauen; tun sie es nicht, nur in einer davon."
    )
    assert german.headline_of_accounts(several(TIPS, FIRM, FIRM), VOICE).endswith("nur in zwei davon.")
    assert german.headline_of_accounts(several(GOES, ELSEWHERE), VOICE) == (
        "Die Lesarten führen zu verschiedenen Ausgängen, die etwas Neues gemeinsam haben."
    )


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (kept(holds(1)), "In der Lesart „eins“: A hat Bestand, ob die Seiten vorausschauen oder nicht."),
        (
            led(STAY, STAY),
            "In der Lesart „eins“ bleibt es, wie es heute ist, ob die Seiten vorausschauen oder nicht.",
        ),
        (
            TIPS,
            "In der Lesart „eins“ bleibt es, wie es heute ist, wenn die Seiten vorausschauen; nicht vorausschauend führt es zu A (Nordland: baut).",
        ),
        (
            GOES,
            "In der Lesart „eins“ führt es zu A (Nordland: baut), ob die Seiten vorausschauen oder nicht.",
        ),
        (
            led(ends(), ends(leaving=("sued",))),
            "In der Lesart „eins“ verlassen die Seiten die heutige Lage und erreichen nichts, was Bestand hat, ob die Seiten vorausschauen oder nicht.",
        ),
        (
            led(new(1), new(2)),
            "In der Lesart „eins“: vorausschauend führt es zu A (Nordland: baut); nicht vorausschauend zu B (Südland: klagt).",
        ),
    ],
)
def test_where_one_account_leads_in_german(found: Any, said: str) -> None:
    assert german.of_group("In der Lesart „eins“", found, VOICE) == said


def test_accounts_that_lead_to_the_same_have_one_point_in_german() -> None:
    one, two, three = several(GOES, GOES, APART)
    assert german.points_of_accounts([[one, two], [three]], VOICE) == (
        "In den Lesarten „eins“ und „zwei“ führt es zu A (Nordland: baut), ob die Seiten vorausschauen oder nicht.",
        "In der Lesart „drei“ führt es zu B (Südland: klagt), ob die Seiten vorausschauen oder nicht.",
    )
    [first, *others] = [[replace_facts(GOES, perspective=name)] for name in "abcd"]
    told = german.points_of_accounts([first, *others], VOICE)
    assert [t[: t.index("führt")] for t in told] == [
        "In der Lesart „a“ ",
        "In der Lesart „b“ ",
        "In den Lesarten „c“ und „d“ ",
    ]
    assert (
        told[-1] == "In den Lesarten „c“ und „d“ führt es wieder anderswohin; die Einzelheiten sagen, wohin."
    )
    assert len(german.points_of_accounts([first, *others[:2]], VOICE)) == 3
    assert all("anderswohin" not in t for t in german.points_of_accounts([first, *others[:2]], VOICE))


def test_a_german_brief_says_of_accounts_that_part_that_they_do() -> None:
    conflict, answer, _ = brief()
    voice = GermanVoice.of(replace(conflict, language="de"), [answer], "FILE")
    said = speech("de").say(change(answer, compare=None), voice)
    assert said.headline == german.headline_of_accounts(answer.analyze, voice)
    assert said.headline == (
        "In den Lesarten „two“ und „three“ bleibt es, wie es heute ist, vorausschauend oder nicht; in der anderen nicht."
    )
    assert said.points == ()
    unseen = tuple(change(a, spoken=()) for a in answer.analyze)
    bare = speech("de").say(change(answer, compare=None, analyze=unseen), voice)
    assert bare.points == german.points_of_accounts(heading.grouped(unseen), voice)


# -- where nobody wants anything ---------------------------------------------------------------------------------------

WISHLESS = """
detente: 1
title: Plain
status_quo: []
decision_makers:
  a: {name: Alba, options: {x: do x}}
  b: {name: Brin, options: {y: do y}}
preferences: {a: [], b: []}
"""


@pytest.mark.parametrize("language", ["en", "de"])
def test_where_nobody_is_said_to_want_anything_nothing_follows(language: str) -> None:
    conflict, answer, voice = brief(WISHLESS)
    assert composing.wishless(conflict)
    said = speech(language).say(answer, voice)
    assert said.headline == (
        "The file does not say yet what anybody wants, so nothing follows from it."
        if language == "en"
        else "Die Datei sagt noch nicht, was irgendjemand will; also folgt nichts daraus."
    )
    assert (said.points, said.pictures, said.sure, said.id) == ((), (), "", "brief")
    assert said.question == speech(language).say(brief(ALONE)[1], brief(ALONE)[2]).question
    assert said.next == ("detente check FILE",)


@pytest.mark.parametrize(
    "text",
    [
        WISHLESS.replace("b: []", "b: [b.y]"),
        WISHLESS + "perspectives: {one: {says: x, preferences: {a: [a.x]}}}\n",
    ],
)
def test_one_wish_of_one_party_by_one_account_is_something(text: str) -> None:
    assert not composing.wishless(read_conflict(text))


def test_questions_without_an_answer_for_the_same_reason_stand_together() -> None:
    _, answer, voice = brief()
    found = tuple(Refused(question=q, why=w) for q, w in (("better", "x"), ("pivot", "y"), ("settle", "x")))
    told = words.TELLS["refused"](change(answer, refused=found), voice)
    assert told == ["better and settle: x.", "pivot: y."]
