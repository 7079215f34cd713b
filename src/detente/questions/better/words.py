"""What is better for everybody, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from detente.answers import Standing
from detente.conflict import find_concept
from detente.questions.better.answer import BetterAnswer, DealFact, ImprovedFact, SpoilerFact
from detente.wording import (
    Block,
    Items,
    Said,
    Section,
    Table,
    Text,
    Voice,
    Words,
    capital,
    count,
    fitting,
    label,
    listed,
    spelled,
    to_type,
    verb,
)
from detente.wording.accounts import each, names, quoted, under
from detente.wording.basis import basis_of_all
from detente.wording.concepts import NO, YES
from detente.wording.concepts import marks as concept_marks
from detente.wording.standings import MEANING, cell, places, resting
from detente.wording.texts import MOST_WORDS

ASKS = "Is something better for everybody?"
MOST_ROWS = 30
MOST_COLUMNS = 2  # outcomes in the table that everybody sees


def say(answers: Sequence[BetterAnswer], voice: Voice) -> Said:
    """Say whether something is better for everybody than where it is heading."""
    one = len(answers) == 1
    return Said(
        ASKS if answers[0].everybody else f"Is something better for {group(answers[0], voice)}?",
        headline(answers[0], voice) if one else headline_of_all(answers, voice),
        tuple(points(answers[0], voice) if one else points_of_all(answers, voice)),
        pictures(answers, voice),
        sure(answers, voice),
        following(answers, voice),
        each(answers, lambda a: details(a, voice, named=not one)),
        answers[0].perspective if one else "",
        "better",
    )


# -- who, and which outcome --------------------------------------------------------------------------------------------


def group(answer: BetterAnswer, voice: Voice) -> str:
    """Name those whose preference counts: ``both parties``, ``all four``, or the parties named."""
    if not answer.everybody:
        return voice.words(answer.perspective).parties(answer.group)
    number = len(answer.group)
    if number == 1:
        return voice.words(answer.perspective).party(answer.group[0])
    return "both parties" if number == 2 else f"all {spelled(number)} parties"


def are(answer: BetterAnswer) -> str:
    """Give the verb that goes with the group."""
    return verb(len(answer.group), "is", "are")


def best(answer: BetterAnswer) -> tuple[ImprovedFact, DealFact] | None:
    """Choose what to speak of: better than where it is heading looking ahead; else not looking ahead; else than today.

    Within reach comes before out of reach.
    """
    deals = {d.state: d for d in answer.deals}
    for reachable in (True, False):
        for one in (answer.ahead, answer.myopic, answer.today):
            states = one.within if reachable else one.beyond
            if states and states[0] in deals:
                return one, deals[states[0]]
    return None


def chosen(answer: BetterAnswer) -> DealFact | None:
    """Give the outcome that the sentences speak of, if there is one that is better than where it is heading."""
    found = best(answer)
    return None if found is None or found[0].against == "today" else found[1]


def outcome(answer: BetterAnswer, ref: int, voice: Voice) -> str:
    """Refer to an outcome inside a sentence; today as staying there."""
    state = answer.states[ref]
    return "staying as it is today" if voice.is_today(state) else voice.inside(state)


def in_brief(answer: BetterAnswer, ref: int, voice: Voice) -> str:
    """Refer to an outcome by its letter alone."""
    state = answer.states[ref]
    return "staying as it is today" if voice.is_today(state) else f"outcome {voice.letter(state)}"


def inside(answer: BetterAnswer, ref: int, voice: Voice, *, brief: bool = False) -> str:
    """Refer to an outcome that something is compared with: ``today``, ``in the outcome A``."""
    state = answer.states[ref]
    if voice.is_today(state):
        return "today"
    return f"in outcome {voice.letter(state)}" if brief else f"in this outcome: {voice.inside(state)}"


# -- one account -------------------------------------------------------------------------------------------------------


def headline(answer: BetterAnswer, voice: Voice) -> str:
    """Say whether there is something better than where it is heading, and what."""
    found = best(answer)
    who = group(answer, voice)
    if found is None:
        return nothing(answer, voice)
    one, deal = found
    told = (outcome(answer, deal.state, voice), in_brief(answer, deal.state, voice))
    if deal.reachable and one.against != "today" and not in_both(answer):
        than = (inside(answer, deal.state, voice), inside(answer, deal.state, voice, brief=True))
        return fitting(*(better_in_one_way(answer, one, t, who) for t in than))
    if one.against == "today":
        return fitting(*(only_than_today(answer, t, who, reachable=deal.reachable) for t in told))
    if not deal.reachable:
        return fitting(
            *(
                f"{capital(t)} would be better for {who} than where it is heading, but no moves lead there from today."
                for t in told
            )
        )
    return fitting(*(f"Yes: {t} would be better for {who} than where it is heading." for t in told))


def in_both(answer: BetterAnswer) -> bool:
    """Tell whether something within reach is better than where it is heading in both ways of looking."""
    return answer.heading.same or (int(answer.ahead.count) > 0 and int(answer.myopic.count) > 0)


def better_in_one_way(answer: BetterAnswer, one: ImprovedFact, than: str, who: str) -> str:
    """Say that something is better than where it is heading, though only if the sides do, or do not, look ahead."""
    how = "Looking ahead" if one.against == "ahead" else "Not looking ahead"
    return f"{how}, the sides end where {who} {are(answer)} worse off than {than}."


def only_than_today(answer: BetterAnswer, told: str, who: str, *, reachable: bool) -> str:
    """Say that something is better than today, though not than where it is heading."""
    where = "" if reachable else ", but no moves lead there from today"
    if answer.ahead.compared == answer.myopic.compared == "0":
        return f"It comes to no rest. {capital(told)} would be better for {who} than today{where}."
    return (
        f"Nothing is better for {who} than where it is heading; compared with today, {told} would be{where}."
    )


def nothing(answer: BetterAnswer, voice: Voice) -> str:
    """Say that there is nothing better."""
    who = group(answer, voice)
    if answer.ahead.compared == answer.myopic.compared == "0":
        return f"It comes to no rest, and no outcome is better for {who} than today."
    if not answer.heading.myopic.leaving and not answer.heading.ahead.leaving:
        return f"No: it stays as it is today, and no outcome is better for {who}."
    return f"No: no outcome is better for {who} than where it is heading, and none better than today."


def points(answer: BetterAnswer, voice: Voice) -> list[str]:
    """Say until when it is open, how to get there, and whether it holds."""
    deal = chosen(answer) or (best(answer) or (None, None))[1]
    if deal is None:
        return []
    told = [until(answer, voice), way(answer, deal, voice), holding(answer, deal, voice)]
    return [t for t in told if t]


def heading_of(answer: BetterAnswer) -> ImprovedFact:
    """Give the comparison with where it is heading that the sentences speak of."""
    return answer.ahead if answer.ahead.within else answer.myopic


def closers(answer: BetterAnswer, one: ImprovedFact, voice: Voice) -> list[str]:
    """Name the moves that end the chance, each once: whose, and what."""
    words = voice.words(answer.perspective)
    told = [words.move(answer.states[c.before], answer.states[c.after], c.mover) for c in one.closings]
    return list(dict.fromkeys(told))


def until(answer: BetterAnswer, voice: Voice) -> str:
    """Say until when something better is open."""
    one = heading_of(answer)
    if not one.closings:
        return ""
    moves = closers(answer, one, voice)
    some = " on some ways" if one.stays_open else ""
    who = list(dict.fromkeys(c.mover for c in one.closings))
    parties = voice.words(answer.perspective).parties(who, "or")
    if len(moves) == 1:
        after = f"after it{some}, nothing of the kind can be reached"
        long = f"That is open only until one step is taken ({moves[0]}); {after}."
    else:
        long = (
            f"That is open only until one of {spelled(len(moves))} steps is taken{some} ({'; '.join(moves)})."
        )
    return fitting(
        long,
        f"That is open only until {parties} {verb(len(who), 'takes', 'take')} a step with no way back{some}.",
    )


def way(answer: BetterAnswer, deal: DealFact, voice: Voice) -> str:
    """Say who has to move, who first, and who against its own next interest."""
    words = voice.words(answer.perspective)
    if not deal.reachable:
        return "" if best(answer) and not headline_says_reach(answer) else "No moves lead there from today."
    if not deal.stages:
        return "Nobody has to move for that: the sides only have to stay."
    movers = deal.must or tuple(dict.fromkeys(s.mover for s in deal.stages))
    first = f", {words.party(deal.first[0])} first" if len(deal.first) == 1 and len(movers) > 1 else ""
    have = verb(len(movers), "has to move", "have to move") if deal.must else "could move there"
    lead = f"{words.parties(movers)} {have}{first}"
    if {s.mover for s in deal.stages if s.gain == -1} == set(movers):
        return f"{lead}, against {own(movers)} own next interest."
    return fitting(f"{lead}; {costs(deal, words)}.", f"{lead}.")


def own(parties: Sequence[str]) -> str:
    """Refer back to one or several."""
    return verb(len(parties), "its", "their")


def headline_says_reach(answer: BetterAnswer) -> bool:
    """Tell whether the headline leaves it to the points to say that something is out of reach."""
    found = best(answer)
    return found is not None and found[1].reachable


def costs(deal: DealFact, words: Words) -> str:
    """Say who makes a move on the way that does not pay at once."""
    against = list(dict.fromkeys(s.mover for s in deal.stages if s.gain == -1))
    even = list(dict.fromkeys(s.mover for s in deal.stages if s.gain == 0 and s.mover not in against))
    unknown = list(dict.fromkeys(s.mover for s in deal.stages if s.gain is None))
    told = []
    if against:
        told.append(f"{words.parties(against)} would have to move against {own(against)} own next interest")
    if even:
        told.append(f"{words.parties(even)} would at first gain nothing by it")
    if unknown:
        told.append(f"of {words.parties(unknown)} it is unknown whether the step pays")
    return ", and ".join(told) or "each step pays at once for whoever makes it"


def held(deal: DealFact, base: str) -> bool:
    """Tell whether the outcome holds under a classical concept."""
    return any(find_concept(h.concept).base == base and not h.leaving for h in deal.holds)


def holding(answer: BetterAnswer, deal: DealFact, voice: Voice) -> str:
    """Say whether it would hold, and else who could spoil it."""
    words = voice.words(answer.perspective)
    if held(deal, "nash"):
        return "It would hold: nobody could gain by leaving it."
    spoilers = [s for s in deal.spoilers if not s.deterred] or list(deal.spoilers)
    who = words.parties([s.decision_maker for s in spoilers], "or")
    if all(s.deterred for s in spoilers):
        return (
            f"It holds only if the sides look ahead: {who} could gain by leaving it, until the others answer."
        )
    return spoiling(spoilers, who)


def spoiling(spoilers: Sequence[SpoilerFact], who: str) -> str:
    """Say how those would fare who could spoil it."""
    kinds = {s.kind for s in spoilers}
    if kinds == {"better"}:
        return f"{who} could spoil it, and would be better off where that leads."
    if kinds == {"worse"}:
        return f"{who} could spoil it for a gain at first, though that leads to something worse for {it(spoilers)}."
    if kinds == {None}:
        return f"{who} could spoil it; what follows comes to no rest."
    return f"{who} could spoil it for a gain at first."


def it(spoilers: Sequence[SpoilerFact]) -> str:
    """Refer to those who could spoil it."""
    return "whoever does so" if len(spoilers) > 1 else "it"


# -- several accounts --------------------------------------------------------------------------------------------------


def headline_of_all(answers: Sequence[BetterAnswer], voice: Voice) -> str:
    """Say in which accounts something within reach is better than where it is heading."""
    who = group(answers[0], voice)
    yes = [a for a in answers if (d := chosen(a)) is not None and d.reachable]
    if len(yes) == len(answers):
        where = under(names(yes), names(answers))
        return f"Yes: {where} something within reach is better for {who} than where it is heading."
    if not yes:
        far = [a for a in answers if chosen(a) is not None]
        if far:
            told = f"Nothing within reach is better for {who} than where it is heading"
            return f"{told}; beyond reach, something would be."
        return f"No: in no account is anything better for {who} than where it is heading."
    rest = [a for a in answers if a not in yes]
    told = capital(under(names(yes), names(answers)))
    others = f"in “{rest[0].perspective}”" if len(rest) == 1 else "in the others"
    return fitting(
        f"{told}, something within reach is better for {who} than where it is heading; {others}, nothing is.",
        f"Something within reach is better for {who} than where it is heading in {spelled(len(yes))} of "
        f"{spelled(len(answers))} accounts.",
    )


def points_of_all(answers: Sequence[BetterAnswer], voice: Voice) -> list[str]:
    """Say one sentence for each account in which something is better, or for those that say the same."""
    told: dict[str, list[BetterAnswer]] = {}
    for answer in answers:
        if (deal := chosen(answer)) is not None:
            told.setdefault(in_one(answer, deal, voice), []).append(answer)
    found = []
    for text, by in list(told.items())[:3]:
        where = quoted(names(by))
        found.append(f"{where}{text}")
    return found


def in_one(answer: BetterAnswer, deal: DealFact, voice: Voice) -> str:
    """Say in one sentence, after the account, what is better, and what it takes or what ends it."""
    state = answer.states[deal.state]
    found = best(answer)
    how = ""
    if deal.reachable and found is not None and not in_both(answer):
        how = ", looking ahead" if found[0].against == "ahead" else ", not looking ahead"
    told = ("today",) if voice.is_today(state) else (voice.inside(state), voice.letter(state))
    room = MOST_WORDS - len(how.split()) - 3  # the names of one or two accounts come first
    return how + ": " + fitting(*(t + rest for t in told for rest in endings(answer, deal, voice)), most=room)


def endings(answer: BetterAnswer, deal: DealFact, voice: Voice) -> list[str]:
    """Say what it takes or what ends it, at length and in short."""
    words = voice.words(answer.perspective)
    one = heading_of(answer)
    if not deal.reachable:
        return [", but no moves lead there from today."]
    moves = closers(answer, one, voice)
    if moves and not one.stays_open:
        return (
            [f", but only before {moves[0]}."]
            if len(moves) == 1
            else [", but only before a step with no way back."]
        )
    if not deal.stages:
        return ["; nobody has to move for that."]
    movers = deal.must or tuple(dict.fromkeys(s.mover for s in deal.stages))
    lead = f", if {words.parties(movers)} {verb(len(movers), 'moves', 'move')}"
    return [f"{lead}{lasting(deal, words)}.", f"{lead}."]


def lasting(deal: DealFact, words: Words) -> str:
    """Say in short whether it would hold, and else who could spoil it."""
    if held(deal, "nash"):
        return "; nobody would leave it"
    free = [s.decision_maker for s in deal.spoilers if not s.deterred]
    if free:
        return f"; {words.parties(free, 'or')} could spoil it"
    return "; it holds only if the sides look ahead"


# -- the table, how sure, what next ------------------------------------------------------------------------------------


def pictures(answers: Sequence[BetterAnswer], voice: Voice) -> tuple[Table, ...]:
    """Set each party's places side by side: for one account, or for the best outcome of each of several."""
    table = fares(answers[0], voice) if len(answers) == 1 else fares_of_all(answers, voice)
    return () if table is None else (table,)


