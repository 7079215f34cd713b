"""Lines of a German brief about deals, threats, collapsing talks and mistakes; and the brief as a whole."""

# ruff: noqa: E501  (a sentence stands on a line of its own)

from __future__ import annotations

from typing import Any

from detente.answers import Ends, Heading, Standing
from detente.conflict import read_conflict
from detente.reports.german import mistaken, settle, ultimatum, whatif, words
from detente.wording.german.voice import GermanVoice
from tests.german_facts import CONFLICT, VOICE, WORDS, bare, ends, facts, standing

EVERY = tuple(bare(id=a, says=a) for a in ("eins", "zwei"))
VALUES = tuple(bare(id=f"v{k}", text=f"Punkt {k}", short="") for k in range(9))
ISSUES = (bare(id="i", text="Dies", short="", values=VALUES),)


def package(*values: int, state: int | None = None, kept: str = "self") -> Any:
    return bare(
        values=tuple(f"i.v{k}" for k in values), state=state, kept=None if not kept else bare(verdict=kept)
    )


def settled(
    *deals: Any, signers: tuple[str, ...] = ("nord", "sued", "ost"), packages: str = "terms", **given: Any
) -> Any:
    about = {"allowed": "12", "zone": "3", "absent": (), "asked": (), "openings": (), "issues": ISSUES}
    return facts(deals=deals, signers=signers, packages=packages, **(about | given))


def one(
    verdict: str,
    *,
    met: bool = False,
    reply: str = "refuses",
    refused: str = "",
    record: str = "",
    verdicts: dict[str, int] | None = None,
    left: int = 9,
) -> Any:
    counted = bare(verdicts=verdicts or {verdict: 4, "other": 5}, left=str(left))
    told = None if not record else bare(text=record)
    return bare(
        id="das-letzte",
        text="",
        by="nord",
        to="sued",
        verdict=verdict,
        met=met,
        reply=reply,
        refused=refused,
        record=told,
        kept=counted,
        unmet=counted,
    )


def threat(*found: Any, record: bool = False) -> Any:
    accounts = ("eins", "zwei", "drei")
    told = [facts(perspective=a, ultimatums=(u,)) for a, u in zip(accounts, found, strict=False)]
    return ultimatum.in_brief(told, VOICE, record=record)


def clause(verdict: str, reply: str = "refuses", *, met: bool = False) -> str:
    return ultimatum.verdict_clause(WORDS, one(verdict, met=met, reply=reply))


def fares(*found: Standing, removed: bool = False) -> tuple[Any, ...]:
    return tuple(bare(standing=s, removed=removed) for s in found)


def against(
    *found: Standing, same: bool = False, before: str = "1", after: str = "1", removed: bool = False
) -> Any:
    return bare(
        same=same, before_count=before, after_count=after, with_heading=fares(*found, removed=removed)
    )


def collapsing(ahead: Any, myopic: Any = None, account: str = "eins") -> Any:
    other = myopic or ahead
    return facts(ahead=ahead, myopic=other, both=(other, ahead), perspective=account)


LOSES, GAINS = standing("nord", "worse"), standing("sued", "better")
LEAST = standing("nord", "worse", last=True, statement="straße")
NO_START = facts(ahead=None, myopic=None, both=())


def own(dm: str) -> Any:
    return bare(decision_maker=dm)


def heads(ahead: Ends, myopic: Ends) -> Heading:
    return Heading(ahead=ahead, myopic=myopic, same=ahead == myopic)


def wrong(
    now: Heading | None,
    then: Heading | None,
    *who: str,
    account: str = "eins",
    held: tuple[Any, ...] = (),
    corrections: tuple[Any, ...] = (),
) -> Any:
    return facts(
        heading=now,
        truth=then,
        mistaken=tuple(map(own, who or ("nord",))),
        held=held,
        corrections=corrections,
        perspective=account,
        perspectives=EVERY,
    )


def piece(kind: str, subject: str = "sued.klagen") -> Any:
    return bare(kind=kind, subject=subject, account="")


def correction(
    found: Any, *states: int, dm: str = "nord", changed: bool = True, standings: tuple[Standing, ...] = ()
) -> Any:
    came = bare(states=states, count=str(len(states)), changed=changed, standings=standings)
    return bare(decision_maker=dm, piece=found, ahead=came, myopic=came)


def mends(*found: Any) -> str:
    """Say the correction alone."""
    return in_brief([wrong(TO_A, TO_B, corrections=found)], VOICE).partition(". ")[2]


def in_brief(answers: list[Any], voice: Any) -> str:
    """Give the line without what all else supposes: that stands last wherever somebody is mistaken."""
    told = mistaken.in_brief(answers, voice)
    assert told.endswith("Alles andere hier nimmt an, dass sich niemand irrt.") == any(
        a.mistaken for a in answers
    )
    return told.removesuffix(mistaken.ELSE).rstrip()


TO_A, TO_B, TODAY_LASTS = (
    heads(ends(1), ends(1)),
    heads(ends(2), ends(2)),
    heads(ends(0, leaving=()), ends(0, leaving=())),
)
TO_BOTH = heads(ends(1), ends(2))


def analyzed(
    account: str, nash: bool, seq: bool | None = None, smr: bool | None = None, gmr: bool | None = None
) -> Any:
    held = {"nash": nash, "seq": seq, "smr": smr, "gmr": gmr}
    return facts(
        perspective=account, plain=[bare(concept=c, status_quo=h) for c, h in held.items() if h is not None]
    )


def lead(*accounts: str) -> tuple[str, ...]:
    return words.lead(
        facts(
            bases=[bare(perspective=a) for a in accounts],
            perspectives=(bare(id="eins", says="Die einen."), bare(id="zwei", says="")),
        )
    )


