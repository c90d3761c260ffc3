import assert from 'node:assert/strict'
import { forEachDatabase } from '../../test/databases.ts'
import { newListingWorld } from '../../test/listing-world.ts'
import { addDays, calendarDate } from '../kernel/calendar-date.ts'
import { write } from '../platform/db.ts'
import { saveImportedReviews } from './save-imported-reviews.ts'

type Item = { author: string; imported: boolean; rating: number | null; postedOn: string }

forEachDatabase('reviews are read page by page to the end, those of other markets marked as such', async (t, db) => {
  const { ask, newListing, ...deps } = await newListingWorld(t, db)
  const { listingId } = await newListing()
  const reviews = Array.from({ length: 25 }, (_, index) => ({
    listingId,
    sourceId: String(index),
    authorName: `Guest ${index}`,
    body: 'Warm.\n<script>alert(1)</script>',
    postedOn: addDays(calendarDate('2029-01-01'), index),
    rating: index === 0 ? 4 : null,
    categories: null,
  }))
  await write(db, (tx) => saveImportedReviews(tx, deps, { source: 'elsewhere', reviews }))
  const seen: string[] = []
  let cursor = ''
  for (const size of [10, 10, 5]) {
    const { body } = await ask('stranger', 'GET', `/listings/${listingId}/reviews${cursor}`)
    const items = body.items as Item[]
    assert.equal(items.length, size)
    assert.deepEqual(body.rating, { average: 4, count: 25 })
    assert(items.every(({ imported }) => imported))
    seen.push(...items.map(({ author }) => author.slice('Guest '.length)))
    cursor = `?cursor=${String(body.nextCursor)}`
  }
  assert.equal(cursor, '?cursor=null')
  assert.deepEqual(
    seen.map(Number),
    Array.from({ length: 25 }, (_, index) => 24 - index),
  )
})
