"""Settlements in full: clauses, what each deal gives each party, rules of fairness, what becomes of it, other cases."""

from __future__ import annotations

from detente.questions.settle.answer import SettleAnswer
from detente.questions.settle.deal_words import (
    COMPARING,
    RULES,
    clause_text,
    deal_title,
    frontier_alone,
    gain,
    guarantee,
    kept_sentence,
    name,
    names_of,
    number,
    opening,
    places_counted,
    signed_number,
    signers,
    things,
    title,
    without,
)
from detente.questions.settle.facts import KeptFact, OpeningFact, OrderFact
from detente.questions.settle.picture import frontier_of_three
from detente.questions.settle.rungs import ladder_picture
from detente.wording import (
    Block,
    Items,
    Section,
    Table,
    Text,
    Voice,
    Words,
    capital,
    label,
    listed,
    place,
    quantity,
    verb,
)

CUT = {
    "kept": "Packages change the conflict in {} ways; whether they would be kept was asked of the first alone.",
    "others": "Of {} other outcomes without a deal only the first were looked at.",
    "openings": "Of {} red lines, exclusions and new terms only the first were tried, one at a time.",
    "opening_pairs": "Of {} pairs of them only the first were tried.",
}


def details(answer: SettleAnswer, voice: Voice) -> list[Block]:
    """Give all that was found."""
    words = voice.words(answer.perspective)
    blocks: list[Block] = [Text(counted(answer, voice))]
    if answer.deals and answer.packages == "terms":
        blocks.append(clauses(answer, voice))
    if answer.deals:
        blocks.append(whole_gains(answer, voice))
    drawn = frontier_of_three(answer, voice)
    blocks += [] if drawn is None else [drawn]
    if answer.rules:
        blocks += rules(answer, voice)
    blocks += [Text(t) for t in asked(answer, voice, words)]
    if answer.divided is not None:
        blocks += divided(answer, words)
    kept = [kept_section(answer, k, voice) for k, d in enumerate(answer.deals) if d.kept is not None]
    if kept:
        blocks.append(Section("Would it be kept?", tuple(b for blocks_ in kept for b in blocks_)))
    if answer.openings:
        items = tuple(opened(answer, o, voice) for o in answer.openings)
        blocks.append(Section("What would open a way", (Items(items),)))
    if answer.others:
        blocks.append(others(answer, voice))
    return [
        *blocks,
        *(Text(CUT[c.list].format(quantity(int(c.count)))) for c in answer.truncated if c.list in CUT),
    ]


def opened(answer: SettleAnswer, fact: OpeningFact, voice: Voice) -> str:
    """Say which change would open a way, to what, and what that gives each."""
    words = voice.words(answer.perspective)
    told = f"{opening(answer, fact, voice)}."
    if not fact.gains:
        return told
    gains = ", ".join(f"{words.party(g.decision_maker)} {gain(g, int(answer.allowed))}" for g in fact.gains)
    if fact.kind in ("payment", "step"):
        return f"{told} Without that, it gives each over no deal: {gains}."
    best = title(answer, fact.values, fact.state, voice)
    return f"{told} The best of them by falling back: {best} ({gains})."


def counted(answer: SettleAnswer, voice: Voice) -> str:
    """Say how many packages there are, how many can be put together, beat no deal, and are on the frontier."""
    if not answer.whole:
        lead = (
            "There are too many packages to list; what follows is about those on the frontier of who signs."
        )
        return f"{lead} {frontier_alone(answer)} Without a deal, {without(answer, answer.expected, voice)}."
    every, allowed, zone, front, best = (
        quantity(int(n)) if int(n) else "none"
        for n in (answer.all, answer.allowed, answer.zone, answer.frontier, answer.zone_frontier)
    )
    able = f"{verb(max(1, int(answer.allowed)), 'is', 'are')} within reach from today"
    able = "can be put together" if answer.packages == "terms" else able
    told = f"Of {every} {things(answer, int(answer.all))}, {allowed} {able}, and {zone} "
    told += f"{verb(max(1, int(answer.zone)), 'beats', 'beat')} no deal for {signers(answer)}."
    told += (
        f" On the frontier, where no one who signs can gain without a loss for another, are {front} of all"
    )
    told += f" and {best} of those that beat no deal." if answer.deals else "."
    return f"{told} {capital(f'without a deal, {without(answer, answer.expected, voice)}.')}"


