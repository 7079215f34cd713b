"""On random conflicts: nothing said depends on how confidential wishes are put, and what is computed is the same."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import detente
from detente.conflict import Conflict, DetenteError
from detente.questions.encoding import encode
from tests.generate_terms import random_terms_file

File = dict[str, Any]
SECRET = "quokka"


def scaled(number: Any, by: int) -> Any:
    if isinstance(number, dict):
        return {k: scaled(v, by) for k, v in number.items()}
    return [scaled(n, by) for n in number] if isinstance(number, list) else number * by


def reworded(statement: Any) -> Any:
    if statement == "preferences":
        return statement
    said = statement if isinstance(statement, dict) else {"that": statement}
    that = said["that"]
    return {
        "that": f"({that}) and ({that})",
        "text": f"{SECRET} {that}",
        "because": SECRET,
        "confidence": 0.1234,
    }


def put_otherwise(wishes: Any) -> Any:
    """Say the same wishes in other words, and in numbers that are seven times as large."""
    found = deepcopy(wishes)
    for key in ("weights", "no_deal"):
        if key in found:
            found[key] = scaled(found[key], 7)
    for key in ("statements", "red_lines"):
        if key in found:
            found[key] = [reworded(s) for s in found[key]]
    if "ranking" in found:
        found["ranking"] = [g[::-1] if isinstance(g, list) else g for g in found["ranking"]]
        found["because"] = SECRET
    return found


def as_weights(statements: list[str]) -> Any:
    """Say an order by statements in numbers: each outweighs all below it."""
    found: dict[str, int] = {}
    for place, statement in enumerate(reversed(statements)):
        found[f"({statement})" if statement in found else statement] = 2**place
    return {"weights": found, "because": SECRET}


def split(file: File, secret: list[str], folder: Path) -> Path:
    """Write a conflict, and beside it the file of each party whose wishes and preferences are confidential."""
    folder.mkdir(exist_ok=True)
    main = deepcopy(file)
    for party in secret:
        own: File = {"party": party}
        if "terms" in main:
            own["wishes"] = main["terms"]["wishes"].pop(party)
        own["preferences"] = main["preferences"].pop(party)
        for id, account in main.get("perspectives", {}).items():
            if party in account.get("wishes", {}):
                own["perspectives"] = {id: {"wishes": account["wishes"].pop(party)}}
        (folder / f"{party}.json").write_text(json.dumps(own), encoding="utf-8")
    main["include"] = {party: f"{party}.json" for party in secret}
    (folder / "main.json").write_text(json.dumps(main), encoding="utf-8")
    return folder / "main.json"


def told(conflict: Conflict) -> list[str]:
    """Say everything that can be said without asking as anybody."""
    found = []
    for account in conflict.accounts:
        under = conflict.under(account)
        for ask in (detente.settle, detente.analyze, detente.equilibria, detente.check):
            try:
                result = ask(conflict if ask is detente.check else under)
                found += [detente.text(result), encode(detente.answer(result)), repr(result)]
                if hasattr(result, "rows"):
                    found.append(repr(list(result.rows())))
            except DetenteError as error:
                found.append(str(error))
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("random")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32))
def test_nothing_that_is_said_depends_on_how_it_is_put(folder, seed):
    rng = Random(seed)
    file = random_terms_file(rng)
    secret = list(file["decision_makers"])
    other = deepcopy(file)
    for wishes in (other["terms"]["wishes"], *(p["wishes"] for p in other.get("perspectives", {}).values())):
        for party in wishes:
            wishes[party] = put_otherwise(wishes[party])
    if rng.random() < 0.3:  # then the packages are the states
        for each in (file, other):
            del each["terms"]
            each.pop("perspectives", None)
    other["preferences"] = {p: as_weights(s) for p, s in other["preferences"].items()}
    one, two = (detente.read_file(split(f, secret, folder)) for f in (file, other))
    first, again = told(one), told(two)
    assert SECRET not in "".join(again)
    assert [t.replace("\n", "¶") for t in first] == [t.replace("\n", "¶") for t in again]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32))
def test_who_may_see_it_sees_what_everybody_saw_before(folder, seed):
    rng = Random(seed)
    file = random_terms_file(rng)
    makers = list(file["decision_makers"])
    secret = rng.sample(makers, rng.randint(1, len(makers)))
    path = split(file, secret, folder)
    whole = detente.read_conflict(json.dumps(file))
    shown = detente.read_file(path, as_party=secret)
    hidden = detente.read_file(path)
    for account in whole.accounts:
        open_, own, closed = (c.under(account) for c in (whole, shown, hidden))
        assert dict(own.preferences) == dict(open_.preferences)
        assert own.terms == open_.terms
        assert closed.hidden == closed.hidden_wishes == set(secret)
        try:
            expected = detente.settle(open_)
        except DetenteError as error:
            with pytest.raises(type(error)):
                detente.settle(closed)
            continue
        found = detente.settle(closed)
        assert found.zone.tolist() == expected.zone.tolist()
        assert found.deals == expected.deals
        seen = detente.settle(own)
        assert detente.text(seen).replace("main.json", "FILE") == detente.text(expected).replace(
            "<text>", "FILE"
        )
        told_of = {w.decision_maker for w in detente.answer(found).withheld}
        assert told_of == set(secret)
    assert detente.read_file(path).as_party(*secret) == shown
