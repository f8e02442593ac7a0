// @ts-check
// Close an open popup menu with Escape, by a click beside it or when focus leaves it.

/** @param {(menu: HTMLDetailsElement) => void} close */
const forEachOpen = (close) => {
  /** @type {NodeListOf<HTMLDetailsElement>} */
  const menus = document.querySelectorAll("details.popup-menu[open]");
  menus.forEach(close);
};

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  forEachOpen((menu) => {
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
});

for (const name of ["click", "focusin"]) {
  document.addEventListener(name, (event) => {
    forEachOpen((menu) => {
      if (event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
    });
  });
}
