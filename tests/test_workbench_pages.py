"""The pages as a person uses them, without a browser: from nothing to an answer, wishes moved, two windows."""

from __future__ import annotations

import re
import threading
import time
from html import unescape
from typing import Any

import pytest

pytest.importorskip("starlette")

import detente
from detente import catalogue
from detente.conflict import read_conflict
from detente.conflict.editing import Insert, Move, Put, Remove, applied, edited, plain
from detente.questions import REGISTRY, find
from detente.render.fragment import fragment
from detente.reports.ranking import ranking
from detente.wording import Voice
from detente.workbench.edits.actions import ACTIONS, id_for
from detente.workbench.files.documents import Version, id_of
from detente.workbench.questions.answers import Answers
from detente.workbench.questions.asking import Jobs
from detente.workbench.questions.kept import Kept
from tests.test_workbench_forms import FORMS, RANKED
from tests.workbench_client import RIVER, Bench

ISTANBUL = (catalogue.FOLDER / "istanbul-2025.yaml").read_text(encoding="utf-8")


@pytest.fixture
def bench(tmp_path):
    return Bench(tmp_path)


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


# -- from nothing to an answer -----------------------------------------------------------------------------------------


def test_from_nothing_to_a_first_answer_with_forms_alone(tmp_path):
    bench = Bench(tmp_path)
    bench.file.unlink()
    assert "There is no conflict file here yet." in words(bench.get("").text)
    made = bench.post("new", {"title": "Who pays: the bridge?"})
    assert made.url.path.endswith("/c/who-pays-the-bridge.yaml/table")
    name = "who-pays-the-bridge.yaml"

    def edit(do, **form):
        found = bench.post(f"c/{name}/edit", {"do": do, "base": bench.version(name), **form})
        assert found.status_code == 200, words(found.text)
        return found

    assert "No answer yet" in words(bench.page("answer", name).text)
    edit("add-party", page="table", name="The city", options="build the bridge\ntake a toll")
    edit("add-party", page="table", name="The port", options="pay half")
    edit("add-option", page="table", party="port", text="go to court")
    edit("today", page="table", option="port.go_to_court", taken="1")
    edit(
        "add-rule",
        page="table",
        kind="never",
        what="city.take_toll and not city.build_bridge",
        because="No bridge.",
    )
    for party, wish in (
        ("city", "port.pay_half"),
        ("city", "build_bridge if port.pay_half"),
        ("city", "not take_toll"),
    ):
        edit("add-wish", page="wishes", party=party, account="base", that=wish)
    edit(
        "add-wish",
        page="wishes",
        party="port",
        account="base",
        that="city.build_bridge",
        because="It needs it.",
    )
    edit("add-wish", page="wishes", party="port", account="base", that="not pay_half")
    conflict = read_conflict((tmp_path / name).read_text(encoding="utf-8"))
    assert conflict.title == "Who pays: the bridge?"
    assert conflict.option_ids == ("city.build_bridge", "city.take_toll", "port.pay_half", "port.go_to_court")
    answer = bench.page("answer", name)
    headline = fragment_headline(detente.brief(conflict))
    assert headline in words(answer.text)


def fragment_headline(html: str) -> str:
    found = re.search(r'<p class="headline">(.*?)</p>', html, re.DOTALL)
    assert found
    return words(found[1])


def test_a_file_without_parties_is_told_what_it_needs_and_every_page_opens(tmp_path):
    bench = Bench(tmp_path)
    bench.post("new", {"title": "Nothing yet"})
    for page in (
        "answer",
        "table",
        "wishes",
        "graph",
        "questions",
        "text",
        "report",
        "ask/analyze",
        "ask/pivot?ask=1",
    ):
        found = bench.get(f"c/nothing-yet.yaml/{page}")
        assert found.status_code == 200, page


# -- every form --------------------------------------------------------------------------------------------------------


