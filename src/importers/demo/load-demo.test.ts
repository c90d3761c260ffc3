import assert from 'node:assert/strict'
import path from 'node:path'
import { test } from 'node:test'
import sharp from 'sharp'
import { forEachDatabase } from '../../../test/databases.ts'
import { aListing, newFolder, runImport, someNights } from '../../../test/inside-airbnb.ts'
import { tempFolder } from '../../../test/temp.ts'
import { findUserByEmail } from '../../accounts/find-user.ts'
import { hostOf } from '../../accounts/host.ts'
import { instant } from '../../kernel/clock.ts'
import { newIds, parseId } from '../../kernel/ids.ts'
import { seededRandom } from '../../kernel/random.ts'
import { amenityGroups } from '../../listings/amenity.ts'
import { findListings } from '../../listings/find-listing.ts'
import { propertyTypes } from '../../listings/property-type.ts'
import type { Db } from '../../platform/db.ts'
import { localFiles } from '../../platform/files.ts'
import { newTurns } from '../../platform/turns.ts'
import { newWorker } from '../../platform/worker.ts'
import { sandboxKeys } from '../../payments/sandbox/sandbox.ts'
import { loadTerms } from '../../pricing/terms.ts'
import { ratingOf, reviewsOf, summaryOf } from '../../reviews/find-reviews.ts'
import { merrowTowns } from '../../search/merrow-coast.ts'
import { demoHomes } from './demo-homes.ts'
import { demoSignIns } from './demo-people.ts'
import { demoJobs, demoPictures } from './demo-pictures.ts'
import { demoStays } from './demo-stays.ts'
import { moreVoices } from './demo-voices.ts'
import { loadDemo } from './load-demo.ts'
import { factsOf } from './write-demo-home.ts'

const at = instant('2026-11-22T12:00:00Z')

/** With `diesAfter`, whoever asks for the time once more dies: ids are made of it, events and users are stamped with it. */
function depsOf(db: Db, { diesAfter = Infinity, seed = 1 } = {}) {
  let asked = 0
  const clock = {
    now: () => {
      if (++asked > diesAfter) throw new Error('the machine went down')
      return at
    },
  }
  const random = seededRandom(seed)
  return { db, clock, random, ids: newIds(clock, random) }
}

async function homesIn(db: Db) {
  const ids = (await db.selectFrom('listing').select('id').execute()).map(({ id }) => id)
  return [...(await findListings(db, ids)).values()]
}

const parseJobId = (text: string) => {
  const id = parseId<'job'>(text)
  assert.ok(id.ok)
  return id.value
}

const counts = async (db: Db) => {
  const tables = ['listing', 'unit', 'host', 'user', 'review', 'price_plan', 'import_run', 'job'] as const
  const rows = await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()))
  return Object.fromEntries(tables.map((table, index) => [table, rows[index]?.length]))
}

forEachDatabase('an empty market gets the town: homes to see, people to sign in as, fees and a tax', async (_, db) => {
  assert.equal(await loadDemo(depsOf(db)), true)
  const homes = await homesIn(db)
  assert.deepEqual(homes.map(({ title }) => title).toSorted(), demoHomes.map(({ title }) => title).toSorted())
  assert.ok(homes.length >= 12 && homes.every(({ state, zone }) => state === 'published' && zone === 'Atlantic/Azores'))
  for (const { email } of demoSignIns) assert.ok((await findUserByEmail(db, email))?.emailVerified)
  const maren = await findUserByEmail(db, 'maren@merrow.example')
  const host = maren && (await hostOf(db, maren.id))
  assert.equal(host?.name, 'Maren')
  assert.ok(homes.filter(({ hostId }) => hostId === host?.id).length >= 2)
  const terms = await loadTerms(db)
  assert.equal(terms.guestFeeBp, 400)
  assert.ok(terms.tax.kind === 'per_guest_night' && terms.tax.minor === 150 && terms.tax.adultsOnly)
  const taken = await db.selectFrom('night_claim').selectAll().execute()
  assert.ok(taken.some(({ kind }) => kind === 'block') && taken.filter(({ kind }) => kind === 'import').length > 300)
  assert.ok(taken.every(({ night }) => night >= '2026-11-22'))
})

