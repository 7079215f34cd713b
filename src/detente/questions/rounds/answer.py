"""What many simulated negotiations came to, as facts."""

from __future__ import annotations

from math import sqrt
from typing import Any, Literal

from detente.answers import Answer, Count, Exact, Heading, Ref, Value
from detente.questions.building import Listing, exact
from detente.questions.outcomes import heading
from detente.questions.rounds.result import Rounds
from detente.questions.settle.answer import Packages, fields_of, issue_facts
from detente.questions.settle.facts import ExpectedFact, GainFact, IssueFact, Verdict
from detente.questions.settle.package_answer import expected_fact, gain_fact, state_of, values_of
from detente.settlement import STRATEGIES, Bools

Strategy = Literal["boulware", "linear", "conceder", "tit-for-tat"]
MOST_REACHED = 5  # packages that are told one by one


class Share(Value, frozen=True, kw_only=True):
    """In how many of some runs something was so.

    Attributes
    ----------
    count, of : int
    share : float
        From 0 to 1.
    error : float
        Its standard error.
    """

    count: int
    of: int
    share: float
    error: float


class Mean(Value, frozen=True, kw_only=True):
    """An average over some runs, and its standard error."""

    mean: float
    error: float


class ReachedFact(Value, frozen=True, kw_only=True):
    """A package that was agreed in some runs.

    Attributes
    ----------
    values : tuple of str
        A value of each issue, as ``issue.value``; empty where the package is a state.
    state : Ref or None
        The state right after the signature; None where nothing depends on the states.
    deal : int or None
        Which deal it is on the shortlist of ``settle``, from 0 on.
    on_frontier : bool
    kept : str or None
        Whether it would be kept, as ``settle`` says; None where that was not asked.
    share : Share
    rounds : Mean
        In which round it was agreed.
    gains : tuple of GainFact
    """

    values: tuple[str, ...]
    state: Ref | None
    deal: int | None
    on_frontier: bool
    kept: Verdict | None
    share: Share
    rounds: Mean
    gains: tuple[GainFact, ...]


class StrategyFact(Value, frozen=True, kw_only=True):
    """What came of a party's strategy, over the runs in which it had it.

    Attributes
    ----------
    strategy : str
        ``boulware``: it falls back late; ``linear``: evenly; ``conceder``: early; ``tit-for-tat``: as much as others'
        offers have improved for it.
    deals : Share
        In how many of these runs there was a deal.
    rounds : Mean or None
        In which round, on average; None where there was no deal.
    """

    strategy: Strategy
    deals: Share
    rounds: Mean | None


class BargainerFact(Value, frozen=True, kw_only=True):
    """A party that signs.

    Attributes
    ----------
    decision_maker : str
    numbers : bool
        Whether it falls back along its numbers; else along its order, step by step.
    laid_down : str or None
        Its strategy in every run; None where chance decides.
    alone : Share
        Of the offers that one party alone turned down, how many it was.
    strategies : tuple of StrategyFact
    """

    decision_maker: str
    numbers: bool
    laid_down: Strategy | None
    alone: Share
    strategies: tuple[StrategyFact, ...]


class RoundsAnswer(Answer, frozen=True, kw_only=True):
    """Which package would bargaining reach, how often, and who would hold it up?

    Attributes
    ----------
    packages : str
        ``terms`` or ``states``, as for ``settle``.
    issues : tuple of IssueFact
    signers : tuple of str
    expected : ExpectedFact
        What comes without a deal.
    heading : Heading or None
    whole : bool
        Whether all packages could be put on the table; where there are too many, only those on the frontier.
    zone : Count
        How many packages beat no deal; where none does, nothing is simulated.
    runs, seed, deadline : int
        How many negotiations, from which seed, of how many rounds at most.
    discount : Exact
        The chance that talks go on after each round.
    deals : Share
        In how many runs there was a deal.
    late, broken : Share
        In how many time was up, and talks broke off.
    rounds : Mean or None
        In which round a deal was reached.
    reached : tuple of ReachedFact
        The most frequent packages.
    kinds : int
        How many different packages were reached.
    parties : tuple of BargainerFact
    """

    packages: Packages
    issues: tuple[IssueFact, ...]
    signers: tuple[str, ...]
    expected: ExpectedFact
    heading: Heading | None
    whole: bool
    zone: Count
    runs: int
    seed: int
    deadline: int
    discount: Exact
    deals: Share
    late: Share
    broken: Share
    rounds: Mean | None
    reached: tuple[ReachedFact, ...]
    kinds: int
    parties: tuple[BargainerFact, ...]


