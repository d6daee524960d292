/**
 * What will be sent, shown while one paints: the exact mask, its share, and what to think about, each with
 * what mends it. It never stands in the way of sending.
 *
 * @typedef {import("./painter.js").Painter} Painter
 * @typedef {import("../core/report.js").MaskReport} MaskReport
 * @typedef {import("../core/findings.js").Finding} Finding
 */
import { part, setText } from "../../shared/dom.js";
import { findingsOf, rimOf } from "../core/findings.js";
import { rimOp } from "../core/rim.js";
import { describeMask } from "../core/words.js";
import { make } from "./dom.js";
import { openMaskSheet } from "./mask_sheet.js";
import { loadStyles } from "./styles.js";

/** Painting goes first: the mask is looked at when the hand has rested this long, ms. */
const REST_MS = 200;
const PREVIEW_SIDE = 272;

/**
 * @param {Painter} painter
 * @param {HTMLElement} page
 * @returns {() => void} stops
 */
export function createPreflight(painter, page) {
  const preview = part(page, "preview", HTMLCanvasElement);
  const summary = part(page, "summary", HTMLElement);
  const list = part(page, "findings", HTMLElement);
  const closer = part(page, "closer", HTMLButtonElement);
  let timer = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);
  const plan = () => {
    clearTimeout(timer);
    timer = setTimeout(look, REST_MS);
  };
  const look = async () => {
    if (painter.state.isPainting) return plan();
    const report = await painter.drawPreview(preview, PREVIEW_SIDE);
    setText(summary, describeMask(report));
    closer.hidden = report.white === 0;
    showFindings(list, painter, report);
  };
  closer.addEventListener("click", () => {
    void loadStyles().then(() => openMaskSheet(painter, page));
  });
  const stop = painter.on("change", plan);
  void look();
  return () => {
    clearTimeout(timer);
    stop();
  };
}

/**
 * Those that are there already stay, so that a screen reader hears only what is new.
 *
 * @param {HTMLElement} list @param {Painter} painter @param {MaskReport} report
 */
export function showFindings(list, painter, report) {
  const findings = findingsOf(report);
  const key = (/** @type {Finding} */ { name, text }) => `${name} ${text}`;
  const wanted = new Map(findings.map((finding) => [key(finding), finding]));
  for (const row of [...list.children])
    if (!wanted.delete(/** @type {HTMLElement} */ (row).dataset.key ?? "")) row.remove();
  for (const [name, finding] of wanted) {
    const row = createFinding(finding, painter, report);
    row.dataset.key = name;
    list.append(row);
  }
  list.hidden = findings.length === 0;
}

/** @param {Finding} finding @param {Painter} painter @param {MaskReport} report */
function createFinding({ name, text, isWarning, fixes }, painter, report) {
  const buttons = fixes.map(({ label, op }) =>
    makeButton(label, () =>
      painter.apply(op === "rim" ? rimOp(report.width, report.height, rimOf(report)) : op),
    ),
  );
  if (name === "specks" || name === "pinholes")
    buttons.push(makeButton("Show", () => painter.state.showsSpecks || painter.run("specks")));
  const row = make("li", { class: `paint-finding small${isWarning ? " notice" : ""}` });
  row.append(make("p", {}, text), make("span", { class: "actions" }, ...buttons));
  return row;
}

/** @param {string} label @param {() => void} act */
function makeButton(label, act) {
  const button = make("button", { type: "button", class: "button button-small" }, label);
  button.addEventListener("click", act);
  return button;
}
