// @ts-check
// The pictures of the text and the form's tray of pictures, which uploads them:
// each tells the other what comes, goes and moves.

/** @typedef {HTMLElement & {pick(): void, take(files: File[]): void, fetchForeign(urls: string[]): void}} Tray */

export class Pictures {
  /** @type {number | null} where the next one goes: the place of a paste or drop */
  place = null;
  awaited = 0;
  told = "[]";
  /** @type {(() => void)[]} what waits until no syllable is being composed */
  waiting = [];

  /** @param {HTMLElement} host @param {any} editor @param {() => void} refuse says that there is no tray here */
  constructor(host, editor, refuse) {
    this.host = host;
    this.editor = editor;
    this.refuse = refuse;
    editor.on("transaction", (/** @type {any} */ { transaction }) => {
      if (this.place !== null) this.place = transaction.mapping.map(this.place);
    });
    editor.on("update", () => this.tell());
    const form = host.closest("form");
    for (const [name, react] of Object.entries({
      "picture-ready": this.insert,
      "picture-removed": this.remove,
      "picture-order": this.order,
      "picture-replaced": this.replace,
      "picture-failed": this.fail,
    })) {
      form?.addEventListener(name, (event) => {
        this.waiting.push(() => react(/** @type {CustomEvent} */ (event).detail));
        this.catchUp();
      });
    }
    editor.view.dom.addEventListener("compositionend", () => setTimeout(() => this.catchUp(), 60));
  }

  catchUp() {
    while (this.waiting.length && !this.editor.view.composing) this.waiting.shift()?.();
  }

  get tray() {
    return /** @type {Tray | null} */ (this.host.closest("form")?.querySelector("picture-tray"));
  }

  /** @param {File[]} files @param {number} place */
  take(files, place) {
    if (!this.tray || !files.length) return this.refuse();
    this.place = place;
    this.awaited = files.length;
    this.tray.take(files);
  }

  /** @param {string[]} urls pictures of other sites, in text about to be pasted */
  fetch(urls) {
    if (urls.length) setTimeout(() => this.tray?.fetchForeign([...new Set(urls)]));
  }

  /** @param {(node: any) => boolean} wanted @returns {{node: any, at: number}[]} */
  find(wanted) {
    /** @type {{node: any, at: number}[]} */
    const found = [];
    this.editor.state.doc.descendants((/** @type {any} */ node, /** @type {number} */ at) => {
      if (node.type.name === "image" && wanted(node)) found.push({ node, at });
    });
    return found;
  }

  /** @param {any[]} found @param {(node: any, index: number) => object} change */
  change(found, change) {
    const { tr } = this.editor.state;
    found.forEach(({ node, at }, index) => tr.setNodeMarkup(at, null, { ...node.attrs, ...change(node, index) }));
    this.editor.view.dispatch(tr);
  }

  insert = (/** @type {{url: string, width: number, height: number}} */ { url, width, height }) => {
    const { state } = this.editor;
    const at = this.place ?? state.selection.to;
    const attrs = { src: url, width: String(width), height: String(height), alt: "" };
    this.editor.chain().insertContentAt(at, { type: "image", attrs }, { updateSelection: false }).run();
    this.awaited -= 1;
    if (this.place !== null && this.awaited <= 0) this.place = null;
  };

  remove = (/** @type {{url: string}} */ { url }) => {
    const { tr } = this.editor.state;
    for (const { at } of this.find((node) => node.attrs.src === url).reverse()) tr.delete(at, at + 1);
    this.editor.view.dispatch(tr);
  };

  order = (/** @type {{urls: string[]}} */ { urls }) => {
    const found = this.find((node) => urls.includes(node.attrs.src));
    const sorted = found
      .map(({ node }) => node.attrs)
      .sort((one, other) => urls.indexOf(one.src) - urls.indexOf(other.src));
    this.change(found, (_node, index) => sorted[index]);
  };

  replace = (/** @type {{from: string, url: string, width: number, height: number}} */ { from, url, width, height }) =>
    this.change(
      this.find((node) => node.attrs.src === from),
      () => ({ src: url, width: String(width), height: String(height), failed: false }),
    );

  fail = (/** @type {{from?: string}} */ { from }) =>
    this.change(
      this.find((node) => node.attrs.src === from),
      () => ({ failed: true }),
    );

  /** Tells the tray which pictures stand in the text, when that has changed. */
  tell() {
    const urls = this.find(() => true).map(({ node }) => node.attrs.src);
    if (JSON.stringify(urls) === this.told) return;
    this.told = JSON.stringify(urls);
    this.host.dispatchEvent(new CustomEvent("pictures-changed", { bubbles: true, detail: { urls } }));
  }
}
