"""The small things of wording, in both languages: joints, patterns, bounds, words of pictures, each named."""

# ruff: noqa: E501  (a sentence stands on a line of its own)

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest

from detente.answers import StateValue, Unfinished
from detente.conflict import read_conflict
from detente.conflict.plan import SEVERAL as MEMORY
from detente.questions.whatif.supposing import DIPLOMACY
from detente.reports import asking, command, composing, lines, ranking
from detente.reports.german import compare as german_compare
from detente.reports.german import mistaken as german_mistaken
from detente.reports.german import words as german_words
from detente.wording import (
    Voice,
    Words,
    confidential,
    joints,
    legend,
    names,
    outcomes,
    situation,
    standings,
    texts,
    unfinished,
    voice,
    ways,
)
from detente.wording.accounts import accounts_named, agreeing, each, headed, quoted, under, within
from detente.wording.basis import sourcing
from detente.wording.blocks import Items, Page, Picture, Said, Section, Table, Text, tables
from detente.wording.german import accounts as german_accounts
from detente.wording.german import basis as german_basis
from detente.wording.german import outcomes as german_outcomes
from detente.wording.german import texts as german_texts
from detente.wording.german import unfinished as german_unfinished
from detente.wording.german.names import GERMAN
from detente.wording.german.standings import MEANING as GERMAN_MEANING
from tests import test_german_deals as deals
from tests import test_german_heading as heading
from tests.german_facts import TODAY, VOICE, A, B, C, bare, ends

