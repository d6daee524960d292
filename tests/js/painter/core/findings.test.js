import assert from "node:assert/strict";
import { test } from "node:test";
import { findingsOf, rimOf } from "../../../../static/js/painter/core/findings.js";
import { createRaster, fillAll, fillRun } from "../../../../static/js/painter/core/raster.js";
import { reportMask } from "../../../../static/js/painter/core/report.js";
import { fillRectangle } from "../../../../static/js/painter/core/shapes.js";

/** The findings about rectangles painted (or erased) on a picture of 1000 x 800. @param {...number[]} boxes */
function findings(...boxes) {
  const raster = createRaster(1000, 800);
  for (const [x0, y0, x1, y1, erased] of boxes) fillRectangle(raster, x0, y0, x1, y1, !erased);
  return findingsOf(reportMask(raster));
}

/** @param {ReturnType<typeof findings>} all */
const names = (all) => all.map(({ name }) => name);
const REGION = [200, 200, 600, 600];

test("an ordinary region and an empty mask have nothing to be said about", () => {
  assert.deepEqual([findings(REGION), findings()], [[], []]);
});

test("a small region is told, and one step of growing makes it large enough for a disc", () => {
  const [finding] = findings([300, 300, 350, 350]);
  assert.deepEqual(
    [finding.name, finding.fixes],
    ["small", [{ label: "Grow by 29 px", op: { type: "grow", radius: 29 } }]],
  );
  assert.match(finding.text, /^This region is small: 2,500 px\./);
  const radius = Math.sqrt(2500 / Math.PI) + 29;
  assert.ok(Math.PI * radius * radius >= 10_000);
});

test("nearly the whole picture is offered inverted, all of it cleared", () => {
  const [nearly] = findings([0, 0, 1000, 800], [400, 400, 500, 500, 1]);
  assert.deepEqual(nearly.fixes[0].op, { type: "invert" });
  const [all] = findings([0, 0, 1000, 800]);
  assert.deepEqual(all.fixes[0].op, { type: "clear" });
});

test("tiny areas beside a region are told with their number, and dropped up to the size that counts as tiny", () => {
  const found = findings(REGION, [10, 10, 12, 12], [50, 10, 57, 19]);
  assert.deepEqual(names(found), ["specks"]);
  assert.match(found[0].text, /^2 tiny areas/);
  assert.deepEqual(found[0].fixes[0].op, { type: "drop-specks", area: 64 });
});

test("a painting of tiny areas alone is no painting of specks", () => {
  assert.deepEqual(names(findings([10, 10, 12, 12], [50, 10, 52, 12])), ["small"]);
});

test("tiny spots left out within the region are told, a large hole and a notch at the picture's edge are not", () => {
  const found = findings(REGION, [300, 300, 302, 302, 1], [400, 400, 480, 480, 1]);
  assert.deepEqual(names(found), ["pinholes"]);
  assert.match(found[0].text, /^1 tiny spot left/);
  assert.deepEqual(found[0].fixes[0].op, { type: "fill-holes", area: 64 });
  assert.deepEqual(names(findings([0, 0, 300, 300], [0, 50, 2, 52, 1])), ["edge"]);
});

test("each side that the mask touches is named", () => {
  const [finding] = findings([0, 200, 1000, 500]);
  assert.equal(finding.text, "Touches the picture’s edge (left, right).");
  assert.deepEqual([finding.isWarning, finding.fixes[0].label], [false, "Keep 16 px there"]);
  assert.equal(rimOf({ width: 20, height: 20 }), 1);
});

test("a mask like noise is described without being counted", () => {
  const raster = createRaster(1000, 800);
  for (let y = 0; y < 800; y += 2) for (let x = 0; x < 1000; x += 2) fillRun(raster, y, x, x + 1, true);
  const report = reportMask(raster);
  assert.deepEqual([report.islands, report.specks.count], [null, 0]);
  fillAll(raster, true);
  assert.equal(reportMask(raster).islands, 1);
});
