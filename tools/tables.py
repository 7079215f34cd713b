"""The tables of the reference pages, made from the registry of questions and from the types of their answers.

In a page they stand between ``<!-- table: NAME -->`` and ``<!-- end -->``; `make refresh` fills them in, and a test
holds the pages to them.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator

import msgspec

from detente.answers import Value
from detente.cli.parser import find_question, question_names
from detente.questions.question import Argument

BETWEEN = re.compile(r"(<!-- table: (?P<name>\w+) -->\n)(?P<body>.*?)(<!-- end -->\n)", re.S)
SHARED = {
    "perspective": ("`-p`, `--perspective NAME`", "the account to follow; without it all, and with `--json`, `.csv`, "
                    "`.jsonl` the first in the file, which standard error says"),
    "perspectives": ("`-p`, `--perspective NAME`", "only these accounts (say it several times)"),
    "concepts": ("`-c`, `--concepts LIST`", "concepts by their [keys](../concepts/index.md), joined by commas; "
                 "without it `nash`, `gmr`, `smr`, `seq`"),
    "classical": ("`-c`, `--concepts LIST`", "of `nash`, `gmr`, `smr`, `seq`, joined by commas; without it all four"),
}  # fmt: skip


def questions() -> str:
    """List the questions: the command, what it answers, its page."""
    rows = []
    for name, asks in question_names().items():
        page = find_question(name).page
        rows.append(f"| `{name}` | {asks} | [how](../{page}) |")
    return _table("| Command | What it answers | |", rows)


def arguments() -> str:
    """List the arguments of each question."""
    rows = []
    for name in question_names():
        question = find_question(name)
        told = [_argument(a) for a in question.arguments if a.positional]
        told += [
            SHARED[t] for t in ("perspective", "perspectives", "concepts", "classical") if t in question.takes
        ]
        told += [_argument(a) for a in question.arguments if not a.positional]
        for k, (flag, help) in enumerate(told):
            rows.append(f"| {f'`{name}`' if k == 0 else ''} | {flag} | {help} |")
    return _table("| Command | Argument | What it does |", rows)


def _argument(argument: Argument) -> tuple[str, str]:
    metavar = argument.metavar or argument.name.upper()
    value = " ".join(metavar) if isinstance(metavar, tuple) else metavar
    if argument.positional:
        return f"`[{value}]`", argument.help
    flag = f"--{argument.name.replace('_', '-')}"
    full = (
        flag
        if argument.kind == "flag"
        else f"{flag} [{value}]"
        if argument.const is not None
        else f"{flag} {value}"
    )
    short = f"`-{argument.short}`, " if argument.short else ""
    more = " (say it several times)" if argument.many and "several times" not in argument.help else ""
    return f"{short}`{full}`".replace("|", "\\|"), argument.help.replace("|", "\\|") + more


def answers() -> str:
    """Describe the types of all answers: first what they share, then those of each question."""
    kinds: dict[type[Value], list[str]] = {}
    for name in question_names():
        for kind in find_question(name).answers():
            for found in _reached(kind):
                kinds.setdefault(found, []).append(name)
    shared = [k for k, names in kinds.items() if k.__module__.startswith("detente.answers")]
    parts = [
        "### What all answers share\n",
        *(_type(k) for k in sorted(shared, key=lambda k: k.__name__ != "Answer")),
    ]
    for name in question_names():
        own = [k for k in kinds if _home(k) == name]
        if own:
            parts += [f"### `{name}`\n", *(_type(k) for k in own)]
    return "\n".join(parts)


def _home(kind: type[Value]) -> str:
    parts = kind.__module__.split(".")
    if parts[1] == "questions":
        return parts[2]
    return {"BriefAnswer": "brief", "ReportAnswer": "report"}.get(
        kind.__name__, "brief" if parts[1] == "reports" else ""
    )


def _reached(kind: type[Value]) -> Iterator[type[Value]]:
    """Give a type and the types of its fields, each once; a base that is an answer itself first."""
    seen: dict[type[Value], None] = {}
    waiting: list[type[Value]] = [kind]
    while waiting:
        found = waiting.pop(0)
        if found in seen:
            continue
        seen[found] = None
        waiting += [
            base for base in found.__mro__[1:] if issubclass(base, Value) and msgspec.structs.fields(base)
        ]
        for field in msgspec.structs.fields(found):
            waiting += [k for k in _kinds(field.type) if k not in seen]
    yield from seen


def _kinds(annotation: object) -> Iterator[type[Value]]:
    if isinstance(annotation, type) and issubclass(annotation, Value):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _kinds(part)


def _type(kind: type[Value]) -> str:
    described = _attributes(kind)
    inherited = {
        f.name for base in kind.__mro__[1:] if issubclass(base, Value) for f in msgspec.structs.fields(base)
    }
    rows = [
        f"| `{f.name}` | {_written(f.type)} | {described.get(f.name, '')} |"
        for f in msgspec.structs.fields(kind)
        if f.name not in inherited
    ]
    lead = (inspect.getdoc(kind) or "").split("\n\n")[0].replace("\n", " ")
    return f"**{kind.__name__}**: {lead}\n\n{_table('| Key | Type | What it holds |', rows)}"


def _written(annotation: object) -> str:
    """Write a type as a reader of JSON would: ``state``, ``number``, ``list of state``, ``Span or null``."""
    name = getattr(annotation, "__name__", "")
    origin = getattr(annotation, "__origin__", None)
    args: tuple[object, ...] = getattr(annotation, "__args__", ())
    meta = getattr(annotation, "__metadata__", ())
    if meta:
        return "place of a state" if args[0] is int else "number in digits"
    if "Literal" in str(annotation) and origin is not None and not name.startswith("tuple"):
        return " or ".join(f"`{a!r}`" if not isinstance(a, str) else f"`{a}`" for a in args)
    if origin is tuple:
        inner = [a for a in args if a is not ...]
        if len(args) == 2 and args[1] is ...:
            return f"list of {_written(inner[0])}"
        return f"list of {len(inner)}: {', '.join(map(_written, inner))}"
    if origin is dict:
        return f"object: {_written(args[0])} to {_written(args[1])}"
    if args:
        told = [_written(a) for a in args if a is not type(None)]
        return " or ".join(told + (["null"] if type(None) in args else []))
    return {
        "str": "text",
        "int": "number",
        "float": "number",
        "bool": "true or false",
        "NoneType": "null",
    }.get(name, name)


def _attributes(kind: type) -> dict[str, str]:
    """Read the section ``Attributes`` of a docstring."""
    text = inspect.getdoc(kind) or ""
    _, _, section = text.partition("Attributes\n----------\n")
    found: dict[str, str] = {}
    names: list[str] = []
    for line in section.splitlines():
        head = re.fullmatch(r"([\w, ]+?) : .*", line)
        bare = re.fullmatch(r"(\w+(?:, \w+)*)", line)
        if (head or bare) and not line.startswith(" "):
            names = [n.strip() for n in (head or bare)[1].split(",")]  # type: ignore[index]
        elif line.startswith("    "):
            for name in names:
                found[name] = f"{found.get(name, '')} {line.strip()}".strip()
        elif line.strip():
            break
    return {name: told.replace("|", "\\|").replace("``", "`").rstrip(".") for name, told in found.items()}


def _table(head: str, rows: list[str]) -> str:
    rule = "| --- " * (head.count("|") - 1) + "|"
    return "\n".join([head, rule, *rows]) + "\n"


TABLES: dict[str, Callable[[], str]] = {"questions": questions, "arguments": arguments, "answers": answers}


def with_tables(text: str) -> str:
    """Fill in the tables of a page."""
    return BETWEEN.sub(lambda m: f"{m[1]}{TABLES[m['name']]()}{m[4]}", text)
