"""A conflict through its phases, as typed facts."""

from __future__ import annotations

from typing import Literal

from detente.answers import Answer, Basis, Count, Ref, Standing, Step, Value, Way
from detente.conflict import BASE, Phase
from detente.game import State
from detente.questions.building import MOST_LISTED, Listing, as_followed, basis_of, head
from detente.questions.evolve import Path
from detente.questions.phases.changes import Change
from detente.questions.phases.following import Followed, Stop
from detente.questions.phases.result import LOOKS, Phased, PhasedAccount

MOST_SPOKEN = 16


class PhaseFact(Value, frozen=True, kw_only=True):
    """A phase.

    Attributes
    ----------
    id, date, says, about : str
        As in the file.
    on : str
        The phase whose changes last in it; empty where it stands on the account itself.
    begins : bool
        Whether the file says where it begins; else it begins where the one before leads.
    sources : tuple of str
        ``source`` or ``source#place``.
    wishes : tuple of str
        Whose wishes about terms it changes, in some account: they do not move where the conflict leads.
    shifts : tuple of str
        The shifts of power that it changes or adds, in some account: they do not either.
    """

    id: str
    date: str
    says: str
    about: str
    on: str
    begins: bool
    sources: tuple[str, ...]
    wishes: tuple[str, ...] = ()
    shifts: tuple[str, ...] = ()


class StopFact(Value, frozen=True, kw_only=True):
    """A phase, from one of the states in which it begins.

    Attributes
    ----------
    phase : str
    start : Ref
    carried : bool
        Whether the phase before led there.
    before : Ref or None
        The outcome of the phase before that it begins with: another state where the phase takes options away.
    leaving : tuple of str
        Who leaves the start; where nobody does, it lasts through this phase.
    ends : tuple of Ref
        Where it leads, the nearest first; empty where what is reached comes to no rest.
    way : Way or None
        A shortest way to the nearest.
    """

    phase: str
    start: Ref
    carried: bool
    before: Ref | None
    leaving: tuple[str, ...]
    ends: tuple[Ref, ...]
    way: Way | None


class LostFact(Value, frozen=True, kw_only=True):
    """An outcome of the phase before that a phase does not know, as a rule of it excludes it."""

    phase: str
    state: Ref


class ChangeFact(Value, frozen=True, kw_only=True):
    """One thing that a phase changes, and what hangs on it.

    Attributes
    ----------
    phase : str
    kind : str
        ``claim`` (a statement), ``preference`` (all that somebody wants), ``rule``, ``option``, ``move``.
    does : str
        ``put``, ``drop`` or ``replace``.
    name : str
        The id of what is put or dropped; of a move ``from -> to``; empty for a preference.
    decision_maker : str
        Whose it is; empty for a rule.
    possible : bool
        Whether the other changes make sense without it.
    since : str
        The first phase that leads elsewhere without it; empty where none does.
    """

    phase: str
    kind: Literal["claim", "preference", "rule", "option", "move"]
    does: Literal["put", "drop", "replace"]
    name: str
    decision_maker: str
    possible: bool
    since: str


class WaitFact(Value, frozen=True, kw_only=True):
    """How everybody fares where the last phase leads, compared with where an earlier one leads, as they then see it."""

    phase: str
    standings: tuple[Standing, ...]


class HeldFact(Value, frozen=True, kw_only=True):
    """An outcome that is spoken of, and in which phases it holds, and is not known."""

    state: Ref
    holds: tuple[str, ...]
    unknown: tuple[str, ...] = ()


class CourseFact(Value, frozen=True, kw_only=True):
    """An account through the phases, in one way of looking ahead.

    Attributes
    ----------
    concept : str
        ``nash``: not looking ahead; ``seq``: looking ahead; or their extension b where preferences are unknown.
    stops : tuple of StopFact
        In the order of the phases: a tree where a phase leads to several outcomes.
    lost : tuple of LostFact
    cut : tuple of str
        The phases that begin with more outcomes than were followed.
    held : tuple of HeldFact
        Every state in which a phase begins or to which it leads.
    through : tuple of Ref
        The states that hold in every phase.
    through_count : Count
    changes : tuple of ChangeFact
    waits : tuple of WaitFact
        For each phase but the last; one is left out where the last does not know what it leads to.
    """

    concept: str
    stops: tuple[StopFact, ...]
    lost: tuple[LostFact, ...]
    cut: tuple[str, ...]
    held: tuple[HeldFact, ...]
    through: tuple[Ref, ...]
    through_count: Count
    changes: tuple[ChangeFact, ...]
    waits: tuple[WaitFact, ...]


class PhasedFact(Value, frozen=True, kw_only=True):
    """An account through the phases: not looking ahead, and looking ahead."""

    account: str
    basis: Basis
    myopic: CourseFact
    ahead: CourseFact


class PhasesAnswer(Answer, frozen=True, kw_only=True):
    """Where does it lead through several phases, and what is left as soon as something changes?

    Attributes
    ----------
    phases : tuple of PhaseFact
        In order.
    accounts : tuple of PhasedFact
    beliefs : tuple of str
        The accounts in which somebody is mistaken about others: here nobody is taken to be.
    """

    phases: tuple[PhaseFact, ...]
    accounts: tuple[PhasedFact, ...]
    beliefs: tuple[str, ...] = ()


