"""Whether an ultimatum is credible, in words: under an account, and what the public record says beside the accounts."""

from __future__ import annotations

from collections.abc import Sequence

from detente.conflict import Conflict, Prioritised, Ultimatum
from detente.findings.finding import Block, Finding, Section, Table, Text
from detente.findings.situation import rests_on
from detente.findings.threats import at_the_end
from detente.findings.words import Words, count, listed, place
from detente.game import Game
from detente.questions.evolve import Move
from detente.questions.explain import Reason
from detente.questions.ultimatum import Judged, Judgement, Reversal
from detente.questions.ultimatum.judging import REPLIES, VERDICTS

MOST_EXAMPLES = 4
MOST_STATEMENTS = 24
MOST_TURNS = 12

VERDICT_NAMES = {
    "credible": "credible",
    "bluff": "against the threatener's own interest (a bluff)",
    "painless": "painless",
    "impossible": "impossible",
    "in_force": "in force already",
}
_MEANING = {
    "credible": "{to} would be worse off, and {by} better off",
    "bluff": "{to} would be worse off, but {by} would not gain: GMR counts it as a sanction, SEQ does not",
    "painless": "{to} would be no worse off",
    "impossible": "{by} cannot bring it about by a move of its own",
    "in_force": "it is so already: nothing is left to threaten",
}
_REPLIES = {
    "complies": "complies",
    "indifferent": "complies or not: a tie",
    "refuses": "refuses",
    "would_comply_anyway": "would gain by a move that also complies, threat or no threat",
    "cannot": "cannot comply by a move of its own",
}


def told_ultimatum(words: Words, asked: Ultimatum) -> str:
    """Say who demands what, and what is threatened."""
    deadline = f" by {asked.deadline}" if asked.deadline else ""
    text = f"{words.dm(asked.by)} demands of {words.dm(asked.to)}{deadline}: {words.condition(asked.demand, asked.to)}."
    return f"{text} Otherwise: {words.condition(asked.threat, asked.by)}."


def judgement_finding(found: Judgement, *, alone: bool = True) -> Finding:
    """Say what an ultimatum is worth under an account.

    `alone` adds the record, which else stands once beside all accounts.
    """
    words = Words(found.game.conflict)
    asked = found.ultimatum
    answers = [overall(found), told_ultimatum(words, asked)]
    if found.chosen is not None:
        answers += [*_closely(words, found, found.chosen), *filter(None, [at_the_end(found)])]
        answers.append(rests_on(found.game.conflict))
    record = record_finding(found.game.conflict, asked) if alone else None
    blocks = [*_tables(words, found)]
    if record is not None:
        blocks.append(Section(record.question, tuple(Text(t) for t in record.answer)))
    return Finding(
        f"Is the ultimatum “{asked.id}” credible?",
        tuple(answers),
        tuple(blocks),
        found.game.account,
    )


def unjudged_finding(game: Game, asked: Ultimatum, reason: str) -> Finding:
    """Say why an ultimatum is judged in no state under an account."""
    words = Words(game.conflict)
    text = f"{reason[0].upper()}{reason[1:]}."
    return Finding(
        f"Is the ultimatum “{asked.id}” credible?", (told_ultimatum(words, asked), text), (), game.account
    )


def _account(found: Judgement) -> str:
    return "" if found.game.account == "base" else f"Under “{found.game.account}” "


def overall(found: Judgement) -> str:
    """Give the verdict over all states in one or two sentences."""
    words = Words(found.game.conflict)
    lead = _account(found)
    begin = f"{lead}the threat is" if lead else "The threat is"
    how = "moves" if found.by_moves else "improvements"
    where = f"that {how} lead to from the status quo and in which the demand is unmet"
    if not found.states:
        text = f"in every state that {how} lead to from the status quo the demand is met; there is nothing to judge."
        return f"{lead}{text}" if lead else text[0].upper() + text[1:]
    open_ = {v: n for v, n in found.verdicts.items() if v != "in_force"}
    force = found.verdicts.get("in_force", 0)
    if not open_:
        return f"{begin} in force already in {_all(force)} {where}: nothing is left to threaten."
    told = _mixed(found, where)
    if len(open_) == 1:
        [(verdict, number)] = open_.items()
        told = f"{VERDICT_NAMES[verdict]} in {_all(number)} {where}"
        if force:
            told = (
                f"{VERDICT_NAMES[verdict]} in {_all(number)} in which it is not in force yet, of {len(found.states):,} "
                f"{where}"
            )
        told += f": {_why(words, found, verdict)}"
    cut = (
        f" (Of {found.count:,} states the nearest {len(found.states):,} are judged.)"
        if found.count > len(found.states)
        else ""
    )
    return f"{begin} {told}.{cut}"


