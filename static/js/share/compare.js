import { part } from "../shared/dom.js";

/**
 * Makes the slider over two pictures say how much of the one before is shown.
 * @param {HTMLElement} frame
 */
export function connectCompare(frame) {
  const range = part(frame, "range", HTMLInputElement);
  const show = () => {
    frame.style.setProperty("--split", `${range.value}%`);
    range.setAttribute("aria-valuetext", splitWords(range.valueAsNumber));
  };
  range.addEventListener("input", show);
  show();
}

/**
 * Lets the buttons choose which variation lies over the picture before.
 * @param {HTMLElement} frame
 * @param {Iterable<Element>} buttons
 */
export function connectVariations(frame, buttons) {
  const after = part(frame, "after", HTMLImageElement);
  const all = [...buttons].filter((button) => button instanceof HTMLButtonElement);
  for (const button of all) {
    button.addEventListener("click", () => {
      after.srcset = button.dataset.srcset ?? "";
      after.src = button.dataset.src ?? "";
      for (const other of all) other.setAttribute("aria-pressed", String(other === button));
    });
  }
}

/**
 * @param {number} split 0-100
 * @returns {string}
 */
export function splitWords(split) {
  if (split <= 0) return "Only the picture after";
  if (split >= 100) return "Only the picture before";
  return `${Math.round(split)} % before`;
}
