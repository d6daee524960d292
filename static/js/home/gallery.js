// Gives every tile its picture's shape, before the first paint: the stylesheet makes the rows from it.

/** @param {ParentNode} root */
export function layTiles(root) {
  for (const tile of root.querySelectorAll(".tile:not([data-laid])")) {
    if (!(tile instanceof HTMLElement)) continue;
    const width = Number(tile.dataset.width ?? 1);
    const height = Number(tile.dataset.height ?? 1);
    tile.style.setProperty("--ratio", String(width / height));
    tile.dataset.laid = "";
  }
}

layTiles(document);
