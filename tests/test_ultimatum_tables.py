"""The tables and trees of ultimatums, read back against the facts: on random conflicts, and on facts changed."""

from __future__ import annotations

from functools import cache
from itertools import product
from random import Random
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

from detente.conflict import Conflict
from detente.questions.ultimatum import sanction_words, tables, tree_words, words
from detente.questions.ultimatum.answer import OneUltimatum, UltimatumAnswer
from detente.questions.ultimatum.exchange_answer import Ending, Exchange
from detente.questions.ultimatum.picture import picture
from detente.questions.ultimatum.sanction_answer import Sanction, SanctionStep
from detente.questions.ultimatum.tree_answer import Gamble, GameTree, Growth
from detente.wording import Picture, Section, Table, Text, Voice, capital, label, place
from tests.generate import random_conflict
from tests.test_ultimatum import random_ultimatum
from tests.test_ultimatum_answer import VAIN, WORKS, threat
from tests.test_ultimatum_words import VOICE, accounts, arrows, asked, fact, neighbours, nodes, sanctions
from tests.test_ultimatum_words import number as exact

SEEDS = range(40)


@cache
def known(seed: int) -> tuple[UltimatumAnswer, OneUltimatum, Voice]:
    conflict, name = random_case(seed)
    answers, voice = asked(conflict, name=name)
    return answers[0], answers[0].ultimatums[0], voice


def random_case(seed: int) -> tuple[Conflict, str]:
    conflict, asked_ = random_ultimatum(Random(seed))
    return conflict, asked_.id


def found_in(seed: int, id: str) -> tuple[Table | None, list[Any]]:
    answer, one, voice = known(seed)
    blocks = tables.details(answer, one, voice)
    return next((b for b in blocks if isinstance(b, Table) and b.id == id), None), blocks


@pytest.mark.parametrize("seed", SEEDS)
def test_how_often_the_threat_is_what_and_what_the_target_does(seed: int) -> None:
    answer, one, voice = known(seed)
    words_ = voice.words(answer.perspective)
    verdicts, _ = found_in(seed, "verdicts")
    replies, _ = found_in(seed, "replies")
    if one.unmet is None or not one.unmet.states:
        assert verdicts is None
        assert replies is None
        return
    judged = one.unmet.states
    told = {
        "credible": "credible",
        "bluff": "a bluff",
        "painless": "painless",
        "impossible": "not within reach",
        "in_force": "in force already",
    }
    assert verdicts is not None
    counted = {v: sum(j.verdict == v for j in judged) for v in one.unmet.verdicts}
    assert [int(row[1].replace(",", "")) for row in verdicts.rows] == list(counted.values())
    for row, verdict in zip(verdicts.rows, counted, strict=True):
        assert row[0] == tables.VERDICTS[verdict] or row[0] == told[verdict]
        these = [label(answer.states[j.state]) for j in judged if j.verdict == verdict]
        assert row[2] == (", ".join(these) if len(these) <= 4 else f"{', '.join(these[:4])}, ...")
        to, by = words_.party(one.to), words_.party(one.by)
        first = {
            "credible": f"{to} would be worse off, and {by} better off",
            "bluff": f"{to} would be worse off, but {by} would not gain",
            "painless": f"{to} would be no worse off",
            "impossible": f"{by} cannot bring it about by a move of its own",
            "in_force": "it is so already: nothing is left to threaten",
        }[verdict]
        assert row[3].startswith(first)
        if verdict == "painless":
            vain = [not j.executions[0].pays for j in judged if j.verdict == "painless"]
            rest = row[3].removeprefix(first)
            every = f"; {by} would not gain either"
            assert rest == (
                "" if not any(vain) else every if all(vain) else f"{every} (in {sum(vain)} of them)"
            )
    counted = {r: sum(j.reply == r and j.verdict != "in_force" for j in judged) for r in one.unmet.replies}
    if not counted:
        assert replies is None
        return
    assert replies is not None
    assert replies.columns[0] == words_.party(one.to)
    assert [int(row[1]) for row in replies.rows] == list(counted.values())
    said = {
        "complies": "complies",
        "indifferent": "complies or not: a tie",
        "refuses": "refuses",
        "would_comply_anyway": "would gain by a move that also complies, threat or no threat",
        "cannot": "cannot comply by a move of its own",
    }
    assert [row[0] for row in replies.rows] == [said[r] for r in counted]
    assert bool(replies.note) == ("in_force" in one.unmet.verdicts)


