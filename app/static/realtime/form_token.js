/** The token that proves a request comes from our own pages. It grows old: a page that is open for a day gets another. */

const ADDRESS = "/form-token/"
const PATIENCE = 10_000

/** Fetch another, for requests and for the forms of this page; null where nobody answers. @returns {Promise<string | null>} */
export async function renewFormToken() {
  const ended = new AbortController()
  const timer = setTimeout(() => ended.abort(), PATIENCE)
  try {
    const answer = await fetch(ADDRESS, { headers: { Accept: "application/json" }, cache: "no-store", signal: ended.signal })
    const token = answer.ok ? (await answer.json()).token : null
    if (typeof token !== "string") return null
    if ("querySelectorAll" in (globalThis.document ?? {})) write(token)
    return token
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}

/** @param {string} token */
function write(token) {
  document.querySelector("meta[name=csrf-token]")?.setAttribute("content", token)
  for (const field of document.querySelectorAll("input[name=csrf_token]")) field.setAttribute("value", token)
  document.body.setAttribute("hx-headers:inherited", JSON.stringify({ "X-CSRFToken": token }))
}
