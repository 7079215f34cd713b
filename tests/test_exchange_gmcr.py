"""Files of GMCR+: both dialects, both ways, and what is told where they say less or something wrong."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

import detente
from detente.conflict import Conflict, ConflictFileError, DetenteError, read_conflict
from detente.exchange import FORMATS, Asked, write
from detente.exchange.cubes import cubes, infeasible
from tests.exchange_games import assert_same_game, equilibria, random_conflicts, random_level_conflicts
from tests.generate import random_condition
from tools.fuzz.trips import faults


def pairs(text: str) -> list[list[Any]]:
    """Write a combination as GMCR+ does, from a pattern."""
    return [[k, c] for k, c in enumerate(text) if c != "-"]


def river(**more: Any) -> dict[str, Any]:
    """Two states at a river as GMCR+ saves them: the case of Syria and Iraq in 1975, in its fields."""
    return {
        "program": "gmcr-py",
        "version": "0.4",
        "useManualPreferenceRanking": False,
        "options": [
            {"name": "Release water", "permittedDirection": "both"},
            {"name": "Escalate", "permittedDirection": "both"},
            {"name": "Attack", "permittedDirection": "both"},
        ],
        "decisionMakers": [
            {
                "name": "Syria",
                "options": [0, 1],
                "preferences": [pairs("NNN"), pairs("-Y-"), pairs("--N"), pairs("N--")],
                "misperceptions": [],
            },
            {
                "name": "Iraq",
                "options": [2],
                "preferences": [pairs(p) for p in ("YNN", "NNY", "NYY", "NNN", "YNY")],
                "misperceptions": [],
            },
        ],
        "infeasibles": [pairs("YY-")],
        "coalitions": [0, 1],
    } | more


def ranked(key: str = "preferenceRanking", flag: str = "useManualPreferenceRanking") -> dict[str, Any]:
    """The same with rankings in place of statements, in the newer or the older names of the fields."""
    found = river()
    del found["useManualPreferenceRanking"]
    found[flag] = True
    for maker, ranking in zip(found["decisionMakers"], ([1, 3, 6, 2, 4, 5], [2, 4, 6, 1, 5, 3]), strict=True):
        maker["preferences"] = []
        maker[key] = ranking
    return found


def dilemma() -> dict[str, Any]:
    return {
        "useManualPreferenceVectors": False,
        "program": "gmcr-py",
        "infeasibles": [],
        "options": [{"name": "Cooperate", "permittedDirection": "both"}] * 2,
        "decisionMakers": [
            {"name": "One", "options": [0], "preferences": [pairs("-Y"), pairs("N-")]},
            {"name": "Two", "options": [1], "preferences": [pairs("Y-"), pairs("-N")]},
        ],
    }


def web() -> dict[str, Any]:
    """A file of the web app, in its fields."""
    return {
        "title": "A river",
        "description": "who lets how much water through",
        "options": [
            {"name": "Release", "image": "water.png", "reversible": "forward"},
            {"name": "Escalate", "image": "fist.png", "reversible": "reversible"},
            {"name": "Attack", "image": "gun.png", "reversible": "backward"},
        ],
        "decisionMakers": [{"name": "Up", "options": [0, 1]}, {"name": "Down", "options": [2]}],
        "infeasibles": [{"name": "both", "state": [{"option": 1, "yn": True}, {"option": 2, "yn": False}]}],
        "mutexes": [{"name": "one", "state": [{"option": 0, "yn": True}, {"option": 1, "yn": True}]}],
        "version": "0.1.0",
    }


def imported(tmp_path, data: Any, name: str = "case.gmcr") -> Conflict:
    file = tmp_path / name
    file.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return detente.import_file(file)


@pytest.mark.parametrize(
    "data",
    [river(), ranked(), ranked("preferenceVector", "useManualPreferenceVectors")],
    ids=["statements", "ranking", "older names"],
)
def test_syria_and_iraq_have_the_published_equilibria(data, tmp_path):
    conflict = imported(tmp_path, data)
    assert conflict.option_ids == ("syria.release_water", "syria.escalate", "iraq.attack")
    published = detente.load("syria-iraq-1975")
    assert_same_game(published, conflict, start=False)
    wanted = {}
    game = published.game()
    for concept, refs in published.published[0].equilibria.items():
        wanted[concept] = {game.states.find(r, "the state") for r in refs}
    assert wanted
    stability = detente.analyze(conflict.game()).stability
    for concept, states in wanted.items():
        assert set(stability.equilibria_at(concept).tolist()) == states


def test_the_dilemma_holds_where_both_defect_and_where_both_cooperate(tmp_path):
    conflict = imported(tmp_path, dilemma())
    both = ("one.cooperate", "two.cooperate")
    assert equilibria(conflict) == {
        "nash": {()},
        "gmr": {(), both},
        "smr": {(), both},
        "seq": {(), both},
    }
    assert conflict.title == "case"


def test_compound_conditions_hold_where_one_of_their_members_does(tmp_path):
    data = river()
    data["decisionMakers"][0]["preferences"] = [{"compound": True, "members": [pairs("Y-N"), pairs("N-Y")]}]
    conflict = imported(tmp_path, data)
    ranks = dict(
        zip([s.taken for s in map(conflict.game().state, range(6))], conflict.game().ranks[0], strict=True)
    )
    assert {t for t, r in ranks.items() if r} == {
        ("syria.release_water",),
        ("iraq.attack",),
        ("iraq.attack", "syria.escalate"),
    }


def test_one_way_options(tmp_path):
    data = river()
    for option, direction in zip(data["options"], ("fwd", "back", "both"), strict=True):
        option["permittedDirection"] = direction
    game = imported(tmp_path, data).game()
    assert {s.id for s in game.reachable("syria", "none")} == {"syria.release_water"}
    assert {s.id for s in game.reachable("syria", "syria.release_water")} == set()
    assert {s.id for s in game.reachable("syria", "syria.escalate")} == {"none", "syria.release_water"}
    assert {s.id for s in game.reachable("iraq", "iraq.attack")} == {"none"}


def test_states_are_numbered_with_the_options_ordered_by_decision_maker(tmp_path):
    data = ranked()
    data["options"] = data["options"][
        ::-1
    ]  # Attack first in the file, but it belongs to the second decision maker
    data["decisionMakers"][0]["options"] = [2, 1]
    data["decisionMakers"][1]["options"] = [0]
    data["infeasibles"] = [[[2, "Y"], [1, "Y"]]]
    assert_same_game(detente.load("syria-iraq-1975"), imported(tmp_path, data), start=False)


def test_payoffs_serve_where_there_is_nothing_else(tmp_path):
    data = river()
    for maker, payoffs in zip(data["decisionMakers"], ([6, 3, 5, 2, 1, 4], [3, 6, 1, 5, 2, 4]), strict=True):
        del maker["preferences"]
        maker["payoffs"] = payoffs
    assert_same_game(detente.load("syria-iraq-1975"), imported(tmp_path, data), start=False)


@pytest.mark.parametrize("form", [[], None, "payoffs"])
def test_a_file_without_preferences_is_told_to_have_none(form, tmp_path):
    """GMCR+ writes an empty list, and payoffs that are all alike, where nobody has said anything yet."""
    data = river()
    for maker in data["decisionMakers"]:
        maker["preferences"] = []
        if form is None:
            del maker["preferences"]
        elif form == "payoffs":
            maker["payoffs"] = [1] * 6
    conflict = imported(tmp_path, data)
    assert conflict.preferences == {}
    assert [w.message for w in conflict.warnings] == [
        "it says nothing of preferences; write them before asking what holds"
    ]
    data["decisionMakers"][1]["preferences"] = [pairs("YNN")]
    conflict = imported(tmp_path, data)
    assert len(set(conflict.game().ranks[0].tolist())) == 1
    assert [w.message for w in conflict.warnings] == [
        "it says nothing of what 'syria' prefers: all states were read as alike to it"
    ]


def test_what_detente_wrote_of_the_indifferent_is_read_back(tmp_path):
    text = "detente: 1\ntitle: t\ndecision_makers: {a: {options: {x: x}}}\npreferences: {a: []}\n"
    detente.export_file(detente.read_conflict(text), tmp_path / "a.gmcr")
    again = detente.import_file(tmp_path / "a.gmcr")
    assert again.warnings == ()
    assert again.game().ranks[0].tolist() == [0, 0]


def test_payoffs_that_differ_by_rounding_tie(tmp_path):
    data = dilemma()
    for maker in data["decisionMakers"]:
        maker["preferences"] = []
        maker["payoffs"] = [0.1 + 0.2, 0.3, 1e-07, 10**400]
    assert imported(tmp_path, data).game().ranks[0].tolist() == [1, 1, 0, 2]


def test_the_web_dialect(tmp_path):
    conflict = imported(tmp_path, web())
    assert (conflict.title, conflict.about) == ("A river", "who lets how much water through")
    assert equilibria(_indifferent(conflict))["nash"] == {
        (),
        ("up.release",),
        ("down.attack",),
        ("down.attack", "up.release"),
        ("down.attack", "up.escalate"),
    }
    assert [(r.option, r.direction) for r in conflict.rules if r.kind == "irreversible"] == [
        ("up.release", "taken"),
        ("down.attack", "dropped"),
    ]
    told = " ".join(w.message for w in conflict.warnings)
    assert "nothing of preferences" in told
    assert "options[...].image" in told


def _indifferent(conflict: Conflict) -> Conflict:
    from dataclasses import replace

    from detente.conflict import Prioritised

    return replace(conflict, preferences={d.id: Prioritised(()) for d in conflict.decision_makers})


def test_what_is_left_out_is_told(tmp_path):
    data = river(coalitions=[[0, 1]], colour="blue")
    data["decisionMakers"][0]["mood"] = "bad"
    data["options"].append({"name": "Spare", "permittedDirection": "both"})
    data["decisionMakers"][0]["preferences"].append([])
    told = [w.message for w in imported(tmp_path, data).warnings]
    for words in (
        "coalitions",
        "'colour'",
        "decisionMakers[...].mood",
        "belongs to nobody",
        "every state",
    ):
        assert sum(words in t for t in told) == 1, words


def test_misperceptions_are_beliefs(tmp_path):
    """What a decision maker does not see it takes to be infeasible; the example is in the way of GMCR+'s own."""
    data = river()
    data["decisionMakers"][0]["misperceptions"] = [pairs("YN-"), pairs("YY-"), pairs("YN-")]
    data["decisionMakers"][1]["misperceptions"] = [
        {"compound": True, "members": [pairs("NNN"), pairs("NNY")]},
    ]
    conflict = imported(tmp_path, data)
    assert not any("misperc" in w.message for w in conflict.warnings)
    believed = {b.by: [p.item.written[0] for p in b.overlay.rules] for b in conflict.beliefs}
    assert believed == {
        "syria": ["syria.release_water and not syria.escalate"],  # the other one is infeasible for all
        "iraq": [
            "not syria.release_water and not syria.escalate and not iraq.attack",
            "not syria.release_water and not syria.escalate and iraq.attack",
        ],
    }
    under = conflict.under()
    sizes = {dm: under.believed(dm).game().size for dm in ("syria", "iraq")}
    assert (under.game().size, sizes) == (6, {"syria": 4, "iraq": 4})
    notes = detente.export_file(conflict, tmp_path / "again.gmcr")
    again = detente.import_file(tmp_path / "again.gmcr")
    assert again.beliefs == conflict.beliefs
    assert not any("believes" in note for note in notes)


