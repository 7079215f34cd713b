"""What is said of mistakes, sentence by sentence, both ways round; every picture and table read back."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest

import detente
from detente.answers import Ends, Heading, Perspective, Standing, StandingKind, Way
from detente.conflict import read_conflict
from detente.questions import find
from detente.questions.mistaken import phrases, tables, words
from detente.questions.mistaken.answer import (
    BlindFact,
    CorrectedEnds,
    CorrectionFact,
    HeldFact,
    MistakenAnswer,
    OwnFact,
    PieceFact,
    StuckFact,
    SurpriseFact,
    TriedFact,
)
from detente.questions.mistaken.phrases import Speaker
from detente.questions.mistaken.picture import picture, views
from detente.questions.question import Request
from detente.wording import Picture, Table, Voice
from detente.wording import tables as tables_in

FILE = """
detente: 1
title: A road
status_quo: []
decision_makers:
  city: {name: City, options: {build: {text: build the road, short: road}}}
  people: {name: People, options: {protest: {text: block the road, short: block}, wait: wait}}
preferences:
  city: [not people.protest, build]
  people: [not city.build, protest if city.build, not protest]
beliefs:
  city: {options: {drop: [people.protest]}, text: It does not know, because: Nobody said so}
  people:
    options: {add: {city: {police: {text: send the police, short: police}}}}
    preferences: {city: [police, build]}
