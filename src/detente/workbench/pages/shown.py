"""The pages about a folder and its files."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from detente import catalogue
from detente.conflict import DetenteError, Problem, UnknownNameError
from detente.conflict.editing import EditError
from detente.conflict.forms import composed
from detente.conflict.withheld import with_as
from detente.workbench.edits.lexicon import lexicon
from detente.workbench.edits.phrases import example, suggested, suggestions
from detente.workbench.files.closed import refuse
from detente.workbench.files.documents import Document
from detente.workbench.files.folder import Folder
from detente.workbench.pages import graphs, tabled, views
from detente.workbench.pages.inviting import invitation
from detente.workbench.pages.templating import Pages
from detente.workbench.pages.titles import examples, listed
from detente.workbench.questions import asking, fitting
from detente.workbench.questions.answers import Answers, Read
from detente.workbench.questions.failing import failed
from detente.workbench.questions.labels import FORMS, title

PAGES = ("answer", "table", "wishes", "graph", "questions", "text", "report")
LOOKS = 0.05  # seconds after which work that takes longer looks whether the file is still what it is about
NEW = """detente: 1
title: {title}
status_quo: []
decision_makers: {{}}
rules: []
preferences: {{}}
"""
Form = dict[str, str]


class Shown:
    """The folder, its files, and the pages about a file."""

    def __init__(self, folder: Folder, token: str, seconds: float) -> None:
        self.folder = folder
        self.answers = Answers(seconds, folder=str(folder.root), readers=folder.readers)
        self.pages = Pages("/" + token)
        self.jobs = asking.Jobs()

    # -- the folder ----------------------------------------------------------------------------------------------------

    def home(self, request: Request, form: Form) -> Response:
        """Show the files of the folder, and how to make one."""
        if self.folder.only:
            return self._to(self.folder.only, "answer")
        return self._home()

    def _home(self, problem: str = "", status: int = 200, typed: str = "") -> Response:
        return self.pages.page(
            "home.html",
            status=status,
            files=listed(self.folder),
            examples=examples(),
            folder=self.folder.root.name,
            problem=problem,
            typed=typed,
        )

    def new(self, request: Request, form: Form) -> Response:
        """Make a file: from nothing, or from one of the catalogue."""
        from detente.conflict.editing import Put, edited

        title = " ".join(form.get("title", "").split())
        source = form.get("from", "")
        try:
            if source:
                if source not in catalogue.names():
                    raise UnknownNameError("conflict of the catalogue", source, catalogue.names())
                text = (catalogue.FOLDER / f"{source}.yaml").read_text(encoding="utf-8")
                name = self.folder.create(form.get("name") or self.folder.free(source), text)
                return self._to(name, "answer")
            if not title:
                raise EditError("give it a title: what the dispute is called")
            text = edited(NEW.format(title="x"), Put(("title",), title))
            name = self.folder.create(form.get("name") or self.folder.free(_file_name(title)), text)
        except DetenteError as error:
            return self._home(str(error), 422, form.get("title", ""))
        return self._to(name, "table")

    def _to(self, name: str, page: str, **query: str) -> Response:
        tail = "?" + "&".join(f"{k}={quote(v, safe='')}" for k, v in query.items() if v) if query else ""
        return RedirectResponse(f"{self.pages.base}/c/{quote(name, safe='')}/{page}{tail}", 303)

    # -- one file ------------------------------------------------------------------------------------------------------

    def _found(self, request: Request) -> tuple[Document, Read]:
        document = self.folder.document(request.path_params["name"])
        version = document.read()
        if self.answers.holds(version).owners:
            return document, Read(version, None, self._mistakes(document.name), id=self.answers.id(version))
        return document, self.answers.read(document.name, version)

    def _including(self, name: str) -> list[Document]:
        """Give the files that include the file of a party."""
        found = []
        for document in [self.folder.document(n) for n in self.folder.names() if n != name]:
            with suppress(DetenteError):
                included = self.answers.holds(document.read()).includes
                found += [document] if any(path == name for path, _ in included) else []
        return found

    def _mistakes(self, name: str) -> tuple[Problem, ...]:
        """Give the mistakes in the file of a party: those that the files find that include it."""
        reads = [self.answers.read(d.name, d.read()) for d in self._including(name)]
        return tuple(p for read in reads for p in read.problems if p.place.file == name)

    def _hidden(self, document: Document) -> tuple[str, ...]:
        """Give the parties of whom a file holds what may not be shown; of one that cannot be read nothing is told."""
        held = self.answers.holds(document.read())
        hidden = held.hidden(self.folder.readers)
        refuse(() if held.readable else hidden)
        return hidden

    @staticmethod
    def _steps(document: Document, found: Read) -> dict[str, Any]:
        """Give what can be undone and done again; nothing where a version holds what may not be shown."""
        undo, redo = ("", "") if found.hidden else document.steps()
        return {"undo": undo, "redo": redo}

    def page(self, request: Request, form: Form, problem: object = "", status: int = 200) -> Response:
        """Show a page about a file."""
        page = request.path_params["page"]
        if page not in PAGES:
            raise UnknownNameError("page", page, PAGES)
        document, found = self._found(request)
        if page != "text" and self.answers.holds(found.version).owners:
            return self._to(document.name, "text")
        shape = views.shape(found.version.text, found.hidden)
        about: dict[str, Any] = {
            "page": page,
            "lang": views.language(found),
            "name": document.name,
            "version": found.version.id,
            "seen": found.id,
            "shape": shape,
            "title": found.conflict.title if found.conflict else shape.title or document.name,
            "sound": found.conflict is not None,
            "problems": views.problems_of(found),
            "count": len(found.problems),
            "problem": problem,
            "invited": invitation(found.problems, shape),
            **self._steps(document, found),
            "lost": document.lost,
        }
        about |= getattr(self, f"_{page}")(request, document, found, shape)
        return self.pages.page(f"{page}.html", status=status, **about)

    def _answer(self, request: Request, document: Document, found: Read, shape: Any) -> dict[str, Any]:
        return self._first(document, found)

    def _first(self, document: Document, found: Read, *, led: bool = True) -> dict[str, Any]:
        """Give the answer that is there at once."""
        if found.conflict is None:
            return {"told": None}
        try:
            return {"told": views.brief(self.answers, document, found, whole=False, led=led), "fault": []}
        except DetenteError as error:
            return {"told": None, "fault": failed(error)}

    def _table(self, request: Request, document: Document, found: Read, shape: Any) -> dict[str, Any]:
        return {
            "outcomes": views.outcomes(self.answers, found),
            "rules": tabled.rules(found.conflict, shape.root),
            "ultimatums": tabled.ultimatums(found.conflict, shape.root),
            "today": tabled.today(found.conflict),
            "suggested": suggestions(lexicon(shape.root)),
        }

    def _wishes(self, request: Request, document: Document, found: Read, shape: Any) -> dict[str, Any]:
        ids = [p.id for p in shape.parties]
        party = composed(request.query_params.get("party") or str(request.path_params.get("party", "")))
        party = party if party in ids else (ids[0] if ids else "")
        hands = views.hands(found, shape, party) if party else []
        known = lexicon(shape.root, party)
        lists, offered = suggested(shape.root, party, [h.account for h in hands])
        return self._first(document, found, led=False) | {
            "party": party,
            "hands": hands,
            "names": dict(shape.accounts) | {"base": ""},
            "based": isinstance(shape.root.get("preferences"), dict) if shape.root else False,
            "rankings": {h.account: views.ranked(self.answers, found, party, h.account) for h in hands},
            "vocabulary": views.vocabulary(found, shape),
            "lists": lists,
            "suggestions": offered,
            "example": example(known),
        }

    def _graph(self, request: Request, document: Document, found: Read, shape: Any) -> dict[str, Any]:
        return graphs.page(self.answers, found, request.query_params)

    def _questions(self, request: Request, document: Document, found: Read, shape: Any) -> dict[str, Any]:
        groups, others = fitting.sorted_out(found.conflict)
        return {"groups": groups, "others": others, "forms": FORMS, "title_of": title}

    def _text(self, request: Request, document: Document, found: Read, shape: Any) -> dict[str, Any]:
        if found.hidden:
            return {"text": "", "closed": with_as(found.hidden)}
        owner = self.answers.holds(found.version).owners
        names = [d.name for d in self._including(document.name)] if owner else []
        return {"text": found.version.text, "owner": ", ".join(sorted(owner)), "included": ", ".join(names)}

    def _report(self, request: Request, document: Document, found: Read, shape: Any) -> dict[str, Any]:
        return {}

    def version(self, request: Request, form: Form) -> Response:
        """Say which version of a file there is: pages ask that every second."""
        document = self.folder.document(request.path_params["name"])
        return JSONResponse({"version": self.answers.id(document.read())})

    def part(self, request: Request, form: Form) -> Response:
        """Give more of the brief, or the whole of it, to take the place of what was there at once."""
        document, found = self._found(request)
        here = f"{self.pages.base}/c/{quote(document.name, safe='')}"
        soon = request.query_params.get("soon") == "1"
        stopped = self._changed(document, found)
        try:
            told = views.brief(self.answers, document, found, whole=not soon, soon=soon, stopped=stopped)
        except DetenteError as error:
            if stopped():
                return Response(status_code=409)
            return self.pages.part("wrong.html", fault=failed(error), lang=views.language(found))
        if soon:
            return self.pages.part("soon.html", told=told, here=here, lang=views.language(found))
        return self.pages.part(
            "brief.html",
            lang=views.language(found),
            told=told,
            pins=views.scenarios(self.answers, document, found),
            here=here,
            version=found.version.id,
        )

    def _changed(self, document: Document, found: Read) -> Callable[[], bool]:
        """Give what tells whether a file has changed since: what nobody waits for is not gone on with.

        It is asked in every long loop, and looks at the file now and then.
        """
        last, gone = time.monotonic(), False

        def changed() -> bool:
            nonlocal last, gone
            if not gone and time.monotonic() - last >= LOOKS:
                last = time.monotonic()
                try:
                    gone = self.answers.id(document.read()) != found.id
                except DetenteError:
                    gone = True
            return gone

        return changed


def _file_name(title: str) -> str:
    words = "".join(c if c.isalnum() else " " for c in title).split()
    name = "".join(c for c in "-".join(words[:6]).lower() if not unicodedata.combining(c))  # as of İ
    return name[:60] or "conflict"
