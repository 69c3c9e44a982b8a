/** Words that are written down in the same turn as they are typed, for what keeps them (`half.js`) takes a moment for each letter. */
import { pageLock } from "../device.js"
import { deviceWords } from "../storage.js"

/** Whether pages that are gone may have left something half typed on a board. @param {string} of its person and the board */
export const mayBeLeft = (of) => deviceWords.names().some((name) => name === `kept ${of} drafts` || name.startsWith(`early ${of} `))

/** Keep words, and have them lie on the device until that is done: whoever closes the tab before finds them there. @param {string} name @param {string} words @param {boolean} alone they were begun while people wrote alone @param {() => Promise<void>} keep */
export async function keepAtOnce(name, words, alone, keep) {
  const said = words ? JSON.stringify({ words, alone, seen: Date.now(), lock: pageLock() }) : null
  deviceWords.put(name, said)
  await keep()
  if (deviceWords.get(name) === said) deviceWords.put(name, null)
}