def fares_of_all(answers: Sequence[BetterAnswer], voice: Voice) -> Table | None:
    """Give for each party how it fares in the outcome that each account has as the best, with a mark and its place."""
    known = [
        (a, f[0].against, f[1]) for a in answers if (f := best(a)) is not None and f[0].against != "today"
    ]
    if not known:
        return None
    makers = dict.fromkeys(m.id for a, _, _ in known for m in a.decision_makers)
    words = voice.words()
    rows = []
    for dm in makers:
        cells = []
        for _, against, deal in known:
            standing = next((s for s in compared(deal, against) if s.decision_maker == dm), None)
            cells.append("" if standing is None else cell(standing))
        rows.append((words.party(dm), *cells))
    heads = [f"{a.perspective}: {voice.letter(a.states[d.state])}" for a, _, d in known]
    states = dict.fromkeys(a.states[d.state].id for a, _, d in known)
    by_id = {a.states[d.state].id: a.states[d.state] for a, _, d in known}
    legend = "; ".join(voice.named(by_id[i]) for i in states if not voice.is_today(by_id[i]))
    note = f"{legend_of(rows)}, compared with where it is heading in that account.{f' {legend}.' if legend else ''}"
    return Table(
        ("Party", *heads),
        tuple(rows),
        "How good it is for each",
        note,
        "better",
        frozenset(range(1, 1 + len(heads))),
        marks=MEANING,
    )


