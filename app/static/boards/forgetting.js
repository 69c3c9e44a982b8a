/** What a person leaves behind on a device is taken away as soon as somebody else, or nobody, is here. Their unsent words stay under their name. */
import { forgetOthers } from "./shown.js"

const OF_SOMEBODY = /^(?:draft|past|view|words|typed) /

/** @param {string} whose the principal who is here; empty: nobody */
export async function forget(whose) {
  for (const name of Object.keys(sessionStorage)) {
    if (OF_SOMEBODY.test(name) && !(whose && name.split(" ").includes(whose))) sessionStorage.removeItem(name)
  }
  await forgetOthers(whose).catch(() => {})
}
