"""What `detente new` offers besides its example is right, too."""

from __future__ import annotations

import re
from pathlib import Path

import detente
from detente.conflict import read_conflict
from detente.questions.settle import settle

TEMPLATE = Path(detente.__file__).parent / "cli" / "template.yaml"


def test_the_terms_that_the_template_offers_can_be_settled() -> None:
    text = TEMPLATE.read_text(encoding="utf-8")
    [offered] = re.findall(r"^#     terms:\n(?:#       .*\n)+", text, re.M)
    whole = text + "\n" + "".join(line.removeprefix("#     ") for line in offered.splitlines(keepends=True))
    conflict = read_conflict(whole)
    assert conflict.terms is not None
    assert [i.id for i in conflict.terms.issues] == ["share"]
    found = settle(conflict.under("engineers"))
    assert found.table.signers == ("upper", "lower")
    assert found.table.grid.size == 2
