"""What conditions of a file are made of: its names, and the words that stand for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from detente.conflict import Condition, ConditionError, Scope, parse
from detente.conflict.condition import Taken
from detente.conflict.forms import composed
from detente.conflict.tokens import tokens
from detente.workbench.edits.shown import (
    MOST_PHRASES,
    behind,
    condition_phrases,
    joints_of,
    option_phrases,
    state_phrases,
)

_TOKEN = re.compile(r"<->|->|>=|<=|[()<>=,]|[^\s()<>=,]+")
_QUOTES = str.maketrans("[]", "()", '“”„«»"')


def cut(text: str) -> list[str]:
    """Cut what was typed into words and marks, without quotation marks; brackets are parentheses."""
    return _TOKEN.findall(composed(text).translate(_QUOTES))


def folded(word: str) -> str:
    """Give a word as it is compared: in small letters, without the point or mark at its end."""
    return (word.rstrip(".!?;:") or word).casefold()


@dataclass(frozen=True)
class Lexicon:
    """What conditions of a file are made of, as one party sees it.

    Parameters
    ----------
    scope : Scope
        The names.
    told : tuple of (str, str)
        What is known in words: the words, and the id that they stand for; in the order of the file.
    language : str
        The language of the file, in which ‘not’ and ‘and’ may be said, too.
    shown : callable, optional
        Gives what is read besides, each with the condition that it means: words in which answers and pages say it.
    """

    scope: Scope
    told: tuple[tuple[str, str], ...]
    language: str = "en"
    shown: Callable[[], list[tuple[str, str]]] = list

    @cached_property
    def phrases(self) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        """What each phrase stands for, word by word; more than one id where several have the same words."""
        found: dict[tuple[str, ...], list[str]] = {}
        for words, id in self.told:
            key = tuple(map(folded, cut(words)))
            if key and id not in found.setdefault(key, []):
                found[key].append(id)
        more: dict[tuple[str, ...], list[str]] = {}
        for words, id in self.shown():
            key = tuple(map(folded, cut(words)))
            # What somebody called something goes before what is made of it.
            if key and key not in found and id not in more.setdefault(key, []):
                more[key].append(id)
        found |= more
        return {key: tuple(ids) for key, ids in found.items()}

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        """How many words phrases have, the most first."""
        return tuple(sorted({len(key) for key in self.phrases}, reverse=True))

    def known(self, name: str) -> bool:
        """Tell whether something has this name."""
        return bool(self.scope.whole(name) or name in self.scope.states or self.scope.condition(name))

    def reads(self, text: str) -> bool:
        """Tell whether a text is a condition in names."""
        try:
            before = ""
            # The reader itself would look for what is like a name that is not there.
            for token in tokens(text):
                if token.kind == "name" and before != "compare" and not self.known(composed(token.text)):
                    return False
                before = token.kind
            parse(text, self.scope)
        except ConditionError:
            return False
        return True

    def alike(self, one: str, other: str) -> bool:
        """Tell whether two texts are the same condition, however it is written."""
        return one == other or (
            self.reads(one) and self.reads(other) and parse(one, self.scope) == parse(other, self.scope)
        )


def lexicon(root: Any, own: str | None = None, account: str = "") -> Lexicon:
    """Collect what conditions are made of, from a file that may have mistakes: for a party, by an account."""
    root = root if isinstance(root, dict) else {}
    options: dict[str, tuple[str, ...]] = {}
    levels: dict[str, tuple[str, ...]] = {}
    told: list[tuple[str, str]] = []
    for party, option, said in _options(root, account):
        whole, steps = f"{party}.{option}", said.get("levels") if isinstance(said, dict) else None
        names = tuple(str(x) for x in steps) if isinstance(steps, list | dict) else ()
        if names:
            levels[whole] = names
        options[party] = (*options.get(party, ()), *([f"{option}.{n}" for n in names] or [option]))
        told += [(words, whole) for words in _words(said) or [option]]
    conditions = {str(k): v for k, v in _items(root.get("conditions"))}
    for name, said in conditions.items():
        told += [(words, name) for words in _words(said if isinstance(said, dict) else {}) or [name]]
    states: tuple[str, ...] = ()
    if "moves" in root:
        states = tuple(str(s) for s in root.get("states") or ())
        told = [(words, id) for words, id in told if id in conditions]
        told += [(words, k) for k, said in _items(root.get("states")) for words in _words(said) or [k]]

    def condition(name: str) -> Condition | None:
        return Taken(name) if name in conditions else None

    given = root.get("language")
    language = given if isinstance(given, str) else "en"
    scope = Scope(options, condition, tuple(conditions), own, states, levels)
    return Lexicon(scope, tuple(told), language, lambda: _shown(root, account, conditions, language))


def _shown(
    root: Mapping[str, Any], account: str, conditions: Mapping[str, Any], language: str
) -> list[tuple[str, str]]:
    """Give the words in which answers and pages say what conditions are made of."""
    joints = joints_of(language)
    found = [one for name, said in conditions.items() for one in condition_phrases(name, said)]
    if "moves" in root:
        return found + [one for k, said in _items(root.get("states")) for one in state_phrases(k, said)]
    makers = dict(_items(root.get("decision_makers")))
    for party, option, said in _options(root, account):
        phrases = list(option_phrases(party, option, said, joints))
        body = makers.get(party)
        names = [body.get(key) for key in ("name", "short")] if isinstance(body, dict) else []
        known = [x for x in dict.fromkeys((*names, party)) if isinstance(x, str) and x]
        found += [*phrases, *behind(known, phrases, joints)]
        if len(found) > MOST_PHRASES:
            return []
    return found


def _options(root: Mapping[str, Any], account: str) -> Iterator[tuple[str, str, Any]]:
    for party, body in _items(root.get("decision_makers")):
        for option, said in _items(body.get("options") if isinstance(body, dict) else None):
            yield party, option, said
    seen: set[str] = set()
    accounts = dict(_items(root.get("perspectives")))
    while account in accounts and account not in seen:  # what an account adds, and those that it stands on
        seen.add(account)
        body = accounts[account] if isinstance(accounts[account], dict) else {}
        changed = body.get("options")
        for party, added in _items(changed.get("add") if isinstance(changed, dict) else None):
            for option, said in _items(added):
                yield party, option, said
        account = str(body.get("on") or "")


def _items(value: Any) -> list[tuple[str, Any]]:
    return [(str(k), v) for k, v in value.items()] if isinstance(value, dict) else []


def _words(said: Any) -> list[str]:
    given = [said.get("text"), said.get("short")] if isinstance(said, dict) else [said]
    return [x for x in given if isinstance(x, str) and x]
