import { acceptRequest } from '../../src/bookings/accept-request.ts'
import { declineRequest } from '../../src/bookings/decline-request.ts'
import { withdrawRequest } from '../../src/bookings/withdraw-request.ts'
import { hourMs } from '../../src/kernel/clock.ts'
import type { Actors } from './actors.ts'
import type { Row } from './booking-row.ts'
import { must } from './violation.ts'

const answers = {
  accept: {
    run: acceptRequest,
    by: 'host',
    route: 'POST /bookings/:id/acceptance',
    leadsTo: ['accepting', 'confirmed', 'expired', 'in_stay', 'completed', 'cancelled'],
  },
  decline: { run: declineRequest, by: 'host', route: 'POST /bookings/:id/decline', leadsTo: ['declined'] },
  withdraw: { run: withdrawRequest, by: 'guest', route: 'POST /bookings/:id/cancellation', leadsTo: ['cancelled'] },
} as const
type Answer = keyof typeof answers

/** Hosts who are asked first say yes, no, or nothing; guests take back what they asked; some in the last second, some both at once. */
export function requestActs({ scheduler, dice, outside, client, model, acted, personOf, faults, onSurprise }: Actors) {
  async function give(row: Row, answer: Answer): Promise<void> {
    acted(answer)
    const { run, by, route, leadsTo } = answers[answer]
    const keyed = { actor: by === 'host' ? row.host_id : row.guest_id, route, key: `${answer}-${row.id}-${dice.below(2)}`, input: row.id }
    const given = await client.askKeyed(keyed, async (process, seal) => {
      const done = await run(process.deps, { bookingId: row.id, person: personOf(row, by) }, (tx) =>
        seal(tx, { status: 200, body: row.id }),
      )
      if (!done.ok) return { status: 409, body: done.error }
      await process.runJob(done.value.payment)
      return { status: 200, body: row.id }
    })
    if (given?.status !== 200) return
    const state = model.bookings.get(row.id)?.state ?? ''
    must(
      'acknowledged',
      (leadsTo as readonly string[]).includes(state),
      () => `${answer} of ${row.id} was answered with 200, and it is ${state}`,
    )
  }

  return {
    requested: (row: Row): void => {
      const until = row.facts.answerBy ?? 0
      const late = dice.chance(0.2)
      const at = late ? until + dice.below(15) : scheduler.clock.now() + dice.below(dice.chance(0.5) ? hourMs : 20 * hourMs)
      const fate = dice.below(100)
      const plan: Answer[] =
        fate < 50
          ? ['accept']
          : fate < 65
            ? ['decline']
            : fate < 78
              ? ['withdraw']
              : fate < 90
                ? ['accept', dice.pick(['decline', 'withdraw', 'accept'] as const)]
                : []
      for (const answer of plan) {
        scheduler.at(at + dice.below(late ? 3 : 20), outside, 'time to answer', () => {
          if (!faults.calm) void give(row, answer).catch(onSurprise)
        })
      }
    },
  }
}
