"""A card: an outcome as a box, with what each party does there and where it ranks it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Literal

from detente.drawing.measure import cut, width_of, wrap
from detente.drawing.svg import LINE, SIZE, SMALL, Point, box, element, lines_of, swatch, tint, words

INSET = 9.0
SWATCH = 16.0
MARK = "▸"
NO_BREAK = "\N{NO-BREAK SPACE}"
WIDE_COLUMN = 215.0  # a card this much wider has its parties side by side
BETWEEN = 26.0  # the columns of a wide card


@dataclass(frozen=True, slots=True)
class Card:
    """An outcome.

    Attributes
    ----------
    letter, title : str
        How it is called: ``A`` and ``talks while the offensive goes on``. Today has no letter.
    lines : tuple of (int, str, bool)
        Per party, by its place among the parties: what it does, and whether that is a change from today.
    ranks : tuple of (int, str)
        Per party: where it ranks the outcome, ``1st of 9``.
    kind : str
        ``today``, ``end``, or ``step`` for what lies between; a step without a title is drawn as a dot.
    """

    letter: str = ""
    title: str = ""
    lines: tuple[tuple[int, str, bool], ...] = ()
    ranks: tuple[tuple[int, str], ...] = ()
    kind: Literal["today", "end", "step"] = "step"

    @property
    def is_dot(self) -> bool:
        """Whether it is but a stop on the way."""
        return self.kind == "step" and not (self.title or self.letter or self.lines)

    @property
    def named(self) -> str:
        """The letter and the title."""
        return ": ".join(x for x in (self.letter, self.title) if x)


Run = tuple[str, bool]  # a piece of a line, and whether it is a change from today


@dataclass(frozen=True, slots=True)
class _Block:
    """What stands in a card of one party."""

    party: int
    name: str
    rank: str
    lines: tuple[tuple[Run, ...], ...]
    beside: bool

    @property
    def height(self) -> float:
        return LINE * (1 + (bool(self.rank) and not self.beside) + len(self.lines)) + 3


def _columns(room: float, blocks: int) -> int:
    most = max(1, min(blocks, int(room // WIDE_COLUMN)))
    each = -(-blocks // most)
    return -(-blocks // each) if each else 1


def _blocks(card: Card, parties: tuple[str, ...], room: float) -> list[_Block]:
    found = []
    for party, name in enumerate(parties):
        rank = next((text for k, text in card.ranks if k == party), "")
        does = [(text, changed) for k, text, changed in card.lines if k == party]
        lines = _flowing(does, room - SWATCH - 4)
        if not (rank or lines):
            continue
        beside = width_of(name, SMALL, bold=True) + width_of(rank, SMALL) + SWATCH + 4 + 8 <= room
        short = cut(name, room - SWATCH - 4, SMALL, bold=True)
        found.append(_Block(party, short, rank, tuple(lines), beside))
    return found


def _flowing(does: list[Run], room: float) -> list[tuple[Run, ...]]:
    """Break what a party does into lines, one thing after the other; changes from today are marked and bold."""
    lines: list[list[Run]] = []
    left = -room  # no line is begun
    for n, (text, changed) in enumerate(does):
        marked = f"{MARK}{NO_BREAK}{text}" if changed else text
        for word in (marked + ("," if n < len(does) - 1 else "")).split(" "):
            for piece in wrap(word, room, SMALL, bold=changed) or [""]:
                need = width_of(f"{piece} ", SMALL, bold=changed)
                if need > left:
                    lines.append([])
                    left = room + width_of(" ", SMALL)
                left -= need
                lines[-1].append((piece, changed))
    return [tuple(_runs(line)) for line in lines]


def _runs(pieces: list[Run]) -> list[Run]:
    """Join neighbouring pieces of one kind."""
    found: list[Run] = []
    for text, changed in pieces:
        if found and found[-1][1] == changed:
            found[-1] = (f"{found[-1][0]} {text}", changed)
        else:
            found.append((text, changed))
    return found


def _shared_out(blocks: list[_Block], columns: int) -> list[list[_Block]]:
    """Fill columns from left to right, as evenly as blocks that stay whole allow."""
    each = -(-len(blocks) // columns) if columns else 0
    return [blocks[k : k + each] for k in range(0, len(blocks), each)] if each else []


def _head(card: Card, parties: tuple[str, ...], width: float) -> list[str]:
    named = card.letter if card.letter and _says_it_below(card, parties) else card.named
    return wrap(named, width - 2 * INSET, SIZE, bold=True)


def _says_it_below(card: Card, parties: tuple[str, ...]) -> bool:
    """Whether the title is but a list of the changes (``Russia: talks; Ukraine: joins``), which the card has anyhow."""
    changes = [(parties[k], text) for k, text, changed in card.lines if changed]
    return bool(changes) and all(f"{name}: " in card.title and text in card.title for name, text in changes)


def _inner(card: Card, parties: tuple[str, ...], width: float) -> tuple[list[list[_Block]], float]:
    room = width - 2 * INSET
    filled = len({k for k, *_ in card.lines} | {k for k, _ in card.ranks})
    columns = _columns(room, filled)
    each = (room - BETWEEN * (columns - 1)) / columns
    return _shared_out(_blocks(card, parties, each), columns), each


def height_of(card: Card, parties: tuple[str, ...], width: float) -> float:
    """Tell how high a card is at a width."""
    inner, _ = _inner(card, parties, width)
    body = max((sum(b.height for b in column) for column in inner), default=0.0)
    return len(_head(card, parties, width)) * (LINE + 1) + 12 + (body + 4 if body else 0)


def draw(
    card: Card, parties: tuple[str, ...], at: Point, width: float, height: float, **data: str | float
) -> str:
    """Draw a card with its upper left corner at a point."""
    x, y = at
    fill = {"today": "today", "end": "end", "step": "paper"}[card.kind]
    parts = [box(x, y, width, height, fill=fill, heavy=card.kind == "end")]
    head = _head(card, parties, width)
    parts.append(lines_of(x + INSET, y + 18, head, SIZE, LINE + 1, bold=True))
    top = y + 12 + len(head) * (LINE + 1) + 4
    inner, each = _inner(card, parties, width)
    for k, column in enumerate(inner):
        left, line = x + INSET + k * (each + BETWEEN), top
        for block in column:
            parts.append(_party(block, left, line, each))
            line += block.height
    return element("g", *parts, data_kind="card", data_card=card.kind, data_letter=card.letter, **data)


def _party(block: _Block, x: float, y: float, room: float) -> str:
    parts = [
        swatch(x, y + 7, block.party, SWATCH),
        words(x + SWATCH + 4, y + 11, block.name, SMALL, bold=True),
    ]
    line = y + 11
    if block.rank and block.beside:
        parts.append(words(x + room, line, block.rank, SMALL, anchor="end", data_rank=block.party))
    elif block.rank:
        line += LINE
        parts.append(words(x + SWATCH + 4, line, block.rank, SMALL, data_rank=block.party))
    for runs in block.lines:
        line += LINE
        parts.append(_line(runs, x + SWATCH + 4, line))
    return element("g", *parts, data_kind="does", data_party=str(block.party))


def _line(runs: tuple[Run, ...], x: float, y: float) -> str:
    told = [
        element(
            "tspan",
            escape(text + (" " if n < len(runs) - 1 else ""), quote=False),
            font_weight="700" if changed else None,
            fill=tint("ink" if changed else "soft"),
            data_changed="yes" if changed else "no",
        )
        for n, (text, changed) in enumerate(runs)
    ]
    return element("text", *told, x=x, y=y, font_size=SMALL)
