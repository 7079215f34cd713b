"""What stands behind a verdict, in tables: every situation, the statements it rests on, the changes that turn it."""

from __future__ import annotations

from collections.abc import Sequence

from detente.answers import Reason, StateValue
from detente.conflict import Prioritised
from detente.questions.ultimatum.answer import OneUltimatum, UltimatumAnswer
from detente.questions.ultimatum.met_answer import Met
from detente.questions.ultimatum.tree_words import tree_section
from detente.questions.ultimatum.unmet_answer import JudgedState, Turn, Unmet
from detente.wording import Block, Table, Text, Voice, Words, capital, count, label, place

MOST_EXAMPLES = 4
MOST_STATEMENTS = 24
MOST_TURNS = 12
MOST_BREACHES = 24

VERDICTS = {
    "credible": "credible",
    "bluff": "a bluff",
    "painless": "painless",
    "impossible": "impossible",
    "in_force": "in force already",
    "deters": "strong enough to deter",
    "too_weak": "too weak",
    "not_credible": "not credible",
    "not_needed": "not needed",
}
MEANING = {
    "credible": "{to} would be worse off, and {by} better off",
    "bluff": "{to} would be worse off, but {by} would not gain: GMR counts it as a sanction, SEQ does not",
    "painless": "{to} would be no worse off",
    "impossible": "{by} cannot bring it about by a move of its own",
    "in_force": "it is so already: nothing is left to threaten",
}
REPLIES = {
    "complies": "complies",
    "indifferent": "complies or not: a tie",
    "refuses": "refuses",
    "would_comply_anyway": "would gain by a move that also complies, threat or no threat",
    "cannot": "cannot comply by a move of its own",
}
MEETS = {
    "deterred": "deterred",
    "bluff": "carrying the threat out would not pay",
    "too_weak": "it pays all the same",
    "impossible": "the threat cannot be carried out",
}
NOTHING = "—"


def details(answer: UltimatumAnswer, one: OneUltimatum, voice: Voice) -> list[Block]:
    """Give what stands behind a verdict under one account."""
    words = voice.words(answer.perspective)
    blocks: list[Block] = []
    if one.kept is not None:
        blocks += _kept(words, one, one.kept, answer.states)
    if one.unmet is not None and one.unmet.states:
        blocks += _closely(words, one, answer.states)
        blocks += _verdicts(words, one, one.unmet, answer.states)
    blocks += _statements(words, one)
    blocks += _turns(words, one)
    blocks += _shifts(words, one, answer.states)
    if one.game_tree is not None:
        blocks.append(tree_section(words, one))
    if one.refused:
        blocks.append(Text(capital(f"{one.refused}.")))
    return blocks


# -- where the demand is met -------------------------------------------------------------------------------------------


def _kept(words: Words, one: OneUltimatum, kept: Met, states: Sequence[StateValue]) -> list[Block]:
    by, to = words.party(one.by), words.party(one.to)
    led = "improvements" if kept.by == "improvements" else "moves"
    number = int(kept.left)
    text = (
        f"The demand is met today. In {number:,} of {count(int(kept.looked), 'state')} that {led} lead to, in which it "
        f"is met and the threat not carried out, {to} would gain by leaving it if nothing followed."
    )
    rows = []
    for situation in kept.situations:
        for breach in situation.breaches:
            step = words.step(states[situation.state], states[breach.state], one.to)
            told = (NOTHING, NOTHING, NOTHING)
            if breach.punishment is not None:
                end = states[breach.punishment.state]
                told = (
                    f"{by}: {words.step(states[breach.state], end, one.by)}",
                    off(breach.punishment.target),
                    off(breach.punishment.threatener),
                )
            rows.append((label(states[situation.state]), f"{to}: {step}", *told, MEETS[breach.meets]))
    if not rows:
        return [Text(text)]
    columns = ("State", "Leaves the demand", "Threat carried out", f"{to} then", f"{by} by that", "So")
    note = f"{to} compared with the state in which it met the demand; {by} with the one in which it is left."
    note += (
        f" The first {MOST_BREACHES} of {len(rows):,}; JSON has more." if len(rows) > MOST_BREACHES else ""
    )
    title = "How the demand could be left, and what would follow"
    return [Text(text), Table(columns, tuple(rows[:MOST_BREACHES]), title, note, "breaches")]


