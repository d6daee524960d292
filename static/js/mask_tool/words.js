// What the mask tool says of the mask. Pure.

/**
 * A size in bytes as people write it.
 * @param {number} bytes
 */
export function bytesWords(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/**
 * How much of the picture is white, with enough digits that something is never "0 %".
 * @param {number} share 0-1
 */
export function shareWords(share) {
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return "less than 0.1 %";
  if (percent < 100 && percent > 99.9) return "more than 99.9 %";
  return `${percent.toFixed(percent < 10 ? 1 : 0)} %`;
}

/**
 * The line below the preview once the bytes are there.
 * @param {number} share
 * @param {string} format `webp` or `png`
 * @param {number} characters of base64
 */
export function readyWords(share, format, characters) {
  const name = format === "png" ? "PNG" : "WebP";
  return `${shareWords(share)} of the picture. ${name}, ${bytesWords(characters)} of base64.`;
}
