/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { createUser } from '../../src/accounts/create-user.ts'
import { addDays, calendarDate } from '../../src/kernel/calendar-date.ts'
import { axeFindsNothing, launchBrowser, newPage, phone } from '../browser.ts'
import { skipWithout } from '../machine.ts'
import { newMarket, type Market } from '../market.ts'
import { goodCard } from '../payments-world.ts'
import { until } from '../until.ts'

const skip = skipWithout('chromium')
const options = { skip, timeout: 240_000 }
let market: Market
let browser: Browser
let origin: string
const password = 'a lamp in the window'
const today = calendarDate(new Date().toISOString().slice(0, 10))

before(async () => {
  if (skip) return
  market = await newMarket({ site: true })
  origin = market.origin()
  browser = await launchBrowser()
  for (const name of ['Ida', 'Jon']) {
    const made = await createUser(market.deps, { name: `${name} <i>Berg</i>`, email: `${name.toLowerCase()}@example.com`, password })
    assert.ok(made.ok)
  }
})
after(async () => {
  await browser?.close()
  await market?.stop()
})

async function signIn(page: Page, who: string, next: string): Promise<void> {
  await page.goto(`${origin}/sign-in?${new URLSearchParams({ next }).toString()}`)
  await page.getByLabel('Email').fill(`${who}@example.com`)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => url.pathname === next)
}

/** Held and paid by whoever is signed in; the trip's path. */
async function newTrip(page: Page, inDays: number): Promise<string> {
  const stay = new URLSearchParams({ checkIn: addDays(today, inDays), checkOut: addDays(today, inDays + 3), adults: '2' })
  await page.goto(`${origin}/listings/${market.lakeside}/book?${stay.toString()}`)
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: /^Pay/ }).click()
  await page.getByLabel(/card number/i).fill(goodCard)
  await page.locator('input[name=expiry]').fill('12 / 34')
  await page.locator('input[name=code]').fill('123')
  await page.locator('input[name=name]').fill('Ida Berg')
  await page.getByRole('button', { name: /^Pay/ }).click()
  await page.getByText('Confirmed', { exact: true }).first().waitFor()
  return new URL(page.url()).pathname
}

/** What this browser keeps, as its pages can see it. */
const kept = (page: Page) => page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('trips ')))

async function waitUntilKept(page: Page, count: number): Promise<void> {
  for (let tries = 0; tries < 100 && (await kept(page)).length !== count; tries++) await page.waitForTimeout(100)
  assert.equal((await kept(page)).length, count)
}

async function shot(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    // Else axe may look at a colour that is on its way.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await axeFindsNothing(page, `${name}, ${colorScheme}`)
    if (!process.env.SHOTS) continue
    mkdirSync(process.env.SHOTS, { recursive: true })
    await page.screenshot({ path: `${process.env.SHOTS}/${name}-${page.viewportSize()?.width}-${colorScheme}.png`, fullPage: true })
  }
}

test('a trip opened once is readable without a network, and nothing of it is left after signing out', options, async () => {
  const { page } = await newPage(browser, phone)
  await signIn(page, 'ida', '/trips')
  const trip = await newTrip(page, 40)
  await page.goto(`${origin}${trip}`)
  await page.getByRole('heading', { name: 'Getting in' }).waitFor()
  await waitUntilKept(page, 1)

  await page.context().setOffline(true)
  await page.reload()
  await page.getByText('No connection: this is the trip as it was').waitFor()
  await page.getByText('1 Lake Lane').waitFor()
  assert.equal(await page.locator('script').count(), 0)
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor), 'rgba(0, 0, 0, 0)')
  await shot(page, 'trip-offline')
  await page.goto(`${origin}/trips`)
  await page.getByRole('heading', { name: 'No connection just now' }).waitFor()
  await shot(page, 'offline')

  await page.context().setOffline(false)
  await page.goto(`${origin}/account`)
  await page
    .getByRole('button', { name: /sign out/i })
    .first()
    .click()
  await page.waitForURL(`${origin}/`)
  await waitUntilKept(page, 0)
  await page.context().setOffline(true)
  await page.goto(`${origin}${trip}`)
  await page.getByRole('heading', { name: 'No connection just now' }).waitFor()
  assert.equal(await page.getByText('Lake Lane').count(), 0)
  await page.context().close()
})

test('what one person kept is gone as soon as a page is made for another', options, async () => {
  const { page } = await newPage(browser)
  await signIn(page, 'ida', '/trips')
  await page
    .getByRole('link', { name: /Lakeside/ })
    .first()
    .click()
  await page.getByRole('heading', { name: 'Getting in' }).waitFor()
  await waitUntilKept(page, 1)
  const [idas] = await kept(page)
  await page.context().clearCookies()
  await page.goto(`${origin}/search`)
  await waitUntilKept(page, 0)
  await signIn(page, 'jon', '/trips')
  await newTrip(page, 50)
  await waitUntilKept(page, 1)
  assert.notDeepEqual(await kept(page), [idas])
  await page.context().close()
})

/** Stands before the server: holds back what the service worker asks for, and has another version of the worker from then on. */
function standBefore() {
  const serve = market.server.server.listeners('request')[0] as (request: IncomingMessage, reply: ServerResponse) => void
  const held: (() => void)[] = []
  const script = readFileSync('build/client/service-worker.js', 'utf8')
  let newer = false
  market.server.server.removeAllListeners('request').on('request', (request: IncomingMessage, reply: ServerResponse) => {
    const { url = '', headers } = request
    if (newer && url === '/service-worker.js') reply.setHeader('content-type', 'text/javascript').end(`${script}\n// newer`)
    else if (/^\/trips\/[\w-]+$/.test(url) && headers['sec-fetch-dest'] === 'empty') held.push(() => serve(request, reply))
    else serve(request, reply)
  })
  return {
    held,
    renew: () => (newer = true),
    letGo: () => held.splice(0).forEach((go) => go()),
    stop: () => market.server.server.removeAllListeners('request').on('request', serve),
  }
}

