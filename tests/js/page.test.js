/** What every page does, here for a device that goes from hand to hand. */
import assert from "node:assert/strict"
import "../../node_modules/fake-indexeddb/auto/index.mjs"
import { test } from "node:test"
import { setImmediate as turn } from "node:timers/promises"

class Storage extends Map {
  getItem = (name) => this.get(name) ?? null
  setItem = (name, value) => {
    if (this.full) throw new DOMException("no room", "QuotaExceededError")
    this.set(name, value)
  }
  removeItem = (name) => void this.delete(name)
}

globalThis.addEventListener ??= () => {}
globalThis.Element = class {}
globalThis.HTMLFormElement = class extends globalThis.Element {
  constructor(action) {
    super()
    this.getAttribute = (name) => (name === "action" ? action : null)
  }
}
const listeners = {}
globalThis.document = { body: { dataset: { whose: "ada" } }, querySelector: () => null, addEventListener: (name, deed) => (listeners[name] = deed) }
Object.assign(globalThis, { localStorage: new Storage(), sessionStorage: new Storage() })
await import("../../app/static/page.js")

test("from the press that hands a phone on until the next page it is nobody's", () => {
  const send = (action) => listeners.submit({ target: new globalThis.HTMLFormElement(action) })

  assert.equal(localStorage.getItem("whose"), "ada")
  send("/w/1/recovery-codes/")
  assert.equal(localStorage.getItem("whose"), "ada")
  send("/w/1/phone/turn/")
  // Not empty: the next page is to see that somebody was here before.
  assert.equal(localStorage.getItem("whose"), "nobody")
})

let opened = 0

/** Somebody opens a page on a device that keeps this. */
async function arrive(who, { device = new Storage(), tab = new Storage() }) {
  globalThis.document.body.dataset.whose = who
  Object.assign(globalThis, { localStorage: device, sessionStorage: tab })
  await import(`../../app/static/page.js?${(opened += 1)}`)
  // What takes things away is loaded only then.
  for (let turns = 0; tab.has("left") && turns < 1_000; turns += 1) await turn()
  return [device, tab]
}

const kept = (...words) => Object.assign(new Storage(), Object.fromEntries(words.map((name) => [name, ""])))

test("whoever comes next finds nothing of the one before in the tab, nor a mark that something is left", async () => {
  const tab = kept("past ada board")
  tab.set("whose", "ada")
  tab.removeItem = (name) => void (tab.delete(name), delete tab[name])

  const [device] = await arrive("bo", { tab })

  assert.deepEqual([device.get("whose"), tab.get("whose"), "past ada board" in tab, tab.has("left")], ["bo", "bo", false, false])
})

test("what an earlier page could not take away any more the next one does", async () => {
  const tab = kept("past ada board")
  tab.set("whose", "bo").set("left", "yes")
  tab.removeItem = (name) => void (tab.delete(name), delete tab[name])

  await arrive("bo", { tab })

  assert.deepEqual(["past ada board" in tab, tab.has("left")], [false, false])
})

test("a device without room for the name of who is here is nobody's, not the one before's", async () => {
  const device = new Storage([["whose", "ada"]])
  device.full = true

  const [, tab] = await arrive("bo", { device })

  assert.deepEqual([device.has("whose"), tab.get("whose")], [false, "bo"])
})
