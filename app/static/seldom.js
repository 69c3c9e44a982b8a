/**
 * The words of what is asked for now and then: as those of `later.js`, for modules that come one by one when somebody
 * does something.
 */
export { clockTime, nt, number, percent, t, together } from "./i18n.js"

const language = globalThis.document?.documentElement.lang ?? "en"
if (language !== "en") await import(`./i18n/${language}.seldom.js`).catch(() => {})
