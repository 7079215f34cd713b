"""Numbers on lines are read back: where it is bad, where good, where it depends, what is known."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from detente.drawing import Band, bands
from detente.drawing import words as told
from detente.drawing.bands import AXIS, figure, zones
from tests.pictures import NAMESPACE, Drawn

LATER = Band("Chance", 0, 1, (0.5, 0.8), (0.2, 0.6), above=True, shown="0.5–0.8")
COST = Band("Cost of war to somebody with a long name", 0, 40, (5, 5), (33, 33), above=False, shown="5")
NEVER = Band("Guarantee", 0, 1, None, (0, 0), above=False)
ALWAYS = Band("Periods", 1, 9, (1, 1), (9, 9), above=False, shown="1")


def drawn(*found: Band) -> ET.Element:
    return ET.fromstring(bands(found, "When", "What it says.", bad="fights", good="waits", note="A note."))


def groups(svg: ET.Element, band: int) -> ET.Element:
    return next(g for g in svg.iter(f"{NAMESPACE}g") if g.get("data-band") == str(band))


def spans(svg: ET.Element, band: int) -> list[tuple[str, float, float, str]]:
    """Each zone: its kind, from where to where in pixels, its colour."""
    found = []
    for zone in groups(svg, band).iter(f"{NAMESPACE}g"):
        if zone.get("data-zone"):
            rect = zone.find(f"{NAMESPACE}rect")
            assert rect is not None
            x, width = float(rect.get("x", "")), float(rect.get("width", ""))
            found.append((zone.get("data-zone", ""), x, x + width, rect.get("fill", "")))
    return found


def dots(svg: ET.Element, band: int) -> list[float]:
    return [float(c.get("cx", "")) for c in groups(svg, band).iter(f"{NAMESPACE}circle")]


@pytest.mark.parametrize(
    ("band", "kinds"),
    [
        (LATER, [("good", 0, 0.2), ("open", 0.2, 0.6), ("bad", 0.6, 1)]),
        (COST, [("bad", 0, 33), ("good", 33, 40)]),
        (NEVER, [("good", 0, 1)]),
        (ALWAYS, [("bad", 1, 9)]),
        (Band("x", 0, 1, None, (-1, 2), above=True), [("open", 0, 1)]),
    ],
)
def test_zones_are_bad_on_the_side_that_is_said(band: Band, kinds: list[tuple[str, float, float]]) -> None:
    assert zones(band) == kinds
    svg = drawn(band)
    found = spans(svg, 0)
    assert [k for k, *_ in found] == [k for k, *_ in kinds]
    left = found[0][1]
    for (_, start, end, _), (_, low, high) in zip(found, kinds, strict=True):
        length = AXIS / (band.end - band.begin)
        assert start == pytest.approx(left + (low - band.begin) * length, abs=0.2)
        assert end == pytest.approx(left + (high - band.begin) * length, abs=0.2)


def test_colours_are_those_of_the_key() -> None:
    svg = drawn(LATER, COST)
    shown = {kind: fill for band in (0, 1) for kind, _, _, fill in spans(svg, band)}
    assert "worse" in shown["bad"]
    assert "better" in shown["good"]
    named = {}
    for entry in svg.iter(f"{NAMESPACE}g"):
        rect, text = entry.find(f"{NAMESPACE}rect"), entry.find(f"{NAMESPACE}text")
        if entry.get("transform") and rect is not None and text is not None:
            named[text.text] = rect.get("fill")
    assert named == {"fights": shown["bad"], told.EITHER_WAY: shown["open"], "waits": shown["good"]}


def test_what_is_known_stands_where_it_is() -> None:
    svg = drawn(LATER, COST, NEVER)
    left = spans(svg, 0)[0][1]
    assert dots(svg, 0) == pytest.approx([left + 0.5 * AXIS, left + 0.8 * AXIS], abs=0.2)
    assert dots(svg, 1) == pytest.approx([left + 5 / 40 * AXIS], abs=0.2)
    assert dots(svg, 2) == []
    known = [g.get("data-known") for g in svg.iter(f"{NAMESPACE}g") if g.get("data-known")]
    assert known == ["0.5,0.8", "5,5"]
    assert {"0.5–0.8", "5"} <= {t.text for t in svg.iter(f"{NAMESPACE}text")}


def test_nothing_leaves_the_picture_and_every_line_has_its_ends_and_its_name() -> None:
    picture = bands(
        [LATER, COST, NEVER, ALWAYS], "When", "It says.", bad="fights", good="waits", note="A note."
    )
    found = Drawn(picture)
    for letters in found.letters:
        assert letters.box.x >= 0
        assert letters.box.y >= 0
        assert letters.box.y + letters.box.height <= found.height
    svg = ET.fromstring(picture)
    for k, band in enumerate((LATER, COST, NEVER, ALWAYS)):
        texts = [t.text or "" for t in groups(svg, k).iter(f"{NAMESPACE}text")]
        assert {figure(band.begin), figure(band.end)} <= set(texts)
        assert " ".join(texts).startswith(band.label)
    tops = [float(groups(svg, k).find(f".//{NAMESPACE}rect").get("y", "")) for k in range(4)]
    assert tops == sorted(tops)


def test_figures_have_three_digits_at_most() -> None:
    assert [figure(x) for x in (0.5, 0.12345, 12.34, 999.4, 123456.0, 0)] == [
        "0.5",
        "0.123",
        "12.3",
        "999",
        "123456",
        "0",
    ]
