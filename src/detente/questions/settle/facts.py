"""The facts that a settlement is told by: issues, parties, deals, what becomes of them, what would open a way."""

from __future__ import annotations

from typing import Literal

from detente.answers import Count, Exact, Ref, Value

Rule = Literal["nash", "ks", "ks_all", "egalitarian", "utilitarian", "fallback", "majority", "first"]
Verdict = Literal["self", "deterred", "moves_on", "broken", "nothing", "unknown"]
Compared = Literal["better", "same", "worse", "unknown", "withheld"]


class ValueFact(Value, frozen=True, kw_only=True):
    """A way to settle an issue: the clause, and what it does to the conflict.

    Attributes
    ----------
    sets, drops : tuple of str
        Options that are taken, and not taken, from the signature on.
    bars : tuple of str
        Options that nobody can take any more.
    """

    id: str
    text: str
    short: str = ""
    sets: tuple[str, ...] = ()
    drops: tuple[str, ...] = ()
    bars: tuple[str, ...] = ()


class IssueFact(Value, frozen=True, kw_only=True):
    """Something to be settled by signature."""

    id: str
    text: str
    short: str
    signed_by: tuple[str, ...]
    values: tuple[ValueFact, ...]


class PartyFact(Value, frozen=True, kw_only=True):
    """What is known of what a party wants.

    Attributes
    ----------
    decision_maker : str
    signs : bool
        Whether there is no deal without it.
    form : str
        ``weights`` (numbers), ``statements``, ``ranking``; ``order`` of the conflict's states; ``confidential``: it is
        withheld, as is everything else here.
    no_deal_from : str
        Where no deal comes from: ``stated``, ``heading`` (worked out), ``ranked`` (it stands in the ranking),
        ``unknown``; ``withheld``.
    no_deal, today : Exact or None
        What no deal and today are worth to it, where it has numbers. Of several outcomes without a deal the best.
    no_deal_place : int or None
        One more than there are packages that it likes better than no deal, of those that can be put together.
    ranges : bool
        Whether some of its numbers are ranges; what is told is then for their middles.
    red_lines : tuple of str
    """

    decision_maker: str
    signs: bool
    form: Literal["weights", "statements", "ranking", "order", "confidential"]
    no_deal_from: Literal["stated", "heading", "ranked", "unknown", "withheld"]
    no_deal: Exact | None
    today: Exact | None
    no_deal_place: int | None
    ranges: bool
    red_lines: tuple[str, ...]


class ExpectedFact(Value, frozen=True, kw_only=True):
    """What comes without a deal: where it is heading in one way of looking, today, a state, or nothing that matters."""

    kind: Literal["ahead", "myopic", "today", "state", "none"]
    states: tuple[Ref, ...]


class GainFact(Value, frozen=True, kw_only=True):
    """What a package gives a party.

    Attributes
    ----------
    decision_maker : str
    kind : str
        Compared with no deal.
    than_today : str
        Compared with today; ``withheld`` where what the party wants is confidential, and so is everything below.
    place : int or None
        Its place in the party's order of all packages that can be put together, 1 the best; None where not all are
        looked at.
    worth, gain, over_today : Exact or None
        In numbers, on the party's own scale: what it is worth, and what it gains over no deal and over today.
    low, high : Exact or None
        Between what the gain over no deal lies, where numbers are ranges.
    """

    decision_maker: str
    kind: Compared
    than_today: Compared
    place: int | None
    worth: Exact | None = None
    gain: Exact | None = None
    over_today: Exact | None = None
    low: Exact | None = None
    high: Exact | None = None


class LeaverFact(Value, frozen=True, kw_only=True):
    """Somebody who could gain by a move after the signature.

    Attributes
    ----------
    decision_maker : str
    to : Ref
        The move that it likes best.
    breaks : tuple of str
        The options that the terms set and that it changes.
    deterred : bool
        Whether each such move meets an answer that pays for those who give it and that it would regret.
    deterrers : tuple of str
        Who gives such an answer.
    """

    decision_maker: str
    to: Ref
    breaks: tuple[str, ...]
    deterred: bool
    deterrers: tuple[str, ...]


