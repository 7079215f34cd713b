"""The further concepts: names, references, relations, published and hand-derived results, witnesses."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from random import Random

import numpy as np
import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import detente
from detente.cli import main
from detente.conflict import CLASSICAL, Conflict, DetenteError, NotInFileError, UnknownNameError, find_concept
from detente.game import State
from detente.questions.analyze.answer import AnalyzeAnswer
from detente.stability import (
    READINGS,
    Changes,
    check_classical,
    check_concepts,
    limited,
    look_ahead,
    settle,
    simultaneous,
    stable_states,
)
from tests.generate import random_conflict, random_graph_conflict, random_levels_file
from tests.reference import Merged
from tests.reference_concepts import Further

randoms = st.integers(0, 10**9).map(Random)
many = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))

PD = """
detente: 1
title: Prisoner's dilemma, states as in the guide of GMCR+
decision_makers:
  one: {options: {cooperate: cooperate}}
  two: {options: {cooperate: cooperate}}
states: {s1: NN, s2: YN, s3: NY, s4: YY}
status_quo: s4
preferences:
  one: {ranking: [s3, s4, s1, s2]}
  two: {ranking: [s2, s4, s1, s3]}
"""


def merged(state: State) -> Merged:
    alone = (state.name,) if state.given else state.taken
    return frozenset(frozenset(m) for m in state.members or (alone,))


def of_any_form(rng: Random) -> Conflict:
    """By options, or as states and moves."""
    if rng.random() < 0.6:
        return small(rng)
    conflict = random_graph_conflict(rng)
    return conflict if len(conflict.decision_makers) <= 4 else of_any_form(rng)


def small(rng: Random) -> Conflict:
    """Four decision makers at most, so that the slow references end."""
    while True:
        conflict = random_conflict(rng)
        if len(conflict.decision_makers) <= 4:
            return conflict


def expect(conflict: Conflict, concept: str, stays: Callable[[Further, str, Merged], bool]) -> None:
    """Compare a concept with what a reference says of every decision maker and state."""
    game = conflict.game()
    found = stable_states(game, [concept])
    reference = Further(conflict)
    for dm in game.decision_makers:
        expected = {s for s in reference.states if stays(reference, dm, s)}
        assert {merged(s) for s in found.stable_for(concept, dm)} == expected, (concept, dm)


# -- against the references --------------------------------------------------------------------------


@many
@given(randoms)
def test_symmetric_sequential_equals_the_reference(rng):
    expect(of_any_form(rng), "sseq", lambda r, dm, s: r.sseq(dm, s))


@many
@given(randoms, st.sampled_from(READINGS))
def test_simultaneous_equals_the_reference(rng, concept):
    expect(small(rng), concept, lambda r, dm, s: r.sim(concept, dm, s))


@many
@given(randoms, st.integers(1, 5))
def test_limited_move_equals_the_reference(rng, horizon):
    expect(of_any_form(rng), f"l{horizon}", lambda r, dm, s: r.limited(dm, s, horizon))


@many
@given(randoms)
def test_each_decision_maker_may_have_its_own_horizon(rng):
    conflict = of_any_form(rng)
    horizons = {d.id: rng.randint(1, 4) for d in conflict.decision_makers}
    key = "l2" + "".join(f":{dm}={h}" for dm, h in horizons.items())
    expect(conflict, find_concept(key).key, lambda r, dm, s: r.limited(dm, s, horizons[dm]))


@many
@given(randoms)
def test_non_myopic_is_the_limit_of_limited_move(rng):
    conflict = of_any_form(rng)
    game = conflict.game()
    found = settle(game)
    horizons = range(found.first, found.first + 2 * found.period)
    assume(found.first + 2 * found.period <= 60)
    expected = np.ones((len(game.decision_makers), game.size), dtype=bool)
    for h in horizons:
        expected &= limited(game, [h] * len(game.decision_makers))
    assert np.array_equal(found.stays, expected)
    first = limited(game, [found.first] * len(game.decision_makers))
    again = limited(game, [found.first + found.period] * len(game.decision_makers))
    assert np.array_equal(first, again)


@many
@given(randoms)
def test_every_witness_is_what_the_reference_allows(rng):
    """Something deters an improvement in the explanation exactly where the reference says so."""
    conflict = small(rng)
    game, reference = conflict.game(), Further(conflict)
    s = rng.randrange(game.size)
    start = merged(game.state(s))
    for dm in game.decision_makers:
        for concept in ("sseq", *READINGS):
            found = detente.explain(game, s, dm, concept)
            stable = reference.sseq(dm, start) if concept == "sseq" else reference.sim(concept, dm, start)
            assert found.stable == stable
            for answer in found.answers:
                if concept != "sseq":
                    met = reference.met(concept, dm, start, merged(answer.improvement))
                    assert met == answer.deterred, (concept, dm)
                if answer.deterred:
                    assert answer.loss is not None
                    assert answer.loss.gain <= 0
                if answer.at_once:
                    assert answer.loss is not None
                    ends = tuple(merged(m.state) for m in answer.at_once)
                    group = tuple(m.mover for m in answer.at_once)
                    joint = reference.joint(start, (dm, *group), (merged(answer.improvement), *ends))
                    assert merged(answer.loss.after) in joint


@many
@given(randoms, st.integers(1, 4))
def test_the_moves_anticipated_are_those_that_the_movers_would_make(rng, horizon):
    conflict = of_any_form(rng)
    game, reference = conflict.game(), Further(conflict)
    s = rng.randrange(game.size)
    start = merged(game.state(s))
    for dm in game.decision_makers:
        found = detente.explain(game, s, dm, f"l{horizon}")
        assert found.stable == reference.limited(dm, start, horizon)
        for answer in found.answers:
            path = answer.sanction or answer.answer
            assert path is not None
            last, at, left = dm, merged(answer.improvement), horizon - 1
            for move in path.moves:
                assert move.mover != last
                assert merged(move.state) in reference.choices(move.mover, at, left)
                last, at, left = move.mover, merged(move.state), left - 1
            assert left == 0 or not any(
                reference.choices(k, at, left) for k in game.decision_makers if k != last
            )
            value = reference.reckoned(dm, dm, merged(answer.improvement), horizon - 1)
            assert value == reference.value(dm, at)
            assert answer.deterred == (not value > reference.value(dm, start))


# -- relations ---------------------------------------------------------------------------------------


@many
@given(randoms)
def test_concepts_imply_one_another(rng):
    conflict = random_conflict(rng)
    game = conflict.game()
    stable = stable_states(game, [*CLASSICAL, "sseq", *READINGS, "l1", "l2"]).stable
    for narrow, wide in [
        ("nash", "sseq"),
        ("sseq", "seq"),
        ("sseq", "smr"),
        ("seq", "sim"),
        ("nash", "sim-any"),
        ("l2", "seq"),
    ]:
        assert np.all(stable[narrow] <= stable[wide]), (narrow, wide)
    assert np.array_equal(stable["l1"], stable["nash"])


@many
@given(randoms)
def test_the_order_of_the_decision_makers_changes_nothing(rng):
    conflict = small(rng)
    concepts = ["sseq", *READINGS, "l2", "l3"]
    found = stable_states(conflict.game(), concepts)
    makers = tuple(rng.sample(conflict.decision_makers, len(conflict.decision_makers)))
    tree = detente.read_conflict(detente.to_yaml(conflict))
    turned = type(tree)(
        **{**{f: getattr(tree, f) for f in tree.__dataclass_fields__}, "decision_makers": makers}
    )
    other = stable_states(turned.game(), concepts)
    for concept in concepts:
        assert {merged(s) for s in found.equilibria(concept)} == {
            merged(s) for s in other.equilibria(concept)
        }


# -- published and hand-derived ----------------------------------------------------------------------


def equilibria(name: str, concept: str) -> list[str]:
    game = detente.load(name).game()
    return sorted(s.id for s in stable_states(game, [concept]).equilibria(concept))


def test_the_guide_of_gmcr_plus():
    """SIM as printed in its guide: Syria and Iraq, the prisoner's dilemma, the columns shown of Elmira."""
    for concept in READINGS:
        assert equilibria("syria-iraq-1975", concept) == ["s6"]
        game = detente.read_conflict(PD).game()
        assert sorted(s.id for s in stable_states(game, [concept]).equilibria(concept)) == ["s1", "s4"]
        shown = [s for s in equilibria("elmira", concept) if int(s[1:]) >= 7]
        assert sorted(shown) == ["s10", "s11", "s12", "s7"]


