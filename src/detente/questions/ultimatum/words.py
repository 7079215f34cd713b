"""Whether an ultimatum is credible and deters, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from detente.conflict import Ultimatum
from detente.questions.ultimatum.answer import AtEnd, OneUltimatum, UltimatumAnswer
from detente.questions.ultimatum.effect_words import effect, ending, turning
from detente.questions.ultimatum.picture import picture
from detente.questions.ultimatum.sanction_words import sanction_blocks, sanction_summary
from detente.questions.ultimatum.tables import details
from detente.questions.ultimatum.tree_words import threshold
from detente.questions.ultimatum.verdict_words import kind, verdict, verdict_clause, worth
from detente.wording import Block, Said, Section, Text, Voice, Words, capital, count, fitting, listed, spelled
from detente.wording.accounts import agreeing, headed, names, quoted, under
from detente.wording.basis import basis_of_all
from detente.wording.texts import verb

MOST_POINTS = 3
LONGEST_NAME = 8  # words of what was said, where they take the place of the ultimatum's name
LONGEST_RECORD = 25  # words of the record that are told on page one


def say(answers: Sequence[UltimatumAnswer], voice: Voice) -> Said:
    """Say what an ultimatum is worth, or all of the file along with the sanctions on which what holds rests."""
    first = answers[0]
    one = first.ultimatums[0] if len(first.ultimatums) == 1 else None
    return Said(
        question=_asks(first),
        headline=headline(answers, voice),
        points=points(answers, voice),
        pictures=() if one is None or (drawn := picture(answers, voice)) is None else (drawn,),
        sure=sure(answers),
        next=_next(first, voice),
        details=tuple(_details(answers, voice)),
        account=first.perspective if len(answers) == 1 else "",
        id=f"ultimatum-{one.id}" if one is not None else "ultimatum",
    )


def _asks(answer: UltimatumAnswer) -> str:
    if answer.named:
        return f"Is the ultimatum “{answer.ultimatums[0].id}” credible, and does it deter?"
    if answer.ultimatums:
        return "Are the ultimatums credible, and do they deter?"
    return "On which sanctions does what holds rest, and which are bluffs?"


def _next(answer: UltimatumAnswer, voice: Voice) -> tuple[str, ...]:
    if answer.named:
        one = answer.ultimatums[0]
        if one.verdict in ("bluff", "not_credible"):
            return (voice.command("whatif", "--prefer", one.by, f'"{one.threat}"'), voice.command("pivot"))
        return (voice.command("pivot"),)
    if answer.ultimatums:
        return (voice.command("ultimatum", answer.ultimatums[0].id),)
    return (voice.command("explain"),)


# -- the verdict -------------------------------------------------------------------------------------------------------


def parted(answers: Sequence[UltimatumAnswer], voice: Voice, k: int, *, short: bool = False) -> str:
    """Say in which accounts an ultimatum is what: those that agree are named together (in `short` by names alone)."""
    among = names(answers)
    words = voice.words(answers[0].perspective)
    groups = agreeing(answers, lambda a: kind(words, a.ultimatums[k]))
    where = [f"in {quoted(names(g))}" if short else under(names(g), among) for g in groups]
    return ", ".join(
        f"{kind(words, g[0].ultimatums[k])} {w}".rstrip() for g, w in zip(groups, where, strict=True)
    )


def headline(answers: Sequence[UltimatumAnswer], voice: Voice) -> str:
    """Say what the ultimatum is worth; of several, what each is."""
    first = answers[0]
    words = voice.words(first.perspective)
    if len(first.ultimatums) == 1:
        told, *others = dict.fromkeys(verdict(words, a.ultimatums[0]) for a in answers)
        if not others:
            return told
        if all(not a.ultimatums[0].verdict for a in answers):
            return f"The ultimatum cannot be judged {under(names(answers), names(answers))}, for different reasons."
        return fitting(
            *(
                f"The accounts part: the threat is {parted(answers, voice, 0, short=s)}."
                for s in (False, True)
            ),
            "The accounts part over what the threat is worth.",
        )
    if not first.ultimatums:
        return sanction_summary([a.sanctions for a in answers if a.sanctions is not None])
    return of_several(answers, voice)


def of_several(answers: Sequence[UltimatumAnswer], voice: Voice) -> str:
    """Say what each of several ultimatums is worth, or over which of them the accounts part."""
    found, words = answers[0].ultimatums, voice.words(answers[0].perspective)
    number = len(found)
    over = [k for k in range(number) if len(agreeing(answers, lambda a: kind(words, a.ultimatums[k]))) > 1]  # noqa: B023
    if over:
        named, some = [f"“{found[k].id}”" for k in over], f"{len(over)} of {number} ultimatums"
        verb_, few = verb(len(over), "is", "are"), (False, True) if len(over) == 1 else ()
        return fitting(
            *(f"The accounts part over {named[0]}: {parted(answers, voice, over[0], short=s)}." for s in few),
            f"The accounts part over what {listed(named)} {verb_} worth.",
            f"The accounts part over what {'both ultimatums' if len(over) == number == 2 else some} {verb_} worth.",
        )
    where = under(names(answers), names(answers))
    kinds = {kind(words, u) for u in found}
    if len(kinds) == 1:
        every = "Both ultimatums" if number == 2 else f"All {spelled(number)} ultimatums"
        same = f"come to the same {where}" if where else "of the file come to the same"
        return f"{every} {same}: the threat is {kinds.pop()}."
    lead = f"{capital(where)}, of {number}" if where else f"Of {number}"
    each = "; ".join(f"“{u.id}” is {kind(words, u)}" for u in found)
    counted = Counter(map(worth, found))
    return fitting(
        f"{lead} ultimatums, {each}.",
        f"{lead} ultimatums: {listed([f'{spelled(n)} {told}' for told, n in counted.items()])}.",
    )


def brief_line(answers: Sequence[UltimatumAnswer], voice: Voice, k: int) -> str:
    """Say in one sentence what the ultimatum at a place in the file is worth."""
    words = voice.words(answers[0].perspective)
    lead = introduced(words, answers[0].ultimatums, k)
    told = {verdict_clause(words, a.ultimatums[k]) for a in answers}
    if len(told) == 1:
        return f"{lead}: {told.pop()}."
    return f"{lead}: {parted(answers, voice, k, short=True)}."


def called(one: OneUltimatum) -> str:
    """Call an ultimatum by what was said, where that is short; else by its name in the file."""
    text = " ".join(one.text.split()).rstrip(".")
    short = 0 < len(text.split()) <= LONGEST_NAME and not set(text) & set("“”„")
    return text if short else one.id.replace("-", " ")


def twins(found: Sequence[OneUltimatum], k: int) -> list[OneUltimatum]:
    """Give the others that are called the same as the one at a place, by the same to the same."""
    one = (called(found[k]), found[k].by, found[k].to)
    return [u for i, u in enumerate(found) if i != k and (called(u), u.by, u.to) == one]


def introduced(words: Words, found: Sequence[OneUltimatum], k: int) -> str:
    """Say who said what to whom; where the same was said twice, also what is demanded, or its name in the file."""
    one, others = found[k], twins(found, k)
    parties = f"by {words.party(one.by)} to {words.party(one.to)}"
    if any(u.demand == one.demand for u in others):
        return f"“{one.id}” {parties}"
    lead = f"“{called(one)}” {parties}"
    if not others:
        return lead
    return (
        f"{lead}, demanding {words.condition(words.conflict.ultimatum(one.id).demand, one.to, inside=True)}"
    )


def in_brief(answers: Sequence[UltimatumAnswer], voice: Voice, *, record: bool = True) -> tuple[str, ...]:
    """Say in a line what each ultimatum is worth: for a page with many answers.

    With `record` also what the record says of it, where the page has no other line of the record.
    """
    if not answers:
        return ()
    lines = []
    for k, one in enumerate(answers[0].ultimatums):
        parts = [brief_line(answers, voice, k), in_how_many(answers, k), on_record(one) if record else ""]
        lines.append(" ".join(p for p in parts if p))
    return tuple(lines)


def on_record(one: OneUltimatum) -> str:
    """Give what the record says: all of it, or its last sentence, if that is short."""
    if one.record is None:
        return ""
    text = " ".join(one.record.text.split()).rstrip(".")
    for some in (text, text.rsplit(". ", 1)[-1]):
        if len(some.split()) <= LONGEST_RECORD:
            return f"On record: “{some}.”"
    return ""


def in_how_many(answers: Sequence[UltimatumAnswer], k: int) -> str:
    """Of one account: say in how many of the situations that matter the verdict is the same."""
    if len(answers) != 1:
        return ""
    return how_wide(answers[0].ultimatums[k])


def how_wide(one: OneUltimatum) -> str:
    """Say in how many of the situations that matter the verdict is the same."""
    if one.met:
        if one.kept is None or one.verdict in ("not_needed", "in_force"):
            return ""
        number, of = one.kept.verdicts[one.verdict], int(one.kept.left)
        if of == 1:
            return ""
        lead = {
            "deters": "It deters",
            "too_weak": "It is too weak",
            "impossible": "It is out of reach",
            "not_credible": "It is not credible",
        }[one.verdict]
        if number == of:
            return f"{lead} wherever it is needed ({_of(number, of)})."
        return f"{lead} in {_of(number, of)} in which it is needed."
    if one.unmet is None or one.verdict in ("", "in_force"):
        return ""
    number = one.unmet.verdicts[one.verdict]
    of = sum(n for v, n in one.unmet.verdicts.items() if v != "in_force")
    lead = {"credible": "Credible", "bluff": "A bluff", "painless": "Painless", "impossible": "Out of reach"}[
        one.verdict
    ]
    if of == 1:
        return ""
    if number == of:
        where = "it is not in force yet" if one.verdict == "impossible" else "it could be carried out"
        return f"{lead} wherever {where} ({_of(number, of)})."
    return f"{lead} in {_of(number, of)} in which it is not in force yet."


def _of(number: int, of: int) -> str:
    return f"{number:,} of {count(of, 'situation')}"


# -- what one has to know beside it ------------------------------------------------------------------------------------


def points(answers: Sequence[UltimatumAnswer], voice: Voice) -> tuple[str, ...]:
    """Say what the verdict rests on, what would turn it, what comes of it; of several accounts, what each says."""
    first = answers[0]
    words = voice.words(first.perspective)
    if len(first.ultimatums) > 1:
        return tuple(brief_line(answers, voice, k) for k in range(min(MOST_POINTS, len(first.ultimatums))))
    if not first.ultimatums:
        return ()
    if len(answers) == 1:
        one = first.ultimatums[0]
        told = (
            effect(words, one),
            turning(words, one),
            ending(one.ends),
            "" if one.game_tree is None else threshold(words, one),
        )
        return tuple(t for t in told if t)[:MOST_POINTS]
    among = names(answers)
    groups = agreeing(answers, lambda a: verdict(words, a.ultimatums[0]))
    found = []
    if len(groups) > 1:
        for group in groups[:MOST_POINTS]:
            where = capital(under(names(group), among))
            found.append(f"{where}, {verdict_clause(words, group[0].ultimatums[0])}.")
    endings = agreeing(answers, lambda a: ending(a.ultimatums[0].ends))
    for group in endings:
        ends = group[0].ultimatums[0].ends
        if ends and len(found) < MOST_POINTS:
            found.append(ending(ends, f"{capital(under(names(group), among))}, "))
    return tuple(found)


# -- how sure ----------------------------------------------------------------------------------------------------------


def sure(answers: Sequence[UltimatumAnswer]) -> str:
    """Say how often the verdict is the same, whether the demand is met in the end, and on what it rests."""
    parts = []
    if len(answers) == 1 and len(answers[0].ultimatums) == 1:
        [one] = answers[0].ultimatums
        if told := how_wide(one):
            parts.append(told.rstrip("."))
    if all(len(a.ultimatums) == 1 and a.ultimatums[0].ends for a in answers):
        groups = agreeing(answers, lambda a: _marks(a.ultimatums[0]))
        several = len(groups) > 1
        each = [_marks(g[0].ultimatums[0]) + (f" ({quoted(names(g))})" if several else "") for g in groups]
        parts.append(f"Demand met in the end: {'; '.join(each)}")
    if len(answers) == 1 and not answers[0].ultimatums and answers[0].sanctions is not None:
        parts.append(f"Outcomes that hold: {answers[0].sanctions.concept.upper()}")
    parts.append(basis_of_all(answers).rstrip("."))
    return f"{'. '.join(parts)}." if parts else ""


def _marks(one: OneUltimatum) -> str:
    return " ".join(_mark(e) for e in one.ends)


def _mark(end: AtEnd) -> str:
    mark = "–" if not end.count else "✓" if end.met == end.count else "✗" if not end.met else "in part"
    return f"{'Nash' if end.concept.startswith('nash') else 'SEQ'} {mark}"


# -- the rest ----------------------------------------------------------------------------------------------------------


def told(words: Words, asked: Ultimatum) -> str:
    """Say who demands what, and what is threatened."""
    deadline = f" by {asked.deadline}" if asked.deadline else ""
    demand, threat = words.condition(asked.demand, asked.to), words.condition(asked.threat, asked.by)
    return f"{words.party(asked.by)} demands of {words.party(asked.to)}{deadline}: {demand}. Otherwise: {threat}."


def _details(answers: Sequence[UltimatumAnswer], voice: Voice) -> list[Block]:
    first = answers[0]
    words = voice.words(first.perspective)
    blocks: list[Block] = []
    for k, one in enumerate(first.ultimatums):
        asked = words.conflict.ultimatum(one.id)
        inside: list[Block] = [Text(told(words, asked)), *_record(words, asked)]
        for a in answers:
            mine = details(a, a.ultimatums[k], voice)
            if mine and len(answers) > 1:
                inside.append(Section(headed(a.perspective), tuple(mine)))
            else:
                inside += mine
        blocks.append(Section(f"Ultimatum “{one.id}”", tuple(inside)))
    for a in answers:
        if a.sanctions is not None:
            blocks += sanction_blocks(a, voice, several=len(answers) > 1)
    return blocks


def _record(words: Words, asked: Ultimatum) -> list[Block]:
    """Say what was said, and what the public record says, which belongs to no account."""
    said = f"What was said: {asked.text}" if asked.text else ""
    claim = " ".join(x for x in (said, asked.because) if x)
    cited = words.citations(asked.sources)
    found: list[Block] = [Text(f"{claim}{f' ({cited})' if cited else ''}")] if claim else []
    if asked.record is not None:
        source = words.citations(asked.record.sources)
        found.append(Text(f"What the record says: {asked.record.text}{f' ({source})' if source else ''}"))
    return found
