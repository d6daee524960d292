/** The styles of what is loaded later: of what lies on the picture, and of panels with the first of these. */

export const LAYERS = ["painter_layers.css"];
export const LOUPE = ["painter_loupe.css"];
const ALL = [
  ...LAYERS,
  "painter_panels.css",
  "painter_shapes.css",
  "painter_options.css",
  "painter_help.css",
  "mask_sheet.css",
];

/** @type {Map<string, Promise<void>>} */
const loading = new Map();

/** @param {readonly string[]} [names] @returns {Promise<unknown>} when they count, or cannot be had */
export function loadStyles(names = ALL) {
  return Promise.all(
    names.map((name) => {
      const sheet = loading.get(name) ?? load(name);
      loading.set(name, sheet);
      return sheet;
    }),
  );
}

/** @param {string} name @returns {Promise<void>} */
function load(name) {
  return new Promise((resolve) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = new URL(`../../../css/${name}`, import.meta.url).href;
    link.onload = () => resolve();
    link.onerror = () => {
      link.remove();
      loading.delete(name);
      resolve(); // what needs them is plainer without
    };
    document.head.append(link);
  });
}
