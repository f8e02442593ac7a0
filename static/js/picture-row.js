// @ts-check
// One picture of the tray: a row made of the tray's template, and what state it is in.

/** @typedef {"waiting" | "running" | "ready" | "failed"} State */

export class PictureRow {
  /** @type {State} */
  state = "waiting";
  url = "";
  /** @type {File | null} what is sent, */
  file = null;
  /** or the address of a picture on another site, which the server fetches */
  from = "";
  abort = new AbortController();
  number = 0;
  batch = 0; // which files came together, until somebody orders them by hand

  /** @param {HTMLTemplateElement} template @param {string} name */
  constructor(template, name) {
    const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    this.element = /** @type {HTMLElement} */ (copy.firstElementChild);
    this.name = name;
    this.part(".picture-row__name").textContent = name;
    this.radio.setAttribute("form", "none"); // no field of the post
    for (const button of this.element.querySelectorAll("button")) {
      button.setAttribute("aria-label", `${name} ${button.textContent?.trim()}`);
    }
    this.radio.setAttribute("aria-label", `${name} ${this.radio.parentElement?.textContent?.trim()}`);
  }

  get radio() {
    return /** @type {HTMLInputElement} */ (this.element.querySelector("[type=radio]"));
  }

  /** @template {HTMLElement} Part @param {string} selector @returns {Part} */
  part = (selector) => /** @type {Part} */ (this.element.querySelector(selector));

  /** @param {State} state @param {string} [problem] */
  become(state, problem = "") {
    this.state = state;
    this.element.dataset.state = state;
    this.part("progress").hidden = state === "ready" || state === "failed";
    this.part(".picture-row__main").hidden = state !== "ready";
    this.part(".picture-row__problem").textContent = problem;
    for (const button of this.element.querySelectorAll("button")) {
      button.hidden = !(button.dataset.when ?? "").split(" ").includes(state);
    }
    if (state === "waiting") this.progress(0);
  }

  /** @param {number} part of 1; all sent is not all done, the server makes it anew */
  progress(part) {
    const bar = /** @type {HTMLProgressElement} */ (this.part("progress"));
    if (part >= 1) bar.removeAttribute("value");
    else bar.value = part;
  }

  /** @param {HTMLCanvasElement} preview */
  show(preview) {
    this.part(".picture-row__preview").replaceChildren(preview);
  }

  /** @param {string} url */
  arrive(url) {
    this.url = this.radio.value = url;
    const image = new Image(64, 64);
    image.src = url.replace(/\.webp$/, "-320.webp");
    image.alt = "";
    image.loading = "lazy";
    this.part(".picture-row__preview").replaceChildren(image);
    this.become("ready");
  }
}
