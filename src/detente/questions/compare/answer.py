"""Rival accounts side by side, as facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from detente.answers import Answer, Basis, Count, Ends, Heading, Level, Ref, Shared, Value, Way
from detente.conflict import find_concept
from detente.game import Ints
from detente.questions.analyze import Analysis
from detente.questions.building import Listing, basis_of, head
from detente.questions.compare.comparison import Claim, Comparison
from detente.questions.compare.mixes_answer import MixesFact, mixes_of
from detente.questions.heads import leaving
from detente.questions.outcomes import heading

MOST_WAYS = 100  # ways told for each account
MOST_SPOKEN = 9
SIGHTS_AND_BOTH: tuple[Literal["myopic", "ahead", "either"], ...] = ("myopic", "ahead", "either")
ENDS_SPOKEN = 3


class ConceptFact(Value, frozen=True, kw_only=True):
    """What holds in an account under a concept.

    Attributes
    ----------
    concept : str
    count : Count
        How many equilibria there are.
    equilibria : tuple of Ref
    leaving : tuple of str
        Who would leave the status quo.
    reached : tuple of Ref
        The equilibria that improvements lead to from the status quo, the nearest first.
    undeterred : tuple of Ref or None
        Those that improvements lead to which nothing deters under the concept; None where that is not worked out.
    only_by_moves : tuple of Ref
        Those that moves lead to, though not improvements.
    """

    concept: str
    count: Count
    equilibria: tuple[Ref, ...]
    leaving: tuple[str, ...] = ()
    reached: tuple[Ref, ...] = ()
    undeterred: tuple[Ref, ...] | None = None
    only_by_moves: tuple[Ref, ...] = ()


class AccountFact(Value, frozen=True, kw_only=True):
    """One account.

    Attributes
    ----------
    account : str
    basis : Basis
        How many claims it makes, and how many of them name a source.
    feasible : Count
    status_quo : Ref or None
    heading : Heading or None
        None where it has no status quo.
    concepts : tuple of ConceptFact
    ways : tuple of Way
        A shortest sequence of improvements to each equilibrium that is reached so.
    """

    account: str
    basis: Basis
    feasible: Count
    status_quo: Ref | None
    heading: Heading | None
    concepts: tuple[ConceptFact, ...]
    ways: tuple[Way, ...] = ()


class SharedStates(Value, frozen=True, kw_only=True):
    """The equilibria that hold under every account, under a concept."""

    concept: str
    states: tuple[Ref, ...]


class Agreed(Value, frozen=True, kw_only=True):
    """What the outcomes of all accounts have in common.

    Attributes
    ----------
    sight : str
        ``myopic``: where they are heading, not looking ahead; ``ahead``: looking ahead; ``either``: in both ways.
    accounts : tuple of str
        Those that are heading to an outcome; the others come to no rest.
    same : bool
        Whether all of them are heading to the same outcomes.
    shared : Shared
        What is taken, or not, in every outcome of every one of these accounts. `gone` is told of what is taken at the
        start of each.
    """

    sight: Literal["myopic", "ahead", "either"]
    accounts: tuple[str, ...]
    same: bool
    shared: Shared


class Made(Value, frozen=True, kw_only=True):
    """How an account makes a claim; `place` is its place in the decision maker's list, from 1 on."""

    account: str
    place: int
    statement: str
    because: str
    sources: tuple[str, ...]
    confidence: float | None
    strength: int
    unknown: bool


class ClaimFact(Value, frozen=True, kw_only=True):
    """A claim that not all accounts make, or that they rank or grade differently."""

    decision_maker: str
    that: str
    made: tuple[Made, ...]


class Differing(Value, frozen=True, kw_only=True):
    """A rule, or an option, by its id, that is not the same under every account; and the accounts that have it."""

    id: str
    accounts: tuple[str, ...]


class MoveDiffering(Value, frozen=True, kw_only=True):
    """A move that is not there under every account, where the conflict is given as states and moves."""

    decision_maker: str
    source: str
    target: str
    accounts: tuple[str, ...]


class CompareAnswer(Answer, frozen=True, kw_only=True):
    """What do rival accounts predict, and where do they part?

    Attributes
    ----------
    accounts : tuple of AccountFact
        Those that are compared.
    same_start : bool
        Whether all begin in the same state; it is then the `status_quo`.
    agreed : tuple of Agreed
        What holds in all of them: not looking ahead, looking ahead, either way.
    shared : tuple of SharedStates
    claims : tuple of ClaimFact
    preferences_differ : tuple of str
        The decision makers whose preferences differ in another way, as rankings or weights.
    rules_differ, options_differ : tuple of Differing
    moves_differ : tuple of MoveDiffering
    mixes : MixesFact or None
        None for one account, and where one has no status quo.
    """

    accounts: tuple[AccountFact, ...]
    same_start: bool
    agreed: tuple[Agreed, ...]
    shared: tuple[SharedStates, ...]
    claims: tuple[ClaimFact, ...]
    preferences_differ: tuple[str, ...]
    rules_differ: tuple[Differing, ...]
    options_differ: tuple[Differing, ...]
    moves_differ: tuple[MoveDiffering, ...]
    mixes: MixesFact | None


