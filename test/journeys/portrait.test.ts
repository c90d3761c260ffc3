/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import sharp from 'sharp'
import { axeFindsNothing, desktop, phone } from '../browser.ts'
import type { Person } from '../market.ts'
import { tempFolder } from '../temp.ts'
import { market, skip, visit } from './market-in-browser.ts'

const options = { skip, timeout: 120_000 }
const folder = tempFolder('portrait-journey')

/** A file on somebody's device. */
async function file(name: string, background: string, { cut = Infinity, more = 0 } = {}): Promise<string> {
  const target = path.join(folder, name)
  const bytes = await sharp({ create: { width: 1_500, height: 1_000, channels: 3, background } })
    .jpeg()
    .toBuffer()
  writeFileSync(target, Buffer.concat([bytes.subarray(0, cut), Buffer.alloc(more)]))
  return target
}

const openAccount = (who: Person, context: BrowserContextOptions) => visit(who, '/account', context)

const field = (page: Page) => page.locator('input[type=file]')
const save = (page: Page) => page.getByRole('button', { name: 'Save the picture' })
const portraitOf = async (who: Person) => (await who.call('GET', '/api/v1/me')).body.portrait as { small: string; large: string } | null
/** Whether the reader sees this picture, and not a sign that it is missing. */
const shows = async (page: Page, address: string | undefined) => {
  const picture = page.locator(`img[src="${address}"]`).first()
  await picture.scrollIntoViewIfNeeded()
  assert.equal((await page.request.get(`${market.origin()}${address}`)).status(), 200)
}

for (const [how, javaScriptEnabled] of [
  ['', true],
  [' without JavaScript', false],
] as const) {
  test(`a picture of oneself is given, seen by others, replaced and taken away${how}`, options, async () => {
    const { ana } = market
    const { page, noErrors } = await openAccount(ana, { ...phone, javaScriptEnabled })
    await field(page).setInputFiles(await file('me.jpg', '#aa4422'))
    if (javaScriptEnabled) {
      await page.getByText('Not saved yet').waitFor()
      const [red = 0, , blue = 0] = await page
        .locator('canvas')
        .evaluate((canvas: HTMLCanvasElement) => [...(canvas.getContext('2d')?.getImageData(128, 128, 1, 1).data ?? [])])
      assert.ok(red > 140 && blue < 70, 'the preview is of this very file')
    }
    await save(page).press('Enter')
    await page.getByText('That’s how others see you now.').waitFor()
    const first = await portraitOf(ana)
    await shows(page, first?.large)
    assert.equal(await page.locator(`header img[src="${first?.small}"]`).count(), 1, 'the page’s head has it too')
    if (javaScriptEnabled) await axeFindsNothing(page, 'account with a portrait')

    await page.goto(`${market.origin()}/people/${ana.userId}`)
    await shows(page, first?.large)
    await page.goto(`${market.origin()}/listings/${market.lakeside}`)
    await shows(page, first?.large)

    await page.goto(`${market.origin()}/account`)
    await page.getByLabel('Another picture').setInputFiles(await file('other.jpg', '#2244aa'))
    await save(page).click()
    await page.getByText('That’s how others see you now.').waitFor()
    const second = await portraitOf(ana)
    assert.notEqual(second?.large, first?.large)
    await shows(page, second?.large)
    await page.getByRole('button', { name: 'Take it away' }).click()
    await page.getByText('Your picture is gone.').waitFor()
    assert.equal(await portraitOf(ana), null)
    assert.equal(await page.locator('img.portrait').count(), 0)
    noErrors()
  })

  test(`a file that is no good picture is refused in words, and the picture there was stays${how}`, options, async () => {
    const ben = await market.newPerson(`Ben${javaScriptEnabled ? '' : 'no'}`)
    const { page, noErrors } = await openAccount(ben, { ...desktop, javaScriptEnabled })
    await save(page).click()
    await page.getByRole('alert').getByText('Choose a picture first').waitFor()
    await field(page).setInputFiles(await file('me.jpg', '#448822'))
    await save(page).click()
    await page.getByText('That’s how others see you now.').waitFor()
    const before = await portraitOf(ben)
    const svg = path.join(folder, 'drawing.jpg')
    writeFileSync(svg, '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    for (const [bad, words] of [
      [await file('half.jpg', '#000000', { cut: 900 }), 'breaks off'],
      [svg, 'This is a drawing'],
      [await file('large.jpg', '#000000', { more: 31 * 1024 * 1024 }), 'larger than 30 MB'],
    ] as const) {
      await field(page).setInputFiles(bad)
      await save(page).click()
      await page.getByRole('alert').getByText(words).waitFor()
      assert.deepEqual(await portraitOf(ben), before)
    }
    if (javaScriptEnabled) await axeFindsNothing(page, 'account with a refused portrait')
    noErrors()
  })
}
