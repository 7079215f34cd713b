"""The lines of a German brief: each sentence read with facts made by hand, both ways round."""

# ruff: noqa: E501  (a sentence stands on a line of its own)

from __future__ import annotations

from typing import Any

from detente.answers import Heading, Shared
from detente.reports.german import compare, heading, mixes
from tests.german_facts import VOICE, bare, ends, facts, standing

STAY = ends(0, leaving=())


def led(ahead: Any, myopic: Any, **given: Any) -> Any:
    """Give where an account is heading."""
    given = {"held": (), "plain": (), "unknown": (), "following": None} | given
    return facts(heading=Heading(ahead=ahead, myopic=myopic, same=ahead == myopic), **given)


def holds(
    *states: int,
    count: str | None = "",
    drawn: bool = False,
    concept: str = "nash",
    today: bool | None = None,
) -> Any:
    number = str(len(states)) if count == "" else count
    return bare(states=states, count=number, at_least="7", drawn=drawn, concept=concept, status_quo=today)


def kept(*held: Any, **given: Any) -> Any:
    """Give an account of a file that says nothing of today."""
    return facts(
        **(
            {
                "heading": None,
                "held": held,
                "plain": held,
                "unknown": (),
                "following": None,
                "status_quo": None,
            }
            | given
        )
    )


def beyond(number: str, *refs: int, concepts: tuple[str, ...] = ("nash",)) -> Any:
    reached = tuple(bare(state=r, concepts=concepts) for r in refs)
    return bare(by_concept=(bare(only_by_moves=number, concept="nash"),), only_by_moves=reached)


def told(accounts: list[Any]) -> list[str]:
    return list(heading.points_of_one(accounts, VOICE))


SAME = ends(1, standings=(standing("nord", "better"), standing("sued", "worse")))
BOTH = ends(
    1,
    2,
    leaving=("nord", "sued"),
    standings=(standing("nord", "open"),),
    shared=Shared(taken=("nord.bauen",), gone=(), levels=()),
)
ALIKE = ends(1, 2, shared=Shared(taken=(), gone=(), levels=()))


def weighed(part: str, changes: int, contexts: int) -> Any:
    return bare(part=part, changes=changes, contexts=contexts)


def seen(
    *influences: Any,
    sight: str = "ahead",
    outcomes: int = 2,
    deciding: tuple[Any, ...] = (),
    own: tuple[Any, ...] = (),
) -> Any:
    found = own + tuple(bare(accounts=(), count=1, states=(), needs=()) for _ in range(outcomes - len(own)))
    return bare(influences=influences, sight=sight, outcomes=found, deciding=deciding)


def outcome(
    count: int, *states: int, accounts: tuple[str, ...] = ("eins",), needs: tuple[Any, ...] = ()
) -> Any:
    return bare(count=count, states=states, accounts=accounts, needs=needs)


def needs(part: str, *accounts: str) -> Any:
    return bare(part=part, accounts=accounts)


def mixed(
    ahead: Any,
    myopic: Any = None,
    *,
    drawn: bool = False,
    fitting: int = 81,
    same_start: bool = True,
    **given: Any,
) -> Any:
    found = bare(
        ahead=ahead,
        myopic=myopic or ahead,
        same=myopic is None,
        drawn=drawn,
        total="1000",
        tried=1200,
        fitting=fitting,
    )
    about = {
        "accounts": tuple(bare(account=a, heading=None) for a in ("eins", "zwei", "drei")),
        "mixes": found,
    }
    return facts(**(about | {"same_start": same_start, "agreed": (), "shared": ()} | given))


def accounts(*led: Any) -> tuple[Any, ...]:
    return tuple(
        bare(account=a, heading=h.heading) for a, h in zip(("eins", "zwei", "drei"), led, strict=False)
    )


def agreed(
    sight: str, *, same: bool, of: int = 3, taken: tuple[str, ...] = (), never: tuple[str, ...] = ()
) -> Any:
    shared = bare(taken=taken, gone=(), levels=(), never=never)
    return bare(sight=sight, same=same, accounts=("eins", "zwei", "drei")[:of], shared=shared)


def compared(
    *led: Any, myopic: bool = False, ahead: bool = False, either: Any = None, mixes: Any = None, **given: Any
) -> Any:
    told = (
        agreed("myopic", same=myopic),
        agreed("ahead", same=ahead),
        either or agreed("either", same=False, of=1),
    )
    given = {"mixes": mixes and mixes.mixes, "same_start": True, "shared": ()} | given
    return facts(accounts=accounts(*led), agreed=told, **given)


