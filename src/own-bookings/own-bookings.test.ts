import assert from 'node:assert/strict'
import { inEachTown } from '../../test/desk-world.ts'
import type { World } from '../../test/world.ts'
import type { Db } from '../platform/db.ts'

type Own = { id: string; unit: { id: string }; checkIn: string; checkOut: string; version: number; guest: { name: string } }
type Code = { code: string }

const stay = { checkIn: '2030-07-10', checkOut: '2030-07-13' }
const rosa = { guestName: 'Rosa', guestPhone: '+351 912 000 000', note: 'Rang on Monday.', adults: 2 }
const nightsOf = (db: Db) => db.selectFrom('night_claim').select(['unit_id', 'night', 'kind', 'claim_id']).orderBy('night').execute()
const make = ({ as, ana, lakeside }: World, over: object = {}, key = 'first') =>
  as(ana).post('/hosting/bookings', { listingId: lakeside, ...stay, ...rosa, ...over }, key)
const made = async (world: World, over: object = {}, key = 'first') => {
  const reply = await make(world, over, key)
  assert.equal(reply.statusCode, 201, reply.payload)
  return reply.json<Own>()
}
const change = ({ as, ana }: World, own: Own, over: object) =>
  as(ana).put(`/hosting/bookings/${own.id}`, { ...stay, ...rosa, version: own.version, ...over })

inEachTown('what a host gives away by phone no guest can have, and no money moves', async (world) => {
  const { db, as, ana, ben, lakeside, quote, book } = world
  const own = await made(world)
  const nights = await nightsOf(db)
  assert.deepEqual(
    nights.map(({ night, kind, claim_id }) => [night, kind, claim_id]),
    ['10', '11', '12'].map((day) => [`2030-07-${day}`, 'own', own.id]),
  )
  const wanted = { listingId: lakeside, checkIn: '2030-07-12', checkOut: '2030-07-14' }
  assert.equal((await quote(ben, wanted)).json<{ free: boolean }>().free, false)
  const refused = await book(ben, wanted)
  assert.deepEqual([refused.statusCode, refused.json<Code>().code], [409, 'nights_taken'])
  assert.equal((await db.selectFrom('payment').selectAll().execute()).length, 0)
  assert.equal((await db.selectFrom('ledger_posting').selectAll().execute()).length, 0)
  const read = await as(ana).get(`/hosting/bookings/${own.id}`)
  assert.deepEqual(read.json<Own>(), own)
})

inEachTown('said twice under one key it is one booking, and a sold night is not given away', async (world) => {
  const { db, ben, lakeside, confirmed } = world
  const own = await made(world)
  assert.equal((await made(world)).id, own.id, 'the first answer again')
  assert.equal((await db.selectFrom('own_booking').selectAll().execute()).length, 1)
  const without = await world.as(world.ana).post('/hosting/bookings', { listingId: lakeside, ...stay, ...rosa })
  assert.equal(without.statusCode, 400, 'a key is needed')
  await confirmed(ben, { listingId: lakeside, checkIn: '2030-08-01', checkOut: '2030-08-03' })
  const refused = await make(world, { checkIn: '2030-08-02', checkOut: '2030-08-05' }, 'second')
  assert.deepEqual([refused.statusCode, refused.json<Code>().code], [409, 'nights_taken'])
  assert.equal((await nightsOf(db)).filter(({ night }) => night >= '2030-08-03').length, 0, 'none or all')
})

inEachTown('a key that is forgotten brings its booking back, and never another in its place', async (world) => {
  const { db } = world
  const own = await made(world)
  const forget = () => db.deleteFrom('idempotency_key').execute()
  await forget()
  assert.equal((await made(world)).id, own.id)
  for (const other of [{ checkOut: '2030-07-14' }, { adults: 3 }, { guestName: 'Inês' }, { unitId: own.unit.id, note: '' }]) {
    await forget()
    const reply = await make(world, other)
    assert.deepEqual([reply.statusCode, reply.json<Code>().code], [422, 'idempotency_key_reused'], JSON.stringify(other))
  }
  await forget()
  assert.equal((await made(world, { unitId: own.unit.id })).id, own.id, 'the unit that it got')
})

