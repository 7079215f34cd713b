"""What is said about simulated bargaining, sentence by sentence, both ways round; and the picture, read back."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

import detente
from detente.answers import Exact
from detente.conflict import read_conflict
from detente.drawing.svg import tint
from detente.questions import find
from detente.questions.question import Request
from detente.questions.rounds import detail_words, phrases
from detente.questions.rounds import words as w
from detente.questions.rounds.answer import BargainerFact, Mean, ReachedFact, RoundsAnswer, Share, share
from detente.questions.rounds.picture import NOTE, entries
from detente.wording import Picture, Said, Table, Text, Voice
from tests import settle_cases as cases
from tests.pictures import Drawn
from tests.test_settle_words import TWO

GIVEN = {
    "runs": 400, "deadline": None, "discount": None, "strategy": (), "seed": None, "no_deal": None,
}  # fmt: skip


def asked(text: str, accounts: tuple[str, ...] = (), **given: Any) -> tuple[list[RoundsAnswer], Voice, Said]:
    conflict = detente.load(text) if "\n" not in text else read_conflict(text)
    question = find("rounds")
    request = Request(conflict, accounts or conflict.accounts, given=GIVEN | given)
    answers: list[Any] = [question.answer(r) for r in question.ask(request)]
    voice = Voice.of(conflict, answers, "FILE")
    return answers, voice, question.say(answers, voice)


def change(value: Any, **fields: Any) -> Any:
    return msgspec.structs.replace(value, **fields)


@pytest.fixture(scope="module")
def truce() -> tuple[RoundsAnswer, Voice]:
    answers, voice, _ = asked(cases.TRUCE)
    return answers[0], voice


def with_first(answer: RoundsAnswer, **fields: Any) -> RoundsAnswer:
    first: ReachedFact = change(answer.reached[0], **fields)
    found: RoundsAnswer = change(answer, reached=(first, *answer.reached[1:]))
    return found


# -- the headline ------------------------------------------------------------------------------------------------------


def test_the_headline_says_what_is_reached_and_whether_it_would_be_kept(
    truce: tuple[RoundsAnswer, Voice],
) -> None:
    answer, voice = truce
    often = with_first(change(answer, runs=1000), share=share(620, 1000), kept="self")
    lead = "In 62% of 1,000 simulations, both who sign agree on package 1 (all for all; halt)"
    for verdict, tail in (
        ("self", ", which would be kept."),
        ("deterred", ", which would be kept if the sides look ahead."),
        ("moves_on", "."),
        ("broken", ", which would not be kept."),
        ("nothing", "."),
        ("unknown", "."),
        (None, "."),
    ):
        assert w.headline(with_first(often, kept=verdict), voice) == lead + tail
    long = with_first(
        often, values=("prisoners.some", "halt.watched", "prisoners.none", "halt.none"), kept="deterred"
    )
    lead = "In 62% of 1,000 simulations, both who sign agree on package 1"
    assert w.headline(long, voice) == f"{lead} (1,000 each; watched halt; no exchange; no halt)."
    assert w.headline(with_first(long, kept="broken"), voice) == (
        f"{lead} (1,000 each; watched halt; no exchange; no halt), which would not be kept."
    )
    longer = change(long, signers=("north", "south", "union"), runs=999_999)
    texts = tuple(change(i, short="a very long name of an issue that goes on") for i in answer.issues)
    longer = change(longer, issues=texts)
    assert w.headline(with_first(longer, kept="broken"), voice).endswith(
        "package 1, which would not be kept."
    )
    assert w.headline(longer, voice).endswith("package 1, which would be kept if the sides look ahead.")
    half = with_first(often, share=share(499, 1000))
    assert w.headline(half, voice) == (
        "In 1,000 simulations, both who sign agree most often (50%) on package 1 (all for all; halt), which would be "
        "kept."
    )
    assert w.headline(with_first(often, share=share(500, 1000)), voice).startswith("In 50% of 1,000")


def test_the_headline_where_nothing_is_reached() -> None:
    answers, voice, said = asked(cases.NO_ZONE)
    assert said.headline == "No package beats no deal for both who sign, so that bargaining reaches none."
    assert said.points == ()
    assert said.pictures == ()
    assert [b.text for b in said.details if isinstance(b, Text)] == [
        "Without a deal, it stays as it is today."
    ]
    assert said.sure == "Rests on 15 claims, 1 with a source; 1 is marked as doubtful."
    states = change(answers[0], packages="states")
    assert w.headline(states, voice) == (
        "No outcome within reach is better than no deal for both who sign, so that bargaining reaches none."
    )
    kinds = ("north=tit-for-tat", "south=tit-for-tat")
    _, _, said = asked(cases.TRUCE, strategy=kinds)
    assert said.headline == "In none of 400 simulations do both who sign agree on anything."
    assert said.points[0] == "No deal is ever reached; in 100% time is up before."


def test_the_headline_about_a_state() -> None:
    answers, voice, said = asked("prisoners-dilemma", no_deal="myopic")
    assert answers[0].packages == "states"
    assert "both parties agree on staying as it is today" in said.headline
    apart = change(answers[0], status_quo=None)
    assert phrases.called(apart, 0, Voice(voice.conflict)) != "package 1"
    assert phrases.titled(apart, 0, voice) == phrases.called(apart, 0, voice)
    assert not any("package 1" in t for t in said.letters)


# -- points ------------------------------------------------------------------------------------------------------------


def test_how_often_a_deal_is_reached_and_when(truce: tuple[RoundsAnswer, Voice]) -> None:
    answer, _ = truce
    base = change(
        answer, deals=share(300, 400), late=share(60, 400), broken=share(40, 400),
        rounds=Mean(mean=6.25, error=0.1), deadline=20,
    )  # fmt: skip
    assert w.agreement(base) == (
        "A deal is reached in 75%, on average in round 6.2 of 20; in 15% time is up before and in 10% talks break off."
    )
    assert w.agreement(change(base, late=share(0, 400))).endswith("of 20; in 10% talks break off.")
    assert w.agreement(change(base, broken=share(0, 400))).endswith("of 20; in 15% time is up before.")
    always = change(base, deals=share(400, 400), late=share(0, 400), broken=share(0, 400))
    assert w.agreement(always) == "A deal is always reached, on average in round 6.2 of 20."
    never = change(base, rounds=None, deals=share(0, 400), late=share(400, 400), broken=share(0, 400))
    assert w.agreement(never) == "No deal is ever reached; in 100% time is up before."


def test_who_holds_it_up(truce: tuple[RoundsAnswer, Voice]) -> None:
    answer, voice = truce

    def held(*counts: int) -> RoundsAnswer:
        every = sum(counts)
        parties = tuple(change(p, alone=share(n, every)) for p, n in zip(answer.parties, counts, strict=True))
        found: RoundsAnswer = change(answer, parties=parties)
        return found

    assert w.holding_up(held(25, 75), voice) == (
        "South holds it up most: it turns down 75% of the offers that only one party turns down."
    )
    assert w.holding_up(held(56, 44), voice).startswith("North holds it up most: it turns down 56%")
    assert w.holding_up(held(51, 49), voice) == w.taking_longest(answer, voice)

    def alike(*counts: int) -> str:
        found = held(*counts)
        bare = tuple(change(p, strategies=()) for p in found.parties)
        return w.holding_up(change(found, parties=bare), voice)

    assert alike(51, 49) == (
        "North and South hold it up alike: each turns down about 51% of the offers that only one turns down."
    )
    assert w.holding_up(held(475, 525), voice).startswith("South holds it up most")
    assert alike(476, 524).startswith("North and South hold it up alike")
    assert w.holding_up(held(0, 5), voice).startswith("South holds it up most: it turns down 100%")
    assert w.holding_up(held(0, 0), voice) == "No offer is turned down by one party alone."
    assert w.holding_up(change(held(1, 2), signers=("north",)), voice) == ""


def test_whose_manner_makes_it_long(truce: tuple[RoundsAnswer, Voice]) -> None:
    answer, voice = truce

    def taking(**rounds: float | None) -> RoundsAnswer:
        parties = []
        for party in answer.parties:
            late, early = (rounds[f"{party.decision_maker}_{k}"] for k in ("late", "early"))
            both = (("boulware", late), ("linear", 99.0), ("conceder", early))
            told = tuple(
                change(party.strategies[0], strategy=s, rounds=None if m is None else Mean(mean=m, error=0.1))
                for s, m in both
            )
            parties.append(change(party, strategies=told))
        found: RoundsAnswer = change(answer, parties=tuple(parties))
        return found

    one = taking(north_late=12, north_early=2.5, south_late=13, south_early=4)
    assert w.taking_longest(one, voice) == (
        "It takes longest if North falls back late: 12 rounds on average, and 2.5 if it falls back early."
    )
    two = taking(north_late=12, north_early=3.5, south_late=13, south_early=4)
    assert w.taking_longest(two, voice).startswith("It takes longest if South falls back late: 13 rounds")
    assert w.taking_longest(taking(north_late=None, north_early=1, south_late=13, south_early=4), voice) == (
        "It takes longest if South falls back late: 13 rounds on average, and 4 if it falls back early."
    )
    assert w.taking_longest(taking(north_late=2, north_early=2, south_late=3, south_early=None), voice) == ""


def test_what_is_reached_beside(truce: tuple[RoundsAnswer, Voice]) -> None:
    answer, voice = truce
    two = change(answer, reached=(answer.reached[0], change(answer.reached[1], share=share(100, 400))))
    assert w.second(two, voice) == "In 25%, they agree on package 2 (1,000 each; halt) instead."
    assert w.second(change(answer, reached=answer.reached[:1]), voice) == ""
    assert w.points(two, voice) == [w.agreement(two), w.holding_up(two, voice), w.second(two, voice)]


def test_the_letters_say_what_the_sentences_name(truce: tuple[RoundsAnswer, Voice]) -> None:
    answer, voice = truce
    assert w.letters(answer, voice) == (
        "Package 1: all for all; halt (deal 1 of “settle”)",
        "Package 2: like package 1, but 1,000 each (deal 2 of “settle”)",
    )
    assert w.letters(with_first(answer, deal=None), voice)[0] == "Package 1: all for all; halt"
    other = change(answer.reached[1], values=("prisoners.some", "halt.watched"))
    apart = change(answer, reached=(answer.reached[0], other))
    assert phrases.unlike_first(apart, 1, voice) == "1,000 each; watched halt"


def test_shares_and_averages() -> None:
    def told(part: float) -> str:
        return phrases.percent(Share(count=1, of=2, share=part, error=0.0))

    assert [told(p) for p in (0, 0.0049, 0.005, 0.5, 0.994, 0.995, 1)] == [
        "0%", "under 1%", "0%", "50%", "99%", "over 99%", "100%",
    ]  # fmt: skip
    averages = [phrases.average(Mean(mean=m, error=0.0)) for m in (1.0, 9.94, 12.4, 10.0)]
    assert averages == ["1", "9.9", "12", "10"]


# -- several accounts, how sure, what next -----------------------------------------------------------------------------


def test_several_accounts() -> None:
    answers, voice, said = asked(TWO, ("one", "two"))
    one, two = answers
    assert two.zone == "0"
    share_ = phrases.percent(one.deals)
    assert said.headline == f"Simulated bargaining reaches a deal in {share_} in “one”; in the other, never."
    first = phrases.percent(one.reached[0].share)
    assert said.points == (
        f"“one”: package 1 (all for all; halt) is reached in {first}.",
        "“two”: no package beats no deal.",
    )
    [table] = said.pictures
    assert isinstance(table, Table)
    assert said.account == ""
    assert table.columns == ("Account", "A deal is reached in", "Round, on average", "Most often")
    assert one.rounds is not None
    assert table.rows == (
        ("one", share_, phrases.average(one.rounds), "package 1 (all for all; halt)"),
        ("two", "never", "", ""),
    )
    both = [one, change(one, perspective="two")]
    assert w.headline_of_all(both, voice) == (
        f"Simulated bargaining reaches a deal in {share_} in “one” and {share_} in “two”."
    )
    assert w.points_of_all(both, voice) == [
        f"“one” and “two”: package 1 (all for all; halt) is reached in {first}."
    ]
    many = [change(one, perspective=f"account {k}") for k in range(9)]
    assert w.headline_of_all(many, voice) == "Simulated bargaining reaches a deal in 9 of 9 accounts."
    none = change(one, deals=share(0, 400), reached=())
    assert w.headline_of_all([none, two], voice) == "In no account does bargaining reach a deal."
    assert w.in_one(none, voice) == "no deal is reached."


def test_how_sure_and_what_next(truce: tuple[RoundsAnswer, Voice]) -> None:
    answer, voice = truce
    sharp = change(answer, deals=Share(count=1, of=4, share=0.25, error=0.0123), reached=answer.reached[:1])
    sharp = with_first(sharp, share=Share(count=1, of=4, share=0.25, error=0.0251))
    assert w.sure([sharp]) == (
        "A stress test, no forecast: how parties bargain is assumed. Seed 1; shares have a standard error of at most "
        "2.5 points. Rests on 14 claims, 1 with a source; 1 is marked as doubtful."
    )
    wide = change(sharp, seed=8, deals=Share(count=1, of=4, share=0.25, error=0.031))
    assert "Seed 8; shares have a standard error of at most 3.1 points." in w.sure([wide])
    assert w.following([wide], voice) == ("detente settle FILE", "detente rounds FILE --seed 9")
    _, _, said = asked("istanbul-2025", ("kyiv",))
    assert said.next == ("detente settle FILE -p kyiv", "detente rounds FILE -p kyiv --seed 2")
    assert said.id == "rounds"
    assert said.account == "kyiv"


@pytest.mark.parametrize(
    "text", [cases.TRUCE, cases.NO_ZONE, cases.ORDERS, cases.CANAL, TWO, "istanbul-2025", "elmira"]
)
def test_what_is_said_is_short_and_plain(text: str) -> None:
    _, _, said = asked(text)
    assert len(said.points) <= 3
    for told in (said.headline, *said.points):
        assert len(told.split()) <= 25, told
        assert told.endswith(".")
        assert "#" not in told


# -- the details -------------------------------------------------------------------------------------------------------


def test_how_it_is_simulated_is_told(truce: tuple[RoundsAnswer, Voice]) -> None:
    answer, voice = truce
    told = detail_words.model(answer, voice)
    assert len(told) == 2
    assert told[0].startswith("In each of 400 negotiations, both who sign speak in turn")
    assert told[0].endswith("After 20 rounds, time is up. Without a deal, it stays as it is today.")
    cut = detail_words.model(change(answer, discount=Exact(exact="19/20", decimal=0.95)), voice)
    assert cut[2].startswith("After each round, talks go on with a chance of 0.95. Whoever has numbers")
    ranked = tuple(change(p, numbers=False) for p in answer.parties)
    assert detail_words.model(change(answer, parties=ranked), voice)[2] == (
        "North and South fall back along an order, step by step; no numbers are invented."
    )
    one = change(answer, parties=(answer.parties[0], ranked[1]))
    assert detail_words.model(one, voice)[2].startswith("South falls back along an order")
    assert detail_words.model(change(answer, whole=False), voice)[2].startswith("There are too many packages")


def test_what_is_reached_in_full(truce: tuple[RoundsAnswer, Voice]) -> None:
    answer, voice = truce
    base = with_first(
        answer, share=Share(count=80, of=400, share=0.2, error=0.0123), rounds=Mean(mean=6.0, error=0.25),
        kept="broken", on_frontier=True,
    )  # fmt: skip
    table = detail_words.reached(base, voice)
    assert table.columns == (
        "Package", "Reached in", "Round", "On the frontier", "North", "South", "Would it be kept?",
    )  # fmt: skip
    assert table.rows[0] == ("Package 1", "20% (± 1.2)", "6 (± 0.2)", "yes", "▲ +24", "▲ +45", "no")
    assert table.centred == {4, 5}
    assert detail_words.reached(with_first(base, on_frontier=False), voice).rows[0][3] == "no"
    verdicts = {
        k: detail_words.reached(with_first(base, kept=k), voice).rows[0][6] for k in detail_words.KEPT
    }
    assert verdicts == detail_words.KEPT
    assert detail_words.reached(with_first(base, kept=None), voice).rows[0][6] == ""
    unasked = change(base, reached=tuple(change(r, kept=None) for r in base.reached))
    assert detail_words.reached(unasked, voice).columns[-1] == "South"
    gains = tuple(change(g, gain=None, worth=None) for g in base.reached[0].gains)
    assert detail_words.reached(with_first(base, gains=gains), voice).rows[0][4] == "▲"
    clauses = detail_words.clauses(answer, voice)
    assert clauses.columns[:2] == ("Issue", "Package 1")
    assert clauses.rows[1][:2] == ("The fighting", "Both sides hold fire.")
    blocks = detail_words.details(change(answer, kinds=len(answer.reached) + 1), voice)
    assert "Beside these, 1 more was reached." in [b.text for b in blocks if isinstance(b, Text)]
    blocks = detail_words.details(change(answer, kinds=len(answer.reached) + 3), voice)
    assert "Beside these, 3 more were reached." in [b.text for b in blocks if isinstance(b, Text)]
    blocks = detail_words.details(change(answer, kinds=len(answer.reached)), voice)
    assert not any(b.text.startswith("Beside") for b in blocks if isinstance(b, Text))
    ids = [b.id for b in blocks if isinstance(b, Table)]
    assert ids == ["rounds-reached", "rounds-clauses", "rounds-manners"]
    states = detail_words.details(change(answer, packages="states"), voice)
    assert "rounds-clauses" not in [b.id for b in states if isinstance(b, Table)]
    none = detail_words.details(change(answer, reached=(), kinds=0), voice)
    assert [b.id for b in none if isinstance(b, Table)] == ["rounds-manners"]


def test_what_each_manner_changes(truce: tuple[RoundsAnswer, Voice]) -> None:
    answer, voice = truce
    north: BargainerFact = answer.parties[0]
    assert [s.strategy for s in north.strategies] == ["boulware", "linear", "conceder", "tit-for-tat"]
    first = change(north.strategies[0], deals=share(30, 40), rounds=Mean(mean=12.4, error=0.31))
    second = change(north.strategies[1], deals=share(0, 40), rounds=None)
    table = detail_words.manners(
        change(answer, parties=(change(north, strategies=(first, second), alone=share(3, 10)),)), voice
    )
    assert table.rows == (
        ("North", "late (Boulware)", "75%", "12 (± 0.3)", "30%"),
        ("", "evenly", "0%", "", ""),
    )
    assert table.heads == 2
    told = [row[1] for row in detail_words.manners(answer, voice).rows[:4]]
    assert told == [
        "late (Boulware)",
        "evenly",
        "early (conceder)",
        "as the others do (tit for tat)",
    ]
    quiet = change(answer, parties=(change(north, alone=share(0, 0)),))
    assert detail_words.manners(quiet, voice).rows[0][4] == ""


# -- the picture -------------------------------------------------------------------------------------------------------


def test_the_bars_are_the_shares(truce: tuple[RoundsAnswer, Voice]) -> None:
    answer, voice = truce
    one = change(answer.reached[0], share=Share(count=200, of=400, share=0.5, error=0.025))
    two = change(answer.reached[1], share=Share(count=4, of=400, share=0.01, error=0.008))
    base = change(answer, deals=share(300, 400), reached=(one, two))
    [drawn] = w.pictures([base], voice)
    assert isinstance(drawn, Picture)
    found = Drawn(drawn.svg)
    bars = {g.data["label"]: g for g in found.kind("bar")}
    told = [(label, float(g.data["value"]), g.data["span"]) for label, g in bars.items()]
    assert told == [
        ("Package 1", 50.0, "45,55"),
        ("Package 2", 1.0, "0,2.6"),
        ("Another package", 24.0, "19.72,28.28"),
        ("No deal", 25.0, "20.66,29.34"),
    ]
    widths = {label: g.boxes[0].width for label, g in bars.items()}
    assert widths["Package 1"] == pytest.approx(2 * widths["No deal"], rel=0.01)
    fills = {label: g.boxes[0].fill for label, g in bars.items()}
    assert tint("better").endswith(f",{fills['Package 1']})")
    assert fills["Package 2"] == fills["Package 1"]
    assert tint("line").endswith(f",{fills['No deal']})")
    assert fills["Another package"] == fills["No deal"]
    assert bars["Package 1"].text == "Package 1 50%"
    assert drawn.text == (
        "Of 400 simulated negotiations: package 1 (all for all; halt) in 50%; package 2 (1,000 each; halt) in 1%; "
        "another package in 24%; no deal in 25%."
    )
    assert found.says == drawn.text
    [plain] = drawn.plain
    assert isinstance(plain, Table)
    assert plain.rows[0][:2] == ("Package 1", "50% (± 2.5)")
    assert plain.rows[2] == ("Another package", "24% (± 2.1)", "")
    assert plain.rows[3] == ("No deal", "25% (± 2.2)", "")
    assert plain.note == "Package 1: all for all; halt; package 2: like package 1, but 1,000 each."
    assert NOTE.split(":", maxsplit=1)[0] in " ".join(x.text for x in found.letters)
    all_ = change(base, deals=share(204, 204))
    assert [label for label, *_ in entries(all_, voice)] == ["Package 1", "Package 2"]
