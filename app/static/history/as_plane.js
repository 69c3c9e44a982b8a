/** A board of the past as a plane: to be pushed and looked at closely, and on which nobody does anything. */
import { awaited } from "../lazy.js"

/** @typedef {import("../boards/store.js").BoardStore} BoardStore */

/** @param {HTMLElement} root @param {BoardStore} store @param {AbortSignal} signal */
export async function showPlane(root, store, signal) {
  const { Camera, Hands, Keeper, Overview, Plane, READABLE, Scene, Selection, Underlay, groundsOf, looks, part, seen, sized } = await awaited(() => import("../boards/canvas/show.js"), root)
  const { percent } = await awaited(() => import("../later.js"), root)
  const [surface, layer, list] = [part(root, "[data-surface]"), part(root, "[data-layer]"), part(root, "[data-notes]")]
  const scene = new Scene([...groundsOf(root).values()], sized(Number(root.dataset.noteWidth)))
  const camera = new Camera(surface, layer, new Keeper(null, ""), signal)
  const selection = new Selection()
  const { look, paperOf } = looks(root, store, scene)
  const plane = new Plane({ root, layer, list, scene, camera, selection, look }, signal)
  const underlay = new Underlay({ root, list, scene }, plane, signal)
  const [mini, far] = /** @type {HTMLCanvasElement[]} */ ([part(root, "[data-mini]"), part(root, "[data-far]")])
  const overview = new Overview({ mini: /** @type {HTMLCanvasElement} */ (mini), far: /** @type {HTMLCanvasElement} */ (far), scene, camera, paperOf, crowded: () => plane.crowded }, signal)
  plane.addEventListener("drawn", () => overview.switch(), { signal })
  new Hands(pushing({ root, surface, layer, list, scene, camera, selection, plane, look }, store), signal)
  root.addEventListener("click", ({ target }) => {
    const asked = target instanceof Element ? target.closest("[data-look]") : null
    if (asked instanceof HTMLElement) camera[/** @type {"closer" | "further" | "fit"} */ (asked.dataset.look)]()
  }, { signal })
  camera.addEventListener("move", () => (part(root, "[data-zoom]").textContent = percent(camera.view.zoom)), { signal })
  list.addEventListener("keydown", (event) => {
    const to = goal(scene.order, selection.at, event.key)
    if (to === undefined) return
    event.preventDefault()
    plane.focus(to)
  }, { signal })
  list.addEventListener("focusin", ({ target }) => selection.go(/** @type {HTMLElement} */ (target).dataset.note ?? null), { signal })
  let begun = false
  /** @param {Iterable<string>} touched */
  const take = (touched) => {
    const ids = [...touched]
    plane.draw(scene.take(store.shown.elements, ids))
    selection.keep((id) => scene.living(id) !== undefined)
    underlay.take(ids)
    overview.changed()
    if (!begun) camera.begin(seen(scene), READABLE / scene.least)
    begun = true
  }
  store.addEventListener("change", (event) => take(/** @type {CustomEvent<{ touched: Set<string> }>} */ (event).detail.touched), { signal })
  take(store.shown.elements.keys())
}

/** Hands that push the plane, and take nothing of it. @param {any} board @param {BoardStore} store @returns {import("../boards/canvas/hands.js").Board} */
function pushing(board, store) {
  const nothing = () => null
  return { ...board, desk: { store }, tool: () => "hand", drawing: nothing, taken: nothing, resize: nothing, open: nothing, write: nothing, menu: nothing, refuse: nothing, tapped: nothing, ask: nothing, keep: nothing, pair: nothing, copied: nothing }
}

/** Where a key leads among what lies there, in the order in which people read. @param {string[]} order @param {string | null} at @param {string} key @returns {string | undefined} */
function goal(order, at, key) {
  const index = order.indexOf(at ?? "")
  switch (key) {
    case "ArrowDown": case "ArrowRight": return order[Math.min(order.length - 1, index + 1)]
    case "ArrowUp": case "ArrowLeft": return order[Math.max(0, index - 1)]
    case "Home": return order[0]
    case "End": return order.at(-1)
    default: return undefined
  }
}
