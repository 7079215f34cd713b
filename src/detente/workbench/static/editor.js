// The editor of the page Text: CodeMirror stands in place of the field and writes into it, so that forms and script go on with
// the field. It is mounted in a shadow root: there its styles are no <style> of the page, and the policy needs no exception.
import {
  Annotation, ChangeSet, Decoration, EditorState, EditorView, HighlightStyle, Prec, StateEffect, StateField, Text, Transaction,
  ViewPlugin, WidgetType, acceptCompletion, autocompletion, bracketMatching, closeCompletion, completionStatus,
  currentCompletions, diff, highlightActiveLine, highlightActiveLineGutter, highlightSelectionMatches, indentService, keymap,
  lineNumbers, lintGutter, minimalSetup, nextDiagnostic, search, searchKeymap, selectedCompletion, setDiagnostics, setSelectedCompletion,
  startCompletion, syntaxHighlighting, tags, yaml,
} from "./vendor/codemirror-6.0.2-MIT.js";

const MONO = 'ui-monospace, "SF Mono", Menlo, Consolas, monospace';
const RING = { outline: "3px solid var(--accent)", outlineOffset: "1px" };
// All colours are those of the page, which knows whether it is light or dark.
const theme = EditorView.theme({
  "&": { backgroundColor: "var(--paper)", color: "var(--ink)", fontSize: ".86rem", maxHeight: "75vh" },
  "&.cm-focused": { outline: "none" },  // the frame around it shows it
  ".cm-scroller": { fontFamily: MONO, lineHeight: "1.45", minHeight: "60vh", overflow: "auto" },
  ".cm-content": { padding: ".5rem 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 .5rem" },
  ".cm-cursor": { borderLeft: "2px solid var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--tint)", color: "var(--soft)", border: "0" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 .5rem 0 .2rem" },
  ".cm-gutter-lint": { width: "1.2em" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--at)" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": { background: "var(--chosen)" },
  ".cm-selectionMatch, .cm-searchMatch": { backgroundColor: "var(--found)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--chosen)", outline: "2px solid var(--accent)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--chosen)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent", color: "var(--bad)" },
  ".cm-specialChar": { color: "var(--bad)" },
  ".cm-wrong": { backgroundColor: "var(--wrong)" },
  ".cm-told": { color: "var(--bad)", fontSize: ".92em", paddingLeft: "2ch", whiteSpace: "pre-wrap" },
  ".cm-tooltip": { backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--soft)", borderRadius: "6px",
    boxShadow: "0 3px 12px rgba(0, 0, 0, .25)", overflow: "hidden", maxWidth: "min(34rem, 92vw)" },
  ".cm-tooltip-lint": { fontFamily: "inherit" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", whiteSpace: "normal", maxHeight: "15rem",
    maxWidth: "min(34rem, 92vw)", minWidth: "min(14rem, 92vw)", padding: ".2rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: ".2rem .5rem", lineHeight: "1.4", borderRadius: "4px", overflowWrap: "anywhere" },
  ".cm-tooltip-autocomplete ul li[aria-selected], .cm-tooltip-autocomplete-disabled ul li[aria-selected]": { background: "var(--accent)", color: "var(--paper)" },
  ".cm-completionLabel": { fontFamily: MONO, fontWeight: "600" },
  ".cm-completionDetail": { color: "var(--soft)", fontStyle: "normal", marginLeft: ".6em" },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-panels": { backgroundColor: "var(--tint)", color: "var(--ink)", zIndex: "3" },
  ".cm-panels.cm-panels-top": { borderBottom: "1px solid var(--soft)" },
  ".cm-panel": { padding: ".4rem 2rem .4rem .6rem", fontSize: ".86rem" },
  ".cm-panel.cm-search label": { fontSize: ".82rem", whiteSpace: "normal", display: "inline-block" },
  ".cm-panel button[name=close], .cm-panel .cm-dialog-close": { color: "var(--ink)", fontSize: "1.2rem", padding: "0 .4rem", minHeight: "1.6rem", cursor: "pointer" },
  ".cm-textfield": { backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--soft)", borderRadius: "5px", padding: ".25rem .4rem", font: "inherit", maxWidth: "100%" },
  ".cm-textfield::placeholder": { color: "var(--soft)", opacity: "1" },
  ".cm-button": { background: "var(--paper)", color: "var(--ink)", border: "1px solid var(--soft)", borderRadius: "5px", padding: ".2rem .6rem", font: "inherit", cursor: "pointer" },
  "& input:focus-visible, & button:focus-visible": RING,
});
const colours = HighlightStyle.define([
  { tag: tags.definition(tags.propertyName), color: "var(--accent)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--quoted)" },
  { tag: [tags.labelName, tags.typeName, tags.keyword, tags.attributeValue], color: "var(--named)" },
  { tag: [tags.separator, tags.punctuation, tags.squareBracket, tags.brace, tags.meta], color: "var(--soft)" },
]);

// What is wrong stands behind the line that it is about, too; what would be allowed there stands in the list below.
class Told extends WidgetType {
  constructor(text) { super(); this.text = text; }
  eq(other) { return other.text === this.text; }
  toDOM() {
    const told = document.createElement("span");
    told.className = "cm-told";
    told.setAttribute("aria-hidden", "true");
    told.textContent = this.text;
    return told;
  }
}
const setTold = StateEffect.define();
const told = StateField.define({
  create: () => Decoration.none,
  update: (marks, change) => change.effects.reduce((found, e) => (e.is(setTold) ? e.value : found), marks.map(change.changes)),
  provide: (field) => EditorView.decorations.from(field),
});
const behind = (state, wrong) => {
  const lines = new Map();
  wrong.forEach(({ from, message }) => {
    const line = state.doc.lineAt(from);
    if (!lines.has(line.number)) lines.set(line.number, { line, message: message.replace(/ \(allowed: [^()]*\)$/, "") });
  });
  return Decoration.set([...lines.values()].flatMap(({ line, message }) => [
    Decoration.line({ class: "cm-wrong" }).range(line.from),
    Decoration.widget({ widget: new Told(message), side: 1 }).range(line.to),
  ]), true);
};

// What follows a key alone stands two deeper; how far in other lines begin, the language knows.
const inset = (text) => text.match(/^(?: |- )*/)[0].length;
const deeper = indentService.of((context, at) => {
  const { text } = context.lineAt(at, -1);
  return /^[^#]*:\s*$/.test(text) ? inset(text) + 2 : undefined;
});

// A line that is too long goes on below, under what it begins with.
const hanging = ViewPlugin.fromClass(class {
  constructor(view) { this.decorations = hung(view); }
  update(update) { if (update.docChanged || update.viewportChanged) this.decorations = hung(update.view); }
}, { decorations: (plugin) => plugin.decorations });
const hung = (view) => {
  const marks = [];
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to;) {
      const line = view.state.doc.lineAt(at);
      const deep = Math.min(24, inset(line.text));
      if (deep) marks.push(Decoration.line({ attributes: { style: `padding-left: calc(.5rem + ${deep}ch); text-indent: -${deep}ch` } }).range(line.from));
      at = line.to + 1;
    }
  }
  return Decoration.set(marks);
};

