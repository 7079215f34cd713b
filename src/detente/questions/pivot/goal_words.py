"""What it would take to bring a goal about, in words."""

from __future__ import annotations

from collections.abc import Sequence

from detente.answers import StateValue
from detente.conflict.errors import ConditionError
from detente.questions.pivot.goal_answer import (
    EditValue,
    GoalAnswer,
    Pair,
    RankingsValue,
    SwapValue,
    TurnValue,
)
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
    fitting,
    label,
    labels,
    shortened,
    spelled,
    verb,
)
from detente.wording.accounts import agreeing, each, names, quoted, under
from detente.wording.basis import basis_of_all, basis_sources
from detente.wording.concepts import looking, name
from detente.wording.texts import count, place

MOST_POINTS = 3
MOST_ROWS = 12
MOST_OBSTACLES = 8
MOST_PAIRS = 12
MOST_ORDERS = 24

_KIND = {"drop": "leave out", "move": "move", "add": "add"}
_STANDING = {"better": "better for", "worse": "worse for", "same": "the same for"}


def say_goal(answers: Sequence[GoalAnswer], voice: Voice) -> Said:
    """Say what the least changes are that bring a goal about, or why there are none."""
    several = len(answers) > 1
    return Said(
        question=question(answers[0], voice),
        headline=headline(answers, voice),
        points=points(answers, voice),
        sure=sure(answers, voice),
        next=following(answers, voice),
        details=each(answers, lambda a: details(a, voice)),
        account="" if several else answers[0].perspective,
        id="pivot",
    )


def condition_words(text: str, words: Words, own: str = "") -> str:
    """Say what a condition means; what the file cannot read stands as it is."""
    try:
        return words.condition(words.conflict.condition(text), own)
    except ConditionError:
        return text


def question(answer: GoalAnswer, voice: Voice) -> str:
    """Ask what it would take, as a heading."""
    states = answer.goal.states
    if len(states) == 1 and states[0] == answer.status_quo:
        return "What would it take for today to last?"
    return f"What would it take: {goal_words(answer, voice.words(answer.perspective))}?"


def goal_words(answer: GoalAnswer, words: Words) -> str:
    """Name the goal: the condition in words, or the state."""
    if len(answer.goal.states) == 1:
        state = answer.states[answer.goal.states[0]]
        told = words.brief(state)
        return label(state) if told in ("", state.name) else f"{label(state)} ({told})"
    return condition_words(answer.goal.condition, words) or answer.goal.asked


# -- the answer --------------------------------------------------------------------------------------------------------


def makers(answer: GoalAnswer) -> tuple[str, ...]:
    """Give those who change something in some way that was found."""
    return tuple(dict.fromkeys(c.decision_maker for t in answer.turns for c in t.changes))


def all_known(answer: GoalAnswer) -> bool:
    """Tell whether every way at the price is there."""
    return answer.counted_all and answer.count == len(answer.turns)


def headline(answers: Sequence[GoalAnswer], voice: Voice) -> str:
    """Say what it would take."""
    groups = agreeing(answers, lambda a: verdict(a, voice))
    if len(groups) == 1:
        where = under(names(answers), names(answers))
        told = verdict(answers[0], voice)
        return fitting(capital(f"{where}, {told}"), capital(told)) if where else capital(told)
    parts = []
    for group in agreeing(answers, short_verdict):
        where = quoted(names(group))
        parts.append(f"in {where}, {short_verdict(group[0])}")
    return fitting(f"{capital('; '.join(parts))}.", "What it would take differs from account to account.")


def verdict(answer: GoalAnswer, voice: Voice) -> str:
    """Say in one sentence what it would take under an account; it has no capital letter yet."""
    words = voice.words(answer.perspective)
    if answer.verdict == "holds already":
        reached = "it is heading there already" if answer.goal.from_status_quo else "it would hold"
        return f"nothing has to change: as things are, {reached}."
    if answer.verdict == "impossible":
        if answer.goal.anybody:
            return "no change of mind, whoever's it was, would bring it about."
        return f"nothing that {words.parties(answer.goal.who, 'or')} could want would bring it about."
    if answer.verdict == "not found":
        return not_found(answer)
    return found(answer, words)


