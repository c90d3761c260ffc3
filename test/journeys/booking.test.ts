import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { account } from '../../src/ledger/accounts.ts'
import { balanceOf } from '../../src/ledger/balance.ts'
import type { Currency } from '../../src/kernel/money.ts'
import { addDays } from '../../src/kernel/calendar-date.ts'
import { axeFindsNothing, goAlive, newPage, phone } from '../browser.ts'
import { browser, linkMailedTo, market, skip, today } from './market-in-browser.ts'

const options = { skip, timeout: 180_000 }
const eur = 'EUR' as Currency
const refusedCard = '4000000000000002'
const askingCard = '4000002500003155'

test('a guest finds a place, signs up, is refused by one card, pays with another, and calls the trip off', options, async () => {
  const { page, noErrors } = await newPage(browser)
  const look: Look = (where) => axeFindsNothing(page, where)
  await findLakeside(page, look, addDays(today, 40))
  await bookAsNewGuest(page, look, 'ida@example.com')
  await payWith(page, refusedCard)
  await page.getByText(/bank said no/i).waitFor()
  await axeFindsNothing(page, 'the payment page after a refusal')
  await payWith(page, askingCard)
  await axeFindsNothing(page, "the bank's page")
  await page.getByRole('button', { name: 'Yes, it’s me' }).click()
  await confirmed(page)
  await axeFindsNothing(page, 'a confirmed trip')
  await callOff(page, look)
  await look('a cancelled trip')
  noErrors()
})

test('two dates typed into a listing bring the price and the way to book', options, async () => {
  const { page, noErrors } = await newPage(browser)
  const url = `${market.origin()}/listings/${market.lakeside}`
  await goAlive(page, url)
  const [from, to] = [addDays(today, 60), addDays(today, 62)]
  await page.locator('.pick input[name=checkIn]').fill(from)
  await page.locator('.pick input[name=checkOut]').fill(to)
  await page.waitForURL((now) => now.searchParams.get('checkIn') === from && now.searchParams.get('checkOut') === to)
  // Two nights, the cleaning, and 4 % for the service.
  await page.getByRole('main').getByText('€247.52').first().waitFor()
  await page.getByRole('link', { name: /^Book/ }).locator('visible=true').first().waitFor()
  noErrors()
})

test('the same without JavaScript, on a phone', options, async () => {
  const { page } = await newPage(browser, { javaScriptEnabled: false, ...phone })
  await findLakeside(page, blind, addDays(today, 50))
  await bookAsNewGuest(page, blind, 'jon@example.com')
  await payWith(page, refusedCard)
  await page.getByText(/bank said no/i).waitFor()
  await payWith(page, askingCard)
  await page.getByRole('button', { name: 'Yes, it’s me' }).click()
  await confirmed(page)
  await callOff(page, blind)
})

type Look = (where: string) => Promise<void>
/** axe is a script itself: where there are none, there is nothing to ask it. */
const blind: Look = async () => {}

/** From the front page by the search panel's own form. */
async function findLakeside(page: Page, look: Look, checkIn: ReturnType<typeof addDays>): Promise<void> {
  await page.goto(market.origin())
  await page.locator('input[name=place]').fill('Portmerrow')
  await page.locator('input[name=checkIn]').fill(checkIn)
  await page.locator('input[name=checkOut]').fill(addDays(checkIn, 3))
  await page.getByRole('button', { name: 'Find a stay' }).click()
  await page.waitForURL(/\/search\?/)
  await look('the results')
  await page.getByRole('link', { name: 'Lakeside' }).first().click()
  await page.getByRole('heading', { level: 1, name: 'Lakeside' }).waitFor()
  await look('the listing')
}

async function bookAsNewGuest(page: Page, look: Look, email: string): Promise<void> {
  await page.getByRole('main').getByText('€351.52').first().waitFor()
  await page
    .getByRole('link', { name: /^Book/ })
    .or(page.getByRole('button', { name: /^Book/ }))
    .locator('visible=true')
    .first()
    .click()
  await page.getByRole('heading', { level: 1, name: 'Come in' }).waitFor()
  await look('signing in')
  await page.getByRole('link', { name: 'Start an account' }).click()
  await page.getByLabel('Your name').fill('Ida Berg')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill('a lamp in the window')
  await page.getByRole('button', { name: 'Start my account' }).click()
  await page.getByText(email).waitFor()
  await look('having signed up')
  await page.goto(`${market.origin()}${await linkMailedTo(email)}`)
  await page.getByRole('button', { name: 'Confirm and go on' }).click()
  await page.getByRole('heading', { level: 1, name: 'Check it over, then pay' }).waitFor()
  await look('the checkout')
  await page.getByLabel(/A line for Ana/).fill('We come by the late boat.')
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Pay €351.52' }).click()
  await page.getByLabel(/card number/i).waitFor()
  await look('the payment page')
}

async function payWith(page: Page, card: string): Promise<void> {
  await page.getByLabel(/card number/i).fill(card)
  await page.locator('input[name=expiry]').fill('12 / 34')
  await page.locator('input[name=code]').fill('123')
  await page.locator('input[name=name]').fill('Ida Berg')
  await page.getByRole('button', { name: /^(Pay|Try again)/ }).click()
}

/** The page follows the payment by itself until it is confirmed; then the door is told. */
async function confirmed(page: Page): Promise<void> {
  await page.getByText('Confirmed', { exact: true }).waitFor()
  await page.getByText('1 Lake Lane').waitFor()
}

async function callOff(page: Page, look: Look): Promise<void> {
  await page.getByRole('link', { name: 'Cancel this trip' }).click()
  await page.getByRole('button', { name: 'Cancel and get €351.52 back' }).waitFor()
  await look('calling off')
  await page.getByRole('button', { name: 'Cancel and get €351.52 back' }).click()
  await page.getByText('Cancelled', { exact: true }).first().waitFor()
  await page.getByText(/€351\.52 goes back to your card/).waitFor()
  const [held, fees] = [await balanceOf(market.deps.db, account.provider, eur), await balanceOf(market.deps.db, account.providerFees, eur)]
  assert.equal(held.minor + fees.minor, 0, 'all that came in has gone back, but for what the provider keeps')
}
