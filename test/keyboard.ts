/// <reference lib="dom" />
import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'

const roundsMax = 10
const stepsARound = 20

/** Presses Tab until `target` has the focus. Every stop on the way must show that it has it, where it can be seen. */
export const tabTo = (page: Page, target: Locator): Promise<void> => keyTo(page, target, 'Tab')

/** The same with another key, for what arrows move through. */
export async function keyTo(page: Page, target: Locator, key: string): Promise<void> {
  await target.first().waitFor({ state: 'attached' })
  for (let rounds = 0; rounds < roundsMax; rounds++) {
    // Names are dear to work out, so once a round: a page may draw its parts anew meanwhile.
    const wanted = await target.elementHandles()
    for (let steps = 0; steps < stepsARound; steps++) {
      await page.keyboard.press(key)
      const { unseen, isThere } = await page.evaluate(focusAmong, wanted)
      assert.equal(unseen, null, 'something has the focus and does not show it')
      if (isThere) return
    }
  }
  assert.fail(`${key} never leads to ${target.toString()}`)
}

/** Types into a field in place of what it holds. */
export async function typeInto(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(text)
}

/** Goes to what a key works, and presses it. */
export async function press(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press(key)
}

/**
 * Whether one of these has the focus, and what has it without an outline around it or around the field it is in, or out of
 * sight. Runs in the page.
 */
function focusAmong(wanted: readonly Node[]): { isThere: boolean; unseen: string | null } {
  const focused = document.activeElement
  if (!focused || focused === document.body) return { isThere: false, unseen: null }
  const around: Element[] = []
  for (let each: Element | null = focused; each && around.length < 6; each = each.parentElement) around.push(each)
  const outlined = around.find((each) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(each)
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2
  })
  const { top, bottom, left, right } = (outlined ?? focused).getBoundingClientRect()
  const inSight = bottom > 0 && right > 0 && top < innerHeight && left < innerWidth && bottom > top && right > left
  const unseen = outlined && inSight ? null : `${inSight ? '' : 'out of sight: '}${focused.outerHTML.slice(0, 200)}`
  return { isThere: wanted.includes(focused), unseen }
}
