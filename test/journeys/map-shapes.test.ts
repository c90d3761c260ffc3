/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { mapFileUrl } from '../../src/config.ts'
import { errorsOf, launchBrowser, phone } from '../browser.ts'
import { skipWithout } from '../machine.ts'
import { newPages } from '../pages-world.ts'
import { tilesIn, writeArchive } from '../pmtiles.ts'
import { writeVectorTile } from '../vector-tile.ts'

const skip = skipWithout('chromium')
const bounds = [103, 0.5, 105, 2] as const
let browser: Browser
let base: string
let folder: string
let world: Awaited<ReturnType<typeof newPages>>

before(async () => {
  if (skip) return
  folder = mkdtempSync(path.join(tmpdir(), 'sojourn-shapes-'))
  world = await newPages({ mapFile: path.join(folder, 'city.pmtiles') })
  world.setTiles({ kind: 'pmtiles', url: mapFileUrl, attribution: 'Somebody' })
  base = await world.app.listen({ host: '127.0.0.1', port: 0 })
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await world?.app.close()
  if (folder) rmSync(folder, { recursive: true })
})

const all = [
  [0, 0],
  [4096, 0],
  [4096, 4096],
  [0, 4096],
] as const
const west = [
  [0, 0],
  [2048, 0],
  [2048, 4096],
  [0, 4096],
] as const
const middle = [[3000, 1000]] as const
const street = [
  [2048, 3000],
  [4096, 3000],
] as const

/** The west of every tile is water; in its east lie a town and a road. */
const schemas = {
  Protomaps: {
    earth: [{ type: 'area', points: all, words: {} }],
    water: [{ type: 'area', points: west, words: { kind: 'ocean' } }],
    roads: [{ type: 'line', points: street, words: { kind: 'highway', name: 'Harbour Road' } }],
    places: [{ type: 'point', points: middle, words: { kind: 'locality', name: 'Middletown' } }],
  },
  OpenMapTiles: {
    water: [{ type: 'area', points: west, words: { class: 'ocean' } }],
    transportation: [{ type: 'line', points: street, words: { class: 'motorway' } }],
    place: [{ type: 'point', points: middle, words: { class: 'city', name: 'Middletown' } }],
  },
} as const

/** How many pixels of the map's tiles have each of these colours of the theme, and how many have none of them. */
const count = (page: Page, roles: readonly string[]) =>
  page.evaluate((names) => {
    const paint = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
    if (!paint) throw new Error('no canvas')
    const probe = document.body.appendChild(document.createElement('i'))
    const colours = names.map((name) => {
      probe.style.color = `var(--${name})`
      paint.fillStyle = getComputedStyle(probe).color
      paint.fillRect(0, 0, 1, 1)
      return [...paint.getImageData(0, 0, 1, 1).data].join()
    })
    const counts: Record<string, number> = { none: 0 }
    for (const tile of document.querySelectorAll<HTMLCanvasElement>('.map canvas.leaflet-tile-loaded')) {
      const data = tile.getContext('2d')?.getImageData(0, 0, tile.width, tile.height).data ?? []
      for (let at = 0; at < data.length; at += 4) {
        const name = names[colours.indexOf(data.slice(at, at + 4).join())] ?? 'none'
        counts[name] = (counts[name] ?? 0) + 1
      }
    }
    return counts
  }, roles)

for (const [schema, layers] of Object.entries(schemas)) {
  test(`shapes as ${schema} names them are drawn in the theme's colours, by day and after dusk`, { skip }, async () => {
    const bytes = writeVectorTile(layers)
    const tiles = tilesIn(bounds, [5, 6, 7, 8, 9]).map((tile) => ({ ...tile, bytes }))
    writeFileSync(path.join(folder, 'city.pmtiles'), writeArchive(tiles, { type: 'mvt', bounds }))
    const page = await (await browser.newContext(phone)).newPage()
    const errors = errorsOf(page)
    const statuses = new Set<number>()
    page.on('response', (response) => response.url().endsWith(mapFileUrl) && statuses.add(response.status()))
    await page.goto(`${base}/search/map?bbox=103.6,1.15,104.1,1.5`)
    await page.waitForSelector('.map canvas.leaflet-tile-loaded')
    await page.waitForFunction(() => !document.querySelector('.map canvas.leaflet-tile:not(.leaflet-tile-loaded)'))
    const roles = ['sea', 'land', 'line', 'ink']
    const day = await count(page, roles)
    for (const role of roles) assert.ok((day[role] ?? 0) > 20, `${role} of ${JSON.stringify(day)}`)
    const [sea = 0, land = 0] = [day['sea'], day['land']]
    assert.ok(sea > 10_000 && land > 10_000, JSON.stringify(day))
    await page.emulateMedia({ colorScheme: 'dark' })
    // Drawn anew, tile by tile.
    await page.waitForTimeout(1_000)
    const dusk = await count(page, roles)
    assert.ok((dusk['sea'] ?? 0) > sea * 0.9 && (dusk['land'] ?? 0) > land * 0.9, JSON.stringify(dusk))
    assert.deepEqual([...statuses], [206])
    assert.match(await page.locator('.leaflet-control-attribution').innerText(), /Somebody/)
    assert.deepEqual(errors, [])
    await page.context().close()
  })
}
