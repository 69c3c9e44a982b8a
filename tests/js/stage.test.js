/** What a screen makes of the stage: order, words, the clock, and what it says aloud. */
import assert from "node:assert/strict"
import { mock, test } from "node:test"
import { phaseName } from "../../app/static/workshops/phases.js"
import { showOut } from "../../app/static/workshops/shown-out.js"
import { Stage, pick, spread } from "../../app/static/workshops/stage.js"
import { Timer, digits, gone, isShown, secondsLeft } from "../../app/static/workshops/timer.js"

// The words of the page ask for its language.
globalThis.document = { documentElement: { lang: "en" } }

const CLOCK = { ends: null, left: 0, of: 0, rang: false }

/** A stage with the fields a test names. */
function stage(fields) {
  return { version: 1, mood: "canvas", step: "a", number: 1, of: 2, phase: 0, phases: [], timer: CLOCK, now: 1000, ...fields }
}

/** A page of one clock. */
function page() {
  const clock = { hidden: true, textContent: "", classes: new Set(), querySelector: () => null, setAttribute() {} }
  clock.classList = { toggle: (name, on) => (on ? clock.classes.add(name) : clock.classes.delete(name)) }
  return { clock, querySelectorAll: (wanted) => (wanted === "[data-timer]" ? [clock] : []) }
}

test("an older message changes nothing, whichever way it came", () => {
  const shown = new Stage()
  const changes = []
  shown.addEventListener("change", (event) => changes.push(event.detail))

  const taken = [stage({ now: 2000, step: "b" }), stage({ now: 1000 }), stage({ now: 3000, step: "c" })].map((each) => shown.take(each))

  assert.deepEqual(taken, [true, false, true])
  assert.deepEqual(changes.map(({ before, now }) => [before?.step ?? null, now.step]), [[null, "b"], ["b", "c"]])
})

test("the newer stage counts although the clock of the server that tells it is a little behind", () => {
  const shown = new Stage()
  shown.take(stage({ version: 4, now: 2000, step: "a" }))

  const taken = [stage({ version: 5, now: 1700, step: "b" }), stage({ version: 4, now: 2100, step: "a" })].map((each) => shown.take(each))

  assert.deepEqual(taken, [true, false])
  assert.equal(shown.shown.step, "b")
})

test("after a restore from a backup the server's clock still counts, not the version", () => {
  const shown = new Stage()
  shown.take(stage({ version: 40, now: 1000 }))

  assert.equal(shown.take(stage({ version: 3, now: 61_000 })), true)
})

test("a device whose clock is wrong shows the server's", () => {
  const shown = new Stage()
  const hour = 3_600_000

  shown.take(stage({ now: Date.now() + hour }))

  assert.ok(Math.abs(shown.now() - Date.now() - hour) < 50)
})

test("a clock that is set while the room looks on moves no timer, and lets the page ask what time it is", async (context) => {
  context.mock.timers.enable({ apis: ["Date", "setInterval"], now: 1_000_000 })
  let ran = 50_000
  context.mock.method(performance, "now", () => ran)
  Object.assign(globalThis.document, { querySelector: () => null, hidden: false, body: { dataset: {} } })
  const { Follower } = await import("../../app/static/workshops/follow.js")
  const asked = []
  context.mock.method(globalThis, "fetch", async (address) => {
    asked.push(address)
    return { ok: true, json: async () => stage({ version: 2, now: 3_000_000 }) }
  })
  const connection = Object.assign(new EventTarget(), { state: "connected" })
  const { stage: shown } = new Follower({ connection, stageUrl: "/stage/", people: 2 })
  shown.take(stage({ now: 2_000_000 }))
  const pass = async (milliseconds) => {
    ran += milliseconds
    context.mock.timers.tick(milliseconds)
    await new Promise((done) => setImmediate(done))
  }

  await pass(4_000)
  context.mock.timers.setTime(Date.now() + 7_200_000)
  const after = [shown.now(), asked.length]
  await pass(4_000)
  const told = [shown.now(), asked.length]
  await pass(4_000)

  assert.deepEqual([after, told], [[2_004_000, 0], [3_000_000, 1]])
  assert.deepEqual([shown.now(), asked], [3_004_000, ["/stage/"]])
})

test("words are in the page's language, else English, else any, and say which", () => {
  assert.deepEqual(pick({ en: "Brief", ar: "تمهيد" }, "ar"), { text: "تمهيد", language: "ar" })
  assert.deepEqual(pick({ en: "Brief", ar: "تمهيد" }, "ru"), { text: "Brief", language: "en" })
  assert.deepEqual(pick({ zh: "简介" }, "ru"), { text: "简介", language: "zh" })
  assert.deepEqual(pick({}, "ru"), { text: "", language: "ru" })
})

