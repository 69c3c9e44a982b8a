/** The words of what is told about others' changes (`boards/told.js`): as those of `later.js`, for a page where others change something. */
export { nt, t, together } from "./i18n.js"

const language = globalThis.document?.documentElement.lang ?? "en"
if (language !== "en") await import(`./i18n/${language}.changes.js`).catch(() => {})