def answer(found: Comparison) -> CompareAnswer:
    """Give the facts."""
    first = Listing(found.analyses[0].game)
    listings = [first, *(first.beside(a.game) for a in found.analyses[1:])]
    accounts = tuple(_account(found, a, x) for a, x in zip(found.analyses, listings, strict=True))
    shared = tuple(_shared(accounts, k, c) for k, c in enumerate(found.concepts))
    mixed = None if found.mixes is None else mixes_of(found.mixes, first)
    first.stopped(*(() if found.mixes is None else found.mixes.stopped))
    starts = {a.status_quo for a in accounts}
    same_start = len(starts) == 1
    fields = head("compare", found.conflict, None, first) | {
        "carrier": "dense",
        "feasible": accounts[0].feasible if len({a.feasible for a in accounts}) == 1 else "0",
        "status_quo": accounts[0].status_quo if same_start else None,
        "spoken": _spoken(accounts, same_start=same_start),
    }
    return CompareAnswer(
        **fields,
        accounts=accounts,
        same_start=same_start,
        agreed=_agreed(found, accounts),
        shared=shared,
        claims=tuple(_claim(c) for c in found.claims),
        preferences_differ=found.other_differences,
        rules_differ=_differing(found.rules_differ.items()),
        options_differ=_differing(found.options_differ.items()),
        moves_differ=tuple(
            MoveDiffering(decision_maker=dm, source=s, target=t, accounts=by)
            for (dm, s, t), by in (found.moves_differ.items() if found.conflict.graph_form else ())
        ),
        mixes=mixed,
    )


def _shared(accounts: Sequence[AccountFact], place: int, concept: str) -> SharedStates:
    """Give the equilibria of all accounts: each state has one place, whatever the account."""
    held, *others = [a.concepts[place].equilibria for a in accounts]
    rest = [set(o) for o in others]
    return SharedStates(concept=concept, states=tuple(s for s in held if all(s in o for o in rest)))


