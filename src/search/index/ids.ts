import { hexOf, idOfHex, type ListingId } from '../../kernel/ids.ts'

/** A listing's id as four numbers of 32 bits, in the order of its text. */
export type IdWords = readonly [number, number, number, number]

export function idWords(id: ListingId): IdWords {
  const hex = hexOf(id)
  const word = (at: number) => Number.parseInt(hex.slice(at, at + 8), 16)
  return [word(0), word(8), word(16), word(24)]
}

const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const hexOfWord = (word: number) => {
  const byte = (shift: number) => hexOfByte[(word >>> shift) & 255] ?? ''
  return byte(24) + byte(16) + byte(8) + byte(0)
}

export const idText = ([a, b, c, d]: IdWords): ListingId => idOfHex(`${hexOfWord(a)}${hexOfWord(b)}${hexOfWord(c)}${hexOfWord(d)}`)

export const idAt = (ids: Uint32Array, row: number): IdWords => [
  ids[row * 4] ?? 0,
  ids[row * 4 + 1] ?? 0,
  ids[row * 4 + 2] ?? 0,
  ids[row * 4 + 3] ?? 0,
]

export const isIdAt = (ids: Uint32Array, row: number, [a, b, c, d]: IdWords) =>
  ids[row * 4 + 3] === d && ids[row * 4 + 2] === c && ids[row * 4 + 1] === b && ids[row * 4] === a
