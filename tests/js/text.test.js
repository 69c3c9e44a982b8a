/** Writing in a note: what a change is, where a caret goes, and two pages that write at once. */
import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { changesOf, rebase } from "../../app/static/boards/text/comparing.js"
import { changed, changeOf, deltaOf, follow } from "../../app/static/boards/text/diff.js"
import { Paper } from "../../app/static/boards/text/paper.js"
import { seedClient } from "../../app/static/boards/text/seed.js"

const told = JSON.parse(readFileSync(new URL("../vectors/rebase.json", import.meta.url), "utf8"))
const seeds = JSON.parse(readFileSync(new URL("../vectors/seeds.json", import.meta.url), "utf8"))

test("a plain text becomes the same document here and on the server", () => {
  const made = seeds.map(({ id, text }) => ({ id, text, client: seedClient(id, text), state: Buffer.from(Paper.seed(id, text)).toString("base64") }))

  assert.deepEqual(made, seeds)
})

test("of several equal letters those before the caret are the new ones", () => {
  assert.deepEqual(changeOf("aaa", "aaaa", 1), { at: 0, cut: 0, add: "a" })
  assert.deepEqual(changeOf("aaa", "aaaa", 3), { at: 2, cut: 0, add: "a" })
  assert.deepEqual(changeOf("aaa", "aa", 1), { at: 1, cut: 1, add: "" })
  assert.equal(changeOf("aaa", "aaa", 1), null)
})

test("what is replaced is replaced, and no more", () => {
  assert.deepEqual(changeOf("Idle lab days", "Idle shop days", 9), { at: 5, cut: 3, add: "shop" })
  assert.deepEqual(changeOf("", "x"), { at: 0, cut: 0, add: "x" })
  assert.deepEqual(changeOf("x", ""), { at: 0, cut: 1, add: "" })
})

test("a letter of several units is never cut", () => {
  assert.deepEqual(changeOf("a😀b", "a😁b", 3), { at: 1, cut: 2, add: "😁" })
  assert.deepEqual(changeOf("👨‍👩‍👧", "👨‍👩‍👦"), { at: 0, cut: 8, add: "👨‍👩‍👦" })
  assert.deepEqual(changeOf("cafe!", "café!", 5), { at: 3, cut: 1, add: "é" })
  assert.deepEqual(changeOf("🇰🇪", "🇰🇪🇺🇬"), { at: 4, cut: 0, add: "🇺🇬" })
})

test("every change leads from one text to the other", () => {
  const letters = ["a", "b", "😀", "é", "م", "👩‍👧", "\n"]
  const chance = generator(7)
  const words = () => Array.from({ length: chance(8) }, () => letters[chance(letters.length)]).join("")

  for (let round = 0; round < 2_000; round += 1) {
    const [before, after] = [words(), words()]
    const change = changeOf(before, after, chance(after.length + 1))
    assert.equal(change ? changed(before, change) : before, after)
  }
})

test("the caret stays with the words it stands at", () => {
  const delta = [{ retain: 2 }, { insert: "xyz" }, { retain: 3 }, { delete: 2 }]

  assert.deepEqual([0, 2, 3, 5, 6, 7, 9].map((index) => follow(index, delta)), [0, 2, 6, 8, 8, 8, 10])
  assert.equal(follow(2, delta, true), 5)
})

for (const { base, mine, theirs, both } of told) {
  test(`words written without the latest text lose nothing of either: ${mine} | ${theirs}`, () => {
    assert.equal(rebase(base, mine, theirs), both)
  })
}