def test_non_myopic_equilibria_of_brams_and_wittman():
    """Both corners of the prisoner's dilemma, in Chicken the compromise alone (Brams & Wittman 1981)."""
    assert equilibria("prisoners-dilemma", "nm") == ["betrayal", "silence"]
    assert equilibria("chicken", "nm") == ["both_swerve"]


def test_chicken_by_hand():
    """With two moves ahead nobody stays anywhere; with three the compromise holds."""
    assert equilibria("chicken", "l1") == ["first_swerves", "second_swerves"]
    assert equilibria("chicken", "l2") == []
    assert equilibria("chicken", "l3") == ["both_swerve"]


def test_an_answer_that_one_gets_away_from_deters_nobody():
    """By hand: the Soviet Union would leave its missiles after all, but then they could be struck."""
    assert equilibria("cuban-missile-crisis-brams", "seq") == ["compromise", "strike_after_withdrawal"]
    assert equilibria("cuban-missile-crisis-brams", "sseq") == ["compromise"]
    game = detente.load("cuban-missile-crisis-brams").game()
    [answer] = detente.explain(game, "strike_after_withdrawal", "us", "sseq").answers
    assert answer.answer is not None
    assert answer.escape is not None
    assert (answer.answer.end.id, answer.escape.id) == ("missiles_stay", "strike_on_missiles")


