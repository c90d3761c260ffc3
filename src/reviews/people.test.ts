import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { test } from 'node:test'
import sharp from 'sharp'
import { databases } from '../../test/databases.ts'
import { agreedStay } from '../../test/stays.ts'
import { newWorld, type Person, type World } from '../../test/world.ts'
import { hashPassword } from '../accounts/passwords.ts'
import { calendarDate } from '../kernel/calendar-date.ts'
import { systemRandom } from '../kernel/random.ts'
import { write } from '../platform/db.ts'

const password = 'a long good password'
const departure = '2030-06-05T09:00:00Z'

function onEachWorld(title: string, run: (world: World) => Promise<void>): void {
  for (const database of databases()) {
    test(`${title} [${database.name}]`, { skip: database.skip }, async (t) => {
      const world = await newWorld({ database })
      t.after(world.stop)
      await run(world)
    })
  }
}

const codeOf = (reply: { statusCode: number; json: () => unknown }) =>
  `${reply.statusCode} ${(reply.json() as { code?: string }).code ?? ''}`.trim()
const stayOf = async (world: World, guest: Person) =>
  (await agreedStay(world.deps, { listingId: world.lakeside, guest }, calendarDate('2030-06-02'))).id
async function withPassword(world: World, who: Person): Promise<void> {
  await world.db
    .updateTable('account')
    .set({ password: await hashPassword(password, systemRandom) })
    .where('userId', '=', who.userId)
    .execute()
}
const leave = (world: World, who: Person | null, given = password) => world.as(who).post('/me/deletion', { password: given })
const stars = { cleanliness: 5, accuracy: 5, checkIn: 5, communication: 5, location: 5, value: 5 }

onEachWorld("old drafts don't hide a host's homes, and each shows its own rating", async (world) => {
  const { ana, lakeside, db } = world
  const homes = [lakeside]
  for (let made = 0; made < 25; made++) homes.push((await world.newListing({})).listingId)
  const last = homes.toSorted().at(-1) ?? lakeside
  const draft = homes.find((id) => id !== last) ?? lakeside
  await write(db, async (tx) => {
    await tx.updateTable('listing').set({ state: 'draft' }).where('id', '!=', last).execute()
    const rated = { rating_hundredths: 467, latest_on: null }
    const rows = [
      { ...rated, listing_id: draft, review_count: 9 },
      { ...rated, listing_id: last, review_count: 3 },
    ]
    await tx.insertInto('listing_rating').values(rows).execute()
  })
  const shown = (await world.as(null).get(`/people/${ana.hostId}`)).json<{ homes: { id: string; rating: unknown }[] }>()
  assert.deepEqual(
    shown.homes.map(({ id, rating }) => [id, rating]),
    [[last, { average: 4.67, count: 3 }]],
  )
})

onEachWorld('everybody sees of somebody what they chose to show, and nothing else', async (world) => {
  const { ana, ben } = world
  const patch = { shownName: 'Benno', about: 'I walk a lot.\nOften in the rain.', languages: ['en', 'pt', 'en'] }
  assert.deepEqual((await world.as(ben).patch('/me', patch)).json(), { ...patch, languages: ['en', 'pt'] })
  assert.deepEqual((await world.as(ben).patch('/me', { about: 'I walk.' })).json(), { ...patch, about: 'I walk.', languages: ['en', 'pt'] })
  const seen = await world.as(null).get(`/people/${ben.userId}`)
  const { sinceYear, ...rest } = seen.json<Record<string, unknown>>()
  assert.equal(sinceYear, 2030)
  assert.deepEqual(rest, {
    id: ben.userId,
    host: false,
    name: 'Benno',
    about: 'I walk.',
    languages: ['en', 'pt'],
    portrait: null,
    homes: [],
    rating: { average: null, count: 0 },
    said: [],
  })
  assert.equal(seen.payload.includes('@'), false)
  for (const id of [ana.userId, ana.hostId]) {
    const { name, homes } = (await world.as(null).get(`/people/${id}`)).json<{ name: string; homes: { title: string }[] }>()
    assert.deepEqual([name, homes.map(({ title }) => title)], ['Ana', ['Lakeside']])
  }
  assert.equal(codeOf(await world.as(null).get(`/people/${world.lakeside}`)), '404 person_not_found')
  assert.equal(codeOf(await world.as(null).patch('/me', patch)), '401 sign_in_required')
  for (const wrong of [{ shownName: 'x'.repeat(101) }, { shownName: 'a\u202eb' }, { about: 'x'.repeat(2001) }, { languages: ['English'] }])
    assert.equal(codeOf(await world.as(ben).patch('/me', wrong)), '400 invalid_request')
})

onEachWorld('what a host said of a guest is on the guest’s page once it is published', async (world) => {
  const { ana, ben } = world
  const id = await stayOf(world, ben)
  world.clock.set(departure)
  const said = async () =>
    (await world.as(null).get(`/people/${ben.userId}`)).json<{ rating: unknown; said: { body: string; author: string }[] }>()
  await world.as(ana).post(`/bookings/${id}/reviews`, { rating: 4, text: 'Left it tidy.' })
  assert.deepEqual(await said().then(({ rating, said: list }) => [rating, list]), [{ average: null, count: 0 }, []])
  await world.as(ben).post(`/bookings/${id}/reviews`, { rating: 5, categories: stars, text: 'Lovely.' })
  const { rating, said: list } = await said()
  assert.deepEqual([rating, list.map(({ body, author }) => [body, author])], [{ average: 4, count: 1 }, [['Left it tidy.', 'Ana']]])
})