def test_deals() -> None:
    for said, expected in (
        (
            [
                settle.in_brief([settled(package(0, 1, kept=k))], VOICE)
                for k in ("", "self", "deterred", "moves_on", "broken", "nothing", "unknown")
            ],
            [
                "Ja: Einigung 1 (Punkt 0; Punkt 1) ist für alle drei Parteien besser als keine Einigung.",
                "Ja: Einigung 1 (Punkt 0; Punkt 1) ist für alle drei Parteien besser als keine Einigung und würde eingehalten.",
                "Ja: Einigung 1 (Punkt 0; Punkt 1) ist für alle drei Parteien besser als keine Einigung und würde eingehalten, wenn die Seiten vorausschauen.",
                "Ja: Einigung 1 (Punkt 0; Punkt 1) ist für alle drei Parteien besser als keine Einigung, und das Unterschriebene hätte Bestand.",
                "Ja: Einigung 1 (Punkt 0; Punkt 1) ist für alle drei Parteien besser als keine Einigung, würde aber nicht eingehalten.",
                "Ja: Einigung 1 (Punkt 0; Punkt 1) ist für alle drei Parteien besser als keine Einigung.",
                "Ja: Einigung 1 (Punkt 0; Punkt 1) ist für alle drei Parteien besser als keine Einigung.",
            ],
        ),
        (
            settle.in_brief([settled(package(*range(6)))], VOICE),
            "Ja: Einigung 1 (Punkt 0; Punkt 1; und vier weitere) ist für alle drei Parteien besser als keine Einigung und würde eingehalten.",
        ),
        (
            settle.in_brief([settled(package(*range(5)))], VOICE),
            "Ja: Einigung 1 (Punkt 0; Punkt 1; Punkt 2; Punkt 3; Punkt 4) ist für alle drei Parteien besser als keine Einigung und würde eingehalten.",
        ),
        (
            settle.in_brief([settled(package(*range(9)))], VOICE),
            "Ja: Einigung 1 (Punkt 0; Punkt 1; und sieben weitere) ist für alle drei Parteien besser als keine Einigung und würde eingehalten.",
        ),
        (
            settle.in_brief([settled(package(0), signers=("nord", "sued"))], VOICE),
            "Ja: Einigung 1 (Punkt 0) ist für beide, die unterschreiben, besser als keine Einigung und würde eingehalten.",
        ),
        (
            settle.in_brief([settled(package(0), signers=("nord",))], VOICE),
            "Ja: Einigung 1 (Punkt 0) ist für die eine Partei, die unterschreibt, besser als keine Einigung und würde eingehalten.",
        ),
        (
            settle.in_brief(
                [settled(package(0), signers=("nord", "sued"), decision_makers=CONFLICT.decision_makers[:2])],
                VOICE,
            ),
            "Ja: Einigung 1 (Punkt 0) ist für beide Parteien besser als keine Einigung und würde eingehalten.",
        ),
        (
            settle.in_brief([settled(package(state=1), packages="states")], VOICE),
            "Ja: Nordland: baut (A) wäre für alle drei Parteien besser als keine Einigung und würde eingehalten.",
        ),
        (
            settle.in_brief([settled(package(state=0), packages="states")], VOICE),
            "Ja: zu bleiben, wie es heute ist, wäre für alle drei Parteien besser als keine Einigung und würde eingehalten.",
        ),
        (settle.deal_title(settled(package(state=1)), 0, VOICE), "Nordland: baut"),
        (settle.deal_title(settled(package()), 0, VOICE), ""),
        (
            settle.in_brief([settled(package(0), asked=("nord",))], VOICE),
            "Das hängt davon ab, was Nordland ohne Einigung hätte: Die Datei sagt es nicht. Soweit bekannt, ragt Einigung 1 (Punkt 0) heraus.",
        ),
        (
            settle.in_brief([settled(package(*range(9)), asked=("nord", "sued"))], VOICE),
            "Das hängt davon ab, was Nordland und Südland ohne Einigung hätten: Die Datei sagt es nicht.",
        ),
        (
            settle.in_brief([settled(allowed="0")], VOICE),
            "Kein Paket lässt sich schnüren: Ausschlüsse und Regeln verbieten jedes.",
        ),
        (
            settle.in_brief([settled()], VOICE),
            "Nein: Kein Paket ist für alle drei Parteien besser als keine Einigung.",
        ),
        (
            settle.in_brief([settled(packages="states")], VOICE),
            "Nein: Nichts, worauf sich die Seiten einigen könnten, ist für alle drei Parteien besser als keine Einigung.",
        ),
        (
            settle.in_brief([settled(openings=(1,))], VOICE),
            "Nein: Kein Paket ist für alle drei Parteien besser als keine Einigung; eine einzige Änderung würde einen Weg öffnen.",
        ),
        (
            settle.in_brief([settled(openings=(1, 2))], VOICE),
            "Nein: Kein Paket ist für alle drei Parteien besser als keine Einigung; jede von zwei Änderungen würde einen Weg öffnen.",
        ),
        (
            settle.in_brief([settled(absent=("ost",), signers=("nord", "sued"))], VOICE),
            "Das hängt an den Wünschen von Ostland, die nicht vorliegen; 3 von 12 Paketen sind für Nordland und Südland besser als keine Einigung.",
        ),
        (
            settle.in_brief(
                [settled(absent=("ost",), signers=("nord",), zone="1", packages="states")], VOICE
            ),
            "Das hängt an den Wünschen von Ostland, die nicht vorliegen; 1 von 12 Ausgängen ist für Nordland besser als keine Einigung.",
        ),
        (
            settle.in_brief([settled(absent=("ost",), zone="0")], VOICE),
            "Das hängt an den Wünschen von Ostland, die nicht vorliegen; nichts davon ist für Nordland, Südland und Ostland besser als keine Einigung.",
        ),
        (settle.things(settled(), 1), "Paket"),
        (settle.things(settled(packages="states"), 1), "Ausgang"),
    ):
        assert said == expected


