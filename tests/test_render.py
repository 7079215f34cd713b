"""Every block in every renderer is read back: what stands where, what is escaped, folded, printed, told to the ear."""

from __future__ import annotations

import csv as reader
import io
import re
import sys
import zipfile
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

import detente
import detente.render
from detente.conflict import DetenteError
from detente.conflict.safetext import clean
from detente.drawing import Arrow, Card, Lane, strip
from detente.render import RENDERERS, render
from detente.render import csv as csv_files
from detente.render import markdown as md
from detente.render import words as told
from detente.render.common import legend, split_marks, trimmed
from detente.render.terminal import Terminal, width_of
from detente.wording import Items, Page, Picture, Said, Section, Table, Text

SVG = strip(
    [
        Lane(
            "kyiv",
            (Card(title="Today", kind="today"), Card("A", "talks", kind="end")),
            (Arrow(0, 1, 0, "Russia: talks"),),
        )
    ],
    ["Russia"],
    "Where it is heading",
    "From today Russia talks: A.",
)
WHO = Table(
    ("", "kyiv", "source", "broker"),
    (("Russia", "▲ 1st", "", "▼ 3rd"), ("Ukraine", "= 2nd", "", "")),
    "Who gains",
    "Compared with today.",
    id="who",
    centred=frozenset({3}),
    marks={"▲": "better", "▼": "worse", "=": "the same", "": "not asked"},
)
OPTIONS = Table(
    ("Party", "Option", "A"),
    (("Russia", "talks", "●"), ("", "offensive", ""), ("Ukraine", "joins", "●")),
    id="options",
    centred=frozenset({2}),
    heads=2,
    marks={"●": "taken"},
)
PICTURE = Picture(SVG, "From today Russia talks: A.", "Where it is heading", (OPTIONS,))
DETAILS = (
    Text("A paragraph of details."),
    Items(("one thing", "another")),
    Items(("first", "second"), numbered=True),
    Section("Witnesses", (Text("Russia could move."), Section("Deeper", (WHO,)), Section("Empty", ()))),
)
SAID = Said(
    "Where is it heading?",
    "In every account to talks.",
    ("Russia gains.", "Ukraine loses."),
    (PICTURE,),
    "Nash ✓ SMR ✗; 3 claims, 1 with a source",
    ("detente pivot FILE",),
    DETAILS,
    "kyiv",
    "heading",
)
SECOND = Said("Who gains?", "Russia.", pictures=(WHO,), id="heading")
PAGE = Page("Istanbul, May 2025", (SAID, SECOND), ("3 accounts.", "Today: nothing."))
BRIEF = Page("Istanbul", (SAID, SECOND), front=(Said("The brief", "To talks."),))
HOSTILE = (
    "<script>alert(1)</script> & \"q\" 'a' | b `c` *d* _e_ [f](g) #h ~~i~~ \\ $j$ ![k](l) &lt; "
    "\x1b[31m\x07\u202e\u2066 \ud800"
)


# -- shared ------------------------------------------------------------------------------------------------------------


def test_control_characters_are_neutralised():
    assert clean("plain") == "plain"
    assert clean("é ▲ 停") == "é ▲ 停"
    assert clean("a\x1b[31mb") == r"a\x1b[31mb"
    assert clean("a\x9bb\x00\x07\x7f") == r"a\x9bb\x00\x07\x7f"
    assert clean("a\nb\tc\u2028d\x85e") == "a b c d e"
    assert clean("a\u202eb\u2066c\u200bd\u00ade\ufeff") == "abcde"
    assert clean("\ud800\ufffe") == r"\ud800\ufffe"
    assert clean("می\N{ZERO WIDTH NON-JOINER}خواهم") == "می\N{ZERO WIDTH NON-JOINER}خواهم"


def test_empty_columns_rows_and_tables_go():
    found = trimmed(WHO)
    assert found is not None
    assert found.columns == ("", "kyiv", "broker")
    assert found.rows == (("Russia", "▲ 1st", "▼ 3rd"), ("Ukraine", "= 2nd", ""))
    assert found.centred == {2}
    assert found.heads == 1
    assert trimmed(OPTIONS) is OPTIONS
    assert trimmed(Table(("a",), ())) is None
    assert trimmed(Table(("a", "b"), ((" ", ""), ("", "")))) is None
    heads = trimmed(Table(("a", "b", "c"), (("", "x", "y"), ("", "", " ")), heads=2))
    assert heads == Table(("b", "c"), (("x", "y"),), heads=1)