def test_each_form_makes_the_smallest_change(bench):
    path = ("perspectives", "engineers", "preferences", "upper")
    options = ("decision_makers", "upper", "options")
    wish = {"account": "engineers", "party": "upper"}
    paid = {"id": "paid", "that": "lower.pay", "because": "It is poor."}
    third: dict[str, Any] = {"says": "What a third says", "on": "engineers"}
    doubted: dict[str, Any] = {"that": "not lower.sue or release", "confidence": "0.5"}
    said: dict[str, Any] = {"that": "release", "because": "So."}
    steps = [
        ({"do": "title", "title": "It's ours"}, Put(("title",), "It's ours")),
        ({"do": "about", "about": "Water."}, Put(("about",), "Water.")),
        ({"do": "party", "party": "upper", "name": "Up"}, Put(("decision_makers", "upper", "name"), "Up")),
        (
            {"do": "add-option", "party": "upper", "text": "build a dam"},
            Put((*options, "build_dam"), "build a dam"),
        ),
        (
            {"do": "option", "option": "lower.sue", "text": "sue"},
            Put(("decision_makers", "lower", "options", "sue", "text"), "sue"),
        ),
        (
            {"do": "option", "option": "lower.pay", "text": "pay"},
            Put(("decision_makers", "lower", "options", "pay"), "pay"),
        ),
        ({"do": "today", "option": "lower.pay", "taken": "1"}, Insert(("status_quo",), 0, "lower.pay")),
        ({"do": "today", "option": "lower.pay", "taken": ""}, Remove(("status_quo", 0))),
        (
            {"do": "add-rule", "kind": "never", "what": "lower.sue"},
            Insert(("rules",), 1, {"never": "lower.sue"}),
        ),
        ({"do": "remove-rule", "rule": "1"}, Remove(("rules", 1))),
        ({"do": "remove-option", "option": "upper.build_dam"}, Remove((*options, "build_dam"))),
        ({"do": "add-wish", **wish, **doubted}, Insert(path, 3, doubted)),
        ({"do": "move-wish", **wish, "item": "3", "to": "0"}, Move(path, 3, 0)),
        ({"do": "edit-wish", **wish, "item": "0", **said}, Put((*path, 0), said)),
        ({"do": "remove-wish", **wish, "item": "0"}, Remove((*path, 0))),
        (
            {"do": "copy-wish", "account": "residents", "party": "upper", "item": "1", "from": "engineers"},
            Insert(("perspectives", "residents", "preferences", "upper"), 2, paid),
        ),
        ({"do": "add-account", "says": third["says"]}, Put(("perspectives", "third"), third)),
    ]
    for form, change in steps:
        before = plain(bench.text)
        found = bench.post("c/river.yaml/edit", {"page": "table", "base": bench.version(), **form})
        assert found.status_code == 200, (form, words(found.text)[:300])
        assert plain(bench.text) == applied(before, change), form
    read_conflict(bench.text)
    for comment in ("# A file of somebody's", "# as they call it", "# what it fears", "# a guess"):
        assert comment in bench.text
    for _ in steps:
        bench.post("c/river.yaml/undo", {"page": "table"})
    assert bench.text == RIVER


def test_an_edited_wish_keeps_what_the_form_does_not_show(bench):
    bench.file.write_text(RIVER + "sources: {a: {title: A}, b: {title: B}}\n")
    bench.edit(
        "edit-wish",
        account="engineers",
        party="upper",
        item="1",
        that="lower.pay",
        because="It is rich.",
        source="a, b#2",
    )
    assert "- {id: paid, that: lower.pay, because: It is rich., source: [a, b#2]}   # a guess\n" in bench.text


def test_a_wish_is_switched_off_and_on(bench):
    bench.edit("wish-off", account="engineers", party="upper", item="1")
    assert "        # off: - {id: paid, that: lower.pay, because: It is poor.}   # a guess\n" in bench.text
    page = words(bench.page("wishes", party="upper").text)
    assert "Lower town: “pay for the water” switched off" in page
    assert "The file itself, called “base” in answers" not in page  # no account is the file's own
    line = bench.text.splitlines().index(next(x for x in bench.text.splitlines() if "# off:" in x)) + 1
    bench.edit("wish-on", account="engineers", party="upper", line=str(line))
    assert bench.text == RIVER


