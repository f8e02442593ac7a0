// @ts-check
// What a post may hold in the editor: the same that guard/sanitise.py keeps.

import {
  Blockquote, Bold, BulletList, Code, CodeBlock, Document, Dropcursor, Extension, Gapcursor,
  HardBreak, Heading, History, HorizontalRule, Image, Italic, ListItem, Mark, Node, OrderedList,
  Paragraph, Strike, Table, TableCell, TableHeader, TableRow, Text, TrailingNode, Underline,
} from "../../django_prose_editor/editor.js";

export const ALIGNS = ["align-left", "align-center", "align-right"];
export const COLOURS = ["red", "orange", "yellow", "green", "blue", "purple", "gray"].map((name) => `text-${name}`);
const CLASSES = new Set([...ALIGNS, ...COLOURS]);

/** The classes of an element that readers' sheets know. @param {Element} element */
export const knownClasses = (element) => [...element.classList].filter((name) => CLASSES.has(name)).join(" ");

/** @param {string} href */
export const isSafeLink = (href) => /^(https?:\/\/|mailto:|\/(?!\/)|#)/i.test(href);

/** Pictures of this site; others are never loaded, the site's policy forbids it. @param {string} src */
export const isOwnPicture = (src) => src.startsWith("/media/");

const BLOCKS = [
  "paragraph", "heading", "blockquote", "codeBlock", "bulletList", "orderedList", "listItem", "table",
  "tableRow", "tableCell", "tableHeader", "figure", "figcaption", "div", "image",
];
const Classes = Extension.create({
  name: "classes",
  addGlobalAttributes: () => [
    {
      types: BLOCKS,
      attributes: {
        class: {
          default: null,
          parseHTML: (/** @type {Element} */ element) => knownClasses(element) || null,
        },
      },
    },
  ],
});

const Colour = Mark.create({
  name: "colour",
  addAttributes: () => ({ class: { default: null } }),
  parseHTML: () =>
    ["span", "a"].map((tag) => ({
      tag: `${tag}[class]`,
      consuming: tag === "span", // a link is a mark of its own as well
      priority: 60,
      getAttrs: (/** @type {Element} */ element) => {
        const name = COLOURS.find((colour) => element.classList.contains(colour));
        return name ? { class: name } : false;
      },
    })),
  renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes, 0],
});

const Link = Mark.create({
  name: "link",
  priority: 1000,
  inclusive: false,
  addAttributes: () => ({ href: { default: null } }),
  parseHTML: () => [
    { tag: "a[href]", getAttrs: (/** @type {Element} */ element) => isSafeLink(element.getAttribute("href") ?? "") && null },
  ],
  renderHTML: ({ HTMLAttributes }) => ["a", HTMLAttributes, 0],
});

/** @param {string} name @param {string} content */
const block = (name, content, group = "block") =>
  Node.create({
    name,
    group,
    content,
    parseHTML: () => [{ tag: name }],
    renderHTML: ({ HTMLAttributes }) => [name, HTMLAttributes, 0],
  });

const Picture = Image.extend({
  addAttributes: () => ({
    src: { default: null },
    alt: { default: "" },
    width: { default: null },
    height: { default: null },
    failed: { default: false, rendered: false },
  }),
  addInputRules: () => [],
  addNodeView: () => (/** @type {{node: any}} */ { node }) => {
    const dom = document.createElement("img");
    const show = (/** @type {any} */ shown) => {
      const { src, failed, ...rest } = shown.attrs;
      for (const [name, value] of Object.entries(rest)) {
        if (value === null) dom.removeAttribute(name);
        else dom.setAttribute(name, value);
      }
      dom.classList.toggle("is-foreign", !isOwnPicture(src));
      dom.classList.toggle("is-failed", failed);
      if (isOwnPicture(src)) dom.src = src;
      else dom.alt = rest.alt || src;
      return shown.type === node.type;
    };
    show(node);
    return { dom, update: (/** @type {any} */ next) => next.type === node.type && show(next) };
  },
}).configure({ inline: true });

const Headings = Heading.configure({ levels: [2, 3, 4] }).extend({
  parseHTML: () =>
    [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level: Math.min(Math.max(level, 2), 4) } })),
});

// Its numbers are readers' alone; the stock one writes styles of its own.
const Numbered = OrderedList.extend({
  addAttributes: () => ({
    start: { default: 1, parseHTML: (/** @type {Element} */ element) => Number(element.getAttribute("start") ?? 1) },
  }),
  addNodeView: () => null,
});

const withoutStyle = (/** @type {any} */ cell) =>
  cell.extend({ addAttributes: () => ({ colspan: { default: 1 }, rowspan: { default: 1 } }) });

export const EXTENSIONS = [
  Document, Paragraph, Text, HardBreak, History, Gapcursor, Dropcursor, TrailingNode,
  Bold, Italic, Underline, Strike, Code.extend({ excludes: "" }), Colour, Link, Classes,
  Headings, Blockquote, CodeBlock.configure({ languageClassPrefix: "" }), HorizontalRule,
  BulletList, Numbered, ListItem.extend({ content: "block+" }), Picture,
  Table.extend({ addNodeView: () => null }), TableRow, withoutStyle(TableCell), withoutStyle(TableHeader),
  block("div", "block+"), block("figure", "(block|figcaption)+"), block("figcaption", "inline*", ""),
];
