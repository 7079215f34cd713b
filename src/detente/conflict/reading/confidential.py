"""Reading what is confidential: the files of parties that a conflict file includes, and what it marks in itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from detente.conflict.confidential import EVERYWHERE, PREFERENCES, WISHES, Closed, Seal
from detente.conflict.elements import Source
from detente.conflict.errors import Place, Problem, UnknownNameError, quoted
from detente.conflict.marked import Entry, Plain, marked_parties
from detente.conflict.marks import is_mark
from detente.conflict.model import BASE, Conflict
from detente.conflict.overlay import Patch
from detente.conflict.preferences import Preferences, Sealed, Statement
from detente.conflict.reading.allowed import Guide, Range, closed_in, guide, last_line
from detente.conflict.reading.context import Context
from detente.conflict.reading.party_files import ACCOUNT_KEYS, PartyFile, read_party_files
from detente.conflict.reading.sections import read_preference_section
from detente.conflict.reading.wishes import read_wishes
from detente.conflict.terms import CONFIDENTIAL, Wishes
from detente.conflict.yamltree import Mapping as MappingNode
from detente.conflict.yamltree import Node, Scalar, Sequence

INCLUDE = "include"
Change = Preferences | tuple[Patch[Statement], ...]
Wish = Wishes | tuple[Patch[Statement], ...]


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
    ranges, guides = _marked_lines(root, known, found, _misplaced(root, known))
    if ranges:
        ctx.close(closed_in(ranges, guides))
    include = _child(root, INCLUDE)
    if include is not None:
        read = read_party_files(ctx, include, known, folder, found.readers)
        found.files, found.missing = read.files, read.missing
        found.places = read.places | found.places
    return found


def _child(node: Node | None, key: str) -> Node | None:
    """Give what stands under a key; None where there is no such key."""
    if not isinstance(node, MappingNode):
        return None
    return next((v for k, v in node.items if k.text == key), None)


def _read_marks(ctx: Context, root: MappingNode, makers: list[str], found: Confidential) -> None:
    perspectives = _child(root, "perspectives")
    accounts = perspectives.items if isinstance(perspectives, MappingNode) else ()
    places = [(EVERYWHERE, node) for node in _marks(root)]
    places += [(key.text, node) for key, body in accounts for node in _marks(body)]
    named: set[tuple[str, str]] = set()
    for account, node in places:
        for item in ctx.one_or_more(node):
            party = ctx.party(item, makers)
            if (account, party) in named and party:
                ctx.error(item, f"{quoted(party)} is marked as confidential once; it stands twice")
            named.add((account, party))
            # A slip may mean anybody: nothing of theirs is repeated.
            for one in (party,) if party else makers:
                if one not in found.marks.setdefault(account, []):
                    found.marks[account].append(one)
                found.places.setdefault(one, ctx.place(item))


def _marks(node: Node | None) -> Iterator[Node]:
    """Give what stands under the mark, or under a key that is misspelt and may be it (which is told elsewhere)."""
    for key, said in node.items if isinstance(node, MappingNode) else ():
        if is_mark(key.text):
            yield said


def _misplaced(root: MappingNode, makers: list[str]) -> frozenset[str]:
    """Give the parties that marks at other places hide: such a mark is a mistake, and nothing is repeated of theirs."""
    rest: dict[str, Plain] = {key: said for key, said in _plain(root).items() if not is_mark(key)}
    if isinstance(accounts := rest.get("perspectives"), dict):
        rest["perspectives"] = {
            account: {key: said for key, said in body.items() if not is_mark(key)}
            if isinstance(body, dict)
            else body
            for account, body in accounts.items()
        }
    found = marked_parties(rest, _entries, lambda said: said, makers)
    return frozenset(makers) if found is None else found


def _entries(said: Plain) -> Iterator[Entry]:
    if isinstance(said, dict):
        yield from ((key, False, inner) for key, inner in said.items())
    elif isinstance(said, list):
        yield from ((None, False, inner) for inner in said)


def _plain(node: Node) -> Plain:
    if isinstance(node, MappingNode):
        return {key.text: _plain(inner) for key, inner in node.items}
    if isinstance(node, Sequence):
        return [_plain(inner) for inner in node.items]
    return node.text if isinstance(node, Scalar) else ""


def _marked_lines(
    root: MappingNode, makers: list[str], found: Confidential, misplaced: frozenset[str]
) -> tuple[list[Range], list[Guide]]:
    """Give the lines of what is marked (first, last, whose), and where in them something else is allowed."""
    perspectives = _child(root, "perspectives")
    accounts = perspectives.items if isinstance(perspectives, MappingNode) else ()
    sections = [(BASE, PREFERENCES, _child(root, PREFERENCES))]
    sections.append((BASE, WISHES, _child(_child(root, "terms"), WISHES)))
    sections += [(key.text, kind, _child(body, kind)) for key, body in accounts for kind in ACCOUNT_KEYS]
    ranges: list[Range] = []
    guides: list[Guide] = []
    for account, kind, section in sections:
        for key, body in section.items if isinstance(section, MappingNode) else ():
            whose = key.text
            if whose not in makers:  # a slip of the pen: it may be that of a party that is marked
                whose = next((p for parties in found.marks.values() for p in parties), "")
            elif not found.is_marked(whose, account) and whose not in misplaced:
                whose = ""
            if whose and whose not in found.readers:
                ranges.append((key.line, last_line(body), whose))
                guides.append((key.line, key.column, kind))
                guides += guide(body, kind)
    sources = _child(root, "sources")
    if ranges and sources is not None:  # which of them are confidential shows only when everything is read
        ranges.append((sources.line, last_line(sources), ranges[0][2]))
        guides += guide(sources, "sources")
    return ranges, guides


def _alone(party: str, node: Node) -> MappingNode:
    """Give what a party's file says of the party as the conflict file would: under its name."""
    key = Scalar(node.line, node.column, 1, len(party), party, party, "")
    return MappingNode(node.line, node.column, node.size + 1, node.letters, ((key, node),))
