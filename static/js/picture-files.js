// @ts-check
// Brings files to the tray: from its dialog, pasted or dropped anywhere in the form
// where nobody else (such as an editor) has taken them.

/** @param {HTMLElement & {take(files: Iterable<File>): void}} tray @param {HTMLFormElement} form */
export const takeFiles = (tray, form) => {
  const input = /** @type {HTMLInputElement} */ (tray.querySelector("[type=file]"));
  input.addEventListener("change", (event) => {
    event.stopPropagation();
    tray.take([...(input.files ?? [])]);
    input.value = "";
  });
  /** @param {Event} event @param {DataTransfer | null} data */
  const take = (event, data) => {
    const target = /** @type {HTMLInputElement} */ (event.target);
    const files = [...(data?.files ?? [])];
    if (event.defaultPrevented || !files.length || target.type === "file") return;
    event.preventDefault();
    tray.take(files);
  };
  form.addEventListener("paste", (event) => take(event, event.clipboardData));
  form.addEventListener("drop", (event) => take(event, event.dataTransfer));
  form.addEventListener("dragover", (event) => {
    const isFileField = /** @type {HTMLInputElement} */ (event.target).type === "file";
    if (event.dataTransfer?.types.includes("Files") && !isFileField) event.preventDefault();
  });
};
