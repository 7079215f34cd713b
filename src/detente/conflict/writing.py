"""Writing a conflict: canonical JSON for machines, YAML for people. Both are read back as the same conflict."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from detente.conflict.model import (
    BASE,
    Citation,
    Conflict,
    Option,
    Perspective,
    Preferences,
    Prioritised,
    Published,
    Ranking,
    Rule,
    StateRef,
    Statement,
)
from detente.conflict.overlay import Overlay, Patch

LIST_KINDS = ("exclusive", "one_of", "some_of")


def _filled(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    return {k: v for k, v in pairs if v not in (None, "", (), [], {})}


def _citations(found: tuple[Citation, ...]) -> Any:
    texts = [str(c) for c in found]
    return texts[0] if len(texts) == 1 else texts


def _state(ref: StateRef) -> Any:
    if ref.name or ref.pattern is not None or ref.condition is not None:
        return ref.written
    return sorted(ref.taken or ())


def _group_state(ref: StateRef) -> str:
    return ref.written if ref.taken is None else "+".join(sorted(ref.taken)) or "none"


def _option(option: Option) -> Any:
    more = _filled([("tags", list(option.tags)), ("about", option.about), ("source", _citations(option.sources))])
    return {"text": option.text, **more} if more else option.text


def _statement(statement: Statement) -> Any:
    more = _filled(
        [
            ("id", statement.id if statement.given_id else ""),
            ("text", statement.text),
            ("because", statement.because),
            ("source", _citations(statement.sources)),
            ("confidence", statement.confidence),
        ]
    )
    return {"that": statement.written, **more} if more else statement.written


def _decimal(number: Fraction) -> Any:
    if number.denominator == 1:
        return int(number)
    digits = 0
    while (number * 10**digits).denominator != 1:
        digits += 1
    whole = abs(number.numerator * 10**digits // number.denominator)
    sign = "-" if number < 0 else ""
    return f"{sign}{whole // 10**digits}.{whole % 10**digits:0{digits}d}"


def _preference(preference: Preferences) -> Any:
    if isinstance(preference, Prioritised):
        return [_statement(s) for s in preference.statements]
    claim = _filled(
        [
            ("because", preference.because),
            ("source", _citations(preference.sources)),
            ("confidence", preference.confidence),
        ]
    )
    if isinstance(preference, Ranking):
        groups = [[_group_state(r) for r in g] for g in preference.groups]
        return {"ranking": [g[0] if len(g) == 1 else g for g in groups], **claim}
    return {"weights": {written: _decimal(weight) for _, written, weight in preference.weights}, **claim}


def _rule(rule: Rule) -> dict[str, Any]:
    body: Any
    if rule.kind == "irreversible":
        condition = rule.written[1].removeprefix("if ") if len(rule.written) > 1 else ""
        body = _filled([("option", rule.option), ("direction", rule.direction), ("if", condition)])
    else:
        body = list(rule.written) if rule.kind in LIST_KINDS else rule.written[0]
    more = [("id", rule.id if rule.given_id else ""), ("because", rule.because), ("source", _citations(rule.sources))]
    return {rule.kind: body, **_filled(more)}


def _patch(patch: Patch[Any], item: Any) -> dict[str, Any]:
    if patch.drop:
        return {"drop": patch.drop} if item is None else {"replace": patch.drop, "with": item}
    return _filled([("put", item), ("before", patch.before), ("after", patch.after)])


def _overlay(overlay: Overlay) -> dict[str, Any]:
    added: dict[str, dict[str, Any]] = {}
    for dm, option in overlay.add_options:
        added.setdefault(dm, {})[option.id] = _option(option)
    rules = [_patch(p, None if p.item is None else _rule(p.item)) for p in overlay.rules]
    preferences: dict[str, Any] = {}
    for dm, change in overlay.preferences.items():
        if isinstance(change, tuple):
            patches = [_patch(p, None if p.item is None else _statement(p.item)) for p in change]
            preferences[dm] = {"patch": patches}
        else:
            preferences[dm] = _preference(change)
    return _filled(
        [
            ("options", _filled([("add", added), ("drop", list(overlay.drop_options))])),
            ("rules", {"patch": rules} if rules else {}),
            ("preferences", preferences),
        ]
    ) | ({"status_quo": _state(overlay.status_quo)} if overlay.status_quo is not None else {})


def _perspective(perspective: Perspective) -> dict[str, Any]:
    head = [
        ("says", perspective.says),
        ("about", perspective.about),
        ("on", perspective.on if perspective.on != BASE else ""),
        ("source", _citations(perspective.sources)),
    ]
    return _filled(head) | _overlay(perspective.overlay)


def _published(result: Published) -> dict[str, Any]:
    def sets(found: Mapping[str, tuple[StateRef, ...]]) -> dict[str, Any]:
        return {concept: [_state(r) for r in refs] for concept, refs in found.items()}

    return _filled(
        [
            ("source", str(result.source) if result.source else ""),
            ("perspective", result.perspective),
            ("equilibria", sets(result.equilibria)),
            ("recomputed", sets(result.recomputed)),
            ("note", result.note),
            ("wrong", result.wrong),
        ]
    )


def to_dict(conflict: Conflict) -> dict[str, Any]:
    """Give the conflict in the shape of the file: plain dicts, lists, texts and numbers."""
    makers = {
        d.id: _filled([("about", d.about), ("options", {o.id: _option(o) for o in d.options})]) | {"name": d.name}
        for d in conflict.decision_makers
    }
    states = {
        s.name: {"is": _state(s.ref), "text": s.text} if s.text else _state(s.ref) for s in conflict.states
    }
    definitions = {
        d.name: {"that": d.written, "text": d.text} if d.text else d.written for d in conflict.definitions
    }
    found: dict[str, Any] = {"detente": 1, "title": conflict.title}
    found |= _filled(
        [
            ("about", conflict.about),
            ("citation", conflict.citation),
            ("language", conflict.language if conflict.language != "en" else ""),
            ("sources", {s.id: dict(s.fields) for s in conflict.sources}),
        ]
    )
    if conflict.status_quo is not None:
        found["status_quo"] = _state(conflict.status_quo)
    found |= _filled([("conditions", definitions)])
    found["decision_makers"] = makers
    return found | _filled(
        [
            ("rules", [_rule(r) for r in conflict.rules]),
            ("states", states),
            ("preferences", {dm: _preference(p) for dm, p in conflict.preferences.items()}),
            ("perspectives", {p.id: _perspective(p) for p in conflict.perspectives}),
            ("published", [_published(p) for p in conflict.published]),
        ]
    )


def to_json(conflict: Conflict) -> str:
    """Write canonical JSON: the same conflict always gives the same text."""
    return json.dumps(to_dict(conflict), ensure_ascii=False, indent=2) + "\n"


def to_yaml(conflict: Conflict) -> str:
    """Write YAML that people can go on editing (comments of a file that was read are not kept)."""
    import yaml

    text: str = yaml.safe_dump(to_dict(conflict), allow_unicode=True, sort_keys=False, width=100)
    return text
