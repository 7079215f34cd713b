"""Bars, read back: how long each is, to which side, on which scale, in which colour."""

from __future__ import annotations

import pytest

from detente.drawing import Bar, BarGroup, bars
from detente.drawing.bars import AXIS
from detente.drawing.svg import COLOURS, WIDEST, tint
from tests.pictures import Box, Drawn, paint

BETTER, WORSE, PLAIN = (paint(tint(n)) for n in ("better", "worse", "line"))
TWO = (
    BarGroup("Ann", (Bar("deal 1", 4, "+4", (2, 6)), Bar("deal 2", -2, "-2", (-3, -1))), 0),
    BarGroup(
        "Ben", (Bar("deal 1", 100, "+100"), Bar("deal 2", 0, "0"), Bar("none", 50, "50", plain=True)), 1
    ),
)


def drawn(*groups: BarGroup, note: str = "") -> Drawn:
    return Drawn(bars(groups, "Gains", "Deal 1 is better.", note=note))


def box(found: Drawn, label: str, which: int = 0) -> Box:
    return [g for g in found.kind("bar") if g.data["label"] == label][which].boxes[0]


def test_bars_are_as_long_as_their_numbers_and_begin_at_one_line() -> None:
    found = drawn(*TWO)
    assert (found.title, found.says) == ("Gains", "Deal 1 is better.")
    one, two = box(found, "deal 1"), box(found, "deal 2")
    assert one.x == pytest.approx(two.x + two.width, abs=0.2)
    assert one.width == pytest.approx(2 * two.width, abs=0.2)
    other = box(found, "deal 1", 1)
    assert other.x == pytest.approx(one.x, abs=0.2)
    assert box(found, "none").width == pytest.approx(other.width / 2, abs=0.2)
    assert box(found, "deal 2", 1).width == 0.5


def test_each_group_has_its_own_scale_and_its_partys_colour() -> None:
    found = drawn(*TWO)
    groups = found.kind("bars")
    assert [(g.data["group"], g.data["party"]) for g in groups] == [("Ann", "0"), ("Ben", "1")]
    strokes = [paint(e.get("stroke")) for g in groups for e in g.element.iter() if e.get("data-swatch")]
    assert strokes == list(COLOURS[:2])
    plain = drawn(BarGroup("", TWO[0].bars)).kind("bars")[0]
    assert "party" not in plain.data
    assert [x.text for x in plain.letters] == ["deal 1", "+4", "deal 2", "-2"]


def test_colours_say_better_worse_or_neither() -> None:
    found = drawn(*TWO)
    assert [g.boxes[0].fill for g in found.kind("bar")] == [BETTER, WORSE, BETTER, BETTER, PLAIN]


def test_what_stands_behind_a_bar_touches_nothing_and_fits() -> None:
    found = drawn(*TWO, note="A note.")
    for g in found.kind("bar"):
        name, shown = g.letters
        assert not shown.box.touches(g.boxes[0], -0.5)
        assert not shown.box.touches(name.box, 0)
        assert shown.box.x >= 0
        assert shown.box.x + shown.box.width <= found.width <= WIDEST
    assert found.letters[-1].text == "A note."
    assert found.letters[-1].y < found.height


def test_ranges_are_lines_across_the_end() -> None:
    found = drawn(*TWO)
    spans = [g.data.get("span") for g in found.kind("bar")]
    assert spans == ["2,6", "-3,-1", None, None, None]
    first, second = found.kind("bar")[:2]
    for g, low, high in ((first, 2, 6), (second, -3, -1)):
        [path] = [e.get("d") or "" for e in g.element.iter() if "v8" in (e.get("d") or "")]
        start, end = (float(x) for x in path.removeprefix("M").replace("H", " ").split("M")[0].split()[::2])
        unit = box(found, "deal 1").width / 4
        zero = box(found, "deal 1").x
        assert start == pytest.approx(zero + low * unit, abs=0.3)
        assert end == pytest.approx(zero + high * unit, abs=0.3)
    assert first.letters[1].x > box(found, "deal 1").x + box(found, "deal 1").width * 1.4
    assert second.letters[1].x < box(found, "deal 2").x


def test_nothing_but_zeros_is_drawn_too() -> None:
    found = drawn(BarGroup("Ann", (Bar("deal 1", 0, "0"),), 0))
    assert box(found, "deal 1").width == 0.5
    long = drawn(BarGroup("", (Bar("a label that goes on and on and on, " * 3, 3, "3"),)))
    assert long.kind("bar")[0].letters[0].text.endswith("…")
    assert long.width <= WIDEST
    none = drawn(BarGroup("Ann", (Bar("deal 1", -5, "-5"),), 0))
    assert box(none, "deal 1").x >= none.kind("bar")[0].letters[0].width


def test_groups_that_point_to_different_sides_keep_their_bars() -> None:
    left, right = (BarGroup(n, (Bar(n, v, "1"),)) for n, v in (("lost", -0.2), ("won", 3)))
    found = drawn(left, right, TWO[0])
    lost, won = box(found, "lost"), box(found, "won")
    assert lost.x + lost.width == pytest.approx(won.x, abs=0.2)
    assert lost.width == pytest.approx(won.width, abs=0.2) == AXIS / 2
    assert box(found, "deal 1").x == pytest.approx(won.x, abs=0.2)
    ends = {"deal 1": 6 / 4, "deal 2": 3 / 2}  # how much further than a bar its range reaches
    assert all(0 < box(found, k).width * far <= AXIS / 2 + 0.1 for k, far in ends.items())


@pytest.mark.parametrize("values", [(0.2, 0.1), (-0.2, -0.4), (-1, 3), (200, 100), (-5,)])
def test_the_longest_bars_fill_the_axis(values: tuple[float, ...]) -> None:
    found = drawn(BarGroup("", tuple(Bar(f"{k}", v, f"{v:g}") for k, v in enumerate(values))))
    boxes = [g.boxes[0] for g in found.kind("bar")]
    reach = max(b.x + b.width for b in boxes) - min(b.x for b in boxes)
    assert reach == pytest.approx(AXIS, abs=0.2)
