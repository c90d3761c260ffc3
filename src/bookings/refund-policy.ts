import { addDays } from '../kernel/calendar-date.ts'
import type { Instant } from '../kernel/clock.ts'
import { sameMoney, type Money } from '../kernel/money.ts'
import { nightCount } from '../kernel/stay.ts'
import { deadlinesOf, nightsSlept, type AgreedPolicy, type Keeps, type Notice, type Occasion } from '../listings/cancellation-policy.ts'
import { wallInstant } from '../kernel/zone.ts'
import type { Quote } from '../pricing/quote.ts'
import type { Party } from './booking.ts'
import { nothingGiven, type Given } from './given-back.ts'
import { nothingKept, refundOfRest, type Refund } from './refund.ts'

/** All that a refund depends on, as it was agreed when the booking was made; and what has been given back of it since. */
export type Terms = Readonly<{ quote: Quote; policy: AgreedPolicy; given?: Given }> & Occasion

/** "This much comes back, up to and including `until`"; null: from then on. */
export type RefundStep = Readonly<{ until: Instant | null; refund: Money }>

/** What the guest gets back when the booking is called off at `at`. A host who calls it off gives everything back. */
export function refundAt(terms: Terms, by: Party, at: Instant): Refund {
  if (by === 'host') return refundOfRest(terms.quote, terms.given ?? nothingGiven, nothingKept)
  const { deadlines, late } = deadlinesOf(terms.policy, terms)
  return refundFor(terms, deadlines.find(({ until }) => at <= until)?.keeps ?? late, nightsSlept(terms, at))
}

/** The refund over time, from booking on, equal neighbours joined. The last step is the refund just after arrival. */
export function refundSteps(terms: Terms): RefundStep[] {
  const { deadlines, late } = deadlinesOf(terms.policy, terms)
  const steps: RefundStep[] = deadlines.map(({ until, keeps }) => ({ until, refund: refundFor(terms, keeps, 0).total }))
  const arrival = wallInstant(terms.stay.checkIn, terms.checkInFrom, terms.zone)
  const last = deadlines.at(-1)?.until ?? terms.bookedAt
  if (last < arrival) steps.push({ until: arrival, refund: refundFor(terms, late, 0).total })
  steps.push({ until: null, refund: refundFor(terms, late, 1).total })
  return steps.filter(({ refund }, index) => {
    const next = steps[index + 1]
    return !next || !sameMoney(next.refund, refund)
  })
}

function refundFor({ quote, stay, given = nothingGiven }: Terms, keeps: Keeps, slept: number): Refund {
  const nightsInFull = Math.min(slept + keeps.nightsBeyondSlept, nightCount(stay))
  return refundOfRest(quote, given, { nightsInFull, restBp: keeps.restPercent * 100, nightsStayed: slept })
}

/** Why a refund is what it is. */
export type Why = Readonly<{
  /** `grace`: the time to think it over; `tier`: a notice that was kept; `late`: none was; `host_gives_all`: the host calls it off. */
  rule: 'host_gives_all' | 'grace' | 'tier' | 'late'
  notice: Notice | null
  keeps: Keeps
  nightsSlept: number
  /** What the deadline is counted from: the booking for the time to think it over, else the arrival. */
  countedFrom: Readonly<{ moment: 'booking' | 'arrival'; at: Instant }>
}>

export type Explained = Readonly<{
  refund: Refund
  why: Why
  /** The last moment at which more would have come back. */ better: RefundStep | null
}>

/** The refund of this moment, the rule it comes from, and until when it would have been better. */
export function explainRefund(terms: Terms, by: Party, at: Instant): Explained {
  const refund = refundAt(terms, by, at)
  const arrival = wallInstant(terms.stay.checkIn, terms.checkInFrom, terms.zone)
  const fromArrival = { moment: 'arrival', at: arrival } as const
  if (by === 'host') {
    const keeps = { nightsBeyondSlept: 0, restPercent: 0 }
    return { refund, why: { rule: 'host_gives_all', notice: null, keeps, nightsSlept: 0, countedFrom: fromArrival }, better: null }
  }
  const { deadlines, late } = deadlinesOf(terms.policy, terms)
  const deadline = deadlines.find(({ until }) => at <= until)
  const countedFrom = deadline?.notice === null ? ({ moment: 'booking', at: terms.bookedAt } as const) : fromArrival
  const rule = deadline ? (deadline.notice ? 'tier' : 'grace') : 'late'
  const why: Why = {
    rule,
    notice: deadline?.notice ?? null,
    keeps: deadline?.keeps ?? late,
    nightsSlept: nightsSlept(terms, at),
    countedFrom,
  }
  return { refund, why, better: betterBefore(terms, at, refund.total) }
}

/** Refunds change at the policy's deadlines, at arrival, and as each night begins. */
function betterBefore(terms: Terms, at: Instant, now: Money): RefundStep | null {
  const { stay, checkInFrom, zone } = terms
  const nights = Array.from({ length: nightsSlept(terms, at) }, (_, night) => wallInstant(addDays(stay.checkIn, night), checkInFrom, zone))
  const moments = [...deadlinesOf(terms.policy, terms).deadlines.map(({ until }) => until), ...nights]
  const past = moments.filter((until) => until < at).toSorted((a, b) => b - a)
  for (const until of past) {
    const refund = refundAt(terms, 'guest', until).total
    if (refund.minor > now.minor) return { until, refund }
  }
  return null
}
