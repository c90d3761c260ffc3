import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forEachDatabase } from '../../test/databases.ts'
import { inEachTown } from '../../test/desk-world.ts'
import { newPayoutTown } from '../../test/payout-town.ts'
import { newTown, stay as stayFrom } from '../../test/town.ts'
import type { Person, World } from '../../test/world.ts'
import { calendarDate } from '../kernel/calendar-date.ts'
import { toIso } from '../kernel/clock.ts'
import type { BookingId } from '../kernel/ids.ts'
import { wallInstant, wallTime, type Zone } from '../kernel/zone.ts'
import { account } from '../ledger/accounts.ts'
import type { Booking } from './booking.ts'
import { cancelBooking } from './cancel-booking.ts'
import { markNoShow } from './mark-no-show.ts'
import { noShowFrom } from './no-show.ts'
import { passTime } from './pass-time.ts'

const totalMinor = 35_152
/** The night that began counts as slept and a flexible host keeps one more: a night and its part of the fees go back. */
const backMinor = 10_400
const hostKeepsMinor = 32_786 - 9_700
const eur = (minor: number) => ({ minor, currency: 'EUR' })

/** In from 16:00 in Lisbon's summer, an hour ahead of UTC; out by 10:00. */
const stay = (listingId: string) => ({ listingId, checkIn: '2030-07-01', checkOut: '2030-07-04' })
const evening = '2030-07-01T19:00:00Z'
const justBefore = (iso: string) => new Date(Date.parse(iso) - 1).toISOString()

type Seen = {
  state: string
  noShow: { at: string; refund: { minor: number } } | null
  noShowFrom: string
  refunded: { minor: number }
  listing: { exact: boolean; address: string | null }
  guest: { phone: string }
  canReview: boolean
}
const seenBy = async ({ as }: World, who: Person, id: string) => (await as(who).get(`/bookings/${id}`)).json<Seen>()
type Asked = { key: string; expectedRefund?: object }
const say = ({ as }: World, who: Person | null, id: string, { key, ...body }: Asked) => as(who).post(`/bookings/${id}/no-show`, body, key)
const subjects = async ({ db }: World, { email }: Person) =>
  (await db.selectFrom('mail').select(['subject', 'text_body']).where('recipient', '=', email).execute()).map(
    ({ subject, text_body: text }) => `${subject}\n${text}`,
  )

async function atEvening(world: World) {
  const booking = await world.confirmed(world.ben, stay(world.lakeside))
  world.clock.set(evening)
  await world.settle()
  return booking
}

