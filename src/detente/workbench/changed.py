"""What changes a file: forms, the whole text, pinned versions, undo and redo."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from detente.conflict import DetenteError, UnknownNameError
from detente.conflict.editing import EditError
from detente.conflict.safetext import clean
from detente.conflict.withheld import holds
from detente.workbench import scenarios, views
from detente.workbench.actions import wanted
from detente.workbench.closed import refuse, refuse_changes, refuse_versions
from detente.workbench.completing import offers
from detente.workbench.documents import Clash, Document, Version, id_of, made
from detente.workbench.shown import PAGES, Form, Shown


class Changed(Shown):
    """The pages, and what changes a file."""

    def edit(self, request: Request, form: Form) -> Response:
        """Make the change that a form asks for."""
        document = self.folder.document(request.path_params["name"])
        request.path_params.update(page=form.get("page", "table"), party=form.get("party", ""))

        def make() -> None:
            base = form.get("base", "")
            hidden = self._hidden(document)
            text = document.text_of(base) if base != document.read().id else None
            seen = document.read().text if text is None else text
            asked = wanted(seen, form)
            refuse_changes(asked.changes, hidden)
            if asked.sound:
                self._refuse_mistakes(document, seen, made(seen, asked.changes))
            if len(asked.changes) == 1:
                document.change(asked.changes[0], asked.label, base)
            else:
                document.changes(asked.changes, asked.label, base)

        return self._changing(request, form, document, make)

    def _refuse_mistakes(self, document: Document, before: str, after: str) -> None:
        """Refuse a change that would leave a file with mistakes that had none."""
        was, then = (self.answers.read(document.name, Version(t, id_of(t))) for t in (before, after))
        if was.conflict is not None and then.conflict is None:
            raise EditError(
                "nothing was written: the file would have a mistake then, as something else in it rests on a wish that "
                f"would go ({then.problems[0].message}); change that first"
            )

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
        told = [{"insert": o.insert, "note": clean(o.note)} for o in found.offers]
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
            self._allowed(document.read().text, pinned.text)
            if do == "take":
                document.replace(pinned.text, f"the scenario “{pinned.name}”", base, self._allowed)
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
        request.path_params.update(page=form.get("page", "answer"), party=form.get("party", ""))
        return self._changing(request, form, document, lambda: document.undo(self._allowed))

    def redo(self, request: Request, form: Form) -> Response:
        """Make the last change again that was taken back."""
        document = self.folder.document(request.path_params["name"])
        request.path_params.update(page=form.get("page", "answer"), party=form.get("party", ""))
        return self._changing(request, form, document, lambda: document.redo(self._allowed))

    def _allowed(self, before: str, after: str) -> None:
        """Refuse to bring back a version, where that or the one that is there holds what may not be shown."""
        refuse_versions(before, after, self.folder.readers)

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
        there = self._to(document.name, page, party=form.get("party", "") if page == "wishes" else "")
        if "x-workbench" not in request.headers:
            return there
        shown = self.page(request, form)  # at once: the script need not ask for it
        shown.headers["x-shown"] = there.headers["location"]
        return shown
