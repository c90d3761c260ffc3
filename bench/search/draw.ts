/** Chance for made-up homes: cheap enough to be asked two hundred times a home, for millions of them. */
export type Draw = {
  /** From 0 up to, but without, 1. */
  share(): number
  below(below: number): number
  chance(likely: number): boolean
}

/** The same `seed` and `index` always draw the same, whatever was drawn for others (Mulberry32). */
export function drawFor(seed: number, index: number): Draw {
  let state = scatter(Math.imul(seed, 0x9e3779b1) ^ scatter(index))
  const share = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return { share, below: (below) => Math.floor(share() * below), chance: (likely) => share() < likely }
}

/** MurmurHash3's last step: neighbours end far apart. */
function scatter(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}

/** What 0, 10, 20 … 90, 95, 99 and 100 % of what was measured lie below. */
export type Quantiles = readonly number[]
const steps = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1]

/** A value as common as it was where the quantiles were measured, straight in between. */
export function drawFrom(quantiles: Quantiles, draw: Draw): number {
  const share = draw.share()
  const step = share < 0.9 ? Math.floor(share * 10) : share < 0.95 ? 9 : share < 0.99 ? 10 : 11
  const [from, to] = [steps[step] ?? 0, steps[step + 1] ?? 1]
  const [low, high] = [quantiles[step] ?? 0, quantiles[step + 1] ?? 0]
  return low + ((share - from) / (to - from)) * (high - low)
}

/** Values and how common each is; the shares need not add up to one. */
export type Choices<T> = readonly (readonly [value: T, share: number])[]

/** One of them, as often as it is common. */
export function choosing<T>(choices: Choices<T>): (draw: Draw) => T {
  const upTo: number[] = []
  let whole = 0
  for (const [, share] of choices) upTo.push((whole += share))
  const last = choices.at(-1)
  if (!last) throw new Error('nothing to choose from')
  return (draw) => (choices[firstAbove(upTo, draw.share() * whole)] ?? last)[0]
}

/** Where in `ascending` the first one above `value` stands. */
export function firstAbove(ascending: ArrayLike<number>, value: number): number {
  let [low, high] = [0, ascending.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] ?? 0) > value) high = middle
    else low = middle + 1
  }
  return low
}