def test_a_step_down_that_pays_in_the_end():
    """By hand, in Elmira: the ministry modifies the order, and the company accepts."""
    game = detente.load("elmira").game()
    [found] = detente.explain(game, "s7", "moe", "l2").answers
    assert found.gain.gain < 0
    assert not found.deterred
    assert found.answer is not None
    assert [(m.mover, m.state.id) for m in found.answer.moves] == [("uniroyal", "s10")]


def test_simultaneous_moves_hold_the_compromise_in_chicken():
    assert "both_swerve" not in equilibria("chicken", "seq")
    for concept in READINGS:
        assert "both_swerve" in equilibria("chicken", concept)


def test_what_goes_to_and_fro_is_not_non_myopically_stable():
    """In the conflict of Syria and Iraq the answers come again every four moves."""
    game = detente.load("syria-iraq-1975").game()
    found = settle(game)
    assert found.period == 4
    s6 = game.state("s6").index
    makers = [1] * len(game.decision_makers)
    held = [
        bool(limited(game, [h * m for m in makers])[:, s6].all()) for h in range(found.first, found.first + 4)
    ]
    assert sorted(set(held)) == [False, True]
    assert not found.stays[:, s6].all()


def test_the_first_steps_of_looking_ahead():
    game = detente.load("chicken").game()
    ahead = next(look_ahead(game))
    assert ahead.horizon == 1
    for i, ranks in enumerate(game.ranks):
        assert np.array_equal(ahead.after[i][i], ranks)


# -- names -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "canonical", "name"),
    [
        ("sseq", "sseq", "SSEQ"),
        ("sim-any", "sim-any", "SIM-any"),
        ("l1", "l1", "L(1)"),
        ("l99", "l99", "L(99)"),
        ("l3:us=4:russia=2", "l3:russia=2:us=4", "L(3; russia 2, us 4)"),
        ("l3:us=3", "l3", "L(3)"),
    ],
)
def test_concepts_are_found_by_key(key, canonical, name):
    found = find_concept(key)
    assert (found.key, found.name) == (canonical, name)


