/** A board as a plane: ties store, scene, camera, plane, hands, keys and tools together. */
import { loaded, wanted } from "../../lazy.js"
import { tabWords } from "../../storage.js"
import { Dots } from "../../voting/dots.js"
import { sayFull } from "../brimful.js"
import "../further.js"
import { roomsOf, sized } from "../geometry.js"
import { Past } from "../gesture.js"
import { Heard } from "../heard.js"
import { markWriters, openPresence } from "../here.js"
import { takeImages } from "../incoming.js"
import { part } from "../note.js"
import { Outcomes } from "../outcomes.js"
import { takeAlong, undoing } from "../past.js"
import { promise } from "../reach.js"
import { offerLost, tellRestored } from "../restored.js"
import { takeUpDrafts } from "../text/open.js"
import { keepAddress } from "./address.js"
import { Camera, Keeper } from "./camera.js"
import { Chosen } from "./chosen.js"
import { Cursors } from "./cursors.js"
import { READABLE } from "./distance.js"
import { Draft } from "./draft.js"
import { Easel } from "./easel.js"
import { Errands } from "./errands.js"
import { groundsOf, seen } from "./grounds.js"
import { Hands } from "./hands.js"
import { listenToKeys } from "./keys.js"
import { looks } from "./looks.js"
import { measures } from "./measuring.js"
import { Menu } from "./menu.js"
import { News } from "./news.js"
import { Overview } from "./overview.js"
import { Passing } from "./passing.js"
import { Plane } from "./plane.js"
import { Scene } from "./scene.js"
import { Selection } from "./selection.js"
import { Tools } from "./toolbar.js"
import { Underlay } from "./underlay.js"
import { Writer } from "./write.js"

/** @typedef {import("../store.js").BoardStore} BoardStore */
/** @typedef {Promise<import("../sync.js").Sync>} Syncing */

/* What a plane is made of on which nobody does anything (`history/as_plane.js`). */
export { Camera, Hands, Keeper, Overview, Plane, READABLE, Scene, Selection, Underlay, groundsOf, looks, part, seen, sized }

/** @param {HTMLElement} root @param {BoardStore} store @param {Syncing} syncing @param {AbortSignal} signal */
export function showCanvas(root, store, syncing, signal) {
  return new Canvas(root, store, syncing, signal)
}

class Canvas {
  #known = false
  #store
  #signal
  #board
  #news
  #presence
  /** @type {Writer} */
  #writer
  /** @type {Errands} */
  #errands
  #menu
  #tools
  #overview
  #outcomes
  #decorators
  #underlay
  /** @type {Promise<import("./handles.js").Handles> | null} */
  #handles = null
  /** Once they are here. @type {import("./handles.js").Handles | undefined} */
  #sizing
  #easel
  #passing
  /** @type {Promise<import("./extras.js").Extras> | null} */
  #extras = null
  #measured
  #arrive

