/// <reference lib="dom" />
import assert from 'node:assert/strict'
import type { Browser, Page } from 'playwright-core'
import { addDays, calendarDate } from '../src/kernel/calendar-date.ts'
import type { Currency } from '../src/kernel/money.ts'
import { openCase } from '../src/payments/cases/open-case.ts'
import { write } from '../src/platform/db.ts'
import { axeViolations, errorsOf, goAlive } from './browser.ts'
import type { DemoTown, DemoWho } from './demo-town.ts'
import { until } from './until.ts'

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

const mailMsMax = 30_000
const today = calendarDate(new Date().toISOString().slice(0, 10))
const inDays = (days: number) => addDays(today, days)
const dates = (from: number, nights: number) => `checkIn=${inDays(from)}&checkOut=${inDays(from + nights)}`

/** Of the homes on offer, the one that search names first. */
async function firstHome(town: DemoTown): Promise<string> {
  const { results } = await town.read<{ results: readonly { listingId: string }[] }>('/api/v1/search?limit=1')
  assert.ok(results[0], 'the demo has no homes')
  return results[0].listingId
}

/** One case of a dispute, and one of money that nobody knows. */
async function moneyCases(town: DemoTown): Promise<string> {
  await write(town.deps.db, async (tx) => {
    const [amount, reference] = [{ minor: 42_400, currency: 'EUR' as Currency }, 'dp_1RGkqK2eZvKYlo2C']
    await openCase(tx, town.deps, {
      about: 'a view',
      kind: 'dispute_open',
      bookingId: null,
      facts: { amount, reason: 'fraudulent', reference },
    })
    const theirs = { minor: -1_250, currency: 'EUR' as Currency }
    await openCase(tx, town.deps, { about: 'another view', kind: 'unknown', bookingId: null, facts: { theirs, reason: 'adjustment' } })
  })
  return '/operator/money/cases'
}

/** What tells the demo's guest that they have booked. */
async function firstMail(town: DemoTown): Promise<string> {
  await trip(town)
  const mails = () => town.deps.db.selectFrom('mail').select('id').limit(1).executeTakeFirst()
  await until(async () => (await mails()) !== undefined, { msMax: mailMsMax })
  return `/mailbox/${(await mails())?.id}`
}

const listing = async (town: DemoTown, rest = '') => `/listings/${await firstHome(town)}${rest}`

/** The demo guest's own trip that is to come: its home gives back in steps. */
async function tripAsLoaded(town: DemoTown): Promise<string> {
  const { items } = await town.read<{ items: readonly { id: string; state: string }[] }>('/api/v1/bookings', 'guest')
  // The one that a view of ours may have booked is newer.
  const own = items.findLast(({ state }) => state === 'confirmed')
  assert.ok(own, "the demo's guest has a trip to come")
  return `/trips/${own.id}`
}

/** A stay of the demo's guest that is to come, booked when it is first asked for. */
const trips = new WeakMap<DemoTown, Promise<string>>()
async function trip(town: DemoTown, rest = ''): Promise<string> {
  if (!trips.has(town)) trips.set(town, town.book(inDays(20)))
  return `/trips/${await trips.get(town)}${rest}`
}

/** One that still waits for the money, and one whose guest gave up. */
const otherTrips = { hold: new WeakMap<DemoTown, Promise<string>>(), letExpire: new WeakMap<DemoTown, Promise<string>>() }
async function otherTrip(town: DemoTown, outcome: 'hold' | 'letExpire', from: number): Promise<string> {
  const known = otherTrips[outcome].get(town) ?? town[outcome](inDays(from))
  otherTrips[outcome].set(town, known)
  return `/trips/${await known}`
}

/** The demo guest's trip that was called off. */
async function cancelledTrip(town: DemoTown): Promise<string> {
  const { items } = await town.read<{ items: readonly { id: string; state: string }[] }>('/api/v1/bookings', 'guest')
  const off = items.find(({ state }) => state === 'cancelled')
  assert.ok(off, "the demo's guest has called a trip off")
  return `/trips/${off.id}`
}

/** As a browser lets a form go that has no rules of its own: what it then says is the site's. */
async function sendWrong(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.locator(`main input[name=${name}]`).fill(value)
  const form = page.locator('main form:has(input[name=password])')
  await form.evaluate((element: HTMLFormElement) => (element.noValidate = true))
  await form.getByRole('button').last().click()
  await page.locator('main').locator('[role=alert], [aria-invalid=true]').first().waitFor()
}

