import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { forEachDatabase } from '../../test/databases.ts'
import { addDays, calendarDate, type CalendarDate } from '../kernel/calendar-date.ts'
import { instant } from '../kernel/clock.ts'
import { newIds, type ListingId, type UnitId } from '../kernel/ids.ts'
import { seededRandom } from '../kernel/random.ts'
import { parseStay, type Stay } from '../kernel/stay.ts'
import { inTransaction, write, type Db } from '../platform/db.ts'
import { blockNights, openNights } from './block-nights.ts'
import { claimNights, keepNights, releaseNights } from './claim-nights.ts'
import { freeUnits } from './free-units.ts'
import { replaceImported } from './import-ranges.ts'
import { mergeRanges, nightsOf, rangesOf, subtractRange, type NightRange } from './night-ranges.ts'
import { calendarOf } from './taken-nights.ts'

const clock = { now: () => instant('2030-06-01T12:00:00Z') }
const deps = { clock, ids: newIds(clock, seededRandom(5)) }
const july = (day: number): CalendarDate => addDays(calendarDate('2030-07-01'), day - 1)
const range = (from: number, until: number): NightRange => ({ from: july(from), until: july(until) })

function stay(from: number, until: number): Stay {
  const parsed = parseStay(july(from), july(until))
  assert(parsed.ok)
  return parsed.value
}

/** A listing with this many units and nothing else: the calendar asks no more. */
async function newUnits(db: Db, count: number): Promise<{ listingId: ListingId; units: UnitId[]; unit: UnitId }> {
  const listingId = deps.ids.next<'listing'>()
  const units = Array.from({ length: count }, () => deps.ids.next<'unit'>())
  await db
    .insertInto('unit')
    .values(units.map((id, position) => ({ id, listing_id: listingId, position, name: '' })))
    .execute()
  const [unit] = units
  assert(unit)
  return { listingId, units, unit }
}

const claim = (db: Db, unitId: UnitId, nights: Stay, claimId = 'ben') =>
  inTransaction(db, (tx) => claimNights(tx, { unitId, stay: nights, claimId, kind: 'hold' }))
const release = (db: Db, unitId: UnitId, nights: Stay, claimId = 'ben') =>
  write(db, (tx) => releaseNights(tx, { unitId, stay: nights, claimId }))
const importFrom = (db: Db, source: string, { listingId, unit }: { listingId: ListingId; unit: UnitId }, ranges: NightRange[]) =>
  write(db, (tx) => replaceImported(tx, deps, { listingId, unitId: unit, source, ranges }))

/** Who has which night of July, as '3:ben/hold'. */
async function taken(db: Db, unitId: UnitId): Promise<string[]> {
  const rows = await db.selectFrom('night_claim').selectAll().where('unit_id', '=', unitId).orderBy('night').execute()
  return rows.map((row) => `${Number(row.night.slice(8))}:${row.claim_id}/${row.kind}`)
}

forEachDatabase('a stay takes its nights and not the day of departure, which the next guest may arrive on', async (_t, db) => {
  const { unit } = await newUnits(db, 1)
  assert.deepEqual(await claim(db, unit, stay(3, 5)), { ok: true, value: undefined })
  assert.deepEqual(await claim(db, unit, stay(5, 6), 'eve'), { ok: true, value: undefined })
  assert.deepEqual(await taken(db, unit), ['3:ben/hold', '4:ben/hold', '5:eve/hold'])
})

forEachDatabase('a stay that meets one taken night takes none at all', async (_t, db) => {
  const { unit } = await newUnits(db, 1)
  await claim(db, unit, stay(4, 5))
  assert.deepEqual(await claim(db, unit, stay(1, 8), 'eve'), { ok: false, error: { code: 'nights_taken' } })
  assert.deepEqual(await taken(db, unit), ['4:ben/hold'])
})