inEachTown('nobody came: the guest gets what their own call would bring, the nights go free, the host is owed the rest', async (world) => {
  const { as, ana, ben, eve, otto, balance, settle } = world
  const { id } = await atEvening(world)
  const own = (await as(ben).get(`/bookings/${id}/cancellation-preview`)).json<{ refund: object }>()
  const preview = (await as(ana).get(`/bookings/${id}/no-show-preview`)).json<{ refund: object; host: { keeps: object } }>()
  assert.deepEqual([preview.refund, preview.host.keeps], [own.refund, eur(hostKeepsMinor)])
  assert.deepEqual(preview.refund, eur(backMinor))

  const said = await say(world, ana, id, { key: 'absent', expectedRefund: preview.refund })
  assert.deepEqual([said.statusCode, said.json()], [200, { id, state: 'no_show', refund: eur(backMinor) }])
  assert.equal((await say(world, ana, id, { key: 'absent', expectedRefund: preview.refund })).payload, said.payload, 'the same key again')
  await settle()

  const seen = await seenBy(world, ben, id)
  assert.deepEqual(
    [seen.state, seen.noShow, seen.refunded],
    ['no_show', { at: '2030-07-01T19:00:00.000Z', refund: eur(backMinor) }, eur(backMinor)],
  )
  assert.deepEqual([seen.listing.exact, seen.listing.address], [false, null], 'the door is for whoever comes next')
  const minor = async (name: string) => (await balance(name)).minor
  assert.equal(await minor(account.booking(id as BookingId)), 0)
  assert.equal(await minor(account.host(ana.hostId ?? assert.fail())), hostKeepsMinor)
  assert.equal(await minor(account.provider), backMinor - totalMinor)
  assert.equal((await minor(account.hostFees)) + (await minor(account.guestFees)), totalMinor - backMinor - hostKeepsMinor)

  const mine = (await subjects(world, ben)).find((mail) => mail.startsWith('Your host says that you did not come'))
  assert.match(mine ?? '', /€104\.00 goes back to your card[^]*tell us at once[^]*\/trips\//)
  const hers = (await subjects(world, ana)).find((mail) => mail.startsWith('Nobody came'))
  assert.match(hers ?? '', /€104\.00 goes back to the guest[^]*\/host\/reservations\//)
  await world.confirmed(eve, { listingId: world.lakeside, checkIn: '2030-07-02', checkOut: '2030-07-04' })

  const whole = (await as(otto).get(`/operator/bookings/${id}`)).json<{
    history: { what: string; by: string; amount: object }[]
    canRefund: boolean
    preview: null
  }>()
  assert.deepEqual(whole.history.map(({ what, by }) => `${what} by ${by}`).slice(2), ['no_show by host'])
  assert.deepEqual([whole.history[2]?.amount, whole.canRefund, whole.preview], [eur(backMinor), true, null])
})

inEachTown('a host says it from the evening of the arrival until the departure, however late the jobs of the stay come', async (world) => {
  const { ana, ben, clock, confirmed, lakeside, newListing, settle } = world
  const codeAt = async (id: string, at: string, key: string) => {
    clock.set(at)
    const reply = await say(world, ana, id, { key })
    return reply.statusCode === 200 ? reply.json<{ state: string }>().state : reply.json<{ code: string }>().code
  }
  const { id } = await confirmed(ben, stay(lakeside))
  assert.equal((await seenBy(world, ben, id)).noShowFrom, toIso(Date.parse(evening) as never))
  assert.equal(await codeAt(id, '2030-06-20T00:00:00Z', 'ahead'), 'too_early_for_no_show')
  assert.equal(await codeAt(id, justBefore(evening), 'afternoon'), 'too_early_for_no_show')
  // No job has run: the booking is still 'confirmed', and the hour alone counts.
  assert.equal(await codeAt(id, evening, 'evening'), 'no_show')
  const before = (await seenBy(world, ben, id)).noShow
  await settle()
  clock.set('2030-09-01T00:00:00Z')
  await settle()
  const after = await seenBy(world, ben, id)
  assert.deepEqual([after.state, after.noShow], ['no_show', before], 'its days come and change nothing')

  const { listingId } = await newListing()
  clock.set('2030-09-01T00:00:00Z')
  const last = await confirmed(ben, { listingId, checkIn: '2030-09-10', checkOut: '2030-09-12' })
  assert.equal(await codeAt(last.id, '2030-09-12T09:00:00Z', 'over'), 'booking_not_in_stay', 'it is over, whatever its state says')
  await settle()
  assert.equal(await codeAt(last.id, '2030-09-12T09:00:01Z', 'completed'), 'booking_not_in_stay')
})

inEachTown('nobody but its own host says it, once', async (world) => {
  const { as, ana, ben, eve, otto, newHost } = world
  const { id } = await atEvening(world)
  const other = await newHost('Olga')
  const refused = async (who: Person | null) => {
    const [said, shown] = [await say(world, who, id, { key: 'k' }), await as(who).get(`/bookings/${id}/no-show-preview`)]
    assert.equal(said.json<{ code: string }>().code, shown.json<{ code: string }>().code)
    return [said.statusCode, shown.statusCode, said.json<{ code: string }>().code]
  }
  assert.deepEqual(await refused(null), [401, 401, 'sign_in_required'])
  assert.deepEqual(await refused(ben), [403, 403, 'only_the_host_says'])
  for (const who of [eve, other, otto]) assert.deepEqual(await refused(who), [404, 404, 'booking_not_found'])
  assert.equal((await say(world, ana, id, { key: 'stale', expectedRefund: eur(1) })).json<{ code: string }>().code, 'refund_changed')
  assert.equal((await as(ana).post(`/bookings/${id}/no-show`, {})).statusCode, 400, 'money moves by key alone')
  assert.equal((await say(world, ana, id, { key: 'one' })).statusCode, 200)
  assert.deepEqual(await refused(ben), [403, 403, 'only_the_host_says'])
  assert.equal((await say(world, ana, id, { key: 'two' })).json<{ code: string }>().code, 'booking_not_in_stay')
  for (const who of [ben, ana]) {
    const off = await as(who).post(`/bookings/${id}/cancellation`, {}, 'off')
    assert.deepEqual([off.statusCode, off.json<{ code: string }>().code], [409, 'booking_not_cancellable'])
  }
})

inEachTown('nobody reviews a stay that did not take place, and the lists have it where things came to nothing', async (world) => {
  const { as, ana, ben, clock, settle } = world
  const { id } = await atEvening(world)
  assert.equal((await say(world, ana, id, { key: 'absent' })).statusCode, 200)
  clock.set('2030-07-05T12:00:00Z')
  await settle()
  const said = await as(ana).post(`/bookings/${id}/reviews`, { rating: 1, text: 'Never saw them.' }, 'review')
  assert.equal(said.json<{ code: string }>().code, 'stay_not_over')
  for (const who of [ben, ana]) assert.equal((await seenBy(world, who, id)).canReview, false)
  const ids = async (who: Person, query: string) =>
    (await as(who).get(`/bookings?${query}`)).json<{ items: { id: string }[] }>().items.map((item) => item.id)
  assert.deepEqual([await ids(ben, 'show=off'), await ids(ben, 'show=past')], [[id], []])
  assert.deepEqual([await ids(ana, 'as=host&show=off'), await ids(ana, 'as=host&show=now')], [[id], []])
})

inEachTown('other dates that were proposed are off the table, and what went back before is not given twice', async (world) => {
  const { as, ana, ben, otto, settle, balance, db } = world
  const { id } = await atEvening(world)
  const wanted = { checkIn: '2030-07-01', checkOut: '2030-07-03', adults: 2 }
  const { after } = (await as(ben).post(`/bookings/${id}/alterations/preview`, wanted)).json<{ after: { total: object } }>()
  const proposed = await as(ben).post(`/bookings/${id}/alterations`, { ...wanted, expectedTotal: after.total }, 'shorter')
  assert.equal(proposed.statusCode, 201, proposed.payload)
  const given = { reason: 'No light.', refund: { kind: 'lines', lines: [{ code: 'nights', amount: eur(10_000) }] } }
  assert.equal((await as(otto).post(`/operator/bookings/${id}/refunds`, given, 'given')).statusCode, 201)
  const own = (await as(ben).get(`/bookings/${id}/cancellation-preview`)).json<{ refund: { minor: number } }>()
  const said = await say(world, ana, id, { key: 'absent' })
  assert.deepEqual(said.json(), { id, state: 'no_show', refund: own.refund })
  assert.ok(own.refund.minor < backMinor)
  await settle()
  const { items } = (await as(ben).get(`/bookings/${id}/alterations`)).json<{ items: { state: string }[] }>()
  assert.deepEqual(
    items.map(({ state }) => state),
    ['overtaken'],
  )
  assert.equal((await balance(account.booking(id as BookingId))).minor, 0)
  const refunds = await db.selectFrom('refund').select('amount_minor').execute()
  const sum = refunds.reduce((total, { amount_minor: minor }) => total + minor, 0)
  assert.equal((await seenBy(world, ben, id)).refunded.minor, sum)
  assert.equal(sum, 10_000 + said.json<{ refund: { minor: number } }>().refund.minor)
})

const unsealed = async () => {}
const asGuest = ({ id, guestId }: Booking) => ({ bookingId: id, person: { userId: guestId, hostId: null }, expectedRefund: undefined })

forEachDatabase(
  'said twice, called off, and the stay moving on at the same moment: one of them holds, and money moves once',
  async (t, db) => {
    const town = await newTown(db)
    const ends = new Map<string, number>()
    for (let round = 0; round < 12; round++) {
      const [from, until] = [`2027-07-${10 + round}`, `2027-07-${11 + round}`]
      const booking = await town.confirmed(town.newGuest(), stayFrom(from, until))
      town.set(`${from}T19:00:00Z`)
      const absence = () => markNoShow(town, { bookingId: booking.id, person: town.ana, expectedRefund: undefined }, unsealed)
      const [one, two, off] = await Promise.all([
        absence(),
        absence(),
        cancelBooking(town, asGuest(booking), unsealed),
        // Whoever wins, the job has its turn again.
        round % 2 === 0 ? passTime(town, { bookingId: booking.id }).catch(() => {}) : undefined,
      ])
      const state = (await town.state(booking.id))?.name ?? ''
      ends.set(state, (ends.get(state) ?? 0) + 1)
      assert.deepEqual(
        [[one, two].filter(({ ok }) => ok).length, off.ok ? 1 : 0],
        state === 'no_show' ? [1, 0] : state === 'cancelled' ? [0, 1] : [0, 0],
        state,
      )
      await town.settle()
      const { paymentId } = booking.state
      const refund = [one, two, off].flatMap((done) =>
        done.ok && 'refund' in done.value.booking.state ? done.value.booking.state.refund.minor : [],
      )
      assert.equal(town.provider.refundedMinor(paymentId), refund[0] ?? 0)
      const nights = await db.selectFrom('night_claim').select('night').where('claim_id', '=', booking.id).execute()
      assert.equal(nights.length, state === 'in_stay' ? 1 : 0)
      town.set('2027-06-01T12:00:00Z')
    }
    t.diagnostic([...ends].map(([end, count]) => `${count} ${end}`).join(', '))
  },
)

forEachDatabase('the host is paid what they keep, when it was planned; what they had too much comes back', async (_, db) => {
  const town = await newPayoutTown(db)
  await town.connectAna()
  const absent = async (id: BookingId) => {
    assert.ok((await markNoShow(town, { bookingId: id, person: town.ana, expectedRefund: undefined }, unsealed)).ok)
    await town.settle()
  }
  const first = await town.stayOf()
  await town.goTo('2027-07-10T19:00:00Z')
  await absent(first.id)
  assert.deepEqual(await town.transfers(first.id), [], 'no sooner than planned')
  await town.goTo('2027-07-13T08:59:59Z')
  assert.deepEqual(await town.transfers(first.id), [], 'a host whom nobody has stayed with yet waits for the departure')
  await town.goTo('2027-07-13T09:00:00Z')
  assert.deepEqual(await town.transfers(first.id), [`sent ${hostKeepsMinor}`])
  await town.isTrue()

  const stayed = await town.stayOf('2027-08-01', '2027-08-04')
  await town.goTo('2027-08-04T09:00:00Z')
  assert.deepEqual(await town.transfers(stayed.id), ['sent 32786'], 'who did not come is nobody who stayed')
  const late = await town.stayOf('2027-08-10', '2027-08-14')
  await town.goTo('2027-08-11T15:00:00Z')
  const [sent] = await town.transfers(late.id)
  assert.equal(sent, 'sent 42486')
  // Whatever becomes of the refund, the host's part of it is fetched back at once.
  town.provider.goDown('before_effect')
  await absent(late.id)
  assert.deepEqual(await town.reversals(late.id), ['sent 19400'], 'one night has begun, a second is kept')
  await town.isTrue()
})

test('evening is at eight by the clocks of the place, or the arrival’s own hour where that is later', () => {
  const zone = 'America/St_Johns' as Zone
  const from = (checkInFrom: string, checkIn = '2027-03-14') => {
    const checkInAt = wallInstant(calendarDate(checkIn), wallTime(checkInFrom), zone)
    const booking = { stay: { checkIn: calendarDate(checkIn) }, snapshot: { zone }, checkInAt }
    return toIso(noShowFrom(booking as unknown as Booking))
  }
  assert.equal(from('16:00'), '2027-03-14T22:30:00.000Z')
  assert.equal(from('16:00', '2027-03-13'), '2027-03-13T23:30:00.000Z', 'before the clocks jump')
  assert.equal(from('22:00'), '2027-03-15T00:30:00.000Z')
})