forEachDatabase('what guests said of the town’s homes has stars, which come to their ratings and fill their bars', async (_, db) => {
  await loadDemo(depsOf(db))
  for (const { id, title } of await homesIn(db)) {
    const home = demoHomes.find((each) => each.title === title)
    const [{ average, count }, { distribution, categories }] = [await ratingOf(db, id), await summaryOf(db, id)]
    assert.ok(Math.abs((average ?? 0) - (home?.rating ?? 0)) < 0.03, `${title} has ${average}`)
    assert.equal(count, home?.ratingCount ?? 0, title)
    const stars = distribution.reduce((sum, each) => sum + each.count, 0)
    assert.deepEqual([stars, categories.length], count === 0 ? [0, 0] : [count, 6], title)
    for (const { category, average: mean } of categories) assert.ok(Math.abs(mean - (average ?? 0)) < 0.5, `${title}: ${category} ${mean}`)
    const page = await reviewsOf(db, id, { limit: 50 })
    assert.ok(page.ok)
    assert.ok(page.value.reviews.every(({ body, rating }) => body !== '' && rating !== null))
    assert.equal(page.value.reviews.length, home?.reviews.length, title)
  }
})

const sandboxOf = (deps: ReturnType<typeof depsOf>) => ({
  ...deps,
  fetch,
  config: {
    ...sandboxKeys('a secret of the test, long enough'),
    origin: () => 'http://localhost',
    webhookUrl: () => 'http://localhost/hooks',
  },
})

forEachDatabase('people come and go at the demo host’s, all of it paid for, and its books balance', async (_, db) => {
  const deps = depsOf(db)
  assert.equal(await loadDemo(deps, sandboxOf(deps)), true)
  const bookings = await db.selectFrom('booking').selectAll().execute()
  const at = (state: string) => bookings.filter((booking) => booking.state === state)
  assert.deepEqual([at('confirmed').length, at('cancelled').length, bookings.length], [20, 2, demoStays.length])
  const ana = await findUserByEmail(db, 'ana@merrow.example')
  const hers = bookings.filter(({ guest_id }) => guest_id === ana?.id).map(({ check_in, state }) => [check_in, state])
  assert.deepEqual(
    hers.toSorted(([a = ''], [b = '']) => a.localeCompare(b)),
    [
      ['2026-11-14', 'confirmed'],
      ['2026-12-04', 'confirmed'],
      ['2026-12-17', 'cancelled'],
    ],
  )
  assert.equal(bookings.filter(({ check_in, state }) => check_in === '2026-11-22' && state === 'confirmed').length, 3)
  const postings = await db.selectFrom('ledger_posting').selectAll().execute()
  const earned = postings.filter(({ debit }) => debit.startsWith('booking:')).reduce((sum, { minor }) => sum + minor, 0)
  assert.ok(postings.length > 60 && earned > 100_000)
  const claims = await db.selectFrom('night_claim').selectAll().where('kind', '=', 'booking').execute()
  const nights = demoStays.filter(({ cancelledAgo }) => cancelledAgo === undefined).reduce((sum, stay) => sum + stay.nights, 0)
  assert.equal(claims.length, nights)
  assert.equal(await loadDemo(deps, sandboxOf(deps)), true)
  assert.equal((await db.selectFrom('booking').select('id').execute()).length, bookings.length)
})

forEachDatabase('a start that dies in the middle of it goes on at the next one, and a third start changes nothing', async (_, db) => {
  for (const [seed, diesAfter] of [1, 2, 9, 20, 30, 31, 32, 33].entries()) {
    await assert.rejects(loadDemo(depsOf(db, { diesAfter, seed: seed + 2 })), /the machine went down/)
  }
  assert.equal(await loadDemo(depsOf(db, { seed: 50 })), true)
  const once = await counts(db)
  assert.deepEqual([once.listing, once.unit, once.user, once.host, once.import_run, once.job], [58, 65, 14, 12, 1, 1])
  assert.equal(await loadDemo(depsOf(db, { seed: 51 })), true)
  assert.deepEqual(await counts(db), once)
})

