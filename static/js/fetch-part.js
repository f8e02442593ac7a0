// @ts-check
// Fetch a page of this site and return one part of it, ready to be put into this one.

/**
 * @param {string} url
 * @param {string} selector
 * @returns {Promise<HTMLElement | null>} null when the page or the part is missing
 */
export async function fetchPart(url, selector) {
  try {
    const response = await fetch(url);
    if (!response.ok) return null;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const part = page.querySelector(selector);
    return part instanceof HTMLElement ? document.adoptNode(part) : null;
  } catch {
    return null;
  }
}
