"""Which groups could leave a state together, in full."""

from __future__ import annotations

from detente.conflict import in_reading_order
from detente.questions.coalitions.answer import CoalitionsAnswer
from detente.questions.coalitions.joint_answer import JointMoveValue
from detente.questions.coalitions.left_answer import LeftState
from detente.questions.coalitions.picture import spoiling
from detente.questions.coalitions.spoil_words import together, what_they_do, who_answers, words_of
from detente.wording import (
    Block,
    Table,
    Text,
    Voice,
    Words,
    capital,
    label,
    labels,
    listed,
    shortened,
)
from detente.wording.basis import basis_sources
from detente.wording.concepts import long, name
from detente.wording.texts import count

MOST_ROWS = 20


def details(answer: CoalitionsAnswer, voice: Voice) -> tuple[Block, ...]:
    """Give what survives, what groups could do state by state, and what each group would leave."""
    words = words_of(answer, voice)
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
        text += f"; but then {who_answers(found, words)} can answer "
        text += f"({what_they_do(found, answer, words)}), which leaves "
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
