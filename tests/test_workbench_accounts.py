"""Accounts as wholes: a new one says nothing but its name, and no party is left wanting nothing without a word."""

from __future__ import annotations

import re
from html import unescape

import pytest

pytest.importorskip("starlette")

from detente.conflict import read_conflict
from detente.conflict.editing import plain
from detente.workbench.edits.accounts import said_by, sources, stands_on
from detente.workbench.language.german import GERMAN
from tests.test_workbench_forms import FORMS
from tests.workbench_client import RIVER, Bench

NOTHING = "It wants nothing: any outcome is as good to it as any other."
OVER = "As in the file itself"


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def hand(bench: Bench, heading: str, party: str = "lower") -> str:
    """Give the part of the page Wishes that is about an account."""
    page = bench.page("wishes", party=party).text
    [told] = [
        s for s in re.findall(r'(?s)<section class="hand".*?</section>', page) if f">{heading}</h2>" in s
    ]
    return str(told)


def accounts(bench: Bench):
    return plain(bench.text)["perspectives"]


def taken_back(bench: Bench, before: str) -> None:
    """What a form wrote is one change: undo takes all of it back, redo makes it again."""
    after = bench.text
    assert after != before
    bench.post("c/river.yaml/undo", {"page": "wishes"})
    assert bench.text == before
    bench.post("c/river.yaml/redo", {"page": "wishes"})
    assert bench.text == after


def test_a_new_account_says_its_name_alone_and_stands_on_the_file(tmp_path):
    bench = Bench(tmp_path, FORMS)
    before = read_conflict(bench.text).under("base")
    assert bench.edit("add-account", says="A fourth").status_code == 200
    assert accounts(bench)["fourth"] == {"says": "A fourth"}
    after = read_conflict(bench.text).under("fourth")
    assert after.preferences == before.preferences
    taken_back(bench, FORMS)
    told = words(hand(bench, "A fourth"))
    assert f"{OVER}:" in told
    assert "“let water through”" in told
    assert "Write them for this account" in told
    assert NOTHING not in told


@pytest.mark.parametrize(
    ("begins", "body"),
    [
        ("", {"says": "New", "on": "engineers"}),
        ("account:engineers", {"says": "New", "on": "engineers"}),
        ("account:residents", {"says": "New", "on": "residents"}),
        ("nothing", {"says": "New", "preferences": {"upper": [], "lower": []}}),
    ],
)
def test_where_only_accounts_say_what_is_wanted_a_new_one_begins_as_another(tmp_path, begins, body):
    bench = Bench(tmp_path)
    page = bench.page("wishes", party="lower").text
    [offered] = re.findall(r'(?s)<select name="begins">(.*?)</select>', page)
    assert re.findall(r'value="([^"]*)"', offered) == ["account:engineers", "account:residents", "nothing"]
    assert words(offered).startswith("like “The engineers” like “The residents” nothing")
    assert bench.edit("add-account", says="New", begins=begins).status_code == 200
    assert accounts(bench)["new"] == body
    read_conflict(bench.text)
    taken_back(bench, RIVER)
    told = words(hand(bench, "New"))
    assert (NOTHING in told) is (begins == "nothing")
    assert ("As in the account “The engineers”:" in told) is body.get("on", "").startswith("e")


def test_a_file_with_wishes_of_its_own_is_what_an_account_begins_as(tmp_path):
    bench = Bench(tmp_path, FORMS)
    [offered] = re.findall(r'(?s)<select name="begins">(.*?)</select>', bench.page("wishes").text)
    assert re.findall(r'value="([^"]*)"', offered) == ["base", "account:residents", "account:third"]
    assert bench.edit("add-account", says="New", begins="account:residents").status_code == 200
    assert accounts(bench)["new"] == {"says": "New", "on": "residents"}


def test_a_first_account_of_a_file_that_says_nothing_begins_with_nothing(tmp_path):
    text = RIVER[: RIVER.index("perspectives:")]
    bench = Bench(tmp_path, text)
    bench.edit("add-account", says="New")
    assert accounts(bench)["new"] == {"says": "New", "preferences": {"upper": [], "lower": []}}


@pytest.mark.parametrize("begins", ["base", "account:nobody", "nobody", "account:"])
def test_an_account_begins_as_nothing_that_is_not_there(tmp_path, begins):
    bench = Bench(tmp_path)
    refused = bench.edit("add-account", says="New", begins=begins)
    assert refused.status_code == 422
    assert f"there is no account “{begins.removeprefix('account:')}” to begin as" in words(refused.text)
    assert bench.text == RIVER


