"""Each sentence of an explanation, given a fact made by hand and read both ways round; limits on what is said."""

from __future__ import annotations

import re
from typing import Any

import pytest

import detente
from detente.answers import Basis, Maker, OptionValue, Perspective, Reason, StateValue, Step, Way
from detente.conflict import read_conflict
from detente.questions import find
from detente.questions.explain import detail_words, verdict_words, witness_words
from detente.questions.explain import words as say
from detente.questions.explain.answer import ExplainAnswer, Improvement, Verdict
from detente.questions.explain.verdict_words import Reading, Who
from detente.questions.question import Request
from detente.wording import Items, Said, Section, Table, Text, Voice, Words

FILE = """
detente: 1
title: A dam
status_quo: []
sources:
  paper: {author: A. Writer, date: 2020-05}
decision_makers:
  up:
    name: Upstream
    options:
      fill: {text: fill the lake, short: fill, otherwise: leave the lake empty}
      talk: {text: talk, short: talk}
  down:
    name: Downstream
    options:
      sue: {text: go to court, short: sue, otherwise: no suit}
      arm: {text: build up arms, short: arms}
  bank: {name: The bank, options: {lend: {text: lend money, short: lend}}}
preferences:
  up: [{id: lake, that: fill, source: "paper#3", confidence: 0.7}, {id: peace, that: not down.sue}]
  down: [{id: court, that: sue if up.fill}, {id: dry, that: not up.fill}]
  bank: [{id: interest, that: lend}]
"""
CONFLICT = read_conflict(FILE)
WORDS = Words(CONFLICT.under())
MARKS = re.compile(r"#\d|\b(Nash|SEQ|SMR|GMR|SSEQ)\b")


def state(*taken: str) -> StateValue:
    return StateValue(id="+".join(taken) or "none", taken=tuple(sorted(taken)), number=str(len(taken)))


TODAY, FILL, SUED, ARMED, TALK, LENT = (
    state(),
    state("up.fill"),
    state("down.sue", "up.fill"),
    state("down.arm", "down.sue", "up.fill"),
    state("up.talk"),
    state("bank.lend", "down.sue", "up.fill"),
)
LEFT = state("bank.lend", "up.fill")
STATES = (TODAY, FILL, SUED, ARMED, TALK, LENT, LEFT)


def because(dm: str, before: int, after: int, gain: int, statement: str | None = None, **more: Any) -> Reason:
    given: dict[str, Any] = {"places": (2, 2 - gain), "of": 4, "degree": abs(gain)}
    return Reason(
        decision_maker=dm, before=before, after=after, gain=gain, statement=statement, **{**given, **more}
    )


def improvement(*, pays: int = 1, **more: Any) -> Improvement:
    """Upstream fills the lake; downstream sues."""
    given: dict[str, Any] = {
        "state": 1,
        "gain": because("up", 0, 1, 1, "lake"),
        "deterred": True,
        "sanction": Way(start=1, moves=(Step(mover="down", state=2),)),
        "movers": (because("down", 1, 2, pays, "court"),),
        "better": (None,),
        "loss": because("up", 0, 2, -1, "peace"),
    }
    return Improvement(**{**given, **more})


FREE: dict[str, Any] = {"deterred": False, "sanction": None, "movers": (), "better": (), "loss": None}


def verdict(dm: str = "up", concept: str = "seq", *ones: Improvement, **more: Any) -> Verdict:
    free = sum(not i.deterred for i in ones)
    given: dict[str, Any] = {"stable": not free, "count": str(len(ones)), "undeterred": str(free)}
    return Verdict(decision_maker=dm, concept=concept, improvements=ones, **{**given, **more})


def answer(
    *verdicts: Verdict, account: str = "base", accounts: tuple[str, ...] = ("base",), at: int = 0
) -> ExplainAnswer:
    return ExplainAnswer(
        question="explain",
        title="A dam",
        perspective=account,
        perspectives=tuple(Perspective(id=a, says="", followed=a == account) for a in accounts),
        decision_makers=tuple(
            Maker(
                id=d.id,
                name=d.name,
                options=tuple(OptionValue(id=f"{d.id}.{o.id}", text=o.text) for o in d.options),
            )
            for d in CONFLICT.decision_makers
        ),
        states=STATES,
        status_quo=0,
        spoken=(at,),
        basis=Basis(claims=5, sourced=1, doubted=1),
        state=at,
        verdicts=verdicts,
    )


def leaves(dm: str, concept: str) -> Verdict:
    return verdict(dm, concept, improvement(**FREE))


def stays(dm: str, concept: str) -> Verdict:
    return verdict(dm, concept)


def spoken(*answers: ExplainAnswer) -> Said:
    return say.say(answers, Voice.of(CONFLICT, answers, "dam"))


# -- who leaves ------------------------------------------------------------------------------------


def test_who_leaves_under_all_under_some_under_none() -> None:
    found = answer(leaves("up", "nash-a"), stays("up", "nash-b"), leaves("down", "nash-a"), leaves("down", "nash-b"),
                   stays("bank", "nash-a"), stays("bank", "nash-b"), leaves("bank", "seq-a"))  # fmt: skip
    assert verdict_words.who(found, ["nash-a", "nash-b"]) == Who(("down",), ("up",), ("bank",))
    assert verdict_words.who(found, ["seq-a"]) == Who((), ("bank",), ())  # it may be no gain
    assert verdict_words.who(answer(leaves("up", "seq-b")), ["seq-b"]) == Who(("up",), (), ())


