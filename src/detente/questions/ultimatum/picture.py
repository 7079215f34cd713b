"""The little tree of a threat: demand met or not, threat carried out or not, and what each side would choose."""

from __future__ import annotations

from collections.abc import Sequence

from detente.drawing import TreeNode, tree
from detente.questions.ultimatum.answer import OneUltimatum, UltimatumAnswer
from detente.questions.ultimatum.exchange_answer import EndingName, Exchange
from detente.wording import Picture, Table, Voice, Words, place
from detente.wording.accounts import agreeing, names, under

TITLE = "What each side would choose"


def picture(answers: Sequence[UltimatumAnswer], voice: Voice) -> Picture | None:
    """Draw the exchange between the two; where accounts differ, one branch for those that agree."""
    known = [a for a in answers if a.ultimatums and a.ultimatums[0].exchange is not None]
    if not known:
        return None
    groups = agreeing(known, _shape)
    roots = [exchange_tree(g[0], voice) for g in groups]
    among = names(answers)
    labels = [_accounts(names(g)) for g in groups]
    root = roots[0]
    if len(roots) > 1:
        root = TreeNode("By which account?", None, tuple(zip(labels, roots, strict=True)), None, "")
    told = []
    for group in groups:
        where = under(names(group), among)
        text = in_words(group[0], voice)
        told.append(f"{where[:1].upper()}{where[1:]}: {text}" if where and len(groups) > 1 else text)
    text = " ".join(told)
    parties = [voice.words(known[0].perspective).party(m.id) for m in known[0].decision_makers]
    return Picture(tree(root, TITLE, text, parties=parties), text, TITLE, (plain(groups, voice),))


def _accounts(ids: Sequence[str]) -> str:
    return ", ".join(ids)


def _shape(answer: UltimatumAnswer) -> tuple[object, ...]:
    """Give what a tree shows: two accounts with the same share a branch."""
    one = answer.ultimatums[0]
    exchange = one.exchange
    assert exchange is not None
    return (
        one.met,
        exchange.target,
        exchange.threatener,
        tuple((e.name, answer.states[e.state].id, e.target, e.threatener) for e in exchange.endings),
    )


def edges(one: OneUltimatum) -> tuple[str, str]:
    """Give what the target can do: meet the demand, or not."""
    return ("keeps to the demand", "defies it") if one.met else ("meets the demand", "refuses")


def exchange_tree(answer: UltimatumAnswer, voice: Voice) -> TreeNode:
    """Build the tree of one account."""
    one = answer.ultimatums[0]
    exchange = one.exchange
    assert exchange is not None
    words = voice.words(answer.perspective)
    makers = [m.id for m in answer.decision_makers]

    def leaf(name: EndingName) -> TreeNode | None:
        end = exchange.ending(name)
        if end is None:
            return None
        note = f"{words.party(one.to)} {place(end.target)}, {words.party(one.by)} {place(end.threatener)}"
        return TreeNode(voice.letter(answer.states[end.state]), None, (), None, note)

    met, struck, nothing = leaf("met"), leaf("carried_out"), leaf("nothing")
    assert nothing is not None
    refused = nothing
    if struck is not None:
        chosen = {"carries_out": 0, "nothing": 1}.get(exchange.threatener)
        branches = (("carries the threat out", struck), ("does nothing", nothing))
        refused = TreeNode(words.party(one.by), makers.index(one.by), branches, chosen, "")
    keeps, leaves = edges(one)
    if met is None:
        return TreeNode(words.party(one.to), makers.index(one.to), ((leaves, refused),), 0, "")
    chosen = {"meets": 0, "leaves": 1}.get(exchange.target)
    return TreeNode(words.party(one.to), makers.index(one.to), ((keeps, met), (leaves, refused)), chosen, "")


def in_words(answer: UltimatumAnswer, voice: Voice) -> str:
    """Say what each side would choose."""
    one = answer.ultimatums[0]
    assert one.exchange is not None
    words = voice.words(answer.perspective)
    return f"{_target(words, one, one.exchange)}; {_threatener(words, one, one.exchange)}."


def _target(words: Words, one: OneUltimatum, exchange: Exchange) -> str:
    to = words.party(one.to)
    if exchange.target == "either":
        return f"for {to} it is a tie whether to meet the demand"
    if one.met:
        return f"{to} would {'keep to the demand' if exchange.target == 'meets' else 'defy the demand'}"
    if exchange.ending("met") is None:
        return f"{to} cannot meet the demand"
    return f"{to} would {'meet the demand' if exchange.target == 'meets' else 'refuse'}"


def _threatener(words: Words, one: OneUltimatum, exchange: Exchange) -> str:
    """Say what follows where the demand is unmet: for real, or if it were."""
    by, real = words.party(one.by), exchange.target == "leaves"
    return ("then " if real else "if the demand were unmet, ") + {
        "carries_out": f"{by} would carry the threat out",
        "nothing": f"{by} would not carry the threat out",
        "either": f"it would be a tie for {by} whether to carry the threat out",
        "cannot": f"{by} could not carry the threat out",
    }[exchange.threatener]


def plain(groups: Sequence[Sequence[UltimatumAnswer]], voice: Voice) -> Table:
    """Give the endings as a table, for where nothing is drawn."""
    several = len(groups) > 1
    rows = []
    for group in groups:
        answer = group[0]
        one = answer.ultimatums[0]
        exchange = one.exchange
        assert exchange is not None
        unmet = "demand defied" if one.met else "demand unmet"
        told = {
            "met": "demand kept to" if one.met else "demand met",
            "carried_out": f"{unmet}, threat carried out",
            "nothing": f"{unmet}, nothing done",
        }
        for k, end in enumerate(exchange.endings):
            head = ((_accounts(names(group)) if k == 0 else ""),) if several else ()
            mark = "→" if exchange.result == end.name else ""
            state = voice.letter(answer.states[end.state])
            rows.append((*head, told[end.name], state, place(end.target), place(end.threatener), mark))
    words = voice.words(groups[0][0].perspective)
    one = groups[0][0].ultimatums[0]
    ended = [g[0].states[e.state] for g in groups if (x := g[0].ultimatums[0].exchange) for e in x.endings]
    named = dict.fromkeys(o.named for s in ended if (o := voice.outcomes.get(s.id)) and o.letter)
    columns = (
        *(("Account",) if several else ()),
        "What happens",
        "Outcome",
        words.party(one.to),
        words.party(one.by),
        "So",
    )
    return Table(
        columns,
        tuple(rows),
        TITLE,
        f"{'; '.join(named)}." if named else "",
        id="exchange",
        centred=frozenset({len(columns) - 1}),
        heads=2 if several else 1,
        marks={"→": "this is what would happen"},
    )
