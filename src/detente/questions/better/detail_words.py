"""What is better for everybody, in full: every outcome, how everybody fares in it, who could spoil it."""

from __future__ import annotations

from collections.abc import Sequence

from detente.answers import Standing
from detente.questions.better.answer import BetterAnswer, DealFact, ImprovedFact, SpoilerFact
from detente.questions.better.deal_words import best, group, holding, way
from detente.wording import (
    Block,
    Items,
    Section,
    Table,
    Text,
    Voice,
    Words,
    capital,
    count,
    label,
    listed,
    spelled,
    verb,
)
from detente.wording.concepts import NO, YES
from detente.wording.concepts import marks as concept_marks
from detente.wording.standings import MEANING, cell, counting, places, resting

MOST_ROWS = 30
MOST_COLUMNS = 2  # outcomes in the table that everybody sees


def fares(
    answer: BetterAnswer, voice: Voice, *, most: int = MOST_COLUMNS, named: bool = False
) -> Table | None:
    """Give for each party its place where it is heading, and in the best outcomes, with a mark."""
    found = best(answer)
    if found is None:
        return None
    words = voice.words(answer.perspective)
    against = found[0].against
    deals = [d for d in answer.deals if d.state in (found[0].within or found[0].beyond)][:most]
    columns = ["Party", *([] if against == "today" else ["Where it is heading"])]
    rows = []
    ends = answer.heading.ahead if against == "ahead" else answer.heading.myopic
    for k, maker in enumerate(answer.decision_makers):
        cells = [words.party(maker.id)]
        if against != "today":
            standing = ends.standings[k] if ends.standings else None
            cells.append("" if standing is None else places(standing.after))
        cells += [cell(compared(d, against)[k]) for d in deals]
        rows.append(tuple(cells))
    heads = [capital(voice.letter(answer.states[d.state])) for d in deals]
    title = f"How good that is for each{f', in “{answer.perspective}”' if named else ''}"
    how = "" if answer.heading.same else ", looking ahead" if against == "ahead" else ", not looking ahead"
    what = "today" if against == "today" else f"where it is heading{how}"
    legend = "; ".join(
        voice.named(answer.states[d.state]) for d in deals if not voice.is_today(answer.states[d.state])
    )
    note = f"{legend_of(rows)}, compared with {what}."
    steps = counting(c for row in rows for c in row[1:])
    return Table(
        (*columns, *heads),
        tuple(rows),
        title,
        (f"{note} {legend}." if legend else note) + steps,
        "better" + (f"-{answer.perspective}" if named else ""),
        frozenset(range(1, 1 + len(columns) - 1 + len(heads))),
        marks=MEANING,
    )


def legend_of(rows: Sequence[Sequence[str]]) -> str:
    """Say what the marks mean that stand in some cells."""
    used = {c.partition(" ")[0] for row in rows for c in row[1:]}
    return ", ".join(f"{mark} {meaning}" for mark, meaning in MEANING.items() if mark in used)


def compared(deal: DealFact, against: str) -> tuple[Standing, ...]:
    """Give how everybody fares in an outcome compared with something."""
    return {
        "today": deal.against_today,
        "ahead": deal.against_ahead,
        "myopic": deal.against_myopic,
    }[against]


def marks(deal: DealFact) -> str:
    """Say under which concepts an outcome holds: ``Nash ✓ SEQ ✓ SMR ✗``."""
    holds = {h.concept: not h.leaving for h in deal.holds}
    return concept_marks(holds)


def details(answer: BetterAnswer, voice: Voice, *, named: bool = False) -> list[Block]:
    """Give all that was found."""
    blocks: list[Block] = [
        Text(counted(answer, one, voice)) for one in (answer.myopic, answer.ahead, answer.today)
    ]
    blocks += [deal_section(answer, deal, voice) for deal in answer.deals]
    whole = fares(answer, voice, most=len(answer.deals), named=named)
    if whole is not None and (named or len(answer.deals) > MOST_COLUMNS):
        blocks.append(whole)
    if (table := every_table(answer, voice)) is not None:
        blocks.append(table)
    return blocks


