"""The record move by move, the scores, and the claims that it bears on, in tables."""

from __future__ import annotations

from detente.questions.replay.answer import ReplayAnswer, ReplayedAccount, StepFact
from detente.questions.replay.phrases import average, done, per_hundred, sight, what, why_not
from detente.wording import Block, Items, Section, Table, Text, Voice, Words, count, listed
from detente.wording.accounts import headed
from detente.wording.concepts import name

FARES = {"better": "better off", "same": "as well off", "worse": "worse off", "unknown": "unknown"}


def details(answer: ReplayAnswer, voice: Voice) -> tuple[Block, ...]:
    """Give the scores, where each event is reported, and each account's judgement of every move."""
    blocks: list[Block] = [scores(answer), Text(random_told(answer)), reported(answer, voice)]
    for account in answer.accounts:
        blocks.append(Section(headed(account.account), tuple(_account(answer, account, voice))))
    return tuple(blocks)


def random_told(answer: ReplayAnswer) -> str:
    """Say what random moves are, and how their chance was found."""
    told = (
        "Random moves: in each situation of the record, those who moved take any of their moves, each as likely. The "
        "chance of each row is worked out exactly."
    )
    if answer.luck is None:
        return told
    how = (
        "worked out exactly"
        if answer.luck.worked_out
        else f"drawn with a fixed seed (standard error {answer.luck.error:.3f})"
    )
    return f"{told} That some row does as well as the best: {per_hundred(answer.luck.chance.decimal)}, {how}."


def scores(answer: ReplayAnswer) -> Table:
    """List how much each account explains by each way of looking ahead."""
    rows = tuple(
        (
            a.account,
            f"{name(s.concept)}: {sight(s.concept)}",
            f"{s.explained} of {s.of}",
            average(s),
            per_hundred(s.chance.decimal),
            f"{s.foreseen} of {s.of}",
        )
        for a in answer.accounts
        for s in a.scores
    )
    return Table(
        (
            "Account",
            "Looking ahead",
            "Explained",
            "By chance",
            "Random moves do as well in",
            "On a way to where it is heading",
        ),
        rows,
        "What each account explains",
        id="scores",
        heads=2,
    )


def reported(answer: ReplayAnswer, voice: Voice) -> Table:
    """List the events with their sources."""
    words = voice.words()
    rows = tuple(
        (
            e.date,
            what(e, words),
            done(e, words) or "–",
            "; ".join(_source(s, words) for s in e.sources),
            " ".join(
                t
                for t in (
                    e.because.rstrip("."),
                    "" if e.confidence is None else f"(confidence {e.confidence:g})",
                )
                if t
            ),
        )
        for e in answer.events
    )
    return Table(
        ("Date", "What happened", "Move of the model", "Reported by", "Note"),
        rows,
        "The record and its sources",
        id="sources",
        heads=2,
    )


def _source(written: str, words: Words) -> str:
    id, _, place = written.partition("#")
    return f"{words.source(id)}, {place}" if place else words.source(id)


def _account(answer: ReplayAnswer, account: ReplayedAccount, voice: Voice) -> list[Block]:
    words = voice.words(account.account)
    found: list[Block] = [moves(answer, account, words)]
    wrong = [
        f"{event.date}, {done(event, words)}: {why_not(step, event, words)}."
        for event, step in zip(answer.events, account.steps, strict=True)
        if step.kind == "impossible"
    ]
    if wrong:
        found += [Text("Not possible in the model:"), Items(tuple(wrong))]
    if account.claims:
        found.append(claims(answer, account, words))
    found.append(Text(ends(answer, account, voice)))
    return found


def moves(answer: ReplayAnswer, account: ReplayedAccount, words: Words) -> Table:
    """List the moves: how those who made them fare, what explains them, how many moves they had."""
    rows = tuple(
        (
            event.date,
            done(event, words) or what(event, words),
            fared(step, words),
            expected(step),
            foreseen(step),
            str(step.moves) if step.kind == "judged" else "",
        )
        for event, step in zip(answer.events, account.steps, strict=True)
        if step.kind != "outside"
    )
    return Table(
        (
            "Date",
            "Move",
            "Whoever moved",
            "To be expected under",
            "On a way to where it is heading",
            "Of moves",
        ),
        rows,
        "The moves on record",
        id=f"moves-{account.account}",
        heads=2,
    )


def fared(step: StepFact, words: Words) -> str:
    """Say how those who moved fare by the move, and by which wish."""
    if step.kind == "idle":
        return "nothing changes"
    if step.kind == "impossible":
        return "not possible"
    told = []
    for m in step.movers:
        wish = "" if m.statement is None else words.claim(m.decision_maker, m.statement)
        of = {"better": "wants", "worse": "loses what it wants:", "unknown": "unknown whether it wants"}.get(
            m.fares, ""
        )
        more = f": {of} {wish}" if wish and of else ""
        alone = " (the only wish against it)" if m.alone else ""
        told.append(f"{words.party(m.decision_maker)} {FARES[m.fares]}{more}{alone}")
    return "; ".join(told)


def expected(step: StepFact) -> str:
    """Name the concepts under which a move was to be expected."""
    if step.kind != "judged":
        return ""
    return ", ".join(map(name, step.explained)) or "–"


def foreseen(step: StepFact) -> str:
    """Name the concepts under which a move lay on a way to where it is heading."""
    if step.kind != "judged":
        return ""
    return ", ".join(map(name, step.foreseen)) or "–"


def claims(answer: ReplayAnswer, account: ReplayedAccount, words: Words) -> Table:
    """List the claims that the record bears on."""
    by_id = {e.id: e for e in answer.events}

    def told(ids: tuple[str, ...]) -> str:
        return listed([by_id[i].date for i in ids])

    rows = tuple(
        (
            words.party(c.decision_maker),
            words.claim(c.decision_maker, c.statement),
            told(c.against),
            told(c.alone),
            told(c.borne_out),
        )
        for c in account.claims
    )
    return Table(
        ("Party", "Wants", "Against it was moved", "It alone spoke against", "Moved as it wants"),
        rows,
        "Claims that the record bears on",
        id=f"claims-{account.account}",
        heads=2,
    )


def ends(answer: ReplayAnswer, account: ReplayedAccount, voice: Voice) -> str:
    """Say where the record stands, and whether that is where it was heading."""
    if account.end is None:
        return "The record ends in a situation that the model does not have."
    told = [f"The record stands at: {voice.words(account.account).brief(answer.states[account.end])}."]
    for fact in account.ends[:2]:
        how = sight(fact.concept)
        number = int(fact.number) or len(fact.ends)
        if fact.reached:
            told.append(f"If {how}, that is where it was heading.")
        elif not fact.whole:
            told.append(f"If {how}, it is not known where it was heading.")
        elif not number:
            told.append(f"If {how}, it was heading to no outcome that holds.")
        else:
            open_ = "can still be led to from there" if fact.open else "is no longer led to from there"
            told.append(
                f"If {how}, it was heading to {count(number, 'outcome')}; {'one' if number > 1 else 'it'} {open_}."
            )
    return " ".join(told)
