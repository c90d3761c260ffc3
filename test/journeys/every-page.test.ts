/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { axeViolations, launchBrowser } from '../browser.ts'
import { newDemoTown, type DemoTown } from '../demo-town.ts'
import { skipWithout } from '../machine.ts'
import { openView, views } from '../views.ts'

const skip = skipWithout('chromium')
const options = { skip, timeout: 300_000 }
let town: DemoTown
let browser: Browser

before(async () => {
  if (skip) return
  town = await newDemoTown()
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await town?.stop()
})

test('every page of the site has a view', () => {
  const routes = globSync('web/routes/**/+page.svelte').map((file) => file.slice('web/routes'.length, -'/+page.svelte'.length) || '/')
  const seen = new Set(views.map(({ route }) => route))
  assert.deepEqual(
    routes.filter((route) => !seen.has(route)),
    [],
  )
})

/** The narrowest by day, and then the widest after dusk. */
test('axe finds nothing on any page, at 320 px by day and at 1280 after dusk, and none scrolls sideways', options, async () => {
  const found: string[] = []
  const look = async (page: Page, name: string) => {
    for (const violation of await axeViolations(page)) found.push(`${name}: ${violation}`)
    if (await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)) found.push(`${name} scrolls sideways`)
  }
  for (const view of views) {
    const page = await openView(browser, town, view, { width: 320, theme: 'light' })
    await look(page, `${view.name} at 320 px`)
    await page.setViewportSize({ width: 1280, height: 844 })
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.evaluate(() => new Promise(requestAnimationFrame))
    await look(page, `${view.name} at 1280 px after dusk`)
    await page.context().close()
  }
  assert.deepEqual(found, [])
})
