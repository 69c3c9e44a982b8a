/** A facilitator lets the wall show one note or group alone. The cockpit shows the whole board again. */
import { t } from "../i18n.js"
import { request } from "../realtime/request.js"
import { toast } from "./toast.js"

/** @param {HTMLElement} root @param {{ fail: (says: string) => void }} desk @param {string} id */
export async function showAlone(root, desk, id) {
  const workshop = /** @type {HTMLElement} */ (root.closest("[data-workshop]")).dataset.workshop ?? ""
  const headers = { Accept: "application/json", "X-CSRFToken": /** @type {HTMLMetaElement} */ (document.querySelector("meta[name=csrf-token]")).content }
  const body = new URLSearchParams({ canvas: JSON.parse(root.dataset.rules ?? "{}").own ?? "", shown: `element:${id}` })
  const address = `/w/${encodeURIComponent(workshop)}/spotlight/`
  const refused = await request(address, { method: "POST", headers, body }, async (answer) => (answer.ok ? null : String((await answer.json()).say))).catch(() => t("The server cannot be reached. Try again."))
  if (refused !== null) return desk.fail(refused)
  toast(root, t("The wall shows it alone. In the cockpit you show the whole board again."))
}
