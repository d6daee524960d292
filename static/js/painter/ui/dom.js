/** Small helpers for making elements and listening to them. */

/**
 * An element with attributes and children. A `false` or `null` attribute is left out, `true` is set empty.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number | boolean | null>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== null) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children);
  return element;
}

/**
 * Listens to several events of a target.
 *
 * @param {EventTarget} target
 * @param {Record<string, (event: any) => void>} listeners
 * @param {AddEventListenerOptions} [options]
 * @returns {() => void} stops listening
 */
export function listen(target, listeners, options) {
  for (const [name, listener] of Object.entries(listeners)) target.addEventListener(name, listener, options);
  return () => {
    for (const [name, listener] of Object.entries(listeners))
      target.removeEventListener(name, listener, options);
  };
}

/** True on a Mac, where ⌘ stands for Ctrl. */
export function isMac() {
  return /Mac|iPhone|iPad/.test(navigator.platform);
}
