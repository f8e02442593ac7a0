// @ts-check
// The row of buttons: one stop for Tab, arrows inside, Escape back to the text.

import { isOn } from "./commands.js";

/** @param {HTMLElement} bar */
const buttonsOf = (bar) => /** @type {HTMLButtonElement[]} */ ([...bar.querySelectorAll("button:not([hidden])")]);

/** @param {HTMLElement} bar @param {HTMLButtonElement} button */
const makeStop = (bar, button) => {
  for (const other of buttonsOf(bar)) other.tabIndex = other === button ? 0 : -1;
};

/** @param {HTMLElement} bar */
export const focusToolbar = (bar) => buttonsOf(bar).find((button) => button.tabIndex === 0)?.focus();

/**
 * @param {HTMLElement} bar
 * @param {{act: (button: HTMLButtonElement) => void, leave: () => void}} host
 */
export const wakeToolbar = (bar, { act, leave }) => {
  makeStop(bar, buttonsOf(bar)[0]);
  // The text keeps the focus, and with it the selection and a phone's keyboard.
  bar.addEventListener("mousedown", (event) => event.preventDefault());
  bar.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (!button || button.ariaDisabled === "true") return;
    makeStop(bar, button);
    act(button);
  });
  bar.addEventListener("keydown", (event) => {
    const buttons = buttonsOf(bar);
    const at = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const steps = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: -1 };
    if (event.key === "Escape") leave();
    else if (!(event.key in steps)) return;
    const next = buttons.at(/** @type {any} */ (steps)[event.key] % buttons.length);
    event.preventDefault();
    if (event.key === "Escape" || !next) return;
    makeStop(bar, next);
    next.focus();
  });
};

/** Shows what is on where the cursor is. @param {ParentNode} place @param {any} editor */
export const showState = (place, editor) => {
  for (const button of place.querySelectorAll("button[data-command]")) {
    const on = isOn(editor, /** @type {HTMLElement} */ (button).dataset.command ?? "");
    if (on !== undefined) button.ariaPressed = String(on);
  }
};

/** Buttons that change the text rest while it is shown as HTML. @param {HTMLElement} bar @param {boolean} isHtml */
export const restButtons = (bar, isHtml) => {
  for (const button of bar.querySelectorAll("button")) {
    const isSwitch = button.dataset.act === "html";
    if (isSwitch) button.ariaPressed = String(isHtml);
    else button.ariaDisabled = String(isHtml);
  }
};
