"""What the forms of the page Wishes ask for, whatever form the wishes have: statements, weights, a ranking, chains."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from detente.conflict.editing import (
    EditError,
    Insert,
    Move,
    Path,
    Plain,
    Put,
    Remove,
    SwitchOff,
    SwitchOn,
    at_path,
    switched_off,
    toward,
)
from detente.conflict.unseen import visible
from detente.workbench.edits.fields import File, id_for
from detente.workbench.edits.outcomes import exactly

BASE = "base"
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(,\d{3})+")
CLAIM = ("because", "source", "confidence")


def wishes_path(account: str, party: str) -> Path:
    """Give where the file says what a party wants by an account."""
    return (
        ("preferences", party) if account in ("", BASE) else ("perspectives", account, "preferences", party)
    )


def wishes_of(file: File) -> Path:
    """Give where a form means that something is wanted: by its fields for the account and the party."""
    return wishes_path(file.field("account"), file.field("party", needed="the party"))


def statement(file: File, form: str = "that", old: Plain = "") -> Plain:
    """Make a statement of the fields of a form: the condition alone, where nothing else is said of it."""
    before = old.get("that", "") if isinstance(old, dict) else old
    that = file.condition(form, needed="what is wanted", own=file.field("party"), old=str(before))
    body: dict[str, Plain] = {"that": that}
    for key in CLAIM:
        was = old.get(key, "") if isinstance(old, dict) else ""
        if said := file.share(key, old=str(was)) if key == "confidence" else file.field(key):
            body[key] = _source(file, said, was) if key == "source" else said
    return body if len(body) > 1 else that


def _source(file: File, said: str, was: Plain) -> Plain:
    """Give the names of the sources that are meant; one that the file does not know yet is written among them."""
    parts = [s.strip() for s in said.split(",") if s.strip()]
    if parts == (was if isinstance(was, list) else [was]):
        return was
    there = file.at("sources")
    known = there if isinstance(there, dict) else {}
    titled = {
        str(body.get("title", "")).casefold(): id for id, body in known.items() if isinstance(body, dict)
    }
    found = [titled.get(p.casefold(), p) for p in parts]
    if all(one.partition("#")[0].strip() in known for one in found):
        return found if len(found) > 1 else found[0]
    if said.casefold() in titled:
        return titled[said.casefold()]
    if there is not None and not isinstance(there, dict):
        return found if len(found) > 1 else said  # the file has a mistake there, which is told
    id = id_for(said, known)
    file.change(Put(("sources", id), {"title": said}))
    return id


def _add_wish(file: File) -> str:
    path = wishes_of(file)
    there = at_path(file.root, path)
    index = len(there) if isinstance(there, list) else 0
    if "index" in file.form:
        index = min(index, file.number("index"))
    file.change(Insert(path, index, statement(file)))
    return f"a wish of {file.party(path[-1])}"


def _edit_wish(file: File) -> str:
    path, number = wishes_of(file), file.number("item")
    old = at_path(file.root, (*path, number))
    if old is None:
        raise EditError("this wish is not in the file (any more); look at it again")
    new = statement(file, old=old)
    file.gone = "the wish as it was"  # another account may change it by what it says
    if isinstance(old, dict) and isinstance(old.get("that"), str):
        said = new if isinstance(new, dict) else {"that": new}
        if "text" in old and said["that"] != old["that"]:  # these words were about another wish
            file.change(Remove((*path, number, "text")))
        for key in ("that", *CLAIM):
            if key in said and old.get(key) != said[key]:
                file.change(Put((*path, number, key), said[key]))
            elif key not in said and key in old:
                file.change(Remove((*path, number, key)))
    else:
        file.change(Put((*path, number), new))
    return f"a wish of {file.party(path[-1])}"


def _move_wish(file: File) -> str:
    path = wishes_of(file)
    file.change(Move(path, file.number("item"), file.number("to")))
    return f"the order of the wishes of {file.party(path[-1])}"


def _remove_wish(file: File) -> str:
    path = wishes_of(file)
    file.change(Remove((*path, file.number("item"))))
    return f"a wish of {file.party(path[-1])} away"


def _wish_off(file: File) -> str:
    path = wishes_of(file)
    file.change(SwitchOff((*path, file.number("item"))))
    return f"a wish of {file.party(path[-1])} off"


def _wish_on(file: File) -> str:
    path, line = wishes_of(file), file.number("line")
    found = next((s for s in switched_off(file.text, path) if s.line == line), None)
    if found is None:
        raise EditError("nothing is switched off here (any more); look at it again")
    file.change(SwitchOn(path, line, found.index, found.value))
    return f"a wish of {file.party(path[-1])} on"


def _copy_wish(file: File) -> str:
    path = wishes_of(file)
    source = wishes_path(file.field("from"), str(path[-1]))
    value = at_path(file.root, (*source, file.number("item")))
    if value is None:
        raise EditError("this wish is not in the file (any more); look at it again")
    there = at_path(file.root, path)
    file.change(Insert(path, len(there) if isinstance(there, list) else 0, value))
    return f"a wish of {file.party(path[-1])} from another account"


# -- weights -----------------------------------------------------------------------------------------------------------


def _number(file: File) -> str:
    return _weighed(file.field("weight", needed="the weight"))


def _weighed(text: str) -> str:
    """Give a weight as the file writes it."""
    text = text.replace("\N{MINUS SIGN}", "-").removeprefix("+")
    if not _THOUSANDS.fullmatch(text):  # which of the two it means is not guessed
        text = text.replace(",", ".", 1)
    if not text.removeprefix("-").replace(".", "", 1).isdecimal() or not text.isascii():
        raise EditError(f"'{text}' is no weight: write a number, for instance 2 or -0.5")
    return text


def _weight(file: File) -> str:
    path = wishes_of(file)
    row = _row(file, path) if "was" in file.form else ""
    of = row or file.condition("of", needed="what is weighed", own=str(path[-1]))
    if "was" not in file.form and _has(file, path, of):
        raise EditError(f"'{of}' has a weight already; change it in its row")
    file.change(Put((*path, "weights", of), _number(file)))
    return f"a weight of {file.party(path[-1])}"


def _has(file: File, path: Path, of: str) -> bool:
    """Tell whether something has a weight already, however it is written there."""
    known, weights = file.known(str(path[-1])), file.at(*path, "weights")
    return isinstance(weights, dict) and any(known.alike(str(there), of) for there in weights)


def _row(file: File, path: Path) -> str:
    """Give what a row weighs exactly as it is written there: with its blanks, and with its lines."""
    typed, weights = file.form.get("of", ""), file.at(*path, "weights")
    exact = (typed, typed.replace("\r\n", "\n"))
    return next((key for key in exact if isinstance(weights, dict) and key in weights), "")


def _remove_weight(file: File) -> str:
    path = wishes_of(file)
    of = file.field("of", needed="what is weighed")
    file.change(Remove((*path, "weights", _row(file, path) or of)))
    return f"a weight of {file.party(path[-1])} away"


# -- rankings ----------------------------------------------------------------------------------------------------------


def _places(file: File) -> tuple[Path, list[Plain]]:
    path = (*wishes_of(file), "ranking")
    there = at_path(file.root, path)
    if not isinstance(there, list):
        raise EditError("there is no ranking here (any more); look at it again")
    return path, there


def _move_place(file: File) -> str:
    path, _ = _places(file)
    file.change(Move(path, file.number("item"), file.number("to")))
    return f"the ranking of {file.party(path[-2])}"


def _join_place(file: File) -> str:
    """Let a place tie with the one above it."""
    path, there = _places(file)
    item = file.number("item")
    if not 0 < item < len(there) or not all(_is_place(there[k]) for k in (item - 1, item)):
        raise EditError("this place cannot be joined with the one above it")
    both: list[Plain] = []
    for place in (there[item - 1], there[item]):
        both += place if isinstance(place, list) else [place]
    file.change(Put((*path, item - 1), both), Remove((*path, item)))
    return f"the ranking of {file.party(path[-2])}"


def _part_place(file: File) -> str:
    """Let one of those that tie be better than the others of its place."""
    path, there = _places(file)
    item, part = file.number("item"), file.number("part")
    place = there[item] if item < len(there) else None
    if not isinstance(place, list) or not (len(place) > 1 and part < len(place)):
        raise EditError("nothing ties here (any more); look at it again")
    rest = [p for k, p in enumerate(place) if k != part]
    file.change(Put((*path, item), rest if len(rest) > 1 else rest[0]), Insert(path, item, place[part]))
    return f"the ranking of {file.party(path[-2])}"


def _is_place(value: Plain) -> bool:
    return isinstance(value, list) or (isinstance(value, str) and value != "much")


def _chain(file: File) -> str:
    """Change a chain of outcomes, or add one."""
    path = (*wishes_of(file), "partial")
    there = at_path(file.root, path)
    number = len(there) if isinstance(there, list) else 0
    told = file.field("chain", needed="the chain, best first")
    if "item" in file.form and file.number("item") >= number:
        raise EditError("this chain is not in the file (any more); look at it again")
    told = _in_names(file, told)
    if "item" not in file.form:
        file.change(Insert(path, number, told))
    else:
        file.change(Put((*path, file.number("item")), told))
    return f"the order of outcomes of {file.party(path[-2])}"


def _in_names(file: File, chain: str) -> Plain:
    """Write a chain whose outcomes may be typed in words; one that is in names already stays as it is."""
    groups = [[one.strip() for one in group.split("~")] for group in chain.split(">")]
    named = [[_outcome(file, one) for one in group] for group in groups]
    if named == groups:
        return chain
    return _as_chain(" > ".join(" ~ ".join(group) for group in named))


def _outcome(file: File, typed: str) -> str:
    """Write an outcome in names; what is none in words is left to whoever reads the file."""
    given = file.at("states")
    states = dict(given) if isinstance(given, dict) else {}
    known = file.known()
    if typed in states or all(known.scope.whole(one.strip()) for one in re.split(r"[+,]", typed)):
        return typed
    for name, said in states.items():
        text = said.get("text") if isinstance(said, dict) else said
        if isinstance(text, str) and text.rstrip(".").casefold() == typed.casefold():
            return str(name)
    return exactly(known, typed) or typed


def _remove_chain(file: File) -> str:
    path = wishes_of(file)
    file.change(Remove((*path, "partial", file.number("item"))))
    return f"the order of outcomes of {file.party(path[-1])}"


# -- what was proposed -------------------------------------------------------------------------------------------------


def _take(file: File) -> str:
    """Write what pairs of outcomes led to; statements that are there keep their reasons and their place if they can."""
    path = wishes_of(file)
    kind, lines = file.form.get("kind", ""), file.lines("lines")
    there = at_path(file.root, path)
    if not lines:
        raise EditError("nothing is proposed: nothing was written")
    if kind == "statements":
        _take_statements(file, path, there, lines)
    elif kind == "weights":
        pairs = [line.rpartition(": ") for line in lines]
        weights: dict[str, Plain] = {of: _weighed(weight) for of, _, weight in pairs}
        _refuse_empty(weights)
        _take_mapping(file, path, there, "weights", weights)
    elif kind == "ranking":
        groups = [line.split(" ~ ") for line in lines]
        _refuse_empty(name for group in groups for name in group)
        _take_mapping(file, path, there, kind, [g if len(g) > 1 else g[0] for g in groups])
    elif kind == "partial":
        _take_mapping(file, path, there, kind, [_as_chain(line) for line in lines])
    else:
        raise EditError(f"a form asks for '{kind[:40]}', which there is not")
    return f"what {file.party(path[-1])} wants, from pairs of outcomes"


def _refuse_empty(names: Iterable[str]) -> None:
    if not all(visible(name) for name in names):
        raise EditError("something without a name is proposed: nothing was written")


def _take_statements(file: File, path: Path, there: Plain, lines: list[str]) -> None:
    if not isinstance(there, list):
        file.change(Put(path, [*lines]))
        return
    free = list(there)
    wanted: list[Plain] = []
    for line in lines:
        same = next((s for s in free if (s.get("that") if isinstance(s, dict) else s) == line), line)
        if same in free:
            free.remove(same)
        wanted.append(same)
    file.change(*toward(path, there, wanted))


def _take_mapping(file: File, path: Path, there: Plain, kind: str, value: Plain) -> None:
    if not isinstance(there, dict) or kind not in there:
        file.change(Put(path, {kind: value}))
    elif kind == "weights" and isinstance(there[kind], dict) and isinstance(value, dict):
        old = there[kind]
        file.change(*(Put((*path, kind, k), v) for k, v in value.items() if old.get(k) != v))
        file.change(*(Remove((*path, kind, k)) for k in old if k not in value))
    elif isinstance(there[kind], list) and isinstance(value, list):
        file.change(*toward((*path, kind), there[kind], value))
    else:
        file.change(Put((*path, kind), value))


def _as_chain(line: str) -> Plain:
    """Write a chain as a text; as a list, where a name has a blank in it."""
    groups = [group.split(" ~ ") for group in line.split(" > ")]
    _refuse_empty(name for group in groups for name in group)
    if not any(" " in name for group in groups for name in group):
        return line
    return [g if len(g) > 1 else g[0] for g in groups]


ACTIONS: dict[str, Callable[[File], str]] = {
    "add-wish": _add_wish,
    "edit-wish": _edit_wish,
    "move-wish": _move_wish,
    "remove-wish": _remove_wish,
    "wish-off": _wish_off,
    "wish-on": _wish_on,
    "copy-wish": _copy_wish,
    "weight": _weight,
    "remove-weight": _remove_weight,
    "move-place": _move_place,
    "join-place": _join_place,
    "part-place": _part_place,
    "chain": _chain,
    "remove-chain": _remove_chain,
    "take-wishes": _take,
}
