/** Undo takes back one's own deeds and nothing else; what others did since stays, and that is said. */
import assert from "node:assert/strict"
import { afterEach, test } from "node:test"
import { addGroup } from "../../app/static/boards/canvas/gathering.js"
import { adding } from "../../app/static/boards/adding.js"
import * as deeds from "../../app/static/boards/deeds.js"
import "../../app/static/boards/further.js"
import { perform } from "../../app/static/boards/gesture.js"
import { RETRY } from "../../app/static/boards/sending.js"
import { redo, undo } from "../../app/static/boards/undo.js"
import { BoardServer } from "./board-server.js"
import { arrive, leave, sit } from "./desk.js"

afterEach(leave)

/** What got no answer has been sent again. */
const later = () => new Promise((resolve) => setTimeout(resolve, RETRY + 200)).then(arrive)

/** Two people at one board with two notes of Ada's and one of Bo's. */
async function board() {
  const server = new BoardServer()
  const ada = await sit(server, "s_ada")
  const bo = await sit(server, "s_bo")
  const [one, two] = [await deeds.add(ada.desk, "gaps", "one"), await deeds.add(ada.desk, "gaps", "two")]
  const bos = await deeds.add(bo.desk, "gaps", "bo's")
  await arrive()
  return { server, ada, bo, one, two, bos, note: (id) => server.board.elements.get(id) }
}

test("each deed is taken back, and done again", async () => {
  const { ada, one, two } = await board()
  const tries = {
    colour: () => deeds.colour(ada.desk, [one, two], "teal"),
    words: () => deeds.change(ada.desk, one, "other words"),
    place: () => deeds.move(ada.desk, [one], { zone: "gaps", before: null, x: 700, y: 300 }),
    deletion: () => deeds.remove(ada.desk, [one]),
    note: () => deeds.add(ada.desk, "gaps", "three"),
    group: () => addGroup(ada.desk, "gaps", "Barriers", [one, two]),
  }

  for (const [name, deed] of Object.entries(tries)) {
    const before = ada.board()
    await deed()
    await arrive()
    const after = ada.board()
    await undo(ada.desk)
    await arrive()
    assert.deepEqual(ada.board(), before, `${name} undone`)
    await redo(ada.desk)
    await arrive()
    assert.deepEqual(ada.board(), after, `${name} done again`)
    await undo(ada.desk)
    await arrive()
  }
})

test("what was sized is undone without what lies in it, though somebody has moved that since; and so is what lies in it itself", async () => {
  const { ada, bo, note } = await board()
  const frame = adding(ada.desk, "gaps", "A frame", { x: 100, y: 100 })
  await perform(ada.desk, [{ ...frame, type: "frame", p: { ...frame.p, w: 800, h: 600 } }], "Frame added.")
  const held = adding(ada.desk, "gaps", "held", { x: 200, y: 200, parent: frame.id })
  await perform(ada.desk, [held], "Note added.")
  await perform(ada.desk, [{ k: "el.set", id: frame.id, p: { x: 40, y: 60, w: 860, h: 640 } }], "Size changed.")
  await arrive()
  await deeds.move(bo.desk, [held.id], { zone: "gaps", parent: frame.id, x: 300, y: 300 })
  await arrive()
  const size = ({ x, y, w, h }) => [x, y, w, h]

  await undo(ada.desk)
  await arrive()
  assert.deepEqual([size(note(frame.id)), size(note(held.id)).slice(0, 2)], [[100, 100, 800, 600], [300, 300]])
  await redo(ada.desk)
  await arrive()
  assert.deepEqual([size(note(frame.id)), size(note(held.id)).slice(0, 2)], [[40, 60, 860, 640], [300, 300]])

  await perform(ada.desk, [{ k: "el.set", id: held.id, p: { x: 260, y: 280, w: 200, h: 140 } }], "Size changed.")
  await arrive()
  await undo(ada.desk)
  await arrive()
  assert.deepEqual([size(note(held.id)), note(held.id).parent], [[300, 300, held.p.w ?? 160, held.p.h ?? 120], frame.id])
  assert.equal(ada.said.at(-1), "Undone: Size changed.")
})

test("a group that comes back has its notes in it again, and as many as nobody has moved since", async () => {
  const { ada, bo, one, two, bos, note } = await board()
  const group = await addGroup(ada.desk, "gaps", "Barriers", [one, two, bos])
  await arrive()
  await deeds.remove(ada.desk, [group])
  await arrive()
  const free = [one, two, bos].map((id) => note(id).parent)
  await deeds.move(bo.desk, [bos], { zone: "gaps", x: 5, y: 5 })
  await arrive()

  await undo(ada.desk)
  await arrive()

  assert.deepEqual(free, [null, null, null])
  assert.deepEqual([note(group).deleted, note(one).parent, note(two).parent, note(bos).parent], [false, group, group, null])
  assert.equal(ada.said.at(-1), "Undone: Group deleted; its notes stay. 1 change stays: somebody else has worked there since.")
})

