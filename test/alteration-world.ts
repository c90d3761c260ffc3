import assert from 'node:assert/strict'
import { freeUnpaidAlteration } from '../src/bookings/end-alteration.ts'
import { selectAlteration } from '../src/bookings/alteration-store.ts'
import type { AlterationId } from '../src/bookings/alteration.ts'
import type { BookingId } from '../src/kernel/ids.ts'
import { account } from '../src/ledger/accounts.ts'
import { inEachTown } from './desk-world.ts'
import type { Person, World } from './world.ts'

export type Amount = { minor: number; currency: string }
export type AlterationJson = { id: string; state: string; difference: Amount; until: string | null; payment: { url: string | null } | null }
export type Code = { code: string }
type BookingJson = {
  id: string
  state: string
  checkIn: string
  checkOut: string
  adults: number
  total: Amount
  hostPayout: Amount
  paid: Amount
  refunded: Amount
}

/** Ben's three nights at Lakeside: 300.00 and 38.00, 4 % for the guest on top, 3 % off the host's. */
export const july = (from: number, until: number) => ({ checkIn: `2030-07-${from}`, checkOut: `2030-07-${until}`, adults: 2 })
export const threeMinor = 35_152
export const threeHostMinor = 32_786
/** One night more: 100.00 and 4 %, and 97.00 of it the host's. */
export const nightMinor = 10_400
export const nightHostMinor = 9_700

let keys = 0
const key = () => `alter-${++keys}`

/** What happens to Ben's stay from 10 to 13 July, in each town. */
export function inEachStay(title: string, run: (stay: AlteredStay) => Promise<void>): void {
  inEachTown(title, async (world) => run(await newStay(world)))
}

export type AlteredStay = Awaited<ReturnType<typeof newStay>>

async function newStay(world: World) {
  const { as, ben, ana, lakeside, confirmed, db, clock } = world
  const { id } = await confirmed(ben, { listingId: lakeside, ...july(10, 13) })
  const under = `/bookings/${id}`
  const preview = (who: Person, to: object) => as(who).post(`${under}/alterations/preview`, to)
  const propose = async (who: Person, to: object, over: object = {}) => {
    // The clock stands, and the latest must be told from those before it.
    clock.pass(1)
    const offer = await preview(who, to)
    const expectedTotal = offer.json<{ after?: { total: Amount } }>().after?.total ?? { minor: 1, currency: 'EUR' }
    return as(who).post(`${under}/alterations`, { ...to, expectedTotal, ...over }, key())
  }
  const answer = (who: Person, alterationId: string, way: 'acceptance' | 'decline' | 'withdrawal') =>
    as(who).post(`${under}/alterations/${alterationId}/${way}`, undefined, key())
  const good = async (reply: ReturnType<typeof answer>): Promise<AlterationJson> => {
    const got = await reply
    assert.ok(got.statusCode < 300, got.payload)
    return got.json<AlterationJson>()
  }
  const latest = async () => {
    const { items } = (await as(ben).get(`${under}/alterations`)).json<{ items: AlterationJson[] }>()
    assert.ok(items[0])
    return items[0]
  }
  const minor = async (name: string) => (await world.balance(name)).minor
  return {
    ...world,
    id: id as BookingId,
    preview,
    propose,
    answer,
    good,
    latest,
    proposed: async (who: Person, to: object) => good(propose(who, to)),
    accepted: async (who: Person, alterationId: string) => good(answer(who, alterationId, 'acceptance')),
    booking: async () => (await as(ben).get(under)).json<BookingJson>(),
    cancel: (who: Person) => as(who).post(`${under}/cancellation`, {}, key()),
    payDifference: async ({ payment }: AlterationJson) => {
      assert.ok(payment?.url, 'the difference has a page to pay on')
      return world.pay({ payment: { url: payment.url } })
    },
    /** Its hold is ended by hand, as if the provider had said so. */
    endHold: async (alterationId: string) => {
      const alteration = await selectAlteration(db, alterationId as AlterationId)
      assert.ok(alteration)
      await freeUnpaidAlteration(world.deps, alteration)
    },
    /** The booking's nights, and how it has them. */
    nights: async () => {
      const rows = await db.selectFrom('night_claim').select(['night', 'kind', 'claim_id']).orderBy('night').execute()
      return rows.filter(({ claim_id }) => claim_id === id).map(({ night, kind }) => `${night.slice(8)} ${kind}`)
    },
    balances: async () => ({
      provider: await minor(account.provider),
      booking: await minor(account.booking(id as BookingId)),
      host: ana.hostId ? await minor(account.host(ana.hostId)) : 0,
      fees: (await minor(account.guestFees)) + (await minor(account.hostFees)),
    }),
    refunds: async () => {
      const rows = await db
        .selectFrom('refund')
        .innerJoin('payment', 'payment.id', 'refund.payment_id')
        .select(['refund.amount_minor as back', 'payment.amount_minor as paid'])
        .execute()
      return rows.map(({ back, paid }) => [paid, back]).toSorted(([a = 0], [b = 0]) => a - b)
    },
  }
}
