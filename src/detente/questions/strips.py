"""Where it is heading, as a strip: what `analyze`, `compare` and the brief draw alike.

A lane shows what follows looking ahead; unless today then holds, or that leads nowhere: then not looking ahead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import msgspec

from detente import drawing
from detente.answers import Ends, Heading, Maker, Ref, Span, StateValue, Way
from detente.wording import Picture, Table, Voice, Words, place
from detente.wording.outcomes import sentence, spoken_of
from detente.wording.ways import AHEAD, EITHER, ENGLISH, MYOPIC, WaysWords

MOST_LANES = 6
MOST_ENDS = 3  # outcomes of one lane
SAME_WAY, STAYS = ENGLISH.same_way, ENGLISH.stays


class Leading(Protocol):
    """An account, and where it is heading."""

    @property
    def perspective(self) -> str:
        """The account."""

    @property
    def heading(self) -> Heading | None:
        """Where it is heading."""

    @property
    def states(self) -> tuple[StateValue, ...]:
        """The states that it refers to."""

    @property
    def spoken(self) -> tuple[Ref, ...]:
        """Those that have a letter."""

    @property
    def decision_makers(self) -> tuple[Maker, ...]:
        """The decision makers."""


def strip_picture(headings: Sequence[Leading], voice: Voice, plain: Table | None = None) -> Picture | None:
    """Draw a lane for each account, from today by the moves to where it is heading.

    Parameters
    ----------
    headings : sequence of Leading
        One for each account.
    voice : Voice
    plain : Table, optional
        What stands in its place where nothing is drawn.

    Returns
    -------
    Picture or None
        None where an account has no status quo, or leads to more outcomes than can be drawn.
    """
    shown = [a for a in headings if a.heading is not None][:MOST_LANES]
    if not shown or any(not drawable(a) for a in shown):
        return None
    parties = voice.words(shown[0].perspective)
    names = [parties.party(d.id) for d in parties.conflict.decision_makers]
    several = len(headings) > 1
    lanes = [lane(a, voice, named=several) for a in shown]
    text = " ".join(told(a, voice, named=several) for a in shown)
    title = voice.ways.title
    return Picture(drawing.strip(lanes, names, title, text), text, title, () if plain is None else (plain,))


def rows_picture(headings: Sequence[Leading], voice: Voice) -> Picture | None:
    """Draw the same in little room, a row for each way, and what comes of it not looking ahead, too.

    Cards have a letter and a title alone: what is done in an outcome is told in its title. Where nothing is drawn, a
    table tells the ways, and the title of each outcome once.
    """
    shown = [a for a in headings if a.heading is not None][:MOST_LANES]
    if not shown or any(not drawable(a) for a in shown):
        return None
    parties = voice.words(shown[0].perspective)
    names = [parties.party(d.id) for d in parties.conflict.decision_makers]
    several = len(headings) > 1
    lanes = [row for a in shown for row in rows(a, voice, named=several)]
    text = " ".join(told(a, voice, named=several) for a in shown)
    both = any(row.how for a in shown for row in sights(a, voice))
    svg = drawing.rows(lanes, names, voice.ways.rows, text, note=voice.ways.expecting if both else "")
    return Picture(svg, text, voice.ways.rows, (ways_table(shown, voice),))


def ways_table(headings: Sequence[Leading], voice: Voice) -> Table:
    """Tell the same ways as `rows` draws, and where each ends.

    An outcome has its title where it comes first, unless that says no more than the way does.
    """
    several, titled, found = len(headings) > 1, set[str](), list[tuple[str, str, str]]()
    alike = all(a.heading is not None and a.heading.same for a in headings)
    for answer in headings:
        name = answer.perspective if several else ""
        both = {s.id for row in sights(answer, voice) if row.note == voice.ways.same_way for s in row.again}
        for row in sights(answer, voice):
            if row.note == voice.ways.same_way and both <= titled:
                continue  # said beside the way
            if not row.ends.ways:
                found.append((name, _begun(row.how, row.note, voice.ways), voice.letters(row.again)))
                name = ""
            for way in row.ends.ways:
                end = answer.states[way.end]
                steps = " → ".join(steps_told(answer, way, voice)) or voice.ways.nobody
                either = end.id in both or not (row.how or alike)
                how = EITHER if either else row.how
                found.append((name, _begun(how, steps, voice.ways), _ending(answer, way, voice, titled)))
                titled.add(end.id)
                name = ""
    begin = voice.ways.from_today if alike else voice.ways.from_today_ahead
    heads, cut = (voice.ways.account, begin, voice.ways.end), 0 if several else 1
    return Table(heads[cut:], tuple(cells[cut:] for cells in found), id="ways")


def _begun(how: str, steps: str, words: WaysWords) -> str:
    """Say first in which way of looking at it these steps are taken, where it is not the one of the table's head."""
    begin = words.begins.get(how, "")
    return words.begun.format(begin, steps) if begin else steps


