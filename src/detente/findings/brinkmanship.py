"""The game tree of an ultimatum, in words. Cardinal: it says so."""

from __future__ import annotations

from fractions import Fraction

from detente.conflict import Ultimatum
from detente.findings.finding import Finding, Table
from detente.findings.words import Words, count, listed
from detente.questions.ultimatum import GameTree
from detente.questions.ultimatum.brinkmanship import Ending, Part

_THREAT = {"credible": "credible", "not_credible": "not credible", "tie": "a tie"}


def number(value: Fraction) -> str:
    """Write a number exactly: as a decimal where it has an end, else as a fraction."""
    for digits in range(16):
        scaled = value * 10**digits
        if scaled.denominator == 1:
            sign, places = "-" if value < 0 else "", str(abs(scaled.numerator)).rjust(digits + 1, "0")
            return f"{sign}{places[: len(places) - digits]}{f'.{places[len(places) - digits :]}' if digits else ''}"
    return f"{value.numerator}/{value.denominator}"


def tree_finding(found: GameTree) -> Finding:
    """Say what backward induction gives, and from which cost and which probability on."""
    words, asked = Words(found.conflict), found.ultimatum
    by, to = words.dm(asked.by), words.dm(asked.to)
    answers = [
        f"With an audience cost, by the numbers of the file (what the endings are worth; nothing threatened is worth 0 "
        f"to both): {_threshold(found, by)}"
    ]
    answers += [_part(found, part, by, to) for part in found.parts]
    if found.growth is not None:
        answers.append(_growth(found))
    answers.append(_critical(found, to))
    if found.gamble is not None:
        answers.append(_gamble(found, by, to))
    blocks = (_table(found, by, to),) if found.parts else ()
    return Finding(
        f"Would “{asked.id}” be carried out, where backing down has a price?", tuple(answers), blocks
    )


def refused_finding(asked: Ultimatum, refused: str) -> Finding:
    """Say why the game tree is not answered, where the file has only some of its numbers."""
    text = f"{refused[0].upper()}{refused[1:]}. What stands above needs no numbers."
    return Finding(f"Would “{asked.id}” be carried out, where backing down has a price?", (text,))


def _threshold(found: GameTree, by: str) -> str:
    if found.threshold < 0:
        return f"to carry the threat out is better for {by} than to back down whatever the cost."
    cost = number(found.threshold)
    return f"to carry the threat out is better for {by} than to back down where to back down costs more than {cost}."


def _cost(part: Part) -> str:
    low = number(part.low)
    if part.high == part.low:
        return low
    if part.high is None:
        return f"{low} or more" if part.ends[0] else f"above {low}"
    if not any(part.ends):
        return f"between {low} and {number(part.high)}"
    first = f"from {low}" if part.ends[0] else f"above {low}"
    return f"{first} {'to' if part.ends[1] else 'to below'} {number(part.high)}"


def _part(found: GameTree, part: Part, by: str, to: str) -> str:
    threat = {
        "credible": "the threat is credible",
        "not_credible": "the threat is not credible",
        "tie": "to carry out and to back down are a tie",
    }[part.threat]
    concedes = {p.concedes for p in part.plans}
    reply = f"{to} would {'concede' if True in concedes else 'resist'}"
    reply = f"{to} may concede or resist" if len(concedes) == 2 else reply
    endings = listed([_ending(found, part, e, by, to) for e in part.endings], "or")
    tie = " (a tie: either can follow)" if len(part.endings) > 1 else ""
    return f"Where it costs {_cost(part)}, {threat}; {reply}; it ends with this: {endings}{tie}."


def _ending(found: GameTree, part: Part, ending: Ending, by: str, to: str) -> str:
    told = {
        "quiet": f"{by} threatens nothing",
        "concedes": f"{by} threatens and {to} concedes",
        "backs_down": f"{by} threatens, {to} resists, {by} backs down",
        "carries_out": f"{by} threatens, {to} resists, {by} carries it out",
    }[ending]
    mine, other = found.worth(ending, part.low)
    return f"{told} ({number(mine)} to {by}, {number(other)} to {to})"


def _growth(found: GameTree) -> str:
    growth = found.growth
    assert growth is not None
    if growth.locked_from is None:
        return "The cost does not grow past the threshold: there is no day from which on the threat is locked in."
    text = f"On the whole days from day {growth.locked_from} on the threat is locked in"
    if growth.tie_day is None:
        return f"{text}: the cost is above the threshold from the start."
    whole = "is a tie" if growth.tie_day.denominator == 1 else "would be the tie, between two whole days"
    return f"The cost reaches the threshold with time: day {number(growth.tie_day)} {whole}. {text}."


def _critical(found: GameTree, to: str) -> str:
    critical = found.critical
    lead = f"Were the threat carried out only with some probability, {to} would concede"
    if critical.side == "always":
        return f"{lead} whatever it is."
    if critical.side == "never":
        return f"{lead} at none of them."
    if critical.side == "tie":
        return f"{lead} or not, whatever it is: a tie."
    assert critical.value is not None
    value = number(critical.value)
    return f"{lead} if that is {critical.side} {value}; at {value} it is a tie."


def _gamble(found: GameTree, by: str, to: str) -> str:
    gamble = found.gamble
    assert gamble is not None
    parts = []
    for concedes, worth in gamble.replies:
        what = f"{to} {'concedes' if concedes else 'resists'}"
        parts.append(what + ("" if worth is None else f" (worth {number(worth)} to {by} on average)"))
    tie = " A tie." if len(parts) > 1 else ""
    return (
        f"If {by} carries it out come what may with probability {number(gamble.resolved)} and else backs down, "
        f"{listed(parts, 'or')}.{tie}"
    )


def _table(found: GameTree, by: str, to: str) -> Table:
    rows = []
    for part in found.parts:
        for k, ending in enumerate(part.endings):
            mine, other = found.worth(ending, part.low)
            head = (_cost(part), _THREAT[part.threat]) if k == 0 else ("", "")
            told = _ending(found, part, ending, by, to).rpartition(" (")[0]
            rows.append((*head, told, number(mine), number(other)))
    columns = ("Audience cost", "The threat is", "How it ends", f"Worth to {by}", f"Worth to {to}")
    note = (
        f"By backward induction; {count(len(rows), 'ending')}. Numbers of the file, not orders of preference."
    )
    return Table(columns, tuple(rows), "The game tree", note, "tree")
