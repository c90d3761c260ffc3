import assert from 'node:assert/strict'
import { inEachTown } from '../../test/desk-world.ts'
import type { Person, World } from '../../test/world.ts'
import type { BookingId } from '../kernel/ids.ts'
import { account } from '../ledger/accounts.ts'

const totalMinor = 35_152
const payoutMinor = 32_786
const eur = (minor: number) => ({ minor, currency: 'EUR' })
type Money = { minor: number }
type Preview = {
  refund: Money
  why: { rule: string; notice: object | null; countedFrom: { moment: string; at: string } }
  better: { until: string; refund: Money } | null
  host: { had: Money; keeps: Money; loses: Money }
  lines: { code: string; paid: Money; refund: Money; kept: Money }[]
}
type Whole = {
  booking: { state: string; viewer: string; cancelled: { by: string; reason: string | null } | null; refunded: Money }
  left: { code: string; left: Money }[]
  leftTotal: Money
  shares: Record<string, Money>
  history: { what: string; by: string; operator: string | null; reason: string | null; amount: Money | null }[]
  preview: Preview | null
}

const stay = (listingId: string) => ({ listingId, checkIn: '2030-07-01', checkOut: '2030-07-04' })
const paidStay = (world: World) => world.confirmed(world.ben, stay(world.lakeside))

async function whole({ as, otto }: World, id: string): Promise<Whole> {
  const reply = await as(otto).get(`/operator/bookings/${id}`)
  assert.equal(reply.statusCode, 200, reply.payload)
  return reply.json<Whole>()
}

/** The ledger against what the operator is shown, account by account. */
async function balanced(world: World, id: string): Promise<Whole> {
  await world.settle()
  const seen = await whole(world, id)
  const minor = async (name: string) => (await world.balance(name)).minor
  const { host, hostFee, guestFee, market } = seen.shares
  assert.equal(await minor(account.booking(id as BookingId)), 0, 'nothing is left in between')
  assert.equal(await minor(account.host(world.ana.hostId ?? assert.fail())), host?.minor)
  assert.equal(await minor(account.hostFees), hostFee?.minor)
  assert.equal(await minor(account.guestFees), guestFee?.minor)
  assert.equal(await minor(account.goodwill), market?.minor)
  assert.equal(await minor(account.provider), seen.booking.refunded.minor - totalMinor)
  assert.equal(seen.leftTotal.minor, totalMinor - seen.booking.refunded.minor)
  return seen
}

const mailsTo = async ({ db }: World, person: Person) =>
  (
    await db
      .selectFrom('mail')
      .select(['subject', 'text_body'])
      .where('recipient', '=', person.email)
      .orderBy('created_at')
      .orderBy('id')
      .execute()
  ).map(({ subject, text_body: text }) => `${subject}\n${text}`)

inEachTown(
  'an operator calls a booking off with a reason: both are told it, the nights are blocked, the market pays the rest',
  async (world) => {
    const { as, otto, ben, ana, clock } = world
    const { id } = await paidStay(world)
    // Less than a day before arrival: the policy gives back all but a night and its fee.
    clock.set('2030-07-01T00:00:00Z')
    const before = await whole(world, id)
    assert.deepEqual([before.preview?.refund.minor, before.preview?.why.rule], [totalMinor - 10_400, 'late'])
    const asked = { reason: 'The harbour is closed.', refund: { kind: 'all' }, bornBy: 'market', nights: 'blocked' }
    const done = await as(otto).post(`/operator/bookings/${id}/cancellation`, asked, 'off')
    assert.equal(done.statusCode, 200, done.payload)
    assert.deepEqual(done.json<{ state: string; refund: Money }>(), { id, state: 'cancelled', refund: eur(totalMinor) })
    const again = await as(otto).post(`/operator/bookings/${id}/cancellation`, asked, 'off')
    assert.deepEqual([again.statusCode, again.payload], [200, done.payload], 'the same key again is the same answer')

    const seen = await balanced(world, id)
    assert.deepEqual(seen.shares, { host: eur(9_700), hostFee: eur(300), guestFee: eur(400), tax: eur(0), market: eur(-10_400) })
    assert.deepEqual(seen.booking.cancelled && [seen.booking.cancelled.by, seen.booking.cancelled.reason], [
      'operator',
      'The harbour is closed.',
    ])
    assert.deepEqual(
      seen.history.map(({ what, by, operator, reason }) => [what, by, operator, reason]),
      [
        ['booked', 'guest', null, null],
        ['confirmed', 'market', null, null],
        ['cancelled', 'operator', 'Otto', 'The harbour is closed.'],
      ],
    )
    for (const who of [ben, ana]) {
      const mail = (await mailsTo(world, who)).join()
      assert.match(mail, /Why: The harbour is closed\./)
      assert.match(mail, /351\.52/)
    }
    const quote = (await world.quote(world.eve, stay(world.lakeside))).json<{ free: boolean }>()
    assert.equal(quote.free, false, 'its nights stay blocked')
  },
)

