"""More lines of a German brief: what is better, promises, phases, who tips it, the record, doubts, deals, threats."""

# ruff: noqa: E501  (a sentence stands on a line of its own)

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from detente.questions.commit.answer import Between
from detente.reports.german import better, commit, phases, pivot, replay, robust
from tests.german_facts import VOICE, bare, facts

EVERY = tuple(bare(id=a, says=a) for a in ("eins", "zwei"))


def stage(mover: str, gain: int | None = 1) -> Any:
    return bare(mover=mover, gain=gain)


def spoiler(dm: str, kind: str | None = "better", *, deterred: bool = False) -> Any:
    return bare(decision_maker=dm, kind=kind, deterred=deterred)


def deal(
    state: int,
    *stages: Any,
    must: tuple[str, ...] = (),
    first: tuple[str, ...] = (),
    reachable: bool = True,
    nash: bool = True,
    spoilers: tuple[Any, ...] = (),
) -> Any:
    held = (bare(concept="nash", leaving=() if nash else ("nord",)), bare(concept="seq", leaving=()))
    return bare(
        state=state, stages=stages, must=must, first=first, reachable=reachable, holds=held, spoilers=spoilers
    )


def improved(
    against: str,
    *within: int,
    beyond: tuple[int, ...] = (),
    closings: tuple[Any, ...] = (),
    stays_open: bool = False,
    compared: str = "9",
) -> Any:
    return bare(
        against=against,
        within=within,
        beyond=beyond,
        count=str(len(within)),
        closings=closings,
        stays_open=stays_open,
        compared=compared,
    )


def closing(after: int, mover: str) -> Any:
    return bare(before=0, after=after, mover=mover)


def improving(
    *deals: Any,
    ahead: Any = None,
    myopic: Any = None,
    today: Any = None,
    same: bool = False,
    leaving: tuple[str, ...] = ("nord",),
    **given: Any,
) -> Any:
    about = {"group": ("nord", "sued", "ost"), "everybody": True}
    heading = bare(same=same, ahead=bare(leaving=()), myopic=bare(leaving=leaving))
    return facts(
        deals=deals,
        ahead=ahead or improved("ahead"),
        myopic=myopic or improved("myopic"),
        today=today or improved("today"),
        heading=heading,
        **(about | given),
    )


def yes(*stages: Any, **given: Any) -> Any:
    """Give an answer in which A is better."""
    more = {k: given.pop(k) for k in ("closings", "stays_open") if k in given}
    about = {k: given.pop(k) for k in ("group", "everybody", "perspective") if k in given}
    return improving(deal(1, *stages, **given), ahead=improved("ahead", 1, **more), same=True, **about)


def told(answer: Any) -> list[str]:
    return better.points_told([answer], VOICE)


NO = improving()
FAR = improving(deal(1, reachable=False), ahead=improved("ahead", beyond=(1,)))


def shift(
    verdict: str = "fights",
    id: str = "s",
    declines: str = "nord",
    needed: tuple[float, float] = (0.0, 0.0),
    offered: Any = None,
    guarded: str | None = None,
) -> Any:
    return bare(
        id=id,
        declines=declines,
        verdict=verdict,
        needed=Between(low=needed[0], high=needed[1]),
        offered=offered,
        guarded=guarded,
    )


def shifting(*shifts: Any, account: str = "eins") -> Any:
    return facts(shifts=shifts, perspective=account, perspectives=EVERY)


def stop(phase: str, *, carried: bool = True, leaving: tuple[str, ...] = ()) -> Any:
    return bare(way=None, phase=phase, carried=carried, leaving=leaving)


def phased(account: str, myopic: Sequence[Any], ahead: Sequence[Any]) -> Any:
    return bare(account=account, myopic=bare(stops=myopic), ahead=bare(stops=ahead))


def through(*accounts: Any) -> Any:
    return facts(accounts=accounts, phases=(bare(id="früh"), bare(id="spät")))


OTHERS = [stop("früh"), stop("spät", leaving=("süd",))]
LEFT, KEPT = [stop("früh"), stop("spät", leaving=("nord",))], [stop("früh"), stop("spät")]


def tipping(dm: str, kind: str) -> Any:
    return bare(decision_maker=dm, kind=kind)


def tips(account: str, *found: Any) -> Any:
    return facts(perspective=account, pivotal=found)


def score(concept: str, explained: int, of: int, average: float) -> Any:
    return bare(concept=concept, explained=explained, of=of, expected=bare(decimal=average))


def replayed(*accounts: tuple[str, Any], best: tuple[str, ...] = (), kind: str = "judged") -> Any:
    found = tuple(bare(account=a, scores=(s,), steps=(bare(kind=kind),)) for a, s in accounts)
    return facts(
        accounts=found, best=tuple(bare(account=a, concept=s.concept) for a, s in accounts if a in best)
    )


NASH = score("nash", 3, 4, 1.44)


