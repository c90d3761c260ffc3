import { randomUUID } from 'node:crypto'
import { addDays, calendarDate, type CalendarDate } from '../../src/kernel/calendar-date.ts'
import { dayMs } from '../../src/kernel/clock.ts'
import type { ListingId, UserId } from '../../src/kernel/ids.ts'
import { kindOf, write } from '../../src/platform/db.ts'
import type { Deps } from '../../src/platform/deps.ts'
import type { Market } from '../../test/market.ts'

/** What one guest will ask for, once. */
export type Wish = Readonly<{
  userId: UserId
  token: string
  key: string
  listingId: ListingId
  checkIn: CalendarDate
  checkOut: CalendarDate
  adults: number
  expectedTotal: object
}>

/** Stays of two nights that each home takes: one after the other for most of a year. */
const staysAHome = 150
/** Guests in one transaction. */
const batch = 200

/** Guests who have just signed in, each with nights that nobody else wants. */
export async function newWishes(market: Market, count: number): Promise<Wish[]> {
  const homes: ListingId[] = []
  while (homes.length * staysAHome < count || homes.length < 20) homes.push(await market.newListing({ title: `The Barn ${homes.length}` }))
  const first = addDays(calendarDate(new Date().toISOString().slice(0, 10)), 30)
  const guests: { userId: UserId; token: string }[] = []
  while (guests.length < count) guests.push(...(await newGuests(market.deps, Math.min(batch, count - guests.length))))
  const stay = { checkIn: first, checkOut: addDays(first, 2), adults: 2 }
  const quote = await market.ana.call('POST', '/api/v1/quotes', { ...stay, listingId: homes[0] })
  const { total } = quote.body as { total: object }
  return guests.map(({ userId, token }, index) => {
    const checkIn = addDays(first, Math.floor(index / homes.length) * 2)
    const listingId = homes[index % homes.length] as ListingId
    return { userId, token, key: randomUUID(), listingId, checkIn, checkOut: addDays(checkIn, 2), adults: 2, expectedTotal: total }
  })
}

async function newGuests({ db, ids, clock }: Deps, count: number): Promise<{ userId: UserId; token: string }[]> {
  const moment = (ms: number) => (kindOf(db) === 'sqlite' ? new Date(ms).toISOString() : new Date(ms))
  const now = clock.now()
  const times = { createdAt: moment(now), updatedAt: moment(now) }
  const guests = Array.from({ length: count }, () => ({ userId: ids.next<'user'>(), token: randomUUID().replaceAll('-', '') }))
  await write(db, async (tx) => {
    const users = guests.map(({ userId: id }) => ({
      id,
      name: 'Ben Marsh',
      email: `ben-${id}@example.com`,
      emailVerified: 1 as const,
      image: null,
      ...times,
    }))
    await tx.insertInto('user').values(users).execute()
    const expiresAt = moment(now + 30 * dayMs)
    const sessions = guests.map((guest) => ({ id: ids.next<'session'>(), ...guest, expiresAt, ipAddress: null, userAgent: null, ...times }))
    await tx.insertInto('session').values(sessions).execute()
  })
  return guests
}
