/** Images that come in: pasted, dropped, or chosen from the device. One is dealt with after the other. */
import { t } from "../later.js"

/** @typedef {import("./gesture.js").Desk} Desk */
/** @typedef {import("./putting.js").Where} Where */

/**
 * @param {HTMLElement} root @param {Desk} desk @param {(event: DragEvent | null) => Where} where the place a pointer is at, else the one somebody is busy with
 * @param {AbortSignal} signal @returns {() => void} lets somebody choose one from the device
 */
export function takeImages(root, desk, where, signal) {
  /** @type {import("./putting.js").Putting | null} */
  let open = null
  /** @type {Promise<typeof import("./putting.js")> | undefined} */
  let coming
  // Fetched while the line stands: an image that comes without one is asked about, and waits.
  const asker = () => (coming ??= import("./putting.js").catch((why) => {
    coming = undefined
    throw why
  }))
  asker().catch(() => {})
  const take = async (/** @type {(File | null)[]} */ files, /** @type {Where} */ place) => {
    if (open) return files[0] ? open.show(files[0]) : undefined
    const { Putting } = await asker()
    for (const file of files) {
      open = new Putting(root, desk, place)
      await open.ask(file)
      open = null
    }
  }
  const begin = (/** @type {(File | null)[]} */ files, /** @type {Where} */ place) => void take(files, place).catch(() => desk.own(t("This needs the connection once. Try again when it is back.")))
  document.addEventListener("paste", (event) => {
    const files = filesIn(event.clipboardData)
    if (files.length === 0 || (isField(event.target) && event.clipboardData?.types.includes("text/plain"))) return
    event.preventDefault()
    begin(files, where(null))
  }, { signal })
  root.addEventListener("dragover", (event) => event.dataTransfer?.types.includes("Files") && event.preventDefault(), { signal })
  root.addEventListener("drop", (event) => {
    const files = filesIn(event.dataTransfer)
    if (files.length === 0) return
    event.preventDefault()
    begin(files, where(event))
  }, { signal })
  return () => begin([null], where(null))
}

/** @param {DataTransfer | null} given */
const filesIn = (given) => [...(given?.files ?? [])]

/** Words that come along go into the field. @param {EventTarget | null} target */
const isField = (target) => target instanceof Element && target.closest("input, textarea") !== null
