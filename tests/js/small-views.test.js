/** What phones add to a list: words read aloud in breaths, words on a small map in lines, data used in words. */
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { guess, roomFor } from "../../app/static/boards/canvas/guessing.js"
import { wrapped } from "../../app/static/boards/canvas/map.js"
import { Dictated } from "../../app/static/boards/dictation.js"
import { inBreaths, voiceFor } from "../../app/static/workshops/aloud.js"
import { inWords, used } from "../../app/static/workshops/thrift.js"

test("words are read sentence by sentence, and long sentences in pieces no voice loses its breath over", () => {
  assert.deepEqual(inBreaths("One thing. And another?\nA third"), ["One thing.", "And another?", "A third"])
  assert.deepEqual(inBreaths("今天很好。明天呢？"), ["今天很好。", "明天呢？"])
  const long = Array.from({ length: 60 }, (_, index) => `word${index}`).join(" ")
  const breaths = inBreaths(long)
  assert.equal(breaths.join(" "), long)
  assert.ok(breaths.every((each) => each.length <= 180) && breaths.length > 1)
  assert.deepEqual(inBreaths(" \n "), [])
})

test("a voice of this device reads, and none that would be sent the words", () => {
  const voices = [["en-US", "far", false], ["en_GB", "Ann", true], ["ru-RU", "far", false]].map(([lang, name, localService]) => ({ lang, name, localService }))
  globalThis.speechSynthesis = { getVoices: () => voices }

  assert.deepEqual(["en", "en-KE", "ru", "fr"].map((lang) => voiceFor(lang)?.name ?? null), ["Ann", "Ann", null, null])
})

test("what is typed while somebody speaks stays, and what is said next comes behind it", () => {
  const words = new Dictated("Why? ")
  assert.equal(words.take("Why? ", ["Samples"]), "Why? Samples")
  assert.equal(words.take("Why? Samples", ["Samples wait"]), "Why? Samples wait")
  assert.equal(words.take("Why? Samples wait, I hear", ["Samples wait six weeks", "Nobody knows"]), "Why? Samples wait, I hear six weeks Nobody knows")
  assert.equal(words.take("Why? Samples wait, I hear six weeks Nobody knows", ["Simple weights six weeks", "Nobody says why"]), "Why? Samples wait, I hear six weeks Nobody says why")
  assert.equal(words.take("", ["Simple weights six weeks", "Nobody says why", "Ask"]), "Ask")
  const chinese = new Dictated("")
  chinese.take("", ["今天"])
  assert.equal(chinese.take("今天（周五）", ["今天很好"]), "今天（周五） 很好")
})

test("words on a map break where they fit, and a word that does not is cut", () => {
  const fits = (words) => words.length <= 8
  assert.deepEqual(wrapped("One two three", fits), ["One two", "three"])
  assert.deepEqual(wrapped("Extraordinary", fits), ["Extraord", "inary"])
  assert.deepEqual(wrapped("研讨会的便签很多很多", fits), ["研讨会的便签很多", "很多"])
  assert.deepEqual(wrapped("", fits), [])
})

test("what a page used is all it fetched, and what went over its socket", () => {
  globalThis.document = { documentElement: { lang: "en" } }
  performance.getEntriesByType = (type) => (type === "navigation" ? [{ transferSize: 5000 }] : [{ transferSize: 60_000 }, { transferSize: 0 }])

  assert.deepEqual(used({ received: 2000, sent: 300 }), { received: 67_000, sent: 1800 })
  assert.deepEqual([449_000, 99_000, 12_345_678].map(inWords), ["0.4 MB", "99 kB", "12.3 MB"])
})

test("words are set as large as the house guesses them (tests/boards/test_fitting.py)", () => {
  const papers = JSON.parse(readFileSync(new URL("../vectors/fitting.json", import.meta.url), "utf8"))

  assert.deepEqual(papers.map((paper) => [paper.text, guess(paper), roomFor(9, paper)]), papers.map(({ text, fit, lines }) => [text, fit, lines]))
})