  /** @param {HTMLElement} root @param {BoardStore} store @param {Syncing} syncing @param {AbortSignal} signal */
  constructor(root, store, syncing, signal) {
    const zones = groundsOf(root)
    const size = sized(Number(root.dataset.noteWidth))
    const scene = new Scene([...zones.values()], size)
    store.govern({ rooms: roomsOf(zones, size) })
    const name = `${root.dataset.principal} ${root.dataset.board} canvas`
    const [surface, layer, list] = [part(root, "[data-surface]"), part(root, "[data-layer]"), part(root, "[data-notes]")]
    const camera = new Camera(surface, layer, new Keeper(tabWords, `view ${name}`), signal)
    const selection = new Selection()
    const looking = looks(root, store, scene)
    const plane = new Plane({ root, layer, list, scene, camera, selection, look: looking.look }, signal)
    this.#store = store
    this.#signal = signal
    this.#news = new News(root, store, scene)
    new Heard(root, store, signal)
    const desk = this.#desk(syncing, zones, size)
    this.#board = { root, surface, layer, list, desk, scene, camera, plane, selection, look: looking.look, facilitates: root.dataset.facilitates === "yes" }
    // From the first note on: what is said of its size goes with its words, and is not said later.
    this.#measured = measures(this.#board)
    this.#arrive = keepAddress(this.#board, signal)
    this.#underlay = new Underlay(this.#board, plane, signal)
    this.#presence = openPresence(root, store, signal)
    this.#writer = new Writer({ ...this.#board, drafts: new Draft(`draft ${name}`, root, () => this.#writer.busy, () => this.#known && this.#writer.takeUp()), writes: (id) => this.#presence.writing(id), placeAt: (at) => this.#errands.placeAt(at) }, signal)
    this.#outcomes = new Outcomes(root, signal)
    this.#decorators = [this.#outcomes, new Dots(root, signal), new Chosen(layer, this.#presence, scene, signal)]
    selection.addEventListener("change", () => this.#presence.choosing(selection.chosen), { signal })
    this.#errands = new Errands(this.#board, this.#writer, this.#news, signal)
    this.#passing = new Passing({ ...this.#board, clipboard: () => this.#clipboard(), words: (words) => void this.#errands.paste(words, selection.meant) }, signal)
    this.#easel = new Easel({ ...this.#board, writer: this.#writer, errands: this.#errands, extras: () => this.#extra(), tools: () => this.#tools })
    selection.addEventListener("change", () => void this.#handle(), { signal })
    this.#menu = this.#makeMenu()
    this.#tools = this.#makeTools()
    const [mini, far] = /** @type {HTMLCanvasElement[]} */ ([part(root, "[data-mini]"), part(root, "[data-far]")])
    this.#overview = new Overview({ mini: /** @type {HTMLCanvasElement} */ (mini), far: /** @type {HTMLCanvasElement} */ (far), scene, camera, paperOf: looking.paperOf, crowded: () => plane.crowded }, signal)
    this.#listen()
    this.#follow(syncing)
    takeAlong(root, desk, signal)
    sayFull(root, desk, signal)
  }

  /** @param {Syncing} syncing @param {ReturnType<typeof groundsOf>} zones @param {import("../geometry.js").Size} size @returns {import("../gesture.js").Desk} */
  #desk(syncing, zones, size) {
    return {
      store: this.#store, past: new Past(), zones, size,
      generation: (begun = 0) => (begun && this.#store.context.elsewhere ? begun : this.#store.context.private ? this.#store.context.generation + 1 : 0),
      send: async (...ops) => {
        const said = ops.map((op) => ({ ...promise(this.#store.context, op), ...this.#measured(op) }))
        return (await syncing).propose(...said)
      },
      own: (words) => this.#news.own(words),
      fail: (why) => this.#news.fail(why),
      refuse: (code) => this.#news.bar(code),
    }
  }

  /** What is seldom asked for. */
  #extra() {
    return (this.#extras ??= loaded(() => import("./extras.js")).then(({ Extras }) => new Extras({ ...this.#board, presence: this.#presence })))
  }

  /** @param {string} deed of those seldom asked for */
  #do(deed) {
    void wanted(() => this.#extra(), this.#board.root).then((extras) => extras.act(deed))
  }

  /** Why these do not move is said. @param {Iterable<string>} ids */
  #stuck(ids) {
    if ([...ids].some((id) => this.#board.scene.living(id)?.locked)) this.#do("stuck")
    else this.#news.refuse()
  }

  async #clipboard() {
    const { Clipboard } = await loaded(() => import("./clipboard.js"))
    return new Clipboard({ ...this.#board, may: (act, ids) => this.#menu.may(act, ids), mayAdd: (at) => this.#errands.mayAdd(at), pointed: () => this.#presence.pointed })
  }

  #makeMenu() {
    return new Menu({
      ...this.#board,
      group: (ids) => this.#errands.group(ids),
      stuck: (ids) => this.#stuck(ids),
      write: (id) => void this.#writer.edit(id),
      comment: (id) => void this.#errands.comment(id),
      ask: (id, what) => void this.#errands.ask(id, what),
      connect: (id) => void this.#errands.connect(id),
      copy: (ids) => void this.#errands.copy(ids),
      pass: (deed) => void this.#passing.press(deed),
      step: (ids, way) => void wanted(() => this.#handle(), this.#board.root).then((handles) => handles.step(ids, way)),
      move: (ids) => void this.#errands.move(ids),
      deleted: () => this.#news.offerBack(this.#board.desk.past.done.at(-1)),
      leads: (id) => this.#outcomes.leads(id),
      busy: () => this.#writer.job !== null || this.#board.plane.holding,
    }, this.#signal)
  }

  #makeTools() {
    const { selection } = this.#board
    return new Tools({
      ...this.#board,
      group: () => this.#errands.group([...selection.chosen]),
      note: (how) => this.#errands.noteBeside(selection.meant, how),
      extra: (deed) => this.#do(deed),
      put: (tool) => this.#easel.put(tool, selection.meant),
      takeBack: async () => {
        const { root, desk } = this.#board
        const { offered } = this.#news
        this.#news.hideOffer()
        const { takeBack, undo } = await wanted(undoing, root)
        return offered ? takeBack(desk, offered) : undo(desk)
      },
      find: () => void this.#errands.find(),
      command: () => void this.#errands.command(() => this.#menu.offered),
      dropped: () => this.#easel.drop(),
      paste: () => void this.#passing.press("paste"),
      image: takeImages(this.#board.root, this.#board.desk, (event) => this.#errands.imageAt(event), this.#signal),
    }, this.#signal)
  }

  #listen() {
    const { surface, layer, list, camera, plane, scene, selection } = this.#board
    const signal = this.#signal
    new Cursors(surface, layer, this.#presence, camera, signal)
    new Hands({
      ...this.#board,
      tool: () => this.#tools.tool,
      drawing: () => this.#easel.drawing,
      keep: () => this.#tools.use(this.#tools.tool),
      ask: () => void loaded(() => import("./help.js")).then(({ askForWheel }) => askForWheel(this.#board.root)),
      taken: () => this.#tools.taken,
      resize: (handle, from) => this.#sizing?.take(handle, from) ?? null,
      copied: (ids) => selection.choose(ids),
      pair: (ids) => void wanted(() => import("./pairing.js"), this.#board.root).then(({ pair }) => pair({ ...this.#board, write: (id) => this.#writer.edit(id), refuse: (zone) => this.#news.refuse(zone) }, ids)),
      write: (at) => {
        this.#errands.noteAt(at)
        this.#tools.use("select")
      },
      open: (id) => this.#open(id),
      menu: (id, at) => this.#ask(id, at),
      refuse: (ids) => this.#stuck(ids),
      tapped: () => surface.focus({ preventScroll: true }),
    }, signal)
    listenToKeys({ ...this.#board, letters: () => this.#tools.letters, draws: () => this.#tools.draws, act: (act) => this.#menu.act(act), do_: (deed) => this.#tools.act(deed), may: (act) => this.#menu.may(act), beside: (way) => void this.#errands.copy(selection.meant, way), stuck: () => this.#stuck(selection.meant) }, signal)
    this.#presence.addEventListener("flash", (event) => void this.#extra().then((extras) => extras.show(/** @type {CustomEvent} */ (event).detail)), { signal })
    layer.addEventListener("click", ({ target }) => {
      const mark = target instanceof Element ? target.closest("[data-about]") : null
      if (mark instanceof HTMLElement) void this.#errands.comment(mark.dataset.about ?? "")
    }, { signal })
    list.addEventListener("focusin", ({ target }) => {
      const item = /** @type {HTMLElement} */ (target)
      selection.go(item.dataset.note ?? null)
      const box = scene.box(item.dataset.note ?? "")
      if (box && item.matches(":focus-visible")) camera.show(box)
    }, { signal })
    let isAsked = false
    for (const name of ["pointermove", "focusin"]) surface.addEventListener(name, () => {
      if (!isAsked) void loaded(() => import("./whole_words.js")).then(({ WholeWords }) => new WholeWords(this.#board, signal))
      isAsked = true
    }, { signal, passive: true })
    this.#writer.addEventListener("change", () => (this.#menu.draw(), this.#sizing?.draw()), { signal })
    plane.addEventListener("drawn", (event) => this.#drawn(/** @type {CustomEvent<{ drawn: Set<string> }>} */ (event).detail.drawn), { signal })
    plane.addEventListener("lost", (event) => {
      const next = /** @type {CustomEvent<string | null>} */ (event).detail
      if (next) plane.focus(next)
      else surface.focus({ preventScroll: true })
    }, { signal })
  }

  /** @param {Syncing} syncing */
  #follow(syncing) {
    this.#store.addEventListener("change", (event) => {
      const { touched } = /** @type {CustomEvent<{ touched: Set<string> }>} */ (event).detail
      this.#take(this.#known ? touched : this.#store.shown.elements.keys())
      this.#news.state()
    }, { signal: this.#signal })
    const { root, desk } = this.#board
    void syncing.then((sync) => {
      this.#news.follow(sync, desk.past, (words, zone) => this.#errands.again(words, zone))
      sync.addEventListener("restored", (event) => void tellRestored(root, desk, /** @type {CustomEvent} */ (event).detail))
    })
    this.#take(this.#store.shown.elements.keys())
  }

  /** @param {Iterable<string>} touched */
  #take(touched) {
    const { root, desk, scene, selection, plane, camera } = this.#board
    const ids = [...touched]
    plane.draw(scene.take(this.#store.shown.elements, ids))
    selection.keep((id) => scene.box(id) !== undefined)
    this.#underlay.take(ids)
    this.#overview.changed()
    this.#errands.changed()
    this.#tools.permit()
    if (this.#store.seq < 0 || this.#known) return
    this.#known = true
    this.#news.arrived()
    camera.begin(seen(scene), READABLE / scene.least)
    this.#arrive()
    this.#writer.takeUp()
    void takeUpDrafts(root, desk)
    void offerLost(root, desk, this.#signal)
  }

  /** @param {Set<string>} drawn */
  #drawn(drawn) {
    const { plane } = this.#board
    this.#overview.switch()
    if (drawn.size === 0) return
    for (const each of this.#decorators) each.mark()
    for (const id of drawn) {
      const item = plane.item(id)
      if (item) markWriters(item, this.#presence)
    }
  }

  /** What is chosen has handles; they come with the first of it. @returns {Promise<import("./handles.js").Handles>} */
  #handle() {
    return (this.#handles ??= loaded(() => import("./handles.js")).then(({ Handles }) => {
      this.#sizing = new Handles({ ...this.#board, busy: () => this.#writer.job !== null }, this.#signal)
      this.#sizing.draw()
      return this.#sizing
    }))
  }

  /** @param {string} id */
  #open(id) {
    this.#board.plane.focus(id)
    this.#board.selection.choose([id])
    this.#menu.act(this.#board.scene.isPile(id) ? "unfold" : "edit")
  }

  /** @param {string | null} id @param {import("./view.js").Point} at */
  #ask(id, at) {
    const { selection } = this.#board
    if (!id) return
    if (!selection.chosen.has(id)) selection.choose([id])
    selection.go(id)
    this.#menu.open(at)
  }
}
