"""What the brief and the report ask, what they make of it, line by line: on a small dispute, and on facts changed."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import msgspec
import pytest

from detente import reports
from detente.answers import Answer, Span, Standing
from detente.conflict import Conflict, read_conflict
from detente.questions import find
from detente.questions.analyze import words as heading
from detente.questions.analyze.heading_words import headline_of_one
from detente.questions.better import words as better
from detente.questions.compare import mix_words
from detente.questions.compare import words as compare
from detente.questions.pivot import words as pivot
from detente.questions.question import Request
from detente.questions.ultimatum import words as ultimatum
from detente.questions.whatif import words as whatif
from detente.reports import asking, pictures
from detente.reports.answer import BriefAnswer, Refused, ReportAnswer, brief_answer, report_answer
from detente.reports.asking import BRIEF, REPORT, Asked, ask, not_asked, with_defaults
from detente.reports.composing import explained
from detente.reports.languages import speech
from detente.reports.lines import MOST_WORDS, Line
from detente.reports.pages import brief_page, report_page
from detente.reports.pictures import COLLAPSE, HEADING, Column, cell, matrix_picture, short
from detente.reports.words import lasting, lead
from detente.wording import Picture, Section, Table, Text, Voice
from detente.wording.basis import basis_of_all
from tests.answers import named
from tests.pictures import Drawn

FILE = """
detente: 1
title: Two neighbours
about: A river runs dry.
status_quo: [east.pump]
decision_makers:
  east:
    name: East
    options: {pump: {text: pump, short: pump}, meet: {text: meet, short: meet, tags: [diplomacy]}}
  west:
    name: West
    options: {block: {text: block, short: block}, join: {text: join in, short: joins, tags: [diplomacy]}}
rules:
  - {never: west.join and not east.meet}
ultimatums:
  stop: {by: west, to: east, demand: not pump, threat: block}
perspectives:
  one: {says: First., preferences: {east: [not west.block, meet, pump], west: [join, block if east.pump, not block]}}
  two: {says: Second, preferences: {east: [pump, not meet], west: [not block, not east.pump]}}
  three: {says: Third, preferences: {east: [not pump if west.join, pump], west: [join, not block]}}
"""
ALONE = FILE[: FILE.index("perspectives:")] + (
    "preferences: {east: [not west.block, meet, pump], west: [join, block if east.pump, not block]}\n"
)
PLAIN = """
detente: 1
title: Plain
status_quo: []
decision_makers:
  a: {name: Alba, options: {x: do x}}
  b: {name: Brin, options: {y: do y}}
preferences: {a: [x], b: [y]}
"""


# What these are about, the file says nothing of.
SILENT = {"factions", "commit", "settle", "rounds", "robust", "replay", "phases", "mistaken"}


@cache
def asked(text: str = FILE, names: tuple[str, ...] = BRIEF) -> Asked:
    conflict = read_conflict(text)
    return ask(Request(conflict, conflict.accounts), names)


@cache
def brief(text: str = FILE) -> tuple[Conflict, BriefAnswer, Voice]:
    found = asked(text)
    answer = brief_answer(found)
    return found.conflict, answer, Voice.of(found.conflict, [answer], "FILE")


def lines_of(answer: BriefAnswer, voice: Voice) -> list[tuple[str, str]]:
    [table] = [
        p for p in speech("en").say(answer, voice).pictures if isinstance(p, Table) and p.id == "lines"
    ]
    assert table.columns == ("", "")
    return [(row[0], row[1]) for row in table.rows]


# -- what is asked -----------------------------------------------------------------------------------------------------


def test_each_question_is_asked_of_all_accounts() -> None:
    found = asked(FILE, REPORT)
    assert found.accounts == ("one", "two", "three")
    assert found.refused == {}
    assert set(found.results) == set(REPORT) - SILENT
    for name, results in found.results.items():
        question = find(name)
        answers: list[Any] = [question.answer(r) for r in results]
        assert len(answers) == (1 if question.together else 3), name
        if not question.together:
            assert [a.perspective for a in answers] == ["one", "two", "three"], name
    assert list(asked().results) == [n for n in BRIEF if n not in SILENT]


def test_the_brief_and_the_report_are_in_their_reading_order() -> None:
    assert BRIEF == (
        "analyze",
        "compare",
        "better",
        "whatif",
        "ultimatum",
        "pivot",
        "commit",
        "mistaken",
        "settle",
        "robust",
        "replay",
        "phases",
    )
    assert ",".join(REPORT) == (
        "compare,analyze,evolve,better,settle,rounds,whatif,ultimatum,commit,phases,replay,mistaken,pivot,robust,"
        "coalitions,factions,explain,check"
    )


TERMS = """
detente: 1
title: A toll
{start}decision_makers:
  a: {{name: Alba, options: {{x: do x}}}}
  b: {{name: Brin, options: {{y: do y}}}}
