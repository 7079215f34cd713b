"""How deals are called, who signs, what no deal is, and whether a deal would be kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from detente.answers import Exact, Maker, StateValue
from detente.questions.settle.answer import SettleAnswer
from detente.questions.settle.facts import (
    AdditionFact,
    ChangeFact,
    ExpectedFact,
    GainFact,
    GuaranteeFact,
    IssueFact,
    KeptFact,
    OpeningFact,
)
from detente.wording import Voice, capital, fitting, listed, place, quantity, spelled, verb
from detente.wording.names import LONGEST_SHORT, after_colon
from detente.wording.standings import counting
from detente.wording.texts import MOST_WORDS

MOST_NAMED = 4  # parties, in a sentence
MOST_PARTS = 4  # values that a deal's title names
RULES = {
    "nash": "the greatest product of gains (Nash)",
    "ks": "the most even share of what each could gain (Kalai-Smorodinsky)",
    "ks_all": "the same, of what each could gain in any package at all (Kalai-Smorodinsky)",
    "egalitarian": "the greatest gain for whoever gains least (egalitarian)",
    "utilitarian": "the greatest sum of gains (utilitarian)",
    "fallback": "where all meet, each falling back to its next best (fallback bargaining)",
    "majority": "where more than half meet that way (majoritarian compromise)",
}
RULE_NAMES = {
    "nash": "Nash",
    "ks": "Kalai-Smorodinsky",
    "ks_all": "Kalai-Smorodinsky",
    "egalitarian": "egalitarian",
    "utilitarian": "utilitarian",
    "fallback": "fallback bargaining",
    "majority": "majority",
}
COMPARING = ("egalitarian", "utilitarian")  # rules that compare gains between parties


class Telling(Protocol):
    """What an answer about packages has, whichever question it answers."""

    @property
    def packages(self) -> str:
        """``terms``, or ``states``."""

    @property
    def issues(self) -> tuple[IssueFact, ...]:
        """The issues of the terms."""

    @property
    def signers(self) -> tuple[str, ...]:
        """Who signs."""

    @property
    def decision_makers(self) -> tuple[Maker, ...]:
        """Everybody."""

    @property
    def states(self) -> tuple[StateValue, ...]:
        """The states that it speaks of."""


def number(value: Exact) -> str:
    """Write a number of points: ``12``, ``4.5``, ``2/15``."""
    if "/" not in value.exact:
        return value.exact
    short = f"{value.decimal:.4f}".rstrip("0")
    return short if float(short) == value.decimal and len(short) <= 6 else f"{value.decimal:.2f}"


def signed_number(value: Exact) -> str:
    """Write a gain or a loss: ``+12``, ``-4.5``, ``0``."""
    return ("+" if value.decimal > 0 else "") + number(value)


def name(answer: SettleAnswer, deal: int, voice: Voice) -> str:
    """Call a deal: by its number; by the letter of the state that it is, where there are no terms."""
    fact = answer.deals[deal]
    if answer.packages == "states" and fact.state is not None:
        return voice.letter(answer.states[fact.state])
    return f"deal {deal + 1}"


def clause(answer: Telling, value: str) -> str:
    """Give the short words of an issue's value: its own, else its text where that is short, else its name."""
    issue_id, value_id = value.split(".")
    issue = next(i for i in answer.issues if i.id == issue_id)
    fact = next(v for v in issue.values if v.id == value_id)
    text = fact.text.rstrip(".")
    short = fact.short or (text if len(text) <= LONGEST_SHORT else value_id.replace("_", " "))
    shared = any(
        (v.short or v.text.rstrip(".")) == short for i in answer.issues if i is not issue for v in i.values
    )
    return f"{issue.short or issue.text.rstrip('.')}: {short}" if issue.short or shared else short


def clause_text(answer: Telling, value: str) -> str:
    """Give the text of a clause."""
    issue_id, value_id = value.split(".")
    issue = next(i for i in answer.issues if i.id == issue_id)
    return next(v.text for v in issue.values if v.id == value_id)


def title(
    answer: Telling, values: Sequence[str], state: int | None, voice: Voice, most: int = MOST_PARTS
) -> str:
    """Say in short words what a package is: its values, of many the first."""
    if not values:
        return "" if state is None else voice.title(answer.states[state])
    shown = most if len(values) > most + 1 else len(values)  # one more needs no more room than to say so
    told = "; ".join(clause(answer, v) for v in values[:shown])
    more = len(values) - shown
    return f"{told}; and {spelled(more)} more" if more > 0 else told


def deal_title(answer: SettleAnswer, deal: int, voice: Voice, most: int = MOST_PARTS) -> str:
    """Say in short words what a deal on the shortlist is."""
    fact = answer.deals[deal]
    return title(answer, fact.values, fact.state, voice, most)


def unlike_first(answer: SettleAnswer, deal: int, voice: Voice) -> str:
    """Say in short words what a deal is; of one that has something in common with the first what differs."""
    fact, first = answer.deals[deal], answer.deals[0]
    differing = [v for v, w in zip(fact.values, first.values, strict=True) if v != w]
    if not deal or len(differing) == len(fact.values):
        return deal_title(answer, deal, voice)
    return f"like {name(answer, 0, voice)}, but {title(answer, differing, None, voice)}"


