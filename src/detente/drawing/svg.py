"""The primitives that every picture is made of: elements, texts, boxes, arrows, the frame around them.

Colours are CSS variables with the colours of paper behind them: a page changes them in dark mode, and whoever knows no
variables takes what stands behind (see `on_paper`).
"""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Iterable, Sequence
from html import escape

from detente.conflict.safetext import apart, clean
from detente.drawing.measure import width_of

Point = tuple[float, float]

# The palette of Okabe & Ito (2008), which people with colour-blindness can tell apart; dashes tell on grey paper.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f7f7f", "#000000")
DARK_COLOURS = ("#4ba3dd", "#f5843a", "#35c498", "#e3a2c6", "#f3bb45", "#93d2f8", "#b0b0b0", "#f4f4f4")
DASHES = ("", "9 4", "3 3", "12 3 3 3", "6 6", "2 5", "14 4", "5 2 2 2")
_PAPER = {
    "ink": "#1c1c1c", "soft": "#555555", "line": "#8a8a8a", "paper": "#ffffff", "today": "#fdf3cf", "end": "#e6f1ea",
    "better": "#0072b2", "worse": "#c04f00",
}  # fmt: skip
_DARK = {
    "ink": "#ececec", "soft": "#b8b8b8", "line": "#8c8c8c", "paper": "#1d2024", "today": "#40381c", "end": "#1e3a2d",
    "better": "#6fb8ea", "worse": "#f79a5c",
}  # fmt: skip
FONT = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
WIDEST = 720.0  # what a page has room for; at this width nothing has to be scrolled on paper or on a laptop
MARGIN = 8.0
SIZE, SMALL = 13.0, 12.0
LINE = 16.0
LEGIBLE = 8.0  # pixels: no smaller than this do letters get on a phone; what is wider is scrolled
HEAD = 9.0  # how long the head of an arrow is

DARK_MODE = (
    "@media screen and (prefers-color-scheme:dark){svg.detente{"
    + "".join(f"--d-{name}:{value};" for name, value in _DARK.items())
    + "".join(f"--d-{k}:{value};" for k, value in enumerate(DARK_COLOURS))
    + "}}"
)
_VARIABLE = re.compile(r"var\(--d-[a-z0-9]+,\s*(#[0-9a-f]{6})\)")


def tint(name: str) -> str:
    """Name a colour of the picture's own: ink, soft, line, paper, today, end, better, worse."""
    return f"var(--d-{name},{_PAPER[name]})"


def colour(party: int | None) -> str:
    """Name the colour of a party, by its place among the parties; nobody's is the colour of ink.

    Examples
    --------
    >>> colour(1)
    'var(--d-1,#d55e00)'
    """
    if party is None:
        return tint("ink")
    place = party % len(COLOURS)
    return f"var(--d-{place},{COLOURS[place]})"


def dash(party: int | None) -> str | None:
    """Give the dashes of a party's lines; None for a whole line."""
    return None if party is None else DASHES[party % len(DASHES)] or None


def on_paper(svg: str) -> str:
    """Put the colours of paper in the place of variables, for whoever does not know these.

    Examples
    --------
    >>> on_paper('<path stroke="var(--d-1,#d55e00)"/>')
    '<path stroke="#d55e00"/>'
    """
    return re.sub(r"<style>.*?</style>", "", _VARIABLE.sub(r"\1", svg), flags=re.DOTALL)


def number(value: float) -> str:
    """Write a coordinate: one decimal, none where it is whole."""
    return f"{value:.1f}".removesuffix(".0")


def element(tag: str, *children: str, **attributes: str | float | None) -> str:
    """Write an element; ``stroke_width`` becomes ``stroke-width``, an attribute that is None is left out.

    Examples
    --------
    >>> element("rect", x=1.0, stroke_width=2, fill=None)
    '<rect x="1" stroke-width="2"/>'
    """
    told = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(clean(value) if isinstance(value, str) else number(value))}"'
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{told}>{''.join(children)}</{tag}>" if children else f"<{tag}{told}/>"


def words(
    x: float,
    y: float,
    text: str,
    size: float = SIZE,
    *,
    bold: bool = False,
    anchor: str = "start",
    fill: str = "ink",
    **data: str | float | None,
) -> str:
    """Write a line of text; `y` is where its letters stand."""
    return element(
        "text",
        escape(apart(text), quote=False),
        x=x,
        y=y,
        font_size=size,
        font_weight="700" if bold else None,
        text_anchor=None if anchor == "start" else anchor,
        fill=tint(fill),
        **data,
    )


def lines_of(
    x: float,
    y: float,
    texts: Sequence[str],
    size: float = SIZE,
    step: float = LINE,
    **more: str | float | bool,
) -> str:
    """Write lines of text, one below the other; `y` is where the first stands."""
    return "".join(words(x, y + k * step, t, size, **more) for k, t in enumerate(texts))  # type: ignore[arg-type]


