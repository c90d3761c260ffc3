import assert from 'node:assert/strict'
import { inEachTown } from '../../test/desk-world.ts'
import type { Person, World } from '../../test/world.ts'
import { hourMs, minuteMs } from '../kernel/clock.ts'
import { account } from '../ledger/accounts.ts'

type Shown = {
  id: string
  state: string
  instantBook: boolean
  request: { at: string; answerBy: string | null } | null
  expired: { why: string } | null
  declinedAt: string | null
  cancelled: { by: string; refund: { minor: number } } | null
  guest: { name: string; phone: string; note: string }
  listing: { exact: boolean }
  payment: { state: string } | null
  paid: { minor: number }
  refunded: { minor: number }
}

const threeNights = { checkIn: '2030-06-12', checkOut: '2030-06-15' }
const totalMinor = 35_152
let keys = 0
const newKey = () => `key-${(keys += 1)}`

/** Ana's barn, whose guests ask first, and what people do about it. */
async function newBarn(world: World) {
  const { as, ben, book, pay, newListing, db } = world
  const { listingId } = await newListing({ facts: { title: 'The Barn', instantBook: false } })
  const bookingOf = async (id: string, who: Person = ben) => (await as(who).get(`/bookings/${id}`)).json<Shown>()
  const held = async (stay = threeNights, who: Person = ben) => {
    const made = await book(who, { listingId, ...stay })
    assert.equal(made.statusCode, 201, made.payload)
    return made.json<{ id: string; payment: { url: string | null } }>()
  }
  const asked = async (stay = threeNights, who: Person = ben) => {
    const booking = await held(stay, who)
    await pay(booking)
    return booking.id
  }
  const answer = (who: Person, id: string, what: 'acceptance' | 'decline' | 'cancellation', key = newKey()) =>
    as(who).post(`/bookings/${id}/${what}`, what === 'cancellation' ? {} : undefined, key)
  const claims = async () => (await db.selectFrom('night_claim').select(['kind', 'claim_id']).execute()).map(({ kind }) => kind)
  const intents = async () =>
    (await db.selectFrom('sandbox_object').select('body').where('kind', '=', 'payment_intent').execute()).map(
      ({ body }) => (JSON.parse(body) as { status: string }).status,
    )
  const mails = async () => {
    const rows = await db.selectFrom('mail').selectAll().execute()
    return rows.map(({ recipient, subject, text_body: body }) => ({ to: recipient, subject, text: body }))
  }
  const subjects = async () => (await mails()).map(({ to, subject }) => `${to.split('-')[0]}: ${subject.split(': ')[0]}`).toSorted()
  return { ...world, listingId, held, asked, answer, bookingOf, claims, intents, mails, subjects }
}

const codeOf = ({ payload }: { payload: string }) => (JSON.parse(payload) as { code: string }).code
const isEmpty = async ({ balance, ana }: World, id: string) => {
  for (const name of ['provider:clearing', account.booking(id as never), account.host(ana.hostId as never), 'fees:guest', 'fees:host']) {
    assert.equal((await balance(name)).minor, 0, name)
  }
}

