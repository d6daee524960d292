/**
 * What a person has chosen in the painter: plain data, changed by the actions and shown by the page.
 *
 * @typedef {import("./ops.js").Mode} Mode
 * @typedef {import("./tools/index.js").ToolName} ToolName
 *
 * @typedef {object} Choices
 * @property {ToolName | "hand"} tool
 * @property {Mode} mode
 * @property {number} size brush diameter, picture px
 * @property {{x: number | null, y: number | null}} mirror where its axes are, picture px; null for none
 * @property {boolean} isMaskShown
 * @property {number} opacity of the mask on the screen, 0.1 to 1
 * @property {string} colour of the mask: a name of PALETTE, or "auto" for what shows best on the picture
 * @property {boolean} isHatched the mask is stripes, so that the picture shows between them
 * @property {boolean} marches the mask's edge moves
 * @property {boolean} showsSpecks rings around tiny areas and holes
 * @property {"touch" | "always" | "never"} loupe
 * @property {boolean} usesPressure a pen's pressure changes the brush's size
 * @property {boolean} penKeepsFingersOff once a pen was seen fingers only pan
 * @property {boolean} isPenSeen in this page
 * @property {import("./bindings.js").OwnKeys} keys
 */
import { clamp } from "./geometry.js";

export const LEAST_SIZE = 1;
export const MOST_SIZE = 500;
/** Of the picture's shorter side: a brush that suits a first stroke. */
const FIRST_SIZE_SHARE = 0.05;
const SIZE_STEP = 1.15;

/** @returns {Choices} */
export function createChoices() {
  return {
    tool: "brush",
    mode: "paint",
    size: 100,
    mirror: { x: null, y: null },
    isMaskShown: true,
    opacity: 0.6,
    colour: "auto",
    isHatched: false,
    marches: false,
    showsSpecks: false,
    loupe: "touch",
    usesPressure: true,
    penKeepsFingersOff: true,
    isPenSeen: false,
    keys: {},
  };
}

/** @param {number} size px @returns {number} a whole size the brush can have */
export function allowedSize(size) {
  return clamp(Math.round(size), LEAST_SIZE, MOST_SIZE);
}

/** @param {number} width px @param {number} height px @param {number} [share] of the shorter side */
export function sizeFor(width, height, share = FIRST_SIZE_SHARE) {
  return allowedSize(Math.min(width, height) * share);
}

/** @param {number} size px @param {number} steps up, or down where negative */
export function steppedSize(size, steps) {
  const next = allowedSize(size * SIZE_STEP ** steps);
  return next === size ? allowedSize(size + Math.sign(steps)) : next;
}
