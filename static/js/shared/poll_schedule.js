// When to ask for a job's state again. Pure.

const LEAST_MS = 200;
const MOST_MS = 15_000;
const HIDDEN_MS = 30_000;
const SPREAD = 0.2;

/**
 * Milliseconds until the next question. The server's wish comes first; answers that bring nothing new stretch it up
 * to twice, failures double it, and a page nobody looks at asks twice a minute. Chance moves each wait by up to a
 * tenth, so that pages which lost the server together do not come back together, again and again.
 * @param {{pollAfterS: number, unchanged: number, failures: number, hidden: boolean, chance: number}} situation
 *   `unchanged` answers in a row without news, `failures` in a row without an answer, `chance` from 0 to 1
 */
export function nextDelayMs({ pollAfterS, unchanged, failures, hidden, chance }) {
  const wished = Math.max(LEAST_MS, (Number.isFinite(pollAfterS) ? pollAfterS : 3) * 1000);
  const stretched =
    failures > 0 ? Math.max(1000, wished) * 2 ** (failures - 1) : wished * Math.min(2, 1 + unchanged * 0.1);
  const delay = Math.min(MOST_MS, stretched);
  return (hidden ? Math.max(HIDDEN_MS, delay) : delay) * (1 + SPREAD * (chance - 0.5));
}