ONLY = seen(weighed("nord", 1, 3), deciding=(("nord",),))
TWO = seen(weighed("nord", 2, 2), weighed("sued", 1, 2))
THREE = seen(weighed("nord", 26, 27), weighed("sued", 9, 27), weighed("ost", 3, 9), weighed("setting", 0, 27))
THREE_ALL = seen(weighed("nord", 27, 27), weighed("sued", 27, 27), weighed("ost", 27, 27))
RULES = seen(weighed("setting", 1, 3), deciding=(("setting",),))
RULES_TOO = seen(weighed("nord", 1, 1), weighed("setting", 1, 1))


def test_where_it_is_heading() -> None:
    for said, expected in (
        (
            heading.headline(led(STAY, STAY), VOICE),
            "Es bleibt, wie es heute ist: Keine Seite würde davon abgehen, ob sie vorausschaut oder nicht.",
        ),
        (
            heading.headline(led(STAY, ends(1)), VOICE),
            "Es bleibt, wie es heute ist, solange die Seiten vorausschauen: Dann würde niemand davon abgehen.",
        ),
        (
            heading.headline(led(SAME, SAME), VOICE),
            "Von heute aus führt das eigene Interesse die Seiten zu A (Nordland: baut), ob sie vorausschauen oder nicht.",
        ),
        (
            heading.headline(led(ends(1), ends(2)), VOICE),
            "Vorausschauend führt es zu A (Nordland: baut); nicht vorausschauend zu B (Südland: klagt).",
        ),
        (
            heading.headline(led(ends(1), ends(1, leaving=("sued",))), VOICE),
            "Ob die Seiten vorausschauen oder nicht: Von heute aus führt es zu A (Nordland: baut).",
        ),
        (
            heading.headline(led(ends(1, count=None), ends(2)), VOICE),
            "Nicht vorausschauend führt es zu B (Südland: klagt); wohin es vorausschauend geht, ließ sich in der Zeit nicht klären.",
        ),
        (
            heading.headline(led(ends(1), ends(2, count=None)), VOICE),
            "Vorausschauend führt es zu A (Nordland: baut); nicht vorausschauend ließ sich in der Zeit nicht klären, wohin es geht.",
        ),
        (
            heading.headline(led(ends(1), ends()), VOICE),
            "Vorausschauend führt es zu A (Nordland: baut); nicht vorausschauend verlassen die Seiten die heutige Lage und erreichen nichts, was Bestand hat.",
        ),
        (
            heading.headline(led(ends(), ends(1)), VOICE),
            "Vorausschauend verlassen die Seiten die heutige Lage und erreichen nichts, was Bestand hat; nicht vorausschauend führt es zu A (Nordland: baut).",
        ),
        (
            heading.headline(led(ends(), ends()), VOICE),
            "Ob die Seiten vorausschauen oder nicht: Von heute aus verlassen die Seiten die heutige Lage und erreichen nichts, was Bestand hat.",
        ),
        (
            heading.headline_of_one([led(STAY, STAY), led(STAY, STAY)], VOICE),
            "In beiden Lesarten: Es bleibt, wie es heute ist: Keine Seite würde davon abgehen, ob sie vorausschaut oder nicht.",
        ),
        (
            heading.headline_of_one([led(SAME, SAME)] * 3, VOICE),
            "In jeder Lesart: Von heute aus führt das eigene Interesse die Seiten zu A (Nordland: baut), ob sie vorausschauen oder nicht.",
        ),
        (
            heading.headline_of_one([led(STAY, ends(1))], VOICE),
            "Es bleibt, wie es heute ist, solange die Seiten vorausschauen: Dann würde niemand davon abgehen.",
        ),
    ):
        assert said == expected