class AdditionFact(Value, frozen=True, kw_only=True):
    """What is added to a deal.

    Attributes
    ----------
    kind : str
        ``binding``: nobody can go back on the option; ``with``, ``without``: it is taken, or is not, from the signature
        on, too.
    option : str
    before : tuple of str
        Performed step by step, before whose steps it has to come: later is too late. Empty where any time will do,
        where no order would be gone through, or where something is made binding.
    """

    kind: Literal["binding", "with", "without"]
    option: str
    before: tuple[str, ...] = ()


class GuaranteeFact(Value, frozen=True, kw_only=True):
    """One addition, or two where no single one will do, after which a deal would be kept.

    Attributes
    ----------
    parts : tuple of AdditionFact
    verdict : str
        What they make of the deal.
    """

    parts: tuple[AdditionFact, ...]
    verdict: Verdict


class RungFact(Value, frozen=True, kw_only=True):
    """A step of the ladder from the signature to where all is performed.

    Attributes
    ----------
    by : str or None
        Who performs all of its part; None for the signature itself.
    state : Ref
        Where it stands then.
    leavers : tuple of LeaverFact
        Who could gain by a move from there that performs nothing of the deal.
    ends : tuple of Ref
        Where the sides' interests lead from there; empty where nobody could leave.
    goes_on : bool
        Whether whoever is next performs, if everybody looks to the end; true of the last step.
    """

    by: str | None
    state: Ref
    leavers: tuple[LeaverFact, ...] = ()
    ends: tuple[Ref, ...] = ()
    goes_on: bool = True


class OrderFact(Value, frozen=True, kw_only=True):
    """An order in which a deal could be performed, each party all of its part at once.

    Attributes
    ----------
    parties : tuple of str
        Who performs, the first one first.
    works : bool
        Whether all is performed, where everybody looks to the end.
    stopper : str or None
        Else who would rather leave it at what has been done.
    at : Ref
        Where it ends: the signed state, or where it stops.
    """

    parties: tuple[str, ...]
    works: bool
    stopper: str | None
    at: Ref


class KeptFact(Value, frozen=True, kw_only=True):
    """Would a deal be kept?

    Attributes
    ----------
    verdict : str
        ``self``: nobody could gain by a move; ``deterred``: who could is deterred; ``moves_on``: somebody moves, and
        all that was signed still holds where that ends; ``broken``: it ends where something signed does not hold any
        more, or in no rest; ``nothing``: the terms set and bar no option; ``unknown``.
    leavers : tuple of LeaverFact
    ends : tuple of Ref
        Where the sides' interests lead from the signed state.
    undone : tuple of str
        The options that the terms set and that are changed in one of these.
    guarantees : tuple of GuaranteeFact
        The smallest that were found.
    tried : Count or None
        How many guarantees of two additions there are, where not all of them were looked at.
    orders : tuple of OrderFact
        The orders in which it could be performed, where two or more have to do something for it.
    ladder : tuple of RungFact
        The signature, and each step of the order that works, or else of the one that goes furthest.
    """

    verdict: Verdict
    leavers: tuple[LeaverFact, ...] = ()
    ends: tuple[Ref, ...] = ()
    undone: tuple[str, ...] = ()
    guarantees: tuple[GuaranteeFact, ...] = ()
    tried: Count | None = None
    orders: tuple[OrderFact, ...] = ()
    ladder: tuple[RungFact, ...] = ()


class DealFact(Value, frozen=True, kw_only=True):
    """A package on the shortlist.

    Attributes
    ----------
    values : tuple of str
        A value of each issue, as ``issue.value``; empty where the package is a state.
    state : Ref or None
        The state right after the signature; None where nothing depends on the states.
    rules : tuple of str
        The rules of fairness that choose it.
    first_for : tuple of str
        The signatories who would name it first, of all that beat no deal; none whose wishes are confidential.
    gains : tuple of GainFact
    blockers : tuple of str
        The signatories for whom it is not sure to be better than no deal: they could still block it.
    on_frontier : bool
        Whether no package that can be put together is better for one who signs and worse for none.
    kept : KeptFact or None
        None where nothing depends on the states.
    """

    values: tuple[str, ...]
    state: Ref | None
    rules: tuple[Rule, ...]
    first_for: tuple[str, ...]
    gains: tuple[GainFact, ...]
    blockers: tuple[str, ...]
    on_frontier: bool
    kept: KeptFact | None


