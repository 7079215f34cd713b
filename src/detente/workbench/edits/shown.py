"""The words in which answers and pages say conditions, so that what they show can be typed back.

An option stands behind whose it is (``Lower town: not “go to court”``), a level behind its option, and what is not
done may have a clause of its own. In what is joined, ``[`` holds together, and several things may be denied at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from detente.wording.joints import ENGLISH, Joints
from detente.wording.names import LONGEST_SHORT

MOST_PHRASES = 50_000  # of a file with more options than that its own words alone are read

# What joins two conditions, closes one that was opened, or stands before one: as it is typed, in folded letters, and
# what it says.
JOINS: Mapping[str, Mapping[tuple[str, ...], str]] = {
    "en": {
        ("and",): "and",
        ("or",): "or",
        ("xor",): "xor",
        ("if",): "if",
        ("iff",): "iff",
        ("only", "if"): "only if",
        ("if", "and", "only", "if"): "iff",
        ("exactly", "if"): "iff",
        ("unless",): "unless",
        ("nor",): "nor",
        ("->",): "->",
        ("<->",): "<->",
        (",",): ",",
    },
    "de": {
        ("und",): "and",
        ("oder",): "or",
        ("wenn",): "if",
        ("falls",): "if",
        ("nur", "wenn"): "only if",
        ("nur", "falls"): "only if",
        ("nur", "if"): "only if",
        ("genau", "wenn"): "iff",
        ("genau", "dann", "wenn"): "iff",
        ("genau", "dann", ",", "wenn"): "iff",
        ("ausser", "wenn"): "unless",
        ("es", "sei", "denn"): "unless",
        ("noch",): "nor",
    },
}
CLOSES: Mapping[str, Mapping[tuple[str, ...], str]] = {
    "en": {(")",): ")", ("but", "not", "both"): "not both", (",", "but", "not", "both"): "not both"},
    "de": {("aber", "nicht", "beides"): "not both", (",", "aber", "nicht", "beides"): "not both"},
}
OPENS: Mapping[str, Mapping[tuple[str, ...], str]] = {
    "en": {
        ("(",): "(",
        ("not",): "not",
        ("not", "the", "case", "that"): "not",
        ("either",): "either",
        ("neither",): "neither",
        ("not", "both"): "both",
        ("not", "all", "of"): "all of",
        ("none", "of"): "none of",
        ("an", "odd", "number", "of"): "odd",
    },
    "de": {
        ("nicht",): "not",
        ("es", "gilt", "nicht"): "not",
        ("entweder",): "either",
        ("weder",): "neither",
        ("nicht", "beides", "zugleich"): "both",
        ("nicht", "alles", "zusammen"): "all of",
        ("nichts", "von", "alledem"): "none of",
        ("eine", "ungerade", "zahl", "von"): "odd",
    },
}
# What each of them stands before several conditions with: what joins them, what is written between, and before.
_SEVERAL: Mapping[str, tuple[frozenset[str], str, str]] = {
    "either": (frozenset({"or"}), "xor", ""),
    "neither": (frozenset({"nor"}), "or", "not"),
    "both": (frozenset({"and"}), "and", "not"),
    "all of": (frozenset({",", "and"}), "and", "not"),
    "none of": (frozenset({",", "and"}), "or", "not"),
    "odd": (frozenset({",", "and"}), "xor", ""),
}
MARKS = frozenset({*_SEVERAL, "unless", "nor", "not both"})
_CONDITIONAL = frozenset({"if", "iff", "only if", "->", "<->", "unless"})
_JOINED = frozenset({"and", "or", "xor", "nor", ",", "not both", *_CONDITIONAL})


class GroupingError(Exception):
    """Words that hold conditions together stand where it is not plain what they hold; it names them."""


def of_language(
    table: Mapping[str, Mapping[tuple[str, ...], str]], language: str
) -> dict[tuple[str, ...], str]:
    """Give the words of a table that a file in this language may use: English ones, too."""
    return {**table["en"], **table.get(language, {})}


def plainly(written: Sequence[str]) -> list[str]:
    """Say the same in the language of conditions: pieces as written, some of them words that hold several together.

    Raises
    ------
    GroupingError
        Where it is not plain what they hold together.

    Examples
    --------
    >>> " ".join(plainly(["a", "unless", "b", "or", "c"])), " ".join(plainly(["neither", "a", "nor", "b"]))
    ('a if not ( b or c )', 'not ( a or b )')
    """
    group, at = _group(written, 0)
    return bare([*group, *written[at:]])


def bare(written: Sequence[str]) -> list[str]:
    """Leave out the parentheses around one condition alone, and around one with its ‘not’."""
    found = list(written)
    for k in reversed(range(len(found))):
        if found[k] == "(":
            end = k + 2 + (found[k + 1 : k + 2] == ["not"])
            if found[end : end + 1] == [")"] and not {*found[k + 1 : end]} & {"(", ")"}:
                del found[end], found[k]
    return found


def _group(written: Sequence[str], at: int) -> tuple[list[str], int]:
    """Read up to the parenthesis that closes the group; what is in parentheses inside is one item."""
    items: list[list[str]] = []
    while at < len(written) and written[at] != ")":
        if written[at] == "(":
            inner, end = _group(written, at + 1)
            closed = end < len(written)
            items.append(["(", *inner, *([")"] if closed else [])])
            at = end + closed
        else:
            items.append([written[at]])
            at += 1
    return _level(items, [i[0] if len(i) == 1 else "" for i in items]), at


def _level(items: list[list[str]], signs: list[str]) -> list[str]:
    """Say one level plainly: what stands in parentheses in it is plain already."""
    if "unless" in signs:
        k = signs.index("unless")
        if not _CONDITIONAL.isdisjoint([*signs[:k], *signs[k + 1 :]]):
            raise GroupingError("unless")
        return [*_level(items[:k], signs[:k]), "if", "not", "(", *_level(items[k + 1 :], signs[k + 1 :]), ")"]
    k = next((k for k, sign in enumerate(signs) if sign in _SEVERAL), -1)
    if k < 0:
        if odd := next((s for s in signs if s in ("nor", "not both")), ""):
            raise GroupingError({"not both": "but not both"}.get(odd, odd))
        return [word for item in items for word in item]
    opened = signs[k]
    joins, between, before = _SEVERAL[opened]
    rest, told = items[k + 1 :], signs[k + 1 :]
    if opened == "either":
        if not told or told[-1] != "not both":  # whether both may be is not guessed
            raise GroupingError("either")
        rest, told = rest[:-1], told[:-1]
    parts: list[list[str]] = [[]]
    for item, sign in zip(rest, told, strict=True):
        if sign in joins:
            parts.append([])
        elif sign in _JOINED or sign in _SEVERAL:
            raise GroupingError({"both": "not both", "odd": "an odd number of"}.get(opened, opened))
        else:
            parts[-1] += item
    parts = [part for part in parts if part]  # ‘a, b, and c’
    if len(parts) < 2:
        raise GroupingError({"both": "not both", "odd": "an odd number of"}.get(opened, opened))
    if not k and not before:
        return [word for n, part in enumerate(parts) for word in ([between] if n else []) + part]
    held = [word for n, part in enumerate(parts) for word in ([between] if n else []) + part]
    return [*_level(items[:k], signs[:k]), *([before] if before else []), "(", *held, ")"]


# -- phrases -----------------------------------------------------------------------------------------------------------


def joints_of(language: str) -> tuple[Joints, ...]:
    """Give the small words of the languages that a file may use."""
    if language != "de":
        return (ENGLISH,)
    from detente.wording.german.names import GERMAN

    return (GERMAN, ENGLISH)


def option_phrases(party: str, option: str, said: Any, joints: Sequence[Joints]) -> Iterator[tuple[str, str]]:
    """Give the words in which an option is said, each with the condition that they mean."""
    whole = f"{party}.{option}"
    words, named = _texts(said, "text", "short"), option.replace("_", " ")
    steps = said.get("levels") if isinstance(said, dict) else None
    # Without short words of its own an option of many words is called by its name.
    bare = not (isinstance(said, dict) and said.get("short"))
    longer = all(len(text.rstrip(".")) > LONGEST_SHORT for text in words)
    for word in [*words, *([named] if bare and longer else [])]:
        yield word, whole
    words.append(named)
    for clause in _texts(said, "otherwise"):
        yield clause, f"not {whole}"
    for name in map(str, steps if isinstance(steps, list | dict) else ()):
        level = name.replace("_", " ")
        for word in words:
            yield f"{word} {level}", f"{whole}.{name}"
            yield f"{word} {name}", f"{whole}.{name}"
            yield f"{word} ({level})", f"{whole}.{name}"
            for one in joints:
                yield f"{word} ({one.or_more.format(level)})", f"{whole} >= {name}"
                yield f"{word} ({one.any_level})", whole
        if isinstance(steps, dict):
            for text in _texts(steps[name], "text", "short"):
                yield text, f"{whole}.{name}"
                for word in words:  # how forms write a level whose words no name can have
                    if text.startswith(f"{word} (") and text.endswith(")"):
                        yield f"{word} {text[len(word) + 2 : -1]}", f"{whole}.{name}"


def behind(
    names: Sequence[str], phrases: Sequence[tuple[str, str]], joints: Sequence[Joints]
) -> Iterator[tuple[str, str]]:
    """Give phrases as they stand behind the name of a party, as they are and denied."""
    for name in names:
        for words, written in phrases:
            yield f"{name}: {words}", written
            if not written.startswith("not "):
                for one in joints:
                    yield f"{name}: {one.not_.format(words)}", f"not {written}"


def condition_phrases(name: str, said: Any) -> Iterator[tuple[str, str]]:
    """Give the words in which a named condition is said, each with the condition that they mean."""
    yield name.replace("_", " ").replace("-", " "), name
    for clause in _texts(said, "otherwise"):
        yield clause, f"not {name}"


def state_phrases(name: str, said: Any) -> Iterator[tuple[str, str]]:
    """Give the words in which a state is said that the file gives by its name."""
    for words in _texts(said, "short", "text"):
        yield f"{name} ({words})", name


def _texts(said: Any, *keys: str) -> list[str]:
    given = [said.get(key) for key in keys] if isinstance(said, dict) else [said] if "text" in keys else []
    return [x for x in given if isinstance(x, str) and x]