def doubted(
    account: str,
    *always: int,
    certain: bool = False,
    claims: bool = True,
    other: tuple[int, ...] | None = None,
    telling: int | None = None,
) -> Any:
    def concept(name: str, states: tuple[int, ...]) -> Any:
        return bare(
            concept=name,
            certain=certain,
            outcomes=tuple(bare(state=s, always=True) for s in states),
            telling=telling,
        )

    doubts = (bare(kind="statement" if claims else "rule", decision_maker="nord", id="bauen"),)
    return facts(
        perspective=account,
        basis=1,
        doubts=doubts,
        concepts=(concept("seq", always), concept("nash", always if other is None else other)),
    )


def test_better_for_everybody() -> None:
    for said, expected in (
        (
            better.headline_told([NO], VOICE),
            "Nein: Kein Ausgang ist für alle drei Parteien besser als der absehbare Ausgang, und keiner besser als heute.",
        ),
        (
            better.headline_told([improving(leaving=())], VOICE),
            "Nein: Es bleibt, wie es heute ist, und kein Ausgang ist für alle drei Parteien besser.",
        ),
        (
            better.headline_told(
                [improving(ahead=improved("ahead", compared="0"), myopic=improved("myopic", compared="0"))],
                VOICE,
            ),
            "Es kommt nicht zur Ruhe, und kein Ausgang ist für alle drei Parteien besser als heute.",
        ),
        (
            better.headline_told([yes(stage("nord"))], VOICE),
            "Ja: Nordland: baut (A) wäre für alle drei Parteien besser als der absehbare Ausgang.",
        ),
        (
            better.headline_told([yes(stage("nord"), group=("nord", "sued"))], VOICE),
            "Ja: Nordland: baut (A) wäre für beide Parteien besser als der absehbare Ausgang.",
        ),
        (
            better.headline_told([yes(stage("nord"), group=("nord", "sued"), everybody=False)], VOICE),
            "Ja: Nordland: baut (A) wäre für Nordland und Südland besser als der absehbare Ausgang.",
        ),
        (
            better.headline_told([yes(stage("nord"), group=("nord",))], VOICE),
            "Ja: Nordland: baut (A) wäre für Nordland besser als der absehbare Ausgang.",
        ),
        (
            better.headline_told([FAR], VOICE),
            "Nordland: baut (A) wäre für alle drei Parteien besser als der absehbare Ausgang, doch dorthin führen von heute aus keine Züge.",
        ),
        (
            better.headline_told([improving(deal(0), ahead=improved("ahead", 0), same=True)], VOICE),
            "Ja: zu bleiben, wie es heute ist, wäre für alle drei Parteien besser als der absehbare Ausgang.",
        ),
        (
            better.headline_told([improving(deal(1), ahead=improved("ahead", 1))], VOICE),
            "Vorausschauend endet es dort, wo alle drei Parteien schlechter gestellt sind als in diesem Ausgang: Nordland: baut (A).",
        ),
        (
            better.headline_told([improving(deal(1), myopic=improved("myopic", 1), group=("nord",))], VOICE),
            "Nicht vorausschauend endet es dort, wo Nordland schlechter gestellt ist als in diesem Ausgang: Nordland: baut (A).",
        ),
        (
            better.headline_told([improving(deal(0), myopic=improved("myopic", 0))], VOICE),
            "Nicht vorausschauend endet es dort, wo alle drei Parteien schlechter gestellt sind als heute.",
        ),
        (
            better.headline_told([improving(deal(1), today=improved("today", 1))], VOICE),
            "Nichts ist für alle drei Parteien besser als der absehbare Ausgang; verglichen mit heute wäre es Nordland: baut (A).",
        ),
        (
            better.headline_told(
                [improving(deal(1, reachable=False), today=improved("today", beyond=(1,)))], VOICE
            ),
            "Nichts ist für alle drei Parteien besser als der absehbare Ausgang; verglichen mit heute wäre es Ausgang A, doch dorthin führen von heute aus keine Züge.",
        ),
        (
            better.headline_told(
                [
                    improving(
                        deal(1),
                        today=improved("today", 1),
                        ahead=improved("ahead", compared="0"),
                        myopic=improved("myopic", compared="0"),
                    )
                ],
                VOICE,
            ),
            "Es kommt nicht zur Ruhe. Nordland: baut (A) wäre für alle drei Parteien besser als heute.",
        ),
        (better.in_brief(yes(), 1, VOICE), "Ausgang A"),
        (better.in_brief(yes(), 0, VOICE), "zu bleiben, wie es heute ist,"),
        (better.inside(yes(), 1, VOICE, brief=True), "in Ausgang A"),
        (better.are(yes()), "sind"),
        (better.are(yes(group=("nord",))), "ist"),
    ):
        assert said == expected