def _mixed(found: Judgement, where: str) -> str:
    parts = [f"{VERDICT_NAMES[v]} in {n:,}" for v, n in found.verdicts.items()]
    return f"{listed(parts)} of the {count(len(found.states), 'state')} {where}"


def _all(number: int) -> str:
    return "the one state" if number == 1 else f"all {number:,} states"


def _why(words: Words, found: Judgement, verdict: str) -> str:
    asked = found.ultimatum
    if verdict == "painless" and _blind(found):
        return (
            f"{words.dm(asked.to)} has no statement that tells the state in which it is carried out from the one "
            "before"
        )
    return _MEANING[verdict].format(by=words.dm(asked.by), to=words.dm(asked.to))


def _blind(found: Judgement) -> bool:
    """Tell whether the target has no statement that the threat touches, wherever it could be carried out."""
    if not isinstance(found.game.conflict.preferences[found.ultimatum.to], Prioritised):
        return False
    ways = [j.execution for j in found.states if j.execution is not None]
    return bool(ways) and all(w.target.statement is None for w in ways)


def _closely(words: Words, found: Judgement, judged: Judged) -> list[str]:
    """Look closely at one state: the verdict, what the target does, what would turn the verdict."""
    where = "status quo" if judged.state.index == found.game.status_quo else "nearest state"
    name = f"In the {where} ({judged.state.label})"
    answers = [f"{name} the threat is {VERDICT_NAMES[judged.verdict]}. {_carried_out(words, found, judged)}"]
    answers.append(_reply(words, found, judged))
    answers.append(_turning(words, found, judged))
    return [a.strip() for a in answers if a.strip()]


def _carried_out(words: Words, found: Judgement, judged: Judged) -> str:
    asked, way = found.ultimatum, judged.execution
    by, to = words.dm(asked.by), words.dm(asked.to)
    if way is None:
        text = _MEANING[judged.verdict].format(by=by, to=to)
        return f"{text[0].upper()}{text[1:]}." if judged.verdict == "in_force" else f"{text}."
    step = words.arriving(judged.state, Move(asked.by, way.state))
    loss = _compared(words, to, way.target)
    gain = _compared(words, by, way.threatener)
    more = len(judged.executions) - 1
    ways = f" ({count(more, 'other way')} to carry it out changes as few options.)" if more == 1 else ""
    ways = f" ({count(more, 'other way')} to carry it out change as few options.)" if more > 1 else ways
    if more and way.state.given:
        ways = f" (There {'is' if more == 1 else 'are'} {count(more, 'other way')} to carry it out.)"
    return f"To carry it out, {by} would {step}. {loss}; {gain}.{ways}"


def _compared(words: Words, name: str, reason: Reason) -> str:
    if reason.gain == 0:
        blind = reason.statement is None and isinstance(words.conflict.preferences[reason.dm], Prioritised)
        return f"{name} would be as well off as before" + (
            ": none of its statements tells the two states apart" if blind else ""
        )
    return f"{name} would be {'better' if reason.gain > 0 else 'worse'} off: {words.reason(reason)}"


def _reply(words: Words, found: Judgement, judged: Judged) -> str:
    """Say what the target does."""
    to = words.dm(found.ultimatum.to)
    if judged.compliance is None or judged.anyway is None:
        return f"{to} cannot bring about what is demanded by a move of its own."
    step = words.arriving(judged.state, Move(found.ultimatum.to, judged.compliance))
    comply = f"to comply it would best {step}"
    if judged.reply == "would_comply_anyway":
        text = f"{to} would gain by a move that also complies, threat or no threat: {comply}"
        text += f"; {words.reason(judged.anyway)}."
        if judged.better is not None:
            other = words.arriving(judged.state, Move(found.ultimatum.to, judged.better))
            text += f" It would gain more, without complying, if it were to {other}."
        return text
    if judged.verdict != "credible" or judged.instead is None:
        return f"{to} refuses, since nothing makes it comply: {comply}, and that is {_no_better(words, judged.anyway)}."
    if judged.reply == "complies":
        return (
            f"{to} complies: {comply}, which is better for it than what is threatened: "
            f"{words.reason(judged.instead)}."
        )
    if judged.reply == "indifferent":
        return f"A tie: {comply}, and that is as good to {to} as what is threatened."
    return (
        f"{to} refuses, the threat being credible and too weak: {comply}, which is worse for it than what is "
        f"threatened: {words.reason(judged.instead)}."
    )


