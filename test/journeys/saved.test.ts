import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { createUser } from '../../src/accounts/create-user.ts'
import { alive, axeFindsNothing, launchBrowser, newPage, phone } from '../browser.ts'
import { skipWithout } from '../machine.ts'
import { newMarket, type Market } from '../market.ts'

const skip = skipWithout('chromium')
const options = { skip, timeout: 180_000 }
let market: Market
let browser: Browser
let origin: string
/** What scripts and mark-up in a title come to: letters. */
const hostile = '</script><script>document.title="taken"</script> & "Loft"'
const password = 'a lamp in the window'

before(async () => {
  if (skip) return
  market = await newMarket({ site: true })
  origin = market.origin()
  await market.newListing({ title: hostile, summary: 'Beams <b>and</b> "tar"' })
  await market.search.catchUp()
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await market?.stop()
})

/** With a folder in SHOTS, a picture of each page and theme is left there. */
async function look(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await axeFindsNothing(page, `${name}, ${colorScheme}`)
    const folder = process.env.SHOTS
    if (!folder) continue
    mkdirSync(folder, { recursive: true })
    await page.screenshot({ path: `${folder}/${name}-${page.viewportSize()?.width}-${colorScheme}.png`, fullPage: true })
  }
}

async function newPerson(email: string): Promise<void> {
  const made = await createUser(market.deps, { name: 'Zoë Marchetti', email, password })
  assert.ok(made.ok, JSON.stringify(made))
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** And is on a home's page whose hearts answer at once. */
async function signInToHome(page: Page, email: string): Promise<void> {
  await page.goto(`${origin}/sign-in?next=/listings/${market.lakeside}`)
  await signIn(page, email)
  await page.waitForURL(`${origin}/listings/**`)
  await alive(page)
}

for (const [how, over] of [
  ['on a desk', {}],
  ['without JavaScript, on a phone', { javaScriptEnabled: false, ...phone }],
] as const satisfies [string, BrowserContextOptions][]) {
  const scripts = !('javaScriptEnabled' in over)
  const email = scripts ? 'zoe@example.com' : 'zoe2@example.com'

  test(`who is not signed in presses a heart, signs in, and the home is saved, ${how}`, options, async () => {
    await newPerson(email)
    const { page, noErrors } = await newPage(browser, over)
    await page.goto(`${origin}/search`)
    const heart = page.getByRole('button', { name: 'Save Lakeside' })
    assert.equal(await heart.getAttribute('aria-pressed'), 'false')
    await heart.click()
    await page.waitForURL(/sign-in/)
    await signIn(page, email)
    await page.waitForURL(`${origin}/search`)
    await page.locator('button[aria-label="Save Lakeside"][aria-pressed=true]').waitFor()
    if (scripts) await look(page, 'search')
    await page.goto(`${origin}/saved`)
    await page.getByRole('main').getByRole('link', { name: 'Saved', exact: true }).click()
    await page.getByRole('heading', { name: 'Lakeside' }).waitFor()
    if (scripts) await look(page, 'saved-list')
    noErrors()
    await page.context().close()
  })

  test(`lists are made, filled, shared by a link, and closed again, ${how}`, options, async () => {
    const { page, noErrors } = await newPage(browser, over)
    await page.goto(`${origin}/sign-in?next=/saved`)
    await signIn(page, email)
    await page.getByRole('heading', { level: 1, name: 'Saved' }).waitFor()
    await page.getByLabel('Name of the list').fill(hostile)
    await page.getByRole('button', { name: 'Begin the list' }).click()
    await page.getByRole('heading', { level: 1, name: hostile }).waitFor()
    await page.goto(`${origin}/saved/homes/${market.lakeside}`)
    if (scripts) await look(page, 'saved-choose')
    await page.getByLabel(hostile).check()
    await page.getByRole('button', { name: 'Save its lists' }).click()
    await page.waitForURL(`${origin}/saved`)
    if (scripts) await look(page, 'saved')
    await page.getByRole('link', { name: hostile }).click()
    await page.getByRole('button', { name: 'Share by link' }).click()
    const link = await page.getByLabel('Link', { exact: true }).inputValue()
    if (scripts) await look(page, 'saved-shared')
    const stranger = await newPage(browser, over)
    await stranger.page.goto(link)
    await stranger.page.getByRole('heading', { level: 1, name: hostile }).waitFor()
    const text = await stranger.page.content()
    assert.ok(text.includes('Zoë') && !text.includes('Marchetti') && !text.includes(email))
    assert.match(text, /<meta name="robots" content="noindex"/)
    if (scripts) await look(stranger.page, 'list')
    await page.getByRole('button', { name: 'Stop sharing' }).click()
    await page.getByRole('button', { name: 'Share by link' }).waitFor()
    assert.equal((await stranger.page.goto(link))?.status(), 404)
    assert.equal((await stranger.page.goto(page.url()))?.url().includes('/sign-in'), true)
    noErrors()
    await page.context().close()
    await stranger.page.context().close()
  })
}

test('a heart answers at once, and Undo takes it back on the lists it touched', options, async () => {
  const { page, noErrors } = await newPage(browser, phone)
  await signInToHome(page, 'zoe@example.com')
  const heart = page.getByRole('main').getByRole('button', { name: /^Saved?$/ })
  await page.getByRole('main').getByRole('button', { name: 'Saved', exact: true }).click()
  await page.getByText('No longer saved.').waitFor()
  assert.equal(await heart.getAttribute('aria-pressed'), 'false')
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('main').getByRole('button', { name: 'Saved', exact: true }).waitFor()
  await look(page, 'listing')
  await page.waitForLoadState('networkidle')
  await page.goto(`${origin}/saved/homes/${market.lakeside}`)
  await page.locator('input[name=list]:checked').nth(1).waitFor()
  await page.goto(`${origin}/saved`)
  await look(page, 'saved')
  noErrors()
  await page.context().close()
})

test('toasts go on leaving after Undo by keyboard, and an Undo that gets lost is asked for again by the page', options, async () => {
  await newPerson('una@example.com')
  const { page } = await newPage(browser)
  await signInToHome(page, 'una@example.com')
  const heart = (name: 'Save' | 'Saved') => page.getByRole('main').getByRole('button', { name, exact: true })
  await heart('Save').click()
  await page.getByRole('button', { name: 'Undo' }).press('Enter')
  await heart('Save').waitFor()
  await heart('Save').press('Enter')
  await page.getByText('Saved.', { exact: true }).waitFor()
  await page.getByText('Saved.', { exact: true }).waitFor({ state: 'detached', timeout: 12_000 })
  await page.route('**/api/v1/me/lists/**', (route) => route.abort())
  await heart('Saved').press('Enter')
  const asked = page.waitForRequest((request) => request.method() === 'POST' && request.url() === `${origin}/save`)
  await page.getByRole('button', { name: 'Undo' }).press('Enter')
  assert.match((await asked).postData() ?? '', /want=save/)
  await page.waitForLoadState()
  await heart('Saved').waitFor()
  await page.context().close()
})

test('homes looked at lately are remembered by the browser alone, shown, and forgotten when asked', options, async () => {
  const { page, noErrors } = await newPage(browser, { javaScriptEnabled: false })
  await page.goto(`${origin}/`)
  assert.equal(await page.getByText('Looked at lately').count(), 0)
  await page.goto(`${origin}/listings/${market.lakeside}`)
  await page.goto(`${origin}/search?place=Nowhereville`)
  await page.getByRole('heading', { name: 'Looked at lately' }).waitFor()
  await page.goto(`${origin}/`)
  await page.getByRole('heading', { name: 'Looked at lately' }).waitFor()
  const [cookie] = (await page.context().cookies()).filter(({ name }) => name === 'recent')
  assert.equal(cookie?.value, market.lakeside)
  await page.context().addCookies([{ name: 'recent', value: `x.${market.lakeside}.%00.${'9'.repeat(900)}`, url: origin }])
  assert.equal((await page.goto(`${origin}/`))?.status(), 200)
  await page.getByRole('button', { name: 'Forget them' }).click()
  assert.equal(await page.getByText('Looked at lately').count(), 0)
  noErrors()
  await page.context().close()
})
