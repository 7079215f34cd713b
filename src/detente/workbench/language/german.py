"""What the pages of the workbench say, in German: each text as a template or the script has it, and as it is said here.

A text that is missing here is said in English; a test finds it.
"""

from __future__ import annotations

from collections.abc import Mapping

from detente.workbench.language.asked_german import ASKED

GERMAN: Mapping[str, str] = {
    # the graph
    "Click a state: what is done there, who would leave it and why. Click an arrow: what the move brings, and who "
    "could answer. The lists below do the same.": (
        "Ein Klick auf einen Zustand sagt, was dort getan wird, wer ihn verlassen würde und warum; ein Klick auf einen "
        "Pfeil, was der Zug bringt und wer antworten könnte. Die Listen unten sagen dasselbe."
    ),
    "Draw only what matters": "Nur zeichnen, worauf es ankommt",
    "Draw what is next to it": "Zeichnen, was daneben liegt",
    "Draw them": "Auch zeichnen",
    "next to": "neben",
    "The moves that are drawn": "Die gezeichneten Züge",
    # every page
    "The file of a party, which is confidential:": "Die Datei einer Partei; sie ist vertraulich:",
    "it belongs to": "sie gehört zu",
    "Nothing is known that could stand here.": "Nichts ist bekannt, was hier stehen könnte.",
    "Skip to the page": "Zur Seite springen",
    "nothing leaves this machine": "nichts verlässt diesen Rechner",
    "All files": "Alle Dateien",
    "Pages": "Seiten",
    "Answer": "Antwort",
    "Table": "Tabelle",
    "Wishes": "Wünsche",
    "Graph": "Graph",
    "Questions": "Fragen",
    "Text": "Text",
    "Report": "Bericht",
    "Undo": "Rückgängig",
    "What was changed before cannot be taken back: the journal beside this file cannot be read.": (
        "Frühere Änderungen lassen sich nicht zurücknehmen: Das Protokoll neben dieser Datei ist nicht lesbar."
    ),
    "Nothing to undo": "Nichts rückgängig zu machen",
    "Redo": "Wiederholen",
    "Nothing to redo": "Nichts zu wiederholen",
    "The file has mistakes": "Die Datei hat Fehler",
    "What follows from it": "Was daraus folgt",
    "Worth a look": "Einen Blick wert",
    "line": "Zeile",
    "column": "Spalte",
    "Save": "Speichern",
    "Add": "Hinzufügen",
    "to": "zu",
    "Remove": "Entfernen",
    "Name": "Name",
    "Why": "Warum",
    "Not found": "Nicht gefunden",
    "This cannot be": "Das geht nicht",
    "An error": "Ein Fehler",
    "This cannot be answered": "Das lässt sich nicht beantworten",
    # the files
    "Disputes in this folder": "Streitfälle in diesem Ordner",
    "There is no conflict file here yet.": "Hier liegt noch keine Konfliktdatei.",
    "A new dispute": "Ein neuer Streitfall",
    "What is it called?": "Wie heißt er?",
    "Water from the upper river": "Wasser vom oberen Fluss",
    "Begin": "Anfangen",
    "Begin from an example": "Mit einem Beispiel anfangen",
    "Conflict of the catalogue": "Konflikt aus dem Katalog",
    "Name of the file": "Name der Datei",
    "Make a copy": "Kopie anlegen",
    # the answer
    "The rest of the brief is being worked out": "Der Rest der Übersicht wird noch berechnet",
    "open the whole brief": "die ganze Übersicht öffnen",
    "No answer yet": "Noch keine Antwort",
    "An answer needs parties, what each of them can do, and what each of them wants.": (
        "Eine Antwort braucht Parteien, was jede von ihnen tun kann, und was jede will."
    ),
    "Parties and options: the page Table": "Parteien und Optionen: die Seite Tabelle",
    "Who wants what: the page Wishes": "Wer was will: die Seite Wünsche",
    "Mend the text": "Den Text berichtigen",
    "Taken back": "Rückgängig gemacht",
    "Done again": "Wiederholt",
    "The last change came from outside": "Die letzte Änderung kam von außen",
    "Last change": "Letzte Änderung",
    "What it changed here is marked.": "Was sie hier geändert hat, ist markiert.",
    "No longer said": "Nicht mehr gesagt",
    "Scenarios": "Szenarien",
    "What is different from the file": "Was anders ist als in der Datei",
    "Nothing.": "Nichts.",
    "Write as an account": "Als Lesart schreiben",
    "Put it in place of the file": "An die Stelle der Datei setzen",
    "Take away": "Wegnehmen",
    "Pin the file as it is now, to lay it beside others, as": (
        "Die Datei, wie sie jetzt ist, anheften, um sie neben andere zu legen, als"
    ),
    "If they cared less about it": "Wenn ihnen weniger daran läge",
    "Pin": "Anheften",
    # two changes at once
    "Two changes of the same place": "Zwei Änderungen an derselben Stelle",
    (
        "Somebody else changed this place of the file at the same time. Nothing was written. "
        "Both versions stand here; choose one."
    ): (
        "Jemand anderes hat diese Stelle der Datei zur selben Zeit geändert. Nichts wurde geschrieben. "
        "Hier stehen beide Fassungen; wählen Sie eine."
    ),
    "What you wanted to write": "Was Sie schreiben wollten",
    "What the file says now": "Was die Datei jetzt sagt",
    "Keep what the file says now": "Behalten, was die Datei jetzt sagt",
    "Write my version instead": "Stattdessen meine Fassung schreiben",
    "Your version takes back what the other one changed at these places; ‘Undo’ brings it back.": (
        "Ihre Fassung nimmt zurück, was die andere an diesen Stellen geändert hat; „Rückgängig“ holt es wieder."
    ),
    # the graph
    "The graph of states": "Der Graph der Zustände",
    "Accounts": "Lesarten",
    "The states that are drawn": "Die gezeichneten Zustände",
    "Why does a state hold, or not? Its number, or what is done in it": (
        "Warum hat ein Zustand Bestand oder nicht? Seine Nummer, oder was darin getan wird"
    ),
    "Explain": "Erklären",
    "There is nothing to draw: the states of this file are not listed.": (
        "Es gibt nichts zu zeichnen: Die Zustände dieser Datei sind nicht aufgezählt."
    ),
    # the questions
    "By whose account": "Nach welcher Lesart",
    "all of them": "allen",
    "nothing chosen": "nichts gewählt",
    "Ask": "Fragen",
    "This takes longer": "Das dauert länger",
    "Stop": "Anhalten",
    # the report
    "The report, to hand on": "Der Bericht, zum Weitergeben",
    "The brief: one page, as a web page of its own": "Die Übersicht: eine Seite, als eigene Webseite",
    "The report, as a web page of its own": "Der Bericht, als eigene Webseite",
    "The report with every detail printed, too": "Der Bericht, mit allen Einzelheiten auch im Druck",
    "The report, for Word": "Der Bericht, für Word",
    "Each link saves a file on this machine. To print, open a saved web page in the browser and print it there.": (
        "Jeder Link speichert eine Datei auf diesem Rechner. Zum Drucken öffnen Sie eine gespeicherte Webseite im "
        "Browser und drucken sie dort."
    ),
    "The file has a mistake.": "Die Datei hat einen Fehler.",
    "The file has {} mistakes.": "Die Datei hat {} Fehler.",
    "Mend it on the page Text": "Auf der Seite Text berichtigen",
    # the table
    "Who can do what": "Wer was tun kann",
    "Title": "Titel",
    "What it is about": "Worum es geht",
    "Rename": "Umbenennen",
    "done today?": "heute getan?",
    "today: yes": "heute: ja",
    "today: no": "heute: nein",
    "What it can do": "Was sie tun kann",
    "It can also": "Sie kann auch",
    "go to court": "vor Gericht gehen",
    "Begin with the parties: who can decide something here?": (
        "Beginnen Sie mit den Parteien: Wer kann hier etwas entscheiden?"
    ),
    "Next: what can the parties do? Without that nothing can happen.": (
        "Als Nächstes: Was können die Parteien tun? Ohne das kann nichts geschehen."
    ),
    "Next: who wants what? The answer follows from that.": "Als Nächstes: Wer will was? Daraus folgt die Antwort.",
    "The first party": "Die erste Partei",
    "What is not there yet": "Was noch fehlt",
    "Another party": "Eine weitere Partei",
    "What it can do, one thing a line": "Was sie tun kann, eines je Zeile",
    "Add party": "Partei hinzufügen",
    "What cannot be, or cannot be undone": "Was nicht sein kann oder nicht rückgängig zu machen ist",
    "Kind": "Art",
    "this can never be": "dies kann nie sein",
    "at most one of these": "höchstens eines davon",
    "exactly one of these": "genau eines davon",
    "at least one of these": "mindestens eines davon",
    "once taken, it stays": "einmal ergriffen, bleibt es",
    "once dropped, it stays dropped": "einmal aufgegeben, bleibt es aufgegeben",
    "Condition: what cannot be at the same time, with ‘and’, ‘or’, ‘not’ between": (
        "Bedingung: was nicht zugleich sein kann, mit ‚und‘, ‚oder‘, ‚nicht‘ dazwischen"
    ),
    "Options, with commas between": "Optionen, mit Kommas dazwischen",
    "Add rule": "Regel hinzufügen",
    "The outcomes that matter": "Die Ausgänge, auf die es ankommt",
    "Next: who wants what": "Weiter: wer was will",
    "Further up": "Weiter nach oben",
    "Further down": "Weiter nach unten",
    "Levels": "Stufen",
    "Today at": "Heute auf",
    "Levels at which it can be done, the lowest first, commas between; none: it is done or not": (
        "Stufen, auf denen es getan werden kann, die niedrigste zuerst, Kommas dazwischen; "
        "keine: es wird getan oder nicht"
    ),
    "low, high": "niedrig, hoch",
    # the text
    "The file itself": "Die Datei selbst",
    "Text of the file": "Text der Datei",
    "What you type is saved after a moment.": "Was Sie tippen, wird nach einem Augenblick gespeichert.",
    "What can stand here": "Was hier stehen kann",
    "Ctrl+Space: what can stand here; then the arrows, and Enter. Ctrl+F: find and replace. F8: the next mistake. "
    "Tab leaves the text.": (
        "Strg+Leertaste: was hier stehen kann; dann die Pfeiltasten und Enter. Strg+F: suchen und ersetzen. F8: der "
        "nächste Fehler. Tab verlässt den Text."
    ),
    # the editor
    "Find": "Suchen",
    "Replace": "Ersetzen",
    "next": "nächste Stelle",
    "previous": "vorige Stelle",
    "all": "alle Stellen",
    "match case": "Groß- und Kleinschreibung beachten",
    "regexp": "regulärer Ausdruck",
    "by word": "ganze Wörter",
    "replace": "ersetzen",
    "replace all": "alle ersetzen",
    "close": "schließen",
    "current match": "diese Stelle",
    "on line": "in Zeile",
    "replaced match on line $": "die Stelle in Zeile $ ersetzt",
    "replaced $ matches": "$ Stellen ersetzt",
    "Go to line": "Zu Zeile",
    "go": "gehen",
    "The mistakes": "Die Fehler",
    "no mistakes": "keine Fehler",
    "Control character": "Steuerzeichen",
    "Selection deleted": "Auswahl gelöscht",
    # the wishes
    "Who wants what": "Wer was will",
    "First say who the parties are and what they can do:": (
        "Sagen Sie zuerst, wer die Parteien sind und was sie tun können:"
    ),
    "the page Table": "die Seite Tabelle",
    "Parties": "Parteien",
    (
        "Most important first. Drag a card, or use its arrows. A wish is written in the words of the options, or in "
        "their names, with ‘not’, ‘and’, ‘or’, ‘if’."
    ): (
        "Das Wichtigste zuerst. Ziehen Sie eine Karte, oder nehmen Sie ihre Pfeile. Ein Wunsch steht in den Worten der "
        "Optionen da oder in ihren Namen, mit ‚nicht‘, ‚und‘, ‚oder‘, ‚wenn‘."
    ),
    "What it wants": "Was sie will",
    "a name that is free": "ein Name, der frei ist",
    "The file itself, called “base” in answers": "Die Datei selbst, in Antworten „base“ genannt",
    "Source": "Quelle",
    "How sure (0 to 1, or in %)": "Wie sicher (0 bis 1, oder in %)",
    "sure": "sicher",
    "More important": "Wichtiger",
    "Less important": "Weniger wichtig",
    "Off": "Aus",
    "On": "An",
    "switched off": "ausgeschaltet",
    "Change": "Ändern",
    "Wish": "Wunsch",
    "Copy to the account": "In diese Lesart kopieren:",
    "It wants": "Sie will",
    "Why, by whose word, how sure": "Warum, auf wessen Wort, wie sicher",
    "Add wish": "Wunsch hinzufügen",
    "not": "nicht",
    "The names that wishes are made of": "Die Namen, aus denen Wünsche bestehen",
    "Another account of the same dispute": "Eine weitere Lesart desselben Streitfalls",
    "Whose account?": "Wessen Lesart?",
    "What residents of the lower town say": "Was die Leute der unteren Stadt sagen",
    "Add account": "Lesart hinzufügen",
    "Next: the answer": "Weiter: die Antwort",
    # other forms of wishes
    "By weights: an outcome is worth the sum of the weights of what holds in it.": (
        "Nach Gewichten: Ein Ausgang ist die Summe der Gewichte dessen wert, was in ihm gilt."
    ),
    "Weight": "Gewicht",
    "What else counts": "Was noch zählt",
    "Add weight": "Gewicht hinzufügen",
    "A ranking of outcomes, the best first. What stands in one place is as good.": (
        "Eine Rangfolge von Ausgängen, der beste zuerst. Was auf demselben Platz steht, ist gleich gut."
    ),
    "preferred more strongly to what follows": "dem Folgenden mit größerem Abstand vorgezogen",
    "Better than the others here": "Besser als die anderen hier",
    "Better": "Besser",
    "Worse": "Schlechter",
    "As good as the one above": "So gut wie der darüber",
    "What is known of some outcomes: chains, the best first; ‘>’ is better than, ‘~’ as good as.": (
        "Was von einigen Ausgängen bekannt ist: Ketten, der beste zuerst; ‚>‘ ist besser als, ‚~‘ so gut wie."
    ),
    "Chain": "Kette",
    "Another chain": "Eine weitere Kette",
    "Add chain": "Kette hinzufügen",
    "This account stands on the file itself, and says only what is different.": (
        "Diese Lesart steht auf der Datei selbst und sagt nur, was anders ist."
    ),
    "This account says only what is different from the account": (
        "Diese Lesart sagt nur, was anders ist als in der Lesart"
    ),
    "What it changes": "Was sie ändert",
    "leaves out": "lässt weg",
    "in place of": "anstelle von",
    "adds": "fügt hinzu",
    "beside": "neben",
    "Take back": "Zurücknehmen",
    "What follows": "Was folgt",
    "from this account": "aus dieser Lesart",
    "Leave out here": "Hier weglassen",
    "Change here": "Hier ändern",
    "Say this instead": "Stattdessen dies sagen",
    "It wants, too": "Sie will außerdem",
    "More important than": "Wichtiger als",
    "nothing: at the end": "nichts: am Ende",
    "Add wish here": "Wunsch hier hinzufügen",
    "Give it a list of its own": "Ihr eine eigene Liste geben",
    "It wants, by this account": "Sie will, nach dieser Lesart",
    "Begin a list of its own": "Eine eigene Liste anfangen",
    "These wishes are no list of statements; change them on the page Text.": (
        "Diese Wünsche sind keine Liste von Aussagen; ändern Sie sie auf der Seite Text."
    ),
    # pairs of outcomes
    "Find out by pairs of outcomes": "An Paaren von Ausgängen herausfinden",
    "Which of two outcomes would it prefer?": "Welchen von zwei Ausgängen zöge sie vor?",
    "Back to the wishes": "Zurück zu den Wünschen",
    "By the account": "Nach der Lesart",
    "Begin anew": "Neu anfangen",
    "The first": "Der erste",
    "The second": "Der zweite",
    "This one": "Diesen",
    "In both": "In beiden",
    "Write this into the file": "Dies in die Datei schreiben",
    "It takes the place of what stands there; ‘Undo’ brings that back.": (
        "Es tritt an die Stelle dessen, was dort steht; „Rückgängig“ holt das wieder."
    ),
    "What stays open": "Was offen bleibt",
    "The answers so far": "Die Antworten bisher",
    "Rank the outcomes that matter instead": "Stattdessen die Ausgänge reihen, auf die es ankommt",
    "Find what it wants thing by thing instead": "Stattdessen Punkt für Punkt finden, was sie will",
    # the script
    "The workbench does not answer. Is it still running?": "Die Werkbank antwortet nicht. Läuft sie noch?",
    "Nothing was saved: the workbench does not answer. Is it still running?": (
        "Nichts wurde gespeichert: Die Werkbank antwortet nicht. Läuft sie noch?"
    ),
    "The workbench is back.": "Die Werkbank ist wieder da.",
    "The file was changed elsewhere. What you type is kept; both are joined when you save.": (
        "Die Datei wurde anderswo geändert. Was Sie tippen, bleibt; beim Speichern wird es zusammengeführt."
    ),
    "The file was changed; this is how it is now.": "Die Datei wurde geändert; so ist sie jetzt.",
    "The workbench does not answer. Start it again with: detente serve": (
        "Die Werkbank antwortet nicht. Starten Sie sie neu mit: detente serve"
    ),
    "Saved.": "Gespeichert.",
    "Saved. The file has mistakes.": "Gespeichert. Die Datei hat Fehler.",
    "Not saved.": "Nicht gespeichert.",
    "Not saved: the workbench does not answer. What you typed is kept here.": (
        "Nicht gespeichert: Die Werkbank antwortet nicht. Was Sie getippt haben, bleibt hier stehen."
    ),
    "Words that can stand here:": "Wörter, die hier stehen können:",
    # what is typed as a condition
    "nothing was written: “{piece}” is not understood; nearest to it: {known}": (
        "Nichts wurde geschrieben: „{piece}“ ist nicht zu verstehen; am nächsten kommen dem: {known}"
    ),
    "nothing was written: “{piece}” is not understood, and nobody can do anything yet": (
        "Nichts wurde geschrieben: „{piece}“ ist nicht zu verstehen, und noch kann niemand etwas tun"
    ),
    "nothing was written: “{piece}” can mean several things; write the name of the one that is meant: {known}": (
        "Nichts wurde geschrieben: „{piece}“ kann mehreres heißen; schreiben Sie den Namen dessen, was gemeint ist: "
        "{known}"
    ),
    "nothing was written: this is one condition; write ‘and’ or ‘or’ in place of the comma": (
        "Nichts wurde geschrieben: Dies ist eine einzige Bedingung; schreiben Sie ‚und‘ oder ‚oder‘ statt des Kommas"
    ),
    "nothing was written: something is missing at the end, or beside ‘and’, ‘or’, ‘if’ or ‘not’": (
        "Nichts wurde geschrieben: Am Ende fehlt etwas, oder neben ‚und‘, ‚oder‘, ‚wenn‘ oder ‚nicht‘"
    ),
    "nothing was written: it is not plain what ‘{piece}’ holds together here; say it with ‘and’, ‘or’ (one of them, or "
    "both), ‘xor’ (one of them alone), ‘not’, ‘if’ and parentheses": (
        "Nichts wurde geschrieben: Was ‚{piece}‘ hier zusammenhält, ist nicht klar; schreiben Sie ‚und‘, ‚oder‘ (eins "
        "oder beide), ‚xor‘ (nur eins), ‚nicht‘, ‚wenn‘ und Klammern"
    ),
    "nothing was written: “{piece}” can be done at several levels; say at which: {known}": (
        "Nichts wurde geschrieben: „{piece}“ lässt sich auf mehreren Stufen tun; sagen Sie, auf welcher: {known}"
    ),
    "nothing was written: “{piece}” cannot be done and not done in one outcome": (
        "Nichts wurde geschrieben: „{piece}“ kann in einem Ausgang nicht getan und nicht getan werden"
    ),
    "nothing was written: “{piece}” cannot be, by the rule “{rule}”": (
        "Nichts wurde geschrieben: „{piece}“ kann nicht sein, nach der Regel „{rule}“"
    ),
    "nothing was written: “{piece}” stands there twice; each level has a name of its own": (
        "Nichts wurde geschrieben: „{piece}“ steht zweimal da; jede Stufe hat einen eigenen Namen"
    ),
    "nothing was written: “{piece}” cannot name a level; that it is not done needs none": (
        "Nichts wurde geschrieben: „{piece}“ kann keine Stufe benennen; dass es nicht getan wird, braucht keine"
    ),
    "nothing was written: this cannot be read ({why})": "Nichts wurde geschrieben: Dies ist nicht zu lesen ({why})",
    "nothing was written: how sure it is takes a number from 0 to 1, as 0.6, or 60 %; “{piece}” is none": (
        "Nichts wurde geschrieben: Gefragt ist eine Zahl von 0 bis 1, wie 0,6, oder 60 %; „{piece}“ ist keine"
    ),
    "nothing was written: such a rule is about two options or more; write them with commas between": (
        "Nichts wurde geschrieben: Eine solche Regel handelt von zwei Optionen oder mehr; schreiben Sie sie mit Kommas "
        "dazwischen"
    ),
    "nothing was written: what stays once it is taken is an option; “{piece}” is none": (
        "Nichts wurde geschrieben: Was bleibt, wenn es einmal ergriffen ist, ist eine Option; „{piece}“ ist keine"
    ),
    "As good as each other": "Beide gleich gut",
    "Nobody can say": "Das kann niemand sagen",
    # accounts as wholes
    "As in the file itself": "Wie in der Datei selbst",
    "As in the account": "Wie in der Lesart",
    "As in the file itself again": "Wieder wie in der Datei selbst",
    "Again as in the account": "Wieder wie in der Lesart",
    "the file itself": "die Datei selbst",
    "Write them for this account": "Sie für diese Lesart schreiben",
    "Begin with the wishes of": "Mit den Wünschen anfangen von",
    "Or begin from an empty list: it wants, by this account": (
        "Oder mit einer leeren Liste anfangen: Sie will, nach dieser Lesart"
    ),
    "It wants nothing: any outcome is as good to it as any other.": (
        "Sie will nichts: Jeder Ausgang ist ihr so lieb wie jeder andere."
    ),
    "An account says only what is different. What you do not write for it stays as where it begins.": (
        "Eine Lesart sagt nur, was anders ist. Was Sie für sie nicht schreiben, bleibt wie dort, womit sie anfängt."
    ),
    "Begin as": "Anfangen wie",
    "like": "wie",
    "nothing: nobody wants anything yet": "nichts: Noch will niemand etwas",
    "Rename or remove this account": "Diese Lesart umbenennen oder entfernen",
    "Remove this account": "Diese Lesart entfernen",
    # parties away, ultimatums, today that cannot be
    "All that needs it": "Alles, was es braucht",
    "Remove the party": "Die Partei entfernen",
    "Ultimatums": "Ultimaten",
    "Otherwise": "Sonst",
    "Add an ultimatum: who threatens what, if something is not done": (
        "Ein Ultimatum hinzufügen: wer womit droht, wenn etwas nicht geschieht"
    ),
    "Who says it": "Wer es sagt",
    "To whom": "Zu wem",
    "What is demanded": "Was verlangt wird",
    "What happens otherwise (the threat)": "Was sonst geschieht (die Drohung)",
    "What it is called, or what was said": "Wie es heißt, oder was gesagt wurde",
    "Pay, or we go to court": "Zahlt, oder wir klagen",
    "Add ultimatum": "Ultimatum hinzufügen",
    "Today’s situation cannot be, by the rule": "Die Lage von heute kann nicht sein, nach der Regel",
    "nothing is done": "nichts wird getan",
    "Or only add a wish to these": "Oder diesen nur einen Wunsch hinzufügen",
    # questions and their forms
    **ASKED,
}
