"""What is said of an ultimatum: each sentence is given a fact and read, both ways round; the tree is read back."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace as dreplace
from fractions import Fraction
from typing import Any

import pytest
from msgspec.structs import replace

import detente
from detente.answers import Basis, Exact, Reason
from detente.conflict import Conflict
from detente.questions import find
from detente.questions.question import Request
from detente.questions.ultimatum import effect_words, sanction_words, tables, tree_words, verdict_words, words
from detente.questions.ultimatum.answer import AtEnd, OneUltimatum, Record, UltimatumAnswer
from detente.questions.ultimatum.exchange_answer import Ending, Exchange
from detente.questions.ultimatum.met_answer import Breach, Met, Punishment, Situation
from detente.questions.ultimatum.picture import picture
from detente.questions.ultimatum.sanction_answer import Sanctions
from detente.questions.ultimatum.tree_answer import Gamble, GameTree, Growth, Part, Plan, Worth
from detente.questions.ultimatum.unmet_answer import Execution, JudgedState, Shift, Turn, Unmet
from detente.wording import Picture, Section, Table, Text, Voice, Words
from tests.test_ultimatum_answer import BELIEVED, TOO_WEAK, VAIN, WORKS, threat

CONCEPTS = re.compile(r"\b(Nash|GMR|SMR|SEQ|equilibri|Banzhaf|Shapley)")
NAMES = Words(threat(WORKS).under())


def asked(conflict: Conflict, **given: object) -> tuple[Any, Voice]:
    question = find("ultimatum")
    results = question.ask(
        Request(conflict, conflict.accounts, given={"name": None, "by_moves": False} | given)
    )
    answers = [question.answer(r) for r in results]
    return answers, Voice.of(conflict, answers, "file.yaml")


def fact(verdict: str, reply: str = "", *, met: bool = False, **more: object) -> OneUltimatum:
    return OneUltimatum(
        id="dont",
        by="down",
        to="up",
        demand="not up.fill",
        threat="down.sue",
        verdict=verdict,
        reply=reply,
        met=met,
        **more,
    )


# -- the verdict -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verdict", "reply", "said"),
    [
        ("credible", "complies", "The threat is real: Upstream would do better to give way than to bear it."),
        (
            "credible",
            "refuses",
            "The threat is real but too weak: Upstream would do better to bear it than to give way.",
        ),
        (
            "credible",
            "indifferent",
            "The threat is real; for Upstream it is a tie whether to give way or to bear it.",
        ),
        (
            "credible",
            "would_comply_anyway",
            "The threat is real, but Upstream would gain by meeting the demand even without it.",
        ),
        (
            "credible",
            "cannot",
            "The threat is real, but Upstream cannot meet the demand by a move of its own.",
        ),
        (
            "bluff",
            "refuses",
            "The threat is a bluff: it would hurt Upstream, but carrying it out would not pay for Downstream; Upstream "
            "can refuse.",
        ),
        (
            "bluff",
            "would_comply_anyway",
            "The threat is a bluff: it would hurt Upstream, but carrying it out would not pay for Downstream; Upstream "
            "gains by meeting the demand all the same.",
        ),
        (
            "bluff",
            "cannot",
            "The threat is a bluff: it would hurt Upstream, but carrying it out would not pay for Downstream; Upstream "
            "cannot meet the demand by a move of its own.",
        ),
        ("painless", "refuses", "The threat does not hurt Upstream: Upstream can refuse at no cost."),
        (
            "painless",
            "would_comply_anyway",
            "The threat does not hurt Upstream; Upstream gains by meeting the demand all the same.",
        ),
        (
            "painless",
            "cannot",
            "The threat does not hurt Upstream; Upstream cannot meet the demand by a move of its own.",
        ),
        (
            "impossible",
            "refuses",
            "Downstream cannot carry out the threat by a move of its own; Upstream can refuse.",
        ),
        ("in_force", "", "What Downstream threatens is in force already: nothing is left to threaten."),
    ],
)
def test_where_the_demand_is_unmet(verdict: str, reply: str, said: str) -> None:
    assert verdict_words.verdict(NAMES, fact(verdict, reply)) == said


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        ("deters", "The threat works: Upstream meets the demand, and without the threat it would not."),
        (
            "too_weak",
            "The threat is too weak: Upstream would defy the demand even if the threat were carried out.",
        ),
        (
            "impossible",
            "The threat cannot hold Upstream: once Upstream defies the demand, Downstream could not carry it out.",
        ),
        (
            "not_credible",
            "The threat is not credible: it would hold Upstream, but carrying it out would not pay for Downstream.",
        ),
        ("not_needed", "The threat is not needed: Upstream meets the demand without it."),
        ("in_force", "What Downstream threatens is in force already, and the demand is met."),
    ],
)
def test_where_the_demand_is_met(verdict: str, said: str) -> None:
    assert verdict_words.verdict(NAMES, fact(verdict, met=True)) == said


def test_what_cannot_be_judged_says_why() -> None:
    assert verdict_words.verdict(NAMES, fact("", refused="there is no start")) == (
        "The ultimatum cannot be judged: there is no start."
    )
    assert (
        verdict_words.verdict(NAMES, fact(""))
        == "The ultimatum cannot be judged: nothing leads to where it matters."
    )


def test_what_it_is_in_a_word() -> None:
    told = {v: verdict_words.kind(NAMES, fact(v)) for v in verdict_words.KINDS}
    assert told == {
        "credible": "real",
        "bluff": "a bluff",
        "painless": "painless for Upstream",
        "impossible": "out of reach for Downstream",
        "in_force": "in force already",
        "deters": "real and strong enough",
        "too_weak": "too weak to hold Upstream",
        "not_credible": "not credible (it would not pay Downstream)",
        "not_needed": "not needed",
        "": "not judged",
    }


def test_what_it_is_in_a_word_tells_what_the_target_does() -> None:
    told = {
        (v, r): verdict_words.kind(NAMES, fact(v, r))
        for v, each in verdict_words.REPLIES.items()
        for r in each
    }
    beyond = "the demand is out of reach for Upstream"
    assert told == {
        ("credible", "complies"): "strong enough",
        ("credible", "refuses"): "real but too weak",
        ("credible", "indifferent"): "real but for Upstream it is a tie",
        ("credible", "would_comply_anyway"): "real but not needed",
        ("credible", "cannot"): f"real but {beyond}",
        ("bluff", "would_comply_anyway"): "a bluff but not needed",
        ("bluff", "cannot"): f"a bluff and {beyond}",
        ("painless", "would_comply_anyway"): "painless for Upstream but not needed",
        ("painless", "cannot"): f"painless and {beyond}",
        ("impossible", "would_comply_anyway"): "out of reach for Downstream but not needed",
        ("impossible", "cannot"): "out of reach for Downstream and the demand for Upstream",
    }
    for verdict in ("bluff", "painless", "impossible"):
        assert verdict_words.kind(NAMES, fact(verdict, "refuses")) == verdict_words.kind(NAMES, fact(verdict))
    assert verdict_words.kind(NAMES, fact("impossible", "cannot", met=True)) == "out of reach for Downstream"


@pytest.mark.parametrize(
    ("met", "verdict", "reply", "said"),
    [
        (False, "credible", "complies", "strong enough"),
        (False, "credible", "refuses", "too weak"),
        (False, "credible", "indifferent", "a tie"),
        (False, "credible", "would_comply_anyway", "not needed"),
        (False, "bluff", "would_comply_anyway", "not needed"),
        (False, "credible", "cannot", "impossible to meet"),
        (False, "painless", "cannot", "impossible to meet"),
        (False, "bluff", "refuses", "empty"),
        (False, "painless", "refuses", "empty"),
        (False, "impossible", "refuses", "empty"),
        (False, "in_force", "", "in force already"),
        (False, "", "", "not judged"),
        (True, "deters", "", "strong enough"),
        (True, "too_weak", "", "too weak"),
        (True, "impossible", "cannot", "empty"),
        (True, "not_credible", "", "empty"),
        (True, "not_needed", "", "not needed"),
        (True, "in_force", "", "in force already"),
    ],
)
def test_what_an_ultimatum_comes_to_where_many_are_counted(
    met: bool, verdict: str, reply: str, said: str
) -> None:
    assert verdict_words.worth(fact(verdict, reply, met=met)) == said


# -- what one has to know beside it ------------------------------------------------------------------------------------


def because(dm: str, gain: int, statement: str | None = None) -> Reason:
    return Reason(
        decision_maker=dm, before=0, after=1, gain=gain, statement=statement, places=(2, 2 - gain), of=4
    )


def execution(target: int, threatener: int) -> Execution:
    return Execution(
        state=1,
        painful=target < 0,
        pays=threatener > 0,
        target=because("up", target),
        threatener=because("down", threatener),
    )


def unmet(*executions: Execution, **more: object) -> Unmet:
    state = JudgedState(state=0, verdict="credible", executions=executions, reply="complies")
    facts: dict[str, object] = {
        "by": "improvements",
        "count": "1",
        "verdicts": {"credible": 1},
        "replies": {"complies": 1},
        "states": (state,),
        "chosen": 0,
    }
    return Unmet(**(facts | more))


@pytest.mark.parametrize(
    ("target", "threatener", "said"),
    [
        (-1, 1, "Carried out, the threat would leave Upstream worse off and Downstream better off."),
        (1, -1, "Carried out, the threat would leave Upstream better off and Downstream worse off."),
        (-1, -1, "Carried out, the threat would leave both Upstream and Downstream worse off."),
        (1, 1, "Carried out, the threat would leave both Upstream and Downstream better off."),
        (0, 0, "Carried out, the threat would leave both Upstream and Downstream as well off as before."),
        (
            -1,
            0,
            "Carried out, the threat would leave Upstream worse off and Downstream as well off as before.",
        ),
    ],
)
def test_what_carrying_it_out_would_do(target: int, threatener: int, said: str) -> None:
    assert effect_words.effect(NAMES, fact("credible", unmet=unmet(execution(target, threatener)))) == said
    assert effect_words.effect(NAMES, fact("credible", unmet=unmet())) == ""
    assert effect_words.effect(NAMES, fact("credible")) == ""


def situation(target: int, threatener: int, verdict: str = "deters") -> Situation:
    punished = Punishment(
        state=2,
        deters=target <= 0,
        pays=threatener > 0,
        target=because("up", target),
        threatener=because("down", threatener),
    )
    breach = Breach(state=1, gain=because("up", 1), meets="deterred", punishment=punished)
    return Situation(state=0, steps=0, verdict=verdict, breaches=(breach,), telling=0)


def kept(found: Situation | None, **more: object) -> Met:
    facts: dict[str, object] = {
        "by": "improvements",
        "count": "2",
        "looked": "2",
        "left": "1",
        "verdicts": {"deters": 1},
        "situations": () if found is None else (found,),
        "closely": found,
    }
    return Met(**(facts | more))


@pytest.mark.parametrize(
    ("target", "threatener", "end"),
    [
        (-1, 1, "leave Upstream worse off than before, and Downstream would gain."),
        (0, 0, "leave Upstream as well off as before, and Downstream would not gain."),
        (1, -1, "leave Upstream still better off than before, and Downstream would not gain."),
    ],
)
def test_what_leaving_a_demand_would_do(target: int, threatener: int, end: str) -> None:
    found = fact("deters", met=True, kept=kept(situation(target, threatener)))
    assert effect_words.effect(NAMES, found) == f"With the threat carried out, defiance would {end}"
    assert effect_words.effect(NAMES, fact("not_needed", met=True, kept=kept(None))) == ""
    assert effect_words.effect(NAMES, fact("in_force", met=True)) == ""
    alone = Breach(state=1, gain=because("up", 1), meets="impossible")
    bare = Situation(state=0, steps=0, verdict="impossible", breaches=(alone,), telling=0)
    assert effect_words.effect(NAMES, fact("impossible", met=True, kept=kept(bare))) == ""


def turn(kind: str, verdict: str, **more: object) -> Turn:
    facts: dict[str, object] = {
        "decision_maker": "up",
        "kind": kind,
        "statement": "fill",
        "that": "up.fill",
        "before": None,
        "place": 2,
        "verdict": verdict,
    }
    return Turn(**(facts | more))


def test_what_would_turn_it() -> None:
    drop = fact("deters", met=True, kept=kept(None, turns=(turn("drop", "not_needed"),)))
    assert (
        effect_words.turning(NAMES, drop)
        == "It would no longer deter if Upstream no longer wanted this: “fill the lake”."
    )
    up = turn("move", "deters", before=2, place=1)
    assert effect_words.turning(NAMES, fact("too_weak", met=True, kept=kept(None, turns=(up,)))) == (
        "It would deter if this mattered more to Upstream: “fill the lake”."
    )
    down = turn("move", "deters", before=1, place=2)
    assert effect_words.turning(NAMES, fact("too_weak", met=True, kept=kept(None, turns=(down,)))) == (
        "It would deter if this mattered less to Upstream: “fill the lake”."
    )
    add = turn("add", "credible", decision_maker="down", statement="new", that="not sue")
    assert effect_words.turning(NAMES, fact("bluff", unmet=unmet(turns=(add,)))) == (
        "It would be credible if Downstream also wanted this: not “go to court”."
    )
    away = turn("drop", "bluff", decision_maker="down", statement="sue-iff-up-fill", that="sue iff up.fill")
    assert effect_words.turning(NAMES, fact("credible", unmet=unmet(turns=(away,)))).startswith(
        "It would no longer be credible if Downstream no longer wanted"
    )
    # What turns it into another failure is not told, and nothing is where nothing is needed.
    assert effect_words.turning(NAMES, fact("bluff", unmet=unmet(turns=(turn("drop", "painless"),)))) == ""
    assert effect_words.turning(NAMES, fact("not_needed", met=True, kept=kept(None, turns=(up,)))) == ""
    assert effect_words.turning(NAMES, fact("")) == ""


def test_a_wish_that_is_long_is_not_told_in_full() -> None:
    long = " ".join(["and not down.sue or up.fill"] * 6).removeprefix("and ")
    for kind, said in (
        ("drop", "It would deter if Upstream gave up one of its wishes."),
        ("move", "It would deter if Upstream ranked one of its wishes differently."),
        ("add", "It would deter if Upstream had one more wish."),
    ):
        change = turn(kind, "deters", statement="x", that=long, before=2 if kind == "move" else None)
        assert (
            effect_words.turning(NAMES, fact("too_weak", met=True, kept=kept(None, turns=(change,)))) == said
        )


def end(concept: str, count: int, met: int, carried_out: int) -> AtEnd:
    return AtEnd(concept=concept, count=count, met=met, carried_out=carried_out)


@pytest.mark.parametrize(
    ("myopic", "ahead", "said"),
    [
        ((1, 1, 0), (1, 1, 0), "Where it is heading, the demand is met and the threat is not carried out."),
        ((2, 0, 2), (1, 0, 1), "Where it is heading, the demand is unmet and the threat is carried out."),
        ((0, 0, 0), (0, 0, 0), "Where it is heading, nothing settles."),
        (
            (1, 0, 1),
            (1, 1, 0),
            "Not looking ahead, the demand is unmet; looking ahead, it is met.",
        ),
        (
            (3, 2, 0),
            (0, 0, 0),
            "Not looking ahead, the demand is met in 2 of 3 outcomes; looking ahead, it is never settled.",
        ),
        (
            (0, 0, 0),
            (1, 1, 1),
            "Not looking ahead, it ends with no outcome that lasts; looking ahead, with the demand met and the threat "
            "carried out.",
        ),
    ],
)
def test_what_becomes_of_it(myopic: tuple[int, int, int], ahead: tuple[int, int, int], said: str) -> None:
    assert effect_words.ending((end("nash", *myopic), end("seq", *ahead))) == said
    assert effect_words.ending(()) == ""


@pytest.mark.parametrize(
    ("verdict", "verdicts", "said"),
    [
        (
            "credible",
            {"credible": 6, "in_force": 12},
            "Credible wherever it could be carried out (6 of 6 situations).",
        ),
        (
            "bluff",
            {"bluff": 2, "credible": 1},
            "A bluff in 2 of 3 situations in which it is not in force yet.",
        ),
        ("painless", {"painless": 4}, "Painless wherever it could be carried out (4 of 4 situations)."),
        (
            "impossible",
            {"impossible": 4},
            "Out of reach wherever it is not in force yet (4 of 4 situations).",
        ),
        ("credible", {"credible": 1, "in_force": 3}, ""),
        ("in_force", {"in_force": 3}, ""),
    ],
)
def test_how_often_it_is_so(verdict: str, verdicts: dict[str, int], said: str) -> None:
    assert words.how_wide(fact(verdict, unmet=unmet(verdicts=verdicts))) == said


@pytest.mark.parametrize(
    ("verdict", "number", "said"),
    [
        ("deters", 3, "It deters wherever it is needed (3 of 3 situations)."),
        ("deters", 2, "It deters in 2 of 3 situations in which it is needed."),
        ("too_weak", 3, "It is too weak wherever it is needed (3 of 3 situations)."),
        ("impossible", 3, "It is out of reach wherever it is needed (3 of 3 situations)."),
        ("not_credible", 1, "It is not credible in 1 of 3 situations in which it is needed."),
    ],
)
def test_how_often_it_keeps_the_demand(verdict: str, number: int, said: str) -> None:
    found = kept(None, left="3", verdicts={verdict: number})
    assert words.how_wide(fact(verdict, met=True, kept=found)) == said
    assert words.how_wide(fact(verdict, met=True, kept=kept(None, left="1", verdicts={verdict: 1}))) == ""
    assert words.how_wide(fact("not_needed", met=True, kept=found)) == ""
    assert words.how_wide(fact(verdict, met=True)) == ""


def test_the_record_is_told_if_it_is_short() -> None:
    assert words.on_record(fact("credible")) == ""
    assert words.on_record(fact("credible", record=Record(text="It was carried out."))) == (
        "On record: “It was carried out.”"
    )
    assert words.on_record(fact("credible", record=Record(text="The demand was\nmet."))) == (
        "On record: “The demand was met.”"
    )
    long = "word " * 30
    assert words.on_record(fact("credible", record=Record(text=f"{long}. It was left."))) == (
        "On record: “It was left.”"
    )
    assert words.on_record(fact("credible", record=Record(text=long))) == ""


# -- several accounts, several ultimatums ------------------------------------------------------------------------------


def accounts(*found: OneUltimatum) -> list[UltimatumAnswer]:
    """Give an answer for each account, all of which speak of the same two parties."""
    [base], _ = asked(threat(WORKS), name="dont")
    names = ("one", "two", "three")
    return [replace(base, perspective=n, ultimatums=(f,)) for n, f in zip(names, found, strict=False)]


class AnyAccount(Voice):
    """Speaks of accounts that are in no file."""

    def words(self, account: str = "") -> Words:
        return NAMES


VOICE = AnyAccount(threat(WORKS))


def test_accounts_that_agree_are_named_together() -> None:
    real, other = fact("credible", "complies"), fact("painless", "refuses")
    found = accounts(real, other, real)
    assert words.headline(found, VOICE) == (
        "The accounts part: the threat is strong enough in the accounts “one” and “three”, painless for "
        "Upstream in the account “two”."
    )
    assert words.points(found, VOICE) == (
        "In the accounts “one” and “three”, the threat is real: Upstream would do better to give way than to bear it.",
        "In the account “two”, the threat does not hurt Upstream: Upstream can refuse at no cost.",
    )
    assert words.in_brief(found, VOICE) == (
        "“dont” by Downstream to Upstream: strong enough in “one” and “three”, painless for Upstream in "
        "“two”.",
    )


def test_all_accounts_alike_say_it_once() -> None:
    real = fact("credible", "complies", ends=(end("nash", 1, 0, 1), end("seq", 1, 0, 1)))
    found = accounts(real, real)
    assert words.headline(found, VOICE) == verdict_words.verdict(NAMES, real)
    assert words.points(found, VOICE) == (
        "In both accounts, where it is heading, the demand is unmet and the threat is carried out.",
    )
    assert words.in_brief(found, VOICE) == (
        "“dont” by Downstream to Upstream: the threat is real: Upstream would do better to give way than to bear it.",
    )


def test_accounts_that_part_over_the_reply_alone() -> None:
    found = accounts(fact("credible", "complies"), fact("credible", "refuses"))
    assert words.headline(found, VOICE) == (
        "The accounts part: the threat is strong enough in the account “one”, real but too weak in the "
        "account “two”."
    )
    assert words.in_brief(found, VOICE) == (
        "“dont” by Downstream to Upstream: strong enough in “one”, real but too weak in “two”.",
    )
    nowhere = accounts(fact("", refused="there is no start"), fact(""))
    assert (
        words.headline(nowhere, VOICE)
        == "The ultimatum cannot be judged in both accounts, for different reasons."
    )
    part = accounts(fact("credible", "complies"), fact(""))
    assert words.headline(part, VOICE).endswith(
        "strong enough in the account “one”, not judged in the account “two”."
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Give way, or we go to court.", "Give way, or we go to court"),
        ("  Give\n way ", "Give way"),
        ("one two three four five six seven eight", "one two three four five six seven eight"),
        ("one two three four five six seven eight nine", "dont fill"),
        ("Give “way”", "dont fill"),
        ("Gebt „nach“", "dont fill"),
        (" ", "dont fill"),
    ],
)
def test_the_brief_calls_an_ultimatum_by_what_was_said_where_that_is_short(text: str, said: str) -> None:
    one = replace(fact("in_force"), id="dont-fill", text=text)
    assert words.called(one) == said
    [found] = accounts(one)
    assert words.in_brief([found], VOICE)[0].startswith(f"“{said}” by Downstream to Upstream: ")


def test_one_account_says_how_often() -> None:
    [found] = accounts(fact("in_force", unmet=unmet(verdicts={"in_force": 2})))
    assert words.in_brief([found], VOICE) == (
        "“dont” by Downstream to Upstream: what Downstream threatens is in force already: nothing is left to threaten.",
    )
    [found] = accounts(
        fact("credible", "cannot", unmet=unmet(verdicts={"credible": 2}), record=Record(text="So it was."))
    )
    assert words.in_brief([found], VOICE) == (
        "“dont” by Downstream to Upstream: the threat is real, but Upstream cannot meet the demand by a move of "
        "its own. Credible wherever it could be carried out (2 of 2 situations). On record: “So it was.”",
    )
    assert words.in_brief([], VOICE) == ()


def test_several_ultimatums() -> None:
    [one] = accounts(fact("credible", "complies"))
    second = replace(fact("bluff", "refuses"), id="or-else")
    both = replace(one, named=False, ultimatums=(*one.ultimatums, second))
    assert words.headline([both], VOICE) == (
        "Of 2 ultimatums, “dont” is strong enough; “or-else” is a bluff."
    )
    alike = replace(both, ultimatums=(second, second))
    assert words.headline([alike], VOICE) == (
        "Both ultimatums of the file come to the same: the threat is a bluff."
    )
    three = replace(both, ultimatums=(second, second, second))
    assert words.headline([three], VOICE) == (
        "All three ultimatums of the file come to the same: the threat is a bluff."
    )
    assert [p.split(":")[0] for p in words.points([both], VOICE)] == [
        "“dont” by Downstream to Upstream",
        "“or else” by Downstream to Upstream",
    ]
    other = replace(both, perspective="two")
    assert words.headline([both, other], VOICE) == (
        "In both accounts, of 2 ultimatums, “dont” is strong enough; “or-else” is a bluff."
    )
    bluffs = replace(alike, perspective="two")
    assert words.headline([alike, bluffs], VOICE) == (
        "Both ultimatums come to the same in both accounts: the threat is a bluff."
    )
    other = replace(other, ultimatums=(second, second))
    assert words.headline([both, other], VOICE) == (
        "The accounts part over “dont”: strong enough in the account “one”, a bluff in the account “two”."
    )
    # That the threat is real is half of it: what the target would do is the other half.
    weak = replace(
        both, perspective="two", ultimatums=(fact("credible", "refuses"), fact("credible", "cannot"))
    )
    assert (
        words.headline([both, weak], VOICE) == "The accounts part over what “dont” and “or-else” are worth."
    )


def test_a_long_message_names_the_accounts_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    found = accounts(fact("credible", "complies"), fact("credible", "refuses"), fact("credible", "complies"))
    monkeypatch.setattr(words, "fitting", lambda *texts: texts[1])
    told = "strong enough in “one” and “three”, real but too weak in “two”."
    assert words.headline(found, VOICE) == f"The accounts part: the threat is {told}"
    several = [replace(a, ultimatums=(*a.ultimatums, fact("bluff", "refuses"))) for a in found]
    assert words.headline(several, VOICE) == f"The accounts part over “dont”: {told}"


def test_a_long_message_of_several_ultimatums_counts_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "fitting", lambda *texts: texts[-1])
    [one] = accounts(fact("credible", "complies"))
    found = [fact("credible", "complies"), fact("bluff", "refuses"), fact("credible", "refuses")]
    three = replace(one, ultimatums=tuple(found))
    assert words.headline([three], VOICE) == "Of 3 ultimatums: one strong enough, one empty and one too weak."
    two = replace(three, perspective="two")
    assert words.headline([three, two], VOICE) == (
        "In both accounts, of 3 ultimatums: one strong enough, one empty and one too weak."
    )
    for other, said in (
        ((found[0], found[0], found[2]), "1 of 3 ultimatums is"),
        ((found[1], found[0], found[2]), "2 of 3 ultimatums are"),
        ((found[1], found[2], found[0]), "3 of 3 ultimatums are"),
    ):
        part = replace(two, ultimatums=other)
        assert words.headline([three, part], VOICE) == f"The accounts part over what {said} worth."
    few = [replace(a, ultimatums=u) for a, u in ((one, tuple(found[:2])), (two, (found[1], found[0])))]
    assert words.headline(few, VOICE) == "The accounts part over what both ultimatums are worth."


def test_the_same_words_said_twice_are_told_apart() -> None:
    conflict = threat(WORKS)
    [first] = conflict.ultimatums
    demanded = conflict.ultimatum("dont")
    other = dreplace(demanded, id="too", demand=demanded.threat, demand_written=demanded.threat_written)
    twice = dreplace(conflict, ultimatums=(first, other))

    class Twice(Voice):
        def words(self, account: str = "") -> Words:
            return Words(twice.under())

    [one] = accounts(replace(fact("bluff", "refuses"), text="Do it."))
    again = replace(one.ultimatums[0], id="too", demand=demanded.threat_written)
    voice = Twice(twice)
    found = replace(one, ultimatums=(*one.ultimatums, again))
    leads = [words.introduced(voice.words(), found.ultimatums, k) for k in (0, 1)]
    assert leads == [
        f"“Do it” by Downstream to Upstream, demanding {voice.words().condition(u.demand, 'up', inside=True)}"
        for u in twice.ultimatums
    ]
    assert [p.split(": the threat")[0] for p in words.in_brief([found, found], voice)] == leads
    # What demands the same too has its name; what is said to others, or otherwise, is not the same.
    same = (one.ultimatums[0], replace(one.ultimatums[0], id="too"))
    assert [words.introduced(NAMES, same, k) for k in (0, 1)] == [
        "“dont” by Downstream to Upstream",
        "“too” by Downstream to Upstream",
    ]
    for apart in ({"text": "Do that."}, {"by": "up", "to": "down"}):
        pair = (one.ultimatums[0], replace(again, **apart))
        assert words.introduced(NAMES, pair, 0) == "“Do it” by Downstream to Upstream"


def test_how_sure() -> None:
    basis = Basis(claims=3, sourced=2, doubted=1)
    ends = (end("nash", 1, 0, 1), end("seq", 2, 2, 0))
    [first] = accounts(fact("credible", "complies", ends=ends, unmet=unmet(verdicts={"credible": 2})))
    first = replace(first, basis=basis)
    assert words.sure([first]) == (
        "Credible wherever it could be carried out (2 of 2 situations). Demand met in the end: Nash ✗ SEQ ✓. "
        "Rests on 3 claims, 2 with a source; 1 is marked as doubtful."
    )
    second = replace(
        first, perspective="two", ultimatums=(fact("bluff", "refuses", ends=(ends[0], end("seq", 2, 1, 0))),)
    )
    assert words.sure([first, second]).startswith(
        "Demand met in the end: Nash ✗ SEQ ✓ (“one”); Nash ✗ SEQ in part (“two”). Rests on"
    )
    none = replace(first, ultimatums=(fact("bluff", "refuses", ends=(end("nash-b", 0, 0, 0), ends[1])),))
    assert "Nash – SEQ ✓" in words.sure([none])
    assert words.sure([replace(first, basis=None, ultimatums=(fact(""),))]) == "Rests on no claim."


# -- on the file -------------------------------------------------------------------------------------------------------


def blocks(found: list[object]) -> list[Text | Table]:
    told: list[Text | Table] = []
    for block in found:
        if isinstance(block, Section):
            told += blocks(list(block.blocks))
        elif isinstance(block, Text | Table):
            told.append(block)
    return told


def table(found: list[object], id: str) -> Table:
    [one] = [b for b in blocks(found) if isinstance(b, Table) and b.id == id]
    return one


def said(conflict: Conflict, **given: object):
    answers, voice = asked(conflict, **given)
    return find("ultimatum").say(answers, voice)


def test_the_two_threats_are_told_apart() -> None:
    works, weak = said(threat(WORKS), name="dont"), said(threat(TOO_WEAK), name="dont")
    assert works.question == "Is the ultimatum “dont” credible, and does it deter?"
    assert (
        works.headline == "The threat works: Upstream meets the demand, and without the threat it would not."
    )
    assert weak.headline == (
        "The threat is too weak: Upstream would defy the demand even if the threat were carried out."
    )
    assert works.points == (
        "With the threat carried out, defiance would leave Upstream worse off than before, and "
        "Downstream would gain.",
        "It would no longer deter if Downstream no longer wanted this: “go to court” exactly if Upstream: “fill the "
        "lake”.",
        "Not looking ahead, the demand is unmet; looking ahead, it is met.",
    )
    assert weak.points[2] == "Where it is heading, the demand is unmet and the threat is carried out."
    assert works.sure == "Demand met in the end: Nash ✗ SEQ ✓. Rests on 3 claims, none with a source."
    assert (works.next, works.id, works.account) == (("detente pivot file.yaml",), "ultimatum-dont", "base")
    vain = said(threat(WORKS, VAIN), name="dont")
    assert vain.next == ('detente whatif file.yaml --prefer down "down.sue"', "detente pivot file.yaml")


def test_details_where_the_demand_is_met() -> None:
    found = said(threat(WORKS), name="dont")
    assert [b.title for b in found.details] == ["Ultimatum “dont”"]
    told = blocks(list(found.details))
    assert [b.text for b in told if isinstance(b, Text)] == [
        "Downstream demands of Upstream: not “fill the lake”. Otherwise: “go to court”.",
        "The demand is met today. In 1 of 1 state that improvements lead to, in which it is met and the threat "
        "not carried out, Upstream would gain by leaving it if nothing followed.",
        "Looked at closely: #1. To carry the threat out, Downstream would take up “go to court”. Upstream is worse "
        "off: it would lose what it wants: Downstream: not “go to court”. Downstream is better off: it wants “go to "
        "court” exactly if Upstream: “fill the lake”.",
    ]
    breaches = table(list(found.details), "breaches")
    assert breaches.columns == (
        "State",
        "Leaves the demand",
        "Threat carried out",
        "Upstream then",
        "Downstream by that",
        "So",
    )
    assert breaches.rows == (
        (
            "#0",
            "Upstream: take up “fill the lake”",
            "Downstream: take up “go to court”",
            "worse off",
            "better off",
            "deterred",
        ),
    )
    weak = table(list(said(threat(TOO_WEAK), name="dont").details), "breaches")
    assert weak.rows[0][3:] == ("better off", "better off", "it pays all the same")
    vain = table(list(said(threat(WORKS, VAIN), name="dont").details), "breaches")
    assert vain.rows[0][3:] == ("worse off", "worse off", "carrying the threat out would not pay")
    never = threat(WORKS, **{"  - irreversible: up.fill": "  - never: up.fill and down.sue"})
    assert table(list(said(never, name="dont").details), "breaches").rows[0][2:] == (
        "—",
        "—",
        "—",
        "the threat cannot be carried out",
    )


def test_statements_and_changes_in_the_details() -> None:
    found = list(said(threat(WORKS), name="dont").details)
    statements = table(found, "statements")
    assert statements.columns == ("Party", "What it wants", "Situations")
    assert statements.rows == (
        ("Upstream", "Downstream: not “go to court”", "2"),
        ("Downstream", "“go to court” exactly if Upstream: “fill the lake”", "2"),
        ("Upstream", "“fill the lake”", "1"),
    )
    turns = table(found, "turns")
    assert turns.columns == ("If", "The threat would be")
    assert turns.rows[:4] == (
        (
            "Downstream did not want this: “go to court” exactly if Upstream: “fill the lake” (now its 1st wish)",
            "not credible",
        ),
        ("Upstream did not want this: “fill the lake” (now its 2nd wish)", "not needed"),
        ("Upstream did not want this: Downstream: not “go to court” (now its 1st wish)", "too weak"),
        ("Upstream put “fill the lake” 1st, not 2nd", "too weak"),
    )
    assert turns.rows[-1][0] == "Upstream also wanted this: Downstream: “go to court” (as its 1st wish)"


UNMET = """
detente: 1
title: Two neighbours
status_quo: [east.pump]
decision_makers:
  east: {name: East, options: {pump: pump}}
  west: {name: West, options: {block: block, wait: wait}}
