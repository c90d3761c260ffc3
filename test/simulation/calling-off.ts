import { cancelBooking } from '../../src/bookings/cancel-booking.ts'
import { previewCancellation, type Preview } from '../../src/bookings/view-booking.ts'
import { dayMs, minuteMs } from '../../src/kernel/clock.ts'
import type { Actors } from './actors.ts'
import type { Row } from './booking-row.ts'
import { edgesOf, refundDue, type Agreed } from './oracle.ts'
import { must } from './violation.ts'

/** So soon after departure a stay is over, and nobody may have said so yet. */
const departureMs = 15

/** Guests and hosts call stays off: when less is about to come back, when it is about to be over, and when it is too late. */
export function callingOff(actors: Actors) {
  const { scheduler, dice, outside, client, model, acted } = actors
  const now = () => scheduler.clock.now()
  const personOf = actors.personOf

  /** What is said to come back, and until when, is what our own sums say, before and after each of its moments. */
  function checkSteps({ terms, steps, viewer }: Preview): void {
    if (viewer === 'host' || Object.keys(terms.given?.toGuest ?? {}).length > 0) return
    const { stay, zone, checkInFrom, quote, bookedAt } = terms
    const agreed: Agreed = {
      ...stay,
      zone,
      checkInFrom,
      lines: quote.lines,
      policy: terms.policy.name ?? terms.policy.ref,
      createdAt: bookedAt,
    }
    let from: number | null = null
    for (const { until, refund } of steps) {
      for (const at of [from, until]) {
        const due = at === null ? refund.minor : refundDue(agreed, 'guest', at)
        must(
          'refunds',
          due === refund.minor,
          () =>
            `who calls off ${stay.checkIn} to ${stay.checkOut} (${terms.policy.ref}, ${zone}) at ${new Date(at ?? 0).toISOString()} is told ${refund.minor}, and it must be ${due}`,
        )
      }
      from = until === null ? null : until + 1
    }
  }

  async function preview(row: Row, by: 'guest' | 'host') {
    const seen = await client.ask(({ deps }) => previewCancellation(deps, { bookingId: row.id, person: personOf(row, by) }))
    if (!seen?.ok) return undefined
    checkSteps(seen.value)
    return seen.value.refund.total
  }

  async function cancel(row: Row, by: 'guest' | 'host', looks = dice.chance(0.5)): Promise<void> {
    if (actors.contested.has(row.id)) return
    acted(`cancel by ${by}`)
    const expectedRefund = looks ? await preview(row, by) : undefined
    const keyed = {
      actor: by === 'guest' ? row.guest_id : row.host_id,
      route: 'POST /bookings/:id/cancellation',
      key: `cancel-${row.id}-${dice.below(3)}`,
      input: row.id,
    }
    const answer = await client.askKeyed(keyed, async (process, seal) => {
      const cancelled = await cancelBooking(process.deps, { bookingId: row.id, person: personOf(row, by), expectedRefund }, (tx, booking) =>
        seal(tx, { status: 200, body: refundIn(booking) }),
      )
      if (!cancelled.ok) return { status: 409, body: cancelled.error }
      if (cancelled.value.refund) await process.runJob(cancelled.value.refund)
      return { status: 200, body: refundIn(cancelled.value.booking) }
    })
    if (answer?.status !== 200) return
    const after = model.bookings.get(row.id)
    must('acknowledged', after?.state === 'cancelled', () => `the end of ${row.id} was answered with 200, and it is ${after?.state}`)
    must('acknowledged', after.facts.refund?.minor === answer.body, () => `${row.id}: ${String(answer.body)} was promised to come back`)
  }

  const refundIn = (booking: { state: { name: string } }) =>
    'refund' in booking.state ? (booking.state.refund as { minor: number }).minor : -1

  return {
    cancelSome: async (by: 'guest' | 'host') => {
      const row = actors.some(dice.chance(0.9) ? ['confirmed', 'in_stay'] : ['completed', 'cancelled', 'expired'])
      if (row) await cancel(row, by)
    },
    previewSome: async () => {
      const row = actors.some(['confirmed'])
      if (row) await preview(row, dice.chance(0.9) ? 'guest' : 'host')
    },
    /** Some make up their mind when less is about to come back, some when they leave. */
    confirmed: (row: Row) => {
      const callOffAt = (at: number, looks?: boolean) =>
        scheduler.at(at, outside, 'time to call off', () => {
          if (!actors.faults.calm) void cancel(row, dice.chance(0.9) ? 'guest' : 'host', looks).catch(actors.onSurprise)
        })
      if (dice.chance(0.4)) callOffAt(row.check_out_at + dice.below(departureMs), false)
      if (!dice.chance(0.3)) return
      const edges = edgesOf(row.snapshot).filter((edge) => edge > now())
      if (edges.length === 0) return
      callOffAt(dice.pick(edges) + dice.pick([-1, 0, 1]) * dice.below(50 * minuteMs) + (dice.chance(0.25) ? dice.below(2 * dayMs) : 0))
    },
  }
}
