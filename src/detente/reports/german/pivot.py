"""Who could tip it, in German."""

from __future__ import annotations

from collections.abc import Sequence

from detente.questions.pivot.pivotal_answer import PivotalAnswer
from detente.questions.pivot.words import always_tipping, changing_too, movers, some_tipping, tippers
from detente.wording.accounts import agreeing, names
from detente.wording.german.accounts import under
from detente.wording.german.texts import spelled
from detente.wording.texts import fitting
from detente.wording.voice import Voice


def in_brief(answers: Sequence[PivotalAnswer], voice: Voice) -> str:
    """Say who could tip it, beside a label that asks for that."""
    if always := always_tipping(answers):
        return _tips_always(always, answers, voice)
    if some_tipping(answers):
        return _tips_somewhere(answers, voice)
    return _tips_nothing(answers, voice)


def _tips_always(always: Sequence[str], answers: Sequence[PivotalAnswer], voice: Voice) -> str:
    where = under(names(answers), names(answers))
    told = voice.words().parties(always, "oder")
    lead = f"{told}{', ' + where if where else ''}"
    whose = {1: "Ein Sinneswandel", 2: "Ein Sinneswandel bei einer der beiden"}.get(
        len(always), "Ein Sinneswandel bei einer von ihnen"
    )
    full = f"{lead}: {whose} könnte den einen nützen und den anderen schaden"
    short = f"{lead}, den einen zum Nutzen, den anderen zum Schaden"
    more = others_too(always, answers, voice)
    return fitting(*(f"{lead}; {too}." for too in more), f"{full}.", f"{short}.")


def others_too(always: Sequence[str], answers: Sequence[PivotalAnswer], voice: Voice) -> list[str]:
    """Say that others could change the outcome, too: by their names, and how many."""
    others = changing_too(always, answers)
    if not others:
        return []
    told = voice.words().parties(others, "oder")
    number = (
        "eine weitere Partei" if len(others) == 1 else f"eine von {spelled(len(others))} weiteren Parteien"
    )
    return [f"auch {who} könnte den Ausgang ändern" for who in (told, number)]


def _tips_somewhere(answers: Sequence[PivotalAnswer], voice: Voice) -> str:
    words, among = voice.words(), names(answers)
    parts = []
    for group in agreeing(answers, tippers):
        who = words.parties(tippers(group[0]), "oder") or "niemand"
        parts.append(f"{who} {under(names(group), among)}")
    return fitting(
        f"Das hängt an der Lesart: {'; '.join(parts)}.",
        "Das hängt davon ab, welche Lesart stimmt.",
    )


def _tips_nothing(answers: Sequence[PivotalAnswer], voice: Voice) -> str:
    who = tuple(dict.fromkeys(d for a in answers for d in movers(a)))
    if not who:
        return "Niemand könnte allein den Ausgang ändern, was er auch wollte."
    told = voice.words().parties(who, "oder")
    effect = "den einen nützen und den anderen schaden"
    if len(who) == 1:
        return f"Ein Sinneswandel von {told} könnte den Ausgang ändern, würde aber nicht {effect}."
    return fitting(
        f"Ein Sinneswandel von {told} könnte den Ausgang ändern, doch keiner würde {effect}.",
        f"Mehrere könnten durch einen Sinneswandel den Ausgang ändern, doch keiner würde {effect}.",
    )