forEachDatabase('giving back frees only what is in that name', async (_t, db) => {
  const { unit } = await newUnits(db, 1)
  await claim(db, unit, stay(1, 3))
  await claim(db, unit, stay(3, 5), 'eve')
  await release(db, unit, stay(1, 9))
  assert.deepEqual(await taken(db, unit), ['3:eve/hold', '4:eve/hold'])
})

forEachDatabase("a hold's nights become a booking's, again without harm, and never when one of them is lost", async (_t, db) => {
  const { unit } = await newUnits(db, 1)
  await claim(db, unit, stay(1, 3))
  const keep = (nights: Stay) => write(db, (tx) => keepNights(tx, { unitId: unit, stay: nights, claimId: 'ben' }))
  await keep(stay(1, 3))
  await keep(stay(1, 3))
  assert.deepEqual(await taken(db, unit), ['1:ben/booking', '2:ben/booking'])
  await assert.rejects(keep(stay(1, 4)), /2 of its 3 nights/)
})

forEachDatabase("each source's nights are its own: new ones are taken, vanished ones freed, the other source's stay", async (_t, db) => {
  const place = await newUnits(db, 1)
  assert.deepEqual(await importFrom(db, 'north', place, [range(1, 3), range(2, 4)]), { taken: 3, freed: 0, conflicts: [] })
  assert.deepEqual(await importFrom(db, 'south', place, [range(3, 6)]), { taken: 2, freed: 0, conflicts: [] })
  assert.deepEqual(await taken(db, place.unit), ['1:north/import', '2:north/import', '3:north/import', '4:south/import', '5:south/import'])
  assert.deepEqual(await importFrom(db, 'north', place, [range(1, 2), range(9, 10)]), { taken: 1, freed: 1, conflicts: [] })
  assert.deepEqual(await taken(db, place.unit), ['1:north/import', '3:south/import', '4:south/import', '5:south/import', '9:north/import'])
  assert.deepEqual(await importFrom(db, 'south', place, []), { taken: 0, freed: 3, conflicts: [] })
})

forEachDatabase(
  'imported nights that a guest has stay the guest’s, are reported, and are taken when the guest gives them back',
  async (_t, db) => {
    const place = await newUnits(db, 1)
    await claim(db, place.unit, stay(2, 4))
    assert.deepEqual(await importFrom(db, 'north', place, [range(1, 4)]), { taken: 1, freed: 0, conflicts: [july(2), july(3)] })
    assert.deepEqual(await taken(db, place.unit), ['1:north/import', '2:ben/hold', '3:ben/hold'])
    await release(db, place.unit, stay(2, 4))
    assert.deepEqual(await taken(db, place.unit), ['1:north/import', '2:north/import', '3:north/import'])
  },
)

forEachDatabase('a host blocks nights around a guest, and what the guest gives back is blocked too', async (_t, db) => {
  const { unit } = await newUnits(db, 1)
  await claim(db, unit, stay(2, 3))
  const blocked = await write(db, (tx) => blockNights(tx, { unitId: unit, range: range(1, 4) }))
  assert.deepEqual(blocked, { taken: 2, freed: 0, conflicts: [july(2)] })
  await release(db, unit, stay(2, 3))
  assert.deepEqual(await taken(db, unit), ['1:host/block', '2:host/block', '3:host/block'])
  const opened = await write(db, (tx) => openNights(tx, { unitId: unit, range: range(2, 3) }))
  assert.deepEqual(opened, { taken: 0, freed: 1, conflicts: [] })
  assert.deepEqual(await taken(db, unit), ['1:host/block', '3:host/block'])
})

forEachDatabase('a night that the host opens stays taken as long as an outside source wants it', async (_t, db) => {
  const place = await newUnits(db, 1)
  await write(db, (tx) => blockNights(tx, { unitId: place.unit, range: range(1, 3) }))
  await importFrom(db, 'north', place, [range(2, 3)])
  await write(db, (tx) => openNights(tx, { unitId: place.unit, range: range(1, 3) }))
  assert.deepEqual(await taken(db, place.unit), ['2:north/import'])
})

