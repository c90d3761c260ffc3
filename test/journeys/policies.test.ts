import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BrowserContextOptions } from 'playwright-core'
import { alive, axeFindsNothing, phone } from '../browser.ts'
import { market, skip, visit } from './market-in-browser.ts'

const options = { skip, timeout: 180_000 }

for (const look of [{ name: 'Gentle' }, { name: 'Quiet', ...phone, javaScriptEnabled: false }] as const) {
  const isStill = 'javaScriptEnabled' in look
  const how = isStill ? 'without JavaScript, on a phone' : 'with JavaScript'

  test(`${how}, an operator reads a policy while it is made; a host is offered it until it is retired`, options, async () => {
    const { name, ...context } = look satisfies BrowserContextOptions & { name: string }
    const { page, noErrors } = await visit(await market.newOperator(), '/operator/policies', context)
    const words = page.locator('output')
    assert.equal(await words.textContent(), 'Full refund until 5 days before arrival. 50% of the nights back after that.')
    const first = page.getByRole('group', { name: 'First, with the longest notice' })
    const second = page.getByRole('group', { name: 'Then, with less' })
    await page.getByLabel('Name').fill(name)
    await first.getByLabel('Days before arrival').fill('2')
    await first.getByLabel('and hours').fill('12')
    await second.getByLabel('and hours').fill('6')
    await second.getByLabel('Of the others, % back').fill('80')
    await page.getByRole('group', { name: 'After the last' }).getByLabel('Nights kept in full').fill('1')
    await page.getByRole('group', { name: 'After the last' }).getByLabel('Of the others, % back').fill('90')
    if (isStill) await page.getByRole('button', { name: 'See it in words' }).click()
    await page
      .getByText(
        'Full refund until 2 days and 12 hours before arrival. 80% of the nights back until 6 hours before arrival. 90% back of all but 1 night after that.',
      )
      .waitFor()
    if (!isStill) await axeFindsNothing(page, 'a policy in the making')

    // More would come back later than before: that is refused, and what was typed stays.
    await page.getByRole('button', { name: 'Make it, and offer it' }).click()
    await page.getByText(/whoever waits would gain/).waitFor()
    assert.equal(await page.getByLabel('Name').inputValue(), name)
    await page.getByRole('group', { name: 'After the last' }).getByLabel('Of the others, % back').fill('80')
    await page.getByRole('button', { name: 'Make it, and offer it' }).click()
    await page.getByText('Made. Hosts can choose it from now on.').waitFor()
    await page.getByRole('heading', { level: 3, name }).waitFor()
    assert.equal(await page.getByLabel('Name').inputValue(), '', 'the form is ready for another')
    if (!isStill) await axeFindsNothing(page, 'the policies')

    const listing = await market.newListing({ title: 'The Barn' })
    const rules = `/host/listings/${listing}/rules`
    const { page: desk } = await visit(market.ana, rules, context)
    const choice = desk.getByRole('radio', { name: new RegExp(`^${name} Full refund until 2 days and 12 hours`) })
    await choice.waitFor({ state: 'attached' })

    await page.getByRole('button', { name: `Retire ${name}` }).click()
    await page.getByText(/^Retired\. Homes that have it keep it/).waitFor()
    await desk.goto(`${market.origin()}${rules}`)
    assert.equal(await choice.count(), 0)
    await page.getByRole('button', { name: `Offer ${name} again` }).click()
    await page.getByText('Hosts can choose it again.').waitFor()
    await desk.goto(`${market.origin()}${rules}`)
    assert.equal(await choice.count(), 1)

    await page.getByRole('link', { name: `Change ${name}` }).click()
    await page.getByRole('heading', { level: 1, name: `Change ${name}` }).waitFor()
    if (!isStill) await alive(page)
    assert.equal(await second.getByLabel('Of the others, % back').inputValue(), '80')
    const third = page.getByRole('group', { name: 'And then, with still less' })
    await third.getByLabel('and hours').fill('4')
    await third.getByLabel('Of the others, % back').fill('75')
    if (isStill) await page.getByRole('button', { name: 'See it in words' }).click()
    const fourth = page.getByRole('group', { name: 'Fourth' })
    await fourth.getByLabel('and hours').fill('3')
    await fourth.getByLabel('Of the others, % back').fill('70')
    await page.getByRole('group', { name: 'After the last' }).getByLabel('Of the others, % back').fill('50')
    if (!isStill) await axeFindsNothing(page, 'a policy that changes')
    await page.getByRole('button', { name: 'Save the change' }).click()
    await page.getByText('Saved. It holds for bookings from now on.').waitFor()
    await desk.goto(`${market.origin()}${rules}`)
    await desk.getByRole('radio', { name: new RegExp(`^${name} .*70% of the nights back until 3 hours`) }).waitFor({ state: 'attached' })
    // The next change is one of what was saved.
    await page.getByRole('button', { name: 'Save the change' }).click()
    await page.getByText('Saved. It holds for bookings from now on.').waitFor()

    if (!isStill) await alive(page)
    // Whoever changes it at the same time is not overwritten unseen, whatever else was sent before.
    const { page: other } = await visit(await market.newOperator(), new URL(page.url()).pathname, context)
    await third.getByLabel('Of the others, % back').fill('76')
    await page.getByRole('button', { name: 'Save the change' }).click()
    await page.getByText('Saved. It holds for bookings from now on.').waitFor()
    const last = other.getByRole('group', { name: 'After the last' }).getByLabel('Of the others, % back')
    await last.fill('101')
    await other.getByRole('button', { name: 'Save the change' }).click()
    await other.getByRole('alert').waitFor()
    if (!isStill) await alive(other)
    await last.fill('40')
    await other.getByRole('button', { name: 'Save the change' }).click()
    await other.getByText('Somebody has changed it meanwhile').waitFor()
    await other.getByText(new RegExp(`^What ${name} says now: .*76% of the nights back until 4 hours`)).waitFor()
    await other.getByRole('button', { name: 'Save the change' }).click()
    await other.getByText('Saved. It holds for bookings from now on.').waitFor()
    noErrors()
  })
}

test('what is no number is said while it is typed, and refused; for everybody but operators there is no such page', options, async () => {
  const { page } = await visit(await market.newOperator(), '/operator/policies')
  await page.getByLabel('Name').fill('Odd')
  await page.getByRole('group', { name: 'After the last' }).getByLabel('Of the others, % back').fill('101')
  assert.equal(await page.locator('output').textContent(), 'One of these is no whole number, or is too large.')
  await page.getByRole('button', { name: 'Make it, and offer it' }).click()
  await page.getByRole('alert').waitFor()
  assert.equal(await page.getByRole('heading', { level: 3, name: 'Odd' }).count(), 0)
  const answer = await (await visit(market.ana, '/')).page.goto(`${market.origin()}/operator/policies`)
  assert.equal(answer?.status(), 404)
})
