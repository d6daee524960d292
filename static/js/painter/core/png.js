/**
 * A raster as an opaque 1-bit greyscale PNG (0 black, 1 white), row by row, with no canvas.
 *
 * @typedef {import("./raster.js").Raster} Raster
 */

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const FILTER_UP = 2;

/**
 * @param {Raster} raster
 * @param {(bytes: Uint8Array) => Promise<Uint8Array> | Uint8Array} deflate zlib format
 * @returns {Promise<Uint8Array>}
 */
export async function encodePng(raster, deflate) {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, raster.width);
  view.setUint32(4, raster.height);
  header[8] = 1; // bit depth; colour type, compression, filter method and interlace stay 0
  const parts = [
    Uint8Array.from(SIGNATURE),
    chunk("IHDR", header),
    chunk("IDAT", await deflate(filterRows(raster))),
    chunk("IEND", new Uint8Array(0)),
  ];
  return join(parts);
}

/**
 * Each row as its difference from the row above: a mask's rows are nearly alike, so most bytes become 0.
 *
 * @param {Raster} raster
 */
function filterRows({ width, height, stride, bits }) {
  const length = (width + 7) >> 3;
  const rows = new Uint8Array((length + 1) * height);
  for (let y = 0; y < height; y++) {
    const to = y * (length + 1);
    const from = y * stride;
    rows[to] = FILTER_UP;
    for (let i = 0; i < length; i++) {
      rows[to + 1 + i] = y ? bits[from + i] - bits[from - stride + i] : bits[from + i];
    }
  }
  return rows;
}

/** @param {string} type four letters @param {Uint8Array} data */
function chunk(type, data) {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

/** @param {Uint8Array} bytes */
function crc32(bytes) {
  const table = crcTable();
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) crc = (crc >>> 8) ^ table[(crc ^ bytes[i]) & 0xff];
  return ~crc >>> 0;
}

function crcTable() {
  const table = new Uint32Array(256);
  for (let n = 0; n < 256; n++) {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
    table[n] = c;
  }
  return table;
}

/**
 * zlib's format with nothing compressed, for browsers that cannot deflate.
 *
 * @param {Uint8Array} bytes
 */
export function storeUncompressed(bytes) {
  const most = 0xffff;
  const blocks = Math.max(1, Math.ceil(bytes.length / most));
  const out = new Uint8Array(2 + bytes.length + blocks * 5 + 4);
  const view = new DataView(out.buffer);
  view.setUint16(0, 0x7801);
  let to = 2;
  for (let i = 0; i < blocks; i++) {
    const block = bytes.subarray(i * most, (i + 1) * most);
    out[to] = i === blocks - 1 ? 1 : 0;
    view.setUint16(to + 1, block.length, true);
    view.setUint16(to + 3, ~block.length, true);
    out.set(block, to + 5);
    to += 5 + block.length;
  }
  view.setUint32(to, adler32(bytes));
  return out;
}

/** @param {Uint8Array} bytes */
function adler32(bytes) {
  let a = 1;
  let b = 0;
  for (let i = 0; i < bytes.length; i++) {
    a = (a + bytes[i]) % 65521;
    b = (b + a) % 65521;
  }
  return ((b << 16) | a) >>> 0;
}

/** @param {Uint8Array[]} parts */
function join(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
