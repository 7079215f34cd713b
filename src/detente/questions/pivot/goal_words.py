"""What it would take to bring a goal about, in words."""

from __future__ import annotations

from collections.abc import Sequence

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
from detente.wording.texts import count

MOST_POINTS = 3

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
        [told] = {verdict(a, voice) for a in answers}
        return fitting(capital(f"{where}, {told}"), capital(told)) if where else capital(told)
    parts = []
    for group in agreeing(answers, short_verdict):
        where = quoted(names(group))
        parts.append(f"in {where}, {short_verdict(one_of(group))}")
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
    told = turn_words(answer.turns[0], answer, voice)
    who = words.parties(dict.fromkeys(c.decision_maker for c in answer.turns[0].changes))
    elsewhere = f"{who} would have to want something else: the details list"
    if answer.count == 1:
        return fitting(f"{told}.", f"{elsewhere} it.")
    ways = count(answer.count, "way") if answer.counted_all else f"at least {answer.count:,} ways"
    return fitting(f"for one, {told} ({ways}).", f"for one, {told}.", f"{elsewhere} {ways}.")


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
    [concept] = {a.concept for a in answers}
    rests = basis_of_all(answers)
    return f"Holds {looking(concept)} ({name(concept)}). {rests}"


def following(answers: Sequence[GoalAnswer], voice: Voice) -> tuple[str, ...]:
    """Give what to ask next."""
    return (voice.command("pivot"), voice.command("coalitions"))
