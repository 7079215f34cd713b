"""What the forms of the page Table ask for: parties, options, levels, today, rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from detente.conflict.editing import EditError, Insert, Move, Path, Plain, Put, Remove, at_path
from detente.conflict.tokens import KEYWORDS, is_name
from detente.wording.names import LONGEST_SHORT
from detente.workbench.edits.fields import File, id_for, plain_words, short_for
from detente.workbench.edits.phrases import items
from detente.workbench.language.words import RefusedError

TWO = "nothing was written: such a rule is about two options or more; write them with commas between"
OPTIONS = "nothing was written: what stays once it is taken is an option; “{piece}” is none"
TWICE = "nothing was written: “{piece}” stands there twice; each level has a name of its own"
NO_LEVEL = "nothing was written: “{piece}” cannot name a level; that it is not done needs none"
LONGEST_NAME = 40
_PATTERN = re.compile(r"[YN-]{2,}")


def _add_party(file: File) -> str:
    name = file.field("name", needed="the name of the party")
    there = file.at("decision_makers") or {}
    id = id_for(name, there)
    body: dict[str, Plain] = {"name": name}
    options: dict[str, Plain] = {}
    for line in file.lines("options"):
        if text := " ".join(line.split()):
            options[id_for(text, options)] = text
    body["options"] = options
    file.change(Put(("decision_makers", id), body))
    for path in _preference_sections(file):
        file.change(Put((*path, id), []))
    return f"party “{name}”"


def _preference_sections(file: File) -> list[Path]:
    """Give where every party needs preferences: in the base if it has any, or in each account that stands on it."""
    accounts = file.at("perspectives")
    if isinstance(file.at("preferences"), dict) or not isinstance(accounts, dict):
        return [("preferences",)]
    return [
        ("perspectives", a, "preferences")
        for a, body in accounts.items()
        if not (isinstance(body, dict) and body.get("on"))
    ]


def _party(file: File) -> str:
    party = file.field("party", needed="the party")
    file.change(Put(("decision_makers", party, "name"), file.field("name", needed="the name of the party")))
    return f"the name of “{party}”"


def _option_path(file: File) -> Path:
    party, _, option = file.field("option", needed="the option").partition(".")
    return ("decision_makers", party, "options", option)


def _add_option(file: File) -> str:
    party = file.field("party", needed="the party")
    text = file.field("text", needed="what the party can do")
    there = file.at("decision_makers", party, "options") or {}
    id = id_for(text, there)
    file.change(Put(("decision_makers", party, "options", id), text))
    return f"option “{text}”"


def _option(file: File) -> str:
    path = _option_path(file)
    text = file.field("text", needed="what the party can do")
    there = at_path(file.root, path)
    if there is None:
        raise EditError("this option is not in the file (any more); look at it again")
    before, short = (
        (str(there.get("text") or ""), str(there.get("short") or ""))
        if isinstance(there, dict)
        else (str(there), "")
    )
    leveled = isinstance(there, dict) and bool(there.get("levels"))
    wanted = short
    # Answers would go on to say the words of before, which the id or the short words were made of.
    if before and ((not short and _made_of(str(path[-1]), before)) or short == short_for(before)):
        wanted = short_for(text) if leveled or len(text.rstrip(".")) > LONGEST_SHORT else ""
        wanted = "" if not short and _made_of(str(path[-1]), text) else wanted
    if isinstance(there, dict):
        file.change(Put((*path, "text"), text))
        if wanted != short:
            file.change(Put((*path, "short"), wanted) if wanted else Remove((*path, "short")))
    else:
        file.change(Put(path, {"text": text, "short": wanted} if wanted else text))
    return f"the words of “{path[-1]}”"


def _made_of(id: str, words: str) -> bool:
    """Tell whether an id says words again: it was made of them, by a form or by hand."""
    parts = re.sub(r"_\d+$", "", id).split("_")
    return set(parts) <= set(plain_words(words))


def _remove_option(file: File) -> str:
    path = _option_path(file)
    whole = f"{path[1]}.{path[-1]}"
    said = at_path(file.root, path)
    if said is None:
        raise EditError("this option is not in the file (any more); look at it again")
    text = said.get("text") or said.get("means") if isinstance(said, dict) else said
    file.gone = f"“{text if isinstance(text, str) and text else path[-1]}”"
    _not_today(file, lambda taken: taken == whole or taken.startswith(f"{whole}."))
    file.change(Remove(path))
    return f"option “{whole}” away"


def _not_today(file: File, gone: Callable[[str], bool]) -> None:
    """Take options out of today's situation, where that is a list of them."""
    today = file.at("status_quo")
    if isinstance(today, list):
        for k in reversed(range(len(today))):
            if isinstance(today[k], str) and gone(today[k]):
                file.change(Remove(("status_quo", k)))


