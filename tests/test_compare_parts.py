"""Parts of ``compare`` one by one, on typed facts: what has no letter, long names, many states, starts and sources."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from detente.answers import Level, Shared
from detente.conflict import read_conflict
from detente.questions.compare import answer as facts
from detente.questions.compare import compare, weighing
from detente.questions.compare import mix_words as m
from detente.questions.compare import picture as p
from detente.questions.compare import tables as t
from detente.questions.compare import words as w
from detente.questions.compare.answer import CompareAnswer
from detente.questions.compare.mixes_answer import InfluenceFact, MisfitFact, MixedOutcome, Needed
from detente.wording import Voice
from tests.test_compare_words import asked, mixed, seen
from tests.test_read import TWO_CASES
from tests.test_read_more import OTHER

DAM = """
detente: 1
title: A dam
status_quo: [a.x]
sources: {paper: A paper}
decision_makers:
  a: {name: Alba, options: {x: {text: do x, short: x}}}
  b: {name: Brin, options: {y: {text: do y, short: y}}}
perspectives:
  one: {says: 1, preferences: {a: [{that: not x, id: calm, because: They said so., source: "paper#2",
    confidence: 0.4}], b: [{that: y, id: why}]}}
  two: {says: 2, preferences: {a: [not x], b: [{that: not y, id: lazy}]}}
