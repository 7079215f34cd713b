"""What it would take to bring a goal about, in words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from detente.answers import StateValue
from detente.questions.pivot.edit_words import edit_words, goal_words
from detente.questions.pivot.goal_answer import (
    EditValue,
    GoalAnswer,
    SwapValue,
    TurnValue,
)
from detente.questions.pivot.goal_detail_words import details
from detente.wording import (
    Said,
    Voice,
    Words,
    capital,
    fitting,
    spelled,
    verb,
)
from detente.wording.accounts import agreeing, each, followed, names, one_of, quoted, under
from detente.wording.basis import basis_of_all
from detente.wording.concepts import looking, name
from detente.wording.texts import MOST_WORDS, count, length

MOST_POINTS = 3
ACCOUNT = 4  # words that name an account before a point

_STANDING = {"better": "better for", "worse": "worse for", "same": "the same for"}


def say_goal(answers: Sequence[GoalAnswer], voice: Voice) -> Said:
    """Say what the least changes are that bring a goal about, or why there are none."""
    return Said(
        question=question(one_of(answers), voice),
        headline=headline(answers, voice),
        points=points(answers, voice),
        sure=sure(answers, voice),
        next=following(answers, voice),
        details=each(answers, lambda a: details(a, voice)),
        account=followed(answers),
        id="pivot",
    )


def question(answer: GoalAnswer, voice: Voice) -> str:
    """Ask what it would take, as a heading."""
    states = answer.goal.states
    if len(states) == 1 and states[0] == answer.status_quo:
        return "What would it take for today to last?"
    return f"What would it take: {goal_words(answer, voice.words(answer.perspective))}?"


# -- the answer --------------------------------------------------------------------------------------------------------


def makers(answer: GoalAnswer) -> tuple[str, ...]:
    """Give those who change something in some way that is told of (see `ways`)."""
    return tuple(dict.fromkeys(c.decision_maker for t in ways(answer) for c in t.changes))


def is_sure(turn: TurnValue) -> bool:
    """Tell whether the goal holds in all that could then come about: in no other equilibrium."""
    return len(turn.states) == turn.outcomes


def ways(answer: GoalAnswer) -> tuple[TurnValue, ...]:
    """Give the ways that are sure to bring the goal about; where there are none, all that could."""
    return tuple(t for t in answer.turns if is_sure(t)) or answer.turns


def first_way(answer: GoalAnswer) -> TurnValue:
    """Give the way that is told: the first sure one; where none is, the first of those with the largest share."""
    return max(answer.turns, key=lambda t: len(t.states) / t.outcomes)


def share(turn: TurnValue) -> str:
    """Say in how many of the outcomes that could come about the goal holds."""
    return f"{len(turn.states):,} of {count(turn.outcomes, 'outcome')}"


def certain(answer: GoalAnswer) -> bool:
    """Tell whether the way that is told is sure; where none is told nothing is in doubt."""
    return not answer.turns or is_sure(first_way(answer))


def all_known(answer: GoalAnswer) -> bool:
    """Tell whether every way at the price is there."""
    return answer.counted_all and answer.count == len(answer.turns)


def headline(answers: Sequence[GoalAnswer], voice: Voice) -> str:
    """Say what it would take."""
    groups = agreeing(answers, lambda a: verdict(a, voice))
    if len(groups) == 1:
        where = under(names(answers), names(answers))
        [told] = {verdict(a, voice) for a in answers}
        return fitting(capital(f"{where}, {told}"), capital(told)) if where else capital(told)
    texts = []
    for counted in (True, False):
        short = partial(short_verdict, counted=counted)
        parts = [f"in {quoted(names(g))}, {short(one_of(g))}" for g in agreeing(answers, short)]
        texts.append(f"{capital('; '.join(parts))}.")
    return fitting(*texts, "What it would take differs from account to account.")


def verdict(answer: GoalAnswer, voice: Voice) -> str:
    """Say in one sentence what it would take under an account; it has no capital letter yet."""
    words = voice.words(answer.perspective)
    if answer.verdict == "holds already":
        return already(answer)
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


def already(answer: GoalAnswer) -> str:
    """Say that nothing has to change for it to come about, or to be among what could."""
    if certain(answer):
        reached = "it is heading there already" if answer.goal.from_status_quo else "it would hold"
        return f"nothing has to change: as things are, {reached}."
    could = "could come about" if answer.goal.from_status_quo else "would hold"
    return f"nothing has to change for it to be possible: as things are, it {could}, in {share(first_way(answer))}."


def found(answer: GoalAnswer, words: Words) -> str:
    """Say how many changes bring it about, or could (where other outcomes could come of it too), and whose they are."""
    assert answer.price is not None
    who, turns = makers(answer), ways(answer)
    changes = f"{spelled(answer.price)} {verb(answer.price, 'change', 'changes')} of mind"
    would = "would" if certain(answer) else "could"
    effect = f"{would} bring it about" + ("" if certain(answer) else f", in {share(first_way(answer))}")
    if len(who) == 1:
        least = least_of(answer)
        if answer.price == 1 and answer.goal.anybody and all_known(answer):
            least = f"; no other party's {would}" if len(answer.decision_makers) > 1 else ""
        return f"{changes} by {words.party(who[0])} {effect}{least}."
    if all(len({c.decision_maker for c in t.changes}) == len(who) for t in turns):
        return f"{changes}, shared by {words.parties(who)}, {effect}; fewer {would} not."
    if all(len({c.decision_maker for c in t.changes}) == 1 for t in turns):
        return f"{changes}, by {words.parties(who, 'or')}, {effect}{least_of(answer)}."
    return f"{changes} {effect}; fewer {would} not."


def least_of(answer: GoalAnswer) -> str:
    """Say that less would not do, where that is not plain."""
    return "" if answer.price == 1 else f"; fewer {'would' if certain(answer) else 'could'} not"


def short_verdict(answer: GoalAnswer, *, counted: bool = True) -> str:
    """Say in a few words what it would take under an account, and (if `counted`) in how many outcomes it could be."""
    some = f", in {share(first_way(answer))}" if counted and not certain(answer) else ""
    if answer.verdict == "holds already":
        return "nothing has to change" if certain(answer) else f"it could come about as things are{some}"
    if answer.verdict == "impossible":
        return "nothing would do"
    if answer.verdict == "not found":
        return "nothing was found"
    assert answer.price is not None
    would = "would do" if certain(answer) else f"could do{some}"
    return f"{spelled(answer.price)} {verb(answer.price, 'change', 'changes')} of mind {would}"


def points(answers: Sequence[GoalAnswer], voice: Voice) -> tuple[str, ...]:
    """Say what has to be known beside it: how, for whom that is good, whether it is certain."""
    if len(answers) > 1:
        return tuple(
            capital(f"{under(names(g), names(answers))}, {t}")
            for g in agreeing(answers, lambda a: first_point(a, voice))
            if (t := first_point(one_of(g), voice))
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
    one = first_way(answer)
    told = turn_words(one, answer, voice)
    who = words.parties(dict.fromkeys(c.decision_maker for c in one.changes))
    elsewhere = f"{who} would have to want something else: the details list"
    if answer.count == 1:
        return fitting(f"{told}.", f"{elsewhere} it.")
    number = count(answer.count, "way") if answer.counted_all else f"at least {answer.count:,} ways"
    sure_ones = sum(map(is_sure, answer.turns))
    some = f", {sure_ones} of them sure" if 0 < sure_ones < len(answer.turns) and all_known(answer) else ""
    full = f"for one, {told} ({number}{some})."
    if length(full) > MOST_WORDS - ACCOUNT:
        full = f"for one, {told} ({number})."
    return fitting(full, f"for one, {told}.", f"{elsewhere} {number}.")


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
    nearest = first_way(answer).states[0] if answer.turns else None
    compared = next((c for c in answer.compared if c.state == nearest), None)
    if answer.verdict != "found" or compared is None or compared.state == answer.status_quo:
        return ""
    words = voice.words(answer.perspective)
    groups: dict[str, list[str]] = {}
    for s in compared.standings:
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
    if certain(answer):
        return ""
    turn = first_way(answer)
    good, every = len(turn.states), turn.outcomes
    led = "it could then end in" if answer.goal.from_status_quo else "there would then be"
    if answer.verdict == "holds already":
        led = "it could end in" if answer.goal.from_status_quo else "there are"
    return f"that is not certain: {led} {spelled(every)} outcomes, and only {spelled(good)} of them would do."


def sure(answers: Sequence[GoalAnswer], voice: Voice) -> str:
    """Say under which way of looking ahead it was worked out, and on how many claims it rests."""
    [concept] = {a.concept for a in answers}
    rests = basis_of_all(answers)
    return f"Holds {looking(concept)} ({name(concept)}). {rests}"


def following(answers: Sequence[GoalAnswer], voice: Voice) -> tuple[str, ...]:
    """Give what to ask next."""
    return (voice.command("pivot"), voice.command("coalitions"))
