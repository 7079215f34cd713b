"""Reading pictures back: what is drawn, where it stands, in whose colour; from the SVG alone."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from detente.drawing.measure import width_of
from detente.drawing.svg import COLOURS, DASHES

NAMESPACE = "{http://www.w3.org/2000/svg}"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_COLOUR = re.compile(r"var\(--d-([a-z0-9]+),(#[0-9a-f]{6})\)")

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A rectangle; `text` are the lines in the group that it stands in."""

    x: float
    y: float
    width: float
    height: float
    data: dict[str, str] = field(default_factory=dict, hash=False)
    fill: str = ""
    stroke: str = ""
    heavy: bool = False

    def touches(self, other: Box, gap: float = 0.0) -> bool:
        return (
            self.x < other.x + other.width + gap
            and other.x < self.x + self.width + gap
            and self.y < other.y + other.height + gap
            and other.y < self.y + self.height + gap
        )

    def holds(self, other: Box) -> bool:
        return (
            self.x <= other.x
            and other.x + other.width <= self.x + self.width + 0.05
            and self.y <= other.y
            and other.y + other.height <= self.y + self.height + 0.05
        )

    def has_on_border(self, point: Point, slack: float = 0.6) -> bool:
        """Whether a point lies on one of the four sides."""
        x, y = point
        across = self.x - slack <= x <= self.x + self.width + slack
        along = self.y - slack <= y <= self.y + self.height + slack
        at_side = min(abs(x - self.x), abs(x - self.x - self.width)) <= slack
        at_end = min(abs(y - self.y), abs(y - self.y - self.height)) <= slack
        return (at_side and along) or (at_end and across)


@dataclass(frozen=True)
class Letters:
    """A line of text."""

    text: str
    x: float
    y: float
    size: float
    bold: bool
    fill: str
    width: float
    data: dict[str, str] = field(default_factory=dict, hash=False)

    @property
    def box(self) -> Box:
        return Box(self.x, self.y - self.size * 0.8, self.width, self.size)


@dataclass(frozen=True)
class Arrow:
    """An arrow: where its line begins, where the tip of its head is, which way that looks."""

    source: str
    target: str
    start: Point
    tip: Point
    towards: Point
    party: int | None
    colour: str
    head_colour: str
    dashes: str
    width: float
    hollow: bool
    data: dict[str, str] = field(default_factory=dict, hash=False)

    @property
    def looks_like(self) -> int | None:
        """Whose colour it has, by the colour alone."""
        return COLOURS.index(self.colour) if self.colour in COLOURS else None


@dataclass(frozen=True)
class Group:
    """A group with a ``data-kind``, and all that stands in it."""

    data: dict[str, str]
    boxes: tuple[Box, ...]
    letters: tuple[Letters, ...]
    element: ET.Element

    @property
    def text(self) -> str:
        return " ".join(x.text for x in self.letters)


class Drawn:
    """A picture that was parsed."""

    def __init__(self, svg: str) -> None:
        self.root = ET.fromstring(svg)
        assert self.root.tag == f"{NAMESPACE}svg"
        _, _, self.width, self.height = map(float, self.root.attrib["viewBox"].split())
        self.title = self.root.findtext(f"{NAMESPACE}title")
        self.says = self.root.findtext(f"{NAMESPACE}desc")
        self.groups: list[Group] = []
        self.arrows: list[Arrow] = []
        self.boxes: list[Box] = []
        self.letters: list[Letters] = []
        self._walk(self.root, (0.0, 0.0))

    def kind(self, kind: str) -> list[Group]:
        return [g for g in self.groups if g.data.get("kind") == kind]

    def between(self) -> list[tuple[str, str]]:
        return [(a.source, a.target) for a in self.arrows]

    def key(self) -> list[str]:
        """The texts below, that explain marks: those in moved groups."""
        entries = [
            g.findall(f"{NAMESPACE}text") for g in self.root.iter(f"{NAMESPACE}g") if g.get("transform")
        ]
        return ["".join(texts[-1].itertext()) for texts in entries if texts]

    def _walk(self, element: ET.Element, at: Point) -> tuple[list[Box], list[Letters]]:
        boxes: list[Box] = []
        letters: list[Letters] = []
        if "transform" in element.attrib:
            x, y = map(float, _NUMBER.findall(element.attrib["transform"])[:2])  # a turn may follow
            at = (at[0] + x, at[1] + y)
        data = {k[5:]: v for k, v in element.attrib.items() if k.startswith("data-")}
        if element.tag == f"{NAMESPACE}rect":
            boxes.append(_box(element, at))
            self.boxes.append(boxes[-1])
        elif element.tag == f"{NAMESPACE}circle":
            x, y, r = (float(element.attrib[k]) for k in ("cx", "cy", "r"))
            boxes.append(Box(x - r + at[0], y - r + at[1], 2 * r, 2 * r))
        elif element.tag == f"{NAMESPACE}text":
            letters.append(_letters(element, at, data))
            self.letters.append(letters[-1])
        for child in element:
            more, told = self._walk(child, at)
            boxes += more
            letters += told
        if data.get("kind") == "arrow":
            self.arrows.append(_arrow(element, data, at))
        if "kind" in data:
            self.groups.append(Group(data, tuple(boxes), tuple(letters), element))
        return boxes, letters


