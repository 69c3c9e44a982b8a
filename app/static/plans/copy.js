/** A button that copies what stands in a field, and says so; where the browser lets no page copy it does not come. */

for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("button[data-copies]"))) {
  const field = document.querySelector(`#${button.dataset.copies}`)
  const told = document.querySelector(`#${button.dataset.copies}-copied`)
  button.hidden = !navigator.clipboard
  button.addEventListener("click", () => {
    if (!(field instanceof HTMLInputElement) || !told) return
    field.select()
    void navigator.clipboard.writeText(field.value).then(
      () => { told.textContent = button.dataset.done ?? "" },
      () => { told.textContent = button.dataset.fails ?? "" },
    )
  })
}