def test_deals_in_several_accounts() -> None:
    for said, expected in (
        (
            settle.in_brief([settled(package(0)), settled(package(1))], VOICE),
            "Ja: In beiden Lesarten ist eine Einigung für alle drei Parteien besser als keine.",
        ),
        (
            settle.in_brief([settled(package(0, kept="broken")), settled(package(1, kept="broken"))], VOICE),
            "Ja: In beiden Lesarten ist eine Einigung für alle drei Parteien besser als keine; keine davon würde eingehalten.",
        ),
        (
            settle.in_brief([settled(package(0, kept="")), settled(package(1, kept="broken"))], VOICE),
            "Ja: In beiden Lesarten ist eine Einigung für alle drei Parteien besser als keine.",
        ),
        (
            settle.in_brief([settled(package(0)), settled(perspective="zwei")], VOICE),
            "In der Lesart „eins“ ist eine Einigung für alle drei Parteien besser als keine; in den übrigen nicht.",
        ),
        (
            settle.in_brief([settled(), settled()], VOICE),
            "Nein: In keiner Lesart ist etwas für alle drei Parteien besser als keine Einigung.",
        ),
        (
            settle.in_brief([settled(absent=("ost",)), settled(package(0))], VOICE),
            "Das hängt an den Wünschen von Ostland, die nicht vorliegen.",
        ),
        (
            settle.in_brief([settled(package(0)), settled(package(0), signers=("nord",))], VOICE),
            "Ja: In beiden Lesarten ist eine Einigung für alle, die unterschreiben, besser als keine.",
        ),
    ):
        assert said == expected


def test_the_same_words_said_twice_are_told_apart() -> None:
    conflict = read_conflict("""
detente: 1
title: Zwei
language: de
status_quo: []
decision_makers:
  nord: {name: Nordland, options: {x: das Lager räumen}}
  sued: {name: Südland, options: {y: vor Gericht gehen, z: die Straße sperren}}
preferences: {nord: [nord.x], sued: [sued.y]}
ultimatums:
  eins: {text: Hört auf., by: nord, to: sued, demand: sued.y, threat: nord.x}
  zwei: {text: Hört auf., by: nord, to: sued, demand: not sued.z, threat: nord.x}
  drei: {text: Geht., by: nord, to: sued, demand: sued.y, threat: nord.x}
""")
    voice = GermanVoice.of(conflict, [], "FILE")
    found = [
        bare(id=u.id, text=u.text, by=u.by, to=u.to, demand=u.demand_written) for u in conflict.ultimatums
    ]
    assert [ultimatum.introduced(voice.words(), found, k) for k in range(3)] == [
        "„Hört auf“ von Nordland an Südland, gefordert „vor Gericht gehen“",
        "„Hört auf“ von Nordland an Südland, gefordert [nicht „die Straße sperren“]",
        "„Geht“ von Nordland an Südland",
    ]
    same = [found[0], bare(**(vars(found[0]) | {"id": "zwei"}))]
    assert ultimatum.introduced(voice.words(), same, 1) == "„zwei“ von Nordland an Südland"


