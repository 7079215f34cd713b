"""A form for every question, made from its arguments; long ones go on while the page waits, and can be stopped."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from detente import reports
from detente.conflict import DetenteError, UnknownNameError
from detente.questions import REGISTRY, find
from detente.questions.question import Argument, Question
from detente.render.fragment import blocks, fragment, sentences
from detente.wording import Items, Section
from detente.wording.legend import legend
from detente.workbench.answers import Answers, Read, Told

WAIT = 0.8  # seconds after which a page says that the question takes longer
MOST_JOBS = 50
LETTERS = "What the letters stand for"
SEVERAL = 3  # how many values a form has room for, of an argument that can be given several times


@dataclass(frozen=True)
class Field:
    """A field of a form: what it is called, what it takes, what stands in it."""

    argument: Argument
    label: str
    choices: tuple[tuple[str, str], ...] = ()
    values: tuple[str, ...] = ("",)
    parts: tuple[str, ...] = ()


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
        from detente.workbench.views import failed

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
    if name in REGISTRY:
        return find(name)
    if name in reports.REGISTRY:
        return reports.find(name)
    raise UnknownNameError("question", name, tuple(REGISTRY))


def fields(question: Question, found: Read, query: Any) -> list[Field]:
    """Make the fields of a form, with what was asked in them."""
    conflict = found.conflict
    told = []
    for argument in question.arguments:
        choices: tuple[tuple[str, str], ...] = ()
        if conflict is not None:
            if argument.kind == "decision_maker":
                choices = tuple((d.id, d.name) for d in conflict.decision_makers)
            elif argument.kind == "option":
                choices = tuple((o, f"{o}: {said.text}") for o, said in conflict.options.items())
        values = tuple(query.getlist(argument.name))
        parts = argument.metavar if isinstance(argument.metavar, tuple) else ()
        if not values and not parts:
            plain = argument.kind == "flag" or argument.default is None or argument.many
            values = ("" if plain else str(argument.default),)
        if argument.many and not parts:
            values = (*[v for v in values if v], *[""] * SEVERAL)[: max(SEVERAL, len(values))]
        told.append(Field(argument, argument.name.replace("_", " "), choices, values, parts))
    return told


def given(question: Question, query: Any) -> dict[str, Any]:
    """Read the values of a form, as the command line does.

    Raises
    ------
    DetenteError
        Where one is wrong.
    """
    from detente.stability import check_concepts

    found: dict[str, Any] = {}
    for argument in question.arguments:
        values = [v.strip() for v in query.getlist(argument.name) if v.strip()]
        if argument.kind == "flag":
            found[argument.name] = bool(values)
        elif isinstance(argument.metavar, tuple):
            parts = [query.get(f"{argument.name}.{k}", "").strip() for k in range(len(argument.metavar))]
            pair = tuple(parts) if all(parts) else None
            found[argument.name] = ((pair,) if pair else ()) if argument.many else pair
        elif argument.many:
            found[argument.name] = tuple(_read(argument, v) for v in values)
        else:
            found[argument.name] = _read(argument, values[0]) if values else argument.default
        if argument.kind == "concepts" and found[argument.name]:
            found[argument.name] = check_concepts(found[argument.name])
    return found


def _read(argument: Argument, text: str) -> Any:
    if argument.kind == "whole":
        if not text.isascii() or not text.isdecimal() or not 0 < len(text) < 10 or int(text) < 1:
            raise DetenteError(f"{argument.name}: '{text}' is no whole number from 1 on")
        return int(text)
    if argument.kind == "seconds":
        try:
            number = float(text)
        except ValueError:
            number = 0.0
        if not 0 < number < 1e6:
            raise DetenteError(f"{argument.name}: '{text}' is no number of seconds above 0")
        return number
    if argument.kind == "concept":
        key, colon, rest = text.partition(":")
        return key.lower() + colon + rest
    if argument.kind == "concepts":
        return tuple(c.strip().lower() for c in text.split(",") if c.strip())
    return text


def asked(
    answers: Answers, jobs: Jobs, name: str, found: Read, question: Question, query: Any
) -> dict[str, Any]:
    """Give the form of a question and, where it is asked, its answer, or that it takes longer."""
    about: dict[str, Any] = {
        "fields": fields(question, found, query),
        "account": query.get("account", ""),
        "accounts": found.conflict.accounts if found.conflict else (),
        "html": "",
        "fault": [],
        "job": None,
    }
    if found.conflict is None or "ask" not in query:
        return about
    conflict = found.conflict
    try:
        if about["account"] and about["account"] not in conflict.accounts:
            raise UnknownNameError("perspective", about["account"], conflict.accounts)
        accounts = (about["account"],) if about["account"] else conflict.accounts
        values: Mapping[str, Any] = given(question, query)
        concepts = None
        if question.takes & {"concepts", "classical"} and query.get("concepts", "").strip():
            from detente.stability import check_concepts

            concepts = check_concepts([c.strip().lower() for c in query["concepts"].split(",") if c.strip()])
    except DetenteError as error:
        from detente.workbench.views import failed

        return about | {"fault": failed(error)}

    def work(job: Job) -> str:
        def tell(text: str) -> None:
            job.progress = text

        told = answers.ask(
            found, question.name, accounts, values, concepts, progress=tell, stopped=lambda: job.stopped
        )
        return fragment(told.page) + letters(told)

    key = (name, found.id, question.name, accounts, repr(sorted(values.items())), concepts)
    job = jobs.start(key, work)
    if job.done.wait(WAIT):
        return about | {"html": job.html, "fault": job.fault}
    return about | {"job": job, "since": int(time.monotonic() - job.started)}
