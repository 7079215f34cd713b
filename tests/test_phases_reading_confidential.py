"""A phase, which everybody reads, cannot say what a party wants later whose wishes are confidential."""

from __future__ import annotations

import pytest

from detente.conflict import ConflictFileError, read_conflict

FILE = """\
detente: 1
title: A road
status_quo: []
confidential: city
decision_makers:
  city: {options: {build: build the road}}
  press: {options: {protest: write against it}}
preferences:
  city: [build]
  press: [protest iff city.build]
phases:
  before: {date: 2024-01}
  after: {date: 2025-01, PHASE}
"""


@pytest.mark.parametrize("as_party", [(), "city"])
@pytest.mark.parametrize(
    "phase", ["preferences: {city: [canary]}", "perspectives: {base: {preferences: {city: [canary]}}}"]
)
def test_it_is_refused_and_not_repeated(phase: str, as_party: str | tuple[str, ...]) -> None:
    with pytest.raises(ConflictFileError) as refused:
        read_conflict(FILE.replace("PHASE", phase), as_party=as_party)
    assert "something of 'city' is confidential; a phase, which everybody reads, cannot say" in str(
        refused.value
    )
    assert "canary" not in str(refused.value)


def test_what_others_want_later_may_be_said() -> None:
    found = read_conflict(FILE.replace("PHASE", "preferences: {press: [not protest]}"))
    assert [p.id for p in found.phases] == ["before", "after"]
