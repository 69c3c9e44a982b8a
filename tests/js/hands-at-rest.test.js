/** What fingers, pens and keys mean at once: a rest is not a stroke, and what AltGr writes is no key of the plane. */
import assert from "node:assert/strict"
import { mock, test } from "node:test"
import { leaving } from "./leaving.js"

class Element extends EventTarget {
  dataset = {}
  closest = (selector) => (this.note && selector.includes("data-note") ? this : null)
  setPointerCapture() {}
}
class HTMLElement extends Element {}
Object.assign(globalThis, { Element, HTMLElement, SVGElement: class extends Element {}, HTMLTextAreaElement: class extends HTMLElement {} })
globalThis.addEventListener ??= () => {}
globalThis.document = Object.assign(new EventTarget(), { documentElement: { lang: "en" }, dir: "ltr", querySelector: () => null, elementFromPoint: () => null })

const { Hands } = await import("../../app/static/boards/canvas/hands.js")
const { listenToKeys, writtenBy } = await import("../../app/static/boards/canvas/keys.js")
const { Selection } = await import("../../app/static/boards/canvas/selection.js")

const MENU_AFTER = 500

const here = leaving()

/** Somebody with this tool at a board with one note, and what came of it. */
function board(tool) {
  const did = []
  const drawing = { begin: (...how) => (did.push(["draws", how[0]]), { move: () => {} }), press: (with_) => did.push(["presses", with_]) }
  const surface = Object.assign(new HTMLElement(), { note: true, dataset: { note: "e_1" } })
  const camera = { on: ({ clientX, clientY }) => ({ x: clientX, y: clientY }), at: ({ clientX, clientY }) => ({ x: clientX, y: clientY }) }
  new Hands({
    surface, camera, selection: new Selection(), scene: { living: () => undefined }, plane: { crowded: false, item: () => null }, desk: { store: { context: { rights: {} } } },
    tool: () => tool, drawing: () => (tool === "select" ? null : Promise.resolve(drawing)), taken: () => null, open: (id) => did.push(["opens", id]), menu: (id) => did.push(["menu", id]), refuse: () => did.push(["refused"]), tapped: () => {},
  }, here.signal)
  const tell = (name, more = {}) => {
    const event = Object.assign(new Event(name, { cancelable: true }), { pointerId: 1, pointerType: "touch", button: 0, clientX: 50, clientY: 60, ...more })
    // A pointer that is down is followed over the whole page, whatever it is over.
    Object.defineProperty(event, "target", { value: surface })
    const heard = ["pointermove", "pointerup"].includes(name) ? globalThis.document : surface
    heard.dispatchEvent(event)
    return event
  }
  return { did, surface, tell }
}

test("a finger that rests on a note asks what may be done, and presses nothing when it is lifted", () => {
  const { did, tell } = board("select")
  const stopped = []

  tell("pointerdown")
  mock.timers.tick(MENU_AFTER - 1)
  assert.deepEqual(did, [])
  mock.timers.tick(1)
  assert.deepEqual(did, [["menu", "e_1"]])
  tell("pointerup")
  tell("click", { stopPropagation: () => stopped.push("click") })

  assert.deepEqual([did, stopped], [[["menu", "e_1"]], ["click"]])
})

test("a finger that goes on before it has rested asks nothing", () => {
  const { did, tell } = board("select")

  tell("pointerdown")
  mock.timers.tick(MENU_AFTER - 1)
  tell("pointermove", { clientX: 80 })
  mock.timers.tick(MENU_AFTER)
  tell("pointerup")
  tell("click", { stopPropagation: () => did.push(["stopped"]) })

  assert.deepEqual(did, [["refused"]])
})

test("of three quick taps the first two open a note, and the third is a first one", () => {
  const { did, tell } = board("select")

  for (const name of ["pointerdown", "pointerup", "pointerdown", "pointerup", "pointerdown", "pointerup"]) tell(name)

  assert.deepEqual(did, [["opens", "e_1"]])
})

test("with a pen in the hand a rest before the stroke asks nothing, whoever asks, and the stroke begins where it rested", async () => {
  const { did, tell } = board("pen")
  const stopped = []

  tell("pointerdown")
  mock.timers.tick(3 * MENU_AFTER)
  // The device asks by itself.
  const asked = tell("contextmenu")
  tell("pointermove", { clientX: 90 })
  await Promise.resolve()
  tell("pointerup", { clientX: 90 })
  tell("click", { stopPropagation: () => stopped.push("click") })

  assert.deepEqual([did, asked.defaultPrevented, stopped], [[["draws", "pen"]], true, []])
})

