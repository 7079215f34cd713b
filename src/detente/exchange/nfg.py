"""Reading Gambit's strategic games (``.nfg``), the version with payoffs and the version with outcomes.

The format: https://gambitproject.readthedocs.io/en/latest/formats.html. A profile of strategies is a state; a
player's strategies become options of which exactly one is taken, or moves where there are more of them than options
can be; payoffs are read as an order and nothing more.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import prod
from pathlib import PurePath
from typing import Any, NoReturn

from detente.conflict import RESERVED_NAMES, Conflict
from detente.conflict.errors import quoted
from detente.exchange.making import MOST_TITLE, Ids, clean, decoded, ids, make, unreadable
from detente.exchange.numbers import NumberError, plain
from detente.exchange.sizes import shortened, too_many_places

MOST_PROFILES = 1 << 14
MOST_PLAYERS = 30
MOST_OPTIONS = 62  # beyond it, strategies are no options: profiles become states, and choices moves
MOST_MOVES = 100_000
MOST_NAME = 70  # the letters of a state's name
RANKED = " (payoffs are ranks: only their order means anything)"
"""What an export adds to the title, for those who see the payoffs in Gambit."""
_TOKEN = re.compile(
    r'\s*(?:(?P<text>"(?:[^"\\]|\\.)*")|(?P<brace>[{}])|(?P<comma>,[,\s]*)|(?P<word>[^\s{}",]+))', re.DOTALL
)


def read(data: bytes, file: str, encoding: str | None = None) -> Conflict:
    """Read a strategic game of Gambit.

    Raises
    ------
    ConflictFileError
        Where it is none, or larger than 16,384 profiles.
    """
    game = _Parser(decoded(data, file, encoding), file).game()
    return strategic_conflict(game, file)


def too_large(sizes: Sequence[int]) -> str:
    """Say why a game of so many strategies of each player is not brought over; nothing where it is."""
    count = prod(sizes)
    if not 1 <= len(sizes) <= MOST_PLAYERS:
        return f"{len(sizes)} players; from 1 to {MOST_PLAYERS} can be read"
    if count > MOST_PROFILES:
        return f"{count:,} profiles of strategies; at most {MOST_PROFILES:,} can be brought over"
    moves = count * sum(size - 1 for size in sizes)
    listed = sum(size for size in sizes if size > 1) > MOST_OPTIONS
    if listed and moves > MOST_MOVES:
        return (
            f"{sum(sizes):,} strategies, which become states and moves where there are more than {MOST_OPTIONS}: "
            f"{count:,} states and {moves:,} moves, and at most {MOST_MOVES:,} moves can be brought over"
        )
    return too_many_places(count, len(sizes), moves if listed else 0)


class Strategic:
    """A strategic game: what each profile of strategies pays to each player, the first player's changing fastest."""

    def __init__(
        self,
        title: str,
        comment: str,
        players: list[str],
        strategies: list[list[str]],
        payoffs: list[list[Fraction]],
    ) -> None:
        self.title, self.comment, self.players = title, comment, players
        self.strategies, self.payoffs = strategies, payoffs


