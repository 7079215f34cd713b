"""The condition language: what it means, how it is printed, how its mistakes are told."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.conflict import ConditionError, ConflictFileError, Scope, parse, read_conflict
from detente.conflict.condition import Named
from detente.conflict.condition_text import MOST_CHARACTERS, MOST_DEPTH
from detente.conflict.tokens import KEYWORDS, is_name

SCOPE = Scope({"us": ("a", "b", "long-name"), "eu": ("a", "c")}, own="us")
OPTIONS = ("us.a", "us.b", "eu.c")


def truth(text: str, scope: Scope = SCOPE) -> list[bool]:
    """Give the column of a truth table over us.a, us.b, eu.c, from all taken to none."""
    condition = parse(text, scope)
    rows = product((True, False), repeat=3)
    return [condition.holds(frozenset(o for o, t in zip(OPTIONS, row, strict=True) if t)) for row in rows]


def error(text: str, scope: Scope = SCOPE) -> ConditionError:
    with pytest.raises(ConditionError) as told:
        parse(text, scope)
    assert told.value.text == text
    assert 0 <= told.value.offset <= len(text)
    str(told.value)
    return told.value


# -- what it means ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("operator", "column"),
    [
        ("and", [True, False, False, False]),
        ("or", [True, True, True, False]),
        ("xor", [False, True, True, False]),
        ("->", [True, False, True, True]),
        ("only if", [True, False, True, True]),
        ("if", [True, True, False, True]),
        ("<->", [True, False, False, True]),
        ("iff", [True, False, False, True]),
    ],
)
def test_truth_tables(operator, column):
    rows = [(True, True), (True, False), (False, True), (False, False)]
    condition = parse(f"us.a {operator} us.b", SCOPE)
    found = [
        condition.holds(frozenset(o for o, t in zip(("us.a", "us.b"), r, strict=True) if t)) for r in rows
    ]
    assert found == column
    upper = parse(f"us.a {operator.upper()} us.b", SCOPE)
    assert upper == condition


def test_not():
    assert parse("not us.a", SCOPE).holds(frozenset())
    assert not parse("NOT us.a", SCOPE).holds(frozenset({"us.a"}))
    assert parse("not not us.a", SCOPE).holds(frozenset({"us.a"}))


@pytest.mark.parametrize(
    ("bare", "grouped"),
    [
        ("not us.a and us.b", "(not us.a) and us.b"),
        ("not us.a or us.b", "(not us.a) or us.b"),
        ("us.a or us.b and eu.c", "us.a or (us.b and eu.c)"),
        ("us.a and us.b or eu.c", "(us.a and us.b) or eu.c"),
        ("us.a xor us.b and eu.c", "us.a xor (us.b and eu.c)"),
        ("us.a or us.b xor eu.c", "us.a or (us.b xor eu.c)"),
        ("us.a or us.b -> eu.c", "(us.a or us.b) -> eu.c"),
        ("us.a -> us.b or eu.c", "us.a -> (us.b or eu.c)"),
        ("us.a if us.b and eu.c", "us.a if (us.b and eu.c)"),
        ("not us.a if us.b xor eu.c", "(not us.a) if (us.b xor eu.c)"),
        ("us.a and not us.b iff eu.c", "(us.a and (not us.b)) iff eu.c"),
        ("us.a xor us.b xor eu.c", "(us.a xor us.b) xor eu.c"),
    ],
)
def test_precedence(bare, grouped):
    assert truth(bare) == truth(grouped)


def test_bare_options_belong_to_their_own_decision_maker():
    assert parse("a and eu.a", SCOPE) == parse("us.a and eu.a", SCOPE)
    assert "c'" in error("c").message
    assert error("a", Scope(SCOPE.options)).message.startswith("no option or condition 'a'")


def test_hyphens_stand_in_names_and_next_to_arrows():
    assert parse("long-name->a", SCOPE) == parse("us.long-name -> us.a", SCOPE)
    assert parse("long-name<->a", SCOPE) == parse("us.long-name <-> us.a", SCOPE)
    assert error("a-").offset == 1
    assert error("a--b").offset == 1
    assert error("-a").offset == 0


def test_white_space_of_any_kind():
    assert parse(" \n us.a\n\tand\u00a0us.b \n", SCOPE) == parse("us.a and us.b", SCOPE)
    assert parse("(us.a)and(us.b)", SCOPE) == parse("us.a and us.b", SCOPE)


@pytest.mark.parametrize(
    "name", ["é", "größe", "россия", "中国", "भारत", "தமிழ்", "ไทยที่", "العَربية", "x2", "_x", "a-1"]
)
def test_names_in_any_script(name):
    scope = Scope({"d": (name,), name: ("o",)}, own="d")
    assert is_name(name)
    assert parse(f"not {name}", scope).options == {f"d.{name}"}
    assert parse(f"{name}.o->d.{name}", scope).options == {f"d.{name}", f"{name}.o"}


def test_names_are_compared_in_composed_form():
    scope = Scope({"d": ("caf\u00e9",)}, own="d")
    assert parse("cafe\u0301 and d.cafe\u0301", scope).options == {"d.caf\u00e9"}


@pytest.mark.parametrize("name", ["", "2x", "a b", "-a", "a-", "a--b", "a.b", "a+b", "a’b", "a\u200bb", "²"])
def test_what_is_no_name(name):
    assert not is_name(name)


def test_a_keyword_in_mixed_case_is_a_name_that_is_not_there():
    found = error("Not us.a")
    assert found.offset == 0
    assert "no option or condition 'Not'" in found.message


# -- mistakes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "offset", "told"),
    [
        ("", 0, "an empty condition"),
        ("  \n ", 0, "an empty condition"),
        ("us.a &  us.b", 5, "found '&'"),
        ("us.a and us.b, eu.c", 13, "found ','"),
        ("us.a ∧ us.b", 5, "found '∧'"),
        ("us.a and eu≥c", 11, "found '≥'"),
        ("us.a and", 8, "found 'the end'; allowed here: a name"),
        ("us.a and \n", 8, "found 'the end'"),
        ("and us.a", 0, "found 'and'; allowed here: a name, 'not' or '('"),
        ("us.a us.b", 5, "found 'us.b'; allowed here: 'and', 'or'"),
        ("us.a is high", 5, "'iff'; and behind an option with levels '=', '<', '<=', '>' or '>='"),
        ("us.a not us.b", 5, "found 'not'; allowed here: 'and', 'or'"),
        ("(us.a and us.b", 14, "a parenthesis is not closed"),
        ("(us.a us.b)", 6, "found 'us.b'; a parenthesis is not closed"),
        ("us.a)", 4, "found ')'"),
        ("()", 1, "found ')'"),
        ("us.a only us.b", 10, "found 'us.b' after 'only'; allowed: 'only if'"),
        ("us.a only", 9, "found 'the end' after 'only'"),
        ("us.a -> us.b -> eu.c", 13, "a second conditional ('->'): put one of them in parentheses"),
        ("us.a if us.b only if eu.c", 13, "a second conditional ('only')"),
        ("us.a <-> us.b iff eu.c", 14, "a second conditional ('iff')"),
        ("us.a and us.x", 9, "no option or condition 'us.x'; did you mean 'us."),
        ("us.a and uss.b", 9, "did you mean 'us.b'?"),
        ("eu.c or long-nam", 8, "did you mean 'long-name'?"),
        ("us.a.b", 0, "no option or condition 'us.a.b'"),
        ("us .a", 3, "found '.'"),
        ("1 and us.a", 0, "found '1'"),
        ("us.a and 2x", 9, "found '2'"),
        ("true", 0, "no option or condition 'true'"),
        ("us.a = us.b", 5, "found '='"),
        ("us.a <- us.b", 5, "found '<'"),
        ("__import__('os')", 11, "found"),
    ],
)
def test_mistakes_have_the_right_offset(text, offset, told):
    found = error(text)
    assert (found.offset, told in found.message) == (offset, True), found.message
    assert f"character {offset + 1}:" in str(found)


def test_a_mistake_lists_what_is_allowed():
    message = error("nonsense").message
    assert "(allowed: a, b, long-name, us.a, us.b, us.long-name, eu.a, eu.c)" in message
    assert error("x", Scope({})).message == "no option or condition 'x' (there is none)"


def test_the_same_option_of_somebody_else_is_the_nearest():
    assert "did you mean 'eu.c'?" in error("nobody.c").message


@pytest.mark.parametrize(
    "text", ["(" * 60 + "us.a" + ")" * 60, "not " * 60 + "us.a", "(not " * 40 + "us.a" + ")" * 40]
)
def test_too_deep(text):
    found = error(text)
    assert f"more than {MOST_DEPTH} levels deep" in found.message
    assert found.offset > 0


def test_just_deep_enough():
    levels = MOST_DEPTH - 1
    assert parse("(" * levels + "us.a" + ")" * levels, SCOPE) == parse("us.a", SCOPE)


def test_too_long():
    assert "longer than" in error("us.a or " * (MOST_CHARACTERS // 8) + "us.b").message


# -- named conditions -------------------------------------------------------------------------------


def conditions(body: str, extra: str = "") -> str:
    return (
        "detente: 1\ntitle: t\nconditions:\n"
        + "".join(f"  {line}\n" for line in body.strip().splitlines())
        + "decision_makers:\n  us: {options: {a: a, b: b}}\n"
        + extra
    )


def test_named_conditions_in_any_order():
    conflict = read_conflict(
        conditions("last: middle or us.b\nmiddle: not first\nfirst: us.a\nunused: last and first")
    )
    assert [d.name for d in conflict.definitions] == ["last", "middle", "first", "unused"]
    last = conflict.condition("last")
    assert isinstance(last, Named)
    assert [last.holds(frozenset(t)) for t in ((), ("us.a",), ("us.a", "us.b"))] == [True, False, True]
    assert str(conflict.condition("not (last and first)")) == "not (last and first)"


def problems(text: str) -> list[tuple[int, int, str]]:
    with pytest.raises(ConflictFileError) as told:
        read_conflict(text)
    return [(p.place.line, p.place.column, p.message) for p in told.value.problems]


@pytest.mark.parametrize(
    ("body", "line", "circle"),
    [
        ("x: x", 4, "x -> x"),
        ("x: not y\ny: us.a and x", 5, "x -> y -> x"),
        ("z: x\nx: y\ny: w\nw: x", 7, "x -> y -> w -> x"),
    ],
)
def test_circles(body, line, circle):
    ((at, column, message),) = problems(conditions(body))
    assert (at, column) == (line, 3)
    assert message == f"conditions stand on one another in a circle: {circle}"


def test_named_conditions_too_deep():
    body = "\n".join([f"c{k}: not c{k - 1}" if k else "c0: us.a" for k in range(150)])
    found = problems(conditions(body))
    assert len(found) == 1
    assert "levels deep" in found[0][2]


def test_a_wrong_named_condition_is_told_once():
    text = conditions("x: us.q\ny: x and us.a", "rules:\n- never: x\n- never: y and x\n")
    ((line, column, message),) = problems(text)
    assert (line, column) == (4, 6)
    assert "no option or condition 'us.q'" in message


# -- properties -------------------------------------------------------------------------------------

BINARY = ("and", "or", "xor", "->", "only if", "if", "<->", "iff")
LOOSE = {"->", "only if", "if", "<->", "iff"}
names = st.sampled_from(["us.a", "us.b", "us.long-name", "eu.a", "eu.c"])
trees = st.recursive(
    names,
    lambda inner: st.one_of(
        st.tuples(st.just("not"), inner),
        st.tuples(st.sampled_from(BINARY), inner, inner),
        st.tuples(st.sampled_from(BINARY[:3]), inner, inner, inner),
    ),
    max_leaves=25,
)
TIGHTNESS = {"not": 4, "and": 3, "xor": 2, "or": 1}


def printed(tree, draw) -> str:
    """Write a tree as text, with only the parentheses that it needs and now and then some more."""
    if isinstance(tree, str):
        return f"({tree})" if draw(st.integers(0, 9)) == 0 else tree
    operator, *parts = tree
    texts = []
    for part in parts:
        text = printed(part, draw)
        mine, its = TIGHTNESS.get(operator, 0), 5 if isinstance(part, str) else TIGHTNESS.get(part[0], 0)
        needed = its <= mine and not (operator == "not" and its == 4)
        texts.append(f"({text})" if needed or draw(st.integers(0, 9)) == 0 else text)
    word = operator.upper() if operator.isalpha() and draw(st.booleans()) else operator
    return f"{word} {texts[0]}" if operator == "not" else f" {word} ".join(texts)


def value(tree, taken) -> bool:
    """Evaluate a tree; independent of the package."""
    if isinstance(tree, str):
        return tree in taken
    operator, *rest = tree
    values = [value(part, taken) for part in rest]
    match operator:
        case "not":
            return not values[0]
        case "and":
            return all(values)
        case "or":
            return any(values)
        case "xor":
            return sum(values) % 2 == 1
        case "->" | "only if":
            return values[1] if values[0] else True
        case "if":
            return values[0] if values[1] else True
        case _:
            return values[0] == values[1]


@settings(max_examples=300, deadline=None)
@given(trees, st.data())
def test_what_is_printed_is_read_as_the_same(tree, data):
    text = printed(tree, data.draw)
    condition = parse(text, SCOPE)
    for row in product((True, False), repeat=4):
        taken = frozenset(o for o, t in zip(("us.a", "us.b", "eu.a", "eu.c"), row, strict=True) if t)
        assert condition.holds(taken) == value(tree, taken), text
    again = parse(str(condition), SCOPE)
    assert again == condition
    assert str(again) == str(condition)
    assert again.options == condition.options


@pytest.mark.parametrize("levels", [5, 20, MOST_DEPTH - 2])
def test_a_deep_condition_is_printed_so_that_it_can_be_read(levels):
    text = "us.a"
    for _ in range(levels):
        text = f"not eu.a and us.b xor eu.c or ({text})"
    condition = parse(text, SCOPE)
    assert parse(str(condition), SCOPE) == condition


def refusal(text: str) -> ConditionError | None:
    try:
        parse(text, SCOPE)
    except ConditionError as told:
        return told
    return None


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from([*KEYWORDS, "us.a", "eu.c", "(", ")", "->", "<->", "-", ".", "x", "é", "\n"])
    ).map(" ".join)
)
def test_any_row_of_words_is_read_or_told(text):
    told = refusal(text)
    assert told is None or 0 <= told.offset <= len(text)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read_or_told(text):
    told = refusal(text)
    assert told is None or 0 <= told.offset <= len(text)
