import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Pin } from '../api/types.ts'
import { mapPins } from './pins.ts'
import { readCriteria } from './read-criteria.ts'

/** Each text as its key, with what stands in it. */
const said = {
  t: (key: string, values: object = {}) => [key, ...Object.values(values)].join(' '),
  tOr: (key: string, otherwise: string, values: object = {}) => [key, ...Object.values(values)].join(' ') || otherwise,
  wholeMoney: ({ minor }: { minor: number }) => `€${minor / 100}`,
} as Parameters<typeof mapPins>[2]

const pin = (listingId: string): Pin => ({
  listingId,
  placeType: 'entire',
  propertyType: 'cabin',
  count: 1,
  lat: 1,
  lng: 2,
  total: { minor: 42_400, currency: 'EUR' },
})

test('a pin is called by the title of the home where it is listed, else by what kind of home it is; a group by how many', () => {
  const homes = [{ listingId: 'listed', title: 'The Barn', price: null }] as unknown as Parameters<typeof mapPins>[1]['homes']
  const group: Pin = { listingId: null, placeType: '', propertyType: '', count: 7, lat: 1, lng: 2, total: null }
  const criteria = readCriteria(new URLSearchParams())
  const shown = mapPins([pin('listed'), pin('other'), group], { criteria, homes, box: [0, 0, 3, 3], path: '/search' }, said)
  assert.deepEqual(
    shown.map(({ label }) => label),
    ['map.pin The Barn €424', 'map.pin kind.entire property.cabin €424', 'place.homes 7'],
  )
})
