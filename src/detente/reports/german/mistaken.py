"""Who is mistaken about whom, and what comes of it, in German."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.answers import Ends, Standing
from detente.questions.mistaken.answer import CorrectionFact, MistakenAnswer, Sight
from detente.questions.mistaken.phrases import (
    GAINS,
    LOSES,
    MOST_NAMED,
    Speaker,
    changes,
    corrected,
    named_option,
    shown,
    sides,
    stays,
)
from detente.questions.mistaken.words import accounts, turning, turning_together
from detente.reports.german.heading import NOTHING_KNOWN
from detente.wording.accounts import names
from detente.wording.german.accounts import quoted, under
from detente.wording.german.outcomes import towards
from detente.wording.german.texts import count, listed, quantity
from detente.wording.outcomes import sentence
from detente.wording.texts import capital, fitting
from detente.wording.voice import Voice

ELSE = "Alles andere hier nimmt an, dass sich niemand irrt."
LOOKING: dict[Sight, str] = {"ahead": "vorausschauend", "myopic": "nicht vorausschauend"}


@dataclass(frozen=True)
class GermanSpeaker(Speaker):
    """What an answer is said with in German."""

    def outcomes(self, refs: Sequence[int], count: str, party: str = "", *, titled: bool = False) -> str:
        """Say to which outcomes: by their letters, or by how many they are."""
        if int(count) > MOST_NAMED or len(refs) < int(count):
            return f"zu einem von {quantity(int(count))} Ausgängen"
        states = [self.answer.states[r] for r in refs]
        if all(s.id in self.voice.outcomes for s in states) and not (titled and len(refs) == 1):
            return towards(states, self.voice)
        return f"zu {listed([self.outcome(r, party, titled=titled) for r in refs], 'oder')}"


def in_brief(answers: Sequence[MistakenAnswer], voice: Voice) -> str:
    """Say the headline, the correction that would change it where one account is told, and what all else supposes."""
    told = [headline(answers, voice)]
    if len(answers) == 1:
        [answer] = answers
        told.append(correction(GermanSpeaker(answer, voice), shown(answer)))
    if any(a.mistaken for a in answers):
        told.append(ELSE)
    return " ".join(x for x in told if x)


def headline(answers: Sequence[MistakenAnswer], voice: Voice) -> str:
    """Say whether mistakes change the outcome: in every account, or in which."""
    texts = {headline_of_one(a, voice) for a in answers}
    if len(texts) == 1:
        [told] = texts
        where = under(names(answers), accounts(answers))
        return fitting(f"{capital(where)}: {told}", told) if where else told
    changing = [a for a in answers if changes(a)]
    if not changing:
        return "In keiner Lesart ändert ein Irrtum, wohin es führt."
    lead = "Irrtümer ändern, wohin es führt,"
    if len(changing) == len(answers):
        return fitting(
            f"{lead} in den Lesarten {quoted(names(changing))}, in jeder auf ihre Art.",
            f"{lead} in {count(len(changing), 'Lesart', 'Lesarten')}, in jeder auf ihre Art.",
        )
    rest = [a for a in answers if not changes(a)]
    return fitting(
        f"{lead} in {quoted(names(changing))}, nicht aber in {quoted(names(rest))}.",
        f"{lead} in {len(changing)} von {count(len(answers), 'Lesart', 'Lesarten')}.",
    )


def headline_of_one(answer: MistakenAnswer, voice: Voice) -> str:
    """Say what mistakes lead to under one account."""
    speaker = GermanSpeaker(answer, voice)
    who = [own.decision_maker for own in answer.mistaken]
    if not who:
        return "In dieser Lesart irrt sich niemand."
    whose = f"{'Der Irrtum' if len(who) == 1 else 'Die Irrtümer'} von {speaker.parties(who)}"
    change = "ändert" if len(who) == 1 else "ändern"
    if answer.heading is None or answer.truth is None:
        return holding(answer, whose, change)
    turned = changes(answer)
    now, then = sides(answer.heading), sides(answer.truth)
    if not turned:
        return fitting(
            *(sentence(f"{whose} {change} nichts: {both(speaker, answer, titled=t)}") for t in (True, False))
        )
    sight = turned[0]
    alike = answer.heading.same and answer.truth.same
    how = "Vorausschauend oder nicht" if alike else capital(LOOKING[sight])
    too = "; nicht vorausschauend ebenso" if len(turned) == 2 and not alike else ""
    return fitting(
        *(
            f"{whose} {change} den Ausgang: {how} {comes(speaker, now[sight], titled=t)}; "
            f"ohne {'ihn' if len(who) == 1 else 'sie'} {would_go(speaker, then[sight])}{more}."
            for t, more in ((True, too), (True, ""), (False, ""))
        )
    )


def both(speaker: Speaker, answer: MistakenAnswer, *, titled: bool) -> str:
    """Say where it goes in both ways of looking."""
    assert answer.heading is not None
    ahead, myopic = (
        comes(speaker, ends, titled=titled) for ends in (answer.heading.ahead, answer.heading.myopic)
    )
    if ahead == myopic:
        return f"Vorausschauend oder nicht {ahead}"
    return f"Vorausschauend {ahead}; nicht vorausschauend {myopic}"


def holding(answer: MistakenAnswer, whose: str, change: str) -> str:
    """Say whether mistakes change what holds, where the file says nothing of today."""
    if not [h for h in answer.held if h.mistaken or h.lost]:
        return f"{whose} {change} nichts daran, was Bestand hat; {NOTHING_KNOWN}."
    return f"{whose} {change}, was Bestand hat; {NOTHING_KNOWN}."


def comes(speaker: Speaker, ends: Ends, *, titled: bool = True) -> str:
    """Say where it goes, as a clause that begins with its verb: ``führt es zu A (Krieg)``."""
    if ends.count is None:
        return "ließ sich in der Zeit nicht klären, wohin es geht"
    if stays(ends, speaker.answer.status_quo):
        return "bleibt es, wie es heute ist"
    if not ends.states:
        return "hat nichts Bestand, was erreicht wird"
    return f"führt es {speaker.outcomes(ends.states, ends.count, titled=titled)}"


def would(speaker: Speaker, states: Sequence[int], count: str) -> str:
    """Say where it would go: ``führte es zu A``, ``bliebe es, wie es heute ist``."""
    if tuple(states) == (speaker.answer.status_quo,):
        return "bliebe es, wie es heute ist"
    if not states:
        return "hätte nichts Bestand, was erreicht wird"
    return f"führte es {speaker.outcomes(states, count)}"


def would_go(speaker: Speaker, ends: Ends) -> str:
    """Say where it would go if nobody were mistaken."""
    if ends.count is None:
        return "ließ sich in der Zeit nicht klären, wohin es ginge"
    return would(speaker, ends.states, ends.count)


# -- the correction ----------------------------------------------------------------------------------------------------


def correction(speaker: Speaker, sight: Sight) -> str:
    """Say which single correction would change the outcome, for whom that is good, and who gains by leaving it."""
    answer = speaker.answer
    if answer.heading is None or not any(c.piece is not None for c in answer.corrections):
        return ""
    found = turning(answer, sight)
    if not found:
        whole = turning_together(answer, sight)
        if not whole:
            return "" if not changes(answer) else "Keine Berichtigung einer Annahme ändert den Ausgang."
        return fitting(
            f"Keine einzelne Berichtigung änderte den Ausgang; {clause(speaker, whole[0], sight)}.",
            "Keine einzelne Berichtigung änderte den Ausgang; mehrere zusammen täten es.",
        )
    return sentence(fitting(clause(speaker, found[0], sight), clause(speaker, found[0], sight, brief=True)))


def clause(speaker: Speaker, one: CorrectionFact, sight: Sight, *, brief: bool = False) -> str:
    """Say what a correction leads to, and for whom that is good."""
    ends = corrected(one, sight)
    assert ends is not None
    told = f"{if_right(speaker, one)}, {would(speaker, ends.states, ends.count)}"
    good = for_whom(speaker, ends.standings)
    return f"{told}: {good}" if good and not brief else told


def option_in(speaker: Speaker, party: str, option: str) -> str:
    """Name an option in quotation marks, with whose it is: ``„Streik“ (Süd)``."""
    owner, name = named_option(speaker, party, option)
    return f"„{name}“ ({owner})"


def if_right(speaker: Speaker, one: CorrectionFact) -> str:
    """Say what somebody would be right about: ``wüsste Nord von „Streik“ (Süd)``."""
    if not one.decision_maker:
        return "irrte sich niemand"
    party, piece = speaker.words.party(one.decision_maker), one.piece
    if piece is None:
        return f"irrte sich {party} in nichts"
    if piece.kind == "wishes":
        return f"kennte {party} die Wünsche von {speaker.words.party(piece.subject)}"
    if piece.kind == "unaware":
        return f"wüsste {party} von {option_in(speaker, one.decision_maker, piece.subject)}"
    if piece.kind == "imagined":
        return f"wüsste {party}, dass es {option_in(speaker, one.decision_maker, piece.subject)} nicht gibt"
    if piece.kind == "rule":
        rule = f"der Regel „{piece.subject}“" if piece.subject else "den Regeln"
        return f"irrte sich {party} nicht in {rule}"
    return f"wüsste {party}, wer wohin ziehen kann"


def for_whom(speaker: Speaker, standings: Sequence[Standing]) -> str:
    """Say for whom it pays to correct a mistake, and for whom to leave it; empty where for nobody."""
    gain = [s.decision_maker for s in standings if s.kind in GAINS]
    lose = [s.decision_maker for s in standings if s.kind in LOSES]
    told = []
    if gain:
        told.append(f"gut für {speaker.parties(gain)}")
    if lose:
        told.append(f"besser nicht berichtigt für {speaker.parties(lose)}")
    return "; ".join(told)
