"""What stands in the pictures of where it is heading and of who gains, besides what the file and the facts say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.wording.concepts import expecting
from detente.wording.standings import MEANING

AHEAD, MYOPIC, EITHER = "looking ahead", "not looking ahead", "either way"


@dataclass(frozen=True)
class WaysWords:
    """The words of one language for these pictures.

    Attributes
    ----------
    how : mapping of str to str
        How the ways of looking at it are called, beside a row or in a sentence.
    begins : mapping of str to str
        The same where a cell of a table begins with it; nothing of the one that the table's head names.
    expecting : str
        What the ways of looking mean, below the rows.
    placed, spread, split : str
        Below who gains: what a place means; in its stead, what several mean; and a mark in brackets.
    """

    title: str
    rows: str
    same_way: str
    stays: str
    how: Mapping[str, str]
    begins: Mapping[str, str]
    too: str
    begun: str
    expecting: str
    nobody: str
    account: str
    from_today: str
    from_today_ahead: str
    end: str
    today: str
    ahead_stays: str
    ahead_rests: str
    ahead_stays_alone: str
    rests_both: str
    myopic_rests: str
    myopic: str
    many: str
    rests: str
    of: str
    in_account: str
    or_: str
    then: str
    way: str
    gains: str
    heading: str
    collapse: str
    collapse_of: str
    lasts_not: str
    both: str
    place: str
    brackets: str
    placed: str
    spread: str
    split: str
    read: str
    party: str
    done: str
    meaning: Mapping[str, str]
    short: Mapping[str, str]
    keys: Mapping[str, str]


ENGLISH = WaysWords(
    title="Where it is heading",
    rows="Where it is heading: what each outcome changes",
    same_way="as above",
    stays="No change: nobody moves away from today's situation.",
    how={AHEAD: AHEAD, MYOPIC: MYOPIC, EITHER: EITHER},
    begins={MYOPIC: "Not looking ahead", EITHER: "Looking ahead or not"},
    too="{}, too",
    begun="{}, {}",
    expecting=f"Looking ahead: {expecting('seq')}. Not looking ahead: {expecting('nash')}.",
    nobody="nobody moves",
    account="Account",
    from_today="From today",
    from_today_ahead="From today, looking ahead where nothing else is said",
    end="End",
    today="Today",
    ahead_stays="Looking ahead, nobody leaves today.",
    ahead_rests="Looking ahead, nothing that is reached holds.",
    ahead_stays_alone="Looking ahead, nobody leaves today; not looking ahead, nothing that is reached holds.",
    rests_both="Looking ahead, nothing that is reached holds; not looking ahead, nothing that is reached holds.",
    myopic_rests="Not looking ahead, nothing that is reached holds.",
    myopic="Not looking ahead: {}.",
    many="many outcomes",
    rests="Nothing that is reached holds.",
    of="{} of {}",
    in_account="in the account “{}”",
    or_="; or ",
    then=", then ",
    way="from today, {}, to {}",
    gains="Who gains and who loses, compared with today",
    heading="Where it is heading",
    collapse="If talks collapse",
    collapse_of="collapse: {}",
    lasts_not="nothing lasts",
    both="{} looking ahead, {} not looking ahead",
    place="Beside the mark: its place in the party's order, of how many; 1 is its best.",
    brackets=" In brackets: if nobody looks ahead, where that differs.",
    placed="“1/9”: its best of 9 places",
    spread="“2–4/9”: 2nd to 4th best of 9",
    split="(▼): not looking ahead",
    read="{}, account “{}”: {}.",
    party="Party",
    done="What is done in each outcome",
    meaning=MEANING,
    short={"◆": "it depends"},
    keys={
        "▲": "better",
        "▲=": "better or as good",
        "=": "neither better nor worse",
        "▼=": "worse or as good",
        "▼": "worse",
        "◆": "better or worse, depending on the end",
    },
)
