/** Pages made for paper: show their print button where a script can press it. */

for (const button of document.querySelectorAll("[data-print]")) {
  if (button instanceof HTMLButtonElement) {
    button.hidden = false
    button.addEventListener("click", () => window.print())
  }
}