"""


def dam() -> tuple[CompareAnswer, Voice]:
    answer, voice, _ = asked(DAM)
    return answer, voice


def test_an_outcome_without_a_letter_is_what_an_account_predicts_or_another() -> None:
    answer, voice = dam()
    known = [k for k, s in enumerate(answer.states) if s.id in voice.outcomes]
    unknown = [k for k, s in enumerate(answer.states) if s.id not in voice.outcomes]
    assert known
    assert unknown

    def told(states: list[int], *accounts: str) -> str:
        return m.outcome_named(
            answer, MixedOutcome(states=tuple(states), count=1, accounts=accounts, needs=()), voice
        )

    assert told(known[:1], "two") == voice.letters([answer.states[known[0]]])
    assert told([known[0], unknown[0]], "two", "one") == "what “two” predicts"
    assert told(unknown[:1]) == "another outcome"


def test_who_has_to_be_right_is_left_out_where_the_names_are_too_long() -> None:
    answer, voice = dam()

    def only_if(name: str) -> str:
        return f"B comes about only if “{name}” is right about Alba and Brin"

    assert answer.mixes is not None
    for name, said in (
        ("x y z", f"{only_if('x y z')} (1 of 4 mixes of accounts; a count, not a chance)."),
        ("x y z u", f"{only_if('x y z u')} (1 of 4 mixes; a count, not a chance)."),
        ("x y z u v w", f"{only_if('x y z u v w')} (1 of 4 mixes of accounts)."),
        (" ".join(["long"] * 30), "B comes about in 1 of 4 mixes of accounts."),
    ):
        needs = tuple(Needed(part=p, accounts=(name,)) for p in ("a", "b"))
        states = tuple(s for s in range(len(answer.states)) if voice.letter(answer.states[s]) == "B")
        outcome = MixedOutcome(states=states, count=1, accounts=("one",), needs=needs)
        sight = replace(seen(("a", 1, 2), ("b", 2, 2)), outcomes=(outcome, replace(outcome, count=3)))
        one = mixed(answer, sight, fitting=4)
        assert m.rarest(one, voice) == said


def test_over_whom_they_part_most_where_none_matters_much() -> None:
    def parts(*changes: int) -> list[str]:
        made = tuple(
            InfluenceFact(part=f"p{k}", contexts=9, changes=c, alone=False) for k, c in enumerate(changes)
        )
        return weighing.weightiest(replace(seen(), influences=made, deciding=()))

    assert parts() == []
    assert parts(0, 0) == []
    assert parts(1, 3, 3) == ["p1", "p2"]
    assert parts(6, 5, 9) == ["p0", "p2"]


def test_of_many_states_the_first_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    answer, voice, _ = asked(TWO_CASES)
    far = []
    for account, states in zip(answer.accounts, ((0, 1), (1, 2)), strict=True):
        assert account.heading is not None
        ahead = replace(account.heading.ahead, states=states)
        myopic = replace(account.heading.myopic, states=states[:1])
        far.append(replace(account, heading=replace(account.heading, ahead=ahead, myopic=myopic)))
    whole, near = (t.state_table(answer, far, voice, "Where", ahead=a) for a in (True, False))
    assert whole is not None
    assert near is not None
    assert [row[2:] for row in whole.rows] == [(t.HAS, t.HAS_NOT), (t.HAS, t.HAS), (t.HAS_NOT, t.HAS)]
    assert (whole.id, whole.title, whole.columns[0], whole.columns[2:]) == (
        "taken-ahead", "Where", "State", ("here", "there"),
    )  # fmt: skip
    assert (near.id, near.rows) == ("taken", (
        (*whole.rows[0][:2], t.HAS, t.HAS_NOT), (*whole.rows[1][:2], t.HAS_NOT, t.HAS),
    ))  # fmt: skip
    monkeypatch.setattr(t, "MOST_ROWS", 1)
    cut = t.state_table(answer, far, voice, "Where", ahead=True)
    assert cut is not None
    assert cut.rows == whole.rows[:1]
    assert (cut.note, whole.note) == ("2 more; the JSON has them.", "")
    assert (
        t.state_table(answer, answer.accounts, voice, "Where", ahead=False) is None
    )  # nothing is printed empty


def test_equilibria_are_counted_with_commas_of_all_or_of_those_reached() -> None:
    answer, _ = dam()
    many = tuple(
        replace(a, concepts=tuple(replace(c, count="12345", reached=(0,) * 1234) for c in a.concepts))
        for a in answer.accounts
    )
    started = t.concept_table(replace(answer, accounts=many))
    assert started is not None
    assert {cell for row in started.rows for cell in row[1:3]} == {"1,234 of 12,345"}
    nowhere = t.concept_table(replace(answer, accounts=tuple(replace(a, status_quo=None) for a in many)))
    assert nowhere is not None
    assert {cell for row in nowhere.rows for cell in row[1:3]} == {"12,345"}


def test_what_is_given_up_is_what_is_done_at_every_start() -> None:
    found = facts.answer(compare(read_conflict(DAM)))
    for agreed in found.agreed:
        assert (agreed.shared.gone, agreed.shared.never, agreed.shared.taken) == (("a.x",), (), ())
    apart = facts.answer(
        compare(read_conflict(DAM.replace("two: {says: 2,", "two: {says: 2, status_quo: [b.y],")))
    )
    assert {(a.shared.gone, a.shared.never) for a in apart.agreed} == {((), ("a.x",))}
    nowhere = compare(read_conflict(DAM.replace("status_quo: [a.x]\n", "")))
    assert facts._starting(nowhere) == frozenset()


def test_claims_are_told_with_who_makes_them_why_and_by_whom() -> None:
    found = facts.answer(compare(read_conflict(DAM)))
    by_claim = {(c.decision_maker, c.that): c.made for c in found.claims}
    assert [(x.account, x.statement) for x in by_claim["b", "b.y"]] == [("one", "why")]
    assert [(x.account, x.statement) for x in by_claim["b", "not b.y"]] == [("two", "lazy")]
    other = facts.answer(compare(read_conflict(DAM.replace("a: [not x]", "a: [x]"))))
    [made] = next(c.made for c in other.claims if c.that == "not a.x")
    assert (made.account, made.place, made.statement, made.because, made.sources, made.confidence) == (
        "one", 1, "calm", "They said so.", ("paper#2",), 0.4,
    )  # fmt: skip
    assert (made.strength, made.unknown) == (1, False)


def test_lists_that_are_cut_are_named_by_account_and_concept() -> None:
    names: list[str] = []

    class Names:
        def all(self, states: Any, name: str = "") -> tuple[int, ...]:
            names.append(name)
            return ()

    analysis = compare(read_conflict(DAM)).analyses[1]
    facts._concept(analysis, "seq", Names())
    kinds = ("equilibria", "reached", "undeterred", "only_by_moves")
    assert names == [f"two.seq.{kind}" for kind in kinds]


def test_without_a_start_it_is_said_how_many_outcomes_hold_in_all_accounts() -> None:
    answer, _ = dam()
    answer = replace(answer, accounts=tuple(replace(a, heading=None) for a in answer.accounts))
    for number, said in ((1, "1 outcome holds"), (2, "2 outcomes hold")):
        shared = tuple(replace(s, states=(0, 1)[:number]) for s in answer.shared)
        assert w.without_start(replace(answer, shared=shared)) == (
            f"{said} in both accounts; the file says nothing of today."
        )
    nothing = tuple(replace(s, states=()) for s in answer.shared)
    assert w.without_start(replace(answer, shared=nothing)) == (
        "No outcome holds in every one of the accounts; the file says nothing of today."
    )


def test_where_one_account_has_no_start_nobody_leads_anywhere() -> None:
    answer, voice = dam()
    nowhere = replace(answer.accounts[1], heading=None)
    for accounts in ((answer.accounts[0], nowhere), (nowhere, answer.accounts[0]), (nowhere, nowhere)):
        some = replace(answer, accounts=accounts)
        assert w.headline(some, voice) == w.without_start(some)
        unknown = "the file says nothing of today"
        if accounts != (nowhere, nowhere):
            unknown = "not every account says what is so today"
        assert w.without_start(some).endswith(f"; {unknown}.")
        assert "Nash" not in w.sure(some, voice)
    assert w.headline(answer, voice) != w.without_start(answer)


def test_only_accounts_with_a_start_say_what_is_done_there() -> None:
    text = DAM.replace("status_quo: [a.x]\n", "").replace(
        "two: {says: 2,", "two: {says: 2, status_quo: [b.y],"
    )
    assert facts._starting(compare(read_conflict(text))) == {"b.y"}
    both = text.replace("one: {says: 1,", "one: {says: 1, status_quo: [a.x, b.y],")
    assert facts._starting(compare(read_conflict(both))) == {"b.y"}


def test_which_accounts_lead_where_is_told_with_one_verb() -> None:
    assert w.leading_to({"A": ["x"]}) == "“x” leads to A"
    assert w.leading_to({"A": ["x", "y"], "B": ["z"]}) == "“x” and “y” lead to A, “z” to B"
    assert w.leading_to({"A": ["x"], "B": ["y"]}, again=True) == "“x” to A, “y” to B"


@pytest.mark.parametrize("kind", ["taken", "never", "gone", "levels", ""])
def test_what_all_outcomes_share_is_taken_up_given_up_or_in_none(kind: str) -> None:
    answer, _ = dam()
    value: Any = (Level(option="a.x", levels=("low",)),) if kind == "levels" else ("a.x",)
    some = Shared(**({kind: value} if kind else {}))
    for one, other in ((some, Shared()), (Shared(), some), (some, some)):
        shares = {"ahead": one, "myopic": other, "either": Shared()}
        agreed = tuple(replace(a, accounts=("one", "two"), shared=shares[a.sight]) for a in answer.agreed)
        assert w.nothing_shared(replace(answer, agreed=agreed)) == (not kind)
    alone = tuple(replace(a, accounts=("one",), shared=Shared()) for a in answer.agreed)
    assert not w.nothing_shared(replace(answer, agreed=alone))


def test_of_many_ways_the_first_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = facts.answer(compare(read_conflict(TWO_CASES)))
    ways = whole.accounts[0].ways
    assert len(ways) > 1
    monkeypatch.setattr(facts, "MOST_WAYS", 1)
    cut = facts.answer(compare(read_conflict(TWO_CASES)))
    assert cut.accounts[0].ways == ways[:1]


def test_outcomes_that_get_letters_are_the_first_of_each_account_looking_ahead_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer, _ = dam()
    made = []
    for account, ahead, myopic in zip(answer.accounts, ((1, 2, 3, 4), (5,)), ((6,), (2, 7)), strict=True):
        assert account.heading is not None
        both = replace(
            account.heading,
            ahead=replace(account.heading.ahead, states=ahead),
            myopic=replace(account.heading.myopic, states=myopic),
        )
        made.append(replace(account, heading=both, status_quo=0))
    assert facts._spoken(made, same_start=True) == (1, 2, 3, 5, 6, 7)
    assert facts._spoken([replace(made[0], status_quo=5), made[1]], same_start=True) == (1, 2, 3, 6, 7)
    apart = [replace(made[0], status_quo=9), made[1]]
    assert facts._spoken(apart, same_start=False) == (0, 9, 1, 2, 3, 5, 6, 7)
    assert facts._spoken([replace(made[0], heading=None), made[1]], same_start=True) == (5, 2, 7)
    monkeypatch.setattr(facts, "MOST_SPOKEN", 2)
    assert facts._spoken(made, same_start=True) == (1, 2)


def test_how_sure_it_is_tells_how_many_mixes_were_tried_or_drawn() -> None:
    answer, voice = dam()
    assert answer.mixes is not None
    basis = w.sure(answer, voice).partition("tried. ")[2]
    same = tuple(replace(a, same=a.sight == "ahead") for a in answer.agreed)

    def told(**mixes: Any) -> str:
        assert answer.mixes is not None
        return w.sure(replace(answer, agreed=same, mixes=replace(answer.mixes, **mixes)), voice)

    lead = "Nash: they part; SEQ: same outcome. "
    facts_: dict[str, Any] = {"tried": 1234, "fitting": 1234, "total": "12345", "drawn": False}
    assert told(**facts_) == f"{lead}1,234 mixes tried. {basis}"
    assert told(**facts_ | {"fitting": 1}) == f"{lead}1,234 mixes tried, 1,233 do not fit. {basis}"
    assert told(**facts_ | {"drawn": True}) == f"{lead}1,234 of 12,345 mixes drawn. {basis}"
    one = replace(answer, accounts=answer.accounts[:1], mixes=None)
    assert w.sure(one, voice).startswith("Rests on ")


def test_what_is_alike_in_one_way_of_looking_is_told_as_shortly_as_it_has_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer, voice = dam()
    heading = answer.accounts[0].heading
    assert heading is not None
    texts: list[tuple[str, ...]] = []

    def noted(*told: str) -> str:
        texts.append(told)
        return told[-1]

    monkeypatch.setattr(w, "fitting", noted)
    for ahead, how, other in (
        (True, "Looking ahead", "not looking ahead"), (False, "Not looking ahead", "looking ahead"),
    ):  # fmt: skip
        ends = heading.ahead if ahead else heading.myopic
        to = {t: w.where(answer, ends, voice, titled=t) for t in (True, False)}
        over = w.parting_told(answer, voice, ahead=not ahead)
        w.alike_in_one(answer, voice, ahead=ahead)
        lead = f"{how}, both accounts lead to"
        assert over
        assert to[True] != to[False]
        assert texts.pop() == (
            f"{lead} {to[True]}; {other}, {over}.",
            f"{lead} {to[False]}; {other}, {over}.",
            f"{lead} {to[False]}; {other}, they part.",
        )


def test_mixes_that_do_not_fit_are_listed_up_to_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    answer, voice = dam()
    assert answer.mixes is not None
    misfits = tuple(MisfitFact(part="a", account=k, setting="two", why=f"so {k}") for k in ("x", "y", "z"))

    def table(number: int) -> Any:
        assert answer.mixes is not None
        found = replace(answer, mixes=replace(answer.mixes, misfits=misfits[:number]))
        return t.misfit_table(found, voice)

    rows = tuple(("Alba", k, "two", f"so {k}") for k in ("x", "y", "z"))
    assert (table(3).rows, table(3).note, table(3).title, table(3).id) == (
        rows,
        "",
        "Mixes left out",
        "misfits",
    )
    assert table(3).columns == ("Party", "Reading of", "Under the rules of", "Does not fit because")
    monkeypatch.setattr(t, "MOST_ROWS", 2)
    assert (table(2).rows, table(2).note) == (rows[:2], "")
    assert (table(3).rows, table(3).note) == (rows[:2], "1 more; the JSON has them.")


def test_what_was_mixed_is_told_with_how_much_of_it_was_tried() -> None:
    answer, voice = dam()
    assert answer.mixes is not None
    lead = "A mix takes the reading of each party from some account"

    def told(**mixes: Any) -> str:
        assert answer.mixes is not None
        return t.mixes_told(replace(answer, mixes=replace(answer.mixes, **mixes)), voice)

    [alike, brin] = answer.mixes.parts
    same = "On Alba the accounts come to the same."
    assert told() == f"{lead}: 2 in all. {same}"
    assert told(parts=(brin,)) == f"{lead}: 2 in all."
    assert told(total="12345") == f"{lead}: 12,345 in all. {same}"
    drawn = told(total="12345", drawn=True, tried=1234, seed=7)
    assert drawn == f"{lead}: 12,345 in all, of which 1,234 were drawn (seed 7). {same}"
    setting = replace(brin, id=t.SETTING)
    whole = f"{lead}, and the rules, options and today from some account: 2 in all."
    assert told(parts=(brin, setting)) == whole
    assert told(parts=(alike, setting)) == f"{whole} {same}"
    assert told(parts=(setting, brin)) == f"{lead}: 2 in all."


def test_equilibria_that_are_reached_are_counted_only_where_every_account_has_a_start() -> None:
    answer, _ = dam()
    some = replace(answer, accounts=(answer.accounts[0], replace(answer.accounts[1], status_quo=None)))
    for found, of_all in ((answer, True), (some, False)):
        table = t.concept_table(found)
        assert all((" of " in cell) is of_all for row in table.rows for cell in row[1:3])
        assert table.note.startswith("Reached by improvements from today") is of_all
    many = tuple(replace(s, states=(0,) * 1234) for s in answer.shared)
    assert {row[-1] for row in t.concept_table(replace(answer, shared=many)).rows} == {"1,234"}


def test_outcomes_are_laid_side_by_side_in_the_words_of_the_account_with_the_most_options() -> None:
    block = ", block: {text: block it, short: blocks}"
    without = OTHER.replace(block, "").replace("options: {drop: [folk.block]}, ", "")
    added = "    says: wild\n    options: {add: {folk: {" + block.removeprefix(", ") + "}}}\n"
    for text in (OTHER, without.replace("    says: wild\n", added)):
        answer, voice, _ = asked(text)
        table = p.outcomes(answer, voice)
        assert table is not None
        assert [row[1] for row in table.rows] == ["dig", "sue", "block it"]
        assert [row[2] for row in table.rows] == ["·"] * 3
