import assert from 'node:assert/strict'
import { forEachDatabase } from '../../test/databases.ts'
import { addDays, calendarDate } from '../kernel/calendar-date.ts'
import { instant } from '../kernel/clock.ts'
import { newIds, type ListingId } from '../kernel/ids.ts'
import { seededRandom } from '../kernel/random.ts'
import { write, type Db } from '../platform/db.ts'
import { ratingOf, reviewsOf, summaryOf } from './find-reviews.ts'
import type { ImportedReview, RatingSummary } from './review.ts'
import { saveImportedRating, saveImportedReviews } from './save-imported-reviews.ts'

const clock = { now: () => instant('2030-06-01T12:00:00Z') }
const deps = { clock, ids: newIds(clock, seededRandom(3)) }
const firstDay = calendarDate('2030-01-01')

const review = (listingId: ListingId, number: number, over: Partial<ImportedReview> = {}): ImportedReview => ({
  listingId,
  sourceId: String(number),
  authorName: `Guest ${number}`,
  body: 'Warm, spotless, smells faintly of rope.',
  postedOn: addDays(firstDay, number),
  rating: null,
  categories: null,
  ...over,
})
const save = (db: Db, reviews: ImportedReview[], source = 'inside-airbnb') =>
  write(db, (tx) => saveImportedReviews(tx, deps, { source, reviews }))
const saveRating = (db: Db, listingId: ListingId, rating: RatingSummary) =>
  write(db, (tx) => saveImportedRating(tx, deps, { listingId, rating }))
const announced = async (db: Db) =>
  (await db.selectFrom('outbox').select('payload').orderBy('id').execute()).map((row): unknown => JSON.parse(row.payload))

async function allPages(db: Db, listingId: ListingId, limit: number): Promise<string[][]> {
  const pages: string[][] = []
  let cursor: string | undefined
  do {
    const page = await reviewsOf(db, listingId, { cursor, limit })
    assert(page.ok)
    pages.push(page.value.reviews.map(({ author }) => author.slice('Guest '.length)))
    cursor = page.value.nextCursor ?? undefined
  } while (cursor)
  return pages
}

forEachDatabase('reviews come newest first, page by page, each once, also when many are of one day', async (_t, db) => {
  const listingId = deps.ids.next<'listing'>()
  const sameDay = { postedOn: addDays(firstDay, 3) }
  await save(db, [
    review(listingId, 1),
    review(listingId, 5),
    review(listingId, 2, sameDay),
    review(listingId, 3, sameDay),
    review(listingId, 4, sameDay),
  ])
  await save(db, [review(deps.ids.next<'listing'>(), 9)])
  const [whole = []] = await allPages(db, listingId, 5)
  assert.deepEqual([whole[0], whole[4], whole.toSorted().join()], ['5', '1', '1,2,3,4,5'])
  assert.deepEqual(await allPages(db, listingId, 2), [whole.slice(0, 2), whole.slice(2, 4), whole.slice(4)])
  assert.deepEqual(await allPages(db, deps.ids.next<'listing'>(), 5), [[]])
})

forEachDatabase('the same import again doubles nothing, and a changed review is updated in its place', async (_t, db) => {
  const listingId = deps.ids.next<'listing'>()
  const reviews = [review(listingId, 1), review(listingId, 2)]
  assert.deepEqual(await save(db, [...reviews, review(listingId, 2)]), { created: 2, updated: 0, unchanged: 0 })
  assert.deepEqual(await save(db, reviews), { created: 0, updated: 0, unchanged: 2 })
  assert.deepEqual(await save(db, [review(listingId, 1, { body: 'Edited' })]), { created: 0, updated: 1, unchanged: 0 })
  assert.deepEqual(await save(db, reviews, 'elsewhere'), { created: 2, updated: 0, unchanged: 0 })
  const page = await reviewsOf(db, listingId, { limit: 50 })
  assert(page.ok)
  assert.equal(page.value.reviews.filter(({ body }) => body === 'Edited').length, 1)
  assert.equal(page.value.reviews.length, 4)
  assert(page.value.reviews.every(({ imported }) => imported))
})

