"""The tables and letters of rival accounts, read back against the facts of the answer: on random accounts."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec
import pytest

from detente.answers import Ends, Shared, StateValue
from detente.conflict import Conflict, find_concept, read_conflict
from detente.questions.compare import compare, weighing
from detente.questions.compare import mix_words as m
from detente.questions.compare import picture as p
from detente.questions.compare import tables as t
from detente.questions.compare import words as w
from detente.questions.compare.answer import AccountFact, CompareAnswer, answer
from detente.questions.compare.mixes_answer import Needed
from detente.wording import Picture, Section, Table, Voice
from tests.test_compare_words import SAME, asked, change, istanbul, mixed, seen
from tests.test_mixes import random_case

SEEDS = range(16)
__all__ = ["istanbul"]


@cache
def known(seed: int) -> tuple[Conflict, CompareAnswer, Voice]:
    conflict = random_case(seed)[0]
    found = answer(compare(conflict))
    return conflict, found, Voice.of(conflict, [found], "FILE")


def ends_of(account: AccountFact, *, ahead: bool) -> Ends:
    assert account.heading is not None
    return account.heading.ahead if ahead else account.heading.myopic


def shown(account: AccountFact) -> Ends:
    """What a strip shows: looking ahead, unless today then holds or that leads nowhere."""
    assert account.heading is not None
    ahead = account.heading.ahead
    if account.heading.same or (ahead.states and not ahead.stays):
        return ahead
    return account.heading.myopic


@pytest.mark.parametrize("seed", SEEDS)
def test_letters_go_to_the_first_outcomes_looking_ahead_then_to_the_others(seed: int) -> None:
    _, found, _ = known(seed)
    expected: list[int] = []
    for ahead in (True, False):
        for account in found.accounts:
            expected += ends_of(account, ahead=ahead).states[:3]
    starts = sorted({a.status_quo for a in found.accounts if a.status_quo is not None})
    if len(starts) > 1:
        expected = [*starts, *expected]
    expected = [s for s in dict.fromkeys(expected) if len(starts) > 1 or s not in starts]
    assert list(found.spoken) == expected[:9]


def test_three_outcomes_of_an_account_have_letters_and_a_fourth_has_none() -> None:
    makers = {d: {"options": {"x": "do x", "y": "do y"}} for d in "ab"}
    text = msgspec.yaml.encode(
        {
            "detente": 1,
            "title": "Two by two",
            "status_quo": [],
            "decision_makers": makers,
            "preferences": {"a": ["x or y"], "b": ["x or y"]},
            "perspectives": {"one": {"says": "1"}},
        }
    ).decode()
    conflict = read_conflict(text)
    found = answer(compare(conflict))
    account = found.accounts[0]
    assert account.heading is not None
    assert len(ends_of(account, ahead=True).states) > 3
    assert set(found.spoken) == {*account.heading.ahead.states[:3], *account.heading.myopic.states[:3]}
    assert found.spoken[:3] == account.heading.ahead.states[:3]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("ahead", [True, False])
def test_what_is_done_where_each_account_leads(seed: int, ahead: bool) -> None:
    conflict, found, voice = known(seed)
    table = t.taken_table(found, voice, ahead=ahead)
    same = all(a.heading is not None and a.heading.same for a in found.accounts)
    if same and not ahead:
        assert table is None
        return
    assert table is not None
    assert table.id == ("taken-ahead" if ahead else "taken")
    assert table.title.endswith("" if same else ", looking ahead" if ahead else ", not looking ahead")
    assert table.columns == ("Party", "Option", *conflict.accounts)
    options = list(dict.fromkeys(o for a in conflict.accounts for o in conflict.under(a).option_ids))
    options.sort(key=lambda o: conflict.decision_makers.index(conflict.decision_maker(o.partition(".")[0])))
    assert len(table.rows) == len(options)
    for option, row in zip(options, table.rows, strict=True):
        for account, cell in zip(found.accounts, row[2:], strict=True):
            taken = [option in found.states[s].taken for s in ends_of(account, ahead=ahead).states]
            there = option in conflict.under(account.account).options
            expected = "●" if all(taken) else "○" if any(taken) else "·"
            assert cell == (expected if taken and there else ""), (option, account.account)
    firsts = [row[0] for row in table.rows if row[0]]
    assert firsts == list(dict.fromkeys(o.partition(".")[0] for o in options))


@pytest.mark.parametrize("seed", SEEDS)
def test_what_holds_in_each_account(seed: int) -> None:
    _, found, _ = known(seed)
    rows = {row[0]: row[1:] for row in t.concept_table(found).rows}
    assert t.concept_table(found).columns == ("Concept", *(a.account for a in found.accounts), "Shared")
    for k, shared in enumerate(found.shared):
        *cells, last = rows[find_concept(shared.concept).long]
        counted = [a.concepts[k] for a in found.accounts]
        assert cells == [f"{len(c.reached)} of {len(c.equilibria)}" for c in counted]
        sets = [set(c.equilibria) for c in counted]
        assert last == str(len(set.intersection(*sets)))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_mixes_in_tables(seed: int) -> None:
    _, found, voice = known(seed)
    mixes = found.mixes
    assert mixes is not None
    rows = {row[0].lower(): row[1:] for row in t.influence_table(found, voice).rows}
    for ahead, myopic in zip(mixes.ahead.influences, mixes.myopic.influences, strict=True):
        cells = [f"{i.changes} of {i.contexts}{', alone' if i.alone else ''}" for i in (ahead, myopic)]
        assert list(rows[t.part_name(found, ahead.part, voice)]) == cells
    for one in (mixes.ahead, mixes.myopic):
        table = t.outcome_table(found, one, voice, alone=False)
        assert table.id == f"mixes-{one.sight}"
        assert table.title.endswith(", looking ahead" if one.sight == "ahead" else ", not looking ahead")
        assert t.outcome_table(found, one, voice, alone=True).title == "What the mixes lead to"
        assert [row[1] for row in table.rows] == [str(o.count) for o in one.outcomes]
        assert [row[2] for row in table.rows] == [", ".join(o.accounts) or "–" for o in one.outcomes]
        assert [(row[0] == "no rest") for row in table.rows] == [not o.states for o in one.outcomes]
        assert table.note == ""
        more = t.outcome_table(found, change(one, count=str(len(one.outcomes) + 2)), voice, alone=True)
        assert more.note == "2 more; the JSON has them."
    [section] = t.mixed(found, voice)
    assert isinstance(section, Section)
    names = [b.id for b in section.blocks if isinstance(b, Table)]
    assert names == ["influence", "mixes-ahead", *([] if mixes.same else ["mixes-myopic"])]
    assert t.mixed(change(found, mixes=None), voice) == []


@pytest.mark.parametrize("seed", range(60))
def test_what_differs_between_accounts(seed: int) -> None:
    conflict, found, voice = known(seed)
    table = t.difference_table(found, voice)
    given = [(x.accounts, "") for x in (*found.rules_differ, *found.options_differ)]
    starts = dict.fromkeys(a.status_quo for a in found.accounts)
    if len(starts) > 1:
        by_start = [tuple(a.account for a in found.accounts if a.status_quo == s) for s in starts]
        given += [(by, "start") for by in by_start]
    if not given:
        assert table is None
        return
    assert table is not None
    assert table.columns == ("Rule, option or today", *conflict.accounts)
    marks = [tuple("●" if a in by else "·" for a in conflict.accounts) for by, _ in given]
    assert [row[1:] for row in table.rows] == marks
    assert table.marks == {"●": "yes", "·": "no"}
    for one, row in zip(found.options_differ, table.rows[len(found.rules_differ) :], strict=False):
        party, _, option = one.id.partition(".")
        text = conflict.under(one.accounts[0]).options[one.id].text
        assert row[0].startswith(f"{party} can: ")
        assert text in row[0] or option in row[0]
    told = [row[0] for row in table.rows if row[0].startswith("Today is ")]
    assert len(told) == (len(starts) if len(starts) > 1 else 0)
    for start, text in zip(starts, told, strict=False):
        assert start is not None
        assert text == f"Today is #{found.states[start].number}"


@pytest.mark.parametrize("seed", SEEDS)
def test_claims_have_their_places_in_the_columns_of_the_accounts(seed: int) -> None:
    conflict, found, voice = known(seed)
    table = t.claim_table(found, voice)
    if not found.claims:
        return
    assert isinstance(table, Table)
    assert table.columns == ("Party", "Claim", *conflict.accounts)  # no source anywhere: no column for it
    for claim, row in zip(found.claims, table.rows, strict=True):
        assert row[0] == claim.decision_maker
        places = {m.account: str(m.place) for m in claim.made}
        assert row[2:] == tuple(places.get(a, "–") for a in conflict.accounts)


SOURCED = """
detente: 1
title: Sourced
status_quo: []
decision_makers:
  a: {name: Alba, options: {x: {text: do x, short: x}}}
  b: {name: Brin, options: {y: {text: do y, short: y}}}
