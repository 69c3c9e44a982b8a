import js from "@eslint/js"
import globals from "globals"

/** One direction: tools → sync → store → (renderer, outline); pure parts import nothing above them. */
const layers = [
  { files: ["app/static/boards/reducer.js", "app/static/boards/geometry.js"], forbidden: ["./store.js", "./sync.js", "./outbox.js", "./list.js", "./wall.js", "./main.js"] },
  { files: ["app/static/boards/store.js"], forbidden: ["./sync.js", "./outbox.js", "./list.js", "./wall.js", "./main.js"] },
  { files: ["app/static/boards/list.js", "app/static/boards/wall.js"], forbidden: ["./sync.js", "./outbox.js", "./main.js"] },
]

export default [
  { ignores: ["app/static/vendor/**"] },
  js.configs.recommended,
  { files: ["app/static/**/*.js", "tools/**/*.js"], languageOptions: { globals: globals.browser } },
  { files: ["tests/js/**/*.js", "eslint.config.js"], languageOptions: { globals: globals.node } },
  {
    rules: {
      semi: ["error", "never"],
      quotes: ["error", "double", { avoidEscape: true }],
      eqeqeq: "error",
      "prefer-const": "error",
      "no-var": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "use textContent and DOM calls" },
        { property: "outerHTML", message: "use textContent and DOM calls" },
        { property: "insertAdjacentHTML", message: "use textContent and DOM calls" },
      ],
      "no-restricted-syntax": [
        "error",
        { selector: "TemplateLiteral CallExpression[callee.name=/^n?t$/]", message: "the extraction does not see t() inside a template literal" },
        { selector: "Literal[regex.pattern=/\\(\\?<[=!]/]", message: "Safari before 16.4 reads no module with a lookbehind" },
        { selector: "UnaryExpression[operator='void'] > :matches(LogicalExpression, AssignmentExpression[operator=/^(\\?\\?|&&|\\|\\|)=$/])", message: "tdewolff/minify 2.24 leaves out the whole of it, calls and all" },
      ],
    },
  },
  ...layers.map(({ files, forbidden }) => ({ files, rules: { "no-restricted-imports": ["error", { paths: forbidden }] } })),
]
