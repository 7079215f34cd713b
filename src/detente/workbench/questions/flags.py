"""What answers and refusals say of the command line, said of the forms: a flag is the field that stands for it."""

from __future__ import annotations

import re
from html import escape, unescape

from detente.questions import REGISTRY, find
from detente.questions.question import ON_DIAGRAMS, Question
from detente.workbench.language.words import said
from detente.workbench.questions.labels import ACCOUNT, CONCEPTS, FORMS, title

_FLAG = re.compile(r"(?<![\w-])--([a-z]+(?:-[a-z]+)*)(?: (?:STATE|CONDITION|NAME|N)\b)?")
_QUESTION = re.compile(r"'detente (\w+)(?: --[\w-]+)*'")
_QUOTED = re.compile(r"'(\w+)'")
_TEXT = re.compile(r"(?<=>)[^<>]*--[^<>]*(?=<)")

# What a page says in other words, or leaves out: these flags have no field.
PHRASES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r" \(--seconds allows more\)", ""),
        (r"; allow more \(--seconds N\), or make", "; make"),
        (r", or give --most-states a limit so that states are listed", ""),
        (r"\(ulimit -v\), close", "(ulimit -v), or close"),
        (r"; --json and --out FILE\.csv give all", ""),
        (r" \(--json lists all\)", ""),
        (r"(it can be asked): --perspective \S+", r"\1"),
        (r": name one with --perspective", ""),
        (r"whoever may see it adds (--as .*\S)", r"whoever may see it starts the workbench with \1"),
        (r"it is shown only with (--as \S+)", r"it is shown only where the workbench is started with \1"),
        (
            r"\((--as \S+) tells what is wrong\)",
            r"(the workbench tells what is wrong if it is started with \1)",
        ),
        (r"--as ", "as "),
        (r"say --goal STATE or --goal CONDITION", "fill in --goal"),
        (r"\('\w+'; (--\w+ STATE)\)", r"(\1)"),
        (r"ask with --concept seq", "for that, choose SEQ under --concept"),
    )
)


def in_forms(text: str, question: Question, language: str = "en") -> str:
    """Say what a text says of the command line in the words of the form of a question.

    Examples
    --------
    >>> from detente.questions import find
    >>> in_forms("the file has no 'status_quo'; name a state with --state (see 'detente states')", find("explain"))
    "the file has no 'status_quo'; name a state with “Which outcome” (see “Which outcomes are possible?”)"
    """
    if text.startswith(f"'{question.name}' "):
        text = "This question" + text[len(question.name) + 2 :]
    text = text.replace(ON_DIAGRAMS, _QUOTED.sub(lambda m: _title(m[1], language), ON_DIAGRAMS))
    if "--" not in text and "'detente " not in text:
        return text
    for pattern, words in PHRASES:
        text = pattern.sub(words, text)
    labels = _labels(question)
    text = _QUESTION.sub(lambda m: _title(m[1], language) if m[1] in REGISTRY else m[0], text)
    return _FLAG.sub(lambda m: f"“{said(labels[m[1]], language)}”" if m[1] in labels else m[0], text)


def _title(name: str, language: str) -> str:
    return f"“{said(title(find(name)), language)}”"


def _labels(question: Question) -> dict[str, str]:
    """Give what stands for each flag of a question: its arguments, and what questions have in common."""
    form = FORMS.get(question.name)
    own = {name.replace("_", "-"): label.label for name, label in form.fields.items()} if form else {}
    return {"perspective": ACCOUNT.label, "concepts": CONCEPTS.label} | own


def page_in_forms(html: str, question: Question, language: str = "en") -> str:
    """Say the same of the texts of a page; what stands inside its tags is left as it is."""

    def change(found: re.Match[str]) -> str:
        text = unescape(found[0])
        changed = in_forms(text, question, language)
        return found[0] if changed == text else escape(changed)

    return _TEXT.sub(change, html)
