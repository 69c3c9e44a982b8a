/**
 * What a page gets that asks for a module of a version before this one, once that is gone: it says so, and gives
 * nothing. It stands in the place of many modules; whoever has the page open is told once.
 */
import { offerAgain } from "./again.js"
import { t } from "./seldom.js"

offerAgain(t("This page is older than the server. Load it again; what you wrote is kept."))
throw new Error("a module of a version that is not here any more")