// Places are counted in characters at the server, and here in units of which some characters need two.
const units = (text, count) => [...text.slice(0, 2 * count)].slice(0, count).join("").length;
const characters = (text) => text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g) || []).length;

// Where a mistake stands: from its place to the end of the value or key that begins there.
const place = (doc, { line, column }) => {
  const { from, text } = doc.line(Number(line));
  const at = column ? units(text, Math.max(0, Number(column) - 1)) : text.search(/\S|$/);
  const [found] = text.slice(at).match(/^(?:"[^"]*"|'[^']*'|[^,[\]{}#]+|.)?/u);
  return { from: from + at, to: from + at + found.trimEnd().length };
};

const phrases = (say) => ({
  "Find": say("Find"), "Replace": say("Replace"), "next": say("next"), "previous": say("previous"), "all": say("all"),
  "match case": say("match case"), "regexp": say("regexp"), "by word": say("by word"), "replace": say("replace"),
  "replace all": say("replace all"), "close": say("close"), "current match": say("current match"), "on line": say("on line"),
  "replaced match on line $": say("replaced match on line $"), "replaced $ matches": say("replaced $ matches"),
  "Go to line": say("Go to line"), "go": say("go"), "Completions": say("What can stand here"),
  "Diagnostics": say("The mistakes"), "No diagnostics": say("no mistakes"),
  "Control character": say("Control character"), "Selection deleted": say("Selection deleted"),
});

// What can be typed at a place is worked out at the server.
const offered = (area, { say, news, asks }) => {
  const same = new Map();  // a word that is offered again is the same, so that it stays chosen while the list gets shorter
  const option = ({ insert, note }) => {
    const id = JSON.stringify([insert, note]);
    if (!same.has(id)) same.set(id, { label: insert, detail: note || undefined });
    return same.get(id);
  };
  return async (context) => {
    const text = String(context.state.doc);
    const before = text.slice(0, context.pos);
    if (!context.explicit && !/[\p{L}\p{N}_.-]$/u.test(before.slice(-2))) return null;
    try {
      const body = new URLSearchParams({ text, at: characters(before) });
      const answer = await fetch(area.dataset.complete, { method: "POST", body, headers: asks });
      if (context.aborted || !answer.ok || answer.headers.get("x-status")) return null;
      const { typed, offers } = await answer.json();
      if (!offers.length && context.explicit) news(say("Nothing is known that could stand here."));
      if (!offers.length || (!context.explicit && !typed)) return null;
      news(`${say("Words that can stand here:")} ${offers.length}`, true);
      const word = typed ? [...before.slice(-2 * typed)].slice(-typed).join("") : "";
      return { from: context.pos - word.length, options: offers.map(option), filter: false };
    } catch { return null; }  // one can type without it
  };
};

const fromServer = Annotation.define();

export const mount = (area, page) => {
  const { say } = page;
  const host = document.createElement("div");
  host.className = "typed";
  area.after(host);
  // What the server has, and what was typed since; and the same of what was sent to it and is not answered yet.
  const begun = (text) => ({ doc: Text.of(text.split("\n")), since: ChangeSet.of(changed(text, area.value), text.length) });
  let known = begun(area.dataset.saved);
  let sent = null;
  let asked = false;
  const listens = EditorView.updateListener.of((update) => {
    if (update.docChanged) {
      area.value = String(update.state.doc);
      const own = !update.transactions.some((t) => t.annotation(fromServer));
      if (sent) sent.since = sent.since.compose(update.changes);
      if (own) { known.since = known.since.compose(update.changes); page.typed(); }
    }
    // What scrolls can be reached by the keyboard: by the arrows, and, where a reader looks for it, by itself.
    update.view.dom.querySelectorAll(".cm-tooltip-autocomplete > ul").forEach((list) => { list.tabIndex = 0; });
    if (asked && currentCompletions(update.state).length) {  // who asked takes one with Enter; who types gets a new line
      asked = false;
      update.view.dispatch({ effects: setSelectedCompletion(0) });
    } else if (asked && !completionStatus(update.state)) asked = false;
  });
  const keys = [
    { key: "Ctrl-Space", run: (view) => { asked = true; return startCompletion(view); } },
    // Tab leaves the text, as it leaves any field; only a word that is chosen is taken by it.
    { key: "Tab", run: (view) => { if (selectedCompletion(view.state)) return acceptCompletion(view); closeCompletion(view); return false; } },
    { key: "Mod-s", run: () => { page.save(); return true; } },
    { key: "F8", run: nextDiagnostic },
    ...searchKeymap,
  ];
  const view = new EditorView({
    root: host.attachShadow({ mode: "open" }),
    parent: host.shadowRoot,
    state: EditorState.create({
      doc: area.value,
      extensions: [
        Prec.highest(keymap.of(keys)), minimalSetup, theme, syntaxHighlighting(colours), yaml(), deeper, lineNumbers(), lintGutter(), told,
        EditorView.lineWrapping, hanging, bracketMatching(), highlightActiveLine(), highlightActiveLineGutter(),
        highlightSelectionMatches(), search({ top: true }), EditorState.allowMultipleSelections.of(true),
        EditorState.phrases.of(phrases(say)), listens,
        autocompletion({ override: [offered(area, page)], selectOnOpen: false, icons: false }),
        EditorView.contentAttributes.of({ "aria-label": area.labels[0].textContent, tabindex: "0" }),
      ],
    }),
  });
  const here = document.activeElement === area;
  const at = area.selectionStart;
  area.hidden = true;
  if (here) { view.dispatch({ selection: { anchor: Math.min(at, view.state.doc.length) } }); view.focus(); }

  const described = () => {
    view.contentDOM.ariaDescribedByElements = area.getAttribute("aria-describedby").split(" ").flatMap((id) => document.getElementById(id) || []);
  };
  const mark = () => {
    const list = document.getElementById("mistakes");
    const links = [...list.querySelectorAll("[data-line]")].filter((a) => Number(a.dataset.line) <= known.doc.lines);
    const wrong = links.map((link) => {
      const { from, to } = place(known.doc, link.dataset);
      const [start, end] = [known.since.mapPos(from, 1), known.since.mapPos(to, -1)];
      const message = link.parentElement.textContent.slice(link.textContent.length + 2);
      return { from: start, to: Math.max(start, end), severity: list.matches(".bad") ? "error" : "warning", message };
    });
    view.dispatch(setDiagnostics(view.state, wrong), { effects: setTold.of(behind(view.state, wrong)) });
    described();
  };
  mark();

  return {
    area,
    mark,
    gone: () => view.destroy(),
    // The text is on its way to the server.
    sends: () => { sent = { doc: view.state.doc, since: ChangeSet.empty(view.state.doc.length) }; },
    // A text came from the server, in answer to one that was sent or not: what it has otherwise is put in around what was typed.
    arrived: (text, answered) => {
      const { doc, since } = answered === undefined ? known : sent || begun(answered);
      const changes = ChangeSet.of(changed(String(doc), text), doc.length);
      known = { doc: changes.apply(doc), since: since.map(changes, true) };
      if (answered !== undefined) sent = null;
      const put = changes.map(since);
      if (!put.empty) view.dispatch({ changes: put, annotations: [fromServer.of(true), Transaction.addToHistory.of(false)] });
    },
    jump: (line, column) => {
      const { doc } = view.state;
      const { from, text } = doc.line(Math.min(Math.max(1, line), doc.lines));
      const to = from + Math.min(units(text, Math.max(0, (column || 1) - 1)), text.length);
      view.dispatch({ selection: { anchor: to }, effects: EditorView.scrollIntoView(to, { y: "center" }) });
      view.focus();
    },
  };
};

const changed = (before, after) => diff(before, after, { timeout: 200 }).map(({ fromA, toA, fromB, toB }) => ({ from: fromA, to: toA, insert: after.slice(fromB, toB) }));
