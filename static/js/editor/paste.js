// @ts-check
// What is pasted or dropped: files go to the tray of pictures, HTML loses what only
// its own program or site needs.

import { isOwnPicture } from "./schema.js";
import { parse } from "./html.js";

/** @param {DataTransfer | null} data */
const picturesIn = (data) => [...(data?.files ?? [])].filter((file) => file.type.startsWith("image/"));

/** @param {DataTransfer | null} data */
const hasWords = (data) => Boolean(data && parse(data.getData("text/html")).textContent?.trim());

/** Takes pasted or dropped pictures, and says whether there were any. @param {import("./pictures.js").Pictures} pictures */
export const fileHandlers = (pictures) => ({
  handlePaste: (/** @type {any} */ view, /** @type {ClipboardEvent} */ event) => {
    const files = picturesIn(event.clipboardData);
    // Word processors add a picture of the words they copy.
    if (!files.length || hasWords(event.clipboardData)) return false;
    pictures.take(files, view.state.selection.from);
    return true;
  },
  handleDrop: (/** @type {any} */ view, /** @type {DragEvent} */ event, /** @type {any} */ _slice, /** @type {boolean} */ isMoved) => {
    if (isMoved || !event.dataTransfer?.files.length) return false;
    event.preventDefault();
    const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
    pictures.take(picturesIn(event.dataTransfer), place?.pos ?? view.state.selection.from);
    return true;
  },
});

/** Turns styles that say something into what says it. @param {Element} element */
const keepMeaning = (element) => {
  const style = element.getAttribute("data-style") ?? "";
  const side = /text-align:\s*(center|right)/.exec(style)?.[1] ?? element.getAttribute("align");
  if (side === "center" || side === "right") element.classList.add(`align-${side}`);
  const wrap = (/** @type {string} */ name) => {
    const mark = document.createElement(name);
    mark.append(...element.childNodes);
    element.append(mark);
  };
  if (element.matches("span") && /font-weight:\s*(bold|[6-9]00)/.test(style)) wrap("strong");
  if (element.matches("span") && /font-style:\s*italic/.test(style)) wrap("em");
  if (element.matches("b, strong") && /font-weight:\s*normal/.test(style)) element.replaceWith(...element.childNodes);
};

/** @param {string} html @param {import("./pictures.js").Pictures} pictures */
export const cleanPasted = (html, pictures) => {
  const body = parse(html);
  for (const element of body.querySelectorAll("[data-style], [align]")) keepMeaning(element);
  // Other sites' layout: a box without meaning is no box here.
  for (const box of body.querySelectorAll("div")) {
    const section = document.createElement("section");
    section.append(...box.childNodes);
    box.replaceWith(section);
  }
  const foreign = [];
  for (const image of body.querySelectorAll("img")) {
    const src = image.getAttribute("src") ?? "";
    const own = src.startsWith(`${location.origin}/`) ? src.slice(location.origin.length) : src;
    image.setAttribute("src", own);
    if (isOwnPicture(own)) continue;
    if (/^https?:\/\//i.test(own) && pictures.tray) foreign.push(own);
    else image.remove();
  }
  pictures.fetch(foreign);
  return body.innerHTML;
};
