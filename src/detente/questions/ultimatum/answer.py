"""What an ultimatum is worth, as facts: where the demand is unmet and where it is met, the game tree, the sanctions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch

from detente.answers import Answer, Heading, Ref, Value
from detente.conflict import Ultimatum
from detente.questions.building import Listing, head
from detente.questions.outcomes import heading
from detente.questions.ultimatum import brinkmanship, judging
from detente.questions.ultimatum.exchange_answer import Exchange, exchange_of, exchange_where_met
from detente.questions.ultimatum.keeping import Keeping
from detente.questions.ultimatum.met_answer import Met, met_of
from detente.questions.ultimatum.result import Asked, Ultimatums
from detente.questions.ultimatum.sanction_answer import Sanctions, sanctions_of
from detente.questions.ultimatum.sanctions import Sanctions as FoundSanctions
from detente.questions.ultimatum.tree_answer import GameTree, tree_of
from detente.questions.ultimatum.unmet_answer import Unmet, unmet_of

MOST_SPOKEN = 3  # ultimatums whose outcomes get letters


class AtEnd(Value, frozen=True, kw_only=True):
    """What has become of an ultimatum where it is heading.

    Attributes
    ----------
    concept : str
        Whose equilibria these are.
    count, met, carried_out : int
        How many there are; in how many the demand is met, in how many what is threatened is so.
    """

    concept: str
    count: int
    met: int
    carried_out: int


class Record(Value, frozen=True, kw_only=True):
    """What the public record says became of it."""

    text: str
    sources: tuple[str, ...] = ()


class OneUltimatum(Value, frozen=True, kw_only=True):
    """An ultimatum of the file, and what it is worth.

    Attributes
    ----------
    id, text, by, to, demand, threat, deadline, because : str
        As the file has them; `by` threatens, `to` is the target.
    sources : tuple of str
    confidence : float or None
    record : Record or None
    met : bool or None
        Whether the demand is met today; None without a status quo.
    in_force : bool or None
        Whether what is threatened is so today.
    verdict : str
        Where the demand is met today: ``deters``, ``too_weak``, ``impossible``, ``not_credible``, ``not_needed``,
        ``in_force``. Where it is unmet: ``credible``, ``bluff``, ``painless``, ``impossible``, ``in_force``, in the
        state looked at closely. Empty where it could not be judged.
    reply : str
        Where the demand is unmet: what the target does there.
    unmet : Unmet or None
    kept : Met or None
        Where the demand is met today.
    exchange : Exchange or None
    ends : tuple of AtEnd
        Where it is heading: not looking ahead, and looking ahead.
    game_tree : GameTree or None
    refused : str
        What could not be answered, and why.
    """

    id: str
    by: str
    to: str
    demand: str
    threat: str
    text: str = ""
    deadline: str = ""
    because: str = ""
    sources: tuple[str, ...] = ()
    confidence: float | None = None
    record: Record | None = None
    met: bool | None = None
    in_force: bool | None = None
    verdict: str = ""
    reply: str = ""
    unmet: Unmet | None = None
    kept: Met | None = None
    exchange: Exchange | None = None
    ends: tuple[AtEnd, ...] = ()
    game_tree: GameTree | None = None
    refused: str = ""


class UltimatumAnswer(Answer, frozen=True, kw_only=True):
    """Whether ultimatums are credible and deter.

    Attributes
    ----------
    named : bool
        Whether one ultimatum was asked about by its name.
    ultimatums : tuple of OneUltimatum
    heading : Heading or None
        Where the conflict is heading; None without a status quo.
    sanctions : Sanctions or None
        Where no ultimatum was named.
    """

    named: bool = False
    ultimatums: tuple[OneUltimatum, ...] = ()
    heading: Heading | None = None
    sanctions: Sanctions | None = None


@singledispatch
def answer(result: object) -> UltimatumAnswer:
    """Say as facts what an ultimatum is worth, or on which sanctions what holds rests."""
    raise TypeError(f"no answer about an ultimatum: {result!r}")


@answer.register
def _of_ultimatums(result: Ultimatums) -> UltimatumAnswer:
    game = result.game
    if game is None:
        told = tuple(_numbers_only(one) for one in result.asked)
        return UltimatumAnswer(**head("ultimatum", result.conflict), named=result.named, ultimatums=told)
    listing = Listing(game)
    if game.status_quo is not None:
        listing(game.status_quo)
    for one in result.asked:
        for judged in (one.judgement, one.keeping):
            listing.stopped(*(() if judged is None else judged.stopped))
    found = tuple(_ultimatum(one, result, listing) for one in result.asked)
    where = None if result.heads is None else heading(game, listing, result.heads)
    held = None if result.sanctions is None else sanctions_of(result.sanctions, listing)
    return UltimatumAnswer(
        **head("ultimatum", game.conflict, game, listing),
        spoken=_spoken(found),
        named=result.named,
        ultimatums=found,
        heading=where,
        sanctions=held,
    )


@answer.register
def _of_judgement(result: judging.Judgement) -> UltimatumAnswer:
    return answer(
        Ultimatums(result.game.conflict, result.game, (Asked(result.ultimatum, result),), named=True)
    )


@answer.register
def _of_keeping(result: Keeping) -> UltimatumAnswer:
    one = Asked(result.ultimatum, None, result)
    return answer(Ultimatums(result.game.conflict, result.game, (one,), named=True))


@answer.register
def _of_sanctions(result: FoundSanctions) -> UltimatumAnswer:
    return answer(Ultimatums(result.game.conflict, result.game, (), result))


@answer.register
def _of_tree(result: brinkmanship.GameTree) -> UltimatumAnswer:
    one = Asked(result.ultimatum, tree=result)
    return answer(Ultimatums(result.conflict, None, (one,), named=True))


def _spoken(found: Sequence[OneUltimatum]) -> tuple[Ref, ...]:
    """Give the outcomes that the sentences and the pictures speak of."""
    told: dict[int, None] = {}
    for one in found[:MOST_SPOKEN]:
        if one.exchange is not None:
            told.update(dict.fromkeys(e.state for e in one.exchange.endings))
    return tuple(told)


def _ultimatum(one: Asked, result: Ultimatums, listing: Listing) -> OneUltimatum:
    game, asked = result.game, one.ultimatum
    assert game is not None
    unmet = None if one.judgement is None else unmet_of(one.judgement, listing)
    kept = None if one.keeping is None else met_of(one.keeping, listing)
    start, met, in_force = game.status_quo, None, None
    ends: tuple[AtEnd, ...] = ()
    if start is not None:
        demand, threat = game.states.where(asked.demand), game.states.where(asked.threat)
        met, in_force = bool(demand[start]), bool(threat[start])
        assert result.heads is not None
        ends = tuple(
            AtEnd(
                concept=f.concept,
                count=f.states.size,
                met=int(demand[f.states].sum()),
                carried_out=int(threat[f.states].sum()),
            )
            for f in result.heads.both
        )
    verdict, reply, exchange = "", "", None
    if one.keeping is not None:
        verdict, exchange = one.keeping.verdict, exchange_where_met(one.keeping, listing)
    elif one.judgement is not None and one.judgement.chosen is not None:
        chosen = one.judgement.chosen
        verdict, reply = chosen.verdict, "" if chosen.verdict == "in_force" else chosen.reply
        exchange = exchange_of(game, asked, chosen, listing)
    return _described(
        asked,
        met=met,
        in_force=in_force,
        verdict=verdict,
        reply=reply,
        unmet=unmet,
        kept=kept,
        exchange=exchange,
        ends=ends,
        game_tree=None if one.tree is None else tree_of(one.tree),
        refused=one.refused,
    )


def _numbers_only(one: Asked) -> OneUltimatum:
    return _described(
        one.ultimatum, game_tree=None if one.tree is None else tree_of(one.tree), refused=one.refused
    )


def _described(asked: Ultimatum, **facts: object) -> OneUltimatum:
    record = asked.record
    return OneUltimatum(
        id=asked.id,
        text=asked.text,
        by=asked.by,
        to=asked.to,
        demand=str(asked.demand),
        threat=str(asked.threat),
        deadline=asked.deadline,
        because=asked.because,
        sources=tuple(str(c) for c in asked.sources),
        confidence=asked.confidence,
        record=None
        if record is None
        else Record(text=record.text, sources=tuple(str(c) for c in record.sources)),
        **facts,  # type: ignore[arg-type]
    )
