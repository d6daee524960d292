import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { shortened, snippet } from "../../../static/js/mask_tool/snippets.js";

const NASTY = `it's "red" \\ $HOME \`id\` %s {x} \u2028 🔄 ${"JSON"} </script>`;
const call = {
  url: "https://api.mymidjourney.ai/api/v1/midjourney/button",
  messageId: "7e9a9bbf-b26e-4de0-8794-dcbb5c4bd7d7",
  prompt: NASTY,
  mask: "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==",
};
const wanted = { messageId: call.messageId, button: "Vary (Region)", mask: call.mask, prompt: NASTY };

test("the shell hands curl the very body, whatever the prompt holds", () => {
  const script = `curl() { cat; }\n${snippet("curl", call)}`;
  const body = execFileSync("sh", ["-c", script], { encoding: "utf8" });
  assert.deepEqual(JSON.parse(body), wanted);
});

test("the shell hands curl the address and the token from the environment", () => {
  const script = `curl() { for word in "$@"; do printf '%s\\n' "$word"; done; }\n${snippet("curl", call)}`;
  const env = { ...process.env, MIDJOURNEY_TOKEN: "t0ken value" };
  const words = execFileSync("sh", ["-c", script], { encoding: "utf8", env }).split("\n");
  assert.equal(words[0], call.url);
  assert.ok(words.includes("Authorization: Bearer t0ken value"));
  assert.ok(words.includes("Content-Type: application/json"));
});

test("the Python code posts the very body", () => {
  const stub = `
import json, sys, types
class Answer:
    status_code = 200
    def json(self): return {}
def post(url, headers, json, timeout):
    sys.modules["requests"].seen = [url, headers, json]
    return Answer()
sys.modules["requests"] = types.SimpleNamespace(post=post)
`;
  const report = `\nimport sys\nsys.stderr.write(__import__("json").dumps(requests.seen))\n`;
  const script = stub + snippet("python", call) + report;
  const env = { ...process.env, MIDJOURNEY_TOKEN: "t0ken", PYTHONIOENCODING: "utf-8" };
  const seen = execFileSync("sh", ["-c", "exec python3 - 2>&1 >/dev/null"], {
    input: script,
    encoding: "utf8",
    env,
  });
  assert.deepEqual(JSON.parse(seen), [call.url, { Authorization: "Bearer t0ken" }, wanted]);
});

test("the axios code posts the very body", async () => {
  /** @type {unknown[]} */
  let seen = [];
  const axios = {
    post: async (/** @type {unknown[]} */ ...sent) => {
      seen = sent;
      return { data: {} };
    },
  };
  const body = snippet("axios", call).replace(/^import .*\n/, "");
  const run = new Function("axios", "process", "console", `return (async () => { ${body} })()`);
  await run(axios, { env: { MIDJOURNEY_TOKEN: "t0ken" } }, { log: () => {} });
  assert.deepEqual(seen, [call.url, wanted, { headers: { Authorization: "Bearer t0ken" } }]);
});

test("an empty prompt is left out, a missing id is marked to be filled in", () => {
  const code = snippet("curl", { ...call, prompt: "  ", messageId: "" });
  assert.doesNotMatch(code, /"prompt"/);
  assert.match(code, /"messageId": "MESSAGE_ID_OF_THE_UPSCALE"/);
});

test("no line of any snippet holds a token", () => {
  for (const kind of /** @type {const} */ (["curl", "python", "axios"])) {
    assert.match(snippet(kind, call), /MIDJOURNEY_TOKEN/);
  }
});

test("a long mask is shown short, with its length", () => {
  assert.equal(shortened("A".repeat(6000)), `${"A".repeat(24)}…6000 characters…${"A".repeat(8)}`);
  assert.equal(shortened("short"), "short");
});
