import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync } from "node:zlib";
import { createHost, handle } from "../../../../static/js/painter/core/host.js";
import { encodePng } from "../../../../static/js/painter/core/png.js";
import { countWhite } from "../../../../static/js/painter/core/raster.js";
import { renderMask } from "../../../../static/js/painter/core/render.js";
import { reportMask } from "../../../../static/js/painter/core/report.js";
import { createRandom, forAll } from "../random.js";
import { randomOp, randomOps, randomSize, replay } from "./journals.js";

/**
 * @typedef {import("../../../../static/js/painter/core/host.js").Request} Request
 * @typedef {import("../../../../static/js/painter/core/host.js").Reply} Reply
 * @typedef {import("../../../../static/js/painter/core/host.js").PixelsReply} PixelsReply
 */

/** @param {Uint8Array} bytes */
const deflate = (bytes) => new Uint8Array(deflateSync(bytes));

/** A host for a picture, and what it answered. @param {number} width @param {number} height */
function opened(width, height) {
  /** @type {Reply[]} */
  const replies = [];
  const host = createHost(deflate, (reply) => void replies.push(reply));
  /** @param {Request} request */
  const ask = (request) => handle(host, request);
  void ask({ kind: "open", width, height });
  return { host, replies, ask };
}

test("the screen, brought up to date op by op, is what drawing the mask anew gives", () => {
  forAll(60, (random) => {
    const size = randomSize(random);
    const { host, replies, ask } = opened(size.width, size.height);
    const scale = random.pick([1, 0.37, random.number(0.1, 4)]);
    const frame = { scale, left: random.integer(-5, 20), top: random.integer(-5, 20), width: 60, height: 50 };
    const look = { fill: 0x2266ff, edge: random.integer(1, 2), hatch: 0 };
    const screen = new Uint8ClampedArray(60 * 50 * 4);
    void ask({ kind: "frame", id: 1, frame, look });
    for (let step = 0; step < 12; step++) {
      const kind = random.pick(/** @type {const} */ (["apply", "apply", "apply", "undo", "redo"]));
      void ask(kind === "apply" ? { kind, op: randomOp(random, size) } : { kind });
      for (const reply of /** @type {PixelsReply[]} */ (replies.splice(0))) {
        const { x0, y0, x1, y1 } = reply.box;
        const width = (x1 - x0) * 4;
        for (let y = y0; y < y1; y++)
          screen.set(reply.pixels.subarray((y - y0) * width, (y - y0 + 1) * width), (y * 60 + x0) * 4);
      }
      const anew = renderMask(host.engine.raster, frame, { x0: 0, y0: 0, x1: 60, y1: 50 }, look);
      assert.ok(Buffer.from(screen.buffer).equals(Buffer.from(anew.buffer)), `step ${step}, ${kind}`);
    }
  });
});

test("what an undo will show is foreseen, pixel by pixel, and nothing is changed by looking", async () => {
  for (let seed = 0; seed < 40; seed++) {
    const random = createRandom(seed);
    const size = randomSize(random);
    const { host, replies, ask } = opened(size.width, size.height);
    const frame = { scale: random.pick([1, 0.4, 2.5]), left: 0, top: 0, width: 70, height: 60 };
    await ask({ kind: "frame", id: 5, frame, look: { fill: 0x2266ff, edge: 1, hatch: 0 } });
    for (const op of randomOps(random, size, 6)) await ask({ kind: "apply", op });
    const before = host.engine.raster.bits.slice();
    replies.length = 0;
    await ask({ kind: "foresee", id: 9 });
    assert.deepEqual(host.engine.raster.bits, before);
    await ask({ kind: "undo" });
    const [foreseen, ...shown] = replies;
    assert.ok(foreseen.kind === "foreseen" && foreseen.id === 9);
    assert.deepEqual(foreseen.pixels ? [foreseen.pixels] : [], shown);
  }
});