def test_marks_are_found_as_words_of_their_own():
    marks = {"▲": "better", "y": "yes", "": "nothing"}
    assert split_marks("▲ 1st place", marks) == [("▲", "better"), ("1st place", "")]
    assert split_marks("yesterday y; x", marks) == [("yesterday", ""), ("y;", "yes"), ("x", "")]
    assert split_marks("", marks) == [("", "nothing")]
    assert split_marks("", {}) == [("", "")]
    assert legend(WHO) == [("▲", "better"), ("▼", "worse"), ("=", "the same")]
    assert legend(Table(("a",), (("▲ 1st",),), note="▲ is better", marks={"▲": "better"})) == []


@pytest.mark.parametrize("ending", RENDERERS)
def test_every_ending_gives_the_same_each_time(ending):
    once = render(PAGE, ending)
    assert once == render(PAGE, ending[1:])
    assert isinstance(once, bytes) == (ending == ".docx")


def test_an_unknown_ending_is_told_with_the_nearest():
    with pytest.raises(DetenteError, match=r"no ending '\.htm'.*\.html"):
        render(PAGE, ".htm")


# -- terminal ----------------------------------------------------------------------------------------------------------


def test_the_terminal_is_compact():
    one = Page("Istanbul", (SAID,))
    assert Terminal(100).page(one).splitlines() == [
        "Istanbul: Where is it heading?  [kyiv]",
        "  In every account to talks.",
        "  - Russia gains.",
        "  - Ukraine loses.",
        "  Party    Option     A",
        "  Russia   talks      ●",
        "           offensive",
        "  Ukraine  joins      ●",
        f"  {told.SURE}: Nash ✓ SMR ✗; 3 claims, 1 with a source",
        f"  {told.NEXT}: detente pivot FILE",
        f"  {told.MORE}.",
    ]


def test_the_terminal_tells_all_where_it_is_asked_to():
    text = Terminal(100, full=True).page(PAGE)
    for part in (
        "Istanbul, May 2025\n3 accounts.\nToday: nothing.\n\nWhere is it heading?  [kyiv]\n",
        "  A paragraph of details.\n",
        "  - one thing\n  - another\n",
        "  1. first\n  2. second\n",
        "  Witnesses\n  Russia could move.\n  Deeper\n  Who gains:\n",
        "           kyiv   broker\n  ───────  ─────  ──────\n  Russia   ▲ 1st  ▼ 3rd\n  Ukraine  = 2nd\n",
        "  ▲ better; ▼ worse; = the same\n  Compared with today.\n",
        "\n\nWho gains?\n  Russia.\n",
    ):
        assert part in text
    assert "--full" not in text
    assert "Empty" not in text
    assert "source  " not in text
    assert render(PAGE, ".txt") == text


def test_the_terminal_says_what_is_left_out():
    assert "--full" in Terminal(100).page(PAGE)
    assert "A paragraph of details" not in Terminal(100).page(PAGE)
    assert "--" not in Terminal(100).page(Page("x", (SECOND,)))
    only_picture = Said("q", "h", pictures=(Picture(SVG, "what it says"),))
    text = Terminal(100).page(Page("x", (only_picture,)))
    assert text == f"x: q\n  h\n  what it says\n  {told.PICTURES}.\n"
    assert "account" not in Terminal().page(Page("x", (Said("q", "h", account="base"),)))
    assert Terminal().page(BRIEF).index("The brief") < Terminal().page(BRIEF).index("Where is it heading?")


def test_bold_stands_only_on_a_screen():
    lines = Terminal(80, colour=True).page(Page("Istanbul", (SAID,))).splitlines()
    bold = [line for line in lines if line.startswith("\x1b[1m")]
    assert bold == [
        "\x1b[1mIstanbul: Where is it heading?  [kyiv]\x1b[0m",
        "\x1b[1m  In every account to talks.\x1b[0m",
    ]
    assert "\x1b" not in Terminal(80).page(PAGE)