def _remove_party(file: File) -> str:
    """Take a party away, with what it wants by every account and its options in today's situation."""
    party = file.field("party", needed="the party")
    if file.at("decision_makers", party) is None:
        raise EditError("this party is not in the file (any more); look at it again")
    file.gone = file.party(party)
    accounts = file.at("perspectives")
    for above in ((), *(("perspectives", a) for a in (accounts if isinstance(accounts, dict) else ()))):
        for key in ("preferences", "wishes"):
            there = file.at(*above, key)
            if isinstance(there, dict) and party in there:
                alone = len(there) == 1 and bool(
                    above
                )  # an account that says nothing more stands on the file
                file.change(Remove((*above, key) if alone else (*above, key, party)))
    _not_today(file, lambda taken: taken.startswith(f"{party}."))
    file.change(Remove(("decision_makers", party)))
    return f"party {file.gone} away"


def _today(file: File) -> str:
    option = file.field("option", needed="the option")
    on = file.form.get("taken") == "1"
    today = file.at("status_quo")
    if today is None:
        file.change(Put(("status_quo",), [option] if on else []))
    elif not isinstance(today, list):
        raise EditError("today is written as a pattern or a name; change it on the page Text")
    else:
        party, _, name = option.partition(".")
        if not all(isinstance(x, str) for x in today):
            raise EditError("today is not written as a list of options; change it on the page Text")
        levels = [x for x in today if x.startswith(f"{party}.{name}.")]
        if on and option not in today:
            whole = option.rsplit(".", 1)[0] if option.count(".") == 2 else ""
            for other in [x for x in today if whole and x.startswith(f"{whole}.")]:
                file.change(Remove(("status_quo", file.at("status_quo").index(other))))
            there = len(file.at("status_quo") or [])  # what today is made of stands in one line
            file.change(Insert(("status_quo",), there, option) if there else Put(("status_quo",), [option]))
        elif not on:
            for gone in [x for x in today if x == option] or levels:
                file.change(Remove(("status_quo", file.at("status_quo").index(gone))))
    return f"today: {option} {'taken' if on else 'not taken'}"


def _add_rule(file: File) -> str:
    kind = file.form.get("kind", "")
    text = file.field("what", needed="what cannot be")
    because = file.field("because")
    bodies: list[dict[str, Plain]]
    if kind in ("exclusive", "one_of", "some_of"):
        named = list(dict.fromkeys(items(file.known(), text)))
        if len(named) < 2:
            raise RefusedError(TWO)
        bodies = [{kind: named}]
        file.read["what"] = ", ".join(named)
    elif kind == "irreversible":
        named = items(file.known(), text)
        if other := next((n for n in named if not file.known().scope.whole(n)), ""):
            raise RefusedError(OPTIONS, piece=other)
        bodies = [{kind: {"option": option, "direction": "taken"}} for option in named]
        file.read["what"] = ", ".join(named)
    elif kind == "never":
        bodies = [{kind: file.condition("what", needed="what cannot be")}]
    else:
        raise EditError("choose what kind of rule it is")
    for body in bodies:
        file.change(
            Insert(("rules",), len(file.at("rules") or []), body | ({"because": because} if because else {}))
        )
    return "a rule"


def _remove_rule(file: File) -> str:
    file.change(Remove(("rules", file.number("rule"))))
    return "a rule away"