def test_a_wish_is_told_in_the_words_of_the_file(bench):
    told = words(bench.page("wishes", party="upper").text)
    assert "not “go to court” not lower.sue" in told
    assert "“pay for the water” lower.pay It is poor." in told


def test_a_form_that_asks_for_what_cannot_be_is_told_and_writes_nothing(bench):
    for form in (
        {"do": "nothing"},
        {"do": "title", "title": "  "},
        {"do": "move-wish", "account": "engineers", "party": "upper", "item": "9", "to": "0"},
        {"do": "move-wish", "account": "engineers", "party": "upper", "item": "-1", "to": "0"},
        {"do": "remove-rule", "rule": "7"},
        {"do": "wish-on", "account": "engineers", "party": "upper", "line": "1"},
        {"do": "option", "option": "lower.none", "text": "x"},
        {"do": "add-rule", "kind": "odd", "what": "x"},
        {"do": "title", "title": "x" * 6000},
    ):
        found = bench.edit(form.pop("do"), page="table", **form)
        assert found.status_code == 422
        assert 'role="alert"' in found.text
        assert bench.text == RIVER


def test_a_new_party_wants_something_in_every_account(bench):
    bench.edit("add-party", page="table", name="The state", options="mediate")
    conflict = read_conflict(bench.text)
    assert conflict.accounts == ("engineers", "residents")
    assert all("state" in conflict.under(a).preferences for a in conflict.accounts)


def test_names_made_from_words_are_names():
    taken: list[str] = []
    for text in ("Not and or", "1 000 men", "Ünïcode wörds", "!!!", "base", "none", "if", "Let it be"):
        taken.append(id_for(text, taken))
    assert len(set(taken)) == len(taken)
    makers = "".join(f"  {t}: {{options: {{{t}: x}}}}\n" for t in taken)
    read_conflict(f"detente: 1\ntitle: A\ndecision_makers:\n{makers}")


def test_every_form_of_a_page_asks_for_something_that_there_is(bench):
    bench.edit("wish-off", account="engineers", party="upper", item="1")
    pages = [bench.page("table").text, bench.page("wishes").text]
    pages.append(bench.get("c/river.yaml/pairs?party=upper&account=engineers&a=1-0-o").text)
    threat = "ultimatums: {bill: {by: lower, to: upper, demand: upper.release, threat: lower.sue}}\n"
    listed = "  fourth: {says: A fourth, preferences: {lower: [pay]}}\n"
    for text, parties in (
        (FORMS + listed, ("upper", "lower", "state")),
        (RANKED, ("a",)),
        (RIVER + threat, ()),
    ):
        bench.file.write_bytes(text.encode())
        pages += [bench.page("wishes", party=party).text for party in parties] or [bench.page("table").text]
    asked = {do for page in pages for do in re.findall(r'name="do" value="([^"]*)"', page)}
    assert asked == set(ACTIONS)


# -- two windows, the text ---------------------------------------------------------------------------------------------


def test_two_windows_on_one_place_are_shown_both_versions(bench):
    seen = bench.version()
    bench.edit("move-wish", account="engineers", party="upper", item="0", to="1")
    now = bench.text
    found = bench.edit("add-wish", base=seen, account="engineers", party="upper", that="release or lower.sue")
    assert found.status_code == 409
    assert bench.text == now
    told = words(found.text)
    assert "Nothing was written" in told
    assert "- release or lower.sue" in told
    mine = re.search(r"<textarea name=\"text\" hidden>\n(.*?)</textarea>", found.text, re.DOTALL)
    assert mine
    bench.post("c/river.yaml/text", {"text": unescape(mine[1]), "base": bench.version(), "page": "wishes"})
    assert "- release or lower.sue" in bench.text
    bench.post("c/river.yaml/undo", {"page": "wishes"})
    assert bench.text == now


