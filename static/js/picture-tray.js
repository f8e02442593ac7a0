// @ts-check
// The pictures of a text that is being written: picked, pasted, dropped or fetched,
// sent a few at a time, put into order, one of them chosen to stand for the post.

import { takeFiles } from "./picture-files.js";
import { keepLines } from "./picture-lines.js";
import { dragRows, inBatchOrder, intoPlaces, lay, move } from "./picture-order.js";
import { PictureRow } from "./picture-row.js";
import { shrink } from "./picture-shrink.js";
import { send } from "./picture-upload.js";
import { waitForPictures } from "./picture-wait.js";

const AT_ONCE = 3;

class PictureTray extends HTMLElement {
  /** @type {PictureRow[]} */
  rows = [];
  count = 0;

  connectedCallback() {
    const form = this.closest("form");
    if (!form || this.form) return;
    this.form = form;
    this.main = /** @type {HTMLInputElement} */ (form.elements.namedItem("main_picture"));
    this.stand((this.dataset.pictures ?? "").split(" ").filter(Boolean));
    const text = form.querySelector("textarea");
    if (text && !form.querySelector("rich-editor")) keepLines(form, text);
    form.addEventListener("pictures-changed", (event) => this.stand(/** @type {CustomEvent} */ (event).detail.urls));
    this.addEventListener("click", (event) => this.act(event));
    this.list.addEventListener("change", (event) => this.choose(/** @type {HTMLInputElement} */ (event.target).value));
    dragRows(this.list, () => this.reorder());
    takeFiles(this, form);
    waitForPictures(this, form);
  }

  get list() {
    return /** @type {HTMLElement} */ (this.querySelector("ol"));
  }

  get isBusy() {
    return this.rows.some(({ state }) => state === "waiting" || state === "running");
  }

  get ready() {
    return this.rows.filter(({ state }) => state === "ready");
  }

  get failed() {
    return this.rows.filter(({ state }) => state === "failed");
  }

  pick() {
    /** @type {HTMLInputElement} */ (this.querySelector("[type=file]")).click();
  }

  /** @param {Iterable<File>} files */
  take(files) {
    const batch = this.count + 1;
    for (const file of files) {
      const row = this.add(file.name || this.dataset.unnamed || "");
      row.file = file;
      row.batch = batch;
    }
    this.go();
  }

  /** @param {string[]} urls */
  fetchForeign(urls) {
    for (const url of urls) {
      const known = this.rows.find(({ from }) => from === url);
      if (!known) this.add(url.length > 50 ? `${url.slice(0, 49)}…` : url).from = url;
    }
    this.go();
  }

  /** @param {string} name */
  add(name) {
    const row = new PictureRow(/** @type {HTMLTemplateElement} */ (this.querySelector("template")), name);
    row.number = this.count += 1;
    row.become("waiting");
    this.rows.push(row);
    this.list.append(row.element);
    return row;
  }

  go() {
    const running = this.rows.filter(({ state }) => state === "running").length;
    const next = this.rows.filter(({ state }) => state === "waiting").slice(0, AT_ONCE - running);
    for (const row of next) this.run(row);
    this.say();
  }

  /** @param {PictureRow} row */
  async run(row) {
    row.abort = new AbortController();
    row.become("running");
    try {
      const body = new FormData();
      if (row.file) body.set("file", await shrink(row.file, (preview) => row.show(preview)), row.name);
      else body.set("url", row.from);
      if (row.abort.signal.aborted) return;
      const stored = await send((row.file ? this.dataset.url : this.dataset.fetchUrl) ?? "", body, {
        signal: row.abort.signal,
        onProgress: (part) => row.progress(part),
        texts: this.dataset,
      });
      row.arrive(stored.url);
      if (row.from) this.tell("picture-replaced", { ...stored, from: row.from });
      else this.tell("picture-ready", stored);
      row.file = null;
      this.order(inBatchOrder(this.ready, row.batch));
    } catch (error) {
      if (row.abort.signal.aborted) return;
      row.become("failed", /** @type {Error} */ (error).message);
      this.tell("picture-failed", { from: row.from });
    }
    this.go();
  }

