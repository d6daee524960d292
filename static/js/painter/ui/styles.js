/** The styles of what is loaded later, loaded with the first of it. */

let loading = /** @type {Promise<void> | null} */ (null);

/** @returns {Promise<void>} when they count, or cannot be had */
export function loadExtraStyles() {
  loading ??= new Promise((resolve) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = new URL("../../../css/painter_extras.css", import.meta.url).href;
    link.onload = () => resolve();
    link.onerror = () => {
      link.remove();
      loading = null;
      resolve(); // what needs them is plainer without
    };
    document.head.append(link);
  });
  return loading;
}
