"""What is said of a change: each sentence is given a fact and read, both ways round; the matrix is "
"read back."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from msgspec.structs import replace

import detente
from detente.answers import Basis, Span, Standing, StandingKind
from detente.conflict import Conflict
from detente.drawing import Cell
from detente.questions import find
from detente.questions.gains import cell
from detente.questions.question import Request
from detente.questions.whatif import detail_words, supposed_words, words
from detente.questions.whatif.answer import Compared, Fares, Settled, Supposed, WhatIfAnswer, Wish
from detente.questions.whatif.picture import columns, picture
from detente.wording import Section, Table, Text, Voice, Words, fitting
from tests.test_whatif_answer import LAST

CONCEPTS = re.compile(r"\b(Nash|GMR|SMR|SEQ|equilibri)")
FILE = """
detente: 1
title: Talks
status_quo: [a.talk]
decision_makers:
  a:
    name: Ann
    options:
      talk: {text: talk to Bob, short: talks, tags: [diplomacy]}
      walk: walk away
  b: {name: Bob, options: {x: {text: do x, tags: [trade]}, y: do y}}
  c: {name: Cid, options: {z: do z}}
preferences:
  a: [not b.x, talk]
  b: [a.talk, x]
  c: [z]
"""
CONFLICT = detente.read_conflict(FILE)
NAMES = Words(CONFLICT.under())


class AnyAccount(Voice):
    """Speaks of accounts that are in no file."""

    def words(self, account: str = "") -> Words:
        return NAMES


def asked(conflict: Conflict, **given: object) -> tuple[Any, Voice]:
    question = find("whatif")
    answers = [question.answer(r) for r in question.ask(Request(conflict, conflict.accounts, given=given))]
    return answers, Voice.of(conflict, answers, "file.yaml")


def fares(
    dm: str, kind: StandingKind, *, last: bool = False, removed: tuple[str, ...] = (), place: int = 2
) -> Fares:
    span = Span(best=place, worst=place, of=5)
    standing = Standing(
        decision_maker=dm,
        kind=kind,
        before=Span(best=1, worst=1, of=5),
        after=span,
        statement="talk" if kind != "same" else None,
        rank=2,
        last=last,
    )
    return Fares(standing=standing, removed=removed)


def compared(*found: Fares, today: tuple[Fares, ...] | None = None, **more: object) -> Compared:
    facts: dict[str, object] = {
        "concept": "nash",
        "before": (0,),
        "after": (1,),
        "before_count": "1",
        "after_count": "1",
        "same": False,
        "with_heading": found,
        "with_today": found if today is None else today,
    }
    return Compared(**(facts | more))


[BASE], _ = asked(CONFLICT, collapse="diplomacy")


def answer(
    myopic: Compared, ahead: Compared | None = None, account: str = "base", tag: str = "diplomacy"
) -> WhatIfAnswer:
    return replace(
        BASE,
        perspective=account,
        myopic=myopic,
        ahead=ahead or myopic,
        supposed=replace(BASE.supposed, collapse=tag),
    )


VOICE = AnyAccount.of(CONFLICT, [BASE], "file.yaml")
LOSES = compared(fares("a", "worse"), fares("b", "better"), fares("c", "same"))
GAINS = compared(fares("a", "better"), fares("b", "worse"), fares("c", "same"))
ALIKE = compared(fares("a", "same"), fares("b", "same"), fares("c", "same"))


# -- what is supposed --------------------------------------------------------------------------------------------------


def supposed(*fixed: tuple[str, bool], wishes: tuple[tuple[str, str], ...] = (), tag: str = "") -> Supposed:
    return Supposed(
        fixed=tuple(Settled(option=o, taken=t) for o, t in fixed),
        preferred=tuple(Wish(decision_maker=d, that=t) for d, t in wishes),
        collapse=tag,
    )


@pytest.mark.parametrize(
    ("found", "short", "full"),
    [
        (
            supposed(("a.talk", False), tag="diplomacy"),
            "if talks collapse",
            "Suppose that these options are gone: Ann: talk to Bob.",
        ),
        (
            supposed(("b.x", False), tag="trade"),
            "if what is marked “trade” is gone",
            "Suppose that these options are gone: Bob: do x.",
        ),
        (
            supposed(("a.talk", False)),
            "without Ann’s “talks”",
            "Suppose that these options are gone: Ann: talk to Bob.",
        ),
        (
            supposed(("b.x", True)),
            "if Bob is bound to “do x”",
            "Suppose that these are taken for good: Bob: do x.",
        ),
        (
            supposed(wishes=(("b", "not a.talk"),)),
            "if Bob puts another wish first",
            "Suppose that Bob wants first of all Ann: not “talk to Bob”.",
        ),
        (
            supposed(("b.x", True), ("a.talk", False), wishes=(("c", "c.z"),)),
            "with these changes",
            "Suppose that these options are gone: Ann: talk to Bob; and that these are taken for "
            "good: Bob: do x; and "
            "that Cid wants first of all “do z”.",
        ),
        (supposed(), "with these changes", "Nothing is changed."),
    ],
)
def test_what_is_supposed(found: Supposed, short: str, full: str) -> None:
    assert supposed_words.clause(NAMES, found) == short
    assert supposed_words.supposed(NAMES, found) == full


@pytest.mark.parametrize(
    ("found", "question"),
    [
        (supposed(("a.talk", False), tag="diplomacy"), "What if talks collapse?"),
        (supposed(("b.x", False), tag="trade"), "What if what is marked “trade” is gone?"),
        (supposed(("a.talk", False)), "What if “talks” (Ann) is gone?"),
        (
            supposed(("b.x", True), ("a.talk", True)),
            "What if “do x” (Bob) and “talks” (Ann) are taken for good?",
        ),
        (
            supposed(("b.x", True), ("a.talk", False)),
            "What if “talks” (Ann) is gone and “do x” (Bob) is taken for good?",
        ),
        (supposed(*[(o, False) for o in ("a.talk", "b.x", "c.z")]), "What if three options are gone?"),
        (supposed(wishes=(("b", "not a.talk"),)), "What if Bob puts another wish first?"),
        (supposed(wishes=(("b", "a.talk"), ("c", "c.z"))), "What if Bob and Cid put another wish first?"),
        (supposed(), "What if nothing is changed?"),
    ],
)
def test_what_is_asked(found: Supposed, question: str) -> None:
    assert supposed_words.asked(NAMES, found) == question


# -- who gains and loses -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (LOSES, "Ann loses, while Bob gains"),
        (GAINS, "Bob loses, while Ann gains"),
        (ALIKE, "nobody gains or loses"),
        (compared(fares("a", "worse"), fares("b", "worse")), "Ann and Bob lose"),
        (compared(fares("a", "better"), fares("b", "better")), "Ann and Bob gain"),
        (
            compared(fares("a", "worse"), fares("b", "better"), fares("c", "open")),
            "Ann loses, Bob gains, while Cid may gain or lose",
        ),
        (
            compared(fares("a", "worse_or_same"), fares("b", "better_or_same")),
            "Ann may lose, while Bob may gain",
        ),
        (compared(fares("a", "unknown")), "it is unknown whether Ann gains"),
        (compared(fares("a", "unknown"), fares("b", "unknown")), "it is unknown whether Ann and Bob gain"),
        (compared(same=True), "nothing changes"),
        (compared(after_count="0"), "no outcome lasts"),
        (compared(before_count="0"), "there is an outcome that lasts, as there was none before"),
    ],
)
def test_who_loses_and_who_gains(found: Compared, said: str) -> None:
    assert words.who(NAMES, found) == said


def test_both_ways_of_looking_at_it() -> None:
    assert words.both_ways(NAMES, answer(LOSES)) == "Ann loses, while Bob gains"
    assert words.both_ways(NAMES, answer(LOSES, GAINS)) == (
        "looking ahead, Bob loses, while Ann gains; not looking ahead, Ann loses, while Bob gains"
    )
    assert words.both_ways(NAMES, replace(BASE, myopic=None, ahead=None)) == ""


def test_the_headline() -> None:
    def told(*found: WhatIfAnswer) -> str:
        headline = words.headline(found, VOICE)
        beside = headline.replace("If talks collapse, ", "", 1)  # the label says it
        compared = ", compared with where it is heading"
        if compared in beside:  # said first, as the table beside it compares with today
            beside = f"compared with where it is heading, {beside.replace(compared, '')}"
        assert words.in_brief(found, VOICE) == beside[:1].upper() + beside[1:]
        return headline

    assert (
        told(answer(LOSES))
        == "If talks collapse, Ann loses, while Bob gains, compared with where it is heading."
    )
    assert told(answer(LOSES, ALIKE)) == (
        "If talks collapse, looking ahead, nobody gains or loses; not looking ahead, Ann loses, "
        "while Bob gains."
    )
    assert told(answer(compared(same=True))) == (
        "If talks collapse, nothing changes: it ends where it is heading anyway."
    )
    assert told(answer(LOSES), answer(LOSES, account="two")) == (
        "If talks collapse, Ann loses, while Bob gains in both accounts, compared with where it is heading."
    )
    assert told(answer(LOSES), answer(GAINS, account="two")) == (
        "If talks collapse, who gains and who loses depends on the account."
    )
    half = compared(fares("a", "worse"), fares("b", "same"), fares("c", "same"))
    assert told(answer(LOSES), answer(half, account="two")) == (
        "If talks collapse, Ann loses in both accounts, compared with where it is heading; how the "
        "others fare depends on the account."
    )
    more = compared(fares("a", "same"), fares("b", "better"), fares("c", "same"))
    assert told(answer(LOSES), answer(more, account="two"), answer(LOSES, account="three")) == (
        "If talks collapse, Bob gains in every account, compared with where it is heading; how the "
        "others fare depends on the account."
    )
    both = compared(fares("a", "worse"), fares("b", "better"), fares("c", "better"))
    assert told(answer(LOSES), answer(both, account="two")) == (
        "If talks collapse, Ann loses, while Bob gains in both accounts, compared with where it is "
        "heading; how the others fare depends on the account."
    )
    assert told(answer(LOSES), answer(LOSES, GAINS, account="two")) == (
        "If talks collapse, who gains and who loses depends on the account."
    )
    assert told(replace(BASE, myopic=None, ahead=None)).endswith(
        "without a status quo there is no end to compare."
    )


def test_what_is_too_long_for_a_headline_is_said_short() -> None:
    long = compared(*(fares(d, k) for d, k in (("a", "worse"), ("b", "better"), ("c", "open"))))
    other = compared(*(fares(d, k) for d, k in (("a", "better"), ("b", "worse_or_same"), ("c", "open"))))
    told = words.headline([answer(long, other)], VOICE)
    assert told == "If talks collapse, who gains and who loses depends on how far the sides look ahead."


# -- what one has to know beside it ------------------------------------------------------------------------------------


def test_who_has_a_reason_to_keep_talking() -> None:
    def told(myopic: Compared, ahead: Compared, tag: str = "diplomacy") -> str:
        return words.reason(NAMES, answer(myopic, ahead, tag=tag))

    assert words.losing(*answer(LOSES, GAINS).both) == ((), ("b",), ("a",))
    assert words.losing(*answer(LOSES).both) == (("a",), (), ())
    assert told(LOSES, LOSES) == "Ann has a reason to keep talking."
    assert told(ALIKE, ALIKE) == "Nobody clearly has a reason to keep talking."
    assert told(LOSES, GAINS) == (
        "Bob has a reason to keep talking only looking ahead; Ann has one only not looking ahead."
    )
    assert told(LOSES, ALIKE) == "Ann has a reason to keep talking only not looking ahead."
    two = compared(fares("a", "worse"), fares("b", "worse"), fares("c", "worse"))
    assert told(two, two) == "Ann, Bob and Cid have a reason to keep talking."
    assert told(LOSES, two) == "Ann has a reason to keep talking; Bob and Cid have one only looking ahead."
    assert told(LOSES, LOSES, tag="trade") == ""


def test_a_reason_that_rests_on_the_last_wish_is_said_as_such() -> None:
    weak = compared(fares("a", "worse", last=True, removed=("a.talk",)))
    assert words.least(NAMES, answer(weak)) == (
        "Ann’s reason to keep talking rests on its last and least wish alone, about something that "
        "the collapse itself "
        "takes away: “talk to Bob”."
    )
    assert words.least(NAMES, answer(weak, tag="")) == (
        "Ann’s loss rests on its last and least wish alone, about something that the change itself "
        "takes away: “talk "
        "to Bob”."
    )
    alone = compared(fares("a", "worse", last=True))
    assert words.least(NAMES, answer(alone)) == (
        "Ann’s reason to keep talking rests on its last and least wish alone: “talk to Bob”."
    )
    both = compared(
        fares("a", "worse", last=True, removed=("a.talk",)),
        fares("b", "worse", last=True, removed=("a.talk",)),
    )
    assert words.least(NAMES, answer(both)) == (
        "The reasons of Ann and Bob to keep talking rest on their last and least wishes alone, about "
        "something that "
        "the collapse itself takes away."
    )
    assert words.least(NAMES, answer(both, tag="")) == (
        "The losses of Ann and Bob rest on their last and least wishes alone, about something that "
        "the change itself "
        "takes away."
    )
    mixed = compared(fares("a", "worse", last=True), fares("b", "worse", last=True, removed=("a.talk",)))
    assert words.least(NAMES, answer(mixed)).startswith("Bob’s reason to keep talking rests on its last")
    neither = compared(fares("a", "worse", last=True), fares("b", "worse", last=True))
    assert words.least(NAMES, answer(neither)) == (
        "The reasons of Ann and Bob to keep talking rest on their last and least wishes alone."
    )


def test_a_reason_that_rests_on_more_is_not() -> None:
    strong = compared(fares("a", "worse", removed=("a.talk",)))
    weak = compared(fares("a", "worse", last=True, removed=("a.talk",)))
    gains = compared(fares("a", "better", last=True, removed=("a.talk",)))
    assert words.least(NAMES, answer(strong)) == ""
    assert words.least(NAMES, answer(strong, weak)) == ""
    assert words.least(NAMES, answer(weak, strong)) == ""
    assert words.least(NAMES, answer(gains)) == ""
    other = compared(fares("a", "worse", last=True))
    assert "takes away" not in words.least(NAMES, answer(weak, other))


def test_compared_with_today() -> None:
    assert (
        words.with_today(NAMES, answer(LOSES)) == "Compared with today, Ann is worse off; Bob is better off."
    )
    assert words.with_today(NAMES, answer(ALIKE)) == "Compared with today, everybody is as well off."
    assert words.with_today(NAMES, answer(LOSES, ALIKE)) == (
        "Compared with today: not looking ahead, Ann is worse off; Bob is better off; looking ahead, "
        "everybody is as "
        "well off."
    )
    none = compared(today=())
    assert words.with_today(NAMES, answer(none)) == ""
    wide = compared(fares("a", "better_or_same"), fares("b", "open"), fares("c", "worse"))
    assert (
        words.with_today(NAMES, answer(ALIKE, wide))
        == "Compared with today, looking ahead, Cid is worse off."
    )
    two = compared(fares("a", "better"), fares("b", "better"), fares("c", "worse_or_same"))
    assert words.with_today(NAMES, answer(two)) == (
        "Compared with today, Ann and Bob are better off; Cid is worse off or as well off."
    )
    assert words.with_today(NAMES, answer(none, LOSES)) == (
        "Compared with today: not looking ahead, nothing settles; looking ahead, Ann is worse off; "
        "Bob is better off."
    )
    long = compared(fares("a", "better_or_same"), fares("b", "worse"), fares("c", "worse_or_same"))
    assert (
        words.with_today(NAMES, answer(long, none)) == "Compared with today, looking ahead, nothing settles."
    )


def test_where_it_would_end() -> None:
    [found], voice = asked(detente.read_conflict(LAST), prefer=(("a", "walk"),))
    today, [ended] = found.status_quo, found.ahead.after

    def told(myopic: tuple[int, ...], ahead: tuple[int, ...], number: str = "") -> str:
        one, other = (
            replace(c, after=refs, after_count=number or str(len(refs)))
            for c, refs in ((found.myopic, myopic), (found.ahead, ahead))
        )
        return words.where(replace(found, myopic=one, ahead=other), voice)

    letter, title = voice.letter(found.states[ended]), voice.title(found.states[ended])
    assert told((ended,), (ended,)) == f"It would end in {letter}: {title}."
    assert told((today,), (today,)) == "It would end as it is today."
    assert told((today,), (ended,)) == (
        f"Not looking ahead, it would end as it is today; looking ahead, in {letter}."
    )
    assert (
        told((ended,), ())
        == f"Not looking ahead, it would end in {letter}; looking ahead, in no outcome that lasts."
    )
    assert told((), ()) == "It would end in no outcome that lasts."
    other = next(s for s in found.spoken if s not in (today, ended))
    both = told((ended, today), (ended, other))
    assert both == (
        f"Not looking ahead, it would end as it is today or in {letter}; looking ahead, in "
        f"{voice.letters([found.states[ended], found.states[other]])}."
    )
    assert told((today,), (0, 1, 2, 3), "1200") == (
        "Not looking ahead, it would end in one of 1,200 outcomes; looking ahead, in one of 1,200 outcomes."
    )
    assert words.where(replace(found, myopic=None), voice) == ""


def test_points_of_several_accounts() -> None:
    found = [answer(LOSES), answer(GAINS, account="two"), answer(LOSES, account="three")]
    assert words.points(found, VOICE) == (
        "In the accounts “base” and “three”, Ann loses, while Bob gains.",
        "In the account “two”, Bob loses, while Ann gains.",
    )
    weak = compared(fares("a", "worse", last=True, removed=("a.talk",)))
    assert words.points([answer(weak), answer(weak, account="two")], VOICE) == (
        "In both accounts: " + words.least(NAMES, answer(weak)),
    )


def test_how_sure() -> None:
    basis = Basis(claims=2, sourced=0, doubted=0)
    same, differs = answer(LOSES), answer(LOSES, GAINS, account="two")
    assert words.sure([replace(same, basis=basis)]) == (
        "The same whether or not the sides look ahead (Nash and SEQ). Rests on 2 claims, none with a source."
    )
    assert words.sure([replace(differs, basis=basis)]) == (
        "It matters whether the sides look ahead (Nash and SEQ differ). Rests on 2 claims, none with "
        "a source."
    )
    assert words.sure([replace(same, basis=basis), replace(differs, basis=basis)]) == (
        "Whether the sides look ahead matters, except in “base”. "
        "Rests on 4 claims of 2 accounts, none with a source."
    )


def test_a_weak_reason_names_its_accounts() -> None:
    weak = compared(fares("a", "worse", last=True, removed=("a.talk",)))
    reason = words.least(NAMES, answer(weak))
    assert list(words.weak_reasons([answer(weak)], VOICE)) == [reason]
    assert not words.weak_reasons([answer(LOSES)], VOICE)
    several = words.weak_reasons([answer(weak), answer(LOSES, account="two")], VOICE)
    assert list(several) == [f"In the account “base”: {reason}"]
    alike = words.weak_reasons([answer(weak), answer(weak, account="two")], VOICE)
    assert list(alike) == [f"In both accounts: {reason}"]


# -- the matrix --------------------------------------------------------------------------------------------------------


def cells(svg: str) -> dict[tuple[int, int], tuple[str, str]]:
    found = {}
    for g in ET.fromstring(svg).iter():
        if g.get("data-kind") == "cell":
            row, column = map(int, g.get("data-cell", "").split(","))
            found[row, column] = (g.get("data-mark", ""), g.get("data-word", ""))
    return found


def test_every_mark_says_what_it_means() -> None:
    kinds = ("better", "worse", "same", "better_or_same", "worse_or_same", "open", "unknown")
    drawn = [cell(Standing(decision_maker="a", kind=k, after=Span(best=2, worst=4, of=5))) for k in kinds]
    assert [(c.mark, c.word) for c in drawn] == [
        ("▲", "better"),
        ("▼", "worse"),
        ("=", "as good"),
        ("▲=", "better or as good"),
        ("▼=", "worse or as good"),
        ("◆", "better or worse, depending on where it ends"),
        ("?", "unknown"),
    ]
    assert {c.note for c in drawn} == {"2nd to 4th"}
    assert cell(None, "no outcome") == Cell("", "no outcome", "—")


def test_the_matrix_is_read_back() -> None:
    found = [answer(LOSES), answer(GAINS, account="two")]
    drawn = picture(found, VOICE, "if talks collapse")
    assert drawn is not None
    told = cells(drawn.svg)
    for column, one in enumerate((LOSES, GAINS)):
        for row, fare in enumerate(one.with_heading):
            expected = {"better": ("▲", "better"), "worse": ("▼", "worse"), "same": ("=", "as good")}
            assert told[row, column] == expected[fare.standing.kind]
    assert len(told) == 6
    assert drawn.text == (
        "If talks collapse, account “base”: Ann worse (2nd), Bob better (2nd), Cid as good (2nd). "
        "If talks collapse, account “two”: Ann better (2nd), Bob worse (2nd), Cid as good (2nd)."
    )
    [plain] = drawn.plain
    assert plain.columns == ("Party", "base", "two")
    assert plain.rows == (("Ann", "▼ 2nd", "▲ 2nd"), ("Bob", "▲ 2nd", "▼ 2nd"), ("Cid", "= 2nd", "= 2nd"))
    assert plain.note == "If talks collapse, compared with where it is heading."
    assert plain.marks == {"▼": "worse", "▲": "better", "=": "as good"}
    assert plain.centred == {1, 2}
    assert drawn.title == plain.title == "Who gains and who loses"


def test_looking_ahead_and_not_stand_side_by_side_where_they_differ() -> None:
    found = [answer(LOSES, GAINS)]
    told = columns(found, "if talks collapse")
    assert [(c.group, c.label) for c in told] == [
        ("if talks collapse, not looking ahead", "base"),
        ("if talks collapse, looking ahead", "base"),
    ]
    assert [c.mark for c in told[0].cells] == ["▼", "▲", "="]
    assert [c.mark for c in told[1].cells] == ["▲", "▼", "="]
    drawn = picture(found, VOICE, "if talks collapse")
    assert drawn.text.startswith("If talks collapse, not looking ahead: Ann worse (2nd)")
    assert drawn.plain[0].columns == ("Party", "Not looking ahead", "Looking ahead")
    assert drawn.plain[0].note == "If talks collapse, compared with where it is heading."
    several = picture([*found, answer(LOSES, account="two")], VOICE, "if talks collapse")
    assert several.plain[0].columns == (
        "Party",
        "base, not looking ahead",
        "two, not looking ahead",
        "base, looking ahead",
        "two, looking ahead",
    )


def test_nothing_to_compare() -> None:
    assert picture([replace(BASE, myopic=None, ahead=None)], VOICE, "x") is None
    [column] = columns([answer(compared())], "x")
    assert [(c.mark, c.word, c.note) for c in column.cells] == [("", "nothing to compare", "—")] * 3
    one = picture([answer(LOSES)], VOICE, "if talks collapse")
    assert one.plain[0].columns == ("Party", "If talks collapse")


# -- on whole files ----------------------------------------------------------------------------------------------------


def said(conflict: Conflict, **given: object):
    answers, voice = asked(conflict, **given)
    return find("whatif").say(answers, voice)


def table(found: list[object], id: str) -> Table:
    inside = [b for block in found for b in (block.blocks if isinstance(block, Section) else (block,))]
    return next(b for b in inside if isinstance(b, Table) and b.id == id)


def test_a_collapse_as_a_whole() -> None:
    found = said(detente.read_conflict(LAST), collapse="diplomacy")
    assert found.question == "What if talks collapse?"
    assert found.headline == "If talks collapse, Ann and Bob lose, compared with where it is heading."
    assert found.points == (
        "It would end as it is today.",
        "Ann and Bob have a reason to keep talking.",
        "Ann’s reason to keep talking rests on its last and least wish alone, about something that "
        "the collapse itself "
        "takes away: “talk”.",
    )
    assert (found.id, found.next) == ("collapse", ("detente better file.yaml", "detente compare file.yaml"))
    details = list(found.details)
    assert details[0] == Text("Suppose that these options are gone: Ann: talk.")
    fares_ = table(details, "fares")
    assert fares_.columns == ("", "Party", "Without the change", "With it", "It is then", "That rests on")
    assert fares_.rows == (
        (
            "not looking ahead",
            "Ann",
            "1st",
            "2nd",
            "worse off",
            "its last wish (2nd wish): “talk”; about what is gone: “talk”",
        ),
        ("", "Bob", "1st", "3rd", "worse off", "its 1st wish: Ann: “talk”; about what is gone: “talk”"),
        (
            "looking ahead",
            "Ann",
            "1st",
            "2nd",
            "worse off",
            "its last wish (2nd wish): “talk”; about what is gone: “talk”",
        ),
        ("", "Bob", "1st", "3rd", "worse off", "its 1st wish: Ann: “talk”; about what is gone: “talk”"),
    )
    outcomes = table(details, "outcomes")
    assert outcomes.rows == (
        ("A", "#1", "Ann: talk", "without the change, not looking ahead; without the change, looking ahead"),
        ("today", "#0", "no option is taken", "with it, not looking ahead; with it, looking ahead"),
    )
    places = table(details, "places")
    assert places.rows[:2] == (("Nash", "Ann", "1st", "2nd"), ("", "Bob", "1st", "3rd"))
    assert places.columns == ("Concept", "Party", "Before", "After")
    held = table(details, "held")
    assert held.columns == ("Concept", "Before", "After")
    assert held.rows[0] == ("Nash", "1: #1", "1: #0")


def test_another_change_as_a_whole() -> None:
    found = said(detente.read_conflict(LAST), prefer=(("a", "walk"),))
    assert found.question == "What if Ann puts another wish first?"
    assert found.id == "whatif"
    assert found.next == ("detente analyze file.yaml",)
    assert found.headline == "If Ann puts another wish first, Ann gains, compared with where it is heading."
    assert found.points[0].startswith("It would end in ")
    assert "reason to keep talking" not in " ".join(found.points)


@pytest.mark.parametrize(
    "given",
    [
        {"collapse": "diplomacy"},
        {"set": ("russia.truce=yes",)},
        {"without": ("europe.troops",)},
        {"absent": ("us",), "prefer": (("russia", "truce"),)},
    ],
)
def test_headlines_and_points_are_short_and_plain(given: dict[str, object]) -> None:
    answers, voice = asked(detente.load("istanbul-2025"), **given)
    for some in (answers, *([a] for a in answers)):
        told = find("whatif").say(some, voice)
        assert len(told.points) <= 3
        for sentence in (told.headline, *told.points):
            assert len(sentence.split()) <= 25, sentence
            assert not CONCEPTS.search(sentence)
            assert "#" not in sentence
            assert sentence.endswith(".")
        assert len(told.pictures) == 1
        assert told.account == ("" if len(some) > 1 else some[0].perspective)
    assert [b.title for b in find("whatif").say(answers, voice).details if isinstance(b, Section)] == [
        "Account “commentary”",
        "Account “kyiv”",
        "Account “broker”",
    ]


def test_without_a_status_quo_what_holds_is_told() -> None:
    conflict = detente.load("garrison")
    found = said(conflict, without=(conflict.under().option_ids[0],))
    assert found.headline.endswith("without a status quo there is no end to compare.")
    assert found.points == found.pictures == ()
    assert {b.id for b in found.details if isinstance(b, Table)} == {"places", "held"}


def test_a_headline_of_three_accounts_speaks_of_every_account() -> None:
    found = [answer(LOSES), answer(GAINS, account="two")]
    half = compared(fares("a", "worse"), fares("b", "same"), fares("c", "same"))
    three = [answer(LOSES), answer(half, account="two"), answer(half, account="three")]
    assert words.headline(three, VOICE).startswith(
        "If talks collapse, Ann loses in every account, compared with"
    )
    assert "every" not in words.headline(found, VOICE)


def test_a_headline_too_long_for_all_of_it_says_less(monkeypatch: pytest.MonkeyPatch) -> None:
    half = compared(fares("a", "worse"), fares("b", "same"), fares("c", "same"))
    two = [answer(LOSES), answer(half, account="two")]
    whole = words.headline(two, VOICE)
    for most, told in (
        (len(whole.split()), whole),
        (
            len(whole.split()) - 1,
            "If talks collapse, Ann loses in both accounts, compared with where it is heading.",
        ),
        (13, "If talks collapse, Ann loses in both accounts."),
    ):
        monkeypatch.setattr(
            "detente.questions.whatif.words.fitting", lambda *texts, most=most: fitting(*texts, most=most)
        )
        assert words.headline(two, VOICE) == told


def test_who_is_off_how_when_it_takes_many_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "detente.questions.whatif.words.fitting", lambda *texts, most=0: fitting(*texts, most=0)
    )
    assert words.with_today(NAMES, answer(LOSES, GAINS)) == (
        "Compared with today, who would be better off depends on how far the sides look ahead."
    )
    assert (
        words.with_today(NAMES, answer(LOSES))
        == "Compared with today, some would be better and some worse off."
    )


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("better", "Ann is better off"),
        ("worse", "Ann is worse off"),
        ("better_or_same", "Ann is better off or as well off"),
        ("worse_or_same", "Ann is worse off or as well off"),
        ("open", "Ann is better or worse off, depending on the outcome"),
        ("unknown", "Ann is not known to be better or worse off"),
    ],
)
def test_each_way_to_be_off(kind: StandingKind, told: str) -> None:
    assert words.with_today(NAMES, answer(compared(fares("a", kind)))) == f"Compared with today, {told}."
    assert detail_words.OFF["same"] == "as well off"


def test_looking_ahead_or_not_alike() -> None:
    assert words.grouped_alike(answer(LOSES))
    assert not words.grouped_alike(answer(LOSES, GAINS))


def test_tables_say_what_is_compared() -> None:
    [found], voice = asked(CONFLICT, collapse="diplomacy")
    tables = {t.id: t for t in _tables(words.say([found], voice).details)}
    assert tables["places"].columns == ("Concept", "Party", "Before", "After")
    assert tables["places"].title == "How good for each is what is reached, concept by concept"
    assert tables["places"].note == "Places among all states of before, 1st the best. — nothing is reached."


def _tables(blocks: Any) -> list[Table]:
    found: list[Table] = []
    for block in blocks:
        if isinstance(block, Table):
            found.append(block)
        elif isinstance(block, Section):
            found += _tables(block.blocks)
    return found
