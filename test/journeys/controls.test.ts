/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { alive, axeFindsNothing, goAlive, launchBrowser } from '../browser.ts'
import { skipWithout } from '../machine.ts'
import { newPages } from '../pages-world.ts'

const skip = skipWithout('chromium')
let browser: Browser
let base: string
const world = skip ? undefined : await newPages()

before(async () => {
  if (!world) return
  base = await world.app.listen({ host: '127.0.0.1', port: 0 })
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await world?.app.close()
})

const pageErrors: string[] = []
afterEach(() => assert.deepEqual(pageErrors.splice(0), []))

type Look = { width?: number; dark?: boolean; script?: boolean; locale?: string }

async function open(path: string, { width = 1280, dark = false, script = true, locale = 'en-GB' }: Look = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: dark ? 'dark' : 'light',
    javaScriptEnabled: script,
    locale,
  })
  const page = await context.newPage()
  page.on('pageerror', (error) => pageErrors.push(`${path}: ${error.message}`))
  await (script ? goAlive(page, base + path) : page.goto(base + path))
  return page
}

const values = (page: Page) =>
  page.evaluate(() => ['checkIn', 'checkOut'].map((name) => document.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.value))

test('a stay is picked by keyboard: arrows, page keys, and the focus goes home', { skip }, async () => {
  const page = await open('/')
  await page.locator('input[name="checkIn"]').focus()
  await page.keyboard.press('Alt+ArrowDown')
  await page.waitForSelector('[role="grid"]')
  const today = await page.evaluate(() => document.activeElement?.getAttribute('data-day'))
  assert.match(String(today), /^\d{4}-\d{2}-\d{2}$/)
  await page.keyboard.press('PageDown')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  for (const key of ['ArrowDown', 'ArrowRight', 'Enter']) await page.keyboard.press(key)
  await page.waitForSelector('[role="grid"]', { state: 'detached' })
  const [from = '', to = ''] = await values(page)
  assert.equal((Date.parse(to) - Date.parse(from)) / 86_400_000, 8, `${from} to ${to}`)
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('name')), 'checkIn')
  await page.context().close()
})

test('right to left, the left arrow is the next day', { skip }, async () => {
  const page = await open('/?locale=ar-XB')
  await page.locator('input[name="checkIn"]').focus()
  await page.keyboard.press('Alt+ArrowDown')
  await page.waitForSelector('[role="grid"]')
  const focused = () => page.evaluate(() => String(document.activeElement?.getAttribute('data-day')))
  const before = await focused()
  await page.keyboard.press('ArrowLeft')
  assert.equal(Date.parse(await focused()) - Date.parse(before), 86_400_000)
  await page.context().close()
})

test('Esc closes the calendar and changes nothing', { skip }, async () => {
  const page = await open('/')
  await page.click('input[name="checkIn"]')
  await page.waitForSelector('[role="grid"]')
  await page.keyboard.press('Escape')
  await page.waitForSelector('[role="grid"]', { state: 'detached' })
  assert.deepEqual(await values(page), ['', ''])
  await page.context().close()
})

test('on a phone the calendar is a sheet with a list of months', { skip }, async () => {
  const page = await open('/', { width: 390 })
  await page.click('input[name="checkIn"]')
  const sheet = page.locator('dialog[open]')
  await sheet.waitFor()
  assert.ok((await sheet.locator('[role="grid"]').count()) > 6)
  const days = sheet.locator('[data-day][aria-disabled="false"]')
  await days.nth(2).click()
  await days.nth(5).click()
  await sheet.getByRole('button', { name: 'Done' }).click()
  const [from = '', to = ''] = await values(page)
  assert.equal((Date.parse(to) - Date.parse(from)) / 86_400_000, 3)
  await page.context().close()
})

test('company is counted by buttons and sent with the form', { skip }, async () => {
  const page = await open('/')
  await page.click('details summary')
  await page.getByRole('button', { name: 'More: Children' }).click()
  await page.getByRole('button', { name: 'More: Pets' }).click()
  await page.keyboard.press('Escape')
  assert.equal((await page.locator('details summary b').textContent())?.trim(), '2 adults, 1 child, 1 pet')
  await page.getByRole('button', { name: 'Find a stay' }).click()
  await page.waitForURL(/\/search\?/)
  const params = new URL(page.url()).searchParams
  assert.deepEqual([params.get('adults'), params.get('children'), params.get('pets')], ['2', '1', '1'])
  await page.context().close()
})

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

test('without JavaScript the same search is typed and sent', { skip }, async () => {
  const page = await open('/', { script: false })
  await page.fill('input[name="place"]', 'Portmerrow')
  const [checkIn, checkOut] = [inDays(40), inDays(43)]
  await page.fill('input[name="checkIn"]', checkIn)
  await page.fill('input[name="checkOut"]', checkOut)
  await page.click('details summary')
  await page.fill('input[name="children"]', '2')
  await page.getByRole('button', { name: 'Find a stay' }).click()
  await page.waitForURL(/\/search\?/)
  const sent = new URL(page.url()).searchParams
  assert.deepEqual(
    ['place', 'checkIn', 'checkOut', 'flex', 'adults', 'children'].map((name) => sent.get(name)),
    ['Portmerrow', checkIn, checkOut, '0', '2', '2'],
  )
  assert.match((await page.locator('h1').textContent()) ?? '', /^6 homes for \d/)
  await page.selectOption('select[name="sort"]', 'price')
  await page.getByRole('button', { name: 'Sort' }).click()
  await page.waitForURL(/sort=price/)
  await page.context().close()
})