sources:
  paper: {title: A paper, date: 2001}
  book: {title: A book, date: 1999}
perspectives:
  one: {says: 1, preferences: {a: [{that: x, source: paper}, b.y], b: [y]}}
  two: {says: 2, preferences: {a: [b.y, {that: x, source: book}], b: [not y, {that: a.x, source: book}]}}
rules:
  - {never: a.x and b.y, id: apart, because: they cannot}
"""


def test_sources_stand_beside_claims_and_reasons_beside_rules() -> None:
    file = SOURCED.replace(
        "  two: {says: 2,", "  two: {says: 2, rules: {patch: [{drop: apart}]}, options: {drop: [b.y]},"
    )
    for text in (SOURCED, file.replace("b: [not y, ", "b: [").replace("[b.y, {that: x", "[{that: x")):
        found, voice, _ = asked(text)
        table = t.claim_table(found, voice)
        assert isinstance(table, Table)
        assert table.columns == ("Party", "Claim", "one", "two", "Source")
        by_claim = {(c.decision_maker, c.that): row for c, row in zip(found.claims, table.rows, strict=True)}
        for (dm, that), row in by_claim.items():
            claim = next(c for c in found.claims if (c.decision_maker, c.that) == (dm, that))
            cited = {m.account: "; ".join(m.sources) for m in claim.made}
            if len(set(cited.values())) == 1:
                assert row[-1] == next(iter(cited.values()))
            else:
                assert row[-1] == "; ".join(f"{a}: {s or '–'}" for a, s in cited.items())
    rules = t.difference_table(found, voice)
    assert rules is not None
    assert rules.columns == ("Rule, option or today", "one", "two", "Because")
    assert [row[1:] for row in rules.rows] == [("●", "·", "they cannot"), ("●", "·", "")]


@pytest.mark.parametrize("seed", range(30))
def test_outcomes_side_by_side_are_headed_by_the_accounts_that_lead_there(seed: int) -> None:
    conflict, found, voice = known(seed)
    table = p.outcomes(found, voice)
    led: dict[str, list[str]] = {}
    for account in found.accounts:
        for s in shown(account).states:
            led.setdefault(found.states[s].id, []).append(account.account)
    states: list[StateValue] = [] if voice.today is None else [voice.today]
    states += [s for s in found.outcomes if (s.id in led or voice.today is None) and not voice.is_today(s)]
    if len(states) < 2:
        assert table is None
        return
    assert table is not None
    heads = [
        "Today"
        if voice.is_today(s)
        else voice.letter(s) + (f" ({', '.join(led[s.id])})" if s.id in led else "")
        for s in states
    ]
    assert list(table.columns) == ["Party", "Option", *heads]
    options = {o.text.rstrip("."): o for a in conflict.accounts for o in conflict.under(a).options.values()}
    assert {row[1] for row in table.rows} <= set(options)


def test_the_matrix_says_what_it_shows() -> None:
    found, voice, said = asked(SAME)
    drawn = p.matrix_picture(p.outcome_columns(found), ["a", "b"], voice.words("one"))
    assert drawn is not None
    assert drawn.title == "Who gains and who loses"
    [plain] = drawn.plain
    assert isinstance(plain, Table)
    assert plain.title == drawn.title
    [first, *_] = [b for b in said.details if isinstance(b, Picture)]
    assert first.title == drawn.title
    assert [c.group for c in p.outcome_columns(found)] == ["where it is heading"] * 2


# -- sentences ---------------------------------------------------------------------------------------------------------


def test_the_points_are_whose_reading_decides_how_rare_and_where_each_leads(istanbul: Any) -> None:
    found, voice, said = istanbul
    influence, rarest, leads = (f(found, voice) for f in (m.influence, m.rarest, w.leads))
    assert list(said.points) == [influence, rarest, leads] == w.points(found, voice)
    assert m.decisive(found, voice) == [influence, rarest]
    without = change(found, mixes=None)
    assert w.points(without, voice) == m.decisive(without, voice) == []


def test_several_accounts_of_which_one_has_to_be_right(istanbul: Any) -> None:
    found, voice, _ = istanbul
    assert found.mixes is not None
    [outcome] = [o for o in found.mixes.ahead.outcomes if "commentary" in o.accounts]
    needs = tuple(Needed(part=part, accounts=("kyiv", "broker")) for part in ("russia", "us"))
    ahead = change(
        found.mixes.ahead, outcomes=(change(outcome, needs=needs), *found.mixes.ahead.outcomes[:2])
    )
    assert m.rarest(mixed(found, ahead), voice) == (
        "A comes about only if “kyiv” or “broker” is right about Russia and US "
        "(3 of 81 mixes of accounts; a count, not a chance)."
    )


def test_who_decides_in_one_way_of_looking_does_not_say_it_of_both(istanbul: Any) -> None:
    """A reading that decides in one way of looking only is told of that one."""
    found, voice, _ = istanbul
    deciding = seen(("russia", 4, 4), ("us", 0, 4), deciding=(("russia",),))
    other = seen(("russia", 0, 4), ("us", 4, 4), sight="myopic")
    flat = seen(("russia", 0, 4), ("us", 0, 4), sight="myopic", outcomes=1)
    told = w.over_whom(mixed(found, deciding, other), voice)
    assert told == "Looking ahead, they part most over what Russia wants."
    alike = change(deciding, sight="myopic")
    for either in (alike, flat):
        assert w.over_whom(mixed(found, deciding, either), voice) == "They part most over what Russia wants."
    assert w.over_whom(mixed(found, change(flat, sight="ahead"), other), voice) == (
        "They part most over what US wants."
    )
    assert weighing.other_sight(mixed(found, deciding, other)).sight == "myopic"
    assert weighing.other_sight(mixed(found, change(flat, sight="ahead"), other)).sight == "ahead"


def test_where_some_ends_are_today_and_others_not(istanbul: Any) -> None:
    """Letters, where each has one, today among them; else how many there are."""
    found, voice, _ = istanbul
    first = found.accounts[0].heading.ahead
    both = change(first, states=(found.status_quo, found.spoken[0]), count="2")
    told = w.where(found, both, voice)
    assert told == voice.letters([found.states[found.status_quo], found.states[found.spoken[0]]])
    assert voice.letter(found.states[found.spoken[0]]) in told
    assert w.where(found, change(both, count="3"), voice) == "one of 3 outcomes"
    alone = change(first, states=(found.status_quo,), count="1")
    assert w.where(found, alone, voice) == "no change"


GROUND = """
detente: 1
title: Ground
status_quo: [a.x]
decision_makers:
  a: {name: Alba, options: {x: {text: do x, short: x}}}
  b: {name: Brin, options: {y: {text: do y, short: y}}}
  c: {name: Cora, options: {z: {text: do z, short: z}}}