def clauses(answer: SettleAnswer, voice: Voice) -> Table:
    """Give the clauses of each deal."""
    rows = []
    for k, issue in enumerate(answer.issues):
        rows.append((issue.text.rstrip("."), *(clause_text(answer, d.values[k]) for d in answer.deals)))
    heads = [capital(name(answer, k, voice)) for k in range(len(answer.deals))]
    return Table(("Issue", *heads), tuple(rows), "The clauses", id="clauses")


def whole_gains(answer: SettleAnswer, voice: Voice) -> Table:
    """Give what each deal gives each party over no deal and over today, and its place in the party's order."""
    words = voice.words(answer.perspective)
    rows = []
    for k, party in enumerate(answer.parties):
        for n, deal in enumerate(answer.deals):
            fact = deal.gains[k]
            over = "" if fact.gain is None else f" ({signed_number(fact.gain)})"
            today = "" if fact.over_today is None else f" ({signed_number(fact.over_today)})"
            rows.append(
                (
                    words.party(party.decision_maker) if n == 0 else "",
                    capital(name(answer, n, voice)),
                    f"{fact.kind}{over}",
                    f"{fact.than_today}{today}",
                    "withheld"
                    if fact.than_today == "withheld"
                    else ""
                    if fact.place is None
                    else f"{place(fact.place)} of {quantity(int(answer.allowed))}",
                )
            )
    return Table(
        ("Party", "Deal", "Than no deal", "Than today", "Place in its order"),
        tuple(rows),
        "What each deal gives each, in full",
        places_counted(answer, rows).strip(),
        id="settle-gains",
        heads=2,
    )


def rules(answer: SettleAnswer, voice: Voice) -> list[Block]:
    """Say what each rule of fairness chooses, and which of them compare the parties' numbers."""
    rows = []
    for fact in answer.rules:
        chosen = "" if fact.deal is None else capital(name(answer, fact.deal, voice))
        others_ = int(fact.count) - (1 if chosen else 0)
        more = (
            f" and {quantity(others_)} more"
            if chosen and others_
            else ""
            if chosen
            else f"{quantity(int(fact.count))} {things(answer, int(fact.count))}"
        )
        told = RULES[fact.rule]
        if fact.depth is not None:
            told += (
                f": each accepts one of its {quantity(fact.depth)} best"
                if fact.depth > 1
                else ": the first of each"
            )
        rows.append((capital(told), f"{chosen}{more}"))
    blocks: list[Block] = [Table(("Rule", "Chooses"), tuple(rows), "What is fair", id="fair")]
    if any(r.rule in COMPARING for r in answer.rules):
        blocks.append(
            Text(
                "The egalitarian and the utilitarian rule compare the gains of one party with those of another. They "
                "mean something only where a point is worth as much to each; the others do not depend on that."
            )
        )
    if answer.unanimous != "0":
        number_ = int(answer.unanimous)
        stand = f"{verb(number_, 'is', 'are')} first for {signers(answer)}"
        blocks.append(Text(f"{quantity(number_)} of those that beat no deal {stand}."))
    return blocks


def asked(answer: SettleAnswer, voice: Voice, words: Words) -> list[str]:
    """Say from which value of no deal on a deal is worse, for whom the file does not say what no deal is worth."""
    told = []
    secret = {p.decision_maker for p in answer.parties if p.form == "confidential"}
    for dm in (d for d in answer.asked if d not in secret):
        parts = []
        for k, deal in enumerate(answer.deals):
            fact = next(g for g in deal.gains if g.decision_maker == dm)
            if fact.worth is not None:
                parts.append(f"{name(answer, k, voice)} if it is worth at most {number(fact.worth)}")
            else:
                parts.append(f"{name(answer, k, voice)} if it stands below place {fact.place}")
        who = words.party(dm)
        if parts:
            told.append(
                f"What no deal is worth to {who} is not said. It is no better than {'; '.join(parts)}."
            )
    return told


