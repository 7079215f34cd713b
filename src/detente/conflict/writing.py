"""Writing a conflict: canonical JSON for machines, YAML for people. Both read back as the same conflict."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from detente.conflict.alone import alone
from detente.conflict.belief import Belief
from detente.conflict.concepts import in_reading_order
from detente.conflict.confidential import EVERYWHERE, PREFERENCES, WISHES
from detente.conflict.elements import Definition, Levels, NamedState, Option, Source, StateRef
from detente.conflict.factions import Faction, Factions
from detente.conflict.model import BASE, Conflict, Perspective, Published
from detente.conflict.overlay import Arc, Overlay, Patch
from detente.conflict.phase import Phase
from detente.conflict.preferences import Partial, Preferences, Prioritised, Ranking, Sealed, Weights
from detente.conflict.safetext import for_json, hides
from detente.conflict.terms import Wishes
from detente.conflict.ultimatum import AudienceCost, Ultimatum
from detente.conflict.writing_parts import (
    alternatives,
    citations,
    claim,
    confidence,
    decimal,
    filled,
    rule,
    statement,
)
from detente.conflict.writing_shifts import shift_to_dict
from detente.conflict.writing_terms import terms_to_dict, wishes_to_dict
from detente.conflict.writing_timeline import event_to_dict


def _source(source: Source) -> dict[str, Any]:
    known = {} if source.reliability is None else {"reliability": decimal(source.reliability)}
    return dict(source.fields) | known


Kept = frozenset[tuple[str, str, str]]  # what stands in a file of its own: the account, the kind, whose


def _state(ref: StateRef) -> Any:
    if ref.name or ref.pattern is not None or ref.condition is not None:
        return ref.written
    return sorted(ref.taken or ())


def _group_state(ref: StateRef) -> str:
    return ref.written if ref.taken is None else "+".join(sorted(ref.taken)) or "none"


def _option(option: Option | Levels) -> Any:
    more = filled(
        [
            ("otherwise", option.otherwise),
            ("short", option.short),
            ("tags", list(option.tags)),
            ("about", option.about),
            ("source", citations(option.sources)),
        ]
    )
    return {"text": option.text, **more} if more else option.text


def _options(options: Iterable[Option]) -> dict[str, Any]:
    """Give options by their ids; those that are the levels of one as that one."""
    found: dict[str, Any] = {}
    levels: dict[Levels, list[Option]] = {}
    for option in options:
        if option.of is None:
            found[option.id] = _option(option)
        else:
            levels.setdefault(option.of, []).append(option)
            found.setdefault(option.of.id, None)
    for one, every in levels.items():
        body = _option(one)
        body = body if isinstance(body, dict) else {"text": body}
        found[one.id] = {"text": body.pop("text"), "levels": _levels(one, every), **body}
    return found


def _levels(one: Levels, options: list[Option]) -> Any:
    if all(o.text == one.said(o.level) and not o.short for o in options):
        return [o.level for o in options]
    return {o.level: {"text": o.text, "short": o.short} if o.short else o.text for o in options}


def _group(group: tuple[StateRef, ...]) -> Any:
    states = [_group_state(r) for r in group]
    return states[0] if len(states) == 1 else states


def _graded(ranking: Ranking) -> list[Any]:
    """Write the groups, with the degree of a gap between them where it is more than 1."""
    found: list[Any] = []
    for degree, group in zip(
        (1, *(ranking.degrees or (1,) * len(ranking.groups))), ranking.groups, strict=False
    ):
        if degree > 1:
            # In this form it can be told from a state of that name.
            found.append({"much": degree})
        found.append(_group(group))
    return found


def _preference(preference: Preferences) -> Any:
    assert not isinstance(preference, Sealed)  # `_told` leaves those out
    match preference:
        case Prioritised():
            return [statement(s) for s in preference.statements]
        case Ranking():
            body: dict[str, Any] = {"ranking": _graded(preference)}
        case Partial():
            body = {"partial": [[_group(g) for g in chain] for chain in preference.chains]}
        case Weights():
            body = {"weights": {written: decimal(weight) for _, written, weight in preference.weights}}
    body |= claim(preference)
    others = () if isinstance(preference, Partial) else preference.alternatives
    return body | filled([("alternatives", alternatives(others, _other))])


def _other(preference: Preferences) -> dict[str, Any]:
    """Write what a decision maker may want instead."""
    found = _preference(preference)
    return {"statements": found} if isinstance(found, list) else found


def _start(ref: StateRef) -> Any:
    """Write where a conflict begins."""
    others = alternatives(ref.alternatives, lambda other: {"is": _state(other)})
    return {"is": _state(ref), "alternatives": others} if others else _state(ref)


def _faction(faction: Faction) -> dict[str, Any]:
    head = filled([("name", faction.name), ("about", faction.about)])
    body = {"weight": decimal(faction.weight), **claim(faction)}
    return head | body | {"preferences": _preference(faction.preferences)}


def _factions(factions: Factions) -> dict[str, Any]:
    quota = filled([("quota", None if factions.quota is None else decimal(factions.quota))])
    return quota | claim(factions) | {"members": {m.id: _faction(m) for m in factions.members}}


def _patch(patch: Patch[Any], item: Any) -> dict[str, Any]:
    if patch.drop:
        return {"drop": patch.drop} if item is None else {"replace": patch.drop, "with": item}
    return filled([("put", item), ("before", patch.before), ("after", patch.after)])


def _by_maker(found: Mapping[str, Any], makers: tuple[str, ...]) -> list[tuple[str, Any]]:
    """Order as the decision makers are, so that equal conflicts give equal texts."""
    return [(dm, found[dm]) for dm in makers if dm in found]


def _told(
    found: Mapping[str, Any], makers: tuple[str, ...], account: str, kind: str, kept: Kept
) -> list[tuple[str, Any]]:
    """Give what is written: neither what is confidential, nor what stands in a party's own file."""
    return [
        (dm, x) for dm, x in _by_maker(found, makers) if (account, kind, dm) not in kept and not is_sealed(x)
    ]