perspectives:
  one: {says: 1, preferences: {a: [x], b: [y], c: [z]}}
  two: {says: 2, preferences: {a: [x], b: [y], c: [not z]}}
"""


def test_what_all_share_is_told_by_what_is_new_first() -> None:
    found, voice, said = asked(GROUND)
    assert w.common_ground(found, voice) == ["Brin: y"]  # not what Alba does today already
    assert said.headline.startswith("Both accounts lead to: Brin: y. ")
    elsewhere, other, _ = asked(GROUND.replace("says: 2,", "says: 2, status_quo: [],"))
    assert not elsewhere.same_start
    assert w.common_ground(elsewhere, other) == ["Alba: x; Brin: y"]


def test_where_each_leads_is_left_out_where_it_would_be_too_long(istanbul: Any) -> None:
    found, voice, _ = istanbul

    def named(words: int) -> CompareAnswer:
        names = [" ".join(["far"] * words), *(a.account for a in found.accounts[1:])]
        accounts = [change(a, account=n) for a, n in zip(found.accounts, names, strict=True)]
        return change(found, accounts=tuple(accounts))

    assert w.leads(named(1), voice).startswith("Looking ahead, “far” leads to A, ")
    assert w.leads(named(30), voice) == ""
    same, other, _ = asked(SAME)
    assert w.leads(same, other).startswith("Looking ahead or not, ")
    long = change(same, accounts=tuple(change(a, account="far " * 30) for a in same.accounts))
    assert w.leads(long, other) == ""


def test_notes_and_heads_of_the_tables() -> None:
    found, voice, _ = asked(GROUND)
    claims = t.claim_table(found, voice)
    assert isinstance(claims, Table)
    assert (
        claims.note == "The claim's place in the party's list, 1 the most important; – where it is not made."
    )
    assert claims.heads == 2
    assert t.concept_table(found).note == (
        "Reached by improvements from today, of all; last, those that hold in every account."
    )
    assert t.concept_table(found).title == "What holds, by account"
    influence = t.influence_table(found, voice)
    assert influence.title == "Whose reading changes where it leads"
    assert (
        influence.note == "In how many mixes of the others; alone: this reading decides, whatever the others."
    )
    assert found.mixes is not None
    outcomes = t.outcome_table(found, found.mixes.ahead, voice, alone=True)
    assert outcomes.columns == ("Leads to", "Mixes", "Whole accounts", "Needs the reading of")
    needs = (Needed(part="a", accounts=("one", "two")), Needed(part="c", accounts=("two",)))
    one = change(found.mixes.ahead.outcomes[0], needs=needs)
    told = t.outcome_table(found, change(found.mixes.ahead, outcomes=(one,)), voice, alone=True)
    assert told.rows[0][-1] == "Alba: one or two; Cora: two"
    ahead = t.taken_table(found, voice, ahead=True)
    assert ahead is not None
    assert ahead.note == "● in all outcomes (or at which level), ○ in some, · in none."
    misfits = t.misfit_table(found, voice)
    assert misfits.columns == ("Party", "Reading of", "Under the rules of", "Does not fit because")
    assert misfits.title == "Mixes left out"
    without = asked(GROUND.replace("status_quo: [a.x]\n", ""))[0]
    assert t.concept_table(without).note == "Last, those that hold in every account."
    rules, other, _ = asked(
        SOURCED.replace("  two: {says: 2,", "  two: {says: 2, rules: {patch: [{drop: apart}]},").replace(
            "because: they cannot", "because: they cannot, source: paper"
        )
    )
    differing = t.difference_table(rules, other)
    assert differing is not None
    assert differing.title == "What cannot be, what can be done, and where it begins"
    assert differing.rows[0][-1] == "they cannot (A paper 2001)"


def test_what_all_share_in_two_lengths() -> None:
    text = GROUND.replace(
        "{y: {text: do y, short: y}}",
        "{y: {text: do y, short: y}, w: {text: do w, short: w, otherwise: Brin does no w}}",
    ).replace("b: [y]", "b: [y, not w]")
    found, voice, said = asked(text)
    first, *others = w.common_ground(found, voice)
    assert others == ["Brin: y"]
    assert first.startswith("Brin: y")
    assert "does no w" in first
    assert said.headline.startswith("Both accounts lead to: Brin: y")


def test_what_all_share_is_told_of_the_way_of_looking_in_which_they_share_it() -> None:
    found, voice, _ = asked(GROUND)

    def said(every: Any = None, **by: Shared) -> str:
        accounts = tuple(a.account for a in found.accounts)
        told = tuple(
            change(
                a, same=False, accounts=(every or {}).get(a.sight, accounts), shared=by.get(a.sight, Shared())
            )
            for a in found.agreed
        )
        return w.headline(change(found, agreed=told, mixes=None), voice).rstrip()

    x, y, z = (Shared(taken=(o,)) for o in ("a.x", "b.y", "c.z"))
    never = Shared(never=("c.z",))
    assert said(either=z, ahead=y) == "Both accounts lead to: Cora: z."
    assert said(ahead=z, myopic=y) == "If the sides look ahead, both accounts lead to: Cora: z."
    assert said(myopic=y) == "If the sides do not look ahead, both accounts lead to: Brin: y."
    apart = "Looking ahead or not, “one” leads to A (Brin: y; Cora: z), “two” to B (Brin: y)."
    assert said() == said(either=x) == apart  # nothing leads to what is so today already
    assert said(myopic=never) == said(ahead=never) == apart  # something that nothing is said of
    assert said({"ahead": ("one",)}) == apart  # the other comes to no rest
    assert said({"myopic": ("one",)}, myopic=z) == apart


def test_accounts_that_part_are_told_apart_in_the_way_of_looking_in_which_they_do() -> None:
    found, voice, _ = asked(GROUND)
    bare = change(
        found, agreed=tuple(change(a, same=False, shared=Shared()) for a in found.agreed), mixes=None
    )
    assert w.ways_apart(bare, voice) == [
        "Looking ahead or not, “one” leads to A (Brin: y; Cora: z), “two” to B (Brin: y).",
        "Looking ahead or not, “one” leads to A, “two” to B.",
    ]
    one, two = bare.accounts
    assert one.heading is not None
    assert two.heading is not None
    calm = change(two, heading=change(two.heading, myopic=one.heading.myopic))
    assert w.ways_apart(change(bare, accounts=(one, calm)), voice)[1] == (
        "Looking ahead, “one” leads to A, “two” to B."
    )
    quiet = change(two, heading=change(two.heading, ahead=one.heading.ahead))
    assert w.ways_apart(change(bare, accounts=(one, quiet)), voice)[1] == (
        "Not looking ahead, “one” leads to A, “two” to B."
    )
    assert w.ways_apart(change(bare, accounts=(one, one)), voice) == []
    assert w.headline(change(bare, accounts=(one, one)), voice) == (
        "The accounts lead to different outcomes, which have nothing in common."
    )
    some = change(bare, agreed=tuple(change(a, shared=Shared(never=("c.z",))) for a in bare.agreed))
    assert w.headline(change(some, accounts=(one, one)), voice) == "The accounts lead to different outcomes."
    full, voice, said = asked(GROUND.replace("b: [y]", "b: [not y]"))
    [told, *_] = w.ways_apart(full, voice)
    assert told.endswith(". They part only over what Cora wants.")
    assert said.headline == told
    assert not any("“one” leads" in p for p in said.points)  # it is said once


def test_over_whom_they_part_in_one_way_of_looking() -> None:
    found, voice, said = asked(GROUND)
    ahead, myopic = (seen(("a", x, 4), ("b", 1, 4), ("c", 4 - x, 4)) for x in (4, 0))
    both = mixed(found, ahead, change(myopic, sight="myopic"))
    assert w.parting_told(both, voice, ahead=True) == "they part most over what Alba wants"
    assert w.parting_told(both, voice, ahead=False) == "they part most over what Cora wants"
    assert w.over_whom(both, voice) == "Looking ahead, they part most over what Alba wants."
    alone = mixed(found, ahead, seen(("a", 4, 4), ("b", 1, 4), ("c", 0, 4), sight="myopic"))
    assert w.over_whom(alone, voice) == "They part most over what Alba wants."
    assert said.next == ("detente pivot FILE", "detente better FILE")
    assert said.question == "What do the rival accounts predict, and where do they part?"
    assert said.id == "compare"
    assert said.account == ""


def test_how_many_mixes_were_tried_is_told_with_commas() -> None:
    found, voice, said = asked(GROUND)
    assert "Nash: they part; SEQ: they part. 2 mixes tried. Rests on " in said.sure
    assert found.mixes is not None
    many = change(found, mixes=change(found.mixes, tried=1234, fitting=123))
    assert "1,234 mixes tried, 1,111 do not fit. " in w.sure(many, voice)
    drawn = change(found, mixes=change(found.mixes, tried=1234, fitting=1234, total="56789", drawn=True))
    assert "1,234 of 56,789 mixes drawn. " in w.sure(drawn, voice)
    assert w.sure(change(found, mixes=None, agreed=()), voice).startswith("Rests on ")


def test_the_details_have_their_headings_in_order() -> None:
    found, voice, said = asked(GROUND)
    heads = [b.title for b in said.details if isinstance(b, Section)]
    assert heads == ["Mixes of the accounts, party by party", "The claims on which the accounts part"]
    assert isinstance(said.details[0], Picture)
    tables_ = [b.id for b in said.details if isinstance(b, Table)]
    assert tables_ == ["taken-ahead", "accounts"]
    assert t.details(found, voice) == list(said.details)


GIVEN = """
detente: 1
title: Given
status_quo: s
decision_makers: {a: {name: Alba}, b: {name: Brin}}
states: {s: the start, t: the one end, u: the other end}
moves: {a: [s -> t, t -> s], b: [s -> u, u -> s]}
perspectives:
  one: {says: 1, preferences: {a: {ranking: [t, s, u]}, b: {ranking: [s, t, u]}}}
  two: {says: 2, preferences: {a: {ranking: [s, t, u]}, b: {ranking: [u, s, t]}}}
  three: {says: 3, moves: {add: {b: [t -> u]}}, preferences: {a: {ranking: [t, s, u]}, b: {ranking: [s, t, u]}}}