def _no_better(words: Words, reason: Reason) -> str:
    if reason.gain == 0:
        return "as good to it as to stay"
    return f"worse for it than to stay: {words.reason(reason)}"


def wanted(found: Judgement) -> tuple[Reversal, ...]:
    """Give the changes that make a threat credible that is not, or one that is credible no longer so."""
    if found.chosen is None:
        return ()
    credible = found.chosen.verdict == "credible"
    return tuple(t for t in found.turns if credible or t.verdict == "credible")


def _turning(words: Words, found: Judgement, judged: Judged) -> str:
    """Say what would turn the verdict."""
    asked = found.ultimatum
    if not judged.executions:
        return "" if judged.verdict == "in_force" else "That hangs on nobody's preferences."
    turns = wanted(found)
    makes = "make it no longer credible" if judged.verdict == "credible" else "make it credible"
    texts = []
    if turns:
        texts.append(f"The smallest change that would {makes}: if {told_turn(words, turns[0])}.")
        if len(turns) > 1:
            texts.append(f"So would {count(len(turns) - 1, 'other single change')} of a statement.")
    elif any(isinstance(found.game.conflict.preferences[dm], Prioritised) for dm in (asked.by, asked.to)):
        texts.append(f"No single change of a statement of either would {makes}.")
    for shift in found.shifts:
        if shift.places:
            away = f"{count(abs(shift.places), 'place')} {'above' if shift.places > 0 else 'below'}"
            texts.append(
                f"In the order of {words.dm(shift.dm)}, which is not given by statements, {shift.state.label} stands "
                f"{away} {shift.other.label}; it would have to pass as many places to turn the verdict."
                if _matters(found, judged, shift.dm)
                else ""
            )
        elif _matters(found, judged, shift.dm):
            texts.append(
                f"In the order of {words.dm(shift.dm)}, which is not given by statements, {shift.state.label} and "
                f"{shift.other.label} tie; the tie would have to be broken to turn the verdict."
            )
    return " ".join(t for t in texts if t)


def _matters(found: Judgement, judged: Judged, dm: str) -> bool:
    """Tell whether a decision maker's order stands in the way of the other verdict."""
    way = judged.execution
    assert way is not None
    if judged.verdict == "credible":
        return True
    return not way.painful if dm == found.ultimatum.to else not way.pays


def told_turn(words: Words, turn: Reversal) -> str:
    """Tell a change of a list of statements."""
    edit = turn.edit
    dm, what = words.dm(edit.dm), words.statement(edit.statement, edit.dm)
    if edit.kind == "drop":
        return f"{dm} did not want {what} (now its {place(edit.place)} statement)"
    if edit.kind == "move":
        return f"{dm} put {place(edit.place)} and not {place(edit.before)}: {what}"
    return f"{dm} also wanted {what} (as its {place(edit.place)} statement)"


def _tables(words: Words, found: Judgement) -> list[Block]:
    if not found.states:
        return []
    asked = found.ultimatum
    by, to = words.dm(asked.by), words.dm(asked.to)
    rows = []
    for verdict in VERDICTS:
        states = [j for j in found.states if j.verdict == verdict]
        if states:
            rows.append(
                (
                    VERDICT_NAMES[verdict],
                    f"{len(states):,}",
                    _examples(states),
                    _MEANING[verdict].format(by=by, to=to) + _also(words, found, states),
                )
            )
    replies = []
    for reply in REPLIES:
        states = [j for j in found.states if j.reply == reply and j.verdict != "in_force"]
        if states:
            replies.append((_REPLIES[reply], f"{len(states):,}", _examples(states)))
    blocks: list[Block] = [
        Table(
            ("The threat is", "States", "Such as", "If it is carried out"),
            tuple(rows),
            "Where the demand is unmet",
            id="verdicts",
        ),
    ]
    if replies:
        note = "States in which the threat is in force already are not counted."
        note = note if "in_force" in found.verdicts else ""
        blocks.append(Table((to, "States", "Such as"), tuple(replies), f"What {to} does", note, "replies"))
    blocks += _statements(words, found)
    turns = wanted(found)
    if turns and found.chosen is not None:
        told = tuple((told_turn(words, t), VERDICT_NAMES[t.verdict]) for t in turns[:MOST_TURNS])
        more = len(turns) - len(told)
        blocks.append(
            Table(
                ("If", "The threat would be"),
                told,
                f"Single changes that turn the verdict in {found.chosen.state.label}",
                f"And {more} more; the JSON has all." if more else "",
                "turns",
            )
        )
    return blocks


