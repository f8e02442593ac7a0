// @ts-check
// Nothing is lost while pictures are under way: sending the form waits for them, and
// leaving the page asks first. A picture that failed is to be sent again or deleted.

/** @typedef {HTMLElement & {isBusy: boolean, failed: {element: HTMLElement}[], say(words?: string): void}} Tray */

/** @param {Tray} tray @param {HTMLFormElement} form */
export const waitForPictures = (tray, form) => {
  /** @type {HTMLElement | null} */
  let button = null;
  let isWaiting = false;
  form.addEventListener(
    "submit",
    (event) => {
      isWaiting = tray.isBusy;
      if (!isWaiting && !tray.failed.length) return;
      event.preventDefault();
      event.stopImmediatePropagation(); // nothing has been sent
      button = event.submitter;
      if (isWaiting) tray.say(tray.dataset.waits);
      else stop();
    },
    true,
  );
  const goOn = () => {
    if (!isWaiting || tray.isBusy) return;
    isWaiting = false;
    if (tray.failed.length) stop();
    else form.requestSubmit(button);
  };
  const stop = () => {
    tray.say(tray.dataset.stopped);
    const retry = tray.failed[0].element.querySelector("[value=retry]");
    /** @type {HTMLElement | null} */ (retry)?.focus();
  };
  for (const name of ["picture-ready", "picture-replaced", "picture-failed", "click"]) {
    tray.addEventListener(name, () => setTimeout(goOn)); // once the tray itself is done
  }
  addEventListener("beforeunload", (event) => tray.isBusy && event.preventDefault());
};
