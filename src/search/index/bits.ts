/** Rows as bits, a column of them at `base` in `words`. */
export const hasBit = (words: Uint32Array, row: number, base = 0) => (((words[base + (row >>> 5)] ?? 0) >>> (row & 31)) & 1) === 1

export function setBit(words: Uint32Array, row: number, on: boolean, base = 0): void {
  const at = base + (row >>> 5)
  const bit = 1 << (row & 31)
  words[at] = on ? (words[at] ?? 0) | bit : (words[at] ?? 0) & ~bit
}