def not_found(answer: GoalAnswer) -> str:
    """Say how far the search came."""
    if answer.complete is None:
        return "this could not be answered: there are too many possible changes of mind to look at."
    if answer.complete == 0:
        return "it does not come about as things are; whether a change of mind would do could not be settled."
    if answer.complete == 1:
        return "no single change of mind brings it about; several together may."
    return f"no set of up to {answer.complete} changes of mind brings it about; a larger one may."


def found(answer: GoalAnswer, words: Words) -> str:
    """Say how many changes bring it about, and whose they would have to be."""
    assert answer.price is not None
    who = makers(answer)
    changes = f"{spelled(answer.price)} {verb(answer.price, 'change', 'changes')} of mind"
    if len(who) == 1:
        least = "" if answer.price == 1 else "; fewer would not"
        if answer.price == 1 and answer.goal.anybody and all_known(answer):
            least = "; no other party's would" if len(answer.decision_makers) > 1 else ""
        return f"{changes} by {words.party(who[0])} would bring it about{least}."
    if all(len({c.decision_maker for c in t.changes}) == len(who) for t in answer.turns):
        return f"{changes}, shared by {words.parties(who)}, would bring it about; fewer would not."
    if all(len({c.decision_maker for c in t.changes}) == 1 for t in answer.turns):
        return f"{changes}, by {words.parties(who, 'or')}, would bring it about{least_of(answer)}."
    return f"{changes} would bring it about; fewer would not."


def least_of(answer: GoalAnswer) -> str:
    """Say that less would not do, where that is not plain."""
    return "" if answer.price == 1 else "; fewer would not"


def short_verdict(answer: GoalAnswer) -> str:
    """Say in a few words what it would take under an account."""
    if answer.verdict == "holds already":
        return "nothing has to change"
    if answer.verdict == "impossible":
        return "nothing would do"
    if answer.verdict == "not found":
        return "nothing was found"
    assert answer.price is not None
    return f"{spelled(answer.price)} {verb(answer.price, 'change', 'changes')} of mind would do"


def points(answers: Sequence[GoalAnswer], voice: Voice) -> tuple[str, ...]:
    """Say what has to be known beside it: how, for whom that is good, whether it is certain."""
    if len(answers) > 1:
        return tuple(
            capital(f"{under(names(g), names(answers))}, {t}")
            for g in agreeing(answers, lambda a: first_point(a, voice))
            if (t := first_point(g[0], voice))
        )[:MOST_POINTS]
    [answer] = answers
    told = (first_point(answer, voice), for_whom(answer, voice), besides(answer))
    return tuple(capital(t) for t in told if t)


def first_point(answer: GoalAnswer, voice: Voice) -> str:
    """Say what would have to change, or what stands in the way; the sentence has no capital letter yet."""
    if answer.verdict == "found":
        return way(answer, voice)
    if answer.verdict == "impossible":
        return proof(answer, voice.words(answer.perspective))
    return ""


def way(answer: GoalAnswer, voice: Voice) -> str:
    """Tell the first way that was found; where that is too long for a point, that the details tell it."""
    words = voice.words(answer.perspective)
    told = turn_words(answer.turns[0], answer, voice)
    ways = count(answer.count, "way") if answer.counted_all else f"at least {answer.count:,} ways"
    lead = "for one, " if answer.count > 1 else ""
    who = words.parties(dict.fromkeys(c.decision_maker for c in answer.turns[0].changes))
    return fitting(
        f"{lead}{told} ({ways})." if answer.count > 1 else f"{told}.",
        f"{lead}{told}.",
        f"{who} would have to want something else: the details list {'it' if answer.count == 1 else ways}.",
    )