def test_better_the_way_there() -> None:
    for said, expected in (
        (told(NO), []),
        (told(FAR), ["Es hätte Bestand: Niemand könnte gewinnen, indem er davon abgeht."]),
        (
            told(improving(deal(1, reachable=False), today=improved("today", beyond=(1,)))),
            ["Es hätte Bestand: Niemand könnte gewinnen, indem er davon abgeht."],
        ),
        (
            told(yes()),
            [
                "Dafür muss niemand ziehen: Die Seiten müssen nur bleiben, wo sie sind.",
                "Es hätte Bestand: Niemand könnte gewinnen, indem er davon abgeht.",
            ],
        ),
        (
            told(yes(stage("nord"), stage("sued"))),
            [
                "Nordland und Südland könnten dorthin ziehen; jeder Schritt lohnt sich sofort für den, der ihn tut.",
                "Es hätte Bestand: Niemand könnte gewinnen, indem er davon abgeht.",
            ],
        ),
        (
            told(yes(stage("nord"), must=("nord",))),
            [
                "Nordland muss ziehen; jeder Schritt lohnt sich sofort für den, der ihn tut.",
                "Es hätte Bestand: Niemand könnte gewinnen, indem er davon abgeht.",
            ],
        ),
        (
            told(yes(stage("nord"), stage("sued"), must=("nord", "sued"), first=("sued",))),
            [
                "Nordland und Südland müssen ziehen, Südland zuerst; jeder Schritt lohnt sich sofort für den, der ihn tut.",
                "Es hätte Bestand: Niemand könnte gewinnen, indem er davon abgeht.",
            ],
        ),
        (
            told(yes(stage("nord", -1), must=("nord",), first=("nord",))),
            [
                "Nordland muss ziehen, gegen das eigene nächste Interesse.",
                "Es hätte Bestand: Niemand könnte gewinnen, indem er davon abgeht.",
            ],
        ),
        (
            told(yes(stage("nord", -1), stage("sued", 0), stage("ost", None))),
            [
                "Nordland, Südland und Ostland könnten dorthin ziehen.",
                "Es hätte Bestand: Niemand könnte gewinnen, indem er davon abgeht.",
            ],
        ),
        (
            told(yes(stage("nord", -1), stage("sued", -1), stage("ost"))),
            [
                "Nordland, Südland und Ostland könnten dorthin ziehen; Nordland und Südland müssten gegen das eigene nächste Interesse ziehen.",
                "Es hätte Bestand: Niemand könnte gewinnen, indem er davon abgeht.",
            ],
        ),
        (
            told(yes(stage("nord", 0), stage("sued", 0), stage("ost"))),
            [
                "Nordland, Südland und Ostland könnten dorthin ziehen; Nordland und Südland gewännen dadurch zunächst nichts.",
                "Es hätte Bestand: Niemand könnte gewinnen, indem er davon abgeht.",
            ],
        ),
        (
            told(yes(stage("nord", -1), stage("nord", 0), stage("ost"))),
            [
                "Nordland und Ostland könnten dorthin ziehen; Nordland müsste gegen das eigene nächste Interesse ziehen.",
                "Es hätte Bestand: Niemand könnte gewinnen, indem er davon abgeht.",
            ],
        ),
        (
            told(yes(closings=(closing(2, "sued"),))),
            [
                "Das steht nur offen, bis ein Schritt getan ist (Südland: klagt); danach ist nichts dergleichen mehr zu erreichen.",
                "Dafür muss niemand ziehen: Die Seiten müssen nur bleiben, wo sie sind.",
                "Es hätte Bestand: Niemand könnte gewinnen, indem er davon abgeht.",
            ],
        ),
        (
            told(yes(closings=(closing(2, "sued"),), stays_open=True)),
            [
                "Das steht nur offen, bis ein Schritt getan ist (Südland: klagt); danach ist auf manchen Wegen nichts dergleichen mehr zu erreichen.",
                "Dafür muss niemand ziehen: Die Seiten müssen nur bleiben, wo sie sind.",
                "Es hätte Bestand: Niemand könnte gewinnen, indem er davon abgeht.",
            ],
        ),
        (
            told(yes(closings=(closing(2, "sued"), closing(1, "nord")))),
            [
                "Das steht nur offen, bis einer von zwei Schritten getan ist (Südland: klagt; Nordland: baut).",
                "Dafür muss niemand ziehen: Die Seiten müssen nur bleiben, wo sie sind.",
                "Es hätte Bestand: Niemand könnte gewinnen, indem er davon abgeht.",
            ],
        ),
        (
            told(yes(closings=(closing(2, "sued"), closing(1, "nord")), stays_open=True)),
            [
                "Das steht auf manchen Wegen nur offen, bis einer von zwei Schritten getan ist (Südland: klagt; Nordland: baut).",
                "Dafür muss niemand ziehen: Die Seiten müssen nur bleiben, wo sie sind.",
                "Es hätte Bestand: Niemand könnte gewinnen, indem er davon abgeht.",
            ],
        ),
        (
            told(
                yes(
                    closings=tuple(
                        closing(k, d) for k, d in ((1, "nord"), (2, "sued"), (4, "ost"), (3, "nord"))
                    )
                )
            ),
            [
                "Das steht nur offen, bis einer von vier Schritten getan ist (Nordland: baut; Südland: klagt; Ostland: zahlt wenig; Nordland: baut; Südland: klagt).",
                "Dafür muss niemand ziehen: Die Seiten müssen nur bleiben, wo sie sind.",
                "Es hätte Bestand: Niemand könnte gewinnen, indem er davon abgeht.",
            ],
        ),
        (
            told(yes(nash=False, spoilers=(spoiler("nord", deterred=True),))),
            [
                "Dafür muss niemand ziehen: Die Seiten müssen nur bleiben, wo sie sind.",
                "Es hat nur Bestand, wenn die Seiten vorausschauen: Nordland könnte gewinnen, bis die anderen antworten.",
            ],
        ),
        (
            told(yes(nash=False, spoilers=(spoiler("nord"), spoiler("sued", deterred=True)))),
            [
                "Dafür muss niemand ziehen: Die Seiten müssen nur bleiben, wo sie sind.",
                "Nordland könnte es zunichtemachen und stünde dort, wohin das führt, besser da.",
            ],
        ),
        (
            told(yes(nash=False, spoilers=(spoiler("nord"), spoiler("sued")))),
            [
                "Dafür muss niemand ziehen: Die Seiten müssen nur bleiben, wo sie sind.",
                "Nordland oder Südland könnte es zunichtemachen und stünde dort, wohin das führt, besser da.",
            ],
        ),
        (
            told(yes(nash=False, spoilers=(spoiler("nord", "worse"),))),
            [
                "Dafür muss niemand ziehen: Die Seiten müssen nur bleiben, wo sie sind.",
                "Nordland könnte es zunichtemachen und zunächst gewinnen, doch das führt am Ende zu einem schlechteren Ausgang für Nordland.",
            ],
        ),
        (
            told(yes(nash=False, spoilers=(spoiler("nord", None),))),
            [
                "Dafür muss niemand ziehen: Die Seiten müssen nur bleiben, wo sie sind.",
                "Nordland könnte es zunichtemachen; was folgt, kommt nicht zur Ruhe.",
            ],
        ),
        (
            told(yes(nash=False, spoilers=(spoiler("nord", "worse"), spoiler("sued")))),
            [
                "Dafür muss niemand ziehen: Die Seiten müssen nur bleiben, wo sie sind.",
                "Nordland oder Südland könnte es zunichtemachen und zunächst gewinnen.",
            ],
        ),
    ):
        assert said == expected


