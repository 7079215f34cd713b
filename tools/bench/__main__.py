"""Run the sections that are named, or all that are there."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec

from tools.bench import SECTIONS


def main(*wanted: str) -> None:
    """Print the measurements."""
    for section in wanted or SECTIONS:
        if wanted or find_spec(f"tools.bench.{section}"):
            import_module(f"tools.bench.{section}").main()
            print(flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
