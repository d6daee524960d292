import assert from "node:assert/strict";
import { test } from "node:test";
import { fitView, panBy, resizeStage, splitAt, zoomAt } from "../../../static/js/results/view.js";

const picture = { width: 1000, height: 500 };
const stage = { width: 500, height: 500 };

test("a fitted picture is whole, as large as it can be, in the middle", () => {
  assert.deepEqual(fitView(picture, stage), { scale: 0.5, x: 0, y: 125 });
  assert.deepEqual(fitView({ width: 100, height: 200 }, stage), { scale: 2.5, x: 125, y: 0 });
});

test("zooming keeps the point under the pointer in its place", () => {
  const at = { x: 400, y: 250 };
  const before = fitView(picture, stage);
  const after = zoomAt(before, 4, at, picture, stage);
  assert.equal(after.scale, 2);
  const pointBefore = (at.x - before.x) / before.scale;
  const pointAfter = (at.x - after.x) / after.scale;
  assert.equal(pointAfter, pointBefore);
});

test("zooming out ends where the picture fits, zooming in at sixteen times", () => {
  const at = { x: 10, y: 10 };
  assert.deepEqual(zoomAt(fitView(picture, stage), 0.01, at, picture, stage), fitView(picture, stage));
  assert.equal(zoomAt(fitView(picture, stage), 1e6, at, picture, stage).scale, 16);
});

test("a picture is never dragged off its stage", () => {
  const close = zoomAt(fitView(picture, stage), 4, { x: 250, y: 250 }, picture, stage);
  assert.deepEqual(panBy(close, 1e5, 1e5, picture, stage), { scale: 2, x: 0, y: 0 });
  assert.deepEqual(panBy(close, -1e5, -1e5, picture, stage), { scale: 2, x: -1500, y: -500 });
});

test("a fitted picture stays fitted when the stage changes", () => {
  const wider = { width: 1000, height: 500 };
  assert.deepEqual(resizeStage(fitView(picture, stage), picture, stage, wider), fitView(picture, wider));
});

test("an enlarged picture keeps its middle when the stage changes", () => {
  const close = zoomAt(fitView(picture, stage), 8, { x: 250, y: 250 }, picture, stage);
  const wider = { width: 700, height: 500 };
  const after = resizeStage(close, picture, stage, wider);
  assert.equal((350 - after.x) / after.scale, (250 - close.x) / close.scale);
});

test("the divider's place is the share of the picture left of it, within the picture", () => {
  const view = fitView(picture, stage);
  assert.deepEqual(
    [-50, 0, 250, 500, 900].map((x) => splitAt(view, x, picture)),
    [0, 0, 50, 100, 100],
  );
});
