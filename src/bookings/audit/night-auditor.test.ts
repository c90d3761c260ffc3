import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { databases, forEachDatabase } from '../../../test/databases.ts'
import { wrongNights } from '../../../test/faults/books.ts'
import { newMarket } from '../../../test/market.ts'
import { until } from '../../../test/until.ts'
import { newWorld } from '../../../test/world.ts'
import { addDays, calendarDate } from '../../kernel/calendar-date.ts'
import type { BookingId } from '../../kernel/ids.ts'
import { newLogger, newMetrics } from '../../platform/telemetry.ts'
import { auditNights, newClaimWalk } from './audit-nights.ts'
import { newNightAuditor, nightAuditPauseMs } from './night-auditor.ts'

for (const database of databases()) {
  test(
    `nights that a database has lost are taken again for their booking, others are left taken [${database.name}]`,
    { skip: database.skip },
    async (t) => {
      const world = await newWorld({ database })
      t.after(() => world.stop())
      const { db, deps } = world
      const nights = (checkIn: string, checkOut: string) => ({ listingId: world.lakeside, checkIn, checkOut })
      const whole = await world.confirmed(world.ben, nights('2030-07-01', '2030-07-04'))
      const robbed = await world.confirmed(world.ben, nights('2030-07-10', '2030-07-13'))
      const held = (await world.book(world.eve, nights('2030-07-20', '2030-07-22'))).json<{ id: BookingId }>()
      assert.deepEqual(await auditNights(deps), [])

      // A cluster forgets two nights, gives a third to somebody unknown, and a hold loses all of its own.
      await db.deleteFrom('night_claim').where('claim_id', '=', robbed.id).execute()
      await db.deleteFrom('night_claim').where('claim_id', '=', held.id).execute()
      const unitId = world.lakesideUnits[0] ?? assert.fail()
      const stranger = deps.ids.next<'booking'>()
      const taken = { unit_id: unitId, night: calendarDate('2030-07-12'), claim_id: stranger, kind: 'booking' } as const
      await db.insertInto('night_claim').values(taken).execute()

      const found = (await auditNights(deps)).toSorted((a, b) => (`${a.kind}${a.nights[0]}` < `${b.kind}${b.nights[0]}` ? -1 : 1))
      assert.deepEqual(found, [
        { kind: 'lost', bookingId: robbed.id, unitId, nights: ['2030-07-12'] },
        { kind: 'ownerless', bookingId: stranger, unitId, nights: ['2030-07-12'] },
        { kind: 'retaken', bookingId: robbed.id, unitId, nights: ['2030-07-10', '2030-07-11'] },
        { kind: 'retaken', bookingId: held.id, unitId, nights: ['2030-07-20', '2030-07-21'] },
      ])
      const refused = await world.book(await world.newGuest(), nights('2030-07-10', '2030-07-12'))
      assert.deepEqual([refused.statusCode, refused.json<{ code: string }>().code], [409, 'nights_taken'])
      // What could be made whole is; what could not is said again each time.
      assert.deepEqual(
        (await auditNights(deps)).map(({ kind }) => kind),
        ['lost', 'ownerless'],
      )
      assert.equal((await world.as(world.ben).get(`/bookings/${whole.id}`)).json<{ state: string }>().state, 'confirmed')
      await db.deleteFrom('night_claim').where('claim_id', '=', stranger).execute()
      await auditNights(deps)
      assert.deepEqual(await wrongNights(db), [])
    },
  )
}

/** Somebody unknown has a guest's nights in July, and nobody those of Ben's booking's last. */
async function wronged(database: ReturnType<typeof databases>[number], t: TestContext) {
  const world = await newWorld({ database })
  t.after(() => world.stop())
  const { db, deps, ben, lakeside } = world
  const robbed = await world.confirmed(ben, { listingId: lakeside, checkIn: '2030-07-10', checkOut: '2030-07-13' })
  await db.deleteFrom('night_claim').where('claim_id', '=', robbed.id).execute()
  const unit_id = world.lakesideUnits[0] ?? assert.fail()
  const claim_id = deps.ids.next<'booking'>()
  const nights = ['10', '11', '12', '13', '14'].map((day) => calendarDate(`2030-07-${day}`))
  await db
    .insertInto('night_claim')
    .values(nights.map((night) => ({ unit_id, night, claim_id, kind: 'booking' as const })))
    .execute()
  return world
}

