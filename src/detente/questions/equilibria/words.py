"""What the equilibria have in common, in words: how many, what is fixed, what is free, what goes together."""

from __future__ import annotations

from collections.abc import Sequence

from detente.conflict import find_concept
from detente.questions.equilibria.answer import EquilibriaAnswer, Link
from detente.wording import (
    Block,
    Items,
    Said,
    Section,
    Table,
    Text,
    Voice,
    Words,
    count,
    fitting,
    label,
    place,
    quantity,
    spelled,
)
from detente.wording.accounts import accounts_named, each
from detente.wording.basis import basis_of_all
from detente.wording.concepts import looking
from detente.wording.options import option_table
from detente.wording.outcomes import options_told, sentence
from detente.wording.texts import MOST_WORDS, length

MOST_LINKS = 12
MOST_POINTS = 3
MOST_GROUPS = 3

_LINKS = {
    "same": "{0} and {1}: both or neither.",
    "opposite": "{0} or {1}: one of the two, never both.",
    "implies": "Where {0} is taken, so is {1}.",
    "excludes": "{0} and {1}: never both.",
    "either": "{0} or {1}: at least one of the two.",
}


def say(answers: Sequence[EquilibriaAnswer], voice: Voice) -> Said:
    """Say what the equilibria have in common, under each of the accounts."""
    several = len(answers) > 1
    first = answers[0]
    return Said(
        question="What do the equilibria have in common?",
        headline=headline_of_several(answers) if several else headline(first),
        points=points_of_several(answers, voice) if several else points(first, voice),
        pictures=pictures(answers, voice),
        sure=sure(answers),
        next=what_next(answers, voice),
        details=each(answers, lambda a: details(a, voice)),
        account="" if several else first.perspective,
        id="equilibria",
    )


def link(words: Words, one: Link) -> str:
    """Say how two options go together."""
    told = (f"“{words.option(o)}” ({words.party(o.partition('.')[0])})" for o in one.options)
    return _LINKS[one.kind].format(*told)


# -- one account -------------------------------------------------------------------------------------------------------


def headline(answer: EquilibriaAnswer) -> str:
    """Say how many outcomes hold."""
    number, feasible = int(answer.count), quantity(int(answer.feasible))
    hold = "holds" if number == 1 else "hold"
    if answer.where:
        if answer.total is None:
            told = f"{quantity(number)} {'outcome' if number == 1 else 'outcomes'} {hold}"
            return f"{told} in which the condition is met; how many hold in all is out of reach."
        total = int(answer.total)
        if not total:
            return sentence(f"{looking(answer.concept)}, none of the {feasible} possible outcomes holds")
        of = f"the {quantity(total)} outcomes that hold" if total > 1 else "the one outcome that holds"
        told = "none" if not number else quantity(number)
        return sentence(f"{looking(answer.concept)}: the condition is met in {told} of {of}")
    if not number:
        return sentence(f"{looking(answer.concept)}, none of the {feasible} possible outcomes holds")
    return sentence(f"{looking(answer.concept)}, {quantity(number)} of {feasible} possible outcomes {hold}")


def points(answer: EquilibriaAnswer, voice: Voice) -> tuple[str, ...]:
    """Say what is done in all of them, and what in none."""
    if answer.intricate:
        return ("They can be counted, but not looked through.",)
    if not int(answer.count):
        return ()
    words = voice.words(answer.perspective)
    if answer.count == "1":
        return (only(answer, voice, words),)
    pattern = answer.pattern
    if pattern is None:
        return ()
    found = [in_all(answer, words), in_none(pattern.not_taken, words), linked(answer, words)]
    if not pattern.taken and not pattern.not_taken and not answer.levels:
        found.insert(0, "No option is fixed: each is taken in some of them and not in others.")
    return tuple(p for p in found if p)[:MOST_POINTS]


def only(answer: EquilibriaAnswer, voice: Voice, words: Words) -> str:
    """Say which outcome is the only one."""
    [ref] = answer.sample
    state = answer.states[ref]
    if voice.is_today(state):
        return "The only one is today."
    return fitting(f"The only one: {words.brief(state)}.", "The table shows the only one.")


def in_all(answer: EquilibriaAnswer, words: Words) -> str:
    """Say what is done in all of them, at whatever level; where that is much, how much."""
    taken = answer.pattern.taken if answer.pattern is not None else ()
    number = len(taken) + len(answer.levels)
    if not number:
        return ""
    return fitting(
        f"In all of them: {_taken(answer, words)}.",
        f"In all of them {count(number, 'option')} {'is' if number == 1 else 'are'} taken.",
    )


def _taken(answer: EquilibriaAnswer, words: Words) -> str:
    taken = answer.pattern.taken if answer.pattern is not None else ()
    return options_told(words, taken, {one.option: one.levels for one in answer.levels})


def in_none(options: Sequence[str], words: Words) -> str:
    """Say what is done in none of them; where that is much, how much."""
    if not options:
        return ""
    return fitting(
        f"In none of them: {options_told(words, options)}.",
        f"In none of them {count(len(options), 'option')} {'is' if len(options) == 1 else 'are'} taken.",
    )


def linked(answer: EquilibriaAnswer, words: Words) -> str:
    """Say how two options go together, the first pair that no rule joins so."""
    assert answer.pattern is not None
    own = [one for one in answer.pattern.linked or () if not one.ruled]
    if not own:
        return ""
    told = link(words, own[0])
    together_ = "goes" if len(own) == 1 else "go"
    many = f"{count(len(own), 'pair')} of options {together_} together; the details say how."
    return told if length(told) <= MOST_WORDS else many