def test_better_of_several_accounts() -> None:
    for said, expected in (
        (
            better.headline_told([yes(), yes(perspective="zwei")], VOICE),
            "Ja: In beiden Lesarten ist etwas Erreichbares für alle drei Parteien besser als der absehbare Ausgang.",
        ),
        (
            better.headline_told([NO, NO], VOICE),
            "Nein: In keiner Lesart ist etwas für alle drei Parteien besser als der absehbare Ausgang.",
        ),
        (
            better.headline_told([NO, FAR], VOICE),
            "Nichts Erreichbares ist für alle drei Parteien besser als der absehbare Ausgang; etwas Unerreichbares wäre es.",
        ),
        (
            better.headline_told([yes(), improving(perspective="zwei")], VOICE),
            "In der Lesart „eins“ ist etwas Erreichbares für alle drei Parteien besser als der absehbare Ausgang; in „zwei“ nichts.",
        ),
        (
            better.headline_told(
                [yes(), improving(perspective="zwei"), improving(perspective="drei")], VOICE
            ),
            "In der Lesart „eins“ ist etwas Erreichbares für alle drei Parteien besser als der absehbare Ausgang; in den übrigen nichts.",
        ),
        (
            better.headline_told(
                [yes(group=("nord",) * 20, everybody=False), improving(perspective="zwei")], VOICE
            )[-150:],
            "and, Nordland, Nordland, Nordland, Nordland, Nordland, Nordland, Nordland, Nordland, Nordland, Nordland und Nordland besser als der absehbare Ausgang.",
        ),
        (
            better.headline_told(
                [*[yes(group=("nord",) * 20, everybody=False)] * 2, improving(perspective="zwei")], VOICE
            ),
            "In zwei von drei Lesarten ist etwas Erreichbares für Nordland, Nordland, Nordland, Nordland, Nordland, Nordland, Nordland, Nordland, Nordland, Nordland, Nordland, Nordland, Nordland, Nordland, Nordland, Nordland, Nordland, Nordland, Nordland und Nordland besser als der absehbare Ausgang.",
        ),
        (
            better.points_told([yes(stage("nord")), yes(stage("nord"), perspective="zwei"), NO], VOICE),
            ["„eins“ und „zwei“: Nordland: baut (A), wenn Nordland zieht; niemand würde davon abgehen."],
        ),
        (
            better.points_told(
                [yes(stage("nord"), must=("nord", "sued"), nash=False, spoilers=(spoiler("ost"),)), FAR],
                VOICE,
            ),
            [
                "„eins“: Nordland: baut (A), wenn Nordland und Südland ziehen; Ostland könnte es zunichtemachen.",
                "„eins“: Nordland: baut (A), doch dorthin führen von heute aus keine Züge.",
            ],
        ),
        (
            better.points_told(
                [
                    yes(stage("nord"), nash=False, spoilers=(spoiler("ost", deterred=True),)),
                    yes(perspective="zwei"),
                ],
                VOICE,
            ),
            [
                "„eins“: Nordland: baut (A), wenn Nordland zieht; es hat nur Bestand, wenn die Seiten vorausschauen.",
                "„zwei“: Nordland: baut (A); dafür muss niemand ziehen.",
            ],
        ),
        (
            better.points_told(
                [
                    improving(deal(0), ahead=improved("ahead", 0)),
                    improving(deal(1), myopic=improved("myopic", 1), perspective="zwei"),
                ],
                VOICE,
            ),
            [
                "„eins“, nur vorausschauend: die heutige Lage; dafür muss niemand ziehen.",
                "„zwei“, nur ohne Vorausschau: Nordland: baut (A); dafür muss niemand ziehen.",
            ],
        ),
        (
            better.points_told(
                [
                    yes(closings=(closing(2, "sued"),)),
                    yes(closings=(closing(2, "sued"), closing(1, "nord")), perspective="zwei"),
                ],
                VOICE,
            ),
            [
                "„eins“: Nordland: baut (A), aber nur vor diesem Schritt (Südland: klagt).",
                "„zwei“: Nordland: baut (A), aber nur vor einem Schritt ohne Rückweg.",
            ],
        ),
        (
            better.points_told(
                [yes(stage("nord"), closings=(closing(2, "sued"),), stays_open=True), NO], VOICE
            ),
            ["„eins“: Nordland: baut (A), wenn Nordland zieht; niemand würde davon abgehen."],
        ),
        (
            better.points_told([yes(), yes(stage("nord")), yes(stage("sued")), yes(stage("ost"))], VOICE),
            [
                "„eins“: Nordland: baut (A); dafür muss niemand ziehen.",
                "„eins“: Nordland: baut (A), wenn Nordland zieht; niemand würde davon abgehen.",
                "„eins“: Nordland: baut (A), wenn Südland zieht; niemand würde davon abgehen.",
            ],
        ),
        (
            better.endings(
                yes(stage("nord"), must=("nord", "sued")),
                deal(1, stage("nord"), must=("nord", "sued")),
                VOICE,
            ),
            [
                ", wenn Nordland und Südland ziehen; niemand würde davon abgehen.",
                ", wenn Nordland und Südland ziehen.",
            ],
        ),
    ):
        assert said == expected