@pytest.mark.parametrize(
    "key", ["l", "l-1", "L2", "l2:", "l2:us", "l2:us=", "l2:us=x", "l2,us=1", "sim-all", "nash:1", ""]
)
def test_other_keys_are_none(key):
    with pytest.raises(UnknownNameError, match="no concept"):
        find_concept(key)


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("l0", "from 1 to 99, found '0'"),
        ("l100", "from 1 to 99, found '100'"),
        ("l99999999999999999999", "from 1 to 99"),
        ("l2:us=0", "found '0'"),
        ("l02", "found '02'"),
        ("l2:us=1:us=3", "two horizons"),
    ],
)
def test_horizons_out_of_bounds_are_told(key, told):
    with pytest.raises(DetenteError, match=told):
        find_concept(key)


def test_concepts_come_in_their_usual_order():
    assert check_concepts(None) == CLASSICAL
    assert check_concepts(["nm", "l3", "smr", "sim", "nash", "l2", "nash"]) == (
        "nash",
        "smr",
        "sim",
        "l2",
        "l3",
        "nm",
    )
    assert check_classical(["seq"], "x") == ("seq",)


def test_a_horizon_for_nobody_is_told():
    with pytest.raises(UnknownNameError, match="no decision maker 'rusia'; did you mean 'russia'"):
        stable_states(detente.load("istanbul-2025").game("kyiv"), ["l2:rusia=3"])


# -- what is refused ---------------------------------------------------------------------------------


def test_questions_for_the_classical_concepts_refuse_the_others():
    game = detente.load("chicken").game()
    for ask in (
        lambda c: detente.pivotal(game, c),
        lambda c: detente.pivot(game, "both_swerve", c),
        lambda c: detente.coalitions(game, [c]),
    ):
        for concept in ("sseq", "sim", "l2", "nm"):
            with pytest.raises(DetenteError, match=f"for nash, gmr, smr, seq, not for {concept}"):
                ask(concept)
    with pytest.raises(UnknownNameError, match="concept with sanctions"):
        detente.sanctions(game, "sseq")


@many
@given(randoms)
def test_simultaneous_moves_need_options(rng):
    """A conflict given as states and moves does not say what two moves make together."""
    game = random_graph_conflict(rng).game()
    for concept in READINGS if game.size > 1 else ():
        with pytest.raises(NotInFileError, match="puts the changes of several decision makers together"):
            stable_states(game, [concept])


def test_too_many_changes_are_refused(monkeypatch):
    monkeypatch.setattr("detente.stability.at_once.MOST_CELLS", 10)
    with pytest.raises(detente.TooLargeError, match="combinations of changes"):
        stable_states(detente.load("garrison").game(), ["sim-any"])


@many
@given(randoms, st.sampled_from(READINGS))
def test_with_and_without_a_table_of_combinations(rng, concept):
    game = small(rng).game()
    found = simultaneous(game, concept)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Changes, "_table", lambda self: None)
        assert np.array_equal(simultaneous(game, concept), found)


def test_what_does_not_settle_is_told(monkeypatch):
    monkeypatch.setattr("detente.stability.foresight.MOST_STEPS", 3)
    with pytest.raises(detente.TooLargeError, match="does not settle within 3 moves"):
        stable_states(detente.load("istanbul-2025").game("kyiv"), ["nm"])


# -- on the command line, in files, in reports -------------------------------------------------------


