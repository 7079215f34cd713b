"""What a phase changes of wishes about terms and of shifts of power: read, laid over, written, told."""

from __future__ import annotations

from fractions import Fraction

import msgspec
import pytest

import detente
from detente.conflict import ConflictFileError, in_phase, read_conflict, to_json, to_yaml
from detente.questions.check import check
from detente.questions.check.answer import answer as checked
from detente.questions.phases.answer import answer
from detente.questions.phases.detail_words import besides, described
from detente.questions.phases.words import sure
from detente.wording import Voice
from detente.wording.names import Words

HEAD = """\
detente: 1
title: A valley
status_quo: []
sources: {paper: A paper}
decision_makers:
  north: {name: North, options: {fight: fight}}
  south: {name: South, options: {arm: arm}}
preferences: {north: [not south.arm], south: [not north.fight]}
perspectives:
  doves: {says: Doves, preferences: {north: [not fight]}}
terms:
  signed_by: [north, south]
  issues:
    line: {values: {here: here, there: there}}
    toll: {values: {none: none, high: high}}
  wishes:
    north: [{id: near, that: line.here}]
    south: {statements: [{id: far, that: line.there}], red_lines: [toll.none]}
shifts:
  arms: {declines: north, rises: south, chance: {now: 0.3, later: 0.6}, cost: 0.1, discount: 0.9}
phases:
  now: {date: 2024}
"""
FILE = (
    HEAD
    + """\
  later:
    date: 2025
    wishes:
      north: {patch: [{put: {id: free, that: toll.none, source: paper#2}, before: near}]}
      south: {weights: {toll: {high: 3}}, red_lines: [not line.here]}
    shifts:
      arms: {declines: north, rises: south, chance: {now: 0.6, later: 0.9}, cost: 0.1, discount: 0.9}
      roads: {declines: south, rises: north, chance: {now: 0.1, later: 0.2}, cost: 0.1, discount: 0.9}
    perspectives:
      doves:
        wishes: {north: {patch: [{drop: near}]}, south: {patch: []}}
  last:
    date: 2026
    on: later
    perspectives:
      doves: {wishes: {north: {patch: [{drop: free}]}}}
"""
).replace(", south: {patch: []}", "")


def ids(conflict: detente.Conflict, party: str) -> list[str]:
    assert conflict.terms is not None
    return [s.id for s in conflict.terms.wishes[party].statements]


def test_wishes_and_shifts_are_those_of_the_phase() -> None:
    conflict = read_conflict(FILE)
    base, doves = conflict.under("base"), conflict.under("doves")
    assert ids(in_phase(base, "now"), "north") == ["near"]
    later = in_phase(base, "later")
    assert ids(later, "north") == ["free", "near"]
    assert ids(in_phase(doves, "later"), "north") == ["free"]  # the account's patch after that of all
    assert ids(in_phase(doves, "last"), "north") == []
    assert later.terms is not None
    south = later.terms.wishes["south"]
    assert (south.form, [s.written for s in south.red_lines]) == ("weights", ["not line.here"])
    assert [s.id for s in later.shifts] == ["arms", "roads"]
    assert later.shift("arms").now.low == Fraction(6, 10)
    assert base.shift("arms").now.low == Fraction(3, 10)


def test_what_is_written_reads_back_in_the_file_and_alone() -> None:
    conflict = read_conflict(FILE)
    assert read_conflict(to_yaml(conflict)) == read_conflict(to_json(conflict)) == conflict
    for account in ("base", "doves"):
        under = conflict.under(account)
        alone = read_conflict(to_yaml(under)).under()
        for phase in ("now", "later", "last"):
            assert in_phase(alone, phase).terms == in_phase(under, phase).terms
            assert in_phase(alone, phase).shifts == in_phase(under, phase).shifts


def test_an_account_patches_what_the_phase_gives_anew() -> None:
    text = HEAD + (
        "  later:\n    date: 2025\n    wishes: {north: [{id: toll, that: toll.none}]}\n"
        "    perspectives: {doves: {wishes: {north: {patch: [{put: {id: more, that: line.here}}]}}}}\n"
    )
    conflict = read_conflict(text)
    assert ids(in_phase(conflict.under("base"), "later"), "north") == ["toll"]
    assert ids(in_phase(conflict.under("doves"), "later"), "north") == ["toll", "more"]


def test_a_deal_is_asked_of_as_it_is_then() -> None:
    base = read_conflict(FILE).under("base")
    found = {p: detente.settle(in_phase(base, p)) for p in ("now", "later")}
    assert {p: f.conflict.terms for p, f in found.items()} == {
        p: in_phase(base, p).terms for p in ("now", "later")
    }
    told = {p: detente.text(f) for p, f in found.items()}
    assert told["now"] != told["later"]


