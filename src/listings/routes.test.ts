import assert from 'node:assert/strict'
import { forEachDatabase } from '../../test/databases.ts'
import { anaHost, lane, newListingWorld, plan, type Method, type Reply, type Who } from '../../test/listing-world.ts'
import { calendarDate } from '../kernel/calendar-date.ts'
import type { UserId } from '../kernel/ids.ts'
import { write } from '../platform/db.ts'
import { saveImportedReviews } from '../reviews/save-imported-reviews.ts'
import { metresBetween } from './blurred-point.ts'
import { findListing } from './find-listing.ts'

type Location = { location: { lat: number; lng: number }; exact: boolean; address: string | null }
const locationOf = ({ body }: Reply): Location => body as Location

forEachDatabase("a stranger is told a blurred point and no address, the listing's own people where the door is", async (t, db) => {
  const { ask, newListing } = await newListingWorld(t, db)
  const { listingId } = await newListing()
  const blurred = (await findListing(db, listingId))?.blurred
  for (const who of ['stranger', 'ben', 'eve', 'nils'] as const) {
    const { location, exact, address } = locationOf(await ask(who, 'GET', `/listings/${listingId}`))
    assert.deepEqual({ location, exact, address }, { location: blurred, exact: false, address: null })
    assert(metresBetween(location, lane.exact) >= 150)
  }
  for (const who of ['ana', 'otto'] as const) {
    const { location, exact, address } = locationOf(await ask(who, 'GET', `/listings/${listingId}`))
    assert.deepEqual({ location, exact, address }, { location: lane.exact, exact: true, address: 'Rope Lane 4' })
  }
})

/** Every value anywhere in an answer, however deep. */
const leaves = (value: unknown): unknown[] => (typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value])

forEachDatabase('no field of any public answer about a listing holds its exact point or its address', async (t, db) => {
  const { ask, newListing, ...deps } = await newListingWorld(t, db)
  const { listingId } = await newListing()
  const review = {
    listingId,
    sourceId: '1',
    authorName: 'Idris',
    body: 'Boats at six.',
    postedOn: calendarDate('2030-04-01'),
    rating: 5,
    categories: null,
  }
  await write(db, (tx) => saveImportedReviews(tx, deps, { source: 'elsewhere', reviews: [review] }))
  const addresses = [
    `/listings/${listingId}`,
    `/listings/${listingId}/calendar?from=2030-06-01&to=2030-09-01`,
    `/listings/${listingId}/reviews`,
  ]
  for (const url of addresses) {
    const reply = await ask('stranger', 'GET', url)
    assert.equal(reply.status, 200)
    for (const leaf of leaves(reply.body)) {
      if (typeof leaf === 'number') assert(Math.abs(leaf - lane.exact.lat) > 1e-4 || url.includes('calendar'), `${url} tells a latitude`)
      if (typeof leaf === 'string') assert(!/rope lane/i.test(leaf), `${url} tells the address`)
    }
    assert(!/51\.2194|4\.4025/.test(reply.text), url)
  }
})

forEachDatabase('what is not published is there for its own people alone', async (t, db) => {
  const { ask, newListing } = await newListingWorld(t, db)
  const { listingId } = await newListing({ published: false })
  const addresses = [
    `/listings/${listingId}`,
    `/listings/${listingId}/calendar?from=2030-06-01&to=2030-06-08`,
    `/listings/${listingId}/reviews`,
  ]
  for (const url of addresses) {
    for (const who of ['stranger', 'ben', 'eve'] as const)
      assert.deepEqual([(await ask(who, 'GET', url)).code, url], ['listing_not_found', url])
    for (const who of ['ana', 'otto'] as const) assert.equal((await ask(who, 'GET', url)).status, 200)
  }
})

