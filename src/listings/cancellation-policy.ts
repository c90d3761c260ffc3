import { addDays } from '../kernel/calendar-date.ts'
import { dayMs, later, type Instant } from '../kernel/clock.ts'
import { nightCount, type Stay } from '../kernel/stay.ts'
import { wallInstant, type WallTime, type Zone } from '../kernel/zone.ts'

/** What the host keeps of the discounted nights: those slept, some more in full, and a share of all that remain. */
export type Keeps = Readonly<{ nightsBeyondSlept: number; restPercent: number }>

/** `keeps` holds up to and including the moment `daysBefore` days before arrival, by the clocks of the place. */
export type Tier = Readonly<{ daysBefore: number; keeps: Keeps }>

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

export const longStayFromNights = 28
/** Whoever books early may change their mind: all comes back within a day, if arrival is a week or more away. */
const graceMs = dayMs
const graceDaysAhead = 7

/** A long stay has its own policy, whatever the listing's. */
export const policyFor = (code: PolicyCode, stay: Stay): PolicyCode => (nightCount(stay) >= longStayFromNights ? 'long_stay' : code)

/** The stay whose deadlines are asked, in the place's own time. */
export type Occasion = Readonly<{ stay: Stay; checkInFrom: WallTime; zone: Zone; bookedAt: Instant }>

/** Each moment up to which (inclusive) `keeps` holds, in order of time. */
export type Deadline = Readonly<{ until: Instant; keeps: Keeps }>

/** The deadlines of `policy` for one booking, and what is kept after the last. Deadlines already past at booking are left out. */
export function deadlinesOf(
  policy: CancellationPolicy,
  { stay, checkInFrom, zone, bookedAt }: Occasion,
): { deadlines: Deadline[]; late: Keeps } {
  const daysBefore = (days: number) => wallInstant(addDays(stay.checkIn, -days), checkInFrom, zone)
  const deadlines = policy.tiers.map(({ daysBefore: days, keeps }): Deadline => ({ until: daysBefore(days), keeps }))
  const graceUntil = later(bookedAt, graceMs)
  const graced = bookedAt <= daysBefore(graceDaysAhead)
  const others = deadlines.filter(({ until }) => until >= bookedAt && !(graced && until <= graceUntil))
  const free = others[0] && keepsNothing(others[0].keeps)
  return { deadlines: graced && !free ? [{ until: graceUntil, keeps: nothing }, ...others] : others, late: policy.late }
}

/** Until when all of it comes back, or null when it never does. */
export function freeCancellationUntil(code: PolicyCode, occasion: Occasion): Instant | null {
  const { deadlines } = deadlinesOf(cancellationPolicies[policyFor(code, occasion.stay)], occasion)
  return deadlines.findLast(({ keeps }) => keepsNothing(keeps))?.until ?? null
}

/** How many nights have begun before `at`, by the clocks of the place. */
export function nightsSlept({ stay, checkInFrom, zone }: Pick<Occasion, 'stay' | 'checkInFrom' | 'zone'>, at: Instant): number {
  let slept = 0
  while (slept < nightCount(stay) && wallInstant(addDays(stay.checkIn, slept), checkInFrom, zone) < at) slept++
  return slept
}

const keepsNothing = (keeps: Keeps) => keeps.nightsBeyondSlept === 0 && keeps.restPercent === 0
