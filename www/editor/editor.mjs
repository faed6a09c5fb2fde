// The editor of the Python lab: prism-code-editor, set up for Python. It is a text area, as far as
// the browser, a phone and assistive technology know, with coloured lines behind it.
//
//     const editor = createEditor(place, { code, id, describedBy, onEdit });
//     editor.open(code);      // another program, with a history of its own
//     editor.replace(code);   // the same program, changed by a button: can be undone
//     editor.mark(line);      // from 1; 0 takes the mark away
//     editor.show(line);      // goes there
//
// build.mjs bundles it into python/editor.mjs.

import { createEditor as create } from "prism-code-editor";
import { defaultKeymap, editHistory, editorCommands, setIgnoreTab } from "prism-code-editor/commands";
import { highlightBracketPairs } from "prism-code-editor/highlight-brackets";
import layout from "prism-code-editor/layout.css";
import { matchBrackets } from "prism-code-editor/match-brackets";
import { insertText, setSelection } from "prism-code-editor/utils";
import "prism-code-editor/languages/python";
import "prism-code-editor/prism/languages/python";

const ERROR = "error-line";

const styles = new CSSStyleSheet();
styles.replaceSync(layout);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, styles];

/** The library's keys, but for those that mean something else in the lab. */
function keymap() {
  const taken = ["Mod+Enter", "2+m", "10+m"];
  return Object.fromEntries(Object.entries(defaultKeymap).filter(([keys]) => !taken.includes(keys)));
}

/** Gives Tab its usual meaning back after Escape, until another key is pressed. */
function letTabLeave(textarea) {
  textarea.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") setIgnoreTab(true);
    else if (key !== "Tab" && key !== "Shift") setIgnoreTab(false);
  }, { capture: true });
  textarea.addEventListener("blur", () => setIgnoreTab(false));
}

/** Without a selection the library would copy a line, by a call that frames may refuse. */
function copySelectionsOnly(container, textarea) {
  for (const type of ["copy", "cut", "paste"]) {
    container.addEventListener(type, (event) => {
      if (textarea.selectionStart === textarea.selectionEnd) event.stopPropagation();
    }, { capture: true });
  }
}

/**
 * @param {HTMLElement} place
 * @param {{ code: string, id: string, describedBy: string, onEdit: (code: string) => void }} options
 *   `id`: of the text area, for its label; `describedBy`: the id of what says how to leave it
 */
export function createEditor(place, { code, id, describedBy, onEdit }) {
  let heard = true;
  const editor = create(
    place,
    { language: "python", tabSize: 4, value: code },
    editorCommands(keymap(), []),
    editHistory(),
    matchBrackets(false),
    highlightBracketPairs(),
  );
  const { container, lines, textarea } = editor;
  delete editor.inputCommandMap["<"]; // would put brackets round what is selected
  delete editor.keyCommandMap.Escape; // would leave the editor, where the lab stops the program
  Object.assign(textarea, { id, autocomplete: "off" });
  textarea.setAttribute("aria-describedby", describedBy);
  textarea.setAttribute("autocorrect", "off");
  letTabLeave(textarea);
  copySelectionsOnly(container, textarea);
  editor.on("update", (value) => heard && onEdit(value));

  /** Makes a change that is not reported. */
  function silently(change) {
    heard = false;
    change();
    heard = true;
  }

  return {
    open(code) {
      silently(() => editor.setOptions({ value: code }));
      container.scrollTo(0, 0);
    },
    replace(code) {
      const focused = document.activeElement;
      silently(() => insertText(editor, code, 0, textarea.value.length, 0));
      // What a browser does not type exactly is set, at the price of the history.
      if (textarea.value !== code) this.open(code);
      focused?.focus({ preventScroll: true });
    },
    mark(line) {
      for (const marked of container.querySelectorAll(`.${ERROR}`)) marked.classList.remove(ERROR);
      if (line > 0) lines[line]?.classList.add(ERROR);
    },
    show(line) {
      const start = textarea.value.split("\n", line - 1).reduce((at, text) => at + text.length + 1, 0);
      textarea.focus({ preventScroll: true });
      setSelection(editor, start);
      lines[line]?.scrollIntoView({ block: "center" });
    },
    select(start, end) {
      textarea.focus();
      setSelection(editor, start, end);
    },
    dispose: editor.remove,
  };
}