test('a trip that comes in slowly is kept, though a new version of the site comes in meanwhile', options, async (t) => {
  const { page } = await newPage(browser)
  await signIn(page, 'ida', '/trips')
  const between = standBefore()
  t.after(between.stop)
  await page
    .getByRole('link', { name: /Lakeside/ })
    .first()
    .click()
  await until(() => between.held.length === 1, { msMax: 20_000, what: 'the worker has asked for the trip' })
  between.renew()
  /** What the newer worker has come to: '' before it is here and once it has taken over. */
  const newer = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state ?? '')
  await page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())?.update()))
  await until(async () => (await newer()) === 'installed', { msMax: 10_000, what: 'the newer worker waits' })
  // It would have taken over long ago, and ended the other one in the middle of its work.
  await page.waitForTimeout(1_000)
  assert.equal(await newer(), 'installed')
  between.letGo()
  await waitUntilKept(page, 1)
  await until(async () => (await newer()) === '', { msMax: 10_000, what: 'the newer worker has taken over' })
  await page.context().close()
})

/** A trip in print: what is told stays, what is pressed goes. */
async function asOnPaper(page: Page): Promise<void> {
  await page.getByText('1 Lake Lane').waitFor()
  for (const gone of ['header', 'footer', '.cover', 'main form', '.card a[href^="/"]', '.map']) {
    assert.equal(await page.locator(gone).locator('visible=true').count(), 0, `${gone} is printed`)
  }
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)')
}

test('a receipt says every line to the cent, and prints on one page, and a trip prints without what is pressed', options, async () => {
  const { page, noErrors } = await newPage(browser, { javaScriptEnabled: false })
  await signIn(page, 'ida', '/trips')
  await page
    .getByRole('link', { name: /Lakeside/ })
    .first()
    .click()
  await page.getByRole('link', { name: /^Receipt/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Receipt' }).waitFor()
  const text = await page.getByRole('main').innerText()
  for (const part of ['Sojourn', 'Ida <i>Berg</i>', 'Ana', 'Lakeside', '€300.00', '€38.00', '€13.52', '€351.52'])
    assert.ok(text.includes(part), part)
  const receipt = page.url()
  const pdf = await page.pdf({ format: 'A4', ...(process.env.SHOTS ? { path: `${process.env.SHOTS}/receipt.pdf` } : {}) })
  assert.equal(pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length, 1)
  const other = await newPage(browser)
  await signIn(other.page, 'jon', '/trips')
  assert.equal((await other.page.goto(receipt))?.status(), 404)
  noErrors()
  await page.context().close()
  const looked = await newPage(browser)
  await signIn(looked.page, 'ida', '/trips')
  await looked.page.goto(receipt)
  await shot(looked.page, 'receipt')
  await looked.page.emulateMedia({ media: 'print' })
  await looked.page.goto(receipt.replace('/receipt', ''))
  await asOnPaper(looked.page)
  if (process.env.SHOTS) await looked.page.pdf({ format: 'A4', path: `${process.env.SHOTS}/trip.pdf` })
})

test(
  'a listing tells search engines what it is, whatever its host calls it, and the site has a map of what is published',
  options,
  async () => {
    const hostile = '</script><script>document.title="taken"</script>'
    const hostiles = await market.newListing({ title: hostile })
    const { page, noErrors } = await newPage(browser)
    await page.goto(`${origin}/listings/${hostiles}?adults=3&utm_source=mail`)
    await page.getByRole('heading', { level: 1, name: hostile }).waitFor()
    assert.notEqual(await page.title(), 'taken')
    const block = await page.locator('script[type="application/ld+json"]').textContent()
    const told = JSON.parse(block ?? '') as { '@type': string; name: string; address: object; identifier: string }
    assert.deepEqual([told['@type'], told.name, told.identifier], ['VacationRental', hostile, hostiles])
    assert.ok(!block?.includes('Lake Lane'))
    assert.equal(await page.locator('link[rel=canonical]').getAttribute('href'), `${origin}/listings/${hostiles}`)
    assert.equal(await page.locator('meta[property="og:url"]').getAttribute('content'), `${origin}/listings/${hostiles}`)
    await page.goto(`${origin}/search?place=Portmerrow`)
    assert.equal(await page.locator('meta[name=robots]').getAttribute('content'), 'noindex, follow')
    noErrors()
    const map = await (await fetch(`${origin}/sitemap.xml`)).text()
    assert.match(map, new RegExp(`<loc>${origin}/sitemap/1.xml</loc>`))
    const first = await (await fetch(`${origin}/sitemap/1.xml`)).text()
    for (const id of [market.lakeside, hostiles]) assert.match(first, new RegExp(`<loc>${origin}/listings/${id}</loc><lastmod>`))
    await market.ana.call('PUT', `/api/v1/listings/${hostiles}/publication`, { published: false })
    assert.ok(!(await (await fetch(`${origin}/sitemap/1.xml`)).text()).includes(hostiles))
    assert.equal((await fetch(`${origin}/sitemap/x.xml`)).status, 404)
    assert.equal(await (await fetch(`${origin}/robots.txt`)).text(), 'User-agent: *\nDisallow: /\n')
    await page.context().close()
  },
)
