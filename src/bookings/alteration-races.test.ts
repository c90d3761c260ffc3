import assert from 'node:assert/strict'
import { inEachStay, july, nightMinor, threeHostMinor, threeMinor, type AlteredStay } from '../../test/alteration-world.ts'

const booked = ['10 booking', '11 booking', '12 booking']
const untouched = { provider: -threeMinor, booking: 0, host: threeHostMinor, fees: threeMinor - threeHostMinor }
const gone = { provider: 0, booking: 0, host: 0, fees: 0 }

/** A night more, accepted and not paid yet. */
async function awaiting({ ben, ana, proposed, accepted, latest }: AlteredStay) {
  await accepted(ana, (await proposed(ben, july(10, 14))).id)
  return latest()
}

inEachStay('not paid in time the added night is free again, and the stay is as it was', async (stay) => {
  const { nights, clock, settle, latest, balances, booking, eve, confirmed, lakeside } = stay
  const { until } = await awaiting(stay)
  clock.set(new Date(Date.parse(until ?? '') - 1).toISOString())
  await settle()
  assert.deepEqual(await nights(), [...booked, '13 hold'])
  clock.pass(1)
  await settle()
  assert.deepEqual([(await latest()).state, await nights()], ['unpaid', booked])
  assert.deepEqual([await balances(), (await booking()).total.minor], [untouched, threeMinor])
  await confirmed(eve, { listingId: lakeside, ...july(13, 14) })
})

inEachStay('a guest who will not pay after all says so: the page is closed first, then the night is free', async (stay) => {
  const { ben, answer, settle, latest, nights } = stay
  const { id } = await awaiting(stay)
  assert.equal((await answer(ben, id, 'withdrawal')).statusCode, 200)
  await settle()
  assert.deepEqual([(await latest()).state, await nights()], ['unpaid', booked])
})

inEachStay('paid in the last moment, before the page could be closed, it is altered all the same', async (stay) => {
  const { app, clock, settle, latest, nights, pay } = stay
  const { until, payment } = await awaiting(stay)
  clock.set(new Date(Date.parse(until ?? '') + 60_000).toISOString())
  const paid = pay({ payment: { url: payment?.url ?? '' } })
  await Promise.all([paid, app.worker.runDue()])
  await settle()
  const isApplied = (await latest()).state === 'applied'
  assert.deepEqual(await nights(), isApplied ? [...booked, '13 booking'] : booked)
  assert.equal((await stay.balances()).provider, isApplied ? -(threeMinor + nightMinor) : -threeMinor)
})

inEachStay('money that comes late takes the night again where it is free', async (stay) => {
  const { settle, latest, nights, payDifference, endHold, balances } = stay
  const one = await awaiting(stay)
  await endHold(one.id)
  assert.deepEqual(await nights(), booked)
  await payDifference(one)
  await settle()
  assert.deepEqual([(await latest()).state, await nights()], ['applied', [...booked, '13 booking']])
  assert.equal((await balances()).booking, 0)
})

inEachStay('money that comes late goes back whole where somebody else has the night, and only once', async (stay) => {
  const { eve, confirmed, lakeside, settle, latest, nights, payDifference, endHold, balances, refunds, cancel, db, id } = stay
  const one = await awaiting(stay)
  await endHold(one.id)
  const other = await confirmed(eve, { listingId: lakeside, ...july(13, 14) })
  await payDifference(one)
  await settle()
  assert.deepEqual([(await latest()).state, await nights()], ['overtaken', booked])
  assert.deepEqual(await refunds(), [[nightMinor, nightMinor]])
  // The night is free again, and the same news comes once more: the money has gone back already.
  await stay.as(eve).post(`/bookings/${other.id}/cancellation`, {}, 'eve-off')
  await settle()
  await db.updateTable('job').set({ state: 'ready' }).where('kind', '=', 'bookings.paid').execute()
  await settle()
  assert.deepEqual([(await latest()).state, await nights()], ['overtaken', booked])
  await cancel(stay.ben)
  await settle()
  assert.deepEqual(await balances(), gone)
  assert.equal((await db.selectFrom('refund').selectAll().where('amount_minor', '=', nightMinor).execute()).length, 1, id)
})

