"""A form for every question, made from its arguments; long ones go on while the page waits, and can be stopped."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from detente.conflict import Conflict, DetenteError, NotInFileError, UnknownNameError
from detente.questions import REGISTRY, find
from detente.questions.question import ACCOUNTS, Question
from detente.render.fragment import blocks, fragment, sentences
from detente.reports.languages import speech
from detente.stability import check_concepts
from detente.wording import Items, Section, Voice
from detente.wording.legend import legend
from detente.workbench.language.words import RefusedError
from detente.workbench.questions.answers import Answers, Read, Told
from detente.workbench.questions.failing import failed
from detente.workbench.questions.fitting import missing
from detente.workbench.questions.flags import in_forms, page_in_forms
from detente.workbench.questions.forms import OUTCOMES, Offered, fields, given
from detente.workbench.questions.labels import FORMS, title

WAIT = 0.8  # seconds after which a page says that the question takes longer
NAMES = 5.0  # seconds after which a form is shown without the names of outcomes
MOST_JOBS = 50
LETTERS = "What the letters stand for"


@dataclass
class Job:
    """A question that is being answered."""

    id: str
    key: tuple[Any, ...]
    started: float = field(default_factory=time.monotonic)
    progress: str = ""
    stopped: bool = False
    done: threading.Event = field(default_factory=threading.Event)
    html: str = ""
    fault: list[str] = field(default_factory=list)


class Jobs:
    """The questions that are being answered, and the last ones that were."""

    def __init__(self) -> None:
        self._jobs: dict[tuple[Any, ...], Job] = {}
        self._lock = threading.Lock()

    def start(self, key: tuple[Any, ...], work: Any) -> Job:
        """Give the job for a question; it is begun unless it is under way or done."""
        with self._lock:
            there = self._jobs.get(key)
            if there is not None and not (there.done.is_set() and there.fault):
                return there
            job = Job(secrets.token_urlsafe(9), key)
            self._jobs[key] = job
            while len(self._jobs) > MOST_JOBS:
                gone = self._jobs.pop(next(iter(self._jobs)))
                gone.stopped = True
        threading.Thread(target=_run, args=(job, work), daemon=True).start()
        return job

    def stop(self, id: str) -> None:
        """Stop a job, if it is under way."""
        with self._lock:
            for key, job in list(self._jobs.items()):
                if job.id == id:
                    job.stopped = True
                    del self._jobs[key]


def _run(job: Job, work: Any) -> None:
    try:
        job.html = work(job)
    except DetenteError as error:
        job.fault = ["it was stopped"] if job.stopped else failed(error)
    except MemoryError:
        job.fault = ["not enough memory for this question"]
    except Exception as error:
        job.fault = [f"an error in this program ({type(error).__name__}: {error})"]
    finally:
        job.done.set()


def letters(told: Told) -> str:
    """Write what the letters stand for that the page refers to and does not explain itself."""
    known = legend(list(sentences(told.page)), told.voice)
    return blocks((Section(LETTERS, (Items(known),)),)) if known else ""


def find_question(name: str) -> Question:
    """Give a question of the registry.

    Raises
    ------
    UnknownNameError
        Where there is none of this name.
    """
    if name not in REGISTRY:
        raise UnknownNameError("question", name, tuple(REGISTRY))
    return find(name)


def _voice(answers: Answers, found: Read, question: Question) -> Voice | None:
    """Give how the outcomes are called on the page Answer, where a form offers them."""
    if found.conflict is None or all(a.kind not in OUTCOMES for a in question.arguments):
        return None
    end = time.monotonic() + NAMES
    try:
        told = answers.brief(found, whole=False, stopped=lambda: time.monotonic() > end)
        return speech(found.conflict.language).voice(told.voice)
    except DetenteError:
        return None


def _accounts(conflict: Conflict) -> list[tuple[str, str]]:
    """Give the accounts, each with what it is."""
    return [(a, f"{a}: {says}" if says else a) for a, says in conflict.all_accounts if a in conflict.accounts]


def asked(
    answers: Answers, jobs: Jobs, name: str, found: Read, question: Question, query: Any
) -> dict[str, Any]:
    """Give the form of a question and, where it is asked, its answer, or that it takes longer."""
    conflict = found.conflict
    about: dict[str, Any] = {
        "about": FORMS[question.name].about,
        "title_of": title,
        "fields": (),
        "account": query.get("account", ""),
        "accounts": (),
        "lacks": "",
        "names": (),
        "left_out": "",
        "html": "",
        "fault": [],
        "job": None,
    }
    if conflict is None:
        return about
    reasons = missing(question, conflict, conflict.accounts)
    fit = tuple(a for a in conflict.accounts if not reasons[a])
    if not fit:
        return about | {"lacks": next(iter(reasons.values()))}
    offered = Offered(conflict, fit, _voice(answers, found, question), conflict.language)
    about["fields"] = fields(question, offered, query)
    if any(f.shape in ("outcome", "pair") for f in about["fields"]) or "where" in FORMS[question.name].fields:
        about["names"] = offered.names
    if question.takes & ACCOUNTS and len(fit) > 1:
        about["accounts"] = [(a, says) for a, says in _accounts(conflict) if a in fit]
    about["left_out"] = ", ".join(a for a in conflict.accounts if reasons[a])
    if "ask" not in query:
        return about
    try:
        chosen = about["account"]
        if chosen and chosen not in conflict.accounts:
            raise UnknownNameError("account", chosen, conflict.accounts)
        if chosen and reasons[chosen]:
            raise NotInFileError(reasons[chosen])
        accounts = (chosen,) if chosen else fit
        values: Mapping[str, Any] = given(question, offered, query)
        concepts = None
        if question.takes & {"concepts", "classical"} and any(query.getlist("concepts")):
            named = [c.strip().lower() for value in query.getlist("concepts") for c in value.split(",")]
            concepts = check_concepts([c for c in named if c])
    except DetenteError as error:
        return about | {"fault": _failed(error, question, offered.language)}

    def work(job: Job) -> str:
        def tell(text: str) -> None:
            job.progress = text

        told = answers.ask(
            found, question.name, accounts, values, concepts, progress=tell, stopped=lambda: job.stopped
        )
        return page_in_forms(fragment(told.page) + letters(told), question, offered.language)

    key = (name, found.id, question.name, accounts, repr(sorted(values.items())), concepts)
    job = jobs.start(key, work)
    if job.done.wait(WAIT):
        fault = [in_forms(line, question, offered.language) for line in job.fault]
        return about | {"html": job.html, "fault": fault}
    return about | {"job": job, "since": int(time.monotonic() - job.started)}


def _failed(error: DetenteError, question: Question, language: str) -> Sequence[object]:
    if isinstance(error, RefusedError):  # the page says it in its language
        return [error]
    return [in_forms(line, question, language) for line in failed(error)]
