/** Bytes from base64 text, without the DOM's atob. */
import { LETTERS } from "./base64.js";

/** @param {string} text @returns {Uint8Array | null} null where it is not base64 */
export function decodeBase64(text) {
  if (text.length % 4 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  const value = new Map([...LETTERS].map((letter, i) => [letter, i]));
  let at = 0;
  for (let i = 0; i < text.length; i += 4) {
    let group = 0;
    for (let k = 0; k < 4; k++) group = (group << 6) | (value.get(text[i + k]) ?? 0);
    for (let shift = 16; shift >= 0 && at < bytes.length; shift -= 8) bytes[at++] = (group >>> shift) & 0xff;
  }
  return bytes;
}
