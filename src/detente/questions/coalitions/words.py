"""Which groups could leave together, and would the rest let them, in words."""

from __future__ import annotations

from collections.abc import Sequence

from detente.conflict import in_reading_order
from detente.questions.coalitions.answer import CoalitionsAnswer
from detente.questions.coalitions.detail_words import details
from detente.questions.coalitions.joint_answer import JointMoveValue
from detente.questions.coalitions.left_answer import LeftState
from detente.questions.coalitions.picture import moves_of, named_states, picture
from detente.questions.coalitions.spoil_words import spoil_sentence, together, words_of
from detente.wording import (
    Said,
    Table,
    Voice,
    Words,
    capital,
    fitting,
    listed,
    spelled,
    verb,
)
from detente.wording.accounts import agreeing, each, names, under
from detente.wording.basis import basis_of_all
from detente.wording.concepts import looking, marks, name

ASKS = "Which groups could leave together, and would the rest let them?"
MOST_POINTS = 3  # one for each group of accounts
MOST_POINTS_OF_ONE = 2
MOST_LETTERS = 4
BRIEF = 12  # words of the first half of a sentence


def say(answers: Sequence[CoalitionsAnswer], voice: Voice) -> Said:
    """Say which groups could leave where it is heading together, to what, and who could spoil it."""
    several = len(answers) > 1
    shown = picture(answers, voice)
    return Said(
        question=ASKS,
        headline=headline(answers, voice),
        points=points(answers, voice),
        pictures=named_table(answers, voice) if shown is None else (shown,),
        sure=sure(answers, voice),
        next=(voice.command("better"), voice.command("pivot")),
        details=each(answers, lambda a: details(a, voice)),
        account="" if several else answers[0].perspective,
        id="coalitions",
    )


def named_table(answers: Sequence[CoalitionsAnswer], voice: Voice) -> tuple[Table, ...]:
    """Say what the letters mean, where nothing is drawn; nothing where there are none."""
    lettered = [s for s in named_states(answers, voice) if voice.letter(s) != voice.title(s)]
    rows = tuple((voice.letter(s), voice.title(s)) for s in lettered)
    asked = any("asked" in x.roles for a in answers for x in a.left)
    title = "The outcome asked about" if asked else "Where it is heading"
    return (Table(("Outcome", "What it is"), rows, title, id="ends"),) if rows else ()


def headline(answers: Sequence[CoalitionsAnswer], voice: Voice) -> str:
    """Say what groups could do about where it is heading."""
    if len(answers) == 1:
        return fitting(*map(capital, verdicts(answers[0], voice)))
    groups = agreeing(answers, kind)
    if len(groups) == 1:
        return capital(f"{under(names(answers), names(answers))}, {short_verdict(answers[0], voice)}.")
    parts = [f"{short_verdict(g[0], voice)} {under(names(g), names(answers))}" for g in groups]
    good = [p for g, p in zip(groups, parts, strict=True) if lasting(g[0])]
    others = verb(sum(not lasting(a) for a in answers), "the other", "the others")
    rest = f"in {others}, no group could lastingly leave {left_behind(answers[0], voice)}"
    return fitting(
        f"{capital('; '.join(parts))}.",
        f"{capital('; '.join([*good, rest]))}." if good and _sure_of_rest(answers) else "",
        "Whether a group could do better together depends on the account.",
    )


def _sure_of_rest(answers: Sequence[CoalitionsAnswer]) -> bool:
    """Tell whether all was looked at where no lasting move was found, and there is somewhere it is heading."""
    return all(_ends(a) and _all_looked_at(a) for a in answers if not lasting(a))


def lasting(answer: CoalitionsAnswer) -> list[JointMoveValue]:
    """Give the joint moves to speak of after which all that follows is better for each member."""
    return [m for _, _, m in moves_of(answer) if m.follows == "good"]


def kind(answer: CoalitionsAnswer) -> tuple[object, ...]:
    """Tell what is said of an account in a few words: accounts that agree in it are told together."""
    good = tuple(dict.fromkeys(m.members for m in lasting(answer)))
    return good, bool(moves_of(answer)), _all_looked_at(answer), bool(_ends(answer)), _lost(answer)


def _ends(answer: CoalitionsAnswer) -> list[LeftState]:
    """Give the states that the answer is about: where it is heading, not looking ahead, or what was asked about."""
    return [x for x in answer.left if set(x.roles) & {"myopic", "asked"}]


def _all_looked_at(answer: CoalitionsAnswer) -> bool:
    return all(x.all_looked_at for x in _ends(answer))


def _lost(answer: CoalitionsAnswer) -> bool:
    """Tell whether something was better for everybody as long as it stood as today, and is out of reach at the end."""
    asked = any("asked" in x.roles for x in answer.left)
    better = answer.better
    return not asked and better is not None and int(better.from_today) > 0 and not int(better.from_end)


