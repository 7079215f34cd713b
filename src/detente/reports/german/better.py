"""What is better for everybody, in German: the headline, the way there, and whether it holds."""

from __future__ import annotations

from collections.abc import Sequence

from detente.questions.better.answer import BetterAnswer, DealFact, ImprovedFact, SpoilerFact
from detente.questions.better.deal_words import best, chosen, closers, heading_of, headline_says_reach, held
from detente.questions.better.words import in_both
from detente.wording.accounts import names
from detente.wording.german.accounts import quoted, under
from detente.wording.german.texts import spelled
from detente.wording.names import Words
from detente.wording.texts import MOST_WORDS, capital, fitting, verb
from detente.wording.voice import Voice

THAN = "als der absehbare Ausgang"
NO_WAY = "doch dorthin führen von heute aus keine Züge"


def group(answer: BetterAnswer, voice: Voice) -> str:
    """Name those whose preference counts, behind "für": ``beide Parteien``, ``alle vier Parteien``, or by name."""
    words = voice.words(answer.perspective)
    number = len(answer.group)
    if not answer.everybody or number == 1:
        return words.parties(answer.group)
    return "beide Parteien" if number == 2 else f"alle {spelled(number)} Parteien"


def are(answer: BetterAnswer) -> str:
    """Give the verb that goes with the group."""
    return verb(len(answer.group), "ist", "sind")


# -- the headline ------------------------------------------------------------------------------------------------------


def headline_told(answers: Sequence[BetterAnswer], voice: Voice) -> str:
    """Say whether something is better for everybody: of one account, or in which."""
    if len(answers) > 1:
        return headline_of_all(answers, voice)
    [answer] = answers
    return headline(answer, voice)


def points_told(answers: Sequence[BetterAnswer], voice: Voice) -> list[str]:
    """Say what one has to know of it: of one account, or of each."""
    if len(answers) > 1:
        return points_of_all(answers, voice)
    [answer] = answers
    return points(answer, voice)


def headline(answer: BetterAnswer, voice: Voice) -> str:
    """Say whether there is something better than where it is heading, and what."""
    found = best(answer)
    who = group(answer, voice)
    if found is None:
        return nothing(answer, voice)
    one, deal = found
    told = (outcome(answer, deal.state, voice), in_brief(answer, deal.state, voice))
    if deal.reachable and one.against != "today" and not in_both(answer):
        than = (inside(answer, deal.state, voice), inside(answer, deal.state, voice, brief=True))
        return fitting(*(better_in_one_way(answer, one, t, who) for t in than))
    if one.against == "today":
        return fitting(*(only_than_today(answer, t, who, reachable=deal.reachable) for t in told))
    if not deal.reachable:
        return fitting(*(f"{capital(t)} wäre für {who} besser {THAN}, {NO_WAY}." for t in told))
    return fitting(*(f"Ja: {t} wäre für {who} besser {THAN}." for t in told))


def better_in_one_way(answer: BetterAnswer, one: ImprovedFact, than: str, who: str) -> str:
    """Say that something is better than where it is heading, though only if the sides do, or do not, look ahead."""
    how = "Vorausschauend" if one.against == "ahead" else "Nicht vorausschauend"
    return f"{how} endet es dort, wo {who} schlechter gestellt {are(answer)} als {than}."


def only_than_today(answer: BetterAnswer, told: str, who: str, *, reachable: bool) -> str:
    """Say that something is better than today, though not than where it is heading."""
    where = "" if reachable else f", {NO_WAY}"
    if answer.ahead.compared == answer.myopic.compared == "0":
        return f"Es kommt nicht zur Ruhe. {capital(told)} wäre für {who} besser als heute{where}."
    return f"Nichts ist für {who} besser {THAN}; verglichen mit heute wäre es {told}{where}."


def nothing(answer: BetterAnswer, voice: Voice) -> str:
    """Say that there is nothing better."""
    who = group(answer, voice)
    if answer.ahead.compared == answer.myopic.compared == "0":
        return f"Es kommt nicht zur Ruhe, und kein Ausgang ist für {who} besser als heute."
    if not answer.heading.myopic.leaving and not answer.heading.ahead.leaving:
        return f"Nein: Es bleibt, wie es heute ist, und kein Ausgang ist für {who} besser."
    return f"Nein: Kein Ausgang ist für {who} besser {THAN}, und keiner besser als heute."


def outcome(answer: BetterAnswer, ref: int, voice: Voice) -> str:
    """Refer to an outcome inside a sentence; today as staying there."""
    state = answer.states[ref]
    return "zu bleiben, wie es heute ist," if voice.is_today(state) else voice.inside(state)


