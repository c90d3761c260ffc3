/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { addDays } from '../../src/kernel/calendar-date.ts'
import { dateAt } from '../../src/kernel/zone.ts'
import { merrowCoast } from '../../src/search/merrow-coast.ts'
import { axeFindsNothing, desktop, goAlive, launchBrowser, newPage, phone } from '../browser.ts'
import { newDemoTown, type DemoTown } from '../demo-town.ts'
import { skipWithout } from '../machine.ts'
import { until } from '../until.ts'

const skip = skipWithout('chromium')
const options = { skip, timeout: 120_000 }
let town: DemoTown
let browser: Browser

before(async () => {
  if (skip) return
  town = await newDemoTown()
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await town?.stop()
})

const open = (page: Page, path: string) => goAlive(page, town.origin() + path)
const place = (page: Page) => page.getByRole('combobox', { name: 'Where' })
const option = (page: Page, name: string) => page.getByRole('option').filter({ has: page.getByText(name, { exact: true }) })
const title = (page: Page) => page.getByRole('heading', { level: 1 })
const homes = (page: Page) =>
  page
    .locator('main a[href^="/listings/"]')
    .evaluateAll((links) => [...new Set(links.map((link) => new URL((link as HTMLAnchorElement).href).pathname))])
/** Days that stay ahead of every demo's bookings and holidays near today. */
const far = () => {
  const today = dateAt(town.deps.clock.now(), merrowCoast.zone)
  return { from: addDays(today, 61), to: addDays(today, 64) }
}
/** No boat at Mere Lock sleeps six. */
const nothing = () => `/search?place=Mere+Lock&adults=6&checkIn=${far().from}&checkOut=${far().to}`

test('a place is found with a letter missing or an accent left out, and picked by arrow keys alone', options, async () => {
  const { page, noErrors } = await newPage(browser)
  await open(page, '/')
  const field = place(page)
  await field.pressSequentially('Malaga')
  await option(page, 'Málaga').first().waitFor()
  await field.fill('')
  await field.pressSequentially('alderbrok')
  await option(page, 'Alderbrook').waitFor()
  await page.getByText(/^\d+ places? to choose from$/).waitFor({ state: 'attached' })
  await field.press('Escape')
  assert.deepEqual([await field.getAttribute('aria-expanded'), await field.inputValue()], ['false', 'alderbrok'])
  await field.press('ArrowUp')
  await page.getByRole('option').first().waitFor()
  const marked = async () => Number((await field.getAttribute('aria-activedescendant'))?.split('-').pop() ?? -1)
  const last = (await page.getByRole('option').count()) - 1
  for (const [key, wanted] of [
    ['ArrowUp', last],
    ['Home', 0],
    ['End', last],
    ['ArrowDown', 0],
  ] as const) {
    await field.press(key)
    assert.equal(await marked(), wanted, key)
  }
  await field.press('Enter')
  assert.equal(await field.inputValue(), 'Alderbrook')
  await field.press('Enter')
  await page.waitForURL(/\/search\?.*placeId=/)
  assert.match(await title(page).innerText(), /^\d+ homes in Alderbrook/)
  noErrors()
})

test('Esc on the list of places closes it and not the sheet that it lies in', options, async () => {
  const { page } = await newPage(browser, phone)
  await open(page, '/search')
  await page.getByRole('link', { name: 'Any dates' }).click()
  await place(page).fill('mere')
  await page.getByRole('option').first().waitFor()
  await place(page).press('Escape')
  await page.getByRole('option').first().waitFor({ state: 'hidden' })
  assert.equal(await page.getByRole('dialog').count(), 1)
  await place(page).press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
})

test('the list follows the map as it is moved, and a link to it shows the same homes to anybody', options, async () => {
  const { page, noErrors } = await newPage(browser)
  await open(page, '/search?place=Portmerrow')
  const before = await homes(page)
  await page.getByLabel('Search as I move the map').check()
  const box = await page.locator('.mapcol').boundingBox()
  assert.ok(box)
  await page.mouse.move(box.x + 300, box.y + 400)
  await page.mouse.down()
  await page.mouse.move(box.x + 100, box.y + 250, { steps: 8 })
  await page.mouse.up()
  await page.waitForURL(/bbox=/)
  await until(async () => (await homes(page)).join() !== before.join(), { msMax: 10_000 })
  const other = await newPage(browser)
  await other.page.goto(page.url())
  assert.deepEqual(await homes(other.page), await homes(page))
  noErrors()
})

