/**
 * Rings around areas and spots so small that one overlooks them, while they are asked for.
 *
 * @typedef {import("./surface.js").Surface} Surface
 * @typedef {import("../core/geometry.js").Box} Box
 */
import { toScreen } from "../core/viewport.js";
import { make } from "./dom.js";
import { askReport } from "./engine_client.js";
import { on } from "./events.js";

/** However small the speck: its ring is as wide as this and can be seen, CSS px. */
const LEAST_RING = 22;
const ROOM = 8;

/** @param {Surface} surface @returns {() => void} takes them away */
export function connectSpecks(surface) {
  const { choices, events, stage } = surface;
  const layer = make("div", { class: "painter-specks" });
  stage.layers.append(layer);
  let boxes = /** @type {{box: Box, isHole: boolean}[]} */ ([]);

  const place = () => {
    const { view } = surface;
    if (!view || layer.hidden) return;
    [...layer.children].forEach((ring, i) => {
      const { x0, y0, x1, y1 } = boxes[i].box;
      const { x, y } = toScreen(view, (x0 + x1) / 2, (y0 + y1) / 2);
      const side = Math.max(LEAST_RING, Math.max(x1 - x0, y1 - y0) * view.scale + ROOM);
      const { style } = /** @type {HTMLElement} */ (ring);
      style.width = style.height = `${side}px`;
      style.transform = `translate(${x - side / 2}px, ${y - side / 2}px)`;
    });
  };
  /** @param {import("../core/host.js").ReportReply} seen */
  const take = ({ report: { specks, pinholes } }) => {
    boxes = [
      ...specks.boxes.map((box) => ({ box, isHole: false })),
      ...pinholes.boxes.map((box) => ({ box, isHole: true })),
    ];
    layer.replaceChildren(
      ...boxes.map(({ isHole }) => make("div", { class: `painter-speck${isHole ? " is-hole" : ""}` })),
    );
    place();
  };
  const follow = () => {
    const isHidden = !choices.showsSpecks || !choices.isMaskShown;
    if (layer.hidden === isHidden) return;
    layer.hidden = isHidden;
    if (!isHidden && surface.view) void askReport(surface.client, 1).then(take, () => {});
  };
  layer.hidden = true;
  follow();
  const stops = [on(events, "seen", take), on(events, "view", place), on(events, "settings", follow)];
  return () => {
    stops.forEach((stop) => stop());
    layer.remove();
  };
}
