"""The pages and what they are asked: paths, forms, answers."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs, quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from detente import catalogue
from detente.conflict import ConflictFileError, DetenteError, Problem, UnknownNameError
from detente.conflict.editing import EditError
from detente.conflict.safetext import shown
from detente.conflict.withheld import holds, with_as
from detente.workbench import asking, graphs, pairs, scenarios, views
from detente.workbench.actions import wanted
from detente.workbench.answers import Answers, Read
from detente.workbench.closed import refuse, refuse_changes
from detente.workbench.completing import offers
from detente.workbench.documents import Clash, Document
from detente.workbench.folder import Folder
from detente.workbench.pages import Pages, static
from detente.workbench.safety import App, Door, Guard

MOST_FIELDS = 300
PAGES = ("answer", "table", "wishes", "graph", "questions", "text", "report")
DOWNLOADS = {
    ".html": "text/html; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
NEW = """detente: 1
title: {title}
status_quo: []
decision_makers: {{}}
rules: []
preferences: {{}}
"""
Form = dict[str, str]


class Workbench:
    """What is behind the paths."""

    def __init__(self, folder: Folder, door: Door, seconds: float) -> None:
        self.folder = folder
        self.answers = Answers(seconds, folder=str(folder.root), readers=folder.readers)
        self.pages = Pages("/" + door.token)
        self.jobs = asking.Jobs()

    # -- the folder ----------------------------------------------------------------------------------------------------

    def home(self, request: Request, form: Form) -> Response:
        """Show the files of the folder, and how to make one."""
        if self.folder.only:
            return self._to(self.folder.only, "answer")
        return self._home()

    def _home(self, problem: str = "", status: int = 200) -> Response:
        return self.pages.page(
            "home.html",
            status=status,
            names=self.folder.names(),
            catalogue=catalogue.names(),
            folder=self.folder.root.name,
            problem=problem,
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
                name = self.folder.create(form.get("name") or source, text)
                return self._to(name, "answer")
            if not title:
                raise EditError("give it a title: what the dispute is called")
            text = edited(NEW.format(title="x"), Put(("title",), title))
            name = self.folder.create(form.get("name") or _file_name(title), text)
        except DetenteError as error:
            return self._home(str(error), 422)
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

    def page(self, request: Request, form: Form, problem: str = "", status: int = 200) -> Response:
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
            "problem": problem,
            "undo": document.steps()[0],
            "redo": document.steps()[1],
        }
        about |= getattr(self, f"_{page}")(request, document, found, shape)
        return self.pages.page(f"{page}.html", status=status, **about)

    def _answer(self, request: Request, document: Document, found: Read, shape: Any) -> dict[str, Any]:
        if found.conflict is None:
            return {"told": None}
        try:
            return {"told": views.brief(self.answers, document, found, whole=False), "fault": []}
        except DetenteError as error:
            return {"told": None, "fault": views.failed(error)}

    def _table(self, request: Request, document: Document, found: Read, shape: Any) -> dict[str, Any]:
        return {"outcomes": views.outcomes(self.answers, found)}

    def _wishes(self, request: Request, document: Document, found: Read, shape: Any) -> dict[str, Any]:
        ids = [p.id for p in shape.parties]
        party = request.query_params.get("party", "")
        party = party if party in ids else (ids[0] if ids else "")
        hands = views.hands(found, shape, party) if party else []
        return {
            "party": party,
            "hands": hands,
            "rankings": {h.account: views.ranked(self.answers, found, party, h.account) for h in hands},
            "vocabulary": views.vocabulary(found, shape),
        }

    def _graph(self, request: Request, document: Document, found: Read, shape: Any) -> dict[str, Any]:
        return graphs.page(self.answers, found, request.query_params)

    def _questions(self, request: Request, document: Document, found: Read, shape: Any) -> dict[str, Any]:
        return {"questions": views.questions()}

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
        """Give the whole brief, to take the place of what was there at once."""
        document, found = self._found(request)
        try:
            told = views.brief(self.answers, document, found, whole=True)
        except DetenteError as error:
            return self.pages.part("wrong.html", fault=views.failed(error), lang=views.language(found))
        return self.pages.part(
            "brief.html",
            lang=views.language(found),
            told=told,
            pins=views.scenarios(self.answers, document, found),
            here=f"{self.pages.base}/c/{quote(document.name, safe='')}",
            version=found.version.id,
        )

    # -- changing it ---------------------------------------------------------------------------------------------------

    def edit(self, request: Request, form: Form) -> Response:
        """Make the change that a form asks for."""
        document = self.folder.document(request.path_params["name"])
        page = form.get("page", "table")
        request.path_params["page"] = page

        def make() -> None:
            base = form.get("base", "")
            hidden = self._hidden(document)
            text = document.text_of(base) if base != document.read().id else None
            asked = wanted(document.read().text if text is None else text, form)
            refuse_changes(asked.changes, hidden)
            if len(asked.changes) == 1:
                document.change(asked.changes[0], asked.label, base)
            else:
                document.changes(asked.changes, asked.label, base)

        return self._changing(request, form, document, make)

    def text(self, request: Request, form: Form) -> Response:
        """Write the whole text."""
        document = self.folder.document(request.path_params["name"])
        request.path_params["page"] = form.get("page", "text")
        text = form.get("text", "")
        if "\r\n" not in document.read().text:  # a form sends every line end so
            text = text.replace("\r\n", "\n")

        def make() -> None:
            refuse(self._hidden(document))
            document.replace(text, "the text", form.get("base", ""))

        return self._changing(request, form, document, make)

    def complete(self, request: Request, form: Form) -> Response:
        """Say what can be typed at a place of the text."""
        at = form.get("at", "")
        if not at.isascii() or not at.isdecimal() or len(at) > 8:
            raise EditError("'at' is no number")
        found = offers(form.get("text", "").replace("\r\n", "\n"), int(at))
        told = [{"insert": o.insert, "note": o.note} for o in found.offers]
        return JSONResponse({"typed": found.typed, "offers": told})

    def pin(self, request: Request, form: Form) -> Response:
        """Pin the file as it is, take a pinned version away, take it for the file, or write it as an account."""
        document = self.folder.document(request.path_params["name"])
        request.path_params["page"] = form.get("page", "answer")
        do, base = form.get("do", ""), form.get("base", "")

        def make() -> None:
            if do == "pin":
                scenarios.pin(document.path, form.get("name", ""), document.read().text)
                return
            if do == "unpin":
                scenarios.unpin(document.path, form.get("pin", ""))
                return
            pinned = scenarios.find(document.path, form.get("pin", ""))
            if do == "take":
                document.replace(pinned.text, f"the scenario “{pinned.name}”", base)
            elif do == "as-account":
                asked = scenarios.as_accounts(document.read().text, pinned)
                refuse_changes(asked.changes, self._hidden(document))
                document.changes(asked.changes, asked.label, base)
            else:
                raise EditError(f"a form asks for '{do[:40]}', which there is not")

        return self._changing(request, form, document, make)

    def undo(self, request: Request, form: Form) -> Response:
        """Take back the last change."""
        document = self.folder.document(request.path_params["name"])
        request.path_params["page"] = form.get("page", "answer")
        return self._changing(request, form, document, document.undo)

    def redo(self, request: Request, form: Form) -> Response:
        """Make the last change again that was taken back."""
        document = self.folder.document(request.path_params["name"])
        request.path_params["page"] = form.get("page", "answer")
        return self._changing(request, form, document, document.redo)

    def _changing(
        self, request: Request, form: Form, document: Document, make: Callable[[], object]
    ) -> Response:
        page = request.path_params["page"]
        if page not in PAGES:
            raise UnknownNameError("page", page, PAGES)
        try:
            make()
        except Clash as clash:
            told = (clash.theirs.text, clash.mine)
            hidden = any(holds(text).hidden(self.folder.readers) for text in told)
            return self.pages.page(
                "clash.html",
                status=409,
                page=page,
                lang=views.language(self.answers.read(document.name, clash.theirs)),
                name=document.name,
                title=document.name,
                version=clash.theirs.id,
                differences=views.side_by_side(clash.mine, clash.theirs.text) if not hidden else (),
                mine=clash.mine if not hidden else "",
            )
        except DetenteError as error:
            return self.page(request, form, str(error), 422)
        return self._to(document.name, page, party=form.get("party", "") if page == "wishes" else "")

    # -- pairs of outcomes ---------------------------------------------------------------------------------------------

    def pairs(self, request: Request, form: Form) -> Response:
        """Ask which of two outcomes a party would prefer."""
        document, found = self._found(request)
        return self.pages.page(
            "pairs.html",
            page="wishes",
            name=document.name,
            version=found.version.id,
            seen=found.id,
            title=found.conflict.title if found.conflict else document.name,
            sound=found.conflict is not None,
            problems=views.problems_of(found),
            undo=document.steps()[0],
            redo=document.steps()[1],
            lang=views.language(found),
            **pairs.page(self.answers, found, request.query_params),
        )

    # -- questions -----------------------------------------------------------------------------------------------------

    def question(self, request: Request, form: Form) -> Response:
        """Show the form of a question and, where it is asked, its answer."""
        document, found = self._found(request)
        question = asking.find_question(request.path_params["question"])
        about = asking.asked(self.answers, self.jobs, document.name, found, question, request.query_params)
        return self.pages.page(
            "question.html",
            page="questions",
            lang=views.language(found),
            name=document.name,
            version=found.version.id,
            seen=found.id,
            title=found.conflict.title if found.conflict else document.name,
            sound=found.conflict is not None,
            problems=views.problems_of(found),
            undo=document.steps()[0],
            redo=document.steps()[1],
            question=question,
            **about,
        )

    def stop(self, request: Request, form: Form) -> Response:
        """Stop a question that takes long."""
        self.jobs.stop(form.get("job", ""))
        return self._to(request.path_params["name"], "questions")

    def report(self, request: Request, form: Form) -> Response:
        """Give brief or report as a file of its own."""
        from detente.render import render

        document, found = self._found(request)
        kind, ending = request.path_params["kind"], "." + request.path_params["ending"]
        if kind not in ("brief", "report") or ending not in DOWNLOADS:
            raise UnknownNameError("file", f"{kind}{ending}", ["report.html", "report.docx", "brief.html"])
        if found.conflict is None:
            raise ConflictFileError(found.problems)
        given = {"appendix": request.query_params.get("appendix") == "1"} if kind == "report" else {}
        told = self.answers.ask(found, kind, found.conflict.accounts, given)
        content = render(told.page, ending)
        name = quote(document.path.stem + f"-{kind}{ending}", safe="")
        return Response(
            content,
            media_type=DOWNLOADS[ending],
            headers={"content-disposition": f"attachment; filename*=UTF-8''{name}"},
        )

    def static(self, request: Request, form: Form) -> Response:
        """Give a file of the package: a style, a script."""
        return static(request.path_params["file"])


def _file_name(title: str) -> str:
    words = "".join(c if c.isalnum() else " " for c in title).split()
    return "-".join(words[:6]).lower()[:60] or "conflict"


def application(folder: Folder, door: Door, seconds: float) -> App:
    """Give the workbench as an application, behind its door."""
    bench = Workbench(folder, door, seconds)

    def at(make: Callable[[Request, Form], Response]) -> Callable[[Request], Any]:
        async def endpoint(request: Request) -> Response:
            form: Form = {}
            if request.method == "POST":
                kind = request.headers.get("content-type", "").split(";")[0].strip()
                if kind != "application/x-www-form-urlencoded":
                    return PlainTextResponse("a form is sent as application/x-www-form-urlencoded\n", 415)
                try:
                    body = (await request.body()).decode("utf-8")
                    fields = parse_qs(body, True, bool(body), max_num_fields=MOST_FIELDS)
                except (UnicodeDecodeError, ValueError):
                    return PlainTextResponse("this is no form\n", 400)
                form = {k: v[-1] for k, v in fields.items()}
            return await run_in_threadpool(_safely, bench, make, request, form)

        return endpoint

    named = "/c/{name}"
    routes = [
        Route("/", at(bench.home), methods=["GET"]),
        Route("/new", at(bench.new), methods=["POST"]),
        Route("/static/{file}", at(bench.static), methods=["GET"]),
        Route(named + "/version", at(bench.version), methods=["GET"]),
        Route(named + "/part", at(bench.part), methods=["GET"]),
        Route(named + "/edit", at(bench.edit), methods=["POST"]),
        Route(named + "/text", at(bench.text), methods=["POST"]),
        Route(named + "/complete", at(bench.complete), methods=["POST"]),
        Route(named + "/pin", at(bench.pin), methods=["POST"]),
        Route(named + "/undo", at(bench.undo), methods=["POST"]),
        Route(named + "/redo", at(bench.redo), methods=["POST"]),
        Route(named + "/pairs", at(bench.pairs), methods=["GET"]),
        Route(named + "/stop", at(bench.stop), methods=["POST"]),
        Route(named + "/ask/{question}", at(bench.question), methods=["GET"]),
        Route(named + "/file/{kind}.{ending}", at(bench.report), methods=["GET"]),
        Route(named + "/{page}", at(bench.page), methods=["GET"]),
    ]
    return Guard(Starlette(routes=routes), door)


def _safely(
    bench: Workbench, make: Callable[[Request, Form], Response], request: Request, form: Form
) -> Response:
    """Answer; to the script of a page what is refused is an answer to show, with its number beside it."""
    found = _told(bench, make, request, form)
    if "x-workbench" in request.headers and 400 <= found.status_code < 500:
        found.headers["x-status"] = str(found.status_code)
        found.status_code = 200
    return found


def _told(
    bench: Workbench, make: Callable[[Request, Form], Response], request: Request, form: Form
) -> Response:
    """Answer; what cannot be is said in a sentence, never with a traceback."""
    try:
        return make(request, form)
    except UnknownNameError as error:
        return bench.pages.page("error.html", status=404, title="Not found", fault=views.failed(error))
    except DetenteError as error:
        return bench.pages.page("error.html", status=422, title="This cannot be", fault=views.failed(error))
    except MemoryError:
        return bench.pages.page("error.html", status=503, title="This cannot be", fault=["not enough memory"])
    except Exception as error:
        kind = type(error).__name__
        told = shown(f"an error in this program ({kind}: {error})")
        return bench.pages.page("error.html", status=500, title="An error", fault=[told])