def fares(
    answer: BetterAnswer, voice: Voice, *, most: int = MOST_COLUMNS, named: bool = False
) -> Table | None:
    """Give for each party its place where it is heading, and in the best outcomes, with a mark."""
    found = best(answer)
    if found is None:
        return None
    words = voice.words(answer.perspective)
    against = found[0].against
    deals = [d for d in answer.deals if d.state in (found[0].within or found[0].beyond)][:most]
    columns = ["Party", *([] if against == "today" else ["Where it is heading"])]
    rows = []
    ends = answer.heading.ahead if against == "ahead" else answer.heading.myopic
    for k, maker in enumerate(answer.decision_makers):
        cells = [words.party(maker.id)]
        if against != "today":
            standing = ends.standings[k] if ends.standings else None
            cells.append("" if standing is None else places(standing.after))
        cells += [cell(compared(d, against)[k]) for d in deals]
        rows.append(tuple(cells))
    heads = [capital(voice.letter(answer.states[d.state])) for d in deals]
    title = f"How good that is for each{f', in “{answer.perspective}”' if named else ''}"
    how = "" if answer.heading.same else ", looking ahead" if against == "ahead" else ", not looking ahead"
    what = "today" if against == "today" else f"where it is heading{how}"
    legend = "; ".join(
        voice.named(answer.states[d.state]) for d in deals if not voice.is_today(answer.states[d.state])
    )
    note = f"{legend_of(rows)}, compared with {what}."
    return Table(
        (*columns, *heads),
        tuple(rows),
        title,
        f"{note} {legend}." if legend else note,
        "better" + (f"-{answer.perspective}" if named else ""),
        frozenset(range(1, 1 + len(columns) - 1 + len(heads))),
        marks=MEANING,
    )