onEachWorld('nobody leaves while a stay is open, without the password, or as the market’s operator', async (world) => {
  const { ana, ben, otto } = world
  for (const who of [ana, ben, otto]) await withPassword(world, who)
  await stayOf(world, ben)
  assert.equal(codeOf(await leave(world, null)), '401 sign_in_required')
  assert.equal(codeOf(await leave(world, ben, 'another long password')), '403 wrong_password')
  for (const who of [ana, ben]) assert.equal(codeOf(await leave(world, who)), '409 open_stays')
  assert.equal(codeOf(await leave(world, otto)), '409 operator_account')
  assert.equal((await world.as(ben).get('/me')).statusCode, 200)
})

onEachWorld('a host who is still owed money cannot leave', async (world) => {
  await withPassword(world, world.ana)
  await world.confirmed(world.ben, { listingId: world.lakeside, checkIn: '2030-06-02', checkOut: '2030-06-05' })
  world.clock.set(departure)
  await world.settle()
  assert.equal(codeOf(await leave(world, world.ana)), '409 open_money')
})

onEachWorld('who leaves is gone, and what they booked and said stays without them', async (world) => {
  const { ana, ben, eve } = world
  await withPassword(world, ben)
  const id = await stayOf(world, ben)
  world.clock.set(departure)
  await world.settle()
  await world.as(ben).post(`/bookings/${id}/reviews`, { rating: 5, categories: stars, text: 'Lovely.' })
  await world.as(ana).post(`/bookings/${id}/reviews`, { rating: 5, text: 'Tidy.' })
  const reviews = async () =>
    (await world.as(null).get(`/listings/${world.lakeside}/reviews`)).json<{ items: { author: string; authorId: unknown }[] }>().items
  assert.deepEqual(
    (await reviews()).map(({ author, authorId }) => [author, authorId]),
    [['Ben', ben.userId]],
  )

  assert.equal(codeOf(await leave(world, ben)), '200')
  await world.settle()
  assert.equal((await world.as(ben).get('/me')).statusCode, 401)
  assert.equal(codeOf(await world.as(null).get(`/people/${ben.userId}`)), '404 person_not_found')
  assert.deepEqual(
    (await reviews()).map(({ author, authorId }) => [author, authorId]),
    [['', null]],
  )
  const booking = (await world.as(ana).get(`/bookings/${id}`)).json<{ state: string; guest: object; total: { minor: number } }>()
  assert.deepEqual([booking.state, booking.guest, booking.total.minor], ['completed', { name: '', phone: '', note: '' }, 35_152])
  assert.equal(await traces(world, ben), 0)
  assert.ok((await traces(world, eve)) > 0, 'the search for traces finds them where there are some')
})

onEachWorld('a host’s homes are shown no more when they leave: doors, words and photos are forgotten, files and all', async (world) => {
  const { ana } = world
  await withPassword(world, ana)
  await world.db.updateTable('listing').set({ description: 'Beams.', house_rules: 'No shoes.' }).where('id', '=', world.lakeside).execute()
  await sendPhotos(world, ['#336699', '#996633'])
  assert.ok((await photoFiles(world)).length > 4, 'originals and what is shown are there')
  assert.equal(codeOf(await leave(world, ana)), '200')
  await world.settle()
  assert.equal(codeOf(await world.as(null).get(`/listings/${world.lakeside}`)), '404 listing_not_found')
  assert.equal(codeOf(await world.as(null).get(`/people/${ana.hostId}`)), '404 person_not_found')
  const {
    lat,
    blur_lat: blurLat,
    ...words
  } = await world.db
    .selectFrom('listing')
    .select(['title', 'address', 'summary', 'description', 'house_rules', 'lat', 'blur_lat'])
    .where('id', '=', world.lakeside)
    .executeTakeFirstOrThrow()
  assert.equal(lat, blurLat)
  assert.deepEqual(words, { title: 'Lakeside', address: null, summary: '', description: '', house_rules: '' })
  for (const table of ['photo', 'picture', 'room'] as const) assert.deepEqual(await world.db.selectFrom(table).selectAll().execute(), [])
  assert.deepEqual(await photoFiles(world), [])
})

async function sendPhotos(world: World, colours: readonly string[]): Promise<void> {
  for (const background of colours) {
    const body = await sharp({ create: { width: 600, height: 400, channels: 3, background } })
      .jpeg()
      .toBuffer()
    const headers = { authorization: `Bearer ${world.ana.token}`, 'content-type': 'application/octet-stream' }
    const sent = await fetch(`${world.origin}/api/v1/listings/${world.lakeside}/photos`, { method: 'POST', headers, body })
    assert.equal(sent.status, 201)
  }
  await world.settle()
}

/** Every file of pictures that there is. */
async function photoFiles(world: World): Promise<string[]> {
  const found = await readdir(world.folder, { recursive: true, withFileTypes: true })
  return found.flatMap((entry) => (entry.isFile() && /\.(jpg|webp|avif)$/.test(entry.name) ? entry.name : []))
}

/** Rows that still say who somebody is. The last mail to them is still to go out. */
async function traces(world: World, { userId, email }: Person): Promise<number> {
  const found = await Promise.all([
    world.db.selectFrom('user').select('id').where('email', '=', email).execute(),
    world.db.selectFrom('session').select('id').where('userId', '=', userId).execute(),
    world.db.selectFrom('account').select('id').where('userId', '=', userId).execute(),
    world.db.selectFrom('profile').select('user_id').where('user_id', '=', userId).execute(),
    world.db.selectFrom('booking').select('id').where('guest_id', '=', userId).where('guest_name', '!=', '').execute(),
  ])
  return found.flat().length
}