for (const database of databases()) {
  test(
    `what is wrong with a stay that is under way is one case, however many days pass [${database.name}]`,
    { skip: database.skip },
    async (t) => {
      const { db, deps, clock } = await wronged(database, t)
      const auditor = newNightAuditor(deps, { log: newLogger({ level: 'silent' }), metrics: newMetrics({ process: false }) })
      const cases = () => db.selectFrom('money_case').select(['about', 'version']).orderBy('about').execute()
      await auditor.runOnce()
      const first = await cases()
      assert.equal(first.length, 2)
      for (const day of ['11', '12', '13']) {
        clock.set(`2030-07-${day}T12:00:00Z`)
        await auditor.runOnce()
      }
      assert.deepEqual(await cases(), first)
    },
  )

  test(
    `the nights of a large market are looked at in parts, and each of them in the end [${database.name}]`,
    { skip: database.skip },
    async (t) => {
      const { deps } = await wronged(database, t)
      const walk = newClaimWalk()
      const seen: string[] = []
      for (let rounds = 0; rounds < 3; rounds++) {
        for (const { kind, nights } of await auditNights(deps, walk, 2)) if (kind === 'ownerless') seen.push(nights.join())
        assert.equal(walk.after === undefined, rounds === 2)
      }
      assert.deepEqual(seen, ['2030-07-10,2030-07-11', '2030-07-12,2030-07-13', '2030-07-14'])
    },
  )
}

forEachDatabase('guests who come and go while it looks are never taken for what a database has lost', async (_t, _db, url) => {
  const market = await newMarket({ databaseUrl: url })
  const { deps } = market
  const guests = await Promise.all(Array.from({ length: 12 }, (_, index) => market.newPerson(`Guest${index}`)))
  const first = addDays(calendarDate(new Date().toISOString().slice(0, 10)), 60)
  const quote = await market.ana.call('POST', '/api/v1/quotes', stayAt(market.lakeside, first))
  let coming = true
  const comeAndGo = guests.map(async (guest, index) => {
    for (let round = 0; round < 4; round++) {
      const stay = stayAt(market.lakeside, addDays(first, (index + round) % 8))
      const made = await guest.call('POST', '/api/v1/bookings', { ...stay, expectedTotal: quote.body.total }, `round-${round}`)
      if (made.status === 201) await guest.call('POST', `/api/v1/bookings/${made.body.id}/cancellation`, {}, 'over')
    }
  })
  const looking = (async () => {
    // SQLite answers without ever giving way.
    for (; coming; await nextTurn()) assert.deepEqual(await auditNights(deps), [])
  })()
  await Promise.all(comeAndGo)
  coming = false
  await looking
  await market.stop()
})

const stayAt = (listingId: string, checkIn: ReturnType<typeof addDays>) => ({
  listingId,
  checkIn,
  checkOut: addDays(checkIn, 2),
  adults: 2,
})

test('it looks by itself again and again, and says what it finds where operators are woken from', async (t) => {
  const world = await newWorld()
  t.after(() => world.stop())
  const metrics = newMetrics({ process: false })
  await world.confirmed(world.ben, { listingId: world.lakeside, checkIn: '2030-07-01', checkOut: '2030-07-04' })
  await world.db.deleteFrom('night_claim').execute()
  const lines: string[] = []
  const log = newLogger({ destination: { write: (line) => lines.push(line) } })
  const auditor = newNightAuditor(world.deps, { log, metrics, pollMs: 50 })
  auditor.start()
  await until(async () => (await world.db.selectFrom('night_claim').selectAll().execute()).length === 3, { msMax: 10_000 })
  await auditor.stop()
  assert.ok(lines.some((line) => line.includes('do not agree') && line.includes('retaken')))
  assert.match(await metrics.registry.metrics(), /sojourn_nights_wrong\{kind="retaken"\} \d/)
  const cases = await world.db.selectFrom('money_case').select(['kind', 'state']).execute()
  assert.deepEqual(
    cases.map(({ kind, state }) => [kind, state]),
    [['nights_disagree', 'open']],
  )
  assert.ok(nightAuditPauseMs <= 30_000, 'noticed within a minute, the round itself included')
})