inEachTown('a guest asks, the host says yes, and only then the money is taken and the stay booked', async (town) => {
  const barn = await newBarn(town)
  const { ana, ben, as, listingId, asked, answer, bookingOf, claims, intents, settle, balance, subjects, mails } = barn
  const id = await asked()
  const open = await bookingOf(id)
  assert.deepEqual([open.state, open.instantBook, open.paid.minor, open.payment?.state], ['requested', false, 0, 'authorised'])
  assert.deepEqual(open.request, { at: '2030-06-01T12:00:00.000Z', answerBy: '2030-06-02T12:00:00.000Z' })
  assert.equal(open.listing.exact, false, 'the door is for who has booked')
  assert.deepEqual([await claims(), await intents()], [['hold', 'hold', 'hold'], ['requires_capture']])
  await isEmpty(town, id)
  assert.deepEqual(await subjects(), ['ana: Ben asks for The Barn, 12–15 June 2030', 'ben: Asked'])
  type Calendar = {
    homes: { listing: { id: string }; units: { runs: { kind: string; booking: { answerBy: string | null } | null }[] }[] }[]
  }
  const inCalendar = async () => {
    const seen = (await as(ana).get('/hosting/calendar?from=2030-06-01&to=2030-07-01')).json<Calendar>()
    const runs = seen.homes.find(({ listing }) => listing.id === listingId)?.units[0]?.runs ?? []
    return runs.map(({ kind, booking }) => [kind, booking?.answerBy])
  }
  assert.deepEqual(await inCalendar(), [['hold', '2030-06-02T12:00:00.000Z']], 'the host sees until when to answer')
  const toAna = (await mails()).find(({ to }) => to.startsWith('ana'))
  assert.match(toAna?.text ?? '', /by 2 June 2030, 13:00, Portmerrow time/)
  assert.match(toAna?.text ?? '', new RegExp(`/host/reservations/${id}`))

  const key = newKey()
  const yes = await answer(ana, id, 'acceptance', key)
  assert.deepEqual([yes.statusCode, yes.json()], [200, { id, state: 'accepting' }])
  assert.equal((await answer(ana, id, 'acceptance', key)).payload, yes.payload, 'the same key repeats the answer')
  assert.equal(codeOf(await answer(ana, id, 'acceptance')), 'booking_not_requested')
  await settle()
  assert.deepEqual(await inCalendar(), [['booking', null]])
  const done = await bookingOf(id)
  assert.deepEqual([done.state, done.paid.minor, done.listing.exact, done.request], ['confirmed', totalMinor, true, null])
  assert.deepEqual([await claims(), await intents()], [['booking', 'booking', 'booking'], ['succeeded']])
  assert.equal((await balance('provider:clearing')).minor, -totalMinor)
  assert.equal((await balance(account.host(ana.hostId as never))).minor, 32_786)
  assert.deepEqual((await subjects()).slice(1), ['ana: Booked', 'ben: Asked', 'ben: Your host said yes'])
  assert.equal((await bookingOf(id, ana)).guest.name, ben.name)
})

inEachTown('a host says no: nothing is taken, and the nights are free once the bank has let go', async (town) => {
  const barn = await newBarn(town)
  const { ana, asked, answer, bookingOf, claims, intents, settle, subjects } = barn
  const id = await asked()
  const no = await answer(ana, id, 'decline')
  assert.deepEqual(no.json(), { id, state: 'declined' })
  assert.deepEqual([(await claims()).length, await intents()], [3, ['canceled']], 'the nights wait until we have heard of it')
  await settle()
  const over = await bookingOf(id)
  assert.deepEqual([over.state, over.paid.minor, over.payment?.state], ['declined', 0, 'voided'])
  assert.ok(over.declinedAt)
  assert.deepEqual(await claims(), [])
  await isEmpty(town, id)
  assert.ok((await subjects()).includes('ben: Your host said no'))
  for (const what of ['acceptance', 'decline'] as const) assert.equal(codeOf(await answer(ana, id, what)), 'booking_not_requested')
  assert.equal(
    await asked()
      .then((again) => bookingOf(again))
      .then(({ state }) => state),
    'requested',
    'the nights can be had again',
  )
})

inEachTown('who takes a request back pays nothing, and the host hears of it', async (town) => {
  const barn = await newBarn(town)
  const { ana, ben, asked, answer, bookingOf, claims, intents, settle, subjects } = barn
  const id = await asked()
  const back = await answer(ben, id, 'cancellation')
  assert.deepEqual(back.json(), { id, state: 'cancelled', refund: { minor: 0, currency: 'EUR' } })
  await settle()
  const over = await bookingOf(id)
  assert.deepEqual([over.state, over.cancelled?.by, over.cancelled?.refund.minor], ['cancelled', 'guest', 0])
  assert.deepEqual([await claims(), await intents()], [[], ['canceled']])
  await isEmpty(town, id)
  assert.ok((await subjects()).includes('ana: Taken back'))
  assert.equal(codeOf(await answer(ana, id, 'acceptance')), 'booking_not_requested')
  assert.equal((await bookingOf(id, ana)).guest.phone, '', 'what came to nothing tells the host a name and no more')
})

