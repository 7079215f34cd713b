"""How far where it is heading holds against what is doubted, as typed facts."""

from __future__ import annotations

from typing import Any, Literal

from detente.answers import Answer, Count, Ref, Value
from detente.questions.building import Listing, basis_of_claims, head
from detente.questions.robust.asked_facts import AskedFact, asked_fact
from detente.questions.robust.deal_facts import DealsFact, deals_fact
from detente.questions.robust.deciding import Decider
from detente.questions.robust.doubt_facts import DoubtFact, Unvaried, doubt_fact
from detente.questions.robust.index_facts import IndexFact, TurnFact, index_fact, turn_fact
from detente.questions.robust.result import Found, Robustness
from detente.questions.robust.sampled import SampledSpread, standard_error

MOST_SETS = 200
MOST_HELD = 100
MOST_SPOKEN = 8
MOST_TOGETHER = 3  # outcomes of one set that are told one by one
MOST_BARS = 4


class WeightedSet(Value, frozen=True, kw_only=True):
    """A set of outcomes, and the weight of the accounts that are heading there; no states: it comes to no rest.

    Attributes
    ----------
    error : float
        The standard error, where accounts are drawn; else 0.
    """

    states: tuple[Ref, ...]
    weight: float
    error: float = 0.0


class WeightedState(Value, frozen=True, kw_only=True):
    """A state, and a weight of accounts.

    Attributes
    ----------
    state : Ref
    weight : float
    always : bool
        Whether it is so in every account that the doubts allow: that is known exactly.
    """

    state: Ref
    weight: float
    always: bool


class OutcomeIndex(Value, frozen=True, kw_only=True):
    """How much hangs on a doubt of whether a state is among those that it is heading to."""

    state: Ref
    index: IndexFact


class DeciderFact(Value, frozen=True, kw_only=True):
    """A doubt, and what hangs on it.

    Attributes
    ----------
    doubt : int
        Its place in `doubts`.
    written : float
        The weight of the accounts in which the claim holds as it is written.
    index : IndexFact
        Of where it is heading as a whole.
    information : float
        How much of the outcome its truth would tell, on average, in bits.
    outcomes : tuple of OutcomeIndex
    """

    doubt: int
    written: float
    index: IndexFact
    information: float
    outcomes: tuple[OutcomeIndex, ...] = ()


class PairFact(Value, frozen=True, kw_only=True):
    """What two doubts decide together beyond what each does: the index of the second order."""

    doubts: tuple[int, int]
    index: float


class RobustConcept(Value, frozen=True, kw_only=True):
    """What comes out under one concept.

    Attributes
    ----------
    concept : str
        ``nash``: not looking ahead; ``seq``: looking ahead; ``smr``, ``gmr``: fearing any answer.
    how : str
        ``exact``: all accounts were taken; ``sampled``: some were drawn.
    written : tuple of Ref
        The outcomes that the account as it is written is heading to.
    share : float
        The weight of the accounts that are heading to these and no others.
    certain : bool
        Whether all accounts that the doubts allow are heading to the same.
    count : Count
        How many sets of outcomes there are.
    sets : tuple of WeightedSet
        The sets of outcomes, the most weighty first.
    outcomes : tuple of WeightedState
        How often each outcome is among those that it is heading to.
    held : tuple of WeightedState
        How often each state is an equilibrium.
    deciders : tuple of DeciderFact
        The doubts on which something hangs, the most weighty first.
    matterless : tuple of int
        The doubts on which nothing hangs in any account.
    pairs : tuple of PairFact
    turns : tuple of TurnFact
        The fewest conditions (of one doubt, else of two, else of three) under which the answer turns: where most
        accounts lead to what is `written`, those under which most do not; else those under which most do.
    telling : int or None
        The doubt whose truth would tell most of the outcome.
    """

    concept: Literal["nash", "seq", "smr", "gmr"]
    how: Literal["exact", "sampled"]
    written: tuple[Ref, ...]
    share: float
    certain: bool
    count: Count
    sets: tuple[WeightedSet, ...]
    outcomes: tuple[WeightedState, ...]
    held: tuple[WeightedState, ...]
    deciders: tuple[DeciderFact, ...]
    matterless: tuple[int, ...]
    pairs: tuple[PairFact, ...]
    turns: tuple[TurnFact, ...]
    telling: int | None


class MisfitWeight(Value, frozen=True, kw_only=True):
    """Why some accounts contradict themselves, and their weight; all other weights are parts of the rest."""

    why: str
    weight: float


