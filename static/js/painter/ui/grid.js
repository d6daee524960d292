/**
 * Masking by keys alone: arrows move from cell to cell, Space paints the cell or takes it away, Enter divides
 * it, Backspace goes back to the larger one, Escape ends. Where one is and how much is painted is spoken.
 *
 * @typedef {import("./surface.js").Surface} Surface
 * @typedef {import("../core/grid.js").Grid} Grid
 */
import { toUnits } from "../core/geometry.js";
import { cellBox, createGrid, describeCell, divided, left, moved } from "../core/grid.js";
import { MOST_SCALE, toScreen, zoomOn } from "../core/viewport.js";
import { percent } from "../core/words.js";
import { listen, make } from "./dom.js";
import { setView } from "./drawing.js";
import { ask } from "./engine_client.js";
import { emit, on } from "./events.js";
import { commit } from "./surface.js";

/** Spoken when the keys have rested this long, ms: a screen reader is not to be flooded. */
const REST_MS = 250;
/** Smaller cells are zoomed in on, CSS px. */
const LEAST_SIDE = 20;
const ARROWS = /** @type {Record<string, readonly [number, number]>} */ ({
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
});
const HOW =
  "Keyboard grid. Arrows move, Space paints a cell or takes it away, Enter divides it, Backspace goes back, Escape ends.";

/** Turns the grid on, or off. @param {Surface} surface */
export function toggleGrid(surface) {
  if (surface.grid) return endGrid(surface);
  const { view, stage, events } = surface;
  if (!view) return;
  surface.grid = createGrid(view.pictureWidth, view.pictureHeight);
  const cell = make("div", { class: "painter-cell" });
  const lines = make("div", { class: "painter-lines" });
  stage.layers.append(lines, cell);
  stage.surface.focus({ preventScroll: true });
  let timer = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);
  const draw = () => surface.grid && surface.view && place(surface, cell, lines);
  /** @param {string} [prefix] */
  const speak = (prefix = "") => {
    clearTimeout(timer);
    timer = setTimeout(() => void say(surface, prefix), REST_MS);
  };
  const keys = listen(
    window,
    {
      keydown: (/** @type {KeyboardEvent} */ event) => {
        const isFree = event.target === document.body || event.target === stage.surface;
        if (!surface.grid || !isFree || event.ctrlKey || event.metaKey || event.altKey) return;
        if (event.key === "Escape" && !surface.gesture) endGrid(surface);
        else if (!press(surface, event)) return;
        event.preventDefault();
        reveal(surface);
        draw();
        speak();
      },
    },
    { capture: true },
  );
  const stops = [
    keys,
    on(events, "view", draw),
    on(events, "picture", () => endGrid(surface)),
    on(events, "destroyed", () => endGrid(surface)),
    on(events, "grid", () => {
      if (surface.grid) return;
      clearTimeout(timer);
      stops.forEach((stop) => stop());
      cell.remove();
      lines.remove();
      stage.status.textContent = "Keyboard grid off.";
    }),
  ];
  draw();
  speak(`${HOW} `);
  emit(events, "settings");
}

/** @param {Surface} surface */
function endGrid(surface) {
  surface.grid = null;
  emit(surface.events, "grid");
  emit(surface.events, "settings");
}

/** @param {Surface} surface @param {KeyboardEvent} event @returns {boolean} whether the grid takes this key */
function press(surface, { key, repeat }) {
  const grid = /** @type {Grid} */ (surface.grid);
  const step = ARROWS[key];
  if (step) surface.grid = moved(grid, step[0], step[1]);
  else if (key === "Enter") surface.grid = divided(grid);
  else if (key === "Backspace") surface.grid = left(grid);
  else if (key === " ") {
    if (!repeat) void toggleCell(surface, grid);
  } else return false;
  return true;
}

/** @param {Surface} surface @param {Grid} grid */
async function toggleCell(surface, grid) {
  const box = cellBox(grid);
  const { inBox } = await askCount(surface.client, box);
  const isFull = inBox === (box.x1 - box.x0) * (box.y1 - box.y0);
  const [x0, y0, x1, y1] = [box.x0, box.y0, box.x1, box.y1].map(toUnits);
  commit(surface, { type: "rectangle", mode: isFull ? "erase" : "paint", x0, y0, x1, y1 });
}

/** @param {Surface} surface @param {string} prefix */
async function say(surface, prefix) {
  const { grid, client, stage } = surface;
  if (!grid) return;
  const { inBox, white } = await askCount(client, cellBox(grid));
  const { width, height } = grid;
  const share = percent({ share: white / (width * height), white, width, height });
  stage.status.textContent = `${prefix}${describeCell(grid, inBox)}. ${white ? share : "Nothing"} of the picture.`;
}

/** Brings the cell into view, and near enough to be seen. @param {Surface} surface */
function reveal(surface) {
  const { grid, view } = surface;
  if (!grid || !view) return;
  const { x0, y0, x1, y1 } = cellBox(grid);
  const middle = { x: (x0 + x1) / 2, y: (y0 + y1) / 2 };
  const { x, y } = toScreen(view, middle.x, middle.y);
  const side = Math.min(x1 - x0, y1 - y0);
  const scale = Math.min(MOST_SCALE, Math.max(view.scale, LEAST_SIDE / side));
  const isSeen = x >= 0 && y >= 0 && x <= view.width && y <= view.height;
  if (scale > view.scale || !isSeen)
    setView(surface, zoomOn(view, scale, middle, view.width / 2, view.height / 2));
}

/** @param {Surface} surface @param {HTMLElement} cell @param {HTMLElement} lines */
function place({ grid, view }, cell, lines) {
  if (!grid || !view) return;
  const { x0, y0, x1, y1 } = cellBox(grid);
  const { x, y } = toScreen(view, x0, y0);
  cell.style.transform = `translate(${x}px, ${y}px)`;
  cell.style.width = `${(x1 - x0) * view.scale}px`;
  cell.style.height = `${(y1 - y0) * view.scale}px`;
  // Lines are drawn where the larger cell was divided, and over the whole picture before.
  const around = grid.level ? cellBox(left(grid)) : { x0: 0, y0: 0, x1: grid.width, y1: grid.height };
  const corner = toScreen(view, around.x0, around.y0);
  lines.style.transform = `translate(${corner.x}px, ${corner.y}px)`;
  lines.style.width = `${(around.x1 - around.x0) * view.scale}px`;
  lines.style.height = `${(around.y1 - around.y0) * view.scale}px`;
  lines.style.backgroundSize = `${(grid.width / grid.columns) * view.scale}px ${(grid.height / grid.rows) * view.scale}px`;
}

/**
 * @param {import("./engine_client.js").EngineClient} client
 * @param {import("../core/geometry.js").Box} box picture px
 * @returns {Promise<import("../core/host.js").CountReply>} white px, of all and of the box
 */
function askCount(client, box) {
  return ask(client, (id) => ({ kind: "count", id, box }));
}
