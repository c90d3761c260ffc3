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

/** A window of 1280 px at 400 % is 320 CSS px wide. */
const widths = [1280, 390, 320]

/** What is wrong with a page that should run right to left. */
async function mirroredWrongs(page: Page): Promise<string[]> {
  const found = await page.evaluate(() => {
    const list: string[] = []
    const root = getComputedStyle(document.documentElement)
    if (root.direction !== 'rtl' || document.documentElement.dir !== 'rtl') list.push('does not run right to left')
    for (const icon of document.querySelectorAll('.flip'))
      if (!getComputedStyle(icon).transform.startsWith('matrix(-1,')) list.push('an arrow is not mirrored')
    // The first heading stands at the edge where reading starts, or in the middle: never at the other one.
    const heading = document.querySelector('main h1')
    if (heading && getComputedStyle(heading).textAlign === 'left') list.push('its heading is aligned left')
    return list
  })
  for (const width of widths) {
    await page.setViewportSize({ width, height: 844 })
    // Menus and calendars are laid out anew after the window has changed.
    await page.evaluate(() => new Promise(requestAnimationFrame))
    const over = await page.evaluate(() => {
      const wide = document.documentElement.scrollWidth - window.innerWidth
      if (wide <= 0) return ''
      const out = [...document.querySelectorAll('main *, footer *, header *')].filter((part) => part.getBoundingClientRect().left < -1)
      return `${wide} px: ${out
        .slice(0, 3)
        .map((part) => `${part.tagName}.${part.getAttribute('class')}`)
        .join(', ')}`
    })
    if (over) found.push(`scrolls sideways at ${width} px by ${over}`)
  }
  return found
}

/**
 * In the pseudo-locale that runs right to left, whose words are two fifths longer than English; axe as narrow as a page gets, at
 * 400 % zoom on a desktop. Journeys look at pages in English in both themes, and test:long at all of them in every look.
 */
test('every page runs right to left, none scrolls sideways, and axe finds nothing at 320 px', options, async () => {
  const found: string[] = []
  for (const view of views) {
    const page = await openView(browser, town, view, { width: 1280, theme: 'light', locale: 'ar-XB' })
    for (const wrong of [...(await mirroredWrongs(page)), ...(await axeViolations(page))]) found.push(`${view.name}: ${wrong}`)
  }
  assert.deepEqual(found, [])
})
