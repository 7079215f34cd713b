"""The traits of a concept are true of what is computed for it, and phrases, help and tables follow from them."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from detente.cli import main
from detente.conflict import CLASSICAL, EXTENSIONS, Conflict, find_concept, read_conflict
from detente.conflict.concepts import Traits, concept_keys
from detente.game import Game
from detente.questions.explain import explain
from detente.stability import ESCAPING, PAYING, stable_states
from detente.wording import concepts as said
from tests.generate import conflict_of_any_form, random_conflict, random_ranking
from tests.reference import Merged, Reference
from tests.reference_concepts import Further

PAGE = Path(__file__).parent.parent / "docs" / "concepts" / "index.md"
ANSWERED = [k for k in concept_keys() if not find_concept(k).horizon and k != "nm"]


def games(count: int, seed: int = 0) -> list[Conflict]:
    found = (conflict_of_any_form(Random(f"traits {seed} {k}")) for k in range(10 * count))
    return [c for c in found if len(c.decision_makers) > 1][:count]


def merged(game: Game, reference: Reference, index: int) -> Merged:
    """Find the reference's state that a state of the game is."""
    taken = game.state(index).facts
    return next(s for s in reference.states if taken in s)


def by_traits(reference: Further, key: str, dm: str, s: Merged) -> bool:
    """Judge a state by nothing but the traits of a concept."""
    traits = find_concept(key).traits
    if traits.at_once:
        return reference.sim(key, dm, s)
    for t in reference.improve(dm, s):
        if traits.far == "move":
            return False
        answers = reference.legal(reference.others(dm), t, traits.pays == "each move")
        harmful = [x for x in answers if not reference.better(dm, x, s)]
        if traits.escape:
            harmful = [
                x for x in harmful if not any(reference.better(dm, y, s) for y in reference.reach(dm, x))
            ]
        if not harmful:
            return False
    return True


def test_what_the_traits_say_of_answers_is_what_is_computed() -> None:
    told: dict[str, set[bool]] = {k: set() for k in ANSWERED}
    for conflict in games(14):
        game, reference = conflict.game(), Further(conflict.under())
        keys = [k for k in ANSWERED if not (conflict.graph_form and find_concept(k).traits.at_once)]
        found = stable_states(game, keys)
        for key in keys:
            for i, dm in enumerate(game.decision_makers):
                for s in range(min(game.size, 12)):
                    stays = by_traits(reference, key, dm, merged(game, reference, s))
                    assert found.stable[key][i, s] == stays, (key, dm, s)
                    told[key].add(stays)
    assert all(t == {True, False} for t in told.values())


def test_who_looks_ahead_goes_by_where_it_ends() -> None:
    for conflict in games(6, 1):
        game, reference = conflict.game(), Further(conflict.under())
        found = stable_states(game, ["l1", "l2", "l3"])
        for horizon in (1, 2, 3):
            assert find_concept(f"l{horizon}").traits.far == "horizon"
            for i, dm in enumerate(game.decision_makers):
                for s in range(min(game.size, 8)):
                    stays = reference.limited(dm, merged(game, reference, s), horizon)
                    assert found.stable[f"l{horizon}"][i, s] == stays
    assert find_concept("nm").traits.far == "endless"
    assert {k for k in concept_keys() if find_concept(k).traits.foresees} == {"l1", "nm"}


def test_who_knows_only_itself_does_not_care_what_others_want() -> None:
    changed = dict.fromkeys((*ANSWERED, "l2", "nm"), False)
    for k in range(25):
        rng = Random(f"knows {k}")
        states = [f"s{n}" for n in range(1, 6)]
        moves = {
            f"d{m}": [f"{a} -> {b}" for a in states for b in states if a != b and rng.random() < 0.4]
            for m in range(2)
        }
        file: dict[str, Any] = {
            "detente": 1,
            "title": "others",
            "decision_makers": {"d0": {}, "d1": {}},
            "states": {s: s for s in states},
            "moves": moves,
            "status_quo": "s1",
        }
        mine = random_ranking(rng, states)
        keys = [c for c in changed if not find_concept(c).traits.at_once]
        tables = []
        for _ in range(2):
            preferences = {"d0": mine, "d1": random_ranking(rng, states)}
            conflict = read_conflict(yaml.safe_dump({**file, "preferences": preferences}, sort_keys=False))
            tables.append(stable_states(conflict.game(), keys).stable)
        for c in keys:
            same = bool((tables[0][c][0] == tables[1][c][0]).all())
            assert same or find_concept(c).traits.knows_others, c
            changed[c] |= not same
    for c in ("nash", "gmr", "smr"):
        assert not changed[c]
    for c in ("seq", "sseq", "l2", "nm"):
        assert changed[c]