  /** @param {string} name @param {object} detail */
  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }

  /** The text holds these pictures, in this order. @param {string[]} urls */
  stand(urls) {
    const own = urls.filter((url) => url.startsWith("/media/"));
    this.rows = this.rows.filter((row) => {
      const stays = row.state !== "ready" || own.includes(row.url);
      if (!stays) row.element.remove();
      return stays;
    });
    for (const url of own) {
      if (!this.rows.some((row) => row.url === url)) this.add(`${this.dataset.picture} ${this.rows.length + 1}`).arrive(url);
    }
    const place = (/** @type {PictureRow} */ { url }) => own.indexOf(url);
    this.rows = intoPlaces(
      this.rows,
      this.ready.sort((one, other) => place(one) - place(other)),
    );
    lay(this.list, this.rows);
    this.mark();
    this.say();
  }

  /** Has the text follow another order of what is ready. @param {PictureRow[]} ready */
  order(ready) {
    const isNew = ready.some((row, place) => row !== this.ready[place]);
    this.rows = intoPlaces(this.rows, ready);
    lay(this.list, this.rows);
    if (isNew) this.tell("picture-order", { urls: ready.map(({ url }) => url) });
    this.mark();
  }

  /** Somebody has moved the rows by hand. */
  reorder() {
    const place = (/** @type {PictureRow} */ { element }) => [...this.list.children].indexOf(element);
    for (const row of this.rows) row.batch = 0;
    this.rows.sort((one, other) => place(one) - place(other));
    this.tell("picture-order", { urls: this.ready.map(({ url }) => url) });
    this.mark();
  }

  /** @param {string} url */
  choose(url) {
    if (!this.main) return;
    this.main.value = url;
    this.main.dispatchEvent(new Event("change", { bubbles: true }));
    this.mark();
  }

  /** Shows which one stands for the post: the chosen one, else the first. */
  mark() {
    const main = this.ready.find(({ url }) => url === this.main?.value) ?? this.ready[0];
    if (main) main.radio.checked = true;
  }

  /** @param {MouseEvent} event */
  act(event) {
    const button = /** @type {Element} */ (event.target).closest("button");
    const row = this.rows.find(({ element }) => element.contains(button));
    const act = button?.value;
    if (act === "pick") this.pick();
    if (!row) return;
    if (act === "retry") row.become("waiting");
    if (act === "earlier" && move(row.element, -1)) this.reorder();
    if (act === "later" && move(row.element, 1)) this.reorder();
    if (act === "cancel" || act === "remove") this.drop(row);
    this.go();
  }

  /** @param {PictureRow} row */
  drop(row) {
    row.abort.abort();
    const place = this.rows.indexOf(row);
    this.rows.splice(place, 1);
    row.element.remove();
    if (row.state === "ready") this.tell("picture-removed", { url: row.url });
    const next = this.rows[place] ?? this.rows[place - 1];
    const focus = next?.element.querySelector("button:not([hidden])") ?? this.querySelector("[value=pick]");
    /** @type {HTMLElement | null} */ (focus)?.focus();
    this.mark();
  }

  /** Says how far it is. @param {string} [words] instead */
  say(words = "") {
    const status = /** @type {HTMLElement} */ (this.querySelector("[role=status]"));
    const done = this.ready.length;
    const fill = (/** @type {string | undefined} */ text, /** @type {number} */ count) =>
      (text ?? "").replace("{total}", String(this.rows.length)).replace("{count}", String(count));
    if (!words && this.rows.length) words = fill(this.dataset.progress, done);
    if (this.failed.length) words += ` ${fill(this.dataset.someFailed, this.failed.length)}`;
    words = words.trim();
    if (status.textContent !== words) status.textContent = words;
  }
}

customElements.define("picture-tray", PictureTray);
