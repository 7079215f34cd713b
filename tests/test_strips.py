"""Where it is heading, as strips, rows and a table: each way read back, on random accounts and on facts changed."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from msgspec.structs import replace

import detente
from detente.answers import Span, Standing
from detente.drawing import Cell, rows
from detente.questions import gains, strips
from detente.questions.analyze.answer import AnalyzeAnswer, answer
from detente.wording import Picture, Table, Voice
from tests.pictures import Drawn
from tests.test_brief_lines import FILE, brief
from tests.test_mixes import random_case

SEEDS = range(40)
NOTE = (
    "Looking ahead: each side expects the answers that would pay for the others. "
    "Not looking ahead: each side looks only at its own next move."
)
STAYS = "No change: nobody moves away from today's situation."


@cache
def known(seed: int) -> tuple[tuple[AnalyzeAnswer, ...], Voice]:
    conflict, games = random_case(seed)
    found: tuple[Any, ...] = tuple(answer(detente.analyze(g)) for g in games)
    return found, Voice.of(conflict, found, "FILE")


def shown(found: AnalyzeAnswer) -> tuple[Any, str]:
    """What a strip follows, by its rule: looking ahead, unless today then holds or that leads nowhere."""
    assert found.heading is not None
    ahead, myopic = found.heading.ahead, found.heading.myopic
    if found.heading.same:
        return ahead, ""
    if ahead.states and not ahead.stays:
        return ahead, "looking ahead"
    return myopic, "not looking ahead"


def lettered(found: AnalyzeAnswer, ends: Any) -> bool:
    return ends.count == str(len(ends.states)) and set(ends.states) <= set(found.spoken)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_strip_draws_what_each_account_leads_to(seed: int) -> None:
    answers, voice = known(seed)
    drawable = all(lettered(a, shown(a)[0]) and len(shown(a)[0].states) <= 3 for a in answers)
    picture = strips.strip_picture(answers, voice)
    assert (picture is not None) == drawable
    if picture is None:
        return
    if len({a.states[a.status_quo].id for a in answers if a.status_quo is not None}) > 1:
        return  # today of one account is then an outcome of another
    drawn = Drawn(picture.svg)
    makers = [d.id for d in answers[0].decision_makers]
    for n, one in enumerate(answers):
        ends, how = shown(one)
        arrows = [a for a in drawn.arrows if a.data["lane"] == str(n)]
        moves = zip(drawn.arrows, drawn.kind("move"), strict=True)
        labels = [m.text.removeprefix("↩ ") for a, m in moves if a.data["lane"] == str(n)]
        labelled = [(a.source, label, a.target) for a, label in zip(arrows, labels, strict=True)]
        cards = {g.data["index"]: g for g in drawn.kind("card") if g.data["lane"] in (str(n), "all")}
        letters = {g.data.get("letter", "") for k, g in cards.items() if k != "0"} - {""}
        away = [s for s in ends.states if s != one.status_quo]
        assert letters == {voice.letter(one.states[s]) for s in away}
        steps = {(m.mover, m.state) for w in ends.ways for m in w.moves}
        assert {makers[a.party or 0] for a in arrows} == {mover for mover, _ in steps}
        for way in ends.ways:
            at = {"0"}  # two moves may be told alike
            for told in strips.steps_told(one, way, voice):
                at = {b for a, label, b in labelled if a in at and label == told}
            if way.moves:
                assert voice.letter(one.states[way.end]) in {cards[k].data["letter"] for k in at}
        label = " ".join(x.text for x in drawn.letters if x.data.get("lane-label") == str(n))
        assert label == ", ".join(x for x in (f"“{one.perspective}”", how) if x)
    assert strips.strip_picture(answers[:1], voice) is None or "“" not in str(
        [
            x.text
            for x in Drawn(strips.strip_picture(answers[:1], voice).svg).letters
            if "lane-label" in x.data
        ]
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_and_their_table_tell_the_same_ways(seed: int) -> None:
    answers, voice = known(seed)
    picture = strips.rows_picture(answers, voice)
    if picture is None:
        assert strips.strip_picture(answers, voice) is None
        return
    drawn = Drawn(picture.svg)
    split = any(shown(a)[1] for a in answers)
    text = " ".join(x.text for x in drawn.letters)
    assert (NOTE in text.replace("  ", " ")) == split
    assert picture.title == drawn.title == "Where it is heading: what each outcome changes"
    assert picture.text == drawn.says
    lanes = [row for a in answers for row in strips.rows(a, voice, named=len(answers) > 1)]
    names = [d.id for d in answers[0].decision_makers]
    below = NOTE if split else ""
    assert picture.svg == rows(lanes, names, picture.title, picture.text, note=below)
    [table] = picture.plain
    assert isinstance(table, Table)
    alike = all(a.heading is not None and a.heading.same for a in answers)
    begin = "From today" if alike else "From today, looking ahead where nothing else is said"
    first = ("Account",) if len(answers) > 1 else ()
    assert table.columns == (*first, begin, "End")
    assert strips.ways_table(answers[:1], voice).columns[-1] == "End"
    if len(answers) > 1 and voice.today is not None:
        assert [row[0] for row in table.rows if row[0]] == [a.perspective for a in answers]
    told = [
        row[-2].removeprefix("Not looking ahead, ").removeprefix("Looking ahead or not, ")
        for row in table.rows
    ]
    # What is said of how the sides look at it is what the answers say.
    for row in table.rows:
        if row[-2].startswith(("Not looking ahead, ", "Looking ahead or not, ")):
            assert not alike
    for one in answers:
        ends, how = shown(one)
        seen = strips.sights(one, voice)
        assert [r.label.removesuffix(", too") for r in seen] in (
            [how],
            ["looking ahead", "not looking ahead"],
        )
        if len(seen) > 1:
            assert {r.note for r in seen} <= {"", strips.SAME_WAY, STAYS}
            assert seen[0].note in ("", STAYS)
        for way in ends.ways:
            assert (" → ".join(strips.steps_told(one, way, voice)) or "nobody moves") in told


@pytest.mark.parametrize("seed", SEEDS)
def test_the_text_of_a_strip_tells_every_way_and_what_is_not_drawn(seed: int) -> None:
    answers, voice = known(seed)
    for one in answers:
        ends, how = shown(one)
        if not lettered(one, ends):
            continue
        text = strips.told(one, voice, named=False)
        for way in ends.ways:
            if way.moves:
                steps = ", then ".join(strips.steps_told(one, way, voice))
                assert f"rom today, {steps}, to {voice.letter(one.states[way.end])}" in text
        assert one.heading is not None
        if how == "looking ahead":
            other = one.heading.myopic
            if not other.states:
                assert "Not looking ahead, nothing that is reached holds." in text
            elif lettered(one, other):
                assert f"Not looking ahead: {voice.letters([one.states[s] for s in other.states])}." in text
        elif how:
            assert ("Looking ahead, nobody leaves today" in text) == one.heading.ahead.stays
            assert ("not looking ahead, nothing that is reached holds" in text) == (not ends.states)
        named = strips.told(one, voice, named=True)
        assert f"In the account “{one.perspective}”" in named


def test_an_account_that_leads_elsewhere_without_looking_ahead_has_a_row_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _, found, voice = brief(FILE)
    one = found.analyze[0]
    assert one.heading is not None
    ahead = one.heading.ahead
    [way, *_] = ahead.ways
    shorter = replace(ahead, states=ahead.states[:1], ways=(way,), count="1")
    other = replace(shorter, concept="nash")
    changed = replace(one, heading=replace(one.heading, ahead=shorter, myopic=other, same=False))
    first, second = strips.sights(changed, voice)
    assert (first.label, first.note) == ("looking ahead", "")
    assert (second.label, second.note) == ("not looking ahead", strips.SAME_WAY)
    assert second.again == tuple(one.states[w.end] for w in other.ways)
    assert second.ends.ways == ()
    assert [r.label for r in strips.rows(changed, voice, named=True)] == ["one, looking ahead"]
    assert [r.label for r in strips.rows(changed, voice, named=False)] == ["looking ahead"]
    both = [strips.Sight("looking ahead", shorter), strips.Sight("not looking ahead", shorter)]
    monkeypatch.setattr(strips, "sights", lambda answer, voice: both)
    labels = ["one, looking ahead", "not looking ahead"]
    assert [r.label for r in strips.rows(changed, voice, named=True)] == labels


def test_what_several_accounts_lead_to_is_told_one_after_the_other() -> None:
    _, found, voice = brief(FILE)
    one = found.analyze[0]
    each = strips.told(one, voice, named=True)
    for drawn in (strips.strip_picture([one, one], voice), strips.rows_picture([one, one], voice)):
        assert drawn is not None
        assert drawn.text == f"{each} {each}"


# -- who gains ---------------------------------------------------------------------------------------------------------


def test_a_cell_without_a_comparison() -> None:
    assert gains.cell(None) == Cell("", "", "—")
    assert gains.cell(None, "no outcome") == Cell("", "no outcome", "—")
    one = Standing(decision_maker="a", kind="worse", after=Span(best=2, worst=2, of=9))
    assert gains.cell(one, "no outcome") == Cell("▼", "worse", "2nd")


def test_a_picture_of_gains_says_all_in_its_table() -> None:
    cells = [
        [Cell("▲", "better", "1st"), Cell("◆", "it depends", "2nd")],
        [Cell("▼", "worse", "(=)"), Cell()],
    ]

    def drawn(**more: Any) -> Picture:
        return gains.gains_picture(
            [("where", "one"), ("where", "two")],
            ("one", "two"),
            ("Alba", "Brin"),
            cells,
            title="Who gains",
            text="It says.",
            note="A note.",
            **more,
        )

    picture = drawn()
    [table] = picture.plain
    assert isinstance(table, Table)
    assert table.rows == (("Alba", "▲ 1st", "◆ 2nd"), ("Brin", "▼ (=)", ""))
    assert (table.columns, table.title, table.note) == (("Party", "one", "two"), "Who gains", "A note.")
    assert table.centred == {1, 2}
    assert list(table.marks) == ["▲", "▼", "=", "◆"]
    assert (picture.title, picture.text) == ("Who gains", "It says.")
    bare = drawn(headed=False)
    assert bare.plain[0].title == ""
    words = [x.text for x in Drawn(picture.svg).letters]
    below = [x.text for x in Drawn(drawn(below="Below it.").svg).letters]
    assert [x for x in below if x not in words] == ["Below it."]
    with pytest.raises(ValueError, match="zip"):
        gains.gains_picture([("w", "o")], ("o",), ("Alba",), cells, title="t", text="t", note="")


def test_marks_are_explained_in_the_order_of_better_to_worse() -> None:
    cells = [[Cell("▼", "worse", "1st"), Cell("◆", "x", ""), Cell("▲=", "x", "")], [Cell("▲", "x", "(▼=)")]]
    assert gains.legend(cells) == (
        "▲ better, ▼ worse, ▲= better or as good, ▼= worse or as good, ◆ better or worse, depending on where it ends"
    )
    assert gains.legend(cells, short=True) == "▲ better, ▼ worse, ◆ it depends"
    assert gains.legend([[Cell()]]) == ""


@pytest.mark.parametrize("seed", SEEDS)
def test_cards_say_where_each_party_ranks_today_and_the_only_end(seed: int) -> None:
    answers, voice = known(seed)
    for one in answers:
        ends, _ = shown(one)
        if not lettered(one, ends) or not ends.ways:
            continue
        cards = strips.lane(one, voice, named=False).cards
        makers = [d.id for d in one.decision_makers]

        def places(which: str, makers: list[str] = makers, standings: Any = ends.standings) -> Any:
            spans = [(s.decision_maker, getattr(s, which)) for s in standings]
            return tuple(
                (makers.index(dm), f"{ordinal(s.best)} of {s.of}")
                for dm, s in spans
                if s is not None and s.best == s.worst
            )

        assert cards[0].kind == "today"
        assert cards[0].ranks == places("before")
        last = [c for c in cards[1:] if c.kind == "end"]
        if len(ends.states) == 1 and last:
            assert last[0].ranks == places("after")
        elif len(ends.states) > 1:
            assert all(c.ranks == () for c in last)


def ordinal(k: int) -> str:
    return f"{k}{({1: 'st', 2: 'nd', 3: 'rd'} | {11: 'th', 12: 'th', 13: 'th'}).get(k if k < 20 else k % 10, 'th')}"


def test_a_move_for_which_there_are_no_words_names_who_moves() -> None:
    class Told:
        """Words that know but one move."""

        def __init__(self, text: str, does: str) -> None:
            self.text, self.known = text, does

        def does(self, before: Any, after: Any, mover: str) -> str:
            return self.known

        def party(self, dm: str) -> str:
            return {"east": "East"}[dm]

        def move(self, before: Any, after: Any, mover: str) -> str:
            return self.text

    for text, does, told in (("East: #5", "", "East"), ("East: pump", "pump", "East: pump")):
        words: Any = Told(text, does)
        assert strips.step_told(words, None, None, "east") == told


@pytest.mark.parametrize("seed", SEEDS)
def test_each_way_of_looking_has_a_row_with_its_ways(seed: int) -> None:
    """But where it leads to the same by the same way: then the row above says so."""
    answers, voice = known(seed)
    for one in answers:
        ends, _ = shown(one)
        if not lettered(one, ends):
            continue
        makers = [d.id for d in one.decision_makers]
        left = strips.rows(one, voice, named=True)
        lanes = list(left)
        for k, row in enumerate(strips.sights(one, voice)):
            if row.note == strips.SAME_WAY and not row.ends.ways:
                assert lanes[-1].note == strips.lane(one, voice, named=True).note
                continue
            lane = left.pop(0)
            name = one.perspective if k == 0 else ""
            assert lane.label == ", ".join(x for x in (name, row.label) if x)
            assert all(c.lines == () and c.ranks == () for c in lane.cards)
            moves = {(m.mover, m.state) for w in row.ends.ways for m in w.moves}
            assert {makers[a.party or 0] for a in lane.arrows} == {mover for mover, _ in moves}
            assert bool(lane.arrows) == bool(moves)
            if row.ends.ways:
                away = {w.end for w in row.ends.ways if w.moves}
                letters = {c.letter for c in lane.cards[1:] if c.kind == "end"}
                assert letters >= {voice.letter(one.states[s]) for s in away} - {"today"}
            else:
                assert len(lane.cards) == 1
                assert lane.note == row.note
        assert left == []


@pytest.mark.parametrize("seed", SEEDS)
def test_the_table_of_ways_names_each_end_once_in_full(seed: int) -> None:
    """An end has its title where it comes first, unless that is today or says no more than the way does."""
    answers, voice = known(seed)
    if any(not lettered(a, shown(a)[0]) for a in answers):
        return
    cells = [row[2] for row in strips.ways_table(answers, voice).rows]
    titled: set[str] = set()
    for one in answers:
        words = voice.words(one.perspective)
        for row in strips.sights(one, voice):
            if row.note == strips.SAME_WAY and {s.id for s in row.again} <= titled:
                continue  # said beside the way
            if not row.ends.ways:
                assert cells.pop(0) == voice.letters(row.again)
            for way in row.ends.ways:
                start, end = one.states[way.start], one.states[way.end]
                does = "; ".join(words.changes(start, end))
                short = end.id in titled or voice.is_today(end) or voice.title(end) == does
                assert cells.pop(0) == (
                    voice.letter(end) if short else f"{voice.letter(end)}: {voice.title(end)}"
                )
                titled.add(end.id)
    assert cells == []


def test_six_lanes_are_drawn_at_most() -> None:
    _, found, voice = brief(FILE)
    one = found.analyze[0]
    for number in (1, 6, 7, 9):
        for drawn in (
            strips.strip_picture([one] * number, voice),
            strips.rows_picture([one] * number, voice),
        ):
            assert drawn is not None
            lanes = {g.data["lane"] for g in Drawn(drawn.svg).kind("card")} - {"all"}
            accounts = drawn.text.count("In the account “one”")
            assert accounts == (0 if number == 1 else min(number, 6))
            if 'data-picture="strip"' in drawn.svg:
                assert len(lanes) == min(number, 6)