def things(answer: Telling, number: int) -> str:
    """Call what is compared with no deal: packages, or the outcomes that the sides could agree on."""
    return (
        verb(number, "package", "packages")
        if answer.packages == "terms"
        else verb(number, "outcome", "outcomes")
    )


def signers(answer: Telling) -> str:
    """Name those who sign: ``both parties``, ``all three who sign``; where wishes are not at hand, the others."""
    count = len(answer.signers)
    if getattr(answer, "absent", ()):
        return listed([m.name for m in answer.decision_makers if m.id in answer.signers])
    everybody = count == len(answer.decision_makers)
    who = "parties" if everybody else "who sign"
    if count == 1:
        return "the one party that signs"
    return f"both {who}" if count == 2 else f"all {spelled(count)} {who}"


def signers_named(answers: Sequence[SettleAnswer], voice: Voice) -> str:
    """Name those who sign, where they are the same few in each account and some parties do not sign; else nothing."""
    signers = answers[0].signers
    alike = len({a.signers for a in answers}) == 1
    if not alike or len(signers) > MOST_NAMED or len(signers) == len(answers[0].decision_makers):
        return ""
    return voice.words().parties(signers)


def frontier_alone(answer: SettleAnswer) -> str:
    """Say how many packages of the frontier beat no deal, where there are too many to be listed."""
    front, zone = int(answer.allowed), int(answer.zone)
    told = f"Of {quantity(int(answer.all))} packages {quantity(front)} are on the frontier"
    beat = f"{told}; {quantity(zone)} of these {verb(zone, 'beats', 'beat')} no deal for {signers(answer)}."
    return fitting(beat, f"{told}.")


def without(answer: Telling, expected: ExpectedFact, voice: Voice, *, titled: bool = True) -> str:
    """Say what comes without a deal, as a part of a sentence."""
    states = [answer.states[s] for s in expected.states]
    if expected.kind == "none" or not states:
        return "nothing is signed"
    if expected.kind == "today" or all(voice.is_today(s) for s in states):
        return "it stays as it is today"
    named = voice.letters(states)
    if len(states) == 1 and titled:
        named = f"{named} ({voice.title(*states)})"
    if len(states) > MOST_PARTS:
        named = f"one of {spelled(len(states))} outcomes"
    how = {"ahead": "looking ahead, it is heading to ", "myopic": "not looking ahead, it is heading to "}
    return how.get(expected.kind, "it comes to ") + named


# -- would it be kept --------------------------------------------------------------------------------------------------


def kept_tail(kept: KeptFact | None) -> str:
    """Say at the end of a sentence about a deal whether it would be kept."""
    return {
        "self": ", and would be kept",
        "deterred": ", and would be kept if the sides look ahead",
        "moves_on": ", and what is signed would last",
        "broken": ", but would not be kept",
    }.get("" if kept is None else kept.verdict, "")


def kept_sentence(answer: SettleAnswer, deal: int, voice: Voice) -> str:
    """Say who could gain by leaving a deal, who deters it, what would make it last; empty where that is unknown."""
    kept = answer.deals[deal].kept
    called = name(answer, deal, voice)
    if kept is None or kept.verdict == "unknown":
        return ""
    words = voice.words(answer.perspective)
    if kept.verdict == "nothing":
        return f"{capital(called)} changes nothing that a side could do, so that nothing in it can be broken by a move."
    if kept.verdict == "self":
        return f"Once it is signed, nobody could gain by leaving {called}."
    who = words.parties([x.decision_maker for x in kept.leavers], "or")
    if kept.verdict == "deterred":
        by = list(dict.fromkeys(d for x in kept.leavers for d in x.deterrers))
        answers = f"answers by {words.parties(by)}" if by else "answers by the others"
        if len(by) == len(kept.leavers) == 2 and set(by) == {x.decision_maker for x in kept.leavers}:
            answers = "the other's answer"
        return f"{who} could gain at first by leaving {called}; {answers} would undo that."
    if kept.verdict == "moves_on":
        return f"{who} would move on from {called}, and what is signed would still hold."
    free = [x for x in kept.leavers if not x.deterred] or list(kept.leavers)
    who = words.parties([x.decision_maker for x in free], "or")
    told = f"{who} could gain by breaking {called}"
    if kept.guarantees:
        last = fitting(guarantee(answer, kept.guarantees[0], voice), "two things were added", most=18)
        return f"{told}; it would last if {last}."
    return f"{told}, and no guarantee that was looked for would make it last."


def guarantee(answer: SettleAnswer, fact: GuaranteeFact, voice: Voice, *, timed: bool = False) -> str:
    """Say what would make a deal last, after "if"; `timed` with when it would be too late."""
    return " and ".join(addition(answer, part, voice, timed=timed) for part in fact.parts)


def addition(answer: SettleAnswer, fact: AdditionFact, voice: Voice, *, timed: bool = False) -> str:
    """Say one addition to a deal, after "if"."""
    told = _addition(answer, fact, voice)
    if not timed or not fact.before:
        return told
    who = voice.words(answer.perspective).parties(fact.before, "or")
    return f"{told} (before {who} performs; later is too late)"


