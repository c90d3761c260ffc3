import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { newDice } from '../../../test/dice.ts'
import type { Point } from '../geography.ts'
import { newAreas, type Areas, type Whereabouts } from './areas.ts'
import { typos } from './place-names.ts'

const kallang = { lat: 1.31, lng: 103.86, country: 'SG', region: null, town: 'Singapore', neighbourhood: 'Kallang' }

const put = (areas: Areas, listing: Whereabouts) => areas.add(areas.codeOf(listing), listing)
const take = (areas: Areas, listing: Whereabouts) => areas.remove(areas.codeOf(listing), listing)

test('a home with a wrong point does not stretch its quarter over the country', () => {
  const areas = newAreas()
  const dice = newDice(1)
  for (let i = 0; i < 400; i++)
    put(areas, { ...kallang, lat: 1.31 + dice.share() / 100, lng: 179.995 + dice.share() / 100 - (dice.chance(0.5) ? 360 : 0) })
  put(areas, { ...kallang, lat: 9, lng: -179 })
  const [quarter] = areas.named('kallang')
  assert.ok(quarter)
  const [west, south, east, north] = quarter.bbox
  assert.ok(north - south < 3 && north < 5 && (east - west + 360) % 360 < 1, String(quarter.bbox))
  assert.ok(Math.abs(quarter.location.lat - 1.33) < 0.05)
})

test('listings that come and go leave a quarter as if the gone had never been there', () => {
  const point = fc.record({ lat: fc.double({ min: -80, max: 80, noNaN: true }), east: fc.double({ min: -0.5, max: 0.5, noNaN: true }) })
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 20 }), fc.array(point, { maxLength: 20 }), (stay, go) => {
      const [areas, calm] = [newAreas(), newAreas()]
      const at = ({ lat, east }: { lat: number; east: number }) => ({ ...kallang, lat, lng: 103 + east })
      for (const each of stay) put(areas, at(each))
      for (const each of go) put(areas, at(each))
      for (const each of go) take(areas, at(each))
      for (const each of stay) put(calm, at(each))
      const [was, is] = [calm, areas].map((each) => each.most('town', 1)[0])
      assert.equal(is?.listings, was?.listings)
      const close = (a: Point | undefined, b: Point | undefined) =>
        Math.abs((a?.lat ?? 0) - (b?.lat ?? 0)) < 1e-6 && Math.abs((a?.lng ?? 0) - (b?.lng ?? 0)) < 1e-6
      assert.ok(close(was?.location, is?.location))
      for (const side of [0, 1, 2, 3] as const) assert.ok(Math.abs((was?.bbox[side] ?? 0) - (is?.bbox[side] ?? 1)) < 1e-4)
    }),
  )
})

test('names have one number while a listing is there, and the number means nothing once the last has left', () => {
  const areas = newAreas()
  const { lat, lng, ...names } = kallang
  const code = areas.codeOf(kallang)
  areas.add(code, { lat, lng })
  areas.add(code, { lat, lng })
  assert.equal(areas.codeOf({ ...names }), code)
  assert.notEqual(areas.codeOf({ ...kallang, neighbourhood: null }), code)
  assert.deepEqual(areas.whereaboutsOf(code), names)
  areas.remove(code, { lat, lng })
  assert.deepEqual(areas.whereaboutsOf(code), names)
  areas.remove(code, { lat, lng })
  assert.throws(() => areas.whereaboutsOf(code))
  assert.throws(() => areas.add(code, { lat, lng }))
  assert.deepEqual(areas.named('kallang'), [])
  areas.add(areas.codeOf(kallang), kallang)
  assert.equal(areas.named('kallang')[0]?.listings, 1)
  areas.clear()
  assert.deepEqual([areas.most('town', 9), areas.named('kallang')], [[], []])
})

test('an area is the same in every process, however its names are written, and is known by its id while it lasts', () => {
  const areas = newAreas()
  put(areas, kallang)
  put(areas, { ...kallang, neighbourhood: 'KALLÀNG' })
  const [quarter] = areas.named('kallang')
  assert.deepEqual([quarter?.id, quarter?.listings], ['own:5431acb37470da495ef5', 2])
  assert.deepEqual(areas.get(quarter?.id ?? ''), quarter)
  assert.equal(areas.get('own:'), undefined)
  take(areas, kallang)
  take(areas, { ...kallang, neighbourhood: 'KALLÀNG' })
  assert.equal(areas.get(quarter?.id ?? ''), undefined)
  put(areas, { ...kallang, neighbourhood: 'kallang' })
  assert.equal(areas.get(quarter?.id ?? '')?.name, 'kallang', 'as it is written now')
})

test('areas are found by any of their words, and near their names, as looking at each would find them', () => {
  const name = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), maxLength: 8 }).map((text) => text.trim().replaceAll(/ +/g, ' '))
  const names = fc.array(name, { maxLength: 25 })
  fc.assert(
    fc.property(names, names, name, fc.integer({ min: 1, max: 6 }), (stay, go, typed, limit) => {
      const areas = newAreas()
      const at = (town: string) => ({ ...kallang, town, neighbourhood: null })
      for (const town of [...go, ...stay]) put(areas, at(town))
      for (const town of go) take(areas, at(town))
      const counts = [...Map.groupBy(stay.filter(Boolean), (town) => town).entries()].map(([town, all]) => ({ town, count: all.length }))
      const expected = (suits: (town: string) => boolean) =>
        counts
          .filter(({ town }) => suits(town))
          .map(({ count }) => count)
          .toSorted((a, b) => b - a)
          .slice(0, limit)
      const found = (some: readonly { folded: string; listings: number }[], suits: (town: string) => boolean) => {
        assert.ok(some.every(({ folded }) => suits(folded)))
        return some.map(({ listings }) => listings)
      }
      if (typed === '') return
      const begins = (town: string) => town.startsWith(typed) || town.includes(` ${typed}`)
      assert.deepEqual(found(areas.beginning(typed, limit), begins), expected(begins))
      const alike = (town: string) => Array.from(typed.slice(0, 2)).some((letter) => town.slice(0, 2).includes(letter))
      const near = (town: string) => alike(town) && typos(typed, town, 1) <= 1
      assert.deepEqual(found(areas.near(typed, 1, limit), near), expected(near))
    }),
    { numRuns: 1_000 },
  )
})
