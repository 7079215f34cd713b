"""Simulated bargaining in full: how it is simulated, what was reached, what each party's manner changes."""

from __future__ import annotations

from detente.questions.rounds.answer import BargainerFact, RoundsAnswer
from detente.questions.rounds.phrases import average, called, percent
from detente.questions.settle.deal_words import clause_text, gain, number, signers, without
from detente.wording import Block, Table, Text, Voice, capital, quantity, verb
from detente.wording.standings import MEANING

MANNERS = {
    "boulware": "late (Boulware)",
    "linear": "evenly",
    "conceder": "early (conceder)",
    "tit-for-tat": "as the others do (tit for tat)",
}
KEPT = {
    "self": "yes",
    "deterred": "if the sides look ahead",
    "moves_on": "what is signed would last",
    "broken": "no",
    "nothing": "it changes nothing that a side could do",
    "unknown": "unknown",
}


def details(answer: RoundsAnswer, voice: Voice) -> list[Block]:
    """Give how it is simulated and all that came of it."""
    if answer.zone == "0":
        return [Text(f"Without a deal, {without(answer, answer.expected, voice)}.")]
    blocks: list[Block] = [Text(t) for t in model(answer, voice)]
    if answer.reached:
        blocks.append(reached(answer, voice))
    if answer.reached and answer.packages == "terms":
        blocks.append(clauses(answer, voice))
    more = answer.kinds - len(answer.reached)
    if more > 0:
        blocks.append(Text(f"Beside these, {quantity(more)} more {verb(more, 'was', 'were')} reached."))
    blocks.append(manners(answer, voice))
    return blocks


def model(answer: RoundsAnswer, voice: Voice) -> list[str]:
    """Say how the parties bargain."""
    words = voice.words(answer.perspective)
    told = [
        f"In each of {quantity(answer.runs)} negotiations, {signers(answer)} speak in turn, in an order drawn anew: "
        "whoever speaks signs what is on the table or offers something else, and what all others sign one after the "
        f"other is agreed (stacked alternating offers). After {quantity(answer.deadline)} rounds, time is up. Without "
        f"a deal, {without(answer, answer.expected, voice)}.",
        "Each falls back from what it likes best to what is as good as no deal, and crosses no red line. Of what it "
        "still demands, it offers what stands best with the others. How it falls back is drawn anew, too, unless it is "
        "laid down: late, evenly, early, or by as much as the others' offers have improved for it.",
    ]
    if answer.discount.decimal < 1:
        told.append(
            f"After each round, talks go on with a chance of {number(answer.discount)}. Whoever has numbers weighs "
            "that, and signs what is worth as much as that chance of what it would demand itself."
        )
    ranked = [p.decision_maker for p in answer.parties if not p.numbers]
    if ranked:
        who = words.parties(ranked)
        fall = verb(len(ranked), "falls", "fall")
        told.append(f"{who} {fall} back along an order, step by step; no numbers are invented.")
    if not answer.whole:
        told.append("There are too many packages to list; only those on the frontier are put on the table.")
    return told


def reached(answer: RoundsAnswer, voice: Voice) -> Table:
    """Give for each package how often and when it was reached, what it gives each, and whether it would be kept."""
    words = voice.words(answer.perspective)
    parties = [g.decision_maker for g in answer.reached[0].gains]
    asked = any(r.kept is not None for r in answer.reached)
    rows = []
    for k, fact in enumerate(answer.reached):
        kept = (KEPT[fact.kept] if fact.kept is not None else "",) if asked else ()
        rows.append(
            (
                capital(called(answer, k, voice)),
                f"{percent(fact.share)} (± {fact.share.error * 100:.1f})",
                f"{average(fact.rounds)} (± {fact.rounds.error:.1f})",
                "yes" if fact.on_frontier else "no",
                *(gain(g, 0) if g.gain is not None else gain(g, 0).partition(" ")[0] for g in fact.gains),
                *kept,
            )
        )
    heads = ("Package", "Reached in", "Round", "On the frontier", *(words.party(p) for p in parties))
    return Table(
        (*heads, *(("Would it be kept?",) if asked else ())),
        tuple(rows),
        "What is reached, in full",
        "Gains are over no deal, each party's on its own scale; ± one standard error.",
        "rounds-reached",
        frozenset(range(4, 4 + len(parties))),
        marks=MEANING,
    )


def clauses(answer: RoundsAnswer, voice: Voice) -> Table:
    """Give the clauses of each package that was reached."""
    rows = [
        (issue.text.rstrip("."), *(clause_text(answer, r.values[k]) for r in answer.reached))
        for k, issue in enumerate(answer.issues)
    ]
    heads = [capital(called(answer, k, voice)) for k in range(len(answer.reached))]
    return Table(("Issue", *heads), tuple(rows), "The clauses", id="rounds-clauses")


def manners(answer: RoundsAnswer, voice: Voice) -> Table:
    """Give what each party's manner changes: how often there is a deal, and in which round."""
    words = voice.words(answer.perspective)
    rows = []
    for party in answer.parties:
        for n, fact in enumerate(party.strategies):
            rows.append(
                (
                    words.party(party.decision_maker) if n == 0 else "",
                    MANNERS[fact.strategy],
                    percent(fact.deals),
                    "" if fact.rounds is None else f"{average(fact.rounds)} (± {fact.rounds.error:.1f})",
                    _alone(party) if n == 0 else "",
                )
            )
    return Table(
        ("Party", "It falls back", "A deal is reached in", "Round", "Turned down alone"),
        tuple(rows),
        "What each party's manner changes",
        "Turned down alone: its share of the offers that only one party turned down.",
        "rounds-manners",
        heads=2,
    )


def _alone(party: BargainerFact) -> str:
    return percent(party.alone) if party.alone.of else ""