def test_the_text_page_writes_what_is_typed_and_shows_mistakes_where_they_stand(bench):
    wrong = RIVER.replace("- not lower.sue", "- not lower.seu")
    found = bench.post(
        "c/river.yaml/text", {"text": wrong.replace("\n", "\r\n"), "base": bench.version(), "page": "text"}
    )
    assert bench.text == wrong
    line = wrong.splitlines().index("        - not lower.seu") + 1
    assert f'data-line="{line}"' in found.text
    assert "lower.sue" in words(found.text)
    shown = re.search(r"<textarea id=\"text\".*?>\n(.*?)</textarea>", found.text, re.DOTALL)
    assert shown
    assert unescape(shown[1]) == wrong


def test_line_ends_of_another_system_stay(tmp_path):
    bench = Bench(tmp_path, RIVER.replace("\n", "\r\n"))
    bench.post(
        "c/river.yaml/text", {"text": RIVER.replace("\n", "\r\n"), "base": bench.version(), "page": "text"}
    )
    assert bench.text == RIVER.replace("\n", "\r\n")


def test_the_script_is_told_what_is_refused_as_an_answer(bench):
    form = {"do": "title", "title": " ", "base": bench.version(), "page": "table"}
    found = bench.post("c/river.yaml/edit", form, **{"x-workbench": "1"})
    assert (found.status_code, found.headers["x-status"]) == (200, "422")
    assert "a title is missing" in words(found.text)
    assert (
        "x-status"
        not in bench.post("c/river.yaml/edit", form | {"title": "B"}, **{"x-workbench": "1"}).headers
    )


# -- the answer --------------------------------------------------------------------------------------------------------


def test_the_answer_is_the_brief_and_what_changed_is_marked(tmp_path):
    bench = Bench(tmp_path, ISTANBUL)
    first = bench.page("part").text
    assert "<ins>" not in first
    assert fragment_headline(detente.brief(detente.load("istanbul-2025"))) in words(first)
    bench.edit("move-wish", account="kyiv", party="russia", item="2", to="9")
    bench.edit("remove-wish", account="kyiv", party="ukraine", item="0")
    second = bench.page("part").text
    assert fragment_headline(detente.brief(read_conflict(bench.text))) in words(second)
    assert "<ins>" in second
    assert "a wish of “Ukraine” away" in words(second)
    bench.post("c/river.yaml/undo", {"page": "answer"})
    bench.post("c/river.yaml/undo", {"page": "answer"})
    assert bench.text == ISTANBUL
    third = re.sub(r"</?ins>", "", bench.page("part").text)
    assert "Taken back" in third
    third = re.sub(r'(?s)<p class="changed-note">.*?</p>|<details class="gone">.*?</details>', "", third)
    assert "".join(third.split()) == "".join(first.split())


def test_mixes_come_before_doubts_and_say_that_the_rest_is_pending(tmp_path):
    bench = Bench(tmp_path, ISTANBUL)
    assert 'data-part="' + bench.base + '/c/river.yaml/part?soon=1"' in bench.page("answer").text
    soon = bench.page("part", soon="1").text
    assert "mixes of other readings" in words(soon)
    assert f'data-then="{bench.base}/c/river.yaml/part"' in soon
    assert "mixes of other readings" not in words(bench.page("answer").text)
    whole = bench.page("part").text
    assert "data-then" not in whole
    assert fragment_headline(detente.brief(detente.load("istanbul-2025"))) in words(whole)


CHANGES = [
    Move(("perspectives", "kyiv", "preferences", "russia"), 0, 5),
    Remove(("perspectives", "kyiv", "preferences", "ukraine", 1)),
    Move(("perspectives", "broker", "preferences", "us"), 0, 2),
    Insert(("perspectives", "commentary", "preferences", "europe"), 0, "not enforce"),
    Put(("decision_makers", "us", "short"), "Washington"),
    Remove(("rules", 3)),
    Put(("status_quo",), ["us.support"]),
    Put(("title",), "Another title"),
]


CERTAIN = re.sub(r", confidence: [\d.]+(?=[,}])", "", ISTANBUL)  # nothing is doubted: doubts take longest