@pytest.mark.parametrize(
    ("asked", "base", "near"),
    [
        (["nash", "gmr", "smr", "seq"], "seq", True),
        (["gmr", "smr"], "smr", False),
        (["nash", "gmr"], "gmr", True),
        (["nash"], "", True),
        (["l3", "nash"], "l3", True),
        (["gmr-strong"], "gmr-strong", False),
        (["gmr-strong", "gmr"], "gmr", False),
        (["seq-a", "seq-b", "nash-a"], "seq", True),
    ],
)
def test_what_the_headline_speaks_of(asked: list[str], base: str, near: bool) -> None:
    found = verdict_words.read(answer(*(leaves("up", c) for c in asked)))
    assert found.base == base
    assert (found.near is not None) == near
    assert (found.ahead is not None) == bool(base)


def headline(near: Who | None, ahead: Who | None, base: str = "seq", *, everyone: bool = True) -> str:
    return verdict_words.verdict_in_brief(WORDS, Reading(near, ahead, base), "P", everyone=everyone)


UP, DOWN, BOTH, NONE = (
    Who(("up",), (), ("down",)),
    Who(("down",)),
    Who(("up", "down")),
    Who((), (), ("up", "down")),
)


@pytest.mark.parametrize(
    ("near", "ahead", "base", "everyone", "text"),
    [
        (NONE, NONE, "seq", True, "nobody would leave P: no side could gain by a move of its own"),
        (Who((), (), ("up",)), Who((), (), ("up",)), "seq", False,
         "Upstream would not leave P: no move of its own would be a gain"),
        (UP, NONE, "seq", True, "not looking ahead, Upstream would leave P; looking ahead, nobody would"),
        (UP, NONE, "seq", False, "not looking ahead, Upstream would leave P; looking ahead, Upstream would not"),
        (BOTH, UP, "seq", True,
         "not looking ahead, Upstream and Downstream would leave P; looking ahead, only Upstream would"),
        (UP, DOWN, "l3", True, "not looking ahead, Upstream would leave P; looking 3 moves ahead, Downstream would"),
        (UP, UP, "seq", True, "Upstream would leave P, looking ahead or not"),
        (BOTH, BOTH, "gmr", True, "Upstream and Downstream would leave P, fearing any answer or not"),
        (Who((), ("up",)), Who((), ("up",)), "seq", True,
         "Upstream may leave P, looking ahead or not: that hangs on what is unknown"),
        (Who(("up",), ("down",)), Who((), ("down",)), "seq", True,
         "not looking ahead, Upstream would leave P, and Downstream may; looking ahead, Downstream may"),
        (BOTH, Who(("up",), ("down",)), "seq", True,
         "not looking ahead, Upstream and Downstream would leave P; looking ahead, only Upstream would, and Downstream "
         "may"),
        (None, UP, "smr", True, "fearing any answer it could not escape, Upstream would leave P"),
        (None, NONE, "gmr", True, "fearing any answer, nobody would leave P"),
        (None, Who((), (), ("up",)), "nm", False, "looking ahead without end, Upstream would not leave P"),
        (UP, None, "", True, "looking only one move ahead, Upstream would leave P"),
        (NONE, None, "", True, "nobody would leave P: no side could gain by a move of its own"),
        (None, Who(("down",), (), ("up",)), "gmr-strong", True,
         "Upstream would be held in P by something much worse; Downstream would not"),
        (None, Who((), (), ("up",)), "gmr-strong", True, "Upstream would be held in P by something much worse"),
        (None, DOWN, "gmr-strong", True, "Downstream would not be held in P by something much worse"),
        (None, Who(("down",), (), ("up",)), "gmr-weak", True,
         "Upstream would be held in P, but not by something much worse"),
        (None, DOWN, "gmr-weak", True, "Downstream would not be held in P by something that is not much worse"),
    ],
)  # fmt: skip
def test_the_verdict_in_brief(
    near: Who | None, ahead: Who | None, base: str, everyone: bool, text: str
) -> None:
    assert headline(near, ahead, base, everyone=everyone) == text


def test_many_parties_are_counted() -> None:
    assert (
        verdict_words.parties(WORDS, ["up", "down", "bank", "up"])
        == "Upstream, Downstream, The bank and Upstream"
    )
    assert verdict_words.parties(WORDS, ["up"] * 5) == "five parties"


def test_why_who_would_gain_stays() -> None:
    assert verdict_words.why_not(Reading(UP, NONE, "seq")) == ", as an answer would undo the gain"
    assert verdict_words.why_not(Reading(UP, NONE, "l2")) == ", as what follows would undo the gain"
    assert verdict_words.why_not(Reading(UP, UP, "seq")) == ""
    assert verdict_words.why_not(Reading(UP, Who((), ("up",)), "seq")) == ""
    assert verdict_words.why_not(Reading(NONE, NONE, "seq")) == ""
    assert verdict_words.why_not(Reading(None, NONE, "seq")) == ""