@pytest.mark.parametrize("seed", SEEDS)
def test_on_which_wishes_it_rests(seed: int) -> None:
    answer, one, voice = known(seed)
    words_ = voice.words(answer.perspective)
    table, _ = found_in(seed, "statements")
    used: dict[tuple[str, str], int] = {}
    for here in tables.reasons(one):
        for key in {(r.decision_maker, r.statement) for r in here if r.statement is not None}:
            used[key] = used.get(key, 0) + 1
    if table is None:
        assert not used
        return
    assert table.columns == ("Party", "What it wants", "Situations")  # no sources, no doubt
    assert sorted((row[0], int(row[2])) for row in table.rows) == sorted(
        (words_.party(dm), number) for (dm, _), number in used.items()
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_how_a_demand_that_is_met_could_be_left(seed: int) -> None:
    answer, one, voice = known(seed)
    table, blocks = found_in(seed, "breaches")
    kept = one.kept
    if kept is None:
        assert table is None
        return
    assert isinstance(blocks[0], Text)
    assert blocks[0].text.startswith(
        f"The demand is met today. In {int(kept.left)} of {int(kept.looked)} state"
    )
    led = "improvements" if kept.by == "improvements" else "moves"
    assert f"that {led} lead to" in blocks[0].text
    breaches = [(s, b) for s in kept.situations for b in s.breaches]
    if not breaches:
        assert table is None
        return
    assert table is not None
    words_ = voice.words(answer.perspective)
    to, by = words_.party(one.to), words_.party(one.by)
    assert table.columns == (
        "State",
        "Leaves the demand",
        "Threat carried out",
        f"{to} then",
        f"{by} by that",
        "So",
    )
    assert table.title == "How the demand could be left, and what would follow"
    assert table.note.startswith(f"{to} compared with the state in which it met the demand; {by} with ")
    gains = {1: "better off", 0: "as well off", -1: "worse off"}
    so = {
        "deterred": "deterred",
        "bluff": "carrying the threat out would not pay",
        "too_weak": "it pays all the same",
        "impossible": "the threat cannot be carried out",
    }
    for row, (situation, breach) in zip(table.rows, breaches, strict=False):
        assert row[0] == label(answer.states[situation.state])
        assert row[1].startswith(f"{to}: ")
        assert row[5] == so[breach.meets]
        if breach.punishment is None:
            assert row[2:5] == ("—", "—", "—")
        else:
            assert row[2].startswith(f"{by}: ")
            assert row[3:5] == (
                gains[breach.punishment.target.gain],
                gains[breach.punishment.threatener.gain],
            )


@pytest.mark.parametrize("seed", SEEDS)
def test_the_tree_and_the_table_show_the_exchange(seed: int) -> None:
    answer, one, voice = known(seed)
    drawn = picture([answer], voice)
    if one.exchange is None:
        assert drawn is None
        return
    check(answer, drawn, voice)


def check(answer: UltimatumAnswer, drawn: Picture | None, voice: Voice) -> None:
    """Hold a tree of one account, its table and its text against the exchange."""
    assert drawn is not None
    one = answer.ultimatums[0]
    exchange = one.exchange
    assert exchange is not None
    names = [e.name for e in exchange.endings]
    words_ = voice.words(answer.perspective)
    to, by = words_.party(one.to), words_.party(one.by)
    svg = ET.fromstring(drawn.svg)
    met, struck = "met" in names, "carried_out" in names
    second = "0.1" if met else "0.0"
    expected = {
        **({("0", "0.0"): exchange.target == "meets"} if met else {}),
        ("0", second): exchange.target == "leaves" or not met,
    }
    if struck:
        expected[second, f"{second}.0"] = exchange.threatener == "carries_out"
        expected[second, f"{second}.1"] = exchange.threatener == "nothing"
    assert {pair: chosen for pair, (chosen, _) in arrows(svg).items()} == expected
    texts = nodes(svg)
    leaf = {"met": "0.0", "carried_out": f"{second}.0", "nothing": f"{second}.1" if struck else second}
    assert texts["0"] == to
    if struck:
        assert texts[second] == by
    for end in exchange.endings:
        note = f"{to} {place(end.target)}, {by} {place(end.threatener)}"
        assert texts[leaf[end.name]] == f"{voice.letter(answer.states[end.state])} {note}"
    [table] = drawn.plain
    assert isinstance(table, Table)
    assert table.columns == ("What happens", "Outcome", to, by, "So")
    keeps, leaves = ("kept to", "defied") if one.met else ("met", "unmet")
    told = {
        "met": f"demand {keeps}",
        "carried_out": f"demand {leaves}, threat carried out",
        "nothing": f"demand {leaves}, nothing done",
    }
    ended = {answer.states[e.state].id for e in exchange.endings}
    named = [o.named for o in voice.outcomes.values() if o.letter and o.state.id in ended]
    assert sorted(table.note.removesuffix(".").split("; ")) == sorted("; ".join(named).split("; "))
    assert [row[0] for row in table.rows] == [told[n] for n in names]
    for row, end in zip(table.rows, exchange.endings, strict=True):
        assert row[1:4] == (
            voice.letter(answer.states[end.state]),
            place(end.target),
            place(end.threatener),
        )
    result = {
        "meets": "met",
        "leaves": {"carries_out": "carried_out", "nothing": "nothing", "cannot": "nothing"}.get(
            exchange.threatener
        ),
    }.get(exchange.target)
    assert [row[4] for row in table.rows] == ["→" if n == result else "" for n in names]
    assert table.centred == {4}
    text = drawn.text
    assert (f"for {to} it is a tie" in text) == (exchange.target == "either")
    if exchange.target == "meets":
        assert f"{to} would {'keep to' if one.met else 'meet'} the demand; if the demand were unmet, " in text
    if exchange.target == "leaves":
        assert "; then " in text
        if one.met:
            assert f"{to} would defy the demand" in text
        else:
            assert (f"{to} would refuse" in text) == met
            assert (f"{to} cannot meet the demand" in text) == (not met)
    assert {
        "carries_out": f"{by} would carry the threat out",
        "nothing": f"{by} would not carry the threat out",
        "either": f"it would be a tie for {by} whether to carry the threat out",
        "cannot": f"{by} could not carry the threat out",
    }[exchange.threatener] in text


ENDINGS = (
    Ending(name="met", state=0, target=2, threatener=1),
    Ending(name="carried_out", state=1, target=3, threatener=2),
    Ending(name="nothing", state=2, target=1, threatener=3),
)


@pytest.mark.parametrize("met", [True, False])
@pytest.mark.parametrize("target", ["meets", "leaves", "either"])
@pytest.mark.parametrize("threatener", ["carries_out", "nothing", "either", "cannot"])
def test_every_exchange_there_can_be(met: bool, target: Any, threatener: Any) -> None:
    for within in (True, False) if target == "leaves" and not met else (True,):
        gone = {*([] if within else ["met"]), *(["carried_out"] if threatener == "cannot" else [])}
        endings = tuple(e for e in ENDINGS if e.name not in gone)
        exchange = Exchange(endings=endings, target=target, threatener=threatener)
        [answer] = accounts(fact("credible", "complies", met=met, exchange=exchange))
        base, voice = asked(threat(WORKS), name="dont")
        answer = replace(answer, perspective=base[0].perspective)
        check(answer, picture([answer], voice), voice)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_state_looked_at_closely_is_told_step_by_step(seed: int) -> None:
    answer, one, voice = known(seed)
    words_ = voice.words(answer.perspective)
    texts = [b.text for b in tables.details(answer, one, voice) if isinstance(b, Text)]
    told = [text for text in texts if text.startswith("Looked at closely: ")]
    assert len(told) == bool(one.unmet is not None and one.unmet.states)
    if one.unmet is not None:
        blank = replace(one, unmet=replace(one.unmet, chosen=None, turns=(), shifts=()))
        rest = [b.text for b in tables.details(answer, blank, voice) if isinstance(b, Text)]
        assert not any(text.startswith("Looked at closely: ") for text in rest)
    for text in told:
        assert one.unmet is not None
        judged = one.unmet.closely
        assert judged is not None
        to, by = words_.party(one.to), words_.party(one.by)
        here = answer.states[judged.state]
        assert text.startswith(f"Looked at closely: {label(here)}.")
        for k, way in enumerate(judged.executions[:1]):
            step = words_.step(here, answer.states[way.state], one.by)
            assert f"To carry the threat out, {by} would {step}." in text
            assert capital(tables.because(words_, to, way.target)) in text
            assert capital(tables.because(words_, by, way.threatener)) in text
            assert ("to carry it out." in text) == (len(judged.executions) - k > 1)
        both = judged.compliance is not None and judged.anyway is not None
        assert ("To meet the demand, " in text) == both
        if judged.compliance is not None and judged.anyway is not None:
            best = words_.step(here, answer.states[judged.compliance], one.to)
            assert f"To meet the demand, {to} would best {best}." in text
            assert f"Compared with staying: {tables.because(words_, to, judged.anyway)}" in text
            assert ("Compared with what is threatened: " in text) == (judged.instead is not None)
            assert ("It would gain more, without" in text) == (judged.better is not None)


def test_many_ultimatums_of_one_account_are_told_one_by_one_or_counted() -> None:
    kinds = (("credible", "complies"), ("bluff", "refuses"), ("painless", "refuses"))
    [answer] = accounts(fact("credible", "complies"))

    def told(names: tuple[str, ...]) -> str:
        found = tuple(replace(fact(*k), id=n) for k, n in zip(kinds, names, strict=True))
        return words.headline([replace(answer, ultimatums=found)], VOICE)

    short = told(("a", "b", "c"))
    assert short.startswith("Of 3 ultimatums, “a” is ")
    assert short.count("“") == 3
    long = " ".join(["very"] * 12)
    assert told((f"a {long}", f"b {long}", f"c {long}")) == (
        "Of 3 ultimatums: one strong enough and two empty."
    )


def test_an_answer_of_several_moves_is_told_from_state_to_state() -> None:
    base, voice = asked(threat(WORKS), name="dont")
    states = base[0].states
    by_id = {s.id: k for k, s in enumerate(states)}
    none, fill, both = (by_id[k] for k in ("none", "up.fill", "down.sue+up.fill"))
    steps = (
        SanctionStep(mover="up", state=fill, gains=True),
        SanctionStep(mover="down", state=both, gains=False),
    )
    found = Sanction(
        equilibrium=both, decision_maker="down", improvement=none, credible=False, sanction=steps
    )
    told = sanction_words.told_sanction(found, states, voice.words(base[0].perspective))
    assert told == "Upstream: take up “fill the lake”; then Downstream: take up “go to court”"


@pytest.mark.parametrize("seed", range(30))
def test_sanctions_in_tables(seed: int) -> None:
    """Bluffs first, then credible ones; each state named once; of a bluff, who does not gain by it."""
    conflict = random_conflict(Random(seed)).under()
    answers, voice = asked(conflict)
    found = answers[0].sanctions
    if found is None:
        return
    words_ = voice.words(answers[0].perspective)
    states = answers[0].states
    [section] = words.say(answers, voice).details
    assert isinstance(section, Section)
    tables_ = [b for b in section.blocks if isinstance(b, Table)]
    kinds = {
        "bluffs": [s for s in found.list if not s.credible],
        "credible": [s for s in found.list if s.credible],
    }
    assert [t.id for t in tables_] == [id for id, these in kinds.items() if these]
    for table in tables_:
        these = kinds[table.id]
        assert table.title == {"bluffs": "Bluffs", "credible": "Credible sanctions"}[table.id]
        last = ("Does not gain by that",) if table.id == "bluffs" else ()
        assert table.columns == ("State", "Who would gain by leaving", "What keeps it", *last)
        before = ""
        for row, s in zip(table.rows, these, strict=False):
            here = label(states[s.equilibrium])
            assert row[0] == ("" if here == before else here)
            before = here
            step = words_.step(states[s.equilibrium], states[s.improvement], s.decision_maker)
            assert row[1] == f"{words_.party(s.decision_maker)}: {step}"
            assert row[2].count("; then ") == len(s.sanction) - 1
            assert row[2].startswith(f"{words_.party(s.sanction[0].mover)}: ")
            if last:
                losing = dict.fromkeys(words_.party(x.mover) for x in s.sanction if not x.gains)
                assert row[3] == ", ".join(losing)
    text = section.blocks[0]
    assert isinstance(text, Text)
    for refs, number, what in (
        (found.without, found.without_count, "no sanction is needed"),
        (found.credible, found.credible_count, "every sanction is credible"),
        (found.bluffs, found.bluff_count, "for fear of a bluff alone"),
    ):
        assert (what in text.text) == bool(int(number))
        if refs:
            assert f"In {int(number)} ({label(states[refs[0]])}" in text.text
    kept = {dm: n for dm, n in found.deterred_by_bluff.items() if n}
    assert ("Nothing but a bluff keeps" in text.text) == bool(kept)
    for dm, n in kept.items():
        assert f"{words_.party(dm)} in {n}" in text.text


def test_the_section_on_what_backing_down_costs_has_all_its_sentences_in_order() -> None:
    grown = Growth(tie_day=None, locked_from=0)
    risky = Gamble(probability=exact("1/2"), replies=((True, exact("5")),))
    for growth, resolved in product((None, grown), (None, risky)):
        tree = GameTree(
            threshold=exact("3"),
            parts=(),
            side="above",
            value=exact("5/8"),
            growth=growth,
            resolved=resolved,
        )
        one = fact("credible", "complies", game_tree=tree)
        section = tree_words.tree_section(VOICE.words(), one)
        assert [b.text for b in section.blocks if isinstance(b, Text)] == [
            tree_words.threshold(VOICE.words(), one),
            *([tree_words.grows(grown)] if growth is not None else []),
            tree_words.critical(tree, "Upstream"),
            *([tree_words.gamble(tree, "Downstream", "Upstream")] if resolved is not None else []),
        ]


def test_what_cannot_be_judged_stands_last_as_a_sentence() -> None:
    answer, one, voice = known(0)
    [*_, last] = tables.details(answer, replace(one, refused="nobody can say"), voice)
    assert last == Text("Nobody can say.")
    assert Text("Nobody can say.") not in tables.details(answer, one, voice)


def test_that_there_are_more_sanctions_is_said() -> None:
    base, voice = asked(threat(WORKS), name="dont")
    states = base[0].states
    one = Sanction(
        equilibrium=0,
        decision_maker="up",
        improvement=1,
        credible=True,
        sanction=(SanctionStep(mover="down", state=2, gains=True),),
    )

    def note(listed: int, all_: int, *, complete: bool = True) -> str:
        found = sanctions(3, 0)
        found = replace(found, list=(one,) * listed, all=str(all_), complete=complete)
        answer = replace(base[0], named=False, ultimatums=(), sanctions=found, states=states * 4)
        [section] = words.say([answer], voice).details
        assert isinstance(section, Section)
        [table] = [b for b in section.blocks if isinstance(b, Table)]
        assert len(table.rows) == min(listed, 100)
        return table.note

    more = "There are more; JSON has more of them."
    assert note(1, 1) == note(100, 100) == ""
    assert note(101, 101) == note(1, 2) == note(1, 1, complete=False) == more


def test_what_is_asked_and_what_comes_next() -> None:
    for conflict, name, verdict in (
        (threat(WORKS), "dont", "deters"),
        (threat(WORKS, VAIN), "dont", "not_credible"),
        (neighbours(), "stop", "credible"),
        (neighbours(west="[not block]"), "stop", "bluff"),
        (neighbours(east="[pump]"), "stop", "painless"),
    ):
        base, voice = asked(conflict, name=name)
        one = base[0].ultimatums[0]
        assert one.verdict == verdict
        said = words.say(base, voice)
        assert said.question == f"Is the ultimatum “{name}” credible, and does it deter?"
        assert said.next[-1] == "detente pivot file.yaml"
        if verdict in ("bluff", "not_credible"):  # what if it wanted to carry the threat out
            assert said.next[0].startswith(f"detente whatif file.yaml --prefer {one.by} ")
            assert one.threat in said.next[0]
        else:
            assert len(said.next) == 1
    base, voice = asked(threat(WORKS), name="dont")
    several = words.say([replace(base[0], named=False)], voice)
    assert several.question == "Are the ultimatums credible, and do they deter?"
    assert several.next == ("detente ultimatum file.yaml dont",)
