"""Which groups could leave together, and would the rest let them, in words."""

from __future__ import annotations

from collections.abc import Sequence

from detente.conflict import in_reading_order
from detente.questions.coalitions.answer import CoalitionsAnswer, JointMoveValue, LeftState, Sanction
from detente.questions.coalitions.picture import moves_of, picture, plain, spoiling
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
    shortened,
    spelled,
)
from detente.wording.accounts import agreeing, each, names, under
from detente.wording.basis import basis_of_all, basis_sources
from detente.wording.concepts import long, looking, marks, name
from detente.wording.texts import count

ASKS = "Which groups could leave together, and would the rest let them?"
MOST_POINTS = 3  # one for each group of accounts
MOST_POINTS_OF_ONE = 2
MOST_ROWS = 20
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
    rows = tuple(tuple(text.split(": ", 1)) for text in plain(answers, voice) if ": " in text)
    return (Table(("Outcome", "What it is"), rows, "Where it is heading", id="ends"),) if rows else ()


# -- the answer --------------------------------------------------------------------------------------------------------


def _words(answer: CoalitionsAnswer, voice: Voice) -> Words:
    return voice.words(answer.perspective)


def together(members: Sequence[str], words: Words) -> str:
    """Name a group: ``Russia and Ukraine together``."""
    return words.parties(members) + (" together" if len(members) > 1 else "")


def headline(answers: Sequence[CoalitionsAnswer], voice: Voice) -> str:
    """Say what groups could do about where it is heading."""
    if len(answers) == 1:
        return fitting(*verdicts(answers[0], voice))
    groups = agreeing(answers, kind)
    if len(groups) == 1:
        return capital(f"{under(names(answers), names(answers))}, {short_verdict(answers[0], voice)}.")
    parts = [f"{short_verdict(g[0], voice)} {under(names(g), names(answers))}" for g in groups]
    good = [p for g, p in zip(groups, parts, strict=True) if lasting(g[0])]
    rest = "in the others, no group could lastingly leave where it is heading"
    return fitting(
        f"{capital('; '.join(parts))}.",
        f"{capital('; '.join([*good, rest]))}." if good and _sure_of_rest(answers) else "",
        "Whether a group could do better together depends on the account.",
    )


def _sure_of_rest(answers: Sequence[CoalitionsAnswer]) -> bool:
    """Tell whether all was looked at where no lasting move was found, and there is somewhere it is heading."""
    return all(_ends(a) and _all_looked_at(a) for a in answers if not lasting(a))


def groups_line(answers: Sequence[CoalitionsAnswer], voice: Voice) -> str:
    """Say in one line, for a page that has many answers, which groups could do better together."""
    groups = agreeing(answers, kind)
    told = [g for g in groups if lasting(g[0])] or groups
    parts = []
    for group in told:
        where = under(names(group), names(answers))
        parts.append(f"{short_verdict(group[0], voice)} {where}".rstrip())
    return f"{capital('; '.join(parts))}."


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
    words = _words(answer, voice)
    good = list(dict.fromkeys(m.members for m in lasting(answer)))
    if good:
        return f"{listed([together(g, words) for g in good[:2]], 'or')} could do better"
    if not _ends(answer):
        return "it comes to rest nowhere"
    whom = together(answer.groups[0].members, words) if answer.asked_group else "no group"
    could = "could not" if answer.asked_group else "could"
    if moves_of(answer):
        if _all_looked_at(answer):
            return f"{whom} {could} lastingly leave where it is heading for something better"
        return (
            "groups could leave where it is heading, but none was found that would do better by that for good"
        )
    late = ", though from today everybody could" if _lost(answer) else ""
    return f"from where it is heading {whom} {could} move to something better for all its members{late}"


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
    words, ends = _words(answer, voice), _ends(answer)
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
    words, states = _words(answer, voice), answer.states
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


def spoil_sentence(answer: CoalitionsAnswer, move: JointMoveValue, voice: Voice) -> str:
    """Say whether the rest would let a group do it."""
    words = _words(answer, voice)
    if len(move.members) == len(answer.decision_makers):
        return "All parties would take part, so nobody is left who could spoil it."
    found = spoiling(move)
    if found is None:
        if move.sanctions or not set(answer.concepts) & {"gmr", "seq"}:
            return ""
        return "Nothing that the rest could answer would spoil it for them."
    if found.concept == "gmr" and "seq" not in answer.concepts:
        return f"{_who(found, words)} could spoil it by answering, whether or not that pays."
    if found.concept == "gmr":
        return f"The rest could spoil it only by moves that do not pay: {_does(found, answer, words)}."
    return paying(found, answer, words)


