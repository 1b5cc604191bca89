// ESLint for all of this project's own JavaScript: the recommended rules, and more that find faults. None is about style.

import js from "@eslint/js";
import globals from "globals";

const inPages = ["validator/web/**", "sitegen/assets/*", "tests/browser/*.mjs", "tools/**/*.js"];
const inNode = ["*.mjs", "sitegen/runtime/**/*.mjs", "tests/unit/**/*.mjs"];

export default [
  { ignores: ["**/*.ts", "**/*.css", "**/*.py", "**/*.j2", "tests/golden/", "site/", ".venv/", ".cache/", "dist/"] },
  js.configs.recommended,
  { files: inPages, languageOptions: { globals: { ...globals.browser, document$: "readonly" } } },
  { files: ["validator/web/not-loaded.js", "tools/**/*.js"], languageOptions: { sourceType: "script" } },
  { files: ["sitegen/service_worker/*"], languageOptions: { globals: globals.serviceworker } },
  { files: inNode, languageOptions: { globals: globals.nodeBuiltin } },
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "array-callback-return": ["error", { checkForEach: false }],
      "default-case-last": "error",
      eqeqeq: "error",
      "no-constructor-return": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-script-url": "error",
      "no-self-compare": "error",
      "no-shadow-restricted-names": "error",
      "no-template-curly-in-string": "error",
      "no-throw-literal": "error",
      "no-unmodified-loop-condition": "error",
      "no-unreachable-loop": "error",
      "no-unused-expressions": ["error", { allowShortCircuit: true, allowTernary: true }],
      "no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "no-use-before-define": ["error", { functions: false, classes: false, variables: false }],
      "no-useless-return": "error",
      "no-var": "error",
      "prefer-const": "error",
      "prefer-promise-reject-errors": "error",
      radix: "error",
    },
  },
  {
    // Text reaches a page through textContent alone.
    files: ["validator/web/**", "sitegen/assets/*"],
    rules: {
      "no-restricted-properties": [
        "error",
        ...["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe"].map((property) => ({ property })),
        { object: "document", property: "write" },
      ],
      // Nothing is stored. The others are names that every window has, so that a typo would go unseen.
      "no-restricted-globals": ["error", "localStorage", "sessionStorage", "indexedDB", "name", "event", "status"],
    },
  },
];