@pytest.mark.parametrize(
    ("base", "text"),
    [
        ("seq", "looking ahead"),
        ("sseq", "looking ahead to its own reaction"),
        ("sim", "looking ahead and to moves at the same time"),
        ("sim-any", "looking to moves at the same time"),
        ("gmr", "fearing any answer"),
        ("smr", "fearing any answer it could not escape"),
        ("l1", "looking 1 move ahead"),
        ("l3", "looking 3 moves ahead"),
        ("nm", "looking ahead without end"),
    ],
)  # fmt: skip
def test_in_which_way_the_sides_look_ahead(base: str, text: str) -> None:
    assert verdict_words.ahead_of(base) == text


@pytest.mark.parametrize(
    ("ahead", "base", "other", "everyone", "text"),
    [
        (NONE, "seq", ("sseq", UP), True,
         "looking ahead, nobody would leave P; looking ahead to its own reaction, Upstream would"),
        (UP, "seq", ("sim", NONE), True,
         "looking ahead, Upstream would leave P; looking ahead and to moves at the same time, nobody would"),
        (UP, "seq", ("sim", NONE), False,
         "looking ahead, Upstream would leave P; looking ahead and to moves at the same time, Upstream would not"),
        (BOTH, "l2", ("l4", DOWN), True,
         "looking 2 moves ahead, Upstream and Downstream would leave P; looking 4 moves ahead, only Downstream would"),
    ],
)  # fmt: skip
def test_two_ways_of_looking_ahead(
    ahead: Who, base: str, other: tuple[str, Who], everyone: bool, text: str
) -> None:
    assert (
        verdict_words.verdict_in_brief(WORDS, Reading(None, ahead, base, other), "P", everyone=everyone)
        == text
    )


def test_a_second_concept_is_told_where_it_says_otherwise() -> None:
    apart = verdict_words.read(answer(leaves("up", "seq"), stays("up", "gmr"), stays("up", "smr")))
    assert apart.other == ("smr", Who((), (), ("up",)))
    assert verdict_words.read(answer(leaves("up", "seq"), leaves("up", "gmr"))).other is None
    assert (
        verdict_words.read(answer(leaves("up", "nash"), leaves("up", "seq"), stays("up", "gmr"))).other
        is None
    )
    assert verdict_words.read(answer(leaves("up", "gmr"), stays("up", "gmr-strong"))).other is None


def test_points_rest_on_what_the_headline_rests_on() -> None:
    found = answer(verdict("up", "sseq", improvement(**FREE)), verdict("up", "seq", improvement()))
    assert spoken(found).headline.startswith("Looking ahead, Upstream would not leave")
    assert spoken(found).points[1] == "But Downstream could answer with “sue”, and would gain by it."
    extended = answer(stays("up", "seq-b"), verdict("up", "seq-a", improvement(**FREE)))
    assert "no answer that would pay" in spoken(extended).points[1].lower()


def test_where_looking_ahead_pays() -> None:
    way = Way(start=1, moves=(Step(mover="down", state=2),))
    one = improvement(**{**FREE, "answer": way, "loss": because("up", 0, 2, 1, "lake")})
    assert spoken(answer(verdict("up", "l2", one))).points[1:] == (
        "Downstream would answer with “sue”.",
        "Upstream would then be better off than before: it wants “fill the lake”.",
    )
    near = improvement(**{**FREE, "answer": Way(start=1, moves=()), "loss": because("up", 0, 1, 1, "lake")})
    assert len(spoken(answer(verdict("up", "l1", near))).points) == 1
    assert spoken(answer(verdict("up", "l2", near))).points[1:] == ("What follows would not undo it.",)


def test_who_answers_where_the_moves_are_too_many() -> None:
    assert (
        witness_words.others_in_short(WORDS, improvement())
        == "But Downstream could answer, and would gain by it."
    )
    several = improvement(
        movers=(because("down", 1, 2, -1), because("bank", 2, 5, 1), because("down", 1, 2, 1))
    )
    told = "But Downstream and The bank could answer together, at a cost to Downstream."
    assert witness_words.others_in_short(WORDS, several) == told
    assert witness_words.others_in_short(WORDS, improvement(movers=())) == ""


def test_sentences_begin_with_a_capital_letter() -> None:
    conflict = read_conflict(FILE.replace("name: Upstream", "name: the upper riparian"))
    found = answer(verdict("up", "nash", improvement(**FREE)), verdict("up", "seq", improvement()))
    said = say.say([found], Voice.of(conflict, [found], "dam"))
    items = [b for b in blocks_of(said, Items) for b in b.items]
    for text in (*said.points, *items, *(b.title for b in blocks_of(said, Section))):
        assert text[0].isupper(), text
    assert said.points[0].startswith("The upper riparian could ")


def test_what_may_be_a_gain() -> None:
    maybe = improvement(gain=because("up", 0, 1, 0, "lake", unknown=True), **FREE)
    said = spoken(answer(verdict("up", "seq-a", maybe)))
    assert said.headline == "Looking ahead, Upstream may leave today's situation."
    assert said.points[1] == "No answer that would pay for the others deters it."


