"""Who could tip it, in words."""

from __future__ import annotations

from collections.abc import Sequence

from detente.questions.pivot.goal_answer import GoalAnswer
from detente.questions.pivot.goal_words import say_goal
from detente.questions.pivot.picture import picture
from detente.questions.pivot.pivotal_answer import Effect, PivotalAnswer, Tipping
from detente.wording import (
    Block,
    Said,
    Table,
    Text,
    Voice,
    Words,
    capital,
    fitting,
    label,
    labels,
    listed,
)
from detente.wording.accounts import agreeing, each, followed, names, one_of, quoted, under
from detente.wording.basis import basis_of_all, basis_sources
from detente.wording.concepts import looking, name
from detente.wording.texts import count, place, spelled

ASKS = "Who can tip it, and by wanting what?"
MOST_POINTS = 3
MOST_STATES = 12
NOTHING_BETTER = "—"

_ORDER = ("opposed", "apart", "gain", "lose", "neither", "none")

GAIN_NOTE = (
    "Gain: better than everything that can come about as things are, by one's own order; "
    "lose: worse than all of that."
)


def say(answers: Sequence[PivotalAnswer | GoalAnswer], voice: Voice) -> Said:
    """Say who could tip it, or what it would take to bring a goal about."""
    goals = [a for a in answers if isinstance(a, GoalAnswer)]
    if goals:
        return say_goal(goals, voice)
    return say_who([a for a in answers if isinstance(a, PivotalAnswer)], voice)


def say_who(answers: Sequence[PivotalAnswer], voice: Voice) -> Said:
    """Say who could tip it, and who would gain or lose by it."""
    drawn = picture(answers, voice)
    return Said(
        question=ASKS,
        headline=headline(answers, voice),
        points=points(answers, voice),
        pictures=() if drawn is None else (drawn,),
        sure=sure(answers, voice),
        next=(voice.command("pivot", '--goal "CONDITION"'), voice.command("coalitions")),
        details=each(answers, lambda a: details(a, voice)),
        account=followed(answers),
        id="pivot",
    )


# -- who ---------------------------------------------------------------------------------------------------------------


def tippers(answer: PivotalAnswer) -> tuple[str, ...]:
    """Give those by whose change of mind some would gain and others lose."""
    return tuple(t.decision_maker for t in answer.pivotal if t.kind == "opposed")


def movers(answer: PivotalAnswer) -> tuple[str, ...]:
    """Give those who could bring about something new."""
    return tuple(t.decision_maker for t in answer.pivotal if t.kind != "none")


def always_tipping(answers: Sequence[PivotalAnswer]) -> tuple[str, ...]:
    """Give those who could tip it in every account."""
    first, *others = answers
    return tuple(d for d in tippers(first) if all(d in tippers(a) for a in others))


def some_tipping(answers: Sequence[PivotalAnswer]) -> tuple[str, ...]:
    """Give those who could tip it in some account."""
    return tuple(dict.fromkeys(d for a in answers for d in tippers(a)))


def headline(answers: Sequence[PivotalAnswer], voice: Voice) -> str:
    """Say who could tip it."""
    if always := always_tipping(answers):
        return _tips_always(always, answers, voice, " could tip it")
    if some_tipping(answers):
        return _tips_somewhere(answers, voice, "who could tip it ")
    return _tips_nothing(answers, voice)


def in_brief(answers: Sequence[PivotalAnswer], voice: Voice) -> str:
    """Say the same beside a label that asks who could tip it."""
    if always := always_tipping(answers):
        return _tips_always(always, answers, voice, "")
    if some_tipping(answers):
        return _tips_somewhere(answers, voice, "that ")
    return _tips_nothing(answers, voice)


