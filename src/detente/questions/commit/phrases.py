"""How the numbers of a shift of power are said: ranges, and from where on the declining side fights."""

from __future__ import annotations

from detente.drawing.bands import figure
from detente.questions.commit.answer import Between, ShiftFact
from detente.wording import Words, verb

LONGEST_TIME = 1_000  # periods that are looked at
NEVER = "never"
NONE = "—"


def between(found: Between) -> str:
    """Write a number, or the two between which it lies.

    Examples
    --------
    >>> between(Between(low=0.3, high=0.3)), between(Between(low=0.3, high=0.77777))
    ('0.3', '0.3–0.778')
    """
    low, high = figure(found.low), figure(found.high)
    joint = " to " if found.low < 0 else "–"
    return low if low == high else f"{low}{joint}{high}"


def labels(shift: ShiftFact, words: Words) -> dict[str, str]:
    """Name the numbers of a shift."""
    declining, rising = words.party(shift.declines), words.party(shift.rises)
    return {
        "now": f"{rising}’s chance to win now",
        "later": f"{rising}’s chance to win later",
        "cost": f"Cost of war to {declining}",
        "discount": "What the next period counts",
        "guarantee": "Chance of a guarantee to stop it",
        "periods": "Periods until power has shifted",
    }


def above(found: Between) -> str:
    """Say above which chance the declining side fights: surely, or for some of the numbers that it may be.

    Examples
    --------
    >>> above(Between(low=0.2, high=0.4)), above(Between(low=0.2, high=1))
    ('above 0.4; perhaps above 0.2', 'perhaps above 0.2')
    """
    if found.low >= 1:
        return NEVER
    return _either("above", figure(found.low), figure(found.high) if found.high < 1 else "")


def below(found: Between) -> str:
    """Say below which number the declining side fights.

    Examples
    --------
    >>> below(Between(low=0.2, high=0.4)), below(Between(low=0, high=0))
    ('below 0.2; perhaps below 0.4', 'never')
    """
    if found.high <= 0:
        return NEVER
    return _either("below", figure(found.high), figure(found.low) if found.low > 0 else "")


def too_soon(shift: ShiftFact) -> str:
    """Say with how many periods until the shift the declining side fights."""
    if shift.most == 1:
        return NEVER
    most = f"{LONGEST_TIME:,}" if shift.most is None else str(shift.most)
    if shift.fewest is None:
        return f"below {most} at least"
    return _either("below", most, str(shift.fewest) if shift.fewest > 1 else "")


def _either(side: str, perhaps: str, surely: str) -> str:
    if not surely:
        return f"perhaps {side} {perhaps}"
    return f"{side} {surely}" if surely == perhaps else f"{side} {surely}; perhaps {side} {perhaps}"


def rows(shift: ShiftFact, words: Words) -> list[tuple[str, str, str]]:
    """Give for each number what it is called, what the file says, and where the declining side fights."""
    told = labels(shift, words)
    return [
        (told["later"], between(shift.later), above(shift.bearable)),
        (told["cost"], between(shift.cost), below(shift.dear)),
        (told["guarantee"], NONE if shift.offered is None else between(shift.offered), below(shift.needed)),
        (told["periods"], str(shift.periods), too_soon(shift)),
    ]


def clause(shift: ShiftFact, words: Words) -> str:
    """Say whether the declining side would rather fight now, as a clause."""
    party = words.party(shift.declines)
    return {
        "fights": f"{party} would rather fight now: whatever it is promised, waiting would cost it more",
        "waits": f"{party} has no reason to fight now: war would cost it more than waiting while power shifts",
        "tie": f"for {party} it is a tie whether to fight now or to wait",
        "open": f"whether {party} would rather fight now than wait is open: the numbers are not known well enough",
    }[shift.verdict]


def guarantee(shift: ShiftFact) -> str:
    """Say which guarantee would keep the peace, and whether the one on offer would; nothing where none is needed."""
    if shift.needed.high <= 0:
        return ""
    low, high = shift.needed.low, shift.needed.high
    if low == high:
        need = f"A guarantee would have to stop the shift with a chance of at least {figure(high)}"
    elif low > 0:
        least = f"A guarantee would have to stop the shift with a chance of at least {figure(low)}"
        need = f"{least}; {figure(high)} is enough whatever the numbers are"
    else:
        need = f"A guarantee that stops the shift with a chance of {figure(high)} is enough, whatever the numbers are"
    if shift.offered is None:
        return f"{need}."
    enough = {
        "fights": "is not enough",
        "waits": "is enough",
        "tie": "makes it a tie",
        "open": "may be enough",
    }[shift.guarded or "open"]
    return f"{need}; what is on offer ({between(shift.offered)}) {enough}."


def time(shift: ShiftFact) -> str:
    """Say how long the shift would have to take; nothing where it takes long enough, or no time would do."""
    fewest, most = shift.fewest, shift.most
    if fewest is None or (most is not None and most <= shift.periods):
        return ""
    takes = f"{shift.periods} {verb(shift.periods, 'period', 'periods')}"
    if fewest == most:
        return f"It would wait if the shift took at least {fewest} periods instead of {takes}."
    if most is None:
        return ""
    return f"It would wait, whatever the numbers are, if the shift took at least {most} periods instead of {takes}."


def bears(shift: ShiftFact, words: Words) -> str:
    """Say how far power could shift without war, where it waits."""
    rising = words.party(shift.rises)
    if shift.bearable.low >= 1:
        return f"It would wait even if {rising} were then sure to win."
    most = f"as long as {rising}’s chance to win is at most {figure(shift.bearable.low)} later"
    return f"It would wait {most}; the file says {between(shift.later)}."


def deciding(shift: ShiftFact, words: Words) -> str:
    """Say which single number would settle it, where that is open."""
    told = labels(shift, words)
    known = {"now": shift.now, "later": shift.later, "cost": shift.cost, "discount": shift.discount}
    does = {"fights": "fights now", "waits": "waits"}
    for one in sorted(shift.deciders, key=lambda d: -((d.low in does) + (d.high in does))):
        ends = [
            (end, value)
            for end, value in ((one.low, known[one.number].low), (one.high, known[one.number].high))
            if end in does
        ]
        if ends:
            name = told[one.number]
            parts = [f"at {figure(value)} it {does[end]}" for end, value in ends]
            return f"{name} would settle it: {', '.join(parts)}, whatever the other numbers are."
    return "No number would settle it alone." if shift.verdict == "open" and shift.deciders else ""
