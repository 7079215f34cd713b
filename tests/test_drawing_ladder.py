"""A ladder, read back: rungs below one another, arrows from edge to edge, whose colours, nothing upon anything."""

from __future__ import annotations

from itertools import combinations

from detente.drawing import LadderRung, Way, ladder
from detente.drawing import words as told
from detente.drawing.svg import COLOURS, DASHES, WIDEST, tint
from tests.pictures import Drawn, paint

RUNGS = (
    LadderRung(
        "Signed", "Nothing is performed yet.", ways=(Way(1, "B takes it back", "It leads to today."),)
    ),
    LadderRung(
        "A: hands over all that it has, and more than that",
        party=0,
        ways=(
            Way(0, "A: stops", "An answer by B would make it a loss.", held=True),
            Way(2, "C: a long and winding thing to do, told in many words", "It leads to ruin. " * 6),
        ),
        goes_on=False,
    ),
    LadderRung("B: hands over", "All is performed. Nobody could gain by leaving.", party=1),
)
PARTIES = ("Ann", "Ben", "Cy", "Dee")


def drawn(*rungs: LadderRung, parties: tuple[str, ...] = PARTIES) -> Drawn:
    return Drawn(ladder(rungs or RUNGS, "The ladder", "B could leave.", parties=parties))


def test_rungs_stand_below_one_another_and_say_what_they_are() -> None:
    found = drawn()
    assert (found.title, found.says) == ("The ladder", "B could leave.")
    boxes = [g.boxes[0] for g in found.kind("rung")]
    assert [b.y for b in boxes] == sorted(b.y for b in boxes)
    assert len({b.x for b in boxes}) == 1
    assert [g.data.get("party") for g in found.kind("rung")] == [None, "0", "1"]
    assert found.kind("rung")[0].text == "Signed Nothing is performed yet."
    assert boxes[-1].fill == paint(tint("end"))
    assert [b.fill for b in boxes[:-1]] == [paint(tint("paper"))] * 2
    assert [b.heavy for b in boxes] == [False, False, True]  # nobody could leave there
    assert found.width <= 560  # legible on a phone


def test_nothing_stands_upon_anything_and_all_fits() -> None:
    found = drawn()
    groups = [*found.kind("rung"), *found.kind("way")]
    for one, other in combinations([g.boxes[0] for g in groups], 2):
        assert not one.touches(other, 4)
    for g in groups:
        for letters in g.letters:
            assert g.boxes[0].holds(letters.box)
    bottom = max(b.y + b.height for b in found.boxes)
    assert bottom < found.height
    key = [x for x in found.letters if x.text in found.key()]
    assert all(bottom < x.y < found.height for x in key)
    assert all(x.x + x.width <= found.width <= WIDEST for x in found.letters)


def test_arrows_lead_from_edge_to_edge_in_the_colours_of_who_goes() -> None:
    found = drawn()
    rungs = {g.data["rung"]: g.boxes[0] for g in found.kind("rung")}
    ways = {g.data["way"]: g.boxes[0] for g in found.kind("way")}
    assert found.between() == [("0", "0.0"), ("0", "1"), ("1", "1.0"), ("1", "1.1"), ("1", "2")]
    for one in found.arrows:
        assert rungs[one.source].has_on_border(one.start)
        assert (rungs | ways)[one.target].has_on_border(one.tip)
    by = {(a.source, a.target): a for a in found.arrows}
    assert by["0", "1"].party == 0
    assert by["0", "1"].colour == COLOURS[0]
    assert by["0", "1"].data["done"] == "yes"
    assert not by["0", "1"].hollow
    assert by["1", "2"].data["done"] == "no"
    assert by["1", "2"].party is None
    assert by["1", "2"].hollow
    assert by["1", "2"].dashes == "2 4"
    assert by["0", "1"].width > by["1", "2"].width
    assert [by[k].party for k in (("0", "0.0"), ("1", "1.0"), ("1", "1.1"))] == [1, 0, 2]
    assert [by[k].data["held"] for k in (("0", "0.0"), ("1", "1.0"), ("1", "1.1"))] == ["no", "yes", "no"]
    assert [by[k].hollow for k in (("0", "0.0"), ("1", "1.0"), ("1", "1.1"))] == [False, True, False]
    assert by["1", "1.0"].dashes == "3 3"
    assert [paint(g.element[0].get("stroke")) for g in found.kind("way")] == [COLOURS[k] for k in (1, 0, 2)]
    assert DASHES[0] == by["0", "1"].dashes


def test_the_key_tells_only_what_is_drawn() -> None:
    assert drawn().key() == ["Ann", "Ben", "Cy", told.COULD_LEAVE, told.HELD, told.NOT_TAKEN]
    one = drawn(LadderRung("Signed", ways=(Way(3, "D: goes", held=True),)))
    assert one.key() == ["Dee", told.HELD]
    assert drawn(LadderRung("Signed", ways=(Way(3, "D: goes"),))).key() == ["Dee", told.COULD_LEAVE]
    assert drawn(LadderRung("Signed")).key() == []
    assert drawn(LadderRung("Signed", ways=(Way(3, "D: goes"),)), parties=()).key() == [told.COULD_LEAVE]
