/** What every page does: an open menu closes with Escape, and when one clicks elsewhere; nobody finds what another left here. */

// What fails in a page is told to the server, without a word of what people wrote.
for (const failing of ["error", "unhandledrejection"]) {
  globalThis.addEventListener(failing, (event) => void import("./reporting.js").then(({ report }) => report(event), () => {}))
}

const { whose } = document.body.dataset

/** Look after each storage; one that may not be used has nothing of anybody. @param {(storage: Storage) => void} deed */
function each(deed) {
  for (const find of [() => localStorage, () => sessionStorage]) {
    try {
      deed(find())
    } catch {
      // It is forbidden, or full.
    }
  }
}

let left = false
// Whoever comes next on a device, or in a tab, finds nothing of the one before.
if (whose !== undefined) each((storage) => {
  const before = storage.getItem("whose")
  left ||= Boolean(before && before !== whose) || storage.getItem("left") !== null
  if (before === whose) return
  // Where there is no room for the name it is nobody's.
  storage.removeItem("whose")
  storage.setItem("whose", whose)
  if (before) storage.setItem("left", "yes")
})

/** What takes it away may not load: then it is asked for again, by the next page too. @param {number} wait milliseconds */
function forget(wait) {
  void import("./boards/forgetting.js").then(({ forget }) => forget(whose ?? "")).then(() => each((storage) => storage.removeItem("left")), () => setTimeout(forget, wait, 2 * wait))
}
if (left) forget(1_000)

each((storage) => {
  if (storage.getItem("form sent") || document.querySelector("form [data-begun]")) void import("./begun_forms.js")
})

// Whoever takes this phone may meet no page of theirs, should the line break now: until one comes it is nobody's.
document.addEventListener("submit", ({ target }) => {
  if (target instanceof HTMLFormElement && target.getAttribute("action")?.includes("/phone/")) each((storage) => storage === globalThis.localStorage && storage.setItem("whose", "nobody"))
})

/** On a page that has no line to a room, one that refuses somebody too: what waits here is sent, and what came back is shown. */
async function lookForWords() {
  const tray = /** @type {HTMLElement | null} */ (document.querySelector("[data-away]"))
  const principal = tray?.dataset.principal
  if (!tray || !principal) return
  const databases = (await globalThis.indexedDB?.databases?.()) ?? []
  const names = [...Object.keys(localStorage), ...Object.keys(sessionStorage)]
  const lies = names.some((name) => /^(?:kept|returned|unshown|draft) /.test(name) && name.split(" ")[1] === principal)
  if (lies || databases.some(({ name }) => name === `baraza-${principal}` || name === `baraza-votes-${principal}`)) (await import("./boards/away.js")).bringBack(tray)
}
// A browser that keeps nothing has nothing to send.
void lookForWords().catch(() => {})

/** What has the focus, and what it lies in, from the inside out. @returns {Element[]} */
function focused() {
  const around = []
  for (let each = document.activeElement; each && each !== document.body; each = each.parentElement) around.push(each)
  return around
}

/** Give the focus to a place. @param {HTMLElement} place @returns {boolean} whether it took it */
function takesFocus(place) {
  if (place.tabIndex < 0) place.tabIndex = -1
  place.focus({ preventScroll: true })
  return document.activeElement === place
}

/** What had the focus before a part of the page was swapped, and how many swaps have not been looked after yet. */
let held = focused()
let waiting = 0
document.addEventListener("htmx:before:swap", () => {
  const around = focused()
  // One swap may come before what another took is given back.
  if (around.length || !waiting) held = around
})
// After whoever else looks after it: what went away with the focus gives it to what it lay in, or to what has its name now.
document.addEventListener("htmx:after:swap", () => {
  waiting++
  setTimeout(() => {
    waiting--
    if (document.activeElement !== document.body) return
    for (const each of held) {
      const place = each.isConnected ? each : document.getElementById(each.id || "-")
      // What is disabled or inert by now takes no focus, though it is to be seen: what it lies in takes it then.
      if (place instanceof HTMLElement && (place.checkVisibility?.() ?? true) && takesFocus(place)) return
    }
  })
})

/** @param {Element} except */
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(except)) menu.removeAttribute("open")
  }
}

document.addEventListener("click", (event) => {
  if (event.target instanceof Element) closeMenus(event.target)
})

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !(document.activeElement instanceof HTMLElement)) return
  const menu = document.activeElement.closest("details.menu[open]")
  closeMenus(document.documentElement)
  menu?.querySelector("summary")?.focus()
})
