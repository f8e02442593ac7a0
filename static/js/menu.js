// @ts-check
// Close the open whole-site menu with Escape, or by a click beside it.

/** @returns {HTMLDetailsElement | null} */
const openMenu = () => document.querySelector("details.all-menu[open]");

document.addEventListener("keydown", (event) => {
  const menu = openMenu();
  if (event.key === "Escape" && menu) {
    menu.open = false;
    menu.querySelector("summary")?.focus();
  }
});

document.addEventListener("click", (event) => {
  const menu = openMenu();
  if (menu && event.target instanceof Node && !menu.contains(event.target)) {
    menu.open = false;
  }
});
