"""Where a conflict is heading, in German: the main message of one account, and the points beside it."""

from __future__ import annotations

from collections.abc import Sequence

from detente.answers import Ends
from detente.questions.analyze.answer import AnalyzeAnswer
from detente.questions.analyze.heading_words import MOST_LETTERS, arrives, held_by_all
from detente.questions.analyze.words import MOST_POINTS, held_alike
from detente.wording.german.accounts import accounts_named
from detente.wording.german.basis import basis_of_all
from detente.wording.german.outcomes import fares, in_common, named, target, within
from detente.wording.german.texts import count, listed, quantity, spelled
from detente.wording.names import Words
from detente.wording.outcomes import spoken_of
from detente.wording.texts import capital, fitting, length
from detente.wording.voice import Voice

NOTHING_KNOWN = "die Datei sagt nichts über den heutigen Stand"
NOT_ALWAYS_KNOWN = "nicht jede Lesart sagt etwas über den heutigen Stand"


# -- the main message --------------------------------------------------------------------------------------------------


def headline_of_one(group: Sequence[AnalyzeAnswer], voice: Voice) -> str:
    """Say where it leads in accounts that lead to the same outcomes."""
    told, *others = (headline(a, voice) for a in group)
    if not others:
        return told
    begin = "In beiden Lesarten" if len(group) == 2 else "In jeder Lesart"
    return fitting(f"{begin}: {told}", told)


def headline(answer: AnalyzeAnswer, voice: Voice) -> str:
    """Say where it stays or goes when the sides look ahead, and what happens when they do not."""
    if answer.heading is None:
        return holding(answer, voice)
    ahead, myopic = answer.heading.ahead, answer.heading.myopic
    if ahead.stays:
        return stays(myopic)
    if answer.heading.same and ahead.states:
        return fitting(*(alike(target(answer, ahead, voice, titled=t)) for t in (True, False)))
    return fitting(
        *(
            apart(answer, ahead, myopic, voice, titled=t)
            for t in ((True, True), (True, False), (False, False))
        )
    )


def stays(myopic: Ends) -> str:
    """Say that today holds: in any case, or as long as the sides look ahead."""
    if myopic.stays:
        return "Es bleibt, wie es heute ist: Keine Seite würde davon abgehen, ob sie vorausschaut oder nicht."
    return "Es bleibt, wie es heute ist, solange die Seiten vorausschauen: Dann würde niemand davon abgehen."


def alike(where: str) -> str:
    """Say that it leads to the same whether the sides look ahead or not."""
    return f"Von heute aus führt das eigene Interesse die Seiten {where}, ob sie vorausschauen oder nicht."


def apart(answer: AnalyzeAnswer, ahead: Ends, myopic: Ends, voice: Voice, titled: tuple[bool, bool]) -> str:
    """Say where it leads looking ahead and where it leads not looking ahead."""
    second = goes(answer, myopic, voice, titled=titled[1])
    if ahead.count is None:
        return f"Nicht vorausschauend {second}; wohin es vorausschauend geht, ließ sich in der Zeit nicht klären."
    first = goes(answer, ahead, voice, titled=titled[0])
    if first == second:
        return f"Ob die Seiten vorausschauen oder nicht: Von heute aus {first}."
    return f"Vorausschauend {first}; nicht vorausschauend {then(answer, ahead, myopic, voice, titled=titled[1])}."


def then(answer: AnalyzeAnswer, ahead: Ends, myopic: Ends, voice: Voice, *, titled: bool) -> str:
    """Say what the sides do not looking ahead, after what they do looking ahead: nothing is said twice."""
    if arrives(ahead) and arrives(myopic):
        return target(answer, myopic, voice, titled=titled)
    return goes(answer, myopic, voice, titled=titled)


def goes(answer: AnalyzeAnswer, ends: Ends, voice: Voice, *, titled: bool = True) -> str:
    """Say what the sides do, behind the way of looking."""
    if ends.count is None:
        return "ließ sich in der Zeit nicht klären, wohin es geht"
    if not arrives(ends):
        return "verlassen die Seiten die heutige Lage und erreichen nichts, was Bestand hat"
    return f"führt es {target(answer, ends, voice, titled=titled)}"


def holding(answer: AnalyzeAnswer, voice: Voice) -> str:
    """Say what holds, where the file has no status quo."""
    told, how = holding_clause(answer, voice)
    return f"{capital(told)}{how}; {NOTHING_KNOWN}."


