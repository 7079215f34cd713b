"""The pages and what they are asked: paths, forms, answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, quote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from detente.conflict import ConflictFileError, DetenteError, UnknownNameError, ordinary_files
from detente.conflict.safetext import shown
from detente.workbench.files.documents import Document
from detente.workbench.files.folder import Folder
from detente.workbench.pages import pairs, views
from detente.workbench.pages.changed import Changed
from detente.workbench.pages.inviting import invitation
from detente.workbench.pages.shown import PAGES, Form
from detente.workbench.pages.templating import static
from detente.workbench.questions import asking
from detente.workbench.questions.answers import Read
from detente.workbench.questions.failing import failed
from detente.workbench.server.rooms import LONG, QUICK, SHOWN, Room
from detente.workbench.server.safety import App, Door, Guard

__all__ = ["DOWNLOADS", "PAGES", "Workbench", "application"]

MOST_FIELDS = 300
UNASKED = ("questions", "text", "report")  # pages that show no answer
DOWNLOADS = {
    ".html": "text/html; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class Workbench(Changed):
    """What is behind the paths."""

    def _of_file(self, document: Document, found: Read) -> dict[str, Any]:
        """Give what every page about a file shows of it."""
        return {
            "name": document.name,
            "version": found.version.id,
            "seen": found.id,
            "title": found.conflict.title if found.conflict else document.name,
            "sound": found.conflict is not None,
            "problems": views.problems_of(found),
            "count": len(found.problems),
            "lang": views.language(found),
            "invited": invitation(found.problems, views.shape(found.version.text, found.hidden)),
            "lost": document.lost,
            **self._steps(document, found),
        }

    # -- pairs of outcomes ---------------------------------------------------------------------------------------------

    def pairs(self, request: Request, form: Form) -> Response:
        """Ask which of two outcomes a party would prefer."""
        document, found = self._found(request)
        return self.pages.page(
            "pairs.html",
            page="wishes",
            **self._of_file(document, found),
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
            question=question,
            **self._of_file(document, found),
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
        whole = "-with-details" if given.get("appendix") else ""
        name = quote(f"{document.path.stem}-{kind}{whole}{ending}", safe="")
        return Response(
            content,
            media_type=DOWNLOADS[ending],
            headers={"content-disposition": f"attachment; filename*=UTF-8''{name}"},
        )

    def static(self, request: Request, form: Form) -> Response:
        """Give a file of the package: a style, a script."""
        return static(request.path_params["file"])


def application(folder: Folder, door: Door, seconds: float) -> App:
    """Give the workbench as an application, behind its door."""
    bench = Workbench(folder, door.token, seconds)

    def at(make: Callable[[Request, Form], Response], room: Room) -> Callable[[Request], Any]:
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
            here = QUICK if request.path_params.get("page") in UNASKED else room
            return await here.run(_safely, bench, make, request, form)

        return endpoint

    named = "/c/{name}"
    routes = [
        Route("/", at(bench.home, QUICK), methods=["GET"]),
        Route("/new", at(bench.new, QUICK), methods=["POST"]),
        Route("/static/{file:path}", at(bench.static, QUICK), methods=["GET"]),
        Route(named + "/version", at(bench.version, QUICK), methods=["GET"]),
        Route(named + "/part", at(bench.part, LONG), methods=["GET"]),
        Route(named + "/edit", at(bench.edit, SHOWN), methods=["POST"]),
        Route(named + "/text", at(bench.text, SHOWN), methods=["POST"]),
        Route(named + "/complete", at(bench.complete, QUICK), methods=["POST"]),
        Route(named + "/pin", at(bench.pin, SHOWN), methods=["POST"]),
        Route(named + "/undo", at(bench.undo, SHOWN), methods=["POST"]),
        Route(named + "/redo", at(bench.redo, SHOWN), methods=["POST"]),
        Route(named + "/pairs", at(bench.pairs, SHOWN), methods=["GET"]),
        Route(named + "/stop", at(bench.stop, QUICK), methods=["POST"]),
        Route(named + "/ask/{question}", at(bench.question, SHOWN), methods=["GET"]),
        Route(named + "/file/{kind}.{ending}", at(bench.report, LONG), methods=["GET"]),
        Route(named + "/{page}", at(bench.page, SHOWN), methods=["GET"]),
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
        with ordinary_files():
            return make(request, form)
    except UnknownNameError as error:
        return bench.pages.page("error.html", status=404, title="Not found", fault=failed(error))
    except DetenteError as error:
        return bench.pages.page("error.html", status=422, title="This cannot be", fault=failed(error))
    except MemoryError:
        return bench.pages.page("error.html", status=503, title="This cannot be", fault=["not enough memory"])
    except Exception as error:
        kind = type(error).__name__
        told = shown(f"an error in this program ({kind}: {error})")
        return bench.pages.page("error.html", status=500, title="An error", fault=[told])
