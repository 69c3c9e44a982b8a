/** A hurried second press in one place is about the same note as the first, or about none. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { takeOnePress } from "../../app/static/boards/one_press.js"

/** Presses on things of a page, each at a place and at a time; whether a press is taken. */
function page(t) {
  t.mock.method(performance, "now", () => clock)
  let clock = 1_000
  const heard = {}
  let told = 0
  const renew = takeOnePress({ addEventListener: (name, listener) => (heard[name] = listener) }, new AbortController().signal, () => (told += 1))
  const thing = (kind) => ({ matches: (selector) => selector.includes(kind), closest: () => null })
  const press = (about, { after = 200, x = 100, y = 100, detail = 1 } = {}) => {
    clock += after
    let taken = true
    const button = { closest: () => about }
    heard.click({ target: { closest: () => (about ? button : null) }, clientX: x, clientY: y, detail, preventDefault: () => {}, stopImmediatePropagation: () => (taken = false) })
    return taken
  }
  return { press, turn: (name) => heard[name](), told: () => told, renew: (after) => ((clock += after), renew()), note: () => thing("[data-note]"), dialog: () => thing("dialog") }
}

test("a second press in one place is not taken on another note, and is on the same one", (t) => {
  const { press, note } = page(t)
  const [one, other] = [note(), note()]
  assert.deepEqual([press(one), press(one), press(other), press(one)], [true, true, false, true])
})

test("neither is one after another while a hand goes on, until it rests", (t) => {
  const { press, note } = page(t)
  const [one, other] = [note(), note()]
  assert.deepEqual([press(one), press(other, { after: 600 }), press(other, { after: 600 }), press(other, { after: 701 })], [true, false, false, true])
})

for (const name of ["wheel", "touchmove"]) test(`whoever turns the page between two presses means both, by ${name}`, (t) => {
  const { press, turn, note } = page(t)
  assert.equal(press(note()), true)
  turn(name)
  assert.equal(press(note()), true)
})

test("that a press is not taken is told once, until one is", (t) => {
  const { press, told, note } = page(t)
  const counts = [note(), note(), note()].map((each) => (press(each), told()))
  press(note(), { after: 701 })
  press(note())
  assert.deepEqual([...counts, told()], [0, 1, 1, 2])
})

test("a press elsewhere and keys are taken at once", (t) => {
  const { press, note } = page(t)
  assert.deepEqual([press(note()), press(note(), { y: 144 }), press(note(), { y: 144, detail: 0 })], [true, true, true])
})

test("what a dialog lay over is not pressed with its last button, and a dialog takes what comes", (t) => {
  const { press, note, dialog } = page(t)
  assert.deepEqual([press(note()), press(dialog()), press(note())], [true, true, false])
})

test("where something comes of a press late, the rest begins then", (t) => {
  const { press, renew, note } = page(t)
  const [one, other] = [note(), note()]
  assert.equal(press(one), true)
  renew(3_000)
  assert.equal(press(other), false)
})