def _overlay(overlay: Overlay, makers: tuple[str, ...], account: str, kept: Kept) -> dict[str, Any]:
    adds: dict[str, list[Option]] = {}
    for dm, option in overlay.add_options:
        adds.setdefault(dm, []).append(option)
    added = {dm: _options(options) for dm, options in adds.items()}
    rules = [_patch(p, None if p.item is None else rule(p.item)) for p in overlay.rules]
    preferences: dict[str, Any] = {}
    for dm, change in _told(overlay.preferences, makers, account, PREFERENCES, kept):
        if isinstance(change, tuple):
            patches = [_patch(p, None if p.item is None else statement(p.item)) for p in change]
            preferences[dm] = {"patch": patches}
        else:
            preferences[dm] = _preference(change)
    return filled(
        [
            ("options", filled([("add", added), ("drop", list(overlay.drop_options))])),
            ("moves", filled([("add", _arcs(overlay.add_moves)), ("drop", _arcs(overlay.drop_moves))])),
            ("rules", {"patch": rules} if rules else {}),
            ("preferences", preferences),
            ("wishes", _wishes(overlay, makers, account, kept)),
            ("shifts", {s.id: shift_to_dict(s) for s in overlay.shifts}),
            ("beliefs", _beliefs(overlay.beliefs, makers)),
        ]
    ) | ({"status_quo": _start(overlay.status_quo)} if overlay.status_quo is not None else {})


def _beliefs(beliefs: tuple[Belief, ...], makers: tuple[str, ...]) -> dict[str, Any]:
    """Write beliefs by who believes; one that is empty says that somebody sees it as it is."""
    return {
        b.by: filled([("text", b.text), ("takes", dict(_by_maker(b.takes, makers)))])
        | _overlay(b.overlay, makers, BASE, frozenset())
        | claim(b)
        for b in beliefs
    }


def _wishes(overlay: Overlay, makers: tuple[str, ...], account: str, kept: Kept) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for dm, change in _told(overlay.wishes, makers, account, WISHES, kept):
        if isinstance(change, tuple):
            found[dm] = {"patch": [_patch(p, None if p.item is None else statement(p.item)) for p in change]}
        else:
            found[dm] = wishes_to_dict(change)
    return found


