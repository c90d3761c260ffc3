import type { z } from 'zod'
import { toIso, type Instant } from '../kernel/clock.ts'
import { subtract } from '../kernel/money.ts'
import { policyNameFor } from '../listings/cancellation-policy.ts'
import { presentSteps } from './present-booking.ts'
import type { Refund } from './refund.ts'
import type { Preview } from './view-booking.ts'
import type { cancellationPreviewWire, refundLineWire } from './wire.ts'

/** What would come back now, line by line, from which rule, and until when it would have been more. */
export function presentPreview(
  { refund, why, better, steps, host, terms }: Preview,
  now: Instant,
): z.input<typeof cancellationPreviewWire> {
  const goodUntil = steps.find(({ until }) => until === null || now <= until)?.until ?? null
  const { ref, name } = policyNameFor(terms.policy, terms.stay)
  const { rule, notice, keeps, nightsSlept, countedFrom } = why
  return {
    refund: refund.total,
    lines: presentRefundLines(refund),
    steps: presentSteps(steps),
    goodUntil: goodUntil && toIso(goodUntil),
    why: {
      policy: ref,
      policyName: name,
      rule,
      notice: notice && { daysBefore: notice.daysBefore, hoursBefore: notice.hoursBefore ?? 0 },
      keeps,
      nightsSlept,
      countedFrom: { moment: countedFrom.moment, at: toIso(countedFrom.at) },
    },
    better: better && (presentSteps([better])[0] ?? null),
    host: { ...host, loses: subtract(host.had, host.keeps) },
  }
}

export const presentRefundLines = ({ lines }: Pick<Refund, 'lines'>): z.input<typeof refundLineWire>[] =>
  lines.map((line) => ({ ...line, kept: subtract(line.paid, line.refund) }))
