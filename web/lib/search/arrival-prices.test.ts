import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { newArrivalPrices, type ArrivalPrices } from './arrival-prices.ts'
import { readCriteria } from './read-criteria.ts'

/** Answers each season with one price, on its first day, and keeps what was asked. */
function listen(context: TestContext) {
  const asked: URLSearchParams[] = []
  context.mock.method(globalThis, 'fetch', async (address: string) => {
    const params = new URL(address, 'http://x').searchParams
    asked.push(params)
    const nothing = { checkIn: '2027-01-02', from: null }
    return Response.json([{ checkIn: params.get('from'), from: { minor: asked.length * 100, currency: 'EUR' } }, nothing])
  })
  return asked
}
const criteria = (query: string) => readCriteria(new URLSearchParams(query))

test('three months are asked for at once, and once, for as many nights as are wished', async (context) => {
  const asked = listen(context)
  const known: ArrivalPrices[] = []
  const see = newArrivalPrices('2026-11-30', (prices) => known.push(prices))
  const wish = criteria('place=Portmerrow&checkIn=2027-01-12&checkOut=2027-01-17&flex=3&amenities=pool&priceMax=90')
  await Promise.all(['2026-12-01', '2027-01-01', '2027-02-01', '2027-01-01'].map((month) => see(month, wish)))
  assert.deepEqual(
    asked.map((params) => [params.get('from'), params.get('until'), params.get('nights'), params.get('amenities'), params.has('checkIn')]),
    [
      ['2026-11-01', '2027-02-01', '5', 'pool', false],
      ['2027-02-01', '2027-05-01', '5', 'pool', false],
    ],
  )
  assert.equal(known.at(-1)?.nights, 5)
  assert.deepEqual([...(known.at(-1)?.totals.keys() ?? [])].toSorted(), ['2026-11-01', '2027-02-01'])
})

test('when something else is asked, nothing that was known before is shown', async (context) => {
  const asked = listen(context)
  const known: ArrivalPrices[] = []
  const see = newArrivalPrices('2026-11-30', (prices) => known.push(prices))
  await Promise.all([see('2026-12-01', criteria('adults=2')), see('2027-03-01', criteria('adults=3'))])
  assert.equal(asked.length, 2)
  assert.deepEqual(
    known.map(({ nights, totals }) => [nights, ...totals.keys()]),
    [[3, '2027-02-01']],
  )
})

test('a search that does not answer leaves a calendar without prices', async (context) => {
  context.mock.method(globalThis, 'fetch', async () => Promise.reject(new TypeError('no network')))
  const known: ArrivalPrices[] = []
  await newArrivalPrices('2026-11-30', (prices) => known.push(prices))('2026-12-01', criteria(''))
  assert.deepEqual(known, [{ nights: 3, totals: new Map() }])
})
