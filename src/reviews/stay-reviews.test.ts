import assert from 'node:assert/strict'
import { test } from 'node:test'
import { databases } from '../../test/databases.ts'
import { agreedStay } from '../../test/stays.ts'
import { newWorld, type Person, type World } from '../../test/world.ts'
import { saveState } from '../bookings/store.ts'
import { calendarDate } from '../kernel/calendar-date.ts'
import { write } from '../platform/db.ts'
import { saveImportedReviews } from './save-imported-reviews.ts'

const stars = (each: number) => ({ cleanliness: each, accuracy: each, checkIn: each, communication: each, location: each, value: each })
const fromGuest = (rating: number, text = 'Warm and quiet.') => ({ rating, categories: stars(rating), text, privateNote: 'The tap drips.' })
const fromHost = (rating: number, text = 'Left it tidy.') => ({ rating, text })
/** Three nights from 2 June; out by 10:00 in Lisbon. */
const departure = '2030-06-05T09:00:00Z'
const lastMoment = '2030-06-19T08:59:59.999Z'
const closed = '2030-06-19T09:00:00Z'

type Said = { text: string; privateNote: string } | null
type Reviews = { canReview: boolean; published: boolean; mine: Said; theirs: Said }

function onEachWorld(title: string, run: (world: World) => Promise<void>): void {
  for (const database of databases()) {
    test(`${title} [${database.name}]`, { skip: database.skip }, async (t) => {
      const world = await newWorld({ database })
      t.after(world.stop)
      await run(world)
    })
  }
}

const from = calendarDate('2030-06-02')
const stayOf = async (world: World, guest: Person) => (await agreedStay(world.deps, { listingId: world.lakeside, guest }, from)).id
/** Without money: nobody has paid by rows. */
async function calledOff(world: World, guest: Person): Promise<string> {
  const booking = await agreedStay(world.deps, { listingId: world.lakeside, guest }, from)
  assert.ok(booking.state.name === 'confirmed')
  const refund = { minor: 0, currency: booking.snapshot.quote.total.currency }
  const state = { ...booking.state, name: 'cancelled', cancelledAt: world.clock.now(), by: 'guest', refund } as const
  await write(world.db, async (tx) => assert.ok(await saveState(tx, booking, state)))
  return booking.id
}
const say = async (world: World, who: Person | null, id: string, body: object) => world.as(who).post(`/bookings/${id}/reviews`, body)
const codeOf = (reply: { statusCode: number; json: () => { code?: string } }) => `${reply.statusCode} ${reply.json().code ?? ''}`.trim()
const reviews = async (world: World, who: Person, id: string) => (await world.as(who).get(`/bookings/${id}/reviews`)).json<Reviews>()
const listed = async (world: World) =>
  (await world.as(null).get(`/listings/${world.lakeside}/reviews`)).json<{
    items: { author: string; body: string; nights: number | null; imported: boolean; postedOn: string }[]
    rating: { average: number | null; count: number }
    summary: { distribution: { stars: number; count: number }[]; categories: { category: string; average: number }[] }
  }>()

onEachWorld('both reviews appear together as soon as both are in, and count', async (world) => {
  const { ana, ben, clock } = world
  const id = await stayOf(world, ben)
  clock.set(departure)
  assert.equal(codeOf(await say(world, ben, id, fromGuest(3, 'First thoughts.'))), '201')
  assert.equal(codeOf(await say(world, ben, id, fromGuest(5))), '200', 'until then it can be said anew')
  await world.settle()
  assert.deepEqual((await listed(world)).rating, { average: null, count: 0 })
  assert.deepEqual((await reviews(world, ana, id)).theirs, null)

  assert.equal((await say(world, ana, id, fromHost(4))).json<Reviews>().theirs?.privateNote, 'The tap drips.')
  await world.settle()
  const { items, rating, summary } = await listed(world)
  assert.deepEqual(rating, { average: 5, count: 1 })
  assert.deepEqual(
    items.map(({ author, body, nights, imported, postedOn }) => [author, body, nights, imported, postedOn]),
    [['Ben', 'Warm and quiet.', 3, false, '2030-06-05']],
  )
  assert.deepEqual(summary.distribution[0], { stars: 5, count: 1 })
  assert.deepEqual(summary.categories[0], { category: 'cleanliness', average: 5 })
  assert.equal(JSON.stringify(items).includes('drips'), false)
  assert.equal((await reviews(world, ben, id)).theirs?.text, 'Left it tidy.')
  for (const [who, body] of [
    [ben, fromGuest(1)],
    [ana, fromHost(1)],
  ] as const)
    assert.equal(codeOf(await say(world, who, id, body)), '409 reviews_published')
})

