"""The few words that pictures bring along: the keys to their marks. Another language is another module."""

CHANGED = "changed from today"
PLACE_TODAY = "in brackets: its place today"
GAIN = "could gain"
LOSE = "could lose"
BOTH = "could gain or lose, depending on the change"
CHOSEN = "what it would choose"
NOT_CHOSEN = "what it would not"
SPOILS = "could spoil it"
BETTER_FOR_MOVER = "the arrow points to what is better for whoever moves"
NOT_BETTER_FOR_MOVER = "a move that is no better for whoever makes it"
A_SHORTEST_WAY = "a shortest way from today"
TODAY = "today"
EQUILIBRIUM_IN_BOX = "equilibrium under the concepts named in it"
MOST_SURELY = "what holds most surely"
NO_EQUILIBRIUM = "no equilibrium"
EITHER_WAY = "depends on the other numbers"
KNOWN = "what the file says"
COULD_LEAVE = "could gain by leaving"
HELD = "could gain at first; answers would undo that"
NOT_TAKEN = "a step that would not be taken"
MEANINGS = {
    "▲": "better",
    "▲=": "better or as good",
    "=": "neither better nor worse",
    "▼=": "worse or as good",
    "▼": "worse",
    "◆": "better or worse, depending on the end",
}