def test_promises_while_power_shifts() -> None:
    for said, expected in (
        (
            [commit.in_brief([shifting(shift(v))], VOICE) for v in ("fights", "waits", "tie", "open")],
            [
                "Nordland würde lieber jetzt kämpfen: Warten käme teurer, was auch versprochen wird.",
                "Nordland hat keinen Grund, jetzt zu kämpfen: Krieg käme teurer als Warten, während sich die Macht verschiebt.",
                "Für Nordland ist es gleich, ob jetzt gekämpft oder gewartet wird.",
                "Ob Nordland lieber jetzt kämpft als wartet, ist offen: Die Zahlen sind nicht genau genug bekannt.",
            ],
        ),
        (
            commit.in_brief([shifting(shift(needed=(0.5, 0.5)))], VOICE),
            "Nordland würde lieber jetzt kämpfen: Warten käme teurer, was auch versprochen wird. Eine Garantie müsste die Verschiebung mit einer Wahrscheinlichkeit von mindestens 0,5 aufhalten.",
        ),
        (
            commit.in_brief([shifting(shift(needed=(0.25, 0.5)))], VOICE),
            "Nordland würde lieber jetzt kämpfen: Warten käme teurer, was auch versprochen wird. Eine Garantie müsste die Verschiebung mit einer Wahrscheinlichkeit von mindestens 0,25 aufhalten; 0,5 genügt, wie die Zahlen auch sind.",
        ),
        (
            commit.in_brief([shifting(shift(needed=(0.0, 0.5)))], VOICE),
            "Nordland würde lieber jetzt kämpfen: Warten käme teurer, was auch versprochen wird. Eine Garantie, die die Verschiebung mit einer Wahrscheinlichkeit von 0,5 aufhält, genügt, wie die Zahlen auch sind.",
        ),
        (
            [
                commit.guarantee(shift(needed=(0.5, 0.5), offered=Between(low=0.1, high=0.2), guarded=g))
                for g in ("fights", "waits", "tie", "open", None)
            ],
            [
                "Eine Garantie müsste die Verschiebung mit einer Wahrscheinlichkeit von mindestens 0,5 aufhalten; die angebotene (0,1–0,2) genügt nicht.",
                "Eine Garantie müsste die Verschiebung mit einer Wahrscheinlichkeit von mindestens 0,5 aufhalten; die angebotene (0,1–0,2) genügt.",
                "Eine Garantie müsste die Verschiebung mit einer Wahrscheinlichkeit von mindestens 0,5 aufhalten; die angebotene (0,1–0,2) macht beides gleich.",
                "Eine Garantie müsste die Verschiebung mit einer Wahrscheinlichkeit von mindestens 0,5 aufhalten; die angebotene (0,1–0,2) genügt vielleicht.",
                "Eine Garantie müsste die Verschiebung mit einer Wahrscheinlichkeit von mindestens 0,5 aufhalten; die angebotene (0,1–0,2) genügt vielleicht.",
            ],
        ),
        (commit.between(Between(low=0.3, high=0.3)), "0,3"),
        (commit.between(Between(low=-0.3, high=0.3)), "-0,3 bis 0,3"),
        (
            commit.in_brief([shifting(shift(needed=(0.5, 0.5))), shifting(shift(), account="zwei")], VOICE),
            "In beiden Lesarten: Nordland würde lieber jetzt kämpfen: Warten käme teurer, was auch versprochen wird.",
        ),
        (
            commit.in_brief([shifting(shift()), shifting(shift("waits"), account="zwei")], VOICE),
            "Ob Nordland jetzt kämpfen würde, hängt an der Lesart: lieber kämpfen in „eins“; warten in „zwei“.",
        ),
        (
            commit.in_brief([shifting(shift("tie")), shifting(shift("open"), account="zwei")], VOICE),
            "Ob Nordland jetzt kämpfen würde, hängt an der Lesart: unentschieden in „eins“; offen in „zwei“.",
        ),
        (
            commit.in_brief([shifting(shift("tie")), shifting(shift("open"), account="zwei " * 20)], VOICE),
            "Ob Nordland lieber jetzt kämpfen als warten würde, hängt davon ab, welche Lesart stimmt.",
        ),
        (
            commit.in_brief([shifting(shift()), shifting(shift(declines="sued"), account="zwei")], VOICE),
            "Wessen Macht sinkt, und ob diese Seite lieber jetzt kämpft, hängt davon ab, welche Lesart stimmt.",
        ),
        (
            commit.in_brief([shifting(shift("waits"), shift("tie", id="t"))], VOICE),
            "Bei keiner von 2 Machtverschiebungen ist sicher, dass die sinkende Seite jetzt kämpft.",
        ),
        (
            commit.in_brief([shifting(shift(), shift("tie", id="t"))], VOICE),
            "Von 2 Machtverschiebungen würde „s“ die sinkende Seite jetzt kämpfen lassen.",
        ),
        (
            commit.in_brief(2 * [shifting(shift(), shift("tie", id="t"))], VOICE),
            "Von 2 Machtverschiebungen würde „s“ die sinkende Seite jetzt kämpfen lassen, jedenfalls in einer Lesart.",
        ),
        (
            commit.in_brief(2 * [shifting(shift(), shift(id="t"))], VOICE),
            "Von 2 Machtverschiebungen würden „s“ und „t“ die sinkende Seite jetzt kämpfen lassen, jedenfalls in einer Lesart.",
        ),
        (
            commit.in_brief(2 * [shifting(shift(id="s " * 20), shift("tie", id="t"))], VOICE),
            "1 Machtverschiebung würde die sinkende Seite jetzt kämpfen lassen, jedenfalls in einer Lesart.",
        ),
        (
            commit.in_brief(2 * [shifting(shift(id="s " * 20), shift(id="t"))], VOICE),
            "2 Machtverschiebungen würden die sinkende Seite jetzt kämpfen lassen, jedenfalls in einer Lesart.",
        ),
    ):
        assert said == expected


