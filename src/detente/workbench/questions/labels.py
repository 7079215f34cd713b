"""How the forms of questions speak: in which order they are offered, what each is about, what its fields are called.

The command line has words of its own, beside each argument in the registry. A test finds a question or an argument that
is missing here, and texts that have no German in `asked_german`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from detente.questions.question import Question


@dataclass(frozen=True, slots=True)
class Label:
    """What a field is called, and what has to be known to fill it in; `parts` name the parts of a pair."""

    label: str
    help: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """What a question is about, its fields by their arguments, and how it is asked where the registry is not plain."""

    about: str
    fields: Mapping[str, Label] = field(default_factory=dict)
    asks: str = ""


# What can be asked, in the order in which a reader would want it.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "Where it leads": ("analyze", "evolve", "explain", "compare", "phases"),
    "Who gains": ("better",),
    "What could change it": ("pivot", "whatif", "coalitions", "factions"),
    "Deals": ("settle", "rounds"),
    "Threats": ("ultimatum", "commit"),
    "Doubts": ("robust", "mistaken", "replay"),
    "Details": ("equilibria", "states", "check"),
}

# What a file has to say before a question can be asked of it.
NEEDS: Mapping[str, str] = {
    "today": "The file does not say what is done today: mark that on the page Table.",
    "accounts": "The file has one account only: there is nothing to compare it with.",
    "doubts": "Nothing in the file is marked as doubtful: no wish is unsure, and no source.",
    "unknown": "It cannot be asked where the file leaves open what a party prefers.",
    "shifts": "The file tells of no power that shifts from one side to another.",
    "phases": "The file has no phases: what changes at which time.",
    "timeline": "The file has no record of what happened and when.",
    "beliefs": "The file does not say that a party is wrong about another one.",
    "factions": "The file does not say what groups a party consists of.",
    "confidential": "It would tell what a party wants that is confidential.",
}

_EVERYBODY = "everybody, if none is marked"
TODAY = "today, if nothing is chosen"
_CONDITION = "names of what is done, joined by and, or, not"
_LOT = Label("Number with which the draw begins", "the same number draws the same; 1 if left empty")
_AHEAD = Label("How the sides look ahead")
_NO_DEAL = Label("What comes without a deal")

# What questions have in common.
ACCOUNT = Label("By whose account")
CONCEPTS = Label("Ways of looking ahead", "all that matter, if none is marked")

FORMS: Mapping[str, Form] = {
    "analyze": Form("What holds, and where today leads: if the sides look ahead, and if they do not."),
    "evolve": Form(
        "The shortest ways from today to where it may end, step by step.",
        {"start": Label("Begin at", TODAY)},
    ),
    "explain": Form(
        "Who could gain by leaving an outcome, what the others could answer, whether the answer pays for them, and "
        "what it would cost whoever left.",
        {
            "state": Label("Which outcome", TODAY),
            "dm": Label("Which party", "all of them, if none is chosen"),
        },
        asks="Why does an outcome hold, or not?",
    ),
    "compare": Form(
        "All accounts side by side: what they share, where each of them leads, and whose wishes decide between them."
    ),
    "phases": Form(
        "Every account followed through the times of the file: what lasts through all of them, what is left once "
        "something changes, and what a party gains by waiting."
    ),
    "better": Form(
        "Outcomes that everybody, or the parties you mark, would prefer to where it leads and to today; who would have "
        "to move, and who could spoil it.",
        {"who": Label("Better for whom", _EVERYBODY)},
    ),
    "pivot": Form(
        "For each party, what a change of its mind alone could bring about, and who would gain or lose by it. With a "
        "goal: the fewest changes of wishes that bring it about, or that none would.",
        {
            "goal": Label("Goal", "what is to come about; without a goal, every party is looked at"),
            "who": Label("Whose wishes may change, for a goal", _EVERYBODY),
            "concept": _AHEAD,
            "most": Label(
                "At most this many changes, for a goal", "as many as can be looked through, if left empty"
            ),
            "anywhere": Label("For a goal: it counts even if today does not lead there"),
            "prices": Label("Without a goal: look for a single wish behind each gain, too (takes longer)"),
        },
    ),
    "whatif": Form(
        "Before and after a change, side by side. Changes can be combined.",
        {
            "set": Label("What is always done, or never"),
            "without": Label("What nobody can do any more"),
            "freeze": Label("Who goes on doing what it does today"),
            "absent": Label("Who is not at the table"),
            "prefer": Label("What a party wants above all", parts=("Party", "What it wants")),
            "collapse": Label("Everything of one kind is gone", "diplomacy: talks collapse"),
        },
    ),
    "coalitions": Form(
        "Which parties could leave an outcome together, for what, and how the rest could answer.",
        {
            "members": Label("One group", "mark its members; every group is looked at if none is marked"),
            "size": Label("At most this many members", "groups of any size, if left empty"),
            "state": Label("Which outcome", "today and where it leads, if nothing is chosen"),
        },
    ),
    "factions": Form(
        "What enough groups inside a party prefer to today, what power each has, and what follows if one of them takes "
        "over.",
        {
            "dm": Label("Which party", "all that have groups, if none is chosen"),
            "against": Label("Compared with", TODAY),
            "where": Label("Only deals in which this holds", _CONDITION),
        },
        asks="What could a party agree to at home, and whose takeover changes the outcome?",
    ),
    "settle": Form(
        "What the parties could agree on, compared with what comes without a deal: which deals are better for all who "
        "sign, which are fair and by which rule, who could block them, and whether they would be kept.",
        {"no_deal": _NO_DEAL},
    ),
    "rounds": Form(
        "Many negotiations, played through: which deal is reached, how often, and who holds it up. A stress test, not "
        "a forecast.",
        {
            "runs": Label("How many negotiations", "1,000 if left empty"),
            "deadline": Label("Rounds until time is up", "20 if left empty"),
            "discount": Label(
                "Chance that talks go on after each round",
                "above 0 and at most 1; 1 if left empty: they never break off",
            ),
            "strategy": Label(
                "When each party gives way", "drawn anew each time, for a party of which nothing is chosen"
            ),
            "seed": _LOT,
            "no_deal": _NO_DEAL,
        },
        asks="Which deal would bargaining reach, and who would hold it up?",
    ),
    "ultimatum": Form(
        "Whether a threat can be carried out, whether it hurts and pays, and whether the other side would give way; "
        "which threats that hold something up are bluffs.",
        {
            "name": Label("Which ultimatum", "all of them and every other threat, if none is chosen"),
            "by_moves": Label("Look wherever moves could lead from today, also moves by which nobody gains"),
        },
    ),
    "commit": Form(
        "Where power shifts: would the side that grows weaker rather fight now than wait, whatever it is promised? "
        "What guarantee, how long a time or what cost of war would change that?",
        {"name": Label("Which shift of power", "all of them, if none is chosen")},
    ),
    "robust": Form(
        "How much of the answer hangs on what the file marks as doubtful, and what to find out first.",
        {
            "of": Label("How often it may end here", "where it may lead, if nothing is chosen"),
            "samples": Label("How many cases to draw", "all of them where that is possible, if left empty"),
            "seed": Label("Number with which the draw begins", "another number draws others"),
        },
    ),
    "mistaken": Form(
        "Everybody moves by what they believe of the others: who is surprised, by what, and which correction would "
        "change the outcome."
    ),
    "replay": Form(
        "What has happened, set against every account: which moves were in the interest of whoever made them, and "
        "which account explains most.",
        {"until": Label("Up to which date", "2025, 2025-05 or 2025-05-10; the whole record if left empty")},
    ),
    "equilibria": Form(
        "How many outcomes hold, what they have in common, what is open, and what goes together; some are shown.",
        {
            "concept": _AHEAD,
            "where": Label("Only outcomes in which this holds", _CONDITION),
            "sample": Label("How many to show", "6 if left empty"),
            "seed": _LOT,
        },
        asks="What do the outcomes that hold have in common?",
    ),
    "states": Form(
        "The outcomes that the rules of the file allow: all of them, or those in which something holds.",
        {"where": Label("Only outcomes in which this holds", _CONDITION)},
        asks="Which outcomes are possible?",
    ),
    "check": Form("Whether the file is sound; what in it has no source, and what nothing in it uses."),
}

# What can be chosen, besides what the file has.
WITHOUT_A_DEAL: Mapping[str, str] = {
    "": "where it leads, if the sides look ahead",
    "myopic": "where it leads, if they do not look ahead",
    "today": "what is done today",
}
STRATEGIES: Mapping[str, str] = {
    "boulware": "late",
    "linear": "evenly",
    "conceder": "early",
    "tit-for-tat": "as much as the others do",
}
ALWAYS: Mapping[str, str] = {"yes": "always", "no": "never"}


def title(question: Question) -> str:
    """Give a question as a heading."""
    return FORMS[question.name].asks or question.asks
