"""What carrying a threat out would do, what would turn the verdict, and what has become of it in the end."""

from __future__ import annotations

from collections.abc import Sequence

from detente.questions.ultimatum.answer import AtEnd, OneUltimatum
from detente.questions.ultimatum.met_answer import Punishment
from detente.questions.ultimatum.tables import this_wish, wish
from detente.questions.ultimatum.unmet_answer import Execution, Turn
from detente.wording import Words, fitting
from detente.wording.outcomes import sentence


def effect(words: Words, one: OneUltimatum) -> str:
    """Say what carrying the threat out would do to the two."""
    by, to = words.party(one.by), words.party(one.to)
    if one.met:
        situation = one.kept.closely if one.kept is not None else None
        breach = situation.breach if situation is not None else None
        if breach is None or breach.punishment is None:
            return ""
        return _punished(breach.punishment, by, to)
    judged = one.unmet.closely if one.unmet is not None else None
    if judged is None or not judged.executions:
        return ""
    return _carried_out(judged.executions[0], by, to)


_OFF = {1: "better off", 0: "as well off as before", -1: "worse off"}


def _punished(found: Punishment, by: str, to: str) -> str:
    target = {
        1: "still better off than before",
        0: "as well off as before",
        -1: "worse off than before",
    }
    pays = "would gain" if found.pays else "would not gain"
    return f"With the threat carried out, defiance would leave {to} {target[found.target.gain]}, and {by} {pays}."


def _carried_out(found: Execution, by: str, to: str) -> str:
    target, threatener = _OFF[found.target.gain], _OFF[found.threatener.gain]
    if target == threatener:
        return f"Carried out, the threat would leave both {to} and {by} {target}."
    return f"Carried out, the threat would leave {to} {target} and {by} {threatener}."


def wanted(one: OneUltimatum) -> tuple[Turn, ...]:
    """Give the changes that make a threat work that does not, or one that works no longer."""
    good = "deters" if one.met else "credible"
    part = one.kept if one.met else one.unmet
    if part is None:
        return ()
    works = one.verdict == good
    return tuple(t for t in part.turns if works or t.verdict == good)


def turning(words: Words, one: OneUltimatum) -> str:
    """Say which single change would turn the verdict."""
    turns = wanted(one)
    if one.verdict == "not_needed" or not turns:
        return ""
    good = "deter" if one.met else "be credible"
    works = one.verdict in ("deters", "credible")
    what = f"It would {'no longer ' if works else ''}{good} if"
    return fitting(
        f"{what} {told_turn(words, turns[0])}.",
        f"{what} {_told_in_short(words, turns[0])}.",
    )


def told_turn(words: Words, turn: Turn) -> str:
    """Tell a change of a list of statements."""
    dm, what = words.party(turn.decision_maker), this_wish(words, turn)
    if turn.kind == "drop":
        return f"{dm} no longer wanted {what}"
    if turn.kind == "move":
        assert turn.before is not None
        more = "more" if turn.place < turn.before else "less"
        return f"this mattered {more} to {dm}: {wish(words, turn)}"
    return f"{dm} also wanted {what}"


def _told_in_short(words: Words, turn: Turn) -> str:
    dm = words.party(turn.decision_maker)
    return {
        "drop": f"{dm} gave up one of its wishes",
        "move": f"{dm} ranked one of its wishes differently",
        "add": f"{dm} had one more wish",
    }[turn.kind]


def ending(ends: Sequence[AtEnd], where: str = "") -> str:
    """Say what has become of the demand and the threat where it is heading, in the two ways of looking at it."""
    if not ends:
        return ""
    myopic, ahead = ends
    if _become(myopic) == _become(ahead):
        return sentence(f"{where}where it is heading, {_become(ahead)}")
    short, other = _become_short(myopic), _become_short(ahead)
    return fitting(
        sentence(f"{where}not looking ahead, it ends with {short}; looking ahead, with {other}"),
        sentence(
            f"{where}not looking ahead, the demand is {_met_at(myopic)}; looking ahead, it is {_met_at(ahead)}"
        ),
    )


def _become(end: AtEnd) -> str:
    if not end.count:
        return "nothing settles"
    demand = _in_how_many(end.met, end.count, "the demand is met", "the demand is unmet")
    threat = _in_how_many(
        end.carried_out, end.count, "the threat is carried out", "the threat is not carried out"
    )
    return f"{demand} and {threat}"


def _in_how_many(number: int, of: int, yes: str, no: str) -> str:
    if number == of:
        return yes
    return no if not number else f"{yes} in {number:,} of {of:,} outcomes"


def _become_short(end: AtEnd) -> str:
    if not end.count:
        return "no outcome that lasts"
    demand = _in_how_many(end.met, end.count, "the demand met", "the demand unmet")
    threat = _in_how_many(end.carried_out, end.count, "the threat carried out", "the threat not carried out")
    return f"{demand} and {threat}"


def _met_at(end: AtEnd) -> str:
    return "never settled" if not end.count else _in_how_many(end.met, end.count, "met", "unmet")
