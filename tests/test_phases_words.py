"""What is said of a conflict through its phases, sentence by sentence, both ways round; and its picture, read back."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import msgspec
import pytest

from detente.answers import Standing
from detente.conflict import Conflict, read_conflict
from detente.questions import find
from detente.questions.phases import detail_words as details
from detente.questions.phases import phrases, picture, words
from detente.questions.phases.answer import ChangeFact, LostFact, PhasesAnswer, StopFact, WaitFact
from detente.questions.question import Request
from detente.wording import Picture, Section, Table, Text, Voice, Words
from tests.pictures import NAMESPACE
from tests.test_phases_answer import TRUCE, truce


def asked(conflict: Conflict, accounts: tuple[str, ...] = ()) -> tuple[PhasesAnswer, Voice]:
    question = find("phases")
    [answer] = [question.answer(r) for r in question.ask(Request(conflict, accounts or conflict.accounts))]
    assert isinstance(answer, PhasesAnswer)
    return answer, Voice.of(conflict, [answer], "FILE")


ANSWER, VOICE = asked(truce())
WIDE = phrases.widened(VOICE)
NAMES = Words(truce())


def changed(value: Any, **fields: Any) -> Any:
    return msgspec.structs.replace(value, **fields)


def stop(phase: str, *, leaving: tuple[str, ...] = (), carried: bool = True) -> StopFact:
    return StopFact(phase=phase, start=0, carried=carried, before=None, leaving=leaving, ends=(0,), way=None)


def told(*both: tuple[bool, bool], phase: str = "later", carried: bool = True) -> PhasesAnswer:
    """Make an answer: for each account whether what came before is left in a phase, not looking ahead and looking."""
    accounts = []
    for k, pair in enumerate(both):
        courses = [
            changed(
                ANSWER.accounts[0].myopic,
                stops=(
                    stop("before", carried=False, leaving=("south",)),
                    stop(phase, leaving=("south",) if yes else (), carried=carried),
                ),
                lost=(),
            )
            for yes in pair
        ]
        accounts.append(changed(ANSWER.accounts[0], account=f"a{k}", myopic=courses[0], ahead=courses[1]))
    return changed(ANSWER, accounts=tuple(accounts))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            told((True, True), (True, True)),
            "What came before is given up once “later” begins, in both accounts, looking ahead or not.",
        ),
        (
            told((True, True), (True, False)),
            "What came before is given up once “later” begins, in both accounts, not looking ahead; in the account "
            "“a0”, looking "
            "ahead.",
        ),
        (
            told((True, False), (False, False)),
            "What came before is given up once “later” begins, in the account “a0”, "
            "not looking ahead; in no account, looking ahead.",
        ),
        (
            told((False, True), (False, False)),
            "What came before is given up once “later” begins, in no account, "
            "not looking ahead; in the account “a0”, looking ahead.",
        ),
        (told((True, True)), "What came before is given up once “later” begins, looking ahead or not."),
        (
            told((True, False)),
            "What came before is given up once “later” begins, if nobody looks ahead; looking ahead, it lasts.",
        ),
        (
            told((False, True)),
            "What came before is given up once “later” begins, if the sides look ahead; else it lasts.",
        ),
        (
            told((False, False), (False, False)),
            "What a phase leads to lasts through all that come after it, in every account, looking ahead or not.",
        ),
        (
            told((False, False)),
            "What a phase leads to lasts through all that come after it, looking ahead or not.",
        ),
        (
            told((True, True), carried=False),
            "No phase goes on from the one before it: each begins where the file says.",
        ),
        (
            told(*([(True, True)] * 3), *([(True, False)] * 6), (False, False)),
            "What came before is given up once “later” begins, in some account at least.",
        ),
    ],
)
def test_the_headline_says_where_what_came_before_is_left(answer: PhasesAnswer, said: str) -> None:
    assert words.headline(answer) == said
    assert len(said.split()) <= 25


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            told((True, True), (True, False)),
            "South leaves what came before once “later” begins, in both accounts, not looking ahead.",
        ),
        (
            told((False, True), (False, False)),
            "South leaves what came before once “later” begins, in the account “a0”, looking ahead.",
        ),
        (
            told((True, False)),
            "What came before is given up once “later” begins, if nobody looks ahead; looking ahead, it lasts.",
        ),
        (
            told((False, False), (False, False)),
            "What a phase leads to lasts through all that come after it, in every account, looking ahead or not.",
        ),
    ],
)
def test_the_brief_has_one_line(answer: PhasesAnswer, said: str) -> None:
    assert words.in_brief([answer], VOICE) == said


def test_where_accounts_have_others_leave_first_the_brief_names_nobody() -> None:
    answer = told((True, True), (True, False))
    one, two = answer.accounts
    stops = tuple(changed(s, leaving=("north",) if s.leaving else ()) for s in two.myopic.stops)
    parted = changed(answer, accounts=(one, changed(two, myopic=changed(two.myopic, stops=stops))))
    assert words.in_brief([parted], VOICE) == (
        "What came before is given up once “later” begins, in both accounts, not looking ahead."
    )


def test_the_last_phase_in_which_something_is_left_is_told() -> None:
    assert phrases.last_left(ANSWER) == "rearmed"
    assert phrases.before(ANSWER, "rearmed") == "before"
    assert phrases.before(ANSWER, "before") == "before"
    assert phrases.last_left(told((False, False))) == ""


def test_who_leaves_and_on_which_change_it_hangs() -> None:
    assert (
        words.hangs(ANSWER, WIDE) == "South leaves it first; it hangs on one change: South now wants “arm”."
    )
    assert words.hangs(told((False, False)), WIDE) == ""
    # Where accounts hang on different changes, or on none, only who leaves is said.
    other = changed(ANSWER.accounts[1].myopic, changes=())
    mixed = changed(ANSWER, accounts=(ANSWER.accounts[0], changed(ANSWER.accounts[1], myopic=other)))
    assert words.hangs(mixed, WIDE) == "South leaves it first."
    [arms, sing] = ANSWER.accounts[0].myopic.changes
    two = changed(ANSWER.accounts[0].myopic, changes=(arms, changed(sing, phase="rearmed", since="rearmed")))
    both = changed(ANSWER, accounts=(changed(ANSWER.accounts[0], myopic=two),))
    assert words.hangs(both, WIDE) == (
        "South leaves it first; it hangs on these changes: South now wants “arm”; the option “south.sing” is new."
    )
    long = tuple(
        changed(sing, phase="rearmed", since="rearmed", name=f"south.{'x ' * 8}{k}") for k in range(2)
    )
    many = changed(ANSWER.accounts[0].myopic, changes=long)
    assert words.hangs(changed(ANSWER, accounts=(changed(ANSWER.accounts[0], myopic=many),)), WIDE) == (
        "South leaves it first; it hangs on 2 changes."
    )
    one = changed(ANSWER.accounts[0].myopic, changes=(changed(long[0], name="south." + "x " * 30),))
    assert words.hangs(changed(ANSWER, accounts=(changed(ANSWER.accounts[0], myopic=one),)), WIDE) == (
        "South leaves it first; without one change it would last."
    )
    stops = tuple(
        changed(s, leaving=("north",), way=None) if s.phase == "rearmed" else s
        for s in ANSWER.accounts[1].myopic.stops
    )
    hawks = changed(ANSWER.accounts[1], myopic=changed(ANSWER.accounts[1].myopic, stops=stops))
    differ = changed(ANSWER, accounts=(ANSWER.accounts[0], hawks))
    assert words.hangs(differ, WIDE).startswith("Who leaves it first depends on the account; it hangs on")


def waiting(*kinds: dict[str, str]) -> PhasesAnswer:
    accounts = []
    for account, by in zip(ANSWER.accounts, kinds, strict=False):
        standings = tuple(Standing(decision_maker=dm, kind=kind) for dm, kind in by.items())
        waits = (WaitFact(phase="before", standings=standings),)
        accounts.append(changed(account, myopic=changed(account.myopic, waits=waits)))
    return changed(ANSWER, accounts=tuple(accounts))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            waiting({"north": "worse", "south": "better"}, {"north": "worse", "south": "better"}),
            "Waiting from “before” to “later”, not looking ahead, leaves South better off and North worse off in both "
            "accounts.",
        ),
        (
            waiting({"north": "worse", "south": "better"}, {"north": "same", "south": "better"}),
            "Waiting from “before” to “later”, not looking ahead, leaves South better off in both accounts.",
        ),
        (
            waiting({"north": "worse", "south": "worse"}),
            "Waiting from “before” to “later”, not looking ahead, leaves North and South worse off.",
        ),
        (waiting({"north": "same", "south": "better"}, {"north": "worse", "south": "open"}), ""),
    ],
)
def test_who_gains_by_waiting(answer: PhasesAnswer, said: str) -> None:
    assert words.waiting(answer, WIDE) == said


def test_nothing_is_said_of_waiting_where_it_is_not_known() -> None:
    assert words.waiting(told((False, False)), WIDE) == ""
    gone = changed(ANSWER.accounts[0], myopic=changed(ANSWER.accounts[0].myopic, waits=()))
    assert words.waiting(changed(ANSWER, accounts=(gone,)), WIDE) == ""


def test_what_is_lost_what_holds_and_what_makes_no_difference() -> None:
    assert words.lost(ANSWER) == ""
    course = changed(ANSWER.accounts[0].ahead, lost=(LostFact(phase="later", state=0),))
    found = changed(ANSWER, accounts=(changed(ANSWER.accounts[0], ahead=course),))
    assert words.lost(found) == (
        "“later” does not know an outcome of the phase before it: a rule excludes it there."
    )

    def counts(*numbers: int) -> PhasesAnswer:
        accounts = [
            changed(a, myopic=changed(a.myopic, through_count=str(n)))
            for a, n in zip(ANSWER.accounts, numbers, strict=False)
        ]
        return changed(ANSWER, accounts=tuple(accounts))

    assert words.lasting(counts(0, 0)) == "No outcome holds in every phase, not looking ahead."
    assert words.lasting(counts(1, 1)) == "1 outcome holds in every phase, not looking ahead."
    assert words.lasting(counts(0, 3)) == "0 to 3 outcomes hold in every phase, not looking ahead."
    assert words.unmoved(ANSWER) == "1 of 2 changes makes no difference to where it leads."
    moved = tuple(changed(c, since="later") for c in ANSWER.accounts[0].ahead.changes)
    all_ = changed(ANSWER.accounts[0], ahead=changed(ANSWER.accounts[0].ahead, changes=moved))
    assert words.unmoved(changed(ANSWER, accounts=(all_,))) == ""
    needed = tuple(changed(c, since="", possible=False) for c in ANSWER.accounts[0].ahead.changes)
    both = changed(
        ANSWER.accounts[0],
        ahead=changed(ANSWER.accounts[0].ahead, changes=needed),
        myopic=changed(ANSWER.accounts[0].myopic, changes=()),
    )
    assert words.unmoved(changed(ANSWER, accounts=(both,))) == ""


def test_how_sure_it_is_and_what_comes_next() -> None:
    said = words.say([ANSWER], VOICE)
    assert said.sure.startswith("3 phases, of which 1 begins where the file says. Rests on ")
    assert "Not every" not in said.sure
    assert said.next == ("detente compare FILE", "detente commit FILE")
    assert (said.account, said.id) == ("", "phases")
    assert said.points[0].startswith("South leaves it first")
    cut = changed(ANSWER.accounts[0], ahead=changed(ANSWER.accounts[0].ahead, cut=("later",)))
    phases = tuple(changed(p, begins=True) for p in ANSWER.phases)
    told_ = words.sure(changed(ANSWER, accounts=(cut,), phases=phases))
    assert told_.startswith(
        "3 phases, of which 3 begin where the file says. Not every outcome was followed. "
    )
    alone, voice = asked(truce(), ("hawks",))
    assert words.say([alone], voice).account == "hawks"


def change(**fields: Any) -> ChangeFact:
    base = ANSWER.accounts[0].myopic.changes[0]
    return changed(base, **fields)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (change(), "South now wants “arm”"),
        (change(does="replace"), "South now wants “arm”"),
        (change(does="drop", name="talks"), "South no longer wants “talk”"),
        (change(name="nowhere"), "South now wants nowhere"),
        (change(kind="preference", name=""), "all that South wants"),
        (change(kind="rule", name="r", decision_maker=""), "the rule “r” is new"),
        (change(kind="rule", name="r", decision_maker="", does="drop"), "the rule “r” is gone"),
        (change(kind="option", name="south.sing"), "the option “south.sing” is new"),
        (change(kind="move", name="a -> b", does="drop"), "the move a -> b of South is gone"),
    ],
)
def test_how_changes_are_said(given: ChangeFact, said: str) -> None:
    assert phrases.changed(given, WIDE.words("doves")) == said


def test_options_that_phases_add_have_words() -> None:
    text = (
        TRUCE
        + "  last: {date: 2027, on: later, preferences: {south: {patch: [{put: {id: s, that: south.sing}}]}}}\n"
    )
    answer, voice = asked(read_conflict(text))
    wide = phrases.widened(voice)
    singing = [s for s in answer.states if "south.sing" in s.taken]
    assert singing
    assert "sing" in wide.words().brief(singing[0])
    by_name = {c.name: c for c in answer.accounts[0].myopic.changes}
    assert (by_name["south.sing"].possible, by_name["s"].since) == (False, "last")
    assert "sing" not in voice.words().brief(singing[0])
    _, other = asked(read_conflict(TRUCE.replace("options: {add: {south: {sing: sing}}}", "says: Later")))
    assert phrases.widened(other) is other


# -- the picture and the tables ---------------------------------------------------------------------------------------


def letters(answer: PhasesAnswer, voice: Voice, refs: tuple[int, ...]) -> str:
    return " ".join(voice.letter(answer.states[r]) for r in refs)


def test_the_picture_shows_what_the_stops_say() -> None:
    drawn = picture.picture(ANSWER, WIDE)
    assert isinstance(drawn, Picture)
    svg = ET.fromstring(drawn.svg)
    shown = [
        (
            g.get("data-cell"),
            g.get("data-start"),
            g.get("data-ends"),
            g.get("data-party"),
            g.get("data-carried"),
        )
        for g in svg.iter(f"{NAMESPACE}g")
        if g.get("data-cell")
    ]
    makers = [d.id for d in ANSWER.decision_makers]
    ids = [p.id for p in ANSWER.phases]
    expected = []
    for k, (_, course) in enumerate(picture.named(ANSWER)):
        for s in sorted(course.stops, key=lambda s: ids.index(s.phase)):
            first = "" if not s.leaving else s.way.moves[0].mover if s.way else s.leaving[0]
            expected.append(
                (
                    f"{k},{ids.index(s.phase)}",
                    letters(ANSWER, WIDE, (s.start,)),
                    letters(ANSWER, WIDE, s.ends),
                    str(makers.index(first)) if first else None,
                    "yes" if s.carried else "no",
                )
            )
    assert shown == expected
    assert "rearmed: A → B" in drawn.text
    assert "later: B lasts" in drawn.text
    [table] = drawn.plain
    assert isinstance(table, Table)
    assert table.columns == ("Account", "before (2024)", "rearmed (2025)", "later (2026)")
    assert table.rows[0] == ("doves", "today → A", "A → B", "B lasts")
    assert table.note.startswith("A: South: talks; B: ")


def test_an_account_that_leads_the_same_way_looking_ahead_or_not_has_one_row() -> None:
    assert [n for n, _ in picture.named(ANSWER)] == ["doves", "hawks"]
    alone, _ = asked(truce(), ("doves",))
    assert [n for n, _ in picture.named(alone)] == ["Looking ahead or not"]
    assert [n for n, _ in picture.named(told((True, False)))] == ["Not looking ahead", "Looking ahead"]
    assert [n for n, _ in picture.named(told((True, False), (True, True)))] == [
        "a0, not looking ahead", "a0, looking ahead", "a1",
    ]  # fmt: skip


def test_what_is_too_much_for_a_picture_is_a_table() -> None:
    assert picture.drawable(ANSWER)
    assert not picture.drawable(changed(ANSWER, spoken=()))
    assert not picture.drawable(changed(ANSWER, accounts=ANSWER.accounts * picture.MOST_ROWS))
    assert not picture.drawable(changed(ANSWER, phases=ANSWER.phases * 2))
    stops = ANSWER.accounts[0].myopic.stops[:1] * (picture.MOST_PASSAGES + 1)
    crowded = changed(ANSWER.accounts[0], myopic=changed(ANSWER.accounts[0].myopic, stops=stops))
    many = changed(ANSWER, accounts=(crowded,))
    assert not picture.drawable(many)
    found = picture.picture(many, WIDE)
    assert isinstance(found, Table)
    assert found.rows[0][1].endswith("; and 1 more")


def test_what_comes_to_no_rest_is_said() -> None:
    one = changed(ANSWER.accounts[0].myopic.stops[0], ends=(), way=None)
    assert picture.passage(ANSWER, one, WIDE) == "today → no rest"
    assert picture.mover(one) == "south"
    assert picture.mover(changed(one, leaving=())) == ""


def test_the_details_hold_every_stop_and_change() -> None:
    blocks = words.say([ANSWER], VOICE).details
    listed, *accounts = blocks
    assert isinstance(listed, Table)
    assert listed.rows == (
        ("2024", "before", "Before", "where the file says", "", ""),
        ("2025", "rearmed", "South can arm", "where the phase before leads", "", "A paper"),
        ("2026", "later", "", "where the phase before leads", "rearmed", ""),
    )
    hawks = accounts[1]
    assert isinstance(hawks, Section)
    stops, held, changes, waits, *rest = hawks.blocks
    assert isinstance(stops, Table)
    assert len(stops.rows) == 6
    assert stops.rows[1][:4] == ("Not looking ahead", "rearmed", "A → C", "South")
    assert stops.rows[1][4] == "South: arm → North: fight"
    assert stops.rows[2][3:] == ("nobody", "")
    assert isinstance(held, Table)
    course = ANSWER.accounts[1].myopic
    for row, fact in zip(held.rows, course.held, strict=False):
        marks = ["✓" if p.id in fact.holds else "?" if p.id in fact.unknown else "✗" for p in ANSWER.phases]
        assert list(row[2:]) == marks
    assert isinstance(changes, Table)
    assert changes.rows == (
        ("rearmed", "South now wants “arm”", "rearmed", "rearmed"),
        ("later", "the option “south.sing” is new", "never", "never"),
    )
    assert isinstance(waits, Table)
    assert waits.rows[0][0] == "from “before”"
    assert waits.rows[0][2].startswith("▲ ")
    assert isinstance(rest[-1], Text)


def test_small_phrases_of_the_details() -> None:
    account = ANSWER.accounts[0]
    lost = changed(account, myopic=changed(account.myopic, lost=(LostFact(phase="later", state=0),)))
    table = details.stops(ANSWER, lost, WIDE)
    assert any(r[2].endswith("is not known: a rule excludes it") for r in table.rows)
    impossible = changed(account.myopic, changes=(change(possible=False),))
    both = changed(account, myopic=impossible, ahead=impossible)
    assert details.changes(ANSWER, both, WIDE.words()).rows[0][2] == "the others need it"
    none = changed(account.myopic, through=(), through_count="0", waits=())
    assert details.through(ANSWER, none, 1) == "Looking ahead, no outcome holds in every phase."
    one = changed(account.myopic, through=(0,), through_count="1")
    assert details.through(ANSWER, one, 0).startswith("Not looking ahead, 1 outcome holds in every phase: ")
    many = changed(account.myopic, through=(0,) * 30, through_count="30")
    assert details.through(ANSWER, many, 0).endswith(", and 10 more.")
    assert details.waits(ANSWER, changed(account, myopic=none), 0, WIDE.words()) is None


def test_every_table_has_its_heads_and_a_name_of_its_own() -> None:
    listed, doves, hawks = words.say([ANSWER], VOICE).details
    assert isinstance(doves, Section)
    assert isinstance(hawks, Section)
    assert (doves.title, hawks.title) == ("Account “doves”", "Account “hawks”")
    tables = [b for b in (listed, *doves.blocks) if isinstance(b, Table)]
    assert [t.id for t in tables] == [
        "phases", "stops-doves", "held-doves", "changes-doves", "waits-0-doves", "waits-1-doves",
    ]  # fmt: skip
    assert [t.title for t in tables] == [
        "The phases",
        "Where each phase leads",
        "In which phases it holds",
        "From when on a change matters",
        "Waiting until the last phase, not looking ahead",
        "Waiting until the last phase, looking ahead",
    ]
    assert [t.columns for t in tables[:5]] == [
        ("Date", "Phase", "What it is", "Begins", "Changes last from", "Source"),
        ("Looking ahead", "Phase", "From and to", "Would leave", "A shortest way"),
        ("Looking ahead", "Outcome", "before", "rearmed", "later"),
        ("Phase", "What changes", "Matters from, not looking ahead", "Matters from, looking ahead"),
        ("Waiting", "North", "South"),
    ]
    assert tables[2].centred == frozenset({2, 3, 4})
    assert tables[2].marks == {"✓": "holds", "✗": "is left", "?": "not known there"}
    assert tables[3].note == "From the first phase on that leads elsewhere without it."
    assert tables[4].note == "By what each wants in the last phase: a mark, and its place there."
    drawn = picture.table(ANSWER, WIDE)
    assert (drawn.id, drawn.title) == ("courses", "Where each phase leads")


def test_the_columns_of_the_picture_are_the_dates_above_the_phases() -> None:
    drawn = picture.picture(ANSWER, WIDE)
    assert isinstance(drawn, Picture)
    heads = [g for g in ET.fromstring(drawn.svg).iter(f"{NAMESPACE}g") if g.get("data-kind") == "column"]
    assert [["".join(t.itertext()) for t in g.iter(f"{NAMESPACE}text")] for g in heads] == [
        [p.date, p.id] for p in ANSWER.phases
    ]
    told_ = [t.text for t in ET.fromstring(drawn.svg).iter(f"{NAMESPACE}text")]
    assert picture.MEANINGS["stays"] in told_
    assert picture.MEANINGS["begins"] in told_


def test_marks_mean_what_they_mean_and_lists_end_where_they_should() -> None:
    assert picture.MEANINGS == {
        "stays": "lasts through this phase",
        "begins": "the file says that it begins here",
        "round": "comes to no rest",
    }
    course = ANSWER.accounts[0].myopic
    many = changed(course, through=(0,) * 30, through_count="30")
    shown = details.through(ANSWER, many, 0).partition(": ")[2]
    assert shown.count("#0") == details.MOST_LISTED
    held = changed(ANSWER.accounts[0], myopic=changed(course, held=course.held * 20))
    rows = details.held(ANSWER, held, WIDE).rows
    assert sum(r[0] == "Not looking ahead" for r in rows) == details.MOST_LISTED


def test_no_more_outcomes_get_letters_than_there_is_room_for() -> None:
    from detente.questions.phases import answer as facts

    ends = changed(ANSWER.accounts[0].myopic.stops[0], ends=tuple(range(40)))
    one = changed(ANSWER.accounts[0].myopic, stops=(ends,))
    crowded = changed(ANSWER.accounts[0], myopic=one, ahead=changed(one, stops=()))
    assert facts._spoken((crowded,), 3) == tuple(k for k in range(40) if k != 3)[: facts.MOST_SPOKEN]
