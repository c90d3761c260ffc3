/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { axeFindsNothing, desktop, phone } from '../browser.ts'
import { payOnPage } from '../sandbox-guest.ts'
import { until } from '../until.ts'
import { addDays } from '../../src/kernel/calendar-date.ts'
import { market, skip, today, visit } from './market-in-browser.ts'

const options = { skip, timeout: 120_000 }
for (const javaScriptEnabled of [true, false]) {
  test(
    `a host says where the money should go, ${javaScriptEnabled ? 'with scripts' : 'on a phone, without scripts'}`,
    options,
    async () => {
      const host = await market.newPerson('Ines')
      const made = await host.call(
        'POST',
        '/api/v1/listings',
        { placeType: 'entire', propertyType: 'house', near: { lat: 38.7, lng: -9.1 }, town: 'Portmerrow' },
        'home',
      )
      assert.equal(made.status, 201, JSON.stringify(made.body))
      const { page, noErrors } = await visit(host, '/host/money', { ...(javaScriptEnabled ? desktop : phone), javaScriptEnabled })
      await page.getByLabel('Where you and your bank are').selectOption('PT')
      await page.getByRole('button', { name: 'Connect an account' }).click()

      // Given up halfway: the desk says what is still wanted, and leads back.
      await page.getByLabel('First name').waitFor()
      await page.goto(`${market.origin()}/host/money?account=left`)
      assert.ok(await page.getByText('your bank account', { exact: true }).isVisible())
      if (javaScriptEnabled) await axeFindsNothing(page, 'the money pages')
      await page.getByRole('button', { name: 'Go on at the payment provider' }).click()

      await page.getByLabel('First name').fill('Ines')
      await page.getByLabel('Last name').fill('Duarte')
      await page.getByLabel('Date of birth').fill('1980-05-05')
      await page.getByLabel('Home address').fill('1 Lake Lane')
      await page.getByLabel('Bank account number').fill('000123456789')
      await page.getByLabel('I agree that this is a sandbox').check()
      await page.getByRole('button', { name: 'Send' }).click()
      await page.waitForURL(/host\/money/)
      assert.ok(await page.getByText('Connected. A day after each arrival').isVisible())
      await page.getByRole('link', { name: 'Statement, month by month' }).click()
      await page.getByRole('heading', { level: 1, name: /^Statement for/ }).waitFor()
      if (javaScriptEnabled) await axeFindsNothing(page, 'the money pages')
      assert.equal(await page.getByRole('link', { name: /CSV/ }).count(), 0, 'nothing has moved yet')
      noErrors()
    },
  )
}

test('a month of money is downloaded as a table that its host alone gets, and prints without what is no statement', options, async () => {
  const booked = await agreedByAna()
  const { page, noErrors } = await visit(market.ana, '/host/money/statement')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download as a table (CSV)' }).click(),
  ])
  const month = new Date().toISOString().slice(0, 7)
  assert.equal(download.suggestedFilename(), `statement-${month}.csv`)
  const text = await readFile(await download.path(), 'utf8')
  assert.match(text, /^\uFEFFat,kind,booking,home,guest,/)
  assert.match(text, new RegExp(`,earned,${booked},Lakeside,`))
  for (const paper of [false, true]) {
    await page.emulateMedia({ media: paper ? 'print' : 'screen' })
    for (const part of [page.getByRole('link', { name: /CSV/ }), page.getByRole('navigation').first(), page.locator('footer').first()])
      assert.equal(await part.isVisible(), !paper)
    assert.ok(
      await page
        .getByRole('cell', { name: 'Stay agreed' })
        .or(page.getByRole('rowheader', { name: /Stay agreed/ }))
        .first()
        .isVisible(),
    )
  }
  const path = `${market.origin()}/host/money/statement/download?month=${month}`
  assert.equal((await fetch(path)).status, 401)
  const stranger = await market.newPerson('Eve')
  const { page: hers } = await visit(stranger, '/')
  assert.equal((await hers.request.get(path)).status(), 403)
  noErrors()
})

/** A stay at Lakeside is booked and paid. @returns its id. */
async function agreedByAna(): Promise<string> {
  const guest = await market.newPerson('Ida')
  const stay = { listingId: market.lakeside, checkIn: addDays(today, 60), checkOut: addDays(today, 63), adults: 2 }
  const quote = await guest.call('POST', '/api/v1/quotes', stay)
  const made = await guest.call('POST', '/api/v1/bookings', { ...stay, expectedTotal: quote.body.total }, 'ida')
  assert.equal(made.status, 201, JSON.stringify(made.body))
  await payOnPage(made.body.payment.url)
  await until(async () => (await guest.call('GET', `/api/v1/bookings/${made.body.id}`)).body.state === 'confirmed', { msMax: 20_000 })
  return made.body.id
}
