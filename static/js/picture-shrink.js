// @ts-check
// Makes a photo as small as the server would make it anyway, before it travels.
// What moves, or what this browser cannot open (HEIC), goes as it is.

const MAX_SIDE = 2048;
const MAX_BYTES = 4_000_000;
const PREVIEW_SIDE = 160;
const QUALITY = 0.88;

/**
 * @param {File} file
 * @param {(preview: HTMLCanvasElement) => void} onPreview is given a small drawing of it
 * @returns {Promise<Blob>} the file itself when there is nothing to gain
 */
export const shrink = async (file, onPreview) => {
  let bitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return file;
  }
  onPreview(draw(bitmap, PREVIEW_SIDE));
  const isLarge = Math.max(bitmap.width, bitmap.height) > MAX_SIDE || file.size > MAX_BYTES;
  try {
    if (!isLarge || (await isMoving(file))) return file;
    const canvas = draw(bitmap, MAX_SIDE);
    const smaller = (await encode(canvas, "image/webp")) ?? (await encode(canvas, "image/jpeg", file.type));
    return smaller && smaller.size < file.size ? smaller : file;
  } finally {
    bitmap.close();
  }
};

/** @param {ImageBitmap} bitmap @param {number} side */
const draw = (bitmap, side) => {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.imageSmoothingQuality = "high";
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
};

/**
 * A browser that cannot write WebP gives PNG; JPEG would lose transparency, so only
 * what was one becomes one.
 * @param {HTMLCanvasElement} canvas @param {string} type @param {string} [only] of this type
 * @returns {Promise<Blob | null>}
 */
const encode = async (canvas, type, only = type) => {
  if (only !== type) return null;
  const blob = await new Promise((/** @type {BlobCallback} */ resolve) => canvas.toBlob(resolve, type, QUALITY));
  return blob?.type === type ? blob : null;
};

/** @param {File} file */
const isMoving = async (file) => {
  const head = new TextDecoder("latin1").decode(await file.slice(0, 4096).arrayBuffer());
  return /^GIF8|acTL|ANIM|ftypavis/.test(head);
};
