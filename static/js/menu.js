// @ts-check
// Close the open whole-site menu with Escape, by a click beside it or when the focus
// leaves it; close a drop-down with Escape until it is left.

/** @returns {HTMLDetailsElement | null} */
const openMenu = () => document.querySelector("details.all-menu[open]");

/** The entry whose drop-down is shown. @returns {Element | null} */
const openItem = () =>
  document.querySelector(".main-menu__item:hover") ?? document.querySelector(".main-menu__item:focus-within");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = openMenu();
  if (menu) {
    menu.open = false;
    menu.querySelector("summary")?.focus();
    return;
  }
  const item = openItem();
  if (!item) return;
  if (item.contains(document.activeElement)) item.querySelector("a")?.focus();
  item.classList.add("is-closed");
});

for (const item of document.querySelectorAll(".main-menu__item")) {
  const reopen = () => item.classList.remove("is-closed");
  item.addEventListener("mouseleave", reopen);
  item.addEventListener("focusout", (event) => {
    const next = /** @type {FocusEvent} */ (event).relatedTarget;
    if (!(next instanceof Node) || !item.contains(next)) reopen();
  });
}

document.addEventListener("click", (event) => {
  const menu = openMenu();
  const isInside = event.target instanceof Element && event.target.closest(".all-menu__panel, .all-menu__button");
  if (menu && !isInside) menu.open = false;
});

document.querySelector(".all-menu")?.addEventListener("focusout", (event) => {
  const menu = openMenu();
  const next = /** @type {FocusEvent} */ (event).relatedTarget;
  if (menu && next instanceof Node && !menu.contains(next)) menu.open = false;
});
