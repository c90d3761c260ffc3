import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiClient } from '../api/client.ts'
import { readCriteria } from '../search/read-criteria.ts'
import { askSearch } from './search.ts'

const cases = [
  ['JPY', 'priceMax=9000', '9000'],
  ['EUR', 'priceMax=90', '9000'],
  ['KWD', 'priceMax=9', '9000'],
  ['JPY', 'priceMax=90&currency=EUR', '9000'],
] as const

for (const [onOffer, address, minor] of cases) {
  test(`the limits of /search?${address} are read in whole units where homes are priced in ${onOffer}`, async () => {
    const asked: URLSearchParams[] = []
    const api = apiClient('http://market.test', async (request: Request) => {
      asked.push(new URL(request.url).searchParams)
      return Response.json({ histogram: { currency: onOffer } })
    })
    const url = new URL(`http://market.test/search?${address}`)
    await askSearch({ url, locals: { api } as App.Locals }, readCriteria(url.searchParams), 18)
    assert.equal(asked.at(-1)?.get('priceMax'), minor)
    assert.equal(
      asked.length,
      address.includes('currency') ? 1 : 2,
      'the market is asked for its currency only where the address names none',
    )
  })
}