def test_the_headline_of_one_account_and_of_several() -> None:
    one = answer(leaves("up", "nash"), stays("down", "nash"), stays("bank", "nash"),
                 stays("up", "seq"), stays("down", "seq"), stays("bank", "seq"))  # fmt: skip
    text = "Not looking ahead, Upstream would leave today's situation; looking ahead, nobody would"
    assert spoken(one).headline == f"{text}, as an answer would undo the gain."
    assert spoken(one).account == "base"
    assert spoken(one, one).headline == f"{text}, as an answer would undo the gain, in every account."
    assert spoken(one, one).account == ""


def accounts_file() -> str:
    head, _, rest = FILE.partition("preferences:\n")
    inner = "\n".join("    " + line for line in rest.splitlines())
    told = "".join(f"  {a}:\n    says: x\n    preferences:\n{inner}\n" for a in ("one", "two"))
    return f"{head}perspectives:\n{told}"


def test_accounts_that_part() -> None:
    conflict = read_conflict(accounts_file())
    first = answer(leaves("up", "nash"), leaves("up", "seq"), stays("down", "nash"), stays("down", "seq"),
                   account="one", accounts=("one", "two"))  # fmt: skip
    second = answer(leaves("up", "nash"), stays("up", "seq"), leaves("down", "nash"), leaves("down", "seq"),
                    account="two", accounts=("one", "two"))  # fmt: skip
    third = answer(stays("up", "nash"), stays("up", "seq"), leaves("down", "nash"), leaves("down", "seq"),
                   account="two", accounts=("one", "two"))  # fmt: skip
    voice = Voice.of(conflict, [first], "dam")
    found = say.say([first, second], voice)
    assert (
        found.headline == "Looking ahead, Upstream would leave today's situation in “one”; "
        "Downstream would leave it in “two”."
    )
    assert found.points == (
        "In the account “one”: Upstream would leave today's situation, looking ahead or not.",
        "In the account “two”: not looking ahead, Upstream and Downstream would leave today's situation; "
        "looking ahead, only Downstream would.",
    )
    assert found.sure == (
        "Holds: Nash ✗ SEQ ✗ (“one” and “two”). Rests on 10 claims of 2 accounts, 2 with a source; "
        "2 are marked as doubtful."
    )
    assert found.next[0] == "detente explain dam -p one --dm up --concepts seq"
    same = say.say([second, third], voice)
    assert same.headline == (
        "Looking ahead, Downstream would leave today's situation in every account; not looking ahead, the accounts "
        "part."
    )
    near = [answer(leaves(d, "nash"), account=a) for d, a in (("up", "one"), ("down", "two"))]
    assert say.say(near, voice).headline == (
        "Looking only one move ahead, Upstream would leave today's situation in “one”; "
        "Downstream would leave it in “two”."
    )


def test_where_it_is() -> None:
    found = answer(leaves("up", "nash"), at=2)
    voice = Voice.of(CONFLICT, [found], "dam")
    assert verdict_words.place(voice, SUED) == "outcome A (Upstream: fill; Downstream: sue)"
    assert verdict_words.place(voice, TODAY) == "today's situation"
    said = spoken(found)
    assert said.question == "Why does outcome A (Upstream: fill; Downstream: sue) hold, or not?"
    assert said.next[-1] == "detente evolve dam --start down.sue+up.fill"


# -- points ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gain", "text"),
    [(1, ", and would gain by it"), (0, ", gaining nothing"), (-1, ", at a cost to Downstream")],
)
def test_whether_an_answer_pays(gain: int, text: str) -> None:
    assert witness_words.payment_in_short(WORDS, [because("down", 1, 2, gain)]) == text


def test_whether_an_answer_of_several_pays() -> None:
    movers = [because("down", 1, 2, -1), because("bank", 2, 5, 1), because("down", 1, 2, -1)]
    assert witness_words.payment_in_short(WORDS, movers) == ", at a cost to Downstream"
    assert (
        witness_words.payment_in_short(WORDS, [because("down", 1, 2, 0, unknown=True)])
        == " (it is unknown whether that pays)"
    )


def test_a_witness_in_one_sentence() -> None:
    lead = "Upstream would gain by “fill”"
    told = witness_words.witness_in_short(WORDS, answer(), verdict("up", "seq", improvement()))
    assert (
        told
        == f"{lead}, but Downstream could answer with “sue”, and would gain by it; Upstream would end no better off."
    )
    costly = witness_words.witness_in_short(WORDS, answer(), verdict("up", "gmr", improvement(pays=-1)))
    assert costly == (
        f"{lead}, but Downstream could answer with “sue”, at a cost to Downstream; Upstream would end no better off."
    )
    wish = "it wants “fill the lake”"
    free = witness_words.witness_in_short(WORDS, answer(), verdict("up", "seq", improvement(**FREE)))
    assert free == f"{lead} ({wish}), and no answer that would pay for the others deters it."
    maybe = improvement(gain=because("up", 0, 1, 0, "lake", unknown=True), **FREE)
    text = witness_words.witness_in_short(WORDS, answer(), verdict("up", "gmr-a", maybe))
    assert text.startswith("Upstream may gain by “fill” (it is unknown whether")
    no_gain = improvement(gain=because("up", 0, 1, -1, "lake"), **FREE)
    text = witness_words.witness_in_short(WORDS, answer(), verdict("up", "l3", no_gain))
    assert text.startswith("Upstream would end better off by “fill” (it would lose what it wants: ")


