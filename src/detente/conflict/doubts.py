"""What is doubted in an account: each doubt with its variants, and an account for each way to settle all.

A statement or a rule may fall, or be another; of a ranking, of weights and of the status quo there may be others; the
order of some statements may be open; and a source may fail, which takes along every claim that names it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import groupby, permutations, product
from typing import Any, Literal

from detente.conflict.alternatives import chances
from detente.conflict.elements import Rule
from detente.conflict.errors import NotInFileError, file_problem, quoted
from detente.conflict.model import Conflict
from detente.conflict.preferences import Partial, Preferences, Prioritised, Sealed, Statement

Kind = Literal[
    "statement", "order", "whole", "rule", "start", "source", "red_line", "worth", "range", "exclusion"
]
Form = Literal["written", "alternative", "absent", "order", "fails", "low", "high"]
FALLING = ("statement", "rule", "red_line", "worth", "exclusion")  # absent where their source fails
MOST_OPEN = 6  # statements in one group of open order: there are 720 orders


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to settle a doubt.

    Attributes
    ----------
    form : str
        ``written``: as the file has it; ``alternative``; ``absent``: it falls, and nothing is in its place; ``order``:
        another order than the file's; ``fails``: of a source; ``low``, ``high``: an end of a range.
    chance : Fraction
        Where no source fails on which it rests.
    what : object
        What holds then: a `Statement`, a `Rule`, `Preferences`, a `StateRef`, a tuple of statements in an order; None
        where nothing does.
    text : str
        What the file says of an alternative.
    """

    form: Form
    chance: Fraction
    what: Any = field(compare=False, repr=False)
    text: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that may be otherwise.

    Attributes
    ----------
    kind : str
        ``statement``, ``order`` (of some statements), ``whole`` (a ranking or weights), ``rule``, ``start`` (the status
        quo) or ``source``; about terms also ``red_line``, ``worth`` (a number), ``range`` and ``exclusion``.
    owner : str
        The decision maker whose wish it is; else empty.
    id : str
        The id of the claim, or of the source; the owner's of a whole preference.
    claim : object
        What the file says: a `Statement`, a tuple of them, a `Rule`, `Preferences`, a `StateRef`, a `Source`.
    variants : tuple of Variant
        Those that have a chance: as it is written first, if it may be; one where nothing else is left.
    sources : tuple of str
        The sources that may fail and would take it along.
    """

    kind: Kind
    owner: str
    id: str
    claim: Any = field(compare=False, repr=False)
    variants: tuple[Variant, ...]
    sources: tuple[str, ...] = ()

    def chances(self, failed: frozenset[str]) -> tuple[Fraction, ...]:
        """Give the chance of each variant where these sources fail.

        A statement or rule then falls; of a whole preference the alternatives are left, in their proportions.
        """
        own = tuple(v.chance for v in self.variants)
        if not failed.intersection(self.sources):
            return own
        if self.kind in FALLING:
            return tuple(Fraction(v.form == "absent") for v in self.variants)
        left = [c if v.form != "written" else Fraction(0) for c, v in zip(own, self.variants, strict=True)]
        return tuple(c / sum(left, Fraction(0)) for c in left)


@dataclass(frozen=True)
class Doubts:
    """All doubts about one account.

    Attributes
    ----------
    conflict : Conflict
        Under the account.
    doubts : tuple of Doubt
        Sources first, then rules and the status quo, then what each decision maker wants.
    unvaried : tuple of (str, str)
        What has a confidence below 1 and is not varied: the decision maker, and why.
    """

    conflict: Conflict
    doubts: tuple[Doubt, ...]
    unvaried: tuple[tuple[str, str], ...] = ()

    @property
    def accounts(self) -> int:
        """How many accounts the doubts span: every way to settle each."""
        return math.prod(len(d.variants) for d in self.doubts)

    def of(self, *kinds: Kind) -> tuple[int, ...]:
        """Give the numbers of the doubts of some kinds."""
        return tuple(k for k, d in enumerate(self.doubts) if d.kind in kinds)

    @cached_property
    def scenarios(self) -> tuple[tuple[frozenset[str], Fraction], ...]:
        """Which sources fail, each with its weight; one in which none does where none may."""
        found = []
        sources = [self.doubts[k] for k in self.of("source")]
        for choice in product(*(range(len(d.variants)) for d in sources)):
            failed = frozenset(
                d.id for d, v in zip(sources, choice, strict=True) if d.variants[v].form == "fails"
            )
            weight = math.prod(
                (d.variants[v].chance for d, v in zip(sources, choice, strict=True)), start=Fraction(1)
            )
            found.append((failed, weight))
        return tuple(found)

    def weight(self, settled: Mapping[int, int]) -> Fraction:
        """Give the weight of the account in which each doubt is settled so."""
        sources = self.of("source")
        failed = frozenset(
            self.doubts[k].id for k in sources if self.doubts[k].variants[settled[k]].form == "fails"
        )
        found = Fraction(1)
        for k, doubt in enumerate(self.doubts):
            found *= doubt.chances(frozenset() if k in sources else failed)[settled[k]]
        return found

    def settled(self) -> Iterator[dict[int, int]]:
        """Give every way to settle all doubts: the plain way, one account after the other."""
        for choice in product(*(range(len(d.variants)) for d in self.doubts)):
            yield dict(enumerate(choice))

    def setting(self, settled: Mapping[int, int]) -> Conflict:
        """Give the conflict with its rules and its status quo so; what is not settled is as it is written."""
        chosen = {
            id(self.doubts[k].claim): self.doubts[k].variants[v].what
            for k, v in settled.items()
            if self.doubts[k].kind in ("rule", "start")
        }
        conflict = self.conflict
        written = [r for r in conflict.rules if not r.automatic]
        rules = tuple(r for one in written if (r := chosen.get(id(one), one)) is not None)
        start = conflict.status_quo
        return replace(conflict, rules=rules, status_quo=chosen.get(id(start), start))

    def account(self, settled: Mapping[int, int]) -> Conflict:
        """Give the conflict as the account has it in which each doubt is settled so; see `settled`."""
        by_owner: dict[str, dict[int, Variant]] = {}
        for k, v in settled.items():
            doubt = self.doubts[k]
            if doubt.owner:
                by_owner.setdefault(doubt.owner, {})[k] = doubt.variants[v]
        preferences = dict(self.conflict.preferences)
        for owner, variants in by_owner.items():
            preferences[owner] = self._wanted(preferences[owner], variants)
        return replace(self.setting(settled), preferences=preferences)

    def said_of(
        self, statements: Sequence[Statement], variants: Mapping[int, Variant]
    ) -> tuple[Statement, ...]:
        """Give what is said, most important first, where the doubts about it are settled so."""
        said = {id(self.doubts[k].claim): v.what for k, v in variants.items()}
        kept: list[Statement] = []
        for _, group in groups(statements):
            # The order of a group is settled by which of all the orders holds, each statement by itself.
            chosen = next(
                (
                    v.what
                    for k, v in variants.items()
                    if self.doubts[k].kind == "order" and self.doubts[k].claim[0] is group[0]
                ),
                group,
            )
            kept += [s for one in chosen if (s := said.get(id(one), one)) is not None]
        return tuple(kept)

    def _wanted(self, given: Preferences, variants: Mapping[int, Variant]) -> Preferences:
        whole = next((v.what for k, v in variants.items() if self.doubts[k].kind == "whole"), given)
        if not isinstance(whole, Prioritised):
            found: Preferences = whole
            return found
        return replace(whole, statements=self.said_of(whole.statements, variants))


def groups(statements: Sequence[Statement]) -> list[tuple[str, tuple[Statement, ...]]]:
    """Part statements into neighbours of open order, and each of the others for itself."""
    found: list[tuple[str, tuple[Statement, ...]]] = []
    for order, some in groupby(statements, key=lambda s: s.order):
        run = tuple(some)
        found += [(order, run)] if order and len(run) > 1 else [("", (s,)) for s in run]
    return found


def doubts_of(conflict: Conflict) -> Doubts:
    """Find all that is doubted under an account.

    Parameters
    ----------
    conflict : Conflict
        Under an account (`Conflict.under`).

    Raises
    ------
    NotInFileError
        Where a preference is unknown in part: then there is no order to vary.

    Examples
    --------
    >>> import detente
    >>> found = doubts_of(detente.load("istanbul-2025").under("commentary"))
    >>> len(found.doubts), found.accounts
    (14, 16384)
    """
    fallible = fallible_of(conflict)
    found: list[Doubt] = []
    unvaried: list[tuple[str, str]] = []
    for rule in conflict.rules:
        found += [] if rule.automatic else doubted_claim("rule", "", rule, fallible)
    start = conflict.status_quo
    if start is not None and start.alternatives:
        own = chances(None, start.alternatives, absent=False)
        variants = [
            Variant("written", own[0], start),
            *(
                Variant("alternative", c, a.what, a.text)
                for c, a in zip(own[1:], start.alternatives, strict=True)
            ),
        ]
        found += varied("start", "", "status_quo", start, variants, ())
    for maker in conflict.decision_makers:
        dm = maker.id
        preference = conflict.preferences[dm]
        if preference.open:
            raise NotInFileError(
                f"what {quoted(dm)} wants is unknown in part, so that there is no order to vary; say "
                "'alternatives' or a 'confidence' in place of 'unknown' or 'partial'"
            )
        found += _of_preference(dm, preference, fallible, unvaried)
    sources = fallible_sources(conflict, (s for d in found for s in d.sources))
    return Doubts(conflict, (*sources, *found), tuple(unvaried))


def fallible_of(conflict: Conflict) -> dict[str, Fraction]:
    """Give the reliability of each source that may fail, in the order of the file."""
    known = {s.id: s.reliability for s in conflict.sources}
    return {id: chance for id, chance in known.items() if chance is not None and chance < 1}


def fallible_sources(conflict: Conflict, named: Iterable[str]) -> list[Doubt]:
    """Give the doubt about each source that may fail, of those that are named."""
    some, sources = set(named), {s.id: s for s in conflict.sources}
    found = []
    for id, chance in fallible_of(conflict).items():
        if id in some:
            variants = (Variant("written", chance, sources[id]), Variant("fails", 1 - chance, None))
            found.append(Doubt("source", "", id, sources[id], tuple(v for v in variants if v.chance)))
    return found


def fallible_named(claim: Any, fallible: Mapping[str, object]) -> tuple[str, ...]:
    """Give the sources of a claim that may fail."""
    return tuple(dict.fromkeys(c.source for c in claim.sources if c.source in fallible))


def varied(
    kind: Kind, owner: str, id: str, claim: object, variants: Sequence[Variant], sources: tuple[str, ...]
) -> list[Doubt]:
    """Make a doubt of what is possible; none where that is what is written alone."""
    possible = [v for v in variants if v.chance or (sources and v.form == "absent")]
    if [v.form for v in possible] == ["written"]:
        return []
    return [Doubt(kind, owner, id, claim, tuple(possible), sources)]


def doubted_claim(
    kind: Kind, owner: str, claim: Statement | Rule, fallible: Mapping[str, object]
) -> list[Doubt]:
    """Give the doubt about a statement or a rule, if there is one."""
    sources = fallible_named(claim, fallible)
    alternatives: tuple[Any, ...] = claim.alternatives
    own = chances(claim.confidence, alternatives, absent=True)
    variants = [
        Variant("written", own[0], claim),
        *(
            Variant(
                "alternative", c, a.what, a.text or a.what.text if isinstance(a.what, Statement) else a.text
            )
            for c, a in zip(own[1:-1], alternatives, strict=True)
        ),
        Variant("absent", own[-1], None),
    ]
    return varied(kind, owner, claim.id, claim, variants, sources)


def _of_preference(
    dm: str, preference: Preferences, fallible: Mapping[str, object], unvaried: list[tuple[str, str]]
) -> list[Doubt]:
    if isinstance(preference, Prioritised):
        return _of_statements(dm, preference, fallible)
    assert not isinstance(preference, Partial)
    if isinstance(preference, Sealed):  # what is confidential tells nothing of what could be wrong in it
        return []
    sources = fallible_named(preference, fallible)
    form = "a ranking" if preference.of_states else "weights"
    if not preference.alternatives:
        if (preference.confidence is not None and preference.confidence < 1) or sources:
            unvaried.append((dm, f"{form} without 'alternatives'"))
        return []
    own = chances(preference.confidence, preference.alternatives, absent=False)
    variants = [
        Variant("written", own[0], preference),
        *(
            Variant("alternative", c, a.what, a.text)
            for c, a in zip(own[1:], preference.alternatives, strict=True)
        ),
    ]
    found = varied("whole", dm, dm, preference, variants, sources)
    for other in preference.alternatives:
        if other.what.open:
            raise NotInFileError(f"an alternative of what {quoted(dm)} wants is unknown in part")
        if isinstance(other.what, Prioritised):
            found += _of_statements(dm, other.what, fallible)
        elif isinstance(other.what, Sealed):  # no alternative is under a seal of its own
            continue
        elif other.what.confidence is not None and other.what.confidence < 1:
            unvaried.append((dm, "an alternative with a confidence of its own"))
    return found


def _of_statements(dm: str, preference: Prioritised, fallible: Mapping[str, object]) -> list[Doubt]:
    return doubted_statements(dm, preference.statements, fallible)


def doubted_statements(
    dm: str, statements: Sequence[Statement], fallible: Mapping[str, object]
) -> list[Doubt]:
    """Give the doubts about statements, most important first, and about the order of those that stand in open order."""
    found: list[Doubt] = []
    for order, group in groups(statements):
        if order:
            if len(group) > MOST_OPEN:
                raise file_problem(
                    group[0].at,
                    f"{len(group)} statements of {quoted(dm)} in open order; at most {MOST_OPEN} next to each "
                    "other can be (give groups names: 'open a', 'open b')",
                )
            ways = list(permutations(group))
            variants = [
                Variant("written" if k == 0 else "order", Fraction(1, len(ways)), w)
                for k, w in enumerate(ways)
            ]
            found.append(Doubt("order", dm, " / ".join(s.id for s in group), group, tuple(variants)))
        for statement in group:
            found += doubted_claim("statement", dm, statement, fallible)
    return found
