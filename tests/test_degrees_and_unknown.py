"""Degrees and unknown preferences as a person meets them: in the file, in answers, in refusals."""

from __future__ import annotations

import csv
import io
import json
from itertools import pairwise, product
from pathlib import Path
from random import Random
from typing import Any

import jsonschema
import numpy as np
import pytest

import detente
from detente.cli import main
from detente.conflict import (
    ConflictFileError,
    NotInFileError,
    TooLargeError,
    UnknownNameError,
    find_concept,
    read_conflict,
)
from detente.game import relations
from detente.questions import find
from detente.questions.analyze.answer import answer
from detente.questions.analyze.tables import firmness
from detente.questions.encoding import answer_schema
from detente.stability import concepts_for, stable_by_relation, stable_states
from detente.wording import Words
from tests.test_relations import CONCEPTS, SANCTIONED, open_file, read

HEAD = """
detente: 1
title: The plant on the river
status_quo: trust
decision_makers:
  agency: {options: {inspect: inspect and prosecute}}
  plant: {options: {pollute: discharge without treatment}}
states: {trust: none, checked: agency.inspect, evasion: plant.pollute, caught: agency.inspect+plant.pollute}
"""
PLANT = (
    HEAD
    + """
preferences:
  agency: {ranking: [trust, checked, caught, much, evasion]}
perspectives:
  fine: {preferences: {plant: {ranking: [evasion, trust, checked, caught]}}}
  licence: {preferences: {plant: {ranking: [evasion, trust, checked, much, caught]}}}
"""
)
OPEN = (
    HEAD
    + """
preferences:
  agency: [not plant.pollute, {id: zeal, that: inspect, unknown: true}]
  plant: {partial: ["evasion > trust > caught", "trust > checked"]}
"""
)


def one(agency: str, plant: str = "[]") -> str:
    return f"{HEAD}preferences:\n  agency: {agency}\n  plant: {plant}\n"


def degree(text: str, before: str, after: str) -> int | None:
    game = read_conflict(text).game()
    return game.relations[0].degree(game.state(before).index, game.state(after).index)


# -- the file --------------------------------------------------------------------------------------


def test_the_degree_between_two_states_is_the_greatest_of_the_gaps_between_them() -> None:
    text = one("{ranking: [trust, much, checked, {much: 4}, evasion, caught]}")
    assert degree(text, "checked", "trust") == 2
    assert degree(text, "trust", "checked") == -2
    assert degree(text, "caught", "evasion") == 1
    assert degree(text, "caught", "trust") == 4
    assert degree(text, "trust", "trust") == 0


def test_the_first_statement_that_tells_two_states_apart_gives_the_degree() -> None:
    text = one("[not inspect, {that: not plant.pollute, strength: much}]")
    assert degree(text, "checked", "trust") == 1
    assert degree(text, "evasion", "trust") == 2
    assert degree(text, "caught", "trust") == 1
    text = one("[{that: inspect, unknown: true}, not plant.pollute]")
    assert degree(text, "checked", "trust") is None
    assert degree(text, "evasion", "trust") == 1
    assert degree(text, "evasion", "evasion") == 0


def test_chains_say_what_follows_from_them_together_and_nothing_else() -> None:
    text = one('{partial: ["trust > checked ~ evasion", [checked, caught]]}')
    game = read_conflict(text).game()
    assert not game.open  # they compare everything, so it is a ranking
    assert [int(r) for r in game.ranks[0]] == [2, 1, 1, 0]
    text = one("{partial: [[trust, [checked, evasion]]]}")
    assert degree(text, "evasion", "checked") == 0
    assert degree(text, "caught", "trust") is None


def test_evolution_reckons_with_the_forms_of_the_concepts() -> None:
    found = detente.evolve(read_conflict(PLANT).game("fine"))
    assert all(found.has_ways(c) for c in found.stability.concepts)
    assert [s.id for s in found.reached("seq-weak")] == ["trust"]
    assert found.undeterred_at("seq-strong").size == 1  # from trust the plant is not strongly deterred
    assert found.undeterred_at("seq-weak").size == 1


