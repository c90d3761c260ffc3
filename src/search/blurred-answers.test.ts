import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { forEachDatabase } from '../../test/databases.ts'
import { newDice } from '../../test/dice.ts'
import { homes, newApi } from '../../test/search-api.ts'
import { writeListing } from '../../test/search-rows.ts'
import type { SearchListing } from './search-listing.ts'

/** Every way to ask where something is: shrinking boxes, distances from every side, pins, places, price by price. */
function probes(listings: readonly SearchListing[]): string[] {
  const dice = newDice(9)
  const around = listings.flatMap(({ lat, lng }) =>
    [0.02, 0.004, 0.002, 0.001, 0.0001, 0].flatMap((size) => {
      const [y, x] = [lat + (dice.share() - 0.5) * Math.min(0.006, size), lng + (dice.share() - 0.5) * Math.min(0.006, size)]
      return ['distance', 'recommended'].map(
        (sort) => `/search?bbox=${[x - size, y - size, x + size, y + size].map((side) => side.toFixed(6)).join(',')}&sort=${sort}`,
      )
    }),
  )
  const named = ['Singapore', 'Kallang'].flatMap((place) => [
    `/search?place=${place}&sort=distance&limit=50`,
    `/search?place=${place}`,
    `/places?q=${place}`,
  ])
  const beside = listings.flatMap(({ lat, lng }) => {
    const bbox = [lng + 0.01, lat, lng + 0.011, lat + 0.001].map((side) => side.toFixed(6)).join(',')
    return [`/search?bbox=${bbox}&instead=true&facets=true`, `/search/calendar?bbox=${bbox}&from=2030-07-01&until=2030-07-04&nights=2`]
  })
  return [...around, ...named, ...beside, '/search?limit=50', '/places', '/places?q=7%20Rope%20Lane', '/search?place=7%20Rope%20Lane']
}

forEachDatabase('nothing that search answers depends on where a door is', async (t, db) => {
  const listings = homes(12)
  const answers: string[][] = []
  for (const shift of [0.002, -0.0019, 45]) {
    for (const each of listings)
      await writeListing(db, each, { lat: each.lat + shift, lng: each.lng - shift, address: `${shift} Rope Lane` })
    const { get } = await newApi(t, db)
    const replies = await Promise.all(probes(listings).map(async (url) => get(url)))
    assert.ok(replies.every(({ statusCode }) => statusCode === 200))
    answers.push(replies.map(({ body }) => body))
  }
  const [first, second, third] = answers
  assert.deepEqual(second, first)
  assert.deepEqual(third, first)
  assert.ok(
    first?.some((body) => body.includes('"total":1,')),
    'the boxes get small enough to single a home out',
  )
})

forEachDatabase('search cannot tell what it never reads: it works without the columns that say where a door is', async (t, db) => {
  const listings = homes(12)
  for (const each of listings) await writeListing(db, each)
  const before = await newApi(t, db)
  const expected = await Promise.all(probes(listings).map(async (url) => (await before.get(url)).body))
  for (const column of ['lat', 'lng', 'address']) await sql`alter table listing drop column ${sql.ref(column)}`.execute(db)
  const { get } = await newApi(t, db)
  assert.deepEqual(await Promise.all(probes(listings).map(async (url) => (await get(url)).body)), expected)
})
