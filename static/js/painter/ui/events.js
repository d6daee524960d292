/**
 * Named listeners with a value.
 *
 * @typedef {object} Emitter
 * @property {Map<string, Set<(value: any) => void>>} listeners
 */

/** @returns {Emitter} */
export function createEmitter() {
  return { listeners: new Map() };
}

/**
 * @param {Emitter} emitter
 * @param {string} event
 * @param {(value: any) => void} listener
 * @returns {() => void} removes it
 */
export function on(emitter, event, listener) {
  const set = emitter.listeners.get(event) ?? new Set();
  emitter.listeners.set(event, set.add(listener));
  return () => set.delete(listener);
}

/** @param {Emitter} emitter @param {string} event @param {unknown} [value] */
export function emit(emitter, event, value) {
  for (const listener of emitter.listeners.get(event) ?? []) listener(value);
}
