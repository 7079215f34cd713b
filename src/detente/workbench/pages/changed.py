"""What changes a file: forms, the whole text, pinned versions, undo and redo."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from detente.conflict import DetenteError, UnknownNameError
from detente.conflict.editing import Change, EditError
from detente.conflict.forms import composed
from detente.conflict.safetext import clean
from detente.conflict.withheld import holds
from detente.workbench.edits import scenarios
from detente.workbench.edits.actions import Wanted, still_wanted, wanted
from detente.workbench.edits.completing import offers
from detente.workbench.edits.needed import new_problems, refuse_needed, refuse_written
from detente.workbench.edits.refilled import refilled
from detente.workbench.files.closed import refuse, refuse_changes, refuse_versions
from detente.workbench.files.documents import Clash, Document, Version, id_of, made
from detente.workbench.files.lineends import with_old_ends
from detente.workbench.pages import views
from detente.workbench.pages.shown import PAGES, Form, Shown


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
            # A version from before may hold what the file does not show any more.
            hidden = tuple({*hidden, *self._closed(seen, form)})
            refuse({*hidden} & {composed(form.get("party", ""))})  # before anything is said of what is there
            asked = wanted(seen, form)
            refuse_changes(asked.changes, hidden, seen)

            def allowed(now: str, after: str) -> None:
                """Refuse what may not come of what the file says at the moment when it is written."""
                if now != seen:
                    refuse_changes(asked.changes, self._closed(now, form), now)
                self._refuse_mistakes(document, now, after, asked)

            def still(now: str, changes: tuple[Change, ...]) -> bool:
                return still_wanted(now, form, asked, changes)

            if text is None:  # what takes long is done before others have to wait for the file
                allowed(seen, made(seen, asked.changes))
            document.changes(asked.changes, asked.label, base, allowed, still)

        return self._changing(request, form, document, make)

    def _closed(self, text: str, form: Form) -> tuple[str, ...]:
        """Give the parties of whom a version holds what may not be shown; refuse what a form asks of one of them."""
        held = holds(text)
        hidden = held.hidden(self.folder.readers)
        refuse(() if held.readable else hidden)
        refuse({*hidden} & {composed(form.get("party", ""))})
        return hidden

    def _refuse_mistakes(self, document: Document, before: str, after: str, asked: Wanted) -> None:
        """Refuse a change that would leave a file with mistakes that it has not.

        Of a file with mistakes what takes something away is looked at, and what says something new of several things
        at once; whatever else is written may be on the way to a sound one.
        """
        was = self.answers.read(document.name, Version(before, id_of(before)))
        if was.conflict is None and not asked.sound:
            return
        then = self.answers.read(document.name, Version(after, id_of(after)))
        if then.conflict is not None:
            return
        found = new_problems(was.problems if was.conflict is None else (), then.problems)
        # An account without wishes, a party without options: what is begun may be unfinished.
        if not asked.sound:
            found = [p for p in found if not p.lacks]
        if asked.added and found:
            raise EditError(f"nothing was written: {found[0].message}")
        refuse_written(asked.changes, document.name, after, found)
        refuse_needed(asked.gone, document.name, before, after, was.conflict, found, was.hidden)

    def text(self, request: Request, form: Form) -> Response:
        """Write the whole text."""
        document = self.folder.document(request.path_params["name"])
        request.path_params.update(page=form.get("page", "text"), party=form.get("party", ""))

        def make() -> None:
            refuse(self._hidden(document))
            base = form.get("base", "")
            seen = document.text_of(base)
            typed = with_old_ends(document.read().text if seen is None else seen, form.get("text", ""))
            readers = self.folder.readers
            document.replace(typed, "the text", base, lambda now, _: refuse(holds(now).hidden(readers)))

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
                seen = document.read().text
                asked = scenarios.as_accounts(seen, pinned)
                refuse_changes(asked.changes, self._hidden(document))

                def allowed(now: str, after: str) -> None:
                    refuse_changes(asked.changes, self._closed(now, {}), now)
                    self._refuse_mistakes(document, now, after, asked)

                def still(now: str, changes: tuple[Change, ...]) -> bool:
                    return scenarios.as_accounts(now, pinned).changes == changes

                document.changes(asked.changes, asked.label, base, allowed, still)
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
                party=form.get("party", "") if page == "wishes" else "",
                lang=views.language(self.answers.read(document.name, clash.theirs)),
                name=document.name,
                title=document.name,
                version=clash.theirs.id,
                differences=views.side_by_side(clash.mine, clash.theirs.text) if not hidden else (),
                mine=clash.mine if not hidden else "",
            )
        except DetenteError as error:
            refused = self.page(request, form, error, 422)
            if "x-workbench" not in request.headers:  # the script leaves the form as it is
                refused.body = refilled(bytes(refused.body).decode(), form).encode()
                refused.headers["content-length"] = str(len(refused.body))
            return refused
        there = self._to(document.name, page, party=form.get("party", "") if page == "wishes" else "")
        if "x-workbench" not in request.headers:
            return there
        shown = self.page(request, form)  # at once: the script need not ask for it
        shown.headers["x-shown"] = there.headers["location"]
        return shown