def _tips_always(always: Sequence[str], answers: Sequence[PivotalAnswer], voice: Voice, could: str) -> str:
    where = under(names(answers), names(answers))
    lead = f"{voice.words().parties(always, 'or')}{could}{', ' + where if where else ''}"
    by = {1: "with other wishes it", 2: "with other wishes either"}.get(
        len(always), "with other wishes any of them"
    )
    full, short = f"{lead}: {by} could help some and hurt others", f"{lead}, helping some and hurting others"
    more = others_too(always, answers, voice)
    if more and not could:  # beside other lines there is less room
        others = changing_too(always, answers)
        who = voice.words().parties(others) if len(others) == 1 else "others"
        return f"{lead} (helps some, hurts others); {who} could change it, too."
    return fitting(*(f"{t}; {too}." for too in more for t in (full, short)), f"{full}.", f"{short}.")


def changing_too(always: Sequence[str], answers: Sequence[PivotalAnswer]) -> tuple[str, ...]:
    """Give the others who could bring about something new, in some account."""
    return tuple(dict.fromkeys(d for a in answers for d in movers(a) if d not in always))


def others_too(always: Sequence[str], answers: Sequence[PivotalAnswer], voice: Voice) -> list[str]:
    """Say that others could change the outcome, too: by their names, and how many."""
    others = changing_too(always, answers)
    if not others:
        return []
    number = "another" if len(others) == 1 else f"{spelled(len(others))} others"
    return [f"{voice.words().parties(others, 'or')} could change it, too", f"{number} could change it, too"]


def _tips_somewhere(answers: Sequence[PivotalAnswer], voice: Voice, who_could: str) -> str:
    words, among = voice.words(), names(answers)
    parts = []
    for group in agreeing(answers, tippers):
        who = words.parties(tippers(one_of(group)), "or") or "nobody"
        parts.append(f"{who} {under(names(group), among)}")
    return fitting(
        f"{capital(who_could)}depends on the account: {'; '.join(parts)}.",
        f"{capital(who_could)}depends on which account is right.",
    )


def _tips_nothing(answers: Sequence[PivotalAnswer], voice: Voice) -> str:
    who = tuple(dict.fromkeys(d for a in answers for d in movers(a)))
    if not who:
        return "Nobody alone could change the outcome, whatever it came to want."
    told = voice.words().parties(who, "or")
    if len(who) == 1:
        return (
            f"A change of mind by {told} could change the outcome, but would not help some and hurt others."
        )
    return fitting(
        f"A change of mind by {told} could change the outcome, but none would help some and hurt others.",
        "Several could change the outcome by a change of mind, but none would help some and hurt others.",
    )


def points(answers: Sequence[PivotalAnswer], voice: Voice) -> tuple[str, ...]:
    """Say who would gain and lose by whose change of mind."""
    if len(answers) == 1:
        [answer] = answers
        return (*_unsettled(answers), *party_points(answer, voice.words(answer.perspective)))[:MOST_POINTS]
    if always := always_tipping(answers):
        return (
            *_unsettled(answers),
            *_by_account(always[0], answers, voice),
            *_others(always, answers, voice),
        )[:MOST_POINTS]
    return (*_unsettled(answers), *_each(answers, voice))[:MOST_POINTS]


def _unsettled(answers: Sequence[PivotalAnswer]) -> tuple[str, ...]:
    """Say where nothing is reached, so that nothing can be measured against it."""
    open_ = [a for a in answers if not a.present]
    if not open_:
        return ()
    where = under(names(open_), names(answers))
    lead = f"{where}, " if where else ""
    return (capital(f"{lead}it comes to rest nowhere, so that nobody's gain can be measured."),)


def _by_account(dm: str, answers: Sequence[PivotalAnswer], voice: Voice) -> list[str]:
    """Say account by account whom a change of mind of one decision maker helps and hurts; those that agree together."""
    told = []
    for group in agreeing(answers, lambda a: _between(a, dm)):
        where = under(names(group), names(answers))
        told.append(capital(f"{where}, {tip_sentence(_of(one_of(group), dm), voice.words())}"))
    return told


def _others(always: Sequence[str], answers: Sequence[PivotalAnswer], voice: Voice) -> list[str]:
    """Name those who could tip it under some accounts only."""
    words = voice.words()
    parts = []
    for dm in (d for d in some_tipping(answers) if d not in always):
        where = quoted([a.perspective for a in answers if dm in tippers(a)])
        parts.append(f"{words.party(dm)} ({where})")
    return [f"Others could tip it in some accounts only: {listed(parts)}."] if parts else []


