/** What every page does, here for a device that goes from hand to hand. */
import assert from "node:assert/strict"
import { test } from "node:test"

class Storage extends Map {
  getItem = (name) => this.get(name) ?? null
  setItem = (name, value) => void this.set(name, value)
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
globalThis.document = { body: { dataset: { whose: "ada" } }, addEventListener: (name, deed) => (listeners[name] = deed) }
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
