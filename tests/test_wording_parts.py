"""Parts of the common wording one by one: how far a search came, the widest account, what outcomes share."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from detente.answers import Level, Shared, Unfinished
from detente.conflict import read_conflict
from detente.questions.building import state_value
from detente.wording import Section, Voice, Words, situation, unfinished
from detente.wording.outcomes import in_common, shared_by_all
from tests.test_read import CASES

RIVER = """
detente: 1
title: A river
status_quo: []
decision_makers:
  up:
    name: Upstream
    options:
      dam: {text: build the dam, short: dam, levels: [low, high]}
      fund: {text: pay for it, short: fund, levels: [little, much]}
  down: {name: Downstream, options: {pay: {text: pay, short: pays}}}
perspectives:
  small: {says: s, preferences: {up: [dam], down: [not up.dam]}}
  large:
    says: l
    options: {add: {down: {sue: {text: go to court, short: court}}}}
    preferences: {up: [dam], down: []}
"""


@pytest.mark.parametrize(
    ("search", "looked", "of", "said"),
    [
        ("takeovers", "1", "0", "after 1 takeover"),
        ("takeovers", "1234", "0", "after 1,234 takeovers"),
        ("takeovers", "1", "5000", "after 1 of 5,000 takeovers"),
        ("changes", "1234", "0", "when every set of up to 1,234 changes had been looked at"),
    ],
)
def test_how_far_a_search_came(search: str, looked: str, of: str, said: str) -> None:
    assert unfinished.so_far(Unfinished(search=search, looked=looked, of=of)) == said


def test_what_several_share_counts_options_at_whatever_level() -> None:
    words = Words(read_conflict(RIVER).under("large"))
    one = Shared(
        taken=("up.dam.low", "down.sue"), levels=(Level(option="up.fund", levels=("little", "much")),)
    )
    other = Shared(taken=("up.dam.low", "up.fund.much"))
    assert shared_by_all([one, other], words) == ({"up.dam.low"}, {"up.fund": ("little", "much")})
    third = Shared(taken=("up.dam.high",))
    assert shared_by_all([one, third], words) == (set(), {"up.dam": ("low", "high")})
    assert shared_by_all([], words) == (set(), {})


def test_states_that_are_given_as_such_share_no_options() -> None:
    conflict = read_conflict(CASES)
    shared = Shared(taken=("quiet",))
    assert in_common(shared, Words(conflict), None) == ""
    assert in_common(None, Words(read_conflict(RIVER).under("large")), None) == ""
    river = Words(read_conflict(RIVER).under("large"))
    assert in_common(Shared(taken=("down.sue",)), river, None) == "Downstream: court"


def test_titles_of_given_states_are_their_own_words() -> None:
    conflict = read_conflict(CASES)
    game = conflict.game()
    states = tuple(state_value(game.state(k)) for k in range(game.size))
    voice = Voice(conflict, states)
    for state in states:
        assert voice._of_file(state)
        assert voice._of_file(state) == Words(conflict).brief(state)


def test_words_are_those_of_the_account_that_knows_what_is_spoken_of_else_of_the_first() -> None:
    conflict = read_conflict(RIVER)
    game = conflict.game("large")
    sues = next(state_value(s) for s in (game.state(k) for k in range(game.size)) if "down.sue" in s.taken)
    still = next(state_value(s) for s in (game.state(k) for k in range(game.size)) if not s.taken)
    assert Voice(conflict, (sues,))._widest.account == "large"
    assert Voice(conflict, (still,))._widest.account == "small"
    assert Voice(conflict, (still,), today=sues)._widest.account == "large"
    assert Voice(conflict, (replace(sues, taken=("down.hide",)),))._widest.account == "small"


def test_claims_of_all_parties_are_listed_though_of_one_nothing_is_known() -> None:
    conflict = read_conflict(CASES.replace("  ann: {ranking: [deal, row, quiet, away]}\n", "  ann: [deal]\n"))
    sections = situation.claims_sections(Words(conflict))
    assert [s.title for s in sections] == [
        "Ann, most important first",
        "Ben ranks the states",
        "Cy ranks the states",
    ]
    assert all(isinstance(s, Section) for s in sections)
    nothing = read_conflict(CASES.replace("  ann: {ranking: [deal, row, quiet, away]}\n", "  ann: []\n"))
    assert next(s.title for s in situation.claims_sections(Words(nothing))) == "Ann"
