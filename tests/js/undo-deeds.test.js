/**
 * Deed by deed: whoever did it takes it back and does it again, nobody else does; and where somebody went on
 * from it, what they did stays, and that is said.
 */
import assert from "node:assert/strict"
import { afterEach, test } from "node:test"
import "../../app/static/boards/further.js"
import { adding } from "../../app/static/boards/adding.js"
import { copyTo } from "../../app/static/boards/canvas/copying.js"
import { addGroup, connect } from "../../app/static/boards/canvas/gathering.js"
import { makeLine, makeOutline, makeStroke, makeText } from "../../app/static/boards/canvas/making.js"
import { reorder } from "../../app/static/boards/canvas/ordering.js"
import { Scene } from "../../app/static/boards/canvas/scene.js"
import { free } from "../../app/static/boards/canvas/grouping.js"
import { inLine, nudge } from "../../app/static/boards/canvas/settling.js"
import * as deeds from "../../app/static/boards/deeds.js"
import { perform } from "../../app/static/boards/gesture.js"
import { redo, undo } from "../../app/static/boards/undo.js"
import { BoardServer } from "./board-server.js"
import { arrive, leave, sit } from "./desk.js"

afterEach(leave)

/** Two people at a board with all that deeds are done to. */
async function room() {
  const server = new BoardServer()
  const [ada, bo] = [await sit(server, "s_ada"), await sit(server, "s_bo")]
  const [one, two, three] = [await deeds.add(ada.desk, "gaps", "one"), await deeds.add(ada.desk, "gaps", "two"), await deeds.add(bo.desk, "gaps", "Bo's")]
  const group = await addGroup(ada.desk, "gaps", "Group", [two])
  const line = await put(ada, "connector", { start: one, end: three })
  const said = await put(bo, "comment", { about: one }, "Why?")
  await arrive()
  ada.desk.past.end()
  bo.desk.past.end()
  return { ada, bo, one, two, three, group, line, said, note: (id) => server.board.elements.get(id), scene: () => sceneOf(ada) }
}

function sceneOf({ desk }) {
  const scene = new Scene([...desk.zones].map(([id, { box }]) => ({ id, box, title: "" })), desk.size)
  scene.take(desk.store.shown.elements, desk.store.shown.elements.keys())
  return scene
}

async function put({ desk }, type, p, words = "") {
  const op = adding(desk, "gaps", words, { x: 900, y: 500 })
  await perform(desk, [{ ...op, type, p: { ...op.p, ...p } }], "")
  return op.id
}

const set = ({ desk }, id, p) => perform(desk, [{ k: "el.set", id, p }], "")

/** Letters are written one step after the other; the field ends it as one deed. */
async function typed({ desk }, id, words) {
  const [before, since] = [desk.store.shown.elements.get(id), desk.store.seq]
  await desk.send({ k: "txt.put", id, t: words, was: before.text, pm: 0 })
  deeds.rewritten(desk, before, since)
}

