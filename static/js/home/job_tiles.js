import { optionalPart, setText } from "../shared/dom.js";
import { isTerminal } from "../shared/job_status.js";
import { pollStatus } from "../shared/status_poller.js";

/**
 * Keeps the tiles of jobs in progress fresh. A tile whose job is done shows the new picture in the same place.
 * @param {ParentNode} root
 */
export function connectJobTiles(root) {
  for (const tile of root.querySelectorAll("[data-job][data-status-url]")) {
    if (!(tile instanceof HTMLElement) || !tile.dataset.statusUrl) continue;
    pollStatus({ url: tile.dataset.statusUrl, onStatus: (status) => showStatus(tile, status) });
  }
}

/**
 * @param {HTMLElement} tile
 * @param {import("../shared/job_status.js").JobStatus} status
 */
function showStatus(tile, status) {
  tile.dataset.status = status.status;
  setText(optionalPart(tile, "words", HTMLElement), status.stage ?? status.status);
  const bar = optionalPart(tile, "bar", HTMLProgressElement);
  if (bar && status.progress !== null) bar.value = status.progress;
  if (!isTerminal(status.status)) return;
  bar?.remove();
  tile.querySelector(".region")?.classList.remove("region-breathing");
  if (status.picture_url) void showPicture(tile, status.picture_url);
}

/**
 * @param {HTMLElement} tile
 * @param {string} url
 */
async function showPicture(tile, url) {
  const image = new Image();
  image.alt = tile.textContent.trim();
  image.src = `${url}?w=640`;
  await image.decode().catch(() => {});
  const before = tile.querySelector("img, .tile-blank");
  tile.querySelector(".region")?.remove();
  before?.replaceWith(image);
}