def test_who_makes_disimprovements() -> None:
    """Of the witnesses: whoever answers at a loss does so only under the concepts that know of it."""
    losing = dict.fromkeys(("seq", "sseq", "gmr", "smr", "l3"), False)
    for k in range(10):
        game = random_conflict(Random(f"loss {k}")).game()
        for c in losing:
            for dm in game.decision_makers:
                for s in range(min(game.size, 6)):
                    for a in explain(game, s, dm, c).answers:
                        losing[c] |= any(m.gain < 1 for m in a.movers)
    assert losing == {"seq": False, "sseq": False, "gmr": True, "smr": True, "l3": True}
    assert {c: find_concept(c).traits.disimprovements for c in losing} == {
        "seq": "nobody",
        "sseq": "nobody",
        "gmr": "opponents",
        "smr": "opponents",
        "l3": "anybody",
    }
    assert find_concept("nash").traits.disimprovements == "nobody"
    assert find_concept("nm").traits.disimprovements == "anybody"


def test_one_concept_holds_whatever_a_narrower_one_holds() -> None:
    chain = (("nash", "sseq"), ("sseq", "seq"), ("seq", "gmr"), ("sseq", "smr"), ("smr", "gmr"))
    for conflict in games(12, 2):
        found = stable_states(conflict.game(), ["nash", "sseq", "seq", "smr", "gmr"])
        for narrow, wide in chain:
            assert (found.stable[narrow] <= found.stable[wide]).all()
            a, b = find_concept(narrow).traits, find_concept(wide).traits
            # Wider is what asks less of an answer: that it pays, or that it cannot be escaped from.
            assert a.far == "move" or (a.pays != "no") >= (b.pays != "no")
            assert a.far == "move" or a.escape >= b.escape


def test_the_engine_takes_its_lists_from_the_traits() -> None:
    assert set(PAYING) == {"seq", "sseq"}
    assert set(ESCAPING) == {"smr", "sseq"}


# -- what is said ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "phrase"),
    [
        (["nash"], "if each side looks only at its own next move"),
        (["seq"], "if each side expects the answers that would pay for the others"),
        (["gmr"], "if each side fears any answer, even a costly one"),
        (["smr"], "if each side fears any answer, even a costly one, unless it could get away from it"),
        (["gmr", "smr"], "if each side fears any answer, even a costly one"),
        (["seq", "sseq"], "if each side expects the answers that would pay for the others"),
        (
            ["sseq"],
            "if each side expects the answers that would pay for the others and that it could not get away from",
        ),
        (
            ["sim"],
            "if each side expects the answers that would pay for the others, and moves that they make at the same time",
        ),
        (["sim-any"], "if each side expects the improvements that others make at the same time"),
        (["l1"], "if each side looks 1 move ahead"),
        (["l4:us=2:eu=3"], "if each side looks 4 moves ahead (eu 3, us 2)"),
        (["nm"], "if each side looks ahead without end"),
        (["nm", "nash"], "if each side looks only at its own next move or looks ahead without end"),
        (
            ["gmr-strong"],
            "if each side fears any answer, even a costly one, and is deterred only by what would leave it much "
            "worse off",
        ),
        (
            ["seq-strong4"],
            "if each side expects the answers that would pay for the others, and is deterred only by what would leave "
            "it worse off by degree 4 or more",
        ),
        (
            ["gmr-weak"],
            "if each side fears any answer, even a costly one, and some of what deters it would not leave it much "
            "worse off",
        ),
        (
            ["nash-b"],
            "if each side looks only at its own next move, and leaves only where it is known to gain, and is deterred "
            "only where it is known to end no better off",
        ),
    ],
)
def test_how_the_sides_look_ahead(keys: list[str], phrase: str) -> None:
    assert said.looking(*keys) == phrase


def test_the_extensions_are_the_four_ways_to_take_what_is_unknown() -> None:
    known = {
        e: (find_concept(f"seq-{e}").leaves_for_unknown, find_concept(f"seq-{e}").unknown_deters)
        for e in EXTENSIONS
    }
    assert known == {"a": (True, False), "b": (False, False), "c": (True, True), "d": (False, True)}
    leaves = {
        True: "leaves also where it is unknown whether it gains",
        False: "leaves only where it is known to gain",
    }
    deters = {
        True: "is deterred also where it is unknown whether it ends better off",
        False: "is deterred only where it is known to end no better off",
    }
    for e, (a, b) in known.items():
        assert said.attitude(e) == f"{leaves[a]}, and {deters[b]}"


def traits(**changed: Any) -> Traits:
    usual: dict[str, Any] = {"far": "answer", "pays": "no", "escape": False, "at_once": False, "source": "X"}
    return Traits(**{**usual, **changed})