forEachDatabase('from nothing to published: a draft, then a price and a photo, then everybody sees it', async (t, db) => {
  const { ask, addPhoto } = await newListingWorld(t, db)
  const made = await ask('ana', 'POST', '/listings', { ...lane, unitNames: ['North', 'South'] })
  assert.deepEqual([made.status, made.body.state, made.body.units, made.body.exact], [201, 'draft', 2, true])
  const url = `/listings/${String(made.body.id)}`
  const early = await ask('ana', 'PUT', `${url}/publication`, { published: true })
  const missing = [
    { code: 'photos', step: 'photos' },
    { code: 'price', step: 'prices' },
  ]
  assert.deepEqual([early.status, early.code, early.body.missing], [409, 'not_ready', missing])
  const { baseMinor, ...others } = plan
  assert.equal((await ask('ana', 'PUT', `${url}/pricing`, { ...others, baseMinor: baseMinor + 1 })).status, 200)
  await addPhoto(String(made.body.id))
  assert.deepEqual((await ask('ana', 'PUT', `${url}/publication`, { published: true })).body, { state: 'published', missing: [] })
  const seen = await ask('stranger', 'GET', url)
  const facts = { title: seen.body.title, zone: seen.body.zone, checkInFrom: seen.body.checkInFrom, nightsMax: seen.body.nightsMax }
  assert.deepEqual(facts, { title: 'The Net Loft', zone: 'Europe/Brussels', checkInFrom: '15:00', nightsMax: 365 })
  assert.deepEqual(seen.body.host, { id: anaHost, name: 'ana', about: 'Boatbuilder', portrait: null, since: '2019-05-01', listings: 1 })
  assert.deepEqual((await ask('ana', 'PUT', `${url}/publication`, { published: false })).body, { state: 'paused', missing: [] })
  const resting = await ask('stranger', 'GET', url)
  assert.deepEqual([resting.status, resting.body.state, resting.body.exact], [200, 'paused', false])
  assert.equal((await ask('stranger', 'GET', `${url}/calendar?from=2030-06-01&to=2030-06-08`)).status, 404)
})

forEachDatabase('whoever lets for the first time becomes a host, one host however many places at once', async (t, db) => {
  const { ask } = await newListingWorld(t, db)
  const made = await Promise.all(Array.from({ length: 5 }, () => ask('ben', 'POST', '/listings', lane)))
  assert.deepEqual(
    made.map(({ status }) => status),
    [201, 201, 201, 201, 201],
  )
  const hosts = await db
    .selectFrom('host')
    .selectAll()
    .where('user_id', '=', 'ben-id' as UserId)
    .execute()
  assert.deepEqual(
    hosts.map(({ name, since }) => [name, since]),
    [['ben', '2030-06-01']],
  )
  const listings = await db.selectFrom('listing').select('host_id').execute()
  assert.deepEqual([...new Set(listings.map((row) => row.host_id))], [hosts[0]?.id])
})

forEachDatabase('a change touches what it names and nothing else; a currency cannot be changed', async (t, db) => {
  const { ask, newListing } = await newListingWorld(t, db)
  const { listingId } = await newListing()
  const before = await ask('ana', 'GET', `/listings/${listingId}`)
  const after = await ask('ana', 'PATCH', `/listings/${listingId}`, {
    title: 'The Rope Loft',
    nightsMin: 3,
    address: null,
    currency: 'JPY',
  })
  assert.deepEqual(after.body, { ...before.body, title: 'The Rope Loft', nightsMin: 3, address: null })
  const moved = await ask('ana', 'PATCH', `/listings/${listingId}`, { exact: { lat: 1.3, lng: 103.8 } })
  assert.deepEqual([moved.body.zone, moved.body.location], ['Asia/Singapore', { lat: 1.3, lng: 103.8 }])
})

forEachDatabase('two people who change different things of one listing at once both get their way', async (t, db) => {
  const { ask, newListing } = await newListingWorld(t, db)
  const { listingId } = await newListing()
  for (let round = 1; round <= 8; round++) {
    const patches = [
      { title: `Title ${round}` },
      { summary: `Summary ${round}` },
      { beds: round },
      { amenities: ['tv', 'wifi', `a${round}`] },
    ]
    await Promise.all(patches.map((patch) => ask('ana', 'PATCH', `/listings/${listingId}`, patch)))
    const { title, summary, beds, amenities } = (await ask('ana', 'GET', `/listings/${listingId}`)).body
    assert.deepEqual(
      { title, summary, beds, amenities: (amenities as string[]).includes(`a${round}`) },
      { title: `Title ${round}`, summary: `Summary ${round}`, beds: round, amenities: true },
    )
  }
})

