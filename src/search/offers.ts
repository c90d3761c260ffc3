import { nightsMinOn } from '../calendar/shortest-stay.ts'
import { fromDayNumber, type DayNumber } from '../kernel/calendar-date.ts'
import type { Instant } from '../kernel/clock.ts'
import { parseStay, stayNightsMax } from '../kernel/stay.ts'
import { freeCancellationUntil } from '../listings/cancellation-policy.ts'
import { nightsAheadMax } from '../listings/listing-policy.ts'
import type { Days } from './days.ts'
import { windowNights, type Nights } from './nights.ts'
import type { When } from './query.ts'
import type { Rows } from './rows.ts'

/** The stays that a home may offer, in order of arrival: free in one unit, and such as its host takes. */
export type Offers = (row: number, days: Days) => readonly Offer[]
export type Offer = Readonly<{ checkIn: DayNumber; nights: number }>

export type MayBe = (row: number, offer: Offer) => boolean

/** Whether a stay there could still be called off for nothing, if it were booked now. */
export function newFreely({ columns, zones, times, policies, policyRefs }: Rows, now: Instant): MayBe {
  return (row, { checkIn, nights }) => {
    const stay = parseStay(fromDayNumber(checkIn), fromDayNumber(checkIn + nights))
    const [zone, checkInFrom] = [zones.texts[columns.zone[row] ?? 0], times.texts[columns.checkInFrom[row] ?? 0]]
    const ref = policyRefs[row]
    const policy = ref && policies.get(ref)
    if (!stay.ok || !zone || !checkInFrom || !policy) return false
    return freeCancellationUntil(policy, { stay: stay.value, checkInFrom, zone, bookedAt: now }) !== null
  }
}

/** Those of the stays asked for that `mayBe`. */
export function offersOf({ nights: count, arrivals }: When, rows: Rows, nights: Nights, mayBe: MayBe): Offers {
  const { nightsMax, firstUnit, unitCount } = rows.columns
  // For a moment after midnight the window still ends a night too early.
  const known = arrivals.filter((checkIn) => checkIn >= nights.from() && checkIn + count <= nights.from() + windowNights)
  const asked = known.map((checkIn) => ({ checkIn, nights: count, mask: nights.mask(checkIn, checkIn + count) }))
  return (row, { today, first }) => {
    if (count > (nightsMax[row] ?? 0)) return []
    return asked.filter(
      ({ mask, ...offer }) =>
        offer.checkIn >= first &&
        offer.checkIn + count <= today + nightsAheadMax &&
        count >= nightsMinOf(rows, row, offer.checkIn) &&
        nights.anyFree(firstUnit[row] ?? 0, unitCount[row] ?? 0, mask) &&
        mayBe(row, offer),
    )
  }
}

/** What the host asks of a stay that begins on `day`: listings with rules are few, and each costs a look. */
function nightsMinOf({ columns, stayRules }: Rows, row: number, day: DayNumber): number {
  const usual = columns.nightsMin[row] ?? 0
  const rules = stayRules[row]
  return rules === undefined || rules.length === 0 ? usual : nightsMinOn({ nightsMin: usual, stayRules: rules }, day)
}

/** Without dates a stay of three nights is shown, or of as many as the host asks for. */
const usualNights = 3
const nearestNights = (nightsMin: number, nightsMax: number) => Math.min(Math.max(usualNights, nightsMin), nightsMax)

/** The nearest stay alone, of those that `mayBe`; looking for one that may be any is done once a day. */
export function offerNearest(rows: Rows, nights: Nights, mayBe: MayBe): Offers {
  const { nightsMax, firstUnit, unitCount, nearest, nearestUntil } = rows.columns
  /** The length of the stay shown that begins on `day`; Infinity where none may begin. */
  const lengthOn = (row: number, day: DayNumber) => {
    const [least, most] = [nightsMinOf(rows, row, day), nightsMax[row] ?? 0]
    const count = nearestNights(least, most)
    return count > stayNightsMax || count < Math.max(1, least) ? Infinity : count
  }
  const find = (row: number, { today, first }: Days) => {
    const units = { first: firstUnit[row] ?? 0, count: unitCount[row] ?? 0 }
    const within = { from: first, until: today + nightsAheadMax }
    if ((rows.stayRules[row]?.length ?? 0) > 0) return nights.firstFitting(units, within, (day) => lengthOn(row, day))
    const count = lengthOn(row, first)
    return count === Infinity ? -1 : nights.firstFree(units, within, count)
  }
  const findOnce = (row: number, days: Days) => {
    const until = days.today + nightsAheadMax
    const found = nearest[row] ?? -1
    // What was found stays the nearest until it is too late for it; what was not, until there is a day more to look at.
    if (nearestUntil[row] === 0 || (found < 0 ? nearestUntil[row] !== until : found < days.first)) {
      nearest[row] = find(row, days)
      nearestUntil[row] = until
    }
    return nearest[row] ?? -1
  }
  return (row, days) => {
    for (let checkIn = findOnce(row, days); checkIn >= 0; checkIn = find(row, { ...days, first: checkIn + 1 })) {
      const offer = { checkIn, nights: lengthOn(row, checkIn) }
      if (mayBe(row, offer)) return [offer]
    }
    return []
  }
}
