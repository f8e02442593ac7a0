// @ts-check
// A link to a page that asks before it acts (data-dialog) shows the question in a
// dialog over this page. Whatever has no such question is opened as a page.

import { fetchPart } from "./fetch-part.js";

/** @param {HTMLAnchorElement} link */
async function ask(link) {
  const panel = await fetchPart(link.href, "main .panel:has(form)");
  const form = panel?.querySelector("form");
  if (!panel || !form) return location.assign(link.href);
  form.action = link.href;
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  const heading = panel.querySelector("h2");
  if (heading) {
    heading.id = "dialog-title";
    dialog.setAttribute("aria-labelledby", heading.id);
  }
  dialog.append(panel);
  // Closing gives the focus back to the link; the question is asked anew each time.
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (target !== dialog && !target.closest("[data-close]")) return;
    event.preventDefault();
    dialog.close();
  });
  document.querySelector("main")?.append(dialog);
  dialog.showModal();
}

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("a[data-dialog]");
  if (!(link instanceof HTMLAnchorElement)) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  ask(link);
});
