"""Of two who sign the frontier, with the deals, no deal and today on it; of more parallel bars."""

from __future__ import annotations

from itertools import combinations

from detente.drawing import Bar, BarGroup, Cell, Mark, bars, matrix, scatter, scatters
from detente.questions.settle.answer import SettleAnswer
from detente.questions.settle.deal_words import RULE_NAMES, deal_title, gain, name, signers, unlike_first
from detente.questions.settle.facts import PointFact
from detente.wording import Picture, Table, Voice, capital
from detente.wording.standings import MEANING

SCALES = "Bars begin at no deal; each party has a scale of its own."
TITLE_OF_THREE = "What the packages are worth, seen by two at a time"
TITLE = "What the packages are worth to both"


def picture(answer: SettleAnswer, voice: Voice, plain: Table) -> Picture:
    """Draw what the packages are worth to the first and to the second who sign; of more, what each deal gives each."""
    two = bool(answer.points) and len(answer.signers) == 2
    return frontier(answer, voice, plain) if two else gains(answer, voice, plain)


def frontier(answer: SettleAnswer, voice: Voice, plain: Table) -> Picture:
    """Draw the frontier of two."""
    words = voice.words(answer.perspective)
    x, y = (words.party(p) for p in answer.signers)
    unit = "in its own points" if answer.numeric else "by its places"
    text = in_words(answer, voice)
    drawn = points(answer, 0, 1, voice)
    svg = scatter(drawn, f"Better for {x} ({unit})", f"Better for {y} ({unit})", TITLE, text)
    return Picture(svg, text, TITLE, (plain,))


def frontier_of_three(answer: SettleAnswer, voice: Voice) -> Picture | None:
    """Draw the frontier of three, by two of them at a time; None where it is not three who sign."""
    if len(answer.signers) != 3 or not answer.points:
        return None
    words = voice.words(answer.perspective)
    names = [words.party(p) for p in answer.signers]
    fields = [
        (points(answer, a, b, voice), f"Better for {names[a]}", f"Better for {names[b]}")
        for a, b in combinations(range(3), 2)
    ]
    text = in_words(answer, voice)
    return Picture(scatters(fields, TITLE_OF_THREE, text), text, TITLE_OF_THREE)


def points(answer: SettleAnswer, across: int, up: int, voice: Voice) -> list[Mark]:
    """Give the points as two of those who sign see them, by their places among these."""
    at = {p.kind: _of(p) for p in answer.points}
    as_today = at.get("no_deal") == at.get("today")
    found = []
    for point in answer.points:
        x, y = (_of(point)[k] for k in (across, up))
        if point.kind == "deal" and point.deal is not None:
            found.append(Mark(x, y, "deal", label(answer, point.deal, voice)))
        elif point.kind == "frontier":
            found.append(Mark(x, y, "other"))
        elif point.kind == "no_deal":
            found.append(Mark(x, y, "no_deal", "No deal, as good as today" if as_today else "No deal"))
        elif not as_today:
            found.append(Mark(x, y, "today", "Today"))
    return found


def _of(point: PointFact) -> tuple[float, ...]:
    return (point.x, point.y) if point.z is None else (point.x, point.y, point.z)


def label(answer: SettleAnswer, deal: int, voice: Voice) -> str:
    """Say at a point which deal it is, and which rules choose it."""
    rules = dict.fromkeys(RULE_NAMES[r] for r in answer.deals[deal].rules)
    told = f"{capital(name(answer, deal, voice))}: {unlike_first(answer, deal, voice)}"
    return f"{told} ({', '.join(rules)})" if rules else told


def gains(answer: SettleAnswer, voice: Voice, plain: Table) -> Picture:
    """Draw what each deal gives each party: as bars from no deal on; where that is unknown of somebody, as marks."""
    shown = len(plain.columns) - 1  # below it stands what these are
    groups = [_bars(answer, k, voice)[:shown] for k in range(len(answer.parties))]
    if any(bar is None for group in groups for bar in group):
        return marks(answer, voice, plain)
    words = voice.words(answer.perspective)
    order = [d.id for d in answer.decision_makers]
    drawn = [
        BarGroup(
            words.party(p.decision_maker), tuple(b for b in g if b is not None), order.index(p.decision_maker)
        )
        for p, g in zip(answer.parties, groups, strict=True)
    ]
    text = in_words(answer, voice)
    note = f"{SCALES} {plain.note}"
    return Picture(bars(drawn, plain.title, text, note=note), text, plain.title, (plain,))


def _bars(answer: SettleAnswer, party: int, voice: Voice) -> list[Bar | None]:
    """Give what each deal gives a party: its gain in numbers, else how many packages stand between it and no deal."""
    none = answer.parties[party].no_deal_place
    found: list[Bar | None] = []
    for k, deal in enumerate(answer.deals):
        fact = deal.gains[party]
        value, span = None, None
        if fact.gain is not None:
            value = fact.gain.decimal
            if fact.low is not None and fact.high is not None and fact.low != fact.high:
                span = (fact.low.decimal, fact.high.decimal)
        elif none is not None and fact.place is not None:
            value = float(none - fact.place)
        label = capital(name(answer, k, voice))
        shown = gain(fact, int(answer.allowed))
        found.append(None if value is None else Bar(label, value, shown, span))
    return found


def marks(answer: SettleAnswer, voice: Voice, plain: Table) -> Picture:
    """Draw what each deal gives each party, as marks."""
    words = voice.words(answer.perspective)
    deals = answer.deals[: len(plain.columns) - 1]
    columns = [("", capital(name(answer, k, voice))) for k in range(len(deals))]
    rows = [words.party(p.decision_maker) for p in answer.parties]
    cells = []
    for k in range(len(rows)):
        told = [gain(d.gains[k], int(answer.allowed)).partition(" ") for d in deals]
        cells.append([Cell(mark, MEANING[mark], note) for mark, _, note in told])
    text = in_words(answer, voice)
    return Picture(
        matrix(columns, rows, cells, plain.title, text, note=plain.note), text, plain.title, (plain,)
    )


def in_words(answer: SettleAnswer, voice: Voice) -> str:
    """Say what the picture says."""
    deals = [f"{name(answer, k, voice)}: {deal_title(answer, k, voice)}" for k in range(len(answer.deals))]
    return f"Packages that beat no deal for {signers(answer)}, among them {'; '.join(deals)}."
