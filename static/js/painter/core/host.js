/**
 * The engine behind messages: what the page asks of the worker, and what it is answered. The page talks to it
 * the same way where it must run without a worker.
 *
 * @typedef {import("./engine.js").Engine} Engine
 * @typedef {import("./geometry.js").Box} Box
 * @typedef {import("./sight.js").Choice} Choice what a tool asks to be tried
 * @typedef {import("./history.js").Journal} Journal
 * @typedef {import("./ops.js").Op} Op
 * @typedef {import("./render.js").Frame} Frame
 * @typedef {import("./render.js").Look} Look
 * @typedef {import("./report.js").MaskReport} MaskReport
 *
 * @typedef {{kind: "open", width: number, height: number}
 *   | {kind: "apply", op: Op}
 *   | {kind: "replace", id: number, op: Op}
 *   | {kind: "undo"} | {kind: "redo"} | {kind: "drop-trial"}
 *   | {kind: "colours", top: number, rgba: Uint8ClampedArray}
 *   | {kind: "superpixels", id: number}
 *   | {kind: "try", id: number, choice: Choice}
 *   | {kind: "load", journal: Journal}
 *   | {kind: "frame", id: number, frame: Frame, look: Look}
 *   | {kind: "foresee", id: number}
 *   | {kind: "report", id: number, side: number}
 *   | {kind: "count", id: number, box: Box}
 *   | {kind: "png", id: number}} Request
 *
 * @typedef {object} PixelsReply the part of a frame that changed, as it looks now
 * @property {"pixels"} kind
 * @property {number} frameId
 * @property {Frame} frame
 * @property {boolean} isWhole the first of its frame
 * @property {Box} box device px of the frame
 * @property {Uint8ClampedArray} pixels RGBA
 *
 * @typedef {object} ReportReply
 * @property {"report"} kind
 * @property {number} id
 * @property {MaskReport} report
 * @property {{width: number, height: number, grey: Uint8Array}} preview the whole mask scaled down
 *
 * @typedef {object} ForeseenReply
 * @property {"foreseen"} kind
 * @property {number} id
 * @property {PixelsReply | null} pixels what an undo will show; null where there is nothing, or it is not known
 *
 * @typedef {{kind: "png", id: number, bytes: Uint8Array, white: number}} PngReply `white` px of it
 * @typedef {{kind: "done", id: number}} DoneReply
 * @typedef {{kind: "op", id: number, op: import("./ops.js").StampOp}} OpReply
 * @typedef {{kind: "count", id: number, white: number, inBox: number}} CountReply
 * @typedef {{kind: "progress", id: number, done: number}} ProgressReply from 0 to 1
 * @typedef {PixelsReply | ForeseenReply | ReportReply | PngReply | DoneReply | OpReply | CountReply | ProgressReply
 *   | FailedReply} Reply
 *
 * @typedef {{kind: "failed", id: number}} FailedReply what would have answered could not be loaded
 *
 * @typedef {object} Parts what only some requests need, once it was loaded
 * @property {typeof import("./sight.js")} [sight]
 * @property {typeof import("./report.js")} [report]
 * @property {typeof import("./png.js")} [png]
 *
 * @typedef {object} Host
 * @property {Engine} engine
 * @property {{id: number, frame: Frame, look: Look} | null} shown
 * @property {Parts} parts
 * @property {Promise<void> | null} loading the next of them
 * @property {import("./sight.js").Sight | null} sight once the page has shown the picture
 * @property {(bytes: Uint8Array) => Promise<Uint8Array> | Uint8Array} deflate
 * @property {(reply: Reply, transfer: ArrayBufferLike[]) => void} answer
 */
import { applyNew, createEngine, dropTrial, load, lookBehind, redoNext, tryOp, undoLast } from "./engine.js";
import { isEmptyBox, union } from "./geometry.js";
import { opBox } from "./ops.js";
import { countWhite, countWhiteIn } from "./raster.js";
import { coverage, frameBox, renderMask } from "./render.js";

/** Requests that leave the mask as it is. @type {ReadonlySet<Request["kind"]>} */
const OBSERVERS = new Set(["frame", "foresee", "report", "count", "colours", "superpixels"]);

/** Device px. More than these an undo may show late: they would take longer to foresee than to wait for. */
const MOST_FORESEEN = 2 ** 22;

/** Which part a request needs. @type {Partial<Record<Request["kind"], keyof Parts>>} */
const NEEDED = { colours: "sight", superpixels: "sight", try: "sight", report: "report", png: "png" };

/** @type {Record<keyof Parts, (parts: Parts) => Promise<unknown>>} */
const LOADERS = {
  sight: async (parts) => (parts.sight = await import("./sight.js")),
  report: async (parts) => (parts.report = await import("./report.js")),
  png: async (parts) => (parts.png = await import("./png.js")),
};

/** @param {Host["deflate"]} deflate @param {Host["answer"]} answer @returns {Host} */
export function createHost(deflate, answer) {
  return {
    engine: createEngine(0, 0),
    shown: null,
    parts: {},
    loading: null,
    sight: null,
    deflate,
    answer,
  };
}

/**
 * Requests are met in the order they come, also while what one of them needs is loaded.
 *
 * @param {Host} host
 * @param {Request} request
 * @returns {Promise<void>}
 */
export function handle(host, request) {
  const name = NEEDED[request.kind];
  if (name && !host.parts[name]) {
    const loading = Promise.resolve(host.loading).then(() => loadPart(host, name));
    host.loading = loading;
    void loading.then(() => {
      if (host.loading === loading) host.loading = null;
    });
  }
  return host.loading ? host.loading.then(() => perform(host, request)) : perform(host, request);
}

