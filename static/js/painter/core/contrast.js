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
 * @typedef {keyof typeof PALETTE} ColourName
 */

/** Told apart by their lightness alone, too. The first is the one to begin with. */
export const PALETTE = Object.freeze({
  pink: 0xff5cab,
  yellow: 0xffe02e,
  cyan: 0x2fd9ff,
  blue: 0x2440e0,
});
const NAMES = /** @type {ColourName[]} */ (Object.keys(PALETTE));

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
 * @param {ColourName} present the one it has now
 * @returns {ColourName} the one it should have
 */
export function bestColour({ rgba, weights }, opacity, present) {
  const isAnyPainted = weights.some((weight) => weight > 0);
  /** @param {number} colour 0xRRGGBB */
  const score = (colour) => {
    const distances = [];
    for (let i = 0; i < weights.length; i++) {
      if (isAnyPainted && weights[i] === 0) continue;
      distances.push(visibility([rgba[4 * i], rgba[4 * i + 1], rgba[4 * i + 2]], colour, opacity));
    }
    distances.sort((a, b) => a - b);
    return distances[Math.floor(distances.length * WORST_SHARE)] ?? 0;
  };
  const now = score(PALETTE[present]);
  if (now >= WELL_SEEN) return present;
  let best = { name: present, score: now * MUCH_BETTER };
  for (const name of NAMES) {
    const next = { name, score: name === present ? 0 : score(PALETTE[name]) };
    if (next.score > best.score) best = next;
  }
  return best.name;
}

/** Linear light of an 8-bit value. */
const LINEAR = Float64Array.from({ length: 256 }, (_, value) =>
  value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
);

/**
 * How much a spot of the picture changes when the mask lies on it, to the eyes that see it least.
 *
 * @param {Triple} under 0 to 255
 * @param {number} colour 0xRRGGBB
 * @param {number} opacity
 */
export function visibility(under, colour, opacity) {
  const mixed = /** @type {Triple} */ ([
    Math.round(under[0] + ((colour >> 16) - under[0]) * opacity),
    Math.round(under[1] + (((colour >> 8) & 0xff) - under[1]) * opacity),
    Math.round(under[2] + ((colour & 0xff) - under[2]) * opacity),
  ]);
  let least = Infinity;
  for (const eyes of EYES) {
    const [a, b] = [seen(eyes, under), seen(eyes, mixed)];
    least = Math.min(least, Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]));
  }
  return least;
}

/** @param {(typeof EYES)[number]} eyes @param {Triple} rgb 0 to 255 @returns {Triple} in Oklab */
function seen([toRed, toGreen, toBlue], rgb) {
  const [x, y, z] = [LINEAR[rgb[0]], LINEAR[rgb[1]], LINEAR[rgb[2]]];
  const r = toRed[0] * x + toRed[1] * y + toRed[2] * z;
  const g = toGreen[0] * x + toGreen[1] * y + toGreen[2] * z;
  const b = toBlue[0] * x + toBlue[1] * y + toBlue[2] * z;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}
