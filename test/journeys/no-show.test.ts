import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { addDays, calendarDate } from '../../src/kernel/calendar-date.ts'
import { hourMs } from '../../src/kernel/clock.ts'
import { axeFindsNothing, launchBrowser, newPage, phone } from '../browser.ts'
import { skipWithout } from '../machine.ts'
import { signedToken } from '../market.ts'
import { newWorld, worldSecret, type Person, type World } from '../world.ts'

const skip = skipWithout('chromium')
const options = { skip, timeout: 300_000 }
let world: World
let browser: Browser

before(async () => {
  if (skip) return
  world = await newWorld({ site: true })
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await world?.stop()
})

async function visit({ token }: Person, path: string, look: BrowserContextOptions): Promise<{ page: Page; noErrors: () => void }> {
  const opened = await newPage(browser, look)
  await opened.page.context().addCookies([{ name: 'sojourn.session_token', value: signedToken(token, worldSecret), url: world.origin }])
  await opened.page.goto(`${world.origin}${path}`)
  return opened
}

/** Ben has paid for three nights from yesterday on, and it is now. Pages tell the time by the real clock. */
async function expectedSinceYesterday(): Promise<string> {
  const now = new Date().toISOString()
  const from = addDays(calendarDate(now.slice(0, 10)), -1)
  const { listingId } = await world.newListing()
  world.clock.set(`${addDays(from, -10)}T12:00:00Z`)
  const { id } = await world.confirmed(world.ben, { listingId, checkIn: from, checkOut: addDays(from, 4) })
  world.clock.set(now)
  await world.settle()
  return id
}

for (const look of [{}, { ...phone, javaScriptEnabled: false }] as const) {
  const how = 'javaScriptEnabled' in look ? 'without JavaScript, on a phone' : 'with JavaScript'

  test(`${how}, a host says that nobody came, having read what it comes to, and the guest reads it`, options, async () => {
    const { ana, ben, settle } = world
    const id = await expectedSinceYesterday()
    const { page, noErrors } = await visit(ana, `/host/reservations/${id}`, look)
    await page.getByRole('link', { name: 'Nobody came' }).click()
    await page.getByRole('heading', { level: 1, name: 'Did nobody come?' }).waitFor()
    const back = /€\d+\.\d\d/.exec((await page.getByText('If you say so now').textContent()) ?? '')?.[0]
    assert.ok(back)
    if (!('javaScriptEnabled' in look)) await axeFindsNothing(page, 'saying that nobody came')
    await page.getByRole('link', { name: 'Not yet' }).click()
    await page.getByRole('link', { name: 'Nobody came' }).click()
    await page.getByRole('button', { name: 'Say that nobody came' }).click()
    await page.getByText(/^You said on .* that nobody came/).waitFor()
    assert.equal(await page.getByRole('link', { name: 'Nobody came' }).count(), 0)
    assert.equal(await page.getByRole('link', { name: 'Call off' }).count(), 0)
    if (!('javaScriptEnabled' in look)) await axeFindsNothing(page, 'a reservation whose guest never came')
    // A page that was left open knows of it.
    await page.goto(`${world.origin}/host/reservations/${id}/no-show`)
    await page.waitForURL(`${world.origin}/host/reservations/${id}`)
    await settle()

    const { page: trip, noErrors: noTripErrors } = await visit(ben, `/trips/${id}`, look)
    await trip.getByText(/^Ana told us on .* that you did not come/).waitFor()
    await trip.getByText(`${back} goes back to your card.`).waitFor()
    await trip.getByText('If that is not so, tell us at once.').waitFor()
    await trip.getByRole('heading', { name: 'Something wrong?' }).waitFor()
    if (!('javaScriptEnabled' in look)) await axeFindsNothing(trip, 'a trip on which nobody came')
    noErrors()
    noTripErrors()
  })
}

/** A place where it is between five and six in the afternoon, and its day. */
function afternoon(now: Date) {
  const ahead = ((17 - now.getUTCHours() + 36) % 24) - 12
  const day = new Date(now.getTime() + ahead * hourMs).toISOString().slice(0, 10)
  return { zone: `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`, day: calendarDate(day) }
}

test('before the evening of the arrival a host reads from when they can say it; nobody else is let to the page', options, async () => {
  const { ana, ben, eve } = world
  const now = new Date()
  const { zone, day } = afternoon(now)
  const { listingId } = await world.newListing({ facts: { zone } })
  world.clock.set(`${addDays(day, -10)}T12:00:00Z`)
  const { id } = await world.confirmed(ben, { listingId, checkIn: day, checkOut: addDays(day, 2) })
  world.clock.set(now.toISOString())
  await world.settle()
  const { page } = await visit(ana, `/host/reservations/${id}/no-show`, {})
  await page.waitForURL(`${world.origin}/host/reservations/${id}`)
  await page.getByText(/^Nobody there\? From .* 8:00\sPM you can say so here/).waitFor()
  assert.equal(await page.getByRole('link', { name: 'Nobody came' }).count(), 0)
  const { page: guests } = await visit(ben, `/host/reservations/${id}/no-show`, {})
  await guests.waitForURL(`${world.origin}/trips/${id}`)
  const { page: strangers } = await visit(eve, '/', {})
  const answer = await strangers.goto(`${world.origin}/host/reservations/${id}/no-show`)
  assert.equal(answer?.status(), 404)
})