/**
 * Where it cannot be loaded, tools find nothing and questions are answered so; the next request tries again.
 *
 * @param {Host} host
 * @param {keyof Parts} name
 */
async function loadPart({ parts }, name) {
  if (!parts[name]) await LOADERS[name](parts).catch(() => {});
}

/** @param {Host} host @param {Request} request @returns {Promise<void>} */
async function perform(host, request) {
  const { engine, sight } = host;
  const { sight: seeing, report, png } = host.parts;
  // What is tried ends with the next request that changes the mask or takes it away.
  const dropped = OBSERVERS.has(request.kind) ? null : dropTrial(engine);
  switch (request.kind) {
    case "open":
      host.engine = createEngine(request.width, request.height);
      host.shown = null;
      host.sight = null;
      return;
    case "apply": {
      // Also where it changed nothing: the page has drawn the stroke itself and waits for how it looks at rest.
      const drawn = opBox(engine.raster, request.op);
      return show(host, dropped, drawn, applyNew(engine, request.op));
    }
    case "replace":
      show(host, dropped, undoLast(engine), applyNew(engine, request.op));
      return host.answer({ kind: "done", id: request.id }, []);
    case "undo":
      return show(host, dropped, undoLast(engine));
    case "redo":
      return show(host, dropped, redoNext(engine));
    case "load":
      return show(host, load(engine, request.journal));
    case "drop-trial":
      return show(host, dropped);
    case "colours":
      if (seeing) seeing.see((host.sight ??= seeing.createSight(engine.raster)), request.top, request.rgba);
      return;
    case "superpixels":
      return host.answer(
        { kind: "progress", id: request.id, done: seeing && sight ? seeing.cutFurther(sight) : 1 },
        [],
      );
    case "try": {
      const op = seeing ? seeing.select(sight, engine.raster, request.choice) : nothing(request.choice);
      show(host, dropped, tryOp(engine, op));
      return host.answer({ kind: "op", id: request.id, op }, []);
    }
    case "frame": {
      const { id, frame, look } = request;
      host.shown = { id, frame, look };
      return answerPixels(host, { x0: 0, y0: 0, x1: frame.width, y1: frame.height }, true);
    }
    case "foresee": {
      const pixels = foresee(host);
      return host.answer({ kind: "foreseen", id: request.id, pixels }, pixels ? [pixels.pixels.buffer] : []);
    }
    case "report":
      return report ? answerReport(host, report, request) : fail(host, request.id);
    case "count": {
      const [white, inBox] = [countWhite(engine.raster), countWhiteIn(engine.raster, request.box)];
      return host.answer({ kind: "count", id: request.id, white, inBox }, []);
    }
    case "png": {
      show(host, dropped);
      if (!png) return fail(host, request.id);
      const white = countWhite(engine.raster);
      const bytes = await png.encodePng(engine.raster, host.deflate);
      return host.answer({ kind: "png", id: request.id, bytes, white }, [bytes.buffer]);
    }
  }
}

/** @param {Choice} choice @returns {import("./ops.js").StampOp} where what finds it could not be loaded */
function nothing({ mode }) {
  return { type: "stamp", mode, code: new Uint32Array(0) };
}

/** @param {Host} host @param {...(Box | null)} boxes what changed, picture px */
function show(host, ...boxes) {
  const changed = boxes.reduce((all, box) => (all && box ? union(all, box) : (all ?? box)), null);
  if (!changed || !host.shown) return;
  const box = frameBox(host.shown.frame, changed, host.shown.look.edge);
  if (!isEmptyBox(box)) answerPixels(host, box, false);
}

/** @param {Host} host @returns {PixelsReply | null} */
function foresee({ engine, shown }) {
  if (!shown) return null;
  return lookBehind(engine, (changed) => {
    const box = frameBox(shown.frame, changed, shown.look.edge);
    const isLittle = (box.x1 - box.x0) * (box.y1 - box.y0) <= MOST_FORESEEN;
    return isLittle && !isEmptyBox(box) ? pixelsOf(engine, shown, box, false) : null;
  });
}

/** @param {Host} host @param {Box} box @param {boolean} isWhole */
function answerPixels({ engine, shown, answer }, box, isWhole) {
  if (!shown) return;
  const reply = pixelsOf(engine, shown, box, isWhole);
  answer(reply, [reply.pixels.buffer]);
}

/**
 * @param {Engine} engine
 * @param {NonNullable<Host["shown"]>} shown
 * @param {Box} box device px of the frame
 * @param {boolean} isWhole
 * @returns {PixelsReply}
 */
function pixelsOf({ raster }, { id, frame, look }, box, isWhole) {
  const pixels = renderMask(raster, frame, box, look);
  return { kind: "pixels", frameId: id, frame, isWhole, box, pixels };
}

/** @param {Host} host @param {number} id */
function fail(host, id) {
  host.answer({ kind: "failed", id }, []);
}

/**
 * @param {Host} host
 * @param {NonNullable<Parts["report"]>} part
 * @param {{id: number, side: number}} request the longer side of the preview, px
 */
function answerReport(host, { reportMask }, { id, side }) {
  const { raster } = host.engine;
  const scale = side / Math.max(raster.width, raster.height);
  const width = Math.max(1, Math.round(raster.width * scale));
  const height = Math.max(1, Math.round(raster.height * scale));
  const whole = { x0: 0, y0: 0, x1: width, y1: height };
  const grey = coverage(raster, { scale, left: 0, top: 0, width, height }, whole);
  const preview = { width, height, grey };
  host.answer({ kind: "report", id, report: reportMask(raster), preview }, [grey.buffer]);
}
