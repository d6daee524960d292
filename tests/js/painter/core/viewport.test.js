import assert from "node:assert/strict";
import { test } from "node:test";
import {
  actualScale,
  centred,
  excerptOf,
  fit,
  fitScale,
  MOST_SCALE,
  panBy,
  resized,
  toPicture,
  toScreen,
  withExcerpt,
  zoomAt,
  zoomOn,
} from "../../../../static/js/painter/core/viewport.js";
import { forAll } from "../random.js";

/**
 * @typedef {import("../../../../static/js/painter/core/viewport.js").Viewport} Viewport
 * @typedef {import("../random.js").Random} Random
 */

const RATIOS = [1, 1.5, 2, 3, 1.25];
/** What floating point loses, px. */
const HAIR = 1e-6;

/** A picture of any shape on a surface of any shape, not yet looked at. @param {Random} random @returns {Viewport} */
function unseen(random) {
  return {
    width: random.integer(128, 3840),
    height: random.integer(128, 2160),
    pictureWidth: random.pick([64, 1024, 1792, 2048, 2912, 4096]),
    pictureHeight: random.pick([64, 1024, 1632, 2048, 2688, 4096]),
    dpr: random.pick(RATIOS),
    scale: 1,
    x: 0,
    y: 0,
  };
}

/** As a person has zoomed and panned it. @param {Random} random @returns {Viewport} */
function looked(random) {
  let view = fit(unseen(random), random.pick([0, 12, 32]));
  for (let step = random.integer(0, 6); step > 0; step--) {
    const [x, y] = [random.number(0, view.width), random.number(0, view.height)];
    view = random.chance(0.6)
      ? zoomAt(view, view.scale * random.number(0.3, 4), x, y)
      : panBy(view, x - 300, y - 300);
  }
  return view;
}

/** How far the picture's corner is from a whole device pixel, CSS px. @param {Viewport} view */
function offGrid({ x, y, dpr }) {
  return Math.max(Math.abs(Math.round(x * dpr) / dpr - x), Math.abs(Math.round(y * dpr) / dpr - y));
}

test("a place on the screen leads to the picture and back to the same place, and the other way around", () => {
  forAll(400, (random) => {
    const view = looked(random);
    const [x, y] = [random.number(-100, view.width + 100), random.number(-100, view.height + 100)];
    const inPicture = toPicture(view, x, y);
    const back = toScreen(view, inPicture.x, inPicture.y);
    assert.ok(Math.hypot(back.x - x, back.y - y) < 0.01, `${x}, ${y} came back as ${back.x}, ${back.y}`);
    const [px, py] = [random.number(0, view.pictureWidth), random.number(0, view.pictureHeight)];
    const onScreen = toScreen(view, px, py);
    const again = toPicture(view, onScreen.x, onScreen.y);
    assert.ok(
      Math.hypot(again.x - px, again.y - py) < 0.01,
      `${px}, ${py} came back as ${again.x}, ${again.y}`,
    );
  });
});

test("fitting shows the whole picture, in the middle, as large as it goes", () => {
  forAll(300, (random) => {
    const margin = random.pick([0, 12, 32]);
    const view = fit(looked(random), margin);
    const half = 0.5 / view.dpr + HAIR;
    const [from, to] = [toScreen(view, 0, 0), toScreen(view, view.pictureWidth, view.pictureHeight)];
    assert.ok(from.x >= margin - half && to.x <= view.width - margin + half, "its width");
    assert.ok(from.y >= margin - half && to.y <= view.height - margin + half, "its height");
    assert.ok(Math.abs(from.x + to.x - view.width) <= 2 * half, "in the middle across");
    assert.ok(Math.abs(from.y + to.y - view.height) <= 2 * half, "in the middle down");
    const room = Math.min(
      view.width - 2 * margin - (to.x - from.x),
      view.height - 2 * margin - (to.y - from.y),
    );
    assert.ok(Math.abs(room) < HAIR || view.scale === MOST_SCALE, `${room} px of room`);
  });
});

