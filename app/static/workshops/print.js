/** A button that prints the page; without scripts the browser's own does. */

for (const button of document.querySelectorAll("[data-print]")) {
  button.removeAttribute("hidden")
  button.addEventListener("click", () => window.print())
}
