// @ts-check
// While one joins: say below a name whether it can be taken, before the form is sent.

const WAIT_MS = 500;
const FORM = document.querySelector("form[data-name-check]");

/**
 * @param {HTMLInputElement} input
 * @returns {Promise<string | null>} what is wrong, "" when nothing is, null if unknown
 */
async function problemOf(input) {
  const query = new URLSearchParams({ [input.name]: input.value });
  try {
    const response = await fetch(`${FORM?.getAttribute("data-name-check")}?${query}`);
    return response.ok ? (await response.json()).problem : null;
  } catch {
    return null;
  }
}

/** @param {HTMLInputElement} input */
function watch(input) {
  const note = document.createElement("p");
  note.className = "form__check-note";
  note.setAttribute("role", "status");
  input.after(note);
  let timer = 0;

  async function check() {
    const asked = input.value;
    const problem = asked ? await problemOf(input) : null;
    if (input.value !== asked) return; // somebody typed on meanwhile
    note.classList.toggle("form__check-note--problem", Boolean(problem));
    note.textContent = problem === "" ? FORM?.getAttribute("data-name-free") ?? "" : problem;
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    note.textContent = "";
    timer = window.setTimeout(check, WAIT_MS);
  });
}

for (const name of ["username", "nickname"]) {
  const input = FORM?.querySelector(`input[name="${name}"]`);
  if (input instanceof HTMLInputElement) watch(input);
}