def turn_words(turn: TurnValue, answer: GoalAnswer, voice: Voice) -> str:
    """Tell the changes of one way as a part of a sentence."""
    words = voice.words(answer.perspective)
    parts = [edit_words(c, words) for c in turn.changes if isinstance(c, EditValue)]
    swaps: dict[str, list[SwapValue]] = {}
    for change in turn.changes:
        if isinstance(change, SwapValue):
            swaps.setdefault(change.decision_maker, []).append(change)
    parts += [
        f"{words.party(dm)} would have to rank {swap_words(found, answer, voice)}"
        for dm, found in swaps.items()
    ]
    return ", and ".join(parts)


def wish(edit: EditValue, words: Words) -> str:
    """Say what a statement wants: in the file's own words, if it has any."""
    return edit.text.rstrip(".") or condition_words(edit.that, words, edit.decision_maker)


def edit_words(edit: EditValue, words: Words) -> str:
    """Tell a statement that is left out, moved or added."""
    dm, what = words.party(edit.decision_maker), wish(edit, words)
    if edit.change == "drop":
        return f"{dm} would have to give up its {place(edit.place)} wish: {what}"
    if edit.change == "move":
        assert edit.before is not None
        return f"{dm} would have to want {what} in {place(edit.place)} instead of {place(edit.before)} place"
    return f"{dm} would have to want {what}, too, in {place(edit.place)} place"


def swap_words(swaps: Sequence[SwapValue], answer: GoalAnswer, voice: Voice) -> str:
    """Tell pairs of states that a ranking then has the other way round."""
    raised = {s.better for s in swaps}
    if len(raised) > 1:
        return f"{spelled(len(swaps))} pairs of outcomes the other way round"
    better, worse = (outcome_words(answer.states[s], voice) for s in (swaps[0].better, swaps[0].worse))
    if len(swaps) == 1:
        return f"{better} above {worse}"
    return f"{better} above {spelled(len(swaps))} outcomes that it prefers to it now"


def outcome_words(state: StateValue, voice: Voice) -> str:
    """Refer to an outcome inside a sentence; one without a letter is described in quotation marks."""
    return voice.inside(state) if state.id in voice.outcomes else f"“{voice.title(state)}”"


def proof(answer: GoalAnswer, words: Words) -> str:
    """Say who would leave the goal whatever the others want, or that nothing leads there."""
    many = len(answer.obstacles)
    left = [o.leavers for o in answer.obstacles if o.leavers]
    lost = sum(o.out_of_reach for o in answer.obstacles)
    leavers = list(dict.fromkeys(dm for found in left for dm in found))
    same = all(set(found) == set(leavers) for found in left)
    who = words.parties(leavers) if same else f"at least one of {words.parties(leavers)}"
    wanted = f"whatever {words.parties(answer.goal.who, 'or')} wanted"
    if many == 1:
        parts = [f"{who} would leave it, {wanted}"] if leavers else []
        parts += ["nothing leads from today to it"] if lost else []
        return f"{', and '.join(parts)}."
    count_ = f"the {many:,} outcomes that would count"
    if not leavers:
        return f"nothing leads from today to any of {count_}."
    if len(left) < many:  # each of the others is out of reach
        return f"{who} would leave some of {count_}; nothing leads from today to the others."
    every = f"{who} would leave each of {count_}, {wanted}"
    return (
        fitting(f"{every}, and nothing leads from today to any of them.", f"{every}.")
        if lost == many
        else f"{every}."
    )


def for_whom(answer: GoalAnswer, voice: Voice) -> str:
    """Say for whom the nearest goal state is better or worse than today, as each ranks the outcomes now."""
    if answer.verdict != "found" or not answer.compared or answer.compared[0].state == answer.status_quo:
        return ""
    words = voice.words(answer.perspective)
    groups: dict[str, list[str]] = {}
    for s in answer.compared[0].standings:
        groups.setdefault(s.kind, []).append(s.decision_maker)
    everybody = len(groups) == 1 and len(answer.decision_makers) > 2
    told = [
        f"{text} {'everybody' if everybody else words.parties(groups[kind])}"
        for kind, text in _STANDING.items()
        if kind in groups
    ]
    return f"by what each wants now, that is {', '.join(told)}, compared with today."


