/** The regions of the page, one after another for a key: what leads the page, the tools, the board, the panel. */

const REGIONS = "header:not([data-surface] header), nav:not([data-surface] nav), [data-tools], [data-surface], [data-panel]"
const FOCUSABLE = "a[href], button:not([disabled]), input:not([disabled]), select, textarea, summary, [tabindex]:not([tabindex='-1'])"

/** Go to the next one, or to the one before. @param {HTMLElement} root of the board @param {1 | -1} way */
export function goOn(root, way) {
  const regions = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(REGIONS)]).filter((region) => region.offsetParent !== null && !region.querySelector(REGIONS) && entry(region))
  const at = regions.findIndex((region) => region.contains(document.activeElement))
  const start = at < 0 && way < 0 ? 0 : at
  const next = regions[(start + way + regions.length) % regions.length]
  const stop = next && entry(next)
  stop?.focus({ preventScroll: root.contains(stop) })
}

/** Where one comes into a region. @param {HTMLElement} region @returns {HTMLElement | null} */
function entry(region) {
  if (region.matches("[data-surface]")) return region
  return /** @type {HTMLElement[]} */ ([...region.querySelectorAll(FOCUSABLE)]).find((each) => each.offsetParent !== null) ?? null
}
