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
scope.onmessage = (event) => void handle(host, event.data);
scope.postMessage({ kind: "ready" });
