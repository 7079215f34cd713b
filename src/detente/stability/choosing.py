"""Which concepts are asked for: checked, put into order, and for what a question is worked out."""

from __future__ import annotations

from collections.abc import Sequence

from detente.conflict import (
    CLASSICAL,
    EXTENSIONS,
    DetenteError,
    NotInFileError,
    UnknownNameError,
    find_concept,
)
from detente.game import Game
from detente.game.given import as_keys


def check_concepts(concepts: Sequence[str] | None) -> tuple[str, ...]:
    """Put the concepts into their usual order; the classical ones where none is named.

    Raises
    ------
    UnknownNameError
        Where there is no such concept.
    DetenteError
        Where a horizon is out of bounds.

    Examples
    --------
    >>> check_concepts(None)
    ('nash', 'gmr', 'smr', 'seq')
    >>> check_concepts(["l2", "seq", "nash", "l2:russia=2"])
    ('nash', 'seq', 'l2')
    """
    if isinstance(concepts, str):
        concepts = concepts.split(",")
    order = {c: k for k, c in enumerate(CLASSICAL)}
    known = {c.key: c for c in map(find_concept, as_keys(concepts or CLASSICAL))}
    return tuple(sorted(known, key=lambda k: (order.get(known[k].base, len(order)), known[k].place)))


def check_classical(concepts: Sequence[str] | None, question: str) -> tuple[str, ...]:
    """Do as `check_concepts` for a question that is worked out for the classical concepts alone.

    Raises
    ------
    UnknownNameError
        Where there is no such concept.
    DetenteError
        Where the question is not worked out for it.

    Examples
    --------
    >>> check_classical(["l2"], "what groups could do")
    Traceback (most recent call last):
    detente.conflict.errors.DetenteError: what groups could do is worked out for nash, gmr, smr, seq, not for l2
    """
    try:
        found = check_concepts(concepts)
    except UnknownNameError as error:
        raise UnknownNameError("concept", error.name, CLASSICAL) from None
    for concept in found:
        if concept not in CLASSICAL:
            raise DetenteError(f"{question} is worked out for {', '.join(CLASSICAL)}, not for {concept}")
    return found


def check_plain(concepts: Sequence[str] | None, question: str) -> tuple[str, ...]:
    """Do as `check_concepts` for a question that goes by the order of preference alone.

    Raises
    ------
    UnknownNameError
        Where there is no such concept.
    DetenteError
        Where a form of a concept for degrees or for unknown preferences is asked for.

    Examples
    --------
    >>> check_plain(["gmr-strong"], "what if")
    Traceback (most recent call last):
    detente.conflict.errors.DetenteError: what if is worked out by orders of preference, not for gmr-strong
    """
    found = check_concepts(concepts)
    for concept in found:
        if find_concept(concept).variant:
            raise DetenteError(f"{question} is worked out by orders of preference, not for {concept}")
    return found


def concepts_for(game: Game, concepts: Sequence[str] | None = None) -> tuple[str, ...]:
    """Choose the concepts that a game is analysed by.

    Where nothing is unknown: those asked for; without any the four classical ones and, where preferences are graded,
    the strong and the weak form of GMR, SMR and SEQ. Where something is unknown: a concept without an extension stands
    for all four of its extensions, and none for all four of all.

    Raises
    ------
    UnknownNameError
        Where there is no such concept.
    NotInFileError
        Where strong or weak stability is asked for and something is unknown.
    """
    chosen = check_concepts(concepts or CLASSICAL)
    if not game.open:
        if game.graded and not concepts:
            strengths = [f"{c}-{v}" for c in CLASSICAL if c != "nash" for v in ("strong", "weak")]
            return check_concepts([*chosen, *strengths])
        return chosen
    found: list[str] = []
    for concept in map(find_concept, chosen):
        if concept.variant not in ("", *EXTENSIONS):
            raise NotInFileError(
                f"{concept.name} is about degrees of preference, and in this file preferences are unknown; ask for "
                f"{', '.join(f'{concept.base}-{e}' for e in EXTENSIONS)}"
            )
        if not concept.variant and concept.base not in CLASSICAL:
            raise NotInFileError(f"{concept.name} has no form for unknown preferences here")
        found += [concept.key] if concept.variant else [f"{concept.base}-{e}" for e in EXTENSIONS]
    return check_concepts(found)


def one_concept(game: Game, concept: str) -> str:
    """Check a concept that is asked for alone, and give its key.

    Raises
    ------
    UnknownNameError
        Where there is no such concept.
    NotInFileError
        Where preferences are unknown and no extension is named.
    """
    asked = concepts_for(game, [concept])
    if len(asked) > 1:
        raise NotInFileError(f"in this file preferences are unknown; ask for one of {', '.join(asked)}")
    return asked[0]
