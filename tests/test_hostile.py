"""Files made to break the reader: each is refused with a word, or read as meant; never another exception."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
import yaml

import detente.catalogue
from detente.conflict import Conflict, ConflictFileError, DetenteError, read_conflict, read_file, to_json
from detente.conflict.yamltree import MOST_BYTES
from tools.fuzz.damage import damaged_text, damaged_tree

CATALOGUE = sorted(Path(detente.catalogue.__file__).parent.glob("*.yaml"))
PATIENCE = 20  # seconds of processor time; each takes well under two on an ordinary machine
HEAD = "detente: 1\ntitle: t\ndecision_makers:\n  a: {options: {x: x, y: y}}\n"


@contextmanager
def soon() -> Iterator[None]:
    start = time.process_time()
    yield
    assert time.process_time() - start < PATIENCE


def refused(text: str | bytes, path: Path, *expected: str) -> ConflictFileError:
    """Read the text from a file; see that it is refused, soon, at a place inside the file."""
    data = text.encode() if isinstance(text, str) else text
    path = path / "x.yaml"
    path.write_bytes(data)
    with soon(), pytest.raises(ConflictFileError) as told:
        read_file(path)
    inside(told.value, data)
    for part in expected:
        assert part in str(told.value)
    return told.value


def inside(error: DetenteError, data: bytes) -> None:
    lines = max(1, len(data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")))
    assert isinstance(error, ConflictFileError)
    assert error.problems
    for problem in error.problems:
        assert 1 <= problem.place.line <= lines, str(problem)
        assert problem.place.column >= 1, str(problem)
        assert problem.message
        assert len(str(problem)) < 20_000


# -- aliases, keys, nesting -------------------------------------------------------------------------


def test_alias_bomb(tmp_path):
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{k}: &a{k} [{', '.join([f'*a{k - 1}'] * 9)}]" for k in range(1, 12)]
    refused("\n".join(lines), tmp_path, "aliases counted as what they stand for")


def test_alias_bomb_of_long_texts(tmp_path):
    text = HEAD + "preferences:\n  a: [&c '" + "x or " * 3900 + "x', " + ", ".join(["*c"] * 1900) + "]\n"
    refused(text, tmp_path, "more than 8,000,000 characters (aliases counted as what they stand for)")


@pytest.mark.parametrize("text", ["a: &a [*a]", "a: &a {b: *a}", "&a [[*a]]", "&a {*a : x}"])
def test_alias_inside_itself(text, tmp_path):
    refused(text, tmp_path, "the alias '*a' stands inside what it stands for")


def test_alias_of_nothing(tmp_path):
    refused(HEAD + "about: *nowhere\n", tmp_path, "x.yaml:5:8", "no anchor '&nowhere'")


def test_chain_of_aliases_that_grows_deep(tmp_path):
    text = "a0: &a0 [x]\n" + "".join(f"a{k}: &a{k} [*a{k - 1}]\n" for k in range(1, 800))
    refused(text, tmp_path)


def test_aliases_are_read():
    text = HEAD.replace("{x: x, y: y}", "{x: &t go, y: *t}") + "preferences: {a: &p [x]}\n"
    text += "perspectives: {p: {preferences: {a: *p}}}\n"
    conflict = read_conflict(text)
    assert conflict.options["a.y"].text == "go"
    assert conflict.under("p").preferences == conflict.preferences


def test_duplicate_keys(tmp_path):
    error = refused(HEAD + "title: again\ntitle: again\nabout: x\nabout: y\n", tmp_path)
    assert [(p.place.line, p.place.column) for p in error.problems] == [(5, 1), (6, 1), (8, 1)]
    assert error.problems[0].message == "the key 'title' stands twice (first in line 2)"


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000,
        "[" * 20_000 + "]" * 20_000,
        "{a: " * 20_000,
        "{a: " * 10_000 + "x" + "}" * 10_000,
        "- " * 20_000 + "x",
        "? " * 20_000 + "x",
        "\n".join(" " * k + "a:" for k in range(2000)),
        "\n".join(" " * k + "-" for k in range(2000)),
        "[{a: " * 10_000,
        "a: " + "&x [" * 10_000,
    ],
    ids=range(10),
)
@pytest.mark.parametrize("where", ["", HEAD + "about: "])
def test_deep_nesting(text, where, tmp_path):
    refused(where + ("\n" if where and text.startswith(("-", "?", "a:")) else "") + text, tmp_path)


# -- conditions -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("(" * 9_000 + "x" + ")" * 9_000, "levels deep"),
        ("not " * 4_990 + "x", "levels deep"),
        ("(not " * 3_000 + "x" + ")" * 3_000, "levels deep"),
        ("(" * 19_000, "levels deep"),
        ("a.x and " * 2_400 + "q", "no option or condition 'q'"),
        ("x or " * 5_000 + "x", "longer than 20000 characters"),
        ("q" * 19_999, "no option or condition"),
        ("q." * 9_999 + "q", "no option or condition"),
        ("-" * 19_999, "found '-'"),
        ("x-" * 9_999, "found '-'"),
        ("a.x" + " -> a.x" * 2_800, "a second conditional"),
        (" " * 19_000 + "q", "no option or condition 'q'"),
    ],
    ids=range(12),
)
def test_hostile_conditions(condition, told, tmp_path):
    refused(HEAD + f"rules:\n  - never: '{condition}'\n", tmp_path, told)


def test_a_long_condition_is_read():
    conflict = read_conflict(
        HEAD + f"rules:\n- never: {'x and ' * 3}a.q\n".replace("x and", "a.x and").replace("a.q", "a.y")
    )
    assert conflict.rules[0].conditions[0].options == {"a.x", "a.y"}
    with soon():
        wide = read_conflict(HEAD + f"preferences: {{a: [{'x and ' * 3_000}x]}}\n")
        assert wide.game().size == 4


@pytest.mark.parametrize("operator", ["and", "xor", "iff", "->"])
def test_named_conditions_that_double(operator, tmp_path):
    doubling = "".join(f"  c{k}: c{k - 1} {operator} c{k - 1}\n" for k in range(1, 41))
    text = HEAD + f"conditions:\n  c0: a.x\n{doubling}preferences:\n  a: [c40, y]\n"
    with soon():
        conflict = read_conflict(text)
        assert conflict.game().size == 4
        assert read_conflict(to_json(conflict)) == conflict
        assert len(str(conflict.condition("c40 and c39"))) < 50
        assert len(repr(conflict.condition("c40 and c39"))) < 500
    more = "".join(f"  c{k}: c{k - 1} and c{k - 1}\n" for k in range(1, 1500))
    refused(HEAD + f"conditions:\n  c0: a.x\n{more}", tmp_path, "levels deep")


def test_deep_named_conditions_of_deep_conditions(tmp_path):
    wrapped = [f"  c{k}: {'(' * 45}c{k - 1}{')' * 45} and a.y\n" for k in range(1, 60)]
    with soon():
        conflict = read_conflict(
            HEAD + f"conditions:\n  c0: a.x\n{''.join(reversed(wrapped))}preferences: {{a: [c59]}}\n"
        )
        assert conflict.game().size == 4
    deep = [f"  c{k}: {'not (' * 24}c{k - 1}{')' * 24} and a.y\n" for k in range(1, 60)]
    refused(HEAD + f"conditions:\n  c0: a.x\n{''.join(deep)}", tmp_path, "levels deep")


def test_long_circle(tmp_path):
    body = "".join(f"  c{k}: c{(k + 1) % 2000}\n" for k in range(2000))
    error = refused(HEAD + "conditions:\n" + body, tmp_path, "in a circle")
    assert all(len(p.message) < 500 for p in error.problems)


# -- numbers ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "number",
    [
        "9" * 1_000_000,
        "1e999999999",
        "-1e400",
        ".inf",
        ".nan",
        "inf",
        "NaN",
        "0x10",
        "1_000",
        "1/3",
        "1:30",
        "²",
        "+",
        ".",
        "--1",
        "1,5",
    ],
)
def test_hostile_numbers(number, tmp_path):
    refused(
        HEAD + f"preferences: {{a: {{weights: {{x: '{number}'}}}}}}\n",
        tmp_path,
        "a weight is a decimal number",
    )
    refused(
        HEAD + f"preferences: {{a: [{{that: x, confidence: '{number}'}}]}}\n", tmp_path, "a confidence is a"
    )
    refused(HEAD.replace("detente: 1", f"detente: '{number}'"), tmp_path, "'detente'")


def test_weights_with_all_their_digits_are_added_exactly():
    weights = "{weights: {x: 999999999999999.999999999999999, y: 0.000000000000001}}"
    conflict = read_conflict(HEAD + f"preferences: {{a: {weights}}}\n")
    assert read_conflict(to_json(conflict)) == conflict
    game = conflict.game()
    order = sorted(range(game.size), key=lambda s: int(game.ranks[0][s]))
    assert [game.state(s).id for s in order] == ["none", "a.y", "a.x", "a.x+a.y"]
    assert sorted(game.ranks[0].tolist()) == [0, 1, 2, 3]


# -- bytes ------------------------------------------------------------------------------------------


def test_not_utf8(tmp_path):
    error = refused(HEAD.encode() + b"about: caf\xe9\n", tmp_path, "no UTF-8 text (byte ")
    assert (error.problems[0].place.line, error.problems[0].place.column) == (5, 11)
    refused(HEAD.encode("utf-16-le"), tmp_path, "one in UTF-16 without a mark")
    refused(HEAD.encode("utf-32-le"), tmp_path, "a control character (U+0000)")
    refused(b"\xed\xa0\x80", tmp_path, "no UTF-8 text")
    refused(bytes(range(256)) * 100, tmp_path)


def test_byte_order_mark(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + HEAD.encode())
    assert read_file(path).title == "t"
    assert read_conflict("\ufeff" + HEAD).title == "t"
    refused(b"\xef\xbb\xbfnonsense: 1\n" + HEAD.encode(), tmp_path, "x.yaml:1:1", "no key 'nonsense'")


@pytest.mark.parametrize(
    "character", ["\x00", "\x01", "\x07", "\x0b", "\x0c", "\x1b", "\x7f", "\x9b", "\ufffe", "\uffff"]
)
def test_control_characters(character, tmp_path):
    told = f"a control character (U+{ord(character):04X})"
    assert "x.yaml:5:9" in str(refused(HEAD + f"about: a{character}b\n", tmp_path, told))
    escaped = f"\\U{ord(character):08x}"
    refused(HEAD + f'about: "a{escaped}b"\n', tmp_path)


def test_half_characters():
    for text in ("about: \ud800\n", 'about: "\\ud800"\n'):
        with pytest.raises(ConflictFileError):
            read_conflict(HEAD + text)


def test_tabs(tmp_path):
    refused(HEAD + "rules:\n\t- never: a.x\n", tmp_path, "a tab; indent with spaces")
    assert read_conflict(HEAD + "about: a\tb \n").about == "a\tb"


@pytest.mark.parametrize(
    "tag",
    ["!!python/object:os.system", "!!python/object/apply:os.system", "!!str", "!x", "!<tag:x>", "!!binary"],
)
def test_tags(tag, tmp_path):
    refused(HEAD + f"about: {tag} x\n", tmp_path, "x.yaml:5:8: a tag (")
    refused(f"{tag} {{a: b}}\n", tmp_path, "a tag (")


def test_merge_keys_and_directives(tmp_path):
    refused("%YAML 9.9\n---\n" + HEAD, tmp_path)
    refused("%TAG ! tag:x,2000:\n---\n!y\n", tmp_path)
    refused(HEAD + "sources: {<<: {a: b}}\n", tmp_path, "'<<' cannot name a source")


@pytest.mark.parametrize(
    "text", ["", "\n\n", "# nothing\n", "   ", "---\n", "--- # x\n...\n", "\ufeff", "~", "''"]
)
def test_empty_files(text, tmp_path):
    refused(text, tmp_path)


@pytest.mark.parametrize(
    "text", ["- a\n- b\n", "just words\n", "3", "[]", "|\n text", "*a", "&a", "? x", "{}"]
)
def test_other_things_at_the_top(text, tmp_path):
    refused(text, tmp_path)


def test_two_documents(tmp_path):
    refused(HEAD + "---\n" + HEAD, tmp_path, "x.yaml:5:1", "a second document")
    assert read_conflict("---\n" + HEAD + "...\n").title == "t"


@pytest.mark.parametrize("key", ["[a]", "{a: b}", "? [a]\n", "? |\n  a\n"])
def test_keys_that_are_no_words(key, tmp_path):
    refused(HEAD + f"{key}: x\n", tmp_path)


# -- size -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "unit",
    [
        "x",
        "x ",
        "# x\n",
        "\n",
        "- x\n",
        "a: b\n",
        "[a],",
        "é",
        "'a': b, ",
        "*a ",
        "&a ",
        "? ",
        "{never: a.q}, ",
        "'\n",
        '"',
    ],
)
@pytest.mark.parametrize("opening", ["", "about: ", "about: '", "rules: [", "preferences: {a: ["])
def test_large_files(unit, opening, tmp_path):
    head = HEAD + opening
    text = head + unit * ((MOST_BYTES // 4 - len(head)) // len(unit.encode()))
    if head == HEAD and unit in ("# x\n", "\n"):
        with soon():
            assert read_conflict(text).title == "t"
    else:
        refused(text, tmp_path)


def test_a_file_at_and_above_the_limit(tmp_path):
    path = tmp_path / "x.yaml"
    comment = b"#" + b"x" * 98 + b"\n"
    data = HEAD.encode() + comment * ((MOST_BYTES - len(HEAD)) // len(comment))
    path.write_bytes(data)
    with soon():
        assert read_file(path).title == "t"
    refused(data + comment, tmp_path, "larger than 8,000,000 bytes")
    refused(b"x" * (2 * MOST_BYTES), tmp_path, "larger than")


def test_a_large_sensible_file_is_read():
    options = ", ".join(f"o{k}: text" for k in range(40))
    states = "".join(
        f"  s{k}: {'+'.join(f'a.o{b}' for b in range(14) if k >> b & 1) or 'none'}\n" for k in range(8_000)
    )
    ranking = ", ".join(f"s{k}" for k in range(8_000))
    text = f"detente: 1\ntitle: t\ndecision_makers:\n  a: {{options: {{{options}}}}}\nstates:\n{states}"
    text += f"preferences: {{a: {{ranking: [{ranking}]}}}}\n"
    with soon():
        conflict = read_conflict(text)
        assert len(conflict.states) == 8_000
        with pytest.raises(DetenteError):
            conflict.game(most_states=20_000)


@pytest.mark.parametrize(
    "body",
    [
        "rules: [" + "{exclusive: [a.x, a.y]}, " * 5000 + "]",
        "rules: [" + ", ".join(f"{{id: r{k}, never: a.x}}" for k in range(2000)) + "]",
        "preferences: {a: [" + "x, " * 100_000 + "]}",
        "preferences: {a: [" + "x, " * 1_999 + "]}",
        "preferences: {a: {ranking: [" + "a.x, " * 100_000 + "]}}",
        "preferences: {" + ", ".join(f"a{k}: []" for k in range(50_000)) + "}",
        "states: {" + ", ".join(f"s{k}: YN" for k in range(50_000)) + "}",
        "sources: {" + ", ".join(f"s{k}: x" for k in range(50_000)) + "}",
        "conditions: {" + ", ".join(f"s{k}: a.x" for k in range(50_000)) + "}",
        "perspectives: {"
        + ", ".join(f"s{k}: {{on: s{k - 1}}}" if k else "s0: {}" for k in range(10_000))
        + "}",
        "preferences: {a: []}\nperspectives: {p: {rules: {patch: ["
        + ", ".join(
            f"{{put: {{id: r{k}, never: a.x}}, before: r{k - 1}}}" if k else "{put: {id: r0, never: a.x}}"
            for k in range(2000)
        )
        + "]}}}",
        "published: [" + "{equilibria: {nash: [YN]}}, " * 20_000 + "]",
        "about: x\n" + "".join(f"k{k}: x\n" for k in range(50_000)),
        "rules: [" + ", ".join(f"{{never: a.{'q' * 70}{k}}}" for k in range(2000)) + "]",
    ],
    ids=range(14),
)
def test_many_of_everything(body):
    with soon():
        try:
            conflict = read_conflict(HEAD + body + "\n")
        except ConflictFileError as error:
            inside(error, (HEAD + body).encode())
        else:
            build(conflict)


def test_many_options():
    makers = "".join(
        f"  d{d}: {{options: {{{', '.join(f'o{k}: x' for k in range(150))}}}}}\n" for d in range(200)
    )
    with soon():
        conflict = read_conflict("detente: 1\ntitle: t\ndecision_makers:\n" + makers)
        with pytest.raises(DetenteError):
            conflict.game(most_states=20_000)


def test_one_of_many_one_way_options():
    names = [f"o{k}" for k in range(60)]
    text = f"detente: 1\ntitle: t\ndecision_makers:\n  a: {{options: {{{', '.join(f'{n}: x' for n in names)}}}}}\n"
    text += f"rules:\n  - one_of: [{', '.join('a.' + n for n in names)}]\n"
    text += "".join(f"  - irreversible: a.{n}\n" for n in names) + "preferences: {a: []}\n"
    with soon():
        game = read_conflict(text).game(most_states=1000)
        assert game.size == 60
        assert game.reachable("a", 0) == ()
        assert game.moves[0].lowest(game.ranks[0]).shape == (60,)


# -- paths ------------------------------------------------------------------------------------------


def test_paths_that_cannot_be_read(tmp_path):
    missing = tmp_path / "missing.yaml"
    for path in (tmp_path, missing, missing / "x", "", "a\0b", "x" * 5000, b"missing.yaml"):
        with soon(), pytest.raises(ConflictFileError, match="cannot be read"):
            read_file(path)
    loop = tmp_path / "loop.yaml"
    loop.symlink_to(loop)
    with pytest.raises(ConflictFileError, match="cannot be read"):
        read_file(loop)


# -- damaged files ----------------------------------------------------------------------------------


def refusal(make: Callable[[], object]) -> DetenteError | None:
    """Give the error that was raised on purpose; any other goes through."""
    try:
        make()
    except DetenteError as error:
        return error
    return None


def build(conflict: Conflict) -> None:
    for account in conflict.accounts:
        error = refusal(partial(conflict.game, account, most_states=20_000))
        if isinstance(error, ConflictFileError):
            assert all(p.place.file == conflict.file and p.place.line >= 1 for p in error.problems), str(
                error
            )
        assert error is None or str(error)


def check(data: bytes, path: Path) -> bool:
    path.write_bytes(data)
    with soon():
        error = refusal(partial(read_file, path))
    if error is not None:
        inside(error, data)
        return False
    conflict = read_file(path)
    build(conflict)
    assert read_conflict(to_json(conflict)) == conflict
    return True


@pytest.mark.parametrize("file", CATALOGUE, ids=lambda p: p.stem)
def test_damaged_texts(file, tmp_path):
    rng = random.Random(f"text {file.stem}")
    text = file.read_text(encoding="utf-8")
    read = 0
    for _ in range(40):
        damaged = text
        for _ in range(rng.choice([1, 1, 1, 2, 5])):
            damaged = damaged_text(rng, damaged) or text
        read += check(damaged.encode(), tmp_path / "x.yaml")
    assert 0 < read < 40


@pytest.mark.parametrize("file", CATALOGUE, ids=lambda p: p.stem)
def test_damaged_bytes(file, tmp_path):
    rng = random.Random(f"bytes {file.stem}")
    data = file.read_bytes()
    for _ in range(10):
        damaged = bytearray(data)
        for _ in range(rng.choice([1, 2, 20])):
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
        check(bytes(damaged), tmp_path / "x.yaml")


@pytest.mark.parametrize("file", CATALOGUE, ids=lambda p: p.stem)
def test_damaged_trees(file, tmp_path):
    rng = random.Random(f"tree {file.stem}")
    tree = yaml.safe_load(file.read_text(encoding="utf-8"))
    for _ in range(40):
        damaged = tree
        for _ in range(rng.choice([1, 1, 3])):
            damaged = damaged_tree(rng, damaged)
        check(yaml.safe_dump(damaged, sort_keys=False, allow_unicode=True).encode(), tmp_path / "x.yaml")
