"""What the list of questions and their forms say, in German: questions, what each is about, labels and help."""

from __future__ import annotations

from collections.abc import Mapping

ASKED: Mapping[str, str] = {
    "Nothing is supposed yet: choose or fill in at least one of the fields.": (
        "Noch ist nichts angenommen: Wählen Sie etwas, oder füllen Sie mindestens eines der Felder aus."
    ),
    # the list
    "All questions": "Alle Fragen",
    "What can be asked of this file": "Was sich diese Datei fragen lässt",
    "What needs more than the file says": "Wozu die Datei noch nicht genug sagt",
    "Where it leads": "Wohin es führt",
    "Who gains": "Wer gewinnt",
    "What could change it": "Was es ändern könnte",
    "Deals": "Einigungen",
    "Threats": "Drohungen",
    "Doubts": "Zweifel",
    "Details": "Einzelheiten",
    # why a question cannot be asked
    "The file does not say what is done today: mark that on the page Table.": (
        "Die Datei sagt nicht, was heute getan wird: Das lässt sich auf der Seite Tabelle ankreuzen."
    ),
    "The file has one account only: there is nothing to compare it with.": (
        "Die Datei hat nur eine Lesart: Es gibt nichts, womit sie zu vergleichen wäre."
    ),
    "Nothing in the file is marked as doubtful: no wish is unsure, and no source.": (
        "Nichts in der Datei ist als zweifelhaft bezeichnet: kein Wunsch und keine Quelle."
    ),
    "It cannot be asked where the file leaves open what a party prefers.": (
        "Das geht nicht, wo die Datei offen lässt, was eine Partei vorzieht."
    ),
    "The file tells of no power that shifts from one side to another.": (
        "Die Datei sagt nichts von Macht, die sich von einer Seite zur anderen verschiebt."
    ),
    "The file has no phases: what changes at which time.": (
        "Die Datei hat keine Phasen: was sich zu welcher Zeit ändert."
    ),
    "The file has no record of what happened and when.": (
        "Die Datei hält nicht fest, was wann geschehen ist."
    ),
    "The file does not say that a party is wrong about another one.": (
        "Die Datei sagt nicht, dass sich eine Partei in einer anderen täuscht."
    ),
    "The file does not say what groups a party consists of.": (
        "Die Datei sagt nicht, aus welchen Gruppen eine Partei besteht."
    ),
    "It would tell what a party wants that is confidential.": (
        "Die Antwort verriete, was eine Partei vertraulich will."
    ),
    # questions
    "What holds, and where does it lead?": "Was hat Bestand, und wohin führt es?",
    "How do we get there from here?": "Wie kommt man von heute dorthin?",
    "Why does an outcome hold, or not?": "Warum hat ein Ausgang Bestand, oder warum nicht?",
    "What do the rival accounts predict, and where do they part?": (
        "Was sagen die Lesarten voraus, und worin gehen sie auseinander?"
    ),
    "What lasts, and what is left once something changes?": (
        "Was hält sich, und was wird aufgegeben, sobald sich etwas ändert?"
    ),
    "Is something better for everybody?": "Gibt es etwas, das für alle besser ist?",
    "Who can tip it, and by wanting what?": "Wer kann es kippen, und wenn er was will?",
    "What if an option is gone, a party stays away, talks collapse?": (
        "Was, wenn eine Möglichkeit wegfällt, eine Partei fernbleibt, Gespräche scheitern?"
    ),
    "Which groups could leave together, and would the rest let them?": (
        "Welche Gruppen könnten gemeinsam ausscheren, und ließen die anderen sie gewähren?"
    ),
    "What could a party agree to at home, and whose takeover changes the outcome?": (
        "Worauf könnte sich eine Partei intern einlassen, und wessen Übernahme ändert den Ausgang?"
    ),
    "Which deal beats no deal, is fair, and would be kept?": (
        "Welche Einigung ist besser als keine, ist gerecht und würde eingehalten?"
    ),
    "Which deal would bargaining reach, and who would hold it up?": (
        "Auf welche Einigung liefe Verhandeln hinaus, und wer hielte sie auf?"
    ),
    "Is an ultimatum credible, and does it deter?": "Ist ein Ultimatum glaubhaft, und schreckt es ab?",
    "Would peace be kept while power shifts?": "Hielte Frieden, während sich Macht verschiebt?",
    "If some of what the file says is wrong: does the answer hold?": (
        "Wenn manches in der Datei falsch ist: Bleibt es bei der Antwort?"
    ),
    "Who is mistaken about whom, and what comes of it?": "Wer täuscht sich in wem, und was wird daraus?",
    "Is that how it went?": "Ist es so gekommen?",
    "What do the outcomes that hold have in common?": "Was haben die Ausgänge gemeinsam, die Bestand haben?",
    "Which outcomes are possible?": "Welche Ausgänge sind möglich?",
    "Is the file sound, and what in it has no source or no use?": (
        "Ist die Datei in Ordnung, und was darin hat keine Quelle oder keinen Nutzen?"
    ),
    # what each is about
    "What holds, and where today leads: if the sides look ahead, and if they do not.": (
        "Was Bestand hat und wohin es von heute aus führt: wenn die Seiten vorausschauen, und wenn sie es nicht tun."
    ),
    "The shortest ways from today to where it may end, step by step.": (
        "Die kürzesten Wege von heute dorthin, wo es enden kann, Schritt für Schritt."
    ),
    "Who could gain by leaving an outcome, what the others could answer, whether the answer pays for them, and what it "
    "would cost whoever left.": (
        "Wer gewinnen könnte, wenn er einen Ausgang verlässt, was die anderen antworten könnten, ob sich das für sie "
        "lohnt und was es den kostet, der ihn verlassen hat."
    ),
    "All accounts side by side: what they share, where each of them leads, and whose wishes decide between them.": (
        "Alle Lesarten nebeneinander: was ihnen gemeinsam ist, wohin jede führt und wessen Wünsche zwischen ihnen "
        "entscheiden."
    ),
    "Every account followed through the times of the file: what lasts through all of them, what is left once something "
    "changes, and what a party gains by waiting.": (
        "Jede Lesart durch die Zeiten der Datei verfolgt: was sich durch alle hält, was aufgegeben wird, sobald sich "
        "etwas ändert, und was eine Partei durch Warten gewinnt."
    ),
    "Outcomes that everybody, or the parties you mark, would prefer to where it leads and to today; who would have to "
    "move, and who could spoil it.": (
        "Ausgänge, die alle oder die angekreuzten Parteien dem vorzögen, wohin es führt, und dem Heute; wer sich "
        "bewegen müsste und wer es verderben könnte."
    ),
    "For each party, what a change of its mind alone could bring about, and who would gain or lose by it. With a goal: "
    "the fewest changes of wishes that bring it about, or that none would.": (
        "Für jede Partei, was allein ein Sinneswandel von ihr bewirken könnte und wer dadurch gewänne oder verlöre. "
        "Mit einem Ziel: die wenigsten Änderungen von Wünschen, die es herbeiführen, oder dass keine es tut."
    ),
    "Before and after a change, side by side. Changes can be combined.": (
        "Vor und nach einer Änderung, nebeneinander. Mehrere Änderungen gelten zugleich."
    ),
    "Which parties could leave an outcome together, for what, and how the rest could answer.": (
        "Welche Parteien einen Ausgang gemeinsam verlassen könnten, wofür, und wie die übrigen antworten könnten."
    ),
    "What enough groups inside a party prefer to today, what power each has, and what follows if one of them takes "
    "over.": (
        "Was genug Gruppen in einer Partei dem Heute vorziehen, welche Macht jede hat und was folgt, wenn eine von "
        "ihnen das Sagen bekommt."
    ),
    "What the parties could agree on, compared with what comes without a deal: which deals are better for all who "
    "sign, which are fair and by which rule, who could block them, and whether they would be kept.": (
        "Worauf sich die Parteien einigen könnten, verglichen mit dem, was ohne Einigung kommt: welche Einigungen für "
        "alle besser sind, die unterschreiben, welche gerecht sind und nach welcher Regel, wer sie verhindern könnte "
        "und ob sie eingehalten würden."
    ),
    "Many negotiations, played through: which deal is reached, how often, and who holds it up. A stress test, not a "
    "forecast.": (
        "Viele durchgespielte Verhandlungen: welche Einigung erreicht wird, wie oft, und wer sie aufhält. Eine "
        "Belastungsprobe, keine Vorhersage."
    ),
    "Whether a threat can be carried out, whether it hurts and pays, and whether the other side would give way; which "
    "threats that hold something up are bluffs.": (
        "Ob eine Drohung wahr gemacht werden kann, ob sie wehtut und sich lohnt, und ob die andere Seite nachgäbe; "
        "welche Drohungen, auf denen etwas beruht, leer sind."
    ),
    "Where power shifts: would the side that grows weaker rather fight now than wait, whatever it is promised? What "
    "guarantee, how long a time or what cost of war would change that?": (
        "Wo sich Macht verschiebt: Würde die Seite, die schwächer wird, lieber jetzt kämpfen als warten, was immer man "
        "ihr verspricht? Welche Garantie, wie viel Zeit oder welche Kosten eines Krieges änderten das?"
    ),
    "How much of the answer hangs on what the file marks as doubtful, and what to find out first.": (
        "Wie viel von der Antwort an dem hängt, was die Datei als zweifelhaft bezeichnet, und was zuerst "
        "herauszufinden wäre."
    ),
    "Everybody moves by what they believe of the others: who is surprised, by what, and which correction would change "
    "the outcome.": (
        "Alle handeln nach dem, was sie von den anderen glauben: wer überrascht wird, wovon, und welche Berichtigung "
        "den Ausgang änderte."
    ),
    "What has happened, set against every account: which moves were in the interest of whoever made them, and which "
    "account explains most.": (
        "Was geschehen ist, gegen jede Lesart gehalten: welche Züge im Interesse dessen lagen, der sie tat, und welche "
        "Lesart am meisten erklärt."
    ),
    "How many outcomes hold, what they have in common, what is open, and what goes together; some are shown.": (
        "Wie viele Ausgänge Bestand haben, was ihnen gemeinsam ist, was offen bleibt und was zusammengehört; einige "
        "werden gezeigt."
    ),
    "The outcomes that the rules of the file allow: all of them, or those in which something holds.": (
        "Die Ausgänge, die nach den Regeln der Datei möglich sind: alle, oder die, in denen etwas gilt."
    ),
    "Whether the file is sound; what in it has no source, and what nothing in it uses.": (
        "Ob die Datei in Ordnung ist; was darin keine Quelle hat und was nirgends gebraucht wird."
    ),
    # fields
    "if each side looks only at its own next move": "wenn jede Seite nur ihren eigenen nächsten Zug bedenkt",
    "if each side fears any answer, even a costly one": (
        "wenn jede Seite jede Antwort fürchtet, auch eine kostspielige"
    ),
    "if each side fears any answer, even a costly one, unless it could get away from it": (
        "wenn jede Seite jede Antwort fürchtet, auch eine kostspielige, es sei denn, sie könnte ihr ausweichen"
    ),
    "if each side expects the answers that would pay for the others": (
        "wenn jede Seite mit den Antworten rechnet, die sich für die anderen lohnen"
    ),
    "Ways of looking ahead": "Arten vorauszuschauen",
    "all that matter, if none is marked": "alle, auf die es ankommt, wenn keine angekreuzt ist",
    "everybody, if none is marked": "alle, wenn niemand angekreuzt ist",
    "today, if nothing is chosen": "heute, wenn nichts gewählt ist",
    "names of what is done, joined by and, or, not": (
        "Namen dessen, was getan wird, verbunden durch and (und), or (oder), not (nicht)"
    ),
    "Number with which the draw begins": "Zahl, mit der das Losen beginnt",
    "the same number draws the same; 1 if left empty": "dieselbe Zahl lost dasselbe; 1, wenn nichts dasteht",
    "another number draws others": "eine andere Zahl lost andere",
    "How the sides look ahead": "Wie die Seiten vorausschauen",
    "What comes without a deal": "Was ohne Einigung kommt",
    "Begin at": "Beginnen bei",
    "Which outcome": "Welcher Ausgang",
    "Which party": "Welche Partei",
    "all of them, if none is chosen": "alle, wenn nichts gewählt ist",
    "Better for whom": "Besser für wen",
    "Goal": "Ziel",
    "what is to come about; without a goal, every party is looked at": (
        "was zustande kommen soll; ohne Ziel geht es um jede Partei"
    ),
    "Whose wishes may change, for a goal": "Wessen Wünsche sich ändern dürfen, bei einem Ziel",
    "At most this many changes, for a goal": "Höchstens so viele Änderungen, bei einem Ziel",
    "as many as can be looked through, if left empty": "so viele, wie sich durchsehen lassen, wenn nichts dasteht",
    "For a goal: it counts even if today does not lead there": (
        "Bei einem Ziel: Es zählt auch, wenn es von heute aus nicht dorthin führt"
    ),
    "Without a goal: look for a single wish behind each gain, too (takes longer)": (
        "Ohne Ziel: für jeden Gewinn auch nach einem einzelnen Wunsch suchen (dauert länger)"
    ),
    "What is always done, or never": "Was immer getan wird, oder nie",
    "always": "immer",
    "never": "nie",
    "What nobody can do any more": "Was niemand mehr tun kann",
    "Who goes on doing what it does today": "Wer bei dem bleibt, was er heute tut",
    "Who is not at the table": "Wer nicht am Tisch sitzt",
    "What a party wants above all": "Was eine Partei vor allem will",
    "Party": "Partei",
    "What it wants": "Was sie will",
    "Everything of one kind is gone": "Alles von einer Art fällt weg",
    "diplomacy: talks collapse": "diplomacy: Gespräche scheitern",
    "One group": "Eine Gruppe",
    "mark its members; every group is looked at if none is marked": (
        "ihre Mitglieder ankreuzen; um jede Gruppe geht es, wenn niemand angekreuzt ist"
    ),
    "At most this many members": "Höchstens so viele Mitglieder",
    "groups of any size, if left empty": "Gruppen jeder Größe, wenn nichts dasteht",
    "today and where it leads, if nothing is chosen": "heute und wohin es führt, wenn nichts gewählt ist",
    "all that have groups, if none is chosen": "alle, die Gruppen haben, wenn nichts gewählt ist",
    "Compared with": "Verglichen mit",
    "Only deals in which this holds": "Nur Einigungen, in denen dies gilt",
    "How many negotiations": "Wie viele Verhandlungen",
    "1,000 if left empty": "1000, wenn nichts dasteht",
    "Rounds until time is up": "Runden, bis die Zeit um ist",
    "20 if left empty": "20, wenn nichts dasteht",
    "Chance that talks go on after each round": "Chance, dass es nach jeder Runde weitergeht",
    "above 0 and at most 1; 1 if left empty: they never break off": (
        "über 0 und höchstens 1, mit Punkt statt Komma; 1, wenn nichts dasteht: Sie brechen nie ab"
    ),
    "When each party gives way": "Wann jede Partei nachgibt",
    "drawn anew each time, for a party of which nothing is chosen": (
        "jedes Mal neu gelost für eine Partei, bei der nichts gewählt ist"
    ),
    "late": "spät",
    "evenly": "gleichmäßig",
    "early": "früh",
    "as much as the others do": "so weit wie die anderen",
    "Which ultimatum": "Welches Ultimatum",
    "all of them and every other threat, if none is chosen": "alle und jede andere Drohung, wenn nichts gewählt ist",
    "Look wherever moves could lead from today, also moves by which nobody gains": (
        "Überall nachsehen, wohin Züge von heute aus führen könnten, auch solche, durch die niemand gewinnt"
    ),
    "Which shift of power": "Welche Machtverschiebung",
    "How often it may end here": "Wie oft es hier enden kann",
    "where it may lead, if nothing is chosen": "wohin es führen kann, wenn nichts gewählt ist",
    "How many cases to draw": "Wie viele Fälle gelost werden",
    "all of them where that is possible, if left empty": "alle, wo das möglich ist, wenn nichts dasteht",
    "Up to which date": "Bis zu welchem Tag",
    "2025, 2025-05 or 2025-05-10; the whole record if left empty": (
        "2025, 2025-05 oder 2025-05-10; alles Festgehaltene, wenn nichts dasteht"
    ),
    "Only outcomes in which this holds": "Nur Ausgänge, in denen dies gilt",
    "How many to show": "Wie viele gezeigt werden",
    "6 if left empty": "6, wenn nichts dasteht",
    "where it leads, if the sides look ahead": "wohin es führt, wenn die Seiten vorausschauen",
    "where it leads, if they do not look ahead": "wohin es führt, wenn sie nicht vorausschauen",
    "what is done today": "was heute getan wird",
    "These accounts do not say enough for it:": "Diese Lesarten sagen dafür nicht genug:",
    "one that the page Answer speaks of": "einer, von dem die Seite Antwort spricht",
    "or by what is done there": "oder durch das, was dort getan wird",
    "What can be written for what is done": "Was sich für das schreiben lässt, was getan wird",
}
