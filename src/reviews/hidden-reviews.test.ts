import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { databases } from '../../test/databases.ts'
import { agreedStay } from '../../test/stays.ts'
import { newWorld, type Person, type World } from '../../test/world.ts'
import type { Booking, Party } from '../bookings/booking.ts'
import { dayMs, hourMs, later } from '../kernel/clock.ts'
import { write } from '../platform/db.ts'
import { createHost } from '../accounts/host.ts'

/**
 * Two stays alike in everything but one thing: in the one the secret side writes its review, in the other it never does.
 * As long as that review is hidden, the other side, somebody signed in and a stranger must not be able to tell them apart.
 */
type Stay = Readonly<{ booking: Booking; guest: Person; host: Person }>
type Twins = Readonly<{ told: Stay; silent: Stay }>

type Event =
  | Readonly<{ do: 'secret_writes' | 'other_writes' | 'stranger_writes'; stars: number; text: string }>
  | Readonly<{ do: 'time_passes'; ms: number }>
  | Readonly<{ do: 'jobs_run' }>

const writing = fc.record({
  do: fc.constantFrom('secret_writes', 'secret_writes', 'other_writes', 'stranger_writes'),
  stars: fc.integer({ min: 1, max: 5 }),
  text: fc.string({ minLength: 1, maxLength: 40 }).map((text) => `said ${text.replace(/[^\w ]/g, '_')}`),
})
const events: fc.Arbitrary<Event[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: writing },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('time_passes' as const), ms: fc.integer({ min: hourMs, max: 6 * dayMs }) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('jobs_run' as const) }) },
  ),
  { minLength: 2, maxLength: 7 },
)

/** Most begin with something to hide. */
const stories = events.map((story): Event[] =>
  story.length % 4 === 0 ? story : [{ do: 'secret_writes', stars: 2, text: 'said before anybody else' }, ...story],
)

async function newStay(world: World): Promise<Stay> {
  const { deps } = world
  const [ana, ben] = [await world.newGuest('Ana'), await world.newGuest('Ben')]
  const hostId = await write(deps.db, (tx) => createHost(tx, deps, { userId: ana.userId, name: 'Ana' }))
  const { listingId } = await world.newListing({ hostId })
  const booking = await agreedStay(deps, { listingId, guest: ben })
  return { booking, guest: ben, host: { ...ana, hostId } }
}

const opinion = (side: Party, stars: number, text: string) => {
  const each = { cleanliness: stars, accuracy: stars, checkIn: stars, communication: stars, location: stars, value: stars }
  return { rating: stars, text, ...(side === 'guest' ? { categories: each, privateNote: `Quietly: ${text}` } : {}) }
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** Ids as the order in which they come: twins have other ids, and should otherwise be the same letter by letter. */
function nameless(text: string): string {
  const seen = new Map<string, string>()
  return (
    text
      .replace(/"requestId":"[^"]*"/g, '')
      // Where on the map a home is blurred to is chance.
      .replace(/"location":\{[^}]*\}/g, '')
      .replace(/(ana|ben)-[0-9a-f]{6}@/g, '$1@')
      .replace(uuid, (id) => seen.get(id) ?? (seen.set(id, `#${seen.size}`), `#${seen.size - 1}`))
  )
}

/** Everything one person can read of a stay. */
async function observed(world: World, { booking, guest, host }: Stay, who: Person | null): Promise<string[]> {
  const { id, listingId } = booking
  const paths = [
    `/bookings/${id}`,
    `/bookings/${id}/reviews`,
    `/bookings/${id}/cancellation-preview`,
    '/bookings?as=guest',
    '/bookings?as=host',
    `/listings/${listingId}`,
    `/listings/${listingId}/reviews`,
    `/listings/${listingId}/reviews?limit=1`,
    `/people/${guest.userId}`,
    `/people/${host.hostId}`,
    '/me',
    '/hosting/today',
  ]
  const seen: string[] = []
  for (const path of paths) {
    const reply = await world.as(who).get(path)
    seen.push(`${path} ${reply.statusCode} ${reply.payload}`)
  }
  const search = await world.as(who).get('/search?bbox=-9.3,38.5,-8.9,38.9&adults=2&limit=50')
  const found = search.json<{ results?: { listingId: string }[] }>().results?.find((each) => each.listingId === listingId)
  const mailed =
    who && (await world.db.selectFrom('mail').select(['subject', 'text_body', 'created_at']).where('recipient', '=', who.email).execute())
  return [...seen, JSON.stringify(found), JSON.stringify(mailed)].map((text) =>
    nameless(text.replaceAll(guest.userId, 'ben').replaceAll(host.userId, 'ana')),
  )
}

