"""Reading what is confidential: the files of parties that a conflict file includes, and what it marks in itself.

A party's file holds what that party wants and nothing else: it changes the conflict for nobody. It includes no other
file. So there is one place in a conflict file for includes, and no way to go round in a circle.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from detente.conflict.confidential import EVERYWHERE, PREFERENCES, WISHES, Closed, Seal, closed_words
from detente.conflict.elements import Source
from detente.conflict.errors import ConflictFileError, Place, Problem, UnknownNameError, quoted
from detente.conflict.includes import ALLOWED, fault_of, identity, read_inside
from detente.conflict.model import BASE, Conflict
from detente.conflict.overlay import Patch
from detente.conflict.preferences import Preferences, Sealed, Statement
from detente.conflict.reading.context import Context
from detente.conflict.reading.sections import read_preference_section
from detente.conflict.reading.sources import read_sources
from detente.conflict.reading.wishes import read_wishes
from detente.conflict.terms import CONFIDENTIAL, Wishes
from detente.conflict.yamltree import MOST_BYTES, Node, Scalar, Sequence, decode, read_tree
from detente.conflict.yamltree import Mapping as MappingNode

INCLUDE, CONFIDENTIAL_KEY = "include", "confidential"
PARTY_KEYS = ("detente", "party", "sources", PREFERENCES, WISHES, "perspectives")
_ACCOUNT_KEYS = (PREFERENCES, WISHES)
_FORM = "'weights' (numbers), 'statements' (most important first) or 'ranking'"
_RANGE = "a number, or two in a list: [from, to]"
_TEXT = "a text"
_CONDITION = "a condition, in the names of the conflict file"
ALLOWED_UNDER: Mapping[str, str] = {
    "": f"the keys {', '.join(PARTY_KEYS)}",
    "detente": "1",
    "party": "the id of the party that the conflict file includes it for",
    "sources": "sources by their ids, as in the conflict file",
    "perspectives": "accounts of the conflict file, each with 'preferences' and 'wishes'",
    PREFERENCES: "for the party a list of statements, or a mapping with 'ranking', 'weights' or 'partial'",
    WISHES: f"for the party a list of statements, or a mapping with {_FORM}; beside it 'red_lines' and 'no_deal'",
    "weights": f"an issue, a value or a condition each with {_RANGE}, or with 'points' and 'weight'",
    "points": f"values of the issue, each with {_RANGE}",
    "weight": "a number",
    "statements": _CONDITION,
    "patch": "changes of statements: 'put', 'drop', 'replace', 'before', 'after'",
    "that": _CONDITION,
    "ranking": "packages or states from best to worst, those that tie in a list",
    "partial": "chains of states, 'best > middle ~ as good > worst'",
    "red_lines": _CONDITION,
    "no_deal": f"'auto', {_RANGE}, or a mapping with 'worth' or 'lottery'",
    "worth": _RANGE,
    "lottery": "lots with 'chance' and 'worth'; the chances add up to 1",
    "chance": "a number from 0 to 1",
    "costs": _RANGE,
    "confidence": "a number from 0 to 1",
    "source": "the id of a source, or id#place, or a list of them",
    "because": _TEXT,
    "text": _TEXT,
    "id": "a short text that nothing else has",
    "strength": "'much' or a whole number from 1 to 100",
    "unknown": "'true'",
}
"""What is said to be allowed, by the nearest key above a mistake that every file of the kind may have."""

Change = Preferences | tuple[Patch[Statement], ...]
Wish = Wishes | tuple[Patch[Statement], ...]


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
class Confidential:
    """What a file holds as confidential, while it is read; `closed` says in the end what was found.

    Attributes
    ----------
    readers : frozenset of str
        Whose may be shown: theirs is put under no seal.
    files : dict of str to PartyFile
        By party, those that are at hand.
    missing : dict of str to (str, str)
        By party, the path of those that are not, and why.
    marks : dict of str to list of str
        By account (an empty name for all): the parties whose preferences and wishes are marked.
    found, marked : dict of str to list of (str, str)
        By party, the accounts and the kinds of what stood in its file, and of what was marked.
    places : dict of str to Place
        By party, where the conflict file says that it is confidential.
    """

    ctx: Context
    readers: frozenset[str]
    files: dict[str, PartyFile] = field(default_factory=dict)
    missing: dict[str, tuple[str, str]] = field(default_factory=dict)
    marks: dict[str, list[str]] = field(default_factory=dict)
    found: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    marked: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

    def preferences(
        self,
        account: str,
        own: Mapping[str, Change],
        conflict: Conflict,
        *,
        patches: bool,
        whole: bool = True,
    ) -> dict[str, Change]:
        """Give the preferences of an account with those of the parties' files, under seals where they have to be.

        Where the account is `whole`, whoever has none in it and something confidential that is not here has its there.
        """
        told = {dm: self._sealed(dm, account, PREFERENCES, x) for dm, x in own.items()}
        for party, file, node in self._sections(account, PREFERENCES, told):
            section = _alone(party, node)
            found = read_preference_section(file.ctx, section, conflict, patches=patches)
            if party in found:
                told[party] = self._kept(party, found[party])
        some = bool(told) or patches
        for party in self._gone(account) if whole else ():
            known = party in told or (patches and party in conflict.preferences)
            if not known and (some or party in self.missing):
                told[party] = Sealed(Seal(party, None, self._why(party)))
        return told

    def wishes(
        self, account: str, own: Mapping[str, Wish], conflict: Conflict, *, patches: bool
    ) -> dict[str, Wish]:
        """Give the wishes of an account with those of the parties' files, under seals where they have to be."""
        told = {dm: self._sealed_wish(dm, account, x) for dm, x in own.items()}
        for party, file, node in self._sections(account, WISHES, told):
            found = read_wishes(file.ctx, _alone(party, node), conflict, patches=patches)
            if party in found:
                told[party] = self._kept_wish(party, found[party])
        signing = () if conflict.terms is None else conflict.terms.signatories
        for party in self._gone(account) if not patches else ():
            if party not in told and (party in self.missing or party in signing):
                told[party] = Wishes(CONFIDENTIAL, seal=Seal(party, None, self._why(party)))
        return told

    def close(self, makers: Iterable[str]) -> tuple[Closed, ...]:
        """Say what is confidential, in the order of the decision makers."""
        told = []
        for party in makers:
            if party in self.files or party in self.missing:
                file = self.files.get(party)
                path, why = (file.path, "") if file is not None else self.missing[party]
                entries, sources = tuple(self.found.get(party, ())), () if file is None else file.sources
                told.append(Closed(party, path, (), entries, sources, why, at=self.places[party]))
            accounts = tuple(a for a, parties in self.marks.items() if party in parties)
            if accounts:
                told.append(Closed(party, "", accounts, tuple(self.marked.get(party, ()))))
        return tuple(told)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of files of their own that may be shown."""
        return tuple(s for party, file in self.files.items() if party in self.readers for s in file.sources)

    def finish(self) -> None:
        """Hand over what was found wrong, and what is odd, in the parties' files."""
        for file in self.files.values():
            self.ctx.warnings.extend(file.ctx.warnings)
            self.ctx.add(file.ctx.problems)

    def unread(self, accounts: Iterable[str]) -> None:
        """Tell accounts in the parties' files that the conflict file does not have."""
        known = set(accounts)
        for file in self.files.values():
            perspectives = file.fields.get("perspectives")
            for key, _ in perspectives.items if isinstance(perspectives, MappingNode) else ():
                if key.text not in known:
                    file.ctx.error(key, f"no perspective {quoted(key.text)} in the conflict file")

    # -- seals ---------------------------------------------------------------------------------------------------------

    def is_marked(self, party: str, account: str) -> bool:
        """Tell whether the conflict file marks what a party wants in an account."""
        return party in self.marks.get(EVERYWHERE, ()) or party in self.marks.get(account, ())

    def _sealed(self, party: str, account: str, kind: str, found: Change) -> Change:
        if not self.is_marked(party, account):
            return found
        self.marked.setdefault(party, []).append((account, kind))
        return self._kept(party, found)

    def _sealed_wish(self, party: str, account: str, found: Wish) -> Wish:
        if not self.is_marked(party, account):
            return found
        self.marked.setdefault(party, []).append((account, WISHES))
        return self._kept_wish(party, found)

    def _kept(self, party: str, found: Change) -> Change:
        if party in self.readers:
            return found
        at = self.places[party] if isinstance(found, tuple) else found.at
        return Sealed(Seal(party, found), at=at)

    def _kept_wish(self, party: str, found: Wish) -> Wish:
        return found if party in self.readers else Wishes(CONFIDENTIAL, seal=Seal(party, found))

    def _sections(
        self, account: str, kind: str, told: Mapping[str, object]
    ) -> Iterator[tuple[str, PartyFile, Node]]:
        """Give what the parties' files say of an account; what the conflict file says too is told."""
        for party, file in self.files.items():
            fields = file.fields if account == BASE else file.accounts.get(account, {})
            if kind not in fields:
                continue
            if party in told:
                where = "" if account == BASE else f" of the account {quoted(account)}"
                twice = f"the {kind} of {quoted(party)}{where} stand in this file and in {quoted(file.path)}"
                self.ctx.add([Problem(self.places[party], f"{twice}; leave one out")])
                continue
            self.found.setdefault(party, []).append((account, kind))
            yield party, file, fields[kind]

    def _gone(self, account: str) -> list[str]:
        """Give the parties of whom something is confidential and not here: in a missing file, or only marked."""
        marked = (*self.marks.get(EVERYWHERE, ()), *self.marks.get(account, ()))
        return list(dict.fromkeys((*self.missing, *marked)))

    def _why(self, party: str) -> str:
        if party in self.missing:
            path, why = self.missing[party]
            return f"it stands in {quoted(path)}, which is not here ({why})"
        return "this file marks it as confidential and does not hold it"


