/**
 * Another painting in the place of this one: the one kept beside it, or one that a teammate handed over.
 *
 * @typedef {import("./drafts.js").Drafts} Drafts
 */
import { besideOf, keep, keepBeside, keepLocal, restore } from "./drafts.js";
import { readServer } from "./draft_server.js";
import { readLocal, removeLocal } from "./draft_store.js";

/** The painting kept beside this one takes its place, and this one is kept. @param {Drafts} drafts */
export async function swapWithOther(drafts) {
  const store = await drafts.store;
  const other = store && (await readLocal(store, besideOf(drafts)).catch(() => null));
  if (!other) return;
  const { head, ops } = other;
  const { width, height, cursor } = head;
  await keepBeside(drafts);
  await restore(drafts, { version: 1, width, height, cursor, ops }, head);
  drafts.options.painter.announce("The other painting is shown now. The one before it is kept.");
}

/**
 * The painting that a teammate handed over takes the place of this one, which is kept beside it.
 *
 * @param {Drafts} drafts
 * @param {string} url
 */
export async function takeHanded(drafts, url) {
  const handed = await readServer(url);
  if (!handed) return;
  if (drafts.options.painter.history.ops.length) {
    await keepLocal(drafts);
    await keepBeside(drafts);
  }
  await restore(drafts, handed.painting, handed);
  keep(drafts);
}

/** @param {Drafts} drafts */
export async function forgetOther(drafts) {
  const store = await drafts.store;
  if (store) await removeLocal(store, besideOf(drafts)).catch(() => {});
  drafts.options.offerOther(null);
}