"""


def test_where_each_account_leads_among_states_that_are_given() -> None:
    found, voice, _ = asked(GIVEN)
    table = t.taken_table(found, voice, ahead=True)
    assert table is not None
    assert table.columns[2:] == ("one", "two", "three")
    expected: dict[str, list[str]] = {}
    for account in found.accounts:
        for s in ends_of(account, ahead=True).states:
            expected.setdefault(found.states[s].name, []).append(account.account)
    assert {row[0]: list(row[2:]) for row in table.rows} == {
        s: ["●" if a in by else "·" for a in ("one", "two", "three")] for s, by in expected.items()
    }
    texts = {"s": "the start", "t": "the one end", "u": "the other end"}
    assert all(texts[row[0]] in row[1] for row in table.rows)
    assert table.marks == {"●": "yes", "·": "no"}
    assert table.centred == {2, 3, 4}
    assert len(expected) > 1
    moves = t.difference_table(found, voice)
    assert moves is not None
    assert moves.columns == ("Rule, move or today", "one", "two", "three")
    assert moves.rows == (("Brin can move from t to u", "·", "·", "●"),)
    claims = t.claim_table(found, voice)
    assert isinstance(claims, Table)
    assert claims.columns == ("Party", "Claim", "one", "two", "three")
    assert [row[:2] for row in claims.rows] == [
        (name, "(a ranking or weights, which differ)") for name in ("Alba", "Brin")
    ]
    assert {cell for row in claims.rows for cell in row[2:]} == {""}
    assert "and the rules, moves and today from some account" in t.mixes_told(found, voice)
