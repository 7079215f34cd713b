"""Rival accounts side by side, in words."""

from __future__ import annotations

from collections.abc import Sequence

from detente.conflict import Option, in_reading_order
from detente.findings.analysis import EITHER, MARK, MOST_ROWS, NO_MARK, level_mark, rows_of
from detente.findings.answers import at_some_level, common, labels, leavers, pattern, who_gains
from detente.findings.degrees import plain_comparison
from detente.findings.finding import Block, Finding, Section, Table, Text
from detente.findings.openness import has_extensions, open_comparison_finding
from detente.findings.situation import rule_words
from detente.findings.words import NOTHING, Words, concept_long, concept_name, count, listed, shortened
from detente.game import Game, Ints, State
from detente.questions.analyze import Analysis
from detente.questions.compare import Comparison


def predicted(analysis: Analysis, concept: str) -> Ints:
    """Give what an account predicts under a concept: what improvements lead to, or what holds."""
    evolution = analysis.evolution
    return evolution.reached_at(concept) if evolution else analysis.stability.equilibria_at(concept)


def outcomes(*analyses: Analysis) -> tuple[str, list[Ints]]:
    """Choose the narrowest concept under which every account predicts something (or, failing that, any does)."""
    found: dict[str, list[Ints]] = {
        c: [predicted(a, c) for a in analyses] for c in in_reading_order(analyses[0].concepts)
    }
    for enough in (all, any):
        for concept, states in found.items():
            if enough(s.size for s in states):
                return concept, states
    concept = next(iter(found))
    return concept, found[concept]


def _prediction(analysis: Analysis, concept: str, states: Ints) -> str:
    words, game = Words(analysis.game.conflict), analysis.game
    name, evolution = concept_name(concept), analysis.evolution
    if not states.size:
        return f"{game.account}: no equilibrium is reached ({name})."
    if game.conflict.graph_form:
        shared = _named(words, game, states)
    else:
        shared = common(words, game, states) or (NOTHING if states.size == 1 else "nothing")
    which = "which share" if not game.conflict.graph_form else "these"
    if evolution is None:
        ends = "one state holds" if states.size == 1 else f"{states.size:,} states hold, {which}"
        return f"{game.account}: {ends} ({name}): {shared}."
    if not leavers(analysis, evolution.start, concept):
        text = f"the status quo would hold ({name}): {words.state(evolution.start)}."
    elif states.size == 1:
        text = (
            f"it would end in {game.state(int(states[0])).label} ({name}){f': {shared}' if shared else ''}."
        )
    else:
        text = f"it would end in one of {states.size:,} states ({name}), {which}: {shared}."
    if concept == "nash" and (apart := evolution.only_by_moves_at(concept)).size:
        which = "one more state" if apart.size == 1 else f"{apart.size:,} more states"
        text += (
            f" In {which} ({labels(game, apart)}) nobody would want to move, but no improvements lead there."
        )
    gains = who_gains(analysis, words, concept)
    others = [_also(analysis, c) for c in in_reading_order(analysis.concepts) if c != concept]
    more = (
        f" If the parties reckon with answers: {'; '.join(others)}." if others and concept == "nash" else ""
    )
    return f"{game.account}: {text}{f' {gains}' if gains else ''}{more}"


def _named(words: Words, game: Game, states: Ints) -> str:
    """Say which states, where they are given as such; of one its text."""
    return words.cell(game.state(int(states[0]))) if states.size == 1 else labels(game, states)


def _also(analysis: Analysis, concept: str) -> str:
    """Say what another concept predicts, if the parties behave by it on the way."""
    assert analysis.evolution is not None
    gone = leavers(analysis, analysis.evolution.start, concept)
    if not gone:
        return f"under {concept_name(concept)} the status quo holds"
    if not analysis.evolution.has_ways(concept):
        who = Words(analysis.game.conflict).dms(gone)
        return f"under {concept_name(concept)} {who} would leave the status quo"
    kept = analysis.evolution.undeterred_at(concept)
    ends = f"in one of {labels(analysis.game, kept, 3)}" if kept.size else "in no equilibrium"
    if kept.size == 1:
        only = analysis.game.state(int(kept[0]))
        ends = f"in {Words(analysis.game.conflict).noted(only, brief=True)}"
    return f"under {concept_name(concept)} it ends {ends}"