const noId = 'not-an-id'
const unknown = '0190a0a0-0000-7000-8000-000000000000'
type Case = [who: Who, method: Method, path: string, body: unknown, status: number, code: string]
/** `ANA` stands for a listing of Ana's, published, priced, of two nights at least. */
const refusals: Case[] = [
  ['stranger', 'POST', '/listings', lane, 401, 'sign_in_required'],
  ['nils', 'POST', '/listings', lane, 403, 'email_unverified'],
  ['ben', 'PATCH', '/listings/ANA', { title: 'Mine' }, 403, 'forbidden'],
  ['eve', 'PATCH', '/listings/ANA', { title: 'Mine' }, 404, 'listing_not_found'],
  ['otto', 'PATCH', '/listings/ANA', { title: 'Mine' }, 403, 'forbidden'],
  ['eve', 'PUT', '/listings/ANA/publication', { published: false }, 404, 'listing_not_found'],
  ['eve', 'PUT', '/listings/ANA/pricing', plan, 404, 'listing_not_found'],
  ['eve', 'PUT', '/listings/ANA/calendar', { from: '2030-07-01', to: '2030-07-02', open: false }, 404, 'listing_not_found'],
  ['ana', 'PATCH', `/listings/${unknown}`, { title: 'Mine' }, 404, 'listing_not_found'],
  ['ana', 'PUT', `/listings/${unknown}/publication`, { published: true }, 404, 'listing_not_found'],
  ['ana', 'PUT', `/listings/${unknown}/pricing`, plan, 404, 'listing_not_found'],
  ['stranger', 'GET', `/listings/${unknown}`, undefined, 404, 'listing_not_found'],
  ['stranger', 'GET', `/listings/${unknown}/reviews`, undefined, 404, 'listing_not_found'],
  ['stranger', 'GET', `/listings/${unknown}/calendar?from=2030-06-01&to=2030-06-02`, undefined, 404, 'listing_not_found'],
  ['stranger', 'GET', `/listings/${noId}`, undefined, 400, 'invalid_request'],
  ['ana', 'POST', '/listings', { ...lane, title: '' }, 400, 'invalid_request'],
  ['ana', 'POST', '/listings', { ...lane, capacity: '5' }, 400, 'invalid_request'],
  ['ana', 'POST', '/listings', { ...lane, unitNames: [] }, 400, 'invalid_request'],
  ['ana', 'POST', '/listings', { ...lane, nightsMin: 9, nightsMax: 2 }, 422, 'bad_listing'],
  ['ana', 'POST', '/listings', [], 400, 'invalid_request'],
  ['ana', 'PATCH', '/listings/ANA', { nightsMax: 1 }, 422, 'bad_listing'],
  ['ana', 'PATCH', '/listings/ANA', { zone: 'Mars/Base' }, 400, 'invalid_request'],
  ['ana', 'PATCH', '/listings/ANA', { exact: { lat: 91, lng: 0 } }, 400, 'invalid_request'],
  ['ana', 'PUT', '/listings/ANA/publication', { published: 'yes' }, 400, 'invalid_request'],
  ['ana', 'PUT', '/listings/ANA/pricing', { ...plan, baseMinor: -1 }, 400, 'invalid_request'],
  ['ana', 'PUT', '/listings/ANA/pricing', { ...plan, baseMinor: 99.5 }, 400, 'invalid_request'],
  ['ana', 'PUT', '/listings/ANA/calendar', { from: '2030-02-30', to: '2030-07-02', open: false }, 400, 'invalid_request'],
  ['ana', 'PUT', '/listings/ANA/calendar', { from: '2030-07-02', to: '2030-07-02', open: false }, 422, 'range_empty'],
  ['ana', 'PUT', '/listings/ANA/calendar', { from: '2030-07-01', to: '2033-07-02', open: false }, 422, 'range_too_long'],
  ['stranger', 'GET', '/listings/ANA/calendar', undefined, 400, 'invalid_request'],
  ['stranger', 'GET', '/listings/ANA/calendar?from=2030-06-31&to=2030-07-02', undefined, 400, 'invalid_request'],
  ['stranger', 'GET', '/listings/ANA/calendar?from=2030-07-02&to=2030-07-01', undefined, 422, 'range_empty'],
  ['stranger', 'GET', '/listings/ANA/calendar?from=2030-07-02&to=2032-09-20', undefined, 422, 'range_too_long'],
  ['stranger', 'GET', '/listings/ANA/reviews?cursor=nonsense', undefined, 400, 'bad_cursor'],
  ['stranger', 'GET', '/listings/ANA/reviews?limit=0', undefined, 400, 'invalid_request'],
  ['stranger', 'GET', '/listings/ANA/reviews?limit=51', undefined, 400, 'invalid_request'],
]

forEachDatabase('whoever asks for what is not theirs, not there or not possible is told so, and changes nothing', async (t, db) => {
  const { ask, newListing } = await newListingWorld(t, db)
  const { listingId } = await newListing({ facts: { nightsMin: 2 } })
  const before = await ask('ana', 'GET', `/listings/${listingId}`)
  const rows = async () =>
    Number(
      (
        await db
          .selectFrom('outbox')
          .select(({ fn }) => fn.countAll().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    )
  const events = await rows()
  for (const [who, method, path, body, status, code] of refusals) {
    const reply = await ask(who, method, path.replace('ANA', listingId), body)
    assert.deepEqual({ status: reply.status, code: reply.code, asked: [who, method, path] }, { status, code, asked: [who, method, path] })
  }
  assert.deepEqual((await ask('ana', 'GET', `/listings/${listingId}`)).body, before.body)
  assert.equal(await rows(), events)
})
