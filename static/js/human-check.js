// @ts-check
// Solves the proof of work of a guest's form while he types. Where the browser
// cannot (no https, no workers) or the challenge does not come, the widget goes away
// and the form is sent without it: the server then asks a question.

/** @param {HTMLElement} widget */
function giveUp(widget) {
  const explanation = widget.nextElementSibling;
  widget.remove();
  if (explanation instanceof HTMLElement) explanation.hidden = false;
}

/** @param {any} widget */
function start(widget) {
  const form = widget.closest("form");
  let isWaiting = false;
  widget.hidden = false;
  widget.nextElementSibling.hidden = true;
  widget.addEventListener("expired", () => widget.reset());
  widget.addEventListener("statechange", (/** @type {CustomEvent} */ event) => {
    if (event.detail.state === "error") giveUp(widget);
    if (event.detail.state === "verifying" || !isWaiting) return;
    isWaiting = false;
    setTimeout(() => form.requestSubmit());
  });
  // Whoever presses the button while the proof is being made need not press it again.
  form?.addEventListener(
    "invalid",
    (/** @type {Event} */ event) => {
      if (!widget.contains(event.target)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const wrong = [...form.elements].filter((field) => !field.validity.valid);
      isWaiting = wrong.every((field) => widget.contains(field));
    },
    true,
  );
  form?.addEventListener("focusin", () => {
    if (widget.isConnected && widget.getState() === "unverified") widget.verify();
  });
}

const widgets = [...document.querySelectorAll("altcha-widget")];
if (widgets.length && window.isSecureContext && "Worker" in window) {
  await import("../vendor/altcha-3.2.2/ko.js");
  await import("../vendor/altcha-3.2.2/altcha.min.js");
  const { algorithms, defaults } = /** @type {any} */ (globalThis).$altcha;
  const worker = /** @type {HTMLElement} */ (widgets[0]).dataset.worker ?? "";
  algorithms.set("PBKDF2/SHA-256", () => new Worker(worker));
  defaults.set({ hideFooter: true, hideLogo: true, humanInteractionSignature: false });
  widgets.forEach(start);
} else {
  widgets.forEach((widget) => widget.remove());
}
