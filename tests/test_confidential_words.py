"""What is said of what is confidential, sentence by sentence."""

from __future__ import annotations

import copy
import json
import pickle
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

import detente
from detente import cli
from detente.answers import Withheld
from detente.conflict import Conflict, Seal
from detente.questions import find
from detente.wording import Voice
from detente.wording.confidential import sentences
from tests.confidential_cases import MAIN, PREFERENCES, marked, with_include
from tests.settle_cases import CANAL, NO_ZONE, TRUCE

VOICE = Voice(detente.read_conflict(TRUCE))


def withheld(*found: tuple[str, str, bool]) -> list[Withheld]:
    return [Withheld(decision_maker=dm, kind=kind, here=here) for dm, kind, here in found]


@pytest.mark.parametrize(
    ("found", "deals", "numbers", "told"),
    [
        ([], True, True, ""),
        (
            [("south", "wishes", True)],
            True,
            False,
            "What South wants is confidential: numbers, order and reasons are withheld. Others can infer which deals "
            "named here it finds no worse than no deal and, if they know what the rest want, which it refuses.",
        ),
        (
            [("south", "wishes", True), ("north", "wishes", True)],
            True,
            True,
            "What South and North want is confidential: numbers, order and reasons are withheld. Others can infer "
            "which deals named here they find no worse than no deal and, if they know what the rest want, which these "
            "refuse. What rules of fairness choose lets others guess at their numbers, too.",
        ),
        (
            [("south", "preferences", True), ("south", "wishes", True)],
            True,
            True,
            "What South wants is confidential: numbers, order and reasons are withheld. Others can infer which deals "
            "named here it finds no worse than no deal and, if they know what the rest want, which it refuses. Who "
            "would leave a deal, and for what, says something of what it prefers. What rules of fairness choose lets "
            "others guess at its numbers, too.",
        ),
        (
            [("south", "preferences", True), ("union", "preferences", True)],
            True,
            False,
            "What South and Union want is confidential: numbers, order and reasons are withheld. Others can infer "
            "which deals named here they find no worse than no deal and, if they know what the rest want, which these "
            "refuse. Who would leave a deal, and for what, says something of what they prefer.",
        ),
        (
            [("south", "preferences", True)],
            False,
            False,
            "What South wants is confidential: numbers, order and reasons are withheld. Others can infer that it would "
            "not leave what is said to last, and where it gains or loses.",
        ),
        (
            [("south", "preferences", True), ("north", "preferences", True)],
            False,
            False,
            "What South and North want is confidential: numbers, order and reasons are withheld. Others can infer that "
            "they would not leave what is said to last, and where they gain or lose.",
        ),
        (
            [("south", "wishes", False)],
            True,
            False,
            "What South wants is confidential and not at hand: nothing here takes account of it.",
        ),
        (
            [("south", "wishes", False), ("north", "wishes", True), ("union", "wishes", False)],
            True,
            False,
            "What North wants is confidential: numbers, order and reasons are withheld. Others can infer which deals "
            "named here it finds no worse than no deal and, if they know what the rest want, which it refuses. What "
            "South and Union want is confidential and not at hand: nothing here takes account of it.",
        ),
    ],
)
def test_what_others_can_infer_is_said(found, deals, numbers, told):
    said = sentences(withheld(*found), VOICE, deals=deals, numbers=numbers)
    assert said == told
    assert all(len(s.split()) <= 30 for s in re.split(r"(?<=\.) ", said))


def sealed(text: str, *parties: str) -> Conflict:
    return detente.read_conflict(text + f"confidential: [{', '.join(parties)}]\n")


def facts_of(result: Any) -> Any:
    return detente.answer(result)


def text_of(result: Any) -> str:
    return " ".join(detente.text(result, width=200).split())