def test_threats() -> None:
    beyond = "die Forderung nicht in der Macht von Südland"
    for said, expected in (
        (
            [ultimatum.kind(WORDS, one(v, reply=r)) for v, each in ultimatum.REPLIES.items() for r in each],
            [
                "glaubwürdig und stark genug",
                "glaubwürdig, aber zu schwach",
                "glaubwürdig, aber für Südland ist es gleich",
                "glaubwürdig, aber nicht nötig",
                f"glaubwürdig, aber {beyond}",
                "ein Bluff, aber nicht nötig",
                f"ein Bluff und {beyond}",
                "schmerzlos für Südland, aber nicht nötig",
                f"schmerzlos und {beyond}",
                "nicht in der Macht von Nordland, aber nicht nötig",
                "nicht in der Macht von Nordland und die Forderung nicht in der von Südland",
            ],
        ),
        (
            [ultimatum.kind(WORDS, one("impossible", met=True, reply="cannot"))],
            ["nicht in der Macht von Nordland"],
        ),
        (
            [ultimatum.kind(WORDS, one(v, reply="")) for v in ultimatum.KINDS],
            [
                "glaubwürdig",
                "ein Bluff",
                "schmerzlos für Südland",
                "nicht in der Macht von Nordland",
                "schon in Kraft",
                "glaubwürdig und stark genug",
                "zu schwach, um Südland abzuhalten",
                "nicht glaubwürdig (für Nordland lohnte sie sich nicht)",
                "nicht nötig",
                "nicht beurteilt",
            ],
        ),
        (
            [
                clause(v, met=True)
                for v in ("deters", "too_weak", "impossible", "not_credible", "in_force", "not_needed")
            ],
            [
                "die Drohung wirkt: Südland erfüllt die Forderung, ohne die Drohung geschähe das nicht",
                "die Drohung ist zu schwach: Südland würde sich auch dann widersetzen, wenn sie wahr gemacht würde",
                "die Drohung kann Südland nicht abhalten: Ist die Forderung missachtet, könnte Nordland sie nicht wahr machen",
                "die Drohung ist nicht glaubwürdig: Sie hielte Südland ab, doch sie wahr zu machen lohnte sich für Nordland nicht",
                "was Nordland androht, ist schon in Kraft, und die Forderung ist erfüllt",
                "die Drohung ist nicht nötig: Südland erfüllt die Forderung auch ohne sie",
            ],
        ),
        (
            [
                clause("credible", r)
                for r in ("complies", "refuses", "indifferent", "would_comply_anyway", "cannot")
            ],
            [
                "die Drohung ist glaubwürdig: Für Südland ist es besser nachzugeben, als sie zu ertragen",
                "die Drohung ist glaubwürdig, aber zu schwach: Für Südland ist es besser, sie zu ertragen, als nachzugeben",
                "die Drohung ist glaubwürdig; für Südland ist es gleich, nachzugeben oder sie zu ertragen",
                "die Drohung ist glaubwürdig, doch für Südland lohnte es sich auch ohne sie, die Forderung zu erfüllen",
                "die Drohung ist glaubwürdig, doch Südland kann die Forderung nicht durch einen eigenen Zug erfüllen",
            ],
        ),
        (
            [clause("bluff", r) for r in ("complies", "would_comply_anyway", "cannot", "refuses")],
            [
                "die Drohung ist ein Bluff: Sie träfe Südland, doch sie wahr zu machen lohnte sich für Nordland nicht",
                "die Drohung ist ein Bluff: Sie träfe Südland, doch sie wahr zu machen lohnte sich für Nordland nicht; für Südland lohnt es sich trotzdem, die Forderung zu erfüllen",
                "die Drohung ist ein Bluff: Sie träfe Südland, doch sie wahr zu machen lohnte sich für Nordland nicht; Südland kann die Forderung nicht durch einen eigenen Zug erfüllen",
                "die Drohung ist ein Bluff: Sie träfe Südland, doch sie wahr zu machen lohnte sich für Nordland nicht; Südland kann sich weigern",
            ],
        ),
        (
            [clause("painless", r) for r in ("complies", "would_comply_anyway", "cannot", "refuses")],
            [
                "die Drohung trifft Südland nicht",
                "die Drohung trifft Südland nicht; für Südland lohnt es sich trotzdem, die Forderung zu erfüllen",
                "die Drohung trifft Südland nicht; Südland kann die Forderung nicht durch einen eigenen Zug erfüllen",
                "die Drohung trifft Südland nicht: Sich zu weigern kostet Südland nichts",
            ],
        ),
        (
            [clause("impossible", r) for r in ("complies", "would_comply_anyway", "cannot", "refuses")],
            [
                "Nordland kann die Drohung nicht durch einen eigenen Zug wahr machen",
                "Nordland kann die Drohung nicht durch einen eigenen Zug wahr machen; für Südland lohnt es sich trotzdem, die Forderung zu erfüllen",
                "Nordland kann die Drohung nicht durch einen eigenen Zug wahr machen; Südland kann die Forderung nicht durch einen eigenen Zug erfüllen",
                "Nordland kann die Drohung nicht durch einen eigenen Zug wahr machen; Südland kann sich weigern",
            ],
        ),
        (clause("in_force"), "was Nordland androht, ist schon in Kraft: Es bleibt nichts anzudrohen"),
        (clause(""), "das Ultimatum lässt sich nicht beurteilen: Nichts führt dorthin, wo es zählt"),
        (
            ultimatum.verdict_clause(WORDS, one("", refused="why")),
            "das Ultimatum lässt sich nicht beurteilen",
        ),
        (threat(), ()),
        (
            threat(one("bluff"), one("bluff")),
            (
                "„das letzte“ von Nordland an Südland: Die Drohung ist ein Bluff: Sie träfe Südland, doch sie wahr zu machen lohnte sich für Nordland nicht; Südland kann sich weigern.",
            ),
        ),
        (
            threat(one("bluff"), one("credible"), one("bluff")),
            (
                "„das letzte“ von Nordland an Südland: ein Bluff in den Lesarten „eins“ und „drei“; glaubwürdig, aber zu schwach in der Lesart „zwei“.",
            ),
        ),
        (
            threat(one("bluff", verdicts={"bluff": 4}), record=True),
            (
                "„das letzte“ von Nordland an Südland: Die Drohung ist ein Bluff: Sie träfe Südland, doch sie wahr zu machen lohnte sich für Nordland nicht; Südland kann sich weigern. Ein Bluff überall, wo sie wahr gemacht werden könnte (4 von 4 Lagen).",
            ),
        ),
        (
            threat(one("bluff", record="Es kam so."), one("bluff"), record=True),
            (
                "„das letzte“ von Nordland an Südland: Die Drohung ist ein Bluff: Sie träfe Südland, doch sie wahr zu machen lohnte sich für Nordland nicht; Südland kann sich weigern. Überliefert: „Es kam so.“",
            ),
        ),
        (
            threat(one("bluff", record="Es kam so."), one("bluff")),
            (
                "„das letzte“ von Nordland an Südland: Die Drohung ist ein Bluff: Sie träfe Südland, doch sie wahr zu machen lohnte sich für Nordland nicht; Südland kann sich weigern.",
            ),
        ),
        (
            threat(
                one("bluff", record="Das ist lang und " * 9 + "lang. Es kam anders."),
                one("bluff"),
                record=True,
            ),
            (
                "„das letzte“ von Nordland an Südland: Die Drohung ist ein Bluff: Sie träfe Südland, doch sie wahr zu machen lohnte sich für Nordland nicht; Südland kann sich weigern. Überliefert: „Es kam anders.“",
            ),
        ),
        (
            threat(one("bluff", record="Das ist lang und " * 9), one("bluff"), record=True),
            (
                "„das letzte“ von Nordland an Südland: Die Drohung ist ein Bluff: Sie träfe Südland, doch sie wahr zu machen lohnte sich für Nordland nicht; Südland kann sich weigern.",
            ),
        ),
    ):
        assert said == expected