sources:
  letter: {author: A. Clerk, date: 2020-01-01}
preferences:
  east: EAST
  west: WEST
ultimatums:
  stop:
    {by: west, to: east, demand: not pump, threat: block, deadline: 1 May, text: Stop., because: It runs dry.,
     source: letter#2, record: {text: It went on., source: letter}}
"""
HURT = "[{that: not west.block, source: letter, confidence: 0.5}, pump]"


def neighbours(east: str = HURT, west: str = "[block if east.pump, not block]") -> Conflict:
    return detente.read_conflict(UNMET.replace("EAST", east).replace("WEST", west))


def test_details_where_it_is_unmet() -> None:
    found = said(neighbours(), name="stop")
    assert found.headline == "The threat is real: East would do better to give way than to bear it."
    told = blocks(list(found.details))
    assert [b.text for b in told if isinstance(b, Text)] == [
        "West demands of East by 1 May: not “pump”. Otherwise: “block”.",
        "What was said: Stop. It runs dry. (A. Clerk 2020, 2)",
        "What the record says: It went on. (A. Clerk 2020)",
        "Looked at closely: #1. To carry the threat out, West would take up “block”. East is worse off: it would lose "
        "what it wants: West: not “block”. West is better off: it wants “block” if East: “pump”. To meet the demand, "
        "East would best drop “pump”. Compared with staying: East is worse off: it would lose what it wants: “pump”. "
        "Compared with what is threatened: East is better off: it wants West: not “block”.",
    ]
    verdicts = table(list(found.details), "verdicts")
    assert verdicts.columns == ("The threat is", "States", "Such as", "If it is carried out")
    assert verdicts.rows == (
        ("credible", "1", "#1", "East would be worse off, and West better off"),
        ("in force already", "2", "#3, #7", "it is so already: nothing is left to threaten"),
    )
    replies = table(list(found.details), "replies")
    assert replies.columns == ("East", "States", "Such as")
    assert replies.rows == (("complies", "1", "#1"),)
    assert replies.note == "States in which the threat is in force already are not counted."
    statements = table(list(found.details), "statements")
    assert statements.columns == ("Party", "What it wants", "Situations", "Source", "Confidence")
    assert statements.rows[0] == ("East", "West: not “block”", "1", "A. Clerk 2020", "0.5")
    assert statements.rows[1] == ("West", "“block” if East: “pump”", "1", "", "")


def test_details_of_threats_that_fail() -> None:
    bluff = list(said(neighbours(west="[not block]"), name="stop").details)
    assert table(bluff, "verdicts").rows[0][::3] == (
        "a bluff",
        "East would be worse off, but West would not gain: GMR counts it as a sanction, SEQ does not",
    )
    assert table(bluff, "replies").rows[0][0] == "refuses"
    painless = list(said(neighbours(east="[pump]", west="[not block]"), name="stop").details)
    assert table(painless, "verdicts").rows[0][::3] == (
        "painless",
        "East would be no worse off; West would not gain either",
    )
    [text] = [b.text for b in blocks(painless) if isinstance(b, Text) and b.text.startswith("Looked at")]
    assert "East is as well off: none of its statements tells the two apart." in text
    pays = table(list(said(neighbours(east="[pump]"), name="stop").details), "verdicts")
    assert pays.rows[0][3] == "East would be no worse off"
    anyway = said(neighbours(east="[not pump]"), name="stop")
    assert table(list(anyway.details), "replies").rows[0][0] == (
        "would gain by a move that also complies, threat or no threat"
    )


def test_how_often_a_painless_threat_would_not_pay_either() -> None:
    found = [
        JudgedState(state=0, verdict="painless", executions=(execution(0, g),), reply="refuses")
        for g in (1, 0, -1)
    ]
    assert tables._in_vain(found, "West") == "; West would not gain either (in 2 of them)"
    assert tables._in_vain(found[:1], "West") == ""
    assert tables._in_vain([], "West") == ""


def test_orders_of_places_are_told() -> None:
    weights = neighbours(east="{weights: {pump: 1, west.block: -3}}")
    told = " ".join(b.text for b in blocks(list(said(weights, name="stop").details)) if isinstance(b, Text))
    assert "In the order of East, #3 stands 2 places below #1." in told
    [answer], voice = asked(weights, name="stop")
    [one] = answer.ultimatums
    for places, text in ((1, "stands 1 place above"), (0, "tie"), (-1, "stands 1 place below")):
        shift = Shift(decision_maker="east", state=0, other=1, places=places)
        shifted = replace(one, unmet=replace(one.unmet, shifts=(shift,)))
        [block] = tables._shifts(voice.words(""), shifted, answer.states)
        assert text in block.text


def test_a_reason_says_which_way() -> None:
    told = Words(neighbours().under())
    assert tables.because(told, "East", because("east", 1, "pump")) == "East is better off: it wants “pump”."
    assert tables.because(told, "East", because("east", -1, "pump")) == (
        "East is worse off: it would lose what it wants: “pump”."
    )
    assert tables.because(told, "East", because("east", 0, "pump")) == "East is as well off."
    assert [tables.off(because("east", g)) for g in (1, 0, -1)] == ["better off", "as well off", "worse off"]


# -- the tree ----------------------------------------------------------------------------------------------------------


def drawn(conflict: Conflict, name: str) -> tuple[ET.Element, Picture, list[UltimatumAnswer]]:
    answers, voice = asked(conflict, name=name)
    found = picture(answers, voice)
    assert found is not None
    return ET.fromstring(found.svg), found, answers


def arrows(svg: ET.Element) -> dict[tuple[str, str], tuple[bool, str | None]]:
    return {
        (g.get("data-from", ""), g.get("data-to", "")): (g.get("data-chosen") == "yes", g.get("data-party"))
        for g in svg.iter()
        if g.get("data-kind") == "arrow"
    }


def nodes(svg: ET.Element) -> dict[str, str]:
    return {
        g.get("data-node", ""): " ".join("".join(t.itertext()) for t in g.iter() if t.tag.endswith("text"))
        for g in svg.iter()
        if g.get("data-kind") == "node"
    }


@pytest.mark.parametrize(
    ("conflict", "name", "meets", "carries"),
    [
        (threat(WORKS), "dont", True, True),
        (threat(TOO_WEAK), "dont", False, True),
        (threat(WORKS, VAIN), "dont", False, False),
        (neighbours(), "stop", True, True),
        (neighbours(west="[not block]"), "stop", False, False),
        (neighbours(east="[pump]"), "stop", False, True),
    ],
)
def test_the_tree_shows_what_each_would_choose(
    conflict: Conflict, name: str, meets: bool, carries: bool
) -> None:
    svg, _, [answer] = drawn(conflict, name)
    [one] = answer.ultimatums
    makers = [m.id for m in answer.decision_makers]
    to, by = str(makers.index(one.to)), str(makers.index(one.by))
    found = arrows(svg)
    assert set(found) == {("0", "0.0"), ("0", "0.1"), ("0.1", "0.1.0"), ("0.1", "0.1.1")}
    assert (found["0", "0.0"][0], found["0", "0.1"][0]) == (meets, not meets)
    assert (found["0.1", "0.1.0"][0], found["0.1", "0.1.1"][0]) == (carries, not carries)
    for (start, _), (chosen, party) in found.items():
        if chosen:
            assert party == (to if start == "0" else by)
    told = nodes(svg)
    names = {m.id: m.name for m in answer.decision_makers}
    assert told["0"] == names[one.to]
    assert told["0.1"] == names[one.by]
    voice = Voice.of(conflict, [answer])
    for node, name_ in (("0.0", "met"), ("0.1.0", "carried_out"), ("0.1.1", "nothing")):
        ending = one.exchange.ending(name_)
        place = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th"}
        assert told[node].startswith(voice.letter(answer.states[ending.state]))
        assert (
            f"{names[one.to]} {place[ending.target]}, {names[one.by]} {place[ending.threatener]}"
            in told[node]
        )


def test_the_words_on_the_branches() -> None:
    svg, _, _ = drawn(threat(WORKS), "dont")
    text = " ".join("".join(t.itertext()) for t in svg.iter() if t.tag.endswith("text"))
    for part in ("keeps to the", "defies it", "carries the", "does nothing"):
        assert part in text
    svg, _, _ = drawn(neighbours(), "stop")
    text = " ".join("".join(t.itertext()) for t in svg.iter() if t.tag.endswith("text"))
    for part in ("meets the", "refuses", "carries the", "does nothing"):
        assert part in text


@pytest.mark.parametrize(
    ("conflict", "name", "said_"),
    [
        (
            threat(WORKS),
            "dont",
            "Upstream would keep to the demand; if the demand were unmet, Downstream would carry the threat out.",
        ),
        (
            threat(TOO_WEAK),
            "dont",
            "Upstream would defy the demand; then Downstream would carry the threat out.",
        ),
        (
            threat(WORKS, VAIN),
            "dont",
            "Upstream would defy the demand; then Downstream would not carry the threat out.",
        ),
        (
            threat(WORKS, **{"  - irreversible: up.fill": "  - never: up.fill and down.sue"}),
            "dont",
            "Upstream would defy the demand; then Downstream could not carry the threat out.",
        ),
        (
            neighbours(),
            "stop",
            "East would meet the demand; if the demand were unmet, West would carry the threat out.",
        ),
        (
            neighbours(west="[not block]"),
            "stop",
            "East would refuse; then West would not carry the threat out.",
        ),
        (
            neighbours(west="[wait]"),
            "stop",
            "East would refuse; then it would be a tie for West whether to carry the threat out.",
        ),
    ],
)
def test_the_tree_in_words(conflict: Conflict, name: str, said_: str) -> None:
    _, found, _ = drawn(conflict, name)
    assert found.text == said_
    assert found.title == "What each side would choose"


def drawn_of(found: Picture | None) -> Picture:
    assert found is not None
    return found


def test_a_tie_and_what_cannot_be_done_in_words() -> None:
    conflict = threat(WORKS, **{"[]": "[up.fill]"})
    svg, found, _ = drawn(conflict, "dont")
    assert found.text == "Upstream cannot meet the demand; then Downstream would carry the threat out."
    assert set(arrows(svg)) == {("0", "0.0"), ("0.0", "0.0.0"), ("0.0", "0.0.1")}
    assert arrows(svg)["0", "0.0"][0]
    answers, voice = asked(neighbours(), name="stop")
    [answer] = answers
    [one] = answer.ultimatums
    tied = replace(answer, ultimatums=(replace(one, exchange=replace(one.exchange, target="either")),))
    found = drawn_of(picture([tied], voice))
    assert found.text == (
        "for East it is a tie whether to meet the demand; if the demand were unmet, West would carry the threat out."
    )
    assert not any(arrows(ET.fromstring(found.svg))["0", k][0] for k in ("0.0", "0.1"))
    assert [row[-1] for row in found.plain[0].rows] == ["", "", ""]


def test_the_tree_as_a_table() -> None:
    _, found, _ = drawn(threat(WORKS), "dont")
    [plain] = found.plain
    assert plain.columns == ("What happens", "Outcome", "Upstream", "Downstream", "So")
    assert plain.rows == (
        ("demand kept to", "today", "2nd", "1st", "→"),
        ("demand defied, threat carried out", "A", "3rd", "1st", ""),
        ("demand defied, nothing done", "B", "1st", "2nd", ""),
    )
    assert plain.heads == 1
    assert plain.note == "A: Upstream: fill the lake; Downstream: go to court; B: Upstream: fill the lake."
    assert plain.centred == {4}
    weak = drawn(threat(TOO_WEAK), "dont")[1].plain[0]
    assert [r[-1] for r in weak.rows] == ["", "→", ""]


def test_accounts_that_differ_are_branches_of_one_tree() -> None:
    text = UNMET.replace("preferences:\n  east: EAST\n  west: WEST\n", "") + (
        "perspectives:\n"
        f"  one: {{preferences: {{east: {HURT}, west: ['block if east.pump', not block]}}}}\n"
        f"  two: {{preferences: {{east: {HURT}, west: [not block]}}}}\n"
        f"  three: {{preferences: {{east: {HURT}, west: ['block if east.pump', not block]}}}}\n"
    )
    conflict = detente.read_conflict(text)
    svg, found, _ = drawn(conflict, "stop")
    assert found.text == (
        "In the accounts “one” and “three”: East would meet the demand; if the demand were unmet, West would carry the "
        "threat out. In the account “two”: East would refuse; then West would not carry the threat out."
    )
    told = arrows(svg)
    assert not told["0", "0.0"][0]
    assert not told["0", "0.1"][0]
    assert told["0.0", "0.0.0"][0]
    assert told["0.1", "0.1.1"][0]
    assert nodes(svg)["0"] == "By which account?"
    text = " ".join("".join(t.itertext()) for t in svg.iter() if t.tag.endswith("text"))
    assert "one, three" in text
    [plain] = found.plain
    assert plain.columns[0] == "Account"
    assert [r[0] for r in plain.rows] == ["one, three", "", "", "two", "", ""]
    assert [r[-1] for r in plain.rows] == ["→", "", "", "", "", "→"]
    assert plain.heads == 2
    whole = said(conflict, name="stop")
    assert whole.account == ""
    assert [b.title for b in whole.details[0].blocks if isinstance(b, Section)] == [
        "Account “one”",
        "Account “two”",
        "Account “three”",
    ]


def test_nothing_is_drawn_where_there_is_no_exchange() -> None:
    answers, voice = asked(threat("[not fill, not down.sue]"), name="dont")
    assert picture(answers, voice) is None
    assert said(threat("[not fill, not down.sue]"), name="dont").pictures == ()


# -- the game tree -----------------------------------------------------------------------------------------------------


def number(value: object) -> Exact:
    exact = Fraction(str(value))
    return Exact(exact=str(exact), decimal=float(exact))


def test_numbers_are_written_exactly() -> None:
    told = [tree_words.number(number(x)) for x in ("3", "-0.5", "5/8", "1/3", "-8", "0", "-1/4")]
    assert told == ["3", "-0.5", "0.625", "1/3", "-8", "0", "-0.25"]


def part(
    low: object, high: object, ends: tuple[bool, bool], threat_: str, *plans: tuple[bool, bool, bool]
) -> Part:
    ending = {
        (False, False, False): "quiet",
        (True, True, True): "concedes",
        (True, False, True): "carries_out",
    }
    told = tuple(
        Plan(threatens=p[0], concedes=p[1], carries_out=p[2], ending=ending.get(p, "backs_down"))
        for p in plans
    )
    worth = tuple(Worth(ending=p.ending, threatener=number(5), target=number("-0.5")) for p in told)
    return Part(
        low=number(low),
        high=None if high is None else number(high),
        includes=ends,
        threat=threat_,
        plans=told,
        endings=worth,
    )


@pytest.mark.parametrize(
    ("low", "high", "ends", "said_"),
    [
        (1, 1, (True, True), "1"),
        (1, None, (True, False), "1 or more"),
        (1, None, (False, False), "more than 1"),
        (1, 3, (False, False), "between 1 and 3"),
        (1, 3, (True, False), "from 1 to below 3"),
        (1, 3, (False, True), "above 1 to 3"),
        (1, 3, (True, True), "from 1 to 3"),
    ],
)
def test_the_costs_of_a_part(low: int, high: int | None, ends: tuple[bool, bool], said_: str) -> None:
    assert tree_words.cost(part(low, high, ends, "tie", (False, False, False))) == said_


def test_a_part_in_words() -> None:
    quiet = part(1, 3, (True, False), "not_credible", (False, False, False))
    assert tree_words._part(quiet, "West", "East") == (
        "Where backing down costs from 1 to below 3, the threat is not credible; East would resist. It ends with this: "
        "West threatens nothing (5 to West, -0.5 to East)."
    )
    gives = part(4, 4, (True, True), "credible", (True, True, True))
    assert tree_words._part(gives, "West", "East") == (
        "Where backing down costs 4, the threat is credible; East would concede. It ends with this: "
        "West threatens and East concedes (5 to West, -0.5 to East)."
    )
    tie = part(3, 3, (True, True), "tie", (True, True, True), (True, False, True))
    assert tree_words._part(tie, "West", "East") == (
        "Where backing down costs 3, carrying the threat out and backing down are a tie; East may concede or resist. "
        "It ends with this: West threatens and East concedes (5 to West, -0.5 to East) or West threatens, East "
        "resists, West carries it out (5 to West, -0.5 to East) (a tie: either can follow)."
    )
    assert tree_words.ending("backs_down", "West", "East") == "West threatens, East resists, West backs down"


def tree(**more: object) -> GameTree:
    facts: dict[str, object] = {"threshold": number(3), "parts": (), "side": "above", "value": number("5/8")}
    return GameTree(**(facts | more))


def test_the_threshold_and_the_probability() -> None:
    def told(value: object) -> str:
        return tree_words.threshold(NAMES, fact("", game_tree=tree(threshold=number(value))))

    assert told(3) == (
        "By the numbers of the file, Downstream would rather carry the threat out than back down where backing down "
        "costs more than 3."
    )
    assert told(0).endswith("costs more than 0.")
    assert told(-1) == (
        "By the numbers of the file, Downstream would rather carry the threat out than back down at any cost."
    )
    lead = "Were the threat carried out only with some probability, Up would concede"
    for side, end_ in (
        ("above", " if that is above 0.625; at 0.625 it is a tie."),
        ("below", " if that is below 0.625; at 0.625 it is a tie."),
        ("always", " whatever it is."),
        ("never", " at none of them."),
        ("tie", " or not, whatever it is: a tie."),
    ):
        assert tree_words.critical(tree(side=side), "Up") == lead + end_


def test_a_cost_that_grows_and_a_gamble() -> None:
    assert tree_words.grows(Growth(tie_day=None, locked_from=None)) == (
        "The cost never grows past that: there is no day from which on the threat is locked in."
    )
    assert tree_words.grows(Growth(tie_day=None, locked_from=0)) == (
        "From day 0 on the threat is locked in: backing down costs too much from the start."
    )
    assert tree_words.grows(Growth(tie_day=number(6), locked_from=7)) == (
        "The cost grows with time: day 6 is a tie. From day 7 on the threat is locked in."
    )
    assert tree_words.grows(Growth(tie_day=number("7.5"), locked_from=8)) == (
        "The cost grows with time: day 7.5 would be the tie, between two whole days. From day 8 on the threat is "
        "locked in."
    )
    lead = "If West carries it out come what may with probability 0.5 and else backs down, "
    for replies, end_ in (
        (((True, number(5)),), "East concedes (worth 5 to West on average)."),
        (((False, None),), "East resists."),
        (
            ((True, number(5)), (False, None)),
            "East concedes (worth 5 to West on average) or East resists. A tie.",
        ),
    ):
        found = tree(resolved=Gamble(probability=number("0.5"), replies=replies))
        assert tree_words.gamble(found, "West", "East") == lead + end_


def test_the_game_tree_on_the_file() -> None:
    found = said(detente.load("ultimatum-audience-cost"), name="range-of-costs")
    told = table(list(found.details), "tree")
    assert told.columns == (
        "Audience cost",
        "The threat is",
        "How it ends",
        "Worth to Challenger",
        "Worth to Target",
    )
    assert told.rows == (
        ("from 1 to below 3", "not credible", "Challenger threatens nothing", "0", "0"),
        ("3", "a tie", "Challenger threatens and Target concedes", "5", "-5"),
        ("", "", "Challenger threatens nothing", "0", "0"),
        ("above 3 to 4", "credible", "Challenger threatens and Target concedes", "5", "-5"),
    )
    assert told.note == "Solved from its end; 4 endings. Numbers of the file, not orders of preference."


# -- sanctions ---------------------------------------------------------------------------------------------------------


def sanctions(count: int, bluffs: int) -> Sanctions:
    return Sanctions(
        concept="gmr",
        equilibria=(),
        count=str(count),
        reached=0,
        without=(),
        without_count="0",
        credible=(),
        credible_count="0",
        bluffs=(),
        bluff_count=str(bluffs),
        deterred_by_bluff={"up": bluffs, "down": 0},
        list=(),
        all="0",
        complete=True,
    )


def test_how_much_rests_on_bluffs() -> None:
    told = sanction_words.sanction_summary
    assert told([]) == told([sanctions(0, 0)]) == "No outcome holds for fear of an answer."
    assert told([sanctions(3, 0)]) == "No outcome that holds rests on a bluff."
    end_ = " on a bluff: an answer that would not pay all who give it."
    assert told([sanctions(3, 1)]) == f"One of three outcomes that hold rests{end_}"
    assert told([sanctions(3, 2)]) == f"Two of three outcomes that hold rest{end_}"
    assert told([sanctions(1, 1)]) == f"The one outcome that holds rests{end_}"
    assert (
        told([sanctions(3, 0), sanctions(2, 0)])
        == "In every account, no outcome that holds rests on a bluff."
    )
    assert told([sanctions(3, 0), sanctions(2, 1)]) == (
        "The outcomes that hold only for fear of a bluff are, account by account, 0 of 3 and 1 of 2."
    )
    assert sanction_words.whom(sanctions(3, 2), NAMES) == [
        "Nothing but a bluff keeps Upstream in 2 of these states."
    ]
    assert sanction_words.whom(sanctions(3, 0), NAMES) == []


def test_sanctions_on_the_file() -> None:
    chicken = said(detente.load("chicken"))
    assert chicken.question == "On which sanctions does what holds rest, and which are bluffs?"
    assert chicken.headline.startswith("One of three outcomes that hold rests on a bluff")
    assert chicken.points == chicken.pictures == ()
    assert chicken.sure.startswith("Outcomes that hold: GMR. Rests on 2 claims")
    assert chicken.next == ("detente explain file.yaml",)
    [section] = chicken.details
    assert section.title == "Sanctions on which what holds rests"
    text, bluffs = section.blocks
    assert text.text == (
        "3 states hold under GMR. In 2 (driver_1_swerves, driver_2_swerves) nobody has anything better to move to, so "
        "that no sanction is needed. In 1 (both_swerve) somebody stays for fear of a bluff alone: an answer by which "
        "not all who give it gain. Nothing but a bluff keeps First driver in 1 and Second driver in 1 of these states."
    ).replace("driver_1_swerves, driver_2_swerves", "first_swerves, second_swerves")
    assert bluffs.title == "Bluffs"
    assert bluffs.columns == ("State", "Who would gain by leaving", "What keeps it", "Does not gain by that")
    assert bluffs.rows[0] == (
        "both_swerve",
        "First driver: drop “swerve”",
        "Second driver: drop “swerve”",
        "Second driver",
    )
    assert bluffs.rows[1][0] == ""
    dilemma = said(detente.load("prisoners-dilemma"))
    assert dilemma.headline == "No outcome that holds rests on a bluff."
    [section] = dilemma.details
    text, credible = section.blocks
    assert "In 1 (silence) every sanction is credible: each who carries it out gains (SEQ)." in text.text
    assert credible.title == "Credible sanctions"
    assert credible.columns == ("State", "Who would gain by leaving", "What keeps it")


# -- limits, on whole files --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("istanbul-2025", "ceasefire-or-sanctions"),
        ("istanbul-2025", None),
        ("ultimatum-audience-cost", None),
        ("ultimatum-audience-cost", "growing-cost"),
        ("chicken", None),
        ("elmira", None),
    ],
)
def test_headlines_and_points_are_short_and_plain(name: str, given: str | None) -> None:
    conflict = detente.load(name)
    answers, voice = asked(conflict, name=given)
    each = [[a] for a in answers] if len(answers) > 1 else []
    for some in ([*answers], *each):
        told = find("ultimatum").say(some, voice)
        assert len(told.points) <= 3
        for sentence in (told.headline, *told.points):
            assert len(sentence.split()) <= (30 if sentence.startswith("“") else 25), sentence
            assert not CONCEPTS.search(sentence)
            assert "#" not in sentence
            assert sentence.endswith(".")
        assert told.sure
        assert 1 <= len(told.next) <= 2


def test_what_every_account_makes_of_istanbul() -> None:
    answers, voice = asked(detente.load("istanbul-2025"), name="ceasefire-or-sanctions")
    assert words.in_brief(answers, voice) == (
        "“ceasefire or sanctions” by Europe to Russia: painless for Russia in “commentary”, strong enough in “kyiv”, "
        "real but not needed in “broker”. On record: “The threat was carried out at least in part and did not bring "
        "about what was demanded.”",
    )


def test_the_ending_of_an_exchange() -> None:
    one = Ending(name="nothing", state=0, target=1, threatener=1)
    found = Exchange(endings=(one,), target="leaves", threatener="cannot")
    assert (found.result, found.ending("nothing"), found.ending("met")) == ("nothing", one, None)


def test_dates_are_left_out_where_there_are_none() -> None:
    conflict = neighbours()
    asked_ = conflict.ultimatums[0]
    told = Words(conflict.under())
    assert words.told(told, asked_).startswith("West demands of East by 1 May: ")
    assert words.told(told, dreplace(asked_, deadline="")).startswith("West demands of East: ")
    assert [
        b.text for b in words._record(told, dreplace(asked_, text="", because="", sources=(), record=None))
    ] == []


def test_accounts_judged_and_not() -> None:
    assert BELIEVED
    [plain], voice = asked(threat(WORKS, **{"status_quo: []\n": ""}))
    found = find("ultimatum").say([plain], voice)
    assert "no 'status_quo'" in found.headline


def test_other_ways_to_carry_a_threat_out_are_counted() -> None:
    def told(number: int) -> str:
        [block] = tables._closely(NAMES, fact("credible", unmet=looked(number)), answered.states)
        assert isinstance(block, Text)
        return block.text

    def looked(number: int) -> Unmet:
        judged = JudgedState(
            state=0, verdict="credible", executions=(execution(-1, 1),) * number, reply="complies"
        )
        return unmet(states=(judged,))

    [answered], _ = asked(threat(WORKS), name="dont")
    assert "other way" not in told(1)
    assert told(2).endswith(" There is 1 other way to carry it out.")
    assert told(3).endswith(" There are 2 other ways to carry it out.")


def test_of_many_changes_that_turn_a_verdict_twelve_are_listed() -> None:
    turns = tuple(turn("drop", "not_needed", place=k) for k in range(1, 14))
    [cut] = tables._turns(NAMES, fact("deters", met=True, kept=kept(None, turns=turns)))
    [whole] = tables._turns(NAMES, fact("deters", met=True, kept=kept(None, turns=turns[:12])))
    assert isinstance(cut, Table)
    assert isinstance(whole, Table)
    assert (len(cut.rows), cut.note) == (12, "And 1 more; JSON has all.")
    assert (len(whole.rows), whole.note) == (12, "")
    assert whole.title == "Single changes of a wish that turn the verdict"
    assert whole.columns == ("If", "The threat would be")
    assert tables._turns(NAMES, fact("deters", met=True, kept=kept(None))) == []


def test_where_only_some_accounts_lead_to_the_threat_it_is_said_of_these() -> None:
    both = threat(WORKS)
    answers, voice = asked(both, name="dont")
    [one] = answers
    other = replace(one, perspective="other")
    no_end = replace(other, ultimatums=(replace(one.ultimatums[0], ends=()),))
    told = words.points([one, no_end], voice)
    assert [t for t in told if t.startswith("In the account “base”, ")]
    assert not [t for t in told if "other" in t]