test("a group goes back with what lies in it, unless others have arranged that", async () => {
  const { ada, bo, one, bos, note } = await board()
  const group = await addGroup(ada.desk, "gaps", "Barriers", [one])
  await arrive()
  const before = ada.board()
  await deeds.move(ada.desk, [group], { zone: "gaps", x: 900, y: 500 })
  await arrive()
  const carried = note(one).x
  await undo(ada.desk)
  await arrive()
  assert.notEqual(carried, before[one].x)
  assert.deepEqual(ada.board(), before)

  await redo(ada.desk)
  await arrive()
  await deeds.move(bo.desk, [bos], { zone: "gaps", parent: group })
  await arrive()
  const there = note(bos)
  await undo(ada.desk)
  await arrive()

  assert.deepEqual(note(bos), there)
})

test("what somebody else has changed since stays, even if it looks the same again", async () => {
  const { ada, bo, one, note } = await board()
  await deeds.colour(ada.desk, [one], "red")
  await arrive()
  await deeds.colour(bo.desk, [one], "blue")
  await arrive()
  await deeds.colour(bo.desk, [one], "red")
  await arrive()

  await undo(ada.desk)
  await arrive()

  assert.equal(note(one).colour, "red")
  assert.equal(ada.said.at(-1), "1 change stays: somebody else has worked there since.")
})

test("a note of one's own is not taken away once somebody has written in it", async () => {
  const { ada, bo, note } = await board()
  const three = await deeds.add(ada.desk, "gaps", "three")
  await arrive()
  await deeds.change(bo.desk, three, "three and more")
  await arrive()

  await undo(ada.desk)
  await arrive()

  assert.deepEqual([note(three).deleted, note(three).text], [false, "three and more"])
})

test("what others wrote is not taken for one's own where nobody is named and an answer was lost", async () => {
  const { server, ada, bo, one, two, note } = await board()
  server.named = false
  await deeds.colour(ada.desk, [one], "red")
  await arrive()
  ada.page.deaf.add("ops")
  await deeds.change(ada.desk, two, "two and more")
  await perform(bo.desk, [{ k: "el.set", id: one, p: { colour: "red" } }], "")
  await later()

  await undo(ada.desk)
  await undo(ada.desk)
  await arrive()

  assert.deepEqual([note(two).text, note(one).colour], ["two and more", "red"])
})

test("what others have changed beside it does not stand in the way", async () => {
  const { ada, bo, one, note } = await board()
  await deeds.colour(ada.desk, [one], "red")
  await arrive()
  await deeds.change(bo.desk, one, "Bo's words")
  await arrive()

  await undo(ada.desk)
  await arrive()

  assert.deepEqual([note(one).colour, note(one).text], [null, "Bo's words"])
})

test("a deed the server refused is not there to be undone", async () => {
  const { server, ada, bo, one } = await board()
  ada.sync.addEventListener("refused", ({ detail }) => ada.desk.past.forget(detail.op.g))
  server.reachable = false
  ada.page.lose()
  await deeds.remove(bo.desk, [one])
  await arrive()
  const before = ada.desk.past.done.length
  await deeds.colour(ada.desk, [one], "red")
  const waiting = ada.desk.past.done.length
  ada.page.open()
  server.reachable = true
  await arrive()

  assert.deepEqual([waiting, ada.desk.past.done.length], [before + 1, before])
})

test("something new ends what could be done again", async () => {
  const { ada, one } = await board()
  await deeds.colour(ada.desk, [one], "red")
  await undo(ada.desk)
  await deeds.change(ada.desk, one, "new words")

  await redo(ada.desk)

  assert.equal(ada.said.at(-1), "There is nothing to do again.")
})

