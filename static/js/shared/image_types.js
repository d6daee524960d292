// Which image files are taken. Pure.

/** What the server decodes; `accept` in the templates says the same. */
const IMAGE_TYPES = ["image/png", "image/jpeg", "image/webp"];

/**
 * Why this file cannot be used, as one sentence, or null.
 * @param {{type: string, name: string}} file
 */
export function refusalOf(file) {
  if (IMAGE_TYPES.includes(file.type)) return null;
  return `“${file.name}” is not a PNG, JPEG or WebP image.`;
}
