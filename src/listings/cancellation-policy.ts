import { addDays } from '../kernel/calendar-date.ts'
import { hourMs, later, type Instant } from '../kernel/clock.ts'
import type { Id } from '../kernel/ids.ts'
import { nightCount, type Stay } from '../kernel/stay.ts'
import { wallInstant, wallTime, type WallTime, type Zone } from '../kernel/zone.ts'

/** What the host keeps of the discounted nights: those slept, some more in full, and a share of all that remain. */
export type Keeps = Readonly<{ nightsBeyondSlept: number; restPercent: number }>

/** So long before arrival on the wall's calendar and clock: a day is a date, and an hour what the hands have moved. */
export type Notice = Readonly<{ daysBefore: number; hoursBefore?: number | undefined }>

/** `keeps` holds up to and including the moment that long before arrival. */
export type Tier = Notice & Readonly<{ keeps: Keeps }>

/** Tiers from the longest notice to the shortest; `late` is for what comes after the last. */
export type CancellationPolicy = Readonly<{ tiers: readonly Tier[]; late: Keeps }>

const nothing: Keeps = { nightsBeyondSlept: 0, restPercent: 0 }
const half: Keeps = { nightsBeyondSlept: 0, restPercent: 50 }
const everything: Keeps = { nightsBeyondSlept: 0, restPercent: 100 }

/** The presets of DESIGN's table. 24 hours are one day on the wall calendar, so that a clock change moves no deadline. */
export const cancellationPolicies = {
  flexible: { tiers: [{ daysBefore: 1, keeps: nothing }], late: { nightsBeyondSlept: 1, restPercent: 0 } },
  moderate: { tiers: [{ daysBefore: 5, keeps: nothing }], late: { nightsBeyondSlept: 1, restPercent: 50 } },
  limited: {
    tiers: [
      { daysBefore: 14, keeps: nothing },
      { daysBefore: 7, keeps: half },
    ],
    late: everything,
  },
  firm: {
    tiers: [
      { daysBefore: 30, keeps: nothing },
      { daysBefore: 7, keeps: half },
    ],
    late: everything,
  },
  strict: { tiers: [{ daysBefore: 7, keeps: half }], late: everything },
  long_stay: { tiers: [{ daysBefore: 30, keeps: nothing }], late: { nightsBeyondSlept: 30, restPercent: 0 } },
} as const satisfies Record<string, CancellationPolicy>

export type PolicyCode = keyof typeof cancellationPolicies
export const isPolicyCode = (text: string): text is PolicyCode => Object.hasOwn(cancellationPolicies, text)

export type PolicyId = Id<'policy'>
/** What a listing says of its policy: a preset's code, or the id of one that the operator made. */
export type PolicyRef = PolicyCode | PolicyId

/**
 * All that says what comes back when a booking is called off: tiers for stays of usual length, others for long ones, and the
 * time in which whoever booked early may change their mind. A booking keeps the whole of it.
 */
export type AgreedPolicy = CancellationPolicy &
  Readonly<{
    ref: PolicyRef
    /** As the operator calls it; null: a preset, which every language names itself. */
    name: string | null
    /** A long stay has tiers of its own, whatever the listing's. */
    longStay: CancellationPolicy & Readonly<{ fromNights: number }>
    /** All comes back within so many hours of booking, if arrival is so many days away. */
    grace: Readonly<{ hours: number; daysAhead: number }>
  }>

export const longStayFromNights = 28

export const agreedPolicy = (ref: PolicyRef, name: string | null, { tiers, late }: CancellationPolicy): AgreedPolicy => ({
  ref,
  name,
  tiers,
  late,
  longStay: { ...cancellationPolicies.long_stay, fromNights: longStayFromNights },
  grace: { hours: 24, daysAhead: 7 },
})

export const presetPolicy = (code: PolicyCode): AgreedPolicy => agreedPolicy(code, null, cancellationPolicies[code])

const isLong = ({ longStay }: AgreedPolicy, stay: Stay) => nightCount(stay) >= longStay.fromNights

/** The name of what holds for one stay: a long one has its own, whatever the listing's. */
export const policyNameFor = (policy: AgreedPolicy, stay: Stay): { ref: PolicyRef; name: string | null } =>
  isLong(policy, stay) ? { ref: 'long_stay', name: null } : { ref: policy.ref, name: policy.name }

/** The stay whose deadlines are asked, in the place's own time. */
export type Occasion = Readonly<{ stay: Stay; checkInFrom: WallTime; zone: Zone; bookedAt: Instant }>

/** Each moment up to which (inclusive) `keeps` holds, in order of time. `notice` is null for the time to think it over. */
export type Deadline = Readonly<{ until: Instant; keeps: Keeps; notice: Notice | null }>

/** The deadlines of `policy` for one booking, and what is kept after the last. Deadlines already past at booking are left out. */
export function deadlinesOf(policy: AgreedPolicy, occasion: Occasion): { deadlines: Deadline[]; late: Keeps } {
  const { bookedAt, stay } = occasion
  const { tiers, late } = isLong(policy, stay) ? policy.longStay : policy
  const noticed = tiers.map(({ keeps, ...notice }): Deadline => ({ until: momentBefore(notice, occasion), keeps, notice }))
  const graceUntil = later(bookedAt, policy.grace.hours * hourMs)
  const graced = bookedAt <= momentBefore({ daysBefore: policy.grace.daysAhead }, occasion)
  const others = noticed.filter(({ until }, index) => {
    // Where the clock jumps over a moment, it may fall behind the next one: the earlier tier is the better one for the guest.
    const isOvertaken = noticed.slice(0, index).some((earlier) => earlier.until >= until)
    return until >= bookedAt && !isOvertaken && !(graced && until <= graceUntil)
  })
  const free = others[0] && keepsNothing(others[0].keeps)
  return { deadlines: graced && !free ? [{ until: graceUntil, keeps: nothing, notice: null }, ...others] : others, late }
}

/** So long before arrival, by the calendar and the clock on the wall of the place. */
function momentBefore({ daysBefore, hoursBefore = 0 }: Notice, { stay, checkInFrom, zone }: Omit<Occasion, 'bookedAt'>): Instant {
  if (hoursBefore === 0) return wallInstant(addDays(stay.checkIn, -daysBefore), checkInFrom, zone)
  const [hour = 0, minute = 0] = checkInFrom.split(':').map(Number)
  const shown = hour - hoursBefore
  const dayShift = Math.floor(shown / 24)
  const time = wallTime(`${pad(shown - dayShift * 24)}:${pad(minute)}`)
  return wallInstant(addDays(stay.checkIn, dayShift - daysBefore), time, zone)
}

const pad = (part: number) => String(part).padStart(2, '0')

/** Until when all of it comes back, or null when it never does. */
export function freeCancellationUntil(policy: AgreedPolicy, occasion: Occasion): Instant | null {
  const { deadlines } = deadlinesOf(policy, occasion)
  return deadlines.findLast(({ keeps }) => keepsNothing(keeps))?.until ?? null
}

/** How many nights have begun before `at`, by the clocks of the place. */
export function nightsSlept({ stay, checkInFrom, zone }: Pick<Occasion, 'stay' | 'checkInFrom' | 'zone'>, at: Instant): number {
  let slept = 0
  while (slept < nightCount(stay) && wallInstant(addDays(stay.checkIn, slept), checkInFrom, zone) < at) slept++
  return slept
}

const keepsNothing = (keeps: Keeps) => keeps.nightsBeyondSlept === 0 && keeps.restPercent === 0
