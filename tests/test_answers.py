"""What an answer is where nothing is said, and the few things that it gives from its own fields."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
from collections.abc import Iterator

import msgspec

import detente
from detente.answers import (
    FORMAT,
    Answer,
    Ends,
    Maker,
    OptionValue,
    Reason,
    Shared,
    Standing,
    StateValue,
    Step,
    Way,
)


def bare() -> Answer:
    return Answer(question="q", title="t", perspective="base", perspectives=(), decision_makers=())


def test_an_answer_without_more_is_of_format_2_and_speaks_of_no_state():
    assert FORMAT == 2
    assert msgspec.json.decode(msgspec.json.encode(bare())) == {
        "question": "q",
        "title": "t",
        "perspective": "base",
        "perspectives": [],
        "decision_makers": [],
        "format": 2,
        "carrier": "dense",
        "feasible": "0",
        "status_quo": None,
        "states": [],
        "spoken": [],
        "basis": None,
        "truncated": [],
        "unfinished": [],
        "withheld": [],
    }


def test_the_outcomes_spoken_of_come_in_their_own_order():
    states = tuple(StateValue(id=i, taken=(), number="0") for i in "abc")
    answer = msgspec.structs.replace(bare(), states=states, spoken=(2, 0))
    assert [s.id for s in answer.outcomes] == ["c", "a"]
    assert bare().outcomes == ()


def test_a_way_ends_where_its_last_move_leads():
    moves = (Step(mover="a", state=4), Step(mover="b", state=2))
    assert Way(start=1, moves=moves).end == 2
    assert Way(start=1, moves=moves[:1]).end == 4
    assert Way(start=1, moves=()).end == 1


def test_a_conflict_stays_where_it_is_if_nobody_leaves():
    assert Ends(concept="nash", states=(), count="0", leaving=()).stays
    assert not Ends(concept="nash", states=(), count="0", leaving=("a",)).stays
    assert not Ends(concept="nash", states=(), count="0", unsure=("a",)).stays


def test_what_is_left_out_means_nothing():
    ends = Ends(concept="nash", states=(), count=None, leaving=())
    assert (ends.cycle, ends.ways, ends.shared, ends.standings, ends.unsure) == (False, (), None, (), ())
    shared = Shared()
    assert (shared.taken, shared.levels, shared.gone, shared.never, shared.varies) == ((), (), (), (), ())
    standing = Standing(decision_maker="a", kind="same")
    assert (standing.before, standing.after, standing.statement) == (None, None, None)
    assert (standing.rank, standing.last) == (None, False)
    state = StateValue(id="a", taken=(), number="0")
    assert (state.name, state.given, state.members, state.text) == ("", False, (), "")
    reason = Reason(decision_maker="a", before=0, after=1, gain=1, statement=None, places=(1, 2), of=3)
    assert (reason.degree, reason.unknown) == (1, False)
    option = OptionValue(id="a.x", text="x")
    assert (option.tags, option.level_of, option.available) == ((), "", True)
    assert Maker(id="a", name="A", options=(option,)).options == (option,)


# What a field says where nobody gives it; all others say nothing there.
SAYS_SOMETHING = {
    ("Answer", "format"): 2,
    ("Answer", "carrier"): "dense",
    ("Answer", "feasible"): "0",
    ("OptionValue", "available"): True,
    ("Reason", "degree"): 1,
    ("Side", "reachable_states"): "0",
    ("CorrectionFact", "possible"): True,
    ("EndFact", "number"): "0",
    ("EndFact", "whole"): True,
    ("LadderRung", "goes_on"): True,
    ("RungFact", "goes_on"): True,
    ("Passage", "carried"): True,
    ("Card", "kind"): "step",
    ("Page", "language"): "en",
    ("Page", "speaks"): "en",
    ("Table", "heads"): 1,
    ("Table", "id"): "table",
    ("Unfinished", "of"): "0",
    ("Voice", "file"): "FILE",
}


def kinds() -> Iterator[type]:
    """Every type of a fact, a block or a part of a picture."""
    for module in pkgutil.walk_packages(detente.__path__, "detente."):
        layer, *inner = module.name.split(".")[1:]
        whole = layer in ("answers", "drawing", "render", "wording")
        if whole or (inner and inner[-1].split("_")[-1] in ("answer", "facts", "words", "picture")):
            loaded = importlib.import_module(module.name)
            yield from (
                t for t in vars(loaded).values() if isinstance(t, type) and t.__module__ == module.name
            )


def _says_nothing(value: object) -> bool:
    return value is None or value is False or value in ("", (), frozenset(), 0)


def defaults(kind: type) -> dict[str, object]:
    """What the fields of a type say where nobody gives them."""
    if issubclass(kind, msgspec.Struct):
        return {f.name: f.default for f in msgspec.structs.fields(kind) if f.default is not msgspec.NODEFAULT}
    if dataclasses.is_dataclass(kind):
        return {f.name: f.default for f in dataclasses.fields(kind) if f.default is not dataclasses.MISSING}
    return {}


def test_a_field_that_is_left_out_says_nothing():
    found = {}
    for kind in kinds():
        head = {name for base in kind.__mro__[1:] for name in defaults(base)}
        for name, value in defaults(kind).items():
            if name not in head and not _says_nothing(value):
                found[kind.__name__, name] = value
    assert found == SAYS_SOMETHING