/** A deed of Ada's, and what Bo does with what came of it. `made` says what is new there. */
const DEEDS = {
  "a note added": { deed: (r) => deeds.add(r.ada.desk, "gaps", "new"), meddle: (r, id) => deeds.change(r.bo.desk, id, "new, says Bo"), made: true },
  "words changed": { deed: (r) => deeds.change(r.ada.desk, r.one, "one more"), meddle: (r) => deeds.change(r.bo.desk, r.one, "Bo's words") },
  "words typed": { deed: (r) => typed(r.ada, r.one, "one by letters"), meddle: (r) => deeds.change(r.bo.desk, r.one, "Bo's words") },
  "moved": { deed: (r) => deeds.move(r.ada.desk, [r.one], { zone: "gaps", x: 700, y: 300 }), meddle: (r) => deeds.move(r.bo.desk, [r.one], { zone: "gaps", x: 40, y: 40 }) },
  "nudged by keys": { deed: (r) => nudge(r.ada.desk, r.scene(), [r.note(r.one)], 10, 0), meddle: (r) => deeds.move(r.bo.desk, [r.one], { zone: "gaps", x: 40, y: 40 }) },
  "sized": { deed: (r) => set(r.ada, r.one, { x: 50, y: 60, w: 300, h: 200 }), meddle: (r) => set(r.bo, r.one, { w: 500 }) },
  "coloured": { deed: (r) => deeds.colour(r.ada.desk, [r.one, r.two], "red"), meddle: (r) => deeds.colour(r.bo.desk, [r.one], "blue") },
  "grouped": { deed: (r) => addGroup(r.ada.desk, "gaps", "Both", [r.one, r.three]), meddle: (r, id) => deeds.rename(r.bo.desk, id, "Bo's title"), made: true },
  "put into a group": { deed: (r) => deeds.move(r.ada.desk, [r.one], { zone: "gaps", parent: r.group }), meddle: (r) => deeds.move(r.bo.desk, [r.one], { zone: "gaps", x: 9, y: 9 }) },
  "renamed": { deed: (r) => deeds.rename(r.ada.desk, r.group, "Another title"), meddle: (r) => deeds.rename(r.bo.desk, r.group, "Bo's title") },
  "taken out of a group": { deed: (r) => free(r.ada.desk, r.scene(), [r.two]), meddle: (r) => deeds.move(r.bo.desk, [r.two], { zone: "gaps", x: 9, y: 9 }) },
  "merged": { deed: (r) => deeds.merge(r.ada.desk, [r.one, r.two]), meddle: (r) => deeds.change(r.bo.desk, r.one, "Bo's words") },
  "connected": { deed: (r) => connect(r.ada.desk, r.one, { to: r.three, arrow: true }), meddle: (r, id) => deeds.rename(r.bo.desk, id, "leads to"), made: true },
  "tied elsewhere": { deed: (r) => set(r.ada, r.line, { end: r.two }), meddle: (r) => set(r.bo, r.line, { end: [5, 5] }) },
  "locked": { deed: (r) => deeds.lock(r.ada.desk, [r.one]), meddle: async (r) => { await deeds.unlock(r.bo.desk, [r.one]); await deeds.lock(r.bo.desk, [r.one]) } },
  "brought to the front": { deed: (r) => reorder(r.ada.desk, r.scene(), [r.one], "front"), meddle: (r) => reorder(r.bo.desk, sceneOf(r.bo), [r.one], "back") },
  "copied": { deed: async (r) => (await copyTo(r.ada.desk, r.scene(), [r.one], { x: 30, y: 30 }))[0], meddle: (r, id) => deeds.colour(r.bo.desk, [id], "teal"), made: true },
  "a group copied": { deed: async (r) => (await copyTo(r.ada.desk, r.scene(), [r.group], { x: 30, y: 300 }))[0], meddle: (r, id) => deeds.rename(r.bo.desk, id, "Bo's title"), made: true },
  "lines pasted": {
    deed: async (r) => {
      const ops = ["a", "b", "c"].map((words) => ({ ...adding(r.ada.desk, "gaps", words), z: "" }))
      await perform(r.ada.desk, inLine(r.ada.desk, ops), "Pasted.")
      return ops[1].id
    },
    meddle: (r, id) => deeds.change(r.bo.desk, id, "b, says Bo"), made: true,
  },
  "a frame drawn around something": { deed: (r) => makeOutline(r.ada.desk, r.scene(), "frame", [0, 0, 1900, 900]), meddle: (r, id) => deeds.rename(r.bo.desk, id, "Bo's title"), made: true },
  "a shape drawn": { deed: (r) => makeOutline(r.ada.desk, r.scene(), "oval", [900, 500, 1100, 600]), meddle: (r, id) => deeds.change(r.bo.desk, id, "Bo's words"), made: true },
  "a text written": { deed: (r) => makeText(r.ada.desk, r.scene(), "Heading", { x: 900, y: 500 }), meddle: (r, id) => deeds.change(r.bo.desk, id, "Bo's words"), made: true },
  "a line drawn": { deed: (r) => makeLine(r.ada.desk, r.scene(), { start: { x: 1, y: 1 }, end: { x: 900, y: 600 }, arrow: false }), meddle: (r, id) => set(r.bo, id, { arrow: "both" }), made: true },
  "a stroke drawn": {
    deed: (r) => makeStroke(r.ada.desk, r.scene(), [{ x: 900, y: 600 }, { x: 950, y: 620 }, { x: 990, y: 700 }], { pen: 4, pressure: false }),
    meddle: (r, id) => deeds.move(r.bo.desk, [id], { zone: "gaps", x: 30, y: 30 }), made: true,
  },
  "an image put": { deed: (r) => put(r.ada, "image", { asset: "a".repeat(22) }), meddle: (r, id) => deeds.change(r.bo.desk, id, "A lake"), made: true },
  "a comment made": { deed: (r) => put(r.ada, "comment", { about: r.three }, "And then?"), meddle: (r, id) => set(r.bo, id, { resolved: true }), made: true },
  "a comment dealt with": { deed: (r) => set(r.ada, r.said, { resolved: true }), meddle: async (r) => { await set(r.bo, r.said, { resolved: null }); await set(r.bo, r.said, { resolved: true }) } },
  "deleted": { deed: (r) => deeds.remove(r.ada.desk, [r.one]), meddle: async (r) => { await deeds.bringBack(r.bo.desk, [r.one]); await deeds.remove(r.bo.desk, [r.one]) } },
  "a group deleted": { deed: (r) => deeds.remove(r.ada.desk, [r.group]), meddle: (r) => deeds.move(r.bo.desk, [r.two], { zone: "gaps", x: 9, y: 9 }), partly: true },
  "several deleted": { deed: (r) => deeds.remove(r.ada.desk, [r.one, r.group, r.two]), meddle: async (r) => { await deeds.bringBack(r.bo.desk, [r.one]); await deeds.remove(r.bo.desk, [r.one]) }, partly: true },
  "a field filled in": { deed: (r) => set(r.ada, r.one, { fields: { effort: 3 } }), meddle: (r) => set(r.bo, r.one, { fields: { effort: 5 } }) },
  "words in another language": { deed: (r) => set(r.ada, r.one, { gloss: "uno" }), meddle: (r) => set(r.bo, r.one, { gloss: "un" }) },
}

