/** Undo where facilitators look at notes first: who shows one takes that back, and nobody takes back what another one showed. */
import assert from "node:assert/strict"
import { afterEach, test } from "node:test"
import "../../app/static/boards/further.js"
import * as deeds from "../../app/static/boards/deeds.js"
import { redo, undo } from "../../app/static/boards/undo.js"
import { BoardServer } from "./board-server.js"
import { arrive, leave, sit } from "./desk.js"

afterEach(leave)

/** What Ada facilitates: notes of others come to her first. */
class LookedAt extends BoardServer {
  context(seat) {
    return { ...super.context(seat), leads: seat === "s_ada", moderated: seat !== "s_ada" }
  }

  /** What one page may see: its own, and what is Ada's to look at. */
  seen(seat, { aud = "*" }) {
    return aud === "*" || aud === `m_${seat.slice(2)}` || (seat === "s_ada" && aud.startsWith("m_"))
  }

  frame(seat, from) {
    // Whose it is facilitators are not told.
    const told = (row) => (row.aud?.startsWith("m_") && row.aud !== `m_${seat.slice(2)}` ? { ...row, aud: "m_" } : row)
    const ev = this.rows.slice(from).filter((row) => this.seen(seat, row)).map(told)
    return { b: "board", e: this.epoch, from, to: this.rows.length, ev: structuredClone(ev) }
  }
}

async function room() {
  const server = new LookedAt()
  const [ada, bo] = [await sit(server, "s_ada"), await sit(server, "s_bo")]
  const note = await deeds.add(bo.desk, "gaps", "look at me")
  await arrive()
  const audience = () => server.board.elements.get(note).audience
  assert.equal(audience(), "m_bo")
  return { server, ada, bo, note, audience, deleted: () => server.board.elements.get(note).deleted }
}

const STAYS = "1 change stays: somebody else has worked there since."

test("whoever shows a note hides it again by undo, and shows it by redo", async () => {
  const { ada, note, audience } = await room()
  await deeds.show(ada.desk, [note])
  await arrive()
  const seen = [audience()]
  for (const step of [undo, redo, undo]) {
    await step(ada.desk)
    await arrive()
    seen.push(audience())
  }

  assert.deepEqual(seen, ["*", "m_bo", "*", "m_bo"])
})

test("whoever hides a note shows it again by undo", async () => {
  const { ada, note, audience } = await room()
  await deeds.show(ada.desk, [note])
  await deeds.hide(ada.desk, [note])
  await arrive()
  const hidden = audience()

  await undo(ada.desk)
  await arrive()

  assert.deepEqual([hidden, audience()], ["m_bo", "*"])
})

test("a note that was shown and answered since stays, and that is said", async () => {
  const { ada, server, note, audience } = await room()
  await deeds.show(ada.desk, [note])
  await arrive()
  const { zone, z, x, y, w, h } = server.board.elements.get(note)
  server.write([{ k: "el.add", id: "e_answer", r: { type: "comment", about: note, text: "Why?", zone, z, x, y, w, h } }], "s_bo")
  await arrive()

  await undo(ada.desk)
  await arrive()

  assert.deepEqual([audience(), ada.shown.at(-1)], ["*", STAYS])
})

test("its author takes back no note that a facilitator has shown, and that is said", async () => {
  const { ada, bo, note, audience, deleted } = await room()
  await deeds.show(ada.desk, [note])
  await arrive()

  await undo(bo.desk)
  await arrive()

  assert.deepEqual([audience(), deleted(), bo.shown.at(-1)], ["*", false, STAYS])
})

test("whoever shows their own note takes note and copy back together, or neither once a facilitator has shown the copy", async () => {
  const { server, ada, bo, note, deleted } = await room()
  const ended = []
  for (const looksFirst of [false, true]) {
    const { to } = await deeds.share(bo.desk, note)
    await arrive()
    if (looksFirst) await deeds.show(ada.desk, [to])
    await arrive()
    await undo(bo.desk)
    await arrive()
    ended.push([deleted(), server.board.elements.get(to).deleted])
  }

  assert.deepEqual(ended, [[false, true], [true, false]])
  assert.equal(bo.shown.at(-1), STAYS)
})
