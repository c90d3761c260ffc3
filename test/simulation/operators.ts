import { cancelAsOperator } from '../../src/bookings/cancel-as-operator.ts'
import type { BornBy, Wanted } from '../../src/bookings/override-policy.ts'
import { refundAsOperator } from '../../src/bookings/refund-as-operator.ts'
import { changePolicy } from '../../src/listings/change-policies.ts'
import { dayMs, minuteMs } from '../../src/kernel/clock.ts'
import type { BookingId } from '../../src/kernel/ids.ts'
import { money, type Currency } from '../../src/kernel/money.ts'
import type { PolicyId } from '../../src/listings/cancellation-policy.ts'
import { connectAccount } from '../../src/payouts/connect-account.ts'
import type { Actors } from './actors.ts'
import type { Row } from './booking-row.ts'
import type { Spot } from './guests.ts'
import { madePolicies } from './town.ts'
import { must } from './violation.ts'

/** Those who run the market call stays off, end requests and give money back; hosts say where theirs is to go; and guests' banks take some back. */
export function operatorActs(actors: Actors) {
  const { scheduler, dice, outside, client, model, bank, town, acted, faults, database } = actors
  /** Those who have got money back do not ask their banks too. */
  const given = new Set<BookingId>()
  const ownPolicy = database.prepare('select id, version from cancellation_policy')
  let orders = 0

  const some = (states: readonly string[]): Row | undefined => {
    const row = actors.some(states)
    return row && !actors.contested.has(row.id) ? row : undefined
  }
  const part = (row: Row) =>
    money(1 + dice.below(dice.chance(0.3) ? row.snapshot.quote.total.minor : 9_000), row.snapshot.quote.total.currency as Currency)
  const bearer = (): BornBy => dice.pick(['each', 'host', 'market'] as const)

  async function cancelSome(): Promise<void> {
    const row = some(['confirmed', 'in_stay', 'requested'])
    if (!row || model.orders.has(row.id)) return
    acted('cancel by operator')
    given.add(row.id)
    const wanted: Wanted = dice.pick([{ kind: 'policy' }, { kind: 'all' }, { kind: 'amount', amount: part(row) }] as const)
    const nights = dice.pick(['free', 'blocked'] as const)
    model.orders.set(row.id, { wanted: wanted.kind === 'amount' ? wanted.amount.minor : wanted.kind, nights })
    const asked = { bookingId: row.id, operatorId: town.operatorId, reason: 'It must be.', wanted, bornBy: bearer(), nights }
    const keyed = { actor: town.operatorId, route: 'POST /operator/bookings/:id/cancellation', key: `order-${++orders}`, input: row.id }
    const answer = await client.askKeyed(keyed, async (process, seal) => {
      const done = await cancelAsOperator(process.deps, asked, (tx) => seal(tx, { status: 200, body: row.id }))
      if (!done.ok) return { status: 409, body: done.error }
      if (done.value.money) await process.runJob(done.value.money)
      return { status: 200, body: row.id }
    })
    const state = model.bookings.get(row.id)?.state
    if (answer?.status === 200)
      must('acknowledged', state === 'cancelled', () => `the operator's end of ${row.id} was answered with 200, and it is ${state}`)
    else model.orders.delete(row.id)
  }

  async function refundSome(): Promise<void> {
    const row = some(['confirmed', 'in_stay', 'completed', 'completed', 'cancelled', 'no_show'])
    if (!row) return
    acted('refund by operator')
    given.add(row.id)
    const wanted = dice.chance(0.2) ? ({ kind: 'all' } as const) : ({ kind: 'amount', amount: part(row) } as const)
    const before = model.givenBack.get(row.id) ?? 0
    const asked = { bookingId: row.id, operatorId: town.operatorId, reason: 'A pity.', wanted, bornBy: bearer() }
    const keyed = { actor: town.operatorId, route: 'POST /operator/bookings/:id/refunds', key: `refund-${++orders}`, input: row.id }
    const answer = await client.askKeyed(keyed, async (process, seal) => {
      const done = await refundAsOperator(process.deps, asked, (tx, { refund }) => seal(tx, { status: 201, body: refund.total.minor }))
      if (!done.ok) return { status: 409, body: done.error }
      if (done.value.job) await process.runJob(done.value.job)
      return { status: 201, body: done.value.refund.total.minor }
    })
    if (answer?.status !== 201) return
    const minor = Number(answer.body)
    must(
      'refunds',
      wanted.kind === 'all' || minor === wanted.amount.minor,
      () => `${minor} of ${row.id} goes back, and something else was wanted`,
    )
    must('acknowledged', (model.givenBack.get(row.id) ?? 0) >= before + minor, () => `${minor} of ${row.id} was to go back, and does not`)
  }

  /** Bookings keep the policy that they were made with, whatever becomes of it. */
  async function changeOwnPolicy(): Promise<void> {
    acted('change policy')
    const { id, version } = ownPolicy.get() as { id: PolicyId; version: number }
    await client.ask(({ deps }) => changePolicy(deps, { id, version, ...dice.pick(madePolicies) }))
  }

  /** A host tells the provider who they are, so that money can go to them. */
  async function connect({ home }: Spot): Promise<void> {
    acted('connect account')
    const host = { hostId: home.hostId, name: 'Host', email: 'host@hosts.test' }
    const asked = { host, country: 'PT', returnUrl: 'https://market.test/host', leaveUrl: 'https://market.test/host' }
    const led = await client.ask(({ deps, connect: provider }) => connectAccount({ ...deps, connect: provider }, asked))
    if (led?.ok && dice.chance(0.7)) bank.hosts.tellAll(led.value.url.slice('https://connect.test/'.length))
  }

  return {
    cancelSome,
    refundSome,
    changeOwnPolicy,
    connect,
    /** Some guests tell their bank, once they are there or days later, that it never was them. */
    arrived: ({ id }: Row) => {
      if (!dice.chance(0.12) || given.has(id) || actors.contested.has(id)) return
      actors.contested.add(id)
      // Whoever is calling it off at this moment has done so by then.
      scheduler.at(scheduler.clock.now() + 10 * minuteMs + dice.below(3 * dayMs), outside, 'a bank disputes', () => {
        const { state = '' } = model.bookings.get(id) ?? {}
        if (faults.calm || !['in_stay', 'completed'].includes(state)) return
        acted('dispute')
        bank.dispute(id)
      })
    },
  }
}
