"""The page of pairs: answers in its address, what is proposed, and the change that it makes of the file."""

from __future__ import annotations

import re
from html import unescape

import pytest

pytest.importorskip("starlette")

from detente.conflict import read_conflict
from detente.conflict.editing import plain
from tests.workbench_client import RIVER, Bench


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def hidden(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', html) or re.search(
        rf'name="{name}" hidden>\n(.*?)</textarea>', html, re.DOTALL
    )
    assert found
    return unescape(found[1])


def walk(bench, choose, **query):
    """Answer the first pair of the page until nothing is asked; gives the last page, and the answers."""
    given: list[str] = []
    while True:
        page = bench.get("c/river.yaml/pairs", params={**query, "a": given})
        assert page.status_code == 200
        values = re.findall(r'<button (?:class="main" )?name="a" value="([^"]*)"', page.text)
        if not values:
            return page.text, given
        one, other, _ = values[0].split("-")
        given.append(f"{one}-{other}-{choose(int(one, 16), int(other, 16))}")


def lexicographic(*wanted):
    """A party that wants these bits in this order, or (negative) their absence."""

    def choose(one, other):
        for bit, so in wanted:
            a, b = bool(one >> bit & 1) is so, bool(other >> bit & 1) is so
            if a is not b:
                return "o" if a else "t"
        return "s"

    return choose


def test_what_is_answered_is_proposed_and_written_as_the_smallest_change(tmp_path):
    bench = Bench(tmp_path)
    page, given = walk(
        bench, lexicographic((0, False), (2, False), (1, True)), party="upper", account="engineers"
    )
    assert len(given) <= 9
    assert hidden(page, "lines").splitlines() == ["not upper.release", "not lower.sue", "lower.pay"]
    assert f"{len(given)} answers so far; nothing more is to be asked." in words(page)
    form = {k: hidden(page, k) for k in ("do", "party", "account", "kind", "lines", "base")}
    assert form["do"] == "take-wishes"
    bench.post("c/river.yaml/edit", {**form, "page": "wishes"})
    read_conflict(bench.text)
    made = plain(bench.text)["perspectives"]["engineers"]["preferences"]["upper"]
    paid = {"id": "paid", "that": "lower.pay", "because": "It is poor."}
    assert made == ["not upper.release", "not lower.sue", paid]  # what stays keeps its reason
    lines = bench.text.splitlines()
    assert "        # what it fears" in lines
    assert "        - {id: paid, that: lower.pay, because: It is poor.}   # a guess" in lines
    bench.post("c/river.yaml/undo", {"page": "wishes"})
    assert bench.text == RIVER


RESTING = (
    "  doves:\n    says: Doves\n    on: engineers\n    preferences: {upper: {patch: [{drop: paid}]}}\n",
    "phases:\n  later:\n    says: Later\n    date: 2030\n    perspectives:\n      engineers:\n"
    "        preferences: {upper: {patch: [{drop: paid}]}}\n",
)


@pytest.mark.parametrize("resting", RESTING, ids=["an account", "a phase"])
@pytest.mark.parametrize("do", ["take-wishes", "own-wishes"])
def test_a_list_that_leaves_out_what_something_else_changes_is_not_written(tmp_path, resting, do):
    bench = Bench(tmp_path, RIVER + resting)
    read_conflict(bench.text)
    before = bench.text
    about = {"account": "engineers", "party": "upper", "kind": "statements"}
    refused = bench.edit(do, lines="not lower.sue\nnot upper.release", **about)
    assert refused.status_code == 422
    told = words(refused.text)
    assert "nothing was written: the file would have a mistake then" in told
    assert "no statement 'paid'" in told
    assert bench.text == before
    kept = "lower.pay\nnot lower.sue" if do == "take-wishes" else "not lower.sue"
    if do == "own-wishes":  # a list of plain lines has other ids: what rests on them goes first
        bench.file.write_text(RIVER, encoding="utf-8")
    assert bench.edit(do, lines=kept, **about).status_code == 200
    read_conflict(bench.text)
    assert bench.text != before


def test_a_proposal_is_written_into_a_file_that_has_mistakes_already(tmp_path):
    bench = Bench(tmp_path, RIVER + "wrong: 1\n")
    found = bench.edit(
        "take-wishes", account="engineers", party="upper", kind="statements", lines="lower.pay"
    )
    assert found.status_code == 200
    assert "release only if lower.pay" not in bench.text


def test_the_outcomes_that_matter_are_ranked(tmp_path):
    bench = Bench(tmp_path)
    query = {"party": "lower", "account": "residents", "way": "outcomes"}
    page, given = walk(bench, lambda one, other: "o" if one > other else "t", **query)
    kind, lines = hidden(page, "kind"), hidden(page, "lines").splitlines()
    assert kind in ("partial", "ranking")
    assert given
    bench.edit("take-wishes", party="lower", account="residents", kind=kind, lines="\n".join(lines))
    read_conflict(bench.text)


