"""`make mutants`: the operators do what they say, what means nothing is left alone, and a seed draws the sample."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cosmic_ray.mutating import mutate_code

from tools.mutants import (
    child,
    covering,
    equivalents,
    files,
    meanings,
    patching,
    processes,
    reach,
    rules,
    running,
    sample,
    session,
    telling,
)
from tools.mutants.copies import Copy
from tools.mutants.operators import FAMILIES
from tools.mutants.rules import excluded, statement_at, statements
from tools.mutants.running import Outcome

ROOT = Path(__file__).parents[1]
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
MORE = """BASE = 2 - 3


def used():
    return BASE


def counted(most):
    k = 0
    while k < most:
        k += 1
    return k
"""
TESTS = """from detente.answers.more import counted, used
from detente.answers.toy import said


def test_it_is_better():
    assert said(1, 2) == "2 is better than 1"


def test_it_is_used():
    assert used() == -1


def test_it_counts():
    assert counted(3) == 3
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


def test_that_lists_are_equally_long_is_an_assertion():
    found = made_of(
        "def f(a, b):\n    return list(zip(a, b, strict=True)), list(zip(a, b, strict=False)), g(strict=True)\n"
    )
    changed = [m.after[0] for m in found]
    assert not any("strict=False)), list(zip(a, b, strict=False" in line for line in changed)
    assert any("strict=True)), list(zip(a, b, strict=True" in line for line in changed)
    assert any("g(strict=False)" in line for line in changed)


def test_the_head_of_a_class_is_not_mutated():
    head = 'class A(B, frozen=True, tag="better"):\n    """One."""\n\n    one: int = 1\n'
    assert {m.line for m in made_of(head)} == {4}


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
        "src/detente/answers/more.py": MORE,
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
    assert {Path(file).stem for file, _ in lines} == {"toy", "more", "unread"}
    first = sample.draw(toy, lines, len(lines), 1)
    assert first == sample.draw(toy, lines, len(lines), 1)
    assert any(sample.draw(toy, lines, len(lines), seed) != first for seed in (2, 3, 4))
    assert {(m.file, m.line) for m in first} == set(lines)  # each line once, before a line comes again
    every = sample.draw(toy, lines, 10_000, 1)
    assert {(m.file, m.code) for m in every} == {
        (m.file, m.code) for m in sample.every(toy, files.mutated(toy))
    }


def test_what_survived_is_made_again_where_its_lines_still_stand(toy):
    mutants = sample.draw(toy, sample.lines_of(toy, files.mutated(toy)), 30, 1)
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


TOY_FILE = "src/detente/answers/toy.py"


def reached(toy: Path, lines: dict[str, list[int]], seconds: dict[str, float]) -> covering.Reached:
    found = covering.Reached()
    measured = {t: {"seconds": seconds[t], "lines": {TOY_FILE: lines[t]}} for t in lines}
    found.add(toy, measured, whole=True)
    return found


def test_tests_of_a_line_are_the_nearest_and_fastest_first(toy):
    seconds = {"a::slow": 3.0, "a::fast": 0.1, "a::other": 0.01}
    known = reached(toy, {"a::slow": [15, 16], "a::fast": [15, 16], "a::other": [15]}, seconds)
    tests = covering.Covering(toy, known, seconds)
    assert tests.tests(TOY_FILE, 16) == ["a::fast", "a::slow"]
    assert tests.tests(TOY_FILE, 12) == ["a::other", "a::fast", "a::slow"]  # a default is read in the body
    assert covering.Covering(toy, known, ["a::slow"]).tests(TOY_FILE, 16) == ["a::slow"]  # others are gone
    assert running.that_fit(["a::other", "a::fast", "a::slow"], seconds, 1) == ["a::other", "a::fast"]
    assert running.that_fit(["a::slow", "a::fast"], seconds, 1) == [
        "a::fast"
    ]  # the slow one keeps nobody waiting
    assert running.that_fit(["a::slow", "a::fast"], seconds, 0.01) == ["a::slow"]
    assert running.that_fit([], seconds, 1) == []
    files = {"a::x": 0.1, "b::x": 0.1, "a::y": 0.1, "c::x": 0.1}
    assert running.that_fit(list(files), files, 0.8, 0.25) == [
        "a::x",
        "b::x",
        "a::y",
    ]  # a file is collected once


def test_each_file_of_tests_and_each_function_in_it_has_its_turn():
    """A test of another kind is not kept waiting by hundreds of quicker cases, and the files nearby come first."""
    cases = [f"a::many[{k}]" for k in range(300)]
    seconds = dict.fromkeys(cases, 0.01) | {"a::one": 0.2, "b::one": 0.3, "b::two": 0.1, "c::far": 0.9}
    order = covering.by_turns(seconds, seconds, {"b"})
    assert [t for t in order if t not in cases] == ["b::two", "b::one", "a::one", "c::far"]
    assert order.index("b::two") < 3
    assert order.index("a::one") < 30
    assert order.index("c::far") < 60
    assert sorted(order) == sorted(seconds)
    assert covering.by_turns(seconds, seconds, set()).index("b::two") > 5


