import assert from 'node:assert/strict'
import { inEachStay, july, nightHostMinor, nightMinor, threeHostMinor, threeMinor, type Code } from '../../test/alteration-world.ts'

const booked = ['10 booking', '11 booking', '12 booking']
const fees = threeMinor - threeHostMinor
const nightFees = nightMinor - nightHostMinor

inEachStay('a guest adds a night, the host agrees, the guest pays the difference: then it is so', async (stay) => {
  const { ben, ana, preview, proposed, accepted, nights, booking, payDifference, balances, latest, settle } = stay
  const shown = await preview(ben, july(10, 14))
  assert.deepEqual(shown.json<{ difference: object }>().difference, { minor: nightMinor, currency: 'EUR' })
  const { id, state } = await proposed(ben, july(10, 14))
  assert.equal(state, 'proposed')
  assert.deepEqual(await nights(), booked, 'a proposal takes nothing')
  const yes = await accepted(ana, id)
  assert.deepEqual([yes.state, yes.payment?.url], ['awaiting_payment', null], 'the host is not shown where to pay')
  assert.deepEqual(await nights(), [...booked, '13 hold'])
  assert.equal((await booking()).checkOut, '2030-07-13', 'nothing has changed until it is paid')
  await payDifference(await latest())
  await settle()
  assert.equal((await latest()).state, 'applied')
  assert.deepEqual(await nights(), [...booked, '13 booking'])
  const now = await booking()
  assert.deepEqual([now.checkOut, now.total.minor, now.paid.minor], ['2030-07-14', threeMinor + nightMinor, threeMinor + nightMinor])
  const host = threeHostMinor + nightHostMinor
  assert.deepEqual(await balances(), { provider: -(threeMinor + nightMinor), booking: 0, host, fees: fees + nightFees })
})

inEachStay('a guest leaves a night out: it is free, and the difference goes back at once', async (stay) => {
  const { ben, ana, eve, lakeside, proposed, accepted, nights, booking, balances, refunds, settle, confirmed } = stay
  const { id, difference } = await proposed(ben, july(10, 12))
  assert.equal(difference.minor, -nightMinor)
  assert.equal((await accepted(ana, id)).state, 'applied')
  await settle()
  assert.deepEqual(await nights(), booked.slice(0, 2))
  assert.deepEqual(await refunds(), [[threeMinor, nightMinor]])
  const host = threeHostMinor - nightHostMinor
  assert.deepEqual(await balances(), { provider: -(threeMinor - nightMinor), booking: 0, host, fees: fees - nightFees })
  assert.deepEqual([(await booking()).total.minor, (await booking()).refunded.minor], [threeMinor - nightMinor, nightMinor])
  await confirmed(eve, { listingId: lakeside, ...july(12, 13) })
})

inEachStay('a host proposes too; the guest agrees, and nothing moves but the nights', async (stay) => {
  const { ben, ana, proposed, accepted, nights, balances, booking, db, settle } = stay
  const { id, difference } = await proposed(ana, july(12, 15))
  assert.equal(difference.minor, 0)
  const before = await balances()
  assert.equal((await accepted(ben, id)).state, 'applied')
  assert.deepEqual(await nights(), ['12 booking', '13 booking', '14 booking'])
  assert.deepEqual(await balances(), before)
  assert.equal((await db.selectFrom('refund').selectAll().execute()).length, 0)
  assert.equal((await booking()).checkIn, '2030-07-12')
  stay.clock.set('2030-07-10T16:00:00Z')
  await settle()
  assert.equal((await booking()).state, 'confirmed', 'the old day of arrival means nothing any more')
  stay.clock.set('2030-07-12T16:00:00Z')
  await settle()
  assert.equal((await booking()).state, 'in_stay')
})

inEachStay('a host who proposes more is paid more: the guest says yes and pays within 15 minutes', async (stay) => {
  const { ben, ana, proposed, accepted, payDifference, booking, clock } = stay
  const { id } = await proposed(ana, july(10, 15))
  const yes = await accepted(ben, id)
  assert.equal(Date.parse(yes.until ?? '') - clock.now(), 15 * 60_000)
  await payDifference(yes)
  assert.equal((await booking()).total.minor, threeMinor + 2 * nightMinor)
})