def test_what_holds() -> None:
    for said, expected in (
        (
            heading.headline(kept(holds(1), holds(1, 2)), VOICE),
            "A hat Bestand, ob die Seiten vorausschauen oder nicht; die Datei sagt nichts über den heutigen Stand.",
        ),
        (
            heading.headline(kept(holds(1, 2)), VOICE),
            "A und B haben Bestand, ob die Seiten vorausschauen oder nicht; die Datei sagt nichts über den heutigen Stand.",
        ),
        (
            heading.headline(kept(holds(0, 1, 2, 3, 4)), VOICE),
            "Fünf Ausgänge haben Bestand, ob die Seiten vorausschauen oder nicht; die Datei sagt nichts über den heutigen Stand.",
        ),
        (
            heading.headline(kept(holds(4)), VOICE),
            "Ein Ausgang hat Bestand, ob die Seiten vorausschauen oder nicht; die Datei sagt nichts über den heutigen Stand.",
        ),
        (
            heading.headline(kept(holds(1), holds(2)), VOICE),
            "Kein Ausgang hat Bestand, wie weit die Seiten auch vorausschauen; die Datei sagt nichts über den heutigen Stand.",
        ),
        (
            heading.headline(kept(holds(1, count="1200", drawn=True)), VOICE),
            "1.200 Ausgänge haben Bestand; die Datei sagt nichts über den heutigen Stand.",
        ),
        (
            heading.headline(kept(holds(1, count=None)), VOICE),
            "Mindestens 7 Ausgänge haben Bestand; die Datei sagt nichts über den heutigen Stand.",
        ),
        (
            heading.headline(kept(holds(1, count="1", drawn=True)), VOICE),
            "1 Ausgang hat Bestand; die Datei sagt nichts über den heutigen Stand.",
        ),
    ):
        assert said == expected


def test_points() -> None:
    for said, expected in (
        (
            told([led(STAY, BOTH)]),
            [
                "Nicht vorausschauend würden Nordland und Südland davon abgehen, und das führte zu A oder B.",
                "In A oder B: Je nach Ausgang besser oder schlechter gestellt: Nordland.",
                "In beiden (A und B): Nordland: baut.",
            ],
        ),
        (
            told([led(STAY, ends(count=None))]),
            [
                "Nicht vorausschauend würde Nordland davon abgehen; wohin das führt, ließ sich in der Zeit nicht klären."
            ],
        ),
        (
            told([led(STAY, ends())]),
            [
                "Nicht vorausschauend würde Nordland davon abgehen, und nichts, was dann erreicht wird, hat Bestand."
            ],
        ),
        (told([led(STAY, STAY)]), []),
        (told([led(SAME, SAME)]), ["Besser gestellt als heute: Nordland; schlechter gestellt: Südland."]),
        (
            told([led(SAME, BOTH)]),
            [
                "In A: Besser gestellt als heute: Nordland; schlechter gestellt: Südland.",
                "In A oder B: Je nach Ausgang besser oder schlechter gestellt: Nordland.",
                "In beiden (A und B): Nordland: baut.",
            ],
        ),
        (
            told([led(SAME, ends(2, standings=SAME.standings))]),
            ["In A und B: Besser gestellt als heute: Nordland; schlechter gestellt: Südland."],
        ),
        (
            told([led(ALIKE, ALIKE)]),
            ["Diesen Ausgängen ist keine einzige Änderung gegenüber heute gemeinsam."],
        ),
        (
            told(
                [
                    led(
                        ends(1, count="7", shared=BOTH.shared),
                        ends(1, count="7", shared=BOTH.shared),
                        following=beyond("0"),
                    )
                ]
            ),
            ["In allen 7 Ausgängen: Nordland: baut."],
        ),
        (
            told([led(STAY, STAY, following=beyond("1", 2))]),
            [
                "Ein weiterer Ausgang (Südland: klagt) hätte Bestand, doch eigenes Interesse führt nicht dorthin: Nötig wäre ein Zug ohne Gewinn, oder mehrere ziehen gemeinsam."
            ],
        ),
        (
            told([led(STAY, STAY, following=beyond("1", 2, concepts=("seq",)))]),
            [
                "Ein weiterer Ausgang hätte Bestand, doch eigenes Interesse führt nicht dorthin: Nötig wäre ein Zug ohne Gewinn, oder mehrere ziehen gemeinsam."
            ],
        ),
        (
            told([led(STAY, STAY, following=beyond("4"))]),
            [
                "Vier weitere Ausgänge hätten Bestand, doch eigenes Interesse führt zu keinem davon: Nötig wäre ein Zug ohne Gewinn, oder mehrere ziehen gemeinsam."
            ],
        ),
        (told([led(STAY, STAY, following=bare(by_concept=(bare(only_by_moves=None, concept="nash"),)))]), []),
        (
            told([led(STAY, STAY, unknown=(bare(decision_maker="nord", statements=("straße", "ruhe")),))]),
            [
                "Unbekannt ist, ob Nordland dies will: „die Straße bauen“ oder „Südland klagt nicht“; die Antwort hält sich an das Bekannte."
            ],
        ),
        (
            told(
                [
                    led(
                        STAY,
                        STAY,
                        unknown=(
                            bare(decision_maker="nord", statements=()),
                            bare(decision_maker="ost", statements=()),
                        ),
                    )
                ]
            ),
            [
                "Unbekannt ist, wie Nordland einige Ausgänge einstuft und wie Ostland einige Ausgänge einstuft; die Antwort hält sich an das Bekannte."
            ],
        ),
        (
            told(
                [
                    led(
                        STAY,
                        STAY,
                        unknown=tuple(
                            bare(decision_maker=d, statements=("straße", "ruhe"))
                            for d in ("nord", "nord", "nord")
                        ),
                    )
                ]
            ),
            [
                "Einige Wünsche von Nordland, Nordland und Nordland sind unbekannt; die Antwort hält sich an das Bekannte."
            ],
        ),
        (
            told([kept(holds(1), holds(1, 2, 3))]),
            ["Schauen die Seiten voraus, können bis zu 3 Ausgänge statt 1 Bestand haben."],
        ),
        (told([kept(holds(1), holds(1))]), []),
        (
            told([kept(holds(1), holds(1, count="1200"))]),
            ["Schauen die Seiten voraus, können bis zu 1.200 Ausgänge statt 1 Bestand haben."],
        ),
        (
            told([led(STAY, BOTH), led(STAY, BOTH, perspective="zwei")]),
            [
                "Nicht vorausschauend würden Nordland und Südland davon abgehen, und das führte zu A oder B.",
                "In A oder B: Je nach Ausgang besser oder schlechter gestellt: Nordland.",
                "In beiden (A und B): Nordland: baut.",
            ],
        ),
        (
            told(
                [
                    led(STAY, STAY, following=beyond("4")),
                    led(STAY, STAY, perspective="zwei", following=beyond("2")),
                ]
            ),
            [],
        ),
    ):
        assert said == expected


