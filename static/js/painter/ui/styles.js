/** The styles of what is loaded later, loaded with the first of it. */

const SHEETS = [
  "painter_panels.css",
  "painter_shapes.css",
  "painter_layers.css",
  "painter_options.css",
  "painter_help.css",
  "mask_sheet.css",
];

let loading = /** @type {Promise<unknown> | null} */ (null);

/** @returns {Promise<unknown>} when they count, or cannot be had */
export function loadExtraStyles() {
  loading ??= Promise.all(SHEETS.map(load));
  return loading;
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
      loading = null;
      resolve(); // what needs them is plainer without
    };
    document.head.append(link);
  });
}
