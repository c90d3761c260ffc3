import assert from 'node:assert/strict'
import { forEachDatabase } from '../../test/databases.ts'
import { homes, newApi, plan, today } from '../../test/search-api.ts'
import { writeListing } from '../../test/search-rows.ts'
import { addDays, calendarDate, dayNumber } from '../kernel/calendar-date.ts'

const priced = { plan, overrides: [] }

forEachDatabase('who finds little is told of other days, towns near by and the filter that leaves out most', async (t, db) => {
  const taken = Array.from({ length: 8 }, (_, index) => dayNumber(addDays(calendarDate('2030-06-10'), index)))
  const johor = { lat: 1.45, lng: 103.75, town: 'Johor Bahru', country: 'MY', amenities: ['wifi', 'pool'] }
  const malacca = { lat: 2.2, lng: 102.25, town: 'Malacca', country: 'MY' }
  for (const [index, home] of homes(15, { ...priced, amenities: ['wifi'] }).entries()) {
    const where = index < 6 ? { units: [taken], petsMax: 1 } : index < 10 ? johor : index < 12 ? malacca : { lat: 3.13, lng: 101.68 }
    await writeListing(db, { ...home, ...where })
  }
  const { answer } = await newApi(t, db)
  const bbox = '103.84,1.29,103.86,1.31'
  const query = { bbox, checkIn: '2030-06-13', checkOut: '2030-06-15', amenities: 'wifi', adults: 2, instead: 'true' }
  const { total, instead } = await answer(query)
  assert.equal(total, 0)
  assert.deepEqual(
    instead?.dates.map(({ checkIn, checkOut, count, from }) => [checkIn, checkOut, count, from?.minor]),
    [
      ['2030-06-08', '2030-06-10', 6, 28_000],
      ['2030-06-18', '2030-06-20', 6, 23_000],
      ['2030-06-07', '2030-06-09', 6, 33_000],
      ['2030-06-19', '2030-06-21', 6, 23_000],
    ],
  )
  const [nearest, ...others] = instead?.places ?? []
  assert.deepEqual(others, [], 'all others are too far away')
  assert.ok(nearest)
  assert.deepEqual([nearest.name, nearest.country, nearest.countryName, nearest.count], ['Johor Bahru', 'MY', 'Malaysia', 4])
  assert.ok(nearest.km > 15 && nearest.km < 25, `${nearest.km}`)
  const there = await answer({ ...Object.fromEntries(Object.entries(query).filter(([name]) => name !== 'bbox')), place: nearest.id })
  assert.deepEqual([there.place?.name, there.total], ['Johor Bahru', nearest.count])
  for (const { checkIn, checkOut, count } of instead?.dates ?? [])
    assert.equal((await answer({ ...query, checkIn, checkOut })).total, count)
  assert.deepEqual(instead?.filters, [], 'no filter is to blame')

  const choosy = { bbox, checkIn: '2030-06-20', checkOut: '2030-06-22', instead: 'true', amenities: 'wifi,pool', pets: 2, bedrooms: 0 }
  const pets = await answer({ ...choosy, amenities: 'wifi' })
  assert.deepEqual([pets.total, pets.instead?.filters], [0, [{ filter: 'pets', value: null, total: 6 }]])
  const pool = await answer({ ...choosy, pets: 1 })
  assert.deepEqual([pool.total, pool.instead?.filters], [0, [{ filter: 'amenities', value: 'pool', total: 6 }]])
  const both = await answer(choosy)
  assert.deepEqual([both.total, both.instead?.filters], [0, []], 'each of two leaves out all by itself')
  const enough = await answer({ ...choosy, amenities: 'wifi', pets: 1 })
  assert.deepEqual([enough.total, enough.instead], [6, null], 'who finds enough is told nothing')
  assert.equal((await answer({ ...query, instead: 'false' })).instead, null)
})

forEachDatabase('what each further filter would leave is what it leaves', async (t, db) => {
  const all = homes(12, priced).map((home, index) => ({
    ...home,
    ...(index % 3 === 0 ? { petsMax: 2, instantBook: false } : {}),
    bedrooms: index % 4,
    beds: 1 + (index % 5),
    bathroomHalves: index % 6,
    placeType: index % 2 === 0 ? 'entire' : 'private_room',
    propertyType: ['house', 'cabin', 'loft'][index % 3] ?? '',
    reviewCount: 4,
    ratingHundredths: 400 + 10 * index,
    amenities: ['wifi', 'pool'].slice(0, index % 3),
  }))
  for (const home of all) await writeListing(db, home)
  const { answer } = await newApi(t, db)
  const soon = { checkIn: addDays(today, 4), checkOut: addDays(today, 6) }
  for (const query of [
    {},
    { ...soon, placeType: 'entire', bedrooms: 1 },
    { ...soon, amenities: 'wifi', ratingMin: 4, adults: 2, priceMax: 40_000 },
  ]) {
    const { facets } = await answer({ ...query, facets: 'true' })
    assert.ok(facets)
    const total = async (over: Record<string, string | number>) => (await answer({ ...query, ...over })).total
    const before = 'amenities' in query ? `${query.amenities},` : ''
    for (const { value, count } of facets.amenities) assert.equal(await total({ amenities: before + value }), count, value)
    for (const { value, count } of facets.placeTypes) assert.equal(await total({ placeType: value }), count, value)
    for (const { value, count } of facets.propertyTypes) assert.equal(await total({ propertyType: value }), count, value)
    for (const name of ['bedrooms', 'beds', 'bathrooms'] as const) {
      assert.equal(facets[name].length, 8)
      for (const [index, count] of facets[name].slice(0, 6).entries()) assert.equal(await total({ [name]: index + 1 }), count, name)
    }
    for (const { ratingMin, count } of facets.ratings) assert.equal(await total({ ratingMin }), count)
    const flags = { instantBook: facets.instantBook, freeCancellation: facets.freeCancellation }
    for (const [name, count] of Object.entries(flags)) assert.equal(await total({ [name]: 'true' }), count, name)
    assert.equal(await total({ pets: 1 }), facets.pets)
  }
})
