import { hexOf, idOfWords, type ListingId } from '../../kernel/ids.ts'

/** A listing's id as four numbers of 32 bits, in the order of its text. */
export type IdWords = readonly [number, number, number, number]

export function idWords(id: ListingId): IdWords {
  const hex = hexOf(id)
  const word = (at: number) => Number.parseInt(hex.slice(at, at + 8), 16)
  return [word(0), word(8), word(16), word(24)]
}

export const idText = (words: IdWords): ListingId => idOfWords<'listing'>(words)

export const idAt = (ids: Uint32Array, row: number): IdWords => [
  ids[row * 4] ?? 0,
  ids[row * 4 + 1] ?? 0,
  ids[row * 4 + 2] ?? 0,
  ids[row * 4 + 3] ?? 0,
]

export const isIdAt = (ids: Uint32Array, row: number, [a, b, c, d]: IdWords) =>
  ids[row * 4 + 3] === d && ids[row * 4 + 2] === c && ids[row * 4 + 1] === b && ids[row * 4] === a