inEachStay('called off after it was altered, all comes back over both payments, each once and to the cent', async (stay) => {
  const { ben, ana, proposed, accepted, payDifference, cancel, balances, refunds, settle, nights, latest } = stay
  await accepted(ana, (await proposed(ben, july(10, 14))).id)
  await payDifference(await latest())
  const off = await cancel(ben)
  assert.equal(off.json<{ refund: { minor: number } }>().refund.minor, threeMinor + nightMinor)
  await settle()
  assert.deepEqual(await refunds(), [
    [nightMinor, nightMinor],
    [threeMinor, threeMinor],
  ])
  assert.deepEqual(await balances(), { provider: 0, booking: 0, host: 0, fees: 0 })
  assert.deepEqual(await nights(), [])
})

inEachStay('added and then left out again, the latest payment goes back first, and what is left is what it costs', async (stay) => {
  const { ben, ana, proposed, accepted, payDifference, balances, refunds, settle, latest, cancel } = stay
  await accepted(ana, (await proposed(ben, july(10, 14))).id)
  await payDifference(await latest())
  await accepted(ana, (await proposed(ben, july(10, 12))).id)
  await settle()
  assert.deepEqual(await refunds(), [
    [nightMinor, nightMinor],
    [threeMinor, nightMinor],
  ])
  assert.equal((await balances()).provider, -(threeMinor - nightMinor))
  await cancel(ben)
  await settle()
  assert.deepEqual(await balances(), { provider: 0, booking: 0, host: 0, fees: 0 })
})

inEachStay('the price of today is for what is added; if it changes before the answer, nobody is bound', async (stay) => {
  const { ben, ana, as, lakeside, proposed, answer, preview, nights, booking } = stay
  const { id } = await proposed(ben, july(10, 14))
  const dearer = { from: '2030-07-01', to: '2030-08-01', nightly: { minor: 20_000, currency: 'EUR' } }
  assert.equal((await as(ana).put(`/listings/${lakeside}/nights`, dearer)).statusCode, 200)
  const refused = await answer(ana, id, 'acceptance')
  assert.deepEqual([refused.statusCode, refused.json<Code>().code], [409, 'price_changed'])
  assert.deepEqual([await nights(), (await booking()).total.minor], [booked, threeMinor])
  const anew = await preview(ben, july(10, 14))
  assert.equal(anew.json<{ difference: { minor: number } }>().difference.minor, 20_800, 'the three nights stay as agreed')
})

inEachStay('one at a time: declined, withdrawn or lapsed it is over, and the next may be proposed', async (stay) => {
  const { ben, ana, propose, proposed, answer, clock, settle, latest, nights } = stay
  const code = async (reply: ReturnType<typeof propose>) => {
    const { statusCode, json } = await reply
    return [statusCode, json<Code>().code]
  }
  const first = await proposed(ben, july(10, 14))
  assert.deepEqual(await code(propose(ana, july(10, 15))), [409, 'alteration_open'])
  assert.equal((await answer(ana, first.id, 'decline')).statusCode, 200)
  assert.deepEqual(await code(answer(ana, first.id, 'acceptance')), [409, 'alteration_not_open'])
  const second = await proposed(ana, july(10, 15))
  assert.equal((await answer(ana, second.id, 'withdrawal')).statusCode, 200)
  assert.deepEqual(await code(answer(ben, second.id, 'acceptance')), [409, 'alteration_not_open'])
  const third = await proposed(ben, july(10, 14))
  clock.pass(24 * 60 * 60_000)
  assert.deepEqual(await code(answer(ana, third.id, 'acceptance')), [409, 'alteration_not_open'], 'its time is up, job or not')
  await settle()
  assert.equal((await latest()).state, 'lapsed')
  assert.deepEqual(await nights(), booked)
  await proposed(ben, july(10, 14))
})

