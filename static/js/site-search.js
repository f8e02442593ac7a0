// @ts-check
// While one types into a site search: suggest boards, members and popular words.

import { SuggestionList } from "./suggestion-list.js";

const WAIT_MS = 150;
const OF_INPUT_METHOD = 229; // the key code of what an input method takes for itself

/**
 * @param {string} url
 * @param {AbortSignal} signal
 * @returns {Promise<import("./suggestion-list.js").Answer | null>}
 */
async function fetchAnswer(url, signal) {
  try {
    const response = await fetch(url, { signal });
    return response.ok && !response.redirected ? await response.json() : null;
  } catch {
    return null; // aborted, or nobody answers: then nothing is suggested
  }
}

/**
 * @param {HTMLInputElement} input
 * @param {string} url
 */
function watch(input, url) {
  const list = new SuggestionList(input);
  let timer = 0;
  let asking = new AbortController();
  let shown = "";

  function stop() {
    clearTimeout(timer);
    asking.abort();
    asking = new AbortController();
  }

  function close() {
    stop();
    shown = "";
    list.close();
  }

  async function ask() {
    stop();
    const { signal } = asking;
    const typed = input.value.trim();
    const answer = await fetchAnswer(`${url}?${new URLSearchParams({ q: typed })}`, signal);
    if (signal.aborted || document.activeElement !== input) return;
    shown = typed;
    if (answer) list.show(answer);
    else list.close();
  }

  // Also while a syllable is composed: what stands in the field is what is meant.
  input.addEventListener("input", () => {
    const typed = input.value.trim();
    if (!typed) return close();
    stop();
    if (typed !== shown) timer = window.setTimeout(ask, WAIT_MS);
  });

  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === OF_INPUT_METHOD) {
      if (event.key === "Enter") event.preventDefault(); // it ends the syllable alone
    } else if (event.key === "Escape" && list.isOpen) {
      event.preventDefault(); // or the field would be emptied
      event.stopPropagation();
      close();
    } else if (event.key === "Enter" && list.active) {
      event.preventDefault();
      list.active.click();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!input.value.trim()) return;
      event.preventDefault();
      if (list.isOpen) list.move(event.key === "ArrowDown" ? 1 : -1);
      else ask();
    }
  });

  input.addEventListener("blur", close);
  window.addEventListener("pagehide", close);
}

/** @type {NodeListOf<HTMLFormElement>} */
const forms = document.querySelectorAll("form[data-suggest]");
for (const form of forms) {
  const input = form.querySelector("input[type=search]");
  if (input instanceof HTMLInputElement) watch(input, form.dataset.suggest ?? "");
}
