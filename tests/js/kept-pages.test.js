/** A page is kept as plain values: nothing of a person, nothing that runs; and speech goes to the browser's maker once each person said yes. */
import assert from "node:assert/strict"
import { afterEach, test } from "node:test"

/** As much of a document as packing and unpacking ask of one. */
class Node extends EventTarget {
  static TEXT_NODE = 3
  childNodes = []
  append(...nodes) {
    this.childNodes.push(...nodes)
  }
}
class Text extends Node {
  nodeType = Node.TEXT_NODE
  constructor(words) {
    super()
    this.textContent = words
  }
}
class Comment extends Node {
  nodeType = 8
  textContent = "of whoever wrote the page"
}
class Element extends Node {
  nodeType = 1
  namespaceURI = "http://www.w3.org/1999/xhtml"
  constructor(tag, attrs = {}, ...inside) {
    super()
    this.localName = tag
    this.attributes = Object.entries(attrs).map(([name, value]) => ({ name, value }))
    this.append(...inside.map((each) => (typeof each === "string" ? new Text(each) : each)))
  }

  setAttribute(name, value) {
    this.attributes.push({ name, value })
  }

  get classes() {
    return (this.attributes.find(({ name }) => name === "class")?.value ?? "").split(" ")
  }

  /** One simple selector of a list: a tag, a class, an attribute with or without its value. */
  matches(list) {
    return list.split(", ").some((one) => {
      const [, tag = "", name = ""] = /^([a-z]*)(?:\.([\w-]+))?/.exec(one) ?? []
      const [, attribute, value] = /\[([\w-]+)(?:="?([^"\]]*)"?)?\]/.exec(one) ?? []
      const has = this.attributes.find((each) => each.name === attribute)
      return (!tag || this.localName === tag) && (!name || this.classes.includes(name)) && (!attribute || (has && (value === undefined || has.value === value)))
    })
  }
}
class HTMLTemplateElement extends Element {
  content = new Node()
}
Object.assign(globalThis, { Node, Element, HTMLTemplateElement })
globalThis.document = {
  documentElement: { lang: "en" }, body: {},
  createTextNode: (words) => new Text(words),
  createElementNS: (ns, tag) => Object.assign(tag === "template" ? new HTMLTemplateElement(tag) : new Element(tag), { namespaceURI: ns }),
}

const { pack } = await import("../../app/static/boards/frame.js")
const { unpack } = await import("../../app/static/boards/reopened.js")
const { offerDictation } = await import("../../app/static/boards/dictation.js")

const el = (tag, attrs, ...inside) => new Element(tag, attrs, ...inside)
const words = (frame) => JSON.stringify(frame)

test("of a page nothing is kept that is of a person, that runs, or that what is written lies in", () => {
  const page = el("main", { id: "main", "data-principal": "p_ada" },
    el("script", {}, "run()"), el("noscript", {}, "Without scripts"), new Comment(),
    el("details", { class: "welcome" }, "Your code: 7F3K-9QPD"), el("div", { class: "ph-turns" }, "Eve"),
    el("form", {}, el("input", { name: "csrf_token", value: "t0ken" }), el("textarea", { name: "text" })),
    el("ul", { "data-notes": "" }, "Written by Ada"), el("ul", { "data-groups": "" }, "Hers"), el("ul", { "data-refused": "" }, "Offered back"), el("p", { "data-heard": "" }, "Just said"), el("div", { "data-cursors": "" }, "Bo"),
    el("h1", {}, "The question"))

  const kept = pack(page)

  const plain = (tag, name, ...inside) => ({ ns: page.namespaceURI, tag, attrs: name ? [[name, name === "name" ? "text" : ""]] : [], inside })
  assert.deepEqual(kept.inside, [
    "", plain("form", "", plain("textarea", "name")),
    plain("ul", "data-notes"), plain("ul", "data-groups"), plain("ul", "data-refused"), plain("p", "data-heard"), plain("div", "data-cursors"),
    plain("h1", "", "The question"),
  ])
})

