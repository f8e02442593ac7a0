// @ts-check
// The copy of a text that stays on this device until the text is posted.

/** @typedef {{key: string, at: number, draft: string, values: [string, string | boolean][]}} Copy */

// Passwords and files never leave the form; keys and tokens belong to one page.
const KEPT = /^(text|url|email|textarea|select-one|checkbox|radio)$/;

/** @param {HTMLFormElement} form */
const fieldsOf = (form) =>
  /** @type {HTMLInputElement[]} */ ([...form.elements]).filter(
    (field) =>
      field.name &&
      (KEPT.test(field.type) || field.name === "body_format") &&
      !field.name.startsWith("human_"),
  );

/** @param {HTMLInputElement} field */
const isTicked = (field) => field.type === "checkbox" || field.type === "radio";

/** What the form holds now. @param {HTMLFormElement} form @returns {Copy["values"]} */
export const valuesOf = (form) =>
  fieldsOf(form).map((field) => [field.name, isTicked(field) ? field.checked : field.value]);

/** Puts values back, and tells whoever listens. @param {HTMLFormElement} form @param {Copy["values"]} values */
export const fill = (form, values) => {
  const left = [...values];
  for (const field of fieldsOf(form)) {
    const found = left.findIndex(([name]) => name === field.name);
    if (found < 0) continue;
    const [, value] = left.splice(found, 1)[0];
    if (isTicked(field)) field.checked = value === true;
    else field.value = String(value);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
};

/** @param {string} place @returns {Copy | null} */
export const read = (place) => {
  try {
    return JSON.parse(localStorage.getItem(place) ?? "null");
  } catch {
    return null; // no storage here, or not ours
  }
};

/** @param {string} place @param {Copy} copy */
export const keep = (place, copy) => {
  try {
    localStorage.setItem(place, JSON.stringify(copy));
  } catch {
    // A full or forbidden storage: the server's draft remains.
  }
};

/** @param {string} place */
export const forget = (place) => {
  try {
    localStorage.removeItem(place);
  } catch {
    // Nothing was kept.
  }
};
