"""Every conflict of the catalogue reads, is cited, and gives its published equilibria."""

from __future__ import annotations

import pytest

import detente
from detente.conflict import CLASSICAL, Conflict, Published
from tests.reference import Reference

CASES = [(name, n) for name in detente.catalogue_names() for n, _ in enumerate(detente.load(name).published)]
SMALL = 300


def expected(conflict: Conflict, states, result: Published, which: str) -> dict[str, set[int]]:
    return {c: {states.find(r, "state") for r in refs} for c, refs in getattr(result, which).items()}


@pytest.mark.parametrize(("name", "number"), CASES)
def test_published_equilibria(name, number):
    conflict = detente.load(name)
    result = conflict.published[number]
    account = result.perspective or None
    game = conflict.game(account)
    found = detente.analyze(game, [*CLASSICAL, *result.equilibria, *result.recomputed])
    computed = {c: {s.index for s in found.equilibria[c]} for c in found.concepts}
    for concept, states in expected(conflict, game.states, result, "recomputed").items():
        assert computed[concept] == states, concept
    for concept, states in expected(conflict, game.states, result, "equilibria").items():
        if result.wrong and concept in result.recomputed:
            assert computed[concept] != states, f"{concept} is said to be wrong and is not"
        else:
            assert computed[concept] == states, concept


@pytest.mark.parametrize("name", detente.catalogue_names())
def test_every_conflict_is_cited_and_agrees_with_the_reference(name):
    conflict = detente.load(name)
    assert conflict.citation
    assert conflict.about
    assert not conflict.warnings
    for account in conflict.accounts:
        game = conflict.game(account)
        if game.size > 40:
            continue
        reference = Reference(conflict.under(account))
        found = detente.analyze(game)
        for concept in CLASSICAL:
            states = {
                frozenset(frozenset(m) for m in s.members or (s.taken,)) for s in found.equilibria[concept]
            }
            assert states == reference.equilibria(concept)


def test_results_said_to_be_wrong_give_the_right_ones():
    for name in detente.catalogue_names():
        for result in detente.load(name).published:
            assert not result.wrong or result.recomputed


def test_istanbul_takes_no_side():
    """Accounts are peers: the base has no preferences, and every statement says on whose word it stands."""
    conflict = detente.load("istanbul-2025")
    assert not conflict.preferences
    assert len(conflict.perspectives) >= 3
    for account in conflict.accounts:
        for preference in conflict.under(account).preferences.values():
            assert all(s.sources for s in preference.statements)


def test_nine_states_of_elmira_are_merged_from_more():
    game = detente.load("elmira-nine-states").game()
    assert game.size == 9
    assert game.states.merged
    [merged] = [s for s in map(game.state, range(game.size)) if s.members]
    assert merged.taken == ("uniroyal.abandon",)


def test_unknown_names_are_told():
    with pytest.raises(detente.UnknownNameError, match="did you mean 'chicken'"):
        detente.load("chiken")
    with pytest.raises(detente.ConflictFileError, match="cannot be read"):
        detente.load("no/such/file.yaml")
