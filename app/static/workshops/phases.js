/** What people call the parts of a step. */
import { t } from "../i18n.js"

/** @type {Record<string, () => string>} */
const NAMES = {
  brief: () => t("Brief"),
  private: () => t("Write alone"),
  reveal: () => t("Reveal"),
  cluster: () => t("Group"),
  discuss: () => t("Discuss"),
  vote: () => t("Vote"),
  decide: () => t("Decide"),
  assign: () => t("Name owners"),
  lock: () => t("Lock"),
  walk: () => t("Walk"),
  pair: () => t("In pairs"),
  group: () => t("In groups"),
  plenary: () => t("All together"),
  break: () => t("Break"),
}

/** @param {string | undefined} kind */
export function phaseName(kind) {
  return kind && Object.hasOwn(NAMES, kind) ? (NAMES[kind]?.() ?? "") : ""
}
