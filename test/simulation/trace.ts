/** What happened, as a hash of all of it and the last of it in words. */
export type Trace = {
  note(step: number, now: number, who: string, what: string): void
  /** Counts in the hash only. */
  mix(what: unknown): void
  hash(): string
  last(count: number): string[]
}

const kept = 400

export function newTrace(): Trace {
  const hashes = new Map<string, number>()
  const ring: { step: number; now: number; who: string; what: string }[] = []
  let [a, b] = [0x811c9dc5, 0x9e3779b9]
  const mixNumber = (value: number) => {
    a = Math.imul(a ^ (value | 0), 0x01000193)
    b = Math.imul((b << 13) | (b >>> 19), 0x85ebca6b) ^ (value | 0)
  }
  const hashOf = (text: string) => {
    let hash = 0x811c9dc5
    for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
    return hash
  }
  /** The same few texts come again and again. */
  const known = (text: string) => {
    const found = hashes.get(text)
    if (found !== undefined) return found
    const hash = hashOf(text)
    hashes.set(text, hash)
    return hash
  }
  const mix = (value: unknown): void => {
    if (typeof value === 'number') mixNumber(value)
    else if (typeof value === 'string') mixNumber(hashOf(value))
    else if (Array.isArray(value)) for (const each of value) mix(each)
    else mixNumber(value === null ? 1 : hashOf(typeof value === 'bigint' ? value.toString() : typeof value))
  }
  return {
    note: (step, now, who, what) => {
      mixNumber(step)
      mixNumber(now % 2 ** 31)
      mixNumber(known(what))
      ring[step % kept] = { step, now, who, what }
    },
    mix,
    hash: () => [a, b].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join(''),
    last: (count) =>
      ring
        .filter(Boolean)
        .toSorted((one, other) => one.step - other.step)
        .slice(-count)
        .map(({ step, now, who, what }) => `${step}  ${new Date(now).toISOString()}  ${who.padEnd(8)}  ${what.slice(0, 200)}`),
  }
}
