"""Parts of ``commit`` one by one, on typed facts: how many points are made, and of how many accounts."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from msgspec.structs import replace

from detente.questions.commit import phrases, words
from detente.questions.commit.answer import DeciderFact
from detente.questions.commit.picture import picture
from detente.wording import Picture, Section, Table, Text
from tests.test_commit_answer import FILE
from tests.test_commit_words import BASE, NAMES, VOICE, asked, b, fact, with_shifts


def test_of_all_that_could_be_said_of_a_shift_the_first_three_points_are_made() -> None:
    decided = (DeciderFact(number="cost", low="fights", high="waits"),)
    shift = fact(verdict="open", deciders=decided, bound=True, ends=(0,), of=1)
    answer = with_shifts(shift)
    every = words.of_one(answer, shift, VOICE)
    assert len(every) == 4
    assert every[0] == phrases.guarantee(shift)
    assert every[1] == phrases.deciding(shift, NAMES)
    assert every[2] == phrases.time(shift)
    assert every[3] == words.placed(answer, shift, VOICE)
    assert words.points([answer], VOICE) == tuple(every[:3])


def test_of_many_accounts_and_many_shifts_three_are_told() -> None:
    accounts = [with_shifts(BASE, account=f"a{k}") for k in range(5)]
    assert words.points(accounts, VOICE) == tuple(
        f"In the account “a{k}”: {phrases.guarantee(BASE)}" for k in range(3)
    )
    shifts = tuple(fact(id=f"s{k}", verdict="waits") for k in range(5))
    said = f"{phrases.clause(shifts[0], NAMES)}."
    assert words.points([with_shifts(*shifts)], VOICE) == tuple(f"“s{k}”: {said}" for k in range(3))
    # An account with nothing to say of its shift is left out.
    nothing = fact(verdict="tie", needed=b(0), fewest=1, most=1)
    assert words.points([with_shifts(nothing, account="a"), accounts[0]], VOICE) == (
        f"In the account “a0”: {phrases.guarantee(BASE)}",
    )


def test_the_source_stands_at_the_end_of_the_details_as_a_sentence() -> None:
    [answer], voice = asked(FILE, name="fall")
    [section] = words.details(answer, voice)
    assert isinstance(section, Section)
    assert section.title == "Shift “fall”"
    assert section.blocks[-1] == Text("Source: A paper.")
    assert section.blocks[:2] == (Text("it falls"), Text("it says so"))
    bare = replace(answer.shifts[0], sources=(), text="", because="")
    [short] = words.details(replace(answer, shifts=(bare,)), voice)
    assert isinstance(short, Section)
    assert len(short.blocks) == len(section.blocks) - 3


def test_lines_of_several_accounts_have_their_names_in_quotation_marks() -> None:
    drawn = picture([with_shifts(BASE, account=a) for a in ("one", "two")], VOICE)
    assert isinstance(drawn, Picture)
    texts = ["".join(t.itertext()) for t in ET.fromstring(drawn.svg).iter() if t.tag.endswith("}text")]
    assert {"“one”", "“two”"} <= set(texts)
    assert "North" in " ".join(texts) + drawn.text


def test_the_table_of_several_accounts_has_a_row_for_each() -> None:
    other = fact(later=b(0.5, 0.6), bearable=b(0.2))
    answers = [with_shifts(BASE, account="one"), with_shifts(other, account="two")]
    drawn = picture(answers, VOICE)
    assert isinstance(drawn, Picture)
    assert drawn.title == "When it fights, and when it waits: South’s chance to win after the shift"
    [table] = drawn.plain
    assert isinstance(table, Table)
    assert table.columns == ("Account", "South’s chance to win later", "North fights now")
    assert table.rows == (("one", "0.7", "above 0.389"), ("two", "0.5–0.6", "above 0.2"))
    assert drawn.text == (
        "In the account “one” it is 0.7; North fights now above 0.389. In the account “two” it is 0.5–0.6; North "
        "fights now above 0.2."
    )
    assert "North fights now" in drawn.svg
    assert "North waits" in drawn.svg
    alone = picture(answers[:1], VOICE)
    assert isinstance(alone, Picture)
    assert alone.title == "When it fights, and when it waits"
    [numbers] = alone.plain
    assert isinstance(numbers, Table)
    assert numbers.columns == ("Number", "The file says", "North fights now")
    assert numbers.rows == tuple(phrases.rows(BASE, NAMES))
    assert picture([answers[0], with_shifts(fact(declines="south"), account="two")], VOICE) is None
    assert picture([answers[0], with_shifts(account="two")], VOICE) is None
    assert picture([with_shifts(BASE, other)], VOICE) is None


def test_the_page_of_one_account_and_of_several() -> None:
    one = with_shifts(BASE, account="one")
    said = words.say([one], VOICE)
    assert (said.question, said.account, said.id) == (
        "Would peace be kept while power shifts?",
        "one",
        "commit",
    )
    assert (said.headline, said.points) == (words.headline([one], VOICE), words.points([one], VOICE))
    assert said.sure.startswith("By numbers, not by ranks alone. Rests on ")
    assert [n.split()[1] for n in said.next] == ["evolve", "better"]
    assert words.say([one, with_shifts(BASE, account="two")], VOICE).account == ""
    assert words.say([with_shifts(BASE, fact(id="x"))], VOICE).pictures == ()


def test_each_group_of_accounts_is_told_by_what_it_would_do() -> None:
    kinds = {"a": "fights", "b": "waits", "c": "tie", "d": "open", "e": "waits"}
    answers = [with_shifts(fact(verdict=v), account=a) for a, v in kinds.items()]
    told = "depends on the account: it would rather fight in “a”; it would wait in “b”."
    assert words.headline(answers[:2], VOICE) == f"Whether North would fight now {told}"
    assert words.of_several("rise", answers[:2], VOICE) == f"“rise”: what the declining side would do {told}"
    rest = "depends on the account: a tie in “c”; open in “d”."
    assert words.headline(answers[2:4], VOICE) == f"Whether North would fight now {rest}"
    most = "depends on the account: it would wait in “b” and “e”; a tie in “c”."
    assert words.headline([*answers[1:3], answers[4]], VOICE) == f"Whether North would fight now {most}"
    which = "depends on which account is right."
    assert words.headline(answers, VOICE) == f"Whether North would rather fight now than wait {which}"
    assert words.of_several("rise", answers, VOICE) == f"“rise”: what the declining side would do {which}"