def holding_clause(answer: AnalyzeAnswer, voice: Voice) -> tuple[str, str]:
    """Say what holds as a clause, and how the sides look at it."""
    firm = held_by_all(answer)
    if firm is None:
        first = answer.held[0]
        number = int(first.count or first.at_least or 0)
        some = "" if first.count else "mindestens "
        return f"{some}{count(number, 'Ausgang hat', 'Ausgänge haben')} Bestand", ""
    if not firm:
        return "kein Ausgang hat Bestand, wie weit die Seiten auch vorausschauen", ""
    has = "hat" if len(firm) == 1 else "haben"
    lettered = len(firm) <= MOST_LETTERS and all(s.id in voice.outcomes for s in firm)
    one = "ein Ausgang" if len(firm) == 1 else f"{spelled(len(firm))} Ausgänge"
    told = named(firm, voice) if lettered else one
    return f"{told} {has} Bestand", ", ob die Seiten vorausschauen oder nicht"


# -- the points --------------------------------------------------------------------------------------------------------


def points_of_one(group: Sequence[AnalyzeAnswer], voice: Voice) -> tuple[str, ...]:
    """Say what one has to know beside it: first what is so in all of the accounts, then what is so in one."""
    each = {a.perspective: points(a, voice) for a in group}
    first = next(iter(each.values()))
    if len(group) == 1:
        return first
    common = [p for p in first if all(p in found for found in each.values())]
    own: dict[str, list[str]] = {}
    for account, found in each.items():
        for point in found:
            if point not in common:
                own.setdefault(point, []).append(account)
    told = [fitting(f"{accounts_named(a)}: {p}", "") for p, a in own.items()]
    return tuple(p for p in [*common, *told] if p)[:MOST_POINTS]


def points(answer: AnalyzeAnswer, voice: Voice) -> tuple[str, ...]:
    """Say what one has to know beside it: what tips it over, who gains, what is shared, what is out of reach."""
    words, heading = voice.words(answer.perspective), answer.heading
    found = [unknown(answer, words)]
    if heading is None:
        return tuple(p for p in [*found, more_if_ahead(answer)] if p)[:MOST_POINTS]
    if heading.ahead.stays and not heading.myopic.stays:
        where = _where(answer, heading.myopic, voice)
        found += [tipping(answer, voice), fares(heading.myopic.standings, words, where)]
        found += [shares(answer, heading.myopic, words, voice)]
    elif not heading.ahead.stays:
        found += who_gains(answer, voice)
        found += [shares(answer, heading.ahead, words, voice), shares(answer, heading.myopic, words, voice)]
    found += [out_of_reach(answer, voice)]
    return tuple(dict.fromkeys(p for p in found if p))[:MOST_POINTS]


def who_gains(answer: AnalyzeAnswer, voice: Voice) -> list[str]:
    """Say who is better and who is worse off than today, looking ahead and not; once where it is alike."""
    assert answer.heading is not None
    ahead, myopic, words = answer.heading.ahead, answer.heading.myopic, voice.words(answer.perspective)
    if answer.heading.same:
        return [fares(ahead.standings, words, _where(answer, ahead, voice, alone=True))]
    first, second = ([(s.kind, s.statement, s.last) for s in e.standings] for e in (ahead, myopic))
    known = [spoken_of(answer, e) for e in (ahead, myopic)]
    if first == second and known[0] is not None and known[1] is not None:
        states = {s.id: s for s in (*known[0], *known[1])}
        return [fares(ahead.standings, words, capital(within(list(states.values()), voice, "und")))]
    return [fares(e.standings, words, _where(answer, e, voice)) for e in (ahead, myopic)]


def _where(answer: AnalyzeAnswer, ends: Ends, voice: Voice, *, alone: bool = False) -> str:
    """Say in which outcomes, to begin a sentence; nothing where only one is spoken of."""
    states = spoken_of(answer, ends)
    if alone and ends.count == "1":
        return ""
    return "In dem, was folgt" if states is None else capital(within(states, voice))


