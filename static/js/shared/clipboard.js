/**
 * Puts text on the clipboard, also on plain http where the browser offers no clipboard: there by a selected text area.
 * @param {string} text
 * @param {Document} [page]
 * @returns {Promise<boolean>} false where the browser refused
 */
export async function copyText(text, page = document) {
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch {
    // Refused, or not allowed here: the old way may still be.
  }
  const area = page.createElement("textarea");
  area.value = text;
  area.className = "visually-hidden";
  area.readOnly = true;
  const before = page.activeElement;
  page.body.append(area);
  area.select();
  try {
    return page.execCommand("copy");
  } catch {
    return false;
  } finally {
    area.remove();
    if (before instanceof HTMLElement) before.focus();
  }
}
