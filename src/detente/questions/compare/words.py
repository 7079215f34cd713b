"""What rival accounts predict, and where they part, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from detente.answers import Ends, Shared
from detente.questions.compare.answer import AccountFact, Agreed, CompareAnswer
from detente.questions.compare.mix_words import decisive, looking
from detente.questions.compare.picture import picture
from detente.questions.compare.tables import details, part_name, parts_named
from detente.questions.compare.weighing import parting
from detente.wording import (
    Said,
    Voice,
    Words,
    capital,
    count,
    fitting,
    listed,
    quantity,
    spelled,
    verb,
)
from detente.wording.accounts import quoted
from detente.wording.basis import basis_of_several
from detente.wording.outcomes import options_told, spoken_of, target

ASKS = "What do the rival accounts predict, and where do they part?"
HOW = {"either": "", "ahead": "if the sides look ahead, ", "myopic": "if the sides do not look ahead, "}


def say(answers: Sequence[CompareAnswer], voice: Voice) -> Said:
    """Say what all accounts share, where they part, and whose reading decides."""
    [answer] = answers
    drawn = picture(answer, voice)
    return Said(
        ASKS,
        headline(answer, voice),
        tuple(points(answer, voice)),
        () if drawn is None else (drawn,),
        sure(answer, voice),
        following(answer, voice),
        tuple(details(answer, voice)),
        "",
        "compare",
    )


# -- what all share ----------------------------------------------------------------------------------------------------


def accounts_counted(answer: CompareAnswer) -> str:
    """Count the accounts: ``both accounts``, ``all three accounts``."""
    number = len(answer.accounts)
    return "both accounts" if number == 2 else f"all {spelled(number)} accounts"


def agreed(answer: CompareAnswer, sight: str) -> Agreed | None:
    """Give what the accounts have in common, in one way of looking."""
    return next((a for a in answer.agreed if a.sight == sight), None)


def headline(answer: CompareAnswer, voice: Voice) -> str:
    """Say what all accounts share and over whom they part."""
    if len(answer.accounts) == 1:
        return alone(answer)
    if any(a.heading is None for a in answer.accounts):
        return without_start(answer)
    myopic, ahead = agreed(answer, "myopic"), agreed(answer, "ahead")
    assert myopic is not None
    assert ahead is not None
    if myopic.same and ahead.same:
        return all_alike(answer, voice)
    if ahead.same or myopic.same:
        return alike_in_one(answer, voice, ahead=ahead.same)
    over, every = over_whom(answer, voice), accounts_counted(answer)
    sight, told = first_ground(lambda s: common_ground(answer, voice, s))
    apart = ", which have nothing in common" if nothing_shared(answer) else ""
    return fitting(
        *(f"{capital(f'{HOW[sight]}{every}')} lead to: {t}. {over}".strip() for t in told),
        *ways_apart(answer, voice),
        f"The accounts lead to different outcomes{apart}. {over}".strip(),
    )


def ways_apart(answer: CompareAnswer, voice: Voice) -> list[str]:
    """Say where each account leads, looking ahead if they part there, and over whom: with titles, and without."""
    told = []
    for titled in (True, False):
        ways = led_alike(answer, partial(where, answer, voice=voice, titled=titled))
        either = "Looking ahead or not" if ways[0] == ways[1] else "Looking ahead"
        for groups, how, ahead in zip(ways, (either, "Not looking ahead"), (True, False), strict=True):
            if len(groups) > 1:
                over = capital(parting_told(answer, voice, ahead=ahead, led=False))
                told.append(
                    f"{how}, {leading_to(groups)}. {over}." if over else f"{how}, {leading_to(groups)}."
                )
                break
    return told


def alone(answer: CompareAnswer) -> str:
    """Say that one account has nothing to be compared with: the file has no other, or no other was asked for."""
    if len(answer.perspectives) < 2:
        return "The file has one account only, and so nothing to compare."
    return (
        f"Only the account “{answer.accounts[0].account}” was asked for; there is nothing to compare it with."
    )


def without_start(answer: CompareAnswer) -> str:
    """Say what holds in all accounts where it is not known from where they would lead anywhere."""
    none = all(a.heading is None for a in answer.accounts)
    unknown = "the file says nothing of today" if none else "not every account says what is so today"
    shared = [s for s in answer.shared if s.states]
    if not shared:
        return f"No outcome holds in every one of the accounts; {unknown}."
    number = len(shared[0].states)
    outcomes = count(number, "outcome holds", "outcomes hold")
    return f"{outcomes} in {accounts_counted(answer)}; {unknown}."


def all_alike(answer: CompareAnswer, voice: Voice) -> str:
    """Say that all accounts lead to the same, in both ways of looking."""
    heading = answer.accounts[0].heading
    assert heading is not None
    if heading.same:
        return fitting(
            *(
                f"{capital(accounts_counted(answer))} lead to {where(answer, heading.ahead, voice, titled=t)}."
                for t in (True, False)
            )
        )
    return fitting(
        *(
            f"{capital(accounts_counted(answer))} lead to {where(answer, heading.ahead, voice, titled=t)} if the "
            f"sides look ahead, and else to {where(answer, heading.myopic, voice, titled=t)}."
            for t in (True, False)
        )
    )


def alike_in_one(answer: CompareAnswer, voice: Voice, *, ahead: bool) -> str:
    """Say that all accounts lead to the same if the sides look ahead, or if they do not, and part otherwise."""
    heading = answer.accounts[0].heading
    assert heading is not None
    ends = heading.ahead if ahead else heading.myopic
    how, else_ = ("Looking ahead", "not looking ahead") if ahead else ("Not looking ahead", "looking ahead")
    apart = f"{else_}, they part"
    over = parting_told(answer, voice, ahead=not ahead)
    rest = f"{else_}, {over}" if over else apart
    return fitting(
        *(
            f"{how}, {accounts_counted(answer)} lead to {where(answer, ends, voice, titled=t)}; {r}."
            for t, r in ((True, rest), (False, rest), (False, apart))
        )
    )


def where(answer: CompareAnswer, ends: Ends, voice: Voice, *, titled: bool = True) -> str:
    """Say where some ends are."""
    if not ends.states:
        return "nothing that holds"
    if len(ends.states) == 1 and voice.is_today(answer.states[ends.states[0]]):
        return "no change"
    states = spoken_of(answer, ends)
    known = {*answer.spoken, answer.status_quo}
    if states is None and ends.count == str(len(ends.states)) and known.issuperset(ends.states):
        return voice.letters([answer.states[s] for s in ends.states])
    return target(answer, ends, voice, titled=titled)


def common_ground(answer: CompareAnswer, voice: Voice, sight: str = "either") -> list[str]:
    """Say what is taken in all outcomes of all accounts, and what in none: at length, then shorter."""
    return shared_told(answer, voice, sight, options_told)


def shared_told(answer: CompareAnswer, voice: Voice, sight: str, told: Callable[..., str]) -> list[str]:
    """Choose what is worth saying of what all accounts share, and say it as a language tells options."""
    shared = shared_by_all(answer, sight)
    if shared is None:
        return []
    words = widest(answer, voice)
    levels = {x.option: x.levels for x in shared.levels}
    today = set() if answer.status_quo is None else set(answer.states[answer.status_quo].taken)
    fresh = [o for o in shared.taken if o not in today]
    never = [o for o in shared.never if words.conflict.options[o].of is None and words.has_clause(o)]
    most = told(words, fresh, levels, [*shared.gone, *never])
    new = told(words, fresh, levels, shared.gone)  # not what is so today already: nothing leads to that
    return list(dict.fromkeys(t for t in (most, new) if t))


def first_ground(told: Callable[[str], list[str]]) -> tuple[str, list[str]]:
    """Choose in which way of looking the accounts share what can be told: in both, else looking ahead, else not."""
    found = {sight: told(sight) for sight in ("either", "ahead", "myopic")}
    sight = next((s for s, texts in found.items() if texts), "either")
    return sight, found[sight]


def shared_by_all(answer: CompareAnswer, sight: str) -> Shared | None:
    """Give what the outcomes of all accounts have in common; None where some account comes to no rest."""
    found = agreed(answer, sight)
    return None if found is None or len(found.accounts) < len(answer.accounts) else found.shared


def nothing_shared(answer: CompareAnswer) -> bool:
    """Tell whether the outcomes of all accounts have nothing in common, in either way of looking."""
    found = [shared_by_all(answer, sight) for sight in ("ahead", "myopic")]
    return all(s is not None and not (s.taken or s.never or s.gone or s.levels) for s in found)


def widest(answer: CompareAnswer, voice: Voice) -> Words:
    """Give the words of the account that has the most options."""
    return max((voice.words(a.account) for a in answer.accounts), key=lambda w: len(w.conflict.option_ids))


# -- whose reading decides ---------------------------------------------------------------------------------------------


def over_whom(answer: CompareAnswer, voice: Voice) -> str:
    """Say over whose reading the accounts part, in the way of looking that the points speak of."""
    told = parting_told(answer, voice)
    return capital(f"{told}.") if told else ""


def parting_told(answer: CompareAnswer, voice: Voice, *, ahead: bool | None = None, led: bool = True) -> str:
    """Say the same as a clause, or in a given way of looking; in which one is said where it counts (`led`)."""
    found = parting(answer, ahead=ahead)
    if found is None:
        return ""
    lead = looking(answer, found.seen) if led and found.here_only else ""
    parts, several = found.parts, found.several
    parties = {d.id for d in answer.decision_makers}
    told, most = wanted(answer, parts, voice), " most"
    if parts == several and len(parts) > 1:
        most = ""
        if parties == {*parts}:
            told = f"what {'both' if len(parts) == 2 else f'all {spelled(len(parts))}'} parties want"
    elif len(several) == 1:
        most = " only"
    return f"{lead}they part{most} over {told}"


def wanted(answer: CompareAnswer, parts: Sequence[str], voice: Voice) -> str:
    """Name what is read differently: what some parties want, and the rules where they differ."""
    makers = [p for p in parts if p in {d.id for d in answer.decision_makers}]
    told = (
        [f"what {parts_named(answer, makers, voice)} {'wants' if len(makers) == 1 else 'want'}"]
        if makers
        else []
    )
    return listed([*told, *(part_name(answer, p, voice) for p in parts if p not in makers)])


def points(answer: CompareAnswer, voice: Voice) -> list[str]:
    """Say whose reading decides and whose does not matter, how rare each account's outcome is, and where each leads."""
    if answer.mixes is None:  # of one account there are none
        return []
    told, main = leads(answer, voice), headline(answer, voice)
    ahead, myopic = led_alike(answer, partial(where, answer, voice=voice, titled=False))
    said = main.startswith(told) or (ahead == myopic and main in ways_apart(answer, voice))  # it is said once
    return [t for t in (*decisive(answer, voice), "" if said else told) if t]


