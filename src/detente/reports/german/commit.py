"""Whether a promise of peace would be kept while power shifts, in German."""

from __future__ import annotations

from collections.abc import Sequence

from detente.drawing.bands import figure
from detente.questions.commit.answer import Between, CommitAnswer, ShiftFact
from detente.questions.commit.words import accounts_of
from detente.wording.accounts import agreeing, names
from detente.wording.german.accounts import quoted, under
from detente.wording.german.texts import count, listed, swapped
from detente.wording.names import Words
from detente.wording.outcomes import sentence
from detente.wording.texts import fitting
from detente.wording.voice import Voice

DOES = {"fights": "lieber kämpfen", "waits": "warten", "tie": "unentschieden", "open": "offen"}


def in_brief(answers: Sequence[CommitAnswer], voice: Voice) -> str:
    """Say the headline, and the guarantee that is needed where one account is told."""
    told = headline(answers, voice)
    shifts = [s for a in answers for s in a.shifts]
    if len(answers) == 1 and len(shifts) == 1:
        return " ".join(x for x in (told, guarantee(*shifts)) if x)
    return told


def headline(answers: Sequence[CommitAnswer], voice: Voice) -> str:
    """Say whether it would fight now: in every account, or where the accounts part."""
    ids = list(dict.fromkeys(s.id for a in answers for s in a.shifts))
    if len(ids) > 1:
        return _several(answers, ids)
    found = [(a, a.shifts[0]) for a in answers]
    groups = agreeing(answers, lambda a: (a.shifts[0].declines, a.shifts[0].verdict))
    words = voice.words()
    if len(groups) == 1:  # an account without a shift says nothing of it, and is not counted in
        everywhere = under(names(answers), accounts_of(answers))
        told = clause(found[0][1], words)
        return sentence(f"{everywhere}: {told}" if everywhere else told)
    declining = {shift.declines for _, shift in found}
    if len(declining) > 1:
        return "Wessen Macht sinkt, und ob diese Seite lieber jetzt kämpft, hängt davon ab, welche Lesart stimmt."
    party = words.parties(declining)
    told = "; ".join(f"{DOES[g[0].shifts[0].verdict]} in {quoted(names(g))}" for g in groups)
    return fitting(
        f"Ob {party} jetzt kämpfen würde, hängt an der Lesart: {told}.",
        f"Ob {party} lieber jetzt kämpfen als warten würde, hängt davon ab, welche Lesart stimmt.",
    )


def _several(answers: Sequence[CommitAnswer], ids: Sequence[str]) -> str:
    fights = [
        id for id in ids if any(s.id == id and s.verdict == "fights" for a in answers for s in a.shifts)
    ]
    if not fights:
        return (
            f"Bei keiner von {len(ids)} Machtverschiebungen ist sicher, dass die sinkende Seite jetzt kämpft."
        )
    would = "würde" if len(fights) == 1 else "würden"
    rest = "die sinkende Seite jetzt kämpfen lassen"
    if len(answers) > 1:
        rest += ", jedenfalls in einer Lesart"
    return fitting(
        f"Von {len(ids)} Machtverschiebungen {would} {listed([f'„{id}“' for id in fights])} {rest}.",
        f"{count(len(fights), 'Machtverschiebung', 'Machtverschiebungen')} {would} {rest}.",
    )


def clause(shift: ShiftFact, words: Words) -> str:
    """Say whether the declining side would rather fight now, as a clause."""
    party = words.party(shift.declines)
    return {
        "fights": f"{party} würde lieber jetzt kämpfen: Warten käme teurer, was auch versprochen wird",
        "waits": f"{party} hat keinen Grund, jetzt zu kämpfen: Krieg käme teurer als Warten, während sich die Macht "
        "verschiebt",
        "tie": f"für {party} ist es gleich, ob jetzt gekämpft oder gewartet wird",
        "open": f"ob {party} lieber jetzt kämpft als wartet, ist offen: Die Zahlen sind nicht genau genug bekannt",
    }[shift.verdict]


def guarantee(shift: ShiftFact) -> str:
    """Say which guarantee would keep the peace, and whether the one on offer would; nothing where none is needed."""
    if shift.needed.high <= 0:
        return ""
    low, high = (swapped(figure(x)) for x in (shift.needed.low, shift.needed.high))
    least = "Eine Garantie müsste die Verschiebung mit einer Wahrscheinlichkeit von mindestens {} aufhalten"
    if low == high:
        need = least.format(high)
    elif shift.needed.low > 0:
        need = f"{least.format(low)}; {high} genügt, wie die Zahlen auch sind"
    else:
        need = f"Eine Garantie, die die Verschiebung mit einer Wahrscheinlichkeit von {high} aufhält, genügt, wie die "
        need += "Zahlen auch sind"
    if shift.offered is None:
        return f"{need}."
    enough = {
        "fights": "genügt nicht",
        "waits": "genügt",
        "tie": "macht beides gleich",
        "open": "genügt vielleicht",
    }[shift.guarded or "open"]
    return f"{need}; die angebotene ({between(shift.offered)}) {enough}."


def between(found: Between) -> str:
    """Write a number, or the two between which it lies: ``0,3–0,78``."""
    low, high = swapped(figure(found.low)), swapped(figure(found.high))
    joint = " bis " if found.low < 0 else "–"
    return low if low == high else f"{low}{joint}{high}"