forEachDatabase('the average is that of the rated reviews, the count that of all, and both follow a change', async (_t, db) => {
  const listingId = deps.ids.next<'listing'>()
  assert.deepEqual(await ratingOf(db, listingId), { average: null, count: 0 })
  await save(db, [
    review(listingId, 1, { rating: 5 }),
    review(listingId, 2, { rating: 4 }),
    review(listingId, 3, { rating: 4 }),
    review(listingId, 4),
  ])
  assert.deepEqual(await ratingOf(db, listingId), { average: 4.33, count: 4 })
  await save(db, [review(listingId, 2, { rating: 1 })])
  assert.deepEqual(await ratingOf(db, listingId), { average: 3.33, count: 4 })
})

forEachDatabase('stars without words count for a listing and its categories, follow a change, and are not listed', async (_t, db) => {
  const listingId = deps.ids.next<'listing'>()
  const all = (stars: number) => ({
    cleanliness: stars,
    accuracy: stars,
    checkIn: stars,
    communication: stars,
    location: stars,
    value: stars,
  })
  const averages = async () => (await summaryOf(db, listingId)).categories.map(({ average }) => average)
  const silent = review(listingId, 2, { body: '', authorName: '', rating: 3, categories: all(3) })
  await save(db, [review(listingId, 1, { rating: 5, categories: { ...all(5), value: 4 } }), silent, review(listingId, 3)])
  assert.deepEqual(await ratingOf(db, listingId), { average: 4, count: 3 })
  assert.deepEqual(await averages(), [4, 4, 4, 4, 4, 3.5])
  assert.deepEqual(await allPages(db, listingId, 1), [['3'], ['1']])
  assert.equal((await save(db, [silent])).unchanged, 1)
  assert.equal((await save(db, [{ ...silent, categories: { ...all(3), cleanliness: 1 } }])).updated, 1)
  assert.deepEqual(await averages(), [3, 4, 4, 4, 4, 3.5])
})

forEachDatabase("without rated reviews the source's own average stays, and the count is that of what can be read", async (_t, db) => {
  const listingId = deps.ids.next<'listing'>()
  await saveRating(db, listingId, { reviewCount: 58, ratingHundredths: 493, latestOn: firstDay })
  assert.deepEqual(await ratingOf(db, listingId), { average: 4.93, count: 58 })
  await save(db, [review(listingId, 1), review(listingId, 2)])
  assert.deepEqual(await ratingOf(db, listingId), { average: 4.93, count: 2 })
  const row = await db.selectFrom('listing_rating').select('latest_on').where('listing_id', '=', listingId).executeTakeFirstOrThrow()
  assert.equal(row.latest_on, addDays(firstDay, 2))
})

forEachDatabase('a review that moves to another listing leaves the first one’s count', async (_t, db) => {
  const [from, to] = [deps.ids.next<'listing'>(), deps.ids.next<'listing'>()]
  await save(db, [review(from, 1), review(from, 2)])
  await save(db, [review(to, 2)])
  assert.deepEqual([(await ratingOf(db, from)).count, (await ratingOf(db, to)).count], [1, 1])
})

forEachDatabase('a change of rating is announced once for its listing, and no change is not', async (_t, db) => {
  const listingId = deps.ids.next<'listing'>()
  const reviews = [review(listingId, 1), review(listingId, 2)]
  await save(db, reviews)
  await save(db, reviews)
  await save(db, [review(listingId, 1, { body: 'Edited' })])
  assert.deepEqual(await announced(db), [{ type: 'rating.changed', listingId }])
})

forEachDatabase('a thousand reviews of many listings are written in one go', async (_t, db) => {
  const listings = Array.from({ length: 10 }, () => deps.ids.next<'listing'>())
  const reviews = Array.from({ length: 1_000 }, (_, index) => review(listings[index % 10] ?? listings[0]!, index))
  assert.equal((await save(db, reviews)).created, 1_000)
  assert.equal((await ratingOf(db, listings[3]!)).count, 100)
  await assert.rejects(save(db, [...reviews, review(listings[0]!, 1_000)]), /at once/)
})

forEachDatabase('a cursor that is none of ours is refused', async (_t, db) => {
  const listingId = deps.ids.next<'listing'>()
  for (const cursor of ['', 'x', '2030-02-30_x', `2030-02-30_${listingId}`, `2030-02-28_${listingId}_1`, "' or 1=1"]) {
    assert.deepEqual(await reviewsOf(db, listingId, { cursor, limit: 5 }), { ok: false, error: { code: 'bad_cursor' } })
  }
})