def short_verdict(answer: CoalitionsAnswer, voice: Voice) -> str:
    """Say it in a few words; it has no capital letter yet."""
    words = words_of(answer, voice)
    good = list(dict.fromkeys(m.members for m in lasting(answer)))
    if good:
        return f"{listed([together(g, words) for g in good[:2]], 'or')} could do better"
    if not _ends(answer):
        return "it comes to rest nowhere"
    whom = together(answer.groups[0].members, words) if answer.asked_group else "no group"
    could = "could not" if answer.asked_group else "could"
    where = left_behind(answer, voice)
    if moves_of(answer):
        if _all_looked_at(answer):
            return f"{whom} {could} lastingly leave {where} for something better"
        return f"groups could leave {where}, but none was found that would do better by that for good"
    late = ", though from today everybody could" if _lost(answer) else ""
    return f"from {where} {whom} {could} move to something better for all its members{late}"


def left_behind(answer: CoalitionsAnswer, voice: Voice) -> str:
    """Refer in a few words to what a group would leave: where it is heading, or what was asked about."""
    asked = [x for x in answer.left if "asked" in x.roles]
    return letters_of(answer, asked, voice) if asked else "where it is heading"


def verdicts(answer: CoalitionsAnswer, voice: Voice) -> tuple[str, ...]:
    """Say under one account what groups could do about where it is heading: whole sentences, the longest first."""
    if not _ends(answer):
        return ("It comes to rest nowhere, so there is no outcome that a group could leave.",)
    moves = moves_of(answer)
    if not moves:
        return nothing(answer, voice)
    _, start, move = moves[0]
    return move_sentences(answer, start, move, voice)


def nothing(answer: CoalitionsAnswer, voice: Voice) -> tuple[str, ...]:
    """Say precisely that no group that was looked at can move to something that all its members prefer."""
    words, ends = words_of(answer, voice), _ends(answer)
    letters = letters_of(answer, ends, voice)
    full = place_words(answer, ends, voice)
    if alone := tuple(dict.fromkeys(d for x in ends for d in x.alone)):
        told = words.parties(alone)
        return tuple(
            f"{told} would leave {s} without anybody's help; no group is needed." for s in (full, letters)
        )
    lost = "; as long as it stands as today, everybody could do better" if _lost(answer) else ""
    if ends[0].concept != "nash":
        who = "No group would"
        if answer.asked_group:
            who = f"{together(answer.groups[0].members, words)} would not"
        return f"{who} leave {full}{lost}.", f"{who} leave {letters}{lost}."
    if answer.asked_group:
        members = answer.groups[0].members
        prefer = "it prefers" if len(members) == 1 else "all of them prefer"
        what = f"{together(members, words)} can move to nothing that {prefer}"
    else:
        what = "no group can move to anything that all its members prefer"
    return f"From {full}, {what}{lost}.", f"From {letters}, {what}{lost}."


def letters_of(answer: CoalitionsAnswer, ends: Sequence[LeftState], voice: Voice) -> str:
    """Refer to where it is heading, or what was asked about, by letters; many outcomes are counted."""
    states = [answer.states[x.state] for x in ends]
    if len(ends) > MOST_LETTERS or (len(ends) > 1 and any(s.id not in voice.outcomes for s in states)):
        return f"{spelled(len(ends))} outcomes"
    return voice.letters(states)


def place_words(answer: CoalitionsAnswer, ends: Sequence[LeftState], voice: Voice) -> str:
    """Say where it is heading, or what was asked about."""
    first = answer.states[ends[0].state]
    if len(ends) == 1 and (voice.is_today(first) or "asked" in ends[0].roles):
        return voice.inside(first)
    letters = letters_of(answer, ends, voice)
    return letters if "asked" in ends[0].roles else f"where it is heading ({letters})"


def move_sentences(
    answer: CoalitionsAnswer, start: int, move: JointMoveValue, voice: Voice
) -> tuple[str, ...]:
    """Say what a group could do together: whole sentences, the longest first."""
    words, states = words_of(answer, voice), answer.states
    short = voice.letter(states[start])
    before = place_words(answer, [x for x in answer.left if x.state == start], voice)
    if move.follows == "good":
        who, end = together(move.members, words), states[move.settles]
        return (
            f"{who} could leave {before} for {voice.inside(end)}.",
            f"{who} could leave {short} for {voice.inside(end)}.",
            f"{who} could leave {short} for {voice.letter(end)}.",
            f"{who} could leave {short} for something better.",
            f"{who} could leave {one_of(answer)} for something better.",
        )
    joint = len(move.members) > 1
    step = f"{'A joint step' if joint else 'A step'} by {words.parties(move.members)}"
    whom = {1: "it", 2: "both"}.get(len(move.members), "all of them")
    if move.follows == "back":
        return tuple(
            f"{step} would be better for {whom}, but it would lead back to {s}."
            for s in (voice.inside(states[start]), short)
        )
    if move.follows == "open":
        return (f"{step} from {short} would be better for {whom}, but it would not come to rest there.",)
    after = whom if len(move.members) == 1 else "each of them"
    return (
        f"{step} from {short} would be better for {whom}, but what follows would not be better for {after}.",
        f"{step} would be better for {whom}, but what follows would not.",
    )


def one_of(answer: CoalitionsAnswer) -> str:
    """Refer to one of the outcomes that the answer is about, where its name is too long."""
    number = len(_ends(answer))
    return "where it is heading" if number == 1 else f"one of {spelled(number)} outcomes"


