// What a page is looked at for, all at once: `faults.of(how)` tells what is wrong with it as it stands.
globalThis.faults ??= (() => {
  const SPOKEN = ".vh, .vh *, .skip, [aria-hidden=true], [aria-hidden=true] *"
  const PRESSED = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=menuitem], [role=menuitemradio], [role=switch], [role=tab], [role=button]"
  const MARKED = "[aria-current]:not([aria-current=false]), [aria-pressed=true], [aria-selected=true], [aria-checked=true]"
  const AIRY = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }"

  const name = (each) => `<${each.localName}${each.id ? ` id="${each.id}"` : ""} class="${each.getAttribute("class") ?? ""}"> ${(each.getAttribute("aria-label") ?? each.textContent).replace(/\s+/g, " ").trim().slice(0, 40)}`
  /** What one sees and reaches: not what only screen readers have, nor what a dialog shuts out. */
  function all(where) {
    const modal = [...document.querySelectorAll("dialog:modal")].at(-1)
    return [...document.querySelectorAll(where)].filter((each) => each.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !each.matches(SPOKEN) && (!modal || modal.contains(each)))
  }
  const hasWords = (each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())
  const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))

  /** A link in a sentence is as high as its line. */
  function isInLine(each) {
    if (!each.matches("a, button") || getComputedStyle(each).display !== "inline") return false
    const around = each.parentElement.closest("p, li, td, th, dd, dt, h1, h2, h3, label, div")
    return [...around.childNodes].some((node) => !node.contains(each) && node.textContent.trim().length > 1)
  }

  /** Things on the plane are as large as one looks at them; the list has all of them in full size. */
  const isDrawn = (each) => each.matches(".cv-notes, .cv-notes > *, canvas") || each.closest(".cv-things") !== null

  /** How large what one may press is, with its label and with what is laid around it. */
  function sizeOf(each) {
    const boxes = [each, ...(each.labels ?? [])].flatMap((part) => [...part.getClientRects()])
    const [left, top] = [Math.min(...boxes.map((box) => box.left)), Math.min(...boxes.map((box) => box.top))]
    let [width, height] = [Math.max(...boxes.map((box) => box.right)) - left, Math.max(...boxes.map((box) => box.bottom)) - top]
    for (const side of ["::before", "::after"]) {
      const around = getComputedStyle(each, side)
      if (around.content === "none" || around.position !== "absolute") continue
      let frame = each
      while (getComputedStyle(frame).position === "static" && frame.parentElement) frame = frame.parentElement
      const beyond = (edge) => -parseFloat(around[edge]) || 0
      width = Math.max(width, frame.offsetWidth + beyond("left") + beyond("right"))
      height = Math.max(height, frame.offsetHeight + beyond("top") + beyond("bottom"))
    }
    return [width, height]
  }

  /** What is as high as it is by reaching over its line: whether another one lies there. */
  function eaten(each, least) {
    if (getComputedStyle(each).display !== "inline") return null
    each.scrollIntoView({ block: "center", behavior: "instant" })
    const { left, top, width, height } = each.getClientRects()[0]
    const far = least / 2 - 1
    return [-far, far].map((by) => document.elementFromPoint(left + width / 2, top + height / 2 + by)?.closest("a, button, summary, input, select")).find((other) => other && other !== each) ?? null
  }

  function targets(least, within = document) {
    return all(PRESSED).filter((each) => within.contains(each) && !each.matches(":disabled") && !isInLine(each) && !isDrawn(each)).flatMap((each) => {
      const [width, height] = sizeOf(each)
      const other = eaten(each, least)
      if (other) return [`is not ${least} px for ${name(other)}: ${name(each)}`]
      return Math.min(width, height) < least - 0.5 ? [`is ${Math.round(width)} × ${Math.round(height)} px, not ${least}: ${name(each)}`] : []
    })
  }

  /** Where the words of a link stand: a box for each of its lines. */
  function linesOf(each) {
    const words = document.createTreeWalker(each, NodeFilter.SHOW_TEXT)
    const lines = []
    while (words.nextNode()) {
      const range = document.createRange()
      range.selectNodeContents(words.currentNode)
      if (words.currentNode.textContent.trim() && !words.currentNode.parentElement.matches(SPOKEN)) lines.push(...range.getClientRects())
    }
    return lines.filter(({ width, height }) => width > 1 && height > 1)
  }

  /** Links in whose words another link answers: what is laid around one of several lines reaches over the line before it. */
  function covered() {
    return all("a[href]").filter((each) => !isDrawn(each) && linesOf(each).length).flatMap((each) => {
      each.scrollIntoView({ block: "center", behavior: "instant" })
      const far = parseFloat(getComputedStyle(each).fontSize) / 4
      const points = linesOf(each).flatMap(({ left, top, width, height }) => [0.1, 0.3, 0.5, 0.7, 0.9].flatMap((part) => [-far, 0, far].map((by) => [left + part * width, top + height / 2 + by])))
      const other = points.map(([x, y]) => document.elementFromPoint(x, y)?.closest("a, button, summary, input, select")).find((found) => found && found !== each && !each.contains(found) && !found.contains(each))
      return other ? [`answers for ${name(other)} in the words of ${name(each)}`] : []
    })
  }

  /** What has a scroll of its own may be wide: tables, zones side by side, the plane. */
  function isApart(each) {
    for (let place = each; place && place !== document.body; place = place.parentElement) if (getComputedStyle(place).overflowX !== "visible") return true
    return false
  }

  function sideways() {
    const { scrollWidth, clientWidth } = document.documentElement
    const out = all("body *").filter((each) => {
      if (!hasWords(each) || isApart(each)) return false
      const { left, right, width } = each.getBoundingClientRect()
      return width > 0 && (right > clientWidth + 1 || left < -1)
    })
    return [...(scrollWidth > clientWidth ? [`scrolls ${scrollWidth - clientWidth} px sideways`] : []), ...out.map((each) => `stands out of the page: ${name(each)}`)]
  }

  /** Words of which something is cut off. */
  const cut = () => all("body *").filter((each) => {
    if (!hasWords(each) || each.matches("textarea, select, option") || !each.clientWidth) return false
    const { overflowX, overflowY } = getComputedStyle(each)
    const across = ["hidden", "clip"].includes(overflowX) && each.scrollWidth > each.clientWidth + 1
    return across || (["hidden", "clip"].includes(overflowY) && each.scrollHeight > each.clientHeight + 1)
  })

  /** What is lost where words have the air of WCAG 1.4.12. */
  async function spaced() {
    const before = new Set(cut())
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(AIRY)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
    await frame()
    const lost = [...cut().filter((each) => !before.has(each)).map((each) => `loses words: ${name(each)}`), ...sideways()]
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet)
    return lost.map((each) => `with more air ${each}`)
  }

  const running = () => document.getAnimations().filter(({ playState }) => playState === "running").map(({ animationName, transitionProperty, effect }) => `moves: ${animationName ?? transitionProperty} of ${name(effect.target)}`)

  /** The same few colours are met thousands of times on a page, and each time axe works one out anew: half of all it does. */
  function rememberColours({ prototype }) {
    const parse = prototype.parseString
    const known = new Map()
    prototype.parseString = function (words) {
      const found = known.get(words)
      if (found) [this.r, this.g, this.b, this.alpha] = found
      else {
        parse.call(this, words)
        known.set(words, [this.r, this.g, this.b, this.alpha])
      }
      return this
    }
  }
  rememberColours(globalThis.axe.commons.color.Color)

  async function axe(options, where = document) {
    const { violations } = await globalThis.axe.run(where, { resultTypes: ["violations"], ...options })
    return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html, any }) => `${id}: ${html.slice(0, 160)} ${any[0]?.message ?? ""}`))
  }

  /** What stays in sight wherever one scrolls leaves half of the height. */
  function crowded() {
    const bars = all("body *").filter((each) => {
      const { position, insetBlockStart, insetBlockEnd } = getComputedStyle(each)
      return position === "fixed" || (position === "sticky" && [insetBlockStart, insetBlockEnd].some((edge) => edge !== "auto"))
    }).filter((each) => !each.closest("dialog, [data-surface]") && each.offsetWidth > innerWidth / 2)
    const high = bars.reduce((sum, each) => sum + each.offsetHeight, 0)
    return high > innerHeight / 2 ? [`leaves ${innerHeight - high} of ${innerHeight} px to read in beside ${bars.map(name).join("; ")}`] : []
  }

  /** All of how something looks but its colours. */
  function shapeOf(each) {
    const lines = (side) => {
      const style = getComputedStyle(each, side)
      const edges = ["Top", "Right", "Bottom", "Left"].map((edge) => `${style[`border${edge}Style`]} ${style[`border${edge}Width`]}`)
      return [...edges, style.outlineStyle === "none" ? "" : style.outlineWidth, style.fontWeight, style.textDecorationLine, style.content, style.flexDirection]
    }
    return JSON.stringify([lines(), lines("::before"), lines("::after"), [...each.querySelectorAll("*")].filter((inner) => inner.checkVisibility()).map(({ localName }) => localName)])
  }

  /** Where colours are somebody's own: what is chosen is told from what is not by more than its colour. */
  function forced() {
    return all(MARKED).filter((each) => !isDrawn(each)).flatMap((each) => {
      const list = each.closest("ul, ol, nav, [role=toolbar], [role=menu], [role=group], .seg, table") ?? each.parentElement
      const others = [...list.querySelectorAll(each.localName)].filter((other) => other !== each && !other.matches(MARKED) && other.checkVisibility() && other.className === each.className)
      return others.some((other) => shapeOf(other) === shapeOf(each)) ? [`is chosen by its colour alone: ${name(each)}`] : []
    })
  }

  /** Menus and whatever else may be opened; those of notes are seen where people use them. */
  async function opened(least) {
    const shut = all("details:not([open], [data-note] *, [data-zone])")
    const found = []
    for (const each of shut) {
      each.open = true
      await frame()
      found.push(...[...sideways(), ...targets(least, each)].map((fault) => `with ${name(each.querySelector("summary"))} open ${fault}`))
      if (each.matches(".menu")) each.open = false
    }
    if (shut.length) found.push(...(await axe({ rules: { "target-size": { enabled: true } } }, { include: shut.slice(0, 40) })))
    for (const each of shut) each.open = false
    return [...new Set(found)]
  }

  const CHECKS = { targets, covered, sideways, spaced, running, axe, crowded, forced, opened }
  return {
    async of(how) {
      const found = []
      for (const [check, told] of Object.entries(how)) found.push(...(await CHECKS[check](told)))
      return found
    },
  }
})()
