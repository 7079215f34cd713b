"""From a changed wish to the answer in the workbench: what the server takes, without a network and a browser."""

from __future__ import annotations

import time

from detente import catalogue
from detente.conflict.editing import Move, edited, plain
from detente.render.fragment import fragment
from detente.workbench.answers import Answers
from detente.workbench.documents import Version, id_of

TIMES = 7
MAKERS, OPTIONS, ACCOUNTS, STATEMENTS = 4, 3, 3, 8  # 4,096 states


def made() -> str:
    """Make a file of some 4,000 states and three accounts."""
    options = [f"d{i}.o{k}" for i in range(MAKERS) for k in range(OPTIONS)]
    lines = ["detente: 1", "title: A large one", f"status_quo: [{options[0]}]", "decision_makers:"]
    for i in range(MAKERS):
        listed = ", ".join(f"o{k}: do {k} of {i}" for k in range(OPTIONS))
        lines.append(f"  d{i}: {{name: Party {i}, options: {{{listed}}}}}")
    lines.append("perspectives:")
    for a in range(ACCOUNTS):
        lines += [f"  account{a}:", f"    says: Account {a}", "    preferences:"]
        for i in range(MAKERS):
            lines.append(f"      d{i}:")
            for k in range(STATEMENTS):
                option = options[(k * 5 + i * 3 + a * 7) % len(options)]
                lines.append(f"        - {'not ' if (k + i + a) % 3 else ''}{option}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the measurements."""
    print(
        "The workbench: a wish moves in one of three accounts; seconds of the processor at the server, the median of",
        TIMES,
    )
    for name, text in (
        ("istanbul-2025", (catalogue.FOLDER / "istanbul-2025.yaml").read_text(encoding="utf-8")),
        ("4,096 states", made()),
    ):
        _measure(name, text)


def _measure(name: str, text: str) -> None:
    answers = Answers()
    root = plain(text)
    account = list(root["perspectives"])[1]
    party = next(iter(root["decision_makers"]))
    path = ("perspectives", account, "preferences", party)
    count = len(root["perspectives"][account]["preferences"][party])
    answers.brief(answers.read("x.yaml", Version(text, id_of(text))))
    told: dict[str, list[float]] = {"change": [], "read": [], "first": [], "soon": [], "rest": []}
    for turn in range(TIMES):
        clock = [time.process_time()]
        text = edited(text, Move(path, turn % count, (turn + 2) % count))
        clock.append(time.process_time())
        read = answers.read("x.yaml", Version(text, id_of(text)))
        clock.append(time.process_time())
        fragment(answers.brief(read, whole=False).page)
        clock.append(time.process_time())
        fragment(answers.brief(read, whole=False, soon=True).page)
        clock.append(time.process_time())
        fragment(answers.brief(read).page)
        clock.append(time.process_time())
        for what, before, after in zip(told, clock, clock[1:], strict=False):
            told[what].append(after - before)
    row = ", ".join(f"{what} {sorted(times)[len(times) // 2]:.3f}" for what, times in told.items())
    print(f"  {name}: {row}")


if __name__ == "__main__":
    main()
