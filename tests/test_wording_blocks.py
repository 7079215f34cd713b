"""Blocks: tables are found wherever they stand, and what is left out means nothing."""

from __future__ import annotations

from detente.wording import Block, Items, Page, Picture, Said, Section, Table, Text, tables


def test_tables_are_found_wherever_they_stand():
    one, two, three = (Table(("A",), (("b",),), title=t) for t in ("one", "two", "three"))
    blocks: list[Block] = [
        Text("t"),
        one,
        Section("s", (Items(("i",)), two)),
        Picture("<svg/>", "text", plain=(three, Text("t"))),
    ]
    assert [t.title for t in tables(blocks)] == ["one", "two", "three"]
    assert tables([]) == []


def test_what_blocks_are_where_nothing_is_said():
    table = Table(("A",), ())
    assert (table.title, table.note, table.id, table.heads) == ("", "", "table", 1)
    assert (table.centred, table.marks) == (frozenset(), {})
    assert not Items(("a",)).numbered
    picture = Picture("<svg/>", "text")
    assert (picture.title, picture.plain) == ("", ())
    said = Said("q", "h")
    assert (said.points, said.pictures, said.sure, said.next, said.details) == ((), (), "", (), ())
    assert (said.account, said.id) == ("", "")
    page = Page("t", (said,))
    assert (page.lead, page.front, page.language, page.appendix) == ((), (), "en", False)
