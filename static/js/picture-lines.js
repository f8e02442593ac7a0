// @ts-check
// Without an editor a picture is a line of the plain text: its address, which the
// server shows as the picture. This keeps such lines and the tray in step.

const LINE = /^\/media\/pictures\/[\w/.-]+\.webp$/;

/** @param {HTMLFormElement} form @param {HTMLTextAreaElement} text */
export const keepLines = (form, text) => {
  const lines = () => text.value.split("\n");
  const urls = () => lines().filter((line) => LINE.test(line));
  let told = urls().join();

  const tell = () => form.dispatchEvent(new CustomEvent("pictures-changed", { detail: { urls: urls() } }));

  /** @param {string[]} next */
  const write = (next) => {
    text.value = next.join("\n");
    told = urls().join();
    text.dispatchEvent(new Event("input", { bubbles: true }));
    tell();
  };
  /** @param {string} name @param {(detail: any) => void} react */
  const on = (name, react) =>
    form.addEventListener(name, (event) => react(/** @type {CustomEvent} */ (event).detail));

  on("picture-ready", ({ url }) => {
    const before = text.value && !text.value.endsWith("\n") ? [...lines(), ""] : lines();
    write([...before.slice(0, -1), url, ""]);
  });
  on("picture-removed", ({ url }) => write(lines().filter((line) => line !== url)));
  on("picture-order", ({ urls: wanted }) => {
    const left = [...wanted];
    write(lines().map((line) => (LINE.test(line) ? (left.shift() ?? line) : line)));
  });
  text.addEventListener("input", () => {
    if (urls().join() === told) return;
    told = urls().join();
    tell();
  });
};
