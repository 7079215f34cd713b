"""How packages that were reached are called, and how shares and averages are written."""

from __future__ import annotations

from detente.questions.rounds.answer import Mean, RoundsAnswer, Share
from detente.questions.settle.deal_words import MOST_PARTS, title
from detente.wording import Voice


def percent(share: Share) -> str:
    """Write a share: ``62%``; what is not none and not all is never written as such."""
    if 0 < share.share < 0.005:
        return "under 1%"
    if 0.995 <= share.share < 1:
        return "over 99%"
    return f"{share.share:.0%}"


def average(mean: Mean) -> str:
    """Write an average: ``12``, ``12.4`` where it is below 10."""
    return f"{mean.mean:.0f}" if mean.mean >= 10 else f"{mean.mean:.1f}".removesuffix(".0")


def called(answer: RoundsAnswer, k: int, voice: Voice) -> str:
    """Call a package that was reached: by its number; without terms as the state that it is."""
    fact = answer.reached[k]
    if answer.packages == "states" and fact.state is not None:
        state = answer.states[fact.state]
        return "staying as it is today" if voice.is_today(state) else voice.inside(state)
    return f"package {k + 1}"


def titled(answer: RoundsAnswer, k: int, voice: Voice, most: int = MOST_PARTS) -> str:
    """Call a package, and say in short words what it is."""
    if answer.packages == "states":
        return called(answer, k, voice)
    fact = answer.reached[k]
    return f"{called(answer, k, voice)} ({title(answer, fact.values, fact.state, voice, most)})"


def unlike_first(answer: RoundsAnswer, k: int, voice: Voice) -> str:
    """Say in short words what a package is; of one that has something in common with the first what differs."""
    fact, first = answer.reached[k], answer.reached[0]
    differing = [v for v, w in zip(fact.values, first.values, strict=True) if v != w]
    if not k or len(differing) == len(fact.values):
        return title(answer, fact.values, fact.state, voice)
    return f"like {called(answer, 0, voice)}, but {title(answer, differing, None, voice)}"
