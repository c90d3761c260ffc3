import assert from 'node:assert/strict'
import { forEachDatabase } from '../../test/databases.ts'
import { newListingWorld, plan } from '../../test/listing-world.ts'
import { claimNights } from '../calendar/claim-nights.ts'
import { setStayRule } from '../calendar/set-stay-rule.ts'
import { calendarDate } from '../kernel/calendar-date.ts'
import type { UnitId } from '../kernel/ids.ts'
import { parseStay } from '../kernel/stay.ts'
import { write, type Db } from '../platform/db.ts'

type Day = { date: string; free: boolean; leaving: boolean; nightsMin: number; nightly: { minor: number; currency: string } }

async function book(db: Db, unitId: UnitId | undefined, from: string, until: string): Promise<void> {
  const stay = parseStay(calendarDate(from), calendarDate(until))
  assert(stay.ok && unitId)
  const claimed = await write(db, (tx) =>
    claimNights(tx, { unitId, stay: stay.value, claimId: `${unitId}-${from}`.slice(-64), kind: 'booking' }),
  )
  assert(claimed.ok)
}

/** '07 free leaving 10000' */
const told = (body: Record<string, unknown>) =>
  (body.days as Day[]).map((day) =>
    [day.date.slice(8), day.free ? 'free' : 'taken', day.leaving ? 'leaving' : 'staying', day.nightly.minor].join(' '),
  )

forEachDatabase('a day is free when its night can be had, and for leaving when the night before can', async (t, db) => {
  const { ask, newListing } = await newListingWorld(t, db)
  const { listingId, unitIds } = await newListing()
  await book(db, unitIds[0], '2030-07-03', '2030-07-05')
  const { body } = await ask('stranger', 'GET', `/listings/${listingId}/calendar?from=2030-07-02&to=2030-07-08`)
  assert.deepEqual(told(body), [
    '02 free leaving 10000',
    '03 taken leaving 10000',
    '04 taken staying 10000',
    '05 free staying 12000',
    '06 free leaving 12000',
    '07 free leaving 10000',
  ])
})

forEachDatabase('a listing with several units is free as long as one of them is', async (t, db) => {
  const { ask, newListing } = await newListingWorld(t, db)
  const { listingId, unitIds } = await newListing({ units: 2 })
  await book(db, unitIds[0], '2030-07-02', '2030-07-04')
  await book(db, unitIds[1], '2030-07-03', '2030-07-05')
  const { body } = await ask('stranger', 'GET', `/listings/${listingId}/calendar?from=2030-07-02&to=2030-07-05`)
  assert.deepEqual(told(body), ['02 free leaving 10000', '03 taken leaving 10000', '04 free staying 10000'])
})

forEachDatabase('what is past at the place, or too far ahead to book, is not free', async (t, db) => {
  const { ask, newListing } = await newListingWorld(t, db)
  const { listingId } = await newListing({ facts: { zone: 'Pacific/Kiritimati' } }) // 2 June there
  const near = await ask('stranger', 'GET', `/listings/${listingId}/calendar?from=2030-06-01&to=2030-06-04`)
  assert.deepEqual(told(near.body), ['01 taken staying 12000', '02 free staying 10000', '03 free leaving 10000'])
  const far = await ask('stranger', 'GET', `/listings/${listingId}/calendar?from=2032-07-06&to=2032-07-10`)
  assert.deepEqual(
    told(far.body).map((day) => day.slice(0, 15)),
    ['06 free leaving', '07 taken leavin', '08 taken stayin', '09 taken stayin'],
  )
})

forEachDatabase('prices of its own for some nights show in the calendar, and stay when only the plan is set', async (t, db) => {
  const { ask, newListing } = await newListingWorld(t, db)
  const { listingId } = await newListing()
  const set = (body: object) => ask('ana', 'PUT', `/listings/${listingId}/pricing`, body)
  const overrides = [{ from: '2030-07-03', until: '2030-07-05', nightlyMinor: 7_500 }]
  const clash = await set({ ...plan, overrides: [...overrides, { from: '2030-07-04', until: '2030-07-06', nightlyMinor: 1 }] })
  assert.deepEqual([clash.status, clash.code, clash.body.index], [422, 'overrides_overlap', 1])
  assert.deepEqual((await set({ ...plan, overrides })).body, { ...plan, overrides })
  assert.deepEqual((await set({ ...plan, baseMinor: 9_000 })).body, { ...plan, baseMinor: 9_000, overrides })
  const { body } = await ask('stranger', 'GET', `/listings/${listingId}/calendar?from=2030-07-02&to=2030-07-06`)
  assert.deepEqual(told(body), ['02 free leaving 9000', '03 free leaving 7500', '04 free leaving 7500', '05 free leaving 12000'])
})

