"""How often a deal beats no deal if claims about terms are wrong, in words, as bars and as tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from detente import drawing
from detente.drawing import Share, ShareGroup
from detente.questions.robust.answer import RobustAnswer
from detente.questions.robust.deal_facts import DealsFact, PackageWeight
from detente.questions.robust.deals import MOST_ORDERED
from detente.questions.robust.doubt_facts import DoubtFact
from detente.questions.robust.phrases import in_hundred
from detente.questions.settle.deal_words import title
from detente.wording import (
    Block,
    Items,
    Picture,
    Section,
    Table,
    Text,
    Voice,
    Words,
    capital,
    count,
    fitting,
    listed,
    quantity,
    verb,
)

TITLE = "Which deals beat no deal, in how many of the cases"
MARKED = "Marked: deals that beat no deal in the account as it is written."
MOST_DEALS = 6
MOST_ROWS = 20
UNORDERED = (
    f"Which of these are among the best is not worked out: more than {MOST_ORDERED:,} combinations of wishes differ in "
    "the order of the deals."
)
TURNS = "Turns: the weight of the cases in which the claim holds and it would be otherwise if it did not."
UNCOUNTED = "Where it is empty, that is too much to work out."
RANGES = "A number that is a range lies at its middle or at one of its ends, a third of the cases each."
FIXED = (
    "What comes without a deal is taken from the account as it is written, and it is not asked here whether a deal "
    "would be kept."
)


def doubted(deals: DealsFact) -> str:
    """Count the doubts: ``the 4 doubts about terms are``."""
    number = sum(len(d.variants) > 1 for d in deals.doubts)
    return "the one doubt about terms is" if number == 1 else f"the {quantity(number)} doubts about terms are"


def sentence_of(answer: RobustAnswer, voice: Voice) -> str:
    """Say how often a deal beats no deal, and on which claim most hangs."""
    deals = answer.deals
    assert deals is not None
    if deals.share in (0.0, 1.0):
        some = "some" if deals.share else "no"
        told = f"However {doubted(deals)} settled, {some} package beats no deal for all who sign"
    else:
        told = f"Some package beats no deal for all who sign in {in_hundred(deals.share)} cases"
    if not deals.deciders:
        return f"{told}."
    best = deals.deciders[0]
    what = said_of(deals.doubts[best.doubt], 0, voice.words(answer.perspective))
    if deals.event == -1:
        return fitting(f"{told}; most hangs on whether {what}.", f"{told}.")
    which = f"which is best hangs most on whether {what}"
    always = f"Some package always beats no deal for all who sign; {which}."
    return fitting(f"{told}; {which}.", *([always] if deals.share == 1 else []), f"{told}.")


def of_all(answers: Sequence[RobustAnswer]) -> str:
    """Say it of several accounts in which claims about terms alone are doubted."""
    shares = [a.deals.share for a in answers if a.deals is not None]
    if set(shares) <= {0.0} or set(shares) <= {1.0}:
        which = "some" if shares[0] else "no"
        settled = "However the doubts about terms are settled"
        return f"{settled}, {which} package beats no deal for all who sign, in every account."
    least, most = in_hundred(min(shares)), in_hundred(max(shares))
    return f"Some package beats no deal for all who sign in {least} to {most} cases, by account."


def said_of(doubt: DoubtFact, variant: int, words: Words) -> str:
    """Say how a doubt about terms is settled, as a clause."""
    one = doubt.variants[variant]
    holds = one.form == "written"
    if doubt.kind == "source":
        return f"“{words.source(doubt.id)}” {'can be relied on' if holds else 'fails'}"
    if doubt.kind == "exclusion":
        if one.form == "alternative":
            return f"“{one.text.rstrip('.') or one.says}” holds in place of the exclusion “{doubt.id}”"
        return f"the exclusion “{doubt.id}” {'holds' if holds else 'does not hold'}"
    party = words.party(doubt.decision_maker)
    if doubt.kind == "order":
        return f"{party} puts {listed([f'“{x}”' for x in one.says.split(' > ')], 'then')} in this order"
    if doubt.kind == "range":
        what = "no deal" if doubt.id == "no_deal" else f"“{doubt.id}”"
        return f"{what} is worth {one.says} to {party}"
    if doubt.kind == "worth":
        return f"“{doubt.id}” {'counts' if holds else 'counts nothing'} for {party}"
    if doubt.kind == "red_line":
        if one.form == "alternative":
            return f"{party} has the red line “{one.says}” instead"
        return f"{party} {'has' if holds else 'does not have'} the red line “{doubt.id}”"
    if one.form == "alternative":
        return f"{party} wants “{one.says}” of a deal instead"
    return f"{party} {'wants' if holds else 'does not care for'} “{doubt.id}” in a deal"


def deal(deals: DealsFact, package: PackageWeight, voice: Voice) -> str:
    """Call a package by the short words of its values."""
    told: Any = deals  # it has the issues, which is all that is looked at
    return capital(title(told, package.values, None, voice))


def picture(answers: Sequence[RobustAnswer], voice: Voice) -> Picture | None:
    """Draw for each account in how many cases deals are among the best, and in how many they beat no deal."""
    groups, rows, texts = [], [], []
    for answer in answers:
        if answer.deals is None or not answer.deals.packages:
            continue
        deals = answer.deals
        account = f"“{answer.perspective}”: " if len(answers) > 1 else ""
        kept = deals.packages[:MOST_DEALS]
        shares: dict[str, list[float | None]] = {
            "Among the best": [p.best for p in kept],
            "Beats no deal for all who sign": [p.beats for p in kept],
        }
        for head, values in shares.items():
            bars = [
                Share(deal(deals, p, voice), value, in_hundred(value), p.written)
                for p, value in zip(kept, values, strict=True)
                if value is not None
            ]
            if bars:
                name = f"{account}{head}"
                groups.append(ShareGroup(name, tuple(bars)))
                rows += [
                    (name if k == 0 else "", b.label, b.shown, "as written" if b.marked else "")
                    for k, b in enumerate(bars)
                ]
                texts.append(f"{name}: {listed([f'{b.label}, {b.shown}' for b in bars])}.")
    if not groups:
        return None
    text = f"{' '.join(texts)} {MARKED}"
    svg = drawing.shares(groups, TITLE, text, note=MARKED)
    return Picture(svg, text, TITLE, (Table(("", "Deal", "Cases", ""), tuple(rows), id="deals"),))


def deal_details(answer: RobustAnswer, voice: Voice) -> tuple[Block, ...]:
    """Give the deals, what hangs on each doubt about terms, and what is not varied."""
    words = voice.words(answer.perspective)
    if answer.deals_left_out:
        return (Text(f"Doubts about terms are not looked at: {answer.deals_left_out}."),)
    deals = answer.deals
    if deals is None:
        return ()
    blocks: list[Block] = [
        Text(
            f"The doubts about terms span {count(int(deals.accounts), 'case')}. In what beats no deal, "
            f"{quantity(int(deals.combinations))} of them {verb(int(deals.combinations), 'differs', 'differ')}."
        )
    ]
    if deals.packages:
        blocks.append(_packages(deals, voice))
        blocks += [Text(UNORDERED)] if any(p.best is None for p in deals.packages) else []
    if deals.deciders:
        blocks.append(_deciders(deals, voice, words))
    if deals.matterless:
        names = tuple(said_of(deals.doubts[d], 0, words) for d in deals.matterless)
        blocks += [Text("Nothing of that hangs on whether"), Items(names)]
    blocks += [
        Text(f"Doubted and not varied: {u.why} ({words.party(u.decision_maker)}).") for u in deals.unvaried
    ]
    if any(d.kind == "range" for d in deals.doubts):
        blocks.append(Text(RANGES))
    blocks.append(Text(FIXED))
    return (Section("Deals, if claims about terms are wrong", tuple(blocks)),)


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _packages(deals: DealsFact, voice: Voice) -> Table:
    rows = tuple(
        (deal(deals, p, voice), _figure(p.beats), _figure(p.best), "as written" if p.written else "")
        for p in deals.packages[:MOST_ROWS]
    )
    more = int(deals.count) - len(rows)
    return Table(
        ("Deal", "Beats no deal", "Among the best", ""),
        rows,
        title="In what part of the cases",
        note=f"{quantity(more)} more {verb(more, 'beats', 'beat')} no deal in some case." if more > 0 else "",
        id="deal-weights",
    )


def _deciders(deals: DealsFact, voice: Voice, words: Words) -> Table:
    of = "whether any package beats no deal"
    if deals.event is not None and deals.event >= 0:
        of = f"whether this is among the best: {deal(deals, deals.packages[deals.event], voice)}"
    rows = tuple(
        (
            capital(said_of(deals.doubts[d.doubt], 0, words)),
            _figure(d.holds),
            _figure(d.if_holds),
            _figure(d.if_not),
            _figure(d.turns),
        )
        for d in deals.deciders[:MOST_ROWS]
    )
    return Table(
        ("Claim", "Holds", "So if it holds", "So if not", "Turns"),
        rows,
        title=f"What decides {of}",
        note=f"{TURNS} {UNCOUNTED}" if any(d.turns is None for d in deals.deciders[:MOST_ROWS]) else TURNS,
        id="deal-deciders",
    )
