/**
 * The brush's ring as the system's own cursor, for while a stroke is drawn: it costs the page nothing and
 * never lags behind. Systems show cursors up to a size only; beyond it, and for pens, the ring of the stage
 * serves.
 *
 * @typedef {object} RingCursor
 * @property {(diameter: number) => void} prepare makes the image for a new size, CSS px, a moment later
 * @property {(element: HTMLElement, diameter: number) => boolean} show where it is ready for this size; whether it
 *   is shown
 */

const LEAST_DIAMETER = 6;
const MOST_DIAMETER = 122;
/** The size has rested this long before an image is made for it, ms. */
const REST_MS = 80;

/** @returns {RingCursor} */
export function createRingCursor() {
  let made = { diameter: 0, url: "", cursor: "" };
  let wanted = 0;
  let timer = 0;
  return {
    prepare(diameter) {
      if (wanted === diameter) return;
      wanted = diameter;
      clearTimeout(timer);
      if (diameter < LEAST_DIAMETER || diameter > MOST_DIAMETER) return;
      timer = setTimeout(() => {
        drawRing(diameter).toBlob((image) => {
          if (!image) return;
          URL.revokeObjectURL(made.url);
          const url = URL.createObjectURL(image);
          made = { diameter, url, cursor: cursorOf(url, Math.round(side(diameter) / 2)) };
        });
      }, REST_MS);
    },
    show(element, diameter) {
      if (made.diameter !== diameter) return false;
      element.style.cursor = made.cursor;
      return true;
    },
  };
}

/** Finer where the browser can. @param {string} url @param {number} middle CSS px @returns {string} */
function cursorOf(url, middle) {
  const fine = `image-set(url("${url}") ${devicePixelRatio}x) ${middle} ${middle}, crosshair`;
  return CSS.supports("cursor", fine) ? fine : `url("${url}") ${middle} ${middle}, crosshair`;
}

/** @param {number} diameter @returns {number} CSS px of the image, with room for the ring's dark rim */
function side(diameter) {
  return Math.ceil(diameter / 2) * 2 + 4;
}

/** @param {number} diameter CSS px */
function drawRing(diameter) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = Math.round(side(diameter) * devicePixelRatio);
  const context = canvas.getContext("2d");
  if (!context) return canvas;
  context.scale(devicePixelRatio, devicePixelRatio);
  const middle = side(diameter) / 2;
  context.arc(middle, middle, diameter / 2, 0, 2 * Math.PI);
  for (const [colour, width] of /** @type {const} */ ([
    ["#000", 3],
    ["#fff", 1],
  ])) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  }
  return canvas;
}