def leads(answer: CompareAnswer, voice: Voice) -> str:
    """Say where each account leads, those together that lead to the same."""
    looking_ahead, myopic = led_alike(answer, lambda ends: where(answer, ends, voice, titled=False))
    led = leading_to(looking_ahead)
    if looking_ahead == myopic:
        return fitting(f"Looking ahead or not, {led}.", "")
    long = f"Looking ahead, {led}; not looking ahead, {leading_to(myopic, again=True)}."
    return fitting(long, f"Looking ahead, {led}.", "")


def led_alike(answer: CompareAnswer, where: Callable[[Ends], str]) -> list[dict[str, list[str]]]:
    """Group the accounts by where they lead: looking ahead, and not."""
    told: list[dict[str, list[str]]] = [{}, {}]
    for groups, ahead in zip(told, (True, False), strict=True):
        for account in answer.accounts:
            groups.setdefault(where(ends_of(account, ahead=ahead)), []).append(account.account)
    return told


def leading_to(groups: Mapping[str, Sequence[str]], *, again: bool = False) -> str:
    """Say which accounts lead where; the verb stands once, and not where it has been said before (`again`)."""
    parts = []
    for k, (to, by) in enumerate(groups.items()):
        leads_ = f" {verb(len(by), 'leads', 'lead')}" if not k and not again else ""
        parts.append(f"{quoted(by)}{leads_} to {to}")
    return ", ".join(parts)


