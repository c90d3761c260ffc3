import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import type { ListingId } from '../../src/kernel/ids.ts'
import { axeFindsNothing, goAlive, newPage, phone } from '../browser.ts'
import { browser, linkMailedTo, market, skip } from './market-in-browser.ts'

const options = { skip, timeout: 240_000 }
type Look = (where: string) => Promise<void>

test('a new host on a phone goes from signing up to published, each part saved and clean in both themes', options, async () => {
  const { page, noErrors } = await newPage(browser, phone)
  const look: Look = async (where) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await axeFindsNothing(page, `${where}, ${colorScheme}`)
    }
  }
  await signUp(page, 'Marta', 'marta@example.com')
  const id = await letCottage(page, look)
  await openToGuests(page, id, look)
  noErrors()
})

test('the same without JavaScript', options, async () => {
  const { page } = await newPage(browser, { ...phone, javaScriptEnabled: false })
  await signUp(page, 'Jon', 'jon@example.com')
  const id = await letCottage(page, async () => {})
  await openToGuests(page, id, async () => {})
})

test(
  'what is typed is kept after an error, and two windows never overwrite each other unseen: each is shown what the other saved',
  options,
  async () => {
    const { page } = await newPage(browser, { javaScriptEnabled: false })
    await signUp(page, 'Nia', 'nia@example.com')
    const id = await start(page, async () => {})
    await page.goto(`${market.origin()}/host/listings/${id}/prices`)
    await page.getByLabel('A usual night').fill('cheap')
    await page.getByLabel('Cleaning, once').fill('38.50')
    await page.getByRole('button', { name: 'Save and go on' }).click()
    await page.getByText('A number such as 120 or 120.50.').waitFor()
    assert.equal(await page.getByLabel('A usual night').inputValue(), 'cheap')
    assert.equal(await page.getByLabel('Cleaning, once').inputValue(), '38.50')

    const { page: other } = await newPage(browser, { storageState: await page.context().storageState(), javaScriptEnabled: false })
    for (const each of [page, other]) await each.goto(`${market.origin()}/host/listings/${id}/texts`)
    await saveTitle(other, 'The Tar Loft')
    await other.waitForURL(/\/prices/)
    await saveTitle(page, 'The Rope Loft')
    await page.getByText('Somebody has changed this meanwhile').waitFor()
    await page.getByRole('alert').getByText('The Tar Loft').waitFor()
    assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'The Rope Loft')
    await other.goto(`${market.origin()}/host/listings/${id}/texts`)
    assert.equal(await other.getByLabel('Name', { exact: true }).inputValue(), 'The Tar Loft')
    await page.getByRole('button', { name: 'Save and go on' }).click()
    await page.waitForURL(/\/prices/)
    await other.reload()
    assert.equal(await other.getByLabel('Name', { exact: true }).inputValue(), 'The Rope Loft')
  },
)

test('leaving a part by any link of the site saves what was typed', options, async () => {
  const { page, noErrors } = await newPage(browser)
  await signUp(page, 'Olu', 'olu@example.com')
  const id = await start(page, async () => {})
  await goAlive(page, `${market.origin()}/host/listings/${id}/texts`)
  await page.getByLabel('Name', { exact: true }).fill('The Long Barn')
  await page.getByRole('link', { name: /^Prices/ }).click()
  await page.getByRole('heading', { level: 1, name: 'What does it cost?' }).waitFor()
  await page.locator('#main').getByText('Saved', { exact: true }).waitFor()
  await page.goto(`${market.origin()}/host/listings`)
  await page.getByRole('link', { name: 'The Long Barn' }).waitFor()
  noErrors()
})

test('what was typed stays when the connection is gone, and is saved once it is back', options, async () => {
  const { page } = await newPage(browser, phone)
  await signUp(page, 'Ida', 'ida@example.com')
  const id = await start(page, async () => {})
  await goAlive(page, `${market.origin()}/host/listings/${id}/texts`)
  await page.getByLabel('Name', { exact: true }).fill('The Oar House')
  const asked = page.waitForEvent('dialog')
  await page.close({ runBeforeUnload: true })
  const dialog = await asked
  assert.equal(dialog.type(), 'beforeunload')
  await dialog.dismiss()

  await page.context().setOffline(true)
  for (const leaves of ['Save and come back later', 'Your places']) {
    await page
      .getByRole('button', { name: leaves })
      .or(page.getByRole('link', { name: leaves }))
      .first()
      .click()
    await page.getByText('That could not be saved just now.').waitFor()
    assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'The Oar House')
  }
  await page.getByRole('link', { name: 'Leave without saving' }).waitFor()
  await axeFindsNothing(page, 'a save without a connection')
  await page.context().setOffline(false)
  await page.getByRole('button', { name: 'Try again' }).click()
  await heading(page, 'Your places')
  await page.getByRole('link', { name: 'The Oar House', exact: true }).waitFor()
})

async function saveTitle(page: Page, title: string): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(title)
  await page.getByRole('button', { name: 'Save and go on' }).click()
}

async function signUp(page: Page, name: string, email: string): Promise<void> {
  await page.goto(`${market.origin()}/sign-up?next=/host/listings`)
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill('a lamp in the window')
  await page.getByRole('button', { name: 'Start my account' }).click()
  await page.getByText(email).waitFor()
  await page.goto(`${market.origin()}${await linkMailedTo(email)}`)
  await page.getByRole('button', { name: 'Confirm and go on' }).click()
  await page.getByRole('heading', { level: 1, name: 'Your places' }).waitFor()
}

