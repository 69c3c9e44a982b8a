/**
 * Words that did not reach their board, or came late: kept on this device until whoever wrote them has dealt with
 * them, whatever screen they are on by then. By person, so that on a shared device nobody finds another's.
 */
import { deviceWords } from "../storage.js"

/** @typedef {{ id: string, board: string, title: string, say: string, at: number, late?: boolean, op: { k: string, id?: string, t?: string, zone?: string, g?: string, pm?: number } }} Returned */

/** What finds no place on the device lasts as long as the page. @type {Map<string, Returned[]>} */
const here = new Map()

const nameOf = (/** @type {string} */ principal) => `returned ${principal}`

/** What came back to somebody, the oldest first. @param {string} principal @returns {Returned[]} */
export function returnedTo(principal) {
  try {
    return here.get(principal) ?? JSON.parse(deviceWords.get(nameOf(principal)) ?? "[]")
  } catch {
    return []
  }
}

/** Keep what came back. Of the steps of writing in one note the last has all its words, and so it has of a late note. @param {string} principal @param {Returned} item */
export function keepReturned(principal, item) {
  const { id, board, late, op } = item
  const steps = (/** @type {Returned} */ each) => (late && each.late) || (op.k.startsWith("txt") && each.op.k.startsWith("txt"))
  const same = (/** @type {Returned} */ each) => each.id === id || (each.board === board && op.id !== undefined && each.op.id === op.id && steps(each))
  put(principal, [...returnedTo(principal).filter((each) => !same(each)), item])
}

/** It has been dealt with. @param {string} principal @param {string} id */
export function dropReturned(principal, id) {
  put(principal, returnedTo(principal).filter((each) => each.id !== id))
}

/** @param {string} principal @param {Returned[]} items */
function put(principal, items) {
  if (deviceWords.put(nameOf(principal), items.length ? JSON.stringify(items) : null)) here.delete(principal)
  else here.set(principal, items)
  document.dispatchEvent(new Event("words:returned"))
}
