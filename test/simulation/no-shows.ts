import { markNoShow, previewNoShow } from '../../src/bookings/mark-no-show.ts'
import { hourMs, minuteMs } from '../../src/kernel/clock.ts'
import type { Actors } from './actors.ts'
import type { Row } from './booking-row.ts'
import { wallMoment } from './oracle.ts'
import { must } from './violation.ts'

/** Hosts say that nobody came: too early, on the evening, next day, or when it is too late. */
export function noShowActs(actors: Actors) {
  const { scheduler, dice, outside, client, model, acted, personOf, faults, onSurprise, contested } = actors

  async function say(row: Row): Promise<void> {
    if (faults.calm || contested.has(row.id)) return
    acted('say that nobody came')
    const asked = { bookingId: row.id, person: personOf(row, 'host') }
    const seen = dice.chance(0.5) ? await client.ask(({ deps }) => previewNoShow(deps, asked)) : undefined
    const expectedRefund = seen?.ok ? seen.value.refund.total : undefined
    const keyed = { actor: row.host_id, route: 'POST /bookings/:id/no-show', key: `no-show-${row.id}-${dice.below(2)}`, input: row.id }
    const answer = await client.askKeyed(keyed, async (process, seal) => {
      const done = await markNoShow(process.deps, { ...asked, expectedRefund }, (tx) => seal(tx, { status: 200, body: row.id }))
      if (!done.ok) return { status: 409, body: done.error }
      if (done.value.refund) await process.runJob(done.value.refund)
      return { status: 200, body: row.id }
    })
    if (answer?.status !== 200) return
    const state = model.bookings.get(row.id)?.state
    must('acknowledged', state === 'no_show', () => `nobody came to ${row.id}, which was answered with 200, and it is ${state}`)
  }

  return {
    confirmed: (row: Row): void => {
      if (!dice.chance(0.15)) return
      const evening = Math.max(row.check_in_at, wallMoment(row.check_in, '20:00', row.snapshot.zone))
      const late = dice.chance(0.15)
      const at = late
        ? row.check_out_at + dice.below(15)
        : evening + dice.pick([-1, 0, 1, 1]) * dice.below(dice.pick([minuteMs, 9 * hourMs]))
      // Some press the button twice.
      for (let times = dice.chance(0.3) ? 2 : 1; times > 0; times--) {
        scheduler.at(at + dice.below(late ? 3 : 20), outside, 'nobody came', () => void say(row).catch(onSurprise))
      }
    },
  }
}
