// @ts-check
// What the buttons do, by the name in their data-command: `heading:2`, `row-after`.

import { ALIGNS } from "./schema.js";

/** @typedef {{run: (chain: any, value: string, editor: any) => any, isOn?: (editor: any, value: string) => boolean}} Command */

/** @param {string} name @param {string} command @returns {Command} */
const toggle = (name, command) => ({
  run: (chain) => chain[command](),
  isOn: (editor) => editor.isActive(name),
});
/** @param {string} command @returns {Command} */
const plain = (command) => ({ run: (chain) => chain[command]() });

/** Gives the lines of the selection an alignment; "" takes it away. @param {string} align */
const alignLines = (align) => (/** @type {any} */ { tr, state }) => {
  const { from, to } = state.selection;
  state.doc.nodesBetween(from, to, (/** @type {any} */ node, /** @type {number} */ at) => {
    if (!node.isTextblock || !("class" in node.attrs)) return;
    const others = (node.attrs.class ?? "").split(" ").filter((/** @type {string} */ name) => !ALIGNS.includes(name));
    tr.setNodeAttribute(at, "class", [...others, align].filter(Boolean).join(" ") || null);
  });
  return true;
};
/** @param {any} editor */
const alignOf = (editor) => {
  const classes = (editor.state.selection.$from.parent.attrs.class ?? "").split(" ");
  return ALIGNS.find((name) => classes.includes(name)) ?? "";
};

/** @type {Record<string, Command>} */
export const COMMANDS = {
  undo: plain("undo"),
  redo: plain("redo"),
  bold: toggle("bold", "toggleBold"),
  italic: toggle("italic", "toggleItalic"),
  underline: toggle("underline", "toggleUnderline"),
  strike: toggle("strike", "toggleStrike"),
  code: toggle("code", "toggleCode"),
  bullets: toggle("bulletList", "toggleBulletList"),
  numbers: toggle("orderedList", "toggleOrderedList"),
  quote: toggle("blockquote", "toggleBlockquote"),
  line: plain("setHorizontalRule"),
  paragraph: { run: (chain) => chain.setParagraph(), isOn: (editor) => editor.isActive("paragraph") },
  "code-block": { run: (chain) => chain.setCodeBlock(), isOn: (editor) => editor.isActive("codeBlock") },
  heading: {
    run: (chain, level) => chain.setHeading({ level: Number(level) }),
    isOn: (editor, level) => editor.isActive("heading", { level: Number(level) }),
  },
  align: {
    run: (chain, side) => chain.command(alignLines(side)),
    isOn: (editor, side) => alignOf(editor) === side,
  },
  colour: {
    run: (chain, name) => (name ? chain.setMark("colour", { class: name }) : chain.unsetMark("colour")),
    isOn: (editor, name) => (name ? editor.isActive("colour", { class: name }) : !editor.isActive("colour")),
  },
  "row-before": plain("addRowBefore"),
  "row-after": plain("addRowAfter"),
  "column-before": plain("addColumnBefore"),
  "column-after": plain("addColumnAfter"),
  "row-delete": plain("deleteRow"),
  "column-delete": plain("deleteColumn"),
  "header-row": plain("toggleHeaderRow"),
  "table-delete": plain("deleteTable"),
  unlink: { run: (chain) => chain.extendMarkRange("link").unsetMark("link") },
};

/** Waits until the syllable being composed stands in the text. @param {any} view */
const finishComposing = async (view) => {
  if (!view.composing) return;
  view.dom.blur();
  await new Promise((done) => setTimeout(done, 60));
};

/** Runs a command on the text. @param {any} editor @param {string} name */
export const run = async (editor, name) => {
  const [key, value = ""] = name.split(":");
  await finishComposing(editor.view);
  COMMANDS[key].run(editor.chain().focus(), value, editor).run();
};

/** Whether a command is on where the cursor is; undefined for what is never on. @param {any} editor @param {string} name */
export const isOn = (editor, name) => {
  const [key, value = ""] = name.split(":");
  return COMMANDS[key]?.isOn?.(editor, value);
};
