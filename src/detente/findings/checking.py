"""What a conflict file holds, and the list of the catalogue, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.conflict import BASE, Conflict
from detente.findings.finding import Block, Finding, Items, Page, Part, Table
from detente.findings.words import count, listed
from detente.questions.whatif.supposing import DIPLOMACY


def check_finding(conflict: Conflict, sizes: Mapping[str, int]) -> Finding:
    """Say that a file is right and what it holds."""
    answers = ["The file is right." if not conflict.warnings else "The file can be read, with warnings."]
    rows = []
    for account, size in sizes.items():
        says = "" if account == BASE else conflict.perspective(account).says
        rows.append(
            (account, says or ("the file's own preferences" if conflict.preferences else ""), f"{size:,}")
        )
    blocks: list[Block] = []
    if conflict.preferences or conflict.perspectives:
        blocks.append(Table(("Account", "What it is", "Feasible states"), tuple(rows), "The accounts in it"))
    else:
        answers.append(
            f"{count(next(iter(sizes.values())), 'feasible state')}. It says of nobody what it prefers: add "
            "'preferences' or 'perspectives' before you analyse it."
        )
    also = []
    if conflict.ultimatums:
        also.append(
            f"{count(len(conflict.ultimatums), 'ultimatum')} ({', '.join(u.id for u in conflict.ultimatums)})"
        )
    if conflict.factions:
        whose = ", ".join(conflict.decision_maker(dm).name for dm in conflict.factions)
        also.append(f"factions of {whose}")
    if any(DIPLOMACY in o.tags for o in conflict.options.values()):
        also.append("options tagged as diplomacy")
    if also:
        answers.append(f"It also holds {listed(also)}.")
    if conflict.warnings:
        blocks.append(Items(tuple(str(w) for w in conflict.warnings)))
    return Finding("Is the file right?", tuple(answers), tuple(blocks))


def catalogue_page(found: Sequence[tuple[str, Conflict]]) -> Page:
    """List the catalogue."""
    rows = []
    for name, conflict in found:
        results = any(p.equilibria for p in conflict.published)
        wrong = any(p.wrong for p in conflict.published)
        told = "published" + (", in part wrong" if wrong else "") if results else "computed here"
        what = f"{len(conflict.states)} states" if conflict.graph_form else f"{len(conflict.option_ids)}"
        size = f"{len(conflict.decision_makers)} / {what}"
        rows.append((name, conflict.title, size, told))
    table = Table(("Name", "Conflict", "Decision makers / options", "Results"), tuple(rows))
    answer = (
        f"{count(len(rows), 'conflict')}. Analyse one with 'detente analyze NAME', print its file with "
        "'detente catalogue NAME'."
    )
    return Page(
        "The catalogue",
        (),
        (Part((Finding("Which conflicts come with the package?", (answer,), (table,)),)),),
    )
