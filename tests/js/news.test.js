/** What the plane says of the stage is what the board goes by. */
import assert from "node:assert/strict"
import { afterEach, beforeEach, mock, test } from "node:test"
import { Part } from "./sheet.js"
import { BoardStore } from "../../app/static/boards/store.js"

const { News } = await import("../../app/static/boards/canvas/news.js")

/** A plane with a line for each way of the stage; `said` is what is to be seen of them. */
function plane(context) {
  const root = new Part()
  const lines = ["moderated", "open", "private", "private-pick", "closed", "frozen"].map((state) => Object.assign(new Part(), { dataset: { state }, hidden: true }))
  for (const each of ["[data-slow]", "[data-empty]"]) root.parts[each] = new Part()
  root.querySelectorAll = (wanted) => (wanted === "[data-state]" ? lines : [])
  root.dataset.rules = JSON.stringify({ writing: "private", frozen: false, moderated: false })
  const store = new BoardStore({ seat: "s_ada", rights: {}, generation: 0, zones: new Set(), named: false, ...context })
  const news = new News(root, store, { elements: new Map(), grounds: [] })
  store.addEventListener("change", () => news.state())
  return { store, said: () => lines.filter(({ hidden }) => !hidden).map(({ dataset }) => dataset.state) }
}

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }))
afterEach(() => mock.timers.reset())

test("a plane that comes after the stage has changed says what it is by then", () => {
  const { said } = plane({ mode: "open", private: false })

  assert.deepEqual(said(), ["open"])
})

test("whatever tells the board of the stage, the plane says it", () => {
  const { store, said } = plane({ mode: "open", private: false })

  const heard = [{ mode: "private", private: true }, { mode: "private", private: true, moderated: true, picks: true }, { mode: "open", private: false, moderated: true }, { mode: "frozen" }, { mode: "closed" }].map((rules) => {
    store.govern(rules)
    return said()
  })

  assert.deepEqual(heard, [["private"], ["private-pick"], ["moderated"], ["frozen"], ["closed"]])
})
