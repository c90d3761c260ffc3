import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { createUser } from '../../src/accounts/create-user.ts'
import { createHost } from '../../src/accounts/host.ts'
import { addDays, calendarDate } from '../../src/kernel/calendar-date.ts'
import { write } from '../../src/platform/db.ts'
import { axeFindsNothing, launchBrowser, newPage, phone } from '../browser.ts'
import { skipWithout } from '../machine.ts'
import { agreedStay } from '../stays.ts'
import { newWorld, type World } from '../world.ts'

const skip = skipWithout('chromium')
const options = { skip, timeout: 300_000 }
const password = 'a long good password'
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

/** A guest and a host with passwords, and a stay of theirs that was over yesterday. Pages tell the time by the real clock. */
async function pastStay(names: { guest: string; host: string }) {
  const { deps, clock } = world
  const today = new Date()
  const day = (from: number) => addDays(calendarDate(today.toISOString().slice(0, 10)), from)
  clock.set(`${day(-10)}T12:00:00Z`)
  const person = async (name: string) => {
    const made = await createUser(deps, { name, email: `${name.toLowerCase()}@example.com`, password })
    assert.ok(made.ok)
    return { userId: made.value.userId, name, email: `${name.toLowerCase()}@example.com` }
  }
  const [guest, host] = [await person(names.guest), await person(names.host)]
  const hostId = await write(deps.db, (tx) => createHost(tx, deps, { userId: host.userId, name: host.name }))
  const { listingId } = await world.newListing({ hostId, facts: { title: `The home of ${host.name}` } })
  const booking = await agreedStay(deps, { listingId, guest }, day(-4))
  clock.set(today.toISOString())
  await world.settle()
  return { guest, host, listingId, booking }
}

async function signedIn(email: string, context: BrowserContextOptions = {}): Promise<{ page: Page; noErrors: () => void }> {
  const opened = await newPage(browser, context)
  await opened.page.goto(`${world.origin}/sign-in`)
  await opened.page.locator('input[name=email]').fill(email)
  await opened.page.locator('input[name=password]').fill(password)
  await opened.page.locator('main form button').first().click()
  await opened.page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  return opened
}

const choose = (page: Page, name: string, stars: number) => page.locator(`input[name=${name}][value="${stars}"]`).check({ force: true })
const six = ['cleanliness', 'accuracy', 'checkIn', 'communication', 'location', 'value']
const bothThemes: readonly BrowserContextOptions[] = [{ colorScheme: 'light' }, { colorScheme: 'dark' }]

async function bothReview(
  look: (page: Page, where: string) => Promise<void>,
  context: BrowserContextOptions,
  names: { guest: string; host: string },
) {
  const { guest, host, listingId, booking } = await pastStay(names)
  const guests = await signedIn(guest.email, context)
  await guests.page.goto(`${world.origin}/trips/${booking.id}`)
  await look(guests.page, 'a trip that is over')
  await guests.page.getByRole('link', { name: 'Write a review' }).click()
  await guests.page.getByRole('heading', { level: 1 }).waitFor()
  await look(guests.page, 'the review to write')

  await guests.page.locator('textarea[name=text]').fill('Warm, spotless, smells faintly of rope.')
  await guests.page.locator('textarea[name=privateNote]').fill('The tap drips.')
  await guests.page.getByRole('button', { name: 'Send the review' }).click()
  await guests.page.getByText('7 things are missing.').waitFor()
  await look(guests.page, 'a review with something missing')
  assert.equal(await guests.page.locator('textarea[name=text]').inputValue(), 'Warm, spotless, smells faintly of rope.')
  await choose(guests.page, 'rating', 5)
  for (const name of six) await choose(guests.page, name, 4)
  await guests.page.getByRole('button', { name: 'Send the review' }).click()
  await guests.page.getByText('Your review is kept.').waitFor()
  await look(guests.page, 'a review that is kept')

  const hosts = await signedIn(host.email, context)
  await hosts.page.goto(`${world.origin}/listings/${listingId}`)
  assert.equal(await hosts.page.getByText('faintly of rope').count(), 0)
  await hosts.page.goto(`${world.origin}/host/reservations?show=past`)
  await hosts.page.getByRole('link', { name: 'Say how it was' }).click()
  await hosts.page.getByRole('heading', { level: 1 }).waitFor()
  assert.equal(await hosts.page.getByText('faintly of rope').count(), 0)
  await look(hosts.page, "the host's review to write")
  await choose(hosts.page, 'rating', 5)
  await hosts.page.locator('textarea[name=text]').fill('Left it tidy.')
  await hosts.page.getByRole('button', { name: 'Send the review' }).click()
  await hosts.page.getByText('The tap drips.').waitFor()
  await look(hosts.page, 'both reviews')

  await guests.page.goto(`${world.origin}/listings/${listingId}`)
  await guests.page.getByText('faintly of rope').first().waitFor()
  await look(guests.page, 'the listing with its review')
  await guests.page.goto(`${world.origin}/people/${guest.userId}`)
  await guests.page.getByText('Left it tidy.').waitFor()
  await look(guests.page, "the guest's page")
  guests.noErrors()
  hosts.noErrors()
}

test('the stay is over, both say how it was, and then everybody reads it', options, async () => {
  for (const [index, theme] of bothThemes.entries())
    await bothReview((page, where) => axeFindsNothing(page, `${where}, ${theme.colorScheme}`), theme, {
      guest: `Ida${index}`,
      host: `Jon${index}`,
    })
})

test('the same without JavaScript, on a phone', options, async () => {
  await bothReview(async () => {}, { javaScriptEnabled: false, ...phone }, { guest: 'Kim', host: 'Lea' })
})

for (const script of [true, false]) {
  test(`somebody tells who they are, is refused, and leaves for good ${script ? 'with' : 'without'} JavaScript`, options, async () => {
    const { guest } = await pastStay(script ? { guest: 'Mia', host: 'Noa' } : { guest: 'Oda', host: 'Pia' })
    const look = (page: Page, where: string) => (script ? axeFindsNothing(page, where) : Promise.resolve())
    const { page, noErrors } = await signedIn(guest.email, { javaScriptEnabled: script, colorScheme: script ? 'light' : 'dark' })
    await page.goto(`${world.origin}/account`)
    await look(page, 'the account')
    await page.locator('textarea[name=about]').fill('I walk a lot.')
    await page.locator('input[name=languages][value=pt]').check()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved. Others see it now.').waitFor()
    await page.locator('input[name=newEmail]').fill('moved@example.com')
    await page.locator('#mail input[name=password]').fill('not the password')
    await page.getByRole('button', { name: 'Send the link' }).click()
    await page.getByText('That is not your password.').waitFor()
    assert.equal(await page.locator('input[name=newEmail]').inputValue(), 'moved@example.com')
    await page.goto(`${world.origin}/people/${guest.userId}`)
    await page.getByText('I walk a lot.').waitFor()
    await page.getByText('Speaks Portuguese').waitFor()
    await look(page, 'a page of their own')

    await page.goto(`${world.origin}/account/claim?token=none`)
    await page.getByRole('button', { name: 'These homes are mine' }).click()
    await page.getByText('This link is not valid').waitFor()
    await look(page, 'a claim that is refused')
    await page.goto(`${world.origin}/account`)
    await page.getByText('Delete my account…').click()
    await page.locator('#delete input[name=password]').fill(password)
    await page.getByRole('button', { name: 'Delete my account for good' }).click()
    await page.getByText('Safe travels').waitFor()
    await look(page, 'gone')
    await page.goto(`${world.origin}/account`)
    assert.match(page.url(), /sign-in/)
    noErrors()
  })
}