inEachStay('called off while the difference waits, every night is free, and what is paid then goes back', async (stay) => {
  const { ana, cancel, settle, latest, nights, balances, payDifference } = stay
  const one = await awaiting(stay)
  await cancel(stay.ben)
  assert.deepEqual([(await latest()).state, await nights()], ['overtaken', []])
  await payDifference(one).catch(() => undefined)
  await settle()
  assert.deepEqual(await balances(), gone)
  assert.equal((await stay.propose(ana, july(10, 12))).statusCode, 409)
})

inEachStay('the host calls it off while a change is proposed: nothing of it is left', async (stay) => {
  const { ana, ben, proposed, cancel, settle, answer, latest, nights, balances } = stay
  const { id } = await proposed(ben, july(10, 14))
  assert.equal((await cancel(ana)).statusCode, 200)
  assert.equal((await answer(ana, id, 'acceptance')).statusCode, 409)
  await settle()
  assert.deepEqual([(await latest()).state, await nights(), await balances()], ['overtaken', [], gone])
})

inEachStay('called off and accepted at once: one of the two holds, never half of each', async (stay) => {
  const { ben, ana, proposed, answer, cancel, settle, latest, nights, balances, booking } = stay
  for (const to of [july(10, 14), july(11, 13)]) {
    const before = await booking()
    if (before.state !== 'confirmed') return
    const { id } = await proposed(ben, to)
    const [yes, off] = await Promise.all([answer(ana, id, 'acceptance'), cancel(ben)])
    await settle()
    assert.ok(yes.statusCode === 200 || off.statusCode === 200)
    if (off.statusCode === 200) assert.deepEqual([await nights(), await balances()], [[], gone])
    else {
      assert.equal(off.statusCode, 409, off.payload)
      assert.ok(['awaiting_payment', 'applied'].includes((await latest()).state))
      await answer(ben, id, 'withdrawal')
      await settle()
    }
  }
})

inEachStay('two answers, or two proposals, at once: one counts', async (stay) => {
  const { ben, ana, propose, answer, settle, latest, nights, balances, db } = stay
  const proposals = await Promise.all([
    propose(ben, july(10, 12)),
    propose(ana, july(11, 13)),
    propose(ben, july(10, 15)),
    propose(ana, july(10, 12)),
  ])
  assert.equal(proposals.filter(({ statusCode }) => statusCode === 201).length, 1)
  assert.equal((await db.selectFrom('alteration').selectAll().where('open_of', 'is not', null).execute()).length, 1)
  const open = await latest()
  await answer(ben, open.id, 'withdrawal')
  await answer(ana, open.id, 'withdrawal')
  const { id } = await stay.proposed(ben, july(10, 12))
  const answers = await Promise.all([
    answer(ana, id, 'acceptance'),
    answer(ana, id, 'acceptance'),
    answer(ana, id, 'decline'),
    answer(ben, id, 'withdrawal'),
  ])
  await settle()
  assert.equal(answers.filter(({ statusCode }) => statusCode === 200).length, 1, answers.map(({ payload }) => payload).join('\n'))
  const applied = (await latest()).state === 'applied'
  assert.deepEqual(await nights(), applied ? booked.slice(0, 2) : booked)
  assert.deepEqual([(await balances()).booking, (await balances()).provider], [0, applied ? -(threeMinor - nightMinor) : -threeMinor])
})

inEachStay('a guest books the added night while the host accepts it: one of the two has it', async (stay) => {
  const { ben, ana, eve, lakeside, proposed, answer, book, nights, db } = stay
  const { id } = await proposed(ben, july(10, 14))
  const [yes, other] = await Promise.all([answer(ana, id, 'acceptance'), book(eve, { listingId: lakeside, ...july(13, 14) })])
  assert.deepEqual([yes.statusCode === 200, other.statusCode === 201].filter(Boolean).length, 1, `${yes.payload} ${other.payload}`)
  assert.equal((await nights()).includes('13 hold'), yes.statusCode === 200)
  assert.equal((await db.selectFrom('night_claim').selectAll().execute()).filter(({ night }) => night === '2030-07-13').length, 1)
})
