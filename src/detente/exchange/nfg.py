"""Reading Gambit's strategic games (``.nfg``), the version with payoffs and the version with outcomes.

The format: https://gambitproject.readthedocs.io/en/latest/formats.html. A profile of strategies is a state; a
player's strategies become options of which exactly one is taken; payoffs are read as an order and nothing more.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import prod
from pathlib import PurePath
from typing import Any, NoReturn

from detente.conflict import Conflict
from detente.conflict.errors import quoted
from detente.exchange.making import MOST_TITLE, clean, decoded, ids, make, unreadable

MOST_PROFILES = 1 << 14
MOST_PLAYERS = 30
MOST_STRATEGIES = 62
MOST_DIGITS = 40
RANKED = " (payoffs are ranks: only their order means anything)"
"""What an export adds to the title, for those who see the payoffs in Gambit."""
_TOKEN = re.compile(
    r'\s*(?:(?P<text>"(?:[^"\\]|\\.)*")|(?P<brace>[{}])|(?P<comma>,[,\s]*)|(?P<word>[^\s{}",]+))', re.DOTALL
)
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?|[+-]?\d+/\d+")


def read(data: bytes, file: str) -> Conflict:
    """Read a strategic game of Gambit.

    Raises
    ------
    ConflictFileError
        Where it is none, or larger than 16,384 profiles.
    """
    game = _Parser(decoded(data, file), file).game()
    return _conflict(game, file)


class _Game:
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
                self.at = position
                self.wrong("a text that begins with '\"' does not end")
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
        if self.next[0] != "word" or not _NUMBER.fullmatch(word) or len(word) > MOST_DIGITS:
            self.wrong(f"a number such as 3, -0.5 or 1/2 is expected, found {quoted(word)}")
        if "/" in word and int(word.split("/")[1]) == 0:
            self.wrong(f"{quoted(word)} divides by zero")
        self.advance()
        return Fraction(word)

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

    def game(self) -> _Game:
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
        if count > MOST_PROFILES:
            self.wrong(f"{count:,} profiles of strategies; at most {MOST_PROFILES:,} can be brought over")
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
        return _Game(title, comment, players, strategies, payoffs)

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
                count = self.whole("a number of strategies", MOST_STRATEGIES)
                found.append([f"Strategy {k + 1}" for k in range(count)])
            if not found[-1]:
                self.wrong("a player without a strategy; each has at least one")
        if len(found) != len(players):
            self.wrong(f"strategies of {len(found)} players are given, and there are {len(players)}")
        if sum(len(s) for s in found if len(s) > 1) > MOST_STRATEGIES:
            self.wrong(
                f"more than {MOST_STRATEGIES} strategies in all, which is as many as can be brought over"
            )
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


def _conflict(game: _Game, file: str) -> Conflict:
    players = [p or f"Player {k}" for k, p in enumerate(game.players, start=1)]
    makers = ids(players, "player")
    plain_makers: dict[str, Any] = {}
    rules: list[dict[str, Any]] = []
    options: list[list[str]] = []
    for maker, player, strategies in zip(makers, players, game.strategies, strict=True):
        texts = [s or f"Strategy {k}" for k, s in enumerate(strategies, start=1)]
        found = ids(texts, "option") if len(texts) > 1 else []  # who has one strategy has no choice
        plain_makers[maker] = {"name": player}
        if found:
            plain_makers[maker]["options"] = dict(zip(found, texts, strict=False))
            rules.append({"one_of": [f"{maker}.{o}" for o in found]})
        options.append([f"{maker}.{o}" for o in found] or [""])
    # The first player's strategy changes fastest in the file, the last one's in `product`.
    profiles = [p[::-1] for p in itertools.product(*reversed(options))]
    states = ["+".join(sorted(o for o in p if o)) or "none" for p in profiles]
    preferences = {}
    for number, maker in enumerate(makers):
        groups: dict[Fraction, list[str]] = {}
        for state, payoff in zip(states, game.payoffs, strict=True):
            groups.setdefault(payoff[number], []).append(state)
        ranking = [groups[p] for p in sorted(groups, reverse=True)]
        preferences[maker] = {"ranking": [g[0] if len(g) == 1 else g for g in ranking]}
    title = game.title.removesuffix(RANKED) or PurePath(file).stem or "A game"
    plain: dict[str, Any] = {"title": title[:MOST_TITLE], "decision_makers": plain_makers}
    if game.comment:
        plain["about"] = game.comment
    if rules:
        plain["rules"] = rules
    told = [
        "payoffs were read as an order: how much more one is than another counts for nothing in a graph model"
    ]
    return make(plain | {"preferences": preferences}, file, told)
