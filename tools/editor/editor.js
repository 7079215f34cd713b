// What the page Text needs of CodeMirror; how it is put to use stands in src/detente/workbench/static/editor.js.
export { minimalSetup } from "codemirror";
export {
  acceptCompletion, autocompletion, closeCompletion, completionStatus, currentCompletions, selectedCompletion,
  setSelectedCompletion, startCompletion,
} from "@codemirror/autocomplete";
export { yaml } from "@codemirror/lang-yaml";
export { HighlightStyle, bracketMatching, indentService, syntaxHighlighting } from "@codemirror/language";
export { lintGutter, nextDiagnostic, setDiagnostics } from "@codemirror/lint";
export { diff } from "@codemirror/merge";
export { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
export { Annotation, ChangeSet, EditorState, Prec, StateEffect, StateField, Text, Transaction } from "@codemirror/state";
export {
  Decoration, EditorView, ViewPlugin, WidgetType, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers,
} from "@codemirror/view";
export { tags } from "@lezer/highlight";
