// @ts-check
// What a reader gets from some HTML, as text to compare: blocks, words with their
// marks, pictures. Two writings of the same post have the same meaning.

import { COLOURS, isSafeLink, knownClasses } from "./schema.js";

/** @type {Record<string, string>} */
const MARKS = { b: "b", strong: "b", i: "i", em: "i", u: "u", s: "s", code: "code" };
const SILENT = "script, style, template, title, textarea, select, noscript, svg, math, object";
const NAMED = "h1, h2, h3, h4, h5, h6, ul, ol, li, table, tr, td, th, blockquote, pre, figure, figcaption, div";
/** @type {Record<string, string>} */
const SAME = { h1: "h2", h5: "h4", h6: "h4" };
const LEAVES = "img, hr, iframe";
const PLAIN = "p, thead, tbody, tfoot, section, article, header, footer, main, address, dl, dt, dd, center, br";
const KNOWN = `${NAMED}, p, thead, tbody, img, hr, br, a, span, ${Object.keys(MARKS).join(", ")}`;
const ATTRIBUTES = ["src", "alt", "width", "height", "colspan", "rowspan", "start"];

/** @param {Element} element */
const facts = (element) =>
  ATTRIBUTES.map((name) => `${name}=${element.getAttribute(name) ?? ""}`)
    .filter((fact) => !/=1?$/.test(fact))
    .concat(knownClasses(element).split(" ").sort().join("."))
    .join(" ");

/** @param {Element} body @returns {string} */
export const meaningOf = (body) => {
  /** @type {string[]} */
  const said = [];
  let marks = "";
  let words = "";
  const speak = (/** @type {string} */ thing) => {
    const shown = words.replace(/[ \t\n\r\f]+/g, " ").trim();
    if (shown) said.push(shown);
    words = "";
    marks = "";
    if (thing) said.push(thing);
  };
  const say = (/** @type {string} */ text, /** @type {Set<string>} */ own) => {
    const now = [...own].sort().join(" ");
    if (now !== marks && text.trim()) words += `{${(marks = now)}}`;
    words += text;
  };
  const walk = (/** @type {Node} */ node, /** @type {Set<string>} */ own) => {
    if (node instanceof Text || node.nodeType === Node.TEXT_NODE) {
      const text = node.textContent ?? "";
      return say(node.parentElement?.closest("pre") ? text.replaceAll("\n", "↵").replaceAll(" ", "␠") : text, own);
    }
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    const element = /** @type {Element} */ (node);
    if (element.matches(SILENT)) return;
    if (element.matches(LEAVES)) return say(`<${element.localName} ${facts(element)}>`, own);
    const isNamed = element.matches(NAMED);
    const classes = knownClasses(element);
    const isBlock = isNamed || element.matches(PLAIN);
    const inner = new Set(own);
    if (!isBlock) {
      if (MARKS[element.localName] && !element.matches("pre > code")) inner.add(MARKS[element.localName]);
      const href = element.localName === "a" && element.getAttribute("href");
      if (href && isSafeLink(href)) inner.add(`a:${href}`);
      const colour = COLOURS.find((name) => element.classList.contains(name));
      if (colour) [...inner.keys()].filter((name) => name.startsWith("text-")).forEach((name) => inner.delete(name));
      if (colour) inner.add(colour);
    }
    const name = SAME[element.localName] ?? element.localName;
    if (isBlock) speak(isNamed || classes ? `<${name} ${facts(element)}>` : "");
    for (const child of element.childNodes) walk(child, inner);
    if (isBlock) speak(isNamed || classes ? `</${name}>` : "");
  };
  body.childNodes.forEach((child) => walk(child, new Set()));
  speak("");
  return said.join("\n");
};

/** Names of things in it that a post cannot hold. @param {Element} body */
export const strangersIn = (body) => [
  ...new Set([
    ...[...body.querySelectorAll("*")].filter((element) => !element.matches(KNOWN)).map((element) => element.localName),
    ...(body.querySelector("[data-style]") ? ["style"] : []),
  ]),
];