@pytest.mark.parametrize(("account", "number"), [("secret", 1), ("meek", 0)])
def test_other_beliefs_are_told_as_left_out(tmp_path, account, number):
    conflict = detente.load("mistaken-deterrence").under(account)
    told = detente.export_file(conflict, tmp_path / "x.gmcr")
    assert sum("of what 'north' believes" in note for note in told) == number
    told = detente.export_file(conflict, tmp_path / "x.json", "gmcr-web")
    assert sum("what parties believe that is not so" in note for note in told) == number


def test_misperceiving_everything_is_told(tmp_path):
    data = river()
    data["decisionMakers"][0]["misperceptions"] = [[]]
    with pytest.raises(ConflictFileError, match="names no option, so that it would see no state"):
        imported(tmp_path, data)


def broken(change) -> str:
    data = river()
    changed = change(data)
    return json.dumps(data if changed is None else changed)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is no JSON"),
        ("[1, 2]", "is no file of GMCR+"),
        ('{"options": [}', "case.gmcr:1:14: is no JSON"),
        ("[" * 100_000, "nested too deeply"),
        ("[" + "9" * 10_000 + "]", "holds a number of 10,000 digits, and at most 1,000 are read"),
        ('{"options": 5, "decisionMakers": []}', "options: a list"),
        (broken(lambda d: d["options"].__setitem__(0, None)), "options[0]: an object"),
        (
            broken(lambda d: d["options"][1].update(permittedDirection="up")),
            "options[1].permittedDirection: one of both",
        ),
        (broken(lambda d: d["options"][1].update(name=None)), "options[1].name: a text"),
        (
            broken(lambda d: d["decisionMakers"][0].update(options=[7])),
            "decisionMakers[0].options[0]: the position",
        ),
        (
            broken(lambda d: d["decisionMakers"][1].update(options=[1])),
            "belongs to another decision maker already",
        ),
        (
            broken(lambda d: d["decisionMakers"][1].update(options=[2, 2])),
            "belongs to another decision maker already",
        ),
        (broken(lambda d: d["infeasibles"].append([[0, "X"]])), "infeasibles[1][0]: 'Y' or 'N'"),
        (broken(lambda d: d["infeasibles"].append([[0]])), "infeasibles[1][0]: a pair"),
        (broken(lambda d: d["infeasibles"].append([])), "no state would be feasible"),
        (broken(lambda d: d["infeasibles"].append([[0, "Y"], [0, "N"]])), "both taken and not taken"),
        (broken(lambda d: d.update(infeasibles=[[[0, "Y"]], [[0, "N"]]])), "no state is left"),
        (broken(lambda d: d.update(decisionMakers=[])), "no decision maker"),
        (broken(lambda d: d.update(useManualPreferenceRanking=True)), "no 'preferenceRanking'"),
        (
            json.dumps(ranked()).replace("[1, 3, 6, 2, 4, 5]", "[1, 3, 6]"),
            "leaves out feasible states: 2, 4, 5",
        ),
        (json.dumps(ranked()).replace("[1, 3, 6, 2, 4, 5]", "[1, 3, 6, 2, 4, 5, 1]"), "state 1 stands twice"),
        (json.dumps(ranked()).replace("[1, 3, 6, 2, 4, 5]", "[1, 3, 6, 2, 4, 9]"), "from 1 to 6, found 9"),
    ],
)
def test_a_wrong_file_gets_one_clear_error(text, told, tmp_path):
    with pytest.raises(DetenteError) as error:
        imported(tmp_path, text)
    assert told in str(error.value)
    assert "case.gmcr" in str(error.value)


