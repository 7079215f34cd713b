"""What the equilibria have in common, in words: how many, what is fixed, what is free, what goes together."""

from __future__ import annotations

from detente.findings.analysis import option_table
from detente.findings.answers import places_of
from detente.findings.finding import Block, Finding, Items, Section, Table
from detente.findings.situation import rests_on
from detente.findings.words import Words, concept_long, count, place, quantity
from detente.game import Game
from detente.game.pattern import Link
from detente.questions.equilibria import Equilibria, ListedStates

MOST_LINKS = 12
SAMPLED = 6

_LINKS = {
    "same": "{0} and {1}: both or neither.",
    "opposite": "{0} or {1}: one of the two, never both.",
    "implies": "Where {0} is taken, so is {1}.",
    "excludes": "{0} and {1}: never both.",
    "either": "{0} or {1}: at least one of the two.",
}


def told_link(words: Words, link: Link) -> str:
    """Say how two options go together."""
    one, other, kind = link
    return _LINKS[kind].format(*(f"“{words.option(o)}” ({words.dm(o.split('.')[0])})" for o in (one, other)))


def _answer(found: Equilibria, words: Words) -> list[str]:
    under, feasible = concept_long(found.concept), quantity(found.feasible.count)
    if found.total is None:
        held = "an equilibrium has" if found.count == 1 else "equilibria have"
        texts = [
            f"How many of the {feasible} feasible states hold under {under} is out of reach.",
            f"{quantity(found.count)} {held} this in common: {found.where}.",
        ]
    else:
        hold = "holds" if found.total == 1 else "hold"
        texts = [f"Under {under}, {quantity(found.total)} of {feasible} feasible states {hold}."]
        if found.where:
            texts.append(f"In {quantity(found.count)} of them this holds: {found.where}.")
    if found.intricate:
        return [*texts, f"They cannot be looked through: {found.intricate}."]
    if not found.count:
        return texts
    if found.count == 1:
        (only,) = found.sample(1)
        return [*texts, f"It is {words.told(only)}."]
    if words.conflict.graph_form:
        return texts
    pattern, these = found.pattern, "these" if found.where else "them"
    if pattern.taken:
        texts.append(f"Taken in all of {these}: {words.taken(pattern.taken)}.")
    if pattern.not_taken:
        texts.append(f"Taken in none of {these}: {words.taken(pattern.not_taken)}.")
    if not pattern.taken and not pattern.not_taken:
        texts.append(f"No option is fixed: each is taken in some of {these} and not in others.")
    return texts


def _links(found: Equilibria, words: Words) -> Section | None:
    """Say which options go together, but for those that the rules join in every feasible state."""
    ruled = set(found.feasible.pattern.linked)
    links = found.pattern.linked
    own = [link for link in links if link not in ruled]
    told = [told_link(words, link) for link in own[:MOST_LINKS]]
    if len(own) > MOST_LINKS:
        told.append(f"And {count(len(own) - MOST_LINKS, 'more such pair')} (--json lists all).")
    if len(own) < len(links):
        pairs = count(len(links) - len(own), "pair")
        told.append(
            f"{'Beside these' if own else 'Only'} {pairs} that the rules join in every feasible state."
        )
    return Section("What goes together in all of them", (Items(tuple(told)),)) if told else None


def share_table(found: Equilibria) -> Table:
    """Say for each option in how many of them it is taken."""
    rows = []
    fixed = dict.fromkeys(found.pattern.taken, "all") | dict.fromkeys(found.pattern.not_taken, "none")
    for maker in found.game.conflict.decision_makers:
        for number, option in enumerate(maker.options):
            id = f"{maker.id}.{option.id}"
            told = fixed.get(id)
            if told is None:
                taken = found.states.having(id)
                told = f"{quantity(taken)} ({taken / found.count:.0%})"
            rows.append((maker.name if number == 0 else "", option.text, told))
    columns = ("Decision maker", "Option", f"Taken in … of {quantity(found.count)}")
    return Table(columns, tuple(rows), "Option by option", id="shares")


def _place_table(found: Equilibria, words: Words) -> Table | None:
    game, states = found.game, found.states
    if not isinstance(game, Game) or not isinstance(states, ListedStates) or game.open:
        return None
    rows = []
    for dm in game.decision_makers:
        best, worst, levels = places_of(game, dm, states.positions)
        rows.append((words.dm(dm), place(best), place(worst), str(levels)))
    return Table(
        ("Decision maker", "At best", "At worst", "Places in all"),
        tuple(rows),
        "How good they are for each, by its own order",
        "1st is best; ties share a place.",
        "places",
    )


def equilibria_finding(found: Equilibria, number: int = SAMPLED, seed: int = 1) -> Finding:
    """Say what the equilibria have in common; `number` of them are drawn by lot with the `seed` and shown."""
    words = Words(found.game.conflict)
    blocks: list[Block | None] = []
    if found.count > 1 and not found.intricate:
        if not words.conflict.graph_form:
            blocks += [share_table(found), _links(found, words)]
        blocks.append(_place_table(found, words))
    if found.count and not found.intricate:
        drawn = found.sample(number, seed)
        title = "All of them" if len(drawn) == found.count else f"{len(drawn)} of them, drawn by lot"
        blocks.append(option_table(found.game, words, drawn, title, "sample"))
    return Finding(
        "What do the equilibria have in common?",
        (*_answer(found, words), rests_on(found.game.conflict)),
        tuple(b for b in blocks if b is not None),
        found.game.account,
    )