/** Lets an event happen to both twins alike, but for the secret side's writing. @returns what whoever did it was answered */
async function happen(world: World, { told, silent }: Twins, { event, secret }: { event: Event; secret: Party }): Promise<string[]> {
  const other = secret === 'guest' ? 'host' : 'guest'
  const post = async (stay: Stay, who: Person, side: Party) => {
    if (event.do === 'time_passes' || event.do === 'jobs_run') throw new Error('nothing to write')
    return world.as(who).post(`/bookings/${stay.booking.id}/reviews`, opinion(side, event.stars, event.text))
  }
  switch (event.do) {
    case 'time_passes':
      world.clock.pass(event.ms)
      return []
    case 'jobs_run':
      await world.settle()
      return []
    case 'secret_writes':
      await post(told, told[secret], secret)
      return []
    case 'other_writes': {
      const replies = [await post(told, told[other], other), await post(silent, silent[other], other)]
      return replies.map(({ statusCode, payload }) => `${statusCode} ${nameless(payload)}`)
    }
    case 'stranger_writes': {
      const replies = [await post(told, world.eve, other), await post(silent, world.eve, other)]
      return replies.map(({ statusCode, payload }) => `${statusCode} ${nameless(payload)}`)
    }
  }
}

const published = async (world: World, { booking, guest }: Stay) =>
  (await world.as(guest).get(`/bookings/${booking.id}/reviews`)).json<{ published: boolean }>().published

/** @returns how many comparisons were made while a review was hidden */
async function tellApart(world: World, secret: Party, story: readonly Event[]): Promise<number> {
  const twins = { told: await newStay(world), silent: await newStay(world) }
  await world.settle()
  world.clock.pass(later(twins.told.booking.checkOutAt, 0) - world.clock.now() - 1)
  const other = secret === 'guest' ? 'host' : 'guest'
  let compared = 0
  for (const event of [{ do: 'time_passes', ms: 1 } as const, ...story]) {
    const replies = await happen(world, twins, { event, secret })
    const wasPublished = await published(world, twins.told)
    if (wasPublished) {
      await world.settle()
      await revealed(world, twins.told, secret)
      return compared
    }
    assert.equal(replies[0], replies[1], `${event.do} is answered alike`)
    const hidden = await world.as(twins.told[secret]).get(`/bookings/${twins.told.booking.id}/reviews`)
    if (hidden.json<{ mine: unknown }>().mine) compared++
    for (const who of ['other', 'eve', 'stranger'] as const) {
      const eyes = (stay: Stay) => (who === 'other' ? stay[other] : who === 'eve' ? world.eve : null)
      assert.deepEqual(
        await observed(world, twins.told, eyes(twins.told)),
        await observed(world, twins.silent, eyes(twins.silent)),
        `${who} can tell after ${event.do}`,
      )
    }
  }
  return compared
}

/** Once it is published, what was hidden is there: else everything being alike would prove nothing. */
async function revealed(world: World, stay: Stay, secret: Party): Promise<void> {
  const other = secret === 'guest' ? stay.host : stay.guest
  const { mine } = (await world.as(stay[secret]).get(`/bookings/${stay.booking.id}/reviews`)).json<{ mine: { text: string } | null }>()
  if (!mine) return
  const seen = await observed(world, stay, other)
  assert.ok(
    seen.some((text) => text.includes(mine.text)),
    'the other side reads it',
  )
  const strangers = await observed(world, stay, null)
  if (secret === 'guest')
    assert.ok(
      strangers.some((text) => text.includes(mine.text)),
      'everybody reads what a guest said',
    )
  assert.ok(!strangers.some((text) => text.includes('Quietly:')), 'the private note stays private')
}

for (const database of databases()) {
  const options = { skip: database.skip, timeout: 240_000 }
  test(`nothing of a hidden review can be seen or inferred, in any order of events [${database.name}]`, options, async (t) => {
    const world = await newWorld({ database })
    t.after(world.stop)
    let compared = 0
    const property = fc.asyncProperty(fc.constantFrom('guest' as const, 'host' as const), stories, async (secret, story) => {
      compared += await tellApart(world, secret, story)
    })
    await fc.assert(property, { numRuns: database.name === 'sqlite' ? 12 : 5, seed: 11, endOnFailure: true })
    assert.ok(compared > 3, `${compared} comparisons with something hidden`)
  })
}
