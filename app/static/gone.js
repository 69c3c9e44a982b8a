/**
 * What a page gets that asks for a module of a version before this one, once that is gone: it says so, and gives
 * nothing. It stands in the place of many modules; whoever has the page open is told once.
 */
import { t } from "./seldom.js"

/** Say it above everything, also above a question that is open. It has no sheet: those of the page are older. */
function tell() {
  if (document.querySelector("[data-gone]")) return
  const place = Object.assign(document.createElement("div"), { className: "toast", role: "alert" })
  place.dataset.gone = ""
  Object.assign(place.style, { position: "fixed", insetBlockEnd: "1rem", insetInline: "1rem", inlineSize: "fit-content", marginInline: "auto", zIndex: "100" })
  const words = Object.assign(document.createElement("span"), { textContent: t("This page is older than the server. Load it again; what you wrote is kept.") })
  const button = Object.assign(document.createElement("button"), { className: "btn", type: "button", textContent: t("Load it again") })
  button.style.whiteSpace = "nowrap"
  button.addEventListener("click", () => location.reload())
  place.append(words, button)
  const asked = document.querySelector("dialog:modal") ?? document.body
  asked.append(place)
}

tell()
throw new Error("a module of a version that is not here any more")