def paint(value: str | None) -> str:
    """The colour of paper behind a variable."""
    found = _COLOUR.fullmatch(value or "")
    return found[2] if found else value or ""


def _box(element: ET.Element, at: Point) -> Box:
    x, y, width, height = (float(element.attrib[k]) for k in ("x", "y", "width", "height"))
    heavy = float(element.get("stroke-width", "1")) > 1
    return Box(
        x + at[0],
        y + at[1],
        width,
        height,
        fill=paint(element.get("fill")),
        stroke=paint(element.get("stroke")),
        heavy=heavy,
    )


def _letters(element: ET.Element, at: Point, data: dict[str, str]) -> Letters:
    size = float(element.attrib["font-size"])
    spans = element.findall(f"{NAMESPACE}tspan")
    text = "".join(element.itertext())
    bold = element.get("font-weight") == "700"
    width = (
        sum(width_of(s.text or "", size, bold=s.get("font-weight") == "700") for s in spans)
        if spans
        else width_of(text, size, bold=bold)
    )
    shift = {"start": 0.0, "middle": width / 2, "end": width}[element.get("text-anchor", "start")]
    x, y = float(element.attrib["x"]) + at[0] - shift, float(element.attrib["y"]) + at[1]
    return Letters(text, x, y, size, bold, paint(element.get("fill")), width, data)


def _arrow(element: ET.Element, data: dict[str, str], at: Point) -> Arrow:
    path = next(element.iter(f"{NAMESPACE}path"))
    head = element.find(f"{NAMESPACE}polygon")
    assert head is not None
    corners = [tuple(map(float, p.split(","))) for p in head.attrib["points"].split()]
    (x, y), a, b = corners
    back = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    length = math.hypot(x - back[0], y - back[1])
    start = tuple(map(float, _NUMBER.findall(path.attrib["d"])[:2]))
    return Arrow(
        data["from"],
        data["to"],
        (start[0] + at[0], start[1] + at[1]),
        (x + at[0], y + at[1]),
        (round((x - back[0]) / length, 1), round((y - back[1]) / length, 1)),
        int(data["party"]) if "party" in data else None,
        paint(path.attrib["stroke"]),
        paint(head.get("stroke") or head.get("fill")),
        path.get("stroke-dasharray", ""),
        float(path.attrib["stroke-width"]),
        paint(head.get("fill")) == "#ffffff",
        data,
    )


def colour_of(party: int) -> str:
    return COLOURS[party % len(COLOURS)]


def dashes_of(party: int) -> str:
    return DASHES[party % len(DASHES)]


def reading(svg: str) -> list[str]:
    """Tell what a picture shows and says, from its outside in, but not where on the sheet: that is its layout's."""
    root = ET.fromstring(svg)
    lines = [f"{root.get('data-picture')}: {root.findtext(f'{NAMESPACE}title')}"]

    def walk(element: ET.Element, depth: int) -> None:
        for child in element:
            tag = child.tag.removeprefix(NAMESPACE)
            data = [f"{k[5:]}={v}" for k, v in child.attrib.items() if k.startswith("data-")]
            said = ["".join(child.itertext())] if tag == "text" else []
            if tag == "text" and child.get("font-weight") == "700":
                said = [f"*{said[0]}*"]
            if data or any(said):
                lines.append(f"{'  ' * depth}{' '.join((*data, *said))}")
            if tag == "g":
                walk(child, depth + bool(data))

    walk(root, 1)
    return lines