def test_answers_are_taken_back_and_contradictions_are_named(tmp_path):
    bench = Bench(tmp_path)
    query = {"party": "upper", "account": "engineers", "a": ["1-0-o", "2-1-o", "2-0-t"]}
    page = bench.get("c/river.yaml/pairs", params=query).text
    told = words(page)
    assert "These answers contradict each other." in told
    assert "go round in a circle" in told
    assert "3 answers so far" in told
    links = re.findall(r'<a href="([^"]*)">Take back', page)
    assert len(links) == 6
    assert "take-wishes" not in page
    rest = bench.client.get(unescape(links[0])).text
    assert "contradict" not in words(rest)
    assert len(re.findall(r'type="hidden" name="a"', rest)) == 2


@pytest.mark.parametrize("wrong", ["x", "1-1-o", "1-0-z", "ff-0-o", "1-0", "1--o", "-1-0-o"])
def test_an_address_that_holds_no_answers_is_told(tmp_path, wrong):
    bench = Bench(tmp_path)
    found = bench.get("c/river.yaml/pairs", params={"party": "upper", "account": "engineers", "a": wrong})
    assert found.status_code == 422
    assert "begin anew" in words(found.text)


def test_answers_about_other_options_are_not_taken_for_these(tmp_path):
    bench = Bench(tmp_path)
    query = {"party": "upper", "account": "engineers", "a": "1-0-o"}
    mark = hidden(bench.get("c/river.yaml/pairs", params=query).text, "t")
    bench.edit("remove-wish", account="engineers", party="upper", item="1")  # a wish changes nothing of it
    assert "other options" not in words(bench.get("c/river.yaml/pairs", params={**query, "t": mark}).text)
    bench.edit("add-option", page="table", party="upper", text="build a dam")
    told = words(bench.get("c/river.yaml/pairs", params={**query, "t": mark}).text)
    assert "The file has other options or rules now" in told
    assert "0 answers so far" in told


def test_a_party_that_there_is_not_and_a_file_with_mistakes_are_told(tmp_path):
    bench = Bench(tmp_path)
    assert bench.get("c/river.yaml/pairs", params={"party": "nobody"}).status_code == 404
    bench.file.write_bytes(RIVER.replace("not lower.sue", "not lower.seu").encode())
    found = bench.get("c/river.yaml/pairs", params={"party": "upper"})
    assert found.status_code == 200
    assert "The file has a mistake." in words(found.text)


def test_what_a_party_wants_in_confidence_is_not_asked_after(tmp_path):
    text = RIVER.replace("rules:", "confidential: [upper]\nrules:").replace(
        "    says: The engineers\n", "    says: The engineers\n    confidential: upper\n"
    )
    bench = Bench(tmp_path, text)
    found = bench.get("c/river.yaml/pairs", params={"party": "upper", "account": "engineers", "a": "1-0-o"})
    assert "confidential" in words(found.text)
    assert "take-wishes" not in found.text
    assert "lower.sue" not in words(found.text)


def switch(html: str) -> str:
    found = re.search(r'href="([^"]*)">(?:Rank the outcomes|Find what it wants thing)', html)
    assert found
    return unescape(found[1])


def test_answers_are_there_again_where_one_goes_back_to_the_other_kind_of_question(tmp_path):
    bench = Bench(tmp_path)
    query = {"party": "upper", "account": "engineers"}
    choose = lexicographic((0, False), (2, False), (1, True))
    _, given = walk(bench, choose, **query)
    page = bench.get("c/river.yaml/pairs", params={**query, "a": given[:2]}).text
    ranked = bench.client.get(switch(page)).text
    assert 'name="way" value="outcomes"' in ranked
    assert "0 answers so far" in words(ranked)
    [one] = re.findall(r'<button class="main" name="a" value="([^"]*)"[^>]*id="first-choice"', ranked)
    # the answer that is given by the form carries the others along
    form = re.search(r"(?s)<form method=\"get\".*?data-pairs>(.*?)</form>", ranked)
    assert form
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form[1])
    assert [v for k, v in fields if k == "b"] == given[:2]
    asked = bench.get("c/river.yaml/pairs", params=[*fields, ("a", one)]).text
    assert "1 answer so far" in words(asked)
    back = bench.client.get(switch(asked)).text
    assert 'name="way" value="things"' in back
    assert "2 answers so far" in words(back)
    there = bench.client.get(switch(back)).text
    assert "1 answer so far" in words(there)
    # to begin anew leaves the other kind alone
    anew = re.search(r'href="([^"]*)">Begin anew', there)
    assert anew
    begun = bench.client.get(unescape(anew[1])).text
    assert "0 answers so far" in words(begun)
    assert "2 answers so far" in words(bench.client.get(switch(begun)).text)


def test_answers_of_the_other_kind_go_where_the_file_has_other_options(tmp_path):
    bench = Bench(tmp_path)
    query = {"party": "upper", "account": "engineers", "t": "0" * 8, "b": ["1-0-o", '"><b>']}
    shown = bench.get("c/river.yaml/pairs", params=query).text
    assert "other options or rules now" in words(shown)
    assert 'name="b"' not in shown
    kept = bench.get("c/river.yaml/pairs", params={**query, "t": hidden(shown, "t")}).text
    assert 'name="b" value="1-0-o"' in kept
    assert "<b>" not in kept
    assert "answers about outcomes that there are not" in words(bench.client.get(switch(kept)).text)