@pytest.mark.parametrize("width", [10, 40, 60, 100, 500])
def test_lines_fit_the_width(width):
    long = (
        "Ukraine gives way while the offensive goes on, Donaudampfschifffahrtskapitäne wait for 停火谈判重新开始 "
        * 3
    )
    wide = Table(tuple("abcdefgh"), (tuple(long[: 9 * k] for k in range(8)),) * 2, "A table", "A note")
    said = Said(long, long, (long,), (wide,), long, (long,), (Text(long), Items((long,) * 2, numbered=True)))
    for full in (False, True):
        text = Terminal(width, full=full).page(Page(long, (said, said), (long,)))
        room = min(max(width, 40), 130)
        assert all(width_of(line) <= room for line in text.splitlines())
        assert "A note" in text
    narrow = Terminal(40).page(Page("x", (Said("q", "h", pictures=(wide,)),)))
    assert "b: Ukraine g" in narrow
    assert "a: " not in narrow  # an empty column


def test_wide_letters_stand_below_each_other():
    table = Table(("who", "what"), (("停火", "a"), ("truce", "b")), centred=frozenset({0}))
    lines = Terminal(80).page(Page("x", (Said("q", "h", pictures=(table,)),))).splitlines()
    assert lines[2:5] == ["   who   what", "  停火   a", "  truce  b"]


def test_what_people_wrote_brings_nothing_about_on_a_terminal():
    table = Table((HOSTILE, "b"), ((HOSTILE, "x"),), HOSTILE, HOSTILE)
    said = Said(
        HOSTILE,
        HOSTILE,
        (HOSTILE,),
        (table, Picture("", HOSTILE, HOSTILE)),
        HOSTILE,
        (HOSTILE,),
        (Text(HOSTILE),),
    )
    for full in (True, False):
        text = Terminal(100, full=full).page(Page(HOSTILE, (said, said), (HOSTILE,)))
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text)
        text.encode("utf-8")


# -- html --------------------------------------------------------------------------------------------------------------

VOID = {"meta", "link", "br", "hr", "img", "input", "path", "rect", "circle", "line", "polygon"}


class Element:
    def __init__(self, tag: str, attributes: dict[str, str], parent: Element | None) -> None:
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.children: list[Element | str] = []

    def text(self) -> str:
        return " ".join("".join(c if isinstance(c, str) else c.text() for c in self.children).split())

    def all(self, tag: str = "", **attributes: str) -> list[Element]:
        found = []
        for child in self.children:
            if isinstance(child, Element):
                wanted = all(child.attributes.get(k.rstrip("_")) == v for k, v in attributes.items())
                if (not tag or child.tag == tag) and wanted:
                    found.append(child)
                found += child.all(tag, **attributes)
        return found

    def one(self, tag: str = "", **attributes: str) -> Element:
        (found,) = self.all(tag, **attributes)
        return found

    def within(self, tag: str) -> bool:
        return self.parent is not None and (self.parent.tag == tag or self.parent.within(tag))


