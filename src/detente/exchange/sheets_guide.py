"""What a template says of its sheets, on a sheet that is not read."""

from __future__ import annotations

from detente.exchange.cells import Sheet

GUIDE = (
    ("Sheet", "What a row is, and what stands in it"),
    ("", "This sheet is not read. Only 'Options' is needed; delete sheets and columns that you do not use."),
    (
        "",
        "Where a cell holds several things, ';' separates them; one with a ';' in it stands in quotation marks.",
    ),
    (
        "Conflict",
        "An entry: title, about, citation, language, status quo (where it is no column of 'Options').",
    ),
    (
        "Decision makers",
        "A decision maker: its name, its short name, what is said of it. Without the sheet, 'Options' says it.",
    ),
    (
        "Options",
        "An option: whose, its id, its text, in which direction it can be changed, whether it is taken at the start.",
    ),
    (
        "Levels",
        "A level of an option, where levels need short words: else the column 'Levels' of 'Options' will do.",
    ),
    (
        "Conditions",
        "A name for a condition: words are not, and, or, xor, ->, <->, if, only if, and parentheses.",
    ),
    (
        "Rules",
        "A rule: never, exclusive, one_of, some_of, same; forward, backward for options that are one-way.",
    ),
    (
        "States",
        "A name for a state. With a sheet 'Moves' and without 'Options': a state itself (its name, its text).",
    ),
    (
        "Moves",
        "Moves of a decision maker From a state To others, where the conflict is given as states and moves.",
    ),
    (
        "Accounts",
        "An account of the dispute; in the other sheets, a row with its name under 'Account' holds in it alone.",
    ),
    (
        "Preferences",
        "A column for each decision maker: its statements, most important first. Enough where nothing is said of them.",
    ),
    (
        "Statements",
        "A statement with its reason, source, confidence, strength (much, or 2 to 100), Unknown (Y). In an account "
        "'Change' says add, drop ID, replace ID, before ID, after ID; a statement without an id is its own id. Order "
        "'open': which of it and its neighbours is more important is not known. Alternatives stand as in 'More'.",
    ),
    (
        "Rankings",
        "A column for each decision maker: states, best first, ties in one cell; 'much' between what is much better.",
    ),
    ("Ranks", "A state, and a column of numbers for each decision maker; greater is better."),
    ("Weights", "A condition of a decision maker, and what it weighs."),
    ("Partial", "What is known of an order of states: a > b ~ c."),
    ("Reasons", "Why a ranking or weights are as they are, on whose word, how sure the analyst is (0 to 1)."),
    (
        "",
        "A column of an account is headed 'ACCOUNT: DECISION MAKER', one of a faction 'DECISION MAKER / FACTION'.",
    ),
    (
        "Factions",
        "A faction of a decision maker and its weight; a row without a faction says what quota agreement needs.",
    ),
    (
        "Ultimatums",
        "Who demands what of whom, and what is threatened; stakes as 'to the threatener; to the target'.",
    ),
    (
        "Terms",
        "A value of an issue that needs signatures: the Text of the clause, the options that it Sets ('not ...' for "
        "not taken) and Bars; Y under Stands where it holds without a signature. '*' under Issue: about all issues.",
    ),
    ("Exclusions", "What cannot go together in a package: never, exclusive, one_of, some_of."),
    (
        "Wishes",
        "What a party wants of the terms. Kind says how: worth (of a Value of the issue, or of the condition, under "
        "What), statement, rank (packages, best first, ties in one cell), red line; no deal, lot, costs.",
    ),
    (
        "Shifts",
        "A shift of power: whose declines and rises, the chance to win Now and Later, the Cost of war, the Discount.",
    ),
    (
        "Timeline",
        "Something that happened: its Date, what it is, which options are taken from then on under Does ('not ...' for "
        "no longer).",
    ),
    (
        "Phases",
        "A time in which something is otherwise: its Date, how it begins. In the other sheets, a row with its name "
        "under 'Phase' holds from then on.",
    ),
    (
        "Beliefs",
        "Who believes something that is not so. In the other sheets, a row with the name under 'Believed by' says "
        "what.",
    ),
    (
        "Sources",
        "An article, a paper, a speech that others cite as NAME or NAME#place; Reliability from 0 to 1.",
    ),
    (
        "Published",
        "What a source says holds: rows with one name under 'Result' belong together; '-' for no state.",
    ),
    (
        "Payoffs",
        "In place of all others, a table of payoffs: 'ROW \\ COLUMN' in the first cell, strategies at the left and at "
        "the top, '3; 1' inside; or a column of strategies for each side, and one headed 'payoff SIDE'.",
    ),
    ("More", "What has no sheet of its own, in the notation of conflict files."),
)
GUIDE_SHEET = Sheet("Read me", GUIDE)
