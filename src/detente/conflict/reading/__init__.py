"""From a conflict file's text to a validated `Conflict`: one module per section of the file."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as Sequence_
from contextlib import suppress
from dataclasses import dataclass, replace

from detente.conflict import lookalikes
from detente.conflict.condition import Condition
from detente.conflict.condition_text import MOST_CHARACTERS, Scope
from detente.conflict.confidential import WISHES
from detente.conflict.elements import Definition
from detente.conflict.errors import ConditionError, ConflictFileError, Place, Problem, choices, quoted
from detente.conflict.languages import LANGUAGES
from detente.conflict.marks import marks_of, tags_of
from detente.conflict.model import BASE, Conflict
from detente.conflict.opening import keep_sources
from detente.conflict.overlay import Overlay
from detente.conflict.preferences import Preferences
from detente.conflict.reading.beliefs import with_beliefs
from detente.conflict.reading.confidential import Confidential, read_confidential
from detente.conflict.reading.context import MOST_ITEMS, Context
from detente.conflict.reading.decision_makers import read_decision_makers
from detente.conflict.reading.factions import read_factions
from detente.conflict.reading.moves import read_given_states, read_moves
from detente.conflict.reading.perspectives import read_perspectives
from detente.conflict.reading.phases import read_phases
from detente.conflict.reading.published import read_published
from detente.conflict.reading.rules import read_rules
from detente.conflict.reading.sections import read_preference_section
from detente.conflict.reading.shifts import read_shifts
from detente.conflict.reading.sources import SOURCE_KEYS as SOURCE_KEYS
from detente.conflict.reading.sources import SOURCE_TEXTS as SOURCE_TEXTS
from detente.conflict.reading.sources import read_sources
from detente.conflict.reading.states import StateScope, read_named_states, read_start
from detente.conflict.reading.terms import read_terms
from detente.conflict.reading.timeline import read_timeline
from detente.conflict.reading.ultimatums import read_ultimatums
from detente.conflict.tokens import names_in
from detente.conflict.yamltree import Mapping, Node, Scalar, Sequence, read_tree
from detente.conflict.yamltree import decode as decode

VERSION = 1
REQUIRED = ("detente", "title", "decision_makers")
KEYS = (
    *REQUIRED,
    "about",
    "citation",
    "language",
    "sources",
    "status_quo",
    "conditions",
    "rules",
    "states",
    "moves",
    "preferences",
    "factions",
    "perspectives",
    "published",
    "ultimatums",
    "terms",
    "shifts",
    "timeline",
    "phases",
    "beliefs",
    "include",
    "confidential",
)
CONDITION_KEYS = ("that", "text", "otherwise")
_MOST_SHOWN = 8


def read_conflict(
    text: str, file: str = "<text>", *, folder: str | None = None, as_party: str | Sequence_[str] = ()
) -> Conflict:
    """Read a conflict file.

    Parameters
    ----------
    text : str
        The file's text: YAML, or JSON of the same shape.
    file : str
        Its name, for messages.
    folder : str, optional
        Where the files of parties stand that it includes; without it none is read, and what they hold is missing.
    as_party : str or sequence of str
        Whose confidential wishes may be shown (see decision 0015). Those of the others are computed with, and told in
        no text, no file and no message.

    Returns
    -------
    Conflict

    Raises
    ------
    ConflictFileError
        With every mistake found: file, line, column, what is allowed, the nearest match.
    UnknownNameError
        Where `as_party` names no decision maker.

    Examples
    --------
    >>> conflict = read_conflict('''
    ... detente: 1
    ... title: A toll road
    ... decision_makers:
    ...   city: {options: {build: build the road}}
    ... ''')
    >>> conflict.option_ids
    ('city.build',)
    """
    readers = (as_party,) if isinstance(as_party, str) else tuple(dict.fromkeys(as_party))
    try:
        root, problems = read_tree(text, file)
    except ConflictFileError as error:
        may_mark = next(marks_of(text), None) is not None or tags_of(text)
        raise _without_words(error) if may_mark else error from None
    ctx = Context(file, problems)
    if not isinstance(root, Mapping):
        ctx.expected(root, "a conflict file", "a mapping ('key: value' lines)")
        raise ConflictFileError(ctx.problems)
    _check_version(ctx, root)
    fields = ctx.fields(root, "a conflict file", KEYS, REQUIRED)
    conflict = _read(ctx, root, fields, folder, readers)
    if ctx.problems:
        raise ConflictFileError(ctx.problems)
    ctx.warnings.extend(lookalikes.warnings(_texts(ctx, root), _names(conflict)))
    added = [f"{dm}.{o.id}" for overlay in _overlays(conflict) for dm, o in overlay.add_options]
    numbering = tuple(dict.fromkeys((*conflict.option_ids, *added)))
    return replace(
        conflict,
        numbering=numbering,
        vocabulary=conflict.statements_written(),
        warnings=tuple(ctx.warnings),
        file=file,
    )


def _without_words(error: ConflictFileError) -> ConflictFileError:
    """Tell where a file is no YAML that marks something as confidential, and nothing of what stands there."""
    told = (
        "no readable YAML; the file marks something as confidential, so that nothing of it is repeated here"
    )
    return ConflictFileError(Problem(p.place, told) for p in error.problems)


def _texts(ctx: Context, root: Node) -> Iterator[tuple[Place, str]]:
    """Give every word and text of a file with its place."""
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Scalar):
            if not node.text.isascii():
                yield ctx.place(node), node.text
        elif isinstance(node, Mapping):
            waiting += [part for pair in reversed(node.items) for part in reversed(pair)]
        elif isinstance(node, Sequence):
            waiting += reversed(node.items)


def _names(conflict: Conflict) -> Iterator[tuple[Place, str]]:
    """Give what a file names its parties, options, states, conditions, sources and accounts, and what it calls them."""
    for maker in conflict.decision_makers:
        yield from ((maker.at, name) for name in (maker.id, maker.name, maker.short) if name)
    owned = [(maker.id, option) for maker in conflict.decision_makers for option in maker.options]
    owned += [pair for overlay in _overlays(conflict) for pair in overlay.add_options]
    for dm, option in owned:
        yield from ((option.at, n) for n in (f"{dm}.{option.id}", option.text, option.short) if n)
    named = [(s.at, s.name, s.text) for s in conflict.states]
    named += [(d.at, d.name, d.text) for d in conflict.definitions]
    named += [(s.at, s.id, "") for s in conflict.sources]
    named += [(p.at, p.id, "") for p in conflict.perspectives]
    named += [(u.at, u.id, u.text) for u in conflict.ultimatums]
    named += [(e.at, e.id, "") for e in conflict.timeline]
    named += [(p.at, p.id, "") for p in conflict.phases]
    yield from ((at, name) for at, *names in named for name in names if name)


def _overlays(conflict: Conflict) -> Iterator[Overlay]:
    """Give what accounts and phases change, and what parties believe."""
    accounts = [p.overlay for p in conflict.perspectives]
    yield from accounts
    yield from (overlay for phase in conflict.phases for overlay in phase.overlays)
    yield from (b.overlay for b in (*conflict.beliefs, *(b for o in accounts for b in o.beliefs)))


def _check_version(ctx: Context, root: Mapping) -> None:
    for key, value in root.items:
        if key.text != "detente":
            continue
        text = value.text if isinstance(value, Scalar) else ""
        if text.isascii() and text.isdigit() and len(text) < 6 and int(text) > VERSION:
            ctx.error(
                value, f"format version {text}; this version of détente reads version {VERSION}: update it"
            )
            raise ConflictFileError(ctx.problems)
        if text != str(VERSION):
            ctx.error(value, f"'detente' gives the version of the format: write 'detente: {VERSION}'")


def _read(  # noqa: PLR0915 (a line or two for each section)
    ctx: Context, root: Mapping, fields: dict[str, Node], folder: str | None, readers: tuple[str, ...]
) -> Conflict:
    sources = read_sources(ctx, fields["sources"]) if "sources" in fields else ()
    ctx.source_ids = {s.id: s for s in sources}
    condition_names = _condition_names(fields.get("conditions"))
    makers = (
        read_decision_makers(ctx, fields["decision_makers"], condition_names)
        if "decision_makers" in fields
        else ()
    )
    conflict = Conflict(
        ctx.text(fields.get("title"), "'title'", 300),
        makers,
        about=ctx.text(fields.get("about"), "'about'"),
        citation=ctx.text(fields.get("citation"), "'citation'"),
        language=_language(ctx, fields.get("language")),
        sources=sources,
    )
    closed = read_confidential(ctx, root, [d.id for d in makers], folder, readers)
    if "moves" in fields:
        conflict = _graph_form(ctx, fields, conflict, condition_names)
    if "conditions" in fields:
        conflict = replace(conflict, definitions=_definitions(ctx, fields["conditions"], conflict.scope()))
    scope = conflict.scope()
    if "rules" in fields:
        conflict = replace(conflict, rules=read_rules(ctx, fields["rules"], scope))
    if "states" in fields and not conflict.graph_form:
        before = len(ctx.problems)
        conflict = replace(conflict, states=read_named_states(ctx, fields["states"], scope))
        if len(ctx.problems) > before and not conflict.option_ids and "moves" not in fields:
            ctx.error(
                fields["states"],
                "nobody has options; states that are given as such need 'moves' between them",
            )
    states = StateScope(scope, [s.name for s in conflict.states])
    for rule in conflict.rules:
        if rule.kind == "same" and rule.given_id and rule.id in states.names:
            message = (
                f"the id {quoted(rule.id)} is a state's name too; the id of a rule 'same' names its state"
            )
            ctx.problems.append(Problem(rule.at, message))
    if "status_quo" in fields:
        conflict = replace(conflict, status_quo=read_start(ctx, fields["status_quo"], states))
    own = (
        read_preference_section(ctx, fields["preferences"], conflict, patches=False)
        if "preferences" in fields
        else {}
    )
    given = "preferences" in fields or "perspectives" not in fields
    found = closed.preferences(BASE, own, conflict, patches=False, whole=given)
    whole: dict[str, Preferences] = {k: v for k, v in found.items() if not isinstance(v, tuple)}
    conflict = replace(conflict, preferences=whole)
    if "preferences" in fields:
        missing = [d.id for d in makers if d.id not in whole]
        if missing and "perspectives" not in fields and not ctx.problems:
            message = (
                f"no preferences of {', '.join(missing)}; write '{missing[0]}: []' where all states are alike"
            )
            ctx.error(fields["preferences"], message, "preferences")
    if "terms" in fields:
        conflict = replace(conflict, terms=read_terms(ctx, fields["terms"], conflict))
    conflict = _with_wishes(ctx, conflict, closed)
    if "shifts" in fields:
        conflict = replace(conflict, shifts=read_shifts(ctx, fields["shifts"], conflict))
    if "perspectives" in fields:
        conflict = replace(
            conflict, perspectives=read_perspectives(ctx, fields["perspectives"], conflict, closed)
        )
    if "phases" in fields:
        conflict = replace(conflict, phases=read_phases(ctx, fields["phases"], conflict, closed))
    if "timeline" in fields:  # after the perspectives, whose options it may name
        conflict = replace(conflict, timeline=read_timeline(ctx, fields["timeline"], conflict))
    if "ultimatums" in fields:
        conflict = replace(conflict, ultimatums=read_ultimatums(ctx, fields["ultimatums"], conflict))
    if "factions" in fields:  # after the perspectives, whose options factions must not name
        conflict = replace(conflict, factions=read_factions(ctx, fields["factions"], conflict))
    if "published" in fields:
        conflict = replace(conflict, published=read_published(ctx, fields["published"], conflict))
    closed.unread(p.id for p in conflict.perspectives)
    closed.finish()
    conflict = replace(
        conflict,
        sources=(*conflict.sources, *closed.sources),
        closed=closed.close(d.id for d in makers),
        readers=readers,
    )
    conflict = with_beliefs(ctx, fields, conflict)
    return conflict if ctx.problems else keep_sources(conflict)


def _with_wishes(ctx: Context, conflict: Conflict, closed: Confidential) -> Conflict:
    """Add what the parties' own files say of the terms."""
    terms = conflict.terms
    if terms is None:
        for file in closed.files.values():
            if WISHES in file.fields:
                told = "the conflict file has no 'terms' that anybody could have wishes about"
                file.ctx.error(file.fields[WISHES], told)
        return conflict
    found = closed.wishes(BASE, terms.wishes, conflict, patches=False)
    return replace(
        conflict, terms=replace(terms, wishes={k: w for k, w in found.items() if not isinstance(w, tuple)})
    )


