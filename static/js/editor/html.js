// @ts-check
// Between the HTML of a post and the editor: what goes in, what comes out.

import { pm } from "../../django_prose_editor/editor.js";

const BLOCK_PARENTS = "p, h1, h2, h3, h4, h5, h6, li, td, th, div, blockquote, figcaption, figure";
// As guard/sanitise.py finds them in plain text.
const ADDRESS = /https?:\/\/(?:[\w\-.~:/?#[\]@!$&'()*+,;=%]|(?<=[/=])[가-힣]{1,100}){1,2000}/g;

/**
 * Elements that load and run nothing. What the site's policy would refuse aloud, even
 * here, is only told: `style="x"` becomes `data-style="x"`.
 * @param {string} html
 */
export const parse = (html) => {
  const tame = html
    .replace(/<style\b[^]*?(<\/style>|$)/gi, "")
    .replace(/<[^<>]*>/g, (tag) => tag.replace(/\s(style|on[a-z]+)(?=\s*=)/gi, " data-$1"));
  return new DOMParser().parseFromString(`<body>${tame}`, "text/html").body;
};

// Alone in its line, a picture of ours is shown (boards/dressing.py).
const PICTURE_LINE = /^\/media\/pictures\/[\w/.-]+\.webp$/gm;

/** @param {string} text */
const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** Plain text as the server shows it: paragraphs, line breaks, blanks. @param {string} text */
export const textToHtml = (text) =>
  text
    .replaceAll("\t", "    ")
    .replace(/^\n+|\n+$/g, "")
    .replaceAll("  ", "\u00a0 ")
    .split(/\n\n+/)
    .filter((part) => part.trim())
    .map((part) => `<p>${escape(part).replace(PICTURE_LINE, '<img src="$&" alt="">').replaceAll("\n", "<br>")}</p>`)
    .join("\n");

/** What the editor holds for this HTML. @param {any} schema @param {string} html */
export const fromHtml = (schema, html) => {
  const body = parse(html);
  for (const line of body.querySelectorAll("p:empty")) line.remove(); // no reader sees it
  // A last line break in a block only keeps it open; the editor does so by itself.
  for (const end of body.querySelectorAll("br")) {
    const parent = end.closest(BLOCK_PARENTS);
    if (!parent || end.parentNode !== parent) continue;
    let after = end.nextSibling;
    while (after?.nodeType === Node.TEXT_NODE && !after.textContent?.trim()) after = after.nextSibling;
    if (!after) end.remove();
  }
  return pm.model.DOMParser.fromSchema(schema).parse(body).content;
};

/** Texts of readers' words, not of code. @param {Element} body */
const textsOf = (body) => {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  /** @type {Text[]} */
  const texts = [];
  while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode));
  return texts.filter((text) => !text.parentElement?.closest("pre"));
};

/** @param {Text} text */
const linkAddresses = (text) => {
  if (text.parentElement?.closest("a, code")) return;
  const pieces = [];
  let end = 0;
  for (const found of text.data.matchAll(ADDRESS)) {
    let url = found[0].replace(/[.,;:!?'"]+$/, "");
    if (url.endsWith(")") && !url.includes("(")) url = url.replace(/[).,;:!?'"]+$/, "");
    const link = document.createElement("a");
    link.href = url;
    link.textContent = url;
    pieces.push(text.data.slice(end, found.index), link);
    end = found.index + url.length;
  }
  if (end) text.replaceWith(...pieces, text.data.slice(end));
};

/** The paragraph that the editor puts around the words of a list item or a cell. @param {Element} parent */
const unwrapOnlyParagraph = (parent) => {
  const [first, second] = [...parent.children].filter((child) => child.localName === "p");
  if (!first || second || first !== parent.firstElementChild || first.attributes.length) return;
  first.replaceWith(...first.childNodes);
};

/** @param {HTMLTableElement} table */
const nameHeadRows = (table) => {
  const head = document.createElement("thead");
  for (const row of [...table.rows]) {
    if ([...row.cells].some((cell) => cell.localName === "td")) break;
    head.append(row);
  }
  if (head.rows.length) table.prepend(head);
  for (const part of [...table.tBodies]) if (!part.rows.length) part.remove();
};

/** The HTML of what the editor holds; "" for nothing. @param {any} editor */
export const toHtml = (editor) => {
  const body = parse(editor.getHTML());
  while (body.lastElementChild?.matches("p:empty")) body.lastElementChild.remove();
  for (const text of textsOf(body)) {
    text.data = text.data.replaceAll("  ", "\u00a0 ");
    linkAddresses(text);
  }
  body.querySelectorAll("li, td, th, div, figure").forEach(unwrapOnlyParagraph);
  body.querySelectorAll("table").forEach(nameHeadRows);
  // An empty line has no height for readers unless something stands in it.
  for (const line of body.querySelectorAll("p:empty")) line.append(document.createElement("br"));
  return [...body.children].map((child) => child.outerHTML).join("\n");
};