def test_files_that_could_run_code_are_not_opened(tmp_path):
    file = tmp_path / "old.gmcr"
    file.write_bytes(b"\x80\x03}q\x00.")
    with pytest.raises(DetenteError, match="save it again"):
        detente.import_file(file)


# -- there and back ------------------------------------------------------------------------------


def fits(conflict: Conflict) -> bool:
    """Tell whether GMCR+ can hold the conflict's game."""
    one_way = [r for r in conflict.rules if r.kind == "irreversible"]
    plain = not any(r.conditions or r.option in conflict.levels for r in one_way)
    return plain and not any(r.kind == "same" for r in conflict.rules)


def stuck(conflict: Conflict) -> bool:
    """Tell whether an option can neither be taken up nor dropped."""
    always = [r for r in conflict.rules if r.kind == "irreversible" and not r.conditions]
    return len({r.option for r in always}) < len({(r.option, r.direction) for r in always})


@pytest.mark.parametrize("name", detente.catalogue_names())
def test_catalogue_there_and_back(name, tmp_path):
    conflict = detente.load(name)
    for account in conflict.accounts:
        if not fits(conflict.under(account)):
            continue
        detente.export_file(conflict, tmp_path / "x.gmcr", perspective=account)
        again = detente.import_file(tmp_path / "x.gmcr")
        assert_same_game(conflict, again, account=account)
        assert again.option_ids == conflict.under(account).option_ids
        assert again.title == conflict.title


