"""Which groups could leave a state together, and whether the rest would let them, in words."""

from __future__ import annotations

from detente.conflict import in_reading_order
from detente.findings.answers import labels
from detente.findings.explanation import told_path
from detente.findings.finding import Block, Finding, Section, Table
from detente.findings.situation import rests_on
from detente.findings.words import Words, concept_long, concept_name, count, listed, shortened
from detente.game import State
from detente.questions.coalitions import Coalitions, JointMove
from detente.questions.evolve import Path

MOST_STATES = 4
MOST_GROUPS = 4
MOST_ROWS = 20


def coalitions_finding(found: Coalitions) -> Finding:
    """Say what holds against groups, and which group has a reason to form."""
    words = Words(found.game.conflict)
    answers = [_survival(found)]
    telling = [s for s in found.states if s.index == found.game.status_quo or groups_of(found, s)]
    for state in telling[:MOST_STATES]:
        answers += _reasons(found, words, state)
    if len(telling) > MOST_STATES:
        answers.append(f"And so in {count(len(telling) - MOST_STATES, 'more outcome')} (see below).")
    quiet: dict[str, list[str]] = {}
    for state in found.states:
        if state not in telling:
            quiet.setdefault(_nobody(found, words, state), []).append(state.label)
    answers += [f"From {shortened(names, 6)} {text}." for text, names in quiet.items()]
    answers.append(rests_on(found.game.conflict))
    blocks: list[Block] = [_survival_table(found)]
    if (moves := _move_table(found, words)).rows:
        blocks.append(moves)
    if len(found.groups) > 1:
        blocks.append(Section("Group by group", (_group_table(found, words),), aside=True, bulk=True))
    question = "Which groups could leave together, and would the rest let them?"
    return Finding(question, tuple(answers), tuple(blocks), found.game.account)


def _survival(found: Coalitions) -> str:
    parts = []
    for concept in in_reading_order(found.concepts):
        every, left = found.stability.equilibria_at(concept), found.survives_at(concept)
        which = f" ({labels(found.game, left, 3)})" if left.size else ""
        parts.append(f"{concept_name(concept)} {left.size:,} of {every.size:,}{which}")
    if len(found.groups) == 1:
        return f"Of the equilibria, these hold also against the group asked about: {'; '.join(parts)}."
    return f"Of the equilibria, these hold also against every group of {_sizes(found)}: {'; '.join(parts)}."


def _sizes(found: Coalitions) -> str:
    sizes = sorted({len(g) for g in found.groups if len(g) > 1})
    if not sizes:
        return "one"
    return "two" if sizes == [2] else f"2 to {sizes[-1]}"


def free_concept(found: Coalitions, state: State, group: tuple[str, ...]) -> str:
    """Give the most cautious concept under which a group would still leave a state; Nash if none but it."""
    cautious = [c for c in ("gmr", "smr", "seq", "nash") if c in found.concepts]
    return next((c for c in cautious if group in found.leaving(state, c)), cautious[-1])


def best_move(found: Coalitions, state: State, group: tuple[str, ...]) -> JointMove:
    """Choose what a group would do: the move that deters least, then what would hold."""
    ends = found.ends(state, group, free_concept(found, state, group))
    return found.joint_move(state, group, int(ends[0]))


def concept_of(found: Coalitions) -> str:
    """Give the narrowest concept under which nobody leaves some state asked about alone; else the narrowest of all."""
    asked = in_reading_order(found.concepts)
    return next((c for c in asked if any(found.stability.holds(c)[s.index] for s in found.states)), asked[0])


def _losers(found: Coalitions, words: Words, move: JointMove, path: Path) -> str:
    game = found.game
    gain = {dm: game.ranks[game.index(dm)] for dm in move.group}
    return words.dms([dm for dm, r in gain.items() if r[path.end.index] <= r[move.path.start.index]])


def _not_best(found: Coalitions, words: Words, path: Path) -> str:
    """Tell who could answer better for itself: no concept here asks for the best answer, but a reader may."""
    game, before = found.game, path.start
    others = []
    for move in path.moves:
        ranks = game.ranks[game.index(move.mover)]
        if any(ranks[s.index] > ranks[move.state.index] for s in game.improvements(move.mover, before)):
            others.append(move.mover)
        before = move.state
    if not others:
        return ""
    return f" ({words.dms(dict.fromkeys(others))} would gain more by another answer; SEQ does not ask for the best)"


def told_move(found: Coalitions, words: Words, move: JointMove) -> str:
    """Tell what a group could do together, what the rest could answer, and what would follow."""
    together = "together " if len(move.group) > 1 else ""
    text = f"move {together}to {move.end.label} ({told_path(words, move.path)})"
    path = move.sanctions.get("seq") or move.sanctions.get("gmr")
    if all(c in move.undeterred for c in found.concepts):
        everybody = len(move.group) == len(found.game.decision_makers)
        text += "" if everybody else "; nothing that the rest could answer would spoil it for them"
    elif "seq" in move.undeterred:
        text += "; the rest could spoil it only by moves that do not pay for those who make them"
    elif path is not None:
        text += f"; but then {told_path(words, path)}, which leaves {_losers(found, words, move, path)} no better off"
        text += _not_best(found, words, path) if move.sanctions.get("seq") else ""
    where = ""
    if move.holds:
        where = f". There it would hold ({listed([concept_name(c) for c in in_reading_order(move.holds)])})"
    if move.onward and [s.index for s in move.onward] != [move.end.index]:
        back = "back " if [s.index for s in move.onward] == [move.path.start.index] else ""
        where += f". From there improvements lead {back}to {shortened([s.label for s in move.onward], 4)}"
    return f"{text}{where}"