def test_settle_says_of_whom_it_withholds_what():
    said = text_of(detente.settle(sealed(TRUCE, "south")))
    assert "South ▲ ▲ ▲" in said
    assert "South Deal 1 better withheld withheld" in said
    assert re.search(r"North Deal 1 better \(\+\d+\) better \(\+\d+\) \d\w\w of 9", said)
    assert "(first choice of South" not in said
    assert "What rules of fairness choose lets others guess at its numbers, too." in said
    facts = facts_of(detente.settle(sealed(TRUCE, "south")))
    south = next(p for p in facts.parties if p.decision_maker == "south")
    assert (south.form, south.no_deal_from, south.no_deal, south.today) == (
        "confidential",
        "withheld",
        None,
        None,
    )
    assert not facts.points
    assert facts.divided is None
    gain = facts.deals[0].gains[1]
    assert (gain.kind, gain.than_today, gain.place, gain.worth, gain.gain) == (
        "better",
        "withheld",
        None,
        None,
        None,
    )
    assert "Rests on confidential claims alone." in text_of(detente.settle(sealed(CANAL, "us", "panama")))
    assert facts_of(detente.settle(detente.read_conflict(CANAL))).divided is not None
    assert facts_of(detente.settle(sealed(CANAL, "us"))).divided is None


def test_what_would_open_a_way_names_no_red_line_and_no_price():
    lines = (
        "    north:\n      red_lines: [not halt.none, prisoners.all, {that: not union.watch, id: wombat}]\n"
    )
    text = TRUCE.replace("    north:\n      weights:", f"{lines}      weights:")
    for conflict, shown in ((detente.read_conflict(text), True), (sealed(text, "north"), False)):
        facts = facts_of(detente.settle(conflict))
        said = text_of(detente.settle(conflict))
        assert ("wombat" in said + repr(facts)) is False or shown
    whole, closed = (c for c in (detente.read_conflict(NO_ZONE), sealed(NO_ZONE, "north", "south")))
    priced = [o for o in facts_of(detente.settle(whole)).openings if o.kind == "payment"]
    unpriced = [o for o in facts_of(detente.settle(closed)).openings if o.kind == "payment"]
    assert [o.price is not None for o in priced] == [True]
    assert [(o.price, o.decision_maker, o.values) for o in unpriced] == [
        (None, o.decision_maker, o.values) for o in priced
    ]
    assert "of its points)" in text_of(detente.settle(whole))
    assert "made good what" in text_of(detente.settle(closed))
    assert "of its points)" not in text_of(detente.settle(closed))


def test_of_red_lines_that_are_confidential_one_is_told_and_not_named():
    text = CANAL.replace(
        "    us:\n      weights:", "    us:\n      red_lines: [i0.us, i0.panama]\n      weights:"
    )
    whole = facts_of(detente.settle(detente.read_conflict(text)))
    closed = facts_of(detente.settle(sealed(text, "us")))
    assert [(o.kind, o.id) for o in whole.openings if o.kind == "red_line"] == [
        ("red_line", "i0.us"),
        ("red_line", "i0.panama"),
    ]
    assert [(o.kind, o.id) for o in closed.openings if o.kind == "red_line"] == [("red_line", "")]
    assert "US gave up one of its red lines" in text_of(detente.settle(sealed(text, "us")))


def test_settle_says_what_it_can_where_wishes_are_not_at_hand():
    text = CANAL[: CANAL.index("    panama:\n      weights")] + "confidential: [panama]\n"
    found = detente.settle(detente.read_conflict(text))
    said = text_of(found)
    assert re.search(
        "depends on Panama, whose wishes are not at hand; [0-9,]+ of 1,024 packages beat no deal", said
    )
    assert "beat no deal for United States" in said
    facts = facts_of(found)
    assert (facts.absent, facts.signers, facts.rules) == (("panama",), ("us",), ())
    none = text.replace("  wishes:\n    us:\n", "  wishes:\n    us:\n      red_lines: [i0.us, i0.panama]\n")
    assert "not at hand; no package beats no deal for United States" in text_of(
        detente.settle(detente.read_conflict(none))
    )
    both = CANAL[: CANAL.index("  wishes:\n")] + "confidential: [panama, us]\n"
    with pytest.raises(detente.NotInFileError, match="what 'us' wants is confidential and not at hand"):
        detente.settle(detente.read_conflict(both))


