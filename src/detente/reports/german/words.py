"""What a brief says in German: lines of many answers, on one page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.conflict import Rule
from detente.questions.analyze.answer import AnalyzeAnswer
from detente.reports.answer import BriefAnswer
from detente.reports.composing import Foresight, Telling, lasts, whose
from detente.reports.german import (
    better,
    commit,
    mistaken,
    phases,
    pivot,
    replay,
    robust,
    settle,
    ultimatum,
    whatif,
)
from detente.reports.german.accounts import headline_of_accounts, points_of_accounts
from detente.reports.german.compare import headline as headline_of_several
from detente.reports.german.compare import points as points_of_several
from detente.reports.german.heading import headline_of_one, points_of_one
from detente.reports.german.heading import sure as sure_of_one
from detente.reports.german.mixes import decisive as points_beside_a_picture
from detente.reports.impossible import rule_of
from detente.wording.german.accounts import quoted, under
from detente.wording.german.basis import basis_of_all
from detente.wording.german.texts import listed, spelled
from detente.wording.names import Words
from detente.wording.situation import start_words
from detente.wording.texts import capital
from detente.wording.voice import Voice

__all__ = [
    "ASKS",
    "IMPOSSIBLE",
    "LABELS",
    "MOST_WORDS",
    "NOBODY",
    "TELLS",
    "UNKNOWN",
    "basis_of_all",
    "cannot_be",
    "headline_of_accounts",
    "headline_of_one",
    "headline_of_several",
    "lasting",
    "lead",
    "points_beside_a_picture",
    "points_of_accounts",
    "points_of_one",
    "points_of_several",
    "sure_of_one",
    "wanting_nothing",
]

ASKS = "Wohin führt es, für wen ist das gut, und was könnte es ändern?"
UNKNOWN = "Die Datei sagt nicht genug, um zu erkennen, wohin es führt."
NOBODY = "Die Datei sagt noch nicht, was irgendjemand will; also folgt nichts daraus."
IMPOSSIBLE = "Was heute ist, kann nach den Regeln der Datei nicht sein; also folgt noch nichts daraus."
MOST_WORDS = 300  # German words are longer: so many fill the page as 350 English ones do
LABELS: Mapping[str, str] = {
    "today": "Heute",
    "better": "Besser für alle",
    "settle": "Eine Einigung",
    "whatif": "Gespräche scheitern",
    "ultimatum": "Ultimatum",
    "commit": "Macht verschiebt sich",
    "phases": "Im Lauf der Zeit",
    "replay": "Laut Chronik",
    "mistaken": "Irrtümer",
    "pivot": "Ausschlaggebend",
    "refused": "Nicht beantwortet",
}
# Behind "die heutige Lage", and behind the accounts in which it is so.
LASTS: Mapping[Foresight, tuple[str, str]] = {
    "either": (
        "hat Bestand, vorausschauend oder nicht",
        "hat sie Bestand, vorausschauend oder nicht",
    ),
    "ahead": (
        "hat Bestand, wenn die Seiten vorausschauen",
        "hat sie Bestand, wenn die Seiten vorausschauen",
    ),
    "fearing": (
        "hat nur Bestand, wenn jede Seite jede Antwort fürchtet, der sie nicht entgehen könnte",
        "hat sie nur Bestand, wenn jede Seite jede Antwort fürchtet, der sie nicht entgehen könnte",
    ),
    "fleeing": (
        "hat nur Bestand, wenn jede Seite jede Antwort fürchtet, auch eine, der sie entgehen könnte",
        "hat sie nur Bestand, wenn jede Seite jede Antwort fürchtet, auch eine, der sie entgehen könnte",
    ),
    "none": (
        "hat keinen Bestand, wie weit die Seiten auch vorausschauen",
        "hat sie keinen Bestand, wie weit die Seiten auch vorausschauen",
    ),
}
TELLS: Mapping[str, Telling] = {
    "better": lambda answer, voice: [
        better.headline_told(answer.better, voice),
        *better.points_told(answer.better, voice),
    ],
    "settle": lambda answer, voice: [settle.in_brief(answer.settle, voice)],
    "whatif": lambda answer, voice: [
        whatif.in_brief(answer.whatif, voice),
        *whatif.weak_reasons(answer.whatif, voice),
    ],
    "ultimatum": lambda answer, voice: ultimatum.in_brief(answer.ultimatum, voice, record=not answer.replay),
    "commit": lambda answer, voice: [commit.in_brief(answer.commit, voice)],
    "phases": lambda answer, voice: [phases.in_brief(answer.phases, voice)],
    "replay": lambda answer, voice: [replay.in_brief(answer.replay)],
    "mistaken": lambda answer, voice: [mistaken.in_brief(answer.mistaken, voice)],
    "pivot": lambda answer, voice: [pivot.in_brief(answer.pivot, voice)],
    # Why a question has no answer says the question itself, in the words of an error.
    "refused": lambda answer, voice: [
        f"{r.question}; warum, sagt: {voice.command(r.question)}" for r in answer.refused
    ],
    "robust": lambda answer, voice: [robust.in_brief(answer.robust, voice)],
}


def lead(answer: BriefAnswer) -> tuple[str, ...]:
    """Say below the title whose accounts it tells."""
    told = [f"„{account}“: {says}." if says else f"„{account}“." for account, says in whose(answer)]
    return (f"{capital(spelled(len(told)))} Lesarten, gleichberechtigt. {' '.join(told)}",) if told else ()


def wanting_nothing(parties: Sequence[str], accounts: Sequence[str], among: Sequence[str]) -> str:
    """Say for whom some accounts give no wishes, and what follows from that."""
    where = under(accounts, among)
    told = f"Für {listed(parties)} sind {f'{where} ' if where else ''}keine Wünsche angegeben"
    return f"{told}: Dort zählt jeder Ausgang so viel wie jeder andere."


def cannot_be(answer: BriefAnswer, voice: Voice) -> Sequence[str]:
    """Say what today would be, which rule it breaks, and what to change."""
    every = [b.perspective for b in answer.bases]
    told = [f"Heute, laut der Datei: {start_words(voice.words(answer.impossible[0].accounts[0]))}."]
    for found in answer.impossible:
        words, where = voice.words(found.accounts[0]), under(found.accounts, every)
        where = f" {where}" if where and len(found.accounts) < len(every) else ""
        told.append(
            f"Doch eine Regel der Datei sagt{where}: {_rule_words(words, rule_of(voice.conflict, found))}."
        )
    return [*told, "Zu ändern ist, was heute ist („status_quo“), oder diese Regel."]


def _rule_words(words: Words, rule: Rule) -> str:
    """Say what a rule means that a state can break."""
    if rule.kind == "never":
        return f"Nie: {words.condition(rule.conditions[0])}"
    lead = {
        "exclusive": "Höchstens eines von",
        "one_of": "Genau eines von",
        "some_of": "Mindestens eines von",
    }
    return f"{lead[rule.kind]}: {listed([words.condition(c, inside=True) for c in rule.conditions])}"


def lasting(answers: Sequence[AnalyzeAnswer], *, marked: bool = False) -> str:
    """Say how far the sides have to look ahead for today's situation to last, with the marks of the concepts or not."""
    found = lasts(answers, marked=marked)
    if len(found) == 1:
        return f"Die heutige Lage {LASTS[found[0].foresight][0]}{found[0].marks}."
    told = [f"in {quoted(g.accounts)} {LASTS[g.foresight][1]}{g.marks}" for g in found]
    return f"Die heutige Lage: {'; '.join(told)}." if told else ""
