"""Versions of a file that somebody pinned, to lay them side by side; one can be written into the file as an account."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from detente.conflict import DetenteError, write_file
from detente.conflict.editing import EditError, Plain, Put, at_path, plain
from detente.workbench.edits.actions import BASE, Wanted, id_for, wishes_path
from detente.workbench.files.disk import alone
from detente.workbench.files.ours import not_led_away, put_aside, read_ours, rights_beside

MOST = 8
MOST_BYTES = 100_000_000  # of all together


@dataclass(frozen=True)
class Pin:
    """A version of the file, and what somebody calls it."""

    id: str
    name: str
    text: str


def beside(path: Path) -> Path:
    """Give the place where the pins of a file are kept."""
    return path.parent / f".{path.name}.pins"


def pins(path: Path) -> tuple[Pin, ...]:
    """Give what is pinned; what cannot be read is none."""
    try:
        said = json.loads(read_ours(beside(path), MOST_BYTES) or b"[]")
        found = tuple(Pin(str(p["id"]), str(p["name"]), str(p["text"])) for p in said[:MOST])
        for told in found:
            f"{told.id}{told.name}{told.text}".encode()  # which half a character cannot be
    except (DetenteError, ValueError, TypeError, KeyError, RecursionError, MemoryError):
        return ()
    return found


def find(path: Path, id: str) -> Pin:
    """Find what is pinned under an id.

    Raises
    ------
    DetenteError
        Where there is nothing (any more).
    """
    found = next((p for p in pins(path) if p.id == id), None)
    if found is None:
        raise DetenteError("this scenario is not pinned (any more)")
    return found


def pin(path: Path, name: str, text: str) -> None:
    """Pin a version of a file.

    Raises
    ------
    DetenteError
        Where it has no name, or there is no room for another.
    """
    name = " ".join(name.split())[:120]
    if not name:
        raise EditError("give the scenario a name")
    with alone(path.parent):
        there = pins(path)
        if len(there) >= MOST:
            raise EditError(f"there are {MOST} scenarios; take one away first")
        if (
            not there
            and not beside(path).is_symlink()
            and beside(path).is_file()
            and beside(path).stat().st_size > len("[]")
        ):
            put_aside(beside(path))  # what is there cannot be read, and is not written over
        _write(path, (*there, Pin(secrets.token_urlsafe(6), name, text)))


def unpin(path: Path, id: str) -> None:
    """Take a pinned version away."""
    with alone(path.parent):
        there = pins(path)
        if any(p.id == id for p in there):
            _write(path, tuple(p for p in there if p.id != id))


def _write(path: Path, found: tuple[Pin, ...]) -> None:
    not_led_away(beside(path))
    told = json.dumps([asdict(p) for p in found], ensure_ascii=False)
    write_file(beside(path), told, rights=rights_beside(path, beside(path)), follow=False)


def as_accounts(text: str, pinned: Pin) -> Wanted:
    """Say how the file gets a pinned version as an account: for each account that it changes, one that stands on it.

    Raises
    ------
    EditError
        Where it differs in more than wishes and today, or in nothing.
    """
    now, then = plain(text), plain(pinned.text)
    for root in (now, then):
        if not isinstance(root, dict) or not all(
            isinstance(root.get(key) or {}, dict) for key in ("preferences", "perspectives")
        ):
            raise EditError("a file with mistakes cannot be written as an account; mend it first")
    assert isinstance(now, dict)
    assert isinstance(then, dict)
    accounts = then.get("perspectives") or {}
    for key in {*now, *then} - {"preferences", "perspectives", "status_quo"}:
        if now.get(key) != then.get(key):
            raise EditError(
                f"this scenario differs in ‘{key}’; an account can differ in wishes and in today alone"
            )
    today = then.get("status_quo") if then.get("status_quo") != now.get("status_quo") else None
    names = [BASE] if isinstance(then.get("preferences"), dict) else []
    names += [a for a in accounts if at_path(now, ("perspectives", a)) is not None]
    changes: list[Put] = []
    taken = dict(now.get("perspectives") or {})
    for account in names:
        changed = _changed(now, then, account)
        if not changed and today is None:
            continue
        body: dict[str, Plain] = {"says": pinned.name if len(names) == 1 else f"{pinned.name} ({account})"}
        if account != BASE:
            body["on"] = account
        if today is not None:
            body["status_quo"] = today
        if changed:
            body["preferences"] = changed
        id = id_for(pinned.name if len(names) == 1 else f"{pinned.name} {account}", taken)
        taken[id] = body
        changes.append(Put(("perspectives", id), body))
    if not changes:
        raise EditError("this scenario says what the file says; there is nothing to write")
    return Wanted(tuple(changes), f"“{pinned.name}” as an account")


def _changed(now: Plain, then: Plain, account: str) -> dict[str, Plain]:
    """Give the wishes that a version has otherwise than the file, under an account."""
    section = wishes_path(account, "")[:-1]
    old, new = at_path(now, section) or {}, at_path(then, section) or {}
    if not isinstance(old, dict) or not isinstance(new, dict):
        raise EditError("a file with mistakes cannot be written as an account; mend it first")
    found = {party: wishes for party, wishes in new.items() if old.get(party) != wishes}
    return found
