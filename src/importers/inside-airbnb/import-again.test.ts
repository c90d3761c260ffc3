import assert from 'node:assert/strict'
import { forEachDatabase } from '../../../test/databases.ts'
import {
  aListing,
  aReview,
  fixtureFolder,
  importedState,
  newFolder,
  runImport,
  someNights,
  type FolderRows,
} from '../../../test/inside-airbnb.ts'
import { claimNights } from '../../calendar/claim-nights.ts'
import { calendarDate } from '../../kernel/calendar-date.ts'
import type { UserId } from '../../kernel/ids.ts'
import { parseStay } from '../../kernel/stay.ts'
import { inTransaction, type Db } from '../../platform/db.ts'

const homes: FolderRows = {
  listings: [aListing('5'), aListing('6'), aListing('7', { host_id: '2', host_name: 'Idris' })],
  calendar: [...someNights('5', 'ttfft'), ...someNights('6', 'ffttt'), ...someNights('7', 'ttttt')],
  reviews: [aReview('5', '1'), aReview('5', '2'), aReview('6', '3')],
}

const counted = async (run: ReturnType<typeof runImport>) => {
  const { outcome } = await run
  assert.ok(outcome.ok)
  const { created, updated, unchanged, claimed, published, conflicts, reviewsCreated, reviewsUpdated, reviewsUnchanged } = outcome.value
  return {
    listings: { created, updated, unchanged, claimed },
    reviews: [reviewsCreated, reviewsUpdated, reviewsUnchanged],
    published,
    conflicts,
  }
}

const events = (db: Db) => db.selectFrom('outbox').select('type').execute()

forEachDatabase('imported twice, a folder is there once, and the second time nobody is told of anything', async (_, db) => {
  const folder = newFolder(homes)
  assert.deepEqual(await counted(runImport(db, folder)), {
    listings: { created: 3, updated: 0, unchanged: 0, claimed: 0 },
    reviews: [3, 0, 0],
    published: 0,
    conflicts: 0,
  })
  const [state, told] = [await importedState(db), await events(db)]
  assert.ok(told.filter(({ type }) => type === 'listing.changed').length >= 3)
  const again = await counted(runImport(db, folder))
  assert.deepEqual([again.listings, again.reviews], [{ created: 0, updated: 0, unchanged: 3, claimed: 0 }, [0, 0, 3]])
  assert.deepEqual(await importedState(db), state)
  assert.deepEqual(await events(db), told)
  assert.equal((await db.selectFrom('host').select('id').execute()).length, 2)
})

forEachDatabase('what has changed in a folder is updated, and nights that are free again are freed', async (_, db) => {
  await runImport(db, newFolder(homes))
  const before = await importedState(db)
  const later = {
    listings: [
      aListing('5', { name: 'A better name', price: '$120.00', amenities: '["TV"]' }),
      aListing('6'),
      aListing('7', { host_id: '2', host_name: 'Idris B.' }),
    ],
    calendar: [
      ...someNights('5', 'tffft', (night) => (night === 4 ? '$150.00' : '$100.00')),
      ...someNights('6', 'ttttt'),
      ...someNights('7', 'ttttt'),
    ],
    reviews: [aReview('5', '1'), aReview('5', '2', 'I meant better'), aReview('6', '3'), aReview('7', '4')],
  }
  const { listings, reviews } = await counted(runImport(db, newFolder(later)))
  assert.deepEqual([listings, reviews], [{ created: 0, updated: 3, unchanged: 0, claimed: 0 }, [1, 1, 2]])
  const [five, six, seven] = await importedState(db)
  assert.deepEqual([five?.title, five?.amenities, five?.overrides], ['A better name', ['tv'], ['2024-06-05–2024-06-06 15000']])
  assert.deepEqual(five?.nights, ['2024-06-02 import', '2024-06-03 import', '2024-06-04 import'])
  assert.match(five?.reviews[1] ?? '', /I meant better/)
  assert.deepEqual([six?.nights, six?.ranges], [[], []])
  assert.deepEqual([seven?.host?.name, seven?.reviews.length, seven?.rating], ['Idris B.', 1, ['1 null 2024-05-01']])
  await runImport(db, newFolder(homes))
  // A review that a later file leaves out stays: it was written, and nobody says that it is not true any more.
  const withoutReviews = ({ reviews: _, rating: __, ...listing }: (typeof before)[number]) => listing
  assert.deepEqual((await importedState(db)).map(withoutReviews), before.map(withoutReviews))
  assert.deepEqual(
    (await importedState(db)).map((listing) => listing.reviews.length),
    [2, 1, 1],
  )
})