def comparison_finding(comparison: Comparison) -> Finding:
    """Say what the accounts predict, what they share and on which claims they part."""
    if any(has_extensions(a) for a in comparison.analyses):
        return open_comparison_finding(comparison)
    comparison = plain_comparison(comparison)
    words = Words(comparison.conflict)
    accounts = comparison.accounts
    concept, predictions = outcomes(*comparison.analyses)
    answers = [_prediction(a, concept, s) for a, s in zip(comparison.analyses, predictions, strict=True)]
    concepts = in_reading_order(comparison.analyses[0].concepts)
    if len(accounts) > 1:
        answers.append(_shared(comparison, concepts))
    blocks: list[Block] = [
        _outcome_table(comparison, words, concept, predictions),
        _concept_table(comparison),
    ]
    blocks.append(
        Section(
            "The claims on which the accounts part",
            (*_difference_table(comparison), _claim_table(comparison, words)),
            aside=True,
            bulk=True,
        )
    )
    return Finding(
        "What do the rival accounts predict, and where do they part?", tuple(answers), tuple(blocks)
    )


def _shared(comparison: Comparison, concepts: Sequence[str]) -> str:
    """Say what holds under every account: the status quo first, then what is reached in each."""
    strong = next((c for c in concepts if comparison.shared(c)), None)
    if strong is None:
        return "No state is an equilibrium under every one of these accounts."
    shared = comparison.shared(strong)
    text = f"Under every one of these accounts {count(len(shared), 'state is an equilibrium', 'states are equilibria')}"
    text += f" ({concept_name(strong)})"
    first = comparison.analyses[0]
    by_id = {s.id: s for s in first.equilibria[strong]}
    if first.evolution is None:
        return f"{text}: {shortened([by_id[i].label for i in shared], 4)}."
    start = first.evolution.start.id
    reached = set.intersection(*(set(ids) for ids in comparison.reached(strong).values())) - {start}
    told = []
    if start in shared:
        told.append("the status quo")
    if common_ends := [by_id[i].label for i in shared if i in reached]:
        told.append(f"{shortened(common_ends, 4)}, which improvements lead to in each")
    if not told:
        return (
            f"{text}, but improvements do not lead to {'it' if len(shared) == 1 else 'any of them'} in each."
        )
    return f"{text}, among them {listed(told)}."


def _outcome_table(comparison: Comparison, words: Words, concept: str, predictions: Sequence[Ints]) -> Table:
    heads = comparison.accounts
    if comparison.conflict.graph_form:
        return _state_table(comparison, words, concept, predictions)
    marks: list[dict[str, str]] = []
    spread: list[dict[str, list[str]]] = []
    for analysis, states in zip(comparison.analyses, predictions, strict=True):
        always, never, free = pattern(analysis.game, states) if states.size else ([], [], [])
        marks.append(
            dict.fromkeys(always, MARK) | dict.fromkeys(never, NO_MARK) | dict.fromkeys(free, EITHER)
        )
        spread.append(at_some_level(analysis.game, states) if states.size else {})
    rows = []
    last = ""
    for dm, name, text, options in _option_rows(comparison):
        cells = []
        for known, several in zip(marks, spread, strict=True):
            of = options[0].of
            if of is not None and (occur := several.get(f"{dm}.{of.id}")):
                cells.append(listed(occur, "or"))
                continue
            taken = [o for o in options if known.get(f"{dm}.{o.id}") == MARK]
            told = {known.get(f"{dm}.{o.id}", "") for o in options}
            cells.append(
                level_mark(taken[0]) if taken else next(m for m in (EITHER, NO_MARK, "") if m in told)
            )
        rows.append(("" if name == last else name, text, *cells))
        last = name
    reached = comparison.analyses[0].evolution is not None
    name = concept_name(concept)
    title = (
        f"What is taken where improvements lead to ({name})"
        if reached
        else f"What is taken in the equilibria ({name})"
    )
    level = " (or at which level)" if any(a.game.conflict.levels for a in comparison.analyses) else ""
    note = f"{MARK} in all of these states{level}, {EITHER} in some, {NO_MARK} in none"
    centred = frozenset(range(2, 2 + len(heads)))
    return Table(("Decision maker", "Option", *heads), tuple(rows), title, note, "outcomes", centred)


def _option_rows(comparison: Comparison) -> list[tuple[str, str, str, list[Option]]]:
    """Give the options of all accounts: whose, by its id and its name, the text, and where it has some its levels."""
    found: dict[tuple[str, str], tuple[str, str, str, list[Option]]] = {}
    for analysis in comparison.analyses:
        for maker in analysis.game.conflict.decision_makers:
            for text, options in rows_of(maker):
                one = options[0]
                key = (maker.id, one.id if one.of is None else one.of.id)
                found.setdefault(key, (maker.id, maker.name, text, options))
    return list(found.values())