test("nothing is foreseen without an op, without a view, or while a tool tries", async () => {
  /** @type {import("../../../../static/js/painter/core/ops.js").StrokeOp} */
  const disc = { type: "stroke", mode: "paint", size: 160, points: [512, 512] };
  const { replies, ask } = opened(64, 64);
  const foreseen = async () => {
    replies.length = 0;
    await ask({ kind: "foresee", id: 1 });
    assert.ok(replies[0].kind === "foreseen");
    return replies[0].pixels;
  };
  await ask({ kind: "apply", op: disc });
  assert.equal(await foreseen(), null);
  const frame = { scale: 1, left: 0, top: 0, width: 64, height: 64 };
  await ask({ kind: "frame", id: 1, frame, look: { fill: 0, edge: 1, hatch: 0 } });
  assert.notEqual(await foreseen(), null);
  await ask({ kind: "colours", top: 0, rgba: new Uint8ClampedArray(64 * 64 * 4) });
  await ask({
    kind: "try",
    id: 3,
    choice: { tool: "wand", mode: "paint", x: 2, y: 2, tolerance: 5, isContiguous: true },
  });
  assert.equal(await foreseen(), null);
  await ask({ kind: "undo" });
  assert.equal(await foreseen(), null);
});

test("what is shown at 100 % is what is sent, over random journals", async () => {
  for (let seed = 0; seed < 10; seed++) {
    const size = { width: 95, height: 65 };
    const ops = randomOps(createRandom(seed), size, 12);
    const { replies, ask } = opened(95, 65);
    await ask({ kind: "load", journal: { ops, cursor: ops.length } });
    await ask({
      kind: "frame",
      id: 1,
      frame: { scale: 1, left: 0, top: 0, width: 95, height: 65 },
      look: { fill: 0, edge: 1, hatch: 0 },
    });
    await ask({ kind: "png", id: 2 });
    const [shown, sent] = replies;
    assert.ok(shown.kind === "pixels" && sent.kind === "png");
    const raster = replay(size, ops);
    assert.equal(shown.pixels.filter((value, i) => i % 4 === 3 && value === 255).length, countWhite(raster));
    assert.deepEqual(sent.bytes, await encodePng(raster, deflate));
    assert.equal(sent.white, countWhite(raster));
  }
});

test("a painting is reported as it is at the call, with a preview of the asked size", async () => {
  const { host, replies, ask } = opened(64, 32);
  await ask({ kind: "apply", op: { type: "rectangle", mode: "paint", x0: 0, y0: 0, x1: 512, y1: 512 } });
  await ask({ kind: "report", id: 7, side: 16 });
  const [reply] = replies;
  assert.ok(reply.kind === "report");
  assert.deepEqual([reply.id, reply.report], [7, reportMask(host.engine.raster)]);
  assert.deepEqual([reply.preview.width, reply.preview.height], [16, 8]);
  assert.deepEqual(
    [...reply.preview.grey],
    Array(8)
      .fill([...Array(8).fill(255), ...Array(8).fill(0)])
      .flat(),
  );
});

test("nothing is drawn before a frame is asked for, nor by a step that is not there", async () => {
  const { replies, ask } = opened(64, 64);
  await ask({ kind: "apply", op: { type: "all" } });
  assert.equal(replies.length, 0);
  await ask({
    kind: "frame",
    id: 1,
    frame: { scale: 1, left: 0, top: 0, width: 64, height: 64 },
    look: { fill: 0, edge: 1, hatch: 0 },
  });
  await ask({ kind: "redo" });
  assert.deepEqual(
    replies.map((reply) => reply.kind === "pixels" && reply.isWhole),
    [true],
  );
});

test("an op that changes nothing is drawn all the same, since the page has drawn it by itself", async () => {
  const { replies, ask } = opened(64, 64);
  const look = { fill: 0, edge: 1, hatch: 0 };
  await ask({ kind: "frame", id: 1, frame: { scale: 1, left: 0, top: 0, width: 64, height: 64 }, look });
  await ask({ kind: "apply", op: { type: "stroke", mode: "erase", size: 64, points: [320, 320] } });
  const last = replies[replies.length - 1];
  assert.ok(last.kind === "pixels" && !last.isWhole);
  assert.ok(last.box.x0 < 18 && last.box.x1 > 22 && last.box.y0 < 18 && last.box.y1 > 22);
});