def test_random_conflicts_there_and_back(tmp_path):
    passed = 0
    for conflict in random_conflicts("gmcr", 120):
        if stuck(conflict):
            with pytest.raises(DetenteError, match="neither be taken up nor dropped"):
                detente.export_file(conflict, tmp_path / "x.gmcr")
            continue
        notes = detente.export_file(conflict, tmp_path / "x.gmcr")
        again = detente.import_file(tmp_path / "x.gmcr")
        if fits(conflict):
            assert_same_game(conflict, again)
            passed += 1
        else:
            assert any("another game" in n for n in notes)
    assert passed > 45


def test_options_with_levels_become_exclusive_options(tmp_path):
    passed = 0
    for conflict in random_level_conflicts("gmcr", 60):
        notes = detente.export_file(conflict, tmp_path / "x.gmcr")
        if fits(conflict):
            assert_same_game(conflict, detente.import_file(tmp_path / "x.gmcr"))
            passed += 1
        else:
            assert any("another game" in n for n in notes)
    assert passed > 10


def test_a_file_that_gmcr_plus_saved_again_keeps_the_game(tmp_path):
    """GMCR+ drops what it does not know, and numbers options and states by itself."""
    for conflict in filter(fits, random_conflicts("saved again", 60)):
        if stuck(conflict):
            continue
        detente.export_file(conflict, tmp_path / "x.gmcr")
        data = json.loads((tmp_path / "x.gmcr").read_text(encoding="utf-8"))
        del data["detente"], data["title"], data["description"]
        assert_same_game(conflict, imported(tmp_path, data), start=False)


