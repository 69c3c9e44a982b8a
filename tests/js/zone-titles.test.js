/** Notes that a one-tap vote laid are told in the language of the page; every other note as it is written. */
/* global document -- the test's own */
import assert from "node:assert/strict"
import { test } from "node:test"
import { tellTitles } from "../../app/static/boards/zone_titles.js"

const TITLES = { e1: { en: "Exhausted", ar: "منهك" }, e2: { en: "Low", ar: "منخفض" } }
const page = (laidTitles) => Object.assign(globalThis, { document: { documentElement: { lang: "ar", dir: "rtl" } } }) && { dataset: { laidTitles } }
const note = (zone, text, more = {}) => ({ type: "note", zone, text, lang: "en", dir: "ltr", ...more })

test("a note that says the title of its zone is told in the language of the page", () => {
  const told = tellTitles(page(JSON.stringify(TITLES)))

  assert.deepEqual(told(note("e1", "Exhausted")), { type: "note", zone: "e1", text: "منهك", lang: "ar", dir: "rtl" })
  assert.equal(document.documentElement.lang, "ar")
})

test("what somebody wrote stays, and so does all of it where nobody votes by one tap", () => {
  const own = [note("e1", "Low"), note("e1", "Exhausted", { lang: "fr" }), note("e3", "Low"), note("e1", "Exhausted", { type: "group" })]

  assert.deepEqual(own.map(tellTitles(page(JSON.stringify(TITLES)))), own)
  assert.deepEqual(own.map(tellTitles(page(undefined))), own)
})