MISTAKES = [
    ("wishes: {north: {patch: [{drop: nothing}]}}", "no statement 'nothing'"),
    ("wishes: {nobody: []}", "no decision maker 'nobody'"),
    ("wishes: {north: [line.hree]}", "no option or condition 'line.hree'"),
    (
        "shifts: {x: {declines: north, rises: south, chance: {now: 0.3, later: 0.6}, cost: 0.1}}",
        "a shift needs the key 'discount'",
    ),
    ("perspectives: {doves: {shifts: []}}", "'shifts'"),
    ("beliefs: {}", "a phase has no 'beliefs': what parties believe is the same in every phase"),
    ("terms: {}", "a phase has no 'terms': what could be signed is the same in every phase"),
    ("confidential: north", "a phase has no 'confidential': everybody reads a phase"),
    (
        "perspectives: {doves: {beliefs: {}}}",
        "what a phase changes in an account has no 'beliefs': what parties believe",
    ),
]


@pytest.mark.parametrize(("wrong", "told"), MISTAKES)
def test_a_mistake_is_told_where_it_stands(wrong: str, told: str) -> None:
    text = f"{HEAD}  later: {{date: 2025, {wrong}}}\n"
    with pytest.raises(ConflictFileError) as caught:
        read_conflict(text)
    assert told in str(caught.value)
    assert f":{len(text.splitlines())}:" in str(caught.value)
    assert len(caught.value.problems) == 1


def test_wishes_without_terms_are_told() -> None:
    text = "detente: 1\ntitle: x\ndecision_makers: {a: {options: {b: b}}}\npreferences: {a: [b]}\n"
    with pytest.raises(ConflictFileError, match="a phase has wishes about terms; the file has none"):
        read_conflict(text + "phases: {p: {date: 2024, wishes: {a: []}}}\n")


@pytest.mark.parametrize(
    "where", ["wishes: {north: [canary]}", "perspectives: {doves: {wishes: {north: [canary]}}}"]
)
def test_nothing_confidential_stands_in_a_phase(where: str) -> None:
    text = HEAD.replace("status_quo: []", "status_quo: []\nconfidential: north")
    with pytest.raises(ConflictFileError) as refused:
        read_conflict(f"{text}  later: {{date: 2025, {where}}}\n")
    assert "something of 'north' is confidential; a phase, which everybody reads" in str(refused.value)
    assert "canary" not in str(refused.value)


def test_check_knows_what_phases_cite_and_change() -> None:
    found = checked(check(read_conflict(FILE)))
    assert not [u.id for u in found.unused if u.kind == "source"]
    assert found.shifts == ("arms", "roads")
    assert [u.id for u in checked(check(read_conflict(HEAD))).unused if u.kind == "source"] == ["paper"]


def test_the_answer_tells_what_does_not_move_where_it_leads() -> None:
    conflict = read_conflict(FILE)
    found = answer(detente.phases(conflict))
    assert [(p.wishes, p.shifts) for p in found.phases] == [
        ((), ()),
        (("north", "south"), ("arms", "roads")),
        (("north",), ()),
    ]
    assert not any(c.changes for a in found.accounts for c in (a.myopic, a.ahead))
    words = Words(conflict)
    assert [besides(p, words) for p in found.phases] == [
        "",
        "what North and South want of the terms; the shifts of power “arms” and “roads”",
        "what North wants of the terms",
    ]
    table = described(found, Voice(conflict))
    assert table.columns[-1] == "Changes besides"
    assert [row[-1] for row in table.rows] == [besides(p, words) for p in found.phases]
    plain = read_conflict(HEAD)
    without = described(answer(detente.phases(plain)), Voice(plain))
    assert "Changes besides" not in without.columns
    assert {len(r) for r in without.rows} == {len(without.columns)}
    one = msgspec.structs.replace(found.phases[1], wishes=())
    assert besides(one, words) == "the shifts of power “arms” and “roads”"
    alone = msgspec.structs.replace(one, shifts=("arms",))
    assert besides(alone, words) == "the shift of power “arms”"


def test_where_somebody_is_mistaken_the_phases_say_that_they_suppose_otherwise() -> None:
    mistaken = FILE.replace(
        "perspectives:\n  doves: {", "perspectives:\n  doves: {beliefs: {south: {text: x}}, ", 1
    )
    found = answer(detente.phases(read_conflict(mistaken)))
    assert found.beliefs == ("doves",)
    assert "where the file says. It supposes that nobody is mistaken. Rests on" in sure(found)
    plain = answer(detente.phases(read_conflict(FILE)))
    assert plain.beliefs == ()
    assert "mistaken" not in sure(plain)
