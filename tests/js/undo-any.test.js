/** Whatever somebody does, as many times back and forth lead where one was; never over what others did, nor beyond who saw it. */
import assert from "node:assert/strict"
import { afterEach, test } from "node:test"
import { Past } from "../../app/static/boards/gesture.js"
import { redo, undo } from "../../app/static/boards/undo.js"
import { anything } from "./anything.js"
import { BoardServer } from "./board-server.js"
import { arrive, leave, sit } from "./desk.js"
import { load } from "./dice.js"

const RUNS = Number(process.env.RUNS ?? 60)

afterEach(leave)

test("as many undone and done again lead where one was, when nobody else acts", async () => {
  for (let run = 0; run < RUNS; run += 1) {
    const roll = load(run)
    const ada = await sit(new BoardServer(), "s_ada")
    for (let deed = 0; deed < 24; deed += 1) await anything(ada, roll)
    await arrive()
    const [done, after] = [ada.desk.past.done.length, ada.board()]
    ada.refused.splice(0)

    for (let step = 0; step < done; step += 1) await undo(ada.desk)
    await arrive()
    const start = ada.board()
    for (let step = 0; step < done; step += 1) await redo(ada.desk)
    await arrive()

    assert.deepEqual(start, {}, `run ${run}: everything undone`)
    assert.deepEqual(ada.board(), after, `run ${run}: everything done again`)
    assert.deepEqual(ada.refused, [], `run ${run}: nothing of it is refused`)
    leave()
  }
})

test("what somebody else has changed is never changed by an undo", async () => {
  for (let run = 0; run < RUNS; run += 1) {
    const roll = load(1_000 + run)
    const server = new BoardServer()
    const [ada, bo] = [await sit(server, "s_ada"), await sit(server, "s_bo")]
    for (let deed = 0; deed < 10; deed += 1) await anything(ada, roll)
    await arrive()
    for (let deed = 0; deed < 10; deed += 1) {
      await anything(roll(2) ? ada : bo, roll)
      await arrive()
    }

    for (let step = 0; step < 20; step += 1) {
      const [rows, lastly] = [server.rows.length, writers(server)]
      await undo(ada.desk)
      await arrive()
      for (const event of server.rows.slice(rows)) {
        for (const property of properties(event)) {
          assert.notEqual(lastly.get(`${event.id} ${property}`), "s_bo", `run ${run}: ${event.k} over ${property}`)
        }
      }
    }
    leave()
  }
})

test("nothing that was drafted in private is told to all by an undo, not on a later page either", async () => {
  let undone = 0
  for (let run = 0; run < RUNS; run += 1) {
    const roll = load(2_000 + run)
    const server = new BoardServer()
    const ada = await sit(server, "s_ada")
    govern(server, ada, "private", 0)
    for (let deed = 0; deed < 16; deed += 1) await anything(ada, roll)
    await arrive()
    reveal(server)
    const rows = server.rows.length
    const shown = told(server.rows)
    govern(server, ada, "open", 1)
    await arrive()
    const later = roll(2) ? ada : await sit(server, "s_ada")
    later.desk.past = Object.assign(new Past(), { done: [...ada.desk.past.done] })
    undone += later.desk.past.done.length

    while (later.desk.past.done.length) await undo(later.desk)
    await arrive()

    for (const said of told(server.rows.slice(rows))) assert.ok(shown.has(said), `run ${run}: ${said}`)
    leave()
  }
  assert.ok(undone > 5 * RUNS)
})

/** Who wrote each property last. */
function writers(server) {
  const lastly = new Map()
  for (const event of server.rows) for (const property of properties(event)) lastly.set(`${event.id} ${property}`, server.authors[event.s - 1])
  return lastly
}

const ALL = ["text", "colour", "zone", "parent", "x", "y", "w", "h", "gloss", "size", "form", "start", "end", "arrow", "fields.who", "fields.why", "pts", "resolved", "folded", "locked", "deleted"]

/** What an event changes in the eyes of whoever wrote there before. */
function properties({ k, p }) {
  switch (k) {
    case "el.set": return [...Object.keys(p), ...Object.keys(p.fields ?? {}).map((name) => `fields.${name}`)].filter((name) => name !== "fields")
    case "el.move": return ["parent", "zone", "x", "y"]
    case "el.add": case "el.del": return ALL
    case "txt.put": case "el.merge": return ["text"]
    case "el.lock": case "el.unlock": return ["locked"]
    case "ink.add": return ["pts"]
    default: return ["deleted"]
  }
}

/** The stage is another one, and the page knows. */
function govern(server, { store, desk }, writing, generation) {
  server.stage = { ...server.stage, writing, generation }
  store.govern({ private: writing === "private", generation })
  desk.generation = () => (writing === "private" ? generation + 1 : 0)
}

/** Everything hidden is shown as it is; how it came about stays behind. */
function reveal(server) {
  const hidden = [...server.board.elements.values()].filter(({ audience, deleted }) => audience !== "*" && !deleted)
  const depth = ({ parent }) => (parent === null ? 0 : 1 + depth(server.board.elements.get(parent)))
  const shown = hidden.sort((one, other) => depth(one) - depth(other)).sort((one, other) => Number(one.type === "connector") - Number(other.type === "connector"))
  server.write(shown.map(({ id, author, audience, generation, deleted, named, ...r }) => ({ k: "el.put", id, r, ...(author && audience && generation && deleted && named && {}) })))
}

/** What rows say to all: words, and what a note's fields hold. */
function told(rows) {
  const open = rows.filter(({ aud = "*" }) => aud === "*")
  return new Set(open.flatMap(({ t, r, p }) => [t, r?.text, p?.gloss, r?.gloss, ...Object.values({ ...r?.fields, ...p?.fields })]).filter((said) => said !== undefined && said !== null && said !== ""))
}
