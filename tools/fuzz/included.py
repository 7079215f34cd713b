"""Conflict files that include what a party keeps for itself: damaged, with hostile paths and words nobody may see."""

from __future__ import annotations

import json
import os
from pathlib import Path
from random import Random
from typing import Any

from detente.conflict import to_dict
from tools.fuzz import damage
from tools.fuzz.whole import whole_conflict

SECRET = "quokka"
OUTSIDE = "outside.yaml"  # in the folder above: nothing may read it
HOSTILE = (
    f"../{OUTSIDE}",
    f"../../{OUTSIDE}",
    f"a/../../{OUTSIDE}",
    "/etc/passwd",
    "/dev/zero",
    "/proc/self/environ",
    "C:/x.yaml",
    "~/x.yaml",
    "file:///etc/passwd",
    "https://example.org/x.yaml",
    "link.yaml",
    "folder.yaml",
    "pipe.yaml",
    "linked/own.yaml",
    "x.yaml",
    "X.YAML",
    "missing.yaml",
    "own.yaml\u0000",
    "con.yaml",
    "",
    ".",
    "..",
)
COMMANDS = (
    ("check", "--full"),
    ("check", "--json"),
    ("analyze", "--json"),
    ("analyze", "--full"),
    ("explain", "--full"),
    ("evolve", "--json"),
    ("brief", "--json"),
    ("equilibria", "--full"),
    ("analyze", "--out", "out.html"),
    ("export", "--out", "out.zip"),
    ("export", "--to", "gmcr", "--out", "out.gmcr"),
    ("export", "--to", "csv", "--out", "out.csv"),
)


def told(rng: Random, preference: Any) -> Any:
    """Put words that nobody may see into a preference."""
    if isinstance(preference, dict) and "patch" in preference:
        return {"patch": [_changed(rng, c) for c in preference["patch"]]}
    if isinstance(preference, list):
        return [_statement(rng, s) for s in preference]
    return preference | {"because": f"{SECRET}-{rng.randrange(10**6)}"}


def _statement(rng: Random, statement: Any) -> Any:
    said = statement if isinstance(statement, dict) else {"that": statement}
    more = {"text": f"{SECRET}-{rng.randrange(10**6)}", "because": f"{SECRET}-{rng.randrange(10**6)}"}
    return said | more


def _changed(rng: Random, change: dict[str, Any]) -> dict[str, Any]:
    return {k: _statement(rng, v) if k in ("put", "with") else v for k, v in change.items()}


def included_files(rng: Random) -> tuple[bytes, tuple[tuple[str, bytes], ...]]:
    """Make a conflict file that includes, and what stands beside it; one of them is damaged, or a path is hostile."""
    file = to_dict(whole_conflict(rng))
    party = rng.choice(list(file["decision_makers"]))
    own: dict[str, Any] = {"party": party}
    if party in file.get("preferences", {}):
        own["preferences"] = told(rng, file["preferences"].pop(party))
    for id, account in file.get("perspectives", {}).items():
        if party in account.get("preferences", {}):
            found = told(rng, account["preferences"].pop(party))
            own.setdefault("perspectives", {})[id] = {"preferences": found}
            if not account["preferences"]:
                del account["preferences"]
    path, text = "own.yaml", json.dumps(own, ensure_ascii=False, indent=1)
    match rng.randrange(7):  # as often as not it is sound
        case 0:
            path = rng.choice(HOSTILE)
        case 1:
            text = damage.damaged_text(rng, text) if rng.random() < 0.5 else damage.damaged_tokens(rng, text)
        case 2:
            text = json.dumps(damage.damaged_json(rng, json.loads(text)), ensure_ascii=False, indent=1)
        case _:
            pass
    file["include"] = {party: path}
    data = text.encode("utf-8", "replace")
    if rng.random() < 0.1:
        data = damage.damaged_bytes(rng, data)
    return json.dumps(file, ensure_ascii=False, indent=1).encode(), (("own.yaml", data),)


def stand_by(files: tuple[tuple[str, bytes], ...]) -> None:
    """Put beside a conflict file, in the current folder, what it includes, and what it must not."""
    for name, data in files:
        Path(name).write_bytes(data)
    secret = f"party: x\npreferences: [{SECRET}-outside]\n"
    for name in (f"../{OUTSIDE}", "elsewhere/own.yaml"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(secret, encoding="utf-8")
    for link, target in (("link.yaml", f"../{OUTSIDE}"), ("linked", "elsewhere")):
        if not os.path.lexists(link):
            Path(link).symlink_to(target)
    Path("folder.yaml").mkdir(exist_ok=True)
    if not os.path.lexists("pipe.yaml"):
        os.mkfifo("pipe.yaml")