def test_a_state_may_bear_the_name_of_the_word() -> None:
    text = one("{ranking: [much, checked, {much: much}, caught, trust]}").replace("evasion", "much")
    game = read_conflict(text).game()
    assert game.ranks[0][game.state("much").index] == 3
    assert game.relations[0].degree(game.state("caught").index, game.state("checked").index) == 2


def test_degree_one_is_an_ordinary_preference() -> None:
    plain = read_conflict(one("{ranking: [trust, checked, caught, evasion]}"))
    written = read_conflict(one("{ranking: [trust, {much: 1}, checked, caught, evasion]}"))
    assert detente.to_json(plain) == detente.to_json(written)
    assert not written.game().relations
    assert stable_states(written.game()).concepts == CONCEPTS


@pytest.mark.parametrize(
    ("agency", "told"),
    [
        ("{ranking: [much, trust, checked, caught, evasion]}", "stands between two groups"),
        ("{ranking: [trust, checked, caught, evasion, much]}", "nothing comes after it"),
        ("{ranking: [trust, much, much, checked, caught, evasion]}", "stands between two groups"),
        ("{ranking: [trust, {much: 0}, checked, caught, evasion]}", "a whole number from 1 to 100"),
        ("{ranking: [trust, {much: lots}, checked, caught, evasion]}", "a whole number from 1 to 100"),
        ("{ranking: [trust, {more: 2}, checked, caught, evasion]}", "no key 'more'"),
        ("[{that: inspect, strength: 101}]", "a whole number from 1 to 100"),
        ("[{that: inspect, strength: much, unknown: true}]", "has no 'strength'"),
        ("[{that: inspect, unknown: perhaps}]", "'unknown' is 'true'"),
        ("{partial: [trust > nowhere]}", "no state 'nowhere'"),
        ("{partial: [trust > much > checked]}", "no state 'much'"),
        ("{partial: [trust > checked > trust]}", "goes round in a circle"),
        ('{partial: ["trust > checked", "checked ~ caught", "caught > trust"]}', "goes round in a circle"),
        ("{partial: trust > checked}", "a list"),
        ("{partial: [[]], ranking: []}", "one form"),
    ],
)
def test_mistakes_are_told(agency: str, told: str) -> None:
    with pytest.raises(ConflictFileError, match=told):
        read_conflict(one(agency)).game()


def test_degrees_and_unknown_preferences_are_not_mixed() -> None:
    text = one("[{that: inspect, unknown: true}]", "{ranking: [evasion, much, trust, checked, caught]}")
    with pytest.raises(ConflictFileError, match="not analysed together"):
        read_conflict(text).game()


def test_factions_have_neither() -> None:
    text = one("[]") + "factions: {plant: {members: {a: {weight: 1, preferences: {partial: []}}}}}\n"
    with pytest.raises(ConflictFileError, match="out of a faction's preferences"):
        read_conflict(text)


def test_a_patch_may_change_how_much_a_statement_counts_and_whether_it_is_known() -> None:
    text = one("[{id: no, that: not plant.pollute}]") + (
        "perspectives:\n"
        "  stern: {preferences: {agency: {patch: [{replace: no, with: {id: no, that: not plant.pollute, "
        "strength: much}}]}}}\n"
        "  vague: {preferences: {agency: {patch: [{replace: no, with: {id: no, that: not plant.pollute, "
        "unknown: true}}]}}}\n"
    )
    conflict = read_conflict(text)
    assert not conflict.game("base").relations
    assert conflict.game("stern").graded
    assert conflict.game("vague").open
    assert [c.statement.id for c in detente.compare(conflict, ["base", "stern"]).claims] == ["no"]
    assert detente.compare(conflict, ["base", "vague"]).concepts[0] == "nash-a"
    with pytest.raises(NotInFileError, match="compare one with the other left out"):
        detente.compare(conflict)
    again = read_conflict(detente.to_yaml(conflict))
    assert again.game("stern").graded
    assert again.game("vague").open


def test_merged_states_must_be_alike_to_everybody() -> None:
    rule = "rules: [{same: plant.pollute}]\n"
    for statement in ("{that: inspect, unknown: true}", "{that: inspect, strength: 3}"):
        text = one(f"[{statement}]").replace("status_quo: trust", "status_quo: none")
        with pytest.raises(ConflictFileError, match="do not tie"):
            read_conflict(text.replace("states: ", rule + "states: ")).game()


