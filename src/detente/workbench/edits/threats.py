"""What the forms of the page Table ask for of ultimatums: who demands what of whom, and what happens otherwise."""

from __future__ import annotations

from collections.abc import Callable

from detente.conflict.editing import EditError, Plain, Put, Remove
from detente.workbench.edits.fields import File, id_for


def _party(file: File, field: str, needed: str) -> str:
    party = file.field(field, needed=needed)
    if party not in (file.at("decision_makers") or {}):
        raise EditError(f"there is no party “{party[:40]}” (any more); look at it again")
    return party


def _add(file: File) -> str:
    by, to = _party(file, "by", "who says it"), _party(file, "to", "to whom it is said")
    if by == to:
        raise EditError("nobody gives an ultimatum to itself; choose two parties")
    text = file.field("text")
    body: dict[str, Plain] = {"text": text} if text else {}
    body |= {
        "by": by,
        "to": to,
        "demand": file.condition("demand", needed="what is demanded", own=to),
        "threat": file.condition("threat", needed="what happens otherwise", own=by),
    }
    there = file.at("ultimatums")
    id = id_for(text or f"{by} {to}", there if isinstance(there, dict) else ())
    file.change(Put(("ultimatums", id), body))
    return f"ultimatum “{text or id}”"


def _remove(file: File) -> str:
    id = file.field("ultimatum", needed="the ultimatum")
    there = file.at("ultimatums")
    if not isinstance(there, dict) or id not in there:
        raise EditError("this ultimatum is not in the file (any more); look at it again")
    text = file.at("ultimatums", id, "text")
    told = f"“{text if isinstance(text, str) and text.strip() else id}”"
    file.change(Remove(("ultimatums", id) if len(there) > 1 else ("ultimatums",)))
    file.gone = told
    return f"ultimatum {told} away"


ACTIONS: dict[str, Callable[[File], str]] = {"add-ultimatum": _add, "remove-ultimatum": _remove}
