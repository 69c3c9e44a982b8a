/** Dots on their way: shown at once, sent in order once they lie on the device, and never lost without a word. */
import assert from "node:assert/strict"
import { afterEach, mock, test } from "node:test"
import { calm, somebody } from "./board.js"
import { breakDatabases, fillDevice, loseConnections } from "./lost.js"

globalThis.document ??= { documentElement: { lang: "en" } }
globalThis.document.querySelector ??= () => null
const { Ballots } = await import("../../app/static/voting/ballots.js")

const pages = []
let mend = () => {}

/** A page of somebody who votes, and what was said there. */
async function page(principal = somebody()) {
  const leaving = new AbortController()
  globalThis.addEventListener ??= () => {}
  const ballots = await Ballots.open({ principal, board: "board", signal: leaving.signal })
  const said = []
  ballots.addEventListener("refused", ({ detail }) => said.push(detail))
  pages.push(leaving)
  return { ballots, said, leave: () => leaving.abort() }
}

afterEach(() => {
  mend()
  for (const each of pages.splice(0)) each.abort()
  mock.timers.reset()
})

/** A server that takes dots; `says` is what it answers to the next ones, null where nobody answers. */
function takeDots(...says) {
  const taken = []
  globalThis.fetch = async (address, { body }) => {
    const said = says.length ? says.shift() : {}
    if (said === null) throw new TypeError("failed to fetch")
    if (!said.x) taken.push(JSON.parse(body).element ?? `back ${address.split("/")[4]}`)
    return { ok: !said.x, status: said.x ? 409 : 201, json: async () => said }
  }
  return taken
}

test("a dot whose vote was closed before it came is told with its note, and forgotten where it is taken back", async () => {
  const gone = { x: "vote-closed", say: "The vote is closed." }
  takeDots(null, gone, gone, { x: "no-such-ballot", say: "There is no such dot." })
  const ada = await page()
  const told = []
  for (const name of ["late", "forgotten"]) ada.ballots.addEventListener(name, ({ detail }) => told.push([name, detail.id]))
  await ada.ballots.give("round", "e_1")
  await ada.ballots.give("round", "e_2")
  const [{ id: one }, { id: two }] = ada.ballots.waiting
  await ada.ballots.take("round", one)
  await calm()

  await ada.ballots.send()
  await calm()

  assert.deepEqual([told, ada.said, dots(ada)], [[["late", one], ["late", two], ["forgotten", one]], [], []])
})

const dots = ({ ballots }) => ballots.waiting.map(({ element }) => element)

test("a dot is shown at once, and sent once it lies on the device", async () => {
  const taken = takeDots()
  const ada = await page()

  const given = ada.ballots.give("round", "e_1")
  const atOnce = dots(ada)
  await given
  await calm()

  assert.deepEqual([atOnce, taken, dots(ada)], [["e_1"], ["e_1"], []])
})

test("a dot a full device cannot keep is taken away again, and that is said; the next one goes", async () => {
  const taken = takeDots()
  const ada = await page()

  mend = fillDevice()
  await ada.ballots.give("round", "e_1")
  mend()
  await ada.ballots.give("round", "e_2")
  await calm()

  assert.deepEqual(ada.said, ["This device could not keep the dot. Free some room on it, and try again."])
  assert.deepEqual([taken, dots(ada)], [["e_2"], []])
})

test("dots go on being given after the browser closed its database, and where none opens any more", async () => {
  const taken = takeDots()
  const ada = await page()

  loseConnections()
  await ada.ballots.give("round", "e_1")
  mend = breakDatabases()
  await ada.ballots.give("round", "e_2")
  await calm()

  assert.deepEqual([taken, ada.said], [["e_1", "e_2"], []])
})

test("a dot that cannot be forgotten on the device keeps no other from being sent, and comes back to nobody", async () => {
  const principal = somebody()
  const taken = takeDots(null)
  const ada = await page(principal)
  await ada.ballots.give("round", "e_1")
  await calm()

  mend = breakDatabases()
  await ada.ballots.send()
  await ada.ballots.give("round", "e_2")
  await calm()

  assert.deepEqual([taken, dots(ada)], [["e_1", "e_2"], []])
})

test("after many tries in vain the next trouble is met with the shortest pause again", async () => {
  mock.timers.enable({ apis: ["setTimeout"] })
  const taken = takeDots(null, null, null, {}, null)
  const ada = await page()
  await ada.ballots.give("round", "e_1")
  await calm()
  for (const pause of [1_500, 3_000, 6_000]) {
    mock.timers.tick(pause)
    await calm()
  }
  const first = [...taken]

  await ada.ballots.give("round", "e_2")
  await calm()
  mock.timers.tick(1_500)
  await calm()

  assert.deepEqual([first, taken], [["e_1"], ["e_1", "e_2"]])
})

test("a page that has been left gives nothing more to its tabs, and fails at nothing", async () => {
  takeDots(null)
  const ada = await page()

  ada.leave()
  await ada.ballots.give("round", "e_1")

  assert.deepEqual(dots(ada), ["e_1"])
})

test("a dot refused for an old token is sent with a new one, without loading the page again", async () => {
  // What renews it is loaded when it is needed: that is not what is waited for here.
  await import("../../app/static/realtime/form_token.js")
  const tokens = []
  globalThis.fetch = async (address, { headers }) => {
    if (address === "/form-token/") return { ok: true, json: async () => ({ token: "young" }) }
    tokens.push(headers["X-CSRFToken"])
    const said = headers["X-CSRFToken"] === "young" ? {} : { x: "stale-form" }
    return { ok: !said.x, status: said.x ? 403 : 201, json: async () => said, clone: () => ({ json: async () => said }) }
  }
  const ada = await page()

  await ada.ballots.give("round", "e_1")
  await calm()

  assert.deepEqual([tokens, dots(ada), ada.said], [["", "young"], [], []])
})
