/**
 * The mask looked at closely: the very file that will be sent, with its areas.
 *
 * @typedef {import("./painter.js").Painter} Painter
 * @typedef {import("../core/report.js").MaskReport} MaskReport
 */
import { describeMask, grouped, percent } from "../core/words.js";
import { make } from "./dom.js";
import { showFindings } from "./preflight.js";

/** @param {Painter} painter @param {HTMLElement} page @returns {Promise<void>} when it is open */
export async function openMaskSheet(painter, page) {
  const close = make("button", { type: "submit", class: "button" }, "Close");
  const title = make("h2", { id: "mask-sheet-title" }, "The mask as it is sent");
  const picture = make("img", { class: "mask-sheet-picture", alt: "The mask: white is redrawn" });
  const boxes = make("div", { class: "mask-sheet-boxes", "aria-hidden": "true" });
  const frame = make("div", {
    class: "mask-sheet-frame",
    tabindex: "0",
    role: "region",
    "aria-label": "Mask",
  });
  frame.append(make("div", { class: "mask-sheet-sheet" }, picture, boxes));
  const facts = make("p", { role: "status" });
  const findings = make("ul", { class: "paint-findings", hidden: true });
  const areas = make("table", { class: "mask-sheet-areas" });
  const actual = make("button", { type: "button", class: "button", "aria-pressed": "false" }, "Actual size");
  const dialog = make(
    "dialog",
    { class: "dialog mask-sheet", "aria-labelledby": title.id },
    make(
      "form",
      { method: "dialog", class: "painter-help-head" },
      title,
      make("div", { class: "actions" }, actual, close),
    ),
    make("div", { class: "mask-sheet-body" }, frame, make("div", { class: "stack" }, facts, findings, areas)),
  );
  const show = async () => {
    const [report, { png }] = await Promise.all([painter.report(), painter.exportMask()]);
    URL.revokeObjectURL(picture.src);
    picture.src = URL.createObjectURL(png);
    const { width, height, white } = report;
    facts.textContent = `${describeMask(report)}. ${grouped(white)} of ${grouped(width * height)} px, as a ${width} × ${height} PNG of ${grouped(Math.ceil(png.size / 1000))} KB.`;
    showFindings(findings, painter, report);
    showAreas(areas, boxes, report);
  };
  const stop = painter.on("change", () => void show());
  actual.addEventListener("click", () => {
    const isActual = frame.classList.toggle("is-actual");
    actual.setAttribute("aria-pressed", String(isActual));
  });
  dialog.addEventListener("close", () => {
    stop();
    URL.revokeObjectURL(picture.src);
    dialog.remove();
  });
  await show();
  page.append(dialog);
  dialog.showModal();
}

/** @param {HTMLTableElement} table @param {HTMLElement} boxes @param {MaskReport} report */
function showAreas(table, boxes, report) {
  const { largest, islands, width, height } = report;
  const head = make(
    "tr",
    {},
    ...["Area", "Left, top", "Size", "Share"].map((text) => make("th", { scope: "col" }, text)),
  );
  const rows = largest.map(({ size, box: { x0, y0, x1, y1 } }, i) => {
    const share = percent({ share: size / (width * height), white: size, width, height });
    const cells = [`${x0}, ${y0}`, `${x1 - x0} × ${y1 - y0}`, share].map((text) => make("td", {}, text));
    return make("tr", {}, make("th", { scope: "row" }, String(i + 1)), ...cells);
  });
  const rest =
    islands === null ? "Too many areas to list." : `The ${rows.length} largest of ${grouped(islands)}.`;
  const caption = make(
    "caption",
    { class: "hint" },
    rows.length === islands ? "All areas, largest first." : rest,
  );
  table.replaceChildren(caption, make("thead", {}, head), make("tbody", {}, ...rows));
  table.hidden = report.white === 0;
  boxes.replaceChildren(
    ...largest.map(({ box: { x0, y0, x1, y1 } }) => {
      const outline = make("div", {});
      Object.assign(outline.style, {
        left: `${(x0 / width) * 100}%`,
        top: `${(y0 / height) * 100}%`,
        width: `${((x1 - x0) / width) * 100}%`,
        height: `${((y1 - y0) / height) * 100}%`,
      });
      return outline;
    }),
  );
}
