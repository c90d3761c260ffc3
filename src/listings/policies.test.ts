import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, calendarDate } from '../kernel/calendar-date.ts'
import { instant, toIso, type Instant } from '../kernel/clock.ts'
import { parseStay, type Stay } from '../kernel/stay.ts'
import { parseWallTime, parseZone } from '../kernel/zone.ts'
import { freeCancellationUntil, isPolicyCode, nightsSlept, presetPolicy, type PolicyCode } from './cancellation-policy.ts'
import { checkStayRequest, nightsAheadMax } from './listing-policy.ts'

const today = calendarDate('2030-06-01')

function stayOf(from: string, until: string): Stay {
  const parsed = parseStay(calendarDate(from), calendarDate(until))
  assert(parsed.ok)
  return parsed.value
}

function placeIn(zoneName: string, time = '15:00') {
  const [zone, checkInFrom] = [parseZone(zoneName), parseWallTime(time)]
  assert(zone.ok && checkInFrom.ok)
  return { zone: zone.value, checkInFrom: checkInFrom.value }
}

const home = { nightsMin: 2, nightsMax: 14, capacity: 4, petsMax: 1 }
const couple = { adults: 2, children: 0, pets: 0 }
const last = addDays(today, nightsAheadMax)
const requests: [name: string, stay: [string, string], party: Partial<typeof couple>, code: string | undefined][] = [
  ['tonight', ['2030-06-01', '2030-06-03'], {}, undefined],
  ['last night', ['2030-05-31', '2030-06-03'], {}, 'dates_past'],
  ['up to the last day that can be had', [addDays(last, -2), last], {}, undefined],
  ['a day beyond', [addDays(last, -1), addDays(last, 1)], {}, 'dates_too_far'],
  ['one night too few', ['2030-06-05', '2030-06-06'], {}, 'stay_too_short'],
  ['as long as it may be', ['2030-06-05', '2030-06-19'], {}, undefined],
  ['a night too long', ['2030-06-05', '2030-06-20'], {}, 'stay_too_long'],
  ['four people, children among them', ['2030-06-05', '2030-06-07'], { adults: 2, children: 2 }, undefined],
  ['five people', ['2030-06-05', '2030-06-07'], { adults: 4, children: 1 }, 'too_many_guests'],
  ['one dog', ['2030-06-05', '2030-06-07'], { pets: 1 }, undefined],
  ['two dogs', ['2030-06-05', '2030-06-07'], { pets: 2 }, 'too_many_pets'],
]
for (const [name, [from, until], party, code] of requests) {
  test(`a stay for ${name} is ${code ?? 'taken'}`, () => {
    const checked = checkStayRequest(home, stayOf(from, until), { ...couple, ...party }, today)
    assert.equal(checked.ok ? undefined : checked.error.code, code)
  })
}

const longAgo = instant('2030-01-01T00:00:00Z')
const week: [string, string] = ['2030-06-14', '2030-06-18']
const deadlines: [policy: PolicyCode, stay: [string, string], bookedAt: Instant, until: string | null][] = [
  // Arriving on a Friday at three: until Thursday at three, by the clocks of the place (14:00 UTC in Lisbon's summer).
  ['flexible', week, longAgo, '2030-06-13T14:00:00.000Z'],
  ['moderate', week, longAgo, '2030-06-09T14:00:00.000Z'],
  ['limited', week, longAgo, '2030-05-31T14:00:00.000Z'],
  ['firm', week, longAgo, '2030-05-15T14:00:00.000Z'],
  ['strict', week, instant('2030-06-01T09:00:00Z'), '2030-06-02T09:00:00.000Z'],
  ['strict', week, instant('2030-06-08T09:00:00Z'), null],
  ['firm', week, instant('2030-06-01T09:00:00Z'), '2030-06-02T09:00:00.000Z'],
  ['flexible', week, instant('2030-06-13T14:00:00Z'), '2030-06-13T14:00:00.000Z'],
  ['flexible', week, instant('2030-06-13T14:00:01Z'), null],
  ['flexible', ['2030-06-14', '2030-07-12'], longAgo, '2030-05-15T14:00:00.000Z'],
]
for (const [policy, [from, until], bookedAt, expected] of deadlines) {
  test(`booked at ${toIso(bookedAt)} under ${policy}, ${from} to ${until} is free to call off until ${expected ?? 'never'}`, () => {
    const at = freeCancellationUntil(presetPolicy(policy), { stay: stayOf(from, until), ...placeIn('Europe/Lisbon'), bookedAt })
    assert.equal(at && toIso(at), expected)
  })
}

test('a clock that jumps between deadline and arrival moves nothing: it is the same time on the wall', () => {
  // Clocks go forward on 31 March 2030 in Lisbon: 15:00 is 15:00 UTC before and 14:00 UTC after.
  const at = freeCancellationUntil(presetPolicy('flexible'), {
    stay: stayOf('2030-03-31', '2030-04-02'),
    ...placeIn('Europe/Lisbon'),
    bookedAt: longAgo,
  })
  assert.equal(at && toIso(at), '2030-03-30T15:00:00.000Z')
})

test('a night has been slept once its arrival hour has passed, by the clocks of the place', () => {
  const place = { stay: stayOf(...week), ...placeIn('Pacific/Kiritimati') } // fourteen hours ahead of UTC
  const slept = ['2030-06-14T01:00:00Z', '2030-06-14T01:00:01Z', '2030-06-15T01:00:01Z', '2030-06-30T00:00:00Z']
  assert.deepEqual(
    slept.map((at) => nightsSlept(place, instant(at))),
    [0, 1, 2, 4],
  )
})

test('a policy is one of ours, not whatever an object happens to have', () => {
  assert(isPolicyCode('flexible'))
  fc.assert(fc.property(fc.constantFrom('toString', 'constructor', '__proto__', 'hasOwnProperty', ''), (text) => !isPolicyCode(text)))
})
