"""A question asked before is not asked again, within a limit of memory; what nobody waits for is not gone on with."""

from __future__ import annotations

from collections import Counter

import pytest

pytest.importorskip("starlette")

from detente.conflict import DetenteError, MissingPackageError, TooLargeError, budget
from detente.conflict.editing import Move, edited
from detente.questions import find
from detente.questions.question import Question
from detente.workbench.files.documents import Version, id_of
from detente.workbench.pages import shown
from detente.workbench.questions import answers as kept_answers
from detente.workbench.questions.answers import Answers
from detente.workbench.questions.kept import Kept
from tests.workbench_client import RIVER, Bench

WISH = Move(("perspectives", "engineers", "preferences", "upper"), 0, 2)
NAMED = "x.yaml"


@pytest.fixture
def asked(monkeypatch) -> Counter[tuple[str, str]]:
    """Count what the engine is asked: by question, and by the accounts that it is asked about."""
    found: Counter[tuple[str, str]] = Counter()
    before = Question.asked

    def counted(self, request):
        found[self.name, "+".join(request.accounts)] += 1
        return before(self, request)

    monkeypatch.setattr(Question, "asked", counted)
    return found


@pytest.fixture
def alone(monkeypatch) -> None:
    """Ask a question without the brief, whose letters a page takes over."""
    monkeypatch.setattr(Answers, "_spoken", lambda *_: ())


def read(answers: Answers, text: str):
    return answers.read(NAMED, Version(text, id_of(text)))


def given(name: str, **more) -> dict[str, object]:
    empty = {a.name: False if a.kind == "flag" else () if a.many else a.default for a in find(name).arguments}
    return empty | more


def test_what_was_asked_is_not_asked_again_and_a_comment_changes_nothing(asked):
    answers = Answers()
    for text in (RIVER, RIVER, RIVER + "# a comment\n", RIVER.replace("title: 'The river'", "title: River")):
        found = read(answers, text)
        told = answers.ask(found, "analyze", found.conflict.accounts, given("analyze"))
        if text is RIVER:
            assert asked == {("analyze", "engineers"): 1, ("analyze", "residents"): 1}
    assert told.page.title == "River"
    # A title is a word of every answer: it is another conflict then.
    assert asked == {("analyze", "engineers"): 2, ("analyze", "residents"): 2}


def test_what_is_asked_with_other_arguments_is_asked(asked, alone):
    answers = Answers()
    found = read(answers, RIVER)
    for state in ("none", "none", "upper.release", "none"):
        answers.ask(found, "explain", ("engineers",), given("explain", state=state))
    assert asked == {("explain", "engineers"): 2}


def test_a_changed_wish_asks_nothing_about_the_other_account_again(asked):
    answers = Answers()
    answers.brief(read(answers, RIVER))
    before = Counter(asked)
    assert {n for n, account in before if account == "residents"} >= {"analyze", "better"}
    answers.brief(read(answers, edited(RIVER, WISH)))
    new = asked - before
    assert set(new.values()) == {1}
    # It tries what the other account says of a party, so that it depends on both.
    assert {n for n, account in new if account == "residents"} == {"pivot"}
    assert {n for n, account in new if account == "engineers"} >= {"analyze", "better"}
    answers.brief(read(answers, RIVER))  # as after "Undo"
    assert asked - before == new


def test_the_report_asks_nothing_that_the_brief_has_asked(asked):
    answers = Answers()
    found = read(answers, RIVER)
    answers.brief(found, whole=False)
    answers.brief(found)
    assert set(asked.values()) == {1}
    answers.ask(found, "report", found.conflict.accounts, {})
    assert set(asked.values()) == {1}
    assert ("evolve", "engineers") in asked


def test_a_refusal_is_kept_as_an_answer_is(asked, alone):
    answers = Answers()
    for text in (RIVER, RIVER + "# a comment\n"):
        for _ in range(2):
            found = read(answers, text)
            with pytest.raises(DetenteError, match="nothing"):
                answers.ask(found, "explain", ("engineers",), given("explain", state="nothing"))
    assert asked == {("explain", "engineers"): 1}
    found = read(answers, edited(RIVER, WISH))
    with pytest.raises(DetenteError, match="nothing"):
        answers.ask(found, "explain", ("engineers",), given("explain", state="nothing"))
    assert asked == {("explain", "engineers"): 2}