def in_brief(answer: BetterAnswer, ref: int, voice: Voice) -> str:
    """Refer to an outcome by its letter alone."""
    state = answer.states[ref]
    return outcome(answer, ref, voice) if voice.is_today(state) else f"Ausgang {voice.letter(state)}"


def inside(answer: BetterAnswer, ref: int, voice: Voice, *, brief: bool = False) -> str:
    """Refer to an outcome that something is compared with: ``heute``, ``in Ausgang A``."""
    state = answer.states[ref]
    if voice.is_today(state):
        return "heute"
    return f"in Ausgang {voice.letter(state)}" if brief else f"in diesem Ausgang: {voice.inside(state)}"


# -- the points --------------------------------------------------------------------------------------------------------


def points(answer: BetterAnswer, voice: Voice) -> list[str]:
    """Say until when it is open, how to get there, and whether it holds."""
    deal = chosen(answer) or (best(answer) or (None, None))[1]
    if deal is None:
        return []
    told = [until(answer, voice), way(answer, deal, voice), holding(answer, deal, voice)]
    return [t for t in told if t]


def until(answer: BetterAnswer, voice: Voice) -> str:
    """Say until when something better is open."""
    one = heading_of(answer)
    if not one.closings:
        return ""
    moves = closers(answer, one, voice)
    some = " auf manchen Wegen" if one.stays_open else ""
    who = list(dict.fromkeys(c.mover for c in one.closings))
    parties = voice.words(answer.perspective).parties(who, "oder")
    if len(moves) == 1:
        after = f"danach ist{some} nichts dergleichen mehr zu erreichen"
        long = f"Das steht nur offen, bis ein Schritt getan ist ({'; '.join(moves)}); {after}."
    else:
        number = spelled(len(moves))
        long = f"Das steht{some} nur offen, bis einer von {number} Schritten getan ist ({'; '.join(moves)})."
    return fitting(long, f"Das steht{some} nur offen, bis {parties} einen Schritt ohne Rückweg tut.")


def way(answer: BetterAnswer, deal: DealFact, voice: Voice) -> str:
    """Say who has to move, who first, and who against its own next interest."""
    words = voice.words(answer.perspective)
    if not deal.reachable:
        return (
            ""
            if best(answer) and not headline_says_reach(answer)
            else "Dorthin führen von heute aus keine Züge."
        )
    if not deal.stages:
        return "Dafür muss niemand ziehen: Die Seiten müssen nur bleiben, wo sie sind."
    movers = deal.must or tuple(dict.fromkeys(s.mover for s in deal.stages))
    first = f", {words.parties(deal.first)} zuerst" if len(deal.first) == 1 and len(movers) > 1 else ""
    have = (
        verb(len(movers), "muss ziehen", "müssen ziehen")
        if deal.must
        else verb(len(movers), "könnte dorthin ziehen", "könnten dorthin ziehen")
    )
    lead = f"{words.parties(movers)} {have}{first}"
    if {s.mover for s in deal.stages if s.gain == -1} == set(movers):
        return capital(f"{lead}, gegen das eigene nächste Interesse.")
    return fitting(capital(f"{lead}; {costs(deal, words)}."), capital(f"{lead}."))


def costs(deal: DealFact, words: Words) -> str:
    """Say who makes a move on the way that does not pay at once."""
    against = list(dict.fromkeys(s.mover for s in deal.stages if s.gain == -1))
    even = list(dict.fromkeys(s.mover for s in deal.stages if s.gain == 0 and s.mover not in against))
    unknown = list(dict.fromkeys(s.mover for s in deal.stages if s.gain is None))
    told = []
    if against:
        must = verb(len(against), "müsste", "müssten")
        told.append(f"{words.parties(against)} {must} gegen das eigene nächste Interesse ziehen")
    if even:
        told.append(f"{words.parties(even)} {verb(len(even), 'gewänne', 'gewännen')} dadurch zunächst nichts")
    if unknown:
        told.append(f"bei {words.parties(unknown)} ist unbekannt, ob der Schritt sich lohnt")
    return ", und ".join(told) or "jeder Schritt lohnt sich sofort für den, der ihn tut"


def holding(answer: BetterAnswer, deal: DealFact, voice: Voice) -> str:
    """Say whether it would hold, and else who could spoil it."""
    words = voice.words(answer.perspective)
    if held(deal, "nash"):
        return "Es hätte Bestand: Niemand könnte gewinnen, indem er davon abgeht."
    spoilers = [s for s in deal.spoilers if not s.deterred] or list(deal.spoilers)
    who = words.parties([s.decision_maker for s in spoilers], "oder")
    if all(s.deterred for s in spoilers):
        gain = f"{who} könnte gewinnen, bis die anderen antworten"
        return f"Es hat nur Bestand, wenn die Seiten vorausschauen: {gain}."
    return capital(spoiling(spoilers, who))


