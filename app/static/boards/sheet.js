/** A style sheet that comes with the module that needs it, once for a page. */

/** @param {string} name of a file beside the others of components */
export function dress(name) {
  const href = new URL(`../css/components/${name}`, import.meta.url).href
  if ([...document.querySelectorAll("link")].some((link) => link.href === href || link.dataset.holds === name)) return
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }))
}
