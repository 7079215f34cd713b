"""The details: what each side believes and expects, who is surprised, what corrections would change, what holds."""

from __future__ import annotations

from detente.questions.mistaken.answer import CorrectionFact, Sight
from detente.questions.mistaken.phrases import (
    GAINS,
    LOSES,
    Speaker,
    believes,
    corrected,
    expected,
    if_right,
    moved,
    why,
)
from detente.wording import Block, Table, capital, count, listed
from detente.wording.concepts import name as concept_name

MOST_ROWS = 200


def details(speaker: Speaker) -> tuple[Block, ...]:
    """Give all tables that have a row."""
    found = [
        beliefs(speaker),
        expectations(speaker),
        surprises(speaker),
        corrections(speaker),
        holding(speaker),
    ]
    return tuple(block for block in found if not isinstance(block, Table) or block.rows)


def beliefs(speaker: Speaker) -> Table:
    """List in what each side is mistaken, why that is said and by whom."""
    rows = []
    for own in speaker.answer.mistaken:
        words = speaker.words
        about = " ".join(f"{t.rstrip('.')}." for t in (own.text, own.because) if t)
        source = listed([words.source(s) for s in own.sources])
        for number, piece in enumerate(own.believes):
            first = number == 0
            rows.append(
                (
                    words.party(own.decision_maker) if first else "",
                    capital(believes(speaker, own.decision_maker, piece)),
                    about if first else "",
                    source if first else "",
                )
            )
    kept = [k for k in range(4) if k < 2 or any(row[k] for row in rows)]
    heads = ("Side", "In what it is mistaken", "In the file", "Source")
    return Table(
        tuple(heads[k] for k in kept),
        tuple(tuple(row[k] for k in kept) for row in rows),
        "What each side believes",
        id="beliefs",
    )


def expectations(speaker: Speaker) -> Table:
    """List what each side expects, and whether it comes about."""
    told = {True: "yes", False: "no", None: "—"}
    rows = tuple(
        (
            speaker.words.party(own.decision_maker),
            expected(speaker, own, "ahead"),
            told[own.met_ahead],
            expected(speaker, own, "myopic"),
            told[own.met_myopic],
        )
        for own in speaker.answer.owns
        if speaker.answer.heading is not None
    )
    heads = ("Side", "Looking ahead, it expects", "Comes about", "Not looking ahead", "Comes about")
    return Table(heads, rows, "What each side expects", id="expectations")


def surprises(speaker: Speaker) -> Table:
    """List who is surprised, on which way, at which move, and why."""
    answer = speaker.answer
    owns = {own.decision_maker: own for own in answer.owns}
    rows = []
    for one in answer.surprises[:MOST_ROWS]:
        rows.append(
            (
                "looking ahead" if one.sight == "ahead" else "not looking ahead",
                speaker.outcome(one.end),
                str(one.step) if one.step else "—",
                "(where it ends)" if one.kind == "end" else moved(speaker, one),
                speaker.words.party(one.decision_maker),
                capital(why(speaker, one, owns[one.decision_maker])),
            )
        )
    heads = ("The sides are", "On the way to", "Move", "What happens", "Surprised", "Why")
    left = len(answer.surprises) - MOST_ROWS
    note = f"{count(left, 'more surprise')} not shown." if left > 0 else ""
    return Table(heads, tuple(rows), "Who is surprised, and when", note, "surprises", heads=2)


def corrections(speaker: Speaker) -> Table:
    """List what would come about if somebody were right, and for whom that is good."""
    rows = []
    for one in speaker.answer.corrections[:MOST_ROWS]:
        begin = capital(if_right(speaker, one))
        if not one.possible:
            rows.append((begin, "cannot be corrected alone", "", "", ""))
            continue
        if one.ahead is None or one.myopic is None:
            continue
        good, bad = who(speaker, one, GAINS), who(speaker, one, LOSES)
        rows.append((begin, ends(speaker, one, "ahead"), ends(speaker, one, "myopic"), good, bad))
    heads = ("If", "Looking ahead, it ends in", "Not looking ahead", "It pays for", "Gain by leaving it")
    note = "Who gains and loses is by what each side truly wants: looking ahead, else in brackets."
    left = len(speaker.answer.corrections) - MOST_ROWS
    note += f" {count(left, 'more correction')} not shown." if left > 0 else ""
    return Table(heads, tuple(rows), "What a correction would change", note if rows else "", "corrections")


def ends(speaker: Speaker, one: CorrectionFact, sight: Sight) -> str:
    """Say where it would end; that nothing changes where it is so."""
    found = corrected(one, sight)
    assert found is not None
    if not found.changed:
        return "no change"
    return speaker.outcomes(found.states, found.count) if found.states else "nothing that holds"


def who(speaker: Speaker, one: CorrectionFact, kinds: tuple[str, ...]) -> str:
    """Name those who gain (or lose) by a correction: looking ahead and, in brackets, not looking ahead."""
    told = []
    for sight, brackets in (("ahead", "{}"), ("myopic", "({})")):
        found = corrected(one, sight)  # type: ignore[arg-type]
        assert found is not None
        names = [s.decision_maker for s in found.standings if s.kind in kinds]
        if names:
            told.append(brackets.format(speaker.parties(names)))
    return " ".join(told) or "—"


def holding(speaker: Speaker) -> Table:
    """List what holds under each concept as each side sees it, and what would if nobody were mistaken."""
    rows = []
    for held in speaker.answer.held:
        kept = [s for s in held.states if s not in held.mistaken]
        blind = [f"{speaker.outcome(b.state)}: {speaker.parties(b.decision_makers)}" for b in held.blind]
        cells = (
            shortlist(speaker, kept, str(int(held.count) - len(held.mistaken))),
            shortlist(speaker, held.mistaken, str(len(held.mistaken))),
            shortlist(speaker, held.lost, str(len(held.lost))),
            "; ".join(blind[:3]) + (" and more" if len(blind) > 3 else "") or "—",
        )
        rows.append((concept_name(held.concept), *cells))
    heads = (
        "Concept",
        "Holds",
        "Holds only by mistake",
        "Would hold without mistakes",
        "Who has no picture of it",
    )
    return Table(heads, tuple(rows), "What holds as each side sees it", id="held")


def shortlist(speaker: Speaker, states: tuple[int, ...] | list[int], number: str) -> str:
    """List outcomes, or say how many they are."""
    if number == "0":
        return "—"
    if int(number) > 4 or len(states) < int(number):
        return count(int(number), "outcome")
    return listed([speaker.outcome(s) for s in states])