class Parser(HTMLParser):
    """Builds a tree, and checks that what is opened is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.root = self.at = Element("", {}, None)
        self.feed(page)
        assert self.at is self.root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {k: v or "" for k, v in attrs}, self.at)
        self.at.children.append(element)
        if tag not in VOID:
            self.at = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.at.children.append(Element(tag, {k: v or "" for k, v in attrs}, self.at))

    def handle_endtag(self, tag: str) -> None:
        assert self.at.tag == tag
        assert self.at.parent is not None
        self.at = self.at.parent

    def handle_data(self, data: str) -> None:
        self.at.children.append(data)


def parsed(page: Page) -> Element:
    text = render(page, ".html")
    assert isinstance(text, str)
    root = Parser(text).root
    ids = [e.attributes["id"] for e in root.all() if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    links = [e.attributes["href"] for e in root.all("a")]
    assert all(link[0] == "#" and link[1:] in ids for link in links)
    for element in root.all():
        for name in ("aria-labelledby", "aria-describedby"):
            assert set(element.attributes.get(name, "").split()) <= set(ids)
    assert not re.search(r"(src|href)=[\"']?(https?:)?//", text)
    assert "@import" not in text
    assert text.count("<script>") == 1
    levels = [int(e.tag[1]) for e in root.all() if re.fullmatch("h[1-6]", e.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    return root


def test_the_page_answers_first():
    root = parsed(PAGE)
    assert root.one("html").attributes["lang"] == "en"
    assert root.one("head").one("title").text() == "Istanbul, May 2025"
    assert root.one("h1").text() == "Istanbul, May 2025"
    assert root.one("div", class_="lead").text() == "3 accounts.Today: nothing."
    first, second = root.all("section", class_="said")
    assert (first.attributes["id"], second.attributes["id"]) == ("heading", "heading-2")
    answer = first.one("div", class_="answer")
    assert [c.tag for c in answer.children if isinstance(c, Element)] == ["h2", "p", "ul"]
    assert answer.one("h2").text() == "Where is it heading? (kyiv)"
    assert answer.one("p", class_="headline").text() == "In every account to talks."
    assert [e.text() for e in answer.all("li")] == ["Russia gains.", "Ukraine loses."]
    assert first.one("code").text() == "detente pivot FILE"
    assert first.one("p", class_="next").text() == f"{told.NEXT} detente pivot FILE"
    skip = root.one("a", class_="skip")
    assert skip.attributes["href"] == "#main"
    assert root.one("main").attributes["id"] == "main"


def test_a_picture_on_a_page_has_a_caption_a_name_and_a_description():
    root = parsed(PAGE)
    figure = root.one("figure")
    assert figure.one("figcaption").one("strong").text() == "Where it is heading"
    svg = figure.one("svg")
    assert svg.attributes["role"] == "img"
    assert svg.one("title").text() == "Where it is heading"
    assert svg.one("desc").text() == "From today Russia talks: A."
    assert svg.attributes["aria-labelledby"].split() == [
        svg.one("title").attributes["id"],
        svg.one("desc").attributes["id"],
    ]
    assert not figure.all("table")  # said once
    twice = parsed(Page("x", (SAID, SAID)))
    assert len({e.attributes["aria-labelledby"] for e in twice.all("svg")}) == 2


def test_tables_of_a_page_have_heads_of_rows_and_words_for_marks():
    table = parsed(Page("x", (SECOND,))).one("table")
    assert table.one("caption").text() == "Who gains"
    assert [e.text() for e in table.one("thead").all("th", scope="col")] == ["kyiv", "broker"]
    assert [e.text() for e in table.one("thead").one("tr").all("td")] == [""]  # no head without a name
    rows = table.one("tbody").all("tr")
    assert [e.text() for e in rows[0].all("th", scope="row")] == ["Russia"]
    assert [e.text() for e in rows[0].all("td")] == ["▲better 1st", "▼worse 3rd"]
    assert [e.text() for e in rows[1].all("td")] == ["=the same 2nd", "not asked"]
    assert [e.text() for e in rows[0].all("span", **{"aria-hidden": "true"})] == ["▲", "▼"]
    assert [e.text() for e in rows[0].all("span", class_="hidden")] == ["better", "worse"]
    assert [e.attributes.get("class") for e in rows[0].all("td")] == ["tight", "mark"]
    region = table.parent
    assert region is not None
    assert region.attributes["role"] == "group"  # as no landmark it needs no name of its own on the page
    assert region.attributes["aria-label"] == "Who gains"
    assert region.one("p", class_="note").text() == "Compared with today."
    sure = parsed(PAGE).one("p", class_="sure")
    assert [e.text() for e in sure.all("span", class_="hidden")] == ["yes", "no"]


def test_the_last_column_of_a_table_heads_nothing():
    """Where the columns with data are dropped as empty, heads are left, which would head nothing."""
    for columns, rows, heads in (
        (("Party", "Claim"), (("Russia", "talks"), ("", "halt")), ["Russia", "Russia"]),
        (("Claim",), (("talks",), ("halt",)), []),
    ):
        made = Said("q", "h", pictures=(Table(columns, rows, heads=2),))
        table = parsed(Page("x", (made,))).one("table")
        assert [e.text() for e in table.all("th", scope="col")] == list(columns)
        assert [e.text() for e in table.all("th", scope="row")] == heads
        assert [e.text() for e in table.one("tbody").all("td")] == ["talks", "halt"]


def test_a_row_that_goes_on_says_to_the_ear_with_what():
    table = parsed(Page("x", (Said("q", "h", pictures=(OPTIONS,)),))).one("table")
    rows = table.one("tbody").all("tr")
    assert [[e.text() for e in r.all("th")] for r in rows] == [
        ["Russia", "talks"],
        ["Russia", "offensive"],
        ["Ukraine", "joins"],
    ]
    assert rows[1].all("th")[0].one("span").attributes["class"] == "hidden"
    assert not rows[0].all("th")[0].all("span")


def test_details_are_folded_and_printed_only_where_an_appendix_is_asked_for():
    root = parsed(PAGE)
    details = root.one("details")
    assert "open" not in details.attributes
    assert details.one("summary").text() == f"{told.DETAILS}: Where is it heading? (kyiv)"
    assert details.one("p", class_="note").within("details")
    assert [e.text() for e in details.all("h3") + details.all("h4")] == ["Witnesses", "Deeper"]
    assert [e.text() for e in details.one("ol").all("li")] == ["first", "second"]
    assert [e.text() for e in details.one("ul").all("li")] == ["one thing", "another"]
    assert not root.all("section", id="appendix")
    printed = parsed(Page("x", (SAID, SECOND), appendix=True))
    appendix = printed.one("section", id="appendix")
    assert appendix.one("h2").text() == told.APPENDIX
    assert [e.text() for e in appendix.all("h3")] == ["Where is it heading? (kyiv)"]
    assert [e.text() for e in appendix.all("h4") + appendix.all("h5")] == ["Witnesses", "Deeper"]
    assert printed.one("details").within("section")
    assert "A paragraph of details." in appendix.text()
    link = next(e for e in printed.all("a") if e.text() == told.TO_DETAILS)
    assert link.attributes["href"] == "#heading-details"
    style = root.one("head").one("style").text()
    paper = style[style.index("@media print") :]
    assert "details { display: none; }" in paper
    assert ".appendix details { display: block; }" in paper
    assert "thead { display: table-header-group; }" in paper
    assert re.search(
        r"h1, h2, h3, h4, h5, h6, caption, summary, figcaption, thead \{ break-after: avoid", paper
    )
    assert ".front:has(~ section, ~ nav) { break-after: page; }" in paper
    assert "size: A4" in paper
    assert "prefers-color-scheme: dark" in style
    assert "nav { display: none" not in paper


def shown(element: Element) -> str:
    """What a page says, styles, scripts and drawings left out."""
    if element.tag in ("style", "script", "svg", "head"):
        return ""
    return " ".join(" ".join(c if isinstance(c, str) else shown(c) for c in element.children).split())


def test_all_that_a_page_says_and_nothing_else():
    said = Said("q?", "h.", ("p1.", "p2."), (PICTURE,), "Nash ✓", ("detente x", "ask"), (Text("d"),), id="a")
    assert shown(parsed(Page("T", (said,), ("lead",)))) == (
        "Skip to the answer T lead q? h. p1. p2. Where it is heading "
        "How sure Nash ✓ yes Next detente x ; ask Details : q? d "
        f"Made with détente {detente.__version__}. "
        "It shows what follows from what somebody claims; it takes no side."
    )
    again = shown(parsed(Page("T", (said, Said("r?", "s.")), front=(Said("b", "B."),), appendix=True)))
    assert again == (
        "Skip to the answer T b B. Contents q? r? Appendix: details q? h. p1. p2. Where it is heading "
        "How sure Nash ✓ yes Next detente x ; ask Details in the appendix r? s. "
        "Appendix: details q? Details d "
        f"Made with détente {detente.__version__}. "
        "It shows what follows from what somebody claims; it takes no side."
    )
    assert told.SPOKEN == {"✓": "yes", "✗": "no", "▲": "better", "▼": "worse", "◆": "better or worse"}


def test_classes_say_what_can_break_and_what_stands_in_the_margin():
    long = "Donaudampfschifffahrtsgesellschaftskapitän"
    table = Table(("a", "b", "c"), (("x", f"y {long}", "just a few words more"),))
    cells = parsed(Page("x", (Said("q", "h", ("p",), (table,), "s", ("n",)),))).one("tbody").all("td")
    assert [c.attributes.get("class") for c in cells] == ["long", None]
    root = parsed(PAGE)
    assert root.all("ul", class_="points")
    assert [e.text() for e in root.all("span", class_="tag")] == [told.SURE, told.NEXT]
    assert root.one("figcaption").parent is not None
    assert "short" in root.all("div", class_="table short")[0].attributes["class"]
    many = Table(("a",), tuple((str(k),) for k in range(13)))
    assert not parsed(Page("x", (Said("q", "h", pictures=(many,)),))).all("div", class_="table short")
    bare = parsed(Page("x", (Said("q", "h", pictures=(Picture(SVG, ""),)),)))
    assert not bare.all("figcaption")


def test_the_brief_comes_before_the_contents():
    root = parsed(BRIEF)
    main = root.one("main")
    order = [c.attributes.get("class", c.tag) for c in main.children if isinstance(c, Element)]
    assert order == ["front", "nav", "said", "said"]
    assert root.one("div", class_="front").one("h2").text() == "The brief"
    assert [e.text() for e in root.one("nav").all("a")] == ["Where is it heading? (kyiv)", "Who gains?"]
    assert not parsed(Page("x", (SAID,))).all("nav")
    assert [e.text() for e in parsed(Page("x", (SAID,), appendix=True)).one("nav").all("a")][
        -1
    ] == told.APPENDIX


def test_a_page_says_in_which_language_what_stands():
    said = Said("q", "They “geben nach” (A).")
    root = parsed(Page("Ein Streit", (said,), language="de"))
    assert root.one("html").attributes["lang"] == "en"
    assert [e.text() for e in root.all("span", lang="de")] == ["Ein Streit", "“geben nach”"]
    assert not parsed(Page("A dispute", (said,))).all("span", lang="en")


def test_what_people_wrote_is_text_on_a_page():
    table = Table((HOSTILE, "b"), ((HOSTILE, "x"),), HOSTILE, HOSTILE, marks={"<b>": HOSTILE})
    said = Said(
        HOSTILE,
        HOSTILE,
        (HOSTILE,),
        (table, Picture("<svg></svg>", HOSTILE, HOSTILE)),
        HOSTILE,
        (HOSTILE,),
        DETAILS,
    )
    for language in ("en", 'd"e'):
        root = parsed(Page(HOSTILE, (said,), (HOSTILE,), (said,), language))
        assert len(root.all("script")) == 1
        shown = " ".join(clean(HOSTILE).split())
        assert root.one("h1").text() == shown
        assert root.all("caption")[0].text() == shown
    text = render(Page(HOSTILE, (said,)), ".html")
    assert isinstance(text, str)
    assert "\x1b" not in text
    assert "\u202e" not in text


# -- markdown ----------------------------------------------------------------------------------------------------------


def test_markdown():
    page = render(Page("Istanbul", (SAID,), ("3 accounts.",)), ".md")
    assert page == (
        "# Istanbul\n\n3 accounts.\n\n## Where is it heading? (kyiv)\n\n**In every account to talks.**\n\n"
        "- Russia gains.\n- Ukraine loses.\n\n**Where it is heading**\n\n"
        "| Party | Option | A |\n| --- | --- | :-: |\n| **Russia** | **talks** | ● |\n|   | **offensive** |   |\n"
        "| **Ukraine** | **joins** | ● |\n\n● taken\n\n"
        "*How sure:* Nash ✓ SMR ✗; 3 claims, 1 with a source\n\n*Next:* `detente pivot FILE`\n"
    )
    appended = render(Page("Istanbul", (SAID, SECOND), appendix=True), ".md")
    assert isinstance(appended, str)
    last = appended[appended.index(f"## {told.APPENDIX}") :]
    for part in (
        "### Where is it heading? (kyiv)\n\nA paragraph of details.\n",
        "- one thing\n- another\n",
        "1. first\n2. second\n",
        "#### Witnesses\n\nRussia could move.\n\n##### Deeper\n\n**Who gains**\n\n|   | kyiv | broker |\n",
        "▲ better; ▼ worse; \\= the same\n\nCompared with today.\n",
    ):
        assert part in last
    assert "Who gains?" not in last
    assert "Empty" not in last


def test_markdown_of_what_people_wrote_is_text():
    from markdown_it import MarkdownIt

    parse = MarkdownIt("gfm-like", {"linkify": False, "html": True}).enable(["table", "strikethrough"])
    texts = [
        HOSTILE,
        "```\nx\n```",
        "~~~ x",
        "1. a",
        "2) b",
        "- c",
        "+ d",
        "=====",
        "---",
        "> e",
        "    f",
        "# g",
        "<!-- h",
        "[a]: b",
        "a\\",
        "| x | y |",
    ]
    for text in texts:
        shown = " ".join(clean(text).split())
        tokens = parse.parse(md.plain(text))
        assert [t.type for t in tokens] == ["paragraph_open", "inline", "paragraph_close"], text
        inner = tokens[1].children or []
        assert "".join(t.content for t in inner) == shown
        assert {t.type for t in inner} <= {"text", "text_special"}
        page = render(Page("x", (Said("q", "h", pictures=(Table(("a", text), ((text, "z"),)),)),)), ".md")
        assert isinstance(page, str)
        cells = [t for t in parse.parse(page) if t.type in ("th_open", "td_open")]
        assert len(cells) == 4, text
    for address in ("http://a.b", "HTTPS://a.b", "www.a.b", "see ftp://a.b", "mailto:a"):
        escaped = md.plain(address)
        assert not re.search(r"[a-z]:", escaped)
        assert "www." not in escaped
        assert escaped.replace("\\", "") == address
    assert md.plain("see example.org, b.de; c.d") == r"see example\.org, b\.de; c.d"
    assert "`` detente x `y` ``" in str(render(Page("x", (Said("q", "h", next=("detente x `y`",)),)), ".md"))


# -- csv ---------------------------------------------------------------------------------------------------------------


def test_csv_has_every_table_with_its_name_and_account():
    text = render(PAGE, ".csv")
    assert isinstance(text, str)
    assert list(reader.reader(io.StringIO(text))) == [
        ["table", "account", "Party", "Option", "A"],
        ["options", "kyiv", "Russia", "talks", "●"],
        ["options", "kyiv", "", "offensive", ""],
        ["options", "kyiv", "Ukraine", "joins", "●"],
        [],
        ["table", "account", "", "kyiv", "broker"],
        ["who", "kyiv", "Russia", "▲ 1st", "▼ 3rd"],
        ["who", "kyiv", "Ukraine", "'= 2nd", ""],
        [],
        ["table", "", "kyiv", "broker"],
        ["who", "Russia", "▲ 1st", "▼ 3rd"],
        ["who", "Ukraine", "'= 2nd", ""],
    ]


def test_csv_runs_no_formula():
    table = Table(("a", "b", "c", "d", "e"), (("=HYPERLINK(1)", "-5", "+x", "@y", "="),))
    text = render(Page("x", (Said("q", "h", pictures=(table,)),)), ".csv")
    assert isinstance(text, str)
    assert list(reader.reader(io.StringIO(text)))[1] == ["table", "'=HYPERLINK(1)", "-5", "'+x", "'@y", "="]


def test_csv_of_rows_joins_lists():
    found: list[dict[str, Any]] = [{"a": 1, "b": ["x", "y"]}, {"a": None, "b": ()}]
    assert "".join(csv_files.rows(found)) == "a,b\n1,x; y\n,\n"
    assert list(csv_files.rows([])) == []


# -- docx --------------------------------------------------------------------------------------------------------------


def document(page: Page) -> Any:
    docx = pytest.importorskip("docx")
    pytest.importorskip("resvg_py")
    made = render(page, ".docx")
    assert isinstance(made, bytes)
    return docx.Document(io.BytesIO(made))


def test_docx_has_styles_lists_tables_and_pictures_with_a_text():
    found = document(PAGE)
    told_by = [(p.style.name, p.text) for p in found.paragraphs if p.text]
    assert told_by[:7] == [
        ("Title", "Istanbul, May 2025"),
        ("Subtitle", "3 accounts."),
        ("Subtitle", "Today: nothing."),
        ("Heading 1", "Where is it heading? (kyiv)"),
        ("Headline", "In every account to talks."),
        ("List Bullet", "Russia gains."),
        ("List Bullet", "Ukraine loses."),
    ]
    assert ("Caption", "Where it is heading") in told_by
    assert ("Normal", f"{told.SURE}: Nash ✓ SMR ✗; 3 claims, 1 with a source") in told_by
    assert ("Normal", "▲ better; ▼ worse; = the same. Compared with today.") in told_by
    (shape,) = found.inline_shapes
    assert shape._inline.docPr.get("descr") == "From today Russia talks: A."
    assert shape._inline.docPr.get("title") == "Where it is heading"
    (table,) = found.tables
    assert table.style.name == "Table Grid"
    assert [[c.text for c in r.cells] for r in table.rows] == [
        ["", "kyiv", "broker"],
        ["Russia", "▲ 1st", "▼ 3rd"],
        ["Ukraine", "= 2nd", ""],
    ]
    xml = table._tbl.xml
    assert xml.count("<w:tblHeader/>") == 1
    assert xml.count("<w:cantSplit/>") == 3
    assert [r.cells[0].paragraphs[0].runs[0].bold for r in table.rows] == [True, True, True]
    assert [r.cells[1].paragraphs[0].runs[0].bold for r in table.rows] == [True, False, False]
    section = found.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert found.core_properties.title == "Istanbul, May 2025"
    assert found.core_properties.created.year == 2000


def test_docx_gives_a_column_room_for_what_stands_in_it():
    rows = (("short", "a text that is somewhat longer", "b"), ("c", "d", "e"))
    narrow, wide = (
        document(Page("x", (Said("q", "h", (), (Table(("", "Long", ""), r),), sure="well"),))).tables[0]
        for r in (rows, (("x" * 70, "y" * 40, "z" * 90), *rows))
    )
    for table in (narrow, wide):
        columns = [c.width.cm for c in table.columns]
        assert all([cell.width.cm for cell in row.cells] == columns for row in table.rows)
        assert not table.autofit
    first, second, third = (c.width.cm for c in narrow.columns)
    assert third <= first < second < sum((first, second, third)) < 12
    assert sum(c.width.cm for c in wide.columns) == pytest.approx(17.4, abs=0.05)


def test_docx_sets_apart_how_sure_it_is():
    found = document(Page("x", (Said("q", "h", sure="Nash ✓"),)))
    (line,) = [p for p in found.paragraphs if p.text.startswith(told.SURE)]
    assert [(r.text, r.bold) for r in line.runs] == [(f"{told.SURE}: ", True), ("Nash ✓", None)]


def test_docx_names_an_account_but_not_the_files_own():
    found = document(
        Page("x", (Said("q", "h", account="base"), Said("q", "h"), Said("q", "h", account="kyiv")))
    )
    heads = [p for p in found.paragraphs if p.style.name == "Heading 1"]
    assert [p.text for p in heads] == ["q", "q", "q (kyiv)"]
    assert str(found.styles["Heading 1"].font.color.rgb) == "0B5394"
    assert str(found.styles["Normal"].font.color.rgb) == "1C1C1C"


def test_docx_details_are_an_appendix_on_request():
    assert "A paragraph of details." not in [p.text for p in document(PAGE).paragraphs]
    found = document(Page("x", (SAID, SECOND), appendix=True, front=(Said("The brief", "To talks."),)))
    told_by = [(p.style.name, p.text) for p in found.paragraphs if p.text]
    at = told_by.index(("Heading 1", told.APPENDIX))
    assert told_by[at + 1 : at + 8] == [
        ("Heading 2", "Where is it heading? (kyiv)"),
        ("Normal", "A paragraph of details."),
        ("List Bullet", "one thing"),
        ("List Bullet", "another"),
        ("List Number", "first"),
        ("List Number", "second"),
        ("Heading 3", "Witnesses"),
    ]
    assert ("Heading 4", "Deeper") in told_by
    breaks = [p.text for p in found.paragraphs if p.paragraph_format.page_break_before]
    assert breaks == ["Where is it heading? (kyiv)", told.APPENDIX]


def test_docx_draws_letters_in_the_colours_of_paper():
    resvg_py = pytest.importorskip("resvg_py")
    from detente.render.docx import png

    image = png(SVG)
    assert image is not None
    assert image[:8] == b"\x89PNG\r\n\x1a\n"
    without = re.sub("<text.*?</text>", "", SVG)
    assert png(without) != image
    assert int.from_bytes(image[16:20]) == 2 * 360
    assert resvg_py is not None


def test_docx_without_a_font_has_the_tables_and_the_text_in_place_of_pictures(monkeypatch):
    pytest.importorskip("docx")
    monkeypatch.setattr("detente.render.docx._font", lambda: None)
    found = document(PAGE)
    assert len(found.inline_shapes) == 0
    assert [c.text for c in found.tables[0].rows[0].cells] == ["Party", "Option", "A"]
    assert "From today Russia talks: A." in [p.text for p in found.paragraphs]


def test_docx_has_no_dates_of_today():
    pytest.importorskip("docx")
    made = render(PAGE, ".docx")
    assert isinstance(made, bytes)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_docx_takes_any_character():
    table = Table((HOSTILE, "b"), ((HOSTILE, "x"),), HOSTILE, HOSTILE)
    said = Said(
        HOSTILE, HOSTILE, (HOSTILE,), (table, Picture(SVG, HOSTILE, HOSTILE)), HOSTILE, (HOSTILE,), DETAILS
    )
    assert document(Page(HOSTILE, (said,), (HOSTILE,), appendix=True)).paragraphs[0].text == clean(HOSTILE)


@pytest.mark.parametrize("missing", ["docx", "resvg_py"])
def test_a_missing_package_is_told_in_one_sentence(monkeypatch, missing):
    pytest.importorskip("docx")
    pytest.importorskip("resvg_py")
    detente.render.docx._font.cache_clear()
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(DetenteError, match=r"pip install 'detente\[docx\]'") as caught:
        render(PAGE, ".docx")
    assert "\n" not in str(caught.value)
