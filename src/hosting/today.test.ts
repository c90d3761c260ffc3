import assert from 'node:assert/strict'
import { inEachTown } from '../../test/desk-world.ts'
import type { World } from '../../test/world.ts'
import { replaceImported } from '../calendar/import-ranges.ts'
import { calendarDate } from '../kernel/calendar-date.ts'
import { write } from '../platform/db.ts'

type Named = { guest: { name: string }; unit: string; checkIn: string }
type Waiting = {
  kind: string
  listing: { title: string }
  from?: string
  until?: string
  source?: string
  bookingId?: string
  guest?: string
  by?: string
}
type Today = {
  day: string
  homes: number
  coming: Named[]
  going: Named[]
  staying: Named[]
  changeovers: { unit: string; next: { day: string; guest: string } | null }[]
  waiting: Waiting[]
  month: { nightsBooked: number; nightsOnOffer: number; owed: { minor: number; currency: string }[] }
  owed: { minor: number; currency: string }[]
  nightsFree: number
  nextArrival: Named | null
  week: { day: string; coming: number; going: number; blocked: string[] }[]
}

const todayOf = async ({ as, ana }: World): Promise<Today> => {
  const reply = await as(ana).get('/hosting/today')
  assert.equal(reply.statusCode, 200, reply.payload)
  return reply.json<Today>()
}
const names = (visits: readonly Named[]) => visits.map(({ guest }) => guest.name)

inEachTown(
  'a host reads who comes, goes and stays, and which home changes hands',
  async (world) => {
    const { lakeside, confirmed, clock } = world
    const [cem, dov, fay] = [await world.newGuest('Cem'), await world.newGuest('Dov'), await world.newGuest('Fay')]
    await confirmed(cem, { listingId: lakeside, checkIn: '2030-06-05', checkOut: '2030-06-07' })
    await confirmed(dov, { listingId: lakeside, checkIn: '2030-06-07', checkOut: '2030-06-10' })
    await confirmed(fay, { listingId: lakeside, checkIn: '2030-06-06', checkOut: '2030-06-09' })
    clock.set('2030-06-07T09:00:00Z')
    const today = await todayOf(world)
    assert.equal(today.day, '2030-06-07')
    assert.deepEqual([names(today.coming), names(today.going), names(today.staying)], [['Dov'], ['Cem'], ['Fay']])
    assert.equal(today.changeovers.length, 1)
    assert.deepEqual(today.changeovers[0]?.next, { day: '2030-06-07', from: '16:00', guest: 'Dov' })
    assert.equal(today.coming[0]?.unit, today.changeovers[0]?.unit)
    assert.deepEqual(
      today.week.map(({ day, coming, going }) => [day.slice(8), coming, going]),
      [
        ['08', 0, 0],
        ['09', 0, 1],
        ['10', 0, 1],
        ['11', 0, 0],
        ['12', 0, 0],
        ['13', 0, 0],
        ['14', 0, 0],
      ],
    )
    assert.deepEqual([today.month.nightsBooked, today.month.nightsOnOffer], [8, 60])
    assert.equal(today.nightsFree, 14 - 5)
  },
  2,
)

inEachTown("what a month brings is the ledger's, and the next arrival is named", async (world) => {
  const { lakeside, confirmed, ben, ana, balance } = world
  await confirmed(ben, { listingId: lakeside, checkIn: '2030-06-05', checkOut: '2030-06-08' })
  await confirmed(ben, { listingId: lakeside, checkIn: '2030-07-05', checkOut: '2030-07-06' })
  const today = await todayOf(world)
  const owed = await balance(`host:${ana.hostId}`)
  assert.deepEqual(today.owed, [owed])
  assert.deepEqual(today.month.owed, [{ minor: 32_786, currency: 'EUR' }])
  assert.equal(owed.minor, 32_786 + 13_386)
  assert.equal(today.nextArrival?.checkIn, '2030-06-05')
})

