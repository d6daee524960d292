/**
 * The unsent painting, kept: every finished stroke at once in this browser, and a moment later on the server,
 * so that a reload, a crash and another device bring it back. A painting that another one takes the place of
 * is kept beside it.
 *
 * @typedef {import("./painter.js").Painter} Painter
 * @typedef {import("./draft_store.js").LocalDraft} LocalDraft
 * @typedef {import("../core/serialize.js").JournalData} JournalData
 *
 * @typedef {object} DraftOptions
 * @property {Painter} painter
 * @property {string} url of the server's draft
 * @property {string} person whose painting it is
 * @property {string} csrf token
 * @property {() => string} readPrompt
 * @property {(prompt: string) => void} showPrompt
 * @property {(mark: string, why: string) => void} say where the painting is kept: "Saved", or a word or two
 *   and a sentence that says why not
 * @property {(text: string) => void} warn of a draft that cannot be read
 * @property {(savedAt: number | null) => void} offerOther the painting kept beside this one: when it was
 *   changed, ms since 1970, or null where there is none
 * @property {() => void} meetTab another tab is open on the same picture
 *
 * @typedef {object} Drafts
 * @property {DraftOptions} options
 * @property {string} key in the store
 * @property {import("./draft_tabs.js").Tab} tab
 * @property {Promise<IDBDatabase | null>} store
 * @property {import("../core/ops.js").Op[]} kept the ops that are in the store, in order
 * @property {boolean} isLocalKept
 * @property {boolean} isServerTold the server took the last painting it was given
 * @property {number} savedAt of the last change, ms
 * @property {boolean} isServerBehind
 * @property {ReturnType<typeof setTimeout> | undefined} timer until the server is told
 * @property {ReturnType<typeof setTimeout> | undefined} viewTimer until what is looked at is kept
 */
import { writeOp } from "../core/serialize.js";
import { listen } from "./dom.js";
import { readServer, sendServer } from "./draft_server.js";
import { copyLocal, openStore, readLocal, writeLocal } from "./draft_store.js";
import { becomeWriter, createTab, hasOtherWriter, knowWriter, meetOthers } from "./draft_tabs.js";

const SERVER_AFTER_MS = 1500;
const VIEW_AFTER_MS = 300;
const NO_STORE =
  "This browser keeps no painting: its storage is full or switched off. The server keeps it, a moment after each stroke.";
const NOWHERE =
  "Your painting is kept nowhere but in this page. Go on, and send it before you close the page.";

/** @param {DraftOptions} options @returns {Drafts} */
export function createDrafts(options) {
  const key = `${options.person} ${options.url}`;
  return {
    options,
    key,
    tab: createTab(key),
    store: openStore().catch(() => null),
    kept: [],
    isLocalKept: true,
    isServerTold: true,
    savedAt: 0,
    isServerBehind: false,
    timer: undefined,
    viewTimer: undefined,
  };
}

/** Brings the newest draft back, then keeps every change. @param {Drafts} drafts @returns {Promise<void>} */
export async function startDrafts(drafts) {
  const { painter, url, meetTab } = drafts.options;
  const answer = readServer(url);
  const local = await restoreLocal(drafts);
  const seen = drafts.savedAt;
  painter.on("change", () => keep(drafts));
  painter.on("view", () => planView(drafts));
  listen(document, { visibilitychange: () => document.visibilityState === "hidden" && void part(drafts) });
  listen(window, { pagehide: () => void part(drafts) });
  meetOthers(drafts.tab, meetTab);
  void offerOther(drafts);
  const server = await answer;
  if (!server || server.saved_at <= seen || drafts.savedAt !== seen) return;
  if (local && !isBeginning(local, server.painting)) await keepBeside(drafts);
  await restore(drafts, server.painting, server);
}

/** Keeps the painting and the prompt as they are now. @param {Drafts} drafts */
export function keep(drafts) {
  drafts.savedAt = Date.now();
  drafts.isServerBehind = true;
  clearTimeout(drafts.timer);
  drafts.timer = setTimeout(() => void tellServer(drafts, false), SERVER_AFTER_MS);
  void keepLocal(drafts);
}

/** In this browser. @param {Drafts} drafts */
export async function keepLocal(drafts) {
  const { ops } = drafts.options.painter.history;
  const head = headOf(drafts);
  const isOthers = hasOtherWriter(drafts.tab);
  if (isOthers) drafts.kept = [];
  let first = 0;
  while (first < ops.length && drafts.kept[first] === ops[first]) first++;
  drafts.kept = ops.slice();
  becomeWriter(drafts.tab);
  const fresh = ops.slice(first).map(writeOp);
  const store = await drafts.store;
  try {
    if (!store) throw new Error("forbidden");
    // The store keeps turns: what another tab wrote is copied before it is written over.
    const copied = isOthers ? copyLocal(store, drafts.key, besideOf(drafts)) : null;
    await Promise.all([copied, writeLocal(store, drafts.key, head, first, fresh)]);
    drafts.isLocalKept = true;
    if (isOthers) void offerOther(drafts);
  } catch {
    drafts.isLocalKept = false;
    drafts.kept = []; // write all of it again once there is room
  }
  if (drafts.isLocalKept && drafts.isServerTold) drafts.options.say("Saved", "");
  else if (!drafts.isLocalKept && !drafts.isServerTold) drafts.options.say("Not saved", NOWHERE);
}

