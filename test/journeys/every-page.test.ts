/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { axeViolations, launchBrowser } from '../browser.ts'
import { newDemoTown, type DemoTown } from '../demo-town.ts'
import { skipWithout } from '../machine.ts'
import { openView, views, type Look } from '../views.ts'

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

/** The narrowest by day and the widest after dusk; test:long looks at all of them. */
const looksHere: readonly Look[] = [
  { width: 320, theme: 'light' },
  { width: 1280, theme: 'dark' },
]

for (const look of looksHere) {
  test(`axe finds nothing on any page at ${look.width} px, ${look.theme}, and none scrolls sideways`, options, async () => {
    const found: string[] = []
    for (const view of views) {
      const page = await openView(browser, town, view, look)
      for (const violation of await axeViolations(page)) found.push(`${view.name}: ${violation}`)
      if (await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)) found.push(`${view.name} scrolls sideways`)
      await page.context().close()
    }
    assert.deepEqual(found, [])
  })
}
