"""The head of every answer, and the values that all of them use."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

FORMAT: Literal[2] = 2

Count = Annotated[
    str, msgspec.Meta(pattern=r"^[0-9]+$", description="A whole number of any size, in digits.")
]
Ref = Annotated[
    int, msgspec.Meta(ge=0, description="A state, by its place in the `states` of this answer, from 0 on.")
]


Search = Literal[
    "parties",
    "changes",
    "groups",
    "outcomes",
    "sanctions",
    "situations",
    "mixes",
    "deals",
    "moves",
    "takeovers",
    "corrections",
    "layers",
    "cases",
]


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """A fact, or a part of one. Frozen; two are equal where all they say is."""


class StateValue(Value, frozen=True, kw_only=True, omit_defaults=True):
    """A state. In JSON what is empty or false is left out, as there can be very many.

    Attributes
    ----------
    id : str
        The name that the file gives it, or the options taken joined by ``+``; the same under every account.
    taken : tuple of str
        The options taken, ``decision_maker.option``, sorted. Of a merged state: those taken in all its members.
    number : Count
        Its number among all combinations of options.
    name : str
        The name that the file gives it, or an empty text.
    given : bool
        Whether the conflict is given as states and moves.
    members : tuple of tuple of str
        For states that count as one (rule ``same``): what is taken in each.
    text : str
        Where the conflict is given as states: what the file says of it.
    """

    id: str
    taken: tuple[str, ...]
    number: Count
    name: str = ""
    given: bool = False
    members: tuple[tuple[str, ...], ...] = ()
    text: str = ""


class Step(Value, frozen=True, kw_only=True):
    """A decision maker moves to a state."""

    mover: str
    state: Ref


class Way(Value, frozen=True, kw_only=True):
    """A legal sequence of moves; `start` is where it begins, `moves` may be empty."""

    start: Ref
    moves: tuple[Step, ...]

    @property
    def end(self) -> int:
        """Where it leads."""
        return self.moves[-1].state if self.moves else self.start


class Reason(Value, frozen=True, kw_only=True):
    """Why a decision maker likes one state better than another, or as little.

    Attributes
    ----------
    decision_maker : str
        Whose preference it is.
    before, after : Ref
        The states compared.
    gain : int
        1 where `after` is better, 0 where they tie (or it is unknown), -1 where it is worse.
    statement : str or None
        For option prioritisation: the id of the most important statement that tells the two apart.
    places : tuple of int
        The places of the two states in its order, from 1 (best) on.
    of : int
        How many places there are; 0 where there is no order, as something is unknown.
    degree : int
        How much better or worse: 1, 2 for "much", ...; 0 for a tie and where it is unknown.
    unknown : bool
        Whether it is unknown which of the two is preferred.
    """

    decision_maker: str
    before: Ref
    after: Ref
    gain: int
    statement: str | None
    places: tuple[int, int]
    of: int
    degree: int = 1
    unknown: bool = False


class OptionValue(Value, frozen=True, kw_only=True):
    """An option; `level_of` names the option with levels that it is one level of."""

    id: str
    text: str
    tags: tuple[str, ...] = ()
    level_of: str = ""
    available: bool = True


class Maker(Value, frozen=True, kw_only=True):
    """A decision maker and its options."""

    id: str
    name: str
    options: tuple[OptionValue, ...]


class Perspective(Value, frozen=True, kw_only=True):
    """An account of the dispute; `followed` where this answer follows it."""

    id: str
    says: str
    followed: bool


class Basis(Value, frozen=True, kw_only=True):
    """On how many claims about preferences an account rests.

    Attributes
    ----------
    claims : int
        How many statements, rankings and tables of weights there are.
    sourced : int
        How many of them name a source.
    own : int
        How many of these name no source but the readings of the file's editors (sources whose ``kind`` ends in
        "reading"): nobody said them.
    doubted : int
        How many have a confidence below 1.
    sources : tuple of str
        The ids of the sources named, in the order of first mention.
    by_source : tuple of (str, int)
        How many claims each of them is named for.
    """

    claims: int
    sourced: int
    doubted: int
    own: int = 0
    sources: tuple[str, ...] = ()
    by_source: tuple[tuple[str, int], ...] = ()


class Exact(Value, frozen=True, kw_only=True):
    """A number, exactly (``3/4``) and about."""

    exact: str
    decimal: float


class Cut(Value, frozen=True, kw_only=True):
    """A list of this answer that is not whole: its name, and how many entries there are."""

    list: str
    count: Count


class Withheld(Value, frozen=True, kw_only=True):
    """Something confidential that this answer rests on, or would, and does not tell.

    Attributes
    ----------
    decision_maker : str
        Whose it is.
    kind : str
        ``preferences`` (about the conflict's states) or ``wishes`` (about terms).
    here : bool
        Whether it is at hand, so that the answer takes account of it.
    """

    decision_maker: str
    kind: Literal["preferences", "wishes"]
    here: bool


class Unfinished(Value, frozen=True, kw_only=True):
    """A search that the time did not suffice for: what was found by then is in this answer, and no more.

    Attributes
    ----------
    search : str
        What was gone through: ``parties`` (whose change of mind was looked at), ``changes`` (of wishes, counted by how
        many are made at a time), ``groups``, ``outcomes`` (that hold), ``sanctions`` (whose answers were worked out),
        ``situations`` (in which an ultimatum was judged), ``mixes`` (of accounts), ``deals`` (described in full),
        ``moves`` (of groups, described in full), ``takeovers`` (by factions), ``layers`` (of moves from today),
        ``corrections`` (of beliefs), ``cases`` (ways to settle doubts, drawn).
    looked : Count
        How many of them were looked at.
    of : Count
        How many there are; ``0`` where that is not known.
    """

    search: Search
    looked: Count
    of: Count = "0"


class Answer(Value, frozen=True, kw_only=True):
    """What every answer begins with.

    Attributes
    ----------
    question : str
        The question's name in the registry.
    title : str
        The conflict.
    perspective : str
        The account that the answer follows; ``base`` for the file's own, empty where it is about several.
    perspectives : tuple of Perspective
        All accounts of the file.
    decision_makers : tuple of Maker
    format : int
        The version of this shape; it changes when a key changes its meaning or goes away.
    carrier : str
        ``dense``: every state is listed; ``symbolic``: decision diagrams carry the states. ``none``: no game was built.
    feasible : Count
        How many states are feasible; ``0`` where no game was built.
    status_quo : Ref or None
        Where the conflict is today; None where the file does not say so, or the accounts do not agree on it.
    states : tuple of StateValue
        The states that the answer speaks of, each once; everywhere else they are referred to by their places here.
    spoken : tuple of Ref
        The few outcomes that the sentences speak of, most important first: they get a letter and a title.
    basis : Basis or None
        What the answer rests on; None where it is about several accounts or none.
    truncated : tuple of Cut
        The lists that are not whole.
    unfinished : tuple of Unfinished
        The searches that the time did not suffice for; empty where the answer is complete.
    withheld : tuple of Withheld
        What is confidential and not told: no numbers, no places, no reasons of these, no claims.
    """

    question: str
    title: str
    perspective: str
    perspectives: tuple[Perspective, ...]
    decision_makers: tuple[Maker, ...]
    format: Literal[2] = FORMAT
    carrier: Literal["dense", "symbolic", "none"] = "dense"
    feasible: Count = "0"
    status_quo: Ref | None = None
    states: tuple[StateValue, ...] = ()
    spoken: tuple[Ref, ...] = ()
    basis: Basis | None = None
    truncated: tuple[Cut, ...] = ()
    unfinished: tuple[Unfinished, ...] = ()
    withheld: tuple[Withheld, ...] = ()

    @property
    def outcomes(self) -> tuple[StateValue, ...]:
        """The states that the sentences speak of."""
        return tuple(self.states[k] for k in self.spoken)
