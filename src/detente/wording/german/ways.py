"""What stands in the pictures of where it is heading and of who gains, in German."""

from __future__ import annotations

from detente.wording.german.concepts import expecting
from detente.wording.german.standings import MEANING
from detente.wording.ways import AHEAD, EITHER, MYOPIC, WaysWords

GERMAN = WaysWords(
    title="Wohin es führt",
    rows="Wohin es führt: was jeder Ausgang ändert",
    same_way="wie oben",
    stays="Keine Änderung: Niemand verlässt die heutige Lage.",
    how={
        AHEAD: "vorausschauend",
        MYOPIC: "nicht vorausschauend",
        EITHER: "vorausschauend oder nicht",
    },
    begins={MYOPIC: "Nicht vorausschauend", EITHER: "Vorausschauend oder nicht"},
    too="{}, auch",
    begun="{} – {}",
    expecting=(
        f"Vorausschauend: wenn {expecting('seq')} (sequenzielle Stabilität, SEQ). "
        f"Nicht vorausschauend: wenn {expecting('nash')} (Nash-Gleichgewicht)."
    ),
    nobody="niemand zieht",
    account="Lesart",
    from_today="Von heute aus",
    from_today_ahead="Von heute aus, vorausschauend, wo nichts anderes dasteht",
    end="Ausgang",
    today="Heute",
    ahead_stays="Vorausschauend verlässt niemand die heutige Lage.",
    ahead_rests="Vorausschauend hat nichts Bestand, was erreicht wird.",
    ahead_stays_alone=(
        "Vorausschauend verlässt niemand die heutige Lage; nicht vorausschauend hat nichts Bestand, was erreicht wird."
    ),
    rests_both="Vorausschauend oder nicht: Nichts hat Bestand, was erreicht wird.",
    myopic_rests="Nicht vorausschauend hat nichts Bestand, was erreicht wird.",
    myopic="Nicht vorausschauend: {}.",
    many="viele Ausgänge",
    rests="Nichts hat Bestand, was erreicht wird.",
    of="{} von {}",
    in_account="in der Lesart „{}“",
    or_="; oder ",
    then=", dann ",
    way="von heute aus {}, bis {}",
    gains="Wer gewinnt und wer verliert, verglichen mit heute",
    heading="Wohin es führt",
    collapse="Wenn Gespräche scheitern",
    collapse_of="Scheitern: {}",
    lasts_not="nichts hat Bestand",
    both="{} vorausschauend, {} nicht vorausschauend",
    place="Neben dem Zeichen: der Platz in der Rangfolge der Partei, von wie vielen; 1 ist ihr bester.",
    brackets=" In Klammern: wenn niemand vorausschaut, wo das anders ist.",
    placed="„1/9“: der beste von 9 Plätzen",
    spread="„2–4/9“: der 2. bis 4. von 9 Plätzen",
    split="(▼): nicht vorausschauend",
    read="{}, Lesart „{}“: {}.",
    party="Partei",
    done="Was in jedem Ausgang getan wird",
    meaning=MEANING,
    short={"◆": "je nachdem"},
    keys={
        "▲": "besser",
        "▲=": "besser oder gleich gut",
        "=": "weder besser noch schlechter",
        "▼=": "schlechter oder gleich gut",
        "▼": "schlechter",
        "◆": "besser oder schlechter, je nach Ausgang",
    },
)