test("what a page may not bring along by itself stays behind: styles, nonces, what htmx asks for, what runs", () => {
  const attrs = { class: "btn", style: "left: 1px", nonce: "n", "hx-get": "/w/1/", onclick: "run()", "aria-pressed": "false" }

  assert.deepEqual(pack(el("button", attrs)).attrs, [["class", "btn"], ["aria-pressed", "false"]])
})

test("a part can stand for another one, and what was packed comes out as it went in, templates and pictures with it", () => {
  const template = new HTMLTemplateElement("template", { "data-template": "note" })
  template.content.append(el("li", { "data-note": "e_1" }, "Words"))
  const picture = Object.assign(el("svg", { class: "i" }), { namespaceURI: "http://www.w3.org/2000/svg" })
  const board = el("section", { "data-board": "b" }, "As it is by now")
  const then = pack(el("section", { "data-board": "b" }, "As it came"))

  const kept = pack(el("main", {}, template, picture, board), (each) => (each === board ? then : undefined))
  const made = unpack(structuredClone(kept))

  assert.deepEqual(pack(made), kept)
  assert.match(words(kept), /As it came/)
  assert.doesNotMatch(words(kept), /by now/)
  assert.deepEqual([made.childNodes[0].content.childNodes.length, made.childNodes[0].childNodes.length, made.childNodes[1].namespaceURI], [1, 0, picture.namespaceURI])
})

/** A phone on which somebody presses the button that listens; `says` is what they answer when they are asked. */
function phone(principal, says) {
  const [asked, heard] = [[], []]
  globalThis.HTMLElement = Element
  globalThis.SpeechRecognition = class extends EventTarget {
    start = () => heard.push(principal)
    stop = () => this.dispatchEvent(new Event("end"))
  }
  const button = Object.assign(el("button"), { focus: () => {}, cloneNode: () => button })
  const field = Object.assign(el("textarea"), { value: "", focus: () => {}, getAttribute: () => "title-hope" })
  const dialog = () => Object.assign(el("dialog"), { returnValue: says, remove: () => {}, showModal() {
    asked.push(principal)
    queueMicrotask(() => this.dispatchEvent(new Event("close")))
  } })
  const form = Object.assign(el("form"), { after: () => {}, querySelector: () => field })
  const root = Object.assign(el("section"), {
    dataset: { principal }, querySelectorAll: () => [form],
    querySelector: (selector) => ({ content: { firstElementChild: selector.includes("dictate") ? button : { cloneNode: dialog } } }),
  })
  const leaving = new AbortController()
  offerDictation(root, () => {}, leaving.signal)
  return {
    asked, heard, leave: () => leaving.abort(),
    press: async () => {
      button.dispatchEvent(new Event("click"))
      await new Promise(setImmediate)
    },
  }
}

afterEach(() => delete globalThis.localStorage)

test("each person is asked once on a phone, before the browser hears a word, and whoever comes next is asked too", async () => {
  const kept = new Map()
  Object.defineProperty(globalThis, "localStorage", { value: { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, value) }, configurable: true })

  const no = phone("p_ada", "")
  await no.press()
  await no.press()
  assert.deepEqual([no.asked, no.heard, [...kept]], [["p_ada", "p_ada"], [], []])
  const ada = phone("p_ada", "yes")
  await ada.press()
  await ada.press()
  await ada.press()
  ada.leave()
  assert.deepEqual([ada.asked, ada.heard], [["p_ada"], ["p_ada", "p_ada"]])
  const eve = phone("p_eve", "yes")
  await eve.press()
  eve.leave()

  assert.deepEqual([eve.asked, eve.heard, kept.size], [["p_eve"], ["p_eve"], 2])
})

test("where a browser keeps nothing it asks each time", async () => {
  Object.defineProperty(globalThis, "localStorage", { get: () => { throw new Error("forbidden") }, configurable: true })
  const ada = phone("p_ada", "yes")

  await ada.press()
  await ada.press()
  await ada.press()
  ada.leave()

  assert.deepEqual([ada.asked, ada.heard], [["p_ada", "p_ada"], ["p_ada", "p_ada"]])
})
