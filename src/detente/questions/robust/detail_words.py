"""The tables behind it: every set of outcomes, every doubt and what hangs on it, conditions, equilibria."""

from __future__ import annotations

from detente.questions.robust.answer import DeciderFact, RobustAnswer, RobustConcept
from detente.questions.robust.deal_words import deal_details
from detente.questions.robust.phrases import LOOKING, in_hundred, said, settled
from detente.wording import Block, Items, Section, Table, Text, Voice, capital, count, label, quantity, verb

MOST_ROWS = 20


def details(answer: RobustAnswer, voice: Voice) -> tuple[Block, ...]:
    """Give the doubts, and what comes out under each concept."""
    if not answer.concepts:
        return deal_details(answer, voice)
    found = intro(answer, voice)
    found += [_concept(answer, c, voice) for c in answer.concepts]
    found += deal_details(answer, voice)
    return tuple(found)


def intro(answer: RobustAnswer, voice: Voice) -> list[Block]:
    """Say what the doubts span, what is not varied, and what is left out."""
    combinations = int(answer.combinations)
    found: list[Block] = [
        Text(
            f"The doubts span {count(int(answer.accounts), 'account')}. By the improvements of the parties, "
            f"{count(combinations, 'combination')} of them {verb(combinations, 'differs', 'differ')}."
        )
    ]
    found += [
        Text(f"{voice.words(answer.perspective).party(u.decision_maker)} is not varied: {u.why}.")
        for u in answer.unvaried
    ]
    found += [
        Text(f"Left out, as they contradict themselves: {in_hundred(m.weight)} cases ({m.why}).")
        for m in answer.misfits
    ]
    return found


def figure(value: float) -> str:
    """Write an index or a weight."""
    return f"{value:.3f}"


def _concept(answer: RobustAnswer, one: RobustConcept, voice: Voice) -> Section:
    blocks: list[Block] = []
    if answer.how == "mixed":
        drawn = (
            f"{quantity(int(answer.drawn))} cases were drawn, as too many of them differ in what counts here."
        )
        blocks.append(Text("All cases were taken." if one.how == "exact" else drawn))
    blocks.append(_sets(answer, one, voice))
    if one.deciders:
        blocks.append(_deciders(answer, one, voice))
    if one.matterless:
        words = voice.words(answer.perspective)
        names = [said(answer.doubts[d], 0, words)[-1] for d in one.matterless]
        blocks += [Text("Nothing hangs, in any account, on whether"), Items(tuple(names))]
    if one.turns:
        kept = "leads to the same" if one.share >= 0.5 else "leads to where the account as it is written does"
        rows = tuple(
            (capital(settled(t.settled, answer, voice)[0]), figure(t.weight), figure(t.share))
            for t in one.turns
        )
        blocks.append(
            Table(
                ("If", "Weight of these cases", f"Part that {kept}"),
                rows,
                title="The fewest conditions under which it turns",
                id=f"turns-{one.concept}",
            )
        )
    if one.pairs:
        rows = tuple(
            (doubt_name(answer, p.doubts[0], voice), doubt_name(answer, p.doubts[1], voice), figure(p.index))
            for p in one.pairs[:MOST_ROWS]
        )
        note = "Beyond what each decides by itself (index of the second order)."
        blocks.append(
            Table(
                ("Doubt", "with", "Together"),
                rows,
                title="Pairs",
                note=note,
                id=f"pairs-{one.concept}",
                heads=2,
            )
        )
    blocks.append(_held(answer, one))
    return Section(
        capital(f"{LOOKING[one.concept]} ({one.concept.upper() if one.concept != 'nash' else 'Nash'})"),
        tuple(blocks),
    )


def doubt_name(answer: RobustAnswer, doubt: int, voice: Voice) -> str:
    """Call a doubt by whose it is and its id."""
    known = answer.doubts[doubt]
    if known.decision_maker:
        return f"{voice.words(answer.perspective).party(known.decision_maker)}: {known.id}"
    return f"{known.kind}: {known.id}" if known.kind != "start" else "status quo"


def _states(answer: RobustAnswer, states: tuple[int, ...]) -> str:
    return ", ".join(label(answer.states[s]) for s in states) or "no rest"


def _sets(answer: RobustAnswer, one: RobustConcept, voice: Voice) -> Table:
    rows = []
    for found in one.sets[:MOST_ROWS]:
        told = voice.letters([answer.states[s] for s in found.states], "and") if found.states else ""
        mine = "as written" if found.states == one.written else ""
        rows.append((_states(answer, found.states), told, figure(found.weight), mine))
    more = int(one.count) - len(rows)
    note = f"{quantity(more)} more, of less weight." if more > 0 else ""
    return Table(
        ("Outcomes", "What they are", "Weight", ""),
        tuple(rows),
        title="Where it is heading",
        note=note,
        id=f"sets-{one.concept}",
    )


def _deciders(answer: RobustAnswer, one: RobustConcept, voice: Voice) -> Table:
    def row(found: DeciderFact) -> tuple[str, ...]:
        index = found.index
        numbers = (found.written, index.turns, index.first, index.total, found.information)
        return (doubt_name(answer, found.doubt, voice), *map(figure, numbers))

    return Table(
        ("Doubt", "Holds", "Turns", "First order", "Total", "Information"),
        tuple(row(d) for d in one.deciders[:MOST_ROWS]),
        title="What hangs on each doubt",
        note=(
            "Holds: the weight of the cases in which the claim holds. Turns: of those in which it holds and "
            "the outcome changes if it does not. Indices are parts of the spread; information is in bits."
        ),
        id=f"deciders-{one.concept}",
    )


def _held(answer: RobustAnswer, one: RobustConcept) -> Table:
    rows = tuple(
        (label(answer.states[h.state]), figure(h.weight), "in all cases" if h.always else "")
        for h in one.held[:MOST_ROWS]
    )
    return Table(
        ("State", "Weight", ""),
        rows,
        title="How often a state holds",
        id=f"held-{one.concept}",
    )