def test_too_many_states_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relations, "MOST_STATES", 3)
    for text, kind in ((OPEN, "an unknown preference"), (PLANT, "a degree of preference")):
        conflict = read_conflict(text)
        with pytest.raises(TooLargeError, match=f"{kind} of 'agency' needs a comparison"):
            conflict.game(conflict.accounts[0])


# -- what follows from the definitions ---------------------------------------------------------------


@pytest.mark.parametrize("seed", range(30))
def test_what_is_certain_holds_however_the_unknown_becomes_known(seed: int) -> None:
    rng = Random(seed)
    file = open_file(rng)
    places = []
    for dm, preference in file["preferences"].items():
        if isinstance(preference, list):
            places += [(dm, k) for k, s in enumerate(preference) if isinstance(s, dict)]
        elif "partial" in preference:
            file["preferences"][dm] = []
    for dm, k in places[4:]:
        file["preferences"][dm][k] = file["preferences"][dm][k]["that"]
    places = places[:4]
    game = read(file).game()
    for signs in product([True, False], repeat=len(places)):
        for (dm, k), wanted in zip(places, signs, strict=True):
            entry: dict[str, Any] = file["preferences"][dm][k]
            file["preferences"][dm][k] = entry | {"is": entry["that"] if wanted else f"not ({entry['that']})"}
        known = file | {
            "preferences": {
                dm: [s["is"] if isinstance(s, dict) else s for s in p] if isinstance(p, list) else p
                for dm, p in file["preferences"].items()
            }
        }
        for dm, k in places:
            del file["preferences"][dm][k]["is"]
        resolved = stable_states(read(known).game(), CONCEPTS)
        for i, concept in product(range(len(game.decision_makers)), CONCEPTS):
            then = resolved.stable[concept][i]
            assert not (then & ~stable_by_relation(game, i, f"{concept}-d")).any()
            if concept != "seq":
                assert not (stable_by_relation(game, i, f"{concept}-a") & ~then).any()


def test_a_strong_and_a_weak_equilibrium() -> None:
    """Worked by hand: trust is kept by the threat of inspection, which is much worse only if the licence is lost."""
    conflict = read_conflict(PLANT)
    found = {a: detente.analyze(conflict.game(a)) for a in conflict.accounts}
    names = {a: {c: [s.id for s in e] for c, e in f.equilibria.items()} for a, f in found.items()}
    assert names["fine"]["seq"] == names["licence"]["seq"] == ["trust", "checked"]
    assert names["fine"]["seq-strong"] == ["checked"]
    assert names["fine"]["seq-weak"] == ["trust"]
    assert names["licence"]["seq-strong"] == ["trust", "checked"]
    assert names["licence"]["seq-weak"] == []
    assert found["fine"].stability.stable_for("seq-weak", "plant")[0].id == "trust"


def test_a_weak_equilibrium_is_one_that_is_not_strong() -> None:
    for account in ("fine", "licence"):
        found = stable_states(read_conflict(PLANT).game(account))
        for concept in SANCTIONED:
            strong, weak = found.holds(f"{concept}-strong"), found.holds(f"{concept}-weak")
            assert not (strong & weak).any()
            assert np.array_equal(strong | weak, found.holds(concept))
    game = read_conflict(PLANT).game("fine")
    alone = stable_states(game, ["seq-weak"])
    assert alone.concepts == ("seq-weak",)
    assert np.array_equal(alone.holds("seq-weak"), stable_states(game).holds("seq-weak"))


# -- which concepts ----------------------------------------------------------------------------------


def test_concepts_are_chosen_by_what_the_file_says() -> None:
    opened, graded = read_conflict(OPEN).game(), read_conflict(PLANT).game("fine")
    assert len(concepts_for(opened)) == 16
    assert concepts_for(opened, ["seq", "gmr-b"]) == ("gmr-b", "seq-a", "seq-b", "seq-c", "seq-d")
    assert len(concepts_for(graded)) == 10
    assert concepts_for(graded, ["gmr"]) == ("gmr",)
    with pytest.raises(NotInFileError, match="degrees of preference"):
        concepts_for(opened, ["gmr-strong"])
    with pytest.raises(NotInFileError, match="ask for one of seq-a, seq-b, seq-c, seq-d"):
        detente.explain(opened, "trust", "plant", "seq")
    for wrong in ("nash-strong", "gmr-e", "strong", "gmr-strong1", "gmr-strong999", "-a", "seq-"):
        with pytest.raises(UnknownNameError):
            find_concept(wrong)


