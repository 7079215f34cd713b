"""`make mutants`: the operators do what they say, what means nothing is left alone, and a seed draws the sample."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from cosmic_ray.mutating import mutate_code

from tools.mutants import child, covering, equivalents, files, meanings, reach, running, sample, telling
from tools.mutants.copies import Copy
from tools.mutants.operators import FAMILIES
from tools.mutants.rules import excluded, statement_at, statements
from tools.mutants.running import Outcome

TOY = '''"""A toy: better or worse."""

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from other import Thing

Kind = Literal["better", "worse"]
__all__ = ["said"]


def said(before: int, after: int, kind: "Kind" = "better") -> str:
    """Say that it is better."""
    assert before >= 0, "not below 0"
    if after > before:
        return f"{after} is better than {before}"
    raise AssertionError("never")
'''
TESTS = """from detente.answers.toy import said


def test_it_is_better():
    assert said(1, 2) == "2 is better than 1"
"""
ALL = [(type(op), example) for ops in FAMILIES.values() for op in ops for example in type(op).examples()]


@pytest.mark.parametrize(("operator", "example"), ALL, ids=[o.__name__ for o, _ in ALL])
def test_each_operator_does_what_its_examples_show(operator, example):
    made = mutate_code(example.pre_mutation_code, operator(**example.operator_args), example.occurrence)
    assert made.split() == example.post_mutation_code.split()


def test_each_operator_of_ours_has_an_example():
    for operators in FAMILIES.values():
        assert all(type(op).examples() for op in operators)


def test_opposites_go_both_ways_and_keep_capitals():
    assert [meanings.opposite(w) for w in ("better", "worse", "Better", "before", "▲", "▼")] == [
        "worse",
        "better",
        "Worse",
        "after",
        "▼",
        "▲",
    ]
    assert [meanings.opposite(w) for w in ("Nash", "SEQ", "x1", "x2")] == ["SEQ", "Nash", "x2", "x1"]


def made_of(source: str) -> list[sample.Mutant]:
    found = (sample.mutant("toy.py", source, spot) for spot in sample.spots(source))
    return [m for m in found if m is not None]


def test_documentation_types_and_assertions_are_not_mutated():
    mutants = made_of(TOY)
    lines = TOY.splitlines()
    assert {lines[m.line - 1].split()[0] for m in mutants} == {"def", "if", "return"}
    assert all('"Kind"' in m.code and '"""Say that it is better."""' in m.code for m in mutants)
    assert all('Literal["better", "worse"]' in m.code and '__all__ = ["said"]' in m.code for m in mutants)


def test_columns_count_characters_where_a_line_has_others_than_ascii():
    source = 'def f(a: str = "“”", b: "better" = "worse"): pass\n'
    (span,) = [s for s in excluded(source) if s.start[1] > 20]
    assert source[span.start[1] : span.end[1]] == '"better"'


def test_each_mutant_changes_its_line_and_can_be_compiled():
    for mutant in made_of(TOY):
        assert mutant.before != mutant.after
        compile(mutant.code, "toy.py", "exec")
    assert any('return f"{after} is worse than {before}"' in m.after for m in made_of(TOY))
    assert any('return f"{before} is better than {after}"' in m.after for m in made_of(TOY))
    assert any("if after >= before:" in m.after for m in made_of(TOY))


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    for name, text in {
        "src/detente/__init__.py": "",
        "src/detente/answers/__init__.py": "",
        "src/detente/answers/toy.py": TOY,
        "src/detente/answers/unread.py": "def unread(a):\n    return a + 1\n",
        "src/detente/conflict/engine.py": "first = 1\n",
        "tests/__init__.py": "",
        "tests/test_toy.py": TESTS,
        "tests/test_engine.py": "from detente.conflict import engine\n",
        "tools/__init__.py": "",
        "conftest.py": "",
        "pyproject.toml": "",
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def test_the_sample_is_drawn_by_the_seed_from_all_lines(toy):
    lines = sample.lines_of(toy, files.mutated(toy))
    assert {file for file, _ in lines} == {"src/detente/answers/toy.py", "src/detente/answers/unread.py"}
    first = sample.draw(toy, lines, 4, 1)
    assert first == sample.draw(toy, lines, 4, 1)
    assert any(sample.draw(toy, lines, 4, seed) != first for seed in (2, 3, 4))
    assert {(m.file, m.line) for m in first} == set(lines)  # each line once, before a line comes again
    every = sample.draw(toy, lines, 10_000, 1)
    assert {(m.file, m.code) for m in every} == {
        (m.file, m.code) for m in sample.every(toy, files.mutated(toy))
    }


def test_what_survived_is_made_again_where_its_lines_still_stand(toy):
    mutants = sample.draw(toy, sample.lines_of(toy, files.mutated(toy)), 12, 1)
    keys = {m.key for m in mutants}
    assert {m.key for m in sample.again(toy, keys)} == keys
    (toy / "src/detente/answers/unread.py").write_text("def unread(a):\n    return a + 2\n", encoding="utf-8")
    left = {k for k in keys if "unread" not in k[0]}
    assert left < keys
    assert {m.key for m in sample.again(toy, keys)} == left


def test_which_files_are_mutated():
    named = {
        "src/detente/answers/base.py": True,
        "src/detente/wording/deep/er.py": True,
        "src/detente/questions/building.py": True,
        "src/detente/questions/outcomes.py": True,
        "src/detente/questions/standing.py": True,
        "src/detente/questions/question.py": False,
        "src/detente/questions/pivot/words.py": True,
        "src/detente/questions/pivot/tree_words.py": True,
        "src/detente/questions/pivot/words/tables.py": True,
        "src/detente/questions/pivot/answer.py": True,
        "src/detente/questions/pivot/picture.py": True,
        "src/detente/questions/pivot/search.py": False,
        "src/detente/questions/pivot/command.py": False,
        "src/detente/render/html.py": True,
        "src/detente/render/page.css": False,
        "src/detente/game/game.py": False,
        "src/detente/_version.py": False,
        "tests/answers/base.py": False,
    }
    assert {name: files.is_mutated(Path(name)) for name in named} == named


def test_only_may_begin_at_the_package_or_at_the_questions(toy):
    (toy / "src/detente/questions/pivot").mkdir(parents=True)
    (toy / "src/detente/questions/pivot/words.py").touch()
    for only in ("src/detente/questions/pivot", "questions/pivot", "pivot"):
        assert files.mutated(toy, only) == ["src/detente/questions/pivot/words.py"]
    assert files.mutated(toy, "answers/un") == ["src/detente/answers/unread.py"]


def test_a_line_belongs_to_its_innermost_statement():
    found = statements("def f(\n    a=1,\n):\n    if a:\n        return (\n            a)\nx = 2\n")
    head, condition, back, last = (statement_at(found, k) for k in (2, 4, 6, 7))
    assert (head.first, head.last, head.body, head.imported) == (1, 3, (4, 6), True)
    assert (condition.first, condition.last, condition.imported) == (4, 4, False)
    assert (back.first, back.last) == (5, 6)
    assert (last.first, last.imported, last.body) == (7, True, None)


def test_only_tests_that_import_what_is_mutated_are_measured(toy):
    assert reach.can_reach(toy, files.mutated(toy)) == ["tests/test_toy.py"]


def test_tests_of_a_line_are_the_nearest_and_fastest_first(toy):
    file = "src/detente/answers/toy.py"
    reached = covering.Reached(
        "tests/test_toy.py",
        {"slow": 3.0, "fast": 0.1, "other": 0.01},
        {file: {"slow": [15, 16], "fast": [15, 16], "other": [15], "": [1, 12]}},
    )
    known = covering.Covering(toy, [reached])
    assert known.tests(file, 16, 10) == ["fast", "slow", "other"]
    assert known.tests(file, 16, 1) == ["fast", "other"]
    assert known.tests(file, 12, 10) == ["other", "fast", "slow"]  # a default is read in the body
    assert known.tests("src/detente/answers/unread.py", 2, 10) == []
    assert known.seconds(["fast", "slow"]) == pytest.approx(3.1)


def mutant_of(toy: Path, after: str) -> sample.Mutant:
    lines = sample.every(toy, files.mutated(toy))
    return next(m for m in lines if any(after in line for line in m.after))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="mutants are run in forked processes")
def test_a_run_tells_the_killed_from_the_survivors_and_leaves_the_files_alone(toy, tmp_path):
    copy = Copy.make(toy, tmp_path / "copies" / "copy-0")
    told: list[str] = []
    known = running.measure(toy, tmp_path / "cache", [copy], files.mutated(toy), [""], 1e12, told.append)
    assert list(known.reached[0].seconds) == ["tests/test_toy.py::test_it_is_better"]
    assert known.reached[0].failed == []
    again: list[str] = []
    running.measure(toy, tmp_path / "cache", [copy], files.mutated(toy), [""], 1e12, again.append)
    assert (len(told), again) == (1, [])  # what was measured is kept
    mutants = [
        mutant_of(toy, "is worse than"),
        mutant_of(toy, "if after >= before"),
        mutant_of(toy, "return a - 1"),
    ]
    outcomes = running.try_all(toy, mutants, known, [copy], 10, 1e12, lambda outcome, number: None)
    assert [o.fate for o in outcomes] == ["killed", "survived", "survived"]
    assert [o.tests for o in outcomes] == [1, 1, 0]
    assert running.try_all(toy, mutants[:1], known, [copy], 10, 0, lambda outcome, number: None) == [
        Outcome(mutants[0], "not run")
    ]
    for file in files.mutated(toy):
        assert (copy.root / file).read_bytes() == (toy / file).read_bytes()
    assert (toy / "src/detente/answers/toy.py").read_text(encoding="utf-8") == TOY


@pytest.mark.skipif(not hasattr(os, "fork"), reason="mutants are run in forked processes")
def test_what_takes_too_long_is_ended_and_is_no_kill(toy, tmp_path):
    copy = Copy.make(toy, tmp_path / "copies" / "copy-0")
    seen: list[int | None] = []

    def forever() -> int:
        while True:
            pass

    job = running.Job(
        lambda c: child.fork(forever, tmp_path / "log"), lambda c, status, seconds: seen.append(status), 0.2
    )
    running.run(iter([job]), [copy])
    assert seen == [None]
    mutant = mutant_of(toy, "is worse than")
    outcomes = [Outcome(mutant, f) for f in ("killed", "timeout", "survived", "equivalent", "not run")]
    assert telling.score(outcomes) == (1, 3)
    assert telling.summary(outcomes).endswith("Score: 33.3 % (1 of 3 mutants noticed by tests/)")


def test_survivors_are_told_with_their_place_and_change(toy):
    mutant = mutant_of(toy, "is worse than")
    assert telling.shown(Outcome(mutant, "survived", 3)).splitlines() == [
        "src/detente/answers/toy.py:16: 3 tests passed (opposite word)",
        '  - return f"{after} is better than {before}"',
        '  + return f"{after} is worse than {before}"',
    ]
    assert "no test reaches it" in telling.shown(Outcome(mutant, "survived", 0))
    assert [files.part(f"src/detente/{f}") for f in ("wording/texts.py", "questions/pivot/words.py")] == [
        "wording",
        "questions/pivot",
    ]


def test_an_equivalent_is_known_by_its_lines_and_needs_a_reason(toy, tmp_path):
    mutant = mutant_of(toy, "is worse than")
    path = tmp_path / "equivalent.toml"
    path.write_text(equivalents.entry(mutant), encoding="utf-8")
    with pytest.raises(ValueError, match="there is no reason"):
        equivalents.read(path)
    path.write_text(equivalents.entry(mutant).replace('""', '"Nobody reads it."'), encoding="utf-8")
    known = equivalents.read(path)
    assert equivalents.reasons(known) == {mutant.key: "Nobody reads it."}
    assert equivalents.outdated(known, toy) == []
    (toy / mutant.file).write_text("# moved\n\n" + TOY, encoding="utf-8")
    assert mutant_of(toy, "is worse than").key == mutant.key
    (toy / mutant.file).write_text(TOY.replace("is better", "fares better"), encoding="utf-8")
    assert equivalents.outdated(known, toy) == known


def test_the_list_of_this_repository_gives_reasons_and_is_not_outdated():
    known = equivalents.read()
    assert equivalents.outdated(known, Path(__file__).parents[1]) == []
    assert len(equivalents.reasons(known)) == len(known)