test("what two wrote at any places is all there, in the order in which each wrote it", () => {
  const chance = generator(11)
  const some = (most) => Array.from({ length: chance(most) }, () => ["lab", "день", "实", "é", "👍", "days", "م"][chance(7)])
  /** As somebody might: after each word, words of their own, each with a number nobody else has. */
  const wrote = (words, hand) => {
    let number = 0
    return words.flatMap((word) => [word, ...Array.from({ length: chance(3) }, () => `${hand}${(number += 1)}`)])
  }
  const ofHand = (text, hand) => text.match(new RegExp(`${hand}\\d+`, "g")) ?? []

  for (let round = 0; round < 1_000; round += 1) {
    const words = some(8)
    const [mine, theirs] = [wrote(words, "M"), wrote(words, "T")].map((all) => all.join(" "))
    const both = rebase(words.join(" "), mine, theirs)

    assert.deepEqual([ofHand(both, "M"), ofHand(both, "T")], [ofHand(mine, "M"), ofHand(theirs, "T")])
    const kept = both.split(" ").filter((word) => !/^[MT]\d+$/.test(word)).join(" ")
    assert.deepEqual(kept.split(/\s+/), words.join(" ").split(/\s+/))
  }
})

test("many changes lead from one text to the other, a caret goes along, and what others wrote between them stays theirs", () => {
  const letters = ["a", "b", " ", "😀", "é", "م", "👩‍👧", "\n"]
  const chance = generator(5)
  const words = () => Array.from({ length: chance(12) }, () => letters[chance(letters.length)]).join("")

  for (let round = 0; round < 2_000; round += 1) {
    const [before, after] = [words(), words()]
    const changes = changesOf(before, after)
    assert.equal(changes.reduceRight(changed, before), after)
    assert.equal(follow(before.length, deltaOf(changes), true), after.length)
  }
  assert.deepEqual(changesOf("lab days idle", "our lab day idle now"), [{ at: 0, cut: 0, add: "our " }, { at: 7, cut: 1, add: "" }, { at: 13, cut: 0, add: " now" }])
})

test("a letter composed between two insertions of others stays between them", () => {
  const state = Paper.seed("e_x", "lab days")
  const [ada, bo] = [new Paper([state]), new Paper([state])]
  ada.write({ at: 0, cut: 0, add: "our " }, { at: 8, cut: 0, add: " idle" })
  const steps = []
  bo.addEventListener("step", ({ detail }) => steps.push(detail))

  bo.write(...changesOf("lab days", "lab é days"))
  for (const step of steps) ada.take(step)

  assert.equal(ada.words, "our lab é days idle")
  ada.undo()
  assert.equal(ada.words, "lab é days")
})

test("a long paste goes in pieces and is taken back as one", () => {
  const paper = new Paper([Paper.seed("e_x", "start")])
  const steps = []
  paper.addEventListener("step", ({ detail }) => steps.push(detail.length))
  paper.write({ at: 5, cut: 0, add: "实".repeat(4_000) })
  const pasted = paper.words.length

  paper.undo()
  const back = paper.words
  paper.undo({ again: true })

  assert.deepEqual([pasted, back, paper.words.length], [4_005, "start", 4_005])
  assert.ok(steps.every((length) => length < 6_000), String(steps))
})

test("taking back leaves what others wrote", () => {
  const state = Paper.seed("e_x", "lab")
  const [ada, bo] = [new Paper([state]), new Paper([state])]
  const told = []
  ada.addEventListener("step", ({ detail }) => bo.take(detail))
  bo.addEventListener("step", ({ detail }) => ada.take(detail))
  ada.addEventListener("others", ({ detail }) => told.push(detail))
  ada.write({ at: 0, cut: 0, add: "The " })
  bo.write({ at: 7, cut: 0, add: " days" })

  ada.undo()

  assert.deepEqual([ada.words, bo.words], ["lab days", "lab days"])
  assert.deepEqual(told.map(({ undoing }) => undoing), [false, true])
})

test("deltas of a change carry a caret along", () => {
  const [before, after] = ["one two", "one and two"]

  assert.equal(follow(7, deltaOf(changesOf(before, after))), 11)
})

/** Whole numbers below a bound, the same ones each time. @param {number} seed */
function generator(seed) {
  let state = seed
  return (bound) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return (state >>> 8) % bound
  }
}
