"""Parts of the brief and the report on facts made by hand: columns of the matrix, cells, pages, what is left out."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from detente.answers import Span, Standing, StandingKind
from detente.conflict import read_conflict
from detente.drawing import Cell
from detente.reports import graph, lines, pages, pictures
from detente.reports.catalogue import catalogue_page
from detente.reports.differences import MORE, MOST, differences
from detente.reports.lines import Line
from detente.reports.pictures import Column
from detente.wording import Picture, Said, Section, Table, Text
from detente.wording.ways import ENGLISH
from tests.german_facts import VOICE, bare


def fares(dm: str, kind: StandingKind, best: int = 1, worst: int = 1) -> Standing:
    return Standing(decision_maker=dm, kind=kind, after=Span(best=best, worst=worst, of=9))


UP, DOWN, LEVEL = fares("nord", "better"), fares("nord", "worse", 2, 4), fares("nord", "same", 3, 3)


def heading(account: str, ahead: Standing, myopic: Standing) -> Any:
    found = bare(ahead=bare(standings=(ahead,)), myopic=bare(standings=(myopic,)))
    return bare(perspective=account, heading=found)


def collapse(account: str, ahead: Standing, myopic: Standing) -> Any:
    return bare(
        perspective=account,
        ahead=bare(with_today=(bare(standing=ahead),)),
        myopic=bare(with_today=(bare(standing=myopic),)),
    )


def test_columns_are_where_it_is_heading_and_then_what_a_collapse_brings() -> None:
    first, second = heading("eins", UP, DOWN), collapse("zwei", LEVEL, UP)
    without = bare(perspective="drei", heading=None)
    half = [
        bare(perspective="x", ahead=a, myopic=m) for a, m in ((None, second.myopic), (second.ahead, None))
    ]
    assert pictures.columns([first, without], [second, *half]) == [
        Column("Where it is heading", "eins", (UP,), (DOWN,)),
        Column("If talks collapse", "zwei", (LEVEL,), (UP,)),
    ]
    assert [c.group for c in pictures.columns([first], [second], VOICE.ways)] == [
        "Wohin es führt",
        "Wenn Gespräche scheitern",
    ]
    assert (pictures.HEADING, pictures.COLLAPSE) == ("Where it is heading", "If talks collapse")


def test_a_cell_tells_both_ways_of_looking_where_they_differ() -> None:
    cells = {
        (UP, UP): Cell("▲", "better", "1/9"),
        (DOWN, DOWN): Cell("▼", "worse", "2–4/9"),
        (UP, DOWN): Cell("▲", "better looking ahead, worse not looking ahead", "(▼)"),
        (DOWN, LEVEL): Cell("▼", "worse looking ahead, as good not looking ahead", "(=)"),
    }
    for (ahead, myopic), cell in cells.items():
        column = Column("g", "a", (ahead, fares("sued", "open")), (fares("sued", "open"), myopic))
        assert pictures.cell(column, "nord") == cell
        shown = f"{cell.word} ({cell.note})" if ahead.kind == myopic.kind else cell.word
        assert pictures._said(column, "nord", ENGLISH) == shown
        assert pictures._read(column, ["Nordland"], ["nord"], ENGLISH) == (
            f"g, account “a”: Nordland {shown}."
        )
    assert pictures.cell(Column("g", "a", (), ()), "nord") == Cell("", "nothing lasts", "—")
    assert pictures._said(Column("g", "a", (), ()), "nord", ENGLISH) == "nothing lasts"
    assert [pictures.short(s) for s in (None, UP.after, DOWN.after)] == ["", "1/9", "2–4/9"]


def test_the_matrix_names_accounts_where_there_are_several() -> None:
    one = [heading("eins", UP, UP)]
    drawn = pictures.matrix_picture(one, [collapse("eins", DOWN, DOWN)], VOICE)
    assert drawn is not None
    [plain] = drawn.plain
    assert isinstance(plain, Table)
    assert plain.columns == ("Partei", "Wohin es führt", "Wenn Gespräche scheitern")
    assert plain.rows[0] == ("Nordland", "▲ 1/9", "▼ 2–4/9")
    assert plain.note == "▲ besser, ▼ schlechter; „2–4/9“: der 2. bis 4. von 9 Plätzen."
    both = pictures.matrix_picture([*one, heading("zwei", UP, DOWN)], [collapse("zwei", UP, UP)], VOICE)
    assert both is not None
    [plain] = both.plain
    assert isinstance(plain, Table)
    assert plain.columns == ("Partei", "eins", "zwei", "Scheitern: zwei")
    assert plain.rows[0] == ("Nordland", "▲ 1/9", "▲ (▼)", "▲ 1/9")
    assert plain.note == (
        "▲ besser, ▼ schlechter; „1/9“: der beste von 9 Plätzen; (▼): nicht vorausschauend."
    )
    assert both.text.startswith(
        "Wohin es führt, Lesart „eins“: Nordland besser (1/9); Südland nichts hat Bestand;"
    )
    assert both.title == "Wer gewinnt und wer verliert, verglichen mit heute"
    assert pictures.matrix_picture([bare(perspective="eins", heading=None)], [], VOICE) is None


def test_lines_are_chosen_by_rank_and_stay_in_their_order() -> None:
    found = [Line(3, "a", "one"), Line(1, "b", "two three"), Line(2, "", "four"), Line(1, "c", "five")]
    assert [line.words for line in found] == [2, 3, 1, 2]
    assert lines.chosen(found, 8) == tuple(found)
    assert [x.text for x in lines.chosen(found, 7)] == ["two three", "four", "five"]
    assert [x.text for x in lines.chosen(found, 6)] == ["two three", "four", "five"]
    assert [x.text for x in lines.chosen(found, 5)] == ["two three", "five"]
    assert [x.text for x in lines.chosen(found, 4)] == ["two three", "four"]
    assert [x.text for x in lines.chosen(found, 2)] == ["five"]
    assert lines.chosen(found, 0) == ()


def test_a_report_says_nothing_twice() -> None:
    about: Any = SimpleNamespace(about="One.\n\nTwo.\n ")
    table, drawn = Table(("a",), (), id="t"), Picture("s", "d", plain=(Table(("b",), ()), Text("x")))
    said = Said("q", "h", pictures=(drawn, table), details=(Text("more"),))
    assert pages._lean("analyze", said, about).pictures == (drawn.plain[0], table)
    evolved = pages._lean("evolve", said, about)
    assert (evolved.pictures, evolved.details) == ((), (drawn, table, Text("more")))
    checked = pages._lean("check", said, about)
    first = Section("What the file says of it", (Text("One."), Text("Two.")))
    assert (checked.pictures, checked.details) == (said.pictures, (first, Text("more")))
    silent: Any = SimpleNamespace(about=" \n")
    assert pages._lean("check", said, silent) is said
    assert pages._lean("better", said, about) is said


def makers(*order: str) -> dict[str, Any]:
    every = {
        "a": {"name": "Alba", "options": {"x": "mine", "y": "dig"}},
        "b": {"name": "Brin", "options": {"z": "sue"}},
    }
    return {k: every[k] for k in order}


def file(*order: str, a: tuple[str, ...], b: tuple[str, ...], **more: Any) -> Any:
    found = {"detente": 1, "title": "T", "status_quo": [], "decision_makers": makers(*order), **more}
    return read_conflict(yaml.safe_dump(found | {"preferences": {"a": [*a], "b": [*b]}}, sort_keys=False))


def test_parties_are_told_in_the_order_of_the_new_file() -> None:
    before = file("a", "b", a=("x",), b=("z",))
    after = file("b", "a", a=("y",), b=("not z",))
    assert differences(before, after) == (
        "Brin, new as its 1st wish: not “sue”.",
        "Brin, wanted no longer: “sue”.",
        "Alba, new as its 1st wish: “dig”.",
        "Alba, wanted no longer: “mine”.",
    )


@pytest.mark.parametrize("number", [MOST - 1, MOST, MOST + 1, MOST + 3])
def test_of_many_differences_the_first_are_told(number: int) -> None:
    before = file("a", "b", a=("x",), b=("z",))
    rules = [{"never": "a.x and b.z", "id": f"r{k:02}"} for k in range(number)]
    found = differences(before, file("a", "b", a=("x",), b=("z",), rules=rules))
    told = [f"There is another rule: r{k:02}." for k in range(number)]
    assert MORE == "And {} more."
    assert list(found) == (told if number <= MOST else [*told[:MOST], f"And {number - MOST} more."])


def test_the_catalogue_is_listed() -> None:
    def entry(options: int, states: int, *published: Any) -> Any:
        return SimpleNamespace(
            title=f"T{options}",
            published=published,
            graph_form=bool(states),
            states=[None] * states,
            option_ids=["o"] * options,
            decision_makers=["m"] * 2,
        )

    right, wrong, note = (
        SimpleNamespace(equilibria=e, wrong=w)
        for e, w in (({"nash": ()}, ""), ({"nash": ()}, "why"), ({}, ""))
    )
    page = catalogue_page(
        [
            ("one", entry(3, 0)),
            ("two", entry(4, 9, right, note)),
            ("three", entry(5, 0, note, right, wrong)),
            ("four", entry(1, 0, note)),
        ]
    )
    [said] = page.said
    [table] = said.pictures
    assert isinstance(table, Table)
    assert table.columns == ("Name", "Conflict", "Decision makers / options", "Results")
    assert table.rows == (
        ("one", "T3", "2 / 3", "computed here"),
        ("two", "T4", "2 / 9 states", "published"),
        ("three", "T5", "2 / 5", "published, in part wrong"),
        ("four", "T1", "2 / 1", "computed here"),
    )
    assert (page.title, said.question, said.headline, said.next, said.id, table.id) == (
        "The catalogue",
        "Which conflicts come with the package?",
        "4 conflicts come with the package.",
        ("detente brief NAME", "detente catalogue NAME"),
        "catalogue",
        "catalogue",
    )


def test_what_is_not_drawn_next_to_a_state_is_counted() -> None:
    assert graph.NOTHING_LEFT == graph.left_out(0) == "Every state next to it is drawn."
    assert [graph.left_out(n) for n in (1, 2)] == [
        "1 state next to it left out.",
        "2 states next to it left out.",
    ]
