/**
 * The words of what is loaded later. Modules that no page begins with take `t` from here
 * instead of `i18n.js`: what they say is then in a file of its own, which is there before they
 * are, and a phone that only opens the page does not pay for it (`app/build.py`).
 */
export { clockTime, nt, number, percent, t, together } from "./i18n.js"

const language = globalThis.document?.documentElement.lang ?? "en"
// English is in the modules themselves; what cannot be had is said in English.
if (language !== "en") await import(`./i18n/${language}.later.js`).catch(() => {})
