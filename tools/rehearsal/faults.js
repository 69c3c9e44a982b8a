/**
 * What a machine can see of a page: notes that are covered, cut or outside their zone, words too small to read,
 * controls that overlap or leave the window. `look(least)` returns sentences; none where nothing is wrong.
 */
(least) => {
  /** How many notes a board has at most on which all of them can be read when it is seen whole. */
  const MANY = 100
  const found = []
  const say = (what, element) => found.push(`${what}: ${named(element)}`)
  const named = (element) => {
    const words = (element.getAttribute("aria-label") || element.textContent || element.name || "").trim().replace(/\s+/g, " ").slice(0, 50)
    return `${element.tagName.toLowerCase()}${element.id ? `#${element.id}` : ""} “${words}”`
  }
  const seen = (element) => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && !element.closest(".vh, [aria-hidden=true], [inert]")
  const box = (element) => element.getBoundingClientRect()
  const within = (inner, outer, slack) =>
    inner.left >= outer.left - slack && inner.right <= outer.right + slack && inner.top >= outer.top - slack && inner.bottom <= outer.bottom + slack
  const shared = (one, other) =>
    Math.max(0, Math.min(one.right, other.right) - Math.max(one.left, other.left)) * Math.max(0, Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top))
  // Zooming sets a scale on the layer: what is read is the size on the screen.
  const pixels = (element) => Number.parseFloat(getComputedStyle(element).fontSize) * (element.offsetWidth ? box(element).width / element.offsetWidth : 1)

  const plane = document.querySelector("#board-canvas")
  const wall = document.querySelector("#board-wall")
  if (plane && seen(plane)) notesOfThePlane(plane)
  else if (wall && seen(wall)) notesOfTheWall(wall)
  else notesOfTheList()
  controls()
  if (document.documentElement.scrollWidth > innerWidth + 1) found.push(`the page is ${document.documentElement.scrollWidth} px wide in a window of ${innerWidth}`)
  return [...new Set(found)]

  function notesOfThePlane(root) {
    const notes = [...root.querySelectorAll("li[data-note]")].filter((note) => note.classList.contains("note") && seen(note))
    const boxes = notes.map(box)
    notes.forEach((note, at) => {
      const here = boxes[at]
      const over = notes.slice(at + 1).find((_, further) => shared(here, boxes[at + 1 + further]) > 0.1 * here.width * here.height)
      if (over) say(`covered by ${named(over)}`, note)
      // From afar one sees the beginning of long notes; what is to be read there is large enough.
      words(note, { whole: !note.closest("[data-near]"), small: notes.length > MANY })
      outside(root, note, here)
    })
  }

  /** Notes count where they lie: within the zone that holds their middle. */
  function outside(root, note, here) {
    const [x, y] = [(here.left + here.right) / 2, (here.top + here.bottom) / 2]
    const frames = [...root.querySelectorAll(".cv-zone")].map(box).filter((frame) => frame.left <= x && x <= frame.right && frame.top <= y && y <= frame.bottom)
    if (!frames.some((frame) => within(here, frame, 3))) say("outside its zone", note)
  }

  function words(note, { whole, small } = { whole: true, small: false }) {
    const text = note.querySelector("[data-text]") ?? note
    if (!text.textContent.trim()) return
    // Letters of some scripts reach beyond their line: half a line more is a line nobody sees.
    const line = Number.parseFloat(getComputedStyle(text).lineHeight) || 16
    if (whole && (text.scrollHeight - text.clientHeight > line / 2 || text.scrollWidth > text.clientWidth + line / 2)) say("words cut", note)
    if (!small && pixels(text) < least - 0.5) say(`words of ${pixels(text).toFixed(1)} px`, note)
  }

  function notesOfTheWall(root) {
    for (const zone of root.querySelectorAll("[data-zone]")) {
      const frame = box(zone)
      const notes = [...zone.querySelectorAll(".bw-note")].filter(seen)
      for (const note of notes) {
        if (!within(box(note), frame, 2)) say(`cut by the zone ${zone.dataset.zone}`, note)
        words(note)
      }
      notes.forEach((note, at) => {
        const over = notes.slice(at + 1).find((other) => shared(box(note), box(other)) > 0.1 * box(note).width * box(note).height)
        if (over) say(`covered by ${named(over)}`, note)
      })
      if (!notes.length && zone.querySelector(".bw-note")) say("a zone with notes shows none", zone)
    }
  }

  function notesOfTheList() {
    for (const note of document.querySelectorAll("li[data-note]")) if (seen(note)) words(note)
  }

  function controls() {
    const pressed = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")].filter((each) => seen(each) && box(each).width > 1)
    for (const each of pressed) {
      const here = box(each)
      if (here.bottom <= 0 || here.top >= innerHeight || scrolled(each)) continue
      if (here.left < -1 || here.right > innerWidth + 1) say("leaves the window", each)
      const [x, y] = [(here.left + here.right) / 2, (here.top + here.bottom) / 2]
      const top = x >= 0 && x < innerWidth && y >= 0 && y < innerHeight ? document.elementFromPoint(x, y) : each
      // What is scrolled goes on under a bar that stays.
      if (top && stays(top) && !stays(each)) continue
      if (top && !each.contains(top) && !top.contains(each) && !each.closest("label")?.contains(top) && top.closest("a, button, input, select, textarea, summary")) say(`lies under ${named(top)}`, each)
    }
  }

  function stays(element) {
    for (let around = element; around; around = around.parentElement) if (["fixed", "sticky"].includes(getComputedStyle(around).position)) return true
    return false
  }

  /** Whether something lies where its list, strip or plane has to be scrolled or moved to. */
  function scrolled(element) {
    for (let around = element.parentElement; around; around = around.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(around)
      if ((overflowX !== "visible" || overflowY !== "visible") && !within(box(element), box(around), 1)) return true
    }
    return false
  }
}
