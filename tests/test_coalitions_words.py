"""Groups: each sentence is given a fact and read, both ways round; the picture is read back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

import detente
from detente.answers import Way
from detente.answers.base import Step
from detente.questions import find
from detente.questions.coalitions.answer import Better, CoalitionsAnswer, GroupValue, Held, Unstable, answer
from detente.questions.coalitions.detail_words import (
    details,
    full_move,
    group_table,
    move_table,
    nobody,
    state_lead,
    survival,
    survival_table,
    told_states,
)
from detente.questions.coalitions.joint_answer import JointMoveValue, Sanction
from detente.questions.coalitions.left_answer import LeavingValue, LeftState
from detente.questions.coalitions.picture import drawn, picture, plain, spoiling
from detente.questions.coalitions.spoil_words import spoil_sentence, together
from detente.questions.coalitions.words import (
    headline,
    move_sentences,
    named_table,
    others,
    points,
    say,
    short_verdict,
    sure,
    verdicts,
)
from detente.questions.question import Request
from detente.wording import Picture, Section, Table, Text, Voice

FILE = """
detente: 1
title: Three
status_quo: []
decision_makers:
  ann: {name: Ann, options: {go: {text: let it go, short: going}}}
  ben: {name: Ben, options: {run: {text: run away, short: running}}}
  cy: {name: Cy, options: {sit: {text: sit down, short: sitting}}}
perspectives:
""" + "".join(
    f"""
  {name}:
    says: what {name} says
    preferences:
      ann: [go]
      ben: [run]
      cy: [sit]
