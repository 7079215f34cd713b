"""Every text that a line of a German brief could choose from, the long ones and those where room is short, side by side."""

# ruff: noqa: E501  (a sentence stands on a line of its own)

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from detente.reports.german import (
    better,
    commit,
    compare,
    heading,
    mistaken,
    mixes,
    phases,
    pivot,
    robust,
    settle,
    whatif,
)
from detente.wording.german import outcomes
from tests import test_german_deals as deals
from tests import test_german_heading as led_
from tests import test_german_lines as lines
from tests.german_facts import VOICE, WORDS, bare, ends, standing

MODULES = (better, commit, compare, heading, mistaken, mixes, phases, pivot, robust, settle, whatif, outcomes)
led, STAY, SAME, BOTH = led_.led, led_.STAY, led_.SAME, led_.BOTH
yes, improving, improved, deal, stage = lines.yes, lines.improving, lines.improved, lines.deal, lines.stage
OTHER = {"perspective": "zwei"}
WISHES = (bare(decision_maker="nord", statements=("straße", "ruhe")),)
CLOSING = (lines.closing(1, "nord"),)
TWO_CLOSINGS = (*CLOSING, lines.closing(2, "sued"))
LAST = standing("nord", "worse", last=True, statement="straße")


def compared(*headings: Any, **given: Any) -> Any:
    return led_.compared(*headings, **given)


