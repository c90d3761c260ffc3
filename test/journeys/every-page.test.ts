import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../browser.ts'
import { newDemoTown, type DemoTown } from '../demo-town.ts'
import { skipWithout } from '../machine.ts'
import { views, wrongs } from '../views.ts'

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

/** As narrow as a page gets, at 400 % zoom on a desktop. test:long looks at all widths and both themes. */
test('axe finds nothing on any page at 320 px, and none scrolls sideways', options, async () => {
  assert.deepEqual(await wrongs(browser, town, { width: 320, theme: 'light' }), [])
})