def test_wishes_are_begun_from_what_is_taken_over_as_they_are_written(tmp_path):
    text = RIVER + "  new:\n    says: New\n    on: engineers\n"
    bench = Bench(tmp_path, text)
    assert bench.edit("begin-wishes", party="upper", account="new", from_="engineers").status_code == 200
    mine, theirs = (accounts(bench)[a]["preferences"]["upper"] for a in ("new", "engineers"))
    assert mine == theirs
    assert {"id": "paid", "that": "lower.pay", "because": "It is poor."} in mine
    taken_back(bench, text)
    told = hand(bench, "New", "upper")
    assert 'id="card-new-2"' in told
    assert "Again as in the account “The engineers”" in words(told)
    before = bench.text
    assert bench.edit("back-wishes", party="upper", account="new").status_code == 200
    assert bench.text == text
    taken_back(bench, before)
    assert "Write them for this account" in words(hand(bench, "New", "upper"))


def test_wishes_are_begun_from_another_account_or_from_an_empty_list(tmp_path):
    text = RIVER + "  new:\n    says: New\n    on: engineers\n"
    bench = Bench(tmp_path, text)
    told = hand(bench, "New", "upper")
    assert re.findall(r'<option value="([^"]*)">The residents</option>', told) == ["residents"]
    assert "Or begin from an empty list: it wants, by this account" in words(told)
    bench.edit("begin-wishes", party="upper", account="new", from_="residents")
    assert accounts(bench)["new"]["preferences"] == {"upper": ["not release", "lower.pay"]}
    bench.edit("add-wish", party="lower", account="new", that="pay")
    assert accounts(bench)["new"]["preferences"]["lower"] == ["pay"]
    bench.edit("back-wishes", party="upper", account="new")
    assert accounts(bench)["new"] == {"says": "New", "on": "engineers", "preferences": {"lower": ["pay"]}}
    read_conflict(bench.text)


def test_an_empty_list_says_that_the_party_wants_nothing_and_offers_to_begin(tmp_path):
    bench = Bench(tmp_path, RIVER + "  new:\n    says: New\n    preferences: {upper: [], lower: []}\n")
    told = hand(bench, "New", "upper")
    assert NOTHING in words(told)
    assert re.findall(r'<option value="([^"]*)">', told) == ["engineers", "residents"]
    assert "Again as in" not in words(told)  # it stands on nothing
    assert NOTHING not in words(hand(bench, "The engineers", "upper"))
    assert bench.edit("begin-wishes", party="upper", account="new", from_="residents").status_code == 200
    assert accounts(bench)["new"]["preferences"] == {"upper": ["not release", "lower.pay"], "lower": []}


def test_what_is_taken_over_is_nothing_where_the_file_says_nothing(tmp_path):
    text = FORMS.replace("    - upper.release   # most of all\n    - not pay\n    - not sue\n", "    []\n")
    bench = Bench(
        tmp_path,
        text.replace(
            "patch:\n          - {replace: not pay, with: pay}\n          - {drop: not sue}", "[pay]"
        ),
    )
    told = words(hand(bench, "A third"))
    assert f"{OVER}: {NOTHING}" in told
    assert "Write them for this account" in told


def test_a_file_with_mistakes_shows_what_is_taken_over_as_it_is_written(tmp_path):
    bench = Bench(tmp_path, FORMS + "wrong: 1\n")
    told = words(hand(bench, "A third"))
    assert f"{OVER}: upper.release not pay not sue" in told
    assert "Leave out here" not in told
    assert "It wants, too" not in told
    assert f"{OVER}." in words(hand(bench, "A third", "upper"))  # weights, which are no list


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"do": "begin-wishes", "account": "engineers", "from": "residents"}, "has wishes of its own here"),
        ({"do": "begin-wishes", "account": "new", "from": "new"}, "no list there to begin from"),
        ({"do": "begin-wishes", "account": "new", "from": "base"}, "no list there to begin from"),
        ({"do": "begin-wishes", "account": "new", "from": ""}, "the account to begin from is missing"),
        ({"do": "back-wishes", "account": "new"}, "no wishes of its own here (any more)"),
        ({"do": "back-wishes", "account": "engineers"}, "stands on nothing that says what this party wants"),
        ({"do": "back-wishes", "account": "nobody"}, "no account 'nobody' (allowed: "),
        ({"do": "account", "account": "nobody", "says": "X"}, "no account 'nobody' (allowed: "),
        ({"do": "account", "account": "new", "says": " "}, "the name of the account is missing"),
        ({"do": "account", "says": "X"}, "the account is missing"),
        ({"do": "remove-account", "account": "base"}, "this account is not in the file (any more)"),
        (
            {"do": "remove-account", "account": "engineers"},
            "“The engineers” is still needed by the account “New”; change that first. Nothing was written.",
        ),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(tmp_path, form, told):
    text = RIVER + "  new:\n    says: New\n    on: engineers\n"
    bench = Bench(tmp_path, text)
    refused = bench.edit(party="lower", **{f"{k}_" if k == "from" else k: v for k, v in form.items()})
    assert refused.status_code == 422
    assert told in words(refused.text)
    assert bench.text == text


