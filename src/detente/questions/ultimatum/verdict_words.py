"""What a threat is worth, in a sentence or in a word."""

from __future__ import annotations

from detente.questions.ultimatum.answer import OneUltimatum
from detente.wording import Words
from detente.wording.outcomes import sentence

# What a threat is, for lists of accounts.
KINDS = {
    "credible": "real",
    "bluff": "a bluff",
    "painless": "painless for {to}",
    "impossible": "out of reach for {by}",
    "in_force": "in force already",
    "deters": "real and strong enough",
    "too_weak": "too weak to hold {to}",
    "not_credible": "not credible (it would not pay {by})",
    "not_needed": "not needed",
    "": "not judged",
}


def verdict(words: Words, one: OneUltimatum) -> str:
    """Say what the threat is worth and what the target does, in one sentence."""
    return sentence(verdict_clause(words, one))


def verdict_clause(words: Words, one: OneUltimatum) -> str:
    """Say what the threat is worth and what the target does, as a clause."""
    by, to = words.party(one.by), words.party(one.to)
    if not one.verdict:
        return f"the ultimatum cannot be judged: {one.refused or 'nothing leads to where it matters'}"
    return _kept(one, by, to) if one.met else _unmet(one, by, to)


def _kept(one: OneUltimatum, by: str, to: str) -> str:
    if one.verdict == "deters":
        return f"the threat works: {to} meets the demand, and without the threat it would not"
    if one.verdict == "too_weak":
        return f"the threat is too weak: {to} would defy the demand even if the threat were carried out"
    if one.verdict == "impossible":
        return f"the threat cannot hold {to}: once {to} defies the demand, {by} could not carry it out"
    if one.verdict == "not_credible":
        return f"the threat is not credible: it would hold {to}, but carrying it out would not pay for {by}"
    if one.verdict == "in_force":
        return f"what {by} threatens is in force already, and the demand is met"
    return f"the threat is not needed: {to} meets the demand without it"


def _unmet(one: OneUltimatum, by: str, to: str) -> str:
    if one.verdict == "in_force":
        return f"what {by} threatens is in force already: nothing is left to threaten"
    if one.verdict == "credible":
        return f"the threat is real{_reply_to_a_real_one(one, to)}"
    if one.verdict == "bluff":
        what = f"the threat is a bluff: it would hurt {to}, but carrying it out would not pay for {by}"
    elif one.verdict == "painless":
        if one.reply == "refuses":
            return f"the threat does not hurt {to}: {to} can refuse at no cost"
        what = f"the threat does not hurt {to}"
    else:
        what = f"{by} cannot carry out the threat by a move of its own"
    return what + {
        "would_comply_anyway": f"; {to} gains by meeting the demand all the same",
        "cannot": f"; {to} cannot meet the demand by a move of its own",
        "refuses": f"; {to} can refuse",
    }.get(one.reply, "")


def _reply_to_a_real_one(one: OneUltimatum, to: str) -> str:
    return {
        "complies": f": {to} would do better to give way than to bear it",
        "refuses": f" but too weak: {to} would do better to bear it than to give way",
        "indifferent": f"; for {to} it is a tie whether to give way or to bear it",
        "would_comply_anyway": f", but {to} would gain by meeting the demand even without it",
        "cannot": f", but {to} cannot meet the demand by a move of its own",
    }[one.reply]


def kind(words: Words, one: OneUltimatum) -> str:
    """Say in a word or two what the threat is."""
    return KINDS[one.verdict].format(by=words.party(one.by), to=words.party(one.to))
