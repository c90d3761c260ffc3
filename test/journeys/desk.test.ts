/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BrowserContextOptions } from 'playwright-core'
import { addDays } from '../../src/kernel/calendar-date.ts'
import { axeFindsNothing, newPage, phone } from '../browser.ts'
import { until } from '../until.ts'
import { browser, market, skip, tenth, visit } from './market-in-browser.ts'

const options = { skip, timeout: 180_000 }

/** Ana at her desk. */
const atDesk = (path: string, look: BrowserContextOptions = {}) => visit(market.ana, path, look)

const nightsOf = async () => {
  const query = `from=${tenth}&to=${addDays(tenth, 4)}`
  const { body } = await market.ana.call('GET', `/api/v1/listings/${market.lakeside}/calendar?${query}`)
  const { days } = body as { days: { free: boolean; nightsMin: number; nightly: { minor: number } }[] }
  return days.map(({ free, nightsMin, nightly }) => [free, nightsMin, nightly.minor])
}

test('by keyboard alone a host picks three nights, prices them, asks for longer stays and blocks them', options, async () => {
  const { page, noErrors } = await atDesk(`/host/calendar/${market.lakeside}?month=${tenth.slice(0, 7)}`)
  await page.locator(`[data-night="${addDays(tenth, -1)}"]`).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Shift+ArrowRight')
  await page.getByRole('button', { name: 'Save 3 nights' }).waitFor()
  await page.getByText(/Two people would pay/).waitFor()
  await axeFindsNothing(page, 'a calendar with picked nights')
  await page.getByLabel('Price a night').focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('120')
  await page.getByText('€414').waitFor()
  await page.getByLabel('Shortest stay from these days').focus()
  await page.keyboard.type('3 nights')
  await page.getByRole('button', { name: 'Save 3 nights' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('Saved.').waitFor()
  assert.deepEqual(await nightsOf(), [
    [true, 3, 12_000],
    [true, 3, 12_000],
    [true, 3, 12_000],
    [true, 1, 10_000],
  ])
  await page.getByLabel('Block these nights').focus()
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: 'Save 3 nights' }).focus()
  await page.keyboard.press('Enter')
  await page.locator('td.blocked').first().waitFor()
  assert.deepEqual(
    (await nightsOf()).map(([free]) => free),
    [false, false, false, true],
  )
  noErrors()
})

test('without JavaScript, on a phone, two dates and a press open them again at the usual price', options, async () => {
  const { page } = await atDesk(`/host/calendar/${market.lakeside}?month=${tenth.slice(0, 7)}`, { javaScriptEnabled: false, ...phone })
  await page.locator(`[data-night="${tenth}"]`).click({ position: { x: 5, y: 5 } })
  await page.locator(`[data-night="${addDays(tenth, 2)}"]`).click({ position: { x: 5, y: 5 } })
  await page.getByLabel('Price a night').fill('')
  await page.getByLabel('Shortest stay from these days').selectOption('')
  await page.getByLabel('Block these nights').uncheck()
  await page.getByRole('button', { name: 'Save 3 nights' }).click()
  await page.getByText('Saved.').waitFor()
  assert.deepEqual(
    await nightsOf(),
    Array.from({ length: 4 }, () => [true, 1, 10_000]),
  )
})

test('by touch two presses pick the nights between them, a third begins anew, and the way to the prices is at hand', options, async () => {
  const { page, noErrors } = await atDesk(`/host/calendar/${market.lakeside}?month=${tenth.slice(0, 7)}`, { ...phone, hasTouch: true })
  const touch = (night: number) => page.locator(`[data-night="${addDays(tenth, night)}"]`).tap({ position: { x: 8, y: 8 } })
  await touch(3)
  await page.getByRole('button', { name: 'Save this night' }).waitFor()
  await touch(1)
  await page.getByRole('button', { name: 'Save 3 nights' }).waitFor()
  await page.getByRole('link', { name: 'Set these 3 nights' }).tap()
  await page.locator('#nights').waitFor()
  await until(async () => page.locator('#nights').evaluate((panel) => panel.getBoundingClientRect().top < innerHeight / 2), {
    msMax: 5_000,
  })
  await touch(5)
  await page.getByRole('button', { name: 'Save this night' }).waitFor()
  noErrors()
})

test('by mouse a drag over three nights picks them, and goes back when the hand does', options, async () => {
  const { page, noErrors } = await atDesk(`/host/calendar/${market.lakeside}?month=${tenth.slice(0, 7)}`)
  const over = (night: number) => page.locator(`[data-night="${addDays(tenth, night)}"]`).hover({ position: { x: 8, y: 8 } })
  await over(2)
  await page.mouse.down()
  await over(1)
  await over(0)
  await page.getByRole('button', { name: 'Save 3 nights' }).waitFor()
  await over(1)
  await page.mouse.up()
  await page.getByRole('button', { name: 'Save 2 nights' }).waitFor()
  await over(5)
  await page.waitForURL((url) => url.searchParams.get('first') === addDays(tenth, 1) && url.searchParams.get('last') === addDays(tenth, 2))
  await page.getByRole('button', { name: 'Save 2 nights' }).waitFor()
  noErrors()
})

test('what is typed wrong is kept and said, and nothing is set', options, async () => {
  const { page } = await atDesk(`/host/calendar/${market.lakeside}?month=${tenth.slice(0, 7)}&first=${tenth}`, { javaScriptEnabled: false })
  await page.getByLabel('Price a night').fill('a lot')
  await page.getByRole('button', { name: 'Save this night' }).click()
  await page.getByText(/That price is no amount/).waitFor()
  assert.equal(await page.getByLabel('Price a night').inputValue(), 'a lot')
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the desk, narrow or wide, ${colorScheme}`, options, async () => {
    for (const width of [320, 1280]) {
      for (const path of ['/host', '/host/calendar', '/host/money', '/host/reservations']) {
        const { page } = await atDesk(path, { colorScheme, viewport: { width, height: 900 } })
        await axeFindsNothing(page, `${path} at ${width}`)
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
        assert.equal(over, 0, `${path} at ${width} is wider than the screen`)
        await page.context().close()
      }
    }
  })
}

test('the desk is for hosts: who is not signed in signs in first, and the old address still leads to reservations', options, async () => {
  const { page } = await newPage(browser)
  await page.goto(`${market.origin()}/host/calendar`)
  assert.equal(new URL(page.url()).pathname, '/sign-in')
  const { page: hers } = await atDesk('/reservations')
  assert.equal(new URL(hers.url()).pathname, '/host/reservations')
})