ENGLISH_JOINTS: dict[str, Any] = {
    "quoted": "“{}”",
    "and_": "and",
    "or_": "or",
    "nothing": "no option is taken",
    "not_": "not {}",
    "operators": (("<->", "exactly if"),),
    "implies": "{1} if {0}",
    "either": "either {} or {}, but not both",
    "odd": "an odd number of {}",
    "not_all": "not all of {}",
    "none_of": "none of {}",
    "not_both": "not both {}",
    "neither": "neither {}",
    "nor": "nor",
    "not_that": "not the case that {}",
    "any_level": "at any level",
    "or_more": "{} or more",
    "whatever": " (whatever becomes of {})",
    "what": "What is taken",
    "what_given": "What it is",
    "party": "Party",
    "option_": "Option",
    "outcome": "Outcome",
    "taken": "taken",
    "not_taken": "not taken",
    "either_way": "either",
    "differing": "Only the options in which these differ.",
}
GERMAN_JOINTS: dict[str, Any] = {
    "quoted": "„{}“",
    "and_": "und",
    "or_": "oder",
    "nothing": "keine Option ist ergriffen",
    "not_": "nicht {}",
    "operators": (
        ("and", "und"),
        ("or", "oder"),
        ("if", "falls"),
        ("only if", "nur wenn"),
        ("<->", "genau wenn"),
    ),
    "implies": "{1} falls {0}",
    "either": "entweder {} oder {}, aber nicht beides",
    "odd": "eine ungerade Zahl von: {}",
    "not_all": "nicht alles zusammen: {}",
    "none_of": "nichts von alledem: {}",
    "not_both": "nicht beides zugleich: {}",
    "neither": "weder {}",
    "nor": "noch",
    "not_that": "es gilt nicht: {}",
    "any_level": "auf irgendeiner Stufe",
    "or_more": "{} oder mehr",
    "whatever": " (gleich, was aus {} wird)",
    "what": "Was getan wird",
    "what_given": "Was es ist",
    "party": "Partei",
    "option_": "Option",
    "outcome": "Ausgang",
    "taken": "ergriffen",
    "not_taken": "nicht ergriffen",
    "either_way": "beides möglich",
    "differing": "Nur die Optionen, in denen sie sich unterscheiden.",
}
ENGLISH_WAYS: dict[str, Any] = {
    "title": "Where it is heading",
    "rows": "Where it is heading: what each outcome changes",
    "same_way": "as above",
    "stays": "No change: nobody moves away from today's situation.",
    "how": {
        "looking ahead": "looking ahead",
        "not looking ahead": "not looking ahead",
        "either way": "either way",
    },
    "begins": {"not looking ahead": "Not looking ahead", "either way": "Looking ahead or not"},
    "too": "{}, too",
    "begun": "{}, {}",
    "expecting": "Looking ahead: each side expects the answers that would pay for the others. Not looking "
    "ahead: each side looks only at its own next move.",
    "nobody": "nobody moves",
    "account": "Account",
    "from_today": "From today",
    "from_today_ahead": "From today, looking ahead where nothing else is said",
    "end": "End",
    "today": "Today",
    "ahead_stays": "Looking ahead, nobody leaves today.",
    "ahead_rests": "Looking ahead, nothing that is reached holds.",
    "ahead_stays_alone": "Looking ahead, nobody leaves today; not looking ahead, nothing that is reached "
    "holds.",
    "rests_both": "Looking ahead, nothing that is reached holds; not looking ahead, nothing that is reached "
    "holds.",
    "myopic_rests": "Not looking ahead, nothing that is reached holds.",
    "myopic": "Not looking ahead: {}.",
    "many": "many outcomes",
    "rests": "Nothing that is reached holds.",
    "of": "{} of {}",
    "in_account": "in the account “{}”",
    "or_": "; or ",
    "then": ", then ",
    "way": "from today, {}, to {}",
    "gains": "Who gains and who loses, compared with today",
    "heading": "Where it is heading",
    "collapse": "If talks collapse",
    "collapse_of": "collapse: {}",
    "lasts_not": "nothing lasts",
    "both": "{} looking ahead, {} not looking ahead",
    "place": "Beside the mark: its place in the party's order, of how many; 1 is its best.",
    "brackets": " In brackets: if nobody looks ahead, where that differs.",
    "placed": "“1/9”: its best of 9 places",
    "spread": "“2–4/9”: 2nd to 4th best of 9",
    "split": "(▼): not looking ahead",
    "read": "{}, account “{}”: {}.",
    "party": "Party",
    "done": "What is done in each outcome",
    "meaning": {
        "▲": "better",
        "▼": "worse",
        "=": "as good",
        "▲=": "better or as good",
        "▼=": "worse or as good",
        "◆": "better or worse, depending on where it ends",
        "?": "unknown",
    },
    "short": {"◆": "it depends"},
    "keys": {
        "▲": "better",
        "▲=": "better or as good",
        "=": "neither better nor worse",
        "▼=": "worse or as good",
        "▼": "worse",
        "◆": "better or worse, depending on the end",
    },
}


def test_what_stands_around_a_files_own_words() -> None:
    assert asdict(joints.ENGLISH) == ENGLISH_JOINTS
    assert asdict(GERMAN) == GERMAN_JOINTS
    assert asdict(ways.ENGLISH) == ENGLISH_WAYS
    assert (ways.AHEAD, ways.MYOPIC, ways.EITHER) == ("looking ahead", "not looking ahead", "either way")
    assert joints.NOTHING == "no option is taken"


