"""What a file holds, and what in it has no source or no use, in words."""

from __future__ import annotations

from collections.abc import Sequence

from detente.answers import Basis
from detente.conflict import BASE
from detente.questions.check.answer import CheckAnswer, CheckedAccount, Cited, Idle, Unsourced
from detente.wording import (
    Block,
    Items,
    Said,
    Section,
    Table,
    Text,
    Voice,
    Words,
    capital,
    count,
    listed,
    quantity,
    verb,
)
from detente.wording.basis import rested
from detente.wording.situation import (
    claims_sections,
    moves_table,
    options_table,
    published_table,
    rules_table,
    sources_table,
    start_words,
)

MOST_NAMED = 2
MOST_WARNED = 2  # warnings that the answer itself tells; the details tell all


def say(answers: Sequence[CheckAnswer], voice: Voice) -> Said:
    """Say whether a file is sound, what it holds, and what in it has no source or no use."""
    answer, words = answers[0], voice.words()
    points = (*warned(answer.warnings), size(answer), sourcing(answer), idle(answer.unused))
    rests = basis(answer.claims, len(answer.accounts)) if answer.prefers else ""
    return Said(
        question="Is the file sound?",
        headline=headline(answer),
        points=tuple(p for p in points if p),
        pictures=(accounts_table(answer),) if answer.prefers else (),
        sure=" ".join(t for t in (rests, *closed(answer, words)) if t),
        next=(voice.command("analyze"), voice.command("brief")) if answer.prefers else (),
        details=details(answer, voice, words),
        id="check",
    )


def headline(answer: CheckAnswer) -> str:
    """Say whether the file is right, and what is missing."""
    if not answer.prefers:
        return "The file says of nobody what it prefers: add 'preferences' or 'perspectives' before you analyse it."
    accounts = count(len(answer.accounts), "account")
    if answer.warnings:
        warned = count(len(answer.warnings), "warning")
        return f"The file can be read, with {warned}; it holds {accounts}."
    return f"The file is right; it holds {accounts}."


def warned(warnings: Sequence[str]) -> list[str]:
    """Tell the first warnings, each with its place, and how many more there are."""
    told = [f"Warning: {w.rstrip('.')}." for w in warnings[:MOST_WARNED]]
    more = len(warnings) - len(told)
    return [*told, f"{count(more, 'more warning')} in the details."] if more else told


def size(answer: CheckAnswer) -> str:
    """Say how many options and rules there are, and how many states these leave."""
    makers = count(len(answer.decision_makers), "party", "parties")
    if answer.given_states:
        what = (
            f"{makers}, {count(answer.given_states, 'state')} and {count(answer.moves, 'move')} between them"
        )
    else:
        rules = [count(answer.rules, "rule")] if answer.rules else []
        what = listed([makers, count(answer.options, "option"), *rules])
    sizes = sorted({int(a.feasible) for a in answer.accounts})
    if len(sizes) == 1:
        left = f"{count(sizes[0], 'state')} {verb(sizes[0], 'is', 'are')} feasible"
    else:
        left = f"between {quantity(sizes[0])} and {quantity(sizes[-1])} states are feasible, by account"
    return f"{what}; {left}."


def sourcing(answer: CheckAnswer) -> str:
    """Say how many claims name a source, and what else names none."""
    if not answer.prefers:
        return ""
    claims = answer.claims
    if not claims.claims:
        openly = " openly" if answer.confidential else ""
        return f"The file claims nothing{openly} about what anybody wants."
    number, without = quantity(claims.claims), claims.claims - claims.sourced
    if claims.claims == 1:
        told = f"The only claim names {'no' if without else 'a'} source"
    elif not without:
        told = f"All {number} claims name a source"
    elif not claims.sourced:
        told = f"None of the {number} claims names a source"
    else:
        told = f"Of {number} claims {quantity(without)} {verb(without, 'names', 'name')} no source"
    if claims.own and claims.claims > 1:
        told += f", {quantity(claims.own)} only the editors' own reading"
    others = _counted([u for u in answer.unsourced if u.kind != "claim"])
    return f"{told}; without a source: {others}." if others else f"{told}."


def _counted(found: Sequence[Unsourced | Idle]) -> str:
    """Count things by their kinds: ``2 rules and 1 ultimatum``."""
    kinds = list(dict.fromkeys(f.kind for f in found))
    return listed([count(sum(f.kind == k for f in found), k) for k in kinds])


def idle(found: Sequence[Idle]) -> str:
    """Say what nothing uses; empty where everything has a use."""
    told = []
    for kind in dict.fromkeys(f.kind for f in found):
        ids = [f.id for f in found if f.kind == kind]
        named = listed([f"“{id}”" for id in ids]) if len(ids) <= MOST_NAMED and all(ids) else ""
        told.append(f"the {kind}{'s' if len(ids) > 1 else ''} {named}" if named else count(len(ids), kind))
    return f"Nothing uses {listed(told)}." if told else ""


def basis(claims: Basis, accounts: int) -> str:
    """Say on how many claims the accounts rest."""
    if not claims.claims:
        return ""
    of = f" in {count(accounts, 'account')}" if accounts > 1 else ""
    return f"{count(claims.claims, 'claim')}{of}{rested(claims)}."


# -- tables ------------------------------------------------------------------------------------------------------------


def accounts_table(answer: CheckAnswer) -> Table:
    """List the accounts: what each is, how many states it leaves, on how many claims it rests."""
    rows = tuple(
        (
            a.id,
            a.says or ("the file's own preferences" if a.id == BASE else ""),
            quantity(int(a.feasible)),
            str(a.basis.claims),
            str(a.basis.sourced),
            str(a.basis.doubted),
        )
        for a in answer.accounts
    )
    heads = ("Account", "What it is", "Feasible states", "Claims", "With a source", "Doubtful")
    return Table(heads, rows, "The accounts in it", id="accounts")