def tipping(answer: AnalyzeAnswer, voice: Voice) -> str:
    """Say who would leave today, not looking ahead, and where that leads."""
    assert answer.heading is not None
    myopic, words = answer.heading.myopic, voice.words(answer.perspective)
    would = "würde" if len(myopic.leaving) == 1 else "würden"
    lead = f"Nicht vorausschauend {would} {words.parties(myopic.leaving)} davon abgehen"
    if myopic.count is None:
        return f"{lead}; wohin das führt, ließ sich in der Zeit nicht klären."
    if not myopic.states:
        return f"{lead}, und nichts, was dann erreicht wird, hat Bestand."
    return fitting(
        *(f"{lead}, und das führte {target(answer, myopic, voice, titled=t)}." for t in (True, False))
    )


def shares(answer: AnalyzeAnswer, ends: Ends, words: Words, voice: Voice) -> str:
    """Say what several outcomes have in common, compared with today; of one outcome nothing."""
    if ends.count is None or int(ends.count) < 2:
        return ""
    told = in_common(ends.shared, words, voice.today)
    if not told:
        return (
            ""
            if words.conflict.graph_form
            else "Diesen Ausgängen ist keine einzige Änderung gegenüber heute gemeinsam."
        )
    states = spoken_of(answer, ends)
    all_ = "beiden" if ends.count == "2" else "allen"
    where = (
        f"In {all_} ({named(states, voice)})" if states else f"In allen {quantity(int(ends.count))} Ausgängen"
    )
    return f"{where}: {told}." if length(told) < 20 else ""


def out_of_reach(answer: AnalyzeAnswer, voice: Voice) -> str:
    """Say which outcomes would hold although nobody looks ahead, and that no side gets there alone."""
    follows = answer.following.by_concept[0] if answer.following is not None else None
    if follows is None or follows.only_by_moves in (None, "0"):
        return ""
    assert answer.following is not None
    number, words = int(follows.only_by_moves or 0), voice.words(answer.perspective)
    why = "Nötig wäre ein Zug ohne Gewinn, oder mehrere ziehen gemeinsam."
    if number == 1:
        state = next(
            (answer.states[r.state] for r in answer.following.only_by_moves if follows.concept in r.concepts),
            None,
        )
        brief = f" ({words.brief(state)})" if state is not None else ""
        tail = f"hätte Bestand, doch eigenes Interesse führt nicht dorthin: {why}"
        return fitting(f"Ein weiterer Ausgang{brief} {tail}", f"Ein weiterer Ausgang {tail}")
    told = capital(spelled(number))
    return f"{told} weitere Ausgänge hätten Bestand, doch eigenes Interesse führt zu keinem davon: {why}"


def unknown(answer: AnalyzeAnswer, words: Words) -> str:
    """Say what is unknown of what the sides want."""
    if not answer.unknown:
        return ""
    told = []
    for one in answer.unknown:
        wishes = [words.claim(one.decision_maker, s) for s in one.statements]
        party = words.party(one.decision_maker)
        told.append(
            f"ob {party} dies will: {listed(wishes, 'oder')}"
            if wishes
            else f"wie {party} einige Ausgänge einstuft"
        )
    parties = words.parties(u.decision_maker for u in answer.unknown)
    return fitting(
        f"Unbekannt ist, {listed(told)}; die Antwort hält sich an das Bekannte.",
        f"Einige Wünsche von {parties} sind unbekannt; die Antwort hält sich an das Bekannte.",
    )


def more_if_ahead(answer: AnalyzeAnswer) -> str:
    """Say how many outcomes hold only if the sides look ahead."""
    first, last = answer.held[0], max(answer.held, key=lambda h: int(h.count or 0))
    if first.count is None or last.count is None or first.count == last.count:
        return ""
    can = f"{count(int(last.count), 'Ausgang', 'Ausgänge')} statt {quantity(int(first.count))} Bestand haben"
    return f"Schauen die Seiten voraus, können bis zu {can}."


# -- how sure ----------------------------------------------------------------------------------------------------------


def sure(groups: Sequence[Sequence[AnalyzeAnswer]], voice: Voice) -> str:
    """Say under which concepts all hold, where all accounts lead to the same, and on how many claims that rests."""
    [answers] = groups
    return f"{held_marks(answers[0], voice)} {basis_of_all(answers)}".strip()


def held_marks(answer: AnalyzeAnswer, voice: Voice) -> str:
    """Say of today and of each outcome spoken of under which concepts it holds; those alike together."""
    return " ".join(
        f"{capital(_few(names))} stabil: {told}." for told, names in held_alike(answer, voice).items()
    )


def _few(names: Sequence[str]) -> str:
    return listed(names) if len(names) <= MOST_LETTERS else f"{spelled(len(names))} Ausgänge"
