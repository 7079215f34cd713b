"""Shares as bars, read back from the drawing."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from detente.drawing import Share, ShareGroup, shares
from detente.drawing.shares import LENGTH
from tests.pictures import Drawn

SVG = "{http://www.w3.org/2000/svg}"
GROUPS = [
    ShareGroup("Looking ahead", (Share("A", 0.48, "48 of 100", True), Share("B: talks", 0.32, "32 of 100"))),
    ShareGroup("Not looking ahead", (Share("no rest", 0.0, "no"), Share("all", 1.0, "all", True))),
]


def bars(groups=GROUPS, **more):
    root = ET.fromstring(shares(groups, "Where it leads", "What it says.", **more))
    found = [g for g in root.iter(f"{SVG}g") if g.get("data-kind") == "share"]
    return root, found


def test_every_bar_is_as_long_as_its_share_and_says_so():
    _, found = bars()
    told = []
    for bar in found:
        rect = bar.find(f"{SVG}rect")
        width = float(rect.get("width"))
        assert width == pytest.approx(max(1, LENGTH * float(bar.get("data-value"))), abs=0.1)
        texts = ["".join(t.itertext()) for t in bar.iter(f"{SVG}text")]
        told.append((bar.get("data-label"), bar.get("data-value"), bar.get("data-marked"), texts))
    assert told == [
        ("A", "0.48", "1", ["A", "48 of 100"]),
        ("B: talks", "0.32", "0", ["B: talks", "32 of 100"]),
        ("no rest", "0", "0", ["no rest", "no"]),
        ("all", "1", "1", ["all", "all"]),
    ]


def test_what_is_marked_is_darker_and_bold():
    _, found = bars()
    looks: dict[str, set[tuple[str, ...]]] = {}
    for bar in found:
        fill = bar.find(f"{SVG}rect").get("fill")
        weights = {t.get("font-weight") for t in bar.iter(f"{SVG}text")}
        looks.setdefault(bar.get("data-marked"), set()).add((fill, *weights))
    assert len(looks["1"]) == len(looks["0"]) == 1
    assert looks["1"] != looks["0"]
    assert all("--d-ink" in fill and weight == "700" for fill, weight in looks["1"])
    assert all("--d-line" in fill and weight is None for fill, weight in looks["0"])


def test_bars_stand_below_each_other_and_below_their_heading():
    root, found = bars(note="Marked: as written.")
    places = [float(b.find(f"{SVG}rect").get("y")) for b in found]
    assert places == sorted(places)
    assert len(set(places)) == 4
    heads = {
        "".join(t.itertext()): float(t.get("y"))
        for t in root.iter(f"{SVG}text")
        if t.get("font-weight") == "700"
    }
    assert heads["Looking ahead"] < places[0] < places[1] < heads["Not looking ahead"] < places[2]
    note = next(t for t in root.iter(f"{SVG}text") if "".join(t.itertext()) == "Marked: as written.")
    height = float(root.get("viewBox").split()[3])
    assert places[-1] < float(note.get("y")) < height
    starts = {float(b.find(f"{SVG}rect").get("x")) for b in found}
    assert len(starts) == 1


def test_without_a_heading_or_a_note_there_is_none():
    root, _ = bars([ShareGroup("", (Share("A", 0.5, "half"),))])
    texts = ["".join(t.itertext()) for t in root.iter(f"{SVG}text")]
    assert texts == ["A", "half"]
    assert root.find(f"{SVG}title").text == "Where it leads"
    assert root.find(f"{SVG}desc").text == "What it says."


def test_bold_words_have_the_room_that_they_take():
    long = "A heading that is bold and goes on and on " * 3
    group = ShareGroup(long, (Share(long, 0.5, "half", True), Share("mmmmmmmm wwwwwwww", 1, "all", True)))
    for one in (group, ShareGroup("", (Share("mmmmmmmm wwwwwwww", 1, "all", True),))):
        found = Drawn(shares([one], "Where it leads", "What it says."))
        for letters in found.letters:
            assert letters.x + letters.width <= found.width
        for bar in found.kind("share"):
            assert all(x.x + x.width < bar.boxes[0].x for x in bar.letters[:-1])
