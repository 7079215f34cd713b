"""The details of what would follow: who gains, and what holds, in tables."""

from __future__ import annotations

from collections.abc import Sequence

from detente.answers import Span, Standing, StandingKind, StateValue
from detente.conflict import find_concept
from detente.questions.whatif.answer import Fares, WhatIfAnswer
from detente.questions.whatif.supposed_words import supposed
from detente.wording import (
    Block,
    Table,
    Text,
    Voice,
    Words,
    label,
    labels,
    place,
)
from detente.wording.accounts import each

MOST_ENDS = 3


NOTHING = "—"


OFF: dict[StandingKind, str] = {
    "better": "better off",
    "worse": "worse off",
    "same": "as well off",
    "better_or_same": "better off or as well off",
    "worse_or_same": "worse off or as well off",
    "open": "better or worse off, depending on the outcome",
    "unknown": "not known to be better or worse off",
}


def _details(answers: Sequence[WhatIfAnswer], voice: Voice) -> list[Block]:
    first = answers[0]
    whole = Text(supposed(voice.words(first.perspective), first.supposed))
    return [whole, *each(answers, lambda a: _of_account(a, voice))]


def _of_account(answer: WhatIfAnswer, voice: Voice) -> list[Block]:
    words = voice.words(answer.perspective)
    blocks: list[Block] = []
    if answer.both:
        blocks.append(_fares_table(answer, words))
        blocks.append(_outcome_table(answer, voice))
    blocks += [_place_table(answer, words), _held_table(answer)]
    return blocks


def _places(span: Span | None) -> str:
    if span is None:
        return NOTHING
    return place(span.best) if span.best == span.worst else f"{place(span.best)} to {place(span.worst)}"


def _fares_table(answer: WhatIfAnswer, words: Words) -> Table:
    rows = []
    for name, compared in zip(("not looking ahead", "looking ahead"), answer.both, strict=True):
        for k, fares in enumerate(compared.with_heading):
            s = fares.standing
            why = "" if s.statement is None else _why(words, answer, fares)
            told = (_places(s.before), _places(s.after), OFF[s.kind], why)
            rows.append((name if k == 0 else "", words.party(s.decision_maker), *told))
    columns = ("", "Party", "Without the change", "With it", "It is then", "That rests on")
    note = "Places by each one's own order, 1st the best."
    return Table(columns, tuple(rows), "How each fares where it is heading", note, "fares", heads=2)


def _why(words: Words, answer: WhatIfAnswer, fares: Fares) -> str:
    s = fares.standing
    assert s.statement is not None
    text = _supposed(words, answer, s) or words.claim(s.decision_maker, s.statement)
    rank = f"{place(s.rank)} wish" if s.rank is not None else "wish"
    rank = f"its last wish ({rank})" if s.last else f"its {rank}"
    gone = f"; about what is gone: {words.quoted(fares.removed)}" if fares.removed else ""
    return f"{rank}: {text}{gone}"


def _supposed(words: Words, answer: WhatIfAnswer, standing: Standing) -> str:
    """Say a wish that the change adds: the file has no statement of its id."""
    for wish in answer.supposed.preferred:
        if wish.id == standing.statement and wish.decision_maker == standing.decision_maker:
            condition = words.conflict.condition(wish.that, wish.decision_maker)
            return words.condition(condition, wish.decision_maker)
    return ""


def _outcome_table(answer: WhatIfAnswer, voice: Voice) -> Table:
    """Say what each outcome spoken of is, and when it comes about."""
    when: dict[int, list[str]] = {}
    for name, compared in zip(("not looking ahead", "looking ahead"), answer.both, strict=True):
        for what, states in (("without the change", compared.before), ("with it", compared.after)):
            for s in states[: MOST_ENDS + 1]:
                when.setdefault(s, []).append(f"{what}, {name}")
    rows = []
    for s, told in when.items():
        state = answer.states[s]
        rows.append(
            (voice.letter(state), label(state), voice.words(answer.perspective).cell(state), "; ".join(told))
        )
    columns = ("Outcome", "State", voice.words(answer.perspective).what, "Where it is heading")
    return Table(columns, tuple(rows), "The outcomes", id="outcomes")


def _place_table(answer: WhatIfAnswer, words: Words) -> Table:
    rows, last = [], ""
    for one in answer.places:
        name = find_concept(one.concept).name
        rows.append(
            (
                "" if name == last else name,
                words.party(one.decision_maker),
                _places(one.before),
                _places(one.after),
            )
        )
        last = name
    return Table(
        ("Concept", "Party", "Before", "After"),
        tuple(rows),
        "How good for each is what is reached, concept by concept",
        "Places among all states of before, 1st the best. — nothing is reached.",
        "places",
        heads=2,
    )


def _held_table(answer: WhatIfAnswer) -> Table:
    """List what holds before and after, concept by concept."""
    rows = []
    for old, new in zip(answer.before.held, answer.after.held, strict=True):
        told = (_listed(answer, old.states, old.count), _listed(answer, new.states, new.count))
        rows.append((find_concept(old.concept).name, *told))
    return Table(("Concept", "Before", "After"), tuple(rows), "What holds", id="held")


def _listed(answer: WhatIfAnswer, refs: Sequence[int], count: str) -> str:
    states: list[StateValue] = [answer.states[r] for r in refs]
    return f"{int(count):,}: {labels(states)}" if states else NOTHING
