/**
 * Points out that this very painting and prompt was sent before, once painting rests.
 *
 * @typedef {import("./painter.js").Painter} Painter
 */
import { part } from "../../shared/dom.js";
import { wasTried } from "./submit_keys.js";

const RESTS_AFTER_MS = 1500;

/**
 * Where nothing was ever sent (`data-was` tells) it does not look.
 *
 * @param {HTMLElement} notice with a link in it
 * @param {string} url
 * @param {{painter: Painter, prompt: HTMLTextAreaElement, keys: import("./submit_keys.js").Keys, older: {content: string},
 *   exact: () => Promise<import("./submit_panel.js").Exact>}} parts
 *   `older.content` is the fingerprint of the content that the person was told to be a job already
 */
export function connectBefore(notice, url, { painter, prompt, keys, older, exact }) {
  let timer = 0;
  let turn = 0;
  const look = async () => {
    const mine = ++turn;
    const { white, contentWith } = await exact();
    if (!notice.dataset.was && !wasTried(keys)) return;
    const content = white ? contentWith(prompt.value.trim()) : null;
    const address = content && (await submittedBefore(url, content));
    if (mine !== turn) return;
    notice.hidden = !address;
    if (!address) return;
    part(notice, "before-link", HTMLAnchorElement).href = address;
    older.content = content;
  };
  const plan = () => {
    turn++;
    notice.hidden = true;
    clearTimeout(timer);
    timer = setTimeout(() => void look().catch(() => {}), RESTS_AFTER_MS);
  };
  painter.on("change", plan);
  prompt.addEventListener("input", plan);
  window.addEventListener("pageshow", () => {
    older.content = "";
    plan();
  });
  plan();
}

/**
 * What was sent before is pointed out, never refused: a hint that cannot be had is none.
 *
 * @param {string} url @param {string} content its fingerprint
 * @returns {Promise<string | null>} the address of the job that the very same content became
 */
async function submittedBefore(url, content) {
  try {
    const answer = await fetch(`${url}?fingerprint=${content}`, { headers: { Accept: "application/json" } });
    const data = answer.ok ? await answer.json() : null;
    return typeof data?.url === "string" ? data.url : null;
  } catch {
    return null;
  }
}