test("a surface lower than what is kept in view still shows a fitted picture in its middle", () => {
  for (const [width, height] of [
    [300, 90],
    [100, 400],
    [60, 40],
  ]) {
    const wide = { width, height, pictureWidth: 4096, pictureHeight: 256, dpr: 1, scale: 1, x: 0, y: 0 };
    for (const view of [fit(wide, 12), fit({ ...wide, pictureWidth: 256, pictureHeight: 4096 }, 12)]) {
      const end = toScreen(view, view.pictureWidth, view.pictureHeight);
      assert.ok(
        Math.abs(view.x + end.x - width) <= 1 && Math.abs(view.y + end.y - height) <= 1,
        JSON.stringify(view),
      );
    }
  }
});

test("dragging by a hair moves the picture by a hair, on the smallest surface too", () => {
  const view = {
    width: 100,
    height: 90,
    pictureWidth: 256,
    pictureHeight: 256,
    dpr: 1,
    scale: 1,
    x: 0,
    y: 0,
  };
  let at = centred(view, 0.05);
  for (let step = 0; step < 30; step++) {
    const next = panBy(at, 1, 1);
    assert.ok(next.x - at.x >= 0 && next.x - at.x <= 1, `from ${at.x} to ${next.x}`);
    assert.ok(next.y - at.y >= 0 && next.y - at.y <= 1, `from ${at.y} to ${next.y}`);
    at = next;
  }
});

test("zooming keeps what lies under the pointer in its place, to half a device pixel", () => {
  forAll(400, (random) => {
    const view = looked(random);
    // A place of the picture that is in sight and not at the surface's very rim.
    const x = random.number(64, view.width - 64);
    const y = random.number(64, view.height - 64);
    const before = toPicture(view, x, y);
    const isOnPicture =
      before.x > 0 && before.y > 0 && before.x < view.pictureWidth && before.y < view.pictureHeight;
    if (!isOnPicture) return;
    const after = zoomAt(view, view.scale * random.number(0.2, 6), x, y);
    const moved = toScreen(after, before.x, before.y);
    const most = 0.5 / view.dpr + HAIR;
    assert.ok(
      Math.abs(moved.x - x) <= most && Math.abs(moved.y - y) <= most,
      `moved by ${moved.x - x}, ${moved.y - y}`,
    );
  });
});

test("a hundred small zooms on one point of the picture do not drift off it", () => {
  forAll(50, (random) => {
    let view = fit(unseen(random), 32);
    const [x, y] = [view.width / 2 + 7, view.height / 2 - 5];
    const held = toPicture(view, x, y);
    for (let i = 0; i < 100; i++) view = zoomOn(view, view.scale * 1.03, held, x, y);
    const moved = toScreen(view, held.x, held.y);
    const most = 0.5 / view.dpr + HAIR;
    assert.ok(Math.abs(moved.x - x) <= most && Math.abs(moved.y - y) <= most, `at ${moved.x}, ${moved.y}`);
  });
});

test("zooming ends at 32 times, and at a tenth of the fitted or the actual size", () => {
  forAll(100, (random) => {
    const view = looked(random);
    assert.equal(zoomAt(view, 1e9, 10, 10).scale, MOST_SCALE);
    const least = zoomAt(view, 0, 10, 10).scale;
    assert.ok(Math.abs(least * 10 - Math.min(fitScale(view, 0), actualScale(view))) < HAIR);
  });
});

test("the picture's corner always lies on a whole device pixel", () => {
  forAll(200, (random) => {
    const view = looked(random);
    const resizedView = resized(
      view,
      random.integer(128, 3000),
      random.integer(128, 2000),
      random.pick(RATIOS),
    );
    for (const each of [view, centred(view, actualScale(view)), resizedView]) {
      assert.ok(offGrid(each) < HAIR, `${each.x}, ${each.y} at ${each.dpr}`);
    }
  });
});

