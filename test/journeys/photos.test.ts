/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import sharp from 'sharp'
import { axeFindsNothing, desktop, phone } from '../browser.ts'
import { tempFolder } from '../temp.ts'
import { until } from '../until.ts'
import { market, skip, visit } from './market-in-browser.ts'

const options = { skip, timeout: 120_000 }
const shownMsMax = 30_000
const folder = tempFolder('photos-journey')

/** A file on the host's device. */
async function file(name: string, background: string, { cut = Infinity } = {}): Promise<string> {
  const target = path.join(folder, name)
  const bytes = await sharp({ create: { width: 1_500, height: 1_000, channels: 3, background } })
    .jpeg()
    .toBuffer()
  writeFileSync(target, bytes.subarray(0, cut))
  return target
}

async function openPhotos(look: BrowserContextOptions) {
  const listingId = await market.newListing({ title: 'The Boat Shed' })
  const { page, noErrors } = await visit(market.ana, `/host/listings/${listingId}/photos`, look)
  return { page, noErrors, listingId }
}

/** A session's cookie carries its token, signed. */
const photosOf = async (listingId: string) =>
  (await market.ana.call('GET', `/api/v1/listings/${listingId}`)).body.photos as {
    id: string
    alt: string
    room: string
    caption: string
    formats: string[]
  }[]

const entries = (page: Page) => page.getByRole('article')

test('a host adds many photos at once, sees each on its way, and is told what is wrong with one', options, async () => {
  const { page, noErrors, listingId } = await openPhotos(desktop)
  await page.setInputFiles('input[type=file]', [
    await file('front.jpg', '#aa4422'),
    await file('kitchen.jpg', '#44aa22'),
    await file('half.jpg', '#2244aa', { cut: 900 }),
    await file('view.jpg', '#aaaa22'),
  ])
  const line = page.getByRole('list', { name: 'Photos on their way' }).getByRole('listitem')
  await line.filter({ hasText: 'half.jpg' }).getByText('breaks off').waitFor()
  await until(async () => (await entries(page).count()) === 3, { msMax: shownMsMax })
  assert.equal((await photosOf(listingId)).length, 3)
  await axeFindsNothing(page, 'photos by day')
  await page.emulateMedia({ colorScheme: 'dark' })
  await axeFindsNothing(page, 'photos after dusk')
  // The sizes that are being made come by themselves.
  await until(async () => (await page.getByText('large sizes are being made').count()) === 0, { msMax: shownMsMax })
  noErrors()
})

test('a photo that did not arrive is sent again by a press of a button', options, async () => {
  const { page, listingId } = await openPhotos(desktop)
  let lost = 0
  await page.route('**/api/v1/listings/*/photos', (route) => (lost++ === 0 ? route.abort() : route.continue()))
  await page.setInputFiles('input[type=file]', await file('gate.jpg', '#778899'))
  await page.getByRole('button', { name: 'Try gate.jpg again' }).click()
  await until(async () => (await entries(page).count()) === 1, { msMax: shownMsMax })
  assert.equal((await photosOf(listingId)).length, 1)
})

for (const [how, javaScriptEnabled] of [
  ['by keyboard', true],
  ['without JavaScript', false],
] as const) {
  test(`photos are added, described, put in order and taken away ${how}`, options, async () => {
    const { page, noErrors, listingId } = await openPhotos({ ...phone, javaScriptEnabled })
    await page.setInputFiles('input[type=file]', [
      await file('a.jpg', '#110000'),
      await file('b.jpg', '#001100'),
      await file('c.jpg', '#000011'),
    ])
    if (!javaScriptEnabled) await page.getByRole('button', { name: 'Send them' }).press('Enter')
    await until(async () => (await entries(page).count()) === 3, { msMax: shownMsMax })
    const [a, b, c] = (await photosOf(listingId)).map(({ id }) => id)

    await page.getByRole('button', { name: 'Move photo 3 earlier' }).press('Enter')
    await page.getByText('now photo 2 of 3').waitFor()
    await page.getByRole('button', { name: 'Move photo 2 earlier' }).press('Enter')
    await page.getByText('now photo 1 of 3').waitFor()
    assert.deepEqual(
      (await photosOf(listingId)).map(({ id }) => id),
      [c, a, b],
    )
    if (javaScriptEnabled) assert.match(await page.evaluate(() => document.activeElement?.id ?? ''), new RegExp(`later-${c}`))

    const first = entries(page).first()
    await first.getByText('Cover').waitFor()
    await first.getByLabel('What it shows').fill('Boat shed with its doors open')
    await first.getByLabel('Room').selectOption('Outside')
    await first.getByLabel('A line under it').fill('The oars are yours')
    await first.getByRole('button', { name: 'Save' }).press('Enter')
    await first.getByText('Saved.').waitFor()
    const [cover] = await photosOf(listingId)
    assert.deepEqual([cover?.alt, cover?.room, cover?.caption], ['Boat shed with its doors open', 'outside', 'The oars are yours'])

    await first.getByText('Take away').press('Enter')
    await first.getByRole('button', { name: 'Take this photo away' }).press('Enter')
    await page.getByText('The photo is gone.').waitFor()
    assert.deepEqual(
      (await photosOf(listingId)).map(({ id }) => id),
      [a, b],
    )
    noErrors()
  })
}

test("without JavaScript a form's good files are taken, and the others named with the reason", options, async () => {
  const { page, listingId } = await openPhotos({ ...desktop, javaScriptEnabled: false })
  await page.setInputFiles('input[type=file]', [
    await file('one.jpg', '#550000'),
    await file('cut.jpg', '#005500', { cut: 500 }),
    await file('two.jpg', '#000055'),
  ])
  await page.getByRole('button', { name: 'Send them' }).click()
  const said = await page.getByRole('alert').textContent()
  assert.match(said ?? '', /2 photos are there.*cut\.jpg.*breaks off/s)
  assert.equal((await photosOf(listingId)).length, 2)
  await page.getByRole('button', { name: 'Send them' }).click()
  assert.equal((await photosOf(listingId)).length, 2, 'a form without files adds nothing')
})