"""
    for name in ("one", "two", "three")
)
CONFLICT = detente.read_conflict(FILE)
# The places of the states in `answer.states`, once they are all there: 0 is today, the end takes all three options.
TODAY, END, OTHER, FAR, SPOILED = range(5)


def base(account: str = "one", **facts: Any) -> CoalitionsAnswer:
    """An answer whose states are all listed, with nothing else in it."""
    found = answer(detente.coalitions(CONFLICT.game(account)))
    by = {s.id: s for s in found.states}
    order = ["none", "ann.go+ben.run+cy.sit", "ann.go+ben.run", "ann.go", "ben.run"]
    rest = [s for s in found.states if s.id not in order]
    states = (*(by[i] for i in order), *rest)
    found = replace(found, states=states, status_quo=TODAY, spoken=(END, OTHER), better=None, left=())
    return replace(found, **facts)


def voice(*answers: CoalitionsAnswer) -> Voice:
    return Voice.of(CONFLICT, answers, "three.yaml")


def sanction(concept: str = "seq", movers: str = "cy", losers: str = "ann", elsewhere: str = "") -> Sanction:
    states = (SPOILED, FAR)
    steps = tuple(Step(mover=m, state=states[k]) for k, m in enumerate(movers.split()))
    return Sanction(
        concept=concept,
        way=Way(start=OTHER, moves=steps),
        losers=tuple(losers.split()),
        better_elsewhere=tuple(elsewhere.split()),
    )


def move(
    members: str = "ann ben",
    follows: str = "good",
    *sanctions: Sanction,
    free: str = "nash gmr smr seq",
    onward: tuple[int, ...] = (OTHER,),
    start: int = END,
) -> JointMoveValue:
    who = tuple(members.split())
    return JointMoveValue(
        members=who,
        state=OTHER,
        way=Way(start=start, moves=(Step(mover=who[0], state=OTHER),)),
        gains=(),
        undeterred=tuple(free.split()),
        sanctions=sanctions,
        equilibrium=(),
        onward=onward,
        follows=follows,
    )


def left(
    state: int = END,
    roles: str = "myopic",
    told: Sequence[JointMoveValue] = (),
    lasting: Sequence[JointMoveValue] | None = None,
    concept: str = "nash",
    alone: str = "",
    *,
    every: bool = True,
    leaving: tuple[LeavingValue, ...] = (),
) -> LeftState:
    return LeftState(
        state=state,
        roles=tuple(roles.split()),
        leaving=leaving,
        groups=(),
        concept=concept,
        alone=tuple(alone.split()),
        told=tuple(told),
        lasting=tuple(m for m in told if m.follows == "good") if lasting is None else tuple(lasting),
        all_looked_at=every,
    )


def case(*found: LeftState, account: str = "one", **facts: Any) -> CoalitionsAnswer:
    return base(account, left=found, **facts)


GOOD, BACK = move(), move("ann cy", "back", onward=(END,))
WORSE, OPEN = move("ben cy", "worse"), move("ben cy", "open", onward=())
LOST = Better(count="2", from_today="1", from_end="0")
LETTERS = voice(base())
E_, O_ = (LETTERS.inside(base().states[k]) for k in (END, OTHER))
ASKED: dict[str, Any] = {"asked_group": True, "groups": (GroupValue(members=("ann", "ben"), unstable=()),)}


def test_the_letters_are_those_that_the_sentences_below_expect():
    assert (LETTERS.letter(base().states[END]), LETTERS.letter(base().states[OTHER])) == ("A", "B")
    assert LETTERS.letter(base().states[TODAY]) == "today"


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (case(left(told=[GOOD])), f"Ann and Ben together could leave where it is heading (A) for {O_}."),
        (case(left(told=[move("ann")])), f"Ann could leave where it is heading (A) for {O_}."),
        (case(left(told=[GOOD], roles="asked")), f"Ann and Ben together could leave {E_} for {O_}."),
        (
            case(left(TODAY, "today myopic", [GOOD])),
            f"Ann and Ben together could leave today for {O_}.",
        ),
        (
            case(left(told=[BACK])),
            f"A joint step by Ann and Cy would be better for both, but it would lead back to {E_}.",
        ),
        (
            case(left(told=[WORSE])),
            "A joint step by Ben and Cy from A would be better for both, but what follows would not be better for each "
            "of them.",
        ),
        (
            case(left(told=[move("ann ben cy", "worse")])),
            "A joint step by Ann, Ben and Cy from A would be better for all of them, but what follows would not be "
            "better for each of them.",
        ),
        (
            case(left(told=[move("ann", "worse")])),
            "A step by Ann from A would be better for it, but what follows would not be better for it.",
        ),
        (
            case(left(told=[OPEN])),
            "A joint step by Ben and Cy from A would be better for both, but it would not come to rest there.",
        ),
        (
            case(left()),
            "From where it is heading (A), no group can move to anything that all its members prefer.",
        ),
        (
            case(left(), better=LOST),
            "From where it is heading (A), no group can move to anything that all its members prefer; as long as it "
            "stands as today, everybody could do better.",
        ),
        (
            case(left(), better=Better(count="2", from_today="1", from_end="1")),
            "From where it is heading (A), no group can move to anything that all its members prefer.",
        ),
        (
            case(left(), better=Better(count="2", from_today="0", from_end="0")),
            "From where it is heading (A), no group can move to anything that all its members prefer.",
        ),
        (
            case(left(roles="asked"), better=LOST),
            f"From {E_}, no group can move to anything that all its members prefer.",
        ),
        (
            case(left(), left(OTHER)),
            "From where it is heading (A or B), no group can move to anything that all its members prefer.",
        ),
        (
            case(*(left(k) for k in (END, OTHER, FAR, SPOILED, TODAY))),
            "From where it is heading (five outcomes), no group can move to anything that all its members prefer.",
        ),
        (
            case(left(), **ASKED),
            "From where it is heading (A), Ann and Ben together can move to nothing that all of them prefer.",
        ),
        (
            case(left(), asked_group=True, groups=(GroupValue(members=("ann",), unstable=()),)),
            "From where it is heading (A), Ann can move to nothing that it prefers.",
        ),
        (case(left(concept="seq")), "No group would leave where it is heading (A)."),
        (case(left(concept="seq"), **ASKED), "Ann and Ben together would not leave where it is heading (A)."),
        (
            case(left(alone="ann ben")),
            "Ann and Ben would leave where it is heading (A) without anybody's help; no group is needed.",
        ),
        (
            case(left(TODAY, "today")),
            "It comes to rest nowhere, so there is no outcome that a group could leave.",
        ),
    ],
)
def test_the_headline_of_one_account(told, sentence):
    assert verdicts(told, LETTERS)[0] == sentence


def test_what_lasts_is_told_before_what_does_not():
    told = case(left(told=[BACK, GOOD]))
    assert headline([told], LETTERS).startswith("Ann and Ben together could leave")
    # a move of the same group that lasts stands in place of one that does not
    better = move("ann cy", "good", onward=(FAR,))
    told = case(left(told=[BACK], lasting=[better]))
    assert headline([told], LETTERS).startswith("Ann and Cy together could leave where it is heading (A) for")
    assert [m.follows for _, _, m in drawn([told])] == ["good"]


def test_a_long_headline_is_shortened_to_letters():
    sentences = move_sentences(case(left(told=[GOOD])), END, GOOD, LETTERS)
    assert sentences[1] == f"Ann and Ben together could leave A for {O_}."
    assert sentences[2] == "Ann and Ben together could leave A for B."
    assert sentences[3] == "Ann and Ben together could leave A for something better."
    assert move_sentences(case(left()), END, BACK, LETTERS)[1].endswith("but it would lead back to A.")
    assert move_sentences(case(left()), END, WORSE, LETTERS)[1] == (
        "A joint step by Ben and Cy would be better for both, but what follows would not."
    )
    assert verdicts(case(left(), better=LOST), LETTERS)[1] == (
        "From A, no group can move to anything that all its members prefer; as long as it stands as today, everybody "
        "could do better."
    )
    assert verdicts(case(left(concept="seq")), LETTERS)[1] == "No group would leave A."
    assert verdicts(case(left(alone="ann")), LETTERS)[1].startswith("Ann would leave A without")


def test_where_it_settles_is_what_is_named():
    on = move(onward=(FAR,))
    assert on.settles == FAR
    assert move(onward=(FAR, END)).settles == OTHER
    assert BACK.settles == OTHER
    told = case(left(told=[on]), spoken=(END, FAR))
    end = voice(told).inside(told.states[FAR])
    assert (
        headline([told], voice(told))
        == f"Ann and Ben together could leave where it is heading (A) for {end}."
    )


@pytest.mark.parametrize(
    ("told", "few"),
    [
        (case(left(told=[GOOD])), "Ann and Ben together could do better"),
        (
            case(left(told=[GOOD, move("ann cy"), move("ben cy")])),
            "Ann and Ben together or Ann and Cy together could do better",
        ),
        (case(left(TODAY, "today")), "it comes to rest nowhere"),
        (case(left(told=[BACK])), "no group could lastingly leave where it is heading for something better"),
        (
            case(left(told=[BACK], every=False)),
            "groups could leave where it is heading, but none was found that would do better by that for good",
        ),
        (
            case(left(told=[BACK]), **ASKED),
            "Ann and Ben together could not lastingly leave where it is heading for something better",
        ),
        (
            case(left()),
            "from where it is heading no group could move to something better for all its members",
        ),
        (
            case(left(), better=LOST),
            "from where it is heading no group could move to something better for all its members, though from today "
            "everybody could",
        ),
    ],
)
def test_in_a_few_words(told, few):
    assert short_verdict(told, LETTERS) == few


def test_several_accounts():
    good, never = case(left(told=[GOOD])), case(left(), account="two")
    back = case(left(told=[BACK]), account="three")
    assert headline([good, never, back], LETTERS) == (
        "Ann and Ben together could do better in the account “one”; in the others, no group could lastingly leave "
        "where it is heading."
    )
    assert points([good, never, back], LETTERS) == (
        f"In the account “one”, Ann and Ben together could leave where it is heading (A) for {O_}.",
        "In the account “two”, from where it is heading (A), no group can move to anything that all its members "
        "prefer.",
        "In the account “three”, a joint step by Ann and Cy would be better for both, but it would lead back to A.",
    )
    unclear = case(left(told=[BACK], every=False), account="three")
    assert len(points([good, never, back, unclear], LETTERS)) == 3
    same = [good, case(left(told=[GOOD]), account="two")]
    assert headline(same, LETTERS) == "In both accounts, Ann and Ben together could do better."
    unsure = case(left(told=[BACK], every=False), account="two")
    assert headline([good, unsure], LETTERS) == (
        "Whether a group could do better together depends on the account."
    )
    short = [case(left(told=[move("ann")])), case(left(TODAY, "today"), account="two")]
    assert headline(short, LETTERS) == (
        "Ann could do better in the account “one”; it comes to rest nowhere in the account “two”."
    )


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (
            move("ann ben", "good", sanction("gmr"), sanction("seq"), free="nash"),
            "Cy could spoil it for Ann (not going, running), and would gain by doing so.",
        ),
        (
            move("ann ben", "good", sanction("seq", "cy ann cy"[:2], "ann ben"), free="nash"),
            "Cy could spoil it for Ann and Ben (not going, running), and would gain by doing so.",
        ),
        (
            move("ann ben", "good", sanction("gmr"), free="nash seq"),
            "The rest could spoil it only by moves that do not pay: Cy: not going, running.",
        ),
        (move("ann ben", "good"), "Nothing that the rest could answer would spoil it for them."),
        (move("ann ben cy", "good"), "All parties would take part, so nobody is left who could spoil it."),
    ],
)
def test_whether_the_rest_would_let_them(one, told):
    found = case(left(told=[one]))
    text = spoil_sentence(found, one, LETTERS)
    assert re.sub(r"\([^)]*\)|: Cy: .*", "", text) == re.sub(r"\([^)]*\)|: Cy: .*", "", told)


def test_what_those_who_spoil_it_do_is_said_and_whether_each_gains():
    words = LETTERS.words("one")
    found = base()
    # from ann.go+ben.run, Ann's and Ben's options: Cy sits down, all three are taken
    way = Way(start=OTHER, moves=(Step(mover="cy", state=END),))
    one = Sanction(concept="seq", way=way, losers=("ben",), better_elsewhere=())
    told = move("ann ben", "good", one, free="nash")
    assert (
        spoil_sentence(found, told, LETTERS)
        == "Cy could spoil it for Ben (sitting), and would gain by doing so."
    )
    two = Way(start=FAR, moves=(Step(mover="ben", state=OTHER), Step(mover="cy", state=END)))
    both = replace(one, way=two, losers=("ann",))
    assert spoil_sentence(found, move("ann", "good", both), LETTERS) == (
        "Ben and Cy could spoil it for Ann (Ben: running, then Cy: sitting), and each would gain by its move."
    )
    costly = replace(one, concept="gmr")
    assert spoil_sentence(found, move("ann ben", "good", costly), LETTERS) == (
        "The rest could spoil it only by moves that do not pay: Cy: sitting."
    )
    only = replace(found, concepts=("nash", "gmr"))
    assert spoil_sentence(only, move("ann ben", "good", costly), LETTERS) == (
        "Cy could spoil it by answering, whether or not that pays."
    )
    blind = replace(found, concepts=("nash", "smr"))
    assert spoil_sentence(blind, move("ann ben"), LETTERS) == ""
    assert spoiling(move("ann", "good", costly, both)) == both
    assert spoiling(move("ann", "good", costly)) == costly
    assert spoiling(move()) is None
    assert together(("ann", "ben"), words) == "Ann and Ben together"
    assert together(("ann",), words) == "Ann"


def test_other_groups_are_told_apart_by_whether_it_lasts():
    told = case(left(told=[GOOD, move("ann cy"), WORSE]))
    assert others(told, LETTERS) == [
        "Ann with Cy could do better, too.",
        "Ben with Cy could do better for a moment, but what follows would undo it.",
    ]
    assert others(case(left(told=[BACK, WORSE])), LETTERS) == [
        "Ann with Cy could do better for a moment, but what follows would undo it."
    ]
    assert others(case(left(told=[GOOD])), LETTERS) == []
    assert others(case(left()), LETTERS) == []


def ahead(*found: LeftState, count: int = 1, **facts: Any) -> list[str]:
    from detente.questions.coalitions.words import looking_ahead

    told = case(left(), *found, **facts)
    assert told.heading is not None
    ends = replace(told.heading.ahead, states=tuple(range(count)))
    return looking_ahead(replace(told, heading=replace(told.heading, ahead=ends)), LETTERS)


def test_what_is_so_looking_ahead():
    stays = left(TODAY, "today ahead", concept="seq")
    assert ahead(stays) == ["Looking ahead, it stays as it is today, and no group would leave that together."]
    # What is too long is told in short.
    long = replace(base(), spoken=())
    far = left(FAR, "ahead", concept="seq", told=[move("ann ben cy", "worse")], every=False)
    [told] = ahead(far, count=2, spoken=long.spoken)
    assert told.startswith("Looking ahead, it could also end in ")
    assert ahead(stays, count=2) == [
        "Looking ahead, it could also stay as it is today, and no group would leave that together."
    ]
    assert ahead(left(OTHER, "ahead", [GOOD], concept="seq")) == [
        f"Looking ahead, it is heading for {O_}, and Ann and Ben together could leave that for something better."
    ]
    assert ahead(left(OTHER, "ahead", [BACK], concept="seq")) == [
        f"Looking ahead, it is heading for {O_}, and no group could leave that for good."
    ]
    assert ahead(left(OTHER, "ahead", [BACK], concept="seq", every=False)) == [
        f"Looking ahead, it is heading for {O_}, and no group was found that could leave that for good."
    ]
    assert ahead(left(OTHER, "ahead", concept="seq"), count=2) == [
        f"Looking ahead, it could also end in {O_}, and no group would leave that together."
    ]
    assert ahead(left(OTHER, "ahead", concept="seq"), **ASKED) == [
        f"Looking ahead, it is heading for {O_}, and Ann and Ben together would not leave that."
    ]
    many = [left(OTHER, "ahead", concept="seq"), left(FAR, "ahead", concept="seq")]
    assert ahead(*many, count=2) == [
        "Looking ahead, it could end in two outcomes, and no group would leave any of them together."
    ]
    assert ahead(*many, count=3) == [
        "Looking ahead, it could also end in two other outcomes, and no group would leave any of them together."
    ]
    some = [many[0], left(FAR, "ahead", [GOOD], concept="seq")]
    assert ahead(*some, count=2) == [
        "Looking ahead, it could end in two outcomes, and Ann and Ben together could leave some of them for something "
        "better."
    ]
    assert ahead(left(END, "myopic ahead")) == []
    assert ahead(left(OTHER, "ahead", concept="nash")) == []


def test_points_of_one_account_are_who_could_spoil_it_and_what_is_so_looking_ahead():
    told = case(left(told=[GOOD, BACK]))
    assert points([told], LETTERS) == (
        "Nothing that the rest could answer would spoil it for them.",
        "Ann with Cy could do better for a moment, but what follows would undo it.",
    )
    assert points([case(left())], LETTERS) == ()
    more = case(left(told=[GOOD, BACK]), left(TODAY, "today ahead", concept="seq"))
    assert points([more], LETTERS)[1].startswith("Looking ahead, it")


def test_how_sure():
    rests = "Rests on 3 claims, none with a source."
    free = case(left(told=[move(free="nash seq")]))
    assert sure([free], LETTERS) == f"Undeterred: Nash ✓ SEQ ✓ SMR ✗ GMR ✗. {rests}"
    leaving = tuple(
        LeavingValue(concept=c, groups=(("ann",),) if c == "nash" else ()) for c in base().concepts
    )
    quiet = case(left(leaving=leaving))
    assert sure([quiet], LETTERS) == f"No group leaves: Nash ✗ SEQ ✓ SMR ✓ GMR ✓. {rests}"
    assert sure([free, case(left(), account="two")], LETTERS) == (
        "Holds if each side looks only at its own next move (Nash). Rests on 6 claims of 2 accounts, none with a "
        "source."
    )


# -- the picture -------------------------------------------------------------------------------------------------------


def read(svg: str) -> list[dict[str, str]]:
    kinds = [n for n in ElementTree.fromstring(svg).iter() if n.get("data-kind") == "arrow"]
    return [{k.removeprefix("data-"): v for k, v in n.attrib.items() if k.startswith("data-")} for n in kinds]


def texts(svg: str, node: str) -> str:
    for one in ElementTree.fromstring(svg).iter():
        if one.get("data-node") == node:
            return " ".join(t for t in one.itertext() if t.strip())
    return ""


def test_the_picture_leads_from_the_end_to_where_the_group_takes_it_and_on_to_who_spoils_it():
    way = Way(start=OTHER, moves=(Step(mover="cy", state=FAR), Step(mover="ben", state=SPOILED)))
    spoil = Sanction(concept="seq", way=way, losers=("ann",), better_elsewhere=())
    told = case(left(told=[move("ann cy", "good", spoil)]))
    shown = picture([told], LETTERS)
    assert isinstance(shown, Picture)
    together_, spoiled = read(shown.svg)
    assert together_["members"] == "0 2"
    assert (together_["from"], together_["to"]) == ("0.from", "0.to")
    assert (spoiled["spoiler"], spoiled["from"]) == ("1", "0.to")
    assert texts(shown.svg, "0.from").startswith("A:")
    assert texts(shown.svg, "0.to").startswith("B:")
    assert shown.text == (
        f"Ann and Cy from {LETTERS.named(told.states[END])} to {LETTERS.named(told.states[OTHER])}; Cy and Ben could "
        "spoil it."
    )
    assert shown.plain == (Text(LETTERS.named(told.states[END])),)
    assert picture([case(left())], LETTERS) is None


def test_of_several_accounts_the_moves_that_last_are_drawn_the_first_of_each_first():
    first, second = move("ann ben"), move("ann cy")
    one = case(left(told=[first, second, move("ben cy")]))
    two = case(left(told=[second, BACK]), account="two")
    chosen = drawn([one, two])
    assert [(a.perspective, m.members) for a, _, m in chosen] == [
        ("one", ("ann", "ben")),
        ("two", ("ann", "cy")),
        ("one", ("ann", "cy")),
        ("one", ("ben", "cy")),
    ]
    shown = picture([one, two], LETTERS)
    assert shown is not None
    assert [r["members"] for r in read(shown.svg)] == ["0 1", "0 2", "0 2", "1 2"]
    assert shown.text.startswith("Account “one”: Ann and Ben from A:")
    assert ". Account “two”: Ann and Cy from A:" in shown.text
    kinds = [m.follows for _, _, m in drawn([case(left(told=[BACK, WORSE, OPEN]))])]
    assert kinds == ["open", "worse", "back"]


def test_the_letters_are_explained_where_nothing_is_drawn():
    told = case(left(), left(OTHER), left(TODAY, "today ahead", concept="seq"))
    assert plain([told], LETTERS) == tuple(LETTERS.named(told.states[k]) for k in (END, OTHER))
    [table] = named_table([told], LETTERS)
    assert table.columns == ("Outcome", "What it is")
    assert [r[0] for r in table.rows] == ["A", "B"]
    assert say([told], LETTERS).pictures == (table,)


# -- the details -------------------------------------------------------------------------------------------------------


def label(k: int) -> str:
    state = base().states[k]
    return state.name or f"#{state.number}"


def test_a_move_in_full():
    words = LETTERS.words("one")
    found = base()
    way = Way(start=OTHER, moves=(Step(mover="cy", state=END),))
    one = Sanction(concept="seq", way=way, losers=("ben",), better_elsewhere=("cy",))
    go = replace(
        move("ann ben", "good", onward=()), way=Way(start=END, moves=(Step(mover="cy", state=OTHER),))
    )
    lead = f"Ann and Ben together could move to {label(OTHER)} (Cy: not “sitting”)"
    assert (
        full_move(found, go, words) == f"{lead}; nothing that the rest could answer would spoil it for them"
    )
    assert full_move(found, replace(go, undeterred=("nash", "seq")), words) == (
        f"{lead}; the rest could spoil it only by moves that do not pay for those who make them"
    )
    spoiled = replace(go, undeterred=("nash",), sanctions=(one,))
    assert full_move(found, spoiled, words) == (
        f"{lead}; but then Cy can answer (sitting), which leaves Ben no better off (Cy would gain more by another "
        "answer)"
    )
    plain_ = replace(spoiled, sanctions=(replace(one, better_elsewhere=()),))
    assert full_move(found, plain_, words).endswith("leaves Ben no better off")
    holds = replace(go, equilibrium=("gmr", "seq"), onward=(FAR, END))
    assert full_move(found, holds, words) == (
        f"{lead}; nothing that the rest could answer would spoil it for them. There it would hold (SEQ and GMR). From "
        f"there moves for a gain lead to {label(FAR)}, {label(END)}"
    )
    back = replace(go, onward=(END,))
    assert full_move(found, back, words).endswith(f"From there moves for a gain lead back to {label(END)}")
    assert "improvements" not in full_move(found, replace(go, onward=(OTHER,)), words)
    every = replace(go, members=("ann", "ben", "cy"))
    assert "rest" not in full_move(found, every, words)


def test_states_in_the_details():
    words = LETTERS.words("one")
    assert state_lead(left(alone="ann"), "#7", words) == "#7, which Ann would leave alone, too"
    assert state_lead(left(concept="seq"), "today", words) == "Today, which nobody would leave alone (SEQ)"
    told = case(left())
    assert nobody(told, left(), words) == "no group could move to something that all its members prefer"
    assert nobody(told, left(concept="seq"), words) == "no group would leave, nor anybody alone (SEQ)"
    assert nobody(told, left(alone="ben"), words) == (
        "Ben would leave without anybody's help; no group is needed (Nash)"
    )
    asked = case(left(), **ASKED)
    assert nobody(asked, left(), words) == "Ann and Ben could move to nothing that all of them prefer"
    assert nobody(asked, left(concept="seq"), words) == "Ann and Ben would not leave (SEQ)"
    alone = case(left(), groups=(GroupValue(members=("ann",), unstable=()),))
    assert nobody(alone, left(), words) == "Ann could move to nothing that it prefers"
    both = case(left(TODAY, "today", concept="nash"), left(), left(OTHER, told=[GOOD] * 6))
    found = told_states(both, words)
    assert found[0].startswith(
        f"{label(OTHER)}, which nobody would leave alone (Nash): Ann and Ben together could"
    )
    assert all(text.endswith(".") for text in found)
    assert found[4] == f"{label(OTHER)}: 2 more groups could leave it."
    assert (
        found[5] == f"From today, {label(END)} no group could move to something that all its members prefer."
    )


def test_tables_in_the_details():
    words = LETTERS.words("one")
    held = tuple(
        Held(
            concept=c,
            equilibria=(END, OTHER),
            equilibria_count="2",
            survives=(END,) if c == "seq" else (),
            survives_count="1" if c == "seq" else "0",
        )
        for c in ("nash", "seq")
    )
    pair = GroupValue(
        members=("ann", "ben"),
        unstable=(
            Unstable(concept="nash", states=(), count="5", equilibria="3"),
            Unstable(concept="seq", states=(), count="4", equilibria="0"),
        ),
    )
    idle = GroupValue(
        members=("ann", "cy"), unstable=tuple(replace(u, equilibria="0") for u in pair.unstable)
    )
    single = replace(pair, members=("ann",))
    told = case(
        left(TODAY, "today", [GOOD]),
        left(told=[replace(BACK, equilibrium=("seq",)), WORSE]),
        concepts=("nash", "seq"),
        held=held,
        groups=(single, pair, idle),
    )
    assert survival(told) == (
        f"Of the equilibria, these hold also against every group of two: Nash 0 of 2; SEQ 1 of 2 ({label(END)})."
    )
    assert survival_table(told).rows == (
        ("Nash (rationality)", "2", "0", "—"),
        ("SEQ (sequential stability)", "2", "1", label(END)),
    )
    assert "against the group asked about" in survival(replace(told, groups=(pair,)))
    three = replace(told, groups=(single, pair, replace(pair, members=("ann", "ben", "cy"))))
    assert "every group of 2 to 3" in survival(three)
    assert group_table(told, words).rows == (("Ann and Ben", "3", "0"),)
    rows = move_table(told, words).rows
    assert rows[0][:2] == (f"{label(TODAY)} (today)", "Ann and Ben")
    assert rows[1][0] == label(END)
    assert rows[2][0] == ""
    assert rows[0][3] == "Nash, SEQ, SMR, GMR"
    assert [r[4] for r in rows] == ["—", "SEQ", "—"]
    assert [r[5] for r in rows] == [label(OTHER), label(END), label(OTHER)]
    assert rows[0][2].startswith(f"{label(OTHER)}: Ann")
    kinds = [type(b) for b in details(told, LETTERS)]
    assert kinds == [Text, Table, Text, Text, Text, Table, Table]


# -- the limits --------------------------------------------------------------------------------------------------------

NO_CONCEPT = re.compile(r"\b(Nash|SEQ|SMR|GMR|equilibri\w+)\b|#\d")


def asked(name: str, accounts: Sequence[str], **given: Any) -> Any:
    conflict, question = detente.load(name), find("coalitions")
    everything = {a.name: a.default for a in question.arguments} | given
    concepts = everything.pop("concepts", None)
    results = question.ask(Request(conflict, tuple(accounts), concepts, given=everything))
    answers = [question.answer(r) for r in results]
    return question.say(answers, Voice.of(conflict, answers, name))


CASES: list[tuple[str, tuple[str, ...], dict[str, Any]]] = [
    *[("istanbul-2025", (a,), {}) for a in ("commentary", "kyiv", "broker")],
    ("istanbul-2025", ("commentary", "kyiv", "broker"), {}),
    ("istanbul-2025", ("broker",), {"members": "russia, us"}),
    ("istanbul-2025", ("broker",), {"size": 2, "concepts": ("seq",)}),
    *[(n, ("base",), {}) for n in ("chicken", "prisoners-dilemma", "syria-iraq-1975", "elmira", "stag-hunt")],
    ("elmira", ("base",), {"state": "s7"}),
]


@pytest.mark.parametrize(("name", "accounts", "given"), CASES)
def test_headline_and_points_keep_the_limits(name, accounts, given):
    said = asked(name, accounts, **given)
    for text in (said.headline, *said.points):
        assert len(text.split()) <= 25, text
        assert not NO_CONCEPT.search(text), text
        assert text[0] == text[0].upper()
        assert text.endswith(".")
    assert len(said.points) <= 3
    assert len(said.pictures) == 1
    assert "\n" not in said.sure
    assert said.next == (f"detente better {name}", f"detente pivot {name}")
    assert all(isinstance(b, Section) for b in said.details) == (len(accounts) > 1)
    assert said.account == ("" if len(accounts) > 1 else accounts[0])


def test_istanbul_in_the_account_of_the_broker():
    said = asked("istanbul-2025", ("broker",))
    assert said.headline == (
        "Russia and Ukraine together could leave where it is heading (A) for a compromise (both give way) (B)."
    )
    last = said.details[-1]
    assert isinstance(last, Text)
    assert last.text.startswith("Sources of the claims: ")
    assert said.points[0] == (
        "Europe could spoil it for Russia (forces, no new European sanctions or arms), and would gain by doing so."
    )


def test_where_better_finds_something_no_group_could_do_better_is_never_said():
    from tests.test_coalitions_answer import LATE

    conflict = detente.read_conflict(LATE)
    told = [answer(detente.coalitions(conflict.game()))]
    said = say(told, Voice.of(conflict, told, "late.yaml"))
    assert said.headline == (
        "From A, no group can move to anything that all its members prefer; as long as it stands as today, everybody "
        "could do better."
    )
    assert said.points == ("Looking ahead, it stays as it is today, and no group would leave that together.",)
    assert said.next[0] == "detente better late.yaml"


def test_the_table_of_groups_is_cut_and_says_so():
    found = case(
        *(left(END, told=[move(onward=(END, OTHER, FAR, SPOILED)), *[move("ann cy")] * 10]) for _ in "ab")
    )
    words = LETTERS.words("one")
    table = move_table(found, words)
    assert len(table.rows) == 20
    assert table.note.startswith("The first 20 of 22. The smallest groups, ")
    assert [row[0] != "" for row in table.rows] == [k in (0, 11) for k in range(20)]
    names = [label(s) for s in (END, OTHER, FAR)]
    assert table.rows[0][-1] == f"{', '.join(names)} and 1 more"
    three = move_table(case(left(END, told=[move(onward=(END, OTHER, FAR))])), words)
    assert three.rows[0][-1] == f"{names[0]}, {names[1]}, {names[2]}"
    assert three.note.startswith("The smallest groups, ")
    assert move_table(case(left(END, told=[move(onward=())])), words).rows[0][-1] == "—"
