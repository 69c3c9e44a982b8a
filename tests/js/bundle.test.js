/** What the clipboard takes from board to board: how it is written, what is believed of it, and where it comes to lie. */
import assert from "node:assert/strict"
import { afterEach, test } from "node:test"
import { bring } from "../../app/static/boards/canvas/bringing.js"
import { asHtml, bundled, plainWords, readBundle } from "../../app/static/boards/canvas/bundle.js"
import { Scene } from "../../app/static/boards/canvas/scene.js"
import { unpack, unpacked } from "../../app/static/boards/canvas/unpacking.js"
import { NOTE } from "../../app/static/boards/geometry.js"
import { undo } from "../../app/static/boards/undo.js"
import { BoardServer } from "./board-server.js"
import { arrive, leave, sit } from "./desk.js"

afterEach(leave)

const GROUNDS = [{ id: "gaps", title: "Gaps", box: [0, 0, 2000, 1000] }]
const PLAIN = { type: "note", zone: "gaps", parent: null, z: "V", x: 0, y: 0, w: 160, h: 120, colour: null, lang: null, dir: "auto", gloss: null, text: "", author: "s_ada", named: true, audience: "*", generation: 0, deleted: false }
const HERE = { board: "b_here", colours: ["blue", "red"] }

function sceneOf(...elements) {
  const scene = new Scene(GROUNDS, NOTE)
  const all = new Map(elements.map((element) => [element.id, { ...PLAIN, ...element }]))
  scene.take(all, all.keys())
  return scene
}

function sceneAt(desk) {
  const scene = new Scene(GROUNDS, NOTE)
  scene.take(desk.store.shown.elements, desk.store.shown.elements.keys())
  return scene
}

const GROUP = [
  { id: "g", type: "group", x: 194, y: 162, text: "Access", z: "V1" },
  { id: "a", parent: "g", x: 200, y: 200, text: "No\nroad", z: "V2", colour: "red", authors: { s_bo: true }, locked: true },
  { id: "b", x: 600, y: 300, text: "No line", z: "V3", lang: "en" },
  { id: "l", type: "connector", start: "a", end: "b", arrow: "end", z: "V4" },
  { id: "s", type: "ink", x: 300, y: 500, pts: [0, 0, 128, 10, 10, 255], pressure: true, final: true, pen: 4, z: "V5" },
]
const carried = (scene, ids) => readBundle({ own: "", html: asHtml(bundled(scene, ids, "b_here"), "") })

test("a group, a note, the line between them and a stroke are carried whole, without who wrote them and what they are called", () => {
  const scene = sceneOf(...GROUP)

  const bundle = carried(scene, ["g", "b", "s"])

  assert.deepEqual(bundle.things.map(({ type, text, inside, start, end, colour, arrow, pts }) => ({ type, text, inside, start, end, colour, arrow, pts })), [
    { type: "group", text: "Access", inside: undefined, start: undefined, end: undefined, colour: undefined, arrow: undefined, pts: undefined },
    { type: "note", text: "No\nroad", inside: 0, start: undefined, end: undefined, colour: "red", arrow: undefined, pts: undefined },
    { type: "note", text: "No line", inside: undefined, start: undefined, end: undefined, colour: undefined, arrow: undefined, pts: undefined },
    { type: "ink", text: "", inside: undefined, start: undefined, end: undefined, colour: undefined, arrow: undefined, pts: [0, 0, 128, 10, 10, 255] },
    { type: "connector", text: "", inside: undefined, start: 1, end: 2, colour: undefined, arrow: "end", pts: undefined },
  ])
  assert.doesNotMatch(JSON.stringify(bundle), /s_ada|s_bo|locked|authors|"id"/)
})

test("in words it is one thing a line, in reading order; one alone is as it is", () => {
  const scene = sceneOf(...GROUP)

  assert.deepEqual([plainWords(scene, ["b", "g"]), plainWords(scene, ["a"])], ["Access\nNo road\nNo line", "No\nroad"])
})

test("what is pasted is one gesture, lies around the pointer, and the line ties the copies", async () => {
  const ada = await sit(new BoardServer(), "s_ada")
  const scene = sceneAt(ada.desk)

  const led = await unpack(ada.desk, scene, carried(sceneOf(...GROUP), ["g", "b"]), { x: 1000, y: 500 }, HERE)
  await arrive()

  const there = Object.values(ada.board())
  const of = (text, type = "note") => there.find((each) => each.text === text && each.type === type)
  const [group, one, other] = [of("Access", "group"), of("No\nroad"), of("No line")]
  const line = there.find(({ type }) => type === "connector")
  assert.deepEqual([one.parent !== null, other.x - one.x, other.y - one.y, one.colour, one.author], [true, 400, 100, "red", "s_ada"])
  assert.deepEqual([[line.start, line.end].every((end) => ada.desk.store.shown.elements.has(end)), led.length, group.type], [true, 3, "group"])
  assert.deepEqual(ada.said.at(-1), "4 things pasted.")
  await undo(ada.desk)
  await arrive()
  assert.deepEqual(ada.board(), {})
})

