/** Words that were begun on another board and were read there are told of again once they are other words. */
import assert from "node:assert/strict"
import { test } from "node:test"

/** What a browser keeps by name, whose names `Object.keys` lists. */
class Kept {
  getItem(name) {
    return this[name] ?? null
  }
  setItem(name, words) {
    this[name] = words
  }
  removeItem(name) {
    delete this[name]
  }
}
for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(globalThis, name, { value: new Kept(), configurable: true })
globalThis.document = { documentElement: { lang: "en" }, querySelector: () => null, querySelectorAll: () => [] }
globalThis.addEventListener ??= () => {}
const { begunElsewhere, dropBegun } = await import("../../app/static/boards/begun_elsewhere.js")

test("words of the same length are other words", async () => {
  const told = async () => (await begunElsewhere("p_ada")).found.map(({ words }) => words)
  sessionStorage.setItem("draft p_ada b_one gaps", "Tea")
  const [begun] = (await begunElsewhere("p_ada")).found

  dropBegun("p_ada", begun)
  assert.deepEqual(await told(), [])
  sessionStorage.setItem("draft p_ada b_one gaps", "Pie")

  assert.deepEqual(await told(), ["Pie"])
})

test("words that the tab keeps where the device keeps nothing are told of, and those of others are not", async () => {
  const kept = (words) => JSON.stringify({ base: "", mine: words, pm: 0 })
  sessionStorage.setItem("words p_bo b_two.dialogs say-it e_one", kept("Which labs?"))
  sessionStorage.setItem("words p_bo b_two e_one", kept("Idle lab days, and more"))
  sessionStorage.setItem("words p_cy b_two.dialogs say-it e_one", kept("Mine"))

  const { found } = await begunElsewhere("p_bo")

  assert.deepEqual(found.map(({ board, words }) => [board, words]), [["b_two", "Which labs?"], ["b_two", "Idle lab days, and more"]])
})

test("what is typed into a long form is nothing that was begun on a board, and leaves with its writer", async () => {
  const names = () => Object.keys(sessionStorage).filter((name) => name.startsWith("form "))
  sessionStorage.setItem("form p_di /plans/one/sign-off/", JSON.stringify({ result: ["", "What we learned"] }))
  const { forget } = await import("../../app/static/boards/forgetting.js")

  await forget("p_di")

  assert.deepEqual(names(), ["form p_di /plans/one/sign-off/"])
  assert.deepEqual((await begunElsewhere("p_di")).found, [])
  await forget("p_somebody_else")
  assert.deepEqual(names(), [])
})