def test_marks_have_their_meanings() -> None:
    assert standings.MARKS == {
        "better": "▲", "worse": "▼", "same": "=", "better_or_same": "▲=", "worse_or_same": "▼=", "open": "◆", "unknown": "?",
    }  # fmt: skip
    assert standings.MEANING == {
        "▲": "better", "▼": "worse", "=": "as good", "▲=": "better or as good", "▼=": "worse or as good",
        "◆": "better or worse, depending on where it ends", "?": "unknown",
    }  # fmt: skip
    assert GERMAN_MEANING == {
        "▲": "besser", "▼": "schlechter", "=": "gleich gut", "▲=": "besser oder gleich gut", "▼=": "schlechter oder gleich gut",
        "◆": "besser oder schlechter, je nachdem, wo es endet", "?": "unbekannt",
    }  # fmt: skip
    assert standings.FARES == {
        "better": "better off", "worse": "worse off", "same": "as well off", "better_or_same": "better or as well off",
        "worse_or_same": "worse or as well off", "open": "better or worse off, depending on where it ends",
    }  # fmt: skip
    assert outcomes.ORDER == ("better", "better_or_same", "open", "worse_or_same", "worse", "unknown", "same")
    assert outcomes._FARES == {
        "better": "better off", "worse": "worse off", "same": "as well off as today", "better_or_same": "no worse off",
        "worse_or_same": "no better off", "open": "better or worse off, depending on the outcome", "unknown": "it is unknown for",
    }  # fmt: skip
    assert german_outcomes._FARES == {
        "better": "besser gestellt", "worse": "schlechter gestellt", "same": "so gut gestellt wie heute",
        "better_or_same": "nicht schlechter gestellt", "worse_or_same": "nicht besser gestellt",
        "open": "je nach Ausgang besser oder schlechter gestellt", "unknown": "unbekannt",
    }  # fmt: skip
    assert german_outcomes._THAN_TODAY == ("better", "worse", "better_or_same", "worse_or_same")
    assert {"nash", "ks", "ks_all", "egalitarian", "utilitarian"} == confidential.NUMBERS


def test_bounds_of_what_is_short() -> None:
    assert (names.LONGEST_ID, names.LONGEST_SHORT, voice.LONGEST_TITLE, voice.MOST_LETTERS, voice.TODAY) == (
        30,
        24,
        70,
        26,
        "today",
    )
    assert names._JOINTS == (" and ", ", ", " or ", "&", "/", ";")
    assert (texts.WRITTEN_OUT, texts.MOST_WORDS, lines.MOST_WORDS, german_words.MOST_WORDS) == (
        10**12,
        25,
        350,
        300,
    )
    assert texts._NUMBERS == (
        "no",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
    )
    assert german_texts._NUMBERS == (
        "null",
        "eins",
        "zwei",
        "drei",
        "vier",
        "fünf",
        "sechs",
        "sieben",
        "acht",
        "neun",
        "zehn",
    )
    assert [bool(voice._WORDS.search(x)) for x in ("s12", "ab1c", "abc", "äöü", "12 war")] == [
        False,
        False,
        True,
        True,
        True,
    ]
    assert [voice.letter(k) for k in (0, 25, 26, 51, 52)] == ["A", "Z", "A2", "Z2", "A3"]
    assert [texts.quantity(n) for n in (10**12 - 1, 10**12, 12 * 10**12)] == [
        "999,999,999,999",
        "1.0e12",
        "1.2e13",
    ]
    assert [german_texts.quantity(n) for n in (1234, 10**12)] == ["1.234", "1,0e12"]
    assert texts.fitting("a b", "c", most=2) == "a b"
    assert texts.fitting("a b c", "", "d e f", most=2) == "d e f"
    assert texts.fitting(" ".join("x" * 25), "y") == " ".join("x" * 25)
    assert texts.fitting(" ".join("x" * 26), "y") == "y"
    assert [texts.capital(x) for x in ("", "aB", "ÄB")] == ["", "AB", "ÄB"]
    assert [texts.verb(n, "is", "are") for n in (0, 1, 2)] == ["are", "is", "are"]
    assert lines.words_in("Ukraine's two-thirds: A, or “B” – 3.") == 6
    assert lines._WORD.findall("a-b c's –") == ["a-b", "c's"]


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("It leads to A.", ["A"]),
        ("A or B, not C", ["A", "B", "C"]),
        ("A change would come.", []),
        ("It ends. A change comes.", []),
        ("So: A change comes.", []),
        ("A comes about.", ["A"]),
        ("A holds.", ["A"]),
        ("A and B", ["A", "B"]),
        ("“A” and A-B, A's, xA, A&B, 'B", []),
        ("A2 or D", []),
        ("B (x), C; A.", ["A", "B", "C"]),
    ],
)
def test_letters_are_found_in_sentences(told: str, found: list[str]) -> None:
    english = Voice(VOICE.conflict, (A, B, C), TODAY)
    assert legend._REFERENCE is not None
    assert legend._ARTICLE.sub("", "A change. A or B. So: A step") == "change. A or B. So: step"
    assert legend.referred([told], english) == found
    assert legend.legend([told], english) == tuple(
        english.outcomes[s.id].named for s in (A, B, C) if english.letter(s) in found
    )
    assert (
        legend.legend([f"{told} {english.inside(A)}; {english.named(B)}; C ({english.title(C)})"], english)
        == ()
    )


