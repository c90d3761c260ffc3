import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { systemClock } from '../../src/kernel/clock.ts'
import { newIds, type ListingId, type UnitId } from '../../src/kernel/ids.ts'
import { systemRandom } from '../../src/kernel/random.ts'
import { openDatabase, write } from '../../src/platform/db.ts'
import type { Deps } from '../../src/platform/deps.ts'
import { joinMarket, newMarket, newPerson } from '../market.ts'
import { moneyIsWhole, race, settled } from '../races/crowd.ts'
import { wrongNights } from './books.ts'
import { openGaleraDatabase, skipWithoutGalera, startGalera, type Galera } from './galera.ts'
import { raceImport } from './import-against-sale.ts'

const skip = skipWithoutGalera()
const options = { skip, timeout: 240_000 }
const guestsAtOnce = 200
const importRounds = 40

let galera: Galera
before(async () => {
  if (skip === undefined) galera = await startGalera()
})
after(() => galera?.stop())

test('200 guests at once book overlapping stays through three processes on three Galera nodes: as on one', options, async (t) => {
  const [first = '', ...others] = await openGaleraDatabase(galera)
  const market = await newMarket({ databaseUrl: first })
  const apps = [market, ...(await Promise.all(others.map((url) => joinMarket(url))))]
  t.after(async () => void (await Promise.all(apps.map((app) => app.stop()))))
  const people = Array.from({ length: guestsAtOnce }, (_, index) => newPerson(apps[index % apps.length] ?? market, `Guest${index}`))
  const guests = await Promise.all(people)
  const inn = await market.newListing({ title: 'The Inn' }, 3)
  await race(market, guests, market.lakeside)
  await race(market, guests, inn)
  assert.deepEqual(await wrongNights(market.deps.db), [])
  await settled(market)
  await moneyIsWhole(market)
})

test(
  'an import and a release of the same nights race on two Galera nodes: no night that the import wants ends up free',
  options,
  async (t) => {
    assert.deepEqual(await raceImports(t, { withoutVersionRow: false }), [])
  },
)

test('the same race leaves wanted nights free when the version row of the unit is no part of what nodes compare', options, async (t) => {
  assert.notDeepEqual(await raceImports(t, { withoutVersionRow: true }), [], 'the check above can fail')
})

type Ending = { after(end: () => Promise<void>): void }

/** @returns every wanted night that nobody has, of all rounds. */
async function raceImports(t: Ending, { withoutVersionRow }: { withoutVersionRow: boolean }): Promise<string[]> {
  const urls = await openGaleraDatabase(galera)
  const [importer, seller] = urls.map(depsOn)
  assert.ok(importer && seller)
  t.after(async () => void (await Promise.all([importer.db.destroy(), seller.db.destroy()])))
  // Galera replicates InnoDB alone: rows of another engine stay on their node.
  if (withoutVersionRow) await sql`alter table unit_calendar engine = memory`.execute(importer.db)
  const unitId = importer.ids.next<'unit'>() as UnitId
  const listingId = importer.ids.next<'listing'>() as ListingId
  await write(importer.db, (tx) => tx.insertInto('unit').values({ id: unitId, listing_id: listingId, position: 0, name: '' }).execute())
  const free: string[] = []
  for (let round = 0; round < importRounds; round++) free.push(...(await raceImport({ importer, seller, listingId, unitId }, round)))
  return free
}

const depsOn = (url: string): Deps => ({
  db: openDatabase(url),
  clock: systemClock,
  random: systemRandom,
  ids: newIds(systemClock, systemRandom),
})