# -- rows moved, levels ------------------------------------------------------------------------------------------------


def _texts(value: Plain) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    else:
        yield value


def _order_counts(file: File) -> None:
    """Refuse where the file writes states as patterns: these count on the order of the options."""
    found = next((t for t in _texts(file.root) if _PATTERN.fullmatch(t)), "")
    if found:
        raise EditError(
            f"the file writes states as patterns ({found}), which count on the order of the options; "
            "write these states by their options first, on the page Text"
        )


def _move_party(file: File) -> str:
    _order_counts(file)
    file.change(Move(("decision_makers",), file.number("item"), file.number("to")))
    return "the order of the parties"


def _move_option(file: File) -> str:
    party = file.field("party", needed="the party")
    _order_counts(file)
    file.change(Move(("decision_makers", party, "options"), file.number("item"), file.number("to")))
    return f"the order of the options of {file.party(party)}"


def _level_name(word: str, taken: list[str]) -> str:
    """Make the name of a level of words: the words themselves, joined, where names can be made of them."""
    name = "_".join(word.split())
    if is_name(name) and name.lower() not in KEYWORDS and len(name) <= LONGEST_NAME:
        return name
    return id_for(word, taken)


def _levels(file: File) -> str:
    """Say at which levels an option can be taken; with none it is taken or not."""
    path = _option_path(file)
    whole = f"{path[1]}.{path[-1]}"
    said = at_path(file.root, path)
    text = said.get("text") if isinstance(said, dict) else said
    leveled = isinstance(said, dict) and said.get("levels")
    file.gone = f"“{text or path[-1]}” {'with the levels that it has' if leveled else 'without levels'}"
    words = [x.strip() for x in file.field("levels").split(",") if x.strip()]
    names: list[str] = []
    for word in words:
        names.append(_level_name(word, names))
    if twice := next((w for w, n in zip(words, names, strict=True) if names.count(n) > 1), ""):
        raise RefusedError(TWICE, piece=twice)
    if reserved := next((w for w, n in zip(words, names, strict=True) if n == "none"), ""):
        raise RefusedError(NO_LEVEL, piece=reserved)
    old = said.get("levels") if isinstance(said, dict) else None
    before = [str(x) for x in old] if isinstance(old, list | dict) else []
    if names == before:
        raise EditError("these are its levels already: nothing was written")
    if len(names) == 1:
        raise EditError("write two levels or more, the lowest first, with commas between; or none")
    kept: Plain = list(names)
    told = dict(zip(names, words, strict=True))
    if isinstance(old, dict) or any(n.replace("_", " ") != w.replace("_", " ") for n, w in told.items()):
        # A name cannot have all that was typed: the words stand beside it, as the whole of what is done then.
        there = old if isinstance(old, dict) else {}
        kept = {n: there.get(n, f"{text or path[-1]} ({w})") for n, w in told.items()}
    if not names:
        file.change(Remove((*path, "levels")))
    elif isinstance(said, dict):
        file.change(Put((*path, "levels"), kept))
    else:
        body: Plain = {"text": said, "levels": kept} if said else {"levels": kept}
        file.change(Put(path, body))
    today = file.at("status_quo")
    for k, taken in enumerate(today if isinstance(today, list) else ()):
        if names and taken == whole:
            file.change(Put(("status_quo", k), f"{whole}.{names[0]}"))
        elif (
            isinstance(taken, str) and taken.startswith(f"{whole}.") and taken[len(whole) + 1 :] not in names
        ):
            file.change(Put(("status_quo", k), f"{whole}.{names[0]}" if names else whole))
    return f"the levels of “{path[-1]}”"


ACTIONS: dict[str, Callable[[File], str]] = {
    "add-party": _add_party,
    "party": _party,
    "move-party": _move_party,
    "remove-party": _remove_party,
    "add-option": _add_option,
    "option": _option,
    "move-option": _move_option,
    "remove-option": _remove_option,
    "levels": _levels,
    "today": _today,
    "add-rule": _add_rule,
    "remove-rule": _remove_rule,
}