onEachWorld('after 14 days what is there is published, and nobody writes any more', async (world) => {
  const { ana, ben, clock } = world
  const [id, unsaid] = [await stayOf(world, ben), await stayOf(world, world.eve)]
  clock.set(departure)
  await world.settle()
  clock.set(lastMoment)
  assert.equal(codeOf(await say(world, ben, id, fromGuest(2))), '201')
  await world.settle()
  assert.equal((await listed(world)).rating.count, 0)
  clock.set(closed)
  assert.equal(codeOf(await say(world, ana, id, fromHost(5))), '409 reviews_closed')
  assert.equal((await reviews(world, ana, id)).theirs, null, 'the job has not run')
  await world.settle()
  assert.deepEqual((await listed(world)).rating, { average: 2, count: 1 })
  assert.equal((await reviews(world, ana, id)).theirs?.text, 'Warm and quiet.')
  assert.equal(codeOf(await say(world, ana, id, fromHost(5))), '409 reviews_published')
  assert.deepEqual(await reviews(world, ana, unsaid).then(({ published, theirs }) => [published, theirs]), [true, null])
})

onEachWorld('only who was there may say anything, each of what is theirs to say, and not before it is over', async (world) => {
  const { ana, ben, eve, otto, clock } = world
  const id = await stayOf(world, ben)
  const off = await calledOff(world, ben)
  assert.equal(codeOf(await say(world, ben, id, fromGuest(5))), '409 stay_not_over')
  clock.set(departure)
  assert.equal(codeOf(await say(world, ben, off, fromGuest(5))), '409 stay_not_over', 'nobody stayed there')
  assert.equal(codeOf(await say(world, null, id, fromGuest(5))), '401 sign_in_required')
  for (const who of [eve, otto]) {
    assert.equal(codeOf(await say(world, who, id, fromGuest(5))), '404 booking_not_found')
    assert.equal((await world.as(who).get(`/bookings/${id}/reviews`)).statusCode, 404)
  }
  assert.equal(codeOf(await say(world, ben, id, fromHost(5))), '422 categories_missing')
  assert.equal(codeOf(await say(world, ana, id, fromGuest(5))), '422 not_for_hosts')
  for (const wrong of [
    { rating: 0 },
    { rating: 6 },
    { rating: 4.5 },
    { text: '   ' },
    { text: 'x'.repeat(4001) },
    { privateNote: 'x'.repeat(2001) },
  ])
    assert.equal(codeOf(await say(world, ben, id, { ...fromGuest(5), ...wrong })), '400 invalid_request')
})

onEachWorld('both are asked how it was when the stay is over, once, and never about one that was called off', async (world) => {
  await calledOff(world, world.eve)
  const id = await stayOf(world, world.ben)
  world.clock.set(departure)
  await world.settle()
  world.clock.set(closed)
  await world.settle()
  const mails = await world.db
    .selectFrom('mail')
    .select(['recipient', 'subject', 'text_body'])
    .where('subject', 'like', 'How was%')
    .execute()
  assert.deepEqual(
    new Map(mails.map(({ recipient, subject }) => [recipient, subject])),
    new Map([
      [world.ana.email, 'How was your guest at Lakeside?'],
      [world.ben.email, 'How was Lakeside?'],
    ]),
  )
  assert.equal(mails.length, 2)
  assert.ok(mails.some(({ text_body: text }) => text.includes(`/trips/${id}/review`)))
  assert.ok(mails.every(({ text_body: text }) => text.includes('19 June 2030')))
})

onEachWorld('imported reviews count beside our own and stay marked', async (world) => {
  const imported = {
    listingId: world.lakeside,
    sourceId: '1',
    authorName: 'Tove',
    body: 'Lovely.',
    postedOn: calendarDate('2029-01-01'),
    rating: 3,
    categories: { cleanliness: 2, accuracy: 3, checkIn: 3, communication: 3, location: 5, value: 3 },
  }
  await write(world.db, (tx) => saveImportedReviews(tx, world.deps, { source: 'elsewhere', reviews: [imported] }))
  const id = await stayOf(world, world.ben)
  world.clock.set(departure)
  await say(world, world.ben, id, fromGuest(4))
  await say(world, world.ana, id, fromHost(4))
  await world.settle()
  const { items, rating, summary } = await listed(world)
  assert.deepEqual(rating, { average: 3.5, count: 2 })
  assert.deepEqual(
    items.map(({ author, imported: marked }) => [author, marked]),
    [
      ['Ben', false],
      ['Tove', true],
    ],
  )
  assert.deepEqual(
    summary.distribution.map(({ count }) => count),
    [0, 1, 1, 0, 0],
  )
  assert.deepEqual(
    summary.categories.map(({ average }) => average),
    [3, 3.5, 3.5, 3.5, 4.5, 3.5],
  )
  const search = await world.as(null).get('/search?bbox=-9.3,38.5,-8.9,38.9')
  assert.deepEqual(search.json<{ results: { rating: unknown }[] }>().results[0]?.rating, { average: 3.5, count: 2 })
})

onEachWorld('both sides writing at the same moment always end up published, and no count is lost', async (world) => {
  const guests = await Promise.all(Array.from({ length: 12 }, (_, index) => world.newGuest(`Guest${index}`)))
  const stays = await Promise.all(guests.map(async (guest) => ({ guest, id: await stayOf(world, guest) })))
  world.clock.set(departure)
  await Promise.all(stays.flatMap(({ guest, id }) => [say(world, guest, id, fromGuest(5)), say(world, world.ana, id, fromHost(5))]))
  for (const { guest, id } of stays) assert.equal((await reviews(world, guest, id)).published, true)
  assert.deepEqual((await listed(world)).rating, { average: 5, count: 12 })
})
