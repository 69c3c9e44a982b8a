// The types of the vendored file beside this one, as far as it is used, for tsc alone.
export class Doc {
  clientID: number
  getText(name: string): Text
  transact(deed: () => void, origin?: unknown): void
  on(event: "update", hear: (update: Uint8Array, origin: unknown) => void): void
  destroy(): void
}

export type Delta = { retain?: number; insert?: string; delete?: number }[]

export class Text {
  insert(index: number, words: string): void
  delete(index: number, length: number): void
  observe(hear: (event: { delta: Delta; transaction: { origin: unknown } }) => void): void
  unobserve(hear: (event: { delta: Delta; transaction: { origin: unknown } }) => void): void
  toString(): string
}

type StackItem = { meta: Map<string, unknown> }

export class UndoManager {
  constructor(scope: Text, options: { trackedOrigins: Set<unknown>; captureTimeout: number })
  undoStack: StackItem[]
  redoStack: StackItem[]
  undo(): StackItem | null
  redo(): StackItem | null
  stopCapturing(): void
  on(event: "stack-item-added", hear: (event: { stackItem: StackItem }) => void): void
  destroy(): void
}

export function applyUpdate(doc: Doc, update: Uint8Array, origin?: unknown): void
export function encodeStateAsUpdate(doc: Doc): Uint8Array
export function mergeUpdates(updates: Uint8Array[]): Uint8Array
