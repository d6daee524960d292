import { optionalPart, setText } from "../shared/dom.js";
import { isTerminal } from "../shared/job_status.js";
import { pollStatus } from "../shared/status_poller.js";
import { showStrip } from "./running_strip.js";

/**
 * Keeps home fresh by one question for all: the strip of what is under way, and the tiles of jobs. A tile whose job is
 * done shows the new picture in the same place.
 * @param {ParentNode} root
 */
export function connectRunning(root) {
  const strip = root.querySelector("[data-running]");
  if (!(strip instanceof HTMLElement) || !strip.dataset.url) return;
  const tiles = [...root.querySelectorAll("[data-job][data-status-url]")].filter(
    (tile) => tile instanceof HTMLElement,
  );
  const pollAfterS = tiles.length ? 0.5 : 3;
  pollStatus({
    url: strip.dataset.url,
    pollAfterS,
    onStatus: (answer) => {
      const { jobs } = /** @type {import("./running_strip.js").Running} */ (/** @type {unknown} */ (answer));
      showStrip(strip, jobs);
      for (const tile of tiles) followTile(tile, jobs);
    },
  });
}

/**
 * @param {HTMLElement} tile
 * @param {import("./running_strip.js").RunningJob[]} jobs
 */
function followTile(tile, jobs) {
  if (isTerminal(tile.dataset.status ?? "")) return;
  const job = jobs.find(({ url }) => url === tile.getAttribute("href"));
  if (job) showStatus(tile, job);
  else void showEnd(tile);
}

/**
 * A job that is no longer under way: how did it end?
 * @param {HTMLElement} tile
 */
async function showEnd(tile) {
  const headers = { Accept: "application/json" };
  const answer = await fetch(tile.dataset.statusUrl ?? "", { cache: "no-store", headers }).catch(() => null);
  if (answer?.ok) showStatus(tile, await answer.json());
}

/**
 * @param {HTMLElement} tile
 * @param {{status: string, stage?: string, progress: number | null, picture_url?: string | null}} status
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