def _perspective(perspective: Perspective, makers: tuple[str, ...], conflict: Conflict) -> dict[str, Any]:
    head = [
        ("says", perspective.says),
        ("about", perspective.about),
        ("on", perspective.on if perspective.on != BASE else ""),
        ("source", citations(perspective.sources)),
    ]
    body = _overlay(perspective.overlay, makers, perspective.id, _kept(conflict))
    return filled(head) | body | filled([("confidential", _marks(conflict, perspective.id))])


def _kept(conflict: Conflict) -> Kept:
    """Give what stands in the parties' own files: by account, kind and party."""
    return frozenset((a, kind, c.party) for c in conflict.closed if c.file for a, kind in c.entries)


def _marks(conflict: Conflict, account: str) -> list[str]:
    return [c.party for c in conflict.closed if not c.file and account in c.accounts]


def is_sealed(found: object) -> bool:
    """Tell whether a preference or a wish is kept under a seal."""
    return isinstance(found, Sealed) or (isinstance(found, Wishes) and found.seal is not None)


def _phase(phase: Phase, makers: tuple[str, ...], kept: Kept) -> dict[str, Any]:
    head = [
        ("says", phase.says),
        ("about", phase.about),
        ("on", phase.on if phase.on != BASE else ""),
        ("source", citations(phase.sources)),
    ]
    accounts = {
        account: _overlay(overlay, makers, account, kept) for account, overlay in phase.accounts.items()
    }
    found = {"date": phase.date} | filled(head) | _overlay(phase.overlay, makers, BASE, kept)
    return found | ({"perspectives": accounts} if accounts else {})


def _named_state(state: NamedState) -> Any:
    return {"is": _state(state.ref), "text": state.text} if state.text else _state(state.ref)


def _given_state(state: NamedState) -> Any:
    more = filled([("short", state.short), ("about", state.about), ("source", citations(state.sources))])
    return {"text": state.text, **more} if more else state.text


def _definition(definition: Definition) -> Any:
    more = filled([("text", definition.text), ("otherwise", definition.otherwise)])
    return {"that": definition.written, **more} if more else definition.written


def _moves(arcs: Mapping[str, tuple[tuple[str, str], ...]]) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    for dm, pairs in arcs.items():
        found[dm] = {}
        for source, target in pairs:
            found[dm].setdefault(source, []).append(target)
    return found


def _arcs(arcs: tuple[Arc, ...]) -> dict[str, dict[str, list[str]]]:
    """Group the moves that an account adds or drops by decision maker."""
    found: dict[str, list[tuple[str, str]]] = {}
    for dm, source, target in arcs:
        found.setdefault(dm, []).append((source, target))
    return _moves({dm: tuple(pairs) for dm, pairs in found.items()})


def _published(result: Published) -> dict[str, Any]:
    def sets(found: Mapping[str, tuple[StateRef, ...]]) -> dict[str, Any]:
        return {concept: [_state(r) for r in found[concept]] for concept in in_reading_order(found)}

    return filled(
        [
            ("source", str(result.source) if result.source else ""),
            ("perspective", result.perspective),
            ("equilibria", sets(result.equilibria)),
            ("recomputed", sets(result.recomputed)),
            ("note", result.note),
            ("wrong", result.wrong),
        ]
    )


def _audience_cost(cost: AudienceCost) -> Any:
    if cost.a_day is not None:
        return {"start": decimal(cost.low), "a_day": decimal(cost.a_day)}
    return decimal(cost.low) if cost.low == cost.high else [decimal(cost.low), decimal(cost.high)]


def _ultimatum(ultimatum: Ultimatum) -> dict[str, Any]:
    stakes, cost, record = ultimatum.stakes, ultimatum.audience_cost, ultimatum.record
    found = filled(
        [
            ("text", ultimatum.text),
            ("by", ultimatum.by),
            ("to", ultimatum.to),
            ("demand", ultimatum.demand_written),
            ("threat", ultimatum.threat_written),
            ("deadline", ultimatum.deadline),
            ("because", ultimatum.because),
            ("source", citations(ultimatum.sources)),
            ("confidence", confidence(ultimatum.confidence)),
        ]
    )
    if stakes is not None:
        pairs = [("concede", stakes.concede), ("carry_out", stakes.carry_out)]
        found["stakes"] = {key: [decimal(n) for n in pair] for key, pair in pairs}
    if cost is not None:
        found["audience_cost"] = _audience_cost(cost)
    if ultimatum.resolved is not None:
        found["resolved"] = decimal(ultimatum.resolved)
    if record is not None:
        found["record"] = filled([("text", record.text), ("source", citations(record.sources))])
    return found


