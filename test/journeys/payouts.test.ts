/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axeFindsNothing, desktop, phone } from '../browser.ts'
import { market, skip, visit } from './market-in-browser.ts'

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
      noErrors()
    },
  )
}
