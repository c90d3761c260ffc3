import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
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
export function errorsOf(page: Page): readonly string[] {
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

/** axe's verdict on the page as it stands, WCAG 2.2 AA and best practice. */
export async function axeViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
}

export async function axeFindsNothing(page: Page, where: string): Promise<void> {
  assert.deepEqual(await axeViolations(page), [], `axe on ${where}`)
}