def _examples(states: Sequence[Judged]) -> str:
    shown = ", ".join(j.state.label for j in states[:MOST_EXAMPLES])
    return shown if len(states) <= MOST_EXAMPLES else f"{shown}, ..."


def _also(words: Words, found: Judgement, states: Sequence[Judged]) -> str:
    """Say in how many of the painless ones the threatener would not gain either."""
    if states[0].verdict != "painless":
        return ""
    vain = sum(1 for j in states if j.execution is not None and not j.execution.pays)
    if not vain:
        return ""
    where = "" if vain == len(states) else f" (in {vain:,} of them)"
    return f"; {words.dm(found.ultimatum.by)} would not gain either{where}"


def _statements(words: Words, found: Judgement) -> list[Block]:
    """List the statements that the verdicts rest on, with their sources."""
    used: dict[tuple[str, str], tuple[Reason, int]] = {}
    for judged in found.states:
        way = judged.execution
        reasons = [] if way is None else [way.target, way.threatener]
        reasons += [r for r in (judged.instead or judged.anyway,) if r is not None and way is not None]
        for reason in {(r.dm, r.statement.id): r for r in reasons if r.statement is not None}.values():
            assert reason.statement is not None
            key = (reason.dm, reason.statement.id)
            used[key] = (reason, used[key][1] + 1 if key in used else 1)
    rows = []
    for reason, number in list(used.values())[:MOST_STATEMENTS]:
        statement = reason.statement
        assert statement is not None
        sure = "" if statement.confidence is None else f"{statement.confidence:g}"
        what = words.statement(statement, reason.dm)
        rows.append((words.dm(reason.dm), what, f"{number:,}", words.citations(statement.sources), sure))
    if not rows:
        return []
    columns = ("Decision maker", "What it wants", "States", "Source", "Confidence")
    return [
        Table(
            columns, tuple(rows), "The statements that the verdicts and the answers rest on", id="statements"
        )
    ]


def record_finding(conflict: Conflict, asked: Ultimatum) -> Finding | None:
    """Say what the public record says, which belongs to no account; None where the file says nothing of it."""
    words = Words(conflict)
    said = f"What was said: {asked.text}" if asked.text else ""
    claim = " ".join(x for x in (said, asked.because) if x)
    cited = words.citations(asked.sources)
    answers = [f"{claim}{f' ({cited})' if cited else ''}"] if claim else []
    if asked.record is not None:
        source = words.citations(asked.record.sources)
        answers.append(f"What the record says: {asked.record.text}{f' ({source})' if source else ''}")
    return Finding("What was said, and what does the record say?", tuple(answers)) if answers else None


def written_finding(conflict: Conflict, found: Sequence[Judgement], refused: str = "") -> Finding:
    """Give the ultimatums of the file in brief, under each account."""
    words = Words(conflict)
    rows = []
    for asked in conflict.ultimatums:
        rows.append(
            (asked.id, told_ultimatum(words, asked), *(_brief(j) for j in found if j.ultimatum is asked))
        )
    accounts = list(dict.fromkeys(j.game.account for j in found))
    answer = f"The file holds {count(len(rows), 'ultimatum')}; name one to look at it closely."
    heads = ("Ultimatum", "What is demanded and threatened", *accounts)
    answers = (answer, refused) if refused else (answer,)
    return Finding(
        "Which ultimatums does the file hold?", answers, (Table(heads, tuple(rows), id="ultimatums"),)
    )


def _brief(found: Judgement) -> str:
    told = [f"{VERDICT_NAMES[v]}: {n:,}" for v, n in found.verdicts.items()]
    return "; ".join(told) or "the demand is met"