preferences: {{a: {wish}, b: [y]}}
terms:
  signed_by: [a, b]
  issues: {{toll: {{text: The toll, values: {{low: {{text: A low toll}}, high: {{text: A high toll}}}}}}}}
  wishes:
    a: [{{id: less, that: {that}, confidence: {sure}}}]
    b: [toll.high]
"""


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({}, None),  # claims about terms alone are doubted
        ({"start": ""}, None),  # no outcome is asked about
        ({"sure": "1"}, ""),
        ({"sure": "1", "wish": "[{that: x, confidence: 0.5}]"}, None),
        ({"start": "", "wish": "[{that: x, confidence: 0.5}]"}, ""),
        ({"start": "", "that": "toll.low and x"}, ""),  # the wish is about an outcome, too
        ({"wish": "{partial: ['a.x > none']}"}, ""),
    ],
)
def test_doubts_are_asked_about_whatever_is_doubted(given: dict[str, str], why: str | None) -> None:
    fields = {"start": "status_quo: []\n", "wish": "[x]", "that": "toll.low", "sure": "0.5"} | given
    conflict = read_conflict(TERMS.format(**fields))
    request = Request(conflict, conflict.accounts)
    assert not_asked("robust", request) == why
    found = ask(request, ("robust",))
    assert set(found.results) == ({"robust"} if why is None else set())
    assert found.refused == {}


def test_a_report_has_a_part_about_doubts_of_terms() -> None:
    text = TERMS.format(start="status_quo: []\n", wish="[x]", that="toll.low", sure="0.5")
    found = asked(text, REPORT)
    answer = report_answer(found)
    page = report_page(answer, Voice.of(found.conflict, [answer], "FILE"), found.conflict)
    assert "If some of what the file says is wrong: does the answer hold?" in str(page)
    assert "which is best hangs most on whether Alba wants “less” in a deal." in str(page)


def test_what_there_is_nothing_to_ask_about_is_left_out_without_a_word() -> None:
    plain = asked(PLAIN, REPORT)
    assert plain.refused == {}
    assert set(plain.results) == set(REPORT) - {"compare", "whatif", "ultimatum", *SILENT}
    one = asked(ALONE, REPORT)
    assert set(one.results) == set(REPORT) - {"compare", *SILENT}
    # Talks that one account alone marks as such, or options of one of several accounts, are asked about.
    conflict = read_conflict(FILE)
    assert not_asked("whatif", Request(conflict, ("two",))) is None
    assert not_asked("compare", Request(conflict, ("two",))) == ""
    assert not_asked("compare", Request(conflict, ("two", "one"))) is None


def test_the_supposed_collapse_is_of_what_is_marked_as_diplomacy() -> None:
    for answer in brief()[1].whatif:
        assert answer.supposed.collapse == "diplomacy"
        assert answer.supposed.removed == ("east.meet", "west.join")
    conflict = read_conflict(FILE)
    request = Request(conflict, conflict.accounts, concepts=("nash",))
    given = with_defaults(find("whatif"), request).given
    assert given["collapse"] == "diplomacy"
    for name in REPORT:
        question = find(name)
        made = with_defaults(question, request)
        assert set(made.given) == {a.name for a in question.arguments}
        for a in question.arguments:
            if a.name == "collapse":
                continue
            assert made.given[a.name] == (False if a.kind == "flag" else () if a.many else a.default), a.name
        asks_concepts = bool(question.takes & {"concepts", "classical"})
        assert made.concepts == (("nash",) if asks_concepts else None), name


@pytest.mark.parametrize("name", REPORT)
def test_large_conflicts_are_asked_one_by_one(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    conflict = read_conflict(FILE)
    request = Request(conflict, conflict.accounts)
    size = max(g.size for g in request.games())
    assert size == 12
    for most, looked_at, told in (
        (size, size * 4, []),
        (size - 1, size * 4, ["pivot", "coalitions", "better"]),
        (size, size * 4 - 1, ["coalitions"]),
    ):
        monkeypatch.setattr(asking, "MOST_STATES", most)
        monkeypatch.setattr(asking, "MOST_LOOKED_AT", looked_at)
        why = not_asked(name, request)
        if name in told:
            assert why == (
                f"with 12 states this takes longer than a report should; 'detente {name}' answers it"
            )
        else:
            assert why == ("" if name in SILENT else None)


@pytest.mark.parametrize("name", ["pivot", "coalitions", "better", "analyze"])
def test_what_is_not_listed_is_said(name: str) -> None:
    makers = {
        f"d{k}": {"options": {f"o{n}": "do it" for n in range(9)}} for k in range(3)
    }  # 2 ** 27 states: carried by decision diagrams
    wishes = {d: ["o0"] for d in makers}
    file = {
        "detente": 1,
        "title": "Large",
        "status_quo": [],
        "decision_makers": makers,
        "preferences": wishes,
    }
    conflict = read_conflict(msgspec.yaml.encode(file).decode())
    why = not_asked(name, Request(conflict, conflict.accounts))
    told = "with 134,217,728 states, they are not listed, which this needs"
    assert why == (None if name == "analyze" else told)


def test_a_question_that_fails_is_refused_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    conflict = read_conflict(PLAIN.replace("status_quo: []\n", ""))
    found = ask(Request(conflict, conflict.accounts), ("evolve", "check"))
    assert set(found.results) == {"check"}
    assert list(found.refused) == ["evolve"]
    assert "'status_quo'" in found.refused["evolve"]
    answer = brief_answer(replace(found, results={}))
    assert answer.refused == (Refused(question="evolve", why=found.refused["evolve"]),)
    assert answer.carrier == "none"
    assert answer.feasible == "0"
    assert answer.states == ()
    assert answer.status_quo is None


def test_sanctions_are_left_out_of_the_report_and_nothing_else() -> None:
    found = asked()
    for result in found.results["ultimatum"]:
        assert result.sanctions is None
        assert [a.ultimatum.id for a in result.asked] == ["stop"]
    other = found.results["better"][0]
    assert asking.lighter(other) is other


# -- the answers -------------------------------------------------------------------------------------------------------


def test_the_report_holds_the_brief_and_what_else_was_asked() -> None:
    found = asked(FILE, REPORT)
    answer: ReportAnswer = report_answer(found)
    assert answer.question == "report"
    assert answer.brief.question == "brief"
    held = {"analyze", "compare", "better", "whatif", "ultimatum", "pivot"}
    assert set(answer.further) == set(found.results) - held
    for name, results in found.results.items():
        expected = tuple(find(name).answer(r) for r in results)
        kept: Any = getattr(answer.brief, name) if name in held else answer.further[name]
        assert kept == (expected[0] if name == "compare" else expected), name
    assert [b.perspective for b in answer.brief.bases] == ["one", "two", "three"]
    claims = {"one": 6, "two": 4, "three": 4}
    assert {b.perspective: b.basis.claims for b in answer.brief.bases} == claims


@pytest.mark.parametrize("text", [FILE, ALONE, PLAIN])
def test_the_states_of_the_brief_are_all_that_its_answers_speak_of(text: str) -> None:
    found = asked(text)
    for answer in (brief_answer(found), report_answer(asked(text, REPORT))):
        results = found if isinstance(answer, BriefAnswer) else asked(text, REPORT)
        every: list[Answer] = [find(n).answer(r) for n, rs in results.results.items() for r in rs]
        told = {s.id: s for one in every for s in one.outcomes}
        starts = {
            one.states[one.status_quo].id: one.states[one.status_quo]
            for one in every
            if one.status_quo is not None
        }
        assert named((s.id, s) for s in answer.states) == told | starts
        assert answer.spoken == tuple(range(len(answer.states)))
        assert answer.status_quo is not None
        assert answer.states[answer.status_quo].id == next(iter(starts))
        assert answer.basis is None
        assert (answer.carrier, answer.feasible) == (every[0].carrier, every[0].feasible)
        assert answer.title == results.conflict.title


# -- the lines ---------------------------------------------------------------------------------------------------------


def test_every_line_says_what_its_question_says() -> None:
    conflict, answer, voice = brief()
    said = speech("en").say(answer, voice)
    assert answer.compare is not None
    assert said.headline == compare.headline(answer.compare, voice)
    lines = lines_of(answer, voice)
    told = better.say(answer.better, voice)
    outcome = whatif.headline(answer.whatif, voice).removeprefix("If talks collapse, ")
    least = [t for t in (whatif.least(voice.words(a.perspective), a) for a in answer.whatif) if t]
    assert lines == [
        ("Today", lines[0][1]),
        ("Better for all", told.headline),
        *(("", explained(p, voice)) for p in told.points[:2]),
        ("If talks collapse", outcome[:1].upper() + outcome[1:]),
        *(("", t) for t in list(dict.fromkeys(least))[:1]),
        *(("Ultimatum", line) for line in ultimatum.in_brief(answer.ultimatum, voice)),
        ("Could tip it", pivot.headline(answer.pivot, voice)),
    ]
    assert voice.today is not None
    assert lines[0][1].lower() == f"{voice.words().brief(voice.today).lower()}."
    assert said.question == "Where is it heading, for whom is that good, and what could change it?"
    assert said.next == ("detente report FILE --out report.html", "detente compare FILE")
    assert said.account == ""
    refused = change(answer, refused=(Refused(question="pivot", why="it takes too long"),))
    assert lines_of(refused, voice)[-1] == ("Not answered", "pivot: it takes too long.")
    assert conflict.title == "Two neighbours"


def change(value: Any, **fields: Any) -> Any:
    return msgspec.structs.replace(value, **fields)


def test_lines_are_kept_by_their_rank_where_there_is_little_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today first, what is better, ultimatums, the collapse, who could tip it, what is not answered; points last."""
    _, answer, voice = brief()
    answer = change(answer, refused=(Refused(question="evolve", why="no"),))
    found: list[Line] = []

    def note(lines: list[Line], room: int) -> tuple[Line, ...]:
        found.extend(lines)
        assert room < MOST_WORDS
        return tuple(lines)

    monkeypatch.setattr("detente.reports.composing.chosen", note)
    said = speech("en").say(answer, voice)
    ranks = {line.label: line.rank for line in found if line.label}
    order = sorted(ranks, key=lambda label: ranks[label])
    assert order == [
        "Today",
        "Better for all",
        "Ultimatum",
        "If talks collapse",
        "Could tip it",
        "Not answered",
    ]
    without = [line.rank for line in found if not line.label]
    assert all(rank > max(ranks.values()) for rank in without)
    assert len(set(ranks.values())) == len(ranks)
    assert without == sorted(without)
    assert said.headline


