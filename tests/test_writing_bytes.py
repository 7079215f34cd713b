"""The same input gives the same bytes: at any time, in any zone, under any seed of hashing, in any language."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys

import pytest

PROGRAM = """
import sys, time
from pathlib import Path
import detente
from detente.cli import main
days = float(sys.argv[2])
usual = time.time
time.time = lambda: usual() + days * 86400  # what archives ask for; the runs are seconds apart besides
folder = Path(sys.argv[1])
for name in ("elmira", "prisoners-dilemma"):
    for ending in ("xlsx", "zip", "csv", "parquet", "graphml", "tex", "gmcr"):
        assert main(["export", name, "--out", str(folder / f"{name}.{ending}")]) == 0
for ending in ("html", "md", "docx", "json", "csv", "jsonl"):
    assert main(["states", "istanbul-2025", "-p", "kyiv", "--full", "--out", str(folder / f"s.{ending}")]) == 0
assert main(["report", "elmira", "--out", str(folder / "r.html")]) == 0
assert main(["analyze", "elmira", "--full", "--out", str(folder / "a.docx")]) == 0
for made in ("mine.xlsx", "mine.zip"):
    assert main(["import", "--template", str(folder / made)]) == 0
    assert main(["import", str(folder / made), "--out", str(folder / made) + ".yaml"]) == 0
"""
ENVIRONMENTS = [
    ({"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"}, 0),
    (
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "de_DE.ISO-8859-1", "PYTHONUTF8": "0"},
        400,
    ),
]


def test_the_same_bytes_everywhere(tmp_path):
    pytest.importorskip("docx")
    found = []
    for number, (environment, days) in enumerate(ENVIRONMENTS):
        folder = tmp_path / str(number)
        folder.mkdir()
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(folder), str(days)],
            env={**os.environ, **environment},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        found.append({p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir()})
    assert len(found[0]) == 26
    assert found[0] == found[1]