def _terms(conflict: Conflict, makers: tuple[str, ...], kept: Kept) -> Any:
    if conflict.terms is None:
        return None
    wishes = dict(_told(conflict.terms.wishes, makers, BASE, WISHES, kept))
    return terms_to_dict(replace(conflict.terms, wishes=wishes), makers)


def to_dict(conflict: Conflict) -> dict[str, Any]:
    """Give the conflict in the shape of the file: plain dicts, lists, texts and numbers.

    Under an account it stands alone: see `detente.conflict.alone`. What is confidential is left out: of a party's own
    file its name is given, of what is marked the mark, with what is marked where it may be shown.
    """
    conflict = alone(conflict)
    makers = {
        d.id: filled([("short", d.short), ("about", d.about), ("options", _options(d.options))])
        | {"name": d.name}
        for d in conflict.decision_makers
    }
    states = {s.name: _given_state(s) if conflict.graph_form else _named_state(s) for s in conflict.states}
    definitions = {d.name: _definition(d) for d in conflict.definitions}
    ids = tuple(d.id for d in conflict.decision_makers)
    kept = _kept(conflict)
    own = {s.id for c in conflict.closed if c.file for s in c.sources}
    preferences = _told(conflict.preferences, ids, BASE, PREFERENCES, kept)
    found: dict[str, Any] = {"detente": 1, "title": conflict.title}
    found |= filled(
        [
            ("about", conflict.about),
            ("citation", conflict.citation),
            ("language", conflict.language if conflict.language != "en" else ""),
            ("sources", {s.id: _source(s) for s in conflict.sources if s.id not in own}),
        ]
    )
    if conflict.status_quo is not None:
        found["status_quo"] = _start(conflict.status_quo)
    found |= filled([("conditions", definitions)])
    found["decision_makers"] = makers
    if conflict.arcs is not None:
        found |= {"states": states, "moves": _moves(conflict.arcs)}
        states = {}
    return found | filled(
        [
            ("rules", [rule(r) for r in conflict.rules if not r.automatic]),
            ("states", states),
            ("preferences", {dm: _preference(p) for dm, p in preferences}),
            ("factions", {dm: _factions(f) for dm, f in _by_maker(conflict.factions, ids)}),
            ("perspectives", {p.id: _perspective(p, ids, conflict) for p in conflict.perspectives}),
            ("published", [_published(p) for p in conflict.published]),
            ("ultimatums", {u.id: _ultimatum(u) for u in conflict.ultimatums}),
            ("terms", _terms(conflict, ids, kept)),
            ("shifts", {s.id: shift_to_dict(s) for s in conflict.shifts}),
            ("phases", {p.id: _phase(p, ids, frozenset()) for p in conflict.phases}),
            ("timeline", {e.id: event_to_dict(e) for e in conflict.timeline}),
            ("beliefs", _beliefs(conflict.beliefs, ids)),
            ("include", {c.party: c.file for c in conflict.closed if c.file}),
            ("confidential", _marks(conflict, EVERYWHERE)),
        ]
    )


def to_json(conflict: Conflict) -> str:
    """Write canonical JSON: the same conflict always gives the same text."""
    return for_json(json.dumps(to_dict(conflict), ensure_ascii=False, indent=2)) + "\n"


def to_yaml(conflict: Conflict) -> str:
    """Write YAML that people can go on editing (comments of a file that was read are not kept)."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """Writes what turns letters around or cannot be seen as escapes, so that whoever edits the file sees it."""

        def analyze_scalar(self, scalar: str) -> Any:
            found = super().analyze_scalar(scalar)
            if hides(scalar):
                found.allow_flow_plain = found.allow_block_plain = False
                found.allow_single_quoted = found.allow_block = False
            return found

        def write_double_quoted(self, text: str, split: bool = True) -> None:
            usual: Any = self.allow_unicode
            self.allow_unicode = usual and not hides(text)
            super().write_double_quoted(text, split)
            self.allow_unicode = usual

    text: str = yaml.dump(to_dict(conflict), Dumper=Dumper, allow_unicode=True, sort_keys=False, width=100)
    return text
