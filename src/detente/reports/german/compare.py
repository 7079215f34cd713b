"""What rival accounts predict, and where they part, in German."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from detente.answers import Ends
from detente.questions.compare.answer import CompareAnswer
from detente.questions.compare.weighing import parting
from detente.questions.compare.words import agreed, first_ground, led_alike, nothing_shared, shared_told
from detente.reports.german.heading import NOT_ALWAYS_KNOWN, NOTHING_KNOWN
from detente.reports.german.mixes import decisive, looking, parts_named
from detente.wording.german.accounts import quoted
from detente.wording.german.outcomes import options_told, target, towards
from detente.wording.german.texts import count, spelled
from detente.wording.outcomes import spoken_of
from detente.wording.texts import capital, fitting, verb
from detente.wording.voice import Voice

HOW = {"either": "", "ahead": "vorausschauend ", "myopic": "nicht vorausschauend "}


def accounts_counted(answer: CompareAnswer) -> str:
    """Count the accounts: ``beide Lesarten``, ``alle drei Lesarten``."""
    return _all_accounts("e", answer)


def _all_accounts(ending: str, answer: CompareAnswer) -> str:
    """Count them in another case: ``beiden Lesarten``, ``allen drei Lesarten``."""
    number = len(answer.accounts)
    return f"beid{ending} Lesarten" if number == 2 else f"all{ending} {spelled(number)} Lesarten"


def headline(answer: CompareAnswer, voice: Voice) -> str:
    """Say what all accounts share and over whom they part."""
    if len(answer.accounts) == 1:
        return alone(answer)
    if any(a.heading is None for a in answer.accounts):
        return without_start(answer)
    myopic, ahead = agreed(answer, "myopic"), agreed(answer, "ahead")
    assert myopic is not None
    assert ahead is not None
    if myopic.same and ahead.same:
        return all_alike(answer, voice)
    if ahead.same or myopic.same:
        return alike_in_one(answer, voice, ahead=ahead.same)
    over, every = over_whom(answer, voice), _all_accounts("en", answer)
    sight, told = first_ground(lambda s: common_ground(answer, voice, s))
    apart = ", die nichts gemeinsam haben" if nothing_shared(answer) else ""
    return fitting(
        *(f"{capital(f'{HOW[sight]}gemeinsam')} ist {every}: {t}. {over}".strip() for t in told),
        *ways_apart(answer, voice),
        f"Die Lesarten führen zu verschiedenen Ausgängen{apart}. {over}".strip(),
    )


def ways_apart(answer: CompareAnswer, voice: Voice) -> list[str]:
    """Say where each account leads, looking ahead if they part there, and over whom: with titles, and without."""
    told = []
    for titled in (True, False):
        ways = led_alike(answer, partial(where, answer, voice=voice, titled=titled))
        either = "Ob die Seiten vorausschauen oder nicht" if ways[0] == ways[1] else "Vorausschauend"
        for groups, how, ahead in zip(ways, (either, "Nicht vorausschauend"), (True, False), strict=True):
            if len(groups) > 1:
                over = capital(parting_told(answer, voice, ahead=ahead))
                told.append(
                    f"{how}: {leading_to(groups)}. {over}." if over else f"{how}: {leading_to(groups)}."
                )
                break
    return told


def alone(answer: CompareAnswer) -> str:
    """Say that one account has nothing to be compared with: the file has no other, or no other was asked for."""
    if len(answer.perspectives) < 2:
        return "Die Datei hat nur eine Lesart, also nichts zu vergleichen."
    asked = quoted([a.account for a in answer.accounts])
    return f"Gefragt wurde nur nach der Lesart {asked}; es gibt nichts zu vergleichen."


def without_start(answer: CompareAnswer) -> str:
    """Say what holds in all accounts where it is not known from where they would lead anywhere."""
    none = all(a.heading is None for a in answer.accounts)
    unknown = NOTHING_KNOWN if none else NOT_ALWAYS_KNOWN
    shared = [s for s in answer.shared if s.states]
    if not shared:
        return f"Kein Ausgang hat in allen Lesarten Bestand; {unknown}."
    outcomes = count(len(shared[0].states), "Ausgang hat", "Ausgänge haben")
    every = "beiden" if len(answer.accounts) == 2 else f"allen {spelled(len(answer.accounts))}"
    return f"{outcomes} in {every} Lesarten Bestand; {unknown}."


def all_alike(answer: CompareAnswer, voice: Voice) -> str:
    """Say that all accounts lead to the same, in both ways of looking."""
    heading = answer.accounts[0].heading
    assert heading is not None
    who = capital(accounts_counted(answer))
    told = []
    for titled in (True, False):
        ahead, myopic = (where(answer, e, voice, titled=titled) for e in (heading.ahead, heading.myopic))
        told.append(
            f"{who} führen {ahead}."
            if heading.same
            else f"{who} führen {ahead}, wenn die Seiten vorausschauen, sonst {myopic}."
        )
    return fitting(*told)


def alike_in_one(answer: CompareAnswer, voice: Voice, *, ahead: bool) -> str:
    """Say that all accounts lead to the same if the sides look ahead, or if they do not, and part otherwise."""
    heading = answer.accounts[0].heading
    assert heading is not None
    ends = heading.ahead if ahead else heading.myopic
    ways = ("Vorausschauend", "nicht vorausschauend") if ahead else ("Nicht vorausschauend", "vorausschauend")
    how, else_ = ways
    over = parting_told(answer, voice, ahead=not ahead)
    apart = f"{else_} gehen sie auseinander"
    rest = f"{else_}: {over}" if over else apart
    return fitting(
        *(
            f"{how} führen {accounts_counted(answer)} {where(answer, ends, voice, titled=t)}; {r}."
            for t, r in ((True, rest), (False, rest), (False, apart))
        )
    )


def where(answer: CompareAnswer, ends: Ends, voice: Voice, *, titled: bool = True) -> str:
    """Say to where some ends are."""
    if not ends.states:
        return "zu nichts, was Bestand hat"
    if [voice.is_today(answer.states[s]) for s in ends.states] == [True]:
        return "zu keiner Änderung"
    states = spoken_of(answer, ends)
    known = {*answer.spoken, answer.status_quo}
    if states is None and ends.count == str(len(ends.states)) and known.issuperset(ends.states):
        return towards([answer.states[s] for s in ends.states], voice)
    return target(answer, ends, voice, titled=titled)


def common_ground(answer: CompareAnswer, voice: Voice, sight: str) -> list[str]:
    """Say what is taken in all outcomes of all accounts, and what in none: at length, then shorter."""
    return shared_told(answer, voice, sight, options_told)


# -- whose reading decides ---------------------------------------------------------------------------------------------


def over_whom(answer: CompareAnswer, voice: Voice) -> str:
    """Say over whose reading the accounts part, in the way of looking that the points speak of."""
    found = parting(answer)
    if found is None:
        return ""
    lead = looking(answer, found.seen) if found.here_only else ""
    return f"{lead}{capital(parting_told(answer, voice))}."


def parting_told(answer: CompareAnswer, voice: Voice, *, ahead: bool | None = None) -> str:
    """Say the same as a clause, without the way of looking, or in a given one."""
    found = parting(answer, ahead=ahead)
    if found is None:
        return ""
    parts, several = found.parts, found.several
    parties = {d.id for d in answer.decision_makers}
    if parts == several and len(parts) > 1 and parties == {*parts}:
        every = "beide" if len(parts) == 2 else f"alle {spelled(len(parts))}"
        return f"strittig ist, was {every} Parteien wollen"
    how = " vor allem"
    if parts == several:
        how = " nur" if len(several) == 1 else ""
    return f"strittig {wanted(answer, parts, voice, how)}"


def wanted(answer: CompareAnswer, parts: Sequence[str], voice: Voice, how: str) -> str:
    """Say what is read differently, behind "strittig": what some parties want, and the rules where they differ."""
    makers = [p for p in parts if p in {d.id for d in answer.decision_makers}]
    rules = "die Regeln" if answer.same_start else "die Regeln oder der Stand von heute"
    if not makers:
        return f"sind{how} {rules}"
    will = "will" if len(makers) == 1 else "wollen"
    also = f"; dazu {rules}" if len(makers) < len(parts) else ""
    return f"ist{how}, was {parts_named(answer, makers, voice)} {will}{also}"


def points(answer: CompareAnswer, voice: Voice) -> list[str]:
    """Say whose reading decides and whose does not matter, how rare each account's outcome is, and where each leads."""
    if answer.mixes is None:  # of one account there are none
        return []
    told, main = leads(answer, voice), headline(answer, voice)
    ahead, myopic = led_alike(answer, partial(where, answer, voice=voice, titled=False))
    said = main.startswith(told) or (ahead == myopic and main in ways_apart(answer, voice))  # it is said once
    return [t for t in (*decisive(answer, voice), "" if said else told) if t]


def leads(answer: CompareAnswer, voice: Voice) -> str:
    """Say where each account leads, those together that lead to the same."""
    looking_ahead, myopic = led_alike(answer, lambda ends: where(answer, ends, voice, titled=False))
    led = leading_to(looking_ahead)
    if looking_ahead == myopic:
        return fitting(f"Ob die Seiten vorausschauen oder nicht: {led}.", "")
    long = f"Vorausschauend: {led}; nicht vorausschauend: {leading_to(myopic, again=True)}."
    return fitting(long, f"Vorausschauend: {led}.", "")


def leading_to(groups: Mapping[str, Sequence[str]], *, again: bool = False) -> str:
    """Say which accounts lead where; the verb stands once, and not where it has been said before (`again`)."""
    parts = []
    for k, (to, by) in enumerate(groups.items()):
        leads_ = f" {verb(len(by), 'führt', 'führen')}" if not k and not again else ""
        parts.append(f"{quoted(by)}{leads_} {to}")
    return ", ".join(parts)