def paying(found: Sanction, answer: CoalitionsAnswer, words: Words) -> str:
    """Say who could spoil it and gain by that."""
    movers = list(dict.fromkeys(m.mover for m in found.way.moves))
    gains = "would gain by doing so" if len(movers) == 1 else "each would gain by its move"
    losers = words.parties(found.losers)
    return fitting(
        f"{_who(found, words)} could spoil it for {losers} ({_does(found, answer, words)}), and {gains}.",
        f"{_who(found, words)} could spoil it for {losers}, and {gains}.",
        f"{_who(found, words)} could spoil it, and {gains}.",
    )


def _who(found: Sanction, words: Words) -> str:
    return words.parties(dict.fromkeys(m.mover for m in found.way.moves))


def _does(found: Sanction, answer: CoalitionsAnswer, words: Words) -> str:
    """Say what those who answer do, move by move."""
    before = found.way.start
    parts = []
    movers = {m.mover for m in found.way.moves}
    for step in found.way.moves:
        does = words.step_short(answer.states[before], answer.states[step.state], step.mover)
        parts.append(
            f"{words.party(step.mover)}: {does}" if len(movers) > 1 or found.concept == "gmr" else does
        )
        before = step.state
    return ", then ".join(parts)


def others(answer: CoalitionsAnswer, voice: Voice) -> list[str]:
    """Name the other groups that could do better, or that could only until others move on."""
    words, moves = _words(answer, voice), moves_of(answer)
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
    words = _words(answer, voice)
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


# -- details -----------------------------------------------------------------------------------------------------------


def details(answer: CoalitionsAnswer, voice: Voice) -> tuple[Block, ...]:
    """Give what survives, what groups could do state by state, and what each group would leave."""
    words = _words(answer, voice)
    blocks: list[Block] = [Text(survival(answer)), survival_table(answer)]
    blocks += [Text(t) for t in told_states(answer, words)]
    if (moves := move_table(answer, words)).rows:
        blocks.append(moves)
    if (groups := group_table(answer, words)).rows:
        blocks.append(groups)
    if sources := basis_sources(answer.basis, words):
        blocks.append(Text(sources))
    return tuple(blocks)


def sizes(answer: CoalitionsAnswer) -> str:
    """Say which groups were looked at."""
    found = sorted({len(g.members) for g in answer.groups if len(g.members) > 1})
    return "one" if not found else "two" if found == [2] else f"2 to {found[-1]}"


def survival(answer: CoalitionsAnswer) -> str:
    """Count the equilibria that hold also against groups."""
    held = {h.concept: h for h in answer.held}
    parts = []
    for concept in in_reading_order(answer.concepts):
        one = held[concept]
        which = f" ({labels([answer.states[s] for s in one.survives], 3)})" if one.survives else ""
        parts.append(f"{name(concept)} {int(one.survives_count):,} of {int(one.equilibria_count):,}{which}")
    whom = "the group asked about" if len(answer.groups) == 1 else f"every group of {sizes(answer)}"
    return f"Of the equilibria, these hold also against {whom}: {'; '.join(parts)}."


def survival_table(answer: CoalitionsAnswer) -> Table:
    """Tell the same in a table."""
    held = {h.concept: h for h in answer.held}
    rows = []
    for concept in in_reading_order(answer.concepts):
        one = held[concept]
        which = labels([answer.states[s] for s in one.survives]) or "—"
        rows.append(
            (
                long(concept),
                f"{int(one.equilibria_count):,}",
                f"{int(one.survives_count):,}",
                which,
            )
        )
    columns = ("Concept", "Equilibria", "Hold against groups", "Which")
    note = (
        "A group leaves together where its members' moves lead to what every one of them prefers, and no answer of the "
        "rest that the concept lets it expect leaves one of them no better off than before."
    )
    return Table(columns, tuple(rows), "What survives when groups can move together", note, "survival")


def told_states(answer: CoalitionsAnswer, words: Words) -> list[str]:
    """Say of each state asked about which groups could leave it, how, and what the rest could answer."""
    told: list[str] = []
    quiet: dict[str, list[str]] = {}
    for left in answer.left:
        called = "today" if left.state == answer.status_quo else label(answer.states[left.state])
        if left.told:
            told += [
                f"{state_lead(left, called, words)}: {full_move(answer, m, words)}." for m in left.told[:4]
            ]
            if len(left.told) > 4:
                told.append(f"{capital(called)}: {count(len(left.told) - 4, 'more group')} could leave it.")
        else:
            quiet.setdefault(nobody(answer, left, words), []).append(called)
    return told + [f"From {shortened(states, 6)} {text}." for text, states in quiet.items()]


