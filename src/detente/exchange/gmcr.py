"""Reading the files of GMCR+ (``.gmcr``): the desktop program's, and those of its web app.

Both are JSON; which one it is shows in its fields. The format is known from its fields alone:

- desktop: ``options`` (``name``, ``permittedDirection``: ``both``, ``fwd``, ``back``), ``decisionMakers`` (``name``,
  ``options`` by position, ``preferences``, most important first), ``infeasibles``. A combination is a list of pairs of
  an option's position and ``"Y"`` or ``"N"``; ``{"compound": true, "members": [...]}`` holds where one of its
  combinations does. Where ``useManualPreferenceRanking`` is set, ``preferenceRanking`` counts instead (best first, ties
  in a list of their own): feasible states are numbered from 1 in the order of their binary numbers, the first option
  being the lowest digit, the options ordered by decision maker. Versions before 0.3.6 call the two
  ``useManualPreferenceVectors`` and ``preferenceVector``. ``payoffs`` go by the same order of states.
  ``misperceptions`` are combinations that a decision maker takes to be infeasible: they are read as its ``beliefs``.
- web: ``reversible`` (``reversible``, ``forward``, ``backward``) on an option; combinations as ``{"name", "state":
  [{"option", "yn"}]}`` under ``infeasibles`` and ``mutexes`` (at most one of these holds); no preferences.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import isfinite
from pathlib import PurePath
from typing import Any

import numpy as np

from detente.conflict import Conflict, TooLargeError
from detente.conflict.errors import quoted
from detente.exchange.cubes import Cube
from detente.exchange.json_reading import Fields, parse_json
from detente.exchange.making import MOST_TITLE, clean, conjunction, ids, make, unreadable, usable
from detente.exchange.numbers import as_shown
from detente.exchange.sizes import shortened, together, too_many_places
from detente.game import feasible_states

MOST_STATES = 1 << 16
DIRECTIONS = {
    "both": "",
    "fwd": "taken",
    "back": "dropped",
    "reversible": "",
    "forward": "taken",
    "backward": "dropped",
}
KNOWN = {
    "options": ("name", "permittedDirection", "reversible"),
    "decisionMakers": (
        *("name", "options", "preferences", "preferenceRanking", "preferenceVector"),
        *("payoffs", "misperceptions", "isCoalition"),
    ),
    "top": (
        *(
            "title",
            "description",
            "options",
            "decisionMakers",
            "infeasibles",
            "mutexes",
            "program",
            "version",
        ),
        *("useManualPreferenceRanking", "useManualPreferenceVectors", "coalitions", "coalitionsFull"),
        *("nodes", "detente", "objType"),
    ),
}


def read(data: bytes, file: str, encoding: str | None = None) -> Conflict:
    """Read a file of GMCR+, of either dialect.

    Raises
    ------
    ConflictFileError
        Where it is none, or says what a conflict cannot be.
    """
    if data[:1] == b"\x80":
        raise unreadable(
            file,
            "was saved by a very early version of GMCR+, in a form that can run code when it is read; open it in "
            "GMCR+ and save it again",
        )
    return _Reader(file, parse_json(data, file, encoding)).conflict()


class _Reader(Fields):
    def __init__(self, file: str, found: object) -> None:
        super().__init__(file)
        if not isinstance(found, dict) or not {"options", "decisionMakers"} <= set(found):
            raise unreadable(file, "is no file of GMCR+: it has no 'decisionMakers' and 'options'")
        self.top: dict[str, Any] = found
        self.warnings: list[str] = []
        self.options: list[str] = []  # the id of each option by its position in the file; "" for nobody's

    def conflict(self) -> Conflict:
        """Read all of it."""
        own = self.top.get("detente")
        self.own: dict[str, Any] = own if isinstance(own, dict) else {}
        plain = self._frame()
        manual = any(
            self.top.get(k) is True for k in ("useManualPreferenceRanking", "useManualPreferenceVectors")
        )
        makers = self.top["decisionMakers"]
        prefer: dict[str, Any] = {}
        beliefs: dict[str, Any] = {}
        for number, (id, maker) in enumerate(zip(plain["decision_makers"], makers, strict=True)):
            where = f"decisionMakers[{number}]"
            if rules := self._misperceived(maker, where, plain):
                beliefs[id] = {"rules": {"patch": [{"put": {"never": told}} for told in rules]}}
            found = self._preference(plain, maker, where, manual)
            if found is None and self.own and "preferences" in maker:
                found = []  # written by détente, which knows that all are alike
            if found is not None:
                prefer[id] = found
        if not prefer:
            self.warnings.append("it says nothing of preferences; write them before asking what holds")
        for id in plain["decision_makers"] if prefer else ():
            if id not in prefer:
                told = f"it says nothing of what {quoted(id)} prefers: all states were read as alike to it"
                self.warnings.append(told)
                prefer[id] = []
        self._unused()
        whole = (
            plain | ({"preferences": prefer} if prefer else {}) | ({"beliefs": beliefs} if beliefs else {})
        )
        return make(shortened(whole), self.file, self.warnings)

    def _frame(self) -> dict[str, Any]:
        """Read everything but the preferences."""
        options = [
            self.mapping(o, f"options[{k}]")
            for k, o in enumerate(self.sequence(self.top["options"], "options"))
        ]
        makers = [
            self.mapping(m, f"decisionMakers[{k}]")
            for k, m in enumerate(self.sequence(self.top["decisionMakers"], "decisionMakers"))
        ]
        names = [
            self.text(o.get("name", f"Option {k + 1}"), f"options[{k}].name") for k, o in enumerate(options)
        ]
        called = [
            self.text(m.get("name", f"Decision maker {k + 1}"), f"decisionMakers[{k}].name")
            for k, m in enumerate(makers)
        ]
        self.options = [""] * len(options)
        maker_ids = ids(called, "dm", self._given("decision_makers"))
        given = self._given("options")
        plain_makers: dict[str, Any] = {}
        for number, (id, name, maker) in enumerate(zip(maker_ids, called, makers, strict=True)):
            where = f"decisionMakers[{number}].options"
            own = [
                self.position(k, f"{where}[{at}]", len(options), "the position of an option")
                for at, k in enumerate(self.sequence(maker.get("options", []), where))
            ]
            option_ids = ids(
                [names[k] for k in own],
                "option",
                [given[k].partition(".")[2] if k < len(given) else "" for k in own],
            )
            for k, option in zip(own, option_ids, strict=True):
                if self.options[k]:
                    self.wrong(
                        where, f"option {k} ({quoted(names[k])}) belongs to another decision maker already"
                    )
                self.options[k] = f"{id}.{option}"
            texts = {o: names[k] or o for k, o in zip(own, option_ids, strict=True)}
            plain_makers[id] = {"name": name or id} | ({"options": texts} if texts else {})
        for k, option in enumerate(self.options):
            if not option:
                self.warnings.append(f"option {k} ({quoted(names[k])}) belongs to nobody and was left out")
        plain: dict[str, Any] = {
            "title": (self._free("title") or clean(PurePath(self.file).stem) or "A conflict")[:MOST_TITLE],
            "decision_makers": plain_makers,
        }
        if about := self._free("description"):
            plain["about"] = about
        plain["rules"] = [*self._infeasible(), *self._mutexes(), *self._one_way(options)]
        quo = self.own.get("status_quo")
        if isinstance(quo, str) and len(quo) == len(options) and set(quo) <= {"Y", "N"} and all(self.options):
            plain["status_quo"] = [o for o, c in zip(self.options, quo, strict=True) if c == "Y"]
        return plain

    def _given(self, key: str) -> list[str]:
        """Give the ids that détente itself left in the file."""
        found = self.own.get(key)
        return (
            [t if isinstance(t, str) and all(map(usable, t.split("."))) else "" for t in found]
            if isinstance(found, list)
            else []
        )

    def _free(self, key: str) -> str:
        found = self.top.get(key)
        return "" if found is None else self.text(found, key)

    # -- combinations ---------------------------------------------------------------------------

    def _combination(self, found: object, where: str) -> Cube:
        if isinstance(found, Mapping) and "state" in found:  # the web app's
            found, where = found["state"], f"{where}.state"
        cube: Cube = {}
        for at, pair in enumerate(self.sequence(found, where)):
            here = f"{where}[{at}]"
            if isinstance(pair, Mapping):
                position, yes = pair.get("option"), pair.get("yn")
            else:
                both = self.sequence(pair, here)
                if len(both) != 2:
                    self.wrong(here, "a pair of an option's position and 'Y' or 'N' is expected")
                position, yes = both
            k = self.position(position, here, len(self.options), "the position of an option")
            taken = self.taken(yes, here)
            if taken is None:
                continue
            if not self.options[k]:
                self.wrong(here, f"option {k} belongs to no decision maker")
            if cube.setdefault(self.options[k], taken) != taken:
                self.wrong(where, f"option {k} is both taken and not taken")
        return cube

    def _alternatives(self, found: object, where: str) -> list[Cube]:
        """Read a combination, or several any of which may hold."""
        if isinstance(found, Mapping) and "members" in found:
            members = self.sequence(found["members"], f"{where}.members")
            return [self._combination(m, f"{where}.members[{k}]") for k, m in enumerate(members)]
        return [self._combination(found, where)]

    def _infeasible(self) -> list[dict[str, Any]]:
        rules: dict[str, None] = {}  # in their order, each once
        for k, found in enumerate(self.sequence(self.top.get("infeasibles", []), "infeasibles")):
            for cube in self._alternatives(found, f"infeasibles[{k}]"):
                if not cube:
                    self.wrong(f"infeasibles[{k}]", "names no option, so that no state would be feasible")
                rules[conjunction(cube)] = None
        return [{"never": told} for told in together(list(rules))]

    def _misperceived(self, maker: Mapping[str, Any], where: str, plain: Mapping[str, Any]) -> list[str]:
        """Read the states that a decision maker does not see: combinations that it takes to be infeasible."""
        where = f"{where}.misperceptions"
        known = {rule.get("never") for rule in plain["rules"]}
        found: dict[str, None] = {}  # in their order, each once
        for k, item in enumerate(self.sequence(maker.get("misperceptions") or [], where)):
            for cube in self._alternatives(item, f"{where}[{k}]"):
                if not cube:
                    self.wrong(f"{where}[{k}]", "names no option, so that it would see no state")
                found[conjunction(cube)] = None
        return together([told for told in found if told not in known])

    def _mutexes(self) -> list[dict[str, Any]]:
        rules = []
        for k, found in enumerate(self.sequence(self.top.get("mutexes", []), "mutexes")):
            cube = self._combination(found, f"mutexes[{k}]")
            if len(cube) > 1:
                rules.append({"exclusive": [conjunction({o: t}) for o, t in cube.items()]})
        return rules

    def _one_way(self, options: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        rules = []
        for k, (id, option) in enumerate(zip(self.options, options, strict=True)):
            key = "reversible" if "reversible" in option else "permittedDirection"
            found = option.get(key, "both")
            if not isinstance(found, str) or found not in DIRECTIONS:
                allowed = "reversible, forward, backward" if key == "reversible" else "both, fwd, back"
                self.wrong(
                    f"options[{k}].{key}", f"one of {allowed} is expected, found {quoted(str(found)[:80])}"
                )
            if DIRECTIONS[found] and id:
                rules.append({"irreversible": {"option": id, "direction": DIRECTIONS[found]}})
        return rules

    # -- preferences ----------------------------------------------------------------------------

    def _preference(
        self, plain: Mapping[str, Any], maker: Mapping[str, Any], where: str, manual: bool
    ) -> list[str] | dict[str, Any] | None:
        ranking = maker.get("preferenceRanking", maker.get("preferenceVector"))
        statements = maker.get("preferences")
        if manual and ranking is None:
            self.wrong(where, "the file says that rankings count, and there is no 'preferenceRanking'")
        if manual:
            return {"ranking": self._ranking(plain, ranking, where)}
        if statements:
            return self._statements(statements, f"{where}.preferences")
        if ranking:
            return {"ranking": self._ranking(plain, ranking, where)}
        payoffs = maker.get("payoffs")
        if not payoffs:
            return None
        levels = self._by_payoffs(plain, payoffs, f"{where}.payoffs")
        # GMCR+ saves them in any case: all alike where nobody has said yet what is preferred
        return {"ranking": levels} if len(levels) > 1 else None

    def _statements(self, found: object, where: str) -> list[str]:
        written: dict[str, None] = {}  # in their order, each once
        for k, item in enumerate(self.sequence(found, where)):
            cubes = self._alternatives(item, f"{where}[{k}]")
            if not all(cubes):
                self.warnings.append(f"{where}[{k}] holds in every state and was left out")
            elif cubes:
                parts = [conjunction(c) for c in cubes]
                text = (
                    parts[0]
                    if len(parts) == 1
                    else " or ".join(f"({p})" if " and " in p else p for p in parts)
                )
                written[text] = None
        return list(written)

    def _patterns(self, plain: Mapping[str, Any]) -> list[str]:
        """Give the feasible states in the order in which GMCR+ numbers them."""
        states = getattr(self, "_known_patterns", None)
        if states is None:
            conflict = make(plain, self.file, check=False)
            try:
                masks = feasible_states(conflict.under("base"), MOST_STATES).masks
            except TooLargeError:
                raise unreadable(
                    self.file,
                    f"ranks more than {MOST_STATES:,} states one by one; so many cannot be brought over",
                ) from None
            count = len(conflict.option_ids)
            bits = (masks[:, None] >> np.arange(count)) & 1
            told = too_many_places(len(masks), len(plain["decision_makers"]))
            if told:
                raise unreadable(self.file, told)
            states = ["".join("NY"[b] for b in row) or "none" for row in bits.tolist()]
            self._known_patterns = states
        return states

    def _ranking(self, plain: Mapping[str, Any], found: object, where: str) -> list[Any]:
        where = f"{where}.preferenceRanking"
        patterns = self._patterns(plain)
        ranked: list[list[str]] = []
        seen: set[int] = set()
        for k, group in enumerate(self.sequence(found, where)):
            here = f"{where}[{k}]"
            tied = []
            for number in self.sequence(group, here) if isinstance(group, list) else [group]:
                state = self.position(number, here, len(patterns), "the number of a feasible state", first=1)
                if state in seen:
                    self.wrong(here, f"state {state} stands twice")
                seen.add(state)
                tied.append(patterns[state - 1])
            if tied:
                ranked.append(tied)
        missing = [n for n in range(1, len(patterns) + 1) if n not in seen]
        if missing:
            shown = ", ".join(map(str, missing[:10])) + (" and more" if len(missing) > 10 else "")
            self.wrong(where, f"leaves out feasible states: {shown} of {len(patterns)}")
        return [g[0] if len(g) == 1 else g for g in ranked]

    def _by_payoffs(self, plain: Mapping[str, Any], found: object, where: str) -> list[Any]:
        payoffs = self.sequence(found, where)
        patterns = self._patterns(plain)
        if len(payoffs) != len(patterns):
            self.wrong(where, f"{len(payoffs)} payoffs for {len(patterns)} feasible states")
        groups: dict[Fraction, list[str]] = {}
        for k, (state, payoff) in enumerate(zip(patterns, payoffs, strict=True)):
            real = isinstance(payoff, int) or (isinstance(payoff, float) and isfinite(payoff))
            if not real or isinstance(payoff, bool):
                self.wrong(f"{where}[{k}]", "a list of numbers is expected")
            groups.setdefault(as_shown(payoff), []).append(state)
        ranked = [groups[p] for p in sorted(groups, reverse=True)]
        return [g[0] if len(g) == 1 else g for g in ranked]

    def _unused(self) -> None:
        """Say what was not read."""
        coalitions = self.top.get("coalitions")
        if isinstance(coalitions, list) and any(isinstance(c, list) and len(c) > 1 for c in coalitions):
            self.warnings.append("its coalitions were left out: ask 'detente coalitions' about groups")
        unknown = [k for k in self.top if k not in KNOWN["top"]]
        for section in ("options", "decisionMakers"):
            keys = {k for item in self.top[section] for k in item if k not in KNOWN[section]}
            unknown += [f"{section}[...].{k}" for k in sorted(keys)]
        if unknown:
            shown = ", ".join(quoted(k) for k in unknown[:12]) + (" and more" if len(unknown) > 12 else "")
            self.warnings.append(f"fields that mean nothing to détente were left out: {shown}")
