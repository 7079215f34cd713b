"""The page Graph: what matters of the graph of states, what is next to it, and why, of a state or of a move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from detente.conflict import DetenteError
from detente.questions import find
from detente.render.fragment import blocks, fragment
from detente.reports.graph import Around, around, move_told
from detente.wording import Text, Voice, capital, label
from detente.wording.names import to_type
from detente.workbench.questions.answers import Answers, Read, Told
from detente.workbench.questions.failing import failed

MOST_AROUND = 20


def page(answers: Answers, found: Read, query: Any) -> dict[str, Any]:
    """Give what the page shows: the graph of an account, its states and moves, and what was asked of one."""
    conflict = found.conflict
    about: dict[str, Any] = {
        "account": "",
        "accounts": (),
        "html": "",
        "fault": [],
        "states": [],
        "moves": [],
    }
    about |= {"around": [], "chosen": None, "makers": ()}
    if conflict is None:
        return about
    account = query.get("account", "")
    account = account if account in conflict.accounts else conflict.accounts[0]
    about |= {"account": account, "accounts": conflict.accounts}
    about["makers"] = tuple(d.id for d in conflict.decision_makers)
    ids = list(dict.fromkeys(query.getlist("more")))[:MOST_AROUND]
    about["around"] = ids
    try:
        told = answers.brief(found, whole=False)
        facts = next((a for a in told.answers[0].analyze if a.perspective == account), None)
        if facts is None or facts.graph is None:
            return about
        game = answers.game(found, account)
        wide = around(facts, game, told.voice, ids)
        if wide is None:
            return about
        words = told.voice.words(account)
        about["html"] = blocks((wide.picture, Text(wide.picture.text)), conflict.language)
        about["states"] = [
            (d.state.id, label(d.state), told.voice.named(d.state), words.state(d.state), d.left, d.told)
            for d in wide.states
        ]
        about["moves"] = [(m.mover, m.source, m.target, m.told) for m in wide.moves]
        about["chosen"] = _chosen(answers, found, account, wide, told.voice, query)
    except DetenteError as error:
        about["fault"] = failed(error)
    return about


def _beside(voice: Voice, told: Told) -> Voice:
    """Give how the page speaks: what the answer speaks of besides gets the letters that follow."""
    known = {s.id for s in voice.states}
    return replace(voice, states=(*voice.states, *(s for s in told.voice.states if s.id not in known)))


def _chosen(
    answers: Answers, found: Read, account: str, wide: Around, voice: Voice, query: Any
) -> dict[str, Any] | None:
    """Explain the state, or the move, that was chosen; nothing where none of those drawn was."""
    ids = [d.state.id for d in wide.states]
    state, target, mover = query.get("state", ""), query.get("to", ""), query.get("by", "")
    if state not in ids:
        return None
    drawn = wide.states[ids.index(state)]
    if target in ids and any(
        (m.mover, m.source, m.target) == (mover, ids.index(state), ids.index(target)) for m in wide.moves
    ):
        given: dict[str, Any] = {"state": to_type(drawn.state), "dm": mover}
        told = answers.ask(found, "explain", (account,), given)
        game = answers.game(found, account)
        lines: Sequence[str] = move_told(told.answers[0], game, _beside(voice, told), mover, target)
        at = next(
            m
            for m in wide.moves
            if (m.mover, m.source, m.target) == (mover, ids.index(state), ids.index(target))
        )
        return {"title": at.told, "lines": lines, "html": "", "left": 0, "id": state}
    told = answers.ask(found, "explain", (account,), {"state": to_type(drawn.state), "dm": None})
    return {
        "title": capital(voice.named(drawn.state)),
        "lines": (drawn.told,),
        "html": fragment(find("explain").as_page(told.answers, _beside(voice, told), voice.conflict)),
        "left": drawn.left,
        "id": state,
    }