def counted(answer: BetterAnswer, one: ImprovedFact, voice: Voice) -> str:
    """Say how many outcomes are better than something, within reach and beyond."""
    who = group(answer, voice)
    than = {
        "myopic": "where it is heading if the sides do not look ahead",
        "ahead": "where it is heading if they look ahead",
        "today": "today",
    }[one.against]
    if one.compared == "0":
        return f"Compared with {than}: that comes to no outcome."
    near, far, top = int(one.count), int(one.count_beyond), int(one.best)
    told = f"Better for {who} than {than}: {count(near, 'outcome') if near else 'none'} within reach"
    if near > 1:
        told += f", of which {spelled(top)} {verb(top, 'is', 'are')} beaten by no other of them"
    return f"{told}; {spelled(far) if far else 'none'} out of reach."


def deal_section(answer: BetterAnswer, deal: DealFact, voice: Voice) -> Section:
    """Tell all of one outcome."""
    words = voice.words(answer.perspective)
    state = answer.states[deal.state]
    blocks: list[Block] = [Text(capital(words.state(state)) + ".")]
    if deal.stages:
        blocks.append(Items(steps(answer, deal, words), numbered=True))
    told = [way(answer, deal, voice) or "No moves lead there from today.", holding(answer, deal, voice)]
    blocks.append(Text(" ".join(told)))
    blocks.append(Text(f"It holds under: {marks(deal)}."))
    least = [t for s in deal.against_today if (t := resting(s, words))]
    if least:
        blocks.append(Text(f"Compared with today, {'; '.join(least)}."))
    if deal.spoilers:
        blocks.append(Items(tuple(spoiler(answer, s, words) for s in deal.spoilers)))
    return Section(capital(voice.named(state)), tuple(blocks))


def steps(answer: BetterAnswer, deal: DealFact, words: Words) -> tuple[str, ...]:
    """Tell the moves of the way there, each with what it does to who makes it."""
    found, before = [], answer.states[start_of(answer)]
    for stage in deal.stages:
        after = answer.states[stage.state]
        effect = {1: "a gain", 0: "neither gain nor loss", -1: "a loss", None: "unknown"}[stage.gain]
        found.append(
            f"{words.party(stage.mover)}: {words.step(before, after, stage.mover)} (for itself at once: {effect})"
        )
        before = after
    return tuple(found)


def start_of(answer: BetterAnswer) -> int:
    """Give the status quo."""
    return 0 if answer.status_quo is None else answer.status_quo


def spoiler(answer: BetterAnswer, one: SpoilerFact, words: Words) -> str:
    """Tell how somebody could spoil an outcome, what comes of it, and whether that would pay."""
    who, to = words.party(one.decision_maker), answer.states[one.to]
    told = f"{who} could move on to {label(to)} for a gain"
    told += ", which answers that pay for the others would undo" if one.deterred else ""
    if not one.ends:
        return f"{told}; what follows comes to no rest."
    ends = listed([label(answer.states[e]) for e in one.ends], "or")
    fate = {
        "better": "better for it",
        "worse": "worse for it",
        "same": "as good for it",
        "better_or_same": "better for it or as good",
        "worse_or_same": "worse for it or as good",
        "open": "better or worse for it, depending on where it ends",
        "unknown": "and whether that is better for it is unknown",
        None: "",
    }[one.kind]
    losing = f"; worse for {words.parties(one.worse)}" if one.worse else ""
    return f"{told}; the sides' own interests then lead to {ends}, {fate}{losing}."


def every_table(answer: BetterAnswer, voice: Voice) -> Table | None:
    """List the outcomes that are better than something, and than what."""
    words = voice.words(answer.perspective)
    found: dict[int, list[str]] = {}
    for k, one in enumerate((answer.myopic, answer.ahead, answer.today)):
        for ref, near in [*((r, True) for r in one.within), *((r, False) for r in one.beyond)]:
            found.setdefault(ref, ["", "", "", YES if near else NO])[k] = YES
    if not found:
        return None
    rows = [
        (label(answer.states[ref]), words.cell(answer.states[ref]), *marked)
        for ref, marked in list(found.items())[:MOST_ROWS]
    ]
    more = len(found) - MOST_ROWS
    return Table(
        (
            "State",
            words.what,
            "Than where it is heading, not looking ahead",
            "Looking ahead",
            "Than today",
            "Within reach",
        ),
        tuple(rows),
        "What is better than what",
        f"{more:,} more; the JSON lists them." if more > 0 else "",
        "better-states",
        frozenset((2, 3, 4, 5)),
        marks={YES: "yes", NO: "no", "": "no"},
    )
