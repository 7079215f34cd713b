"""The game tree of an ultimatum with audience costs, in words. Cardinal: it says so."""

from __future__ import annotations

from fractions import Fraction

from detente.answers import Exact
from detente.questions.ultimatum.answer import OneUltimatum
from detente.questions.ultimatum.tree_answer import GameTree, Growth, Part, Worth
from detente.wording import Block, Section, Table, Text, Words, count, listed

MOST_DIGITS = 16
_THREAT = {"credible": "credible", "not_credible": "not credible", "tie": "a tie"}


def number(value: Exact) -> str:
    """Write a number exactly: as a decimal where it has an end, else as a fraction.

    Examples
    --------
    >>> number(Exact(exact="-1/4", decimal=-0.25)), number(Exact(exact="1/3", decimal=1 / 3))
    ('-0.25', '1/3')
    """
    exact = Fraction(value.exact)
    for digits in range(MOST_DIGITS):
        scaled = exact * 10**digits
        if scaled.denominator == 1:
            sign, places = "-" if exact < 0 else "", str(abs(scaled.numerator)).rjust(digits + 1, "0")
            return f"{sign}{places[: len(places) - digits]}{f'.{places[len(places) - digits :]}' if digits else ''}"
    return value.exact


def threshold(words: Words, one: OneUltimatum) -> str:
    """Say from which audience cost on the threat is better carried out than dropped."""
    assert one.game_tree is not None
    by, value = words.party(one.by), one.game_tree.threshold
    if Fraction(value.exact) < 0:
        return (
            f"By the numbers of the file, {by} would rather carry the threat out than back down at any cost."
        )
    return (
        f"By the numbers of the file, {by} would rather carry the threat out than back down "
        f"where backing down costs more than {number(value)}."
    )


def tree_section(words: Words, one: OneUltimatum) -> Section:
    """Say what follows at which audience cost, and from which probability on the target gives way."""
    tree = one.game_tree
    assert tree is not None
    by, to = words.party(one.by), words.party(one.to)
    texts = [threshold(words, one), *(_part(part, by, to) for part in tree.parts)]
    if tree.growth is not None:
        texts.append(grows(tree.growth))
    texts.append(critical(tree, to))
    if tree.resolved is not None:
        texts.append(gamble(tree, by, to))
    blocks: list[Block] = [Text(t) for t in texts]
    if tree.parts:
        blocks.append(_table(tree, by, to))
    return Section("Where backing down has a price", tuple(blocks))


def cost(part: Part) -> str:
    """Say for which audience costs something follows."""
    low = number(part.low)
    if part.high is None:
        return f"{low} or more" if part.includes[0] else f"more than {low}"
    if part.high == part.low:
        return low
    if not any(part.includes):
        return f"between {low} and {number(part.high)}"
    first = f"from {low}" if part.includes[0] else f"above {low}"
    return f"{first} {'to' if part.includes[1] else 'to below'} {number(part.high)}"


def _part(part: Part, by: str, to: str) -> str:
    threat = {
        "credible": "the threat is credible",
        "not_credible": "the threat is not credible",
        "tie": "carrying the threat out and backing down are a tie",
    }[part.threat]
    concedes = {p.concedes for p in part.plans}
    reply = f"{to} would {'concede' if True in concedes else 'resist'}"
    reply = f"{to} may concede or resist" if len(concedes) == 2 else reply
    ends = listed([_worth(e, by, to) for e in part.endings], "or")
    tie = " (a tie: either can follow)" if len(part.endings) > 1 else ""
    return f"Where backing down costs {cost(part)}, {threat}; {reply}. It ends with this: {ends}{tie}."


def ending(name: str, by: str, to: str) -> str:
    """Say how the game tree ends."""
    return {
        "quiet": f"{by} threatens nothing",
        "concedes": f"{by} threatens and {to} concedes",
        "backs_down": f"{by} threatens, {to} resists, {by} backs down",
        "carries_out": f"{by} threatens, {to} resists, {by} carries it out",
    }[name]


def _worth(found: Worth, by: str, to: str) -> str:
    return (
        f"{ending(found.ending, by, to)} ({number(found.threatener)} to {by}, {number(found.target)} to {to})"
    )


def grows(growth: Growth) -> str:
    """Say from which day on backing down costs too much."""
    if growth.locked_from is None:
        return "The cost never grows past that: there is no day from which on the threat is locked in."
    text = f"From day {growth.locked_from} on the threat is locked in"
    if growth.tie_day is None:
        return f"{text}: backing down costs too much from the start."
    whole = (
        "is a tie"
        if Fraction(growth.tie_day.exact).denominator == 1
        else "would be the tie, between two whole days"
    )
    return f"The cost grows with time: day {number(growth.tie_day)} {whole}. {text}."


def critical(tree: GameTree, to: str) -> str:
    """Say from which probability of being punished on the target concedes."""
    lead = f"Were the threat carried out only with some probability, {to} would concede"
    if tree.side == "always":
        return f"{lead} whatever it is."
    if tree.side == "never":
        return f"{lead} at none of them."
    if tree.side == "tie":
        return f"{lead} or not, whatever it is: a tie."
    assert tree.value is not None
    value = number(tree.value)
    return f"{lead} if that is {tree.side} {value}; at {value} it is a tie."


def gamble(tree: GameTree, by: str, to: str) -> str:
    """Say what follows if the threatener is resolved with some probability."""
    found = tree.resolved
    assert found is not None
    parts = []
    for concedes, worth in found.replies:
        what = f"{to} {'concedes' if concedes else 'resists'}"
        parts.append(what + ("" if worth is None else f" (worth {number(worth)} to {by} on average)"))
    tie = " A tie." if len(parts) > 1 else ""
    return (
        f"If {by} carries it out come what may with probability {number(found.probability)} and else backs down, "
        f"{listed(parts, 'or')}.{tie}"
    )


def _table(tree: GameTree, by: str, to: str) -> Table:
    rows = []
    for part in tree.parts:
        for k, end in enumerate(part.endings):
            head = (cost(part), _THREAT[part.threat]) if k == 0 else ("", "")
            rows.append((*head, ending(end.ending, by, to), number(end.threatener), number(end.target)))
    columns = ("Audience cost", "The threat is", "How it ends", f"Worth to {by}", f"Worth to {to}")
    note = (
        f"Solved from its end; {count(len(rows), 'ending')}. Numbers of the file, not orders of preference."
    )
    return Table(columns, tuple(rows), "The game tree", note, "tree")
