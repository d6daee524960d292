// The Vary (Region) call as code that runs as it is copied. Pure.

/** @typedef {"curl" | "python" | "axios"} Kind */
/** @typedef {{url: string, messageId: string, prompt: string, mask: string}} Call mask: base64 of the wire bytes, without prefix */

const BUTTON = "Vary (Region)";
const NO_ID = "MESSAGE_ID_OF_THE_UPSCALE";

/**
 * @param {Kind} kind
 * @param {Call} call
 * @returns {string}
 */
export function snippet(kind, call) {
  return { curl, python, axios }[kind](call);
}

/**
 * A mask as it is shown on the page; what is copied holds all of it.
 * @param {string} mask
 */
export function shortened(mask) {
  return mask.length <= 40 ? mask : `${mask.slice(0, 24)}…${mask.length} characters…${mask.slice(-8)}`;
}

/**
 * The body's fields in the order the provider documents them; an empty prompt is left out.
 * @param {Call} call
 * @returns {[string, string][]}
 */
function fields({ messageId, prompt, mask }) {
  /** @type {[string, string][]} */
  const known = [
    ["messageId", messageId.trim() || NO_ID],
    ["button", BUTTON],
    ["mask", mask],
  ];
  return prompt.trim() ? [...known, ["prompt", prompt.trim()]] : known;
}

/**
 * A string literal that means the same in JSON, JavaScript and Python.
 * @param {string} text
 */
function literal(text) {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

// The body goes through a quoted here-document: nothing in it means anything to the shell, however long it is.
/** @param {Call} call */
function curl(call) {
  const body = fields(call).map(([name, value]) => `  ${literal(name)}: ${literal(value)}`);
  return `curl ${shellWord(call.url)} \\
  --header "Authorization: Bearer $MIDJOURNEY_TOKEN" \\
  --header 'Content-Type: application/json' \\
  --data-binary @- <<'JSON'
{
${body.join(",\n")}
}
JSON
`;
}

/** @param {Call} call */
function python(call) {
  const body = fields(call).map(([name, value]) => `        ${literal(name)}: ${literal(value)},`);
  return `import os

import requests

response = requests.post(
    ${literal(call.url)},
    headers={"Authorization": "Bearer " + os.environ["MIDJOURNEY_TOKEN"]},
    json={
${body.join("\n")}
    },
    timeout=(3, 25),
)
print(response.status_code, response.json())
`;
}

/** @param {Call} call */
function axios(call) {
  const body = fields(call).map(([name, value]) => `    ${name}: ${literal(value)},`);
  return `import axios from "axios";

const { data } = await axios.post(
  ${literal(call.url)},
  {
${body.join("\n")}
  },
  { headers: { Authorization: "Bearer " + process.env.MIDJOURNEY_TOKEN } },
);
console.log(data);
`;
}

/** @param {string} text */
function shellWord(text) {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
