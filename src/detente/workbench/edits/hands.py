"""Wishes that are no list of statements, for the page Wishes: weights, rankings, chains, changes of another account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.conflict import Condition, Conflict, DetenteError, Prioritised
from detente.conflict.condition import Compound, Named
from detente.conflict.editing import Plain, at_path
from detente.wording import Words
from detente.workbench.edits.accounts import said_by, stands_on
from detente.workbench.edits.wishing import wishes_path


@dataclass(frozen=True)
class Weighed:
    """A condition, its weight, and what it means in the words of the file."""

    of: str
    weight: str
    text: str = ""


@dataclass(frozen=True)
class Place:
    """A place of a ranking: what stands there; `gap` is where only a degree stands between two places."""

    item: int
    members: tuple[str, ...]
    gap: bool = False
    said: tuple[str, ...] = ()  # the members in words, one by one; empty where there are none


@dataclass(frozen=True)
class Wish:
    """A wish as it follows from the accounts: its id, what it says, and where it is from."""

    id: str
    that: str
    text: str
    here: bool


@dataclass(frozen=True)
class Patch:
    """A change that an account makes of a wish: what kind, which wish, and what is put; in words, too."""

    item: int
    kind: str
    id: str = ""
    that: str = ""
    because: str = ""
    text: str = ""  # what is put, in words
    of: str = ""  # the wish that is meant, in words


@dataclass(frozen=True)
class Form:
    """Wishes in another form than a list of statements; `kind` names it."""

    kind: str
    weights: tuple[Weighed, ...] = ()
    places: tuple[Place, ...] = ()
    chains: tuple[tuple[int, str], ...] = ()
    wishes: tuple[Wish, ...] = ()
    patches: tuple[Patch, ...] = ()
    on: str = ""
    nothing: bool = False  # whether what it takes over is that the party wants nothing


def form_of(conflict: Conflict | None, root: Plain, account: str, party: str, value: Plain) -> Form | None:
    """Give wishes in another form; None where they are a list of statements, or in no form that pages know."""
    if isinstance(value, dict):
        weights, ranking, partial = (value.get(k) for k in ("weights", "ranking", "partial"))
        if isinstance(weights, dict):
            told = ((of, in_words(conflict, account, party, of)) for of in weights)
            return Form("weights", tuple(Weighed(of, str(weights[of]), text) for of, text in told))
        if isinstance(ranking, list):
            return Form(
                "ranking",
                places=tuple(_said_place(conflict, account, _place(k, v)) for k, v in enumerate(ranking)),
            )
        if isinstance(partial, list):
            return Form("partial", chains=tuple((k, _chain(v)) for k, v in enumerate(partial)))
        patches = value.get("patch")
        if isinstance(patches, list):
            found = tuple(_patch(k, v) for k, v in enumerate(patches))
            return _overlaid(conflict, root, account, party, found)
    if value in (None, "") and stands_on(root, account):
        return _overlaid(conflict, root, account, party, ())
    return None


def _overlaid(
    conflict: Conflict | None, root: Plain, account: str, party: str, patches: tuple[Patch, ...]
) -> Form:
    on = stands_on(root, account)
    wishes: tuple[Wish, ...] = ()
    try:
        under = None if conflict is None else conflict.under(account)
        found = None if under is None else under.preferences.get(party)
        if under is not None and isinstance(found, Prioritised):
            words = words_of(under)
            put = {p.that for p in patches}
            wishes = tuple(
                Wish(s.id, s.written, _said(words.statement(s, party), s.written), s.written in put)
                for s in found.statements
            )
    except DetenteError:
        wishes = ()
    if patches:
        patches = tuple(_worded(conflict, account, on, party, p) for p in patches)
        return Form("patch", wishes=wishes, patches=patches, on=on)
    there = at_path(root, wishes_path(said_by(root, account, party), party))
    return Form("patch", wishes=wishes or _written(there), on=on, nothing=there == [])


def _worded(conflict: Conflict | None, account: str, on: str, party: str, patch: Patch) -> Patch:
    """Say in words what a change puts, and which wish it is about: one of what the account stands on, or its own."""
    of = ""
    for seen in (on, account):
        if conflict is None or seen not in conflict.accounts:
            continue
        under = conflict.under(seen)
        found = under.preferences.get(party)
        statements = found.statements if isinstance(found, Prioritised) else ()
        same = next((s for s in statements if s.id == patch.id), None)
        if same is not None:
            of = words_of(under).statement(same, party)
            break
    return replace(patch, text=in_words(conflict, account, party, patch.that), of=of)


def _written(there: Plain) -> tuple[Wish, ...]:
    """Give the wishes of a list as they are written: of a file that cannot be read whole."""
    that = (w.get("that") if isinstance(w, dict) else w for w in (there if isinstance(there, list) else ()))
    return tuple(Wish("", w, "", False) for w in that if isinstance(w, str))


def words_of(conflict: Conflict) -> Words:
    """Give the words of a file in its own language, as far as there are some."""
    if conflict.language != "de":
        return Words(conflict)
    from detente.wording.german.names import GermanWords

    return GermanWords(conflict)


def _said(told: str, written: str) -> str:
    return "" if told == written else told


def in_words(conflict: Conflict | None, account: str, party: str, that: str) -> str:
    """Say what a wish means in the words of the file; empty where it cannot be said, or is said already."""
    if conflict is None or account not in conflict.accounts:
        return ""
    try:
        under = conflict.under(account)
        return _said(words_of(under).condition(_spelled(under, under.condition(that, party)), party), that)
    except DetenteError:
        return ""


def _spelled(conflict: Conflict, condition: Condition) -> Condition:
    """Put in the place of a named condition without a text what it stands for: its name is no word."""
    if isinstance(condition, Named):
        bare = any(d.name == condition.name and not d.text for d in conflict.definitions)
        return _spelled(conflict, condition.that) if bare else condition
    if isinstance(condition, Compound):
        return replace(condition, parts=tuple(_spelled(conflict, p) for p in condition.parts))
    return condition


def _place(item: int, value: Plain) -> Place:
    if isinstance(value, dict) or value == "much":
        told = ", ".join(f"{k}: {v}" for k, v in value.items()) if isinstance(value, dict) else "much"
        return Place(item, (told,), True)
    return Place(item, tuple(map(str, value)) if isinstance(value, list) else (str(value),))


def _said_place(conflict: Conflict | None, account: str, place: Place) -> Place:
    return replace(
        place, said=tuple("" if place.gap else _outcome(conflict, account, m) for m in place.members)
    )


def _outcome(conflict: Conflict | None, account: str, ref: str) -> str:
    """Say an outcome in words: what the file calls it, or what is done in it."""
    named = next((n for n in conflict.states if n.name == ref), None) if conflict is not None else None
    if named is not None:
        return _said(named.text, ref)
    return in_words(conflict, account, "", " and ".join(ref.split("+")))


def _chain(value: Plain) -> str:
    if not isinstance(value, list):
        return str(value)
    groups: Sequence[Plain] = value
    return " > ".join(" ~ ".join(map(str, g)) if isinstance(g, list) else str(g) for g in groups)


def _patch(item: int, value: Plain) -> Patch:
    if not isinstance(value, dict):
        return Patch(item, "", str(value))
    kind = next((k for k in ("drop", "replace", "put") if k in value), "")
    body = value.get("with") if kind == "replace" else value.get("put")
    that = str(body.get("that", "")) if isinstance(body, dict) else str(body or "")
    because = str(body.get("because", "")) if isinstance(body, dict) else ""
    where = value.get(kind) if kind != "put" else value.get("before") or value.get("after")
    return Patch(item, kind, str(where or ""), that, because)
