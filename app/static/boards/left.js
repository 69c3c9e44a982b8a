/**
 * At the door: says that words written on this device wait to be sent, should whoever wrote them have been signed out
 * meanwhile. They lie under their author's name and are sent once that person is in again; nobody else is shown them.
 */
import { openDB } from "../vendor/idb-8.0.4.js"

/** Whether anything lies in the queue of a database. @param {string} name */
async function waits(name) {
  const db = await openDB(name)
  try {
    return db.objectStoreNames.contains("ops") && (await db.count("ops")) > 0
  } finally {
    db.close()
  }
}

/** Whether anything waits on this device, whosoever it is. */
async function left() {
  try {
    const names = (await indexedDB.databases()).map(({ name = "" }) => name).filter((name) => name.startsWith("baraza-"))
    return (await Promise.all(names.map(waits))).includes(true)
  } catch {
    // Where the browser does not tell, the door says nothing of it.
    return false
  }
}

document.querySelector("[data-left]")?.toggleAttribute("hidden", !(await left()))
