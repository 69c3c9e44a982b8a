/** What is chosen stands in the address, and an address leads to what it names: in the list and on the plane alike. */

/** In pixels: what is narrower on the screen is brought closer when an address leads to it. */
const LEGIBLE = 60

/**
 * @param {{ scene: import("./scene.js").Scene, camera: import("./camera.js").Camera, plane: import("./plane.js").Plane, selection: import("./selection.js").Selection }} board
 * @param {AbortSignal} signal @returns {() => void} goes where the address leads, as soon as what it names is known
 */
export function keepAddress({ scene, camera, plane, selection }, signal) {
  const arrive = () => {
    const named = location.hash.slice(1)
    // What lies in a pile is seen as that.
    const id = scene.living(named) ? scene.seenAt(named) : ""
    const box = scene.box(id)
    if (!box) return
    selection.choose([id])
    if ((box[2] - box[0]) * camera.view.zoom < LEGIBLE) camera.fit(box, { air: 160 })
    else camera.show(box)
    plane.focus(id)
  }
  selection.addEventListener("change", () => {
    const [id, ...others] = selection.chosen
    if (id && others.length === 0 && location.hash !== `#${id}`) history.replaceState(history.state, "", `#${id}`)
    else if (!id && location.hash.startsWith("#e_")) history.replaceState(history.state, "", location.pathname + location.search)
  }, { signal })
  globalThis.addEventListener("hashchange", arrive, { signal })
  return arrive
}