def legend_of(rows: Sequence[Sequence[str]]) -> str:
    """Say what the marks mean that stand in some cells."""
    used = {c.partition(" ")[0] for row in rows for c in row[1:]}
    return ", ".join(f"{mark} {meaning}" for mark, meaning in MEANING.items() if mark in used)


def compared(deal: DealFact, against: str) -> tuple[Standing, ...]:
    """Give how everybody fares in an outcome compared with something."""
    return {
        "today": deal.against_today,
        "ahead": deal.against_ahead,
        "myopic": deal.against_myopic,
    }[against]


def marks(deal: DealFact) -> str:
    """Say under which concepts an outcome holds: ``Nash ✓ SEQ ✓ SMR ✗``."""
    holds = {h.concept: not h.leaving for h in deal.holds}
    return concept_marks(holds)


def sure(answers: Sequence[BetterAnswer], voice: Voice) -> str:
    """Say under which ways of looking ahead it holds, and on how many claims it rests."""
    told = []
    for answer in answers:
        deal = chosen(answer)
        if deal is None and len(answers) == 1:
            deal = (best(answer) or (None, None))[1]
        if deal is not None:
            state = answer.states[deal.state]
            who = f"“{answer.perspective}”, " if len(answers) > 1 else ""
            told.append(f"{who}{voice.letter(state)}: {marks(deal)}")
    held_by = f"Holds ({'; '.join(told)}). " if told else ""
    return f"{held_by}{basis_of_all(answers)}".strip()