def test_how_sure() -> None:
    for said, expected in (
        (
            heading.sure(
                [[led(STAY, STAY, spoken=(0, 1), held=(holds(1),), plain=(holds(1, today=False),))]], VOICE
            ),
            "Heute stabil: Nash ✗. A stabil: Nash ✓. Beruht auf keiner Aussage.",
        ),
        (
            heading.sure([[led(STAY, STAY, held=(holds(1, 2),), plain=(holds(1, 2, today=True),))]], VOICE),
            "Heute, A und B stabil: Nash ✓. C stabil: Nash ✗. Beruht auf keiner Aussage.",
        ),
        (
            heading.sure([[led(STAY, STAY, held=(holds(1),), plain=(holds(1, today=False),))]], VOICE),
            "Heute, B und C stabil: Nash ✗. A stabil: Nash ✓. Beruht auf keiner Aussage.",
        ),
        (
            heading.sure(
                [[led(STAY, STAY, held=(holds(1, 2, 3, drawn=True),), plain=(holds(1, today=None),))]], VOICE
            ),
            "Heute stabil: Nash ?. Beruht auf keiner Aussage.",
        ),
        (
            heading.sure([[kept(holds(1, 2, 3, 4), spoken=(1, 2, 3, 4, 1))]], VOICE),
            "Fünf Ausgänge stabil: Nash ✓. Beruht auf keiner Aussage.",
        ),
    ):
        assert said == expected


