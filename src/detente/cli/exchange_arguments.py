"""Import from and export to other tools."""

from __future__ import annotations

from typing import Any

READ = ("gmcr", "xlsx", "zip", "csv", "nfg", "graphml", "genius", "geniusweb", "negmas")
EXCHANGE = {
    "import": "make a conflict file from another tool's file or a spreadsheet",
    "export": "write a conflict for another tool: GMCR+, a spreadsheet, tables, a graph, LaTeX, Gambit",
}
WRITTEN = ("gmcr", "gmcr-web", "xlsx", "zip", "csv", "parquet", "graphml", "nfg", "nfg-outcomes", "latex")


def add_import(commands: Any, help: str) -> None:
    """Add ``import``."""
    from detente.cli.parser import add_as_party, add_command, add_encoding, add_seconds

    parser = add_command(
        commands,
        "import",
        help,
        "Read a file of GMCR+ (.gmcr), a spreadsheet (.xlsx, .xlsm, or CSV files in a folder or a .zip), a graph\n"
        "(.graphml), a strategic game of Gambit (.nfg), or a negotiation scenario of GENIUS (.xml), GeniusWeb (.json)\n"
        "or negmas (.yml): its domain and the profiles of the parties, or the folder that holds them. A conflict file\n"
        "is written; what could not be brought over is told.",
        "detente import dispute.gmcr --out dispute.yaml\n"
        "  detente import domain.xml buyer.xml seller.xml --out deal.yaml",
    )
    parser.add_argument(
        "source",
        metavar="SOURCE",
        nargs="*",
        help="a file, a folder of CSV files or of a scenario, the files of a scenario, or - for standard input (with "
        "--from)",
    )
    parser.add_argument(
        "--from",
        dest="format",
        metavar="FORMAT",
        help=f"one of {', '.join(READ)} (default: by the file's ending)",
    )
    parser.add_argument(
        "-o", "--out", metavar="FILE", help="write the conflict file here, .yaml or .json (default: print it)"
    )
    add_encoding(parser)
    add_as_party(parser)
    parser.add_argument("--force", action="store_true", help="replace FILE if it is there")
    parser.add_argument(
        "--template",
        metavar="FILE",
        help="write a filled-in spreadsheet to start from (.xlsx or .zip), and nothing else",
    )
    add_seconds(parser)


def add_export(commands: Any, help: str) -> None:
    """Add ``export``."""
    from detente.cli.parser import add_as_party, add_command, add_concepts, add_conflict, add_seconds, whole

    parser = add_command(
        commands,
        "export",
        help,
        "Write a conflict, or its states and what holds in them, for another tool. What the format has no place\n"
        "for is told. Without --out it goes to standard output, if it is text.",
        "detente export elmira --out elmira.xlsx\n  detente export elmira --to latex > elmira.tex",
    )
    add_conflict(parser)
    parser.add_argument(
        "-p",
        "--perspective",
        metavar="NAME",
        help="the account to write (default: the first in the file; xlsx and zip hold all)",
    )
    parser.add_argument(
        "--to",
        dest="format",
        metavar="FORMAT",
        help=f"one of {', '.join(WRITTEN)} (default: by the ending of --out)",
    )
    parser.add_argument(
        "-o",
        "--out",
        metavar="FILE",
        help="where to; a file that is there is replaced (- for standard output)",
    )
    add_concepts(parser)
    parser.add_argument(
        "--table",
        metavar="NAME",
        help="for csv and parquet: states (the default), moves or options",
    )
    add_as_party(parser)
    parser.add_argument(
        "--most-states",
        metavar="N",
        type=whole,
        help="refuse a conflict with more states (default: what memory holds)",
    )
    add_seconds(parser)
