/** Whatever somebody may do with everything that can lie on a board: one deed at a time, chosen by dice. */
import { addGroup } from "../../app/static/boards/canvas/gathering.js"
import * as deeds from "../../app/static/boards/deeds.js"
import "../../app/static/boards/further.js"
import { adding } from "../../app/static/boards/adding.js"
import { perform } from "../../app/static/boards/gesture.js"
import { picture } from "./desk.js"

const [NOTE, GROUP, FRAME] = ["note", "group", "frame"]

/** What somebody sees, and how they choose from it. */
class Eyes {
  constructor({ desk, store }, roll) {
    Object.assign(this, { desk, roll, living: picture(store) })
  }

  of(...types) {
    return Object.entries(this.living).filter(([, each]) => types.includes(each.type)).map(([id]) => id)
  }

  any(ids) {
    return ids[this.roll(ids.length)]
  }

  some(ids) {
    return ids.filter(() => this.roll(3) === 0).slice(0, 3)
  }

  /** An end of a connector: something that lies there, or a point. */
  end() {
    return this.any(this.of(NOTE, GROUP, FRAME, "text", "shape", "ink", "image")) ?? [this.roll(900), this.roll(900)]
  }
}

/** Something new of a type. */
function fresh({ desk, roll }, type, p = {}, t = `${type} ${roll(99)}`) {
  const { p: beside, ...op } = adding(desk, "gaps", t)
  return { ...op, type, p: { ...beside, x: roll(900), y: roll(900), ...p } }
}

const set = (eyes, id, p) => id && perform(eyes.desk, [{ k: "el.set", id, p }], "Set.")
const put = (eyes, type, p, t) => perform(eyes.desk, [fresh(eyes, type, p, t)], "Added.")
const ids = (eyes, k, chosen) => chosen.length && perform(eyes.desk, [{ k, ids: chosen }], k)

/** A stroke, and how it goes on; whole or not. */
function stroke(eyes) {
  const op = fresh(eyes, "ink", { pts: [1, 2, 3, 4] }, "")
  return perform(eyes.desk, [op, { k: "ink.add", id: op.id, at: 4, pts: [5, 6], final: eyes.roll(2) === 0 }], "Drawn.")
}

/** A stroke goes on, from its end or from before it. */
function drawOn(eyes) {
  const id = eyes.any(eyes.of("ink"))
  const { pts = [] } = eyes.living[id] ?? {}
  return id && perform(eyes.desk, [{ k: "ink.add", id, at: Math.min(pts.length, 2 * eyes.roll(4)), pts: [eyes.roll(99), eyes.roll(99)] }], "Drawn on.")
}

function fold(eyes) {
  const [into, ...rest] = eyes.some(eyes.of(NOTE))
  return rest.length && perform(eyes.desk, [{ k: "el.merge", id: into, ids: rest }], "Folded.")
}

function about(eyes) {
  const of = eyes.any(eyes.of(NOTE, "shape"))
  return of && put(eyes, "comment", { about: of })
}

const DEEDS = [
  (eyes) => deeds.add(eyes.desk, "gaps", `note ${eyes.roll(99)}`),
  (eyes) => deeds.add(eyes.desk, "gaps", `note ${eyes.roll(99)}`),
  (eyes) => addGroup(eyes.desk, "gaps", `Group ${eyes.roll(99)}`, eyes.some(eyes.of(NOTE))),
  (eyes) => deeds.colour(eyes.desk, eyes.some(eyes.of(NOTE, "shape")), eyes.any(["red", null])),
  (eyes) => eyes.of(NOTE).length && deeds.change(eyes.desk, eyes.any(eyes.of(NOTE)), `words ${eyes.roll(99)}`),
  (eyes) => eyes.of(GROUP).length && deeds.rename(eyes.desk, eyes.any(eyes.of(GROUP)), `Title ${eyes.roll(99)}`),
  (eyes) => deeds.move(eyes.desk, eyes.some(eyes.of(NOTE)), { zone: "gaps", parent: eyes.any([...eyes.of(GROUP), null]), before: eyes.any(eyes.of(NOTE)) ?? null }),
  (eyes) => deeds.move(eyes.desk, eyes.some(eyes.of(FRAME, GROUP)).slice(0, 1), { zone: "gaps", x: eyes.roll(900), y: eyes.roll(900) }),
  (eyes) => deeds.remove(eyes.desk, eyes.some(Object.keys(eyes.living))),
  (eyes) => put(eyes, FRAME, { w: 500, h: 400 }),
  (eyes) => {
    const [id, frame] = [eyes.any(eyes.of(NOTE, GROUP, FRAME, "text", "shape", "connector", "ink")), eyes.any(eyes.of(FRAME))]
    const { z, x, y } = eyes.living[id] ?? {}
    return id && frame && perform(eyes.desk, [{ k: "el.move", id, parent: frame, zone: "gaps", z, x: x + 5, y }], "Into a frame.")
  },
  (eyes) => put(eyes, "text", { size: "large" }),
  (eyes) => set(eyes, eyes.any(eyes.of("text")), { size: eyes.any(["small", "huge", null]) }),
  (eyes) => put(eyes, "shape", { form: "oval" }),
  (eyes) => set(eyes, eyes.any(eyes.of("shape", NOTE)), { w: 100 + eyes.roll(99), h: 50, gloss: eyes.any(["in other words", null]) }),
  (eyes) => set(eyes, eyes.any(eyes.of(NOTE)), { fields: { [eyes.any(["who", "why"])]: eyes.any([eyes.roll(9), "Ada", null]) } }),
  (eyes) => put(eyes, "connector", { start: eyes.end(), end: eyes.end() }, ""),
  (eyes) => put(eyes, "connector", { start: eyes.end(), end: eyes.end() }, ""),
  (eyes) => set(eyes, eyes.any(eyes.of("connector")), { [eyes.any(["start", "end"])]: eyes.end() }),
  (eyes) => set(eyes, eyes.any(eyes.of("connector")), { arrow: eyes.any(["both", null]), end: eyes.end() }),
  (eyes) => deeds.move(eyes.desk, eyes.some(eyes.of("connector")).slice(0, 1), { zone: "gaps", x: eyes.roll(900), y: eyes.roll(900) }),
  stroke,
  drawOn,
  (eyes) => put(eyes, "image", { asset: "a".repeat(22) }),
  about,
  (eyes) => set(eyes, eyes.any(eyes.of("comment")), { resolved: eyes.any([true, null]) }),
  (eyes) => set(eyes, eyes.any(eyes.of("group")), { folded: eyes.any([true, null]) }),
  (eyes) => ids(eyes, "el.lock", eyes.some(Object.keys(eyes.living))),
  (eyes) => ids(eyes, "el.unlock", Object.keys(eyes.living).filter((id) => eyes.living[id].locked)),
  fold,
]

/** One thing somebody might do now. */
export const anything = (somebody, roll) => DEEDS[roll(DEEDS.length)](new Eyes(somebody, roll))
