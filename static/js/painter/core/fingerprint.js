/**
 * A short name for some content: the same for the same, and in practice for nothing else of one's own. Not
 * for secrets.
 *
 * @param {string} text
 * @param {Uint8Array} bytes
 * @returns {string} 16 hexadecimal digits
 */
export function fingerprint(text, bytes) {
  const [a, b] = [fold(0x811c9dc5, text, bytes), fold(0x9747b28c, text, bytes)];
  return [a, b].map((half) => half.toString(16).padStart(8, "0")).join("");
}

/** FNV-1a with a start of its own. @param {number} start @param {string} text @param {Uint8Array} bytes */
function fold(start, text, bytes) {
  let hash = start;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  return hash >>> 0;
}
