/** What a person leaves behind on a device is taken away as soon as somebody else, or nobody, is here. Their unsent words stay under their name. */
import { deviceWords, tabWords } from "../storage.js"
import { openDB } from "../vendor/idb-8.0.4.js"
import { forgetOthers } from "./shown.js"

const OF_SOMEBODY = /^(?:alone|draft|form|past|view|words|typed) /

/** @param {string} whose the principal who is here; empty: nobody */
export async function forget(whose) {
  // Beside what is half typed stands whether it was begun alone: that goes after it.
  for (const name of tabWords.names().sort((one, other) => Number(other.startsWith("draft ")) - Number(one.startsWith("draft ")))) {
    if (!OF_SOMEBODY.test(name) || (whose && name.split(" ").includes(whose))) continue
    // What finds no place on the device stays in the tab, under its writer's name.
    const safe = !name.startsWith("draft ") || (await putAway(name, tabWords.get(name) ?? "").then(() => true, () => false))
    if (safe) tabWords.put(name, null)
  }
  await forgetOthers(whose).catch(() => {})
}

/** What was half typed goes to their other words (`half.js`), should it not lie there yet. @param {string} name @param {string} words */
export async function putAway(name, words) {
  const [, principal = "", board = "", field = ""] = name.split(" ")
  const db = await openDB(`baraza-words-${principal}`, 1, {
    upgrade: (/** @type {any} */ made) => void made.createObjectStore("words", { keyPath: ["board", "note", "client"] }),
  })
  const pm = tabWords.get(`alone ${principal} ${board} ${field}`) ? 1 : 0
  const note = `${field === "canvas" ? "plane" : field} left`
  try {
    await db.put("words", { board: `${board} drafts`, note, client: "left", words: { base: "", mine: words, pm }, seen: 0 })
  } finally {
    db.close()
  }
  // Nobody would look for what is not marked.
  if (!deviceWords.put(`kept ${principal} ${board} drafts`, "yes")) throw new Error("no room for the mark")
}