SAID: dict[str, Callable[[], Any]] = {
    "heading alike": lambda: heading.headline(led(SAME, SAME), VOICE),
    "heading apart": lambda: heading.headline(led(ends(1), ends(2)), VOICE),
    "heading in both": lambda: heading.headline_of_one([led(STAY, STAY)] * 2, VOICE),
    "heading in every": lambda: heading.headline_of_one([led(STAY, STAY)] * 3, VOICE),
    "heading of the first": lambda: heading.headline_of_one([led(STAY, STAY), led(SAME, SAME)], VOICE),
    "points of two": lambda: heading.points_of_one(
        [led(STAY, STAY, following=led_.beyond("4")), led(STAY, STAY, unknown=WISHES, **OTHER)], VOICE
    ),
    "tipping": lambda: heading.tipping(led(STAY, SAME), VOICE),
    "out of reach": lambda: heading.out_of_reach(led(STAY, STAY, following=led_.beyond("1", 2)), VOICE),
    "unknown": lambda: heading.unknown(led(STAY, STAY, unknown=WISHES), WORDS),
    "sure of the first": lambda: heading.sure(
        [[led(STAY, STAY, spoken=(0, 1), held=(h,), plain=(h,)) for h in (led_.holds(1), led_.holds(2))]],
        VOICE,
    ),
    "better": lambda: better.headline(yes(stage("nord")), VOICE),
    "better one way": lambda: better.headline(
        improving(deal(1, stage("nord")), ahead=improved("ahead", 1), myopic=improved("myopic")), VOICE
    ),
    "better than today": lambda: better.headline(
        improving(deal(1, stage("nord")), today=improved("today", 1)), VOICE
    ),
    "better far": lambda: better.headline(lines.FAR, VOICE),
    "until one": lambda: better.until(yes(stage("nord"), closings=CLOSING), VOICE),
    "until two": lambda: better.until(yes(stage("nord"), closings=TWO_CLOSINGS, stays_open=True), VOICE),
    "way": lambda: better.way(
        lines.NO, deal(1, stage("nord"), stage("sued", 0), must=("nord", "sued"), first=("nord",)), VOICE
    ),
    "way against": lambda: better.way(lines.NO, deal(1, stage("nord", -1), stage("sued", None)), VOICE),
    "better in some": lambda: better.headline_of_all([yes(stage("nord")), lines.NO, lines.NO], VOICE),
    "better in one of two": lambda: better.headline_of_all(
        [yes(stage("nord")), improving(perspective="zwei")], VOICE
    ),
    "better of the first": lambda: better.headline_of_all(
        [yes(stage("nord"), group=("nord",)), improving(perspective="zwei")], VOICE
    ),
    "in one": lambda: better.points_of_all(
        [yes(stage("nord")), yes(stage("nord"), nash=False, spoilers=(lines.spoiler("sued"),), **OTHER)],
        VOICE,
    ),
    "commit parted": lambda: commit.headline(
        [lines.shifting(lines.shift()), lines.shifting(lines.shift("waits"), account="zwei")], VOICE
    ),
    "commit several": lambda: commit.headline(
        [lines.shifting(lines.shift(), lines.shift("waits", "t"))], VOICE
    ),
    "commit several in two": lambda: commit.headline(
        [lines.shifting(lines.shift(), lines.shift("fights", "t"))] * 2, VOICE
    ),
    "compare same": lambda: compare.headline(
        compared(*[led(SAME, SAME)] * 3, myopic=True, ahead=True), VOICE
    ),
    "compare same apart": lambda: compare.headline(
        compared(*[led(ends(1), ends(2))] * 2, myopic=True, ahead=True), VOICE
    ),
    "compare ahead": lambda: compare.headline(
        compared(*[led(SAME, BOTH)] * 3, ahead=True, mixes=led_.mixed(led_.TWO, led_.ONLY)), VOICE
    ),
    "compare myopic": lambda: compare.headline(compared(*[led(SAME, BOTH)] * 3, myopic=True), VOICE),
    "compare differing": lambda: compare.headline(
        compared(*[led(SAME, BOTH)] * 3, mixes=led_.mixed(led_.ONLY)), VOICE
    ),
    "compare leads": lambda: compare.leads(
        compared(led(STAY, ends()), led(ends(1), ends(1)), mixes=led_.mixed(led_.ONLY)), VOICE
    ),
    "compare leads alike": lambda: compare.leads(
        compared(led(SAME, SAME), led(ends(2), ends(2)), mixes=led_.mixed(led_.ONLY)), VOICE
    ),
    "mistaken in one": lambda: mistaken.headline([deals.wrong(deals.TO_A, deals.TO_B)], VOICE),
    "mistaken in all": lambda: mistaken.headline(
        [deals.wrong(deals.TO_A, deals.TO_B), deals.wrong(deals.TO_A, deals.TO_B, account="zwei")], VOICE
    ),
    "mistaken apart": lambda: mistaken.headline(
        [deals.wrong(deals.TO_A, deals.TO_B), deals.wrong(deals.TO_B, deals.TO_A, account="zwei")], VOICE
    ),
    "mistaken in some": lambda: mistaken.headline(
        [deals.wrong(deals.TO_A, deals.TO_B), deals.wrong(deals.TO_A, deals.TO_A, account="zwei")], VOICE
    ),
    "mistaken corrected": lambda: deals.in_brief(
        [
            deals.wrong(
                deals.TO_A,
                deals.TO_B,
                corrections=(
                    deals.correction(
                        deals.piece("wishes", "sued"), 2, standings=(standing("nord", "better"),)
                    ),
                ),
            )
        ],
        VOICE,
    ),
    "mixes influence": lambda: mixes.influence(led_.mixed(led_.THREE), VOICE),
    "mixes rarest": lambda: mixes.rarest(
        led_.mixed(
            led_.seen(
                *led_.TWO.influences,
                own=(
                    led_.outcome(9, 2),
                    led_.outcome(3, 1, needs=(led_.needs("nord", "eins"), led_.needs("sued", "eins"))),
                ),
            )
        ),
        VOICE,
    ),
    "phases": lambda: phases.headline(lines.through(lines.phased("eins", lines.LEFT, lines.KEPT))),
    "phases in two": lambda: phases.headline(
        lines.through(
            lines.phased("eins", lines.LEFT, lines.KEPT), lines.phased("zwei", lines.KEPT, lines.LEFT)
        )
    ),
    "pivot always": lambda: pivot.in_brief([lines.tips("eins", lines.tipping("nord", "opposed"))], VOICE),
    "pivot somewhere": lambda: pivot.in_brief(
        [lines.tips("eins", lines.tipping("nord", "opposed")), lines.tips("zwei")], VOICE
    ),
    "pivot nothing": lambda: pivot.in_brief(
        [lines.tips("eins", lines.tipping("nord", "alike"), lines.tipping("sued", "alike"))], VOICE
    ),
    "robust": lambda: robust.in_brief([lines.doubted("eins", 1)], VOICE),
    "robust hangs": lambda: robust.in_brief([lines.doubted("eins", telling=0)], VOICE),
    "settle states": lambda: settle.headline(deals.settled(deals.package(state=1), packages="states"), VOICE),
    "settle today": lambda: settle.headline(deals.settled(deals.package(state=0), packages="states"), VOICE),
    "settle asked": lambda: settle.headline(deals.settled(deals.package(0), asked=("nord",)), VOICE),
    "settle": lambda: settle.headline(deals.settled(deals.package(0, 1, 2, 3)), VOICE),
    "settle in part": lambda: settle.headline(
        deals.settled(absent=("ost",), signers=("nord", "sued")), VOICE
    ),
    "settle broken": lambda: settle.in_brief([deals.settled(deals.package(0, kept="broken"))] * 2, VOICE),
    "whatif alike": lambda: whatif.in_brief([deals.collapsing(deals.against(deals.LOSES))], VOICE),
    "whatif apart": lambda: whatif.in_brief(
        [deals.collapsing(deals.against(deals.LOSES), deals.against(deals.GAINS))], VOICE
    ),
    "whatif in all": lambda: whatif.in_brief(
        [
            deals.collapsing(deals.against(deals.LOSES)),
            deals.collapsing(deals.against(deals.LOSES, deals.GAINS), account="zwei"),
        ],
        VOICE,
    ),
    "whatif least": lambda: whatif.weak_reasons(
        [deals.collapsing(deals.against(deals.LEAST, removed=True))], VOICE
    ),
    "fares": lambda: outcomes.fares([LAST, standing("sued", "same")], WORDS, "In A"),
}
CHOICES: dict[str, tuple[str, ...]] = {
    "heading alike": (
        "Von heute aus führt das eigene Interesse die Seiten zu A (Nordland: baut), ob sie vorausschauen oder nicht.",
        "Von heute aus führt das eigene Interesse die Seiten zu A, ob sie vorausschauen oder nicht.",
    ),
    "heading apart": (
        "Vorausschauend führt es zu A (Nordland: baut); nicht vorausschauend zu B (Südland: klagt).",
        "Vorausschauend führt es zu A (Nordland: baut); nicht vorausschauend zu B.",
        "Vorausschauend führt es zu A; nicht vorausschauend zu B.",
    ),
    "heading in both": (
        "In beiden Lesarten: Es bleibt, wie es heute ist: Keine Seite würde davon abgehen, ob sie vorausschaut oder nicht.",
        "Es bleibt, wie es heute ist: Keine Seite würde davon abgehen, ob sie vorausschaut oder nicht.",
    ),
    "heading in every": (
        "In jeder Lesart: Es bleibt, wie es heute ist: Keine Seite würde davon abgehen, ob sie vorausschaut oder nicht.",
        "Es bleibt, wie es heute ist: Keine Seite würde davon abgehen, ob sie vorausschaut oder nicht.",
    ),
    "heading of the first": (
        "In beiden Lesarten: Es bleibt, wie es heute ist: Keine Seite würde davon abgehen, ob sie vorausschaut oder nicht.",
        "Es bleibt, wie es heute ist: Keine Seite würde davon abgehen, ob sie vorausschaut oder nicht.",
    ),
    "points of two": (
        "In der Lesart „eins“: Vier weitere Ausgänge hätten Bestand, doch eigenes Interesse führt zu keinem davon: Nötig wäre ein Zug ohne Gewinn, oder mehrere ziehen gemeinsam.",
        "",
        "In der Lesart „zwei“: Unbekannt ist, ob Nordland dies will: „die Straße bauen“ oder „Südland klagt nicht“; die Antwort hält sich an das Bekannte.",
        "Einige Wünsche von Nordland sind unbekannt; die Antwort hält sich an das Bekannte.",
        "",
    ),
    "tipping": (
        "Nicht vorausschauend würde Nordland davon abgehen, und das führte zu A (Nordland: baut).",
        "Nicht vorausschauend würde Nordland davon abgehen, und das führte zu A.",
    ),
    "out of reach": (
        "Ein weiterer Ausgang (Südland: klagt) hätte Bestand, doch eigenes Interesse führt nicht dorthin: Nötig wäre ein Zug ohne Gewinn, oder mehrere ziehen gemeinsam.",
        "Ein weiterer Ausgang hätte Bestand, doch eigenes Interesse führt nicht dorthin: Nötig wäre ein Zug ohne Gewinn, oder mehrere ziehen gemeinsam.",
    ),
    "unknown": (
        "Unbekannt ist, ob Nordland dies will: „die Straße bauen“ oder „Südland klagt nicht“; die Antwort hält sich an das Bekannte.",
        "Einige Wünsche von Nordland sind unbekannt; die Antwort hält sich an das Bekannte.",
    ),
    "sure of the first": ("Heute stabil: Nash ?. A stabil: Nash ✓. Beruht auf keiner Aussage.",),
    "better": (
        "Ja: Nordland: baut (A) wäre für alle drei Parteien besser als der absehbare Ausgang.",
        "Ja: Ausgang A wäre für alle drei Parteien besser als der absehbare Ausgang.",
    ),
    "better one way": (
        "Vorausschauend endet es dort, wo alle drei Parteien schlechter gestellt sind als in diesem Ausgang: Nordland: baut (A).",
        "Vorausschauend endet es dort, wo alle drei Parteien schlechter gestellt sind als in Ausgang A.",
    ),
    "better than today": (
        "Nichts ist für alle drei Parteien besser als der absehbare Ausgang; verglichen mit heute wäre es Nordland: baut (A).",
        "Nichts ist für alle drei Parteien besser als der absehbare Ausgang; verglichen mit heute wäre es Ausgang A.",
    ),
    "better far": (
        "Nordland: baut (A) wäre für alle drei Parteien besser als der absehbare Ausgang, doch dorthin führen von heute aus keine Züge.",
        "Ausgang A wäre für alle drei Parteien besser als der absehbare Ausgang, doch dorthin führen von heute aus keine Züge.",
    ),
    "until one": (
        "Das steht nur offen, bis ein Schritt getan ist (Nordland: baut); danach ist nichts dergleichen mehr zu erreichen.",
        "Das steht nur offen, bis Nordland einen Schritt ohne Rückweg tut.",
    ),
    "until two": (
        "Das steht auf manchen Wegen nur offen, bis einer von zwei Schritten getan ist (Nordland: baut; Südland: klagt).",
        "Das steht auf manchen Wegen nur offen, bis Nordland oder Südland einen Schritt ohne Rückweg tut.",
    ),
    "way": (
        "Nordland und Südland müssen ziehen, Nordland zuerst; Südland gewänne dadurch zunächst nichts.",
        "Nordland und Südland müssen ziehen, Nordland zuerst.",
    ),
    "way against": (
        "Nordland und Südland könnten dorthin ziehen; Nordland müsste gegen das eigene nächste Interesse ziehen, und bei Südland ist unbekannt, ob der Schritt sich lohnt.",
        "Nordland und Südland könnten dorthin ziehen.",
    ),
    "better in some": (
        "In der Lesart „eins“ ist etwas Erreichbares für alle drei Parteien besser als der absehbare Ausgang; in den übrigen nichts.",
        "In einer von drei Lesarten ist etwas Erreichbares für alle drei Parteien besser als der absehbare Ausgang.",
    ),
    "better in one of two": (
        "In der Lesart „eins“ ist etwas Erreichbares für alle drei Parteien besser als der absehbare Ausgang; in „zwei“ nichts.",
        "In einer von zwei Lesarten ist etwas Erreichbares für alle drei Parteien besser als der absehbare Ausgang.",
    ),
    "better of the first": (
        "In der Lesart „eins“ ist etwas Erreichbares für Nordland besser als der absehbare Ausgang; in „zwei“ nichts.",
        "In einer von zwei Lesarten ist etwas Erreichbares für Nordland besser als der absehbare Ausgang.",
    ),
    "in one": (
        "„eins“: Nordland: baut (A), wenn Nordland zieht; niemand würde davon abgehen.",
        "Nordland: baut (A), wenn Nordland zieht.",
        "A, wenn Nordland zieht; niemand würde davon abgehen.",
        "A, wenn Nordland zieht.",
        "„zwei“: Nordland: baut (A), wenn Nordland zieht; Südland könnte es zunichtemachen.",
        "Nordland: baut (A), wenn Nordland zieht.",
        "A, wenn Nordland zieht; Südland könnte es zunichtemachen.",
        "A, wenn Nordland zieht.",
    ),
    "commit parted": (
        "Ob Nordland jetzt kämpfen würde, hängt an der Lesart: lieber kämpfen in „eins“; warten in „zwei“.",
        "Ob Nordland lieber jetzt kämpfen als warten würde, hängt davon ab, welche Lesart stimmt.",
    ),
    "commit several": (
        "Von 2 Machtverschiebungen würde „s“ die sinkende Seite jetzt kämpfen lassen.",
        "1 Machtverschiebung würde die sinkende Seite jetzt kämpfen lassen.",
    ),
    "commit several in two": (
        "Von 2 Machtverschiebungen würden „s“ und „t“ die sinkende Seite jetzt kämpfen lassen, jedenfalls in einer Lesart.",
        "2 Machtverschiebungen würden die sinkende Seite jetzt kämpfen lassen, jedenfalls in einer Lesart.",
    ),
    "compare same": (
        "Alle drei Lesarten führen zu A (Nordland: baut).",
        "Alle drei Lesarten führen zu A.",
    ),
    "compare same apart": (
        "Beide Lesarten führen zu A (Nordland: baut), wenn die Seiten vorausschauen, sonst zu B (Südland: klagt).",
        "Beide Lesarten führen zu A, wenn die Seiten vorausschauen, sonst zu B.",
    ),
    "compare ahead": (
        "Vorausschauend führen alle drei Lesarten zu A (Nordland: baut); nicht vorausschauend: strittig ist nur, was Nordland will.",
        "Vorausschauend führen alle drei Lesarten zu A; nicht vorausschauend: strittig ist nur, was Nordland will.",
        "Vorausschauend führen alle drei Lesarten zu A; nicht vorausschauend gehen sie auseinander.",
    ),
    "compare myopic": (
        "Nicht vorausschauend führen alle drei Lesarten zu A oder B; vorausschauend gehen sie auseinander.",
        "Nicht vorausschauend führen alle drei Lesarten zu A oder B; vorausschauend gehen sie auseinander.",
        "Nicht vorausschauend führen alle drei Lesarten zu A oder B; vorausschauend gehen sie auseinander.",
    ),
    "compare differing": (
        "Die Lesarten führen zu verschiedenen Ausgängen, die nichts gemeinsam haben. Strittig ist nur, was Nordland will.",
    ),
    "compare leads": (
        "Vorausschauend: „eins“ führt zu keiner Änderung, „zwei“ zu A; nicht vorausschauend: „eins“ zu nichts, was Bestand hat, „zwei“ zu A.",
        "Vorausschauend: „eins“ führt zu keiner Änderung, „zwei“ zu A.",
        "",
    ),
    "compare leads alike": (
        "Ob die Seiten vorausschauen oder nicht: „eins“ führt zu A, „zwei“ zu B.",
        "",
    ),
    "mistaken in one": (
        "Der Irrtum von Nordland ändert den Ausgang: Vorausschauend oder nicht führt es zu A (Nordland: baut); ohne ihn führte es zu B.",
        "Der Irrtum von Nordland ändert den Ausgang: Vorausschauend oder nicht führt es zu A (Nordland: baut); ohne ihn führte es zu B.",
        "Der Irrtum von Nordland ändert den Ausgang: Vorausschauend oder nicht führt es zu A; ohne ihn führte es zu B.",
    ),
    "mistaken in all": (
        "In beiden Lesarten: Der Irrtum von Nordland ändert den Ausgang: Vorausschauend oder nicht führt es zu A (Nordland: baut); ohne ihn führte es zu B.",
        "Der Irrtum von Nordland ändert den Ausgang: Vorausschauend oder nicht führt es zu A (Nordland: baut); ohne ihn führte es zu B.",
        "Der Irrtum von Nordland ändert den Ausgang: Vorausschauend oder nicht führt es zu A; ohne ihn führte es zu B.",
        "Der Irrtum von Nordland ändert den Ausgang: Vorausschauend oder nicht führt es zu A (Nordland: baut); ohne ihn führte es zu B.",
        "Der Irrtum von Nordland ändert den Ausgang: Vorausschauend oder nicht führt es zu A (Nordland: baut); ohne ihn führte es zu B.",
        "Der Irrtum von Nordland ändert den Ausgang: Vorausschauend oder nicht führt es zu A; ohne ihn führte es zu B.",
    ),
    "mistaken apart": (
        "Irrtümer ändern, wohin es führt, in den Lesarten „eins“ und „zwei“, in jeder auf ihre Art.",
        "Irrtümer ändern, wohin es führt, in 2 Lesarten, in jeder auf ihre Art.",
    ),
    "mistaken in some": (
        "Irrtümer ändern, wohin es führt, in „eins“, nicht aber in „zwei“.",
        "Irrtümer ändern, wohin es führt, in 1 von 2 Lesarten.",
    ),
    "mistaken corrected": (
        "Der Irrtum von Nordland ändert den Ausgang: Vorausschauend oder nicht führt es zu A (Nordland: baut); ohne ihn führte es zu B.",
        "Der Irrtum von Nordland ändert den Ausgang: Vorausschauend oder nicht führt es zu A (Nordland: baut); ohne ihn führte es zu B.",
        "Der Irrtum von Nordland ändert den Ausgang: Vorausschauend oder nicht führt es zu A; ohne ihn führte es zu B. Kennte Nordland die Wünsche von Südland, führte es zu B: gut für Nordland",
        "kennte Nordland die Wünsche von Südland, führte es zu B.",
    ),
    "mixes influence": (
        "Eine andere Einschätzung von Nordland ändert den Ausgang in 26 von 27 Mischungen anderer Einschätzungen; Südland in 9, Ostland in 3 von 9; von den Regeln nie.",
        "Eine andere Einschätzung von Nordland ändert den Ausgang in 26 von 27 Mischungen anderer Einschätzungen; Südland in 9, Ostland in 3 von 9.",
        "Eine andere Einschätzung von Nordland ändert den Ausgang in 26 von 27 Mischungen anderer Einschätzungen.",
    ),
    "mixes rarest": (
        "Es kommt nur dann zu A, wenn „eins“ bei Nordland und Südland richtig liegt (3 von 81 Mischungen der Lesarten; gezählt, keine Wahrscheinlichkeit).",
        "Es kommt nur dann zu A, wenn „eins“ bei Nordland und Südland richtig liegt (3 von 81 Mischungen; gezählt, keine Wahrscheinlichkeit).",
        "Es kommt nur dann zu A, wenn „eins“ bei Nordland und Südland richtig liegt (3 von 81 Mischungen der Lesarten).",
        "Es kommt zu A in 3 von 81 Mischungen der Lesarten.",
    ),
    "phases": (
        "In „spät“ wird aufgegeben, was davor erreicht war, wenn niemand vorausschaut; vorausschauend hat es Bestand.",
        "In „spät“ wird aufgegeben, was davor erreicht war, jedenfalls in einer Lesart.",
    ),
    "phases in two": (
        "In „spät“ wird aufgegeben, was davor erreicht war, in der Lesart „eins“ nicht vorausschauend; in der Lesart „zwei“ vorausschauend.",
        "In „spät“ wird aufgegeben, was davor erreicht war, jedenfalls in einer Lesart.",
    ),
    "pivot always": (
        "Nordland: Ein Sinneswandel könnte den einen nützen und den anderen schaden.",
        "Nordland, den einen zum Nutzen, den anderen zum Schaden.",
    ),
    "pivot somewhere": (
        "Das hängt an der Lesart: Nordland in der Lesart „eins“; niemand in der Lesart „zwei“.",
        "Das hängt davon ab, welche Lesart stimmt.",
    ),
    "pivot nothing": (
        "Ein Sinneswandel von Nordland oder Südland könnte den Ausgang ändern, doch keiner würde den einen nützen und den anderen schaden.",
        "Mehrere könnten durch einen Sinneswandel den Ausgang ändern, doch keiner würde den einen nützen und den anderen schaden.",
    ),
    "robust": ("Gleich, welche davon falsch sind: A bleibt möglich.",),
    "robust hangs": (
        "Wohin es führt, hängt an den Zweifeln; zuerst zu klären: ob Nordland dies will: bauen.",
        "Wohin es führt, hängt an den Zweifeln.",
    ),
    "settle states": (
        "Ja: Nordland: baut (A) wäre für alle drei Parteien besser als keine Einigung und würde eingehalten.",
        "Ja: Ausgang A wäre für alle drei Parteien besser als keine Einigung und würde eingehalten.",
    ),
    "settle today": (
        "Ja: zu bleiben, wie es heute ist, wäre für alle drei Parteien besser als keine Einigung und würde eingehalten.",
        "Ja: Ausgang heute wäre für alle drei Parteien besser als keine Einigung und würde eingehalten.",
    ),
    "settle asked": (
        "Das hängt davon ab, was Nordland ohne Einigung hätte: Die Datei sagt es nicht. Soweit bekannt, ragt Einigung 1 (Punkt 0) heraus.",
        "Das hängt davon ab, was Nordland ohne Einigung hätte: Die Datei sagt es nicht.",
    ),
    "settle": (
        "Ja: Einigung 1 (Punkt 0; Punkt 1; Punkt 2; Punkt 3) ist für alle drei Parteien besser als keine Einigung und würde eingehalten.",
        "Ja: Einigung 1 (Punkt 0; Punkt 1; und zwei weitere) ist für alle drei Parteien besser als keine Einigung und würde eingehalten.",
        "Ja: Einigung 1 ist für alle drei Parteien besser als keine Einigung und würde eingehalten.",
    ),
    "settle in part": (
        "Das hängt an den Wünschen von Ostland, die nicht vorliegen; 3 von 12 Paketen sind für Nordland und Südland besser als keine Einigung.",
        "Das hängt an Ostland; 3 von 12 Paketen sind für Nordland und Südland besser als keine Einigung.",
        "Das hängt an den Wünschen von Ostland, die nicht vorliegen.",
    ),
    "settle broken": (
        "Ja: In beiden Lesarten ist eine Einigung für alle drei Parteien besser als keine; keine davon würde eingehalten.",
        "Ja: In beiden Lesarten ist eine Einigung für alle drei Parteien besser als keine.",
    ),
    "whatif alike": (
        "Verglichen mit dem absehbaren Ausgang: Nordland verliert.",
        "Nordland verliert.",
        "Wer gewinnt und wer verliert, zeigt die Tabelle.",
    ),
    "whatif apart": (
        "Vorausschauend: Nordland verliert; nicht vorausschauend: Südland gewinnt.",
        "Wer gewinnt und wer verliert, hängt davon ab, wie weit die Seiten vorausschauen.",
    ),
    "whatif in all": (
        "Verglichen mit dem absehbaren Ausgang: Nordland verliert in beiden Lesarten; wie es den übrigen ergeht, hängt an der Lesart.",
        "Verglichen mit dem absehbaren Ausgang: Nordland verliert in beiden Lesarten.",
        "Nordland verliert in beiden Lesarten.",
    ),
    "whatif least": (
        "Der Grund von Nordland, weiter zu reden, beruht nur auf dem letzten und schwächsten Wunsch, den das Scheitern selbst gegenstandslos macht: „die Straße bauen“.",
        "Der Grund von Nordland, weiter zu reden, beruht nur auf dem letzten und schwächsten Wunsch, den das Scheitern selbst gegenstandslos macht.",
    ),
    "fares": (
        "In A: Schlechter gestellt als heute: Nordland, nur nach dem schwächsten Wunsch („die Straße bauen“); so gut gestellt wie heute: Südland.",
        "In A: Schlechter gestellt als heute: Nordland, nur nach dem schwächsten Wunsch („die Straße bauen“).",
        "In A: Schlechter gestellt als heute: Nordland, nur nach dem schwächsten Wunsch.",
        "In A: Von 2 Parteien besser gestellt als heute: 0; schlechter: 1; wie heute oder je nach Ausgang: 1.",
    ),
}


@pytest.mark.parametrize("name", SAID)
def test_all_texts_that_there_are(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in MODULES:
        monkeypatch.setattr(module, "fitting", lambda *texts, most=25: " ‖ ".join(texts))
    said = SAID[name]()
    told = [said] if isinstance(said, str) else said
    assert tuple(text for one in told for text in one.split(" ‖ ")) == CHOICES[name]