@pytest.mark.parametrize(
    ("concept", "text"),
    [
        ("nash", ""),
        ("seq", ", and no answer that would pay for the others deters it"),
        ("sseq", ", and no answer that would pay for the others deters it"),
        ("gmr", ", and no answer deters it"),
        ("smr", ", and could get away from any answer"),
        ("sim-any", ", whatever others do at the same time"),
        ("l1", ""),
        ("l2", ", and what follows would not undo it"),
        ("nm", ", and what follows would not undo it"),
        ("gmr-strong", ", and no answer would make it much worse off"),
    ],
)
def test_why_nothing_deters(concept: str, text: str) -> None:
    assert witness_words.unhindered(concept) == text


def test_an_answer_in_short() -> None:
    two = improvement(
        sanction=Way(start=1, moves=(Step(mover="down", state=2), Step(mover="bank", state=5))),
        movers=(because("down", 1, 2, 1), because("bank", 2, 5, 1)),
    )
    found = verdict("up", "seq", two)
    assert witness_words.answer_in_short(WORDS, answer(), found, two) == (
        "Downstream could answer with “sue”, then The bank with “lend”, and would gain by it"
    )
    ahead = verdict("up", "l3", two)
    assert witness_words.answer_in_short(WORDS, answer(), ahead, two) == (
        "Downstream would answer with “sue”, then The bank with “lend”"
    )
    once = improvement(sanction=None, movers=(), at_once=(Step(mover="bank", state=5),))
    assert witness_words.answer_in_short(WORDS, answer(), found, once) == (
        "others could move at the same time (The bank with “lend”)"
    )
    nobody = improvement(sanction=Way(start=1, moves=()))
    assert witness_words.answer_in_short(WORDS, answer(), ahead, nobody) == "nobody would move on from there"


def test_each_move_is_told_by_what_it_changes_where_it_is_made() -> None:
    there = Way(
        start=1, moves=(Step(mover="down", state=2), Step(mover="bank", state=5), Step(mover="down", state=6))
    )
    assert witness_words.moves_in_short(WORDS, STATES, there, "could") == (
        "Downstream could answer with “sue”, then The bank with “lend”, then Downstream with “no suit”"
    )
    assert detail_words.told_way(WORDS, STATES, there) == (
        "Downstream can take up “go to court”, then The bank can take up “lend money”, then Downstream can drop “go to "
        "court”"
    )


def test_a_move_is_told_by_what_changes() -> None:
    assert witness_words.move_in_short(WORDS, TODAY, FILL, "up") == "“fill”"
    assert witness_words.move_in_short(WORDS, FILL, TODAY, "up") == "“leave the lake empty”"
    assert witness_words.move_in_short(WORDS, SUED, FILL, "down") == "“no suit”"
    assert witness_words.move_in_short(WORDS, TODAY, FILL, "down") == "a move"


def test_the_witness_for_one_decision_maker() -> None:
    found = answer(verdict("up", "smr", improvement(pays=-1)))
    assert spoken(found).points == (
        "Upstream could take up “fill the lake”, and would gain: it wants “fill the lake”.",
        "But Downstream could answer with “sue”, at a cost to Downstream.",
        "Upstream would then be worse off than in today's situation: it would lose what it wants: “no suit”.",
    )
    free = answer(verdict("up", "seq", improvement(**FREE)))
    assert spoken(free).points[1:] == ("No answer that would pay for the others deters it.",)
    near = answer(verdict("up", "nash", improvement(**FREE)))
    assert len(spoken(near).points) == 1
    away = improvement(**{**FREE, "answer": Way(start=1, moves=(Step(mover="down", state=2),)), "escape": 0})
    assert spoken(answer(verdict("up", "smr", away))).points[1:] == (
        "Whatever the others answer, Upstream could get away: by “leave the lake empty”, say.",
    )
    assert spoken(answer(stays("up", "seq"))).points == ()


@pytest.mark.parametrize(
    ("gain", "more", "text"),
    [
        (-1, {}, "X would then be worse off than before"),
        (0, {}, "X would then be as well off as before"),
        (1, {}, "X would then be better off than before"),
        (-1, {"degree": 2}, "X would then be much worse off than before"),
    ],
)
def test_where_it_ends(gain: int, more: dict[str, Any], text: str) -> None:
    loss = because("up", 0, 2, gain, None, **more)
    plain = because("up", 0, 2, gain)
    assert witness_words.ended(WORDS, loss, "X", than="before") == f"{text}: {WORDS.reason(plain)}."
    at_once = text.replace(" then", "")
    assert (
        witness_words.ended(WORDS, loss, "X", than="before", then="") == f"{at_once}: {WORDS.reason(plain)}."
    )


def test_where_it_ends_may_be_unknown() -> None:
    loss = because("up", 0, 2, 0, "lake", unknown=True)
    for then in (" then", ""):
        told = witness_words.ended(WORDS, loss, "Up", than="before", then=then)
        assert told.startswith(f"Up may{then} be no better off than before: it is unknown whether it wants ")


