import { randomBytes, randomFillSync, randomInt } from 'node:crypto'

/** Where chance comes from. Always an argument, so that tests and simulators own it. */
export type Random = {
  bytes(count: number): Uint8Array
  /** A whole number from 0 up to, but without, `below`. */
  below(below: number): number
}

export const systemRandom: Random = {
  bytes: pooledBytes(),
  below: (below) => randomInt(below),
}

/** Asking the system costs the same for sixteen bytes as for thousands, and every request has an id. */
function pooledBytes(): Random['bytes'] {
  const pool = new Uint8Array(4096)
  let used = pool.length
  return (count) => {
    if (count > pool.length / 16) return randomBytes(count)
    if (used + count > pool.length) {
      randomFillSync(pool)
      used = 0
    }
    return pool.slice(used, (used += count))
  }
}

/** A repeatable source (xoshiro128**): the same seed gives the same world. Never for secrets. */
export function seededRandom(seed: number): Random {
  const state = new Uint32Array(4)
  let mix = seed >>> 0
  for (let i = 0; i < 4; i++) {
    mix = (mix + 0x9e3779b9) >>> 0
    let z = Math.imul(mix ^ (mix >>> 16), 0x85ebca6b)
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
    state[i] = (z ^ (z >>> 16)) >>> 0
  }
  const rotate = (x: number, k: number) => ((x << k) | (x >>> (32 - k))) >>> 0
  const next = () => {
    const [a = 0, b = 0, c = 0, d = 0] = state
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0
    state[2] = c ^ a
    state[3] = d ^ b
    state[1] = b ^ (c ^ a)
    state[0] = a ^ (d ^ b)
    state[2] = c ^ a ^ (b << 9)
    state[3] = rotate(d ^ b, 11)
    return result
  }
  return {
    bytes: (count) => Uint8Array.from({ length: count }, () => next() & 255),
    below: (below) => Math.floor((next() / 2 ** 32) * below),
  }
}
