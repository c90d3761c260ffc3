/// <reference lib="dom" />
import assert from 'node:assert/strict'
import axe from 'axe-core'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { requiredPath } from './machine.ts'

/** Debian's Chromium, asking nothing of the network by itself. */
export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: requiredPath('chromium'),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

export const phone = { viewport: { width: 390, height: 844 } } as const
export const desktop = { viewport: { width: 1280, height: 860 } } as const

/** Every error that a script throws or the console reports from now on, as it comes. */
export function errorsOf(page: Page): string[] {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    // A refused form is answered with its status, which Chromium reports as an error of its own.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) errors.push(message.text())
  })
  return errors
}

/** A page of its own, in which every error a script throws or the console reports fails the test that calls `noErrors`. */
export async function newPage(browser: Browser, options: BrowserContextOptions = {}): Promise<{ page: Page; noErrors: () => void }> {
  const context = await browser.newContext({ ...desktop, ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const errors = errorsOf(page)
  return { page, noErrors: () => assert.deepEqual(errors, []) }
}

/** Done when the page's script listens: keys and clicks before that go nowhere. */
export const alive = (page: Page): Promise<void> => page.locator('html[data-alive]').waitFor({ state: 'attached' })

export async function goAlive(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await alive(page)
}

/** axe's verdict on the page as it stands once nothing moves: WCAG 2.2 AA and best practice. */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    // A colour on its way from one theme to the other has the contrast of neither.
    const moving = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(moving.map(({ finished }) => finished))
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
  })
}

declare global {
  interface Window {
    axe: typeof axe
  }
}

export async function axeFindsNothing(page: Page, where: string): Promise<void> {
  assert.deepEqual(await axeViolations(page), [], `axe on ${where}`)
}