def test_gaining() -> None:
    assert witness_words.gaining(because("up", 0, 1, 1)) == ", and would gain"
    assert witness_words.gaining(because("up", 0, 1, 0, unknown=True)) == ", and may gain"
    assert (
        witness_words.gaining(because("up", 0, 1, -1)) == witness_words.gaining(because("up", 0, 1, 0)) == ""
    )


def test_everybody_gets_a_point() -> None:
    found = answer(
        verdict("up", "nash", improvement(**FREE)), verdict("up", "seq", improvement()),
        stays("down", "nash"), stays("down", "seq"), stays("bank", "nash"), stays("bank", "seq"),
    )  # fmt: skip
    points = spoken(found).points
    assert len(points) == 2
    assert "but Downstream could answer" in points[0]
    assert points[1] == "Downstream and The bank could gain by no move."
    assert spoken(found).next == (
        "detente explain dam --dm up --concepts seq",
        "detente evolve dam",
    )


# -- how sure, details -----------------------------------------------------------------------------


def test_how_sure() -> None:
    found = answer(leaves("up", "nash"), stays("down", "nash"), stays("up", "seq"), stays("down", "seq"))
    assert say.held(found) == "Nash ✗ SEQ ✓"
    assert (
        spoken(found).sure
        == "Holds: Nash ✗ SEQ ✓. Rests on 5 claims, 1 with a source; 1 is marked as doubtful."
    )


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (verdict("up", "seq"), "Upstream would stay (X): it can move to nothing that is better for it."),
        (
            verdict("up", "seq-a"),
            "Upstream would stay (X): it can move to nothing that may be better for it.",
        ),
        (
            verdict("up", "seq", improvement()),
            "Upstream would stay (X): its one improvement can be answered so that it gains nothing.",
        ),
        (
            verdict("up", "gmr-strong", improvement(), improvement()),
            "Upstream would stay (X): each of its 2 improvements can be answered so that it is much worse off.",
        ),
        (
            verdict("up", "nash", improvement(**FREE), improvement(**FREE)),
            "Upstream would leave (X): it has 2 improvements, and looks no further than its own move.",
        ),
        (
            verdict("up", "gmr", improvement(**FREE), improvement()),
            "Upstream would leave (X): nothing deters 1 of its 2 improvements.",
        ),
        (
            verdict("up", "gmr", improvement(**FREE), improvement(**FREE)),
            "Upstream would leave (X): nothing deters any of its 2 improvements.",
        ),
        (
            verdict("up", "gmr", improvement(**FREE)),
            "Upstream would leave (X): nothing deters its one improvement.",
        ),
        (
            verdict("up", "gmr-a", improvement(**FREE)),
            "Upstream would leave (X): nothing deters the one move that may be an improvement.",
        ),
        (
            verdict("up", "gmr", count="4", undeterred=None, stable=False),
            "Upstream would leave (X): something among its 4 improvements is not deterred.",
        ),
        (
            verdict("up", "gmr-strong", improvement(**FREE), improvement()),
            "Upstream does not stay strongly (X): 1 of its 2 improvements meet nothing much worse.",
        ),
        (
            verdict("up", "gmr-weak", improvement()),
            "Upstream would stay, only weakly (X): not each of its improvements meets much worse.",
        ),
        (
            verdict("up", "gmr-weak", improvement(), stable=False),
            "Upstream does not stay weakly (X): it stays strongly.",
        ),
        (
            verdict("up", "gmr-weak", improvement(**FREE)),
            "Upstream does not stay weakly (X): nothing deters 1 of its improvements.",
        ),
        (verdict("up", "l2"), "Upstream would stay (X): no move is better for it, nor ends better."),
        (
            verdict("up", "l2", improvement()),
            "Upstream would stay (X): its one improvement ends no better than where it begins, nor does another move.",
        ),
        (
            verdict("up", "nm", improvement(), improvement()),
            "Upstream would stay (X): each of its 2 improvements ends no better than where it begins, nor does another "
            "move.",
        ),
        (verdict("up", "l2", improvement(**FREE)), "Upstream would leave (X): 1 move ends better for it."),
    ],
)
def test_the_verdict_in_full(found: Verdict, text: str) -> None:
    assert detail_words.verdict(WORDS, answer(), found, "X") == text


def test_what_follows_in_full() -> None:
    lead = "But Downstream can take up “go to court”, and Upstream would then be worse off than where it began: it "
    lead += "would lose what it wants: “no suit”. "
    pays = "That pays for those who do it: Downstream (it wants “go to court” if Upstream: “fill the lake”)."
    costs = "It does not pay for Downstream; who expects only answers that pay (SEQ) need not fear it."
    held = " From there Upstream could not get away to anything better than where it began."

    def told(concept: str, one: Improvement) -> str:
        return detail_words.consequence(WORDS, answer(), verdict("up", concept, one), one)

    assert told("seq", improvement()) == lead + pays
    assert told("sseq", improvement()) == lead + pays + held
    assert told("gmr", improvement(pays=-1)) == lead + costs
    assert told("smr", improvement(pays=0)) == lead + costs + held
    assert told("nash", improvement(**FREE)) == ""
    more = improvement(better=(3,))
    assert told("seq", more).endswith(
        "; it would gain more if it were to take up “go to court” and “build up arms” instead, but no concept here "
        "asks for the best answer)."
    )
    away = improvement(**{**FREE, "answer": Way(start=1, moves=(Step(mover="down", state=2),)), "escape": 0})
    assert told("smr", away) == (
        "As an answer Downstream can take up “go to court” (#2). But then Upstream could get away to #0, better for it "
        "than where it began. Nothing deters it."
    )
    once = improvement(sanction=None, movers=(), better=(), at_once=(Step(mover="bank", state=5),))
    assert told("sim", once) == (
        "But should The bank take up “lend money” at the same time, Upstream would be worse off than where it began: "
        "it would lose what it wants: “no suit”."
    )
    ahead = improvement(movers=(), better=())
    assert told("l2", ahead) == (
        "It expects that then Downstream would take up “go to court”, and it ends in #2. Upstream would then be worse "
        "off than where it began: it would lose what it wants: “no suit”."
    )
    still = improvement(sanction=Way(start=1, moves=()), movers=(), better=(), loss=because("up", 0, 1, 0))
    assert told("l2", still).startswith(
        "Nobody would move on. Upstream would then be as well off as where it began: "
    )