def besides(answer: GoalAnswer) -> str:
    """Say where the goal is not all that could come of it."""
    if not answer.turns:
        return ""
    turn = answer.turns[0]
    good, every = len(turn.states), turn.outcomes
    if good == every:
        return ""
    led = "it could then end in" if answer.goal.from_status_quo else "there would then be"
    return f"that is not certain: {led} {spelled(every)} outcomes, and only {spelled(good)} of them would do."


def sure(answers: Sequence[GoalAnswer], voice: Voice) -> str:
    """Say under which way of looking ahead it was worked out, and on how many claims it rests."""
    concept = answers[0].concept
    rests = basis_of_all(answers)
    return f"Holds {looking(concept)} ({name(concept)}). {rests}"


def following(answers: Sequence[GoalAnswer], voice: Voice) -> tuple[str, ...]:
    """Give what to ask next."""
    return (voice.command("pivot"), voice.command("coalitions"))


# -- details -----------------------------------------------------------------------------------------------------------


def details(answer: GoalAnswer, voice: Voice) -> tuple[Block, ...]:
    """Give the ways one by one, what is out of the question, and the rankings that would do."""
    words = voice.words(answer.perspective)
    blocks: list[Block] = [Text(wanted(answer, voice))]
    if answer.verdict == "found":
        blocks.append(turns_table(answer, words))
    elif answer.turns:
        there = answer.turns[0].states
        blocks.append(Text(f"{labels(_states(answer, there))} {_is(there)} as things are."))
    if answer.obstacles:
        blocks.append(obstacles_table(answer, words))
    for rankings in answer.rankings:
        blocks.append(Text(ranked(rankings, answer, words)))
        if rankings.always:
            blocks.append(Text(always(rankings, answer, words)))
        if rankings.orders:
            blocks.append(orders(rankings, answer, words))
    if sources := basis_sources(answer.basis, words):
        blocks.append(Text(sources))
    return tuple(blocks)


def _is(states: Sequence[int]) -> str:
    return verb(len(states), "is one", "are such")


def _states(answer: GoalAnswer, refs: Sequence[int]) -> list[StateValue]:
    return [answer.states[r] for r in refs]


def wanted(answer: GoalAnswer, voice: Voice) -> str:
    """Say exactly what was asked."""
    words = voice.words(answer.perspective)
    who = "anybody" if answer.goal.anybody else words.parties(answer.goal.who)
    reached = " that improvements lead to from today" if answer.goal.from_status_quo else ""
    what = f"{goal_words(answer, words)}, as an equilibrium ({name(answer.concept)}){reached}"
    return f"Wanted: {what}; the wishes of {who} may change."


Key = tuple[tuple[str, str, str], ...]


def _key(turn: TurnValue) -> Key:
    return tuple(
        (c.decision_maker, c.change, c.that)
        if isinstance(c, EditValue)
        else (c.decision_maker, str(c.better), str(c.worse))
        for c in turn.changes
    )


def turns_table(answer: GoalAnswer, words: Words) -> Table:
    """List the ways; those that differ in the place of a statement only are told together."""
    groups: dict[Key, list[TurnValue]] = {}
    for turn in answer.turns:
        groups.setdefault(_key(turn), []).append(turn)
    rows = []
    for number, turns in enumerate(list(groups.values())[:MOST_ROWS], 1):
        ends = labels(_states(answer, tuple(dict.fromkeys(s for t in turns for s in t.states))), 3)
        for at, change in enumerate(turns[0].changes):
            if isinstance(change, EditValue):
                same = [t.changes[at] for t in turns]
                places = sorted({c.place for c in same if isinstance(c, EditValue)})
                cells = edit_cells(change, places, words, part=turns[0].part_of_goal)
            else:
                better, worse = answer.states[change.better], answer.states[change.worse]
                cells = ("rank", f"{label(better)} above {label(worse)}", "", "")
            rows.append(
                (
                    str(number) if at == 0 else "",
                    words.party(change.decision_maker),
                    *cells,
                    ends if at == 0 else "",
                )
            )
    cut = f"The first {MOST_ROWS} of {len(groups)} kinds. " if len(groups) > MOST_ROWS else ""
    told = len(answer.turns)
    kept = f"Of {answer.count:,} ways the first {told} are told. " if answer.count > told else ""
    note = (
        f"{cut}{kept}What is left out or moved first, then plain statements, the least certain claims first. To put "
        "the goal itself on top of somebody's list does not count."
    )
    columns = ("", "Party", "Change", "What it wants", "Place", "Source of the statement", "Leads to")
    return Table(
        columns, tuple(rows), f"What would do, at the price of {answer.price}", note, "answers", heads=2
    )


