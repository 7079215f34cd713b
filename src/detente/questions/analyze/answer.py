"""What holds, and what follows from the status quo, as typed facts: the same for both carriers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from detente.answers import Answer, Heading, Ref, Value
from detente.conflict import (
    EXTENSIONS,
    STRENGTHS,
    find_concept,
    in_reading_order,
)
from detente.questions.analyze.analysis import Analysis, AnyAnalysis
from detente.questions.analyze.following_answer import Following, followed
from detente.questions.analyze.graph import Graph, graph
from detente.questions.analyze.held_answer import DRAWN, Held, held_of
from detente.questions.building import MOST_LISTED, Listing, head
from detente.questions.heads import MOST_ENDS
from detente.questions.outcomes import heading, leads
from detente.stability.carriers import stability_of

MOST_SPOKEN = 4  # outcomes of a kind that get a letter


class Firmness(Value, frozen=True, kw_only=True):
    """Where preferences have degrees: which equilibria hold firmly.

    Attributes
    ----------
    concept : str
        The concept for strong stability: ``gmr-strong``.
    strong : tuple of Ref
        Equilibria in which whoever could gain by leaving would be answered by something much worse.
    weak : tuple of Ref
        The others.
    weak_for : tuple of str
        Whom some of the others deter only weakly.
    """

    concept: str
    strong: tuple[Ref, ...]
    weak: tuple[Ref, ...]
    weak_for: tuple[str, ...]


class Unknown(Value, frozen=True, kw_only=True):
    """What is unknown of a decision maker's preferences: the ids of the statements; none where chains leave it open."""

    decision_maker: str
    statements: tuple[str, ...] = ()


class AnalyzeAnswer(Answer, frozen=True, kw_only=True):
    """What holds under one account, and where the status quo leads.

    Where preferences are confidential (`withheld`), `following`, `firmness` and `graph` are empty, and of whom they are
    it is told neither where it stays nor at which place what is reached stands for it.

    Where every state is listed, the answer's `states` begin with all of them in the order of their numbers (the first
    100,000 of more, see `truncated`).

    Attributes
    ----------
    why : str
        Why this carrier, where decision diagrams carry the states.
    heading : Heading or None
        Where it is heading; None where the file has no status quo.
    held : tuple of Held
        By concept, from fearing nothing to fearing everything.
    following : Following or None
        What can follow from the status quo; None where the file has none.
    firmness : tuple of Firmness
        Where preferences have degrees.
    unknown : tuple of Unknown
        Where preferences are unknown.
    graph : Graph or None
        The graph of states, or what matters of it; None where decision diagrams carry the states.
    """

    why: str
    heading: Heading | None
    held: tuple[Held, ...]
    following: Following | None
    firmness: tuple[Firmness, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    graph: Graph | None = None

    def under(self, concept: str) -> Held | None:
        """Give what holds under a concept, if it was asked for."""
        return next((h for h in self.held if h.concept == concept), None)

    @property
    def plain(self) -> tuple[Held, ...]:
        """What holds, without strong and weak stability where the concept that they are kinds of is there."""
        keys = {h.concept for h in self.held}
        return tuple(
            h
            for h in self.held
            if find_concept(h.concept).variant not in STRENGTHS or find_concept(h.concept).base not in keys
        )


def answer(found: AnyAnalysis, most: int = MOST_LISTED) -> AnalyzeAnswer:
    """Give an analysis as facts; long lists are cut at `most`."""
    most = most if found.most is None else min(most, found.most)
    game, listing = found.game, Listing(found.game)
    listed = listing.every(most) if game.listed else 0
    heads, known = None, None
    if game.start is not None:
        known = leads(game, stability=found.stability)
        heads = heading(game, listing, known, most=MOST_ENDS if game.listed else DRAWN)
    held = tuple(held_of(found, listing, c, listed, most) for c in in_reading_order(found.concepts))
    facts: dict[str, Any] = {
        "why": found.why,
        "heading": heads,
        "held": held,
        "following": None,
        "unknown": _unknown(found),
    }
    if not game.conflict.hidden:  # what every move is worth to somebody is more than what follows from it
        facts |= {
            "following": None
            if found.evolution is None
            else followed(found.evolution, listing, listed, most),
            "firmness": _firmness(found, listing, most),
            "graph": graph(cast("Analysis", found), listing, known.ahead if known else None)
            if game.listed
            else None,
        }
    facts["spoken"] = _spoken(heads, held)
    return AnalyzeAnswer(**facts, **head("analyze", game.conflict, game, listing))


def strong_kinds(concepts: Sequence[str]) -> list[str]:
    """List the concepts for strong stability that are asked for, or that weak stability is read against."""
    found: dict[str, None] = {}
    for concept in map(find_concept, in_reading_order(concepts)):
        if concept.variant == "strong":
            found[concept.key] = None
        elif concept.variant == "weak":
            found.setdefault(f"{concept.base}-strong")
    return list(found)


def _firmness(found: AnyAnalysis, listing: Listing, most: int) -> tuple[Firmness, ...]:
    game, told = found.game, []
    for key in strong_kinds(found.concepts):
        base = find_concept(key).base
        both = {key, base} <= set(found.concepts)
        stability = found.stability if both else stability_of(game, [base, key])
        held = stability.held(base)
        weak, firm_for = (
            held - stability.held(key),
            [stability.staying(key, dm) for dm in game.decision_makers],
        )
        told.append(
            Firmness(
                concept=key,
                strong=listing.all((held - weak).keys(most), f"firmness.{key}.strong", most),
                weak=listing.all(weak.keys(most), f"firmness.{key}.weak", most),
                weak_for=tuple(
                    dm for dm, firm in zip(game.decision_makers, firm_for, strict=True) if weak - firm
                ),
            )
        )
    return tuple(told)


def _unknown(found: AnyAnalysis) -> tuple[Unknown, ...]:
    if not any(find_concept(c).variant in EXTENSIONS for c in found.concepts):
        return ()
    told = []
    for dm, preference in found.game.conflict.preferences.items():
        if preference.open and dm not in found.game.conflict.hidden:
            open_ones = tuple(s.id for s in preference.statements if s.unknown)
            told.append(Unknown(decision_maker=dm, statements=open_ones))
    return tuple(told)


def _spoken(heads: Heading | None, held: Sequence[Held]) -> tuple[Ref, ...]:
    """Choose the outcomes that get a letter: where it is heading; without a start, what holds."""
    found: dict[int, None] = {}
    if heads is None:
        some = next((h for h in held if h.states and len(h.states) <= 2 * MOST_SPOKEN and not h.drawn), None)
        return some.states if some else ()
    for ends in (heads.ahead, heads.myopic):
        if ends.count is not None and int(ends.count) <= MOST_SPOKEN:
            found.update(dict.fromkeys(ends.states))
    return tuple(found)
