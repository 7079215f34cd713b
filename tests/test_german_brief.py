"""The German brief as a whole: what stands for which English function, and that no English is left on the page."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import io
import re
import sys
import zipfile
from collections.abc import Iterator
from functools import cache
from types import FrameType, ModuleType
from typing import Any

import pytest

import detente
from detente import catalogue, reports
from detente.cli import main
from detente.conflict import Conflict, UnknownNameError, read_conflict
from detente.conflict.languages import LANGUAGES
from detente.questions.question import Request
from detente.render import RENDERERS, german, render, speaking
from detente.render import words as english
from detente.render.terminal import Terminal
from detente.reports import composing
from detente.reports import words as english_lines
from detente.reports.german import words
from detente.reports.languages import SPEECHES, speech
from detente.reports.lines import words_in
from detente.wording import Page, Picture, Said, Table, Voice
from detente.wording.german.ways import GERMAN
from detente.wording.legend import referred
from detente.wording.ways import ENGLISH
from detente.workbench.language.words import LANGUAGES as WORKBENCH
from tests.german_facts import CONFLICT, VOICE

Q, R, W = "detente.questions", "detente.reports", "detente.wording"
# Which German module stands for which English ones.
PAIRS: dict[str, tuple[str, ...]] = {
    f"{R}.german.words": (f"{R}.words",),
    f"{R}.german.heading": (f"{Q}.analyze.heading_words", f"{Q}.analyze.words"),
    f"{R}.german.mixes": (f"{Q}.compare.mix_words", f"{Q}.compare.tables"),
    f"{R}.german.compare": (f"{Q}.compare.words",),
    f"{R}.german.better": (f"{Q}.better.words", f"{Q}.better.deal_words"),
    f"{R}.german.commit": (f"{Q}.commit.words", f"{Q}.commit.phrases"),
    f"{R}.german.mistaken": (f"{Q}.mistaken.words", f"{Q}.mistaken.phrases"),
    f"{R}.german.phases": (f"{Q}.phases.words", f"{Q}.phases.phrases"),
    f"{R}.german.pivot": (f"{Q}.pivot.words",),
    f"{R}.german.replay": (f"{Q}.replay.words", f"{Q}.replay.phrases"),
    f"{R}.german.robust": (f"{Q}.robust.words", f"{Q}.robust.phrases"),
    f"{R}.german.settle": (f"{Q}.settle.words", f"{Q}.settle.deal_words"),
    f"{R}.german.ultimatum": (f"{Q}.ultimatum.words", f"{Q}.ultimatum.verdict_words"),
    f"{R}.german.whatif": (f"{Q}.whatif.words", f"{Q}.whatif.supposed_words"),
    f"{W}.german.texts": (f"{W}.texts",),
    f"{W}.german.accounts": (f"{W}.accounts",),
    f"{W}.german.basis": (f"{W}.basis",),
    f"{W}.german.concepts": (f"{W}.concepts",),
    f"{W}.german.confidential": (f"{W}.confidential",),
    f"{W}.german.outcomes": (f"{W}.outcomes",),
    f"{W}.german.unfinished": (f"{W}.unfinished",),
}
# What German needs besides: cases of nouns, commas of numbers, and what English says inside another function.
OWN = {"towards", "within", "named", "swapped", "headline_told", "points_told"}
# Those take less (what only other questions say), or more (where German puts a word).
DIFFER = {"no_zone", "wanted", "in_common", "several", "surely"}
# What only chooses, what German inherits (methods of `Speaker`), what goes into one sentence of another function, and
# what `better.say` says besides, of which the brief takes no more than headline and points.
SILENT = {"ahead", "myopic", "own", "words", "exists", "outcome", "outcomes", "parties", "each", "headed"}
SILENT |= {"one_of", "shared_by_all", "widest", "ends_of"}  # they choose facts, and say nothing
CONFLICTS = tuple(catalogue.names())
# Enough of the words of an English brief that one is left over is seen.
STOP = frozenset(
    re.findall(
        r"\w+",
        """
    the of and or is are be looking ahead today account accounts outcome outcomes if not nobody no better worse
    claims claim rests with holds hold party parties leads lead deal deals to by from every what where who whose
    would could same but sides side nothing their its only other others for on as good depends whether they this
    that loses gains none all one two three both them then than it there change mind record moves random would
    give sources doubtful
        """,
    )
)


def functions(module: ModuleType) -> dict[str, Any]:
    """Give the public functions that a module defines."""
    return {
        n: f
        for n, f in vars(module).items()
        if inspect.isfunction(f) and f.__module__ == module.__name__ and not n.startswith("_")
    }


@pytest.mark.parametrize("name", PAIRS)
def test_a_german_function_has_the_name_and_the_arguments_of_an_english_one(name: str) -> None:
    there: dict[str, Any] = {}
    for other in reversed(PAIRS[name]):
        there |= functions(importlib.import_module(other))
    for called, function in functions(importlib.import_module(name)).items():
        if called in OWN:
            continue
        assert called in there, called
        if called not in DIFFER:
            told = [list(inspect.signature(f).parameters) for f in (function, there[called])]
            assert set(told[0]) <= set(told[1]), called


@cache
def answered(name: str) -> tuple[Conflict, Any]:
    """Give a conflict of the catalogue and its brief as facts."""
    conflict = detente.load(name)
    question = reports.find("brief")
    [asked] = question.asked(Request(conflict, conflict.accounts, given={"language": None}))
    return conflict, question.answer(asked)


@cache
def page(name: str, language: str = "de") -> Page:
    """Give its brief in a language."""
    conflict, answer = answered(name)
    return reports.find("brief").as_page(
        [answer], Voice.of(conflict, [answer], name), conflict, language=language
    )


def test_every_english_function_that_says_something_on_a_brief_has_a_german_one() -> None:
    others = {other: german for german, several in PAIRS.items() for other in several}
    called: set[tuple[str, str]] = set()

    def seen(frame: FrameType, event: str, _: object) -> None:
        module = frame.f_globals.get("__name__", "")
        if event == "call" and module in others and not frame.f_code.co_name.startswith(("_", "<")):
            called.add((module, frame.f_code.co_name))

    pages = [
        answered(n) for n in ("chicken", "mistaken-deterrence", "preventive-war", "cuban-missile-crisis")
    ]
    sys.setprofile(seen)
    try:
        for conflict, answer in pages:
            voice = Voice.of(conflict, [answer], "x")
            speech("en").say(answer, voice)
            speech("en").lead(answer)
    finally:
        sys.setprofile(None)
    assert len(called) > 60
    missing = set()
    everywhere = {n for german in PAIRS for n in vars(importlib.import_module(german))}
    for module, name in called:
        known = vars(importlib.import_module(others[module]))
        if name not in known and name not in everywhere:
            missing.add((module.removeprefix("detente."), name))
    assert not {(m, n) for m, n in missing if m != "questions.better.words" and n not in SILENT}
    assert {n for m, n in missing if m != "questions.better.words"} <= SILENT


# -- no English is left ------------------------------------------------------------------------------------------------


def texts_of(value: object) -> Iterator[str]:
    """Give all texts of a conflict, names and ids among them."""
    if isinstance(value, str):
        yield value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for f in dataclasses.fields(value):
            yield from texts_of(getattr(value, f.name))
    elif isinstance(value, dict):
        for k, v in value.items():
            yield from texts_of(k)
            yield from texts_of(v)
    elif isinstance(value, (tuple, list, frozenset, set)):
        for v in value:
            yield from texts_of(v)


def told(said: Said) -> Iterator[str]:
    """Give every text of a brief that is read, in pictures, too."""
    yield from (said.question, said.headline, *said.points, said.sure)
    for shown in said.pictures:
        if isinstance(shown, Picture):
            yield from (shown.title, shown.text)
            yield " ".join(re.findall(r">([^<>]+)</(?:text|tspan|title|desc)>", shown.svg))
        tables = [t for t in shown.plain if isinstance(t, Table)] if isinstance(shown, Picture) else [shown]
        for table in tables:
            yield from (table.title, table.note, *table.columns, *(c for row in table.rows for c in row))
            yield from table.marks.values()


@pytest.mark.parametrize("name", CONFLICTS)
def test_no_english_is_left_on_a_german_brief_but_what_the_file_says(name: str) -> None:
    conflict, _ = answered(name)
    found = page(name)
    [said] = found.front
    files = {
        v for t in texts_of(conflict) for v in (t, t.rstrip("."), t.replace("-", " "), t.replace("_", " "))
    }
    parties = [n for d in conflict.decision_makers for n in (d.name, d.short) if n]
    files |= {t.removeprefix(f"{p} ") for t in files for p in parties}  # behind the party's name
    files |= {t[:1].upper() + t[1:] for t in files}
    known = sorted((t for t in files if len(t) > 2 and t.lower() not in STOP), key=len, reverse=True)
    whole = "\n".join((*told(said), *found.lead))
    whole = re.sub(r"\w+; warum, sagt: detente \w+ \S+", "", whole)
    for text in known:
        whole = whole.replace(text, " ")
    left = {w for w in re.findall(r"[a-zäöüß]+", whole.lower()) if w in STOP}
    assert not left
    assert found.speaks == "de"


@pytest.mark.parametrize("name", CONFLICTS)
def test_a_german_brief_has_room_on_its_page(name: str) -> None:
    [said] = page(name).front
    lines = next((p.rows for p in said.pictures if isinstance(p, Table) and p.id == "lines"), ())
    assert (
        sum(map(words_in, (said.headline, *said.points, said.sure, *(c for row in lines for c in row))))
        <= 300
    )
    assert all(len(t.split()) <= 32 for t in (said.headline, *said.points))
    assert "„" not in said.headline or said.headline.count("„") == said.headline.count("“")
    assert "”" not in "\n".join(told(said))


def test_both_languages_say_the_same_lines_of_the_same_outcomes() -> None:
    for name in ("chicken", "mistaken-deterrence", "preventive-war", "elmira", "cuban-missile-crisis"):
        [first], [second] = page(name, "en").front, page(name).front
        assert len(first.points) == len(second.points)
        tables = [[p for p in s.pictures if isinstance(p, Table)] for s in (first, second)]
        assert [len(t.rows) for t in tables[0]] == [len(t.rows) for t in tables[1]]
        drawn = [[p.svg.count("<") for p in s.pictures if isinstance(p, Picture)] for s in (first, second)]
        assert len(drawn[0]) == len(drawn[1])
        assert first.next == second.next
        assert first.account == second.account


def test_both_languages_have_words_for_every_line() -> None:
    places = {p.question for p in composing.PLACES}
    for told in (words, english_lines):
        assert set(told.LABELS) == places
        assert set(told.TELLS) == (places - {"today"}) | {"robust"}
    assert set(words.LASTS) == set(english_lines.LASTS)
    assert not set(words.LABELS.values()) & set(english_lines.LABELS.values()) - {"Ultimatum"}


# -- languages ---------------------------------------------------------------------------------------------------------


def test_languages_are_the_same_everywhere() -> None:
    assert set(LANGUAGES) == set(SPEECHES) == set(speaking.LANGUAGES) == {"en", *WORKBENCH}
    with pytest.raises(UnknownNameError, match=r"no language 'fr' \(allowed: en, de\)"):
        speech("fr")
    mine, theirs = ({n for n in vars(m) if n.isupper()} for m in (english, german))
    assert mine - theirs == {"NO_DOCX"}
    assert theirs <= mine
    for name in theirs:
        assert getattr(english, name) != getattr(german, name)
    assert german.made_with("9").startswith("Erstellt mit détente 9. Die Seite zeigt")


def test_every_word_of_the_pictures_is_german() -> None:
    for field in dataclasses.fields(GERMAN):
        one, other = getattr(ENGLISH, field.name), getattr(GERMAN, field.name)
        if isinstance(one, str):
            assert one.count("{}") == other.count("{}"), field.name
            assert one != other or field.name in ("begun",), field.name
        else:
            assert set(one) == set(other), field.name
            assert not set(one.values()) & set(other.values())


def test_an_a_at_the_beginning_of_a_german_sentence_is_an_outcome() -> None:
    assert referred(["A bleibt.", "Es führt zu B."], VOICE) == ["A", "B"]
    assert referred(["„C“ bleibt."], VOICE) == []


RIVER = "detente: 1\ntitle: Der Fluss\nlanguage: de\nstatus_quo: []\ndecision_makers:\n"
RIVER += "  ober: {name: Oberstadt, options: {stauen: {text: das Wasser stauen, short: staut}}}\n"
RIVER += "  unter: {name: Unterstadt, options: {klagen: {text: vor Gericht gehen, short: klagt}}}\n"
RIVER += "preferences: {ober: [ober.stauen], unter: [not ober.stauen, unter.klagen if ober.stauen]}\n"


def test_a_german_file_has_a_german_brief_in_every_form(
    capsys: pytest.CaptureFixture[str], tmp_path: Any
) -> None:
    file = tmp_path / "fluss.yaml"
    file.write_text(RIVER, encoding="utf-8")
    assert main(["brief", str(file)]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Der Fluss: Wohin führt es")
    assert "  Wie sicher: " in shown
    assert "  Weiter: detente report" in shown
    assert main(["brief", str(file), "--language", "en"]) == 0
    assert "How sure: " in capsys.readouterr().out
    assert main(["brief", str(file), "--language", "fr"]) == 2
    assert "no language 'fr' (allowed: en, de)" in capsys.readouterr().err
    assert main(["analyze", str(file)]) == 0
    assert "What holds, and where does it lead?" in capsys.readouterr().out


def test_a_german_page_is_marked_as_german() -> None:
    conflict = read_conflict(RIVER)
    told = detente.brief(conflict)
    assert '<html lang="de">' in told
    assert "<span lang=" not in told
    for text in ("Wie sicher</span>", "Weiter</span>", ">Zur Antwort springen<", "Erstellt mit détente"):
        assert text in told
    assert '<html lang="en">' in detente.brief(conflict, language="en")
    assert '<span lang="de">Der Fluss</span>' in detente.brief(conflict, language="en")
    assert '<html lang="en">' in detente.report(conflict)
    foreign = detente.brief(detente.load("mistaken-deterrence"), language="de")
    assert '<span lang="en">„secret“</span>' in foreign
    assert 'class="hidden">nein</span>' in foreign


def test_what_renderers_add_is_german() -> None:
    said = Said(
        "Frage?", "Antwort.", sure="Nash ✓.", next=("detente brief x",), details=(Table(("a",), (("b",),)),)
    )
    found = Page("Titel", (said, said), language="de", appendix=True, speaks="de")
    texts = {ending: render(found, ending) for ending in RENDERERS if ending not in (".csv", ".docx")}
    assert "*Wie sicher:* Nash ✓" in texts[".md"]
    assert "*Weiter:* `detente brief x`" in texts[".md"]
    assert "## Anhang: Einzelheiten" in texts[".md"]
    assert "  Wie sicher: Nash ✓." in texts[".txt"]
    brief = Terminal().page(Page("Titel", (dataclasses.replace(said, next=()),), speaks="de"))
    assert "Tabellen und Einzelheiten: --full, oder --out DATEI.html." in brief
    html = str(texts[".html"])
    for text in (
        ">Inhalt<",
        ">Anhang: Einzelheiten<",
        "Einzelheiten im Anhang",
        "Nash",
        'class="hidden">ja</span>',
    ):
        assert text in html
    drawn = dataclasses.replace(said, details=(), next=(), pictures=(Picture("<svg/>", "t", "T"),))
    assert "Das Bild: --out DATEI.html." in Terminal().page(Page("T", (drawn,), speaks="de"))
    made = render(found, ".docx")
    assert isinstance(made, bytes)
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        body, core = (parts.read(n).decode() for n in ("word/document.xml", "docProps/core.xml"))
    assert "Wie sicher: " in body
    assert "Anhang: Einzelheiten" in body
    assert ">de<" in core
    assert "Erstellt mit" in core


def test_the_lines_of_a_brief_get_the_room_that_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    rooms: list[int] = []

    def chosen(lines: Any, room: int) -> Any:
        rooms.append(room)
        return tuple(lines)

    monkeypatch.setattr(composing, "chosen", chosen)
    for name in ("chicken", "mistaken-deterrence", "elmira"):
        conflict, answer = answered(name)
        said = composing.composed(answer, speech("de").voice(Voice.of(conflict, [answer], name)), words)
        assert rooms[-1] == 300 - sum(map(words_in, (said.headline, *said.points, said.sure)))


WAYS = {
    GERMAN.title: "Wohin es führt",
    GERMAN.rows: "Wohin es führt: was jeder Ausgang ändert",
    GERMAN.same_way: "wie oben",
    GERMAN.stays: "Keine Änderung: Niemand verlässt die heutige Lage.",
    GERMAN.how["looking ahead"]: "vorausschauend",
    GERMAN.how["not looking ahead"]: "nicht vorausschauend",
    GERMAN.how["either way"]: "vorausschauend oder nicht",
    GERMAN.begins["not looking ahead"]: "Nicht vorausschauend",
    GERMAN.begins["either way"]: "Vorausschauend oder nicht",
    GERMAN.too.format("vorausschauend"): "vorausschauend, auch",
    GERMAN.begun.format("Nicht vorausschauend", "Nordland: baut"): "Nicht vorausschauend – Nordland: baut",
    GERMAN.expecting: "Vorausschauend: wenn jede Seite mit den Antworten rechnet, die sich für die anderen lohnen "
    "(sequenzielle Stabilität, SEQ). Nicht vorausschauend: wenn jede Seite nur ihren eigenen nächsten Zug bedenkt "
    "(Nash-Gleichgewicht).",
    GERMAN.nobody: "niemand zieht",
    GERMAN.account: "Lesart",
    GERMAN.from_today: "Von heute aus",
    GERMAN.from_today_ahead: "Von heute aus, vorausschauend, wo nichts anderes dasteht",
    GERMAN.end: "Ausgang",
    GERMAN.today: "Heute",
    GERMAN.ahead_stays: "Vorausschauend verlässt niemand die heutige Lage.",
    GERMAN.ahead_rests: "Vorausschauend hat nichts Bestand, was erreicht wird.",
    GERMAN.ahead_stays_alone: "Vorausschauend verlässt niemand die heutige Lage; nicht vorausschauend hat nichts "
    "Bestand, was erreicht wird.",
    GERMAN.rests_both: "Vorausschauend oder nicht: Nichts hat Bestand, was erreicht wird.",
    GERMAN.myopic_rests: "Nicht vorausschauend hat nichts Bestand, was erreicht wird.",
    GERMAN.myopic.format("A"): "Nicht vorausschauend: A.",
    GERMAN.many: "viele Ausgänge",
    GERMAN.rests: "Nichts hat Bestand, was erreicht wird.",
    GERMAN.of.format(1, 9): "1 von 9",
    GERMAN.in_account.format("eins"): "in der Lesart „eins“",
    GERMAN.or_.join("ab"): "a; oder b",
    GERMAN.then.join("ab"): "a, dann b",
    GERMAN.way.format("Nordland: baut", "A"): "von heute aus Nordland: baut, bis A",
    GERMAN.gains: "Wer gewinnt und wer verliert, verglichen mit heute",
    GERMAN.collapse: "Wenn Gespräche scheitern",
    GERMAN.collapse_of.format("eins"): "Scheitern: eins",
    GERMAN.lasts_not: "nichts hat Bestand",
    GERMAN.both.format("besser", "schlechter"): "besser vorausschauend, schlechter nicht vorausschauend",
    GERMAN.place: "Neben dem Zeichen: der Platz in der Rangfolge der Partei, von wie vielen; 1 ist ihr bester.",
    GERMAN.brackets: " In Klammern: wenn niemand vorausschaut, wo das anders ist.",
    GERMAN.placed: "„1/9“: der beste von 9 Plätzen",
    GERMAN.spread: "„2–4/9“: der 2. bis 4. von 9 Plätzen",
    GERMAN.split: "(▼): nicht vorausschauend",
    GERMAN.read.format(
        "Wohin es führt", "eins", "alle besser"
    ): "Wohin es führt, Lesart „eins“: alle besser.",
    GERMAN.party: "Partei",
    GERMAN.done: "Was in jedem Ausgang getan wird",
    GERMAN.meaning["▲"]: "besser",
    GERMAN.meaning["▼"]: "schlechter",
    GERMAN.meaning["="]: "gleich gut",
    GERMAN.meaning["▲="]: "besser oder gleich gut",
    GERMAN.meaning["▼="]: "schlechter oder gleich gut",
    GERMAN.meaning["◆"]: "besser oder schlechter, je nachdem, wo es endet",
    GERMAN.meaning["?"]: "unbekannt",
    GERMAN.short["◆"]: "je nachdem",
    GERMAN.keys["="]: "weder besser noch schlechter",
    GERMAN.keys["◆"]: "besser oder schlechter, je nach Ausgang",
}


def test_what_pictures_say_reads_well() -> None:
    for said, expected in WAYS.items():
        assert said == expected
    assert GERMAN.heading == GERMAN.title
    assert {m: GERMAN.keys[m] for m in ("▲", "▼", "▲=", "▼=")} == {
        m: GERMAN.meaning[m] for m in ("▲", "▼", "▲=", "▼=")
    }
    assert GERMAN.short.keys() == {"◆"}


LABELS = [
    "Heute",
    "Besser für alle",
    "",
    "Gespräche scheitern",
    "Ultimatum",
    "Im Lauf der Zeit",
    "Laut Chronik",
]


def test_the_lines_of_a_brief_stand_beside_what_they_are_about() -> None:
    found: dict[str, str] = {}
    for name in CONFLICTS:
        [said] = page(name).front
        for table in said.pictures:
            if isinstance(table, Table) and table.id == "lines":
                found |= {label: text for label, text in table.rows if label}
    assert {*LABELS, "Eine Einigung", "Macht verschiebt sich", "Irrtümer", "Ausschlaggebend"} <= {*found, ""}
    assert "sinkt" in found["Macht verschiebt sich"] or "kämpfen" in found["Macht verschiebt sich"]
    assert "Einigung" in found["Eine Einigung"]
    assert "Sinneswandel" in found["Ausschlaggebend"] or "Niemand" in found["Ausschlaggebend"]
    assert "verlässt Europe" in found["Im Lauf der Zeit"]
    assert "zufällige Züge" in found["Laut Chronik"]
    assert found["Nicht beantwortet"].startswith("better; warum, sagt: detente better ")
    [said] = page("chicken").front
    assert said.question == "Wohin führt es, für wen ist das gut, und was könnte es ändern?"
    assert said.next == ("detente report chicken --out report.html", "detente explain chicken")
    assert page("preventive-war").front[0].next[1] == "detente compare preventive-war"
    assert page("chicken").front[0].id == "brief"


def test_what_is_confidential_or_unfinished_is_said_in_german_on_the_page() -> None:
    said = speech("de")
    assert said.voice(Voice.of(CONFLICT, [])).language == "de"
    assert speech("en").voice(VOICE) is VOICE
    assert said.marked.__module__ == "detente.wording.german.unfinished"
    assert said.guarded.__module__ == "detente.wording.german.confidential"
