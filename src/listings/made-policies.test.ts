import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { inEachTown } from '../../test/desk-world.ts'
import type { World } from '../../test/world.ts'
import { addDays, calendarDate } from '../kernel/calendar-date.ts'
import { instant, toIso } from '../kernel/clock.ts'
import { parseStay } from '../kernel/stay.ts'
import { parseWallTime, parseZone } from '../kernel/zone.ts'
import { agreedPolicy, cancellationPolicies, deadlinesOf, type CancellationPolicy, type Keeps } from './cancellation-policy.ts'
import { checkPolicy } from './made-policy.ts'

const keeps = (nightsBeyondSlept: number, restPercent: number): Keeps => ({ nightsBeyondSlept, restPercent })
const gentle = {
  name: 'Gentle',
  tiers: [
    { daysBefore: 1, hoursBefore: 12, keeps: keeps(0, 0) },
    { daysBefore: 0, hoursBefore: 6, keeps: keeps(0, 20) },
  ],
  late: keeps(1, 20),
}

type Made = { id: string; version: number; offered: boolean; name: string }
type Steps = { cancellation: { policy: string; policyName: string | null; steps: { until: string | null; refund: { minor: number } }[] } }

async function made({ as, otto }: World, policy: object = gentle): Promise<Made> {
  const reply = await as(otto).post('/operator/policies', policy)
  assert.equal(reply.statusCode, 201, reply.payload)
  return reply.json<Made>()
}

const week = (listingId: string) => ({ listingId, checkIn: '2030-07-01', checkOut: '2030-07-04' })
const stepsOf = ({ cancellation }: Steps) => cancellation.steps.map(({ until, refund }) => [until, refund.minor])

inEachTown('a policy that the operator makes is chosen by a host and holds for whoever books from then on', async (world) => {
  const { as, ana, ben, lakeside } = world
  const policy = await made(world)
  const { items } = (await as(null).get('/policies')).json<{ items: { id: string; name: string | null }[] }>()
  assert.deepEqual(
    items.map(({ id }) => id),
    [...Object.keys(cancellationPolicies), policy.id],
  )
  const chosen = await as(ana).patch(`/listings/${lakeside}`, { policy: policy.id })
  assert.equal(chosen.statusCode, 200, chosen.payload)
  assert.equal(chosen.json<{ policyName: string }>().policyName, 'Gentle')
  const booking = await world.confirmed(ben, week(lakeside))
  const seen = (await as(ben).get(`/bookings/${booking.id}`)).json<Steps>()
  // Arrival at four in Lisbon's summer, 15:00 UTC: 36 hours before on the wall, then six; then a night and a fifth of the rest.
  assert.deepEqual(stepsOf(seen), [
    ['2030-06-30T03:00:00.000Z', 35_152],
    ['2030-07-01T09:00:00.000Z', 35_152 - 6_240],
    ['2030-07-01T15:00:00.000Z', 35_152 - 14_560],
    [null, 35_152 - 14_560 - 8_320 - 3_952],
  ])
  assert.equal(seen.cancellation.policyName, 'Gentle')
})

inEachTown('a policy that changes, or is taken off, touches later bookings alone', async (world) => {
  const { as, ana, ben, eve, otto, lakeside } = world
  const policy = await made(world)
  await as(ana).patch(`/listings/${lakeside}`, { policy: policy.id })
  const booking = await world.confirmed(ben, week(lakeside))
  const before = (await as(ben).get(`/bookings/${booking.id}`)).json<Steps>()
  const path = `/operator/policies/${policy.id}`
  const change = { version: 1, name: 'Harsh', tiers: [], late: keeps(0, 100), offered: false }
  assert.equal((await as(otto).patch(path, change)).statusCode, 200)
  assert.deepEqual((await as(ben).get(`/bookings/${booking.id}`)).json<Steps>().cancellation, before.cancellation)
  const later = (
    await as(eve).post('/quotes', { ...week(lakeside), checkIn: '2030-08-01', checkOut: '2030-08-04', adults: 2 })
  ).json<Steps>()
  assert.equal(later.cancellation.policyName, 'Harsh', 'a home that has it keeps it')
  assert.equal(later.cancellation.steps[1]?.refund.minor, 35_152 - 31_200)

  assert.deepEqual((await as(otto).patch(path, { ...change, name: 'Late' })).json<{ code: string }>().code, 'policy_changed')
  const { listingId } = await world.newListing()
  const refused = await as(ana).patch(`/listings/${listingId}`, { policy: policy.id })
  assert.deepEqual([refused.statusCode, refused.json<{ code: string }>().code], [422, 'policy_not_offered'])
})

