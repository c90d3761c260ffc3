import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { insertRole } from '../src/accounts/store.ts'
import { write } from '../src/platform/db.ts'
import { newMarket, signedToken, type Market, type Person } from './market.ts'

let market: Market
let readers: Readonly<Record<string, Person | null>>

before(async () => {
  // As on a market that others can reach.
  market = await newMarket({ site: true, testing: false })
  const [guest, operator] = [await market.newPerson('Gil'), await market.newPerson('Otto')]
  const { db, clock } = market.deps
  await write(db, (tx) => insertRole(tx, { user_id: operator.userId, role: 'operator', granted_at: clock.now() }))
  readers = { stranger: null, guest, host: market.ana, operator }
})
after(() => market?.stop())

async function statusesOf(path: string): Promise<Record<string, number>> {
  const statuses: Record<string, number> = {}
  for (const [who, reader] of Object.entries(readers)) {
    const headers = reader ? { cookie: `sojourn.session_token=${signedToken(reader.token)}` } : {}
    statuses[who] = (await fetch(market.origin() + path, { headers, redirect: 'manual' })).status
  }
  return statuses
}

test('where nobody tests, how the market could look is shown to those who run it alone', async () => {
  assert.deepEqual(await statusesOf('/branding'), { stranger: 404, guest: 404, host: 404, operator: 200 })
})

test('where nobody tests, nobody gets the page of states', async () => {
  assert.deepEqual(await statusesOf('/states'), { stranger: 404, guest: 404, host: 404, operator: 404 })
})

test('the operator’s desk is there for operators alone, and asks others who they are', async () => {
  assert.deepEqual(await statusesOf('/operator'), { stranger: 303, guest: 404, host: 404, operator: 200 })
  assert.deepEqual(await statusesOf('/operator/money/cases'), { stranger: 303, guest: 404, host: 404, operator: 200 })
  assert.deepEqual(await statusesOf('/operator/money/trial-balance'), { stranger: 303, guest: 404, host: 404, operator: 200 })
})