def test_a_name_that_is_given_on_import_is_read_where_functions_use_it(toy):
    text = "WORDS = {1: 2}\n\n\ndef reads(a):\n    return WORDS[a]\n\n\ndef other(a):\n    return a\n"
    (toy / TOY_FILE).write_text(text, encoding="utf-8")
    seconds = {"a::reads": 2.0, "a::other": 1.0}
    tests = covering.Covering(toy, reached(toy, {"a::reads": [5], "a::other": [9]}, seconds), seconds)
    assert tests.tests(TOY_FILE, 1) == ["a::reads", "a::other"]
    (toy / "tests/test_a.py").write_text("def test_one():\n    assert toy.WORDS\n", encoding="utf-8")
    (toy / "tests/test_b.py").write_text('HELD = "WORDS 3"\n\n\ndef test_two(): ...\n', encoding="utf-8")
    naming = {"tests/test_a.py::test_one": 9.0, "tests/test_b.py::test_two[1]": 8.0}
    known = reached(toy, {"a::reads": [5], "a::other": [9]}, seconds)
    known.seconds |= naming
    tests = covering.Covering(toy, known, [*seconds, *naming])
    assert tests.tests(TOY_FILE, 1) == [*sorted(naming, key=naming.__getitem__), "a::reads", "a::other"]


def test_what_was_split_off_is_tried_by_the_tests_of_files_that_name_it(toy):
    folder, name = TOY_FILE.split("/")[-2], Path(TOY_FILE).stem
    (toy / "tests/test_a.py").write_text(f"from x.{folder} import (\n    {name},\n)\n", encoding="utf-8")
    (toy / "tests/test_b.py").write_text(f"from x.other import {name}s\n", encoding="utf-8")
    seconds = {"a::knows": 0.5, "tests/test_a.py::test_one": 9.0, "tests/test_b.py::test_two": 0.1}
    known = reached(toy, {"a::knows": [14, 15, 16]}, seconds)
    known.seconds |= {t: s for t, s in seconds.items() if t.startswith("tests/")}
    changed = TOY + "\n\ndef split_off(a):\n    return a\n"
    (toy / TOY_FILE).write_text(changed, encoding="utf-8")
    line = changed.count("\n")
    assert covering.Covering(toy, known, seconds).tests(TOY_FILE, line) == [
        "tests/test_a.py::test_one", "a::knows",
    ]  # fmt: skip


def test_what_is_known_outlives_lines_that_move_and_is_coarser_where_a_function_changes(toy, tmp_path):
    seconds = {"a::b[1]": 0.25, "a::c": 0.5}
    known = reached(toy, {"a::b[1]": [14, 15, 16], "a::c": [14, 15]}, seconds)
    known.write(tmp_path / "map")
    again = covering.Reached.read(tmp_path / "map")
    assert again == known
    assert covering.Reached.read(tmp_path / "none") == covering.Reached()
    (toy / TOY_FILE).write_text("# moved\n\n" + TOY, encoding="utf-8")
    assert covering.Covering(toy, again, seconds).tests(TOY_FILE, 18) == ["a::b[1]"]
    (toy / TOY_FILE).write_text(TOY.replace("is better", "fares better"), encoding="utf-8")
    assert covering.Covering(toy, again, seconds).tests(TOY_FILE, 16) == ["a::b[1]", "a::c"]
    moved = "src/detente/wording/moved.py"
    (toy / moved).parent.mkdir()
    (toy / moved).write_text(TOY, encoding="utf-8")
    assert covering.Covering(toy, again, seconds).tests(moved, 16) == ["a::b[1]"]
    assert covering.Covering(toy, again, seconds).tests("src/detente/answers/unread.py", 2) == []


