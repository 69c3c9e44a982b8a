/**
 * What could not be fetched once many browsers do not fetch again for the same page, however often it is asked for: then
 * the page is to be loaded again, and says so. What people wrote is kept on the device.
 */
import { t } from "./seldom.js"

/** Offer to load the page again, above everything, also above a question that is open; once. @param {string} [words] why */
export function offerAgain(words = t("A part of this page could not be loaded. Load it again; what you wrote is kept.")) {
  if (document.querySelector("[data-gone]")) return
  const place = Object.assign(document.createElement("div"), { className: "toast", role: "alert" })
  place.dataset.gone = ""
  // It has no sheet: those of the page may be older, or missing.
  Object.assign(place.style, { position: "fixed", insetBlockEnd: "1rem", insetInline: "1rem", inlineSize: "fit-content", marginInline: "auto", zIndex: "100" })
  const button = Object.assign(document.createElement("button"), { className: "btn", type: "button", textContent: t("Load it again") })
  button.style.whiteSpace = "nowrap"
  button.addEventListener("click", () => location.reload())
  place.append(Object.assign(document.createElement("span"), { textContent: words }), button)
  const asked = document.querySelector("dialog:modal") ?? document.body
  asked.append(place)
}