forEachDatabase('a host keeps nights and lets them again, around what guests have', async (t, db) => {
  const { ask, newListing } = await newListingWorld(t, db)
  const { listingId, unitIds } = await newListing({ units: 2 })
  await book(db, unitIds[0], '2030-07-03', '2030-07-04')
  const set = async (from: string, to: string, open: boolean) =>
    (await ask('ana', 'PUT', `/listings/${listingId}/calendar`, { from, to, open })).body
  assert.deepEqual(await set('2030-07-02', '2030-07-05', false), { blocked: 5, opened: 0, conflicts: ['2030-07-03'] })
  const { body } = await ask('stranger', 'GET', `/listings/${listingId}/calendar?from=2030-07-01&to=2030-07-06`)
  assert.deepEqual(
    told(body).map((day) => day.slice(0, 8)),
    ['01 free ', '02 taken', '03 taken', '04 taken', '05 free '],
  )
  assert.deepEqual(await set('2030-07-08', '2030-07-09', false), { blocked: 2, opened: 0, conflicts: [] })
  assert.deepEqual(await set('2030-07-02', '2030-07-04', true), { blocked: 0, opened: 3, conflicts: [] })
  const after = await ask('stranger', 'GET', `/listings/${listingId}/calendar?from=2030-07-01&to=2030-07-06`)
  assert.deepEqual(
    told(after.body).map((day) => day.slice(0, 8)),
    ['01 free ', '02 free ', '03 free ', '04 taken', '05 free '],
  )
})

forEachDatabase('eight hundred days are answered at once', async (t, db) => {
  const { ask, newListing } = await newListingWorld(t, db)
  const { listingId } = await newListing()
  const { body } = await ask('stranger', 'GET', `/listings/${listingId}/calendar?from=2030-06-01&to=2032-08-09`)
  assert.equal((body.days as Day[]).length, 800)
  assert.equal((body.days as Day[]).filter(({ free }) => free).length, 766)
})

forEachDatabase('the nights in letters say what the calendar says, to whom it says it', async (t, db) => {
  const world = await newListingWorld(t, db)
  const { ask, newListing } = world
  const { listingId, unitIds } = await newListing({ units: 2 })
  for (const [unit, from, until] of [
    [0, '2030-07-03', '2030-07-06'],
    [1, '2030-07-04', '2030-07-05'],
  ] as const)
    await book(db, unitIds[unit], from, until)
  const rule = { from: calendarDate('2030-07-08'), until: calendarDate('2030-07-11') }
  await write(db, (tx) => setStayRule(tx, world, { listing: { id: listingId, unitIds }, range: rule, nightsMin: 4 }))
  for (const query of ['from=2030-07-01&to=2030-07-15', 'from=2030-05-30&to=2030-06-04', 'from=2032-07-01&to=2032-07-12']) {
    const { body: said } = await ask('stranger', 'GET', `/listings/${listingId}/calendar?${query}`)
    const { body: short } = await ask('stranger', 'GET', `/listings/${listingId}/nights?${query}`)
    const days = (said.days as Day[]).map((day, index) => ({ ...day, letter: (short.days as string)[index] }))
    for (const { letter, free, leaving, date } of days) assert.equal(letter, free ? (leaving ? 'b' : 'n') : leaving ? 'm' : '-', date)
    assert.equal((short.days as string).length, days.length)
    const least = short.least as { from: string; nights: number }[]
    for (const { date, nightsMin } of days) assert.equal(least.findLast(({ from }) => from <= date)?.nights, nightsMin, date)
  }
  const wrong = await ask('stranger', 'GET', `/listings/${listingId}/nights?from=2030-07-02&to=2030-07-02`)
  assert.deepEqual([wrong.status, wrong.code], [422, 'range_empty'])
  await ask('ana', 'PUT', `/listings/${listingId}/publication`, { published: false })
  const asks = async (who: 'ana' | 'stranger') =>
    (await ask(who, 'GET', `/listings/${listingId}/nights?from=2030-07-02&to=2030-07-04`)).status
  assert.deepEqual([await asks('ana'), await asks('stranger')], [200, 404])
})
