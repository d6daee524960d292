// What the browser runs, what is pure, and what runs in Node: each sees only the globals it really has.
import js from "@eslint/js";
import globals from "globals";

const rules = {
  eqeqeq: ["error", "always"],
  "no-eval": "error",
  "no-implied-eval": "error",
  "no-shadow": "error",
  "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
  "no-var": "error",
  "object-shorthand": "error",
  "prefer-const": "error",
};

export default [
  { ignores: [".venv/", "node_modules/", "data/", "bench/painter/pages/images/"] },
  js.configs.recommended,
  { rules },
  {
    files: ["static/js/**/*.js", "bench/**/*.js"],
    languageOptions: { globals: { ...globals.browser } },
  },
  {
    files: ["static/js/**/*.worker.js", "static/js/**/worker.js", "static/js/**/worker/**/*.js"],
    languageOptions: { globals: { ...globals.worker } },
  },
  {
    files: ["static/js/painter/core/**/*.js"],
    languageOptions: {
      globals: Object.fromEntries(Object.keys(globals.browser).map((name) => [name, "off"])),
    },
  },
  {
    files: ["tests/js/**/*.js", "tests/browsers/**/*.mjs", "eslint.config.js"],
    languageOptions: { globals: { ...globals.node } },
  },
];