test("what is foreign is taken as far as it is as it should be, and nothing else of it", () => {
  const note = { type: "note", text: "Fine", x: 0, y: 0, w: 160, h: 120 }
  const given = [
    { ...note, author: "s_bo", audience: "s_bo", id: "e_1", locked: true, colour: "<b>", lang: "x; y", fields: { "a b": 1 }, inside: 0, evil: "<script>" },
    { ...note, text: "bell\u0007" }, { ...note, x: 1e9 }, { ...note, w: "160" }, { ...note, type: "comment" }, { ...note, text: "" }, null, "words",
    { type: "ink", text: "", x: 0, y: 0, w: 1, h: 1, pts: [1, 2, 3] },
    { type: "connector", text: "", x: 0, y: 0, w: 1, h: 1, start: 0, end: 4 },
    { type: "connector", text: "", x: 0, y: 0, w: 1, h: 1, start: 0, end: [10, 10] },
    { ...note, text: "In a note", inside: 0 },
    { ...note, text: "Before its group", inside: 13 }, { ...note, type: "group", text: "Group" }, { ...note, text: "In it", inside: 13 },
  ]

  const bundle = readBundle({ own: JSON.stringify({ board: "b_there", things: given }), html: "" })

  assert.deepEqual(bundle.things, [note, { type: "connector", text: "", x: 0, y: 0, w: 1, h: 1, start: 0, end: [10, 10] }, { ...note, text: "In a note" }, { ...note, text: "Before its group" }, { ...note, type: "group", text: "Group" }, { ...note, text: "In it", inside: 4 }])
})

test("what is no bundle is none, and a huge one is not read", () => {
  const many = Array.from({ length: 600 }, () => ({ type: "note", text: "x", x: 0, y: 0, w: 160, h: 120 }))

  assert.deepEqual(["{", "[]", "null", '{"things":[]}', '{"things":"x"}', `"${"x".repeat(4_000_001)}"`].map((own) => readBundle({ own, html: "" })), [null, null, null, null, null, null])
  assert.deepEqual(readBundle({ own: "", html: '<p data-baraza-things="!!!">' }), null)
  assert.equal(readBundle({ own: JSON.stringify({ things: many }), html: "" }).things.length, 500)
})

test("an image of another board and what a zone keeps out are left out, and lines to them", async () => {
  const ada = await sit(new BoardServer(), "s_ada")
  const image = { type: "image", text: "A bench", x: 0, y: 0, w: 100, h: 100, asset: "a".repeat(22) }
  const line = { type: "connector", text: "", x: 0, y: 0, w: 1, h: 1, start: 0, end: [10, 10] }
  const things = [image, line, { type: "note", text: "Stays", x: 200, y: 0, w: 160, h: 120, colour: "gold" }]

  const { ops, left } = unpacked(ada.desk, sceneAt(ada.desk), { board: "b_there", things }, { x: 500, y: 500 }, HERE)

  assert.deepEqual([ops.map(({ t, p }) => [t, p.colour]), left], [[["Stays", undefined]], 2])
  ada.desk.store.context.narrowed = { gaps: { add: "zone-reads" } }
  assert.deepEqual(unpacked(ada.desk, sceneAt(ada.desk), { board: "b_there", things }, { x: 500, y: 500 }, HERE).left, 3)
})

test("a copy of a group leaves out what not all who see the group see; named itself it is copied", () => {
  const scene = sceneOf(...GROUP.slice(0, 1), { id: "a", parent: "g", text: "For all" }, { id: "h", parent: "g", text: "Hidden", audience: "s_ada" })
  const words = (ids) => carried(scene, ids).things.map(({ text }) => text)

  assert.deepEqual(words(["g"]), ["Access", "For all"])
  assert.equal(plainWords(scene, ["g"]), "Access\nFor all")
  assert.deepEqual(words(["h"]), ["Hidden"])
})

test("an image of another board is called what the house calls it here, and one that cannot be had is left out", async () => {
  const ada = await sit(new BoardServer(), "s_ada")
  const image = { type: "image", text: "A bench", x: 0, y: 0, w: 100, h: 100, asset: "a".repeat(22) }
  const things = [image, { ...image, x: 200 }, { ...image, x: 400, asset: "b".repeat(22) }]
  const asked = []
  globalThis.document = { ...globalThis.document, querySelector: () => ({ content: "token" }) }
  globalThis.fetch = async (address, { body, headers }) => {
    asked.push([address, JSON.parse(body).asset[0], headers["X-CSRFToken"]])
    return { ok: JSON.parse(body).asset[0] === "a", json: async () => ({ id: "c".repeat(22) }) }
  }

  const images = await bring("b_here", { board: "b_there", things })
  const { ops, left } = unpacked(ada.desk, sceneAt(ada.desk), { board: "b_there", things }, { x: 500, y: 500 }, { ...HERE, images })

  assert.deepEqual(asked, [["/boards/b_here/assets/copies/", "a", "token"], ["/boards/b_here/assets/copies/", "b", "token"]])
  assert.deepEqual([ops.map(({ p }) => p.asset), left], [["c".repeat(22), "c".repeat(22)], 1])
  assert.deepEqual([...(await bring("b_there", { board: "b_there", things }))], [])
})