def test_whose_reading_decides() -> None:
    for said, expected in (
        (
            mixes.decisive(mixed(seen(weighed("nord", 1, 3), outcomes=1)), VOICE),
            ["Gleich, welche Lesart bei wem stimmt, es führt zum selben Ergebnis."],
        ),
        (
            mixes.decisive(mixed(seen(weighed("nord", 1, 3))), VOICE),
            [
                "Es entscheidet, welche Lesart bei Nordland stimmt; in allem anderen kommen sie zum selben Ergebnis."
            ],
        ),
        (
            mixes.decisive(
                mixed(seen(weighed("nord", 1, 3), weighed("sued", 1, 3), deciding=(("nord", "sued"),))), VOICE
            ),
            [
                "Es entscheidet, welche Lesart bei Nordland und Südland stimmt, gleich, was für die übrigen gilt."
            ],
        ),
        (
            mixes.decisive(mixed(TWO, seen(weighed("nord", 1, 1), sight="myopic")), VOICE),
            [
                "Vorausschauend: Eine andere Einschätzung von Nordland ändert den Ausgang in beiden Mischungen anderer Einschätzungen; Südland in 1."
            ],
        ),
        (
            mixes.decisive(
                mixed(seen(weighed("nord", 1, 1), outcomes=1), seen(*TWO.influences, sight="myopic")), VOICE
            ),
            [
                "Nicht vorausschauend: Eine andere Einschätzung von Nordland ändert den Ausgang in beiden Mischungen anderer Einschätzungen; Südland in 1."
            ],
        ),
        (
            mixes.decisive(mixed(THREE), VOICE),
            [
                "Eine andere Einschätzung von Nordland ändert den Ausgang in 26 von 27 Mischungen anderer Einschätzungen; Südland in 9, Ostland in 3 von 9."
            ],
        ),
        (
            mixes.decisive(mixed(THREE_ALL), VOICE),
            [
                "Eine andere Einschätzung von Nordland ändert den Ausgang in allen 27 Mischungen anderer Einschätzungen; Südland in 27, Ostland in 27."
            ],
        ),
        (
            mixes.decisive(mixed(seen(weighed("nord", 2, 3), weighed("sued", 0, 3))), VOICE),
            [
                "Eine andere Einschätzung von Nordland ändert den Ausgang in 2 von 3 Mischungen anderer Einschätzungen; Südland nie."
            ],
        ),
        (
            mixes.decisive(
                mixed(seen(weighed("setting", 2, 3), weighed("sued", 1, 3)), same_start=False), VOICE
            ),
            [
                "Eine andere Einschätzung von den Regeln oder dem Stand von heute ändert den Ausgang in 2 von 3 Mischungen anderer Einschätzungen; Südland in 1."
            ],
        ),
        (
            mixes.decisive(mixed(seen(weighed("sued", 2, 3), weighed("setting", 1, 4))), VOICE),
            [
                "Eine andere Einschätzung von Südland ändert den Ausgang in 2 von 3 Mischungen anderer Einschätzungen; von den Regeln in 1 von 4."
            ],
        ),
        (
            mixes.decisive(mixed(THREE_ALL, drawn=True), VOICE),
            [
                "Eine andere Einschätzung von Nordland ändert den Ausgang in allen 27 Mischungen anderer Einschätzungen; Südland in 27, Ostland in 27.",
                "Von 1.000 Mischungen wurden 1.200 gezogen und geprüft.",
            ],
        ),
        (mixes.decisive(facts(mixes=None), VOICE), []),
    ):
        assert said == expected


def test_about_whom_an_account_has_to_be_right() -> None:
    for said, expected in (
        (
            mixes.rarest(
                mixed(
                    seen(
                        *TWO.influences,
                        own=(
                            outcome(9, 2),
                            outcome(3, 1, needs=(needs("nord", "eins"), needs("sued", "eins"))),
                        ),
                    )
                ),
                VOICE,
            ),
            "Es kommt nur dann zu A, wenn „eins“ bei Nordland und Südland richtig liegt (3 von 81 Mischungen der Lesarten; gezählt, keine Wahrscheinlichkeit).",
        ),
        (
            mixes.rarest(
                mixed(
                    seen(
                        *THREE_ALL.influences,
                        own=(
                            outcome(
                                3,
                                1,
                                2,
                                needs=tuple(needs(p, "eins", "zwei") for p in ("nord", "sued", "ost")),
                            ),
                        ),
                    )
                ),
                VOICE,
            ),
            "Es kommt nur dann zu A oder B, wenn „eins“ oder „zwei“ bei allen drei richtig liegt (3 von 81 Mischungen; gezählt, keine Wahrscheinlichkeit).",
        ),
        (
            mixes.rarest(
                mixed(seen(*TWO.influences, own=(outcome(3, 0, needs=(needs("nord", "eins"),)),))), VOICE
            ),
            "Die heutige Lage hat nur dann Bestand, wenn „eins“ bei Nordland richtig liegt (3 von 81 Mischungen der Lesarten; gezählt, keine Wahrscheinlichkeit).",
        ),
        (
            mixes.rarest(
                mixed(seen(*TWO.influences, own=(outcome(3, needs=(needs("nord", "eins"),)),))), VOICE
            ),
            "Die Seiten kommen nur dann nicht zur Ruhe, wenn „eins“ bei Nordland richtig liegt (3 von 81 Mischungen der Lesarten; gezählt, keine Wahrscheinlichkeit).",
        ),
        (
            mixes.rarest(
                mixed(seen(*TWO.influences, own=(outcome(3, 4, needs=(needs("nord", "eins"),)),))), VOICE
            ),
            "Es kommt nur dann zum Ausgang von „eins“, wenn „eins“ bei Nordland richtig liegt (3 von 81 Mischungen der Lesarten; gezählt, keine Wahrscheinlichkeit).",
        ),
        (
            mixes.rarest(
                mixed(
                    seen(
                        *TWO.influences,
                        own=(outcome(3, 1, needs=(needs("nord", "eins"), needs("sued", "zwei"))),),
                    )
                ),
                VOICE,
            ),
            "Es kommt zu A in 3 von 81 Mischungen der Lesarten.",
        ),
        (
            mixes.rarest(mixed(seen(*TWO.influences, own=(outcome(3, 1),)), fitting=1200), VOICE),
            "Es kommt zu A in 3 von 1.200 Mischungen der Lesarten.",
        ),
        (mixes.rarest(mixed(seen(*TWO.influences, own=(outcome(0, 1),))), VOICE), ""),
        (
            mixes.rarest(mixed(seen(*TWO.influences, own=(outcome(3, 0, 1),)), seen(sight="myopic")), VOICE),
            "Vorausschauend: Es kommt zur heutigen Lage oder zu A in 3 von 81 Mischungen der Lesarten.",
        ),
        (mixes.outcome_named(mixed(TWO), outcome(1, 4, accounts=()), VOICE), "zu einem anderen Ausgang"),
    ):
        assert said == expected


