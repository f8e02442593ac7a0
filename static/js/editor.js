// @ts-check
// <rich-editor>: wraps a form's textarea in an editor. The textarea stays what is
// sent; it changes only once somebody has changed the text.

import { Editor } from "../django_prose_editor/editor.js";
import { run } from "./editor/commands.js";
import { openDialog, wakeDialog } from "./editor/dialogs.js";
import { fromHtml, textToHtml, toHtml } from "./editor/html.js";
import { HtmlView, lostIn } from "./editor/html-view.js";
import { watchKeys } from "./editor/keys.js";
import { cleanPasted, fileHandlers } from "./editor/paste.js";
import { Pictures } from "./editor/pictures.js";
import { EXTENSIONS } from "./editor/schema.js";
import { focusToolbar, restButtons, showState, wakeToolbar } from "./editor/toolbar.js";
import { nameBox, watchValidity } from "./editor/field.js";

const LONG = 20_000;
const PAUSE_MS = 300;

class RichEditor extends HTMLElement {
  connectedCallback() {
    const textarea = this.querySelector("textarea");
    const tools = this.querySelector("template")?.content.cloneNode(true);
    if (this.editor || !textarea?.form || !(tools instanceof DocumentFragment)) return;
    this.textarea = textarea;
    const format = /** @type {HTMLInputElement | HTMLSelectElement} */ (textarea.form.elements.namedItem("body_format"));
    this.format = format;
    this.dialogs = /** @type {HTMLDialogElement[]} */ ([...tools.querySelectorAll("dialog")]);
    this.append(tools);
    this.bar = /** @type {HTMLElement} */ (this.querySelector("[role=toolbar]"));
    this.box = /** @type {HTMLElement} */ (this.querySelector(".editor__box"));
    this.status = /** @type {HTMLElement} */ (this.querySelector("[role=status]"));
    this.box.after(textarea);
    this.start();
    this.view = new HtmlView(textarea, this.box, (isHtml) => restButtons(this.bar, isHtml));
    this.view.show(false);
    this.read();
    this.listen();
    format.closest(".form-row")?.setAttribute("hidden", "");
  }

  start() {
    // Forms do not nest: the dialogs stand outside the one they serve.
    document.body.append(...this.dialogs);
    const editor = new Editor({
      element: this.box,
      extensions: EXTENSIONS,
      injectCSS: false, // our policy forbids it; css/pages/editor.css has the rules
      enableInputRules: false, // `~~` and `1.` are plain words in Korean chat
      enablePasteRules: false,
      editorProps: {
        attributes: nameBox(this.textarea, this.dataset.help ?? ""),
        transformPastedHTML: (html) => cleanPasted(html, this.pictures),
        handlePaste: (...given) => fileHandlers(this.pictures).handlePaste(...given),
        handleDrop: (...given) => fileHandlers(this.pictures).handleDrop(...given),
      },
      onUpdate: () => this.writeSoon(),
      onTransaction: () => showState(this.bar, editor),
    });
    this.editor = editor;
    this.pictures = new Pictures(this, editor, () => this.say(this.dataset.noPictures));
  }

  listen() {
    const { editor, textarea } = this;
    const act = (/** @type {HTMLButtonElement} */ button) => this.act(button);
    wakeToolbar(this.bar, { act, leave: () => this.focus() });
    watchKeys(editor, { toToolbar: () => focusToolbar(this.bar), toLink: () => this.open("link") });
    watchValidity(this, textarea, this.dataset.required ?? "");
    for (const dialog of this.dialogs) {
      const host = { run: (/** @type {string} */ name) => this.command(name), wrongAddress: this.dataset.wrongAddress ?? "" };
      wakeDialog(dialog, editor, host);
    }
    // Before anybody reads the form.
    const flush = () => this.write();
    this.addEventListener("focusout", flush);
    for (const name of ["submit", "pagehide", "visibilitychange"]) addEventListener(name, flush, { capture: true });
    // A draft or a copy put into the form comes into the editor too.
    for (const field of [textarea, this.format]) {
      field.addEventListener("input", (event) => {
        if (!this.isWriting && !event.isTrusted) this.read();
      });
    }
    const picture = this.bar.querySelector("[data-act=picture]");
    if (picture instanceof HTMLElement) picture.hidden = !this.pictures.tray;
  }

  /** @param {FocusOptions} [options] */
  focus(options) {
    if (this.view?.isOpen) this.textarea?.focus(options);
    else this.editor?.commands.focus();
  }

  /** @param {string} [text] */
  say(text = "") {
    this.status.textContent = text;
  }

  /** From the form into the editor. */
  read() {
    const { value } = this.textarea;
    const html = this.format.value === "html" ? value : textToHtml(value);
    this.load(html);
    const isLossy = lostIn(html, this.editor) === "";
    this.view.show(isLossy);
    this.say(isLossy ? this.dataset.lossy : "");
  }

  /** @param {string} html */
  load(html) {
    this.editor.commands.setContent(fromHtml(this.editor.schema, html), { emitUpdate: false });
    this.editor.commands.setTextSelection(this.editor.state.doc.content.size - 1);
    this.shown = toHtml(this.editor);
    this.pictures.tell();
  }

  /** At once, or for a long text in a pause of typing: to make HTML of it takes time. */
  writeSoon() {
    clearTimeout(this.timer);
    if (this.editor.state.doc.content.size < LONG) return this.write();
    this.timer = setTimeout(() => this.write(), PAUSE_MS);
  }

  /** From the editor into the form, when the text is another. */
  write() {
    const html = toHtml(this.editor);
    if (html === this.shown) return;
    this.shown = html;
    this.send(html);
  }

  /** @param {string} html */
  send(html) {
    this.isWriting = true;
    this.format.value = "html";
    this.textarea.value = html;
    this.textarea.dispatchEvent(new Event("input", { bubbles: true }));
    this.isWriting = false;
  }

  /** @param {HTMLButtonElement} button */
  act(button) {
    const { command, dialog, act } = button.dataset;
    this.say("");
    if (command) this.command(command);
    if (dialog) this.open(dialog);
    if (act === "html") this.switchView();
    if (act === "picture") this.pictures.tray?.pick();
  }

  /** @param {string} name */
  command(name) {
    return name === "to-text" ? this.showEditor() : run(this.editor, name);
  }

  /** @param {string} name */
  open(name) {
    const dialog = this.dialogs?.find((one) => one.dataset.dialog === name);
    if (dialog) openDialog(dialog, this.editor);
  }

  /** Shows what has been loaded from the HTML view. */
  showEditor() {
    this.view.show(false);
    this.send(this.shown);
    this.focus();
  }

  switchView() {
    const { textarea, view } = this;
    if (!view.isOpen) {
      this.send(toHtml(this.editor));
      view.show(true);
      return textarea.focus();
    }
    this.load(textarea.value);
    const lost = lostIn(textarea.value, this.editor);
    if (lost === null) return this.showEditor();
    const names = this.dialogs?.find((one) => one.dataset.dialog === "lost")?.querySelector("[data-lost]");
    if (names) names.textContent = lost || names.getAttribute("data-lost");
    this.open("lost");
  }
}

customElements.define("rich-editor", RichEditor);
