"""On which sanctions what holds rests, in words."""

from __future__ import annotations

from collections.abc import Sequence

from detente.findings.answers import labels
from detente.findings.explanation import told_path
from detente.findings.finding import Block, Finding, Section, Table
from detente.findings.words import Words, concept_name, count, listed, shortened
from detente.game import Ints
from detente.questions.evolve import Move
from detente.questions.ultimatum import Sanction, Sanctions

MOST_TOLD = 8
MOST_LISTED = 100
MOST_NAMES = 3


def sanctions_finding(found: Sanctions) -> Finding:
    """Say how many equilibria rest on no sanction, on credible ones, on a bluff; and give the sanctions."""
    words, name = Words(found.game.conflict), concept_name(found.concept)
    size = found.equilibria.size
    lead = "" if found.game.account == "base" else f"Under “{found.game.account}” "
    if not size:
        answers = [f"{lead}no state is an equilibrium under {name}.".strip().capitalize()]
    else:
        told = [
            *_group(
                found, found.without, "nobody has anything better to move to, so that no sanction is needed"
            ),
            *_group(found, found.credible, "every sanction is credible: each who carries it out gains (SEQ)"),
            *_group(
                found,
                found.bluffs,
                "somebody stays for fear of a bluff alone: an answer by which not all who give it gain",
            ),
        ]
        verb = "holds" if size == 1 else "hold"
        near = (
            f"; improvements from the status quo lead to {found.reached:,} of them, which come first"
            if found.reached
            else ""
        )
        answers = [f"{lead}{count(size, 'state')} {verb} under {name}{near}. {' '.join(told)}"]
        answers += _whom(found, words)
    return Finding(
        "On which sanctions does what holds rest, and which are bluffs?",
        tuple(answers),
        _tables(found, words),
        found.game.account,
    )


def _group(found: Sanctions, states: Ints, what: str) -> list[str]:
    if not states.size:
        return []
    return [f"In {states.size:,} ({labels(found.game, states)}) {what}."]


def _whom(found: Sanctions, words: Words) -> list[str]:
    """Say whom bluffs keep."""
    kept = [f"{words.dm(dm)} in {n:,}" for dm, n in found.deterred_by_bluff().items() if n]
    if not kept:
        return []
    return [f"Nothing but a bluff keeps {listed(kept)} of these states."]


def _tables(found: Sanctions, words: Words) -> tuple[Block, ...]:
    if not found.sanctions:
        return ()
    bluffs = [s for s in found.sanctions if not s.credible]
    credible = [s for s in found.sanctions if s.credible]
    blocks: list[Block] = []
    for these, title, id in (
        (bluffs, "Bluffs", "bluffs"),
        (credible, "Credible sanctions", "credible"),
    ):
        if not these:
            continue
        blocks.append(_table(found, words, these[:MOST_TOLD], title, id, len(these)))
        if len(these) > MOST_TOLD:
            most = min(MOST_LISTED, found.affordable)
            rest = _table(found, words, these[MOST_TOLD:most], title, f"{id}-further", len(these))
            blocks.append(Section(f"{title}, further ones", (rest,), aside=True, bulk=True))
    return tuple(blocks)


def _table(
    found: Sanctions, words: Words, these: Sequence[Sanction], title: str, id: str, all_: int
) -> Table:
    rows = []
    before = ""
    for sanction in these:
        start, better = found.game.state(sanction.equilibrium), found.game.state(sanction.improvement)
        answer = found.witness(sanction)
        assert answer.sanction is not None
        losers = list(dict.fromkeys(words.dm(r.dm) for r in answer.movers if r.gain <= 0))
        step = f"{words.dm(sanction.dm)}: {words.step(start, Move(sanction.dm, better))}"
        told = told_path(words, answer.sanction)
        row = ("" if start.label == before else start.label, step, told)
        rows.append(row if sanction.credible else (*row, shortened(losers, MOST_NAMES)))
        before = start.label
    columns = ["State", "Who would gain by leaving", "What it reckons with"]
    if not these[0].credible:
        columns.append("Does not gain by that")
    complete = "" if found.complete else " or more"
    note = f"{len(these):,} of {all_:,}{complete}; the JSON has more." if all_ > len(these) else ""
    return Table(tuple(columns), tuple(rows), title, note, id)
