import assert from "node:assert/strict";
import { test } from "node:test";
import { actionNamed, ACTIONS } from "../../../../static/js/painter/core/actions.js";
import {
  canRedo,
  canUndo,
  createJournal,
  push,
  redo,
  undo,
} from "../../../../static/js/painter/core/history.js";
import { matchesKey } from "../../../../static/js/painter/core/keys.js";
import {
  allowedSize,
  createChoices,
  LEAST_SIZE,
  MOST_SIZE,
} from "../../../../static/js/painter/core/state.js";
import { forAll } from "../random.js";

/**
 * @typedef {import("../../../../static/js/painter/core/actions.js").Action} Action
 * @typedef {import("../../../../static/js/painter/core/actions.js").PainterCommands} PainterCommands
 */

const GROUPS = ["Tools", "Brush", "Painting", "View", "Page"];
const KEY = /^(Mod\+)?(Shift\+)?([A-Z0-9]|[[\]\\?=+-]|Delete|Escape|Enter)$/;

/**
 * A painter without a page, that keeps what a painter keeps and notes what it asked of the page.
 *
 * @param {boolean} hasPicture
 */
function painterWith(hasPicture) {
  const [journal, choices] = [createJournal(), createChoices()];
  /** @type {string[]} */
  const asked = [];
  /** @type {PainterCommands} */
  const painter = {
    choices,
    hasPicture,
    get canUndo() {
      return canUndo(journal);
    },
    get canRedo() {
      return canRedo(journal);
    },
    chooseTool: (tool, mode = choices.mode) => void Object.assign(choices, { tool, mode }),
    swapMode: () => void (choices.mode = choices.mode === "paint" ? "erase" : "paint"),
    setSize: (size) => void (choices.size = allowedSize(size)),
    undo: () => void undo(journal),
    redo: () => void redo(journal),
    apply: (op) => push(journal, op),
    zoomBy: (factor) => void asked.push(factor > 1 ? "zoom in" : "zoom out"),
    fit: () => void asked.push("fit"),
    showActualSize: () => void asked.push("actual size"),
    showMask: (isShown) => void (choices.isMaskShown = isShown),
    setOpacity: (opacity) => void Object.assign(choices, { opacity, isMaskShown: true }),
    cancel: () => void asked.push("cancel"),
    finish: () => void asked.push("finish"),
    adjustMask: (step) => void asked.push(step),
    toggleMirror: (axis) => void (choices.mirror[axis] = choices.mirror[axis] === null ? 5 : null),
    startFrom: () => void asked.push("start from"),
    speckArea: 105,
    isGridOn: false,
    showSpecks: (isShown) => void (choices.showsSpecks = isShown),
    peek: (isAway) => void asked.push(isAway ? "peek" : "look"),
    toggleGrid: () => void asked.push("grid"),
    typeShape: () => void asked.push("type a shape"),
    openOptions: () => void asked.push("options"),
    openHelp: () => void asked.push("help"),
    submit: () => void asked.push("submit"),
  };
  return { painter, journal, asked, look: () => JSON.stringify([journal, choices, asked]) };
}

test("names and labels are their action's alone, and every action has both", () => {
  for (const field of /** @type {const} */ (["name", "label"])) {
    const values = ACTIONS.map((action) => action[field]);
    assert.deepEqual(new Set(values).size, values.length, field);
    assert.ok(
      values.every((value) => value.trim() === value && value.length > 0),
      field,
    );
  }
  assert.ok(ACTIONS.every(({ name }) => /^[a-z]+(-[a-z0-9]+)*$/.test(name)));
  assert.ok(ACTIONS.every(({ group }) => GROUPS.includes(group)));
});

test("every action has a key, every key parses and belongs to one action", () => {
  const keys = ACTIONS.flatMap((action) => action.keys);
  assert.ok(ACTIONS.every((action) => action.keys.length > 0));
  assert.deepEqual(
    keys.filter((key) => !KEY.test(key)),
    [],
  );
  assert.equal(new Set(keys).size, keys.length);
});

test("pressing an action's key means that action", () => {
  for (const { name, keys } of ACTIONS) {
    for (const binding of keys) {
      const [, mod, shift, key] = KEY.exec(binding) ?? [];
      const code = /\d/.test(key) ? `Digit${key}` : /^[A-Z]$/.test(key) ? `Key${key}` : "";
      const pressed = { key, code, ctrlKey: !!mod, metaKey: false, shiftKey: !!shift, altKey: false };
      const meant = ACTIONS.filter((action) => action.keys.some((each) => matchesKey(each, pressed)));
      assert.deepEqual(
        meant.map((action) => action.name),
        [name],
        binding,
      );
    }
  }
});

