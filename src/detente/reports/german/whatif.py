"""Who gains and who loses if talks collapse, in German: the lines of the brief."""

from __future__ import annotations

from collections.abc import Sequence

from detente.answers import StandingKind
from detente.questions.whatif.answer import Compared, WhatIfAnswer
from detente.questions.whatif.words import WORST, always_faring, grouped, losing_by_the_least
from detente.wording.accounts import agreeing, names
from detente.wording.german.accounts import under
from detente.wording.names import Words
from detente.wording.texts import capital, fitting, verb
from detente.wording.voice import Voice

COMPARED = "verglichen mit dem absehbaren Ausgang"
NOTHING = "es ändert sich nichts"


def in_brief(answers: Sequence[WhatIfAnswer], voice: Voice) -> str:
    """Say who gains and who loses, beside a label that names the change."""
    words, among = voice.words(), names(answers)
    if any(a.myopic is None for a in answers):
        return "Was Bestand hat, ist eine andere Frage: Ohne heutigen Stand gibt es kein Ende zum Vergleich."
    told = list(dict.fromkeys(both_ways(voice.words(a.perspective), a) for a in answers))
    if len(told) == 1:
        [text] = told
        where = under(among, among)
        if text == NOTHING:
            lead = f"{capital(where)} ändert sich nichts" if where else capital(NOTHING)
            return f"{lead}: Es endet, wie ohnehin absehbar."
        lead = capital(f"{where}: {text}" if where else text)
        if len({who(words, c) for a in answers for c in a.both}) == 1:
            compared = f"{capital(COMPARED)}{' ' + where if where else ''}: {text}."
            return fitting(compared, f"{lead}.", "Wer gewinnt und wer verliert, zeigt die Tabelle.")
        return fitting(
            f"{lead}.", "Wer gewinnt und wer verliert, hängt davon ab, wie weit die Seiten vorausschauen."
        )
    lose, gain = always_faring(answers, "worse"), always_faring(answers, "better")
    if lose or gain:
        parts = [_some(words, lose, "worse")] if lose else []
        parts += [_some(words, gain, "better")] if gain else []
        every = "in beiden Lesarten" if len(answers) == 2 else "in jeder Lesart"
        lead = f"{', '.join(parts)}{',' if len(parts) > 1 else ''} {every}"
        compared = f"{capital(COMPARED)}: {lead}"
        rest = "; wie es den übrigen ergeht, hängt an der Lesart."
        return fitting(f"{compared}{rest}", f"{compared}.", f"{lead}.")
    return "Wer gewinnt und wer verliert, hängt an der Lesart."


def both_ways(words: Words, answer: WhatIfAnswer) -> str:
    """Say who loses and gains, looking ahead and not; once where that is the same. A part of a sentence."""
    if answer.myopic is None or answer.ahead is None:
        return ""
    ahead, myopic = who(words, answer.ahead), who(words, answer.myopic)
    if ahead == myopic:
        return ahead
    return f"vorausschauend: {ahead}; nicht vorausschauend: {myopic}"


def who(words: Words, compared: Compared) -> str:
    """Say who loses and who gains by the change, as a part of a sentence."""
    if compared.same:
        return NOTHING
    if not int(compared.after_count):
        return "kein Ausgang hat Bestand"
    if not int(compared.before_count):
        return "ein Ausgang hat Bestand, anders als zuvor"
    groups = grouped(compared.with_heading)
    parts = [_some(words, groups[kind], kind) for kind in WORST if kind in groups]
    return ", ".join(parts) or "niemand gewinnt oder verliert"


def _some(words: Words, makers: Sequence[str], kind: StandingKind) -> str:
    told, one = words.parties(makers), len(makers) == 1
    can = "kann" if one else "können"
    return {
        "worse": f"{told} {'verliert' if one else 'verlieren'}",
        "better": f"{told} {'gewinnt' if one else 'gewinnen'}",
        "worse_or_same": f"{told} {can} verlieren",
        "better_or_same": f"{told} {can} gewinnen",
        "open": f"{told} {can} gewinnen oder verlieren",
        "unknown": f"ob {told} {'gewinnt' if one else 'gewinnen'}, ist unbekannt",
        "same": f"{told} {'steht' if one else 'stehen'} gleich gut da",
    }[kind]


def weak_reasons(answers: Sequence[WhatIfAnswer], voice: Voice) -> list[str]:
    """Say in which accounts a loss rests on somebody's last and least wish."""
    among, found = names(answers), []
    for group in agreeing(answers, lambda a: least(voice.words(a.perspective), a)):
        if text := least(voice.words(group[0].perspective), group[0]):
            where = capital(under(names(group), among))
            found.append(f"{where}: {text}" if where else text)
    return found


def least(words: Words, answer: WhatIfAnswer) -> str:
    """Say whose loss rests on its last and least wish, and that the change itself takes away what that is about."""
    makers, removed, id = losing_by_the_least(answer)
    if not makers:
        return ""
    about = (
        f", {verb(len(makers), 'den', 'die')} das Scheitern selbst gegenstandslos macht" if removed else ""
    )
    whose = words.parties(makers)
    if len(makers) > 1:
        return f"Die Gründe von {whose}, weiter zu reden, beruhen nur auf den letzten und schwächsten Wünschen{about}."
    text = f"Der Grund von {whose}, weiter zu reden, beruht nur auf dem letzten und schwächsten Wunsch{about}"
    return f"{text}." if id is None else fitting(f"{text}: {words.claim(makers[0], id)}.", f"{text}.")
