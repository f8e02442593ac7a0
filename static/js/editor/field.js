// @ts-check
// The editor's box as a field of its form: its name, its error, its label.

/** Attributes of the box, from the textarea it stands for. @param {HTMLTextAreaElement} textarea @param {string} help id of the words about keys */
export const nameBox = (textarea, help) => {
  const [label] = textarea.labels ?? [];
  if (label) label.id ||= `${textarea.id}-label`;
  const described = [textarea.getAttribute("aria-describedby"), help].filter(Boolean).join(" ");
  return {
    class: "prose editor__text",
    role: "textbox",
    dir: "auto",
    "aria-multiline": "true",
    ...(label && { "aria-labelledby": label.id }),
    ...(described && { "aria-describedby": described }),
    ...(textarea.required && { "aria-required": "true" }),
    ...(textarea.ariaInvalid && { "aria-invalid": textarea.ariaInvalid }),
  };
};

/** @param {HTMLElement} host @param {HTMLTextAreaElement} textarea @param {string} required */
export const watchValidity = (host, textarea, required) => {
  const form = textarea.form;
  const [label] = textarea.labels ?? [];
  if (label) {
    label.removeAttribute("for"); // it names the box, which no label can point to
    textarea.setAttribute("aria-labelledby", label.id);
    label.addEventListener("click", () => host.focus());
  }
  // Links from the list of errors lead to the field.
  form?.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a");
    if (!link || link.hash !== `#${textarea.id}`) return;
    event.preventDefault();
    host.focus();
  });
  const error = /** @type {HTMLElement} */ (host.querySelector(".errorlist"));
  const box = () => host.querySelector(".editor__text");
  // A hidden field cannot show what is wrong with it.
  textarea.addEventListener("invalid", (event) => {
    if (!textarea.hidden) return;
    event.preventDefault();
    error.textContent = required;
    box()?.setAttribute("aria-invalid", "true");
    const fields = /** @type {HTMLInputElement[]} */ ([...(form?.elements ?? [])]);
    if (fields.find((field) => field.willValidate && !field.validity.valid) === textarea) host.focus();
  });
  textarea.addEventListener("input", () => {
    error.textContent = "";
    if (!textarea.required || textarea.value) box()?.removeAttribute("aria-invalid");
  });
};