def _state_table(comparison: Comparison, words: Words, concept: str, predictions: Sequence[Ints]) -> Table:
    """Mark for each account the states that it predicts, where the conflict is given as states."""
    found: dict[str, tuple[State, set[str]]] = {}
    for analysis, states in zip(comparison.analyses, predictions, strict=True):
        for s in states[:MOST_ROWS]:
            state = analysis.game.state(int(s))
            found.setdefault(state.id, (state, set()))[1].add(analysis.game.account)
    rows = [
        (s.label, words.cell(s), *(MARK if a in where else NO_MARK for a in comparison.accounts))
        for s, where in list(found.values())[:MOST_ROWS]
    ]
    cut = len(found) > MOST_ROWS or any(s.size > MOST_ROWS for s in predictions)
    note = f"The first {MOST_ROWS}; the JSON lists all." if cut else ""
    reached = comparison.analyses[0].evolution is not None
    title = "Where improvements lead to" if reached else "The equilibria"
    centred = frozenset(range(2, 2 + len(comparison.accounts)))
    columns = ("State", words.what, *comparison.accounts)
    return Table(columns, tuple(rows), f"{title} ({concept_name(concept)})", note, "outcomes", centred)


def _concept_table(comparison: Comparison) -> Table:
    rows = []
    for concept in in_reading_order(comparison.analyses[0].concepts):
        cells = []
        for a in comparison.analyses:
            every = a.stability.equilibria_at(concept).size
            cells.append(
                f"{a.evolution.reached_at(concept).size:,} of {every:,}" if a.evolution else f"{every:,}"
            )
        rows.append((concept_long(concept), *cells, str(len(comparison.shared(concept)))))
    note = "Reached by improvements from the status quo, of all equilibria; last, equilibria under every account."
    return Table(
        ("Concept", *comparison.accounts, "Shared"), tuple(rows), "Equilibria by account", note, "accounts"
    )


def _difference_table(comparison: Comparison) -> tuple[Block, ...]:
    """List the rules, options and starts in which accounts differ, if they do."""
    by_account = {a.game.account: Words(a.game.conflict) for a in comparison.analyses}
    rows = []
    for id, accounts in comparison.rules_differ.items():
        words = by_account[accounts[0]]
        rule = next(r for r in words.conflict.rules if r.id == id)
        marks = [MARK if a in accounts else NO_MARK for a in comparison.accounts]
        claim = " ".join(x for x in (rule.because, words.citations(rule.sources)) if x)
        rows.append((rule_words(words, rule), *marks, claim))
    for option, accounts in comparison.options_differ.items():
        marks = [MARK if a in accounts else NO_MARK for a in comparison.accounts]
        words = by_account[accounts[0]]
        rows.append((f"{words.dm(option.split('.')[0])} can {words.option(option)}", *marks, ""))
    for (dm, source, target), accounts in comparison.moves_differ.items():
        marks = [MARK if a in accounts else NO_MARK for a in comparison.accounts]
        rows.append((f"{by_account[accounts[0]].dm(dm)} can move from {source} to {target}", *marks, ""))
    if len(set(comparison.starts.values())) > 1:
        for start in dict.fromkeys(comparison.starts.values()):
            marks = [MARK if comparison.starts[a] == start else NO_MARK for a in comparison.accounts]
            rows.append((f"The status quo is {start or 'not given'}", *marks, ""))
    if not rows:
        return ()
    what = "move" if comparison.conflict.graph_form else "option"
    columns = (f"Rule, {what} or start", *comparison.accounts, "Because")
    centred = frozenset(range(1, 1 + len(comparison.accounts)))
    return (
        Table(
            columns,
            tuple(rows),
            "What cannot be, what can be done, and where it begins",
            id="rules",
            centred=centred,
        ),
    )


def _claim_table(comparison: Comparison, words: Words) -> Block:
    by_account = {a.game.account: Words(a.game.conflict) for a in comparison.analyses}
    rows = []
    for claim in comparison.claims:
        cells = [str(claim.places[a]) if a in claim.places else "—" for a in comparison.accounts]
        by_source: dict[str, list[str]] = {}
        for account, statement in claim.made_by.items():
            by_source.setdefault(words.citations(statement.sources), []).append(account)
        many = len(by_source) > 1
        cited = "; ".join(
            f"{', '.join(by)}: {told or '—'}" if many else told for told, by in by_source.items()
        )
        own = by_account[next(iter(claim.made_by))]  # an account may have options that the file has not
        rows.append((own.dm(claim.dm), own.statement(claim.statement, claim.dm), *cells, cited))
    for dm in comparison.other_differences:
        rows.append(
            (words.dm(dm), "(a ranking or weights, which differ)", *("" for _ in comparison.accounts), "")
        )
    if not rows:
        return Text("The accounts make the same claims about what the decision makers want.")
    note = "The claim's place in the decision maker's list, 1 the most important; — where it is not made."
    return Table(
        ("Decision maker", "Claim", *comparison.accounts, "Source"), tuple(rows), note=note, id="claims"
    )
