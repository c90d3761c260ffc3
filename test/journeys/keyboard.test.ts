import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { alive, goAlive, newPage } from '../browser.ts'
import { keyTo, press, tabTo, typeInto } from '../keyboard.ts'
import { until } from '../until.ts'
import { browser, market, skip } from './market-in-browser.ts'

const options = { skip, timeout: 180_000 }
const mailMsMax = 20_000
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name, exact: typeof name === 'string' })
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()

test('by keyboard alone a guest finds a place, signs up, pays and calls the trip off', options, async () => {
  const { page, noErrors } = await newPage(browser, { reducedMotion: 'reduce' })
  await goAlive(page, market.origin())
  await search(page)
  await press(page, link(page, 'Lakeside'))
  await heading(page, 'Lakeside')
  await press(page, link(page, 'Book for €351.52'))
  await heading(page, 'Come in')
  await press(page, link(page, 'Start an account'))
  await signUp(page, 'Ida', 'ida@example.com')
  await heading(page, 'Check it over, then pay')
  await typeInto(page, page.getByLabel(/A line for Ana/), 'We come by the late boat.')
  await press(page, page.getByRole('checkbox'), 'Space')
  await press(page, button(page, 'Pay €351.52'))
  await typeInto(page, page.getByLabel(/card number/i), '4242424242424242')
  await typeInto(page, page.locator('input[name=expiry]'), '12 / 34')
  await typeInto(page, page.locator('input[name=code]'), '123')
  await typeInto(page, page.locator('input[name=name]'), 'Ida Berg')
  await page.keyboard.press('Enter')
  await page.getByText('Confirmed', { exact: true }).waitFor()
  await alive(page)
  await press(page, link(page, 'Cancel this trip'))
  await press(page, button(page, 'Cancel and get €351.52 back'))
  await page.getByText(/€351\.52 goes back to your card/).waitFor()
  noErrors()
})

