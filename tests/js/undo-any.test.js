/** Whatever somebody does, as many times back and forth lead where one was; and never over what others did. */
import assert from "node:assert/strict"
import { test } from "node:test"
import { addGroup } from "../../app/static/boards/canvas/gathering.js"
import * as deeds from "../../app/static/boards/deeds.js"
import { redo, undo } from "../../app/static/boards/undo.js"
import { BoardServer } from "./board-server.js"
import { arrive, leave, picture, sit } from "./desk.js"

const COLOURS = ["red", null]
const RUNS = 60

/** Numbers that look random and come again: mulberry32. @param {number} seed */
function dice(seed) {
  let state = seed
  return (most) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % most
  }
}

/** One thing somebody might do now. */
async function anything({ desk, store }, roll) {
  const living = Object.entries(picture(store))
  const notes = living.filter(([, each]) => each.type === "note").map(([id]) => id)
  const groups = living.filter(([, each]) => each.type === "group").map(([id]) => id)
  const some = (ids) => ids.filter(() => roll(3) === 0).slice(0, 3)
  const any = (ids) => ids[roll(ids.length)]
  switch (roll(9)) {
    case 0: return addGroup(desk, "gaps", `Group ${roll(99)}`, some(notes))
    case 1: return notes.length && deeds.colour(desk, some(notes), COLOURS[roll(2)])
    case 2: return notes.length && deeds.change(desk, any(notes), `words ${roll(99)}`)
    case 3: return notes.length && deeds.move(desk, some(notes), { zone: "gaps", parent: groups.length ? any(groups) : null, before: any(notes) })
    case 4: return groups.length && deeds.move(desk, [any(groups)], { zone: "gaps", x: roll(900), y: roll(900) })
    case 5: return living.length > 4 && deeds.remove(desk, some([...notes, ...groups]))
    case 6: return groups.length && deeds.remove(desk, [any(groups)])
    case 7: return groups.length && deeds.rename(desk, any(groups), `Title ${roll(99)}`)
    default: return deeds.add(desk, "gaps", `note ${roll(99)}`)
  }
}

test("as many undone and done again lead where one was, when nobody else acts", async () => {
  for (let run = 0; run < RUNS; run += 1) {
    const roll = dice(run)
    const ada = await sit(new BoardServer(), "s_ada")
    for (let deed = 0; deed < 14; deed += 1) await anything(ada, roll)
    await arrive()
    const [done, after] = [ada.desk.past.done.length, ada.board()]

    for (let step = 0; step < done; step += 1) await undo(ada.desk)
    await arrive()
    const start = ada.board()
    for (let step = 0; step < done; step += 1) await redo(ada.desk)
    await arrive()

    assert.deepEqual(start, {}, `run ${run}: everything undone`)
    assert.deepEqual(ada.board(), after, `run ${run}: everything done again`)
    leave()
  }
})

test("what somebody else has changed is never changed by an undo", async () => {
  for (let run = 0; run < RUNS; run += 1) {
    const roll = dice(1_000 + run)
    const server = new BoardServer()
    const [ada, bo] = [await sit(server, "s_ada"), await sit(server, "s_bo")]
    for (let deed = 0; deed < 6; deed += 1) await anything(ada, roll)
    await arrive()
    for (let deed = 0; deed < 6; deed += 1) {
      await anything(roll(2) ? ada : bo, roll)
      await arrive()
    }

    for (let step = 0; step < 12; step += 1) {
      const [rows, lastly] = [server.rows.length, writers(server)]
      await undo(ada.desk)
      await arrive()
      for (const event of server.rows.slice(rows)) {
        for (const property of properties(event, server)) {
          assert.notEqual(lastly.get(`${event.id} ${property}`), "s_bo", `run ${run}: ${event.k} over ${property}`)
        }
      }
    }
    leave()
  }
})

/** Who wrote each property last. */
function writers(server) {
  const lastly = new Map()
  for (const event of server.rows) for (const property of properties(event, server)) lastly.set(`${event.id} ${property}`, server.authors[event.s - 1])
  return lastly
}

/** What an event changes in the eyes of whoever wrote there before. */
function properties({ k, p }) {
  if (k === "el.set") return Object.keys(p)
  if (k === "el.move") return ["parent", "zone", "x", "y"]
  if (k === "el.del") return ["text", "colour", "zone", "deleted"]
  if (k === "txt.put") return ["text"]
  return ["deleted"]
}