def test_the_room_for_lines_is_what_the_rest_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    from detente.reports.lines import words_in

    _, answer, voice = brief()
    rooms: list[int] = []

    def note(lines: list[Line], room: int) -> tuple[Line, ...]:
        assert lines
        rooms.append(room)
        return ()

    monkeypatch.setattr("detente.reports.composing.chosen", note)
    said = speech("en").say(answer, voice)
    assert rooms == [MOST_WORDS - sum(map(words_in, (said.headline, *said.points, said.sure)))]
    assert not any(isinstance(p, Table) and p.id == "lines" for p in said.pictures)


def test_the_points_stand_beside_a_picture_or_tell_where_each_leads() -> None:
    _, answer, voice = brief()
    assert answer.compare is not None
    drawn = [p for p in speech("en").say(answer, voice).pictures if isinstance(p, Picture)]
    assert [root.attrib["data-picture"] for root in map(_root, drawn)] == ["rows", "matrix"]
    assert list(speech("en").say(answer, voice).points) == mix_words.decisive(answer.compare, voice)
    bare = tuple(change(a, heading=None) for a in answer.analyze[:1]) + answer.analyze[1:]
    told = speech("en").say(change(answer, analyze=bare), voice)
    assert list(told.points) == compare.points(answer.compare, voice)
    many = change(answer.analyze[0], spoken=())  # outcomes without letters: no rows
    other = speech("en").say(change(answer, analyze=(many, *answer.analyze[1:])), voice)
    assert not any(isinstance(p, Picture) and 'data-picture="rows"' in p.svg for p in other.pictures)
    assert list(other.points) == compare.points(answer.compare, voice)