/** Town from the list, three nights next month from the calendar, a child along. */
async function search(page: Page): Promise<void> {
  await typeInto(page, page.getByRole('combobox'), 'Portmer')
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  assert.equal(await page.getByRole('combobox').inputValue(), 'Portmerrow')
  const arrive = page.locator('input[name=checkIn]')
  await tabTo(page, arrive)
  await page.keyboard.press('Alt+ArrowDown')
  await page.locator('[data-day]:focus').waitFor()
  for (const key of ['PageDown', 'ArrowDown', 'Enter', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key)
  await page.getByRole('grid').first().waitFor({ state: 'detached' })
  const [from, to] = [await arrive.inputValue(), await page.locator('input[name=checkOut]').inputValue()]
  assert.equal(Date.parse(to) - Date.parse(from), 3 * 86_400_000, `${from} to ${to}`)
  await press(page, page.locator('summary').filter({ hasText: 'adults' }))
  await press(page, button(page, 'More: Children'), 'Space')
  await page.keyboard.press('Escape')
  await press(page, button(page, 'Find a stay'))
  await page.waitForURL(/\/search\?.*children=1/)
}

/** From the form to the mail's link, read in the mailbox, and on. */
async function signUp(page: Page, name: string, email: string): Promise<void> {
  await typeInto(page, page.getByLabel('Your name'), name)
  await typeInto(page, page.getByLabel('Email'), email)
  await typeInto(page, page.getByLabel('Password'), 'a lamp in the window')
  await page.keyboard.press('Enter')
  await press(page, page.getByRole('main').getByRole('link', { name: /mailbox/i }))
  await page.waitForURL(/\/mailbox/)
  const mail = page.locator('li', { hasText: email }).getByRole('link')
  await until(async () => (await mail.count()) > 0 || (await page.reload(), false), { msMax: mailMsMax, pauseMs: 200 })
  await alive(page)
  await press(page, mail)
  await press(page, link(page, /^http/))
  await press(page, button(page, 'Confirm and go on'))
}

test('by keyboard alone a new host lets a place, opens it to guests, prices some nights and blocks them', options, async () => {
  const { page, noErrors } = await newPage(browser, { reducedMotion: 'reduce' })
  await goAlive(page, `${market.origin()}/sign-up?next=/host/listings`)
  await signUp(page, 'Marta', 'marta@example.com')
  await heading(page, 'Your places')
  await describe(page)
  await condition(page)
  await press(page, button(page, 'Open it to guests'))
  await page.getByText('It’s open. Guests can find and book it now.').waitFor()
  await arrange(page)
  noErrors()
})

async function next(page: Page, title: string): Promise<void> {
  await press(page, button(page, 'Save and go on'))
  await heading(page, title)
}

/** What it is and where, who sleeps where, what is there, and a photo. */
async function describe(page: Page): Promise<void> {
  await press(page, link(page, 'Add a place'))
  await heading(page, 'Let your place')
  await tabTo(page, page.getByRole('radio').first())
  await keyTo(page, page.getByRole('radio', { name: 'Cottage' }), 'ArrowDown')
  await typeInto(page, page.getByRole('combobox'), 'Portmer')
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await press(page, button(page, 'Start this place'))
  await heading(page, 'Where is it?')
  await typeInto(page, page.getByLabel('Street and number'), '4 Rope Lane')
  await typeInto(page, page.getByLabel('Coordinates of the door'), '39.1204, -39.2451')
  await page.keyboard.press('Enter')
  await heading(page, 'How many can sleep there?')
  await typeInto(page, page.getByRole('spinbutton', { name: /^Guests/ }), '3')
  await typeInto(page, page.getByLabel('Name of room 1'), 'Loft')
  await typeInto(page, page.getByRole('spinbutton', { name: 'Double bed' }), '1')
  await next(page, 'What’s there?')
  await press(page, page.getByRole('checkbox', { name: 'Wifi' }), 'Space')
  await press(page, button(page, 'Save and go on'))
  await page.waitForURL(/\/photos/)
  const chosen = page.waitForEvent('filechooser')
  await press(page, page.locator('input[type=file]'))
  await (await chosen).setFiles({ name: 'loft.jpg', mimeType: 'image/jpeg', buffer: await photo() })
  await page.getByRole('heading', { name: /^One photo/ }).waitFor()
}

const photo = () =>
  sharp({ create: { width: 1200, height: 800, channels: 3, background: '#aa9988' } })
    .jpeg()
    .toBuffer()

/** Its words, prices and rules. */
async function condition(page: Page): Promise<void> {
  await press(page, link(page, /^Back to/))
  await heading(page, 'Say it in your words')
  await typeInto(page, page.getByLabel('Name', { exact: true }), 'The Net Cottage')
  await typeInto(page, page.getByLabel('One line of why'), 'Breakfast where nets were mended.')
  await typeInto(page, page.getByLabel('The whole story'), 'Beams that smell of tar.')
  await next(page, 'What does it cost?')
  await typeInto(page, page.getByLabel('A usual night'), '120')
  await page.keyboard.press('Enter')
  await heading(page, 'When, and on what terms?')
  await tabTo(page, page.locator('input[name=policy]').first())
  await keyTo(page, page.getByRole('radio', { name: /^Moderate/ }), 'ArrowDown')
  await press(page, page.getByRole('radio', { name: /^Anybody may book/ }), 'Space')
  await next(page, 'Look it over')
}

/** In the calendar, by the desk's own links: three nights of next month cost more, then nobody can have them. */
async function arrange(page: Page): Promise<void> {
  await press(page, page.getByRole('navigation', { name: 'Hosting' }).getByRole('link', { name: 'Calendar' }))
  await heading(page, /./)
  await press(page, page.getByRole('navigation', { name: 'View' }).getByRole('link', { name: 'Month' }))
  const night = page.locator('[data-night]:focus')
  await tabTo(page, page.locator('[data-night]'))
  const today = await night.getAttribute('data-night')
  await page.keyboard.press('PageDown')
  await until(async () => (await night.getAttribute('data-night'))?.slice(0, 7) !== today?.slice(0, 7), { msMax: 20_000 })
  while (!(await night.getAttribute('data-night'))?.endsWith('-10')) await page.keyboard.press('ArrowRight')
  for (const key of ['Enter', 'Shift+ArrowRight', 'Shift+ArrowRight']) await page.keyboard.press(key)
  await page.getByText(/Two people would pay/).waitFor()
  await typeInto(page, page.getByLabel('Price a night'), '150')
  await press(page, button(page, 'Save 3 nights'))
  await page.getByText('Saved.').waitFor()
  assert.equal(await page.locator('td', { hasText: '€150' }).count(), 3)
  await button(page, 'Save 3 nights').and(page.locator(':focus')).waitFor()
  await keyTo(page, page.getByLabel('Block these nights'), 'Shift+Tab')
  await page.keyboard.press('Space')
  await press(page, button(page, 'Save 3 nights'))
  const isBlocked = page.locator('td.blocked').nth(2).waitFor()
  await isBlocked.catch(async () => assert.fail(await page.getByRole('main').innerText()))
}