# -- the keys ----------------------------------------------------------------------------------------------------------


def read_confidential(
    ctx: Context, root: MappingNode, makers: Iterable[str], folder: str | None, readers: Iterable[str]
) -> Confidential:
    """Read what a file includes and what it marks.

    Parameters
    ----------
    ctx : Context
        Of the conflict file; from then on it tells nothing of what is marked.
    root : Mapping
        The whole file.
    makers : iterable of str
    folder : str or None
        In which files that are included stand; None where the conflict is in no file.
    readers : iterable of str
        Whose confidential wishes may be shown.

    Raises
    ------
    UnknownNameError
        Where a reader is no decision maker.
    """
    known = list(makers)
    found = Confidential(ctx, frozenset(readers))
    for reader in readers:
        if reader not in known:
            raise UnknownNameError("party", reader, known)
    _read_marks(ctx, root, known, found)
    ranges, guides = _marked_lines(root, known, found)
    if ranges:
        ctx.close(_in_ranges(ranges, guides))
    include = _child(root, INCLUDE)
    if include is not None:
        _read_includes(ctx, include, known, folder, found)
    return found


def _child(node: Node | None, key: str) -> Node | None:
    """Give what stands under a key; None where there is no such key."""
    if not isinstance(node, MappingNode):
        return None
    return next((v for k, v in node.items if k.text == key), None)


