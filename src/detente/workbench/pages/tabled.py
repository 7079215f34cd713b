"""What the page Table shows besides parties and options: ultimatums in words, and today's situation that cannot be."""

from __future__ import annotations

from dataclasses import dataclass, replace

from detente.conflict import Conflict
from detente.conflict.editing import Plain
from detente.workbench.edits.hands import in_words, words_of
from detente.workbench.edits.kinds import KINDS

_STAYS = {"taken": KINDS["irreversible"], "dropped": "once dropped, it stays dropped"}


@dataclass(frozen=True)
class Said:
    """An ultimatum: who demands what of whom, what is threatened, and what it is called."""

    id: str
    text: str
    by: str
    to: str
    demand: str
    threat: str


@dataclass(frozen=True)
class Forbidden:
    """The rule that forbids today's situation: its kind, what it is about, why; by which account, if not by all."""

    kind: str
    rule: str
    because: str
    account: str = ""


def ultimatums(conflict: Conflict | None, root: Plain) -> tuple[Said, ...]:
    """Give the ultimatums of a file, in its words where it can be read."""
    there = root.get("ultimatums") if isinstance(root, dict) else None
    account = conflict.accounts[0] if conflict is not None else ""
    found = []
    for id, body in there.items() if isinstance(there, dict) else ():
        said = {k: str(v) for k, v in body.items() if isinstance(v, str)} if isinstance(body, dict) else {}
        by, to = said.get("by", ""), said.get("to", "")
        demand, threat = said.get("demand", ""), said.get("threat", "")
        found.append(
            Said(
                id,
                said.get("text", "").strip() or id,
                _name(root, by),
                _name(root, to),
                in_words(conflict, account, to, demand) or demand,
                in_words(conflict, account, by, threat) or threat,
            )
        )
    return tuple(found)


def rules(conflict: Conflict | None, root: Plain) -> tuple[tuple[str, str], ...]:
    """Give each rule as its kind, in the words of its form where that has it, and what it is about.

    It is said in the words of the file where that can be read, as wishes are.
    """
    there = root.get("rules") if isinstance(root, dict) else None
    return tuple(_rule(conflict, rule) for rule in (there if isinstance(there, list) else ()))


def _rule(conflict: Conflict | None, rule: Plain) -> tuple[str, str]:
    if not isinstance(rule, dict):
        return "", str(rule)
    kind = next((k for k in rule if k not in ("id", "because", "source")), "")
    body = rule.get(kind)
    account = conflict.accounts[0] if conflict is not None else ""

    def said(that: Plain) -> str:
        return in_words(conflict, account, "", str(that)) or str(that)

    named = KINDS.get(kind, kind.replace("_", " ")) if not isinstance(body, dict) else kind.replace("_", " ")
    if isinstance(body, dict) and {*body} == {"option", "direction"} and body["direction"] in _STAYS:
        named, body = _STAYS[body["direction"]], body["option"]
    if isinstance(body, dict):
        told = ", ".join(f"{k} {v if k == 'direction' else said(v)}" for k, v in body.items())
    elif isinstance(body, list):
        told = ", ".join(map(said, body))
    else:
        told = said(body) if body else ""
    because = rule.get("because")
    return named, told + (f" ({because})" if isinstance(because, str) and because else "")


def _name(root: Plain, party: str) -> str:
    makers = root.get("decision_makers")
    body = makers.get(party) if isinstance(makers, dict) else None
    name = body.get("name") if isinstance(body, dict) else None
    return name if isinstance(name, str) and name else party


def today(conflict: Conflict | None) -> Forbidden | None:
    """Give the rule that forbids today's situation, by the first account by which one does; None where none does.

    Only this one situation is looked at: how many others there are makes no difference.
    """
    from detente.game import broken_rule

    if conflict is None:
        return None
    found: dict[str, Forbidden] = {}
    for account in conflict.accounts:
        under = conflict.under(account)
        taken = under.taken_in(under.status_quo) if under.status_quo is not None else None
        rule = broken_rule(under, taken) if taken is not None else None
        if rule is not None:
            words = words_of(under)
            told = ", ".join(words.condition(c) for c in rule.conditions)
            says = next((p.says for p in conflict.perspectives if p.id == account), "") or account
            found[account] = Forbidden(KINDS.get(rule.kind, rule.kind), told, rule.because, says)
    first = next(iter(found.values()), None)
    return replace(first, account="") if first is not None and len(found) == len(conflict.accounts) else first