def _addition(answer: SettleAnswer, fact: AdditionFact, voice: Voice) -> str:
    words = voice.words(answer.perspective)
    dm = fact.option.partition(".")[0]
    if fact.kind == "with":
        return f"it were also agreed that {words.party(dm)} does this: {words.short(fact.option)}"
    if fact.kind == "without":
        told = words.without(fact.option)
        if words.has_clause(fact.option):
            return f"this were agreed, too: {told}"
        return f"it were also agreed that {words.party(dm)} gives this up: {words.short(fact.option)}"
    taken = any(fact.option in v.sets for i in answer.issues for v in i.values)
    if taken or not words.has_clause(fact.option):
        return f"{words.party(dm)} could not go back on this: {words.short(fact.option)}"
    return f"nobody could go back on this: {after_colon(words.without(fact.option), '')}"


# -- what would open a way ---------------------------------------------------------------------------------------------


def opening(answer: SettleAnswer, fact: OpeningFact, voice: Voice, *, brief: bool = False) -> str:
    """Say which change would open a way, as a sentence without its stop."""
    words = voice.words(answer.perspective)
    some = f"{spelled(int(fact.opened))} {things(answer, int(fact.opened))} would beat no deal"
    party = words.party(fact.decision_maker) if fact.decision_maker else ""
    if fact.kind in ("payment", "step"):
        both = "both" if len(answer.signers) == 2 else "all"
        what = "a deal" if brief else f"this: {title(answer, fact.values, fact.state, voice)}"
        if fact.kind == "step":
            steps = f"{spelled(fact.steps)} {verb(fact.steps, 'step', 'steps')} " if fact.steps else ""
            return f"If {party} accepted a deal {steps}worse for it than no deal, {both} could sign {what}"
        owed = f"what {party} would lose"
        owed += "" if fact.price is None else f" ({number(fact.price)} of its points)"
        return f"If {words.parties(fact.payers)} made good {owed}, {both} could sign {what}"
    if fact.kind == "no_deal":
        assert fact.expected is not None
        return f"If without a deal {without(answer, fact.expected, voice, titled=not brief)}, {some}"
    kind = fact.kind
    assert kind in ("red_line", "exclusion", "term")
    first = ChangeFact(kind=kind, decision_maker=fact.decision_maker, id=fact.id)
    told = " and ".join(changed(answer, c, voice, brief=brief) for c in (first, *fact.also))
    return f"If {told}, {some}"


def changed(answer: SettleAnswer, fact: ChangeFact, voice: Voice, *, brief: bool) -> str:
    """Say a change of the terms, after "if"."""
    words = voice.words(answer.perspective)
    if fact.kind == "red_line":
        which = (
            "one of its red lines" if brief or not fact.id else f"its red line {line(answer, fact, voice)}"
        )
        return f"{words.party(fact.decision_maker)} gave up {which}"
    if fact.kind == "exclusion":
        return "what cannot go together could" + ("" if brief else f" (“{fact.id}”)")
    today = () if answer.status_quo is None else answer.states[answer.status_quo].taken
    part = AdditionFact(kind="without" if fact.id in today else "with", option=fact.id)
    return _addition(answer, part, voice)


def opening_sentence(answer: SettleAnswer, fact: OpeningFact, voice: Voice, most: int = MOST_WORDS) -> str:
    """Say which change would open a way, as short as it has to be."""
    return fitting(*(f"{opening(answer, fact, voice, brief=b)}." for b in (False, True)), most=most)


def line(answer: SettleAnswer, fact: ChangeFact, voice: Voice) -> str:
    """Name a red line."""
    terms = voice.conflict.under(answer.perspective or None).terms if voice.conflict.terms else None
    lines = () if terms is None else terms.wishes[fact.decision_maker].red_lines
    found = next((s for s in lines if s.id == fact.id), None)
    return f"“{(found.text or found.written) if found is not None else fact.id}”"


def gain(fact: GainFact, packages: int) -> str:
    """Write in a cell what a package gives a party, compared with no deal."""
    mark = {"better": "▲", "same": "=", "worse": "▼", "unknown": "?"}[fact.kind]
    if fact.gain is not None:
        told = signed_number(fact.gain)
        if fact.low is not None and fact.high is not None and fact.low != fact.high:
            told += f" ({signed_number(fact.low)} to {signed_number(fact.high)})"
        return f"{mark} {told}"
    if fact.worth is not None:
        return f"{mark} {number(fact.worth)}"
    return mark if fact.place is None else f"{mark} {place(fact.place)} of {quantity(packages)}"


def places_counted(answer: SettleAnswer, rows: Sequence[Sequence[str]]) -> str:
    """Say what the places in a table count, where it has some: packages, not the steps of a party's order."""
    return counting((cell for row in rows for cell in row[1:]), things(answer, 2))


def names_of(answer: SettleAnswer, deals: Sequence[int], voice: Voice, joint: str = "and") -> str:
    """Call several deals."""
    return listed([name(answer, d, voice) for d in deals], joint)
