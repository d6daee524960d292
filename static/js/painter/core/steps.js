/**
 * Changes of the whole mask by a number of px, which can be adjusted as long as nothing else is done.
 *
 * @typedef {"grow" | "shrink" | "smooth"} StepName
 * @typedef {import("./ops.js").RadiusOp} RadiusOp
 */
import { clamp } from "./geometry.js";

export const MOST_RADIUS = 250;
/** Shares of the picture's shorter side. */
const FIRST_SHARE = 0.01;
const MOST_SHARE = 0.1;
const LEAST_MOST = 10;
/** A square of this share is easily overlooked. */
const SPECK_SHARE = 0.01;
const LEAST_SPECK_PX = 9;

/** @param {number} width px of the picture @param {number} height @returns {number} px: smaller islands are specks */
export function speckArea(width, height) {
  return Math.max(LEAST_SPECK_PX, Math.round((Math.min(width, height) * SPECK_SHARE) ** 2));
}

/** @param {number} width px of the picture @param {number} height @returns {{first: number, most: number}} radii, px */
export function stepRange(width, height) {
  const side = Math.min(width, height);
  return {
    first: Math.max(1, Math.round(side * FIRST_SHARE)),
    most: clamp(Math.round(side * MOST_SHARE), LEAST_MOST, MOST_RADIUS),
  };
}

/** @param {StepName} name @param {number} radius whole px @returns {RadiusOp} */
export function stepOp(name, radius) {
  return name === "smooth"
    ? { type: "smooth", radius }
    : { type: "grow", radius: name === "grow" ? radius : -radius };
}