/** @param {Drafts} drafts @returns {import("./draft_store.js").DraftHead} */
function headOf({ options: { painter, readPrompt }, savedAt }) {
  const { ops, cursor } = painter.history;
  const { width, height } = painter.state;
  const excerpt = painter.excerpt();
  return { width, height, cursor, length: ops.length, prompt: readPrompt(), savedAt, excerpt };
}

/** Where one looks has changed: it is kept once it rests. @param {Drafts} drafts */
function planView(drafts) {
  clearTimeout(drafts.viewTimer);
  drafts.viewTimer = setTimeout(() => void keepView(drafts), VIEW_AFTER_MS);
}

/** Keeps what is looked at with the painting in the store, where that is this tab's. @param {Drafts} drafts */
async function keepView(drafts) {
  clearTimeout(drafts.viewTimer);
  drafts.viewTimer = undefined;
  const store = await drafts.store;
  const { kept, options, savedAt, key, tab } = drafts;
  const { ops } = options.painter.history;
  const isKept = savedAt > 0 && kept.length === ops.length && kept.every((op, i) => op === ops[i]);
  if (store && isKept && !hasOtherWriter(tab))
    await writeLocal(store, key, headOf(drafts), 0, []).catch(() => {});
}

/** What the store has now is kept beside. @param {Drafts} drafts */
export async function keepBeside(drafts) {
  const store = await drafts.store;
  if (!store) return;
  await copyLocal(store, drafts.key, besideOf(drafts)).catch(() => {});
  await offerOther(drafts);
}

/** @param {Drafts} drafts */
async function offerOther(drafts) {
  const store = await drafts.store;
  const other = store && (await readLocal(store, besideOf(drafts)).catch(() => null));
  drafts.options.offerOther(other && other.ops.length ? other.head.savedAt : null);
}

/** @param {Drafts} drafts @returns {Promise<LocalDraft | null>} */
async function restoreLocal(drafts) {
  const store = await drafts.store;
  knowWriter(drafts.tab);
  const local = store && (await readLocal(store, drafts.key).catch(() => null));
  if (!local) return null;
  const { width, height, cursor, savedAt } = local.head;
  const isRead = await restore(drafts, { version: 1, width, height, cursor, ops: local.ops }, local.head);
  if (!isRead) await keepBeside(drafts);
  drafts.kept = drafts.options.painter.history.ops.slice();
  drafts.savedAt = savedAt;
  return local;
}

/**
 * @param {Drafts} drafts
 * @param {JournalData} painting
 * @param {{prompt: string, excerpt?: import("../core/viewport.js").Excerpt}} beside it
 * @returns {Promise<boolean>} false where it cannot be read, which is said
 */
export async function restore({ options }, painting, { prompt, excerpt }) {
  options.showPrompt(prompt);
  try {
    await options.painter.restore(painting);
    options.painter.lookAt(excerpt);
    options.say("Saved", "");
    return true;
  } catch (error) {
    options.warn(/** @type {Error} */ (error).message);
    return false;
  }
}

/** @param {LocalDraft} local @param {JournalData} painting @returns {boolean} whether all of it is in the other */
function isBeginning({ ops }, painting) {
  return ops.every((op, i) => JSON.stringify(op) === JSON.stringify(painting.ops?.[i]));
}

/** @param {Drafts} drafts @param {boolean} isLeaving */
async function tellServer(drafts, isLeaving) {
  const { painter, url, csrf, readPrompt, say } = drafts.options;
  drafts.isServerBehind = false;
  const [prompt, excerpt, painting] = [readPrompt(), painter.excerpt(), painter.journal()];
  const draft = { version: 1, saved_at: drafts.savedAt, prompt, excerpt, painting };
  const problem = await sendServer(url, csrf, JSON.stringify(draft), isLeaving);
  drafts.isServerTold = !problem;
  if (problem && drafts.isLocalKept)
    say("Saved in this browser", `Your painting is kept in this browser only: ${problem}.`);
  else if (problem) say("Not saved", NOWHERE);
  else say("Saved", drafts.isLocalKept ? "" : NO_STORE);
}

/** The page is hidden or left: the server is told what it does not know yet. @param {Drafts} drafts */
function part(drafts) {
  if (drafts.viewTimer) void keepView(drafts);
  if (!drafts.isServerBehind) return;
  clearTimeout(drafts.timer);
  return tellServer(drafts, true);
}

/** @param {Drafts} drafts @returns {string} a key */
export function besideOf({ key }) {
  return `${key} beside`;
}
