"""Tables in LaTeX as papers print them: the option form, preferences in a line each, stability (needs booktabs)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from detente.conflict import Conflict, TooLargeError, find_concept
from detente.exchange.notes import WORKED_OUT, left_out
from detente.exchange.tables import table
from detente.game import Game
from detente.stability import Stability, stable_states

MOST_STATES = 500
COLUMNS, ROWS = 24, 40
LATEX = "a table in LaTeX"
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "%": r"\%",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "[": "{[}",
    "]": "{]}",
    "*": "{*}",
    "`": r"\textasciigrave{}",
}


def escape(text: str) -> str:
    r"""Write a text so that LaTeX prints it as it is.

    Examples
    --------
    >>> escape("50% of R&D")
    '50\\% of R\\&D'
    """
    flat = "".join(_ESCAPES.get(c, c) for c in " ".join(text.split()))
    return flat.replace("--", "-{}-").replace("--", "-{}-")  # two hyphens are not a dash


def write(
    whole: Conflict, game: Game, concepts: Sequence[str] | None = None
) -> tuple[Iterator[str], list[str]]:
    """Write the three tables; give their text part by part, and what was left out.

    Raises
    ------
    TooLargeError
        Where there are more than 500 states, which no page shows.
    """
    if game.size > MOST_STATES:
        raise TooLargeError(
            f"{game.conflict.title}: {game.size:,} states; tables in LaTeX are written for at most {MOST_STATES}. "
            "Write CSV, XLSX or Parquet"
        )
    kept = ["title", "names of decision makers", "texts of options", "line breaks", *WORKED_OUT]
    if game.conflict.graph_form:
        kept.append("texts of states")
    if _short_names(game):
        kept.append("names of states")
    notes = left_out(whole, game.conflict, LATEX, kept=kept)
    return _text(game, stable_states(game, concepts)), notes


def _text(game: Game, stability: Stability) -> Iterator[str]:
    yield f"% {' '.join(game.conflict.title.split())}\n% Needs \\usepackage{{booktabs}}.\n"
    yield from _option_form(game)
    yield from _preferences(game)
    yield from _stability(game, stability)


def _labels(game: Game) -> list[str]:
    """Call the states s1, s2, ... in the order of their numbers, or by their names where all have short ones."""
    names = _short_names(game)
    if names:
        return [f"${n[0]}_{{{n[1:]}}}$" if re.fullmatch(r"s[0-9]+", n) else escape(n) for n in names]
    return [f"$s_{{{s + 1}}}$" for s in range(game.size)]


def _short_names(game: Game) -> list[str]:
    """Give the names of the states where all have short ones, else nothing."""
    names = [game.states.names.get(s, "") for s in range(game.size)]
    return names if all(0 < len(n) <= 4 for n in names) else []


def _cuts(size: int, most: int) -> list[range]:
    return [range(k, min(size, k + most)) for k in range(0, size, most)]


def _caption(game: Game, text: str, part: int, parts: int) -> str:
    more = f" (part {part + 1} of {parts})" if parts > 1 else ""
    return f"\\begin{{table}}\n\\centering\n\\caption{{{escape(game.conflict.title)}: {text}{more}}}\n"


def _option_form(game: Game) -> Iterator[str]:
    labels, cuts = _labels(game), _cuts(game.size, COLUMNS)
    if game.conflict.graph_form:
        yield from _given(game, labels)
        return
    rows = list(table(game, "states", ("nash",)).rows())
    first = 2
    for part, states in enumerate(cuts):
        yield _caption(game, "options and feasible states", part, len(cuts))
        yield f"\\begin{{tabular}}{{l{'c' * len(states)}}}\n\\toprule\n"
        yield " & ".join(["Decision makers and options", *(labels[s] for s in states)]) + " \\\\\n\\midrule\n"
        column = first
        for number, maker in enumerate(game.conflict.decision_makers):
            if number:
                yield "\\addlinespace\n"
            yield f"\\textbf{{{escape(maker.name)}}}{' &' * len(states)} \\\\\n"
            for option in maker.options:
                letters = [_letter(str(rows[s][column])) for s in states]
                yield " & ".join([f"\\quad {escape(option.text)}", *letters]) + " \\\\\n"
                column += 1
        yield "\\bottomrule\n\\end{tabular}\n\\end{table}\n"


def _given(game: Game, labels: Sequence[str]) -> Iterator[str]:
    """Say what the states are, where they are no combinations of options."""
    cuts = _cuts(game.size, ROWS)
    for part, states in enumerate(cuts):
        yield _caption(game, "states", part, len(cuts))
        yield "\\begin{tabular}{lp{0.75\\linewidth}}\n\\toprule\nState & What it is \\\\\n\\midrule\n"
        for s in states:
            state = game.states.state(s)
            yield f"{labels[s]} & {escape(state.text or state.id)} \\\\\n"
        yield "\\bottomrule\n\\end{tabular}\n\\end{table}\n"


def _letter(letter: str) -> str:
    return "--" if letter == "-" else letter


def _preferences(game: Game) -> Iterator[str]:
    labels = _labels(game)
    yield "\n" + _caption(game, "preferences, from best to worst", 0, 1)
    yield "\\begin{tabular}{lp{0.75\\linewidth}}\n\\toprule\nDecision maker & Ranking of states \\\\\n\\midrule\n"
    for dm, ranks in zip(game.decision_makers, game.ranks, strict=True):
        groups: dict[int, list[str]] = {}
        for state, rank in enumerate(ranks.tolist()):
            groups.setdefault(rank, []).append(labels[state])
        line = " $\\succ$ ".join(" $\\sim$ ".join(groups[r]) for r in sorted(groups, reverse=True))
        yield f"{escape(game.conflict.decision_maker(dm).name)} & {line} \\\\\n"
    yield "\\bottomrule\n\\end{tabular}\n\\end{table}\n"


def _stability(game: Game, stability: Stability) -> Iterator[str]:
    labels, cuts = _labels(game), _cuts(game.size, ROWS)
    makers = game.decision_makers
    wide = len(makers) + 1
    for part, states in enumerate(cuts):
        yield "\n" + _caption(game, "stable states ($\\bullet$) and equilibria (E)", part, len(cuts))
        yield f"\\begin{{tabular}}{{l{'c' * wide * len(stability.concepts)}}}\n\\toprule\n"
        groups = [
            f"\\multicolumn{{{wide}}}{{c}}{{{escape(find_concept(c).name)}}}" for c in stability.concepts
        ]
        yield " & ".join(["", *groups]) + " \\\\\n"
        for k in range(len(stability.concepts)):
            yield f"\\cmidrule(lr){{{2 + k * wide}-{1 + (k + 1) * wide}}}"
        heads = [*(escape(m) for m in makers), "E"] * len(stability.concepts)
        yield "\n" + " & ".join(["State", *heads]) + " \\\\\n\\midrule\n"
        for state in states:
            cells = [labels[state]]
            for concept in stability.concepts:
                stays = stability.stable[concept][:, state].tolist()
                cells += ["$\\bullet$" if s else "" for s in stays] + ["E" if all(stays) else ""]
            yield " & ".join(cells) + " \\\\\n"
        yield "\\bottomrule\n\\end{tabular}\n\\end{table}\n"