@pytest.mark.parametrize(
    ("given", "expected", "far", "whose"),
    [
        (traits(), "any answer, whatever it costs those who give it", "2: its move, the answer", "opponents"),
        (
            traits(escape=True),
            "any answer, whatever it costs those who give it, if it cannot get away from it afterwards",
            "3: its move, the answer, its own reaction",
            "opponents",
        ),
        (
            traits(pays="each move"),
            "answers by which each who moves gains",
            "2: its move, the answer",
            "nobody",
        ),
        (
            traits(pays="each move", at_once=True),
            "answers by which each who moves gains, and moves that others make at the same time",
            "2: its move, the answer; or 1, at the same time",
            "nobody",
        ),
        (traits(far="move"), "nothing: it moves wherever it gains", "1 move", "nobody"),
        (
            traits(far="move", pays="each move", at_once=True),
            "improvements that others make at the same time",
            "1 move, at the same time as others",
            "nobody",
        ),
        (
            traits(far="horizon", pays="in the end"),
            "where it ends if everybody looks ahead as far as it does, and then stops",
            "h moves",
            "anybody",
        ),
        (
            traits(far="endless", pays="in the end"),
            "where it ends if everybody looks ahead without end",
            "without end",
            "anybody",
        ),
    ],
)
def test_traits_in_a_table(given: Traits, expected: str, far: str, whose: str) -> None:
    assert said.expected(given) == expected
    assert said.foresight(given) == far
    assert given.disimprovements == whose
    told = {
        "nobody": "nobody makes any",
        "opponents": "by the opponents, to punish",
        "anybody": "by anybody, if something better comes of it",
    }
    assert said.disimprovements(given) == told[whose]
    assert given.knows_others == (given.pays != "no")


def test_the_table_of_the_page_is_the_registry() -> None:
    lines = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")]
    first = next(k for k, line in enumerate(lines) if line.startswith("| Concept |"))
    table = [tuple(c.strip() for c in line.strip("|").split("|")) for line in lines[first:]]
    plain = [(re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", r[0]), *r[1:]) for r in table]
    rows = {tuple(r) for r in plain[2 : 2 + len(concept_keys())]}
    assert plain[0] == said.COLUMNS
    assert rows == {said.row(k) for k in concept_keys()}


def test_the_page_says_how_each_is_said() -> None:
    lines = PAGE.read_text("utf-8").splitlines()
    first = lines.index("| Concept | In sentences |") + 2
    told = [line.strip("| ").split(" | ") for line in lines[first : first + len(concept_keys())]]
    keys = [k if k != "l1" else "l3" for k in concept_keys()]
    assert sorted(told) == sorted([said.name(k), said.looking(k)] for k in keys)


def test_how_to_read_explains_each_concept_once() -> None:
    table = said.legend(["gmr-strong", "gmr", "nash", "l3", "l2:a=1"])
    assert table.columns == said.COLUMNS
    assert [r[0] for r in table.rows] == [
        find_concept("nash").long,
        find_concept("gmr").long,
        "L(h) (limited-move stability)",
    ]
    assert table.rows[0][4:] == ("itself", "Nash (1950); in the graph model Fang, Hipel and Kilgour (1993)")
    assert said.row("seq")[3:5] == ("nobody makes any", "all")


def test_help_names_every_concept() -> None:
    text = said.help_text()
    assert text.startswith("of nash, gmr, smr, seq (the default), ")
    for key in concept_keys():
        assert re.search(rf"\b{key}\b", text), key
    assert "-strong" not in text
    more = said.help_text(variants=True)
    assert more.startswith(text)
    assert "-strong, -weak after gmr, smr, seq" in more
    assert "-a to -d" in more
    assert said.help_text(classical=True) == "of nash, gmr, smr, seq, joined by commas (default: all four)"
    assert CLASSICAL == ("nash", "gmr", "smr", "seq")


@pytest.mark.parametrize(("question", "classical"), [("explain", False), ("coalitions", True)])
def test_the_command_line_gives_that_help(
    question: str, classical: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([question, "--help"]) == 0
    printed = "".join(capsys.readouterr().out.split())  # lines may break at any hyphen
    assert "".join(said.help_text(classical=classical, variants=not classical).split()) in printed


def test_extensions_and_strengths_are_told_together() -> None:
    assert said.families(["seq-b", "nash", "seq-a", "gmr-strong"]) == [
        ["nash"],
        ["seq-a", "seq-b"],
        ["gmr-strong"],
    ]
    assert said.marks({"seq-a": True, "seq-b": True}) == "SEQ ✓"
    assert said.marks({"seq-a": False, "seq-b": False}) == "SEQ ✗"
    assert said.marks({"seq-a": False, "seq-b": True, "seq-c": True}) == "SEQ ✓ by b and c"
    assert said.marks({"gmr-strong": True}) == "strong GMR ✓"
    assert said.marks({"gmr-strong": True, "gmr": False}) == "GMR ✗"


def test_names_and_marks_in_reading_order() -> None:
    assert said.names(["gmr", "nash", "seq"]) == "Nash, SEQ and GMR"
    assert said.names(["gmr", "nash"], "or") == "Nash or GMR"
    assert said.name("seq-b") == "SEQ b"
    assert said.long("smr") == "SMR (symmetric metarationality)"
    assert said.marks({"gmr": True, "nash": False, "seq": True}) == "Nash ✗ SEQ ✓ GMR ✓"
