"""The ladder of a deal, drawn: the signature, each step, who could leave there, and what then."""

from __future__ import annotations

from detente.drawing import LadderRung, Way, ladder
from detente.questions.settle.answer import SettleAnswer
from detente.questions.settle.deal_words import names_of
from detente.questions.settle.facts import KeptFact, LeaverFact, RungFact
from detente.wording import Picture, Table, Voice, capital, listed

NOBODY = "Nobody could gain by leaving."
NONE_YET = "Nothing is performed yet."
ALL = "All is performed."
MOST_ENDS = 2  # outcomes that a box names


def ladder_picture(answer: SettleAnswer, deal: int, voice: Voice) -> Picture | None:
    """Draw the ladder of a deal; None where nothing is to be seen on it, or an earlier deal has the same."""
    kept = answer.deals[deal].kept
    if kept is None or not (len(kept.ladder) > 1 or any(r.leavers for r in kept.ladder)):
        return None
    if any(d.kept is not None and d.kept.ladder == kept.ladder for d in answer.deals[:deal]):
        return None
    words = voice.words(answer.perspective)
    order = [d.id for d in answer.decision_makers]
    rungs = []
    for k, rung in enumerate(kept.ladder):
        ways = tuple(
            Way(
                order.index(x.decision_maker),
                f"{words.party(x.decision_maker)}: {does(answer, rung, x, voice)}",
                then(answer, rung, x, voice),
                x.deterred,
            )
            for x in rung.leavers
        )
        party = None if rung.by is None else order.index(rung.by)
        rungs.append(
            LadderRung(heading(answer, kept, k, voice), standing(kept, k), party, ways, rung.goes_on)
        )
    alike = [k for k, d in enumerate(answer.deals) if d.kept is not None and d.kept.ladder == kept.ladder]
    title = f"The ladder of {names_of(answer, alike, voice)}"
    text = in_words(answer, kept, voice)
    parties = [words.party(dm) for dm in order]
    svg = ladder(rungs, title, text, parties=parties)
    return Picture(svg, text, title, (table(answer, kept, title, voice),))


def heading(answer: SettleAnswer, kept: KeptFact, k: int, voice: Voice) -> str:
    """Say what a rung is: the signature, or who performs what."""
    rung = kept.ladder[k]
    if rung.by is None:
        return "Signed"
    words = voice.words(answer.perspective)
    before, after = (answer.states[kept.ladder[n].state] for n in (k - 1, k))
    return words.move(before, after, rung.by)


def standing(kept: KeptFact, k: int) -> str:
    """Say how it stands on a rung: what is performed, and whether somebody could gain by leaving."""
    rung, last = kept.ladder[k], k == len(kept.ladder) - 1
    performed = ""
    if len(kept.ladder) > 1:
        performed = ALL if last else NONE_YET if not k else ""
    return " ".join(t for t in (performed, "" if rung.leavers else NOBODY) if t)


def does(answer: SettleAnswer, rung: RungFact, leaver: LeaverFact, voice: Voice) -> str:
    """Say what a leaver does."""
    here, there = answer.states[rung.state], answer.states[leaver.to]
    return voice.words(answer.perspective).step_short(here, there, leaver.decision_maker)


def then(answer: SettleAnswer, rung: RungFact, leaver: LeaverFact, voice: Voice) -> str:
    """Say what comes of leaving: who would undo it, or where it leads."""
    words = voice.words(answer.perspective)
    if leaver.deterred:
        by = words.parties(leaver.deterrers, "or") or "others"
        return f"An answer by {by} would make it a loss."
    if not rung.ends:
        return "It comes to no rest."
    told = listed([voice.inside(answer.states[e]) for e in rung.ends[:MOST_ENDS]], "or")
    more = " or elsewhere" if len(rung.ends) > MOST_ENDS else ""
    return f"It leads to {told}{more}."


def in_words(answer: SettleAnswer, kept: KeptFact, voice: Voice) -> str:
    """Say what the picture says."""
    words = voice.words(answer.perspective)
    told = []
    for k, rung in enumerate(kept.ladder):
        parts = [f"{heading(answer, kept, k, voice)}."]
        for x in rung.leavers:
            party, what = words.party(x.decision_maker), does(answer, rung, x, voice)
            parts.append(f"{party} could gain by leaving: {what}. {then(answer, rung, x, voice)}")
        if not rung.leavers:
            parts.append(NOBODY)
        if not rung.goes_on:
            who = words.party(kept.ladder[k + 1].by or "")
            parts.append(f"{who} would rather leave it at that than perform its part.")
        told.append(" ".join(parts))
    return " ".join(told)


def table(answer: SettleAnswer, kept: KeptFact, title: str, voice: Voice) -> Table:
    """Tell the same in a table."""
    words = voice.words(answer.perspective)
    rows = []
    for k, rung in enumerate(kept.ladder):
        step = heading(answer, kept, k, voice) + (
            "" if rung.goes_on else " (the next step would not be taken)"
        )
        for n, x in enumerate(rung.leavers):
            what = f"{words.party(x.decision_maker)}: {does(answer, rung, x, voice)}"
            rows.append((step if n == 0 else "", what, then(answer, rung, x, voice)))
        if not rung.leavers:
            rows.append((step, "nobody", ""))
    return Table(("Step", "Who could gain by leaving", "What then"), tuple(rows), capital(title), id="ladder")
