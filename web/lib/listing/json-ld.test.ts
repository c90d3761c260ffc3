import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Listing } from '../api/types.ts'
import { dataBlock, vacationRental } from './json-ld.ts'

const listing = {
  id: '01900000-0000-7000-8000-000000000000',
  title: '</script><script>alert(1)</script><!--',
  summary: 'Beams & "tar"',
  town: 'Portmerrow',
  region: null,
  country: 'PT',
  address: null,
  location: { lat: 39.1, lng: -39.2 },
  exact: false,
  placeType: 'entire',
  capacity: 4,
  bedrooms: 2,
  beds: 3,
  bathrooms: 1.5,
  amenities: ['wifi', 'moat'],
  checkInFrom: '16:00',
  checkOutBy: '10:00',
  photos: [{ src: '/files/one-800.webp' }],
  rating: { average: null, count: 0 },
} as unknown as Listing
const where = { origin: 'https://stay.example', market: 'Merrow Stays' }

test('a title cannot end the block of data that it stands in', () => {
  const block = dataBlock(vacationRental(listing, where))
  const [, inside = ''] = /^<script type="application\/ld\+json">([^<]*)<\/script>$/.exec(block) ?? []
  assert.equal((JSON.parse(inside) as { name: string }).name, listing.title)
})

test('search engines learn the town and the blurred point, never the door, and no rating that nobody gave', () => {
  const told = vacationRental(listing, where)
  assert.deepEqual(told.address, { '@type': 'PostalAddress', addressLocality: 'Portmerrow', addressCountry: 'PT' })
  assert.deepEqual([told.latitude, told.longitude], [39.1, -39.2])
  assert.deepEqual(told.image, ['https://stay.example/files/one-800.webp'])
  assert.equal('aggregateRating' in told, false)
  assert.deepEqual(
    told.containsPlace.amenityFeature.map(({ name }) => name),
    ['wifi'],
  )
  const own = vacationRental({ ...listing, exact: true, address: '1 Lake Lane' }, where)
  assert.equal('latitude' in own || JSON.stringify(own).includes('Lake Lane'), false)
  const rated = vacationRental({ ...listing, rating: { average: 4.8, count: 12 } }, where)
  assert.deepEqual(rated.aggregateRating, { '@type': 'AggregateRating', ratingValue: 4.8, reviewCount: 12, bestRating: 5 })
})