/** The reader has lost the network, and asks for less all the same. */
async function searchOffline(page: Page): Promise<void> {
  await page.evaluate(() => Object.defineProperty(navigator, 'onLine', { value: false }))
  await page.locator('a[href*="amenities="]').locator('visible=true').first().click()
  await page.getByRole('alert').first().waitFor()
}

/** Who lets the first home. */
async function host(town: DemoTown): Promise<string> {
  const home = await town.read<{ host: { id: string } }>(`/api/v1/listings/${await firstHome(town)}`)
  return `/people/${home.host.id}`
}

/** Where a stay that is over is reviewed. */
async function overStay(town: DemoTown, who: 'guest' | 'host', under: string): Promise<string> {
  const { items } = await town.read<{ items: readonly { id: string; canReview: boolean }[] }>(`/api/v1/bookings?as=${who}`, who)
  const over = items.find(({ canReview }) => canReview)
  assert.ok(over, `the demo's ${who} has no stay to review`)
  return `${under}/${over.id}/review`
}

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

/** The demo guest was expected yesterday, and the demo host has said that nobody came. */
const absences = new WeakMap<DemoTown, Promise<string>>()
function absence(town: DemoTown): Promise<string> {
  const known = absences.get(town) ?? town.stayAway()
  absences.set(town, known)
  return known
}

/** The demo guest's own list, with a home on it, and shared. */
const lists = new WeakMap<DemoTown, Promise<{ id: string; token: string }>>()
function savedList(town: DemoTown): Promise<{ id: string; token: string }> {
  const known = lists.get(town) ?? town.saveHome()
  lists.set(town, known)
  return known
}

const forEverybody: readonly View[] = [
  { name: 'home', route: '/', path: () => '/' },
  {
    name: 'home-calendar',
    route: '/',
    path: () => '/',
    open: (page) => page.locator('input[name=checkIn]').first().press('Alt+ArrowDown'),
  },
  { name: 'search', route: '/search', path: () => '/search' },
  { name: 'search-dates', route: '/search', path: () => `/search?${dates(30, 3)}&adults=2` },
  {
    name: 'search-empty',
    route: '/search',
    path: () => `/search?${dates(30, 3)}&adults=2&amenities=pool,ev_charger&priceMax=50&currency=EUR`,
  },
  { name: 'search-no-network', route: '/search', path: () => '/search', open: searchOffline },
  { name: 'search-unknown-place', route: '/search', path: () => '/search?place=Nowhere%20at%20all' },
  { name: 'search-filters', route: '/search/filters', path: () => `/search/filters?${dates(30, 3)}&adults=2` },
  {
    name: 'search-map',
    route: '/search/map',
    path: () => `/search/map?${dates(30, 3)}&adults=2`,
    open: (page) => page.locator('.pin').first().waitFor(),
  },
  { name: 'listing', route: '/listings/[id]', path: (town) => listing(town) },
  { name: 'listing-dates', route: '/listings/[id]', path: (town) => listing(town, `?${dates(40, 3)}&adults=2`) },
  { name: 'listing-too-long', route: '/listings/[id]', path: (town) => listing(town, `?${dates(40, 300)}&adults=2`) },
  { name: 'listing-photos', route: '/listings/[id]/photos', path: (town) => listing(town, '/photos') },
  { name: 'listing-reviews', route: '/listings/[id]/reviews', path: (town) => listing(town, '/reviews') },
  { name: 'listing-gone', route: '/listings/[id]', path: () => '/listings/01900000-0000-7000-8000-000000000000' },
  { name: 'not-found', route: '/', path: () => '/no/such/page' },
  { name: 'about-letting', route: '/about/[topic]', path: () => '/about/letting' },
  { name: 'sign-in', route: '/(entry)/sign-in', path: () => '/sign-in' },
  { name: 'sign-up', route: '/(entry)/sign-up', path: () => '/sign-up' },
  {
    name: 'sign-in-wrong',
    route: '/(entry)/sign-in',
    path: () => '/sign-in',
    open: (page) => sendWrong(page, { email: 'ana@merrow.example', password: 'not her password' }),
  },
  {
    name: 'sign-up-wrong',
    route: '/(entry)/sign-up',
    path: () => '/sign-up',
    open: (page) => sendWrong(page, { email: 'ana at home', password: 'short' }),
  },
  { name: 'forgot-password', route: '/(entry)/forgot-password', path: () => '/forgot-password' },
  { name: 'reset-password', route: '/(entry)/reset-password', path: () => '/reset-password?token=x' },
  { name: 'verify-email', route: '/(entry)/verify-email', path: () => '/verify-email?token=x' },
  { name: 'states', route: '/(dev)/states', path: () => '/states' },
  { name: 'person', route: '/people/[id]', path: host },
  { name: 'offline', route: '/offline', path: () => '/offline', still: true },
  { name: 'mailbox', route: '/mailbox', path: () => '/mailbox' },
  { name: 'mail', route: '/mailbox/[id]', path: firstMail },
]

