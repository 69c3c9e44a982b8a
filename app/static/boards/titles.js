/** Why the words of a title cannot be kept, for the field in which they are written. */
import { t } from "../later.js"
import { SAYS } from "./field.js"

Object.assign(SAYS, {
  "title-empty": t("A group needs a title."),
  "title-long": t("The title of a group holds at most 120 characters."),
})