# -- several accounts --------------------------------------------------------------------------------------------------


def headline_of_several(answers: Sequence[EquilibriaAnswer]) -> str:
    """Say how many outcomes hold in each account."""
    numbers = [int(a.count) for a in answers]
    met = " in which the condition is met" if answers[0].where else ""
    told = looking(answers[0].concept)
    if not any(numbers):
        return sentence(f"{told}, no outcome holds in any account{met}")
    if len(set(numbers)) == 1:
        one = "outcome holds" if numbers[0] == 1 else "outcomes hold"
        return sentence(f"{told}, {quantity(numbers[0])} {one} in each account{met}")
    low, high = quantity(min(numbers)), quantity(max(numbers))
    return sentence(f"{told}, between {low} and {high} outcomes hold, depending on the account{met}")


def points_of_several(answers: Sequence[EquilibriaAnswer], voice: Voice) -> tuple[str, ...]:
    """Say for each account how many hold and what is done in all of them."""
    found = []
    for answer in answers[:MOST_GROUPS]:
        words = voice.words(answer.perspective)
        who, number = accounts_named([answer.perspective]), int(answer.count)
        hold = "outcome holds" if number < 2 else "outcomes hold"
        begin = f"{who}, {spelled(number)} {hold}"
        taken, every = _taken(answer, words), "in it" if number == 1 else "in all"
        full = f"{begin}; {every}: {taken}." if taken else f"{begin}."
        found.append(fitting(full, f"{begin}."))
    return tuple(found)


# -- picture, how sure, next, details ----------------------------------------------------------------------------------


def pictures(answers: Sequence[EquilibriaAnswer], voice: Voice) -> tuple[Table, ...]:
    """Lay the equilibria, or some of them drawn by lot, side by side: those of the first account that has any."""
    answer = next((a for a in answers if a.sample), None)
    if answer is None:
        return ()
    words = voice.words(answer.perspective)
    states = [answer.states[s] for s in answer.sample]
    heads = ["Today" if voice.is_today(s) else label(s) for s in states]
    number = int(answer.count)
    title = "All of them" if len(states) == number else f"{len(states)} of them, drawn by lot"
    title += f" (account “{answer.perspective}”)" if len(answers) > 1 else ""
    large = answer.carrier == "symbolic"
    if large:
        heads = [f"{k}." for k in range(1, len(states) + 1)]
    return (option_table(words, states, heads, title, "sample", differing=large),)


def sure(answers: Sequence[EquilibriaAnswer]) -> str:
    """Say under which concept they hold, and on how many claims that rests."""
    name = find_concept(answers[0].concept).name
    where = ", the condition met" if answers[0].where else ""
    return f"Holds: {name} ✓{where}. {basis_of_all(answers)}"


def what_next(answers: Sequence[EquilibriaAnswer], voice: Voice) -> tuple[str, ...]:
    """Give the commands that follow from it."""
    first = answers[0]
    account = ("-p", first.perspective) if len(answers) == 1 and len(first.perspectives) > 1 else ()
    if int(first.count) > len(first.sample):
        return (voice.command("equilibria", *account, "--out", "all.csv"),)
    return (voice.command("analyze", *account),)


def details(answer: EquilibriaAnswer, voice: Voice) -> tuple[Block, ...]:
    """Give option by option in how many they are taken, what goes together, and how good they are for each."""
    words = voice.words(answer.perspective)
    found: list[Block | None] = [Text(answer.intricate) if answer.intricate else None]
    if int(answer.count) > 1:
        found += [shares(answer, words), together(answer, words), places(answer, words)]
    return tuple(b for b in found if b is not None)


def shares(answer: EquilibriaAnswer, words: Words) -> Table | None:
    """Say for each option in how many of them it is taken."""
    if not answer.shares:
        return None
    total, before, rows = int(answer.count), "", []
    for share in answer.shares:
        maker, taken = share.option.partition(".")[0], int(share.count)
        told = (
            "all" if taken == total else "none" if not taken else f"{quantity(taken)} ({taken / total:.0%})"
        )
        rows.append(("" if maker == before else words.party(maker), words.option(share.option), told))
        before = maker
    columns = ("Party", "Option", f"Taken in … of {quantity(total)}")
    return Table(columns, tuple(rows), "Option by option", id="shares", heads=2)


def together(answer: EquilibriaAnswer, words: Words) -> Section | None:
    """Say which options go together, but for those that the rules join in every feasible state."""
    if answer.pattern is None:
        return None
    title = "What goes together in all of them"
    if answer.pattern.linked is None:
        return Section(title, (Text("They are too intricate to look for this."),))
    own = [one for one in answer.pattern.linked if not one.ruled]
    told = [link(words, one) for one in own[:MOST_LINKS]]
    if len(own) > MOST_LINKS:
        told.append(f"And {count(len(own) - MOST_LINKS, 'more such pair')} (--json lists all).")
    ruled = len(answer.pattern.linked) - len(own)
    if ruled:
        beside = "Beside these" if own else "Only"
        told.append(f"{beside} {count(ruled, 'pair')} that the rules join in every feasible state.")
    return Section(title, (Items(tuple(told)),)) if told else None


def places(answer: EquilibriaAnswer, words: Words) -> Table | None:
    """Say how good they are for each party."""
    known = [(p.decision_maker, p.span) for p in answer.places if p.span is not None]
    if not known:
        return None
    rows = tuple((words.party(dm), place(s.best), place(s.worst), str(s.of)) for dm, s in known)
    return Table(
        ("Party", "At best", "At worst", "Places in all"),
        rows,
        "How good they are for each, by its own order",
        "1st is best; ties share a place.",
        "places",
    )
