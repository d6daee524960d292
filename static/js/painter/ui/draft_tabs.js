/**
 * Tabs that paint on one picture: each hears of the others, and of whose painting is in the store. The
 * browser's local storage is read at once, which IndexedDB is not: a stroke need not wait to be written.
 *
 * @typedef {object} Tab
 * @property {string} key of the draft
 * @property {string} id of this tab, a new one with every load of the page
 * @property {string | null} known who wrote the painting that this tab has read or written last
 */

/** @param {string} key @returns {Tab} */
export function createTab(key) {
  const id = Array.from(crypto.getRandomValues(new Uint32Array(2)), (part) => part.toString(36)).join("");
  return { key, id, known: null };
}

/** What is in the store is known to this tab. @param {Tab} tab */
export function knowWriter(tab) {
  tab.known = read(`redraw-writer ${tab.key}`);
}

/** @param {Tab} tab @returns {boolean} whether another tab has written since */
export function hasOtherWriter(tab) {
  return read(`redraw-writer ${tab.key}`) !== tab.known;
}

/** @param {Tab} tab */
export function becomeWriter(tab) {
  write(`redraw-writer ${tab.key}`, tab.id);
  tab.known = read(`redraw-writer ${tab.key}`);
}

/**
 * Tells of itself and hears of other tabs that are open on the same picture.
 *
 * @param {Tab} tab
 * @param {() => void} onOther
 */
export function meetOthers(tab, onOther) {
  const name = `redraw-open ${tab.key}`;
  window.addEventListener("storage", ({ key, newValue }) => {
    if (key !== name || !newValue || newValue.startsWith(tab.id)) return;
    onOther();
    if (newValue.endsWith("?")) write(name, `${tab.id}!`);
  });
  write(name, `${tab.id}?`);
}

/** @param {string} name @returns {string | null} */
function read(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** @param {string} name @param {string} value */
function write(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Forbidden or full: tabs then do not know of each other, and each keeps painting.
  }
}
