// @ts-check
// Sends one picture; XMLHttpRequest because fetch tells no progress.

/** @typedef {{url: string, width: number, height: number, name: string, thumbnail: string}} Stored */

/**
 * @param {string} url
 * @param {FormData} body
 * @param {{signal: AbortSignal, onProgress: (part: number) => void, texts: DOMStringMap}} options
 * @returns {Promise<Stored>} rejects with an Error whose message is for the reader
 */
export const send = (url, body, { signal, onProgress, texts }) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "text";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener("load", () => {
      const answer = read(request.responseText);
      if (request.status === 201 && answer) return resolve(answer);
      const said = request.status === 413 ? texts.tooLarge : answer?.error;
      reject(new Error(said || texts.refused));
    });
    for (const end of ["error", "abort"]) request.addEventListener(end, () => reject(new Error(texts.offline)));
    signal.addEventListener("abort", () => request.abort());
    request.send(body);
  });

/** @param {string} text */
const read = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return null; // an error page
  }
};