inEachTown('unless an operator says otherwise, it is what the guest’s own call would bring, and the nights go free', async (world) => {
  const { as, otto, ben, clock } = world
  const { id } = await paidStay(world)
  clock.set('2030-07-02T12:00:00Z')
  await world.settle()
  const preview = (await as(ben).get(`/bookings/${id}/cancellation-preview`)).json<Preview>()
  const done = await as(otto).post(`/operator/bookings/${id}/cancellation`, { reason: 'Asked by phone.' }, 'off')
  assert.equal(done.json<{ refund: Money }>().refund.minor, preview.refund.minor)
  await balanced(world, id)
  assert.equal(
    (await world.quote(world.eve, { listingId: world.lakeside, checkIn: '2030-07-03', checkOut: '2030-07-04' })).json<{ free: boolean }>()
      .free,
    true,
  )
})

inEachTown('money goes back by line and as a sum, whoever bears it, and what is called off later is cut from the rest', async (world) => {
  const { as, otto, ben } = world
  const { id } = await paidStay(world)
  const refund = async (body: object, key: string) =>
    as(otto).post(`/operator/bookings/${id}/refunds`, { reason: 'No hot water.', ...body }, key)
  const byLine = await refund({ refund: { kind: 'lines', lines: [{ code: 'cleaning', amount: eur(3_800) }] } }, 'one')
  assert.equal(byLine.statusCode, 201, byLine.payload)
  assert.deepEqual(byLine.json<{ split: object }>().split, {
    host: eur(3_686),
    hostFee: eur(114),
    guestFee: eur(0),
    tax: eur(0),
    market: eur(0),
  })
  await balanced(world, id)
  assert.equal((await refund({ refund: { kind: 'amount', amount: eur(1_000) }, bornBy: 'market' }, 'two')).statusCode, 201)
  assert.equal((await refund({ refund: { kind: 'amount', amount: eur(500) }, bornBy: 'host' }, 'three')).statusCode, 201)
  const seen = await balanced(world, id)
  assert.deepEqual(seen.shares.market, eur(-1_000))
  assert.deepEqual(seen.shares.host, eur(payoutMinor - 3_686 - 500))
  assert.match((await mailsTo(world, ben)).join(), /€5\.00 of what you paid.*\n[^]*Why: No hot water\./)

  const codes = async (body: object, key: string) => {
    const reply = await refund(body, key)
    return [reply.statusCode, reply.json<{ code: string }>().code]
  }
  assert.deepEqual(await codes({ refund: { kind: 'lines', lines: [{ code: 'cleaning', amount: eur(1) }] } }, 'four'), [
    422,
    'more_than_paid',
  ])
  assert.deepEqual(await codes({ refund: { kind: 'amount', amount: eur(totalMinor - 5_299) } }, 'five'), [422, 'more_than_paid'])
  assert.deepEqual(await codes({ refund: { kind: 'amount', amount: { minor: 1, currency: 'USD' } } }, 'six'), [422, 'currency_mismatch'])
  assert.deepEqual(await codes({ refund: { kind: 'all' }, bornBy: 'host' }, 'seven'), [422, 'host_cannot_bear'])

  // In time, so that all that is left comes back; what the market gave it has again.
  assert.equal(
    (await as(ben).post(`/bookings/${id}/cancellation`, {}, 'ben-goes')).json<{ refund: Money }>().refund.minor,
    totalMinor - 5_300,
  )
  const off = await balanced(world, id)
  assert.deepEqual([off.leftTotal.minor, ...Object.values(off.shares).map(({ minor }) => minor)], [0, 0, 0, 0, 0, 0])
  assert.deepEqual(await codes({ refund: { kind: 'all' } }, 'eight'), [422, 'nothing_to_refund'])
})