def state_lead(left: LeftState, called: str, words: Words) -> str:
    """Begin a sentence about a state: whether somebody would leave it alone."""
    if left.alone:
        return capital(f"{called}, which {words.parties(left.alone)} would leave alone, too")
    return capital(f"{called}, which nobody would leave alone ({name(left.concept)})")


def nobody(answer: CoalitionsAnswer, left: LeftState, words: Words) -> str:
    """Say that none of the groups asked about would leave."""
    concept = name(left.concept)
    if left.alone:
        return (
            f"{words.parties(left.alone)} would leave without anybody's help; no group is needed ({concept})"
        )
    if len(answer.groups) == 1:
        [group] = answer.groups
        who = words.parties(group.members)
        if left.concept == "nash":
            prefer = "it prefers" if len(group.members) == 1 else "all of them prefer"
            return f"{who} could move to nothing that {prefer}"
        return f"{who} would not leave ({concept})"
    if left.concept == "nash":
        return "no group could move to something that all its members prefer"
    return f"no group would leave, nor anybody alone ({concept})"


def full_move(answer: CoalitionsAnswer, move: JointMoveValue, words: Words) -> str:
    """Tell what a group could do together, what the rest could answer, and what would follow."""
    states = answer.states
    steps = []
    before = move.way.start
    for step in move.way.moves:
        does = words.step_short(states[before], states[step.state], step.mover)
        steps.append(f"{words.party(step.mover)}: {does}")
        before = step.state
    text = (
        f"{together(move.members, words)} could move to {label(states[move.state])} ({', then '.join(steps)})"
    )
    found = spoiling(move)
    if all(c in move.undeterred for c in answer.concepts):
        everybody = len(move.members) == len(answer.decision_makers)
        text += "" if everybody else "; nothing that the rest could answer would spoil it for them"
    elif "seq" in move.undeterred:
        text += "; the rest could spoil it only by moves that do not pay for those who make them"
    elif found is not None:
        text += f"; but then {_who(found, words)} can answer ({_does(found, answer, words)}), which leaves "
        text += f"{words.parties(found.losers)} no better off"
        if found.better_elsewhere and found.concept == "seq":
            text += f" ({words.parties(found.better_elsewhere)} would gain more by another answer)"
    if move.equilibrium:
        holding = listed([name(c) for c in in_reading_order(move.equilibrium)])
        text += f". There it would hold ({holding})"
    if move.onward and list(move.onward) != [move.state]:
        back = "back " if list(move.onward) == [move.way.start] else ""
        text += f". From there moves for a gain lead {back}to {shortened([label(states[s]) for s in move.onward], 4)}"
    return text


def move_table(answer: CoalitionsAnswer, words: Words) -> Table:
    """List what the smallest groups could do from each state asked about."""
    rows = []
    for left in answer.left:
        start = " (today)" if left.state == answer.status_quo else ""
        for number, move in enumerate(left.told):
            rows.append(
                (
                    f"{label(answer.states[left.state])}{start}" if number == 0 else "",
                    words.parties(move.members),
                    f"{label(answer.states[move.state])}: {words.brief(answer.states[move.state])}",
                    ", ".join(name(c) for c in in_reading_order(move.undeterred)),
                    ", ".join(name(c) for c in in_reading_order(move.equilibrium)) or "—",
                    shortened([label(answer.states[s]) for s in move.onward], 3) or "—",
                )
            )
    cut = f"The first {MOST_ROWS} of {len(rows)}. " if len(rows) > MOST_ROWS else ""
    columns = ("From", "Group", "Could move to", "Undeterred under", "Holds there", "Leads on to")
    note = f"{cut}The smallest groups, no part of which would leave; of their moves, the one that is deterred least."
    return Table(columns, tuple(rows[:MOST_ROWS]), "Who has a reason to move together", note, "groups")


def group_table(answer: CoalitionsAnswer, words: Words) -> Table:
    """Count the equilibria that each group would leave."""
    concepts = in_reading_order(answer.concepts)
    rows = []
    for group in answer.groups:
        by = {u.concept: u for u in group.unstable}
        if len(group.members) > 1:
            rows.append((words.parties(group.members), *(f"{int(by[c].equilibria):,}" for c in concepts)))
    rows = [r for r in rows if any(cell != "0" for cell in r[1:])]  # a group that never moves is not told
    cut = f"The first {MOST_ROWS} of {len(rows)} groups; the JSON lists all." if len(rows) > MOST_ROWS else ""
    columns = ("Group", *(name(c) for c in concepts))
    title = "How many equilibria each group would leave"
    return Table(columns, tuple(rows[:MOST_ROWS]), title, cut, "group-list")
