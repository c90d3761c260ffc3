import assert from 'node:assert/strict'
import { test } from 'node:test'
import { launchBrowser } from '../browser.ts'
import { newDemoTown } from '../demo-town.ts'
import { skipWithout } from '../machine.ts'
import { wrongs } from '../views.ts'

const widths = [320, 390, 1280]
const minutes = 30

test(
  'axe finds nothing on any page at any width in either theme',
  { skip: skipWithout('chromium'), timeout: minutes * 60_000 },
  async (t) => {
    const [town, browser] = [await newDemoTown(), await launchBrowser()]
    t.after(async () => {
      await browser.close()
      await town.stop()
    })
    const found: string[] = []
    for (const width of widths) {
      for (const theme of ['light', 'dark'] as const) {
        for (const wrong of await wrongs(browser, town, { width, theme })) found.push(`${width} px, ${theme}: ${wrong}`)
      }
    }
    assert.deepEqual(found, [])
  },
)
