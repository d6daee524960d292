/** Bytes as base64 text, without the DOM's btoa. `decode_base64.js` reads it. */

export const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** @param {Uint8Array} bytes @returns {string} */
export function encodeBase64(bytes) {
  const parts = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const group = (bytes[i] << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    parts.push(
      LETTERS[group >>> 18],
      LETTERS[(group >>> 12) & 63],
      i + 1 < bytes.length ? LETTERS[(group >>> 6) & 63] : "=",
      i + 2 < bytes.length ? LETTERS[group & 63] : "=",
    );
  }
  return parts.join("");
}
