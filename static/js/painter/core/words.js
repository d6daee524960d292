/** What the page says about a mask, in words. Pure, so that it can be read in one place. */

/**
 * @typedef {import("./report.js").MaskReport} MaskReport
 * @typedef {"empty" | "small" | "nearly-all"} Concern
 */

export const SMALL_REGION_PX = 10_000;
const NEARLY_ALL_SHARE = 0.95;

/**
 * What a person should know before sending: only "empty" prevents it.
 *
 * @param {MaskReport} report
 * @returns {Concern | null}
 */
export function concernOf(report) {
  if (report.white === 0) return "empty";
  if (report.share > NEARLY_ALL_SHARE) return "nearly-all";
  if (report.white < SMALL_REGION_PX) return "small";
  return null;
}

/** @param {MaskReport} report @returns {string} such as "12.4 % of the picture, 2 areas" */
export function describeMask(report) {
  if (report.white === 0) return "Nothing painted yet";
  const { islands } = report;
  const areas = islands === null ? "very many areas" : counted(islands, "area", "areas");
  return `${percent(report)} of the picture, ${areas}`;
}

/**
 * @param {Pick<MaskReport, "share" | "white" | "width" | "height">} report
 * @returns {string} such as "12.4 %"
 */
export function percent({ share, white, width, height }) {
  const value = share * 100;
  if (value < 0.1) return "under 0.1 %";
  if (value > 99.9 && white < width * height) return "over 99.9 %";
  return `${value >= 99.95 ? "100" : value.toFixed(1)} %`;
}

/** @param {number} value @returns {string} with commas between thousands */
export function grouped(value) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** @param {number} count @param {string} one @param {string} many @returns {string} such as "1 area" */
export function counted(count, one, many) {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}