def _root(picture: Picture) -> Any:
    from xml.etree import ElementTree

    return ElementTree.fromstring(picture.svg)


def test_one_account_is_told_by_where_it_is_heading() -> None:
    _, answer, voice = brief(ALONE)
    said = speech("en").say(answer, voice)
    assert answer.compare is None
    assert said.headline == headline_of_one(answer.analyze, voice)
    assert said.points == tuple(heading.points_of_one(answer.analyze, voice))
    assert said.account == "base"
    assert said.next == ("detente report FILE --out report.html", "detente explain FILE")
    assert lead(answer) == ()
    nothing = change(answer, analyze=(), better=(), whatif=(), ultimatum=(), pivot=())
    told = speech("en").say(nothing, replace(voice, today=None))
    assert told.headline == "The file does not say enough to tell where it is heading."
    assert (told.points, told.pictures, told.sure, told.account) == ((), (), "", "")


def test_the_lead_counts_and_names_the_accounts() -> None:
    _, answer, _ = brief()
    assert lead(answer) == ("Three accounts of it, as equals. “one”: First. “two”: Second. “three”: Third.",)
    two = change(answer, bases=answer.bases[:2], perspectives=answer.perspectives[1:])
    assert lead(two) == ("Two accounts of it, as equals. “one”. “two”: Second.",)


