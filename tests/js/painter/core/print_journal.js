/**
 * A random journal and the mask it makes, as JSON: for tests of the whole way, which compare what Node makes
 * of it with what browser, server and provider have.
 *
 *     node print_journal.js SEED WIDTH HEIGHT
 */
import { encodeBase64 } from "../../../../static/js/painter/core/base64.js";
import { countWhite } from "../../../../static/js/painter/core/raster.js";
import { writeJournal } from "../../../../static/js/painter/core/serialize.js";
import { createRandom } from "../random.js";
import { randomOps, replay } from "./journals.js";

const [seed, width, height] = process.argv.slice(2).map(Number);
const random = createRandom(seed);
const size = { width, height };
let ops = randomOps(random, size, 24);
let raster = replay(size, ops);
while (countWhite(raster) === 0 || countWhite(raster) === width * height) {
  ops = [...ops, ...randomOps(random, size, 2)];
  raster = replay(size, ops);
}
const painting = writeJournal({ ops, cursor: ops.length }, width, height);
const { stride, bits } = raster;
process.stdout.write(JSON.stringify({ painting, stride, bits: encodeBase64(bits) }));
