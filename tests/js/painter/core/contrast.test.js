import assert from "node:assert/strict";
import { test } from "node:test";
import { bestColour, PALETTE, visibility } from "../../../../static/js/painter/core/contrast.js";
import { forAll } from "../random.js";

/**
 * @typedef {import("../../../../static/js/painter/core/contrast.js").Triple} Triple
 * @typedef {import("../../../../static/js/painter/core/contrast.js").ColourName} ColourName
 */

const NAMES = /** @type {ColourName[]} */ (Object.keys(PALETTE));

/** Samples of one colour, all painted. @param {...Triple} colours */
const samples = (...colours) => ({
  rgba: new Uint8ClampedArray(colours.flatMap((colour) => [...colour, 255])),
  weights: new Uint8Array(colours.length).fill(255),
});

/** @param {import("../random.js").Random} random @returns {Triple} */
const anyColour = (random) => [random.integer(0, 255), random.integer(0, 255), random.integer(0, 255)];

/** The colour for these samples, from each colour to begin with. @param {...Triple} colours */
const chosen = (...colours) => NAMES.map((name) => bestColour(samples(...colours), 0.6, name));

test("a mask of the picture's own colour gives way to another", () => {
  for (const name of NAMES) {
    const value = PALETTE[name];
    const under = /** @type {Triple} */ ([value >> 16, (value >> 8) & 0xff, value & 0xff]);
    assert.notEqual(bestColour(samples(under), 0.6, name), name);
  }
});

test("a light colour gives way on a bright picture, and stays on a dark one", () => {
  assert.ok(!chosen([255, 250, 200]).some((name) => name === "yellow" || name === "cyan"));
  assert.equal(bestColour(samples([10, 12, 14]), 0.6, "cyan"), "cyan");
});

test("what is chosen shows on any even ground, to eyes without red or green cones too", () => {
  forAll(200, (random) => {
    const under = anyColour(random);
    const name = bestColour(samples(under), 0.6, "pink");
    assert.ok(visibility(under, PALETTE[name], 0.6) > 0.1, `${name} on ${under}`);
  });
});

test("a colour that shows well stays, so that it does not flicker under the hand", () => {
  forAll(100, (random) => {
    const under = random.list(8, () => anyColour(random));
    const first = bestColour(samples(...under), 0.6, "pink");
    assert.equal(bestColour(samples(...under), 0.6, first), first);
  });
});

test("only what is painted counts, and all of the picture where nothing is", () => {
  const both = samples([255, 92, 171], [10, 10, 10]);
  both.weights[0] = 0;
  assert.equal(bestColour(both, 0.6, "pink"), "pink");
  both.weights.set([255, 0]);
  assert.notEqual(bestColour(both, 0.6, "pink"), "pink");
  both.weights.set([0, 0]);
  assert.notEqual(bestColour(both, 0.6, "pink"), "pink");
});
