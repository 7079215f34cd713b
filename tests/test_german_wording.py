"""What the German wording says around a file's words, sentence by sentence, read both ways round."""

# ruff: noqa: E501  (a sentence stands on a line of its own)

from __future__ import annotations

from detente.answers import Basis, Shared, StateValue, Unfinished, Withheld
from detente.answers import Level as SharedLevel
from detente.wording import Said
from detente.wording.german import accounts, basis, concepts, confidential, outcomes, texts, unfinished
from detente.wording.german.voice import german
from detente.wording.voice import Voice
from tests.german_facts import (
    CONFLICT,
    OTHER,
    TODAY,
    VOICE,
    WORDS,
    A,
    B,
    C,
    bare,
    ends,
    facts,
    standing,
)


def condition(text: str, own: str = "", *, inside: bool = False) -> str:
    return WORDS.condition(CONFLICT.under("eins").condition(text, own), own, inside=inside)


def rests(*given: tuple[int, int, int, int]) -> list[Basis]:
    return [Basis(claims=c, sourced=s, own=o, doubted=d, by_source=()) for c, s, o, d in given]


def search(kind: str, looked: str, of: str = "0") -> Unfinished:
    return Unfinished(search=kind, looked=looked, of=of)


def held(dm: str, kind: str = "preferences", *, here: bool = True) -> Withheld:
    return Withheld(decision_maker=dm, kind=kind, here=here)


def inferred(*found: Withheld, deals: bool = False, numbers: bool = False) -> str:
    return confidential.sentences(found, VOICE, deals=deals, numbers=numbers)


MERGED = StateValue(
    id="m", taken=("nord.bauen",), number="5", members=(("nord.bauen",), ("nord.bauen", "sued.klagen"))
)
SHARED = Shared(
    taken=("nord.bauen",),
    gone=("sued.klagen",),
    levels=(SharedLevel(option="ost.zahlen", levels=("wenig", "viel")),),
)


