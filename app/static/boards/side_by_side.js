/**
 * The zones of a phone lie side by side: one comes with a swipe, by its name above (many of them are in a list to choose
 * from), or with whatever gets the focus in it.
 * Which is in sight says `data-here`. Where the screen is wide, or has a mouse, they lie below one another; so they do
 * where people choose one of them with one tap, who see them all.
 */

const narrow = matchMedia("(max-width: 59.99rem) and (pointer: coarse)")

/** Whether the zones of a list lie so. @param {HTMLElement} root */
const besides = (root) => narrow.matches && document.body.classList.contains("is-step") && !allBelow(root)

/** Whether all zones stand open below one another, whatever the screen. @param {HTMLElement} root */
const allBelow = (root) => root.dataset.laidTitles !== undefined

/** Whether it is settled which zones of a list stand open, however wide the screen is. @param {HTMLElement} root */
export const laidAlready = (root) => allBelow(root) || besides(root)

/** @param {HTMLElement} root @param {AbortSignal} signal */
export function laySideBySide(root, signal) {
  const zones = /** @type {HTMLDetailsElement[]} */ ([...root.querySelectorAll("details[data-zone]")])
  const until = { signal }
  let watched = false
  const lay = () => {
    root.toggleAttribute("data-beside", besides(root))
    if (!besides(root)) return
    for (const zone of zones) zone.removeAttribute("name")
    // Where somebody had begun to write they go on.
    const begun = zones.find((zone) => zone.querySelector("textarea")?.value)
    const first = begun ?? zones.find(({ dataset }) => dataset.here !== undefined) ?? zones[0]
    if (first) bring(root, first)
    if (!watched) watch(root, zones, signal)
    watched = true
  }
  root.addEventListener("click", (event) => {
    const at = /** @type {Element} */ (event.target)
    const zone = at.closest("[data-zone] > summary")?.parentElement ?? root.querySelector(/** @type {HTMLAnchorElement | null} */ (at.closest("[data-way] > a"))?.hash || "nothing")
    if (!zone || !besides(root)) return
    event.preventDefault()
    bring(root, zone)
  }, until)
  root.addEventListener("change", ({ target }) => {
    const choice = /** @type {HTMLElement} */ (target).closest("[data-way-to]")
    const zone = zones.find(({ id }) => id === /** @type {HTMLSelectElement | null} */ (choice)?.value)
    if (zone) bring(root, zone)
  }, until)
  // What lies out of sight takes no focus: `zone:wanted` comes before it.
  for (const name of ["focusin", "zone:wanted"]) root.addEventListener(name, ({ target }) => {
    const zone = /** @type {Element} */ (target).closest("[data-zone]")
    if (besides(root) && zone && !zone.matches("[data-here]")) bring(root, zone)
  }, until)
  // A keyboard that lies over the page, as on phones that do not make room for it, pushes the field up.
  const seen = globalThis.visualViewport
  const lift = () => root.style.setProperty("--keys", `${seen && seen.scale === 1 ? Math.max(0, Math.round(innerHeight - seen.height - seen.offsetTop)) : 0}px`)
  for (const name of ["resize", "scroll"]) seen?.addEventListener(name, lift, until)
  narrow.addEventListener("change", lay, until)
  lay()
}

/** Hear which zones come into sight. @param {HTMLElement} root @param {Element[]} zones @param {AbortSignal} signal */
function watch(root, zones, signal) {
  const row = root.querySelector("[data-zones]")
  // What begins to show is there before it is whole.
  const coming = new IntersectionObserver((seen) => {
    if (!besides(root)) return
    for (const { target, isIntersecting } of seen) if (isIntersecting) target.setAttribute("open", "")
  }, { root: row, rootMargin: "0px 20% 0px 20%" })
  const here = new IntersectionObserver((seen) => {
    const [one] = seen.filter(({ isIntersecting }) => isIntersecting)
    if (!besides(root) || !one || one.target.matches("[data-here]")) return
    mark(root, one.target)
    // Whoever was far down in the one before begins at the top of this one.
    if (one.target.getBoundingClientRect().top < 0) root.querySelector("[data-way]")?.scrollIntoView()
  }, { root: row, rootMargin: "0px -48% 0px -48%" })
  for (const zone of zones) {
    coming.observe(zone)
    here.observe(zone)
  }
  signal.addEventListener("abort", () => (coming.disconnect(), here.disconnect()))
}

/** Bring a zone into sight. @param {HTMLElement} root @param {Element} zone */
export function bring(root, zone) {
  zone.setAttribute("open", "")
  if (!besides(root)) return
  mark(root, zone)
  const row = /** @type {Element} */ (zone.parentElement)
  // To a place, not by a length: a length stops at the first zone on its way.
  row.scrollTo({ left: row.scrollLeft + middle(zone) - middle(row), behavior: "instant" })
}

/** Say which zone is in sight. @param {HTMLElement} root @param {Element} [zone] */
function mark(root, zone) {
  for (const each of root.querySelectorAll("[data-zone]")) each.toggleAttribute("data-here", each === zone)
  const choice = /** @type {HTMLSelectElement | null} */ (root.querySelector("[data-way-to]"))
  if (choice && zone) choice.value = zone.id
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (root.querySelectorAll("[data-way] > a"))) {
    const current = link.hash === `#${zone?.id}`
    if (current === link.hasAttribute("aria-current")) continue
    if (current) link.setAttribute("aria-current", "true")
    else link.removeAttribute("aria-current")
    if (current) link.parentElement?.scrollBy({ left: middle(link) - middle(link.parentElement) })
  }
}

/** @param {Element} place */
function middle(place) {
  const { left, width } = place.getBoundingClientRect()
  return left + width / 2
}
