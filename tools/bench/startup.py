"""What it takes to start."""

from __future__ import annotations

from tools.bench.measure import best, command

DETENTE = ("-m", "detente")


def main() -> None:
    """Print start-up times."""
    numpy = best(command("-c", "import numpy"))
    print("Start-up, as multiples of the time to start Python and import NumPy:")
    for name, argv in {
        "detente --help": (*DETENTE, "--help"),
        "import detente": ("-c", "import detente"),
        "detente analyze istanbul-2025 --json": (
            *DETENTE,
            "analyze",
            "istanbul-2025",
            "-p",
            "kyiv",
            "--json",
        ),
        "detente brief istanbul-2025": (*DETENTE, "brief", "istanbul-2025"),
    }.items():
        print(f"  {name:40} {best(command(*argv)) / numpy:5.2f}")