def test_in_how_many_situations() -> None:
    for said, expected in (
        (
            [ultimatum.how_wide(one(v)) for v in ("credible", "bluff", "painless", "impossible")],
            [
                "Glaubwürdig in 4 von 9 Lagen, in denen sie noch nicht in Kraft ist.",
                "Ein Bluff in 4 von 9 Lagen, in denen sie noch nicht in Kraft ist.",
                "Schmerzlos in 4 von 9 Lagen, in denen sie noch nicht in Kraft ist.",
                "Nicht möglich in 4 von 9 Lagen, in denen sie noch nicht in Kraft ist.",
            ],
        ),
        (
            [
                ultimatum.how_wide(one(v, verdicts={v: 1200, "in_force": 3}))
                for v in ("credible", "impossible")
            ],
            [
                "Glaubwürdig überall, wo sie wahr gemacht werden könnte (1.200 von 1.200 Lagen).",
                "Nicht möglich überall, wo sie noch nicht in Kraft ist (1.200 von 1.200 Lagen).",
            ],
        ),
        (ultimatum.how_wide(one("bluff", verdicts={"bluff": 1, "in_force": 3})), ""),
        ([ultimatum.how_wide(one(v)) for v in ("", "in_force")], ["", ""]),
        (
            [
                ultimatum.how_wide(one(v, met=True))
                for v in ("deters", "too_weak", "impossible", "not_credible")
            ],
            [
                "Sie wirkt in 4 von 9 Lagen, in denen sie nötig ist.",
                "Sie ist zu schwach in 4 von 9 Lagen, in denen sie nötig ist.",
                "Sie ist nicht möglich in 4 von 9 Lagen, in denen sie nötig ist.",
                "Sie ist nicht glaubwürdig in 4 von 9 Lagen, in denen sie nötig ist.",
            ],
        ),
        (
            ultimatum.how_wide(one("deters", met=True, left=4)),
            "Sie wirkt überall, wo sie nötig ist (4 von 4 Lagen).",
        ),
        (ultimatum.how_wide(one("deters", met=True, left=1)), ""),
        ([ultimatum.how_wide(one(v, met=True)) for v in ("not_needed", "in_force")], ["", ""]),
        (ultimatum.how_wide(bare(met=True, kept=None, verdict="deters")), ""),
        (ultimatum.how_wide(bare(met=False, unmet=None, verdict="bluff")), ""),
    ):
        assert said == expected


def test_collapse_of_talks() -> None:
    for said, expected in (
        (
            whatif.in_brief([NO_START], VOICE),
            "Was Bestand hat, ist eine andere Frage: Ohne heutigen Stand gibt es kein Ende zum Vergleich.",
        ),
        (
            whatif.in_brief([collapsing(against(same=True))], VOICE),
            "Es ändert sich nichts: Es endet, wie ohnehin absehbar.",
        ),
        (
            whatif.in_brief([collapsing(against(LOSES, GAINS))], VOICE),
            "Verglichen mit dem absehbaren Ausgang: Nordland verliert, Südland gewinnt.",
        ),
        (
            whatif.in_brief([collapsing(against(LOSES), against(GAINS))], VOICE),
            "Vorausschauend: Nordland verliert; nicht vorausschauend: Südland gewinnt.",
        ),
        (
            whatif.in_brief([collapsing(against(LOSES)), collapsing(against(LOSES), account="zwei")], VOICE),
            "Verglichen mit dem absehbaren Ausgang in beiden Lesarten: Nordland verliert.",
        ),
        (
            whatif.in_brief(
                [collapsing(against(same=True)), collapsing(against(same=True), account="zwei")], VOICE
            ),
            "In beiden Lesarten ändert sich nichts: Es endet, wie ohnehin absehbar.",
        ),
        (
            whatif.in_brief(
                [collapsing(against(LOSES, GAINS)), collapsing(against(LOSES), account="zwei")], VOICE
            ),
            "Verglichen mit dem absehbaren Ausgang: Nordland verliert in beiden Lesarten; wie es den übrigen ergeht, hängt an der Lesart.",
        ),
        (
            whatif.in_brief(
                [
                    collapsing(against(LOSES, GAINS, standing("ost", "same"))),
                    collapsing(against(LOSES, GAINS), account="zwei"),
                    collapsing(against(LOSES, GAINS), account="drei"),
                ],
                VOICE,
            ),
            "Verglichen mit dem absehbaren Ausgang in jeder Lesart: Nordland verliert, Südland gewinnt.",
        ),
        (
            whatif.in_brief(
                [
                    collapsing(against(GAINS, LOSES)),
                    collapsing(against(GAINS), account="zwei"),
                    collapsing(against(GAINS), account="drei"),
                ],
                VOICE,
            ),
            "Verglichen mit dem absehbaren Ausgang: Südland gewinnt in jeder Lesart; wie es den übrigen ergeht, hängt an der Lesart.",
        ),
        (
            whatif.in_brief([collapsing(against(LOSES)), collapsing(against(GAINS), account="zwei")], VOICE),
            "Wer gewinnt und wer verliert, hängt an der Lesart.",
        ),
        (
            whatif.in_brief(
                [
                    collapsing(
                        against(
                            *[
                                standing(d, k)
                                for k in ("worse", "better", "open", "unknown")
                                for d in ("nord", "sued", "ost")
                            ]
                        ),
                        against(LOSES),
                    )
                ],
                VOICE,
            ),
            "Wer gewinnt und wer verliert, hängt davon ab, wie weit die Seiten vorausschauen.",
        ),
        (
            whatif.in_brief(
                [
                    collapsing(
                        against(
                            *[
                                standing(d, k)
                                for k in ("worse", "better", "open", "unknown")
                                for d in ("nord", "sued", "ost")
                            ]
                        )
                    )
                ],
                VOICE,
            ),
            "Wer gewinnt und wer verliert, zeigt die Tabelle.",
        ),
        (whatif.who(WORDS, against(after="0")), "kein Ausgang hat Bestand"),
        (whatif.who(WORDS, against(before="0")), "ein Ausgang hat Bestand, anders als zuvor"),
        (whatif.who(WORDS, against(standing("nord", "same"))), "niemand gewinnt oder verliert"),
        (
            [
                whatif.who(WORDS, against(standing("nord", k)))
                for k in ("worse", "better", "worse_or_same", "better_or_same", "open", "unknown")
            ],
            [
                "Nordland verliert",
                "Nordland gewinnt",
                "Nordland kann verlieren",
                "Nordland kann gewinnen",
                "Nordland kann gewinnen oder verlieren",
                "ob Nordland gewinnt, ist unbekannt",
            ],
        ),
        (
            [
                whatif.who(WORDS, against(standing("nord", k), standing("ost", k)))
                for k in ("worse", "better", "worse_or_same", "better_or_same", "open", "unknown")
            ],
            [
                "Nordland und Ostland verlieren",
                "Nordland und Ostland gewinnen",
                "Nordland und Ostland können verlieren",
                "Nordland und Ostland können gewinnen",
                "Nordland und Ostland können gewinnen oder verlieren",
                "ob Nordland und Ostland gewinnen, ist unbekannt",
            ],
        ),
        (whatif._some(WORDS, ["nord"], "same"), "Nordland steht gleich gut da"),
        (whatif._some(WORDS, ["nord", "ost"], "same"), "Nordland und Ostland stehen gleich gut da"),
        (whatif.both_ways(WORDS, NO_START), ""),
    ):
        assert said == expected