def _differing(found: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[Differing, ...]:
    return tuple(Differing(id=id, accounts=accounts) for id, accounts in found)


def _account(found: Comparison, analysis: Analysis, listing: Listing) -> AccountFact:
    game, evolution = analysis.game, analysis.evolution
    heads = found.heads[game.account]
    reached: dict[int, None] = {}
    concepts = []
    for concept in analysis.concepts:
        fact, near = _concept(analysis, concept, listing)
        concepts.append(fact)
        reached |= dict.fromkeys(near)
    ways = []
    if evolution is not None:
        ways = [listing.way(evolution.by_improvements.path(s)) for s in list(reached)[:MOST_WAYS]]
    return AccountFact(
        account=game.account,
        basis=basis_of(game.conflict),
        feasible=str(game.size),
        status_quo=None if game.status_quo is None else listing(game.status_quo),
        heading=None if heads is None else heading(game, listing, heads),
        concepts=tuple(concepts),
        ways=tuple(w for w in ways if w is not None),
    )


def _concept(analysis: Analysis, concept: str, listing: Listing) -> tuple[ConceptFact, list[int]]:
    equilibria, evolution = analysis.stability.equilibria_at(concept), analysis.evolution
    where = f"{analysis.game.account}.{concept}"
    held = listing.all(equilibria, f"{where}.equilibria")
    if evolution is None:
        return ConceptFact(concept=concept, count=str(equilibria.size), equilibria=held), []
    near: Ints = evolution.reached_at(concept)
    kept = evolution.undeterred_at(concept) if evolution.has_ways(concept) else None
    fact = ConceptFact(
        concept=concept,
        count=str(equilibria.size),
        equilibria=held,
        leaving=leaving(analysis.stability, evolution.start, concept) if _leaves(concept) else (),
        reached=listing.all(near, f"{where}.reached"),
        undeterred=None if kept is None else listing.all(kept, f"{where}.undeterred"),
        only_by_moves=listing.all(evolution.only_by_moves(concept).positions, f"{where}.only_by_moves"),
    )
    return fact, near.tolist()


def _leaves(concept: str) -> bool:
    """Tell whether not to stay is to leave: a state that is not weakly stable may be strongly so."""
    return find_concept(concept).variant != "weak"


def _spoken(accounts: Sequence[AccountFact], *, same_start: bool) -> tuple[int, ...]:
    """Choose the outcomes that get letters: the first of each account, looking ahead and then not looking ahead."""
    found: dict[int, None] = {}
    starts = {a.status_quo for a in accounts if a.status_quo is not None}
    for sight in ("ahead", "myopic"):
        for account in accounts:
            if account.heading is not None:
                ends: Ends = getattr(account.heading, sight)
                found |= dict.fromkeys(ends.states[:ENDS_SPOKEN])
    if not same_start:
        found = dict.fromkeys([*sorted(starts), *found])
    kept = [s for s in found if not (same_start and s in starts)]
    return tuple(kept[:MOST_SPOKEN])


def _agreed(found: Comparison, accounts: Sequence[AccountFact]) -> tuple[Agreed, ...]:
    known = [a for a in accounts if a.heading is not None]
    if not known:
        return ()
    options = tuple(dict.fromkeys(o for a in found.analyses for o in a.game.conflict.option_ids))
    today = _starting(found)
    told = []
    for sight in SIGHTS_AND_BOTH:
        by_account = [(a, _ends(a, sight)) for a in known]
        reaching = [(a, ends) for a, ends in by_account if any(e.states for e in ends)]
        sets = {frozenset(s for e in ends for s in e.states) for _, ends in by_account}
        shares = [e.shared for _, ends in reaching for e in ends if e.shared is not None]
        told.append(
            Agreed(
                sight=sight,
                accounts=tuple(a.account for a, _ in reaching),
                same=len(sets) == 1,
                shared=common(options, shares, today) if not found.conflict.graph_form else Shared(),
            )
        )
    return tuple(told)


def _starting(found: Comparison) -> frozenset[str]:
    """Give the options that are taken at the start of every account."""
    starts = [
        frozenset(a.game.state(a.game.status_quo).taken)
        for a in found.analyses
        if a.game.status_quo is not None
    ]
    return frozenset.intersection(*starts) if starts else frozenset()


def _ends(account: AccountFact, sight: str) -> list[Ends]:
    assert account.heading is not None
    both = [account.heading.myopic, account.heading.ahead]
    return both if sight == "either" else [both[sight == "ahead"]]


def common(options: Sequence[str], shares: Sequence[Shared], start: frozenset[str]) -> Shared:
    """Put together what several sets of outcomes share: what all of them have in common.

    Parameters
    ----------
    options : sequence of str
        All options of all accounts; one that an account has not is taken in none of its outcomes.
    shares : sequence of Shared
    start : frozenset of str
        What is taken at the start.
    """
    if not shares:
        return Shared()
    every = [set(s.taken) for s in shares]
    some = [
        set(s.taken) | set(s.varies) | {f"{x.option}.{n}" for x in s.levels for n in x.levels} for s in shares
    ]
    taken = set.intersection(*every)
    maybe = set.union(*some)
    levels = _levels(options, shares, taken)
    told = {f"{x.option}.{n}" for x in levels for n in x.levels}
    return Shared(
        taken=tuple(o for o in options if o in taken),
        levels=levels,
        gone=tuple(o for o in options if o not in maybe and o in start),
        never=tuple(o for o in options if o not in maybe and o not in start),
        varies=tuple(o for o in options if o in maybe and o not in taken and o not in told),
    )


def _levels(options: Sequence[str], shares: Sequence[Shared], taken: set[str]) -> tuple[Level, ...]:
    """Find the options with levels that are taken in all sets, at levels that differ."""
    found = []
    for option in dict.fromkeys(o.rpartition(".")[0] for o in options if o.count(".") > 1):
        own = [o for o in options if o.rpartition(".")[0] == option]
        if any(o in taken for o in own):
            continue
        at = [{o.rpartition(".")[2] for o in own if o in s.taken} or _at(s, option) for s in shares]
        if all(at):
            occurring = set.union(*at)
            found.append(
                Level(option=option, levels=tuple(n for o in own if (n := o.rpartition(".")[2]) in occurring))
            )
    return tuple(found)


def _at(shared: Shared, option: str) -> set[str]:
    return {n for x in shared.levels if x.option == option for n in x.levels}


def _claim(claim: Claim) -> ClaimFact:
    return ClaimFact(
        decision_maker=claim.dm,
        that=str(claim.statement.that),
        made=tuple(
            Made(
                account=account,
                place=claim.places[account],
                statement=s.id,
                because=s.because,
                sources=tuple(str(x) for x in s.sources),
                confidence=s.confidence,
                strength=s.strength,
                unknown=s.unknown,
            )
            for account, s in claim.made_by.items()
        ),
    )
