"""Reading the section ``include``, and the file of a party that it names.

A party's file holds what that party wants and nothing else: it changes the conflict for nobody. It includes no other
file. So there is one place in a conflict file for includes, and no way to go round in a circle.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from detente.conflict.confidential import PREFERENCES, WISHES, closed_words
from detente.conflict.elements import Source
from detente.conflict.errors import ConflictFileError, Place, Problem, quoted
from detente.conflict.includes import ALLOWED, Included, fault_of, identity, read_inside
from detente.conflict.reading.allowed import PARTY_KEYS, allowed_at, guide
from detente.conflict.reading.context import Context
from detente.conflict.reading.sources import read_sources
from detente.conflict.yamltree import MOST_BYTES, Node, Scalar, decode, read_tree

ACCOUNT_KEYS = (PREFERENCES, WISHES)
NO_FOLDER = "the conflict is read from no file, so that there is no folder"


@dataclass(frozen=True, eq=False)
class PartyFile:
    """The file of a party: its sections, and the context that tells mistakes in it."""

    party: str
    path: str
    ctx: Context
    fields: Mapping[str, Node]
    accounts: Mapping[str, Mapping[str, Node]]
    sources: tuple[Source, ...] = ()


@dataclass(eq=False)
class PartyFiles:
    """The files that a conflict file includes, as far as they are read.

    Attributes
    ----------
    files : dict of str to PartyFile
        By party, those that are at hand.
    missing : dict of str to (str, str)
        By party, the path of those that are not, and why.
    places : dict of str to Place
        By party, where the conflict file names its file.
    """

    files: dict[str, PartyFile] = field(default_factory=dict)
    missing: dict[str, tuple[str, str]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)


def read_party_files(
    ctx: Context, node: Node, makers: list[str], folder: str | None, readers: Collection[str]
) -> PartyFiles:
    """Read the section ``include``: a party's file each."""
    found = PartyFiles()
    total = 0
    own = (0, 0) if folder is None else identity(os.path.join(folder, os.path.basename(ctx.file)))  # noqa: PTH118, PTH119
    seen: dict[tuple[int, int], str] = {own: "the conflict file itself"} if any(own) else {}
    spelled: dict[str, str] = {}
    for key, value in ctx.mapping(node, "'include'"):
        party = ctx.party(key, makers)
        path = ctx.text(value, f"the file of {quoted(key.text)}")
        if not party or not path:
            continue
        found.places[party] = ctx.place(value)
        fault = fault_of(path)
        if not fault and (other := spelled.setdefault(path.casefold(), party)) != party:
            fault = _twice(f"that of {quoted(other)}")
        if not fault and folder is None:
            found.missing[party] = path, NO_FOLDER
            continue
        included = Included(fault=fault) if fault or folder is None else read_inside(folder, path)
        fault = included.fault
        if included.data is not None:
            mine = f"that of {quoted(party)}"
            total += len(included.data)
            if (same := seen.setdefault(included.identity, mine)) != mine:
                fault = _twice(same)
            elif total > MOST_BYTES:
                fault = f"all files together are larger than {MOST_BYTES:,} bytes"
        if fault:
            hint = "" if fault.startswith(("it is th", "all files")) else f"; allowed is {ALLOWED}"
            ctx.error(value, f"the file {quoted(path)} is not included: {fault}{hint}")
        elif included.data is None:
            found.missing[party] = path, included.missing
            told = f"what {quoted(party)} wants stands in {quoted(path)}, which is not here"
            ctx.warn(value, f"{told} ({included.missing})")
        else:
            name = os.path.join(os.path.dirname(ctx.file), path)  # noqa: PTH118, PTH120 (as the conflict file is called)
            file = _party_file(ctx, party, path, name, included.data, shown=party in readers)
            if file is not None:
                found.files[party] = file
    return found


def _twice(whose: str) -> str:
    return f"it is {whose}; each party has a file of its own"


def _party_file(
    ctx: Context, party: str, path: str, name: str, data: bytes, *, shown: bool
) -> PartyFile | None:
    """Read the file of a party; what is wrong in it is told without it, but to whoever may see it."""
    try:
        root, problems = read_tree(decode(data, name), name)
    except ConflictFileError as error:
        words = "" if shown else closed_words(party, "YAML or JSON, in UTF-8")
        ctx.add(
            Problem(Place(p.place.file, p.place.line, p.place.column, words), p.message)
            for p in error.problems
        )
        return None
    inner = Context(name, problems)
    if not shown:
        guides = sorted(guide(root, ""))
        inner.close(lambda line, column: closed_words(party, allowed_at(guides, line, column)))
    fields = inner.fields(root, "the file of a party", PARTY_KEYS, ("party",))
    named = fields.get("party")
    if named is not None and (not isinstance(named, Scalar) or named.text != party):
        inner.error(
            named, f"'party' says whose file it is: the conflict file includes it for {quoted(party)}"
        )
    sources = read_sources(inner, fields["sources"], ctx.source_ids) if "sources" in fields else ()
    inner.source_ids = {**ctx.source_ids, **{s.id: s for s in sources}}
    accounts = {}
    for key, body in (
        inner.mapping(fields["perspectives"], "'perspectives'") if "perspectives" in fields else ()
    ):
        accounts[key.text] = inner.fields(body, "a perspective in the file of a party", ACCOUNT_KEYS)
    return PartyFile(party, path, inner, fields, accounts, sources)
