/**
 * The page's end of the engine: a worker where there are module workers, else the same code in the page, which is
 * loaded only then.
 *
 * @typedef {import("../core/host.js").Reply} Reply
 * @typedef {import("../core/host.js").Request} Request
 *
 * @typedef {{kind: "picture", id: number, blob: Blob, width: number, height: number}} PictureRequest to the worker
 *   alone: size of the colours wanted, px
 *
 * @typedef {Request | PictureRequest} Message
 *
 * @typedef {object} EngineClient
 * @property {Worker | null} worker
 * @property {((message: Message) => void) | null} deliver null until the engine is ready
 * @property {Message[]} waiting sent before that
 * @property {number} lastId
 * @property {Map<number, {resolve: (reply: any) => void, reject: (error: Error) => void}>} asked
 * @property {(reply: import("../core/host.js").PixelsReply) => void} onPixels
 * @property {() => void} onLost the worker died after it had work: everything must be sent again
 */

/**
 * @param {EngineClient["onPixels"]} onPixels
 * @param {EngineClient["onLost"]} onLost
 * @returns {EngineClient}
 */
export function createEngineClient(onPixels, onLost) {
  /** @type {EngineClient} */
  const client = { worker: null, deliver: null, waiting: [], lastId: 0, asked: new Map(), onPixels, onLost };
  try {
    const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    client.worker = worker;
    worker.onmessage = ({ data }) =>
      data.kind === "ready" ? start(client, (request) => worker.postMessage(request)) : hear(client, data);
    worker.onerror = (event) => {
      event.preventDefault();
      void useThePage(client);
    };
  } catch {
    void useThePage(client);
  }
  return client;
}

/** @param {EngineClient} client @param {Message} request */
export function send(client, request) {
  if (client.deliver) client.deliver(request);
  else client.waiting.push(request);
}

/**
 * @param {EngineClient} client
 * @param {number} side px
 * @returns {Promise<import("../core/host.js").ReportReply>}
 */
export function askReport(client, side) {
  return ask(client, (id) => ({ kind: "report", id, side }));
}

/** @param {EngineClient} client @returns {Promise<import("../core/host.js").PngReply>} */
export function askPng(client) {
  return ask(client, (id) => ({ kind: "png", id }));
}

/** @param {EngineClient} client @returns {Promise<import("../core/host.js").ForeseenReply>} what an undo will show */
export function askForesight(client) {
  return ask(client, (id) => ({ kind: "foresee", id }));
}

/** @param {EngineClient} client @param {import("../core/ops.js").Op} op @returns {Promise<void>} when it is shown */
export function replaceLast(client, op) {
  return ask(client, (id) => ({ kind: "replace", id, op }));
}

/** @param {EngineClient} client */
export function endClient(client) {
  client.worker?.terminate();
  client.deliver = () => {};
}

/**
 * @param {EngineClient} client
 * @param {(id: number) => Message} request
 * @returns {Promise<any>} the reply
 */
export function ask(client, request) {
  return new Promise((resolve, reject) => {
    const id = ++client.lastId;
    client.asked.set(id, { resolve, reject });
    send(client, request(id));
  });
}

/** @param {EngineClient} client @param {(message: Message) => void} deliver */
function start(client, deliver) {
  client.deliver = deliver;
  for (const request of client.waiting.splice(0)) deliver(request);
}

/** There is no worker, or it died. @param {EngineClient} client */
async function useThePage(client) {
  const hadWork = client.deliver !== null;
  client.worker?.terminate();
  client.worker = null;
  client.deliver = null;
  for (const { reject } of client.asked.values()) reject(notMade());
  client.asked.clear();
  if (hadWork) client.onLost();
  const [{ createHost, handle }, { deflate }] = await Promise.all([
    import("../core/host.js"),
    import("./deflate.js"),
  ]);
  const host = createHost(deflate, (reply) => hear(client, reply));
  start(client, (message) => void (message.kind === "picture" || handle(host, message)));
}

/** @param {EngineClient} client @param {Reply} reply */
function hear(client, reply) {
  if (reply.kind === "pixels") return client.onPixels(reply);
  const asker = client.asked.get(reply.id);
  client.asked.delete(reply.id);
  if (reply.kind === "failed") asker?.reject(notMade());
  else asker?.resolve(reply);
}

export function notMade() {
  return new Error("The mask could not be made. Please try again.");
}
