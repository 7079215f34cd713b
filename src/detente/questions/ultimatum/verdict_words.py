"""What a threat is worth, in a sentence or in a word."""

from __future__ import annotations

from detente.questions.ultimatum.answer import OneUltimatum
from detente.wording import Words
from detente.wording.outcomes import sentence

# What a threat is, for lists of accounts; where the demand is unmet along with what the target does (`REPLIES`).
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
REPLIES = {
    "credible": {
        "complies": "strong enough",
        "refuses": "real but too weak",
        "indifferent": "real but for {to} it is a tie",
        "would_comply_anyway": "real but not needed",
        "cannot": "real but the demand is out of reach for {to}",
    },
    "bluff": {
        "would_comply_anyway": "a bluff but not needed",
        "cannot": "a bluff and the demand is out of reach for {to}",
    },
    "painless": {
        "would_comply_anyway": "painless for {to} but not needed",
        "cannot": "painless and the demand is out of reach for {to}",
    },
    "impossible": {
        "would_comply_anyway": "out of reach for {by} but not needed",
        "cannot": "out of reach for {by} and the demand for {to}",
    },
}
# What an ultimatum comes to, where many are counted: by what the target does, else by the verdict.
WORTH = {
    "complies": "strong enough",
    "refuses": "too weak",
    "indifferent": "a tie",
    "would_comply_anyway": "not needed",
    "cannot": "impossible to meet",
    "deters": "strong enough",
    "too_weak": "too weak",
    "not_needed": "not needed",
    "in_force": "in force already",
    "": "not judged",
}
EMPTY = "empty"  # a bluff, a threat that does not hurt, or one that cannot be carried out


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
    """Say in a few words what the threat is, and whether it moves the target."""
    told = "" if one.met else REPLIES.get(one.verdict, {}).get(one.reply, "")
    return (told or KINDS[one.verdict]).format(by=words.party(one.by), to=words.party(one.to))


def worth(one: OneUltimatum) -> str:
    """Say in a word what an ultimatum comes to."""
    if one.met or one.verdict in ("", "in_force"):
        return WORTH.get(one.verdict, EMPTY)
    if one.verdict == "credible" or one.reply in ("cannot", "would_comply_anyway"):
        return WORTH[one.reply]
    return EMPTY