inEachTown('twelve at once, guests and host, want one night: one has it', async (world) => {
  const { db, lakeside, book, newGuest } = world
  const guests = await Promise.all(Array.from({ length: 6 }, () => newGuest()))
  const night = { checkIn: '2030-07-10', checkOut: '2030-07-11' }
  const replies = await Promise.all([
    ...guests.map((guest) => book(guest, { listingId: lakeside, ...night })),
    ...guests.map((_, index) => make(world, night, `own-${index}`)),
  ])
  assert.deepEqual(
    replies.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b),
    [201, ...Array.from({ length: 11 }, () => 409)],
  )
  const won = await db.selectFrom('booking').select('id').execute()
  const own = await db.selectFrom('own_booking').select('id').execute()
  assert.deepEqual(
    (await nightsOf(db)).map(({ claim_id }) => claim_id),
    [...won, ...own].map(({ id }) => id),
  )
})

inEachTown('a change of dates takes and gives back the difference alone', async (world) => {
  const { db, as, ben, lakeside, quote } = world
  const own = await made(world)
  const later = await change(world, own, { checkIn: '2030-07-11', checkOut: '2030-07-15', guestName: 'Rosa M.' })
  assert.equal(later.statusCode, 200, later.payload)
  assert.deepEqual([later.json<Own>().version, later.json<Own>().guest.name], [2, 'Rosa M.'])
  assert.deepEqual(
    (await nightsOf(db)).map(({ night }) => night),
    ['11', '12', '13', '14'].map((day) => `2030-07-${day}`),
  )
  const first = await quote(ben, { listingId: lakeside, checkIn: '2030-07-10', checkOut: '2030-07-11' })
  assert.equal(first.json<{ free: boolean }>().free, true)
  const stale = await change(world, own, {})
  assert.deepEqual([stale.statusCode, stale.json<Code>().code], [409, 'own_booking_changed'])
  const gone = await as(world.ana).delete(`/hosting/bookings/${own.id}`)
  assert.equal(gone.statusCode, 200, gone.payload)
  assert.deepEqual(await nightsOf(db), [])
  assert.equal((await as(world.ana).get(`/hosting/bookings/${own.id}`)).statusCode, 404)
})

inEachTown('a change onto nights that somebody has changes nothing at all', async (world) => {
  const { db, ben, lakeside, confirmed } = world
  const own = await made(world)
  await confirmed(ben, { listingId: lakeside, checkIn: '2030-07-14', checkOut: '2030-07-16' })
  const before = await nightsOf(db)
  const refused = await change(world, own, { checkIn: '2030-07-12', checkOut: '2030-07-15' })
  assert.deepEqual([refused.statusCode, refused.json<Code>().code], [409, 'nights_taken'])
  assert.deepEqual(await nightsOf(db), before)
  const [row] = await db.selectFrom('own_booking').selectAll().execute()
  assert.deepEqual([row?.check_in, row?.version], ['2030-07-10', 1])
})

inEachTown(
  'in a house of many rooms it goes where there is room, and may move to another',
  async (world) => {
    const { db, lakesideUnits } = world
    const [one, two] = [await made(world), await made(world, {}, 'second')]
    assert.notEqual(one.unit.id, two.unit.id)
    assert.equal((await make(world, {}, 'third')).statusCode, 409, 'the house is full')
    const taken = await change(world, one, { unitId: two.unit.id })
    assert.equal(taken.json<Code>().code, 'nights_taken')
    const moved = await change(world, one, { checkIn: '2030-07-13', checkOut: '2030-07-15', unitId: two.unit.id })
    assert.equal(moved.statusCode, 200, moved.payload)
    assert.equal((await nightsOf(db)).filter(({ unit_id }) => unit_id === two.unit.id).length, 5)
    assert.equal((await change(world, two, { unitId: '00000000-0000-4000-8000-000000000000' })).json<Code>().code, 'unit_not_found')
    assert.equal(lakesideUnits.length, 2)
  },
  2,
)