test("the labels that the page promises are there", () => {
  const labels = ACTIONS.map(({ label }) => label);
  const promised = [
    "Brush",
    "Eraser",
    "Rectangle",
    "Lasso",
    "Undo",
    "Redo",
    "Invert",
    "Clear",
    "Zoom in",
    "Zoom out",
    "Fit",
  ];
  assert.deepEqual(
    promised.filter((label) => !labels.includes(label)),
    [],
  );
});

test("an action is found by its name, and an unknown name is told", () => {
  for (const action of ACTIONS) assert.equal(actionNamed(action.name), action);
  assert.throws(() => actionNamed("explode"), {
    name: "RangeError",
    message: 'there is no action "explode"',
  });
});

test("without a picture nothing is enabled that needs one", () => {
  const { painter } = painterWith(false);
  const enabled = ACTIONS.filter((action) => action.isEnabled(painter)).map(({ name }) => name);
  const needing = [
    "hand",
    "undo",
    "redo",
    "invert",
    "clear",
    "all",
    "zoom-out",
    "zoom-in",
    "fit",
    "actual",
    "submit",
  ];
  assert.deepEqual(
    needing.filter((name) => enabled.includes(name)),
    [],
  );
});

test("undo, redo and steps of the size are enabled where they would change something, and only there", () => {
  forAll(60, (random) => {
    const { painter, journal, look } = painterWith(true);
    for (let n = random.integer(0, 3); n > 0; n--) painter.apply({ type: "invert" });
    journal.cursor = random.integer(0, journal.ops.length);
    painter.setSize(random.pick([LEAST_SIZE, 40, MOST_SIZE]));
    for (const name of ["undo", "redo", "smaller", "larger"]) {
      const action = actionNamed(name);
      const [isEnabled, before] = [action.isEnabled(painter), look()];
      action.perform(painter);
      assert.equal(look() !== before, isEnabled, `${name} with ${before}`);
    }
  });
});

test("whatever is enabled does something, from a choice that is not made already", () => {
  for (const action of ACTIONS) {
    const { painter, look } = painterWith(true);
    painter.apply({ type: "all" });
    painter.apply({ type: "invert" });
    painter.undo();
    painter.setOpacity(0.05);
    painter.chooseTool(action.name === "brush" ? "lasso" : "brush");
    const before = look();
    assert.equal(action.isEnabled(painter), true, action.name);
    action.perform(painter);
    assert.notEqual(look(), before, action.name);
  }
});

test("what an action asks of the painting is one step that undo takes back", () => {
  for (const name of ["invert", "clear", "all"]) {
    const { painter, journal } = painterWith(true);
    painter.apply({ type: "all" });
    actionNamed(name).perform(painter);
    assert.deepEqual([journal.cursor, journal.ops[1]], [2, { type: name }]);
    actionNamed("undo").perform(painter);
    assert.equal(journal.cursor, 1);
  }
});

test("choosing a tool presses its button and no other tool's", () => {
  const tools = ["brush", "eraser", "rectangle", "ellipse", "lasso", "polygon", "fill", "hand"];
  for (const name of tools) {
    const { painter } = painterWith(true);
    actionNamed(name === "lasso" ? "fill" : "lasso").perform(painter);
    actionNamed(name).perform(painter);
    assert.deepEqual(
      tools.filter((tool) => actionNamed(tool).isOn?.(painter)),
      [name],
    );
  }
});

test("swapping twice is as before, and every tool is chosen to paint", () => {
  const { painter } = painterWith(true);
  actionNamed("swap").perform(painter);
  assert.equal(painter.choices.mode, "erase");
  actionNamed("swap").perform(painter);
  assert.equal(painter.choices.mode, "paint");
  actionNamed("eraser").perform(painter);
  actionNamed("rectangle").perform(painter);
  assert.deepEqual([painter.choices.tool, painter.choices.mode], ["rectangle", "paint"]);
});

test("hiding the mask is undone by the same key, and by choosing how strong it shows", () => {
  const { painter } = painterWith(true);
  const mask = actionNamed("mask");
  mask.perform(painter);
  assert.deepEqual([painter.choices.isMaskShown, mask.isOn?.(painter)], [false, true]);
  mask.perform(painter);
  assert.equal(painter.choices.isMaskShown, true);
  mask.perform(painter);
  actionNamed("opacity-3").perform(painter);
  assert.deepEqual([painter.choices.isMaskShown, painter.choices.opacity], [true, 0.3]);
});
