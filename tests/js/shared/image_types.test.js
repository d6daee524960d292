import assert from "node:assert/strict";
import { test } from "node:test";
import { refusalOf } from "../../../static/js/shared/image_types.js";

test("PNG, JPEG and WebP are taken", () => {
  for (const type of ["image/png", "image/jpeg", "image/webp"]) {
    assert.equal(refusalOf({ type, name: "a" }), null);
  }
});

test("another file is refused by its name", () => {
  assert.equal(
    refusalOf({ type: "image/gif", name: "cat.gif" }),
    "“cat.gif” is not a PNG, JPEG or WebP image.",
  );
});