class RuleFact(Value, frozen=True, kw_only=True):
    """What a rule of fairness chooses among the packages that beat no deal.

    Attributes
    ----------
    rule : str
        ``nash``: the greatest product of gains; ``ks``: the greatest least share of what each could gain at most in
        these packages; ``ks_all``: the same of what it could in any; ``egalitarian``: the greatest least gain;
        ``utilitarian``: the greatest sum; ``fallback``: where all meet by falling back to their next best;
        ``majority``: where more than half meet.
    count : Count
        How many packages it chooses.
    deal : int or None
        Which of the deals on the shortlist is one of them, from 0 on.
    depth : int or None
        For fallback: how many of its best packages each has to accept.
    """

    rule: Rule
    count: Count
    deal: int | None
    depth: int | None = None


class SplitFact(Value, frozen=True, kw_only=True):
    """An issue that two contest: the value that each wants, and how much of it goes to the first (0 to 1)."""

    issue: str
    wanted: tuple[str, str]
    share: Exact


class DividedFact(Value, frozen=True, kw_only=True):
    """How Adjusted Winner divides the issues between two.

    Attributes
    ----------
    parties : tuple of (str, str)
    splits : tuple of SplitFact
    split : str or None
        The one issue that has to be split.
    points : Exact
        What each gets, of its own 100 points for what is contested.
    agreed : tuple of str
        What both want, as ``issue.value``.
    """

    parties: tuple[str, str]
    splits: tuple[SplitFact, ...]
    split: str | None
    points: Exact
    agreed: tuple[str, ...]


class ChangeFact(Value, frozen=True, kw_only=True):
    """A change of the terms: a red line or an exclusion that is given up, or a new term; whose, and which."""

    kind: Literal["red_line", "exclusion", "term"]
    decision_maker: str
    id: str


class OpeningFact(Value, frozen=True, kw_only=True):
    """One change, or two where no single one will do, after which something beats no deal for all who sign.

    Attributes
    ----------
    kind : str
        ``red_line``, ``exclusion``: one that is given up; ``term``: something else is agreed on, too; ``no_deal``:
        something else is expected without a deal; ``payment``: those who gain make up for what one loses; ``step``: one
        that has no numbers signs what is worse for it than no deal.
    decision_maker : str
        Whose red line or option; who is paid, or gives way.
    id : str
        Which red line, exclusion or option; empty where what it is about is confidential.
    expected : ExpectedFact or None
    values : tuple of str
        A package that it opens.
    gains : tuple of GainFact
        What that package gives each, once the change is made.
    state : Ref or None
    opened : Count
        How many it opens.
    price : Exact or None
        What has to be paid, on the scale of who is paid; None where what it wants is confidential.
    payers : tuple of str
        Who gains by the package.
    steps : int
        How many steps along its order the package is worse than no deal for who gives way.
    also : tuple of ChangeFact
        The other change, where there are two.
    """

    kind: Literal["red_line", "exclusion", "term", "no_deal", "payment", "step"]
    decision_maker: str
    id: str
    expected: ExpectedFact | None
    values: tuple[str, ...]
    state: Ref | None
    opened: Count
    price: Exact | None
    payers: tuple[str, ...]
    gains: tuple[GainFact, ...] = ()
    steps: int = 0
    also: tuple[ChangeFact, ...] = ()


class OtherFact(Value, frozen=True, kw_only=True):
    """How many packages beat something else without a deal, and which of the deals on the shortlist do."""

    expected: ExpectedFact
    zone: Count
    kept: tuple[int, ...]


class PointFact(Value, frozen=True, kw_only=True):
    """A point of a picture: what it is worth to the first and to the second who sign, and to the third where three do.

    In numbers where all have them; else their places, the greater the better.
    """

    kind: Literal["deal", "frontier", "no_deal", "today"]
    x: float
    y: float
    z: float | None = None
    deal: int | None = None
