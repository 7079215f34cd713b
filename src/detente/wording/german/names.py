"""Parties, options, states and conditions in German, taken from the file's own descriptions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from detente.wording.joints import Joints
from detente.wording.names import Words

GERMAN = Joints(
    quoted="„{}“",
    and_="und",
    or_="oder",
    nothing="keine Option ist ergriffen",
    not_="nicht {}",
    operators=(
        ("and", "und"),
        ("or", "oder"),
        ("if", "falls"),
        ("only if", "nur wenn"),
        ("<->", "genau wenn"),
    ),
    implies="{1} falls {0}",
    either="entweder {} oder {}, aber nicht beides",
    odd="eine ungerade Zahl von: {}",
    not_all="nicht alles zusammen: {}",
    none_of="nichts von alledem: {}",
    not_both="nicht beides zugleich: {}",
    neither="weder {}",
    nor="noch",
    not_that="es gilt nicht: {}",
    any_level="auf irgendeiner Stufe",
    or_more="{} oder mehr",
    whatever=" (gleich, was aus {} wird)",
    what="Was getan wird",
    what_given="Was es ist",
    party="Partei",
    option_="Option",
    outcome="Ausgang",
    taken="ergriffen",
    not_taken="nicht ergriffen",
    either_way="beides möglich",
    differing="Nur die Optionen, in denen sie sich unterscheiden.",
)


@dataclass(frozen=True)
class GermanWords(Words):
    """The words of one conflict in German."""

    joints: ClassVar[Joints] = GERMAN
