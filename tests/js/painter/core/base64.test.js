import assert from "node:assert/strict";
import { test } from "node:test";
import { encodeBase64 } from "../../../../static/js/painter/core/base64.js";
import { decodeBase64 } from "../../../../static/js/painter/core/decode_base64.js";
import { forAll } from "../random.js";

test("bytes are written as everybody writes base64, and read back", () => {
  forAll(150, (random) => {
    const bytes = Uint8Array.from(random.list(random.integer(0, 40), () => random.integer(0, 255)));
    const text = encodeBase64(bytes);
    assert.equal(text, Buffer.from(bytes).toString("base64"));
    assert.deepEqual(decodeBase64(text), bytes);
  });
});

test("what is not base64 is told", () => {
  for (const text of ["A", "AA", "AAA", "AAAAA", "A===", "AA=A", "====", "AA-_", "AAA\n", " AAA", "ÄAAA"]) {
    assert.equal(decodeBase64(text), null, JSON.stringify(text));
  }
});
