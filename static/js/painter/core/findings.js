/**
 * What a person should know before a mask is sent, each with what mends it. Nothing here prevents sending.
 *
 * @typedef {import("./report.js").MaskReport} MaskReport
 * @typedef {import("./ops.js").Op} Op
 *
 * @typedef {object} Fix
 * @property {string} label of its button
 * @property {Op | "rim"} op one undo step; "rim" is a strip along the picture's edge to be erased
 *
 * @typedef {object} Finding
 * @property {"small" | "nearly-all" | "specks" | "pinholes" | "edge"} name
 * @property {boolean} isWarning else a remark
 * @property {string} text
 * @property {Fix[]} fixes
 */
import { concernOf, counted, grouped, percent, SMALL_REGION_PX } from "./words.js";

/** A rim this wide, as a share of the picture's shorter side, gives the new content something to join on to. */
const RIM_SHARE = 0.02;

/** @param {MaskReport} report @returns {Finding[]} most important first */
export function findingsOf(report) {
  const concern = concernOf(report);
  if (concern === "empty") return [];
  return [
    ...(concern === "small" ? [tooSmall(report)] : []),
    ...(concern === "nearly-all" ? [nearlyAll(report)] : []),
    ...specks(report),
    ...pinholes(report),
    ...edge(report),
  ];
}

/** @param {MaskReport} report @returns {Finding} */
function tooSmall(report) {
  const radius = radiusToGrow(report.white);
  return {
    name: "small",
    isWarning: true,
    text: `This region is small: ${grouped(report.white)} px. Under 10,000 px there is little room to draw something new.`,
    fixes: [{ label: `Grow by ${radius} px`, op: { type: "grow", radius } }],
  };
}

/** @param {MaskReport} report @returns {Finding} */
function nearlyAll(report) {
  const isAll = report.white === report.width * report.height;
  return {
    name: "nearly-all",
    isWarning: true,
    text: `This is nearly the whole picture (${percent(report)}). Little of the original is left to match.`,
    fixes: [
      isAll
        ? { label: "Clear", op: { type: "clear" } }
        : { label: "Invert: redraw the rest", op: { type: "invert" } },
    ],
  };
}

/** @param {MaskReport} report @returns {Finding[]} */
function specks({ specks: { count }, speckSize }) {
  if (count === 0) return [];
  return [
    {
      name: "specks",
      isWarning: true,
      text: `${counted(count, "tiny area", "tiny areas")}, easily painted by mistake.`,
      fixes: [{ label: "Remove", op: { type: "drop-specks", area: speckSize + 1 } }],
    },
  ];
}

/** @param {MaskReport} report @returns {Finding[]} */
function pinholes({ pinholes: { count }, holeSize }) {
  if (count === 0) return [];
  return [
    {
      name: "pinholes",
      isWarning: true,
      text: `${counted(count, "tiny spot", "tiny spots")} left out within the region.`,
      fixes: [{ label: "Fill", op: { type: "fill-holes", area: holeSize + 1 } }],
    },
  ];
}

/** @param {MaskReport} report @returns {Finding[]} */
function edge(report) {
  if (!report.touchesEdge || !report.box) return [];
  const { box, width, height } = report;
  const sides = [
    ...(box.x0 === 0 ? ["left"] : []),
    ...(box.y0 === 0 ? ["top"] : []),
    ...(box.x1 === width ? ["right"] : []),
    ...(box.y1 === height ? ["bottom"] : []),
  ];
  return [
    {
      name: "edge",
      isWarning: false,
      text: `Touches the picture’s edge (${sides.join(", ")}).`,
      fixes: [{ label: `Keep ${rimOf(report)} px there`, op: "rim" }],
    },
  ];
}

/** @param {{width: number, height: number}} size px @returns {number} px */
export function rimOf({ width, height }) {
  return Math.max(1, Math.round(Math.min(width, height) * RIM_SHARE));
}

/** @param {number} white px @returns {number} px that make a disc of them large enough */
function radiusToGrow(white) {
  return Math.ceil((Math.sqrt(SMALL_REGION_PX) - Math.sqrt(white)) / Math.sqrt(Math.PI));
}
