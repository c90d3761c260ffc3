/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { merrowTowns } from '../../src/search/merrow-coast.ts'
import { launchBrowser } from '../browser.ts'
import { skipWithout } from '../machine.ts'
import { newPages } from '../pages-world.ts'

const skip = skipWithout('chromium')
let browser: Browser
let base: string
const world = skip ? undefined : await newPages()

before(async () => {
  if (!world) return
  base = await world.app.listen({ host: '127.0.0.1', port: 0 })
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await world?.app.close()
})

test('the map draws the coast with its towns, asking nobody but ourselves', { skip }, async () => {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage()
  const elsewhere: string[] = []
  await page.route('**/*', (route) => {
    const address = route.request().url()
    if (address.startsWith(base) || /^(data|blob):/.test(address)) return route.continue()
    elsewhere.push(address)
    return route.abort()
  })
  await page.goto(`${base}/search/map?bbox=-39.4,38.92,-39.02,39.28`)
  await page.waitForSelector('.map path.road')
  const names = await page.locator('.map .name').allTextContents()
  for (const { name } of merrowTowns) assert.ok(names.includes(name), name)
  for (const kind of ['land', 'wood', 'sea', 'beach', 'river', 'lane', 'town', 'ferry']) {
    assert.ok((await page.locator(`.map path.${kind}`).count()) > 0, kind)
  }
  assert.deepEqual(elsewhere, [])
})
