/**
 * Images that come in: pasted, dropped, chosen from the device, or left over from an earlier page. One is dealt
 * with after the other.
 */
import { awaited, lazy, wanted } from "../lazy.js"
import { known } from "./past.js"
import { isKept } from "./waiting.js"
import { parts } from "./menus.js"

/** @typedef {import("./gesture.js").Desk} Desk */
/** @typedef {import("./putting.js").Where} Where */

/**
 * @param {HTMLElement} root @param {Desk} desk @param {(event: DragEvent | null) => Where} where the place a pointer is at, else the one somebody is busy with
 * @param {AbortSignal} signal @returns {() => void} lets somebody choose one from the device
 */
export function takeImages(root, desk, where, signal) {
  /** @type {import("./putting.js").Putting | null} */
  let open = null
  // Fetched while the line stands: an image that comes without one is asked about, and waits.
  const asker = lazy(() => Promise.all([import("./putting.js"), parts(root)]).then(([found]) => found))
  /** @type {import("./unsent.js").Unsent | undefined} */
  let unsent
  const ready = async () => {
    const { Putting, Unsent } = await asker()
    unsent ??= new Unsent(root)
    return { Putting, unsent }
  }
  const ask = async (/** @type {import("./putting.js").Chosen[]} */ images, /** @type {Where} */ place) => {
    const { Putting, unsent } = await ready()
    for (const image of images) {
      open = new Putting(root, desk, { ...place, ...(image.zone && { zone: image.zone }) }, unsent)
      await open.ask(image)
      open = null
    }
  }
  const take = async (/** @type {(File | null)[]} */ files, /** @type {Where} */ place) => {
    if (open) return files[0] ? open.show(files[0]) : undefined
    const { unsent } = await ready()
    return ask(files.map((file) => (file ? { file, kept: unsent.keep(file, place.zone) } : {})), place)
  }
  const leftOver = async () => {
    await known(desk.store)
    const { unsent } = await ready()
    const images = open || signal.aborted ? [] : await unsent.left()
    if (images.length) await ask(images.map(({ id, ...image }) => ({ ...image, kept: Promise.resolve(id) })), where(null))
  }
  if (isKept(root)) void leftOver()
  else for (const name of ["pointerdown", "pointermove", "keydown"]) root.addEventListener(name, () => void asker(), { signal, once: true, passive: true })
  const begin = (/** @type {(File | null)[]} */ files, /** @type {Where} */ place) => void awaited(asker, root).then(() => take(files, place))
  // What a folder holds is no file of it: whoever let go of one is told, and may choose the images themselves.
  const unfold = (/** @type {Where} */ place) => void wanted(asker, root).then(({ FOLDER }) => (open ? open.tell(FOLDER()) : ask([{ why: FOLDER() }], place)))
  document.addEventListener("paste", (event) => {
    const files = filesIn(event.clipboardData)
    if (files.length === 0 || (isField(event.target) && event.clipboardData?.types.includes("text/plain"))) return
    event.preventDefault()
    begin(files, where(null))
  }, { signal })
  root.addEventListener("dragover", (event) => event.dataTransfer?.types.includes("Files") && event.preventDefault(), { signal })
  root.addEventListener("drop", (event) => {
    const { files, folders } = droppedIn(event.dataTransfer)
    if (files.length + folders === 0) return
    event.preventDefault()
    if (files.length) begin(files, where(event))
    else unfold(where(event))
  }, { signal })
  return () => begin([null], where(null))
}

/** @param {DataTransfer | null} given */
const filesIn = (given) => [...(given?.files ?? [])]

/** What is dropped: files, and how many folders. @param {DataTransfer | null} given */
function droppedIn(given) {
  const items = [...(given?.items ?? [])].filter(({ kind }) => kind === "file")
  const folders = items.filter((item) => item.webkitGetAsEntry?.()?.isDirectory)
  return { files: items.flatMap((item) => (folders.includes(item) ? [] : (item.getAsFile() ?? []))), folders: folders.length }
}

/** Words that come along go into the field. @param {EventTarget | null} target */
const isField = (target) => target instanceof Element && target.closest("input, textarea") !== null
