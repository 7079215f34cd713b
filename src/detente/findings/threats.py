"""What an ultimatum comes to in the end, in words: at the states that the status quo leads to, and in brief."""

from __future__ import annotations

from detente.conflict import Ultimatum
from detente.findings.answers import labels
from detente.findings.words import Words
from detente.questions.evolve import evolve
from detente.questions.ultimatum import Judgement

NAMES = {
    "credible": "credible: to carry it out would pay for {by} and hurt {to}",
    "bluff": "a bluff: to carry it out would not pay for {by}",
    "painless": "painless: carried out, it would leave {to} no worse off",
    "impossible": "impossible: {by} cannot carry it out by a move of its own",
    "in_force": "in force from the start",
}
REPLIES = {
    "complies": "in that exchange alone {to} would do better to comply",
    "indifferent": "in that exchange alone it is a tie for {to} whether to comply",
    "refuses": "{to} would do better to refuse",
    "would_comply_anyway": "{to} would gain by a move that also complies, threat or no threat",
    "cannot": "{to} cannot comply by a move of its own",
}


def at_the_end(found: Judgement) -> str:
    """Say whether the demand is met and the threat carried out in what improvements lead to; empty where nothing is."""
    game, asked = found.game, found.ultimatum
    if game.status_quo is None:
        return ""
    ends = evolve(game, concepts=["nash"]).reached_at("nash")
    if not ends.size:
        return ""
    met, threat = game.states.where(asked.demand)[ends], game.states.where(asked.threat)[ends]
    judged = found.chosen
    promised = judged is not None and judged.reply in ("complies", "would_comply_anyway")
    others = len(game.decision_makers) > 2
    but = "; others move as well as these two" if promised and others and not met.all() else ""
    if ends.size == 1:
        demand = "met" if met[0] else "unmet"
        force = "carried out" if threat[0] else "not carried out"
        return f"Where it would end (Nash, {labels(game, ends)}) the demand is {demand} and the threat {force}{but}."
    return (
        f"Of the {ends.size:,} states that it could end in (Nash, {labels(game, ends, 3)}) the demand is met in "
        f"{int(met.sum()):,} and the threat carried out in {int(threat.sum()):,}{but}."
    )


def in_brief(found: Judgement) -> str:
    """Give the verdict, what the target would do, and what it comes to, for the state looked at closely."""
    words = Words(found.game.conflict)
    asked, judged = found.ultimatum, found.chosen
    if judged is None:
        return "the demand is met wherever the status quo leads; there is nothing to judge."
    by, to = words.dm(asked.by), words.dm(asked.to)
    text = f"the threat is {NAMES[judged.verdict].format(by=by, to=to)}"
    if judged.verdict != "in_force":
        text += f"; {REPLIES[judged.reply].format(by=by, to=to)}"
    return f"{text}. {at_the_end(found)}".strip()


def said(words: Words, asked: Ultimatum) -> str:
    """Say in short who demands what of whom, and what is threatened."""
    demand, threat = words.condition(asked.demand, asked.to), words.condition(asked.threat, asked.by)
    return f"{words.dm(asked.by)} demands of {words.dm(asked.to)} {demand}, or else {threat}."
