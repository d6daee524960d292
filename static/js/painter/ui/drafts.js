/**
 * The unsent painting, kept: every finished stroke at once in this browser, and a moment later on the server,
 * so that a reload, a crash and another device bring it back.
 *
 * @typedef {import("./painter.js").Painter} Painter
 * @typedef {import("../core/serialize.js").JournalData} JournalData
 *
 * @typedef {object} ServerDraft
 * @property {1} version
 * @property {number} saved_at ms since 1970
 * @property {string} prompt
 * @property {JournalData} painting
 *
 * @typedef {object} DraftOptions
 * @property {Painter} painter
 * @property {string} url of the server's draft
 * @property {string} person whose painting it is
 * @property {string} csrf token
 * @property {() => string} readPrompt
 * @property {(prompt: string) => void} showPrompt
 * @property {(text: string) => void} say where the painting is kept: "Saved", or why not
 * @property {(text: string) => void} warn of a draft that cannot be read
 *
 * @typedef {object} Drafts
 * @property {DraftOptions} options
 * @property {Promise<IDBDatabase | null>} store
 * @property {import("../core/ops.js").Op[]} kept the ops that are in the store, in order
 * @property {boolean} isLocalKept
 * @property {number} savedAt of the last change, ms
 * @property {boolean} isServerBehind
 * @property {ReturnType<typeof setTimeout> | undefined} timer until the server is told
 */
import { JournalError, writeOp } from "../core/serialize.js";
import { listen } from "./dom.js";
import { openStore, readLocal, writeLocal } from "./draft_store.js";

const SERVER_AFTER_MS = 1500;
const SERVER_ANSWERS_MS = 5000;
const MOST_SERVER_BYTES = 4 * 2 ** 20;
/** Browsers send no more than this from a page that is being left. */
const MOST_PARTING_BYTES = 60_000;

/** @param {DraftOptions} options @returns {Drafts} */
export function createDrafts(options) {
  return {
    options,
    store: openStore().catch(() => null),
    kept: [],
    isLocalKept: true,
    savedAt: 0,
    isServerBehind: false,
    timer: undefined,
  };
}

/** Brings the newest draft back, then keeps every change. @param {Drafts} drafts @returns {Promise<void>} */
export async function startDrafts(drafts) {
  const { painter } = drafts.options;
  const answer = readServer(drafts);
  await restoreLocal(drafts);
  const seen = drafts.savedAt;
  painter.on("change", () => keep(drafts));
  listen(document, { visibilitychange: () => document.visibilityState === "hidden" && void part(drafts) });
  listen(window, { pagehide: () => void part(drafts) });
  const server = await answer;
  if (server && server.saved_at > seen && drafts.savedAt === seen)
    restore(drafts, server.painting, server.prompt);
}

/** Keeps the painting and the prompt as they are now. @param {Drafts} drafts */
export function keep(drafts) {
  drafts.savedAt = Date.now();
  drafts.isServerBehind = true;
  clearTimeout(drafts.timer);
  drafts.timer = setTimeout(() => void tellServer(drafts, false), SERVER_AFTER_MS);
  void keepLocal(drafts);
}

/** @param {Drafts} drafts */
async function keepLocal(drafts) {
  const { painter, person, url, readPrompt } = drafts.options;
  const { ops, cursor } = painter.history;
  const { width, height } = painter.state;
  const head = { width, height, cursor, length: ops.length, prompt: readPrompt(), savedAt: drafts.savedAt };
  let first = 0;
  while (first < ops.length && drafts.kept[first] === ops[first]) first++;
  drafts.kept = ops.slice();
  const fresh = ops.slice(first).map(writeOp);
  const store = await drafts.store;
  try {
    if (!store) throw new Error("forbidden");
    await writeLocal(store, keyOf(url, person), head, first, fresh);
    drafts.isLocalKept = true;
  } catch {
    drafts.isLocalKept = false;
    drafts.kept = []; // write all of it again once there is room
  }
  if (drafts.isLocalKept) drafts.options.say("Saved");
}

/** @param {Drafts} drafts */
async function restoreLocal(drafts) {
  const { person, url } = drafts.options;
  const store = await drafts.store;
  const local = store && (await readLocal(store, keyOf(url, person)).catch(() => null));
  if (!local) return;
  const { width, height, cursor, prompt, savedAt } = local.head;
  restore(drafts, { version: 1, width, height, cursor, ops: local.ops }, prompt);
  drafts.kept = drafts.options.painter.history.ops.slice();
  drafts.savedAt = savedAt;
}

/** @param {Drafts} drafts @param {JournalData} painting @param {string} prompt */
function restore({ options }, painting, prompt) {
  try {
    options.painter.restore(painting);
    options.showPrompt(prompt);
    options.say("Saved");
  } catch (error) {
    if (!(error instanceof JournalError)) throw error;
    options.warn(error.message);
  }
}

/** @param {Drafts} drafts @returns {Promise<ServerDraft | null>} null where it has none or does not answer */
async function readServer({ options }) {
  try {
    const answer = await fetch(options.url, {
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout?.(SERVER_ANSWERS_MS),
    });
    const body = answer.ok ? await answer.json() : null;
    return typeof body?.saved_at === "number" && typeof body.prompt === "string" ? body : null;
  } catch {
    return null;
  }
}

/** @param {Drafts} drafts @param {boolean} isLeaving */
async function tellServer(drafts, isLeaving) {
  const { painter, url, csrf, readPrompt, say } = drafts.options;
  drafts.isServerBehind = false;
  const draft = { version: 1, saved_at: drafts.savedAt, prompt: readPrompt(), painting: painter.journal() };
  const body = JSON.stringify(draft);
  const problem = await send(url, csrf, body, isLeaving && body.length < MOST_PARTING_BYTES);
  if (problem && drafts.isLocalKept) say(`Saved in this browser only: ${problem}`);
  else if (problem) say("Not saved: keep this page open until you have sent the painting");
  else say("Saved");
}

/**
 * @param {string} url
 * @param {string} csrf
 * @param {string} body
 * @param {boolean} keepalive
 * @returns {Promise<string>} why not, or ""
 */
async function send(url, csrf, body, keepalive) {
  if (body.length > MOST_SERVER_BYTES) return "it has become too large for the server";
  try {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf, Accept: "application/json" };
    const answer = await fetch(url, { method: "PUT", body, headers, keepalive });
    return answer.ok ? "" : "the server refused it";
  } catch {
    return "the server cannot be reached";
  }
}

/** The page is hidden or left: the server is told what it does not know yet. @param {Drafts} drafts */
function part(drafts) {
  if (!drafts.isServerBehind) return;
  clearTimeout(drafts.timer);
  return tellServer(drafts, true);
}

/** @param {string} url @param {string} person */
function keyOf(url, person) {
  return `${person} ${url}`;
}