def test_an_account_is_renamed_and_taken_away(tmp_path):
    bench = Bench(tmp_path)
    assert (
        bench.edit("account", account="residents", party="lower", says="Who lives there").status_code == 200
    )
    assert accounts(bench)["residents"]["says"] == "Who lives there"
    assert list(accounts(bench)) == ["engineers", "residents"]
    taken_back(bench, RIVER)
    before = bench.text
    told = bench.edit("remove-account", account="engineers", party="lower")
    assert told.status_code == 200
    assert "account “The engineers” away" in words(told.text)
    assert list(accounts(bench)) == ["residents"]
    assert 'aria-current="true">Lower town' in told.text
    taken_back(bench, before)
    before = bench.text
    refused = bench.edit("remove-account", account="residents", party="lower")
    assert refused.status_code == 422
    assert (
        "“Who lives there” is the only account, and without it the file says of no party what it wants; "
        "add another account first. Nothing was written." in words(refused.text)
    )
    assert bench.text == before


def test_the_last_account_of_a_file_that_says_what_is_wanted_goes_with_its_heading(tmp_path):
    bench = Bench(tmp_path, FORMS)
    for account in ("residents", "third"):
        assert bench.edit("remove-account", account=account, party="lower").status_code == 200
    assert "perspectives" not in plain(bench.text)
    read_conflict(bench.text)
    assert "Rename or remove this account" not in bench.page("wishes").text  # the file itself is no account


def test_an_account_that_says_no_name_is_called_by_its_id(tmp_path):
    bench = Bench(tmp_path, RIVER.replace("    says: The residents\n", ""))
    told = bench.edit("remove-account", account="residents", party="lower")
    assert "account “residents” away" in words(told.text)


def test_an_account_of_whom_something_is_confidential_is_not_taken_away(tmp_path):
    text = RIVER + "confidential: [lower]\n"
    bench = Bench(tmp_path, text)
    refused = bench.edit("remove-account", account="residents", party="upper")
    assert refused.status_code == 422
    assert "--as lower" in words(refused.text)
    assert bench.text == text
    assert (
        bench.edit("begin-wishes", party="lower", account="residents", from_="engineers").status_code == 422
    )
    assert bench.text == text


def test_on_what_an_account_stands_and_where_it_can_begin():
    root = plain(FORMS)
    root["perspectives"]["fourth"] = {"on": "third", "preferences": {"lower": ["pay"]}}
    root["perspectives"]["round"] = {"on": "round"}
    assert [stands_on(root, a) for a in ("base", "third", "fourth", "nobody")] == ["", "base", "third", ""]
    assert [said_by(root, a, "lower") for a in ("third", "fourth", "residents", "round")] == [
        "base",
        "fourth",
        "residents",
        "",
    ]
    assert sources(root, "third", "lower") == ("base", "fourth")  # not who changes single wishes
    assert sources(root, "fourth", "lower") == ("base",)
    assert sources(root, "base", "lower") == ("fourth",)
    assert sources(root, "base", "upper") == ()
    assert stands_on({"perspectives": {"a": {"on": "base"}}, "preferences": {}}, "a") == "base"
    assert stands_on({"perspectives": {"a": "A"}}, "a") == ""


def test_accounts_are_spoken_of_in_german(tmp_path):
    bench = Bench(tmp_path, FORMS.replace("detente: 1", "detente: 1\nlanguage: de"))
    told = words(hand(bench, "A third"))
    for text in (OVER, "Write them for this account", "Rename or remove this account"):
        assert GERMAN[text] in told
        assert text not in told


def test_a_second_account_for_one_party_leaves_the_others_as_they_are(tmp_path):
    """Whoever writes one party's wishes anew for an account says nothing of the others: their ranks stay."""
    bench = Bench(tmp_path, FORMS)
    bench.edit("add-account", says="Fourth")
    bench.edit("begin-wishes", party="lower", account="fourth", from_="base")
    bench.edit("move-wish", party="lower", account="fourth", item="0", to="2")
    conflict = read_conflict(bench.text)
    assert accounts(bench)["fourth"]["preferences"] == {"lower": ["not pay", "not sue", "upper.release"]}
    base, fourth = conflict.under("base"), conflict.under("fourth")
    assert {p for p in base.preferences if base.preferences[p] != fourth.preferences[p]} == {"lower"}


def test_beside_other_accounts_the_file_itself_is_called_as_answers_call_it(tmp_path):
    bench = Bench(tmp_path, FORMS)
    headings = re.findall(r'<h2 id="hand-\d+">(.*?)</h2>', bench.page("wishes", party="upper").text)
    assert headings[0] == "The file itself, called “base” in answers"
    assert len(headings) > 1
    bench.file.write_text(FORMS.split("perspectives:")[0])
    headings = re.findall(r'<h2 id="hand-\d+">(.*?)</h2>', bench.page("wishes", party="upper").text)
    assert headings == ["What it wants"]
