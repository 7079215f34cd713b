"""On which sanctions what holds rests, in words."""

from __future__ import annotations

from collections.abc import Sequence

from detente.answers import StateValue
from detente.conflict import find_concept
from detente.questions.ultimatum.answer import UltimatumAnswer
from detente.questions.ultimatum.sanction_answer import Sanction, Sanctions
from detente.wording import (
    Block,
    Section,
    Table,
    Text,
    Voice,
    Words,
    capital,
    count,
    label,
    labels,
    listed,
    shortened,
    spelled,
)
from detente.wording.accounts import within

MOST_LISTED = 100
MOST_NAMES = 3


def sanction_summary(found: Sequence[Sanctions]) -> str:
    """Say how many of the outcomes that hold rest on a bluff; of several accounts, from how few to how many."""
    if not found or not any(int(s.count) for s in found):
        return "No outcome holds for fear of an answer."
    if len(found) == 1:
        return _rests(int(found[0].bluff_count), int(found[0].count))
    if not any(int(s.bluff_count) for s in found):
        return "In every account, no outcome that holds rests on a bluff."
    told = listed([f"{int(s.bluff_count):,} of {int(s.count):,}" for s in found])
    return f"The outcomes that hold only for fear of a bluff are, account by account, {told}."


def _rests(bluffs: int, every: int) -> str:
    if not bluffs:
        return "No outcome that holds rests on a bluff."
    what = "on a bluff: an answer that would not pay all who give it."
    if every == 1:
        return f"The one outcome that holds rests {what}"
    verb = "rests" if bluffs == 1 else "rest"
    return f"{capital(spelled(bluffs))} of {spelled(every)} outcomes that hold {verb} {what}"


def sanction_blocks(answer: UltimatumAnswer, voice: Voice, *, several: bool = False) -> list[Block]:
    """Say how many equilibria rest on no sanction, on credible ones, on a bluff; and give the sanctions."""
    found = answer.sanctions
    assert found is not None
    words, states = voice.words(answer.perspective), answer.states
    name = find_concept(found.concept).name
    if not int(found.count):
        texts = [f"No state is an equilibrium under {name}."]
    else:
        verb = "holds" if found.count == "1" else "hold"
        near = (
            f"; improvements from today lead to {found.reached:,} of them, which come first"
            if found.reached
            else ""
        )
        texts = [f"{count(int(found.count), 'state')} {verb} under {name}{near}."]
        for refs, number, what in (
            (
                found.without,
                found.without_count,
                "nobody has anything better to move to, so that no sanction is needed",
            ),
            (
                found.credible,
                found.credible_count,
                "every sanction is credible: each who carries it out gains (SEQ)",
            ),
            (
                found.bluffs,
                found.bluff_count,
                "somebody stays for fear of a bluff alone: an answer by which not all who give it gain",
            ),
        ):
            if int(number):
                texts.append(f"In {int(number):,} ({labels([states[r] for r in refs])}) {what}.")
        texts += whom(found, words)
    blocks: list[Block] = [Text(" ".join(texts))]
    for these, title, id in (
        ([s for s in found.list if not s.credible], "Bluffs", "bluffs"),
        ([s for s in found.list if s.credible], "Credible sanctions", "credible"),
    ):
        if these:
            blocks.append(_table(found, these, states, words, title, id))
    told = "Sanctions on which what holds rests"
    return [Section(f"{told}: {within([answer.perspective])}" if several else told, tuple(blocks))]


def whom(found: Sanctions, words: Words) -> list[str]:
    """Say whom bluffs keep."""
    kept = [f"{words.party(dm)} in {n:,}" for dm, n in found.deterred_by_bluff.items() if n]
    return [f"Nothing but a bluff keeps {listed(kept)} of these states."] if kept else []


def told_sanction(sanction: Sanction, states: Sequence[StateValue], words: Words) -> str:
    """Tell an answer move by move."""
    before, told = states[sanction.improvement], []
    for step in sanction.sanction:
        after = states[step.state]
        told.append(f"{words.party(step.mover)}: {words.step(before, after, step.mover)}")
        before = after
    return "; then ".join(told)


def _table(
    found: Sanctions,
    these: Sequence[Sanction],
    states: Sequence[StateValue],
    words: Words,
    title: str,
    id: str,
) -> Table:
    rows, before = [], ""
    for sanction in these[:MOST_LISTED]:
        start, better = states[sanction.equilibrium], states[sanction.improvement]
        losers = list(dict.fromkeys(words.party(s.mover) for s in sanction.sanction if not s.gains))
        step = f"{words.party(sanction.decision_maker)}: {words.step(start, better, sanction.decision_maker)}"
        here = label(start)
        row = ("" if here == before else here, step, told_sanction(sanction, states, words))
        rows.append(row if sanction.credible else (*row, shortened(losers, MOST_NAMES)))
        before = here
    columns = ["State", "Who would gain by leaving", "What keeps it"]
    if not these[0].credible:
        columns.append("Does not gain by that")
    cut = len(these) > MOST_LISTED or len(found.list) < int(found.all) or not found.complete
    return Table(
        tuple(columns), tuple(rows), title, "There are more; JSON has more of them." if cut else "", id
    )
