"""How firmly something holds, where preferences have degrees, in words."""

from __future__ import annotations

from dataclasses import replace

from detente.conflict import Concept, find_concept, in_reading_order
from detente.findings.answers import labels
from detente.findings.finding import Table
from detente.findings.words import Words, concept_long
from detente.questions.analyze import Analysis
from detente.questions.compare import Comparison
from detente.questions.evolve import Evolution
from detente.stability import Stability, stable_states


def plain(analysis: Analysis) -> Analysis:
    """Give the analysis by general stability alone: what strong and weak stability are parts of."""
    bases = tuple(dict.fromkeys(find_concept(c).base for c in analysis.concepts))
    if bases == analysis.concepts:
        return analysis
    game, tables = analysis.game, analysis.stability.stable
    missing = [c for c in bases if c not in tables]
    more = stable_states(game, missing).stable if missing else {}
    found = Stability(game, bases, {c: tables[c] if c in tables else more[c] for c in bases})
    evolution = None if analysis.evolution is None else replace(analysis.evolution, stability=found)
    return Analysis(game, found, evolution)


def plain_comparison(comparison: Comparison) -> Comparison:
    """Give the comparison by general stability alone."""
    return replace(comparison, analyses=tuple(plain(a) for a in comparison.analyses))


def strong_kinds(analysis: Analysis) -> list[str]:
    """List the concepts for strong stability that are asked for, or that weak stability is read against."""
    found: dict[str, None] = {}
    for concept in map(find_concept, in_reading_order(analysis.concepts)):
        if concept.variant == "strong":
            found[concept.key] = None
        elif concept.variant == "weak":
            found.setdefault(f"{concept.base}-strong")
    return list(found)


def strength_table(analysis: Analysis, words: Words) -> Table | None:
    """Split the equilibria into strong and weak ones, and name who holds to the weak ones only weakly."""
    game = analysis.game
    rows = []
    general = plain(analysis).stability
    for key in strong_kinds(analysis):
        concept = find_concept(key)
        table = analysis.stability.stable.get(key)
        strong = stable_states(game, [key]).stable[key] if table is None else table
        held = general.equilibria_at(concept.base)
        firm = held[strong[:, held].all(axis=0)]
        weak = held[~strong[:, held].all(axis=0)]
        who = [dm for dm, stays in zip(game.decision_makers, strong[:, weak], strict=True) if not stays.all()]
        rows.append(
            (
                concept_long(concept.base) + _at_degree(concept),
                f"{firm.size:,}: {labels(game, firm)}" if firm.size else "none",
                f"{weak.size:,}: {labels(game, weak)}" if weak.size else "none",
                words.dms(who) if who else "—",
            )
        )
    if not rows:
        return None
    note = (
        "Strong: whoever could gain by leaving would be answered by something much less to its liking than what it "
        "left. Weak: for somebody an answer is no better than what it left, and none is much worse."
    )
    if any(find_concept(key).degree > 2 for key in strong_kinds(analysis)):
        note += " Where a degree is named, much means by that degree or more."
    columns = ("Concept", "Strong equilibria", "Weak equilibria", "Weak for")
    return Table(columns, tuple(rows), "How firmly the equilibria hold", note, "strength")


def strength_sentence(analysis: Analysis) -> str:
    """Say which equilibria are strong."""
    parts = []
    for key in strong_kinds(analysis):
        found = stable_states(analysis.game, [key]).equilibria_at(key)
        concept = find_concept(key)
        which = labels(analysis.game, found) if found.size else "none"
        parts.append(f"{concept.base.upper()}{_at_degree(concept)}: {which}")
    return (
        f"Of the equilibria these are strong (whoever could gain by leaving is deterred by what is much worse): "
        f"{'; '.join(parts)}."
        if parts
        else ""
    )


def _at_degree(concept: Concept) -> str:
    """Name a degree above the second, at which a sanction is worse by so much."""
    return f", degree {concept.degree}" if concept.degree > 2 else ""


def plain_evolution(evolution: Evolution) -> Evolution:
    """Leave strong and weak out of the ways, which lead to the same states."""
    game = evolution.game
    if game.open:
        return evolution
    found = plain(Analysis(game, evolution.stability, evolution)).evolution
    assert found is not None
    return found
