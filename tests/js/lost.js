/** Browsers that close their databases, and devices without room: what tests do to IndexedDB. */
/* global indexedDB, IDBFactory, IDBObjectStore -- the test's own */
import "../../node_modules/fake-indexeddb/auto/index.mjs"

const { open } = IDBFactory.prototype
const { put, add } = IDBObjectStore.prototype
const opened = []

IDBFactory.prototype.open = function (...how) {
  const asked = open.apply(this, how)
  asked.addEventListener("success", () => opened.push(asked.result))
  return asked
}
const counted = IDBFactory.prototype.open

/** As when a phone puts the page to sleep: every handle is closed, and what lies there stays. */
export function loseConnections() {
  for (const db of opened.splice(0)) db.close()
}

/** As when somebody clears what the site keeps. */
export async function clearSiteData() {
  loseConnections()
  for (const { name } of await indexedDB.databases()) await new Promise((resolve) => indexedDB.deleteDatabase(name).addEventListener("success", resolve))
}

/** From here on no database can be opened, until the function given back is called. */
export function breakDatabases() {
  loseConnections()
  IDBFactory.prototype.open = () => {
    throw new DOMException("Connection to Indexed Database server lost. Refresh the page to try again", "UnknownError")
  }
  return () => (IDBFactory.prototype.open = counted)
}

/** From here on there is no room, until the function given back is called. */
export function fillDevice() {
  for (const name of ["put", "add"]) {
    IDBObjectStore.prototype[name] = () => {
      throw new DOMException("no room", "QuotaExceededError")
    }
  }
  return () => Object.assign(IDBObjectStore.prototype, { put, add })
}