def held(answer: Any, **by: bool) -> Any:
    return change(
        answer,
        held=tuple(change(h, status_quo=by[h.concept]) for h in answer.held if h.concept in by),
    )


@pytest.mark.parametrize(
    ("nash", "seq", "smr", "gmr", "told"),
    [
        (True, True, True, True, "lasts, looking ahead or not"),
        (False, True, True, True, "lasts if the sides look ahead"),
        (
            False,
            False,
            True,
            True,
            "lasts only if each side fears any answer it could not escape",
        ),
        (
            False,
            False,
            False,
            True,
            "lasts only if each side fears any answer, even one it could escape",
        ),
        (
            False,
            False,
            True,
            False,
            "lasts only if each side fears any answer it could not escape",
        ),
        (False, False, False, False, "does not last, however far the sides look ahead"),
    ],
)
def test_how_far_to_look_ahead_for_today_to_last(
    nash: bool, seq: bool, smr: bool, gmr: bool, told: str
) -> None:
    one, two, three = brief()[1].analyze
    assert {h.concept for h in one.plain} >= {"nash", "seq", "smr", "gmr"}
    mine = held(one, nash=nash, seq=seq, smr=smr, gmr=gmr)
    assert lasting([mine]) == f"Today's situation {told}."
    same = held(two, nash=nash, seq=seq, smr=smr, gmr=gmr)
    assert lasting([mine, same]) == f"Today's situation {told}."
    other = held(three, nash=True, seq=True, smr=True, gmr=True)
    if not nash:
        assert lasting([mine, same, other]) == (
            f"Today's situation: in “one” and “two” it {told}; in “three” it lasts, looking ahead or not."
        )
    assert lasting([change(mine, status_quo=None)]) == ""
    assert lasting([held(one, seq=seq)]) == ""
    assert lasting([]) == ""


