// @ts-check
// Makes a passkey or asks for one, and sends it with the form around the button.

/** @param {string} text  base64url */
function toBytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** @param {ArrayBuffer | null} buffer */
function toText(buffer) {
  if (!buffer) return null;
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** @param {any} options  of the server, its bytes as text */
function readable({ publicKey }) {
  const withBytes = (/** @type {any} */ one) => ({ ...one, id: toBytes(one.id) });
  const read = { ...publicKey, challenge: toBytes(publicKey.challenge) };
  if (read.user) {
    read.user = withBytes(read.user);
    // Enough to log in with where the device can keep it so, a second step elsewhere.
    read.authenticatorSelection = { ...read.authenticatorSelection, residentKey: "preferred", requireResidentKey: false };
  }
  for (const name of ["allowCredentials", "excludeCredentials"]) {
    if (read[name]) read[name] = read[name].map(withBytes);
  }
  return { publicKey: read };
}

/** @param {any} credential  of the browser */
function sendable(credential) {
  const { response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const sent = parts.filter((name) => response[name]).map((name) => [name, toText(response[name])]);
  return JSON.stringify({
    type: credential.type,
    id: credential.id,
    rawId: toText(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { ...Object.fromEntries(sent), transports: response.getTransports?.() },
  });
}

class PasskeyButton extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    if (!button) return;
    button.hidden = !window.PublicKeyCredential;
    this.#say(button.hidden ? this.dataset.unsupported : "");
    button.addEventListener("click", () => this.#send());
  }

  async #send() {
    const form = this.closest("form");
    if (!form) return;
    this.#say("");
    try {
      const asked = readable(await this.#options(form));
      const isNew = this.dataset.act === "create";
      const made = await (isNew ? navigator.credentials.create(asked) : navigator.credentials.get(asked));
      form.elements.namedItem("credential").value = sendable(made);
      form.submit();
    } catch {
      this.#say(this.dataset.failed);
    }
  }

  /** @param {HTMLFormElement} form */
  async #options(form) {
    if (this.dataset.options) return JSON.parse(this.dataset.options);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    return (await answer.json()).request_options;
  }

  /** @param {string | undefined} words */
  #say(words) {
    const line = this.querySelector("[role=status]");
    if (line) line.textContent = words ?? "";
  }
}

customElements.define("passkey-button", PasskeyButton);
