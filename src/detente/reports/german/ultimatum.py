"""What each ultimatum is worth, in German."""

from __future__ import annotations

from collections.abc import Sequence

from detente.questions.ultimatum.answer import OneUltimatum, UltimatumAnswer
from detente.questions.ultimatum.words import LONGEST_RECORD, called, twins
from detente.wording.accounts import agreeing, names
from detente.wording.german.accounts import under
from detente.wording.german.texts import count, quantity
from detente.wording.names import Words
from detente.wording.texts import capital
from detente.wording.voice import Voice

# What a threat is, for lists of accounts; where the demand is unmet along with what the target does (`REPLIES`).
KINDS = {
    "credible": "glaubwürdig",
    "bluff": "ein Bluff",
    "painless": "schmerzlos für {to}",
    "impossible": "nicht in der Macht von {by}",
    "in_force": "schon in Kraft",
    "deters": "glaubwürdig und stark genug",
    "too_weak": "zu schwach, um {to} abzuhalten",
    "not_credible": "nicht glaubwürdig (für {by} lohnte sie sich nicht)",
    "not_needed": "nicht nötig",
    "": "nicht beurteilt",
}
REPLIES = {
    "credible": {
        "complies": "glaubwürdig und stark genug",
        "refuses": "glaubwürdig, aber zu schwach",
        "indifferent": "glaubwürdig, aber für {to} ist es gleich",
        "would_comply_anyway": "glaubwürdig, aber nicht nötig",
        "cannot": "glaubwürdig, aber die Forderung nicht in der Macht von {to}",
    },
    "bluff": {
        "would_comply_anyway": "ein Bluff, aber nicht nötig",
        "cannot": "ein Bluff und die Forderung nicht in der Macht von {to}",
    },
    "painless": {
        "would_comply_anyway": "schmerzlos für {to}, aber nicht nötig",
        "cannot": "schmerzlos und die Forderung nicht in der Macht von {to}",
    },
    "impossible": {
        "would_comply_anyway": "nicht in der Macht von {by}, aber nicht nötig",
        "cannot": "nicht in der Macht von {by} und die Forderung nicht in der von {to}",
    },
}


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


def brief_line(answers: Sequence[UltimatumAnswer], voice: Voice, k: int) -> str:
    """Say in one sentence what the ultimatum at a place in the file is worth."""
    words = voice.words()
    lead = introduced(words, answers[0].ultimatums, k)
    told = {verdict_clause(words, a.ultimatums[k]) for a in answers}
    if len(told) == 1:
        return f"{lead}: {capital(told.pop())}."
    return f"{lead}: {parted(answers, voice, k)}."


def introduced(words: Words, found: Sequence[OneUltimatum], k: int) -> str:
    """Say who said what to whom; where the same was said twice, also what is demanded, or its name in the file."""
    one, others = found[k], twins(found, k)
    parties = f"von {words.party(one.by)} an {words.party(one.to)}"
    if any(u.demand == one.demand for u in others):
        return f"„{one.id}“ {parties}"
    lead = f"„{called(one)}“ {parties}"
    if not others:
        return lead
    return (
        f"{lead}, gefordert {words.condition(words.conflict.ultimatum(one.id).demand, one.to, inside=True)}"
    )


def parted(answers: Sequence[UltimatumAnswer], voice: Voice, k: int) -> str:
    """Say in which accounts an ultimatum is what: the accounts that agree are named together."""
    among = names(answers)
    words = voice.words()
    groups = agreeing(answers, lambda a: kind(words, a.ultimatums[k]))
    return "; ".join(f"{kind(words, g[0].ultimatums[k])} {under(names(g), among)}".rstrip() for g in groups)


def kind(words: Words, one: OneUltimatum) -> str:
    """Say in a few words what the threat is, and whether it moves the target."""
    told = "" if one.met else REPLIES.get(one.verdict, {}).get(one.reply, "")
    return (told or KINDS[one.verdict]).format(by=words.party(one.by), to=words.party(one.to))


def verdict_clause(words: Words, one: OneUltimatum) -> str:
    """Say what the threat is worth and what the target does, as a clause."""
    by, to = words.party(one.by), words.party(one.to)
    if not one.verdict:
        why = "" if one.refused else ": Nichts führt dorthin, wo es zählt"
        return f"das Ultimatum lässt sich nicht beurteilen{why}"
    return _kept(one, by, to) if one.met else _unmet(one, by, to)


