"""The files of a scenario, put together: which is the domain, which are profiles, which are no part of it."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import Any

from detente.conflict import Conflict, DetenteError, read_bytes, reason
from detente.conflict.errors import quoted
from detente.exchange.making import unreadable
from detente.exchange.scenarios import genius, geniusweb, negmas
from detente.exchange.scenarios.making import conflict
from detente.exchange.scenarios.parts import MOST_PARTIES, Domain, Profile
from detente.exchange.sizes import MOST_BYTES

FORMATS = ("genius", "geniusweb", "negmas")
ENDINGS = (".xml", ".json", ".yml", ".yaml")
MOST_FILES = 200
_GENIUS = re.compile(rb"<\s*(?:negotiation_template|utility_space)\b")
_NEGMAS = re.compile(
    rb"""(?m)^["'{ ]*"?type["']?\s*:\s*["']?[\w.]*(?:OutcomeSpace|Function|[uU][fF]un|Fun)\b"""
)
_WEB = re.compile(
    rb'"(?:issuesValues|LinearAdditiveUtilitySpace|' + "|".join(geniusweb.OTHERS).encode() + rb')"\s*:'
)
_READERS: dict[str, Any] = {"genius": genius, "geniusweb": geniusweb, "negmas": negmas}
File = tuple[str, bytes]


def kind_of(name: str, data: bytes) -> str:
    """Tell of which format a file seems to be; empty where it is of none.

    Examples
    --------
    >>> kind_of("laptop.xml", b"<utility_space>"), kind_of("notes.yml", b"a: 1")
    ('genius', '')
    """
    ending = PurePath(name).suffix.lower()
    if ending in (".yml", ".yaml"):
        return "negmas" if _NEGMAS.search(data) else ""
    if ending == ".json" or (ending != ".xml" and data.lstrip()[:1] == b"{"):
        if _WEB.search(data):
            return "geniusweb"
        return "negmas" if _NEGMAS.search(data.replace(b"{", b"\n").replace(b",", b"\n")) else ""
    return "genius" if _GENIUS.search(data) else ""


def holds_one(folder: Path) -> bool:
    """Tell whether a folder holds a scenario and no tables."""
    try:
        names = [p.suffix.lower() for p in folder.iterdir() if not p.name.startswith((".", "_"))]
    except (OSError, ValueError):
        return False
    return any(n in ENDINGS for n in names) and not any(n in (".csv", ".tsv") for n in names)


def read_folder(folder: Path, source: str, format: str | None, encoding: str | None) -> Conflict:
    """Read the scenario of a folder: what in it is no part of one is left out."""
    try:
        every = sorted(
            (
                p
                for p in folder.iterdir()
                if p.suffix.lower() in ENDINGS and not p.name.startswith(".") and p.is_file()
            ),
            key=_natural,
        )
    except (OSError, ValueError) as error:
        raise unreadable(source, f"cannot be read: {reason(error)}") from None
    if len(every) > MOST_FILES:
        raise unreadable(source, f"{len(every):,} files; at most {MOST_FILES} are looked at")
    files = _loaded([str(p) for p in every])
    kinds = {name: kind_of(name, data) for name, data in files}
    wanted = format or next((f for f in FORMATS if f in kinds.values()), None)
    if wanted is None:
        raise unreadable(source, f"holds no file of a negotiation scenario ({', '.join(FORMATS)})")
    mine = [f for f in files if kinds[f[0]] == wanted]
    if not mine:
        raise unreadable(source, f"holds no file of the format {wanted}")
    left = [PurePath(name).name for name, _ in files if kinds[name] != wanted]
    told = [f"no part of the scenario, and left out: {_some(left)}"] if left else []
    return read(mine, source, wanted, encoding, told)


def read_files(sources: Sequence[str], format: str | None, encoding: str | None) -> Conflict:
    """Read the scenario that several files make."""
    if "-" in sources:
        raise DetenteError("standard input holds one file, and a scenario of several is read from files")
    for name in sources:
        if os.path.isdir(name):  # noqa: PTH112
            raise DetenteError(f"{name} is a folder; give one folder, or the files of one scenario")
    if len(sources) > MOST_FILES:
        raise DetenteError(f"{len(sources):,} files; at most {MOST_FILES} make a scenario")
    return read(_loaded(sources), sources[0], format, encoding)


def _loaded(names: Sequence[str]) -> list[File]:
    room = MOST_BYTES
    files = []
    for name in names:
        data = read_bytes(name, room + 1)
        if len(data) > room:
            raise unreadable(name, f"with the files before it larger than {MOST_BYTES:,} bytes")
        room -= len(data)
        files.append((name, data))
    return files


def read(
    files: Sequence[File],
    source: str,
    format: str | None,
    encoding: str | None = None,
    told: Sequence[str] = (),
) -> Conflict:
    """Put a scenario together.

    Parameters
    ----------
    files : sequence of (str, bytes)
        The name and the content of each.
    source : str
        What they come from, for messages about all of them.
    format : str or None
        Without it each file says itself what it is, and all have to be of one format.
    encoding : str, optional
    told : sequence of str
        What is to be told besides.

    Raises
    ------
    ConflictFileError
        Where a file is of no format or of another one, there is no domain or more than one, or too few profiles.
    """
    if format is None:
        kinds = {name: kind_of(name, data) for name, data in files}
        strange = next((n for n, k in kinds.items() if not k), None)
        if strange is not None:
            raise unreadable(strange, f"is no file of a negotiation scenario ({', '.join(FORMATS)})")
        if len(set(kinds.values())) > 1:
            first, other = next(
                (a, b) for a, b in zip(kinds, list(kinds)[1:], strict=False) if kinds[a] != kinds[b]
            )
            raise unreadable(
                other, f"is of the format {kinds[other]}, and {first} of the format {kinds[first]}"
            )
        [format] = set(kinds.values())
    reader = _READERS[format.lower()]
    parsed = [reader.parse(data, name, encoding) for name, data in files]
    domains = [p for p in parsed if not p.profile]
    profiles = [p for p in parsed if p.profile]
    if len(domains) > 1:
        raise unreadable(
            domains[1].file,
            f"is a domain, and {domains[0].file} is one as well; name the files of one scenario",
        )
    if not domains and len(profiles) < 2:
        found = f"a profile alone ({profiles[0].file})" if profiles else "no file"
        raise unreadable(source, f"{found}; {_WANTED}")
    if domains and not profiles:
        raise unreadable(source, f"a domain without profiles; {_WANTED}")
    domain: Domain = reader.domain((domains or profiles)[0])
    told = [*told]
    if not domains:
        told.append(f"no file is a domain; the issues are those of {profiles[0].file}")
    if len(profiles) > MOST_PARTIES:
        raise unreadable(
            source, f"{len(profiles):,} profiles; at most {MOST_PARTIES}: name the files you mean"
        )
    wanted: list[Profile] = [reader.profile(p, domain) for p in profiles]
    if len(wanted) > 2:
        told.append(
            f"{len(wanted)} profiles were found, and each was read as a party that signs; if they are variants of a "
            "party, name the files you mean"
        )
    return conflict(domain, wanted, source, told)


_WANTED = (
    "a negotiation has a domain and a profile of each of two parties or more: name the files one after the other, or "
    "their folder"
)


def _natural(path: Path) -> list[tuple[int, str]]:
    """Order names as people do: ``util2`` before ``util10``."""
    parts = (*re.split(r"(\d+)", path.stem), path.suffix)
    return [(int(t), "") if t.isdecimal() and len(t) < 10 else (-1, t.casefold()) for t in parts]


def _some(names: Sequence[str]) -> str:
    return ", ".join(quoted(n) for n in names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