def test_weak_reasons() -> None:
    for said, expected in (
        (
            whatif.weak_reasons([collapsing(against(LEAST))], VOICE),
            [
                "Der Grund von Nordland, weiter zu reden, beruht nur auf dem letzten und schwächsten Wunsch: „die Straße bauen“."
            ],
        ),
        (
            whatif.weak_reasons([collapsing(against(LEAST, removed=True))], VOICE),
            [
                "Der Grund von Nordland, weiter zu reden, beruht nur auf dem letzten und schwächsten Wunsch, den das Scheitern selbst gegenstandslos macht: „die Straße bauen“."
            ],
        ),
        (
            whatif.weak_reasons([collapsing(against(LEAST, standing("sued", "worse", last=True)))], VOICE),
            [
                "Die Gründe von Nordland und Südland, weiter zu reden, beruhen nur auf den letzten und schwächsten Wünschen."
            ],
        ),
        (
            whatif.weak_reasons(
                [collapsing(against(LEAST, standing("sued", "worse", last=True), removed=True))], VOICE
            ),
            [
                "Die Gründe von Nordland und Südland, weiter zu reden, beruhen nur auf den letzten und schwächsten Wünschen, die das Scheitern selbst gegenstandslos macht."
            ],
        ),
        (
            whatif.weak_reasons([collapsing(against(standing("nord", "worse", last=True)))], VOICE),
            ["Der Grund von Nordland, weiter zu reden, beruht nur auf dem letzten und schwächsten Wunsch."],
        ),
        (whatif.weak_reasons([collapsing(against(LOSES))], VOICE), []),
        (
            whatif.weak_reasons(
                [
                    collapsing(against(LEAST)),
                    collapsing(against(LEAST), account="zwei"),
                    collapsing(against(LOSES), account="drei"),
                ],
                VOICE,
            ),
            [
                "In den Lesarten „eins“ und „zwei“: Der Grund von Nordland, weiter zu reden, beruht nur auf dem letzten und schwächsten Wunsch: „die Straße bauen“."
            ],
        ),
    ):
        assert said == expected


