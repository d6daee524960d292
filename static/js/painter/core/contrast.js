/**
 * Which colour of the mask shows best on what lies under it, for eyes that see all colours and for eyes that
 * do not.
 *
 * Differences are distances in Oklab (Björn Ottosson, 2020). Colour blindness is simulated by the matrices of
 * Viénot, Brettel and Mollon (1999) for missing red and green cones, on linear light.
 *
 * @typedef {object} Samples
 * @property {Uint8ClampedArray} rgba of the picture, scaled down
 * @property {Uint8Array} weights 0 to 255, how much of each sample is painted
 *
 * @typedef {readonly [number, number, number]} Triple
 */

/** Told apart by their lightness alone, too. The first is the one to begin with. */
export const PALETTE = Object.freeze({
  pink: 0xff5cab,
  yellow: 0xffe02e,
  cyan: 0x2fd9ff,
  blue: 0x2440e0,
});

/** A colour that shows this well stays, and another must be so much better: colours do not flicker. */
const WELL_SEEN = 0.12;
const MUCH_BETTER = 1.35;
/** The worst tenth of what lies under the mask decides. */
const WORST_SHARE = 0.1;
const IDENTITY = /** @type {const} */ ([
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
]);
const EYES = [
  IDENTITY,
  [
    [0.11238, 0.88762, 0],
    [0.11238, 0.88762, 0],
    [0.00401, -0.00401, 1],
  ],
  [
    [0.29275, 0.70725, 0],
    [0.29275, 0.70725, 0],
    [-0.02234, 0.02234, 1],
  ],
];

/**
 * @param {Samples} samples
 * @param {number} opacity of the mask, 0 to 1
 * @param {string} present name of the colour it has now
 * @returns {string} name of the colour it should have
 */
export function bestColour({ rgba, weights }, opacity, present) {
  const isAnyPainted = weights.some((weight) => weight > 0);
  const scores = Object.entries(PALETTE).map(([name, colour]) => {
    const distances = [];
    for (let i = 0; i < weights.length; i++) {
      if (isAnyPainted && weights[i] === 0) continue;
      distances.push(visibility([rgba[4 * i], rgba[4 * i + 1], rgba[4 * i + 2]], colour, opacity));
    }
    distances.sort((a, b) => a - b);
    return { name, score: distances[Math.floor(distances.length * WORST_SHARE)] ?? 0 };
  });
  const now = scores.find(({ name }) => name === present);
  const best = scores.reduce((a, b) => (b.score > a.score ? b : a));
  const stays = now && (now.score >= WELL_SEEN || best.score <= now.score * MUCH_BETTER);
  return stays ? now.name : best.name;
}

/**
 * How much a spot of the picture changes when the mask lies on it, to the eyes that see it least.
 *
 * @param {Triple} under 0 to 255
 * @param {number} colour 0xRRGGBB
 * @param {number} opacity
 */
export function visibility(under, colour, opacity) {
  const over = [colour >> 16, (colour >> 8) & 0xff, colour & 0xff];
  const mixed = /** @type {[number, number, number]} */ (
    under.map((value, i) => value * (1 - opacity) + over[i] * opacity)
  );
  return Math.min(
    ...EYES.map((eyes) => {
      const [a, b] = [oklab(apply(eyes, linear(under))), oklab(apply(eyes, linear(mixed)))];
      return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
    }),
  );
}

/** @param {Triple} rgb 0 to 255 @returns {Triple} linear light, 0 to 1 */
function linear([r, g, b]) {
  return [curve(r), curve(g), curve(b)];
}

/** @param {number} value sRGB, 0 to 255 */
function curve(value) {
  const v = value / 255;
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
}

/** @param {readonly (readonly number[])[]} matrix @param {Triple} v @returns {Triple} */
function apply([x, y, z], v) {
  const dot = (/** @type {readonly number[]} */ row) => row[0] * v[0] + row[1] * v[1] + row[2] * v[2];
  return [dot(x), dot(y), dot(z)];
}

/** @param {Triple} rgb linear @returns {Triple} */
function oklab([r, g, b]) {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}
