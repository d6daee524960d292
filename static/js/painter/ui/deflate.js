/** zlib's deflate by the browser, or stored where it has none. */

/** @param {Uint8Array} bytes @returns {Promise<Uint8Array>} */
export async function deflate(bytes) {
  if (typeof CompressionStream === "undefined")
    return (await import("../core/png.js")).storeUncompressed(bytes);
  const body = new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (bytes)]).stream();
  const packed = await new Response(body.pipeThrough(new CompressionStream("deflate"))).arrayBuffer();
  return new Uint8Array(packed);
}
