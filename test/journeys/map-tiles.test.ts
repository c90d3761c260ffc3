/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, Page, Route } from 'playwright-core'
import sharp from 'sharp'
import { mapFileUrl } from '../../src/config.ts'
import { parseByteRange } from '../../src/platform/http/byte-range.ts'
import { errorsOf, launchBrowser, phone } from '../browser.ts'
import { skipWithout } from '../machine.ts'
import { newPages } from '../pages-world.ts'
import { tilesIn, writeArchive } from '../pmtiles.ts'

const skip = skipWithout('chromium')
const box = [103.6, 1.15, 104.1, 1.5] as const
const address = `/search/map?bbox=${box.join(',')}`
const elsewhere = 'https://maps.example/city.pmtiles'
const ochre = { r: 204, g: 153, b: 51 }
let browser: Browser
let base: string
let folder: string
let world: Awaited<ReturnType<typeof newPages>>

before(async () => {
  if (skip) return
  folder = mkdtempSync(path.join(tmpdir(), 'sojourn-tiles-'))
  world = await newPages({ mapFile: path.join(folder, 'city.pmtiles') })
  base = await world.app.listen({ host: '127.0.0.1', port: 0 })
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await world?.app.close()
  if (folder) rmSync(folder, { recursive: true })
})

/** Tiles of one colour, around the box and a little beyond it. */
async function ochreArchive(type: 'png' | 'jpeg' | 'webp' | 'avif'): Promise<Buffer> {
  const picture = sharp({ create: { width: 256, height: 256, channels: 3, background: ochre } })
  const bytes = await picture.toFormat(type).toBuffer()
  const tiles = tilesIn([103, 0.5, 105, 2], [7, 8, 9, 10]).map((tile) => ({ ...tile, bytes }))
  return writeArchive(tiles, { type, bounds: [103, 0.5, 105, 2], attribution: '<img src=x onerror=alert(1)>© <b>Tile</b> Makers' })
}

/** The middle of the map as it is on the screen, between pins and names. */
async function colourOf(page: Page): Promise<{ r: number; g: number; b: number }> {
  const shot = await page.locator('.map').screenshot()
  const { channels } = await sharp(shot).extract({ left: 20, top: 200, width: 120, height: 120 }).stats()
  const [r, g, b] = channels.map(({ mean }) => Math.round(mean))
  return { r: r ?? 0, g: g ?? 0, b: b ?? 0 }
}

const sum = ({ r, g, b }: { r: number; g: number; b: number }) => r + g + b

/** The map with its tiles, all of them drawn. */
async function open(colorScheme: 'light' | 'dark' = 'light') {
  const page = await (await browser.newContext({ ...phone, colorScheme })).newPage()
  const errors = errorsOf(page)
  const ranges: string[] = []
  page.on('response', async (response) => {
    if (/\.pmtiles/.test(response.url())) ranges.push(`${response.status()} ${response.request().headers()['range']}`)
  })
  const drawn = async () => {
    await page.goto(`${base}${address}`)
    await page.waitForSelector('.map .tiles canvas.leaflet-tile-loaded')
    await page.waitForFunction(() => !document.querySelector('.map .tiles canvas:not(.leaflet-tile-loaded)'))
    // Tiles fade in.
    await page.waitForTimeout(400)
  }
  return { page, errors, ranges, drawn }
}

