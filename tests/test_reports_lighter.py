"""Of very many states a report lists the first only, says so, and tells everything else as it is."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

import detente
from detente import catalogue
from detente.questions.analyze.answer import answer
from detente.reports import asking


def test_of_many_states_a_report_lists_the_first_only(monkeypatch: pytest.MonkeyPatch) -> None:
    result = detente.analyze(catalogue.load("istanbul-2025").under("kyiv"), ["nash", "seq"])
    size = result.game.feasible.count
    assert (asking.MANY, asking.MOST_LISTED) == (5_000, 1_000)
    for bound, most in ((size, None), (size - 1, 7)):
        monkeypatch.setattr(asking, "MANY", bound)
        monkeypatch.setattr(asking, "MOST_LISTED", 7)
        assert asking.lighter(result).most == most
    whole, cut = answer(result), answer(replace(result, most=7))
    assert whole.truncated == ()
    assert len(whole.states) == size
    assert [s.id for s in cut.states[:7]] == [s.id for s in whole.states[:7]]
    cuts = {c.list: c.count for c in cut.truncated}
    assert cuts["states"] == str(size)
    assert whole.following is not None
    assert cut.following is not None
    assert len(cut.following.reachable) == min(7, len(whole.following.reachable))
    assert len(cut.following.by_improvements) == 7
    assert len(cut.following.unreachable) == min(7, len(whole.following.unreachable))
    for h, other in zip(whole.held, cut.held, strict=True):
        assert (h.concept, h.count) == (other.concept, other.count)
        assert len(other.states) == min(7, len(h.states))
    # Where it is heading is told as it is: the same outcomes, though they stand at other places of the list.
    assert whole.heading is not None
    assert cut.heading is not None
    for ends, others in (
        (whole.heading.myopic, cut.heading.myopic),
        (whole.heading.ahead, cut.heading.ahead),
    ):
        assert ends.count == others.count
        assert [whole.states[s].id for s in ends.states] == [cut.states[s].id for s in others.states]
    assert answer(replace(result, most=10 * size)) == whole
    assert len(msgspec.json.encode(cut)) < len(msgspec.json.encode(whole)) / 2