def test_new_tests_are_put_into_the_map_and_old_ones_taken_out(toy):
    seconds = {"a::old": 0.5, "a::new": 1.0, "a::gone": 0.1}
    known = reached(toy, {"a::old": [14, 15, 16], "a::gone": [14, 15]}, seconds)
    known.keep({"a::old": 1}.keys())
    assert known.seconds == {"a::old": 0.5}
    known.write(toy / "map")
    assert covering.Reached.read(toy / "map") == known
    changed = TOY.replace("is better", "fares better") + "\n\ndef more(a):\n    return said(a, a)\n"
    (toy / TOY_FILE).write_text(changed, encoding="utf-8")
    known.add(toy, {"a::new": {"seconds": 1.0, "lines": {TOY_FILE: [14, 15, 21]}}})
    tests = covering.Covering(toy, known, seconds)
    assert tests.tests(TOY_FILE, 16) == ["a::old"]  # which lines it runs is not known any more
    assert tests.tests(TOY_FILE, 15) == ["a::old", "a::new"]
    assert tests.tests(TOY_FILE, 21) == ["a::new", "a::old"]  # an old one may run what was not there before
    moved = toy / "src/detente/wording/moved.py"
    moved.parent.mkdir()
    (toy / TOY_FILE).rename(moved)
    known.add(toy, {})
    assert covering.Covering(toy, known, seconds).tests("src/detente/wording/moved.py", 16) == ["a::old"]
    assert TOY_FILE not in known.functions


def test_the_map_of_this_repository_knows_what_is_mutated():
    known = covering.Reached.read()
    assert len(known.functions.keys() & set(files.mutated(ROOT))) > 50
    assert all(t.startswith("tests/test_") and s >= 0 for t, s in known.seconds.items())


def test_no_two_functions_of_a_file_that_is_mutated_have_one_name():
    """The map knows functions by their names: of two, it would hold the tests of one alone."""
    for file in files.mutated(ROOT):
        places: dict[str, set[tuple[int, int]]] = {}
        for statement in rules.statements((ROOT / file).read_text(encoding="utf-8")):
            if statement.function:
                places.setdefault(statement.function, set()).add(statement.around)
        assert [f"{file}: {name}" for name, found in places.items() if len(found) > 1] == []


def test_what_reads_the_pages_is_left_out_by_name():
    """The pages are not copied, so a test that reads them would fail for that alone."""
    left_out = {n.partition("::")[0] for n in session.NEED_PAGES}
    for path in (ROOT / "tests").glob("test_*.py"):
        if path != Path(__file__) and '/ "docs"' in path.read_text(encoding="utf-8"):
            assert f"tests/{path.name}".startswith(tuple(left_out))
    for name in session.NEED_PAGES:
        file, _, test = name.partition("::")
        found = list((ROOT / "tests").glob(f"{Path(file).name.removesuffix('.py')}*.py"))
        assert found
        assert any(f"def {test}" in path.read_text(encoding="utf-8") for path in found)


def mutant_of(toy: Path, after: str) -> sample.Mutant:
    lines = sample.every(toy, files.mutated(toy))
    return next(m for m in lines if any(after in line for line in m.after))


LOADED = """from functools import cache, cached_property

FIRST = 1


def plain(a=1):
    def inner(b):
        return b + 1

    return inner(a) + 1


@cache
def kept(a):
    return a + 1


class Thing:
    @property
    def one(self):
        return 1

    @cached_property
    def two(self):
        return 2

    @staticmethod
    def three():
        return 3

    @classmethod
    def four(cls):
        return 4


USED = plain(1)
"""