def _each(answers: Sequence[PivotalAnswer], voice: Voice) -> list[str]:
    told = []
    by = tippers if some_tipping(answers) else movers
    for group in agreeing(answers, by):
        who = voice.words().parties(by(one_of(group)), "or") or "nobody"
        what = "tip it" if some_tipping(answers) else "bring about something new"
        told.append(capital(f"{under(names(group), names(answers))}, {who} could {what}."))
    return told


def _of(answer: PivotalAnswer, dm: str) -> Tipping:
    return next(t for t in answer.pivotal if t.decision_maker == dm)


def _between(answer: PivotalAnswer, dm: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    tipping = _of(answer, dm)
    return tipping.gaining, tipping.losing


def in_order(answer: PivotalAnswer) -> list[Tipping]:
    """Order decision makers: those first who stand between most others."""

    def rank(tipping: Tipping) -> int:  # only of the first kind some gain and others lose by the same change
        return _ORDER.index(tipping.kind) - min(len(tipping.gaining), len(tipping.losing))

    return sorted(answer.pivotal, key=rank)


def party_points(answer: PivotalAnswer, words: Words) -> list[str]:
    """Say of each decision maker whom its change of mind could help and hurt."""
    return [capital(tip_sentence(t, words)) for t in in_order(answer) if t.kind != "none"]


def tip_sentence(tipping: Tipping, words: Words) -> str:
    """Say whom a change of mind of a decision maker could help and hurt; the sentence has no capital letter yet."""
    lead = f"a change of mind by {words.party(tipping.decision_maker)}"
    courted, losers = words.parties(tipping.courted_by), words.parties(tipping.losers)
    if tipping.kind == "opposed":
        return f"{lead} could {_opposed(tipping, words)}."
    if tipping.kind == "apart":
        return f"{lead} could help {courted}; a different one could hurt {losers}."
    if tipping.kind == "gain":
        return f"{lead} could help {courted} and hurt nobody else."
    if tipping.kind == "lose":
        return f"{lead} could hurt {losers} and help nobody else."
    if tipping.kind == "neither":
        return f"{lead} could bring about something new, but nothing clearly better or worse for the others."
    return f"{lead} alone could bring about nothing new."


def _opposed(tipping: Tipping, words: Words) -> str:
    """Say whom it could help and whom it could hurt; those for whom it depends on the change are told as such."""
    either = [d for d in tipping.gaining if d in tipping.losing]
    gain = [d for d in tipping.gaining if d not in either]
    lose = [d for d in tipping.losing if d not in either]
    parts = [f"help {words.parties(gain)}"] if gain else []
    parts += [f"hurt {words.parties(lose)}"] if lose else []
    if either:
        parts.append(f"help or hurt {words.parties(either)}, depending on what it wanted")
    return " but ".join(parts) if not either else ", and ".join(parts)


def sure(answers: Sequence[PivotalAnswer], voice: Voice) -> str:
    """Say under which way of looking ahead it was worked out, and on how many claims it rests."""
    [concept] = {a.concept for a in answers}
    told = [f"Holds {looking(concept)} ({name(concept)})."]
    elsewhere = [a for a in answers if a.heading is not None and not a.heading.same]
    if concept == "nash" and elsewhere:
        where = f"elsewhere {under(names(elsewhere), names(answers))}".rstrip()
        told.append(f"Looking ahead, it is heading {where} (ask with --concept seq).")
    return " ".join([*told, basis_of_all(answers)])


# -- details -----------------------------------------------------------------------------------------------------------


def details(answer: PivotalAnswer, voice: Voice) -> tuple[Block, ...]:
    """Give what each could bring about, whom it would help and hurt, state by state."""
    words = voice.words(answer.perspective)
    blocks: list[Block] = [Text(as_things_are(answer)), could_table(answer, words), gain_table(answer, words)]
    if movers(answer):
        blocks.append(every_table(answer, words))
    if unsure := sum(int(t.unsure_count) for t in answer.pivotal):
        states = count(unsure, "further state")
        blocks.append(
            Text(f"For {states} it is neither shown nor ruled out that a change of wishes would do.")
        )
    if sources := basis_sources(answer.basis, words):
        blocks.append(Text(sources))
    return tuple(blocks)


def as_things_are(answer: PivotalAnswer) -> str:
    """Say what comes about as things are."""
    concept = name(answer.concept)
    if not answer.present:
        return f"As things are no equilibrium is reached ({concept}), so there is nothing to measure a gain against."
    told = labels([answer.states[s] for s in answer.present])
    if answer.status_quo is None:
        return f"As things are the equilibria are {told} ({concept})."
    return f"As things are today leads to {told} ({concept})."


def could_table(answer: PivotalAnswer, words: Words) -> Table:
    """Count what each could bring about, and name those between whom it stands."""
    rows = []
    for t in answer.pivotal:
        new = [answer.states[s] for s in t.new]
        told = f"{int(t.new_count):,}" + (f": {labels(new, 4)}" if new else "")
        opposed = t.kind == "opposed"
        rows.append(
            (
                words.party(t.decision_maker),
                f"{int(t.could_count):,}",
                told,
                words.parties(t.gaining) if opposed else NOTHING_BETTER,
                words.parties(t.losing) if opposed else NOTHING_BETTER,
            )
        )
    what = "equilibria that improvements lead to" if answer.status_quo is not None else "equilibria"
    note = (
        f"Counted are {what} under some wishes of the party, the others' as they are; new are those that cannot come "
        f"about as things are. {GAIN_NOTE}"
    )
    columns = (
        "Party",
        "Could bring about",
        "Of these new",
        "Some would gain",
        "Others lose by the same change",
    )
    return Table(columns, tuple(rows), "What each could bring about by a change of mind", note, "pivotal")


def gain_table(answer: PivotalAnswer, words: Words) -> Table:
    """Give the best that each could get by another's change of mind."""
    makers = [t.decision_maker for t in answer.pivotal]
    rows = []
    for t in answer.pivotal:
        effects = {e.decision_maker: e for e in t.effects}
        cells = (gain_cell(answer, effects[d]) if d in effects else "·" for d in makers)
        rows.append((words.party(t.decision_maker), *cells))
    now = [NOTHING_BETTER if p.places is None else place(p.places.best) for p in answer.places]
    rows.append(("As things are, at best", *now))
    note = "The best that the others could get by it, and its place in their own order; — nothing better; · itself."
    if any(e.one_change is not None for t in answer.pivotal for e in t.effects):
        note += " One change: a single statement left out, moved or added (in a ranking, one pair) could do."
    columns = ("If this one changed its mind", *(words.party(d) for d in makers))
    return Table(columns, tuple(rows), "What the others could gain", note, "gains")


def gain_cell(answer: PivotalAnswer, effect: Effect) -> str:
    """Give the best that a decision maker could get, and its place."""
    if not effect.better or effect.best is None:
        return NOTHING_BETTER
    price = {True: " (one change)", False: " (more than one change)", None: ""}[effect.one_change]
    return f"{label(answer.states[effect.better[0]])}: {place(effect.best)}{price}"


def every_table(answer: PivotalAnswer, words: Words) -> Table:
    """List what each could bring about, state by state."""
    rows = []
    for t in answer.pivotal:
        for number, ref in enumerate(t.new[:MOST_STATES]):
            state = answer.states[ref]
            better = [e.decision_maker for e in t.effects if ref in e.better]
            worse = [e.decision_maker for e in t.effects if ref in e.worse]
            rows.append(
                (
                    words.party(t.decision_maker) if number == 0 else "",
                    label(state),
                    words.brief(state),
                    words.parties(better) or NOTHING_BETTER,
                    words.parties(worse) or NOTHING_BETTER,
                )
            )
        if (more := int(t.new_count) - MOST_STATES) > 0:
            rows.append(("", f"and {more:,} more", "the JSON lists all", "", ""))
    columns = ("By a change of", "It could come to", words.what, "Better for", "Worse for")
    return Table(columns, tuple(rows), "What each could bring about, state by state", GAIN_NOTE, "every")
