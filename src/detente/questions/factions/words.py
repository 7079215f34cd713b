"""What a party could agree to at home, who decides there, and whose takeover would change the outcome, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from detente.answers import StandingKind
from detente.questions.factions.answer import (
    FactionsAnswer,
)
from detente.questions.factions.facts import (
    AtEnd,
    Home,
    Led,
)
from detente.questions.factions.tables import details, faction_name, number, reference
from detente.wording import (
    Block,
    Said,
    Section,
    Table,
    Text,
    Voice,
    Words,
    capital,
    count,
    fitting,
    listed,
    shortened,
    spelled,
)
from detente.wording.accounts import agreeing, each, followed, names, one_of, under
from detente.wording.basis import basis_of_all, rested

MOST_POINTS = 3
MOST_NAMES = 4
MOST_ENDS = 3
NOTHING = "—"
KINDS: tuple[StandingKind, ...] = ("worse", "better", "worse_or_same", "better_or_same", "open")


def say(answers: Sequence[FactionsAnswer], voice: Voice) -> Said:
    """Say whose takeover would change the outcome, what could be agreed to at home, and who decides there."""
    told = [a for a in answers if a.homes]
    makers = dict.fromkeys(h.decision_maker for a in told for h in a.homes)
    party = voice.words().party(*makers) if len(makers) == 1 else "a party"
    return Said(
        question=f"What could {party} agree to at home, and whose takeover would change the outcome?",
        headline=headline(answers, voice),
        points=points(answers, voice),
        pictures=(picture(told, voice),) if told else (),
        sure=sure(told),
        next=(voice.command("evolve"), voice.command("pivot")),
        details=tuple(_details(answers, voice)),
        account=followed(answers),
        id="factions",
    )


def quoted(home: Home, ids: Iterable[str], joint: str = "and") -> str:
    """Name factions."""
    told = [f"“{faction_name(home, i)}”" for i in ids]
    return shortened(told, MOST_NAMES) if len(told) > MOST_NAMES else listed(told, joint)


# -- takeovers ---------------------------------------------------------------------------------------------------------


def turning(home: Home) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Give those whose takeover changes where it is heading: in any case, only looking ahead, only not looking ahead.

    Without a status quo: those whose takeover changes what holds under the first concept, in any case.
    """
    always, ahead, myopic = [], [], []
    for t in home.takeovers:
        if t.myopic is None or t.ahead is None:
            if home.predicted and home.predicted[0].concept in t.changes:
                always.append(t.faction)
        elif not t.myopic.same and not t.ahead.same:
            always.append(t.faction)
        elif not t.ahead.same:
            ahead.append(t.faction)
        elif not t.myopic.same:
            myopic.append(t.faction)
    return tuple(always), tuple(ahead), tuple(myopic)


def takeovers(words: Words, home: Home) -> str:
    """Say whose takeover would change where it is heading, in one sentence."""
    party = words.party(home.decision_maker)
    always, ahead, myopic = turning(home)
    if not always and not ahead and not myopic:
        return f"Whichever faction took over in {party}, it would be heading for the same."
    if len(always) == len(home.takeovers) > 1:
        return f"Whichever faction took over in {party}, the outcome would be another."
    parts: list[str] = []
    for some, when in (
        (always, ""),
        (ahead, " only if the sides look ahead"),
        (myopic, " only if the sides do not look ahead"),
    ):
        if some and parts:
            parts.append(f"one by {quoted(home, some, 'or')}{when}")
        elif some:
            parts.append(
                f"A takeover by {quoted(home, some, 'or')} in {party} would change where it is heading{when}"
            )
    return fitting(
        f"{'; '.join(parts)}.",
        f"{parts[0]}.",
        f"A takeover by some of the factions in {party} would change where it is heading.",
    )


def headline(answers: Sequence[FactionsAnswer], voice: Voice) -> str:
    """Say whose takeover would change the outcome."""
    told = [a for a in answers if a.homes]
    if not told:
        return f"Nothing can be said of what happens at home: {answers[0].refused}."
    first, *_ = told
    words = voice.words()
    if len(first.homes) > 1:
        moved = [h.decision_maker for h in first.homes if any(turning(h))]
        if len(told) > 1:
            return f"{capital(count(len(first.homes), 'party', 'parties'))} of the file have factions."
        if not moved:
            return "No takeover by a faction would change where it is heading."
        return f"A takeover by a faction could change where it is heading in {words.parties(moved, 'or')}."
    texts = {takeovers(words, a.homes[0]) for a in told}
    if len(texts) == 1:
        return texts.pop()
    [home] = first.homes
    party = words.party(home.decision_maker)
    common = [f for f in turning(home)[0] if all(f in turning(a.homes[0])[0] for a in told)]
    if common:
        every = "both accounts" if len(told) == 2 else "every account"
        return fitting(
            f"In {every}, a takeover by {quoted(home, common, 'or')} in {party} would change where it is heading.",
            f"In {every}, some takeovers in {party} would change where it is heading.",
        )
    return f"The accounts part over whose takeover in {party} would change where it is heading."


