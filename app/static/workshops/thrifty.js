/** Whether this page is to use little data: the house says so on the page, by the device's switch or the browser's. */
export const thrifty = () => Boolean(globalThis.document?.querySelector("[data-lite=yes]"))
