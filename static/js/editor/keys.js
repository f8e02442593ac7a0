// @ts-check
// Keys of the text beside the library's own: to the toolbar, a link, out by Tab.

/** @param {any} editor @param {{toToolbar: () => void, toLink: () => void}} host */
export const watchKeys = (editor, { toToolbar, toLink }) => {
  let isLeaving = false;
  const keydown = (/** @type {any} */ _view, /** @type {KeyboardEvent} */ event) => {
    if (event.isComposing) return false;
    // In tables and lists Tab works on the text; after Escape it goes on in the page.
    if (event.key === "Tab" && isLeaving) return true;
    if (event.key !== "Shift") isLeaving = event.key === "Escape";
    if (event.altKey && event.key === "F10") toToolbar();
    else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") setTimeout(toLink); // the selection first
    else return false;
    event.preventDefault();
    return true;
  };
  editor.setOptions({ editorProps: { ...editor.options.editorProps, handleDOMEvents: { keydown } } });
};