def test_phases() -> None:
    for said, expected in (
        (
            phases.in_brief([through(phased("eins", [], []), phased("zwei", [], []))], VOICE),
            "Keine Phase setzt die vorige fort: Jede beginnt, wo die Datei es sagt.",
        ),
        (
            phases.in_brief([through(phased("eins", KEPT, KEPT))], VOICE),
            "Wohin eine Phase führt, hat durch alle weiteren Bestand, vorausschauend oder nicht.",
        ),
        (
            phases.in_brief([through(phased("eins", KEPT, KEPT), phased("zwei", KEPT, KEPT))], VOICE),
            "Wohin eine Phase führt, hat in jeder Lesart durch alle weiteren Bestand, vorausschauend oder nicht.",
        ),
        (
            phases.in_brief([through(phased("eins", LEFT, LEFT))], VOICE),
            "In „spät“ wird aufgegeben, was davor erreicht war, vorausschauend oder nicht.",
        ),
        (
            phases.in_brief([through(phased("eins", LEFT, KEPT))], VOICE),
            "In „spät“ wird aufgegeben, was davor erreicht war, wenn niemand vorausschaut; vorausschauend hat es Bestand.",
        ),
        (
            phases.in_brief([through(phased("eins", KEPT, LEFT))], VOICE),
            "In „spät“ wird aufgegeben, was davor erreicht war, wenn die Seiten vorausschauen; sonst hat es Bestand.",
        ),
        (
            phases.in_brief([through(phased("eins", LEFT, KEPT), phased("zwei", LEFT, LEFT))], VOICE),
            "Nicht vorausschauend verlässt Nordland in „spät“ in beiden Lesarten, was davor erreicht war.",
        ),
        (
            phases.in_brief([through(phased("eins", LEFT, KEPT), phased("zwei", OTHERS, LEFT))], VOICE),
            "Nicht vorausschauend wird in „spät“ in beiden Lesarten aufgegeben, was davor erreicht war.",
        ),
        (
            phases.in_brief([through(phased("eins", KEPT, LEFT), phased("zwei", KEPT, KEPT))], VOICE),
            "Vorausschauend verlässt Nordland in „spät“ in der Lesart „eins“, was davor erreicht war.",
        ),
        (
            phases.headline(through(phased("eins", LEFT, LEFT), phased("zwei", KEPT, KEPT))),
            "In „spät“ wird aufgegeben, was davor erreicht war, in der Lesart „eins“, vorausschauend oder nicht.",
        ),
        (
            phases.headline(through(phased("eins", LEFT, KEPT), phased("zwei", KEPT, KEPT))),
            "In „spät“ wird aufgegeben, was davor erreicht war, in der Lesart „eins“ nicht vorausschauend; in keiner Lesart vorausschauend.",
        ),
        (
            phases.headline(through(phased("eins " * 20, LEFT, LEFT), phased("zwei", KEPT, KEPT))),
            "In „spät“ wird aufgegeben, was davor erreicht war, jedenfalls in einer Lesart.",
        ),
    ):
        assert said == expected


