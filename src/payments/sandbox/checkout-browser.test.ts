import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { axeFindsNothing, launchBrowser } from '../../../test/browser.ts'
import { databases } from '../../../test/databases.ts'
import { skipWithout } from '../../../test/machine.ts'
import { newPaymentWorld } from '../../../test/payments-world.ts'
import { openDatabase } from '../../platform/db.ts'

async function openPage(t: TestContext, options: { javaScriptEnabled?: boolean; colorScheme?: 'light' | 'dark'; width?: number }) {
  const [sqlite] = databases()
  assert.ok(sqlite)
  const { url, drop } = await sqlite.openMigrated()
  const db = openDatabase(url)
  const browser = await launchBrowser()
  const world = await newPaymentWorld(t, db)
  t.after(async () => {
    await browser.close()
    await db.destroy()
    await drop()
  })
  const { width = 390, ...rest } = options
  const context = await browser.newContext({ viewport: { width, height: 844 }, ...rest })
  return { ...world, page: await context.newPage() }
}

async function type(page: Page, card: { number: string; expiry?: string }) {
  await page.getByLabel('Card number').fill(card.number)
  await page.getByLabel('Expires').fill(card.expiry ?? '12 / 34')
  await page.getByLabel('Security code').fill('123')
  await page.getByLabel('Name on card').fill('Ana Ferreira')
  await page.getByRole('button').click()
}

const skip = skipWithout('chromium')

test('a guest without JavaScript is declined, proves who they are to the bank, and pays', { skip }, async (t) => {
  const { ask, settle, urlOf, found, page, origin } = await openPage(t, { javaScriptEnabled: false })
  const { paymentId } = await ask()
  await settle()
  await page.goto(await urlOf(paymentId))
  await type(page, { number: '4000 0000 0000 0002' })
  await page.getByText('The bank said no to this card. Nothing was taken.').waitFor()
  assert.equal(await page.getByLabel('Card number').inputValue(), '4000 0000 0000 0002')
  await type(page, { number: '4000 0000 0000 3220' })
  await page.getByRole('heading', { name: 'Is it you?' }).waitFor()
  await page.getByRole('button', { name: 'Yes, it’s me' }).click()
  await page.waitForURL(`${origin}/trips/1?payment=returned`)
  await settle()
  assert.equal((await found(paymentId)).state, 'succeeded')
})

for (const [colorScheme, width] of [
  ['light', 320],
  ['dark', 1280],
] as const) {
  test(`axe finds nothing on the sandbox's pages, ${colorScheme}, ${width} px wide`, { skip }, async (t) => {
    const { ask, settle, urlOf, page, end } = await openPage(t, { colorScheme, width })
    const { paymentId } = await ask()
    await settle()
    const url = await urlOf(paymentId)
    await page.goto(url)
    await inspect(page, 'pay')
    await type(page, { number: '4000 0000 0000 9995' })
    await inspect(page, 'declined')
    await type(page, { number: '4242', expiry: 'soon' })
    await inspect(page, 'mistyped')
    await type(page, { number: '4000 0000 0000 3220' })
    await inspect(page, 'bank')
    await page.goto(`${url}0`)
    await inspect(page, 'unknown')
    await end(paymentId)
    await settle()
    await page.goto(url)
    await inspect(page, 'expired')
  })
}

async function inspect(page: Page, name: string): Promise<void> {
  await axeFindsNothing(page, name)
  const isWider = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
  assert.equal(isWider, false, `${name} scrolls sideways`)
}