def following(answers: Sequence[BetterAnswer], voice: Voice) -> tuple[str, ...]:
    """Give what one would ask next."""
    account = ("-p", answers[0].perspective) if len(answers) == 1 and len(answers[0].perspectives) > 1 else ()
    asked = [voice.command("coalitions", *account)]
    for answer in answers:
        deal = chosen(answer)
        if deal is not None and deal.reachable and deal.spoilers:
            state = answer.states[deal.state]
            asked.append(
                voice.command("explain", "--state", to_type(state), "-p", answer.perspective)
                if answer.perspective != "base"
                else voice.command("explain", "--state", to_type(state))
            )
            break
    return tuple(asked)


# -- details -----------------------------------------------------------------------------------------------------------


def details(answer: BetterAnswer, voice: Voice, *, named: bool = False) -> list[Block]:
    """Give all that was found."""
    blocks: list[Block] = [
        Text(counted(answer, one, voice)) for one in (answer.myopic, answer.ahead, answer.today)
    ]
    blocks += [deal_section(answer, deal, voice) for deal in answer.deals]
    whole = fares(answer, voice, most=len(answer.deals), named=named)
    if whole is not None and (named or len(answer.deals) > MOST_COLUMNS):
        blocks.append(whole)
    if (table := every_table(answer, voice)) is not None:
        blocks.append(table)
    return blocks


