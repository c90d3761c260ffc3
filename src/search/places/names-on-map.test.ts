import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { inBox, parseBox, type Box } from '../geography.ts'
import { merrowCoast } from '../merrow-coast.ts'
import { newAreas, type Whereabouts } from './areas.ts'
import { namesOnMap } from './names-on-map.ts'
import { loadWorld } from './world.ts'

const world = await loadWorld()

async function names(box: Box, listings: readonly Whereabouts[] = [], limit = 40) {
  const areas = newAreas()
  for (const listing of listings) areas.add(areas.codeOf(listing), listing)
  return namesOnMap({ world, areas }, box, limit)
}

const kallang = { lat: 1.31, lng: 103.86, country: 'SG', region: null, town: 'Singapore', neighbourhood: 'Kallang' }
const singapore: Box = [103.6, 1.1, 104.1, 1.5]

test('a map says the largest towns first, each once', async () => {
  const low = await names([2.5, 49.5, 6.5, 51.6])
  assert.equal(low[0]?.name, 'Brussels')
  assert.ok(low.some(({ name }) => name === 'Antwerpen'))
  const people = low.map(({ people: count }) => count)
  assert.deepEqual(
    people,
    people.toSorted((a, b) => b - a),
  )
  assert.ok(low.every(({ kind }) => kind === 'town'))
})

test('a map of one city says the parts of it where homes are, and the city itself once', async () => {
  const close = await names(singapore, [kallang, kallang, { ...kallang, lat: 1.32, lng: 103.9, neighbourhood: 'Geylang Serai' }])
  const said = close.map(({ name }) => name)
  assert.equal(said.filter((name) => name === 'Singapore').length, 1)
  assert.ok(said.indexOf('Singapore') < said.indexOf('Kallang'))
  assert.ok(said.indexOf('Kallang') < said.indexOf('Geylang Serai'))
  const everywhere = await names(singapore, [kallang, { ...kallang, town: 'Kallang' }, { ...kallang, town: 'Bugis' }])
  assert.equal(everywhere.filter(({ name }) => name === 'Kallang').length, 1)
  const wide = await names([100, -2, 108, 5], [kallang])
  assert.ok(!wide.some(({ name }) => name === 'Kallang'))
})

test('a town that only our listings know is on the map, save on the coast that is drawn with its names', async () => {
  const unknown = { ...kallang, lat: -48.9, lng: -123.4, town: 'Nemo', neighbourhood: null }
  assert.deepEqual(
    (await names([-124, -50, -122, -48], [unknown])).map(({ name, people }) => [name, people]),
    [['Nemo', 0]],
  )
  const { lat, lng, bbox } = merrowCoast
  assert.deepEqual(await names(bbox, [{ ...kallang, lat, lng, town: 'Portmerrow' }]), [])
})

test('whatever the box, all names lie in it and are no more than asked', async () => {
  const degrees = (max: number) => fc.double({ min: -max, max, noNaN: true })
  await fc.assert(
    fc.asyncProperty(degrees(400), degrees(90), degrees(400), degrees(90), fc.integer({ min: 1, max: 100 }), async (...args) => {
      const [west, south, east, north, limit] = args
      const box = parseBox(west, south, east, north)
      if (!box.ok) return
      const found = await names(box.value, [kallang], limit)
      assert.ok(found.length <= limit)
      for (const { lat, lng } of found) assert.ok(inBox(box.value, lat, lng))
    }),
    { numRuns: 100 },
  )
})
