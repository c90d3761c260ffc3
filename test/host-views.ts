import assert from 'node:assert/strict'
import type { DemoTown } from './demo-town.ts'
import { absence, asked, inDays, once, overStay, shorter, type View } from './view.ts'

/** The demo host's own reservation that begins next. */
async function nextReservation(town: DemoTown): Promise<string> {
  const { items } = await town.read<{ items: readonly { id: string }[] }>('/api/v1/bookings?as=host&show=ahead&limit=1', 'host')
  assert.ok(items[0], 'nobody is coming to the demo host')
  return `/host/reservations/${items[0].id}`
}

/** One of the demo host's guests is expected since yesterday, as far as anybody knows. */
async function hereSinceYesterday(town: DemoTown): Promise<string> {
  type Stay = { id: string; noShowFrom: string; leavesAt: string }
  const { items } = await town.read<{ items: readonly Stay[] }>('/api/v1/bookings?as=host&show=now&limit=50', 'host')
  const now = new Date().toISOString()
  const stay = items.find(({ noShowFrom, leavesAt }) => noShowFrom <= now && now < leavesAt)
  assert.ok(stay, 'nobody is at the demo host’s')
  return `/host/reservations/${stay.id}`
}

/** The demo host's first home. */
async function ownHome(town: DemoTown): Promise<string> {
  const { items } = await town.read<{ items: readonly { id: string }[] }>('/api/v1/hosting/listings?limit=1', 'host')
  assert.ok(items[0], "the demo's host lets nothing")
  return items[0].id
}

/** One that the demo's host wrote down by themselves, when it is first asked for. */
const ownBooking = once(async (town) => `/host/bookings/${await town.giveAway(await ownHome(town), inDays(200))}`)

const own = async (town: DemoTown, step: string) => `/host/listings/${await ownHome(town)}/${step}`

const editor = ['kind', 'place', 'rooms', 'amenities', 'texts', 'prices', 'rules', 'review'].map((step): View => {
  const route = '/host/(editor)/listings/[id]/[step]'
  return { name: `host-listing-${step}`, route, who: 'host', path: (town) => own(town, step) }
})

const hostIsPaid = once((town) => town.payHost())
async function paidTo(path: string, town: DemoTown): Promise<string> {
  await hostIsPaid(town)
  return path
}

/** What hosts see. */
export const hostViews: readonly View[] = [
  { name: 'host-listings', route: '/host/(editor)/listings', who: 'host', path: () => '/host/listings' },
  { name: 'host-listing-new', route: '/host/(editor)/listings/new', who: 'host', path: () => '/host/listings/new' },
  ...editor,
  { name: 'host-reservations', route: '/host/reservations', who: 'host', path: () => '/host/reservations' },
  { name: 'host-reservations-past', route: '/host/reservations', who: 'host', path: () => '/host/reservations?show=past' },
  { name: 'host-reservations-off', route: '/host/reservations', who: 'host', path: () => '/host/reservations?show=off' },
  { name: 'host-reservation', route: '/host/reservations/[id]', who: 'host', path: nextReservation },
  { name: 'host-reservation-here', route: '/host/reservations/[id]', who: 'host', path: hereSinceYesterday },
  {
    name: 'host-no-show',
    route: '/host/reservations/[id]/no-show',
    who: 'host',
    path: async (town) => `${await hereSinceYesterday(town)}/no-show`,
  },
  {
    name: 'host-reservation-no-show',
    route: '/host/reservations/[id]',
    who: 'host',
    path: async (town) => `/host/reservations/${await absence(town)}`,
  },
  {
    name: 'host-reservation-asked',
    route: '/host/reservations/[id]',
    who: 'host',
    path: async (town) => `/host/reservations/${await asked(town)}`,
  },
  { name: 'host-alter-proposed', route: '/trips/[id]/alter', who: 'host', path: async (town) => `/trips/${await shorter(town)}/alter` },
  { name: 'host-booking-new', route: '/host/bookings/new', who: 'host', path: () => '/host/bookings/new' },
  { name: 'host-booking', route: '/host/bookings/[id]', who: 'host', path: ownBooking },
  { name: 'host-calendar', route: '/host/calendar', who: 'host', path: () => '/host/calendar' },
  {
    name: 'host-calendar-home',
    route: '/host/calendar/[listingId]',
    who: 'host',
    path: async (town) => `/host/calendar/${await ownHome(town)}`,
  },
  {
    name: 'host-calendar-asked',
    route: '/host/calendar/[listingId]',
    who: 'host',
    path: async (town) => {
      await asked(town)
      return `/host/calendar/${await ownHome(town)}?month=${inDays(91).slice(0, 7)}`
    },
  },
  {
    name: 'host-calendar-picked',
    route: '/host/calendar/[listingId]',
    who: 'host',
    path: async (town) => `/host/calendar/${await ownHome(town)}?month=${inDays(20).slice(0, 7)}&first=${inDays(20)}&last=${inDays(22)}`,
  },
  {
    name: 'host-review',
    route: '/host/reservations/[id]/(review)/review',
    who: 'host',
    path: (town) => overStay(town, 'host', '/host/reservations'),
  },
  { name: 'host-today', route: '/host', who: 'host', path: () => '/host' },
  {
    name: 'host-today-asked',
    route: '/host',
    who: 'host',
    path: async (town) => {
      await asked(town)
      return '/host'
    },
  },
  { name: 'host-today-none', route: '/host', who: 'newcomer', path: () => '/host' },
  { name: 'host-listings-none', route: '/host/(editor)/listings', who: 'newcomer', path: () => '/host/listings' },
  { name: 'host-photos', route: '/host/listings/[id]/photos', who: 'host', path: (town) => own(town, 'photos') },
  { name: 'host-money', route: '/host/money', who: 'host', path: () => '/host/money' },
  { name: 'host-statement', route: '/host/money/statement', who: 'host', path: () => '/host/money/statement' },
  { name: 'host-money-paid', route: '/host/money', who: 'host', path: (town) => paidTo('/host/money', town) },
  { name: 'host-statement-paid', route: '/host/money/statement', who: 'host', path: (town) => paidTo('/host/money/statement', town) },
]