inEachTown('two parties at one door wait at the top, with the evening by which it must be sorted out', async (world) => {
  const { lakeside, lakesideUnits, confirmed, ben, deps } = world
  await confirmed(ben, { listingId: lakeside, checkIn: '2030-06-10', checkOut: '2030-06-14' })
  const [unitId] = lakesideUnits
  assert.ok(unitId)
  const range = { from: calendarDate('2030-06-12'), until: calendarDate('2030-06-16') }
  await write(deps.db, (tx) => replaceImported(tx, deps, { listingId: lakeside, unitId, source: 'elsewhere', ranges: [range] }))
  const { waiting } = await todayOf(world)
  assert.equal(waiting.length, 1)
  const { kind, from, until, source, guest, by } = waiting[0] ?? assert.fail()
  assert.deepEqual(
    { kind, from, until, source, guest, by },
    { kind: 'conflict', from: '2030-06-12', until: '2030-06-14', source: 'elsewhere', guest: 'Ben', by: '2030-06-12T15:00:00.000Z' },
  )
})

inEachTown('a stay that is over waits for what its host says of it, until they have said it or the time is over', async (world) => {
  const { as, ana, ben, lakeside, confirmed, clock, settle } = world
  const first = await confirmed(ben, { listingId: lakeside, checkIn: '2030-06-02', checkOut: '2030-06-04' })
  const second = await confirmed(ben, { listingId: lakeside, checkIn: '2030-06-05', checkOut: '2030-06-08' })
  const waits = async () => (await todayOf(world)).waiting.map(({ kind, bookingId, guest, until }) => ({ kind, bookingId, guest, until }))
  const one = { kind: 'review', bookingId: first.id, guest: 'Ben', until: '2030-06-18T09:00:00.000Z' }
  const two = { kind: 'review', bookingId: second.id, guest: 'Ben', until: '2030-06-22T09:00:00.000Z' }
  clock.set('2030-06-04T08:59:59Z')
  assert.deepEqual(await waits(), [])
  clock.set('2030-06-08T09:00:00Z')
  await settle()
  assert.deepEqual(await waits(), [one, two])
  const stars = { cleanliness: 5, accuracy: 5, checkIn: 5, communication: 5, location: 5, value: 5 }
  assert.equal((await as(ben).post(`/bookings/${first.id}/reviews`, { rating: 5, categories: stars, text: 'Lovely.' })).statusCode, 201)
  assert.deepEqual(await waits(), [one, two], 'what the guest wrote changes nothing')
  assert.equal((await as(ana).post(`/bookings/${second.id}/reviews`, { rating: 5, text: 'Tidy.' })).statusCode, 201)
  assert.deepEqual(await waits(), [one])
  clock.set('2030-06-18T08:59:59Z')
  assert.deepEqual(await waits(), [one])
  clock.set('2030-06-18T09:00:00Z')
  assert.deepEqual(await waits(), [])
})

inEachTown('a home that nobody can see yet waits to be finished, and counts for nothing', async (world) => {
  const { as, ana, lakeside } = world
  const facts = (await as(ana).get(`/listings/${lakeside}`)).json<Record<string, unknown>>()
  const made = await as(ana).post('/listings', {
    title: 'The Boathouse',
    placeType: 'entire',
    propertyType: 'house',
    town: 'Portmerrow',
    exact: facts.location,
    capacity: 2,
    bedrooms: 1,
    beds: 1,
    bathrooms: 1,
    instantBook: true,
    policy: 'flexible',
    currency: 'EUR',
  })
  assert.equal(made.statusCode, 201, made.payload)
  const today = await todayOf(world)
  assert.deepEqual(
    today.waiting.map(({ kind, listing }) => [kind, listing.title]),
    [['unfinished', 'The Boathouse']],
  )
  assert.deepEqual([today.homes, today.month.nightsOnOffer, today.nightsFree], [2, 30, 7])
})

inEachTown("nobody's desk is anybody else's: a guest and a stranger get none, another host an empty one", async (world) => {
  const { as, ben, newHost, confirmed, lakeside } = world
  await confirmed(ben, { listingId: lakeside, checkIn: '2030-06-05', checkOut: '2030-06-08' })
  for (const path of ['/hosting/today', '/hosting/money']) {
    assert.equal((await as(null).get(path)).statusCode, 401)
    assert.equal((await as(ben).get(path)).statusCode, 403)
  }
  const nils = await newHost('Nils')
  const today = (await as(nils).get('/hosting/today')).json<Today>()
  assert.deepEqual([today.homes, today.coming, today.owed, today.waiting, today.nextArrival], [0, [], [], [], null])
  assert.deepEqual((await as(nils).get('/hosting/money?year=2030')).json(), { year: 2030, months: [], owed: [] })
})
