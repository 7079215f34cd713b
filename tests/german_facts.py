"""A small German conflict, its voice, and facts made by hand: what tests of German sentences are made of."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from detente.answers import Ends, Span, Standing, StandingKind, StateValue
from detente.conflict import read_conflict
from detente.wording.german.voice import GermanVoice

CONFLICT = read_conflict("""
detente: 1
title: Die Straße
language: de
status_quo: []
decision_makers:
  nord: {name: Nordland, options: {bauen: {text: die Straße bauen, short: baut},
    raeumen: {text: das Lager räumen, short: räumt, otherwise: das Lager bleibt}}}
  sued: {name: Südland, options: {klagen: {text: vor Gericht gehen, short: klagt, otherwise: Südland klagt nicht}}}
  ost:
    name: Ostland
    options: {zahlen: {text: Geld geben, short: zahlt, levels: [wenig, viel]}}
conditions:
  frieden: {text: Frieden, that: not sued.klagen, otherwise: kein Frieden}
preferences:
  nord: [{id: straße, that: nord.bauen}, {id: ruhe, that: not sued.klagen}]
  sued: [not nord.bauen]
  ost: [frieden]
perspectives: {eins: {says: Die einen}, zwei: {says: Die anderen}, drei: {says: Dritte}}
""")


def state(number: str, *taken: str) -> StateValue:
    """Give a state."""
    return StateValue(id="+".join(taken), taken=taken, number=number)


TODAY = state("0")
A, B, C = state("1", "nord.bauen"), state("2", "sued.klagen"), state("3", "nord.bauen", "sued.klagen")
OTHER = state("4", "ost.zahlen.wenig")
STATES = (TODAY, A, B, C, OTHER)
VOICE = GermanVoice(CONFLICT, (A, B, C), TODAY, "strasse.yaml")
WORDS = VOICE.words("eins")


def facts(**given: Any) -> Any:
    """Give facts made by hand, of an answer about this conflict."""
    about: dict[str, Any] = {
        "states": STATES,
        "spoken": (1, 2, 3),
        "status_quo": 0,
        "perspective": "eins",
        "perspectives": tuple(SimpleNamespace(id=a, says=a) for a in CONFLICT.accounts),
        "decision_makers": CONFLICT.decision_makers,
        "basis": None,
        "withheld": (),
    }
    return SimpleNamespace(**(about | given))


def bare(**given: Any) -> Any:
    """Give a part of an answer made by hand."""
    return SimpleNamespace(**given)


def ends(*states: int, count: str | None = "", leaving: tuple[str, ...] = ("nord",), **given: Any) -> Ends:
    """Give where it ends."""
    number = str(len(states)) if count == "" else count
    return Ends(concept="nash", states=states, count=number, leaving=leaving, **given)


def standing(dm: str, kind: StandingKind, **given: Any) -> Standing:
    """Give how a party fares."""
    return Standing(decision_maker=dm, kind=kind, after=Span(best=1, worst=1, of=4), **given)