@pytest.mark.parametrize("concept", ["gmr-strong", "seq-b"])
def test_other_questions_know_the_plain_concepts_only(concept: str) -> None:
    game = read_conflict(PLANT).game("fine")
    conflict = read_conflict(PLANT).under("fine")
    for ask in (
        lambda: detente.pivot(game, "trust", concept=concept),
        lambda: detente.pivotal(game, concept),
        lambda: detente.coalitions(game, [concept]),
        lambda: detente.whatif(conflict, detente.change(conflict, without=["plant.pollute"]), [concept]),
    ):
        with pytest.raises(detente.DetenteError, match=f"is worked out (for|by) .*, not for {concept}"):
            ask()


# -- answers and refusals ------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plant.yaml").write_text(PLANT, encoding="utf-8")
    (tmp_path / "open.yaml").write_text(OPEN, encoding="utf-8")
    ultimatum = (
        "ultimatums: {u: {by: agency, to: plant, demand: not plant.pollute, threat: agency.inspect}}\n"
    )
    (tmp_path / "told.yaml").write_text(OPEN + ultimatum, encoding="utf-8")
    factions = "factions: {plant: {members: {a: {weight: 1, preferences: [pollute]}}}}\n"
    (tmp_path / "within.yaml").write_text(OPEN + factions, encoding="utf-8")


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    "argv",
    [
        ("pivot", "open.yaml", "--goal", "trust"),
        ("pivot", "open.yaml"),
        ("coalitions", "open.yaml"),
        ("whatif", "open.yaml", "--without", "plant.pollute"),
        ("ultimatum", "told.yaml"),
        ("factions", "within.yaml"),
    ],
)
def test_what_needs_an_order_of_everybody_refuses_in_one_sentence(
    argv: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(list(argv)) == 2
    printed = capsys.readouterr().err
    assert printed.count("\n") == 1
    assert (
        "it is unknown which of 'trust' and 'checked' 'agency' prefers (the statement 'zeal' is unknown)"
        in printed
    )


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    "argv",
    [
        ("pivot", "plant.yaml", "--goal", "caught"),
        ("pivot", "plant.yaml"),
        ("coalitions", "plant.yaml"),
        ("whatif", "plant.yaml", "--without", "agency.inspect"),
        ("whatif", "plant.yaml", "--prefer", "agency", "inspect"),
        *((c, f) for c in ("analyze", "explain", "evolve", "compare") for f in ("plant.yaml", "open.yaml")),
        ("equilibria", "plant.yaml", "--concept", "seq-strong"),
        ("equilibria", "open.yaml", "--concept", "seq-b"),
        ("states", "open.yaml"),
        ("check", "open.yaml"),
    ],
)
def test_everything_else_answers_in_every_form(
    argv: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*argv]) == 0
    assert capsys.readouterr().err == ""
    for form in ("html", "md", *(("csv",) if find(argv[0]).has_rows else ())):
        assert main([*argv, "--out", f"found.{form}"]) == 0
    capsys.readouterr()
    assert main([*argv, "--json"]) == 0
    jsonschema.validate(json.loads(capsys.readouterr().out), answer_schema(find(argv[0])))


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("ending", ["gmcr", "csv", "graphml", "nfg", "tex"])
def test_other_formats_lose_no_degree_in_silence_and_make_nothing_known(
    ending: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "open.yaml", "--out", f"found.{ending}"]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "unknown" in told
    assert not Path(f"found.{ending}").exists()
    assert main(["export", "plant.yaml", "-p", "licence", "--out", f"found.{ending}"]) == 0
    assert "degrees of preference" in capsys.readouterr().err


@pytest.mark.usefixtures("files")
def test_a_weak_verdict_fits_its_schema(capsys: pytest.CaptureFixture[str]) -> None:
    """It may be no although nothing is undeterred: where everything is strong."""
    for account in ("fine", "licence"):
        argv = [
            "explain",
            "plant.yaml",
            "-p",
            account,
            "--concepts",
            "seq-weak,smr-strong,gmr-strong3",
            "--json",
        ]
        assert main(argv) == 0
        jsonschema.validate(json.loads(capsys.readouterr().out), answer_schema(find("explain")))