for (const type of ['png', 'jpeg', 'webp', 'avif'] as const) {
  test(`a file of ${type} tiles beside the database is the map, read piece by piece`, { skip }, async () => {
    writeFileSync(path.join(folder, 'city.pmtiles'), await ochreArchive(type))
    world.setTiles({ kind: 'pmtiles', url: mapFileUrl, attribution: '' })
    const { page, errors, ranges, drawn } = await open()
    await drawn()
    const painted = await page
      .locator('.map .tiles canvas')
      .evaluateAll((all) => all.map((tile) => [...((tile as HTMLCanvasElement).getContext('2d')?.getImageData(128, 128, 1, 1).data ?? [])]))
    assert.ok(painted.length > 1)
    for (const [r = 0, g = 0, b = 0, alpha] of painted) {
      assert.ok(Math.abs(r - ochre.r) < 6 && Math.abs(g - ochre.g) < 6 && Math.abs(b - ochre.b) < 6 && alpha === 255, `${r} ${g} ${b}`)
    }
    assert.ok(ranges.length > 2 && ranges.every((line) => /^206 bytes=\d+-\d+$/.test(line)), ranges.join('\n'))
    const thanks = await page.locator('.leaflet-control-attribution').innerHTML()
    assert.ok(thanks.includes('© Tile Makers') && !thanks.includes('<img'), thanks)
    assert.equal(await page.locator('.map .name.written').count(), 0)
    assert.deepEqual(errors, [])
    await page.context().close()
  })
}

test('after dusk the tiles are dimmed, and beyond them there is drawn land', { skip }, async () => {
  writeFileSync(path.join(folder, 'city.pmtiles'), await ochreArchive('png'))
  world.setTiles({ kind: 'pmtiles', url: mapFileUrl, attribution: 'Somebody' })
  const [day, dusk] = [await open('light'), await open('dark')]
  for (const { drawn } of [day, dusk]) await drawn()
  const [light, dark] = [await colourOf(day.page), await colourOf(dusk.page)]
  assert.ok(light.r > light.b + 40 && sum(light) > sum(dark) + 120, JSON.stringify({ light, dark }))
  assert.ok((await day.page.locator('.leaflet-ground-pane path.land').count()) > 0)
  assert.match(await day.page.locator('.leaflet-control-attribution').innerText(), /Somebody/)
  for (const { page, errors } of [day, dusk]) {
    assert.deepEqual(errors, [])
    await page.context().close()
  }
})

/** A server elsewhere that knows pieces and lets every site read them. */
const answerWith = (archive: Buffer) => async (route: Route) => {
  const range = parseByteRange(route.request().headers()['range'], archive.length)
  assert.ok(range && range !== 'unsatisfiable')
  const headers = { 'access-control-allow-origin': '*', 'content-range': `bytes ${range.first}-${range.last}/${archive.length}` }
  await route.fulfill({ status: 206, headers, body: archive.subarray(range.first, range.last + 1) })
}

test('a file of tiles may lie elsewhere, and pages may ask that one place and no other', { skip }, async () => {
  const archive = await ochreArchive('webp')
  world.setTiles({ kind: 'pmtiles', url: elsewhere, attribution: '' })
  const { page, errors, ranges, drawn } = await open()
  await page.route('https://maps.example/**', answerWith(archive))
  await page.route('https://other.example/**', (route) => route.fulfill({ headers: { 'access-control-allow-origin': '*' }, body: 'no' }))
  await drawn()
  assert.ok(ranges.length > 2)
  assert.deepEqual(errors, [])
  const refused = await page.evaluate(() =>
    fetch('https://other.example/x').then(
      () => false,
      () => true,
    ),
  )
  assert.equal(refused, true)
  await page.context().close()
})

test('when the file cannot be had, the map is the drawn one', { skip }, async () => {
  world.setTiles({ kind: 'pmtiles', url: elsewhere, attribution: '' })
  const { page } = await open()
  await page.route('https://maps.example/**', (route) => route.fulfill({ status: 404, body: 'gone' }))
  await page.goto(`${base}${address}`)
  await page.waitForSelector('.map .name.written span')
  await page.context().close()
})

test('who has set no such file loads nothing of what reads it', { skip }, async () => {
  world.setTiles(null)
  const { page, ranges } = await open()
  const scripts: string[] = []
  page.on('response', async (response) => {
    if (response.url().endsWith('.js')) scripts.push(await response.text())
  })
  await page.goto(`${base}${address}`)
  await page.waitForSelector('.map .name.written span')
  assert.ok(scripts.some((text) => text.includes('leaflet')))
  assert.ok(!scripts.some((text) => text.includes('Wrong magic number for PMTiles')))
  assert.deepEqual(ranges, [])
  await page.context().close()
})