forEachDatabase('an import that changes nights is announced with its listing, one that changes none is not', async (_t, db) => {
  const place = await newUnits(db, 1)
  const announced = async () => (await db.selectFrom('outbox').select('payload').execute()).map((row): unknown => JSON.parse(row.payload))
  await importFrom(db, 'north', place, [range(1, 3)])
  await importFrom(db, 'north', place, [range(2, 3), range(1, 2)])
  assert.deepEqual(await announced(), [{ type: 'calendar.changed', listingId: place.listingId }])
})

forEachDatabase('a year of blocked nights is taken in one go', async (_t, db) => {
  const place = await newUnits(db, 1)
  const everyOther = Array.from({ length: 1_000 }, (_, index) => range(1 + 2 * index, 2 + 2 * index))
  assert.equal((await importFrom(db, 'north', place, everyOther)).taken, 1_000)
  assert.equal((await calendarOf(db, place.listingId, july(1), july(3_000))).get(place.unit)?.size, 1_000)
})

forEachDatabase('of several who want a freed night the host comes first', async (_t, db) => {
  const place = await newUnits(db, 1)
  await claim(db, place.unit, stay(1, 2))
  await importFrom(db, 'a-feed', place, [range(1, 2)])
  await write(db, (tx) => blockNights(tx, { unitId: place.unit, range: range(1, 2) }))
  await release(db, place.unit, stay(1, 2))
  assert.deepEqual(await taken(db, place.unit), ['1:host/block'])
})

forEachDatabase('a stay is offered the unit where it leaves the smallest gap, and only units that are free', async (_t, db) => {
  const { listingId, units } = await newUnits(db, 6)
  const [open, closeAfter, tight, closeBefore, firstTaken, lastTaken] = units
  assert(open && closeAfter && tight && closeBefore && firstTaken && lastTaken)
  await claim(db, closeAfter, stay(15, 20))
  await claim(db, tight, stay(7, 9))
  await claim(db, tight, stay(14, 15))
  await claim(db, closeBefore, stay(6, 7))
  await claim(db, firstTaken, stay(10, 11))
  await claim(db, lastTaken, stay(12, 14))
  assert.deepEqual(await freeUnits(db, listingId, stay(10, 13)), [tight, closeAfter, closeBefore, open])
  assert.deepEqual(await freeUnits(db, deps.ids.next<'listing'>(), stay(10, 13)), [])
})

forEachDatabase('the calendar tells per unit who kind of has each night, from the first day to before the last', async (_t, db) => {
  const { listingId, units, unit } = await newUnits(db, 2)
  await claim(db, unit, stay(1, 4))
  await write(db, (tx) => blockNights(tx, { unitId: unit, range: range(6, 7) }))
  const calendar = await calendarOf(db, listingId, july(2), july(6))
  assert.deepEqual([...calendar.keys()], units)
  assert.deepEqual(
    [...calendar.values()].map((nights) => [...nights]),
    [
      [
        [july(2), 'hold'],
        [july(3), 'hold'],
      ],
      [],
    ],
  )
  const later = await calendarOf(db, listingId, july(6), july(8))
  assert.deepEqual([...(later.get(unit) ?? [])], [[july(6), 'block']])
})

const someRanges = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 12 })), { maxLength: 12 })
  .map((pairs) => pairs.map(([from, length]) => range(from, from + length)))

test('merged, cut and rebuilt ranges hold exactly the nights they should', () => {
  fc.assert(
    fc.property(someRanges, fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 20 }), (ranges, from, length) => {
      const nights = [...new Set(ranges.flatMap(nightsOf))].toSorted()
      const merged = mergeRanges(ranges)
      assert.deepEqual(merged.flatMap(nightsOf), nights)
      assert(merged.every((each, index) => each.from < each.until && (index === 0 || (merged[index - 1]?.until ?? '') < each.from)))
      assert.deepEqual(rangesOf(nights), merged)
      const cut = range(from, from + length)
      const left = nights.filter((night) => night < cut.from || night >= cut.until)
      assert.deepEqual(subtractRange(ranges, cut).flatMap(nightsOf), left)
    }),
  )
})