def edit_cells(
    edit: EditValue, places: Sequence[int], words: Words, *, part: bool
) -> tuple[str, str, str, str]:
    """Give the cells of a statement: the change, what it wants, its place, where it comes from."""
    doubt = f" (confidence {edit.confidence:g})" if edit.confidence is not None else ""
    cited: dict[str, list[str]] = {}
    for one in edit.sources:
        source, _, where = one.partition("#")
        cited.setdefault(source, []).extend([where] if where else [])
    source = "; ".join(", ".join([words.source(s), *where]) for s, where in cited.items()) + doubt
    span = f"{places[0]}" if len(places) == 1 else f"{places[0]} to {places[-1]}"
    if places[-1] - places[0] + 1 != len(places):
        span = shortened([str(p) for p in places], 6)
    at = {"drop": f"{edit.place}", "move": f"{edit.before} → {span}", "add": span}[edit.change]
    what = wish(edit, words) + (" (a part of the goal)" if part and edit.change == "add" else "")
    return _KIND[edit.change], what, at, source.strip()


def obstacles_table(answer: GoalAnswer, words: Words) -> Block:
    """List the goal states that are out of the question, and why."""
    rows = []
    for o in answer.obstacles[:MOST_OBSTACLES]:
        state = answer.states[o.state]
        why = [f"{words.parties(o.leavers)} would leave it"] if o.leavers else []
        why += ["nothing leads there"] if o.out_of_reach else []
        rows.append((label(state), words.brief(state), "; ".join(why)))
    more = len(answer.obstacles) - len(rows)
    note = f"And {count(more, 'more outcome')}; the JSON lists all." if more else ""
    if not answer.transitive and any(o.out_of_reach for o in answer.obstacles):
        note = f"{note} Nothing leads there if no one moves twice in a row.".strip()
    columns = ("Outcome", words.what, "Whatever those want who may change")
    return Table(columns, tuple(rows), "Outcomes that are out of the question", note, "obstacles")


def ranked(rankings: RankingsValue, answer: GoalAnswer, words: Words) -> str:
    """Say how many of all rankings would do."""
    make = verb(rankings.equilibrium, "makes", "make")
    text = (
        f"Of all {rankings.total:,} strict rankings of the outcomes that {words.party(rankings.decision_maker)} could "
        f"have, {rankings.equilibrium:,} {make} it an equilibrium"
    )
    if rankings.reached is not None:
        text += f", {rankings.reached:,} one that today leads to"
    return f"{text} ({name(answer.concept)}, the others as they are)."


def pair_words(pair: Pair, answer: GoalAnswer) -> str:
    """Say which of two states comes first."""
    return f"{label(answer.states[pair.better])} above {label(answer.states[pair.worse])}"


def always(rankings: RankingsValue, answer: GoalAnswer, words: Words) -> str:
    """Say what all rankings that do have in common."""
    pairs = [pair_words(p, answer) for p in rankings.always]
    who = words.party(rankings.decision_maker)
    return f"All of those rankings of {who} have in common: {shortened(pairs, MOST_PAIRS)}."


def orders(rankings: RankingsValue, answer: GoalAnswer, words: Words) -> Section:
    """List the rankings that do, as far as anybody would read them."""
    shown = rankings.orders[:MOST_ORDERS]
    items = tuple(" > ".join(label(answer.states[s]) for s in order) for order in shown)
    more = rankings.count - len(shown)
    rest = (Text(f"And {more:,} more; the JSON has up to 1,000."),) if more else ()
    title = f"The rankings of {words.party(rankings.decision_maker)} that do, the best outcome first"
    return Section(title, (Items(items), *rest))