def test_the_first_least_wish_is_told_once_for_all_accounts(monkeypatch: pytest.MonkeyPatch) -> None:
    _, answer, voice = brief()
    by = {"one": "", "two": "East would lose only its least wish.", "three": "West would."}
    monkeypatch.setattr(whatif, "least", lambda words, one: by[one.perspective])
    lines = lines_of(answer, voice)
    at = [label for label, _ in lines].index("If talks collapse")
    assert lines[at + 1] == ("", "In the account “two”: East would lose only its least wish.")
    assert "West would." not in [text for _, text in lines]
    by.update(two="")
    assert ("", "In the account “three”: West would.") in lines_of(answer, voice)


def test_how_sure_begins_with_how_long_today_lasts() -> None:
    for text in (FILE, ALONE):
        _, answer, voice = brief(text)
        groups = heading.grouped(answer.analyze)
        marked = lasting(answer.analyze, marked=True)
        told = (lasting(answer.analyze), heading.sure(groups, voice))
        if len(groups) > 1:
            told = (marked, basis_of_all(answer.analyze))
        assert all(told)
        assert marked.count("Nash ") == marked.count("(") > 0
        assert "Nash" not in lasting(answer.analyze)
        assert speech("en").say(answer, voice).sure == " ".join(told)


def test_letters_of_a_point_are_explained() -> None:
    _, answer, voice = brief()
    letters = [o.letter for o in voice.outcomes.values() if o.letter]
    assert letters
    state = next(s for s in answer.states if not voice.is_today(s))
    letter = voice.letter(state)
    told = explained(f"It goes to {letter}.", voice)
    assert told.startswith(f"It goes to {letter}. {letter}")
    assert told.endswith(".")
    assert explained("Nobody moves.", voice) == "Nobody moves."


# -- the matrix --------------------------------------------------------------------------------------------------------


def test_places_in_little_room() -> None:
    assert short(None) == ""
    assert short(Span(best=3, worst=3, of=9)) == "3/9"
    assert short(Span(best=3, worst=5, of=9)) == "3–5/9"


def test_a_party_whose_fate_one_way_of_looking_leaves_open() -> None:
    def standing(kind: Any) -> Standing:
        return Standing(decision_maker="a", kind=kind, after=Span(best=1, worst=1, of=2))

    for ahead, myopic in ((("better",), ()), ((), ("better",))):
        column = Column(HEADING, "k", tuple(map(standing, ahead)), tuple(map(standing, myopic)))
        assert cell(column, "a").mark == "▲"
        assert cell(column, "a").word == "better"
    assert cell(Column(HEADING, "k", (), ()), "a").word == "nothing lasts"