def test_the_web_dialect_there_and_back(tmp_path):
    for conflict in filter(fits, random_conflicts("web", 60)):
        if stuck(conflict):
            continue
        notes = detente.export_file(conflict, tmp_path / "x.gmcr", "gmcr-web")
        assert any("no place for preferences" in n for n in notes)
        again = detente.import_file(tmp_path / "x.gmcr")
        assert_same_game(_indifferent(conflict.under("base")), _indifferent(again))


def test_combinations_say_the_same_as_conditions():
    rng = random.Random(7)
    options = [f"d{k}.o{k}" for k in range(6)]
    from detente.conflict import Scope, parse

    scope = Scope({f"d{k}": (f"o{k}",) for k in range(6)})
    for _ in range(300):
        condition = parse(random_condition(rng, options, 3), scope)
        for wanted in (True, False):
            found = cubes(condition, options, wanted=wanted)
            for setting in range(64):
                taken = frozenset(o for k, o in enumerate(options) if setting >> k & 1)
                covered = [c for c in found if all((o in taken) == v for o, v in c.items())]
                assert bool(covered) == (condition.holds(taken) == wanted)
            for spare in found:  # none is superfluous
                rest = [c for c in found if c is not spare]
                assert any(
                    all((o in t) == v for o, v in spare.items())
                    and not any(all((o in t) == v for o, v in c.items()) for c in rest)
                    for t in (frozenset(o for k, o in enumerate(options) if s >> k & 1) for s in range(64))
                )


def test_infeasible_combinations_say_the_same_as_the_rules():
    for conflict in random_conflicts("rules", 100):
        excluded = infeasible(conflict)
        feasible = set(conflict.under("base").game().states.masks.tolist())
        for setting in range(1 << len(conflict.option_ids)):
            taken = {o for k, o in enumerate(conflict.option_ids) if setting >> k & 1}
            out = any(all((o in taken) == v for o, v in c.items()) for c in excluded)
            assert out == (setting not in feasible)


@pytest.mark.parametrize(
    "belief",
    [
        "rules: {patch: [{put: {never: a.x or not a.x}}]}",  # that no state at all were feasible
        "confidence: 0.5",
        "rules: {patch: [{put: {never: a.x}}]}, confidence: 0.5",
    ],
)
def test_what_a_file_of_gmcr_holds_no_belief_for_is_told(belief: str) -> None:
    """It read a combination of no options, which nothing reads; and forgot how sure the belief is."""
    conflict = read_conflict(
        "detente: 1\ntitle: t\nstatus_quo: []\ndecision_makers: {a: {options: {x: X}}, b: {options: {y: Y}}}\n"
        f"preferences: {{a: [x], b: [y]}}\nbeliefs: {{b: {{{belief}}}}}\n"
    )
    [format] = [f for f in FORMATS if f.name == "gmcr"]
    assert "of what 'b' believes, a file of GMCR+" in "\n".join(write(Asked(conflict, None), format).notes)
    assert faults(conflict, "gmcr") == []