test('filters say before they are sent how many homes are left', { skip }, async () => {
  const page = await open('/search/filters')
  await page.getByRole('button', { name: 'Show 6 homes' }).waitFor()
  await page.getByLabel('Pool').check()
  await page.getByRole('button', { name: 'No homes with all of these' }).waitFor()
  assert.equal(await page.getByRole('button', { name: 'No homes with all of these' }).isDisabled(), true)
  await page.context().close()
})

const stay = 'checkIn=2030-06-12&checkOut=2030-06-15'
test('a search that fails, or has no network, leaves the homes there were and says so', { skip }, async () => {
  const page = await open('/search')
  const homes = () => page.locator('main h2').allTextContents()
  const before = await homes()
  assert.ok(before.length > 3)
  const alert = page.getByRole('alert').getByText('The search didn’t answer')
  await page.getByRole('link', { name: '1 adult' }).click()
  await page.locator('dialog[open] input[name="place"]').fill('!')
  await page.locator('dialog[open]').getByRole('button', { name: 'Find a stay' }).click()
  await alert.waitFor()
  assert.deepEqual(await homes(), before)

  await page.goBack()
  await alert.waitFor({ state: 'detached' })
  await page.context().setOffline(true)
  await page.getByRole('link', { name: 'Free parking' }).click()
  await alert.waitFor()
  assert.deepEqual(await homes(), before)
  await page.context().setOffline(false)
  await page.getByRole('link', { name: 'Try again' }).click()
  await page.waitForURL(/amenities=/)
  await alert.waitFor({ state: 'detached' })
  await page.context().close()
})

test('stand-ins for homes are shown once a search has taken 300 ms, and none for a quick one', { skip }, async () => {
  const page = await open(`/search?${stay}`)
  let answer = () => {}
  const held = new Promise<void>((resolve) => (answer = resolve))
  await page.route(/__data\.json/, async (route) => {
    await held
    await route.continue()
  })
  await page.clock.install()
  await page.clock.pauseAt(Date.now() + 60_000)
  await page.getByRole('link', { name: 'Free parking' }).click()
  // A frame passes before the search begins.
  await page.clock.runFor(290)
  assert.equal(await page.locator('.entry[aria-hidden="true"]').count(), 0)
  await page.clock.runFor(120)
  await page.locator('.entry[aria-hidden="true"]').nth(2).waitFor()
  assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'Looking…')
  await page.clock.resume()
  answer()
  await page.locator('.entry[aria-hidden="true"]').first().waitFor({ state: 'detached' })
  await page.context().close()
})

const looked = [
  '/',
  `/search?${stay}&amenities=wifi`,
  `/search?${stay}&amenities=pool&bedrooms=2`,
  '/search/filters',
  '/search/map',
  '/about/cancelling',
  '/states',
  '/no-such-page',
]

for (const look of [{ width: 1280 }, { width: 390, dark: true }])
  test(`axe finds nothing at ${look.width} px ${look.dark ? 'after dusk' : 'by day'}`, { skip }, async () => {
    for (const path of looked) {
      const page = await open(path, look)
      await axeFindsNothing(page, path)
      await page.context().close()
    }
  })

test('nothing sticks out of a page at 320 px, in the longest language either', { skip }, async () => {
  for (const path of looked) {
    const page = await open(`${path}${path.includes('?') ? '&' : '?'}locale=en-XA`, { width: 320 })
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, `${path} sticks out`)
    await page.context().close()
  }
})

/** The front page with a picture that does not come; `asked` are its scripts. */
async function openUnfinished(): Promise<{ page: Page; asked: string[] }> {
  const page = await (await browser.newContext()).newPage()
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.resourceType() === 'script') asked.push(request.url())
  })
  await page.route('**/late.png', () => {})
  await page.route(`${base}/`, async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: (await response.text()).replace('</body>', '<img src="/late.png" alt="" /></body>') })
  })
  await page.goto(base, { waitUntil: 'domcontentloaded' })
  return { page, asked }
}

test('scripts come after what is shown, or as soon as the page is touched', { skip }, async () => {
  const { page, asked } = await openUnfinished()
  await page.waitForTimeout(500)
  assert.deepEqual(asked, [], 'nothing is fetched while a picture is on its way')
  await page.keyboard.press('Tab')
  await alive(page)
  assert.ok(asked.length > 2)
  await page.context().close()
})

test('scripts come even if a picture never does', { skip }, async () => {
  const { page, asked } = await openUnfinished()
  assert.deepEqual(asked, [])
  await alive(page)
  await page.context().close()
})
