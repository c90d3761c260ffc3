import { after, before } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { addDays, calendarDate } from '../../src/kernel/calendar-date.ts'
import { goAlive, launchBrowser, newPage } from '../browser.ts'
import { skipWithout } from '../machine.ts'
import { newMarket, signedToken, type Market, type Person } from '../market.ts'
import { until } from '../until.ts'

export const skip = skipWithout('chromium')

/** The market of the file that imports this, and its site: from its first test to its last, where there is a browser. */
export let market: Market
export let browser: Browser

before(async () => {
  if (skip) return
  market = await newMarket({ site: true })
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await market?.stop()
})

export const today = calendarDate(new Date().toISOString().slice(0, 10))
/** The tenth of the month after next: never at a month's edge. */
export const tenth = calendarDate(`${addDays(calendarDate(`${today.slice(0, 7)}-28`), 40).slice(0, 7)}-10`)

/** A page of the site as `who` sees it who has just signed in; alive, where there are scripts. */
export async function visit(who: Person, path: string, look: BrowserContextOptions = {}): Promise<{ page: Page; noErrors: () => void }> {
  const { page, noErrors } = await newPage(browser, look)
  await page.context().addCookies([{ name: 'sojourn.session_token', value: signedToken(who.token), url: market.origin() }])
  const url = `${market.origin()}${path}`
  await (look.javaScriptEnabled === false ? page.goto(url) : goAlive(page, url))
  return { page, noErrors }
}

const mailMsMax = 10_000

/** The link in the newest mail to `email`: a path on this site. */
export async function linkMailedTo(email: string): Promise<string> {
  let link: string | undefined
  await until(
    async () => {
      const rows = await market.deps.db.selectFrom('mail').select('text_body').where('recipient', '=', email).execute()
      link = /https?:\/\/[^/\s]+(\/\S+)/.exec(rows.at(-1)?.text_body ?? '')?.[1]
      return link !== undefined
    },
    { msMax: mailMsMax, pauseMs: 100, what: 'a mail comes' },
  )
  return link ?? ''
}