@pytest.mark.parametrize(
    ("error", "times"),
    [
        (budget.TimeUpError("", 1.0), 2),
        (MissingPackageError("openpyxl", "xlsx"), 2),
        (TooLargeError("x"), 1),
        (DetenteError("x"), 1),
    ],
)
def test_what_may_be_answered_another_time_is_asked_again(monkeypatch, error, times, alone):
    answers, seen = Answers(), []

    def refused(self, request):
        seen.append(self.name)
        raise error

    monkeypatch.setattr(Question, "asked", refused)
    for _ in range(2):
        with pytest.raises(type(error)):
            answers.ask(read(answers, RIVER), "analyze", ("engineers",), given("analyze"))
    assert len(seen) == times


def test_what_was_too_large_is_tried_again_later(monkeypatch, asked, alone):
    monkeypatch.setattr(kept_answers, "AGAIN", -1.0)
    answers, before = Answers(), Question.asked

    def refused(self, request):
        before(self, request)
        raise TooLargeError("x")

    monkeypatch.setattr(Question, "asked", refused)
    for number in range(3):
        with pytest.raises(TooLargeError):
            answers.ask(read(answers, RIVER), "analyze", ("engineers",), given("analyze"))
        assert asked["analyze", "engineers"] == number + 1


def test_a_brief_for_which_there_was_no_time_is_not_kept(monkeypatch, asked):
    first: list[int] = []
    answers, before = Answers(), Question.asked

    def late(self, request):
        if self.name == "better" and not first:
            first.append(1)
            raise budget.TimeUpError("", 1.0)
        return before(self, request)

    monkeypatch.setattr(Question, "asked", late)
    short = answers.brief(read(answers, RIVER))
    assert short.late
    told = answers.brief(read(answers, RIVER))
    assert not told.late
    assert told.page != short.page
    assert answers.brief(read(answers, RIVER)) is told


def test_what_is_stopped_is_not_kept(asked):
    answers = Answers()
    with pytest.raises(budget.TimeUpError):
        answers.brief(read(answers, RIVER), stopped=lambda: True)
    told = answers.brief(read(answers, RIVER), stopped=lambda: False)
    assert not told.late
    assert told.page == Answers().brief(read(answers, RIVER)).page


def test_all_that_is_kept_stays_within_its_limit():
    answers = Answers(most_bytes=1_000_000)
    for number in range(12):
        text = RIVER.replace("It is poor.", f"It is poor {number} times.")
        answers.brief(read(answers, text))
        for kept in (answers._games, answers._results, answers._answers, answers._pages):
            assert kept.size <= kept.most <= 500_000
            assert kept.size == sum(size for _, size in kept._found.values())
    assert len(answers._pages) > 0


def test_a_page_takes_the_more_room_the_more_is_on_it():
    answers = Answers()
    found = read(answers, RIVER)
    short, whole = (
        answers.brief(found, whole=False),
        answers.ask(found, "report", found.conflict.accounts, {}),
    )
    sizes = [kept_answers._size(told) or 0 for told in (short, whole)]
    drawn = [
        sum(len(p.svg) for s in t.page.said for p in s.pictures if hasattr(p, "svg")) for t in (short, whole)
    ]
    assert 60_000 < sizes[0] < sizes[1]
    assert sizes[1] > 60_000 + 2 * drawn[1]


def test_what_is_dropped_is_made_again_and_leaves_its_room():
    kept = Kept[str](100)
    kept.get("a", lambda: "made", lambda _: 60)
    kept.drop("a")
    kept.drop("b")
    assert (kept.size, len(kept)) == (0, 0)
    assert kept.get("a", lambda: "again", lambda _: None) == "again"
    assert (kept.size, len(kept)) == (0, 0)


def test_the_rest_of_a_brief_is_not_gone_on_with_once_the_file_is_another(tmp_path, monkeypatch):
    monkeypatch.setattr(shown, "LOOKS", 0.0)
    bench, before, seen = Bench(tmp_path), Question.asked, []

    def slow(self, request):
        seen.append(self.name)
        if self.name == "compare":  # somebody changes the file meanwhile
            bench.file.write_text(edited(RIVER, WISH), encoding="utf-8")
        budget.check()
        return before(self, request)

    monkeypatch.setattr(Question, "asked", slow)
    found = bench.get("c/river.yaml/part")
    assert (found.status_code, found.text) == (409, "")
    assert "better" not in seen[seen.index("compare") :] or seen.count("better") <= 2
    told = bench.get("c/river.yaml/part", headers={"x-workbench": "1"})  # of the file as it is now
    assert (told.status_code, "x-status" in told.headers) == (200, False)
    assert 'class="headline"' in told.text