def test_accounts_are_named() -> None:
    three = ["a", "b", "c"]
    assert [under(three[:n], three) for n in (1, 2, 3)] == [
        "in the account “a”",
        "in the accounts “a” and “b”",
        "in every account",
    ]
    assert [under(three[:n], three[:2]) for n in (1, 2)] == ["in the account “a”", "in both accounts"]
    assert under(["a"], ["a"]) == under([], ["a"]) == under([], []) == ""
    assert [german_accounts.under(three[:n], three) for n in (1, 2, 3)] == [
        "in der Lesart „a“", "in den Lesarten „a“ und „b“", "in jeder Lesart",
    ]  # fmt: skip
    assert german_accounts.under(["a"], ["a"]) == ""
    assert german_accounts.under(["a", "b"], ["a", "b"]) == "in beiden Lesarten"
    assert (quoted(three), quoted(three, "or"), within(["a"])) == (
        "“a”, “b” and “c”",
        "“a”, “b” or “c”",
        "in the account “a”",
    )
    assert (german_accounts.quoted(three), german_accounts.quoted(three, "oder")) == (
        "„a“, „b“ und „c“",
        "„a“, „b“ oder „c“",
    )
    assert (accounts_named(["a", "b"]), headed("a")) == ("In the accounts “a” and “b”", "Account “a”")
    assert (german_accounts.accounts_named(["a"]), german_accounts.accounts_named(["a", "b"])) == (
        "In der Lesart „a“", "In den Lesarten „a“ und „b“",
    )  # fmt: skip
    facts = [bare(perspective=a) for a in "abc"]
    assert agreeing(facts, lambda f: f.perspective == "a") == [tuple(facts[1:]), (facts[0],)]
    assert each(facts[:1], lambda f: [Text(f.perspective)]) == (Text("a"),)
    assert each(facts[:2], lambda f: [Text(f.perspective)]) == (
        Section("Account “a”", (Text("a"),)), Section("Account “b”", (Text("b"),)),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "told", "german"),
    [
        ((1, 0, 0), ", without a source", ", ohne Quelle"),
        ((2, 0, 0), ", none with a source", ", keine mit Quelle"),
        ((1, 1, 0), ", with a source", ", mit Quelle"),
        ((2, 2, 0), ", all with a source", ", alle mit Quelle"),
        ((1200, 1100, 0), ", 1,100 with a source", ", 1.100 mit Quelle"),
        (
            (9, 6, 2),
            ": 4 from sources, 2 the editors' own, 3 without a source",
            ": 4 aus Quellen, 2 von den Bearbeitern selbst, 3 ohne Quelle",
        ),
        ((2, 2, 2), ": 2 the editors' own", ": 2 von den Bearbeitern selbst"),
    ],
)
def test_sources_are_counted(given: tuple[int, int, int], told: str, german: str) -> None:
    assert sourcing(*given) == told
    assert german_basis.sourcing(*given) == german
    assert german_basis.NONE == "Beruht auf keiner Aussage."


