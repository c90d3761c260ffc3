import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Instead } from '../api/types.ts'
import { searchHref } from './criteria.ts'
import { changeTo, inPlace, isSome, onDates, withoutFilter, type InsteadFilter } from './instead.ts'
import { readCriteria } from './read-criteria.ts'

const asked = readCriteria(
  new URLSearchParams(
    'place=Portmerrow&placeId=p1&checkIn=2027-06-12&checkOut=2027-06-15&flex=1&adults=4&children=1&infants=1&pets=2&priceMax=100&priceBy=night&currency=EUR&bedrooms=2&beds=3&bathrooms=1&ratingMin=4.5&placeType=entire&propertyType=cabin&amenities=wifi,pool&instantBook=true&freeCancellation=true',
  ),
)
const without = (filter: InsteadFilter['filter'], value: string | null = null) =>
  new URL(searchHref(asked, withoutFilter({ filter, value, total: 1 }, asked)), 'http://x').searchParams

test('the link that lets one filter go asks for all the rest as before', () => {
  const all = new URL(searchHref(asked), 'http://x').searchParams
  const lets: readonly [InsteadFilter['filter'], readonly string[]][] = [
    ['price', ['priceMax', 'priceBy', 'currency']],
    ['pets', ['pets']],
    ['placeType', ['placeType']],
    ['propertyType', ['propertyType']],
    ['bedrooms', ['bedrooms']],
    ['beds', ['beds']],
    ['bathrooms', ['bathrooms']],
    ['ratingMin', ['ratingMin']],
    ['instantBook', ['instantBook']],
    ['freeCancellation', ['freeCancellation']],
    ['guests', ['adults', 'children']],
  ]
  for (const [filter, gone] of lets)
    assert.deepEqual(
      [...without(filter)],
      [...all].filter(([name]) => !gone.includes(name)),
      filter,
    )
  assert.deepEqual(without('amenities', 'pool').getAll('amenities'), ['wifi'])
})

const none: Instead = { dates: [], places: [], filters: [] }
const date = { checkIn: '2027-06-13', checkOut: '2027-06-16', count: 2, from: null }
const place = { id: 'p2', name: 'Alderbrook', region: null, country: '', countryName: '', count: 1, km: 12 }
const filter = { filter: 'price', value: null, total: 3 } as const

test('other days and other towns are asked for exactly', () => {
  assert.match(searchHref(asked, onDates(date)), /checkIn=2027-06-13&checkOut=2027-06-16&adults/)
  assert.match(searchHref(asked, inPlace(place)), /^\/search\?place=Alderbrook&placeId=p2&checkIn=2027-06-12/)
})

test('what comes nearest are other days, then one wish less, then another town', () => {
  assert.equal(isSome(none), false)
  assert.deepEqual(changeTo(none, asked), {})
  assert.deepEqual(changeTo({ ...none, places: [place] }, asked), inPlace(place))
  assert.deepEqual(changeTo({ ...none, places: [place], filters: [filter] }, asked), withoutFilter(filter, asked))
  assert.deepEqual(changeTo({ dates: [date], places: [place], filters: [filter] }, asked), onDates(date))
})
