"""What is said in German where the time did not suffice: how far a search came, and that there may be more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from detente.answers import Answer, Search, Unfinished
from detente.wording.blocks import Said
from detente.wording.german.texts import listed, quantity

SO_FAR = "Soweit die Suche kam"
MORE = "mehr Zeit gibt --seconds"
_WHAT: dict[Search, tuple[str, str]] = {
    "parties": ("Partei", "Parteien"),
    "groups": ("Gruppe", "Gruppen"),
    "outcomes": ("Ausgang mit Bestand", "Ausgängen mit Bestand"),
    "sanctions": ("Sanktion", "Sanktionen"),
    "situations": ("Lage", "Lagen"),
    "mixes": ("Mischung der Lesarten", "Mischungen der Lesarten"),
    "deals": ("besseren Ausgang", "besseren Ausgängen"),
    "moves": ("gemeinsamen Zug", "gemeinsamen Zügen"),
    "takeovers": ("Übernahme", "Übernahmen"),
    "cases": ("gezogenen Fall", "gezogenen Fällen"),
    "corrections": ("Berichtigung einer Annahme", "Berichtigungen von Annahmen"),
    "layers": ("Zug von heute aus", "Zügen von heute aus"),
}


def so_far(one: Unfinished) -> str:
    """Say how far a search came; to follow "die Zeit war um".

    Examples
    --------
    >>> so_far(Unfinished(search="groups", looked="12", of="65535"))
    'nach 12 von 65.535 Gruppen'
    """
    looked = quantity(int(one.looked))
    if one.search == "changes":
        return f"als alle Mengen von bis zu {looked} Änderungen geprüft waren"
    single, several = _WHAT[one.search]
    if one.of != "0":
        return f"nach {looked} von {quantity(int(one.of))} {several}"
    return f"nach {looked} {single if one.looked == '1' else several}"


def sentence(found: Iterable[Unfinished]) -> str:
    """Say in a sentence that not everything was looked at; nothing where everything was."""
    told = tuple(dict.fromkeys(so_far(one) for one in found))
    if not told:
        return ""
    return f"Nicht alles wurde geprüft: Die Zeit war um {listed(told)} ({MORE})."


def marked(said: Said, answers: Sequence[Answer]) -> Said:
    """Mark what is said of a search that was not at its end: nothing of it reads as if it were complete."""
    told = sentence(one for answer in answers for one in answer.unfinished)
    if not told:
        return said
    return replace(said, headline=f"{SO_FAR}: {said.headline}", sure=f"{told} {said.sure}".strip())
