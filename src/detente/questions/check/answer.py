"""What a file holds, and what in it has no source or no use, as typed facts."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from detente.answers import Answer, Basis, Count, Value
from detente.conflict import BASE, Conflict
from detente.questions.building import basis_of_claims, head
from detente.questions.check.checking import (
    all_claims,
    beliefs_written,
    claims,
    name_of,
    rules_written,
    shifts_written,
    unused,
)
from detente.questions.check.result import Check
from detente.questions.whatif.supposing import DIPLOMACY

OF_FILE = ""  # what the file itself has, under every account


class Cited(Value, frozen=True, kw_only=True):
    """How many claims of an account name exactly these sources; empty where they name none."""

    sources: tuple[str, ...]
    claims: int


class CheckedAccount(Value, frozen=True, kw_only=True):
    """An account: how large it is, and what it rests on.

    Attributes
    ----------
    id : str
    says : str
        Whose account it is; empty for the file's own.
    feasible : Count
        How many states are feasible.
    basis : Basis
    cited : tuple of Cited
        The claims by the sources that they name, most first.
    """

    id: str
    says: str
    feasible: Count
    basis: Basis
    cited: tuple[Cited, ...]


class Unsourced(Value, frozen=True, kw_only=True):
    """Something that names no source.

    Attributes
    ----------
    kind : str
        ``claim``, ``rule``, ``ultimatum``, ``faction``, ``shift``, ``event`` or ``belief``.
    id : str
        Its id; empty for a ranking or a table of weights, and for a belief.
    decision_maker : str
        For a claim, a faction and a belief, whose it is.
    perspective : str
        For a claim, the account; ``base`` for the file's own. Empty for what the file has under every account.
    """

    kind: Literal["claim", "rule", "ultimatum", "faction", "shift", "event", "belief"]
    id: str
    decision_maker: str = ""
    perspective: str = OF_FILE


class Idle(Value, frozen=True, kw_only=True):
    """Something that nothing uses.

    Attributes
    ----------
    kind : str
        ``claim`` or ``rule``: no account keeps it. ``condition``: nothing names it. ``source``: nothing cites it.
        ``option``: no rule, no preference and no ultimatum mentions it.
    id : str
        Its id; empty for a ranking or a table of weights.
    decision_maker : str
        For a claim, whose it is.
    """

    kind: Literal["claim", "rule", "condition", "source", "option"]
    id: str
    decision_maker: str = ""


class ClosedFact(Value, frozen=True, kw_only=True):
    """What is confidential of a party, where it stands, and whether it is shown.

    Attributes
    ----------
    decision_maker : str
    file : str
        The party's own file; empty where it is marked in the conflict file.
    accounts : tuple of str
        The accounts in which something of it is confidential, ``base`` for the file's own; empty where that is not
        known, as the file is not at hand.
    kinds : tuple of str
        ``preferences``, ``wishes``.
    shown : bool
        Whether it is shown to whoever asks (``--as``).
    missing : str
        Why the file is not at hand; empty where it is.
    """

    decision_maker: str
    file: str
    accounts: tuple[str, ...]
    kinds: tuple[str, ...]
    shown: bool
    missing: str


class CheckAnswer(Answer, frozen=True, kw_only=True):
    """Is the file sound, and what in it has no source or no use?

    Attributes
    ----------
    prefers : bool
        Whether the file says what anybody prefers.
    accounts : tuple of CheckedAccount
        The accounts in it; the file itself (``base``) where it says of nobody what it prefers.
    claims : Basis
        The claims of all accounts together; one that an account takes over from another is counted once.
    options, rules : int
        How many there are; an option with levels is one.
    given_states, moves : int
        Where the conflict is given as states and moves, how many there are.
    unsourced : tuple of Unsourced
        What names no source.
    unused : tuple of Idle
        What nothing uses.
    ultimatums : tuple of str
        The ids of the ultimatums.
    with_factions : tuple of str
        The decision makers that consist of factions.
    issues : tuple of str
        The ids of the issues that could be settled by signature.
    shifts : tuple of str
        The ids of the shifts of power.
    events : int
        How many events of the record there are.
    phases : tuple of str
        The ids of the phases.
    believers : tuple of str
        The parties that believe something of others that is not so.
    diplomacy : bool
        Whether options are tagged as diplomacy, so that the collapse of talks can be supposed.
    start : bool
        Whether the file says where it starts.
    confidential : tuple of ClosedFact
        What is confidential, whose, and who sees it.
    warnings : tuple of str
        What is odd in the file and no mistake, each with its place.
    """

    prefers: bool
    accounts: tuple[CheckedAccount, ...]
    claims: Basis
    options: int
    rules: int
    given_states: int = 0
    moves: int = 0
    unsourced: tuple[Unsourced, ...] = ()
    unused: tuple[Idle, ...] = ()
    ultimatums: tuple[str, ...] = ()
    with_factions: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    shifts: tuple[str, ...] = ()
    events: int = 0
    phases: tuple[str, ...] = ()
    believers: tuple[str, ...] = ()
    diplomacy: bool = False
    start: bool = False
    confidential: tuple[ClosedFact, ...] = ()
    warnings: tuple[str, ...] = ()


def answer(result: Check) -> CheckAnswer:
    """Give what was found about a file as facts."""
    conflict = result.conflict
    plain = [o for o in conflict.options.values() if o.of is None]
    return CheckAnswer(
        **head("check", conflict),
        prefers=result.preferences,
        accounts=tuple(_account(conflict, a, size) for a, size in result.sizes.items()),
        claims=basis_of_claims([claim for _, claim in all_claims(conflict)], conflict),
        options=len(plain) + len(conflict.levels),
        rules=len(rules_written(conflict)),
        given_states=len(conflict.states) if conflict.graph_form else 0,
        moves=sum(map(len, (conflict.arcs or {}).values())),
        unsourced=_unsourced(conflict, tuple(result.sizes)),
        unused=_unused(conflict),
        ultimatums=tuple(u.id for u in conflict.ultimatums),
        with_factions=tuple(conflict.factions),
        issues=() if conflict.terms is None else tuple(i.id for i in conflict.terms.issues),
        shifts=tuple(dict.fromkeys(s.id for s in shifts_written(conflict))),
        events=len(conflict.timeline),
        phases=tuple(p.id for p in conflict.phases),
        believers=tuple(dict.fromkeys(b.by for b in beliefs_written(conflict))),
        diplomacy=any(DIPLOMACY in o.tags for o in conflict.options.values()),
        start=conflict.status_quo is not None,
        confidential=tuple(
            ClosedFact(
                decision_maker=c.party,
                file=c.file,
                accounts=tuple(dict.fromkeys(account for account, _ in c.entries)),
                kinds=tuple(dict.fromkeys(kind for _, kind in c.entries)),
                shown=c.party in conflict.readers,
                missing=c.missing,
            )
            for c in conflict.closed
        ),
        warnings=tuple(map(str, conflict.warnings)),
    )


def _account(conflict: Conflict, account: str, size: int) -> CheckedAccount:
    made = [claim for _, claim in claims(conflict.under(account))]
    named = Counter(tuple(dict.fromkeys(x.source for x in claim.sources)) for claim in made)
    return CheckedAccount(
        id=account,
        says="" if account == BASE else conflict.perspective(account).says,
        feasible=str(size),
        basis=basis_of_claims(made, conflict),
        cited=tuple(Cited(sources=sources, claims=number) for sources, number in named.most_common()),
    )


def _unsourced(conflict: Conflict, accounts: tuple[str, ...]) -> tuple[Unsourced, ...]:
    found = [
        Unsourced(kind="claim", id=name_of(claim), decision_maker=dm, perspective=account)
        for account in accounts
        for dm, claim in claims(conflict.under(account))
        if not claim.sources
    ]
    found += [Unsourced(kind="rule", id=r.id) for r in rules_written(conflict) if not r.sources]
    found += [Unsourced(kind="ultimatum", id=u.id) for u in conflict.ultimatums if not u.sources]
    unsourced = dict.fromkeys(s.id for s in shifts_written(conflict) if not s.sources)
    found += [Unsourced(kind="shift", id=id) for id in unsourced]
    found += [Unsourced(kind="event", id=e.id) for e in conflict.timeline if not e.sources]
    believing = dict.fromkeys(b.by for b in beliefs_written(conflict) if not b.sources)
    found += [Unsourced(kind="belief", id="", decision_maker=dm) for dm in believing]
    found += [
        Unsourced(kind="faction", id=member.id, decision_maker=dm)
        for dm, factions in conflict.factions.items()
        for member in factions.members
        if not (member.sources or factions.sources)
    ]
    return tuple(found)


def _unused(conflict: Conflict) -> tuple[Idle, ...]:
    idle = unused(conflict)
    found = [Idle(kind="claim", id=id, decision_maker=dm) for dm, id in idle.claims]
    found += [Idle(kind="rule", id=id) for id in idle.rules]
    found += [Idle(kind="condition", id=id) for id in idle.conditions]
    found += [Idle(kind="source", id=id) for id in idle.sources]
    found += [Idle(kind="option", id=id) for id in idle.options]
    return tuple(found)