test("at its actual size a picture pixel is a device pixel", () => {
  forAll(100, (random) => {
    const view = looked(random);
    const actual = centred(view, actualScale(view));
    const column = random.integer(0, actual.pictureWidth);
    const device = toScreen(actual, column, 0).x * actual.dpr;
    assert.ok(Math.abs(device - Math.round(device)) < HAIR);
    assert.equal(actual.scale * actual.dpr, 1);
  });
});

test("a picture is never dragged out of sight", () => {
  forAll(200, (random) => {
    const view = panBy(looked(random), random.number(-1e5, 1e5), random.number(-1e5, 1e5));
    const end = toScreen(view, view.pictureWidth, view.pictureHeight);
    const kept = 64 - 0.5 / view.dpr - HAIR;
    assert.ok(end.x >= kept && view.x <= view.width - kept, `${view.x} to ${end.x} of ${view.width}`);
    assert.ok(end.y >= kept && view.y <= view.height - kept, `${view.y} to ${end.y} of ${view.height}`);
  });
});

test("dragging moves the picture by what the hand moved", () => {
  const view = fit(
    { width: 800, height: 600, pictureWidth: 2048, pictureHeight: 1024, dpr: 2, scale: 1, x: 0, y: 0 },
    0,
  );
  const moved = panBy(view, 30, -12.5);
  assert.deepEqual([moved.x - view.x, moved.y - view.y, moved.scale], [30, -12.5, view.scale]);
});

test("when the surface changes size, what was in its middle stays there", () => {
  forAll(200, (random) => {
    const view = zoomAt(fit(unseen(random), 32), random.number(0.5, 8), 64, 64);
    const middle = toPicture(view, view.width / 2, view.height / 2);
    const isOnPicture =
      middle.x > 0 && middle.y > 0 && middle.x < view.pictureWidth && middle.y < view.pictureHeight;
    if (!isOnPicture) return;
    const after = resized(view, random.integer(200, 3000), random.integer(200, 2000), view.dpr);
    const moved = toScreen(after, middle.x, middle.y);
    const off = Math.max(Math.abs(moved.x - after.width / 2), Math.abs(moved.y - after.height / 2));
    assert.ok(off <= 0.5 / view.dpr + HAIR, `moved by ${off} px`);
    assert.equal(after.scale, view.scale);
  });
});

test("an excerpt shows the same in a window of another size, as much larger as a fitted picture is", () => {
  forAll(200, (random) => {
    const here = looked(random);
    const there = { ...here, width: random.integer(128, 3000), height: random.integer(128, 2000) };
    const kept = excerptOf(here, 12);
    const seen = excerptOf(withExcerpt(fit(there, 32), JSON.parse(JSON.stringify(kept)), 32), 32);
    const isOnPicture = [kept.x, kept.y].every((share) => share > 0 && share < 1);
    if (!isOnPicture || kept.zoom * fitScale(there, 32) > MOST_SCALE || kept.zoom < 0.2) return;
    assert.ok(Math.abs(seen.zoom / kept.zoom - 1) < HAIR, `${seen.zoom} for ${kept.zoom}`);
    const px = 0.5 / (there.dpr * fitScale(there, 32) * kept.zoom) + HAIR;
    assert.ok(Math.abs(seen.x - kept.x) * there.pictureWidth <= px, `${seen.x} for ${kept.x}`);
    assert.ok(Math.abs(seen.y - kept.y) * there.pictureHeight <= px, `${seen.y} for ${kept.y}`);
  });
});

test("an excerpt that is damaged or was never kept moves nothing", () => {
  const view = fit(
    { width: 800, height: 600, pictureWidth: 2048, pictureHeight: 1024, dpr: 2, scale: 1, x: 0, y: 0 },
    0,
  );
  const damaged = /** @type {any} */ ({ x: "0.5", y: 0.5, zoom: 2 });
  for (const none of [null, undefined, {}, { x: 0.5, y: NaN, zoom: 1 }, damaged]) {
    assert.deepEqual(withExcerpt(view, none, 0), view);
  }
});