test("a replaced op leaves no trace and is one step", async () => {
  const { host, ask, replies } = opened(64, 64);
  const box = { type: /** @type {const} */ ("rectangle"), mode: /** @type {const} */ ("paint") };
  await ask({ kind: "apply", op: { ...box, x0: 0, y0: 0, x1: 160, y1: 160 } });
  await ask({ kind: "replace", id: 7, op: { ...box, x0: 320, y0: 320, x1: 480, y1: 400 } });
  assert.deepEqual(replies, [{ kind: "done", id: 7 }]);
  assert.equal(countWhite(host.engine.raster), 10 * 5);
  await ask({ kind: "undo" });
  assert.equal(countWhite(host.engine.raster), 0);
});

test("what is tried is shown and leaves nothing behind, whatever comes next", async () => {
  /** @type {import("../../../../static/js/painter/core/ops.js").Op} */
  const disc = { type: "stroke", mode: "paint", size: 160, points: [512, 512] };
  const choice = {
    tool: /** @type {const} */ ("wand"),
    mode: /** @type {const} */ ("paint"),
    x: 2,
    y: 2,
    tolerance: 5,
    isContiguous: true,
  };
  for (const next of /** @type {const} */ (["drop-trial", "undo", "apply"])) {
    const { host, ask, replies } = opened(64, 64);
    await ask({ kind: "colours", top: 0, rgba: new Uint8ClampedArray(64 * 64 * 4) });
    await ask({ kind: "apply", op: disc });
    const painted = countWhite(host.engine.raster);
    await ask({ kind: "try", id: 3, choice });
    assert.equal(countWhite(host.engine.raster), 64 * 64);
    assert.equal(host.engine.journal.ops.length, 1);
    assert.ok(replies.some((reply) => reply.kind === "op" && reply.id === 3 && reply.op.code.length > 0));
    await ask(next === "apply" ? { kind: next, op: disc } : { kind: next });
    assert.equal(countWhite(host.engine.raster), next === "undo" ? 0 : painted);
  }
});

test("a wand without the picture's colours takes nothing", async () => {
  const { host, ask, replies } = opened(64, 64);
  const choice = {
    tool: /** @type {const} */ ("wand"),
    mode: /** @type {const} */ ("paint"),
    x: 2,
    y: 2,
    tolerance: 5,
    isContiguous: true,
  };
  await ask({ kind: "try", id: 1, choice });
  assert.equal(countWhite(host.engine.raster), 0);
  assert.ok(replies.some((reply) => reply.kind === "op" && reply.op.code.length === 0));
});

test("the picture is cut round by round, and then the snap brush takes pieces of it", async () => {
  const { host, ask, replies } = opened(64, 64);
  await ask({ kind: "colours", top: 0, rgba: new Uint8ClampedArray(64 * 64 * 4) });
  const choice = {
    tool: /** @type {const} */ ("snap"),
    mode: /** @type {const} */ ("paint"),
    size: 320,
    points: [512, 512],
  };
  await ask({ kind: "try", id: 1, choice });
  assert.equal(countWhite(host.engine.raster), 0);
  let done = 0;
  for (let id = 2; done < 1; id++) {
    await ask({ kind: "superpixels", id });
    const reply = replies.find((each) => each.kind === "progress" && each.id === id);
    assert.ok(reply?.kind === "progress" && reply.done > done);
    done = reply.done;
  }
  await ask({ kind: "try", id: 99, choice });
  assert.ok(countWhite(host.engine.raster) > 100);
  await ask({ kind: "drop-trial" });
  assert.equal(countWhite(host.engine.raster), 0);
});

test("without the picture's colours there is nothing to cut", async () => {
  const { ask, replies } = opened(64, 64);
  await ask({ kind: "superpixels", id: 1 });
  assert.deepEqual(
    replies.filter(({ kind }) => kind === "progress"),
    [{ kind: "progress", id: 1, done: 1 }],
  );
});

test("opening another picture starts an empty painting", async () => {
  const { host, ask } = opened(64, 64);
  await ask({ kind: "apply", op: { type: "all" } });
  await ask({ kind: "open", width: 40, height: 30 });
  const { raster, journal } = host.engine;
  assert.deepEqual([raster.width, raster.height, countWhite(raster), journal.ops.length], [40, 30, 0, 0]);
});