test("whoever changes words is told of what, and of what when that is undone", async () => {
  const { ada, one } = await board()
  const end = { x: 0, y: 0, w: 200, h: 90 }
  const things = {
    text: {}, shape: { form: "oval" }, connector: { start: [0, 0], end: one }, image: { asset: "a".repeat(22) }, comment: { about: one },
    frame: {}, group: {}, note: {},
  }
  const said = {}
  for (const [type, p] of Object.entries(things)) {
    const op = adding(ada.desk, "gaps", `a ${type}`)
    await perform(ada.desk, [{ ...op, type, p: { ...op.p, ...end, ...p } }], "")
    await deeds.change(ada.desk, op.id, `another ${type}`)
    await arrive()
    const [now, words] = [ada.store.shown.elements.get(op.id).text, ada.said.at(-1)]
    await undo(ada.desk)
    await arrive()
    said[type] = [now, words, ada.said.at(-1)]
  }

  assert.deepEqual(said, {
    text: ["another text", "Text changed.", "Undone: Text changed."],
    shape: ["another shape", "Words of the shape changed.", "Undone: Words of the shape changed."],
    connector: ["another connector", "Words of the line changed.", "Undone: Words of the line changed."],
    image: ["another image", "Words of the image changed.", "Undone: Words of the image changed."],
    comment: ["another comment", "Comment changed.", "Undone: Comment changed."],
    frame: ["another frame", "Frame renamed.", "Undone: Frame renamed."],
    group: ["another group", "Group renamed.", "Undone: Group renamed."],
    note: ["another note", "Note changed.", "Undone: Note changed."],
  })
})

/** A note of Ada's at which a locked line ends. */
async function tied() {
  const room = await board()
  const { ada, one } = room
  const op = adding(ada.desk, "gaps", "")
  await perform(ada.desk, [{ ...op, type: "connector", p: { ...op.p, start: [0, 0], end: one } }], "")
  await perform(ada.desk, [{ k: "el.lock", ids: [op.id] }], "")
  await arrive()
  return { ...room, line: op.id }
}

test("a locked line is tied again to what comes back, and stays locked", async () => {
  const { ada, one, line, note } = await tied()
  const before = ada.board()

  await deeds.remove(ada.desk, [one])
  await arrive()
  const loose = note(line)
  await undo(ada.desk)
  await arrive()

  assert.deepEqual([Array.isArray(loose.end), loose.locked], [true, true])
  assert.deepEqual(ada.board(), before)
  assert.equal(ada.said.at(-1), "Undone: Note deleted.")
})

test("whoever may not unlock it is told that it stays", async () => {
  const { server, ada, one, line, note } = await tied()
  const { context } = server
  server.context = (seat) => ({ ...context.call(server, seat), rights: { lock: "not-allowed" } })
  ada.store.govern({ rights: { lock: "not-allowed" } })

  await deeds.remove(ada.desk, [one])
  await arrive()
  await undo(ada.desk)
  await arrive()

  assert.deepEqual([note(one).deleted, Array.isArray(note(line).end), ada.refused], [false, true, []])
  assert.equal(ada.said.at(-1), "Undone: Note deleted. 1 change stays: it is locked.")
})

test("very many at once are taken away and brought back in parts of two hundred", async () => {
  const { server, ada } = await board()
  const many = Array.from({ length: 450 }, (_, n) => adding(ada.desk, "gaps", `note ${n}`, { x: 10 * n, y: 200 }))
  await perform(ada.desk, many, "Added.")
  await arrive()
  const before = ada.board()
  const sent = []
  const { send } = ada.desk
  ada.desk.send = (...ops) => (sent.push(...ops), send(...ops))

  await deeds.remove(ada.desk, many.map(({ id }) => id))
  await arrive()
  const living = server.board.living
  await undo(ada.desk)
  await arrive()

  assert.equal(living, 3)
  assert.deepEqual(sent.map(({ k, ids }) => [k, ids.length]), [["el.del", 200], ["el.del", 200], ["el.del", 50], ["el.undel", 200], ["el.undel", 200], ["el.undel", 50]])
  assert.deepEqual(ada.board(), before)
})

test("what a full device does not keep is said, and is nothing to undo; who has the words of a note in hand says it of them", async () => {
  const { ada, one, two, note } = await board()
  const [send, before] = [ada.desk.send, ada.desk.past.done.length]
  const FULL = "This device could not keep that. Free some room on it, and try again."
  ada.desk.send = () => Promise.reject(new Error("no room"))
  ada.said.length = 0

  await assert.rejects(deeds.remove(ada.desk, [one]))
  await assert.rejects(undo(ada.desk))
  await assert.rejects(perform(ada.desk, ["three", "four"].map((words) => adding(ada.desk, "gaps", words)), "2 notes added."))
  assert.deepEqual(ada.said.splice(0), [FULL, FULL, FULL])
  await assert.rejects(deeds.add(ada.desk, "gaps", "five"))
  ada.desk.store.full = true
  await assert.rejects(deeds.move(ada.desk, [one], { zone: "gaps", before: null, x: 700, y: 300 }))
  assert.deepEqual(ada.said, [])

  ada.desk.store.full = false
  ada.desk.send = send
  assert.deepEqual([ada.desk.past.done.length, note(one).deleted, note(two).text], [before, false, "two"])
})