def off(reason: Reason) -> str:
    """Say whether somebody is better or worse off."""
    return {1: "better off", 0: "as well off", -1: "worse off"}[reason.gain]


# -- where it is unmet -------------------------------------------------------------------------------------------------


def _closely(words: Words, one: OneUltimatum, states: Sequence[StateValue]) -> list[Block]:
    """Look closely at one state: how the threat is carried out, how the demand is met, why that is better or worse."""
    assert one.unmet is not None
    judged = one.unmet.closely
    if judged is None:
        return []
    by, to = words.party(one.by), words.party(one.to)
    texts = [f"Looked at closely: {label(states[judged.state])}."]
    if judged.executions:
        way = judged.executions[0]
        step = words.step(states[judged.state], states[way.state], one.by)
        texts.append(f"To carry the threat out, {by} would {step}.")
        texts += [capital(because(words, to, way.target)), capital(because(words, by, way.threatener))]
        more = len(judged.executions) - 1
        if more:
            texts.append(f"There {'is' if more == 1 else 'are'} {count(more, 'other way')} to carry it out.")
    if judged.compliance is not None and judged.anyway is not None:
        step = words.step(states[judged.state], states[judged.compliance], one.to)
        texts.append(f"To meet the demand, {to} would best {step}.")
        texts.append(f"Compared with staying: {because(words, to, judged.anyway)}")
        if judged.instead is not None:
            texts.append(f"Compared with what is threatened: {because(words, to, judged.instead)}")
        if judged.better is not None:
            step = words.step(states[judged.state], states[judged.better], one.to)
            texts.append(f"It would gain more, without meeting the demand, if it were to {step}.")
    return [Text(" ".join(texts))]


def because(words: Words, party: str, reason: Reason) -> str:
    """Say whether a party is better or worse off, and why."""
    if reason.gain == 0:
        blind = reason.statement is None and isinstance(
            words.conflict.preferences[reason.decision_maker], Prioritised
        )
        return f"{party} is as well off{': none of its statements tells the two apart' if blind else ''}."
    return f"{party} is {'better' if reason.gain > 0 else 'worse'} off: {words.reason(reason)}."


def _verdicts(words: Words, one: OneUltimatum, unmet: Unmet, states: Sequence[StateValue]) -> list[Block]:
    by, to = words.party(one.by), words.party(one.to)
    rows = []
    for verdict, number in unmet.verdicts.items():
        these = [j for j in unmet.states if j.verdict == verdict]
        meaning = MEANING[verdict].format(by=by, to=to) + _in_vain(these, by)
        rows.append((VERDICTS[verdict], f"{number:,}", _examples(these, states), meaning))
    note = ""
    judged = sum(unmet.verdicts.values())
    if int(unmet.count) > judged:
        note = f"Of {int(unmet.count):,} states the nearest {judged:,} are judged."
    columns = ("The threat is", "States", "Such as", "If it is carried out")
    blocks: list[Block] = [Table(columns, tuple(rows), "Where the demand is unmet", note, "verdicts")]
    replies = []
    for reply, number in unmet.replies.items():
        these = [j for j in unmet.states if j.reply == reply and j.verdict != "in_force"]
        replies.append((REPLIES[reply], f"{number:,}", _examples(these, states)))
    if replies:
        note = (
            "States in which the threat is in force already are not counted."
            if "in_force" in unmet.verdicts
            else ""
        )
        blocks.append(Table((to, "States", "Such as"), tuple(replies), f"What {to} does", note, "replies"))
    return blocks


def _examples(judged: Sequence[JudgedState], states: Sequence[StateValue]) -> str:
    shown = ", ".join(label(states[j.state]) for j in judged[:MOST_EXAMPLES])
    return shown if len(judged) <= MOST_EXAMPLES else f"{shown}, ..."


def _in_vain(judged: Sequence[JudgedState], by: str) -> str:
    """Say in how many of the painless ones the threatener would not gain either."""
    if not judged or judged[0].verdict != "painless":
        return ""
    vain = sum(1 for j in judged if not j.executions[0].pays)
    if not vain:
        return ""
    where = "" if vain == len(judged) else f" (in {vain:,} of them)"
    return f"; {by} would not gain either{where}"


# -- claims and changes ------------------------------------------------------------------------------------------------