def box(
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    fill: str = "paper",
    stroke: str = "",
    heavy: bool = False,
) -> str:
    """Draw a box with round corners."""
    return element(
        "rect",
        x=x,
        y=y,
        width=width,
        height=height,
        rx=6,
        fill=tint(fill),
        stroke=stroke or tint("ink" if heavy else "line"),
        stroke_width=2 if heavy else 1,
    )


def swatch(x: float, y: float, party: int, length: float = 22.0) -> str:
    """Draw a piece of a party's line, to know it by."""
    return element(
        "path",
        d=f"M{number(x)} {number(y)}h{number(length)}",
        stroke=colour(party),
        stroke_width=3,
        stroke_dasharray=dash(party),
        data_swatch=party,
    )


def path_of(points: Sequence[Point], *, curved: bool = False) -> str:
    """Write the path through points; `curved` takes four points as a cubic curve."""
    told = [f"{number(x)} {number(y)}" for x, y in points]
    return f"M{told[0]}C{' '.join(told[1:])}" if curved else "M" + "L".join(told)


def arrow(
    points: Sequence[Point],
    party: int | None,
    *,
    curved: bool = False,
    lead: Sequence[Point] = (),
    width: float = 2.0,
    dashes: str | None = None,
    hollow: bool = False,
    stroke: str = "",
    **data: str | float | None,
) -> str:
    """Draw an arrow along points; its head stands at the last one, and what it belongs to in `data`.

    Parameters
    ----------
    points : sequence of (float, float)
        The corners of a line, or the four points of a cubic curve.
    party : int or None
        Whose colour and dashes it has.
    lead : sequence of (float, float)
        The four points of a cubic curve that the line comes from.
    hollow : bool
        Whether its head is an outline.
    """
    shade = stroke or colour(party)
    (x0, y0), (x, y) = points[-2], points[-1]
    way = (x - x0, y - y0)
    far = math.hypot(*way) or 1.0
    dx, dy = (w / far for w in way)
    half = HEAD * 0.5
    back = (x - HEAD * dx, y - HEAD * dy)
    corners = [(x, y), (back[0] - half * dy, back[1] + half * dx), (back[0] + half * dy, back[1] - half * dx)]
    shaft = [*points[:-1], back]
    if curved:  # the curve keeps its shape: its last two points go back together
        shaft[-2] = (points[-2][0] - HEAD * dx, points[-2][1] - HEAD * dy)
    line = element(
        "path",
        d=path_of(lead, curved=True) + path_of(shaft[1:]).replace("M", "L", 1)
        if lead
        else path_of(shaft, curved=curved),
        fill="none",
        stroke=shade,
        stroke_width=width,
        stroke_dasharray=dash(party) if dashes is None else dashes or None,
        stroke_linejoin="round",
    )
    head = element(
        "polygon",
        points=" ".join(f"{number(a)},{number(b)}" for a, b in corners),
        fill=tint("paper") if hollow else shade,
        stroke=shade,
        stroke_width=1.5 if hollow else None,
    )
    return element("g", line, head, data_kind="arrow", data_party=_party(party), **data)


def _party(party: int | None) -> str | None:
    return None if party is None else str(party)


def key(entries: Sequence[tuple[str, float, str]], x: float, y: float, room: float) -> tuple[str, float]:
    """Explain marks: each is drawn at 0, has a width and a meaning. Gives the drawing and its height."""
    parts, across, down = [], 0.0, 0.0
    for mark, wide, text in entries:
        need = wide + 7 + width_of(text, SMALL)
        if across and across + need > room:
            across, down = 0.0, down + LINE + 3
        drawn = mark + words(wide + 7, 4, text, SMALL, fill="soft")
        parts.append(element("g", drawn, transform=f"translate({number(x + across)} {number(y + down)})"))
        across += need + 18
    return "".join(parts), (down + LINE + 3) if entries else 0.0


def parties_key(parties: Sequence[str], shown: Iterable[int]) -> list[tuple[str, float, str]]:
    """Explain the lines of the parties that are shown."""
    return [(swatch(0, 0, k), 22.0, parties[k]) for k in sorted(set(shown))]


def document(kind: str, width: float, height: float, title: str, text: str, body: str) -> str:
    """Frame a picture: what it shows as its title, what it says as its description, dark mode.

    `kind` names the sort of picture in ``data-picture``. Ids come from what is shown, so that two pictures on a page
    differ.
    """
    title, text = apart(title), apart(text)
    mark = f"d{zlib.crc32((kind + title + text + body).encode()):08x}"
    return element(
        "svg",
        element("title", escape(title, quote=False), id=f"{mark}-t"),
        element("desc", escape(text, quote=False), id=f"{mark}-d"),
        element("style", DARK_MODE),
        body,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        class_="detente",
        style=f"min-width:{number(width * LEGIBLE / SMALL)}px",
        role="img",
        aria_labelledby=f"{mark}-t {mark}-d",
        data_picture=kind,
        font_family=FONT,
    )