class _Parser:
    """Reads tokens; every mistake is told with its line."""

    def __init__(self, text: str, file: str) -> None:
        self.text, self.file = text, file
        self.tokens = self._split()
        self.next: tuple[str, str] = ("", "")
        self.at = 0
        self.advance()

    def _split(self) -> Iterator[tuple[str, str, int]]:
        position = 0
        end = len(self.text.rstrip())
        while position < end:
            found = _TOKEN.match(self.text, position)
            if found is None:
                self.at = position + len(self.text[position:]) - len(self.text[position:].lstrip())
                self.wrong("a text that begins with '\"' does not end: it is closed nowhere")
            position = found.end()
            kind = str(found.lastgroup)
            yield kind, found[kind], found.start(kind)

    def advance(self) -> tuple[str, str]:
        """Go on to the next token; give the one before it."""
        before = self.next
        kind = "comma"
        while kind == "comma":  # commas between numbers mean nothing
            kind, value, self.at = next(self.tokens, ("end", "the end of the file", len(self.text)))
        self.next = (kind, value)
        return before

    def wrong(self, message: str) -> NoReturn:
        line = self.text.count("\n", 0, self.at) + 1
        column = self.at - (self.text.rfind("\n", 0, self.at) + 1) + 1
        raise unreadable(self.file, message, line, column)

    def expect(self, kind: str, value: str, what: str) -> str:
        """Read one token of a kind (and, if given, of a value)."""
        if self.next[0] != kind or (value and self.next[1] != value):
            self.wrong(f"{what} is expected, found {quoted(self.next[1])}")
        return self.advance()[1]

    def label(self, what: str) -> str:
        text = self.expect("text", "", f"{what} in quotation marks")
        return clean(re.sub(r"\\(.)", r"\1", text[1:-1], flags=re.DOTALL))

    def number(self) -> Fraction:
        word = self.next[1]
        try:
            if self.next[0] != "word":
                raise NumberError(f"a number such as 3, -0.5 or 1/2 is expected, found {quoted(word)}")
            found = plain(word, ratio=True)
        except NumberError as error:
            self.wrong(str(error))
        self.advance()
        return found

    def whole(self, what: str, most: int) -> int:
        word = self.next[1]
        if (
            self.next[0] != "word"
            or not word.isascii()
            or not word.isdecimal()
            or len(word) > 9
            or int(word) > most
        ):
            self.wrong(f"{what} (a whole number of at most {most:,}) is expected, found {quoted(word)}")
        self.advance()
        return int(word)

    def opens(self) -> bool:
        return self.next == ("brace", "{")

    def closes(self) -> bool:
        return self.next == ("brace", "}")

    def game(self) -> Strategic:
        if self.next[1] != "NFG":
            self.wrong("is no strategic game of Gambit: the file must begin with 'NFG 1'")
        self.advance()
        if self.next[1] != "1":
            self.wrong(f"version 1 of the format is read, found {quoted(self.next[1])}")
        self.advance()
        if self.next[1] not in ("R", "D"):
            self.wrong(f"'R' is expected, found {quoted(self.next[1])}")
        self.advance()
        title = self.label("a title")
        players = self._labels("a player")
        if not 1 <= len(players) <= MOST_PLAYERS:
            self.wrong(f"{len(players)} players; from 1 to {MOST_PLAYERS} can be read")
        strategies = self._strategies(players)
        count = prod(len(s) for s in strategies)
        told = too_large([len(s) for s in strategies])
        if told:
            self.wrong(told)
        comment = self.label("a comment") if self.next[0] == "text" else ""
        outcomes = self._outcomes(len(players)) if self.opens() else None
        if outcomes is None:
            payoffs = [[self.number() for _ in players] for _ in range(count)]
        else:
            chosen = [self.whole("the number of an outcome", len(outcomes) - 1) for _ in range(count)]
            payoffs = [outcomes[k] for k in chosen]
        if self.next[0] != "end":
            self.wrong(
                f"the game has all its {'payoffs' if outcomes is None else 'outcomes'}, and more follows"
            )
        return Strategic(title, comment, players, strategies, payoffs)

    def _labels(self, what: str) -> list[str]:
        self.expect("brace", "{", "'{'")
        found = []
        while not self.closes():
            found.append(self.label(what))
        self.advance()
        return found

    def _strategies(self, players: Sequence[str]) -> list[list[str]]:
        self.expect("brace", "{", "'{'")
        found: list[list[str]] = []
        while not self.closes():
            if self.opens():
                found.append(self._labels("a strategy"))
            else:
                count = self.whole("a number of strategies", MOST_PROFILES)
                found.append([f"Strategy {k + 1}" for k in range(count)])
            if not found[-1]:
                self.wrong("a player without a strategy; each has at least one")
        if len(found) != len(players):
            self.wrong(f"strategies of {len(found)} players are given, and there are {len(players)}")
        self.advance()
        return found

    def _outcomes(self, players: int) -> list[list[Fraction]]:
        """Read the outcomes; the one with the number 0 pays nothing to anybody."""
        self.advance()
        found = [[Fraction(0)] * players]
        while not self.closes():
            self.expect("brace", "{", "'{'")
            self.label("an outcome's name")
            found.append([self.number() for _ in range(players)])
            self.expect("brace", "}", "'}'")
        self.advance()
        return found