def ask(*argv: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([*argv])
    return code, out.getvalue(), err.getvalue()


def test_keys_on_the_command_line():
    code, out, _ = ask("analyze", "chicken", "-c", " L3:first=2, NM,Nash ", "--json")
    assert code == 0
    assert [h["concept"] for h in json.loads(out)["held"]] == ["nash", "l3:first=2", "nm"]
    code, _, err = ask("analyze", "chicken", "-c", "l0")
    assert (code, err) == (
        2,
        "detente: concept 'l0': a horizon is a number of moves from 1 to 99, found '0'\n",
    )
    code, _, err = ask("analyze", "chicken", "-c", "l3:First=2")
    assert code == 2
    assert "no decision maker 'First'; did you mean 'first'?" in err
    code, _, err = ask("coalitions", "chicken", "-c", "nash,sseq")
    assert (code, err.count("\n")) == (2, 1)
    assert "(coalitions) is worked out for nash, gmr, smr, seq, not for sseq" in err
    code, _, err = ask("pivot", "chicken", "-c", "l2")
    assert code == 2
    assert "(pivot) is worked out for nash, gmr, smr, seq, not for l2" in err


@pytest.mark.parametrize("name", ["istanbul-2025", "elmira-nine-states", "chicken"])
def test_answers_tell_the_concepts_that_are_asked_for(name):
    conflict = detente.load(name)
    concepts = ["nash", "sseq", "sim", "sim-any", "nm", "l3"]
    page = detente.text(detente.analyze(conflict.game(conflict.accounts[0]), concepts))
    for told in ("SSEQ", "SIM-any", "L(3)", "NM"):
        assert told in page
    assert "GMR" not in page
    for concept in concepts:
        assert find_concept(concept).name in detente.text(
            detente.analyze(conflict.game(conflict.accounts[0]), [concept])
        )


def test_who_looks_ahead_may_leave_what_holds_under_nash():
    analysis = detente.analyze(detente.load("chicken").game(), ["nash", "l2"])
    nash, ahead = ({s.id for s in analysis.equilibria[c]} for c in ("nash", "l2"))
    assert nash - ahead
    answer = detente.answer(analysis)
    assert isinstance(answer, AnalyzeAnswer)
    assert answer.graph is not None
    for node in answer.graph.nodes:
        state = answer.states[node.state].id
        assert {"nash": state in nash, "l2": state in ahead} == {
            c: c in node.concepts for c in ("nash", "l2")
        }


def test_published_results_of_further_concepts():
    text = (
        PD
        + """
published:
  - equilibria: {sim: [s1, s4], nm: [s1, s4], "l3:two=2": [s1, s4], sseq: []}
"""
    )
    conflict = detente.read_conflict(text)
    assert list(conflict.published[0].equilibria) == ["sim", "nm", "l3:two=2", "sseq"]
    assert detente.read_conflict(detente.to_yaml(conflict)).published == conflict.published
    assert "l3:two=2" in detente.report(conflict)


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("l0", "from 1 to 99, found '0'"),
        ("l2:three=1", "no decision maker 'three' (allowed: one, two)"),
        ("l100", "found '100'"),
        ("sim-al", "equilibria has no key 'sim-al'; did you mean 'sim-any'?"),
        ("l2:one=2", "'l2:one=2' is the same concept as 'l2'"),
    ],
)
def test_mistakes_in_published_results_are_told(key, told):
    text = PD + f"\npublished:\n  - equilibria: {{l2: [s1], '{key}': [s1]}}\n"
    with pytest.raises(detente.ConflictFileError) as error:
        detente.read_conflict(text)
    assert len(error.value.problems) == 1
    assert told in str(error.value)


@pytest.mark.parametrize("seed", range(60))
def test_what_each_could_change_at_once_are_its_moves(seed):
    """Levels that are one-way, rules, merged states or none: a change by itself is a move, and a move a change."""
    rng = Random(seed)
    file = random_levels_file(rng) if seed % 3 else None
    conflict = detente.read_conflict(yaml.safe_dump(file, sort_keys=False)) if file else random_conflict(rng)
    try:
        game = conflict.game()
    except DetenteError:
        return  # the rules leave no state
    if game.states.merged:
        return
    changes = Changes(game, "sim-any")
    every = np.arange(game.size)
    for i, moves in enumerate(game.moves):
        better = {
            (s, int(t))
            for s in range(game.size)
            for t in moves.successors(s)
            if game.ranks[i][t] > game.ranks[i][s]
        }
        made = set()
        for flip in changes.flips[i].tolist():
            points = changes.made(i, flip, every)
            ends = changes.find(changes.masks[points] ^ flip)
            made |= set(zip(points.tolist(), ends.tolist(), strict=True))
        assert made == better
