"""Measure what matters to users, as ratios taken in one run: ``python -m tools.bench [SECTION ...]``.

A section is a module of this package with a function `main`, see `SECTIONS`.
"""

SECTIONS = ("startup", "dense", "questions", "symbolic", "settlement", "doubt", "workbench")
