"""Concepts in tables, help and phrases: what each says, word by word, against what its definition asks."""

from __future__ import annotations

import pytest

from detente.answers import StateValue
from detente.conflict import read_conflict
from detente.conflict.concepts import concept_keys
from detente.wording import Words
from detente.wording import concepts as said
from detente.wording.options import option_table
from detente.wording.outcomes import fares, options_told
from detente.wording.texts import MOST_WORDS, fitting
from tests.test_wording_outcomes import FILE, standing
from tests.test_wording_situation import LAKE, words

# What is expected, how far it is looked, who may move at a loss, whose preferences one has to know.
TABLE = {
    "nash": ("nothing: it moves wherever it gains", "1 move", "nobody makes any", "itself"),
    "seq": ("answers by which each who moves gains", "2: its move, the answer", "nobody makes any", "all"),
    "sseq": (
        "answers by which each who moves gains, if it cannot get away from it afterwards",
        "3: its move, the answer, its own reaction",
        "nobody makes any",
        "all",
    ),
    "sim": (
        "answers by which each who moves gains, and moves that others make at the same time",
        "2: its move, the answer; or 1, at the same time",
        "nobody makes any",
        "all",
    ),
    "sim-any": (
        "improvements that others make at the same time",
        "1 move, at the same time as others",
        "nobody makes any",
        "all",
    ),
    "smr": (
        "any answer, whatever it costs those who give it, if it cannot get away from it afterwards",
        "3: its move, the answer, its own reaction",
        "by the opponents, to punish",
        "itself",
    ),
    "gmr": (
        "any answer, whatever it costs those who give it",
        "2: its move, the answer",
        "by the opponents, to punish",
        "itself",
    ),
    "nm": (
        "where it ends if everybody looks ahead without end",
        "without end",
        "by anybody, if something better comes of it",
        "all",
    ),
    "l1": (
        "where it ends if everybody looks ahead as far as it does, and then stops",
        "h moves",
        "by anybody, if something better comes of it",
        "all",
    ),
}


def test_the_table_has_every_concept_under_its_heads():
    assert said.COLUMNS == (
        "Concept",
        "What a decision maker expects before it leaves",
        "Foresight",
        "Disimprovements",
        "Knows the preferences of",
        "Source",
    )
    assert set(TABLE) == set(concept_keys())
    for key, told in TABLE.items():
        assert said.row(key)[1:5] == told
    assert said.row("l3") == said.row("l1")
    assert said.row("nash")[::5] == (
        "Nash (rationality)",
        "Nash (1950); in the graph model Fang, Hipel and Kilgour (1993)",
    )
    assert said.legend(["nash"]).title == "How to read this"
    assert said.legend(["nash"]).id == "concepts"


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (["nash"], "looks only at its own next move"),
        (["seq"], "expects the answers that would pay for the others"),
        (["smr"], "fears any answer, even a costly one, unless it could get away from it"),
        (["gmr"], "fears any answer, even a costly one"),
        (["gmr", "smr"], "fears any answer, even a costly one"),
        (["sseq"], "expects the answers that would pay for the others and that it could not get away from"),
        (["sim-any"], "expects the improvements that others make at the same time"),
        (
            ["sim"],
            "expects the answers that would pay for the others, and moves that they make at the same time",
        ),
        (["l1"], "looks 1 move ahead"),
        (["l3"], "looks 3 moves ahead"),
        (["l2:up=1:down=4"], "looks 2 moves ahead (down 4, up 1)"),
        (["nm"], "looks ahead without end"),
        (["l3", "nash"], "looks only at its own next move or looks 3 moves ahead"),
        (
            ["seq-strong"],
            "expects the answers that would pay for the others, "
            "and is deterred only by what would leave it much worse off",
        ),
        (
            ["gmr-weak"],
            "fears any answer, even a costly one, and some of what deters it would not leave it much worse off",
        ),
    ],
)
def test_how_far_the_sides_look(keys, told):
    assert said.looking(*keys) == f"if each side {told}"


@pytest.mark.parametrize(
    ("extension", "leaves", "deterred"),
    [("a", True, False), ("b", False, False), ("c", True, True), ("d", False, True)],
)
def test_how_what_is_unknown_is_taken(extension, leaves, deterred):
    # Li, Hipel, Kilgour and Fang (2004): a counts what is unknown as a gain, d as a deterrent, c as both, b as neither.
    first = "also where it is unknown whether it gains" if leaves else "only where it is known to gain"
    then = (
        "also where it is unknown whether it ends better off"
        if deterred
        else "only where it is known to end no better off"
    )
    assert said.attitude(extension) == f"leaves {first}, and is deterred {then}"
    assert said.looking(f"nash-{extension}") == (
        f"if each side looks only at its own next move, and leaves {first}, and is deterred {then}"
    )