/** What keys on the plane come to. @param {object} [more] what is otherwise there @param {string[]} [chosen] */
function keyboard(more = {}, chosen = []) {
  const did = []
  const surface = new HTMLElement()
  const selection = new Selection()
  selection.choose(chosen)
  listenToKeys({
    surface, selection, scene: { order: [] }, camera: { closer: () => did.push("closer"), further: () => did.push("further"), zoom: () => did.push("zoom") },
    letters: () => true, draws: () => false, act: (act) => did.push(act), do_: (deed) => did.push(deed), may: () => true, ...more,
  }, here.signal)
  return (key, code, more = {}) => {
    const event = Object.assign(new Event("keydown", { cancelable: true }), { key, code, ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, getModifierState: (name) => Boolean(more[name]), ...more })
    surface.dispatchEvent(event)
    return [did.splice(0), event.defaultPrevented]
  }
}

test("letters that AltGr writes do nothing on the plane, as Windows tells of it and as others do", () => {
  const press = keyboard()
  const WINDOWS = { ctrlKey: true, altKey: true, AltGraph: true }
  const OTHERS = { AltGraph: true }

  for (const [key, code] of [["ł", "KeyL"], ["ó", "KeyO"], ["€", "KeyE"], ["đ", "KeyF"], ["ż", "KeyZ"], ["ą", "KeyA"], ["'", "KeyP"]]) {
    for (const how of [WINDOWS, OTHERS]) assert.deepEqual(press(key, code, how), [[], false], `${key} ${JSON.stringify(how)}`)
  }
  assert.deepEqual(writtenBy({ key: "ł", code: "KeyL", getModifierState: () => true }), "ł")
})

test("the same keys without it count, by what they write or by their place", () => {
  const press = keyboard()

  assert.deepEqual([press("l", "KeyL"), press("д", "KeyL"), press("ش", "KeyA")], [[["line"], true], [["line"], true], [["arrow"], true]])
  assert.deepEqual([press("z", "KeyZ", { ctrlKey: true }), press("я", "KeyZ", { ctrlKey: true }), press("z", "KeyZ", { ctrlKey: true, shiftKey: true })], [[["undo"], true], [["undo"], true], [["redo"], true]])
})

test("from note to note arrows go as one reads, and where one reads from right to left the other way round", () => {
  /** Where each arrow leads to from the middle of three notes. */
  const walked = (dir) => {
    globalThis.document.dir = dir
    const [surface, selection] = [new HTMLElement(), new Selection()]
    listenToKeys({
      surface, selection, scene: { order: ["first", "middle", "last"] }, camera: {}, plane: { focus: (id) => selection.go(id) },
      letters: () => true, draws: () => false, act: () => {}, do_: () => {}, may: () => true,
    }, here.signal)
    return ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"].map((key) => {
      selection.go("middle")
      surface.dispatchEvent(Object.assign(new Event("keydown", { cancelable: true }), { key, code: key, ctrlKey: false, altKey: false, metaKey: false, shiftKey: false }))
      return selection.at
    })
  }

  const [ltr, rtl] = [walked("ltr"), walked("rtl")]
  globalThis.document.dir = "ltr"

  assert.deepEqual(ltr, ["first", "last", "first", "last"])
  assert.deepEqual(rtl, ["last", "first", "first", "last"])
})

test("what is typed on the one thing that is chosen is written there, with AltGr too, and signs and control keys stay keys", () => {
  const press = keyboard({}, ["e_1"])
  const ALT_GR = { ctrlKey: true, altKey: true, AltGraph: true }

  assert.deepEqual([press("l", "KeyL"), press("B", "KeyB", { shiftKey: true }), press("7", "Digit7"), press("ł", "KeyL", ALT_GR)], Array(4).fill([["edit"], false]))
  assert.deepEqual([press("?", "Slash", { shiftKey: true }), press("z", "KeyZ", { ctrlKey: true }), press("Delete", "Delete")], [[["help"], true], [["undo"], true], [["delete"], true]])
})

test("letters are keys where several things are chosen, where one may not write, and with a tool in the hand", () => {
  const ways = [keyboard({}, ["e_1", "e_2"]), keyboard({ may: (act) => act !== "edit" }, ["e_1"]), keyboard({ draws: () => true }, ["e_1"])]

  for (const press of ways) assert.deepEqual(press("l", "KeyL"), [["line"], true])
})