def _graph_form(ctx: Context, fields: dict[str, Node], conflict: Conflict, names: frozenset[str]) -> Conflict:
    """Read the states and the moves of a conflict that is given by these and not by options."""
    for maker in conflict.decision_makers:
        if maker.options:
            at = maker.options[0].at
            message = "a conflict is given by options, or by 'states' and 'moves'; this file has both"
            ctx.add([Problem(at, message)])
            break
    if "states" not in fields:
        ctx.error(fields["moves"], "'moves' lead from state to state: the file needs the key 'states'")
        return conflict
    states = read_given_states(ctx, fields["states"], names)
    moves = read_moves(ctx, fields["moves"], conflict.decision_makers, [s.name for s in states])
    arcs = {dm: tuple(pairs) for dm, pairs in moves.items()}
    makers = tuple(replace(d, options=()) for d in conflict.decision_makers)
    return replace(conflict, decision_makers=makers, states=states, arcs=arcs)


def _language(ctx: Context, node: Node | None) -> str:
    """Read the language of the texts: one that answers can be said in."""
    told = ctx.text(node, "'language'", 20)
    if told and told not in LANGUAGES and node is not None:
        ctx.error(node, f"no language {quoted(told)}{choices(told, LANGUAGES)}")
        return LANGUAGES[0]
    return told or LANGUAGES[0]


