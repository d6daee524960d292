import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesWords, readyWords, shareWords } from "../../../static/js/mask_tool/words.js";

test("sizes are told in bytes, KB and MB", () => {
  assert.deepEqual([999, 8432, 1_250_000].map(bytesWords), ["999 bytes", "8.4 KB", "1.3 MB"]);
});

test("a share is never rounded to nothing or to all", () => {
  assert.deepEqual([0, 0.0001, 0.0345, 0.124, 0.9995, 1].map(shareWords), [
    "0.0 %",
    "less than 0.1 %",
    "3.5 %",
    "12 %",
    "more than 99.9 %",
    "100 %",
  ]);
});

test("the line names share, format and length", () => {
  assert.equal(readyWords(0.124, "webp", 6120), "12 % of the picture. WebP, 6.1 KB of base64.");
});
