// @ts-check
// Puts the rows of a list into another order, by buttons or by dragging.

/** @typedef {import("./picture-row.js").PictureRow} Row */

/**
 * The text's own order stands; only files that came together are put as they were
 * chosen, though the small ones arrive first.
 * @param {Row[]} inText @param {number} batch
 */
export const inBatchOrder = (inText, batch) => {
  const together = inText.filter((row) => batch && row.batch === batch);
  return intoPlaces(inText, together.sort((one, other) => one.number - other.number));
};

/** Lays some rows, in this order, into the places they have among all. @param {Row[]} rows @param {Row[]} some */
export const intoPlaces = (rows, some) => {
  const left = [...some];
  return rows.map((row) => (some.includes(row) ? /** @type {Row} */ (left.shift()) : row));
};

/** @param {HTMLElement} list @param {Row[]} rows */
export const lay = (list, rows) => {
  rows.forEach(({ element }, place) => {
    if (list.children[place] !== element) list.insertBefore(element, list.children[place]);
  });
};

/** @param {HTMLElement} row @param {number} step -1 forwards, 1 backwards; keeps the focus */
export const move = (row, step) => {
  const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return false;
  const focused = /** @type {HTMLElement | null} */ (document.activeElement);
  if (step < 0) other.before(row);
  else other.after(row);
  focused?.focus();
  return true;
};

/** @param {HTMLElement} list @param {() => void} onMoved */
export const dragRows = (list, onMoved) => {
  /** @type {HTMLElement | null} */
  let dragged = null;
  const rowAt = (/** @type {Event} */ event) =>
    /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[draggable=true]"));
  list.addEventListener("dragstart", (event) => {
    dragged = rowAt(event);
    event.dataTransfer?.setData("text/plain", "");
  });
  list.addEventListener("dragover", (event) => {
    const over = rowAt(event);
    if (!dragged || !over) return;
    event.preventDefault();
    if (over === dragged) return;
    const isAfter = dragged.compareDocumentPosition(over) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (isAfter) over.after(dragged);
    else over.before(dragged);
  });
  list.addEventListener("drop", (event) => dragged && event.preventDefault());
  list.addEventListener("dragend", () => {
    dragged = null;
    onMoved();
  });
};
