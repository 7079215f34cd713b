"""A conflict under one account of several, as a conflict that stands alone: what a file of that account would say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from detente.conflict.belief import Belief
from detente.conflict.condition import Taken
from detente.conflict.confidential import EVERYWHERE, Closed
from detente.conflict.elements import DecisionMaker, Rule, StateRef
from detente.conflict.factions import Factions
from detente.conflict.model import Conflict, Published
from detente.conflict.overlay import Patch
from detente.conflict.phase import Phase
from detente.conflict.preferences import Partial, Preferences, Ranking, Weights
from detente.conflict.timeline import Event

NOT_THERE = "not available"


def alone(conflict: Conflict) -> Conflict:
    """Let a conflict under an account stand without the others.

    A pattern gets a letter for each option that the account adds, an option that it drops a rule that says so, and of
    published results those of the account stay.

    Examples
    --------
    >>> import detente
    >>> conflict = detente.load("istanbul-2025")
    >>> [rule.written[0] for rule in alone(conflict.under("kyiv")).rules if rule.because == NOT_THERE]
    []
    """
    if not conflict.account:
        return conflict
    options = conflict.option_ids
    gone = [_never(o) for o, option in conflict.options.items() if not option.available]
    known = {r.id for r in conflict.rules}
    first = conflict.all_accounts[0][0]
    return replace(
        conflict,
        decision_makers=tuple(_with_all(d) for d in conflict.decision_makers),
        rules=(*conflict.rules, *(r for r in gone if r.id not in known)),
        states=tuple(replace(s, ref=_ref(s.ref, options)) for s in conflict.states),
        status_quo=None if conflict.status_quo is None else _ref(conflict.status_quo, options),
        preferences={dm: _preference(p, options) for dm, p in conflict.preferences.items()},
        factions={dm: _factions(f, options) for dm, f in conflict.factions.items()},
        published=tuple(
            _published(p, options) for p in conflict.published if (p.perspective or first) == conflict.account
        ),
        closed=_closed(conflict),
        timeline=tuple(
            _event(e, frozenset(conflict.options) | set(conflict.levels)) for e in conflict.timeline
        ),
        phases=tuple(_phase(p, conflict.account, options, gone) for p in conflict.phases),
        beliefs=tuple(_belief(b, conflict, gone) for b in conflict.beliefs),
        perspectives=(),
        account="",
    )


def _phase(phase: Phase, account: str, options: tuple[str, ...], gone: list[Rule]) -> Phase:
    """Let a phase change what it changes in this account."""
    found = phase.overlay_of(account)
    preferences = {
        dm: change if isinstance(change, tuple) else _preference(change, options)
        for dm, change in found.preferences.items()
    }
    start = None if found.status_quo is None else _ref(found.status_quo, options)
    rules = _unsaid(found.rules, gone)
    overlay = replace(found, preferences=preferences, status_quo=start, rules=rules)
    return replace(phase, overlay=overlay, accounts={})


def _unsaid(patches: tuple[Patch[Rule], ...], gone: list[Rule]) -> tuple[Patch[Rule], ...]:
    """Leave out what puts a rule that says no more than that an option is gone, which the file says by itself now."""
    known = {(r.id, r.kind, r.conditions) for r in gone}
    kept = []
    for patch in patches:
        item = patch.item
        if item is None or patch.drop or (item.id, item.kind, item.conditions) not in known:
            kept.append(patch)
    return tuple(kept)


def _closed(conflict: Conflict) -> tuple[Closed, ...]:
    """Mark those of whom something is confidential in some account: a file alone has no accounts to tell apart."""
    whose = dict.fromkeys(c.party for c in conflict.closed)
    return tuple(Closed(party, accounts=(EVERYWHERE,)) for party in whose)


def in_one_file(conflict: Conflict) -> Conflict:
    """Let a conflict stand in one file: what may be shown of the parties' own files is marked in it instead.

    The others' files are still named.
    """
    readers = conflict.readers
    inside = dict.fromkeys(c.party for c in conflict.closed if c.file and c.party in readers)
    kept = [c for c in conflict.closed if c.party not in inside]
    return replace(conflict, closed=(*kept, *(Closed(p, accounts=(EVERYWHERE,)) for p in inside)))


def _event(event: Event, known: frozenset[str]) -> Event:
    """Keep an event whose options another account adds as something that this one has no option for."""
    if all(option in known for option, _ in event.does):
        return event
    return replace(event, does=(), by=tuple(dict.fromkeys(o.partition(".")[0] for o, _ in event.does)))


def _with_all(maker: DecisionMaker) -> DecisionMaker:
    return replace(maker, options=tuple(replace(o, available=True) for o in maker.options))


def _never(option: str) -> Rule:
    return Rule(f"never: {option}", "never", (Taken(option),), (option,), because=NOT_THERE)


def _ref(ref: StateRef, options: tuple[str, ...]) -> StateRef:
    """Write a pattern anew, in the order of these options: a whole one leaves those that were added alone."""
    if ref.alternatives:
        others = tuple(replace(a, what=_ref(a.what, options)) for a in ref.alternatives)
        ref = replace(ref, alternatives=others)
    if ref.pattern is None or len(ref.written) == len(options):
        return ref
    other = "-" if "-" in ref.written else "N"
    letters = {option: "NY"[taken] for option, taken in ref.pattern}
    written = "".join(letters.get(option, other) for option in options)
    pattern = tuple((o, c == "Y") for o, c in zip(options, written, strict=True) if c != "-")
    return replace(ref, written=written, pattern=pattern)


def _refs(found: Iterable[StateRef], options: tuple[str, ...]) -> tuple[StateRef, ...]:
    return tuple(_ref(r, options) for r in found)


def _preference(preference: Preferences, options: tuple[str, ...]) -> Preferences:
    if isinstance(preference, Ranking | Weights):
        others = tuple(replace(a, what=_preference(a.what, options)) for a in preference.alternatives)
        preference = replace(preference, alternatives=others)
    if isinstance(preference, Ranking):
        return replace(preference, groups=tuple(_refs(g, options) for g in preference.groups))
    if isinstance(preference, Partial):
        return replace(
            preference, chains=tuple(tuple(_refs(g, options) for g in chain) for chain in preference.chains)
        )
    return preference


def _factions(found: Factions, options: tuple[str, ...]) -> Factions:
    members = tuple(replace(m, preferences=_preference(m.preferences, options)) for m in found.members)
    return replace(found, members=members)


def _belief(belief: Belief, conflict: Conflict, gone: list[Rule]) -> Belief:
    """Let a belief stand without the accounts that it takes something from: what these say stands in it."""
    options = conflict.believed(belief.by).option_ids
    preferences = {
        dm: change if isinstance(change, tuple) else _preference(change, options)
        for dm, change in belief.overlay.preferences.items()
    }
    rules = _unsaid(belief.overlay.rules, gone)
    return replace(belief, takes={}, overlay=replace(belief.overlay, preferences=preferences, rules=rules))


def _published(result: Published, options: tuple[str, ...]) -> Published:
    return replace(
        result,
        perspective="",
        equilibria={c: _refs(s, options) for c, s in result.equilibria.items()},
        recomputed={c: _refs(s, options) for c, s in result.recomputed.items()},
    )
