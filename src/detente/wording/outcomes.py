"""Sentences about outcomes that questions share: where it leads, who fares how, what outcomes have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from detente.answers import Ends, Shared, Standing, StandingKind, StateValue
from detente.wording.names import Words, after_colon
from detente.wording.texts import MOST_WORDS, capital, fitting, listed, quantity
from detente.wording.voice import Voice

ORDER: tuple[StandingKind, ...] = (
    "better",
    "better_or_same",
    "open",
    "worse_or_same",
    "worse",
    "unknown",
    "same",
)

_FARES: dict[StandingKind, str] = {
    "better": "better off",
    "worse": "worse off",
    "same": "as well off as today",
    "better_or_same": "no worse off",
    "worse_or_same": "no better off",
    "open": "better or worse off, depending on the outcome",
    "unknown": "it is unknown for",
}


class Spoken(Protocol):
    """What refers to states, of which some have a letter: an answer, or one account of it."""

    @property
    def states(self) -> tuple[StateValue, ...]:
        """The states."""

    @property
    def spoken(self) -> tuple[int, ...]:
        """The places of those that have a letter."""


def spoken_of(answer: Spoken, ends: Ends) -> list[StateValue] | None:
    """Give the outcomes of some ends where each of them has a letter; else None."""
    if (
        ends.count is None
        or int(ends.count) != len(ends.states)
        or not set(ends.states) <= set(answer.spoken)
    ):
        return None
    return [answer.states[s] for s in ends.states]


def target(answer: Spoken, ends: Ends, voice: Voice, *, titled: bool = True) -> str:
    """Say where some ends are, after "to": ``A (talks)``, ``A or B``, ``one of 12 outcomes``."""
    states = spoken_of(answer, ends)
    if states is None:
        number = "many" if ends.count is None else quantity(int(ends.count))
        return f"one of {number} outcomes" if number != "1" else "one outcome"
    if len(states) == 1 and titled:
        [one] = states
        return f"{voice.letter(one)} ({voice.title(one)})"
    return voice.letters(states)


def fares(standings: Sequence[Standing], words: Words, what: str = "", *, most: int = MOST_WORDS) -> str:
    """Say who is better and who is worse off than today, by their own orders; empty where nobody is compared.

    No verb goes with the parties, as names may be plural.

    Parameters
    ----------
    standings : sequence of Standing
    words : Words
    what : str
        In which outcomes, to begin with: ``In A``.
    """
    if not standings:
        return ""
    begin = f"{what}, " if what else ""
    if all(s.kind == "same" for s in standings):
        return capital(f"{begin}everybody is as well off as today.")
    texts = (
        _grouped(standings, words, wish=w, same=same)
        for w, same in ((True, True), (True, False), (False, False))
    )
    return fitting(
        *(capital(f"{begin}{t}.") for t in texts), capital(f"{begin}{_counted(standings)}."), most=most
    )


def _grouped(standings: Sequence[Standing], words: Words, *, wish: bool, same: bool) -> str:
    groups: dict[tuple[StandingKind, str], list[str]] = {}
    for s in sorted(standings, key=lambda s: ORDER.index(s.kind)):
        if s.kind != "same" or same:
            groups.setdefault((s.kind, _rests(s, words, wish=wish)), []).append(s.decision_maker)
    told: list[str] = []
    for (kind, rests), makers in groups.items():
        than = (
            " than today"
            if not told and kind in ("better", "worse", "better_or_same", "worse_or_same")
            else ""
        )
        colon = "" if kind == "unknown" else ":"
        told.append(f"{_FARES[kind]}{than}{colon} {words.parties(makers)}{rests}")
    return "; ".join(told)


def _rests(standing: Standing, words: Words, *, wish: bool) -> str:
    """Say that a gain or a loss rests on a party's least wish alone."""
    if not standing.last or standing.statement is None or standing.kind not in ("better", "worse"):
        return ""
    if not wish:
        return ", only by its least wish"
    return f", only by its least wish ({words.claim(standing.decision_maker, standing.statement)})"


def _counted(standings: Sequence[Standing]) -> str:
    better, worse = (sum(s.kind == k for s in standings) for k in ("better", "worse"))
    rest = len(standings) - better - worse
    told = f"of {len(standings)} parties, better off than today: {better}; worse off: {worse}"
    return f"{told}; as today or depending on the outcome: {rest}" if rest else told


def in_common(shared: Shared | None, words: Words, today: StateValue | None, *, full: bool = False) -> str:
    """Say what outcomes share: options that are new or kept, at whatever level; what of today is gone.

    Without `full` what is taken today as well is left out.
    """
    if shared is None or words.conflict.graph_form:
        return ""
    before = set() if today is None or full else set(today.taken)
    levels = {one.option: one.levels for one in shared.levels}
    return options_told(words, set(shared.taken) - before, levels, shared.gone)


def options_told(
    words: Words,
    taken: Iterable[str],
    levels: Mapping[str, Sequence[str]] | None = None,
    gone: Iterable[str] = (),
) -> str:
    """Say in short words, party by party, what is taken, what at differing levels, and what is not (`gone`).

    What the file says in a clause of its own (``otherwise``) needs no party before it.
    """
    by_maker: dict[str, list[str]] = {}
    clauses: list[str] = []
    for option in words.ordered(taken):
        by_maker.setdefault(option.partition(".")[0], []).append(words.short(option))
    for option, occurring in (levels or {}).items():
        told = listed([x.replace("_", " ") for x in occurring], "or")
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


def shared_by_all(several: Sequence[Shared], words: Words) -> tuple[set[str], dict[str, tuple[str, ...]]]:
    """Give what several sets of outcomes share: options, and options at whatever level with the levels that occur."""
    taken = set.intersection(*(set(s.taken) for s in several)) if several else set()
    levels: dict[str, tuple[str, ...]] = {}
    for option, one in words.conflict.levels.items():
        if any(f"{option}.{level}" in taken for level in one.levels):
            continue
        occurring = [_levels_in(s, option, one.levels) for s in several]
        if occurring and all(occurring):
            levels[option] = tuple(x for x in one.levels if any(x in o for o in occurring))
    return taken, levels


def _levels_in(shared: Shared, option: str, levels: Sequence[str]) -> tuple[str, ...]:
    """Give the levels at which an option is taken in all of some outcomes; none where it is not."""
    fixed = tuple(x for x in levels if f"{option}.{x}" in shared.taken)
    return fixed or next((one.levels for one in shared.levels if one.option == option), ())


def sentence(*parts: str) -> str:
    """Join parts of a sentence, begin it with a capital and end it with a stop."""
    text = " ".join(p for p in parts if p)
    return capital(text if text.endswith(".") else f"{text}.")