# -- what one has to know beside it ------------------------------------------------------------------------------------


def points(answers: Sequence[FactionsAnswer], voice: Voice) -> tuple[str, ...]:
    """Say what could be agreed to at home, who decides, and for whom a takeover would be good."""
    told = [a for a in answers if a.homes]
    if not told:
        return ()
    first, *others = told
    words = voice.words()
    home, *more = first.homes
    if more and not others:
        return tuple(takeovers(words, h) for h in first.homes[:MOST_POINTS])
    if not others:
        found = (ratifiable(words, first, home), deciding(words, home), led(words, home))
        return tuple(t for t in found if t)
    among = names(answers)
    lines = []
    for group in agreeing(told, lambda a: takeovers(words, a.homes[0])):
        if len(group) < len(told):
            its = one_of(group).homes[0]
            text = takeovers(words, its)
            lead = capital(under(names(group), among))
            lines.append(fitting(f"{lead}, {text[:1].lower()}{text[1:]}", _in_short(lead, its)))
    lines.append(deciding(words, home))
    refused = [
        f"{capital(under([a.perspective], among))}, nothing can be said." for a in answers if not a.homes
    ]
    return tuple(t for t in (*refused, *lines) if t)[:MOST_POINTS]


def _in_short(lead: str, home: Home) -> str:
    always, ahead, myopic = turning(home)
    return f"{lead}, a takeover by {quoted(home, always or ahead or myopic, 'or')} would change it."


def ratifiable(words: Words, answer: FactionsAnswer, home: Home) -> str:
    """Say to how many deals the party could agree at home, and whether where it is heading is among them."""
    party = words.party(home.decision_maker)
    every, could = int(home.deals), int(home.win_set_count)
    what = "deals that meet the condition" if home.where else "other outcomes"
    lead = f"At home, {party} could agree to {could:,} of {every:,} {what}"
    if not could:
        lead = f"At home, {party} could agree to none of {every:,} {what}"
    if not home.ends:
        return f"{lead}."
    told = [_of_end(e, reference(answer, home)) for e in home.ends]
    if told[0] == told[1]:
        return fitting(f"{lead}; where it is heading, {told[0]}.", f"{lead}.")
    whole = [bool(e.count) and e.ratified == e.count for e in home.ends]
    if whole[0] != whole[1]:
        when = "do not look ahead" if whole[0] else "look ahead"
        return f"{lead}; to where it is heading only if the sides {when}."
    return f"{lead}."


def _of_end(end: AtEnd, against: str) -> str:
    if not end.count:
        return "nothing lasts"
    if end.unchanged and end.count == 1:
        return f"{against} stays and needs no vote"
    if not end.ratified:
        return "it could not agree" if end.count == 1 else "it could agree to none"
    if end.ratified == end.count:
        return "it could agree"
    return f"it could agree to {end.ratified:,} of {end.count:,}"


def deciding(words: Words, home: Home) -> str:
    """Say who decides most often at home, without whom nothing passes, and whose vote never counts."""
    party = words.party(home.decision_maker)
    most = max(m.shapley_shubik.decimal for m in home.members)
    first = [m for m in home.members if m.shapley_shubik.decimal == most]
    veto = [m.id for m in home.members if m.veto]
    dummies = [m.id for m in home.members if m.dummy]
    if len(first) == len(home.members) > 1:
        uneven = len({m.weight.exact for m in home.members}) > 1
        every = "both" if len(first) == 2 else f"all {spelled(len(first))}"
        text = f"In {party}, {every} factions have the same power"
        text += ", although their weights differ" if uneven else ""
    else:
        verb = "decides" if len(first) == 1 else "decide"
        text = f"In {party}, {quoted(home, [m.id for m in first])} {verb} most often"
    if veto and len(veto) < len(home.members):
        text += f"; nothing passes without {quoted(home, veto, 'or')}"
    elif veto and len(home.members) > 1:
        text += "; nothing passes without all of them"
    if dummies:
        text += f"; the vote of {quoted(home, dummies)} never counts"
    return f"{text}."