inEachTown('an operator ends a request: nothing is taken, the nights go free, and both hear why', async (town) => {
  const barn = await newBarn(town)
  const { ana, ben, otto, as, asked, answer, bookingOf, claims, intents, settle, mails, clock } = barn
  const id = await asked()
  const open = (await as(otto).get(`/operator/bookings/${id}`)).json<{ canCancel: boolean; canRefund: boolean; preview: null }>()
  assert.deepEqual([open.canCancel, open.canRefund, open.preview], [true, false, null])
  const end = (body: object, key: string) =>
    as(otto).post(`/operator/bookings/${id}/cancellation`, { reason: 'A stolen card.', ...body }, key)
  const some = { kind: 'amount', amount: { minor: 1, currency: 'EUR' } }
  const nothingPaid = await end({ refund: some }, 'some')
  assert.deepEqual([nothingPaid.statusCode, codeOf(nothingPaid)], [422, 'more_than_paid'])
  assert.equal((await bookingOf(id)).state, 'requested')

  const done = await end({}, 'end')
  assert.deepEqual([done.statusCode, done.json()], [200, { id, state: 'cancelled', refund: { minor: 0, currency: 'EUR' } }])
  assert.equal((await end({}, 'end')).payload, done.payload, 'the same key repeats the answer')
  assert.equal(codeOf(await end({}, 'again')), 'booking_not_cancellable')
  await settle()
  const over = await bookingOf(id)
  assert.deepEqual([over.state, over.cancelled?.by, over.payment?.state], ['cancelled', 'operator', 'voided'])
  assert.deepEqual([await claims(), await intents()], [[], ['canceled']])
  await isEmpty(town, id)
  for (const { email } of [ben, ana]) {
    const told = (await mails()).filter(({ to, text }) => to === email && text.includes('Why: A stolen card.'))
    assert.equal(told.length, 1, `${email} is told once`)
  }
  assert.equal(codeOf(await answer(ana, id, 'acceptance')), 'booking_not_requested')
  const { history } = (await as(otto).get(`/operator/bookings/${id}`)).json<{ history: Record<string, unknown>[] }>()
  const { what, by, operator, reason } = history.at(-1) ?? {}
  assert.deepEqual([what, by, operator, reason], ['cancelled', 'operator', 'Otto', 'A stolen card.'])
  clock.pass(24 * hourMs)
  await settle()
  assert.equal((await bookingOf(id)).state, 'cancelled', 'what was to end it in time finds nothing to end')
})

inEachTown('the nights of a request that an operator ends may stay blocked, and what a host has accepted is not ended', async (town) => {
  const { ana, otto, as, asked, answer, claims, settle, bookingOf } = await newBarn(town)
  const end = (id: string, nights: 'free' | 'blocked') =>
    as(otto).post(`/operator/bookings/${id}/cancellation`, { reason: 'Closed.', nights }, newKey())
  const first = await asked()
  assert.equal((await end(first, 'blocked')).statusCode, 200)
  await settle()
  assert.deepEqual(await claims(), ['block', 'block', 'block'])

  const second = await asked({ checkIn: '2030-06-20', checkOut: '2030-06-22' })
  const [yes, off] = await Promise.all([answer(ana, second, 'acceptance'), end(second, 'free')])
  const codes = [yes.statusCode, off.statusCode].toSorted((a, b) => a - b)
  assert.deepEqual(codes, [200, 409], `one of the two: ${yes.payload} ${off.payload}`)
  await settle()
  assert.equal((await bookingOf(second)).state, yes.statusCode === 200 ? 'confirmed' : 'cancelled')

  const third = await asked({ checkIn: '2030-06-24', checkOut: '2030-06-26' })
  await answer(ana, third, 'acceptance')
  assert.equal(codeOf(await end(third, 'free')), 'booking_not_cancellable')
})

inEachTown('a request that gets no answer in a day is over: both are told, nothing was taken', async (town) => {
  const barn = await newBarn(town)
  const { ana, asked, answer, bookingOf, claims, intents, settle, clock, subjects } = barn
  const id = await asked()
  clock.pass(24 * hourMs - 1)
  await settle()
  assert.equal((await bookingOf(id)).state, 'requested')
  clock.pass(1)
  assert.equal(codeOf(await answer(ana, id, 'acceptance')), 'request_overdue')
  await settle()
  const over = await bookingOf(id)
  assert.deepEqual([over.state, over.expired?.why], ['expired', 'unanswered'])
  assert.deepEqual([await claims(), await intents()], [[], ['canceled']])
  await isEmpty(town, id)
  const told = await subjects()
  assert.ok(told.includes('ana: Time is up') && told.includes('ben: No answer'))
})

inEachTown('the host’s time never reaches beyond the arrival, and too late nobody asks at all', async (town) => {
  const barn = await newBarn(town)
  const { asked, bookingOf, clock, quote, ben, listingId, settle } = barn
  clock.set('2030-06-12T12:00:00Z') // arrival at 16:00 in Lisbon: three hours away
  const id = await asked()
  assert.equal((await bookingOf(id)).request?.answerBy, '2030-06-12T15:00:00.000Z')
  clock.pass(3 * hourMs)
  await settle()
  assert.equal((await bookingOf(id)).state, 'expired')
  const later = { listingId, checkIn: '2030-06-13', checkOut: '2030-06-15' }
  clock.set('2030-06-13T13:45:00Z')
  assert.equal((await quote(ben, later)).statusCode, 200)
  clock.pass(1)
  const late = await quote(ben, later)
  assert.deepEqual([late.statusCode, codeOf(late)], [422, 'too_late_to_ask'])
})