def test_mistakes() -> None:
    for said, expected in (
        (
            in_brief([facts(mistaken=(), heading=None, truth=None, corrections=())], VOICE),
            "In dieser Lesart irrt sich niemand.",
        ),
        (
            in_brief([wrong(None, None)], VOICE),
            "Der Irrtum von Nordland ändert nichts daran, was Bestand hat; die Datei sagt nichts über den heutigen Stand.",
        ),
        (
            in_brief([wrong(None, None, held=(bare(mistaken=True, lost=False),))], VOICE),
            "Der Irrtum von Nordland ändert, was Bestand hat; die Datei sagt nichts über den heutigen Stand.",
        ),
        (
            in_brief([wrong(None, None, "nord", "sued", held=(bare(mistaken=False, lost=True),))], VOICE),
            "Die Irrtümer von Nordland und Südland ändern, was Bestand hat; die Datei sagt nichts über den heutigen Stand.",
        ),
        (
            in_brief([wrong(TO_A, TO_A)], VOICE),
            "Der Irrtum von Nordland ändert nichts: Vorausschauend oder nicht führt es zu A (Nordland: baut).",
        ),
        (
            in_brief([wrong(TO_BOTH, TO_BOTH, "nord", "sued")], VOICE),
            "Die Irrtümer von Nordland und Südland ändern nichts: Vorausschauend führt es zu A (Nordland: baut); nicht vorausschauend führt es zu B (Südland: klagt).",
        ),
        (
            in_brief([wrong(TO_A, TO_B)], VOICE),
            "Der Irrtum von Nordland ändert den Ausgang: Vorausschauend oder nicht führt es zu A (Nordland: baut); ohne ihn führte es zu B.",
        ),
        (
            in_brief([wrong(TO_A, TODAY_LASTS, "nord", "sued")], VOICE),
            "Die Irrtümer von Nordland und Südland ändern den Ausgang: Vorausschauend oder nicht führt es zu A; ohne sie bliebe es, wie es heute ist.",
        ),
        (
            in_brief([wrong(TODAY_LASTS, TO_A)], VOICE),
            "Der Irrtum von Nordland ändert den Ausgang: Vorausschauend oder nicht bleibt es, wie es heute ist; ohne ihn führte es zu A.",
        ),
        (
            in_brief([wrong(TO_BOTH, TO_B)], VOICE),
            "Der Irrtum von Nordland ändert den Ausgang: Vorausschauend führt es zu A (Nordland: baut); ohne ihn führte es zu B.",
        ),
        (
            in_brief([wrong(TO_BOTH, heads(ends(2), ends(1)))], VOICE),
            "Der Irrtum von Nordland ändert den Ausgang: Vorausschauend führt es zu A (Nordland: baut); ohne ihn führte es zu B; nicht vorausschauend ebenso.",
        ),
        (
            in_brief([wrong(TO_BOTH, TO_A)], VOICE),
            "Der Irrtum von Nordland ändert den Ausgang: Nicht vorausschauend führt es zu B (Südland: klagt); ohne ihn führte es zu A.",
        ),
        (
            in_brief([wrong(heads(ends(), ends()), TO_A)], VOICE),
            "Der Irrtum von Nordland ändert den Ausgang: Vorausschauend oder nicht hat nichts Bestand, was erreicht wird; ohne ihn führte es zu A.",
        ),
        (
            in_brief([wrong(TO_A, heads(ends(), ends()))], VOICE),
            "Der Irrtum von Nordland ändert den Ausgang: Vorausschauend oder nicht führt es zu A (Nordland: baut); ohne ihn hätte nichts Bestand, was erreicht wird.",
        ),
        (
            in_brief([wrong(heads(ends(count=None), ends(1)), TO_A)], VOICE),
            "Der Irrtum von Nordland ändert den Ausgang: Vorausschauend ließ sich in der Zeit nicht klären, wohin es geht; ohne ihn führte es zu A.",
        ),
        (
            in_brief([wrong(TO_A, heads(ends(count=None), ends(1)))], VOICE),
            "Der Irrtum von Nordland ändert den Ausgang: Vorausschauend führt es zu A; ohne ihn ließ sich in der Zeit nicht klären, wohin es ginge.",
        ),
        (
            in_brief([wrong(heads(ends(1, count="1200"), ends(1)), TO_B)], VOICE),
            "Der Irrtum von Nordland ändert den Ausgang: Vorausschauend führt es zu einem von 1.200 Ausgängen; ohne ihn führte es zu B; nicht vorausschauend ebenso.",
        ),
        (
            in_brief([wrong(heads(ends(4), ends(4)), heads(ends(0, 1), ends(0, 1)))], VOICE),
            "Der Irrtum von Nordland ändert den Ausgang: Vorausschauend oder nicht führt es zu „Ostland: zahlt wenig“; ohne ihn führte es zur heutigen Lage oder zu A.",
        ),
    ):
        assert said == expected


def test_mistakes_in_several_accounts() -> None:
    for said, expected in (
        (
            in_brief([wrong(TO_A, TO_B), wrong(TO_A, TO_B, account="zwei")], VOICE),
            "In beiden Lesarten: Der Irrtum von Nordland ändert den Ausgang: Vorausschauend oder nicht führt es zu A (Nordland: baut); ohne ihn führte es zu B.",
        ),
        (
            in_brief([wrong(TO_A, TO_A), wrong(TO_B, TO_B, account="zwei")], VOICE),
            "In keiner Lesart ändert ein Irrtum, wohin es führt.",
        ),
        (
            in_brief([wrong(TO_A, TO_B), wrong(TO_B, TO_A, account="zwei")], VOICE),
            "Irrtümer ändern, wohin es führt, in den Lesarten „eins“ und „zwei“, in jeder auf ihre Art.",
        ),
        (
            in_brief([wrong(TO_A, TO_B), wrong(TO_B, TO_B, account="zwei")], VOICE),
            "Irrtümer ändern, wohin es führt, in „eins“, nicht aber in „zwei“.",
        ),
    ):
        assert said == expected