def _ending(answer: Leading, way: Way, voice: Voice, titled: set[str]) -> str:
    end, start = answer.states[way.end], answer.states[way.start]
    told = "; ".join(voice.words(answer.perspective).changes(start, end))
    plain = end.id in titled or voice.is_today(end) or (not end.given and voice.title(end) == told)
    return voice.letter(end) if plain else voice.named(end)


def steps_told(answer: Leading, way: Way, voice: Voice) -> list[str]:
    """Say move by move who does what."""
    words = voice.words(answer.perspective)
    steps, before = [], answer.states[way.start]
    for move in way.moves:
        after = answer.states[move.state]
        steps.append(step_told(words, before, after, move.mover))
        before = after
    return steps


def step_told(words: Words, before: StateValue, after: StateValue, mover: str) -> str:
    """Say who moves, and to do what, if there are words for that."""
    return words.move(before, after, mover) if words.does(before, after, mover) else words.party(mover)


@dataclass(frozen=True, slots=True)
class Sight:
    """A way of looking at it, for a row: how it is called, the ways that are shown, what else is to be said.

    `again` are outcomes to which it leads that are shown above already.
    """

    how: str
    ends: Ends
    note: str = ""
    again: tuple[StateValue, ...] = ()
    words: WaysWords = field(default=ENGLISH, compare=False)

    @property
    def label(self) -> str:
        """What stands beside the row."""
        how = self.words.how.get(self.how, "")
        return self.words.too.format(how) if self.again and self.ends.ways else how


def sights(answer: Leading, voice: Voice) -> list[Sight]:
    """Choose the rows of one account: looking ahead, then not looking ahead, where that leads elsewhere."""
    assert answer.heading is not None
    ahead, other = answer.heading.ahead, answer.heading.myopic
    (ends, how), words = ends_shown(answer), voice.ways
    if how and ahead.stays:
        stays = msgspec.structs.replace(ahead, ways=())
        today = () if voice.today is None else (voice.today,)
        return [Sight(AHEAD, stays, words.stays, today, words), Sight(how, ends, words=words)]
    states = spoken_of(answer, other)
    if how == AHEAD and other.states and states is not None:
        fresh = tuple(w for w in other.ways if w.end not in ends.states)
        again = tuple(answer.states[w.end] for w in other.ways if w.end in ends.states)
        shown = msgspec.structs.replace(other, ways=fresh)
        note = "" if fresh else words.same_way
        return [Sight(how, ends, words=words), Sight(MYOPIC, shown, note, again, words)]
    return [Sight(how, ends, _note(answer, voice), words=words)]


def rows(answer: Leading, voice: Voice, *, named: bool) -> list[drawing.Lane]:
    """Give the rows of one account: looking ahead, then not looking ahead, where that leads elsewhere."""
    first = lane(answer, voice, named=named)
    found = []
    for k, row in enumerate(sights(answer, voice)):
        name = answer.perspective if named and not k else ""
        label = ", ".join(x for x in (name, row.label) if x)
        if row.ends.ways:
            found.append(replace(ways(answer, row.ends, voice, {}), label=label, note=row.note))
        elif row.note == voice.ways.same_way:  # drawn above: a line below says so
            found[-1] = replace(found[-1], note=first.note)
        else:
            found.append(drawing.Lane(label, first.cards[:1], note=row.note))
    return [bare(r) for r in found]


def bare(lane: drawing.Lane) -> drawing.Lane:
    """Leave a letter and a title of each card."""
    return replace(lane, cards=tuple(replace(c, lines=(), ranks=()) for c in lane.cards))


def ends_shown(answer: Leading) -> tuple[Ends, str]:
    """Choose what the strip follows: looking ahead, unless today then holds or that leads nowhere."""
    assert answer.heading is not None
    ahead, myopic = answer.heading.ahead, answer.heading.myopic
    if answer.heading.same:
        return ahead, ""
    if ahead.stays or not ahead.states:
        return myopic, MYOPIC
    return ahead, AHEAD


def drawable(answer: Leading) -> bool:
    """Tell whether the outcomes of an account have letters and are few enough for a lane."""
    ends, _ = ends_shown(answer)
    return spoken_of(answer, ends) is not None and len(ends.states) <= MOST_ENDS


def lane(answer: Leading, voice: Voice, *, named: bool) -> drawing.Lane:
    """Draw the ways of one account: cards for today and the ends, a dot for each stop between."""
    ends, how = ends_shown(answer)
    name = voice.words().held(answer.perspective) if named else ""
    title = ", ".join(x for x in (name, voice.ways.how.get(how, "")) if x)
    found = ways(answer, ends, voice, _ranks(answer, ends))
    return replace(found, label=title, note=_note(answer, voice))