inEachStay('only the two sides know of it, and each may do only its own part', async (stay) => {
  const { ben, ana, eve, otto, as, id, propose, proposed, answer, newHost, accepted } = stay
  const one = await proposed(ben, july(10, 14))
  const hugo = await newHost('Hugo')
  for (const stranger of [eve, otto, hugo]) {
    assert.equal((await as(stranger).get(`/bookings/${id}/alterations`)).statusCode, 404)
    assert.equal((await as(stranger).post(`/bookings/${id}/alterations/preview`, july(10, 15))).statusCode, 404)
    assert.equal((await propose(stranger, july(10, 15))).statusCode, 404)
    for (const way of ['acceptance', 'decline', 'withdrawal'] as const) assert.equal((await answer(stranger, one.id, way)).statusCode, 404)
  }
  assert.equal((await answer(ben, one.id, 'acceptance')).json<Code>().code, 'own_proposal')
  assert.equal((await answer(ben, one.id, 'decline')).json<Code>().code, 'own_proposal')
  assert.equal((await answer(ana, one.id, 'withdrawal')).json<Code>().code, 'not_your_proposal')
  assert.equal(
    (await as(ben).post(`/bookings/${id}/alterations/${id}/acceptance`, undefined, 'no-such')).json<Code>().code,
    'alteration_not_found',
  )
  assert.equal((await as(ana).post(`/bookings/${id}/alterations/${one.id}/acceptance`)).statusCode, 400, 'a key is needed')
  await accepted(ana, one.id)
  assert.equal((await answer(ana, one.id, 'withdrawal')).json<Code>().code, 'not_your_proposal', 'whether to pay is the guest’s')
})

inEachStay('what cannot be had is refused by name', async (stay) => {
  const { ben, ana, eve, lakeside, preview, proposed, answer, confirmed, cancel, nights, booking, propose } = stay
  const code = async (to: object) => (await preview(ben, to)).json<Code>().code
  assert.equal(await code(july(10, 13)), 'nothing_to_alter')
  assert.equal(await code({ ...july(10, 13), adults: 9 }), 'too_many_guests')
  assert.equal(await code({ ...july(10, 13), pets: 1 }), 'too_many_pets')
  assert.equal(await code({ checkIn: '2030-05-01', checkOut: '2030-05-03', adults: 2 }), 'dates_past')
  assert.equal(await code({ checkIn: '2033-05-01', checkOut: '2033-05-03', adults: 2 }), 'dates_too_far')
  assert.equal(await code(july(13, 13)), 'stay_empty')
  const stale = await propose(ben, july(10, 14), { expectedTotal: { minor: 5, currency: 'EUR' } })
  assert.deepEqual([stale.statusCode, stale.json<Code>().code], [409, 'price_changed'])
  const longer = await proposed(ben, july(10, 14))
  await confirmed(eve, { listingId: lakeside, ...july(13, 16) })
  const sold = await answer(ana, longer.id, 'acceptance')
  assert.deepEqual([sold.statusCode, sold.json<Code>().code], [409, 'nights_taken'], 'sold meanwhile')
  assert.deepEqual([await nights(), (await booking()).total.minor], [booked, threeMinor])
  await cancel(ben)
  assert.equal(await code(july(10, 12)), 'booking_not_alterable')
})

inEachStay('who has arrived may stay longer or leave earlier, but not arrive again', async (stay) => {
  const { ben, ana, clock, settle, preview, proposed, accepted, nights, booking, balances } = stay
  clock.set('2030-07-11T12:00:00Z')
  await settle()
  assert.equal((await preview(ben, july(11, 14))).json<Code>().code, 'arrived_already')
  assert.equal((await preview(ben, july(10, 11))).json<Code>().code, 'dates_past')
  await accepted(ana, (await proposed(ben, july(10, 12))).id)
  await settle()
  assert.deepEqual(await nights(), booked.slice(0, 2))
  assert.equal((await balances()).booking, 0)
  clock.set('2030-07-12T10:00:00Z')
  await settle()
  assert.equal((await booking()).state, 'completed')
})

inEachStay('a key that is forgotten brings its proposal back, and never another in its place', async ({ as, ben, id, db, preview }) => {
  const propose = async (to: object) => {
    await db.deleteFrom('idempotency_key').execute()
    const expectedTotal = (await preview(ben, to)).json<{ after: { total: object } }>().after.total
    return as(ben).post(`/bookings/${id}/alterations`, { ...to, expectedTotal }, 'one-key')
  }
  const first = (await propose(july(10, 14))).json<{ id: string }>()
  assert.equal((await propose(july(10, 14))).json<{ id: string }>().id, first.id)
  for (const other of [july(10, 15), { ...july(10, 14), adults: 1 }]) {
    const reply = await propose(other)
    assert.deepEqual([reply.statusCode, reply.json<Code>().code], [422, 'idempotency_key_reused'])
  }
})