@pytest.mark.parametrize(
    ("key", "start"),
    [
        ("gmr", "No answer of the others would leave X no better off"),
        ("seq", "No answer that pays for those who give it would leave X no better off"),
        ("gmr-a", "No answer of the others is known to leave X no better off"),
        ("gmr-c", "No answer of the others may leave X no better off"),
        ("seq-b", "No answer that may pay for those who give it is known to leave X no better off"),
        ("gmr-strong", "No answer of the others would leave X much worse off"),
        ("sim-any", "No improvement that others make at the same time would leave X no better off"),
        (
            "sim",
            "No improvement that others make at the same time and no answer that pays for those who give it would "
            "leave X no better off",
        ),
    ],
)
def test_that_nothing_deters(key: str, start: str) -> None:
    strongly = " strongly" if key == "gmr-strong" else ""
    assert detail_words.undeterred("X", key) == f"{start} than where it began. Nothing deters it{strongly}."


def test_long_sequences_are_cut() -> None:
    way = Way(start=0, moves=tuple(Step(mover="up", state=k % 2) for k in range(11)))
    assert len(detail_words.first_moves(way).moves) == detail_words.MOST_FORESEEN
    one = improvement(sanction=way, movers=(), better=())
    assert ", and so on for 3 more moves, and it ends in " in detail_words.consequence(
        WORDS, answer(), verdict("up", "nm", one), one
    )


def blocks_of(found: Said, kind: type[Any]) -> list[Any]:
    flat: list[Any] = []
    waiting = list(found.details)
    while waiting:
        block = waiting.pop(0)
        flat.append(block)
        if isinstance(block, Section):
            waiting = [*block.blocks, *waiting]
    return [b for b in flat if isinstance(b, kind)]


def test_details_tell_every_witness_once() -> None:
    found = answer(
        verdict("up", "nash", improvement(**FREE)),
        *(verdict("up", c, improvement()) for c in ("seq", "smr", "gmr")),
        *(stays("down", c) for c in ("nash", "seq", "smr", "gmr")),
    )
    said = spoken(found)
    sections = [b.title for b in blocks_of(said, Section)]
    assert sections == [
        "Upstream would leave (Nash): it has 1 improvement, and looks no further than its own move.",
        "Upstream would stay (SEQ, SMR and GMR): its one improvement can be answered so that it gains nothing.",
        "Downstream would stay (Nash, SEQ, SMR and GMR): it can move to nothing that is better for it.",
    ]
    assert len(blocks_of(said, Items)) == 1
    [verdicts, claims] = blocks_of(said, Table)
    assert verdicts.columns == ("Party", "Nash", "SEQ", "SMR", "GMR", "Moves to something better")
    assert verdicts.rows == (
        ("Upstream", "leaves", "stays", "stays", "stays", "1"),
        ("Downstream", "stays", "stays", "stays", "stays", "0"),
    )
    assert claims.columns == ("Party", "What it wants", "Source", "Confidence")
    assert claims.rows == (
        ("Upstream", "“fill the lake”", "A. Writer 2020, 3", "0.7"),
        ("Downstream", "“go to court” if Upstream: “fill the lake”", "", ""),
        ("Upstream", "no suit", "", ""),
    )
    assert isinstance(said.details[0], Text)
    assert said.details[0].text == "The state #0: no option is taken."


def test_a_long_table_of_claims_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    found = answer(verdict("up", "seq", improvement()))
    [_, claims] = blocks_of(spoken(found), Table)
    assert claims.note == ""
    monkeypatch.setattr(detail_words, "MOST_STATEMENTS", 2)
    [_, claims] = blocks_of(spoken(found), Table)
    assert len(claims.rows) == 2
    assert claims.note == "The first 2 of 3; the JSON names all."


def test_many_kinds_of_improvements_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detail_words, "MOST_ITEMS", 1)
    monkeypatch.setattr(detail_words, "MOST_TOLD", 1)
    free = [improvement(state=k, gain=because("up", 0, k, 1, "peace"), **FREE) for k in (1, 4)]
    found = verdict("up", "seq", *free, improvement())
    blocks = detail_words.witness_blocks(WORDS, answer(), found)
    [items] = [b for b in blocks if isinstance(b, Items)]
    assert len(items.items) == 1
    assert "or make 1 more move of the kind, and would gain" in items.items[0]
    assert [b.text for b in blocks if isinstance(b, Text)] == [
        "And 1 further kind of improvement; the JSON lists all."
    ]