def groups_of(found: Coalitions, state: State) -> list[tuple[str, ...]]:
    """Give the groups to tell of: the one asked about, or the smallest that would leave where no part of them would.

    Under the concept under which states hold, since what is asked is whether they hold against groups, too.
    """
    if len(found.groups) == 1:
        return list(found.leaving(state, in_reading_order(found.concepts)[0]))
    return list(found.smallest_leaving(state, concept_of(found)))


def _alone(found: Coalitions, state: State) -> list[str]:
    """Give who would leave a state alone under the concept that is told of."""
    gone = found.leaving(state, concept_of(found))
    return [g[0] for g in gone if len(g) == 1 < len(found.groups)]


def _narrower(found: Coalitions, words: Words, state: State) -> str:
    """Say who would leave alone under the narrowest concept, where that is not the one that is told of."""
    narrow = in_reading_order(found.concepts)[0]
    gone = [g[0] for g in found.leaving(state, narrow) if len(g) == 1]
    if not gone or narrow == concept_of(found):
        return ""
    return f" (under {concept_name(narrow)} {words.dms(gone)} would)"


def _nobody(found: Coalitions, words: Words, state: State) -> str:
    """Say that none of the groups asked about would leave."""
    if len(found.groups) == 1:
        [group] = found.groups
        narrow = in_reading_order(found.concepts)[0]
        if narrow != "nash":
            return f"{words.dms(group)} would not leave together ({concept_name(narrow)})"
        wanted = "it prefers" if len(group) == 1 else "all of them prefer"
        return f"{words.dms(group)} could move to nothing that {wanted}"
    concept = concept_of(found)
    if alone := _alone(found, state):
        return f"{words.dms(alone)} would leave without anybody's help; no group is needed ({concept_name(concept)})"
    if concept == "nash":
        return "no group could move to something that all its members prefer"
    return f"no group would leave, nor anybody alone, under {concept_name(concept)}{_narrower(found, words, state)}"


def _reasons(found: Coalitions, words: Words, state: State) -> list[str]:
    lead = "The status quo" if state.index == found.game.status_quo else f"{state.label}"
    concept = concept_of(found)
    alone, groups = _alone(found, state), groups_of(found, state)
    if not groups:
        return [f"From {lead[0].lower()}{lead[1:]} {_nobody(found, words, state)}."]
    if alone:
        lead = f"{lead}, which {words.dms(alone)} would leave alone, too"
    elif len(found.groups) > 1:
        under = "" if concept == "nash" else f" under {concept_name(concept)}{_narrower(found, words, state)}"
        lead = f"{lead}, which nobody would leave alone{under}"
    told = [
        f"{lead}: {words.dms(g)} could {told_move(found, words, best_move(found, state, g))}."
        for g in groups[:MOST_GROUPS]
    ]
    if len(groups) > MOST_GROUPS:
        told.append(f"{lead}: {count(len(groups) - MOST_GROUPS, 'more group')} could leave it (see below).")
    return told


def _survival_table(found: Coalitions) -> Table:
    rows = []
    for concept in in_reading_order(found.concepts):
        every, left = found.stability.equilibria_at(concept), found.survives_at(concept)
        rows.append(
            (concept_long(concept), f"{every.size:,}", f"{left.size:,}", labels(found.game, left) or "—")
        )
    columns = ("Concept", "Equilibria", "Hold against groups", "Which")
    note = (
        "A group leaves together where its members' moves lead to what every one of them prefers, and no answer of the "
        "rest that the concept reckons with leaves one of them no better off than before."
    )
    return Table(columns, tuple(rows), "What survives when groups can move together", note, "survival")


def _move_table(found: Coalitions, words: Words) -> Table:
    rows = []
    for state in found.states:
        start = " (status quo)" if state.index == found.game.status_quo else ""
        for number, group in enumerate(groups_of(found, state)):
            move = best_move(found, state, group)
            rows.append(
                (
                    f"{state.label}{start}" if number == 0 else "",
                    words.dms(group),
                    words.told(move.end, brief=True),
                    ", ".join(concept_name(c) for c in in_reading_order(move.undeterred)),
                    ", ".join(concept_name(c) for c in in_reading_order(move.holds)) or "—",
                    shortened([s.label for s in move.onward], 3) or "—",
                )
            )
    cut = f"The first {MOST_ROWS} of {len(rows)}. " if len(rows) > MOST_ROWS else ""
    columns = ("From", "Group", "Could move to", "Undeterred under", "Holds there", "Leads on to")
    note = (
        f"{cut}The smallest groups, no part of which would leave under {concept_name(concept_of(found))}; of their "
        "moves, the one that is deterred least."
    )
    return Table(columns, tuple(rows[:MOST_ROWS]), "Who has a reason to move together", note, "groups")


def _group_table(found: Coalitions, words: Words) -> Table:
    concepts = in_reading_order(found.concepts)
    rows = []
    for k, group in enumerate(found.groups):
        gone = [found.stability.holds(c) & ~found.stable[c][k] for c in concepts]
        if len(group) > 1:
            rows.append((words.dms(group), *(f"{int(g.sum()):,}" for g in gone)))
    cut = f"The first {MOST_ROWS} of {len(rows)} groups; the JSON lists all." if len(rows) > MOST_ROWS else ""
    columns = ("Group", *(concept_name(c) for c in concepts))
    return Table(
        columns, tuple(rows[:MOST_ROWS]), "How many equilibria each group would leave", cut, "group-list"
    )
