/**
 * The painting in this browser: one record an op, so that each finished stroke costs one small write, and a
 * head that says how many count. IndexedDB is there on plain http too.
 *
 * @typedef {object} DraftHead
 * @property {number} width px
 * @property {number} height px
 * @property {number} cursor
 * @property {number} length ops
 * @property {string} prompt
 * @property {number} savedAt ms since 1970
 * @property {import("../core/viewport.js").Excerpt} [excerpt] what was looked at
 *
 * @typedef {{head: DraftHead, ops: Record<string, unknown>[]}} LocalDraft
 */

const DATABASE = "redraw";
const VERSION = 1;

/** @returns {Promise<IDBDatabase>} rejects where the browser forbids storage */
export function openStore() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("heads");
      request.result.createObjectStore("ops");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

/** @param {IDBDatabase} store @param {string} key @returns {Promise<LocalDraft | null>} */
export async function readLocal(store, key) {
  const transaction = store.transaction(["heads", "ops"], "readonly");
  const heads = transaction.objectStore("heads").get(key);
  const ops = transaction.objectStore("ops").getAll(range(key));
  await done(transaction);
  return heads.result ? { head: heads.result, ops: ops.result.slice(0, heads.result.length) } : null;
}

/**
 * Writes the ops from `first` on, and the head.
 *
 * @param {IDBDatabase} store
 * @param {string} key
 * @param {DraftHead} head
 * @param {number} first
 * @param {Record<string, unknown>[]} ops
 * @returns {Promise<void>}
 */
export function writeLocal(store, key, head, first, ops) {
  const transaction = store.transaction(["heads", "ops"], "readwrite", { durability: "relaxed" });
  const table = transaction.objectStore("ops");
  ops.forEach((op, i) => table.put(op, [key, first + i]));
  transaction.objectStore("heads").put(head, key);
  transaction.commit?.(); // a reload right after the stroke must not lose it
  return done(transaction);
}

/**
 * Keeps a draft under another key too, in place of what was there.
 *
 * @param {IDBDatabase} store @param {string} from @param {string} to
 * @returns {Promise<void>}
 */
export function copyLocal(store, from, to) {
  const transaction = store.transaction(["heads", "ops"], "readwrite");
  const [heads, table] = [transaction.objectStore("heads"), transaction.objectStore("ops")];
  const head = heads.get(from);
  const ops = table.getAll(range(from));
  ops.onsuccess = () => {
    if (!head.result) return;
    table.delete(range(to));
    ops.result.forEach((op, i) => table.put(op, [to, i]));
    heads.put(head.result, to);
  };
  return done(transaction);
}

/** @param {IDBDatabase} store @param {string} key @returns {Promise<void>} */
export function removeLocal(store, key) {
  const transaction = store.transaction(["heads", "ops"], "readwrite");
  transaction.objectStore("heads").delete(key);
  transaction.objectStore("ops").delete(range(key));
  return done(transaction);
}

/** @param {string} key */
function range(key) {
  return IDBKeyRange.bound([key, 0], [key, Infinity]);
}

/** @param {IDBTransaction} transaction @returns {Promise<void>} */
function done(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}