def test_a_table_of_claims_has_no_empty_column() -> None:
    plain = improvement(
        gain=because("up", 0, 1, 1, "peace"), movers=(), sanction=Way(start=1, moves=()), better=()
    )
    [_, claims] = blocks_of(spoken(answer(verdict("up", "seq", plain))), Table)
    assert claims.columns == ("Party", "What it wants")


def test_moves_that_meet_the_same_answer_are_told_together() -> None:
    other = improvement(state=4, gain=because("up", 0, 4, 1, "peace"), **FREE)
    found = answer(verdict("up", "seq", improvement(**FREE), other))
    [items] = blocks_of(spoken(found), Items)
    assert items.items == (
        "Upstream could take up “fill the lake” (#1) or take up “talk” (#1), and would gain: it wants “fill the lake” "
        "(#1); it wants “no suit” (#1). No answer that pays for those who give it would leave "
        "Upstream no better off than where it began. Nothing deters it.",
    )


def test_what_is_left_out_is_counted() -> None:
    found = verdict("up", "seq", improvement(), count="9", truncated=True)
    texts = [b.text for b in detail_words.witness_blocks(WORDS, answer(), found) if isinstance(b, Text)]
    assert texts == ["And 8 further improvements that are not told."]


def test_extensions_stand_together() -> None:
    assert detail_words.stays_or_leaves({"seq-a": True, "seq-b": True}) == "stays"
    assert detail_words.stays_or_leaves({"seq-a": False, "seq-b": False}) == "leaves"
    assert detail_words.stays_or_leaves({"seq-a": False, "seq-b": True, "seq-c": True}) == "stays by b and c"
    found = answer(*(verdict("up", f"seq-{e}") for e in "abcd"))
    [table] = blocks_of(spoken(found), Table)
    assert table.columns == ("Party", "SEQ", "Moves to something better")
    assert table.note == "SEQ (sequential stability)."


# -- limits ----------------------------------------------------------------------------------------


def check(said: Said) -> None:
    for text in (said.headline, *said.points):
        assert len(text.split()) <= 25, text
        assert not MARKS.search(text), text
        assert text.endswith(".")
        assert text[0].isupper() or text[0] == "“"
        for wrong in ("reckon", "Improvements lead", "it would end so"):
            assert wrong not in text
    assert len(said.points) <= 3
    assert len(said.next) <= 2


@pytest.mark.parametrize("name", detente.catalogue_names())
def test_what_is_said_of_the_catalogue_keeps_the_limits(name: str) -> None:
    conflict, question = detente.load(name), find("explain")
    start = conflict.under(conflict.accounts[0]).game().status_quo
    state = None if start is not None else conflict.under(conflict.accounts[0]).game().state(0).id
    for accounts in (conflict.accounts[:1], conflict.accounts):
        results = question.ask(Request(conflict, tuple(accounts), None, {"state": state}))
        answers = [question.answer(r) for r in results]
        check(question.say(answers, Voice.of(conflict, answers, name)))
    dm = conflict.decision_makers[0].id
    results = question.ask(
        Request(conflict, tuple(conflict.accounts[:1]), ("seq",), {"state": state, "dm": dm})
    )
    answers = [question.answer(r) for r in results]
    check(question.say(answers, Voice.of(conflict, answers, name)))


def test_the_example_of_the_help_runs() -> None:
    question = find("explain")
    assert [a.name for a in question.arguments] == ["state", "dm"]
    assert question.example.split()[:3] == ["detente", "explain", "istanbul-2025"]
    assert question.has_rows
    conflict = detente.load("istanbul-2025")
    [result] = question.ask(Request(conflict, ("kyiv",), None, {"state": "status_quo", "dm": "russia"}))
    assert len(list(question.rows(result))) > 1


def test_what_a_party_could_get_away_to_is_said_by_degree() -> None:
    def told(concept: str) -> str:
        one = improvement()
        return detail_words.consequence(WORDS, answer(), verdict("up", concept, one), one)

    assert told("smr").endswith("could not get away to anything better than where it began.")
    assert told("smr-strong").endswith(
        "could not get away to anything that is not much worse than where it began."
    )


def test_a_list_of_claims_as_long_as_it_may_be_has_no_note(monkeypatch: pytest.MonkeyPatch) -> None:
    found = answer(verdict("up", "seq", improvement()), verdict("down", "seq", improvement()))
    [whole] = [b for b in detail_words._statements_used(WORDS, found) if isinstance(b, Table)]
    monkeypatch.setattr(detail_words, "MOST_STATEMENTS", len(whole.rows))
    [same] = [b for b in detail_words._statements_used(WORDS, found) if isinstance(b, Table)]
    assert (same.rows, same.note) == (whole.rows, "")
    monkeypatch.setattr(detail_words, "MOST_STATEMENTS", len(whole.rows) - 1)
    [cut] = [b for b in detail_words._statements_used(WORDS, found) if isinstance(b, Table)]
    assert cut.note == f"The first {len(whole.rows) - 1} of {len(whole.rows)}; the JSON names all."
