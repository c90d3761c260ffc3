import { hourMs, toIso, type Instant } from '../kernel/clock.ts'
import type { Stay } from '../kernel/stay.ts'
import type { WallTime, Zone } from '../kernel/zone.ts'
import { freeCancellationUntil, policyNameFor, type AgreedPolicy } from '../listings/cancellation-policy.ts'

/** What of a listing says until when its stays may be called off for nothing. */
export type Freedom = Readonly<{ policy: AgreedPolicy; checkInFrom: WallTime; zone: Zone }>

/** Until when who books at `now` may call the stay off for nothing, as the API writes it; null: never. */
export type FreeUntil = (freedom: Freedom, stay: Stay, now: Instant) => string | null

/** `text` is what everybody is told who books from one moment to the other. */
type Known = Readonly<{ text: string | null; from: Instant; until: number }>

/** Arrivals whose answer is remembered, of each policy. */
const knownMax = 10_000

/** A page of hits has few different answers, and so have all pages together, and each costs as much as finding a home. */
export function newFreeUntil(): FreeUntil {
  const byPolicy = new WeakMap<AgreedPolicy, Map<string, Known>>()
  return ({ policy, checkInFrom, zone }, stay, now) => {
    const known = byPolicy.get(policy) ?? new Map<string, Known>()
    byPolicy.set(policy, known)
    // How long a stay is counts only for which policy it has.
    const key = `${stay.checkIn} ${policyNameFor(policy, stay).ref} ${checkInFrom} ${zone}`
    const before = known.get(key)
    if (before && now >= before.from && now <= before.until) return before.text
    if (known.size >= knownMax) known.clear()
    const until = freeCancellationUntil(policy, { stay, checkInFrom, zone, bookedAt: now })
    const text = until === null ? null : toIso(until)
    known.set(key, { text, from: now, until: until === null ? Infinity : sameUntil(policy, until) })
    return text
  }
}

/**
 * What is free until a tier's end stays so for who books later, as long as that end does not fall into their time to think it
 * over; that one moves with the booking, so that it is new for each moment.
 */
const sameUntil = ({ grace }: AgreedPolicy, until: Instant) => until - grace.hours * hourMs
