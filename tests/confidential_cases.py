"""A conflict in which everything that South wants is confidential, and nothing of it looks like anything else."""

from __future__ import annotations

from pathlib import Path

MAIN = """
detente: 1
title: A truce
status_quo: [north.shoot, south.shoot]
sources: {minutes: {title: Minutes of the talks, date: 2020-01-01, kind: record}}
decision_makers:
  north: {name: North, options: {shoot: {text: go on shooting, short: shoots, otherwise: North holds fire}}}
  south: {name: South, options: {shoot: {text: go on shooting, short: shoots, otherwise: South holds fire}}}
  union: {name: The Union, short: Union, options: {watch: {text: send observers, short: observers, tags: [diplomacy]}}}
preferences:
  north: [not south.shoot, {that: shoot if not union.watch, id: northern}, not shoot]
  union: [not (north.shoot and south.shoot), not watch]
ultimatums:
  halt:
    text: Hold fire or we send observers
    by: union
    to: south
    demand: not south.shoot
    threat: union.watch
shifts:
  arming: {declines: north, rises: south, chance: {now: 0.2, later: 0.8}, cost: 0.1, discount: 0.9}
factions:
  north:
    members:
      hawks: {weight: 2, preferences: [shoot]}
      doves: {weight: 1, preferences: [not shoot]}
terms:
  signed_by: [north, south]
  issues:
    prisoners:
      text: The exchange of prisoners
      values:
        none: {text: No prisoners are exchanged., short: no exchange}
        some: {text: Each side hands over a thousand prisoners., short: a thousand each, source: minutes#2}
        all: {text: Both sides hand over all prisoners that they hold., short: all for all}
    halt:
      text: The fighting
      values:
        none: {text: The fighting goes on., short: no halt}
        open: {text: Both sides hold fire., short: halt, sets: [not north.shoot, not south.shoot]}
        watched:
          text: Both sides hold fire, and the Union sends observers.
          short: watched halt
          sets: [not north.shoot, not south.shoot, union.watch]
  wishes:
    north:
      weights:
        prisoners: {points: {some: 10, all: 4}, because: It holds most of them., source: minutes#3, confidence: 0.5}
        south.shoot: -20
        union.watch: -8
perspectives:
  other:
    says: what others say
    preferences:
      north: [not south.shoot, not shoot]
"""
WISHES = """
  weights:
    prisoners: {points: {some: 50070, all: 200280}, because: quokka-why, source: memo#quokka-page, confidence: 0.7171}
    north.shoot: -250350
    union.watch: [50070, 60084]
  red_lines:
    - that: not halt.none or prisoners.all
      id: quokka-red
      text: quokka-line
      because: quokka-red-why
      confidence: 0.7272
"""
PREFERENCES = """
  - that: not north.shoot
    id: quokka-first
    text: quokka-peace
    because: quokka-cause
    source: memo
    confidence: 0.7373
  - {that: shoot if not union.watch, id: quokka-second, text: quokka-guard}
  - {that: not shoot, because: quokka-last}
"""
ACCOUNT = """
  - {that: not union.watch, id: quokka-other, text: quokka-alone}
  - {that: not north.shoot, id: quokka-more}
"""
SOURCES = "{memo: {title: quokka-memo, author: quokka-author, kind: secret quokka-kind, note: quokka-note}}"
CANARIES = tuple(
    f"quokka-{word}"
    for word in (
        *("why", "page", "red", "line", "red-why", "first", "peace", "cause"),
        *("second", "guard", "last", "other", "alone", "author"),
    )
)


def indented(text: str, by: int) -> str:
    return "".join(" " * by + line + "\n" for line in text.strip("\n").splitlines())


def party_file(wishes: str = WISHES, preferences: str = PREFERENCES, account: str = ACCOUNT) -> str:
    """The file of South."""
    found = f"detente: 1\nparty: south\nsources: {SOURCES}\n"
    found += "wishes:\n" + indented(wishes, 0) if wishes else ""
    found += "preferences:\n" + indented(preferences, 0) if preferences else ""
    found += "perspectives:\n  other:\n    preferences:\n" + indented(account, 4) if account else ""
    return found


def with_include(folder: Path, **parts: str) -> Path:
    """Write the conflict, and South's file beside it."""
    (folder / "truce.yaml").write_text(f"{MAIN}include: {{south: south.yaml}}\n", encoding="utf-8")
    (folder / "south.yaml").write_text(party_file(**parts), encoding="utf-8")
    return folder / "truce.yaml"


def marked(wishes: str = WISHES, preferences: str = PREFERENCES, account: str = ACCOUNT) -> str:
    """The conflict in one file that marks what South wants as confidential."""
    found = MAIN.replace("\nsources: {", f"\nsources: {{{SOURCES[1:-1]}, ")
    found = found.replace(
        "  union: [not (north", "  south:\n" + indented(preferences, 2) + "  union: [not (north"
    )
    found = found.replace("perspectives:\n", "    south:\n" + indented(wishes, 4) + "perspectives:\n")
    found += "      south:\n" + indented(account, 6)
    return found + "confidential: [south]\n"


def with_marks(folder: Path, **parts: str) -> Path:
    """Write the conflict into one file that marks what South wants."""
    (folder / "truce.yaml").write_text(marked(**parts), encoding="utf-8")
    return folder / "truce.yaml"
