"""How often each package is reached, as bars."""

from __future__ import annotations

from detente.drawing import Bar, BarGroup, bars
from detente.questions.rounds.answer import RoundsAnswer, Share, share
from detente.questions.rounds.phrases import average, called, percent, titled, unlike_first
from detente.wording import Picture, Table, Voice, capital, quantity

TITLE = "How often bargaining reaches each package"
OTHER = "another package"
NONE = "no deal"
NOTE = "The line at the end of a bar: two standard errors to each side."


def entries(answer: RoundsAnswer, voice: Voice) -> list[tuple[str, Share, str]]:
    """Give what negotiations end with: what it is called, how often, and in which round."""
    told = [
        (capital(called(answer, k, voice)), r.share, average(r.rounds)) for k, r in enumerate(answer.reached)
    ]
    rest = answer.deals.count - sum(r.share.count for r in answer.reached)
    if rest:
        told.append((capital(OTHER), share(rest, answer.deals.of), ""))
    if answer.deals.count < answer.deals.of:
        told.append((capital(NONE), share(answer.deals.of - answer.deals.count, answer.deals.of), ""))
    return told


def picture(answer: RoundsAnswer, voice: Voice) -> Picture:
    """Draw how often each package is reached."""
    found = entries(answer, voice)
    plain = table(answer, voice)
    drawn = tuple(
        Bar(
            label,
            part.share * 100,
            percent(part),
            (max(0.0, part.share - 2 * part.error) * 100, min(1.0, part.share + 2 * part.error) * 100),
            plain=label in (capital(OTHER), capital(NONE)),
        )
        for label, part, _ in found
    )
    text = in_words(answer, voice)
    svg = bars([BarGroup("", drawn)], TITLE, text, note=f"{NOTE} {plain.note}")
    return Picture(svg, text, TITLE, (plain,))


def table(answer: RoundsAnswer, voice: Voice) -> Table:
    """Tell the same in a table."""
    rows = tuple(
        (label, f"{percent(part)} (± {part.error * 100:.1f})", when)
        for label, part, when in entries(answer, voice)
    )
    what = "; ".join(
        f"{called(answer, k, voice)}: {unlike_first(answer, k, voice)}" for k in range(len(answer.reached))
    )
    note = f"{capital(what)}." if answer.packages == "terms" and what else ""
    heads = ("What they agree on", "How often", "Round, on average")
    return Table(heads, rows, TITLE, note, "rounds")


def in_words(answer: RoundsAnswer, voice: Voice) -> str:
    """Say what the picture says."""
    parts = [f"{titled(answer, k, voice)} in {percent(r.share)}" for k, r in enumerate(answer.reached)]
    parts += [
        f"{label[:1].lower()}{label[1:]} in {percent(part)}"
        for label, part, _ in entries(answer, voice)[len(answer.reached) :]
    ]
    return f"Of {quantity(answer.runs)} simulated negotiations: {'; '.join(parts)}."
