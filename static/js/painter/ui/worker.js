/** The worker's end of the engine: messages in, answers out. */
import { createHost, handle } from "../core/host.js";
import { deflate } from "./deflate.js";

/**
 * @typedef {{onmessage: ((event: MessageEvent) => void) | null, postMessage: (message: unknown, transfer?:
 *   Transferable[]) => void}} Scope
 */
const scope = /** @type {Scope} */ (/** @type {unknown} */ (self));

const host = createHost(deflate, (reply, transfer) =>
  scope.postMessage(reply, /** @type {ArrayBuffer[]} */ (transfer)),
);
scope.onmessage = ({ data }) => void (data.kind === "picture" ? readPicture(data) : handle(host, data));
scope.postMessage({ kind: "ready" });

/** @param {import("./engine_client.js").PictureRequest} request */
async function readPicture({ id, blob, width, height }) {
  const reading = import("./colours.js").then((part) => part.readBlob(host, blob, { width, height }));
  scope.postMessage({ kind: await reading.then(() => "done").catch(() => "failed"), id });
}