const forGuests: readonly View[] = [
  {
    name: 'book',
    route: '/(checkout)/listings/[id]/book',
    who: 'guest',
    path: (town) => listing(town, `/book?${dates(40, 3)}&adults=2`),
  },
  { name: 'trip', route: '/trips/[id]', who: 'guest', path: (town) => trip(town) },
  { name: 'trip-in-steps', route: '/trips/[id]', who: 'guest', path: tripAsLoaded },
  { name: 'trip-held', route: '/trips/[id]', who: 'guest', path: (town) => otherTrip(town, 'hold', 60) },
  { name: 'trip-expired', route: '/trips/[id]', who: 'guest', path: (town) => otherTrip(town, 'letExpire', 70) },
  { name: 'trip-cancelled', route: '/trips/[id]', who: 'guest', path: cancelledTrip },
  { name: 'trip-no-show', route: '/trips/[id]', who: 'guest', path: async (town) => `/trips/${await absence(town)}` },
  { name: 'trips-off', route: '/trips', who: 'guest', path: () => '/trips?show=off' },
  { name: 'trips-none', route: '/trips', who: 'newcomer', path: () => '/trips' },
  { name: 'saved-none', route: '/saved', who: 'newcomer', path: () => '/saved' },
  { name: 'trip-alter', route: '/trips/[id]/alter', who: 'guest', path: (town) => trip(town, '/alter') },
  { name: 'trip-cancel', route: '/trips/[id]/cancel', who: 'guest', path: (town) => trip(town, '/cancel') },
  { name: 'trips', route: '/trips', who: 'guest', path: () => '/trips' },
  { name: 'trips-past', route: '/trips', who: 'guest', path: () => '/trips?show=past' },
  { name: 'trip-receipt', route: '/trips/[id]/receipt', who: 'guest', path: (town) => trip(town, '/receipt') },
  { name: 'trip-review', route: '/trips/[id]/(review)/review', who: 'guest', path: (town) => overStay(town, 'guest', '/trips') },
  { name: 'account', route: '/account', who: 'guest', path: () => '/account' },
  { name: 'account-claim', route: '/account/claim', who: 'guest', path: () => '/account/claim?token=x' },
  { name: 'account-gone', route: '/account/gone', path: () => '/account/gone' },
  { name: 'saved', route: '/saved', who: 'guest', path: () => '/saved' },
  { name: 'saved-list', route: '/saved/[id]', who: 'guest', path: async (town) => `/saved/${(await savedList(town)).id}` },
  { name: 'saved-home', route: '/saved/homes/[id]', who: 'guest', path: async (town) => `/saved/homes/${await firstHome(town)}` },
  { name: 'shared-list', route: '/lists/[token]', path: async (town) => `/lists/${(await savedList(town)).token}` },
]

/** The demo host's first home. */
async function ownHome(town: DemoTown): Promise<string> {
  const { items } = await town.read<{ items: readonly { id: string }[] }>('/api/v1/hosting/listings?limit=1', 'host')
  assert.ok(items[0], "the demo's host lets nothing")
  return items[0].id
}

/** One that the demo's host wrote down by themselves, when it is first asked for. */
const ownBookings = new WeakMap<DemoTown, Promise<string>>()
async function ownBooking(town: DemoTown): Promise<string> {
  const known = ownBookings.get(town) ?? ownHome(town).then((home) => town.giveAway(home, inDays(200)))
  ownBookings.set(town, known)
  return `/host/bookings/${await known}`
}

const own = async (town: DemoTown, step: string) => `/host/listings/${await ownHome(town)}/${step}`

const editor = ['kind', 'place', 'rooms', 'amenities', 'texts', 'prices', 'rules', 'review'].map((step): View => {
  const route = '/host/(editor)/listings/[id]/[step]'
  return { name: `host-listing-${step}`, route, who: 'host', path: (town) => own(town, step) }
})