def _kept(one: OneUltimatum, by: str, to: str) -> str:
    return {
        "deters": f"die Drohung wirkt: {to} erfüllt die Forderung, ohne die Drohung geschähe das nicht",
        "too_weak": f"die Drohung ist zu schwach: {to} würde sich auch dann widersetzen, wenn sie wahr gemacht würde",
        "impossible": f"die Drohung kann {to} nicht abhalten: Ist die Forderung missachtet, könnte {by} sie nicht wahr "
        "machen",
        "not_credible": f"die Drohung ist nicht glaubwürdig: Sie hielte {to} ab, doch sie wahr zu machen lohnte sich "
        f"für {by} nicht",
        "in_force": f"was {by} androht, ist schon in Kraft, und die Forderung ist erfüllt",
        "not_needed": f"die Drohung ist nicht nötig: {to} erfüllt die Forderung auch ohne sie",
    }[one.verdict]


def _unmet(one: OneUltimatum, by: str, to: str) -> str:
    if one.verdict == "in_force":
        return f"was {by} androht, ist schon in Kraft: Es bleibt nichts anzudrohen"
    if one.verdict == "credible":
        return f"die Drohung ist glaubwürdig{_reply_to_a_real_one(one, to)}"
    if one.verdict == "bluff":
        what = (
            f"die Drohung ist ein Bluff: Sie träfe {to}, doch sie wahr zu machen lohnte sich für {by} nicht"
        )
    elif one.verdict == "painless":
        if one.reply == "refuses":
            return f"die Drohung trifft {to} nicht: Sich zu weigern kostet {to} nichts"
        what = f"die Drohung trifft {to} nicht"
    else:
        what = f"{by} kann die Drohung nicht durch einen eigenen Zug wahr machen"
    return what + {
        "would_comply_anyway": f"; für {to} lohnt es sich trotzdem, die Forderung zu erfüllen",
        "cannot": f"; {to} kann die Forderung nicht durch einen eigenen Zug erfüllen",
        "refuses": f"; {to} kann sich weigern",
    }.get(one.reply, "")


def _reply_to_a_real_one(one: OneUltimatum, to: str) -> str:
    return {
        "complies": f": Für {to} ist es besser nachzugeben, als sie zu ertragen",
        "refuses": f", aber zu schwach: Für {to} ist es besser, sie zu ertragen, als nachzugeben",
        "indifferent": f"; für {to} ist es gleich, nachzugeben oder sie zu ertragen",
        "would_comply_anyway": f", doch für {to} lohnte es sich auch ohne sie, die Forderung zu erfüllen",
        "cannot": f", doch {to} kann die Forderung nicht durch einen eigenen Zug erfüllen",
    }[one.reply]


def on_record(one: OneUltimatum) -> str:
    """Give what the record says: all of it, or its last sentence, if that is short."""
    if one.record is None:
        return ""
    text = " ".join(one.record.text.split()).rstrip(".")
    for some in (text, text.rsplit(". ", 1)[-1]):
        if len(some.split()) <= LONGEST_RECORD:
            return f"Überliefert: „{some}.“"
    return ""


def in_how_many(answers: Sequence[UltimatumAnswer], k: int) -> str:
    """Of one account: say in how many of the situations that matter the verdict is the same."""
    return how_wide(answers[0].ultimatums[k]) if len(answers) == 1 else ""


def how_wide(one: OneUltimatum) -> str:
    """Say in how many of the situations that matter the verdict is the same."""
    if one.met:
        if one.kept is None or one.verdict in ("not_needed", "in_force"):
            return ""
        number, of = one.kept.verdicts[one.verdict], int(one.kept.left)
        lead, all_, some = _KEPT[one.verdict], "überall, wo sie nötig ist", "in denen sie nötig ist"
    else:
        if one.unmet is None or one.verdict in ("", "in_force"):
            return ""
        number = one.unmet.verdicts[one.verdict]
        of = sum(n for v, n in one.unmet.verdicts.items() if v != "in_force")
        lead, some = _UNMET[one.verdict], "in denen sie noch nicht in Kraft ist"
        all_ = "überall, wo sie wahr gemacht werden könnte"
        if one.verdict == "impossible":
            all_ = "überall, wo sie noch nicht in Kraft ist"
    if of == 1:
        return ""
    told = f"{quantity(number)} von {count(of, 'Lage')}"
    return f"{lead} {all_} ({told})." if number == of else f"{lead} in {told}, {some}."


_KEPT = {
    "deters": "Sie wirkt",
    "too_weak": "Sie ist zu schwach",
    "impossible": "Sie ist nicht möglich",
    "not_credible": "Sie ist nicht glaubwürdig",
}
_UNMET = {
    "credible": "Glaubwürdig",
    "bluff": "Ein Bluff",
    "painless": "Schmerzlos",
    "impossible": "Nicht möglich",
}
