/** Letters that Unicode does not take apart into a base letter and a mark. */
const plain: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  ħ: 'h',
  ŧ: 't',
  ə: 'e',
  ŋ: 'n',
}

/**
 * A name as it is compared: lower case, without accents and apostrophes, every other sign a single space.
 * 'Saint-Étienne-d’Orthe' and 'saint etienne dorthe' are the same.
 */
export function fold(name: string): string {
  if (/^[a-z]+$/.test(name)) return name
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}'’‘ʻʼ`´”]/gu, '')
    .replace(/[ßæœøđðþłıħŧəŋ]/g, (letter) => plain[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** How many slips of the finger a name of this length may hold and still be understood. */
export const typosMax = (length: number) => (length < 4 ? 0 : length < 8 ? 1 : 2)

/** One bit a letter (all signs beyond a-z share the last ones): a cheap bound on how far two names are apart. */
export function letterMask(folded: string): number {
  let mask = 0
  for (let i = 0; i < folded.length; i++) {
    const letter = folded.charCodeAt(i) - 97
    mask |= 1 << (letter >= 0 && letter < 26 ? letter : 26 + (folded.charCodeAt(i) % 6))
  }
  return mask
}

/** At least how many single changes turn some beginning of a name with letters `name` into one with letters `typed`. */
export const missingLetters = (typed: number, name: number) => bitCount(typed & ~name)

function bitCount(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555)
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333)
  return (((n + (n >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}

/** Whether the first two letters of both names share one, at the same place or side by side: slips hardly ever hit them all. */
export function startsAlike(typed: string, name: string): boolean {
  const [first, second] = [name.charCodeAt(0), name.charCodeAt(1)]
  const [a, b] = [typed.charCodeAt(0), typed.charCodeAt(1)]
  return first === a || first === b || second === a || second === b
}

const rows = [new Uint8Array(128), new Uint8Array(128), new Uint8Array(128)] as const

/**
 * The fewest changes (a letter more, fewer, other, or two swapped) that turn `typed` into the beginning of `name`,
 * or `max + 1` when more than `max` are needed. Names are cut at 100 letters.
 */
export function typos(typed: string, name: string, max: number): number {
  const [width, height] = [Math.min(name.length, typed.length + max, 100), Math.min(typed.length, 100)]
  let [before, last, row]: [Uint8Array, Uint8Array, Uint8Array] = [rows[0], rows[1], rows[2]]
  for (let x = 0; x <= width; x++) last[x] = x
  for (let y = 1; y <= height; y++) {
    let lowest = (row[0] = y)
    for (let x = 1; x <= width; x++) {
      const same = typed.charCodeAt(y - 1) === name.charCodeAt(x - 1)
      let cost = Math.min(get(last, x) + 1, get(row, x - 1) + 1, get(last, x - 1) + (same ? 0 : 1))
      if (x > 1 && y > 1 && swapped(typed, name, y, x)) cost = Math.min(cost, get(before, x - 2) + 1)
      row[x] = cost
      lowest = Math.min(lowest, cost)
    }
    if (lowest > max) return max + 1
    ;[before, last, row] = [last, row, before]
  }
  let best = max + 1
  for (let x = 0; x <= width; x++) best = Math.min(best, get(last, x))
  return best
}

const get = (row: Uint8Array, index: number) => row[index] ?? 255

const swapped = (typed: string, name: string, y: number, x: number) =>
  typed.charCodeAt(y - 1) === name.charCodeAt(x - 2) && typed.charCodeAt(y - 2) === name.charCodeAt(x - 1)
