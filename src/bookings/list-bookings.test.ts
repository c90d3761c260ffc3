import assert from 'node:assert/strict'
import { inEachTown } from '../../test/desk-world.ts'
import type { Person, World } from '../../test/world.ts'

type Listed = { items: { id: string; state: string; checkIn: string; viewer: string }[]; nextCursor: string | null }

async function listed({ as }: World, who: Person, query: string): Promise<Listed> {
  const reply = await as(who).get(`/bookings?${query}`)
  assert.equal(reply.statusCode, 200, reply.payload)
  return reply.json<Listed>()
}

const arrivals = async (world: World, who: Person, query: string) =>
  (await listed(world, who, query)).items.map(({ checkIn }) => checkIn.slice(5))

/** Ben's stays at Ana's: two behind him, one going on, two ahead and one that he is paying, one called off, one never paid. */
async function yearOfStays(world: World): Promise<void> {
  const { lakeside: listingId, confirmed, book, as, ben, clock, settle } = world
  const stay = (checkIn: string, checkOut: string) => ({ listingId, checkIn: `2030-${checkIn}`, checkOut: `2030-${checkOut}` })
  await confirmed(ben, stay('06-02', '06-04'))
  await confirmed(ben, stay('06-05', '06-07'))
  await confirmed(ben, stay('06-09', '06-14'))
  await confirmed(ben, stay('08-01', '08-03'))
  await confirmed(ben, stay('07-01', '07-03'))
  const off = await confirmed(ben, stay('06-20', '06-22'))
  assert.equal((await as(ben).post(`/bookings/${off.id}/cancellation`, {}, 'off')).statusCode, 200)
  assert.equal((await book(ben, stay('06-25', '06-27'))).statusCode, 201)
  clock.set('2030-06-10T12:00:00Z')
  await settle()
  assert.equal((await book(ben, stay('07-10', '07-12'))).statusCode, 201)
}

inEachTown('a guest and a host each see who is here, who comes, who was there and what was called off, by arrival', async (world) => {
  const { ana, ben, eve } = world
  await yearOfStays(world)
  for (const [who, as] of [
    [ben, 'guest'],
    [ana, 'host'],
  ] as const) {
    assert.deepEqual(await arrivals(world, who, `as=${as}&show=now`), ['06-09'])
    assert.deepEqual(await arrivals(world, who, `as=${as}&show=ahead`), ['07-01', '07-10', '08-01'], 'soonest first, paid or not yet')
    assert.deepEqual(await arrivals(world, who, `as=${as}&show=past`), ['06-05', '06-02'], 'latest first')
    assert.deepEqual(await arrivals(world, who, `as=${as}&show=off`), ['06-25', '06-20'])
    const { items } = await listed(world, who, `as=${as}`)
    assert.equal(items.length, 8, 'all of them where nothing is asked for')
    assert.ok(items.every(({ viewer }) => viewer === as))
  }
  for (const [who, as] of [
    [ben, 'host'],
    [ana, 'guest'],
    [eve, 'guest'],
    [eve, 'host'],
  ] as const)
    for (const show of ['now', 'ahead', 'past', 'off']) assert.deepEqual(await arrivals(world, who, `as=${as}&show=${show}`), [])
  assert.equal((await world.as(null).get('/bookings?show=past')).statusCode, 401)
})

inEachTown('page by page each stay is told once, in order, two that begin on one day too', oneByOne, 3)

async function oneByOne(world: World): Promise<void> {
  const { lakeside: listingId, confirmed, book, ana, ben } = world
  for (const month of ['08', '07', '07']) await confirmed(ben, { listingId, checkIn: `2030-${month}-01`, checkOut: `2030-${month}-03` })
  assert.equal((await book(ben, { listingId, checkIn: '2030-08-01', checkOut: '2030-08-04' })).statusCode, 201, 'and one in another state')
  const seen: { id: string; checkIn: string }[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: Listed = await listed(world, ana, `as=host&show=ahead&limit=1${cursor && `&cursor=${cursor}`}`)
    assert.equal(page.items.length, 1)
    seen.push(...page.items)
    cursor = page.nextCursor
  }
  assert.deepEqual(
    seen.map(({ checkIn }) => checkIn),
    ['2030-07-01', '2030-07-01', '2030-08-01', '2030-08-01'],
  )
  assert.equal(new Set(seen.map(({ id }) => id)).size, 4)
  const refused = await world.as(ana).get('/bookings?as=host&show=ahead&cursor=1_2')
  assert.equal(refused.statusCode, 400)
  assert.equal(refused.json<{ code: string }>().code, 'bad_cursor')
}