def test_what_is_shared_in_one_way_of_looking_is_told_of_it() -> None:
    def said(**by: tuple[str, ...]) -> str:
        told = tuple(agreed(s, same=False, taken=by.get(s, ())) for s in ("myopic", "ahead", "either"))
        one = compared(led(SAME, BOTH), led(SAME, BOTH), led(SAME, BOTH))
        return compare.headline(facts(**(vars(one) | {"agreed": told})), VOICE)

    option = next(o for o in VOICE.conflict.options)
    assert said(either=(option,), ahead=(option,)).startswith("Gemeinsam ist allen drei Lesarten: ")
    assert said(ahead=(option,)).startswith("Vorausschauend gemeinsam ist allen drei Lesarten: ")
    assert said(myopic=(option,)).startswith("Nicht vorausschauend gemeinsam ist allen drei Lesarten: ")
    assert said() == "Die Lesarten führen zu verschiedenen Ausgängen, die nichts gemeinsam haben."


def test_what_all_accounts_share() -> None:
    for said, expected in (
        (
            compare.common_ground(
                compared(
                    *[led(SAME, BOTH)] * 3,
                    either=agreed(
                        "either", same=False, taken=("nord.bauen", "ost.zahlen.wenig"), never=("sued.klagen",)
                    ),
                    status_quo=1,
                ),
                VOICE,
                "either",
            ),
            [
                "Südland: klagt nicht; Ostland: zahlt wenig",
                "Ostland: zahlt wenig",
            ],
        ),
        (
            compare.headline(compared(led(SAME, SAME)), VOICE),
            "Gefragt wurde nur nach der Lesart „eins“; es gibt nichts zu vergleichen.",
        ),
        (
            compare.headline(compared(led(SAME, SAME), perspectives=(1,)), VOICE),
            "Die Datei hat nur eine Lesart, also nichts zu vergleichen.",
        ),
        (
            compare.headline(compared(kept(), kept(), kept()), VOICE),
            "Kein Ausgang hat in allen Lesarten Bestand; die Datei sagt nichts über den heutigen Stand.",
        ),
        (
            compare.headline(
                compared(kept(), kept(), kept(), shared=(bare(states=()), bare(states=(1,)))), VOICE
            ),
            "1 Ausgang hat in allen drei Lesarten Bestand; die Datei sagt nichts über den heutigen Stand.",
        ),
        (
            compare.headline(compared(kept(), kept(), shared=(bare(states=(1, 2)),)), VOICE),
            "2 Ausgänge haben in beiden Lesarten Bestand; die Datei sagt nichts über den heutigen Stand.",
        ),
        (
            compare.headline(compared(*[led(SAME, SAME)] * 3, myopic=True, ahead=True), VOICE),
            "Alle drei Lesarten führen zu A (Nordland: baut).",
        ),
        (
            compare.headline(compared(*[led(STAY, ends(1))] * 2, myopic=True, ahead=True), VOICE),
            "Beide Lesarten führen zu keiner Änderung, wenn die Seiten vorausschauen, sonst zu A (Nordland: baut).",
        ),
        (
            compare.headline(compared(*[led(ends(), ends(1, 2))] * 2, myopic=True, ahead=True), VOICE),
            "Beide Lesarten führen zu nichts, was Bestand hat, wenn die Seiten vorausschauen, sonst zu A oder B.",
        ),
        (
            compare.headline(
                compared(*[led(ends(4), ends(1))] * 2, myopic=True, ahead=True, spoken=(1, 2, 3, 4)), VOICE
            ),
            "Beide Lesarten führen zu Ostland: zahlt wenig (Ostland: zahlt wenig), wenn die Seiten vorausschauen, sonst zu A (Nordland: baut).",
        ),
        (
            compare.headline(compared(*[led(ends(0, 1), ends(1))] * 2, myopic=True, ahead=True), VOICE),
            "Beide Lesarten führen zur heutigen Lage oder zu A, wenn die Seiten vorausschauen, sonst zu A (Nordland: baut).",
        ),
        (
            compare.headline(compared(*[led(SAME, BOTH)] * 3, ahead=True, mixes=mixed(TWO, ONLY)), VOICE),
            "Vorausschauend führen alle drei Lesarten zu A (Nordland: baut); nicht vorausschauend: strittig ist nur, was Nordland will.",
        ),
        (
            compare.headline(compared(*[led(SAME, BOTH)] * 3, myopic=True, mixes=mixed(TWO, ONLY)), VOICE),
            "Nicht vorausschauend führen alle drei Lesarten zu A oder B; vorausschauend: strittig ist vor allem, was Nordland will.",
        ),
        (
            compare.headline(compared(*[led(SAME, BOTH)] * 3, myopic=True), VOICE),
            "Nicht vorausschauend führen alle drei Lesarten zu A oder B; vorausschauend gehen sie auseinander.",
        ),
        (
            compare.headline(compared(*[led(SAME, BOTH)] * 3, mixes=mixed(ONLY)), VOICE),
            "Die Lesarten führen zu verschiedenen Ausgängen, die nichts gemeinsam haben. Strittig ist nur, was Nordland will.",
        ),
        (
            compare.headline(compared(*[led(SAME, BOTH)] * 3, mixes=mixed(TWO)), VOICE),
            "Die Lesarten führen zu verschiedenen Ausgängen, die nichts gemeinsam haben. Strittig ist vor allem, was Nordland will.",
        ),
        (
            compare.headline(
                compared(
                    *[led(SAME, BOTH)] * 2, mixes=mixed(seen(weighed("nord", 1, 1), weighed("sued", 1, 1)))
                ),
                VOICE,
            ),
            "Die Lesarten führen zu verschiedenen Ausgängen, die nichts gemeinsam haben. Strittig ist, was Nordland und Südland wollen.",
        ),
        (
            compare.headline(
                compared(
                    *[led(SAME, BOTH)] * 2,
                    either=agreed("either", same=False, of=2, taken=("nord.bauen",), never=("sued.klagen",)),
                ),
                VOICE,
            ),
            "Gemeinsam ist beiden Lesarten: Nordland: baut; Südland: klagt nicht.",
        ),
        (
            compare.headline(
                compared(
                    *[led(SAME, BOTH)] * 3,
                    either=agreed("either", same=False, taken=("nord.bauen",)),
                    mixes=mixed(THREE_ALL),
                    decision_makers=(*facts().decision_makers, bare(id="x")),
                ),
                VOICE,
            ),
            "Gemeinsam ist allen drei Lesarten: Nordland: baut. Strittig ist, was Nordland, Südland und Ostland wollen.",
        ),
        (
            compare.headline(compared(*[led(SAME, BOTH)] * 3, mixes=mixed(THREE_ALL)), VOICE),
            "Die Lesarten führen zu verschiedenen Ausgängen, die nichts gemeinsam haben. Strittig ist, was alle drei Parteien wollen.",
        ),
        (
            compare.headline(compared(*[led(SAME, BOTH)] * 3, mixes=mixed(RULES)), VOICE),
            "Die Lesarten führen zu verschiedenen Ausgängen, die nichts gemeinsam haben. Strittig sind nur die Regeln.",
        ),
        (
            compare.headline(
                compared(*[led(SAME, BOTH)] * 3, mixes=mixed(RULES_TOO), same_start=False), VOICE
            ),
            "Die Lesarten führen zu verschiedenen Ausgängen, die nichts gemeinsam haben. Strittig ist, was Nordland will; dazu die Regeln oder der Stand von heute.",
        ),
        (
            compare.headline(compared(*[led(SAME, BOTH)] * 3), VOICE),
            "Die Lesarten führen zu verschiedenen Ausgängen, die nichts gemeinsam haben.",
        ),
        (
            compare.common_ground(
                compared(
                    *[led(SAME, BOTH)] * 3,
                    either=agreed("either", same=False, taken=("nord.bauen",)),
                    status_quo=1,
                ),
                VOICE,
                "either",
            ),
            [],  # as today already
        ),
    ):
        assert said == expected