def test_the_matrix_says_in_words_what_its_cells_say() -> None:
    _, answer, voice = brief()
    drawn = matrix_picture(answer.analyze, answer.whatif, voice)
    assert drawn is not None
    found = pictures.columns(answer.analyze, answer.whatif)
    assert [(c.group, c.account) for c in found] == [
        (group, account) for group in (HEADING, COLLAPSE) for account in ("one", "two", "three")
    ]
    for column in found:
        cells = {name: cell(column, dm) for dm, name in (("east", "East"), ("west", "West"))}
        told = "; ".join(
            f"{name} {c.word}" + (f" ({c.note})" if c.mark and not c.note.startswith("(") else "")
            for name, c in cells.items()
        )
        assert f"{column.group}, account “{column.account}”: {told}." in drawn.text
    [plain] = drawn.plain
    assert isinstance(plain, Table)
    assert plain.columns == (
        "Party",
        "one",
        "two",
        "three",
        *(f"collapse: {a}" for a in ("one", "two", "three")),
    )
    split = any(cell(c, dm).note.startswith("(") for c in found for dm in ("east", "west"))
    assert ("not looking ahead" in plain.note) == split
    alone_answer, alone_voice = brief(ALONE)[1:]
    alone = matrix_picture(alone_answer.analyze, alone_answer.whatif, alone_voice)
    assert alone is not None
    assert isinstance(alone.plain[0], Table)
    assert alone.plain[0].columns == ("Party", HEADING, COLLAPSE)
    for column, one in zip(found[3:], answer.whatif, strict=True):
        assert one.ahead is not None
        assert one.myopic is not None
        worse = tuple(change(f, standing=change(f.standing, kind="worse")) for f in one.ahead.with_today)
        other = change(one, ahead=change(one.ahead, with_today=worse))
        [changed_] = [c for c in pictures.columns((), (other,)) if c.group == COLLAPSE]
        assert [s.kind for s in changed_.ahead] == ["worse"] * len(worse)
        assert changed_.myopic == column.myopic == tuple(f.standing for f in one.myopic.with_today)
    for value, kept in ((None, 3), (answer.whatif[0].ahead, 6)):
        changed = tuple(change(w, ahead=value) for w in answer.whatif)
        assert len(pictures.columns(answer.analyze, changed)) == kept


def split(answer: BriefAnswer) -> tuple[Any, ...]:
    """The same, where East gains looking ahead and loses not looking ahead, and West the other way round."""

    def standings(east: Any, west: Any) -> tuple[Standing, ...]:
        one, two = Span(best=1, worst=1, of=4), Span(best=3, worst=3, of=4)
        kinds = (("east", east), ("west", west))
        return tuple(Standing(decision_maker=d, kind=k, before=two, after=one) for d, k in kinds)

    found = []
    for one in answer.analyze:
        assert one.heading is not None
        ahead = change(one.heading.ahead, standings=standings("better", "worse"))
        myopic = change(one.heading.myopic, standings=standings("worse", "better"))
        found.append(change(one, heading=change(one.heading, ahead=ahead, myopic=myopic, same=False)))
    return tuple(found)


def wider(ends: Any) -> Any:
    """The same ends, where every party is at its first to third place."""
    span = Span(best=1, worst=3, of=4)
    return change(ends, standings=tuple(change(s, after=span) for s in ends.standings))


def test_a_mark_in_brackets_is_how_it_is_not_looking_ahead() -> None:
    _, answer, voice = brief()
    assert (HEADING, COLLAPSE) == ("Where it is heading", "If talks collapse")
    found = split(answer)
    for column in pictures.columns(found, ()):
        east, west = cell(column, "east"), cell(column, "west")
        assert (east.mark, east.note) == ("▲", "(▼)")
        assert (west.mark, west.note) == ("▼", "(▲)")
        assert east.word == "better looking ahead, worse not looking ahead"
        assert west.word == "worse looking ahead, better not looking ahead"
    drawn = matrix_picture(found, (), voice)
    assert drawn is not None
    [plain] = drawn.plain
    assert isinstance(plain, Table)
    assert plain.note == "▲ better, ▼ worse; “1/9”: its best of 9 places; (▼): not looking ahead."
    wide = tuple(
        change(
            one,
            heading=change(one.heading, same=True, ahead=wider(one.heading.ahead), myopic=one.heading.ahead),
        )
        for one in found
    )
    several = matrix_picture(wide, (), voice)
    assert several is not None
    assert isinstance(several.plain[0], Table)
    assert several.plain[0].note == "▲ better, ▼ worse; “2–4/9”: 2nd to 4th best of 9."
    assert several.plain[0].rows[0] == ("East", *["▲ 1–3/4"] * 3)
    assert plain.title == drawn.title == "Who gains and who loses, compared with today"
    assert plain.rows[0] == ("East", *["▲ (▼)"] * 3)
    assert "East better looking ahead, worse not looking ahead; West" in drawn.text
    below = "Beside the mark: its place in the party's order, of how many; 1 is its best."
    assert below in " ".join(x.text for x in Drawn(drawn.svg).letters)
    alike = tuple(change(a, heading=change(a.heading, myopic=a.heading.ahead)) for a in found)
    same = matrix_picture(alike, (), voice)
    assert same is not None
    assert same.plain[0].note == "▲ better, ▼ worse; “1/9”: its best of 9 places."
    assert "In brackets" not in same.svg
    assert "In brackets" in drawn.svg


