import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { forEachDatabase } from '../../test/databases.ts'
import { dataFolder, skipWithoutData } from '../../test/machine.ts'
import { instant } from '../kernel/clock.ts'
import { newIds, type ListingId } from '../kernel/ids.ts'
import { seededRandom } from '../kernel/random.ts'
import { write, type Db } from '../platform/db.ts'
import { blurMetresMax, blurMetresMin, metresBetween } from './blurred-point.ts'
import { findListing } from './find-listing.ts'
import type { Listing } from './listing.ts'
import { parseListingFacts, type ListingFacts, type ListingFactsInput } from './listing-facts.ts'
import { publishListing } from './publish-listing.ts'
import { unitsOf } from './units.ts'
import { upsertListing, type Source } from './upsert-listing.ts'

const clock = { now: () => instant('2030-06-01T12:00:00Z') }
const random = seededRandom(11)
const deps = { clock, random, ids: newIds(clock, random) }
const hostId = deps.ids.next<'host'>()

const loft: ListingFactsInput = {
  title: 'The Net Loft',
  summary: 'Breakfast where nets were mended',
  description: 'Beams that smell of tar.',
  houseRules: 'Quiet from 22:00',
  placeType: 'entire',
  propertyType: 'townhouse',
  country: 'BE',
  region: 'Flanders',
  town: 'Antwerp',
  neighbourhood: 'Old harbour',
  address: 'Rope Lane 4',
  exact: { lat: 51.2194, lng: 4.4025 },
  capacity: 5,
  bedrooms: 2,
  beds: 3,
  bathrooms: 1.5,
  petsMax: 1,
  amenities: ['wifi', 'kitchen', 'wifi'],
  instantBook: true,
  policy: 'firm',
  checkInFrom: '16:00',
  checkOutBy: '10:00',
  nightsMin: 2,
  nightsMax: 30,
  currency: 'EUR',
}

function factsOf(change: Partial<ListingFactsInput> = {}): ListingFacts {
  const parsed = parseListingFacts({ ...loft, ...change })
  assert(parsed.ok, JSON.stringify(parsed))
  return parsed.value
}

const save = (db: Db, facts: ListingFacts, source: Source | null = null, unitNames?: string[]) =>
  write(db, (tx) => upsertListing(tx, deps, { hostId, source, facts, ...(unitNames && { unitNames }) }))

async function find(db: Db, id: ListingId): Promise<Listing> {
  const listing = await findListing(db, id)
  assert(listing)
  return listing
}

forEachDatabase('a new listing is a draft with all that was said, a zone of its own and a blurred point', async (_t, db) => {
  const { listingId, unitIds, change } = await save(db, factsOf())
  assert.equal(change, 'created')
  const { blurred, ...listing } = await find(db, listingId)
  const { zone: _given, ...facts } = factsOf()
  assert.deepEqual(listing, {
    ...facts,
    id: listingId,
    hostId,
    state: 'draft',
    zone: 'Europe/Brussels',
    amenities: ['kitchen', 'wifi'],
    unitIds,
    photos: [],
    source: null,
    unsaid: [],
    sourceHash: null,
    version: 1,
  })
  const metres = metresBetween(facts.exact, blurred)
  assert(metres >= blurMetresMin && metres <= blurMetresMax)
  assert.equal(unitIds.length, 1)
})

forEachDatabase('the same import again changes nothing, another one brings it up to date and keeps units and state', async (_t, db) => {
  const source = { name: 'inside-airbnb', id: '1', hash: 'a' }
  const first = await save(db, factsOf(), source, ['North', 'South'])
  await write(db, (tx) => publishListing(tx, deps, first.listingId))
  assert.deepEqual(await save(db, factsOf({ title: 'Not read' }), source), { ...first, change: 'unchanged' })
  const second = await save(db, factsOf({ title: 'Renamed', amenities: ['tv'], zone: 'Asia/Singapore' }), { ...source, hash: 'b' }, [
    'N',
    'S',
    'E',
  ])
  assert.deepEqual([second.listingId, second.change], [first.listingId, 'updated'])
  const listing = await find(db, first.listingId)
  assert.deepEqual([listing.title, listing.state, listing.zone, listing.amenities], ['Renamed', 'published', 'Asia/Singapore', ['tv']])
  assert.deepEqual(second.unitIds.slice(0, 2), first.unitIds)
  assert.deepEqual(await unitsOf(db, listing.id), second.unitIds)
  assert.equal(second.unitIds.length, 3)
  assert.equal((await save(db, factsOf(), { ...source, hash: 'b' })).change, 'unchanged')
  assert.notEqual((await save(db, factsOf(), { ...source, id: '2' })).listingId, first.listingId)
})