forEachDatabase('a market with homes of its own gets no demo', async (_, db) => {
  await runImport(db, newFolder({ listings: [aListing('5')], calendar: someNights('5', 'tt') }))
  assert.equal(await loadDemo(depsOf(db)), false)
  const { user, listing } = await counts(db)
  assert.deepEqual([user, listing], [0, 1])
})

forEachDatabase('jobs turn the drawings into pictures, one asking for the next, and none is there twice', async (_, db) => {
  const deps = depsOf(db)
  await loadDemo(deps)
  const folder = tempFolder('demo-files')
  const handlers = demoJobs({ ...deps, files: localFiles(folder, deps.random), turns: newTurns() })
  const worker = newWorker(deps, handlers)
  const waiting = async () =>
    (await db.selectFrom('job').select(['id', 'payload']).where('state', '=', 'ready').where('kind', '=', 'demo.pictures').execute()).map(
      ({ id, payload }) => ({
        id: parseJobId(id),
        payload,
      }),
    )
  const [first] = await waiting()
  assert.ok(first)
  assert.equal(await worker.runNow(first.id), 'done')
  assert.deepEqual(
    (await waiting()).map(({ payload }) => payload),
    ['{"next":5}'],
  )
  const withPhoto = (await homesIn(db)).filter(({ photos }) => photos.length > 0)
  assert.equal(withPhoto.length, 5)
  const [photo] = withPhoto[0]?.photos ?? []
  assert.ok(photo && /^#[0-9a-f]{6}$/.test(photo.colour) && photo.alt.startsWith('Illustration: '))
  const { width, height, format } = await sharp(path.join(folder, `${photo.fileKey}-480.jpg`)).metadata()
  assert.deepEqual([width, height, format], [480, 320, 'jpeg'])
  // A job that ran and could not say so runs again.
  await handlers['demo.pictures']({ next: 0 }, { finish: async () => undefined })
  assert.ok((await homesIn(db)).every(({ photos }) => photos.length <= 1))
})

test('every home keeps within limits, has words of its own, and says its summary in one line of a card', () => {
  const titles = new Set<string>()
  const known = new Set(Object.values(amenityGroups).flatMap((group) => Object.keys(group)))
  for (const home of demoHomes) {
    const facts = factsOf(home)
    assert.deepEqual(
      facts.amenities.filter((code) => !known.has(code) && code !== 'outdoor_shower'),
      [],
      home.slug,
    )
    assert.ok(propertyTypes.includes(facts.propertyType), home.slug)
    assert.ok(home.summary.length <= 110 && home.description.split('\n\n').length >= 2, home.slug)
    assert.ok(home.price.weekendNight >= home.price.night && home.price.highNight >= home.price.weekendNight, home.slug)
    assert.equal(home.reviews.length === 0, home.rating === undefined, home.slug)
    assert.ok(home.reviews.length <= (home.ratingCount ?? 0), home.slug)
    titles.add(home.title)
    assert.ok(demoPictures.filter((picture) => picture.home === home).length >= 3, home.slug)
  }
  assert.ok(titles.size === demoHomes.length && titles.size >= 55)
  assert.deepEqual(
    Object.keys(moreVoices).filter((slug) => !demoHomes.some((home) => home.slug === slug)),
    [],
    'every voice is of a home that there is',
  )
  assert.ok(demoHomes.filter(({ reviews }) => reviews.length >= 6).length >= 12)
  const texts = demoHomes.flatMap(({ reviews }) => reviews.map(([, , body]) => body))
  assert.equal(new Set(texts).size, texts.length)
  assert.ok(demoHomes.some(({ reviews }) => reviews.length === 0) && demoHomes.some(({ unitNames }) => (unitNames?.length ?? 0) > 4))
})

test('every town of the coast has homes, and every home lies in one of them', () => {
  for (const { name } of merrowTowns) assert.ok(demoHomes.filter(({ town }) => town === name).length >= 3, name)
  assert.ok(demoHomes.every(({ town }) => merrowTowns.some(({ name }) => name === town)))
})