def _read_marks(ctx: Context, root: MappingNode, makers: list[str], found: Confidential) -> None:
    perspectives = _child(root, "perspectives")
    accounts = perspectives.items if isinstance(perspectives, MappingNode) else ()
    places: list[tuple[str, Node | None]] = [(EVERYWHERE, _child(root, CONFIDENTIAL_KEY))]
    places += [(key.text, _child(body, CONFIDENTIAL_KEY)) for key, body in accounts]
    for account, node in places:
        for item in () if node is None else ctx.one_or_more(node):
            party = ctx.party(item, makers)
            if party and party in found.marks.get(account, ()):
                ctx.error(item, f"{quoted(party)} is marked as confidential once; it stands twice")
            elif party:
                found.marks.setdefault(account, []).append(party)
                found.places.setdefault(party, ctx.place(item))


def _marked_lines(
    root: MappingNode, makers: list[str], found: Confidential
) -> tuple[list[tuple[int, int, str]], list[tuple[int, int, str]]]:
    """Give the lines of what is marked (first, last, whose), and where in them something else is allowed."""
    perspectives = _child(root, "perspectives")
    accounts = perspectives.items if isinstance(perspectives, MappingNode) else ()
    sections = [(BASE, PREFERENCES, _child(root, PREFERENCES))]
    sections.append((BASE, WISHES, _child(_child(root, "terms"), WISHES)))
    sections += [(key.text, kind, _child(body, kind)) for key, body in accounts for kind in _ACCOUNT_KEYS]
    ranges: list[tuple[int, int, str]] = []
    guides: list[tuple[int, int, str]] = []
    for account, kind, section in sections:
        for key, body in section.items if isinstance(section, MappingNode) else ():
            whose = key.text
            if whose not in makers:  # a slip of the pen: it may be that of a party that is marked
                whose = next((p for parties in found.marks.values() for p in parties), "")
            elif not found.is_marked(whose, account):
                whose = ""
            if whose and whose not in found.readers:
                ranges.append((key.line, _last(body), whose))
                guides.append((key.line, key.column, kind))
                guides += _guide(body, kind)
    sources = _child(root, "sources")
    if ranges and sources is not None:  # which of them are confidential shows only when everything is read
        ranges.append((sources.line, _last(sources), ranges[0][2]))
        guides += _guide(sources, "sources")
    return ranges, sorted(guides)


