"""The id of an account is what headlines call it: it is made of whose account it is."""

from __future__ import annotations

import pytest

pytest.importorskip("starlette")

from detente.conflict.editing import plain
from detente.workbench.edits.fields import id_for
from tests.workbench_client import RIVER, Bench


@pytest.mark.parametrize(
    ("says", "id"),
    [
        ("What the trawler association says", "trawler_association"),
        ("According to the mayor", "mayor"),
        ("The view of the harbour master", "harbour_master"),
        ("How the residents say it was", "residents_it"),
        ("Was der Bürgermeister sagt", "burgermeister"),
        ("Aus Sicht der Fischer", "fischer"),
        ("Laut Zeitung", "zeitung"),
        ("The residents", "residents_2"),
        ("What they say", "they"),
        ("What say?", "what_say"),
        ("The view of the", "view"),
        ("!", "item"),
    ],
)
def test_an_account_is_called_by_whose_it_is(tmp_path, says, id):
    bench = Bench(tmp_path, RIVER)
    assert bench.edit("add-account", says=says, begins="account:engineers", page="text").status_code == 200
    assert list(plain(bench.text)["perspectives"])[2:] == [id]
    assert plain(bench.text)["perspectives"][id]["says"] == says


def test_an_option_keeps_all_its_words():
    assert id_for("Say what it was") == "say_what_it"
