"""What is said of a peace while power shifts, sentence by sentence, both ways round."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

import detente
from detente.answers import Perspective
from detente.conflict import read_conflict
from detente.questions import find
from detente.questions.commit import phrases, words
from detente.questions.commit.answer import Between, CommitAnswer, DeciderFact, ShiftFact
from detente.questions.commit.picture import later, lines
from detente.questions.question import Request
from detente.wording import Table, Voice, Words
from tests.test_commit_answer import FILE

CONFLICT = read_conflict(FILE)
NAMES = Words(CONFLICT.under())


def b(low: float, high: float | None = None) -> Between:
    return Between(low=low, high=low if high is None else high)


BASE = ShiftFact(
    id="rise", text="it rises", because="so", declines="north", rises="south", now=b(0.3), later=b(0.7), cost=b(5),
    discount=b(0.9), periods=1, verdict="fights", gain=b(0.28), bearable=b(0.389), dear=b(33), needed=b(0.778),
    fewest=4, most=4, bound=False,
)  # fmt: skip


def fact(**changed: Any) -> ShiftFact:
    return msgspec.structs.replace(BASE, **changed)


def asked(
    text: str, accounts: tuple[str, ...] = (), name: str | None = None
) -> tuple[list[CommitAnswer], Voice]:
    conflict = detente.load(text) if "\n" not in text else read_conflict(text)
    question = find("commit")
    request = Request(conflict, accounts or conflict.accounts, given={"name": name})
    answers: list[Any] = [question.answer(r) for r in question.ask(request)]
    return answers, Voice.of(conflict, answers, "FILE")


def with_shifts(*shifts: ShiftFact, account: str = "one") -> CommitAnswer:
    [base], _ = asked(FILE)
    return msgspec.structs.replace(base, perspective=account, shifts=shifts)


class AnyAccount(Voice):
    def words(self, account: str = "") -> Words:
        return NAMES


VOICE = AnyAccount(CONFLICT)


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        ("fights", "North would rather fight now: whatever it is promised, waiting would cost it more"),
        ("waits", "North has no reason to fight now: war would cost it more than waiting while power shifts"),
        ("tie", "for North it is a tie whether to fight now or to wait"),
        (
            "open",
            "whether North would rather fight now than wait is open: the numbers are not known well enough",
        ),
    ],
)
def test_the_verdict(verdict: str, said: str) -> None:
    assert phrases.clause(fact(verdict=verdict), NAMES) == said
    [capital] = [words.headline([with_shifts(fact(verdict=verdict))], VOICE)]
    assert capital == f"{said[:1].upper()}{said[1:]}."
    both = words.headline([with_shifts(fact(verdict=verdict), account=a) for a in ("one", "two")], VOICE)
    assert both == f"{said[:1].upper()}{said[1:]}, in both accounts."


def test_accounts_that_part() -> None:
    found = [
        with_shifts(fact(verdict=v), account=a)
        for v, a in (("fights", "one"), ("waits", "two"), ("waits", "six"))
    ]
    assert words.headline(found, VOICE) == (
        "Whether North would fight now depends on the account: it would wait in “two” and “six”; it would rather "
        "fight in “one”."
    )
    found = [with_shifts(fact(verdict=v), account=a) for v, a in (("tie", "one"), ("open", "two"))]
    assert words.headline(found, VOICE).endswith("a tie in “one”; open in “two”.")


def test_accounts_in_which_another_side_declines_are_not_told_as_one() -> None:
    other = fact(declines="south", rises="north")
    found = [with_shifts(BASE, account="one"), with_shifts(other, account="two")]
    assert words.headline(found, VOICE) == (
        "Which side's power declines, and whether it would rather fight now, depends on which account is right."
    )


def test_accounts_without_a_shift_are_not_counted_in() -> None:
    three = tuple(Perspective(id=a, says=a, followed=False) for a in ("one", "two", "six"))
    found = [
        msgspec.structs.replace(with_shifts(BASE, account=a), perspectives=three) for a in ("one", "two")
    ]
    assert words.headline(found, VOICE).endswith(", in the accounts “one” and “two”.")


def test_several_shifts() -> None:
    one, two = fact(verdict="waits"), fact(verdict="fights", id="fall")
    assert words.headline([with_shifts(one, two)], VOICE) == (
        "Of 2 shifts of power, “fall” would make the declining side fight now."
    )
    assert words.headline([with_shifts(one, two), with_shifts(one, two, account="two")], VOICE) == (
        "Of 2 shifts of power, “fall” would make the declining side fight now, in some account at least."
    )
    quiet = msgspec.structs.replace(two, verdict="open")
    assert words.headline([with_shifts(one, quiet)], VOICE) == (
        "In none of 2 shifts of power is it certain that the declining side fights now."
    )
    assert words.points([with_shifts(one, two)], VOICE) == (
        "“rise”: North has no reason to fight now: war would cost it more than waiting while power shifts.",
        "“fall”: North would rather fight now: whatever it is promised, waiting would cost it more.",
    )


def test_several_shifts_in_several_accounts() -> None:
    three = tuple(Perspective(id=a, says=a, followed=False) for a in ("one", "two", "six"))
    rise, fall = fact(verdict="waits"), fact(id="fall")
    found = [
        msgspec.structs.replace(with_shifts(*shifts, account=a), perspectives=three)
        for a, shifts in (
            ("one", (rise, fall)),
            ("two", (rise, fact(id="fall", verdict="waits"))),
            ("six", (rise,)),
        )
    ]
    assert words.points(found, VOICE) == (
        "“rise”: North has no reason to fight now: war would cost it more than waiting while power shifts, in every "
        "account.",
        "“fall”: what the declining side would do depends on the account: it would rather fight in “one”; it would "
        "wait in “two”.",
    )
    assert words.points([found[0], found[2]], VOICE)[1].endswith(
        "waiting would cost it more, in the account “one”."
    )
    south = msgspec.structs.replace(found[1], shifts=(rise, fact(id="fall", declines="south", rises="north")))
    assert words.points([found[0], south], VOICE)[1].endswith(
        "it would rather fight in “one”; it would rather fight in “two”."
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"needed": b(0)}, ""),
        ({}, "A guarantee would have to stop the shift with a chance of at least 0.778."),
        (
            {"needed": b(0.2, 0.5)},
            "A guarantee would have to stop the shift with a chance of at least 0.2; 0.5 is enough whatever the "
            "numbers are.",
        ),
        (
            {"needed": b(0, 0.5)},
            "A guarantee that stops the shift with a chance of 0.5 is enough, whatever the numbers are.",
        ),
        ({"offered": b(0.5), "guarded": "fights"}, "at least 0.778; what is on offer (0.5) is not enough."),
        ({"offered": b(0.8, 0.9), "guarded": "waits"}, "what is on offer (0.8–0.9) is enough."),
        ({"offered": b(0.7, 0.9), "guarded": "open"}, "what is on offer (0.7–0.9) may be enough."),
        ({"offered": b(0.778), "guarded": "tie"}, "what is on offer (0.778) makes it a tie."),
    ],
)
def test_the_guarantee(changed: dict[str, Any], said: str) -> None:
    told = phrases.guarantee(fact(**changed))
    assert told == said if not said or said.startswith("A ") else told.endswith(said)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "It would wait if the shift took at least 4 periods instead of 1 period."),
        ({"periods": 2}, "It would wait if the shift took at least 4 periods instead of 2 periods."),
        ({"periods": 4}, ""),
        ({"fewest": None, "most": None}, ""),
        ({"fewest": 3, "most": None}, ""),
        (
            {"fewest": 2, "most": 9},
            "It would wait, whatever the numbers are, if the shift took at least 9 periods instead of 1 period.",
        ),
    ],
)
def test_the_time(changed: dict[str, Any], said: str) -> None:
    assert phrases.time(fact(**changed)) == said


def test_how_far_power_could_shift() -> None:
    assert phrases.bears(fact(bearable=b(0.8)), NAMES) == (
        "It would wait as long as South’s chance to win is at most 0.8 later; the file says 0.7."
    )
    assert phrases.bears(fact(bearable=b(1)), NAMES) == "It would wait even if South were then sure to win."


@pytest.mark.parametrize(
    ("deciders", "said"),
    [
        (
            [DeciderFact(number="cost", low="fights", high="waits")],
            "Cost of war to North would settle it: at 2 it fights now, at 50 it waits, whatever the other numbers are.",
        ),
        (
            [DeciderFact(number="later", low="waits", high="open")],
            "South’s chance to win later would settle it: at 0.5 it waits, whatever the other numbers are.",
        ),
        (
            [
                DeciderFact(number="later", low="open", high="fights"),
                DeciderFact(number="cost", low="fights", high="waits"),
            ],
            "Cost of war to North would settle it: at 2 it fights now, at 50 it waits, whatever the other numbers are.",
        ),
        ([DeciderFact(number="now", low="open", high="tie")], "No number would settle it alone."),
        ([], ""),
    ],
)
def test_what_would_settle_it(deciders: list[DeciderFact], said: str) -> None:
    open_ = fact(verdict="open", deciders=tuple(deciders), cost=b(2, 50), later=b(0.5, 0.8), now=b(0.1, 0.2))
    assert phrases.deciding(open_, NAMES) == said


def test_where_on_its_line_it_fights() -> None:
    assert phrases.above(b(1)) == phrases.below(b(0)) == "never"
    assert (phrases.above(b(0.4)), phrases.below(b(0.4))) == ("above 0.4", "below 0.4")
    assert phrases.above(b(0.2, 0.4)) == "above 0.4; perhaps above 0.2"
    assert phrases.below(b(0.2, 0.4)) == "below 0.2; perhaps below 0.4"
    assert phrases.above(b(0.2, 1)) == "perhaps above 0.2"
    assert phrases.below(b(0, 0.4)) == "perhaps below 0.4"
    times = [(4, 4), (1, 1), (2, 9), (1, 9), (None, None), (3, None)]
    assert [phrases.too_soon(fact(fewest=f, most=m)) for f, m in times] == [
        "below 4",
        "never",
        "below 2; perhaps below 9",
        "perhaps below 9",
        "below 1,000 at least",
        "below 3; perhaps below 1,000",
    ]
    assert phrases.rows(fact(), NAMES) == [
        ("South’s chance to win later", "0.7", "above 0.389"),
        ("Cost of war to North", "5", "below 33"),
        ("Chance of a guarantee to stop it", "—", "below 0.778"),
        ("Periods until power has shifted", "1", "below 4"),
    ]
    offered = phrases.rows(fact(offered=b(0.1, 0.2)), NAMES)
    assert offered[2][1] == "0.1–0.2"
    assert phrases.between(b(-1.1, 0.5)) == "-1.1 to 0.5"


def test_where_it_is_heading() -> None:
    answers, voice = asked(FILE, name="rise")
    [answer] = answers
    [shift] = answer.shifts
    place = answer.status_quo or 0
    there = msgspec.structs.replace(shift, bound=True, ends=(place,), of=1)
    assert words.placed(answer, there, voice) == "Where it is heading, looking ahead (today), power shifts."
    some = msgspec.structs.replace(there, of=3)
    assert (
        words.placed(answer, some, voice)
        == "Of 3 outcomes where it is heading, looking ahead, power shifts in today."
    )
    none = msgspec.structs.replace(there, ends=())
    assert words.placed(answer, none, voice) == "Where it is heading, power does not shift."
    for silent in ({"bound": False}, {"of": None}, {"of": 0}):
        assert words.placed(answer, msgspec.structs.replace(there, **silent), voice) == ""


def test_points_say_what_matters_first() -> None:
    waits = with_shifts(fact(verdict="waits", needed=b(0), bearable=b(0.8), fewest=1, most=1))
    assert words.points([waits], VOICE) == (phrases.bears(waits.shifts[0], NAMES),)
    fights = with_shifts(BASE)
    assert words.points([fights], VOICE) == (phrases.guarantee(BASE), phrases.time(BASE))
    open_ = with_shifts(
        fact(verdict="open", deciders=(DeciderFact(number="cost", low="fights", high="waits"),))
    )
    assert words.points([open_], VOICE)[1].startswith("Cost of war to North would settle it")
    named = msgspec.structs.replace(waits, perspective="two")
    assert words.points([fights, named], VOICE) == (
        f"In the account “one”: {phrases.guarantee(BASE)}",
        f"In the account “two”: {phrases.bears(waits.shifts[0], NAMES)}",
    )


def test_in_brief_the_guarantee_of_a_single_account() -> None:
    one = with_shifts(BASE)
    assert words.in_brief([one], VOICE) == f"{words.headline([one], VOICE)} {phrases.guarantee(BASE)}"
    two = [one, msgspec.structs.replace(one, perspective="two")]
    assert words.in_brief(two, VOICE) == words.headline(two, VOICE)


def test_an_answer_as_a_whole() -> None:
    answers, voice = asked("preventive-war")
    said = words.say(answers, voice)
    assert said.headline == (
        "Whether North would fight now depends on the account: it would rather fight in “strong”; it would wait in "
        "“costly”; open in “unsure”."
    )
    assert said.sure.startswith("By numbers, not by ranks alone. Rests on 3 claims of 3 accounts")
    [drawn] = said.pictures
    assert drawn.plain[0].rows == (
        ("strong", "0.7", "above 0.389"),
        ("costly", "0.7", "above 0.778"),
        ("unsure", "0.5–0.8", "perhaps above 0.216"),
    )
    assert "In the account “costly” it is 0.7; North fights now above 0.778." in drawn.text
    alone, voice = asked("preventive-war", ("strong",))
    told = words.say(alone, voice)
    assert told.pictures[0].plain[0].rows == tuple(phrases.rows(alone[0].shifts[0], voice.words("strong")))
    assert "Cost of war to North: the file says 5; North fights now below 33." in told.pictures[0].text
    assert alone[0].shifts[0].offered is None
    assert (
        "Chance of a guarantee to stop it: the file names none; North fights now below "
        in told.pictures[0].text
    )
    [section] = told.details
    table = next(x for x in section.blocks if isinstance(x, Table))
    assert table.rows[0] == ("South’s chance to win now", "0.3", "")
    assert table.rows[-1] == ("What the next period counts", "0.9", "")
    texts = " ".join(getattr(x, "text", "") for x in section.blocks)
    assert "Fighting now brings it 0.28 a period more than waiting (below 0: less)." in texts
    assert "Source: J. D. Fearon 1995 and" in texts


def test_the_lines_of_the_picture_are_the_facts() -> None:
    shift = fact(
        later=b(0.5, 0.8), bearable=b(0.3, 0.6), offered=b(0.1, 0.2), needed=b(0.4, 0.9), fewest=2, most=9
    )
    found = lines(shift, NAMES)
    assert found[0] == later(shift, "South’s chance to win later")
    assert [(x.known, x.turns, x.above, x.begin) for x in found] == [
        ((0.5, 0.8), (0.3, 0.6), True, 0),
        ((5, 5), (33, 33), False, 0),
        ((0.1, 0.2), (0.4, 0.9), False, 0),
        ((1, 1), (2, 9), False, 1),
    ]
    assert all(x.end >= max(x.turns) for x in found)
    assert [x.shown for x in found] == ["0.5–0.8", "5", "0.1–0.2", "1"]
    never = lines(fact(fewest=None, most=None), NAMES)[-1]
    assert never.turns == (never.end, never.end)
