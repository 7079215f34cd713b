"""The resources: the commented file to start from, schemas, and the catalogue's texts, briefs and reports as pages."""

from __future__ import annotations

import json
from dataclasses import dataclass

from detente import catalogue, reports
from detente.conflict import Conflict, UnknownNameError
from detente.conflict.schema import schema
from detente.questions.question import Request

SCHEME = "detente://"
PAGES = {"brief": "The brief, one page", "report": "The report"}


@dataclass(frozen=True, slots=True)
class Resource:
    """A page that can be read: where, what, and in which form."""

    uri: str
    name: str
    about: str
    kind: str


def resources() -> tuple[Resource, ...]:
    """List every resource.

    Examples
    --------
    >>> [r.uri for r in resources()][:2]
    ['detente://schema/conflict', 'detente://catalogue/battle-of-the-sexes']
    """
    found = [
        Resource(
            f"{SCHEME}schema/conflict", "schema", "The JSON Schema of conflict files", "application/json"
        )
    ]
    for name in catalogue.names():
        title = catalogue.load(name).title
        found.append(
            Resource(f"{SCHEME}catalogue/{name}", name, f"The conflict file: {title}", "application/yaml")
        )
        for page, what in PAGES.items():
            about = f"{what}: {title}"
            found.append(Resource(f"{SCHEME}{page}/{name}", f"{page}-{name}", about, "text/markdown"))
    return tuple(found)


def read_resource(uri: str) -> tuple[str, str]:
    """Give the text of a resource and its form.

    Raises
    ------
    UnknownNameError
        Where there is none of that address.
    """
    known = {r.uri: r.kind for r in resources()}
    if uri not in known:
        raise UnknownNameError("resource", uri, tuple(known))
    what, name = uri.removeprefix(SCHEME).split("/")
    if what == "schema":
        return json.dumps(schema(), ensure_ascii=False), known[uri]
    if what == "catalogue":
        return (catalogue.FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), known[uri]
    return _page(what, catalogue.load(name), name), known[uri]


def _page(what: str, conflict: Conflict, name: str) -> str:
    from detente.render import render
    from detente.reports.asking import with_defaults
    from detente.wording import Voice

    question = reports.find(what)
    request = with_defaults(question, Request(conflict, conflict.accounts))
    answers = [question.answer(result) for result in question.asked(request)]
    text = render(
        question.as_page(answers, Voice.of(conflict, answers, name), conflict, **request.given), ".md"
    )
    assert isinstance(text, str)
    return text