test("a small room fetches at once, a full one over two seconds", () => {
  assert.deepEqual([spread(60, 0.99), spread(61, 0), spread(300, 0.5), spread(300, 0.9999)], [0, 0, 1000, 2000])
})

test("a clock is rounded up and over only at its end", () => {
  const running = { ...CLOCK, ends: 10_000, of: 10 }

  const seen = [0, 1, 9_000, 9_001, 9_999, 10_000, 99_000].map((now) => secondsLeft(running, now))

  assert.deepEqual(seen, [10, 10, 1, 1, 1, 0, 0])
  assert.deepEqual([digits(0), digits(59), digits(60), digits(3_605)], ["0:00", "0:59", "1:00", "60:05"])
  assert.deepEqual([gone(running, 10), gone(running, 5), gone(running, 0), gone(CLOCK, 0)], [0, 50, 100, 100])
  assert.deepEqual([CLOCK, running, { ...CLOCK, left: 3 }, { ...CLOCK, rang: true }].map(isShown), [false, true, true, true])
})

test("a clock says two minutes, one minute and the end, each once", () => {
  mock.timers.enable({ apis: ["setInterval"] })
  const said = []
  let now = 0
  const timer = new Timer(page(), () => now, { say: (words) => said.push(words), alarm: (words) => said.push(words) })
  const running = { ...CLOCK, ends: 300_000, of: 300 }

  timer.show(running, { first: true })
  for (now = 0; now <= 300_000; now += 500) timer.draw()
  timer.show({ ...CLOCK, rang: true, of: 300 }, { first: false })
  timer.show({ ...CLOCK, rang: true, of: 300 }, { first: false })
  mock.timers.reset()

  assert.deepEqual(said, ["2 minutes left.", "One minute left.", "Time is up."])
})

test("a page that comes when the time is up does not sound the alarm", () => {
  mock.timers.enable({ apis: ["setInterval"] })
  const said = []
  const timer = new Timer(page(), () => 0, { say: (words) => said.push(words), alarm: (words) => said.push(words) })

  timer.show({ ...CLOCK, rang: true, of: 300 }, { first: true })
  mock.timers.reset()

  assert.deepEqual(said, [])
})

test("the last minute looks different, and so does a clock that is held", () => {
  mock.timers.enable({ apis: ["setInterval"] })
  const shown = page()
  const timer = new Timer(shown, () => 0, { say() {}, alarm() {} })

  timer.show({ ...CLOCK, ends: 59_000, of: 300 }, { first: true })
  const last = [...shown.clock.classes]
  timer.show({ ...CLOCK, left: 90, of: 300 }, { first: false })
  mock.timers.reset()

  assert.deepEqual([last, [...shown.clock.classes], shown.clock.textContent], [["timer-warn"], ["timer-held"], "1:30"])
})

test("a page that was shown out is loaded again once, and never to and fro between two windows", () => {
  const kept = new Map()
  const storage = { get: (name) => kept.get(name) ?? null, put: (name, value) => Boolean(kept.set(name, value)) }
  let loads = 0
  const out = (x, now) => showOut({ x }, { reload: () => loads++, storage, now })

  const answers = [out("removed", 100_000), out("removed", 100_500), out("removed", 200_000), out("too-many-sockets", 400_000)]

  assert.deepEqual([answers, loads], [[true, false, true, false], 2])
})

test("a page that was shown out after its clock was set back is loaded again all the same", () => {
  const storage = { get: () => "7200000", put: () => true }

  assert.equal(showOut({ x: "removed" }, { reload: () => {}, storage, now: 3_600_000 }), true)
})

test("where the browser keeps nothing a page that was shown out is not loaded again without end", () => {
  let loads = 0
  const answer = showOut({ x: "removed" }, { reload: () => loads++, storage: { get: () => null, put: () => false }, now: 100_000 })

  assert.deepEqual([answer, loads], [false, 0])
})

test("every kind of phase has a name, and what is none has none", () => {
  const kinds = ["brief", "private", "reveal", "cluster", "discuss", "vote", "decide", "assign", "lock", "walk", "pair", "group", "plenary"]

  assert.equal(new Set(kinds.map(phaseName)).size, kinds.length)
  assert.deepEqual([phaseName("toString"), phaseName(undefined), phaseName("")], ["", "", ""])
})
