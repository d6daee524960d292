// Tells the stylesheet the shape of every box that holds a picture, before the first paint: its place is then
// reserved at the right size, however the box is fitted, and nothing jumps when the picture arrives.
// (No style attributes: the content security policy forbids them. Attributes of <img> alone reserve no place
// where the height is limited.)

/**
 * Sets `--ratio` (width / height) and `data-laid` on every `[data-width][data-height]` under `root`.
 * @param {ParentNode} root
 */
export function layShapes(root) {
  for (const box of root.querySelectorAll("[data-width][data-height]:not([data-laid])")) {
    if (!(box instanceof HTMLElement)) continue;
    box.style.setProperty("--ratio", String(Number(box.dataset.width) / Number(box.dataset.height)));
    box.dataset.laid = "";
  }
}

layShapes(document);
