/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { merrowTowns } from '../../src/search/merrow-coast.ts'
import { overlap } from '../../web/lib/map/arrange-names.ts'
import { launchBrowser, phone } from '../browser.ts'
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

const singapore = '103.6,1.15,104.1,1.5'

test('a map of a real place names its towns where they cover neither each other nor a price', { skip }, async () => {
  const page = await (await browser.newContext(phone)).newPage()
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(`${base}/search/map?bbox=${singapore}`)
  await page.waitForSelector('.map .name.written span')
  const names = await page.locator('.map .name.written').allTextContents()
  for (const name of ['Singapore', 'Johor Bahru']) assert.ok(names.includes(name), `${name} is not among ${names.join(', ')}`)
  const rects = (selector: string) => page.locator(selector).evaluateAll((all) => all.map((each) => each.getBoundingClientRect().toJSON()))
  const [written, taken] = [await rects('.map .name.written span'), await rects('.map :is(.pin, button)')]
  assert.ok(written.length > 4 && taken.length === 4, `${written.length} names, ${taken.length} pins and buttons`)
  for (const [index, rect] of written.entries())
    for (const other of [...taken, ...written.slice(index + 1)]) assert.ok(!overlap(rect, other), JSON.stringify([rect, other]))
  await page.waitForSelector('.map .fine')
  assert.ok(await page.locator('.map path.cell').first().isVisible())
  assert.equal(await page.locator('.map path.world').first().isVisible(), false)
  assert.equal(await page.locator('.leaflet-names-pane').getAttribute('aria-hidden'), 'true')
  const spoken = await page.locator('.map').ariaSnapshot()
  assert.ok(!spoken.includes('Johor Bahru') && spoken.includes('GeoNames') && spoken.includes('Natural Earth'), spoken)
  assert.match(await page.locator('.leaflet-control-scale').innerText(), /km/)
  for (const address of asked) assert.ok(address.startsWith(base) || /^(data|blob):/.test(address), address)
  await page.close()
})

test('a map asks for names once while it moves about the same area', { skip }, async () => {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage()
  const asked = new Set<string>()
  page.on('request', (request) => request.url().includes('/on-map') && asked.add(request.url()))
  await page.goto(`${base}/search/map?bbox=${singapore}`)
  await page.waitForSelector('.map .name.written span')
  assert.equal(asked.size, 1)
  await page.locator('.map .leaflet-container').focus()
  await page.keyboard.press('ArrowUp')
  await page.waitForSelector('.map .again')
  assert.equal(asked.size, 1)
  await page.close()
})

test('closer than its coast is right the map is plain ground', { skip }, async () => {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage()
  await page.goto(`${base}/search/map?bbox=103.8,1.27,103.92,1.32`)
  await page.waitForSelector('.map .plain')
  await page.waitForSelector('.map .fine')
  assert.equal(await page.locator('.map path.cell').first().isVisible(), false)
  await page.locator('.map button').last().click()
  await page.waitForSelector('.map .fine:not(.plain)')
  assert.equal(await page.locator('.map path.cell').first().isVisible(), true)
  await page.close()
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
