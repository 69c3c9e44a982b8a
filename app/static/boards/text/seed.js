/**
 * The Yjs client under which a plain text becomes a document, so that every page and the server
 * make the same bytes of it: FNV-1a over the note's id and its text. The twin of `seed_client` in
 * `app/boards/merging.py`.
 * @param {string} id @param {string} text
 */
export function seedClient(id, text) {
  let value = 0x811c9dc5
  for (const byte of new TextEncoder().encode(`${id}\n${text}`)) value = Math.imul(value ^ byte, 0x01000193) >>> 0
  return value || 1
}
