// @ts-check
// The list below a text field, of what may be meant: links, chosen by arrow keys too.
// The field keeps the focus and becomes a combobox as ARIA has it.

/**
 * @typedef {{text: string, url: string}} Suggestion
 * @typedef {{name: string, status: string, kinds: {name: string, suggestions: Suggestion[]}[]}} Answer
 */

/**
 * @param {string} role
 * @param {string} [className]
 * @param {string} [tag]
 */
function make(role, className = "", tag = "div") {
  const element = document.createElement(tag);
  element.setAttribute("role", role);
  element.className = className;
  return element;
}

export class SuggestionList {
  #list = make("listbox", "suggestions");
  #status = make("status", "sound-only");
  /** @type {HTMLElement | null} the option that Enter chooses */
  active = null;

  /** @param {HTMLInputElement} input */
  constructor(input) {
    this.input = input;
    this.#list.id = `${input.id}_suggestions`;
    this.#list.hidden = true;
    // Not before it is needed: readers of other pages need not pass by an empty status.
    const attach = () => input.parentElement?.append(this.#list, this.#status);
    if (document.activeElement === input) attach();
    else input.addEventListener("focus", attach, { once: true });
    const given = { role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false" };
    for (const [name, value] of Object.entries(given)) input.setAttribute(name, value);
    input.setAttribute("aria-controls", this.#list.id);
    // A press must not take the focus from the field, for then the list would close.
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
    this.#list.addEventListener("click", () => this.close());
  }

  get isOpen() {
    return !this.#list.hidden;
  }

  /** @param {Answer} answer */
  show(answer) {
    this.#activate(null);
    this.#list.setAttribute("aria-label", answer.name);
    this.#list.replaceChildren(...answer.kinds.map((kind, place) => this.#group(kind, place)));
    this.#open(answer.kinds.length > 0);
    this.#status.textContent = answer.status;
  }

  close() {
    this.#activate(null);
    this.#open(false);
    this.#status.textContent = "";
  }

  /** Go to the next option or back; past the last one stands the field. @param {1 | -1} step */
  move(step) {
    const options = /** @type {HTMLElement[]} */ ([...this.#list.querySelectorAll("[role=option]")]);
    const stops = [null, ...options];
    const place = stops.indexOf(this.active) + step;
    this.#activate(stops.at(place % stops.length) ?? null);
  }

  /** @param {boolean} isOpen */
  #open(isOpen) {
    this.#list.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
  }

  /** @param {HTMLElement | null} option */
  #activate(option) {
    this.active?.setAttribute("aria-selected", "false");
    this.active = option;
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  /**
   * @param {Answer["kinds"][number]} kind
   * @param {number} place
   */
  #group(kind, place) {
    const group = make("group", "suggestions__group");
    const name = make("presentation", "suggestions__name");
    name.id = `${this.#list.id}_${place}`;
    name.textContent = kind.name;
    group.setAttribute("aria-labelledby", name.id);
    const options = kind.suggestions.map((suggestion, number) => {
      const option = /** @type {HTMLAnchorElement} */ (make("option", "suggestions__option", "a"));
      option.id = `${name.id}_${number}`;
      option.href = suggestion.url;
      option.tabIndex = -1;
      option.dir = "auto";
      option.textContent = suggestion.text;
      option.setAttribute("aria-selected", "false");
      return option;
    });
    group.append(name, ...options);
    return group;
  }
}
