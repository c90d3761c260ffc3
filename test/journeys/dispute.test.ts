import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { secondMs } from '../../src/kernel/clock.ts'
import { axeFindsNothing, desktop, launchBrowser, newPage, phone } from '../browser.ts'
import { skipWithout } from '../machine.ts'
import { signedToken } from '../market.ts'
import { newWorld, worldSecret, type World } from '../world.ts'

const skip = skipWithout('chromium')
let world: World
let browser: Browser

before(async () => {
  if (skip) return
  world = await newWorld({ site: true, units: 2 })
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await world?.stop()
})

/** Of every entry, in the order in which they were booked. */
const reasonsBooked = async () =>
  (await world.db.selectFrom('ledger_entry').select('reason').orderBy('posted_at').orderBy('id').execute()).map(({ reason }) => reason)

for (const [title, script, size] of [
  ['with scripts', true, desktop],
  ['without scripts, on a phone', false, phone],
] as const) {
  test(`an operator plays a bank that disputes, finds the case, loses, and closes it, ${title}`, { skip, timeout: 300_000 }, async () => {
    const { otto, ben, app, origin, lakeside, settle, clock } = world
    await world.confirmed(ben, { listingId: lakeside, checkIn: '2030-07-01', checkOut: '2030-07-04' })
    await app.reconciler.runOnce()
    clock.pass(secondMs)
    const before = await reasonsBooked()
    const { page, noErrors } = await newPage(browser, { ...size, javaScriptEnabled: script })
    await page.context().addCookies([{ name: 'sojourn.session_token', value: signedToken(otto.token, worldSecret), url: origin }])
    const axe = async (where: string) => {
      if (script) await axeFindsNothing(page, where)
    }

    await page.goto(`${origin}/sandbox/control`)
    await axe('the sandbox')
    await page.getByRole('button', { name: 'Dispute it' }).first().click()
    await page.getByRole('button', { name: 'The market loses' }).waitFor()
    await settle()
    await page.goto(`${origin}/operator/money/cases`)
    await page.getByRole('heading', { name: 'A bank disputes a payment' }).waitFor()
    await axe('the cases')

    await page.goto(`${origin}/sandbox/control`)
    await page.getByRole('button', { name: 'The market loses' }).click()
    await page.getByText('No bank disputes anything').waitFor({ state: 'detached' })
    await settle()
    clock.pass(secondMs)
    await app.reconciler.runOnce()
    await page.goto(`${origin}/operator/money/cases`)
    await page.getByRole('heading', { name: 'A dispute was lost' }).waitFor()
    await page.getByRole('textbox', { name: 'What came of it' }).fill('The guest never came.')
    await page.getByRole('button', { name: 'Close this case' }).click()
    await page.getByText('The case is closed.').waitFor()
    await page.getByText('Nothing to look into').waitFor()

    const booked = (await reasonsBooked()).slice(before.length)
    for (const reason of ['dispute_withdrawn', 'dispute_lost', 'dispute_borne']) assert.ok(booked.includes(reason), reason)
    await page.goto(`${origin}/operator/money/trial-balance`)
    await page.getByText(/In EUR the ledger adds up/).waitFor()
    await page.getByText(/The provider holds .* by our ledger and by its own records/).waitFor()
    await axe('the trial balance')
    noErrors()
    await page.context().close()
  })
}