def divided(answer: SettleAnswer, words: Words) -> list[Block]:
    """Say how Adjusted Winner divides the issues, and which one clause has to be split."""
    fact = answer.divided
    assert fact is not None
    texts = {i.id: i.text.rstrip(".") for i in answer.issues}
    first, second = (words.party(p) for p in fact.parties)
    rows = []
    for one in fact.splits:
        share = one.share.decimal
        if one.issue == fact.split:
            to = f"split: {one.share.exact} to {first}, the rest to {second}"
        else:
            to = first if share == 1 else second
        rows.append((texts[one.issue], to))
    note = f"Each gets {number(fact.points)} of its own 100 points for what is contested."
    if fact.agreed:
        note += f" Both want the same on {listed([texts[a.partition('.')[0]] for a in fact.agreed])}."
    title_ = "Who gets its way (Adjusted Winner)"
    return [Table(("Issue", "Goes to"), tuple(rows), title_, note, "divided")]


def kept_section(answer: SettleAnswer, deal: int, voice: Voice) -> list[Block]:
    """Say who could leave a deal, what comes of it, and which guarantees would make it last."""
    kept = answer.deals[deal].kept
    assert kept is not None
    words = voice.words(answer.perspective)
    sentence = (
        kept_sentence(answer, deal, voice) or f"Whether {name(answer, deal, voice)} would be kept is unknown."
    )
    blocks: list[Block] = [
        Text(f"{capital(name(answer, deal, voice))}: {deal_title(answer, deal, voice)}. {sentence}")
    ]
    start = answer.deals[deal].state
    items = []
    for leaver in kept.leavers:
        to = answer.states[leaver.to]
        what = "" if start is None else f" ({words.step(answer.states[start], to, leaver.decision_maker)})"
        told = f"{words.party(leaver.decision_maker)} could gain by moving to {label(to)}{what}"
        if leaver.breaks:
            told += ", which breaks what is signed"
        if leaver.deterred:
            by = f" by {words.parties(leaver.deterrers)}" if leaver.deterrers else ""
            told += f"; answers that pay{by} would make it a loss"
        items.append(f"{told}.")
    if kept.ends and kept.verdict not in ("self", "nothing"):
        ends = listed([label(answer.states[e]) for e in kept.ends], "or")
        items.append(f"From what is signed, the sides' own interests lead to {ends}.")
    items += [f"It would last if {guarantee(answer, g, voice, timed=True)}." for g in kept.guarantees]
    if kept.tried is not None:
        items.append(
            f"Of {quantity(int(kept.tried))} guarantees of two additions, only the first were looked at."
        )
    items += steps(kept, words)
    blocks += [Items(tuple(items))] if items else []
    drawn = ladder_picture(answer, deal, voice)
    return blocks if drawn is None else [*blocks, drawn]


def steps(kept: KeptFact, words: Words) -> list[str]:
    """Say in which order the parties could perform, step by step, and who would stop in the others."""
    if not kept.orders:
        return []
    if all(o.works for o in kept.orders):
        return ["Performed step by step, in whatever order, everybody would go on to the end."]
    if all(o.stopper == o.parties[0] for o in kept.orders):
        return ["Performed step by step, whoever is first would not begin."]
    first = list(dict.fromkeys(o.parties[0] for o in kept.orders if o.works))
    if first and all(o.works for o in kept.orders if o.parties[0] in first):
        return [f"Performed step by step, it works only if {words.parties(first, 'or')} goes first."]
    return [step(order, words) for order in kept.orders]


def step(order: OrderFact, words: Words) -> str:
    """Say of one order whether everybody would go on to the end, and else who would stop."""
    who = ", then ".join(words.party(p) for p in order.parties)
    if order.stopper is None:
        return f"Step by step, {who}: everybody would go on to the end."
    stopper = words.party(order.stopper)
    if order.stopper == order.parties[0]:
        return f"Step by step, {who}: {stopper} would not begin."
    done = words.parties(order.parties[: order.parties.index(order.stopper)])
    return f"Step by step, {who}: {stopper} would rather stop once {done} performed."


def others(answer: SettleAnswer, voice: Voice) -> Table:
    """Say how many packages beat something else without a deal, and which deals do."""
    rows = []
    for other in answer.others:
        still = names_of(answer, other.kept, voice) or "none"
        rows.append(
            (capital(without(answer, other.expected, voice)), quantity(int(other.zone)), capital(still))
        )
    return Table(
        ("Without a deal", f"{capital(things(answer, 2))} that beat it", "Deals that do"),
        tuple(rows),
        "If something else is expected without a deal",
        id="settle-others",
    )