def told_anew(text: str):
    """Ask for the brief in a fresh start."""
    from detente import reports
    from detente.questions.question import Request

    conflict = read_conflict(text, "istanbul-2025.yaml")
    question = reports.find("brief")
    anew = [question.answer(r) for r in question.ask(Request(conflict, conflict.accounts))]
    return question.as_page(anew, Voice.of(conflict, anew, conflict.file), conflict)


def test_answers_that_are_kept_are_those_that_would_be_found_anew():
    """Whatever is changed, one after the other: the brief is the brief of a fresh start."""
    answers, text = Answers(600.0), CERTAIN  # so long that nothing is left out on a busy machine
    assert text != ISTANBUL
    for change in (None, *CHANGES):
        text = text if change is None else edited(text, change)
        version = Version(text, id_of(text))
        told = answers.brief(answers.read("istanbul-2025.yaml", version)).page
        assert told == told_anew(text), change


@pytest.mark.parametrize("change", [CHANGES[k] for k in (0, 4, 5)], ids=["a wish", "a word", "a rule"])
def test_answers_about_doubts_that_are_kept_are_those_that_would_be_found_anew(change):
    answers, after = Answers(600.0), edited(ISTANBUL, change)
    for text in (ISTANBUL, after):
        told = answers.brief(answers.read("istanbul-2025.yaml", Version(text, id_of(text))))
    assert any(a.robust for a in told.answers)
    assert told.page == told_anew(after)


def test_a_wish_changed_in_one_account_asks_nothing_of_the_others(monkeypatch):
    answers = Answers()
    version = Version(ISTANBUL, id_of(ISTANBUL))
    answers.brief(answers.read("i.yaml", version))
    asked = []
    better = find("better")
    from detente.questions.better import command

    def ask(request):
        asked.extend(request.accounts)
        return better.ask(request)

    from dataclasses import replace

    monkeypatch.setattr(command, "QUESTION", replace(better, ask=ask))
    text = edited(ISTANBUL, CHANGES[0])
    answers.brief(answers.read("i.yaml", Version(text, id_of(text))))
    assert asked == ["kyiv"]


def test_no_more_is_kept_than_there_is_room_for():
    kept = Kept[str](1_000)
    for number in range(100):
        kept.get(number, lambda: "made", lambda _: 90)
        assert kept.size <= 1_000
    assert len(kept) == 11
    assert kept.get("large", lambda: "x", lambda _: 2_000) == "x"
    assert len(kept) == 11