const next = (page: Page) => page.getByRole('button', { name: 'Save and go on' }).click()
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor()

/** A draft with its kind and its town. */
async function start(page: Page, look: Look): Promise<ListingId> {
  await look('no places yet')
  await page.getByRole('link', { name: 'Add a place' }).click()
  await heading(page, 'Let your place')
  await look('a new place')
  await page.getByRole('radio', { name: 'Cottage' }).check()
  await page.locator('input[name=place]').fill('Portmerrow')
  await page.getByRole('button', { name: 'Start this place' }).click()
  await heading(page, 'Where is it?')
  return /listings\/([\w-]{36})/.exec(page.url())?.[1] as ListingId
}

/** Every part but the photos, in the form's own order. */
async function letCottage(page: Page, look: Look): Promise<ListingId> {
  const id = await start(page, look)
  await look('where it is')
  await page.getByLabel('Street and number').fill('4 Rope Lane')
  await page.getByLabel('Coordinates of the door').fill('39.1204, -39.2451')
  await next(page)
  await heading(page, 'How many can sleep there?')
  await look('rooms and beds')
  await page
    .getByLabel('Guests', { exact: true })
    .or(page.getByRole('spinbutton', { name: /^Guests/ }))
    .first()
    .fill('3')
  await page.getByLabel('Name of room 1').fill('Loft')
  await page.getByRole('spinbutton', { name: 'Double bed' }).first().fill('1')
  await page.getByRole('button', { name: 'Another room' }).click()
  await page.getByLabel('Name of room 2').fill('Net room')
  await page.getByRole('spinbutton', { name: 'Single bed' }).nth(1).fill('1')
  await next(page)
  await heading(page, 'What’s there?')
  await look('what is there')
  await page.getByRole('checkbox', { name: 'Wifi' }).check()
  await page.getByRole('checkbox', { name: 'Kettle' }).check()
  await next(page)
  await page.waitForURL(/\/photos/)
  await page.goto(`${market.origin()}/host/listings/${id}/texts`)
  await look('the words')
  await page.getByLabel('Name', { exact: true }).fill('The Net Cottage')
  await page.getByLabel('One line of why').fill('Breakfast where nets were mended.')
  await page.getByLabel('The whole story').fill('Beams that smell of tar.\n\nFourteen steep stairs.')
  await next(page)
  await heading(page, 'What does it cost?')
  await page.getByLabel('A usual night').fill('120')
  await page.getByLabel('Cleaning, once').fill('38.50')
  await workOut(page)
  // 3 × 120.00 + 38.50, 4 % and 3 % of it.
  await page.getByText('€414.44').first().waitFor()
  await page.getByText('€386.54').first().waitFor()
  await look('prices with an example')
  await next(page)
  await heading(page, 'When, and on what terms?')
  await look('the rules')
  await page.getByRole('radio', { name: /^Moderate/ }).check()
  await page.getByRole('radio', { name: /^Anybody may book/ }).check()
  await next(page)
  await heading(page, 'Look it over')
  return id
}

/** With JavaScript the example comes by itself. */
async function workOut(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Work the example out' })
  if (await button.isVisible()) await button.click()
}

async function openToGuests(page: Page, id: ListingId, look: Look): Promise<void> {
  await page.getByText('One thing is missing').waitFor()
  await look('what is missing')
  await page.getByRole('link', { name: 'Go to: Photos' }).click()
  await page
    .getByLabel(/photos/i)
    .first()
    .waitFor()
  await page.setInputFiles('input[type=file]', { name: 'loft.jpg', mimeType: 'image/jpeg', buffer: await photo() })
  const send = page.getByRole('button', { name: 'Send them' })
  if (await send.isVisible()) await send.click()
  await page.getByRole('heading', { name: /^One photo/ }).waitFor()
  await page.goto(`${market.origin()}/host/listings/${id}/review`)
  await page.getByRole('button', { name: 'Open it to guests' }).click()
  await page.getByText('It’s open. Guests can find and book it now.').waitFor()
  const { page: stranger } = await newPage(browser)
  await stranger.goto(`${market.origin()}/listings/${id}`)
  await stranger.getByRole('heading', { level: 1, name: 'The Net Cottage' }).waitFor()
  await stranger.getByRole('heading', { name: 'Where you’ll sleep' }).waitFor()
  await stranger.getByText('Net room').waitFor()
  await page.goto(`${market.origin()}/host/listings`)
  await page.getByText('Open to guests').waitFor()
  await look('the places of a host')
  await page.getByRole('link', { name: 'The Net Cottage', exact: true }).click()
  await page.getByRole('button', { name: 'Let it rest' }).click()
  await page.getByText('It’s resting.').waitFor()
  await stranger.reload()
  await stranger.getByText(/is not letting this home at the moment/).waitFor()
  assert.equal(await stranger.getByRole('link', { name: /^Book/ }).count(), 0, 'a home that rests has no price box')
}

const photo = () =>
  sharp({ create: { width: 1200, height: 800, channels: 3, background: '#aa9988' } })
    .jpeg()
    .toBuffer()