def _condition_names(node: Node | None) -> frozenset[str]:
    return frozenset(key.text for key, _ in node.items) if isinstance(node, Mapping) else frozenset()


def _definitions(ctx: Context, node: Node, scope: Scope) -> tuple[Definition, ...]:
    """Read named conditions, which may stand on one another in any order, but not in a circle.

    Each is read after those that it uses. One that is wrong stays known, so that its uses are not told too.
    """
    entries: dict[str, _Entry] = {}
    for key, value in ctx.mapping(node, "'conditions'", MOST_ITEMS):
        id = ctx.id(key, "a condition", entries)
        if id is not None:
            entries[id] = _entry(ctx, key, value)
    found: dict[str, Definition] = {}
    names = tuple(entries)
    # A name that is not found yet stands in a condition that cannot be split into names: that is told.
    inner = replace(scope, condition=lambda n: found[n].that if n in found else None, names=names)
    for start in names:
        if start in found:
            continue
        path = {start: iter(entries[start].uses)}
        while path:
            name, uses = next(reversed(path.items()))
            used = next((u for u in uses if u in entries and u not in found), None)
            if used is None or used in path:
                entry = entries[name]
                if used is not None:
                    chain = [*path, used][[*path].index(used) :][-_MOST_SHOWN:]
                    ctx.error(entry.key, f"conditions stand on one another in a circle: {' -> '.join(chain)}")
                    entry = replace(entry, body=None)
                found[name] = _define(ctx, name, entry, inner)
                del path[name]
            else:
                path[used] = iter(entries[used].uses)
    return tuple(found[name] for name in names)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A named condition that is still to be read."""

    key: Scalar
    body: Node | None
    text: str
    otherwise: str
    uses: tuple[str, ...]


def _entry(ctx: Context, key: Scalar, value: Node) -> _Entry:
    text = otherwise = ""
    body: Node | None = value
    if isinstance(value, Mapping):
        fields = ctx.fields(value, "a named condition", CONDITION_KEYS, ("that",))
        text, body = ctx.text(fields.get("text"), "'text'"), fields.get("that")
        otherwise = ctx.text(fields.get("otherwise"), "'otherwise'")
    uses: tuple[str, ...] = ()
    if isinstance(body, Scalar):
        with suppress(ConditionError):  # told when the condition is read
            uses = names_in(body.text[: MOST_CHARACTERS + 1])
    return _Entry(key, body, text, otherwise, uses)


def _define(ctx: Context, name: str, entry: _Entry, scope: Scope) -> Definition:
    parsed = ctx.condition(entry.body, scope) if entry.body is not None else None
    that, written = parsed or (Condition(), "")
    return Definition(name, that, written, entry.text, entry.otherwise, at=ctx.place(entry.key))
