"""What is made to exhaust whoever reads it is refused before it is built, with the reader's own sentence."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from detente.conflict import ConflictFileError, read_conflict
from detente.conflict.editing import EditError, plain
from detente.conflict.withheld import holds
from detente.conflict.yamltree import MOST_BYTES, MOST_NODES, TOO_MANY_LETTERS, TOO_MANY_VALUES

TEN = ",".join("a" * 10)


def bomb(levels: int, first: str = f"[{TEN}]") -> str:
    """Write lists of ten aliases each of the list before: 10 to the power of `levels` values in all."""
    lines = [f"x0: &x0 {first}"]
    lines += [f"x{n}: &x{n} [{','.join([f'*x{n - 1}'] * 10)}]" for n in range(1, levels)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("levels", [6, 9, 40])
def test_aliases_count_as_what_they_stand_for(levels):
    began = time.monotonic()
    with pytest.raises(EditError) as mine:
        plain(bomb(levels))
    with pytest.raises(ConflictFileError) as reader:
        read_conflict(bomb(levels))
    assert str(mine.value) == f"{TOO_MANY_VALUES}; mend its text first"
    assert TOO_MANY_VALUES in str(reader.value)
    assert time.monotonic() - began < 30
    assert holds(f"# party\n{bomb(levels)}").hidden([]) == ()


def test_as_many_values_are_read_as_there_may_be_and_one_more_is_not():
    """A list of 99 is 100 values; the whole, two keys and the list of aliases are four more."""
    start = f"x: &x [{','.join('a' * 99)}]\ny: [{','.join(['*x'] * (MOST_NODES // 100 - 2))}"
    fits = f"{start}{',b' * 96}]\n"
    assert _count(plain(fits)) == MOST_NODES
    with pytest.raises(EditError):
        plain(f"{start}{',b' * 97}]\n")


def _count(value: object) -> int:
    if isinstance(value, dict):
        return 1 + sum(1 + _count(v) for v in value.values())
    return 1 + sum(map(_count, value)) if isinstance(value, list) else 1


def test_letters_count_likewise():
    text = f"a: &a {'x' * 1_000}\nb: [{','.join(['*a'] * (MOST_BYTES // 1_000))}]\n"
    with pytest.raises(EditError) as error:
        plain(text)
    assert str(error.value) == f"{TOO_MANY_LETTERS}; mend its text first"
    assert len(plain(text.replace("*a,", "", 10))["b"]) == MOST_BYTES // 1_000 - 10


def test_aliases_nest_no_deeper_than_brackets():
    deep = "x0: &x0 [a]\n" + "".join(f"x{n}: &x{n} [*x{n - 1}]\n" for n in range(1, 60))
    with pytest.raises(EditError, match="nested more than 40 levels deep"):
        plain(deep)
    fits = "x0: &x0 [a]\n" + "".join(f"x{n}: &x{n} [*x{n - 1}]\n" for n in range(1, 39))
    assert plain(fits)["x0"] == ["a"]
    with pytest.raises(EditError, match="nested more than 40 levels deep"):
        plain("[" * 41 + "]" * 41)
    assert plain("[" * 40 + "]" * 40)


@pytest.mark.parametrize("text", ["a: &x [1, *x]", "a: &x\n - 1\n - *x", "a: &x {b: {c: *x}}"])
def test_an_alias_inside_what_it_stands_for_is_told(text):
    with pytest.raises(EditError, match="an alias that stands inside what it stands for"):
        plain(text)


def test_an_alias_of_nothing_is_a_mistake_and_one_of_a_text_is_that_text():
    with pytest.raises(EditError, match="mistakes in its form"):
        plain("a: *nowhere")
    assert plain("a: &x [b]\nc: *x\nd: &y e\nf: *y") == {"a": ["b"], "c": ["b"], "d": "e", "f": "e"}


def test_one_bad_file_does_not_hold_up_the_folder(tmp_path: Path):
    pytest.importorskip("starlette")
    from tests.workbench_client import Bench

    (tmp_path / "bad.yaml").write_text(f"# party\n{bomb(9)}", encoding="utf-8")
    found = Bench(tmp_path)
    began = time.monotonic()
    assert "bad.yaml" in found.get("").text
    assert found.page("table").status_code == 200
    for page in ("table", "text", "wishes", "answer"):
        assert TOO_MANY_VALUES.split(" (")[0] in found.page(page, "bad.yaml").text
    assert time.monotonic() - began < 30
