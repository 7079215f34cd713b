"""What a brief says in English: lines of many answers, on one page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.questions.analyze.answer import AnalyzeAnswer
from detente.questions.analyze.heading_words import headline_of_one
from detente.questions.analyze.heading_words import headline_of_several as headline_of_accounts
from detente.questions.analyze.words import points_of_one
from detente.questions.analyze.words import points_of_several as points_of_accounts
from detente.questions.analyze.words import sure as sure_of_one
from detente.questions.better import words as better
from detente.questions.commit import words as commit
from detente.questions.compare.mix_words import decisive as points_beside_a_picture
from detente.questions.compare.words import headline as headline_of_several
from detente.questions.compare.words import points as points_of_several
from detente.questions.mistaken import words as mistaken
from detente.questions.phases import words as phases
from detente.questions.pivot import words as pivot
from detente.questions.replay import words as replay
from detente.questions.robust import words as robust
from detente.questions.settle import words as settle
from detente.questions.ultimatum import words as ultimatum
from detente.questions.whatif import words as whatif
from detente.reports.answer import BriefAnswer
from detente.reports.composing import Foresight, Telling, lasts, whose
from detente.reports.impossible import rule_of
from detente.reports.lines import MOST_WORDS
from detente.wording import Voice, capital, listed, spelled
from detente.wording.accounts import under
from detente.wording.basis import basis_of_all
from detente.wording.situation import rule_words, start_words

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

ASKS = "Where is it heading, for whom is that good, and what could change it?"
UNKNOWN = "The file does not say enough to tell where it is heading."
NOBODY = "The file does not say yet what anybody wants, so nothing follows from it."
IMPOSSIBLE = "Today's situation cannot be by the file's own rules, so nothing follows from it yet."
LABELS: Mapping[str, str] = {
    "today": "Today",
    "better": "Better for all",
    "settle": "A deal",
    "whatif": "If talks collapse",
    "ultimatum": "Ultimatum",
    "commit": "Power shifts",
    "phases": "Over time",
    "replay": "On record",
    "mistaken": "Mistaken",
    "pivot": "Could tip it",
    "refused": "Not answered",
}
LASTS: Mapping[Foresight, str] = {
    "either": "lasts, looking ahead or not",
    "ahead": "lasts if the sides look ahead",
    "fearing": "lasts only if each side fears any answer it could not escape",
    "fleeing": "lasts only if each side fears any answer, even one it could escape",
    "none": "does not last, however far the sides look ahead",
}


def _better(answer: BriefAnswer, voice: Voice) -> Sequence[str]:
    told = better.say(answer.better, voice)
    return [told.headline, *told.points]


def _refused(answer: BriefAnswer, voice: Voice) -> Sequence[str]:
    """Say why questions have no answer: those together that have none for the same reason."""
    why: dict[str, list[str]] = {}
    for one in answer.refused:
        why.setdefault(one.why, []).append(one.question)
    return [f"{listed(questions)}: {told}." for told, questions in why.items()]


TELLS: Mapping[str, Telling] = {
    "better": _better,
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
    "refused": _refused,
    "robust": lambda answer, voice: [robust.in_brief(answer.robust, voice)],
}


def lead(answer: BriefAnswer) -> tuple[str, ...]:
    """Say below the title whose accounts it tells."""
    told = [f"“{account}”: {says}." if says else f"“{account}”." for account, says in whose(answer)]
    return (f"{capital(spelled(len(told)))} accounts of it, as equals. {' '.join(told)}",) if told else ()


def wanting_nothing(parties: Sequence[str], accounts: Sequence[str], among: Sequence[str]) -> str:
    """Say for whom some accounts give no wishes, and what follows from that."""
    where = under(accounts, among)
    told = f"No wishes are given for {listed(parties)}{f' {where}' if where else ''}"
    return f"{told}: to {'them' if len(parties) > 1 else 'it'} any outcome is as good as any other."


def cannot_be(answer: BriefAnswer, voice: Voice) -> Sequence[str]:
    """Say what today would be, which rule it breaks, and what to change."""
    every = [b.perspective for b in answer.bases]
    told = [f"Today, as the file has it: {start_words(voice.words(answer.impossible[0].accounts[0]))}."]
    for found in answer.impossible:
        words, where = voice.words(found.accounts[0]), under(found.accounts, every)
        where = f" {where}" if where and len(found.accounts) < len(every) else ""
        told.append(
            f"But a rule of the file says{where}: {rule_words(words, rule_of(voice.conflict, found))}."
        )
    return [*told, "Change what is so today ('status_quo'), or that rule."]


def lasting(answers: Sequence[AnalyzeAnswer], *, marked: bool = False) -> str:
    """Say how far the sides have to look ahead for today's situation to last, with the marks of the concepts or not."""
    found = lasts(answers, marked=marked)
    if len(found) == 1:
        return f"Today's situation {LASTS[found[0].foresight]}{found[0].marks}."
    told = [f"in {listed([f'“{a}”' for a in g.accounts])} it {LASTS[g.foresight]}{g.marks}" for g in found]
    return f"Today's situation: {'; '.join(told)}." if told else ""
