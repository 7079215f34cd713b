"""What is not said of a fact: nothing, no list, not true. One place for all types of the answers."""

from __future__ import annotations

import dataclasses
from typing import Any, cast

from msgspec import NODEFAULT
from msgspec.structs import fields

from detente.answers import Answer
from detente.questions import heads, heads_symbolic, strips
from detente.questions.analyze import answer as analyze
from detente.questions.analyze import following_answer, held_answer
from detente.questions.better import answer as better
from detente.questions.check import answer as check
from detente.questions.compare import answer as compare
from detente.questions.equilibria import answer as equilibria
from detente.questions.evolve import answer as evolve
from detente.questions.explain import answer as explain
from detente.questions.explain import verdict_words
from detente.questions.phases import answer as phases
from detente.questions.ultimatum import answer as ultimatum
from detente.questions.ultimatum import met_answer, tree_answer, unmet_answer
from detente.questions.whatif import answer as whatif


def defaults(kind: Any) -> dict[str, Any]:
    """Give what the fields of a type are where nothing is said."""
    given = dataclasses.fields(kind) if dataclasses.is_dataclass(kind) else fields(kind)
    found = {f.name: f.default for f in given}
    return {
        k: v for k, v in found.items() if v is not NODEFAULT and not isinstance(v, type(dataclasses.MISSING))
    }


def test_what_is_not_said_of_a_fact_is_empty() -> None:
    for kind in (
        analyze.Unknown,
        analyze.AnalyzeAnswer,
        following_answer.Fares,
        following_answer.Reached,
        following_answer.Following,
        held_answer.Stays,
        better.ImprovedFact,
        check.Unsourced,
        check.Idle,
        check.CheckAnswer,
        compare.ConceptFact,
        compare.AccountFact,
        equilibria.Link,
        evolve.Reached,
        evolve.Led,
        evolve.EvolveAnswer,
        explain.Improvement,
        explain.Verdict,
        verdict_words.Who,
        verdict_words.Reading,
        heads_symbolic.Reached,
        heads_symbolic.Walked,
        phases.PhaseFact,
        phases.HeldFact,
        phases.PhasesAnswer,
        ultimatum.Record,
        ultimatum.OneUltimatum,
        ultimatum.UltimatumAnswer,
        met_answer.Breach,
        met_answer.Situation,
        met_answer.Met,
        tree_answer.GameTree,
        unmet_answer.JudgedState,
        unmet_answer.Unmet,
        whatif.Wish,
        whatif.Supposed,
        whatif.Reached,
        whatif.Fares,
    ):
        own = defaults(kind)
        said = {
            k: v for k, v in own.items() if k not in Answer.__struct_fields__
        }  # of every answer: elsewhere
        assert own
        assert {k: v for k, v in said.items() if v not in (None, "", (), False)} == {}, kind
    side = defaults(whatif.Side)
    assert side == {
        "heading": None, "reachable_states": "0", "reachable": (), "only_by_moves": (), "unreachable": (),
    }  # fmt: skip
    assert (heads.Found.whole, heads.Found.unsure) == (True, ())
    assert {k: v for k, v in defaults(strips.Sight).items() if k != "words"} == {"note": "", "again": ()}


def test_texts_and_marks_of_a_fact_are_empty_where_nothing_is_said() -> None:
    def said(kind: Any, *named: Any) -> list[Any]:
        return [defaults(kind)[one.__name__] for one in named]

    one: Any = ultimatum.OneUltimatum
    assert said(one, one.text, one.deadline, one.because, one.verdict, one.reply, one.refused) == [""] * 6
    every: Any = ultimatum.UltimatumAnswer
    assert said(every, every.named) == [False]
    fares: Any = following_answer.Fares
    assert said(fares, fares.unknown) == [False]
    follows: Any = following_answer.Following
    assert said(follows, follows.by_improvements, follows.by_moves) == ["", ""]
    stays: Any = held_answer.Stays
    assert said(stays, stays.stable) == [""]
    bare: Any = check.Unsourced
    assert said(bare, bare.decision_maker, bare.perspective) == ["", ""]
    idle: Any = check.Idle
    assert said(idle, idle.decision_maker) == [""]
    file: Any = check.CheckAnswer
    assert said(file, file.given_states, file.moves, file.events, file.diplomacy, file.start) == [
        0,
        0,
        0,
        False,
        False,
    ]
    link: Any = equilibria.Link
    assert said(link, link.ruled) == [False]
    evolved: Any = evolve.EvolveAnswer
    assert said(evolved, evolved.limit) == [""]
    verdict: Any = explain.Verdict
    assert said(verdict, verdict.truncated) == [False]
    wish: Any = whatif.Wish
    assert said(wish, wish.id) == [""]
    supposed: Any = whatif.Supposed
    assert said(supposed, supposed.collapse) == [""]
    side: Any = whatif.Side
    assert said(side, side.reachable_states) == ["0"]
    reading, sight = verdict_words.Reading(None, None), strips.Sight("", cast(Any, None))
    assert (reading.base, reading.other, sight.note, sight.again) == ("", None, "", ())