SINGLE = {
    "parties": "party", "groups": "group", "outcomes": "outcome that holds", "sanctions": "sanction", "situations": "situation",
    "mixes": "mix of the accounts", "deals": "better outcome", "moves": "joint move", "takeovers": "takeover",
    "cases": "case drawn", "corrections": "correction of a belief", "layers": "move from today",
}  # fmt: skip
SEVERAL = {
    "parties": "parties", "groups": "groups", "outcomes": "outcomes that hold", "sanctions": "sanctions", "situations": "situations",
    "mixes": "mixes of the accounts", "deals": "better outcomes", "moves": "joint moves", "takeovers": "takeovers",
    "cases": "cases drawn", "corrections": "corrections of beliefs", "layers": "moves from today",
}  # fmt: skip


def search(kind: str, looked: str, of: str = "0") -> Unfinished:
    found: Any = kind
    return Unfinished(search=found, looked=looked, of=of)


def test_unfinished_searches_are_counted() -> None:
    assert unfinished._WHAT.keys() == german_unfinished._WHAT.keys() == SINGLE.keys()
    for kind in unfinished._WHAT:
        assert unfinished.so_far(search(kind, "1")) == f"after 1 {SINGLE[kind]}"
        assert unfinished.so_far(search(kind, "1200")) == f"after 1,200 {SEVERAL[kind]}"
        assert unfinished.so_far(search(kind, "1", "9000")) == f"after 1 of 9,000 {SEVERAL[kind]}"
    assert unfinished.so_far(search("changes", "2")) == "when every set of up to 2 changes had been looked at"
    two = [search("groups", "3"), search("mixes", "1"), search("groups", "3")]
    told = "Not everything was looked at: the time was up after 3 groups and after 1 mix of the accounts (--seconds allows more)."
    assert (unfinished.sentence(two), unfinished.sentence([])) == (told, "")
    said = Said("q", "Yes.", sure="So.")
    marked = unfinished.marked(said, [bare(unfinished=tuple(two))])
    assert (marked.headline, marked.sure) == ("As far as the search came: Yes.", f"{told} So.")
    assert unfinished.marked(said, [bare(unfinished=())]) is said
    assert (unfinished.SO_FAR, unfinished.MORE) == ("As far as the search came", "--seconds allows more")
    assert (german_unfinished.SO_FAR, german_unfinished.MORE) == (
        "Soweit die Suche kam",
        "mehr Zeit gibt --seconds",
    )


def test_blocks_have_nothing_that_is_not_given() -> None:
    assert Items(("a",)) == Items(("a",), numbered=False)
    assert Table(("a",), ()) == Table(
        ("a",), (), title="", note="", id="table", centred=frozenset(), heads=1, marks={}
    )
    assert Picture("s", "t") == Picture("s", "t", title="", plain=())
    assert Said("q", "h") == Said(
        "q", "h", points=(), pictures=(), sure="", next=(), details=(), account="", id="", letters=()
    )
    assert Page("t", ()) == Page("t", (), lead=(), front=(), language="en", appendix=False, speaks="en")
    said, page, table, drawn = Said("q", "h"), Page("t", ()), Table(("a",), ()), Picture("s", "t")
    assert (said.points, said.pictures, said.sure, said.next, said.details) == ((), (), "", (), ())
    assert (said.account, said.id, said.letters, Items(()).numbered) == ("", "", (), False)
    assert (page.lead, page.front, page.language, page.appendix, page.speaks) == ((), (), "en", False, "en")
    assert (table.title, table.note, table.id, table.centred, table.heads, table.marks) == (
        "",
        "",
        "table",
        frozenset(),
        1,
        {},
    )
    assert (drawn.title, drawn.plain) == ("", ())
    one, two, three = (Table((x,), ()) for x in "abc")
    assert tables([one, Text("x"), Section("s", (two, Picture("", "", plain=(three, Text("y")))))]) == [
        one,
        two,
        three,
    ]
    voice_ = Voice(VOICE.conflict)
    assert (voice_.states, voice_.today, voice_.file, voice_.language, voice_.now) == (
        (),
        None,
        "FILE",
        "en",
        "today",
    )
    assert (VOICE.language, VOICE.now, voice_.command("brief", "--full")) == (
        "de",
        "heute",
        "detente brief FILE --full",
    )


