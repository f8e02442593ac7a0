// @ts-check
// The text as HTML: the textarea itself, in place of the editor's box.

import { parse } from "./html.js";
import { meaningOf, strangersIn } from "./meaning.js";

export class HtmlView {
  isOpen = false;

  /** @param {HTMLTextAreaElement} textarea @param {HTMLElement} box @param {(isOpen: boolean) => void} changed */
  constructor(textarea, box, changed) {
    this.textarea = textarea;
    this.box = box;
    this.changed = changed;
  }

  /** @param {boolean} isOpen */
  show(isOpen) {
    this.isOpen = isOpen;
    this.textarea.hidden = !isOpen;
    this.box.hidden = isOpen;
    this.changed(isOpen);
  }
}

/**
 * What the editor would lose of this HTML: names of things it does not know, "" for
 * something without a name, null for nothing.
 * @param {string} html @param {any} editor holding it already
 */
export const lostIn = (html, editor) => {
  const typed = parse(html);
  const strangers = strangersIn(typed).join(", ");
  if (strangers) return strangers;
  return meaningOf(typed) === meaningOf(parse(editor.getHTML())) ? null : "";
};
