/**
 * Dragging a step of the agenda to another place of its day. The row is only marked while
 * it is in the hand; on letting go the step's own form is sent with the place as `day:number`.
 */

/** @param {HTMLElement} page what holds the agenda and outlives it */
export function watchDrags(page) {
  page.classList.add("ag-hand")
  page.addEventListener("pointerdown", (event) => {
    const grip = event.target instanceof Element ? event.target.closest("[data-grip]") : null
    const row = grip?.closest("[data-step]")
    if (row instanceof HTMLElement && event.button === 0) new Drag(row, event)
  })
}

class Drag {
  #row
  #rows
  /** @type {number} */
  #to
  #stop = new AbortController()

  /** @param {HTMLElement} row @param {PointerEvent} event */
  constructor(row, event) {
    event.preventDefault()
    this.#row = row
    this.#rows = [.../** @type {NodeListOf<HTMLElement>} */ (row.parentElement?.querySelectorAll("[data-step]") ?? [])]
    this.#to = this.#rows.indexOf(row)
    row.classList.add("ag-held")
    const { signal } = this.#stop
    window.addEventListener("pointermove", (moved) => this.#over(moved.clientY), { signal })
    window.addEventListener("pointerup", () => this.#drop(), { signal })
    window.addEventListener("pointercancel", () => this.#end(), { signal })
    window.addEventListener("keydown", (pressed) => pressed.key === "Escape" && this.#end(), { signal })
  }

  /** The place is counted without the row in the hand, as the form counts it. @param {number} y */
  #over(y) {
    const others = this.#rows.filter((row) => row !== this.#row)
    const below = others.findIndex((row) => y < middle(row))
    this.#to = below < 0 ? others.length : below
    this.#unmark()
    if (below < 0) others.at(-1)?.classList.add("ag-drop-last")
    else others[below]?.classList.add("ag-drop")
  }

  #drop() {
    const from = this.#rows.indexOf(this.#row)
    this.#end()
    if (this.#to === from) return
    const form = this.#row.querySelector(".ag-mv")
    const day = (this.#row.dataset.place ?? "0:0").split(":")[0]
    if (!(form instanceof HTMLFormElement)) return
    const place = document.createElement("input")
    place.type = "hidden"
    place.name = "place"
    place.value = `${day}:${this.#to}`
    form.append(place)
    form.requestSubmit()
    place.remove()
  }

  #end() {
    this.#stop.abort()
    this.#unmark()
    this.#row.classList.remove("ag-held")
  }

  #unmark() {
    for (const row of this.#rows) row.classList.remove("ag-drop", "ag-drop-last")
  }
}

/** @param {HTMLElement} row */
function middle(row) {
  const { top, height } = row.getBoundingClientRect()
  return top + height / 2
}
