"""Parts of ``factions`` one by one, on typed facts: long names, several accounts, numbers with commas, dummies."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from detente.questions.factions import tables, words
from detente.questions.factions.answer import FactionsAnswer
from detente.questions.factions.facts import Change, Home
from detente.wording import Items, Table, Voice, Words, label
from tests.test_factions_words import BASE, CONFLICT, HOME, NAMES, exact, home, led


class AnyAccount(Voice):
    """A voice that knows every account."""

    def words(self, account: str = "") -> Words:
        return NAMES


VOICE = AnyAccount(CONFLICT)


def accounts(*homes: Home) -> list[FactionsAnswer]:
    return [replace(BASE, perspective=f"a{k}", homes=(one,)) for k, one in enumerate(homes)]


def long(one: Home, words_: int = 30) -> Home:
    members = tuple(replace(m, name=" ".join([m.id] * words_)) for m in one.members)
    return replace(one, members=members)


def test_takeovers_are_told_by_name_as_far_as_there_is_room() -> None:
    assert words.takeovers(NAMES, long(home("both", "none", "none"))) == (
        "A takeover by some of the factions in port would change where it is heading."
    )
    assert words.takeovers(NAMES, home("both", "ahead", "none")) == (
        "A takeover by “The board” in port would change where it is heading; "
        "one by “staff” only if the sides look ahead."
    )
    assert words.takeovers(NAMES, long(home("both", "ahead", "none"), 9)) == (
        f"A takeover by “{'board ' * 8}board” in port would change where it is heading."
    )


@pytest.mark.parametrize(
    ("number", "every"), [(2, "In both accounts"), (3, "In every account"), (4, "In every account")]
)
def test_what_is_so_in_all_accounts_is_told_of_all(number: int, every: str) -> None:
    homes = [home("both", "both", "none"), *[home("both", "none", "both")] * (number - 1)]
    assert words.headline(accounts(*homes), VOICE) == (
        f"{every}, a takeover by “The board” in port would change where it is heading."
    )
    far = [long(home("both", "none", "none"), 13), *[long(home("both", "both", "none"), 13)] * (number - 1)]
    assert words.headline(accounts(*far), VOICE) == (
        f"{every}, some takeovers in port would change where it is heading."
    )


def test_accounts_that_have_no_takeover_in_common_part() -> None:
    found = accounts(home("both", "none", "none"), home("none", "both", "none"))
    assert words.headline(found, VOICE) == (
        "The accounts part over whose takeover in port would change where it is heading."
    )
    same = accounts(home("both", "none", "none"), home("both", "none", "none"))
    assert words.headline(same, VOICE) == words.takeovers(NAMES, home("both", "none", "none"))


def test_whose_vote_never_counts_is_told_by_name() -> None:
    members = tuple(replace(m, dummy=k == 2, veto=False) for k, m in enumerate(HOME.members))
    assert words.deciding(NAMES, replace(HOME, members=members)).endswith(
        "; the vote of “town” never counts."
    )
    none = tuple(replace(m, dummy=False, veto=False) for m in HOME.members)
    assert "never counts" not in words.deciding(NAMES, replace(HOME, members=none))


def test_a_weight_is_written_as_the_file_does_however_small() -> None:
    told = [tables.number(exact(n)) for n in ("1/10000000", "123456789/10", "1234567", "-1/8")]
    assert told == ["0.0000001", "12345678.9", "1,234,567", "-0.125"]


def test_votes_are_counted_with_commas() -> None:
    members = tuple(replace(m, votes_for="12345") for m in HOME.members)
    table = tables.power_table(BASE, replace(HOME, members=members))
    assert {row[-1] for row in table.rows} == {"12,345"}
    assert [row[0] for row in table.rows] == [m.id for m in HOME.members]


def test_large_numbers_of_deals_have_commas_in_every_table() -> None:
    many = tuple((f"m{k}",) for k in range(1015))
    members = tuple(replace(HOME.members[0], id=f"m{k}") for k in range(1015))
    [block] = tables.minimal(replace(HOME, minimal_winning=many, members=members)).blocks
    assert isinstance(block, Items)
    assert block.items[-1] == "and 1,003 more; JSON lists them"
    votes = (replace(HOME.votes[0], deals="1234"),) * 1015
    table = tables.vote_table(replace(HOME, votes=votes))
    assert (table.rows[0][-1], table.note) == ("1,234", "The first 12 of 1,015; JSON lists all.")
    text = tables.win_set_text(BASE, replace(HOME, deals="5678", win_set_count="1234", where=None), NAMES)
    assert "1,234 of 5,678 other feasible states" in text
    state = label(BASE.states[0])
    change = Change(concept="nash", comes=(0,), goes=(), comes_count="1234", goes_count="0")
    taken = replace(home("both").takeovers[0], changes=("nash",), by_concept=(change,))
    [takeovers] = tables.takeover_table(BASE, replace(HOME, takeovers=(taken,)), NAMES)
    assert isinstance(takeovers, Table)
    assert takeovers.rows[0][2:4] == (f"1,234: {state}", "—")
    far = led(same=False, states=tuple(range(words.MOST_ENDS + 1)))
    assert words.ends(BASE, replace(far, count="1234"), VOICE) == "one of 1,234"
