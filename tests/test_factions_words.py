"""What is said of factions: each sentence is given a fact and read, both ways round."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import pytest
from msgspec.structs import replace

import detente
from detente.answers import Exact, Span, Standing, StandingKind
from detente.conflict import Conflict, read_conflict
from detente.questions import find
from detente.questions.factions import tables, words
from detente.questions.factions.answer import (
    FactionsAnswer,
)
from detente.questions.factions.facts import (
    AtEnd,
    Home,
    Led,
    Place,
    TakenOver,
)
from detente.questions.question import Request
from detente.wording import Items, Section, Table, Text, Voice, Words
from tests.test_factions import HARBOUR

CONCEPTS = re.compile(r"\b(Nash|GMR|SMR|SEQ|equilibri|Banzhaf|Shapley)")
CONFLICT = read_conflict(HARBOUR)
NAMES = Words(CONFLICT.under("base"))


def asked(conflict: Conflict, *accounts: str, **given: object) -> tuple[Any, Voice]:
    question = find("factions")
    answers = [
        question.answer(r)
        for r in question.ask(Request(conflict, accounts or conflict.accounts, given=given))
    ]
    return answers, Voice.of(conflict, answers, "file.yaml")


[BASE], VOICE = asked(CONFLICT, "base")
[HOME] = BASE.homes


def exact(text: str) -> Exact:
    return Exact(exact=text, decimal=float(Fraction(text)))


def led(
    *, same: bool, kinds: tuple[StandingKind, ...] = ("worse", "better"), states: tuple[int, ...] = (0,)
) -> Led:
    span = Span(best=1, worst=1, of=4)
    makers = ("port", "fishers")
    standings = tuple(
        Standing(decision_maker=d, kind=k, before=span, after=span)
        for d, k in zip(makers, kinds, strict=False)
    )
    return Led(
        concept="nash",
        states=states,
        count=str(len(states)),
        same=same,
        standings=standings,
        own="same",
        shared=None,
    )


def home(*changes: str, **more: object) -> Home:
    """Let the factions change where it is heading as told: ``both``, ``ahead``, ``myopic`` or ``none``."""
    taken = [
        TakenOver(
            faction=member.id,
            account="",
            changes=(),
            by_concept=(),
            places=(),
            myopic=led(same=change not in ("both", "myopic")),
            ahead=led(same=change not in ("both", "ahead")),
        )
        for member, change in zip(HOME.members, changes, strict=False)
    ]
    return replace(HOME, **({"takeovers": tuple(taken)} | more))


# -- takeovers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (("none", "none", "none"), "Whichever faction took over in port, it would be heading for the same."),
        (("both", "both", "both"), "Whichever faction took over in port, the outcome would be another."),
        (
            ("both", "none", "both"),
            "A takeover by “The board” or “town” in port would change where it is heading.",
        ),
        (
            ("ahead", "none", "none"),
            "A takeover by “The board” in port would change where it is heading only if the sides look ahead.",
        ),
        (
            ("none", "myopic", "none"),
            "A takeover by “staff” in port would change where it is heading only if the sides do not look ahead.",
        ),
        (
            ("both", "ahead", "none"),
            "A takeover by “The board” in port would change where it is heading; one by “staff” only if the sides look "
            "ahead.",
        ),
        (
            ("both", "myopic", "none"),
            "A takeover by “The board” in port would change where it is heading; one by “staff” only if the sides do "
            "not look ahead.",
        ),
        (("both", "ahead", "myopic"), "A takeover by “The board” in port would change where it is heading."),
    ],
)
def test_whose_takeover_would_change_it(changes: tuple[str, ...], said: str) -> None:
    assert words.takeovers(NAMES, home(*changes)) == said


def test_one_faction_alone() -> None:
    assert (
        words.takeovers(NAMES, home("both"))
        == "A takeover by “The board” in port would change where it is heading."
    )
    assert words.turning(home("both", "ahead", "myopic")) == (("board",), ("staff",), ("town",))


def test_without_a_status_quo_what_holds_counts() -> None:
    [found], _ = asked(read_conflict(HARBOUR.replace("status_quo: []\n", "")), "base", against="none")
    [inside] = found.homes
    changing = tuple(t.faction for t in inside.takeovers if "nash" in t.changes)
    assert words.turning(inside) == (changing, (), ())
    assert changing
    later = tuple(replace(t, changes=("seq", "smr", "gmr")) for t in inside.takeovers)
    assert words.turning(replace(inside, takeovers=later)) == ((), (), ())


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        (("worse", "better"), "port would lose, while fishers would gain"),
        (("better", "worse"), "fishers would lose, while port would gain"),
        (("worse", "worse"), "port and fishers would lose"),
        (("worse_or_same", "better_or_same"), "port might lose, while fishers might gain"),
        (("open", "same"), "port might gain or lose"),
        (("same", "same"), "nobody would gain or lose"),
    ],
)
def test_for_whom_a_takeover_is_good(kinds: tuple[StandingKind, ...], said: str) -> None:
    assert words.gains(NAMES, led(same=False, kinds=kinds)) == said


def test_who_gains_under_whose_lead() -> None:
    assert (
        words.led(NAMES, home("none", "both", "none"))
        == "Led by “staff”: port would lose, while fishers would gain."
    )
    assert words.led(NAMES, home("none", "none", "myopic")) == (
        "Led by “town”, not looking ahead: port would lose, while fishers would gain."
    )
    assert words.led(NAMES, home("none", "none", "none")) == ""
    assert words.gains(NAMES, led(same=False, kinds=(), states=())) == "no outcome would last"
    assert words.gains(NAMES, led(same=False, kinds=())) == ""


# -- what could be agreed to -------------------------------------------------------------------------------------------


def end(count: int, ratified: int, *, unchanged: bool = False) -> AtEnd:
    return AtEnd(concept="nash", count=count, ratified=ratified, unchanged=unchanged)


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ((end(1, 1), end(1, 1)), "; where it is heading, it could agree."),
        ((end(1, 0), end(1, 0)), "; where it is heading, it could not agree."),
        ((end(3, 0), end(3, 0)), "; where it is heading, it could agree to none."),
        ((end(3, 2), end(3, 2)), "; where it is heading, it could agree to 2 of 3."),
        ((end(3, 3), end(3, 3)), "; where it is heading, it could agree."),
        ((end(0, 0), end(0, 0)), "; where it is heading, nothing lasts."),
        ((end(1, 0, unchanged=True),) * 2, "; where it is heading, today stays and needs no vote."),
        ((), "."),
    ],
)
def test_what_could_be_agreed_to(ends: tuple[AtEnd, ...], said: str) -> None:
    found = replace(HOME, deals="7", win_set_count="4", ends=ends)
    assert words.ratifiable(NAMES, BASE, found) == f"At home, port could agree to 4 of 7 other outcomes{said}"


def test_many_deals_are_counted_with_commas() -> None:
    many = replace(HOME, deals="12345", win_set_count="1234", ends=())
    assert (
        words.ratifiable(NAMES, BASE, many) == "At home, port could agree to 1,234 of 12,345 other outcomes."
    )
    none = replace(HOME, deals="12345", win_set_count="0", ends=())
    assert (
        words.ratifiable(NAMES, BASE, none) == "At home, port could agree to none of 12,345 other outcomes."
    )


def test_what_could_not_be_agreed_to() -> None:
    found = replace(HOME, deals="7", win_set_count="0", ends=(), where="pay")
    assert (
        words.ratifiable(NAMES, BASE, found)
        == "At home, port could agree to none of 7 deals that meet the condition."
    )
    lead = "At home, port could agree to 4 of 7 other outcomes"
    for ends, said in (
        ((end(1, 1), end(1, 0)), "; to where it is heading only if the sides do not look ahead."),
        ((end(3, 2), end(2, 2)), "; to where it is heading only if the sides look ahead."),
        ((end(0, 0), end(3, 2)), "."),
    ):
        mixed = replace(HOME, deals="7", win_set_count="4", ends=ends)
        assert words.ratifiable(NAMES, BASE, mixed) == lead + said


def test_who_decides() -> None:
    assert (
        words.deciding(NAMES, HOME)
        == "In port, “The board” decides most often; nothing passes without “The board”."
    )
    board, staff, town = HOME.members
    equal = [replace(m, shapley_shubik=exact("1/3"), veto=False) for m in HOME.members]
    assert words.deciding(NAMES, replace(HOME, members=tuple(equal))) == (
        "In port, all three factions have the same power, although their weights differ."
    )
    even = [replace(m, weight=exact("1")) for m in equal]
    assert (
        words.deciding(NAMES, replace(HOME, members=tuple(even)))
        == "In port, all three factions have the same power."
    )
    assert (
        words.deciding(NAMES, replace(HOME, members=tuple(even[:2])))
        == "In port, both factions have the same power."
    )
    every = [replace(m, veto=True) for m in even]
    assert words.deciding(NAMES, replace(HOME, members=tuple(every))) == (
        "In port, all three factions have the same power; nothing passes without all of them."
    )
    two = (
        replace(board, veto=False),
        replace(staff, shapley_shubik=board.shapley_shubik),
        replace(town, dummy=True),
    )
    assert words.deciding(NAMES, replace(HOME, members=two)) == (
        "In port, “The board” and “staff” decide most often; the vote of “town” never counts."
    )
    alone = (replace(board, veto=True),)
    assert words.deciding(NAMES, replace(HOME, members=alone)) == "In port, “The board” decides most often."


# -- headlines ---------------------------------------------------------------------------------------------------------


class AnyAccount(Voice):
    """Speaks of accounts that are in no file."""

    def words(self, account: str = "") -> Words:
        return NAMES


ANY = AnyAccount.of(CONFLICT, [BASE], "file.yaml")


def account(name: str, *changes: str) -> FactionsAnswer:
    return replace(BASE, perspective=name, homes=(home(*changes),))


def test_headlines_of_several_accounts() -> None:
    def told(*found: FactionsAnswer) -> str:
        return words.headline(found, ANY)

    one, two = account("one", "both", "none", "none"), account("two", "both", "both", "none")
    other = account("three", "none", "none", "both")
    assert told(one, one) == "A takeover by “The board” in port would change where it is heading."
    assert (
        told(one, two)
        == "In both accounts, a takeover by “The board” in port would change where it is heading."
    )
    assert told(one, two, one).startswith("In every account, a takeover by “The board”")
    assert (
        told(one, other) == "The accounts part over whose takeover in port would change where it is heading."
    )
    refused = replace(one, homes=(), refused="preferences are open")
    assert told(refused) == "Nothing can be said of what happens at home: preferences are open."
    assert told(one, refused) == told(one)


def test_points_of_several_accounts() -> None:
    one, two = account("one", "both", "none", "none"), account("two", "none", "none", "both")
    refused = replace(one, perspective="three", homes=(), refused="open")
    assert words.points([one, two], ANY) == (
        "In the account “one”, a takeover by “The board” in port would change where it is heading.",
        "In the account “two”, a takeover by “town” in port would change where it is heading.",
        words.deciding(NAMES, HOME),
    )
    assert words.points([one, one, refused], ANY) == (
        "In the account “three”, nothing can be said.",
        words.deciding(NAMES, HOME),
    )
    assert words.points([refused], ANY) == ()
    third = account("four", "none", "both", "none")
    assert len(words.points([one, two, third, refused], ANY)) == 3


def test_several_parties_with_factions() -> None:
    two = replace(
        BASE,
        homes=(home("both", "both", "both"), replace(home("none", "none", "none"), decision_maker="fishers")),
    )
    assert words.headline([two], ANY) == "A takeover by a faction could change where it is heading in port."
    assert words.headline([two, two], ANY) == "2 parties of the file have factions."
    none = replace(two, homes=tuple(home("none", "none", "none") for _ in range(2)))
    assert words.headline([none], ANY) == "No takeover by a faction would change where it is heading."
    assert words.points([two], ANY) == (
        "Whichever faction took over in port, the outcome would be another.",
        "Whichever faction took over in fishers, it would be heading for the same.",
    )


def test_how_sure() -> None:
    assert words.sure([BASE]) == (
        f"Rests on {HOME.basis.claims} claims about the factions, none with a source; the factions are the same in "
        f"every account. Rests on {BASE.basis.claims} claims, none with a source."
    )
    doubted = replace(HOME, basis=replace(HOME.basis, doubted=2, sourced=1))
    assert "1 with a source; 2 are marked as doubtful" in words.sure([replace(BASE, homes=(doubted,))])
    assert words.sure([]) == ""


# -- the tables --------------------------------------------------------------------------------------------------------


def blocks(found: list[object]) -> list[object]:
    told: list[object] = []
    for block in found:
        told += blocks(list(block.blocks)) if isinstance(block, Section) else [block]
    return told


def table(found: list[object], id: str) -> Table:
    [one] = [b for b in blocks(found) if isinstance(b, Table) and b.id == id]
    return one


def test_where_each_would_lead() -> None:
    told = words.picture([BASE], VOICE)
    assert told.columns == ("Led by", "Weight", "Decides", "Not looking ahead", "Looking ahead")
    assert [r[:3] for r in told.rows] == [
        ("The board", "50", "67%"),
        ("staff", "49", "17%"),
        ("town", "1", "17%"),
    ]
    for row, taken in zip(told.rows, HOME.takeovers, strict=True):
        for cell, found in zip(row[3:], taken.both, strict=True):
            assert (cell == "the same") == found.same
            if not found.same and len(found.states) == 1:
                assert cell == VOICE.named(BASE.states[found.states[0]])
    several = words.picture([BASE, replace(BASE, perspective="two")], ANY)
    assert several.columns[0] == "Account"
    assert [r[0] for r in several.rows] == ["base", "", "", "two", "", ""]
    assert (told.heads, several.heads) == (1, 2)


def test_ends_in_a_cell() -> None:
    many = led(same=False, states=(0, 1, 2, 3))
    assert words.ends(BASE, None, VOICE) == "—"
    assert words.ends(BASE, led(same=True), VOICE) == "the same"
    assert words.ends(BASE, led(same=False, states=()), VOICE) == "nothing lasts"
    assert words.ends(BASE, many, VOICE) == "one of 4"
    two = led(same=False, states=(0, 1))
    assert words.ends(BASE, two, VOICE) == VOICE.letters([BASE.states[0], BASE.states[1]])
    assert [words.percent(x) for x in (0.333, 0.5, 1.0)] == ["33%", "50%", "100%"]


def test_power_and_votes() -> None:
    told = tables.details(BASE, HOME, VOICE)
    power = table(told, "power")
    assert power.title == "The factions; agreement needs 51 of 100"
    assert power.columns == ("Id", "Faction", "Weight", "Banzhaf", "Shapley-Shubik", "Decides", "Votes for")
    assert power.rows == (
        ("board", "The board", "50", "3/5 (60.0%)", "2/3 (66.7%)", "3/4 (veto)", "4"),
        ("staff", "staff", "49", "1/5 (20.0%)", "1/6 (16.7%)", "1/4", "6"),
        ("town", "town", "1", "1/5 (20.0%)", "1/6 (16.7%)", "1/4", "2"),
    )
    assert power.note.endswith("strictly prefers to today.")
    [smallest] = [b for b in blocks(told) if isinstance(b, Items)]
    assert smallest.items == ("board and staff (99)", "board and town (51)")
    votes = table(told, "votes")
    assert votes.columns == ("Who votes for it", "Weight", "Carried", "Deals")
    assert votes.rows[0] == ("board, staff, town", "100", "yes", "1")
    assert votes.rows[1] == ("board, staff", "99", "yes", "3")
    assert votes.rows[-1][2] == "no"
    dummy = replace(HOME, members=(replace(HOME.members[2], dummy=True),))
    assert tables.power_table(BASE, dummy).rows[0][5] == "1/4 (never turns anything)"


def test_deals_and_outcomes() -> None:
    told = tables.details(BASE, HOME, VOICE)
    deals = table(told, "win-set")
    assert deals.columns == ("State", "What is taken", "Weight for", "Pivotal")
    assert deals.rows == (
        ("#3", "port: d, p", "100", "board"),
        ("#1", "port: d", "99", "board, staff"),
        ("#5", "port: d · fishers: b", "99", "board, staff"),
        ("#7", "port: d, p · fishers: b", "99", "board, staff"),
    )
    assert deals.note == "Pivotal: if this faction alone changed its vote, the deal would not be carried."
    predicted = table(told, "predicted")
    assert predicted.columns == ("State", "Predicted by", "Ratified", "Who votes for it", "Pivotal")
    assert predicted.rows == (("#1", "Nash, SEQ, SMR, GMR", "yes", "board, staff", "board, staff"),)
    takeovers = table(told, "takeovers")
    assert takeovers.rows == (
        (
            "staff",
            "Nash, SEQ, SMR, GMR",
            "1: #3",
            "1: #1",
            "port worse off; fishers and the faction itself better off",
        ),
        (
            "town",
            "Nash, SEQ",
            "2: #2, #3",
            "1: #1",
            "port worse off; fishers and the faction itself better off",
        ),
        ("town", "SMR, GMR", "3: #0, #2, #3", "1: #1", "port worse off; fishers better off"),
    )
    assert table(told, "votes").rows == (
        ("board, staff, town", "100", "yes", "1"),
        ("board, staff", "99", "yes", "3"),
        ("staff, town", "50", "no", "1"),
        ("staff", "49", "no", "1"),
        ("nobody", "0", "no", "1"),
    )
    [text] = [b.text for b in told if isinstance(b, Text)]
    assert text == (
        "Set against today, 4 of 7 other feasible states would find the weight that port needs to agree (51 of 100); "
        "in all of them: port: d."
    )


def test_what_needs_no_vote_and_what_nobody_wants() -> None:
    answers, voice = asked(CONFLICT, "base", against="port.dredge")
    [found] = answers
    [inside] = found.homes
    told = tables.details(found, inside, voice)
    assert table(told, "predicted").rows == (("#1", "Nash, SEQ, SMR, GMR", "needs no vote", "", ""),)
    assert tables.reference(found, inside) == "#1"
    answers, voice = asked(CONFLICT, "base", against="fishers.block+port.dredge")
    assert table(tables.details(answers[0], answers[0].homes[0], voice), "predicted").rows == (
        ("#1", "Nash, SEQ, SMR, GMR", "no", "town", "board"),
    )
    answers, voice = asked(CONFLICT, "base", where="port.pay and not port.pay")
    [found] = answers
    [inside] = found.homes
    texts = [b.text for b in tables.details(found, inside, voice) if isinstance(b, Text)]
    assert texts == [
        "Set against today, 0 of 0 feasible states in which port.pay and not port.pay holds would find the weight that "
        "port needs to agree (51 of 100)."
    ]
    assert not [b for b in tables.details(found, inside, voice) if isinstance(b, Table) and b.id == "win-set"]


def test_takeovers_concept_by_concept() -> None:
    told = table(tables.details(BASE, HOME, VOICE), "takeovers")
    assert told.columns == ("Led by", "Concept", "Comes", "Goes", "For whom")
    for row in told.rows:
        taken = next(t for t in HOME.takeovers if t.faction == row[0])
        for name in row[1].split(", "):
            change = next(c for c in taken.by_concept if c.concept == name.lower())
            assert change.concept in taken.changes
            assert (row[2] == "—") == (not change.comes)
            assert (row[3] == "—") == (not change.goes)
            if change.comes:
                assert row[2].startswith(f"{len(change.comes)}: #")
    same = replace(HOME, takeovers=tuple(replace(t, changes=()) for t in HOME.takeovers))
    assert tables.takeover_table(BASE, same, NAMES) == ()


def test_for_whom_it_is_clear() -> None:
    def place(dm: str, before: tuple[int, int] | None, after: tuple[int, int] | None) -> Place:
        spans = [None if s is None else Span(best=s[0], worst=s[1], of=9) for s in (before, after)]
        return Place(concept="nash", decision_maker=dm, before=spans[0], after=spans[1])

    assert tables.clear(place("port", (2, 3), (1, 1))) == "better"
    assert tables.clear(place("port", (2, 3), (4, 5))) == "worse"
    assert tables.clear(place("port", (2, 3), (1, 2))) is None
    assert tables.clear(place("port", (2, 3), (3, 4))) is None
    assert tables.clear(place("port", None, (1, 1))) is None
    assert tables.clear(place("port", (1, 1), None)) is None
    taken = TakenOver(
        faction="board",
        account="",
        changes=("nash",),
        by_concept=(),
        places=(
            place("port", (2, 2), (1, 1)),
            place("fishers", (2, 2), (3, 3)),
            place("", (2, 2), (1, 1)),
            replace(place("fishers", (2, 2), (1, 1)), concept="seq"),
        ),
    )
    assert (
        tables.for_whom(taken, "nash", NAMES) == "port and the faction itself better off; fishers worse off"
    )
    assert tables.for_whom(taken, "gmr", NAMES) == "—"


def test_claims_with_their_sources() -> None:
    answers, voice = asked(detente.load("istanbul-2025"), "kyiv")
    [found] = answers
    told = table(tables.details(found, found.homes[0], voice), "faction-claims")
    assert told.columns == ("Faction", "Claim, the most important first", "Because", "Source", "Confidence")
    assert told.rows[0][:2] == ("Ukraine", "agreement needs more than half of 100")
    assert told.rows[1][:2] == ("Those who would rather hold out with Europe", "weighs 45")
    assert told.rows[1][4] == "0.2"
    assert told.rows[2][0] == ""
    assert len(told.rows) == 15
    plain = table(tables.details(BASE, HOME, VOICE), "faction-claims")
    assert plain.columns == ("Faction", "Claim, the most important first")
    assert [r for r in plain.rows if r[0]] == [
        ("port", "agreement needs 51 of 100"),
        ("The board", "weighs 50"),
        ("staff", "weighs 49"),
        ("town", "weighs 1"),
    ]
    assert plain.rows[-1] == ("", "weighs the options")


def test_numbers_as_they_are_written() -> None:
    assert [tables.number(exact(x)) for x in ("51", "1/2", "4837/100", "1234")] == [
        "51",
        "0.5",
        "48.37",
        "1,234",
    ]
    assert (
        tables.number(Exact(exact="50000000000000001/1000000000000000", decimal=50.0)) == "50.000000000000001"
    )
    assert [tables.share(exact(x)) for x in ("1", "1/3")] == ["1", "1/3 (33.3%)"]
    assert tables.need(replace(HOME, quota=None)) == "more than half of 100"
    assert words.quoted(HOME, ["board", "town"], "or") == "“The board” or “town”"


def test_long_tables_are_cut_and_say_so() -> None:
    names = "abcdefghijklmnopqrst"
    members = "\n".join(
        f"      {n}: {{weight: {k + 1}, preferences: [{names[k % 9]}]}}" for k, n in enumerate(names)
    )
    options = ", ".join(f"{n}: {n}" for n in names[:9])
    conflict = read_conflict(
        f"""