test('the filters count what they would leave while they are chosen, and each goes again by its chip', options, async () => {
  const { page, noErrors } = await newPage(browser, phone)
  await open(page, '/search')
  const all = await title(page).innerText()
  await page.getByRole('link', { name: 'Filters' }).click()
  const sheet = page.getByRole('dialog')
  const cabin = sheet.locator('label', { hasText: 'Cabin' })
  const count = Number(/\d+/.exec(await cabin.innerText())?.[0])
  assert.ok(count > 1)
  await cabin.click()
  await sheet.getByRole('button', { name: `Show ${count} homes`, exact: true }).click()
  await page.waitForURL(/propertyType=cabin/)
  await until(async () => (await title(page).innerText()) === `${count} homes`, { msMax: 10_000 })
  await page.getByRole('link', { name: /^Remove Cabin/ }).click()
  await until(async () => (await title(page).innerText()) === all, { msMax: 10_000 })
  noErrors()
})

test('days are given some room, or a weekend of a month is asked for', options, async () => {
  const { page, noErrors } = await newPage(browser)
  await open(page, `/search?checkIn=${far().from}&checkOut=${far().to}`)
  const exact = Number.parseInt(await title(page).innerText())
  await page.getByRole('region', { name: 'Dates, guests and filters' }).getByRole('link').first().click()
  const sheet = page.getByRole('dialog').last()
  await page.getByLabel(/^Arrive/).click()
  await page.getByRole('button', { name: '± 3 days' }).click()
  await sheet.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'Find a stay' }).click()
  await page.waitForURL(/flex=3/)
  await until(async () => /±/.test(await title(page).innerText()), { msMax: 10_000 })
  assert.ok(Number.parseInt(await title(page).innerText()) >= exact)
  await open(page, `/search?stay=weekend&month=${far().from.slice(0, 7)}`)
  assert.match(await title(page).innerText(), /for a weekend in/)
  const prices = await page
    .locator('main article, main .entry, main li')
    .filter({ hasText: /for 2 nights/ })
    .count()
  assert.ok(prices > 0, 'no home shows a weekend')
  noErrors()
})

test('where nothing is found, each other way leads to as many homes as it says', options, async () => {
  const { page, noErrors } = await newPage(browser)
  await open(page, nothing())
  assert.match(await title(page).innerText(), /^Nothing free in Mere Lock/)
  await page.getByText('Not with all of this: 6 adults.').waitFor()
  const ways = await page.locator('main section ul a').evaluateAll((links) =>
    links.map((link) => ({
      href: (link as HTMLAnchorElement).href,
      count: Number.parseInt(link.querySelector('small')?.textContent ?? ''),
    })),
  )
  assert.ok(ways.length > 1, JSON.stringify(ways))
  for (const { href, count } of ways) {
    await page.goto(href)
    assert.equal(Number.parseInt(await title(page).innerText()), count, href)
  }
  noErrors()
})

test('without JavaScript a home is found from the front page', options, async () => {
  const { page } = await newPage(browser, { javaScriptEnabled: false })
  await page.goto(town.origin())
  await place(page).fill('Saltby Sands')
  await page.getByLabel('Or instead of days').selectOption('weekend')
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Find a stay' }).press('Enter')
  await page.waitForURL(/\/search\?.*stay=weekend/)
  assert.match(await title(page).innerText(), /homes? in Saltby Sands, a weekend in/)
  const [home = ''] = await homes(page)
  await page.locator(`main a[href^="${home}"]`).first().press('Enter')
  await page.waitForURL(`**${home}**`)
  await title(page).waitFor()
})

const states: [string, (page: Page) => Promise<void>][] = [
  [
    'suggestions open',
    async (page) => {
      await open(page, '/')
      await place(page).fill('m')
      await page.getByRole('option').nth(3).waitFor()
    },
  ],
  [
    'the filters open',
    async (page) => {
      await open(page, '/search')
      await page.getByRole('link', { name: 'Filters' }).click()
      await page.getByText('What guests said').waitFor()
    },
  ],
  [
    'a weekend chosen',
    async (page) => {
      await open(page, '/search')
      await page.getByRole('link', { name: 'Any dates' }).click()
      await page.getByLabel('Arrive').click()
      await page.getByRole('button', { name: 'A weekend' }).click()
      await page.getByText('Each home shows its cheapest weekend').waitFor()
    },
  ],
  ['nothing found', (page) => open(page, nothing())],
]

for (const [name, show] of states)
  test(`axe finds nothing with ${name}, on a phone and on a desk, by day and at dusk`, options, async () => {
    for (const size of [phone, desktop]) {
      const { page, noErrors } = await newPage(browser, size)
      await show(page)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        await axeFindsNothing(page, `${name}, ${size.viewport.width}, ${colorScheme}`)
      }
      noErrors()
      await page.context().close()
    }
  })
