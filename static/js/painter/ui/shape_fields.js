/**
 * The place and size of a rectangle or ellipse just drawn, as numbers one can type.
 *
 * @typedef {import("./surface.js").Surface} Surface
 */
import { extentOf, withExtent } from "../core/tools/adjust.js";
import { make } from "./dom.js";
import { on } from "./events.js";
import { adjustShape } from "./surface.js";

const FIELDS = /** @type {const} */ ([
  ["left", "Left"],
  ["top", "Top"],
  ["width", "Width"],
  ["height", "Height"],
]);
const MOST_PX = 100_000;

/** @param {Surface} surface @returns {() => void} removes them */
export function connectShapeFields(surface) {
  const inputs = FIELDS.map(([name, label]) => {
    const input = make("input", {
      type: "number",
      class: "input painter-number",
      name,
      step: 1,
      min: name === "width" || name === "height" ? 1 : -MOST_PX,
      max: MOST_PX,
    });
    return { name, input, field: make("label", {}, make("span", {}, label), input) };
  });
  const group = make("div", {
    class: "painter-numbers",
    role: "group",
    "aria-label": "Shape, in picture pixels",
  });
  group.append(...inputs.map(({ field }) => field));
  group.addEventListener("change", () => {
    if (!surface.shape) return;
    const extent = extentOf(surface.shape);
    for (const { name, input } of inputs) {
      if (input.validity.valid && input.value) extent[name] = Math.round(input.valueAsNumber);
    }
    adjustShape(surface, withExtent(surface.shape, extent));
  });
  surface.stage.surface.after(group);
  const show = () => {
    const { shape } = surface;
    group.hidden = !shape;
    if (!shape) return;
    const extent = extentOf(shape);
    for (const { name, input } of inputs) input.value = String(extent[name]);
  };
  show();
  const stop = on(surface.events, "shape", show);
  return () => {
    stop();
    group.remove();
  };
}
