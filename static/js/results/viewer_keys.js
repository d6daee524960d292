// What the keys of the enlarged view do. Pure.

/** @typedef {{act: "show", variation: number} | {act: "step", by: number} | {act: "zoom", factor: number} | {act: "fit"} | {act: "hold"}} ViewerAct */

/**
 * @param {{key: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean}} event
 * @param {boolean} arrowsTaken the focused control uses the arrow keys itself
 * @returns {ViewerAct | null}
 */
export function actOfKey(event, arrowsTaken) {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const { key } = event;
  if (/^[1-4]$/.test(key)) return { act: "show", variation: Number(key) };
  if (key === "+" || key === "=") return { act: "zoom", factor: 1.25 };
  if (key === "-") return { act: "zoom", factor: 0.8 };
  if (key === "0") return { act: "fit" };
  if (key === "o" || key === "O") return { act: "hold" };
  if (!arrowsTaken && key === "ArrowRight") return { act: "step", by: 1 };
  if (!arrowsTaken && key === "ArrowLeft") return { act: "step", by: -1 };
  return null;
}

/**
 * The variation `by` steps on, round and round from 1 to 4.
 * @param {number} variation
 * @param {number} by
 */
export function stepVariation(variation, by) {
  return ((variation - 1 + by + 4) % 4) + 1;
}

/**
 * What the compare slider says of itself.
 * @param {number} split 0-100
 */
export function compareWords(split) {
  if (split === 0) return "Only the new picture";
  if (split === 100) return "Only the original";
  return `Original on the left ${split} %`;
}
