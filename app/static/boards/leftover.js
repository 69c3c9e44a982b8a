/**
 * Sends what waits on this device for boards that are not on the screen: the room went on while the line was away, or
 * whoever wrote it is on another page by now. Over the socket of the page where it has one, else by HTTP. Tells with
 * `outbox:left` how much of it waits, and whether all of it was kept.
 */
import { lazy } from "../lazy.js"
import { tabWords } from "../storage.js"
import { openDB } from "../vendor/idb-8.0.4.js"
import { Outbox } from "./outbox.js"
import { Post } from "./post.js"
import { cameLate, keepReturned } from "./returned.js"
import { Sending } from "./sending.js"

/** @typedef {import("./sending.js").Outcome} Outcome */
/** @typedef {import("./sending.js").Refusal} Refusal */
/** @typedef {EventTarget & { state: string, emit: (event: string, message: object) => Promise<any> }} Line */
/** @typedef {{ principal: string, csrfToken: string, connection: Line }} Page */

/** Nothing of this person is taken there any more. */
const NOT_THEIRS = new Set(["not-found", "seat-ended"])

/** @type {Promise<void>} one round after the other */
let round = Promise.resolve()

const dots = lazy(() => import("../voting/elsewhere.js"))
const trays = lazy(() => import("./tray.js"))

/** Send what waits for other boards than those on the page, dots too. @param {Page} page @param {ReadonlySet<string>} shown */
export function sendLeftovers(page, shown) {
  void sendDots(page.principal, shown).catch(() => {})
  return (round = round.then(() => send(page, shown)).catch(() => {}))
}

/** @param {string} principal who may have given some on this device @param {ReadonlySet<string>} shown */
async function sendDots(principal, shown) {
  const name = `baraza-votes-${principal}`
  // To look must not make an empty one, which nobody could fill.
  if (!(await indexedDB.databases?.())?.some((each) => each.name === name)) return
  const db = await openDB(name)
  /** @type {{ board: string }[]} */
  const lying = await db.getAll("ballots").finally(() => db.close())
  if (lying.some(({ board }) => !shown.has(board))) await (await dots()).sendDots(principal)
}

/** @param {Page} page @param {ReadonlySet<string>} shown */
async function send(page, shown) {
  const left = await waiting(page.principal, shown)
  if (left.size === 0) return
  let safe = true
  tell(total(left), false)
  if (page.connection.state !== "connected" && !navigator.onLine) return
  for (const board of left.keys()) safe = (await sendOne(page, board)) && safe
  // What another page has not let go of yet still lies there.
  const waits = total(await waiting(page.principal, shown))
  tell(waits, safe && waits === 0)
}

/** @param {Map<string, number>} left */
const total = (left) => [...left.values()].reduce((sum, each) => sum + each, 0)

/** @param {number} waiting @param {boolean} safe */
function tell(waiting, safe) {
  document.dispatchEvent(new CustomEvent("outbox:left", { detail: { waiting, safe } }))
}

/** How much waits for each board that is not shown. @param {string} principal @param {ReadonlySet<string>} shown */
async function waiting(principal, shown) {
  /** @type {Map<string, number>} */
  const left = new Map()
  const name = `baraza-${principal}`
  // To look must not make an empty one, which nobody could fill.
  if (indexedDB.databases && !(await indexedDB.databases()).some((each) => each.name === name)) return left
  const db = await openDB(name)
  try {
    if (!db.objectStoreNames.contains("ops")) return left
    const keys = /** @type {[string, string, number][]} */ (/** @type {unknown} */ (await db.getAllKeys("ops")))
    for (const [board] of keys) if (!shown.has(board)) left.set(board, (left.get(board) ?? 0) + 1)
  } finally {
    db.close()
  }
  return left
}

/** @param {Page} page @param {string} board @returns {Promise<boolean>} whether all that was dealt with was kept */
async function sendOne({ principal, csrfToken, connection }, board) {
  const outbox = await Outbox.open({ principal, board })
  const post = new Post({ board, csrfToken, urls: { ops: `/boards/${board}/ops/`, snapshot: "" } }, connection)
  let safe = true
  /** Why none of it is taken. @type {Refusal | undefined} */
  let refused
  /** @param {string} client @param {Outcome} outcome */
  const settle = (client, outcome) => {
    const { n, s, x, say = "", late, left, beside } = outcome
    const came = late || left || beside
    const op = outbox.entries.find((each) => each.client === client && each.n === n)?.op
    const there = op?.k === "el.add" && x === "bad-target"
    if (op?.t && (came || (s === undefined && !there))) keepReturned(principal, { id: `${client} ${n}`, board, title: titleOf(board), say, at: Date.now(), op, ...(came && cameLate(op, outcome)) })
    safe &&= s !== undefined
    void outbox.settle(client, [n])
  }
  try {
    const sending = new Sending(post, outbox, {
      ready: () => true,
      greet: () => {},
      renumber: () => outbox.renew(),
      told: () => {},
      trouble: (why) => NOT_THEIRS.has(why.x) && (refused = why),
      settled: (client, outcomes) => outcomes.forEach((each) => settle(client, each)),
      turnedAway: settle,
    })
    await sending.send()
    sending.close()
    // Their words come back to them, for nobody else takes them. Of a seat that was ended it is said as it stays true when they are let in again.
    const { x = "", say } = refused ?? {}
    const why = x === "seat-ended" ? (await trays()).ENDED : say
    if (refused) for (const { client, n } of [...outbox.entries]) settle(client, { n, x, say: why })
    return safe
  } finally {
    await outbox.close()
  }
}

/** How much waits on this device for any board. @param {string} principal */
export const waitingFor = async (principal) => total(await waiting(principal, new Set()))

/** What people call a board, as its page said when it was on the screen. @param {string} board */
export const titleOf = (board) => tabWords.get(`title ${board}`) ?? ""