forEachDatabase('listings show when they are asked to, but not what has no price or what its people have paused', async (_, db) => {
  const rows = {
    ...homes,
    listings: [...homes.listings, aListing('8', { price: '' })],
    calendar: [...homes.calendar, ...someNights('8', 't', () => '')],
  }
  await runImport(db, newFolder(rows))
  const states = async () => (await importedState(db)).map(({ state }) => state)
  assert.deepEqual(await states(), ['draft', 'draft', 'draft', 'draft'])
  await db.updateTable('listing').set({ state: 'paused' }).where('source_id', '=', '6').execute()
  assert.equal((await counted(runImport(db, newFolder(rows), { publish: true }))).published, 2)
  assert.deepEqual(await states(), ['published', 'paused', 'published', 'draft'])
  await runImport(db, newFolder(rows))
  assert.deepEqual(await states(), ['published', 'paused', 'published', 'draft'])
})

forEachDatabase('what a host has claimed is the host’s: importing again leaves it alone', async (_, db) => {
  await runImport(db, newFolder(homes))
  await db
    .updateTable('host')
    .set({ user_id: '0196c6d5-74c0-7ae1-a302-ce680df6392e' as UserId, name: 'Idris himself' })
    .where('source_id', '=', '2')
    .execute()
  await db.updateTable('listing').set({ title: 'My own words' }).where('source_id', '=', '7').execute()
  const later = {
    ...homes,
    listings: homes.listings.map((row) => ({ ...row, name: `New ${row.name}`, host_name: `New ${row.host_name}` })),
  }
  const { listings } = await counted(runImport(db, newFolder(later)))
  assert.deepEqual(listings, { created: 0, updated: 2, unchanged: 0, claimed: 1 })
  const [five, , seven] = await importedState(db)
  assert.deepEqual([five?.title, five?.host?.name], ['New Home 5', 'New Maren'])
  assert.deepEqual([seven?.title, seven?.host?.name], ['My own words', 'Idris himself'])
})

forEachDatabase('a night that a guest has stays the guest’s, whatever the calendar says', async (_, db) => {
  await runImport(db, newFolder(homes))
  const [unit] = await db
    .selectFrom('unit')
    .innerJoin('listing', 'listing.id', 'unit.listing_id')
    .select('unit.id')
    .where('source_id', '=', '5')
    .execute()
  const stay = parseStay(calendarDate('2024-06-01'), calendarDate('2024-06-03'))
  assert.ok(unit && stay.ok)
  const claimId = '0196c6d5-74c0-7ae1-a302-ce680df6392f'
  assert.ok((await inTransaction(db, (tx) => claimNights(tx, { unitId: unit.id, stay: stay.value, claimId, kind: 'booking' }))).ok)
  const later = { ...homes, calendar: [...someNights('5', 'tfttt'), ...someNights('6', 'ffttt'), ...someNights('7', 'ttttt')] }
  assert.equal((await counted(runImport(db, newFolder(later)))).conflicts, 1)
  const [five] = await importedState(db)
  assert.deepEqual([five?.nights, five?.ranges], [['2024-06-01 booking', '2024-06-02 booking'], ['2024-06-02–2024-06-03']])
})

const brokenFolders: [what: string, rows: FolderRows, code: string][] = [
  ['without a listing', { ...homes, listings: [] }, 'broken_file'],
  ['without a night', { ...homes, calendar: [] }, 'broken_file'],
  ['of listings that are none', { ...homes, listings: [aListing('x')] }, 'nothing_to_import'],
]

for (const [what, rows, code] of brokenFolders) {
  forEachDatabase(`a folder ${what} changes nothing`, async (_, db) => {
    await runImport(db, newFolder(homes))
    const [state, runs] = [await importedState(db), await db.selectFrom('import_run').selectAll().execute()]
    const { outcome } = await runImport(db, newFolder(rows))
    assert.ok(!outcome.ok)
    assert.equal(outcome.error.code, code)
    assert.deepEqual([await importedState(db), await db.selectFrom('import_run').selectAll().execute()], [state, runs])
  })
}

forEachDatabase('a folder that is not there, or has no calendar, is told as such', async (_, db) => {
  const { outcome } = await runImport(db, '/nowhere')
  assert.deepEqual(outcome, { ok: false, error: { code: 'no_such_folder', dir: '/nowhere' } })
  const empty = await runImport(db, `${fixtureFolder('new-format')}/..`)
  assert.deepEqual(empty.outcome, { ok: false, error: { code: 'no_such_file', file: 'listings.csv.gz' } })
})
