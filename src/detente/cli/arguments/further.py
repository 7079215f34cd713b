"""The questions that an analyst asks next."""

from __future__ import annotations

from typing import Any

from detente.cli.arguments.shared import account, command, concepts, conflict, output


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
