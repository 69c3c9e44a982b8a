/** Offers the time zone of this device beside the field, where it says something else. */

import { t } from "../i18n.js"

const button = document.querySelector("button[data-zone-for]")
const field = document.querySelector("input[list=timezones]")
const here = Intl.DateTimeFormat().resolvedOptions().timeZone

if (button instanceof HTMLElement && field instanceof HTMLInputElement && here && here !== "UTC") {
  const words = button.querySelector("span")
  if (words) words.textContent = t("Use %(zone)s, as this device does", { zone: here.replaceAll("_", " ") })
  const show = () => {
    button.hidden = field.value === here
  }
  button.addEventListener("click", () => {
    field.value = here
    show()
    field.focus()
  })
  field.addEventListener("input", show)
  show()
}
