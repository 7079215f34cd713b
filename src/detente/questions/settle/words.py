"""Which deal beats no deal, is fair, and would be kept: in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from detente.answers import StateValue
from detente.questions.settle.answer import SettleAnswer
from detente.questions.settle.deal_words import (
    deal_title,
    frontier_alone,
    gain,
    kept_sentence,
    kept_tail,
    name,
    names_of,
    number,
    opening_sentence,
    places_counted,
    signers,
    signers_named,
    things,
    unlike_first,
    without,
)
from detente.questions.settle.detail_words import details
from detente.questions.settle.picture import picture
from detente.wording import Picture, Said, Table, Voice, capital, fitting, listed, quantity, spelled, verb
from detente.wording.accounts import each, followed, names, quoted, under
from detente.wording.basis import basis_of_all
from detente.wording.legend import legend as outcomes
from detente.wording.options import option_table
from detente.wording.standings import MEANING

ASKS = "Which deal beats no deal, is fair, and would be kept?"
IF = {  # without letters, which would have to be explained
    "ahead": "If the sides look ahead",
    "myopic": "If the sides do not look ahead",
    "today": "If without a deal it stays as it is today",
    "state": "If one certain outcome comes without a deal",
    "none": "If nothing comes without a deal",
}
MOST_COLUMNS = 3  # deals in the table that everybody sees


def say(answers: Sequence[SettleAnswer], voice: Voice) -> Said:
    """Say which deal beats no deal, whether it is fair, and whether it would be kept."""
    answer, *others = answers
    first = headline_of_all(answers, voice) if others else headline(answer, voice)
    told = tuple(points_of_all(answers, voice) if others else points(answer, voice))
    certain = sure(answers, voice)
    own = letters(answer, voice) if not others and answer.packages == "terms" else ()
    return Said(
        ASKS,
        first,
        told,
        pictures(answers, voice),
        certain,
        following(answers, voice),
        each(answers, lambda a: details(a, voice)),
        followed(answers),
        "settle",
        (*own, *outcomes((first, *told), voice)),
    )


def headline(answer: SettleAnswer, voice: Voice) -> str:
    """Say whether some deal beats no deal, which, and whether it would be kept."""
    who = signers(answer)
    if not int(answer.allowed):
        return "No package can be put together: what is excluded, and the rules, forbid every one."
    if answer.absent:
        return in_part(answer, voice)
    if not answer.deals:
        return no_zone(answer, voice)
    called, tail = name(answer, 0, voice), kept_tail(answer.deals[0].kept)
    titled = f"{called} ({deal_title(answer, 0, voice)})"
    if answer.packages == "states":
        rest = f"would be better than no deal for {who}{tail}."
        return fitting(f"Yes: {voice_inside(answer, voice)} {rest}", f"Yes: outcome {called} {rest}")
    if answer.asked:
        words = voice.words(answer.perspective)
        rest = f"what no deal is worth to {words.parties(answer.asked)}: the file does not say."
        return fitting(
            f"That depends on {rest} As far as is known, {titled} stands out.", f"That depends on {rest}"
        )
    short = f"{called} ({deal_title(answer, 0, voice, 2)})"
    return fitting(*(f"Yes: {what} beats no deal for {who}{tail}." for what in (titled, short, called)))


def in_part(answer: SettleAnswer, voice: Voice) -> str:
    """Say what can be said where the wishes of some who sign are not at hand."""
    who = voice.words(answer.perspective).parties(answer.absent)
    zone, allowed = int(answer.zone), int(answer.allowed)
    what = (
        f"{quantity(zone)} of {quantity(allowed)} {things(answer, allowed)}"
        if zone
        else f"no {things(answer, 1)}"
    )
    rest = f"{what} {verb(max(1, zone), 'beats', 'beat')} no deal for {signers(answer)}"
    lead = f"That depends on {who}, whose wishes are not at hand"
    return fitting(f"{lead}; {rest}.", f"That depends on {who}; {rest}.", f"{lead}.")


def voice_inside(answer: SettleAnswer, voice: Voice) -> str:
    """Refer to the first deal inside a sentence where it is a state."""
    state = answer.deals[0].state
    assert state is not None
    one = answer.states[state]
    return "staying as it is today" if voice.is_today(one) else voice.inside(one)


def no_zone(answer: SettleAnswer, voice: Voice) -> str:
    """Say that nothing beats no deal for all, and what would open a way."""
    who = signers(answer)
    if answer.packages == "states":
        told = f"No: nothing that the sides could agree on is better for {who} than no deal"
    else:
        told = f"No: no package beats no deal for {who}"
    if not answer.openings:
        return f"{told}."
    changes = len(answer.openings)
    if changes == 1:
        return f"{told}; a single change would open a way."
    return f"{told}; each of {spelled(changes)} changes would open a way."


def points(answer: SettleAnswer, voice: Voice) -> list[str]:
    """Say what is fair, what comes without a deal, and who could still block the first deal or gain by leaving it."""
    first = capital(f"without a deal, {without(answer, answer.expected, voice)}.")
    none = fitting(first, "Without a deal, it comes to one of several outcomes.")
    if answer.absent:
        return [none] if answer.expected.kind != "none" else []
    if not answer.deals:
        return [none, *(opening_sentence(answer, o, voice) for o in answer.openings[:2])]
    last = blocking(answer, voice) or kept_sentence(answer, 0, voice) or split(answer)
    return [t for t in (fair(answer, voice), none if answer.expected.kind != "none" else "", last) if t]


def split(answer: SettleAnswer) -> str:
    """Say what both get if one clause can be split (Adjusted Winner); empty where nothing is divided."""
    divided = answer.divided
    if divided is None:
        return ""
    share = number(divided.points)
    if divided.split is None:
        return (
            f"Issue by issue, each can have {share} of its 100 points, with nothing split (Adjusted Winner)."
        )
    issue = next(i for i in answer.issues if i.id == divided.split)
    called = issue.short or issue.text.rstrip(".")
    return f"If “{called}” can be split, each can have {share} of its 100 points (Adjusted Winner)."


def blocking(answer: SettleAnswer, voice: Voice) -> str:
    """Say who is not sure to gain by the first deal; empty where everybody is."""
    block = answer.deals[0].blockers
    if not block or answer.asked:
        return ""
    who = voice.words(answer.perspective).parties(block, "or")
    return f"{capital(who)} may gain nothing by {name(answer, 0, voice)}, and could still block it."


def letters(answer: SettleAnswer, voice: Voice) -> tuple[str, ...]:
    """Say what each deal is, and who would name it first."""
    words = voice.words(answer.perspective)
    told = []
    for k, deal in enumerate(answer.deals):
        who = words.parties(deal.first_for)
        first = f" (first choice of {who})" if who else ""
        told.append(f"{capital(name(answer, k, voice))}: {unlike_first(answer, k, voice)}{first}")
    return tuple(told)


def fair(answer: SettleAnswer, voice: Voice) -> str:
    """Say how many packages beat no deal, and which of them rules of fairness choose."""
    zone, allowed = int(answer.zone), int(answer.allowed)
    if not answer.whole:
        return frontier_alone(answer)
    what = things(answer, allowed)
    lead = f"{quantity(zone)} of {quantity(allowed)} {what} {verb(zone, 'beats', 'beat')} no deal for {signers(answer)}"
    by_deal: dict[int, int] = {}
    numbered = [r for r in answer.rules if r.rule not in ("fallback", "majority", "first")]
    for rule in numbered:
        if rule.deal is not None:
            by_deal[rule.deal] = by_deal.get(rule.deal, 0) + 1
    if by_deal and not answer.asked:
        if len(by_deal) == 1:
            (deal,) = by_deal
            return fitting(f"{lead}; {name(answer, deal, voice)} is the fairest by every rule.", f"{lead}.")
        parts = [
            f"{name(answer, d, voice)} ({spelled(n)})"
            for d, n in sorted(by_deal.items(), key=lambda x: -x[1])
        ]
        return fitting(f"{lead}; rules of fairness choose {listed(parts)}.", f"{lead}.")
    meet = next((r.deal for r in answer.rules if r.rule == "fallback"), None)
    if meet is not None:
        step = f"{lead}; falling back step by step, they meet at {name(answer, meet, voice)}."
        return fitting(step, f"{lead}.")
    return f"{lead}."


# -- several accounts --------------------------------------------------------------------------------------------------


def headline_of_all(answers: Sequence[SettleAnswer], voice: Voice) -> str:
    """Say in which accounts something beats no deal for all who sign."""
    absent = list(dict.fromkeys(dm for a in answers for dm in a.absent))
    if absent:
        return f"That depends on {voice.words().parties(absent)}, whose wishes are not at hand."
    yes = [a for a in answers if a.deals]
    told_of = {signers(a) for a in answers}
    who = told_of.pop() if len(told_of) == 1 else "all who sign"
    who = signers_named(answers, voice) or who
    if not yes:
        return f"No: in no account does anything beat no deal for {who}."
    last = [a for a in yes if a.deals[0].kept is None or a.deals[0].kept.verdict != "broken"]
    if len(yes) == len(answers):
        where = under(names(yes), names(answers))
        told = f"Yes: {where} a deal beats no deal for {who}"
    else:
        others = verb(len(answers) - len(yes), "the other", "the others")
        told = f"{capital(under(names(yes), names(answers)))} a deal beats no deal for {who}; in {others}, none does"
    if not last:
        lost = verb(len(yes), "it would not be kept", "none of them would be kept")
        return fitting(f"{told}; {lost}.", f"{told}.")
    return f"{told}."


def in_brief(answers: Sequence[SettleAnswer], voice: Voice) -> str:
    """Say in one sentence whether some deal beats no deal: for a page with many answers."""
    answer, *others = answers
    return headline_of_all(answers, voice) if others else headline(answer, voice)


def points_of_all(answers: Sequence[SettleAnswer], voice: Voice) -> list[str]:
    """Say one sentence for each account, or for those that say the same."""
    told: dict[str, list[SettleAnswer]] = {}
    for answer in answers:
        told.setdefault(in_one(answer, voice), []).append(answer)
    return [f"{quoted(names(by))}: {text}" for text, by in list(told.items())[:3]]


def in_one(answer: SettleAnswer, voice: Voice) -> str:
    """Say in one sentence, after the account, what it comes to."""
    if answer.absent:
        zone, allowed = int(answer.zone), int(answer.allowed)
        some = f"{quantity(zone)} of {quantity(allowed)} {things(answer, allowed)}"
        return f"{some} {verb(zone, 'beats', 'beat')} no deal for {signers(answer)}."
    if not answer.deals:
        none = f"no {things(answer, 1)} beats no deal."
        first = opening_sentence(answer, answer.openings[0], voice, 22) if answer.openings else none
        return fitting(first, none, most=22)
    called, tail = name(answer, 0, voice), kept_tail(answer.deals[0].kept)
    if answer.packages == "states":
        called = f"outcome {called}"
    return fitting(
        *(f"{called} ({deal_title(answer, 0, voice, n)}) beats no deal{tail}." for n in (4, 2)),
        f"{called} beats no deal{tail}.",
        most=22,
    )


# -- the table, how sure, what next ------------------------------------------------------------------------------------


def pictures(answers: Sequence[SettleAnswer], voice: Voice) -> tuple[Picture | Table, ...]:
    """Set side by side what each deal gives each party; of two who sign the frontier is drawn."""
    answer, *others = answers
    table = table_of_all(answers, voice) if others else gains_table(answer, voice)
    if table is None:
        table = without_table(answers, voice)
        return () if table is None else (table,)
    return (table if others else picture(answer, voice, table),)


def without_table(answers: Sequence[SettleAnswer], voice: Voice) -> Table | None:
    """Show what could come without a deal, where no deal is better."""
    found: dict[str, StateValue] = {}
    for answer in answers:
        every = [answer.expected, *(o.expected for o in answer.openings if o.expected is not None)]
        found |= {answer.states[s].id: answer.states[s] for e in every for s in e.states}
    states = [s for s in found.values() if s.id in voice.outcomes and not voice.is_today(s)]
    if not states:
        return None
    heads = [voice.letter(s) for s in states]
    first, *_ = answers
    words = voice.words(first.perspective)
    return option_table(words, states, heads, "What could come without a deal", "settle-none", differing=True)


def gains_table(answer: SettleAnswer, voice: Voice, most: int = MOST_COLUMNS) -> Table | None:
    """Give for each party what each deal gives it, compared with no deal."""
    if not answer.deals:
        return None
    words = voice.words(answer.perspective)
    deals = answer.deals[:most]
    rows = []
    for k, party in enumerate(answer.parties):
        who = words.party(party.decision_maker) + ("" if party.signs else " (does not sign)")
        rows.append((who, *(gain(d.gains[k], int(answer.allowed)) for d in deals)))
    heads = [capital(name(answer, k, voice)) for k in range(len(deals))]
    used = {c.partition(" ")[0] for row in rows for c in row[1:]}
    marks = ", ".join(f"{mark} {meaning}" for mark, meaning in MEANING.items() if mark in used)
    legend = "; ".join(
        f"{name(answer, k, voice)}: {unlike_first(answer, k, voice)}" for k in range(len(deals))
    )
    than = f"{marks}, compared with no deal ({without(answer, answer.expected, voice)})"
    scale = "; points are each party's own" if any(p.form == "weights" for p in answer.parties) else ""
    return Table(
        ("Party", *heads),
        tuple(rows),
        "What each deal gives each",
        f"{than}{scale}. {capital(legend)}.{places_counted(answer, rows)}",
        "settle",
        frozenset(range(1, 1 + len(heads))),
        marks=MEANING,
    )


def table_of_all(answers: Sequence[SettleAnswer], voice: Voice) -> Table | None:
    """Give what the first deal of each account gives each party."""
    known = [a for a in answers if a.deals]
    if not known:
        return None
    makers = dict.fromkeys(p.decision_maker for a in known for p in a.parties)
    rows = []
    for dm in makers:
        cells = []
        for a in known:
            found = next((g for g in a.deals[0].gains if g.decision_maker == dm), None)
            cells.append("" if found is None else gain(found, int(a.allowed)))
        rows.append((voice.words().party(dm), *cells))
    heads = [f"{a.perspective}: {name(a, 0, voice)}" for a in known]
    legend = "; ".join(f"{a.perspective}: {deal_title(a, 0, voice)}" for a in known)
    used = {c.partition(" ")[0] for row in rows for c in row[1:]}
    marks = ", ".join(f"{mark} {meaning}" for mark, meaning in MEANING.items() if mark in used)
    return Table(
        ("Party", *heads),
        tuple(rows),
        "What the first deal of each account gives each",
        f"{marks}, compared with no deal in that account. {legend}.{places_counted(known[0], rows)}",
        "settle",
        frozenset(range(1, 1 + len(heads))),
        marks=MEANING,
    )


def sure(answers: Sequence[SettleAnswer], voice: Voice) -> str:
    """Say what changes if something else is expected without a deal, and on how many claims it rests."""
    told = ""
    answer, *others = answers
    if not others and answer.deals and answer.others:
        least = min(answer.others, key=lambda o: int(o.zone))
        beating = int(least.zone)
        what = f"no {things(answer, 1)} beats no deal"
        if beating:
            what = f"{quantity(beating)} {things(answer, beating)} {verb(beating, 'beats', 'beat')} no deal"
        lost = [k for k in range(len(answer.deals)) if k not in least.kept]
        gone = f", but not {names_of(answer, lost, voice, 'or')}" if lost and beating else ""
        told = f"{IF[least.expected.kind]}, {what}{gone}. "
    orders = "Worked out from orders alone. " if not all(a.numeric for a in answers) else ""
    return f"{told}{orders}{basis_of_all(answers)}".strip()


def following(answers: Sequence[SettleAnswer], voice: Voice) -> tuple[str, ...]:
    """Give what one would ask next."""
    one, *others = answers
    account = ("-p", one.perspective) if not others and len(one.perspectives) > 1 else ()
    asked = [voice.command("settle", *account, "--full")]
    if one.heading is not None:
        asked.append(voice.command("better", *account))
    return tuple(asked)