forEachDatabase('however often a home is corrected its blurred point stays; one that moves away gets another', async (_t, db) => {
  const source = (hash: string) => ({ name: 'inside-airbnb', id: '1', hash })
  const { listingId } = await save(db, factsOf(), source('0'))
  const before = (await find(db, listingId)).blurred
  for (const hash of ['1', '2', '3']) {
    await save(db, factsOf({ title: hash, exact: { lat: 51.2194, lng: 4.4025 + Number(hash) / 1e6 } }), source(hash))
    assert.deepEqual((await find(db, listingId)).blurred, before)
  }
  const exact = { lat: 51.25, lng: 4.41 }
  await save(db, factsOf({ exact }), source('moved'))
  assert(metresBetween((await find(db, listingId)).blurred, exact) <= blurMetresMax)
})

forEachDatabase('each change of a listing is announced with its id, an unchanged one is not', async (_t, db) => {
  const source = { name: 'inside-airbnb', id: '1', hash: 'a' }
  const { listingId } = await save(db, factsOf(), source)
  await save(db, factsOf(), source)
  await write(db, (tx) => publishListing(tx, deps, listingId))
  const announced = (await db.selectFrom('outbox').select('payload').execute()).map((row): unknown => JSON.parse(row.payload))
  assert.deepEqual(
    announced,
    Array.from({ length: 2 }, () => ({ type: 'listing.changed', listingId })),
  )
})

const bad: [change: Record<string, unknown>, field: string][] = [
  [{ title: '  ' }, 'title'],
  [{ title: 'x'.repeat(201) }, 'title'],
  [{ description: 'x'.repeat(20_001) }, 'description'],
  [{ exact: { lat: 91, lng: 0 } }, 'exact.lat'],
  [{ exact: { lat: 1, lng: 181 } }, 'exact.lng'],
  [{ zone: 'Europe/Atlantis' }, 'zone'],
  [{ capacity: 0 }, 'capacity'],
  [{ bathrooms: 1.3 }, 'bathrooms'],
  [{ amenities: ['Free Wifi!'] }, 'amenities.0'],
  [{ policy: 'whatever' }, 'policy'],
  [{ checkInFrom: '25:00' }, 'checkInFrom'],
  [{ nightsMin: 5, nightsMax: 4 }, 'nightsMax'],
  [{ nightsMax: 366 }, 'nightsMax'],
  [{ currency: 'XYZ' }, 'currency'],
  [{ country: 'Belgium' }, 'country'],
]
for (const [change, field] of bad) {
  test(`a listing with ${JSON.stringify(change).slice(0, 60)} is refused, and the field is named`, () => {
    const parsed = parseListingFacts({ ...loft, ...change })
    assert(!parsed.ok)
    assert.equal(parsed.error.field, field)
  })
}

const naughty = [
  '\u0000',
  'a\u0000b',
  '\ud83d\ude00\ufe0f',
  '\u202etest',
  "'; drop table listing; --",
  '\ufeff',
  'Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮',
  '%s%n',
  '{{7*7}}',
  '\\',
]
const strings = (): string[] => {
  const folder = dataFolder()
  return folder ? (JSON.parse(readFileSync(path.join(folder, 'hostile/blns/blns.json'), 'utf8')) as string[]) : []
}

async function survives(db: Db, texts: readonly string[]): Promise<void> {
  for (const text of texts.filter((each) => each.trim() !== '' && each.length <= 120)) {
    const written = factsOf({
      title: text,
      summary: text,
      description: text,
      houseRules: text,
      town: text,
      region: text,
      neighbourhood: text,
      address: text,
    })
    const { listingId } = await save(db, written)
    const { title, summary, description, houseRules, town, region, neighbourhood, address } = await find(db, listingId)
    const read = { title, summary, description, houseRules, town, region, neighbourhood, address }
    assert.deepEqual({ ...written, ...read }, written)
  }
}

forEachDatabase('strings that break other programs come back as they were written', (_t, db) => survives(db, naughty))
forEachDatabase(
  'so do all of the big list of naughty strings',
  (_t, db) => survives(db, strings()),
  skipWithoutData() ? { skip: true } : {},
)