@pytest.mark.usefixtures("files")
def test_unknown_is_said_and_never_counted_as_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "open.yaml", "--dm", "agency", "--concepts", "nash-a,nash-b", "--json"]) == 0
    bold, sober = json.loads(capsys.readouterr().out)["verdicts"]
    assert [i["gain"]["unknown"] for i in bold["improvements"]] == [True]
    assert not bold["stable"]
    assert sober["stable"]
    assert sober["improvements"] == []
    assert main(["explain", "open.yaml", "--dm", "agency", "--concepts", "nash-a"]) == 0
    assert "may gain: it is unknown whether it wants" in " ".join(capsys.readouterr().out.split())
    assert main(["analyze", "open.yaml", "--out", "found.csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(Path("found.csv").read_text(encoding="utf-8"))))
    assert {"nash-a", "seq-d"} <= set(rows[0])


def test_the_graph_says_what_is_unknown() -> None:
    pytest.importorskip("networkx")
    graph = read_conflict(OPEN).game().to_networkx()
    improvements = {(a, b): d["improvement"] for a, b, d in graph.edges(data=True)}
    assert improvements["trust", "checked"] is None
    assert improvements["trust", "evasion"] is True
    assert improvements["evasion", "trust"] is False


def test_undeterred_ways_are_made_of_moves_that_are_known_to_be_improvements():
    game = detente.read_conflict("""
detente: 1
title: a way by a move that may be no improvement
status_quo: s0
decision_makers: {ann: {}, bob: {}}
states: [s0, s1, s2]
moves:
  ann: [s0 -> s1, s2 -> s1]
  bob: [s0 -> s2, s1 -> s0]
preferences:
  ann: {ranking: [s1, s0, s2]}
  bob: {partial: ["s1 > s0"]}
""").game()
    found = detente.evolve(game, concepts=["gmr-a", "gmr-b"])
    assert not detente.explain(game, "s0", "ann", "gmr-a").undeterred
    for concept in ("gmr-a", "gmr-b"):
        assert np.flatnonzero(found.undeterred(concept).steps >= 0).tolist() == [0]


@pytest.mark.parametrize("concept", ["gmr-c", "smr-c"])
def test_where_it_went_may_itself_deter(concept):
    better = ["NYN", "NNY", "NYY", "YYN", "YNY", "YYY"]
    game = detente.read_conflict(f"""
detente: 1
title: moved away from and back to
status_quo: none
decision_makers: {{ann: {{options: {{a: do a}}}}, bob: {{options: {{b: do b}}}}, cid: {{options: {{c: do c}}}}}}
preferences:
  ann: {{partial: [{", ".join(f"{s} > none" for s in better)}]}}
  bob: []
  cid: []
""").game()
    found = detente.explain(game, "none", "ann", concept)
    (answer,) = found.answers
    assert found.stable
    assert not found.undeterred
    assert answer.sanction is not None
    assert answer.sanction.start == answer.sanction.end == answer.improvement
    movers = [m.mover for m in answer.sanction.moves]
    assert len(movers) == 4
    assert all(a != b for a, b in pairwise(movers))


def test_degrees_above_the_second_are_named() -> None:
    conflict = """
detente: 1
title: Degrees
status_quo: a
decision_makers: {x: {}, y: {}}
states: {a: a, b: b, c: c}
moves: {x: [a -> b], y: [b -> c]}
preferences:
  x: {ranking: [b, a, {much: 3}, c]}
  y: {ranking: [c, b, a]}
"""
    found = detente.analyze(
        detente.read_conflict(conflict).game(), ["seq-strong", "seq-strong3", "seq-strong4"]
    )
    facts = answer(found)
    names = {f.concept: [facts.states[k].id for k in f.strong] for f in facts.firmness}
    assert names == {"seq-strong": ["a", "c"], "seq-strong3": ["a", "c"], "seq-strong4": ["c"]}
    table = firmness(facts, Words(found.game.conflict))
    assert table is not None
    assert "Where a degree is named" in table.note
