"""The page "which of these two would it prefer?": the answers stand in its address, and nowhere else."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from detente.conflict import DetenteError, UnknownNameError
from detente.elicit import (
    Answer,
    Choice,
    Dialogue,
    Ground,
    Grounds,
    Pair,
    Way,
    answered,
    asks,
    begin,
    ground_of,
    proposal,
    walked,
)
from detente.elicit.words import Speech
from detente.wording import Words
from detente.workbench.pages.views import closed_note
from detente.workbench.questions.answers import Answers, Read
from detente.workbench.questions.failing import failed

LETTERS: dict[str, Choice] = {"o": "one", "t": "other", "s": "alike", "u": "unknown"}
CONFIDENTIAL = "What it wants is confidential, and nothing of it is shown or changed here."
CHANGED = "The file has other options or rules now than when these answers were given; begin anew."
NO_ANSWERS = "this address holds answers about outcomes that there are not; begin anew"
MOST_ANSWERS = 400


def page(answers: Answers, found: Read, query: Any) -> dict[str, Any]:
    """Give what the page shows: the pairs to ask, the answers so far, what is proposed, and what stays open."""
    conflict = found.conflict
    about: dict[str, Any] = {
        "party": query.get("party", ""),
        "account": query.get("account", ""),
        "fault": [],
    }
    if conflict is None:
        return about
    account, party = about["account"], about["party"]
    account = account if account in conflict.accounts else conflict.accounts[0]
    makers = tuple(d.id for d in conflict.decision_makers)
    if not makers:
        return about
    party = party or makers[0]
    if party not in makers:
        raise UnknownNameError("decision maker", party, makers)
    under = conflict.under(account)
    about |= {
        "account": account,
        "party": party,
        "name_of_party": Words(under).dm(party),
        "accounts": conflict.accounts,
    }
    if note := closed_note(found, party) or (CONFIDENTIAL if party in under.hidden else ""):
        return about | {"fault": [note]}
    try:
        voice, game = answers.brief(found, whole=False).voice, answers.game(found, account)
    except DetenteError as error:
        return about | {"fault": failed(error)}
    spoken = [s.id for s in ((voice.today,) if voice.today else ()) + voice.states]
    grounds = ground_of(game, party, spoken)
    things = bool(grounds.ground.asked) and query.get("way") != "outcomes"
    way: Way = "things" if things else "outcomes"
    speech = Speech(grounds, voice.words(account), party, voice)
    key = mark(grounds.ground)
    given = query.getlist("a")[:MOST_ANSWERS]
    beside = query.getlist("b")[
        :MOST_ANSWERS
    ]  # answers to the other kind of question: kept for when one goes back
    fault = [CHANGED] if (given or beside) and query.get("t", key) != key else []
    dialogue = begin(grounds.ground, way)
    for text in () if fault else given:
        dialogue = _with(dialogue, text)
    return (
        about
        | _told(dialogue, grounds, speech)
        | {
            "way": way,
            "mark": key,
            "fault": fault,
            "beside": [] if fault else beside,
        }
    )


def _told(dialogue: Dialogue, grounds: Grounds, speech: Speech) -> dict[str, Any]:
    walk, found = walked(dialogue), proposal(dialogue)
    lines = speech.lines(found)
    kept = [written(dialogue.ground, a) for a in dialogue.answers]
    return {
        "question": speech.question(),
        "progress": speech.progress(dialogue, walk),
        "pairs": [(speech.shown(p), _choices(dialogue, p, speech)) for p in asks(dialogue)],
        "answers": [
            (speech.answer(a), kept[:k] + kept[k + 1 :], kept[k]) for k, a in enumerate(dialogue.answers)
        ],
        "kept": kept,
        "headline": speech.headline(found),
        "form": found.form,
        "lines": lines,
        "text": "\n".join(f"{x.written}: {x.value}" if x.value else x.written for x in lines),
        "against": speech.against(found),
        "contrary": [
            (speech.answer(a), [k for k in kept if k != written(dialogue.ground, a)]) for a in found.against
        ],
        "open": speech.open(dialogue, walk),
        "without": speech.without(walk),
        "things": bool(grounds.ground.asked),
    }


def _choices(dialogue: Dialogue, pair: Pair, speech: Speech) -> Sequence[tuple[str, str, str]]:
    """Give the answers to a pair: which it is, how it is written, what stands on its button."""
    return [
        (choice, written(dialogue.ground, Answer(pair.one, pair.other, choice)), told)
        for choice, told in speech.choices()
    ]


def _short(ground: Ground, world: int) -> int:
    """Tell an outcome by its single things, which stay the same where only wishes change; or by its name."""
    return ground.things(world) if ground.asked else world


def written(ground: Ground, answer: Answer) -> str:
    """Write an answer for an address."""
    letter = next(letter for letter, choice in LETTERS.items() if choice == answer.choice)
    return f"{_short(ground, answer.one):x}-{_short(ground, answer.other):x}-{letter}"


def _with(dialogue: Dialogue, text: str) -> Dialogue:
    """Take in an answer of an address.

    Raises
    ------
    DetenteError
        Where it is none.
    """
    ground = dialogue.ground
    there = {_short(ground, w): w for w in reversed(ground.worlds)}
    try:
        first, second, letter = text.split("-")
        one, other, choice = there[int(first, 16)], there[int(second, 16)], LETTERS[letter]
    except (ValueError, KeyError):
        raise DetenteError(NO_ANSWERS) from None
    if one == other:
        raise DetenteError(NO_ANSWERS)
    return answered(dialogue, Pair(one, other), choice)


def mark(ground: Ground) -> str:
    """Say in short what the answers of an address are about."""
    told = "\n".join(ground.terms[: ground.asked] or sorted(ground.terms))
    return hashlib.sha256(told.encode()).hexdigest()[:8]