# -- the pages ---------------------------------------------------------------------------------------------------------


def test_the_brief_is_one_sheet() -> None:
    conflict, answer, voice = brief()
    page = brief_page(answer, voice, conflict)
    assert (page.title, page.said, page.lead) == ("Two neighbours", (), lead(answer))
    assert page.front == (speech("en").say(answer, voice),)


def test_the_report_has_every_question_in_its_order_and_says_nothing_twice() -> None:
    answer = report_answer(asked(FILE, REPORT))
    conflict = asked().conflict
    voice = Voice.of(conflict, [answer.brief, *(a for many in answer.further.values() for a in many)], "FILE")
    page = report_page(answer, voice, conflict)
    ids = {"whatif": "collapse", "ultimatum": "ultimatum-stop"}
    order = [name for name in REPORT if name not in SILENT]
    assert [s.id for s in page.said] == [ids.get(name, name) for name in order]
    assert page.front == (speech("en").say(answer.brief, voice),)
    assert not page.appendix
    assert report_page(answer, voice, conflict, appendix=True).appendix
    for name, said in zip(order, page.said, strict=True):
        kept: Any = getattr(answer.brief, name, None) or answer.further.get(name)
        whole = find(name).say(kept if isinstance(kept, tuple) else (kept,), voice)
        assert (said.headline, said.points) == (whole.headline, whole.points), name
        if name == "analyze":
            assert all(isinstance(p, Table) for p in said.pictures)
            assert said.pictures
        elif name == "evolve":
            assert said.pictures == ()
            assert said.details == (*whole.pictures, *whole.details)
        elif name == "check":
            first = said.details[0]
            assert first == Section("What the file says of it", (Text("A river runs dry."),))
            assert said.details[1:] == whole.details
        else:
            assert said == whole


def test_both_are_questions_like_all_others() -> None:
    conflict = read_conflict(FILE)
    request = Request(conflict, conflict.accounts)
    for name, names in (("brief", BRIEF), ("report", REPORT)):
        question = reports.find(name)
        [found] = question.ask(request)
        assert set(found.results) <= set(names)
        assert set(found.results) == set(names) - SILENT
        answer = question.answer(found)
        assert type(answer) in question.answers()
        voice = Voice.of(conflict, [answer], "FILE")
        inner = answer.brief if isinstance(answer, ReportAnswer) else answer
        assert question.say([answer], voice) == speech("en").say(inner, voice)
        page = question.as_page([answer], voice, conflict, appendix=True)
        assert page.appendix == (name == "report")
        assert bool(page.said) == (name == "report")
        assert not question.as_page([answer], voice, conflict).appendix
        assert question.takes == {"perspectives"}
        assert question.together is True
        assert question.name == name
        assert question.example.startswith(f"detente {name} ")
        assert [a.name for a in question.arguments] == ["language" if name == "brief" else "appendix"]
    assert reports.find("brief").asks == speech("en").say(*brief()[1:]).question
    assert reports.find("report").asks == "What is there to know about this conflict?"
    assert "whether each ultimatum is real" in " ".join(reports.find("brief").about.split())
    assert "the details are folded on the page" in " ".join(reports.find("report").about.split())
