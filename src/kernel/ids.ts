import { createHash } from 'node:crypto'
import type { Clock } from './clock.ts'
import type { Random } from './random.ts'
import { err, ok, type Result } from './result.ts'

/** A UUID that knows what it names. */
export type Id<Name extends string> = string & { readonly __id: Name }
export type UserId = Id<'user'>
export type HostId = Id<'host'>
export type ListingId = Id<'listing'>
export type UnitId = Id<'unit'>
export type PhotoId = Id<'photo'>
export type BookingId = Id<'booking'>
export type PaymentId = Id<'payment'>
export type ReviewId = Id<'review'>

/** Makes new ids. An argument like clock and chance, because it is made of both. */
export type Ids = { next<Name extends string>(): Id<Name> }

/** UUIDv7 (RFC 9562): 48 bits of time, then chance; later ids sort later, so primary keys grow at their end. */
export function newIds(clock: Clock, random: Random): Ids {
  return {
    next: <Name extends string>() => {
      const bytes = random.bytes(16)
      const hex = (byte: number) => byte.toString(16).padStart(2, '0')
      const time = Math.trunc(clock.now()).toString(16).padStart(12, '0')
      const [version, variant] = [0x70 | (at(bytes, 6) & 0x0f), 0x80 | (at(bytes, 8) & 0x3f)]
      const tail = [...bytes.subarray(10)].map(hex).join('')
      return `${time.slice(0, 8)}-${time.slice(8)}-${hex(version)}${hex(at(bytes, 7))}-${hex(variant)}${hex(at(bytes, 9))}-${tail}` as Id<Name>
    },
  }
}

const at = (bytes: Uint8Array, index: number) => bytes[index] ?? 0

/**
 * The id that `fact` always has: a UUIDv8 (RFC 9562) made of its SHA-256. Two writers of one fact meet at the primary key.
 * Whoever knows the fact knows the id: it identifies, it does not authorise.
 */
export function idFrom<Name extends string>(fact: string): Id<Name> {
  const hex = createHash('sha256').update(fact).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}` as Id<Name>
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

export function parseId<Name extends string>(text: string): Result<Id<Name>, { code: 'bad_id' }> {
  return uuid.test(text) ? ok(text as Id<Name>) : err({ code: 'bad_id' })
}

/** Its 32 digits. */
export const hexOf = (id: Id<string>): string => id.replaceAll('-', '')

const digits = Buffer.from('0123456789abcdef')
/** A text to be written over, and where in it each digit goes. */
const text = Buffer.from('00000000-0000-0000-0000-000000000000')
const digitPlaces = Array.from({ length: 32 }, (_, digit) => digit + [8, 12, 16, 20].filter((dash) => digit >= dash).length)

/** The id that these four numbers of 32 bits are: of one that was taken apart before. A search names a hundred. */
export function idOfWords<Name extends string>(words: readonly [number, number, number, number]): Id<Name> {
  for (let digit = 0; digit < 32; digit++) {
    text[digitPlaces[digit] ?? 0] = digits[((words[digit >>> 3] ?? 0) >>> (28 - (digit & 7) * 4)) & 15] ?? 0
  }
  return text.toString('latin1') as Id<Name>
}
