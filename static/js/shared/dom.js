// Finding elements by the parts a template names: data-part="..." within a root.

/**
 * The element `[data-part=name]` within `root`.
 * @template {HTMLElement} T
 * @param {ParentNode} root
 * @param {string} name
 * @param {new () => T} type
 * @returns {T}
 * @throws {Error} where the template does not have it: the two then disagree, which no page may hide
 */
export function part(root, name, type) {
  const element = optionalPart(root, name, type);
  if (!element) throw new Error(`the page has no part "${name}"`);
  return element;
}

/**
 * As `part`, or null where the template leaves it out.
 * @template {HTMLElement} T
 * @param {ParentNode} root
 * @param {string} name
 * @param {new () => T} type
 * @returns {T | null}
 */
export function optionalPart(root, name, type) {
  const element = root.querySelector(`[data-part="${name}"]`);
  return element instanceof type ? element : null;
}

/**
 * Sets an element's text only where it differs, so that screen readers hear changes alone.
 * @param {Element | null} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

/**
 * Hides or shows, and leaves what is so already: browsers style an element again for an attribute that stays as it was.
 *
 * @param {HTMLElement} element
 * @param {boolean} isHidden
 */
export function setHidden(element, isHidden) {
  if (element.hidden !== isHidden) element.hidden = isHidden;
}