def test_corrections() -> None:
    for said, expected in (
        (
            [mends(correction(piece(k), 2)) for k in ("unaware", "imagined", "moves")],
            [
                "Wüsste Nordland von „klagt“ (Südland), führte es zu B.",
                "Wüsste Nordland, dass es „klagt“ (Südland) nicht gibt, führte es zu B.",
                "Wüsste Nordland, wer wohin ziehen kann, führte es zu B.",
            ],
        ),
        (
            mends(
                correction(
                    piece("wishes", "sued"),
                    2,
                    standings=(standing("nord", "better"), standing("sued", "worse")),
                )
            ),
            "Kennte Nordland die Wünsche von Südland, führte es zu B: gut für Nordland; besser nicht berichtigt für Südland.",
        ),
        (
            mends(correction(piece("wishes", "sued"), 0, standings=(standing("nord", "better_or_same"),))),
            "Kennte Nordland die Wünsche von Südland, bliebe es, wie es heute ist: gut für Nordland.",
        ),
        (
            mends(correction(piece("wishes", "sued"), standings=(standing("sued", "worse_or_same"),))),
            "Kennte Nordland die Wünsche von Südland, hätte nichts Bestand, was erreicht wird: besser nicht berichtigt für Südland.",
        ),
        (
            mends(correction(piece("unaware", "ost.zahlen"), 1, 2)),
            "Wüsste Nordland von „zahlt“ (Ostland), führte es zu A oder B.",
        ),
        (
            mends(correction(piece("rule", "r"), 2)),
            "Irrte sich Nordland nicht in der Regel „r“, führte es zu B.",
        ),
        (mends(correction(piece("rule", ""), 2)), "Irrte sich Nordland nicht in den Regeln, führte es zu B."),
        (
            mends(correction(piece("rule", "r"), 2, changed=False)),
            "Keine Berichtigung einer Annahme ändert den Ausgang.",
        ),
        (
            mends(correction(piece("rule", "r"), 2, changed=False), correction(None, 2)),
            "Keine einzelne Berichtigung änderte den Ausgang; irrte sich Nordland in nichts, führte es zu B.",
        ),
        (
            mends(correction(piece("rule", "r"), 2, changed=False), correction(None, 2, dm="")),
            "Keine einzelne Berichtigung änderte den Ausgang; irrte sich niemand, führte es zu B.",
        ),
        (mends(correction(None, 2)), ""),
        (
            mends(
                correction(
                    piece("rule", "r"),
                    2,
                    standings=tuple(standing(d, "better") for d in ("nord", "sued", "ost") * 7),
                )
            ),
            "Irrte sich Nordland nicht in der Regel „r“, führte es zu B.",
        ),
        (
            mends(
                correction(piece("rule", "r"), 2, changed=False),
                correction(
                    None, 2, standings=tuple(standing(d, "better") for d in ("nord", "sued", "ost") * 7)
                ),
            ),
            "Keine einzelne Berichtigung änderte den Ausgang; mehrere zusammen täten es.",
        ),
        (
            in_brief(
                [wrong(TO_A, TO_A, corrections=(correction(piece("rule", "r"), 2, changed=False),))], VOICE
            ),
            "Der Irrtum von Nordland ändert nichts: Vorausschauend oder nicht führt es zu A (Nordland: baut).",
        ),
        (
            in_brief([wrong(None, None, corrections=(correction(piece("rule", "r"), 2),))], VOICE),
            "Der Irrtum von Nordland ändert nichts daran, was Bestand hat; die Datei sagt nichts über den heutigen Stand.",
        ),
    ):
        assert said == expected


def test_how_long_today_lasts() -> None:
    for said, expected in (
        (words.lasting([analyzed("eins", True)]), "Die heutige Lage hat Bestand, vorausschauend oder nicht."),
        (
            words.lasting([analyzed("eins", True), analyzed("zwei", False)], marked=True),
            "Die heutige Lage: in „eins“ hat sie Bestand, vorausschauend oder nicht (Nash ✓); in „zwei“ hat sie keinen Bestand, wie weit die Seiten auch vorausschauen (Nash ✗).",
        ),
        (
            words.lasting([analyzed("eins", False, True)]),
            "Die heutige Lage hat Bestand, wenn die Seiten vorausschauen.",
        ),
        (
            words.lasting([analyzed("eins", False, False, True)]),
            "Die heutige Lage hat nur Bestand, wenn jede Seite jede Antwort fürchtet, der sie nicht entgehen könnte.",
        ),
        (
            words.lasting([analyzed("eins", False, False, False, True)]),
            "Die heutige Lage hat nur Bestand, wenn jede Seite jede Antwort fürchtet, auch eine, der sie entgehen könnte.",
        ),
        (
            words.lasting([analyzed("eins", False, False, False, False)]),
            "Die heutige Lage hat keinen Bestand, wie weit die Seiten auch vorausschauen.",
        ),
        (
            words.lasting([analyzed("eins", True), analyzed("zwei", False), analyzed("drei", True)]),
            "Die heutige Lage: in „eins“ und „drei“ hat sie Bestand, vorausschauend oder nicht; in „zwei“ hat sie keinen Bestand, wie weit die Seiten auch vorausschauen.",
        ),
        (
            words.lasting([analyzed("eins", False, True), analyzed("zwei", False, False, True)]),
            "Die heutige Lage: in „eins“ hat sie Bestand, wenn die Seiten vorausschauen; in „zwei“ hat sie nur Bestand, wenn jede Seite jede Antwort fürchtet, der sie nicht entgehen könnte.",
        ),
        (
            words.lasting(
                [analyzed("eins", False, False, True), analyzed("zwei", False, False, False, True)]
            ),
            "Die heutige Lage: in „eins“ hat sie nur Bestand, wenn jede Seite jede Antwort fürchtet, der sie nicht entgehen könnte; in „zwei“ hat sie nur Bestand, wenn jede Seite jede Antwort fürchtet, auch eine, der sie entgehen könnte.",
        ),
        (words.lasting([facts(plain=[bare(concept="seq", status_quo=True)])]), ""),
        (words.lasting([facts(status_quo=None, plain=[bare(concept="nash", status_quo=True)])]), ""),
    ):
        assert said == expected


def test_whose_accounts() -> None:
    for said, expected in (
        (lead("eins"), ()),
        (lead("eins", "zwei"), ("Zwei Lesarten, gleichberechtigt. „eins“: Die einen. „zwei“.",)),
        (
            lead("eins", "zwei", "drei"),
            ("Drei Lesarten, gleichberechtigt. „eins“: Die einen. „zwei“. „drei“.",),
        ),
    ):
        assert said == expected