for (const [name, { deed }] of Object.entries(DEEDS)) {
  test(`${name}: taken back and done again, by whoever did it alone`, async () => {
    const r = await room()
    const before = r.ada.board()
    await deed(r)
    await arrive()
    const after = r.ada.board()
    assert.notDeepEqual(after, before, "it does something")

    await undo(r.bo.desk)
    await arrive()
    assert.equal(r.bo.said.at(-1), "There is nothing to undo.")
    assert.deepEqual(r.ada.board(), after, "nobody else takes it back")

    for (let times = 0; times < 2; times += 1) {
      await undo(r.ada.desk)
      await arrive()
      assert.deepEqual(r.ada.board(), before, "taken back")
      assert.deepEqual(seen(r.bo), seen(r.ada), "for everybody")
      await redo(r.ada.desk)
      await arrive()
      assert.deepEqual(r.ada.board(), after, "done again")
      assert.deepEqual(seen(r.bo), seen(r.ada), "for everybody")
    }
    assert.deepEqual(r.ada.refused, [])
  })
}

for (const [name, { deed, meddle, made, partly }] of Object.entries(DEEDS)) {
  test(`${name}: what somebody went on with stays, and that is said`, async () => {
    const r = await room()
    const id = await deed(r)
    await arrive()
    await meddle(r, id)
    await arrive()
    const theirs = new Map(r.bo.desk.past.done.flatMap(({ changes }) => [...changes]))

    await undo(r.ada.desk)
    await arrive()

    assert.ok(theirs.size, "somebody went on")
    for (const [each, { before, after }] of theirs) {
      const now = r.note(each)
      for (const property of Object.keys(after)) {
        const changed = JSON.stringify(before?.[property]) !== JSON.stringify(after[property])
        if (changed) assert.deepEqual(now[property], after[property], `${property} is as Bo left it`)
      }
    }
    if (made) assert.equal(r.note(id).deleted, false, "what somebody works with is not taken away")
    assert.match(r.ada.said.at(-1), partly ? /^Undone: .*\d changes? stays?: somebody else has worked there since\.$/ : /\d changes? stays?: somebody else has worked there since\.$/)
    assert.deepEqual(r.ada.refused, [])
  })
}

const OF_WHOM = new Set(["author", "named", "authors"])

/** What lies there, but for who knows whose it is. */
function seen({ board }) {
  const without = (element) => Object.fromEntries(Object.entries(element).filter(([name]) => !OF_WHOM.has(name)))
  return Object.fromEntries(Object.entries(board()).map(([id, element]) => [id, without(element)]))
}