def spoiling(spoilers: Sequence[SpoilerFact], who: str) -> str:
    """Say how those would fare who could spoil it."""
    kinds = {s.kind for s in spoilers}
    could = f"{who} könnte es zunichtemachen"
    if kinds == {"better"}:
        return f"{could} und stünde dort, wohin das führt, besser da."
    if kinds == {"worse"}:
        return (
            f"{could} und zunächst gewinnen, doch das führt am Ende zu einem schlechteren Ausgang für {who}."
        )
    if kinds == {None}:
        return f"{could}; was folgt, kommt nicht zur Ruhe."
    return f"{could} und zunächst gewinnen."


# -- several accounts --------------------------------------------------------------------------------------------------


def headline_of_all(answers: Sequence[BetterAnswer], voice: Voice) -> str:
    """Say in which accounts something within reach is better than where it is heading."""
    who = group(answers[0], voice)
    yes = [a for a in answers if (d := chosen(a)) is not None and d.reachable]
    where = under(names(yes), names(answers))
    if len(yes) == len(answers):
        return f"Ja: {capital(where)} ist etwas Erreichbares für {who} besser {THAN}."
    if not yes:
        if any(chosen(a) is not None for a in answers):
            return f"Nichts Erreichbares ist für {who} besser {THAN}; etwas Unerreichbares wäre es."
        return f"Nein: In keiner Lesart ist etwas für {who} besser {THAN}."
    rest = [a for a in answers if a not in yes]
    others = f"in {quoted(names(rest))}" if len(rest) == 1 else "in den übrigen"
    share = f"{'einer' if len(yes) == 1 else spelled(len(yes))} von {spelled(len(answers))} Lesarten"
    return fitting(
        f"{capital(where)} ist etwas Erreichbares für {who} besser {THAN}; {others} nichts.",
        f"In {share} ist etwas Erreichbares für {who} besser {THAN}.",
    )


def points_of_all(answers: Sequence[BetterAnswer], voice: Voice) -> list[str]:
    """Say one sentence for each account in which something is better, or for those that say the same."""
    told: dict[str, list[BetterAnswer]] = {}
    for answer in answers:
        if (deal := chosen(answer)) is not None:
            told.setdefault(in_one(answer, deal, voice), []).append(answer)
    return [f"{quoted(names(by))}{text}" for text, by in list(told.items())[:3]]


def in_one(answer: BetterAnswer, deal: DealFact, voice: Voice) -> str:
    """Say in one sentence, after the account, what is better, and what it takes or what ends it."""
    state = answer.states[deal.state]
    found = best(answer)
    how = ""
    if deal.reachable and found is not None and not in_both(answer):
        how = ", nur vorausschauend" if found[0].against == "ahead" else ", nur ohne Vorausschau"
    told = ("die heutige Lage",) if voice.is_today(state) else (voice.inside(state), voice.letter(state))
    room = MOST_WORDS - len(how.split()) - 3  # the names of one or two accounts come first
    return how + ": " + fitting(*(t + rest for t in told for rest in endings(answer, deal, voice)), most=room)


def endings(answer: BetterAnswer, deal: DealFact, voice: Voice) -> list[str]:
    """Say what it takes or what ends it, at length and in short."""
    words = voice.words(answer.perspective)
    one = heading_of(answer)
    if not deal.reachable:
        return [f", {NO_WAY}."]
    moves = closers(answer, one, voice)
    if moves and not one.stays_open:
        return [
            f", aber nur vor diesem Schritt ({moves[0]})."
            if len(moves) == 1
            else ", aber nur vor einem Schritt ohne Rückweg."
        ]
    if not deal.stages:
        return ["; dafür muss niemand ziehen."]
    movers = deal.must or tuple(dict.fromkeys(s.mover for s in deal.stages))
    lead = f", wenn {words.parties(movers)} {verb(len(movers), 'zieht', 'ziehen')}"
    return [f"{lead}{lasting(deal, words)}.", f"{lead}."]


def lasting(deal: DealFact, words: Words) -> str:
    """Say in short whether it would hold, and else who could spoil it."""
    if held(deal, "nash"):
        return "; niemand würde davon abgehen"
    free = [s.decision_maker for s in deal.spoilers if not s.deterred]
    if free:
        return f"; {words.parties(free, 'oder')} könnte es zunichtemachen"
    return "; es hat nur Bestand, wenn die Seiten vorausschauen"
