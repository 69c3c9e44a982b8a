import { deviceWords } from "../storage.js"

/** Whether something on this device waits for somebody at this board (`drawers.js`): learned without opening it. @param {HTMLElement} root */
export const isKept = ({ dataset: { principal, board } }) => deviceWords.get(`kept ${principal} ${board}`) !== null