def test_the_brief_and_the_report_are_asked_like_this() -> None:
    assert asking.GIVEN == {"whatif": {"collapse": DIPLOMACY}}
    assert (asking.MOST_STATES, asking.MOST_LOOKED_AT) == (4096, 20_000)
    assert {"better"} == composing.EXPLAINED
    assert (command.BRIEF.name, command.REPORT.name) == ("brief", "report")
    for one, arguments in ((command.BRIEF, ["language"]), (command.REPORT, ["appendix"])):
        assert one.discreet
        assert one.together
        assert one.page == "how-to/reading-the-report.md"
        assert one.takes == {"perspectives"}
        assert [a.name for a in one.arguments] == arguments
        assert one.memory == MEMORY
    assert [a.kind for a in (*command.BRIEF.arguments, *command.REPORT.arguments)] == ["text", "flag"]
    assert command.BRIEF.asks == "Where is it heading, for whom is that good, and what could change it?"
    assert command.REPORT.asks == "What is there to know about this conflict?"
    assert command.BRIEF.about == (
        "One page: where it is heading under every account, who gains, what all accounts agree on and where they\n"
        "part, whether something is better for everybody, whether each ultimatum is real, who could tip it."
    )
    assert command.REPORT.about == (
        "The brief, then every question answered, with contents; the details are folded on the page, and printed on\n"
        "paper only with --appendix."
    )
    assert [a.help for a in (*command.BRIEF.arguments, *command.REPORT.arguments)] == [
        "in which language: en, or de for German (default: that of the file)",
        "print the details on paper, too, as an appendix",
    ]
    assert command.BRIEF.example == "detente brief istanbul-2025"
    assert command.REPORT.example == "detente report istanbul-2025 --out report.html"
    assert (ranking.MOST_LOOKED_AT, ranking.MOST_AT_AN_END, ranking.COLUMNS) == (
        50_000,
        4,
        ("Place", "Outcome"),
    )
    assert (ranking.TITLE, ranking.ALIKE) == (
        "The ranking that follows",
        "{} and {} more that it likes as well",
    )
    assert ranking.OPEN == "Its order is not known in full: some preferences are open."
    assert ranking.CLOSED == "It is confidential."
    assert ranking.LARGE == (
        "There are too many outcomes to list them in an order; those that matter have a place on the page Answer."
    )
    assert german_compare.HOW == {"either": "", "ahead": "vorausschauend ", "myopic": "nicht vorausschauend "}


CLAIMS = read_conflict(
    """
detente: 1
title: Claims
decision_makers: {a: {name: Alba, options: {x: dig}}, b: {name: Brin, options: {y: sue}}}
preferences: {a: [{id: mine, that: x}, {id: theirs, that: not b.y}], b: [x: {}]}
""".replace("[x: {}]", "[a.x]")
)


def test_what_a_statement_wants_names_its_party_unless_it_is_its_own() -> None:
    words = Words(CLAIMS)
    mine, theirs = CLAIMS.preferences["a"].statements
    assert (words.statement(mine), words.statement(mine, "a"), words.statement(mine, "b")) == (
        "Alba: “dig”",
        "“dig”",
        "Alba: “dig”",
    )
    assert (words.statement(theirs, "a"), words.wish(theirs, "a"), words.wish(theirs, "b")) == (
        "Brin: not “sue”", "Brin: not “sue”", "not “sue”",
    )  # fmt: skip
    assert (words.claim("a", "mine"), words.claim("a", "nothing")) == ("“dig”", "nothing")