"""


def asked(file: str = FILE, *accounts: str) -> tuple[list[MistakenAnswer], Voice]:
    conflict = read_conflict(file) if "\n" in file else detente.load(file)
    question = find("mistaken")
    results = question.ask(Request(conflict, accounts or conflict.accounts))
    answers: list[Any] = [question.answer(r) for r in results]
    return answers, Voice.of(conflict, answers, "FILE")


[BASE], VOICE = asked()
SPEAKER = Speaker(BASE, VOICE)
PLACES = {s.id: k for k, s in enumerate(BASE.states)}
TODAY, BUILT, BLOCKED = (PLACES[i] for i in ("none", "city.build", "city.build+people.protest"))


def ends(*states: int, count: int | None = -1, leaving: tuple[str, ...] = ("city",)) -> Ends:
    number = len(states) if count == -1 else count
    ways = tuple(Way(start=TODAY, moves=()) for _ in states)
    return Ends(
        concept="seq",
        states=states,
        count=None if number is None else str(number),
        leaving=leaving,
        ways=ways,
    )


def heading(ahead: Ends, myopic: Ends | None = None) -> Heading:
    other = myopic or ahead
    return Heading(ahead=ahead, myopic=other, same=ahead.states == other.states)


STAYS = ends(TODAY, leaving=())
ROAD, BLOCK, NOTHING = ends(BUILT), ends(BLOCKED), ends(count=0)


def answer(**changed: Any) -> MistakenAnswer:
    return msgspec.structs.replace(BASE, **changed)


def speaker(**changed: Any) -> Speaker:
    return Speaker(answer(**changed), VOICE)


def own(dm: str, **changed: Any) -> OwnFact:
    fact = OwnFact(
        decision_maker=dm, feasible="4", unseen="0", believes=(PieceFact(kind="unaware", subject="x.y"),)
    )
    return msgspec.structs.replace(fact, **changed)


RIGHT = own("people", believes=())
ONE = (own("city"), RIGHT)


ALTERS, KEEPS = "City’s mistake changes the outcome:", "City’s mistake changes nothing:"


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [
        (BLOCK, BLOCK, f"{KEEPS} the sides go to B (b), whether the sides look ahead or not."),
        (STAYS, STAYS, f"{KEEPS} today holds, whether the sides look ahead or not."),
        ((STAYS, ROAD), (STAYS, ROAD),
         f"{KEEPS} looking ahead, today holds; not looking ahead, the sides go to A (a)."),
        (BLOCK, ROAD, f"{ALTERS} the sides go to B (b); without it, the sides would go to A."),
        (BLOCK, (STAYS, BLOCK), f"{ALTERS} looking ahead, the sides go to B (b); without it, today would hold."),
        ((STAYS, BLOCK), (STAYS, ROAD),
         f"{ALTERS} not looking ahead, the sides go to B (b); without it, the sides would go to A."),
        (NOTHING, STAYS, f"{ALTERS} nothing that is reached holds; without it, today would hold."),
        (STAYS, NOTHING, f"{ALTERS} today holds; without it, nothing that is reached would hold."),
        ((STAYS, BLOCK), (ROAD, STAYS),
         f"{ALTERS} looking ahead, today holds; without it, the sides would go to A; "
         "not looking ahead, it changes it, too."),
        (ends(BUILT, count=30), STAYS, f"{ALTERS} the sides go to one of 30 outcomes; without it, today would hold."),
        (ends(count=None), STAYS,
         f"{ALTERS} where they go was not worked out in the time given; without it, today would hold."),
    ],
)  # fmt: skip
def test_the_headline(now: Any, then: Any, said: str) -> None:
    both = [heading(*e) if isinstance(e, tuple) else heading(e) for e in (now, then)]
    told = words.headline_of_one(answer(heading=both[0], truth=both[1], owns=ONE), VOICE)
    a, b = (VOICE.outcomes[BASE.states[s].id] for s in (BUILT, BLOCKED))
    names = {"A": a.letter, "B": b.letter}
    said = re.sub(r"\b[AB]\b", lambda m: names[m[0]], said)
    titled = said.replace("(a)", f"({a.title})").replace("(b)", f"({b.title})")
    short = said.replace(" (a)", "").replace(" (b)", "")
    assert told in (titled, short, short.replace("; not looking ahead, it changes it, too", ""))
    assert len(told.split()) <= 25 or told == short


def test_the_headline_with_several_who_are_mistaken_and_with_none() -> None:
    both = answer(heading=heading(BLOCK), truth=heading(STAYS), owns=(own("city"), own("people")))
    assert words.headline_of_one(both, VOICE).startswith(
        "The mistakes of City and People change the outcome: "
    )
    alike = answer(heading=heading(STAYS), truth=heading(STAYS), owns=(own("city"), own("people")))
    assert words.headline_of_one(alike, VOICE).startswith("The mistakes of City and People change nothing: ")
    none = answer(owns=(own("city", believes=()), RIGHT))
    assert words.headline_of_one(none, VOICE) == "Nobody is mistaken in this account."


def test_the_headline_where_the_file_says_nothing_of_today() -> None:
    held = HeldFact(concept="seq", states=(BUILT,), count="1")
    for changed, said in (
        ({}, "City’s mistake changes nothing in what holds; the file says nothing of today."),
        ({"mistaken": (BUILT,)}, "City’s mistake changes what holds; the file says nothing of today."),
        ({"lost": (TODAY,)}, "City’s mistake changes what holds; the file says nothing of today."),
    ):
        one = msgspec.structs.replace(held, **changed)
        told = words.headline_of_one(answer(heading=None, truth=None, owns=ONE, held=(one,)), VOICE)
        assert told == said


def named(account: str, **changed: Any) -> MistakenAnswer:
    return answer(perspective=account, owns=ONE, **changed)


class AnyAccount(Voice):
    def words(self, account: str = "") -> Any:
        return VOICE.words(BASE.perspective)

    @property
    def outcomes(self) -> Any:
        return VOICE.outcomes

    def is_today(self, state: Any) -> bool:
        return VOICE.is_today(state)


ANY = AnyAccount(VOICE.conflict)


def test_several_accounts() -> None:
    turned = {"heading": heading(BLOCK), "truth": heading(STAYS)}
    plain = {"heading": heading(STAYS), "truth": heading(STAYS)}
    other = {"heading": heading(ROAD), "truth": heading(STAYS)}
    found = [named("one", **turned), named("two", **turned)]
    assert words.headline(found, ANY) in (
        f"In both accounts: {words.headline_of_one(found[0], ANY)}",
        words.headline_of_one(found[0], ANY),
    )
    assert words.headline([named("one", **turned), named("two", **plain)], ANY) == (
        "Mistakes change where it is heading in “one”, and do not in “two”."
    )
    assert words.headline([named("one", **turned), named("two", **other)], ANY) == (
        "Mistakes change where it is heading in the accounts “one” and “two”, each in its own way."
    )
    apart = {"heading": heading(STAYS, ROAD), "truth": heading(STAYS, ROAD)}
    assert words.headline([named("one", **plain), named("two", **apart)], ANY) == (
        "In no account does a mistake change where it is heading."
    )
    points = words.points([named("one", **turned), named("two", **plain)], ANY)
    assert [p.split(":")[0] for p in points] == ["In the account “one”", "In the account “two”"]


# -- beliefs and corrections -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("party", "piece", "said", "right"),
    [
        ("city", PieceFact(kind="unaware", subject="people.protest"), "does not know of People’s “block”",
         "if City knew of People’s “block”"),
        ("people", PieceFact(kind="imagined", subject="city.police"),
         "believes in City’s “police”, which does not exist", "if People knew that City’s “police” does not exist"),
        ("people", PieceFact(kind="wishes", subject="city"), "is wrong about City’s wishes",
         "if People knew City’s wishes"),
        ("people", PieceFact(kind="wishes", subject="city", account="bold"),
         "is wrong about City’s wishes (as the account “bold” has it)", "if People knew City’s wishes"),
        ("people", PieceFact(kind="rule", subject="no toll"), "is wrong about the rule “no toll”",
         "if People were right about the rule “no toll”"),
        ("people", PieceFact(kind="rule"), "is wrong about the rules", "if People were right about the rules"),
        ("people", PieceFact(kind="moves"), "is wrong about who can move where", "if People knew who can move where"),
    ],
)  # fmt: skip
def test_what_is_believed_and_what_would_be_right(
    party: str, piece: PieceFact, said: str, right: str
) -> None:
    assert phrases.believes(SPEAKER, party, piece) == said
    assert phrases.if_right(SPEAKER, CorrectionFact(decision_maker=party, piece=piece)) == right


def test_being_right_about_all() -> None:
    assert (
        phrases.if_right(SPEAKER, CorrectionFact(decision_maker="city"))
        == "if City were right about everything"
    )
    assert phrases.if_right(SPEAKER, CorrectionFact(decision_maker="")) == "if nobody were mistaken"


def fares(**kinds: StandingKind) -> tuple[Standing, ...]:
    return tuple(Standing(decision_maker=dm, kind=kind) for dm, kind in kinds.items())


@pytest.mark.parametrize(
    ("standings", "said"),
    [
        (fares(city="better", people="worse"), "good for City; better left uncorrected for People"),
        (fares(city="better_or_same", people="better"), "good for City and People"),
        (fares(city="worse", people="worse_or_same"), "better left uncorrected for City and People"),
        (fares(city="same", people="open"), ""),
    ],
)
def test_for_whom_it_pays(standings: tuple[Standing, ...], said: str) -> None:
    assert phrases.for_whom(SPEAKER, standings) == said


def corrected(*states: int, changed: bool = True, standings: tuple[Standing, ...] = ()) -> CorrectedEnds:
    return CorrectedEnds(states=states, count=str(len(states)), changed=changed, standings=standings)


def right(
    party: str, ahead: CorrectedEnds, *, all_: bool = False, myopic: CorrectedEnds | None = None
) -> CorrectionFact:
    piece = None if all_ else PieceFact(kind="unaware", subject="people.protest")
    return CorrectionFact(
        decision_maker=party, piece=piece, ahead=ahead, myopic=myopic or corrected(changed=False)
    )


def test_the_correction() -> None:
    good = fares(city="better", people="worse")
    turned = {"heading": heading(BLOCK), "truth": heading(STAYS), "owns": ONE}
    facts = (right("city", corrected(TODAY, standings=good)), right("city", corrected(BUILT)))
    assert words.correction(speaker(corrections=facts, **turned), "ahead") == (
        "If City knew of People’s “block”, today would hold: good for City; better left uncorrected for People."
    )
    assert words.correction(speaker(corrections=facts[1:], **turned), "ahead") == (
        f"If City knew of People’s “block”, the sides would go to {VOICE.letter(BASE.states[BUILT])}."
    )
    same = right("city", corrected(BLOCKED, changed=False))
    whole = right("city", corrected(TODAY), all_=True)
    assert words.correction(speaker(corrections=(same, whole), **turned), "ahead") == (
        "No single correction would change the outcome; if City were right about everything, today would hold."
    )
    assert words.correction(speaker(corrections=(same,), **turned), "ahead") == (
        "No correction of a belief changes the outcome."
    )
    quiet = {"heading": heading(STAYS), "truth": heading(STAYS), "owns": ONE}
    assert words.correction(speaker(corrections=(same,), **quiet), "ahead") == ""
    assert words.correction(speaker(corrections=(whole,), **turned), "ahead") == ""
    assert words.correction(speaker(corrections=facts, heading=None, truth=None), "ahead") == ""
    only_myopic = right("city", corrected(BLOCKED, changed=False), myopic=corrected(TODAY))
    assert words.correction(speaker(corrections=(only_myopic,), **turned), "myopic").startswith(
        "If City knew"
    )


# -- surprises ---------------------------------------------------------------------------------------------------------


def surprise(**changed: Any) -> SurpriseFact:
    fact = SurpriseFact(
        sight="ahead", decision_maker="city", end=BLOCKED, step=2, kind="state", mover="people", source=BUILT,
        target=BLOCKED,
    )  # fmt: skip
    return msgspec.structs.replace(fact, **changed)


EXPECTING = (own("city", expects=heading(ROAD, STAYS), met_ahead=False, met_myopic=True), RIGHT)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"unknown": ("people.protest",)}, "the 2nd move (People: block): it does not know of that option."),
        ({}, "the 2nd move (People: block): its picture does not hold what follows."),
        ({"kind": "unable"}, "the 2nd move (People: block): it takes this to be out of People’s reach."),
        ({"kind": "unwanted"}, "the 2nd move (People: block): it takes this to be against People’s wishes."),
        (
            {"kind": "deterred", "step": 1},
            "the 1st move (People: block): it takes People to be deterred by an answer.",
        ),
    ],
)
def test_a_surprise_on_the_way(changed: dict[str, Any], said: str) -> None:
    found = phrases.surprised(speaker(owns=EXPECTING), surprise(**changed))
    assert found == f"A surprise for City at {said}"


def test_a_surprise_at_the_end() -> None:
    a, b = (VOICE.letter(BASE.states[s]) for s in (BUILT, BLOCKED))
    told = speaker(owns=EXPECTING)
    assert (
        phrases.surprised(told, surprise(kind="end"))
        == f"A surprise for City: the end is {b}, and it expects {a}."
    )
    assert (
        phrases.surprised(told, surprise(kind="end", step=0))
        == f"A surprise for City: nobody moves, and it expects {a}."
    )
    later = surprise(kind="end", sight="myopic")
    assert phrases.surprised(told, later) == f"A surprise for City: the end is {b}, and it expects today."


def test_who_is_told_of_first() -> None:
    facts = (
        surprise(decision_maker="people", step=1, kind="deterred"),
        surprise(kind="end"),
        surprise(),
        surprise(sight="myopic", step=1),
    )
    first = words.first_surprise(answer(surprises=facts, owns=EXPECTING), "ahead")
    assert first == facts[2]  # of who is mistaken; what happens comes before where it ends
    assert words.first_surprise(answer(surprises=facts, owns=EXPECTING), "myopic") == facts[3]
    assert words.first_surprise(answer(surprises=(), owns=EXPECTING), "myopic") is None
    nobody = (own("city", believes=()), RIGHT)
    assert words.first_surprise(answer(surprises=facts, owns=nobody), "ahead") == facts[0]


def test_what_is_expected() -> None:
    road = VOICE.outcomes[BASE.states[BUILT].id]
    told = speaker(owns=EXPECTING, surprises=(surprise(),))
    assert words.expects(told, "ahead") == f"Expected by City: {road.letter} ({road.title})."
    assert words.expects(told, "myopic") == ""
    ended = speaker(owns=EXPECTING, surprises=(surprise(kind="end"),))
    assert words.expects(ended, "ahead") == ""  # that was said
    for fact, said in (
        (own("city", expects=None, sees_today=False), "nothing: its picture does not hold today"),
        (own("city", expects=None), "nothing"),
        (own("city", expects=heading(NOTHING)), "no outcome that holds"),
        (own("city", expects=heading(ends(BUILT, count=None))), "what was not worked out in the time given"),
        (own("city", expects=heading(ends(BUILT, count=30))), "one of 30 outcomes"),
        (own("city", expects=heading(STAYS)), "today"),
    ):
        assert phrases.expected(SPEAKER, fact, "ahead") == said


def test_an_imagined_outcome_is_told_in_the_words_of_who_imagines_it() -> None:
    imagined = next(s.id for s in BASE.states if "city.police" in s.taken)
    told = SPEAKER.outcome(PLACES[imagined], "people")
    assert "police" in told
    assert told[0] + told[-1] == "“”"


def test_where_it_is_stuck() -> None:
    fact = StuckFact(
        sight="ahead", state=BUILT, tried=(TriedFact(decision_maker="people", states=(BLOCKED,)),)
    )
    told = speaker(stuck=(fact,))
    where = VOICE.letter(BASE.states[BUILT])
    assert (
        words.stuck(told, "ahead")
        == f"Looking ahead, in {where}, People would move on, in a way that is not possible."
    )
    assert words.stuck(told, "myopic") == ""


@pytest.mark.parametrize(
    ("same", "said"),
    [
        ((True,), "The same whether or not"),
        ((False,), "It matters whether the sides"),
        ((True, False), "In some accounts it matters"),
        ((), ""),
    ],
)
def test_whether_looking_ahead_matters(same: tuple[bool, ...], said: str) -> None:
    one = [heading(STAYS, STAYS if s else ROAD) for s in same]
    plain = heading(STAYS)
    found = [answer(heading=h, truth=plain) for h in one] or [answer(heading=None)]
    other = [answer(heading=plain, truth=h) for h in one] or [answer(truth=None)]
    assert words.looking(found) == words.looking(other)
    assert words.looking(found).startswith(said)
    assert bool(words.looking(found)) == bool(said)


# -- tables and pictures -----------------------------------------------------------------------------------------------


def test_the_tables() -> None:
    found = {t.id: t for t in tables_in(tables.details(SPEAKER))}
    assert list(found) == ["beliefs", "expectations", "surprises", "corrections", "held"]
    rows = found["beliefs"].rows
    assert [r[:2] for r in rows] == [
        ("City", "Does not know of People’s “block”"),
        ("People", "Believes in City’s “police”, which does not exist"),
        ("", "Is wrong about City’s wishes"),
    ]
    assert rows[0][2] == "It does not know. Nobody said so."
    assert found["beliefs"].columns == ("Side", "In what it is mistaken", "In the file")
    assert [r[0] for r in found["expectations"].rows] == ["City", "People"]
    assert len(found["surprises"].rows) == len(BASE.surprises)
    for row, one in zip(found["surprises"].rows, BASE.surprises, strict=True):
        assert row[0] == ("looking ahead" if one.sight == "ahead" else "not looking ahead")
        assert row[1] == SPEAKER.outcome(one.end)
        assert row[2] == (str(one.step) if one.step else "—")
        assert row[3] == ("(where it ends)" if one.kind == "end" else phrases.moved(SPEAKER, one))
        assert row[4] == {"city": "City", "people": "People"}[one.decision_maker]
    assert [r[0] for r in found["held"].rows] == ["Nash", "GMR", "SMR", "SEQ"]


def test_the_table_of_expectations() -> None:
    told = tables.expectations(speaker(owns=EXPECTING))
    a = VOICE.letter(BASE.states[BUILT])
    assert told.rows[0] == ("City", a, "no", "today", "yes")
    assert told.rows[1] == ("People", "nothing", "—", "nothing", "—")
    assert tables.expectations(speaker(heading=None)).rows == ()


def test_the_table_of_corrections() -> None:
    good, bad = fares(city="better", people="worse"), fares(city="worse", people="same")
    facts = (
        right("city", corrected(TODAY, standings=good), myopic=corrected(BUILT, standings=bad)),
        right("city", corrected(changed=False), all_=True),
        right("", corrected(), all_=True),
        CorrectionFact(decision_maker="people", piece=PieceFact(kind="moves"), possible=False),
    )
    rows = tables.corrections(speaker(corrections=facts)).rows
    a = VOICE.letter(BASE.states[BUILT])
    assert rows == (
        ("If City knew of People’s “block”", "today", a, "City", "People (City)"),
        ("If City were right about everything", "no change", "no change", "—", "—"),
        ("If nobody were mistaken", "nothing that holds", "no change", "—", "—"),
        ("If People knew who can move where", "cannot be corrected alone", "", "", ""),
    )


def test_the_table_of_what_holds() -> None:
    a, b = (VOICE.letter(BASE.states[s]) for s in (BUILT, BLOCKED))
    held = HeldFact(
        concept="seq", states=(BUILT, BLOCKED), count="2", mistaken=(BLOCKED,), lost=(TODAY,),
        blind=(BlindFact(state=BLOCKED, decision_makers=("city",)),),
    )  # fmt: skip
    none = HeldFact(concept="gmr", states=(), count="0")
    many = HeldFact(concept="smr", states=(BUILT,), count="7")
    rows = tables.holding(speaker(held=(held, none, many))).rows
    assert rows[0] == ("SEQ", a, b, "today", f"{b}: City")
    assert rows[1] == ("GMR", "—", "—", "—", "—")
    assert rows[2] == ("SMR", "7 outcomes", "—", "—", "—")


def test_the_picture_has_a_lane_for_each_view() -> None:
    answers, voice = asked("mistaken-deterrence", "secret")
    shown = views(answers[0], voice)
    assert [v.label for v in shown] == [
        "What comes about, looking ahead",
        "If nobody were mistaken, looking ahead",
        "As expected by North, looking ahead",
    ]
    drawn = picture(answers, voice)
    assert isinstance(drawn, Picture)
    [table] = drawn.plain
    assert isinstance(table, Table)
    assert [r[1:] for r in table.rows] == [
        ("North: attack → South: strike", "A: North: attack; South: strike"),
        ("nobody moves", "today"),
        ("North: attack", "B: North: attack"),
    ]
    assert all(v.label in drawn.text for v in shown)
    assert drawn.svg.count("data-from=") == 3


def test_the_picture_of_several_accounts_shows_what_comes_about_in_each() -> None:
    answers, voice = asked("mistaken-deterrence")
    drawn = picture(answers, voice)
    assert isinstance(drawn, Picture)
    [table] = drawn.plain
    assert isinstance(table, Table)
    assert [r[0] for r in table.rows] == [
        "“secret”, looking ahead",
        "“doubted”, looking ahead",
        "“bluff”, looking ahead",
    ]
    assert table.rows[2][1] == "nobody moves"


def test_what_is_imagined_is_not_drawn() -> None:
    answers, voice = asked("mistaken-deterrence", "bluff")
    [one] = answers
    assert one.heading is not None
    assert [v.label for v in views(one, voice)][2:] == ["As expected by South, looking ahead"]  # today
    elsewhere = msgspec.structs.replace(one.heading, myopic=one.heading.ahead)
    turned = msgspec.structs.replace(
        one, truth=elsewhere
    )  # mistakes change what comes about not looking ahead
    assert [v.label for v in views(turned, voice)] == [
        "What comes about, not looking ahead",
        "If nobody were mistaken, not looking ahead",
    ]


def test_where_nobody_moves_there_is_no_number_of_a_move() -> None:
    answers, voice = asked("mistaken-deterrence", "bluff")
    rows = tables.surprises(Speaker(answers[0], voice)).rows
    assert [r[2:5] for r in rows] == [("1", "(where it ends)", "South"), ("—", "(where it ends)", "North")]


def test_the_brief_has_a_line_only_where_somebody_is_mistaken() -> None:
    answers, voice = asked("mistaken-deterrence", "secret")
    told = words.in_brief(answers, voice)
    rest = "All else here supposes that nobody is mistaken."
    assert told == f"{words.headline(answers, voice)} {words.points(answers, voice)[1]} {rest}"
    several, other = asked("mistaken-deterrence")
    assert words.in_brief(several, other) == f"{words.headline(several, other)} {rest}"
    nobody = [answer(owns=(own("city", believes=()), RIGHT), corrections=())]
    assert words.in_brief(nobody, VOICE).startswith("Nobody is mistaken in this account.")
    assert rest not in words.in_brief(nobody, VOICE)
    for name, there in (("mistaken-deterrence", True), ("istanbul-2025", False)):
        assert (">Mistaken<" in detente.brief(detente.load(name))) is there


def test_all_that_is_said() -> None:
    answers, voice = asked("mistaken-deterrence", "secret")
    said = words.say(answers, voice)
    assert said.question == "Who is mistaken about whom, and what comes of it?"
    assert said.headline == words.headline(answers, voice)
    assert said.points == words.points(answers, voice)
    assert [type(p) for p in said.pictures] == [Picture]
    assert said.sure == (
        "Everybody moves by their own picture, and takes it to be everybody's. It matters whether the sides look ahead "
        "(Nash and SEQ differ). Rests on 5 claims: 5 the editors' own."
    )
    assert said.next == ("detente analyze FILE", "detente pivot FILE")
    assert (said.account, said.id) == ("secret", "mistaken")
    assert {t.id for t in tables_in(said.details)} >= {
        "beliefs",
        "expectations",
        "surprises",
        "corrections",
        "held",
    }
    several, other = asked("mistaken-deterrence")
    whole = words.say(several, other)
    assert (whole.account, len(whole.details)) == ("", 3)
    assert len(whole.points) == 3


def test_accounts_without_a_mistake_are_not_counted_in() -> None:
    three = tuple(Perspective(id=a, says=a, followed=False) for a in ("one", "two", "six"))
    turned = {"heading": heading(STAYS), "truth": heading(STAYS), "perspectives": three}
    found = [named("one", **turned), named("two", **turned)]
    told = words.headline_of_one(found[0], ANY)
    assert words.headline(found, ANY) == f"In the accounts “one” and “two”: {told}"
    assert words.accounts(found) == ("one", "two", "six")
    assert words.accounts(found[:1]) == ("one",)


def test_many_accounts_are_counted() -> None:
    turned, plain = heading(BLOCK), heading(STAYS)
    long = [f"account of party number {k} of the talks" for k in range(4)]
    found = [named(a, heading=turned, truth=plain) for a in long[:3]]
    found.append(named(long[3], heading=plain, truth=plain))
    assert words.headline(found, ANY) == "Mistakes change where it is heading in 3 of 4 accounts."
    parting = [
        named(a, heading=h, truth=plain) for a, h in zip(long, (turned, heading(ROAD)) * 2, strict=True)
    ]
    assert (
        words.headline(parting, ANY)
        == "Mistakes change where it is heading in 4 accounts, each in its own way."
    )


def test_the_picture_where_nothing_that_is_reached_holds() -> None:
    quiet = answer(heading=heading(NOTHING), truth=heading(STAYS), owns=ONE)
    drawn = picture([quiet], VOICE)
    assert isinstance(drawn, Picture)
    [table] = drawn.plain
    assert isinstance(table, Table)
    assert table.rows[0] == ("What comes about", "nothing that is reached holds", "—")
    assert all(v.heading.same and v.heading.ahead == v.heading.myopic for v in views(quiet, VOICE))


def test_notes_below_tables() -> None:
    assert tables.corrections(SPEAKER).note == (
        "Who gains and loses is by what each side truly wants: looking ahead, else in brackets."
    )
    assert tables.corrections(speaker(corrections=())).note == ""
    assert tables.surprises(speaker(surprises=(surprise(),) * 203)).note == "3 more surprises not shown."
    assert tables.surprises(SPEAKER).note == ""


def test_tables_say_what_they_show() -> None:
    assert {t.id: (t.title, t.columns) for t in tables_in(tables.details(SPEAKER))} == {
        "beliefs": ("What each side believes", ("Side", "In what it is mistaken", "In the file")),
        "expectations": (
            "What each side expects",
            ("Side", "Looking ahead, it expects", "Comes about", "Not looking ahead", "Comes about"),
        ),
        "surprises": (
            "Who is surprised, and when",
            ("The sides are", "On the way to", "Move", "What happens", "Surprised", "Why"),
        ),
        "corrections": (
            "What a correction would change",
            ("If", "Looking ahead, it ends in", "Not looking ahead", "It pays for", "Gain by leaving it"),
        ),
        "held": (
            "What holds as each side sees it",
            (
                "Concept",
                "Holds",
                "Holds only by mistake",
                "Would hold without mistakes",
                "Who has no picture of it",
            ),
        ),
    }


def test_a_picture_says_what_it_shows() -> None:
    answers, voice = asked("mistaken-deterrence", "secret")
    drawn = picture(answers, voice)
    assert isinstance(drawn, Picture)
    assert drawn.title == "As each side moves by its own picture"
    assert drawn.title in drawn.svg
    assert drawn.text.startswith(
        "What comes about, looking ahead: from today, North: attack, then South: strike, to A."
    )
    for name in ("North", "South"):
        assert name in drawn.svg
    [table] = drawn.plain
    assert isinstance(table, Table)
    assert (table.columns, table.id) == (("Seen so", "From today", "End"), "ways")


def test_nothing_is_drawn_where_nothing_is_known_of_today() -> None:
    none = answer(heading=None, truth=None, owns=(RIGHT,))
    assert views(none, VOICE) == []
    assert picture([none], VOICE) is None
