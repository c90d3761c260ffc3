import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { freeUnpaidNights } from '../../src/bookings/expire-hold.ts'
import { addDays, calendarDate } from '../../src/kernel/calendar-date.ts'
import { systemClock } from '../../src/kernel/clock.ts'
import { newIds, type BookingId, type ListingId, type PaymentId, type UnitId } from '../../src/kernel/ids.ts'
import { systemRandom } from '../../src/kernel/random.ts'
import { openDatabase, write, type Tx } from '../../src/platform/db.ts'
import { newLogger } from '../../src/platform/telemetry.ts'
import { databases } from '../databases.ts'
import { newMarket } from '../market.ts'
import { goodCard, payByCard } from '../payments-world.ts'
import { race } from '../races/crowd.ts'
import { newWorld } from '../world.ts'
import { wrongIn, wrongNights } from './books.ts'
import { raceImport } from './import-against-sale.ts'
import { withBug, type Bug } from './plant.ts'

const mariadb = databases().find(({ name }) => name === 'mariadb')
const options = { skip: mariadb?.skip, timeout: 240_000 }

/** What is wrong afterwards, in words. */
type Race = (t: TestContext) => Promise<string[]>
type Planted = Readonly<{ name: string; bug: Bug; race: Race; /** How the race words what this bug does, and no other. */ finds: RegExp }>

const without = (statement: RegExp): Bug => ({ rewrite: (sql) => (statement.test(sql) ? undefined : sql) })
const instead = (statement: RegExp, other: string): Bug => ({ rewrite: (sql) => sql.replace(statement, other) })

/** Bugs that SQLite forgives, since it lets in one writer at a time: each is planted under the same product code, and must be found. */
const planted: readonly Planted[] = [
  {
    name: 'nights are read as free and taken without a key that decides',
    bug: instead(/^insert into (?=`night_claim`)/, 'insert ignore into '),
    race: raceForNights,
    finds: /was sold twice/,
  },
  {
    name: 'no version row of the unit is raised before its nights change',
    bug: without(/^update `unit_calendar`/),
    race: raceImports,
    finds: /ended up free/,
  },
  {
    name: 'transactions read what was true as they began: REPEATABLE READ',
    bug: instead(/isolation level read committed/, 'isolation level repeatable read'),
    race: raceImports,
    finds: /ended up free/,
  },
  {
    name: 'a booking is written whatever its version',
    bug: instead(/(?<=^update `booking` .*) and `version` = \?$/, ''),
    race: racePaymentAndExpiry,
    finds: /charged for nothing/,
  },
  {
    name: 'no version row of the guest is raised before their holds are counted',
    bug: without(/^update `booking_guest`/),
    race: raceForHolds,
    finds: /homes are held for one guest/,
  },
  {
    name: 'a transaction that lost a conflict is not run again',
    bug: { errno: (number) => (number === 1213 ? 9999 : number) },
    race: crossTwoWrites,
    finds: /deadlock/i,
  },
]

for (const { name, bug, race: run, finds } of planted) {
  test(`found on MariaDB: ${name}`, options, async (t) => {
    const found = await withBug(bug, () => run(t))
    assert.match(found.join('\n'), finds, 'the race finds it')
    t.diagnostic(`${found.length} found, first: ${found[0]}`)
  })
}

for (const run of new Set(planted.map((each) => each.race))) {
  test(`nothing is found on MariaDB without a bug: ${run.name}`, options, async (t) => assert.deepEqual(await run(t), []))
}

/** 120 guests at once for a fortnight of one home. */
async function raceForNights(t: TestContext): Promise<string[]> {
  const { url, drop } = await openMigrated()
  const market = await newMarket({ databaseUrl: url, log: newLogger({ level: 'silent' }) })
  t.after(async () => {
    await market.stop()
    await drop()
  })
  const guests = await Promise.all(Array.from({ length: 120 }, (_, index) => market.newPerson(`Guest${index}`)))
  const unanswered = await race(market, guests, market.lakeside, { pay: false }).then(
    () => [],
    (error: unknown) => [String(error)],
  )
  return [...unanswered, ...(await wrongNights(market.deps.db))]
}

async function raceImports(t: TestContext): Promise<string[]> {
  const { url, drop } = await openMigrated()
  const [importer, seller] = [depsOn(url), depsOn(url)]
  t.after(async () => {
    await Promise.all([importer.db.destroy(), seller.db.destroy()])
    await drop()
  })
  const unitId = importer.ids.next<'unit'>() as UnitId
  const listingId = importer.ids.next<'listing'>() as ListingId
  await write(importer.db, (tx) => tx.insertInto('unit').values({ id: unitId, listing_id: listingId, position: 0, name: '' }).execute())
  await write(importer.db, (tx) => tx.insertInto('unit_calendar').values({ unit_id: unitId, version: 1 }).execute())
  const free: string[] = []
  for (let round = 0; round < 60; round++) free.push(...(await raceImport({ importer, seller, listingId, unitId }, round)))
  return free.map((night) => `${night} ended up free`)
}

