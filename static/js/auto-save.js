// @ts-check
// Keeps what is typed: on this device at once, on the server twice a minute and
// when the page is left. A newer copy found on opening is offered, never put in.

import { fill, forget, keep, read, valuesOf } from "./device-copy.js";

const DEVICE_MS = 1000;
const SERVER_MS = 25_000;
const KEEPALIVE_MAX = 60_000; // browsers take 64 KiB along from a page that closes

class AutoSave extends HTMLElement {
  connectedCallback() {
    const form = this.closest("form");
    if (!form) return;
    this.form = form;
    this.place = `draft:${this.value("writer_mark")}:${location.pathname}`;
    this.textKey = crypto.randomUUID?.() ?? `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
    this.field("text_key").value = this.textKey;
    this.last = this.asText();
    this.abort = new AbortController();
    form.addEventListener("input", () => this.note());
    form.addEventListener("change", () => this.note());
    form.addEventListener("submit", () => this.leave());
    addEventListener("pagehide", () => this.save());
    addEventListener("pageshow", (event) => event.persisted && (this.isSent = false));
    addEventListener("online", () => this.save());
    addEventListener("storage", (event) => {
      if (event.key === this.place && event.newValue) this.say(this.dataset.elsewhere);
    });
    document.addEventListener("visibilitychange", () => document.hidden && this.save());
    setInterval(() => this.save(), SERVER_MS);
    this.offer();
  }

  /** @param {string} name @returns {HTMLInputElement} */
  field = (name) => /** @type {any} */ (this.form?.elements.namedItem(name));
  /** @param {string} name */
  value = (name) => this.field(name).value;
  asText = () => JSON.stringify(this.form && valuesOf(this.form));
  /** @param {string} [text] */
  say(text = "") {
    const state = this.querySelector("[role=status]");
    if (state) state.textContent = text;
  }

  note() {
    if (this.asText() === this.last || this.isSent) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keepHere(), DEVICE_MS);
  }

  keepHere() {
    clearTimeout(this.timer);
    // What is offered stays until it is taken or thrown away.
    if (!this.form || !this.place || this.isSent || this.isOffering) return;
    const copy = { key: this.textKey ?? "", at: Date.now(), draft: this.value("draft"), values: valuesOf(this.form) };
    keep(this.place, copy);
  }

  async save() {
    const text = this.asText();
    if (!this.form || text === this.last || this.isSent) return;
    this.keepHere();
    const body = new FormData(this.form);
    for (const field of this.form.querySelectorAll("input")) {
      if (field.type === "file" || field.type === "password") body.delete(field.name);
    }
    const before = this.last;
    this.last = text;
    try {
      const answer = await fetch(this.dataset.url ?? "", {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        keepalive: new Blob([text]).size < KEEPALIVE_MAX,
        signal: this.abort?.signal,
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const saved = await answer.json();
      this.field("draft").value = saved.id;
      this.keepHere();
      this.say(this.dataset.saved?.replace("{time}", saved.saved_at));
    } catch {
      this.last = before;
      if (!this.isSent) this.say(this.dataset.failed);
    }
  }

  leave() {
    this.keepHere();
    this.isSent = true;
    this.abort?.abort();
    this.abort = new AbortController();
  }

  offer() {
    const copy = this.place ? read(this.place) : null;
    const box = /** @type {HTMLElement | null} */ (this.querySelector(".auto-save__offer"));
    if (!copy || !box || !this.form || !this.place) return;
    if (document.cookie.includes(`sent_text=${copy.key}`)) return forget(this.place);
    if (JSON.stringify(copy.values) === this.last) return;
    const isOlder = copy.at / 1000 < Number(this.dataset.keptAt);
    if (isOlder && copy.draft === this.value("draft")) return;
    const time = box.querySelector(".auto-save__time");
    if (time) time.textContent = new Date(copy.at).toLocaleString(document.documentElement.lang);
    this.isOffering = true;
    box.hidden = false;
    box.addEventListener("click", (event) => {
      const act = /** @type {HTMLButtonElement} */ (event.target).value;
      if (!act || !this.form || !this.place) return;
      this.isOffering = false;
      box.hidden = true;
      if (act === "discard") forget(this.place);
      else fill(this.form, copy.values);
      if (act === "resume") this.field("draft").value = copy.draft;
      /** @type {HTMLElement | null} */ (this.form.querySelector("rich-editor, textarea"))?.focus();
    });
  }
}

customElements.define("auto-save", AutoSave);
