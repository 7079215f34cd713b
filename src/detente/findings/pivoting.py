"""What it would take to bring a goal about, and who is pivotal, in words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.findings.answers import labels
from detente.findings.finding import Block, Finding, Items, Section, Table, Text
from detente.findings.situation import rests_on
from detente.findings.words import Words, concept_name, count, listed, place, shortened
from detente.game import Ints, State
from detente.questions.pivot import Edit, Pivot, Pivotal, Rankings, Turn

MOST_ROWS = 12
MOST_OBSTACLES = 8
MOST_PAIRS = 12
MOST_ORDERS = 24
MOST_STATES = 12

_KIND = {"drop": "leave out", "move": "move", "add": "add"}


def _goal(found: Pivot, words: Words) -> str:
    if len(found.goals) == 1:
        state = found.game.state(int(found.goals[0]))
        return words.noted(state)
    condition = found.game.conflict.condition(found.goal)
    return f"a state in which this holds: {words.condition(condition)}"


def _wanted(found: Pivot) -> str:
    reached = " that improvements lead to from the status quo" if found.from_status_quo else ""
    return f"an equilibrium ({concept_name(found.concept)}){reached}"


def pivot_finding(found: Pivot) -> Finding:
    """Say what the least changes are, or why there are none."""
    words = Words(found.game.conflict)
    who = words.dms(found.who) if len(found.who) < len(found.game.decision_makers) else "anybody"
    asked = f"Wanted: {_goal(found, words)}, as {_wanted(found)}; the preferences of {who} may change."
    tell = {"found": _found, "holds already": _holds, "impossible": _impossible, "not found": _not_found}
    answers = [asked, tell[found.verdict](found, words)]
    blocks: list[Block] = []
    if found.verdict == "found":
        blocks.append(_turns(found, words))
    if found.obstacles:
        blocks.append(
            Section("Goal states that are out of the question", (_obstacles(found, words),), aside=True)
        )
    for rankings in found.rankings:
        answers.append(_ranked(rankings, found, words))
        if rankings.always:
            blocks.append(_always(rankings, words))
        blocks += _orders(rankings, found, words)
    answers.append(rests_on(found.game.conflict))
    return Finding(f"What would it take: {found.goal}?", tuple(answers), tuple(blocks), found.game.account)


def _holds(found: Pivot, words: Words) -> str:
    [turn] = found.answers
    states = labels(found.game, _indices(turn.states))
    verb = "is one" if len(turn.states) == 1 else "are such"
    return f"Nothing has to change (price 0): {states} {verb} as things are.{_besides(found, turn)}"


def _indices(states: Sequence[State]) -> Ints:
    return np.array(list(dict.fromkeys(s.index for s in states)), dtype=np.int64)


def _found(found: Pivot, words: Words) -> str:
    least = found.answers[0]
    one = "One change would do" if found.price == 1 else f"{found.price} changes would do, fewer would not"
    ways = count(found.count, "way") if found.every else f"at least {found.count:,} ways"
    makers = list(dict.fromkeys(c.dm for t in found.answers for c in t.changes))
    text = (
        f"{one} (price {found.price}; {ways} at this price, by {words.dms(makers)}). For one, {_told(least, words)}. "
        f"Then it could come to {words.told(least.state)}.{_besides(found, least)}"
    )
    return text + _who_gains(found, words, least)


def _besides(found: Pivot, turn: Turn) -> str:
    """Say how much of what follows is the goal."""
    if turn.outcomes == len(turn.states):
        return ""
    led = "improvements then lead to" if found.from_status_quo else "there are then"
    return f" Not only to that: {led} {turn.outcomes:,} equilibria, in {len(turn.states):,} of which the goal holds."


def _who_gains(found: Pivot, words: Words, turn: Turn) -> str:
    """Say who would like that better or worse than the status quo, as each one ranks the states now."""
    game = found.game
    if game.status_quo is None:
        return ""
    groups: dict[str, list[str]] = {}
    for dm, ranks in zip(game.decision_makers, game.ranks, strict=True):
        gain = int(ranks[turn.state.index]) - int(ranks[game.status_quo])
        kind = "better" if gain > 0 else "worse" if gain < 0 else "as good"
        groups.setdefault(kind, []).append(dm)
    told = [f"{k} for {words.dms(groups[k])}" for k in ("better", "worse", "as good") if k in groups]
    return f" Set against the status quo, as each ranks the states now, that is {'; '.join(told)}."


def _impossible(found: Pivot, words: Words) -> str:
    """Give the proof: who would leave the goal whatever the others want, and that nothing leads there."""
    many = len(found.obstacles)
    leavers = list(dict.fromkeys(dm for o in found.obstacles for dm in o.leavers))
    lost = sum(o.out_of_reach for o in found.obstacles)
    parts = []
    if leavers:
        each = "each" if all(o.leavers for o in found.obstacles) else "some"
        where = "it" if many == 1 else f"{each} of the {many:,} states in question"
        same = all(set(o.leavers) == set(leavers) for o in found.obstacles)
        who = words.dms(leavers) if same else f"at least one of {words.dms(leavers)}"
        parts.append(f"{who} would leave {where} all the same")
    if lost:
        where = (
            "to it" if many == 1 else f"to {'any' if lost == many else f'{lost:,}'} of the {many:,} states"
        )
        legal = "" if found.game.transitive else ", if no one moves twice in a row"
        parts.append(f"nothing leads {where} from the status quo{legal}")
    return f"No preferences of {words.dms(found.who)}, whatever they were, would do: {'; '.join(parts)}."


def _not_found(found: Pivot, words: Words) -> str:
    if found.complete < 0:
        return "There are too many changes to look at; none was looked at."
    upto = "Without a change it is none"
    if found.complete:
        upto = f"No change of up to {found.complete} would do; all of them were looked at"
    return f"{upto}. That some larger change would do is not ruled out."


def _told(turn: Turn, words: Words) -> str:
    """Tell the changes of one answer as a part of a sentence."""
    parts: list[str] = []
    swaps: dict[str, list[str]] = {}
    for change in turn.changes:
        if not isinstance(change, Edit):
            swaps.setdefault(change.dm, []).append(f"{change.better.label} above {change.worse.label}")
            continue
        what, dm = words.statement(change.statement, change.dm), words.dm(change.dm)
        at = place(change.place)
        if change.kind == "drop":
            parts.append(f"{dm} would have to do without its {at} statement, {what}")
        elif change.kind == "move":
            parts.append(
                f"{dm} would have to want {what} in the {at} place instead of the {place(change.before)}"
            )
        else:
            parts.append(f"{dm} would have to want {what}, too, in the {at} place")
    parts += [f"{words.dm(dm)} would have to rank {listed(pairs)}" for dm, pairs in swaps.items()]
    return listed(parts)


Key = tuple[tuple[str, str, str], ...]


def _turns(found: Pivot, words: Words) -> Table:
    """List the answers; those that differ in the place of a statement only are told together."""
    groups: dict[Key, list[Turn]] = {}
    for turn in found.answers:
        key = tuple(
            (c.dm, c.kind, str(c.statement.that)) if isinstance(c, Edit) else (c.dm, c.better.id, c.worse.id)
            for c in turn.changes
        )
        groups.setdefault(key, []).append(turn)
    rows = []
    for number, turns in enumerate(list(groups.values())[:MOST_ROWS], 1):
        ends = labels(found.game, _indices([s for t in turns for s in t.states]), 3)
        for at, change in enumerate(turns[0].changes):
            if isinstance(change, Edit):
                same = [t.changes[at] for t in turns]
                places = sorted({c.place for c in same if isinstance(c, Edit)})
                kind, wants, where, source = _edit_cells(change, places, words)
                wants += " (a part of the goal)" if turns[0].of_goal and change.kind == "add" else ""
                cells = (kind, wants, where, source)
            else:
                cells = ("rank", f"{change.better.label} above {change.worse.label}", "", "")
            rows.append(
                (str(number) if at == 0 else "", words.dm(change.dm), *cells, ends if at == 0 else "")
            )
    cut = f"The first {MOST_ROWS} of {len(groups)} kinds. " if len(groups) > MOST_ROWS else ""
    note = (
        f"{cut}{_kept(found)}What is left out or moved first, then plain statements, the least certain claims first. "
        "To put the goal itself on top of somebody's list does not count."
    )
    columns = (
        "",
        "Decision maker",
        "Change",
        "What it wants",
        "Place",
        "Source of the statement",
        "Leads to",
    )
    return Table(columns, tuple(rows), f"What would do, at the price of {found.price}", note, "answers")


def _kept(found: Pivot) -> str:
    kept = len(found.answers)
    return f"Of {found.count:,} ways the first {kept} are told. " if found.count > kept else ""


def _edit_cells(edit: Edit, places: Sequence[int], words: Words) -> tuple[str, str, str, str]:
    statement = edit.statement
    sure = f" (confidence {statement.confidence:g})" if statement.confidence is not None else ""
    source = words.citations(statement.sources) + sure
    span = f"{places[0]}" if len(places) == 1 else f"{places[0]} to {places[-1]}"
    if places[-1] - places[0] + 1 != len(places):
        span = shortened([str(p) for p in places], 6)
    at = (
        f"{edit.place}" if edit.kind == "drop" else f"{edit.before} → {span}" if edit.kind == "move" else span
    )
    return _KIND[edit.kind], words.statement(statement, edit.dm), at, source


def _obstacles(found: Pivot, words: Words) -> Block:
    rows = []
    for o in found.obstacles[:MOST_OBSTACLES]:
        why = [f"{words.dms(o.leavers)} would leave it"] if o.leavers else []
        why += ["nothing leads there"] if o.out_of_reach else []
        rows.append((o.state.label, words.cell(o.state), "; ".join(why)))
    more = len(found.obstacles) - len(rows)
    note = f"And {count(more, 'more state')}; the JSON lists all." if more else ""
    columns = ("State", words.what, "Whatever those want who may change")
    return Table(columns, tuple(rows), note=note, id="obstacles")


def _ranked(rankings: Rankings, found: Pivot, words: Words) -> str:
    text = (
        f"Of all {rankings.total:,} strict rankings of the states that {words.dm(rankings.dm)} could have, "
        f"{rankings.stable:,} {'makes' if rankings.stable == 1 else 'make'} it an equilibrium"
    )
    if rankings.reached is not None:
        text += f", {rankings.reached:,} one that the status quo leads to"
    return f"{text} ({concept_name(found.concept)}, the others as they are)."


def _always(rankings: Rankings, words: Words) -> Block:
    pairs = [f"{a.label} above {b.label}" for a, b in rankings.always]
    return Text(
        f"All of those rankings of {words.dm(rankings.dm)} have in common: {shortened(pairs, MOST_PAIRS)}."
    )


def _orders(rankings: Rankings, found: Pivot, words: Words) -> list[Block]:
    """List the rankings that do, as far as anybody would read them."""
    if not len(rankings.orders):
        return []
    shown = rankings.orders[:MOST_ORDERS]
    items = tuple(" > ".join(found.game.state(int(s)).label for s in order) for order in shown)
    more = len(rankings.orders) - len(shown)
    rest = (Text(f"And {more:,} more; the JSON has up to 1,000."),) if more else ()
    title = f"The rankings of {words.dm(rankings.dm)} that do, the best state first"
    return [Section(title, (Items(items), *rest), aside=True, bulk=True)]


def _every(found: Pivotal, words: Words) -> Section:
    """List what each could bring about, state by state."""
    rows = []
    for dm in found.game.decision_makers:
        new = found.new(dm)
        for number, s in enumerate(new[:MOST_STATES]):
            state = found.game.state(int(s))
            gaining = [o for o in found.game.decision_makers if o != dm and s in found.better_for(dm, o)]
            losing = [o for o in found.game.decision_makers if o != dm and s in found.worse_for(dm, o)]
            told = words.told(state, brief=True)
            rows.append(
                (
                    words.dm(dm) if number == 0 else "",
                    told,
                    words.dms(gaining) or "—",
                    words.dms(losing) or "—",
                )
            )
        if new.size > MOST_STATES:
            rows.append(
                ("", f"and {count(new.size - MOST_STATES, 'more state')}; the JSON lists all", "", "")
            )
    columns = ("By a change of", "It could come to", "Better for", "Worse for")
    note = "Better or worse than all that is to be had as things are, by each one's own order."
    table = Table(columns, tuple(rows), note=note, id="every")
    return Section("What each could bring about, state by state", (table,), aside=True, bulk=True)


def pivotal_finding(found: Pivotal) -> Finding:
    """Say what each could bring about alone by wanting something else, and who has something to gain or lose by it."""
    words = Words(found.game.conflict)
    answers = []
    if found.present.size:
        answers.append(f"As things are, {_as_things_are(found)} ({concept_name(found.concept)}).")
        answers += court(found, words) or ["Nobody has anything to gain from a change of another's mind."]
    else:
        answers.append(
            "As things are no equilibrium is reached, so that there is nothing to measure a gain against."
        )
    several = [dm for dm in found.game.decision_makers if found.new(dm).size]
    none = [dm for dm in found.game.decision_makers if not found.new(dm).size]
    if none and several:
        answers.append(f"By wanting something else {words.dms(none)} alone could bring about nothing new.")
    answers.append(rests_on(found.game.conflict))
    blocks: list[Block] = [_could_table(found, words), _gain_table(found, words)]
    if several:
        blocks.append(_every(found, words))
    if unsure := sum(s.size for s in found.unsure.values()):
        states = count(unsure, "further state")
        blocks.append(
            Text(f"For {states} it is neither shown nor ruled out that a change of preferences would do.")
        )
    return Finding(
        "Who can tip it, and whom do the others court?", tuple(answers), tuple(blocks), found.game.account
    )


def _as_things_are(found: Pivotal) -> str:
    states = labels(found.game, found.present)
    if found.start is None:
        return f"the equilibria are {states}"
    return f"the status quo leads to {states}"


def court(found: Pivotal, words: Words) -> list[str]:
    """Say of each decision maker, those first who stand between most others, who would gain or lose by its change."""
    told = []
    for dm in sorted(found.game.decision_makers, key=lambda d: -min(map(len, found.between(d)))):
        gaining, losing = found.between(dm)
        lead = f"If {words.dm(dm)} wanted something else,"
        if gaining and set(gaining) == set(losing):
            told.append(f"{lead} {words.dms(gaining)} could gain or lose by it, depending on what.")
        elif gaining and losing:
            told.append(f"{lead} {words.dms(gaining)} could gain and {words.dms(losing)} lose by it.")
        elif found.courted[dm]:
            told.append(
                f"{lead} {words.dms(found.courted[dm])} could gain by it; nobody would fare worse than in the worst of "
                "what is to be had as things are."
            )
        elif losers := [o for o in found.game.decision_makers if o != dm and found.worse_for(dm, o).size]:
            told.append(f"{lead} {words.dms(losers)} could lose by it, and no other could gain.")
    return told


def _could_table(found: Pivotal, words: Words) -> Table:
    rows = []
    for dm in found.game.decision_makers:
        new = found.new(dm)
        gaining, losing = found.between(dm)
        rows.append(
            (
                words.dm(dm),
                f"{found.could[dm].size:,}",
                f"{new.size:,}{f': {labels(found.game, new, 4)}' if new.size else ''}",
                words.dms(gaining) if gaining and losing else "—",
                words.dms(losing) if gaining and losing else "—",
            )
        )
    columns = (
        "Decision maker",
        "Could bring about",
        "Of these new",
        "Some would gain",
        "Others lose by the same",
    )
    what = "equilibria that improvements lead to" if found.start is not None else "equilibria"
    note = (
        f"Counted are {what} under some preferences of the decision maker, the others' as they are. Gain: better than "
        "all that is to be had as things are, by one's own order; lose: worse than all of it."
    )
    return Table(
        columns, tuple(rows), "What each could bring about by wanting something else", note, "pivotal"
    )


def _gain_table(found: Pivotal, words: Words) -> Table:
    rows = [
        (words.dm(dm), *(_gain(found, dm, other) for other in found.game.decision_makers))
        for dm in found.could
    ]
    now = []
    for ranks in found.game.ranks:
        at = ranks[found.present]
        now.append(place(int(ranks.max()) - int(at.max()) + 1) if at.size else "—")
    rows.append(("As things are, at best", *now))
    columns = ("If this one changed its mind", *(words.dm(d) for d in found.game.decision_makers))
    note = (
        "The best that the others could get by it, and its place in their own order; price: the least number of "
        "statements dropped, moved or added (for rankings: pairs of states) for something that is better for them. "
        "— nothing better."
    )
    return Table(columns, tuple(rows), "What the others could gain", note, "gains")


def _gain(found: Pivotal, dm: str, other: str) -> str:
    if dm == other:
        return "·"
    better = found.better_for(dm, other)
    if not found.present.size or not better.size:
        return "—"
    ranks = found.game.ranks[found.game.index(other)]
    best = found.game.state(int(better[0]))
    price = found.price(dm, other)
    told = "price not looked at" if price is None else f"price {price}" if price > 0 else "price above 1"
    return f"{best.label}: {place(int(ranks.max()) - int(ranks[best.index]) + 1)} ({told})"
