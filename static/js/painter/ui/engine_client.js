/**
 * The page's end of the engine: a worker where there are module workers, else the same code in the page.
 *
 * @typedef {import("../core/host.js").Host} Host
 * @typedef {import("../core/host.js").Reply} Reply
 * @typedef {import("../core/host.js").Request} Request
 *
 * @typedef {object} EngineClient
 * @property {Worker | null} worker
 * @property {Host | null} host in the page, where there is no worker
 * @property {Request[]} waiting sent before the worker was ready
 * @property {boolean} isReady
 * @property {number} lastId
 * @property {Map<number, {resolve: (reply: any) => void, reject: (error: Error) => void}>} asked
 * @property {(reply: import("../core/host.js").PixelsReply) => void} onPixels
 * @property {() => void} onLost the worker died after it had work: everything must be sent again
 */
import { createHost, handle } from "../core/host.js";
import { deflate } from "./deflate.js";

/**
 * @param {EngineClient["onPixels"]} onPixels
 * @param {EngineClient["onLost"]} onLost
 * @returns {EngineClient}
 */
export function createEngineClient(onPixels, onLost) {
  /** @type {EngineClient} */
  const client = {
    worker: null,
    host: null,
    waiting: [],
    isReady: false,
    lastId: 0,
    asked: new Map(),
    onPixels,
    onLost,
  };
  try {
    client.worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  } catch {
    useThePage(client);
    return client;
  }
  client.worker.onmessage = (event) => hear(client, event.data);
  client.worker.onerror = (event) => {
    event.preventDefault();
    const hadWork = client.isReady;
    useThePage(client);
    if (hadWork) onLost();
  };
  return client;
}

/** @param {EngineClient} client @param {Request} request */
export function send(client, request) {
  if (client.host) void handle(client.host, request);
  else if (client.isReady) client.worker?.postMessage(request);
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

/** @param {EngineClient} client @param {import("../core/ops.js").Op} op @returns {Promise<void>} when it is shown */
export function replaceLast(client, op) {
  return ask(client, (id) => ({ kind: "replace", id, op }));
}

/** @param {EngineClient} client */
export function endClient(client) {
  client.worker?.terminate();
  client.host = null;
}

/** @param {EngineClient} client @param {(id: number) => Request} request @returns {Promise<any>} */
function ask(client, request) {
  return new Promise((resolve, reject) => {
    const id = ++client.lastId;
    client.asked.set(id, { resolve, reject });
    send(client, request(id));
  });
}

/** @param {EngineClient} client */
function useThePage(client) {
  client.worker?.terminate();
  client.worker = null;
  client.host = createHost(deflate, (reply) => hear(client, reply));
  for (const { reject } of client.asked.values())
    reject(new Error("The mask could not be made. Please try again."));
  client.asked.clear();
  const waiting = client.waiting.splice(0);
  for (const request of waiting) void handle(client.host, request);
}

/** @param {EngineClient} client @param {Reply | {kind: "ready"}} reply */
function hear(client, reply) {
  switch (reply.kind) {
    case "ready":
      client.isReady = true;
      for (const request of client.waiting.splice(0)) send(client, request);
      return;
    case "pixels":
      return client.onPixels(reply);
    default:
      client.asked.get(reply.id)?.resolve(reply);
      client.asked.delete(reply.id);
  }
}
