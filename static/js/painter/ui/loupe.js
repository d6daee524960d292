/**
 * A loupe above the finger, which hides what it paints on; for a mouse or a pen where it is wished.
 *
 * @typedef {import("./surface.js").Surface} Surface
 */
import { toPicture } from "../core/viewport.js";
import { listen, make } from "./dom.js";
import { on } from "./events.js";

const SIDE = 132;
const ZOOM = 2.5;
/** From the finger to the loupe's near rim, CSS px. */
const GAP = 44;

/** @param {Surface} surface @returns {() => void} takes it away */
export function connectLoupe(surface) {
  const { choices, events, stage } = surface;
  const picture = make("img", { class: "painter-loupe-picture", alt: "", crossorigin: "anonymous" });
  const canvas = make("canvas", { class: "painter-loupe-mask" });
  const ring = make("div", { class: "painter-loupe-ring" });
  const loupe = make("div", { class: "painter-loupe", hidden: true }, picture, canvas, ring);
  stage.layers.append(loupe);
  let at = /** @type {{x: number, y: number} | null} */ (null);
  let kind = "";
  let frame = 0;

  const draw = () => {
    frame = 0;
    const { view } = surface;
    if (!at || !view || loupe.hidden) return;
    const isBelow = at.y < SIDE + GAP;
    const left = Math.min(Math.max(at.x - SIDE / 2, 4), view.width - SIDE - 4);
    loupe.style.transform = `translate(${left}px, ${isBelow ? at.y + GAP : at.y - GAP - SIDE}px)`;
    const scale = view.scale * ZOOM;
    const point = toPicture(view, at.x, at.y);
    const [x, y] = [SIDE / 2 - point.x * scale, SIDE / 2 - point.y * scale];
    picture.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
    const size = choices.tool === "brush" ? choices.size * scale : 0;
    ring.style.width = ring.style.height = `${size}px`;
    drawMask(canvas, surface, at);
    frame = requestAnimationFrame(draw); // the mask goes on while the finger rests
  };
  const follow = () => {
    const isWanted = choices.loupe === "always" || (choices.loupe === "touch" && kind === "touch");
    loupe.hidden = !at || !surface.gesture || !isWanted;
    if (loupe.hidden) return;
    if (picture.src !== stage.picture.src) {
      picture.src = stage.picture.src;
      picture.style.width = stage.picture.style.width;
      picture.style.height = stage.picture.style.height;
    }
    frame ||= requestAnimationFrame(draw);
  };
  /** @param {PointerEvent} event */
  const move = (event) => {
    const box = stage.surface.getBoundingClientRect();
    at = { x: event.clientX - box.left, y: event.clientY - box.top };
    kind = event.pointerType;
    follow();
  };
  /** A polygon goes on between touches: a loupe without its finger would be in the way. @param {PointerEvent} event */
  const leave = ({ pointerType }) => {
    if (pointerType === "touch") at = null;
    follow();
  };
  const stops = [
    listen(
      stage.surface,
      { pointerdown: move, pointermove: move, pointerup: leave, pointercancel: leave },
      { passive: true },
    ),
    on(events, "gesture", follow),
    on(events, "settings", follow),
  ];
  return () => {
    stops.forEach((stop) => stop());
    cancelAnimationFrame(frame);
    loupe.remove();
  };
}

/**
 * The mask and the shape in progress around a point, from the canvases on the screen.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Surface} surface
 * @param {{x: number, y: number}} at CSS px
 */
function drawMask(canvas, { stage, view, layer, choices }, at) {
  const context = canvas.getContext("2d");
  if (!context || !view) return;
  const px = Math.round(SIDE * view.dpr);
  if (canvas.width !== px) canvas.width = canvas.height = px;
  context.clearRect(0, 0, px, px);
  const part = SIDE / ZOOM;
  if (layer.frame) {
    const { scale, left, top } = layer.frame;
    const middle = toPicture(view, at.x, at.y);
    const side = (part / view.scale) * scale;
    context.globalAlpha = choices.opacity;
    context.drawImage(
      layer.canvas,
      middle.x * scale - left - side / 2,
      middle.y * scale - top - side / 2,
      side,
      side,
      0,
      0,
      px,
      px,
    );
  }
  context.globalAlpha = 1;
  if (stage.shapes.hidden) return;
  const [x, y, side] = [at.x - part / 2, at.y - part / 2, part].map((value) => value * view.dpr);
  context.drawImage(stage.shapes, x, y, side, side, 0, 0, px, px);
}