inEachTown(
  'a preview says which rule it comes from, what each line keeps, what the host loses, and until when it was better',
  async (world) => {
    const { as, ben, ana, clock } = world
    const { id } = await paidStay(world)
    const preview = async (who: Person) => (await as(who).get(`/bookings/${id}/cancellation-preview`)).json<Preview>()
    assert.deepEqual((await preview(ben)).why.notice, { daysBefore: 1, hoursBefore: 0 })
    assert.equal((await preview(ben)).better, null)
    clock.set('2030-06-30T15:00:00Z')
    assert.equal((await preview(ben)).refund.minor, totalMinor, 'up to and including the moment')
    clock.set('2030-06-30T15:00:01Z')
    const late = await preview(ben)
    assert.deepEqual([late.why.rule, late.why.countedFrom], ['late', { moment: 'arrival', at: '2030-07-01T15:00:00.000Z' }])
    assert.deepEqual(late.better, { until: '2030-06-30T15:00:00.000Z', refund: eur(totalMinor) })
    assert.deepEqual(late.host, { had: eur(payoutMinor), keeps: eur(9_700), loses: eur(payoutMinor - 9_700) })
    for (const { paid, refund, kept } of late.lines) assert.equal(paid.minor, refund.minor + kept.minor)
    const host = await preview(ana)
    assert.deepEqual(
      [host.why.rule, host.refund.minor, host.host.loses.minor, host.better],
      ['host_gives_all', totalMinor, payoutMinor, null],
    )
    clock.set('2030-07-03T16:00:00Z')
    const third = await preview(ben)
    assert.deepEqual(
      [third.better?.until, third.refund.minor],
      ['2030-07-02T15:00:00.000Z', 0],
      'the second night was still to be had back',
    )
  },
)

inEachTown('nobody but an operator sees or does any of it, and of what is not there they learn that', async (world) => {
  const { as, otto, ben, ana, eve } = world
  const { id } = await paidStay(world)
  const body = { reason: 'x', refund: { kind: 'all' } }
  for (const who of [null, ben, ana, eve]) {
    const expected = who ? 403 : 401
    assert.equal((await as(who).get(`/operator/bookings/${id}`)).statusCode, expected)
    assert.equal((await as(who).get(`/operator/bookings?find=${id}`)).statusCode, expected)
    assert.equal((await as(who).post(`/operator/bookings/${id}/cancellation`, body, 'k')).statusCode, expected)
    assert.equal((await as(who).post(`/operator/bookings/${id}/refunds`, body, 'k')).statusCode, expected)
  }
  const nowhere = '01900000-0000-7000-8000-000000000000'
  assert.equal((await as(otto).get(`/operator/bookings/${nowhere}`)).statusCode, 404)
  assert.equal((await as(otto).post(`/operator/bookings/${nowhere}/refunds`, body, 'k1')).statusCode, 404)
  assert.equal((await as(otto).post(`/operator/bookings/${nowhere}/cancellation`, body, 'k2')).statusCode, 404)
  assert.equal((await as(otto).post(`/operator/bookings/${id}/refunds`, body)).statusCode, 400, 'money moves by key alone')
  const found = async (find: string) =>
    (await as(otto).get(`/operator/bookings?find=${encodeURIComponent(find)}`)).json<{ items: { id: string }[] }>().items
  assert.deepEqual(
    (await found(ben.email.toUpperCase())).map((each) => each.id),
    [id],
  )
  assert.deepEqual(
    (await found(id)).map((each) => each.id),
    [id],
  )
  assert.deepEqual(await found('nobody@example.com'), [])
})

inEachTown('whoever comes at once, a booking is called off once, and never more goes back than was paid', async (world) => {
  const { as, otto, ben } = world
  for (const round of [1, 2, 3]) {
    const { id } = await world.confirmed(ben, {
      listingId: world.lakeside,
      checkIn: `2030-07-0${round * 2}`,
      checkOut: `2030-07-0${round * 2 + 1}`,
    })
    const off = (who: Person, path: string, key: string) =>
      as(who).post(`${path}/${id}/cancellation`, path === '/bookings' ? {} : { reason: 'At once.' }, key)
    const replies = await Promise.all([
      off(otto, '/operator/bookings', `a${round}`),
      off(ben, '/bookings', `b${round}`),
      off(otto, '/operator/bookings', `c${round}`),
      as(otto).post(`/operator/bookings/${id}/refunds`, { reason: 'At once.', refund: { kind: 'all' }, bornBy: 'market' }, `d${round}`),
      as(otto).post(`/operator/bookings/${id}/refunds`, { reason: 'At once.', refund: { kind: 'all' } }, `e${round}`),
    ])
    assert.ok(
      replies.every(({ statusCode }) => [200, 201, 409, 422].includes(statusCode)),
      JSON.stringify(replies.map(({ payload }) => payload)),
    )
    assert.ok(replies.slice(0, 3).filter(({ statusCode }) => statusCode === 200).length <= 1, 'one call at most')
    await world.settle()
    const refunds = await world.db
      .selectFrom('refund')
      .innerJoin('payment', 'payment.id', 'refund.payment_id')
      .select(['refund.amount_minor', 'payment.amount_minor as paid'])
      .where('payment.booking_id', '=', id as BookingId)
      .execute()
    const back = refunds.reduce((sum, { amount_minor: minor }) => sum + minor, 0)
    assert.ok(refunds[0] && back <= refunds[0].paid, `${back} went back`)
    assert.equal((await world.balance(account.booking(id as BookingId))).minor, 0)
  }
})
