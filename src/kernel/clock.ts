/** Milliseconds since the epoch, UTC. */
export type Instant = number & { readonly __brand: 'Instant' }

/** Where the time comes from. Always an argument, so that tests and simulators own it. */
export type Clock = { now(): Instant }

export const systemClock: Clock = { now: () => Date.now() as Instant }

export const secondMs = 1000
export const minuteMs = 60 * secondMs
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

/** @throws when `iso` is not a point in time; for literals in code and tests. */
export function instant(iso: string): Instant {
  const time = Date.parse(iso)
  if (Number.isNaN(time)) throw new Error(`not an instant: ${iso}`)
  return time as Instant
}

export const later = (from: Instant, ms: number) => (from + ms) as Instant

/** Of milliseconds since the epoch, as a payload carries an instant. */
export const fromMs = (ms: number) => ms as Instant

/** Of seconds since the epoch, as others count. */
export const fromSeconds = (seconds: number) => fromMs(seconds * secondMs)

export const earliest = (...instants: [Instant, ...Instant[]]) => Math.min(...instants) as Instant
export const latest = (...instants: [Instant, ...Instant[]]) => Math.max(...instants) as Instant

/** RFC 3339 in UTC, as the API writes it. */
export const toIso = (at: Instant) => new Date(at).toISOString()
