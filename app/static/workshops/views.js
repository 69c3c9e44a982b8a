/**
 * Which view of the board somebody has: the list, or the plane on a screen that is wide enough.
 * The address says which; this device remembers it for the next time.
 */

const YEAR = 365 * 24 * 60 * 60

/** Let people choose. @param {HTMLElement} board says the view in `data-view` @param {() => void} changed shows the board in it */
export function chooseView(board, changed) {
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("[data-views] a"))
  /** @param {string} view */
  const use = (view) => {
    if (board.dataset.view === view) return
    board.dataset.view = view
    for (const link of links) {
      if (link.dataset.view === view) link.setAttribute("aria-current", "true")
      else link.removeAttribute("aria-current")
    }
    changed()
  }
  for (const link of links) {
    link.addEventListener("click", (event) => {
      event.preventDefault()
      const view = link.dataset.view ?? "list"
      document.cookie = `board_view=${view}; path=/w/; max-age=${YEAR}; samesite=lax`
      // What one was at is what one is at in the other view.
      history.replaceState(history.state, "", `?view=${view}${location.hash}`)
      use(view)
    })
  }
  // A narrow screen begins with the list, whatever was chosen when the window was wider.
  const asked = new URLSearchParams(location.search).has("view")
  if (asked || matchMedia("(min-width: 60rem)").matches) return
  if (board.querySelector("[data-board]")) use("list")
  else document.addEventListener("htmx:after:swap", () => use("list"), { once: true })
}