def strategic_conflict(game: Strategic, file: str) -> Conflict:
    """Make a conflict of a strategic game."""
    players = [p or f"Player {k}" for k, p in enumerate(game.players, start=1)]
    makers = ids(players, "player")
    texts = [[s or f"Strategy {k}" for k, s in enumerate(own, start=1)] for own in game.strategies]
    title = game.title.removesuffix(RANKED) or PurePath(file).stem or "A game"
    made: dict[str, Any] = {"title": title[:MOST_TITLE]}
    if game.comment:
        made["about"] = game.comment
    told = [
        "payoffs were read as an order: how much more one is than another counts for nothing in a graph model"
    ]
    if sum(len(own) for own in texts if len(own) > 1) <= MOST_OPTIONS:
        states = _by_options(made, makers, players, texts)
    else:
        states = _by_moves(made, makers, players, texts)
        told.append(
            f"there are more strategies than options can be ({MOST_OPTIONS}): profiles were read as states, and "
            "choices as moves"
        )
    made["preferences"] = {}
    for number, maker in enumerate(makers):
        groups: dict[Fraction, list[str]] = {}
        for state, payoff in zip(states, game.payoffs, strict=True):
            groups.setdefault(payoff[number], []).append(state)
        ranking = [groups[p] for p in sorted(groups, reverse=True)]
        made["preferences"][maker] = {"ranking": [g[0] if len(g) == 1 else g for g in ranking]}
    return make(shortened(made), file, told)


def _by_options(
    made: dict[str, Any], makers: Sequence[str], players: Sequence[str], texts: Sequence[Sequence[str]]
) -> list[str]:
    """Make an option of each strategy, of which a player takes exactly one; give the states in the file's order."""
    options: list[list[str]] = []
    made["decision_makers"] = {}
    rules = []
    for maker, player, own in zip(makers, players, texts, strict=True):
        found = ids(own, "option") if len(own) > 1 else []  # who has one strategy has no choice
        made["decision_makers"][maker] = {"name": player}
        if found:
            made["decision_makers"][maker]["options"] = dict(zip(found, own, strict=True))
            rules.append({"one_of": [f"{maker}.{o}" for o in found]})
        options.append([f"{maker}.{o}" for o in found] or [""])
    if rules:
        made["rules"] = rules
    return ["+".join(sorted(o for o in p if o)) or "none" for p in _profiles(options)]


def _by_moves(
    made: dict[str, Any],
    makers: Sequence[str],
    players: Sequence[str],
    texts: Sequence[Sequence[str]],
) -> list[str]:
    """Make a state of each profile, and a move of each other choice; give the states in the file's order."""
    sizes = [len(own) for own in texts]
    called = [ids(own, "option") for own in texts]
    part = MOST_NAME // len(makers)
    short = [[n[:part].rstrip("-_") for n in own] for own in called]
    names = Ids()
    names.taken |= set(RESERVED_NAMES)
    states = [names.give("_".join(p)) for p in _profiles(short)]
    said = ["; ".join(f"{who}: {s}" for who, s in zip(players, p, strict=True)) for p in _profiles(texts)]
    made["decision_makers"] = {m: {"name": p} for m, p in zip(makers, players, strict=True)}
    made["states"] = dict(zip(states, said, strict=True))
    made["moves"] = {}
    step = 1  # how far apart, in the file's order, profiles are in which a player chooses one strategy and the next
    for maker, size in zip(makers, sizes, strict=True):
        made["moves"][maker] = {}
        for k, state in enumerate(states):
            first = k - (k // step % size) * step
            others = [states[first + s * step] for s in range(size) if first + s * step != k]
            if others:
                made["moves"][maker][state] = others
        step *= size
    return states


def _profiles(of: Sequence[Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Give all profiles: the first player's strategy changes fastest in the file, the last one's in `product`."""
    return (p[::-1] for p in itertools.product(*reversed(of)))
