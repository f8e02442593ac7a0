// @ts-check
// Give each form a key of its own, so that pressing the button twice sends one post.
// A page that comes back from the browser's history gets new keys: what is sent
// from there is a new text. Without a secure origin the server makes the key.

const fill = () => {
  /** @type {NodeListOf<HTMLInputElement>} */
  const inputs = document.querySelectorAll('input[name="submission_id"]');
  for (const input of inputs) input.value = crypto.randomUUID?.() ?? "";
};

fill();
addEventListener("pageshow", fill);
