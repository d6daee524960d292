import assert from "node:assert/strict";
import { test } from "node:test";
import { boxFrom, polygonFrom, ShapeError } from "../../../../static/js/painter/core/typed_shape.js";

const SIZE = { width: 2000, height: 1000 };
const typed = (
  /** @type {string} */ left,
  /** @type {string} */ top,
  /** @type {string} */ width,
  /** @type {string} */ height,
) => ({ left, top, width, height });

/** @param {() => unknown} act @returns {string} what it complains of */
function complaint(act) {
  try {
    act();
  } catch (error) {
    assert.ok(error instanceof ShapeError);
    return error.message;
  }
  return "";
}

test("numbers are px, with or without the word, and percent of the side they go along", () => {
  const px = boxFrom("rectangle", "paint", typed("100", "50 px", "300", " 200 "), SIZE);
  assert.deepEqual(px, { type: "rectangle", mode: "paint", x0: 1600, y0: 800, x1: 6400, y1: 4000 });
  const percent = boxFrom("ellipse", "erase", typed("5%", "5 %", "15%", "20%"), SIZE);
  assert.deepEqual(percent, { type: "ellipse", mode: "erase", x0: 1600, y0: 800, x1: 6400, y1: 4000 });
});

test("a polygon's corners may be parted by commas, spaces, semicolons or lines", () => {
  const op = { type: "polygon", mode: "paint", points: [160, 320, 4800, 320, 2400, 6400] };
  for (const text of [
    "10,20 300,20 150,400",
    "10 20\n300 20\n150 400",
    "10,20; 300,20; 150,400",
    "0.5% 2% 15% 2% 7.5% 40%",
  ]) {
    assert.deepEqual(polygonFrom("paint", text, SIZE), op, text);
  }
});

test("what cannot be a shape is told in a sentence", () => {
  assert.equal(
    complaint(() => boxFrom("rectangle", "paint", typed("1", "1", "0", "5"), SIZE)),
    "Width and height must be more than 0.",
  );
  assert.equal(
    complaint(() => boxFrom("rectangle", "paint", typed("ten", "1", "5", "5"), SIZE)),
    "“ten” is no number of px or percent (left).",
  );
  assert.equal(
    complaint(() => boxFrom("rectangle", "paint", typed("", "1", "5", "5"), SIZE)),
    "“” is no number of px or percent (left).",
  );
  assert.match(
    complaint(() => boxFrom("rectangle", "paint", typed("1e9", "1", "5", "5"), SIZE)),
    /no number/,
  );
  assert.match(
    complaint(() => boxFrom("rectangle", "paint", typed("999999999", "1", "5", "5"), SIZE)),
    /no number/,
  );
  assert.match(
    complaint(() => polygonFrom("paint", "1,2 3,4 5", SIZE)),
    /one value is left over/,
  );
  assert.match(
    complaint(() => polygonFrom("paint", "1,2 3,4", SIZE)),
    /at least three corners/,
  );
  assert.match(
    complaint(() => polygonFrom("paint", "1,1 2,2 3,3", SIZE)),
    /one line/,
  );
  assert.equal(
    complaint(() => polygonFrom("paint", "1,2 3,x 5,6", SIZE)),
    "“x” is no number of px or percent (corner 2).",
  );
});
