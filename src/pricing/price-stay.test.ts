import assert from 'node:assert/strict'
import { forEachDatabase } from '../../test/databases.ts'
import { calendarDate, dayNumber } from '../kernel/calendar-date.ts'
import { instant, type Clock } from '../kernel/clock.ts'
import { newIds } from '../kernel/ids.ts'
import { parseCurrency } from '../kernel/money.ts'
import { seededRandom } from '../kernel/random.ts'
import { parseStay } from '../kernel/stay.ts'
import { write, type Db } from '../platform/db.ts'
import { noTerms, type Terms } from './market-terms.ts'
import { findPlan, loadOverrides, replaceOverrides, savePlan } from './plans.ts'
import type { PricePlan } from './price-plan.ts'
import { quoteStay } from './price-stay.ts'
import { loadTerms, saveTerms } from './terms.ts'

const clock: Clock = { now: () => instant('2030-06-01T12:00:00Z') }
const deps = { clock, ids: newIds(clock, seededRandom(7)) }
const currency = parseCurrency('EUR')
const stay = parseStay(calendarDate('2030-07-05'), calendarDate('2030-07-08'))
assert(currency.ok && stay.ok)
const eur = currency.value
const weekend = stay.value
const guests = { adults: 2, children: 0, infants: 0, pets: 0 }
const plan: PricePlan = {
  baseMinor: 10_000,
  weekendMinor: 12_000,
  weeklyDiscountBp: 500,
  monthlyDiscountBp: 2_000,
  cleaningMinor: 4_500,
  guestsIncluded: 3,
  extraGuestMinor: 1_500,
  petMinor: 2_000,
}
const terms: Terms = {
  guestFeeBp: 1_200,
  hostFeeBp: 300,
  tax: { kind: 'per_guest_night', name: 'Visitor tax', minor: 150, currency: eur, adultsOnly: true, capNights: 7 },
}
const override = (from: string, until: string, nightlyMinor: number) => {
  return { fromDay: dayNumber(calendarDate(from)), untilDay: dayNumber(calendarDate(until)), nightlyMinor }
}
const announced = async (db: Db) =>
  (await db.selectFrom('outbox').select('payload').orderBy('id').execute()).map((row): unknown => JSON.parse(row.payload))

forEachDatabase('a saved plan, its overrides and the terms come back as they were, and price the stay', async (_t, db) => {
  const listing = { id: deps.ids.next<'listing'>(), currency: eur }
  assert.deepEqual(await quoteStay(db, { listing, stay: weekend, guests }), { ok: false, error: { code: 'not_priced' } })
  assert.deepEqual(await loadTerms(db), noTerms)
  await write(db, async (tx) => {
    await savePlan(tx, deps, listing.id, { ...plan, baseMinor: 1, weekendMinor: null })
    await savePlan(tx, deps, listing.id, plan)
    await saveTerms(tx, deps, { ...terms, tax: { kind: 'none' } })
    await saveTerms(tx, deps, terms)
    await replaceOverrides(tx, deps, listing.id, [override('2030-07-07', '2030-07-10', 8_000), override('2030-06-01', '2030-07-05', 1)])
  })
  assert.deepEqual(await findPlan(db, listing.id), plan)
  assert.deepEqual(await loadTerms(db), terms)
  const priced = await quoteStay(db, { listing, stay: weekend, guests })
  assert(priced.ok)
  const amounts = priced.value.lines.map(({ code, amount }) => [code, amount.minor])
  const subtotal = 12_000 + 12_000 + 8_000 + 4_500
  assert.deepEqual(amounts, [
    ['nights', 32_000],
    ['cleaning', 4_500],
    ['guest_fee', subtotal * 0.12],
    ['host_fee', -subtotal * 0.03],
    ['tax', 900],
  ])
})

forEachDatabase('only the overrides that touch a stay are loaded, in order of date, and new ones replace all', async (_t, db) => {
  const listingId = deps.ids.next<'listing'>()
  const other = deps.ids.next<'listing'>()
  const inside = [override('2030-07-04', '2030-07-06', 1), override('2030-07-06', '2030-07-07', 2), override('2030-07-07', '2030-07-09', 3)]
  const outside = [override('2030-07-01', '2030-07-04', 4), override('2030-07-09', '2030-07-11', 5)]
  await write(db, async (tx) => {
    await replaceOverrides(tx, deps, listingId, [...outside, ...inside])
    await replaceOverrides(tx, deps, other, [override('2030-07-05', '2030-07-06', 6)])
  })
  assert.deepEqual(await loadOverrides(db, listingId, weekend), inside)
  const everyNight = Array.from({ length: 1_200 }, (_, index) => ({
    fromDay: 22_000 + index,
    untilDay: 22_001 + index,
    nightlyMinor: index,
  }))
  await write(db, (tx) => replaceOverrides(tx, deps, listingId, everyNight))
  const years = { checkIn: calendarDate('2020-01-01'), checkOut: calendarDate('2040-01-01') }
  assert.deepEqual(await loadOverrides(db, listingId, years), everyNight)
  assert.equal((await loadOverrides(db, other, years)).length, 1)
})

forEachDatabase('each change of prices is announced with its listing, a change of terms without one', async (_t, db) => {
  const listingId = deps.ids.next<'listing'>()
  await write(db, async (tx) => {
    await savePlan(tx, deps, listingId, plan)
    await replaceOverrides(tx, deps, listingId, [])
    await saveTerms(tx, deps, terms)
  })
  assert.deepEqual(await announced(db), [
    { type: 'pricing.changed', listingId },
    { type: 'pricing.changed', listingId },
    { type: 'terms.changed' },
  ])
})

forEachDatabase('a plan below zero, overlapping overrides and terms out of limits are never stored', async (_t, db) => {
  const listingId = deps.ids.next<'listing'>()
  await assert.rejects(
    write(db, (tx) => savePlan(tx, deps, listingId, { ...plan, baseMinor: -1 })),
    /baseMinor/,
  )
  const clash = [override('2030-07-01', '2030-07-04', 4), override('2030-07-03', '2030-07-11', 5)]
  await assert.rejects(
    write(db, (tx) => replaceOverrides(tx, deps, listingId, clash)),
    /overrides_overlap/,
  )
  await assert.rejects(
    write(db, (tx) => saveTerms(tx, deps, { ...terms, guestFeeBp: 10_001 })),
    /guestFeeBp/,
  )
  assert.equal(await findPlan(db, listingId), undefined)
  assert.deepEqual(await announced(db), [])
})

forEachDatabase('prices that are first set by many at once are those of one of them, whole', async (_t, db) => {
  const listingId = deps.ids.next<'listing'>()
  const setAll = (minor: number) =>
    write(db, async (tx) => {
      await savePlan(tx, deps, listingId, { ...plan, baseMinor: minor, cleaningMinor: minor })
      await replaceOverrides(tx, deps, listingId, [
        override('2030-07-05', '2030-07-06', minor),
        override('2030-07-06', '2030-07-07', minor),
      ])
    })
  await Promise.all(Array.from({ length: 20 }, (_, index) => setAll(100 + index)))
  const saved = await findPlan(db, listingId)
  const overrides = await loadOverrides(db, listingId, weekend)
  const amounts = new Set([saved?.baseMinor, saved?.cleaningMinor, ...overrides.map(({ nightlyMinor }) => nightlyMinor)])
  assert.equal(overrides.length, 2)
  assert.equal(amounts.size, 1)
})
