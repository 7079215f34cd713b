"""Whether some deal beats no deal, and would be kept, in German: the line of the brief."""

from __future__ import annotations

from collections.abc import Sequence

from detente.questions.settle.answer import SettleAnswer
from detente.questions.settle.deal_words import MOST_PARTS, Telling, clause, signers_named
from detente.questions.settle.facts import KeptFact
from detente.wording.accounts import names
from detente.wording.german.accounts import under
from detente.wording.german.texts import listed, quantity, spelled
from detente.wording.texts import capital, fitting, verb
from detente.wording.voice import Voice


def in_brief(answers: Sequence[SettleAnswer], voice: Voice) -> str:
    """Say in one sentence whether some deal beats no deal: for a page with many answers."""
    if len(answers) > 1:
        return headline_of_all(answers, voice)
    [answer] = answers
    return headline(answer, voice)


def headline(answer: SettleAnswer, voice: Voice) -> str:
    """Say whether some deal beats no deal, which, and whether it would be kept."""
    who = signers(answer)
    if not int(answer.allowed):
        return "Kein Paket lässt sich schnüren: Ausschlüsse und Regeln verbieten jedes."
    if answer.absent:
        return in_part(answer, voice)
    if not answer.deals:
        return no_zone(answer)
    called, tail = name(answer, 0, voice), kept_tail(answer.deals[0].kept)
    titled = f"{called} ({deal_title(answer, 0, voice)})"
    if answer.packages == "states":
        rest = f"wäre für {who} besser als keine Einigung{tail}."
        return fitting(f"Ja: {voice_inside(answer, voice)} {rest}", f"Ja: Ausgang {called} {rest}")
    if answer.asked:
        parties = voice.words(answer.perspective).parties(answer.asked)
        rest = f"was {parties} ohne Einigung {verb(len(answer.asked), 'hätte', 'hätten')}: Die Datei sagt es nicht."
        known = f"Soweit bekannt, ragt {titled} heraus."
        return fitting(f"Das hängt davon ab, {rest} {known}", f"Das hängt davon ab, {rest}")
    short = f"{called} ({deal_title(answer, 0, voice, 2)})"
    return fitting(
        *(f"Ja: {what} ist für {who} besser als keine Einigung{tail}." for what in (titled, short, called))
    )


def in_part(answer: SettleAnswer, voice: Voice) -> str:
    """Say what can be said where the wishes of some who sign are not at hand."""
    who = voice.words(answer.perspective).parties(answer.absent)
    zone, allowed = int(answer.zone), int(answer.allowed)
    what = f"{quantity(zone)} von {quantity(allowed)} {things(answer, allowed)}" if zone else "nichts davon"
    rest = f"{what} {verb(max(1, zone), 'ist', 'sind')} für {signers(answer)} besser als keine Einigung"
    lead = f"Das hängt an den Wünschen von {who}, die nicht vorliegen"
    return fitting(f"{lead}; {rest}.", f"Das hängt an {who}; {rest}.", f"{lead}.")


def voice_inside(answer: SettleAnswer, voice: Voice) -> str:
    """Refer to the first deal inside a sentence where it is a state."""
    state = answer.deals[0].state
    assert state is not None
    one = answer.states[state]
    return "zu bleiben, wie es heute ist," if voice.is_today(one) else voice.inside(one)


def no_zone(answer: SettleAnswer) -> str:
    """Say that nothing beats no deal for all, and what would open a way."""
    what = "Nichts, worauf sich die Seiten einigen könnten," if answer.packages == "states" else "Kein Paket"
    told = f"Nein: {what} ist für {signers(answer)} besser als keine Einigung"
    if not answer.openings:
        return f"{told}."
    changes = len(answer.openings)
    if changes == 1:
        return f"{told}; eine einzige Änderung würde einen Weg öffnen."
    return f"{told}; jede von {spelled(changes)} Änderungen würde einen Weg öffnen."


def headline_of_all(answers: Sequence[SettleAnswer], voice: Voice) -> str:
    """Say in which accounts something beats no deal for all who sign."""
    absent = list(dict.fromkeys(dm for a in answers for dm in a.absent))
    if absent:
        return f"Das hängt an den Wünschen von {voice.words().parties(absent)}, die nicht vorliegen."
    yes = [a for a in answers if a.deals]
    told_of = {signers(a) for a in answers}
    who = told_of.pop() if len(told_of) == 1 else "alle, die unterschreiben,"
    who = signers_named(answers, voice) or who
    if not yes:
        return f"Nein: In keiner Lesart ist etwas für {who} besser als keine Einigung."
    last = [a for a in yes if a.deals[0].kept is None or a.deals[0].kept.verdict != "broken"]
    where = capital(under(names(yes), names(answers)))
    better = f"ist eine Einigung für {who} besser als keine"
    told = f"Ja: {where} {better}" if len(yes) == len(answers) else f"{where} {better}; in den übrigen nicht"
    if not last:
        return fitting(f"{told}; keine davon würde eingehalten.", f"{told}.")
    return f"{told}."


# -- how deals are called ----------------------------------------------------------------------------------------------


def name(answer: SettleAnswer, deal: int, voice: Voice) -> str:
    """Call a deal: by its number; by the letter of the state that it is, where there are no terms."""
    fact = answer.deals[deal]
    if answer.packages == "states" and fact.state is not None:
        return voice.letter(answer.states[fact.state])
    return f"Einigung {deal + 1}"


def deal_title(answer: SettleAnswer, deal: int, voice: Voice, most: int = MOST_PARTS) -> str:
    """Say in short words what a deal on the shortlist is: its values, of many the first."""
    fact = answer.deals[deal]
    if not fact.values:
        return "" if fact.state is None else voice.title(answer.states[fact.state])
    if len(fact.values) == most + 1:
        most += 1
    told = "; ".join(clause(answer, v) for v in fact.values[:most])
    more = len(fact.values) - most
    return f"{told}; und {spelled(more)} weitere" if more > 0 else told


def things(answer: Telling, number: int) -> str:
    """Call what is compared with no deal, behind "von": packages, or outcomes that the sides could agree on."""
    if answer.packages == "terms":
        return verb(number, "Paket", "Paketen")
    return verb(number, "Ausgang", "Ausgängen")


def signers(answer: Telling) -> str:
    """Name those who sign, behind "für": ``beide Parteien``, ``alle drei, die unterschreiben``."""
    number = len(answer.signers)
    if getattr(answer, "absent", ()):
        return listed([m.name for m in answer.decision_makers if m.id in answer.signers])
    everybody = number == len(answer.decision_makers)
    who = " Parteien" if everybody else ", die unterschreiben"
    if number == 1:
        return "die eine Partei, die unterschreibt,"
    told = f"beide{who}" if number == 2 else f"alle {spelled(number)}{who}"
    return told if everybody else f"{told},"


def kept_tail(kept: KeptFact | None) -> str:
    """Say at the end of a sentence about a deal whether it would be kept."""
    return {
        "self": " und würde eingehalten",
        "deterred": " und würde eingehalten, wenn die Seiten vorausschauen",
        "moves_on": ", und das Unterschriebene hätte Bestand",
        "broken": ", würde aber nicht eingehalten",
    }.get("" if kept is None else kept.verdict, "")