def answer(found: Phased) -> PhasesAnswer:
    """Give the facts."""
    first = found.accounts[0]
    listing = Listing(first.stages[0].game)
    accounts = tuple(_account(a, listing) for a in found.accounts)
    today = _today(first, listing)
    whole = as_followed(found.conflict, [a.account for a in accounts])
    fields = head("phases", whole, None, listing) | {
        "carrier": "dense",
        "status_quo": today,
        "states": listing.values,
        "spoken": _spoken(accounts, today),
    }
    begins = {s.phase.id for a in found.accounts for s in a.stages if s.begins}
    known = found.conflict.phases
    return PhasesAnswer(
        **fields,
        phases=tuple(_phase(p, begins=p.id in begins or p is known[0]) for p in known),
        accounts=accounts,
        beliefs=tuple(a.conflict.account for a in found.accounts if a.conflict.beliefs),
    )


def _place(state: State, listing: Listing) -> int:
    """Give the place of a state of some phase."""
    [place] = listing.named([state])
    return place


def _today(account: PhasedAccount, listing: Listing) -> int | None:
    """Find the status quo of the file in the first phase that has it."""
    start = account.conflict.status_quo
    taken = None if start is None else account.conflict.taken_in(start)
    for stage in account.stages if taken is not None else ():
        state = stage.find(taken or frozenset())
        if state is not None:
            return _place(state, listing)
    return None


def _spoken(accounts: tuple[PhasedFact, ...], today: int | None) -> tuple[int, ...]:
    found: dict[int, None] = {}
    for stop in (s for a in accounts for c in (a.ahead, a.myopic) for s in c.stops):
        found |= dict.fromkeys([stop.start, *stop.ends])
    return tuple(s for s in found if s != today)[:MOST_SPOKEN]


def _phase(phase: Phase, *, begins: bool) -> PhaseFact:
    return PhaseFact(
        id=phase.id,
        date=phase.date,
        says=phase.says,
        about=phase.about,
        on="" if phase.on == BASE else phase.on,
        begins=begins,
        sources=tuple(map(str, phase.sources)),
        wishes=tuple(dict.fromkeys(dm for overlay in phase.overlays for dm in overlay.wishes)),
        shifts=tuple(dict.fromkeys(s.id for overlay in phase.overlays for s in overlay.shifts)),
    )


def _account(found: PhasedAccount, listing: Listing) -> PhasedFact:
    myopic, ahead = (_course(found, look, listing) for look in LOOKS)
    return PhasedFact(
        account=found.conflict.account, basis=basis_of(found.conflict), myopic=myopic, ahead=ahead
    )


def _course(found: PhasedAccount, look: int, listing: Listing) -> CourseFact:
    course: Followed = found.courses[look]
    stops = tuple(_stop(s, course, listing) for s in course.stops)
    spoken = {s.id: s for stop in course.stops for s in (stop.start, *stop.ends)}
    through = found.through[look]
    return CourseFact(
        concept=course.concept,
        stops=stops,
        lost=tuple(LostFact(phase=x.phase, state=_place(x.before, listing)) for x in course.lost),
        cut=course.cut,
        held=tuple(_held(found, s, look, listing) for s in spoken.values()),
        through=listing.named(through[:MOST_LISTED]),
        through_count=str(len(through)),
        changes=tuple(_change(m.change, m.since, possible=m.possible) for m in found.matters[look]),
        waits=tuple(WaitFact(phase=w.phase, standings=w.standings) for w in found.waits[look]),
    )


def _stop(stop: Stop, course: Followed, listing: Listing) -> StopFact:
    before: State | None = None
    if stop.carried:
        every = {s.id: s for x in course.stops for s in (x.start, *x.ends)}
        before = every[stop.before]
    return StopFact(
        phase=stop.phase,
        start=_place(stop.start, listing),
        carried=stop.carried,
        before=None if before is None else _place(before, listing),
        leaving=stop.leaving,
        ends=listing.named(stop.ends),
        way=_way(stop.path, listing),
    )


def _way(path: Path | None, listing: Listing) -> Way | None:
    if path is None:
        return None
    steps = tuple(Step(mover=m.mover, state=_place(m.state, listing)) for m in path.moves)
    return Way(start=_place(path.start, listing), moves=steps)


def _held(found: PhasedAccount, state: State, look: int, listing: Listing) -> HeldFact:
    told = found.held(state, look)
    return HeldFact(
        state=_place(state, listing),
        holds=tuple(phase for phase, holds in told.items() if holds),
        unknown=tuple(phase for phase, holds in told.items() if holds is None),
    )


def _change(change: Change, since: str, *, possible: bool) -> ChangeFact:
    return ChangeFact(
        phase=change.phase,
        kind=change.kind,
        does=change.does,
        name=change.name,
        decision_maker=change.dm,
        possible=possible,
        since=since,
    )