def ways(
    answer: Leading,
    ends: Ends,
    voice: Voice,
    ranks: Mapping[int, tuple[tuple[int, str], ...]],
    start: StateValue | None = None,
) -> drawing.Lane:
    """Draw the ways to some ends, without a label; ways that go together are drawn once.

    Parameters
    ----------
    ranks : mapping of int to tuple
        Where parties rank states: by the states' places, -1 is where the ways begin.
    start : StateValue, optional
        Where the ways begin; today, if nothing else is said.
    """
    words = voice.words(answer.perspective)
    makers = [d.id for d in answer.decision_makers]
    first = start or (answer.states[ends.ways[0].start] if ends.ways else voice.today)
    assert first is not None
    begins = _card(first, first, voice, words, ranks.get(-1, ()))
    cards = [begins if start is not None else replace(begins, letter="", title=voice.ways.today)]
    places = {first.id: 0}
    arrows: dict[drawing.Arrow, None] = {}
    for way in ends.ways:
        before = answer.states[way.start]
        for move in way.moves:
            after = answer.states[move.state]
            if after.id not in places:
                places[after.id] = len(cards)
                end = move.state in ends.states
                shown = ranks.get(move.state, ())
                cards.append(_card(after, first, voice, words, shown) if end else drawing.Card())
            step = step_told(words, before, after, move.mover)
            arrows[drawing.Arrow(places[before.id], places[after.id], makers.index(move.mover), step)] = None
            before = after
    return drawing.Lane("", tuple(cards), tuple(arrows))


def _note(answer: Leading, voice: Voice) -> str:
    """Say below a lane what it does not show."""
    assert answer.heading is not None
    (ends, how), words = ends_shown(answer), voice.ways
    if how == MYOPIC:
        if answer.heading.ahead.stays:
            return words.ahead_stays if ends.states else words.ahead_stays_alone
        return words.ahead_rests if ends.states else words.rests_both
    if how:
        other = answer.heading.myopic
        states = spoken_of(answer, other)
        if not other.states:
            return words.myopic_rests
        return words.myopic.format(voice.letters(states) if states is not None else words.many)
    if not ends.ways or not any(w.moves for w in ends.ways):
        return words.stays if ends.stays else words.rests
    return ""


def _card(
    state: StateValue, start: StateValue, voice: Voice, words: Words, ranks: Sequence[tuple[int, str]]
) -> drawing.Card:
    """Give the card of a state: where the ways begin, or where one ends."""
    begins, today = state.id == start.id, voice.is_today(state)
    title = voice.ways.today if today and begins else voice.title(state)
    return drawing.Card(
        voice.outcomes[state.id].letter if state.id in voice.outcomes else "",
        title,
        card_lines(state, words, start),
        tuple(ranks),
        "today" if begins else "end",
    )


def card_lines(state: StateValue, words: Words, start: StateValue) -> tuple[tuple[int, str, bool], ...]:
    """Say what each party does, and whether that is a change from where the ways begin.

    What it does no more than there is a change, too.
    """
    if state.given:
        return ()
    makers, told = [d.id for d in words.conflict.decision_makers], list[tuple[int, str, bool]]()
    of = words.conflict.options
    for option in words.ordered({*state.taken, *start.taken}):
        party = makers.index(option.partition(".")[0])
        if option in state.taken:
            told.append((party, words.short(option), option not in start.taken))
        elif of[option].of is None or not any(of[o].of == of[option].of for o in state.taken):
            told.append((party, words.without(option), True))
    return tuple(told)


def _ranks(answer: Leading, ends: Ends) -> dict[int, tuple[tuple[int, str], ...]]:
    """Give where each party ranks today (at -1) and, if there is one end alone, where it ranks that."""
    makers = [d.id for d in answer.decision_makers]
    found: dict[int, tuple[tuple[int, str], ...]] = {}

    def told(spans: Sequence[tuple[str, Span | None]]) -> tuple[tuple[int, str], ...]:
        return tuple(
            (makers.index(dm), f"{place(s.best)} of {s.of}")
            for dm, s in spans
            if s is not None and s.best == s.worst
        )

    found[-1] = told([(s.decision_maker, s.before) for s in ends.standings])
    if len(ends.states) == 1:
        found[ends.states[0]] = told([(s.decision_maker, s.after) for s in ends.standings])
    return found


def told(answer: Leading, voice: Voice, *, named: bool) -> str:
    """Say what a lane shows: who moves, to what."""
    ends, how = ends_shown(answer)
    words = voice.ways
    where = words.in_account.format(answer.perspective)
    begin = ", ".join(x for x in (where if named else "", words.how.get(how, "")) if x)
    ways = [_told_way(answer, w, voice) for w in ends.ways if w.moves]
    note = _note(answer, voice)
    either = words.or_.join(ways)
    first = sentence(f"{begin}: {either}" if begin else either) if ways else ""
    if not ways and named:
        note = sentence(f"{where}: {note[:1].lower() + note[1:]}")
    return " ".join(x for x in (first, note) if x)


def _told_way(answer: Leading, way: Way, voice: Voice) -> str:
    steps = voice.ways.then.join(steps_told(answer, way, voice))
    return voice.ways.way.format(steps, voice.letter(answer.states[way.end]))
