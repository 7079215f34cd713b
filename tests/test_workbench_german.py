"""The workbench in German: no text of a page is left in English, and pages speak the language of the file."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest

import detente.workbench
from detente.workbench.language import words
from detente.workbench.language.german import GERMAN
from detente.workbench.pages.templating import Pages
from tests.workbench_client import RIVER, Bench

HERE = Path(detente.workbench.__file__).parent
SCRIPTS = ("workbench.js", "editor.js", "places.js")
# `w("text")`, and texts that a template chooses from inside brackets: `w({"undo": "Taken back"}.get(...))`.
_CALL = re.compile(r"""\bw\(\s*(?:"([^"]*)"|'([^']*)')\s*\)""")
_CHOSEN = re.compile(r"\bw\((?![\"'])([^)]*\{[^)]*\}[^)]*)\)|for \w+, label in \((.*?)\) %\}")
_QUOTED = re.compile(r'"([^"]*)"')


def texts() -> dict[str, str]:
    """Give every text of the templates and of the script, with the file that has it."""
    found: dict[str, str] = {}
    for file in sorted((HERE / "templates").glob("*.html")):
        told = file.read_text(encoding="utf-8")
        found |= {a or b: file.name for a, b in _CALL.findall(told)}
        for inner in _CHOSEN.findall(told):
            for text in _QUOTED.findall("".join(inner)):
                if text[:1].isupper():
                    found[text] = file.name
    for name in SCRIPTS:
        script = (HERE / "static" / name).read_text(encoding="utf-8")
        found |= dict.fromkeys(re.findall(r'\bsay\("([^"]+)"\)', script), name)
    app = (HERE / "server" / "app.py").read_text(encoding="utf-8")
    return found | dict.fromkeys(re.findall(r'"error.html", status=\d+, title="([^"]+)"', app), "app.py")


def test_every_text_of_the_pages_is_there_in_german():
    missing = {text: file for text, file in texts().items() if text not in GERMAN}
    assert not missing, (
        f"src/detente/workbench/language/german.py lacks these texts (and where they stand): {missing}"
    )
    assert len(texts()) > 100
    assert {"Taken back", "Last change", "Answer", "Take away", "Not found", "Saved."} <= set(texts())


def test_what_the_script_tells_is_told_by_say():
    for name in SCRIPTS:
        script = (HERE / "static" / name).read_text(encoding="utf-8")
        assert not re.findall(r'(?:news\(|textContent = )"[^"]', script)


def test_a_german_text_is_another_and_keeps_no_english():
    same = {text for text, german in GERMAN.items() if text == german}
    assert same == {"Name", "Text", "Graph"}
    for german in GERMAN.values():
        assert not re.search(r"\b(the|file|wish|what|with|account|cannot)\b", german), german
        assert german.strip() == german != ""
        assert german.count("„") == german.count("“")


def test_a_text_is_said_in_a_language_or_in_english():
    assert words.said("Undo", "de") == "Rückgängig"
    assert words.said("Undo", "en") == words.said("Undo", "fr") == "Undo"
    assert words.said("A text that nobody has", "de") == "A text that nobody has"
    assert words.of_script("en") == {}
    assert words.of_script("de")["The workbench is back."] == "Die Werkbank ist wieder da."
    assert set(words.of_script("de")) == {t for t, file in texts().items() if file in SCRIPTS}


PAGES = ("answer", "table", "wishes", "graph", "questions", "text", "report")


@pytest.mark.parametrize("page", PAGES)
def test_pages_speak_the_language_of_the_file(page: str, tmp_path: Path) -> None:
    for language, undo in (("de", "Nichts rückgängig zu machen"), ("en", "Nothing to undo")):
        text = RIVER.replace("detente: 1", f"detente: 1\nlanguage: {language}")
        (tmp_path / language).mkdir()
        told = Bench(tmp_path / language, text).page(page).text
        [head] = re.findall(r'<html lang="(\w+)" data-words="(.*?)">', told)
        assert head[0] == language
        assert json.loads(unescape(head[1])) == words.of_script(language)
        assert f'title="{undo}"' in told


def test_what_is_said_in_english_on_a_german_page_is_marked(tmp_path: Path) -> None:
    bench = Bench(tmp_path, RIVER.replace("detente: 1", "detente: 1\nlanguage: de"))
    assert '<div class="ranking" lang="en">' in bench.page("wishes").text
    assert '<div class="graph" lang="en">' in bench.page("graph").text
    told = bench.get("c/river.yaml/ask/analyze", params={"ask": "1"}).text
    assert "<h1>Was hat Bestand" in told
    assert '<div class="brief" lang="en">' in told
    assert "<h2>What is done" not in bench.page("table").text
    assert "Was in jedem Ausgang getan wird" in bench.page("table").text


def test_texts_without_german_words_are_marked_wherever_they_stand(tmp_path: Path) -> None:
    german = RIVER.replace("detente: 1", "detente: 1\nlanguage: de")
    for language, text in (("de", german), ("en", RIVER)):

        def marked(told: str, language: str = language) -> str:
            return told if language == "en" else f'<span lang="en">{told}</span>'

        (tmp_path / language).mkdir()
        bench = Bench(tmp_path / language, text)
        version = bench.version("river.yaml")
        changed = {"do": "title", "page": "answer", "base": version, "title": "Another title"}
        assert bench.post("c/river.yaml/edit", changed).status_code == 200
        told = bench.page("answer").text
        assert f": {marked('the title')}. " in told
        assert f'<span class="hidden">: {marked("the title")}</span>' in told
        bench.post("c/river.yaml/undo", {"page": "answer"})
        assert f'<span class="hidden">: {marked("the title")}</span>' in bench.page("answer").text
        refused = bench.post("c/river.yaml/edit", {"do": "none", "page": "table", "base": version}).text
        assert f'role="alert">{marked("a form asks for &#x27;none&#x27;, which there is not")}</p>' in refused
        bench.file.write_text(text + "wrong: 1\n", encoding="utf-8")
        for page in ("answer", "text"):
            assert ("</a>: <span" in bench.page(page).text) is (language == "de")


def test_a_note_in_the_words_of_the_page_is_not_marked() -> None:
    pages = Pages("/x")
    known = "These wishes are no list of statements; change them on the page Text."
    told = pages.environment.from_string("{{ note|english }}")
    assert told.render(note=known, lang="de") == GERMAN[known]
    assert told.render(note="a <b>", lang="de") == '<span lang="en">a &lt;b&gt;</span>'
    assert told.render(note="a <b>", lang="en") == told.render(note="a <b>") == "a &lt;b&gt;"


def test_a_german_brief_stands_on_the_page_answer_and_a_file_with_mistakes_keeps_its_language(
    tmp_path: Path,
) -> None:
    text = RIVER.replace("detente: 1", "detente: 1\nlanguage: de")
    bench = Bench(tmp_path, text)
    assert "Wohin führt es" in bench.page("answer").text
    assert "Wohin führt es" in bench.get("c/river.yaml/part").text
    bench.file.write_text(text + "wrong: 1\n", encoding="utf-8")
    assert '<html lang="de"' in bench.page("answer").text
    assert "Noch keine Antwort" in bench.page("answer").text
    bench.file.write_text(RIVER + "language: fr\n", encoding="utf-8")
    assert '<html lang="en"' in bench.page("text").text