inEachTown('a bank that lets go of the money ends the request, and the charge says until when it can be had', async (town) => {
  const barn = await newBarn(town)
  const { ana, asked, answer, bookingOf, claims, settle, clock, db, subjects } = barn
  const [early, late] = [await asked(), await asked({ checkIn: '2030-06-20', checkOut: '2030-06-22' })]
  // As if this bank kept it for two hours only: what the charge says counts, not what is usual.
  const charges = await db.selectFrom('sandbox_object').select(['id', 'body']).where('kind', '=', 'charge').execute()
  assert.equal(charges.length, 2)
  await answer(ana, early, 'acceptance')
  await settle()
  assert.equal((await bookingOf(early)).state, 'confirmed')
  const held = JSON.parse(charges.at(-1)?.body ?? '{}') as { held: { captureBefore: number } }
  clock.pass(held.held.captureBefore - clock.now())
  await settle()
  const over = await bookingOf(late)
  assert.deepEqual([over.state, over.expired?.why], ['expired', 'unanswered'])
  assert.equal((await claims()).length, 3)
  assert.ok((await subjects()).includes('ben: No answer'))
})

inEachTown('a hold for a request that nobody pays ends as any other', async (town) => {
  const barn = await newBarn(town)
  const { held, bookingOf, clock, settle, claims } = barn
  const { id } = await held()
  clock.pass(15 * minuteMs)
  await settle()
  const over = await bookingOf(id)
  assert.deepEqual([over.state, over.expired?.why], ['expired', 'unpaid'])
  assert.deepEqual(await claims(), [])
})

inEachTown('a request is answered by its host alone: guests may not, and strangers and operators see nothing of it', async (town) => {
  const barn = await newBarn(town)
  const { ana, ben, eve, otto, as, asked, answer, bookingOf, newHost } = barn
  const id = await asked()
  const other = await newHost('Hugo')
  for (const what of ['acceptance', 'decline'] as const) {
    const own = await answer(ben, id, what)
    assert.deepEqual([own.statusCode, codeOf(own)], [403, 'only_the_host_answers'])
    for (const stranger of [eve, other, otto]) {
      const reply = await answer(stranger, id, what)
      assert.deepEqual([reply.statusCode, codeOf(reply)], [404, 'booking_not_found'], stranger.name)
    }
    assert.equal((await as(null).post(`/bookings/${id}/${what}`, undefined, newKey())).statusCode, 401)
    assert.equal(codeOf(await as(ana).post(`/bookings/${id}/${what}`)), 'idempotency_key_missing')
    assert.equal((await answer(ana, 'not-an-id', what)).statusCode, 400)
  }
  assert.equal((await answer(eve, id, 'cancellation')).statusCode, 404)
  const byHost = await answer(ana, id, 'cancellation')
  assert.deepEqual([byHost.statusCode, codeOf(byHost)], [409, 'booking_not_cancellable'], 'a host declines instead')
  assert.equal((await bookingOf(id)).state, 'requested')
  assert.deepEqual((await bookingOf(id, ana)).guest, { name: 'Ben', phone: '', note: '' })
})

inEachTown('a stay that is booked at once has nothing to answer', async (town) => {
  const { confirmed, lakeside, ben, ana, as } = town
  const { id } = await confirmed(ben, { listingId: lakeside, ...threeNights })
  const yes = await as(ana).post(`/bookings/${id}/acceptance`, undefined, newKey())
  assert.deepEqual([yes.statusCode, codeOf(yes)], [409, 'booking_not_requested'])
})

inEachTown('requests show among what is ahead, declined ones among what is off, to both', async (town) => {
  const barn = await newBarn(town)
  const { ana, ben, as, asked, answer, settle } = barn
  const open = await asked()
  const off = await asked({ checkIn: '2030-06-20', checkOut: '2030-06-22' })
  await answer(ana, off, 'decline')
  await settle()
  const ids = async (who: Person, query: string) =>
    (await as(who).get(`/bookings?${query}`)).json<{ items: { id: string }[] }>().items.map(({ id }) => id)
  for (const [who, side] of [
    [ben, 'guest'],
    [ana, 'host'],
  ] as const) {
    assert.deepEqual(await ids(who, `as=${side}&show=ahead`), [open])
    assert.deepEqual(await ids(who, `as=${side}&show=off`), [off])
  }
})
