import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { forEachDatabase } from '../../test/databases.ts'
import { addDays, calendarDate } from '../kernel/calendar-date.ts'
import { instant } from '../kernel/clock.ts'
import { newIds, type UnitId } from '../kernel/ids.ts'
import { seededRandom } from '../kernel/random.ts'
import { parseStay, type Stay } from '../kernel/stay.ts'
import { inTransaction, write, type Db } from '../platform/db.ts'
import { claimNights, releaseNights } from './claim-nights.ts'
import { replaceImported } from './import-ranges.ts'

const clock = { now: () => instant('2030-06-01T12:00:00Z') }
const deps = { clock, ids: newIds(clock, seededRandom(5)) }
const july = (day: number) => addDays(calendarDate('2030-07-01'), day - 1)
const range = (from: number, until: number) => ({ from: july(from), until: july(until) })

function stay(from: number, until: number): Stay {
  const parsed = parseStay(july(from), july(until))
  assert(parsed.ok)
  return parsed.value
}

const guestsMax = 50
const guestNames = Array.from({ length: guestsMax }, (_, index) => `guest-${index}`)

/** Of a listing that nothing here asks for. */
async function newUnit(db: Db): Promise<UnitId> {
  const id = deps.ids.next<'unit'>()
  const row = { id, listing_id: deps.ids.next<'listing'>(), position: 0, name: '' }
  await write(db, (tx) => tx.insertInto('unit').values(row).execute())
  return id
}

/** All at once ask for stays that share the night of 10 July. @returns who got theirs */
async function raceForOneNight(db: Db): Promise<{ unitId: UnitId; winners: string[] }> {
  const unitId = await newUnit(db)
  const results = await Promise.all(
    guestNames.map((claimId, index) =>
      inTransaction(db, (tx) => claimNights(tx, { unitId, stay: stay(10 - (index % 3), 11 + (index % 2)), claimId, kind: 'hold' })),
    ),
  )
  for (const result of results) assert(result.ok || result.error.code === 'nights_taken')
  return { unitId, winners: guestNames.filter((_, index) => results[index]?.ok) }
}

const ownersOf = async (db: Db, unitId: UnitId, day: number) =>
  (await db.selectFrom('night_claim').select('claim_id').where('unit_id', '=', unitId).where('night', '=', july(day)).execute()).map(
    (row) => row.claim_id,
  )

forEachDatabase('of 50 guests who take overlapping stays at once, one gets the nights and 49 are told so', async (_t, db) => {
  for (let round = 0; round < 5; round++) {
    const { unitId, winners } = await raceForOneNight(db)
    assert.equal(winners.length, 1)
    assert.deepEqual(await ownersOf(db, unitId, 10), winners)
  }
})

forEachDatabase('without the primary key the same race sells a night many times: the key is what decides', async (_t, db) => {
  await sql`create table keyless as select * from night_claim`.execute(db)
  await sql`drop table night_claim`.execute(db)
  await sql`alter table keyless rename to night_claim`.execute(db)
  const { winners } = await raceForOneNight(db)
  assert.equal(winners.length, guestsMax)
})

/** Nights that a source wants and nobody has, and imported nights that no source wants: read by one statement, so at one moment. */
async function faults(db: Db, unitId: UnitId): Promise<string[]> {
  const wants = db
    .selectFrom('imported_range')
    .select(['source as who', 'from_night as first', 'until_night as last'])
    .where('unit_id', '=', unitId)
  const claims = db
    .selectFrom('night_claim')
    .select([sql<string>`concat('claim:', claim_id)`.as('who'), 'night as first', 'night as last'])
    .where('unit_id', '=', unitId)
  const rows = await wants.unionAll(claims.$castTo<{ who: string; first: never; last: never }>()).execute()
  const claimed = new Map<string, string>(rows.filter(({ who }) => who.startsWith('claim:')).map(({ who, first }) => [first, who]))
  const wanted = rows.filter(({ who }) => !who.startsWith('claim:'))
  const found: string[] = []
  for (let day = 1; day <= 31; day++) {
    const night = july(day)
    const sources = wanted.filter(({ first, last }) => first <= night && night < last).map(({ who }) => who)
    const owner = claimed.get(night)
    if (sources.length > 0 && !owner) found.push(`${night} is wanted by ${sources.join()} and nobody has it`)
    const feed = owner?.startsWith('claim:feed') ? owner.slice('claim:'.length) : undefined
    if (feed && !sources.includes(feed)) found.push(`${night} is kept for ${feed}, who does not want it`)
  }
  return found
}

forEachDatabase(
  'guests come and go while two feeds change: no wanted night is ever left to nobody, none is kept for nobody',
  async (_t, db) => {
    const listingId = deps.ids.next<'listing'>()
    const unitId = deps.ids.next<'unit'>()
    const comeAndGo = async (claimId: string, nights: Stay) => {
      const came = await inTransaction(db, (tx) => claimNights(tx, { unitId, stay: nights, claimId, kind: 'hold' }))
      if (came.ok) await write(db, (tx) => releaseNights(tx, { unitId, stay: nights, claimId }))
    }
    const poll = async (source: string, ranges: ReturnType<typeof range>[]) => {
      await write(db, (tx) => replaceImported(tx, deps, { listingId, unitId, source, ranges }))
    }
    for (let round = 0; round < 40; round++) {
      const shift = round % 5
      await Promise.all([
        comeAndGo('ben', stay(3, 9)),
        comeAndGo('ana', stay(7, 12)),
        comeAndGo('eve', stay(11, 15)),
        poll('feed-north', shift === 0 ? [] : [range(5 + shift, 10)]),
        poll('feed-south', shift === 3 ? [] : [range(2, 4 + shift), range(12, 14)]),
        faults(db, unitId).then((found) => assert.deepEqual(found, [])),
      ])
      assert.deepEqual(await faults(db, unitId), [])
    }
  },
)
