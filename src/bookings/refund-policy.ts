import type { Instant } from '../kernel/clock.ts'
import { sameMoney, type Money } from '../kernel/money.ts'
import { nightCount } from '../kernel/stay.ts'
import { deadlinesOf, nightsSlept, type AgreedPolicy, type Keeps, type Occasion } from '../listings/cancellation-policy.ts'
import { wallInstant } from '../kernel/zone.ts'
import type { Quote } from '../pricing/quote.ts'
import type { Party } from './booking.ts'
import { nothingKept, refundOf, type Refund } from './refund.ts'

/** All that a refund depends on, as it was agreed when the booking was made. */
export type Terms = Readonly<{ quote: Quote; policy: AgreedPolicy }> & Occasion

/** "This much comes back, up to and including `until`"; null: from then on. */
export type RefundStep = Readonly<{ until: Instant | null; refund: Money }>

/** What the guest gets back when the booking is called off at `at`. A host who calls it off gives everything back. */
export function refundAt(terms: Terms, by: Party, at: Instant): Refund {
  if (by === 'host') return refundOf(terms.quote, nothingKept)
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

function refundFor({ quote, stay }: Terms, keeps: Keeps, slept: number): Refund {
  const nightsInFull = Math.min(slept + keeps.nightsBeyondSlept, nightCount(stay))
  return refundOf(quote, { nightsInFull, restBp: keeps.restPercent * 100, nightsStayed: slept })
}