detente: 1
title: many
status_quo: []
decision_makers:
  one: {{options: {{{options}}}}}
  two: {{options: {{z: z}}}}
preferences: {{one: [a], two: [z]}}
factions:
  one:
    members:
{members}
"""
    )
    answers, voice = asked(conflict)
    [found] = answers
    told = tables.details(found, found.homes[0], voice)
    sizes = {b.id: len(b.rows) for b in blocks(told) if isinstance(b, Table)}
    assert sizes.pop("power") == 20
    assert sizes.pop("faction-claims") == 1 + 2 * 20
    assert set(sizes) == {"votes", "win-set", "predicted", "takeovers"}
    assert max(sizes.values()) == 12
    for id in ("votes", "win-set"):
        assert re.search(r"The first 12 of [\d,]+; JSON lists all\.", table(told, id).note)
    [smallest] = [b for b in blocks(told) if isinstance(b, Items)]
    assert smallest.items[-1].endswith("more; JSON lists them")
    said = find("factions").say(answers, voice)
    assert len(said.headline.split()) <= 25
    assert words.quoted(found.homes[0], list(names)).endswith("and 16 more")


# -- on whole files ----------------------------------------------------------------------------------------------------


def test_a_party_as_a_whole() -> None:
    told = find("factions").say([BASE], VOICE)
    assert told.question == "What could port agree to at home, and whose takeover would change the outcome?"
    assert told.headline == words.takeovers(NAMES, HOME)
    assert told.points[:2] == (words.ratifiable(NAMES, BASE, HOME), words.deciding(NAMES, HOME))
    assert (told.id, told.account) == ("factions", "base")
    assert told.next == ("detente evolve file.yaml", "detente pivot file.yaml")


def test_headlines_and_points_are_short_and_plain() -> None:
    answers, voice = asked(detente.load("istanbul-2025"))
    for some in (answers, *([a] for a in answers)):
        told = find("factions").say(some, voice)
        assert (
            told.question
            == "What could Ukraine agree to at home, and whose takeover would change the outcome?"
        )
        assert len(told.points) <= 3
        for sentence in (told.headline, *told.points):
            assert len(sentence.split()) <= 25, sentence
            assert not CONCEPTS.search(sentence)
            assert "#" not in sentence
            assert sentence.endswith(".")
        assert len(told.pictures) == 1
    titles = [b.title for b in find("factions").say(answers, voice).details if isinstance(b, Section)]
    assert titles == ["Account “commentary”", "Account “kyiv”", "Account “broker”"]


def test_an_account_of_which_nothing_can_be_said() -> None:
    refused = replace(BASE, perspective="two", homes=(), refused="something is open")
    told = find("factions").say([BASE, refused], ANY)
    assert told.details[1] == Section("Account “two”", (Text("Something is open."),))
    assert find("factions").say([refused], ANY).pictures == ()