inEachTown('policies have names of their own, sense, and a limit to who makes them', async (world) => {
  const { as, ana, ben, otto } = world
  await made(world)
  const codes = async (policy: object) => {
    const reply = await as(otto).post('/operator/policies', { ...gentle, ...policy })
    return [reply.statusCode, reply.json<{ code: string }>().code]
  }
  assert.deepEqual(await codes({ name: ' gENTLE ' }), [409, 'policy_name_taken'])
  assert.deepEqual(await codes({ name: 'Other', tiers: gentle.tiers.toReversed() }), [422, 'bad_policy'])
  assert.deepEqual(await codes({ name: 'Other', late: keeps(0, 10) }), [422, 'bad_policy'], 'waiting would pay')
  for (const who of [null, ben, ana]) {
    const expected = who ? 403 : 401
    assert.equal((await as(who).get('/operator/policies')).statusCode, expected)
    assert.equal((await as(who).post('/operator/policies', gentle)).statusCode, expected)
  }
})

const anyKeeps = fc.record({ nightsBeyondSlept: fc.integer({ min: 0, max: 3 }), restPercent: fc.constantFrom(0, 20, 50, 100) })
const anyTiers = fc.array(
  fc.record({ daysBefore: fc.integer({ min: 0, max: 9 }), hoursBefore: fc.integer({ min: 0, max: 23 }), keeps: anyKeeps }),
  {
    maxLength: 3,
  },
)
/** Places where the clocks jump in spring and autumn, half an hour only, and one that left out a whole day at the end of 2011. */
const around: [zone: string, day: string][] = [
  ['Europe/Lisbon', '2030-03-31'],
  ['Europe/Lisbon', '2030-10-27'],
  ['Australia/Lord_Howe', '2030-04-07'],
  ['Pacific/Apia', '2011-12-30'],
  ['America/St_Johns', '2030-03-10'],
]

test('property: what passes as a policy has deadlines in order of time, around every jump of a clock', () => {
  const occasion = fc.record({
    where: fc.constantFrom(...around),
    shift: fc.integer({ min: -1, max: 9 }),
    hour: fc.integer({ min: 0, max: 23 }),
  })
  fc.assert(
    fc.property(anyTiers, anyKeeps, occasion, (tiers, late, { where: [zoneName, day], shift, hour }) => {
      const policy: CancellationPolicy = { tiers, late }
      fc.pre(checkPolicy(policy).ok)
      const checkIn = addDays(calendarDate(day), shift)
      const [stay, zone, time] = [
        parseStay(checkIn, addDays(checkIn, 3)),
        parseZone(zoneName),
        parseWallTime(`${String(hour).padStart(2, '0')}:30`),
      ]
      assert.ok(stay.ok && zone.ok && time.ok)
      const place = { stay: stay.value, zone: zone.value, checkInFrom: time.value, bookedAt: instant('2011-01-01T00:00:00Z') }
      const { deadlines } = deadlinesOf(agreedPolicy('flexible', null, policy), place)
      const moments = deadlines.map(({ until }) => until)
      assert.deepEqual(
        moments,
        [...new Set(moments)].toSorted((a, b) => a - b),
        moments.map(toIso).join(' '),
      )
    }),
    { numRuns: 500 },
  )
})

test('a notice in hours is what the hands of the clock have moved, whatever the clock change between', () => {
  // In the night to 31 March 2030 Lisbon's clocks leave out an hour: 18 hours on the wall are 17.
  const [stay, zone, time] = [
    parseStay(calendarDate('2030-03-31'), calendarDate('2030-04-02')),
    parseZone('Europe/Lisbon'),
    parseWallTime('15:00'),
  ]
  assert.ok(stay.ok && zone.ok && time.ok)
  const policy = agreedPolicy('flexible', null, { tiers: [{ daysBefore: 0, hoursBefore: 18, keeps: keeps(0, 0) }], late: keeps(0, 100) })
  const place = { stay: stay.value, zone: zone.value, checkInFrom: time.value, bookedAt: instant('2030-03-30T00:00:00Z') }
  assert.deepEqual(
    deadlinesOf(policy, place).deadlines.map(({ until }) => toIso(until)),
    ['2030-03-30T21:00:00.000Z'],
  )
})

test('where a whole day was left out, two notices may end at one moment, and the guest has the better of them', () => {
  // Apia went from the 29th of December 2011 to the 31st.
  const [stay, zone, time] = [
    parseStay(calendarDate('2011-12-31'), calendarDate('2012-01-02')),
    parseZone('Pacific/Apia'),
    parseWallTime('15:00'),
  ]
  assert.ok(stay.ok && zone.ok && time.ok)
  const tiers = [
    { daysBefore: 1, keeps: keeps(0, 0) },
    { daysBefore: 0, keeps: keeps(0, 50) },
  ]
  const place = { stay: stay.value, zone: zone.value, checkInFrom: time.value, bookedAt: instant('2011-12-28T00:00:00Z') }
  assert.deepEqual(
    deadlinesOf(agreedPolicy('flexible', null, { tiers, late: keeps(0, 100) }), place).deadlines.map(({ until, keeps: kept }) => [
      toIso(until),
      kept.restPercent,
    ]),
    [['2011-12-31T01:00:00.000Z', 0]],
  )
})
