/** Words of a note that cannot be merged yet, kept for this tab: the text they began from, and what was made of it. */

/** @typedef {{ base: string, mine: string, pm: number }} Words `pm`: the reveal they were written for, 0 in the open */

export class Draft {
  #name
  #storage = tabStorage()

  /** @param {HTMLElement} root the board's part of the page @param {string} id */
  constructor(root, id) {
    this.#name = `${nameOf(root)}${id}`
  }

  /** @returns {Words | null} */
  read() {
    return JSON.parse(this.#storage?.getItem(this.#name) ?? "null")
  }

  /** @param {Words} words */
  keep(words) {
    if (words.base === words.mine) this.forget()
    else this.#storage?.setItem(this.#name, JSON.stringify(words))
  }

  forget() {
    this.#storage?.removeItem(this.#name)
  }
}

/** The notes of a board that have such words in this tab. @param {HTMLElement} root @returns {string[]} */
export function drafted(root) {
  const name = nameOf(root)
  return Object.keys(tabStorage() ?? {}).filter((key) => key.startsWith(name)).map((key) => key.slice(name.length))
}

/** @param {HTMLElement} root */
const nameOf = ({ dataset }) => `words ${dataset.principal} ${dataset.board} `

/** What this tab may keep; null where the browser forbids it. */
function tabStorage() {
  try {
    return sessionStorage
  } catch {
    return null
  }
}
