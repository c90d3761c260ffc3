import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { addDays, calendarDate } from '../src/kernel/calendar-date.ts'
import type { DemoTown, DemoWho } from './demo-town.ts'

/** A page in one of its states, as somebody sees it. `open` brings it there by hand, where an address alone does not. */
export type View = Readonly<{
  name: string
  /** SvelteKit's name of the route, so that a test can tell which has no view. */
  route: string
  who?: DemoWho
  path: (town: DemoTown) => string | Promise<string>
  /** It comes without script. */
  still?: true
  open?: (page: Page) => Promise<void>
}>

export const today = calendarDate(new Date().toISOString().slice(0, 10))
export const inDays = (days: number) => addDays(today, days)
export const dates = (from: number, nights: number) => `checkIn=${inDays(from)}&checkOut=${inDays(from + nights)}`

/** Makes it for a town when it is first asked for. */
export function once<Made>(make: (town: DemoTown) => Promise<Made>): (town: DemoTown) => Promise<Made> {
  const made = new WeakMap<DemoTown, Promise<Made>>()
  return (town) => {
    const known = made.get(town) ?? make(town)
    made.set(town, known)
    return known
  }
}

/** Of the homes on offer, the one that search names first. */
export async function firstHome(town: DemoTown): Promise<string> {
  const { results } = await town.read<{ results: readonly { listingId: string }[] }>('/api/v1/search?limit=1')
  assert.ok(results[0], 'the demo has no homes')
  return results[0].listingId
}

export const listing = async (town: DemoTown, rest = '') => `/listings/${await firstHome(town)}${rest}`

const booked = once((town) => town.book(inDays(20)))

/** A stay of the demo's guest that is to come, booked when it is first asked for. */
export const trip = async (town: DemoTown, rest = '') => `/trips/${await booked(town)}${rest}`

/** Where a stay that is over is reviewed. */
export async function overStay(town: DemoTown, who: 'guest' | 'host', under: string): Promise<string> {
  const { items } = await town.read<{ items: readonly { id: string; canReview: boolean }[] }>(`/api/v1/bookings?as=${who}`, who)
  const over = items.find(({ canReview }) => canReview)
  assert.ok(over, `the demo's ${who} has no stay to review`)
  return `${under}/${over.id}/review`
}

/** The demo guest has asked the demo host, who has not answered; has asked and was told no; would leave earlier; was called off. */
export const asked = once((town) => town.bookAtHosts(inDays(90), 'asked'))
export const declined = once(async (town) => {
  const id = await town.bookAtHosts(inDays(100), 'asked')
  await town.decline(id)
  return id
})
export const shorter = once(async (town) => {
  const id = await town.bookAtHosts(inDays(110), 'booked')
  await town.proposeShorter(id)
  return id
})
export const calledOff = once(async (town) => {
  const id = await town.bookAtHosts(inDays(120), 'booked')
  await town.callOffAsOperator(id)
  return id
})

/** The demo guest was expected yesterday, and the demo host has said that nobody came. */
export const absence = once((town) => town.stayAway())