def test_who_could_tip_it() -> None:
    for said, expected in (
        (
            pivot.in_brief([tips("eins", tipping("nord", "opposed"))], VOICE),
            "Nordland: Ein Sinneswandel könnte den einen nützen und den anderen schaden.",
        ),
        (
            pivot.in_brief([tips("eins", tipping("nord", "opposed"), tipping("sued", "gain"))], VOICE),
            "Nordland; auch Südland könnte den Ausgang ändern.",
        ),
        (
            pivot.others_too(
                ["nord"], [tips("eins", *(tipping(d, "gain") for d in ("nord", "sued", "ost")))], VOICE
            ),
            [
                "auch Südland oder Ostland könnte den Ausgang ändern",
                "auch eine von zwei weiteren Parteien könnte den Ausgang ändern",
            ],
        ),
        (
            pivot.others_too(
                ["nord"], [tips("eins", tipping("sued", "lose")), tips("zwei", tipping("ost", "none"))], VOICE
            ),
            ["auch Südland könnte den Ausgang ändern", "auch eine weitere Partei könnte den Ausgang ändern"],
        ),
        (
            pivot.in_brief([tips("eins", tipping("nord", "opposed"), tipping("sued", "opposed"))], VOICE),
            "Nordland oder Südland: Ein Sinneswandel bei einer der beiden könnte den einen nützen und den anderen schaden.",
        ),
        (
            pivot.in_brief([tips("eins", *(tipping(d, "opposed") for d in ("nord", "sued", "ost")))], VOICE),
            "Nordland, Südland oder Ostland: Ein Sinneswandel bei einer von ihnen könnte den einen nützen und den anderen schaden.",
        ),
        (
            pivot.in_brief(
                [tips("eins", tipping("nord", "opposed")), tips("zwei", tipping("nord", "opposed"))], VOICE
            ),
            "Nordland, in beiden Lesarten: Ein Sinneswandel könnte den einen nützen und den anderen schaden.",
        ),
        (
            pivot.in_brief(
                [tips("eins", tipping("nord", "opposed")), tips("zwei", tipping("nord", "none"))], VOICE
            ),
            "Das hängt an der Lesart: Nordland in der Lesart „eins“; niemand in der Lesart „zwei“.",
        ),
        (
            pivot.in_brief(
                [tips("eins", *[tipping("nord", "opposed")] * 25), tips("zwei", tipping("nord", "none"))],
                VOICE,
            ),
            "Das hängt davon ab, welche Lesart stimmt.",
        ),
        (
            pivot.in_brief(
                [tips("eins", *(tipping(d, "opposed") for d in ("nord", "sued", "ost") * 6))], VOICE
            ),
            "Nordland, Südland, Ostland, Nordland, Südland, Ostland, Nordland, Südland, Ostland, Nordland, Südland, Ostland, Nordland, Südland, Ostland, Nordland, Südland oder Ostland, den einen zum Nutzen, den anderen zum Schaden.",
        ),
        (
            pivot.in_brief([tips("eins", tipping("nord", "none"))], VOICE),
            "Niemand könnte allein den Ausgang ändern, was er auch wollte.",
        ),
        (
            pivot.in_brief([tips("eins", tipping("nord", "gain"))], VOICE),
            "Ein Sinneswandel von Nordland könnte den Ausgang ändern, würde aber nicht den einen nützen und den anderen schaden.",
        ),
        (
            pivot.in_brief([tips("eins", tipping("nord", "gain"), tipping("sued", "lose"))], VOICE),
            "Ein Sinneswandel von Nordland oder Südland könnte den Ausgang ändern, doch keiner würde den einen nützen und den anderen schaden.",
        ),
        (
            pivot.in_brief(
                [
                    tips(
                        "eins",
                        *(tipping(d, "gain") for d in ("nord", "sued", "ost") * 1),
                        *(tipping("nord", "gain") for _ in range(3)),
                    )
                ],
                VOICE,
            ),
            "Ein Sinneswandel von Nordland, Südland oder Ostland könnte den Ausgang ändern, doch keiner würde den einen nützen und den anderen schaden.",
        ),
    ):
        assert said == expected


