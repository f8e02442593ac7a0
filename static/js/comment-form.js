// @ts-check
// Answer or edit a comment in its place: the one form of the page moves below the
// comment to be answered; a comment's own form is fetched to edit it. Only one form
// is there at a time, so that each label has one field. Without it, both are pages.

import { fetchPart } from "./fetch-part.js";

const home = document.createElement("div");
const main = document.querySelector("form.comment-form");
const writing = main instanceof HTMLFormElement ? main : null;
const action = writing?.action ?? "";
/** @type {HTMLAnchorElement | null} */
let opener = null;
writing?.before(home);

/** Put the form back where it was written, as it was. */
function restore() {
  document.querySelectorAll("[data-cancel-answer]").forEach((button) => button.remove());
  document.querySelectorAll("form.comment-form").forEach((form) => {
    if (form !== writing) form.remove();
  });
  if (writing) {
    writing.action = action;
    home.after(writing);
  }
  opener?.focus();
  opener = null;
}

/** @param {HTMLAnchorElement} link @param {HTMLFormElement} form */
function place(link, form) {
  opener = link;
  form.action = link.href;
  link.closest(".comment")?.after(form);
  form.querySelector("textarea")?.focus();
}

/** @param {HTMLAnchorElement} link */
function answer(link) {
  if (!writing) return location.assign(link.href);
  restore();
  place(link, writing);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = link.dataset.cancel ?? "";
  button.dataset.cancelAnswer = "";
  writing.querySelector('button[type="submit"]')?.before(button);
}

/** @param {HTMLAnchorElement} link */
async function edit(link) {
  restore();
  writing?.remove();
  const form = await fetchPart(link.href, "main form.comment-form");
  if (!(form instanceof HTMLFormElement)) return location.assign(link.href);
  form.querySelector(".form__actions a")?.setAttribute("data-cancel-answer", "");
  place(link, form);
}

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest("a[data-comment-form]");
  const cancel = event.target.closest("[data-cancel-answer]");
  if (link || cancel) event.preventDefault();
  if (cancel) restore();
  else if (link instanceof HTMLAnchorElement)
    link.dataset.commentForm === "move" ? answer(link) : edit(link);
});
