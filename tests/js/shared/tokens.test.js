import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const css = readFileSync(new URL("../../../static/css/tokens.css", import.meta.url), "utf8");

/** @param {string} selector @returns {Record<string, string>} the custom properties of the rule that begins so */
function roles(selector) {
  const start = css.indexOf(`${selector} {`);
  assert.notEqual(start, -1, `there is a rule ${selector}`);
  const body = css.slice(start, css.indexOf("}", start));
  return Object.fromEntries(
    [...body.matchAll(/--([\w-]+): ([^;]+);/g)].map(([, name, value]) => [name, value]),
  );
}

const light = roles(":root");
const darkBySystem = roles(':root:not([data-theme="light"])');
const darkBySwitch = roles(':root[data-theme="dark"]');

/** @param {string | undefined} hex relative luminance of WCAG 2 */
function luminance(hex) {
  assert.match(hex ?? "", /^#[0-9a-f]{6}$/);
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt((hex ?? "").slice(at, at + 2), 16) / 255;
    return channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** @param {string | undefined} a @param {string | undefined} b */
function contrast(a, b) {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

test("dark by the system and dark by the switch are the same set", () => {
  assert.deepEqual(darkBySystem, darkBySwitch);
});

test("dark sets no role that light does not have", () => {
  assert.deepEqual(
    Object.keys(darkBySwitch).filter((role) => !(role in light)),
    [],
  );
});

for (const [name, set] of /** @type {const} */ ([
  ["light", light],
  ["dark", darkBySwitch],
])) {
  test(`text is readable on every ground in the ${name} theme`, () => {
    for (const ground of ["ground", "panel", "raised"]) {
      for (const text of ["text", "muted", "danger", "ok"]) {
        const ratio = contrast(set[text], set[ground]);
        assert.ok(ratio >= 4.5, `${text} on ${ground}: ${ratio.toFixed(2)}`);
      }
    }
  });

  test(`the primary button's words are readable in the ${name} theme`, () => {
    assert.ok(contrast(set["accent-text"], set["accent"]) >= 4.5);
    assert.ok(contrast(set["accent-text"], set["accent-strong"]) >= 4.5);
  });

  test(`the border of a field can be made out in the ${name} theme`, () => {
    for (const ground of ["ground", "panel"]) assert.ok(contrast(set["line-strong"], set[ground]) >= 3);
  });
}