def test_states_are_referred_to() -> None:
    def state(name: str = "", id: str = "a.x") -> StateValue:
        return StateValue(id=id, taken=(), number="7", name=name)

    assert [names.label(state(x)) for x in ("", "war")] == ["#7", "war"]
    assert [names.to_type(state(x)) for x in ("war", "the war")] == ["war", '"the war"']
    assert [names.to_type(state("", "i" * n)) for n in (30, 31)] == ["i" * 30, "7"]
    seven = [state(f"s{k}") for k in range(8)]
    assert names.labels(seven[:6]) == "s0, s1, s2, s3, s4, s5"
    assert names.labels(seven[:7]) == "s0, s1, s2, s3, s4, s5 and 1 more"
    assert names.labels(seven, 3) == "s0, s1, s2 and 5 more"
    assert (names.after_colon("US stops", "US"), names.after_colon("the US stops", "US")) == (
        "stops",
        "the US stops",
    )


def test_columns_behind_the_first_ones_need_something_in_them() -> None:
    rows = (("1", "", "", "x", ""), ("2", "", "", "", ""))
    whole = Table(("a", "b", "c", "d", "e"), rows, "T", "N", "i")
    assert situation._filled(whole) == Table(("a", "b", "d"), (("1", "", "x"), ("2", "", "")), "T", "N", "i")
    assert situation._filled(whole, kept=1).columns == ("a", "d")
    assert situation._filled(whole, kept=3).columns == ("a", "b", "c", "d")
    assert situation._sentences(("", "")) == ""
    assert situation._sentences(("One.", "", "two", "Three.")) == "One. two. Three."
    assert [situation._confidence(x) for x in (None, 0.0, 0.25, 1.0)] == ["", "0", "0.25", "1"]
    assert (situation.MOST_STATES, situation.MOST_COLUMNS, situation.MOST_ENDS) == (300, 4, 8)


def test_a_mistake_is_compared_where_it_is_known_how_it_is_and_how_it_would_be() -> None:
    for now, then in ((deals.TO_A, None), (None, deals.TO_A), (None, None)):
        told = german_mistaken.headline_of_one(deals.wrong(now, then), VOICE)
        assert (
            told
            == "Der Irrtum von Nordland ändert nichts daran, was Bestand hat; die Datei sagt nichts über den heutigen Stand."
        )
    assert german_mistaken.headline_of_one(deals.wrong(deals.TO_A, deals.TO_A), VOICE).startswith(
        "Der Irrtum von Nordland ändert nichts: Vorausschauend oder nicht führt es zu A"
    )


def test_accounts_that_lead_to_the_same_are_told_by_the_first() -> None:
    first, second = heading.led(heading.SAME, heading.SAME), heading.led(ends(2), ends(2))
    both = heading.compared(first, second, myopic=True, ahead=True)
    assert german_compare.all_alike(both, VOICE) == "Beide Lesarten führen zu A (Nordland: baut)."
    parted = heading.compared(first, second)
    assert german_compare.alike_in_one(parted, VOICE, ahead=True) == (
        "Vorausschauend führen beide Lesarten zu A (Nordland: baut); nicht vorausschauend gehen sie auseinander."
    )
    assert german_compare.alike_in_one(parted, VOICE, ahead=False) == (
        "Nicht vorausschauend führen beide Lesarten zu A (Nordland: baut); vorausschauend gehen sie auseinander."
    )


@pytest.mark.parametrize(
    ("parts", "same_start", "told"),
    [
        (["nord"], True, "ist nur, was Nordland will"),
        (["nord", "sued"], True, "ist nur, was Nordland und Südland wollen"),
        (["nord", "setting"], True, "ist nur, was Nordland will; dazu die Regeln"),
        (
            ["nord", "sued", "setting"],
            False,
            "ist nur, was Nordland und Südland wollen; dazu die Regeln oder der Stand von heute",
        ),
        (["setting"], True, "sind nur die Regeln"),
        (["setting"], False, "sind nur die Regeln oder der Stand von heute"),
    ],
)
def test_what_is_read_differently(parts: list[str], same_start: bool, told: str) -> None:
    answer = heading.compared(same_start=same_start)
    assert german_compare.wanted(answer, parts, VOICE, " nur") == told