class RobustAnswer(Answer, frozen=True, kw_only=True):
    """If some of what the file says is wrong: does the answer hold?

    Attributes
    ----------
    accounts : Count
        How many accounts the doubts span.
    combinations : Count
        How many combinations of improvements differ among them.
    how : str
        ``exact``: all accounts were taken; ``sampled``: some were drawn, as they are too many to group, or were wanted;
        ``mixed``: under some concepts the one, under others the other.
    drawn : Count
        How many accounts were drawn; ``0`` where all were taken.
    seed : int
        By which they are drawn.
    error : float
        How far a weight is from the exact one, at most; of drawn accounts the greatest standard error of a share.
    doubts : tuple of DoubtFact
    unvaried : tuple of Unvaried
    misfits : tuple of MisfitWeight
    concepts : tuple of RobustConcept
        None of them where claims about terms alone are doubted.
    deals : DealsFact or None
        How often a deal beats no deal, where claims about terms are doubted.
    deals_left_out : str
        Why these doubts are not looked at, where there are some.
    asked : AskedFact or None
        What comes out of an outcome, where one is asked about; then deals are not looked at.
    """

    accounts: Count
    combinations: Count
    how: Literal["exact", "sampled", "mixed"]
    drawn: Count
    seed: int
    error: float
    doubts: tuple[DoubtFact, ...]
    unvaried: tuple[Unvaried, ...]
    misfits: tuple[MisfitWeight, ...]
    concepts: tuple[RobustConcept, ...]
    deals: DealsFact | None = None
    deals_left_out: str = ""
    asked: AskedFact | None = None


def answer(found: Robustness) -> RobustAnswer:
    """Give the facts."""
    listing = None if found.game is None else Listing(found.game)
    concepts: tuple[RobustConcept, ...] = ()
    if listing is not None:
        listing.stopped(*found.stopped)
        concepts = tuple(_concept(found, one, listing) for one in found.found)
    asked = None if found.asked is None or listing is None else asked_fact(found.asked, listing)
    spoken = _spoken(concepts)
    if asked is not None and asked.state is not None:
        spoken = (asked.state, *(s for s in spoken if s != asked.state))[:MOST_SPOKEN]
    fields = head("robust", found.conflict, found.game, listing) | {"spoken": spoken}
    if not concepts and found.conflict.terms is not None:
        claims = [c for w in found.conflict.terms.wishes.values() for c in w.claims]
        fields["basis"] = basis_of_claims(claims, found.conflict)
    return RobustAnswer(
        **fields,
        accounts=str(found.doubts.accounts),
        combinations=str(found.combinations),
        how=found.how,
        drawn=str(found.drawn),
        seed=found.seed,
        error=found.error,
        doubts=tuple(doubt_fact(d) for d in found.doubts.doubts),
        unvaried=tuple(Unvaried(decision_maker=dm, why=why) for dm, why in found.doubts.unvaried),
        misfits=tuple(MisfitWeight(why=why, weight=w) for why, w in found.misfits),
        concepts=concepts,
        deals=None if found.deals is None else deals_fact(found.deals),
        deals_left_out=found.deals_left_out,
        asked=asked,
    )


def _spoken(concepts: tuple[RobustConcept, ...]) -> tuple[int, ...]:
    """Choose the outcomes that get letters: of the account as written, looking ahead first; then the likely."""
    found: dict[int, None] = {}
    ways = sorted(concepts, key=lambda c: ("seq", "nash", "smr", "gmr").index(c.concept))[:2]
    for one in ways:
        found |= dict.fromkeys(one.written[:MOST_TOGETHER])
    for one in ways:
        for likely in one.sets[:MOST_BARS]:
            found |= dict.fromkeys(likely.states if len(likely.states) <= MOST_TOGETHER else ())
    return tuple(found)[:MOST_SPOKEN]


def _concept(found: Robustness, one: Found, listing: Listing) -> RobustConcept:
    def ref(outcome: str) -> int:
        return listing.named([found.states[outcome]])[0]

    every = frozenset.intersection(*(frozenset(s) for s, _ in one.shares))
    sets = tuple(
        WeightedSet(states=tuple(map(ref, s)), weight=w, error=_error(one, w))
        for s, w in one.shares[:MOST_SETS]
    )
    held = sorted(one.held.items(), key=lambda item: (-item[1], item[0]))
    telling = one.telling
    return RobustConcept(
        concept=one.concept,  # type: ignore[arg-type]
        how="exact" if one.exact else "sampled",
        written=tuple(map(ref, one.written)),
        share=one.share,
        certain=one.certain,
        count=str(len(one.shares)),
        sets=sets,
        outcomes=tuple(
            WeightedState(state=ref(o), weight=w, always=one.exact and o in every)
            for o, w in one.outcomes[:MOST_SETS]
        ),
        held=tuple(
            WeightedState(state=ref(o), weight=min(1.0, w), always=o in one.always)
            for o, w in held[:MOST_HELD]
        ),
        deciders=tuple(_decider(d, ref) for d in one.deciders if d.matters),
        matterless=one.matterless,
        pairs=tuple(PairFact(doubts=p.doubts, index=p.index) for p in one.pairs),
        turns=tuple(map(turn_fact, one.turns)),
        telling=None if telling is None else telling.doubt,
    )


def _error(one: Found, share: float) -> float:
    return standard_error(share, one.spread.drawn) if isinstance(one.spread, SampledSpread) else 0.0


def _decider(decider: Decider, ref: Any) -> DeciderFact:
    return DeciderFact(
        doubt=decider.doubt,
        written=decider.written,
        index=index_fact(decider.all),
        information=decider.information,
        outcomes=tuple(
            OutcomeIndex(state=ref(o), index=index_fact(i)) for o, i in decider.outcomes if i.total > 0
        ),
    )
