"""What a change would do, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from detente.conflict import in_reading_order
from detente.findings.answers import BETTER, WORSE, WORSE_OR_SAME, Span, standing
from detente.findings.comparison import comparison_finding, outcomes
from detente.findings.finding import Block, Finding, Table
from detente.findings.words import Words, concept_name, place
from detente.questions.whatif import WhatIf
from detente.questions.whatif.supposing import CHANGED

BEFORE, AFTER = "As things are", "With the change"


def supposed(found: WhatIf) -> str:
    """Say what is supposed."""
    words = Words(found.before.game.conflict)
    gone = [o for o, taken in found.change.fixed if not taken]
    always = [o for o, taken in found.change.fixed if taken]
    parts = []
    if gone:
        parts.append(f"these options are gone: {words.taken(gone)}")
    if always:
        parts.append(f"these are settled: {words.taken(always)}")
    for dm, statement in found.change.preferred:
        parts.append(f"{words.dm(dm)} wants first of all {words.statement(statement, dm)}")
    return f"Suppose that {'; and that '.join(parts)}." if parts else "Nothing is changed."


def _renamed(text: str, names: Mapping[str, str]) -> str:
    """Call before and after by what they are to a reader, not by the names of accounts."""
    account, _, rest = text.partition(": ")
    return f"{names[account]}, {rest}" if account in names else text


def _heads(block: Block, names: Mapping[str, str]) -> Block:
    if not isinstance(block, Table):
        return block
    return replace(block, columns=tuple(names.get(c, c) for c in block.columns))


def whatif_finding(found: WhatIf, *, talks: bool = False) -> Finding:
    """Say what changes, for whom, and (where it is talks that collapse) who has a reason to keep talking."""
    words = Words(found.before.game.conflict)
    concept, _ = outcomes(found.before, found.after)
    side_by_side = comparison_finding(found.comparison)
    groups: dict[str, list[str]] = {}
    for dm, (before, after) in found.places(concept).items():
        if judged := standing(before, after):
            groups.setdefault(judged, []).append(dm)
    compared = "; ".join(f"{words.dms(dms)} {judged}" for judged, dms in groups.items())
    told = {found.before.game.account: BEFORE, CHANGED: AFTER}
    answers = [supposed(found), *(_renamed(a, told) for a in side_by_side.answer[:2])]
    if compared:
        name = concept_name(concept)
        answers.append(f"Compared with before, by each one's own order: {compared} ({name}).")
    if talks:
        losers, gainers = groups.get(WORSE, []), groups.get(BETTER, [])
        reasons = (
            [f"{words.dms(losers)} would lose, and so would have a reason to keep talking"] if losers else []
        )
        if perhaps := groups.get(WORSE_OR_SAME, []):
            reasons.append(f"{words.dms(perhaps)} would lose or be as well off")
        reasons += [f"{words.dms(gainers)} would gain"] if gainers else []
        answers.append(f"If talks collapse, {'; '.join(reasons) or 'nobody clearly loses'}.")
    return Finding(
        "What if talks collapse?" if talks else "What if?",
        tuple(answers),
        (*(_heads(b, told) for b in side_by_side.blocks[:2]), _place_table(found, words)),
        found.before.game.account,
    )


def _place_table(found: WhatIf, words: Words) -> Table:
    def told(span: Span) -> str:
        if span is None:
            return "—"
        return place(span[0]) if span[0] == span[1] else f"{place(span[0])} to {place(span[1])}"

    rows = []
    for concept in in_reading_order(found.before.concepts):
        for number, (dm, (before, after)) in enumerate(found.places(concept).items()):
            name = concept_name(concept) if number == 0 else ""
            rows.append((name, words.dm(dm), told(before), told(after), standing(before, after)))
    return Table(
        ("Concept", "Decision maker", "Before", "After", "After it is"),
        tuple(rows),
        "How good the outcomes are for each, by its own order",
        "Places among all states of before, 1st the best. — nothing is reached.",
        "places",
    )
