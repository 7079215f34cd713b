"""What forms ask for of accounts as wholes: another one, another name, one away; and where one begins with wishes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from detente.conflict.editing import EditError, Plain, Put, Remove, at_path
from detente.workbench.edits.fields import File, id_for, plain_words
from detente.workbench.edits.wishing import BASE, wishes_of, wishes_path

NOTHING = "nothing"  # what an account may begin as in the form; as an account's id it has a colon before it
ACCOUNT = "account:"
# What an account is called by besides whose it is, in English and German, as `plain_words` gives it.
_SAYING = frozenset(
    "what how says say said according account view version was wie sagt sagen laut sicht".split()  # noqa: SIM905
)
_TOWARD = frozenset(
    {"to", "of", "the", "a", "an", "from", "aus", "der", "die", "das", "des", "den", "dem", "von"}
)


def stands_on(root: Plain, account: str) -> str:
    """Give what an account stands on: another account, the file itself, or nothing.

    Examples
    --------
    >>> root = {"preferences": {}, "perspectives": {"a": {"says": "A"}, "b": {"on": "a"}}}
    >>> stands_on(root, "b"), stands_on(root, "a"), stands_on(root, "base")
    ('a', 'base', '')
    """
    body = at_path(root, ("perspectives", account))
    if account == BASE or body is None:
        return ""
    on = body.get("on") if isinstance(body, dict) else ""
    if on and on != BASE:
        return str(on)
    return BASE if isinstance(at_path(root, ("preferences",)), dict) else ""


def said_by(root: Plain, account: str, party: str) -> str:
    """Give the account whose words an account takes over for a party: itself, where it has wishes of its own."""
    seen: set[str] = set()
    while account and account not in seen:
        seen.add(account)
        if at_path(root, wishes_path(account, party)) not in (None, ""):
            return account
        account = stands_on(root, account)
    return ""


def _changes_single(value: Plain) -> bool:
    return isinstance(value, dict) and "patch" in value


def sources(root: Plain, account: str, party: str) -> tuple[str, ...]:
    """List where an account can begin with the wishes of a party: what it takes over first, then what others say.

    Whoever takes over what another says is not listed besides it, nor who only changes single wishes.
    """
    named = at_path(root, ("perspectives",))
    over = said_by(root, stands_on(root, account), party)
    every = (over, BASE, *(named if isinstance(named, dict) else ()))
    found = []
    for other in dict.fromkeys(every):
        value = at_path(root, wishes_path(other, party)) if other and other != account else None
        if value not in (None, "") and not _changes_single(value):
            found.append(other)
    return tuple(found)


def named(file: File, account: str) -> str:
    """Give whose account it is, in quotation marks; its id where it does not say."""
    says = file.at("perspectives", account, "says")
    return f"“{says if isinstance(says, str) and says.strip() else account}”"


def _account(file: File) -> str:
    account = file.field("account", needed="the account")
    if file.at("perspectives", account) is None:
        raise EditError("this account is not in the file (any more); look at it again")
    return account


def _add(file: File) -> str:
    """Write an account that says its name alone, and stands on the file's own wishes or on another account."""
    says = file.field("says", needed="whose account it is")
    accounts = file.at("perspectives") or {}
    own = isinstance(file.at("preferences"), dict)
    begins = file.form.get("begins", "") or (BASE if own else next((ACCOUNT + a for a in accounts), NOTHING))
    body: dict[str, Plain] = {"says": says}
    if begins == NOTHING:
        body["preferences"] = {m: [] for m in file.at("decision_makers") or {}}
    elif begins.startswith(ACCOUNT) and begins.removeprefix(ACCOUNT) in accounts:
        body["on"] = begins.removeprefix(ACCOUNT)
    elif not (begins == BASE and own):
        raise EditError(f"there is no account “{begins.removeprefix(ACCOUNT)[:40]}” to begin as")
    file.change(Put(("perspectives", account_id(says, accounts)), body))
    return f"account “{says}”"


def account_id(says: str, taken: Iterable[str] = ()) -> str:
    """Make the id of an account of its name: of whose it is, without that they say it, as headlines name accounts.

    Examples
    --------
    >>> account_id("What the trawler association says"), account_id("According to the mayor"), account_id("Say what?")
    ('trawler_association', 'mayor', 'say_what')
    """
    words = plain_words(says)
    left = [w for w in words if w not in _SAYING]
    while len(left) > 1 and left[0] in _TOWARD:  # ‘according to’, ‘the view of’
        left.pop(0)
    return id_for(" ".join(left) if {*left} - _TOWARD else says, taken)


def _rename(file: File) -> str:
    account = _account(file)
    file.change(Put(("perspectives", account, "says"), file.field("says", needed="the name of the account")))
    return f"the name of the account {named(file, account)}"


def _remove(file: File) -> str:
    """Take an account away; what still refers to it is found by whoever reads the file then."""
    account = _account(file)
    told = named(file, account)
    accounts: Mapping[str, Plain] = file.at("perspectives")
    if len(accounts) == 1 and not isinstance(file.at("preferences"), dict):
        raise EditError(
            f"{told} is the only account, and without it the file says of no party what it wants; "
            "add another account first. Nothing was written."
        )
    file.change(Remove(("perspectives", account) if len(accounts) > 1 else ("perspectives",)))
    file.gone = told
    return f"account {told} away"


def _begin(file: File) -> str:
    """Write the wishes of a party, as another account or the file itself has them, for this one."""
    path = wishes_of(file)
    source, party = file.field("from", needed="the account to begin from"), str(path[-1])
    if at_path(file.root, path) not in (None, "", []):
        raise EditError("this account has wishes of its own here; change these")
    if source not in sources(file.root, file.field("account"), party):
        raise EditError("there is no list there to begin from (any more); look at it again")
    file.change(Put(path, at_path(file.root, wishes_path(source, party))))
    return f"wishes of {file.party(party)} of the account's own"


def _back(file: File) -> str:
    """Let an account take over again what it stands on says of a party."""
    path = wishes_of(file)
    account = _account(file)
    if not stands_on(file.root, account):
        raise EditError("this account stands on nothing that says what this party wants: nothing was written")
    if at_path(file.root, path) is None:
        raise EditError("this account has no wishes of its own here (any more); look at it again")
    alone = len(at_path(file.root, path[:-1])) == 1
    file.change(Remove(path[:-1] if alone else path))
    return f"wishes of {file.party(path[-1])} taken over again"


ACTIONS: dict[str, Callable[[File], str]] = {
    "add-account": _add,
    "account": _rename,
    "remove-account": _remove,
    "begin-wishes": _begin,
    "back-wishes": _back,
}
