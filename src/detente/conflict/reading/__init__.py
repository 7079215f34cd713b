"""From a conflict file's text to a validated `Conflict`: one module per section of the file."""

from __future__ import annotations

from dataclasses import replace

from detente.conflict.condition import Condition, Scope
from detente.conflict.errors import ConflictFileError, Problem, quoted
from detente.conflict.model import Conflict, Definition, Preferences, Source
from detente.conflict.reading.context import Context
from detente.conflict.reading.decision_makers import read_decision_makers
from detente.conflict.reading.perspectives import read_perspectives, read_preference_section
from detente.conflict.reading.published import read_published
from detente.conflict.reading.rules import read_rules
from detente.conflict.reading.states import StateScope, read_named_states, read_state
from detente.conflict.yamltree import Mapping, Node, Scalar, read_tree
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
    "preferences",
    "perspectives",
    "published",
)
RESERVED = ("ultimatums", "factions", "phases", "terms", "timeline", "beliefs")
SOURCE_KEYS = ("author", "title", "publisher", "date", "kind", "language", "doi", "url", "note")
_MOST_STACKED = 40


def read_conflict(text: str, file: str = "<text>") -> Conflict:
    """Read a conflict file.

    Parameters
    ----------
    text : str
        The file's text: YAML, or JSON of the same shape.
    file : str
        Its name, for messages.

    Returns
    -------
    Conflict

    Raises
    ------
    ConflictFileError
        With every mistake found: file, line, column, what is allowed, the nearest match.

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
    root, problems = read_tree(text, file)
    ctx = Context(file, problems)
    if not isinstance(root, Mapping):
        ctx.expected(root, "a conflict file", "a mapping ('key: value' lines)")
        raise ConflictFileError(ctx.problems)
    _check_version(ctx, root)
    for key, _ in root.items:
        if key.text in RESERVED:
            message = f"{quoted(key.text)} is reserved for a later version of the format; this version cannot read it"
            ctx.error(key, message)
    fields = ctx.fields(root, "a conflict file", (*KEYS, *RESERVED), REQUIRED)
    conflict = _read(ctx, fields)
    if ctx.problems:
        raise ConflictFileError(ctx.problems)
    return replace(conflict, warnings=tuple(ctx.warnings), file=file)


def _check_version(ctx: Context, root: Mapping) -> None:
    for key, value in root.items:
        if key.text != "detente":
            continue
        text = value.text if isinstance(value, Scalar) else ""
        if text.isascii() and text.isdigit() and len(text) < 6 and int(text) > VERSION:
            ctx.error(value, f"format version {text}; this version of détente reads version {VERSION}: update it")
            raise ConflictFileError(ctx.problems)
        if text != str(VERSION):
            ctx.error(value, f"'detente' gives the version of the format: write 'detente: {VERSION}'")


def _read(ctx: Context, fields: dict[str, Node]) -> Conflict:
    sources = _sources(ctx, fields["sources"]) if "sources" in fields else ()
    ctx.source_ids = tuple(s.id for s in sources)
    condition_names = _condition_names(ctx, fields.get("conditions"))
    makers = (
        read_decision_makers(ctx, fields["decision_makers"], condition_names) if "decision_makers" in fields else ()
    )
    conflict = Conflict(
        ctx.text(fields.get("title"), "'title'", 300),
        makers,
        about=ctx.text(fields.get("about"), "'about'"),
        citation=ctx.text(fields.get("citation"), "'citation'"),
        language=ctx.text(fields.get("language"), "'language'", 20) or "en",
        sources=sources,
    )
    if "conditions" in fields:
        conflict = replace(conflict, definitions=_definitions(ctx, fields["conditions"], conflict.scope()))
    scope = conflict.scope()
    if "rules" in fields:
        conflict = replace(conflict, rules=read_rules(ctx, fields["rules"], scope))
    if "states" in fields:
        conflict = replace(conflict, states=read_named_states(ctx, fields["states"], scope))
    states = StateScope(scope, [s.name for s in conflict.states])
    if "status_quo" in fields:
        conflict = replace(conflict, status_quo=read_state(ctx, fields["status_quo"], states))
    if "preferences" in fields:
        found = read_preference_section(ctx, fields["preferences"], conflict, patches=False)
        whole: dict[str, Preferences] = {k: v for k, v in found.items() if not isinstance(v, tuple)}
        conflict = replace(conflict, preferences=whole)
        missing = [d.id for d in makers if d.id not in whole]
        if missing and "perspectives" not in fields and not ctx.problems:
            message = f"no preferences of {', '.join(missing)}; write '{missing[0]}: []' where all states are alike"
            ctx.error(fields["preferences"], message)
    if "perspectives" in fields:
        conflict = replace(conflict, perspectives=read_perspectives(ctx, fields["perspectives"], conflict))
    if "published" in fields:
        conflict = replace(conflict, published=read_published(ctx, fields["published"], conflict))
    return conflict


def _sources(ctx: Context, node: Node) -> tuple[Source, ...]:
    found: list[Source] = []
    for key, value in ctx.mapping(node, "'sources'"):
        id = ctx.id(key, "a source", [s.id for s in found])
        if isinstance(value, Scalar):
            texts = (("title", ctx.text(value, "a source")),)
        else:
            fields = ctx.fields(value, "a source", SOURCE_KEYS)
            texts = tuple((k, ctx.text(v, f"'{k}'")) for k, v in fields.items())
        if id is not None:
            found.append(Source(id, texts, at=ctx.place(key)))
    return tuple(found)


def _condition_names(ctx: Context, node: Node | None) -> list[str]:
    return [key.text for key, _ in node.items] if isinstance(node, Mapping) else []


def _definitions(ctx: Context, node: Node, scope: Scope) -> tuple[Definition, ...]:
    """Read named conditions, which may stand on one another in any order, but not in a circle."""
    nodes: dict[str, tuple[Scalar, Node]] = {}
    for key, value in ctx.mapping(node, "'conditions'"):
        id = ctx.id(key, "a condition", nodes)
        if id is not None:
            nodes[id] = (key, value)
    names = tuple(nodes)
    found: dict[str, Definition | None] = {}
    stack: list[str] = []
    unknown = Condition()

    def resolve(name: str) -> Condition | None:
        if name not in nodes:
            return None
        if name in stack or len(stack) > _MOST_STACKED:
            circle = " -> ".join([*stack[stack.index(name) if name in stack else 0 :], name][:8])
            what = "in a circle" if name in stack else "too deep"
            ctx.error(nodes[stack[-1]][0], f"conditions stand on one another {what}: {circle}")
            return unknown
        if name not in found:
            stack.append(name)
            found[name] = define(name, *nodes[name])
            stack.pop()
        definition = found[name]
        return definition.that if definition is not None else unknown

    def define(name: str, key: Scalar, value: Node) -> Definition | None:
        text = ""
        body: Node | None = value
        if isinstance(value, Mapping):
            fields = ctx.fields(value, "a named condition", ("that", "text"), ("that",))
            text, body = ctx.text(fields.get("text"), "'text'"), fields.get("that")
        inner = Scope(scope.options, resolve, names)
        parsed = ctx.condition(body, inner) if body is not None else None
        return Definition(name, parsed[0], parsed[1], text, at=ctx.place(key)) if parsed else None

    for name in names:
        resolve(name)
    return tuple(d for d in (found[n] for n in names) if d is not None)