def answer(found: Rounds) -> RoundsAnswer:
    """Give the facts."""
    settlement = found.settlement
    table = settlement.table
    listing = None if settlement.game is None else Listing(settlement.game)
    facts = None
    if settlement.heads is not None:
        assert listing is not None
        assert settlement.game is not None
        facts = heading(settlement.game, listing, settlement.heads)
    expected = expected_fact(settlement.expected, listing)
    packages, times = found.reached()
    reached = tuple(
        _reached(found, int(p), int(n), listing)
        for p, n in zip(packages[:MOST_REACHED], times[:MOST_REACHED], strict=True)
    )
    spoken = [r.state for r in reached if r.state is not None] if table.terms is None else []
    shown: dict[str, Any] = fields_of(settlement, listing) | {"question": "rounds"}
    bargained = found.bargained
    runs = found.runs if bargained is not None else 0
    deals = int(times.sum())
    broken = 0 if bargained is None else int(bargained.broken.sum())
    return RoundsAnswer(
        **shown,
        spoken=tuple(s for s in dict.fromkeys((*spoken, *expected.states)) if s != shown["status_quo"]),
        packages="states" if table.terms is None else "terms",
        issues=issue_facts(settlement),
        signers=table.signers,
        expected=expected,
        heading=facts,
        whole=table.whole,
        zone=str(settlement.zone.size),
        runs=found.runs,
        seed=found.seed,
        deadline=found.deadline,
        discount=exact(found.discount),
        deals=share(deals, runs),
        late=share(runs - deals - broken, runs),
        broken=share(broken, runs),
        rounds=None if bargained is None else _rounds(found, bargained.package >= 0),
        reached=reached,
        kinds=int(packages.size),
        parties=tuple(_bargainer(found, k) for k in range(len(table.signers))),
    )


def share(count: int, of: int) -> Share:
    """Give a share with its standard error.

    Examples
    --------
    >>> share(25, 100)
    Share(count=25, of=100, share=0.25, error=0.0433)
    """
    part = count / of if of else 0.0
    error = sqrt(part * (1 - part) / of) if of else 0.0
    return Share(count=count, of=of, share=round(part, 4), error=round(error, 4))


def _rounds(found: Rounds, among: Bools) -> Mean | None:
    """Average the rounds of some runs."""
    assert found.bargained is not None
    numbers = found.bargained.round[among]
    if not numbers.size:
        return None
    whole = int(numbers.sum())
    mean = whole / numbers.size
    squares = int((numbers * numbers).sum())
    spread = max(0.0, squares - whole * mean) / max(1, numbers.size - 1)
    return Mean(mean=round(mean, 4), error=round(sqrt(spread / numbers.size), 4))


def _reached(found: Rounds, package: int, times: int, listing: Listing | None) -> ReachedFact:
    settlement = found.settlement
    assert found.bargained is not None
    places = {d.package: k for k, d in enumerate(settlement.deals)}
    kept = settlement.kept.get(int(settlement.table.effect[package]))
    taken = _rounds(found, found.bargained.package == package)
    assert taken is not None
    return ReachedFact(
        values=values_of(settlement, package),
        state=state_of(settlement, package, listing),
        deal=places.get(package),
        on_frontier=package in set(settlement.frontier.tolist()),
        kept=None if kept is None else kept.verdict,
        share=share(times, found.runs),
        rounds=taken,
        gains=tuple(gain_fact(settlement, w, package) for w in settlement.table.parties),
    )


def _bargainer(found: Rounds, party: int) -> BargainerFact:
    worths = found.settlement.table.signing[party]
    bargained, draws = found.bargained, found.draws
    alone, every = 0, 0
    strategies: list[StrategyFact] = []
    if bargained is not None:
        assert draws is not None
        alone, every = int(bargained.alone[:, party].sum()), int(bargained.alone.sum())
        for place, name in enumerate(STRATEGIES):
            had = draws.strategies[:, party] == place
            agreed = had & (bargained.package >= 0)
            if had.any():
                told: Any = name
                deals = share(int(agreed.sum()), int(had.sum()))
                strategies.append(StrategyFact(strategy=told, deals=deals, rounds=_rounds(found, agreed)))
    fixed: Any = found.strategies.get(worths.dm)
    return BargainerFact(
        decision_maker=worths.dm,
        numbers=worths.points is not None,
        laid_down=fixed,
        alone=share(alone, every),
        strategies=tuple(strategies),
    )