def details(answer: CheckAnswer, voice: Voice, words: Words) -> tuple[Block, ...]:
    """Give the situation as the file has it, and what has no source or no use, one by one."""
    blocks: list[Block] = [Items(answer.warnings)] if len(answer.warnings) > MOST_WARNED else []
    if also := holds_too(answer, words):
        blocks.append(Text(also))
    if start := start_words(words):
        blocks.append(Text(f"Today: {start}."))
    blocks.append(moves_table(words) if words.conflict.graph_form else options_table(words))
    blocks.extend(Text(f"{m.name}: {m.about}") for m in words.conflict.decision_makers if m.about)
    blocks += [t for t in (rules_table(words),) if t is not None]
    for account in answer.accounts if answer.prefers else ():
        blocks.append(claims_of(account, voice, several=len(answer.accounts) > 1))
    blocks += [
        table
        for table in (
            sources_table(words),
            published_table(words),
            unsourced_table(answer.unsourced, words),
            unused_table(answer.unused, words),
        )
        if table is not None
    ]
    return tuple(blocks)


def holds_too(answer: CheckAnswer, words: Words) -> str:
    """Say what else the file holds; empty where nothing."""
    found = []
    if answer.ultimatums:
        found.append(f"{count(len(answer.ultimatums), 'ultimatum')} ({', '.join(answer.ultimatums)})")
    if answer.with_factions:
        found.append(f"factions of {words.parties(answer.with_factions)}")
    if answer.issues:
        found.append(f"terms on {count(len(answer.issues), 'issue')} ({', '.join(answer.issues)})")
    if answer.shifts:
        found.append(f"{count(len(answer.shifts), 'shift')} of power ({', '.join(answer.shifts)})")
    if answer.events:
        found.append(count(answer.events, "event of the record", "events of the record"))
    if answer.phases:
        found.append(f"{count(len(answer.phases), 'phase')} ({', '.join(answer.phases)})")
    if answer.believers:
        found.append(f"beliefs of {words.parties(answer.believers)} that are not so")
    if answer.diplomacy:
        found.append("options tagged as diplomacy")
    return f"It also holds {listed(found)}." if found else ""


def closed(answer: CheckAnswer, words: Words) -> list[str]:
    """Say what is confidential, where it stands, and who sees it."""
    told = []
    for fact in answer.confidential:
        who = words.party(fact.decision_maker)
        where = f"stands in {fact.file}" if fact.file else "is marked in this file"
        if fact.missing:
            told.append(f"What {who} wants is confidential and {where}, which is not here ({fact.missing}).")
            continue
        kinds = {"preferences": "what it prefers", "wishes": "what it wants of the terms"}
        what = listed([kinds[k] for k in kinds if k in fact.kinds]) or "nothing yet"
        of = "" if set(fact.accounts) <= {BASE} else f", in {count(len(fact.accounts), 'account')}"
        seen = "it is shown here" if fact.shown else f"it is shown only with --as {fact.decision_maker}"
        told.append(f"Confidential of {who}: {what}{of}. It {where}; {seen}.")
    return told


def claims_of(account: CheckedAccount, voice: Voice, *, several: bool) -> Section:
    """List the claims of an account, and say by whom they are."""
    title = f"What the parties want in the account “{account.id}”" if several else "What the parties want"
    words = voice.words(account.id)
    return Section(title, (Text(cited(account, words)), *claims_sections(words)))


def cited(account: CheckedAccount, words: Words) -> str:
    """Say on whose word the claims of an account rest, each claim counted once."""
    basis_ = account.basis
    if not basis_.claims:
        return "No claim about what the parties want."
    told = [f"{quantity(c.claims)} {_whose(c, words)}" for c in account.cited]
    whose = f": {'; '.join(told)}" if len(told) > 1 or account.cited[0].sources else " without a source"
    doubted = basis_.doubted
    unsure = f". {quantity(doubted)} {verb(doubted, 'is', 'are')} marked as doubtful" if doubted else ""
    return f"{count(basis_.claims, 'claim')}{whose}{unsure}."


def _whose(found: Cited, words: Words) -> str:
    if not found.sources:
        return "without a source"
    return "from " + listed([words.source(s) for s in found.sources])


def unsourced_table(found: Sequence[Unsourced], words: Words) -> Table | None:
    """List what names no source; None where everything does."""
    several = len({u.perspective for u in found if u.perspective}) > 1
    rows = tuple(
        (
            capital(u.kind),
            u.id or ("(all that it believes)" if u.kind == "belief" else "(all that it prefers)"),
            words.party(u.decision_maker) if u.decision_maker else "",
            *((u.perspective,) if several else ()),
        )
        for u in found
    )
    heads = ("What", "Id", "Party", *(("Account",) if several else ()))
    return Table(heads, rows, "What has no source", id="unsourced", heads=2) if rows else None


def unused_table(found: Sequence[Idle], words: Words) -> Table | None:
    """List what nothing uses, and what would be a use; None where everything has one."""
    why = {
        "claim": "no account keeps it",
        "rule": "no account keeps it",
        "condition": "nothing names it",
        "source": "nothing cites it",
        "option": "no rule, no preference and no ultimatum mentions it",
    }
    rows = tuple(
        (
            capital(f.kind),
            (f"{words.party(f.decision_maker)}: " if f.decision_maker else "")
            + (f.id or "(all that it prefers)"),
            why[f.kind],
        )
        for f in found
    )
    return Table(("What", "Id", "Why"), rows, "What has no use", id="unused", heads=2) if rows else None