def test_the_record() -> None:
    for said, expected in (
        (
            replay.in_brief([replayed(("eins", NASH), best=("eins",))]),
            "Die Lesart erklärt 3 von 4 Zügen; zufällige Züge kämen auf 1,4.",
        ),
        (
            replay.in_brief([replayed(("eins", NASH), ("zwei", NASH), best=("eins", "zwei"))]),
            "Jede Lesart erklärt 3 von 4 Zügen; zufällige Züge kämen auf 1,4.",
        ),
        (
            replay.in_brief(
                [replayed(("eins", NASH), ("zwei", NASH), ("drei", NASH), best=("eins", "zwei"))]
            ),
            "„eins“ und „zwei“ erklären 3 von 4 Zügen; zufällige Züge kämen auf 1,4.",
        ),
        (
            replay.in_brief([replayed(("eins", NASH), ("zwei", NASH), best=("zwei",))]),
            "„zwei“ erklärt 3 von 4 Zügen; zufällige Züge kämen auf 1,4.",
        ),
        (
            replay.in_brief(
                [replayed(("eins", NASH), ("zwei", score("seq", 3, 5, 1.0)), best=("eins", "zwei"))]
            ),
            "Jede Lesart erklärt 3 Züge; zufällige Züge kämen auf 1,0 bis 1,4.",
        ),
        (
            replay.in_brief([replayed(("eins", score("seq", 1, 1, 1.0)), best=("eins",))]),
            "Die Lesart erklärt 1 von 1 Zug; zufällige Züge kämen auf 1,0.",
        ),
        (replay.in_brief([replayed(("eins", NASH))]), "Die Lesart erklärt keinen von 4 Zügen der Chronik."),
        (
            replay.in_brief([replayed(("eins", score("nash", 0, 1, 1.0)))]),
            "Die Lesart erklärt keinen von 1 Zug der Chronik.",
        ),
        (
            replay.in_brief([replayed(("eins", NASH), ("zwei", NASH))]),
            "Keine Lesart erklärt einen Zug der Chronik.",
        ),
        (
            replay.in_brief([replayed(("eins", NASH), kind="impossible")]),
            "Nichts in der Chronik ist ein Zug, den das Modell zulässt; daran lässt sich nichts messen.",
        ),
    ):
        assert said == expected


def test_doubts() -> None:
    for said, expected in (
        (
            robust.in_brief([doubted("eins", 1, certain=True)], VOICE),
            "Gleich, welche davon falsch sind: Es führt zum selben Ergebnis.",
        ),
        (
            robust.in_brief(
                [doubted("eins", 1, certain=True, claims=False), doubted("zwei", certain=True)], VOICE
            ),
            "Wie die Zweifel auch ausgehen: Es führt in jeder Lesart zum selben Ergebnis.",
        ),
        (robust.in_brief([doubted("eins")], VOICE), "Wohin es führt, hängt an den Zweifeln."),
        (robust.in_brief([doubted("eins", 1, other=(2,))], VOICE), "Wohin es führt, hängt an den Zweifeln."),
        (
            robust.in_brief([doubted("eins", telling=0)], VOICE),
            "Wohin es führt, hängt an den Zweifeln; zuerst zu klären: ob Nordland dies will: bauen.",
        ),
        (
            robust.in_brief([doubted("eins", claims=False, telling=0)], VOICE),
            "Wohin es führt, hängt an den Zweifeln.",
        ),
        (robust.in_brief([doubted("eins", telling=0)] * 2, VOICE), "Wohin es führt, hängt an den Zweifeln."),
        (
            robust.in_brief([doubted("eins", 0, 1)], VOICE),
            "Gleich, welche davon falsch sind: Die heutige Lage und A bleiben möglich.",
        ),
        (
            robust.in_brief([doubted("eins", 1, claims=False)], VOICE),
            "Wie die Zweifel auch ausgehen: A bleibt möglich.",
        ),
        (
            robust.in_brief([doubted("eins", 1), doubted("zwei")], VOICE),
            "Gleich, welche davon falsch sind: In „eins“ bleibt A möglich.",
        ),
        (
            robust.in_brief([doubted("eins", 1, 2), doubted("zwei", 4), doubted("drei", 1, 4)], VOICE),
            "Gleich, welche davon falsch sind: In „eins“ bleiben A und B möglich, in „zwei“ bleibt ein Ausgang möglich und in „drei“ bleiben 2 Ausgänge möglich.",
        ),
    ):
        assert said == expected
