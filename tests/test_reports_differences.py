"""What differs between two versions of a file, sentence by sentence."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from detente.conflict import Conflict, read_conflict
from detente.reports.differences import ELSE, MORE, MOST, differences

LIKES: dict[str, Any] = {"a": [], "b": []}
WISHES = ["x", "not y", "b.z", "x if b.z"]


def file(**more: Any) -> dict[str, Any]:
    makers = {
        "a": {"name": "Alba", "options": {"x": "mine", "y": "dig"}},
        "b": {"name": "Brin", "options": {"z": "sue"}},
    }
    preferences = {"a": list(WISHES), "b": ["not a.x", "z"]}
    return {
        "detente": 1, "title": "T", "decision_makers": makers, "preferences": preferences,
        "status_quo": ["a.x"], "rules": [{"exclusive": ["a.x", "a.y"], "id": "one"}],
    } | more  # fmt: skip


def conflict(data: dict[str, Any]) -> Conflict:
    return read_conflict(yaml.safe_dump(data, sort_keys=False))


def wishes(*of_a: Any, b: tuple[Any, ...] = ("not a.x", "z")) -> dict[str, Any]:
    return {"preferences": {"a": list(of_a), "b": list(b)}}


def named(wanted: str, name: str) -> dict[str, str]:
    return {"that": wanted, "id": name}


NAMED = [named("x", "i"), named("not y", "ii"), named("b.z", "iii"), named("x if b.z", "iv")]


def makers(**more: Any) -> dict[str, Any]:
    found: dict[str, Any] = file()["decision_makers"]
    return {"decision_makers": found | more}


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ({}, {}, ()),
        ({}, {"title": "U"}, (ELSE,)),
        ({}, {"status_quo": ["b.z"]}, ("Today, Brin: sue.", "Today, Alba does not: mine.")),
        ({}, {"status_quo": ["a.x", "b.z"]}, ("Today, Brin: sue.",)),
        (
            {"status_quo": ["a.y", "b.z"]},
            {"status_quo": []},
            ("Today, Alba does not: dig.", "Today, Brin does not: sue."),
        ),
        ({"status_quo": ["a.x"]}, {"status_quo": None}, (ELSE,)),
        ({"status_quo": None}, {"status_quo": ["b.z"]}, ("Today, Brin: sue.",)),
        (
            {},
            {"rules": [{"exclusive": ["a.x", "b.z"], "id": "two"}]},
            ("There is another rule: two.", "There is no rule: one."),
        ),
        (
            {"rules": []},
            {"rules": [{"exclusive": ["a.x", k], "id": i} for k, i in (("b.z", "w"), ("a.y", "v"))]},
            ("There is another rule: v.", "There is another rule: w."),
        ),
        (
            wishes(*NAMED),
            wishes(NAMED[1], NAMED[0], *NAMED[2:]),
            ("Alba, now its 1st wish and before its 2nd: not “dig”.",),
        ),
        (
            wishes(*NAMED),
            wishes(NAMED[3], *NAMED[:3]),
            ("Alba, now its 1st wish and before its 4th: “mine” if Brin: “sue”.",),
        ),
        (wishes(*NAMED), wishes(*NAMED[:3]), ("Alba, wanted no longer: “mine” if Brin: “sue”.",)),
        (wishes(*NAMED[1:]), wishes(*NAMED), ("Alba, new as its 1st wish: “mine”.",)),
        (
            wishes(*NAMED),
            wishes(NAMED[0], named("y", "ii"), *NAMED[2:]),
            ("Alba, its 2nd wish is now: “dig”.",),
        ),
        (
            wishes(*NAMED),
            wishes(*NAMED, b=("z", "not a.x")),
            ("Brin, now its 1st wish and before its 2nd: “sue”.",),
        ),
        (
            wishes(*NAMED),
            {"preferences": {"a": {"weights": {"x": 1}}, "b": ["not a.x", "z"]}},
            ("Alba: the order of what it wants is another.",),
        ),
    ],
)
def test_each_kind_of_change_is_said(
    before: dict[str, Any], after: dict[str, Any], said: tuple[str, ...]
) -> None:
    old, new = ({k: v for k, v in file(**m).items() if v is not None} for m in (before, after))
    assert differences(conflict(old), conflict(new)) == said


def test_options_come_and_go_in_the_words_of_the_file_that_has_them() -> None:
    more = makers(b={"name": "Brin", "options": {"z": "sue", "w": "wait"}})
    one, two = conflict(file()), conflict(file(**more))
    assert differences(one, two) == ("Brin can also: wait.",)
    assert differences(two, one) == ("Brin can no longer: wait.",)
    called = makers(b={"name": "The Brin", "options": {"v": "sign"}})
    other = conflict(file(**called, preferences={"a": ["x"], "b": []}))
    first = conflict(file(preferences={"a": ["x"], "b": []}))
    assert differences(first, other) == ("The Brin can also: sign.", "Brin can no longer: sue.")
    # What is taken today of an option that is gone is not told twice.
    assert differences(conflict(file(status_quo=["b.z"], preferences={"a": ["x"], "b": []})), other)[2:] == (
        "Today, Alba: mine.",
    )


def accounts(**wanted: list[str]) -> dict[str, Any]:
    both = {name: {"says": name, "preferences": {"a": of_a, "b": ["z"]}} for name, of_a in wanted.items()}
    return {k: v for k, v in file(perspectives=both).items() if k != "preferences"}


def test_accounts_are_named_where_there_are_several() -> None:
    one = conflict(accounts(hawks=["x", "y"], doves=["y", "x"]))
    two = conflict(accounts(hawks=["y", "x"], crows=["x"]))
    assert differences(one, two)[:2] == ("There is another account, “crows”.", "There is no account “doves”.")
    [moved] = differences(one, two)[2:]
    assert moved.startswith("“hawks”, Alba, ")
    alone = conflict(accounts(hawks=["y", "x"]))
    assert differences(one, alone)[0] == "There is no account “doves”."
    assert all(told.startswith("Alba, ") for told in differences(one, alone)[1:])
    # The same sentence of two accounts would be said twice: it is said once.
    assert len(set(differences(one, two))) == len(differences(one, two))


@pytest.mark.parametrize("extra", [-1, 0, 1, 5])
def test_no_more_is_said_than_a_person_reads(extra: int) -> None:
    options = {f"o{k:02}": f"do {k}" for k in range(MOST + extra)}
    found = differences(
        conflict(file(preferences=LIKES)),
        conflict(file(**makers(c={"name": "Cy", "options": options}), preferences=LIKES | {"c": []})),
    )
    assert [f for f in found if f.startswith("Cy")] == [f"Cy can also: do {k}." for k in range(MOST + extra)][
        :MOST
    ]
    assert found[MOST:] == ((MORE.format(extra),) if extra > 0 else ())
    assert MOST == 12  # what stands on a page of the workbench beside the scenario
