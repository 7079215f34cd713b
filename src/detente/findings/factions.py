"""What a decision maker could agree to at home, and whose takeover would change the outcome, in words."""

from __future__ import annotations

from detente.conflict import Citation, Faction, Factions, in_reading_order
from detente.findings.answers import common, labels
from detente.findings.faction_tables import (
    claim_section,
    claims,
    compared,
    deal_table,
    minimal,
    names,
    need,
    outcome_table,
    power_table,
    reference,
    takeover_table,
    vote_table,
)
from detente.findings.finding import Block, Finding, Section
from detente.findings.situation import MOST_SOURCES, rests_on
from detente.findings.words import Words, concept_name, count, listed, shortened
from detente.questions.factions import FactionsAnalysis, Takeover
from detente.questions.factions.takeovers import outcomes_at

MOST_TOLD = 4


def unasked_finding(account: str, why: str) -> Finding:
    """Say why nothing can be said of factions under an account."""
    return Finding("What could be agreed to at home?", (f"{why[:1].upper()}{why[1:]}.",), (), account)


def factions_finding(found: FactionsAnalysis) -> Finding:
    """Say what could be ratified, who has power, whose takeover would change the outcome, and on whose word."""
    words = Words(found.game.conflict)
    answers = (
        _win_set(found, words),
        _predicted(found, words),
        _power(found),
        *_takeovers(found, words),
        _claims(found, words),
        rests_on(found.game.conflict),
    )
    name = words.dm(found.dm)
    blocks: list[Block] = [power_table(found), minimal(found), vote_table(found)]
    if found.win_set_at.size:
        blocks.append(deal_table(found, words))
    predicted = Section("Votes on what is predicted", (outcome_table(found),), aside=True)
    blocks += [*takeover_table(found, words), predicted, claim_section(found, words)]
    question = f"What could {name} agree to at home, and whose takeover would change the outcome?"
    return Finding(question, answers, tuple(blocks), found.game.account)


def _win_set(found: FactionsAnalysis, words: Words) -> str:
    """Say how many deals could be ratified, and what they share."""
    win_set, every = found.win_set_at, int(found.deals.sum())
    states = "state" if every == 1 else "states"
    of = f"feasible {states} in which {found.where} holds" if found.where else f"other feasible {states}"
    lead = (
        f"Set against {reference(found)}, {win_set.size:,} of {every:,} {of} would find the weight that "
        f"{words.dm(found.dm)} needs to agree ({need(found)})"
    )
    if not win_set.size:
        return f"{lead}."
    if found.game.conflict.graph_form:
        return f"{lead}: {labels(found.game, win_set)}."
    shared = common(words, found.game, win_set)
    return f"{lead}; {f'what they share: {shared}' if shared else 'no option is taken in all of them'}."


def _predicted(found: FactionsAnalysis, words: Words) -> str:
    """Say how many of the predicted outcomes could be ratified."""
    led = "improvements lead to" if found.analysis.evolution is not None else "holds"
    parts, still = [], []
    for concept in in_reading_order(found.analysis.concepts):
        every = outcomes_at(found.analysis, concept)
        if found.reference.index in every:
            still.append(concept_name(concept))
        could = every[found.carried[every]]
        which = f" ({labels(found.game, could, 3)})" if could.size else ""
        parts.append(f"{concept_name(concept)} {could.size:,} of {every.size:,}{which}")
    text = f"Of what {led}, {words.dm(found.dm)} could ratify at home: {'; '.join(parts)}."
    if still:
        text += f" Under {listed(still)} {reference(found)} is among them; it needs no vote."
    return text


def _power(found: FactionsAnalysis) -> str:
    """Say who is pivotal most often, who can stop everything, and whose vote never counts."""
    power = found.power
    most = max(p.shapley_shubik for p in power.values())
    first = [i for i, p in power.items() if p.shapley_shubik == most]
    index = power[first[0]]
    if len(first) == len(power) > 1:
        weights = {m.weight for m in found.members}
        text = f"All {len(power)} factions have the same power"
        text += ", although their weights differ" if len(weights) > 1 else ""
    else:
        verb = "is" if len(first) == 1 else "are"
        text = f"{names(found, first)} {verb} pivotal most often"
    text += f" (Banzhaf {index.banzhaf}, Shapley-Shubik {index.shapley_shubik})."
    if veto := [i for i, p in power.items() if p.veto]:
        text += f" Nothing is carried without {names(found, veto)}."
    if dummies := [i for i, p in power.items() if p.dummy]:
        text += f" The vote of {names(found, dummies)} never turns anything."
    return text


def _takeovers(found: FactionsAnalysis, words: Words) -> list[str]:
    """Say whose takeover would change the outcome, under the narrowest concept under which any would."""
    concepts = in_reading_order(found.analysis.concepts)
    concept = next((c for c in concepts if any(c in t.changes for t in found.takeovers)), None)
    if concept is None:
        told = listed([concept_name(c) for c in concepts])
        return [f"Whichever faction took over, the outcome would be the same ({told})."]
    name = concept_name(concept)
    changing = [t for t in found.takeovers if concept in t.changes]
    texts = [_led(t, words, concept) for t in changing[:MOST_TOLD]]
    if len(changing) > MOST_TOLD:
        texts.append(f"The takeover of {len(changing) - MOST_TOLD} more would change it, too (see below).")
    same = [t for t in found.takeovers if concept not in t.changes]
    if same:
        whose = names(found, [t.faction.id for t in same])
        texts.append(f"Led by {whose} it would end as it does without a takeover ({name}).")
    if other := [t.faction.id for t in same if t.changes]:
        texts.append(
            f"If the parties reckon with answers, also {names(found, other)} would change it (see below)."
        )
    return texts


def _led(takeover: Takeover, words: Words, concept: str) -> str:
    """Say where it would end under a faction's lead, and for whom that is better or worse."""
    game, after = takeover.before.game, outcomes_at(takeover.after, concept)
    lead = f"Led by “{takeover.faction.name}” it would end"
    if not after.size:
        return f"{lead} in no equilibrium ({concept_name(concept)})."
    shared = common(words, game, after)
    ends = f"in {game.state(int(after[0])).label}" if after.size == 1 else f"in one of {after.size:,} states"
    told = f": {shared}" if shared and after.size == 1 else f", which share: {shared}" if shared else ""
    for_whom = compared(takeover, words, concept)
    return f"{lead} {ends} ({concept_name(concept)}){told}." + (
        f" Compared with no takeover, by the order of each: {for_whom}." if for_whom else ""
    )


def _claims(found: FactionsAnalysis, words: Words) -> str:
    """Say how many claims about the factions it rests on, on whose word, and how sure."""
    made = claims(found)
    sources = dict.fromkeys(words.citations([Citation(s.source)]) for c in made for s in c.sources)
    whose = f" ({shortened(list(sources), MOST_SOURCES)})" if sources else ""
    wants = sum(not isinstance(c, Faction | Factions) for c in made)
    unsure = sum(c.confidence is not None and c.confidence < 1 for c in made)
    doubt = (
        f"; {count(unsure, 'of these claims has', 'of these claims have')} a confidence below 1"
        if unsure
        else ""
    )
    return (
        f"The factions are claims too{whose}: what agreement needs, {count(len(found.members), 'weight')}, and "
        f"{count(wants, 'claim')} about what the factions want{doubt}. They are the same under every account."
    )