def test_who_asks_for_what_is_being_made_waits_for_it():
    kept, made = Kept[int](1_000), []

    def make():
        made.append(1)
        time.sleep(0.05)
        return 7

    threads = [threading.Thread(target=lambda: kept.get("a", make)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1]


# -- questions ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", REGISTRY)
def test_every_question_answers(bench, name):
    for _ in range(40):
        found = bench.get(f"c/river.yaml/ask/{name}", params={"ask": "1"})
        if "This takes longer" not in found.text:
            break
        time.sleep(0.2)
    assert found.status_code == 200
    assert (
        'class="brief"' in found.text or 'class="alert"' in found.text or "Nothing is supposed" in found.text
    )


def test_an_argument_reaches_the_question(bench):
    asked = {"ask": "1", "account": "engineers", "goal": "upper.release and lower.pay"}
    for _ in range(40):
        found = bench.get("c/river.yaml/ask/pivot", params=asked)
        if "This takes longer" not in found.text:
            break
        time.sleep(0.1)
    conflict = read_conflict(RIVER)
    result = detente.pivot(conflict.game("engineers"), "upper.release and lower.pay")
    headline = find("pivot").as_page(
        [detente.answer(result)], Voice.of(conflict, [detente.answer(result)]), conflict
    )
    assert headline.said[0].headline in words(found.text)
    wrong = bench.get("c/river.yaml/ask/pivot", params={"ask": "1", "goal": "upper.relaese"})
    assert "upper.release" in words(wrong.text)
    assert "This cannot be answered" in wrong.text
    number = bench.get("c/river.yaml/ask/pivot", params={"ask": "1", "goal": "upper.release", "most": "x"})
    assert "no whole number" in words(number.text)


def test_a_question_that_takes_long_tells_how_far_it_is_and_can_be_stopped():
    from detente.conflict import budget

    jobs = Jobs()

    def work(job):
        job.progress = "half way"
        with budget.within(30, stopped=lambda: job.stopped):
            while True:
                budget.check("counting")
                time.sleep(0.01)

    job = jobs.start(("a",), work)
    assert jobs.start(("a",), work) is job
    assert not job.done.wait(0.1)
    assert job.progress == "half way"
    jobs.stop(job.id)
    assert job.done.wait(5)
    assert job.fault == ["it was stopped"]
    assert jobs.start(("a",), lambda job: "x") is not job


# -- rankings, reports -------------------------------------------------------------------------------------------------


def test_the_ranking_has_the_best_the_worst_and_what_is_spoken_of():
    conflict = detente.load("istanbul-2025")
    game = conflict.game("kyiv")
    facts = detente.answer(detente.analyze(game))
    voice = Voice.of(conflict, [facts])
    table = ranking(game, voice, "russia")
    ranks = sorted({int(r) for r in game.ranks[0]}, reverse=True)
    assert table.note == f"{len(ranks)} places in all."
    told = [row[0] for row in table.rows]
    assert told[0] == "1st"
    assert told[-1].startswith(str(len(ranks)))
    today = len(ranks) - int(game.ranks[0][game.status_quo])
    row = next(r for r in table.rows if "today" in r[1])
    assert row[0].startswith(str(today))


@pytest.mark.parametrize(
    ("file", "start"),
    [("brief.html", b"<!doctype html>"), ("report.html", b"<!doctype html>"), ("report.docx", b"PK")],
)
def test_reports_can_be_taken_along(bench, file, start):
    found = bench.get(f"c/river.yaml/file/{file}")
    assert found.status_code == 200
    assert found.content.startswith(start)
    assert "attachment" in found.headers["content-disposition"]
    assert bench.get("c/river.yaml/file/report.exe").status_code == 404


def test_parts_of_pages_mark_cells_by_their_heads():
    from detente.wording import Page, Said, Table

    def page(cell):
        return Page("A", (Said("Q?", "H.", pictures=(Table(("P", "Q"), (("a", cell), ("b", "2"))),)),))

    marked = fragment(page("2"), page("1"))
    assert marked.count("<ins>") == 1
    assert "<ins>2</ins></td></tr>\n<tr><th" in marked


@pytest.mark.parametrize("page", ["answer", "graph", "report", "ask/explain", "pairs"])
def test_a_page_that_has_nothing_to_show_says_how_many_mistakes_there_are_and_where_to_mend_them(
    tmp_path, page
):
    one = RIVER.replace("not lower.sue", "not lower.seu")
    bench = Bench(tmp_path, one)
    for text, told, german in (
        (one, "The file has a mistake.", "Die Datei hat einen Fehler."),
        (one.replace("not release", "not releese"), "The file has 2 mistakes.", "Die Datei hat 2 Fehler."),
    ):
        bench.file.write_bytes(text.encode())
        shown = bench.get(f"c/river.yaml/{page}").text
        [line] = re.findall(r'<p id="has-mistakes">(.*?)</p>', shown)
        assert words(line) == f"{told} Mend it on the page Text"
        assert f'href="{bench.base}/c/river.yaml/text"' in line
        assert "An answer needs parties" not in shown
        assert "Ask</button>" not in shown
        bench.file.write_bytes(text.replace("detente: 1", "detente: 1\nlanguage: de").encode())
        shown = words(bench.get(f"c/river.yaml/{page}").text)
        assert f"{german} Auf der Seite Text berichtigen" in shown
    bench.file.write_bytes(RIVER.encode())
    assert "has-mistakes" not in bench.get(f"c/river.yaml/{page}").text


def test_a_begun_file_is_told_what_an_answer_needs_and_of_no_mistakes(tmp_path):
    bench = Bench(tmp_path, RIVER.partition("decision_makers:")[0] + "decision_makers: {}\n")
    shown = bench.page("answer").text
    assert "An answer needs parties" in shown
    assert "has-mistakes" not in shown
