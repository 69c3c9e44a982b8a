/** The one script of the empty page: speaks the language of the person who is here before anything is said. */
import { pagesOf, whose } from "./shown.js"

/** In which language somebody saw what is kept; what cannot be read says nothing. */
const [latest] = await pagesOf(whose() ?? "").catch(() => [])
if (latest) Object.assign(document.documentElement, { lang: latest.language, dir: latest.direction })
const { lang } = document.documentElement
if (lang !== "en") await import(`../i18n/${lang}.js`).catch(() => {})
const { reopen } = await import("./reopened.js")
await reopen()