inEachTown('only its own host sees it, changes it or takes it away', async (world) => {
  const { as, ben, lakeside, newHost } = world
  const own = await made(world)
  const hugo = await newHost('Hugo')
  assert.equal((await as(hugo).get(`/hosting/bookings/${own.id}`)).statusCode, 404)
  assert.equal((await as(hugo).put(`/hosting/bookings/${own.id}`, { ...stay, ...rosa, version: 1 })).statusCode, 404)
  assert.equal((await as(hugo).delete(`/hosting/bookings/${own.id}`)).statusCode, 404)
  assert.equal((await as(hugo).post('/hosting/bookings', { listingId: lakeside, ...stay, ...rosa }, 'his')).statusCode, 404)
  assert.equal((await as(ben).get(`/hosting/bookings/${own.id}`)).statusCode, 403)
  assert.deepEqual((await as(hugo).get('/hosting/bookings?from=2030-07-01&to=2030-07-31')).json(), { items: [] })
})

inEachTown('what is over, or further ahead than can be booked, is not taken down', async (world) => {
  const code = async (over: object, key: string) => (await make(world, over, key)).json<Code>().code
  assert.equal(await code({ checkIn: '2030-05-30', checkOut: '2030-06-01' }, 'past'), 'dates_past')
  assert.equal(await code({ checkIn: '2032-07-06', checkOut: '2032-07-08' }, 'far'), 'dates_too_far')
  assert.equal(await code({ checkIn: '2030-07-06', checkOut: '2030-07-06' }, 'none'), 'stay_empty')
  const tonight = await make(world, { checkIn: '2030-05-31', checkOut: '2030-06-02' }, 'tonight')
  assert.equal(tonight.statusCode, 201, 'somebody who came yesterday and stays')
})

inEachTown('the desk tells of it: why a night is taken, who comes and who goes', async (world) => {
  const { as, ana, lakeside, clock } = world
  const own = await made(world)
  const calendar = await as(ana).get(`/hosting/calendar?from=2030-07-01&to=2030-08-01&listing=${lakeside}`)
  type Run = { kind: string; booking: null; own: { id: string; guest: string } | null }
  const [run] = calendar.json<{ homes: { units: { runs: Run[] }[] }[] }>().homes[0]?.units[0]?.runs ?? []
  assert.deepEqual([run?.kind, run?.booking, run?.own?.id, run?.own?.guest], ['own', null, own.id, 'Rosa'])
  type Today = { coming: Visit[]; going: Visit[]; month: { nightsBooked: number }; changeovers: object[]; nightsFree: number }
  type Visit = { kind: string; bookingId: string; guest: { phone: string } }
  const today = async () => (await as(ana).get('/hosting/today')).json<Today>()
  clock.set('2030-07-10T09:00:00Z')
  const arrival = await today()
  assert.deepEqual(
    arrival.coming.map(({ kind, bookingId, guest }) => [kind, bookingId, guest.phone]),
    [['own', own.id, '+351 912 000 000']],
  )
  assert.deepEqual([arrival.month.nightsBooked, arrival.nightsFree], [3, 4])
  clock.set('2030-07-13T07:00:00Z')
  const departure = await today()
  assert.deepEqual([departure.coming.length, departure.going.length, departure.changeovers.length], [0, 1, 1])
})

inEachTown('nights that the host keeps are open again only when they say so; given back, an import gets what it wanted', async (world) => {
  const { as, ana, lakeside, db } = world
  await as(ana).put(`/listings/${lakeside}/calendar`, { from: '2030-07-12', to: '2030-07-14', open: false })
  assert.equal((await make(world)).json<Code>().code, 'nights_taken')
  const own = await made(world, { checkOut: '2030-07-12' }, 'shorter')
  const set = await as(ana).put(`/listings/${lakeside}/calendar`, { from: '2030-07-11', to: '2030-07-14', open: false })
  assert.deepEqual(set.json<{ conflicts: string[] }>().conflicts, ['2030-07-11'], 'the guest keeps it')
  await as(ana).delete(`/hosting/bookings/${own.id}`)
  assert.deepEqual(
    (await nightsOf(db)).map(({ night, kind }) => [night, kind]),
    ['11', '12', '13'].map((day) => [`2030-07-${day}`, 'block']),
  )
})
