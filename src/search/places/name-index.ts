/**
 * Folded names in order, for finding those that begin with what somebody types, or nearly so. In arrays that a thread can
 * hand over as they are: a name is `letters` from `starts[i]` to `starts[i + 1]`.
 */
export type NameIndex = Readonly<{
  letters: Uint16Array
  starts: Uint32Array
  /** How many letters a name begins with in common with the one before it, 255 at most. */
  shared: Uint8Array
  /** Whose name it is, times four, and what sort of name (`nameSorts`). */
  owners: Uint32Array
  /** The names in order of whose they are. */
  byOwner: Uint32Array
  /** The first of the names that begin with the same two letters, of each such two letters; then how many names there are. */
  pairs: Uint32Array
}>

/** A place's name; another name of it, in whatever language; a word in its name, or an airport's letters: nobody calls it that. */
export const nameSorts = ['name', 'other', 'part'] as const
export type NameSort = (typeof nameSorts)[number]

export type NameList = {
  add(text: string, place: number, sort: NameSort): void
  /** All that was added, in order. */
  index(): NameIndex
}

/** Names are gathered in arrays too: as objects, a third of a million would fill memory that is never given back. */
export function newNameList(): NameList {
  let [letters, starts, owners] = [new Uint16Array(2 ** 20), new Uint32Array(2 ** 16), new Uint32Array(2 ** 16)]
  let [end, count] = [0, 0]
  return {
    add: (text, place, sort) => {
      if (end + text.length > letters.length) letters = grown(letters, new Uint16Array(letters.length * 2))
      if (count + 1 >= starts.length) {
        starts = grown(starts, new Uint32Array(starts.length * 2))
        owners = grown(owners, new Uint32Array(owners.length * 2))
      }
      for (let i = 0; i < text.length; i++) letters[end++] = text.charCodeAt(i)
      owners[count++] = place * 4 + nameSorts.indexOf(sort)
      starts[count] = end
    },
    index: () => inOrder({ letters: letters.subarray(0, end), starts: starts.subarray(0, count + 1), owners: owners.subarray(0, count) }),
  }
}

function grown<T extends Uint16Array | Uint32Array>(old: T, larger: T): T {
  larger.set(old)
  return larger
}

function inOrder(names: Unsorted): NameIndex {
  const count = names.owners.length
  const order = sorted(names)
  const index = { letters: new Uint16Array(names.letters.length), starts: new Uint32Array(count + 1), owners: new Uint32Array(count) }
  const shared = new Uint8Array(count)
  for (const [i, name] of order.entries()) {
    const [start, from] = [index.starts[i] ?? 0, names.starts[name] ?? 0]
    index.letters.set(names.letters.subarray(from, names.starts[name + 1]), start)
    index.starts[i + 1] = start + lengthOf(names, name)
    index.owners[i] = names.owners[name] ?? 0
    if (i > 0) shared[i] = Math.min(255, sharedLetters(names, order[i - 1] ?? 0, name))
  }
  const numbers = numbersUpTo(count)
  const pairs = Uint32Array.of(...numbers.filter((name) => (shared[name] ?? 0) < 2), count)
  return { ...index, shared, pairs, byOwner: numbers.toSorted((a, b) => (index.owners[a] ?? 0) - (index.owners[b] ?? 0)) }
}

type Unsorted = Pick<NameIndex, 'letters' | 'starts' | 'owners'>

/** By their letters, then by place. Nearly all are told apart by the first three, which one number holds. */
function sorted(names: Unsorted): Uint32Array {
  const { letters, starts, owners } = names
  const firsts = new Float64Array(owners.length)
  for (let name = 0; name < firsts.length; name++) {
    const letter = (i: number) => (i < lengthOf(names, name) ? (letters[(starts[name] ?? 0) + i] ?? 0) : 0)
    firsts[name] = (letter(0) * 65_536 + letter(1)) * 65_536 + letter(2)
  }
  return numbersUpTo(owners.length).toSorted((a, b) => (firsts[a] ?? 0) - (firsts[b] ?? 0) || byLetters(names, a, b))
}

const numbersUpTo = (count: number) => new Uint32Array(count).map((_, index) => index)

function byLetters(names: Unsorted, a: number, b: number): number {
  const { letters, starts, owners } = names
  const shared = sharedLetters(names, a, b)
  if (shared === lengthOf(names, a) || shared === lengthOf(names, b)) {
    return lengthOf(names, a) - lengthOf(names, b) || (owners[a] ?? 0) - (owners[b] ?? 0)
  }
  return (letters[(starts[a] ?? 0) + shared] ?? 0) - (letters[(starts[b] ?? 0) + shared] ?? 0)
}

function sharedLetters(names: Unsorted, a: number, b: number): number {
  const { letters, starts } = names
  const [atA, atB] = [starts[a] ?? 0, starts[b] ?? 0]
  const length = Math.min(lengthOf(names, a), lengthOf(names, b))
  let count = 0
  while (count < length && letters[atA + count] === letters[atB + count]) count++
  return count
}

