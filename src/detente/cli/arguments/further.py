"""The questions that an analyst asks next."""

from __future__ import annotations

from typing import Any

from detente.cli.arguments.shared import (
    CONCEPTS,
    FURTHER,
    account,
    command,
    concepts,
    conflict,
    output,
    whole,
)


def add_equilibria(commands: Any) -> None:
    """Add ``equilibria``."""
    equilibria = command(
        commands,
        "equilibria",
        "what do the equilibria have in common?",
        "Count the equilibria under one concept and say which options are fixed in all of them, which are free, and\n"
        "which go together; show some, drawn by lot. --out FILE.csv or FILE.jsonl writes all of them, one by one.",
        'detente equilibria istanbul-2025 --concept seq --where "not europe.troops"',
    )
    conflict(equilibria)
    account(equilibria)
    equilibria.add_argument(
        "-c", "--concept", metavar="NAME", help=f"one of {', '.join(CONCEPTS)}, {FURTHER} (default: nash)"
    )
    equilibria.add_argument("--where", metavar="CONDITION", help="only those in which this holds")
    equilibria.add_argument(
        "--sample", metavar="N", type=whole, default=6, help="how many to show, drawn by lot (default: 6)"
    )
    equilibria.add_argument(
        "--seed", metavar="N", type=whole, default=1, help="another number draws others (default: 1)"
    )
    output(equilibria, ".html, .md, .json, .csv, .jsonl", timed=True)


def add_whatif(commands: Any) -> None:
    """Add ``whatif``."""
    whatif = command(
        commands,
        "whatif",
        "what if an option is gone, a party stays away, talks collapse?",
        "Analyse the conflict before and after a change, side by side. Changes can be combined.",
        "detente whatif istanbul-2025 --perspective broker --collapse",
    )
    conflict(whatif)
    account(whatif)
    whatif.add_argument(
        "--set",
        metavar="OPTION=yes|no",
        action="append",
        default=[],
        help="the option is always taken, or never",
    )
    whatif.add_argument(
        "--without", metavar="OPTION", action="append", default=[], help="the option is not there"
    )
    whatif.add_argument(
        "--freeze",
        metavar="NAME",
        action="append",
        default=[],
        help="this decision maker stays with the status quo",
    )
    whatif.add_argument(
        "--absent",
        metavar="NAME",
        action="append",
        default=[],
        help="this decision maker is not at the table",
    )
    whatif.add_argument(
        "--prefer",
        metavar=("NAME", "CONDITION"),
        nargs=2,
        action="append",
        default=[],
        help="this decision maker wants this first of all",
    )
    whatif.add_argument(
        "--collapse",
        metavar="TAG",
        nargs="?",
        const="diplomacy",
        help="the options with this tag are not there (default tag: diplomacy)",
    )
    concepts(whatif)
    output(whatif, ".html, .md, .json, .csv")


def add_ultimatum(commands: Any) -> None:
    """Add ``ultimatum``."""
    ultimatum = command(
        commands,
        "ultimatum",
        "is an ultimatum credible, or a bluff?",
        "Judge an ultimatum of the file wherever its demand is unmet: whether it can be carried out, hurts, and pays.\n"
        "Without NAME, give the ultimatums in brief, and the sanctions on which equilibria rest: which are bluffs?",
        "detente ultimatum istanbul-2025 ceasefire-or-sanctions",
    )
    conflict(ultimatum)
    ultimatum.add_argument(
        "name", metavar="NAME", nargs="?", help="an ultimatum of the file (default: all, and every sanction)"
    )
    account(ultimatum)
    ultimatum.add_argument(
        "--by-moves",
        action="store_true",
        help="judge it wherever any moves lead from the status quo, not improvements alone",
    )
    output(ultimatum, ".html, .md, .json, .csv")


def add_factions(commands: Any) -> None:
    """Add ``factions``."""
    factions = command(
        commands,
        "factions",
        "what could a decision maker agree to at home, and whose takeover changes the outcome?",
        "For decision makers that the file gives factions: which states enough of them prefer to the status quo, what\n"
        "power each has, and what follows if one of them sets what the decision maker wants.",
        "detente factions istanbul-2025 --perspective kyiv",
    )
    conflict(factions)
    account(factions)
    factions.add_argument(
        "-d", "--dm", metavar="NAME", help="one decision maker (default: all with factions)"
    )
    factions.add_argument(
        "--against", metavar="STATE", help="compare deals with this state (default: the status quo)"
    )
    factions.add_argument(
        "--where", metavar="CONDITION", help="only states in which this holds count as deals"
    )
    concepts(factions)
    output(factions, ".html, .md, .json, .csv")


def add_pivot(commands: Any) -> None:
    """Add ``pivot``."""
    pivot = command(
        commands,
        "pivot",
        "who can tip it, and by wanting what?",
        "With --goal: the least changes of preferences (statements left out, moved or added) that make the goal an\n"
        "equilibrium which improvements lead to from the status quo, or the proof that none would. Without it: for\n"
        "each decision maker the equilibria that a change of its preferences alone could bring about, and who would\n"
        "gain or lose by it.",
        'detente pivot istanbul-2025 --perspective kyiv --goal "russia.truce and not europe.troops"',
    )
    conflict(pivot)
    account(pivot)
    pivot.add_argument(
        "-g", "--goal", metavar="GOAL", help="a condition, or a state: a name, an id, a number"
    )
    pivot.add_argument(
        "--who",
        metavar="NAME",
        action="append",
        default=[],
        help="whose preferences may change (say it several times; default: anybody's)",
    )
    pivot.add_argument(
        "-c", "--concept", metavar="NAME", help=f"one of {', '.join(CONCEPTS)} (default: nash)"
    )
    pivot.add_argument(
        "--most",
        metavar="N",
        type=whole,
        help="the highest price to look at (default: as far as is bearable)",
    )
    pivot.add_argument("--anywhere", action="store_true", help="the status quo need not lead to the goal")
    output(pivot, ".html, .md, .json, .csv")


def add_coalitions(commands: Any) -> None:
    """Add ``coalitions``."""
    coalitions = command(
        commands,
        "coalitions",
        "which groups could leave a state together, and would the rest let them?",
        "Say which equilibria hold also against groups that move together, which groups have a reason to form in the\n"
        "status quo and in what it leads to, by which moves, and how the rest could answer.",
        "detente coalitions istanbul-2025 --perspective broker",
    )
    conflict(coalitions)
    account(coalitions)
    coalitions.add_argument("-m", "--members", metavar="LIST", help="one group: names joined by commas")
    coalitions.add_argument("--size", metavar="N", type=whole, help="only groups of at most N members")
    coalitions.add_argument(
        "-s",
        "--state",
        metavar="STATE",
        help="the state asked about (default: the status quo and where it leads)",
    )
    concepts(coalitions, classical=True)
    output(coalitions, ".html, .md, .json, .csv")