def counted(answer: BetterAnswer, one: ImprovedFact, voice: Voice) -> str:
    """Say how many outcomes are better than something, within reach and beyond."""
    who = group(answer, voice)
    than = {
        "myopic": "where it is heading if the sides do not look ahead",
        "ahead": "where it is heading if they look ahead",
        "today": "today",
    }[one.against]
    if one.compared == "0":
        return f"Compared with {than}: that comes to no outcome."
    near, far, top = int(one.count), int(one.count_beyond), int(one.best)
    told = f"Better for {who} than {than}: {count(near, 'outcome') if near else 'none'} within reach"
    if near > 1:
        told += f", of which {spelled(top)} {verb(top, 'is', 'are')} beaten by no other of them"
    return f"{told}; {spelled(far) if far else 'none'} out of reach."


def deal_section(answer: BetterAnswer, deal: DealFact, voice: Voice) -> Section:
    """Tell all of one outcome."""
    words = voice.words(answer.perspective)
    state = answer.states[deal.state]
    blocks: list[Block] = [Text(capital(words.state(state)) + ".")]
    if deal.stages:
        blocks.append(Items(steps(answer, deal, words), numbered=True))
    told = [way(answer, deal, voice) or "No moves lead there from today.", holding(answer, deal, voice)]
    blocks.append(Text(" ".join(told)))
    blocks.append(Text(f"It holds under: {marks(deal)}."))
    least = [t for s in deal.against_today if (t := resting(s, words))]
    if least:
        blocks.append(Text(f"Compared with today, {'; '.join(least)}."))
    if deal.spoilers:
        blocks.append(Items(tuple(spoiler(answer, s, words) for s in deal.spoilers)))
    return Section(capital(voice.named(state)), tuple(blocks))


def steps(answer: BetterAnswer, deal: DealFact, words: Words) -> tuple[str, ...]:
    """Tell the moves of the way there, each with what it does to who makes it."""
    found, before = [], answer.states[start_of(answer)]
    for stage in deal.stages:
        after = answer.states[stage.state]
        effect = {1: "a gain", 0: "neither gain nor loss", -1: "a loss", None: "unknown"}[stage.gain]
        found.append(
            f"{words.party(stage.mover)}: {words.step(before, after, stage.mover)} (for itself at once: {effect})"
        )
        before = after
    return tuple(found)


def start_of(answer: BetterAnswer) -> int:
    """Give the status quo."""
    return 0 if answer.status_quo is None else answer.status_quo


def spoiler(answer: BetterAnswer, one: SpoilerFact, words: Words) -> str:
    """Tell how somebody could spoil an outcome, what comes of it, and whether that would pay."""
    who, to = words.party(one.decision_maker), answer.states[one.to]
    told = f"{who} could move on to {label(to)} for a gain"
    told += ", which answers that pay for the others would undo" if one.deterred else ""
    if not one.ends:
        return f"{told}; what follows comes to no rest."
    ends = listed([label(answer.states[e]) for e in one.ends], "or")
    fate = {
        "better": "better for it",
        "worse": "worse for it",
        "same": "as good for it",
        "better_or_same": "better for it or as good",
        "worse_or_same": "worse for it or as good",
        "open": "better or worse for it, depending on where it ends",
        "unknown": "and whether that is better for it is unknown",
        None: "",
    }[one.kind]
    losing = f"; worse for {words.parties(one.worse)}" if one.worse else ""
    return f"{told}; the sides' own interests then lead to {ends}, {fate}{losing}."


def every_table(answer: BetterAnswer, voice: Voice) -> Table | None:
    """List the outcomes that are better than something, and than what."""
    words = voice.words(answer.perspective)
    found: dict[int, list[str]] = {}
    for k, one in enumerate((answer.myopic, answer.ahead, answer.today)):
        for ref, near in [*((r, True) for r in one.within), *((r, False) for r in one.beyond)]:
            found.setdefault(ref, ["", "", "", YES if near else NO])[k] = YES
    if not found:
        return None
    rows = [
        (label(answer.states[ref]), words.cell(answer.states[ref]), *marked)
        for ref, marked in list(found.items())[:MOST_ROWS]
    ]
    more = len(found) - MOST_ROWS
    return Table(
        (
            "State",
            words.what,
            "Than where it is heading, not looking ahead",
            "Looking ahead",
            "Than today",
            "Within reach",
        ),
        tuple(rows),
        "What is better than what",
        f"{more:,} more; the JSON lists them." if more > 0 else "",
        "better-states",
        frozenset((2, 3, 4, 5)),
        marks={YES: "yes", NO: "no", "": "no"},
    )
