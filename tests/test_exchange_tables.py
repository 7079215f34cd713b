"""Tables, graphs and LaTeX: what stands in them is what the engine found."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import networkx
import openpyxl
import pyarrow.parquet
import pytest

import detente
from detente.conflict import Conflict, DetenteError
from detente.exchange import tables
from detente.exchange.latex import escape
from tests.exchange_games import random_conflicts, random_graph_conflicts, random_level_conflicts

GRAPHS = random_graph_conflicts("tables", 8)
CASES = [detente.load(n) for n in ("elmira", "istanbul-2025", "korea-2017", "prisoners-dilemma")]
CASES += random_conflicts("tables", 20) + random_level_conflicts("tables", 5) + GRAPHS


def expected_states(conflict: Conflict) -> list[dict[str, Any]]:
    """Build the table of states slowly, state by state."""
    game = conflict.game(conflict.accounts[0])
    stability = detente.analyze(game).stability
    rows = []
    for s in range(game.size):
        state = game.state(s)
        members = state.members or (state.taken,)
        row: dict[str, Any] = {"state": state.id, "number": state.number}
        if conflict.graph_form:
            row["text"] = state.text
        for o in game.conflict.option_ids:
            found = {o in m for m in members}
            row[o] = "-" if len(found) == 2 else "NY"[found.pop()]
        row |= {f"rank {d}": int(r[s]) for d, r in zip(game.decision_makers, game.ranks, strict=True)}
        for c in stability.concepts:
            stays = [bool(v) for v in stability.stable[c][:, s]]
            row |= {f"{c} {d}": v for d, v in zip(game.decision_makers, stays, strict=True)}
            row[f"{c} equilibrium"] = all(stays)
        row["status quo"] = s == game.status_quo
        rows.append(row)
    return rows


def expected_moves(conflict: Conflict) -> list[dict[str, Any]]:
    game = conflict.game(conflict.accounts[0])
    return [
        {"from": here.id, "decision maker": dm, "to": t.id, "improvement": t in game.improvements(dm, s)}
        for s in range(game.size)
        for here in (game.state(s),)
        for dm in game.decision_makers
        for t in game.reachable(dm, s)
    ]


@pytest.mark.parametrize("conflict", CASES, ids=lambda c: c.title)
def test_tables_hold_what_the_engine_found(conflict, tmp_path):
    for table, wanted in (("states", expected_states(conflict)), ("moves", expected_moves(conflict))):
        text = detente.export_text(conflict, "csv", table=table)
        assert list(csv.DictReader(io.StringIO(text))) == [
            {k: str(v) for k, v in row.items()} for row in wanted
        ]
        detente.export_file(conflict, tmp_path / "x.parquet", table=table)
        assert pyarrow.parquet.read_table(tmp_path / "x.parquet").to_pylist() == wanted
    if conflict.graph_form:
        return
    detente.export_file(conflict, tmp_path / "x.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["All states"]
    head, *rows = sheet.iter_rows(values_only=True)
    assert [dict(zip(head, row, strict=True)) for row in rows] == expected_states(conflict)


def test_the_table_of_options(tmp_path):
    rows = list(
        csv.DictReader(io.StringIO(detente.export_text(detente.load("elmira"), "csv", table="options")))
    )
    assert [(r["decision maker"], r["option"], r["direction"]) for r in rows] == [
        ("moe", "modify", "forward"),
        ("uniroyal", "delay", "backward"),
        ("uniroyal", "accept", "both"),
        ("uniroyal", "abandon", "forward"),
        ("local", "insist", "both"),
    ]


def test_concepts_can_be_chosen():
    head = detente.export_text(detente.load("chicken"), "csv", concepts=["seq"]).splitlines()[0]
    assert "seq first,seq second,seq equilibrium" in head
    assert "nash" not in head


def test_long_tables_are_written_in_parts(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "ROWS_AT_ONCE", 1000)
    makers = "".join(f"  d{k}: {{options: {{a: a, b: b, c: c, d: d}}}}\n" for k in range(3))
    wants = "".join(f"  d{k}: [d{k}.a, d{(k + 1) % 3}.b]\n" for k in range(3))
    conflict = detente.read_conflict(f"detente: 1\ntitle: t\ndecision_makers:\n{makers}preferences:\n{wants}")
    detente.export_file(conflict, tmp_path / "x.parquet", concepts=["nash"])
    file = pyarrow.parquet.ParquetFile(tmp_path / "x.parquet")
    assert file.metadata.num_rows == 4096
    assert file.num_row_groups == 5
    assert file.read(["number"]).column(0).to_pylist() == list(range(4096))
    text = detente.export_text(conflict, "csv", concepts=["nash"])
    assert text.count("\n") == 4097
    notes = detente.export_file(conflict, tmp_path / "x.xlsx", concepts=["nash"])
    assert any("so many moves" in n for n in notes)
    with pytest.raises(DetenteError, match="at most 500"):
        detente.export_text(conflict, "latex")


# -- graphs --------------------------------------------------------------------------------------


@pytest.mark.parametrize("conflict", CASES, ids=lambda c: c.title)
def test_graphml_is_the_graph_of_states(conflict, tmp_path):
    detente.export_file(conflict, tmp_path / "x.graphml")
    found = networkx.read_graphml(tmp_path / "x.graphml", force_multigraph=True)
    wanted = conflict.game(conflict.accounts[0]).to_networkx()
    ids = {node: data["state"] for node, data in found.nodes(data=True)}
    assert list(ids.values()) == list(wanted.nodes)
    assert [dict(d) for _, d in found.nodes(data=True)] == expected_states(conflict)
    edges = {(ids[s], ids[t], d["decision_maker"], d["improvement"]) for s, t, d in found.edges(data=True)}
    assert found.number_of_edges() == len(edges) == wanted.number_of_edges()
    assert edges == {(s, t, k, d["improvement"]) for s, t, k, d in wanted.edges(keys=True, data=True)}
    assert found.graph["title"] == conflict.title
    assert found.graph["decision_makers"].split() == [d.id for d in conflict.decision_makers]


def test_texts_do_not_break_the_graph(tmp_path):
    text = "detente: 1\ntitle: 'a <b> & \"c\"'\ndecision_makers: {d: {options: {o: '<&>'}}}\npreferences: {d: [o]}\n"
    detente.export_file(detente.read_conflict(text), tmp_path / "x.graphml")
    assert networkx.read_graphml(tmp_path / "x.graphml").graph["title"] == 'a <b> & "c"'


# -- LaTeX ---------------------------------------------------------------------------------------

BODY = re.compile(r"\\begin\{tabular\}\{([^\n]*)\}\n(.*?)\\end\{tabular\}", re.DOTALL)


def tabulars(text: str) -> list[tuple[str, list[list[str]]]]:
    """Take the tables out of LaTeX: the columns, and the cells of each row."""
    found = []
    for columns, body in BODY.findall(text):
        lines = [x.strip() for x in body.split("\\\\\n")]
        rows = [
            re.sub(r"\\(toprule|midrule|bottomrule|addlinespace|cmidrule\(lr\)\{[0-9-]+\})", "", x)
            for x in lines
        ]
        found.append((columns, [[c.strip() for c in re.split(r"(?<!\\)&", r)] for r in rows if r.strip()]))
    return found


def width(cells: list[str]) -> int:
    spans = [re.match(r"\\multicolumn\{(\d+)\}", c) for c in cells]
    return sum(int(s[1]) if s else 1 for s in spans)


@pytest.mark.parametrize("conflict", CASES, ids=lambda c: c.title)
def test_latex_tables_are_whole(conflict):
    text = detente.export_text(conflict, "latex")
    assert text.isascii() or not conflict.title.isascii() or "istanbul" in conflict.file
    for what in ("table", "tabular"):
        assert text.count(f"\\begin{{{what}}}") == text.count(f"\\end{{{what}}}")
    depth = 0
    for brace in re.findall(r"(?<!\\)[{}]", text.replace(r"\\", "")):
        depth += 1 if brace == "{" else -1
        assert depth >= 0
    assert depth == 0
    for columns, rows in tabulars(text):
        count = len(re.sub(r"p\{.*?\}", "p", columns).replace("{", "").replace("}", ""))
        assert all(width(r) == count for r in rows)


def test_latex_says_what_the_engine_found():
    conflict = detente.load("elmira")
    game = conflict.game(conflict.accounts[0])
    options, preferences, stability = tabulars(detente.export_text(conflict, "latex"))
    wanted = expected_states(conflict)
    letters = [r[1:] for r in options[1] if r[0].startswith("\\quad")]
    assert letters == [[row[o] for row in wanted] for o in game.conflict.option_ids]
    makers = game.decision_makers
    for line, ranks in zip(preferences[1][1:], game.ranks, strict=True):
        groups = [re.findall(r"s_\{(\d+)\}", g) for g in line[1].split(r"$\succ$")]
        order = [[int(n) - 1 for n in g] for g in groups]
        assert [sorted({int(ranks[s]) for s in g}) for g in order] == [
            [r] for r in range(int(ranks.max()), -1, -1)
        ]
    for row, state in zip(stability[1][2:], wanted, strict=True):
        cells = iter(row[1:])
        for concept in ("nash", "gmr", "smr", "seq"):
            assert [bool(next(cells)) for _ in makers] == [state[f"{concept} {d}"] for d in makers]
            assert next(cells) == ("E" if state[f"{concept} equilibrium"] else "")


def test_wide_tables_go_on_in_the_next():
    text = detente.export_text(detente.load("istanbul-2025"), "latex", concepts=["nash"])
    assert text.count("(part 1 of 12)") == 1
    widest = max(width(r) for _, rows in tabulars(text) for r in rows)
    assert widest <= 25


def test_latex_escapes():
    assert escape(r"\a{b}$&#_%~^") == (r"\textbackslash{}a\{b\}\$\&\#\_\%\textasciitilde{}\textasciicircum{}")
    assert escape("a\nb  c") == "a b c"
    assert "--" not in escape("a---b")
    assert escape("[x]*") == "{[}x{]}{*}"