def test_where_each_account_leads() -> None:
    for said, expected in (
        (compare.points(compared(led(SAME, SAME), mixes=None), VOICE), []),
        (
            compare.points(
                compared(led(SAME, SAME), led(SAME, SAME), led(ends(2), ends(2)), mixes=mixed(ONLY)), VOICE
            ),
            [
                "Es entscheidet, welche Lesart bei Nordland stimmt; in allem anderen kommen sie zum selben Ergebnis.",
            ],  # where each leads says the main message
        ),
        (
            compare.leads(
                compared(led(SAME, SAME), led(SAME, SAME), led(ends(2), ends(2)), mixes=mixed(ONLY)), VOICE
            ),
            "Ob die Seiten vorausschauen oder nicht: „eins“ und „zwei“ führen zu A, „drei“ zu B.",
        ),
        (
            compare.points(compared(led(SAME, ends(2)), led(ends(2), ends(2)), mixes=mixed(ONLY)), VOICE),
            [
                "Es entscheidet, welche Lesart bei Nordland stimmt; in allem anderen kommen sie zum selben Ergebnis.",
                "Vorausschauend: „eins“ führt zu A, „zwei“ zu B; nicht vorausschauend: „eins“ und „zwei“ zu B.",
            ],
        ),
        (
            compare.leads(compared(led(STAY, ends()), led(ends(1), ends(1)), mixes=mixed(ONLY)), VOICE),
            "Vorausschauend: „eins“ führt zu keiner Änderung, „zwei“ zu A; nicht vorausschauend: „eins“ zu nichts, was Bestand hat, „zwei“ zu A.",
        ),
    ):
        assert said == expected