def led(words: Words, home: Home) -> str:
    """Say for whom the takeovers that change it would be good and bad, looking ahead; else not looking ahead."""
    for taken in home.takeovers:
        for found, how in ((taken.ahead, ""), (taken.myopic, ", not looking ahead")):
            if found is not None and not found.same:
                whom = gains(words, found)
                if whom:
                    return fitting(f"Led by “{faction_name(home, taken.faction)}”{how}: {whom}.", "")
    return ""


def gains(words: Words, found: Led) -> str:
    """Say who would lose and gain compared with no takeover, as a part of a sentence."""
    groups: dict[StandingKind, list[str]] = {}
    for standing in found.standings:
        groups.setdefault(standing.kind, []).append(words.party(standing.decision_maker))
    parts = []
    for kind in KINDS:
        if kind in groups:
            parts.append(f"{listed(groups[kind])} {_verb(kind, len(groups[kind]))}")
    if parts:
        *others, last = parts
        return f"{', '.join(others)}, while {last}" if others else last
    return (
        "nobody would gain or lose"
        if found.standings
        else "no outcome would last"
        if found.count == "0"
        else ""
    )


def _verb(kind: StandingKind, number: int) -> str:
    return {
        "worse": "would lose",
        "better": "would gain",
        "worse_or_same": "might lose",
        "better_or_same": "might gain",
    }.get(kind, "might gain or lose")


def sure(answers: Sequence[FactionsAnswer]) -> str:
    """Say on how many claims it rests: about the factions, and of the account."""
    if not answers:
        return ""
    parts = []
    first, *_ = answers
    for home in first.homes:
        basis = home.basis
        parts.append(f"{count(basis.claims, 'claim')} about the factions{rested(basis)}")
    factions = f"Rests on {'; '.join(parts)}; the factions are the same in every account." if parts else ""
    return f"{factions} {basis_of_all(answers)}".strip()


# -- the thing to look at ----------------------------------------------------------------------------------------------


def picture(answers: Sequence[FactionsAnswer], voice: Voice) -> Table:
    """Give, faction by faction, its power and where it would be heading under its lead."""
    several = len(answers) > 1
    rows = []
    for answer in answers:
        for home in answer.homes:
            for member, taken in zip(home.members, home.takeovers, strict=True):
                head = (answer.perspective,) if several else ()
                told = [ends(answer, found, voice) for found in (taken.myopic, taken.ahead)]
                rows.append(
                    (*head, member.name, number(member.weight), percent(member.shapley_shubik.decimal), *told)
                )
    columns = (
        *(("Account",) if several else ()),
        "Led by",
        "Weight",
        "Decides",
        "Not looking ahead",
        "Looking ahead",
    )
    note = "Decides: the share of all orders of voting in which its vote is the one that decides."
    cells = _once(rows) if several else rows
    return Table(columns, tuple(cells), "Where it would be heading", note, "led", heads=2 if several else 1)


def _once(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Name each account once."""
    last, found = "", []
    for row in rows:
        found.append(("" if row[0] == last else row[0], *row[1:]))
        last = row[0]
    return found


def ends(answer: FactionsAnswer, found: Led | None, voice: Voice) -> str:
    """Say where it would be heading: by letters, or that it is the same."""
    if found is None:
        return NOTHING
    if found.same:
        return "the same"
    states = [answer.states[s] for s in found.states]
    if not states:
        return "nothing lasts"
    if len(states) > MOST_ENDS:
        return f"one of {int(found.count):,}"
    if len(states) == 1:
        return voice.named(*states)
    return voice.letters(states)


def percent(share: float) -> str:
    """Write a share as a percentage."""
    return f"{share:.0%}"


# -- the rest ----------------------------------------------------------------------------------------------------------


def _details(answers: Sequence[FactionsAnswer], voice: Voice) -> list[Block]:
    return list(each(answers, lambda a: _of_account(a, voice)))


def _of_account(answer: FactionsAnswer, voice: Voice) -> list[Block]:
    found: list[Block] = [Text(f"{capital(answer.refused)}.")] if answer.refused else []
    words = voice.words(answer.perspective)
    for home in answer.homes:
        told = details(answer, home, voice)
        name = words.party(home.decision_maker)
        found += [Section(f"At home: {name}", tuple(told))] if len(answer.homes) > 1 else told
    return found
