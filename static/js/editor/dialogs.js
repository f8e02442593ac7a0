// @ts-check
// The dialogs of the toolbar: kinds of lines, alignment, colour, table, link, video.

import { isSafeLink } from "./schema.js";
import { showState } from "./toolbar.js";

/** An address as people type it, made whole; "" when it is none. @param {string} typed */
const addressOf = (typed) => {
  const text = typed.trim();
  const whole = /^[\w.+-]+@[\w-]+\.[\w.]+$/.test(text) ? `mailto:${text}` : text;
  const url = /^[a-z][\w+.-]*:|^[/#]/i.test(whole) ? whole : `https://${whole}`;
  const isReal = /^(mailto:.+@|\/|#)/i.test(url) || URL.canParse(url);
  return text && isSafeLink(url) && isReal && !/\s/.test(url) ? url : "";
};

/** @type {Record<string, (editor: any, typed: FormData) => boolean>} what sending does; false for a wrong address */
const SENT = {
  link: (editor, typed) => {
    const href = addressOf(String(typed.get("address")));
    if (!href) return false;
    const chain = editor.chain().focus();
    if (editor.isActive("link")) chain.extendMarkRange("link").setMark("link", { href });
    else if (!editor.state.selection.empty) chain.setMark("link", { href });
    else chain.insertContent({ type: "text", text: String(typed.get("words")) || href, marks: [{ type: "link", attrs: { href } }] });
    return chain.run();
  },
  video: (editor, typed) => {
    const href = addressOf(String(typed.get("address")));
    if (!/^https?:/.test(href)) return false;
    const link = { type: "text", text: href, marks: [{ type: "link", attrs: { href } }] };
    return editor.chain().focus().insertContent([{ type: "paragraph", content: [link] }, { type: "paragraph" }]).run();
  },
  table: (editor, typed) => {
    const [rows, cols] = ["rows", "columns"].map((name) => Number(typed.get(name)));
    return editor.chain().focus().insertTable({ rows, cols, withHeaderRow: typed.has("header") }).run();
  },
};

/** What a dialog shows depends on where the cursor is. @param {HTMLDialogElement} dialog @param {any} editor */
const prepare = (dialog, editor) => {
  const form = dialog.querySelector("form");
  form?.reset();
  dialog.querySelectorAll(".errorlist").forEach((error) => error.replaceChildren());
  dialog.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (dialog.querySelectorAll("[data-when]"))) {
    const [name, not] = (part.dataset.when ?? "").split("!").reverse();
    const isThere = name === "selection" ? !editor.state.selection.empty || editor.isActive("link") : editor.isActive(name);
    part.hidden = not === undefined ? !isThere : isThere;
  }
  const address = form?.elements.namedItem("address");
  if (address instanceof HTMLInputElement) address.value = editor.getAttributes("link").href ?? "";
  showState(dialog, editor);
};

/** @param {HTMLDialogElement} dialog @param {any} editor */
export const openDialog = (dialog, editor) => {
  prepare(dialog, editor);
  dialog.showModal();
};

/**
 * @param {HTMLDialogElement} dialog
 * @param {any} editor
 * @param {{run: (command: string) => void, wrongAddress: string}} host
 */
export const wakeDialog = (dialog, editor, { run, wrongAddress }) => {
  const kind = dialog.dataset.dialog ?? "";
  dialog.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    const command = button?.dataset.command;
    if (command || button?.dataset.close || event.target === dialog) dialog.close();
    if (command) run(command);
  });
  dialog.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const field = /** @type {HTMLInputElement | null} */ (form.elements.namedItem("address"));
    if (SENT[kind]?.(editor, new FormData(form)) !== false) return dialog.close();
    const error = form.querySelector(".errorlist");
    if (error) error.textContent = wrongAddress;
    field?.setAttribute("aria-invalid", "true");
    field?.focus();
  });
};
