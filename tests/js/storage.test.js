/** Storage that is full or forbidden stops nothing: what is kept there is kept, or everybody goes on without. */
import assert from "node:assert/strict"
import { afterEach, test } from "node:test"

const refuse = () => {
  throw new DOMException("no room", "QuotaExceededError")
}
globalThis.document ??= { documentElement: { lang: "en" } }
const { Keeper } = await import("../../app/static/boards/canvas/camera.js")
const { habit, keep } = await import("../../app/static/boards/canvas/habits.js")
const { percent, together } = await import("../../app/static/i18n.js")
const { deviceWords, tabWords } = await import("../../app/static/storage.js")

afterEach(() => {
  for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(globalThis, name, { value: undefined, configurable: true })
})

const storage = (more) => Object.defineProperty(globalThis, "sessionStorage", { value: { getItem: () => null, setItem: () => {}, removeItem: () => {}, ...more }, configurable: true })

test("a tab without room keeps nothing and fails at nothing, the view of a board among it", () => {
  storage({ setItem: refuse })

  assert.equal(tabWords.put("a name", "words"), false)
  new Keeper(tabWords, "view").write({ x: 1, y: 2, zoom: 1 })
  assert.equal(new Keeper(tabWords, "view").read(), null)
})

test("a browser that forbids storage is one that keeps nothing", () => {
  Object.defineProperty(globalThis, "localStorage", { get: refuse, configurable: true })

  assert.deepEqual([deviceWords.get("a name"), deviceWords.put("a name", "words"), deviceWords.names()], [null, false, []])
  keep("map", "off")
  assert.equal(habit("map"), "off")
})

test("percent and sentences are set as the language of the page sets them", () => {
  const before = globalThis.document.documentElement.lang
  const set = ["en", "de", "ar"].map((lang) => ((globalThis.document.documentElement.lang = lang), percent(0.75)))
  globalThis.document.documentElement.lang = before

  assert.deepEqual(set, ["75%", "75\u00a0%", new Intl.NumberFormat("ar", { style: "percent" }).format(0.75)])
  assert.equal(together(["One.", "", "Two."]), "One. Two.")
})
