/** What is kept of boards for whoever opens them without a line: whose it is, how much, how long. */
import assert from "node:assert/strict"
import { test } from "node:test"
import "../../node_modules/fake-indexeddb/auto/index.mjs"
import { isBusy, pageFor } from "../../app/static/boards/reopened.js"
import { boardShown, forgetOthers, forgetWhenRefused, keepShown, pagesOf } from "../../app/static/boards/shown.js"

const DAY = 24 * 60 * 60 * 1000

/** A page of a board, and what lay on it. */
function shown(principal, path, { view = "list", at = Date.now(), until, board = `board of ${path}` } = {}) {
  const page = { path, view, principal, at, until, board, version: "/static/a/", language: "en", direction: "ltr", title: path, token: "", sheets: [], body: "", frame: "" }
  return [page, { board, principal, state: { seq: 7, elements: new Map([["e_1", { id: "e_1", text: "Mine" }]]), living: 1, own: new Set(["e_1"]) } }]
}

const paths = async (principal) => (await pagesOf(principal)).map(({ path }) => path)

test("nobody finds what was kept for another, and whoever comes next takes it away", async () => {
  await keepShown(...shown("ada", "/w/1/"))
  await keepShown(...shown("bo", "/w/2/"))

  assert.deepEqual([await paths("ada"), await paths("bo"), await paths("")], [["/w/1/"], ["/w/2/"], []])
  await forgetOthers("bo")
  assert.deepEqual([await paths("ada"), await paths("bo"), await boardShown("board of /w/1/")], [[], ["/w/2/"], undefined])
  assert.equal((await boardShown("board of /w/2/")).state.elements.get("e_1").text, "Mine")
  await forgetOthers("")
  assert.deepEqual([await paths("bo"), await boardShown("board of /w/2/")], [[], undefined])
})

test("six pages are kept, the latest first, and a board goes with its last page", async () => {
  for (let number = 1; number <= 8; number += 1) await keepShown(...shown("ada", `/w/${number}/`, { at: Date.now() - DAY + number }))

  assert.deepEqual(await paths("ada"), ["/w/8/", "/w/7/", "/w/6/", "/w/5/", "/w/4/", "/w/3/"])
  assert.deepEqual([(await boardShown("board of /w/2/"))?.board, (await boardShown("board of /w/3/"))?.board], [undefined, "board of /w/3/"])
  await forgetOthers("")
})

test("what is older than a guest's seat is not shown, and goes", async () => {
  await keepShown(...shown("ada", "/w/1/", { at: Date.now() - 8 * DAY }))
  assert.deepEqual(await paths("ada"), [])
  await keepShown(...shown("ada", "/w/2/"))
  assert.deepEqual([await paths("ada"), await boardShown("board of /w/1/")], [["/w/2/"], undefined])
  await forgetOthers("")
})

test("what a person with an account saw is shown as long as they are signed in", async () => {
  await keepShown(...shown("ada", "/w/1/", { until: Date.now() + 10_000 }))
  await keepShown(...shown("ada", "/w/2/", { until: Date.now() - 1 }))
  assert.deepEqual(await paths("ada"), ["/w/1/"])
  await forgetOthers("")
})

test("an address opens in the view it asks for, else in the one seen last", () => {
  const pages = [shown("ada", "/w/1/", { view: "canvas" })[0], shown("ada", "/w/1/")[0], shown("ada", "/w/2/")[0]]
  const found = (pathname, search = "") => pageFor(pages, { pathname, search })

  assert.deepEqual([found("/w/1/").view, found("/w/1/", "?view=list").view, found("/w/2/", "?view=canvas").view, found("/w/3/")], ["canvas", "list", "list", undefined])
})

test("nobody is taken a page from who writes, changes a note or is asked something", () => {
  class HTMLTextAreaElement {}
  class HTMLInputElement {}
  Object.assign(globalThis, { HTMLTextAreaElement, HTMLInputElement })
  const busy = (there, value) => {
    globalThis.document = { querySelector: (asked) => asked.split(", ").find((each) => each === there) ?? null, activeElement: Object.assign(new HTMLTextAreaElement(), { value }) }
    return isBusy()
  }

  assert.deepEqual([busy("", ""), busy("", "Half"), busy("dialog[open]", ""), busy("[data-editing]", "")], [false, true, true, true])
  delete globalThis.document
})

test("whoever was shown out keeps nothing of the room; whoever has too many windows or an old token does", async () => {
  const connection = new EventTarget()
  let out = 0
  forgetWhenRefused(connection, () => (out += 1))
  const refuse = async (x) => {
    connection.dispatchEvent(new CustomEvent("refused", { detail: { x } }))
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await keepShown(...shown("ada", "/w/1/"))

  await refuse("too-many-sockets")
  await refuse("stale-form")
  assert.deepEqual([out, await paths("ada")], [0, ["/w/1/"]])
  await refuse("seat-ended")
  assert.deepEqual([out, await paths("ada"), await boardShown("board of /w/1/")], [1, [], undefined])
})

test("what was half typed in a tab goes to its writer's other words when somebody else is here", async () => {
  const kept = new Map()
  globalThis.localStorage = { setItem: (name, value) => kept.set(name, value) }
  const { putAway } = await import("../../app/static/boards/forgetting.js")
  await putAway("draft ada board-1 write-hope", "Half typed")

  const db = await new Promise((done) => { globalThis.indexedDB.open("baraza-words-ada").onsuccess = ({ target }) => done(target.result) })
  const rows = await new Promise((done) => { db.transaction("words").objectStore("words").getAll().onsuccess = ({ target }) => done(target.result) })
  db.close()
  assert.deepEqual(rows.map(({ board, note, words, seen }) => [board, note, words.mine, seen]), [["board-1 drafts", "write-hope left", "Half typed", 0]])
  assert.deepEqual([...kept], [["kept ada board-1 drafts", "yes"]])
})

test("what finds no place on the device stays in the tab of its writer", async () => {
  const { forget } = await import("../../app/static/boards/forgetting.js")
  globalThis.localStorage = { setItem: (name) => { if (name.includes("full")) throw new Error("There is no room.") } }
  const tab = { "draft ada board-2 write-hope": "Goes", "draft ada full write-hope": "Stays", "past ada": "Goes", "draft bo board-2 write-hope": "Hers" }
  Object.defineProperty(tab, "removeItem", { value: (name) => delete tab[name] })
  globalThis.sessionStorage = tab

  await forget("bo")

  assert.deepEqual({ ...tab }, { "draft ada full write-hope": "Stays", "draft bo board-2 write-hope": "Hers" })
  delete globalThis.sessionStorage
})