/** From which name on, and up to which, names begin with `typed`. */
export function beginningWith(index: NameIndex, typed: string): readonly [from: number, until: number] {
  return [firstFrom(index, typed, false), firstFrom(index, typed, true)]
}

/** @param after the first name behind all that begin with `typed`, else the first of them */
function firstFrom({ letters, starts, owners }: NameIndex, typed: string, after: boolean): number {
  let [low, high] = [0, owners.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    const [from, until] = [starts[middle] ?? 0, starts[middle + 1] ?? 0]
    let order = 0
    for (let i = 0; i < typed.length && order === 0; i++) order = from + i < until ? (letters[from + i] ?? 0) - typed.charCodeAt(i) : -1
    if (order < 0 || (after && order === 0)) low = middle + 1
    else high = middle
  }
  return low
}

export const ownerOf = ({ owners }: NameIndex, name: number) => (owners[name] ?? 0) >>> 2
export const sortOf = ({ owners }: NameIndex, name: number): NameSort => nameSorts[(owners[name] ?? 0) & 3] ?? 'part'
export const lengthOf = ({ starts }: Pick<NameIndex, 'starts'>, name: number) => (starts[name + 1] ?? 0) - (starts[name] ?? 0)

/** More of what is typed is not compared. */
const typedMax = 50
const slipsMax = 2
const height = typedMax + slipsMax + 1
const width = typedMax + 1
/** A row a letter of the name, a column a letter typed: the fewest slips between their beginnings. */
const table = new Uint8Array((height + 1) * width)
/** The fewest slips of all that is typed against a beginning of the name, by that beginning's length. */
const fewest = new Uint8Array(height + 1)
const beyond = 100

/**
 * Tells `use` of every name with a beginning that `typed` is within `max` slips of (a letter more, fewer, other, or two
 * swapped). Slips hardly ever hit all of the first two letters: names that share none of them are left out, and in other
 * alphabets than ours names that begin with another letter.
 */
export function eachNear(index: NameIndex, typed: string, max: number, use: (name: number, slips: number) => void): void {
  const text = typed.slice(0, typedMax)
  for (let x = 0; x <= text.length; x++) table[x] = x <= max ? x : beyond
  fewest[0] = text.length <= max ? text.length : beyond
  for (let pair = 0; pair + 1 < index.pairs.length; pair++) {
    const from = index.pairs[pair] ?? 0
    if (beginsAlike(text, index, from)) eachNearOf(index, { text, max, from, until: index.pairs[pair + 1] ?? 0 }, use)
  }
}

function beginsAlike(text: string, { letters, starts }: NameIndex, name: number): boolean {
  const [a, b, start] = [text.charCodeAt(0), text.charCodeAt(1), starts[name] ?? 0]
  const first = letters[start] ?? 0
  if (first === a || a >= 128) return first === a
  const second = start + 1 < (starts[name + 1] ?? 0) ? letters[start + 1] : 0
  return first === b || second === a || second === b
}

type Stretch = Readonly<{ text: string; max: number; from: number; until: number }>

/** Walks names as a tree: what two begin with in common is compared once, and left with all below it once it can be near no more. */
function eachNearOf(index: NameIndex, stretch: Stretch, use: (name: number, slips: number) => void): void {
  const { max, from, until } = stretch
  let [known, dead] = [0, false]
  for (let name = from; name < until; name++) {
    const shared = name === from ? 0 : (index.shared[name] ?? 0)
    if (!dead || shared < known) {
      known = Math.min(shared, known)
      dead = false
      const [start, length] = [index.starts[name] ?? 0, lengthOf(index, name)]
      while (known < length && !dead) dead = !nextRow(stretch, ++known, index.letters, start)
    }
    const slips = fewest[known] ?? beyond
    if (slips <= max) use(name, slips)
  }
}

/** Compares the letter `y` (from 1) of the name that begins at `start`. @returns whether a longer beginning may still be near */
function nextRow({ text, max }: Stretch, y: number, letters: Uint16Array, start: number): boolean {
  const [row, last, before] = [y * width, (y - 1) * width, (y - 2) * width]
  const letter = letters[start + y - 1] ?? 0
  const [left, right] = [Math.max(0, y - max), Math.min(text.length, y + max)]
  let lowest = beyond
  for (let x = left; x <= right; x++) {
    let cost = x === 0 ? y : beyond
    if (x > 0) {
      const typed = text.charCodeAt(x - 1)
      cost = at(last, x - 1) + (typed === letter ? 0 : 1)
      if (x > left) cost = Math.min(cost, at(row, x - 1) + 1)
      if (x < y + max) cost = Math.min(cost, at(last, x) + 1)
      const swapped = x > 1 && y > 1 && text.charCodeAt(x - 2) === letter && typed === (letters[start + y - 2] ?? 0)
      if (swapped) cost = Math.min(cost, at(before, x - 2) + 1)
    }
    table[row + x] = cost
    if (cost < lowest) lowest = cost
  }
  const whole = right === text.length && left <= right ? at(row, text.length) : beyond
  fewest[y] = Math.min(fewest[y - 1] ?? beyond, whole)
  return lowest <= max && y < text.length + max
}

const at = (row: number, x: number) => table[row + x] ?? beyond