@pytest.fixture
def loaded(tmp_path, monkeypatch):
    (tmp_path / "loaded_toy.py").write_text(LOADED, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield __import__("loaded_toy")
    del sys.modules["loaded_toy"]


@pytest.mark.parametrize(
    ("function", "before", "after", "shown", "expected"),
    [
        ("plain", "b + 1", "b + 7", "plain(1)", 9),
        ("kept", "a + 1", "a - 1", "kept(1)", 0),
        ("Thing.one", "return 1", "return 7", "Thing().one", 7),
        ("Thing.two", "return 2", "return 7", "Thing().two", 7),
        ("Thing.three", "return 3", "return 7", "Thing.three()", 7),
        ("Thing.four", "return 4", "return 7", "Thing.four()", 7),
    ],
)
def test_a_change_in_a_body_is_put_into_what_is_loaded(loaded, function, before, after, shown, expected):
    changed = LOADED.replace(before, after)
    assert patching.patch("src/loaded_toy.py", LOADED, changed, function)
    assert eval(shown, vars(loaded)) == expected


def test_a_change_that_is_no_body_is_not_put_in(loaded):
    for before, after, function in (("a=1", "a=2", "plain"), ("FIRST = 1", "FIRST = 2", "")):
        assert not patching.patch("src/loaded_toy.py", LOADED, LOADED.replace(before, after), function)
    found = {s.first: s for s in statements(LOADED)}
    assert patching.in_a_body(found[8], set())
    assert not patching.in_a_body(found[8], {10})  # it was called on import: what it gave then is kept
    assert not patching.in_a_body(found[6], set())
    assert not patching.in_a_body(found[3], set())


FORKS = pytest.mark.skipif(not hasattr(os, "fork"), reason="mutants are run in forked processes")


def tried(toy: Path, known: covering.Reached | None, until: float = 1e12) -> dict[str, Any]:
    """Try some mutants of the toy, in a process of its own: it collects tests in a session within this one."""
    code = f"""
import json, sys
from pathlib import Path
from tools.mutants import child, covering, files, running, sample, session, telling
from tools.mutants.copies import Copy

child.SLOWEST = 1
toy, until = Path({str(toy)!r}), {until!r}
copy = Copy.make(toy, toy.parent / "copies" / "copy-0")
found = {{}}

def work(suite):
    reached = covering.Reached.read(toy.parent / "map")
    measured = running.measure(suite, [copy], [t for t in suite.items if t not in reached.seconds], 1e12)
    reached.add(toy, measured, whole=True)
    known = covering.Covering(toy, reached, suite.items)
    every = list(sample.every(toy, files.mutated(toy)))
    wanted = ("is worse than", "if after >= before", "return a - 1", '"worse"', "pass", "2 + 3")
    mutants = [next(m for m in every if any(w in a for a in m.after)) for w in wanted]
    trials = running.Trials(suite, known, [copy], 10, until, lambda outcome: None)
    found["fates"] = [telling.noted(o) for o in trials.run(mutants)]
    found["measured"], found["refuted"] = list(measured), trials.refuted

session.inside(toy, ["tests/test_toy.py"], files.mutated(toy), work)
Path(toy.parent / "found").write_text(json.dumps(found))
"""
    if known is not None:
        known.write(toy.parent / "map")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=toy.parent,
        env=environment,
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads((toy.parent / "found").read_text(encoding="utf-8"))
    return found


@FORKS
def test_a_run_tells_the_killed_from_the_survivors_and_leaves_the_files_alone(toy):
    found = tried(toy, None)
    assert sorted(found["measured"]) == [
        "tests/test_toy.py::test_it_counts",
        "tests/test_toy.py::test_it_is_better",
        "tests/test_toy.py::test_it_is_used",
    ]
    fates = [(f["fate"], f["killer"].rpartition("::")[2], f["of"], f["afresh"]) for f in found["fates"]]
    assert fates == [
        ("killed", "test_it_is_better", 1, False),
        ("survived", "", 1, False),
        ("survived", "", 0, False),
        ("survived", "", 1, True),
        ("timeout", "", 1, False),
        ("killed", "test_it_is_used", 3, True),
    ]
    assert found["refuted"] == []
    for file in files.mutated(toy):
        assert (toy.parent / "copies/copy-0" / file).read_bytes() == (toy / file).read_bytes()
    assert (toy / TOY_FILE).read_text(encoding="utf-8") == TOY


@FORKS
def test_a_test_that_fails_without_a_mutant_makes_no_kill(toy):
    name = "tests/test_toy.py::test_it_is_better"
    known = reached(toy, {name: [14, 15, 16]}, {name: 0.1})
    text = (toy / "tests/test_toy.py").read_text(encoding="utf-8")
    (toy / "tests/test_toy.py").write_text(text.replace("2 is better", "2 is best"), encoding="utf-8")
    found = tried(toy, known)
    assert found["refuted"] == [name]
    assert [f["fate"] for f in found["fates"]][:2] == ["survived", "survived"]


@FORKS
def test_what_has_not_begun_in_time_is_not_run(toy):
    assert {f["fate"] for f in tried(toy, None, 0.0)["fates"]} == {"not run", "survived"}


@FORKS
def test_what_waits_too_long_is_ended(tmp_path):
    copy = Copy(tmp_path)
    seen: list[int | None] = []

    def forever() -> int:
        while True:
            pass

    jobs = [
        processes.Job(
            lambda c: child.fork(forever, tmp_path / "log"),
            lambda c, status, seconds: seen.append(status),
            0.2,
        )
    ]
    processes.run(lambda: jobs.pop() if jobs else None, [copy])
    assert seen == [None]


def test_what_took_too_long_counts_and_is_no_kill(toy):
    mutant = mutant_of(toy, "is worse than")
    fates = ("killed", "timeout", "survived", "broken", "equivalent", "not run")
    outcomes = [Outcome(mutant, f) for f in fates]
    assert telling.score(outcomes) == (1, 4)
    assert telling.summary(outcomes).splitlines() == [
        "6 mutants, 4 of them run: 1 killed, 1 survived, 1 timeout, 1 broken, 1 equivalent, 1 not run",
        "Score: 25.0 % (1 of 4 mutants noticed by tests/)",
    ]


def test_survivors_are_told_with_their_place_and_change(toy):
    mutant = mutant_of(toy, "is worse than")
    assert telling.shown(Outcome(mutant, "survived", 3, 3)).splitlines() == [
        "src/detente/answers/toy.py:16: 3 of 3 tests that reach it passed (opposite word)",
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
    assert equivalents.outdated(known, ROOT) == []
    assert len(equivalents.reasons(known)) == len(known)
