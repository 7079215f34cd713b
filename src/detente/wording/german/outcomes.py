"""Sentences about outcomes that lines of a German brief share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from detente.answers import Ends, Shared, Standing, StandingKind, StateValue
from detente.wording.german.texts import count, listed, quantity
from detente.wording.names import Words, after_colon
from detente.wording.outcomes import ORDER, Spoken, spoken_of
from detente.wording.texts import MOST_WORDS, capital, fitting
from detente.wording.voice import Voice

_FARES: dict[StandingKind, str] = {
    "better": "besser gestellt",
    "worse": "schlechter gestellt",
    "same": "so gut gestellt wie heute",
    "better_or_same": "nicht schlechter gestellt",
    "worse_or_same": "nicht besser gestellt",
    "open": "je nach Ausgang besser oder schlechter gestellt",
    "unknown": "unbekannt",
}
_THAN_TODAY = ("better", "worse", "better_or_same", "worse_or_same")


def target(answer: Spoken, ends: Ends, voice: Voice, *, titled: bool = True) -> str:
    """Say to where some ends are: ``zu A (Gespräche)``, ``zu A oder B``, ``zu einem von 12 Ausgängen``."""
    states = spoken_of(answer, ends)
    if states is None:
        if ends.count is None:
            return "zu einem von vielen Ausgängen"
        return (
            f"zu einem von {quantity(int(ends.count))} Ausgängen" if ends.count != "1" else "zu einem Ausgang"
        )
    if titled and [voice.is_today(s) for s in states] == [False]:
        [one] = states
        return f"zu {voice.letter(one)} ({voice.title(one)})"
    return towards(states, voice)


def towards(states: Sequence[StateValue], voice: Voice) -> str:
    """Say to which outcomes, by their letters: ``zu A oder B``, ``zur heutigen Lage oder zu A``."""
    others = [s for s in states if not voice.is_today(s)]
    told = ["zur heutigen Lage"] if len(others) < len(states) else []
    return listed([*told, *([f"zu {voice.letters(others)}"] if others else [])], "oder")


def within(states: Sequence[StateValue], voice: Voice, joint: str = "oder") -> str:
    """Say in which outcomes, by their letters: ``in A oder B``, ``in der heutigen Lage und in A``."""
    others = [s for s in states if not voice.is_today(s)]
    told = ["in der heutigen Lage"] if len(others) < len(states) else []
    return listed([*told, *([f"in {voice.letters(others, joint)}"] if others else [])], joint)


def named(states: Sequence[StateValue], voice: Voice, joint: str = "und") -> str:
    """Name outcomes as who does something: ``A und B``, ``die heutige Lage und A``."""
    others = [s for s in states if not voice.is_today(s)]
    told = ["die heutige Lage"] if len(others) < len(states) else []
    return listed([*told, *([voice.letters(others, joint)] if others else [])], joint)


def fares(standings: Sequence[Standing], words: Words, what: str = "", *, most: int = MOST_WORDS) -> str:
    """Say who is better and who is worse off than today, by their own orders; empty where nobody is compared.

    No verb goes with the parties, as names may be plural. `what` says in which outcomes, to begin with: ``In A``.
    """
    if not standings:
        return ""
    begin = f"{what}: " if what else ""
    if all(s.kind == "same" for s in standings):
        return f"{begin}Alle sind so gut gestellt wie heute."
    texts = (
        capital(_grouped(standings, words, wish=w, same=same))
        for w, same in ((True, True), (True, False), (False, False))
    )
    return fitting(*(f"{begin}{t}." for t in texts), f"{begin}{_counted(standings)}.", most=most)


def _grouped(standings: Sequence[Standing], words: Words, *, wish: bool, same: bool) -> str:
    groups: dict[tuple[StandingKind, str], list[str]] = {}
    for s in sorted(standings, key=lambda s: ORDER.index(s.kind)):
        if s.kind != "same" or same:
            groups.setdefault((s.kind, _rests(s, words, wish=wish)), []).append(s.decision_maker)
    told: list[str] = []
    for (kind, rests), makers in groups.items():
        than = " als heute" if not told and kind in _THAN_TODAY else ""
        told.append(f"{_FARES[kind]}{than}: {words.parties(makers)}{rests}")
    return "; ".join(told)


def _rests(standing: Standing, words: Words, *, wish: bool) -> str:
    """Say that a gain or a loss rests on a party's least wish alone."""
    if not standing.last or standing.statement is None or standing.kind not in ("better", "worse"):
        return ""
    if not wish:
        return ", nur nach dem schwächsten Wunsch"
    claim = words.claim(standing.decision_maker, standing.statement)
    return f", nur nach dem schwächsten Wunsch ({claim})"


def _counted(standings: Sequence[Standing]) -> str:
    better, worse = (sum(s.kind == k for s in standings) for k in ("better", "worse"))
    rest = len(standings) - better - worse
    told = f"Von {count(len(standings), 'Partei', 'Parteien')} besser gestellt als heute: {better}; schlechter: {worse}"
    return f"{told}; wie heute oder je nach Ausgang: {rest}" if rest else told


def in_common(shared: Shared | None, words: Words, today: StateValue | None) -> str:
    """Say what outcomes share, of what is not so today."""
    if shared is None or words.conflict.graph_form:
        return ""
    before = set() if today is None else set(today.taken)
    levels = {one.option: one.levels for one in shared.levels}
    return options_told(words, set(shared.taken) - before, levels, shared.gone)


def options_told(
    words: Words,
    taken: Iterable[str],
    levels: Mapping[str, Sequence[str]] | None = None,
    gone: Iterable[str] = (),
) -> str:
    """Say in short words, party by party, what is taken, what at differing levels, and what is not (`gone`)."""
    by_maker: dict[str, list[str]] = {}
    clauses: list[str] = []
    for option in words.ordered(taken):
        by_maker.setdefault(option.partition(".")[0], []).append(words.short(option))
    for option, occurring in (levels or {}).items():
        told = listed([x.replace("_", " ") for x in occurring], "oder")
        by_maker.setdefault(option.partition(".")[0], []).append(f"{words.short(option)} ({told})")
    for option in words.ordered(gone):
        dm, told = option.partition(".")[0], words.without(option)
        short = after_colon(told, words.party(dm))
        if words.has_clause(option) and short == told:
            clauses.append(told)
        else:
            by_maker.setdefault(dm, []).append(short)
    makers = [d.id for d in words.conflict.decision_makers if d.id in by_maker]
    return "; ".join(
        [*(f"{words.party(dm)}: {', '.join(by_maker[dm])}" for dm in makers), *dict.fromkeys(clauses)]
    )