def ends_of(account: AccountFact, *, ahead: bool) -> Ends:
    """Give where an account is heading, in one way of looking."""
    assert account.heading is not None
    return account.heading.ahead if ahead else account.heading.myopic


# -- how sure, what next -----------------------------------------------------------------------------------------------


def sure(answer: CompareAnswer, voice: Voice) -> str:
    """Say how far the accounts agree under each way of looking, how many mixes were tried, and on what it rests."""
    parts = []
    compared = len(answer.accounts) > 1 and all(a.heading is not None for a in answer.accounts)
    for sight, name in (("myopic", "Nash"), ("ahead", "SEQ")):
        found = agreed(answer, sight)
        if found is not None and compared:
            parts.append(f"{name}: {'same outcome' if found.same else 'they part'}")
    told = f"{'; '.join(parts)}. " if parts else ""
    mixes = answer.mixes
    if mixes is not None:
        tried = f"{mixes.tried:,} mixes tried"
        if mixes.drawn:
            tried = f"{mixes.tried:,} of {quantity(int(mixes.total))} mixes drawn"
        misfit = f", {mixes.tried - mixes.fitting:,} do not fit" if mixes.fitting < mixes.tried else ""
        told += f"{tried}{misfit}. "
    return told + basis_of_several([a.basis for a in answer.accounts])


def following(answer: CompareAnswer, voice: Voice) -> tuple[str, ...]:
    """Give what one would ask next."""
    return voice.command("pivot"), voice.command("better")
