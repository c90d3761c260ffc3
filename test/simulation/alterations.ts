import { acceptAlteration } from '../../src/bookings/accept-alteration.ts'
import type { Alteration, AlterationId } from '../../src/bookings/alteration.ts'
import { declineAlteration, withdrawAlteration } from '../../src/bookings/end-alteration.ts'
import { previewAlteration, proposeAlteration } from '../../src/bookings/propose-alteration.ts'
import { addDays, type CalendarDate } from '../../src/kernel/calendar-date.ts'
import { hourMs, minuteMs } from '../../src/kernel/clock.ts'
import { idFrom } from '../../src/kernel/ids.ts'
import type { Stay } from '../../src/kernel/stay.ts'
import type { Actors } from './actors.ts'
import type { Row } from './booking-row.ts'
import { someParty } from './guests.ts'
import { must } from './violation.ts'

type Party = 'guest' | 'host'

/** Both sides propose other dates; the other one says yes, no or nothing; guests pay the difference, late, or not at all. */
export function alterationActs(actors: Actors) {
  const { scheduler, dice, outside, client, model, acted, personOf, faults, bank } = actors
  let proposals = 0

  /** A day or two more or less at either end, or all of it moved. */
  function otherStay({ check_in, check_out, state }: Row): Stay {
    const [first, last] = [check_in, check_out] as [CalendarDate, CalendarDate]
    const arrival = state === 'in_stay' ? 0 : dice.pick([0, 0, -1, 1, 2])
    return { checkIn: addDays(first, arrival), checkOut: addDays(last, dice.pick([-1, 1, 1, 2, arrival])) } as Stay
  }

  async function proposeSome(): Promise<void> {
    // Many stay longer than they meant to.
    const row = (dice.chance(0.4) ? actors.some(['in_stay']) : undefined) ?? actors.some(['confirmed', 'in_stay'])
    if (!row) return
    acted('propose alteration')
    const by: Party = dice.chance(0.6) ? 'guest' : 'host'
    const stay = otherStay(row)
    if (stay.checkIn >= stay.checkOut) return
    const { adults, children, infants, pets } = row
    const guests = dice.chance(0.25) ? someParty(dice) : { adults, children, infants, pets }
    const asked = { bookingId: row.id, person: personOf(row, by), stay, guests }
    const offer = await client.ask(({ deps }) => previewAlteration(deps, asked))
    if (!offer?.ok) return
    const key = `alteration-${++proposals}`
    const id: AlterationId = idFrom<'alteration'>(`alteration:${row.id}:${key}`)
    const keyed = {
      actor: by === 'guest' ? row.guest_id : row.host_id,
      route: 'POST /bookings/:id/alterations',
      key,
      input: { stay, guests },
    }
    const answer = await client.askKeyed(keyed, async ({ deps }, seal) => {
      const expectedTotal = offer.value.after.quote.total
      const made = await proposeAlteration(deps, { ...asked, id, expectedTotal }, (tx) => seal(tx, { status: 201, body: id }))
      return made.ok ? { status: 201, body: id } : { status: 409, body: made.error }
    })
    if (answer?.status !== 201) return
    const known = model.alterations.get(row.id)?.get(id)
    must('acknowledged', known !== undefined, () => `the alteration ${id} was answered with 201, and there is none`)
    plan(row, id, by)
  }

  function plan(row: Row, id: AlterationId, by: Party): void {
    const other: Party = by === 'guest' ? 'host' : 'guest'
    const fate = dice.below(100)
    const wait = dice.below(dice.chance(0.6) ? 20 * minuteMs : 26 * hourMs)
    const soon = (work: () => Promise<void>) =>
      scheduler.at(scheduler.clock.now() + wait + dice.below(20), outside, 'time to answer', () => {
        if (!faults.calm) void work().catch(actors.onSurprise)
      })
    if (fate < 70) soon(() => accept(row, id, other))
    if (fate >= 65 && fate < 80) soon(() => end(row, id, other, declineAlteration))
    if (fate >= 60 && fate < 65) soon(() => end(row, id, by, withdrawAlteration))
    if (fate >= 80 && fate < 90) soon(() => end(row, id, by, withdrawAlteration))
  }

  const keyedBy = (row: Row, id: string, by: Party, what: string) => ({
    actor: by === 'guest' ? row.guest_id : row.host_id,
    route: `POST /bookings/:id/alterations/:alterationId/${what}`,
    key: `${what}-${id}`,
    input: id,
  })

  async function accept(row: Row, alterationId: AlterationId, by: Party): Promise<void> {
    if (actors.contested.has(row.id)) return
    acted('accept alteration')
    const asked = { bookingId: row.id, alterationId, person: personOf(row, by), returnUrl: `https://market.test/trips/${row.id}` }
    const answer = await client.askKeyed(keyedBy(row, alterationId, by, 'acceptance'), async (process, seal) => {
      const done = await acceptAlteration(process.deps, asked, (tx, { state }) => seal(tx, { status: 200, body: state.name }))
      if (!done.ok) return { status: 409, body: done.error }
      for (const job of done.value.jobs) await process.runJob(job)
      return { status: 200, body: done.value.alteration.state.name }
    })
    if (answer?.status !== 200) return
    const known = model.alterations.get(row.id)?.get(alterationId)
    must(
      'acknowledged',
      known !== undefined && known.state !== 'proposed' && (answer.body !== 'applied' || known.state === 'applied'),
      () => `the alteration ${alterationId} was answered with ${String(answer.body)}, and it is ${known?.state}`,
    )
    if (known.payment_id !== null) await pay(row, alterationId)
  }

  async function pay(row: Row, id: AlterationId): Promise<void> {
    const fate = dice.below(100)
    if (fate < 15) return
    const heldFor = (model.alterations.get(row.id)?.get(id)?.facts.heldUntil ?? 0) - scheduler.clock.now()
    await scheduler.wait(outside, fate < 80 ? dice.below(10 * minuteMs) : Math.max(0, heldFor + dice.below(3 * minuteMs) - minuteMs))
    if (faults.calm) return
    if (fate < 30) return end(row, id, 'guest', withdrawAlteration)
    acted('pay the difference')
    const paymentId = model.alterations.get(row.id)?.get(id)?.payment_id
    const session = paymentId ? bank.sessionOf(paymentId) : undefined
    if (session) bank.pay(session.id)
  }

  type End = typeof declineAlteration | typeof withdrawAlteration

  async function end(row: Row, alterationId: AlterationId, by: Party, how: End): Promise<void> {
    const what = how === declineAlteration ? 'decline' : 'withdrawal'
    acted(`${what} of alteration`)
    const asked = { bookingId: row.id, alterationId, person: personOf(row, by) }
    const answer = await client.askKeyed(keyedBy(row, alterationId, by, what), async (process, seal) => {
      const sealed = (tx: Parameters<typeof seal>[0], { state }: Alteration) => seal(tx, { status: 200, body: state.name })
      const done = await how(process.deps, asked, sealed)
      if (!done.ok) return { status: 409, body: done.error }
      if ('endPayment' in done.value && done.value.endPayment) await process.runJob(done.value.endPayment)
      const { state } = 'endPayment' in done.value ? done.value.alteration : done.value
      return { status: 200, body: state.name }
    })
    if (answer?.status !== 200) return
    const state = model.alterations.get(row.id)?.get(alterationId)?.state
    const isSo = state === answer.body || answer.body === 'awaiting_payment'
    must('acknowledged', isSo, () => `the alteration ${alterationId} was answered with ${String(answer.body)}, and it is ${state}`)
  }

  return { proposeSome }
}