def _last(node: Node) -> int:
    """Give the last line on which something stands."""
    if isinstance(node, Scalar):
        return node.line + node.raw.rstrip().count("\n")
    inside = [n for pair in node.items for n in pair] if isinstance(node, MappingNode) else []
    inside += node.items if isinstance(node, Sequence) else ()
    return max([node.line, *map(_last, inside)])


def _guide(node: Node, key: str) -> Iterator[tuple[int, int, str]]:
    """Give, place by place, the nearest key above of those that every such file may have."""
    yield node.line, node.column, key
    if isinstance(node, MappingNode):
        for name, body in node.items:
            yield name.line, name.column, key
            yield from _guide(body, name.text if name.text in ALLOWED_UNDER else key)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _guide(item, key)


def _in_ranges(
    ranges: list[tuple[int, int, str]], guides: list[tuple[int, int, str]]
) -> Callable[[int, int], str]:
    def closed(line: int, column: int) -> str:
        whose = next((party for first, last, party in ranges if first <= line <= last), "")
        return closed_words(whose, _allowed(guides, line, column)) if whose else ""

    return closed


def _allowed(guides: list[tuple[int, int, str]], line: int, column: int) -> str:
    at = bisect_right(guides, (line, column, "\U0010ffff"))
    return ALLOWED_UNDER[guides[at - 1][2] if at else ""]


def _read_includes(
    ctx: Context, node: Node, makers: list[str], folder: str | None, found: Confidential
) -> None:
    """Read the section ``include``: a party's file each."""
    total = 0
    own = identity(ctx.file) if folder is not None else (0, 0)
    seen: dict[tuple[int, int], str] = {own: "the conflict file itself"} if any(own) else {}
    spelled: dict[str, str] = {}
    for key, value in ctx.mapping(node, "'include'"):
        party = ctx.party(key, makers)
        path = ctx.text(value, f"the file of {quoted(key.text)}")
        if not party or not path:
            continue
        found.places.setdefault(party, ctx.place(value))
        refused = f"the file {quoted(path)} is not included: "
        if fault := fault_of(path):
            ctx.error(value, f"{refused}{fault}; allowed is {ALLOWED}")
            continue
        if (other := spelled.setdefault(path.casefold(), party)) != party:
            ctx.error(value, f"{refused}it is that of {quoted(other)}; each party has a file of its own")
            continue
        if folder is None:
            found.missing[party] = path, "the conflict is read from no file, so that there is no folder"
            continue
        included = read_inside(folder, path)
        if included.fault:
            ctx.error(value, f"{refused}{included.fault}; allowed is {ALLOWED}")
            continue
        if included.data is None:
            found.missing[party] = path, included.missing
            ctx.warn(
                value,
                f"what {quoted(party)} wants stands in {quoted(path)}, which is not here ({included.missing})",
            )
            continue
        if (
            same := seen.setdefault(included.identity, f"that of {quoted(party)}")
        ) != f"that of {quoted(party)}":
            ctx.error(value, f"{refused}it is {same}; each party has a file of its own")
            continue
        total += len(included.data)
        if total > MOST_BYTES:
            ctx.error(value, f"{refused}all files together are larger than {MOST_BYTES:,} bytes")
            continue
        name = os.path.join(folder, path)  # noqa: PTH118 (which keeps the name as it was given)
        file = _party_file(ctx, party, path, name, included.data, found)
        if file is not None:
            found.files[party] = file


def _party_file(
    ctx: Context, party: str, path: str, name: str, data: bytes, found: Confidential
) -> PartyFile | None:
    """Read the file of a party; what is wrong in it is told without it, but to whoever may see it."""
    shown = party in found.readers
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
        guides = sorted(_guide(root, ""))
        inner.close(lambda line, column: closed_words(party, _allowed(guides, line, column)))
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
        accounts[key.text] = inner.fields(body, "a perspective in the file of a party", _ACCOUNT_KEYS)
    return PartyFile(party, path, inner, fields, accounts, sources)


def _alone(party: str, node: Node) -> MappingNode:
    """Give what a party's file says of the party as the conflict file would: under its name."""
    key = Scalar(node.line, node.column, 1, len(party), party, party, "")
    return MappingNode(node.line, node.column, node.size + 1, node.letters, ((key, node),))