def test_the_help_in_full():
    assert said.help_text() == (
        "of nash, gmr, smr, seq (the default), sseq, sim, sim-any, nm, l1 to l99 (l3:NAME=2 for a horizon of its own), "
        "joined by commas"
    )
    assert said.help_text(variants=True) == said.help_text() + (
        "; with degrees of preference also -strong, -weak after gmr, smr, seq; "
        "where preferences are unknown -a to -d after any of the four"
    )


def test_extensions_of_a_concept_are_one_family():
    keys = ["gmr-b", "gmr-a", "gmr", "seq-strong", "nash", "nash-c"]
    assert said.families(keys) == [["nash"], ["nash-c"], ["seq-strong"], ["gmr"], ["gmr-a", "gmr-b"]]


@pytest.mark.parametrize(
    ("held", "told"),
    [
        ({"gmr": True, "gmr-strong": False, "nash": False}, "Nash ✗ GMR ✓"),
        ({"seq-strong": False, "seq": True, "smr": True}, "SEQ ✓ SMR ✓"),
        ({"gmr-strong": True, "nash": False, "seq": True}, "Nash ✗ SEQ ✓ strong GMR ✓"),
        ({"nash-a": False, "nash-b": False}, "Nash ✗"),
        ({"nash-a": True, "nash-b": True}, "Nash ✓"),
        ({"nash-a": True, "nash-b": True, "nash-c": False}, "Nash ✓ by a and b"),
        ({"nash-d": True}, "Nash d ✓"),
    ],
)
def test_marks(held, told):
    assert said.marks(held) == told


# -- who fares how, and options side by side ---------------------------------------------------------------------------

RIVER = Words(read_conflict(FILE).under())


def test_a_text_fits_that_has_twenty_five_words():
    assert MOST_WORDS == 25
    long, longer = " ".join("w" * 25), " ".join("w" * 26)
    assert fitting(longer, long, "short") == long
    assert fitting(longer, "short") == "short"


def test_those_who_fare_best_come_first():
    kinds = ["same", "unknown", "worse", "worse_or_same", "open", "better_or_same", "better"]
    found = []
    for kind in kinds:
        for other in kinds:
            if other != kind and "same" not in (kind, other):
                told = fares([standing("down", kind), standing("sea", other)], RIVER, most=99)
                first = kind if told.index("Downstream") < told.index("coast") else other
                found.append((first, other if first == kind else kind))
    best_first = ["better", "better_or_same", "open", "worse_or_same", "worse", "unknown"]
    assert all(best_first.index(a) < best_first.index(b) for a, b in found)


def test_a_least_wish_is_told_before_those_for_whom_nothing_changes():
    some = [
        standing("up", "better", last=True, statement="last-wish"),
        standing("down", "same"),
        standing("sea", "same"),
    ]
    whole = fares(some, RIVER, most=99)
    assert whole == (
        "Better off than today: “Upstream and its allies”, only by its least wish (“keep the quota”); "
        "as well off as today: Downstream and The coast."
    )
    size = len(whole.split())
    without_same = fares(some, RIVER, most=size - 1)
    assert without_same == (
        "Better off than today: “Upstream and its allies”, only by its least wish (“keep the quota”)."
    )
    assert fares(some, RIVER, most=len(without_same.split()) - 1) == (
        "Better off than today: “Upstream and its allies”, only by its least wish."
    )


def test_a_level_that_is_gone_is_told_under_its_party():
    assert options_told(RIVER, [], None, ["up.dam.low", "down.pay"]) == (
        "“Upstream and its allies”: not “dam low”; Downstream: not “payment”"
    )


def test_the_note_explains_every_mark_that_stands_in_the_table():
    def state(*taken: str, members: tuple[tuple[str, ...], ...] = ()) -> StateValue:
        return StateValue(id="s", taken=taken, number="1", members=members)

    lake = words(LAKE)
    every = ("up.talk", "down.sue", "down.wait")
    first = option_table(lake, [state(), state(*every, "up.dam.low")], ["A", "B"], "t", "x", differing=False)
    assert first.note == ""
    assert first.marks == {"●": "taken", "·": "not taken"}
    assert first.heads == 2
    assert first.centred == {2, 3}
    assert first.columns == ("Party", "Option", "A", "B")
    assert first.rows == (
        ("Upstream", "build a dam", "·", "low"),
        ("", "talk", "·", "●"),
        ("Downstream", "go to court", "·", "●"),
        ("", "wait", "·", "●"),
    )
    only_left = option_table(lake, [state(), state(*every)], ["A", "B"], "t", "x", differing=True)
    assert only_left.note == "Only the options in which these differ."
    assert [r[1] for r in only_left.rows] == ["talk", "go to court", "wait"]
    merged = state("up.talk", members=(("up.talk",), ("up.talk", "down.sue")))
    either = option_table(lake, [merged, state()], ["A", "B"], "t", "x", differing=False)
    assert either.rows[2] == ("Downstream", "go to court", "○", "·")
    assert list(either.marks.values()) == ["taken", "not taken", "either"]
