/// <reference lib="dom" />
import assert from 'node:assert/strict'
import type { Browser, Page } from 'playwright-core'
import { axeViolations, errorsOf, goAlive } from './browser.ts'
import type { DemoTown, DemoWho } from './demo-town.ts'
import { hostViews } from './host-views.ts'
import { operatorViews } from './operator-views.ts'
import { until } from './until.ts'
import { absence, asked, calledOff, dates, declined, firstHome, inDays, listing, once, overStay, shorter, trip, type View } from './view.ts'

const mailMsMax = 30_000
/** What tells the demo's guest that they have booked. */
async function firstMail(town: DemoTown): Promise<string> {
  await trip(town)
  const mails = () => town.deps.db.selectFrom('mail').select('id').limit(1).executeTakeFirst()
  await until(async () => (await mails()) !== undefined, { msMax: mailMsMax })
  return `/mailbox/${(await mails())?.id}`
}

/** The demo guest's own trip that is to come: its home gives back in steps. */
async function tripAsLoaded(town: DemoTown): Promise<string> {
  const { items } = await town.read<{ items: readonly { id: string; state: string }[] }>('/api/v1/bookings', 'guest')
  // The one that a view of ours may have booked is newer.
  const own = items.findLast(({ state }) => state === 'confirmed')
  assert.ok(own, "the demo's guest has a trip to come")
  return `/trips/${own.id}`
}

/** One that still waits for the money, and one whose guest gave up. */
const held = once((town) => town.hold(inDays(60)))
const expired = once((town) => town.letExpire(inDays(70)))

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

/** The demo guest's own list, with a home on it, and shared. */
const savedList = once((town) => town.saveHome())

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
  { name: 'trip-held', route: '/trips/[id]', who: 'guest', path: async (town) => `/trips/${await held(town)}` },
  { name: 'trip-expired', route: '/trips/[id]', who: 'guest', path: async (town) => `/trips/${await expired(town)}` },
  { name: 'trip-cancelled', route: '/trips/[id]', who: 'guest', path: cancelledTrip },
  { name: 'trip-requested', route: '/trips/[id]', who: 'guest', path: async (town) => `/trips/${await asked(town)}` },
  { name: 'trip-declined', route: '/trips/[id]', who: 'guest', path: async (town) => `/trips/${await declined(town)}` },
  { name: 'trip-called-off', route: '/trips/[id]', who: 'guest', path: async (town) => `/trips/${await calledOff(town)}` },
  { name: 'trip-alter-proposed', route: '/trips/[id]/alter', who: 'guest', path: async (town) => `/trips/${await shorter(town)}/alter` },
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

/** Every page of the site, in the states that a reader meets. */
export const views: readonly View[] = [...forEverybody, ...forGuests, ...hostViews, ...operatorViews]

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
