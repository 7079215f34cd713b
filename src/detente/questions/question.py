"""What a question is: its command and arguments, how it is asked, answered and said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from detente.conflict.errors import DetenteError, TooLargeError, quoted
from detente.conflict.plan import ANALYSIS, Takes
from detente.questions.unfinished import shared

if TYPE_CHECKING:
    from detente.answers import Answer
    from detente.conflict import Conflict
    from detente.game import CarriedGame, Game, Row
    from detente.game.carrier import Choice
    from detente.wording import Page, Said, Voice

Found = TypeVar("Found")
ON_DIAGRAMS = "'analyze', 'equilibria', 'evolve' and 'explain' list none: ask one of these."
ACCOUNTS = frozenset({"perspective", "perspectives"})

Kind = Literal[
    "flag",
    "text",
    "whole",
    "seconds",
    "condition",
    "state",
    "decision_maker",
    "option",
    "concept",
    "concepts",
    "group",
    "ultimatum",
    "shift",
    "tag",
    "no_deal",
    "settings",
    "strategies",
]


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a question, said once for the command line, the reference and forms.

    Attributes
    ----------
    name : str
        By which `Request.given` holds it: ``goal``. On the command line ``--goal``; words are joined by ``-`` there.
    help : str
        What it does, in one sentence without a stop.
    kind : str
        What it takes: a flag takes nothing. A state may be a condition, too; a group is decision makers joined by
        commas; settings are options that are taken or not (``OPTION=yes``); strategies are ``PARTY=STRATEGY``.
    short : str
        The letter of its short form, if it has one.
    metavar : str or tuple of str
        How the help calls its value, or its values.
    default : object
        What holds where it is not given.
    many : bool
        Whether it can be given several times; its value is then a tuple.
    positional : bool
        Whether it is given without ``--``; it can always be left out.
    const : object
        The value where the argument is given without one; then a value may be left out.
    local : bool
        Whether it is about the machine that works on it, or files on it: a folder, a number of processes. Forms leave
        it out.
    """

    name: str
    help: str
    kind: Kind = "text"
    short: str = ""
    metavar: str | tuple[str, ...] = ""
    default: Any = None
    many: bool = False
    positional: bool = False
    const: Any = None
    local: bool = False


@dataclass(frozen=True)
class Request:
    """What is asked: a conflict, the accounts to follow, and the question's own arguments.

    Attributes
    ----------
    accounts : tuple of str
        The accounts to follow, in order: all that are wanted, or one.
    concepts : tuple of str or None
        The concepts asked for; None leaves it to the question.
    given : mapping of str to object
        The values of the question's own arguments, every one of them there.
    built : dict
        The games that have been built, by account: requests about the same conflict may share it.
    carriers : dict
        The games on the carrier that each account is for, and why that one: shared likewise.
    """

    conflict: Conflict
    accounts: tuple[str, ...]
    concepts: tuple[str, ...] | None = None
    given: Mapping[str, Any] = field(default_factory=dict)
    most_states: int | None = None
    seconds: float = 60.0
    progress: Callable[[str], None] | None = None
    built: dict[str, Game] = field(default_factory=dict, compare=False, repr=False)
    carriers: dict[str, tuple[Choice, CarriedGame]] = field(default_factory=dict, compare=False, repr=False)

    def under(self) -> list[Conflict]:
        """Give the conflict under each account."""
        return [self.conflict.under(a) for a in self.accounts]

    def games(self) -> list[Game]:
        """Give the game of each account, every state listed; each is built once."""
        return [self._game(a) for a in self.accounts]

    def _game(self, account: str) -> Game:
        if account not in self.built:
            self.built[account] = self.conflict.game(account, most_states=self.most_states)
        return self.built[account]

    def of_each(self, ask: Callable[[Game], Found]) -> list[Found]:
        """Ask of the game of each account; each has an equal part of the time that is left."""
        return shared(self.games(), ask)

    def carried(self) -> list[CarriedGame]:
        """Give the game of each account on the carrier that it is for; each is built once."""
        return [self._carried(a) for a in self.accounts]

    def why(self, account: str) -> str:
        """Say why the carrier of an account's game was chosen."""
        self._carried(account)
        return self.carriers[account][0].why

    def _carried(self, account: str) -> CarriedGame:
        from detente.game.carrier import build, choose

        if account not in self.carriers:
            under = self.conflict.under(account)
            choice = choose(under, most_states=self.most_states)
            if choice.carrier == "dense" and account in self.built:
                self.carriers[account] = (choice, self.built[account])
            else:
                found = build(under, choice, most_states=self.most_states)
                self.carriers[account] = (choice, found)
                if choice.carrier == "dense":
                    self.built[account] = cast("Game", found)
        return self.carriers[account][1]


def _no_rows(result: Any) -> Iterable[Row]:
    raise NotImplementedError


