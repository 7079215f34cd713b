"""What is said of a record, sentence by sentence, both ways round; and its picture, read back."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import msgspec
import pytest

from detente.answers import Exact
from detente.conflict import Conflict, read_conflict
from detente.questions import find
from detente.questions.question import Request
from detente.questions.replay import detail_words as details
from detente.questions.replay import phrases, picture, words
from detente.questions.replay.answer import (
    Best,
    ClaimFact,
    EndFact,
    EventFact,
    LuckFact,
    MoverFact,
    ReplayAnswer,
    ReplayedAccount,
    ScoreFact,
    StepFact,
)
from detente.wording import Items, Picture, Section, Table, Text, Voice, Words
from tests.pictures import NAMESPACE
from tests.test_replay_answer import VALLEY, valley


def asked(
    conflict: Conflict, accounts: tuple[str, ...] = (), until: str | None = None
) -> tuple[ReplayAnswer, Voice]:
    question = find("replay")
    request = Request(conflict, accounts or conflict.accounts, given={"until": until})
    [answer] = [question.answer(r) for r in question.ask(request)]
    assert isinstance(answer, ReplayAnswer)
    return answer, Voice.of(conflict, [answer], "FILE")


ANSWER, VOICE = asked(valley())
NAMES = Words(valley())


def changed(value: Any, **fields: Any) -> Any:
    return msgspec.structs.replace(value, **fields)


def number(decimal: float) -> Exact:
    return Exact(exact=str(decimal), decimal=decimal)


def score(
    concept: str = "nash", explained: int = 3, of: int = 4, expected: float = 1.5, chance: float = 0.3
) -> ScoreFact:
    return ScoreFact(
        concept=concept,
        explained=explained,
        foreseen=0,
        of=of,
        expected=number(expected),
        chance=number(chance),
    )


def step(kind: Any = "judged", *explained: str, **more: Any) -> StepFact:
    return StepFact(event=more.pop("event", "offer"), kind=kind, explained=explained, **more)


def told(*scores: tuple[str, ScoreFact], luck: LuckFact | None = None) -> ReplayAnswer:
    """Make an answer with these scores; the best of them explain most."""
    by_account: dict[str, list[ScoreFact]] = {}
    for account, one in scores:
        by_account.setdefault(account, []).append(one)
    accounts = tuple(
        changed(ANSWER.accounts[0], account=a, scores=tuple(found), steps=(step(),))
        for a, found in by_account.items()
    )
    most = max(s.explained for _, s in scores)
    best = tuple(Best(account=a, concept=s.concept) for a, s in scores if most and s.explained == most)
    return changed(ANSWER, accounts=accounts, best=best, luck=luck)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            told(("doves", score(expected=1.4)), ("hawks", score(expected=1.8))),
            "Every account explains as much of the record: 3 of 4 moves, not looking ahead; random moves would give "
            "1.4 to 1.8.",
        ),
        (
            told(("doves", score()), ("hawks", score(explained=2))),
            "“doves” explains most of the record: 3 of 4 moves, not looking ahead; random moves would give 1.5.",
        ),
        (
            told(("doves", score("seq")), ("hawks", score("smr")), ("crows", score(explained=0))),
            "“doves” and “hawks” explain most of the record: 3 of 4 moves, looking ahead; random moves would give 1.5.",
        ),
        (
            told(("doves", score()), ("doves", score("seq")), ("hawks", score(of=3))),
            "Every account explains as much of the record: 3 moves, looking ahead or not; random moves would give 1.5.",
        ),
        (
            told(
                ("a long name of an account", score()),
                ("one more long name", score()),
                ("x", score(explained=1)),
            ),
            "2 accounts explain most of the record: 3 of 4 moves, not looking ahead; random moves would give 1.5.",
        ),
        (
            told(("doves", score(of=3))),
            "The account explains 3 of 3 moves, not looking ahead; random moves would give 1.5.",
        ),
        (told(("doves", score(explained=0))), "The account explains none of 4 moves on record."),
        (
            told(("doves", score(explained=0)), ("hawks", score(explained=0))),
            "No account explains any move on record.",
        ),
    ],
)
def test_the_headline_says_who_explains_most(answer: ReplayAnswer, said: str) -> None:
    assert words.headline(answer) == said
    assert len(said.split()) <= 25


def test_where_nothing_is_a_move_the_headline_says_so() -> None:
    nothing = changed(ANSWER.accounts[0], steps=(step("outside"), step("impossible")))
    said = words.headline(changed(ANSWER, accounts=(nothing,), best=()))
    assert said == "Nothing of the record is a move that the model allows, so nothing can be set against it."


LUCK = LuckFact(chance=number(0.27), worked_out=True)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            told(("doves", score()), ("hawks", score()), luck=LUCK),
            "Random moves would be explained as well by some account in 27 of 100 cases: so few moves prove little.",
        ),
        (
            told(("doves", score()), luck=LUCK),
            "Random moves would be explained as well in 27 of 100 cases: so few moves prove little.",
        ),
        (
            told(("doves", score()), ("hawks", score()), luck=changed(LUCK, worked_out=False)),
            "Random moves would be explained as well by some account in about 27 of 100 cases: so few moves prove "
            "little.",
        ),
        (
            told(("doves", score()), ("hawks", score()), luck=changed(LUCK, chance=number(0.02))),
            "Random moves would be explained as well by some account in 2 of 100 cases: more than chance.",
        ),
        (
            told(("doves", score(chance=0.001))),
            "Random moves would be explained as well in fewer than 1 of 100 cases: more than chance.",
        ),
        (
            told(("doves", score()), ("hawks", score(explained=0))),
            "Random moves would be explained as well in 30 of 100 cases: so few moves prove little.",
        ),
        (told(("doves", score(explained=0))), ""),
    ],
)
def test_it_is_said_how_little_it_proves(answer: ReplayAnswer, said: str) -> None:
    assert words.proves(answer) == said


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (1, "every case"),
        (0, "no case"),
        (0.004, "fewer than 1 of 100 cases"),
        (0.005, "1 of 100 cases"),
        (0.996, "99 of 100 cases"),
        (0.5, "50 of 100 cases"),
    ],
)
def test_chances_are_said_as_cases(chance: float, said: str) -> None:
    assert phrases.per_hundred(chance) == said


def test_points_of_the_valley() -> None:
    said = words.say([ANSWER], VOICE)
    assert said.points[0] == words.proves(ANSWER)
    assert said.points[1] == "3 moves of the record are not possible in the model in both accounts."
    assert (
        said.points[2] == "The accounts part over North: talk (2024-01); South: come (2024-02); and 1 more."
    )
    assert said.account == ""
    assert said.next == ("detente compare FILE", "detente evolve FILE")
    alone, voice = asked(valley(), ("hawks",))
    found = words.say([alone], voice)
    assert found.account == "hawks"
    assert found.points[1] == "3 moves of the record are not possible in the model."
    assert found.points[2] == "Not explained: North: talk (2024-01); South: come (2024-02)."


def test_one_move_that_is_not_possible_and_where() -> None:
    accounts = (
        changed(ANSWER.accounts[0], steps=(step("impossible"),)),
        changed(ANSWER.accounts[1], steps=(step("judged"),)),
    )
    found = words.not_possible(changed(ANSWER, accounts=accounts))
    assert found == "1 move of the record is not possible in the model in the account “doves”."
    assert words.not_possible(changed(ANSWER, accounts=accounts[1:])) == ""


def test_what_no_account_explains() -> None:
    events = ANSWER.events[:2]

    def of(*marks: tuple[str, ...]) -> ReplayAnswer:
        accounts = tuple(
            changed(ANSWER.accounts[k], steps=tuple(step("judged", *m) for m in by))
            for k, by in enumerate(marks)
        )
        return changed(ANSWER, events=events, accounts=accounts)

    both: Any = of(((), ("nash",)), ((), ()))
    assert words.unexplained(both, VOICE) == "No account explains: North: talk (2024-01)."
    assert words.unexplained(of((("nash",), ("nash",)), ((), ())), VOICE) == ""
    one: Any = of(((), ()))
    assert words.unexplained(one, VOICE) == "Not explained: North: talk (2024-01); South: come (2024-02)."
    long = "a long " * 12
    events = tuple(changed(e, does=(f"{long}{k}",)) for k, e in enumerate(events))
    assert words.unexplained(of(((), ())), VOICE) == "2 moves of 2 are not explained."
    assert words.unexplained(of(((), ()), ((), ())), VOICE) == "No account explains 2 moves of 2."


def test_over_what_accounts_part() -> None:
    assert words.parting(changed(ANSWER, parting=()), VOICE) == ""
    assert (
        words.parting(changed(ANSWER, parting=("offer",)), VOICE)
        == "The accounts part over North: talk (2024-01)."
    )
    long = tuple(changed(e, does=("x " * 30,)) for e in ANSWER.events[:3])
    found = words.parting(changed(ANSWER, events=long, parting=tuple(e.id for e in long)), VOICE)
    assert found == "The accounts part over 3 moves."


def claim(dm: str, statement: str, against: tuple[str, ...], alone: tuple[str, ...] = ()) -> ClaimFact:
    return ClaimFact(decision_maker=dm, statement=statement, against=against, alone=alone, borne_out=())


def with_claims(*claims: tuple[ClaimFact, ...]) -> ReplayAnswer:
    accounts = tuple(changed(a, claims=c) for a, c in zip(ANSWER.accounts, claims, strict=False))
    return changed(ANSWER, accounts=accounts)


def test_against_which_claim_the_record_speaks() -> None:
    none: tuple[ClaimFact, ...] = ()
    assert words.against(with_claims(none, none), VOICE) == ""
    first = claim("north", "silence", ("offer",), ("offer",))
    assert words.against(with_claims(none, (first,)), VOICE) == (
        "In the account “hawks” the record speaks against the claim that North wants not “talk”: without it the move "
        "would have paid."
    )
    two = claim("north", "silence", ("offer", "war"), ("offer", "war"))
    assert words.against(with_claims(none, (two, first)), VOICE).endswith(
        "without it the moves would have paid."
    )
    plain = claim("north", "calm", ("war",))
    assert words.against(with_claims((plain,), none), VOICE) == (
        "In the account “doves” the record speaks against the claim that North wants not “fight”."
    )
    # The one that alone spoke against a move goes first.
    many = claim("south", "no-war", ("war", "peace"))
    assert "North wants not “talk”" in words.against(with_claims((many,), (first,)), VOICE)
    # The same in several accounts, whose claims differ: said of the party.
    other = claim("north", "war", ("war",))
    assert words.against(with_claims((plain,), (other,)), VOICE) == (
        "In both accounts the record speaks against a claim about North."
    )
    [alone] = with_claims((plain,)).accounts[:1]
    said = words.against(changed(ANSWER, accounts=(alone,)), VOICE)
    assert said == "The record speaks against the claim that North wants not “fight”."


def test_how_sure_it_is() -> None:
    assert words.sure(ANSWER).startswith("Rests on 7 moves of 8 events on record. Rests on ")
    doubted = tuple(
        changed(e, confidence=c) for e, c in zip(ANSWER.events, (0.5, 1.0, 0.5, None), strict=False)
    )
    said = words.sure(changed(ANSWER, events=doubted))
    assert said.startswith("Rests on 3 moves of 4 events on record, 1 of them marked as doubtful.")
    alone, _ = asked(valley(), ("hawks",))
    assert "of 2 accounts" in words.sure(ANSWER)
    assert "accounts" not in words.sure(alone)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            told(("doves", score(expected=1.4)), ("hawks", score(expected=1.8))),
            "Every account explains 3 of 4 moves; random moves would give 1.4 to 1.8.",
        ),
        (
            told(("doves", score()), ("hawks", score(explained=2))),
            "“doves” explains 3 of 4 moves; random moves would give 1.5.",
        ),
        (
            told(("doves", score()), ("hawks", score()), ("x", score(explained=2))),
            "“doves” and “hawks” explain 3 of 4 moves; random moves would give 1.5.",
        ),
        (told(("doves", score())), "The account explains 3 of 4 moves; random moves would give 1.5."),
        (told(("doves", score(explained=0))), "The account explains none of 4 moves on record."),
    ],
)
def test_the_brief_has_one_line(answer: ReplayAnswer, said: str) -> None:
    assert words.in_brief([answer]) == said


# -- phrases ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "mark"),
    [
        (step("judged", "nash", "seq"), "full"),
        (step("judged", "nash-b", "seq-b"), "full"),
        (step("judged", "nash"), "half"),
        (step("judged"), "empty"),
        (step("impossible"), "cross"),
        (step("idle"), ""),
        (step("outside"), ""),
    ],
)
def test_marks(given: StepFact, mark: str) -> None:
    assert phrases.mark(given) == mark


def event(**fields: Any) -> EventFact:
    return changed(ANSWER.events[0], **fields)


def test_how_events_are_named() -> None:
    assert phrases.done(event(does=("north.talk", "south.arm")), NAMES) == "North: talk and South: arm"
    assert phrases.done(event(does=("not north.talk",)), NAMES) == "North: not “talk”"
    assert phrases.done(event(does=("north.hide",)), NAMES) == "north.hide"
    assert phrases.done(event(does=(), by=("north", "south"), to="here"), NAMES) == "North and South: to here"
    assert phrases.done(event(does=()), NAMES) == ""
    assert phrases.what(event(text="It happened."), NAMES) == "It happened"
    assert phrases.what(event(text=""), NAMES) == "North: talk"
    assert phrases.what(event(text="", does=(), id="a-speech"), NAMES) == "a speech"
    assert phrases.short(event(does=(), id="a-speech"), NAMES) == "a-speech (2024-01)"


@pytest.mark.parametrize(
    ("cause", "which", "said"),
    [
        ("unknown option", "north.hide", "the account has no option “north.hide” (valley.yaml:5:3)"),
        ("option gone", "north.talk", "the account takes “north.talk” away (valley.yaml:5:3)"),
        ("rule", "r", "the rule “r” excludes it (valley.yaml:5:3)"),
        (
            "infeasible before",
            "",
            "what happened before has no situation in the model already (valley.yaml:5:3)",
        ),
        (
            "no move",
            "",
            "North cannot come there by a move: something cannot be taken back, or a rule is in the way "
            "(valley.yaml:5:3)",
        ),
    ],
)
def test_why_a_move_is_not_possible(cause: Any, which: str, said: str) -> None:
    one = step("impossible", cause=cause, which=which)
    assert phrases.why_not(one, event(at="valley.yaml:5:3"), NAMES) == said


def test_a_clause_of_its_own_needs_no_party() -> None:
    text = VALLEY.replace("fight: fight}}", "fight: {text: fight, otherwise: peace holds}}}")
    names = Words(read_conflict(text))
    assert phrases.done(event(does=("not north.fight",)), names) == "peace holds"


# -- details ----------------------------------------------------------------------------------------------------------


def test_the_details_hold_every_step() -> None:
    blocks = words.say([ANSWER], VOICE).details
    scores, random, sources, *accounts = blocks
    assert isinstance(scores, Table)
    assert [r[:2] for r in scores.rows][:2] == [
        ("doves", "Nash: each side looks only at its own next move"),
        ("doves", "SEQ: each side expects the answers that would pay for the others"),
    ]
    for row, fact in zip(scores.rows, [s for a in ANSWER.accounts for s in a.scores], strict=True):
        assert row[2] == f"{fact.explained} of {fact.of}"
        assert row[3] == f"{fact.expected.decimal:.1f}"
        assert row[4] == phrases.per_hundred(fact.chance.decimal)
        assert row[5] == f"{fact.foreseen} of {fact.of}"
    assert isinstance(random, Text)
    assert random.text.endswith("worked out exactly.")
    assert isinstance(sources, Table)
    assert sources.rows[0] == ("2024-01", "North: talk", "North: talk", "A paper", "")
    assert sources.rows[2][2] == "–"
    doves = accounts[0]
    assert isinstance(doves, Section)
    table, _, items, claims, end = doves.blocks
    assert isinstance(table, Table)
    assert [r[0] for r in table.rows] == [
        "2024-01",
        "2024-02",
        "2024-03",
        "2024-04",
        "2024-05",
        "2024-06",
        "2024-07",
    ]
    assert table.rows[0][2] == "North better off: wants “talk”"
    assert table.rows[2][2:] == ("nothing changes", "", "", "")
    assert table.rows[3][2] == "not possible"
    assert table.rows[0][5] == "3"
    assert isinstance(items, Items)
    assert items.items[0] == (
        "2024-04, North: not “talk”: the rule “only-if-invited” excludes it (valley.yaml:27:3)."
    )
    assert isinstance(claims, Table)
    assert isinstance(end, Text)
    hawks = accounts[1]
    assert isinstance(hawks, Section)
    assert isinstance(hawks.blocks[0], Table)
    assert hawks.blocks[0].rows[0][2] == (
        "North worse off: loses what it wants: not “talk” (the only wish against it)"
    )


def test_reasons_and_confidence_stand_with_the_sources() -> None:
    one = event(because="So it was said.", confidence=0.4, sources=("paper#7", "paper"))
    table = details.reported(changed(ANSWER, events=(one,)), VOICE)
    assert table.rows[0][3:] == ("A paper, 7; A paper", "So it was said (confidence 0.4)")


def test_expected_and_foreseen_name_the_concepts() -> None:
    assert details.expected(step("judged", "nash", "seq")) == "Nash, SEQ"
    assert details.expected(step("judged")) == "–"
    assert details.expected(step("idle")) == ""
    assert details.foreseen(step("judged", "nash", foreseen=("nash",))) == "Nash"
    assert details.foreseen(step("judged", "nash")) == "–"
    assert details.foreseen(step("impossible")) == ""


@pytest.mark.parametrize(
    ("mover", "said"),
    [
        (
            MoverFact(decision_maker="north", fares="better", statement="talks"),
            "North better off: wants “talk”",
        ),
        (MoverFact(decision_maker="north", fares="worse"), "North worse off"),
        (MoverFact(decision_maker="north", fares="same"), "North as well off"),
        (
            MoverFact(decision_maker="north", fares="unknown", statement="talks"),
            "North unknown: unknown whether it wants “talk”",
        ),
    ],
)
def test_how_a_mover_fares(mover: MoverFact, said: str) -> None:
    assert details.fared(step("judged", movers=(mover,)), VOICE.words("doves")) == said


def test_random_moves_are_explained() -> None:
    begin = details.random_told(changed(ANSWER, luck=None))
    assert begin.endswith("worked out exactly.")
    drawn = details.random_told(
        changed(ANSWER, luck=LuckFact(chance=number(0.25), worked_out=False, error=0.0031))
    )
    assert drawn == (
        f"{begin} That some row does as well as the best: 25 of 100 cases, drawn with a fixed seed "
        "(standard error 0.003)."
    )


def test_where_the_record_stands() -> None:
    account = ANSWER.accounts[0]

    def said(**fields: Any) -> str:
        return details.ends(ANSWER, changed(account, **fields), VOICE)

    def end(ends: tuple[int, ...], *, reached: bool = False, open: bool = False) -> EndFact:
        return EndFact(concept="nash", ends=ends, reached=reached, open=open)

    assert said(end=None) == "The record ends in a situation that the model does not have."
    here = said(end=account.start, ends=())
    assert here.startswith("The record stands at: ")
    begin = f"{here} If each side looks only at its own next move, "
    assert said(end=account.start, ends=(end(()),)) == f"{begin}it was heading to no outcome that holds."
    assert said(end=account.start, ends=(end((0,), reached=True),)) == f"{begin}that is where it was heading."
    assert said(end=account.start, ends=(end((0,), open=True),)) == (
        f"{begin}it was heading to 1 outcome; it can still be led to from there."
    )
    assert said(end=account.start, ends=(end((0, 1)),)) == (
        f"{begin}it was heading to 2 outcomes; one is no longer led to from there."
    )


def test_claims_are_listed_by_the_dates_of_events() -> None:
    one = ClaimFact(
        decision_maker="north",
        statement="talks",
        against=("leave", "peace"),
        alone=("leave",),
        borne_out=("offer",),
    )
    account: ReplayedAccount = changed(ANSWER.accounts[0], claims=(one,))
    table = details.claims(ANSWER, account, VOICE.words("doves"))
    assert table.rows == (("North", "“talk”", "2024-04 and 2024-07", "2024-04", "2024-01"),)


# -- the picture ------------------------------------------------------------------------------------------------------


def test_the_picture_shows_what_the_steps_say() -> None:
    drawn = picture.picture(ANSWER, VOICE)
    assert isinstance(drawn, Picture)
    svg = ET.fromstring(drawn.svg)
    marks = {g.get("data-cell"): g.get("data-mark") for g in svg.iter(f"{NAMESPACE}g") if g.get("data-cell")}
    assert marks == {
        f"{k},{n}": phrases.mark(s) for n, a in enumerate(ANSWER.accounts) for k, s in enumerate(a.steps)
    }
    events = [g for g in svg.iter(f"{NAMESPACE}g") if g.get("data-kind") == "event"]
    makers = [d.id for d in ANSWER.decision_makers]
    for g, e in zip(events, ANSWER.events, strict=True):
        assert g.get("data-date") == e.date
        assert g.get("data-parties") == " ".join(str(makers.index(dm)) for dm in e.by)
    assert "2024-01: North: talk: “doves”: " in drawn.text
    [table] = drawn.plain
    assert isinstance(table, Table)
    assert table.columns == ("Date", "What happened", "doves", "hawks")
    for k, row in enumerate(table.rows):
        assert row[2:] == tuple(phrases.CELLS[phrases.mark(a.steps[k])] for a in ANSWER.accounts)
    assert "impossible: not possible in the model" in table.note


def test_one_account_is_headed_by_what_is_asked() -> None:
    answer, voice = asked(valley(), ("doves",))
    drawn = picture.picture(answer, voice)
    assert isinstance(drawn, Picture)
    [table] = drawn.plain
    assert isinstance(table, Table)
    assert table.columns[-1] == "To be expected"
    assert "2024-03: A speech: no move of the model." in drawn.text


def test_what_is_too_long_is_a_table() -> None:
    many = changed(ANSWER, accounts=ANSWER.accounts[:1] * (picture.MOST_COLUMNS + 1))
    assert isinstance(picture.picture(many, VOICE), Table)
    most = changed(ANSWER, accounts=ANSWER.accounts[:1] * picture.MOST_COLUMNS)
    assert isinstance(picture.picture(most, VOICE), Picture)
    times = picture.MOST_ROWS // len(ANSWER.events) + 1
    steps = tuple(changed(a, steps=a.steps * times) for a in ANSWER.accounts)
    long = changed(ANSWER, events=ANSWER.events * times, accounts=steps)
    assert isinstance(picture.picture(long, VOICE), Table)


def test_a_report_asks_only_where_there_is_a_record_and_a_start() -> None:
    from detente.reports.asking import not_asked

    def why(name: str, text: str) -> str | None:
        conflict = read_conflict(text)
        return not_asked(name, Request(conflict, conflict.accounts))

    assert why("replay", VALLEY) is None
    assert why("replay", VALLEY.partition("timeline:")[0]) == ""
    assert why("replay", VALLEY.replace("status_quo: []\n", "")) == ""
    assert why("phases", VALLEY) == ""
    large = ", ".join(f"o{k}: o" for k in range(13))
    more = VALLEY.replace("talk: talk, fight: fight", f"talk: talk, fight: fight, {large}")
    assert why("replay", more) is None
    found = why("phases", f"{more}phases: {{one: {{date: 2024}}}}\n")
    assert found is not None
    assert found.endswith("states this takes longer than a report should; 'detente phases' answers it")
    assert why("phases", f"{VALLEY}phases: {{one: {{date: 2024}}}}\n") is None


def test_every_table_of_the_details_has_its_heads_and_a_name_of_its_own() -> None:
    scores, _, sources, doves, hawks = words.say([ANSWER], VOICE).details
    assert isinstance(doves, Section)
    assert isinstance(hawks, Section)
    assert (doves.title, hawks.title) == ("Account “doves”", "Account “hawks”")
    found = [scores, sources, *(b for b in (*doves.blocks, *hawks.blocks) if isinstance(b, Table))]
    tables = [t for t in found if isinstance(t, Table)]
    assert [t.id for t in tables] == [
        "scores", "sources", "moves-doves", "claims-doves", "moves-hawks", "claims-hawks",
    ]  # fmt: skip
    assert [t.title for t in tables[:4]] == [
        "What each account explains",
        "The record and its sources",
        "The moves on record",
        "Claims that the record bears on",
    ]
    assert [t.columns for t in tables[:4]] == [
        ("Account", "Looking ahead", "Explained", "By chance", "Random moves do as well in",
         "On a way to where it is heading"),
        ("Date", "What happened", "Move of the model", "Reported by", "Note"),
        ("Date", "Move", "Whoever moved", "To be expected under", "On a way to where it is heading", "Of moves"),
        ("Party", "Wants", "Against it was moved", "It alone spoke against", "Moved as it wants"),
    ]  # fmt: skip
    assert {t.heads for t in tables} == {2}
    assert doves.blocks[1] == Text("Not possible in the model:")
    drawn = picture.table(ANSWER, VOICE)
    assert (drawn.id, drawn.title, drawn.heads) == ("record", "The record, and what was to be expected", 2)


def test_the_head_of_the_answer() -> None:
    [size] = {valley().game(a).size for a in ("doves", "hawks")}
    assert (ANSWER.feasible, ANSWER.carrier, ANSWER.question, ANSWER.perspective) == (
        str(size),
        "dense",
        "replay",
        "",
    )
    assert ANSWER.status_quo == ANSWER.accounts[0].start == ANSWER.accounts[1].start
    assert {ANSWER.accounts[k].end for k in (0, 1)} == set(ANSWER.spoken)
    more = VALLEY.replace("    says: Hawks\n", "    says: Hawks\n    options: {add: {north: {hide: hide}}}\n")
    other, _ = asked(read_conflict(more))
    assert other.feasible == "0"
    alone, _ = asked(valley(), ("hawks",))
    assert alone.perspective == "hawks"
    assert alone.basis == alone.accounts[0].basis
    assert [p.id for p in alone.perspectives if p.followed] == ["hawks"]
    assert [p.id for p in alone.perspectives] == [p.id for p in ANSWER.perspectives]
    assert not any(p.followed for p in ANSWER.perspectives)
    begins = VALLEY.replace("    says: Hawks\n", "    says: Hawks\n    status_quo: [south.arm]\n")
    apart, _ = asked(read_conflict(begins))
    assert apart.status_quo is None
    assert step("idle").moves == 0