def points(answers: Sequence[CoalitionsAnswer], voice: Voice) -> tuple[str, ...]:
    """Say who could spoil it, which other groups could do better, and what is so looking ahead."""
    if len(answers) > 1:
        groups = agreeing(answers, kind)
        if len(groups) == 1 and not moves_of(answers[0]):
            return ()  # the headline says it
        return tuple(point_of_group(g, answers, voice) for g in groups)[:MOST_POINTS]
    [answer] = answers
    moves = moves_of(answer)
    found = [spoil_sentence(answer, moves[0][2], voice)] if moves else []
    found += [*looking_ahead(answer, voice), *others(answer, voice)]
    return tuple(t for t in found if t)[:MOST_POINTS_OF_ONE]


def point_of_group(
    group: Sequence[CoalitionsAnswer], answers: Sequence[CoalitionsAnswer], voice: Voice
) -> str:
    """Say what groups could do in some accounts: in full where it is the same in all of them, else in a few words."""
    where = capital(under(names(group), names(answers)))
    texts = verdicts(group[0], voice)
    if any(verdicts(a, voice) != texts for a in group):
        texts = (f"{short_verdict(group[0], voice)}.",)
    return fitting(*(f"{where}, {inside(t)}" for t in texts))


def inside(sentence: str) -> str:
    """Go on with a sentence of its own inside another one; a name keeps its capital letter."""
    first = sentence.partition(" ")[0]
    return sentence[:1].lower() + sentence[1:] if first in ("From", "A", "No", "It") else sentence


def others(answer: CoalitionsAnswer, voice: Voice) -> list[str]:
    """Name the other groups that could do better, or that could only until others move on."""
    words, moves = words_of(answer, voice), moves_of(answer)
    if not moves:
        return []
    first = moves[0][2].members
    good = [g for g in dict.fromkeys(m.members for m in lasting(answer)) if g != first]
    brief = [g for g in dict.fromkeys(m.members for _, _, m in moves if m.follows != "good") if g != first]
    told = []
    if good:
        told.append(_more(good, words, "could do better, too"))
    if brief:
        told.append(_more(brief, words, "could do better for a moment, but what follows would undo it"))
    return told


def _more(groups: Sequence[Sequence[str]], words: Words, what: str) -> str:
    named = [
        f"{words.party(g[0])} with {words.parties(g[1:])}" if len(g) > 1 else words.party(g[0])
        for g in groups
    ]
    number = f"{capital(spelled(len(groups)))} other groups {what}."
    return fitting(f"{capital(listed(named, 'or'))} {what}.", number)


def looking_ahead(answer: CoalitionsAnswer, voice: Voice) -> list[str]:
    """Say what groups could do about where it is heading if the sides look ahead, where that is elsewhere."""
    ahead = [x for x in answer.left if "ahead" in x.roles and "myopic" not in x.roles]
    if answer.heading is None or not ahead or ahead[0].concept != "seq":
        return []
    words = words_of(answer, voice)
    also = "also " if len(answer.heading.ahead.states) > len(ahead) else ""
    if len(ahead) > 1:
        lead = (
            f"Looking ahead, it could {also}end in {spelled(len(ahead))} {'other ' if also else ''}outcomes"
        )
    elif ahead[0].state == answer.status_quo:
        lead = f"Looking ahead, it {'could also stay' if also else 'stays'} as it is today"
    else:
        end = voice.inside(answer.states[ahead[0].state])
        lead = f"Looking ahead, it {'could also end in' if also else 'is heading for'} {end}"
    good = list(dict.fromkeys(m.members for x in ahead for m in x.lasting))
    that = "that" if len(ahead) == 1 else "some of them" if good else "any of them"
    if good:
        told = f"{together(good[0], words)} could leave {that} for something better"
    elif any(x.told for x in ahead):
        every = all(x.all_looked_at for x in ahead)
        told = f"no group {'could' if every else 'was found that could'} leave {that} for good"
    elif answer.asked_group:
        told = f"{together(answer.groups[0].members, words)} would not leave {that}"
    else:
        told = f"no group would leave {that} together"
    brief = lead if len(lead.split()) < BRIEF else "Looking ahead, it could end elsewhere"
    return [fitting(f"{lead}, and {told}.", f"{brief}, and {told}.")]


def sure(answers: Sequence[CoalitionsAnswer], voice: Voice) -> str:
    """Say under which concepts the first move is undeterred, or no group leaves, and on how many claims it rests."""
    concepts = in_reading_order(answers[0].concepts)
    if len(answers) == 1 and (moves := moves_of(answers[0])):
        move = moves[0][2]
        told = f"Undeterred: {marks({c: c in move.undeterred for c in concepts})}."
    elif len(answers) == 1 and (ends := _ends(answers[0])):
        quiet = {c: not any(v.groups for x in ends for v in x.leaving if v.concept == c) for c in concepts}
        told = f"No group leaves: {marks(quiet)}."
    else:
        told = f"Holds {looking(concepts[0])} ({name(concepts[0])})."
    return f"{told} {basis_of_all(answers)}"