def test_texts() -> None:
    for said, expected in (
        (texts.listed(["a", "b", "c"]), "a, b und c"),
        (texts.listed(["a", "b"], "oder"), "a oder b"),
        (texts.count(1, "Aussage"), "1 Aussage"),
        (texts.count(2, "Aussage"), "2 Aussagen"),
        (texts.count(0, "Zug", "Züge"), "0 Züge"),
        (texts.count(1200, "Zug", "Züge"), "1.200 Züge"),
        (
            [texts.spelled(n) for n in range(12)],
            ["null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "11"],
        ),
        (texts.spelled(-1), "-1"),
        (texts.quantity(1048576), "1.048.576"),
        (texts.quantity(21 * 10**27), "2,1e28"),
        (texts.swapped("1,234.5"), "1.234,5"),
        (texts.place(3), "3."),
    ):
        assert said == expected


def test_accounts() -> None:
    for said, expected in (
        (accounts.under(["eins"], ["eins"]), ""),
        (accounts.under(["eins", "zwei"], ["eins", "zwei"]), "in beiden Lesarten"),
        (accounts.under(["eins", "zwei", "drei"], ["eins", "zwei", "drei"]), "in jeder Lesart"),
        (accounts.under(["eins"], ["eins", "zwei"]), "in der Lesart „eins“"),
        (accounts.under(["eins", "zwei"], ["eins", "zwei", "drei"]), "in den Lesarten „eins“ und „zwei“"),
        (accounts.quoted(["eins", "zwei"], "oder"), "„eins“ oder „zwei“"),
        (accounts.accounts_named(["eins"]), "In der Lesart „eins“"),
    ):
        assert said == expected


def test_basis() -> None:
    for said, expected in (
        (
            basis.basis_of_all([facts(withheld=(held("nord"),), basis=rests((1, 0, 0, 0))[0])]),
            "Beruht auf 1 Aussage, ohne Quelle.",
        ),
        (basis.basis_line(None), "Beruht auf keiner Aussage."),
        (basis.basis_line(rests((0, 0, 0, 0))[0]), "Beruht auf keiner Aussage."),
        (
            basis.basis_line(rests((1, 0, 0, 1))[0]),
            "Beruht auf 1 Aussage, ohne Quelle; 1 gilt als zweifelhaft.",
        ),
        (basis.basis_line(rests((1, 1, 0, 0))[0]), "Beruht auf 1 Aussage, mit Quelle."),
        (
            basis.basis_line(rests((30, 22, 0, 14))[0]),
            "Beruht auf 30 Aussagen, 22 mit Quelle; 14 gelten als zweifelhaft.",
        ),
        (basis.basis_line(rests((3, 0, 0, 0))[0]), "Beruht auf 3 Aussagen, keine mit Quelle."),
        (
            basis.basis_line(rests((3, 3, 0, 2))[0]),
            "Beruht auf 3 Aussagen, alle mit Quelle; 2 gelten als zweifelhaft.",
        ),
        (
            basis.basis_line(rests((1200, 1100, 100, 0))[0]),
            "Beruht auf 1.200 Aussagen: 1.000 aus Quellen, 100 von den Bearbeitern selbst, 100 ohne Quelle.",
        ),
        (basis.basis_line(rests((4, 4, 4, 0))[0]), "Beruht auf 4 Aussagen: 4 von den Bearbeitern selbst."),
        (
            basis.basis_of_several(rests((3, 3, 1, 1), (2, 1, 0, 1))),
            "Beruht auf 5 Aussagen aus 2 Lesarten: 3 aus Quellen, 1 von den Bearbeitern selbst, 1 ohne Quelle; 2 gelten als zweifelhaft.",
        ),
        (basis.basis_of_several(rests((3, 3, 0, 0))), "Beruht auf 3 Aussagen aus 1 Lesart, alle mit Quelle."),
        (basis.basis_of_several(rests((0, 0, 0, 0))), "Beruht auf keiner Aussage."),
        (
            basis.basis_of_all([facts(basis=rests((2, 2, 0, 0))[0])]),
            "Beruht auf 2 Aussagen, alle mit Quelle.",
        ),
        (
            basis.basis_of_all([facts(basis=b) for b in (*rests((2, 2, 0, 0), (1, 0, 0, 0)), None)]),
            "Beruht auf 3 Aussagen aus 2 Lesarten, 2 mit Quelle.",
        ),
        (basis.basis_of_all([facts(withheld=(held("nord"),))]), "Beruht allein auf vertraulichen Aussagen."),
        (basis.basis_of_all([facts(withheld=(held("nord", here=False),))]), "Beruht auf keiner Aussage."),
        (
            basis.basis_of_all([facts(withheld=(held("nord"),), basis=rests((1, 1, 0, 0))[0])]),
            "Beruht auf 1 Aussage, mit Quelle.",
        ),
    ):
        assert said == expected


def test_concepts() -> None:
    for said, expected in (
        (concepts.looking("nash"), "wenn jede Seite nur ihren eigenen nächsten Zug bedenkt"),
        (
            concepts.looking("seq"),
            "wenn jede Seite mit den Antworten rechnet, die sich für die anderen lohnen",
        ),
        (concepts.looking("smr", "gmr"), "wenn jede Seite jede Antwort fürchtet, auch eine kostspielige"),
        (
            concepts.looking("nash", "seq"),
            "wenn jede Seite nur ihren eigenen nächsten Zug bedenkt oder mit den Antworten rechnet, die sich für die anderen lohnen",
        ),
        (concepts.expecting("l1"), "jede Seite 1 Zug vorausschaut"),
        (concepts.expecting("l3"), "jede Seite 3 Züge vorausschaut"),
        (concepts.expecting("nm"), "jede Seite ohne Ende vorausschaut"),
        (concepts.names(["seq", "nash", "gmr"]), "Nash, SEQ und GMR"),
        (concepts.marks({"nash": False, "seq": True, "seq-strong": False}), "Nash ✗ SEQ ✓"),
        (concepts.marks({"seq-strong": True}), "strong SEQ ✓"),
        (
            concepts.marks({"nash-a": False, "nash-b": True, "seq-a": True, "seq-b": True}),
            "Nash ✓ nach b SEQ ✓",
        ),
        (concepts.marks({"nash-a": False, "nash-b": None, "seq-a": None, "seq-b": None}), "Nash ✗ SEQ ?"),
        (concepts.marks({"nash": None}), "Nash ?"),
    ):
        assert said == expected


def test_outcomes() -> None:
    for said, expected in (
        (outcomes.target(facts(), ends(1), VOICE), "zu A (Nordland: baut)"),
        (outcomes.target(facts(), ends(1), VOICE, titled=False), "zu A"),
        (outcomes.target(facts(), ends(1, 2), VOICE), "zu A oder B"),
        (outcomes.target(facts(spoken=(0, 1)), ends(0), VOICE), "zur heutigen Lage"),
        (outcomes.target(facts(spoken=(0, 1)), ends(0, 1), VOICE), "zur heutigen Lage oder zu A"),
        (outcomes.target(facts(), ends(1, count="1200"), VOICE), "zu einem von 1.200 Ausgängen"),
        (outcomes.target(facts(), ends(4, count="1"), VOICE), "zu einem Ausgang"),
        (outcomes.target(facts(), ends(1, count=None), VOICE), "zu einem von vielen Ausgängen"),
        (outcomes.towards([A, B, C], VOICE), "zu A, B oder C"),
        (outcomes.within([A], VOICE), "in A"),
        (outcomes.within([A, TODAY, B], VOICE), "in der heutigen Lage oder in A oder B"),
        (outcomes.within([TODAY, A], VOICE, "und"), "in der heutigen Lage und in A"),
        (outcomes.named([A, B], VOICE), "A und B"),
        (outcomes.named([A, TODAY], VOICE, "oder"), "die heutige Lage oder A"),
    ):
        assert said == expected


def test_who_fares_how() -> None:
    for said, expected in (
        (outcomes.fares([], WORDS), ""),
        (
            outcomes.fares([standing("nord", "same"), standing("sued", "same")], WORDS, "In A"),
            "In A: Alle sind so gut gestellt wie heute.",
        ),
        (outcomes.fares([standing("nord", "same")], WORDS), "Alle sind so gut gestellt wie heute."),
        (
            outcomes.fares(
                [standing("nord", "better"), standing("sued", "worse"), standing("ost", "same")],
                WORDS,
                "In A",
            ),
            "In A: Besser gestellt als heute: Nordland; schlechter gestellt: Südland; so gut gestellt wie heute: Ostland.",
        ),
        (
            outcomes.fares([standing("nord", "better_or_same"), standing("sued", "better_or_same")], WORDS),
            "Nicht schlechter gestellt als heute: Nordland und Südland.",
        ),
        (
            outcomes.fares(
                [standing("nord", "worse_or_same"), standing("sued", "open"), standing("ost", "unknown")],
                WORDS,
            ),
            "Je nach Ausgang besser oder schlechter gestellt: Südland; nicht besser gestellt: Nordland; unbekannt: Ostland.",
        ),
        (
            outcomes.fares([standing("nord", "open"), standing("sued", "worse")], WORDS),
            "Je nach Ausgang besser oder schlechter gestellt: Nordland; schlechter gestellt: Südland.",
        ),
        (
            outcomes.fares([standing("nord", "better", last=True, statement="straße")], WORDS),
            "Besser gestellt als heute: Nordland, nur nach dem schwächsten Wunsch („die Straße bauen“).",
        ),
        (
            outcomes.fares([standing("nord", "better", last=True)], WORDS),
            "Besser gestellt als heute: Nordland.",
        ),
        (
            outcomes.fares([standing("nord", "open", last=True, statement="straße")], WORDS),
            "Je nach Ausgang besser oder schlechter gestellt: Nordland.",
        ),
        (
            outcomes.fares([standing("nord", "worse", statement="straße")], WORDS),
            "Schlechter gestellt als heute: Nordland.",
        ),
        (
            outcomes.fares([standing("nord", "worse", last=True, statement="straße")], WORDS, most=8),
            "Von 1 Partei besser gestellt als heute: 0; schlechter: 1.",
        ),
        (
            outcomes.fares([standing("nord", "better"), standing("sued", "same")], WORDS, most=6),
            "Besser gestellt als heute: Nordland.",
        ),
        (
            outcomes.fares(
                [standing("nord", "better"), standing("sued", "worse"), standing("ost", "open")],
                WORDS,
                most=3,
            ),
            "Von 3 Parteien besser gestellt als heute: 1; schlechter: 1; wie heute oder je nach Ausgang: 1.",
        ),
        (
            outcomes.fares([standing("nord", "better"), standing("sued", "better")], WORDS, "In B", most=3),
            "In B: Von 2 Parteien besser gestellt als heute: 2; schlechter: 0.",
        ),
    ):
        assert said == expected


def test_in_common() -> None:
    for said, expected in (
        (
            outcomes.options_told(WORDS, ["sued.klagen"], None, ["nord.raeumen"]),
            "Südland: klagt; das Lager bleibt",
        ),
        (outcomes.in_common(None, WORDS, TODAY), ""),
        (
            outcomes.in_common(SHARED, WORDS, TODAY),
            "Nordland: baut; Südland: klagt nicht; Ostland: zahlt (wenig oder viel)",
        ),
        (outcomes.in_common(SHARED, WORDS, A), "Südland: klagt nicht; Ostland: zahlt (wenig oder viel)"),
        (
            outcomes.in_common(SHARED, WORDS, None),
            "Nordland: baut; Südland: klagt nicht; Ostland: zahlt (wenig oder viel)",
        ),
        (
            outcomes.options_told(WORDS, ["ost.zahlen.viel", "nord.bauen"]),
            "Nordland: baut; Ostland: zahlt viel",
        ),
        (
            outcomes.options_told(WORDS, [], None, ["nord.bauen", "sued.klagen"]),
            "Nordland: nicht „baut“; Südland: klagt nicht",
        ),
        (
            outcomes.options_told(WORDS, ["sued.klagen"], {"ost.zahlen": ["wenig", "viel"]}, ["nord.bauen"]),
            "Nordland: nicht „baut“; Südland: klagt; Ostland: zahlt (wenig oder viel)",
        ),
    ):
        assert said == expected


def test_conditions_and_their_opposites() -> None:
    for said, expected in (
        (condition("nord.bauen"), "Nordland: „die Straße bauen“"),
        (condition("bauen", "nord"), "„die Straße bauen“"),
        (condition("not nord.bauen"), "Nordland: nicht „die Straße bauen“"),
        (condition("not sued.klagen"), "Südland klagt nicht"),
        (condition("frieden", inside=True), "„Frieden“"),
        (condition("not frieden"), "kein Frieden"),
        (
            condition("nord.bauen and sued.klagen"),
            "Nordland: „die Straße bauen“ und Südland: „vor Gericht gehen“",
        ),
        (
            condition("nord.bauen or sued.klagen", inside=True),
            "[Nordland: „die Straße bauen“ oder Südland: „vor Gericht gehen“]",
        ),
        (
            condition("nord.bauen -> sued.klagen"),
            "Südland: „vor Gericht gehen“ falls Nordland: „die Straße bauen“",
        ),
        (
            condition("nord.bauen only if sued.klagen"),
            "Nordland: „die Straße bauen“ nur wenn Südland: „vor Gericht gehen“",
        ),
        (
            condition("nord.bauen <-> sued.klagen"),
            "Nordland: „die Straße bauen“ genau wenn Südland: „vor Gericht gehen“",
        ),
        (
            condition("nord.bauen if sued.klagen"),
            "Nordland: „die Straße bauen“ falls Südland: „vor Gericht gehen“",
        ),
        (
            condition("nord.bauen xor sued.klagen"),
            "entweder Nordland: „die Straße bauen“ oder Südland: „vor Gericht gehen“, aber nicht beides",
        ),
        (
            condition("nord.bauen xor sued.klagen xor ost.zahlen"),
            "eine ungerade Zahl von: Nordland: „die Straße bauen“, Südland: „vor Gericht gehen“ und Ostland: „Geld geben“ (auf irgendeiner Stufe)",
        ),
        (
            condition("not (nord.bauen and sued.klagen)"),
            "nicht beides zugleich: Nordland: „die Straße bauen“ und Südland: „vor Gericht gehen“",
        ),
        (
            condition("not (nord.bauen or sued.klagen)"),
            "weder Nordland: „die Straße bauen“ noch Südland: „vor Gericht gehen“",
        ),
        (
            condition("not (nord.bauen and sued.klagen and ost.zahlen)"),
            "nicht alles zusammen: Nordland: „die Straße bauen“, Südland: „vor Gericht gehen“ und Ostland: „Geld geben“ (auf irgendeiner Stufe)",
        ),
        (
            condition("not (nord.bauen or sued.klagen or ost.zahlen)"),
            "nichts von alledem: Nordland: „die Straße bauen“, Südland: „vor Gericht gehen“ und Ostland: „Geld geben“ (auf irgendeiner Stufe)",
        ),
        (
            condition("not (nord.bauen <-> sued.klagen)"),
            "es gilt nicht: [Nordland: „die Straße bauen“ genau wenn Südland: „vor Gericht gehen“]",
        ),
        (condition("ost.zahlen"), "Ostland: „Geld geben“ (auf irgendeiner Stufe)"),
        (condition("not ost.zahlen"), "Ostland: nicht „Geld geben“ (auf irgendeiner Stufe)"),
        (condition("ost.zahlen >= viel"), "Ostland: „Geld geben (viel)“"),
    ):
        assert said == expected


def test_names_and_states() -> None:
    for said, expected in (
        (WORDS.parties(["nord", "sued", "ost"]), "Nordland, Südland und Ostland"),
        (WORDS.parties(["nord", "sued"], "oder"), "Nordland oder Südland"),
        (WORDS.taken([]), "keine Option ist ergriffen"),
        (WORDS.brief(TODAY), "keine Option ist ergriffen"),
        (WORDS.brief(C), "Nordland: baut · Südland: klagt"),
        (WORDS.state(MERGED), "Nordland: die Straße bauen (gleich, was aus „vor Gericht gehen“ wird)"),
        (WORDS.without("nord.bauen"), "nicht „baut“"),
        (WORDS.without("sued.klagen"), "Südland klagt nicht"),
        (WORDS.quoted(["nord.bauen", "sued.klagen"]), "„die Straße bauen“ und „vor Gericht gehen“"),
        (WORDS.held("x", inside=False), "x"),
        (WORDS.what, "Was getan wird"),
        (WORDS.changes(C, OTHER), ["Nordland: nicht „baut“", "Südland: klagt nicht", "Ostland: zahlt wenig"]),
        (VOICE.letters([A, B]), "A oder B"),
        (VOICE.letters([B, A], "und"), "A und B"),
        (VOICE.letter(TODAY), "heute"),
        (VOICE.named(A), "A: Nordland: baut"),
        (VOICE.inside(B), "Südland: klagt (B)"),
        (VOICE.title(TODAY), "heute"),
        (
            german(Voice(CONFLICT, (A,), TODAY, "x.yaml")) == type(VOICE)(CONFLICT, (A,), TODAY, "x.yaml"),
            True,
        ),
    ):
        assert said == expected


def test_unfinished_searches() -> None:
    for said, expected in (
        (
            [unfinished.so_far(search(kind, "1")) for kind in unfinished._WHAT],
            [
                "nach 1 Partei",
                "nach 1 Gruppe",
                "nach 1 Ausgang mit Bestand",
                "nach 1 Sanktion",
                "nach 1 Lage",
                "nach 1 Mischung der Lesarten",
                "nach 1 besseren Ausgang",
                "nach 1 gemeinsamen Zug",
                "nach 1 Übernahme",
                "nach 1 gezogenen Fall",
                "nach 1 Berichtigung einer Annahme",
                "nach 1 Zug von heute aus",
            ],
        ),
        (
            [unfinished.so_far(search(kind, "1200", "5000")) for kind in unfinished._WHAT],
            [
                "nach 1.200 von 5.000 Parteien",
                "nach 1.200 von 5.000 Gruppen",
                "nach 1.200 von 5.000 Ausgängen mit Bestand",
                "nach 1.200 von 5.000 Sanktionen",
                "nach 1.200 von 5.000 Lagen",
                "nach 1.200 von 5.000 Mischungen der Lesarten",
                "nach 1.200 von 5.000 besseren Ausgängen",
                "nach 1.200 von 5.000 gemeinsamen Zügen",
                "nach 1.200 von 5.000 Übernahmen",
                "nach 1.200 von 5.000 gezogenen Fällen",
                "nach 1.200 von 5.000 Berichtigungen von Annahmen",
                "nach 1.200 von 5.000 Zügen von heute aus",
            ],
        ),
        (unfinished.so_far(search("groups", "3")), "nach 3 Gruppen"),
        (unfinished.so_far(search("changes", "2")), "als alle Mengen von bis zu 2 Änderungen geprüft waren"),
        (unfinished.sentence([]), ""),
        (
            unfinished.sentence([search("groups", "12", "99"), search("mixes", "1"), search("mixes", "1")]),
            "Nicht alles wurde geprüft: Die Zeit war um nach 12 von 99 Gruppen und nach 1 Mischung der Lesarten (mehr Zeit gibt --seconds).",
        ),
        (
            unfinished.marked(Said("q", "Ja.", sure="So."), [facts(unfinished=(search("groups", "3"),))]),
            Said(
                question="q",
                headline="Soweit die Suche kam: Ja.",
                points=(),
                pictures=(),
                sure="Nicht alles wurde geprüft: Die Zeit war um nach 3 Gruppen (mehr Zeit gibt --seconds). So.",
                next=(),
                details=(),
                account="",
                id="",
                letters=(),
            ),
        ),
        (
            unfinished.marked(Said("q", "Ja.", sure="So."), [facts(unfinished=())]),
            Said(
                question="q",
                headline="Ja.",
                points=(),
                pictures=(),
                sure="So.",
                next=(),
                details=(),
                account="",
                id="",
                letters=(),
            ),
        ),
    ):
        assert said == expected


def test_confidential_wishes() -> None:
    for said, expected in (
        (inferred(), ""),
        (
            inferred(held("nord")),
            "Was Nordland will, ist vertraulich: Zahlen, Reihenfolge und Gründe bleiben verborgen. Andere können schließen, dass diese Partei nicht aufgibt, was hier Bestand hat, und wo sie gewinnt oder verliert.",
        ),
        (
            inferred(held("nord"), held("sued")),
            "Was Nordland und Südland wollen, ist vertraulich: Zahlen, Reihenfolge und Gründe bleiben verborgen. Andere können schließen, dass diese Parteien nicht aufgeben, was hier Bestand hat, und wo sie gewinnen oder verlieren.",
        ),
        (
            inferred(held("nord"), deals=True),
            "Was Nordland will, ist vertraulich: Zahlen, Reihenfolge und Gründe bleiben verborgen. Andere können schließen, welche der genannten Einigungen für diese Partei nicht schlechter sind als keine, und, wenn sie die Wünsche der übrigen kennen, welche sie ablehnt. Wer von einer Einigung abginge, und wohin, verrät etwas über die vertraulichen Wünsche.",
        ),
        (
            inferred(held("nord", "wishes"), deals=True),
            "Was Nordland will, ist vertraulich: Zahlen, Reihenfolge und Gründe bleiben verborgen. Andere können schließen, welche der genannten Einigungen für diese Partei nicht schlechter sind als keine, und, wenn sie die Wünsche der übrigen kennen, welche sie ablehnt.",
        ),
        (
            inferred(held("nord", "wishes"), held("sued", "wishes"), deals=True, numbers=True),
            "Was Nordland und Südland wollen, ist vertraulich: Zahlen, Reihenfolge und Gründe bleiben verborgen. Andere können schließen, welche der genannten Einigungen für diese Parteien nicht schlechter sind als keine, und, wenn sie die Wünsche der übrigen kennen, welche sie ablehnen. Was Fairnessregeln wählen, lässt andere auch auf die vertraulichen Zahlen schließen.",
        ),
        (
            inferred(held("nord", here=False)),
            "Was Nordland will, ist vertraulich und liegt nicht vor: Nichts hier berücksichtigt es.",
        ),
        (
            inferred(held("nord", here=False), held("sued", here=False)),
            "Was Nordland und Südland wollen, ist vertraulich und liegt nicht vor: Nichts hier berücksichtigt es.",
        ),
        (
            inferred(held("nord"), held("nord", here=False)),
            "Was Nordland will, ist vertraulich: Zahlen, Reihenfolge und Gründe bleiben verborgen. Andere können schließen, dass diese Partei nicht aufgibt, was hier Bestand hat, und wo sie gewinnt oder verliert.",
        ),
        (
            confidential.guarded(
                Said("q", "Ja.", sure="So."),
                [
                    facts(question="settle", rules=(bare(rule="nash"),)),
                    facts(question="x", withheld=(held("nord", "wishes"),)),
                ],
                VOICE,
            ).sure,
            "So. Was Nordland will, ist vertraulich: Zahlen, Reihenfolge und Gründe bleiben verborgen. Andere können schließen, welche der genannten Einigungen für diese Partei nicht schlechter sind als keine, und, wenn sie die Wünsche der übrigen kennen, welche sie ablehnt. Was Fairnessregeln wählen, lässt andere auch auf die vertraulichen Zahlen schließen.",
        ),
        (
            confidential.guarded(
                Said("q", "Ja.", sure="So."),
                [
                    facts(question="settle", rules=(bare(rule="majority"),)),
                    facts(question="x", withheld=(held("nord", "wishes"),)),
                ],
                VOICE,
            ).sure,
            "So. Was Nordland will, ist vertraulich: Zahlen, Reihenfolge und Gründe bleiben verborgen. Andere können schließen, welche der genannten Einigungen für diese Partei nicht schlechter sind als keine, und, wenn sie die Wünsche der übrigen kennen, welche sie ablehnt.",
        ),
        (
            confidential.guarded(
                Said("q", "Ja.", sure="So."), [facts(question="x", withheld=(held("nord"),))], VOICE
            ).sure,
            "So. Was Nordland will, ist vertraulich: Zahlen, Reihenfolge und Gründe bleiben verborgen. Andere können schließen, dass diese Partei nicht aufgibt, was hier Bestand hat, und wo sie gewinnt oder verliert.",
        ),
        (confidential.guarded(Said("q", "Ja.", sure="So."), [facts(question="settle")], VOICE).sure, "So."),
    ):
        assert said == expected
