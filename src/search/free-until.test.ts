import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newDice } from '../../test/dice.ts'
import { newPolicies } from '../../test/search-facts.ts'
import { addDays, calendarDate } from '../kernel/calendar-date.ts'
import { dayMs, hourMs, instant, later, minuteMs, toIso } from '../kernel/clock.ts'
import { idFrom } from '../kernel/ids.ts'
import { parseStay } from '../kernel/stay.ts'
import { parseZone, wallTime } from '../kernel/zone.ts'
import { freeCancellationUntil } from '../listings/cancellation-policy.ts'
import { newFreeUntil, type Freedom } from './free-until.ts'

test('whoever asks when is told what the policy says at that moment', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const dice = newDice(seed)
    const policies = newPolicies(dice, () => idFrom<'policy'>(`policy ${dice.below(1e6)}`))
    const zone = parseZone(dice.pick(['Asia/Singapore', 'America/St_Johns', 'Pacific/Kiritimati', 'Europe/Lisbon']))
    assert.ok(zone.ok)
    const freeUntil = newFreeUntil()
    let now = instant('2030-03-01T10:00:00Z')
    let answers = 0
    for (let asked = 0; asked < 400; asked++) {
      // Mostly forwards, by moments and by days, past the ends of tiers; at times a clock is set back.
      now = later(now, dice.chance(0.01) ? -3 * dayMs : dice.pick([0, 1, minuteMs, 3 * hourMs, 11 * hourMs, -hourMs]))
      const checkIn = addDays(calendarDate('2030-03-10'), dice.below(30))
      const stay = parseStay(checkIn, addDays(checkIn, dice.pick([1, 3, 30])))
      assert.ok(stay.ok)
      const freedom: Freedom = { policy: dice.pick(policies), checkInFrom: wallTime(dice.pick(['00:00', '15:00'])), zone: zone.value }
      const until = freeCancellationUntil(freedom.policy, { ...freedom, stay: stay.value, bookedAt: now })
      assert.equal(freeUntil(freedom, stay.value, now), until === null ? null : toIso(until))
      if (until !== null) answers++
    }
    assert.ok(answers > 50 && answers < 400, `${answers} of 400 may be called off`)
  }
})
