/**
 * Random values that are the same in every run. A property that fails names its seed.
 *
 * @typedef {object} Random
 * @property {(least: number, most: number) => number} integer both included
 * @property {(least: number, most: number) => number} number
 * @property {(share: number) => boolean} chance
 * @property {<T>(list: readonly T[]) => T} pick
 * @property {<T>(length: number, make: (index: number) => T) => T[]} list
 */

/** @param {number} seed @returns {Random} */
export function createRandom(seed) {
  let state = Math.imul(seed + 1, 0x9e3779b9) || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 4; i++) next(); // neighbouring seeds begin alike
  return {
    integer: (least, most) => least + Math.floor(next() * (most - least + 1)),
    number: (least, most) => least + next() * (most - least),
    chance: (share) => next() < share,
    pick: (list) => list[Math.floor(next() * list.length)],
    list: (length, make) => Array.from({ length }, (_, index) => make(index)),
  };
}

/**
 * Checks a property in many random cases.
 *
 * @param {number} cases
 * @param {(random: Random) => void} property throws where it does not hold
 */
export function forAll(cases, property) {
  for (let seed = 0; seed < cases; seed++) {
    try {
      property(createRandom(seed));
    } catch (cause) {
      throw new Error(`fails with seed ${seed}: ${cause instanceof Error ? cause.message : cause}`, {
        cause,
      });
    }
  }
}