def test_a_point_of_both_accounts_is_told_once_and_one_of_its_own_by_its_name() -> None:
    more = tuple(bare(decision_maker="nord", statements=()) for _ in range(1))
    found = told([led(STAY, STAY, unknown=more), led(STAY, STAY, perspective="zwei", unknown=more)])
    assert found == [
        "Unbekannt ist, wie Nordland einige Ausgänge einstuft; die Antwort hält sich an das Bekannte."
    ]
    assert VOICE.speaks.joints.differing == "Nur die Optionen, in denen sie sich unterscheiden."


def test_accounts_that_share_nothing_new_are_told_apart() -> None:
    other = led(BOTH, SAME)
    parted = compared(led(SAME, BOTH), other, led(SAME, BOTH), mixes=mixed(ONLY))
    assert compare.ways_apart(parted, VOICE) == [
        "Vorausschauend: „eins“ und „drei“ führen zu A (Nordland: baut), „zwei“ zu A oder B. Strittig ist nur, was Nordland will.",
        "Vorausschauend: „eins“ und „drei“ führen zu A, „zwei“ zu A oder B. Strittig ist nur, was Nordland will.",
    ]
    assert compare.headline(parted, VOICE) == compare.ways_apart(parted, VOICE)[0]
    myopic = compared(led(SAME, BOTH), led(SAME, SAME))
    assert (
        compare.ways_apart(myopic, VOICE)[1] == "Nicht vorausschauend: „eins“ führt zu A oder B, „zwei“ zu A."
    )
    assert compare.ways_apart(compared(led(SAME, SAME), led(SAME, SAME)), VOICE) == []
    told = compare.points(parted, VOICE)
    assert compare.leads(parted, VOICE).startswith(
        "Vorausschauend: „eins“ und „drei“ führen zu A, „zwei“ zu A oder B"
    )
    assert compare.leads(parted, VOICE) in told
    every = compared(
        *[led(SAME, BOTH)] * 3, mixes=mixed(seen(*(weighed(d, 1, 1) for d in ("nord", "sued", "ost"))))
    )
    assert compare.headline(every, VOICE).endswith("Strittig ist, was alle drei Parteien wollen.")
