import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { filterCount } from './choices.ts'
import { criteriaParams, hasPrice, listingHref, searchHref } from './criteria.ts'
import { readCriteria } from './read-criteria.ts'

const read = (query: string) => readCriteria(new URLSearchParams(query))

test('an address says what was searched, and reading it back gives the same search', () => {
  const query = fc.record({
    place: fc.string({ maxLength: 20 }),
    checkIn: fc.constantFrom('2027-06-12', '', '2027-02-30'),
    checkOut: fc.constantFrom('2027-06-15', '2027-06-01', ''),
    flex: fc.constantFrom('0', '3', '7', '4', 'x', ''),
    stay: fc.constantFrom('', '', 'weekend', 'week', 'year'),
    month: fc.constantFrom('2027-05', '2027-13', ''),
    adults: fc.integer({ min: -5, max: 99 }).map(String),
    pets: fc.integer({ min: 0, max: 20 }).map(String),
    priceMin: fc.oneof(fc.nat().map(String), fc.string({ maxLength: 5 })),
    priceBy: fc.constantFrom('night', 'total', 'week'),
    currency: fc.constantFrom('EUR', 'eur', 'XX'),
    ratingMin: fc.constantFrom('4.5', '0', '5', '5.5', '4.567', ''),
    freeCancellation: fc.constantFrom('true', 'yes'),
    amenities: fc.constantFrom('wifi', 'wifi,pool', '<script>', ''),
    bbox: fc.constantFrom('-39.4,38.9,-39,39.3', '1,2,3', ''),
    sort: fc.constantFrom('price', 'cheapest'),
    instantBook: fc.constantFrom('true', 'yes'),
  })
  fc.assert(
    fc.property(query, (fields) => {
      const first = readCriteria(new URLSearchParams(fields))
      const again = readCriteria(criteriaParams(first))
      // What limits of price are in, and of what they are, is said only with one.
      const limits = hasPrice(first) ? {} : ({ currency: '', priceBy: 'total' } as const)
      assert.deepEqual(again, { ...first, ...limits })
    }),
  )
})

test('what makes no sense is left out, not refused', () => {
  const { checkIn, checkOut, guests, sort, bbox, priceMin } = read(
    'checkIn=2027-06-15&checkOut=2027-06-12&adults=0&pets=999&sort=x&bbox=a,b&priceMin=-5',
  )
  assert.deepEqual(
    { checkIn, checkOut, sort, bbox, priceMin },
    { checkIn: '', checkOut: '', sort: 'recommended', bbox: '', priceMin: null },
  )
  assert.deepEqual(guests, { adults: 1, children: 0, infants: 0, pets: 10 })
})

test('a weekend of a month is wished instead of days, however the two come together', () => {
  const whenOf = (query: string) => {
    const { checkIn, checkOut, flex, stay, month } = read(query)
    return { checkIn, checkOut, flex, stay, month }
  }
  const days = 'checkIn=2027-06-12&checkOut=2027-06-15&flex=3'
  const onDays = { checkIn: '2027-06-12', checkOut: '2027-06-15', flex: 3, stay: '', month: '' }
  const inMonth = { checkIn: '', checkOut: '', flex: 0, stay: 'weekend', month: '2027-05' }
  // As a form without script sends all of it.
  assert.deepEqual(whenOf(`${days}&stay=weekend&month=2027-05`), inMonth)
  assert.deepEqual(whenOf(`${days}&stay=&month=2027-05`), onDays)
  assert.deepEqual(whenOf(`${days}&stay=weekend&month=2027-00`), onDays)
  assert.deepEqual(whenOf('checkIn=&checkOut=&flex=3&stay=&month=2027-05'), { ...onDays, checkIn: '', checkOut: '', flex: 0 })
})

test('changing a search starts from its first page', () => {
  const criteria = read('place=Portmerrow&amenities=wifi&amenities=pool&page=abc')
  assert.equal(searchHref(criteria, { amenities: ['pool'] }), '/search?place=Portmerrow&amenities=pool')
  assert.equal(searchHref(criteria, { page: 'def' }), '/search?place=Portmerrow&amenities=wifi&amenities=pool&page=def')
  assert.equal(searchHref(read('')), '/search')
})

test('a home’s address keeps the stay and the company in mind', () => {
  const { guests } = read('adults=2&children=1')
  assert.equal(
    listingHref('a/b', { guests }, { checkIn: '2027-06-12', checkOut: '2027-06-15' }),
    '/listings/a%2Fb?checkIn=2027-06-12&checkOut=2027-06-15&adults=2&children=1',
  )
  assert.equal(listingHref('x', { guests: read('').guests }, null), '/listings/x')
})

test('the count on the filters is of what the reader chose there', () => {
  assert.equal(filterCount(read('priceMin=100&priceMax=200&amenities=wifi,pool&placeType=entire&instantBook=true&sort=price&adults=4')), 5)
  assert.equal(filterCount(read('ratingMin=4.5&freeCancellation=true&priceBy=night')), 2)
  assert.equal(filterCount(read('')), 0)
})