def reasons(one: OneUltimatum) -> list[list[Reason]]:
    """Give, situation by situation, the comparisons that the verdicts and the replies rest on."""
    found = []
    for judged in () if one.unmet is None else one.unmet.states:
        if judged.executions:
            reply = judged.instead or judged.anyway
            way = judged.executions[0]
            found.append([way.target, way.threatener, *([] if reply is None else [reply])])
    for situation in () if one.kept is None else one.kept.situations:
        for breach in situation.breaches:
            punished = breach.punishment
            found.append([breach.gain, *([] if punished is None else [punished.target, punished.threatener])])
    return found


def _statements(words: Words, one: OneUltimatum) -> list[Block]:
    """List the statements that the verdicts rest on, with their sources."""
    used: dict[tuple[str, str], int] = {}
    for here in reasons(one):
        for key in dict.fromkeys((r.decision_maker, r.statement) for r in here if r.statement is not None):
            assert key[1] is not None
            used[key[0], key[1]] = used.get((key[0], key[1]), 0) + 1
    rows = []
    for (dm, id), number in list(used.items())[:MOST_STATEMENTS]:
        statement = words.find_statement(dm, id)
        source = "" if statement is None else words.citations(statement.sources)
        doubt = "" if statement is None or statement.confidence is None else f"{statement.confidence:g}"
        rows.append((words.party(dm), words.claim(dm, id), f"{number:,}", source, doubt))
    if not rows:
        return []
    columns = ["Party", "What it wants", "Situations", "Source", "Confidence"]
    kept = [k for k in range(len(columns)) if k < 3 or any(r[k] for r in rows)]
    cut = (
        f"The first {MOST_STATEMENTS} of {len(used):,}; JSON has more." if len(used) > MOST_STATEMENTS else ""
    )
    return [
        Table(
            tuple(columns[k] for k in kept),
            tuple(tuple(r[k] for k in kept) for r in rows),
            "The wishes that the verdicts rest on",
            cut,
            "statements",
        )
    ]


def _turns(words: Words, one: OneUltimatum) -> list[Block]:
    turns: tuple[Turn, ...] = ()
    if one.met and one.kept is not None:
        turns = one.kept.turns
    elif one.unmet is not None:
        turns = one.unmet.turns
    if not turns:
        return []
    rows = tuple((change(words, t), VERDICTS[t.verdict]) for t in turns[:MOST_TURNS])
    note = f"And {len(turns) - MOST_TURNS} more; JSON has all." if len(turns) > MOST_TURNS else ""
    title = "Single changes of a wish that turn the verdict"
    return [Table(("If", "The threat would be"), rows, title, note, "turns")]


def change(words: Words, turn: Turn) -> str:
    """Tell a change of a list of statements in full, with the places."""
    what, party = this_wish(words, turn), words.party(turn.decision_maker)
    if turn.kind == "drop":
        return f"{party} did not want {what} (now its {place(turn.place)} wish)"
    if turn.kind == "move":
        return f"{party} put {wish(words, turn)} {place(turn.place)}, not {place(turn.before or 0)}"
    return f"{party} also wanted {what} (as its {place(turn.place)} wish)"


def wish(words: Words, turn: Turn) -> str:
    """Say what is wanted no longer, more or less, or as well; a text of the file in quotation marks."""
    dm = turn.decision_maker
    found = words.find_statement(dm, turn.statement)
    if found is not None and found.text:
        return f"“{words.statement(found, dm)}”"
    that = words.conflict.condition(turn.that, dm) if found is None else found.that
    return words.condition(that, dm)


def this_wish(words: Words, turn: Turn) -> str:
    """Say the same after a verb: ``this: no road``, or a text in quotation marks."""
    found = words.find_statement(turn.decision_maker, turn.statement)
    told = wish(words, turn)
    return told if found is not None and found.text else f"this: {told}"


def _shifts(words: Words, one: OneUltimatum, states: Sequence[StateValue]) -> list[Block]:
    """Say, for an order that is not given by statements, how far two states stand apart in it."""
    texts = []
    for shift in () if one.met or one.unmet is None else one.unmet.shifts:
        party, one_, other = (
            words.party(shift.decision_maker),
            label(states[shift.state]),
            label(states[shift.other]),
        )
        if shift.places:
            away = f"{count(abs(shift.places), 'place')} {'above' if shift.places > 0 else 'below'}"
            texts.append(f"In the order of {party}, {one_} stands {away} {other}.")
        else:
            texts.append(f"In the order of {party}, {one_} and {other} tie.")
    return [Text(" ".join(texts))] if texts else []
