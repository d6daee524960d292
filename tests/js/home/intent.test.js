import assert from "node:assert/strict";
import { test } from "node:test";
import { intentOf, wordsFor } from "../../../static/js/home/intent.js";

test("a UUID is a message id", () => {
  assert.equal(intentOf("7e9a9bbf-b26e-4de0-8794-dcbb5c4bd7d7", false), "message_id");
});

test("any single run of letters and digits is a message id, whatever the provider's form of ids", () => {
  for (const id of ["1124768570157564029", "abc_def", "does-not-exist", "65f0c1a2b3"]) {
    assert.equal(intentOf(id, false), "message_id", id);
  }
});

test("blanks around an id do not make it words", () => {
  assert.equal(intentOf("  7e9a9bbf-b26e-4de0-8794-dcbb5c4bd7d7\n", false), "message_id");
});

test("several words, and a single plain word, are words to draw", () => {
  for (const words of ["a harbour at dusk", "castle", "Schloß", "a 4-masted ship"]) {
    assert.equal(intentOf(words, false), "words", words);
  }
});

test("an empty field means nothing", () => {
  assert.equal(intentOf("   ", false), "nothing");
});

test("with an image the text is the image's message id, even where it looks like words", () => {
  assert.equal(intentOf("a harbour", true), "image");
  assert.equal(intentOf("", true), "image");
});

test("the field says that the id of an image is optional", () => {
  assert.match(wordsFor("image").label, /optional/);
});

test("the field tells apart fetching a picture and drawing one", () => {
  assert.match(wordsFor("message_id").hint, /fetched from the provider/);
  assert.match(wordsFor("words").hint, /drawn/);
});
