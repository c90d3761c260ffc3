/// <reference lib="dom" />
/**
 * Takes a picture of every page and state, on a phone and on a desktop, by day and after dusk: `npm run shots [-- WORDS]`, where
 * the words choose views with one of them in their name. They land in shots/NAME-WIDTH-THEME.png.
 */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { launchBrowser } from '../test/browser.ts'
import { newDemoTown } from '../test/demo-town.ts'
import { looks, openView, views } from '../test/views.ts'

const folder = 'shots'
const words = process.argv.slice(2)
const chosen = views.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)))
if (chosen.length === 0) throw new Error(`no view has such a name; there are ${views.map(({ name }) => name).join(', ')}`)

/** Those below the fold too, and what comes only once it is scrolled to: maps, calendars. */
async function fetchAllPictures(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (const image of document.querySelectorAll('img')) image.loading = 'eager'
    for (let top = 0; top < document.body.scrollHeight; top += innerHeight / 2) {
      scrollTo(0, top)
      await new Promise(requestAnimationFrame)
    }
    scrollTo(0, 0)
  })
  await page.waitForLoadState('networkidle')
}

mkdirSync(folder, { recursive: true })
const town = await newDemoTown({ illustrated: true })
const browser = await launchBrowser()
try {
  for (const view of chosen) {
    for (const look of looks) {
      const page = await openView(browser, town, view, look)
      await fetchAllPictures(page)
      const file = path.join(folder, `${view.name}-${look.width}-${look.theme}.png`)
      await page.screenshot({ path: file, fullPage: view.open === undefined })
    }
    console.log(view.name)
  }
} finally {
  await browser.close()
  await town.stop()
}