@dataclass(frozen=True)
class Question:
    """A question of the registry.

    Attributes
    ----------
    name : str
        Its name in the registry.
    asks : str
        The question as a heading: ``Who can tip it, and by wanting what?``
    about : str
        What it does, for the help: a few lines.
    example : str
        A command line that runs as it stands, on the catalogue.
    page : str
        The page of the documentation that shows it, from ``docs/`` on.
    arguments : tuple of Argument
        Its own arguments, besides those that `takes` names.
    takes : frozenset of str
        Which shared arguments it has: ``perspective`` (one account), ``perspectives`` (several), ``concepts``,
        ``classical`` (of the four).
    answers : tuple of type
        The types of its answers: the JSON Schema is made from these.
    ask : callable
        From a request to results: one for each account, or one for all (`together`).
    answer : callable
        From a result to its answer: typed facts.
    say : callable
        From answers to sentences and a picture: all accounts at once.
    rows : callable
        From a result to rows, for tables on file.
    together : bool
        Whether one result is about all accounts.
    columns : str
        What a row is, for the documentation of CSV.
    memory : Takes
        What it takes of memory, by states, decision makers and accounts.
    discreet : bool
        Whether its answer tells nothing of confidential preferences but what is said to follow from them. A question
        is refused where there are some unless it says so.
    ignores_terms : bool
        Whether it does not ask what anybody wants of terms, so that confidential wishes about them do not stop it.
    asks_beliefs : bool
        Whether it asks what parties believe, so that confidential preferences that a belief takes over stop it.
    """

    name: str
    asks: str
    about: str
    example: str
    page: str
    answers: Callable[[], tuple[type[Answer], ...]]
    ask: Callable[[Request], Sequence[Any]]
    answer: Callable[[Any], Answer]
    say: Callable[[Sequence[Any], Voice], Said]
    rows: Callable[[Any], Iterable[Row]] = _no_rows
    arguments: tuple[Argument, ...] = ()
    takes: frozenset[str] = frozenset()
    together: bool = False
    columns: str = ""
    memory: Takes = ANALYSIS
    discreet: bool = False
    ignores_terms: bool = False
    asks_beliefs: bool = False

    def asked(self, request: Request) -> Sequence[Any]:
        """Ask it, if what it answers may be told.

        Raises
        ------
        DetenteError
            Where it would tell confidential preferences.
        """
        told: dict[str, str] = {}
        for conflict, account in zip(request.under(), request.accounts, strict=True):
            try:
                self.check(conflict)
            except DetenteError as error:
                told[account] = str(error)
        free = [a for a in request.accounts if a not in told]
        if told:
            may = (
                f"; of the account {quoted(free[0])} it can be asked: --perspective {free[0]}" if free else ""
            )
            raise DetenteError(next(iter(told.values())) + (may if self.takes & ACCOUNTS else ""))
        try:
            return self.ask(request)
        except TooLargeError as error:
            raise self._unlisted(request, error) from None

    def _unlisted(self, request: Request, error: TooLargeError) -> TooLargeError:
        """Say of a question that has to list every state, where decision diagrams would carry them, which has not."""
        from detente.game.carrier import choose
        from detente.game.symbolic import LimitError

        if isinstance(error, LimitError) or request.most_states is not None:
            return error
        if all(choose(under).carrier == "dense" for under in request.under()):
            return error
        return TooLargeError(f"{quoted(self.name)} lists every state. {error} {ON_DIAGRAMS}")

    def check(self, conflict: Conflict) -> None:
        """See that the question can be answered of a conflict without telling confidential preferences or wishes.

        Raises
        ------
        DetenteError
            Where it cannot.
        """
        prefers = conflict.hidden | (conflict.hidden_beliefs if self.asks_beliefs else frozenset())
        hidden = prefers if self.ignores_terms else prefers | conflict.hidden_wishes
        if self.discreet or not hidden:
            return
        makers = [d.id for d in conflict.decision_makers if d.id in hidden]
        whose = " and ".join(map(quoted, makers))
        verbs = ("prefers", "prefer") if set(makers) <= prefers else ("wants", "want")
        told = f"'{self.name}' would tell what {whose} {verbs[len(makers) > 1]}"
        who = " ".join(f"--as {m}" for m in makers)
        raise DetenteError(f"{told}, which is confidential; whoever may see it adds {who}")

    def as_page(self, answers: Sequence[Any], voice: Voice, conflict: Conflict, **given: Any) -> Page:
        """Give the answers as a page of their own; `given` are the question's own arguments."""
        from detente.wording import Items, Page, Section
        from detente.wording.legend import legend, unexplained

        said = self.told(answers, voice)
        said = replace(said, letters=said.letters or legend((said.headline, *said.points), voice))
        if letters := unexplained(said, voice):  # that stand in tables or details alone
            said = replace(
                said, details=(*said.details, Section("What the letters stand for", (Items(letters),)))
            )
        return Page(conflict.title, (said,), language=conflict.language)

    def told(self, answers: Sequence[Any], voice: Voice) -> Said:
        """Say the answers; where a search was not at its end, or something is confidential, that is said too."""
        from detente.wording.confidential import guarded
        from detente.wording.unfinished import marked

        return guarded(marked(self.say(answers, voice), answers), answers, voice)

    @property
    def has_rows(self) -> bool:
        """Whether its results can be written as rows."""
        return self.rows is not _no_rows
