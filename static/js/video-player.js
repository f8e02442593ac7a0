// @ts-check
// Pressing a video's still puts its player in its place. Without this the link opens
// the video where it lies; so does a click that asks for another tab or window.

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const link = /** @type {HTMLAnchorElement | null} */ (target.closest(".video__link"));
  const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!link?.dataset.player || !isPlain) return;
  event.preventDefault();
  const player = document.createElement("iframe");
  player.className = "video__player";
  player.src = link.dataset.player;
  player.title = link.textContent ?? "";
  player.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  // Some players refuse to start when they are not told the site.
  player.referrerPolicy = "strict-origin-when-cross-origin";
  link.replaceWith(player);
  player.focus();
});
