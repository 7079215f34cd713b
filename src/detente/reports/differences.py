"""What differs between two versions of a conflict, in sentences: wishes that moved, are new or gone; today; rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from detente.conflict import Conflict, Sealed
from detente.conflict.preferences import Statement
from detente.wording import Words, listed
from detente.wording.texts import place

MOST = 12
MORE = "And {} more."
ELSE = "Something else in the file differs, too; the text of the file shows it."


def differences(before: Conflict, after: Conflict) -> tuple[str, ...]:
    """Say what is different in `after`; nothing where the two say the same.

    Examples
    --------
    >>> from detente.conflict import read_conflict
    >>> makers = "decision_makers: {city: {name: The city, options: {build: build a road, toll: take a toll}}}"
    >>> old = f"{{detente: 1, title: A, status_quo: [], {makers}, preferences: {{city: [build, not toll]}}}}"
    >>> new = f"{{detente: 1, title: A, status_quo: [city.toll], {makers}, preferences: {{city: [not toll, build]}}}}"
    >>> for sentence in differences(read_conflict(old), read_conflict(new)):
    ...     print(sentence)
    Today, The city: take a toll.
    The city, now its 1st wish and before its 2nd: not “take a toll”.
    """
    if before == after:
        return ()
    found = [
        *_accounts(before, after),
        *_options(before, after),
        *_today(before, after),
        *_rules(before, after),
    ]
    for account in after.accounts:
        if account in before.accounts:
            found += _wishes(before.under(account), after.under(account), named=len(after.accounts) > 1)
    if not found:
        return (ELSE,)
    unique = tuple(dict.fromkeys(found))
    return unique if len(unique) <= MOST else (*unique[:MOST], MORE.format(len(unique) - MOST))


def _accounts(before: Conflict, after: Conflict) -> Iterator[str]:
    for account in after.accounts:
        if account not in before.accounts:
            yield f"There is another account, “{account}”."
    for account in before.accounts:
        if account not in after.accounts:
            yield f"There is no account “{account}”."


def _options(before: Conflict, after: Conflict) -> Iterator[str]:
    old, new = Words(before), Words(after)
    for option in after.option_ids:
        if option not in before.options:
            party = new.party(option.split(".")[0])
            yield f"{party} can also: {new.option(option)}."
    for option in before.option_ids:
        if option not in after.options:
            party = old.party(option.split(".")[0])
            yield f"{party} can no longer: {old.option(option)}."


def _today(before: Conflict, after: Conflict) -> Iterator[str]:
    first, second = (None if c.status_quo is None else c.taken_in(c.status_quo) for c in (before, after))
    if first == second or second is None:
        return
    words = Words(after)
    known = frozenset(after.options)
    for party, done in words.by_maker(sorted((second - (first or frozenset())) & known)).items():
        yield f"Today, {words.party(party)}: {listed(done)}."
    for party, done in words.by_maker(sorted(((first or frozenset()) - second) & known)).items():
        yield f"Today, {words.party(party)} does not: {listed(done)}."


def _rules(before: Conflict, after: Conflict) -> Iterator[str]:
    old, new = ({r.id for r in c.rules if not r.automatic} for c in (before, after))
    yield from (f"There is another rule: {id}." for id in sorted(new - old))
    yield from (f"There is no rule: {id}." for id in sorted(old - new))


def _wishes(before: Conflict, after: Conflict, *, named: bool) -> Iterator[str]:
    words, old_words = Words(after), Words(before)
    lead = f"“{after.account}”, " if named else ""
    for maker in after.decision_makers:
        old, new = before.preferences.get(maker.id), after.preferences.get(maker.id)
        if old == new or old is None or new is None or Sealed in (type(old), type(new)):
            continue
        who = f"{lead}{words.party(maker.id)}"
        if not (old.stated and new.stated):
            yield f"{who}: the order of what it wants is another."
            continue
        yield from _lists(who, maker.id, old.statements, new.statements, old_words, words)


def _lists(
    who: str, dm: str, old: Sequence[Statement], new: Sequence[Statement], old_words: Words, words: Words
) -> Iterator[str]:
    first, second = [s.id for s in old], [s.id for s in new]
    for k, one in enumerate(new):
        if one.id not in first:
            yield f"{who}, new as its {place(k + 1)} wish: {words.statement(one, dm)}."
        elif old[first.index(one.id)].that != one.that:
            yield f"{who}, its {place(k + 1)} wish is now: {words.statement(one, dm)}."
    for one in old:
        if one.id not in second:
            yield f"{who}, wanted no longer: {old_words.statement(one, dm)}."
    kept, now = [i for i in first if i in second], [i for i in second if i in first]
    stays: set[str] = set()
    for block in SequenceMatcher(None, kept, now, autojunk=False).get_matching_blocks():
        stays |= set(kept[block.a : block.a + block.size])
    for one in new:
        if one.id in now and one.id not in stays:
            places = place(second.index(one.id) + 1), place(first.index(one.id) + 1)
            yield f"{who}, now its {places[0]} wish and before its {places[1]}: {words.statement(one, dm)}."
