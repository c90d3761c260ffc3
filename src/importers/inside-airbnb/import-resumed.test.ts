import assert from 'node:assert/strict'
import { appendFileSync, copyFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import { databases, forEachDatabase } from '../../../test/databases.ts'
import { aListing, aReview, importedState, newFolder, runImport, someNights, type FolderRows } from '../../../test/inside-airbnb.ts'
import { tempFolder } from '../../../test/temp.ts'
import { openDatabase } from '../../platform/db.ts'

const ids = Array.from({ length: 40 }, (_, index) => String(100 + index))

const town: FolderRows = {
  listings: ids.map((id, index) => aListing(id, { host_id: String(index % 7) })),
  calendar: ids.flatMap((id, index) => someNights(id, 'ttfftfffttftttt', (night) => `$${90 + ((index + night) % 5)}.00`)),
  reviews: ids.flatMap((id) => [aReview(id, `${id}1`), aReview(id, `${id}2`), aReview(id, `${id}3`)]),
}

/** The state that an import which nobody disturbs ends in. */
async function undisturbed(): Promise<{ folder: string; state: Awaited<ReturnType<typeof importedState>> }> {
  const [sqlite] = databases()
  assert.ok(sqlite)
  const { url, drop } = await sqlite.openMigrated()
  const db = openDatabase(url)
  const folder = newFolder(town)
  assert.ok((await runImport(db, folder)).outcome.ok)
  const state = await importedState(db)
  await db.destroy()
  await drop()
  return { folder, state }
}

const expected = undisturbed()

/** Ends the import once so many listings and reviews are written. */
function cutAfter(count: number) {
  const controller = new AbortController()
  return {
    signal: controller.signal,
    onProgress: (progress: { phase: string; written?: number }) => {
      if ((progress.written ?? 0) >= count) controller.abort()
    },
  }
}

forEachDatabase('an import that is cut off again and again ends as one that is not', async (_, db) => {
  const { folder, state } = await expected
  let positions: number[] = []
  for (const count of [1, 2, 17, 39, 40, 41, 100]) {
    const { outcome } = await runImport(db, folder, cutAfter(count))
    assert.deepEqual(outcome, { ok: false, error: { code: 'interrupted' } })
    const runs = await db.selectFrom('import_run').select(['state', 'position']).execute()
    assert.equal(runs.length, 1)
    positions = [...positions, ...runs.map(({ position }) => position)]
  }
  assert.deepEqual(
    positions.toSorted((a, b) => a - b),
    positions,
  )
  const { outcome } = await runImport(db, folder)
  assert.ok(outcome.ok)
  assert.deepEqual(
    [outcome.value.resumed, outcome.value.created, outcome.value.unchanged, outcome.value.reviewsCreated],
    [true, 40, 0, 120],
  )
  assert.deepEqual(await importedState(db), state)
})

forEachDatabase('wherever in a listing the import dies, it goes on with nothing half done', async (_, db) => {
  const { folder, state } = await expected
  let deaths = 0
  for (const diesAfter of [3, 5, 8, 9, 10, 11, 12, 13, 14, 15, 16, 40, 90, 91, 92, 93, 120, 200]) {
    await assert.rejects(runImport(db, folder, { diesAfter }), /the machine went down/)
    deaths += 1
    for (const { units, nights, ranges, plan, rating } of await importedState(db)) {
      assert.deepEqual([units, nights.length, ranges.length, plan.length, rating.length], [1, 6, 3, 1, 1])
    }
  }
  assert.ok((await runImport(db, folder)).outcome.ok)
  assert.equal(deaths, 18)
  assert.deepEqual(await importedState(db), state)
})

forEachDatabase('two processes that import the same folder at once do not both write', async (t, db, url) => {
  const { folder, state } = await expected
  const other = openDatabase(url)
  t.after(() => other.destroy())
  await runImport(db, folder, cutAfter(5))
  const [one, two] = await Promise.all([runImport(db, folder), runImport(other, folder)])
  const codes = [one, two].map(({ outcome }) => (outcome.ok ? 'ended' : outcome.error.code)).toSorted()
  assert.deepEqual(codes, ['ended', 'import_running'])
  assert.deepEqual(await importedState(db), state)
})

forEachDatabase('a folder that changes while it is imported is told, and imports cleanly the next time', async (_, db) => {
  const { folder, state } = await expected
  const changing = path.join(tempFolder('changing'), 'folder')
  mkdirSync(changing)
  for (const file of ['listings.csv', 'calendar.csv', 'reviews.csv']) copyFileSync(path.join(folder, file), path.join(changing, file))
  let changed = false
  const { outcome } = await runImport(db, changing, {
    onProgress: ({ phase }) => {
      if (phase === 'writing' && !changed) appendFileSync(path.join(changing, 'reviews.csv'), '\n100,999,2024-05-02,9,Eve,Added meanwhile')
      changed ||= phase === 'writing'
    },
  })
  assert.deepEqual(outcome, { ok: false, error: { code: 'folder_changed', file: 'reviews.csv' } })
  assert.ok((await runImport(db, folder)).outcome.ok)
  const reviews = (await importedState(db)).map((listing) => ({
    ...listing,
    reviews: listing.reviews.filter((text) => !text.startsWith('999')),
    rating: [],
  }))
  assert.deepEqual(
    reviews,
    state.map((listing) => ({ ...listing, rating: [] })),
  )
})

test('a full disk ends the import with a plain answer, and with room again it goes on', async () => {
  const { folder, state } = await expected
  const [sqlite] = databases()
  assert.ok(sqlite)
  const { url, drop } = await sqlite.openMigrated()
  const db = openDatabase(url)
  const pages = await sql<{ page_count: number }>`pragma page_count`.execute(db)
  await sql.raw(`pragma max_page_count = ${(pages.rows[0]?.page_count ?? 0) + 12}`).execute(db)
  const { outcome } = await runImport(db, folder)
  assert.deepEqual(outcome, { ok: false, error: { code: 'disk_full' } })
  const partly = await importedState(db)
  assert.ok(partly.length > 0 && partly.length < 40)
  await sql`pragma max_page_count = 100000`.execute(db)
  const rest = await runImport(db, folder)
  assert.ok(rest.outcome.ok && rest.outcome.value.resumed)
  assert.deepEqual(await importedState(db), state)
  await db.destroy()
  await drop()
})

const damaged: [what: string, file: string, damage: (file: string) => void][] = [
  ['a calendar cut off within a row', 'calendar.csv.gz', (file) => truncateSync(file, readFileSync(file).length - 40)],
  [
    'a quote that is never closed, in the last row of the reviews',
    'reviews.csv',
    (file) => appendFileSync(file, '\n100,9,2024-05-01,1,Eve,"So'),
  ],
  [
    'listings without a column for the price',
    'listings.csv',
    (file) => writeFileSync(file, readFileSync(file, 'utf8').replace(',price,', ',fee,')),
  ],
]

for (const [what, name, damage] of damaged) {
  forEachDatabase(`${what} changes nothing`, async (_, db) => {
    const folder = newFolder(town, { packed: name.endsWith('.gz') })
    damage(path.join(folder, name))
    const { outcome } = await runImport(db, folder)
    assert.ok(!outcome.ok && outcome.error.code === 'broken_file')
    assert.equal(outcome.error.file, name)
    assert.deepEqual([await importedState(db), await db.selectFrom('import_run').selectAll().execute()], [[], []])
    assert.deepEqual(await db.selectFrom('outbox').selectAll().execute(), [])
  })
}
