"""The tables behind an answer about factions, read back against its facts: on random conflicts, on facts changed."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from detente.answers import Level, Shared
from detente.conflict import find_concept, read_conflict
from detente.questions.factions import tables, words
from detente.questions.factions.answer import (
    FactionsAnswer,
)
from detente.questions.factions.facts import (
    Home,
)
from detente.wording import Items, Section, Table, Text, Voice, Words, label, listed
from tests.test_factions import HARBOUR, with_factions
from tests.test_factions_words import BASE, HOME, NAMES, VOICE, asked, exact, home, led

SEEDS = range(20)


@cache
def known(seed: int) -> tuple[FactionsAnswer, Home, Voice]:
    conflict = with_factions(Random(seed))
    [found], voice = asked(conflict, conflict.accounts[0])
    return found, found.homes[0], voice


def weight(found: Home, ids: tuple[str, ...]) -> str:
    weights = {m.id: Fraction(m.weight.exact) for m in found.members}
    total = sum((weights[i] for i in ids), Fraction(0))
    return tables.number(exact(str(total)))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_factions_and_their_power(seed: int) -> None:
    found, inside, _ = known(seed)
    table = tables.power_table(found, inside)
    assert table.title == f"The factions; agreement needs {tables.need(inside)}"
    assert len(table.rows) == len(inside.members)
    for row, m in zip(table.rows, inside.members, strict=True):
        mark = " (veto)" if m.veto else " (never turns anything)" if m.dummy else ""
        assert row[:3] == (m.id, m.name, tables.number(m.weight))
        for cell, value in zip(row[3:5], (m.banzhaf, m.shapley_shubik), strict=True):
            assert cell.split(" ")[0] == value.exact
            assert ("%" in cell) == ("/" in value.exact)
        assert row[5] == m.banzhaf_absolute.exact + mark
        assert row[6] == m.votes_for
    assert table.columns == (
        "Id",
        "Faction",
        "Weight",
        "Banzhaf",
        "Shapley-Shubik",
        "Decides",
        "Votes for",
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_who_votes_for_how_many_deals(seed: int) -> None:
    _, inside, _ = known(seed)
    rows = tables.vote_table(inside).rows
    votes = [v for v in inside.votes if v.deals != "0"]
    assert len(rows) == min(12, len(votes))
    for row, vote in zip(rows, votes, strict=False):
        told = ", ".join(vote.supporters) if vote.supporters else "nobody"
        assert row == (told, weight(inside, vote.supporters), "yes" if vote.ratified else "no", vote.deals)
    assert tables.vote_table(inside).columns == ("Who votes for it", "Weight", "Carried", "Deals")
    [block] = tables.minimal(inside).blocks
    assert isinstance(block, Items)
    expected = [f"{listed(c)} ({weight(inside, c)})" for c in inside.minimal_winning[:12]]
    assert list(block.items) == expected


@pytest.mark.parametrize("seed", SEEDS)
def test_what_could_be_carried_and_what_is_predicted(seed: int) -> None:
    found, inside, voice = known(seed)
    told = tables.deal_table(found, inside, voice.words(found.perspective))
    order = sorted(inside.win_set, key=lambda v: -Fraction(inside.votes[v.vote].weight.exact))[:12]
    assert [row[0] for row in told.rows] == [label(found.states[v.state]) for v in order]
    for row, voted in zip(told.rows, order, strict=True):
        vote = inside.votes[voted.vote]
        assert vote.ratified
        assert row[2:] == (tables.number(vote.weight), ", ".join(vote.pivotal) or "nobody alone")
    predicted = tables.outcome_table(found, inside)
    by_state: dict[int, list[str]] = {}
    votes: dict[int, Any] = {}
    for one in inside.predicted:
        for voted in one.states:
            by_state.setdefault(voted.state, []).append(find_concept(one.concept).name)
            votes[voted.state] = inside.votes[voted.vote]
    for row, (state, concepts) in zip(predicted.rows, by_state.items(), strict=False):
        assert row[:2] == (label(found.states[state]), ", ".join(concepts))
        vote = votes[state]
        if state == inside.against:
            assert row[2:] == ("needs no vote", "", "")
        else:
            assert row[2:] == (
                "yes" if vote.ratified else "no",
                ", ".join(vote.supporters) or "nobody",
                ", ".join(vote.pivotal) or "nobody alone",
            )
    assert len(predicted.rows) == min(12, len(by_state))


@pytest.mark.parametrize("seed", SEEDS)
def test_whose_takeover_changes_what_and_for_whom(seed: int) -> None:
    found, inside, voice = known(seed)
    names = voice.words(found.perspective)
    blocks = tables.takeover_table(found, inside, names)
    changing = [(t, c) for t in inside.takeovers for c in t.by_concept if c.concept in t.changes]
    assert bool(blocks) == bool(changing)
    if not blocks:
        return
    [table] = blocks
    assert isinstance(table, Table)
    assert table.columns == ("Led by", "Concept", "Comes", "Goes", "For whom")
    keys: dict[Any, list[str]] = {}
    for t, c in changing:
        keys.setdefault((t.faction, c.comes, c.goes), []).append(c.concept)
    assert len(table.rows) == min(12, len(keys))
    for row, ((faction, comes, goes), concepts) in zip(table.rows, keys.items(), strict=False):
        taken = next(t for t in inside.takeovers if t.faction == faction)
        assert row[:2] == (faction, ", ".join(find_concept(c).name for c in concepts))
        change = next(c for c in taken.by_concept if c.concept == concepts[0])
        told = [(row[2], comes, change.comes_count), (row[3], goes, change.goes_count)]
        for cell, refs, number in told:
            if refs:
                assert cell.startswith(f"{int(number):,}: {label(found.states[refs[0]])}")
            else:
                assert cell == "—"
        groups: dict[str, list[str]] = {}
        for p in taken.places:
            if p.concept == concepts[0] and p.before is not None and p.after is not None:
                kind = (
                    "better"
                    if p.after.worst < p.before.best
                    else "worse"
                    if p.after.best > p.before.worst
                    else ""
                )
                who = names.party(p.decision_maker) if p.decision_maker else "the faction itself"
                groups.setdefault(kind, []).append(who)
        groups.pop("", None)
        expected = "; ".join(f"{listed(who)} {kind} off" for kind, who in groups.items()) or "—"
        assert row[4] == expected


def test_what_all_deals_share_is_told() -> None:
    def told(shared: Shared | None) -> str:
        return tables.win_set_text(BASE, replace(HOME, win_set_shared=shared), NAMES).partition("; ")[2]

    both = (Level(option="port.dredge", levels=("low", "high")),)
    assert told(Shared(taken=("port.pay",))) == "in all of them: port: p."
    assert told(Shared(taken=("port.pay",), levels=both)) == "in all of them: port: p; d: low or high."
    assert told(Shared(levels=both)) == "in all of them: d: low or high."
    assert told(Shared(varies=("port.pay",))) == "no option is taken in all of them."
    assert told(None) == ""
    lead = tables.win_set_text(BASE, replace(HOME, deals="1", win_set_count="0", where="x"), NAMES)
    assert lead.startswith("Set against today, 0 of 1 feasible state in which x holds would find the weight ")
    assert "that port needs to agree (51 of 100)" in lead


def test_lists_that_are_cut_say_how_many_there_are() -> None:
    many = tuple((f"m{k}",) for k in range(15))
    members = tuple(replace(HOME.members[0], id=f"m{k}") for k in range(15))
    [block] = tables.minimal(replace(HOME, minimal_winning=many, members=members)).blocks
    assert isinstance(block, Items)
    assert block.items[-2:] == ("m11 (50)", "and 3 more; JSON lists them")
    [block] = tables.minimal(replace(HOME, minimal_winning=many[:12], members=members)).blocks
    assert isinstance(block, Items)
    assert len(block.items) == 12
    votes = tuple(replace(HOME.votes[0], deals="1") for _ in range(13))
    assert tables.vote_table(replace(HOME, votes=votes)).note == "The first 12 of 13; JSON lists all."
    assert tables.vote_table(replace(HOME, votes=votes[:12])).note == ""
    silent = replace(HOME.votes[0], deals="2", supporters=(), ratified=False)
    assert tables.vote_table(replace(HOME, votes=(silent,))).rows[0][::2] == ("nobody", "no")


RANKED = HARBOUR.replace(
    "board: {name: The board, weight: 50, preferences: [dredge, not pay]}",
    "board: {name: The board, weight: 50, preferences: {ranking: RANKING}}",
)


def test_what_the_factions_are_said_to_want() -> None:
    game = read_conflict(HARBOUR).game("base")
    ranking = [game.state(k).id for k in range(game.size)]
    text = RANKED.replace("RANKING", str([[s] for s in ranking]).replace("'", ""))
    [found], voice = asked(read_conflict(text), "base")
    [section] = [b for b in tables.details(found, found.homes[0], voice) if isinstance(b, Section)][-1:]
    [table] = section.blocks
    assert isinstance(table, Table)
    assert [row[:2] for row in table.rows][:3] == [
        ("port", "agreement needs 51 of 100"),
        ("The board", "weighs 50"),
        ("", "ranks the states"),
    ]
    assert [row[1] for row in table.rows if row[0] in ("staff", "town")] == ["weighs 49", "weighs 1"]
    assert table.rows[-1][1] == "weighs the options"
    assert all(len(row) == len(table.columns) for row in table.rows)


# -- several accounts and several parties ------------------------------------------------------------------------------


def account(name: str, *changes: str, **more: Any) -> FactionsAnswer:
    return replace(BASE, perspective=name, homes=(home(*changes, **more),))


def test_several_accounts_in_one_table_each_named_once() -> None:
    both = [account("base", "both", "none", "ahead"), account("other", "none", "myopic", "none")]
    table = words.picture(both, VOICE)
    assert table.columns == (
        "Account",
        "Led by",
        "Weight",
        "Decides",
        "Not looking ahead",
        "Looking ahead",
    )
    assert [row[0] for row in table.rows] == ["base", "", "", "other", "", ""]
    assert [row[1] for row in table.rows] == ["The board", "staff", "town"] * 2
    assert {len(row) for row in table.rows} == {6}
    assert [tuple(cell == "the same" for cell in row[4:]) for row in table.rows] == [
        (False, False),
        (True, True),
        (True, False),
        (True, True),
        (False, True),
        (True, True),
    ]
    assert table.heads == 2
    alone = words.picture(both[:1], VOICE)
    assert alone.columns == table.columns[1:]
    assert [row[0] for row in alone.rows] == ["The board", "staff", "town"]
    assert alone.heads == 1


def test_a_point_that_is_too_long_names_who_could_change_it() -> None:
    alike = [f"a{k}" for k in range(10)]
    many = HARBOUR + "".join(f"  {a}: {{says: an account}}\n" for a in alike)
    voice = Voice.of(read_conflict(many), [BASE], "FILE")
    for changes, name in (
        (("both", "none", "none"), "The board"),
        (("none", "ahead", "none"), "staff"),
        (("none", "none", "myopic"), "town"),
        (("myopic", "ahead", "none"), "staff"),
        (("myopic", "ahead", "both"), "town"),
    ):
        told = [*(account(a, *changes) for a in alike), account("other", "none", "none", "none")]
        first, second, *_ = words.points(told, voice)
        assert (
            first
            == f"In the accounts {listed([f'“{a}”' for a in alike])}, a takeover by “{name}” would change it."
        )
        assert second.endswith("it would be heading for the same.")
    short = account("base", "both", "none", "none")
    [first, *_] = words.points([short, account("other", "none", "none", "none")], VOICE)
    assert first == (
        "In the account “base”, a takeover by “The board” in port would change where it is heading."
    )


def test_each_of_three_parties_is_told() -> None:
    parties = tuple(home("both", "none", "none") for _ in range(4))
    found = words.points([replace(BASE, homes=parties)], VOICE)
    assert found == (words.takeovers(NAMES, parties[0]),) * 3
    assert words.points([replace(BASE, homes=parties[:2])], VOICE) == found[:2]


def test_where_it_would_be_heading() -> None:
    one, two = led(same=False, states=(0,)), led(same=False, states=(0, 1))
    states = [BASE.states[k] for k in range(2)]
    assert words.ends(BASE, one, VOICE) == VOICE.named(states[0])
    assert words.ends(BASE, two, VOICE) == VOICE.letters(states)
    assert words.ends(BASE, led(same=False, states=()), VOICE) == "nothing lasts"
    assert words.ends(BASE, led(same=True), VOICE) == "the same"
    assert words.ends(BASE, None, VOICE) == "—"
    many = led(same=False, states=tuple(range(words.MOST_ENDS + 1)))
    assert words.ends(BASE, many, VOICE) == f"one of {words.MOST_ENDS + 1}"


def test_the_text_that_begins_the_details_is_about_the_right_party() -> None:
    blocks = tables.details(BASE, HOME, VOICE)
    [first] = [b for b in blocks if isinstance(b, Text)]
    assert first.text == tables.win_set_text(BASE, HOME, Words(read_conflict(HARBOUR).under("base")))
