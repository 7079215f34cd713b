"""The record against every account, as typed facts."""

from __future__ import annotations

from detente.conflict import Event
from detente.questions.building import Listing, as_followed, basis_of, exact, head
from detente.questions.replay.facts import (
    Best,
    Cause,
    ClaimFact,
    EndFact,
    EventFact,
    LuckFact,
    MoverFact,
    ReplayAnswer,
    ReplayedAccount,
    ScoreFact,
    StepFact,
)
from detente.questions.replay.result import Replay, Replayed, Score, Weighed
from detente.questions.replay.steps import Mover, ReplayedEvent


def answer(found: Replay) -> ReplayAnswer:
    """Give the facts."""
    first = Listing(found.accounts[0].game)
    listings = [first, *(first.beside(a.game) for a in found.accounts[1:])]
    accounts = tuple(_account(a, x) for a, x in zip(found.accounts, listings, strict=True))
    starts, feasible = {a.start for a in accounts}, {str(a.game.feasible.count) for a in found.accounts}
    whole = as_followed(found.conflict, [a.account for a in accounts])
    fields = head("replay", whole, None, first) | {
        "carrier": "dense" if all(a.game.listed for a in found.accounts) else "symbolic",
        "feasible": feasible.pop() if len(feasible) == 1 else "0",
        "status_quo": accounts[0].start if len(starts) == 1 else None,
        "spoken": _spoken(accounts),
    }
    luck = found.luck
    return ReplayAnswer(
        **fields,
        events=tuple(map(_event, found.events)),
        accounts=accounts,
        best=tuple(Best(account=a, concept=c) for a, c in found.best),
        luck=None
        if luck is None
        else LuckFact(chance=exact(luck.chance), worked_out=luck.exact, error=luck.error),
        parting=found.parting,
    )


def _spoken(accounts: tuple[ReplayedAccount, ...]) -> tuple[int, ...]:
    """Speak of where the record leads."""
    starts = {a.start for a in accounts}
    found = dict.fromkeys(a.end for a in accounts if a.end is not None and a.end not in starts)
    return tuple(found)


def _event(event: Event) -> EventFact:
    return EventFact(
        id=event.id,
        date=event.date,
        text=event.text,
        because=event.because,
        does=tuple(event.written()),
        by=event.by or tuple(dict.fromkeys(o.partition(".")[0] for o, _ in event.does)),
        to=event.to,
        at=str(event.at),
        sources=tuple(map(str, event.sources)),
        confidence=event.confidence,
    )


def _account(found: Replayed, listing: Listing) -> ReplayedAccount:
    game = found.game
    start = None if game.start is None else listing(game.start)
    end = found.end
    steps = tuple(_step(s, found.concepts, listing) for s in found.steps)
    return ReplayedAccount(
        account=game.account,
        basis=basis_of(game.conflict),
        start=start,
        end=None if end is None else listing(end),
        steps=steps,
        scores=tuple(map(_score, found.scores)),
        claims=tuple(map(_claim, found.claims)),
        ends=tuple(
            EndFact(
                concept=look.concept,
                ends=listing.all(look.ends, f"{game.account}.{look.concept}.ends"),
                reached=end is not None and look.at_end(end),
                open=end is not None and look.leads(end),
                whole=look.whole,
                number=str(look.number),
            )
            for look in found.looks
        ),
    )


def _step(step: ReplayedEvent, concepts: tuple[str, ...], listing: Listing) -> StepFact:
    def marked(marks: tuple[bool, ...]) -> tuple[str, ...]:
        return tuple(c for c, yes in zip(concepts, marks, strict=False) if yes)

    return StepFact(
        event=step.event.id,
        kind=step.kind,
        cause=step.cause,
        which=step.which,
        before=None if step.before is None else listing(step.before),
        after=None if step.after is None else listing(step.after),
        movers=tuple(map(_mover, step.movers)),
        moves=step.of,
        explained=marked(step.explained),
        foreseen=marked(step.foreseen),
    )


def _mover(mover: Mover) -> MoverFact:
    statement = None if mover.statement is None else mover.statement.id
    return MoverFact(decision_maker=mover.dm, fares=mover.fares, statement=statement, alone=mover.alone)


def _score(score: Score) -> ScoreFact:
    return ScoreFact(
        concept=score.concept,
        explained=score.explained,
        foreseen=score.foreseen,
        of=score.of,
        expected=exact(score.expected),
        chance=exact(score.chance),
    )


def _claim(claim: Weighed) -> ClaimFact:
    return ClaimFact(
        decision_maker=claim.dm,
        statement=claim.statement.id,
        against=claim.against,
        alone=claim.alone,
        borne_out=claim.borne,
    )


__all__ = [
    "Best",
    "Cause",
    "ClaimFact",
    "EndFact",
    "EventFact",
    "LuckFact",
    "MoverFact",
    "ReplayAnswer",
    "ReplayedAccount",
    "ScoreFact",
    "StepFact",
    "answer",
]