const forHosts: readonly View[] = [
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
  { name: 'host-today-none', route: '/host', who: 'newcomer', path: () => '/host' },
  { name: 'host-listings-none', route: '/host/(editor)/listings', who: 'newcomer', path: () => '/host/listings' },
  { name: 'host-photos', route: '/host/listings/[id]/photos', who: 'host', path: (town) => own(town, 'photos') },
  { name: 'host-money', route: '/host/money', who: 'host', path: () => '/host/money' },
  { name: 'host-statement', route: '/host/money/statement', who: 'host', path: () => '/host/money/statement' },
]

const forOperators: readonly View[] = [
  { name: 'operator', route: '/operator', who: 'operator', path: () => '/operator' },
  { name: 'operator-cases', route: '/operator/money/cases', who: 'operator', path: moneyCases },
  { name: 'operator-cases-closed', route: '/operator/money/cases', who: 'operator', path: () => '/operator/money/cases?state=closed' },
  { name: 'operator-trial-balance', route: '/operator/money/trial-balance', who: 'operator', path: () => '/operator/money/trial-balance' },
  {
    name: 'operator-bookings',
    route: '/operator/bookings',
    who: 'operator',
    path: async (town) => `/operator/bookings?find=${(await trip(town)).slice('/trips/'.length)}`,
  },
  {
    name: 'operator-booking',
    route: '/operator/bookings/[id]',
    who: 'operator',
    path: async (town) => `/operator/bookings/${(await trip(town)).slice('/trips/'.length)}`,
  },
  { name: 'branding', route: '/branding', who: 'operator', path: () => '/branding?accent=%23c2410c&name=Lantern%20Bay' },
  { name: 'branding-no-colour', route: '/branding', who: 'operator', path: () => '/branding?accent=reddish' },
]

/** Every page of the site, in the states that a reader meets. */
export const views: readonly View[] = [...forEverybody, ...forGuests, ...forHosts, ...forOperators]

/** `locale` is one of the site's own, such as a pseudo-locale. */
export type Look = Readonly<{ width: number; theme: 'light' | 'dark'; locale?: string }>
export const looks: readonly Look[] = [390, 1280].flatMap((width) => (['light', 'dark'] as const).map((theme) => ({ width, theme })))

/** The view, in the one window of its reader, theme and language, until the next is opened there. It ends with the browser. */
export async function openView(browser: Browser, town: DemoTown, view: View, look: Look): Promise<Page> {
  const { page, errors } = await windowFor(browser, town, { ...look, who: view.who })
  const url = town.origin() + (await view.path(town))
  await page.setViewportSize({ width: look.width, height })
  errors.length = 0
  await (view.still ? page.goto(url) : goAlive(page, url))
  await view.open?.(page)
  assert.deepEqual(errors, [], `${view.name} has errors in the browser`)
  return page
}

const height = 844
type Viewer = Omit<Look, 'width'> & { who: DemoWho | undefined }
type Window = Readonly<{ page: Page; errors: string[] }>
const windows = new WeakMap<Browser, Map<string, Promise<Window>>>()

function windowFor(browser: Browser, town: DemoTown, viewer: Viewer): Promise<Window> {
  const known = windows.get(browser) ?? new Map<string, Promise<Window>>()
  windows.set(browser, known)
  const key = [viewer.who, viewer.theme, viewer.locale].join(' ')
  const opened = known.get(key) ?? openWindow(browser, town, viewer)
  known.set(key, opened)
  return opened
}

async function openWindow(browser: Browser, town: DemoTown, { who, theme, locale }: Viewer): Promise<Window> {
  const context = await browser.newContext({ colorScheme: theme, reducedMotion: 'reduce', locale: 'en-GB' })
  if (locale) await context.addCookies([{ name: 'locale', value: locale, url: town.origin() }])
  if (who) await town.enter(context, who)
  const page = await context.newPage()
  return { page, errors: errorsOf(page) }
}

/** What axe finds on any view, and which scroll sideways. */
export async function wrongs(browser: Browser, town: DemoTown, look: Look): Promise<string[]> {
  const found: string[] = []
  for (const view of views) {
    const page = await openView(browser, town, view, look)
    for (const violation of await axeViolations(page)) found.push(`${view.name}: ${violation}`)
    if (await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)) found.push(`${view.name} scrolls sideways`)
  }
  return found
}