/** Money has come, and at the same moment somebody ends the hold: one of the two is what happened. */
async function racePaymentAndExpiry(t: TestContext): Promise<string[]> {
  assert.ok(mariadb)
  const world = await newWorld({ database: mariadb })
  t.after(() => world.stop())
  for (let round = 0; round < 30; round++) {
    const guest = await world.newGuest()
    const checkIn = addDays(calendarDate('2030-07-01'), round * 3)
    const stay = { listingId: world.lakeside, checkIn, checkOut: addDays(checkIn, 2) }
    const made = (await world.book(guest, stay)).json<{ id: BookingId; payment: { url: string } }>()
    await payByCard(made.payment.url, goodCard)
    await world.app.worker.runDue()
    await world.app.sequencer.runOnce()
    const { id: paymentId } = await world.db.selectFrom('payment').select('id').where('booking_id', '=', made.id).executeTakeFirstOrThrow()
    // Confirming takes some milliseconds: the end of the hold comes somewhere in between.
    await Promise.allSettled([world.app.worker.runDue(), sleep(round % 15).then(() => endHold(world.deps, made.id, paymentId))])
  }
  world.clock.pass(60_000)
  await world.settle()
  return wrongIn(world.db, world.clock.now())
}

const endHold = (deps: Parameters<typeof freeUnpaidNights>[0], bookingId: BookingId, paymentId: PaymentId) =>
  freeUnpaidNights(deps, { bookingId, paymentId })

/** Two transactions, each of which wants next what the other has: the database ends one of them, and it is run again. */
async function crossTwoWrites(t: TestContext): Promise<string[]> {
  const { url, drop } = await openMigrated()
  const deps = depsOn(url)
  t.after(async () => {
    await deps.db.destroy()
    await drop()
  })
  const units = [deps.ids.next<'unit'>(), deps.ids.next<'unit'>()] as [UnitId, UnitId]
  const listing_id = deps.ids.next<'listing'>() as ListingId
  await write(deps.db, async (tx) => {
    for (const [position, id] of units.entries()) {
      await tx.insertInto('unit').values({ id, listing_id, position, name: '' }).execute()
      await tx.insertInto('unit_calendar').values({ unit_id: id, version: 1 }).execute()
    }
  })
  const raise = (tx: Tx, id: UnitId) =>
    tx
      .updateTable('unit_calendar')
      .set(({ eb }) => ({ version: eb('version', '+', 1) }))
      .where('unit_id', '=', id)
      .execute()
  const bothHaveOne = Promise.withResolvers<void>()
  let holders = 0
  const cross = ([first, second]: readonly [UnitId, UnitId]) =>
    write(deps.db, async (tx) => {
      await raise(tx, first)
      if (++holders === 2) bothHaveOne.resolve()
      await bothHaveOne.promise
      await raise(tx, second)
    })
  const ended = await Promise.allSettled([cross(units), cross([units[1], units[0]])])
  assert.ok(holders >= 2)
  return ended.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []))
}

/** One guest, ten homes at once: at most two may be held. */
async function raceForHolds(t: TestContext): Promise<string[]> {
  const { url, drop } = await openMigrated()
  const market = await newMarket({ databaseUrl: url, log: newLogger({ level: 'silent' }) })
  t.after(async () => {
    await market.stop()
    await drop()
  })
  const guest = await market.newPerson('Greedy')
  const homes = await Promise.all(Array.from({ length: 10 }, (_, index) => market.newListing({ title: `Home ${index}` })))
  const checkIn = addDays(calendarDate(new Date().toISOString().slice(0, 10)), 60)
  const stay = { checkIn, checkOut: addDays(checkIn, 2), adults: 2 }
  // The guest's row is there from an earlier hold.
  const quote = await guest.call('POST', '/api/v1/quotes', { ...stay, listingId: market.lakeside })
  const hold = (listingId: string) =>
    guest.call('POST', '/api/v1/bookings', { ...stay, listingId, expectedTotal: quote.body.total }, listingId)
  assert.equal((await hold(market.lakeside)).status, 201)
  const answers = await Promise.all(homes.map(hold))
  const held = answers.filter(({ status }) => status === 201).length
  return held > 1 ? [`${held + 1} homes are held for one guest`] : []
}

async function openMigrated() {
  assert.ok(mariadb)
  return mariadb.openMigrated()
}

const depsOn = (url: string) => ({
  db: openDatabase(url),
  clock: systemClock,
  random: systemRandom,
  ids: newIds(systemClock, systemRandom),
})