def test_several_accounts_say_whose_wishes_are_not_at_hand(tmp_path, capsys):
    file = with_include(tmp_path, preferences="", account="")
    text = file.read_text(encoding="utf-8").replace(
        "  union: [not (north", "  south: [shoot]\n  union: [not (north"
    )
    file.write_text(text, encoding="utf-8")
    (tmp_path / "south.yaml").unlink()
    assert cli.main(["settle", str(file)]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "That depends on South, whose wishes are not at hand." in said
    assert re.search(r"“base” and “other”|“base”: \d of 9 packages beats? no deal for North", said)


def test_check_says_what_is_confidential_and_who_sees_it(tmp_path):
    file = with_include(tmp_path)
    said = text_of(detente.check(detente.read_file(file)))
    assert "Confidential of South: what it prefers and what it wants of the terms, in 2 accounts." in said
    assert "It stands in south.yaml; it is shown only with --as south." in said
    assert "it is shown here." in text_of(detente.check(detente.read_file(file, as_party="south")))
    facts = facts_of(detente.check(detente.read_file(file)))
    (one,) = facts.confidential
    assert (one.decision_maker, one.file, one.accounts) == ("south", "south.yaml", ("base", "other"))
    assert (one.kinds, one.shown, one.missing) == (("preferences", "wishes"), False, "")
    (tmp_path / "south.yaml").unlink()
    said = text_of(detente.check(detente.read_file(file)))
    assert (
        "What South wants is confidential and stands in south.yaml, which is not here (No such file" in said
    )
    said = text_of(detente.check(sealed(TRUCE, "south")))
    assert "what it prefers and what it wants of the terms. It is marked in this file" in said
    assert "in 2 accounts" not in said
    bare = "detente: 1\ntitle: x\ndecision_makers: {a: {options: {x: x}}}\nconfidential: a\n"
    assert "Confidential of a: nothing yet." in text_of(detente.check(detente.read_conflict(bare)))
    only = f"{bare}preferences: {{a: [x]}}\n"
    assert "claims nothing openly about what anybody wants" in text_of(
        detente.check(detente.read_conflict(only))
    )


def test_what_something_confidential_could_use_is_not_said_to_be_of_no_use():
    text = marked().replace("conditions:", "") + "conditions: {unneeded: north.shoot}\n"
    hidden = facts_of(detente.check(detente.read_conflict(text)))
    shown = facts_of(detente.check(detente.read_conflict(text, as_party="south")))
    assert [u.id for u in shown.unused if u.kind == "condition"] == ["unneeded"]
    assert not [u for u in hidden.unused if u.kind in ("condition", "source", "option")]


def test_refusals_name_everybody(tmp_path, capsys):
    (tmp_path / "x.yaml").write_text(TRUCE + "confidential: [south, north]\n", encoding="utf-8")
    assert cli.main(["evolve", str(tmp_path / "x.yaml")]) == 2
    told = "'evolve' would tell what 'north' and 'south' prefer, which is confidential"
    told += "; whoever may see it adds --as north --as south"
    assert capsys.readouterr().err == f"detente: {told}\n"
    assert cli.main(["evolve", str(tmp_path / "x.yaml"), "--as", "north"]) == 2
    assert (
        "what 'south' prefers, which is confidential; whoever may see it adds --as south"
        in capsys.readouterr().err
    )
    assert cli.main(["export", str(tmp_path / "x.yaml"), "--to", "nfg"]) == 2
    told = capsys.readouterr().err
    assert (
        "a strategic game of Gambit says of every state or move who likes it, and what 'north' and 'south' prefer"
        in told
    )
    assert (
        "gmcr, gmcr-web, xlsx, zip, csv and parquet can be written (of the tables states and options)" in told
    )
    assert (
        cli.main(["export", str(tmp_path / "x.yaml"), "--to", "csv", "--table", "moves", "--as", "north"])
        == 2
    )
    assert (
        "what 'south' prefers is confidential; whoever may see it adds --as south" in capsys.readouterr().err
    )
    assert cli.main(["export", str(tmp_path / "x.yaml"), "--to", "csv", "--table", "options"]) == 0
    told = capsys.readouterr().err
    assert (
        "what 'north' and 'south' want is confidential and was left out; --as north --as south writes it, too"
        in told
    )
    assert cli.main(["export", str(tmp_path / "x.yaml"), "--to", "csv"]) == 0
    head = capsys.readouterr().out.splitlines()[0].split(",")
    assert "rank union" in head
    assert not {"rank north", "rank south", "nash north"} & set(head)
    assert "nash equilibrium" in head


def test_where_only_wishes_about_terms_are_confidential_every_other_question_is_answered(tmp_path, capsys):
    file = yaml.load(TRUCE, Loader=yaml.BaseLoader)
    (tmp_path / "y.json").write_text(json.dumps(file), encoding="utf-8")
    wishes = {"party": "south", "wishes": file["terms"]["wishes"].pop("south")}
    (tmp_path / "south.json").write_text(json.dumps(wishes), encoding="utf-8")
    (tmp_path / "x.json").write_text(
        json.dumps(file | {"include": {"south": "south.json"}}), encoding="utf-8"
    )
    for argv in (
        ["evolve"],
        ["explain", "today"],
        ["pivot"],
        ["coalitions"],
        ["better"],
        ["export", "--to", "graphml"],
    ):
        said = []
        for name in ("x.json", "y.json"):
            code = cli.main([argv[0], str(tmp_path / name), *argv[1:]])
            said.append((code, capsys.readouterr().out.replace(name, "FILE")))
        assert said[0] == said[1], argv


def test_a_seal_goes_through_copies_and_shows_nothing():
    seal = Seal("south", ("quokka",))
    assert repr(seal) == str(seal) == "Seal('south')"
    assert pickle.loads(pickle.dumps(seal)) == copy.deepcopy(seal) == seal
    assert seal != Seal("south", ("wombat",))
    assert seal != "south"
    assert hash(seal) == hash(Seal("south", None))
    assert not hasattr(seal, "__dict__")
    with pytest.raises(AttributeError, match="a seal is not changed"):
        seal.party = "north"
    with pytest.raises(detente.NotInFileError, match="not at hand: it is elsewhere"):
        _ = Seal("south", None, "it is elsewhere").opened
    conflict = sealed(TRUCE, "south")
    assert pickle.loads(pickle.dumps(conflict)) == conflict


def test_a_mark_in_an_account_holds_in_that_account():
    text = MAIN.replace("  union: [not (north", "  south: [shoot]\n  union: [not (north")
    text = text.replace("    north:\n      weights:", "    south: [halt.open]\n    north:\n      weights:")
    text += "      south: [not union.watch]\n    confidential: south\n"
    conflict = detente.read_conflict(text)
    assert not conflict.under("base").hidden
    assert conflict.under("other").hidden == {"south"}
    assert not conflict.under("other").hidden_wishes
    again = detente.read_conflict(detente.to_yaml(conflict.as_party("south")))
    assert again == conflict
    written = yaml.safe_load(detente.to_yaml(conflict))
    assert "south" in written["preferences"]
    assert "south" not in written["perspectives"]["other"]["preferences"]
    assert written["perspectives"]["other"]["confidential"] == ["south"]
    assert "confidential" not in written


def test_what_rests_on_something_confidential_is_confidential():
    text = MAIN.replace("  union: [not (north", "  south: [{that: shoot, id: wombat}]\n  union: [not (north")
    text = text.replace(
        "    north:\n      weights:", "    south: [{that: halt.open, id: numbat}]\n    north:\n      weights:"
    )
    text += "      south: {patch: [{drop: wombat}, {put: not shoot}]}\n"
    text += "    wishes:\n      south: {patch: [{put: prisoners.all}]}\n"
    conflict = detente.read_conflict(text + "confidential: [south]\n")
    other = conflict.under("other")
    assert other.hidden == other.hidden_wishes == {"south"}
    shown = conflict.as_party("south").under("other")
    assert [s.written for s in shown.preferences["south"].statements] == ["not shoot"]
    assert [s.id for s in shown.terms.wishes["south"].statements] == ["numbat", "prisoners.all"]
    marked_there = MAIN.replace(
        "  union: [not (north", "  south: [{that: shoot, id: wombat}]\n  union: [not (north"
    )
    marked_there += "      south: {patch: [{put: not shoot}]}\n    confidential: [south]\n"
    found = detente.read_conflict(marked_there)
    assert not found.under("base").hidden
    assert found.under("other").hidden == {"south"}


def test_more_packages_than_can_be_listed_are_judged_the_same_confidential_or_not():
    issues = {f"i{k}": {"values": {"a": "a", "b": "b"}} for k in range(23)}
    wishes = {
        "one": {"weights": {i: {"a": k % 5, "b": 4 - k % 3} for k, i in enumerate(issues)}, "no_deal": 3},
        "two": {"weights": {i: {"a": k % 4, "b": k % 7} for k, i in enumerate(issues)}, "no_deal": 2},
    }
    file = {
        "detente": 1,
        "title": "x",
        "decision_makers": {p: {"options": {"x": "x"}} for p in wishes},
        "terms": {"signed_by": list(wishes), "issues": issues, "wishes": wishes},
    }
    whole = detente.settle(detente.read_conflict(json.dumps(file)))
    closed = detente.settle(detente.read_conflict(json.dumps(file | {"confidential": ["one", "two"]})))
    assert not whole.table.whole
    assert whole.deals == closed.deals
    assert whole.zone.tolist() == closed.zone.tolist()
    assert not [p for p in facts_of(closed).parties if p.no_deal is not None]
    wishes["two"] = ["i0.a"]  # type: ignore[assignment]
    with pytest.raises(detente.TooLargeError, match="give 'weights' for everybody who signs"):
        detente.settle(detente.read_conflict(json.dumps(file | {"confidential": ["two"]})))


def test_what_is_given_by_states_is_settled_without_places():
    text = (Path(detente.__file__).parent / "catalogue" / "prisoners-dilemma.yaml").read_text(
        encoding="utf-8"
    )
    conflict = detente.read_conflict(text + "\nconfidential: [first]\n")
    assert conflict.hidden == {"first"}
    facts = facts_of(detente.settle(conflict, "myopic"))
    first, second = facts.deals[0].gains
    assert (first.place, first.than_today) == (None, "withheld")
    assert second.place is not None
    assert facts.withheld[0].decision_maker == "first"
    said = text_of(detente.settle(conflict, "myopic"))
    assert "Who would leave a deal, and for what, says something of what it prefers." in said


def test_an_absent_preference_makes_no_game_and_says_why(tmp_path):
    file = with_include(tmp_path)
    (tmp_path / "south.yaml").unlink()
    conflict = detente.read_file(file)
    with pytest.raises(
        detente.NotInFileError, match="what 'south' wants is confidential and not at hand: it stands in"
    ):
        conflict.game("base")
    assert detente.check(conflict).sizes["base"] == 8


def test_decision_diagrams_carry_it_and_tell_as_little():
    open_ = detente.read_conflict(marked(account="- shoot"), as_party="south").under("base")
    other = PREFERENCES.replace("quokka", "wombat")
    said = []
    for preferences in (PREFERENCES, other):
        closed = detente.read_conflict(marked(preferences=preferences, account="- shoot")).under("base")
        game = detente.symbolic_game(closed)
        for question in (detente.analyze, detente.equilibria):
            said.append((detente.text(question(game)), facts_of(question(game))))
            assert "confidential" in said[-1][0]
        assert facts_of(detente.analyze(game)).feasible == "8"
    assert said[:2] == said[2:]
    assert not re.search("quokka|wombat", repr(said))
    shown = facts_of(detente.analyze(detente.symbolic_game(open_)))
    closed_facts = said[0][1]
    assert [h.count for h in shown.held] == [h.count for h in closed_facts.held]
    assert "south" in {s.decision_maker for h in shown.held for s in h.stays}
    assert "south" not in {s.decision_maker for h in closed_facts.held for s in h.stays}
    assert closed_facts.following is None
    weighed = detente.read_conflict(marked(preferences="\n  weights: {shoot: 2}\n", account="- shoot"))
    with pytest.raises(
        detente.TooLargeError, match="the preferences of 'south', which are confidential"
    ) as caught:
        detente.symbolic_game(weighed.under("base"))
    assert "weights" not in str(caught.value)


def test_a_question_that_does_not_say_that_it_keeps_silent_is_refused():
    conflict = sealed(TRUCE, "south", "north")
    question = replace(find("settle"), discreet=False)
    with pytest.raises(detente.DetenteError, match="'settle' would tell what 'north' and 'south' prefer,"):
        question.check(conflict.under("base"))
    only = replace(conflict.under("base"), preferences=conflict.as_party("north", "south").preferences)
    with pytest.raises(detente.DetenteError, match="'settle' would tell what 'north' and 'south' want,"):
        question.check(only)
    find("settle").check(conflict.under("base"))
    find("evolve").check(only)
